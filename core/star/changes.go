package star

import (
	"fmt"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

// Change is one difference between two versions of the criteria, with both sides in
// words. Old is empty for what was added, New for what was removed.
type Change struct {
	Point  string   // id; "" for the criteria's own name and notice, "heredity"
	What   say.Text // what differs: "nivå 3", "Midjemått, kvinna, nivå 2"
	Old    form.Words
	New    form.Words
	Levels bool // other answers get a level than before: stars before and after do not compare
}

// Changes lists how b differs from a, in b's order; d names what points hang on.
func Changes(a, b *Criteria, d *form.Definition) (list []Change) {
	add := func(point string, levels bool, what say.Text, old, new form.Words) {
		if old != new {
			list = append(list, Change{point, what, old, new, levels})
		}
	}
	add("", false, say.T("star.change.name"), a.Name, b.Name)
	add("", false, say.T("star.change.notice"), a.Notice, b.Notice)
	for i := range b.Points {
		p := &b.Points[i]
		old, ok := a.Criterion(p.ID)
		if !ok {
			add(p.ID, true, say.T("star.change.point"), form.Words{}, p.Name)
			continue
		}
		add(p.ID, false, say.T("star.change.name"), old.Name, p.Name)
		add(p.ID, false, say.T("star.change.unit"), old.Unit, p.Unit)
		if old.K != p.K {
			place := func(k int) form.Words { s := fmt.Sprint(k + 1); return form.Words{SV: s, EN: s} }
			add(p.ID, false, say.T("star.change.place"), place(old.K), place(p.K))
		}
		for level := 4; level >= 1; level-- {
			add(p.ID, false, say.T("star.change.level", "Level", level), old.Levels[level], p.Levels[level])
		}
		add(p.ID, false, say.T("star.change.why"), old.Why(), p.Why())
		before, after := old.rules(d), p.rules(d)
		for _, r := range after {
			add(p.ID, true, r.what, find(before, r.what), r.text)
		}
		for _, r := range before {
			if find(after, r.what).IsZero() {
				add(p.ID, true, r.what, r.text, form.Words{})
			}
		}
	}
	for i := range a.Points {
		if _, ok := b.Criterion(a.Points[i].ID); !ok {
			add(a.Points[i].ID, true, say.T("star.change.point"), a.Points[i].Name, form.Words{})
		}
	}
	return append(list, changedHeredity(a.Heredity, b.Heredity)...)
}

func changedHeredity(a, b HeredityCriterion) (list []Change) {
	asked := func(h HeredityCriterion) (w form.Words) {
		for _, in := range h.Inputs {
			w.SV += in.Answer + " "
		}
		return form.Words{SV: w.SV, EN: w.SV}
	}
	if asked(a) != asked(b) {
		list = append(list, Change{"heredity", say.T("star.change.inputs"), asked(a), asked(b), true})
	}
	return list
}

type rule struct {
	what say.Text
	text form.Words
}

// rules writes the cells of a point's table that are not empty.
func (c *Criterion) rules(d *form.Definition) (list []rule) {
	for _, col := range c.Columns() {
		optional := ""
		if c.Inputs[col.Input].Optional {
			optional = "*"
		}
		for level := 4; level >= NoProposal; level-- {
			w := form.Both(func(lang say.Lang) string { return c.Cell(col, level, lang) })
			if w.SV != "" {
				w.SV, w.EN = w.SV+optional, w.EN+optional
				list = append(list, rule{say.T("star.change.rule", "Input", c.Head(col, d), "Level", level), w})
			}
		}
	}
	return list
}

func find(list []rule, what say.Text) form.Words {
	for _, r := range list {
		if r.what.Data["Input"] == what.Data["Input"] && r.what.Data["Level"] == what.Data["Level"] {
			return r.text
		}
	}
	return form.Words{}
}

// Sample gives invented answers to a form, for showing what a star looks like: not all
// the best nor all the worst.
func Sample(d *form.Definition) form.Answers {
	a := form.Answers{}
	for i, it := range d.Items {
		switch {
		case it.Type == form.Choice:
			a[it.LinkID] = form.Code(it.Options[i%min(len(it.Options), 3)].Code)
		case it.Numeric() && samples[it.LinkID] > 0:
			a[it.LinkID] = form.Number(samples[it.LinkID])
		}
	}
	return a
}

var samples = map[string]float64{"m.height": 171, "m.weight": 80, "m.waist": 86, "m.hip": 99, "m.sbp": 132, "m.dbp": 84, "m.chol": 5.6, "m.glucose": 5.4}
