package bookings

import (
	"slices"
	"strings"

	"fyrtio/core/booking"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The week's measures in points. An hour is 64 high, unless talks are so short that
// their cards would not hold a name.
const (
	headHeight = 46
	timeWidth  = 50
	hourHeight = 64
	leastCard  = 44
	leastWidth = 71 // of a column; narrower ones are not shown, the slot moves them into view
	narrowAt   = 104
	inset      = 3
)

var (
	small    = widget.Style{Size: theme.TextSmall, Role: theme.Ink2}
	cardName = widget.Style{Size: theme.TextSecond, Bold: true}
	dayName  = widget.Style{Size: theme.TextAnswer, Bold: true}
)

// scale gives the height of a minute.
func (p *Page) scale() float32 {
	return max(hourHeight, float32(leastCard*60)/float32(max(1, p.week.Calendar.Slot))) / 60
}

// tall gives the height of all hours.
func (p *Page) tall() float32 {
	return float32(p.week.Span.To-p.week.Span.From) * p.scale()
}

// y gives where a clock stands.
func (p *Page) y(c booking.Clock) float32 {
	c = max(p.week.Span.From, min(c, p.week.Span.To))
	return float32(c-p.week.Span.From) * p.scale()
}

// view gives the columns that have room, from first to before last, and their width.
// All rooms of a day stand together, unless not even one day has room for all its rooms.
func (p *Page) view(width float32) (first, last int, each float32) {
	n := len(p.columns)
	if n == 0 {
		return 0, 0, 0
	}
	room := width - timeWidth
	rooms := 1
	if p.all {
		rooms = len(p.week.Rooms)
	}
	fit := max(1, int(room/leastWidth))
	if fit > rooms {
		fit -= fit % rooms
	}
	fit = min(fit, n)
	at := max(0, p.columnAt(p.at))
	first = max(0, min(p.first, n-fit))
	switch {
	case fit >= rooms: // whole days
		first -= first % rooms
		at -= at % rooms
		if at < first {
			first = at
		} else if at+rooms > first+fit {
			first = at + rooms - fit
		}
	case at < first:
		first = at
	case at >= first+fit:
		first = at - fit + 1
	}
	if fit < rooms { // some rooms of one day
		start := at - at%rooms
		first = max(start, min(first, start+rooms-fit))
	}
	p.first = first
	return first, first + fit, room / float32(fit)
}

// columnX gives the left edge of the i-th column in view; edges are whole points.
func columnX(i int, each float32) float32 { return float32(int(timeWidth + float32(i)*each + 0.5)) }

// reveal scrolls the slot into view, with its half hour before and after.
func (p *Page) reveal() {
	s := p.here()
	to := max(s.To, s.From+1)
	if s.To-s.From > booking.Clock(p.week.Calendar.Slot) {
		to = s.From + booking.Clock(p.week.Calendar.Slot)
	}
	p.grid.Reveal(p.y(s.From)-8, p.y(to)+8)
}

// shortRoom gives "Rum 2" of "Rum 2 · Lena".
func (p *Page) shortRoom(r booking.Room) string {
	name, _, _ := strings.Cut(p.roomName(r), " · ")
	return name
}

// roomName gives the words for a room.
func (p *Page) roomName(r booking.Room) string {
	if r == "" {
		return p.s.T("bookings.room.unknown")
	}
	return string(r)
}

// paintHours draws the grid, what stands in it, and over it the slot.
func (p *Page) paintHours(pen *widget.Pen) {
	if !p.loaded {
		return
	}
	size := pen.Size()
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Surface})
	first, last, each := p.view(size.Width)
	p.paintTimes(pen, first, last)
	for i := first; i < last; i++ {
		x := columnX(i-first, each)
		p.paintColumn(pen, i, i == first, x, columnX(i-first+1, each)-x)
	}
	p.paintNow(pen, first, last, each)
	for i := first; i < last; i++ {
		x := columnX(i-first, each)
		p.paintOver(pen, &p.columns[i], x, columnX(i-first+1, each)-x)
	}
}

// paintTimes writes when talks begin.
func (p *Page) paintTimes(pen *widget.Pen, first, last int) {
	var clocks []booking.Clock
	for _, c := range p.columns[first:last] {
		for _, s := range c.slots {
			if s.Kind != booking.Closed {
				clocks = append(clocks, s.From)
			}
		}
	}
	if len(clocks) == 0 {
		for at := p.week.Span.From; at < p.week.Span.To; at += 60 {
			clocks = append(clocks, at)
		}
	}
	slices.Sort(clocks)
	shown := float32(-100)
	for _, c := range clocks {
		if y := p.y(c); y-shown >= 18 {
			shown = y
			pen.Text(timeWidth-8-widget.Measure(p.s.Say(c.Words()), small), y+4, p.s.Say(c.Words()), small)
		}
	}
}

