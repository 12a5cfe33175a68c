package star

import (
	"maps"
	"slices"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// Loss is what a form cannot give: an index or a point of the star that lacks something
// which it is computed from.
type Loss struct {
	Index  string // id of the index …
	Point  string // … or of the point, "heredity" for the marker; one of them
	LinkID string // the item that it is about
	Text   say.Text
}

// Audit says what a form cannot score: which indexes and which points of the star lose
// their input, their options' codes or scores, or their unit. A form without losses can be
// taken into use as it is.
func Audit(d *form.Definition, c *Criteria) (list []Loss) {
	lost := map[string]bool{}
	for _, n := range score.Needs() {
		if text := need(d, n); !text.IsZero() {
			lost[n.Index] = true
			list = append(list, Loss{Index: n.Index, LinkID: n.LinkID, Text: text})
		}
	}
	for i := range c.Points {
		p := &c.Points[i]
		for _, in := range p.Inputs {
			if in.Index != "" {
				if lost[in.Index] {
					list = append(list, Loss{Point: p.ID, Text: say.T("star.audit.index", "Index", words("score.name."+in.Index))})
				}
				continue
			}
			if text := in.lacks(d); !text.IsZero() {
				list = append(list, Loss{Point: p.ID, LinkID: in.Answer, Text: text})
			}
		}
	}
	for _, h := range c.Heredity.Inputs {
		if text := codes(d, h.Answer, []string{"1", "2"}); !text.IsZero() {
			list = append(list, Loss{Point: "heredity", LinkID: h.Answer, Text: text})
		}
	}
	return list
}

// About names what is lost: "BMI", "Tobak".
func (l Loss) About(c *Criteria) form.Words {
	if l.Index != "" {
		return words("score.name." + l.Index)
	}
	if p, ok := c.Criterion(l.Point); ok {
		return p.Name
	}
	return c.Heredity.Name
}

func need(d *form.Definition, n score.Need) say.Text {
	switch n.Want {
	case score.WantNumber:
		return number(d, n.LinkID, n.Unit)
	case score.WantCodes:
		return codes(d, n.LinkID, n.Codes)
	}
	it, text := item(d, n.LinkID, true)
	if it == nil {
		return text
	}
	for _, o := range it.Options {
		if !o.HasScore {
			return say.T("star.audit.score", "Item", n.LinkID, "Code", o.Code, "Answer", o.Label())
		}
	}
	return say.Text{}
}

// lacks says what an input of a point does not find in a form.
func (in *Input) lacks(d *form.Definition) say.Text {
	if in.Codes == nil {
		shipped, ok := form.Shipped().Item(in.Answer)
		unit := ""
		if ok {
			unit = shipped.UnitCode // the limits are in the unit of the form that they were written for
		}
		return number(d, in.Answer, unit)
	}
	known := slices.Sorted(maps.Keys(in.Codes))
	if text := codes(d, in.Answer, known); !text.IsZero() {
		return text
	}
	it, _ := d.Item(in.Answer)
	for _, o := range it.Options {
		if _, ok := in.Codes[o.Code]; !ok {
			return say.T("star.audit.level", "Item", in.Answer, "Code", o.Code, "Answer", o.Label())
		}
	}
	return say.Text{}
}

// item gives an item that is a choice or not, or says what is wrong with it.
func item(d *form.Definition, linkID string, choice bool) (*form.Item, say.Text) {
	it, ok := d.Item(linkID)
	switch {
	case !ok:
		return nil, say.T("star.audit.item", "Item", linkID)
	case choice && it.Type != form.Choice:
		return nil, say.T("star.audit.choice", "Item", linkID)
	case !choice && !it.Numeric():
		return nil, say.T("star.audit.number", "Item", linkID)
	}
	return it, say.Text{}
}

func number(d *form.Definition, linkID, unit string) say.Text {
	it, text := item(d, linkID, false)
	if it == nil {
		return text
	}
	if unit != "" && it.UnitCode != unit {
		is := it.UnitCode
		if is == "" {
			is = "–"
		}
		return say.T("star.audit.unit", "Item", linkID, "Is", is, "Wants", unit)
	}
	return say.Text{}
}

func codes(d *form.Definition, linkID string, want []string) say.Text {
	it, text := item(d, linkID, true)
	if it == nil {
		return text
	}
	for _, code := range want {
		if _, ok := it.Option(code); !ok {
			return say.T("star.audit.code", "Item", linkID, "Code", code)
		}
	}
	return say.Text{}
}
