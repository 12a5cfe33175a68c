package data

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// The tests' clinic has two rooms, is open mån–tor 8–16 and fre 8–13, and eats at noon.
// Their day is Tuesday 10 March 2026; bookings are made for Tuesday 17 March.
func bookingStore(t testing.TB, n int) (*Store, *clock, []string) {
	t.Helper()
	s, c := testStore(t)
	for key, value := range map[string]string{"booking.rooms": "Rum 2 · Lena; Rum 4 · Petra", "booking.hours": "mån–tor 08.00–16.00; fre 08.00–13.00"} {
		if err := s.SetSetting(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	rows := people(t, n)
	importRows(t, s, rows)
	ids := make([]string, n)
	for i, r := range rows {
		ids[i] = byNumber(t, s, r.number).Participant
	}
	return s, c, ids
}

const room2, room4 = "Rum 2 · Lena", "Rum 4 · Petra"

// at reads "17 10:00": a start in March 2026.
func march(t testing.TB, s string) journey.Start {
	t.Helper()
	date, clock, _ := strings.Cut(s, " ")
	start, err := journey.ParseStart("2026-03-" + date + "T" + clock)
	if err != nil {
		t.Fatal(err)
	}
	return start
}

func book(t testing.TB, s *Store, who, start, room string) (Logged, error) {
	t.Helper()
	return s.Book(context.Background(), BookParams{Participant: who, Start: march(t, start), Room: room, Via: "phone"})
}

func mustBook(t testing.TB, s *Store, who, start, room string) Logged {
	t.Helper()
	l, err := book(t, s, who, start, room)
	if err != nil {
		t.Fatalf("%s %s: %v", start, room, err)
	}
	return l
}

func refusedWith(t testing.TB, err error, want ...string) {
	t.Helper()
	words := fault.Words(say.Swedish, err)
	if fault.CodeOf(err) != fault.Refused {
		t.Errorf("%v, want a refusal", err)
	}
	for _, w := range want {
		if !strings.Contains(words, w) {
			t.Errorf("%q does not tell %q", words, w)
		}
	}
}

// Q16: a time that is taken is refused, with who is there and how to go on; back to
// back, another room and another day are not.
func TestQ16OverlapIsStopped(t *testing.T) {
	s, _, ids := bookingStore(t, 8)
	mustBook(t, s, ids[0], "17 10:00", room2)
	name := byID(t, s, ids[0]).Given
	for _, start := range []string{"17 10:00", "17 09:01", "17 10:59"} {
		_, err := book(t, s, ids[1], start, room2)
		if !Stopped(err) {
			t.Errorf("%s: %v is no stop", start, err)
		}
		refusedWith(t, err, "tisdag 17 mars", "Rum 2 · Lena", name, "10.00–11.00", "annan tid", "skäl")
	}
	if _, err := book(t, s, ids[1], "17 10:00", "rum 2"); !Stopped(err) {
		t.Errorf("the room by a short name: %v", err)
	}
	refused, err := book(t, s, ids[1], "17 10:00", "Rum 7")
	refusedWith(t, err, "Rum 7", room2, room4)
	if Stopped(err) || len(refused.Events) != 0 {
		t.Error("a room that does not exist can be overridden")
	}
	for i, free := range []struct{ start, room string }{{"17 09:00", room2}, {"17 11:00", room2}, {"17 10:00", room4}, {"18 10:00", room2}} {
		mustBook(t, s, ids[1+i], free.start, free.room)
	}
	if st := byID(t, s, ids[1]).Status; st.Booking.Room != room2 {
		t.Errorf("the room is kept as %q", st.Booking.Room)
	}
	noProblems(t, s)
}

// Q16: with a reason it is let through, and the reason stands in the timeline; a reason
// that was not needed does not.
func TestQ16OverrideWithReason(t *testing.T) {
	s, _, ids := bookingStore(t, 3)
	mustBook(t, s, ids[0], "17 10:00", room2)
	p := BookParams{Participant: ids[1], Start: march(t, "17 10:30"), Room: room2, Override: "  syskon, kommer ihop "}
	if _, err := s.Book(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	p.Participant, p.Start = ids[2], march(t, "17 14:00")
	if _, err := s.Book(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	for i, want := range map[int]bool{1: true, 2: false} {
		person, err := s.Participant(t.Context(), ids[i], 0, Look{})
		if err != nil {
			t.Fatal(err)
		}
		if told := strings.Contains(say.In(say.Swedish, person.Events[0].Sentence), "syskon, kommer ihop"); told != want {
			t.Errorf("%d: %q", i, say.In(say.Swedish, person.Events[0].Sentence))
		}
	}
	w := mustWeek(t, s, "2026-03-17")
	for _, h := range w.Days[1].Hours {
		if h.Clash != (h.From < booking.At(12, 0)) {
			t.Errorf("%v: clash %v", h.Span, h.Clash)
		}
	}
}

// Q16 holds for whatever records a time: the log of events, several at once, in one act.
func TestQ16EveryWayOfRecording(t *testing.T) {
	s, _, ids := bookingStore(t, 4)
	details := journey.Details{Start: "2026-03-17T10:00", Room: room2, Via: "phone"}
	l, err := s.LogMany(t.Context(), LogParams{Participants: ids[:3], Kind: journey.Booked, Details: details})
	if err != nil || len(l.Events) != 1 || len(l.Refused) != 2 {
		t.Fatalf("%d booked, %d refused, %v", len(l.Events), len(l.Refused), err)
	}
	mustBook(t, s, ids[1], "17 11:00", room2)
	_, err = s.Log(t.Context(), LogParams{Participants: []string{ids[1]}, Kind: journey.Rebooked, Details: journey.Details{Start: "2026-03-17T10:15"}})
	refusedWith(t, err, "Rum 2 · Lena") // the room that the booking has
	if _, err := s.Log(t.Context(), LogParams{Participants: []string{ids[1]}, Kind: journey.Rebooked,
		Details: journey.Details{Start: "2026-03-17T10:15", Override: "kort samtal"}}); err != nil {
		t.Error(err)
	}
	noProblems(t, s)
}

// Q16: moving a booking onto itself, or by half an hour, is in nobody's way; its old
// hour is free at once, and so is a cancelled one.
func TestQ16RebookingAndCancellingFreeTheHour(t *testing.T) {
	s, _, ids := bookingStore(t, 3)
	mustBook(t, s, ids[0], "17 10:00", room2)
	for _, start := range []string{"17 10:00", "17 10:30", "17 14:00"} {
		if _, err := s.Rebook(t.Context(), BookParams{Participant: ids[0], Start: march(t, start)}); err != nil {
			t.Errorf("%s: %v", start, err)
		}
	}
	mustBook(t, s, ids[1], "17 10:00", room2)
	if _, err := s.Rebook(t.Context(), BookParams{Participant: ids[0], Start: march(t, "17 09:30")}); !Stopped(err) {
		t.Errorf("moved over somebody: %v", err)
	}
	l, err := s.CancelBooking(t.Context(), CancelParams{Participant: ids[1], Reason: "sjuk", Late: true})
	if err != nil {
		t.Fatal(err)
	}
	mustBook(t, s, ids[2], "17 10:00", room2)
	person, err := s.Participant(t.Context(), ids[1], 0, Look{})
	if err != nil || !strings.Contains(say.In(say.Swedish, person.Events[0].Sentence), "sjuk") || person.Events[0].Details.Late != journey.Yes {
		t.Errorf("%v %v", person.Events[0], err)
	}
	// Undoing is never refused (D4): the hour that came back is told to be taken.
	undone, err := s.Undo(t.Context(), l.Events[0].Event, "fel person")
	if err != nil || len(undone.Warnings()) != 1 || undone.Warnings()[0].ID != "booking.warn.clash.room" {
		t.Errorf("%v, %v", undone.Warnings(), err)
	}
	noProblems(t, s)
}

// Q16: of many who book the same hour at once, one gets it.
func TestQ16ConcurrentBookings(t *testing.T) {
	const n = 12
	s, _, ids := bookingStore(t, n)
	var wait sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wait.Add(1)
		go func() {
			defer wait.Done()
			_, errs[i] = s.Book(context.Background(), BookParams{Participant: ids[i], Start: journey.Start{Day: day.New(2026, 3, 17), Clock: "10:00"}, Room: room4})
		}()
	}
	wait.Wait()
	got := 0
	for _, err := range errs {
		switch {
		case err == nil:
			got++
		case !Stopped(err):
			t.Error(err)
		}
	}
	if got != 1 {
		t.Errorf("%d have the hour", got)
	}
	noProblems(t, s)
}

// Q16: whatever is booked, moved, cancelled and undone without overriding, no two talks
// share a minute in a room.
func TestQ16NoTwoInOneRoom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, c, ids := bookingStore(t, 5)
		var undoable []string
		for range rapid.IntRange(1, 25).Draw(rt, "acts") {
			c.t = c.t.Add(time.Minute)
			who := rapid.SampledFrom(ids).Draw(rt, "who")
			start := journey.Start{Day: testDay.Add(rapid.IntRange(1, 2).Draw(rt, "day")), Clock: booking.Clock(8*60 + 15*rapid.IntRange(0, 28).Draw(rt, "at")).String()}
			p := BookParams{Participant: who, Start: start, Room: rapid.SampledFrom([]string{room2, room4, ""}).Draw(rt, "room")}
			var l Logged
			var err error
			switch rapid.IntRange(0, 4).Draw(rt, "act") {
			case 0, 1:
				l, err = s.Book(context.Background(), p)
			case 2:
				l, err = s.Rebook(context.Background(), p)
			case 3:
				l, err = s.CancelBooking(context.Background(), CancelParams{Participant: who})
			case 4:
				if len(undoable) > 0 {
					if l, err := s.Undo(context.Background(), undoable[len(undoable)-1], "fel"); err != nil {
						rt.Fatal(err)
					} else if len(l.Warnings()) > 0 {
						return // a time that came back over somebody else's, and was told
					}
					undoable = undoable[:len(undoable)-1]
				}
				continue
			}
			if err == nil {
				undoable = append(undoable, l.Act)
			} else if fault.CodeOf(err) != fault.Refused {
				rt.Fatal(err)
			}
		}
		for _, d := range mustWeek(t, s, testDay.String()).Days {
			n := map[booking.Clock]map[booking.Room]int{}
			for _, h := range d.Hours {
				if h.Clash {
					rt.Fatalf("%v %v clashes", d.Day, h.Span)
				}
				for at := h.From; at < h.To; at += 15 {
					if n[at] == nil {
						n[at] = map[booking.Room]int{}
					}
					if n[at][h.Column]++; n[at][h.Column] > 1 {
						rt.Fatalf("%v at %v: two in %s", d.Day, at, h.Column)
					}
				}
			}
		}
		noProblems(t, s)
	})
}

