package paper

import (
	"strconv"

	"fyrtio/core/form"
)

// item lays out one question.
func (b BlankForm) item(it *form.Item) row {
	switch {
	case it.Type == form.Choice:
		return b.choice(it)
	case it.Measurement:
		return b.measurement(it)
	}
	return b.open(it)
}

// question lays out what stands above the answers: for whom, question, help.
func (b BlankForm) question(it *form.Item, st style) (draw func(*doc, float64), h float64) {
	const w = right - formText
	var lines []run
	hint := b.condition(it)
	for _, s := range wrapText(hint, quiet(9.5), w) {
		lines = append(lines, run{text: s, style: quiet(9.5), x: 4.4})
	}
	for _, s := range wrapText(mustClean(it.Text.In(b.Lang)), st, w) {
		lines = append(lines, run{text: s, style: st, x: 5.4})
	}
	for _, s := range wrapText(mustClean(it.Help.In(b.Lang)), quiet(9.5), w) {
		lines = append(lines, run{text: s, style: quiet(9.5), x: 4.5})
	}
	for _, l := range lines {
		h += l.x
	}
	return func(d *doc, y float64) {
		for i, l := range lines {
			y += l.x
			if i == 0 {
				d.text(left, y, strong(11).in(brand), strconv.Itoa(it.Number))
			}
			d.text(formText, y, l.style, l.text)
		}
	}, h
}

// above gives the height of the lines over the question's own first line.
func (b BlankForm) above(it *form.Item) float64 {
	return 4.4 * float64(len(wrapText(b.condition(it), quiet(9.5), right-formText)))
}

// condition says for whom a conditional item is.
func (b BlankForm) condition(it *form.Item) string {
	if len(it.When) == 0 {
		return ""
	}
	word := b.words()
	var all string
	for i, c := range it.When {
		n := 0
		if other, ok := b.Form.Item(c.LinkID); ok {
			n = other.Number
		}
		id := "when"
		if c.Not {
			id = "when_not"
		}
		one := word.in(id, "Code", c.Code, "Question", n)
		switch {
		case i == 0:
			all = one
		case it.WhenAny:
			all = word.in("or", "First", all, "Second", one)
		default:
			all = word.in("and", "First", all, "Second", one)
		}
	}
	return word.in("only", "When", all)
}

// columns says how many columns the options take: as many as fit, at most four,
// and no more than the number of rows needs.
func (b BlankForm) columns(it *form.Item) (grid, rows int) {
	widest := 0.0
	for _, o := range it.Options {
		widest = max(widest, plain(11).width(mustClean(o.Text.In(b.Lang))))
	}
	fits := 1
	for n := 4; n > 1; n-- {
		// The digit of the next column needs 4 mm; after the last there is the margin.
		if widest <= min(formAll/float64(n)-(formLabel-formBox)-4, right-formLabel-formAll/float64(n)*float64(n-1)) {
			fits = n
			break
		}
	}
	k := len(it.Options)
	rows = (k + fits - 1) / fits
	grid = (k + rows - 1) / rows
	if k == 2 && fits == 4 {
		grid = 4 // yes and no stand near each other
	}
	return grid, rows
}

func (b BlankForm) choice(it *form.Item) row {
	head, headH := b.question(it, strong(11))
	grid, rows := b.columns(it)
	step := formAll / float64(grid)
	w := min(step-(formLabel-formBox)-4, right-formLabel)
	if grid == 1 {
		w = right - formLabel
	}
	// An option that is wider than its column wraps: only with one column.
	var texts [][]string
	heights := make([]float64, rows)
	for i, o := range it.Options {
		lines := wrapText(mustClean(o.Text.In(b.Lang)), plain(11), max(w, step-(formLabel-formBox)-4))
		texts = append(texts, lines)
		heights[i%rows] = max(heights[i%rows], optionH+5*float64(max(len(lines)-1, 0)))
	}
	h := headH + 3.4
	for _, r := range heights {
		h += r
	}
	return row{h: h, draw: func(d *doc, y float64) {
		head(d, y)
		for i, o := range it.Options {
			x := step * float64(i/rows)
			oy := y + headH
			for _, r := range heights[:i%rows] {
				oy += r
			}
			d.right(formDigit+x, oy+5.9, strong(9).in(mut), o.Code)
			d.box(formBox+x, oy+2.5, boxSide, false)
			for j, line := range texts[i] {
				d.text(formLabel+x, oy+6.1+5*float64(j), plain(11), line)
			}
		}
		d.line(left, y+h, right, y+h, hairline, hair)
	}}
}

// open lays out a number to write after the question, or lines for a text.
func (b BlankForm) open(it *form.Item) row {
	head, headH := b.question(it, plain(11))
	if !it.Numeric() {
		lines := 1
		if it.Type == form.Long {
			lines = 3
		}
		h := headH + 9*float64(lines) + 3
		return row{h: h, draw: func(d *doc, y float64) {
			head(d, y)
			for i := range lines {
				ly := y + headH + 9*float64(i+1) - 0.5
				d.line(formText, ly, right, ly, hairline, mut)
			}
			d.line(left, y+h, right, y+h, hairline, hair)
		}}
	}
	// The field stands beside a short question, below a long one.
	text, unit := mustClean(it.Text.In(b.Lang)), mustClean(it.Unit.In(b.Lang))
	x, fy, h := formText, headH+2.1, headH+11
	if after := formText + plain(11).width(text) + 4; after+fieldW+2+plain(11).width(unit) < right {
		x, fy, h = after, b.above(it)+1, max(headH+3.4, b.above(it)+fieldH+2)
	}
	return row{h: h, draw: func(d *doc, y float64) {
		head(d, y)
		d.rect(x, y+fy, fieldW, fieldH, nil, &ink, frame)
		d.text(x+fieldW+2, y+fy+4.4, plain(11), unit)
		d.line(left, y+h, right, y+h, hairline, hair)
	}}
}

// measurement lays out a value that the clinic fills in: name, help, field, unit.
func (b BlankForm) measurement(it *form.Item) row {
	const fieldX = 140.0
	text := wrapText(mustClean(it.Text.In(b.Lang)), plain(11), 55)
	help := wrapText(mustClean(it.Help.In(b.Lang)), quiet(9), fieldX-formText-58)
	h := max(9.4, 4+5.4*float64(len(text)), 6+3.8*float64(len(help)))
	return row{h: h, draw: func(d *doc, y float64) {
		d.text(left, y+6, strong(11).in(brand), strconv.Itoa(it.Number))
		for i, line := range text {
			d.text(formText, y+6+5.4*float64(i), plain(11), line)
		}
		for i, line := range help {
			d.text(formText+56, y+6+3.8*float64(i), quiet(9), line)
		}
		d.rect(fieldX, y+1.5, fieldW, fieldH, nil, &ink, frame)
		d.text(fieldX+fieldW+2, y+6, plain(11), it.Unit.In(b.Lang))
		d.line(left, y+h, right, y+h, hairline, hair)
	}}
}
