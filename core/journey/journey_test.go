package journey_test

import (
	"fmt"
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// today is the day on which most of these tests look at a journey.
var today = day.New(2026, 3, 10)

// facts of somebody ordinary: an address and a phone number are known.
var ordinary = journey.Facts{Address: true, Phone: true}

// story makes events of lines such as "2026-02-20 consent answer=yes how=phone". The
// n:th line's event has the id en, so that "undone event=e2" can name it.
func story(t testing.TB, lines ...string) []journey.Event {
	t.Helper()
	var events []journey.Event
	for i, line := range lines {
		words := strings.Fields(line)
		on, err := day.Parse(words[0])
		if err != nil {
			t.Fatal(err)
		}
		kv := map[string]string{}
		for _, w := range words[2:] {
			k, v, _ := strings.Cut(w, "=")
			kv[k] = v
		}
		kind := journey.Kind(words[1])
		d, err := journey.NewDetails(kind, kv)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		at := on.At(9, i)
		events = append(events, journey.Event{ID: fmt.Sprintf("e%d", i+1), At: at, Recorded: at, Actor: "lena", Kind: kind, Details: d})
	}
	return events
}

// possible runs a story through Check, event by event, as the program does.
func possible(t testing.TB, f journey.Facts, lines ...string) []journey.Event {
	t.Helper()
	events := story(t, lines...)
	for i, e := range events {
		if err := journey.Check(events[:i], f, journey.DefaultRules(), day.Of(e.At), e); err != nil {
			t.Fatalf("%s is refused: %v", lines[i], err)
		}
	}
	return events
}

func of(t testing.TB, f journey.Facts, lines ...string) journey.Status {
	t.Helper()
	return journey.Of(possible(t, f, lines...), f, journey.DefaultRules(), today)
}

// next tells state, step and the date from which it waits, as one line.
func next(s journey.Status) string {
	return fmt.Sprintf("%s %s %s %s", s.State, s.Next.Step, s.Next.Queue, s.Next.Due)
}

const listed = "2026-01-12 listed"

func TestNextStepOverTheYear(t *testing.T) {
	consent := "2026-02-01 consent answer=yes how=phone"
	ticket := "2026-02-20 ticket_sent type=visit expires=2026-03-06"
	letter := []string{"2026-01-27 letter_printed template=inbjudan", "2026-01-28 letter_confirmed"}
	late := []string{"2026-02-25 letter_printed template=inbjudan", "2026-02-25 letter_confirmed"}
	with := func(lists ...[]string) []string {
		all := []string{listed}
		for _, l := range lists {
			all = append(all, l...)
		}
		return all
	}
	one := func(lines ...string) []string { return lines }
	for _, c := range []struct {
		name  string
		facts journey.Facts
		lines []string
		want  string
	}{
		{"newly listed", ordinary, with(), "new letter  2026-01-12"},
		{"newly listed without address", journey.Facts{Phone: true}, with(), "new call calls 2026-01-12"},
		{"newly listed without anything", journey.Facts{}, with(), "new fix_address returned 2026-01-12"},
		{"protected", journey.Facts{Protected: true}, with(), "new forward forwarding 2026-01-12"},
		{"consented", ordinary, with(one(consent)), "new ticket  2026-02-01"},
		{"said no to Clinic24", ordinary, with(one("2026-02-01 consent answer=no")), "new letter  2026-01-12"},
		{"ticket open", ordinary, with(one(consent, "2026-03-01 ticket_sent expires=2026-03-15")), "invited wait  2026-03-15"},
		{"ticket ran out, no notice registered", ordinary, with(one(consent, ticket)), "invited review review 2026-03-07"},
		{"ticket expired begun", ordinary, with(one(consent, ticket, "2026-03-06 ticket_expired opened=yes progress=12/34")), "invited chat chats 2026-03-06"},
		{"ticket expired unopened", ordinary, with(one(consent, ticket, "2026-03-06 ticket_expired opened=no")), "invited letter unopened 2026-03-06"},
		{"chat going on", ordinary, with(one(consent, ticket, "2026-03-06 ticket_expired opened=yes", "2026-03-06 chat_started")), "in_contact wait  2026-03-13"},
		{"chat silent", ordinary, with(one(consent, ticket, "2026-02-28 ticket_expired opened=yes", "2026-03-01 chat_started")), "in_contact chat chats 2026-03-08"},
		{"chat closed", ordinary, with(one(consent, ticket, "2026-03-06 ticket_expired opened=yes", "2026-03-06 chat_started", "2026-03-08 chat_closed")), "invited letter unopened 2026-03-08"},
		{"letter printed today", ordinary, with(one("2026-03-10 letter_printed template=inbjudan")), "new wait  2026-03-11"},
		{"letter printed, never confirmed", ordinary, with(one("2026-03-05 letter_printed template=inbjudan")), "new review review 2026-03-06"},
		{"letter sent lately", ordinary, with(late), "invited wait  2026-03-18"},
		{"letter unanswered", ordinary, with(letter), "invited remind unanswered 2026-02-18"},
		{"reminder sent", ordinary, with(letter, one("2026-02-18 letter_printed template=paminnelse", "2026-02-19 letter_confirmed")), "invited wait  2026-03-12"},
		{"reminder unanswered", ordinary, with(letter, one("2026-02-16 note text=x", "2026-02-18 letter_printed template=paminnelse", "2026-02-18 letter_confirmed", "2026-03-09 call outcome=no_answer")), "invited call calls 2026-03-10"},
		{"called today, no answer", ordinary, with(letter, one("2026-03-10 call outcome=no_answer")), "invited call calls 2026-03-11"},
		{"every try used", ordinary, with(letter, one("2026-02-18 letter_printed template=paminnelse", "2026-02-18 letter_confirmed", "2026-03-07 call outcome=no_answer", "2026-03-08 call outcome=voicemail", "2026-03-09 call outcome=no_answer")), "invited wait  2026-03-11"},
		{"letter came back", ordinary, with(letter, one("2026-02-03 letter_returned")), "new fix_address returned 2026-02-03"},
		{"letter came back, address mended", ordinary, with(letter, one("2026-02-03 letter_returned", "2026-02-04 contact")), "new letter  2026-01-12"},
		{"wants help", ordinary, with(letter, one("2026-03-01 wants_help what=eftermiddag")), "in_contact help_book help 2026-03-01"},
		{"call back later", ordinary, with(letter, one("2026-02-10 call outcome=later until=2026-03-20")), "in_contact call calls 2026-03-20"},
		{"call back due", ordinary, with(letter, one("2026-02-10 call outcome=later until=2026-03-09")), "in_contact call calls 2026-03-09"},
		{"agreed by phone, not written down", ordinary, with(one("2026-03-09 call outcome=booked")), "in_contact help_book help 2026-03-09"},
		{"booked, time for samples", ordinary, with(one("2026-03-01 booked start=2026-03-30T10:00 via=phone")), "booked wait  2026-03-23"},
		{"booked, samples late", ordinary, with(one("2026-03-01 booked start=2026-03-15T10:00 via=phone")), "booked samples samples 2026-03-08"},
		{"booked, samples taken", ordinary, with(one("2026-03-01 booked start=2026-03-15T10:00", "2026-03-08 samples_taken")), "booked wait  2026-03-15"},
		{"visit today", ordinary, with(one("2026-03-01 booked start=2026-03-10T10:00 room=2", "2026-03-08 samples_taken")), "booked visit visits 2026-03-10"},
		{"visit was yesterday, nothing said", ordinary, with(one("2026-03-01 booked start=2026-03-09T10:00")), "booked visit visits 2026-03-09"},
		{"cancelled", ordinary, with(one("2026-03-01 booked start=2026-03-20T10:00", "2026-03-05 cancelled by=participant")), "in_contact help_book help 2026-03-05"},
		{"did not come", ordinary, with(one("2026-03-01 booked start=2026-03-09T10:00", "2026-03-09 no_show")), "no_show letter unanswered 2026-03-09"},
		{"did not come, booked anew", ordinary, with(one("2026-03-01 booked start=2026-03-05T10:00", "2026-03-05 no_show", "2026-03-06 booked start=2026-04-05T10:00")), "booked wait  2026-03-29"},
		{"deferred", ordinary, with(one("2026-02-01 deferred until=2026-09-01")), "deferred wait  2026-09-01"},
		{"deferral over", ordinary, with(one("2026-02-01 deferred until=2026-03-01")), "new call calls 2026-03-01"},
		{"declined", ordinary, with(letter, one("2026-02-10 declined channel=phone")), "declined none  "},
		{"declined on the phone", ordinary, with(letter, one("2026-02-10 call outcome=declined")), "declined none  "},
		{"ended", ordinary, with(one("2026-02-10 ended reason=moved")), "ended none  "},
		{"declined, reopened", ordinary, with(letter, one("2026-02-10 declined", "2026-02-20 reopened reason=x")), "new letter  2026-02-20"},
		{"gone", ordinary, with(one("2026-02-10 gone")), "new review review 2026-02-10"},
		{"gone, listed again", ordinary, with(one("2026-02-10 gone", "2026-02-12 listed")), "new letter  2026-01-12"},
		{"follow-up due", ordinary, with(letter, one("2026-02-10 follow_up date=2026-03-09 what=blodtryck")), "invited follow_up followups 2026-03-09"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := next(of(t, c.facts, c.lines...)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestNobodyAnswers(t *testing.T) {
	sent := []string{listed, "2025-12-01 letter_printed template=inbjudan", "2025-12-01 letter_confirmed",
		"2026-01-02 letter_printed template=paminnelse", "2026-01-02 letter_confirmed"}
	noPhone := journey.Facts{Address: true}
	if got := next(of(t, noPhone, sent...)); got != "no_reply none  " {
		t.Errorf("without a phone: %s", got)
	}
	if got := next(of(t, ordinary, sent...)); got != "invited call unanswered 2026-01-23" {
		t.Errorf("with a phone: %s", got)
	}
	for i, day := range []string{"24", "26", "28"} {
		sent = append(sent, "2026-01-"+day+" call outcome=no_answer")
		want := "invited call calls 2026-01-" + fmt.Sprint(25+2*i)
		if i == 2 {
			want = "no_reply none  "
		}
		if got := next(of(t, ordinary, sent...)); got != want {
			t.Errorf("after %d calls: %s, want %s", i+1, got, want)
		}
	}
	sent = append(sent, "2026-02-20 reopened reason=ringde")
	if got := of(t, ordinary, sent...); got.State == journey.StateNoReply {
		t.Error("reopening leaves no_reply as it was")
	}
}

// words gives a text in Swedish, and fails when it has none.
func words(t testing.TB, text say.Text) string {
	t.Helper()
	s := say.In(say.Swedish, text)
	if s == text.ID || strings.Contains(s, "<no value>") || strings.Contains(s, "%!") {
		t.Errorf("%s has no words, or lacks an argument: %q", text.ID, s)
	}
	return s
}

func refused(t testing.TB, f journey.Facts, lines ...string) string {
	t.Helper()
	events := story(t, lines...)
	last := len(events) - 1
	err := journey.Check(events[:last], f, journey.DefaultRules(), today, events[last])
	if err == nil {
		t.Errorf("%s is not refused", lines[last])
		return ""
	}
	if fault.CodeOf(err) == fault.Internal {
		t.Errorf("%s: %v", lines[last], err)
	}
	said := fault.Words(say.Swedish, err)
	if strings.HasPrefix(said, "journey.") || strings.Contains(said, "<no value>") {
		t.Errorf("%s: %q", lines[last], said)
	}
	return said
}

func TestImpossibleEventsAreRefused(t *testing.T) {
	consent := "2026-02-01 consent answer=yes"
	ticket := "2026-02-20 ticket_sent expires=2026-03-06"
	for _, lines := range [][]string{
		{listed, "2026-03-11 note text=imorgon"},
		{listed, "2026-02-20 ticket_sent"},
		{listed, consent, ticket, "2026-02-21 ticket_sent"},
		{listed, consent, "2026-02-20 ticket_sent expires=2026-02-19"},
		{listed, "2026-02-20 ticket_expired opened=no"},
		{listed, consent, ticket, "2026-03-06 ticket_expired opened=no", "2026-03-07 ticket_expired opened=no"},
		{listed, consent, ticket, "2026-03-01 booked start=2026-03-20T10:00 via=ticket", "2026-03-06 ticket_expired opened=no"},
		{listed, consent, ticket, "2026-03-06 ticket_expired opened=no", "2026-03-07 chat_started"},
		{listed, "2026-03-07 chat_closed"},
		{listed, "2026-03-07 letter_confirmed"},
		{listed, "2026-03-07 letter_returned"},
		{listed, "2026-03-07 letter_printed template=paminnelse"},
		{listed, "2026-03-07 letter_printed template=inbjudan", "2026-03-08 letter_printed template=inbjudan"},
		{listed, "2026-03-07 handed_over to=Petra"},
		{listed, "2026-03-07 cancelled"},
		{listed, "2026-03-07 rebooked start=2026-03-20T10:00"},
		{listed, "2026-03-07 booked start=2026-03-20T10:00", "2026-03-07 booked start=2026-03-21T10:00"},
		{listed, "2026-03-07 booked start=2026-03-20T10:00 via=ticket"},
		{listed, "2026-03-07 no_show"},
		{listed, "2026-03-07 booked start=2026-03-20T10:00", "2026-03-08 no_show"},
		{listed, "2026-03-07 visited", "2026-03-08 visited"},
		{listed, "2026-03-07 deferred until=2026-03-07"},
		{listed, "2026-03-07 reopened reason=x"},
		{listed, "2026-03-07 documented where=cl24"},
		{listed, "2026-03-07 ended reason=moved", "2026-03-08 call outcome=no_answer"},
		{listed, "2026-03-07 declined", "2026-03-08 booked start=2026-03-20T10:00"},
		{listed, "2026-03-07 undone event=e9 reason=x"},
		{listed, "2026-03-07 note text=x", "2026-03-07 undone event=e2 reason=x", "2026-03-07 undone event=e3 reason=x"},
		{listed, "2026-03-07 note text=x", "2026-03-07 undone event=e2 reason=x", "2026-03-07 undone event=e2 reason=x"},
	} {
		refused(t, ordinary, lines...)
	}
	r := journey.DefaultRules()
	r.Cohort = 2026
	for until, ok := range map[string]bool{"2027-12-31": true, "2028-01-01": false} {
		e := story(t, "2026-03-07 deferred until="+until)[0]
		if err := journey.Check(nil, ordinary, r, today, e); (err == nil) != ok {
			t.Errorf("deferring to %s: %v", until, err)
		}
	}
}

func TestStartIsReadStrictly(t *testing.T) {
	for s, want := range map[string]string{"2026-03-17T13:00": "2026-03-17T13:00", "2026-03-17 13.00": "2026-03-17T13:00", "2026-03-17T24:00": "", "2026-02-30T10:00": "", "": "", "2026-03-17T9:00": ""} {
		got, err := journey.ParseStart(s)
		if want == "" && err == nil || want != "" && got.String() != want {
			t.Errorf("ParseStart(%q) = %v, %v", s, got, err)
		}
	}
}

// A later clock must not change what a stored status says before its Changes day.
func TestStatusHoldsUntilItChanges(t *testing.T) {
	events := possible(t, ordinary, listed, "2026-02-01 consent answer=yes", "2026-02-20 ticket_sent expires=2026-03-06",
		"2026-03-06 ticket_expired opened=yes progress=3/34", "2026-03-06 chat_started", "2026-03-07 follow_up date=2026-04-20")
	seen := journey.Of(events, ordinary, journey.DefaultRules(), today)
	for d := today; d.Before(today.Add(90)); d = d.Add(1) {
		now := journey.Of(events, ordinary, journey.DefaultRules(), d)
		if next(now) != next(seen) && (seen.Changes.IsZero() || d.Before(seen.Changes)) {
			t.Fatalf("on %s: %s, was %s and said to hold until %s", d, next(now), next(seen), seen.Changes)
		}
		if !seen.Changes.IsZero() && !d.Before(seen.Changes) {
			seen = now
		}
	}
	if next(seen) == next(journey.Of(events, ordinary, journey.DefaultRules(), today)) {
		t.Error("nothing ever changed: the test sees nothing")
	}
}

func BenchmarkOf(b *testing.B) {
	events := story(b, listed, "2026-02-01 consent answer=yes", "2026-02-20 ticket_sent expires=2026-03-06",
		"2026-03-06 ticket_expired opened=no", "2026-03-06 letter_printed template=inbjudan", "2026-03-06 letter_confirmed",
		"2026-03-08 call outcome=no_answer")
	for b.Loop() {
		journey.Of(events, ordinary, journey.DefaultRules(), today)
	}
}

// What people typed becomes part of a sentence, whatever follows it.
func TestFreeTextIsASentence(t *testing.T) {
	for _, c := range []struct {
		kind journey.Kind
		d    journey.Details
		want string
	}{
		{journey.Declined, journey.Details{Reason: "har inte tid", Channel: "phone"}, "Tackade nej: har inte tid. Svaret kom per telefon."},
		{journey.Declined, journey.Details{Reason: "Har inte tid.", Text: "Ringer i höst"}, "Tackade nej: Har inte tid. Ringer i höst."},
		{journey.Consented, journey.Details{Answer: journey.Yes, How: "phone", By: "Petra Nyholm"}, "Sade ja till Cl24, per telefon. Frågad av Petra Nyholm."},
		{journey.Cancelled, journey.Details{By: journey.ByParticipant, Late: journey.Yes, Reason: "sjukt barn"}, "Avbokade tiden sent: sjukt barn."},
		{journey.Booked, journey.Details{Start: "2026-03-17T13:00", Room: "2", Via: "phone", Override: "bad om just den tiden"}, "Tid bokad per telefon, 17 mars 13.00. Rum 2. Bokad trots hinder: bad om just den tiden."},
		{journey.Booked, journey.Details{Start: "2026-03-17T13:00", Via: "letter", Also: "2026-03-18T09:00,2026-03-19T10:00"},
			"Tid bokad att erbjudas med brev, 17 mars 13.00. Brevet erbjuder också 18 mars 09.00 och 19 mars 10.00."},
		{journey.TicketExpired, journey.Details{Opened: journey.No, Recalled: journey.Yes}, "Biljetten drogs tillbaka i Cl24."},
		{journey.Note, journey.Details{Text: "ring före tio"}, "ring före tio"},
	} {
		e := journey.Event{ID: "1", At: today.At(9, 0), Kind: c.kind, Details: c.d}
		if got := say.In(say.Swedish, journey.Sentence(e)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
