package data

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data/vault"
)

// Problem is something that Check found.
type Problem struct {
	Kind string // database, log, states, backup: ids
	Text say.Text
}

// Check reads everything: the database's own structure, the log chain from its
// start, each journey's row against its events, each backup. It changes nothing. An
// anchor is a head of the log that was kept elsewhere, on paper for instance.
func (s *Store) Check(ctx context.Context, anchors ...Head) ([]Problem, error) {
	var problems []Problem
	found := func(kind string, text say.Text) { problems = append(problems, Problem{kind, text}) }
	if err := s.turnDay(ctx); err != nil {
		return nil, err
	}
	backups, err := s.Backups(ctx)
	if err != nil {
		return nil, err
	}
	for _, b := range backups {
		anchors = append(anchors, b.Head)
		if text := s.checkBackup(ctx, b); !text.IsZero() {
			found("backup", text)
		}
	}
	err = s.read(ctx, func(r reader) error {
		var verdict string
		if err := r.row(`PRAGMA integrity_check(1)`).Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			found("database", say.T("data.check.integrity", "What", verdict))
		}
		broken, err := readChain(r, anchors)
		if err != nil {
			return err
		}
		if broken != nil {
			found("log", broken.text())
		}
		wrong, err := checkStates(r, s)
		if err != nil {
			return err
		}
		for _, ref := range wrong {
			found("states", say.T("data.check.state", "Participant", ref.Participant, "Cohort", ref.Cohort))
		}
		var lost int
		if err := r.row(`SELECT count(*) FROM fact WHERE journey NOT IN (SELECT id FROM journey)`).Scan(&lost); err != nil {
			return err
		}
		if lost > 0 {
			found("states", say.T("reportdata.check.lost", "N", lost))
		}
		return nil
	})
	if fault.CodeOf(vault.Fault(err)) == fault.Damaged {
		found("database", say.T("data.check.damaged"))
		err = nil
	}
	return problems, err
}

func (b *Break) text() say.Text {
	if b.What == "end" {
		return say.T("data.check.log.end")
	}
	return say.T("data.check.log.row", "Row", b.Seq)
}

func (s *Store) checkBackup(ctx context.Context, b BackupInfo) say.Text {
	path := filepath.Join(s.dir, backupFolder, b.File)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return say.T("data.check.backup.missing", "File", b.File)
	}
	c, err := s.openBackup(ctx, path)
	if err != nil || c.head.Seq != b.Head.Seq || !bytes.Equal(c.head.Hash, b.Head.Hash) {
		return say.T("data.check.backup.bad", "File", b.File)
	}
	return say.Text{}
}

// storedRow is a journey's row as it stands in the database.
type storedRow struct {
	ref                                     Ref
	state, step, queue, since, due, changes string
	flags                                   flags
	text                                    string
	sort                                    []byte
	status                                  []byte
}

// equals reports whether two rows are the same.
func (r *storedRow) equals(o *storedRow) bool {
	return r.ref == o.ref && r.state == o.state && r.step == o.step && r.queue == o.queue && r.since == o.since && r.due == o.due &&
		r.changes == o.changes && r.flags == o.flags && r.text == o.text && bytes.Equal(r.sort, o.sort) && bytes.Equal(r.status, o.status)
}

// checkStates lists the journeys whose row is not what their events say, and those
// that lack a row. At most maxWrong.
func checkStates(r reader, s *Store) (wrong []Ref, err error) {
	const maxWrong = 20
	rows, err := r.rows(`SELECT j.participant, j.cohort, j.state, j.step, j.queue, j.since, j.due, j.changes, j.flags, j.search, j.sort, j.status,
		coalesce(f.sex, ''), f.course, coalesce(f.language, ''), coalesce(f.reason, ''), f.form, coalesce(f.version, ''), f.star, coalesce(f.criteria, ''), f.plan, coalesce(f.actions, '')
		FROM journey j LEFT JOIN fact f ON f.journey = j.id`)
	if err != nil {
		return nil, err
	}
	visited, err := readRefSet(r, visitedRefs)
	if err != nil {
		return nil, err
	}
	stored := map[Ref]bool{}
	booked, err := readAllHours(r)
	if err != nil {
		return nil, err
	}
	rules, today := s.rules(), s.Day()
	err = each(rows, func() error {
		var row storedRow
		var counted fact
		if err := rows.Scan(append([]any{&row.ref.Participant, &row.ref.Cohort, &row.state, &row.step, &row.queue, &row.since, &row.due, &row.changes,
			&row.flags, &row.text, &row.sort, &row.status}, counted.scan()...)...); err != nil {
			return err
		}
		stored[row.ref] = true
		st, err := stand(r, row.ref, rules, today)
		if err != nil {
			return err
		}
		same, err := row.agrees(st)
		if err != nil {
			return err
		}
		if same = same && slices.Equal(booked[row.ref], st.hours); same {
			if same, err = counted.agrees(r, st, visited[row.ref]); err != nil {
				return err
			}
		}
		delete(booked, row.ref)
		if !same && len(wrong) < maxWrong {
			wrong = append(wrong, row.ref)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	refs, err := readRefs(r, `SELECT DISTINCT participant, cohort FROM event`)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		if stored[ref] || len(wrong) >= maxWrong {
			continue
		}
		st, err := stand(r, ref, rules, today)
		if err != nil {
			return nil, err
		}
		if st.listed {
			wrong = append(wrong, ref)
		}
	}
	for ref := range booked { // hours of nobody
		if len(wrong) < maxWrong {
			wrong = append(wrong, ref)
		}
	}
	return wrong, nil
}

func (row *storedRow) agrees(st *standing) (bool, error) {
	if !st.listed {
		return false, nil
	}
	e := st.person.entry(0, row.ref, &st.status)
	status, err := json.Marshal(st.status)
	if err != nil {
		return false, fmt.Errorf("write the status of %s: %w", row.ref.Participant, err)
	}
	return row.state == e.state && row.step == e.step && row.queue == e.queue && row.since == e.since && row.due == e.due &&
		row.changes == st.status.Changes.String() && row.flags == e.flags && row.text == e.text && bytes.Equal(row.sort, e.sort) &&
		bytes.Equal(row.status, status), nil
}

// Rebuild writes every journey's row anew from its events. Check tells when it is needed.
func (s *Store) Rebuild(ctx context.Context) error {
	return s.write(ctx, act{Act: "rebuild"}, func(t *tx) error {
		t.reload = true
		if err := t.touchWhere(`SELECT DISTINCT participant, cohort FROM event`); err != nil {
			return err
		}
		if err := t.settle(); err != nil {
			return err
		}
		return t.keepAllParts()
	})
}
