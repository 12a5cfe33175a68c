package data

import (
	"context"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// Q2, Q18: each answer is kept with its day, how, who asked and whether the person was
// told; what was taken back stays with its reason.
func TestQ2ConsentIsARecord(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 2)
	importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	log := func(kind journey.Kind, d journey.Details) LogParams {
		return LogParams{Participants: []string{id}, Kind: kind, Details: d}
	}
	c.to(testDay.Add(1), 9, 0)
	first, err := s.LogEach(t.Context(), []LogParams{
		log(journey.Consented, journey.Details{Answer: journey.Yes, How: "phone", By: "Petra Nyholm"}), log(journey.InfoGiven, journey.Details{})})
	must(t, err)
	c.to(testDay.Add(2), 9, 0)
	_, err = s.Log(t.Context(), log(journey.Consented, journey.Details{Answer: journey.Withdrawn, How: "letter"}))
	must(t, err)
	c.to(testDay.Add(3), 9, 0)
	_, err = s.Log(t.Context(), log(journey.InfoGiven, journey.Details{}))
	must(t, err)
	p, err := s.Participant(t.Context(), id, 0, Look{})
	must(t, err)
	if len(p.Consents) != 3 {
		t.Fatalf("%+v", p.Consents)
	}
	info, no, yes := p.Consents[0], p.Consents[1], p.Consents[2]
	if info.Answer != "" || !info.Informed || no.Answer != journey.Withdrawn || no.Informed || no.How != "letter" || no.By != "" || no.Actor != "lena" {
		t.Errorf("%+v\n%+v", info, no)
	}
	if yes.Answer != journey.Yes || !yes.Informed || yes.By != "Petra Nyholm" || day.Of(yes.At) != testDay.Add(1) || yes.Struck != nil {
		t.Errorf("%+v", yes)
	}
	if got := p.Consent(p.Cohort); got == nil || got.Answer != journey.Withdrawn {
		t.Errorf("holds: %+v", got)
	}
	if p.Status.Channels[journey.ByTicket].Allowed {
		t.Error("a ticket is allowed after the withdrawal")
	}
	_, err = s.Undo(t.Context(), first.Act, "fel person")
	must(t, err)
	p, err = s.Participant(t.Context(), id, 0, Look{})
	must(t, err)
	if got := p.Consents[2].Struck; got == nil || got.Reason != "fel person" || got.Actor != "lena" || !p.Consents[2].Informed {
		t.Errorf("%+v", p.Consents[2])
	}
}

// Each letter stands among the person's papers with its place in the run and how far
// it has come; the very same letter can be read again.
func TestPapersOfAPerson(t *testing.T) {
	s, c, _ := lettersStore(t, 3)
	people := allRows(t, s, Filter{})
	state := func(i int) PersonPaper {
		t.Helper()
		p, err := s.Participant(t.Context(), people[i].Participant, 0, Look{})
		must(t, err)
		if len(p.Papers) != 1 {
			t.Fatalf("%d papers: %+v", len(p.Papers), p.Papers)
		}
		return p.Papers[0]
	}
	done, _ := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation})
	at := map[string]PrintedLetter{}
	for _, l := range done.Letters {
		at[l.Participant] = l
	}
	for i := range people {
		if p := state(i); p.State != PaperPending || p.Number != at[people[i].Participant].Number || p.Of != 3 || !p.Kept || p.Template != journey.TemplateInvitation {
			t.Errorf("printed: %+v", p)
		}
	}
	c.to(testDay.Add(1), 9, 0)
	spoiled := at[people[2].Participant].Sheet
	_, err := s.ConfirmRun(t.Context(), done.Run, SheetList{{From: spoiled, To: spoiled}})
	must(t, err)
	if p := state(0); p.State != PaperSent || p.Sent != testDay.Add(1) {
		t.Errorf("sent: %+v", p)
	}
	if p := state(2); p.State != PaperSpoiled {
		t.Errorf("spoiled: %+v", p)
	}
	var again file
	_, err = s.ReprintLetters(t.Context(), done.Run, SheetList{{From: spoiled, To: spoiled}}, again.part)
	must(t, err)
	if p := state(2); p.State != PaperPending {
		t.Errorf("reprinted: %+v", p)
	}
	c.to(testDay.Add(9), 9, 0)
	_, err = s.ReturnedLetter(t.Context(), at[people[0].Participant].Number)
	must(t, err)
	if p := state(0); p.State != PaperReturned || p.Returned != testDay.Add(9) {
		t.Errorf("returned: %+v", p)
	}
	same, err := s.LetterCopy(t.Context(), at[people[1].Participant].Number)
	must(t, err)
	if len(same.Letters) != 1 || same.Letters[0].Number != at[people[1].Participant].Number || same.Date != testDay {
		t.Errorf("%+v", same.Letters)
	}
	_, err = s.UnmarkRun(t.Context(), done.Run)
	must(t, err)
	if p := state(1); p.State != PaperTakenBack {
		t.Errorf("taken back: %+v", p)
	}
	protect(t, s, people[1].Participant, "ringde")
	_, err = s.LetterCopy(WithReason(context.Background(), "ringde"), at[people[1].Participant].Number)
	refuses(t, err, "data.err.letter.erased")
}

