package today

import (
	"slices"
	"testing"

	"fyrtio/core/journey"
	"fyrtio/data"
)

// What does not add up, each with what can be done about it.
func TestReviewCases(t *testing.T) {
	ticket := with(agreed, "9 ticket_sent type=visit expires={5}")
	m := work(t,
		past{"20 gone"},
		with(agreed, "20 ticket_sent type=visit expires={-6}"),
		with(ticket, "3 consent answer=withdrawn"),
		past{"3 letter_printed template=inbjudan run=R9 letter=26-0001"},
		past{"3 letter_printed template=inbjudan run=R9 letter=26-0002"},
		past{"3 letter_printed template=inbjudan run=R9 letter=26-0003", "1 declined"},
		past{"20 ended reason=moved", "10 listed"},
		with(agreed, "20 ticket_sent type=visit expires={-6}"),
	)
	on := func(f string) {
		t.Helper()
		i := slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && it.row.Family == f && it.row.Handled == nil })
		if i < 0 {
			t.Fatalf("%s is not on Idag", f)
		}
		m.list.Select(i)
		m.Focus()
	}
	do := func(f, key string) journey.Status {
		t.Helper()
		on(f)
		m.enter()
		m.typed(key)
		m.close()
		return m.one(f).Status
	}
	if s := do("Ask", "1"); s.Gone {
		t.Error("gone: stays")
	}
	if s := do("Björk", "1"); s.Next.Queue != journey.QueueUnopened {
		t.Errorf("silent, not opened: %+v", s.Next)
	}
	if s := do("Ceder", "1"); s.Ticket == nil || !s.Ticket.Recalled || s.Next.Step == journey.StepReview {
		t.Errorf("taken back in Cl24: %+v", s.Next)
	}
	if s := do("Druva", "1"); s.Letter.Sent != tuesday {
		t.Errorf("the letter came out: %+v", s.Letter)
	}
	if s := do("Ek", "2"); s.Letter != nil || s.State != journey.StateNew {
		t.Errorf("the letter did not come out: %+v", s.Letter)
	}
	if s := do("Fläder", "1"); s.Letter != nil || s.Next.Step != journey.StepNone {
		t.Errorf("taken out of the pile: %+v %+v", s.Letter, s.Next)
	}
	if s := do("Gran", "2"); s.State != journey.StateEnded || s.Next.Step != journey.StepNone {
		t.Errorf("still not with us: %s %+v", s.State, s.Next)
	}
	on("Hassel")
	m.enter()
	m.typed("2")
	m.typed("0 av 34")
	m.enter()
	if s := m.one("Hassel").Status; s.Next.Step != journey.StepChat {
		t.Errorf("silent, opened (D7): %+v", s.Next)
	}
	if m.count(journey.QueueReview) != 0 {
		t.Errorf("%d are left to look at", m.count(journey.QueueReview))
	}
}

// An event that lacks its ground is taken back from Idag.
func TestOrphanIsTakenBack(t *testing.T) {
	m := work(t, with(expired, "6 ticket_expired opened=yes progress=12/34"))
	p, err := m.store.Participant(t.Context(), m.one("Ask").Participant, 2026, data.Look{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(p.Events, func(h data.Happening) bool { return h.Kind == journey.TicketSent })
	if _, err := m.store.Undo(t.Context(), p.Events[i].ID, "fel person"); err != nil {
		t.Fatal(err)
	}
	m.load()
	m.to(journey.QueueReview)
	m.enter()
	m.typed("1")
	if s := m.one("Ask").Status; s.Next.Step == journey.StepReview {
		t.Errorf("%+v", s.Next)
	}
}

// A follow-up is done or moved.
func TestFollowUpDoneOrMoved(t *testing.T) {
	m := work(t, with(invited, "9 follow_up date={-1} what=blodtryck"), with(invited, "9 follow_up date={-1} what=vikt"))
	m.to(journey.QueueFollowUps)
	m.enter()
	m.typed("1")
	if s := m.one("Ask").Status; !s.FollowUp.IsZero() {
		t.Errorf("done: %s", s.FollowUp)
	}
	m.to(journey.QueueFollowUps)
	m.enter()
	m.typed("3+14")
	m.enter()
	if s := m.one("Björk").Status; s.FollowUp != tuesday.Add(14) {
		t.Errorf("moved to %s", s.FollowUp)
	}
}
