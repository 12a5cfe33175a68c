package report

import (
	"slices"

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
// outside the variable's base, 1 its first category, from Unanswered a missing code. The
// first byte is the Layout: cells of an older one are made anew.
type Cells []byte

// Person is one participant in one cohort, as far as the report knows.
type Person struct {
	Sex     pnr.Sex
	Parts   [Parts]Cells // nil: no such part
	Words   Words
	Actions []plan.Action
	Form    string // version of the questionnaire, "" = none completed
	Star    string // version of the criteria, "" = no star
}

// Sexes are the sexes in the order of the counts.
var Sexes = []pnr.Sex{pnr.Woman, pnr.Man, pnr.Unknown}

// sexOf gives the place of a sex.
func sexOf(s pnr.Sex) int {
	for i := range Sexes {
		if Sexes[i] == s {
			return i
		}
	}
	return len(Sexes) - 1
}

// BySex is a number of women, men and people of unknown sex.
type BySex [3]int

// All gives the sum.
func (b BySex) All() int { return b[0] + b[1] + b[2] }

func (b BySex) plus(c BySex) BySex { return BySex{b[0] + c[0], b[1] + c[1], b[2] + c[2]} }

// Tally is how many people of one clinic's cohort are in each category, by sex: exact
// numbers, which never leave the clinic but sealed (D30).
type Tally struct {
	Cohort    int
	counts    []int            // by variable, sex and slot, as in layout
	Languages map[string]BySex // of those who need an interpreter
	Reasons   map[string]BySex // of those who declined
	Actions   map[string]BySex // of those who came, by Action.Coded
	Forms     map[string]int   // versions of the completed questionnaires
	Stars     map[string]int   // versions of the criteria of the stars
}

// layout tells where the counts of each variable are in a tally, sex by sex.
var layout = func() (l struct {
	start, width []int
	size         int
}) {
	for i := range Variables {
		width := 1 + len(Variables[i].Categories) + missings
		l.start, l.width = append(l.start, l.size), append(l.width, width)
		l.size += len(Sexes) * width
	}
	return l
}()

// slot gives the place of a cell among a variable's counts.
func slot(v *Variable, c byte) int {
	if c >= Unanswered {
		return 1 + len(v.Categories) + int(c-Unanswered)
	}
	return int(c)
}

// first gives the place of the first variable of each part.
var first = func() (at [Parts]int) {
	for i := len(Variables) - 1; i >= 0; i-- {
		at[Variables[i].Part] = i
	}
	return at
}()

// NewTally begins to count a cohort.
func NewTally(cohort int) *Tally {
	return &Tally{Cohort: cohort, counts: make([]int, layout.size),
		Languages: map[string]BySex{}, Reasons: map[string]BySex{}, Actions: map[string]BySex{},
		Forms: map[string]int{}, Stars: map[string]int{}}
}

// cells gives the categories of a person in the variables of a part that count: those who
// did not come have no talk to tell of, and who came without a plan, one that is empty.
func (p *Person) cells(part Part) Cells {
	c := p.Parts[part]
	if part == OfCourse {
		return c
	}
	if !p.came() {
		return nil
	}
	if part == OfPlan && c == nil {
		return noPlan
	}
	return c
}

var noPlan = PlanCells(plan.Plan{})

// came reports whether the person came.
func (p *Person) came() bool { return p.category(placeStar) != 0 }

// category gives a cell of the course.
func (p *Person) category(place int) byte {
	if c := p.Parts[OfCourse]; len(c) > place+1 {
		return c[place+1]
	}
	return 0
}

// The places of variables that are completed by what else is kept of a person.
var placeForm, placeStar = places["form"], places["star"]

// cell gives the category of a person in the variable at a place: what was kept, with what
// the other parts tell, and as it is to be understood for the person's sex.
func (p *Person) cell(place int, kept byte) byte {
	switch {
	case place == placeForm && p.came() && p.Parts[OfForm] != nil:
		kept = 1
	case place == placeForm && kept == 1: // locked, but nothing was kept of it
		kept = 4
	case place == placeStar && p.came() && p.Parts[OfStar] != nil:
		kept = 1
	}
	return Variables[place].seen(kept, p.Sex)
}

// Add counts a person.
func (t *Tally) Add(p Person) {
	sex := sexOf(p.Sex)
	for part := range Parts {
		cells := p.cells(Part(part))
		for i := 1; i < len(cells); i++ {
			place := first[part] + i - 1
			if place >= len(Variables) || Variables[place].Part != Part(part) {
				break
			}
			c := p.cell(place, cells[i])
			t.counts[layout.start[place]+sex*layout.width[place]+slot(&Variables[place], c)]++
		}
	}
	add := func(m map[string]BySex, key string) {
		b := m[key]
		b[sex]++
		m[key] = b
	}
	if p.Words.Language != "" {
		add(t.Languages, p.Words.Language)
	}
	if p.category(placeState) == stateDeclined {
		add(t.Reasons, p.Words.Reason)
	}
	if !p.came() {
		return
	}
	for _, a := range p.Actions {
		add(t.Actions, a.Coded())
	}
	if p.Parts[OfForm] != nil {
		t.Forms[p.Form]++
	}
	if p.Parts[OfStar] != nil {
		t.Stars[p.Star]++
	}
}

var (
	placeState    = places["state"]
	stateDeclined = byte(1 + variable("state").category("declined"))
)

// count gives the number of a variable's slot, by sex.
func (t *Tally) count(place, slot int) (b BySex) {
	for s := range b {
		b[s] = t.counts[layout.start[place]+s*layout.width[place]+slot]
	}
	return b
}

// Has reports whether a person is among those that a query names; the query's period is
// the caller's to keep.
func (q Query) Has(p Person) bool {
	if q.Sex != "" && q.Sex != string(p.Sex) && !(q.Sex == menAndUnknown && sexOf(p.Sex) > 0) {
		return false
	}
	switch q.Variable {
	case "language":
		return p.Words.Language != "" && p.Words.Language == q.Category
	case "reason":
		return p.category(placeState) == stateDeclined && p.Words.Reason == q.Category
	case "action":
		return p.came() && slices.ContainsFunc(p.Actions, func(a plan.Action) bool { return a.Coded() == q.Category })
	}
	place, ok := places[q.Variable]
	if !ok {
		return false
	}
	v := &Variables[place]
	kept := p.cells(v.Part)
	at := 1 + place - first[v.Part]
	if len(kept) <= at {
		return false
	}
	switch c := p.cell(place, kept[at]); {
	case c == 0:
		return false
	case q.Category == "":
		return c < Unanswered
	case c >= Unanswered:
		return q.Category == "missing.any" || q.Category == "missing."+missingIDs[c-Unanswered]
	default:
		for _, k := range v.sum(q.Category) {
			if k == int(c)-1 {
				return true
			}
		}
		return false
	}
}

// menAndUnknown is the sex of a query for men and people of unknown sex, who share a
// column where small numbers are hidden.
const menAndUnknown = "man+okänt"