// A closed day, a holiday, lunch and the evening are stopped too, with the reason; a
// reason lets them through. What came from Clinic24 has happened already.
func TestOutsideTheOpeningHours(t *testing.T) {
	s, c, ids := bookingStore(t, 4)
	c.to(day.New(2026, 3, 10), 9, 0)
	for start, want := range map[string]string{"2026-03-21T10:00": "Stängt", "2026-04-03T10:00": "Långfredagen", "2026-03-17T12:30": "Lunch", "2026-03-17T15:30": "Öppet 08.00–16.00",
		"2026-03-20T13:00": "Öppet 08.00–13.00", "2026-06-19T09:00": "Midsommarafton"} {
		at, err := journey.ParseStart(start)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Book(t.Context(), BookParams{Participant: ids[0], Start: at, Room: room2})
		if !Stopped(err) {
			t.Errorf("%s: %v", start, err)
		}
		refusedWith(t, err, want, "skäl")
	}
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[0], Start: march(t, "21 10:00"), Room: room2, Override: "lördagsöppet"}); err != nil {
		t.Error(err)
	}
	// Written down late: the day has passed, nobody asks whether the clinic was open.
	if _, err := s.Log(t.Context(), LogParams{Participants: []string{ids[1]}, Kind: journey.Booked, Day: day.New(2026, 3, 1), Details: journey.Details{Start: "2026-03-08T10:00", Via: "phone"}}); err != nil {
		t.Error(err)
	}
}

