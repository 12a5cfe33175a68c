package person

import (
	"fyrtio/core/journey"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
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
	return step == journey.StepWait || step == journey.StepNone || step == "" || p.person.Past()
}

// stepLook is how the next step's button looks.
func (p *Page) stepLook() widget.Look {
	if p.idle() {
		return widget.Look{Kind: widget.Secondary, Text: p.s.T("person.register"), Key: "Enter"}
	}
	return widget.Look{Kind: widget.Filled, Text: p.s.Say(acts.ActionWords(p.person.Status)), Key: "Enter"}
}

// cardRoom gives how wide the words of the card may be.
func (p *Page) cardRoom(width float32) float32 {
	if p.person.Past() {
		return width - 52 - 16
	}
	return width - 52 - 28 - max(p.do.MinSize().Width, p.other.MinSize().Width)
}

// cardLines are the reason and the rule, in lines.
func (p *Page) cardLines(width float32) (title, why []string) {
	next, s := p.person.Status.Next, p.s
	if p.person.Past() {
		return widget.Lines(s.T("person.past.title", "Year", p.person.Cohort), widget.Heading, width),
			widget.Lines(s.T("person.past", "Year", p.person.Cohort, "Now", p.person.Cohorts[0].Cohort), widget.Second, width)
	}
	title = widget.Lines(s.T("person.step."+string(next.Step)), widget.Heading, width)
	text := sentence(widget.UpperFirst(s.Say(next.Reason)))
	if d := s.Today().Sub(next.Since); !p.idle() && !next.Since.IsZero() && d > 0 {
		text += " " + s.T("person.waited", "N", d)
	}
	if rule := next.RuleText(); !rule.IsZero() {
		text += " " + sentence(s.T("person.rule", "Rule", rule))
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
	switch {
	case p.person.Past():
		name = icon.Eye
	case !ok:
		name = icon.Waiting
	}
	if step == journey.StepForward && !p.person.Past() {
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

// next does the next step: here what the page has, else as from any list.
func (p *Page) next() {
	if !p.loaded || p.past() {
		return
	}
	switch step := p.person.Status.Next.Step; step {
	case journey.StepEnterForm:
		if p.person.Status.Next.IsKeying() {
			p.s.Go(shell.ToKeying{ID: p.route.ID, Reason: p.reason})
			return
		}
		p.openForm()
	case journey.StepAskConsent:
		p.consent()
	case journey.StepFixAddress:
		p.editContact()
	case journey.StepWait, journey.StepNone, "":
		p.chooseEvent()
	default:
		p.acts.Step(p.person.Row, step)
	}
}

// way is another thing that can be done from the page.
type way struct {
	id   string
	icon icon.Name
	by   journey.Channel // "" where no channel decides whether it may
	key  string
	do   func()
}

// otherStep offers the other ways on; what is blocked says why.
func (p *Page) otherStep() {
	if !p.loaded || p.past() {
		return
	}
	s, row := p.s, p.person.Row
	step := func(k journey.StepKind) func() { return func() { p.acts.Step(row, k) } }
	key := func(r rune) func() { return func() { p.Rune(r) } }
	ways := []way{{"forwarding", icon.Shield, journey.ByForwarding, "B", step(journey.StepForward)}}
	if !p.person.Protected {
		ways = []way{{"letter", icon.Letter, "", "B", key('b')}}
		if p.store.Config().On("cl24") {
			ways = append([]way{{"chat", icon.Chat, journey.ByChat, "", step(journey.StepChat)}, {"ticket", icon.Ticket, journey.ByTicket, "", step(journey.StepTicket)}}, ways...)
		}
	}
	ways = append(ways, way{"call", icon.Phone, journey.ByPhone, "T", key('t')},
		way{"book", icon.Booking, "", "", func() { p.acts.Book(row, "desk", "") }}, way{"samples", icon.Samples, "", "", step(journey.StepSamples)},
		way{"visited", icon.Done, "", "", func() { p.acts.Came(p.one()) }}, way{"no_show", icon.Expired, "", "", func() { p.acts.NoShow(p.one()) }},
		way{"document", icon.Form, "", "", func() { p.acts.Document(p.one()) }}, way{"consent", icon.Ring, "", "C", key('c')},
		way{"follow_up", icon.Waiting, "", "", func() { p.askEvent(journey.FollowUp) }}, way{"deferred", icon.Waiting, "", "S", key('s')},
		way{"declined", icon.No, "", "A", key('a')}, way{"ended", icon.Blocked, "", "X", key('x')}, way{"reopened", icon.Undo, "", "Z", key('z')})
	m := &widget.Menu{OnChoose: func(i int) { ways[i].do() }}
	for _, w := range ways {
		item := widget.MenuItem{Text: s.T("person.way." + w.id), Icon: w.icon, Detail: w.key}
		if may := row.Status.Channels[w.by]; w.by != "" && !may.Allowed {
			item.Off = s.Say(may.Reason)
			item.Detail = item.Off
		}
		m.Items = append(m.Items, item)
	}
	m.Show(s.Canvas(), p.other, 0)
}
