package data

import (
	"context"
	"time"

	"fyrtio/core/fault"
)

// What somebody is writing and has not saved as a version is kept as a draft, so that
// nothing is lost in a crash: of a letter's text, of the form's wording, of the criteria.
// A draft is its writer's own, may have faults, and nothing of it is in force. All are in
// the table template_draft, which had only letters' at first.

// Draft is what a user was writing; no Text means that there is none.
type Draft struct {
	Text string // as the editor writes it
	At   time.Time

	from int // the version of a letter's text that was edited
}

// maxDraft bounds a draft, in bytes.
const maxDraft = 1 << 20

// SaveDraft keeps what the user is writing of the form or of the criteria; "" drops it.
func (s *Store) SaveDraft(ctx context.Context, kind EditionKind, text string) error {
	if len(text) > maxDraft {
		return fault.New(fault.Refused, "edition.err.draft")
	}
	return s.saveDraft(ctx, string(kind), text, 0)
}

// Draft gives what the user was writing of the form or of the criteria.
func (s *Store) Draft(ctx context.Context, kind EditionKind) (Draft, error) {
	return s.readDraft(ctx, string(kind))
}

func (s *Store) saveDraft(ctx context.Context, name, text string, from int) error {
	return s.write(ctx, act{Act: "draft"}, func(t *tx) error {
		t.quiet = true
		if err := t.dropDraft(name); err != nil || text == "" {
			return err
		}
		_, err := t.exec(`INSERT INTO template_draft (name, actor, text, from_version, at) VALUES (?,?,?,?,?)`, name, t.s.user, text, from, millis(t.now))
		return err
	})
}

func (t *tx) dropDraft(name string) error {
	_, err := t.exec(`DELETE FROM template_draft WHERE name = ? AND actor = ?`, name, t.s.user)
	return err
}

func (s *Store) readDraft(ctx context.Context, name string) (d Draft, err error) {
	err = s.read(ctx, func(r reader) error {
		var at int64
		err := r.row(`SELECT text, from_version, at FROM template_draft WHERE name = ? AND actor = ?`, name, s.user).Scan(&d.Text, &d.from, &at)
		if none(err) {
			return nil
		}
		d.At = instant(at)
		return err
	})
	return d, err
}
