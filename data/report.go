package data

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/report"
)

// The annual report (Q23). One reading of the facts counts every cohort up to the last of
// the period; core/report makes tables and charts of the counts and hides what is small.

// ReportParams say which report.
type ReportParams struct {
	report.Period
	Open    bool   // hide nothing: for the clinic's own use
	Program string // the program's version, for the fingerprint at the end
}

// Report makes the report of a period, and logs that the statistics were looked at.
func (s *Store) Report(ctx context.Context, p ReportParams) (*report.Report, error) {
	in, err := s.reportInput(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := s.lookAtReport(ctx, "report", p.Period, p.Open); err != nil {
		return nil, err
	}
	return report.New(in), nil
}

// lookAtReport logs a look at the statistics. Nobody in particular is looked at.
func (s *Store) lookAtReport(ctx context.Context, view string, p report.Period, open bool) error {
	detail := map[string]any{"view": view, "from": p.From, "to": p.To, "open": open}
	return s.lookOnce(ctx, lookKey{view: fmt.Sprint(detail)}, act{Act: "look", Detail: detail})
}

// ReportSaved logs that a report leaves as a file: pdf, xlsx, csv, print, aggregate. Of an
// open report small numbers leave with it.
func (s *Store) ReportSaved(ctx context.Context, p ReportParams, format string) error {
	detail := map[string]any{"view": "report", "format": format, "from": p.From, "to": p.To, "open": p.Open}
	return s.write(ctx, act{Act: "export", Detail: detail}, func(*tx) error { return nil })
}

// reportInput reads what a report is made of, all in one snapshot.
func (s *Store) reportInput(ctx context.Context, p ReportParams) (in report.Input, err error) {
	if p.From > p.To {
		return in, fault.New(fault.Usage, "reportdata.err.period", "From", p.From, "To", p.To)
	}
	if err := s.turnDay(ctx); err != nil {
		return in, err
	}
	c := s.Config()
	in = report.Input{Clinic: c.Text("clinic.name"), Period: p.Period, Date: s.Day(), Open: p.Open, Program: p.Program,
		Payment: c.Int("report.payment"), Target: float64(c.Int("report.target")) / 100}
	err = s.read(ctx, func(r reader) error {
		if in.Tallies, err = readTallies(r, p.To); err != nil {
			return err
		}
		if len(in.Tallies) == 0 || in.Tallies[len(in.Tallies)-1].Cohort < p.From {
			return fault.New(fault.NotFound, "reportdata.err.nobody", "From", p.From, "To", p.To)
		}
		if in.Earlier, err = readEarlier(r, p.To); err != nil {
			return err
		}
		in.Names, err = clinicNames(r, in.Clinic, in.Tallies, in.Earlier)
		return err
	})
	if err != nil {
		return in, fmt.Errorf("read what the report is made of: %w", err)
	}
	return in, nil
}

// readTallies counts the cohorts up to one, oldest first.
func readTallies(r reader, to int) (list []*report.Tally, err error) {
	rows, err := r.rows(`SELECT cohort, `+countedColumns+` FROM fact f WHERE cohort <= ?`, to)
	if err != nil {
		return nil, err
	}
	byCohort := map[int]*report.Tally{}
	f := factReader{}
	err = each(rows, func() error {
		var cohort int
		p, err := f.person(rows, &cohort)
		if err != nil {
			return err
		}
		t := byCohort[cohort]
		if t == nil {
			t = report.NewTally(cohort)
			byCohort[cohort] = t
		}
		t.Add(p)
		return nil
	})
	for _, cohort := range slices.Sorted(maps.Keys(byCohort)) {
		list = append(list, byCohort[cohort])
	}
	return list, err
}

// countedColumns are what the report counts of a row of facts, table f. The words, of which
// there are few different, come as one text: each column costs as much as reading the row.
const countedColumns = `f.course, f.form, f.star, f.plan, json_array(f.sex, f.language, f.reason, f.version, f.criteria) || f.actions`

// factReader reads rows of facts. What it gives of a row holds until the next: there may
// be a hundred thousand of them.
type factReader struct {
	parts [report.Parts]sql.RawBytes
	words sql.RawBytes
	known map[string]report.Person // by words
}

// person scans a row whose first columns are the caller's and whose others are countedColumns.
func (f *factReader) person(rows *sql.Rows, first ...any) (p report.Person, err error) {
	if err := rows.Scan(append(first, &f.parts[report.OfCourse], &f.parts[report.OfForm], &f.parts[report.OfStar], &f.parts[report.OfPlan], &f.words)...); err != nil {
		return p, err
	}
	p, known := f.known[string(f.words)]
	if !known {
		if p, err = readWords(f.words); err != nil {
			return p, err
		}
		if f.known == nil {
			f.known = map[string]report.Person{}
		}
		f.known[string(f.words)] = p
	}
	for i, b := range f.parts {
		p.Parts[i] = report.Cells(b)
	}
	return p, nil
}

// readWords reads what is told of a person in words: a list of five, then the actions.
func readWords(b []byte) (p report.Person, err error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&[]any{&p.Sex, &p.Words.Language, &p.Words.Reason, &p.Form, &p.Star}); err != nil {
		return p, fmt.Errorf("read the words of a fact: %w", err)
	}
	if !dec.More() {
		return p, nil
	}
	if err := dec.Decode(&p.Actions); err != nil {
		return p, fmt.Errorf("read the actions of a fact: %w", err)
	}
	return p, nil
}

// ReportPeople gives who is behind a figure, and logs the look. People with a protected
// identity are counted in every figure; of one that tells their sex, or what their form,
// star or plan says, they are left out of the list, as those are opened with a reason
// only (D12). protected is how many were left out.
func (s *Store) ReportPeople(ctx context.Context, q report.Query) (refs []Ref, protected int, err error) {
	if err := s.turnDay(ctx); err != nil {
		return nil, 0, err
	}
	detail := map[string]any{"view": "report.people", "variable": q.Variable, "category": q.Category, "sex": q.Sex, "from": q.Period.From, "to": q.Period.To}
	if err := s.lookOnce(ctx, lookKey{view: fmt.Sprint(detail)}, act{Act: "look", Detail: detail}); err != nil {
		return nil, 0, err
	}
	private := q.Sex != "" || !ofCourse(q.Variable)
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT j.participant, j.cohort, p.protected, `+countedColumns+`
			FROM fact f CROSS JOIN journey j ON j.id = f.journey CROSS JOIN participant p ON p.id = j.participant
			WHERE f.cohort BETWEEN ? AND ? ORDER BY j.cohort, j.sort, j.participant`, q.Period.From, q.Period.To)
		if err != nil {
			return err
		}
		f := factReader{}
		return each(rows, func() error {
			var ref Ref
			var shielded bool
			p, err := f.person(rows, &ref.Participant, &ref.Cohort, &shielded)
			switch {
			case err != nil || !q.Has(p):
			case shielded && private:
				protected++
			default:
				refs = append(refs, ref)
			}
			return err
		})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("read who is behind %s: %w", strings.Trim(q.Variable+" "+q.Category, " "), err)
	}
	return refs, protected, nil
}

// ofCourse reports whether a variable tells no more than what the journey's lists show.
func ofCourse(variable string) bool {
	i := slices.IndexFunc(report.Variables, func(v report.Variable) bool { return v.ID == variable })
	return i >= 0 && report.Variables[i].Part == report.OfCourse || variable == "language" || variable == "reason"
}
