package data

import (
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// A list never says "0 d": who has waited since today waits "i dag", and a ticket's last
// day is called that.
func TestListsSayTodayAndTheLastDay(t *testing.T) {
	today := day.New(2026, 3, 10)
	swedish := func(t say.Text) string { return say.In(say.Swedish, t) }
	for days, want := range map[int]string{-1: "i dag", 0: "i dag", 1: "1 d", 9: "9 d"} {
		if got := swedish(DaysWords(days)); got != want {
			t.Errorf("%d days: %q", days, got)
		}
	}
	for left, want := range map[int]string{-1: "tiden ute", 0: "sista dagen", 1: "1 d kvar"} {
		r := Row{Status: journey.Status{Ticket: &journey.Ticket{Expires: today.Add(left)}}}
		if got := swedish(ColumnCl24.Words(&r, today)); got != want {
			t.Errorf("%d days left: %q", left, got)
		}
	}
}
