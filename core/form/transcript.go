package form

import (
	"sort"

	"fyrtio/core/say"
)

// LineKind says what to do with a line of the transcript.
type LineKind string

// The kinds of lines (D27).
const (
	LineAnswer LineKind = "answer" // type the value
	LineZero   LineKind = "zero"   // type 0: a measurement without a value (Q20)
	LineAsk    LineKind = "ask"    // no answer: ask; never 0
)

// Line is one line of the transcript for Clinic24.
type Line struct {
	LinkID string   `json:"linkId"`
	Value  string   `json:"value"` // code, number with point, text, "0" or ""
	Kind   LineKind `json:"kind"`
}

// Transcript lists what is typed into Clinic24, every item that is asked, in the
// form's own Clinic24 order if it carries one, else in the form's order (D27); items
// without a place in that order come last. It is the only place where a measurement
// without a value is written 0 (Q20).
func (d *Definition) Transcript(a Answers) []Line {
	items := make([]*Item, 0, len(d.Items))
	for i := range d.Items {
		if d.enabled(&d.Items[i], a) {
			items = append(items, &d.Items[i])
		}
	}
	sort.SliceStable(items, func(i, j int) bool {
		p, q := items[i].Cl24, items[j].Cl24
		return p != 0 && (q == 0 || p < q)
	})
	lines := make([]Line, len(items))
	for i, it := range items {
		lines[i] = it.line(a[it.LinkID])
	}
	return lines
}

func (it *Item) line(v Value) Line {
	switch kind, content := v.Pack(); {
	case kind != KindNone && kind != KindMissing:
		return Line{it.LinkID, content, LineAnswer}
	case it.Measurement:
		return Line{it.LinkID, "0", LineZero}
	}
	return Line{it.LinkID, "", LineAsk}
}

// In gives the value as it is typed in lang: numbers with the language's decimal sign.
func (l Line) In(d *Definition, lang say.Lang) string {
	if it, ok := d.Item(l.LinkID); ok && it.Numeric() {
		return Decimal{l.Value}.In(lang)
	}
	return l.Value
}

// Show puts an answer into words, as in lists and on paper: the option's short
// text, the number with its unit, the text, or the missing code's name. No answer is "".
func (d *Definition) Show(linkID string, v Value, lang say.Lang) string {
	it, ok := d.Item(linkID)
	if !ok {
		return ""
	}
	switch v.kind {
	case KindCode:
		if o, ok := it.Option(v.s); ok {
			return o.Label().In(lang)
		}
		return v.s
	case KindNumber:
		if unit := it.Unit.In(lang); unit != "" {
			return v.n.In(lang) + " " + unit
		}
		return v.n.In(lang)
	case KindMissing:
		return MissingWords(Missing(v.s)).In(lang)
	}
	return v.s
}

// MissingWords gives a missing code's name: "ej besvarad", "avstår", "ej mätt".
func MissingWords(m Missing) Words {
	return Both(func(lang say.Lang) string { return say.In(lang, say.T("form.missing."+string(m))) })
}
