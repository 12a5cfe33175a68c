package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data/vault"
)

// One way to write: an exported use case calls Store.write, which opens a
// transaction, runs the use case's function, recomputes the journeys it touched,
// adds one row to the log chain, commits, and then brings the search index up to
// date. Everything or nothing. Unexported helpers take the tx and never commit.

// Ref names a journey: one participant in one cohort.
type Ref struct {
	Participant string
	Cohort      int
}

// reader is what a query needs; a snapshot and a write transaction are readers.
type reader interface {
	rows(query string, args ...any) (*sql.Rows, error)
	row(query string, args ...any) *sql.Row
}

// snap is a read transaction: all its queries see the same state.
type snap struct{ statements }

// statements prepares each query once in a transaction.
type statements struct {
	ctx   context.Context
	sql   *sql.Tx
	stmts map[string]*sql.Stmt
}

func newStatements(ctx context.Context, t *sql.Tx) statements {
	return statements{ctx, t, map[string]*sql.Stmt{}}
}

func (t *statements) stmt(query string) (*sql.Stmt, error) {
	if p, ok := t.stmts[query]; ok {
		return p, nil
	}
	p, err := t.sql.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %.40q: %w", query, err)
	}
	t.stmts[query] = p
	return p, nil
}

func (t *statements) exec(query string, args ...any) (sql.Result, error) {
	p, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return p.ExecContext(t.ctx, args...)
}

func (t *statements) rows(query string, args ...any) (*sql.Rows, error) {
	p, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return p.QueryContext(t.ctx, args...)
}

func (t *statements) row(query string, args ...any) *sql.Row {
	p, err := t.stmt(query)
	if err != nil {
		return t.sql.QueryRowContext(t.ctx, query, args...) // gives the same error
	}
	return p.QueryRowContext(t.ctx, args...)
}

// end closes the statements and rolls back what was not committed.
func (t *statements) end() {
	for _, p := range t.stmts {
		_ = p.Close()
	}
	_ = t.sql.Rollback()
}

// read runs f on one snapshot of the database.
func (s *Store) read(ctx context.Context, f func(reader) error) error {
	t, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin to read: %w", err)
	}
	r := &snap{newStatements(ctx, t)}
	defer r.end()
	return vault.Fault(f(r))
}

// act says what a write is, for the log chain.
type act struct {
	Act         string // look, log, undo, import, …
	Participant string // '' when it concerns several or none
	Detail      any    // marshalled to JSON; no name, number or address in it
}

// tx is one write. It has one timestamp, and prepares each statement once.
type tx struct {
	statements
	s     *Store
	now   time.Time // the clock's time; the same for all that the write does
	today day.Date
	rules journey.Rules
	act   act    // use cases may complete it while they run
	id    string // the act's id; groups the events of a bulk act for undo

	first, last int64 // the events added
	digest      hash.Hash
	touched     []Ref // journeys to recompute at the end, each once
	seen        map[Ref]bool
	standing    map[Ref]journey.Status // the journeys settled so far
	handled     map[Ref]string         // the last event that a person added to a journey
	changed     []entry                // their rows in the search index after the write
	reload      bool                   // the whole index is to be read again
	packing     bool                   // all facts are being made anew
	quiet       bool                   // nothing was done: no row in the log chain
}

// write runs f in one transaction and commits it together with the recomputed
// states and the row in the log chain. An error rolls all of it back.
func (s *Store) write(ctx context.Context, a act, f func(*tx) error) (err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	st, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin to write: %w", err)
	}
	now := s.clock()
	t := &tx{statements: newStatements(ctx, st), s: s, now: now, today: day.Of(now),
		rules: s.rules(),
		act:   a, id: s.ids.next(), digest: sha256.New(), seen: map[Ref]bool{}, handled: map[Ref]string{}, standing: map[Ref]journey.Status{}}
	defer func() {
		t.end()
		err = vault.Fault(err)
	}()
	if err := f(t); err != nil {
		return err
	}
	if err := t.settle(); err != nil {
		return err
	}
	if !t.quiet {
		if err := t.chain(); err != nil {
			return fmt.Errorf("add to the log chain: %w", err)
		}
	}
	if err := st.Commit(); err != nil {
		return fmt.Errorf("commit %s: %w", a.Act, err)
	}
	if !strings.HasPrefix(a.Act, "backup") {
		s.written.Add(1)
	}
	s.index.apply(t.changed, t.reload)
	return nil
}

// source says where an event came from, beside who recorded it.
type source struct {
	batch string // the import
	line  int    // the roster's own row number
}

// event appends an event to ref's journey and gives its id. At, Kind and Details
// are the caller's; At zero means now. The caller has checked it (journey.Check).
func (t *tx) event(ref Ref, e journey.Event, from source) (string, error) {
	e, err := t.insertEvent(ref, e, from)
	if err != nil {
		return "", err
	}
	t.touch(ref)
	if from.batch == "" {
		t.handled[ref] = e.ID
	}
	return e.ID, nil
}

// insertEvent appends without touching the journey: the caller settles it itself.
func (t *tx) insertEvent(ref Ref, e journey.Event, from source) (journey.Event, error) {
	e.ID, e.Recorded, e.Actor, e.Workplace = t.s.ids.next(), t.now, t.s.user, t.s.workplace
	if e.At.IsZero() {
		e.At = t.now
	}
	details, err := json.Marshal(e.Details)
	if err != nil {
		return e, fmt.Errorf("write the details of %s: %w", e.Kind, err)
	}
	row := eventRow{ID: e.ID, Ref: ref, At: millis(e.At), Recorded: millis(e.Recorded), Actor: e.Actor, Workplace: e.Workplace,
		Kind: string(e.Kind), Details: string(details), Batch: from.batch, Line: from.line}
	res, err := t.exec(`INSERT INTO event (id, participant, cohort, at, recorded, actor, workplace, kind, details, batch, line)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, row.ID, ref.Participant, ref.Cohort, row.At, row.Recorded, row.Actor, row.Workplace,
		row.Kind, row.Details, orNull(from.batch), orNull(from.line))
	if err != nil {
		return e, fmt.Errorf("append %s: %w", e.Kind, err)
	}
	if t.last, err = res.LastInsertId(); err != nil {
		return e, err
	}
	if t.first == 0 {
		t.first = t.last
	}
	row.digest(t.digest)
	return e, nil
}

// touch has ref's state recomputed when the write ends: an event was added, or a
// fact that the state depends on changed (contact details, form, protection).
func (t *tx) touch(ref Ref) {
	if !t.seen[ref] {
		t.seen[ref] = true
		t.touched = append(t.touched, ref)
	}
}

// touchAll touches each of a participant's journeys.
func (t *tx) touchAll(participant string) error {
	rs, err := t.rows(`SELECT cohort FROM journey WHERE participant = ?`, participant)
	if err != nil {
		return err
	}
	return each(rs, func() error {
		var cohort int
		if err := rs.Scan(&cohort); err != nil {
			return err
		}
		t.touch(Ref{participant, cohort})
		return nil
	})
}

// each runs f for every row and closes rows.
func each(rows *sql.Rows, f func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := f(); err != nil {
			return err
		}
	}
	return rows.Err()
}

// orNull gives nil for a zero value, so that the column is null.
func orNull[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// none reports whether err says that there is no such row.
func none(err error) bool { return errors.Is(err, sql.ErrNoRows) }

func millis(t time.Time) int64 { return t.UnixMilli() }

func instant(ms int64) time.Time { return time.UnixMilli(ms).In(day.Zone) }
