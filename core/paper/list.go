package paper

import (
	"fmt"
	"io"
	"math"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/core/table"
)

// List is a table on paper: the list of participants, the list of a week. Columns get
// the room that their content wants; where a sheet upright has too little, it is turned.
type List struct {
	Clinic Clinic
	Lang   say.Lang
	Date   day.Date // of the file; when it was printed stands in the table's notes
	Table  table.Table
}

// Measures of a list in mm.
const (
	listRow   = 6.4  // papers.md 1
	listPitch = 4.2  // between the lines of a row
	listHead  = 6.7  // the bar with the heads
	listGap   = 2.6  // between columns
	listMost  = 70.0 // a column asks for no more than this

	longestWord = 45.0 // that is kept whole where columns must give
)

// WriteList draws the list.
func WriteList(w io.Writer, l List) (Drawn, error) {
	d := newDoc(say.In(l.Lang, l.Table.Title), l.Lang, l.Date)
	l.draw(d)
	return d.finish(w)
}

// listCells are the table's texts, clean and ready to be measured.
type listCells struct {
	heads []string
	rows  [][]string
}

func (l List) cells(d *doc) listCells {
	in := func(s string) string {
		s, bad := tidy(s)
		d.bad = append(d.bad, bad...)
		return s
	}
	var c listCells
	for _, col := range l.Table.Columns {
		c.heads = append(c.heads, in(say.In(l.Lang, col.Head)))
	}
	for _, row := range l.Table.Rows {
		line := make([]string, len(l.Table.Columns))
		for i, col := range l.Table.Columns {
			if i < len(row) {
				line[i] = in(row[i].In(l.Lang, col))
			}
		}
		c.rows = append(c.rows, line)
	}
	return c
}

// listGrid is how a list is laid out: the type's size, the columns' places and widths.
type listGrid struct {
	turned bool
	width  float64 // of the sheet
	size   float64
	x, w   []float64
}

func (g listGrid) right() float64 { return g.width - left }

func (g listGrid) height() float64 { return sheetW + sheetH - g.width }

// grid finds the largest type at which the columns have the room that they want,
// upright before turned; beyond that the wide columns give and their texts wrap.
func (l List) grid(c listCells) listGrid {
	for _, g := range []listGrid{{width: sheetW, size: 10}, {turned: true, width: sheetH, size: 10}, {turned: true, width: sheetH, size: 9}} {
		want, word, sum := make([]float64, len(c.heads)), make([]float64, len(c.heads)), 0.0
		for i, head := range c.heads {
			want[i] = math.Max(strong(g.size).width(head), 8)
			word[i] = want[i]
			for _, row := range c.rows {
				want[i] = math.Max(want[i], plain(g.size).width(row[i]))
				for w := range strings.SplitSeq(row[i], " ") {
					word[i] = math.Max(word[i], plain(g.size).width(w))
				}
			}
			want[i] = math.Min(want[i], listMost) + listGap
			word[i] = math.Min(math.Min(word[i], longestWord)+listGap, want[i])
			sum += want[i]
		}
		room := g.right() - left
		if sum > room && (!g.turned || g.size > 9) {
			continue
		}
		if sum > room {
			want = squeeze(want, word, room)
		} else if sum > room*0.7 { // nearly full: fill it, so that the rows end at the margin
			for i := range want {
				want[i] *= room / sum
			}
		}
		g.w = want
		x := left
		for _, w := range want {
			g.x = append(g.x, x)
			x += w
		}
		return g
	}
	return listGrid{} // not reached: the last grid always returns
}

// squeeze makes widths sum up to room: a column keeps the room of its longest word,
// and what is left over goes to all alike, as far as they want it.
func squeeze(want, word []float64, room float64) []float64 {
	sum := 0.0
	for _, w := range word {
		sum += w
	}
	if sum > room { // even words have to break
		out := make([]float64, len(word))
		for i, w := range word {
			out[i] = w * room / sum
		}
		return out
	}
	lo, hi := 0.0, room
	at := func(limit float64) (widths []float64, sum float64) {
		for i, w := range want {
			w = math.Max(word[i], math.Min(w, limit))
			widths, sum = append(widths, w), sum+w
		}
		return widths, sum
	}
	for range 40 { // halves the span in which the limit lies
		limit := (lo + hi) / 2
		if _, sum := at(limit); sum > room {
			hi = limit
		} else {
			lo = limit
		}
	}
	out, _ := at(lo)
	return out
}

