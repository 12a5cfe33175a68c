package star

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// Propose finds each point's level. The worst of a point's inputs wins, and all are
// needed, except that one which alone gives level 1 decides alone. Sex chooses the
// limits of points that differ by sex; with pnr.Unknown these are not assessed.
func Propose(c *Criteria, d *form.Definition, a form.Answers, ix score.Indexes, sex pnr.Sex) Profile {
	p := proposer{d, a, ix, sex}
	profile := Profile{Heredity: p.heredity(c.Heredity)}
	for i := range c.Points {
		profile.Points = append(profile.Points, p.point(&c.Points[i]))
	}
	return profile
}

type proposer struct {
	d   *form.Definition
	a   form.Answers
	ix  score.Indexes
	sex pnr.Sex
}

// finding is what one input says.
type finding struct {
	in      *Input
	level   int
	code    string     // the answer's code, for ShowWorst
	value   form.Words // the value in words; zero when there is none
	text    form.Words // the range's own words
	why     form.Words // there is a value, but no level: why
	missing []string   // link ids that lack a value
}

func (p proposer) point(c *Criterion) Point {
	pt := Point{ID: c.ID, K: c.K, Name: c.Name}
	var found []finding
	var worst *finding
	for i := range c.Inputs {
		f := p.find(&c.Inputs[i])
		if len(f.missing) > 0 && f.in.Optional {
			continue
		}
		found = append(found, f)
	}
	for i := range found {
		f := &found[i]
		switch {
		case f.level == 0:
		case worst == nil, f.level < worst.level,
			f.level == worst.level && c.Show == ShowWorst && f.code > worst.code:
			worst = f
		}
	}
	var why form.Words
	for _, f := range found {
		pt.Missing = append(pt.Missing, f.missing...)
		if why.IsZero() {
			why = f.why
		}
	}
	pt.Value = c.value(found, worst)
	switch {
	case worst != nil && (worst.level == 1 || len(pt.Missing) == 0 && why.IsZero()):
		pt.Missing = nil
		pt.Level = worst.level
		pt.Reason = c.reason(pt.Value, worst)
	case len(pt.Missing) > 0:
		if c.Show != ShowAll || pt.Value.IsZero() { // one of several answers would say too much
			pt.Value = p.absent(pt.Missing[0])
		}
		pt.Reason = p.lacking(pt.Missing)
	default:
		pt.Reason = form.Both(func(lang say.Lang) string {
			return say.In(lang, say.T("star.reason.none", "Value", c.lead(pt.Value, lang), "Why", why.In(lang)))
		})
	}
	return pt
}

func (p proposer) find(in *Input) finding {
	f := finding{in: in}
	if in.Codes != nil {
		code, ok := p.a[in.Answer].Code()
		if f.level = in.Codes[code]; !ok || f.level == 0 {
			f.missing = []string{in.Answer}
			return f
		}
		f.code, f.value = code, in.Words[code]
		return f
	}
	n, missing := p.number(in)
	if f.missing = missing; len(missing) > 0 {
		return f
	}
	f.value = form.Both(func(lang say.Lang) string { return fill(in.Text.In(lang), n.In(lang)) })
	ranges := in.Ranges
	if in.Sexes != nil {
		if ranges = in.Sexes[p.sex]; ranges == nil {
			f.why = words("star.why.sex")
			return f
		}
	}
	for _, r := range ranges {
		if r.holds(n) {
			f.level, f.text, f.why = r.Level, r.Text, r.Why
			break
		}
	}
	return f
}

// number gives the number that an input is about, rounded as it is compared (D23).
// A missing code has no number, so it never gets here as one (Q20).
func (p proposer) number(in *Input) (form.Decimal, []string) {
	if in.Index != "" {
		i := p.ix.Get(in.Index)
		if !i.Has {
			return form.Decimal{}, i.Missing
		}
		return i.Number, nil
	}
	n, ok := p.a[in.Answer].Number()
	if !ok || n.Rat().Sign() < 0 {
		return form.Decimal{}, []string{in.Answer}
	}
	if in.Decimals >= 0 {
		n = n.Round(in.Decimals)
	}
	return n, nil
}

