package paper

import (
	"fmt"
	"strconv"
	"strings"

	"fyrtio/core/letter"
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
	addressMax  = 5     // lines that show in a window
	addressGap  = 4.7   // between their baselines …
	addressLess = 4.0   // … and at least
	sheetTop    = 44.0  // of the text of an enclosure
)

// looks are the type sizes of a letter.
type looks struct {
	text, head, side, slip float64 // pt
	pitch, sidePitch       float64 // mm from baseline to baseline
	ascent                 float64 // from a line's top to its baseline
	indent, bullet, point  float64 // of steps and points
	large                  bool
	cache                  *rowCache // nil = none
}

var (
	normalLooks = looks{text: 11, head: 12, side: 9.8, slip: 11, pitch: 5.54, sidePitch: 4.75, ascent: 4.1, indent: 8.5, bullet: 2.9, point: 5}
	largeLooks  = looks{text: 13, head: 13, side: 11, slip: 12, pitch: 6.7, sidePitch: 5.5, ascent: 5, indent: 11, bullet: 3.6, point: 6, large: true}
)

// layout is a letter laid out and not yet drawn.
type layout struct {
	letter  Letter
	lang    say.Lang
	sheet   bool // printed without address, as an enclosure
	named   bool // stands in the file's list of contents
	title   []string
	titleSt style
	address []string
	addrSt  style
	pages   []page
	slip    []row
	cutY    float64 // on the last page; 0 without a slip
	number  string
}

// page is one side of a letter: the text and the column beside it.
type page struct {
	rows, side   []row
	top, sideTop float64
}

// maxPages is the most pages that a letter may take.
const maxPages = 4

// lay lays a letter out. Problems are appended to p.
func (run LetterRun) lay(l Letter, t *letter.Template, cache *rowCache, p *problems) layout {
	values, bad := run.values(l)
	c := t.Fill(values)
	for _, f := range letter.Fields() {
		if runes := bad[f.Name]; len(runes) > 0 && (c.Used[f.Name] || f.Name == "name") {
			p.unprintable(f.Name, runes)
		}
	}
	p.unfilled(c.Missing)
	p.blank(c.Blank)
	out := layout{letter: l, lang: l.Lang.Say(), number: values["number"]}
	out.address, out.addrSt = run.addressLines(l, p)
	out.text(c, cache, p)
	return out
}

// text lays out what the template says: everything below the address.
func (o *layout) text(c letter.Content, cache *rowCache, p *problems) {
	lk := normalLooks
	if c.Large {
		lk = largeLooks
	}
	lk.cache = cache
	o.titleSt = strong(19).in(brand)
	o.title = wrapText(c.Title, o.titleSt, letterRight-letterLeft)
	if len(o.title) > 1 {
		o.titleSt = o.titleSt.sized(16)
		o.title = wrapText(c.Title, o.titleSt, letterRight-letterLeft)
	}
	if len(o.title) > 3 {
		p.add(Stop, PartTemplate, MendTemplate, "paper.problem.title")
		o.title = o.title[:3]
	}
	w := columnW
	if len(c.Side) == 0 {
		w = letterRight - letterLeft
	}
	before := lk.rows(c.Body[:c.BoxAt], letterRight-letterLeft)
	boxed := cache.get("box", c.Large, 0, w, c.Box, func() []row { return lk.box(c.Box) })
	body := lk.rows(c.Body[c.BoxAt:], w)
	if len(boxed) > 0 && len(body) > 0 {
		body[0].gap = 3.9
	}
	rows := append(append(before, boxed...), body...)
	if !slipHeadFits(c.Slip) {
		p.add(Stop, PartTemplate, MendTemplate, "paper.problem.slip")
	}
	o.slip = cache.get("slip", c.Large, 0, w, c.Slip, func() []row { return lk.slipRows(c.Slip) })
	side := cache.get("side", c.Large, 0, w, c.Side, func() []row { return lk.sideRows(c.Side) })
	o.paginate(rows, side, len(before)+len(boxed), p)
}

