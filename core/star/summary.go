package star

import (
	"slices"
	"strings"

	"fyrtio/core/say"
)

// Run is a piece of text, bold or not.
type Run struct {
	Text string
	Bold bool
}

// Summary is what stands under the star, each a list of lines; neither is ever empty.
type Summary struct {
	Good [][]Run // Det här går bra
	Gain [][]Run // Här finns mest att vinna
}

// Summarize puts the levels into words, the points in the criteria's order: what has
// the longest points in bold, then level 3; the shortest points in bold, then the rest
// of level 2. A short point is no verdict, so the last line leaves the choice open.
func Summarize(c *Criteria, levels Levels, lang say.Lang) Summary {
	by := make([][]string, 5)
	for _, p := range c.Points {
		by[levels[p.K]] = append(by[levels[p.K]], p.Name.In(lang))
	}
	if len(by[0]) == Points {
		nothing := [][]Run{plain(lang, "star.nothing")}
		return Summary{nothing, nothing}
	}
	var s Summary
	also := "star.good.well"
	if len(by[4]) > 0 {
		s.Good = append(s.Good, sentence(lang, "star.good.best", by[4], true))
		also = "star.good.also"
	}
	if len(by[3]) > 0 {
		s.Good = append(s.Good, sentence(lang, also, by[3], false))
	}
	if len(s.Good) == 0 {
		s.Good = append(s.Good, plain(lang, "star.good.none"))
	}
	shortest, rest := by[1], by[2]
	if len(shortest) == 0 {
		shortest, rest = by[2], nil
	}
	if len(shortest) == 0 {
		s.Gain = append(s.Gain, plain(lang, "star.gain.none"))
	} else {
		s.Gain = append(s.Gain, sentence(lang, "star.gain.shortest", shortest, true))
	}
	if len(rest) > 0 {
		s.Gain = append(s.Gain, sentence(lang, "star.gain.better", rest, false))
	}
	if len(by[0]) > 0 {
		s.Gain = append(s.Gain, sentence(lang, "star.gain.unassessed", by[0], false))
	}
	if len(shortest) > 0 {
		s.Gain = append(s.Gain, plain(lang, "star.gain.choose"))
	}
	return s
}

// Since adds how many points are longer and shorter than in an earlier star; only points
// that were assessed both times are compared.
func (s *Summary) Since(levels, earlier Levels, lang say.Lang) {
	compared, longer, shorter := 0, 0, 0
	for k, was := range earlier {
		switch now := levels[k]; {
		case was == 0 || now == 0:
			continue
		case now > was:
			longer++
		case now < was:
			shorter++
		}
		compared++
	}
	line := func(id string, n int) []Run { return []Run{{Text: say.In(lang, say.T(id, "N", n))}} }
	switch {
	case compared == 0:
		return
	case longer > 0:
		s.Good = append(s.Good, line("star.since.longer", longer))
	case shorter == 0:
		s.Good = append(s.Good, line("star.since.same", compared))
	}
	if shorter > 0 { // what one may do about it stays last
		s.Gain = slices.Insert(s.Gain, max(1, len(s.Gain)-1), line("star.since.shorter", shorter))
	}
}

func plain(lang say.Lang, id string) []Run { return []Run{{Text: say.In(lang, say.T(id))}} }

// sentence writes the names and what is said of them. Every such text begins with the
// names, so that they can be bold within it.
func sentence(lang say.Lang, id string, names []string, bold bool) []Run {
	var runs []Run
	for i, name := range names {
		if i == 0 {
			name = upperFirst(name)
		} else {
			name = lowerFirst(name)
			runs = append(runs, Run{Text: between(lang, names, i)})
		}
		runs = append(runs, Run{name, bold})
	}
	runs = append(runs, Run{Text: say.In(lang, say.T(id, "Names", "", "N", len(names)))})
	if bold {
		return runs
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return []Run{{Text: b.String()}}
}

// between gives what stands before name i: a comma, or the last "och", "samt" where
// that name has an "och" of its own.
func between(lang say.Lang, names []string, i int) string {
	if i < len(names)-1 {
		return ", "
	}
	id := "star.list"
	if strings.Contains(names[i], say.In(lang, say.T(id, "First", "", "Last", ""))) {
		id = "star.list.long"
	}
	return say.In(lang, say.T(id, "First", "", "Last", ""))
}
