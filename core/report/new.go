package report

import (
	"cmp"
	"slices"

	"fyrtio/core/say"
)

// maker makes one report.
type maker struct {
	in     Input
	years  []*cohort // all that there are, the first year first
	now    *cohort   // the period
	before []*cohort // the years beside it: earlier ones, or of a longer period its own
	trend  []year
	county bool
	r      *Report
}

// maxBefore is how many years stand beside the period's numbers.
const maxBefore = 4

// New makes the report.
func New(in Input) *Report {
	m := &maker{in: in}
	for _, t := range in.Tallies {
		m.years = append(m.years, publish(t, in.Open))
	}
	return m.report()
}

// report makes the report of the years.
func (m *maker) report() *Report {
	in := m.in
	slices.SortFunc(m.years, func(a, b *cohort) int { return cmp.Compare(a.year, b.year) })
	var own []*cohort
	for _, c := range m.years {
		switch {
		case c.year >= in.Period.From && c.year <= in.Period.To:
			own = append(own, c)
		case c.year < in.Period.From:
			m.before = append(m.before, c)
		}
	}
	m.now = together(own, in)
	if len(own) > 1 {
		m.before = own
	}
	m.before = m.before[max(len(m.before)-maxBefore, 0):]
	m.trend = m.lines()
	m.r = &Report{Clinic: in.Clinic, Period: in.Period, Date: in.Date, Open: in.Open, County: m.county, Title: m.title()}
	for _, n := range in.Names {
		if len(in.Names) > 1 && n.From <= in.Period.To {
			m.r.Names = append(m.r.Names, n)
		}
	}
	m.r.Head = m.head()
	for _, o := range outline {
		c := Chapter{ID: o.id, Title: say.T("report.chapter." + o.id), Intro: m.intro(o.id)}
		for _, id := range o.special {
			c.Tables = append(c.Tables, m.special(id)...)
		}
		for _, id := range o.variables {
			c.Tables = append(c.Tables, m.table(id))
		}
		for _, id := range o.charts {
			c.Charts = append(c.Charts, m.stack(id)...)
		}
		c.Charts = append(c.Charts, m.chapterCharts(o.id)...)
		m.r.Chapters = append(m.r.Chapters, c)
	}
	m.r.Prints = m.prints()
	return m.r
}

// title says what the report is about.
func (m *maker) title() say.Text {
	id, p := "report.title", m.in.Period
	if m.county {
		id = "report.title.county"
	}
	if p.Single() {
		return say.T(id, "Year", yearText(p.From))
	}
	return say.T(id, "Year", say.T("report.years", "From", yearText(p.From), "To", yearText(p.To)))
}

// together gives the years of a period as one. Its numbers are the sums of what the years
// tell by themselves: one that is hidden in a year is hidden in the sum, so that no two
// reports together tell more than each.
func together(years []*cohort, in Input) *cohort {
	if len(years) == 1 {
		return years[0]
	}
	c := &cohort{open: in.Open, parts: years, grids: map[int]*grid{}}
	for _, y := range years {
		for k := range c.steps {
			c.steps[k].add(&y.steps[k])
		}
		for k := range c.channels {
			for ch := range c.channels[k] {
				c.channels[k][ch].add(y.channels[k][ch])
			}
		}
	}
	return c
}

// add adds up what is shown.
func (f *figure) add(g figure) { f.n, f.hidden = f.n+g.n, f.hidden || g.hidden }

func (f *figures) add(g *figures) {
	for col := range f {
		f[col].add(g[col])
	}
}

// added gives the grids of several years as one.
func added(place int, years []*cohort) *grid {
	v := &Variables[place]
	sum := &grid{rows: v.rows(), counts: make([]figures, len(v.rows())), sums: make([]figures, len(v.Sums))}
	var loose [columns]bool // nothing is known of a year's denominator
	for _, y := range years {
		g := y.grid(place)
		for r := range g.counts {
			sum.counts[r].add(&g.counts[r])
		}
		for r := range g.sums {
			sum.sums[r].add(&g.sums[r])
		}
		for k := range g.missing {
			sum.missing[k].add(&g.missing[k])
		}
		sum.n.add(&g.n)
		sum.lacking.add(&g.lacking)
		for col, r := range g.room {
			sum.room[col].lo += r.lo
			sum.room[col].hi += r.hi
			loose[col] = loose[col] || r.hi == 0 && g.n[col] != figure{}
		}
	}
	for col := range sum.room {
		if loose[col] {
			sum.room[col] = room{}
		}
	}
	return sum
}
