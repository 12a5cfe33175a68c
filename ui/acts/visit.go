package acts

import (
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// Visits: came, did not come, cancelled late; and where the visit was documented.

// past reports whether a row's booked day has passed.
func past(r data.Row, today day.Date) bool {
	b := r.Status.Booking
	return b != nil && b.Day.Before(today)
}

// onTheDay makes the same event for rows, each on the day of its booked visit where that
// has passed, else now.
func (a *Acts) onTheDay(rows []data.Row, kind journey.Kind, d journey.Details) (list []data.LogParams) {
	for _, r := range rows {
		on := day.Date{}
		if past(r, a.Shell.Today()) {
			on = r.Status.Booking.Day
		}
		list = append(list, event([]data.Row{r}, kind, d, on)...)
	}
	return list
}

// Visit asks what became of a visit, and opens the questionnaire of whoever came.
func (a *Acts) Visit(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	q := &question{rows: rows, title: s.T("acts.visit.title", "Name", r.Spoken()), text: s.Say(r.Status.Next.Reason)}
	q.choices = append(q.choices, choice{text: s.T("acts.visit.came"), log: a.onTheDay(rows, journey.Visited, journey.Details{}), told: "acts.done.came",
		hint: s.T("acts.visit.came.hint"), then: func() { a.Form(r) }})
	if !past(r, s.Today()) {
		q.open(s.T("acts.visit.form"), s.T("acts.visit.form.hint"), func() { a.Form(r) })
	}
	missed := choice{text: s.T("acts.visit.noshow"), log: a.onTheDay(rows, journey.NoShow, journey.Details{}), told: "acts.done.noshow"}
	if b := r.Status.Booking; b != nil && a.ahead(b) {
		missed = choice{text: missed.text, off: true, leads: s.T("acts.visit.early", "When", a.when(b))}
	}
	q.choices = append(q.choices, missed,
		choice{text: s.T("acts.visit.late"), log: a.lateParams(rows), told: "acts.done.late"})
	if !past(r, s.Today()) {
		q.open(s.T("acts.visit.move"), s.T("acts.visit.move.hint"), func() { a.Book(r, "phone", "") })
	}
	a.ask(q)
}

// Came records that rows came to their visit; of one alone the questionnaire opens. Earlier
// on the day is fine, on an earlier day it is a slip of the key.
func (a *Acts) Came(rows []data.Row) {
	today := a.Shell.Today()
	if a.early(rows, "acts.came.early", "acts.came.early", func(b *journey.Booking) bool { return b.Day.After(today) }) {
		return
	}
	var then func()
	if len(rows) == 1 {
		then = func() { a.Form(rows[0]) }
	}
	a.record(rows, a.onTheDay(rows, journey.Visited, journey.Details{}), "acts.done.came", then)
}

// NoShow records that rows did not come: once their hour has begun, so that a slip of the
// key in the morning marks nobody who comes in the afternoon.
func (a *Acts) NoShow(rows []data.Row) {
	if !a.early(rows, "acts.noshow.early", "acts.noshow.early.day", a.ahead) {
		a.record(rows, a.onTheDay(rows, journey.NoShow, journey.Details{}), "acts.done.noshow", nil)
	}
}

// ahead reports whether a booked hour has not begun.
func (a *Acts) ahead(b *journey.Booking) bool {
	today := a.Shell.Today()
	return b.Day.After(today) || b.Day == today && b.Time > a.Shell.Now().In(day.Zone).Format("15:04")
}

// early tells of the first of rows whose booked visit is still to come, and reports
// whether there is one: then nothing is recorded. today and later are ids of words, for a
// visit later today and for one on a later day.
func (a *Acts) early(rows []data.Row, today, later string, toCome func(*journey.Booking) bool) bool {
	for _, r := range rows {
		if b := r.Status.Booking; b != nil && toCome(b) {
			id := today
			if b.Day.After(a.Shell.Today()) {
				id = later
			}
			a.Shell.Tell(widget.BandInfo, say.T(id, "Who", Short(r), "When", a.when(b)))
			return true
		}
	}
	return false
}

// when says a booked time: the hour, with its day where that is not today.
func (a *Acts) when(b *journey.Booking) say.Text {
	clock := strings.Replace(b.Time, ":", a.Shell.T("ui.clock"), 1)
	if b.Day == a.Shell.Today() {
		return say.T("acts.when.today", "Time", clock)
	}
	return say.T("acts.when", "On", b.Day, "Time", clock)
}

// CancelledLate records that rows called off their visit too late for another to get
// the hour.
func (a *Acts) CancelledLate(rows []data.Row) {
	a.record(rows, a.lateParams(rows), "acts.done.late", nil)
}

func (a *Acts) lateParams(rows []data.Row) []data.LogParams {
	return a.onTheDay(rows, journey.Cancelled, journey.Details{By: "participant", Late: journey.Yes})
}

// Samples records that samples were taken.
func (a *Acts) Samples(rows []data.Row) {
	a.log(rows, journey.SamplesTaken, journey.Details{}, "acts.done.samples")
}

// Document records that visits were written down, and where (Q18, Q19). What a journey
// does not allow is shown with the reason.
func (a *Acts) Document(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	q := &question{rows: rows, title: s.T("acts.document.title", "Who", a.whose(rows))}
	if len(rows) == 1 {
		q.text = s.Say(rows[0].Status.Next.Reason)
	}
	q.to(s.T("acts.document.assisted"), journey.Documented, journey.Details{Where: journey.WhereCl24, Way: journey.WayAssisted}, "acts.done.documented")
	q.to(s.T("acts.document.standalone"), journey.Documented, journey.Details{Where: journey.WhereCl24, Way: journey.WayStandalone}, "acts.done.documented")
	q.to(s.T("acts.document.pmo"), journey.Documented, journey.Details{Where: journey.WherePMO}, "acts.done.documented")
	if c := rows[0].Status.Consent; c == journey.No || c == journey.Withdrawn || !a.Store.Config().On("cl24") {
		q.mark = 2 // Q19: PMO alone
	}
	a.ask(q)
}

// Chat asks what came of a chat that has been started.
func (a *Acts) Chat(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	q := &question{rows: rows, title: s.T("acts.chat.title", "Name", r.Spoken()), text: s.Say(r.Status.Next.Reason)}
	q.open(s.T("acts.chat.book"), s.T("acts.call.booked.hint"), func() { a.Book(r, "desk", "") })
	q.to(s.T("acts.chat.close"), journey.ChatClosed, journey.Details{}, "acts.done.chat.closed")
	q.open(s.T("acts.chat.later"), "", func() { a.Defer(rows) })
	q.open(s.T("acts.chat.declined"), "", func() { a.decline(rows, 3) })
	a.ask(q)
}
