package data

import (
	"context"
	"io"
	"testing"
	"time"

	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/report"
	"fyrtio/core/say"
)

// BenchmarkReport measures the annual report of 20 cohorts of 5,000 (1 s; 3 s as PDF), what
// is read to drill down, and Uppföljning. One cohort has lived; the others have its facts.
func BenchmarkReport(b *testing.B) {
	s, c := largeStore(b)
	defer s.Close()
	ctx := context.Background()
	populate(b, s, c, 2027, 2000, 40)
	_, err := s.writer.Exec(`UPDATE fact SET (course, language, reason, form, version, star, criteria, plan, actions) =
		(SELECT f.course, f.language, f.reason, f.form, f.version, f.star, f.criteria, f.plan, f.actions FROM fact f
			WHERE f.journey >= (SELECT min(journey) FROM fact WHERE cohort = 2027) + fact.journey % 1900 ORDER BY f.journey LIMIT 1)
		WHERE cohort < 2027`)
	if err != nil {
		b.Fatal(err)
	}
	period := ReportParams{Period: report.Period{From: 2007, To: 2026}}
	var made *report.Report
	measure := func(name string, n int, f func() error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				took := make([]time.Duration, n)
				for i := range took {
					start := time.Now()
					if err := f(); err != nil {
						b.Fatal(err)
					}
					took[i] = time.Since(start)
				}
				percentiles(b, took)
			}
		})
	}
	measure("read", 3, func() error {
		_, err := s.reportInput(ctx, period)
		return err
	})
	for name, p := range map[string]ReportParams{"years": period, "year": {Period: report.Period{From: 2026, To: 2026}}, "open": {Period: period.Period, Open: true}} {
		measure(name, 3, func() (err error) {
			made, err = s.Report(ctx, p)
			return err
		})
	}
	if made, err = s.Report(ctx, period); err != nil {
		b.Fatal(err)
	}
	measure("pdf", 2, func() error {
		_, err := paper.WriteReport(io.Discard, made, s.Config().Clinic(), say.Swedish)
		return err
	})
	measure("people", 5, func() error {
		_, _, err := s.ReportPeople(ctx, report.Query{Variable: "tobacco.smoking", Category: "5", Period: report.Period{From: 2026, To: 2026}})
		return err
	})
	measure("progress", 5, func() error {
		_, err := s.Progress(ctx, 2026)
		return err
	})
	refs, err := s.Refs(ctx, Filter{Cohort: 2026})
	if err != nil {
		b.Fatal(err)
	}
	at := 0
	measure("event", 200, func() error {
		at++
		_, err := s.Log(ctx, LogParams{Participants: []string{refs[at*7%len(refs)].Participant}, Kind: journey.Note, Details: journey.Details{Text: "ringde"}})
		return err
	})
}
