package acts

import (
	"strings"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/widget"
)

// FollowUp asks what came of a follow-up whose day has come: done, called, or moved.
func (a *Acts) FollowUp(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	q := &question{rows: rows, title: s.T("acts.follow.title", "Name", r.Spoken()), text: s.Say(r.Status.Next.Reason)}
	q.to(s.T("acts.follow.done"), journey.Note, journey.Details{Text: s.T("acts.follow.note", "What", what(r))}, "acts.done.followed")
	q.open(s.T("acts.follow.call"), "", func() { a.Call(r) })
	q.open(s.T("acts.follow.move"), s.T("acts.follow.move.hint"), func() { a.moveFollowUp(r) })
	a.ask(q)
}

// what gives the words that were noted with a follow-up, as the reason has them.
func what(r data.Row) string {
	if what, ok := arg(r.Status.Next.Reason, "What").(string); ok {
		return what
	}
	return ""
}

func (a *Acts) moveFollowUp(r data.Row) {
	s, rows := a.Shell, []data.Row{r}
	f := &form{acts: a, rows: rows, icon: icon.Waiting, title: s.T("acts.follow.move.title", "Name", r.Spoken()), act: "acts.follow.move.act", done: "acts.done.follow.moved"}
	on, note := f.date("acts.follow.day"), f.field(s.T("acts.follow.what"), "")
	on.Width = 200
	note.Entry.SetText(what(r))
	f.body, f.focus = widget.Line(12, on, note), on.Entry
	f.events = func(submit bool) ([]data.LogParams, bool) {
		date, ok := on.Date()
		if !ok || !date.After(s.Today()) {
			if submit || !date.IsZero() {
				on.SetError(s.T("acts.date.past"))
			}
			return nil, false
		}
		return event(rows, journey.FollowUp, journey.Details{Date: date, What: strings.TrimSpace(note.Text())}, noDay), true
	}
	f.show()
}
