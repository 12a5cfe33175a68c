package report

import (
	"fyrtio/core/say"
)

// special makes the tables that are no variable's own.
func (m *maker) special(id string) []Table {
	switch id {
	case "steps":
		return []Table{m.stepsTable()}
	case "channels":
		return []Table{m.channelsTable()}
	case "reminders", "calls":
		return []Table{m.worth(id)}
	case "weeks":
		return []Table{m.weeks()}
	case "payment":
		return m.payment()
	case "levels":
		return []Table{m.levels()}
	case "trend":
		return m.trendTables()
	}
	return m.lists(id)
}

// stepLabel says a step of the funnel.
func stepLabel(k int) say.Text {
	if k == 0 {
		return say.T("report.step.listed")
	}
	return say.T("report.step." + Steps[k-1])
}

// stepQuery names who took a step.
func stepQuery(k int, channel string) Query {
	switch {
	case channel != "":
		return Query{Variable: "funnel", Category: channel + ":" + Steps[k-1]}
	case k == 0:
		return Query{Variable: "state"}
	}
	return Query{Variable: "funnel", Category: Steps[k-1]}
}

// exact is the room of a number that is shown.
func exact(f figure) room {
	if f.hidden {
		return room{}
	}
	return room{f.n, f.n}
}

// stepsTable tells how far how many came, of those listed.
func (m *maker) stepsTable() Table {
	t := Table{ID: "steps", Title: say.T("report.table.steps"), Notes: []say.Text{say.T("report.note.steps"), say.T("report.note.invited")}}
	for _, col := range m.shown() {
		t.Columns = append(t.Columns, m.column(col, m.now.steps[0][col], stepQuery(0, "")))
	}
	t.Columns = append(t.Columns, m.yearColumns()...)
	for k := range m.now.steps {
		r := Row{ID: "listed", Label: stepLabel(k)}
		if k > 0 {
			r.ID = Steps[k-1]
		}
		for i, col := range m.shown() {
			r.Cells = append(r.Cells, m.asked(filled(m.now.steps[k][col], exact(m.now.steps[0][col])), stepQuery(k, ""), t.Columns[i].Query.Sex))
		}
		share := func(y *cohort) Cell { return part(y.steps[k][all], exact(y.steps[0][all])) }
		for _, y := range m.before {
			r.Cells = append(r.Cells, share(y))
		}
		if from, to, ok := m.change(); ok {
			r.Cells = append(r.Cells, difference(share(from), share(to)))
		}
		t.Rows = append(t.Rows, r)
	}
	return marked(t)
}

// asked gives a cell with the people behind it.
func (m *maker) asked(c Cell, q Query, sex string) Cell {
	q.Sex, q.Period = sex, m.in.Period
	c.Query = q
	return c
}

// channelsTable tells the same of each channel, of those invited by it.
func (m *maker) channelsTable() Table {
	t := Table{ID: "channels", Title: say.T("report.table.channels"), Notes: []say.Text{say.T("report.note.channels"), say.T("report.note.invited")}}
	for ch, channel := range Channels {
		t.Columns = append(t.Columns, Column{ID: channel, Head: say.T("report.channel." + channel),
			Of: m.asked(bare(m.now.channels[0][ch]), stepQuery(1, channel), ""), Query: m.asked(Cell{}, stepQuery(1, channel), "").Query})
	}
	t.Columns = append(t.Columns, Column{ID: "all", Head: say.T("report.column.all"),
		Of: m.asked(bare(m.now.steps[1][all]), stepQuery(1, ""), ""), Query: m.asked(Cell{}, stepQuery(1, ""), "").Query})
	for k, step := range Steps {
		r := Row{ID: step, Label: stepLabel(k + 1)}
		for ch, channel := range Channels {
			r.Cells = append(r.Cells, m.asked(filled(m.now.channels[k][ch], exact(m.now.channels[0][ch])), stepQuery(k+1, channel), ""))
		}
		r.Cells = append(r.Cells, m.asked(filled(m.now.steps[k+1][all], exact(m.now.steps[1][all])), stepQuery(k+1, ""), ""))
		t.Rows = append(t.Rows, r)
	}
	return marked(t)
}

