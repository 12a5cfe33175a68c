package table

import (
	"strings"
	"unicode/utf8"
)

// Formula reports whether a spreadsheet would take a text for something to
// calculate (S14), in any width of the signs.
func Formula(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r != utf8.RuneError && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", r)
}

// Safe keeps a spreadsheet from calculating a text: an apostrophe goes before it. A
// negative number is no formula and stays a number.
func Safe(text string) string {
	if !Formula(text) || text[0] == '-' && amount(text[1:]) {
		return text
	}
	return "'" + text
}

func amount(s string) bool {
	whole, fraction, both := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	return digits(whole) && (!both || digits(fraction))
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
