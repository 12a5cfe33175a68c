package acts

import (
	"regexp"
	"strings"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/widget"
)

// Book writes down a time that was agreed. called is the outcome of the call that led
// to it, "" for none: the two are one act.
func (a *Acts) Book(r data.Row, via, called string) {
	s, rows := a.Shell, []data.Row{r}
	f := &form{acts: a, rows: rows, icon: icon.Booking, title: s.T("acts.book.title", "Name", r.Spoken()), text: s.T("acts.book.text"),
		act: "acts.book.act", done: "acts.done.booked"}
	on, at, room := f.date("acts.book.day"), f.field(s.T("acts.book.time"), "13.00"), f.field(s.T("acts.book.room"), "")
	on.Width, at.Width = 176, 110
	on.Entry.OnEnter = func() { on.Check(); at.Focus() }
	at.Entry.OnEnter = room.Focus
	f.body, f.focus = widget.Line(12, on, at, room), on.Entry
	f.events = func(submit bool) ([]data.LogParams, bool) {
		date, okDay := on.Date()
		clock, okTime := Clock(at.Text())
		if submit && (!okDay || date.IsZero()) {
			on.SetError(s.T("acts.date.bad"))
			on.Focus()
		} else if submit && !okTime {
			at.SetError(s.T("acts.book.badtime"))
			at.Focus()
		}
		if !okDay || date.IsZero() || !okTime {
			return nil, false
		}
		return booking(r, journey.Details{Start: date.String() + "T" + clock, Room: strings.TrimSpace(room.Text()), Via: via}, called), true
	}
	f.show()
}

// booking makes the events of a time that was agreed; who has a time already is moved.
// The booking goes first: where it is refused, no call is left behind that agreed on it.
func booking(r data.Row, d journey.Details, called string) []data.LogParams {
	kind := journey.Booked
	if r.Status.Booking != nil {
		kind, d.Via = journey.Rebooked, ""
	}
	rows := []data.Row{r}
	list := event(rows, kind, d, noDay)
	if called != "" {
		list = append(list, event(rows, journey.Called, journey.Details{Outcome: called}, noDay)...)
	}
	return list
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