// A time that the participant chose in Clinic24 stands there: it is recorded, also over
// somebody and on a Saturday, and what is in its way is said.
func TestQ16FromClinic24IsRecordedAndWarned(t *testing.T) {
	s, _, ids := bookingStore(t, 5)
	for _, who := range ids {
		logged(t, s, who, journey.Consented, journey.Details{Answer: journey.Yes})
		logged(t, s, who, journey.TicketSent, journey.Details{Type: journey.TicketVisit})
	}
	ticket := func(who, start, room string) []say.Text {
		t.Helper()
		l, err := s.Book(t.Context(), BookParams{Participant: who, Start: march(t, start), Room: room, Via: "ticket"})
		if err != nil {
			t.Fatal(err)
		}
		var list []say.Text
		for _, w := range l.Warnings() {
			if strings.HasPrefix(w.ID, "booking.") {
				list = append(list, w)
			}
		}
		return list
	}
	mustBook(t, s, ids[0], "24 10:00", room2)
	if w := ticket(ids[1], "24 10:00", ""); len(w) != 0 {
		t.Errorf("one room is left, and yet %v", w)
	}
	// Now no room is left: nobody can be booked there without a reason …
	_, err := book(t, s, ids[2], "24 10:00", room4)
	refusedWith(t, err, byID(t, s, ids[1]).Given)
	// … but a third time from Clinic24 comes all the same.
	w := ticket(ids[2], "24 10:00", "")
	if len(w) != 1 || w[0].ID != "booking.warn.clash" {
		t.Fatalf("%v", w)
	}
	if words := say.In(say.Swedish, w[0]); !strings.Contains(words, byID(t, s, ids[0]).Given) || !strings.Contains(words, "tisdag 24 mars 10.00–11.00") || !strings.Contains(words, "Ring") {
		t.Error(words)
	}
	if w := ticket(ids[3], "21 10:00", "Rum 99"); len(w) != 1 || w[0].ID != "booking.warn.closed" {
		t.Errorf("%v", w)
	}
	week := mustWeek(t, s, "2026-03-24")
	if h := week.Days[1].Hours; len(h) != 3 || h[0].Column != room4 || !h[0].Clash {
		t.Errorf("%+v", h)
	}
	// Moved by the participant in Clinic24.
	if _, err := s.Rebook(t.Context(), BookParams{Participant: ids[3], Start: march(t, "24 10:30"), Via: "ticket"}); err != nil {
		t.Error(err)
	}
	noProblems(t, s)
}

