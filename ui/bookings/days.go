package bookings

import (
	"slices"
	"strconv"

	"fyrtio/core/day"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

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
