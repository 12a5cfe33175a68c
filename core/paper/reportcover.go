package paper

import (
	"math"
	"strconv"

	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// Measures of the title page and the contents in mm.
const (
	coverTitle = 62.0
	coverFacts = 92.0
	factPitch  = 7.4
	factValue  = 66.0
	keysAcross = 4
	keyHeight  = 41.0
	keyGap     = 3.0

	contentTop   = 41.0
	contentWidth = 82.0 // of a column
	contentGap   = 10.0
	entryPitch   = 4.2
)

// title draws the first page: whose report it is, of what, and the numbers that come first.
func (p *reportPaper) title() {
	d := p.d
	p.newPage("", 1, 1+p.contentPages()+len(p.pages))
	d.shapes(star.Logo(right-21, coverTitle-3, 21, 0))
	w := right - 46 - left
	d.fitted(left, coverTitle-10, w, fromLeft, quiet(11), 8, p.in("kind"))
	st := strong(30).in(brand)
	lines := wrapText(p.say(p.Title), st, w)
	for len(lines) > 2 && st.size > 16 {
		st.size -= 2
		lines = wrapText(p.say(p.Title), st, w)
	}
	y := coverTitle
	for _, l := range lines {
		d.text(left, y+2, st, l)
		y += st.size * 0.45
	}
	y += 1
	for _, l := range wrapText(p.tidy(p.Clinic), strong(14), w) {
		d.text(left, y, strong(14), l)
		y += 6.5
	}

	y = math.Max(y+8, coverFacts)
	for _, f := range p.facts() {
		d.fitted(left, y, factValue-left-3, fromLeft, quiet(10), 8, f[0])
		values := wrapText(p.tidy(f[1]), plain(10), right-factValue)
		for _, l := range values {
			d.text(factValue, y, plain(10), l)
			y += 4.6
		}
		y += factPitch - 4.6
		d.line(left, y-4.8, right, y-4.8, hairline, hair)
	}
	y += 6
	d.text(left, y, strong(13).in(brand), p.in("head"))
	y += 4
	kw := (right - left - keyGap*(keysAcross-1)) / keysAcross
	for i, k := range p.Head {
		p.key(left+float64(i%keysAcross)*(kw+keyGap), y+float64(i/keysAcross)*(keyHeight+keyGap), kw, k)
	}
	if rows := (len(p.Head) + keysAcross - 1) / keysAcross; y+float64(rows)*(keyHeight+keyGap)+9 < reportLast-2*introPitch {
		d.paragraph(left, y+float64(rows)*(keyHeight+keyGap)+9, introWidth, introPitch, quiet(10), p.in("what"))
	}
}

func (p *reportPaper) tidy(s string) string {
	s, bad := tidy(s)
	p.d.bad = append(p.d.bad, bad...)
	return s
}

// facts tell on the first page what the report is about and how it was made.
func (p *reportPaper) facts() (list [][2]string) {
	add := func(id, value string) {
		if value != "" {
			list = append(list, [2]string{p.in("fact." + id), value})
		}
	}
	if !p.County {
		add("giver", p.clinic.CareGiver)
	}
	if p.Period.Single() {
		add("cohort", strconv.Itoa(p.Period.From))
	} else {
		add("cohorts", p.in("years", "From", strconv.Itoa(p.Period.From), "To", strconv.Itoa(p.Period.To)))
	}
	for i, n := range p.Names {
		years := strconv.Itoa(n.From)
		if !n.Single() {
			years = p.in("years", "From", years, "To", strconv.Itoa(n.To))
		}
		label := ""
		if i == 0 {
			label = p.in("fact.names")
		}
		list = append(list, [2]string{label, p.in("named", "Name", n.Name, "Years", years)})
	}
	add("date", say.Date(p.lang, p.Date))
	if p.Open {
		add("small", p.in("small.open"))
	} else {
		add("small", p.in("small.hidden"))
	}
	return list
}

// key draws one of the numbers that come first, with a bar for its share.
func (p *reportPaper) key(x, y, w float64, k report.Key) {
	d := p.d
	d.rect(x, y, w, keyHeight, &panel, nil, 0)
	inner := w - 7
	st, label := plain(9.5), p.say(k.Label)
	for len(wrapText(label, st, inner)) > 2 && st.size > 7.5 {
		st.size -= 0.5
	}
	for i, l := range wrapText(label, st, inner) {
		d.text(x+3.5, y+6+4.1*float64(i), st, l)
	}
	c := k.Cell
	big, small := p.whole(c.N), ""
	switch {
	case c.Kind == report.Blank:
		big = "–"
	case c.Hidden:
		big, small = report.HiddenMark, p.in("key.hidden")
	case c.Kind == report.Filled:
		big = p.percent(c)
		small = p.in("key.of", "K", p.whole(c.N), "Of", p.whole(k.Of))
		if k.Of == 0 {
			small = p.whole(c.N)
		}
	}
	d.fitted(x+3.5, y+20.5, inner, fromLeft, strong(20).in(brand), 12, big)
	d.fitted(x+3.5, y+25.6, inner, fromLeft, quiet(9), 7.5, small)
	if c.Kind == report.Filled && !c.Hidden {
		d.rect(x+3.5, y+28, inner, 1.4, &white, &ruleColor, 0.15)
		d.rect(x+3.5, y+28, inner*math.Min(c.Share, 1), 1.4, &brand, nil, 0)
		if k.Target > 0 {
			at := x + 3.5 + inner*math.Min(k.Target, 1)
			d.line(at, y+27.2, at, y+30.2, 0.5, ink)
		}
	}
	at := y + 34.4
	if k.Target > 0 && c.Kind == report.Filled {
		d.fitted(x+3.5, at, inner, fromLeft, quiet(8.5), 7.5, p.in("key.target", "Share", int(math.Round(k.Target*100))))
		at += 4
	}
	if k.Change != nil {
		points := p.share(report.Column{Kind: report.Changes}, report.Cell{Kind: report.Filled, Share: k.Change.Points / 100})
		d.fitted(x+3.5, at, inner, fromLeft, quiet(8.5), 7.5, p.in("key.change", "Points", points, "Year", strconv.Itoa(k.Change.Year)))
	}
}

// percent writes a share by itself.
func (p *reportPaper) percent(c report.Cell) string {
	return p.in("percent", "Share", p.share(report.Column{Kind: report.Shares}, c))
}

// entry is a line of the contents where it stands.
type entry struct {
	reportHead
	on         int // the page of the contents
	x, y, text float64
	style      style
	lines      []string
}

// entries gives the lines of the contents their places, in two columns.
func (p *reportPaper) entries() (list []entry) {
	on, column, y := 0, 0, contentTop
	for _, h := range p.heads {
		for i, head := range append([]reportHead{h}, h.tables...) {
			e := entry{reportHead: head, style: quiet(9), text: 17}
			above, keep := 0.15, 0.0
			switch {
			case i == 0 && h.number == "":
				e.style, e.text, above = strong(10), 0, 2.6
			case i == 0:
				e.style, e.text, above, keep = strong(10), 8, 2.6, entryPitch
			}
			e.lines = wrapText(e.title, e.style, contentWidth-e.text-9)
			if y > contentTop {
				y += above
			}
			tall := entryPitch * float64(len(e.lines))
			if y+tall+keep > reportLast {
				on, column, y = on+column, 1-column, contentTop
			}
			y += tall
			e.on, e.x, e.y = on, left+float64(column)*(contentWidth+contentGap), y-tall
			list = append(list, e)
		}
	}
	return list
}

// contentPages says how many pages the contents take.
func (p *reportPaper) contentPages() int {
	list := p.entries()
	if len(list) == 0 {
		return 0
	}
	return list[len(list)-1].on + 1
}

// contents draws the list of contents: chapters with their tables, each a link.
func (p *reportPaper) contents(before int) {
	d, drawn := p.d, 0
	for _, e := range p.entries() {
		if e.on == drawn {
			drawn++
			p.newPage(p.in("contents"), 1+drawn, before+len(p.pages))
			d.text(left, titleB, strong(19).in(brand), p.in("contents"))
		}
		end := e.x + contentWidth
		y := e.y + entryPitch*float64(len(e.lines)-1) + 3.4
		w := d.right(end, y, e.style, strconv.Itoa(before+e.page+1))
		number := e.style
		x := e.x
		if e.style.weight == bold {
			number = number.in(brand)
		} else {
			x += 8
		}
		d.text(x, e.y+3.4, number, e.number)
		at := 0.0
		for i, line := range e.lines {
			at = e.x + e.text + d.text(e.x+e.text, e.y+3.4+entryPitch*float64(i), e.style, line)
		}
		if at+3 < end-w-2 {
			d.dashed(at+1.6, y-0.3, end-w-1.6, y-0.3, hairline, ruleColor, 0.3, 1.1)
		}
		d.pdf.Link(e.x, e.y, contentWidth, entryPitch*float64(len(e.lines)), e.link)
	}
}
