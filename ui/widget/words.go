package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const ellipsis = "…"

// Shorten leaves out the last words that have no room within max and puts an
// ellipsis for them. A single word that is too long stays whole.
func Shorten(text string, s Style, max float32) string {
	if max <= 0 || Measure(text, s) <= max {
		return text
	}
	words := strings.Fields(text)
	for n := len(words) - 1; n > 0; n-- {
		short := strings.TrimRight(strings.Join(words[:n], " "), " ,;:·–-") + ellipsis
		if Measure(short, s) <= max || n == 1 {
			return short
		}
	}
	return text
}

// UpperFirst begins a text with a capital: what is a fragment elsewhere stands alone here.
func UpperFirst(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

// Lines breaks text into lines no wider than width, at spaces, after hyphens where a
// word alone is too wide, and at line breaks. Empty text gives no lines.
func Lines(text string, s Style, width float32) []string {
	var lines []string
	if text == "" {
		return nil
	}
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			try := word
			if line != "" {
				try = line + " " + word
			}
			if line != "" && Measure(try, s) > width {
				lines = append(lines, line)
				try = word
			}
			for Measure(try, s) > width {
				head, tail, ok := strings.Cut(try, "-")
				if !ok || tail == "" {
					break
				}
				lines = append(lines, head+"-")
				try = tail
			}
			line = try
		}
		lines = append(lines, line)
	}
	return lines
}
