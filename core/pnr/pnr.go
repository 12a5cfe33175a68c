// Package pnr reads Swedish personal numbers: personnummer, samordningsnummer
// and, where the caller allows them, reservnummer.
//
// A personal number is something a participant has, never what a participant is:
// it can change, so nothing is keyed by it.
package pnr

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
)

// Kind is what sort of number it is. The values are ids and follow no language.
type Kind string

// The kinds. A samordningsnummer is given to those who are not registered as
// living in Sweden and has 60 added to the day; a reservnummer is made up by a
// clinic or a region and carries no facts about the person.
const (
	Personnummer      Kind = "personnummer"
	Samordningsnummer Kind = "samordningsnummer"
	Reservnummer      Kind = "reservnummer"
)

// Sex is the sex that a number's ninth digit stands for. The values are ids.
type Sex string

// The sexes of a number; Unknown for a reservnummer.
const (
	Woman   Sex = "kvinna"
	Man     Sex = "man"
	Unknown Sex = "okänt"
)

// Number is a checked personal number. Numbers are comparable with ==; the zero
// Number is no number.
type Number struct {
	text string // twelve characters
}

// length is the number of characters of every number as it is kept.
const length = 12

// IsZero reports whether n is no number.
func (n Number) IsZero() bool { return n.text == "" }

// String gives the twelve characters in which a number is kept, or "" for none.
func (n Number) String() string { return n.text }

// Display gives the form for people, YYYYMMDD-NNNN.
func (n Number) Display() string {
	if n.IsZero() {
		return ""
	}
	return n.text[:8] + "-" + n.text[8:]
}

// Kind tells what sort of number n is, "" for no number.
func (n Number) Kind() Kind {
	switch {
	case n.IsZero():
		return ""
	case reserve(n.text):
		return Reservnummer
	case n.text[6] >= '6':
		return Samordningsnummer
	}
	return Personnummer
}

// Born gives the date of birth: no date for a reservnummer, nor for the
// samordningsnummer of someone whose day of birth is not known.
func (n Number) Born() day.Date {
	if n.Year() == 0 {
		return day.Date{}
	}
	if d, _ := date(n.text[:8]); day.Real(d.Year, d.Month, d.Day) {
		return d
	}
	return day.Date{}
}

// Year gives the year of birth, which a samordningsnummer tells even without
// month or day; 0 for a reservnummer and for no number.
func (n Number) Year() int {
	if k := n.Kind(); k == "" || k == Reservnummer {
		return 0
	}
	return number(n.text[:4])
}

// Sex gives the sex that the number stands for: the ninth digit is odd for men.
func (n Number) Sex() Sex {
	switch {
	case n.IsZero() || n.Kind() == Reservnummer:
		return Unknown
	case (n.text[10]-'0')%2 == 1:
		return Man
	}
	return Woman
}

// Age gives whole years lived on a day, 0 before birth and for a reservnummer.
// Someone born on 29 February grows a year older on 1 March; someone whose
// birthday is not known, at New Year.
func (n Number) Age(on day.Date) int {
	year := n.Year()
	if year == 0 || on.Year < year {
		return 0
	}
	born, years := n.Born(), on.Year-year
	if !born.IsZero() && (on.Month < born.Month || on.Month == born.Month && on.Day < born.Day) {
		years--
	}
	return max(years, 0)
}

// MarshalText writes the twelve characters.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.text), nil }

// UnmarshalText reads what MarshalText wrote; empty text is no number.
func (n *Number) UnmarshalText(b []byte) (err error) {
	*n, err = Stored(string(b))
	return err
}

// Stored reads the form that String gives, of any kind, as it stands in the
// database. It knows no today, so it checks no date against it. Empty text is no
// number.
func Stored(s string) (Number, error) {
	if s == "" {
		return Number{}, nil
	}
	if len(s) == length && (reserve(s) || digits(s) && check(s) == "") {
		return Number{s}, nil
	}
	return Number{}, refuse(Characters)
}

// date reads YYYYMMDD; ok is false where it cannot stand in a number. A day with
// 60 added belongs to a samordningsnummer, whose date may be known in part only:
// month 00, day 60 and days like 30 February are given out and appear among the
// published test numbers. Then ok is true and the date is no real one.
func date(s string) (d day.Date, ok bool) {
	d = day.Date{Year: number(s[:4]), Month: time.Month(number(s[4:6])), Day: number(s[6:8])}
	if d.Day < 60 {
		return d, day.Real(d.Year, d.Month, d.Day)
	}
	d.Day -= 60
	return d, d.Month <= 12 && d.Day <= 31
}

// number reads ASCII digits, which the caller has made sure of.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// luhn reports whether the last of ten digits is the check digit of the nine
// before it: weights 2, 1, 2, 1 …, digits of the products summed, up to the next ten
// (Skatteverket, SKV 704).
func luhn(ten string) bool {
	sum := 0
	for i := range len(ten) {
		d := int(ten[i] - '0')
		if i%2 == 0 {
			d = d*2/10 + d*2%10
		}
		sum += d
	}
	return sum%10 == 0
}

func refuse(why Reason) error { return fault.New(fault.Refused, "pnr.err."+string(why)) }
