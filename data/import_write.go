package data

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// importWriter writes the rows of an import. Everyone who is new stands at the same
// place, but for what is known of them: their state is computed once for each kind.
type importWriter struct {
	*tx
	batch  string
	cohort int
	known  map[journey.Facts]*fresh
}

// fresh is where someone stands who was just listed.
type fresh struct {
	status journey.Status
	json   string
}

func (w *importWriter) put(row *planned) error {
	if row.person == nil {
		return w.putNew(row)
	}
	ref := Ref{row.person.id, w.cohort}
	if row.change.Shield {
		if err := w.protect(ref.Participant, w.batch); err != nil {
			return err
		}
	}
	if len(row.change.Fields) > 0 {
		version, err := w.addVersion(ref.Participant, row.merged, row.person.hand, w.batch)
		if err != nil {
			return err
		}
		if _, err := w.exec(`INSERT INTO batch_row (batch, participant, before, after) VALUES (?,?,?,?)`,
			w.batch, ref.Participant, row.person.version, version); err != nil {
			return err
		}
		if err := w.touchAll(ref.Participant); err != nil {
			return err
		}
		if row.listed {
			if err := w.add(ref, journey.ContactChanged, journey.Details{Version: version}, row); err != nil {
				return err
			}
		}
	}
	if !row.listed || row.change.Back {
		if err := w.add(ref, journey.Listed, journey.Details{}, row); err != nil {
			return err
		}
	}
	return w.addInterpreter(ref, row)
}

func (w *importWriter) add(ref Ref, kind journey.Kind, d journey.Details, row *planned) error {
	_, err := w.event(ref, journey.Event{Kind: kind, Details: d}, source{w.batch, row.row.Line})
	return err
}

func (w *importWriter) addInterpreter(ref Ref, row *planned) error {
	if !row.talk {
		return nil
	}
	language := row.row.Language
	if language == "" { // an empty language would say that nobody is needed
		language = say.In(say.Swedish, say.T("data.interpreter.unknown"))
	}
	return w.add(ref, journey.NeedsInterpreter, journey.Details{Language: language}, row)
}

func (w *importWriter) putNew(row *planned) error {
	n := row.row.Number
	p := &person{id: w.s.ids.next(), number: n.String(), kind: string(n.Kind()), born: n.Born().String(), sex: n.Sex(),
		version: w.s.ids.next(), contact: row.merged}
	if _, err := w.exec(`INSERT INTO participant (id, number, kind, born, sex, contact, batch) VALUES (?,?,?,?,?,?,?)`,
		p.id, p.number, p.kind, p.born, p.sex, p.version, w.batch); err != nil {
		return err
	}
	if err := w.insertVersion(p.id, p.version, p.contact, nil, w.batch); err != nil {
		return err
	}
	ref := Ref{p.id, w.cohort}
	if row.row.Protected {
		if err := w.shield(p.id); err != nil {
			return err
		}
	}
	if row.row.Protected || row.talk { // few: the ordinary way
		if err := w.add(ref, journey.Listed, journey.Details{}, row); err != nil {
			return err
		}
		return w.addInterpreter(ref, row)
	}
	return w.putFresh(ref, p, row)
}

// putFresh writes the first event and the journey's row of someone new in one go.
func (w *importWriter) putFresh(ref Ref, p *person, row *planned) error {
	e, err := w.insertEvent(ref, journey.Event{Kind: journey.Listed}, source{w.batch, row.row.Line})
	if err != nil {
		return err
	}
	facts := p.facts()
	at := w.known[facts]
	if at == nil {
		rules := w.rules
		rules.Cohort = w.cohort
		at = &fresh{status: journey.Of([]journey.Event{e}, facts, rules, w.today)}
		b, err := json.Marshal(at.status)
		if err != nil {
			return err
		}
		at.json = string(b)
		w.known[facts] = at
	}
	x := p.entry(0, ref, &at.status)
	x.row, err = w.insertJourney(ref, []any{x.state, x.step, x.queue, x.since, x.due, at.status.Changes.String(), int64(x.flags), x.text, x.sort, at.json})
	w.changed = append(w.changed, x)
	return err
}

// Batch is an import as it is remembered.
type Batch struct {
	ID     string
	Cohort int
	File   string
	At     time.Time
	Actor  string
	Part   bool
	Force  string
	Counts
	Undone time.Time // zero for one that stands
}

// Batches lists the imports, newest first.
func (s *Store) Batches(ctx context.Context) (list []Batch, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT id, cohort, file, at, actor, part, force, result, coalesce(undone, 0) FROM batch ORDER BY id DESC`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var b Batch
			var at, undone int64
			var counts []byte
			if err := rows.Scan(&b.ID, &b.Cohort, &b.File, &at, &b.Actor, &b.Part, &b.Force, &counts, &undone); err != nil {
				return err
			}
			b.At = instant(at)
			if undone > 0 {
				b.Undone = instant(undone)
			}
			list = append(list, b)
			return json.Unmarshal(counts, &list[len(list)-1].Counts)
		})
	})
	return list, err
}

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

// undoRefusals lists whom an import touched and somebody has worked on since.
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
		err := r.row(`SELECT count(*) FILTER (WHERE batch IS NULL), count(*) FILTER (WHERE batch IS NOT NULL),
				(SELECT count(*) FROM form WHERE participant = ?1 AND opened >= ?3) + (SELECT count(*) FROM star WHERE participant = ?1 AND at >= ?3)
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
	err := t.row(`SELECT coalesce(batch, '') = ?2 AND NOT protected AND NOT EXISTS (SELECT 1 FROM event WHERE participant = ?1 AND batch IS NOT ?2)
		FROM participant WHERE id = ?1`, participant, batch).Scan(&own)
	if err != nil || !own {
		return err
	}
	if err := t.forget(participant); err != nil {
		return fmt.Errorf("forget participant %s: %w", participant, err)
	}
	return nil
}
