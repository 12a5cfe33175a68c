package person

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// detail is one field of an event's form. Choices are ids; their words are
// person.choice.KEY.ID.
type detail struct {
	key     string
	kind    fieldKind
	choices []string
}

type fieldKind int

const (
	asText fieldKind = iota
	asChoice
	asDate
	asStart // a day and a time of day
	asLong
)

// kinds are the events that a person may register, in the order of a journey.
var kinds = []struct {
	kind    journey.Kind
	details []detail
}{
	{journey.Note, []detail{{key: "text", kind: asLong}}},
	{journey.Called, []detail{{"outcome", asChoice, []string{journey.CallBooked, journey.CallLater, journey.CallNoAnswer, journey.CallVoicemail,
		journey.CallWrongNumber, journey.CallDeclined, journey.CallInterpreter}}, {key: "until", kind: asDate}}},
	{journey.Consented, []detail{{"answer", asChoice, []string{journey.Yes, journey.No, journey.Withdrawn}}, {"how", asChoice, hows}, {key: "by"}}},
	{journey.InfoGiven, nil},
	{journey.Registered, []detail{{"cl24", asChoice, []string{journey.Yes, journey.No}}}},
	{journey.WantsHelp, []detail{{key: "what"}}},
	{journey.HandedOver, []detail{{key: "to"}}},
	{journey.TicketSent, []detail{{"type", asChoice, []string{journey.TicketVisit, journey.TicketForm}}, {key: "expires", kind: asDate}}},
	{journey.TicketExpired, []detail{{"opened", asChoice, []string{journey.Yes, journey.No}}, {key: "progress"}}},
	{journey.ChatStarted, nil},
	{journey.ChatClosed, nil},
	{journey.LetterReturned, []detail{{key: "letter"}}},
	{journey.Booked, []detail{{key: "start", kind: asStart}, {key: "room"}, {"via", asChoice, []string{"phone", "desk", "letter", "ticket"}}}},
	{journey.Rebooked, []detail{{key: "start", kind: asStart}, {key: "room"}}},
	{journey.Cancelled, []detail{{"by", asChoice, []string{"participant", "clinic"}}, {key: "reason"}}},
	{journey.SamplesTaken, nil},
	{journey.FormReceived, []detail{{"source", asChoice, []string{journey.SourceHome, journey.SourceVisit, journey.SourcePhone, journey.SourceCl24}}}},
	{journey.Visited, nil},
	{journey.NoShow, nil},
	{journey.Documented, []detail{{"where", asChoice, []string{journey.WhereCl24, journey.WherePMO}},
		{"way", asChoice, []string{journey.WayAssisted, journey.WayStandalone}}}},
	{journey.FollowUp, []detail{{key: "date", kind: asDate}, {key: "what"}}},
	{journey.Declined, []detail{{"channel", asChoice, []string{"phone", "letter", "ticket", "chat", "visit"}}, {key: "reason"}}},
	{journey.Deferred, []detail{{key: "until", kind: asDate}}},
	{journey.Ended, []detail{{"reason", asChoice, []string{"moved", "listed_elsewhere", "ill", journey.EndDead, "other"}}, {key: "text"}}},
	{journey.Reopened, []detail{{key: "reason"}}},
	{journey.NeedsInterpreter, []detail{{key: "language"}}},
}

var hows = []string{"phone", "visit", "letter", "other"}

// chooseEvent offers every event that a person may register.
func (p *Page) chooseEvent() {
	if !p.loaded {
		return
	}
	m := &widget.Menu{OnChoose: func(i int) {
		if kinds[i].kind == journey.Consented {
			p.consent() // a record of its own
			return
		}
		p.askEvent(kinds[i].kind)
	}}
	for _, k := range kinds {
		name, _ := eventIcon(data.Happening{Event: journey.Event{Kind: k.kind, Details: journey.Details{Answer: journey.Yes}}})
		m.Items = append(m.Items, widget.MenuItem{Text: p.kindWords(k.kind), Icon: name})
	}
	m.Show(p.s.Canvas(), p.register, 0)
}

func (p *Page) kindWords(k journey.Kind) string { return p.s.T("person.kind." + string(k)) }

// asked is a field of the form as it is shown.
type asked struct {
	detail
	object fyne.CanvasObject
	value  func() (text string, ok bool)
	entry  *widget.Entry // nil for a choice
	focus  fyne.Focusable
}

