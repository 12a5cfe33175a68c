// Package bookings is Bokningar, the week: who comes when and where, who is to get a
// time, and the hour that is being placed. It is made for somebody on the phone with
// one hand on the keyboard: arrows go over free hours, Enter books.
package bookings

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the week asks of the store.
type Store interface {
	Week(ctx context.Context, of day.Date) (data.Week, error)
	WaitingForTime(ctx context.Context, cohort int) ([]data.WaitRow, error)
	Participants(ctx context.Context, f data.Filter) (data.List, error)
	Judge(ctx context.Context, p data.BookParams) (data.Judged, error)
	Book(ctx context.Context, p data.BookParams) (data.Logged, error)
	Rebook(ctx context.Context, p data.BookParams) (data.Logged, error)
	CancelBooking(ctx context.Context, p data.CancelParams) (data.Logged, error)
	AddBlock(ctx context.Context, p data.BlockParams) (data.Block, error)
	RemoveBlock(ctx context.Context, id string) error
	Undo(ctx context.Context, act, reason string) (data.Logged, error)
	DaySheet(ctx context.Context, d day.Date, room string, lang say.Lang) (paper.DaySheet, error)
	WeekList(ctx context.Context, of day.Date, room string, lang say.Lang) (paper.List, error)
}

// Offer shows a paper and asks where it is to go: printing.Desk.Offer.
type Offer func(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error))

// Page is the week.
type Page struct {
	s     *shell.Shell
	store Store
	offer Offer
	route shell.ToBookings

	week    data.Week
	loaded  bool
	asked   day.Date // of the week that is being read; zero while none is
	writing bool     // a booking is being written
	waiting []data.WaitRow
	hand    *hand // who is being placed, nil for nobody

	room   booking.Room // shown alone …
	all    bool         // … or all rooms
	at     place        // where the slot stands,
	layer  int          // and on which of what begins there
	clock  booking.Clock
	marks  []place // hours to offer in a letter
	judged judgement
	first  int // the first column in view, where not all have room
	drag   *place

	columns []column // of the rooms shown, in order of day and room
	compact bool

	header *widget.Drawing
	board  *widget.Board
	grid   *widget.Pane
	side   *widget.Drawing
	queue  *widget.Pane
	lower  *widget.Drawing
	body   *shell.Body
}

// New makes the page of a route.
func New(s *shell.Shell, store Store, offer Offer, r shell.ToBookings) *Page {
	p := &Page{s: s, store: store, offer: offer, route: r}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.grid = widget.NewPane(p.tall, p.paintHours)
	p.grid.Head, p.grid.PaintHead = headHeight, p.paintHead
	p.grid.OnTap, p.grid.OnDrag = p.tap, p.dragged
	p.board = widget.NewBoard(func(pen *widget.Pen) {
		size := pen.Size()
		if !p.loaded {
			return
		}
		before := p.grid.Size()
		pen.Place(p.grid, 0, 0, size.Width, min(size.Height, p.tall()+headHeight+2))
		if p.grid.Size() != before {
			p.reveal()
		}
	})
	p.board.OnKey, p.board.OnRune = p.key, p.rune
	p.board.Label = p.spoken
	p.board.OnFocus = func(bool) { p.grid.Refresh() }
	p.queue = widget.NewPane(p.queueTall, p.paintQueue)
	p.queue.Head, p.queue.PaintHead = queueHead, p.paintQueueHead
	p.queue.OnTap = p.tapQueue
	p.side = widget.NewDrawing(nil, p.paintSide)
	p.lower = widget.NewDrawing(nil, p.arrange)
	p.body = shell.NewBody(s, p.header, p.lower, nil)
	p.open()
	return p
}

// open reads what the route asks for.
func (p *Page) open() {
	of := p.route.Day
	if of.IsZero() {
		of = p.s.Today()
	}
	if p.route.Person == "" {
		p.read(of, p.enterWeek)
		return
	}
	var found data.List
	p.s.Do("bookings.person", func(ctx context.Context) (err error) {
		found, err = p.store.Participants(ctx, data.Filter{Cohort: p.route.Cohort, Participants: []string{p.route.Person}})
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
		}
		p.read(of, func() {
			p.enterWeek()
			if len(found.Rows) > 0 {
				p.take(found.Rows[0], "", p.route.Via, p.route.Called)
			}
		})
	})
}

