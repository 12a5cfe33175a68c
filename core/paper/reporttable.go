package paper

import (
	"math"
	"slices"
	"strings"

	"fyrtio/core/report"
	"fyrtio/core/say"
)

// Measures of the report's tables in mm.
const (
	tableRow         = 5.3
	tableLine        = 4.0 // between the lines of a row
	tableHead        = 4.2 // between the lines of a head
	reportTitle      = 7.2
	reportLabelLeast = 44.0 // a table has no narrower column of labels
	reportLabelMost  = 84.0
	subGap           = 2.4 // before a column of figures
	groupGap         = 3.0 // before numbers with their shares
	subHead          = 4.6 // the line with what the figures are
	longNotes        = 8   // more notes than this are a list
	noteGap          = 6.0
	rowNote          = 8.0 // type under the label of a row
	rowNotePitch     = 3.5
	silentGap        = 2.0
	keptWhole        = 150.0 // a taller table may be parted between pages
	shareGap         = 1.2   // before shares alone
	headShrinks      = 0.85  // a long word over a column may be set so much smaller
)

// sub is a column of figures: a group of people has one or two.
type sub struct {
	head string
	at   func(c report.Cell) string
	w    float64
	x    float64 // its right end
}

// group is a column of the report's table.
type group struct {
	report.Column
	place int // in the table
	head  []string
	subs  []sub
	gap   float64 // before it
	w     float64
	left  float64 // where it begins
}

// divided reports whether a line parts a column from the one before it.
func (g group) divided(before group) bool { return len(g.subs) > 1 || len(before.subs) > 1 }

// weight is a column's part of the room that is left over.
func (g group) weight() float64 { return float64(len(g.subs)) }

// tableSizes are the sizes of a table's type: a smaller one where the columns have too
// little room.
var tableSizes = []float64{9.5, 9, 8.5}

// table lays a table out, in several parts where its columns are too many for the sheet.
func (p *reportPaper) table(number string, t report.Table) {
	if silent(t) {
		p.silent(number, t)
		return
	}
	t = p.lean(t)
	parts := p.parts(t)
	for i, groups := range parts {
		p.tablePart(number, t, groups, i, len(parts))
	}
}

// entry puts a table into the contents.
func (p *reportPaper) entry(number, title string) {
	h := &p.heads[len(p.heads)-1]
	h.tables = append(h.tables, p.head(number, title))
}

// groups measures the columns.
func (p *reportPaper) groups(t report.Table) (list []group) {
	for i, col := range t.Columns {
		g := group{Column: col, place: i, gap: groupGap}
		whole, share := func(c report.Cell) string { return p.number(col, c) }, func(c report.Cell) string { return p.share(col, c) }
		switch col.Kind {
		case report.Counts:
			g.subs = []sub{{head: p.in("n"), at: whole}}
			for _, r := range t.Rows {
				if i < len(r.Cells) && r.Cells[i].Kind == report.Filled {
					g.subs = append(g.subs, sub{head: "%", at: share})
					break
				}
			}
		case report.Shares:
			g.subs, g.gap = []sub{{head: "%", at: share}}, shareGap
		case report.Changes:
			g.subs, g.gap = []sub{{head: p.in("points"), at: share}}, shareGap
		case report.Numbers:
			g.subs = []sub{{at: whole}}
		}
		for k := range g.subs {
			s := &g.subs[k]
			s.w = quiet(reportNote).width(s.head)
			for _, r := range t.Rows {
				if i < len(r.Cells) {
					s.w = math.Max(s.w, strong(p.size).width(s.at(r.Cells[i])))
				}
			}
			if base := strong(p.size).width(p.whole(max(col.Of.N, 100))); k == 0 || col.Kind == report.Counts {
				s.w = math.Max(s.w, []float64{base, strong(p.size).width("100")}[k])
			}
			s.w += subGap
			g.w += s.w
		}
		for word := range strings.SplitSeq(p.columnHead(col), " ") {
			g.w = math.Max(g.w, math.Min(strong(p.size).width(word)*headShrinks, 30)+subGap)
		}
		list = append(list, g)
	}
	return list
}

// columnHead names whom a column is about; the unit of a change stands under it.
func (p *reportPaper) columnHead(c report.Column) string {
	if c.Kind == report.Changes && c.Head.Data != nil {
		return p.say(say.Text{ID: "paper.report.change", Data: c.Head.Data})
	}
	return p.say(c.Head)
}

