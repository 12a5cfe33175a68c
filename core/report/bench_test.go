package report

import "testing"

func tallyOf(n int, seed uint64) *Tally {
	t := NewTally(2026)
	for _, p := range many(n, seed) {
		t.Add(p)
	}
	return t
}

// Twenty years, of a small clinic, where much is hidden, and of 5,000 people a year.
func BenchmarkNew(b *testing.B) {
	for _, n := range []int{164, 5000} {
		in := Input{Clinic: "B", Period: Period{2026, 2026}, Payment: 1100}
		for y := 2007; y <= 2026; y++ {
			t := tallyOf(n, uint64(y))
			t.Cohort = y
			in.Tallies = append(in.Tallies, t)
		}
		b.Run("one", func(b *testing.B) {
			for b.Loop() {
				New(in)
			}
		})
		in.Period.From = 2007
		b.Run("all", func(b *testing.B) {
			for b.Loop() {
				New(in)
			}
		})
	}
}