// paintColumn draws a day in a room: its hours, breaks, closed time.
func (p *Page) paintColumn(pen *widget.Pen, i int, leftmost bool, x, w float32) {
	c := &p.columns[i]
	open := c.day.Open
	tall := p.tall()
	if open.IsZero() {
		pen.Rect(x, 0, w, tall, widget.Box{Fill: theme.Neutral})
		p.wrapIn(pen, x+10, 8, w-16, tall, p.s.Say(c.day.Closed), small)
	} else {
		for _, s := range []booking.Span{{From: p.week.Span.From, To: open.From}, {From: open.To, To: p.week.Span.To}} {
			if !s.IsZero() {
				pen.Rect(x, p.y(s.From), w, p.y(s.To)-p.y(s.From), widget.Box{Fill: theme.Neutral})
			}
		}
		if y := p.y(open.To); open.To < p.week.Span.To && p.clear(c, open.To) {
			p.wrapIn(pen, x+10, y+8, w-16, tall-y-8, p.s.T("bookings.closed.from", "At", open.To.Words()), small)
		}
	}
	pen.Rect(x, 0, 1, tall, widget.Box{Fill: p.edge(i)})
	for j := range c.slots {
		s := &c.slots[j]
		y := p.y(s.From)
		switch s.Kind {
		case booking.Pause:
			pen.Rect(x, y, w, p.y(s.To)-y, widget.Box{Fill: theme.Sunken})
			if leftmost || !p.sameBreak(i, s) {
				pen.Fit(x+10, y, min(p.y(s.To)-y, hourHeight), w-14, p.s.Say(s.Name), small)
			}
		case booking.Free, booking.Taken:
			pen.Line(x, p.y(s.To)-1, w, theme.Line)
		}
	}
	for _, s := range c.spots {
		if s.fill == free {
			p.paintFree(pen, s, x, w)
		}
	}
}

// edge gives the line at the left of a column: stronger between days of several rooms.
func (p *Page) edge(i int) theme.Role {
	if p.all && i > 0 && p.columns[i-1].day != p.columns[i].day {
		return theme.CapEdge
	}
	return theme.Line
}

// clear reports whether nothing stands in a column right after a clock.
func (p *Page) clear(c *column, at booking.Clock) bool {
	return !slices.ContainsFunc(c.spots, func(s spot) bool { return s.fill != other && s.From < at+60 && s.To > at })
}

// sameBreak reports whether the column to the left has the same break.
func (p *Page) sameBreak(i int, s *booking.Slot) bool {
	return i > 0 && slices.ContainsFunc(p.columns[i-1].slots, func(o booking.Slot) bool {
		return o.Kind == booking.Pause && o.Span == s.Span && o.Name.ID == s.Name.ID && p.s.Say(o.Name) == p.s.Say(s.Name)
	})
}

func (p *Page) paintFree(pen *widget.Pen, s spot, x, w float32) {
	y, h := p.y(s.From), p.y(s.To)-p.y(s.From)
	if !p.late(s) {
		pen.Fit(x+10, y, h, w-14, p.s.T("bookings.free"), small.In(theme.Ink3))
		return
	}
	style := small.In(theme.Warn)
	text := p.s.T("bookings.late")
	if widget.Measure(text, style) > w-10-19-4 {
		text = p.s.T("bookings.late.short")
	}
	left, gap := x+10, float32(19)
	if w < narrowAt {
		left, gap = x+4, 16
	}
	pen.Icon(left, y+(h-14)/2, 14, icon.Samples, theme.Warn)
	if left+gap+widget.Measure(text, style) < x+w {
		pen.Mid(left+gap, y, h, text, style)
	}
}

// paintNow draws where the day is.
func (p *Page) paintNow(pen *widget.Pen, first, last int, each float32) {
	now := p.soon()
	if now.From <= p.week.Span.From || now.From >= p.week.Span.To {
		return
	}
	y := p.y(now.From)
	for i := first; i < last; i++ {
		if p.columns[i].day.Day != now.Day {
			continue
		}
		x := columnX(i-first, each)
		pen.Rect(x, y, columnX(i-first+1, each)-x, 2, widget.Box{Fill: theme.Accent})
		if i == first || p.columns[i-1].day.Day != now.Day {
			pen.Rect(x-3, y-3, 8, 8, widget.Box{Fill: theme.Accent, Radius: 4})
		}
	}
}

// wrapIn writes as many lines as have room; a word that is too wide goes on in the next.
func (p *Page) wrapIn(pen *widget.Pen, x, y, w, h float32, text string, style widget.Style) {
	for i, line := range fold(text, style, w) {
		top := y + float32(i)*style.Line()
		if top+style.Line() > y+h+2 {
			return
		}
		pen.Text(x, top, line, style)
	}
}

// fold breaks text into lines like widget.Lines, and words that are too wide with a hyphen.
func fold(text string, style widget.Style, w float32) (lines []string) {
	for _, line := range widget.Lines(text, style, w) {
		rest := []rune(line)
		for widget.Measure(string(rest), style) > w && len(rest) > 2 {
			n := len(rest) - 1
			for n > 1 && widget.Measure(string(rest[:n])+"-", style) > w {
				n--
			}
			lines = append(lines, string(rest[:n])+"-")
			rest = rest[n:]
		}
		lines = append(lines, string(rest))
	}
	return lines
}
