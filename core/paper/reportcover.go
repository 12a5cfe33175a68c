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
	keyHeight  = 37.0
	keyGap     = 3.0

	entryChapter = 7.6
	entryTable   = 4.6
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
	labels := wrapText(p.say(k.Label), plain(9.5), inner)
	for i, l := range labels {
		if i < 2 {
			d.fitted(x+3.5, y+6+4.1*float64(i), inner, fromLeft, plain(9.5), 7, l)
		}
	}
	c := k.Cell
	big, small := p.whole(c.N), ""
	switch {
	case c.Kind == report.Blank:
		big = "–"
	case c.Hidden:
		big, small = hiddenMark, p.in("key.hidden")
	case c.Kind == report.Filled:
		big = p.percent(c)
		small = p.in("key.of", "N", p.whole(c.N), "Of", p.whole(k.Of))
		if k.Of == 0 {
			small = p.whole(c.N)
		}
	}
	d.fitted(x+3.5, y+20.5, inner, fromLeft, strong(20).in(brand), 12, big)
	d.fitted(x+3.5, y+25.6, inner, fromLeft, quiet(9), 7, small)
	if c.Kind == report.Filled && !c.Hidden {
		d.rect(x+3.5, y+28, inner, 1.4, &white, &ruleColor, 0.15)
		d.rect(x+3.5, y+28, inner*math.Min(c.Share, 1), 1.4, &brand, nil, 0)
		if k.Target > 0 {
			at := x + 3.5 + inner*math.Min(k.Target, 1)
			d.line(at, y+27.2, at, y+30.2, 0.5, ink)
		}
	}
	end := ""
	if k.Change != nil {
		points := int(math.Round(k.Change.Points))
		end = p.in("key.change", "Points", p.share(report.Column{Kind: report.Changes}, report.Cell{Kind: report.Filled, Share: float64(points) / 100}), "Year", strconv.Itoa(k.Change.Year))
	}
	if k.Target > 0 && c.Kind == report.Filled {
		target := p.in("key.target", "Share", int(math.Round(k.Target*100)))
		if end == "" {
			end = target
		} else {
			end = p.in("key.both", "A", target, "B", end)
		}
	}
	d.fitted(x+3.5, y+34.2, inner, fromLeft, quiet(8.5), 6.5, end)
}

// percent writes a share by itself.
func (p *reportPaper) percent(c report.Cell) string {
	return p.in("percent", "Share", p.share(report.Column{Kind: report.Shares}, c))
}

// contentLines are the lines of the contents, a page each group.
func (p *reportPaper) contentLines() (pages [][]reportHead) {
	y := reportLast
	for _, h := range p.heads {
		all := append([]reportHead{{number: h.number, title: h.title, page: h.page, link: h.link, y: 1}}, h.tables...)
		for i, e := range all {
			step := entryTable
			if i == 0 {
				step = entryChapter
				if y+step+entryTable > reportLast {
					y = reportLast
				}
			}
			if y+step > reportLast {
				pages, y = append(pages, nil), contentTop
			}
			y += step
			pages[len(pages)-1] = append(pages[len(pages)-1], e)
		}
	}
	return pages
}

const contentTop = 42.0

func (p *reportPaper) contentPages() int { return len(p.contentLines()) }

// contents draws the list of contents: chapters with their tables, each a link.
func (p *reportPaper) contents(before int) {
	d := p.d
	chapter := map[int]bool{}
	for _, h := range p.heads {
		chapter[h.link] = true
	}
	for i, page := range p.contentLines() {
		p.newPage(p.in("contents"), 2+i, before+len(p.pages))
		if i == 0 {
			d.text(left, titleB+2, strong(19).in(brand), p.in("contents"))
		}
		y := contentTop
		for _, e := range page {
			st, x, step := quiet(9.5), left+9, entryTable
			if chapter[e.link] {
				st, step = strong(10.5), entryChapter
			}
			y += step
			number := strconv.Itoa(before + e.page + 1)
			w := d.right(right, y, st, number)
			title := e.title
			if chapter[e.link] {
				d.text(left, y, st.in(brand), e.number)
				if e.number == "" {
					x = left
				}
			} else {
				d.text(x, y, st, e.number)
				x += 11
			}
			end := x + d.fitted(x, y, right-x-w-6, fromLeft, st, 7, title)
			if end+3 < right-w-2 {
				d.dashed(end+2, y-0.4, right-w-2, y-0.4, hairline, hair, 0.4, 1.2)
			}
			d.pdf.Link(left, y-step+1.2, right-left, step, e.link)
		}
	}
}
