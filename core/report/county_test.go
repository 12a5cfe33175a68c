package report

import (
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
)

// A year that only some of the clinics have is told of, and no change is given against it.
func TestCountyComparesTheSameClinics(t *testing.T) {
	year := func(cohort, n int) *Tally {
		tally := NewTally(cohort)
		for range n {
			tally.Add(Person{Sex: pnr.Woman, Parts: [Parts]Cells{OfCourse: CourseCells(nil, &journey.Status{})}})
		}
		return tally
	}
	one := Clinic{Name: "Granlunda", Tallies: []*Tally{year(2025, 40), year(2026, 50)}}
	for _, c := range []struct {
		other  Clinic
		uneven bool
	}{
		{Clinic{Name: "Norrviken", Tallies: []*Tally{year(2025, 30), year(2026, 30)}}, false},
		{Clinic{Name: "Norrviken", Tallies: []*Tally{year(2026, 30)}}, true},
	} {
		r := County("Länet", Input{Period: Period{2026, 2026}, Date: day.New(2026, 11, 20)}, []Clinic{one, c.other})
		told, changes := false, false
		for _, chapter := range r.Chapters {
			for _, text := range chapter.Intro {
				told = told || text.ID == "report.intro.uneven"
			}
			for _, tab := range chapter.Tables {
				for _, col := range tab.Columns {
					changes = changes || col.Kind == Changes
				}
			}
		}
		if told != c.uneven || changes == c.uneven {
			t.Errorf("%d years of the other clinic: told %t, changes %t", len(c.other.Tallies), told, changes)
		}
	}
}

// A period of which only one year is counted stands beside the years before it.
func TestPeriodOfOneYearIsNotItsOwnPast(t *testing.T) {
	tally := NewTally(2026)
	r := New(Input{Period: Period{2025, 2026}, Date: day.New(2026, 11, 20), Tallies: []*Tally{tally}})
	for _, chapter := range r.Chapters {
		for _, tab := range chapter.Tables {
			for _, col := range tab.Columns {
				if col.ID == "2026" && chapter.ID != "trend" {
					t.Fatalf("%s has its own year as an earlier one", tab.ID)
				}
			}
		}
	}
}
