package paper

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// BlankForm is the paper questionnaire, to be filled in by hand.
type BlankForm struct {
	Clinic Clinic
	Lang   say.Lang
	Form   *form.Definition
	Letter string // number of the letter that it lies with, for the code at the foot; may be empty
}

// Measures of the questionnaire in mm, papers.md 4.
const (
	formText   = 27.0  // x of questions
	formDigit  = 31.0  // right end of the digit beside a box
	formBox    = 31.5  // x of the first box
	formLabel  = 37.5  // x of the first option's words
	formAll    = 168.0 // the columns share this from formBox on
	boxSide    = 4.5
	optionH    = 6.1
	formTop    = 23.0 // of the content, later pages
	formBottom = 269.0
	barH       = 7.0
	fieldW     = 22.0
	fieldH     = 6.4
)

// noteItem is the coordinator's own note: it is no question and not on the paper.
const noteItem = "note"

// WriteBlankForm draws the questionnaire. Conditional items are included with a line
// that says for whom; no item is split.
func WriteBlankForm(w io.Writer, b BlankForm) (Drawn, error) {
	d := newDoc(b.Form.Title.In(b.Lang), b.Form.Date)
	if err := b.draw(d); err != nil {
		return Drawn{}, err
	}
	return d.finish(w)
}

func (b BlankForm) words() words { return words{b.Lang, "form"} }

func (b BlankForm) draw(d *doc) error {
	first, top := b.intro()
	rows := b.rows()
	var parts [][]row
	room := formBottom - top
	for len(rows) > 0 {
		n := cut(rows, room)
		if n == 0 {
			n = 1 // taller than a page: a question of dozens of options
		}
		parts = append(parts, rows[:n])
		rows, room = rows[n:], formBottom-formTop
	}
	for i, part := range parts {
		d.newPage()
		if err := b.furniture(d, i+1, len(parts)); err != nil {
			return err
		}
		y := formTop
		if i == 0 {
			first(d)
			y = top
		}
		d.place(part, y)
	}
	return nil
}

// furniture draws what every page has: corner marks, head, foot and code.
func (b BlankForm) furniture(d *doc, page, of int) error {
	for _, x := range []float64{6.5, sheetW - 9.5} {
		for _, y := range []float64{6.5, sheetH - 9.5} {
			d.rect(x, y, 3, 3, &ink, nil, 0)
		}
	}
	word := b.words()
	d.shapes(star.Logo(left+4.5, 14.6, 4.5, 0))
	d.fitted(left+11.5, 15.9, 84, fromLeft, strong(10.5), 7, b.Clinic.Name)
	version := word.in("version", "Version", b.Form.Version, "Year", strconv.Itoa(b.Form.Date.Year))
	d.fitted(right, 14, 74, fromRight, quiet(8.5), 6, version)
	d.right(right, 17.9, quiet(8.5), word.in("page", "Page", page, "Pages", of))
	d.paragraph(left, 282.9, 150, 3.8, quiet(8.5), word.in("how"))
	text := fmt.Sprintf("%s/%s/%d", b.Form.ID, b.Form.Version, page)
	if b.Letter != "" {
		text += "/" + b.Letter
	}
	code, err := newQR(text)
	if err != nil {
		return err
	}
	d.qr(right-16, 272, 12, code)
	return nil
}

// intro draws title, introduction and the lines for name and date.
func (b BlankForm) intro() (draw func(*doc), top float64) {
	intro := wrapText(mustClean(b.Form.Intro.In(b.Lang)), plain(11), right-left)
	y := 37.1 + 5.4*float64(len(intro))
	return func(d *doc) {
		title := b.Form.Title.In(b.Lang)
		d.fitted(left, 30.2, right-left, fromLeft, strong(18).in(brand), 12, title)
		for i, line := range intro {
			d.text(left, 37.1+5.4*float64(i), plain(11), line)
		}
		word := b.words()
		for _, f := range []struct {
			id     string
			x1, x2 float64
		}{{"name", 18, 105}, {"born", 109, 148}, {"date", 152.5, 192}} {
			d.text(f.x1, y+2, quiet(9), word.in(f.id))
			d.line(f.x1, y+8.2, f.x2, y+8.2, hairline, mut)
		}
	}, y + 11
}