// value gives what stands beside the point.
func (c *Criterion) value(found []finding, worst *finding) form.Words {
	if c.Show != ShowAll {
		if worst != nil {
			return worst.value
		}
		for _, f := range found {
			if !f.value.IsZero() {
				return f.value
			}
		}
		return form.Words{}
	}
	var have []finding
	for _, f := range found {
		if !f.value.IsZero() {
			have = append(have, f)
		}
	}
	if len(have) == 0 {
		return form.Words{}
	}
	return form.Both(func(lang say.Lang) string {
		if s := c.Text.In(lang); s != "" {
			for _, f := range found {
				v := f.value.In(lang)
				if v == "" {
					v = "–"
				}
				s = strings.ReplaceAll(s, "{"+f.in.Answer+"}", v)
			}
			return s
		}
		parts := make([]string, len(have))
		for i, f := range have {
			parts[i] = f.value.In(lang)
		}
		return upperFirst(strings.Join(parts, ", "))
	})
}

// lead gives how a reason begins: "BMI 27,4".
func (c *Criterion) lead(value form.Words, lang say.Lang) string {
	if c.Lead.IsZero() {
		return value.In(lang)
	}
	return fill(c.Lead.In(lang), value.In(lang))
}

func (c *Criterion) reason(value form.Words, f *finding) form.Words {
	text := f.text
	if text.IsZero() {
		text = c.Levels[f.level]
	}
	return form.Both(func(lang say.Lang) string {
		return say.In(lang, say.T("star.reason.level", "Value", c.lead(value, lang), "Level", f.level,
			"Criterion", lowerFirst(strings.ReplaceAll(text.In(lang), "\n", ", "))))
	})
}

// lacking says which answers a point waits for, and what stands in their place.
func (p proposer) lacking(linkIDs []string) form.Words {
	return form.Both(func(lang say.Lang) string {
		parts := make([]string, len(linkIDs))
		for i, id := range linkIDs {
			name := id
			if it, ok := p.d.Item(id); ok {
				name = it.Short.In(lang)
			}
			parts[i] = name + " (" + p.state(id).In(lang) + ")"
		}
		return say.In(lang, say.T("star.reason.missing", "What", strings.Join(parts, ", ")))
	})
}

// state says what stands in the place of an answer.
func (p proposer) state(linkID string) form.Words {
	switch m, missing := p.a[linkID].Missing(); {
	case missing:
		return form.MissingWords(m)
	case p.a[linkID].IsZero():
		return words("star.value.waiting")
	}
	return words("star.value.unusable")
}

// absent is the value beside a point that has none.
func (p proposer) absent(linkID string) form.Words {
	if p.a[linkID].IsZero() {
		return words("star.value.absent")
	}
	w := p.state(linkID)
	return form.Words{SV: upperFirst(w.SV), EN: upperFirst(w.EN)}
}

// heredity finds the marker (D24): any yes; else none when anything is missing; else
// any don't know; else no.
func (p proposer) heredity(c HeredityCriterion) Heredity {
	h := Heredity{Name: c.Name, Value: HeredityNo, Text: c.No}
	var yes []form.Words
	missing, unknown := false, false
	for _, in := range c.Inputs {
		switch code, _ := p.a[in.Answer].Code(); code {
		case "1":
			yes = append(yes, in.Words)
		case "2":
		case "3":
			unknown = true
		default:
			missing = true
		}
	}
	switch {
	case len(yes) > 0:
		h.Value = HeredityYes
		h.Text = form.Both(func(lang say.Lang) string { return fill(c.Yes.In(lang), list(yes, lang)) })
	case missing:
		h.Value, h.Text = "", c.None
	case unknown:
		h.Value, h.Text = HeredityUnknown, c.Unknown
	}
	return h
}

func list(ws []form.Words, lang say.Lang) string {
	parts := make([]string, len(ws))
	for i, w := range ws {
		parts[i] = w.In(lang)
	}
	return joinAnd(parts, lang)
}

// joinAnd writes "a, b och c".
func joinAnd(parts []string, lang say.Lang) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return say.In(lang, say.T("star.list", "First", strings.Join(parts[:last], ", "), "Last", parts[last]))
}

// fill puts a value in the place of {}; without a place the text stands alone.
func fill(text, value string) string {
	if text == "" {
		return value
	}
	return strings.ReplaceAll(text, "{}", value)
}

// lowerFirst writes a text within a sentence; abbreviations as BMI stay.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if size == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
