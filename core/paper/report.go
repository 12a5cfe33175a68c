package paper

import (
	"io"
	"math"
	"strconv"
	"strings"

	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// Measures of the report's pages in mm, and its type sizes.
const (
	reportTop  = 32.0  // the first of a page's content
	reportLast = 275.0 // and the last
	reportGap  = 6.5   // between the parts of a chapter
	chapterGap = 11.0
	reportNote = 8.5
	notePitch  = 4.0
	introPitch = 5.2
	introWidth = 150.0 // longer lines are hard to follow
)

// reportPaper is a report being laid out.
type reportPaper struct {
	*report.Report
	clinic Clinic
	words
	d     *doc
	pages []reportPage
	y     float64 // where the page that is being filled ends
	heads []reportHead

	running string        // the chapter being laid out
	first   bool          // its head has just been placed: a table goes on right under it
	after   place         // the end of the latest line that stands for a table
	one     [1]star.Shape // scratch
	size    float64       // of the type of the table being laid out
}

// place is where something ends: how many pages there are, and how far down.
type place struct {
	pages int
	y     float64
}

// reportPage is a page as it is to be drawn.
type reportPage struct {
	running string // the chapter, in the head
	draw    []func()
}

// reportHead is a line of the list of contents.
type reportHead struct {
	number, title string
	page          int // of those laid out, from 0
	y             float64
	link          int
	tables        []reportHead
}

// WriteReport draws the report: a title page, contents, the chapters with tables and
// charts, and what the report was made of.
func WriteReport(w io.Writer, r *report.Report, c Clinic, lang say.Lang) (Drawn, error) {
	d := newDoc(say.In(lang, r.Title), lang, r.Date)
	drawReport(d, r, c, lang)
	return d.finish(w)
}

// drawReport lays the chapters out first: the contents need their pages.
func drawReport(d *doc, r *report.Report, c Clinic, lang say.Lang) {
	p := &reportPaper{Report: r, clinic: c, words: words{lang, "report"}, d: d}
	for i, ch := range r.Chapters {
		p.chapter(i+1, ch)
	}
	p.prints()
	before := 1 + p.contentPages()
	p.title()
	p.contents(before)
	for i, page := range p.pages {
		p.newPage(page.running, before+i+1, before+len(p.pages))
		for _, h := range p.heads {
			p.outline(h, i, 0)
			for _, t := range h.tables {
				p.outline(t, i, 1)
			}
		}
		for _, draw := range page.draw {
			draw()
		}
	}
}

// say gives a text of the report's, clean.
func (p *reportPaper) say(t say.Text) string {
	s, bad := tidy(say.In(p.lang, t))
	p.d.bad = append(p.d.bad, bad...)
	return s
}

// newPage begins a page with what all of them have.
func (p *reportPaper) newPage(running string, page, pages int) {
	d := p.d
	d.newPage()
	if p.Open {
		d.stamp("report.open", func() { p.watermark() })
	}
	title := p.say(p.Title)
	if page == 1 {
		title = ""
	}
	d.sheetHead(p.Clinic, title, running)
	foot := p.in("foot.hidden", "Mark", report.HiddenMark)
	if p.Open {
		foot = p.in("foot.open")
	}
	d.sheetFoot([]string{foot}, p.in("page", "Page", page, "Pages", pages))
}

// watermark tells on the whole page that nothing is hidden: pale enough to read through,
// in colour and in grey.
func (p *reportPaper) watermark() {
	const turn = -54 * math.Pi / 180 // along the sheet's diagonal
	d, text := p.d, upper(p.in("open"))
	st := style{size: 46, weight: bold, color: color{0xE6, 0xEB, 0xEC}}
	for st.width(text) > 300 {
		st.size--
	}
	sin, cos := math.Sincos(-turn)
	half := st.width(text) / 2
	x, y := sheetW/2-half*cos, sheetH/2-half*sin
	b := append(d.ops, "q "...)
	for _, v := range []float64{cos, sin, -sin, cos} {
		b = append(strconv.AppendFloat(b, v, 'f', 4, 64), ' ')
	}
	d.ops = append(num(num(b, x/mmPerPoint), y/mmPerPoint), "cm\n"...)
	d.put(0, sheetH, st, text)
	d.ops = append(d.ops, "Q\n"...)
	d.style, d.coloured = style{}, false
}

// outline names a place of a page in the reader's list of contents and for links to it.
func (p *reportPaper) outline(h reportHead, page, level int) {
	if h.page != page {
		return
	}
	p.d.pdf.Bookmark(strings.TrimSpace(h.number+" "+h.title), level, max(h.y-8, 0))
	p.d.pdf.SetLink(h.link, max(h.y-8, 0), p.d.page)
}

// turn begins a new page of the content.
func (p *reportPaper) turn() {
	p.pages = append(p.pages, reportPage{running: p.running})
	p.y = reportTop
}

// need sees to it that so much fits on the page.
func (p *reportPaper) need(h float64) {
	if p.y+h > reportLast && p.y > reportTop {
		p.turn()
	}
}

// left gives how much of the page is left.
func (p *reportPaper) left() float64 { return reportLast - p.y }

// put places something of a height at the page's end.
func (p *reportPaper) put(h float64, draw func(y float64)) {
	page, y := &p.pages[len(p.pages)-1], p.y
	page.draw = append(page.draw, func() { draw(y) })
	p.y += h
}

// gap leaves room, unless at the top of a page.
func (p *reportPaper) gap(h float64) {
	if p.y > reportTop {
		p.y += h
	}
}

// lines places wrapped text.
func (p *reportPaper) lines(st style, w, pitch float64, texts ...string) {
	for _, text := range texts {
		for _, line := range wrapText(text, st, w) {
			p.need(pitch)
			p.put(pitch, func(y float64) { p.d.text(left, y+pitch*0.75, st, line) })
		}
	}
}

// head gives a heading a place in the contents.
func (p *reportPaper) head(number, title string) reportHead {
	return reportHead{number: number, title: title, page: len(p.pages) - 1, y: p.y, link: p.d.pdf.AddLink()}
}

// chapter lays a chapter out: what it is about, its tables each with its chart, and the
// charts that are no table's.
func (p *reportPaper) chapter(n int, ch report.Chapter) {
	title := p.say(ch.Title)
	p.running = title
	least := 12.5 + introPitch*2
	for _, t := range ch.Intro {
		least += 1.6 + introPitch*float64(len(wrapText(p.say(t), plain(10.5), introWidth)))
	}
	if len(ch.Tables) > 0 { // the first table is seen with its chapter's head
		least += reportGap + p.wholeTable(ch.Tables[0])
	}
	if len(p.pages) == 0 || p.left() < math.Min(least+chapterGap, reportLast-reportTop) {
		p.turn()
	} else {
		p.y += chapterGap
	}
	number := strconv.Itoa(n)
	p.heads = append(p.heads, p.head(number, title))
	p.put(11, func(y float64) {
		d := p.d
		x := left + max(d.text(left, y+6, strong(16).in(brand), number)+4, 9)
		d.fitted(x, y+6, right-x, fromLeft, strong(16).in(brand), 11, title)
		d.line(left, y+9, right, y+9, frame, brand)
	})
	p.y += 1.5
	for i, t := range ch.Intro {
		if i > 0 {
			p.y += 1.6
		}
		p.lines(plain(10.5), introWidth, introPitch, p.say(t))
	}
	p.first = true
	drawn := map[string]bool{}
	for i, t := range ch.Tables {
		p.table(number+"."+strconv.Itoa(i+1), t)
		for _, c := range ch.Charts {
			if c.ID == t.ID {
				drawn[c.ID] = true
				p.chart(c)
			}
		}
	}
	for _, c := range ch.Charts {
		if !drawn[c.ID] {
			p.chart(c)
		}
	}
}

// prints lays out what the report was made of: the same, the same report.
func (p *reportPaper) prints() {
	if len(p.Prints) == 0 {
		return
	}
	title := p.in("prints")
	st, pitch := plain(10), 5.4
	h := 22.0
	var lines []string
	for _, t := range p.Prints {
		for _, l := range wrapText(p.say(t), st, right-left-12) {
			lines = append(lines, l)
			h += pitch
		}
	}
	p.running = title
	if len(p.pages) == 0 || p.left() < h+chapterGap+4 {
		p.turn()
	} else {
		p.y += chapterGap
	}
	p.heads = append(p.heads, p.head("", title))
	p.put(h, func(y float64) {
		d := p.d
		d.rect(left, y, right-left, h, &panel, nil, 0)
		d.rect(left, y, 1.6, h, &brand, nil, 0)
		d.text(left+6, y+8, strong(11.5).in(brand), title)
		d.fitted(left+6, y+14, right-left-12, fromLeft, quiet(9), 7.5, p.in("prints.why"))
		for i, l := range lines {
			d.text(left+6, y+21+pitch*float64(i), st, l)
		}
	})
}
