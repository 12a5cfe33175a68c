package journey_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// What stands in the calendar of a journey, event by event.
func TestHoursOfAJourney(t *testing.T) {
	for _, test := range []struct{ events, want string }{
		{"", ""},
		{"booked 17T10:00 A", "17T10:00 A"},
		{"booked 17T10:00 A|rebooked 18T11:00", "18T11:00 A"},
		{"booked 17T10:00 A|rebooked 18T11:00 B", "18T11:00 B"},
		{"booked 17T10:00 A|cancelled", ""},
		{"booked 17T10:00 A|declined", ""},
		{"booked 17T10:00 A also 18T09:00", "17T10:00 A, 18T09:00 A held"},
		{"booked 17T10:00 A also 18T09:00|rebooked 18T09:00", "18T09:00 A"},
		{"booked 12T10:00 A|visited", "12T10:00 A visited"},
		{"booked 13T10:00 A|visited", ""}, // came a day early: the hour is free
		{"booked 12T10:00 A|no_show|booked 19T10:00 B", "12T10:00 A no_show, 19T10:00 B"},
		{"booked 12T10:00 A|no_show|booked 12T14:00 A|visited", "12T10:00 A no_show, 12T14:00 A visited"},
		{"visited", ""},
	} {
		var events []journey.Event
		at := day.New(2026, time.January, 12).At(8, 0)
		for i, line := range strings.Split(test.events, "|") {
			words := strings.Fields(line)
			if len(words) == 0 {
				continue
			}
			e := journey.Event{ID: string(rune('a' + i)), At: at.Add(time.Duration(i) * time.Hour), Kind: journey.Kind(words[0])}
			if len(words) > 1 {
				e.Details.Start = "2026-01-" + words[1]
			}
			if len(words) > 2 {
				e.Details.Room = words[2]
			}
			if len(words) > 4 {
				e.Details.Also, e.Details.Via = "2026-01-"+words[4], "letter"
			}
			events = append(events, e)
		}
		var got []string
		for _, h := range journey.Hours(events, journey.DefaultRules()) {
			got = append(got, strings.TrimSpace(h.Start.String()[8:]+" "+h.Room+" "+string(h.Outcome)))
		}
		if strings.Join(got, ", ") != test.want {
			t.Errorf("%s: %q, want %q", test.events, got, test.want)
		}
	}
}

// The time that was held before what became of it.
func TestHeldBefore(t *testing.T) {
	at := day.New(2026, time.January, 12).At(8, 0)
	event := func(id string, k journey.Kind, start string) journey.Event {
		at = at.Add(time.Hour)
		return journey.Event{ID: id, At: at, Kind: k, Details: journey.Details{Start: start}}
	}
	events := []journey.Event{event("a", journey.Booked, "2026-01-13T10:00"), event("b", journey.Rebooked, "2026-01-12T15:00"), event("c", journey.NoShow, "")}
	for id, want := range map[string]string{"a": "", "b": "2026-01-13T10:00", "c": "2026-01-12T15:00", "": ""} {
		got, ok := journey.HeldBefore(events, journey.DefaultRules(), id)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("before %q: %s %v, want %q", id, got, ok, want)
		}
	}
}

// A held hour is free on its own day, and on the day after the day to answer.
func TestHeldHourFreesItself(t *testing.T) {
	own, answer := day.New(2026, time.March, 20), day.New(2026, time.March, 15)
	for _, test := range []struct {
		until, on day.Date
		want      bool
	}{
		{day.Date{}, own.Add(-1), true}, {day.Date{}, own, false}, {answer, answer, true}, {answer, answer.Add(1), false}, {own.Add(9), own, false},
	} {
		h := journey.Hour{Start: journey.Start{Day: own, Clock: "10:00"}, Outcome: journey.HourHeld, Until: test.until}
		if h.Held(test.on) != test.want {
			t.Errorf("until %s, on %s: not %v", test.until, test.on, test.want)
		}
		if h.Outcome = journey.HourHolds; h.Held(test.on) {
			t.Error("the booked hour itself is held")
		}
	}
}

// The details of a booking are checked as they are typed.
func TestBookingDetails(t *testing.T) {
	for _, test := range []struct {
		kind journey.Kind
		kv   string
		want string // of also; "!" = refused
	}{
		{journey.Booked, "start=2026-03-17T10:00 via=letter also=2026-03-18T09.00,2026-03-19T13:00", "2026-03-18T09:00,2026-03-19T13:00"},
		{journey.Booked, "start=2026-03-17T10:00 via=phone also=2026-03-18T09:00", "!"},
		{journey.Booked, "start=2026-03-17T10:00 also=2026-03-18T09:00", "!"},
		{journey.Booked, "start=2026-03-17T10:00 via=letter also=imorgon", "!"},
		{journey.Booked, "start=2026-03-17T10:00 via=letter also=" + strings.Repeat("2026-03-18T09:00,", 5) + "2026-03-18T09:00", "!"},
		{journey.Rebooked, "start=2026-03-17T10:00 also=2026-03-18T09:00", "!"},
		{journey.Rebooked, "start=2026-03-17T10:00 via=letter", "!"},
		{journey.Rebooked, "start=2026-03-17T10:00 via=ticket override=x", ""},
	} {
		kv := map[string]string{}
		for _, word := range strings.Fields(test.kv) {
			k, v, _ := strings.Cut(word, "=")
			kv[k] = v
		}
		d, err := journey.NewDetails(test.kind, kv)
		if (test.want == "!") != (err != nil) || err == nil && d.Also != test.want {
			t.Errorf("%s %s: %+v, %v", test.kind, test.kv, d.Also, err)
		}
	}
}

// What was offered, and why something was booked all the same, is told.
func TestBookingSentence(t *testing.T) {
	d := journey.Details{Start: "2026-03-17T10:00", Room: "2", Via: "letter", Also: "2026-03-18T09:00,2026-03-19T13:00", Override: "syskon"}
	got := say.In(say.Swedish, journey.Sentence(journey.Event{Kind: journey.Booked, Details: d}))
	for _, want := range []string{"17 mars", "Rum 2", "18 mars 09.00", "19 mars 13.00", "syskon"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not tell %q", got, want)
		}
	}
	if room := say.In(say.Swedish, journey.RoomWords("Rum 4 · Petra")); room != "Rum 4 · Petra" {
		t.Error(room)
	}
}

func FuzzParseStarts(f *testing.F) {
	f.Add("2026-03-18T09:00,2026-03-19T10:00")
	f.Add(",")
	f.Fuzz(func(t *testing.T, s string) {
		list, err := journey.ParseStarts(s)
		if err != nil {
			if fault.CodeOf(err) != fault.Refused {
				t.Fatal(err)
			}
			return
		}
		again, err := journey.ParseStarts(journey.JoinStarts(list))
		if err != nil || !slices.Equal(again, list) || len(list) > journey.MaxOffers {
			t.Fatalf("%q: %v, %v, %v", s, list, again, err)
		}
	})
}
