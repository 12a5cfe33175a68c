package bookings

import (
	"context"
	"io"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The header says which week it is and leads to others, to the rooms and to paper. What
// has no room gives way in steps: two papers become one button, the dates go, the rooms
// become a menu.

const headerButton = 28

// segment is a room, or all of them, as the header shows it.
type segment struct {
	text, key string
	index     int // in the week's rooms, −1 for all
}

func (p *Page) segments() (list []segment) {
	if len(p.week.Rooms) < 2 {
		return nil
	}
	for i, r := range p.week.Rooms {
		s := segment{text: p.roomName(r), index: i}
		if i < 9 {
			s.key = strconv.Itoa(i + 1)
		}
		list = append(list, s)
	}
	id := "bookings.all"
	if len(p.week.Rooms) == 2 {
		id = "bookings.both"
	}
	return append(list, segment{p.s.T(id), "0", -1})
}

var segmentText = widget.Style{Size: theme.TextSecond, Bold: true}

func (s segment) width() float32 {
	w := widget.Measure(s.text, segmentText) + 22
	if s.key != "" {
		w += 6 + widget.CapWidth(s.key, widget.CapPlain)
	}
	return w
}

// paintHeader draws the header.
func (p *Page) paintHeader(pen *widget.Pen) {
	if !p.loaded {
		return
	}
	size := pen.Size()
	h := size.Height
	title := p.s.T("bookings.week", "Week", p.week.Monday.Week())
	dates := p.dates()
	rooms := p.segments()
	now := widget.Look{Kind: widget.Secondary, Text: p.s.T("bookings.thisweek"), Small: true}
	nav := now.Width() + 2*(headerButton+4)
	left := widget.Measure(title, widget.Title) + 13 + nav + 16
	inDates := widget.Style{Size: theme.Text, Role: theme.Ink2}
	dated := widget.Measure(dates, inDates) + 12
	segs := float32(0)
	for _, s := range rooms {
		segs += s.width()
	}
	week := widget.Look{Kind: widget.Secondary, Icon: icon.Print, Text: p.s.T("bookings.weeklist"), Small: true}
	sheet := widget.Look{Kind: widget.Secondary, Icon: icon.Print, Text: p.s.T("bookings.daysheet"), Small: true}
	one := widget.Look{Kind: widget.Secondary, Icon: icon.Print, Text: p.s.T("bookings.papers"), Tail: icon.Down, Small: true}
	two, both := true, week.Width()+8+sheet.Width()
	if left+dated+segs+12+both > size.Width {
		two, both = false, one.Width()
	}
	showDates := left+dated+segs+12+both <= size.Width
	menu := !showDates && left+segs+12+both > size.Width
	if menu {
		segs = min(p.roomButton().Width(), size.Width-left-both-12)
		showDates = left+dated+segs+12+both <= size.Width
	}

	x := pen.Mid(0, 0, h+2, title, widget.Title) + 13
	if showDates {
		x += pen.Mid(x, 3, h+2, dates, inDates) + 16
	}
	y := (h - headerButton) / 2
	step := func(name icon.Name, by int) {
		pen.Rect(x, y, headerButton, headerButton, widget.Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusChip})
		pen.Icon(x+7, y+7, 14, name, theme.Ink)
		pen.Hit(x, y, headerButton, headerButton, func() { p.Focus(); p.turn(by, nil) })
		x += headerButton + 4
	}
	step(icon.Left, -1)
	x += pen.Button(x, y, 0, now, func() { p.Focus(); p.today() }) + 4
	step(icon.Right, 1)

	right := size.Width
	print := func(l widget.Look, do func(at float32)) {
		right -= l.Width()
		at := right
		pen.Button(at, y, 0, l, func() { p.Focus(); do(at) })
		right -= 8
	}
	if two {
		print(week, func(float32) { p.printWeek() })
		print(sheet, func(float32) { p.printDay() })
	} else {
		print(one, p.choosePaper)
	}
	right -= 4 + segs
	switch {
	case menu:
		at := right
		pen.Button(right, y, segs, p.roomButton(), func() { p.Focus(); p.chooseRoom(at) })
	case len(rooms) > 0:
		p.paintRooms(pen, right, y, segs, rooms)
	}
}

