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
	d := newDoc(b.Form.Title.In(b.Lang), b.Lang, b.Form.Date)
	if err := b.draw(d, b.lay()); err != nil {
		return Drawn{}, err
	}
	return d.finish(w)
}

// formPages is the form laid out: its pages, what the first begins with and where that ends.
type formPages struct {
	parts [][]row
	first func(*doc)
	top   float64
}

// lay divides the form into pages.
func (b BlankForm) lay() *formPages {
	p := &formPages{}
	p.first, p.top = b.intro()
	rows := b.rows()
	room := formBottom - p.top
	for len(rows) > 0 {
		n := cut(rows, room)
		if n == 0 {
			n = 1 // taller than a page: a question of dozens of options
		}
		p.parts = append(p.parts, rows[:n])
		rows, room = rows[n:], formBottom-formTop
	}
	return p
}

// draw puts a laid-out form on its pages. In a run of letters, where each form bears the
// letter's number, all but its code is kept in the file once.
func (b BlankForm) draw(d *doc, p *formPages) error {
	for i, part := range p.parts {
		d.newPage()
		page := func() {
			b.furniture(d, i+1, len(p.parts))
			y := formTop
			if i == 0 {
				p.first(d)
				y = p.top
			}
			for j, r := range part {
				if j > 0 {
					y += r.gap
				}
				r.draw(d, y)
				y += r.h
			}
		}
		if b.Letter != "" {
			d.stamp(fmt.Sprint("form ", b.Lang, i), page)
		} else {
			page()
		}
		if err := b.code(d, i+1); err != nil {
			return err
		}
	}
	return nil
}

func (b BlankForm) words() words { return words{b.Lang, "form"} }

// furniture draws what every page has: corner marks, head and foot.
func (b BlankForm) furniture(d *doc, page, of int) {
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
}

// code draws the code of a page: which form, which page, which letter it lay with.
func (b BlankForm) code(d *doc, page int) error {
	text := fmt.Sprintf("%s/%s/%d", b.Form.ID, b.Form.Version, page)
	if b.Letter != "" {
		text += "/" + b.Letter
	}
	code, err := newQR(scanned(text))
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
		first := len(out)
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
		if measured {
			keepWhole(out[first:]) // the clinic's own part: one page, which stays there
		}
	}
	return out
}

// keepWhole keeps rows on one page, unless they would take most of one.
func keepWhole(rows []row) {
	if len(rows) == 0 || height(rows) > 200 {
		return
	}
	for i := range rows[:len(rows)-1] {
		rows[i].with = 1
	}
}

// bar is a section's heading; it stays with the section's first item.
func (b BlankForm) bar(letter, title string, measured bool) row {
	return row{h: barH, with: 1, draw: func(d *doc, y float64) {
		if b.Letter == "" {
			d.bookmark(letter + " " + title)
		}
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
	keepWhole(out) // rows without the words over them cannot be answered
	return out
}
