package person

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const textName = 24

var factStyle = widget.Style{Size: theme.Text, Role: theme.Ink2}

// layout places the page: header and tabs stay; in the journey the card stays too, and
// the two columns scroll alone.
type layout struct{ p *Page }

func (p *Page) newLayout() *fyne.Container {
	objects := []fyne.CanvasObject{p.header, p.tabs, p.card, p.do, p.other, p.history, p.register, p.list, p.side.list}
	for t := range tabs {
		if panel := p.panels[tab(t)]; panel != nil {
			objects = append(objects, panel.objects()...)
		}
	}
	return container.New(layout{p}, objects...)
}

// MinSize is for Fyne.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// headerHeight gives where the tabs end.
func (p *Page) headerHeight() float32 {
	if p.compact {
		return 116
	}
	return 134
}

func (p *Page) sideWidth() float32 {
	if p.compact {
		return 250
	}
	return 320
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, max(0, h)))
}

// Layout is for Fyne.
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p, margin := l.p, l.p.s.Measures().Margin
	head, inner := p.headerHeight(), size.Width-2*margin
	put(p.header, margin, 0, inner, head+1)
	put(p.tabs, margin, head-p.tabs.MinSize().Height, min(inner, p.tabs.MinSize().Width), p.tabs.MinSize().Height)
	for t, panel := range p.panels {
		panel.show(p.loaded && t == p.tab)
	}
	for _, o := range []fyne.CanvasObject{p.card, p.do, p.other, p.history, p.register, p.list, p.side.list} {
		o.Hide()
	}
	if panel := p.panels[p.tab]; panel != nil {
		panel.place(margin, head+14, inner, size.Height-12-head-14)
	} else {
		l.journey(margin, head+14, inner, size.Height-12)
	}
	p.header.Refresh()
}

// journey places the card with the next step, the timeline and the right column.
func (l layout) journey(x, y, inner, bottom float32) {
	p, gap := l.p, float32(24)
	if p.compact {
		gap = 14
	}
	left := inner - gap - p.sideWidth()
	show := []fyne.CanvasObject{p.card, p.history, p.list, p.side.list}
	if p.loaded && !p.person.Past() {
		show = append(show, p.do, p.other, p.register)
	}
	for _, o := range show {
		o.Show()
	}
	card := p.cardHeight(left)
	put(p.card, x, y, left, card)
	do, other := p.do.MinSize(), p.other.MinSize()
	put(p.do, x+left-16-do.Width, y+12, do.Width, do.Height)
	put(p.other, x+left-8-other.Width, y+12+do.Height+2, other.Width, other.Height)
	put(p.side.list, x+left+gap, y, p.sideWidth(), bottom-y)
	y += card + 10
	reg := p.register.MinSize()
	put(p.history, x, y, left-reg.Width, 34)
	put(p.register, x+left-reg.Width, y+3, reg.Width, reg.Height)
	was := p.list.Size().Width
	put(p.list, x, y+38, left, bottom-y-38)
	if was != left {
		p.list.Reload() // heights follow the width
		p.side.reload()
	}
	p.card.Refresh()
	p.history.Refresh()
}

func (p *Page) paintHeader(pen *widget.Pen) {
	w, s := pen.Size().Width, p.s
	top, name, facts := float32(12), float32(36), float32(71)
	if p.compact {
		top, name, facts = 6, 26, 58
	}
	p.paintBack(pen, top)
	pen.Line(0, p.headerHeight(), w, theme.Line)
	if !p.loaded {
		return
	}
	title := s.Say(p.person.Spoken())
	if p.person.Protected {
		title = p.person.Label()
	}
	x := pen.Fit(0, name, 36, w*0.6, title, widget.Style{Size: textName, Bold: true}) + 12
	// What has no room beside the name stands beside the facts.
	y, h := name+2, float32(36)
	for _, c := range p.chips() {
		if y < facts && x+c.Width() > w {
			x, y, h = pen.Fit(0, facts, 22, w*0.6, p.facts(), factStyle)+12, facts, 22
		}
		if x+c.Width() <= w {
			x += pen.Chip(x, y, h, c) + 12
		}
	}
	if y < facts {
		pen.Fit(0, facts, 22, w, p.facts(), factStyle)
	}
}

