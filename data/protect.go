package data

import (
	"context"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
)

// Protected identity (D11): a protected person's roster address is never stored, and
// what was stored before is destroyed. Only the name, the number and a contact way
// that the person gave remain.

// Protection is what SetProtected did.
type Protection struct {
	Label    string // S-04, as the person is shown from now on; "" when the flag was cleared
	Contacts int    // versions of contact details that were destroyed
	Letters  int    // letters whose text was destroyed
	Ticket   bool   // a ticket in Clinic24 is open: it must be recalled there
	Pending  string // the number of a printed letter that must not go, "" for none
}

// SetProtected sets or clears the flag by hand, with a reason. Setting it destroys
// every stored address, phone and frozen letter; clearing brings none of them back.
func (s *Store) SetProtected(ctx context.Context, participant string, protected bool, reason string) (done Protection, err error) {
	reason = strings.TrimSpace(reason)
	if !protected && reason == "" {
		return done, fault.New(fault.Refused, "data.err.reason.unprotect")
	}
	name := "unprotect"
	if protected {
		name = "protect"
	}
	err = s.write(ctx, act{Act: name, Detail: map[string]string{"reason": reason}}, func(t *tx) error {
		id, err := resolve(t, t.today, participant)
		if err != nil {
			return err
		}
		t.act.Participant = id
		if protected {
			if err := t.row(`SELECT (SELECT count(*) FROM contact_version WHERE participant = ?1 AND erased IS NULL),
				(SELECT count(*) FROM letter WHERE participant = ?1 AND erased IS NULL) WHERE NOT (SELECT protected FROM participant WHERE id = ?1)`, id).
				Scan(&done.Contacts, &done.Letters); err != nil && !none(err) {
				return err
			}
			if err := t.protect(id, reason); err != nil {
				return err
			}
			return done.read(t, id)
		}
		if _, err := t.exec(`UPDATE participant SET protected = 0 WHERE id = ?`, id); err != nil {
			return err
		}
		return t.touchAll(id)
	})
	if err == nil && protected {
		err = s.flush(ctx)
	}
	return done, err
}

// read tells what is on its way to somebody who has become protected.
func (p *Protection) read(t *tx, participant string) error {
	if err := t.settle(); err != nil {
		return err
	}
	known, err := readPerson(t, participant)
	if err != nil {
		return err
	}
	p.Label = shieldLabel(known.shield)
	for ref, st := range t.standing {
		if ref.Participant != participant {
			continue
		}
		p.Ticket = p.Ticket || st.Ticket != nil && st.Ticket.Expired.IsZero() && !st.Ticket.Used
		if st.Letter != nil && !st.Letter.Pending.IsZero() && st.Letter.PendingTemplate != journey.TemplateForwarding {
			p.Pending = st.Letter.PendingNumber
		}
	}
	return nil
}

// protect flags a participant and destroys every stored address of theirs.
func (t *tx) protect(participant, reason string) error {
	var already bool
	if err := t.row(`SELECT protected FROM participant WHERE id = ?`, participant).Scan(&already); err != nil || already {
		return err // again: what the person gave us since then stays
	}
	if err := t.shield(participant); err != nil {
		return err
	}
	if err := t.erase(participant, reason); err != nil {
		return err
	}
	return t.touchAll(participant)
}

// shield sets the flag and, the first time, gives the S number.
func (t *tx) shield(participant string) error {
	_, err := t.exec(`UPDATE participant SET protected = 1,
		shield = coalesce(shield, (SELECT coalesce(max(shield), 0) + 1 FROM participant)) WHERE id = ?`, participant)
	return err
}

// erase destroys the contact details and frozen letters of a participant; names and
// letter numbers remain. Pages of the database are overwritten (secure_delete); flush
// then empties the write-ahead log.
func (t *tx) erase(participant, reason string) error {
	if _, err := t.exec(`UPDATE contact_version SET care_of='', street='', postcode='', town='', country='', phone='', mobile='', email='',
		wish='', erased = ? WHERE participant = ? AND erased IS NULL`, millis(t.now), participant); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE letter SET frozen = '', erased = ? WHERE participant = ? AND erased IS NULL`, millis(t.now), participant); err != nil {
		return err
	}
	_, err := t.exec(`INSERT OR IGNORE INTO erasure (participant, at, actor, reason) VALUES (?,?,?,?)`,
		participant, millis(t.now), t.s.user, reason)
	return err
}

// forget leaves nothing personal of someone whom an undone import had brought: no
// name, no number, no contact. The events stay; they say nothing about who it was.
func (t *tx) forget(participant string) error {
	if err := t.erase(participant, ""); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE contact_version SET family='', given='' WHERE participant = ?`, participant); err != nil {
		return err
	}
	if _, err := t.exec(`DELETE FROM former_number WHERE participant = ?`, participant); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE participant SET number = NULL, born = '', sex = '', erased = ? WHERE id = ?`, millis(t.now), participant)
	return err
}

// flush empties the write-ahead log into the database, so that what was erased is
// gone from the disk and not only from the answers.
func (s *Store) flush(ctx context.Context) error {
	_, err := s.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}