// Several times in one letter: the first is booked, the others are held for the person
// until one is chosen, the booking is cancelled, or their day or the day to answer is gone.
func TestQ16HeldTimes(t *testing.T) {
	s, c, ids := bookingStore(t, 4)
	offer := BookParams{Participant: ids[0], Start: march(t, "24 09:00"), Also: []journey.Start{march(t, "25 10:00"), march(t, "26 13:00")}, Room: room2, Via: "letter"}
	if _, err := s.Book(t.Context(), offer); err != nil {
		t.Fatal(err)
	}
	_, err := book(t, s, ids[1], "25 10:30", room2)
	refusedWith(t, err, "hålls för", byID(t, s, ids[0]).Given)
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[1], Start: march(t, "24 11:00"), Also: []journey.Start{march(t, "26 13:00")}, Room: room2, Via: "letter"}); !Stopped(err) {
		t.Errorf("offered twice: %v", err)
	}
	if st := byID(t, s, ids[0]).Status.Booking; len(st.Also) != 2 || st.Day != day.New(2026, 3, 24) {
		t.Errorf("%+v", st)
	}
	// Chosen: the others are free.
	if _, err := s.Rebook(t.Context(), BookParams{Participant: ids[0], Start: march(t, "25 10:00")}); err != nil {
		t.Fatal(err)
	}
	mustBook(t, s, ids[1], "24 09:00", room2)
	mustBook(t, s, ids[2], "26 13:00", room2)
	// Cancelled: all are free.
	offer = BookParams{Participant: ids[3], Start: march(t, "24 14:00"), Also: []journey.Start{march(t, "25 14:00")}, Until: day.New(2026, 3, 15), Room: room2, Via: "letter"}
	if _, err := s.Book(t.Context(), offer); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CancelBooking(t.Context(), CancelParams{Participant: ids[3], By: "clinic"}); err != nil {
		t.Fatal(err)
	}
	if hours := mustWeek(t, s, "2026-03-25").Days[2].Hours; len(hours) != 1 {
		t.Errorf("%+v", hours)
	}
	// The day to answer: held through the 15th, free on the 16th.
	if _, err := s.Book(t.Context(), offer); err != nil {
		t.Fatal(err)
	}
	for d, held := range map[int]bool{15: true, 16: false} {
		c.to(day.New(2026, 3, d), 9, 0)
		n := 0
		for _, h := range mustWeek(t, s, "2026-03-25").Days[2].Hours {
			if h.Kind == booking.Held {
				n++
			}
		}
		if held != (n == 1) {
			t.Errorf("on the %d.: %d held", d, n)
		}
	}
	noProblems(t, s)
	// A phone offers one time, and no time twice.
	offer.Participant, offer.Via = ids[2], "phone"
	for _, p := range []BookParams{offer, {Participant: ids[2], Start: march(t, "25 14:00"), Also: []journey.Start{march(t, "25 14:00")}, Via: "letter"}} {
		if _, err := s.Book(t.Context(), p); fault.CodeOf(err) != fault.Refused || Stopped(err) {
			t.Errorf("%v", err)
		}
	}
}

