package pnr

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"fyrtio/core/day"
	"fyrtio/core/fault"
)

// Reason is why something is no personal number; the error's words are
// pnr.err.REASON.
type Reason string

// The reasons. Each has its own words, because each is mended in its own way.
const (
	Empty      Reason = "empty"      // nothing there
	Characters Reason = "characters" // something that never stands in a number
	Length     Reason = "length"     // neither ten nor twelve digits
	Zeros      Reason = "zeros"      // eight or nine digits: a spreadsheet took the leading zeros
	Rounded    Reason = "rounded"    // 1,98601E+11: a spreadsheet took the last digits
	Interim    Reason = "interim"    // letters in the last four: a school's or clinic's interim number
	Reserve    Reason = "reserve"    // a reservnummer where none is allowed
	Date       Reason = "date"       // a day that does not exist
	Future     Reason = "future"     // born after today
	Century    Reason = "century"    // a plus before the year of 100, or a year before 1800
	Checksum   Reason = "checksum"   // the last digit does not fit the others
)

// ReasonOf tells why Parse or ParseReserve refused, "" for any other error.
func ReasonOf(err error) Reason {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	why, ok := strings.CutPrefix(e.Text.ID, "pnr.err.")
	if !ok {
		return ""
	}
	return Reason(why)
}

// adult is the age below which a bare ten-digit number is not believed to be a
// child's: the program's persons are grown up, mostly about 40.
const adult = 18

// Parse reads a personnummer or samordningsnummer in any usual spelling: ten or
// twelve digits, with a hyphen of any sort, a plus or spaces, also 1986-01-02-2380.
// The errors are *fault.Error, pnr.err.REASON; they never repeat the number.
//
// Ten digits do not say the century. A plus does: the person turns 100 or more
// this year. A hyphen does: younger. Ten bare digits belong to the most
// recent century in which the person is at least 18 today.
func Parse(s string, today day.Date) (Number, error) {
	t, err := read(s)
	if err != nil {
		return Number{}, err
	}
	if t.letters {
		switch {
		case reserve(t.text):
			return Number{}, refuse(Reserve)
		case interim(t.text):
			return Number{}, refuse(Interim)
		}
		return Number{}, refuse(Characters)
	}
	switch len(t.text) {
	case 10:
		t.text = century(t, today) + t.text
	case length:
		if reserve(t.text) {
			return Number{}, refuse(Reserve)
		}
		if strings.HasSuffix(t.text, "000000") {
			return Number{}, refuse(Rounded) // 1.98601E+11 written out again
		}
	case 8, 9:
		return Number{}, refuse(Zeros)
	default:
		return Number{}, refuse(Length)
	}
	if why := check(t.text); why != "" {
		return Number{}, refuse(why)
	}
	n := Number{t.text}
	if n.Year() > today.Year || n.Born().After(today) {
		return Number{}, refuse(Future)
	}
	if t.sign == '+' && today.Year-n.Year() < 100 {
		return Number{}, refuse(Century)
	}
	return n, nil
}

// ParseReserve reads a reservnummer: twelve digits and letters that begin with
// 98 or 99, as the national and most regional series do (98240301AA06). Nothing
// can be checked and nothing is inferred. Other numbers are refused, so that a
// mistyped personnummer cannot slip through as a reservnummer.
func ParseReserve(s string) (Number, error) {
	t, err := read(s)
	switch {
	case err != nil:
		return Number{}, err
	case len(t.text) != length:
		return Number{}, refuse(Length)
	case !reserve(t.text):
		return Number{}, refuse(Characters)
	}
	return Number{t.text}, nil
}

// Claimed gives the date of birth that s claims, also one that does not exist and
// also when the check digit is wrong; ok is false where none can be read. It is for
// saying what is wrong, and for judging whether a whole list is the right one.
func Claimed(s string, today day.Date) (born day.Date, ok bool) {
	t, err := read(s)
	if err != nil || t.letters {
		return day.Date{}, false
	}
	switch {
	case len(t.text) == 10:
		t.text = century(t, today) + t.text
	case len(t.text) != length || reserve(t.text):
		return day.Date{}, false
	}
	born, _ = date(t.text[:8])
	return born, true
}

