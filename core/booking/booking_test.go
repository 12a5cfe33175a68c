package booking_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/say"
)

func calendar(t testing.TB, rooms string) booking.Calendar {
	t.Helper()
	c, err := booking.Read(rooms, "mån–tor 08.00–16.00; fre 08.00–13.00", "mån–fre 12.00–13.00 Lunch", 60)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// hour reads "10:00 Rum 2": a visit of that room, an hour long, owned by its place.
func hour(c *booking.Calendar, s string, kind booking.Kind, owner string) booking.Hour {
	clock, room, _ := strings.Cut(s, " ")
	from, _ := booking.ParseClock(clock)
	return c.Hour(tuesday, from, booking.Room(room), kind, owner)
}

var tuesday = day.New(2026, time.March, 17)

// Q16: an hour is an hour, back to back is allowed, a minute in common is not.
func TestQ16SpansOverlap(t *testing.T) {
	ten := booking.Span{From: booking.At(10, 0), To: booking.At(11, 0)}
	for _, test := range []struct {
		from, to booking.Clock
		want     bool
	}{
		{booking.At(9, 0), booking.At(10, 0), false}, {booking.At(9, 0), booking.At(10, 1), true}, {booking.At(9, 0), booking.At(12, 0), true},
		{booking.At(10, 0), booking.At(11, 0), true}, {booking.At(10, 59), booking.At(11, 59), true}, {booking.At(11, 0), booking.At(12, 0), false},
		{booking.At(10, 15), booking.At(10, 30), true}, {booking.At(10, 30), booking.At(10, 30), false},
	} {
		s := booking.Span{From: test.from, To: test.to}
		if s.Overlaps(ten) != test.want || ten.Overlaps(s) != test.want {
			t.Errorf("%v and %v: not %v", s, ten, test.want)
		}
	}
}

// Q16: who stands in whose way. A visit is "10:00 Room"; its owner is its number.
func TestQ16Clashes(t *testing.T) {
	for _, test := range []struct {
		name  string
		rooms string
		new   string
		taken string // separated by |, blocks begin with #
		want  string // those in the way, by number from 0
	}{
		{"same room, same hour", "A; B", "10:00 A", "10:00 A", "0"},
		{"other room", "A; B", "10:00 A", "10:00 B", ""},
		{"back to back before", "A; B", "10:00 A", "09:00 A", ""},
		{"back to back after", "A; B", "10:00 A", "11:00 A", ""},
		{"a minute too early", "A; B", "10:00 A", "09:01 A", "0"},
		{"a minute too late", "A; B", "10:00 A", "10:59 A", "0"},
		{"between two", "A", "09:30 A", "09:00 A|10:00 A", "01"},
		{"a block in the room", "A; B", "10:00 A", "#10:00 A", "0"},
		{"a block in another", "A; B", "10:00 A", "#10:00 B", ""},
		{"a block in all", "A; B", "10:00 A", "#10:00 ", "0"},
		{"block over block", "A; B", "#10:00 A", "#10:00 ", ""},
		{"block over everything", "A; B", "#10:00 ", "10:00 A|10:00 B|10:00 |11:00 A", "012"},
		{"block in one room", "A; B", "#10:00 A", "10:00 A|10:00 B", "0"},
		{"unknown room, one left", "A; B", "10:00 ", "10:00 A", ""},
		{"unknown room, none left", "A; B", "10:00 ", "10:00 A|10:00 B", "01"},
		{"unknown rooms fill both", "A; B", "10:00 ", "10:00 |10:00 ", "01"},
		{"a known room beside an unknown", "A; B", "10:00 A", "10:00 ", ""},
		{"a known room beside two unknown", "A; B", "10:00 A", "10:00 |10:00 ", "01"},
		{"the last room beside an unknown", "A; B", "10:00 A", "10:00 B|10:00 ", "1"},
		{"one room and an unknown", "A", "10:00 A", "10:00 ", "0"},
		{"a renamed room counts as unknown", "A", "10:00 A", "10:00 Old", "0"},
		{"a closed clinic and an unknown room", "A; B", "10:00 ", "#10:00 ", "0"},
		{"unknown rooms one after the other", "A; B", "10:00 A", "09:30 |10:30 ", ""},
		{"no rooms named, no room told", "", "10:00 ", "10:00 ", "0"},
		{"no rooms named, other names", "", "10:00 2", "10:00 4", ""},
		{"no rooms named, same name", "", "10:00 2", "10:00 2", "0"},
		{"no rooms named, one of them told", "", "10:00 2", "10:00 ", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := calendar(t, test.rooms)
			kind := func(s string) (string, booking.Kind) {
				if rest, ok := strings.CutPrefix(s, "#"); ok {
					return rest, booking.Block
				}
				return s, booking.Visit
			}
			var taken []booking.Hour
			for i, s := range strings.Split(test.taken, "|") {
				s, k := kind(s)
				taken = append(taken, hour(&c, s, k, string(rune('0'+i))))
			}
			s, k := kind(test.new)
			var got string
			for _, h := range c.Clashes(hour(&c, s, k, "new"), taken) {
				got += h.Owner
			}
			if got != test.want {
				t.Errorf("in the way: %q, want %q", got, test.want)
			}
		})
	}
}

// Nobody stands in one's own way: moving a booking onto itself, or by half an hour.
func TestQ16OwnHourIsNotInTheWay(t *testing.T) {
	c := calendar(t, "A")
	mine := hour(&c, "10:00 A", booking.Visit, "me")
	held := hour(&c, "11:00 A", booking.Held, "me")
	if got := c.Clashes(hour(&c, "10:30 A", booking.Visit, "me"), []booking.Hour{mine, held}); len(got) != 0 {
		t.Errorf("one's own hours are in the way: %v", got)
	}
	if got := c.Clashes(hour(&c, "11:30 A", booking.Visit, "you"), []booking.Hour{mine, held}); len(got) != 1 || got[0] != held {
		t.Errorf("a held time gives way: %v", got)
	}
}

