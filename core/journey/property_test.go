package journey_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// picker picks one of n.
type picker func(n int) int

func pickBy(t *rapid.T) picker {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
}

// anyDetails picks details that NewDetails could have made, of any of the kinds.
func anyDetails(pick picker, kinds []journey.Kind, ids []string) (journey.Kind, journey.Details) {
	one := func(values ...string) string { return values[pick(len(values))] }
	some := func() day.Date { return day.New(2026, 1, 1).Add(pick(120)) }
	return kinds[pick(len(kinds))], journey.Details{
		Answer: one("yes", "no", "withdrawn", "yes"), How: one("", "phone"), Cl24: one("yes", "no"),
		Type: one("visit", "visit", "form"), Expires: some(), Opened: one("yes", "no"), Progress: one("", "0/34"),
		Template: one(journey.Templates...), Run: one("R1", "R2", ""), Letter: one("1", "2", "", ""),
		Outcome: one("booked", "later", "no_answer", "no_answer", "voicemail", "wrong_number", "declined", "interpreter"), Until: some(),
		Start: some().String() + "T10:00", Via: one("ticket", "phone", "letter", "desk"), Source: one("paper_home", "cl24"),
		Reason: one("moved", "dead", "other", "ill"), Where: one("cl24", "pmo"), Date: some(), What: one("", "x"),
		Event: one(append(ids, "none")...), Text: one("", "x"), Language: one("", "arabiska"), Override: one("", "", "bad om det"), To: "Petra",
	}
}

// anyHistory draws events of all kinds in no order, many on the same day, some at the
// same instant, possible or not.
func anyHistory(t *rapid.T, kinds []journey.Kind) (events []journey.Event) {
	var ids []string
	for i := range rapid.IntRange(0, 14).Draw(t, "events") {
		kind, d := anyDetails(pickBy(t), kinds, ids)
		at := day.New(2026, 1, 1).Add(rapid.IntRange(0, 60).Draw(t, "day")).At(9+rapid.IntRange(0, 2).Draw(t, "hour"), 0)
		id := fmt.Sprintf("e%02d", i)
		ids = append(ids, id)
		recorded := at.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "recorded")) * time.Hour)
		events = append(events, journey.Event{ID: id, At: at, Recorded: recorded, Kind: kind, Details: d})
	}
	return events
}

func anyFacts(t *rapid.T) journey.Facts {
	b := func(label string) bool { return rapid.Bool().Draw(t, label) }
	return journey.Facts{Protected: b("protected"), Address: b("address"), OwnContact: b("own"), Phone: b("phone"),
		Form:   rapid.SampledFrom([]journey.FormStatus{"", journey.FormBegun, journey.FormComplete, journey.FormCl24}).Draw(t, "form"),
		Keying: rapid.SampledFrom([]day.Date{{}, {}, day.New(2026, 1, 20)}).Draw(t, "keying")}
}

func anyRules(t *rapid.T) journey.Rules {
	r := journey.DefaultRules()
	r.Cl24 = rapid.Bool().Draw(t, "cl24 on")
	r.Reminders = rapid.IntRange(0, 2).Draw(t, "reminders")
	r.CallTries = rapid.IntRange(0, 3).Draw(t, "tries")
	r.LetterDays = rapid.IntRange(0, 30).Draw(t, "letter days")
	return r
}

func anyToday(t *rapid.T) day.Date {
	return day.New(2026, 1, 1).Add(rapid.IntRange(-5, 200).Draw(t, "today"))
}

// The state is the same however the events come: in any order, and any of them twice
// (as when two PCs' journeys are brought together).
func TestStateIsTheSameForAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, f, r, on := anyHistory(t, journey.Kinds()), anyFacts(t), anyRules(t), anyToday(t)
		want := journey.Of(events, f, r, on)
		before := slices.Clone(events)
		shuffled := rapid.Permutation(events).Draw(t, "order")
		if len(events) > 0 {
			shuffled = append(shuffled, rapid.SampledFrom(events).Draw(t, "twice"))
		}
		if got := journey.Of(shuffled, f, r, on); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
		if !reflect.DeepEqual(events, before) {
			t.Fatal("Of changed the events it was given")
		}
	})
}

