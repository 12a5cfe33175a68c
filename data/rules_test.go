package data

import (
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// todayRow gives somebody's open row of Idag, nil for none.
func todayRow(t *testing.T, s *Store, who string) *WorkRow {
	t.Helper()
	w, err := s.Today(t.Context(), 0)
	must(t, err)
	if row := workRow(w, who); row != nil && row.Handled == nil {
		return row
	}
	return nil
}

// A rule that is changed changes the list at once, and the row quotes it.
func TestRuleChangedChangesTheListAtOnce(t *testing.T) {
	s, c, rows := lettersStore(t, 2)
	who := byNumber(t, s, rows[0].number).Participant
	printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Only: []string{who}, Confirm: true})
	c.to(testDay.Add(21), 9, 0)
	row := todayRow(t, s, who)
	if row == nil || row.Step != journey.StepRemind || say.In(say.Swedish, row.Reason) != "Brevet från 10 mars är obesvarat efter 21 dagar · påminnelse 1 av 1" {
		t.Fatalf("%+v", row)
	}
	must(t, s.SetSetting(t.Context(), "letter_days", "30"))
	if row := todayRow(t, s, who); row != nil {
		t.Errorf("30 days have not gone, but %s", row.Step)
	}
	must(t, s.SetSetting(t.Context(), "letter_days", "7"))
	must(t, s.SetSetting(t.Context(), "reminders", "0"))
	if row := todayRow(t, s, who); row == nil || row.Step != journey.StepCall || !strings.Contains(say.In(say.Swedish, row.Reason), "efter 7 dagar") {
		t.Errorf("%+v", row)
	}
	noProblems(t, s)
}

// The setting of a ticket's days is for tickets to come: one that is out keeps its day.
func TestTicketsThatAreOutKeepTheirDays(t *testing.T) {
	s, _, who := onePerson(t)
	logged(t, s, who, journey.Consented, journey.Details{Answer: journey.Yes})
	sent := logged(t, s, who, journey.TicketSent, journey.Details{Type: journey.TicketVisit})
	if got := sent.Status.Ticket.Expires; got != testDay.Add(14) {
		t.Fatalf("expires %s", got)
	}
	must(t, s.SetSetting(t.Context(), "ticket_days", "30"))
	if got := statusOf(t, s, sent.Ref).Ticket.Expires; got != testDay.Add(14) {
		t.Errorf("expires %s since the setting changed", got)
	}
}

// Q23: who has been on a visit is on the list of those to document until it is done.
func TestQ23ListOfVisitsToDocument(t *testing.T) {
	s, c, rows := lettersStore(t, 3)
	var ids []string
	for _, r := range rows {
		ids = append(ids, byNumber(t, s, r.number).Participant)
	}
	logged(t, s, ids[0], journey.Visited, journey.Details{})
	logged(t, s, ids[1], journey.Visited, journey.Details{})
	c.to(testDay.Add(200), 9, 0) // however long ago
	for _, who := range ids[:2] {
		if row := todayRow(t, s, who); row == nil || row.Queue != journey.QueueDocument || row.Since != testDay {
			t.Fatalf("%+v", row)
		}
	}
	typeAll(t, s, ids[0])
	must(t, s.CompleteForm(t.Context(), ids[0]))
	logged(t, s, ids[0], journey.Consented, journey.Details{Answer: journey.No, How: "visit"})
	if row := todayRow(t, s, ids[0]); row == nil || row.Step != journey.StepDocument {
		t.Fatalf("%+v", row)
	}
	logged(t, s, ids[0], journey.Documented, journey.Details{Where: journey.WherePMO})
	list := allRows(t, s, Filter{Cohort: 2026, Queues: []journey.Queue{journey.QueueDocument}})
	if len(list) != 1 || list[0].Participant != ids[1] {
		t.Errorf("to document: %d", len(list))
	}
	if row := todayRow(t, s, ids[0]); row != nil {
		t.Errorf("documented, but %s", row.Step)
	}
}

// Whoever takes part the year after does so in their own cohort: the next year's list
// neither moves them nor calls them gone.
func TestTheYearAfterKeepsTheCohort(t *testing.T) {
	s, c, who := onePerson(t)
	logged(t, s, who, journey.Deferred, journey.Details{Until: day.New(2027, 2, 1)})
	c.to(day.New(2027, 1, 12), 9, 0)
	importFile(t, s, ImportParams{Name: "listning-2027.csv", Cohort: 2027, Data: rosterFile(manyPeople(20, 1987))})
	c.to(day.New(2027, 2, 1), 9, 0)
	if row := todayRow(t, s, who); row == nil || row.Cohort != 2026 || row.Step != journey.StepCall || row.Status.Gone {
		t.Fatalf("%+v", row)
	}
	l, err := s.Book(t.Context(), BookParams{Participant: who, Start: journey.Start{Day: day.New(2027, 2, 9), Clock: "10:00"}, Via: "phone", Called: journey.CallBooked})
	must(t, err)
	c.to(day.New(2027, 2, 9), 16, 0)
	logged(t, s, who, journey.Visited, journey.Details{})
	typeAll(t, s, who)
	must(t, s.CompleteForm(t.Context(), who))
	if last := logged(t, s, who, journey.Documented, journey.Details{Where: journey.WherePMO}); last.Ref.Cohort != 2026 || last.Status.State != journey.StateDone || l.Events[0].Ref.Cohort != 2026 {
		t.Errorf("%+v", last)
	}
	if n := len(allRows(t, s, Filter{Cohort: 2027, States: []journey.State{journey.StateDone}})); n != 0 {
		t.Errorf("%d done in 2027", n)
	}
	noProblems(t, s)
}
