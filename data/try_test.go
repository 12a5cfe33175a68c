package data

import (
	"testing"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
)

// What is only tried tells what would happen, and nothing of it has.
func TestTryEachTellsAndWritesNothing(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 3)
	importRows(t, s, rows)
	logged(t, s, rows[0].number, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	logged(t, s, rows[1].number, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	before := dump(t, s)
	who := []string{rows[0].number, rows[1].number, rows[2].number}
	l, err := s.TryEach(t.Context(), []LogParams{{Participants: who, Kind: journey.TicketSent, Details: journey.Details{Type: journey.TicketVisit}},
		{Participants: who[:1], Kind: journey.TicketExpired, Details: journey.Details{Opened: journey.Yes, Progress: "12/34"}}})
	if err != nil || len(l.Events) != 3 || len(l.Refused) != 1 || l.Act != "" {
		t.Fatalf("%d events, %d refused, act %q, %v", len(l.Events), len(l.Refused), l.Act, err)
	}
	if step := l.Events[2].Status.Next.Step; step != journey.StepChat {
		t.Errorf("a ticket that was opened leads to %s", step)
	}
	if dump(t, s) != before {
		t.Error("something was written")
	}
	if l, err := s.TryEach(t.Context(), []LogParams{{Participants: who[2:], Kind: journey.ChatClosed}}); err != nil || len(l.Refused) != 1 {
		t.Errorf("nobody left: %+v, %v", l, err)
	}
	if _, err := s.TryEach(t.Context(), []LogParams{{Participants: []string{"nobody"}, Kind: journey.ChatClosed}}); err == nil {
		t.Error("an unknown participant is no error")
	}
	noProblems(t, s)
}

// D12, S11: the number of a protected person finds nobody.
func TestS11NumbersFindNobodyProtected(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 3)
	importRows(t, s, rows)
	var asked []pnr.Number
	for _, r := range rows {
		n, err := pnr.Parse(r.number, testDay)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, n)
	}
	hidden := byNumber(t, s, rows[1].number)
	if _, err := s.SetProtected(t.Context(), hidden.Participant, true, "uppgift från PMO"); err != nil {
		t.Fatal(err)
	}
	found, err := s.Numbers(t.Context(), 2026, asked)
	if err != nil || len(found) != 2 || found[asked[0]].Number != asked[0] || found[asked[2]].Family == "" {
		t.Fatalf("%+v %v", found, err)
	}
	if _, ok := found[asked[1]]; ok {
		t.Error("the number of a protected person finds them")
	}
	if found, err := s.Numbers(t.Context(), 2025, asked[:1]); err != nil || found[asked[0]].Cohort != 2026 {
		t.Errorf("of another cohort: %+v %v", found, err)
	}
}
