package report

import (
	"cmp"
	"slices"

	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// year is one year of the trends: a cohort of the program, or figures from before it.
type year struct {
	year   int
	cohort *cohort
	typed  map[string]Figure // by indicator and sex
}

// lines gives the years up to the period's last, the program's own before typed ones.
func (m *maker) lines() (years []year) {
	at := map[int]*year{}
	for _, c := range m.years {
		if c.year <= m.in.Period.To {
			at[c.year] = &year{year: c.year, cohort: c}
		}
	}
	for _, f := range m.in.Earlier {
		if f.Cohort > m.in.Period.To {
			continue
		}
		y := at[f.Cohort]
		if y == nil {
			y = &year{year: f.Cohort, typed: map[string]Figure{}}
			at[f.Cohort] = y
		}
		if y.cohort == nil {
			y.typed[f.Indicator+f.Sex] = f
		}
	}
	for _, y := range at {
		years = append(years, *y)
	}
	slices.SortFunc(years, func(a, b year) int { return cmp.Compare(a.year, b.year) })
	return years
}

// keyFigures gives the figures of an indicator in a cohort, with its denominator.
func (c *cohort) keyFigures(i Indicator) (f figures, of figures, r [columns]room) {
	if i.Variable == "funnel" {
		k := 1 + slices.Index(Steps, i.Category)
		for col := range r {
			r[col] = exact(c.steps[0][col])
		}
		return c.steps[k], c.steps[0], r
	}
	g := c.grid(places[i.Variable])
	f, _ = g.row(variable(i.Variable), i.Category)
	return f, g.n, g.room
}

// cell gives an indicator's share of a column's people in a year.
func (y *year) cell(i Indicator, col int, open bool) Cell {
	if y.cohort != nil {
		f, _, r := y.cohort.keyFigures(i)
		return part(f[col], r[col])
	}
	f, ok := y.typed[i.ID+sexes[col]]
	switch {
	case !ok:
		return Cell{}
	case !open && (f.tells() || col != all && y.sexTells(i)):
		return Cell{Kind: Filled, Hidden: true}
	}
	return Cell{Kind: Filled, Share: f.Share}
}

// sexTells reports whether a typed figure of women or of men tells of fewer than five
// people, also where it is only what is left of all without the other's.
func (y *year) sexTells(i Indicator) bool {
	w, women := y.typed[i.ID+string(pnr.Woman)]
	m, men := y.typed[i.ID+string(pnr.Man)]
	if a, ok := y.typed[i.ID]; ok && women != men && a.Of > 0 && (w.Of > 0 || m.Of > 0) {
		left := Figure{Indicator: i.ID, N: a.N - w.N - m.N, Of: a.Of - w.Of - m.Of}
		return w.tells() || m.tells() || left.tells()
	}
	return women && w.tells() || men && m.tells()
}

// tells reports whether a typed figure tells of fewer than five people.
func (f Figure) tells() bool {
	few := func(n int) bool { return n >= 1 && n <= small }
	return few(f.Of) || f.Of > 0 && (few(f.N) || few(f.Of-f.N) || (f.N == 0 || f.N == f.Of) && whole(f.Indicator))
}

// whole reports whether it tells something of each person that nobody, or everybody, is
// counted.
func whole(id string) bool {
	i, ok := indicator(id)
	return ok && variable(i.Variable).Base >= Formed
}

// maxYears is how many years a trend table has beside each other.
const maxYears = 10

// trendTables put the last years' shares of all indicators beside each other: of all, and
// of women and men where any are told.
func (m *maker) trendTables() (tables []Table) {
	years := m.trend[max(len(m.trend)-maxYears, 0):]
	if len(years) == 0 {
		return nil
	}
	tables = append(tables, marked(m.trendTable(years, all)))
	for _, col := range []int{women, men} {
		t := m.trendTable(years, col)
		t.ID, t.Title = "trend."+columnIDs[col], say.T("report.table.trend.by", "Who", m.column(col, figure{}, Query{}).Head)
		if t.keepTold(); len(t.Rows) > 0 {
			t.Notes = append(t.Notes, say.T("report.note.trend.by"))
			tables = append(tables, marked(t))
		}
	}
	return tables
}

// keepTold leaves out the rows and then the columns that have no number: by sex there are
// many, where few came or only figures of all were typed.
func (t *Table) keepTold() {
	told := func(c Cell) bool { return c.Kind == Filled && !c.Hidden }
	t.Rows = slices.DeleteFunc(t.Rows, func(r Row) bool { return !slices.ContainsFunc(r.Cells, told) })
	for k := len(t.Columns) - 1; k >= 0; k-- {
		if slices.ContainsFunc(t.Rows, func(r Row) bool { return told(r.Cells[k]) }) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, k, k+1)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, k, k+1)
		}
	}
}