// Undoing an event gives the status as if it had not been, and where something later
// was built on it the step says so.
func TestUndoneIsAsIfItHadNotBeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := slices.DeleteFunc(journey.Kinds(), func(k journey.Kind) bool { return k == journey.Undone })
		events, f, r, on := anyHistory(t, kinds), anyFacts(t), anyRules(t), anyToday(t)
		if len(events) == 0 {
			t.Skip("nothing to undo")
		}
		i := rapid.IntRange(0, len(events)-1).Draw(t, "undo")
		at := day.New(2026, 3, 5).At(12, 0)
		undo := journey.Event{ID: "u", At: at, Recorded: at, Kind: journey.Undone, Details: journey.Details{Event: events[i].ID, Reason: "x"}}
		if err := journey.Check(events, f, r, day.New(2026, 3, 5), undo); err != nil {
			t.Fatalf("undo is refused: %v", err)
		}
		got := journey.Of(append(slices.Clone(events), undo), f, r, on)
		if want := journey.Of(slices.Delete(slices.Clone(events), i, i+1), f, r, on); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
	})
}

// A journey of possible events always has a step that makes sense, with words, and
// Check agrees with the channels. The years are picked by fixed seeds, enough of them to
// reach every state and every step.
func TestPossibleJourneysMakeSense(t *testing.T) {
	reached := map[string]bool{}
	for seed := range uint64(600) {
		rng := rand.New(rand.NewPCG(seed, 1))
		possibleYear(t, rng.IntN, reached)
	}
	if len(reached) != 11+17 {
		t.Errorf("only these states and steps were reached: %v", slices.Sorted(maps.Keys(reached)))
	}
}

func possibleYear(t *testing.T, pick picker, reached map[string]bool) {
	is := func() bool { return pick(2) == 0 }
	f := journey.Facts{Protected: pick(5) == 0, Address: pick(5) > 0, OwnContact: is(), Phone: pick(5) > 0}
	r := journey.DefaultRules()
	r.Cl24, r.Reminders, r.CallTries, r.LetterDays = pick(5) > 0, pick(3), pick(4), pick(30)
	on := day.New(2026, 1, 1)
	events := []journey.Event{{ID: "e00", At: on.At(9, 0), Recorded: on.At(9, 0), Kind: journey.Listed}}
	var ids []string
	for i := range 50 {
		kinds := journey.Kinds()
		if pick(4) > 0 { // what happens most, so that years get long
			kinds = []journey.Kind{journey.Consented, journey.TicketSent, journey.TicketExpired, journey.LetterPrinted, journey.LetterConfirmed,
				journey.LetterConfirmed, journey.LetterReturned, journey.ChatStarted, journey.ChatClosed, journey.Called, journey.NoShow, journey.Reopened}
		}
		kind, d := anyDetails(pick, kinds, ids)
		if kind == journey.Called && pick(3) > 0 {
			d.Outcome = journey.CallNoAnswer
		}
		d.Expires, d.Until, d.Start = on.Add(pick(20)), on.Add(pick(60)), on.Add(pick(40)).String()+"T10:00"
		e := journey.Event{ID: fmt.Sprintf("e%02d", i+1), At: on.At(10, i), Recorded: on.At(10, i), Kind: kind, Details: d}
		before := journey.Of(events, f, r, on)
		err := journey.Check(events, f, r, on, e)
		switch {
		case err != nil:
			if fault.CodeOf(err) != fault.Refused {
				t.Fatalf("%s: %v", kind, err)
			}
			if words := fault.Words(say.Swedish, err); strings.HasPrefix(words, "journey.") || strings.Contains(words, "<no value>") {
				t.Fatalf("%s is refused with %q", kind, words)
			}
			continue
		case kind == journey.TicketSent && !before.Channels[journey.ByTicket].Allowed,
			kind == journey.ChatStarted && !before.Channels[journey.ByChat].Allowed,
			kind == journey.Called && !before.Channels[journey.ByPhone].Allowed:
			t.Fatalf("%s is possible though its channel is blocked", kind)
		}
		events, ids = append(events, e), append(ids, e.ID)
		if kind == journey.Visited && f.Form == "" {
			f.Form = journey.FormComplete
		}
		s := journey.Of(events, f, r, on)
		makesSense(t, s, on)
		if n := s.Next; n.Template != "" && !journey.MayLetter(n.Template, events, f, r, on).Allowed {
			t.Fatalf("%s is proposed and must not be sent: %+v", n.Template, s)
		}
		reached["state "+string(s.State)], reached["step "+string(s.Next.Step)] = true, true
		on = on.Add([]int{0, 0, 1, 7, 25}[pick(5)])
		f.Address, f.Form = f.Address != (pick(40) == 0), []journey.FormStatus{f.Form, f.Form, f.Form, journey.FormBegun, ""}[pick(5)]
		makesSense(t, journey.Of(events, f, r, on), on)
	}
}

