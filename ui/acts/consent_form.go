package acts

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The record of consent: may we register you in Clinic24 and contact you digitally?
// The answer, its day, how it was given, who asked, and that the person was told of
// digital messages to come (Q2, Q18).

// consentForm asks for the answer of one or several participants.
type consentForm struct {
	acts    *Acts
	rows    []data.Row
	answers []string
	overlay *widget.Overlay

	list  *widget.List
	how   *widget.Select
	on    *widget.DateField
	by    *widget.Field
	told  *widget.Select // was the information given?
	open  *widget.Select // what becomes of an open ticket
	warn  *widget.Drawing
	field *fyne.Container
}

const (
	consentWidth = 760
	consentInner = consentWidth - 40
	consentRow   = 34
)

// ConsentRecord asks what participants said about Clinic24, all of it, and records it
// with what belongs to it as one act. Consent is the short way, one digit.
func (a *Acts) ConsentRecord(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	f := &consentForm{acts: a, rows: rows, answers: []string{journey.Yes, journey.No}}
	if f.any(func(st *journey.Status) bool { return st.Consent == journey.Yes }) {
		f.answers = append(f.answers, journey.Withdrawn)
	}
	title := s.T("consent.title", "Who", a.who(rows))
	if len(rows) == 1 {
		title = s.T("consent.title", "Who", rows[0].Spoken())
	}
	f.list = widget.NewList(consentRow, func() int { return len(f.answers) }, f.paint)
	f.list.BarGap = -9
	f.list.Label = s.T("consent.purpose")
	f.list.OnSelect = func(int) { f.arrange() }
	f.list.OnEnter = func(int) { f.save() }
	f.list.OnRune = f.digit
	f.how = widget.NewSelect(s.T("consent.how"), f.words("journey.how.", consentWays), f.likely(), nil)
	f.on = a.dateField("consent.on")
	f.on.SetDate(s.Today())
	f.by = widget.NewField(s.T("consent.by"), "")
	f.by.SetText(s.User())
	f.by.Entry.SelectOnFocus = true
	f.by.Entry.OnEnter, f.on.Entry.OnEnter = f.save, f.save
	f.told = widget.NewSelect(s.T("consent.told"), []string{s.T("consent.told.now"), s.T("consent.told.later")}, 0, nil)
	if !f.any(func(st *journey.Status) bool { return st.InfoGiven.IsZero() }) {
		f.told.SetTexts([]string{s.T("consent.told.again"), s.T("consent.told.before")})
		f.told.SetSelected(1)
	}
	f.open = widget.NewSelect(s.T("consent.ticket"), []string{s.T("consent.ticket.recalled"), s.T("consent.ticket.later")}, 0, nil)
	f.warn = widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(consentInner, float32(len(f.warning()))*widget.Second.Line())
	}, func(p *widget.Pen) {
		p.Icon(0, 1, 16, icon.Blocked, theme.Warn)
		for i, line := range f.warning() {
			p.Text(26, float32(i)*widget.Second.Line(), line, widget.Second.In(theme.Warn))
		}
	})
	f.field = widget.Line(12, f.how, f.on, f.by, f.told, f.open)
	head := []fyne.CanvasObject{widget.NewWords(title, widget.Heading, consentInner), widget.NewWords(f.now(), widget.Second, consentInner), f.information()}
	f.overlay = s.Overlay(widget.Column(10, append(head, fixed(f.list, fyne.NewSize(consentInner, float32(len(f.answers))*consentRow+2)),
		f.field, f.warn, f.foot())...), consentWidth, false, nil)
	f.overlay.Main = f.save
	f.list.Select(0)
	f.arrange()
	s.Canvas().Focus(f.list)
}

// any reports whether something is so for at least one of the participants.
func (f *consentForm) any(is func(*journey.Status) bool) bool {
	for i := range f.rows {
		if is(&f.rows[i].Status) {
			return true
		}
	}
	return false
}

func (f *consentForm) words(prefix string, ids []string) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = f.acts.Shell.T(prefix + id)
	}
	return list
}

// likely is how the answer most likely comes: at the visit on its day, else by phone.
func (f *consentForm) likely() int {
	today := f.acts.Shell.Today()
	if f.any(func(st *journey.Status) bool {
		return st.Booking != nil && st.Booking.Day == today || st.Visited == today
	}) {
		return 1
	}
	return 0
}

// now says what holds, and what for.
func (f *consentForm) now() string {
	s := f.acts.Shell
	text := s.T("consent.purpose")
	if len(f.rows) > 1 {
		return text
	}
	return text + " " + s.Say(Holds(&f.rows[0].Status))
}

