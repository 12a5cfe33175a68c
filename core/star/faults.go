package star

import (
	"regexp"
	"slices"
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

// HeredityID is what the marker is called where points have their ids.
const HeredityID = "heredity"

// Faults says what criteria that are being written lack before they can be used. Faults of
// numbers and codes are told by SetColumn, of ids by Rename, which let no others in.
func (c *Criteria) Faults() (list []Fault) {
	if c.Name.SV == "" {
		list = append(list, Fault{Level: -1, Part: PartName, Text: say.T("star.rule.err.nameless")})
	}
	if half(c.Notice) {
		list = append(list, Fault{Level: -1, Part: PartUnit, Text: say.T("star.rule.err.swedish")})
	}
	for i := range c.Points {
		list = append(list, c.Points[i].faults()...)
	}
	return append(list, c.Heredity.faults()...)
}

// half reports whether a text is there in English alone: files have the Swedish always.
func half(w form.Words) bool { return w.SV == "" && w.EN != "" }

func (c *Criterion) faults() (list []Fault) {
	add := func(f Fault) {
		f.Point = c.ID
		list = append(list, f)
	}
	whole := func(part Part, id string) { add(Fault{Level: -1, Part: part, Text: say.T(id)}) }
	if c.Name.SV == "" {
		whole(PartName, "star.rule.err.name")
	}
	if half(c.Unit) {
		whole(PartUnit, "star.rule.err.swedish")
	}
	needed := false
	used := map[int]bool{}
	for _, in := range c.Inputs {
		needed = needed || !in.Optional
		for _, level := range in.Codes {
			used[level] = true
		}
	}
	for _, col := range c.Columns() {
		for _, r := range c.Inputs[col.Input].ranges(col.Sex) {
			used[r.Level] = true
		}
	}
	switch {
	case len(c.Inputs) == 0:
		whole("", "star.rule.err.inputs")
	case !needed:
		whole("", "star.rule.err.optional")
	}
	for level := 4; level >= 1; level-- {
		w, ok := c.Levels[level]
		switch {
		case used[level] && (!ok || w.SV == ""):
			add(Fault{Level: level, Text: say.T("star.rule.err.words", "Level", level)})
		case !used[level] && ok:
			add(Fault{Level: level, Text: say.T("star.rule.err.unused", "Level", level)})
		}
	}
	if used[NoProposal] && c.Why().SV == "" {
		add(Fault{Level: NoProposal, Text: say.T("star.rule.err.why")})
	}
	c.shownFaults(add)
	return list
}

// shownFaults looks at how the value and the reason are worded.
func (c *Criterion) shownFaults(add func(Fault)) {
	look := func(f Fault, w form.Words, places ...string) {
		if f.Level, f.Text = -1, misplaced(w, places); half(w) {
			f.Text = say.T("star.rule.err.swedish")
		}
		if !f.Text.IsZero() {
			add(f)
		}
	}
	look(Fault{Part: PartLead}, c.Lead, "{}")
	if c.Show == ShowAll || half(c.Text) {
		look(Fault{Part: PartText}, c.Text, c.Places()...)
	}
	for i, in := range c.Inputs {
		if in.Codes == nil {
			look(Fault{Part: PartValue, Column: Column{Input: i}}, in.Text, "{}")
		}
		for _, code := range in.CodesInOrder() {
			f := Fault{Part: PartCode, Column: Column{Input: i}, Code: code, Level: -1, Text: say.T("star.rule.err.code_words", "Code", code)}
			if in.Words[code].SV == "" {
				add(f)
			}
		}
	}
	for _, col := range c.Columns() {
		for _, r := range c.Inputs[col.Input].ranges(col.Sex) {
			if half(r.Text) {
				add(Fault{Part: PartRange, Column: col, Level: r.Level, Text: say.T("star.rule.err.swedish")})
			}
		}
	}
}

// Places lists what may stand for the values in Text: "{m.sbp}".
func (c *Criterion) Places() (list []string) {
	for _, in := range c.Inputs {
		list = append(list, "{"+in.Answer+"}")
	}
	return list
}

var braces = regexp.MustCompile(`\{[^{}]*\}|[{}]`)

// misplaced tells of the first thing in braces, or the first brace, that stands for no value.
func misplaced(w form.Words, places []string) say.Text {
	for _, text := range []string{w.SV, w.EN} {
		for _, found := range braces.FindAllString(text, -1) {
			switch {
			case slices.Contains(places, found):
			case len(places) == 0:
				return say.T("star.rule.err.braces", "Typed", found)
			default:
				return say.T("star.rule.err.place", "Typed", found, "Places", strings.Join(places, " "))
			}
		}
	}
	return say.Text{}
}

func (h *HeredityCriterion) faults() (list []Fault) {
	add := func(part Part, text say.Text) {
		list = append(list, Fault{Point: HeredityID, Level: -1, Part: part, Text: text})
	}
	for _, t := range h.Texts() {
		places := []string{}
		if t.Part == PartYes {
			places = []string{"{}"}
		}
		if t.Words.SV == "" {
			add(t.Part, say.T("star.rule.err.text"))
		} else if bad := misplaced(*t.Words, places); !bad.IsZero() {
			add(t.Part, bad)
		}
	}
	if len(h.Inputs) == 0 {
		add("", say.T("star.rule.err.heredity"))
	}
	for i, in := range h.Inputs {
		if in.Words.SV == "" {
			add(PartAsked, say.T("star.rule.err.text"))
			list[len(list)-1].Column.Input = i
		}
	}
	return list
}

// HeredityText is one of the marker's texts.
type HeredityText struct {
	Part  Part
	Words *form.Words
}

// Texts lists the marker's texts, to be read and written.
func (h *HeredityCriterion) Texts() []HeredityText {
	return []HeredityText{{PartName, &h.Name}, {PartYes, &h.Yes}, {PartNo, &h.No}, {PartUnknown, &h.Unknown}, {PartNone, &h.None}}
}