// A held time frees itself when its own day has come.
func TestQ16HeldTimeEndsOnItsDay(t *testing.T) {
	s, c, ids := bookingStore(t, 2)
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[0], Start: march(t, "26 09:00"), Also: []journey.Start{march(t, "24 09:00")}, Room: room2, Via: "letter"}); err != nil {
		t.Fatal(err)
	}
	c.to(day.New(2026, 3, 23), 9, 0)
	if _, err := book(t, s, ids[1], "24 09:00", room2); !Stopped(err) {
		t.Errorf("the day before: %v", err)
	}
	c.to(day.New(2026, 3, 24), 7, 0)
	mustBook(t, s, ids[1], "24 09:00", room2)
}

// Q5: no limit on how late one can book; what leaves no time for samples is said, in
// the calendar too.
func TestQ5LateBookingIsWarnedInTheCalendar(t *testing.T) {
	s, _, ids := bookingStore(t, 3)
	for i, test := range []struct {
		start string
		warns bool
	}{{"16 10:00", true}, {"17 10:00", false}} { // seven days are enough, six are not
		p := BookParams{Participant: ids[i], Start: march(t, test.start), Room: room2}
		j, err := s.Judge(t.Context(), p)
		if err != nil || j.Samples == test.warns || (len(j.Warnings) > 0) != test.warns || !j.Stop.IsZero() || j.Days != 6+i {
			t.Errorf("%s: %+v, %v", test.start, j, err)
		}
		l := mustBook(t, s, ids[i], test.start, room2)
		if (len(l.Warnings()) > 0) != test.warns {
			t.Errorf("%s: %v", test.start, l.Warnings())
		}
		w := mustWeek(t, s, "2026-03-17")
		if w.Samples != day.New(2026, 3, 17) || w.Days[i].Hours[0].SamplesTooLate != test.warns {
			t.Errorf("%s: %v %v", test.start, w.Samples, w.Days[i].Hours[0].SamplesTooLate)
		}
	}
	j, err := s.Judge(t.Context(), BookParams{Participant: ids[2], Start: march(t, "17 10:30"), Room: room2})
	if err != nil || j.Stop.ID != "booking.err.stop.clash.room" {
		t.Errorf("%+v, %v", j, err)
	}
	if j, err := s.Judge(t.Context(), BookParams{Participant: ids[1], Start: march(t, "17 10:30")}); err != nil || !j.Stop.IsZero() {
		t.Errorf("one's own hour is in the way: %+v, %v", j, err)
	}
}

// The call that agreed on a time is recorded with it, in one act that is undone as one,
// or not at all.
func TestBookingWithItsCall(t *testing.T) {
	s, _, ids := bookingStore(t, 2)
	before := states(t, s)
	l, err := s.Book(t.Context(), BookParams{Participant: ids[0], Start: march(t, "17 10:00"), Room: room2, Via: "phone", Called: journey.CallBooked})
	if err != nil || len(l.Events) != 2 || l.Events[1].Status.State != journey.StateBooked {
		t.Fatalf("%+v, %v", l, err)
	}
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[1], Start: march(t, "17 10:00"), Room: room2, Via: "phone", Called: journey.CallBooked}); !Stopped(err) {
		t.Error(err)
	}
	if p, err := s.Participant(t.Context(), ids[1], 0, Look{}); err != nil || len(p.Events) != 1 {
		t.Errorf("half of a refused act stands: %v, %v", p.Events, err)
	}
	if _, err := s.Undo(t.Context(), l.Act, "fel"); err != nil {
		t.Fatal(err)
	}
	if after := states(t, s); after != before {
		t.Errorf("undone:\n%s\nbefore\n%s", after, before)
	}
	mustBook(t, s, ids[1], "17 10:00", room2)
	noProblems(t, s)
}

