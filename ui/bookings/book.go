package bookings

import (
	"context"
	"slices"
	"strings"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// hand is somebody who is being placed.
type hand struct {
	row    data.Row
	wish   string
	from   *place // the hour to move, nil for a new booking
	via    string
	called string
}

// mostMarks is how many hours a letter offers at most.
const mostMarks = 3

// judgement is what booking the slot would meet, and of whom and where that is told.
type judgement struct {
	data.Judged
	who   data.Ref
	at    place
	known bool // there is something to show
	done  bool // the store has told it
}

// take takes somebody in hand and finds an hour for them: where the slot stands if that
// one is free and leaves time for samples, else the first that does.
func (p *Page) take(r data.Row, wish, via, called string) {
	if via == "" {
		via = "phone"
	}
	if i := p.waits(r.Ref()); i >= 0 && wish == "" {
		wish = p.waiting[i].Wish
	}
	p.hand, p.marks = &hand{row: r, wish: wish, via: via, called: called}, nil
	if b := r.Status.Booking; b != nil {
		from, _ := booking.ParseClock(b.Time)
		p.hand.from = &place{Day: b.Day, Room: booking.Room(b.Room), From: from}
	}
	if s := p.here(); s.fill == free && !p.late(s) {
		p.judge()
		p.refresh()
		return
	}
	after := p.soon()
	if ready := (place{Day: p.week.Samples}); r.Status.Samples.IsZero() && after.compare(ready) < 0 {
		after = ready
	}
	if p.week.Monday.After(after.Day) {
		after = place{Day: p.week.Monday}
	}
	p.seek(after, true)
}

// next takes the next person who waits in hand, or with −1 the one before.
func (p *Page) next(by int) {
	n := len(p.waiting)
	if n == 0 || p.route.Person != "" {
		return
	}
	i := -1
	if p.hand != nil {
		i = p.waits(p.hand.row.Ref())
	}
	switch {
	case i >= 0:
		i = (i + by + n) % n
	case by < 0:
		i = n - 1
	default:
		i = 0
	}
	p.pick(i)
}

// waits gives the place of somebody among those who wait, −1 for none.
func (p *Page) waits(r data.Ref) int {
	return slices.IndexFunc(p.waiting, func(w data.WaitRow) bool { return w.Ref() == r })
}

// pick takes a person of the queue in hand.
func (p *Page) pick(i int) {
	w := p.waiting[i]
	p.take(w.Row, w.Wish, "", "")
}

// move takes the booking under the slot in hand.
func (p *Page) move() {
	s := p.here()
	if s.hour == nil {
		p.s.Tell(widget.BandInfo, say.T("bookings.move.none"))
		return
	}
	p.lift(s)
}

// lift takes the booking of a spot in hand, and reports whether it can be moved.
func (p *Page) lift(s spot) bool {
	h := s.hour
	if h.Outcome != "" || h.Status.Booking == nil {
		p.s.Tell(widget.BandInfo, say.T("bookings.move.past"))
		return false
	}
	from := s.place
	if b := h.Status.Booking; h.Kind == booking.Held { // to take it is to move from the one that was offered first
		from = place{Day: b.Day, Room: s.Room, From: clockOf(journey.Start{Clock: b.Time})}
	}
	p.marks = nil
	p.hand = &hand{row: h.Row, wish: h.Wish, from: &from, via: "phone"}
	p.judge()
	p.refresh()
	return true
}

// params gives the booking that the slot, or the marks, stand for.
func (p *Page) params(override string) data.BookParams {
	h := p.hand
	b := data.BookParams{Participant: h.row.Participant, Cohort: h.row.Cohort, Start: p.at.start(), Room: string(p.at.Room), Via: h.via, Called: h.called, Override: override}
	if h.from != nil {
		b.Via = ""
	}
	for i, m := range p.marks {
		if i == 0 {
			b.Start, b.Room, b.Via = m.start(), string(m.Room), "letter"
			continue
		}
		b.Also = append(b.Also, m.start())
	}
	return b
}

// judge finds out what booking the slot would meet.
func (p *Page) judge() {
	p.judged = judgement{at: p.at}
	if p.hand == nil {
		return
	}
	if s := p.here(); s.fill == free { // shown at once, so that nothing blinks while the slot moves
		p.judged.known, p.judged.Days, p.judged.Samples = true, s.Day.Sub(p.week.Today), !p.late(s)
		if !p.judged.Samples {
			p.judged.Warnings = []say.Text{say.T("journey.warn.samples", "N", p.week.Samples.Sub(p.week.Today))}
		}
	}
	j := judgement{who: p.hand.row.Ref(), at: p.at}
	params := p.params("")
	p.s.Do("bookings.judge", func(ctx context.Context) (err error) {
		j.Judged, err = p.store.Judge(ctx, params)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		j.known, j.done = true, true
		if p.hand != nil && p.hand.row.Ref() == j.who && p.at == j.at {
			p.judged = j
			p.lower.Refresh() // the card of the slot may be taller now
			p.grid.Refresh()
			p.side.Refresh()
		}
	})
}

// book books the slot, or moves to it; what stands in the way asks for a reason (Q16).
func (p *Page) book() {
	if p.stopped() {
		p.override(p.judged.Stop)
		return
	}
	p.write("")
}

// override asks why a time is to be booked although something is in its way.
func (p *Page) override(stop say.Text) {
	p.s.AskReason(shell.ReasonParams{Icon: icon.Fault, Tone: theme.Fault, Title: p.s.T("bookings.stop.title"), Text: p.s.Say(stop), Act: p.s.T("bookings.stop.act"), Danger: true},
		p.write)
}

func (p *Page) write(override string) {
	h := p.hand
	if h == nil || p.writing {
		return
	}
	params := p.params(override)
	var logged data.Logged
	p.writing = true
	p.s.Do("", func(ctx context.Context) (err error) {
		if h.from != nil {
			logged, err = p.store.Rebook(ctx, params)
		} else {
			logged, err = p.store.Book(ctx, params)
		}
		return err
	}, func(err error) {
		p.writing = false
		switch {
		case err != nil && override == "" && data.Stopped(err):
			p.override(stopOf(err))
			return
		case err != nil:
			p.s.Fail(err)
			return
		}
		id, args := "bookings.done.booked", []any{"Who", who(h.row), "On", params.Start.Day, "At", clockOf(params.Start).Words()}
		switch {
		case h.from != nil:
			id = "bookings.done.moved"
		case len(p.marks) > 0:
			id, args = "bookings.done.offered", append(args, "N", len(p.marks))
		}
		text := say.T(id, args...)
		at := place{Day: params.Start.Day, Room: p.at.Room, From: clockOf(params.Start)}
		p.done(text, logged)
		p.hand, p.marks, p.drag = nil, nil, nil
		if p.route.Person != "" {
			p.s.Back()
			return
		}
		p.read(at.Day, func() { p.choose(at, h.row.Ref()) })
	})
}

func clockOf(s journey.Start) booking.Clock {
	c, _ := booking.ParseClock(s.Clock)
	return c
}

// done tells what was done, what it leads to, and offers to take it back.
func (p *Page) done(text say.Text, l data.Logged) {
	if n := len(l.Events); n > 0 {
		if next := acts.Leads(l.Events[n-1].Status); !next.IsZero() {
			text = say.T("acts.done.next", "Done", text, "Next", next)
		}
	}
	reason := p.s.T("acts.undo.reason")
	p.s.Done(acts.Warned(text, l.Warnings()), func(ctx context.Context) error {
		_, err := p.store.Undo(ctx, l.Act, reason)
		return err
	}, p.again)
}

// again has the page in view, this one or the one that it was called from, read its
// data again.
func (p *Page) again() {
	if r, ok := p.s.Page().(shell.Resumer); ok {
		r.Resume()
	}
}

// who names somebody as narrow places do.
func who(r data.Row) string { return acts.Short(r) }

// mark marks the slot as one to offer in a letter, or takes the mark away.
func (p *Page) mark() {
	tell := func(id string, args ...any) { p.s.Tell(widget.BandInfo, say.T(id, args...)) }
	s := p.here()
	i := slices.Index(p.marks, p.at)
	switch {
	case p.hand == nil:
		tell("bookings.letter.nobody")
	case p.hand.from != nil:
		tell("bookings.letter.moving")
	case i >= 0:
		p.marks = slices.Delete(p.marks, i, i+1)
	case s.fill != free:
		tell("bookings.letter.taken")
	case len(p.marks) == mostMarks:
		tell("bookings.letter.most", "Most", mostMarks)
	case len(p.marks) > 0 && p.marks[0].Room != p.at.Room:
		tell("bookings.letter.room", "Room", journey.RoomWords(string(p.marks[0].Room)))
	default:
		p.marks = append(p.marks, p.at)
	}
	p.judge()
	p.refresh()
}

// remove takes away what stands under the slot: a booking is cancelled with a reason,
// the clinic's own time is given back.
func (p *Page) remove() {
	switch s := p.here(); {
	case s.block != nil:
		p.unblock(*s.block)
	case s.hour == nil:
		p.s.Tell(widget.BandInfo, say.T("bookings.cancel.none"))
	case s.hour.Outcome != "" || s.hour.Status.Booking == nil:
		p.s.Tell(widget.BandInfo, say.T("bookings.move.past"))
	default:
		p.cancel(*s.hour)
	}
}

// cancel asks by whom and why a booking is cancelled.
func (p *Page) cancel(h data.BookedHour) {
	s := p.s
	choices := func(ids ...string) (list []widget.Segment) {
		for _, id := range ids {
			list = append(list, widget.Segment{Text: s.T(id)})
		}
		return list
	}
	late := 0
	if !h.Status.Booking.Day.After(s.Today()) {
		late = 1
	}
	lateness := widget.NewSegments(choices("bookings.cancel.intime", "bookings.cancel.late"), late, nil)
	by := widget.NewSegments(choices("bookings.cancel.participant", "bookings.cancel.clinic"), 0, nil)
	reason := widget.NewField(s.T("ui.reason.optional"), "")
	words := say.T("bookings.cancel.text", "On", h.Status.Booking.Day, "At", clockOf(journey.Start{Clock: h.Status.Booking.Time}).Words())
	if n := len(h.Status.Booking.Also); n > 0 {
		words = say.T("bookings.cancel.offered", "Text", words, "N", n)
	}
	d := &widget.Dialog{Icon: icon.Booking, Tone: theme.Fault, Title: s.T("bookings.cancel.title", "Name", h.Spoken()), Text: s.Say(words),
		Body: widget.Column(12, labelled(s.T("bookings.cancel.by"), by), labelled(s.T("bookings.cancel.when"), lateness), reason), Focus: by,
		Left: s.T("ui.cancel"), Right: s.T("bookings.cancel.act"), Danger: true}
	d.OnRight = func() bool {
		c := data.CancelParams{Participant: h.Participant, Cohort: h.Cohort, By: journey.ByParticipant, Reason: strings.TrimSpace(reason.Text()), Late: lateness.Selected() == 1}
		if by.Selected() == 1 {
			c.By, c.Late = journey.ByClinic, false
		}
		d.Close()
		p.cancelled(h.Row, c)
		return true
	}
	reason.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

func (p *Page) cancelled(r data.Row, c data.CancelParams) {
	var logged data.Logged
	p.s.Do("", func(ctx context.Context) (err error) {
		logged, err = p.store.CancelBooking(ctx, c)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.done(say.T("bookings.done.cancelled", "Who", who(r)), logged)
		p.letGo()
		p.reload()
	})
}

// openPerson opens the page of the person under the slot, else of the one in hand.
func (p *Page) openPerson() {
	r, reason := data.Row{}, ""
	switch s := p.here(); {
	case s.hour != nil:
		r = s.hour.Row
	case p.hand != nil:
		r = p.hand.row
	default:
		p.s.Tell(widget.BandInfo, say.T("bookings.open.none"))
		return
	}
	to := func(why string) shell.Route {
		return shell.ToPerson{ID: r.Participant, Cohort: r.Cohort, Reason: why}
	}
	if r.Participant == p.route.Person {
		reason = p.route.Reason
	}
	if reason != "" {
		p.s.Go(to(reason))
		return
	}
	p.s.Open(r.Label(), to)
}

// spanOf gives how long a talk at a place lasts.
func (p *Page) spanOf(a place) booking.Span {
	return booking.Span{From: a.From, To: a.From + booking.Clock(p.week.Calendar.Slot)}
}

// shortDay gives "tis 17 mars".
func (p *Page) shortDay(d day.Date) string {
	return p.s.T("bookings.day", "Day", p.weekday(d), "On", d)
}

// weekday gives "tis".
func (p *Page) weekday(d day.Date) string {
	return string([]rune(say.Weekday(p.s.Lang(), d))[:3])
}