// rows lays out the sections, the items of each kept whole.
func (b BlankForm) rows() []row {
	var out []row
	letter := 'A'
	for _, s := range b.Form.Sections {
		var items []form.Item
		measured := true
		for _, it := range b.Form.SectionItems(s) {
			if it.LinkID != noteItem {
				items = append(items, it)
				measured = measured && it.Measurement
			}
		}
		if len(items) == 0 {
			continue
		}
		bar := b.bar(string(letter), s.Title.In(b.Lang), measured)
		if len(out) > 0 {
			bar.gap = 2.6
		}
		out = append(out, bar)
		letter++
		for i := 0; i < len(items); {
			n := b.tableRun(items[i:])
			if n > 1 {
				out = append(out, b.table(items[i:i+n])...)
				i += n
				continue
			}
			out = append(out, b.item(&items[i]))
			i++
		}
	}
	return out
}

// bar is a section's heading; it stays with the section's first item.
func (b BlankForm) bar(letter, title string, measured bool) row {
	return row{h: barH, with: 1, draw: func(d *doc, y float64) {
		d.rect(left, y, right-left, barH, &brand, nil, 0)
		w := d.fitted(left+3, y+4.9, right-left-6, fromLeft, strong(12).in(white), 8, letter+"\u00a0\u00a0"+title)
		if measured {
			note := b.words().in("measured")
			d.fitted(right-3, y+4.8, right-left-w-12, fromRight, plain(9).in(white), 7, note)
		}
	}}
}

// cellWidth is the width of an option in a table of so many.
func cellWidth(options int) float64 {
	if options > 3 {
		return 23
	}
	return 20
}

// tableRun says how many items from the first on have the same few short options,
// so that they can be the rows of a table.
func (b BlankForm) tableRun(items []form.Item) int {
	first := items[0].Options
	if len(first) < 2 || len(first) > 4 || len(items[0].When) > 0 {
		return 1
	}
	cellW := cellWidth(len(first))
	for _, o := range first {
		text := mustClean(o.Text.In(b.Lang))
		if len(wrapText(text, strong(9), cellW-2)) > 2 {
			return 1
		}
		for _, word := range strings.Fields(text) {
			if strong(9).width(word) > cellW-2 {
				return 1
			}
		}
	}
	n := 1
	for n < len(items) && len(items[n].When) == 0 && sameOptions(first, items[n].Options) {
		n++
	}
	return n
}

func sameOptions(a, b []form.Option) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Code != b[i].Code || a[i].Text != b[i].Text {
			return false
		}
	}
	return true
}

// table lays out items with the same options: a row each, the words on top.
func (b BlankForm) table(items []form.Item) []row {
	options := items[0].Options
	cellW := cellWidth(len(options))
	x := func(i int) float64 { return right - cellW*float64(len(options)-i) + cellW/2 - 3 }
	textW := right - cellW*float64(max(len(options), 3)) - formText - 3
	head := 0
	for _, o := range options {
		head = max(head, len(wrapText(mustClean(o.Text.In(b.Lang)), strong(9), cellW-2)))
	}
	h := 2.9 + 3.7*float64(head)
	out := []row{{h: h, with: 1, draw: func(d *doc, y float64) {
		for i, o := range options {
			for j, line := range wrapText(mustClean(o.Text.In(b.Lang)), strong(9).in(mut), cellW-2) {
				d.center(x(i)+boxSide/2, y+4+3.7*float64(j), strong(9).in(mut), line)
			}
		}
		d.line(left, y+h, right, y+h, hairline, hair)
	}}}
	for _, it := range items {
		text := wrapText(mustClean(it.Text.In(b.Lang)), plain(11), textW)
		help := wrapText(mustClean(it.Help.In(b.Lang)), quiet(9.5), textW)
		h := 2.3 + 5.4*float64(len(text)) + 4.3*float64(len(help))
		out = append(out, row{h: h, draw: func(d *doc, y float64) {
			d.text(left, y+5.1, strong(11).in(brand), strconv.Itoa(it.Number))
			for i, line := range text {
				d.text(formText, y+5.1+5.4*float64(i), plain(11), line)
			}
			for i, line := range help {
				d.text(formText, y+4.3+5.4*float64(len(text))+4.3*float64(i), quiet(9.5), line)
			}
			for i, o := range options {
				d.right(x(i)-0.9, y+5, strong(9).in(mut), o.Code)
				d.box(x(i), y+1.7, boxSide, false)
			}
			d.line(left, y+h, right, y+h, hairline, hair)
		}})
	}
	return out
}

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