// The clinic's own time: blocks are in the way, refuse to lie over people, and are logged.
func TestBlocks(t *testing.T) {
	s, _, ids := bookingStore(t, 3)
	planning := BlockParams{From: day.New(2026, 3, 17), Span: booking.Span{From: booking.At(13, 0), To: booking.At(15, 0)}, Room: "rum 2", Name: " Planering  av vecka "}
	b, err := s.AddBlock(t.Context(), planning)
	if err != nil || b.Room != room2 || b.Name != "Planering av vecka" || b.To != planning.From {
		t.Fatalf("%+v, %v", b, err)
	}
	_, err = book(t, s, ids[0], "17 14:00", room2)
	refusedWith(t, err, "Planering av vecka 13.00–15.00")
	mustBook(t, s, ids[0], "17 14:00", room4)
	mustBook(t, s, ids[1], "17 15:00", room2)
	_, err = s.AddBlock(t.Context(), BlockParams{From: day.New(2026, 3, 16), To: day.New(2026, 3, 18), Span: booking.Span{From: booking.At(14, 0), To: booking.At(24, 0)}, Name: "Stängt"})
	if !Stopped(err) {
		t.Error(err)
	}
	refusedWith(t, err, "2 tider", byID(t, s, ids[0]).Given, "tisdag 17 mars")
	closed, err := s.AddBlock(t.Context(), BlockParams{From: day.New(2026, 3, 16), To: day.New(2026, 3, 18), Span: booking.Span{From: booking.At(14, 0), To: booking.At(24, 0)}, Name: "Stängt", Override: "larm i huset"})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 2, 1, 0, 0} {
		if got := mustWeek(t, s, "2026-03-17").Days[i]; len(got.Blocks) != want {
			t.Errorf("day %d: %v", i, got.Blocks)
		}
	}
	if err := s.RemoveBlock(t.Context(), b.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveBlock(t.Context(), b.ID); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("removed twice: %v", err)
	}
	mustBook(t, s, ids[2], "17 13:00", room2)
	if list, err := s.Blocks(t.Context(), day.New(2026, 3, 18), day.New(2026, 3, 30)); err != nil || len(list) != 1 || list[0].ID != closed.ID || list[0].Actor != testUser {
		t.Errorf("%v, %v", list, err)
	}
	acts := map[string]int{}
	logRows, err := s.AccessLog(t.Context(), "", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range logRows {
		acts[a.Act]++
		if strings.Contains(string(a.Detail), "Planering") {
			t.Errorf("the log has a block's free text: %s", a.Detail)
		}
	}
	if acts["block"] != 2 || acts["unblock"] != 1 {
		t.Errorf("%v", acts)
	}
	good := planning
	for name, change := range map[string]func(*BlockParams){
		"no name": func(p *BlockParams) { p.Name = " " }, "long name": func(p *BlockParams) { p.Name = strings.Repeat("x", 41) },
		"no day": func(p *BlockParams) { p.From = day.Date{} }, "backwards": func(p *BlockParams) { p.To = p.From.Add(-1) }, "too long": func(p *BlockParams) { p.To = p.From.Add(366) },
		"no span": func(p *BlockParams) { p.Span = booking.Span{} }, "past midnight": func(p *BlockParams) { p.Span.To = booking.At(24, 1) }, "no room": func(p *BlockParams) { p.Room = "Rum 7" },
	} {
		p := good
		change(&p)
		if _, err := s.AddBlock(t.Context(), p); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	noProblems(t, s)
}

// A visit that was made, and one that was missed, stay in the calendar; the missed one
// is in nobody's way.
func TestPastBookingsStay(t *testing.T) {
	s, c, ids := bookingStore(t, 4)
	mustBook(t, s, ids[0], "11 09:00", room2)
	mustBook(t, s, ids[1], "11 10:00", room2)
	mustBook(t, s, ids[2], "18 11:00", room2)
	c.to(day.New(2026, 3, 11), 15, 0)
	logged(t, s, ids[0], journey.Visited, journey.Details{})
	logged(t, s, ids[1], journey.NoShow, journey.Details{})
	logged(t, s, ids[2], journey.Visited, journey.Details{}) // came a week early: the later hour is free
	w := mustWeek(t, s, "2026-03-11")
	var got []string
	for _, h := range w.Days[2].Hours {
		got = append(got, h.From.String()+" "+string(h.Outcome))
	}
	if !slices.Equal(got, []string{"09:00 visited", "10:00 no_show"}) {
		t.Errorf("%q", got)
	}
	if h := mustWeek(t, s, "2026-03-18").Days[2].Hours; len(h) != 0 {
		t.Errorf("%v", h)
	}
	if _, err := book(t, s, ids[3], "11 09:30", room2); !Stopped(err) {
		t.Errorf("over a visit: %v", err)
	}
	if _, err := s.Rebook(t.Context(), BookParams{Participant: ids[1], Start: march(t, "11 10:00")}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("%v", err) // no booking to move
	}
	mustBook(t, s, ids[3], "11 10:00", room2)
	noProblems(t, s)
}

// Check finds a calendar that is not what the events say; Rebuild mends it.
func TestCheckFindsWrongHours(t *testing.T) {
	for name, harm := range map[string]string{
		"a room changed":      `UPDATE booked SET room = 'Rum 9' WHERE n = 0`,
		"an hour gone":        `DELETE FROM booked WHERE clock = '10:00'`,
		"an hour of nobody":   `INSERT INTO booked SELECT 'X', cohort, n, day, clock, room, via, outcome, until FROM booked WHERE clock = '10:00'`,
		"an hour of somebody": `INSERT INTO booked SELECT participant, cohort, 7, day, clock, room, via, outcome, until FROM booked WHERE clock = '10:00'`,
	} {
		s, _, ids := bookingStore(t, 2)
		mustBook(t, s, ids[0], "17 10:00", room2)
		mustBook(t, s, ids[1], "17 11:00", room2)
		if _, err := s.writer.Exec(harm); err != nil {
			t.Fatal(err)
		}
		problems, err := s.Check(t.Context())
		if err != nil || len(problems) == 0 {
			t.Errorf("%s is not found: %v", name, err)
		}
		if name == "an hour of nobody" {
			continue // of a journey that there is not: nothing to write anew
		}
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		noProblems(t, s)
	}
}

// Oldest first, with what suits, and nobody who waits for something else (Q12).
func TestQ12WaitingForTime(t *testing.T) {
	s, c, ids := bookingStore(t, 5)
	logged(t, s, ids[1], journey.WantsHelp, journey.Details{What: "helst eftermiddag"})
	c.to(testDay.Add(2), 9, 0)
	logged(t, s, ids[0], journey.WantsHelp, journey.Details{})
	mustBook(t, s, ids[2], "17 10:00", room2)
	c.to(testDay.Add(3), 9, 0)
	if _, err := s.CancelBooking(t.Context(), CancelParams{Participant: ids[2]}); err != nil {
		t.Fatal(err)
	}
	mustBook(t, s, ids[3], "18 10:00", room2)
	list, err := s.WaitingForTime(t.Context(), 2026)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range list {
		got = append(got, fmt.Sprint(slices.Index(ids, w.Participant), " ", w.Since, " ", w.Wish))
	}
	if want := []string{"1 2026-03-10 helst eftermiddag", "0 2026-03-12 ", "2 2026-03-13 "}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if list, err := s.WaitingForTime(t.Context(), 2025); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
}

// The week shows weekends only where something is, and the rooms that hours name where
// the settings name none.
func TestWeek(t *testing.T) {
	s, _, ids := bookingStore(t, 3)
	w := mustWeek(t, s, "2026-03-22") // a Sunday belongs to the week before it
	if w.Monday != day.New(2026, 3, 16) || len(w.Days) != 5 || len(w.Rooms) != 2 || w.Span != (booking.Span{From: booking.At(8, 0), To: booking.At(16, 0)}) {
		t.Errorf("%v %d %v %v", w.Monday, len(w.Days), w.Rooms, w.Span)
	}
	if slots := w.Days[4].Slots[1]; len(slots) != 5 || slots[4].Kind != booking.Pause {
		t.Errorf("%v", slots)
	}
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[0], Start: march(t, "21 18:00"), Room: room2, Override: "kvällsöppet"}); err != nil {
		t.Fatal(err)
	}
	logged(t, s, ids[0], journey.Note, journey.Details{Text: "helst tidigt"})
	w = mustWeek(t, s, "2026-03-21")
	if len(w.Days) != 6 || w.Span.To != booking.At(19, 0) || w.Days[5].Closed.ID != "booking.closed" || w.Days[5].Hours[0].Note != "helst tidigt" {
		t.Errorf("%d days until %v: %+v", len(w.Days), w.Span.To, w.Days[len(w.Days)-1])
	}
	if w := mustWeek(t, s, "2026-06-19"); !w.Days[4].Open.IsZero() || w.Days[4].Closed.ID != "booking.holiday.midsummereve" {
		t.Errorf("%+v", w.Days[4])
	}
	if err := s.SetSetting(t.Context(), "booking.rooms", ""); err != nil {
		t.Fatal(err)
	}
	if w := mustWeek(t, s, "2026-03-21"); !slices.Equal(w.Rooms, []booking.Room{room2}) {
		t.Errorf("%v", w.Rooms)
	}
	if w := mustWeek(t, s, "2026-04-21"); !slices.Equal(w.Rooms, []booking.Room{""}) {
		t.Errorf("%v", w.Rooms)
	}
}

