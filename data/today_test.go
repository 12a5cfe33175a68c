package data

import (
	"slices"
	"testing"

	"fyrtio/core/journey"
	"fyrtio/core/say"
)

func workRow(w Work, who string) *WorkRow {
	for i := range w.Rows {
		if w.Rows[i].Participant == who {
			return &w.Rows[i]
		}
	}
	return nil
}

// What waits for us is on Idag with since, due and reason; what is handled stays in
// its place for the day, and comes back open when the act is undone.
func TestTodayKeepsWhatWasHandled(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 4)
	importRows(t, s, rows)
	var ids []string
	for _, r := range rows {
		ids = append(ids, byNumber(t, s, r.number).Participant)
	}
	c.to(testDay.Add(1), 9, 0)
	logged(t, s, ids[0], journey.WantsHelp, journey.Details{What: "helst eftermiddag"})
	c.to(testDay.Add(2), 9, 0)
	logged(t, s, ids[1], journey.WantsHelp, journey.Details{})
	c.to(testDay.Add(5), 8, 30)
	w, err := s.Today(t.Context(), 2026)
	if err != nil {
		t.Fatal(err)
	}
	row := workRow(w, ids[0])
	if row == nil || row.Queue != journey.QueueHelp || row.Step != journey.StepHelpBook || row.Since != testDay.Add(1) || row.Handled != nil ||
		say.In(say.Swedish, row.Reason) == row.Reason.ID {
		t.Fatalf("%+v", row)
	}
	help := w.Queues[slices.IndexFunc(w.Queues, func(q QueueCount) bool { return q.Queue == journey.QueueHelp })]
	if help.Count != 2 || help.Oldest != testDay.Add(1) || w.Done != 0 {
		t.Errorf("%+v, %d done", help, w.Done)
	}
	c.to(testDay.Add(5), 9, 31)
	done := logged(t, s, ids[0], journey.Booked, journey.Details{Start: "2026-03-31T13:00", Via: "phone", Room: "2"})
	w, err = s.Today(t.Context(), 2026)
	if err != nil {
		t.Fatal(err)
	}
	row = workRow(w, ids[0])
	if row == nil || row.Handled == nil || row.Handled.Event != done.Event || row.Queue != journey.QueueHelp || row.Since != testDay.Add(1) || w.Done != 1 {
		t.Fatalf("handled: %+v", row)
	}
	if w.Rows[0].Participant != ids[0] {
		t.Error("the handled row has moved")
	}
	if _, err := s.Undo(t.Context(), done.Event, "fel tid"); err != nil {
		t.Fatal(err)
	}
	if w, err = s.Today(t.Context(), 2026); err != nil || w.Done != 0 || workRow(w, ids[0]).Handled != nil {
		t.Errorf("after the undo: %+v, %v", workRow(w, ids[0]), err)
	}
	logged(t, s, ids[0], journey.Booked, journey.Details{Start: "2026-03-31T13:00", Via: "phone"})
	c.to(testDay.Add(6), 9, 0)
	if w, err = s.Today(t.Context(), 2026); err != nil || workRow(w, ids[0]) != nil {
		t.Errorf("the next day: %+v, %v", workRow(w, ids[0]), err)
	}
	noProblems(t, s)
}

// The day's visits stand by the hour, also those that were handled, whatever became of
// their hour.
func TestHandledVisitsKeepTheirHour(t *testing.T) {
	s, c := testStore(t)
	importRows(t, s, people(t, 4))
	clocks := []string{"13:00", "10:00", "14:00", "09:00"}
	for i, r := range people(t, 4) {
		logged(t, s, r.number, journey.Booked, journey.Details{Start: testDay.Add(7).String() + "T" + clocks[i], Via: "phone", Room: "1"})
	}
	c.to(testDay.Add(7), 8, 0)
	order := func() (list []string) {
		t.Helper()
		w, err := s.Today(t.Context(), 2026)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range w.Rows {
			if row.Queue == journey.QueueVisits {
				list = append(list, row.Clock)
			}
		}
		return list
	}
	want := []string{"09:00", "10:00", "13:00", "14:00"}
	if got := order(); !slices.Equal(got, want) {
		t.Fatalf("open: %v", got)
	}
	c.to(testDay.Add(7), 15, 0)
	for i, e := range []struct {
		kind journey.Kind
		d    journey.Details
	}{{journey.Visited, journey.Details{}}, {journey.NoShow, journey.Details{}}, {journey.Cancelled, journey.Details{By: "participant"}},
		{journey.Rebooked, journey.Details{Start: testDay.Add(8).String() + "T08:00"}}} {
		logged(t, s, people(t, 4)[i].number, e.kind, e.d)
		if got := order(); !slices.Equal(got, want) {
			t.Errorf("after %s: %v", e.kind, got)
		}
	}
}

// The rows follow the date without an event: a letter without an answer becomes due on
// its day, on another day's opening and when the clock is set back.
func TestTheDayTurns(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 1)
	importRows(t, s, rows)
	logged(t, s, rows[0].number, journey.LetterPrinted, journey.Details{Template: "inbjudan-ring", Run: "R", Letter: "26-0001"})
	logged(t, s, rows[0].number, journey.LetterConfirmed, journey.Details{Run: "R"})
	check := func(days int, want bool) {
		t.Helper()
		c.to(testDay.Add(days), 9, 0)
		w, err := s.Today(t.Context(), 0)
		if err != nil || (len(w.Rows) == 1) != want {
			t.Errorf("day %d: %d rows, %v", days, len(w.Rows), err)
		}
		noProblems(t, s)
	}
	for _, d := range []int{0, 20} {
		check(d, false)
	}
	for _, d := range []int{21, 60} {
		check(d, true)
	}
	check(3, false)
	if err := s.SetSetting(t.Context(), "letter_days", "2"); err != nil {
		t.Fatal(err)
	}
	check(3, true)
}
