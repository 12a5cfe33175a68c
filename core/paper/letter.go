package paper

import (
	"strconv"
	"strings"

	"fyrtio/core/say"
)

// Measures of a letter in mm, papers.md 2.
const (
	letterLeft  = 25.0
	letterRight = 192.0
	columnW     = 122.0 // text beside the side column
	sideRule    = 152.0
	sideX       = 156.0
	sideW       = letterRight - sideX
	titleY      = 92.9 // baseline: the title's top is below any window
	bodyTop     = 98.5
	cutLowest   = 239.0 // the cut line stands here or higher …
	cutLimit    = 246.0 // … unless the text needs a little more
	slipBottom  = 288.5
	pageBottom  = 277.0 // of a letter page without a slip
	secondTop   = 34.0  // of the text on a second page
	addressW    = 76.0
	addressMax  = 5 // lines that show in a window
	addressGap  = 4.7
)

// looks are the type sizes of a letter.
type looks struct {
	text, head, side, slip float64 // pt
	pitch, sidePitch       float64 // mm from baseline to baseline
	ascent                 float64 // from a line's top to its baseline
	indent, bullet         float64 // of steps
}

var (
	normalLooks = looks{text: 11, head: 12, side: 9.8, slip: 11, pitch: 5.54, sidePitch: 4.75, ascent: 4.1, indent: 8.5, bullet: 2.9}
	largeLooks  = looks{text: 13, head: 13, side: 11, slip: 12, pitch: 6.7, sidePitch: 5.5, ascent: 5, indent: 11, bullet: 3.6}
)

// layout is a letter laid out and not yet drawn.
type layout struct {
	letter  Letter
	lang    say.Lang
	large   bool
	title   []string
	titleSt style
	address []string
	addrSt  style
	pages   [][]row // before the side column: first page, then perhaps a second
	top     []float64
	side    [][]row
	sideTop float64
	slip    []row
	cutY    float64 // on the last page; 0 without a slip
	number  string
}

// lay lays a letter out. Problems are appended to p.
func (run LetterRun) lay(l Letter, t *Template, p *problems) layout {
	values, bad := run.values(l)
	c := t.fill(values)
	for name, runes := range bad {
		if c.used[name] || name == "name" {
			p.unprintable(name, runes)
		}
	}
	p.unfilled(c.missing)
	p.blank(c.blank)
	out := layout{letter: l, lang: l.Lang.Say(), large: c.large, number: values["number"]}
	lk := normalLooks
	if c.large {
		lk = largeLooks
	}
	out.titleSt = strong(19).in(brand)
	out.title = wrapText(c.title, out.titleSt, letterRight-letterLeft)
	if len(out.title) > 1 {
		out.titleSt = out.titleSt.sized(16)
		out.title = wrapText(c.title, out.titleSt, letterRight-letterLeft)
	}
	out.address, out.addrSt = run.addressLines(l, p)

	w := columnW
	if len(c.side) == 0 {
		w = letterRight - letterLeft
	}
	before := lk.rows(c.body[:c.boxAt], letterRight-letterLeft)
	boxed := lk.box(c.box)
	body := lk.rows(c.body[c.boxAt:], w)
	if len(boxed) > 0 && len(body) > 0 {
		body[0].gap = 3.9
	}
	rows := append(append(before, boxed...), body...)
	side := lk.sideRows(c.side)
	if !slipHeadFits(c.slip) {
		p.add(PartTemplate, true, "paper.problem.slip")
	}
	out.slip = lk.slipRows(c.slip)
	out.paginate(rows, side, len(before)+len(boxed), p)
	return out
}

// paginate decides where pages end and where the cut line stands.
func (o *layout) paginate(rows, side []row, sideFrom int, p *problems) {
	top := bodyTop + float64(len(o.title)-1)*7
	o.sideTop = top
	if sideFrom > 0 {
		o.sideTop = top + height(rows[:sideFrom]) + 3.2
	}
	lowest := slipBottom - height(o.slip)
	end := max(top+height(rows), o.sideTop+height(side))
	if len(o.slip) == 0 {
		lowest = pageBottom + 5
	}
	room := min(lowest, cutLimit) - 5
	if len(o.slip) == 0 {
		room = pageBottom
	}
	if end <= room {
		o.pages, o.side, o.top = [][]row{rows}, [][]row{side}, []float64{top}
		if len(o.slip) > 0 {
			o.cutY = max(min(cutLowest, lowest), end+5)
		}
		return
	}
	// A second page: the slip moves there, the first page is text to its end.
	n, m := cut(rows, pageBottom-top), cut(side, pageBottom-o.sideTop)
	o.pages = [][]row{rows[:n], rows[n:]}
	o.side = [][]row{side[:m], side[m:]}
	o.top = []float64{top, secondTop}
	end = secondTop + max(height(rows[n:]), height(side[m:]))
	o.cutY = 0
	if len(o.slip) > 0 {
		o.cutY = min(cutLowest, lowest)
		room = o.cutY - 5
	}
	switch {
	case n == 0 || end > room:
		p.add(PartText, true, "paper.problem.long")
	default:
		p.add(PartText, false, "paper.problem.two_pages")
	}
}

