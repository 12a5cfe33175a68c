package report

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func aggregateOf(people []Person) *Aggregate {
	t := NewTally(2026)
	for _, p := range people {
		t.Add(p)
	}
	return &Aggregate{Clinic: "Backens hälsocentral", Names: []Named{{"Backen", Period{2020, 2026}}}, Tallies: []*Tally{t}, Program: "1.0",
		Earlier: []Figure{{Cohort: 2010, Indicator: "smoking", N: 12, Of: 80, Share: .15}}}
}

func TestAggregateIsReadAsWritten(t *testing.T) {
	a := aggregateOf(many(200, 3))
	b, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadAggregate(b)
	if err != nil || !reflect.DeepEqual(a, got) {
		t.Fatalf("%v\n%+v\n%+v", err, a, got)
	}
	for name, broken := range map[string][]byte{
		"more after it":      append(bytes.Clone(b), '1'),
		"an unknown element": bytes.Replace(b, []byte(`"clinic"`), []byte(`"x":1,"clinic"`), 1),
		"another layout":     bytes.Replace(b, fmt.Appendf(nil, `"layout":%d`, Layout), []byte(`"layout":99`), 1),
		"another variable":   bytes.Replace(b, []byte(`"variable":"bmi"`), []byte(`"variable":"bmy"`), 1),
		"a count below 0":    bytes.Replace(b, []byte(`[0,`), []byte(`[-1,`), 1),
		"counts apart":       bytes.Replace(b, []byte(`{"variable":"interpreter","counts":[[0,`), []byte(`{"variable":"interpreter","counts":[[0,9`), 1),
		"no clinic":          bytes.Replace(b, []byte("Backens hälsocentral"), nil, 1),
		"half of it":         b[:len(b)/2],
		"nothing":            nil,
	} {
		if _, err := ReadAggregate(broken); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// Words that few have in common do not leave the clinic.
func TestAggregateHasNoRareWords(t *testing.T) {
	people := many(40, 5)
	for i := range people {
		people[i].Words.Language = "arabiska"
	}
	people[7].Words.Language = "min granne Eva tolkar"
	b, err := aggregateOf(people).Encode()
	if err != nil || bytes.Contains(b, []byte("Eva")) || !bytes.Contains(b, []byte(`"arabiska":`)) || !bytes.Contains(b, []byte(`"*":`)) {
		t.Errorf("%v: %s", err, b)
	}
}

// Clinics counted apart and added up are the same people counted together.
func TestMergeIsTheSameAsCountingTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := many(rapid.IntRange(0, 40).Draw(t, "a"), rapid.Uint64().Draw(t, "seed a"))
		b := many(rapid.IntRange(0, 40).Draw(t, "b"), rapid.Uint64().Draw(t, "seed b"))
		sum := aggregateOf(a).Tallies[0]
		sum.Merge(aggregateOf(b).Tallies[0])
		if !reflect.DeepEqual(sum, aggregateOf(append(a, b...)).Tallies[0]) {
			t.Error("the sum differs")
		}
		if err := sum.agrees(); err != nil {
			t.Error(err)
		}
	})
}

func FuzzReadAggregate(f *testing.F) {
	b, err := aggregateOf(many(3, 1)).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(fmt.Appendf(nil, `{"format":"fyrtio-aggregate-1","layout":%d,"clinic":"A","program":"","years":[]}`, Layout))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := ReadAggregate(b)
		if err != nil {
			return
		}
		again, err := a.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadAggregate(again); err != nil {
			t.Fatalf("what was read is not written: %v", err)
		}
		New(Input{Clinic: a.Clinic, Period: Period{2026, 2026}, Tallies: a.Tallies, Earlier: a.Earlier})
	})
}