// paintBack draws the way back to the list, and where in it the person is.
func (p *Page) paintBack(pen *widget.Pen, top float32) {
	s, w := p.s, pen.Size().Width
	word := s.T("person.back")
	if trail := p.trail(); trail != nil {
		name, at, of := trail.Trail()
		word = name
		if at > 0 && of > 0 {
			x := w - capWidth("PgDn")
			pen.Cap(x, top, 20, "PgDn", widget.CapPlain)
			pen.Hit(x, top, capWidth("PgDn"), 20, func() { p.step(+1) })
			x -= 8 + capWidth("PgUp")
			pen.Cap(x, top, 20, "PgUp", widget.CapPlain)
			pen.Hit(x, top, capWidth("PgUp"), 20, func() { p.step(-1) })
			pen.RightMid(x-8, top, 20, s.T("person.place", "At", at, "Of", of), widget.Second)
		}
	}
	pen.Icon(0, top+3, 14, icon.Left, theme.Ink2)
	end := 22 + pen.Mid(22, top, 20, word, widget.Second)
	pen.Hit(0, top-4, end, 28, s.Back)
}

func capWidth(key string) float32 { return widget.CapWidth(key, widget.CapPlain) }

// facts is the line below the name: number, age, sex. Of a protected person it gives the
// name too, because the page was opened with a reason; never where they live.
func (p *Page) facts() string {
	s, id := p.s, p.person.Identity
	var parts []string
	if p.person.Protected {
		parts = append(parts, strings.TrimSpace(id.Given+" "+id.Family))
	}
	if !id.Number.IsZero() {
		parts = append(parts, id.Number.Display())
	}
	if id.Number.Year() > 0 {
		parts = append(parts, s.T("person.age", "N", id.Number.Age(s.Today())))
	}
	switch id.Sex {
	case pnr.Woman:
		parts = append(parts, s.T("person.woman"))
	case pnr.Man:
		parts = append(parts, s.T("person.man"))
	}
	parts = append(parts, s.T("person.cohort", "Year", p.person.Cohort))
	return strings.Join(parts, " · ")
}

// chips are the states that one must know before doing anything.
func (p *Page) chips() (list []widget.Chip) {
	s, st := p.s, p.person.Status
	add := func(name icon.Name, tone widget.Tone, id string, args ...any) {
		list = append(list, widget.Chip{Icon: name, Text: s.T(id, args...), Tone: tone})
	}
	if p.person.Protected {
		add(icon.Shield, widget.ToneShield, "person.chip.protected")
	}
	switch st.Consent {
	case journey.Yes:
		add(icon.Yes, widget.ToneOK, "person.chip.consent.yes")
	case journey.No:
		add(icon.No, widget.ToneNeutral, "person.chip.consent.no")
	case journey.Withdrawn:
		add(icon.Blocked, widget.ToneFault, "person.chip.consent.withdrawn")
	default:
		add(icon.Ring, widget.ToneNeutral, "person.chip.consent.unasked")
	}
	list = append(list, p.stateChip())
	if st.Gone {
		add(icon.Expired, widget.ToneWarn, "person.chip.gone")
	}
	if st.Returned {
		add(icon.Expired, widget.ToneWarn, "person.chip.returned")
	}
	if st.Interpreter != "" {
		add(icon.Interpreter, widget.ToneInfo, "person.chip.interpreter", "Language", st.Interpreter)
	}
	return list
}

func (p *Page) stateChip() widget.Chip {
	st := p.person.Status
	c := widget.Chip{Tone: widget.ToneNeutral, Text: p.s.T("person.state." + string(st.State))}
	switch st.State {
	case journey.StateNew:
		c.Icon = icon.Ring
	case journey.StateInvited:
		c.Icon = icon.Letter
	case journey.StateInContact:
		c.Icon = icon.Phone
	case journey.StateDeferred, journey.StateNoReply:
		c.Icon = icon.Waiting
	case journey.StateBooked:
		c.Icon, c.Tone = icon.Booking, widget.ToneOK
		if b := st.Booking; b != nil {
			c.Text = p.s.T("person.state.booked.at", "On", b.Day, "Time", p.clock(b.Time))
		}
	case journey.StateNoShow:
		c.Icon, c.Tone = icon.Expired, widget.ToneWarn
	case journey.StateVisited, journey.StateDone:
		c.Icon, c.Tone = icon.Done, widget.ToneOK
	case journey.StateDeclined, journey.StateEnded:
		c.Icon = icon.No
	}
	return c
}

// clock writes 13:00 as the language does.
func (p *Page) clock(t string) string { return strings.Replace(t, ":", p.s.T("ui.clock"), 1) }
