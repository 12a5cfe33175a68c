package acts

import (
	"context"
	"regexp"
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

// fixed wraps an object that has no wish of its own.
func fixed(o fyne.CanvasObject, size fyne.Size) fyne.CanvasObject {
	return widget.NewDrawing(func() fyne.Size { return size }, func(p *widget.Pen) {
		p.Place(o, 0, 0, p.Size().Width, p.Size().Height)
	})
}

// dialog shows a dialog with fields; act is told on Enter and keeps the dialog open
// while it gives false.
func (a *Acts) dialog(name icon.Name, title, text, act string, body fyne.CanvasObject, focus *widget.Entry, do func() bool) *widget.Dialog {
	d := &widget.Dialog{Icon: name, Tone: theme.Accent, Title: title, Text: text, Body: body, Focus: focus,
		Left: a.Shell.T("ui.cancel"), Right: act, OnRight: do}
	focus.OnEnter = d.Confirm
	a.Shell.Ask(d)
	return d
}

func (a *Acts) dateField(label string) *widget.DateField {
	return widget.NewDateField(a.Shell.T(label), a.Shell.Today(), a.Shell.T("acts.date.bad"))
}

// Defer puts rows off to a day: they leave the list until then.
func (a *Acts) Defer(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	f := a.dateField("acts.defer.until")
	f.Entry.SetPlaceHolder(s.T("acts.date.hint"))
	a.dialog(icon.Waiting, s.T("acts.defer.title", "Who", a.who(rows)), s.T("acts.defer.text"), s.T("acts.defer.act"), f, f.Entry, func() bool {
		until, ok := f.Date()
		if !ok || until.IsZero() {
			f.SetError(s.T("acts.date.bad"))
			return false
		}
		if !until.After(s.Today()) {
			f.SetError(s.T("acts.date.past"))
			return false
		}
		a.log(rows, journey.Deferred, journey.Details{Until: until}, "acts.done.deferred")
		return true
	})
}

// Decline records that people have said no. They get nothing more this year (Q7).
func (a *Acts) Decline(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	channels := []string{"phone", "letter", "ticket", "visit"}
	names := make([]string, len(channels))
	for i, c := range channels {
		names[i] = s.T("acts.decline.by." + c)
	}
	by := widget.NewSelect(s.T("acts.decline.channel"), names, 0, nil)
	why := widget.NewField(s.T("ui.reason.optional"), "")
	a.dialog(icon.No, s.T("acts.decline.title", "Who", a.who(rows)), s.T("acts.decline.text"), s.T("acts.decline.act"),
		widget.Column(14, why, by), why.Entry, func() bool {
			a.log(rows, journey.Declined, journey.Details{Channel: channels[by.Selected()], Reason: strings.TrimSpace(why.Text())}, "acts.done.declined")
			return true
		})
}

// outcomes of a call, in the order of their digits.
var outcomes = []string{journey.CallBooked, journey.CallLater, journey.CallNoAnswer, journey.CallVoicemail,
	journey.CallWrongNumber, journey.CallDeclined, journey.CallInterpreter}

// Call shows where to call and records what came of it: one digit, and a day or a time
// where one is needed.
func (a *Acts) Call(r data.Row) {
	if r.Protected { // their numbers are on their own page, which asks why it is opened
		a.outcome(r, a.Shell.T("acts.call.text"))
		return
	}
	var p data.Person
	a.Shell.Do("call", func(ctx context.Context) (err error) {
		p, err = a.Store.Participant(ctx, r.Participant, r.Cohort, data.Look{})
		return err
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		a.outcome(r, a.numbers(p.Contact)+" "+a.Shell.T("acts.call.text"))
	})
}

// numbers says where to call, and what the person wishes.
func (a *Acts) numbers(c data.Contact) string {
	var known []string
	for _, n := range []string{c.Mobile, c.Phone} {
		if n != "" {
			known = append(known, n)
		}
	}
	text := a.Shell.T("acts.call.nonumber")
	if len(known) > 0 {
		text = a.Shell.T("acts.call.numbers", "Numbers", strings.Join(known, " · "))
	}
	if c.Wish != "" {
		text += " " + a.Shell.T("acts.call.wish", "Wish", c.Wish)
	}
	return text
}

// outcome asks how a call went.
func (a *Acts) outcome(r data.Row, text string) {
	s, one := a.Shell, []data.Row{r}
	words := make([]string, len(outcomes))
	for i, o := range outcomes {
		words[i] = s.T("acts.call." + o)
	}
	a.Choose(s.T("acts.call.title", "Name", r.Spoken()), text, words, func(i int) {
		switch o := outcomes[i]; o {
		case journey.CallBooked:
			a.Book(r, "phone", o)
		case journey.CallLater:
			a.callLater(r)
		default:
			a.log(one, journey.Called, journey.Details{Outcome: o}, "acts.done.call."+o)
		}
	})
}

func (a *Acts) callLater(r data.Row) {
	s := a.Shell
	f := a.dateField("acts.call.until")
	f.SetDate(s.Today().Add(1))
	a.dialog(icon.Phone, s.T("acts.call.later.title"), "", s.T("acts.save"), f, f.Entry, func() bool {
		until, ok := f.Date()
		if !ok || until.IsZero() || !until.After(s.Today()) {
			f.SetError(s.T("acts.date.past"))
			return false
		}
		a.log([]data.Row{r}, journey.Called, journey.Details{Outcome: journey.CallLater, Until: until}, "acts.done.call.later")
		return true
	})
}

var clockForm = regexp.MustCompile(`^([01]?\d|2[0-3])(?:[.:]?([0-5]\d))?$`)

// Clock reads a time of day as staff type it: 13, 1300, 13.00, 13:00. ok is false for anything else.
func Clock(typed string) (text string, ok bool) {
	m := clockForm.FindStringSubmatch(strings.TrimSpace(typed))
	if m == nil {
		return "", false
	}
	hour, minute := m[1], m[2]
	if len(hour) == 1 {
		hour = "0" + hour
	}
	if minute == "" {
		minute = "00"
	}
	return hour + ":" + minute, true
}

// Book writes down a time that was agreed. called is the outcome of the call that led
// to it, "" for none.
func (a *Acts) Book(r data.Row, via, called string) {
	s := a.Shell
	on, at, room := a.dateField("acts.book.day"), widget.NewField(s.T("acts.book.time"), "13.00"), widget.NewField(s.T("acts.book.room"), "")
	on.Entry.SetPlaceHolder(s.T("acts.date.hint"))
	on.Width, at.Width, room.Width = 176, 110, 110
	d := a.dialog(icon.Booking, s.T("acts.book.title", "Name", r.Spoken()), s.T("acts.book.text"), s.T("acts.book.act"),
		widget.Line(12, on, at, room), on.Entry, func() bool {
			date, ok := on.Date()
			if !ok || date.IsZero() {
				on.SetError(s.T("acts.date.bad"))
				on.Focus()
				return false
			}
			clock, ok := Clock(at.Text())
			if !ok {
				at.SetError(s.T("acts.book.badtime"))
				at.Focus()
				return false
			}
			a.book(r, called, journey.Details{Start: date.String() + "T" + clock, Room: strings.TrimSpace(room.Text()), Via: via}, date)
			return true
		})
	on.Entry.OnEnter = at.Focus
	at.Entry.OnEnter = room.Focus
	room.Entry.OnEnter = d.Confirm
}

func (a *Acts) book(r data.Row, called string, details journey.Details, on day.Date) {
	kind := journey.Booked
	if r.Status.Booking != nil {
		kind, details.Via = journey.Rebooked, ""
	}
	var acts []string
	var warnings []say.Text
	a.Shell.Do("", func(ctx context.Context) error {
		// The booking goes first: where it is refused, no call is left behind that agreed on it.
		p := data.LogParams{Participants: []string{r.Participant}, Cohort: r.Cohort, Kind: kind, Details: details}
		l, err := a.Store.LogMany(ctx, p)
		if err != nil {
			return err
		}
		acts, warnings = append(acts, l.Act), l.Warnings()
		if called == "" {
			return nil
		}
		p.Kind, p.Details = journey.Called, journey.Details{Outcome: called}
		if l, err = a.Store.LogMany(ctx, p); err != nil {
			return err
		}
		acts = append(acts, l.Act)
		return nil
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
		}
		if err == nil {
			text := say.T("acts.done.booked", "Who", a.who([]data.Row{r}), "On", on, "Time", strings.Replace(details.Start[11:], ":", ".", 1))
			a.Shell.Done(Warned(text, warnings), a.undo(acts...), a.changed)
		}
		a.changed()
	})
}

// Warned adds warnings to the sentence that says what was done.
func Warned(done say.Text, warnings []say.Text) say.Text {
	for _, w := range warnings {
		done = say.T("acts.done.warned", "Done", done, "Why", w)
	}
	return done
}

// Document records that the visit was written down, and where (Q18, Q19). What the
// journey does not allow, it refuses with the reason.
func (a *Acts) Document(r data.Row) {
	s := a.Shell
	ways := []journey.Details{
		{Where: journey.WhereCl24, Way: journey.WayAssisted},
		{Where: journey.WhereCl24, Way: journey.WayStandalone},
		{Where: journey.WherePMO},
	}
	a.Choose(s.T("acts.document.title", "Name", r.Spoken()), s.Say(r.Status.Next.Reason),
		[]string{s.T("acts.document.assisted"), s.T("acts.document.standalone"), s.T("acts.document.pmo")}, func(i int) {
			a.log([]data.Row{r}, journey.Documented, ways[i], "acts.done.documented")
		})
}
