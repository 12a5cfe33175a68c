package data

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// logged records an event of one person and expects it to be taken.
func logged(t testing.TB, s *Store, who string, kind journey.Kind, d journey.Details) LoggedEvent {
	t.Helper()
	l, err := s.Log(context.Background(), LogParams{Participants: []string{who}, Kind: kind, Details: d})
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return l.Events[0]
}

// A day in the past is its last minute, today is now, tomorrow is refused (D4).
func TestDayOfAnEvent(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 1)
	c.to(testDay.Add(-10), 9, 0)
	importRows(t, s, rows)
	c.to(testDay, 14, 30)
	for _, test := range []struct {
		on   day.Date
		want string
	}{{day.Date{}, "2026-03-10 14:30"}, {testDay, "2026-03-10 14:30"}, {testDay.Add(-3), "2026-03-07 23:59"}} {
		l, err := s.Log(t.Context(), LogParams{Participants: []string{rows[0].number}, Kind: journey.Note, Day: test.on, Details: journey.Details{Text: "x"}})
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Participant(t.Context(), l.Events[0].Ref.Participant, 0, Look{})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(p.Events, func(h Happening) bool { return h.ID == l.Events[0].Event })
		if got := p.Events[i].At.In(day.Zone).Format("2006-01-02 15:04"); got != test.want {
			t.Errorf("%s: at %s, want %s", test.on, got, test.want)
		}
	}
	_, err := s.Log(t.Context(), LogParams{Participants: []string{rows[0].number}, Kind: journey.Note, Day: testDay.Add(1), Details: journey.Details{Text: "x"}})
	if fault.CodeOf(err) != fault.Refused {
		t.Errorf("tomorrow: %v", err)
	}
	noProblems(t, s)
}

// A bulk act does what is allowed, lists the rest, and is undone as one.
func TestBulkActAndUndo(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 6)
	importRows(t, s, rows)
	var who []string
	for _, r := range rows {
		who = append(who, r.number)
	}
	for _, n := range who[:4] {
		logged(t, s, n, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	}
	before := states(t, s)
	l, err := s.LogMany(t.Context(), LogParams{Participants: who, Kind: journey.TicketSent, Details: journey.Details{Type: journey.TicketVisit}})
	if err != nil || len(l.Events) != 4 || len(l.Refused) != 2 || l.Refused[0].Reason.IsZero() {
		t.Fatalf("%d done, %d refused, %v", len(l.Events), len(l.Refused), err)
	}
	if l.Events[0].Status.Ticket == nil {
		t.Errorf("%+v", l.Events[0].Status)
	}
	if _, err := s.Undo(t.Context(), l.Act, "fel lista"); err != nil {
		t.Fatal(err)
	}
	if after := states(t, s); after != before {
		t.Errorf("after the undo:\n%s\nbefore:\n%s", after, before)
	}
	if _, err := s.Undo(t.Context(), l.Act, "igen"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("undone twice: %v", err)
	}
	if _, err := s.LogMany(t.Context(), LogParams{Participants: who[4:], Kind: journey.TicketSent}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("nobody left: %v", err)
	}
	one, err := s.LogMany(t.Context(), LogParams{Participants: who[4:5], Kind: journey.TicketSent})
	if len(one.Refused) != 1 || fault.Words(say.Swedish, err) != say.In(say.Swedish, one.Refused[0].Reason) {
		t.Errorf("the only one refused is told %v, because %v", err, one.Refused)
	}
	noProblems(t, s)
}