// D11: who sets the flag is told what it did, and what still has to be done by hand.
func TestQ24ProtectionTellsWhatItDid(t *testing.T) {
	s, _, _ := lettersStore(t, 2)
	people := allRows(t, s, Filter{})
	must(t, moveTo(t, s, people[0].Participant, "Nygatan 2", ""))
	logged(t, s, people[0].Participant, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	logged(t, s, people[0].Participant, journey.TicketSent, journey.Details{Expires: testDay.Add(14)})
	done, _ := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Only: []string{people[1].Participant}})
	if got := protect(t, s, people[0].Participant, "ringde"); got != (Protection{Label: "S-01", Contacts: 2, Ticket: true}) {
		t.Errorf("%+v", got)
	}
	if got := protect(t, s, people[1].Participant, "ringde"); got != (Protection{Label: "S-02", Contacts: 1, Letters: 1, Pending: done.Letters[0].Number}) {
		t.Errorf("%+v", got)
	}
	if got := protect(t, s, people[1].Participant, "igen"); got.Contacts+got.Letters != 0 || got.Label != "S-02" {
		t.Errorf("again: %+v", got)
	}
	p, err := s.Participant(t.Context(), people[0].Participant, 0, Look{Reason: "ringde"})
	must(t, err)
	for _, v := range p.Versions {
		if !v.Erased || v.Contact.hasAddress() || v.Contact.hasPhone() {
			t.Errorf("%+v", v)
		}
	}
}

// Someone may take part the year after: the visit counts for the cohort that they were
// invited with (Q23), and a later cohort's journey makes the earlier one read only.
func TestVisitTheYearAfterKeepsTheCohort(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 2)
	importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	next := day.New(2027, time.February, 3)
	c.to(testDay.Add(30), 9, 0)
	logged(t, s, id, journey.Deferred, journey.Details{Until: next.Add(-20)})
	c.to(next.Add(-10), 9, 0)
	logged(t, s, id, journey.Booked, journey.Details{Start: next.String() + "T09:00"})
	c.to(next, 10, 0)
	if e := logged(t, s, id, journey.Visited, journey.Details{}); e.Ref.Cohort != 2026 || e.Status.Visited != next {
		t.Errorf("%+v %+v", e.Ref, e.Status)
	}
	p, err := s.Participant(t.Context(), id, 0, Look{})
	must(t, err)
	if p.Cohort != 2026 || p.Past() || len(p.Cohorts) != 1 {
		t.Errorf("cohort %d, %d journeys", p.Cohort, len(p.Cohorts))
	}
}
