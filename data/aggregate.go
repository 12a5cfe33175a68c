package data

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"fyrtio/core/fault"
	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data/keys"
)

// What a clinic gives to the county (D30): exact counts of each cohort, nobody's name,
// number or date, in a file that only who knows the agreed passphrase can open. That it
// is not for publication stands in it in clear; report.County hides what is small.

// SealAggregate writes the counts of the cohorts of a period, and logs that they left.
func (s *Store) SealAggregate(ctx context.Context, w io.Writer, p ReportParams, passphrase string) error {
	in, err := s.reportInput(ctx, p)
	if err != nil {
		return err
	}
	a := report.Aggregate{Clinic: in.Clinic, Names: in.Names, Earlier: in.Earlier, Program: in.Program}
	for _, t := range in.Tallies {
		if t.Cohort >= p.From {
			a.Tallies = append(a.Tallies, t)
		}
	}
	plain, err := a.Encode()
	if err != nil {
		return fmt.Errorf("write the aggregate: %w", err)
	}
	var sealed bytes.Buffer
	notice := say.In(say.Swedish, say.T("reportdata.aggregate.notice", "Clinic", in.Clinic, "From", p.From, "To", p.To))
	if err := s.ring.Seal(&sealed, notice, plain, passphrase); err != nil {
		return err
	}
	if err := s.ReportSaved(ctx, p, "aggregate"); err != nil {
		return err
	}
	_, err = w.Write(sealed.Bytes())
	return err
}

// ReadAggregate opens what SealAggregate wrote. Errors: fault.Locked for a wrong passphrase
// or a file in which something was changed, fault.Damaged for what is no such file,
// fault.Refused for one of another version of the program.
func ReadAggregate(r io.Reader, passphrase string) (*report.Aggregate, error) {
	b, err := io.ReadAll(io.LimitReader(r, keys.MaxSealed+1))
	if err != nil {
		return nil, fmt.Errorf("read the aggregate: %w", err)
	}
	plain, err := keys.Unseal(b, passphrase)
	if err != nil {
		return nil, err
	}
	a, err := report.ReadAggregate(plain)
	if err != nil {
		return nil, fault.Wrap(fault.Refused, err, "reportdata.err.aggregate")
	}
	return a, nil
}
