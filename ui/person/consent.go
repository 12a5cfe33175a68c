package person

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The tab of consent: the record of what was answered to being registered in Clinic24
// and contacted digitally, by whom it was asked, and what the person was told.

func (p *Page) consent() { p.acts.ConsentRecord(p.one()) }

func (p *Page) consentPanel() *panel {
	s := p.s
	return p.newPanel(panelParams{title: s.T("person.consents"), empty: s.T("person.consents.empty"),
		text: func() string { return s.T("person.consents.purpose") + " " + s.T("consent.info") },
		act:  widget.Look{Kind: widget.Filled, Text: s.T("person.consents.new"), Key: "C"}, do: func() { p.Rune('c') },
		size: func() int { return len(p.person.Consents) }, height: func(i int) float32 { return p.consentHeight(i) }, paint: p.paintConsent})
}

// answerLooks are how an answer looks.
var answerLooks = map[string]struct {
	name icon.Name
	tone theme.Role
}{journey.Yes: {icon.Yes, theme.OK}, journey.No: {icon.No, theme.Ink2}, journey.Withdrawn: {icon.Blocked, theme.Fault}, "": {icon.Info, theme.Ink2}}

// answered says an entry: "Ja, per telefon. Informationen gavs."
func (p *Page) answered(c data.ConsentEntry) say.Text {
	if c.Answer == "" {
		return say.T("journey.event.info_given")
	}
	text := say.T("person.consents." + c.Answer)
	if c.How != "" {
		text = say.T("person.consents.how", "Answer", text, "How", say.T("journey.how."+c.How))
	}
	if c.Informed {
		text = say.T("person.story.and", "Event", text, "More", say.T("person.consents.told"))
	}
	return text
}

// asked is the quiet line: who asked, who wrote it down and when, and what became of it.
func (p *Page) asked(c data.ConsentEntry) string {
	s := p.s
	text := ""
	if by := c.By; by != "" && c.Answer != "" {
		text = s.T("person.consents.by", "Who", by) + " · "
	}
	text += p.stamp(c.Recorded, c.Actor)
	if c.Cohort != p.person.Cohort {
		text += " · " + s.T("person.cohort", "Year", c.Cohort)
	}
	if c.Text != "" {
		text += " · " + c.Text
	}
	if c.Struck != nil {
		text = s.T("person.by.corrected", "Who", p.who(c.Struck.Actor), "When", p.date(day.Of(c.Struck.At))+" "+say.Clock(s.Lang(), c.Struck.At), "Why", c.Struck.Reason)
	}
	return text
}

// stamp says who and when.
func (p *Page) stamp(at time.Time, actor string) string {
	return p.s.T("person.by", "Who", p.who(actor), "When", p.date(day.Of(at))+" "+say.Clock(p.s.Lang(), at))
}

const consentWords = 128

func (p *Page) consentRoom() float32 {
	return p.panels[tabConsent].list.Size().Width - consentWords - 120
}

func (p *Page) consentHeight(i int) float32 {
	c := p.person.Consents[i]
	return 16 + float32(max(1, len(widget.Lines(p.s.Say(p.answered(c)), widget.Strong, p.consentRoom()))))*widget.Strong.Line() +
		float32(max(1, len(widget.Lines(p.asked(c), widget.Small, p.consentRoom()))))*widget.Small.Line()
}

func (p *Page) paintConsent(pen *widget.Pen, i int, state widget.RowState) {
	c, size := p.person.Consents[i], pen.Size()
	look := answerLooks[c.Answer]
	style := widget.Strong
	if c.Struck != nil {
		look.name, look.tone, style = icon.Begun, theme.Ink3, widget.Plain.In(theme.Ink3)
	}
	pen.RightMid(84, 8, 20, p.day(day.Of(c.At)), widget.Second)
	pen.Icon(100, 9, 16, look.name, look.tone)
	words := p.s.Say(p.answered(c))
	for n, line := range widget.Lines(words, style, p.consentRoom()) {
		w := pen.Text(consentWords, 8+float32(n)*style.Line(), line, style)
		if c.Struck != nil {
			pen.Rect(consentWords, 8+(float32(n)+0.5)*style.Line(), w, 1, widget.Box{Fill: theme.Ink3})
		}
	}
	y := 9 + float32(max(1, len(widget.Lines(words, style, p.consentRoom()))))*style.Line()
	pen.Wrap(consentWords, y, p.consentRoom(), p.asked(c), widget.Small.In(theme.Ink2))
	switch {
	case c.Struck != nil:
		chip := widget.Chip{Icon: icon.Begun, Text: p.s.T("person.corrected"), Tone: widget.ToneNeutral}
		pen.Chip(size.Width-chip.Width()-15, 8, 20, chip)
	case p.person.Consent(p.person.Cohort) == &p.person.Consents[i]:
		chip := widget.Chip{Icon: icon.Yes, Text: p.s.T("person.consents.holds"), Tone: widget.ToneInfo}
		pen.Chip(size.Width-chip.Width()-15, 8, 20, chip)
	}
}

// undoConsent takes the entry under the bar back, and the information that went with it.
func (p *Page) undoConsent() {
	i := p.panels[tabConsent].list.Selected()
	if i < 0 || i >= len(p.person.Consents) || p.past() {
		return
	}
	c := p.person.Consents[i]
	if c.Struck != nil || c.Cohort != p.person.Cohort {
		return
	}
	for _, h := range p.rows {
		if h.ID == c.Event && h.with {
			p.takeBack(h.Act, p.answered(c))
			return
		}
	}
	p.takeBack(c.Event, p.answered(c))
}