// rows lays out paragraphs, headings and steps in a column of width w.
func (lk looks) rows(blocks []block, w float64) []row {
	var out []row
	st := plain(lk.text)
	for i, b := range blocks {
		var gap, x float64
		bst, h := st, lk.pitch
		switch b.kind {
		case heading:
			bst, gap, h = strong(lk.head).in(brand), 2.6, lk.pitch+0.2
		case step:
			gap, x = 1.4, lk.indent
			if i > 0 && blocks[i-1].kind == heading {
				gap = 0.4
			}
		default:
			gap = 1.8
			if i > 0 && blocks[i-1].kind == heading {
				gap = 0
			}
		}
		first := len(out)
		for _, l := range b.lines {
			for _, line := range wrap(weighted(l, bst.weight), bst, w-x) {
				out = append(out, row{h: h, key: key(line), draw: func(d *doc, y float64) { d.runs(letterLeft+x, y+lk.ascent, line) }})
			}
		}
		if first == len(out) {
			continue
		}
		out[first].gap = gap
		for j := first; j < len(out)-1; j++ {
			out[j].with = 1 // a paragraph of a letter is short: it stays whole
		}
		if b.kind == heading {
			out[len(out)-1].with = 1
		}
		if b.kind == step {
			draw := out[first].draw
			out[first].key += strconv.Itoa(b.n)
			out[first].draw = func(d *doc, y float64) {
				d.bullet(letterLeft+lk.bullet, y+lk.ascent-lk.text*0.12, lk.bullet, b.n)
				draw(d, y)
			}
		}
	}
	return out
}

// weighted makes all spans bold when the style is.
func weighted(l []span, w weight) []span {
	if w == regular {
		return l
	}
	out := make([]span, len(l))
	for i, s := range l {
		s.weight = w
		out[i] = s
	}
	return out
}

// box lays out the panel over the whole width, one or two halves.
func (lk looks) box(blocks []block) []row {
	if len(blocks) == 0 {
		return nil
	}
	halves := [][]block{nil}
	for _, b := range blocks {
		if b.kind == divider {
			halves = append(halves, nil)
			continue
		}
		halves[len(halves)-1] = append(halves[len(halves)-1], b)
	}
	halves = dropEmpty(halves)
	total := letterRight - letterLeft
	part := (total - 7) / float64(max(len(halves), 1))
	var columns [][]row
	h := 0.0
	for i, half := range halves {
		x := letterLeft + 7 + float64(i)*part
		columns = append(columns, lk.boxRows(half, x, part-5))
		h = max(h, height(columns[i]))
	}
	h += 7.2
	return []row{{gap: 4, h: h, draw: func(d *doc, y float64) {
		d.rect(letterLeft, y, total, h, &panel, nil, 0)
		d.rect(letterLeft, y, 1.6, h, &brand, nil, 0)
		for i, column := range columns {
			if i > 0 {
				x := letterLeft + 7 + float64(i)*part - 4
				d.line(x, y+5, x, y+h-5, hairline, ruleColor)
			}
			d.place(column, y+3.6)
		}
	}}}
}

func dropEmpty(halves [][]block) [][]block {
	var out [][]block
	for _, h := range halves {
		if len(h) > 0 {
			out = append(out, h)
		}
	}
	return out
}

func (lk looks) boxRows(blocks []block, x, w float64) []row {
	var out []row
	for _, b := range blocks {
		st, h, up := plain(lk.text), lk.pitch, 4.1
		switch b.kind {
		case heading:
			st, h, up = strong(9).in(mut), 5.6, 3.6
		case large:
			st, h, up = strong(13), 7.2, 5.6
		}
		for _, l := range b.lines {
			st := st
			if b.kind == large {
				st, _ = fit(st, lineText(l), w, 11)
			}
			for _, line := range wrap(weighted(l, st.weight), st, w) {
				if b.kind == heading {
					for i := range line {
						line[i].text = upper(line[i].text)
					}
				}
				out = append(out, row{h: h, draw: func(d *doc, y float64) { d.runs(x, y+up, line) }})
			}
		}
	}
	return out
}

func lineText(l []span) string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.text)
	}
	return b.String()
}

// sideRows lays out the column beside the text.
func (lk looks) sideRows(blocks []block) []row {
	var out []row
	for i, b := range blocks {
		st, gap := plain(lk.side), 0.0
		if b.kind == heading && i > 0 {
			gap = 2.8
		}
		for j, l := range b.lines {
			if b.kind == heading {
				st, _ = fit(strong(lk.side).in(brand), lineText(l), sideW, 9)
			}
			for k, line := range wrap(weighted(l, st.weight), st, sideW) {
				r := row{h: lk.sidePitch, key: key(line), draw: func(d *doc, y float64) { d.runs(sideX, y+3.6, line) }}
				if j == 0 && k == 0 {
					r.gap = gap
				}
				r.with = 1 // a block of the side column is short: it stays whole
				out = append(out, r)
			}
		}
		if len(out) > 0 && b.kind != heading && (i == len(blocks)-1 || blocks[i+1].kind == heading) {
			out[len(out)-1].with = 0
		}
	}
	return out
}
