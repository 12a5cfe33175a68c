package data

import (
	"context"
	"fmt"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// Undoing is what UndoImport did.
type Undoing struct {
	Undone  int // persons
	Refused []Refusal
}

// UndoImport takes a whole import back: earlier contacts hold again, people whom it
// brought are forgotten, nobody is gone because of it. One person on whom somebody
// has worked since refuses the whole (D15); they are listed and nothing changes. A
// protected identity that the import brought stays, and so does what it destroyed.
func (s *Store) UndoImport(ctx context.Context, batch string) (Undoing, error) {
	var u Undoing
	check := func(r reader) error {
		var err error
		u.Refused, err = undoRefusals(r, batch)
		if err == nil && len(u.Refused) > 0 {
			err = fault.New(fault.Refused, "data.err.import.worked", "N", len(u.Refused))
		}
		return err
	}
	if err := s.read(ctx, check); err != nil {
		return u, err
	}
	if _, err := s.Backup(ctx, BeforeUndo); err != nil {
		return u, err
	}
	err := s.write(ctx, act{Act: "import.undo", Detail: map[string]string{"batch": batch}}, func(t *tx) (err error) {
		if err := check(t); err != nil {
			return err
		}
		u.Undone, err = t.undoBatch(batch)
		return err
	})
	if err == nil {
		err = s.flush(ctx)
	}
	return u, err
}

// undoRefusals lists whom an import touched and somebody has worked on since. A later
// import that was undone has left nothing and counts for nothing.
func undoRefusals(r reader, batch string) ([]Refusal, error) {
	var undone bool
	var last, at int64
	var cohort int
	err := r.row(`SELECT undone IS NOT NULL, last_event, at, cohort FROM batch WHERE id = ?`, batch).Scan(&undone, &last, &at, &cohort)
	if none(err) {
		return nil, fault.New(fault.NotFound, "data.err.import.unknown", "Batch", batch)
	}
	if err != nil {
		return nil, err
	}
	if undone {
		return nil, fault.New(fault.Refused, "data.err.import.undone", "Batch", batch)
	}
	touched, err := batchRefs(r, batch)
	if err != nil {
		return nil, err
	}
	var refused []Refusal
	for _, ref := range touched {
		var events, imports, papers int
		err := r.row(`SELECT count(*) FILTER (WHERE batch IS NULL), count(*) FILTER (WHERE batch NOT IN (SELECT id FROM batch WHERE undone IS NOT NULL)),
				(SELECT count(*) FROM form WHERE participant = ?1 AND opened >= ?3) + (SELECT count(*) FROM star WHERE participant = ?1 AND at >= ?3)
					+ (SELECT count(*) FROM plan WHERE participant = ?1 AND at >= ?3)
			FROM event WHERE participant = ?1 AND seq > ?2`, ref.Participant, last, at).Scan(&events, &imports, &papers)
		if err != nil {
			return nil, err
		}
		switch {
		case events+papers > 0:
			refused = append(refused, Refusal{ref, say.T("data.import.refused.worked")})
		case imports > 0:
			refused = append(refused, Refusal{ref, say.T("data.import.refused.later")})
		}
	}
	return refused, nil
}

// batchRefs lists the journeys that an import touched.
func batchRefs(r reader, batch string) ([]Ref, error) {
	return readRefs(r, `SELECT e.participant, e.cohort FROM batch b JOIN event e ON e.seq BETWEEN b.first_event AND b.last_event WHERE b.id = ?1
		UNION SELECT w.participant, b.cohort FROM batch b JOIN batch_row w ON w.batch = b.id WHERE b.id = ?1`, batch)
}

func (t *tx) undoBatch(batch string) (persons int, err error) {
	touched, err := batchRefs(t, batch)
	if err != nil {
		return 0, err
	}
	events, err := t.rows(`SELECT e.id, e.participant, e.cohort FROM batch b JOIN event e ON e.seq BETWEEN b.first_event AND b.last_event
		WHERE b.id = ? ORDER BY e.seq DESC`, batch)
	if err != nil {
		return 0, err
	}
	var list []undoTarget
	if err := each(events, func() error {
		var u undoTarget
		err := events.Scan(&u.id, &u.ref.Participant, &u.ref.Cohort)
		list = append(list, u)
		return err
	}); err != nil {
		return 0, err
	}
	for _, u := range list {
		if _, err := t.event(u.ref, journey.Event{Kind: journey.Undone, Details: journey.Details{Event: u.id}}, source{batch: batch}); err != nil {
			return 0, err
		}
	}
	if _, err := t.exec(`UPDATE participant SET contact = w.before FROM batch_row w WHERE w.batch = ? AND w.participant = participant.id`, batch); err != nil {
		return 0, err
	}
	seen := map[string]bool{}
	for _, ref := range touched {
		if seen[ref.Participant] {
			continue
		}
		seen[ref.Participant] = true
		if err := t.forgetIfNew(ref.Participant, batch); err != nil {
			return 0, err
		}
		if err := t.touchAll(ref.Participant); err != nil {
			return 0, err
		}
	}
	t.reload = t.reload || len(seen) > 2000
	_, err = t.exec(`UPDATE batch SET undone = ?, undone_by = ? WHERE id = ?`, millis(t.now), t.s.user, batch)
	return len(seen), err
}

// forgetIfNew forgets a participant whom the import brought, if nothing else is known
// of them. A protected identity stays known, so that a later roster without the flag
// cannot bring the address (D11).
func (t *tx) forgetIfNew(participant, batch string) error {
	var own bool
	err := t.row(`SELECT coalesce(batch, '') = ?2 AND NOT protected AND NOT EXISTS (SELECT 1 FROM event WHERE participant = ?1 AND batch IS NOT ?2
			AND coalesce(batch, '') NOT IN (SELECT id FROM batch WHERE undone IS NOT NULL))
		FROM participant WHERE id = ?1`, participant, batch).Scan(&own)
	if err != nil || !own {
		return err
	}
	if err := t.forget(participant); err != nil {
		return fmt.Errorf("forget participant %s: %w", participant, err)
	}
	return nil
}
