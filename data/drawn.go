package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"fyrtio/core/day"
	"fyrtio/core/pnr"
	"fyrtio/core/visit"
)

// What was drawn from a visit. A paper that lies in somebody's hand cannot be corrected:
// what it said is kept as a digest, and when the same paper would say something else now,
// because an answer was amended (Q17), a level set anew or another goal agreed, it is
// shown as outdated.

// digestOf gives the digest of what a paper of a visit would say now, whatever its
// language.
func digestOf(r reader, ref Ref, sex pnr.Sex, kind PaperKind, on day.Date) (string, error) {
	st, err := readStar(r, ref, sex, on)
	if err != nil {
		return "", err
	}
	levels, _ := st.chosen()
	var said any
	switch kind {
	case PaperTranscript:
		said = st.def.Transcript(st.answers)
	case PaperPlan:
		p, err := readPlan(r, ref)
		if err != nil {
			return "", err
		}
		said = []any{p.plan, levels}
	default:
		profile := st.profile()
		values := make([]any, len(profile.Points))
		for i, p := range profile.Points {
			values[i] = p.Value
		}
		said = []any{st.criteria.Edition(), levels, values, profile.Heredity}
	}
	b, err := json.Marshal(said)
	if err != nil {
		return "", fmt.Errorf("put together what the %s of %s says: %w", kind, ref.Participant, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12]), nil
}

// drew keeps that a paper of a visit was drawn, as it is now.
func (s *Store) drew(ctx context.Context, o opened, kind PaperKind) error {
	return s.write(ctx, act{Act: "drawn", Participant: o.ref.Participant}, func(t *tx) error {
		t.quiet = true // that it was looked at stands in the log already
		digest, err := digestOf(t, o.ref, o.person.sex, kind, t.today)
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO drawn (participant, cohort, kind, digest, at, actor) VALUES (?,?,?,?,?,?)`,
			o.ref.Participant, o.ref.Cohort, kind, digest, millis(t.now), t.s.user)
		return err
	})
}

// printed tells of the last time a paper of a visit was drawn.
func printed(r reader, ref Ref, sex pnr.Sex, kind PaperKind, on day.Date) (p visit.Printed, err error) {
	var digest string
	var at int64
	err = r.row(`SELECT digest, at FROM drawn WHERE participant = ? AND cohort = ? AND kind = ? ORDER BY seq DESC LIMIT 1`,
		ref.Participant, ref.Cohort, kind).Scan(&digest, &at)
	if none(err) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p.At = instant(at)
	now, err := digestOf(r, ref, sex, kind, on)
	p.Outdated = digest != "" && digest != now
	return p, err
}

// markOutdated marks those of a participant's papers from visits that would say
// something else now.
func markOutdated(r reader, papers []PersonPaper, p *person, on day.Date) error {
	type key struct {
		kind   PaperKind
		cohort int
	}
	now := map[key]string{}
	for i := range papers {
		l := &papers[i]
		if l.digest == "" {
			continue
		}
		k := key{l.Kind, l.Cohort}
		if _, ok := now[k]; !ok {
			digest, err := digestOf(r, Ref{p.id, l.Cohort}, p.sex, l.Kind, on)
			if err != nil {
				return err
			}
			now[k] = digest
		}
		l.Outdated = l.digest != now[k]
	}
	return nil
}
