package star

import (
	"fmt"
	"maps"
	"slices"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Rename gives a point another id, and says why not where it cannot have it.
func (c *Criteria) Rename(old, id string) (why say.Text) {
	p, ok := c.Criterion(old)
	switch {
	case !ok || id == old:
		return say.Text{}
	case !ids.MatchString(id) || id == HeredityID:
		return say.T("star.rule.err.id")
	}
	if _, taken := c.Criterion(id); taken {
		return say.T("star.rule.err.id_taken", "ID", id)
	}
	p.ID = id
	return say.Text{}
}

// Renew puts a new point in a point's place of the star, without name, words and rules,
// under an id that no other has. The star has twelve points, so one goes as one comes.
func (c *Criteria) Renew(id string) *Criterion {
	p, ok := c.Criterion(id)
	if !ok {
		return nil
	}
	for n := 1; ; n++ {
		fresh := fmt.Sprintf("egen-%d", n)
		if _, taken := c.Criterion(fresh); !taken {
			*p = Criterion{ID: fresh, K: p.K, Group: p.Group, Levels: map[int]form.Words{}, Show: ShowFirst}
			return p
		}
	}
}

// CodesInOrder lists the codes of an input, none where it has ranges.
func (in *Input) CodesInOrder() []string { return slices.Sorted(maps.Keys(in.Codes)) }

// SetWords sets what is shown for a code.
func (in *Input) SetWords(code string, w form.Words) {
	in.Words = maps.Clone(in.Words)
	in.Words[code] = w
}

// SplitSexes lets the limits of a number differ by sex: each begins with those that both had.
func (in *Input) SplitSexes() {
	if in.Codes != nil || in.Sexes != nil {
		return
	}
	in.Sexes = map[pnr.Sex][]Range{}
	for _, sex := range sexes {
		list := slices.Clone(in.Ranges)
		for i := range list {
			if list[i].Level != NoProposal {
				list[i].Text = list[i].bySex(sex)
			}
		}
		in.Sexes[sex] = list
	}
	in.Ranges = nil
}

// JoinSexes lets the women's limits hold for all. The ranges' own words, which say the
// sex, go.
func (in *Input) JoinSexes() {
	if in.Sexes == nil {
		return
	}
	in.Ranges = slices.Clone(in.Sexes[sexes[0]])
	for i := range in.Ranges {
		in.Ranges[i].Text = form.Words{}
	}
	in.Sexes = nil
}

// bySex writes a range with the sex that it is for: "kvinna 80–88".
func (r Range) bySex(sex pnr.Sex) form.Words {
	return form.Both(func(lang say.Lang) string {
		return say.In(lang, say.T("star.rule.sex."+string(sex))) + " " + r.In(lang)
	})
}

// RangesOf gives the ranges of a column; nil for codes.
func (c *Criterion) RangesOf(col Column) []Range { return c.Inputs[col.Input].ranges(col.Sex) }

// SetRangeText sets the words that a range has of its own; empty, the reason takes the
// level's.
func (c *Criterion) SetRangeText(col Column, at int, w form.Words) {
	in := &c.Inputs[col.Input]
	list := slices.Clone(in.ranges(col.Sex))
	list[at].Text = w
	in.setRanges(col.Sex, list)
}

func (in *Input) setRanges(sex pnr.Sex, list []Range) {
	if in.Sexes == nil {
		in.Ranges = list
		return
	}
	in.Sexes = maps.Clone(in.Sexes)
	in.Sexes[sex] = list
}

// HeredityCodes are the answers that the marker knows: yes, no, don't know.
var HeredityCodes = []string{"1", "2", "3"}

// HereditySources lists the questions of a form that the marker can ask: those that are
// answered with yes and no as HeredityCodes, and nothing else.
func HereditySources(d *form.Definition) (list []Source) {
	for _, it := range d.Items {
		if it.Type != form.Choice || !codes(d, it.LinkID, HeredityCodes[:2]).IsZero() {
			continue
		}
		if !slices.ContainsFunc(it.Options, func(o form.Option) bool { return !slices.Contains(HeredityCodes, o.Code) }) {
			list = append(list, Source{Answer: it.LinkID, Name: it.Short})
		}
	}
	return list
}

// AddInput has the marker ask one more question, with its short name as words.
func (h *HeredityCriterion) AddInput(s Source) {
	words := form.Both(func(lang say.Lang) string { return lowerFirst(s.Name.In(lang)) })
	h.Inputs = append(slices.Clone(h.Inputs), HeredityInput{Answer: s.Answer, Words: words})
}

// RemoveInput takes one of the marker's questions away.
func (h *HeredityCriterion) RemoveInput(i int) {
	h.Inputs = slices.Delete(slices.Clone(h.Inputs), i, i+1)
}

// NameOf names what an input is about.
func (h HeredityInput) NameOf(d *form.Definition) form.Words {
	in := Input{Answer: h.Answer}
	return in.NameOf(d)
}
