package person

import (
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// stepIcons are the steps' icons; a step without one shows the clock.
var stepIcons = map[journey.StepKind]icon.Name{
	journey.StepLetter: icon.Letter, journey.StepTicket: icon.Ticket, journey.StepChat: icon.Chat, journey.StepRemind: icon.Letter,
	journey.StepCall: icon.Phone, journey.StepHelpBook: icon.Help, journey.StepSamples: icon.Samples, journey.StepVisit: icon.Booking,
	journey.StepEnterForm: icon.Begun, journey.StepAskConsent: icon.Ring, journey.StepDocument: icon.Form, journey.StepForward: icon.Shield,
	journey.StepFixAddress: icon.Expired, journey.StepFollowUp: icon.Waiting, journey.StepReview: icon.Eye, journey.StepNone: icon.Done,
}

// idle reports whether nothing is to be done now: the card then has no filled button.
func (p *Page) idle() bool {
	step := p.person.Status.Next.Step
	return step == journey.StepWait || step == journey.StepNone || step == ""
}

// stepLook is how the next step's button looks.
func (p *Page) stepLook() widget.Look {
	if p.idle() {
		return widget.Look{Kind: widget.Secondary, Text: p.s.T("person.register"), Key: "Enter"}
	}
	return widget.Look{Kind: widget.Filled, Text: p.s.T("person.do." + string(p.person.Status.Next.Step)), Key: "Enter"}
}

// cardRoom gives how wide the words of the card may be.
func (p *Page) cardRoom(width float32) float32 {
	return width - 52 - 28 - max(p.do.MinSize().Width, p.other.MinSize().Width)
}

// cardLines are the reason and the rule, in lines.
func (p *Page) cardLines(width float32) (title, why []string) {
	next, s := p.person.Status.Next, p.s
	title = widget.Lines(s.T("person.step."+string(next.Step)), widget.Heading, width)
	text := sentence(s.Say(next.Reason))
	if d := s.Today().Sub(next.Since); !p.idle() && !next.Since.IsZero() && d > 0 {
		text += " " + s.T("person.waited", "N", d)
	}
	if next.Rule != "" {
		text += " " + s.T("person.rule."+next.Rule)
	}
	return title, widget.Lines(text, widget.Second, width)
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	switch text[len(text)-1] {
	case '.', '?', '!':
		return text
	}
	return text + "."
}

func (p *Page) cardHeight(width float32) float32 {
	if !p.loaded {
		return 84
	}
	title, why := p.cardLines(p.cardRoom(width))
	return max(84, 24+float32(len(title))*widget.Heading.Line()+float32(len(why))*widget.Second.Line()+3)
}

func (p *Page) paintCard(pen *widget.Pen) {
	size := pen.Size()
	box := widget.Box{Fill: theme.Selected, Stroke: theme.SelectedEdge, Radius: theme.RadiusCard}
	tone := theme.Accent
	if p.loaded && p.idle() {
		box.Fill, box.Stroke, tone = theme.Surface, theme.Line, theme.Ink2
	}
	pen.Rect(0, 0, size.Width, size.Height, box)
	if !p.loaded {
		return
	}
	step := p.person.Status.Next.Step
	name, ok := stepIcons[step]
	if !ok {
		name = icon.Waiting
	}
	if step == journey.StepForward {
		tone = theme.Shield
	}
	pen.Icon(17, (size.Height-20)/2, 20, name, tone)
	title, why := p.cardLines(p.cardRoom(size.Width))
	y := float32(12)
	for _, line := range title {
		pen.Text(52, y, line, widget.Heading)
		y += widget.Heading.Line()
	}
	y += 3
	for _, line := range why {
		pen.Text(52, y, line, widget.Second)
		y += widget.Second.Line()
	}
}

// next does the next step.
func (p *Page) next() {
	if !p.loaded {
		return
	}
	switch step := p.person.Status.Next.Step; step {
	case journey.StepVisit, journey.StepEnterForm:
		p.openForm()
	case journey.StepAskConsent:
		p.consent()
	case journey.StepFixAddress:
		p.editContact()
	case journey.StepReview:
		p.review()
	case journey.StepFollowUp, journey.StepWait, journey.StepNone, "":
		p.chooseEvent()
	default:
		p.acts.Step(p.person.Row, step)
	}
}

// review asks what is true of someone who is gone from the list, or opens the events.
func (p *Page) review() {
	if !p.person.Status.Gone {
		p.chooseEvent()
		return
	}
	s := p.s
	p.acts.Choose(s.T("person.gone.title", "Name", p.person.Spoken()), s.Say(p.person.Status.Next.Reason),
		[]string{s.T("person.gone.stays"), s.T("person.gone.ended")}, func(i int) {
			if i == 0 {
				p.record(journey.Reopened, journey.Details{Reason: s.T("person.gone.reason")}, data.LogParams{})
				return
			}
			p.askEvent(journey.Ended)
		})
}

// otherStep offers the other ways on; what is blocked says why.
func (p *Page) otherStep() {
	if !p.loaded {
		return
	}
	s, ch := p.s, p.person.Status.Channels
	type choice struct {
		item widget.MenuItem
		do   func()
	}
	way := func(id string, name icon.Name, c journey.Channel, do func()) choice {
		ch := ch[c]
		it := widget.MenuItem{Text: s.T("person.way." + id), Icon: name}
		if !ch.Allowed {
			it.Off = s.Say(ch.Reason)
			it.Detail = it.Off
		}
		return choice{it, do}
	}
	plain := func(id string, name icon.Name, do func()) choice {
		return choice{widget.MenuItem{Text: s.T("person.way." + id), Icon: name}, do}
	}
	step := func(k journey.StepKind) func() { return func() { p.acts.Step(p.person.Row, k) } }
	list := []choice{way("chat", icon.Chat, journey.ByChat, step(journey.StepChat)), way("ticket", icon.Ticket, journey.ByTicket, step(journey.StepTicket))}
	if p.person.Protected {
		list = []choice{way("forwarding", icon.Shield, journey.ByForwarding, step(journey.StepForward))}
	} else {
		list = append(list, plain("letter", icon.Letter, step(journey.StepLetter)))
	}
	list = append(list, way("call", icon.Phone, journey.ByPhone, step(journey.StepCall)),
		plain("book", icon.Booking, func() { p.acts.Book(p.person.Row, "desk", "") }),
		plain("samples", icon.Samples, step(journey.StepSamples)),
		plain("visited", icon.Done, func() { p.askEvent(journey.Visited) }),
		plain("no_show", icon.Expired, func() { p.askEvent(journey.NoShow) }),
		plain("document", icon.Form, step(journey.StepDocument)),
		plain("reopened", icon.Undo, func() { p.askEvent(journey.Reopened) }))
	m := &widget.Menu{OnChoose: func(i int) { list[i].do() }}
	for _, c := range list {
		m.Items = append(m.Items, c.item)
	}
	m.Show(s.Canvas(), p.other, 0)
}
