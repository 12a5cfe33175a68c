package paper

import (
	"slices"
	"strings"

	"fyrtio/core/report"
	"fyrtio/core/say"
)

// tells reports whether a cell that is shown has more to tell than nobody.
func tells(c report.Cell) bool { return c.N > 0 || c.Share != 0 || c.Value != 0 }

// silent reports whether a table has no number to show.
func silent(t report.Table) bool {
	hidden := slices.ContainsFunc(t.Columns, func(c report.Column) bool { return c.Of.Hidden })
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			switch {
			case r.Below, c.Kind == report.Blank:
			case !c.Hidden && tells(c):
				return false
			default:
				hidden = hidden || c.Hidden
			}
		}
	}
	return hidden
}

// lean gives a table without the columns of which nobody is shown, and says which they
// are: all sexes together or none of them, and other years.
func (p *reportPaper) lean(t report.Table) report.Table {
	mute := func(i int) bool { // hidden numbers, and zeros among them
		hidden := false
		for _, r := range t.Rows {
			if i >= len(r.Cells) || r.Below || r.Cells[i].Kind == report.Blank {
				continue
			}
			if c := r.Cells[i]; !c.Hidden && tells(c) {
				return false
			}
			hidden = hidden || r.Cells[i].Hidden
		}
		return hidden
	}
	sex := func(c report.Column) bool { return c.ID == "women" || c.ID == "men" || c.ID == "unknown" }
	sexes := true
	for i, c := range t.Columns {
		sexes = sexes && (!sex(c) || mute(i))
	}
	var left []int
	var out []string
	for i, c := range t.Columns {
		if sex(c) && sexes || (c.Kind == report.Shares || c.Kind == report.Changes) && mute(i) {
			out = append(out, strings.ReplaceAll(p.columnHead(c), " ", "\u00a0"))
		} else {
			left = append(left, i)
		}
	}
	if len(out) == 0 || len(left) == 0 {
		return t
	}
	lean := report.Table{ID: t.ID, Title: t.Title, Notes: append(slices.Clone(t.Notes), say.T("paper.report.columns", "Columns", strings.Join(out, ", ")))}
	for _, i := range left {
		lean.Columns = append(lean.Columns, t.Columns[i])
	}
	for _, r := range t.Rows {
		cells := r.Cells
		r.Cells = nil
		for _, i := range left {
			c := report.Cell{}
			if i < len(cells) {
				c = cells[i]
			}
			r.Cells = append(r.Cells, c)
		}
		lean.Rows = append(lean.Rows, r)
	}
	return lean
}

// silent lays out the line that stands for such a table.
func (p *reportPaper) silent(number string, t report.Table) {
	if p.after == (place{len(p.pages), p.y}) {
		p.gap(silentGap)
	} else {
		p.gap(reportGap)
	}
	p.need(reportTitle)
	p.first = false
	title := p.say(t.Title)
	p.entry(number, title)
	p.put(reportTitle, func(y float64) {
		p.tableTitle(y, number, title, p.in("few"))
	})
	p.after = place{len(p.pages), p.y}
}

// lit gives the rows that have anything in some of the columns.
func lit(rows []report.Row, groups []group) []report.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r report.Row) bool {
		return !slices.ContainsFunc(groups, func(g group) bool { return g.place < len(r.Cells) && r.Cells[g.place].Kind != report.Blank })
	})
}
