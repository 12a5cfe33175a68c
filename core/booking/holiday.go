package booking

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Holiday gives the name of a Swedish public holiday, or of an eve on which clinics
// are closed in fact; false for any other day, Sundays included.
//
// Sources: lag (1989:253) om allmänna helgdagar names the holidays, 6 June among them
// from 2005 on, when Whit Monday ceased to be one (SFS 2004:1320). Semesterlagen
// (1977:480) 3 a § puts Midsummer Eve, Christmas Eve and New Year's Eve on a par with
// Sundays.
func Holiday(d day.Date) (say.Text, bool) {
	id := fixed(d)
	if id == "" {
		id = movable(d)
	}
	if id == "" {
		return say.Text{}, false
	}
	return say.T("booking.holiday." + id), true
}

// fixed are the days of the same date every year.
func fixed(d day.Date) string {
	switch (day.Date{Year: 0, Month: d.Month, Day: d.Day}) {
	case day.Date{Month: time.January, Day: 1}:
		return "newyear"
	case day.Date{Month: time.January, Day: 6}:
		return "epiphany"
	case day.Date{Month: time.May, Day: 1}:
		return "may"
	case day.Date{Month: time.June, Day: 6}:
		if d.Year >= 2005 {
			return "national"
		}
	case day.Date{Month: time.December, Day: 24}:
		return "christmaseve"
	case day.Date{Month: time.December, Day: 25}:
		return "christmas"
	case day.Date{Month: time.December, Day: 26}:
		return "boxing"
	case day.Date{Month: time.December, Day: 31}:
		return "newyearseve"
	}
	return ""
}

// movable are the days that follow Easter, and those that fall on a set weekday.
func movable(d day.Date) string {
	switch d.Sub(Easter(d.Year)) {
	case -2:
		return "goodfriday"
	case 0:
		return "easter"
	case 1:
		return "eastermonday"
	case 39:
		return "ascension"
	case 49:
		return "whitsun"
	case 50:
		if d.Year < 2005 {
			return "whitmonday"
		}
	}
	between := func(first, last day.Date) bool { return !d.Before(first) && !d.After(last) }
	y := d.Year
	switch {
	case d.Weekday() == time.Saturday && between(day.New(y, time.June, 20), day.New(y, time.June, 26)):
		return "midsummer"
	case d.Weekday() == time.Friday && between(day.New(y, time.June, 19), day.New(y, time.June, 25)):
		return "midsummereve"
	case d.Weekday() == time.Saturday && between(day.New(y, time.October, 31), day.New(y, time.November, 6)):
		return "allsaints"
	}
	return ""
}

// Easter gives Easter Sunday of a year of the Gregorian calendar, 1583 and later, by
// the anonymous algorithm that Nature printed in 1876 (Meeus, Astronomical Algorithms,
// chapter 8).
func Easter(year int) day.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return day.New(year, time.Month(n/31), n%31+1)
}
