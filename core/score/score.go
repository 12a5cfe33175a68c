// Package score computes the indexes of the health talk from the answers: BMI,
// activity minutes, diet index, alcohol risk, waist–hip ratio and blood pressure
// class, each with its working in words and its source. An index whose input lacks
// a value is not computed: never from partial answers, never from a missing code.
package score

import (
	"strconv"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

// The indexes' ids.
const (
	BMI             = "bmi"              // kg/m², one decimal
	ActivityMinutes = "activity_minutes" // 2 × training + everyday, minutes a week
	DietIndex       = "diet_index"       // 0–12
	AlcoholRisk     = "alcohol_risk"     // true or false
	WaistHip        = "waist_hip"        // two decimals
	BPClass         = "bp_class"         // the worse of systolic and diastolic
)

// Index is one computed index, or the reason why it is not computed.
type Index struct {
	ID      string
	Has     bool         // computed; else Missing says what lacks
	Number  form.Decimal // the value, rounded as shown; none for alcohol_risk and bp_class
	Risk    bool         // the value of alcohol_risk
	Value   form.Words   // the value in words, without a unit: "27,4", "128/82", "riskbruk"
	Class   string       // id of the class (D25), "" for waist_hip
	Name    form.Words   // "BMI"
	Words   form.Words   // the class in words: "övervikt"
	Working form.Words   // "2 × 45 + 75 = 165"
	Missing []string     // link ids without a usable answer
	Source  form.Words   // where the formula and the limits come from
}

// Indexes are all indexes, always the same six in the same order.
type Indexes []Index

// Compute computes the indexes. Sex plays no part: the limits are the same for all.
func Compute(d *form.Definition, a form.Answers) Indexes {
	in := input{d, a}
	ix := Indexes{in.bmi(), in.activity(), in.diet(), in.alcohol(), in.waistHip(), in.pressure()}
	for i := range ix {
		ix[i].Name = words("score.name." + ix[i].ID)
		ix[i].Source = words("score.source." + ix[i].ID)
		ix[i].Has = len(ix[i].Missing) == 0
		if ix[i].Class != "" {
			ix[i].Words = words("score.class." + ix[i].ID + "." + ix[i].Class)
		}
	}
	return ix
}

// Get gives the index of an id; the zero Index for another.
func (ix Indexes) Get(id string) Index {
	for _, i := range ix {
		if i.ID == id {
			return i
		}
	}
	return Index{}
}

// input reads answers for the indexes. Each reader below gives the values of all its
// link ids, or those that lack one: only then is nothing given.
type input struct {
	d *form.Definition
	a form.Answers
}

func (in input) numbers(linkIDs ...string) (ns []form.Decimal, missing []string) {
	for _, id := range linkIDs {
		n, ok := in.a[id].Number()
		if !ok {
			missing = append(missing, id)
		}
		ns = append(ns, n)
	}
	return ns, missing
}

func (in input) options(linkIDs ...string) (os []*form.Option, missing []string) {
	for _, id := range linkIDs {
		o := in.option(id)
		if o == nil {
			missing = append(missing, id)
		}
		os = append(os, o)
	}
	return os, missing
}

// scores is options for items whose every option has a score.
func (in input) scores(linkIDs ...string) (ns []int, missing []string) {
	for _, id := range linkIDs {
		o := in.option(id)
		if o == nil || !o.HasScore {
			missing = append(missing, id)
			ns = append(ns, 0)
			continue
		}
		ns = append(ns, o.Score)
	}
	return ns, missing
}

func (in input) option(linkID string) *form.Option {
	code, ok := in.a[linkID].Code()
	if !ok {
		return nil
	}
	it, ok := in.d.Item(linkID)
	if !ok {
		return nil
	}
	o, ok := it.Option(code)
	if !ok {
		return nil
	}
	return o
}

func words(id string, args ...any) form.Words {
	return form.Both(func(lang say.Lang) string { return say.In(lang, say.T(id, args...)) })
}

// number writes a Decimal in both languages.
func number(n form.Decimal) form.Words { return form.Both(n.In) }

// whole makes a Decimal of a whole number of 0 or more.
func whole(n int) form.Decimal { return form.MustNumber(strconv.Itoa(n)) }
