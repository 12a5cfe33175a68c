package data

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"

	"fyrtio/core/journey"
	"fyrtio/core/report"
	"fyrtio/core/say"
)

// commit writes the import.
func (m *importing) commit(t *tx) error {
	if t.s.written.Load() != m.planned { // somebody has written since
		if err := m.plan(t); err != nil {
			return err
		}
	}
	if err := m.allowed(); err != nil {
		return err
	}
	t.act.Detail = map[string]any{"cohort": m.p.Cohort, "file": filepath.Base(m.p.Name), "counts": m.Counts, "force": m.p.Force, "part": m.p.Part}
	if err := m.remember(t); err != nil {
		return err
	}
	if m.New+m.Changed+m.Gone == 0 {
		return nil
	}
	m.Batch = t.s.ids.next()
	w := importWriter{tx: t, batch: m.Batch, cohort: m.p.Cohort, known: map[journey.Facts]*fresh{}}
	for i := range m.rows {
		if err := w.put(&m.rows[i]); err != nil {
			return fmt.Errorf("write row %d: %w", m.rows[i].row.Line, err)
		}
	}
	for _, ref := range m.left {
		if _, err := t.event(ref, journey.Event{Kind: journey.Gone}, source{batch: m.Batch}); err != nil {
			return err
		}
	}
	t.reload = t.reload || m.New > 2000
	return m.insertBatch(t)
}

func (m *importing) remember(t *tx) error {
	b, err := json.Marshal(m.Mapping)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO mapping (headers, mapping, at) VALUES (?1, ?2, ?3)
		ON CONFLICT (headers) DO UPDATE SET mapping = ?2, at = ?3 WHERE mapping <> ?2`, headers(m.Sheet), string(b), millis(t.now))
	return err
}

func (m *importing) insertBatch(t *tx) error {
	mapping, err := json.Marshal(m.Mapping)
	if err != nil {
		return err
	}
	result, err := json.Marshal(m.Counts)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO batch (id, cohort, file, encoding, separator, mapping, result, part, force, at, actor, first_event, last_event)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`, m.Batch, m.p.Cohort, filepath.Base(m.p.Name), m.Encoding, m.Separator, string(mapping), string(result),
		m.p.Part, m.p.Force, millis(t.now), t.s.user, t.first, t.last)
	return err
}

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
	course report.Cells
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
		events := []journey.Event{e}
		at = &fresh{status: journey.Of(events, facts, rules, w.today)}
		at.course = report.CourseCells(events, &at.status)
		b, err := json.Marshal(at.status)
		if err != nil {
			return err
		}
		at.json = string(b)
		w.known[facts] = at
	}
	x := p.entry(0, ref, &at.status)
	x.row, err = w.insertJourney(ref, []any{x.state, x.step, x.queue, x.since, x.due, at.status.Changes.String(), int64(x.flags), x.text, x.sort, at.json},
		fact{sex: p.sex, course: at.course})
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
