package data

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// Bookings, the week on the screen, and those who wait for a time.

// Week gives the week of a day, with all rooms and everybody in them.
func (s *Store) Week(ctx context.Context, of day.Date) (w Week, err error) {
	if err := s.turnDay(ctx); err != nil {
		return w, err
	}
	monday := of.Add(-(int(of.Weekday()) + 6) % 7)
	today := s.Day()
	w = Week{Monday: monday, Today: today, Samples: today.Add(s.rules().SampleDays), Calendar: s.Config().Calendar()}
	err = s.read(ctx, func(r reader) error { return w.read(r) })
	if err != nil {
		return Week{}, fmt.Errorf("read the week of %s: %w", monday, err)
	}
	return w, nil
}

func (w *Week) read(r reader) error {
	d, err := readDiary(r, w.Calendar, w.Today, w.Monday, w.Monday.Add(6))
	if err != nil {
		return err
	}
	hours, err := d.booked(r, w.Samples.Sub(w.Today))
	if err != nil {
		return err
	}
	w.columns(hours)
	for i := range 7 {
		w.add(d, w.Monday.Add(i), hours)
	}
	if w.Span.IsZero() {
		w.Span = booking.Span{From: booking.At(8, 0), To: booking.At(16, 0)}
	}
	return nil
}

// columns finds the rooms that the week shows: those of the settings, or those that
// its hours name.
func (w *Week) columns(hours []BookedHour) {
	if w.Rooms = slices.Clone(w.Calendar.Rooms); len(w.Rooms) > 0 {
		return
	}
	for _, h := range hours {
		if !slices.Contains(w.Rooms, h.Column) {
			w.Rooms = append(w.Rooms, h.Column)
		}
	}
	slices.Sort(w.Rooms)
	if len(w.Rooms) == 0 {
		w.Rooms = []booking.Room{""}
	}
}

// add adds a day; of Saturday and Sunday only those on which something is.
func (w *Week) add(d *diary, on day.Date, all []BookedHour) {
	a := WeekDay{Day: on}
	for _, h := range all {
		if h.Day == on {
			a.Hours = append(a.Hours, h)
			w.widen(h.Span)
		}
	}
	weekend := (int(on.Weekday())+6)%7 > 4
	if weekend && len(a.Hours) == 0 && w.Calendar.Hours[on.Weekday()].IsZero() {
		return
	}
	a.Open, a.Closed = w.Calendar.Open(on)
	w.widen(w.Calendar.Hours[on.Weekday()])
	var taken []booking.Hour
	for _, p := range d.list {
		if p.Day != on || p.was.Outcome == journey.HourMissed {
			continue
		}
		taken = append(taken, p.Hour)
		if p.block != nil {
			a.Blocks = append(a.Blocks, *p.block)
		}
	}
	for _, room := range w.Rooms {
		a.Slots = append(a.Slots, w.Calendar.Slots(on, room, taken))
	}
	w.Days = append(w.Days, a)
}

// widen makes the week tall enough for a stretch of time.
func (w *Week) widen(s booking.Span) {
	switch {
	case s.IsZero():
	case w.Span.IsZero():
		w.Span = s
	default:
		w.Span = booking.Span{From: min(w.Span.From, s.From), To: max(w.Span.To, s.To)}
	}
}

// booked gives the diary's visits and held times with their people; samples take
// sampleDays.
func (d *diary) booked(r reader, sampleDays int) ([]BookedHour, error) {
	var entries []*entry
	var hours []booking.Hour
	for _, p := range d.list {
		hours = append(hours, p.Hour)
		if p.block == nil {
			entries = append(entries, &entry{row: p.row})
		}
	}
	rows, err := readRowMap(r, entries)
	if err != nil {
		return nil, err
	}
	told, err := readTold(r, entries)
	if err != nil {
		return nil, err
	}
	columns := d.calendar.Columns(hours)
	var list []BookedHour
	for i, p := range d.list {
		if p.block != nil {
			continue
		}
		h := BookedHour{Row: rows[p.row], Hour: p.Hour, Column: columns[i], Via: p.was.Via, Until: p.was.Until}
		if p.was.Outcome != journey.HourHeld {
			h.Outcome = p.was.Outcome
		}
		if t := told[p.row]; !h.Protected {
			h.Wish, h.Note = t.wish, t.note
		}
		h.Clash = h.Outcome == journey.HourHolds && len(d.inTheWay(p.Hour)) > 0
		if b := h.Status.Booking; b != nil && h.Kind == booking.Visit && b.Day == h.Day && !h.Day.Before(d.today) {
			h.SamplesTooLate = h.Status.Samples.IsZero() && h.Day.Sub(b.Made) < sampleDays
		}
		list = append(list, h)
	}
	return list, nil
}

// told is what somebody has said beside what lists show.
type told struct {
	wish string // how and when the person likes to be reached
	help string // what suits, as told when help was asked for
	note string // the latest note
}

// readTold gives what the people of some rows have said, by row.
func readTold(r reader, entries []*entry) (map[int64]told, error) {
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.row
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	const last = `coalesce((SELECT json_extract(e.details, '$.%s') FROM event e WHERE e.participant = j.participant AND e.cohort = j.cohort AND e.kind = '%s'
		AND NOT EXISTS (SELECT 1 FROM event u WHERE u.participant = e.participant AND u.cohort = e.cohort AND u.kind = 'undone' AND json_extract(u.details, '$.event') = e.id)
		ORDER BY e.at DESC, e.seq DESC LIMIT 1), '')`
	rows, err := r.rows(`SELECT DISTINCT j.id, c.wish, `+fmt.Sprintf(last, "what", journey.WantsHelp)+`, `+fmt.Sprintf(last, "text", journey.Note)+`
		FROM json_each(?) w JOIN journey j ON j.id = w.value JOIN participant p ON p.id = j.participant
		JOIN contact_version c ON c.participant = p.id AND c.id = p.contact WHERE NOT p.protected`, string(list))
	if err != nil {
		return nil, err
	}
	found := map[int64]told{}
	return found, each(rows, func() error {
		var row int64
		var t told
		err := rows.Scan(&row, &t.wish, &t.help, &t.note)
		found[row] = t
		return err
	})
}

// WaitingForTime gives those of a cohort (0 = all) who are to be helped to a time, who
// waited longest first (Q12).
func (s *Store) WaitingForTime(ctx context.Context, cohort int) (list []WaitRow, err error) {
	if err := s.turnDay(ctx); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(r reader) error {
		entries, err := readEntries(r, `SELECT id FROM journey WHERE queue <> '' AND due <> '' AND step = ?1 AND (?2 = 0 OR cohort = ?2)`, journey.StepHelpBook, cohort)
		if err != nil {
			return err
		}
		rows, err := readRowMap(r, entries)
		if err != nil {
			return err
		}
		told, err := readTold(r, entries)
		if err != nil {
			return err
		}
		for _, e := range entries {
			w := WaitRow{Row: rows[e.row], Since: rows[e.row].Status.Next.Since}
			if !w.Protected {
				w.Wish = cmp.Or(told[e.row].help, told[e.row].wish)
			}
			list = append(list, w)
		}
		return nil
	})
	slices.SortFunc(list, func(a, b WaitRow) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Cohort, b.Cohort))
	})
	return list, err
}