func makesSense(t *testing.T, s journey.Status, on day.Date) {
	n := s.Next
	bad := ""
	switch {
	case n.Step == "" || n.Reason.IsZero() || s.State == "":
		bad = "no state, no step or no reason"
	case n.Step != journey.StepNone && (n.Since.IsZero() || n.Due.IsZero() || n.Due.Before(n.Since)):
		bad = "a step without its days"
	case n.Step == journey.StepWait && (n.Queue != "" || !n.Due.After(on) && !s.Changes.After(on)):
		bad = "a wait that is over"
	case n.Step == journey.StepNone && n.Queue != "":
		bad = "nothing to do in a queue"
	case n.Step == journey.StepNone && s.State != journey.StateDone && s.State != journey.StateDeclined && s.State != journey.StateEnded &&
		s.State != journey.StateNoReply && s.State != journey.StateNoShow:
		bad = "in limbo"
	case s.State == journey.StateNoReply && n.Step != journey.StepNone && n.Step != journey.StepReview && n.Step != journey.StepFollowUp && n.Step != journey.StepWait:
		bad = "no reply, but something is left to try"
	case n.Queue != "" && !slices.Contains(journey.Queues, n.Queue):
		bad = "an unknown queue"
	case n.Step == journey.StepLetter && s.Protected, n.Step == journey.StepForward && !s.Protected:
		bad = "the wrong way for the protection"
	case n.Step == journey.StepTicket && !s.Channels[journey.ByTicket].Allowed, n.Step == journey.StepForward && !s.Channels[journey.ByForwarding].Allowed,
		n.Step == journey.StepRemind && !s.Channels[journey.ByLetter].Allowed, n.Step == journey.StepCall && !s.Channels[journey.ByPhone].Allowed:
		bad = "a step that its channel does not allow"
	case n.Step == journey.StepLetter && n.Template == journey.TemplateInvitation && !s.Channels[journey.ByLetter].Allowed:
		bad = "an invitation that is not allowed"
	case !s.Changes.IsZero() && !s.Changes.After(on):
		bad = "changes in the past"
	}
	if bad != "" {
		t.Fatalf("%s on %s: %+v", bad, on, s)
	}
	for _, text := range []say.Text{n.Reason, s.Channels[journey.ByTicket].Reason, s.Channels[journey.ByLetter].Reason, s.Channels[journey.ByPhone].Reason} {
		if say.In(say.Swedish, text) == text.ID {
			t.Fatalf("%s has no words", text.ID)
		}
	}
}

