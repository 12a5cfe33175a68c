package report

import (
	"slices"
	"strconv"

	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// yearText writes a year as it is read, never as 2 026.
func yearText(y int) string { return strconv.Itoa(y) }

// columnIDs and the sexes of their queries, by place.
var (
	columnIDs = [columns]string{"women", "men", "unknown", "all"}
	sexes     = [columns]string{string(pnr.Woman), string(pnr.Man), string(pnr.Unknown), ""}
)

// shown gives the columns by sex that the report has: people of unknown sex have one only
// when there are any, and where small numbers are hidden they are with men.
func (m *maker) shown() []int {
	if m.in.Open && m.now.steps[0][unknown].n > 0 {
		return []int{women, men, unknown, all}
	}
	return []int{women, men, all}
}

// head says a column by sex.
func (m *maker) column(col int, n figure, q Query) Column {
	c := Column{ID: columnIDs[col], Head: say.T("report.column." + columnIDs[col]), Of: bare(n)}
	q.Sex, q.Period = sexes[col], m.in.Period
	if col == men && m.mixed() {
		c.Head, q.Sex = say.T("report.column.mixed"), menAndUnknown
	}
	c.Query = q
	c.Of.Query = q
	return c
}

// mixed reports whether the column of men has people of unknown sex in it.
func (m *maker) mixed() bool {
	if m.in.Open {
		return false
	}
	for _, y := range m.own() {
		if y.tally != nil && y.of(places["interpreter"], 0, 1)[2] > 0 {
			return true
		}
	}
	return false
}

// own gives the years of the period.
func (m *maker) own() []*cohort {
	if m.now.tally == nil {
		return m.now.parts
	}
	return []*cohort{m.now}
}

// bare is a number without a share.
func bare(f figure) Cell {
	if f.hidden {
		return Cell{Kind: Bare, Hidden: true}
	}
	return Cell{Kind: Bare, N: f.n}
}

// filled is a number with its share, as far as that may be told.
func filled(f figure, of room) Cell {
	if f.hidden {
		return Cell{Kind: Filled, Hidden: true}
	}
	if of == (room{}) && f.n == 0 {
		return Cell{Kind: Bare}
	}
	share, about, ok := of.share(f.n)
	if !ok {
		return Cell{Kind: Bare, N: f.n}
	}
	return Cell{Kind: Filled, N: f.n, Share: share, About: about}
}

// part is a share alone, of another year.
func part(f figure, of room) Cell {
	c := filled(f, of)
	switch {
	case c.Hidden, c.Kind == Filled:
		return Cell{Kind: Filled, Share: c.Share, About: c.About, Hidden: c.Hidden}
	case f.n > 0: // known, but its share would tell another number
		return Cell{Kind: Filled, Hidden: true}
	}
	return Cell{}
}

// table makes the table of a variable: categories down, sexes and other years across.
func (m *maker) table(id string) Table {
	place := places[id]
	v, g := &Variables[place], m.now.grid(place)
	t := Table{ID: id, Title: say.T("report.table." + id)}
	cols := m.shown()
	for _, col := range cols {
		t.Columns = append(t.Columns, m.column(col, g.n[col], Query{Variable: id}))
	}
	row := func(id string, f figures, get func(*grid) figures, sum bool) {
		r := Row{ID: id, Label: v.Label(id), Sum: sum}
		for _, col := range cols {
			c := filled(f[col], g.room[col])
			c.Query = Query{Variable: v.ID, Category: id, Sex: t.Columns[len(r.Cells)].Query.Sex, Period: m.in.Period}
			r.Cells = append(r.Cells, c)
		}
		r.Cells = append(r.Cells, m.otherYears(place, get)...)
		t.Rows = append(t.Rows, r)
	}
	for k, id := range g.rows {
		row(id, g.counts[k], func(g *grid) figures { return g.counts[k] }, false)
	}
	for k := range g.sums {
		if !rowsAreSums(v) {
			row(v.Sums[k].ID, g.sums[k], func(g *grid) figures { return g.sums[k] }, true)
		}
	}
	t.Columns = append(t.Columns, m.yearColumns()...)
	t.Rows = append(t.Rows, m.missingRows(v, g, t.Columns)...)
	return m.noted(v, t)
}

// rowsAreSums reports whether the sums of a variable are the rows of its table, or make
// none: those who lack a form are told below.
func rowsAreSums(v *Variable) bool { return v.ID == "weeks" || v.ID == "form" }

// yearColumns are the shares of other years, and the change.
func (m *maker) yearColumns() (list []Column) {
	for _, y := range m.before {
		list = append(list, Column{ID: yearText(y.year), Head: say.T("report.year", "Year", yearText(y.year)), Kind: Shares})
	}
	if from, to, ok := m.change(); ok {
		list = append(list, Column{ID: "change", Kind: Changes,
			Head: say.T("report.column.change", "From", yearText(from.year), "To", yearText(to.year))})
	}
	return list
}

// change gives the years between which change is told: the period's year and the one
// before it that there is, or of a longer period its first and last. A county's are of the
// same clinics.
func (m *maker) change() (from, to *cohort, ok bool) {
	switch {
	case len(m.now.parts) > 1:
		from, to = m.now.parts[0], m.now.parts[len(m.now.parts)-1]
	case len(m.before) > 0 && m.now.tally != nil:
		from, to = m.before[len(m.before)-1], m.now
	default:
		return nil, nil, false
	}
	return from, to, slices.Equal(from.names, to.names)
}

// otherYears gives a row's shares of all in other years, and the change between them.
func (m *maker) otherYears(place int, get func(*grid) figures) (cells []Cell) {
	share := func(y *cohort) Cell {
		g := y.grid(place)
		return part(get(g)[all], g.room[all])
	}
	for _, y := range m.before {
		cells = append(cells, share(y))
	}
	if from, to, ok := m.change(); ok {
		cells = append(cells, difference(share(from), share(to)))
	}
	return cells
}

// difference is the change between two shares, in parts of 1; it is hidden where one of
// them is, and it is about where one of them is.
func difference(from, to Cell) Cell {
	switch {
	case from.Kind == Blank || to.Kind == Blank:
		return Cell{}
	case from.Hidden || to.Hidden:
		return Cell{Kind: Filled, Hidden: true}
	}
	return Cell{Kind: Filled, Share: to.Share - from.Share, About: from.About || to.About}
}

// missingRows tell below the line who has no category, and why, as far as there are any.
// None of them is counted.
func (m *maker) missingRows(v *Variable, g *grid, cols []Column) (rows []Row) {
	row := func(id string, f figures, q Query) {
		if f == (figures{}) { // nobody, and that is no secret
			return
		}
		r := Row{ID: "missing." + id, Label: v.Label("missing." + id), Below: true}
		for k := range cols {
			if k >= len(m.shown()) {
				r.Cells = append(r.Cells, Cell{})
				continue
			}
			c := bare(f[m.shown()[k]])
			c.Query = q
			c.Query.Sex, c.Query.Period = cols[k].Query.Sex, m.in.Period
			r.Cells = append(r.Cells, c)
		}
		rows = append(rows, r)
	}
	switch {
	case !v.mayMiss():
	case !m.in.Open:
		row("any", g.missing[0], Query{Variable: v.ID, Category: "missing.any"})
	default:
		for k, id := range missingIDs {
			if v.misses(k) {
				row(id, g.missing[k], Query{Variable: v.ID, Category: "missing." + id})
			}
		}
	}
	switch v.Base {
	case Formed:
		row("form", g.lacking, Query{Variable: "form", Category: "lacking"})
	case Starred:
		row("star", g.lacking, Query{Variable: "star", Category: "no"})
	}
	return rows
}
