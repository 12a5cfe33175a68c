package bookings

import (
	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// put lets the slot stand at a place and finds out what booking there would meet.
func (p *Page) put(a place) {
	p.at, p.layer, p.clock = a, 0, a.From
	p.judge()
	p.reveal()
}

// stand lets the slot stand on a spot, which may be one of several that begin together.
func (p *Page) stand(s spot) {
	p.put(s.place)
	if i := p.columnAt(s.place); i >= 0 {
		for _, o := range p.columns[i].spots {
			if o.From == s.From && o != s {
				p.layer++
			} else if o == s {
				return
			}
		}
	}
}

// choose lets the slot stand on somebody's hour.
func (p *Page) choose(a place, who data.Ref) {
	p.put(a)
	if i := p.columnAt(a); i >= 0 {
		for _, s := range p.columns[i].spots {
			if s.From == a.From && s.hour != nil && s.hour.Ref() == who {
				p.stand(s)
			}
		}
	}
}

// stops reports whether arrows stop at a spot: with somebody in hand at free hours,
// else also at what is there; with Shift everywhere.
func (p *Page) stops(s spot, everywhere bool) bool {
	switch {
	case everywhere || s.fill == free:
		return true
	case p.hand != nil:
		return false
	}
	return s.fill != other
}

// up moves the slot within its column: by is −1 or +1.
func (p *Page) up(by int, everywhere bool) {
	i := p.columnAt(p.at)
	if i < 0 {
		return
	}
	list := p.columns[i].spots
	at := p.index(list)
	for j := at + by; at >= 0 && j >= 0 && j < len(list); j += by {
		if p.stops(list[j], everywhere) {
			p.stand(list[j])
			return
		}
	}
	if by < 0 {
		p.grid.SetOffset(0) // what is above the first hour is seen at least
	}
}

// aside moves the slot to the nearest hour of the next column that has one, and on
// into the next week.
func (p *Page) aside(by int, everywhere bool) {
	for i := p.columnAt(p.at) + by; i >= 0 && i < len(p.columns); i += by {
		if p.enter(i, everywhere) {
			return
		}
	}
	if !p.asked.IsZero() {
		return // the week beside is coming
	}
	clock := p.clock
	p.turn(by, func() {
		p.clock = clock
		n := len(p.columns)
		for i := range n {
			if by < 0 {
				i = n - 1 - i
			}
			if p.enter(i, everywhere) {
				return
			}
		}
	})
}

// enter puts the slot into a column, as near as it can to the clock that was chosen,
// and reports whether there is a place.
func (p *Page) enter(i int, everywhere bool) bool {
	var best *spot
	for j := range p.columns[i].spots {
		s := &p.columns[i].spots[j]
		if p.stops(*s, everywhere) && (best == nil || distance(s.From, p.clock) < distance(best.From, p.clock)) {
			best = s
		}
	}
	if best == nil {
		return false
	}
	clock := p.clock
	p.put(best.place)
	p.clock = clock
	return true
}

func distance(a, b booking.Clock) booking.Clock { return max(a-b, b-a) }

// turn shows the week before or after.
func (p *Page) turn(weeks int, then func()) {
	weekday, from := p.at.Day.Sub(p.week.Monday), p.week.Monday
	if !p.asked.IsZero() {
		from = p.asked // a key pressed before its week was read counts too
	}
	p.read(from.Add(7*weeks), func() {
		p.follow(p.week.Monday.Add(weekday))
		if then != nil {
			then()
		}
	})
}

// follow puts the slot on a day of the week that was just read, or near it.
func (p *Page) follow(d day.Date) {
	best := -1
	for i, c := range p.columns {
		if !p.all && c.room != p.room || p.all && c.room != p.at.Room {
			continue
		}
		if best < 0 || abs(c.day.Day.Sub(d)) < abs(p.columns[best].day.Day.Sub(d)) {
			best = i
		}
	}
	if best < 0 {
		best = 0
	}
	clock := p.clock
	if !p.enter(best, false) {
		c := p.columns[best]
		p.put(place{c.day.Day, c.room, max(p.week.Span.From, min(clock, p.week.Span.To-booking.Clock(p.week.Calendar.Slot)))})
	}
	p.clock = clock
}

func abs(n int) int { return max(n, -n) }

// goTo shows the week of a day, with the slot on that day.
func (p *Page) goTo(d day.Date) {
	p.read(d, func() { p.follow(d) })
}

// today shows this week.
func (p *Page) today() { p.goTo(p.s.Today()) }

// farthest is how many weeks ahead a free hour is looked for.
const farthest = 26

// seek puts the slot on the first free hour after a place, in this week or a later one.
func (p *Page) seek(after place, early bool) { p.seekOn(after, early, p.at.Day, farthest) }

// seekOn looks in the week in view and in so many weeks after it; from is the day to
// come back to where there is none.
func (p *Page) seekOn(after place, early bool, from day.Date, weeks int) {
	if at, ok := p.seekHere(after, early); ok {
		p.put(at)
		p.refresh()
		return
	}
	if weeks == 0 {
		p.goTo(from)
		p.s.Tell(widget.BandInfo, say.T("bookings.none", "Weeks", farthest))
		return
	}
	next := p.week.Monday.Add(7)
	if next.Before(after.Day) {
		next = after.Day
	}
	p.read(next, func() { p.seekOn(after, early, from, weeks-1) })
}

// nextFree goes to the next free hour; with somebody in hand to one that leaves time
// for samples.
func (p *Page) nextFree() {
	if !p.asked.IsZero() {
		return
	}
	after := p.at
	after.From++
	if soon := p.soon(); after.compare(soon) < 0 {
		after = soon
	}
	p.seek(after, p.hand == nil)
}

// show shows a room alone, or all of them with −1.
func (p *Page) show(i int) {
	switch {
	case i >= len(p.week.Rooms) || i < 0 && len(p.week.Rooms) < 2:
		return
	case i < 0:
		p.all = true
	default:
		p.all, p.room = false, p.week.Rooms[i]
		p.at.Room = p.room
	}
	p.columns = p.makeColumns()
	p.judge()
	p.reveal()
	p.refresh()
}

// shown gives the room in view, −1 for all.
func (p *Page) shown() int {
	for i, r := range p.week.Rooms {
		if !p.all && r == p.room {
			return i
		}
	}
	return -1
}
