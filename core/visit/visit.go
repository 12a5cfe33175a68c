// Package visit has the records of a visit as the store gives them and the pages
// show them: the questionnaire being typed and the star being set. It holds no rules:
// those are in core/form, core/score and core/star.
package visit

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
	"fyrtio/core/star"
)

// Person heads the pages of a visit.
type Person struct {
	ID        string // the participant's id
	Name      string // as shown: "Anna-Karin Wennerström-Lindqvist"; "S-04" when protected (D12)
	Number    string // as shown: "19860402-2387"; "" when protected
	Sex       pnr.Sex
	Protected bool
}

// Form is a participant's questionnaire as it stands.
type Form struct {
	Person     Person
	Source     string // where the answers come from (D1): paper_home, paper_visit, phone, cl24; "" = not told
	Definition *form.Definition
	Criteria   *star.Criteria
	Proposals  bool        // the setting: proposed levels are shown
	Status     form.Status // "" before the first answer
	Locked     time.Time   // when it was completed; zero before
	Answers    form.Answers
	Notes      map[string]string // notes to single questions, by link id
	Amendments []Amendment       // corrections since it was locked, oldest first
	Documented bool              // in Clinic24, which keeps the old answer when one is corrected (D8)
	Place      Place
	Begun      time.Time    // when its first answer was typed; zero before
	By         string       // who began it, full name
	Earlier    *EarlierForm // of an earlier cohort year, nil = none
	Limits     score.Limits // values that matter at once
}

// Place is where one was in a form, so that it can be taken up at the very field.
type Place struct {
	LinkID string            `json:"linkId,omitempty"` // "" = at the first unanswered question
	Drafts map[string]string `json:"drafts,omitempty"` // what was typed and not yet stored, by link id
}

// Amendment is a correction with its time and author.
type Amendment struct {
	form.Amendment
	At time.Time
	By string // the user's name
}

// Star is what a participant's star is set from, and the star so far.
type Star struct {
	Person     Person
	Visited    day.Date // the day of the visit; zero when there is none
	Definition *form.Definition
	Answers    form.Answers
	Criteria   *star.Criteria
	Proposals  bool              // the setting: proposed levels are shown
	Levels     map[string]int    // chosen levels 1–4 by point id; absent = not chosen
	Comments   map[string]string // by point id; never printed
	Earlier    *Earlier          // the latest star of an earlier cohort year, nil = none
	Printed    Printed           // the participant's copy
}

// Earlier is a star set at an earlier visit.
type Earlier struct {
	Date   day.Date
	Levels star.Levels
}