// parts shares the columns out on as few tables as they need: in the largest type that
// makes one table, else numbers and the shares of other years apart, else about as many
// columns in each.
func (p *reportPaper) parts(t report.Table) [][]group {
	var groups []group
	for _, p.size = range tableSizes {
		if groups = p.groups(t); p.fits(t, groups) {
			return [][]group{groups}
		}
	}
	p.size = tableSizes[0]
	groups = p.groups(t)
	if i := slices.IndexFunc(groups, func(g group) bool { return g.gap == shareGap }); i > 0 && p.fits(t, groups[:i]) && p.fits(t, groups[i:]) {
		return [][]group{groups[:i], groups[i:]}
	}
	for n := 2; ; n++ {
		parts := make([][]group, n)
		fit := true
		for i := range parts {
			parts[i] = groups[i*len(groups)/n : (i+1)*len(groups)/n]
			fit = fit && p.fits(t, parts[i])
		}
		if fit || n >= len(groups) {
			return parts
		}
	}
}

// fits reports whether columns fit beside the labels.
func (p *reportPaper) fits(t report.Table, groups []group) bool {
	w := p.labelLeast(t) + 0.5
	for _, g := range groups {
		w += g.gap + g.w
	}
	return w <= right-left
}

// labelWidth gives the room that the labels of the rows want.
func (p *reportPaper) labelWidth(t report.Table) float64 {
	w := strong(p.size).width(p.in("base"))
	for _, r := range t.Rows {
		w = math.Max(w, math.Max(strong(p.size).width(p.say(r.Label)), quiet(rowNote).width(p.say(r.Note))))
	}
	return w + 2.5
}

// labelLeast gives the room that they must have; long ones are wrapped.
func (p *reportPaper) labelLeast(t report.Table) float64 {
	return math.Min(p.labelWidth(t), reportLabelLeast)
}

// tableLayout is a part of a table ready to be drawn.
type tableLayout struct {
	groups []group
	label  float64 // the width of the labels
	head   float64 // the height of the heads
	subs   bool    // the columns have heads of their own
	size   float64 // of the type
}

// layout gives the columns their places: what is left over goes to the labels as far as
// they want it, and to all columns alike.
func (p *reportPaper) layout(t report.Table, groups []group) tableLayout {
	l := tableLayout{groups: groups, size: p.size}
	least, sum := p.labelLeast(t), 0.0
	want := math.Max(math.Min(p.labelWidth(t), reportLabelMost), least)
	for _, g := range groups {
		sum += g.w + g.gap
	}
	spare := right - left - sum - least
	spare -= math.Min(spare, want-least)
	parts := 0.0
	for _, g := range groups {
		parts += g.weight()
	}
	more := math.Min(spare/math.Max(parts, 1), 6)
	l.label = right - left - sum - more*parts
	x, lines := left+l.label, 1
	for i := range groups {
		g := &groups[i]
		g.left = x
		g.w += more * g.weight()
		x += g.gap + g.w
		for k := len(g.subs) - 1; k >= 0; k-- {
			l.subs = l.subs || g.subs[k].head != ""
			g.subs[k].x = x - 1
			if k < len(g.subs)-1 {
				g.subs[k].x = g.subs[k+1].x - g.subs[k+1].w - more*0.6
			}
		}
		head, w := p.columnHead(g.Column), g.w+g.gap-1.5
		for word := range strings.SplitSeq(head, " ") {
			w = math.Max(w, strong(p.size).width(word)) // a long word is set smaller and not broken
		}
		g.head = balanced(head, strong(p.size), w)
		lines = max(lines, len(g.head))
	}
	l.head = 2.0 + tableHead*float64(lines)
	return l
}

// wholeTable gives how tall a table is when nothing parts it.
func (p *reportPaper) wholeTable(t report.Table) float64 {
	if silent(t) {
		return reportTitle
	}
	t = p.lean(t)
	l := p.layout(t, p.parts(t)[0])
	return reportTitle + l.head + subHead + height(p.rows(t, l)) + 1.5 + notePitch*float64(min(len(p.noteLines(t)), 6))
}

// balanced wraps a text into lines that are about as long.
func balanced(s string, st style, w float64) []string {
	lines := wrapText(s, st, w)
	for len(lines) > 1 {
		narrower := wrapText(s, st, w-1)
		if w < 8 || len(narrower) > len(lines) || strings.Join(narrower, " ") != s { // the last: a word would break
			break
		}
		w, lines = w-1, narrower
	}
	return lines
}

