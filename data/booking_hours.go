package data

import (
	"cmp"
	"slices"
	"strconv"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// Bookings, the table: which hours the journeys hold, kept with their state.

// keepHours writes a journey's hours anew. Most journeys never had one and cost nothing.
func (t *tx) keepHours(st *standing) error {
	if !st.timed && st.listed {
		return nil
	}
	if _, err := t.exec(`DELETE FROM booked WHERE participant = ? AND cohort = ?`, st.ref.Participant, st.ref.Cohort); err != nil || !st.listed {
		return err
	}
	for i, h := range st.hours {
		if _, err := t.exec(`INSERT INTO booked (participant, cohort, n, day, clock, room, via, outcome, until) VALUES (?,?,?,?,?,?,?,?,?)`,
			st.ref.Participant, st.ref.Cohort, i, h.Day.String(), h.Clock, h.Room, h.Via, string(h.Outcome), h.Until.String()); err != nil {
			return err
		}
	}
	return nil
}

const hourColumns = `b.participant, b.cohort, b.day, b.clock, b.room, b.via, b.outcome, b.until`

func scanHour(scan func(...any) error, more ...any) (ref Ref, h journey.Hour, err error) {
	var on, until string
	args := append([]any{&ref.Participant, &ref.Cohort, &on, &h.Clock, &h.Room, &h.Via, &h.Outcome, &until}, more...)
	err = scan(args...)
	h.Day, h.Until = dayOf(on), dayOf(until)
	return ref, h, err
}

// readAllHours gives the hours of every journey, as they stand in the table.
func readAllHours(r reader) (map[Ref][]journey.Hour, error) {
	rows, err := r.rows(`SELECT ` + hourColumns + ` FROM booked b ORDER BY b.participant, b.cohort, b.n`)
	if err != nil {
		return nil, err
	}
	all := map[Ref][]journey.Hour{}
	return all, each(rows, func() error {
		ref, h, err := scanHour(rows.Scan)
		all[ref] = append(all[ref], h)
		return err
	})
}

// placed is an hour of the calendar with what it belongs to.
type placed struct {
	booking.Hour
	ref   Ref // of a visit or a held time …
	row   int64
	was   journey.Hour
	block *Block // … nil but for the clinic's own time
}

// diary is what fills some days of the calendar.
type diary struct {
	calendar booking.Calendar
	today    day.Date
	list     []placed // in order of day, time and room
}

// readDiary reads what fills the days from first to last, as it holds today. Missed
// hours are among it: they are history, and in nobody's way.
func readDiary(r reader, calendar booking.Calendar, today, first, last day.Date) (*diary, error) {
	d := &diary{calendar: calendar, today: today}
	rows, err := r.rows(`SELECT `+hourColumns+`, j.id FROM booked b JOIN journey j ON j.participant = b.participant AND j.cohort = b.cohort
		WHERE b.day BETWEEN ? AND ?`, first.String(), last.String())
	if err != nil {
		return nil, err
	}
	err = each(rows, func() error {
		p := placed{}
		var err error
		if p.ref, p.was, err = scanHour(rows.Scan, &p.row); err != nil {
			return err
		}
		if p.was.Outcome == journey.HourHeld && !p.was.Held(today) {
			return nil
		}
		p.Hour = d.hour(p.was, p.ref)
		d.list = append(d.list, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	blocks, err := readBlocks(r, first, last)
	if err != nil {
		return nil, err
	}
	for i := range blocks {
		b := &blocks[i]
		for on := maxDay(b.From, first); !on.After(b.To) && !on.After(last); on = on.Add(1) {
			d.list = append(d.list, placed{Hour: b.on(on), block: b})
		}
	}
	slices.SortStableFunc(d.list, func(a, b placed) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.From, b.From), cmp.Compare(a.Room, b.Room), cmp.Compare(a.Owner, b.Owner))
	})
	return d, nil
}

func maxDay(a, b day.Date) day.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// hour puts a journey's hour into the calendar.
func (d *diary) hour(h journey.Hour, ref Ref) booking.Hour {
	kind := booking.Visit
	if h.Outcome == journey.HourHeld {
		kind = booking.Held
	}
	from, _ := booking.ParseClock(h.Clock)
	return d.calendar.Hour(h.Day, from, booking.Room(h.Room), kind, ref.owner())
}

// owner names a journey among the hours.
func (r Ref) owner() string { return r.Participant + "/" + strconv.Itoa(r.Cohort) }

// inTheWay gives what stands in the way of an hour.
func (d *diary) inTheWay(h booking.Hour) (list []placed) {
	var taken []booking.Hour
	for _, p := range d.list {
		if p.was.Outcome != journey.HourMissed {
			taken = append(taken, p.Hour)
		}
	}
	for _, c := range d.calendar.Clashes(h, taken) {
		i := slices.IndexFunc(d.list, func(p placed) bool { return p.Hour == c && p.was.Outcome != journey.HourMissed })
		list = append(list, d.list[i])
	}
	return list
}
