package booking

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fyrtio/core/fault"
)

// The settings are written as one would write them on the door: "mån–tor 08.00–16.00;
// fre 08.00–13.00". Days and times are read in Swedish and English, with any dash,
// with a point or a colon or whole hours.

// DefaultHours and DefaultBreaks hold for a clinic that has set nothing.
const (
	DefaultHours  = "mån–fre 08.00–16.00"
	DefaultBreaks = "mån–fre 12.00–13.00 Lunch"
)

// Bounds of the settings.
const (
	MaxRooms = 12
	MaxName  = 40 // letters in the name of a room or a break
)

// Example gives what each setting's message shows.
const (
	exampleRooms  = "Rum 2 · Lena; Rum 4 · Petra"
	exampleHours  = "mån–tor 08.00–16.00; fre 08.00–13.00"
	exampleBreaks = "mån–fre 12.00–13.00 Lunch"
	exampleSpan   = "13.00–15.00"
)

func bad(id, part, example string) error {
	return fault.New(fault.Refused, "booking.err.read."+id, "Part", part, "Example", example)
}

// parts gives what stands between semicolons, tidied, without empty parts.
func parts(s string) (list []string) {
	for _, p := range strings.Split(norm.NFC.String(s), ";") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// ReadRooms reads the rooms: "Rum 2 · Lena; Rum 4 · Petra". Empty is a clinic that
// names none.
func ReadRooms(s string) (rooms []Room, err error) {
	for _, name := range parts(s) {
		switch {
		case utf8.RuneCountInString(name) > MaxName || hasControl(name):
			return nil, bad("room", name, exampleRooms)
		case slices.ContainsFunc(rooms, func(r Room) bool { return strings.EqualFold(string(r), name) }):
			return nil, bad("room.twice", name, exampleRooms)
		case len(rooms) == MaxRooms:
			return nil, fault.New(fault.Refused, "booking.err.read.rooms", "Max", MaxRooms)
		}
		rooms = append(rooms, Room(name))
	}
	return rooms, nil
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7F || r == utf8.RuneError })
}

// ReadHours reads the opening hours: "mån–tor 08.00–16.00; fre 08.00–13.00". A day
// that is not named is closed, and so is one of which "stängt" is said. Some day must
// be open.
func ReadHours(s string) (hours [7]Span, err error) {
	var told [7]bool
	for _, part := range parts(s) {
		days, span, rest, err := readPart(part, exampleHours)
		switch {
		case err != nil:
			return hours, err
		case rest != "":
			return hours, bad("rest", rest, exampleHours)
		}
		for d, on := range days {
			if on && told[d] {
				return hours, bad("day.twice", part, exampleHours)
			}
			if on {
				told[d], hours[d] = true, span
			}
		}
	}
	if hours == [7]Span{} {
		return hours, bad("hours.none", "", exampleHours)
	}
	return hours, nil
}

// ReadBreaks reads the breaks: "mån–fre 12.00–13.00 Lunch; ons 15.00–15.30 Möte". Empty
// is a clinic without any.
func ReadBreaks(s string) (breaks []Break, err error) {
	for _, part := range parts(s) {
		days, span, name, err := readPart(part, exampleBreaks)
		switch {
		case err != nil:
			return nil, err
		case span.IsZero():
			return nil, bad("time", part, exampleBreaks)
		case utf8.RuneCountInString(name) > MaxName || hasControl(name):
			return nil, bad("name", name, exampleBreaks)
		}
		breaks = append(breaks, Break{Span: span, Days: days, Name: name})
	}
	return breaks, nil
}

// partForm parts days from times and the rest: "mån–tor 08.00–16.00 Lunch".
var partForm = regexp.MustCompile(`^(\D*?)(?:kl\.? ?)?(\d{1,2}(?:[.:]\d{2})?) ?(?:[-–—−]|till|to) ?(\d{1,2}(?:[.:]\d{2})?)(?: (.*))?$`)

var closedForm = regexp.MustCompile(`(?i)^(.*\S) (?:stängt|closed)$`)

// readPart reads days, a stretch of time, and what follows it. No days are Monday to
// Friday; "stängt" in place of a time is the zero Span.
func readPart(part, example string) (days [7]bool, span Span, rest string, err error) {
	if m := closedForm.FindStringSubmatch(part); m != nil {
		days, ok := readDays(m[1])
		if !ok {
			return days, span, "", bad("day", m[1], example)
		}
		return days, span, "", nil
	}
	m := partForm.FindStringSubmatch(part)
	if m == nil {
		return days, span, "", bad("part", part, example)
	}
	days, ok := readDays(strings.TrimSpace(m[1]))
	if !ok {
		return days, span, "", bad("day", strings.TrimSpace(m[1]), example)
	}
	from, ok1 := readClock(m[2])
	to, ok2 := readClock(m[3])
	if !ok1 || !ok2 {
		return days, span, "", bad("time", part, example)
	}
	if span = (Span{from, to}); span.IsZero() {
		return days, span, "", bad("order", part, example)
	}
	return days, span, m[4], nil
}