// tablePart lays one table out: it keeps together where it fits on a page, else it goes on
// under its heads on the next.
func (p *reportPaper) tablePart(number string, t report.Table, groups []group, part, parts int) {
	first := p.first
	p.first = false
	title := p.say(t.Title)
	l := p.layout(t, groups)
	if parts > 1 {
		t.Rows = lit(t.Rows, groups)
	}
	rows := p.rows(t, l)
	var notes []string
	if part == parts-1 {
		notes = p.noteLines(t)
	}
	heads := l.head
	if l.subs {
		heads += subHead
	}
	body := height(rows)
	whole := reportTitle + heads + body + 1.5 + notePitch*float64(min(len(notes), 6))
	p.gap(reportGap)
	if few := reportTitle + heads + height(rows[:min(4, len(rows))]); whole > p.left() {
		if whole <= keptWhole && !first || few > p.left() {
			p.turn()
		}
	}
	if part == 0 {
		p.entry(number, title)
	}
	more := ""
	if part > 0 {
		more = p.in("continued")
	}
	for ; ; more = p.in("continued") {
		more := more
		p.put(reportTitle, func(y float64) { p.tableTitle(y, number, title, more) })
		p.put(heads, func(y float64) { p.tableHeads(y, l) })
		n := max(cut(rows, p.left()), min(1, len(rows)))
		here := rows[:n]
		p.put(height(here), func(y float64) { p.d.place(here, y) })
		if rows = rows[n:]; len(rows) == 0 {
			break
		}
		p.turn()
	}
	p.notes(notes)
}

// notes places what is said under a table; a long list takes two columns.
func (p *reportPaper) notes(lines []string) {
	if len(lines) == 0 {
		return
	}
	p.y += 1
	columns, st := 1, quiet(reportNote)
	if len(lines) > longNotes {
		columns = 2
	}
	for len(lines) > 0 {
		p.need(notePitch * float64(min(len(lines), 2)))
		n := min(max(int(p.left()/notePitch), 1), (len(lines)+columns-1)/columns)
		for c := range columns {
			part := lines[min(c*n, len(lines)):min((c+1)*n, len(lines))]
			x := left + float64(c)*(noteWidth(columns)+noteGap)
			p.put(0, func(y float64) {
				for i, line := range part {
					p.d.text(x, y+3+notePitch*float64(i), st, line)
				}
			})
		}
		p.y += notePitch * float64(n)
		lines = lines[min(n*columns, len(lines)):]
	}
}

// noteWidth gives the width of a column of notes.
func noteWidth(columns int) float64 {
	return (right - left - noteGap*float64(columns-1)) / float64(columns)
}

// noteLines wraps what is said under a table: as one piece of text where it is short, else
// each by itself.
func (p *reportPaper) noteLines(t report.Table) (lines []string) {
	var texts []string
	for _, n := range t.Notes {
		texts = append(texts, p.say(n))
	}
	if len(texts) <= longNotes {
		return wrapText(strings.Join(texts, " "), quiet(reportNote), right-left)
	}
	for _, s := range texts {
		lines = append(lines, wrapText(s, quiet(reportNote), noteWidth(2))...)
	}
	return lines
}

func (p *reportPaper) tableTitle(y float64, number, title, more string) {
	x := left + p.d.text(left, y+4.6, quiet(10), p.in("table", "Number", number)) + 2.4
	w := 0.0
	if more != "" {
		w = p.d.right(right, y+4.6, quiet(9), more) + 3
	}
	p.d.fitted(x, y+4.6, right-x-w, fromLeft, strong(11), 8, title)
}

// tableHeads draws the bar with whom the columns are about, and under it what they are.
func (p *reportPaper) tableHeads(y float64, l tableLayout) {
	d := p.d
	d.rect(left, y, right-left, l.head, &brand, nil, 0)
	for _, g := range l.groups {
		end := g.subs[len(g.subs)-1].x
		for i, line := range g.head {
			base := y + l.head - 1.9 - tableHead*float64(len(g.head)-1-i)
			d.fitted(end, base, g.w+g.gap-1.3, fromRight, strong(l.size).in(white), 7.5, line)
		}
	}
	if !l.subs {
		return
	}
	y += l.head
	d.rect(left, y, right-left, subHead, &panel, nil, 0)
	for _, g := range l.groups {
		for _, s := range g.subs {
			d.right(s.x, y+3.3, quiet(reportNote), s.head)
		}
	}
}
