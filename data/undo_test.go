package data

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
)

// whole gives everything that an act may change and its undo must give back: where
// everyone stands, the contact details that hold, the calendar's hours.
func whole(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	err := s.read(context.Background(), func(r reader) error {
		for _, q := range []string{
			`SELECT participant, cohort, state, step, queue, since, due, changes, flags, search, sort, status FROM journey ORDER BY participant, cohort`,
			`SELECT p.id, p.number, p.protected, v.family, v.given, v.street, v.mobile FROM participant p JOIN contact_version v ON v.participant = p.id AND v.id = p.contact ORDER BY p.id`,
			`SELECT * FROM booked ORDER BY participant, cohort, n`,
		} {
			if err := dumpQuery(&b, r, q); err != nil {
				return err
			}
		}
		return nil
	})
	must(t, err)
	return b.String()
}

// anyAct does something that a coordinator could do, to one or several, and gives the
// act's name for Undo; "" when the journeys allow nothing of it.
func anyAct(t *testing.T, s *Store, rng *rand.Rand, ids []string) string {
	t.Helper()
	ctx := t.Context()
	who := func() string { return ids[rng.IntN(len(ids))] }
	some := func() []string {
		list := slices.Clone(ids)
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list[:1+rng.IntN(len(list))]
	}
	day := s.Day()
	one := func(p string, k journey.Kind, d journey.Details) LogParams {
		return LogParams{Participants: []string{p}, Kind: k, Details: d}
	}
	outcomes := []string{journey.CallNoAnswer, journey.CallVoicemail, journey.CallWrongNumber, journey.CallLater, journey.CallInterpreter, journey.CallDeclined}
	answers := []string{journey.Yes, journey.Yes, journey.No, journey.Withdrawn}
	kinds := []LogParams{
		{Kind: journey.Consented, Details: journey.Details{Answer: answers[rng.IntN(4)], How: "phone"}},
		{Kind: journey.TicketSent, Details: journey.Details{Type: journey.TicketVisit}},
		{Kind: journey.TicketExpired, Details: journey.Details{Opened: answers[rng.IntN(3)]}},
		{Kind: journey.ChatStarted}, {Kind: journey.ChatClosed}, {Kind: journey.InfoGiven},
		{Kind: journey.Called, Details: journey.Details{Outcome: outcomes[rng.IntN(len(outcomes))]}},
		{Kind: journey.WantsHelp}, {Kind: journey.HandedOver, Details: journey.Details{To: "Petra"}},
		{Kind: journey.SamplesTaken}, {Kind: journey.FormReceived, Details: journey.Details{Source: journey.SourceHome}},
		{Kind: journey.Visited}, {Kind: journey.NoShow}, {Kind: journey.Declined}, {Kind: journey.Gone},
		{Kind: journey.Deferred, Details: journey.Details{Until: day.Add(1 + rng.IntN(100))}},
		{Kind: journey.Ended, Details: journey.Details{Reason: journey.EndMoved}},
		{Kind: journey.Reopened, Details: journey.Details{Reason: "ändrade sig"}},
		{Kind: journey.Documented, Details: journey.Details{Where: journey.WherePMO}},
		{Kind: journey.NeedsInterpreter, Details: journey.Details{Language: "arabiska"}},
		{Kind: journey.FollowUp, Details: journey.Details{Date: day.Add(20)}},
		{Kind: journey.LetterReturned},
	}
	start := func() journey.Start {
		return journey.Start{Day: day.Add(7 + rng.IntN(30)), Clock: fmt.Sprintf("%02d:00", 9+rng.IntN(3))}
	}
	var l Logged
	var err error
	switch rng.IntN(10) {
	case 0:
		var out bytes.Buffer
		template := []string{journey.TemplateInvitation, journey.TemplateReminder, journey.TemplateNoShow, journey.TemplateConfirmation}[rng.IntN(4)]
		printed, err := s.PrintLetters(ctx, LettersParams{Template: template, Cohort: 2026, Only: some(), Confirm: rng.IntN(2) == 0}, inMemory(&out))
		if err != nil {
			return ""
		}
		return printed.Act
	case 1:
		l, err = s.Book(ctx, BookParams{Participant: who(), Start: start(), Room: room2, Via: "phone", Called: journey.CallBooked})
	case 2:
		l, err = s.Rebook(ctx, BookParams{Participant: who(), Start: start(), Room: room4})
	case 3:
		l, err = s.CancelBooking(ctx, CancelParams{Participant: who(), By: journey.ByParticipant, Late: rng.IntN(2) == 0})
	case 4:
		p := who()
		person, perr := s.Participant(ctx, p, 2026, Look{})
		must(t, perr)
		c := person.Contact
		c.Street, c.Mobile = fmt.Sprintf("Nygatan %d", rng.IntN(100)), fmt.Sprintf("070-174 06 %02d", rng.IntN(100))
		l, err = s.EditContact(ctx, p, c)
	case 5:
		p := who()
		l, err = s.LogEach(ctx, []LogParams{one(p, journey.Consented, journey.Details{Answer: journey.Yes}), one(p, journey.InfoGiven, journey.Details{}),
			one(p, journey.TicketSent, journey.Details{Type: journey.TicketVisit})})
	default:
		p := kinds[rng.IntN(len(kinds))]
		p.Participants = some()
		l, err = s.LogMany(ctx, p)
	}
	if err != nil {
		if code := fault.CodeOf(err); code != fault.Refused {
			t.Fatal(err)
		}
		return ""
	}
	return l.Act
}

// Any sequence of acts, undone one after the other from the last, gives each time what
// was before the act; undone in any order, it gives what was before them all.
func TestUndoOfAnySequenceGivesBackWhatWas(t *testing.T) {
	seeds := uint64(6)
	if os.Getenv("FYRTIO_LONG") != "" {
		seeds = 60
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 4))
			s, c, ids := bookingStore(t, 4)
			clinicSettings(t, s)
			for range 2 { // a history of which nothing is undone
				anyAct(t, s, rng, ids)
			}
			first := whole(t, s)
			var acts, before []string
			for len(acts) < 25 {
				was := whole(t, s)
				if name := anyAct(t, s, rng, ids); name != "" {
					acts, before = append(acts, name), append(before, was)
				} else if now := whole(t, s); now != was {
					t.Fatalf("a refusal changed something:\n%s", differing(now, was))
				}
			}
			if seed%2 == 0 { // from the last to the first
				for i := len(acts) - 1; i >= 0; i-- {
					undone(t, s, acts[i])
					if now := whole(t, s); now != before[i] {
						t.Fatalf("act %d undone leaves\n%s\nwas\n%s", i, differing(now, before[i]), differing(before[i], now))
					}
				}
			} else {
				for _, i := range rng.Perm(len(acts)) {
					undone(t, s, acts[i])
				}
				if now := whole(t, s); now != first {
					t.Fatalf("all undone leaves\n%s\nwas\n%s", differing(now, first), differing(first, now))
				}
			}
			c.to(testDay, 23, 0)
			noProblems(t, s)
		})
	}
}

func undone(t *testing.T, s *Store, act string) {
	t.Helper()
	if _, err := s.Undo(t.Context(), act, "fel"); err != nil {
		t.Fatalf("undo: %v", err)
	}
}
