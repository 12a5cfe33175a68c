package acts

import (
	"context"
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// What does not add up: each case with what can be done about it.

// reviewWords name what Enter does, by the reason why somebody has to look.
var reviewWords = map[string]string{
	"journey.why.gone":             "acts.step.review.gone",
	"journey.why.back":             "acts.step.review.gone",
	"journey.why.ticket.silent":    "acts.step.review.silent",
	"journey.why.ticket.consent":   "acts.step.review.ticket",
	"journey.why.ticket.no":        "acts.step.review.ticket",
	"journey.why.ticket.withdrawn": "acts.step.review.ticket",
	"journey.why.ticket.protected": "acts.step.review.ticket",
	"journey.why.lost":             "acts.step.review.lost",
	"journey.why.lost.phone":       "acts.step.review.lost",
	"journey.why.pending":          "acts.step.review.pending",
	"journey.why.stop":             "acts.step.review.stop",
}

// arg gives an argument of a reason, nil for none.
func arg(t say.Text, name string) any { return t.Data[name] }

// Review asks what is true of somebody for whom something does not add up.
func (a *Acts) Review(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	q := &question{rows: rows, title: s.T("acts.review.title", "Name", r.Spoken()), text: s.Say(r.Status.Next.Reason)}
	switch r.Status.Next.Reason.ID {
	case "journey.why.gone":
		a.gone(q)
	case "journey.why.back":
		a.back(q)
	case "journey.why.ticket.silent":
		a.silent(q)
	case "journey.why.ticket.consent":
		q.open(s.T("acts.review.ask"), s.T("acts.review.ask.hint"), func() { a.Consent(rows) })
		a.stopped(q)
	case "journey.why.ticket.protected", "journey.why.ticket.no", "journey.why.ticket.withdrawn":
		a.stopped(q)
	case "journey.why.lost", "journey.why.lost.phone":
		a.lost(q)
	case "journey.why.pending", "journey.why.stop":
		a.printed(q)
		return
	case "journey.why.orphan":
		a.orphan(q)
		return
	default:
		a.Person(r)
		return
	}
	a.ask(q)
}

// reviewMany does for several at once what can be: the notices of tickets, and whether
// people who are gone from the list have stayed.
func (a *Acts) reviewMany(rows []data.Row) bool {
	if len(rows) < 2 {
		return false
	}
	q := &question{rows: rows, title: a.Shell.T("acts.review.title", "Name", a.who(rows))}
	switch rows[0].Status.Next.Reason.ID {
	case "journey.why.ticket.silent":
		a.fromCl24(tabExpired, rows)
		return true
	case "journey.why.gone":
		a.gone(q)
	case "journey.why.ticket.consent", "journey.why.ticket.protected", "journey.why.ticket.no", "journey.why.ticket.withdrawn":
		a.stopped(q)
	default:
		return false
	}
	a.ask(q)
	return true
}

// gone: no longer on the clinic's list.
func (a *Acts) gone(q *question) {
	s := a.Shell
	q.to(s.T("acts.review.stays"), journey.Reopened, journey.Details{Reason: s.T("acts.review.stays.reason")}, "acts.done.stays")
	for _, why := range endings {
		q.to(s.T("acts.end."+why), journey.Ended, journey.Details{Reason: why}, "acts.done.ended")
	}
	q.open(s.T("acts.end.other"), s.T("acts.end.other.hint"), func() { a.endOther(q.rows) })
}

// back: ended as moved or listed elsewhere, and on the list again.
func (a *Acts) back(q *question) {
	s := a.Shell
	reason := journey.Details{Reason: s.T("acts.review.back.reason")}
	q.to(s.T("acts.review.back"), journey.Reopened, reason, "acts.done.reopened")
	again := append(event(q.rows, journey.Reopened, reason, noDay), event(q.rows, journey.Ended, journey.Details{Reason: q.rows[0].Status.Ended}, noDay)...)
	q.choices = append(q.choices, choice{text: s.T("acts.review.away"), log: again, told: "acts.done.ended"})
}

// lost: asked for a time, and cannot be reached.
func (a *Acts) lost(q *question) {
	s, r := a.Shell, q.rows[0]
	q.open(s.T("acts.review.letter"), s.T("acts.review.letter.hint"), func() { a.Letters(q.rows) })
	q.open(s.T("acts.review.call"), "", func() { a.Call(r) })
	q.open(s.T("acts.review.contact"), "", func() { a.FixContact(r) })
	q.open(s.T("acts.review.defer"), "", func() { a.Defer(q.rows) })
	q.open(s.T("acts.review.end"), "", func() { a.End(q.rows) })
}

// silent: the ticket's last day has passed, and Clinic24's notice is not registered.
func (a *Acts) silent(q *question) {
	s := a.Shell
	q.to(s.T("acts.review.unopened"), journey.TicketExpired, journey.Details{Opened: journey.No}, "acts.done.expired")
	q.open(s.T("acts.review.opened"), s.T("acts.review.opened.hint"), func() { a.opened(q.rows[0]) })
	q.open(s.T("acts.review.booked"), s.T("acts.review.booked.hint"), func() { a.fromCl24(tabBooked, q.rows) })
	q.open(s.T("acts.review.notices"), s.T("acts.review.notices.hint"), func() { a.fromCl24(tabExpired, q.rows) })
}

// opened asks how far somebody came in a ticket that ran out opened (D7).
func (a *Acts) opened(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	f := &form{acts: a, rows: rows, icon: icon.Ticket, title: s.T("acts.review.opened.title", "Name", r.Spoken()), text: s.T("acts.review.opened.text"),
		act: "acts.save.n", done: "acts.done.expired"}
	so := f.field(s.T("acts.progress"), "12 av 34")
	so.Width = 200
	f.body, f.focus = widget.Line(12, so), so.Entry
	f.events = func(submit bool) ([]data.LogParams, bool) {
		d := journey.Details{Opened: journey.Yes}
		if text := strings.TrimSpace(so.Text()); text != "" {
			if d.Progress = progress(text); d.Progress == "" {
				if submit {
					so.SetError(s.T("acts.progress.bad"))
				}
				return nil, false
			}
		}
		return event(rows, journey.TicketExpired, d, noDay), true
	}
	f.show()
}

// stopped: a ticket that must not be used any more.
func (a *Acts) stopped(q *question) {
	s := a.Shell
	q.to(s.T("acts.review.stopped"), journey.TicketExpired, journey.Details{Opened: journey.No, Recalled: journey.Yes}, "acts.done.stopped")
	if len(q.rows) == 1 {
		q.open(s.T("acts.review.unsent"), s.T("acts.review.unsent.hint"), func() { a.takeBack(q.rows[0], journey.TicketSent, day.Date{}) })
		q.open(s.T("acts.review.open"), "", func() { a.Person(q.rows[0]) })
	}
}

// printed: a letter was printed, and nobody has said that it came out.
func (a *Acts) printed(q *question) {
	s, r := a.Shell, q.rows[0]
	l := r.Status.Letter
	if l == nil {
		a.Person(r)
		return
	}
	sent := journey.Details{Run: l.PendingRun, Letter: l.PendingNumber}
	out, spoiled := "acts.review.out", "acts.review.spoiled"
	if r.Status.Next.Reason.ID == "journey.why.stop" {
		out, spoiled = "acts.review.gone.out", "acts.review.picked"
	}
	yes := choice{text: s.T(out), log: event(q.rows, journey.LetterConfirmed, sent, noDay), told: "acts.done.letter"}
	no := choice{text: s.T(spoiled), hint: s.T(spoiled + ".hint"), then: func() { a.takeBack(r, journey.LetterPrinted, day.Date{}) }}
	q.choices = []choice{yes, no}
	if out == "acts.review.gone.out" {
		q.choices = []choice{no, yes}
	}
	q.open(s.T("acts.review.runs"), s.T("acts.review.runs.hint"), func() { s.Go(shell.ToRuns{}) })
	a.ask(q)
}

// orphan: an event whose ground was taken back (D4).
func (a *Acts) orphan(q *question) {
	s, r := a.Shell, q.rows[0]
	what, _ := arg(r.Status.Next.Reason, "What").(say.Text)
	on, _ := arg(r.Status.Next.Reason, "On").(day.Date)
	kind := journey.Kind(strings.TrimPrefix(what.ID, "journey.orphan."))
	q.open(s.T("acts.review.takeback", "What", what), "", func() { a.takeBack(r, kind, on) })
	q.open(s.T("acts.review.open"), s.T("acts.review.open.hint"), func() { a.Person(r) })
	a.ask(q)
}

// takeBack undoes somebody's last event of a kind, of a day where that is given.
func (a *Acts) takeBack(r data.Row, kind journey.Kind, on day.Date) {
	s := a.Shell
	find := func(reason string) {
		var l data.Logged
		s.Do("", func(ctx context.Context) error {
			p, err := a.Store.Participant(ctx, r.Participant, r.Cohort, data.Look{Reason: reason})
			if err != nil {
				return err
			}
			i := slices.IndexFunc(p.Events, func(h data.Happening) bool {
				return h.Kind == kind && !h.Undone && (on.IsZero() || day.Of(h.At) == on)
			})
			if i < 0 {
				return nil
			}
			l, err = a.Store.Undo(ctx, p.Events[i].ID, s.T("acts.review.reason"))
			return err
		}, func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			text := say.T("acts.done.takenback", "Who", a.who([]data.Row{r}))
			if n := len(l.Events); n > 0 {
				text = andNext(text, l.Events[n-1].Status)
			}
			s.Done(text, nil, nil) // taking back cannot be taken back (D4)
			a.changed()
		})
	}
	if !r.Protected {
		find("")
		return
	}
	s.AskReason(shell.ReasonParams{Icon: icon.Shield, Title: s.T("ui.protected.title", "Label", r.Label()), Text: s.T("ui.protected.text"), Act: s.T("ui.protected.open")}, find)
}