// paginate decides where pages end and where the cut line stands: the slip is on the
// last page, which ends above it.
func (o *layout) paginate(rows, side []row, sideFrom int, p *problems) {
	top := bodyTop
	if o.sheet {
		top = sheetTop
	}
	top += float64(len(o.title)-1) * 7
	lowest := min(slipBottom-height(o.slip), cutLimit) // of the cut line
	for {
		pg := page{top: top, sideTop: top}
		if sideFrom > 0 { // the column stands below what takes the whole width
			pg.sideTop = top + height(rows[:min(sideFrom, len(rows))]) + 3.2
		}
		forced := breakAt(rows)
		room := pageBottom
		if len(o.slip) > 0 {
			room = lowest - 5
		}
		end := max(top+height(rows[:forced]), pg.sideTop+height(side))
		if forced == len(rows) && end <= room {
			pg.rows, pg.side = rows, side
			o.pages = append(o.pages, pg)
			if len(o.slip) > 0 {
				o.cutY = max(min(cutLowest, lowest), end+5)
			}
			break
		}
		n := min(cut(rows, pageBottom-top), forced)
		m := 0
		if sideFrom <= n {
			m = cut(side, pageBottom-pg.sideTop)
		}
		if forced == len(rows) && n == forced && m == len(side) && n > 1 {
			// The text fits and the slip does not: the last lines keep it company.
			n = lastWhole(rows, n)
		}
		pg.rows, pg.side = rows[:n], side[:m]
		o.pages = append(o.pages, pg)
		if n == 0 && m == 0 || len(o.pages) == maxPages {
			p.add(Stop, PartText, MendTemplate, "paper.problem.long")
			break
		}
		rows, side, sideFrom, top = rows[n:], side[m:], max(0, sideFrom-n), secondTop
		if len(rows) > 0 {
			rows = append([]row(nil), rows...)
			rows[0].page = false
		}
	}
	if len(o.pages) > 1 {
		p.add(Look, PartText, MendTemplate, "paper.problem.pages", "N", len(o.pages))
	}
}

// breakAt gives the first row that begins a page, or how many rows there are.
func breakAt(rows []row) int {
	for i, r := range rows {
		if i > 0 && r.page {
			return i
		}
	}
	return len(rows)
}

// lastWhole gives where the last rows that belong together begin, of the first n; n when
// they are all that there is.
func lastWhole(rows []row, n int) int {
	at := n - 1
	for at > 0 && rows[at-1].with > 0 {
		at--
	}
	if at == 0 {
		return n
	}
	return at
}

// rows lays out paragraphs, headings, steps, points and tables in a column of width w.
func (lk looks) rows(blocks []letter.Block, w float64) []row {
	var out []row
	turned := false // the next row begins a page
	for i := 0; i < len(blocks); i++ {
		b, first := blocks[i], len(out)
		var before letter.Kind = -1
		if i > 0 {
			before = blocks[i-1].Kind
		}
		switch b.Kind {
		case letter.Break:
			turned = true
			continue
		case letter.Row:
			n := tableRows(blocks[i:])
			out = append(out, lk.table(blocks[i:i+n], letterLeft, w, plain(lk.text), lk.pitch, lk.ascent)...)
			i += n - 1
		default:
			if b.Kind == letter.Signature && len(out) > 0 {
				out[len(out)-1].with = 1 // the greeting stays with the name
			}
			out = append(out, lk.cache.get("block", lk.large, before, w, blocks[i:i+1], func() []row { return lk.block(b, before, w) })...)
		}
		if first < len(out) && turned {
			out[first].page, turned = true, false
		}
	}
	return out
}

