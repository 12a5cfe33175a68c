package data

import (
	"context"
	"fmt"
	"io"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/fhir"
)

// FormExport tells what an export of forms holds.
type FormExport struct {
	People int // whose form is in it
	Left   int // protected, not named, and therefore left out (D12)
	NoForm int // of the others, who have no form
}

// ExportFHIR writes the forms of a cohort, 0 for all, or of the named participants, as
// one FHIR bundle (package fhir), without names and addresses. A protected participant
// is in it only when named WithReason, and then without a number. What was exported,
// and why, is logged before the first byte is written.
func (s *Store) ExportFHIR(ctx context.Context, w io.Writer, cohort int, participants ...string) (done FormExport, err error) {
	var refs []Ref
	err = s.read(ctx, func(r reader) error {
		for _, who := range participants {
			ref, err := findRef(r, s.Day(), who, cohort)
			if err != nil {
				return err
			}
			p, err := readPerson(r, ref.Participant)
			if err != nil {
				return err
			}
			if p.protected && reasonOf(ctx) == "" {
				return fault.New(fault.Refused, "data.err.reason.protected")
			}
			refs = append(refs, ref)
		}
		if len(participants) > 0 {
			return nil
		}
		// A protected participant is counted, not read.
		if refs, err = readRefs(r, `SELECT DISTINCT f.participant, f.cohort FROM form f JOIN participant p ON p.id = f.participant
			WHERE (?1 = 0 OR f.cohort = ?1) AND NOT p.protected ORDER BY 2, 1`, cohort); err != nil {
			return err
		}
		if err := r.row(`SELECT count(DISTINCT f.participant) FROM form f JOIN participant p ON p.id = f.participant
			WHERE (?1 = 0 OR f.cohort = ?1) AND p.protected`, cohort).Scan(&done.Left); err != nil {
			return err
		}
		return r.row(`SELECT count(*) FROM journey j JOIN participant p ON p.id = j.participant WHERE (?1 = 0 OR j.cohort = ?1) AND NOT p.protected
			AND NOT EXISTS (SELECT 1 FROM form f WHERE f.participant = j.participant AND f.cohort = j.cohort)`, cohort).Scan(&done.NoForm)
	})
	if err != nil {
		return done, fmt.Errorf("find the forms to export: %w", err)
	}
	detail := map[string]any{"format": "fhir", "cohort": cohort, "people": len(refs), "named": len(participants) > 0}
	if why := reasonOf(ctx); why != "" {
		detail["reason"] = why
	}
	logged := act{Act: "export", Detail: detail}
	switch {
	case len(participants) == 0:
	case len(refs) == 1:
		logged.Participant = refs[0].Participant
	default:
		ids := make([]string, len(refs))
		for i, ref := range refs {
			ids[i] = ref.Participant
		}
		detail["participants"] = ids
	}
	if err := s.write(ctx, logged, func(*tx) error { return nil }); err != nil {
		return done, err
	}
	b := fhir.NewWriter(w, s.clock())
	err = s.read(ctx, func(r reader) error {
		for _, ref := range refs {
			wrote, err := exportForm(r, b, ref)
			if err != nil {
				return err
			}
			if wrote {
				done.People++
			} else {
				done.NoForm++
			}
		}
		return nil
	})
	if err != nil {
		return done, fmt.Errorf("export forms: %w", err)
	}
	if done.People == 0 {
		return done, fault.New(fault.Refused, "data.err.export.none")
	}
	return done, b.Close()
}

// exportForm writes one participant's form, if there is one.
func exportForm(r reader, b *fhir.Writer, ref Ref) (bool, error) {
	f, err := readForm(r, ref)
	if err != nil || f.form == "" {
		return false, err
	}
	p, err := readPerson(r, ref.Participant)
	if err != nil {
		return false, err
	}
	d, err := definition(r, f.version, day.Date{})
	if err != nil {
		return false, err
	}
	file, err := editionFile(r, contentForm, f.version)
	if err != nil {
		return false, err
	}
	b.Questionnaire(d, file)
	rec := fhir.Record{ID: fmt.Sprintf("%s-%d", p.id, ref.Cohort), Form: d, Answers: f.answers, Status: f.status(), Authored: f.begun}
	if n := len(f.lines); n > 0 {
		rec.Authored = f.lines[n-1].at
	}
	if !p.protected {
		rec.Number = p.displayNumber()
	}
	var visited string
	if err := r.row(`SELECT coalesce(json_extract(status, '$.visited'), '') FROM journey WHERE participant = ? AND cohort = ?`, ref.Participant, ref.Cohort).
		Scan(&visited); err != nil && !none(err) {
		return false, err
	}
	rec.Measured = dayOf(visited)
	b.Add(rec)
	return true, nil
}
