package shell

// Below gives the page that Back leads to, nil for none: a page that was opened from a
// list can step through it.
func (s *Shell) Below() Page {
	if len(s.stack) < 2 {
		return nil
	}
	return s.stack[len(s.stack)-2].page
}
