package star

import (
	"math/big"
	"slices"
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// A point's rules are edited as a table: a row for each level, a column for each input,
// two where the limits differ by sex. A cell is what gives the level: codes as "1 2", or
// numbers as "130–139", "< 130", "≥ 160". An empty cell gives the level never.

// Column is a column of the table of a point's rules.
type Column struct {
	Input int     // of Criterion.Inputs
	Sex   pnr.Sex // "" where the limits are the same for all
}

// NoProposal is the row of values for which nothing is proposed.
const NoProposal = 0

// Columns lists the columns of a point.
func (c *Criterion) Columns() (list []Column) {
	for i, in := range c.Inputs {
		if in.Sexes == nil {
			list = append(list, Column{Input: i})
			continue
		}
		for _, sex := range sexes {
			list = append(list, Column{i, sex})
		}
	}
	return list
}

var sexes = []pnr.Sex{pnr.Woman, pnr.Man}

// Head gives a column's heading: the item's or the index's name, and the sex.
func (c *Criterion) Head(col Column, d *form.Definition) form.Words {
	name := c.Inputs[col.Input].NameOf(d)
	if col.Sex == "" {
		return name
	}
	return form.Both(func(lang say.Lang) string {
		return name.In(lang) + ", " + say.In(lang, say.T("star.rule.sex."+string(col.Sex)))
	})
}

// NameOf names what an input is about.
func (in *Input) NameOf(d *form.Definition) form.Words {
	if in.Index != "" {
		return words("score.name." + in.Index)
	}
	if it, ok := d.Item(in.Answer); ok {
		return it.Short
	}
	return form.Words{SV: in.Answer, EN: in.Answer}
}

// Cell writes what gives a level in a column, as SetColumn reads it.
func (c *Criterion) Cell(col Column, level int, lang say.Lang) string {
	in := &c.Inputs[col.Input]
	var parts []string
	if in.Codes != nil {
		for _, code := range in.CodesInOrder() {
			if in.Codes[code] == level {
				parts = append(parts, code)
			}
		}
		return strings.Join(parts, " ")
	}
	for _, r := range in.ranges(col.Sex) {
		if r.Level == level {
			parts = append(parts, r.In(lang))
		}
	}
	return strings.Join(parts, "; ")
}

func (in *Input) ranges(sex pnr.Sex) []Range {
	if in.Sexes != nil {
		return in.Sexes[sex]
	}
	return in.Ranges
}

// Part says which text of a point or of the heredity a fault is in, where it is in none
// of the table.
type Part string

// The texts beside the table. Those of an input and of a code stand with Column and Code.
const (
	PartLead    Part = "lead"
	PartText    Part = "text"
	PartValue   Part = "value" // of an input
	PartCode    Part = "code"  // of an input's code
	PartName    Part = "name"
	PartYes     Part = "yes"
	PartNo      Part = "no"
	PartUnknown Part = "unknown"
	PartNone    Part = "none"
	PartAsked   Part = "asked" // of one of the heredity's questions, Column.Input says which
	PartUnit    Part = "unit"  // the line under the name
	PartRange   Part = "range" // the own words of Column and Level
	PartID      Part = "id"
)

// Fault is what is wrong with criteria that are being written, with its place.
type Fault struct {
	Point  string // id; "heredity"; "" for the criteria as a whole
	Column Column
	Level  int // row of the table; -1 for the point as a whole
	Text   say.Text
	In     bool // it is in a cell of the table, Column and Level say which
	Part   Part // it is in this text, "" for none
	Code   string
}

// cellFault is a fault in a cell of the table.
func (c *Criterion) cellFault(col Column, level int, text say.Text) Fault {
	return Fault{Point: c.ID, Column: col, Level: level, Text: text, In: true}
}

// SetColumn reads a column as it was typed, level by level, into a point. With faults the
// point keeps what it had. What the column had beside its numbers and codes stays where
// these stay: a code's words, a range's own text, why nothing is proposed.
func (c *Criterion) SetColumn(col Column, typed map[int]string, d *form.Definition) []Fault {
	in := &c.Inputs[col.Input]
	if in.Codes != nil {
		return c.setCodes(col, in, typed, d)
	}
	return c.setRanges(col, in, typed, d)
}

func (c *Criterion) setCodes(col Column, in *Input, typed map[int]string, d *form.Definition) (faults []Fault) {
	codes := map[string]int{}
	it, known := d.Item(in.Answer)
	for level := 4; level >= 1; level-- {
		for _, code := range strings.FieldsFunc(typed[level], func(r rune) bool { return strings.ContainsRune(" ,;.", r) }) {
			bad := ""
			if _, ok := codes[code]; ok {
				bad = "star.rule.err.twice"
			} else if len(code) != 1 || code < "1" || code > "9" {
				bad = "star.rule.err.code"
			} else if known && it.Type == form.Choice {
				if _, ok := it.Option(code); !ok {
					bad = "star.rule.err.option"
				}
			}
			if bad != "" {
				faults = append(faults, c.cellFault(col, level, say.T(bad, "Code", code, "Item", in.NameOf(d))))
				continue
			}
			codes[code] = level
		}
	}
	if strings.TrimSpace(typed[NoProposal]) != "" {
		faults = append(faults, c.cellFault(col, NoProposal, say.T("star.rule.err.none")))
	}
	if len(codes) == 0 && len(faults) == 0 {
		faults = append(faults, c.cellFault(col, 4, say.T("star.rule.err.empty", "Item", in.NameOf(d))))
	}
	if known && len(faults) == 0 {
		for _, o := range it.Options {
			if _, ok := codes[o.Code]; !ok {
				faults = append(faults, c.cellFault(col, 4, say.T("star.rule.err.lacks", "Code", o.Code, "Answer", o.Label())))
				break
			}
		}
	}
	if len(faults) > 0 {
		return faults
	}
	shown := map[string]form.Words{}
	for code := range codes {
		if shown[code] = in.Words[code]; shown[code].IsZero() && known {
			if o, ok := it.Option(code); ok {
				shown[code] = o.Label()
			}
		}
		if shown[code].IsZero() {
			shown[code] = form.Words{SV: code, EN: code}
		}
	}
	in.Codes, in.Words = codes, shown
	return nil
}

func (c *Criterion) setRanges(col Column, in *Input, typed map[int]string, d *form.Definition) (faults []Fault) {
	var list []Range
	for level := 4; level >= NoProposal; level-- {
		for _, part := range strings.Split(typed[level], ";") {
			if strings.TrimSpace(part) == "" {
				continue
			}
			r, ok := ParseRange(part)
			switch {
			case !ok:
				faults = append(faults, c.cellFault(col, level, say.T("star.rule.err.range", "Typed", strings.TrimSpace(part))))
			case crossed(r) || empty(r):
				faults = append(faults, c.cellFault(col, level, say.T("star.rule.err.crossed", "Typed", strings.TrimSpace(part))))
			default:
				r.Level = level
				list = append(list, r)
			}
		}
	}
	if len(faults) > 0 {
		return faults
	}
	if len(list) == 0 {
		return []Fault{c.cellFault(col, 4, say.T("star.rule.err.empty", "Item", in.NameOf(d)))}
	}
	slices.SortStableFunc(list, func(a, b Range) int { return a.low().cmp(b.low()) })
	list = meet(list, in.step(d))
	if faults = c.between(col, list); len(faults) > 0 {
		return faults
	}
	old := in.ranges(col.Sex)
	for i := range list {
		c.keep(&list[i], old, col.Sex)
	}
	in.setRanges(col.Sex, list)
	return nil
}

// keep gives a range the texts that the same level had.
func (c *Criterion) keep(r *Range, old []Range, sex pnr.Sex) {
	own := false
	for _, o := range old {
		if o.Level != r.Level {
			continue
		}
		own = own || !o.Text.IsZero()
		if r.Why.IsZero() {
			r.Why = o.Why
		}
		if o.sameAs(*r) {
			r.Text, r.Why = o.Text, o.Why
			return
		}
	}
	if own { // it says its limits in words: those have changed
		if r.Text = form.Both(r.In); sex != "" {
			r.Text = r.bySex(sex)
		}
	}
	if r.Level == NoProposal && r.Why.IsZero() {
		r.Why = form.Both(func(lang say.Lang) string { return say.In(lang, say.T("star.rule.why", "Range", r.In(lang))) })
	}
}

// step gives how near two values of an input can be, as they are compared; nil where they
// can be as near as anything.
func (in *Input) step(d *form.Definition) *big.Rat {
	decimals := in.Decimals
	switch in.Index {
	case score.ActivityMinutes, score.DietIndex:
		decimals = 0
	case score.BMI:
		decimals = 1
	case score.WaistHip:
		decimals = 2
	}
	if it, ok := d.Item(in.Answer); ok && it.Type == form.Integer && decimals < 0 {
		decimals = 0
	}
	if decimals < 0 {
		return nil
	}
	step := big.NewRat(1, 1)
	for range decimals {
		step.Quo(step, big.NewRat(10, 1))
	}
	return step
}

// meet joins ranges that are one step apart, as "0–4" and "5–6" of whole numbers, where
// nothing can fall between them.
func meet(list []Range, step *big.Rat) []Range {
	for i := 1; i < len(list); i++ {
		a, b := &list[i-1], &list[i]
		if step == nil || a.To == nil || b.From == nil {
			continue
		}
		if gap := new(big.Rat).Sub(b.From.Rat(), a.To.Rat()); gap.Cmp(step) == 0 {
			a.To, a.Below = nil, b.From
		}
	}
	return list
}

// between finds gaps and overlaps in ranges that are sorted.
func (c *Criterion) between(col Column, list []Range) (faults []Fault) {
	add := func(r Range, id string, args ...any) {
		faults = append(faults, c.cellFault(col, r.Level, say.T(id, args...)))
	}
	if first := list[0]; first.low().n != nil {
		add(first, "star.rule.err.low", "Number", *first.low().n)
	}
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		high, low := a.high(), b.low()
		switch {
		case high.n == nil || low.n == nil || high.cmp(low) > 0:
			add(b, "star.rule.err.overlap", "One", a, "OneLevel", a.Level, "Two", b, "TwoLevel", b.Level)
		case high.n.Cmp(*low.n) == 0 && high.cmp(low) < 0: // < 130 and > 130
			add(b, "star.rule.err.point", "Number", *high.n)
		case high.cmp(low) < 0:
			add(b, "star.rule.err.gap", "From", *high.n, "To", *low.n)
		}
	}
	if last := list[len(list)-1]; last.high().n != nil {
		add(last, "star.rule.err.high", "Number", *last.high().n)
	}
	return faults
}
