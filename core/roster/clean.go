package roster

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fyrtio/core/table"
)

// dirt is what clean has found in a cell beside what it mends silently.
type dirt uint8

const (
	control    dirt = 1 << iota // characters that print nothing and do not belong in text
	unreadable                  // a character that was lost in an earlier conversion
)

// clean gives a cell as it was meant: composed letters, single ordinary spaces,
// no invisible characters, no apostrophe that was put there to keep a spreadsheet
// from calculating. Line breaks become ", ": they stand between address lines.
func clean(cell string) (string, dirt) {
	if plain(cell) {
		return cell, 0
	}
	if cell[0] == '\'' && table.Formula(cell[1:]) {
		cell = cell[1:]
	}
	var found dirt
	var b strings.Builder
	space := false
	for _, r := range norm.NFC.String(cell) {
		switch {
		case r == '\n' || r == '\r':
			if b.Len() > 0 && !strings.HasSuffix(b.String(), ",") {
				b.WriteByte(',')
			}
			space = true
			continue
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		case unicode.IsControl(r):
			found |= control
			continue
		case r == utf8.RuneError:
			found |= unreadable
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), ", "), found
}

// plain reports whether clean would give the cell back as it is: printable ASCII
// with single spaces inside, which most cells are.
func plain(cell string) bool {
	for i := range len(cell) {
		c := cell[i]
		switch {
		case c > ' ' && c < 0x7f:
		case c == ' ' && i > 0 && i < len(cell)-1 && cell[i-1] != ' ':
		default:
			return false
		}
	}
	return cell == "" || cell[0] != '\'' && cell[len(cell)-1] != ','
}

// wholeNumber writes out what a spreadsheet or a Java program has made of a number
// that was all digits: "1.9860102238E11", "803201.0", "7,01E+08". A form that has lost
// digits comes back as it stands.
func wholeNumber(cell string) string {
	mantissa, exponent, scientific := strings.Cut(strings.ToUpper(cell), "E")
	whole, fraction, _ := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	if whole == "" || !digits(whole) || fraction != "" && !digits(fraction) || len(mantissa) > 20 {
		return cell
	}
	if !scientific {
		if strings.Trim(fraction, "0") == "" {
			return whole
		}
		return cell
	}
	e, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	fraction = strings.TrimRight(fraction, "0")
	// One digit fewer than there should be is a number that ends in 0; more are lost digits.
	if err != nil || e < 0 || e > 20 || len(fraction) > e || len(fraction) < e-1 {
		return cell
	}
	return whole + fraction + strings.Repeat("0", e-len(fraction))
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// errorValue tells what a spreadsheet writes where a formula has failed or a
// column was too narrow.
func errorValue(cell string) bool {
	if len(cell) < 3 || cell[0] != '#' {
		return false
	}
	switch strings.ToUpper(cell) {
	case "#N/A", "#SAKNAS", "#NULL":
		return true
	}
	return strings.Trim(cell, "#") == "" || strings.HasSuffix(cell, "!") || strings.HasSuffix(cell, "?")
}
