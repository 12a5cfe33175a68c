package report

import (
	"math/rand/v2"
	"testing"

	"fyrtio/core/plan"
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

// drawn gives somebody whose cells agree with each other as those of real events do.
func drawn(r *rand.Rand) Person {
	p := Person{Sex: Sexes[min(r.IntN(205)/100, 2)], Form: "1", Star: "exempel-1"}
	channel, step := r.IntN(8), r.IntN(8)
	channel, step = max(channel-3, 0), min(step, 5) // letters and documented talks are the most
	came := step >= 4
	form, star := came && r.IntN(40) > 0, came && r.IntN(30) > 0
	for part := range Parts {
		p.Parts[part] = Cells{Layout}
	}
	for i := range Variables {
		v := &Variables[i]
		skewed := func(n int) byte { return byte(1 + min(r.IntN(n), r.IntN(n))) }
		c := skewed(len(v.Categories))
		if v.sexed != nil {
			c = skewed(5)
		}
		switch v.ID {
		case "funnel":
			if c = 1; step > 0 {
				c = byte(1 + channel*len(Steps) + step)
			}
		case "state":
			switch {
			case came:
				c = 7 + byte(r.IntN(2))
			default:
				c = []byte{1, 2, 3, 4, 5, 6, 9, 9, 10, 11}[r.IntN(10)]
			}
		case "reminders", "calls":
			c = byte(1 + 2*(int(skewed(len(v.Categories)/2))-1) + one(came))
		case "documented":
			if c = byte(1 + r.IntN(4)); step < 5 {
				c = 5
			}
		case "form":
			if c = 4; form {
				c = 1
			}
		case "star":
			c = 1 + byte(one(!star))
		}
		switch {
		case v.Base == Invited && step < 1, v.Base == Booked && step < 3, v.Base >= Talks && !came:
			c = 0
		case v.Part == OfForm && r.IntN(50) == 0:
			c = byte(Unanswered + r.IntN(2))
		case v.Part == OfForm && v.Categories[0] == "1" && len(v.Categories) == 3 && r.IntN(10) > 0:
			c = 2
		}
		p.Parts[v.Part] = append(p.Parts[v.Part], c)
	}
	for _, name := range []string{"Råd om tobak", "Råd om mat", "Recept på rörelse"} {
		if came && r.IntN(4) == 0 {
			p.Actions = append(p.Actions, plan.Action{Name: name})
		}
	}
	if !form {
		p.Parts[OfForm] = nil
	}
	if !star {
		p.Parts[OfStar] = nil
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