// askEvent asks for the facts of one event and registers it.
func (p *Page) askEvent(kind journey.Kind) {
	s := p.s
	var fields []asked
	for _, k := range kinds {
		if k.kind == kind {
			for _, d := range k.details {
				fields = append(fields, p.field(d))
			}
		}
	}
	on := widget.NewDateField(s.T("person.event.day"), s.Today(), s.T("acts.date.bad"))
	on.SetDate(s.Today())
	on.Width = 160
	var objects []fyne.CanvasObject
	for _, f := range fields {
		objects = append(objects, f.object)
	}
	if kind != journey.Note {
		objects = append(objects, on)
	}
	d := &widget.Dialog{Icon: icon.Plus, Tone: theme.Accent, Title: s.T("person.event.title", "What", p.kindWords(kind), "Who", acts.Short(p.person.Row)),
		Body: widget.Column(12, objects...), Left: s.T("ui.cancel"), Right: s.T("person.event.act")}
	d.Focus = on.Entry
	if len(fields) > 0 {
		d.Focus = fields[0].focus
	}
	for _, f := range fields {
		if f.entry != nil {
			f.entry.OnEnter = d.Confirm
		}
	}
	on.Entry.OnEnter = d.Confirm
	if kind == journey.Note {
		d.Text = s.T("person.event.newline")
	}
	d.OnRight = func() bool { return p.registerEvent(kind, fields, on) }
	s.Ask(d)
}

func (p *Page) registerEvent(kind journey.Kind, fields []asked, on *widget.DateField) bool {
	date, ok := on.Date()
	if !ok || date.After(p.s.Today()) {
		on.SetError(p.s.T("person.event.future"))
		return false
	}
	kv := map[string]string{}
	for _, f := range fields {
		text, ok := f.value()
		if !ok {
			return false
		}
		kv[f.key] = text
	}
	d, err := journey.NewDetails(kind, kv)
	if err != nil {
		p.complain(err, kind, fields)
		return false
	}
	p.record(kind, d, data.LogParams{Day: date})
	return true
}

// complain says at the first empty mandatory field what is missing.
func (p *Page) complain(err error, kind journey.Kind, fields []asked) {
	_, must := kind.Keys()
	words := fault.Words(p.s.Lang(), err)
	for _, f := range fields {
		text, _ := f.value()
		field, ok := f.object.(*widget.Field)
		if ok && (text == "" && must[f.key] || f.key == "progress") {
			if text == "" {
				words = p.s.T("person.event.missing")
			}
			field.SetError(words)
			field.Focus()
			return
		}
	}
	p.s.Fail(err)
}

// field makes the widget of one fact.
func (p *Page) field(d detail) asked {
	s := p.s
	label := s.T("person.detail." + d.key)
	a := asked{detail: d}
	switch d.kind {
	case asChoice:
		names := make([]string, len(d.choices))
		for i, c := range d.choices {
			names[i] = s.T("person.choice." + d.key + "." + c)
		}
		w := widget.NewSelect(label, names, 0, nil)
		a.object, a.focus = w, w
		a.value = func() (string, bool) { return d.choices[w.Selected()], true }
	case asDate:
		w := widget.NewDateField(label, s.Today(), s.T("acts.date.bad"))
		if d.key == "expires" {
			w.SetDate(s.Today().Add(p.store.Config().Int("ticket_days")))
		}
		w.Entry.SetPlaceHolder(s.T("acts.date.hint"))
		a.object, a.focus, a.entry = w, w.Entry, w.Entry
		a.value = func() (string, bool) {
			on, ok := w.Date()
			if !ok {
				w.SetError(s.T("acts.date.bad"))
			}
			return on.String(), ok
		}
	case asStart:
		return p.startField(a)
	case asLong:
		w := widget.NewTextArea(label, "", 4)
		a.object, a.focus, a.entry = w, w.Entry, w.Entry
		a.value = func() (string, bool) { return strings.TrimSpace(w.Text()), true }
	default:
		w := widget.NewField(label, "")
		a.object, a.focus, a.entry = w, w.Entry, w.Entry
		a.value = func() (string, bool) { return strings.TrimSpace(w.Text()), true }
	}
	return a
}

// startField asks for a day and a time of day beside each other.
func (p *Page) startField(a asked) asked {
	s := p.s
	on := widget.NewDateField(s.T("acts.book.day"), s.Today(), s.T("acts.date.bad"))
	on.Entry.SetPlaceHolder(s.T("acts.date.hint"))
	at := widget.NewField(s.T("acts.book.time"), "13.00")
	at.Width = 120
	on.Entry.OnEnter = at.Focus
	a.object, a.focus = widget.Line(12, on, at), on.Entry
	a.value = func() (string, bool) {
		date, ok := on.Date()
		if !ok || date == (day.Date{}) {
			on.SetError(s.T("acts.date.bad"))
			return "", false
		}
		clock, ok := acts.Clock(at.Text())
		if !ok {
			at.SetError(s.T("acts.book.badtime"))
			at.Focus()
			return "", false
		}
		return date.String() + "T" + clock, true
	}
	return a
}

func (p *Page) words(err error) string { return fault.Words(p.s.Lang(), err) }
