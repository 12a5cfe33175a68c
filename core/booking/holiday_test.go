package booking_test

import (
	"testing"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
)

// Easter Sundays as printed in almanacs, the earliest and the latest possible among them.
func TestEaster(t *testing.T) {
	for _, want := range []string{"1818-03-22", "1943-04-25", "1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2016-03-27", "2019-04-21",
		"2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
		"2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09", "2035-03-25", "2038-04-25", "2285-03-22"} {
		d, err := day.Parse(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := booking.Easter(d.Year); got != d {
			t.Errorf("%d: %s, want %s", d.Year, got, want)
		}
	}
}

// The years of which Swedish almanacs say these days.
func TestHolidaysOfTheYears(t *testing.T) {
	for year, want := range map[int]string{
		2024: "0101 0106 0329 0331 0401 0501 0509 0519 0606 0621 0622 1102 1224 1225 1226 1231",
		2025: "0101 0106 0418 0420 0421 0501 0529 0606 0608 0620 0621 1101 1224 1225 1226 1231",
		2026: "0101 0106 0403 0405 0406 0501 0514 0524 0606 0619 0620 1031 1224 1225 1226 1231",
		2027: "0101 0106 0326 0328 0329 0501 0506 0516 0606 0625 0626 1106 1224 1225 1226 1231",
		2028: "0101 0106 0414 0416 0417 0501 0525 0604 0606 0623 0624 1104 1224 1225 1226 1231",
		2004: "0101 0106 0409 0411 0412 0501 0520 0530 0531 0625 0626 1106 1224 1225 1226 1231", // before the national day was one
	} {
		got := ""
		for d := day.New(year, time.January, 1); d.Year == year; d = d.Add(1) {
			if _, ok := booking.Holiday(d); ok {
				s := d.String()
				got += s[5:7] + s[8:] + " "
			}
		}
		if got != want+" " {
			t.Errorf("%d:\n got %s\nwant %s", year, got, want)
		}
	}
}

// What holds in every year: how many days, and on which weekdays the movable ones fall.
func TestHolidaysHoldOverTheYears(t *testing.T) {
	for year := 2005; year <= 2100; year++ {
		seen := map[string]day.Date{}
		n := 0
		for d := day.New(year, time.January, 1); d.Year == year; d = d.Add(1) {
			if name, ok := booking.Holiday(d); ok {
				seen[name.ID[len("booking.holiday."):]] = d
				n++
			}
		}
		// Ascension Day can fall on 1 May, Whit Sunday on 6 June: one day of two names.
		if want := 16; n != want && n != want-1 {
			t.Errorf("%d has %d holidays", year, n)
		}
		for name, weekday := range map[string]time.Weekday{"goodfriday": time.Friday, "easter": time.Sunday, "eastermonday": time.Monday,
			"ascension": time.Thursday, "whitsun": time.Sunday, "midsummereve": time.Friday, "midsummer": time.Saturday, "allsaints": time.Saturday} {
			if d, ok := seen[name]; ok && d.Weekday() != weekday {
				t.Errorf("%d: %s on a %s", year, name, d.Weekday())
			}
		}
		if e := seen["easter"]; e.Before(day.New(year, time.March, 22)) || e.After(day.New(year, time.April, 25)) {
			t.Errorf("%d: Easter on %s", year, e)
		}
		if seen["midsummer"].Sub(seen["midsummereve"]) != 1 {
			t.Errorf("%d: Midsummer %s after its eve %s", year, seen["midsummer"], seen["midsummereve"])
		}
	}
}
