package day_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/day"
)

func TestTyped(t *testing.T) {
	today := day.New(2026, 3, 10)
	for typed, want := range map[string]string{
		"2026-03-05": "2026-03-05", "20260305": "2026-03-05", "260305": "2026-03-05",
		"5/3": "2026-03-05", "05/03": "2026-03-05", "0503": "2026-03-05",
		"+7": "2026-03-17", "-3": "2026-03-07", "+0": "2026-03-10",
		"idag": "2026-03-10", "I dag": "2026-03-10", "igår": "2026-03-09", "imorgon": "2026-03-11", " today ": "2026-03-10",
		"31/12":  "2025-12-31", // nearer than the one to come
		"28/2":   "2026-02-28",
		"280229": "2028-02-29",
	} {
		got, err := day.Typed(typed, today)
		if err != nil || got.String() != want {
			t.Errorf("Typed(%q) = %v, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "x", "5/13", "31/4", "260230", "29/2", "+", "-", "+99999999", "2026-3-5x", "12345", "5/3/26", "-+3"} {
		if got, err := day.Typed(typed, today); err == nil {
			t.Errorf("Typed(%q) = %v, want a refusal", typed, got)
		}
	}
	if got, err := day.Typed("29/2", day.New(2028, 1, 1)); err != nil || got.String() != "2028-02-29" {
		t.Errorf("29/2 in a leap year = %v, %v", got, err)
	}
}

func TestOfIsSwedish(t *testing.T) {
	lateEvening := time.Date(2026, 3, 9, 23, 30, 0, 0, time.UTC) // half past midnight in Sweden
	if got := day.Of(lateEvening).String(); got != "2026-03-10" {
		t.Errorf("got %s", got)
	}
	if got := day.New(2026, 7, 1).At(13, 0).UTC().Hour(); got != 11 {
		t.Errorf("13.00 in July is %d UTC, want 11", got)
	}
}

func TestWeek(t *testing.T) {
	for date, want := range map[string]int{"2026-03-10": 11, "2027-01-01": 53, "2024-12-30": 1} {
		d, err := day.Parse(date)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Week(); got != want {
			t.Errorf("week of %s = %d, want %d", date, got, want)
		}
	}
}

func TestAddAndSubAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day.New(rapid.IntRange(1900, 2100).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
		n := rapid.IntRange(-40000, 40000).Draw(t, "n")
		later := d.Add(n)
		if later.Sub(d) != n || later.Add(-n) != d {
			t.Fatalf("%v + %d = %v, which is %d days away", d, n, later, later.Sub(d))
		}
		if later.Before(d) != (n < 0) || later.After(d) != (n > 0) {
			t.Fatalf("order of %v and %v", d, later)
		}
		back, err := day.Parse(later.String())
		if err != nil || back != later {
			t.Fatalf("%v comes back as %v, %v", later, back, err)
		}
	})
}

func FuzzTyped(f *testing.F) {
	for _, s := range []string{"5/3", "+7", "260305", "igår", "2026-03-05", "/", "29/2"} {
		f.Add(s)
	}
	today := day.New(2026, 3, 10)
	f.Fuzz(func(t *testing.T, s string) {
		d, err := day.Typed(s, today)
		if err == nil && !day.Real(d.Year, d.Month, d.Day) {
			t.Errorf("Typed(%q) = %v, a day that does not exist", s, d)
		}
	})
}
