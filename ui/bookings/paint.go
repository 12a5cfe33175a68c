package bookings

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/booking"
	"fyrtio/core/day"
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

// paintHead draws the days, and under them the rooms where several are shown.
func (p *Page) paintHead(pen *widget.Pen) {
	if !p.loaded {
		return
	}
	h := pen.Size().Height
	first, last, each := p.view(pen.Size().Width)
	days := float32(0)
	if p.all {
		days = 20
	}
	for i, c := range p.columns[first:last] {
		x, next := columnX(i, each), columnX(i+1, each)
		pen.Rect(x, 0, 1, h-1, widget.Box{Fill: p.edge(first + i)})
		style := dayName
		if c.day.Day == p.week.Today {
			style.Role = theme.Accent
		}
		if i == 0 || p.columns[first+i-1].day != c.day {
			width := next - x
			for j := i + 1; j < last-first && p.columns[first+j].day == c.day; j++ {
				width += each
			}
			pen.Hit(x, 0, width, h, func() { p.goTo(c.day.Day) })
			top, high := float32(0), h
			if p.all {
				top, high = 4, days
			}
			end := x + 10 + pen.Mid(x+10, top, high, p.dayHead(c.day.Day), style)
			if word := p.s.T("bookings.today"); c.day.Day == p.week.Today && end+8+widget.Measure(word, small) < x+width-4 {
				pen.Mid(end+8, top+1, high, word, small.In(theme.Accent))
			}
		}
		if p.all {
			p.paintRoom(pen, c, x, days, next-x, h-days)
		}
	}
	p.paintMore(pen, first, last)
}

// paintRoom writes a room's name over its column, or its key where the name has no room.
func (p *Page) paintRoom(pen *widget.Pen, c column, x, y, w, h float32) {
	style := small.As(c.room == p.at.Room && c.day.Day == p.at.Day)
	name := widget.Shorten(p.shortRoom(c.room), style, w-14)
	if widget.Measure(name, style) <= w-14 {
		pen.Mid(x+10, y+2, h-4, name, style)
		return
	}
	pen.Cap(x+10, y+2, h-6, strconv.Itoa(slices.Index(p.week.Rooms, c.room)+1), widget.CapPlain)
}

// paintMore shows that there are days beside those in view.
func (p *Page) paintMore(pen *widget.Pen, first, last int) {
	if first == 0 && last == len(p.columns) {
		return
	}
	h := pen.Size().Height
	for _, way := range []struct {
		x    float32
		icon icon.Name
		by   int
		on   bool
	}{{8, icon.Left, -1, first > 0}, {27, icon.Right, 1, last < len(p.columns)}} {
		role := theme.Track
		if way.on {
			role = theme.Ink2
			pen.Hit(way.x-3, 0, 20, h, func() { p.slide(way.by) })
		}
		pen.Icon(way.x, (h-14)/2, 14, way.icon, role)
	}
}

// slide moves the slot by as many days as are in view.
func (p *Page) slide(by int) {
	first, last, _ := p.view(p.grid.Size().Width)
	i := last
	if by < 0 {
		i = first - 1
	}
	if i >= 0 && i < len(p.columns) {
		if !p.enter(i, false) {
			p.put(place{p.columns[i].day.Day, p.columns[i].room, p.clock})
		}
		p.refresh()
	}
}

func (p *Page) dayHead(d day.Date) string {
	return p.s.T("bookings.dayhead", "Day", p.weekday(d), "Date", d.Day)
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
	pen.Fit(x+inset+28, y+inset+4, 20, w-2*inset-32, p.s.T("bookings.mark", "Number", n), cardName.In(theme.Accent))
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
		if i > 0 && top+style.Line() > y+h {
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
