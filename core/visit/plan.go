package visit

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/plan"
	"fyrtio/core/pmo"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// Printed tells of the last time a paper was drawn.
type Printed struct {
	At       time.Time // zero = never
	Outdated bool      // the paper would say something else today (Q17)
}

// Plan is what was agreed with a participant, with the star that it is agreed from.
type Plan struct {
	Person   Person
	Visited  day.Date // the day of the visit; zero when there is none
	Criteria *star.Criteria
	Profile  star.Profile   // values in words
	Levels   map[string]int // chosen levels 1–4 by point id
	Plan     plan.Plan
	Saved    time.Time // when this version was saved; zero = nothing is agreed yet
	By       string    // by whom, full name
	Earlier  *EarlierPlan
	Actions  []plan.Action // the clinic's table
	Printed  Printed
}

// EarlierPlan is the plan of an earlier cohort year.
type EarlierPlan struct {
	Date day.Date // of the visit, or of the last change where there was none
	Plan plan.Plan
}

// Transcript is how far the typing of a questionnaire into Clinic24 has come.
type Transcript struct {
	Person     Person
	Definition *form.Definition
	Answers    form.Answers
	Lines      []form.Line       // in Clinic24's order; none while Blocked
	Typed      map[string]string // what was typed of the lines that are ticked, by link id
	Blocked    say.Text          // why nothing may be typed; zero = it may
	Consent    string            // yes, no, withdrawn, "" = not asked
	Informed   day.Date          // told of digital messages to come (Q18); zero = not told
	Visited    day.Date
	Complete   bool     // the questionnaire is locked
	Assisted   say.Text // why it cannot be recorded as typed by the clinic; zero = it can
	Standalone say.Text // why it cannot be recorded as typed by the participant; zero = it can
	Documented []Documented
}

// Ticked reports whether a line is typed as it now stands.
func (t *Transcript) Ticked(l form.Line) bool {
	v, ok := t.Typed[l.LinkID]
	return ok && v == l.Value
}

// Changed reports whether a line was typed with another value than it has now (Q17).
func (t *Transcript) Changed(l form.Line) bool {
	v, ok := t.Typed[l.LinkID]
	return ok && v != l.Value
}

// Documented tells where a visit was written down.
type Documented struct {
	Where string // cl24, pmo
	Way   string // assisted, standalone, ""
	Date  day.Date
}

// PMO is what the text for PMO is made of.
type PMO struct {
	Person     Person
	Template   string // as the clinic has it
	Version    int    // of the clinic's, 0 = the one that ships
	Values     pmo.Values
	Documented []Documented
	Amended    bool // after it was documented in Clinic24, which keeps the old answers (D8)
	Consent    string
}
