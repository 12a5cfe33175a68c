// Package booking is the calendar of a clinic's talks: rooms, opening hours, breaks,
// Swedish holidays, and whether two hours can stand beside each other (Q16). It knows
// no participants and no today; an hour belongs to whoever its Owner names.
package booking

import (
	"fmt"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Room is a column of the calendar: a room, a person, or both ("Rum 2 · Lena"). ""
// is a room that nobody has told: Clinic24's notices name none.
type Room string

// Clock is a time of day in minutes after midnight, 0–1440 (24.00 ends a day).
type Clock int

// At gives the clock of hour and minute.
func At(hour, minute int) Clock { return Clock(60*hour + minute) }

// String gives 13:00, as events keep it.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c/60, c%60) }

// Words gives 13.00 in Swedish and 13:00 in English.
func (c Clock) Words() say.Text {
	return say.T("booking.clock", "Hour", fmt.Sprintf("%02d", c/60), "Minute", fmt.Sprintf("%02d", c%60))
}

// Span is a stretch of a day, From included and To not. The zero Span is empty.
type Span struct{ From, To Clock }

// IsZero reports whether the span is empty.
func (s Span) IsZero() bool { return s.To <= s.From }

// Overlaps reports whether two spans share a minute; back to back they do not.
func (s Span) Overlaps(o Span) bool {
	return !s.IsZero() && !o.IsZero() && s.From < o.To && o.From < s.To
}

// Within reports whether all of s lies in o.
func (s Span) Within(o Span) bool { return s.From >= o.From && s.To <= o.To }

// Words gives 13.00–14.00.
func (s Span) Words() say.Text {
	return say.T("booking.span", "From", s.From.Words(), "To", s.To.Words())
}

// Kind is what fills an hour.
type Kind string

// The kinds of hours.
const (
	Visit Kind = "visit" // a booked talk
	Held  Kind = "held"  // offered in a letter beside another time, and not chosen yet
	Block Kind = "block" // the clinic's own: planning, closed
)

// Hour is a stretch of a day that is taken.
type Hour struct {
	Day day.Date
	Span
	Room  Room   // "" of a visit: not told; of a block: every room
	Kind  Kind   //
	Owner string // whose: the same owner's hours never stand in each other's way
}

// overlaps reports whether two hours share a minute, wherever they are.
func (h Hour) overlaps(o Hour) bool { return h.Day == o.Day && h.Span.Overlaps(o.Span) }

// Break is a pause that comes back: lunch.
type Break struct {
	Span
	Days [7]bool // by time.Weekday
	Name string
}

// Calendar is when and where a clinic receives: what its settings say.
type Calendar struct {
	Rooms  []Room  // the columns in order; empty for a clinic that has named none
	Hours  [7]Span // opening hours by time.Weekday; the zero Span is closed
	Breaks []Break
	Slot   int // minutes of a talk
}

// Hour makes the hour of a talk that begins at from.
func (c *Calendar) Hour(d day.Date, from Clock, room Room, kind Kind, owner string) Hour {
	return Hour{Day: d, Span: Span{from, from + Clock(c.Slot)}, Room: room, Kind: kind, Owner: owner}
}
