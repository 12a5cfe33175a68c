package report

import (
	"math/rand/v2"
	"testing"

	"fyrtio/core/pnr"
)

// many gives people whose cells are drawn anew from a seed.
func many(n int, seed uint64) []Person {
	r := rand.New(rand.NewPCG(seed, 1))
	people := make([]Person, n)
	for i := range people {
		people[i] = drawn(r)
	}
	return people
}

func drawn(r *rand.Rand) Person {
	p := Person{Sex: Sexes[min(r.IntN(201)/100, 2)], Form: "1", Star: "exempel-1"}
	for part := range Parts {
		p.Parts[part] = Cells{Layout}
	}
	step := 1 + r.IntN(1+len(Channels)*len(Steps))
	came := step > 1 && (step-2)%len(Steps) >= 3
	for i := range Variables {
		v := &Variables[i]
		c := byte(1 + r.IntN(len(v.Categories)))
		if v.sexed != nil {
			c = byte(1 + r.IntN(5))
		}
		switch {
		case v.ID == "funnel":
			c = byte(step)
		case v.Base >= Talks && !came:
			c = 0
		case v.Part == OfForm && r.IntN(30) == 0:
			c = byte(Unanswered + r.IntN(2))
		}
		p.Parts[v.Part] = append(p.Parts[v.Part], c)
	}
	return p
}

func BenchmarkTally(b *testing.B) {
	people := many(100_000, 1)
	for b.Loop() {
		t := NewTally(2026)
		for _, p := range people {
			t.Add(p)
		}
	}
}

// The number of a figure and the list behind it are the same people.
func TestHasIsWhatIsCounted(t *testing.T) {
	people := many(2000, 7)
	tally := NewTally(2026)
	for _, p := range people {
		tally.Add(p)
	}
	for place := range Variables {
		v := &Variables[place]
		for k, id := range v.Categories {
			for s, sex := range Sexes {
				q := Query{Variable: v.ID, Category: id, Sex: string(sex)}
				n := 0
				for _, p := range people {
					if q.Has(p) {
						n++
					}
				}
				if got := tally.count(place, 1+k)[s]; got != n {
					t.Fatalf("%s %s %s: counted %d, listed %d", v.ID, id, sex, got, n)
				}
			}
		}
	}
	if (Query{}).Has(people[0]) || (Query{Variable: "waist", Category: "high", Sex: string(pnr.Unknown)}).Has(Person{}) {
		t.Error("nobody's query has somebody")
	}
}