// Holds says the answer that holds: "Just nu: ja, 20 februari, per telefon."
func Holds(st *journey.Status) say.Text {
	if st.Consent == "" {
		return say.T("consent.now.unasked")
	}
	now := say.T("consent.now."+st.Consent, "On", st.Consented)
	if st.How == "" {
		return say.T("consent.now", "Answer", now)
	}
	return say.T("consent.now.how", "Answer", now, "How", say.T("journey.how."+st.How))
}

// information is what the person is to be told (Q18), in plain words to read out.
func (f *consentForm) information() fyne.CanvasObject {
	text := f.acts.Shell.T("consent.info")
	lines := func() []string { return widget.Lines(text, widget.Second, consentInner-50) }
	return widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(consentInner, float32(len(lines()))*widget.Second.Line()+18)
	}, func(p *widget.Pen) {
		size := p.Size()
		p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Selected, Radius: theme.RadiusField})
		p.Icon(13, 10, 16, icon.Info, theme.AccentDark)
		for i, line := range lines() {
			p.Text(38, 9+float32(i)*widget.Second.Line(), line, widget.Second.In(theme.Ink))
		}
	})
}

func (f *consentForm) paint(p *widget.Pen, i int, state widget.RowState) {
	s, answer, size := f.acts.Shell, f.answers[i], p.Size()
	p.Cap(12, 0, size.Height, strconv.Itoa(i+1), widget.CapPlain)
	end := 44 + p.Mid(44, 0, size.Height, s.T("consent.say."+answer), widget.Plain.As(state.Selected))
	p.Fit(end+12, 0, size.Height, size.Width-end-24, s.T("consent.means."+answer), widget.Second)
	p.Hit(0, 0, size.Width, size.Height, func() { f.list.Select(i); f.arrange() })
}

// digit chooses an answer; the keyboard stays in the list, where Enter records it.
func (f *consentForm) digit(r rune) bool {
	if i := int(r - '1'); i >= 0 && i < len(f.answers) {
		f.list.Select(i)
		f.arrange()
	}
	return true
}

func (f *consentForm) answer() string { return f.answers[max(0, f.list.Selected())] }

// openTicket reports whether a ticket could still be used: it loses its ground.
func (f *consentForm) openTicket() bool {
	return f.answer() != journey.Yes && f.any(hasOpenTicket)
}

func hasOpenTicket(st *journey.Status) bool {
	return st.Ticket != nil && st.Ticket.Expired.IsZero() && !st.Ticket.Used
}

// warning says what an answer blocks from now on.
func (f *consentForm) warning() []string {
	if f.answer() == journey.Yes {
		return nil
	}
	id := "consent.blocks"
	if f.openTicket() {
		id = "consent.blocks.ticket"
	}
	return widget.Lines(f.acts.Shell.T(id), widget.Second, consentInner-26)
}

// arrange shows the fields that belong to the answer.
func (f *consentForm) arrange() {
	show := func(o fyne.CanvasObject, on bool) {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
	show(f.told, f.answer() == journey.Yes)
	show(f.open, f.openTicket())
	show(f.warn, f.answer() != journey.Yes)
	f.field.Refresh()
	f.warn.Refresh()
	f.overlay.Refresh()
}

func (f *consentForm) foot() fyne.CanvasObject {
	s := f.acts.Shell
	cancel := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { f.overlay.Close() })
	save := widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("acts.save"), Key: "Enter"}, f.save)
	return widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, func(p *widget.Pen) {
		x := p.Size().Width - save.MinSize().Width
		p.Place(save, x, 0, save.MinSize().Width, theme.ButtonHeight)
		p.Place(cancel, x-10-cancel.MinSize().Width, 0, cancel.MinSize().Width, theme.ButtonHeight)
	})
}

func (f *consentForm) save() {
	s, answer := f.acts.Shell, f.answer()
	on, ok := f.on.Date()
	if !ok || on.IsZero() || on.After(s.Today()) {
		f.on.SetError(s.T("consent.on.bad"))
		f.on.Focus()
		f.overlay.Refresh()
		return
	}
	d := journey.Details{Answer: answer, How: consentWays[f.how.Selected()], By: strings.TrimSpace(f.by.Text())}
	if d.By == s.User() {
		d.By = "" // who records it
	}
	list := event(f.rows, journey.Consented, d, on)
	if answer == journey.Yes && f.told.Selected() == 0 {
		list = append(list, event(f.rows, journey.InfoGiven, journey.Details{}, on)...)
	}
	if f.openTicket() && f.open.Selected() == 0 {
		list = append(list, event(f.holders(), journey.TicketExpired, journey.Details{Opened: journey.No, Recalled: journey.Yes}, day.Date{})...)
	}
	f.overlay.Close()
	f.acts.record(f.rows, list, "consent.done."+answer, nil)
}

// holders are those with an open ticket.
func (f *consentForm) holders() (list []data.Row) {
	for _, r := range f.rows {
		if hasOpenTicket(&r.Status) {
			list = append(list, r)
		}
	}
	return list
}