// paintRooms draws the rooms side by side with their keys.
func (p *Page) paintRooms(pen *widget.Pen, x, y, w float32, rooms []segment) {
	pen.Rect(x, y, w, headerButton, widget.Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField})
	chosen := p.shown()
	for i, s := range rooms {
		w := s.width()
		style, key := segmentText.As(false).In(theme.Ink2), widget.CapPlain
		if s.index == chosen {
			style, key = segmentText.In(theme.OnAccent), widget.CapAccent
			b := widget.Box{Fill: theme.Accent}
			if i == 0 {
				b.Corners[0], b.Corners[3] = theme.RadiusField, theme.RadiusField
			}
			if i == len(rooms)-1 {
				b.Corners[1], b.Corners[2] = theme.RadiusField, theme.RadiusField
			}
			pen.Rect(x, y, w, headerButton, b)
		} else if i > 0 && rooms[i-1].index != chosen {
			pen.Rect(x, y+1, 1, headerButton-2, widget.Box{Fill: theme.Line})
		}
		pen.Mid(x+11, y, headerButton, s.text, style)
		if s.key != "" {
			pen.Cap(x+w-11-widget.CapWidth(s.key, key), y, headerButton, s.key, key)
		}
		pen.Hit(x, y, w, headerButton, func() { p.Focus(); p.show(s.index) })
		x += w
	}
}

// roomButton is the button of the rooms where they have no room side by side.
func (p *Page) roomButton() widget.Look {
	l := widget.Look{Kind: widget.Secondary, Tail: icon.Down, Small: true, Text: p.s.T("bookings.all"), Key: "R"}
	for _, s := range p.segments() {
		if s.index == p.shown() {
			l.Text = s.text
		}
	}
	return l
}

// under opens a menu under a button of the header.
func (p *Page) under(x, w float32, m *widget.Menu, selected int) {
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.header)
	h := p.header.Size().Height
	m.OnClose = p.Focus
	m.ShowAt(p.s.Canvas(), fyne.NewPos(pos.X+x, pos.Y+(h-headerButton)/2), fyne.NewSize(w, headerButton), selected)
}

// chooseRoom opens the menu of the rooms.
func (p *Page) chooseRoom(x float32) {
	rooms := p.segments()
	if len(rooms) == 0 {
		return
	}
	var items []widget.MenuItem
	at := 0
	for i, s := range rooms {
		items = append(items, widget.MenuItem{Text: s.text, Detail: s.key, Ticked: s.index == p.shown()})
		if s.index == p.shown() {
			at = i
		}
	}
	p.under(x, 160, &widget.Menu{Items: items, OnChoose: func(i int) { p.show(rooms[i].index); p.Focus() }}, at)
}

// choosePaper opens the menu of the papers.
func (p *Page) choosePaper(x float32) {
	items := []widget.MenuItem{{Text: p.s.T("bookings.daysheet"), Detail: "P"}, {Text: p.s.T("bookings.weeklist"), Detail: "Ctrl+P"}}
	p.under(x, 160, &widget.Menu{Items: items, OnChoose: func(i int) {
		p.Focus()
		if i == 0 {
			p.printDay()
		} else {
			p.printWeek()
		}
	}}, 0)
}

// dates gives "16–20 mars 2026" of the week in view.
func (p *Page) dates() string {
	a, b := p.week.Monday, p.week.Days[len(p.week.Days)-1].Day
	l := p.s.Lang()
	switch {
	case a.Year != b.Year:
		return say.Date(l, a) + " – " + say.Date(l, b)
	case a.Month != b.Month:
		return say.DayMonth(l, a) + " – " + say.Date(l, b)
	}
	return strconv.Itoa(a.Day) + "–" + say.Date(l, b)
}

// paperRoom gives the room that papers are printed for, "" for all.
func (p *Page) paperRoom() string {
	if p.all {
		return ""
	}
	return string(p.room)
}

// printWeek draws the week's list and asks where it is to go.
func (p *Page) printWeek() {
	of, room, lang := p.week.Monday, p.paperRoom(), p.s.Lang()
	p.offer(p.s, "veckolista-"+of.String(), p.s.T("bookings.paper.week", "Week", of.Week()), func(ctx context.Context, w io.Writer) (int, error) {
		list, err := p.store.WeekList(ctx, of, room, lang)
		if err != nil {
			return 0, err
		}
		drawn, err := paper.WriteList(w, list)
		return drawn.Pages, err
	})
}

// printDay draws the sheet of the slot's day and asks where it is to go.
func (p *Page) printDay() {
	of, room, lang := p.at.Day, p.paperRoom(), p.s.Lang()
	if of == (day.Date{}) {
		return
	}
	p.offer(p.s, "dagslista-"+of.String(), p.s.T("bookings.paper.day", "On", of), func(ctx context.Context, w io.Writer) (int, error) {
		sheet, err := p.store.DaySheet(ctx, of, room, lang)
		if err != nil {
			return 0, err
		}
		drawn, err := paper.WriteDaySheet(w, sheet)
		return drawn.Pages, err
	})
}
