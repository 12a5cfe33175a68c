package bookings

import (
	"cmp"
	"slices"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
)

// place is where an hour stands.
type place struct {
	Day  day.Date
	Room booking.Room
	From booking.Clock
}

// start gives the place as events keep it.
func (a place) start() journey.Start { return journey.Start{Day: a.Day, Clock: a.From.String()} }

// compare orders places by time.
func (a place) compare(b place) int {
	return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.From, b.From))
}

// fill is what stands at a place.
type fill int

const (
	free  fill = iota // an hour to come that can be booked
	card              // somebody's hour
	own               // the clinic's own time
	other             // taken by halves, a break, closed, gone by
)

// spot is a place at which the slot can stand, and what is there.
type spot struct {
	place
	To    booking.Clock
	fill  fill
	late  bool // free, but samples cannot be ready (Q5)
	hour  *data.BookedHour
	block *data.Block
	slot  *booking.Slot // nil outside the opening hours
}

func (s spot) span() booking.Span { return booking.Span{From: s.From, To: s.To} }

// column is a day in a room.
type column struct {
	day   *data.WeekDay
	room  booking.Room
	slots []booking.Slot
	spots []spot // in order of time
}

// makeColumns makes the columns of the rooms shown.
func (p *Page) makeColumns() (list []column) {
	now := p.soon()
	for i := range p.week.Days {
		d := &p.week.Days[i]
		for j, room := range p.week.Rooms {
			if !p.all && room != p.room {
				continue
			}
			c := column{day: d, room: room, slots: d.Slots[j]}
			c.spots = p.makeSpots(&c, now)
			list = append(list, c)
		}
	}
	return list
}

// soon is the first place that has not gone by.
func (p *Page) soon() place {
	now := p.s.Now().In(day.Zone)
	return place{Day: p.s.Today(), From: booking.At(now.Hour(), now.Minute())}
}

// makeSpots gives all at which the slot can stand: what is there, and between it every
// place where a talk could begin, also outside the opening hours.
func (p *Page) makeSpots(c *column, now place) (list []spot) {
	d := c.day
	step := booking.Clock(max(1, p.week.Calendar.Slot))
	taken := map[booking.Clock]bool{}
	add := func(s spot) {
		s.Day, s.Room = d.Day, c.room
		if s.fill == other && taken[s.From] {
			return
		}
		taken[s.From] = true
		list = append(list, s)
	}
	for i := range d.Hours {
		if h := &d.Hours[i]; h.Column == c.room {
			add(spot{place: place{From: h.From}, To: h.To, fill: card, hour: h})
		}
	}
	for i := range d.Blocks {
		if b := &d.Blocks[i]; b.Room == "" || b.Room == c.room {
			from, to := max(b.Span.From, p.week.Span.From), min(b.Span.To, p.week.Span.To)
			if from < to {
				add(spot{place: place{From: from}, To: to, fill: own, block: b})
			}
		}
	}
	for i := range c.slots {
		s := &c.slots[i]
		switch s.Kind {
		case booking.Free:
			at := place{Day: d.Day, From: s.From}
			if at.compare(now) < 0 {
				add(spot{place: place{From: s.From}, To: s.To, fill: other, slot: s})
				continue
			}
			add(spot{place: place{From: s.From}, To: s.To, fill: free, late: d.Day.Before(p.week.Samples), slot: s})
		case booking.Taken:
			add(spot{place: place{From: s.From}, To: s.To, fill: other, slot: s})
		}
	}
	for at := p.week.Span.From; at < p.week.Span.To; at += step {
		if !slices.ContainsFunc(list, func(s spot) bool { return s.span().Overlaps(booking.Span{From: at, To: at + step}) }) {
			add(spot{place: place{From: at}, To: at + step, fill: other, slot: slotAt(c.slots, at)})
		}
	}
	slices.SortStableFunc(list, func(a, b spot) int { return cmp.Compare(a.From, b.From) })
	return list
}

// slotAt gives the break or closed time at a clock, nil for none.
func slotAt(slots []booking.Slot, at booking.Clock) *booking.Slot {
	for i := range slots {
		if s := &slots[i]; s.From <= at && at < s.To {
			return s
		}
	}
	return nil
}

// columnAt gives the column of a place, −1 for none.
func (p *Page) columnAt(a place) int {
	return slices.IndexFunc(p.columns, func(c column) bool { return c.day.Day == a.Day && c.room == a.Room })
}

// here gives what stands where the slot is.
func (p *Page) here() spot {
	i := p.columnAt(p.at)
	if i < 0 {
		return spot{place: p.at, fill: other}
	}
	list := p.columns[i].spots
	if j := p.index(list); j >= 0 {
		return list[j]
	}
	return spot{place: p.at, To: p.at.From + booking.Clock(p.week.Calendar.Slot), fill: other, slot: slotAt(p.columns[i].slots, p.at.From)}
}

// index gives the position of the slot in its column, −1 where it stands on nothing.
// Of several that begin together it is the one that was chosen last.
func (p *Page) index(list []spot) int {
	j := slices.IndexFunc(list, func(s spot) bool { return s.From == p.at.From })
	if j < 0 {
		return j
	}
	for n := p.layer; n > 0 && j+1 < len(list) && list[j+1].From == p.at.From; n-- {
		j++
	}
	return j
}

// late reports whether samples for whom is in hand cannot be ready at a free hour.
func (p *Page) late(s spot) bool {
	return s.late && (p.hand == nil || p.hand.row.Status.Samples.IsZero())
}

// seekHere gives the first free hour of the week after a place. early says that one at
// which samples cannot be ready will do.
func (p *Page) seekHere(after place, early bool) (best place, ok bool) {
	for _, c := range p.columns {
		for _, s := range c.spots {
			if s.fill != free || !early && p.late(s) || s.compare(after) < 0 {
				continue
			}
			if !ok || s.compare(best) < 0 {
				best, ok = s.place, true
			}
		}
	}
	return best, ok
}