func mustWeek(t testing.TB, s *Store, of string) Week {
	t.Helper()
	d, err := day.Parse(of)
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Week(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func byID(t testing.TB, s *Store, id string) Row {
	t.Helper()
	list, err := s.Participants(context.Background(), Filter{Participants: []string{id}})
	if err != nil || len(list.Rows) != 1 {
		t.Fatalf("%s: %d found, %v", id, len(list.Rows), err)
	}
	return list.Rows[0]
}

// The letter that tells of the time offers the others that are held, and asks for an
// answer by the day to which they are, or by the first of them where that comes before.
func TestLetterOffersTheHeldTimes(t *testing.T) {
	s, c, ids := bookingStore(t, 1)
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[0], Start: march(t, "24 09:00"), Also: []journey.Start{march(t, "25 10:00"), march(t, "18 13:00")},
		Until: day.New(2026, 3, 20), Room: room2, Via: "letter"}); err != nil {
		t.Fatal(err)
	}
	for on, want := range map[int][2]string{10: {"tisdag 24 mars kl. 09.00\nonsdag 25 mars kl. 10.00\nonsdag 18 mars kl. 13.00", "18 mars"},
		18: {"tisdag 24 mars kl. 09.00\nonsdag 25 mars kl. 10.00", "20 mars"}, 21: {}} {
		c.to(day.New(2026, 3, on), 9, 0)
		plan, err := s.PlanLetters(t.Context(), LettersParams{Template: journey.TemplateInvitationTime, Only: ids})
		if err != nil || len(plan.Letters) != 1 {
			t.Fatalf("%+v, %v", plan, err)
		}
		f := plan.Letters[0].Letter.Fields
		if f["offered_times"] != want[0] || f["reply_by"] != want[1] {
			t.Errorf("on the %d.: %q, reply by %q", on, f["offered_times"], f["reply_by"])
		}
	}
}

// Times that are offered without a day to answer by are held as long as a letter may go
// unanswered.
func TestOfferedTimesAreHeldForLetterDays(t *testing.T) {
	s, c, ids := bookingStore(t, 1)
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[0], Start: march(t, "24 09:00"), Also: []journey.Start{march(t, "26 13:00")}, Room: room2, Via: "letter"}); err != nil {
		t.Fatal(err)
	}
	row := allRows(t, s, Filter{Cohort: 2026, Participants: ids})[0]
	if got, want := row.Status.Booking.Until, day.Of(c.now()).Add(21); got != want {
		t.Errorf("held through %s, not %s", got, want)
	}
}
