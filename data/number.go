package data

import (
	"context"
	"strings"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/pnr"
)

// FormerNumber is a number that a participant had before.
type FormerNumber struct {
	pnr.Number
	Until time.Time
	Actor string // who changed it, login name
}

// SetNumber gives a participant a new personal number: someone with a
// samordningsnummer has got a personnummer, or the roster had it wrong. The old one is
// kept, finds the person, and is never anyone else's. The reason stands in the timeline.
func (s *Store) SetNumber(ctx context.Context, participant string, n pnr.Number, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Refused, "data.err.reason.number")
	}
	return s.changeNumber(ctx, participant, "number", reason, func(t *tx, p *person) (pnr.Number, error) {
		switch other, err := findNumber(t, n.String()); {
		case err == nil && other != p.id:
			return n, fault.New(fault.Refused, "data.err.number.taken")
		case n.String() == p.number:
			return n, fault.New(fault.Refused, "data.err.number.same")
		case err != nil && !none(err):
			return n, err
		}
		_, err := t.exec(`INSERT OR REPLACE INTO former_number (number, participant, until, actor) VALUES (?,?,?,?)`,
			p.number, p.id, millis(t.now), t.s.user)
		return n, err
	})
}

// TakeBackNumber undoes the last SetNumber. The number that was wrong is forgotten: it
// may be someone else's.
func (s *Store) TakeBackNumber(ctx context.Context, participant, reason string) error {
	return s.changeNumber(ctx, participant, "number.undo", reason, func(t *tx, p *person) (pnr.Number, error) {
		var before string
		err := t.row(`SELECT number FROM former_number WHERE participant = ? ORDER BY until DESC LIMIT 1`, p.id).Scan(&before)
		if none(err) {
			return pnr.Number{}, fault.New(fault.Refused, "data.err.number.none")
		}
		if err != nil {
			return pnr.Number{}, err
		}
		return pnr.Stored(before)
	})
}

// changeNumber gives a participant the number that f chooses.
func (s *Store) changeNumber(ctx context.Context, participant, name, reason string, f func(*tx, *person) (pnr.Number, error)) error {
	return s.write(ctx, act{Act: name, Detail: map[string]string{"reason": strings.TrimSpace(reason)}}, func(t *tx) error {
		id, err := resolve(t, t.today, participant)
		if err != nil {
			return err
		}
		t.act.Participant = id
		p, err := readPerson(t, id)
		if err != nil {
			return err
		}
		n, err := f(t, p)
		if err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM former_number WHERE number = ? AND participant = ?`, n.String(), id); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE participant SET number = ?, kind = ?, born = ?, sex = ? WHERE id = ?`,
			n.String(), n.Kind(), n.Born().String(), n.Sex(), id); err != nil {
			return err
		}
		return t.touchAll(id)
	})
}

// findNumber gives the participant who has, or else had, a number.
func findNumber(r reader, number string) (id string, err error) {
	err = r.row(`SELECT id FROM participant WHERE number = ?1
		UNION ALL SELECT participant FROM former_number WHERE number = ?1 LIMIT 1`, number).Scan(&id)
	return id, err
}

// readFormer gives the numbers that a participant had, latest first.
func readFormer(r reader, participant string) (list []FormerNumber, err error) {
	rows, err := r.rows(`SELECT number, until, actor FROM former_number WHERE participant = ? ORDER BY until DESC`, participant)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var f FormerNumber
		var number string
		var until int64
		if err := rows.Scan(&number, &until, &f.Actor); err != nil {
			return err
		}
		f.Number, err = pnr.Stored(number)
		f.Until = instant(until)
		list = append(list, f)
		return err
	})
}
