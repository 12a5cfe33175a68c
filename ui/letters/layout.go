package letters

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/day"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func number(n int) string { return strconv.Itoa(n) }

// layout places list at the left and page at the right.
type layout struct{ p *Page }

func (p *Page) newLayout() *fyne.Container {
	return container.New(layout{p}, p.template, p.date, p.lang, p.card, p.jump, p.list, p.foot, p.print, p.sheet)
}

// MinSize is for Fyne.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	sheet, gap, head := float32(408), float32(16), float32(53)
	if p.compact {
		sheet, gap, head = 236, 10, 42
	}
	sheet = min(sheet, size.Width*0.4)
	left := size.Width - sheet - gap
	put(p.sheet, left+gap, 0, sheet, size.Height)
	date, lang := float32(136), float32(148)
	if p.compact {
		date, lang = 130, 130
	}
	fh := p.template.MinSize().Height
	x := left - lang
	put(p.lang, x, 0, lang, fh)
	x -= 12 + date
	put(p.date, x, 0, date, p.date.MinSize().Height)
	put(p.template, 0, 0, x-12, fh)
	y := fh + gap
	foot := size.Height - theme.ButtonHeight
	put(p.card, 0, y, left, foot-gap-y)
	js := p.jump.MinSize()
	put(p.jump, 14, y+(head-js.Height)/2, js.Width, js.Height)
	put(p.list, 1, y+head, left-2, foot-gap-y-head-6)
	pw := p.print.MinSize().Width
	put(p.foot, 0, foot, left-pw-12, theme.ButtonHeight)
	put(p.print, left-pw, foot, pw, theme.ButtonHeight)
	for _, d := range []*widget.Drawing{p.header, p.card, p.foot} {
		d.Refresh()
	}
	p.sheet.Laid()
}

func (p *Page) paintHeader(pen *widget.Pen) {
	s, size := p.s, pen.Size()
	end := pen.Mid(0, 0, size.Height, s.T("mail.title"), widget.Title)
	w := p.runs.MinSize()
	pen.Place(p.runs, size.Width-w.Width+8, (size.Height-w.Height)/2, w.Width, w.Height)
	o := p.other.MinSize()
	pen.Place(p.other, size.Width-w.Width-o.Width-4, (size.Height-o.Height)/2, o.Width, o.Height)
	words := s.T("mail.all")
	if p.held != nil {
		words = s.T("mail.held", "N", len(p.held))
	}
	pen.Fit(end+12, 2, size.Height, size.Width-end-w.Width-o.Width-30, words, widget.Second)
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

func (p *Page) paintFoot(pen *widget.Pen) {
	if p.plan == nil || len(p.plan.Letters) == 0 {
		return
	}
	first, last := p.plan.Letters[0].Letter.Number, p.plan.Letters[len(p.plan.Letters)-1].Letter.Number
	words := p.s.T("mail.numbers", "First", first, "Last", last)
	lines := widget.Lines(words, widget.Second, pen.Size().Width)
	y := (pen.Size().Height - float32(len(lines))*widget.Second.Line()) / 2
	pen.Wrap(0, max(0, y), pen.Size().Width, words, widget.Second)
}

// more is what a run has besides template, date and language.
type more struct {
	from, to, reply day.Date
	byName          bool
	bare            bool // nothing lies with the letter
}

// defaults are days that suit most: we call in the week after next, answers within three.
func defaults(today day.Date) more {
	monday := today.Add(7)
	for monday.Weekday() != 1 {
		monday = monday.Add(1)
	}
	return more{from: monday, to: monday.Add(11), reply: today.Add(21)}
}

// askMore asks for the days that letters name, the order and the enclosures.
func (p *Page) askMore() {
	s := p.s
	dateField := func(id string, d day.Date) *widget.DateField {
		f := widget.NewDateField(s.T(id), s.Today(), s.T("acts.date.bad"))
		f.SetDate(d)
		return f
	}
	from, to, reply := dateField("mail.more.from", p.more.from), dateField("mail.more.to", p.more.to), dateField("mail.more.reply", p.more.reply)
	pick := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	order := widget.NewSelect(s.T("mail.more.order"), []string{s.T("mail.more.order.post"), s.T("mail.more.order.name")}, pick(p.more.byName), nil)
	with := widget.NewSelect(s.T("mail.more.with"), []string{s.T("mail.more.with.usual"), s.T("mail.more.with.none")}, pick(p.more.bare), nil)
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("mail.more.title"), Text: s.T("mail.more.text"), Focus: from.Entry,
		Body: widget.Column(12, widget.Line(12, from, to), reply, widget.Line(12, order, with)), Left: s.T("ui.cancel"), Right: s.T("mail.more.act")}
	d.OnRight = func() bool {
		for _, f := range []*widget.DateField{from, to, reply} {
			if !f.Check() {
				f.Focus()
				return false
			}
		}
		p.more.from, _ = from.Date()
		p.more.to, _ = to.Date()
		p.more.reply, _ = reply.Date()
		p.more.byName, p.more.bare = order.Selected() == 1, with.Selected() == 1
		p.load()
		return true
	}
	for _, f := range []*widget.DateField{from, to, reply} {
		f.Entry.OnEnter = d.Confirm
	}
	s.Ask(d)
}