// Whatever is booked, an hour that clashes with nothing can be given a room: no moment
// has more visits than rooms, none has two in one room.
func TestQ16NobodyIsWithoutARoom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := calendar(t, "A; B; C")
		var taken []booking.Hour
		for i := range rapid.IntRange(1, 20).Draw(rt, "hours") {
			h := hour(&c, "08:00", booking.Visit, string(rune('a'+i)))
			h.From = booking.At(8, 15*rapid.IntRange(0, 28).Draw(rt, "from"))
			h.To = h.From + 60
			h.Room = rapid.SampledFrom([]booking.Room{"A", "B", "C", ""}).Draw(rt, "room")
			if len(c.Clashes(h, taken)) == 0 {
				taken = append(taken, h)
			}
		}
		for at := booking.At(8, 0); at < booking.At(16, 0); at += 15 {
			rooms, n := map[booking.Room]int{}, 0
			for _, h := range taken {
				if h.From <= at && at < h.To {
					rooms[h.Room]++
					n++
				}
			}
			if n > 3 || rooms["A"] > 1 || rooms["B"] > 1 || rooms["C"] > 1 {
				rt.Fatalf("at %v: %v", at, rooms)
			}
		}
	})
}

func TestSlotsOfADay(t *testing.T) {
	c := calendar(t, "A; B")
	list := func(d day.Date, room booking.Room, taken ...booking.Hour) string {
		var b []string
		for _, s := range c.Slots(d, room, taken) {
			text := s.From.String()[:5] + " " + string(s.Kind)
			if !s.Name.IsZero() {
				text += " " + say.In(say.Swedish, s.Name)
			}
			b = append(b, text)
		}
		return strings.Join(b, ", ")
	}
	for _, test := range []struct{ name, got, want string }{
		{"an empty Tuesday", list(tuesday, "A"),
			"08:00 free, 09:00 free, 10:00 free, 11:00 free, 12:00 break Lunch, 13:00 free, 14:00 free, 15:00 free"},
		{"a short Friday", list(tuesday.Add(3), "A"), "08:00 free, 09:00 free, 10:00 free, 11:00 free, 12:00 break Lunch"},
		{"Saturday", list(tuesday.Add(4), "A"), "00:00 closed Stängt"},
		{"a holiday", list(day.New(2026, time.May, 14), "A"), "00:00 closed Kristi himmelsfärdsdag"},
		{"taken at a quarter past", list(tuesday, "A", hour(&c, "09:15 A", booking.Visit, "x")),
			"08:00 free, 09:00 taken, 10:00 taken, 11:00 free, 12:00 break Lunch, 13:00 free, 14:00 free, 15:00 free"},
		{"another day's", list(tuesday.Add(1), "A", hour(&c, "09:00 A", booking.Visit, "x")),
			"08:00 free, 09:00 free, 10:00 free, 11:00 free, 12:00 break Lunch, 13:00 free, 14:00 free, 15:00 free"},
	} {
		if test.got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, test.got, test.want)
		}
	}
	// Breaks that lie badly: a talk is cut off, and the next begins after the break.
	c.Breaks, _ = booking.ReadBreaks("tis 09.30–10.00 Fika; tis 12.00–12.30; tis 12.15–12.45 Möte; tis 15.30–17.00 Städning; ons 10–11")
	if got, want := list(tuesday, "A"), "08:00 free, 09:30 break Fika, 10:00 free, 11:00 free, 12:00 break Rast, 12:15 break Möte, 12:45 free, 13:45 free, 15:30 break Städning"; got != want {
		t.Errorf("breaks:\n got %s\nwant %s", got, want)
	}
}

func TestOutsideTheHours(t *testing.T) {
	c := calendar(t, "")
	for _, test := range []struct {
		on   day.Date
		at   string
		want string
	}{
		{tuesday, "08:00", ""}, {tuesday, "07:59", "Öppet 08.00–16.00"}, {tuesday, "15:00", ""}, {tuesday, "15:01", "Öppet 08.00–16.00"},
		{tuesday, "11:00", ""}, {tuesday, "11:01", "Lunch"}, {tuesday, "12:59", "Lunch"}, {tuesday, "13:00", ""},
		{tuesday.Add(3), "13:00", "Öppet 08.00–13.00"}, {tuesday.Add(4), "10:00", "Stängt"}, {day.New(2026, time.April, 3), "10:00", "Långfredagen"},
	} {
		from, _ := booking.ParseClock(test.at)
		if got := say.In(say.Swedish, c.Outside(test.on, c.Hour(test.on, from, "", booking.Visit, "").Span)); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.on, test.at, got, test.want)
		}
	}
}

// An hour whose room is unknown is drawn where there is room for it.
func TestColumns(t *testing.T) {
	c := calendar(t, "A; B")
	hours := []booking.Hour{
		hour(&c, "10:00 ", booking.Visit, "0"), hour(&c, "10:00 A", booking.Visit, "1"), hour(&c, "10:30 ", booking.Visit, "2"),
		hour(&c, "08:00 ", booking.Visit, "3"), hour(&c, "08:00 Old", booking.Visit, "4"), hour(&c, "13:00 ", booking.Block, "5"), hour(&c, "13:00 ", booking.Visit, "6"),
	}
	if got, want := c.Columns(hours), []booking.Room{"B", "A", "A", "A", "B", "", "A"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	none := calendar(t, "")
	if got := none.Columns(hours[:2]); !slices.Equal(got, []booking.Room{"", "A"}) {
		t.Errorf("without named rooms: %q", got)
	}
}