// worth tells what reminders and calls were worth: of those with none, one, more, how many
// came.
func (m *maker) worth(id string) Table {
	v, g := variable(id), m.now.grid(places[id])
	t := Table{ID: id, Title: say.T("report.table." + id), Notes: []say.Text{say.T("report.note." + id)}}
	came := Row{ID: "came", Label: stepLabel(4)}
	for _, group := range []string{"none", "any"} {
		of, _ := g.row(v, group)
		n, _ := g.row(v, group+".came")
		q := m.asked(Cell{}, Query{Variable: id, Category: group}, "").Query
		t.Columns = append(t.Columns, Column{ID: group, Head: say.T("report." + id + "." + group), Of: bare(of[all]), Query: q})
		came.Cells = append(came.Cells, m.asked(filled(n[all], exact(of[all])), Query{Variable: id, Category: group + ".came"}, ""))
	}
	t.Rows = []Row{came}
	return marked(t)
}

// weeks is the table of weeks with the middle one told.
func (m *maker) weeks() Table {
	t := m.table("weeks")
	if n, ok := m.median(); ok {
		t.Notes = append([]say.Text{say.T("report.note.median", "N", n)}, t.Notes...)
	}
	return t
}

// fewest is how many there must be before the middle one is told.
const fewest = 10

// median gives the middle number of weeks, of those who were invited before they came.
func (m *maker) median() (weeks int, ok bool) {
	place := places["weeks"]
	counts := make([]int, maxWeeks+1)
	n := 0
	for _, y := range m.own() {
		if y.tally == nil || y.grid(place).n[all].hidden {
			return 0, false
		}
		for w := range counts {
			k := y.of(place, w).All()
			counts[w] += k
			n += k
		}
	}
	if n < fewest {
		return 0, false
	}
	left := (n + 1) / 2
	for w, k := range counts {
		if left -= k; left <= 0 {
			return w, true
		}
	}
	return 0, false
}

// payment is the number of talks times what is paid for one.
func (m *maker) payment() []Table {
	if m.in.Payment <= 0 {
		return nil
	}
	t := Table{ID: "payment", Title: say.T("report.table.payment"), Notes: []say.Text{say.T("report.note.payment", "Kronor", m.in.Payment)}}
	came := m.now.steps[4][all]
	number := func(n int) Cell {
		return Cell{Kind: Filled, Value: float64(n), Hidden: came.hidden}
	}
	r := Row{ID: "payment", Label: say.T("report.payment.talks")}
	for _, c := range []struct {
		id string
		n  int
	}{{"talks", came.n}, {"each", m.in.Payment}, {"sum", came.n * m.in.Payment}} {
		cell := number(c.n)
		switch {
		case c.id == "each":
			cell.Hidden = false
		case came.hidden:
			cell.Value = 0
		}
		if c.id == "talks" {
			cell = m.asked(cell, stepQuery(4, ""), "")
		}
		t.Columns = append(t.Columns, Column{ID: c.id, Head: say.T("report.payment." + c.id + ".head"), Kind: Numbers})
		r.Cells = append(r.Cells, cell)
	}
	t.Rows = []Row{r}
	return []Table{marked(t)}
}

// levels puts the levels of all points of the star beside each other, of all who have one.
func (m *maker) levels() Table {
	t := Table{ID: "levels", Title: say.T("report.table.levels"), Notes: []say.Text{say.T("report.note.levels")}}
	for _, l := range levels {
		t.Columns = append(t.Columns, Column{ID: "level" + l, Head: say.T("report.level", "Level", l)})
	}
	t.Columns = append(t.Columns, Column{ID: "n", Head: say.T("report.column.assessed")})
	for _, p := range starPoints {
		v := variable("star." + p)
		g := m.now.grid(places[v.ID])
		r := Row{ID: p, Label: say.T("report.point." + p)}
		for k, l := range g.rows {
			r.Cells = append(r.Cells, m.asked(filled(g.counts[k][all], g.room[all]), Query{Variable: v.ID, Category: l}, ""))
		}
		r.Cells = append(r.Cells, m.asked(bare(g.n[all]), Query{Variable: v.ID}, ""))
		t.Rows = append(t.Rows, r)
	}
	t.Notes = append(t.Notes, m.editions("star")...)
	return marked(t)
}