// A status stays true until its Changes day, and is the same after a way through JSON:
// the store keeps it as a row.
func TestStatusHoldsUntilItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, f, r, on := anyHistory(t, journey.Kinds()), anyFacts(t), anyRules(t), anyToday(t)
		s := journey.Of(events, f, r, on)
		later := on.Add(rapid.IntRange(1, 120).Draw(t, "later"))
		if !s.Changes.IsZero() && !later.Before(s.Changes) {
			later = s.Changes.Add(-1)
		}
		if later.After(on) {
			then := journey.Of(events, f, r, later)
			then.Changes, s.Changes = day.Date{}, day.Date{}
			if !reflect.DeepEqual(then, s) {
				t.Fatalf("on %s: %+v\non %s: %+v", on, s, later, then)
			}
		}
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back journey.Status
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, s) {
			t.Fatalf("back %+v\nwas  %+v", back, s)
		}
	})
}

// FuzzOf gives Of whatever JSON decodes into events: it must give a status with words.
func FuzzOf(f *testing.F) {
	f.Add([]byte(`[{"id":"1","at":"2026-01-12T08:00:00Z","kind":"listed"},{"id":"2","at":"2026-01-12T08:00:00Z","kind":"booked","details":{"start":"2026-02-30T25:61"}}]`), true, "2026-03-10")
	f.Add([]byte(`[{"kind":"undone","details":{"event":""}},{"kind":"?"},{"kind":"ticket_expired","details":{"opened":"yes","progress":"-1/0"}}]`), false, "0001-01-01")
	f.Add([]byte(`[{"kind":"deferred","details":{"until":"9999-12-31"}},{"kind":"call","details":{"outcome":"later","until":"2026-01-01"}}]`), false, "9999-12-31")
	f.Fuzz(func(t *testing.T, b []byte, protected bool, on string) {
		var events []journey.Event
		today, err := day.Parse(on)
		if json.Unmarshal(b, &events) != nil || err != nil || len(events) > 200 {
			t.Skip()
		}
		facts := journey.Facts{Protected: protected, Address: true, Phone: true}
		s := journey.Of(events, facts, journey.DefaultRules(), today)
		if s.State == "" || s.Next.Step == "" || len(s.Channels) != len(journey.Channels) {
			t.Fatalf("%+v", s)
		}
		for _, e := range events {
			if say.In(say.English, journey.Sentence(e)) == "" && e.Details.Text == "" {
				t.Fatalf("%+v is not said", e)
			}
			_ = journey.Check(events, facts, journey.DefaultRules(), today, e)
			journey.MayLetter(e.Details.Template, events, facts, journey.DefaultRules(), today)
		}
	})
}

// FuzzNewDetails: whatever is typed gives details or a refusal with words, and what
// was taken is taken again as it stands.
func FuzzNewDetails(f *testing.F) {
	f.Add("booked", "start", "2026-03-17 13.00", "room", "2")
	f.Add("ticket_expired", "opened", "yes", "progress", "12 av 34")
	f.Add("ticket_expired", "opened", "no", "progress", "12/34")
	f.Add("consent", "answer", "maybe", "how", "phone")
	f.Add("note", "text", "\x00", "colour", "red")
	f.Fuzz(func(t *testing.T, kind, k1, v1, k2, v2 string) {
		d, err := journey.NewDetails(journey.Kind(kind), map[string]string{k1: v1, k2: v2})
		if err != nil {
			if code := fault.CodeOf(err); code != fault.Refused && code != fault.Usage {
				t.Fatalf("%v", err)
			}
			return
		}
		e := journey.Event{ID: "1", At: day.New(2026, 3, 10).At(9, 0), Kind: journey.Kind(kind), Details: d}
		if err := journey.Check(nil, journey.Facts{}, journey.DefaultRules(), day.New(2026, 3, 10), e); fault.CodeOf(err) == fault.Usage {
			t.Fatalf("taken as details, refused as an event: %v", err)
		}
		b, err := json.Marshal(d)
		var back journey.Details
		if err != nil || json.Unmarshal(b, &back) != nil {
			t.Fatalf("%+v: %v", d, err)
		}
	})
}
