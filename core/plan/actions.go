package plan

import (
	"bufio"
	"strings"
	"unicode/utf8"

	"fyrtio/assets"
	"fyrtio/core/fault"
)

// Action is something that was done in the talk, with the code under which the clinic
// reports it. The table is the clinic's own; what ships names codes only where domain
// sources name them.
type Action struct {
	Code string `json:"code,omitempty"` // KVÅ; may be empty
	Name string `json:"name"`           // in the table and in the text for PMO
	Told string `json:"told,omitempty"` // on the participant's page, in Swedish; "" = Name
	Easy string `json:"easy,omitempty"` // in easy Swedish; "" = Told
	EN   string `json:"en,omitempty"`   // in English; "" = Told
}

// Same reports whether two actions are the same one: words may have been polished since.
func (a Action) Same(b Action) bool { return a.Code == b.Code && a.Name == b.Name }

// In says the action on a page in a language of letters: sv, sv-latt, en.
func (a Action) In(lang string) string {
	said := a.Told
	switch {
	case lang == "en" && a.EN != "":
		said = a.EN
	case lang == "sv-latt" && a.Easy != "":
		said = a.Easy
	}
	if said == "" {
		return a.Name
	}
	return said
}

// Coded gives the name with its code: "Enkla råd om tobak (DV111)".
func (a Action) Coded() string {
	if a.Code == "" {
		return a.Name
	}
	return a.Name + " (" + a.Code + ")"
}

// Limits of a table of actions.
const (
	maxActions = 100
	maxCell    = 120
)

// ReadActions reads a table: a line an action, its five cells parted by |. Lines that
// begin with # and empty lines are remarks. A fault names its line.
func ReadActions(text string) (list []Action, err error) {
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Buffer(nil, 1<<16)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\uFEFF"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) < 2 || len(cells) > 5 {
			return nil, fault.New(fault.Refused, "plan.err.actions.cells", "Line", n)
		}
		for i := range cells {
			cells[i] = strings.Join(strings.Fields(cells[i]), " ")
			if utf8.RuneCountInString(cells[i]) > maxCell || strings.ContainsRune(cells[i], 0) {
				return nil, fault.New(fault.Refused, "plan.err.actions.long", "Line", n, "Max", maxCell)
			}
		}
		cells = append(cells, "", "", "")
		a := Action{Code: cells[0], Name: cells[1], Told: cells[2], Easy: cells[3], EN: cells[4]}
		switch {
		case a.Name == "":
			return nil, fault.New(fault.Refused, "plan.err.actions.name", "Line", n)
		case utf8.RuneCountInString(a.Code) > 12:
			return nil, fault.New(fault.Refused, "plan.err.actions.code", "Line", n)
		}
		for _, b := range list {
			if b.Same(a) {
				return nil, fault.New(fault.Refused, "plan.err.actions.twice", "Line", n)
			}
		}
		if list = append(list, a); len(list) > maxActions {
			return nil, fault.New(fault.Refused, "plan.err.actions.many", "Max", maxActions)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fault.Wrap(fault.Refused, err, "plan.err.actions.cells", "Line", len(list)+1)
	}
	return list, nil
}

// ShippedActions gives the table that comes with the program, as text.
func ShippedActions() string { return string(assets.Actions) }
