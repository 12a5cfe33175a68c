package shell

// Copy puts a text about somebody on the clipboard, and remembers it: it is taken away
// again when the window is locked or closed.
func (s *Shell) Copy(text string) {
	clipboard().SetContent(text)
	s.copied = text
}

// Copied reports whether a text is what Copy put there last.
func (s *Shell) Copied(text string) bool { return text != "" && s.copied == text }

// Uncopy empties the clipboard if it still holds what Copy put there; what somebody has
// copied since is theirs.
func (s *Shell) Uncopy() {
	if s.copied != "" && clipboard().Content() == s.copied {
		clipboard().SetContent("")
	}
	s.copied = ""
}
