package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"time"

	"fyrtio/core/fault"
)

// The log chain: who did and who looked. Each row's hash covers the row and the hash
// before it, so that a row that was changed, removed or moved is found by reading
// the chain from its start. Cutting off the end is found by comparing with a head
// that was kept elsewhere: each backup keeps one, papers carry one (D29).

// Head is the end of the log chain.
type Head struct {
	Seq  int64  // number of rows; 0 for an empty chain
	Hash []byte // 32 bytes; nil for an empty chain
}

// Access is a row of the log chain.
type Access struct {
	Seq         int64
	ID          string
	At          time.Time
	Actor       string
	Workplace   string
	Act         string
	Participant string          // "" when the act concerns several or none
	Detail      json.RawMessage // what the act keeps; no personal data
}

// lookPause is how long repeated looks at the same view of the same person count as one.
const lookPause = 10 * time.Minute

// accessRow is a row as it is stored and hashed.
type accessRow struct {
	Seq                      int64
	ID                       string
	At                       int64
	Actor, Workplace         string
	Act, Participant, Detail string
	First, Last              int64
	Digest                   []byte
	Hash                     []byte
}

const accessColumns = `seq, id, at, actor, workplace, act, participant, detail, first_event, last_event, digest, hash`

func (r *accessRow) scan(scan func(...any) error) error {
	return scan(&r.Seq, &r.ID, &r.At, &r.Actor, &r.Workplace, &r.Act, &r.Participant, &r.Detail, &r.First, &r.Last, &r.Digest, &r.Hash)
}

// sum gives the row's hash after prev.
func (r *accessRow) sum(prev []byte) []byte {
	h := sha256.New()
	putBytes(h, prev)
	putInt(h, r.Seq)
	putString(h, r.ID)
	putInt(h, r.At)
	putString(h, r.Actor)
	putString(h, r.Workplace)
	putString(h, r.Act)
	putString(h, r.Participant)
	putString(h, r.Detail)
	putInt(h, r.First)
	putInt(h, r.Last)
	putBytes(h, r.Digest)
	return h.Sum(nil)
}

// eventRow is an event as it is stored and covered by the chain.
type eventRow struct {
	ID               string
	Ref              Ref
	At, Recorded     int64
	Actor, Workplace string
	Kind, Details    string
	Batch            string
	Line             int
}

func (r *eventRow) digest(h hash.Hash) {
	putString(h, r.ID)
	putString(h, r.Ref.Participant)
	putInt(h, int64(r.Ref.Cohort))
	putInt(h, r.At)
	putInt(h, r.Recorded)
	putString(h, r.Actor)
	putString(h, r.Workplace)
	putString(h, r.Kind)
	putString(h, r.Details)
	putString(h, r.Batch)
	putInt(h, int64(r.Line))
}

// Fields are hashed with their length before them, so that no two rows read alike.

func putString(h hash.Hash, s string) {
	putInt(h, int64(len(s)))
	h.Write([]byte(s))
}

func putBytes(h hash.Hash, b []byte) {
	putInt(h, int64(len(b)))
	h.Write(b)
}