// block lays out one block that follows a block of the kind before; -1 for none.
func (lk looks) block(b letter.Block, before letter.Kind, w float64) []row {
	var gap, x float64
	st, h := plain(lk.text), lk.pitch
	switch b.Kind {
	case letter.Heading:
		st, gap, h = strong(lk.head).in(brand), 2.6, lk.pitch+0.2
	case letter.Step:
		gap, x = 1.4, lk.indent
	case letter.Point:
		gap, x = 0.6, lk.point
	case letter.Signature:
		gap = b.Room
	default:
		gap = 1.8
	}
	switch {
	case before == letter.Heading && b.Kind == letter.Step:
		gap = 0.4
	case before == letter.Heading && b.Kind != letter.Heading:
		gap = 0
	case b.Kind == letter.Point && before != letter.Point:
		gap = 1.2
	}
	var out []row
	for _, l := range spanLines(b.Lines) {
		for _, line := range wrap(weighted(l, st.weight), st, w-x) {
			out = append(out, row{h: h, key: key(line), draw: func(d *doc, y float64) { d.runs(letterLeft+x, y+lk.ascent, line) }})
		}
	}
	if len(out) == 0 {
		return nil
	}
	out[0].gap = gap
	for j := range out[:len(out)-1] {
		out[j].with = 1 // a paragraph of a letter is short: it stays whole
	}
	if b.Kind == letter.Heading {
		out[len(out)-1].with = 1
	}
	draw := out[0].draw
	switch b.Kind {
	case letter.Step:
		out[0].key += strconv.Itoa(b.N)
		out[0].draw = func(d *doc, y float64) {
			d.bullet(letterLeft+lk.bullet, y+lk.ascent-lk.text*0.12, lk.bullet, b.N)
			draw(d, y)
		}
	case letter.Point:
		out[0].key += "•"
		out[0].draw = func(d *doc, y float64) {
			d.dot(letterLeft, y+lk.ascent, lk.text)
			draw(d, y)
		}
	}
	return out
}

// table lays out rows of cells in columns as wide as they need; the last one takes what
// is left, and wraps. The first cell of a row names it.
func (lk looks) table(blocks []letter.Block, x, w float64, st style, pitch, ascent float64) []row {
	const between = 5.0
	columns := 1
	for _, b := range blocks {
		columns = max(columns, len(b.Lines))
	}
	cell := func(b letter.Block, i int) []span {
		spans := toSpans(b.Lines[i])
		if i == 0 && columns > 1 {
			return weighted(spans, bold)
		}
		return spans
	}
	widths := make([]float64, columns)
	for i := range columns - 1 {
		for _, b := range blocks {
			if i < len(b.Lines)-1 {
				widths[i] = max(widths[i], natural(cell(b, i), st))
			}
		}
		widths[i] = min(widths[i], (w-between*float64(columns-1))/float64(columns)*1.2)
	}
	var out []row
	for n, b := range blocks {
		var drawn [][][]run
		var at []float64
		lines, name, cx := 1, "table", 0.0
		for i := range b.Lines {
			room := widths[i]
			if i == len(b.Lines)-1 {
				room = w - cx // the last cell of a row has the rest of it
			}
			wrapped := wrap(cell(b, i), st, max(room, 10))
			drawn, at = append(drawn, wrapped), append(at, cx)
			lines = max(lines, len(wrapped))
			for _, line := range wrapped {
				name += key(line)
			}
			cx += room + between
		}
		h := pitch*float64(lines) + 1.5
		r := row{h: h, key: fmt.Sprint(name, at), with: 1, draw: func(d *doc, y float64) {
			for i, column := range drawn {
				for j, line := range column {
					d.runs(x+at[i], y+ascent+pitch*float64(j), line)
				}
			}
			d.line(x, y+h-0.5, x+w, y+h-0.5, hairline, hair)
		}}
		if n == 0 {
			r.gap = 1.4
		}
		out = append(out, r)
	}
	out[len(out)-1].with = 0
	return out
}

// tableRows gives how many of the blocks from the first on are rows of one table.
func tableRows(blocks []letter.Block) int {
	n := 0
	for n < len(blocks) && blocks[n].Kind == letter.Row {
		n++
	}
	return n
}

