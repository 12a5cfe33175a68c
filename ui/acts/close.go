package acts

import (
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/widget"
)

// What takes people off the list, and brings them back: put off, declined, ended, opened
// again.

// Defer puts rows off to a day: nothing is sent before it, and then they come back. The
// longest that the clinic lets anyone wait is said and kept to.
func (a *Acts) Defer(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	longest := a.longest(rows)
	f := &form{acts: a, rows: rows, icon: icon.Waiting, title: s.T("acts.defer.title", "Who", a.who(rows)),
		text: s.T("acts.defer.text", "On", longest), act: "acts.defer.act", done: "acts.done.deferred"}
	until := f.date("acts.defer.until")
	until.Width = 200
	why := f.field(s.T("acts.defer.why"), "")
	f.body, f.focus = widget.Line(12, until, why), until.Entry
	f.events = func(submit bool) ([]data.LogParams, bool) {
		on, ok := until.Date()
		f.probe = on.IsZero() && !submit // who cannot be put off at all is said at once
		if f.probe {
			return event(rows, journey.Deferred, journey.Details{Until: s.Today().Add(1)}, noDay), until.Entry.Text == ""
		}
		bad := ""
		switch {
		case !ok || on.IsZero():
			bad = s.T("acts.date.bad")
		case !on.After(s.Today()):
			bad = s.T("acts.date.past")
		case on.After(longest):
			bad = s.T("acts.defer.long", "On", longest)
		}
		if bad != "" {
			until.SetError(bad)
		}
		return event(rows, journey.Deferred, journey.Details{Until: on, Text: strings.TrimSpace(why.Text())}, noDay), bad == ""
	}
	f.show()
}

// longest gives the last day to which all of rows may be put off (D10: defer_max).
func (a *Acts) longest(rows []data.Row) (last day.Date) {
	r := a.Store.Config().Rules()
	for _, row := range rows {
		if on := day.New(row.Cohort+1, r.DeferMonth, r.DeferDay); last.IsZero() || on.Before(last) {
			last = on
		}
	}
	return last
}

// declineWays are how a no can come.
var declineWays = []string{"phone", "letter", "ticket", "chat", "visit"}

// Decline records that people have said no. They get nothing more this year (Q7).
func (a *Acts) Decline(rows []data.Row) { a.decline(rows, 0) }

func (a *Acts) decline(rows []data.Row, way int) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	f := &form{acts: a, rows: rows, icon: icon.No, title: s.T("acts.decline.title", "Who", a.who(rows)),
		text: s.T("acts.decline.text"), act: "acts.decline.act", done: "acts.done.declined"}
	why := f.field(s.T("ui.reason.optional"), "")
	by := f.segments(declineWays, "acts.decline.by.", way)
	f.body, f.focus = widget.Column(12, why, labelled(s.T("acts.decline.channel"), by)), why.Entry
	f.events = func(bool) ([]data.LogParams, bool) {
		d := journey.Details{Channel: declineWays[by.Selected()], Reason: strings.TrimSpace(why.Text())}
		return event(rows, journey.Declined, d, noDay), true
	}
	f.show()
}

// endings are why a journey ends without a visit, in the order of their digits.
var endings = []string{journey.EndMoved, journey.EndElsewhere, journey.EndIll, journey.EndDead}

// End ends the journeys of rows, with a reason.
func (a *Acts) End(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	s := a.Shell
	q := &question{rows: rows, title: s.T("acts.end.title", "Who", a.who(rows)), text: s.T("acts.end.text")}
	for _, why := range endings {
		q.to(s.T("acts.end."+why), journey.Ended, journey.Details{Reason: why}, "acts.done.ended")
	}
	q.open(s.T("acts.end.other"), s.T("acts.end.other.hint"), func() { a.endOther(rows) })
	a.ask(q)
}

// endOther asks for the reason that has no word of its own.
func (a *Acts) endOther(rows []data.Row) {
	a.reason(rows, "acts.end.", icon.Blocked, "acts.done.ended", func(why string) []data.LogParams {
		return event(rows, journey.Ended, journey.Details{Reason: journey.EndOther, Text: why}, noDay)
	})
}

// Reopen opens again what was declined, ended or tried in vain, with a reason. The
// cohort stays, also for those who come the year after.
func (a *Acts) Reopen(rows []data.Row) {
	if len(rows) == 0 {
		return
	}
	a.reason(rows, "acts.reopen.", icon.Undo, "acts.done.reopened", func(why string) []data.LogParams {
		return event(rows, journey.Reopened, journey.Details{Reason: why}, noDay)
	})
}

// reason asks why, then records what make gives. id is the prefix of the form's words.
func (a *Acts) reason(rows []data.Row, id string, name icon.Name, done string, make func(why string) []data.LogParams) {
	s := a.Shell
	f := &form{acts: a, rows: rows, icon: name, title: s.T(id+"title", "Who", a.who(rows)), text: s.T(id + "text"), act: id + "act", done: done}
	why := f.field(s.T("ui.reason"), "")
	f.body, f.focus = why, why.Entry
	f.events = func(submit bool) ([]data.LogParams, bool) {
		text := strings.TrimSpace(why.Text())
		if text == "" {
			if submit {
				why.SetError(s.T("ui.reason.missing"))
				return nil, false
			}
			text = "…" // whether it can be done does not hang on the words
		}
		return make(text), true
	}
	f.show()
}
