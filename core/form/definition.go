// Package form is the questionnaire: its definition, the answers, and the rules
// between them: which items are asked, what may be answered, when it is complete,
// how a locked form is corrected, and what goes to Clinic24.
//
// A definition is an HL7 FHIR R4 Questionnaire in a stated subset (Read). Answers
// belong to the version of the form that they were given to.
package form

import "fyrtio/core/day"

// Type is what kind of answer an item takes.
type Type string

// The types of items, as FHIR names them.
const (
	Choice  Type = "choice"  // one of the options
	Integer Type = "integer" // a whole number
	Real    Type = "decimal" // a number
	String  Type = "string"  // one line of text
	Long    Type = "text"    // several lines of text
)

// Definition is one version of a questionnaire. It is never changed after Read.
type Definition struct {
	ID       string   // "halsosamtal"
	URL      string   // the Questionnaire's canonical address
	Version  string   // "1"
	Date     day.Date // the version is from this day
	Title    Words
	Intro    Words
	Sections []Section
	Items    []Item // all questions in the form's order, conditional ones too

	index map[string]int // linkId → place in Items
}

// Section is a group of items under one heading.
type Section struct {
	ID    string // linkId of the group: "tobacco"
	Title Words  // heading on paper: "Tobak och nikotin"
	Short Words  // name in narrow places: "Tobak"
	First int    // its items are Definition.Items[First:Last]
	Last  int
}

// Item is one question or measurement.
type Item struct {
	LinkID      string
	Number      int // position in the form from 1, conditional items included (D22)
	Section     string
	Type        Type
	Text        Words // the question
	Help        Words // a line under it, may be empty
	Short       Words // its name in lists, transcript and criteria: "Rökning"
	Options     []Option
	Required    bool
	Measurement bool    // takes Unmeasured; 0 in the transcript when it has no value
	Min, Max    Decimal // plausible range, both included; both or none are set
	Unit        Words   // "cm", "om dagen"; empty for codes and texts
	UnitCode    string  // the unit in UCUM: "cm", "mmol/L", "mm[Hg]"
	Below       string  // linkId of the item whose number must be larger (m.dbp below m.sbp)
	Codes       []Coding
	When        []Condition // asked only when these hold
	WhenAny     bool        // one condition is enough, else all
	Cl24        int         // place in Clinic24's order, 0 = the form does not say (D27)
}

// Option is one answer to choose.
type Option struct {
	Code     string // the digit: on the key, in the box on paper, in the database
	Text     Words  // "Slutat för mer än 6 månader sedan"
	Short    Words  // "Slutat, mer än 6 månader"; falls back to Text
	Score    int    // the ordinal value, for indexes
	HasScore bool
}

// Coding names an item in a code system, LOINC for instance.
type Coding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

// Condition says that another item has (or has not) a certain answer.
type Condition struct {
	LinkID string
	Code   string
	Not    bool // holds when the answer is another code
}

// Item gives the item of a link id.
func (d *Definition) Item(linkID string) (*Item, bool) {
	i, ok := d.index[linkID]
	if !ok {
		return nil, false
	}
	return &d.Items[i], true
}

// Section gives the section of a group's link id.
func (d *Definition) Section(id string) (*Section, bool) {
	for i := range d.Sections {
		if d.Sections[i].ID == id {
			return &d.Sections[i], true
		}
	}
	return nil, false
}

// SectionItems gives the items of a section.
func (d *Definition) SectionItems(s Section) []Item { return d.Items[s.First:s.Last] }

// Option gives the option of a code.
func (it *Item) Option(code string) (*Option, bool) {
	for i := range it.Options {
		if it.Options[i].Code == code {
			return &it.Options[i], true
		}
	}
	return nil, false
}

// Numeric reports whether the item takes a number.
func (it *Item) Numeric() bool { return it.Type == Integer || it.Type == Real }

// Takes reports whether a missing code may stand as the item's answer: all may,
// except that only measurements can be unmeasured.
func (it *Item) Takes(m Missing) bool { return m != Unmeasured || it.Measurement }

// Label gives the option's short text, or its full one.
func (o *Option) Label() Words {
	if o.Short.IsZero() {
		return o.Text
	}
	return o.Short
}