// toSpans gives a line of a letter as it is wrapped.
func toSpans(line []letter.Span) []span {
	out := make([]span, len(line))
	for i, s := range line {
		out[i] = span{text: s.Text, rule: s.Rule}
		if s.Bold {
			out[i].weight = bold
		}
	}
	return out
}

func spanLines(lines [][]letter.Span) [][]span {
	out := make([][]span, len(lines))
	for i, l := range lines {
		out[i] = toSpans(l)
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
func (lk looks) box(blocks []letter.Block) []row {
	if len(blocks) == 0 {
		return nil
	}
	halves := [][]letter.Block{nil}
	for _, b := range blocks {
		if b.Kind == letter.Divider {
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

func dropEmpty(halves [][]letter.Block) [][]letter.Block {
	var out [][]letter.Block
	for _, h := range halves {
		if len(h) > 0 {
			out = append(out, h)
		}
	}
	return out
}

func (lk looks) boxRows(blocks []letter.Block, x, w float64) []row {
	var out []row
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		st, h, up, indent := plain(lk.text), lk.pitch, 4.1, 0.0
		switch b.Kind {
		case letter.Row:
			n := tableRows(blocks[i:])
			out = append(out, lk.table(blocks[i:i+n], x, w, st, lk.pitch, up)...)
			i += n - 1
			continue
		case letter.Heading:
			st, h, up = strong(9).in(mut), 5.6, 3.6
		case letter.Large:
			st, h, up = strong(13), 7.2, 5.6
		case letter.Point:
			indent = 3.4
		}
		for j, l := range spanLines(b.Lines) {
			st := st
			if b.Kind == letter.Large {
				st, _ = fit(st, lineText(l), w, 11)
			}
			for k, line := range wrap(weighted(l, st.weight), st, w-indent) {
				if b.Kind == letter.Heading {
					for i := range line {
						line[i].text = upper(line[i].text)
					}
				}
				dot := b.Kind == letter.Point && j+k == 0
				out = append(out, row{h: h, draw: func(d *doc, y float64) {
					if dot {
						d.dot(x, y+up, lk.text)
					}
					d.runs(x+indent, y+up, line)
				}})
			}
		}
	}
	return out
}

// dot draws the mark before a point of a list, whose text begins on a baseline.
func (d *doc) dot(x, base, size float64) {
	d.circle(x+size*0.145, base-size*0.1, size*0.068, &brand, nil, 0)
}

func lineText(l []span) string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.text)
	}
	return b.String()
}

// sideRows lays out the column beside the text.
func (lk looks) sideRows(blocks []letter.Block) []row {
	var out []row
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		st, gap, indent := plain(lk.side), 0.0, 0.0
		switch {
		case b.Kind == letter.Heading && i > 0:
			gap = 2.8
		case b.Kind == letter.Point:
			indent = 3
		case b.Kind == letter.Row:
			n := tableRows(blocks[i:])
			out = append(out, lk.table(blocks[i:i+n], sideX, sideW, st, lk.sidePitch, 3.6)...)
			i += n - 1
			continue
		}
		for j, l := range spanLines(b.Lines) {
			if b.Kind == letter.Heading {
				st, _ = fit(strong(lk.side).in(brand), lineText(l), sideW, 9)
			}
			for k, line := range wrap(weighted(l, st.weight), st, sideW-indent) {
				dot := b.Kind == letter.Point && j+k == 0
				r := row{h: lk.sidePitch, key: fmt.Sprint(indent, dot) + key(line), draw: func(d *doc, y float64) {
					if dot {
						d.dot(sideX, y+3.6, lk.side)
					}
					d.runs(sideX+indent, y+3.6, line)
				}}
				if j == 0 && k == 0 {
					r.gap = gap
				}
				r.with = 1 // a block of the side column is short: it stays whole
				out = append(out, r)
			}
		}
		if len(out) > 0 && b.Kind != letter.Heading && (i == len(blocks)-1 || blocks[i+1].Kind == letter.Heading) {
			out[len(out)-1].with = 0
		}
	}
	return out
}
