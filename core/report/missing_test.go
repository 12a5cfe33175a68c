package report

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
)

// drawForm draws a whole or partial form of plausible answers.
func drawForm(t *rapid.T) form.Answers {
	d, a := form.Shipped(), form.Answers{}
	for id := d.First(a); id != ""; id = d.Next(id, a) {
		it, _ := d.Item(id)
		switch {
		case rapid.IntRange(0, 9).Draw(t, id+" left out") == 0:
		case it.Type == form.Choice:
			a[id] = form.Code(rapid.SampledFrom(it.Options).Draw(t, id).Code)
		case it.Numeric():
			low, high := int(it.Min.Float()*10), int(it.Max.Float()*10)
			a[id] = form.Number(float64(rapid.IntRange(low, high).Draw(t, id)) / 10)
		}
	}
	return a
}

// Q20: in the report too a missing code is nothing but missing. What a form with missing
// codes says in each variable is what the same form without those answers says; no share
// has a person more or less in a category or in its denominator.
func TestQ20NoMissingCodeCountsInTheReport(t *testing.T) {
	d, r := form.Shipped(), rand.New(rand.NewPCG(20, 20))
	rapid.Check(t, func(t *rapid.T) {
		coded := drawForm(t)
		without := coded.Clone()
		for _, it := range d.Items {
			if it.Type == form.String || it.Type == form.Long || rapid.IntRange(0, 3).Draw(t, it.LinkID+" missing") > 0 {
				continue
			}
			codes := []form.Missing{form.Unanswered, form.Declined}
			if it.Measurement {
				codes = append(codes, form.Unmeasured)
			}
			coded[it.LinkID] = form.None(rapid.SampledFrom(codes).Draw(t, it.LinkID+" code"))
			delete(without, it.LinkID)
		}
		coded, _ = d.Prune(coded)
		without, _ = d.Prune(without)
		got, want := FormCells(d, coded), FormCells(d, without)
		if len(got) != len(want) || len(got) < 2 {
			t.Fatalf("%d cells and %d", len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] && (got[i] < Unanswered || want[i] < Unanswered) {
				t.Fatalf("%s is %d, without the missing codes %d", Variables[first[OfForm]+i-1].ID, got[i], want[i])
			}
		}

		p := drawn(r)
		for p.Parts[OfForm] == nil {
			p = drawn(r)
		}
		p.Sex = rapid.SampledFrom([]pnr.Sex{pnr.Woman, pnr.Man, pnr.Unknown}).Draw(t, "sex")
		with, out := NewTally(2026), NewTally(2026)
		p.Parts[OfForm] = got
		with.Add(p)
		p.Parts[OfForm] = want
		out.Add(p)
		for place := range Variables {
			v := &Variables[place]
			for c := range 1 + len(v.Categories) { // 0 is outside the base; what lies behind is missing
				if a, b := with.count(place, c), out.count(place, c); a != b {
					t.Fatalf("%s, category %d: counted %v, without the missing codes %v", v.ID, c, a, b)
				}
			}
		}
	})
}
