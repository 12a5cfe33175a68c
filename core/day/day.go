// Package day has the civil date: a calendar day in Sweden without time or zone.
//
// Instants (time.Time) are turned into days in one place, Of, always in Swedish
// time, so that a PC with a wrong zone still files an event under the right day.
package day

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // clinic PCs with Windows have no zone files
)

// Zone is the time zone of every clinic.
var Zone = mustZone("Europe/Stockholm")

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // cannot happen: the zones are linked into the program
	}
	return loc
}

// Date is a calendar day. The zero Date means "no date". Dates are comparable with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// New gives the date of year, month and day; days outside the month carry over, as in time.Date.
func New(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// Real reports whether year, month and day name a day that exists.
func Real(year int, month time.Month, day int) bool {
	return New(year, month, day) == Date{year, month, day}
}

// Of gives the day on which the instant t falls in Sweden.
func Of(t time.Time) Date { return fromTime(t.In(Zone)) }

func fromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Parse reads the ISO form, 2026-03-05.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return fromTime(t), nil
}

// At gives the instant of hour:minute on d in Sweden.
func (d Date) At(hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, Zone)
}

func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare gives -1, 0 or +1, for sorting.
func (d Date) Compare(e Date) int { return d.utc().Compare(e.utc()) }

// Add gives the date n days later; n may be negative.
func (d Date) Add(n int) Date { return New(d.Year, d.Month, d.Day+n) }

// Sub gives the number of days from e to d.
func (d Date) Sub(e Date) int { return int(d.utc().Sub(e.utc()).Hours() / 24) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Week gives the ISO week number, the one Swedish calendars show.
func (d Date) Week() int {
	_, w := d.utc().ISOWeek()
	return w
}

// String gives the ISO form, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is no date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = Parse(string(b))
	return err
}

// Typed reads a date as staff type it, relative to today:
//
//	2026-03-05  20260305  260305   a full date
//	5/3  0503                      day and month of the year nearest to today
//	+7  -3                         days from today
//	idag  igår  imorgon            (also today, yesterday, tomorrow)
func Typed(s string, today Date) (Date, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	bad := fmt.Errorf("date %q is not understood", s)
	switch s {
	case "idag", "i dag", "today":
		return today, nil
	case "igår", "i går", "yesterday":
		return today.Add(-1), nil
	case "imorgon", "i morgon", "tomorrow":
		return today.Add(1), nil
	case "":
		return Date{}, bad
	}
	if s[0] == '+' || s[0] == '-' {
		n, err := strconv.Atoi(s)
		if err != nil || n < -36600 || n > 36600 {
			return Date{}, bad
		}
		return today.Add(n), nil
	}
	if dd, mm, ok := strings.Cut(s, "/"); ok {
		return dayAndMonth(dd, mm, today, bad)
	}
	if d, err := Parse(s); err == nil {
		return d, nil
	}
	switch len(s) {
	case 8:
		return digits(s[:4], s[4:6], s[6:], bad)
	case 6:
		return digits("20"+s[:2], s[2:4], s[4:], bad)
	case 4:
		return dayAndMonth(s[:2], s[2:], today, bad)
	}
	return Date{}, bad
}

func digits(y, m, d string, bad error) (Date, error) {
	var n [3]int
	for i, part := range []string{y, m, d} {
		v, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return Date{}, bad
		}
		n[i] = int(v)
	}
	if !Real(n[0], time.Month(n[1]), n[2]) {
		return Date{}, bad
	}
	return Date{n[0], time.Month(n[1]), n[2]}, nil
}

// dayAndMonth takes the year in which the day lies nearest to today.
func dayAndMonth(dd, mm string, today Date, bad error) (Date, error) {
	var best Date
	for y := today.Year - 1; y <= today.Year+1; y++ {
		d, err := digits(strconv.Itoa(y), mm, dd, bad)
		if err != nil {
			continue // 29 February exists in some of the years only
		}
		if best.IsZero() || distance(d, today) < distance(best, today) {
			best = d
		}
	}
	if best.IsZero() {
		return Date{}, bad
	}
	return best, nil
}

func distance(a, b Date) int {
	if n := a.Sub(b); n >= 0 {
		return n
	}
	return b.Sub(a)
}