// states gives where everyone stands.
func states(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	err := s.read(context.Background(), func(r reader) error {
		return dumpQuery(&b, r, `SELECT participant, cohort, state, step, queue, since, due, flags, status FROM journey ORDER BY participant`)
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever is logged and undone, the stored states are what the events say, and undoing
// gives what would have been.
func TestStoredStatesAreWhatEventsSay(t *testing.T) {
	numbers := numbers1986(t)
	kinds := []LogParams{
		{Kind: journey.Consented, Details: journey.Details{Answer: journey.Yes}}, {Kind: journey.Consented, Details: journey.Details{Answer: journey.No}},
		{Kind: journey.TicketSent, Details: journey.Details{Type: journey.TicketVisit}}, {Kind: journey.TicketExpired, Details: journey.Details{Opened: journey.Yes, Progress: "12/34"}},
		{Kind: journey.Called, Details: journey.Details{Outcome: journey.CallNoAnswer}}, {Kind: journey.WantsHelp},
		{Kind: journey.Booked, Details: journey.Details{Start: "2026-03-24T13:00", Via: "phone"}}, {Kind: journey.Visited}, {Kind: journey.NoShow},
		{Kind: journey.Declined}, {Kind: journey.Reopened, Details: journey.Details{Reason: "ångrade sig"}}, {Kind: journey.Note, Details: journey.Details{Text: "x"}},
		{Kind: journey.NeedsInterpreter, Details: journey.Details{Language: "arabiska"}}, {Kind: journey.Gone},
	}
	rapid.Check(t, func(rt *rapid.T) {
		s, c := testStore(t)
		importRows(t, s, []rosterRow{person1986(numbers[0], 0), person1986(numbers[1], 1)})
		for range rapid.IntRange(1, 12).Draw(rt, "events") {
			c.to(testDay.Add(rapid.IntRange(0, 40).Draw(rt, "day")), rapid.IntRange(8, 16).Draw(rt, "hour"), 0)
			p := rapid.SampledFrom(kinds).Draw(rt, "kind")
			p.Participants = []string{numbers[rapid.IntRange(0, 1).Draw(rt, "who")]}
			if err := s.turnDay(context.Background()); err != nil {
				rt.Fatal(err)
			}
			before := states(t, s)
			l, err := s.Log(context.Background(), p)
			if err != nil && fault.CodeOf(err) != fault.Refused {
				rt.Fatal(err)
			}
			if err == nil && rapid.IntRange(0, 3).Draw(rt, "undo") == 0 {
				if _, err := s.Undo(context.Background(), l.Events[0].Event, "fel"); err != nil {
					rt.Fatal(err)
				}
				if after := states(t, s); after != before {
					rt.Fatalf("undone %s:\n%s\nbefore\n%s", p.Kind, after, before)
				}
			}
			noProblems(t, s)
		}
		before := states(t, s)
		if err := s.Rebuild(context.Background()); err != nil {
			rt.Fatal(err)
		}
		if after := states(t, s); after != before {
			rt.Fatalf("rebuilt:\n%s\nbefore\n%s", after, before)
		}
	})
}

// Undoing a correction of the contact brings the earlier one back.
func TestUndoContactCorrection(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 1)
	importRows(t, s, rows)
	p, err := s.Participant(t.Context(), rows[0].number, 0, Look{})
	if err != nil {
		t.Fatal(err)
	}
	c := p.Contact
	c.Street = "Nygatan 9"
	l, err := s.EditContact(t.Context(), p.Participant, c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.EditContact(t.Context(), p.Participant, c); fault.CodeOf(err) != fault.Refused {
		t.Errorf("nothing changed: %v", err)
	}
	if _, err := s.Undo(t.Context(), l.Events[0].Event, "fel person"); err != nil {
		t.Fatal(err)
	}
	again, err := s.Participant(t.Context(), rows[0].number, 0, Look{})
	if err != nil || again.Contact != p.Contact || len(again.Hand) != 0 {
		t.Errorf("%+v %v, %v", again.Contact, again.Hand, err)
	}
	if !slices.ContainsFunc(again.Events, func(h Happening) bool { return h.ID == l.Events[0].Event && h.Undone }) {
		t.Error("the correction is not marked on the timeline")
	}
}

// A number can change; the old one finds the person still, and a roster with it too.
func TestNumberChanges(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 3)
	importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	to := mustNumber(t, numbers1986(t)[50])
	if err := s.SetNumber(t.Context(), id, mustNumber(t, rows[1].number), "bytt"); fault.CodeOf(err) != fault.Refused {
		t.Errorf("another one's number: %v", err)
	}
	if err := s.SetNumber(t.Context(), id, to, "fick personnummer"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []string{rows[0].number, to.Display(), id} {
		if p, err := s.Participant(t.Context(), n, 0, Look{}); err != nil || p.Participant != id || p.Identity.Number != to || len(p.Identity.Former) != 1 {
			t.Errorf("%s: %v", n, err)
		}
	}
	for _, q := range []string{rows[0].number, to.String()[2:]} {
		if l := allRows(t, s, Filter{Query: q}); len(l) != 1 || l[0].Participant != id {
			t.Errorf("%s finds %d", q, len(l))
		}
	}
	if res := importRows(t, s, rows); res.Unchanged != 3 {
		t.Errorf("%+v", res.Counts)
	}
	// Taken back, the number that was wrong is nobody's.
	if err := s.SetNumber(t.Context(), id, to, ""); fault.CodeOf(err) != fault.Refused {
		t.Errorf("without a reason: %v", err)
	}
	must(t, s.TakeBackNumber(t.Context(), id, "fel person"))
	p, err := s.Participant(t.Context(), rows[0].number, 0, Look{})
	if err != nil || p.Identity.Number.String() != rows[0].number || len(p.Identity.Former) != 0 {
		t.Errorf("taken back: %+v, %v", p.Identity, err)
	}
	if len(allRows(t, s, Filter{Query: to.String()})) != 0 {
		t.Error("the wrong number still finds somebody")
	}
	if told := say.In(say.Swedish, p.Events[1].Sentence); p.Events[0].Kind != "" || !strings.Contains(told, "fick personnummer") {
		t.Errorf("the timeline tells %q", told)
	}
	noProblems(t, s)
}

// Several events of several people are one act: a later one sees those before it, after a
// refusal nothing more is written of that person, and undo takes all back.
func TestLogEachIsOneAct(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 3)
	importRows(t, s, rows)
	who := func(i ...int) (list []string) {
		for _, n := range i {
			list = append(list, rows[n].number)
		}
		return list
	}
	before := states(t, s)
	l, err := s.LogEach(t.Context(), []LogParams{
		{Participants: who(0, 1), Kind: journey.Consented, Details: journey.Details{Answer: journey.Yes, How: "phone"}},
		{Participants: who(0, 1, 2), Kind: journey.TicketSent, Details: journey.Details{Type: journey.TicketVisit}},
		{Participants: who(2), Kind: journey.Note, Details: journey.Details{Text: "följer på det som vägrades"}},
		{Participants: who(1), Kind: journey.Booked, Details: journey.Details{Start: "2026-04-14T13:00", Via: "ticket"}},
	})
	if err != nil || len(l.Events) != 5 || len(l.Refused) != 1 {
		t.Fatalf("%d done, refused %v, %v", len(l.Events), l.Refused, err)
	}
	if got := l.Events[4].Status; got.State != journey.StateBooked || !got.Ticket.Used {
		t.Errorf("the booking did not see the ticket: %+v", got)
	}
	if l.Events[1].Status.State != journey.StateBooked {
		t.Error("each event tells where the journey stands after all of them")
	}
	if _, err := s.Undo(t.Context(), l.Act, "fel"); err != nil {
		t.Fatal(err)
	}
	if after := states(t, s); after != before {
		t.Errorf("after the undo:\n%s\nbefore:\n%s", after, before)
	}
	if _, err := s.LogEach(t.Context(), nil); fault.CodeOf(err) != fault.Refused {
		t.Errorf("an empty list: %v", err)
	}
	_, err = s.LogEach(t.Context(), []LogParams{{Participants: who(0), Kind: journey.NoShow}, {Participants: who(0), Kind: journey.Note, Details: journey.Details{Text: "x"}}})
	if fault.CodeOf(err) != fault.Refused || states(t, s) != before {
		t.Errorf("nothing is left: %v", err)
	}
	noProblems(t, s)
}
