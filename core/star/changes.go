package star

import (
	"fmt"
	"strconv"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
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

// Changes lists how b differs from a, in b's order, and then what is only in a; d names
// what points hang on.
func Changes(a, b *Criteria, d *form.Definition) (list []Change) {
	old, now := a.facts(d), b.facts(d)
	before, after := index(old), index(now)
	for _, f := range now {
		if was := before.words[f.id()]; was != f.words && !before.lacks(f) {
			list = append(list, Change{f.point, f.what, was, f.words, f.levels})
		}
	}
	for _, f := range old {
		if _, ok := after.words[f.id()]; !ok && !after.lacks(f) {
			list = append(list, Change{f.point, f.what, f.words, form.Words{}, f.levels})
		}
	}
	return list
}

// fact is one thing that criteria say, in words.
type fact struct {
	point  string
	key    string // tells it from the point's others in both versions
	what   say.Text
	words  form.Words
	levels bool   // a change of it changes levels
	input  string // it is of this input …
	worded bool   // … and how that is shown
}

func (f fact) id() string { return f.point + " " + f.key }

const pointKey = "point"

// facts is what a version says.
type facts struct {
	words  map[string]form.Words
	points map[string]bool
	inputs map[string]bool
}

func index(list []fact) facts {
	all := facts{map[string]form.Words{}, map[string]bool{"": true, HeredityID: true}, map[string]bool{}}
	for _, f := range list {
		all.words[f.id()] = f.words
		all.points[f.point] = true
		all.inputs[f.point+" "+f.input] = true
	}
	return all
}

// lacks reports whether a fact of the other version goes without saying: it is about a
// point or an input that is not here, of which one line tells.
func (all facts) lacks(f fact) bool {
	here := all.points[f.point]
	return here == (f.key == pointKey) || here && f.worded && !all.inputs[f.point+" "+f.input]
}

// facts lists all that criteria say, what is empty left out.
func (c *Criteria) facts(d *form.Definition) (list []fact) {
	add := func(f fact) {
		if !f.words.IsZero() {
			list = append(list, f)
		}
	}
	add(fact{key: "name", what: say.T("star.change.name"), words: c.Name})
	add(fact{key: "notice", what: say.T("star.change.notice"), words: c.Notice})
	if c.Example {
		add(fact{key: "example", what: say.T("star.change.example"), words: words("star.change.example.yes")})
	}
	for i := range c.Points {
		p := &c.Points[i]
		p.facts(d, func(f fact) {
			f.point = p.ID
			add(f)
		})
	}
	h := &c.Heredity
	for _, t := range h.Texts() {
		add(fact{point: HeredityID, key: string(t.Part), what: say.T("star.change.heredity." + string(t.Part)), words: *t.Words})
	}
	for _, in := range h.Inputs {
		add(fact{point: HeredityID, key: in.Answer, what: say.T("star.change.heredity.asked", "Item", in.NameOf(d)), words: in.Words, levels: true})
	}
	return list
}

func (c *Criterion) facts(d *form.Definition, add func(fact)) {
	same := func(text string) form.Words { return form.Words{SV: text, EN: text} }
	called := c.Name
	if called.IsZero() {
		called = same(c.ID)
	}
	add(fact{key: pointKey, what: say.T("star.change.point"), words: called, levels: true})
	add(fact{key: "name", what: say.T("star.change.name"), words: c.Name})
	add(fact{key: "unit", what: say.T("star.change.unit"), words: c.Unit})
	add(fact{key: "place", what: say.T("star.change.place"), words: same(strconv.Itoa(c.K + 1))})
	for level := 4; level >= 1; level-- {
		add(fact{key: "text " + strconv.Itoa(level), what: say.T("star.change.level", "Level", level), words: c.Levels[level]})
	}
	add(fact{key: "why", what: say.T("star.change.why"), words: c.Why()})
	add(fact{key: "show", what: say.T("star.change.show"), words: words("star.show." + string(c.Show))})
	add(fact{key: "values", what: say.T("star.change.text"), words: c.Text})
	add(fact{key: "lead", what: say.T("star.change.lead"), words: c.Lead})
	for _, col := range c.Columns() {
		in := &c.Inputs[col.Input]
		key, name, head := in.Answer+" "+in.Index, in.NameOf(d), c.Head(col, d)
		optional := ""
		if in.Optional {
			optional = "*"
		}
		for level := 4; level >= NoProposal; level-- {
			if w := form.Both(func(lang say.Lang) string { return c.Cell(col, level, lang) }); w.SV != "" {
				add(fact{key: fmt.Sprint(key, col.Sex, level), what: say.T("star.change.rule", "Input", head, "Level", level), words: form.Words{SV: w.SV + optional, EN: w.EN + optional}, levels: true, input: key})
			}
		}
		for i, r := range in.ranges(col.Sex) {
			add(fact{key: fmt.Sprint(key, col.Sex, "own", r.Level, i), what: say.T("star.change.range", "Input", head, "Level", r.Level), words: r.Text, input: key, worded: true})
		}
		if col.Sex == pnr.Man {
			continue // what follows is of the input, not of a column
		}
		add(fact{key: key + " text", what: say.T("star.change.value", "Input", name), words: in.Text, input: key, worded: true})
		if in.Decimals >= 0 {
			add(fact{key: key + " decimals", what: say.T("star.change.decimals", "Input", name), words: same(strconv.Itoa(in.Decimals)), levels: true, input: key, worded: true})
		}
		for _, code := range in.CodesInOrder() {
			add(fact{key: key + " code " + code, what: say.T("star.change.code", "Input", name, "Code", code), words: in.Words[code], input: key, worded: true})
		}
	}
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