func (l List) draw(d *doc) {
	c := l.cells(d)
	g := l.grid(c)
	rows := make([]row, len(c.rows))
	for i, cells := range c.rows {
		rows[i] = l.row(g, cells)
	}
	top := 42.0 + 4.6*float64(len(l.Table.Notes))
	bottom := g.height() - (sheetH - lastY)
	var parts [][]row
	for y := top; len(rows) > 0; y = 30 {
		n := max(cut(rows, bottom-y-listHead), 1)
		parts = append(parts, rows[:n])
		rows = rows[n:]
	}
	if len(parts) == 0 {
		parts = [][]row{nil}
	}
	for i, part := range parts {
		d.turned = g.turned
		d.newPage()
		y := l.head(d, g, i == 0)
		y = l.heads(d, g, c.heads, y)
		if len(c.rows) == 0 {
			d.text(left, y+4.8, quiet(10), say.In(l.Lang, say.T("list.paper.empty")))
		}
		d.place(part, y)
		l.foot(d, g, i+1, len(parts))
	}
}

// head draws the sender; on the first page the title and what is said of the list too.
func (l List) head(d *doc, g listGrid, first bool) float64 {
	title := say.In(l.Lang, l.Table.Title)
	d.shapes(star.Logo(left+4.5, 15.9, 4.5, 0))
	d.fitted(left+11.5, 17.3, 84, fromLeft, strong(11), 7, l.Clinic.Name)
	d.line(left, headY, g.right(), headY, hairline, ruleColor)
	if !first {
		d.fitted(g.right(), 17.3, g.right()-left-100, fromRight, quiet(10), 6.5, title)
		return 30
	}
	d.fitted(left, titleB, g.right()-left, fromLeft, strong(19).in(brand), 12, title)
	y := 40.3
	for _, note := range l.Table.Notes {
		d.fitted(left, y, g.right()-left, fromLeft, quiet(10), 7, say.In(l.Lang, note))
		y += 4.6
	}
	return y + 1.7
}

// heads draws the bar with the columns' heads and gives where the rows begin.
func (l List) heads(d *doc, g listGrid, heads []string, y float64) float64 {
	d.rect(left, y, g.right()-left, listHead, &brand, nil, 0)
	for i, head := range heads {
		st := strong(g.size).in(white)
		if l.Table.Columns[i].Kind == table.Numbers {
			d.fitted(g.x[i]+g.w[i]-listGap, y+4.6, g.w[i]-listGap/2, fromRight, st, 7, head)
			continue
		}
		d.fitted(g.x[i]+1, y+4.6, g.w[i]-listGap/2, fromLeft, st, 7, head)
	}
	return y + listHead
}

func (l List) row(g listGrid, cells []string) row {
	st := plain(g.size)
	lines, n := make([][]string, len(cells)), 1
	for i, s := range cells {
		if s != "" {
			lines[i] = wrapText(s, st, g.w[i]-listGap)
			n = max(n, len(lines[i]))
		}
	}
	h := listRow + listPitch*float64(n-1)
	return row{h: h, draw: func(d *doc, y float64) {
		for i := range lines {
			for k, s := range lines[i] {
				base := y + 4.5 + listPitch*float64(k)
				if l.Table.Columns[i].Kind == table.Numbers {
					d.right(g.x[i]+g.w[i]-listGap, base, st, s)
				} else {
					d.text(g.x[i]+1, base, st, s)
				}
			}
		}
		d.line(left, y+h, g.right(), y+h, hairline, hair)
	}}
}

func (l List) foot(d *doc, g listGrid, page, pages int) {
	y := g.height() - (sheetH - footY)
	d.line(left, y, g.right(), y, hairline, ruleColor)
	w := d.right(g.right(), y+3.8, quiet(8), say.In(l.Lang, say.T("list.paper.page", "Page", page, "Pages", fmt.Sprint(pages))))
	if len(l.Table.Notes) > 0 {
		d.fitted(left, y+3.8, g.right()-left-w-5, fromLeft, quiet(8), 6, say.In(l.Lang, l.Table.Notes[0]))
	}
}
