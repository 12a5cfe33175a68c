package report

import (
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Base is the group of people that a variable is about. All its categories and missing
// answers together are the base.
type Base int

// The bases, each part of an earlier one.
const (
	Listed  Base = iota // everybody on the clinic's list
	Invited             // to whom an invitation went out, or who came without one
	Booked              // who ever had a time that was agreed on
	Refused             // who declined actively (Q7)
	Talks               // who came
	Formed              // who came and have a completed questionnaire (D7: not answers that are only in Clinic24)
	Starred             // who came and have a star
	Bases   = iota
)

// Missing codes of a cell. None is ever counted in a category or a denominator (Q20).
const (
	Unanswered = 250 + iota
	Declined
	Unmeasured
	Unknown  // an answer that this version of the program does not know, or no sex to judge it by
	Unasked  // the form did not have the question
	missings = iota
)

// missingIDs names the missing codes in rows: missing.declined.
var missingIDs = [missings]string{"unanswered", "declined", "unmeasured", "unknown", "unasked"}

// Variable is one thing that the report tells of people: a partition of its base into
// categories and missing answers.
type Variable struct {
	ID         string
	Part       Part
	Base       Base
	Categories []string // ids; a cell's 1 is the first
	Item       string   // the questionnaire's item whose options the categories are, "" = the report's own words
	Measured   bool     // may be unmeasured
	Sums       []Sum
	Hidden     bool // counted for other figures, in no table of its own

	of    func(in answers) byte // of OfForm: the category
	sexed map[pnr.Sex][]byte    // what a kept category means for a sex, by category (waist)
}

// Sum is several categories together.
type Sum struct {
	ID         string
	Categories []string
}

// Variables are all variables, in the order of the cells of each part.
var Variables = declare(courseVariables, formVariables, starVariables, planVariables)

// declare puts the variables of the parts together, and the places of all by id.
func declare(parts ...[]Variable) (all []Variable) {
	for _, list := range parts {
		all = append(all, list...)
	}
	return all
}

var places = func() map[string]int {
	m := make(map[string]int, len(Variables))
	for i := range Variables {
		m[Variables[i].ID] = i
	}
	return m
}()

// variable gives a variable that is known to be there.
func variable(id string) *Variable { return &Variables[places[id]] }

// category gives the place of a category from 0, -1 for none.
func (v *Variable) category(id string) int {
	for i, c := range v.Categories {
		if c == id {
			return i
		}
	}
	return -1
}

// sum gives the places of the categories of a sum, or of the one category of that id.
func (v *Variable) sum(id string) []int {
	for _, s := range v.Sums {
		if s.ID == id {
			places := make([]int, len(s.Categories))
			for i, c := range s.Categories {
				places[i] = v.category(c)
			}
			return places
		}
	}
	if i := v.category(id); i >= 0 {
		return []int{i}
	}
	return nil
}

// misses reports whether a missing code, given by its place, can be in the variable's
// cells: what happened is known of everybody, and only measurements can be unmeasured.
func (v *Variable) misses(code int) bool {
	switch {
	case v.Part == OfForm:
		return v.Measured || code != Unmeasured-Unanswered
	case v.Part == OfStar:
		return v.ID != "risk" && code == 0
	}
	return false
}

// mayMiss reports whether any missing code can be in them.
func (v *Variable) mayMiss() bool {
	return v.Part == OfForm || v.Part == OfStar && v.misses(0)
}

// seen gives what a kept cell means for a sex: 0 outside, 1 … a category, from
// Unanswered a missing code.
func (v *Variable) seen(c byte, sex pnr.Sex) byte {
	if v.sexed != nil && c > 0 && c < Unanswered {
		zones, ok := v.sexed[sex]
		if !ok {
			return Unknown
		}
		c = zones[min(int(c), len(zones))-1]
	}
	if int(c) > len(v.Categories) && c < Unanswered || c >= Unanswered+missings {
		return Unknown
	}
	return c
}

// Label says a category, a sum or a missing code ("missing.declined") of the variable.
// A category that is an option of the shipped questionnaire is said as it stands there.
func (v *Variable) Label(id string) say.Text {
	if kind, ok := strings.CutPrefix(id, "missing."); ok {
		if v.Part == OfStar && kind == "unanswered" {
			kind = "unassessed"
		}
		return say.T("report.missing." + kind)
	}
	if v.category(id) >= 0 && v.Item != "" {
		if it, ok := form.Shipped().Item(v.Item); ok {
			if o, ok := it.Option(id); ok {
				return say.T("report.words", "Words", o.Label())
			}
		}
	}
	switch {
	case id == "yes" || id == "no":
		return say.T("report.answer." + id)
	case v.Part == OfStar && v.ID != "risk":
		return say.T("report.level", "Level", id)
	}
	return say.T("report.cat." + v.ID + "." + id)
}

// PartOf gives the part that the people of a query are found by; false for a query of
// nobody.
func PartOf(q Query) (Part, bool) {
	switch q.Variable {
	case "language", "reason":
		return OfCourse, true
	case "action":
		return OfPlan, true
	}
	place, ok := places[q.Variable]
	if !ok {
		return 0, false
	}
	return Variables[place].Part, true
}