// readClock reads 8, 08.00 or 13:30, at most 24.00.
func readClock(s string) (Clock, bool) {
	h, m, _ := strings.Cut(strings.ReplaceAll(s, ":", "."), ".")
	hour, err := strconv.Atoi(h)
	minute := 0
	if err == nil && m != "" {
		minute, err = strconv.Atoi(m)
	}
	c := At(hour, minute)
	return c, err == nil && minute < 60 && c <= At(24, 0)
}

// ParseClock reads a time of day as staff type it: 8, 08.00, 13:30; not 24.00.
func ParseClock(s string) (Clock, bool) {
	s = strings.TrimSpace(s)
	if !clockForm.MatchString(s) {
		return 0, false
	}
	c, ok := readClock(s)
	return c, ok && c < At(24, 0)
}

var clockForm = regexp.MustCompile(`^\d{1,2}(?:[.:]\d{2})?$`)

// weekdays are the days' names by time.Weekday; three letters of one are enough.
var weekdays = [7][2]string{{"söndag", "sunday"}, {"måndag", "monday"}, {"tisdag", "tuesday"}, {"onsdag", "wednesday"},
	{"torsdag", "thursday"}, {"fredag", "friday"}, {"lördag", "saturday"}}

func readDay(s string) (int, bool) {
	s = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(s), "."))
	if utf8.RuneCountInString(s) < 3 {
		return 0, false
	}
	for i, names := range weekdays {
		for _, name := range names {
			if strings.HasPrefix(name, s) || s == name+"ar" || s == name+"s" {
				return i, true
			}
		}
	}
	return 0, false
}

var (
	andForm  = regexp.MustCompile(`(?i) (?:och|and) |[,+&]`)
	dashForm = regexp.MustCompile(`(?i) ?[-–—−] ?| (?:till|to) `)
)

var everyWeekday = [7]bool{time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true, time.Friday: true}

// readDays reads "mån–tor, lör"; nothing is Monday to Friday.
func readDays(s string) (days [7]bool, ok bool) {
	switch strings.ToLower(s) {
	case "", "vardagar", "weekdays":
		return everyWeekday, true
	case "alla dagar", "every day":
		return [7]bool{true, true, true, true, true, true, true}, true
	}
	for _, part := range andForm.Split(s, -1) {
		ends := dashForm.Split(strings.TrimSpace(part), -1)
		first, ok := readDay(ends[0])
		if !ok || len(ends) > 2 {
			return days, false
		}
		last := first
		if len(ends) == 2 {
			if last, ok = readDay(ends[1]); !ok {
				return days, false
			}
		}
		for d := first; ; d = (d + 1) % 7 {
			days[d] = true
			if d == last {
				break
			}
		}
	}
	return days, true
}

// Read makes the calendar of the settings' texts. A fault says in the user's words
// what cannot be read, with an example.
func Read(rooms, hours, breaks string, slot int) (c Calendar, err error) {
	c.Slot = slot
	if c.Rooms, err = ReadRooms(rooms); err != nil {
		return c, err
	}
	if c.Hours, err = ReadHours(hours); err != nil {
		return c, err
	}
	c.Breaks, err = ReadBreaks(breaks)
	return c, err
}

// RoomOf gives the calendar's room that a name means: the same but for capitals, or
// the only one that begins with it ("Rum 2"). A clinic without named rooms takes any
// name. No name is no room.
func (c *Calendar) RoomOf(name string) (Room, error) {
	name = strings.Join(strings.Fields(norm.NFC.String(name)), " ")
	if name == "" || len(c.Rooms) == 0 {
		return Room(name), nil
	}
	var found []Room
	for _, r := range c.Rooms {
		if strings.EqualFold(string(r), name) {
			return r, nil
		}
		if strings.HasPrefix(strings.ToLower(string(r)), strings.ToLower(name)) {
			found = append(found, r)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	names := make([]string, len(c.Rooms))
	for i, r := range c.Rooms {
		names[i] = string(r)
	}
	return "", fault.New(fault.Refused, "booking.err.room", "Room", name, "Rooms", strings.Join(names, ", "))
}

// ParseSpan reads a stretch of a day as staff type it: 13–15, 08.30-10.00.
func ParseSpan(s string) (Span, error) {
	days, span, rest, err := readPart(strings.TrimSpace(s), exampleSpan)
	if err == nil && (span.IsZero() || rest != "" || days != everyWeekday) {
		err = bad("part", s, exampleSpan)
	}
	return span, err
}
