package bookings

import (
	"slices"
	"strconv"

	"fyrtio/core/booking"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// paintOver draws what stands in a column: own time, cards, marks, the slot.
func (p *Page) paintOver(pen *widget.Pen, c *column, x, w float32) {
	lanes := lanesOf(c.spots)
	for i := range c.spots {
		s := &c.spots[i]
		left, width := x, w
		if l := lanes[i]; l.of > 1 {
			width = w / float32(l.of)
			left = x + float32(l.at)*width
		}
		y, h := p.y(s.From), p.y(s.To)-p.y(s.From)
		switch s.fill {
		case own:
			p.paintOwn(pen, s, c, left, y, width, h)
		case card:
			pad := float32(inset)
			if width < narrowAt {
				pad = 2
			}
			p.paintCard(pen, s, left+pad, y+inset, width-2*pad, h-2*inset)
		}
	}
	for i, m := range p.marks {
		if m.Day == c.day.Day && m.Room == c.room {
			p.paintMark(pen, i+1, m, x, w)
		}
	}
	if p.at.Day == c.day.Day && p.at.Room == c.room {
		p.paintSlot(pen, p.here(), lanes, c, x, w)
	}
}

// lane is which part of a column something gets that shares its time with others.
type lane struct{ at, of int }

// lanesOf parts the cards that lie over each other.
func lanesOf(spots []spot) []lane {
	lanes := make([]lane, len(spots))
	for i := range spots {
		if spots[i].fill != card {
			continue
		}
		var used []int
		for j := range i {
			if spots[j].fill == card && spots[j].span().Overlaps(spots[i].span()) {
				used = append(used, lanes[j].at)
			}
		}
		for slices.Contains(used, lanes[i].at) {
			lanes[i].at++
		}
	}
	for i := range spots {
		lanes[i].of = lanes[i].at + 1
		for j := range spots {
			if spots[i].fill == card && spots[j].fill == card && spots[j].span().Overlaps(spots[i].span()) {
				lanes[i].of = max(lanes[i].of, lanes[j].at+1)
			}
		}
	}
	return lanes
}

// paintOwn draws the clinic's own time: a card, or to the end of the day the column itself.
func (p *Page) paintOwn(pen *widget.Pen, s *spot, c *column, x, y, w, h float32) {
	box, pad := widget.Box{Fill: theme.Neutral, Stroke: theme.Line, Radius: theme.RadiusField}, float32(inset)
	if s.To >= c.day.Open.To && s.To-s.From > booking.Clock(p.week.Calendar.Slot) {
		box, pad = widget.Box{Fill: theme.Neutral}, 0
		x, w = x+1, w-1
		h = p.tall() - y
	}
	pen.Rect(x+pad, y+pad, w-2*pad, h-2*pad, box)
	style, left, top := cardName, x+pad+9, y+pad+4
	if pad == 0 {
		style, left, top = small.In(theme.Ink), x+9, y+8
	}
	if w < narrowAt {
		style, left = small.In(theme.Ink), x+pad+4
	}
	p.wrapIn(pen, left, top, x+w-pad-3-left, y+h-pad-top, s.block.Name, style)
}

// paintMark draws an hour that is marked for a letter, with its number.
func (p *Page) paintMark(pen *widget.Pen, n int, m place, x, w float32) {
	span := p.spanOf(m)
	y, h := p.y(span.From), p.y(span.To)-p.y(span.From)
	pen.Rect(x+inset, y+inset, w-2*inset, h-2*inset, widget.Box{Fill: theme.Ticked, Stroke: theme.Accent, Radius: theme.RadiusField})
	pen.Icon(x+inset+9, y+inset+7, 14, icon.Letter, theme.Accent)
	text := p.s.T("bookings.mark", "Number", n)
	if widget.Measure(text, cardName) > w-2*inset-32 {
		text = strconv.Itoa(n)
	}
	pen.Mid(x+inset+28, y+inset+4, 20, text, cardName.In(theme.Accent))
	if h >= 52 {
		pen.Fit(x+inset+9, y+inset+24, 18, w-2*inset-14, p.s.Say(span.Words()), small)
	}
}

// paintSlot draws where the slot stands: dashed on an hour that can be booked, in red
// over what is in its way, a ring around a card.
func (p *Page) paintSlot(pen *widget.Pen, s spot, lanes []lane, c *column, x, w float32) {
	y, h := p.y(s.From), p.y(s.To)-p.y(s.From)
	if s.fill == own && p.hand == nil || s.fill == card && (p.hand == nil || p.hand.from != nil && *p.hand.from == s.place) {
		if i := slices.IndexFunc(c.spots, func(o spot) bool { return o.hour == s.hour && o.block == s.block && o.From == s.From }); i >= 0 && lanes[i].of > 1 {
			w /= float32(lanes[i].of)
			x += float32(lanes[i].at) * w
		}
		pen.Rect(x+1, y+1, w-2, h-2, widget.Box{Stroke: p.slotRole(theme.Accent), Width: 2, Radius: theme.RadiusField + 2})
		return
	}
	if p.hand != nil {
		span := p.spanOf(p.at)
		h = p.y(span.To) - y
	}
	x, y, w, h = x+inset, y+inset, w-2*inset, h-2*inset
	role := theme.Accent
	stopped := p.hand != nil && p.stopped()
	if stopped {
		role = theme.Fault
	}
	fill := theme.Surface
	switch {
	case stopped:
		fill = theme.FaultTint
	case slices.Contains(p.marks, p.at):
		fill = theme.Clear
	}
	if fill != theme.Clear {
		pen.Rect(x, y, w, h, widget.Box{Fill: fill, Radius: theme.RadiusField})
	}
	pen.Dashed(x, y, w, h, theme.RadiusField, p.slotRole(role))
	if fill == theme.Clear {
		return
	}
	head := cardName.In(role)
	span := p.s.Say(booking.Span{From: s.From, To: s.To}.Words())
	if w < narrowAt {
		head.Size, span = theme.TextSmall, p.s.Say(s.From.Words())
	}
	lines := []string{span}
	if p.hand != nil {
		lines = []string{p.fitName(p.hand.row, head, w-12), span}
	} else if s.fill == free {
		lines = append(lines, p.s.T("bookings.free"))
	}
	top := y + 4
	for i, text := range lines {
		style := head
		if i > 0 {
			style = small.In(role)
		}
		if i > 0 && top+style.Line() > y+h-3 {
			return
		}
		pen.Text(x+6, top, text, style)
		top += head.Line() - 1
	}
}

// slotRole is quieter while something else has the keyboard.
func (p *Page) slotRole(r theme.Role) theme.Role {
	if !p.board.Focused() && r == theme.Accent {
		return theme.Edge
	}
	return r
}
