// Package pmo makes the text that is pasted into PMO: a template that the clinic owns,
// filled with the parts that somebody has chosen and with nothing else.
//
// A template is plain text. {besöksdatum} stands for a field, by its Swedish or English
// name. A line is left out when none of its fields has anything to say, and is repeated
// for each value of a field that has several. A line without fields stands over the lines
// that follow it up to the next one: when all of those are left out, it goes too.
package pmo

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"fyrtio/assets"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// Field is something that can be chosen for the text.
type Field struct {
	ID      string // the name in English texts
	Swedish string // the name in Swedish texts
}

// The fields.
const (
	Age        = "age"
	Date       = "date"       // of the visit
	Source     = "source"     // where the answers come from
	Consent    = "consent"    // to Clinic24
	Heredity   = "heredity"   //
	Criteria   = "criteria"   // name and version of the criteria
	Star       = "star"       // a line a point
	Comments   = "comments"   // on points of the star
	Measures   = "measures"   // a line a measurement; one without a value says so
	Indexes    = "indexes"    // BMI and the like
	Answers    = "answers"    // all other answers, a line each
	Goals      = "goals"      // a line a goal
	FollowUp   = "follow_up"  //
	Actions    = "actions"    // with their codes
	Amendments = "amendments" // corrections of a locked form, old and new
)

// Fields lists the fields in the order in which they are offered.
var Fields = []Field{{Age, "ålder"}, {Date, "datum"}, {Source, "källa"}, {Consent, "samtycke"}, {Heredity, "ärftlighet"}, {Criteria, "kriterier"},
	{Star, "stjärna"}, {Comments, "kommentarer"}, {Measures, "mätvärden"}, {Indexes, "index"}, {Answers, "svar"},
	{Goals, "mål"}, {FollowUp, "uppföljning"}, {Actions, "åtgärder"}, {Amendments, "rättelser"}}

// Label says what a field is.
func (f Field) Label() say.Text { return say.T("pmo.field." + f.ID) }

// fieldOf finds a field by either name.
func fieldOf(name string) (Field, bool) {
	name = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(name), " ", "_"))
	for _, f := range Fields {
		if name == f.ID || name == f.Swedish {
			return f, true
		}
	}
	return Field{}, false
}

// Template is a text with fields.
type Template struct {
	lines []line
	used  map[string]bool
}

type line struct {
	text   string
	fields []Field // in the order of the text
}

// maxText is how many characters a template may have.
const maxText = 8000

var braces = regexp.MustCompile(`\{([^{}\n]*)\}`)

// Shipped gives the template that comes with the program.
func Shipped() string { return string(assets.PMO) }

// Read reads a template, or refuses it naming line and field.
func Read(text string) (*Template, error) {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n")
	if utf8.RuneCountInString(text) > maxText || strings.ContainsRune(text, 0) {
		return nil, fault.New(fault.Refused, "pmo.err.long", "Max", maxText)
	}
	t := &Template{used: map[string]bool{}}
	for i, s := range strings.Split(text, "\n") {
		l := line{text: strings.TrimRight(s, " \t\r")}
		for _, m := range braces.FindAllStringSubmatch(l.text, -1) {
			f, ok := fieldOf(m[1])
			if !ok {
				return nil, fault.New(fault.Refused, "pmo.err.field", "Line", i+1, "Field", m[1])
			}
			l.fields = append(l.fields, f)
			t.used[f.ID] = true
		}
		t.lines = append(t.lines, l)
	}
	if len(t.used) == 0 {
		return nil, fault.New(fault.Refused, "pmo.err.empty")
	}
	return t, nil
}

// Uses reports whether a field stands in the template.
func (t *Template) Uses(id string) bool { return t.used[id] }

// Values are what the fields say: lines by field id. None means nothing to say.
type Values map[string][]string

// Fill makes the text of the chosen fields. What is not chosen leaves no trace: neither
// a value nor the words around it.
func (t *Template) Fill(v Values, chosen map[string]bool) string {
	var out []string
	for i := 0; i < len(t.lines); i++ {
		l := t.lines[i]
		if len(l.fields) > 0 {
			out = append(out, l.fill(v, chosen)...)
			continue
		}
		if l.text != "" && !t.heads(i, v, chosen) {
			continue
		}
		out = append(out, l.text)
	}
	return tidy(out)
}

// heads reports whether a line without fields has something under it, or nothing to head.
func (t *Template) heads(i int, v Values, chosen map[string]bool) bool {
	headed := false
	for _, l := range t.lines[i+1:] {
		if len(l.fields) == 0 {
			break
		}
		headed = true
		if len(l.fill(v, chosen)) > 0 {
			return true
		}
	}
	return !headed
}

// fill gives the lines that a line becomes.
func (l line) fill(v Values, chosen map[string]bool) (out []string) {
	n, any := 1, false
	for _, f := range l.fields {
		if chosen[f.ID] && len(v[f.ID]) > 0 {
			any = true
			n = max(n, len(v[f.ID]))
		}
	}
	if !any {
		return nil
	}
	for i := range n {
		at := 0
		text := braces.ReplaceAllStringFunc(l.text, func(string) string {
			f := l.fields[at]
			at++
			values := v[f.ID]
			switch {
			case !chosen[f.ID] || len(values) == 0:
				return ""
			case len(values) == 1:
				return values[0]
			case i < len(values):
				return values[i]
			}
			return ""
		})
		out = append(out, strings.TrimRight(text, " ,;·")) // "40 år," with no day to follow
	}
	return out
}

// tidy joins lines: no empty one first or last, never two after each other.
func tidy(lines []string) string {
	var out []string
	for _, l := range lines {
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}
