package acts

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/widget"
)

// Call shows where to call and how often that was tried, and records what came of it:
// one digit for each outcome, then a day or a word where one is needed.
func (a *Acts) Call(r data.Row) {
	if r.Protected { // their numbers are on their own page, which asks why it is opened
		a.call(r, []string{a.Shell.T("acts.call.protected")}, "")
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
		var numbers []string
		for _, n := range []string{p.Contact.Mobile, p.Contact.Phone} {
			if n != "" {
				numbers = append(numbers, n)
			}
		}
		if len(numbers) == 0 {
			numbers = []string{a.Shell.T("acts.call.nonumber")}
		}
		a.call(r, numbers, p.Contact.Wish)
	})
}

func (a *Acts) call(r data.Row, numbers []string, wish string) {
	s, rows := a.Shell, []data.Row{r}
	q := &question{rows: rows, title: s.T("acts.call.title", "Name", r.Spoken()), note: a.callNote(r, numbers, wish)}
	q.open(s.T("acts.call.booked"), s.T("acts.call.booked.hint"), func() { a.Book(r, "phone", journey.CallBooked) })
	q.open(s.T("acts.call.later"), s.T("acts.call.later.hint"), func() { a.callLater(r) })
	for _, o := range []string{journey.CallNoAnswer, journey.CallVoicemail, journey.CallWrongNumber} {
		q.to(s.T("acts.call."+o), journey.Called, journey.Details{Outcome: o}, "acts.done.call."+o)
	}
	q.open(s.T("acts.call.declined"), s.T("acts.call.declined.hint"), func() { a.callDeclined(r) })
	q.open(s.T("acts.call.interpreter"), s.T("acts.call.interpreter.hint"), func() { a.callInterpreter(r) })
	a.ask(q)
}

// callNote shows the number large, then what is good to know before one dials.
func (a *Acts) callNote(r data.Row, numbers []string, wish string) fyne.CanvasObject {
	s, st := a.Shell, r.Status
	facts := []string{s.Say(st.Next.Reason)}
	if st.MaxTries > 0 && st.Next.Reason.ID != "journey.why.retry" {
		facts = append(facts, s.T("acts.call.try", "Next", st.Tries+1, "Max", st.MaxTries))
	}
	if wish != "" {
		facts = append(facts, s.T("acts.call.wish", "Wish", wish))
	}
	var chips []widget.Chip
	if chip, ok := a.InterpreterChip(st); ok {
		chips = append(chips, chip)
	}
	if st.WrongNumber {
		chips = append(chips, widget.Chip{Icon: icon.Expired, Text: s.T("acts.call.wrong"), Tone: widget.ToneWarn})
	}
	style := widget.Title
	if r.Protected {
		style = widget.Plain
	}
	text := strings.Join(numbers, "   ")
	known := strings.Join(facts, " · ")
	lines := widget.Lines(known, widget.Second, askInner)
	return widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(askInner, style.Line()+6+float32(len(lines))*widget.Second.Line())
	}, func(p *widget.Pen) {
		x := p.Text(0, 0, text, style) + 16
		for _, c := range chips {
			x += p.Chip(x, 0, style.Line(), c) + 6
		}
		p.Wrap(0, style.Line()+6, askInner, known, widget.Second)
	})
}

// InterpreterChip says that an interpreter is needed, and for which language (Q11).
func (a *Acts) InterpreterChip(s journey.Status) (c widget.Chip, ok bool) {
	text := a.Shell.T("acts.chip.interpreter", "Language", s.Interpreter)
	if s.Interpreter == journey.LanguageUnknown {
		text = a.Shell.T("acts.chip.interpreter.unknown")
	}
	return widget.Chip{Icon: icon.Interpreter, Text: text, Tone: widget.ToneInfo}, s.Interpreter != ""
}

// callLater asks when to call again somebody who wants to think.
func (a *Acts) callLater(r data.Row) {
	const days = 7 // what is proposed; the rules take the same where no day is agreed
	s, rows := a.Shell, []data.Row{r}
	f := &form{acts: a, rows: rows, icon: icon.Phone, title: s.T("acts.call.later.title", "Name", r.Spoken()), act: "acts.save.n", done: "acts.done.call.later"}
	until := f.date("acts.call.until")
	until.Width = 200
	until.SetDate(s.Today().Add(days))
	note := f.field(s.T("acts.note"), "")
	f.body, f.focus = widget.Line(12, until, note), until.Entry
	f.events = func(submit bool) ([]data.LogParams, bool) {
		on, ok := until.Date()
		if !ok || !on.After(s.Today()) {
			if submit || !on.IsZero() {
				until.SetError(s.T("acts.date.past"))
			}
			return nil, false
		}
		return event(rows, journey.Called, journey.Details{Outcome: journey.CallLater, Until: on, Text: strings.TrimSpace(note.Text())}, noDay), true
	}
	f.show()
}

// callDeclined asks for the reason of a no, which may be left out (Q7).
func (a *Acts) callDeclined(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	f := &form{acts: a, rows: rows, icon: icon.No, title: s.T("acts.decline.title", "Who", a.whose(rows)), text: s.T("acts.decline.text"),
		act: "acts.decline.act", done: "acts.done.call.declined"}
	why := f.field(s.T("ui.reason.optional"), "")
	f.body, f.focus = why, why.Entry
	f.events = func(bool) ([]data.LogParams, bool) {
		return event(rows, journey.Called, journey.Details{Outcome: journey.CallDeclined, Reason: strings.TrimSpace(why.Text())}, noDay), true
	}
	f.show()
}

// callInterpreter asks which language is needed (Q11).
func (a *Acts) callInterpreter(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	f := &form{acts: a, rows: rows, icon: icon.Interpreter, title: s.T("acts.call.interpreter.title", "Name", r.Spoken()), text: s.T("acts.call.interpreter.text"),
		act: "acts.save.n", done: "acts.done.call.interpreter"}
	language := f.field(s.T("acts.language"), s.T("acts.language.example"))
	if l := r.Status.Interpreter; l != journey.LanguageUnknown {
		language.Entry.SetText(l)
	}
	f.body, f.focus = language, language.Entry
	f.events = func(bool) ([]data.LogParams, bool) {
		return event(rows, journey.Called, journey.Details{Outcome: journey.CallInterpreter, Language: strings.TrimSpace(language.Text())}, noDay), true
	}
	f.show()
}
