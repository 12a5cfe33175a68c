package journey

import "fyrtio/core/day"

// HourOutcome is what became of a booked hour.
type HourOutcome string

// The outcomes of an hour.
const (
	HourHolds   HourOutcome = ""        // it is booked
	HourHeld    HourOutcome = "held"    // offered beside the booked one, and not chosen yet
	HourVisited HourOutcome = "visited" // the participant came
	HourMissed  HourOutcome = "no_show"
)

// Hour is an hour of the calendar that a journey holds or has used.
type Hour struct {
	Start
	Room    string
	Via     string
	Outcome HourOutcome
	Until   day.Date // of a held one: held through this day; zero = until the day before it
}

// Hours gives the hours that a journey holds, those held beside it, and those at which
// the participant came or did not come, in the order of booking. An hour that was
// cancelled or moved is free: it is not among them. The list holds on any day; whether
// a held hour has freed itself is Held's answer.
func Hours(events []Event, r Rules) (list []Hour) {
	c := course{round: 1}
	for _, e := range Holding(events) {
		was := c.booking
		c.take(e, r)
		if !was.is() || c.booking.made == was.made {
			continue
		}
		h := was.hour()
		switch {
		case e.Kind == Visited && !was.start.Day.After(day.Of(e.At)):
			h.Outcome = HourVisited
		case e.Kind == NoShow:
			h.Outcome = HourMissed
		default:
			continue
		}
		list = append(list, h)
	}
	if b := &c.booking; b.is() {
		list = append(list, b.hour())
		for _, offered := range b.also {
			list = append(list, Hour{Start: offered, Room: b.room, Via: b.via, Outcome: HourHeld, Until: b.until})
		}
	}
	return list
}

// HeldBefore gives the time that a journey held just before an event; ok is false for none.
func HeldBefore(events []Event, r Rules, id string) (start Start, ok bool) {
	c := course{round: 1}
	for _, e := range Holding(events) {
		if e.ID == id {
			break
		}
		c.take(e, r)
	}
	return c.booking.start, c.booking.is()
}

func (b *booking) hour() Hour { return Hour{Start: b.start, Room: b.room, Via: b.via} }

// Held reports whether an offered hour is still held on a day.
func (h Hour) Held(today day.Date) bool {
	return h.Outcome == HourHeld && held(h.Start, h.Until, today)
}

// Holds reports whether a time that was offered beside the booking is still held on a day.
func (b *Booking) Holds(offered Start, today day.Date) bool { return held(offered, b.Until, today) }

// held: an offered time frees itself when the day to answer has gone, and when its own
// day has come.
func held(offered Start, until, today day.Date) bool {
	return offered.Day.After(today) && (until.IsZero() || !today.After(until))
}
