package acts

import (
	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// consentWays are how people answer about Clinic24.
var consentWays = []string{"phone", "visit", "letter", "other"}

// Consent asks what people said about Clinic24, and how: one digit. The information of
// Q18 stands above the answers; that it was given is recorded in the same act as a yes.
func (a *Acts) Consent(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	q := &question{rows: rows, title: s.T("acts.consent.title", "Who", a.whose(rows)), text: s.T("acts.consent.text"), note: a.information()}
	st := rows[0].Status
	if st.Consent == journey.Yes && st.InfoGiven.IsZero() {
		q.text = s.T("acts.consent.inform")
		q.to(s.T("acts.consent.given"), journey.InfoGiven, journey.Details{}, "acts.done.informed")
		q.open(s.T("acts.consent.more"), s.T("acts.consent.more.hint"), func() { a.ConsentRecord(rows) })
		a.ask(q)
		return
	}
	q.toggle = &toggle{key: 'i', text: s.T("acts.consent.toggle"), on: true, change: func(on bool) []choice { return a.consentChoices(rows, on) }}
	q.choices = a.consentChoices(rows, true)
	if !st.Visited.IsZero() {
		q.mark = 1 // who came is asked there
	}
	a.ask(q)
}

func (a *Acts) consentChoices(rows []data.Row, informed bool) []choice {
	s := a.Shell
	q := &question{rows: rows}
	for _, how := range consentWays {
		q.to(s.T("acts.consent.yes", "How", s.T("journey.how."+how)), journey.Consented, journey.Details{Answer: journey.Yes, How: how}, "acts.done.consent.yes")
		if informed { // first, so that the answer is what the day's list shows
			c := &q.choices[len(q.choices)-1]
			c.log = append(event(rows, journey.InfoGiven, journey.Details{}, noDay), c.log...)
		}
	}
	open := false
	for i := range rows {
		open = open || hasOpenTicket(&rows[i].Status)
	}
	if open { // a ticket that can still be used loses its ground: the whole form asks about it
		q.open(s.T("acts.consent.no.any"), s.T("acts.consent.more.hint"), func() { a.ConsentRecord(rows) })
		return q.choices
	}
	for _, how := range consentWays[:3] {
		q.to(s.T("acts.consent.no", "How", s.T("journey.how."+how)), journey.Consented, journey.Details{Answer: journey.No, How: how}, "acts.done.consent.no")
	}
	if rows[0].Status.Consent == journey.Yes {
		q.to(s.T("acts.consent.withdrawn"), journey.Consented, journey.Details{Answer: journey.Withdrawn, How: "other"}, "acts.done.consent.withdrawn")
	}
	q.open(s.T("acts.consent.more"), s.T("acts.consent.more.hint"), func() { a.ConsentRecord(rows) })
	return q.choices
}

// information is what people are to be told before they answer (Q18).
func (a *Acts) information() fyne.CanvasObject {
	text := a.Shell.T("consent.info")
	const pad = 12
	lines := func() float32 {
		return float32(len(widget.Lines(text, widget.Second, askInner-2*pad-26))) * widget.Second.Line()
	}
	return widget.NewDrawing(func() fyne.Size { return fyne.NewSize(askInner, lines()+2*pad) }, func(p *widget.Pen) {
		p.Rect(0, 0, p.Size().Width, p.Size().Height, widget.Box{Fill: theme.Selected, Radius: theme.RadiusField})
		p.Icon(pad, pad+1, 16, icon.Info, theme.AccentDark)
		p.Wrap(pad+26, pad, p.Size().Width-2*pad-26, text, widget.Second.In(theme.AccentDark))
	})
}
