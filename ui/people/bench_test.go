package people

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/uitest"
)

// BenchmarkScroll moves the bar through a cohort of 5,000, a page at a key. Budget: 100 ms.
func BenchmarkScroll(b *testing.B) {
	f := &fake{}
	for i := range 5000 {
		f.rows = append(f.rows, data.Row{Participant: fmt.Sprint(i), Cohort: 2026, Family: fmt.Sprint("Efternamn", i), Given: "Anna-Karin",
			Status: journey.Status{State: journey.StateInvited, Consent: journey.Yes, Ticket: &journey.Ticket{Expires: tuesday.Add(i % 14)},
				Letter: &journey.Letter{Sent: tuesday.Add(-i % 40), Due: tuesday.Add(3)}, Next: journey.Step{Step: journey.StepCall, Since: tuesday.Add(-i % 30), Due: tuesday}}})
	}
	_, _, win := open(b, f, say.Swedish, 1280, 688)
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		uitest.Press(win, fyne.KeyPageDown)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