// Accept is for shell.Accepter: another day of the same week view.
func (p *Page) Accept(r shell.Route) bool {
	to, ok := r.(shell.ToBookings)
	if !ok || to.Person != "" {
		return false
	}
	p.route = to
	if !to.Day.IsZero() {
		p.goTo(to.Day)
	}
	return true
}

// read reads a week and who waits, and shows them; then may be nil.
func (p *Page) read(of day.Date, then func()) {
	var week data.Week
	var waiting []data.WaitRow
	p.asked = of
	p.s.Do("bookings", func(ctx context.Context) (err error) {
		if week, err = p.store.Week(ctx, of); err != nil {
			return err
		}
		waiting, err = p.store.WaitingForTime(ctx, p.s.Cohort())
		return err
	}, func(err error) {
		p.asked = day.Date{}
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.week, p.waiting = week, waiting
		p.settle()
		if then != nil {
			then()
		}
		p.refresh()
	})
}

// reload reads the week in view again: something has changed.
func (p *Page) reload() { p.read(p.of(), nil) }

// of is a day of the week in view.
func (p *Page) of() day.Date {
	if !p.loaded {
		return p.s.Today()
	}
	return p.week.Monday
}

// settle follows a week that was just read: its columns, and a slot that is in it.
func (p *Page) settle() {
	if !p.loaded {
		p.loaded = true
		p.room = p.myRoom()
	}
	if !p.all && !p.hasRoom(p.room) {
		p.room = p.week.Rooms[0]
	}
	p.columns = p.makeColumns()
	if p.columnAt(p.at) < 0 {
		p.at.Day = p.columns[0].day.Day
		for _, c := range p.columns { // the same weekday as before, or today's
			if c.day.Day == p.week.Today {
				p.at.Day = c.day.Day
			}
		}
		p.at.Room = p.columns[0].room
	}
}

// myRoom gives the room that bears the user's first name, else the first.
func (p *Page) myRoom() booking.Room {
	if name, _, _ := strings.Cut(p.s.User(), " "); name != "" {
		for _, r := range p.week.Rooms {
			for _, word := range strings.Fields(string(r)) {
				if strings.EqualFold(word, name) {
					return r
				}
			}
		}
	}
	return p.week.Rooms[0]
}

func (p *Page) hasRoom(room booking.Room) bool {
	for _, r := range p.week.Rooms {
		if r == room {
			return true
		}
	}
	return false
}

// enterWeek puts the slot where one begins: on today's next free hour, else on the
// week's first.
func (p *Page) enterWeek() {
	if at, ok := p.seekHere(p.soon(), true); ok {
		p.put(at)
		return
	}
	if at, ok := p.seekHere(place{}, true); ok {
		p.put(at)
		return
	}
	if len(p.columns[0].spots) > 0 {
		p.put(p.columns[0].spots[0].place)
	}
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() { widget.Focus(p.board) }

// Resume is for shell.Resumer.
func (p *Page) Resume() { p.reload() }

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.refresh()
}

// WindowTitle is for shell.Titler: a week, never a name.
func (p *Page) WindowTitle() string {
	return p.s.T("ui.nav.bookings") + " · " + p.s.T("bookings.week", "Week", p.of().Week())
}

// Escape lets go, one thing at a time: of the hours marked for a letter, of the person,
// and at last of the page.
func (p *Page) Escape() bool {
	switch {
	case len(p.marks) > 0:
		p.marks = nil
	case p.hand != nil && p.route.Person == "":
		p.letGo()
	default:
		return false
	}
	p.judge()
	p.refresh()
	return true
}

// letGo puts the person in hand back.
func (p *Page) letGo() {
	if h := p.hand; h != nil && h.from != nil && p.columnAt(*h.from) >= 0 {
		p.put(*h.from) // a booking that was not moved is where it was
	}
	p.hand, p.marks, p.drag = nil, nil, nil
}

// refresh draws everything anew.
func (p *Page) refresh() {
	if !p.loaded {
		return
	}
	p.header.Refresh()
	p.lower.Refresh()
	p.board.Refresh()
	p.grid.Refresh()
	p.queue.Refresh()
	p.side.Refresh()
	p.s.Refooter()
}
