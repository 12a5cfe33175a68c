package bookings

import (
	"fyne.io/fyne/v2"

	"fyrtio/core/booking"
)

// spotAt gives what stands at a point of the drawing.
func (p *Page) spotAt(x, y float32) (s spot, ok bool) {
	first, last, each := p.view(p.grid.Size().Width - 2)
	i := first + int((x-timeWidth)/each)
	if x < timeWidth || i >= last || y < 0 || y >= p.tall() {
		return s, false
	}
	c := &p.columns[i]
	at := p.week.Span.From + booking.Clock(y/p.scale())
	lanes := lanesOf(c.spots)
	inside := x - columnX(i-first, each)
	for j := len(c.spots) - 1; j >= 0; j-- {
		o := c.spots[j]
		if at < o.From || at >= o.To {
			continue
		}
		if l := lanes[j]; o.fill == card && l.of > 1 && int(inside/(each/float32(l.of))) != l.at {
			continue
		}
		if !ok || o.fill < s.fill || o.fill == card {
			s, ok = o, true
		}
	}
	if !ok {
		s, ok = spot{place: place{c.day.Day, c.room, at}, To: at, fill: other, slot: slotAt(c.slots, at)}, true
	}
	return s, ok
}

// tap puts the slot where the mouse is; a second tap does what Enter does.
func (p *Page) tap(x, y float32, double bool) {
	p.Focus()
	s, ok := p.spotAt(x, y)
	if !ok {
		return
	}
	if double && p.here() == s {
		p.enterKey()
		return
	}
	p.stand(s)
	p.refresh()
}

// dragged moves the card that the mouse has hold of to where it lets go.
func (p *Page) dragged(from, at fyne.Position, end bool) {
	if p.drag == nil {
		s, ok := p.spotAt(from.X, from.Y)
		if !ok || s.hour == nil || end || !p.lift(s) {
			return
		}
		p.Focus()
		p.drag = &s.place
	}
	s, ok := p.spotAt(at.X, at.Y)
	if ok && s.place != p.at {
		p.put(s.place)
		p.refresh()
	}
	if !end {
		return
	}
	here := *p.drag
	p.drag = nil
	if !ok || p.at == here {
		p.letGo()
		p.put(here)
		p.refresh()
		return
	}
	p.write("")
}
