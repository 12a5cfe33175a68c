package report

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/say"
)

// defined are the variables whose figures follow a rule that is to be read on the page.
var defined = map[string]bool{"risk": true, "tobacco.daily": true, "activity.minutes": true, "activity.sitting": true, "diet.index": true,
	"alcohol.risk": true, "bmi": true, "waist": true, "bp": true, "chol": true, "ldl": true, "tg": true, "glucose": true, "hba1c": true,
	"health.general": true, "health.stress": true, "health.sleep": true, "state": true, "noshow": true, "weeks": true, "source": true, "form": true,
	"star": true, "plan.goals": true, "plan.follow": true, "plan.actions": true, "documented": true, "interpreter": true}

// noted adds to a variable's table how its figures are made.
func (m *maker) noted(v *Variable, t Table) Table {
	baseIDs := [Bases]string{"listed", "invited", "booked", "refused", "talks", "formed", "starred"}
	notes := []say.Text{say.T("report.base." + baseIDs[v.Base])}
	if defined[v.ID] {
		notes = append(notes, say.T("report.def."+v.ID))
	}
	if v.Base >= Formed && !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Below }) {
		notes = append(notes, say.T("report.note.complete"))
	}
	switch v.Base {
	case Formed:
		notes = append(notes, m.editions("form")...)
	case Starred:
		notes = append(notes, m.editions("star")...)
	}
	t.Notes = notes
	return marked(t)
}

// marked adds to a table's notes what its marks mean.
func marked(t Table) Table {
	hidden, about := false, false
	for _, c := range t.Columns {
		hidden = hidden || c.Of.Hidden
	}
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			hidden, about = hidden || c.Hidden, about || c.About
		}
	}
	if hidden {
		t.Notes = append(t.Notes, say.T("report.note.hidden"))
	}
	if about {
		t.Notes = append(t.Notes, say.T("report.note.about"))
	}
	return t
}

// editions tell which versions of the questionnaire or the criteria the figures are of.
func (m *maker) editions(kind string) []say.Text {
	used := map[string]bool{}
	for _, y := range m.own() {
		if y.tally == nil {
			continue
		}
		versions := y.tally.Forms
		if kind == "star" {
			versions = y.tally.Stars
		}
		for version := range versions {
			if version != "" {
				used[version] = true
			}
		}
	}
	if len(used) == 0 {
		return nil
	}
	return []say.Text{say.T("report.note.edition."+kind, "N", len(used), "Versions", strings.Join(slices.Sorted(maps.Keys(used)), ", "))}
}

// intro explains a chapter in a few sentences.
func (m *maker) intro(id string) []say.Text {
	intro := []say.Text{say.T("report.chapter."+id+".intro", "Clinic", m.in.Clinic)}
	switch {
	case id == "intro" && m.in.Open:
		intro = append(intro, say.T("report.intro.open"))
	case id == "intro":
		intro = append(intro, say.T("report.intro.hidden"))
	}
	if id == "intro" {
		intro = append(intro, say.T("report.intro.date", "On", m.in.Date))
		if years := m.uneven(); years != "" {
			intro = append(intro, say.T("report.intro.uneven", "Years", years))
		}
	}
	return intro
}

// uneven tells how many clinics each year of a county has, where they are not the same ones.
func (m *maker) uneven() string {
	var years []string
	same := true
	for _, y := range m.years {
		years = append(years, yearText(y.year)+": "+strconv.Itoa(len(y.names)))
		same = same && slices.Equal(y.names, m.years[0].names)
	}
	if same {
		return ""
	}
	return strings.Join(years, ", ")
}

// prints are the fingerprints of what the report is made of: the same ones, the same
// report.
func (m *maker) prints() []say.Text {
	data := sha256.New()
	forms, stars := map[string]bool{}, map[string]bool{}
	for _, y := range m.years {
		for _, c := range append([]*cohort{y}, y.clinics...) {
			if c.tally == nil {
				continue
			}
			data.Write(c.tally.bytes())
			for f := range c.tally.Forms {
				forms[f] = true
			}
			for s := range c.tally.Stars {
				stars[s] = true
			}
		}
	}
	list := func(m map[string]bool) string {
		return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
	}
	prints := []say.Text{say.T("report.print.data", "Print", short(data.Sum(nil)))}
	if len(forms) > 0 {
		prints = append(prints, say.T("report.print.forms", "Versions", list(forms)))
	}
	if len(stars) > 0 {
		prints = append(prints, say.T("report.print.criteria", "Versions", list(stars)))
	}
	return append(prints, say.T("report.print.program", "Version", m.in.Program, "Layout", Layout))
}

// short writes a fingerprint so that two can be compared by eye.
func short(sum []byte) string {
	text := hex.EncodeToString(sum[:16])
	var groups []string
	for len(text) > 0 {
		groups, text = append(groups, text[:4]), text[4:]
	}
	return strings.Join(groups, " ")
}
