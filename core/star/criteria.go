package star

import (
	"fyrtio/core/day"
	"fyrtio/core/form"
)

// Group is the part of the star that a point belongs to.
type Group string

// The groups: the arcs outside the star and the headings of the criteria sheet.
const (
	Wellbeing Group = "wellbeing" // mående, top
	Habits    Group = "habits"    // levnadsvanor, right
	Measures  Group = "measures"  // mätvärden, left
)

// GroupWords gives a group's heading.
func GroupWords(g Group) form.Words { return form.Words{} }

// Criteria is one version of the criteria, never changed after ReadCriteria.
type Criteria struct {
	ID       string     // "exempel"
	Version  string     // "1"
	Date     day.Date   // valid from
	Name     form.Words // "Exempelkriterier"
	Notice   form.Words // "ersätt med regionens Kriterier för Stjärnprofilen", empty for the region's own
	Example  bool       // to be labelled as examples wherever they are shown
	Points   []Criterion
	Heredity HeredityCriterion
}

// Criterion is the row of one point.
type Criterion struct {
	ID     string
	K      int // place in the figure, 0–11
	Group  Group
	Name   form.Words         // "Blodtryck"
	Unit   form.Words         // the line under the name: "mmHg. Det sämre av övre och undre räknas."
	Levels map[int]form.Words // criterion in words by level; a level that is not there does not exist
	Inputs []Input            // what decides; the worst wins
	Show   string             // ShowFirst, ShowWorst or ShowAll
	Text   form.Words         // ShowAll: how the inputs are put together, "{m.sbp}/{m.dbp} mmHg"; empty = joined by comma
	Lead   form.Words         // start of the reason, "BMI {value}"; empty = the value
}

// HeredityCriterion says which answers make which marker.
type HeredityCriterion struct {
	Name   form.Words
	Inputs []string // link ids, answers 1 yes, 2 no, 3 don't know
	Texts  map[string]form.Words
}

// Input is one answer, measurement or index that a point depends on; its fields are
// for Propose alone.
type Input struct {
	Answer   string // link id …
	Index    string // … or index id
	Optional bool   // counts when answered, is not missed
}

// ReadCriteria reads criteria; an error names the element's path (star.err.read).
func ReadCriteria(b []byte) (*Criteria, error) { return nil, nil }

// ShippedCriteria gives the example criteria that come with the program.
func ShippedCriteria() *Criteria { return nil }

// Criterion gives the row of a point.
func (c *Criteria) Criterion(id string) (*Criterion, bool) {
	for i := range c.Points {
		if c.Points[i].ID == id {
			return &c.Points[i], true
		}
	}
	return nil, false
}

// At gives the row of the point at place k in the figure.
func (c *Criteria) At(k int) *Criterion {
	for i := range c.Points {
		if c.Points[i].K == k {
			return &c.Points[i]
		}
	}
	return nil
}

// LinkIDs lists the items that decide the star, heredity and the indexes' inputs
// included, in the form's order: the fields of a second keying.
func (c *Criteria) LinkIDs(d *form.Definition) []string { return nil }
