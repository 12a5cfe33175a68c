package booking

import (
	"cmp"
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// SlotKind is what a slot of a day is.
type SlotKind string

// The kinds of slots.
const (
	Free   SlotKind = "free"   // a talk can be booked
	Taken  SlotKind = "taken"  // a talk would begin here, and something is in its way
	Pause  SlotKind = "break"  // lunch and the like
	Closed SlotKind = "closed" // outside the opening hours, or a day on which nobody is here
)

// Slot is a stretch of a day in one room: room for one talk, a break, or closed.
type Slot struct {
	Span
	Kind SlotKind
	Name say.Text // of a break; of a closed day why: "Midsommarafton"
}

// Open gives a day's opening hours. The zero Span is a day on which the clinic is
// closed, and why says so: a holiday by its name, a weekday without opening hours.
func (c *Calendar) Open(d day.Date) (open Span, why say.Text) {
	if name, ok := Holiday(d); ok {
		return Span{}, name
	}
	if open = c.Hours[d.Weekday()]; open.IsZero() {
		return Span{}, say.T("booking.closed")
	}
	return open, say.Text{}
}

// Outside says why an hour does not lie in the opening hours, zero when it does:
// a holiday, a closed weekday, before or after the hours, in a break.
func (c *Calendar) Outside(d day.Date, s Span) say.Text {
	open, why := c.Open(d)
	switch {
	case open.IsZero():
		return why
	case !s.Within(open):
		return say.T("booking.hours", "Open", open.Words())
	}
	for _, b := range c.Breaks {
		if b.Days[d.Weekday()] && b.Overlaps(s) {
			return b.words()
		}
	}
	return say.Text{}
}

func (b *Break) words() say.Text {
	if b.Name == "" {
		return say.T("booking.break")
	}
	return say.T("booking.name", "Name", b.Name)
}

// Slots cuts a day in a room into talks and breaks: from the opening on, anew after
// each break. Time that is too short for a talk is in no slot. A closed day is one slot.
func (c *Calendar) Slots(d day.Date, room Room, taken []Hour) (list []Slot) {
	open, why := c.Open(d)
	if open.IsZero() {
		return []Slot{{Span: Span{0, At(24, 0)}, Kind: Closed, Name: why}}
	}
	taken = slices.DeleteFunc(slices.Clone(taken), func(h Hour) bool { return h.Day != d })
	at := open.From
	talks := func(until Clock) {
		for ; c.Slot > 0 && at+Clock(c.Slot) <= until; at += Clock(c.Slot) {
			s := Slot{Span: Span{at, at + Clock(c.Slot)}, Kind: Free}
			if len(c.Clashes(Hour{Day: d, Span: s.Span, Room: room, Kind: Visit}, taken)) > 0 {
				s.Kind = Taken
			}
			list = append(list, s)
		}
	}
	for _, b := range c.breaks(d, open) {
		talks(b.From)
		list = append(list, Slot{Span: b.Span, Kind: Pause, Name: b.words()})
		at = max(at, b.To)
	}
	talks(open.To)
	return list
}

// breaks gives the breaks of a day within its opening hours, in order.
func (c *Calendar) breaks(d day.Date, open Span) (list []Break) {
	for _, b := range c.Breaks {
		b.From, b.To = max(b.From, open.From), min(b.To, open.To)
		if b.Days[d.Weekday()] && !b.IsZero() {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b Break) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return list
}
