package data

import (
	"os"
	"path/filepath"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/data/vault"
)

// The folders testdata/format-N are clinics as the released program with schema N wrote
// them: nine participants of the demo on 2026-03-10, opened by lena. A release adds
// its own and never changes an older one.
const releasedPassphrase = "fyra ord man minns"

// S6: what any released version wrote opens, every state follows from its events, the
// answers are read, and a verified copy in the earlier format stays for the way back.
func TestS6EveryReleasedFormatOpens(t *testing.T) {
	folders, err := filepath.Glob("testdata/format-*")
	if err != nil || len(folders) == 0 {
		t.Fatal("no sample of a released format", err)
	}
	for _, from := range folders {
		t.Run(filepath.Base(from), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
				t.Fatal(err)
			}
			clock := Standing(day.Date{Year: 2026, Month: 3, Day: 10})
			open := func() *Store {
				s, err := Open(t.Context(), dir, Options{User: "lena", Passphrase: releasedPassphrase, Clock: clock})
				if err != nil {
					t.Fatal(err)
				}
				return s
			}
			s := open()
			list, err := s.Participants(t.Context(), Filter{Cohort: 2026})
			if err != nil || list.Total != 9 {
				t.Fatal(list.Total, err)
			}
			locked := 0
			for _, r := range list.Rows {
				f, err := s.ShowForm(WithReason(t.Context(), "samtal"), r.Participant)
				if err != nil && fault.CodeOf(err) != fault.NotFound {
					t.Fatal(err)
				}
				if f.Status.Locked() && len(f.Answers) > 20 {
					locked++
				}
			}
			if locked != 1 {
				t.Errorf("%d completed questionnaires are read, want 1", locked)
			}
			// What the report counts is made anew with the format.
			report, err := s.Report(t.Context(), ReportParams{Period: only2026.Period, Open: true})
			if err != nil {
				t.Fatal(err)
			}
			if listed := report.Head[0].Cell.N; listed != 9 {
				t.Errorf("the report counts %d participants, want 9", listed)
			}
			problems, err := s.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				if p.Kind != "backup" { // the samples come without the copies that were made of them
					t.Errorf("%s: %v", p.Kind, p.Text)
				}
			}
			backups, err := s.Backups(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if backups[0].Reason != BeforeUpgrade {
				t.Fatalf("the copy before the upgrade is missing: %+v", backups)
			}
			old, err := vault.Open(filepath.Join(dir, backupFolder, backups[0].File), s.key, vault.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer old.Close()
			steps, _ := migrations()
			if v, err := schemaVersion(t.Context(), old); err != nil || v == 0 || v >= len(steps) {
				t.Errorf("the copy has schema %d of %d, %v", v, len(steps), err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = open() // a second opening finds nothing to bring up
			defer s.Close()
			if again, err := s.Backups(t.Context()); err != nil || len(again) != len(backups) {
				t.Errorf("%d copies, then %d, %v", len(backups), len(again), err)
			}
		})
	}
}
