package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// Work is what Idag shows: what is due and waits for us, and what was handled today.
type Work struct {
	Day    day.Date
	Rows   []WorkRow // most urgent queue first; in each the oldest first, handled rows where they stood
	Queues []QueueCount
	Done   int // rows handled today
}

// WorkRow is a row of Idag.
type WorkRow struct {
	Row
	Queue   journey.Queue // where the row stands; of a handled row, where it stood
	Step    journey.StepKind
	Since   day.Date
	Due     day.Date
	Reason  say.Text // why; of a handled row, what was done
	Handled *Handled // nil for an open row
	Clock   string   // 13:00: when a visit of the day is or was booked; "" for other rows
}

// Handled says when a row of today was done, and by which event.
type Handled struct {
	At    time.Time
	Event string
}

// QueueCount is a queue with the number of open rows.
type QueueCount struct {
	Queue  journey.Queue
	Count  int
	Oldest day.Date // since when the oldest waits; zero for none
}

// Today gives the work list of a cohort, or of all when cohort is 0: journeys whose
// next step is ours and due, and rows that were handled since the day began.
func (s *Store) Today(ctx context.Context, cohort int) (Work, error) {
	if err := s.turnDay(ctx); err != nil {
		return Work{}, err
	}
	w := Work{Day: s.Day()}
	err := s.read(ctx, func(r reader) error {
		if err := w.readOpen(r, cohort); err != nil {
			return err
		}
		if err := w.tellForms(r); err != nil {
			return err
		}
		return w.readHandled(r, cohort, s.rules())
	})
	if err != nil {
		return Work{}, fmt.Errorf("read the work list: %w", err)
	}
	w.order()
	return w, nil
}

func (w *Work) readOpen(r reader, cohort int) error {
	entries, err := readEntries(r, `SELECT id FROM journey WHERE queue <> '' AND due <= ?1 AND (?2 = 0 OR cohort = ?2)`, w.Day.String(), cohort)
	if err != nil {
		return err
	}
	rows, err := readRows(r, entries)
	for _, row := range rows {
		next := row.Status.Next
		open := WorkRow{Row: row, Queue: next.Queue, Step: next.Step, Since: next.Since, Due: next.Due, Reason: next.Reason}
		if b := row.Status.Booking; b != nil && next.Queue == journey.QueueVisits {
			open.Clock = b.Time
		}
		w.Rows = append(w.Rows, open)
	}
	return err
}

func readEntries(r reader, query string, args ...any) (list []*entry, err error) {
	rows, err := r.rows(query, args...)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		e := &entry{}
		list = append(list, e)
		return rows.Scan(&e.row)
	})
}

func (w *Work) readHandled(r reader, cohort int, rules journey.Rules) error {
	rows, err := r.rows(`SELECT h.queue, h.step, h.since, h.due, h.at, h.event, j.id FROM handled h
		JOIN journey j ON j.participant = h.participant AND j.cohort = h.cohort
		WHERE h.day = ?1 AND (?2 = 0 OR h.cohort = ?2)`, w.Day.String(), cohort)
	if err != nil {
		return err
	}
	var list []WorkRow
	var entries []*entry
	err = each(rows, func() error {
		var done WorkRow
		var since, due, event string
		var at, row int64
		if err := rows.Scan(&done.Queue, &done.Step, &since, &due, &at, &event, &row); err != nil {
			return err
		}
		done.Since, done.Due, done.Handled = dayOf(since), dayOf(due), &Handled{At: instant(at), Event: event}
		list, entries = append(list, done), append(entries, &entry{row: row})
		return nil
	})
	if err != nil {
		return err
	}
	found, err := readRowMap(r, entries)
	if err != nil {
		return err
	}
	for i, done := range list {
		e, err := readEvent(r, done.Handled.Event)
		if err != nil {
			return err
		}
		done.Row, done.Reason = found[entries[i].row], journey.Sentence(e)
		if done.Queue == journey.QueueVisits { // its hour may be free again: the row stays where it stood
			events, err := readEvents(r, done.Ref())
			if err != nil {
				return err
			}
			if start, ok := journey.HeldBefore(events, rules, done.Handled.Event); ok {
				done.Clock = start.Clock
			}
		}
		w.Rows = append(w.Rows, done)
		w.Done++
	}
	return nil
}

// order sorts the rows and counts the queues.
func (w *Work) order() {
	rank := map[journey.Queue]int{}
	for i, q := range journey.Queues {
		rank[q] = i
		w.Queues = append(w.Queues, QueueCount{Queue: q})
	}
	slices.SortFunc(w.Rows, func(a, b WorkRow) int {
		return cmp.Or(cmp.Compare(rank[a.Queue], rank[b.Queue]), a.Since.Compare(b.Since), cmp.Compare(a.Clock, b.Clock), cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Cohort, b.Cohort))
	})
	for _, row := range w.Rows {
		q := &w.Queues[rank[row.Queue]]
		if row.Handled != nil {
			continue
		}
		q.Count++
		if q.Oldest.IsZero() || row.Since.Before(q.Oldest) {
			q.Oldest = row.Since
		}
	}
}

// place is where a journey stands on Idag.
type place struct{ queue, step, since, due string }

func (p place) open(today string) bool { return p.queue != "" && p.due <= today }

// markHandled keeps a row of Idag that a person's event has just done.
func (t *tx) markHandled(ref Ref, old, now place) error {
	today := t.today.String()
	if now.open(today) {
		if _, err := t.exec(`DELETE FROM handled WHERE day = ? AND participant = ? AND cohort = ? AND queue = ?`,
			today, ref.Participant, ref.Cohort, now.queue); err != nil {
			return err
		}
	}
	event := t.handled[ref]
	if event == "" || !old.open(today) || now.open(today) && now.queue == old.queue {
		return nil
	}
	var undoing bool
	if err := t.row(`SELECT kind = ? FROM event WHERE id = ?`, journey.Undone, event).Scan(&undoing); err != nil || undoing {
		return err // taking something back is not doing the row
	}
	_, err := t.exec(`INSERT OR REPLACE INTO handled (day, participant, cohort, queue, step, since, due, event, at) VALUES (?,?,?,?,?,?,?,?,?)`,
		today, ref.Participant, ref.Cohort, old.queue, old.step, old.since, old.due, event, millis(t.now))
	return err
}

// turnDay recomputes the journeys whose status changes with the date: once a day, and
// all of them when the clock was set back.
func (s *Store) turnDay(ctx context.Context) error {
	today := s.Day()
	s.turnMu.Lock()
	defer s.turnMu.Unlock()
	if s.turned == today {
		return nil
	}
	err := s.write(ctx, act{Act: "day"}, func(t *tx) error {
		t.quiet = true
		var last string
		if err := t.row(`SELECT day FROM turned`).Scan(&last); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE turned SET day = ?`, t.today.String()); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM handled WHERE day <> ?`, t.today.String()); err != nil {
			return err
		}
		if err := t.refact(); err != nil {
			return err
		}
		if t.today.String() < last {
			return t.recompute()
		}
		return t.touchWhere(`SELECT participant, cohort FROM journey WHERE changes <> '' AND changes <= ?`, t.today.String())
	})
	if err == nil {
		s.turned = today
	}
	return err
}
