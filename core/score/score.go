// Package score computes the indexes of the health talk from the answers: BMI,
// activity minutes, diet index, alcohol risk, waist–hip ratio and blood pressure
// class, each with its working in words and its source. An index whose input lacks
// a number is not computed: never from partial answers, never from a missing code.
package score

import "fyrtio/core/form"

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
	Number  form.Decimal // the value of all but alcohol_risk and bp_class, rounded as shown
	Risk    bool         // the value of alcohol_risk
	Value   form.Words   // the value in words, without a unit: "27,4", "128/82", "Risk"
	Class   string       // id of the class (D25), "" for waist_hip
	Name    form.Words   // "BMI"
	Words   form.Words   // the class in words: "övervikt"
	Working form.Words   // "2 × 45 + 75 = 165"
	Missing []string     // link ids without a usable answer, in the form's order
	Source  form.Words   // where the formula and the limits come from
}

// Indexes are all indexes, always the same six in the same order.
type Indexes []Index

// Compute computes the indexes. Sex plays no part: the limits are the same for all.
func Compute(d *form.Definition, a form.Answers) Indexes { return nil }

// Get gives the index of an id; the zero Index for another.
func (ix Indexes) Get(id string) Index {
	for _, i := range ix {
		if i.ID == id {
			return i
		}
	}
	return Index{}
}
