package star

import (
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

// In writes a range: "< 130", "130–< 140", "80–88", "> 88"; "alla" where it has no end.
func (r Range) In(lang say.Lang) string {
	low, high := "", ""
	switch {
	case r.From != nil:
		low = r.From.In(lang)
	case r.Above != nil:
		low = "> " + r.Above.In(lang)
	}
	switch {
	case r.To != nil:
		high = r.To.In(lang)
	case r.Below != nil:
		high = "< " + r.Below.In(lang)
	}
	switch {
	case low == "" && high == "":
		return say.In(lang, say.T("star.rule.all"))
	case low == "" && r.To != nil:
		return "≤ " + high
	case low == "":
		return high
	case high == "" && r.From != nil:
		return "≥ " + low
	case high == "":
		return low
	}
	return low + "–" + high
}

// signs are the ways to write where a range ends. Longer ones are looked for first.
var signs = []struct{ typed, sign string }{
	{"eller mer", "+"}, {"or more", "+"}, {"eller högre", "+"}, {"or higher", "+"}, {"eller lägre", "↓"}, {"or lower", "↓"}, {"eller mindre", "↓"}, {"or less", "↓"},
	{"mindre än", "<"}, {"lägre än", "<"}, {"less than", "<"}, {"lower than", "<"}, {"högre än", ">"}, {"mer än", ">"}, {"more than", ">"}, {"higher than", ">"},
	{"till under", "–<"}, {"to under", "–<"}, {"under", "<"}, {"below", "<"}, {"över", ">"}, {"over", ">"}, {"above", ">"}, {"högst", "≤"}, {"at most", "≤"},
	{"minst", "≥"}, {"at least", "≥"}, {"från", "≥"}, {"from", "≥"}, {"till", "–"}, {"to", "–"}, {"<=", "≤"}, {"=<", "≤"}, {">=", "≥"}, {"=>", "≥"}, {"—", "–"},
}

// ParseRange reads one range as people write it: "< 130", "under 130", "130–139", "80 till
// under 88", "160 eller mer". ok is false for anything else.
func ParseRange(typed string) (r Range, ok bool) {
	s := strings.ToLower(strings.TrimSpace(typed))
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		if s == say.In(lang, say.T("star.rule.all")) {
			return Range{}, true
		}
	}
	for _, sign := range signs {
		s = strings.ReplaceAll(s, sign.typed, sign.sign)
	}
	s = strings.Join(strings.Fields(s), "")
	if head, found := strings.CutSuffix(s, "+"); found {
		s = "≥" + head
	} else if head, found := strings.CutSuffix(s, "↓"); found {
		s = "≤" + head
	}
	s = strings.ReplaceAll(s, "-", "–")
	low, high, two := strings.Cut(s, "–")
	if !two {
		switch {
		case strings.HasPrefix(s, "<"):
			return end(s, "<", func(n *form.Decimal) Range { return Range{Below: n} })
		case strings.HasPrefix(s, "≤"):
			return end(s, "≤", func(n *form.Decimal) Range { return Range{To: n} })
		case strings.HasPrefix(s, ">"):
			return end(s, ">", func(n *form.Decimal) Range { return Range{Above: n} })
		case strings.HasPrefix(s, "≥"):
			return end(s, "≥", func(n *form.Decimal) Range { return Range{From: n} })
		}
		return end(s, "", func(n *form.Decimal) Range { return Range{From: n, To: n} })
	}
	a, above := strings.CutPrefix(strings.TrimPrefix(low, "≥"), ">")
	b, below := strings.CutPrefix(strings.TrimPrefix(high, "≤"), "<")
	from, err1 := form.ParseNumber(a)
	to, err2 := form.ParseNumber(b)
	if err1 != nil || err2 != nil {
		return Range{}, false
	}
	if above {
		r.Above = &from
	} else {
		r.From = &from
	}
	if below {
		r.Below = &to
	} else {
		r.To = &to
	}
	return r, true
}

// end reads a range with one end.
func end(s, sign string, make func(*form.Decimal) Range) (Range, bool) {
	n, err := form.ParseNumber(strings.TrimPrefix(s, sign))
	if err != nil {
		return Range{}, false
	}
	return make(&n), true
}

func (r Range) sameAs(o Range) bool {
	same := func(a, b *form.Decimal) bool { return a == nil && b == nil || a != nil && b != nil && a.Cmp(*b) == 0 }
	return same(r.From, o.From) && same(r.Above, o.Above) && same(r.To, o.To) && same(r.Below, o.Below)
}

// edge is where a range begins or ends: at a number, or just after it; none is endless.
type edge struct {
	n     *form.Decimal
	after bool
}

func (r Range) low() edge {
	if r.Above != nil {
		return edge{r.Above, true}
	}
	return edge{r.From, false}
}

// high gives where the next range has to begin.
func (r Range) high() edge {
	if r.To != nil {
		return edge{r.To, true}
	}
	return edge{r.Below, false}
}

// cmp compares two lower edges; an endless one comes first.
func (e edge) cmp(o edge) int {
	switch {
	case e.n == nil && o.n == nil:
		return 0
	case e.n == nil:
		return -1
	case o.n == nil:
		return 1
	}
	if c := e.n.Cmp(*o.n); c != 0 {
		return c
	}
	switch {
	case e.after == o.after:
		return 0
	case o.after:
		return -1
	}
	return 1
}

// empty reports whether no number is in a range: from 5 to below 5.
func empty(r Range) bool {
	low, high := r.low(), r.high()
	return low.n != nil && high.n != nil && low.cmp(high) >= 0
}