func putInt(h hash.Hash, n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

// chain adds the write's row.
func (t *tx) chain() error {
	detail := []byte("{}")
	if t.act.Detail != nil {
		var err error
		if detail, err = json.Marshal(t.act.Detail); err != nil {
			return err
		}
	}
	head, err := readHead(t)
	if err != nil {
		return err
	}
	r := accessRow{Seq: head.Seq + 1, ID: t.id, At: millis(t.now), Actor: t.s.user, Workplace: t.s.workplace, Act: t.act.Act,
		Participant: t.act.Participant, Detail: string(detail), First: t.first, Last: t.last, Digest: []byte{}}
	if t.first > 0 {
		r.Digest = t.digest.Sum(nil)
	}
	_, err = t.exec(`INSERT INTO access (`+accessColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, r.Seq, r.ID, r.At, r.Actor, r.Workplace,
		r.Act, r.Participant, r.Detail, r.First, r.Last, r.Digest, r.sum(head.Hash))
	return err
}

func readHead(r reader) (Head, error) {
	var h Head
	err := r.row(`SELECT seq, hash FROM access ORDER BY seq DESC LIMIT 1`).Scan(&h.Seq, &h.Hash)
	if none(err) {
		return Head{}, nil
	}
	return h, err
}

// Head gives the end of the log chain, to be printed or kept elsewhere.
func (s *Store) Head(ctx context.Context) (h Head, err error) {
	err = s.read(ctx, func(r reader) error {
		h, err = readHead(r)
		return err
	})
	return h, err
}

// AccessLog gives the log's rows, newest first: those of one participant, or all
// when participant is "". At most limit rows, from offset.
func (s *Store) AccessLog(ctx context.Context, participant string, offset, limit int) (list []Access, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT `+accessColumns+` FROM access WHERE ?1 = '' OR participant = ?1
			ORDER BY seq DESC LIMIT ?2 OFFSET ?3`, participant, limit, offset)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var a accessRow
			if err := a.scan(rows.Scan); err != nil {
				return err
			}
			list = append(list, Access{a.Seq, a.ID, instant(a.At), a.Actor, a.Workplace, a.Act, a.Participant, json.RawMessage(a.Detail)})
			return nil
		})
	})
	return list, err
}

// Look is how someone opens a participant.
type Look struct {
	View   string // what is opened: person, form, star, letter …
	Reason string // why; needed for a protected person (D12)
}

type lookKey struct{ participant, view, reason string }

// look records that the user opens a view of a participant, once in lookPause for the
// same reason, and refuses a protected person without one.
func (s *Store) look(ctx context.Context, participant string, protected bool, l Look) error {
	if protected && l.Reason == "" {
		return fault.New(fault.Refused, "data.err.reason.protected")
	}
	detail := struct {
		View   string `json:"view"`
		Reason string `json:"reason,omitempty"`
	}{l.View, l.Reason}
	return s.lookOnce(ctx, lookKey{participant, l.View, l.Reason}, act{Act: "look", Participant: participant, Detail: detail})
}

// lookOnce records a look, once in lookPause for the same key.
func (s *Store) lookOnce(ctx context.Context, key lookKey, a act) error {
	now := s.clock()
	s.lookMu.Lock()
	last, seen := s.looks[key]
	s.lookMu.Unlock()
	if seen && now.Sub(last) < lookPause {
		return nil
	}
	if err := s.write(ctx, a, func(*tx) error { return nil }); err != nil {
		return fmt.Errorf("log the look: %w", err)
	}
	s.lookMu.Lock()
	s.looks[key] = now
	s.lookMu.Unlock()
	return nil
}

// Break is a place where the log chain does not hold.
type Break struct {
	Seq  int64  // the first bad row; 0 when the end is missing
	What string // hash, order, events, end
}

// readChain reads the chain from its start and gives the first place where it does
// not hold, nil when it is whole. Anchors are heads that were kept elsewhere.
func readChain(r reader, anchors []Head) (*Break, error) {
	at := map[int64][]byte{}
	for _, a := range anchors {
		at[a.Seq] = a.Hash
	}
	events, err := r.rows(`SELECT seq, id, participant, cohort, at, recorded, actor, workplace, kind, details, coalesce(batch,''), coalesce(line,0)
		FROM event ORDER BY seq`)
	if err != nil {
		return nil, err
	}
	defer events.Close()
	rows, err := r.rows(`SELECT ` + accessColumns + ` FROM access ORDER BY seq`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var prev []byte
	var n, done int64 // rows read, events covered
	for rows.Next() {
		var a accessRow
		if err := a.scan(rows.Scan); err != nil {
			return nil, err
		}
		n++
		if a.Seq != n {
			return &Break{n, "order"}, rows.Close()
		}
		if !bytes.Equal(a.Hash, a.sum(prev)) {
			return &Break{n, "hash"}, rows.Close()
		}
		if want, ok := at[n]; ok && !bytes.Equal(want, a.Hash) {
			return &Break{n, "anchor"}, rows.Close()
		}
		delete(at, n)
		if a.First > 0 {
			ok, err := covers(&a, done, events)
			if err != nil {
				return nil, err
			}
			if !ok {
				return &Break{n, "events"}, nil
			}
			done = a.Last
		}
		prev = a.Hash
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if events.Next() { // an event that no act brought
		return &Break{0, "end"}, nil
	}
	if len(at) > 0 { // a kept head lies beyond the end
		return &Break{0, "end"}, nil
	}
	return nil, events.Err()
}

// covers reads the act's events, which follow on the done ones, and compares their digest.
func covers(a *accessRow, done int64, events interface {
	Next() bool
	Scan(...any) error
}) (bool, error) {
	if a.First != done+1 || a.Last < a.First {
		return false, nil
	}
	h := sha256.New()
	for seq := a.First; seq <= a.Last; seq++ {
		if !events.Next() {
			return false, nil
		}
		var got int64
		var e eventRow
		if err := events.Scan(&got, &e.ID, &e.Ref.Participant, &e.Ref.Cohort, &e.At, &e.Recorded, &e.Actor, &e.Workplace,
			&e.Kind, &e.Details, &e.Batch, &e.Line); err != nil {
			return false, err
		}
		if got != seq {
			return false, nil
		}
		e.digest(h)
	}
	return bytes.Equal(h.Sum(nil), a.Digest), nil
}
