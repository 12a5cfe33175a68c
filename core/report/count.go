package report

import (
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/plan"
	"fyrtio/core/pnr"
)

// Part is what a variable is read from. Each part of a person is kept by itself, as each
// changes at another time.
type Part int

// The parts.
const (
	OfCourse Part = iota // the events: invited, reached, booked, came
	OfForm               // the answers of a completed questionnaire
	OfStar               // the levels that were chosen
	OfPlan               // goals, follow-up, actions
	Parts    = iota
)

// Cells are the categories of one person in the variables of one part, a byte each: 0 is
// outside the variable's base, 1 its first category, from 250 a missing code. The first
// byte is the layout's version: cells of an older version are made anew.
type Cells []byte

// CourseCells tells what happened on a journey.
func CourseCells(events []journey.Event, st *journey.Status) Cells { return nil }

// FormCells tells what a completed questionnaire says. A missing code is a missing code
// in every variable that needs the answer (Q20), never a category.
func FormCells(d *form.Definition, a form.Answers) Cells { return nil }

// StarCells tells which levels were chosen: by point id, 0 = not chosen.
func StarCells(levels map[string]int) Cells { return nil }

// PlanCells tells what was agreed on.
func PlanCells(p plan.Plan) Cells { return nil }

// Person is one participant in one cohort, as far as the report knows.
type Person struct {
	Sex     pnr.Sex
	Parts   [Parts]Cells // nil: no such part
	Actions []plan.Action
	Form    string // version of the questionnaire, "" = none completed
	Star    string // version of the criteria, "" = no star
}

// Tally is how many people of one clinic's cohort are in each category, by sex: exact
// numbers, which never leave the clinic but sealed (D30).
type Tally struct {
	Cohort int
}

// NewTally begins to count a cohort.
func NewTally(cohort int) *Tally { return &Tally{Cohort: cohort} }

// Add counts a person.
func (t *Tally) Add(p Person) {}

// Has reports whether a person is among those that a query names; the query's period is
// the caller's to keep.
func (q Query) Has(p Person) bool { return false }
