package paper

import (
	"fyrtio/core/letter"
	"fyrtio/core/say"
)

// Measures of the reply slip below the cut line, mm.
const (
	slipHead  = 18.2 // title, name, number and code
	slipRow   = 7.4
	slipCells = 50.8 // the boxes of one row stand at multiples of this
	slipBox   = 4.6
)

// slipRows lays out the slip: the first row is its head. Nil without a slip.
func (lk looks) slipRows(blocks []letter.Block) []row {
	if len(blocks) == 0 {
		return nil
	}
	var title, side string
	out := []row{{}}
	for _, b := range blocks {
		switch b.Kind {
		case letter.Heading:
			title = letter.Words(b.Lines[0])
		case letter.Note:
			side = letter.Words(b.Lines[0])
		case letter.Tick:
			out = append(out, lk.tickRows(spanLines(b.Lines))...)
		default:
			for _, l := range spanLines(b.Lines) {
				for i, line := range wrap(l, plain(lk.slip), letterRight-letterLeft) {
					r := row{h: 6, key: key(line), draw: func(d *doc, y float64) { d.runs(letterLeft, y+4, line) }}
					if i == 0 {
						r.gap = 2.4
					}
					out = append(out, r)
				}
			}
		}
	}
	out[0] = row{h: slipHead, key: title + side, draw: func(d *doc, y float64) {
		w := d.text(letterLeft, y+9.5, strong(12.5).in(brand), title)
		beside, _ := fit(quiet(9), side, 142-letterLeft-w-5, 7)
		d.text(letterLeft+w+5, y+9.5, beside, side)
	}}
	return out
}

// slipHeadFits reports whether title and note leave the letter number its room.
func slipHeadFits(blocks []letter.Block) bool {
	w := 0.0
	for _, b := range blocks {
		switch b.Kind {
		case letter.Heading:
			w += strong(12.5).width(letter.Words(b.Lines[0]))
		case letter.Note:
			w += 5 + quiet(7).width(letter.Words(b.Lines[0]))
		}
	}
	return w <= 142-letterLeft
}

// tickRows lays out the boxes of one row of the slip; a text that is too long for
// the line wraps beside its box.
func (lk looks) tickRows(cells [][]span) []row {
	st := plain(lk.slip)
	x := letterLeft
	var out []row
	for _, cell := range cells {
		// A cell that no longer fits on the row begins the next one.
		if x > letterLeft && x+slipBox+2.2+natural(cell, st) > letterRight {
			x = letterLeft
		}
		text := wrap(cell, st, letterRight-x-slipBox-2.2)
		at, first := x, true
		h := slipRow + 5*float64(max(len(text)-1, 0))
		draw := func(d *doc, y float64) {
			d.box(at, y+1.6, slipBox, false)
			for i, line := range text {
				d.runs(at+slipBox+2.2, y+5.2+5*float64(i), line)
			}
		}
		if x > letterLeft && len(out) > 0 {
			prev := out[len(out)-1].draw
			out[len(out)-1].draw = func(d *doc, y float64) { prev(d, y); draw(d, y) }
			for _, line := range text {
				out[len(out)-1].key += key(line)
			}
			first = false
		}
		if first {
			r := row{h: h, draw: draw}
			for _, line := range text {
				r.key += key(line)
			}
			out = append(out, r)
		}
		x += slipCells
		for x < at+slipBox+2.2+natural(cell, st)+4 {
			x += slipCells / 2
		}
	}
	return out
}

// natural gives the width of spans on one line.
func natural(spans []span, st style) float64 {
	w := 0.0
	for _, s := range spans {
		sst := st
		if s.weight == bold {
			sst = st.bold()
		}
		w += s.rule + sst.width(s.text)
	}
	return w
}

// slipHeader draws what every slip has: cut line, name, letter number and code.
func (d *doc) slipHeader(o *layout, name string, code *matrix) {
	y := o.cutY
	label := say.In(o.lang, say.T("paper.letter.cut"))
	st := quiet(8.5)
	end := letterLeft + 1 + st.width(label) + 6
	d.dashed(0, y, letterLeft-1.5, y, hairline, mut, 2, 1.6)
	d.dashed(end, y, sheetW, y, hairline, mut, 2, 1.6)
	d.text(letterLeft+1, y+1, st, label)

	d.text(letterLeft, y+14.7, plain(10), name) // fits: Preflight holds names to the window's width
	d.right(168, y+7.8, quiet(9), say.In(o.lang, say.T("paper.letter.number")))
	d.fitted(168, y+12.2, 24, fromRight, strong(10), 5.5, o.number)
	d.qr(174, y+5, 14, code)
}