func (m *maker) trendTable(years []year, col int) Table {
	t := Table{ID: "trend", Title: say.T("report.table.trend"), Notes: []say.Text{say.T("report.note.trend")}}
	typed := false
	for i := range years {
		text := yearText(years[i].year)
		t.Columns = append(t.Columns, Column{ID: text, Head: say.T("report.year", "Year", text), Kind: Shares})
	}
	for _, i := range Indicators {
		r := Row{ID: i.ID, Label: i.Label(), Note: i.Meaning()}
		for k := range years {
			c := years[k].cell(i, col, m.in.Open)
			typed = typed || years[k].cohort == nil && c.Kind == Filled
			if years[k].cohort != nil {
				c.Query = Query{Variable: i.Variable, Category: i.Category, Sex: m.column(col, figure{}, Query{}).Query.Sex, Period: Period{years[k].year, years[k].year}}
			}
			r.Cells = append(r.Cells, c)
		}
		t.Rows = append(t.Rows, r)
	}
	if typed {
		t.Notes = append(t.Notes, say.T("report.note.typed"))
	}
	return t
}

// head gives the few numbers that come first.
func (m *maker) head() (keys []Key) {
	listed := m.now.steps[0][all]
	all0 := stepQuery(0, "")
	keys = append(keys, Key{Label: say.T("report.head.listed"), Cell: m.asked(bare(listed), all0, ""), Query: m.asked(Cell{}, all0, "").Query})
	for _, id := range []string{"invited", "completed", "declined", "noshow", "risk", "smoking", "pressure"} {
		i, _ := indicator(id)
		f, of, r := m.now.keyFigures(i)
		q := m.asked(Cell{}, Query{Variable: i.Variable, Category: i.Category}, "").Query
		k := Key{Label: i.Label(), Cell: m.asked(filled(f[all], r[all]), Query{Variable: i.Variable, Category: i.Category}, ""), Query: q}
		if !of[all].hidden {
			k.Of = of[all].n
		}
		switch id {
		case "invited":
			k.Target = 1
		case "completed":
			k.Target = m.in.Target
		}
		if from, to, ok := m.change(); ok {
			share := func(c *cohort) Cell {
				f, _, r := c.keyFigures(i)
				return part(f[all], r[all])
			}
			if d := difference(share(from), share(to)); d.Kind == Filled && !d.Hidden {
				k.Change = &Change{Year: from.year, Points: 100 * d.Share}
			}
		}
		keys = append(keys, k)
	}
	return keys
}

// stack draws a variable by sex, filled to 100 %; a sex whose shares are not all told is
// left out, and so is the drawing where none is left.
func (m *maker) stack(id string) (charts []Chart) {
	v, g := variable(id), m.now.grid(places[id])
	c := Chart{ID: id, Kind: Stack, Title: say.T("report.table." + id), Top: 1, Share: true}
	for _, row := range g.rows {
		c.Labels = append(c.Labels, v.Label(row))
	}
	for _, col := range m.shown() {
		s := Series{Label: m.column(col, g.n[col], Query{}).Head}
		whole := true
		for k := range g.rows {
			p := point(filled(g.counts[k][col], g.room[col]))
			whole = whole && !p.Gap
			s.Values = append(s.Values, p)
		}
		if whole {
			c.Series = append(c.Series, s)
		}
	}
	if len(c.Series) == 0 {
		return nil
	}
	return []Chart{c}
}

// point draws a cell's share; a hidden one is a gap.
func point(c Cell) Point {
	if c.Kind != Filled || c.Hidden {
		return Point{Gap: true}
	}
	return Point{Value: c.Share, N: c.N}
}

// chapterCharts are the drawings that are no single variable's: the funnel, and the trends
// of the chapter's indicators.
func (m *maker) chapterCharts(chapter string) (charts []Chart) {
	if chapter == "participation" {
		c := Chart{ID: "funnel", Kind: Funnel, Title: say.T("report.chart.funnel"), Top: 1, Share: true}
		s := Series{Label: say.T("report.column.all")}
		for k := range m.now.steps {
			c.Labels = append(c.Labels, stepLabel(k))
			s.Values = append(s.Values, point(filled(m.now.steps[k][all], exact(m.now.steps[0][all]))))
		}
		c.Series = []Series{s}
		charts = append(charts, c)
	}
	if len(m.trend) < 2 {
		return charts
	}
	c := Chart{ID: chapter + ".trend", Kind: Lines, Title: say.T("report.chart.trend"), Share: true}
	for i := range m.trend {
		c.Labels = append(c.Labels, say.T("report.year", "Year", yearText(m.trend[i].year)))
	}
	for _, i := range Indicators {
		if i.Chapter != chapter {
			continue
		}
		s := Series{Label: i.Label()}
		for k := range m.trend {
			p := point(m.trend[k].cell(i, all, m.in.Open))
			p.Typed = m.trend[k].cohort == nil && !p.Gap
			s.Values = append(s.Values, p)
			c.Top = max(c.Top, p.Value)
		}
		c.Series = append(c.Series, s)
		if i.ID == "completed" {
			c.Target = m.in.Target
		}
	}
	if len(c.Series) == 0 {
		return charts
	}
	for len(c.Labels) > 0 && empty(c.Series, 0) { // years that have none of these figures
		c.Labels = c.Labels[1:]
		for k := range c.Series {
			c.Series[k].Values = c.Series[k].Values[1:]
		}
	}
	if len(c.Labels) < 2 {
		return charts
	}
	c.Top = min(1, float64(int(c.Top*10)+1)/10)
	return append(charts, c)
}

// empty reports whether no series has a value at a place.
func empty(list []Series, at int) bool {
	for _, s := range list {
		if !s.Values[at].Gap {
			return false
		}
	}
	return true
}
