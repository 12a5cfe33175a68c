package letters

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/letter"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func number(n int) string { return strconv.Itoa(n) }

// layout places list at the left and page at the right.
type layout struct{ p *Page }

func (p *Page) newLayout() *fyne.Container {
	return container.New(layout{p}, p.template, p.date, p.enclose, p.card, p.jump, p.list, p.foot, p.print, p.sheet)
}

// MinSize is for Fyne.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	sheet, gap, head := float32(408), float32(16), float32(53)
	if p.compact {
		sheet, gap, head = 236, 10, 42
	}
	sheet = min(sheet, size.Width*0.4)
	left := size.Width - sheet - gap
	widget.Put(p.sheet, left+gap, 0, sheet, size.Height)

	date, enclose := float32(136), float32(190)
	if p.compact || left < 560 {
		date, enclose = 130, 150
	}
	fh := p.template.MinSize().Height
	x := left - enclose
	widget.Put(p.enclose, x, 0, enclose, fh)
	x -= 12 + date
	widget.Put(p.date, x, 0, date, p.date.MinSize().Height)
	widget.Put(p.template, 0, 0, x-12, fh)

	y := fh + gap
	foot := size.Height - theme.ButtonHeight
	widget.Put(p.card, 0, y, left, foot-gap-y)
	js := p.jump.MinSize()
	widget.Put(p.jump, 14, y+(head-js.Height)/2, js.Width, js.Height)
	widget.Put(p.list, 1, y+head, left-2, foot-gap-y-head-6)
	pw := p.print.MinSize().Width
	widget.Put(p.foot, 0, foot, left-pw-12, theme.ButtonHeight)
	widget.Put(p.print, left-pw, foot, pw, theme.ButtonHeight)
	for _, d := range []*widget.Drawing{p.header, p.card, p.foot} {
		d.Refresh()
	}
	p.sheet.Laid()
}

func (p *Page) paintHeader(pen *widget.Pen) {
	s, size := p.s, pen.Size()
	end := pen.Mid(0, 0, size.Height, s.T("mail.title"), widget.Title)
	right := size.Width + 8
	for _, b := range []*widget.Button{p.runs, p.texts, p.other} {
		w := b.MinSize()
		right -= w.Width
		pen.Place(b, right, (size.Height-w.Height)/2, w.Width, w.Height)
		right -= 4
	}
	words := s.T("mail.all")
	if p.held != nil {
		words = s.T("mail.held", "N", len(p.held))
	}
	pen.Fit(end+12, 2, size.Height, right-end-24, words, widget.Second)
}

func (p *Page) paintCard(pen *widget.Pen) {
	s, size := p.s, pen.Size()
	head := float32(53)
	if p.compact {
		head = 42
	}
	pen.Card(0, 0, size.Width, size.Height)
	pen.Line(1, head-1, size.Width-2, theme.Line)
	if p.plan == nil {
		return
	}
	if words := p.languages(); !p.compact {
		room := size.Width - 15 - 14 - p.jump.MinSize().Width - 16
		if widget.Measure(words, widget.Second) <= room {
			pen.RightMid(size.Width-15, 0, head, words, widget.Second)
		}
	}
	if len(p.lines) == 0 {
		pen.Text(15, head+14, s.T("mail.empty"), widget.Heading)
		pen.Wrap(15, head+14+widget.Heading.Line()+4, size.Width-30, s.T("mail.empty.text"), widget.Second)
	}
}

// paintFoot says which numbers the letters get, on how many sheets, and in what order.
func (p *Page) paintFoot(pen *widget.Pen) {
	if p.plan == nil || len(p.plan.Letters) == 0 {
		return
	}
	s := p.s
	first, last := p.plan.Letters[0].Letter.Number, p.plan.Letters[len(p.plan.Letters)-1].Letter.Number
	words := s.T("mail.numbers", "First", first, "Last", last, "Sheets", s.T("mail.sheets.n", "N", p.plan.Sheets), "Order", s.T(p.orderWords()))
	if letter.Forwarded(p.id) {
		words = s.T("mail.forwarded", "First", first, "Last", last)
	}
	lines := widget.Lines(words, widget.Second, pen.Size().Width)
	y := (pen.Size().Height - float32(len(lines))*widget.Second.Line()) / 2
	pen.Wrap(0, max(0, y), pen.Size().Width, words, widget.Second)
}

func (p *Page) orderWords() string {
	if p.more.byName {
		return "mail.by.name"
	}
	return "mail.by.post"
}
