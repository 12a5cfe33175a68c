package acts

import (
	"regexp"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/shell"
)

// Book shows the week with r as the one to get a time, or another where there is one.
// via says how it was agreed; called is the outcome of the call that led to it, "" for
// none: the two are one act.
func (a *Acts) Book(r data.Row, via, called string) {
	a.Shell.Go(shell.ToBookings{Person: r.Participant, Cohort: r.Cohort, Via: via, Called: called})
}

// booked makes the event of a time that was booked through a ticket; who has a time
// already is moved.
func booked(r data.Row, d journey.Details, on day.Date) []data.LogParams {
	kind := journey.Booked
	if r.Status.Booking != nil {
		kind = journey.Rebooked
	}
	return event([]data.Row{r}, kind, d, on)
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
