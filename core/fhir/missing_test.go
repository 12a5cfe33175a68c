package fhir_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/fhir"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
	"fyrtio/core/star"
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
			n := form.Number(float64(rapid.IntRange(low, high).Draw(t, id)) / 10)
			if v, _ := n.Number(); it.Type == form.Integer {
				n = form.Num(v.Round(0))
			}
			a[id] = n
		}
	}
	return a
}

// values are all numbers and codes that an export gives away as values, in order.
func values(t *rapid.T, a form.Answers) (list []string) {
	var b bytes.Buffer
	w := fhir.NewWriter(&b, time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC))
	w.Add(fhir.Record{ID: "01M82ZANEKXSCDJJKPHR25CGH3", Form: form.Shipped(), Answers: a, Status: form.Complete, Authored: time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var bundle any
	if err := json.Unmarshal(b.Bytes(), &bundle); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, key := range []string{"valueDecimal", "valueInteger", "valueQuantity", "valueCoding", "valueString"} {
				if x, ok := v[key]; ok {
					j, _ := json.Marshal(x)
					list = append(list, key+string(j))
				}
			}
			keys := make([]string, 0, len(v))
			for k := range v {
				keys = append(keys, k)
			}
			slices.Sort(keys)
			for _, k := range keys {
				walk(v[k])
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(bundle)
	return list
}

// Q20: a missing code is nothing but missing. A form in which some answers are missing
// codes has the indexes, the star, the limits, the warnings and the exported values of
// the same form without those answers; the transcript alone writes 0, for measurements.
func TestQ20NoMissingCodeCountsAnywhere(t *testing.T) {
	d, criteria, limits := form.Shipped(), star.ShippedCriteria(), score.ShippedLimits()
	rapid.Check(t, func(t *rapid.T) {
		coded := drawForm(t)
		without := coded.Clone()
		var gone []string
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
			gone = append(gone, it.LinkID)
		}
		coded, _ = d.Prune(coded)
		without, _ = d.Prune(without)
		if got, want := score.Compute(d, coded), score.Compute(d, without); !reflect.DeepEqual(got, want) {
			t.Fatalf("indexes %+v, want %+v", got, want)
		}
		if got, want := limits.Crossed(d, coded), limits.Crossed(d, without); len(got) != len(want) {
			t.Fatalf("limits %+v, want %+v", got, want)
		}
		if got, want := d.Warnings(coded), d.Warnings(without); !reflect.DeepEqual(got, want) {
			t.Fatalf("warnings %+v, want %+v", got, want)
		}
		if got, want := values(t, coded), values(t, without); !slices.Equal(got, want) {
			t.Fatalf("exported %v, want %v", got, want)
		}
		for _, sex := range []pnr.Sex{pnr.Woman, pnr.Man, pnr.Unknown} {
			got := star.Propose(criteria, d, coded, score.Compute(d, coded), sex)
			want := star.Propose(criteria, d, without, score.Compute(d, without), sex)
			// D24: with a missing code for e-cigarettes the rest of tobacco decides; without any
			// answer the point waits. In no other way does it matter which of the two it is.
			for i, p := range got.Points {
				waits := slices.Contains(want.Points[i].Missing, "tobacco.ecig") && slices.Contains(gone, "tobacco.ecig")
				if p.Level != want.Points[i].Level && !waits {
					t.Fatalf("%s is level %d, want %d", p.ID, p.Level, want.Points[i].Level)
				}
			}
			if got.Heredity.Value != want.Heredity.Value {
				t.Fatalf("heredity %q, want %q", got.Heredity.Value, want.Heredity.Value)
			}
		}
		for i, l := range d.Transcript(coded) {
			it, _ := d.Item(l.LinkID)
			_, missing := coded[l.LinkID].Missing()
			switch {
			case missing && it.Measurement && (l.Kind != form.LineZero || l.Value != "0"),
				missing && !it.Measurement && (l.Kind != form.LineAsk || l.Value != ""),
				!missing && l != d.Transcript(without)[i]:
				t.Fatalf("the transcript has %+v", l)
			}
		}
	})
}
