package data

import (
	"context"
	"fmt"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// Bookings, the rule (Q16): whether a time is free. Every booking and every move goes
// through seat, whatever use case or command recorded it.
//
// A time that clashes, or lies on a closed day or outside the opening hours, is
// refused; a reason lets it through and is told in the timeline. Two exceptions,
// because what has happened cannot be refused:
//
//   - A time that the participant chose in Clinic24 (via=ticket) stands there whatever
//     we think of it. It is recorded, and what is in its way is said as a warning: two
//     people are on their way to one room, and somebody has to call one of them.
//   - Of a day that has passed, the opening hours are not asked: somebody writes down
//     what was. A clash is stopped all the same, since then one of the two is wrong.

// seating is a time, or several, to be put into the calendar.
type seating struct {
	calendar booking.Calendar
	today    day.Date
	ref      Ref
	event    *journey.Event
	starts   []journey.Start // the booked one, then those offered beside it
	room     booking.Room    // where: a move without a room keeps the one it had
}

// newSeating finds the room of a booked or rebooked event and writes it into the event
// as the calendar spells it. The room of a time from Clinic24 may be unknown to us.
func newSeating(calendar booking.Calendar, today day.Date, ref Ref, e *journey.Event, before *journey.Status) (*seating, error) {
	s := &seating{calendar: calendar, today: today, ref: ref, event: e}
	room, err := calendar.RoomOf(e.Details.Room)
	switch {
	case err == nil:
		e.Details.Room, s.room = string(room), room
	case e.Details.Via == string(journey.ByTicket):
		s.room = booking.Room(e.Details.Room)
	default:
		return nil, err
	}
	if e.Kind == journey.Rebooked && s.room == "" && before.Booking != nil {
		s.room = booking.Room(before.Booking.Room)
	}
	start, err := journey.ParseStart(e.Details.Start)
	if err != nil {
		return nil, err
	}
	s.starts = append([]journey.Start{start}, e.Details.Offers()...)
	return s, nil
}

// stops gives what stands in the way, one text for each time and kind of obstacle.
func (s *seating) stops(r reader) (list []say.Text, err error) {
	for i, start := range s.starts {
		d, err := readDiary(r, s.calendar, s.today, start.Day, start.Day)
		if err != nil {
			return nil, fmt.Errorf("read the calendar of %s: %w", start.Day, err)
		}
		h := d.hour(journey.Hour{Start: start, Room: string(s.room)}, s.ref)
		if i > 0 {
			h.Kind = booking.Held
		}
		if others := d.inTheWay(h); len(others) > 0 {
			text, err := s.clash(r, h, others)
			if err != nil {
				return nil, err
			}
			list = append(list, text)
		}
		if why := s.calendar.Outside(h.Day, h.Span); !why.IsZero() && !h.Day.Before(s.today) {
			list = append(list, say.T("booking.err.stop.closed", "On", h.Day, "Span", h.Span.Words(), "Why", why))
		}
	}
	return list, nil
}

func (s *seating) clash(r reader, h booking.Hour, others []placed) (say.Text, error) {
	who, err := whoIsThere(r, others)
	if err != nil {
		return say.Text{}, err
	}
	if h.Room == "" {
		return say.T("booking.err.stop.clash", "On", h.Day, "Span", h.Span.Words(), "Who", who), nil
	}
	return say.T("booking.err.stop.clash.room", "On", h.Day, "Span", h.Span.Words(), "Room", journey.RoomWords(string(h.Room)), "Who", who), nil
}

// whoIsThere says who or what has an hour: "Karin Nordin 10.00–11.00 och Planering
// 10.30–12.00". Of a protected person it says that the hour is taken, nothing else (D12).
func whoIsThere(r reader, others []placed) (all say.Text, err error) {
	for i, o := range others {
		who := say.Text{}
		if o.block != nil {
			who = say.T("booking.who.block", "Name", o.block.Name, "Span", o.Span.Words())
		} else if who, err = nameOf(r, o); err != nil {
			return who, err
		}
		switch {
		case i == 0:
			all = who
		case i == len(others)-1 || i == 2:
			all = say.T("booking.who.and", "A", all, "B", who)
		default:
			all = say.T("booking.who.list", "A", all, "B", who)
		}
		if i == 2 {
			break // three names are enough to know what to look at
		}
	}
	return all, nil
}

func nameOf(r reader, o placed) (say.Text, error) {
	p, err := readPerson(r, o.ref.Participant)
	switch {
	case err != nil:
		return say.Text{}, fmt.Errorf("read participant %s: %w", o.ref.Participant, err)
	case p.protected:
		return say.T("booking.who.protected", "Span", o.Span.Words()), nil
	case o.Kind == booking.Held:
		return say.T("booking.who.held", "Name", p.name(), "Span", o.Span.Words()), nil
	}
	return say.T("booking.who.visit", "Name", p.name(), "Span", o.Span.Words()), nil
}

// seat checks a booking or a move against the calendar, as it is with everything that
// the write has done so far. It gives what is unwise, or the refusal.
func (t *tx) seat(ref Ref, e *journey.Event, before *journey.Status) ([]say.Text, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	s, err := newSeating(t.s.Config().Calendar(), t.today, ref, e, before)
	if err != nil {
		return nil, err
	}
	stops, err := s.stops(t)
	if err != nil {
		return nil, err
	}
	d := &e.Details
	switch {
	case len(stops) == 0:
		d.Override = "" // nothing was in the way
		return nil, nil
	case d.Via == string(journey.ByTicket):
		d.Override = ""
		return asWarnings(stops), nil
	case d.Override == "":
		return nil, &fault.Error{Code: fault.Refused, Text: stops[0]}
	}
	return nil, nil
}

// asWarnings says what stands in the way of a time that is recorded all the same.
func asWarnings(stops []say.Text) (list []say.Text) {
	for _, s := range stops {
		switch s.ID {
		case "booking.err.stop.clash":
			s.ID = "booking.warn.clash"
		case "booking.err.stop.clash.room":
			s.ID = "booking.warn.clash.room"
		default:
			s.ID = "booking.warn.closed"
		}
		list = append(list, s)
	}
	return list
}

// cameBack warns where an undoing gave a journey an hour that somebody else has got
// meanwhile. Undoing is never refused (D4).
func (t *tx) cameBack(ref Ref, before *journey.Status) ([]say.Text, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	after := t.standing[ref]
	b := after.Booking
	if b == nil || b.Day.Before(t.today) || before.Booking != nil && before.Booking.Day == b.Day && before.Booking.Time == b.Time && before.Booking.Room == b.Room {
		return nil, nil
	}
	s := &seating{calendar: t.s.Config().Calendar(), today: t.today, ref: ref, room: booking.Room(b.Room),
		starts: append([]journey.Start{{Day: b.Day, Clock: b.Time}}, b.Also...)}
	stops, err := s.stops(t)
	return asWarnings(stops), err
}

// Judge tells what booking a time, or moving to it for somebody who has one, would
// meet. Nothing is changed; a room that does not exist is an error.
func (s *Store) Judge(ctx context.Context, p BookParams) (j Judged, err error) {
	today := s.Day()
	err = s.read(ctx, func(r reader) error {
		ref, err := findRef(r, today, p.Participant, p.Cohort)
		if err != nil {
			return err
		}
		rules := s.rules()
		st, err := stand(r, ref, rules, today)
		if err != nil {
			return err
		}
		e := journey.Event{Kind: journey.Booked, Details: p.details(), At: s.clock()}
		if st.status.Booking != nil {
			e.Kind = journey.Rebooked
		}
		sit, err := newSeating(s.Config().Calendar(), today, ref, &e, &st.status)
		if err != nil {
			return err
		}
		stops, err := sit.stops(r)
		if err != nil {
			return err
		}
		j.Warnings = journey.BookingWarnings(st.status, e, rules)
		j.Days = sit.starts[0].Day.Sub(today)
		j.Samples = !st.status.Samples.IsZero() || j.Days >= rules.SampleDays
		switch {
		case len(stops) > 0 && p.Via == string(journey.ByTicket):
			j.Warnings = append(asWarnings(stops), j.Warnings...)
		case len(stops) > 0:
			j.Stop = stops[0]
		}
		return nil
	})
	return j, err
}
