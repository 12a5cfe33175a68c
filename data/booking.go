package data

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// Bookings, first half: what screens and papers are told, and booking, moving and
// cancelling. Whether a time is free is decided where every event is added, in the
// same transaction (booking_seat.go), so that no way of recording goes past it (Q16).

// BookParams is a time to book for a participant, or to move a booking to.
type BookParams struct {
	Participant string // id or personal number
	Cohort      int    // 0 = the latest
	Start       journey.Start
	Room        string          // one of the calendar's rooms; "" = not told, when moving the one it has
	Also        []journey.Start // other times that the letter offers, held until one is chosen
	Until       day.Date        // they are held through this day; zero = as long as a letter may go unanswered (letter_days)
	Via         string          // ticket, phone, letter, desk; "" = desk. Moved: ticket or ""
	Override    string          // why the time is taken although something is in its way (Q16)
	Called      string          // an outcome of journey.Called recorded in the same act, "" for no call: "booked"
	Text        string          // a comment
}

// Judged is what there is to say of a time before it is booked.
type Judged struct {
	Stop     say.Text   // why it is refused without an override; zero when it is not
	Warnings []say.Text // unwise, never stopping: samples that cannot be ready (Q5), short notice
	Days     int        // from today to the time
	Samples  bool       // there is time for samples, or they are taken
}

// CancelParams says who cancelled a booking and why.
type CancelParams struct {
	Participant string
	Cohort      int
	By          string // participant, clinic; "" = participant
	Reason      string
	Late        bool // too late to give the hour to somebody else
}

// Week is a week of the calendar.
type Week struct {
	Monday   day.Date
	Today    day.Date
	Samples  day.Date // the first day on which a talk leaves time for samples (Q5)
	Calendar booking.Calendar
	Rooms    []booking.Room // the columns: the calendar's, else those of the week's hours; at least one, perhaps ""
	Span     booking.Span   // from the earliest opening, or hour, to the latest of the week
	Days     []WeekDay      // Monday to Friday, and Saturday and Sunday where the clinic is open or somebody is booked
}

// WeekDay is a day of a week.
type WeekDay struct {
	Day    day.Date
	Open   booking.Span     // the opening hours; zero on a closed day
	Closed say.Text         // why it is closed: "Midsommarafton"; zero on an open day
	Slots  [][]booking.Slot // for each of the week's rooms
	Hours  []BookedHour     // visits and held times, in order of time and room
	Blocks []Block          // the clinic's own time that day, in order
}

// BookedHour is an hour that a journey holds or has held.
type BookedHour struct {
	Row            // of a protected person S-04 alone
	booking.Hour   // Kind visit or held; Room as booked
	Column         booking.Room
	Outcome        journey.HourOutcome // visited, no_show; "" while it lies ahead
	Via            string
	Until          day.Date // of a held time: held through this day; zero = until the day before it
	Wish           string   // how and when the person likes to be reached or helped; none of a protected person
	Note           string   // the latest note on the journey; none of a protected person
	Clash          bool     // something else stands in its way: overridden, or from Clinic24
	SamplesTooLate bool     // no samples, and no time left for them (Q5)
}

// Block is time that the clinic keeps for itself: planning, a closed afternoon.
type Block struct {
	ID       string
	From, To day.Date // first and last day
	booking.Span
	Room  booking.Room // "" = all rooms
	Name  string       // Planering
	At    time.Time    // when it was added
	Actor string
}

// BlockParams is time to keep free of bookings.
type BlockParams struct {
	From, To day.Date // To zero = From
	booking.Span
	Room     string // "" = all rooms
	Name     string
	Override string // why, although somebody is booked there
}

// WaitRow is somebody who is to get a time.
type WaitRow struct {
	Row
	Since day.Date
	Wish  string // what suits: "eftermiddag"; none of a protected person
}

// Stopped reports whether an error is that something stands in a time's way, so that
// an override with a reason would let it through.
func Stopped(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && strings.HasPrefix(f.Text.ID, "booking.err.stop.")
}

// details gives the event's details.
func (p *BookParams) details() journey.Details {
	return journey.Details{Start: p.Start.String(), Room: p.Room, Also: journey.JoinStarts(p.Also), Until: p.Until, Via: p.Via,
		Override: strings.TrimSpace(p.Override), Text: strings.TrimSpace(p.Text)}
}

// Book books a time, and records the call that agreed on it in the same act. A time
// that is taken, or that lies outside the opening hours, is refused unless Override
// says why (Q16; Stopped tells such a refusal).
func (s *Store) Book(ctx context.Context, p BookParams) (Logged, error) {
	e := journey.Event{Kind: journey.Booked, Details: p.details()}
	if p.Via == "" {
		e.Details.Via = "desk"
	}
	if len(p.Also) > 0 && p.Until.IsZero() {
		e.Details.Until = s.Day().Add(s.rules().LetterDays)
	}
	return s.logAll(ctx, p.Participant, p.Cohort, p.agreed(e))
}

// Rebook moves a booking, and records the call that agreed on it in the same act. To
// choose one of the times that a letter offered is to move to it; the others are free then.
func (s *Store) Rebook(ctx context.Context, p BookParams) (Logged, error) {
	p.Also, p.Until = nil, day.Date{}
	return s.logAll(ctx, p.Participant, p.Cohort, p.agreed(journey.Event{Kind: journey.Rebooked, Details: p.details()}))
}

// agreed gives a booking with the call that agreed on it, if there was one. The booking
// goes first: where it is refused, no call is left behind.
func (p *BookParams) agreed(e journey.Event) []journey.Event {
	if p.Called == "" {
		return []journey.Event{e}
	}
	return []journey.Event{e, {Kind: journey.Called, Details: journey.Details{Outcome: p.Called}}}
}

// CancelBooking cancels the booking that holds. The hour, and those held beside it, are
// free at once.
func (s *Store) CancelBooking(ctx context.Context, p CancelParams) (Logged, error) {
	d := journey.Details{By: p.By, Reason: strings.TrimSpace(p.Reason), Late: journey.No}
	if p.By == "" {
		d.By = journey.ByParticipant
	}
	if p.Late {
		d.Late = journey.Yes
	}
	return s.logAll(ctx, p.Participant, p.Cohort, []journey.Event{{Kind: journey.Cancelled, Details: d}})
}

// logAll records events of one participant as one act: all of them or none.
func (s *Store) logAll(ctx context.Context, who string, cohort int, events []journey.Event) (l Logged, err error) {
	if err := s.turnDay(ctx); err != nil {
		return l, err
	}
	err = s.write(ctx, act{Act: "log"}, func(t *tx) error {
		ref, err := findRef(t, t.today, who, cohort)
		if err != nil {
			return err
		}
		var names []string
		for _, e := range events {
			if _, err := t.add(ref, e, &l); err != nil {
				return err
			}
			names = append(names, string(e.Kind))
		}
		t.act.Participant, t.act.Detail = ref.Participant, map[string]any{"kind": strings.Join(names, " ")}
		return t.report(&l)
	})
	return l, err
}
