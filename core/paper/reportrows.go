package paper

import (
	"math"
	"strconv"
	"strings"

	"fyrtio/core/report"
	"fyrtio/core/say"
)

// rows gives the lines of a table: what is counted, the denominator, what is missing.
func (p *reportPaper) rows(t report.Table, l tableLayout) (rows []row) {
	below := false
	for _, r := range t.Rows {
		if r.Below && !below {
			below = true
			if base, ok := p.base(t, l); ok {
				rows = append(rows, base)
			}
		}
		st := plain(p.size)
		switch {
		case r.Below:
			st = st.in(mut)
		case r.Sum:
			st = st.bold()
		}
		rows = append(rows, p.row(l, p.say(r.Label), p.say(r.Note), st, nil, func(i int) report.Cell {
			if i < len(r.Cells) {
				return r.Cells[i]
			}
			return report.Cell{}
		}))
	}
	if !below {
		if base, ok := p.base(t, l); ok {
			rows = append(rows, base)
		}
	}
	for i := range rows { // the last ones are not left alone
		if i == 0 || i >= len(rows)-3 && i < len(rows)-1 {
			rows[i].with = 1
		}
	}
	return rows
}

// base is the row with the denominators, unless another has the same numbers.
func (p *reportPaper) base(t report.Table, l tableLayout) (row, bool) {
	known := false
	for _, g := range l.groups {
		known = known || g.Kind == report.Counts && g.Of.Kind != report.Blank
	}
	for _, r := range t.Rows {
		same := true
		for i, c := range r.Cells {
			if col := t.Columns[i]; col.Kind == report.Counts {
				same = same && c.Kind == report.Filled && !c.Hidden && c.N == col.Of.N
			}
		}
		known = known && !same
	}
	if !known {
		return row{}, false
	}
	return p.row(l, p.in("base"), "", strong(p.size), &panel, func(i int) report.Cell {
		of := t.Columns[i].Of
		if t.Columns[i].Kind != report.Counts || of.Kind == report.Blank {
			return report.Cell{}
		}
		of.Kind, of.Share = report.Filled, 1
		return of
	}), true
}

// row draws a line of figures, with what they are under its label.
func (p *reportPaper) row(l tableLayout, label, note string, st style, fill *color, at func(i int) report.Cell) row {
	lines := wrapText(label, st, l.label-2)
	notes := wrapText(note, quiet(rowNote), l.label-2)
	h := tableRow + tableLine*float64(max(len(lines)-1, 0)) + rowNotePitch*float64(len(notes))
	return row{h: h, draw: func(d *doc, y float64) {
		if fill != nil {
			d.rect(left, y, right-left, h, fill, nil, 0)
		}
		for i, line := range lines {
			d.text(left+1, y+3.85+tableLine*float64(i), st, line)
		}
		for i, line := range notes {
			d.text(left+1, y+h-1.5-rowNotePitch*float64(len(notes)-1-i), quiet(rowNote), line)
		}
		for i, g := range l.groups {
			if i > 0 && g.divided(l.groups[i-1]) {
				d.line(g.left+g.gap/2, y, g.left+g.gap/2, y+h, hairline, hair)
			}
			for _, s := range g.subs {
				if text := s.at(at(g.place)); text != "" {
					d.right(s.x, y+3.85, st, text)
				}
			}
		}
		d.line(left, y+h, right, y+h, hairline, hair)
	}}
}

// number writes the number of a cell.
func (p *reportPaper) number(col report.Column, c report.Cell) string {
	switch {
	case c.Kind == report.Blank:
		return ""
	case c.Hidden:
		return report.HiddenMark
	case col.Kind == report.Numbers:
		return p.value(c.Value)
	}
	return p.whole(c.N)
}

// share writes the share of a cell in percent, or the change in percentage points.
func (p *reportPaper) share(col report.Column, c report.Cell) string {
	switch {
	case c.Kind != report.Filled:
		return ""
	case c.Hidden:
		return report.HiddenMark
	}
	n := int(math.Round(c.Share * 100))
	text := strconv.Itoa(n)
	if col.Kind == report.Changes {
		switch {
		case n > 0:
			text = "+" + text
		case n < 0:
			text = "–" + strconv.Itoa(-n)
		}
	}
	if c.About {
		text = p.in("about", "Share", text)
	}
	return text
}

// whole writes a whole number with its thousands parted.
func (p *reportPaper) whole(n int) string {
	s, part := strconv.Itoa(n), "\u00a0"
	if p.lang == say.English {
		part = ","
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + part + s[i:]
	}
	return s
}

// value writes a number that need not be whole, with one decimal then.
func (p *reportPaper) value(v float64) string {
	if v == math.Trunc(v) {
		return p.whole(int(v))
	}
	whole, rest := math.Modf(math.Round(v*10) / 10)
	return p.whole(int(whole)) + strings.TrimLeft(say.Decimal(p.lang, math.Abs(rest), 1), "0")
}
