package report

import (
	"slices"
	"strconv"

	figures "fyrtio/core/report"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const (
	cellRow   = 28
	tableHead = 44
	labelMin  = 170
	labelMost = 400
	cellPad   = 10
)

// headName is how the name over a column looks.
var headName = widget.Style{Size: theme.TextSecond, Bold: true}

// headMost is how wide a column gets for its name; longer names take two lines.
const headMost = 118

// wide gives a column's width: what its figures need, more for a long name.
func (y *yearly) wide(c figures.Column) float32 {
	least := map[figures.ColumnKind]float32{figures.Counts: 104, figures.Shares: 66, figures.Changes: 84, figures.Numbers: 92}[c.Kind]
	return max(least, min(headMost, widget.Measure(y.page.s.Say(c.Head), headName)+cellPad+8))
}

// view is which columns of a table have room.
type view struct {
	label    float32
	from, to int // columns [from, to)
	left     []float32
	before   int // columns that have no room at the left
	after    int
	end      float32
}

// columnsIn chooses the columns in view, from the first one that was asked for.
func (y *yearly) columnsIn(t figures.Table, width float32) view {
	inner := width - 2*inset
	all := float32(0)
	for _, c := range t.Columns {
		all += y.wide(c)
	}
	v := view{from: 0, to: len(t.Columns), label: min(labelMost, inner-all)}
	if v.label < labelMin {
		v.label = min(labelMin, inner*0.4)
		room := inner - v.label
		v.from = max(0, min(y.first[t.ID], len(t.Columns)-1))
		x := float32(0)
		for v.to = v.from; v.to < len(t.Columns) && (x+y.wide(t.Columns[v.to]) <= room || v.to == v.from); v.to++ {
			x += y.wide(t.Columns[v.to])
		}
		for v.from > 0 && x+y.wide(t.Columns[v.from-1]) <= room { // as many as have room
			v.from--
			x += y.wide(t.Columns[v.from])
		}
		v.label = max(v.label, min(labelMost, inner-x))
	}
	v.before, v.after = v.from, len(t.Columns)-v.to
	x := inset + v.label
	for i := v.from; i < v.to; i++ {
		v.left = append(v.left, x)
		x += y.wide(t.Columns[i])
	}
	v.end = x
	return v
}

// table lays a table out and gives where it ends.
func (y *yearly) table(d *draft, t figures.Table, at, width float32) float32 {
	inner := width - 2*inset
	v := y.columnsIn(t, width)
	at = d.wrap(inset, at, inner, y.page.s.Say(t.Title), widget.Heading) + 2
	at = y.tableHead(d, t, v, at)
	below := false
	for _, r := range t.Rows {
		if r.Below && !below {
			at += 5
		}
		at = y.tableRow(d, t, v, r, at, r.Below && !below)
		below = r.Below
	}
	return y.foot(d, t, at+6, inner)
}

func (y *yearly) tableHead(d *draft, t figures.Table, v view, at float32) float32 {
	s := y.page.s
	d.line()
	lines := 1
	for i := v.from; i < v.to; i++ {
		lines = max(lines, len(widget.Lines(s.Say(t.Columns[i].Head), headName, y.wide(t.Columns[i])-8)))
	}
	names := at + float32(lines-1)*headName.Line()
	top := at
	at = names
	d.draw(top, at+tableHead, func(pen *widget.Pen) {
		pen.Line(inset, at+tableHead-1, v.end-inset, theme.Edge)
		if v.before > 0 {
			pen.Icon(inset, at+24, 14, icon.Left, theme.Accent)
			pen.Text(inset+18, at+22, y.t("reports.columns.before", "N", v.before), widget.Small.In(theme.Accent))
		}
		if v.after > 0 {
			text := y.t("reports.columns.after", "N", v.after)
			w := widget.Measure(text, widget.Small)
			pen.Text(inset+v.label-26-w, at+22, text, widget.Small.In(theme.Accent))
			pen.Icon(inset+v.label-22, at+24, 14, icon.Right, theme.Accent)
		}
	})
	for i, x := range v.left {
		c := t.Columns[v.from+i]
		w := y.wide(c)
		head, shared := s.Say(c.Head), hasShares(t, v.from+i)
		of := ""
		if c.Kind == figures.Counts && c.Of.Kind != figures.Blank {
			of = figures.HiddenMark
			if !c.Of.Hidden {
				of = grouped(c.Of.N)
			}
			of = y.t("reports.outof", "All", of)
		}
		if of != "" && c.Query != (figures.Query{}) {
			d.stop(stop{key: t.ID + "//" + c.ID, x: x + 4, y: at + 21, w: w - 4, h: 21, radius: theme.RadiusCap,
				words: head + ", " + of, open: y.opener(c.Query, s.Say(t.Title)+" · "+head, c.Of.Hidden)})
		}
		d.draw(top, at+tableHead, func(pen *widget.Pen) {
			right := x + w - cellPad
			lines := widget.Lines(head, headName, w-8)
			for n, l := range lines {
				pen.RightMid(right, at-float32(len(lines)-1-n)*headName.Line(), 22, l, headName)
			}
			switch c.Kind {
			case figures.Counts:
				pen.RightMid(right-44, at+21, 21, of, widget.Small.In(theme.Ink2))
				if shared {
					pen.RightMid(right, at+21, 21, "%", widget.Small.In(theme.Ink2))
				}
			case figures.Shares:
				pen.RightMid(right, at+21, 21, "%", widget.Small.In(theme.Ink2))
			}
		})
	}
	return at + tableHead
}

// hasShares reports whether a column has shares beside its numbers.
func hasShares(t figures.Table, column int) bool {
	return slices.ContainsFunc(t.Rows, func(r figures.Row) bool { return column < len(r.Cells) && r.Cells[column].Kind == figures.Filled })
}

func (y *yearly) tableRow(d *draft, t figures.Table, v view, r figures.Row, at float32, ruled bool) float32 {
	s := y.page.s
	d.line()
	label := s.Say(r.Label)
	style := widget.Plain
	switch {
	case r.Sum:
		style = widget.Strong
	case r.Below:
		style = widget.Second
	}
	lines := widget.Lines(label, style, v.label-14)
	small := widget.Small.In(theme.Ink2)
	notes := widget.Lines(s.Say(r.Note), small, v.label-14)
	words := float32(len(lines))*style.Line() + float32(len(notes))*small.Line()
	high := max(cellRow, words+9)
	top := at
	d.draw(top, top+high, func(pen *widget.Pen) {
		if ruled || r.Sum {
			pen.Line(inset, top, v.end-inset, theme.Edge)
		}
		y0 := top + (high-words)/2
		for i, l := range lines {
			pen.Text(inset, y0+float32(i)*style.Line(), l, style)
		}
		for i, l := range notes {
			pen.Text(inset, y0+float32(len(lines))*style.Line()+float32(i)*small.Line(), l, small)
		}
		if !r.Sum {
			pen.Line(inset, top+high-1, v.end-inset, theme.Line)
		}
	})
	for i, x := range v.left {
		n := v.from + i
		if n >= len(r.Cells) {
			break
		}
		col, cell := t.Columns[n], r.Cells[n]
		if cell.Kind == figures.Blank && !cell.Hidden {
			continue
		}
		w := y.wide(col)
		d.stop(stop{key: t.ID + "/" + r.ID + "/" + col.ID, x: x + 4, y: top + 2, w: w - 4, h: high - 5, radius: theme.RadiusCap,
			words: label + ", " + s.Say(col.Head) + ": " + y.cellWords(col, cell), open: y.opener(cell.Query, label+" · "+s.Say(col.Head), cell.Hidden)})
		d.draw(top, top+high, func(pen *widget.Pen) { y.cell(pen, col, cell, x+w-cellPad, top, high-1, style) })
	}
	return top + high
}

// cell draws one figure so that it ends at right.
func (y *yearly) cell(pen *widget.Pen, col figures.Column, c figures.Cell, right, top, high float32, style widget.Style) {
	n, share := y.cellTexts(col, c)
	if col.Kind != figures.Counts {
		pen.RightMid(right, top, high, n, style)
		return
	}
	pen.RightMid(right-44, top, high, n, style)
	pen.RightMid(right, top, high, share, style.In(theme.Ink2))
}

// cellTexts gives a figure as it is written: the number, and for Counts its share.
func (y *yearly) cellTexts(col figures.Column, c figures.Cell) (n, share string) {
	whole := y.about(c, strconv.Itoa(percent(c.Share)))
	switch {
	case c.Hidden:
		return figures.HiddenMark, ""
	case col.Kind == figures.Shares:
		return whole, ""
	case col.Kind == figures.Changes:
		return y.about(c, signed(c.Share*100)), ""
	case col.Kind == figures.Numbers:
		return number(y.page.s.Lang(), c.Value), ""
	case c.Kind == figures.Filled:
		share = whole
	}
	return grouped(c.N), share
}

// cellWords says a figure.
func (y *yearly) cellWords(col figures.Column, c figures.Cell) string {
	n, share := y.cellTexts(col, c)
	if n == figures.HiddenMark {
		n = y.t("reports.hidden")
	}
	if share != "" {
		n += ", " + share + " %"
	}
	if col.Kind == figures.Shares && !c.Hidden {
		n += " %"
	}
	return n
}

// moreColumns brings a column into view that had no room, and gives the figure there.
func (y *yearly) moreColumns(at stop, step int) (string, bool) {
	if y.chapter < 0 {
		return "", false
	}
	for _, t := range y.report.Chapters[y.chapter].Tables {
		v := y.columnsIn(t, y.sheet.width)
		for _, r := range append([]figures.Row{{}}, t.Rows...) {
			for i := v.from; i < v.to; i++ {
				if at.key != t.ID+"/"+r.ID+"/"+t.Columns[i].ID {
					continue
				}
				return y.shift(t, r, v, i, step)
			}
		}
	}
	return "", false
}

// shift finds the next figure of a row outside the view and moves the view to it. Of the
// head (no row) it is the next denominator that has people.
func (y *yearly) shift(t figures.Table, r figures.Row, v view, from, step int) (string, bool) {
	for i := from + step; i >= 0 && i < len(t.Columns); i += step {
		if r.ID == "" && t.Columns[i].Query == (figures.Query{}) || r.ID != "" && (i >= len(r.Cells) || r.Cells[i].Kind == figures.Blank && !r.Cells[i].Hidden) {
			continue
		}
		if step < 0 {
			y.first[t.ID] = i
		}
		for step > 0 && y.first[t.ID] < i && y.columnsIn(t, y.sheet.width).to <= i {
			y.first[t.ID] = max(v.from, y.first[t.ID]) + 1
		}
		return t.ID + "/" + r.ID + "/" + t.Columns[i].ID, true
	}
	return "", false
}
