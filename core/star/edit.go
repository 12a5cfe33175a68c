package star

import (
	"maps"
	"slices"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// Clone gives criteria that can be edited without touching these.
func (c *Criteria) Clone() *Criteria {
	n := *c
	n.Points = slices.Clone(c.Points)
	for i := range n.Points {
		p := &n.Points[i]
		p.Levels, p.Inputs = maps.Clone(p.Levels), slices.Clone(p.Inputs)
		for j := range p.Inputs {
			in := &p.Inputs[j]
			in.Codes, in.Words, in.Sexes = maps.Clone(in.Codes), maps.Clone(in.Words), maps.Clone(in.Sexes)
			in.Ranges = slices.Clone(in.Ranges)
			for sex := range in.Sexes {
				in.Sexes[sex] = slices.Clone(in.Sexes[sex])
			}
		}
	}
	n.Heredity.Inputs = slices.Clone(c.Heredity.Inputs)
	return &n
}

// groupAt gives the group whose arc goes over a place of the figure.
func groupAt(k int) Group {
	switch {
	case k == 0 || k == Points-1:
		return Wellbeing
	case k <= 5:
		return Habits
	}
	return Measures
}

// Move moves a point to the next place of the figure, clockwise with +1, and the one that
// stood there to its own; each belongs to the group of its place.
func (c *Criteria) Move(id string, by int) {
	p, ok := c.Criterion(id)
	if !ok {
		return
	}
	to := (p.K + by + Points) % Points
	other := c.At(to)
	other.K, p.K = p.K, to
	other.Group, p.Group = groupAt(other.K), groupAt(to)
}

// SetLevel sets a level's words; empty words take the level away.
func (c *Criterion) SetLevel(level int, w form.Words) {
	if w.IsZero() {
		delete(c.Levels, level)
		return
	}
	c.Levels[level] = w
}

// SetWhy sets why nothing is proposed for the values of the row NoProposal.
func (c *Criterion) SetWhy(w form.Words) {
	for _, col := range c.Columns() {
		in := &c.Inputs[col.Input]
		ranges := slices.Clone(in.ranges(col.Sex))
		for i := range ranges {
			if ranges[i].Level == NoProposal {
				ranges[i].Why = w
			}
		}
		in.setRanges(col.Sex, ranges)
	}
}

// Why gives why nothing is proposed for the values of the row NoProposal, empty where
// there are none.
func (c *Criterion) Why() form.Words {
	for _, col := range c.Columns() {
		for _, r := range c.Inputs[col.Input].ranges(col.Sex) {
			if r.Level == NoProposal {
				return r.Why
			}
		}
	}
	return form.Words{}
}

// Source is what a point can hang on: an item of the form, or an index.
type Source struct {
	Answer, Index string
	Name          form.Words
}

// Sources lists what a point can hang on in a form: its choices and numbers, and the
// indexes that are numbers.
func Sources(d *form.Definition) (list []Source) {
	for _, id := range []string{score.BMI, score.ActivityMinutes, score.DietIndex, score.WaistHip} {
		list = append(list, Source{Index: id, Name: words("score.name." + id)})
	}
	for _, it := range d.Items {
		if it.Type == form.Choice || it.Numeric() {
			list = append(list, Source{Answer: it.LinkID, Name: it.Short})
		}
	}
	return list
}

// AddInput makes a point hang on one more answer or index. Its rules are to be written
// then: a choice begins with the first answer at level 4 and the others below, a number
// with all at level 4.
func (c *Criterion) AddInput(s Source, d *form.Definition) {
	in := Input{Answer: s.Answer, Index: s.Index, Decimals: -1}
	if it, ok := d.Item(s.Answer); ok && it.Type == form.Choice {
		in.Codes, in.Words = map[string]int{}, map[string]form.Words{}
		for i, o := range it.Options {
			in.Codes[o.Code], in.Words[o.Code] = c.some(4-i), o.Label()
		}
	} else {
		in.Ranges = []Range{{Level: c.some(4)}}
		if ok {
			unit := it.Unit
			in.Text = form.Both(func(lang say.Lang) string { return "{} " + unit.In(lang) })
		}
	}
	c.Inputs = append(slices.Clone(c.Inputs), in)
}

// some gives a level that the point has words for, the wished one or one near it.
func (c *Criterion) some(level int) int {
	level = max(level, 1)
	for _, n := range []int{level, level - 1, level + 1, level - 2, level + 2, level - 3, level + 3} {
		if _, ok := c.Levels[n]; ok {
			return n
		}
	}
	return level
}

// RemoveInput takes an input out of a point.
func (c *Criterion) RemoveInput(i int) {
	c.Inputs = slices.Delete(slices.Clone(c.Inputs), i, i+1)
}