// typed is a number as somebody wrote it, without what only makes it readable.
type typed struct {
	text    string // digits, or digits and capital letters
	letters bool
	sign    byte // '-', '+', or 0 where there is none before the last four
}

// longest is the length in bytes above which nothing can be a number, however it is spelled.
const longest = 100

// read takes away spaces and hyphens, of whatever sort copying has made them.
func read(s string) (typed, error) {
	if len(s) > longest {
		return typed{}, refuse(Length)
	}
	s = strings.TrimPrefix(strings.TrimSpace(norm.NFKC.String(s)), "'") // ' marks text in Excel
	var b strings.Builder
	var signs []sign
	t := typed{}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			t.letters = true
			b.WriteRune(unicode.ToUpper(r))
		case unicode.Is(unicode.Pd, r), r == '\u2212', r == '+':
			signs = append(signs, sign{b.Len(), r == '+'})
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
		case r == ',' || r == '.':
			if rounded(s) {
				return typed{}, refuse(Rounded)
			}
			return typed{}, refuse(Characters)
		default:
			return typed{}, refuse(Characters)
		}
	}
	t.text = b.String()
	if t.text == "" {
		return typed{}, refuse(Empty)
	}
	if rounded(s) {
		return typed{}, refuse(Rounded)
	}
	return t, t.placed(signs)
}

// sign is a hyphen or plus and how many characters stand before it.
type sign struct {
	at   int
	plus bool
}

// placed checks that hyphens stand only between year, month, day and serial, a
// plus only before the serial, and keeps the sign before the serial.
func (t *typed) placed(signs []sign) error {
	before := -1
	for _, s := range signs {
		left := len(t.text) - s.at
		if s.at == before || left != 4 && (s.plus || left != 6 && left != 8) {
			return refuse(Characters)
		}
		before = s.at
		if left == 4 {
			t.sign = '-'
			if s.plus {
				t.sign = '+'
			}
		}
	}
	return nil
}

var signless = strings.NewReplacer(",", "", ".", "")

// rounded tells a number in the spreadsheet's scientific form, 1,98601E+11.
func rounded(s string) bool {
	mantissa, exponent, ok := strings.Cut(strings.ToUpper(s), "E")
	exponent, plus := strings.CutPrefix(exponent, "+")
	if !ok {
		return false
	}
	whole := signless.Replace(mantissa)
	return (plus || whole != mantissa) && digits(whole) && digits(exponent) && len(exponent) <= 2
}

// interim tells a date followed by four characters with a letter, YYMMDD-TF12.
func interim(s string) bool {
	return (len(s) == 10 || len(s) == length) && digits(s[:len(s)-4])
}

// reserve tells the shape of a reservnummer. The years 9800 to 9999 are nobody's.
func reserve(s string) bool {
	if len(s) != length || s[0] != '9' || s[1] != '8' && s[1] != '9' {
		return false
	}
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && (s[i] < 'A' || s[i] > 'Z') {
			return false
		}
	}
	return true
}

// century gives the first two digits of the year of ten digits.
func century(t typed, today day.Date) string {
	year := today.Year/100*100 + number(t.text[:2])
	d, _ := date("2000" + t.text[2:6]) // month and day, which may be nonsense: they are checked later
	born := func(y int) day.Date { return day.New(y, d.Month, d.Day) }
	switch t.sign {
	case '+':
		for today.Year-year < 100 {
			year -= 100
		}
	case '-':
		for year > today.Year || born(year).After(today) {
			year -= 100
		}
	default:
		for year+adult > today.Year || born(year+adult).After(today) {
			year -= 100
		}
	}
	return fmt.Sprintf("%02d", max(year, 0)/100%100)
}

// check finds what is wrong with twelve digits, "" for nothing. A day that does
// not exist is told before a check digit that does not fit, since it shows more.
func check(s string) Reason {
	if number(s[:4]) < 1800 {
		return Century
	}
	if _, ok := date(s[:8]); !ok {
		return Date
	}
	if !luhn(s[2:]) {
		return Checksum
	}
	return ""
}
