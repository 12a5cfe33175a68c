package data

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data/vault"
)

// BenchmarkImport reads, checks and commits a roster of 20,000 rows, its verified
// backup included. Budget: 2 s.
func BenchmarkImport(b *testing.B) {
	file := rosterFile(manyPeople(20000, 1986))
	c := &clock{testDay.At(9, 0)}
	for b.Loop() {
		b.StopTimer()
		s := openStore(b, initStore(b, c), c)
		b.StartTimer()
		if res := importFile(b, s, ImportParams{Data: file}); res.New != 20000 {
			b.Fatalf("%+v", res.Counts)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkImportAgain imports the same 20,000 rows once more.
func BenchmarkImportAgain(b *testing.B) {
	file := rosterFile(manyPeople(20000, 1986))
	c := &clock{testDay.At(9, 0)}
	s := openStore(b, initStore(b, c), c)
	defer s.Close()
	importFile(b, s, ImportParams{Data: file})
	for b.Loop() {
		if res := importFile(b, s, ImportParams{Data: file}); res.Unchanged != 20000 {
			b.Fatalf("%+v", res.Counts)
		}
	}
}

// BenchmarkBareImport does the inserts of BenchmarkImport on plain SQLite rows in the
// same encryption, without checks, states or a backup: what the database alone costs.
func BenchmarkBareImport(b *testing.B) { bareImport(b, true) }

// BenchmarkBareImportPlain is the same without the encryption.
func BenchmarkBareImportPlain(b *testing.B) { bareImport(b, false) }

func bareImport(b *testing.B, sealed bool) {
	rows := manyPeople(20000, 1986)
	ctx := context.Background()
	for b.Loop() {
		b.StopTimer()
		db := bareDatabase(b, filepath.Join(b.TempDir(), "bare.db"), sealed)
		if err := migrate(ctx, db); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		t, err := db.BeginTx(ctx, nil)
		if err != nil {
			b.Fatal(err)
		}
		people, err := t.Prepare(`INSERT INTO participant (id, number, kind, born, sex, contact, batch) VALUES (?,?,?,?,?,?,?)`)
		if err != nil {
			b.Fatal(err)
		}
		versions, err := t.Prepare(`INSERT INTO contact_version (participant, id, ` + contactColumns + `, hand, at, actor, batch)
			VALUES (?,?, ?,?,?,?,?,?,?,?,?,?,?, ?,?,?,?)`)
		if err != nil {
			b.Fatal(err)
		}
		events, err := t.Prepare(`INSERT INTO event (id, participant, cohort, at, recorded, actor, workplace, kind, details, batch, line) VALUES (?,?,?,?,?,?,?,?,?,?,?)`)
		if err != nil {
			b.Fatal(err)
		}
		journeys, err := t.Prepare(`INSERT INTO journey (participant, cohort, state, step, queue, since, due, changes, flags, search, sort, status)
			VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`)
		if err != nil {
			b.Fatal(err)
		}
		status := fmt.Sprintf("%0700d", 0)
		for i, r := range rows {
			id, version, event := ulid.Make().String(), ulid.Make().String(), ulid.Make().String()
			_, err1 := people.Exec(id, r.number, "personnummer", "1986-01-01", "man", version, "b")
			_, err2 := versions.Exec(id, version, r.family, r.given, "", r.street, r.postcode, r.town, "", "", r.mobile, "", "", "", 1, "lena", "b")
			_, err3 := events.Exec(event, id, 2026, 1, 1, "lena", "pc", "listed", "{}", "b", i)
			_, err4 := journeys.Exec(id, 2026, "new", "letter", "", "2026-03-10", "2026-03-10", "", 0, r.family+r.given+r.number, r.family+r.given+r.family, status)
			for _, err := range []error{err1, err2, err3, err4} {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := t.Commit(); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		db.Close()
		b.StartTimer()
	}
}

// bareDatabase opens a database without a store.
func bareDatabase(b *testing.B, path string, sealed bool) *sql.DB {
	b.Helper()
	if sealed {
		db, err := vault.Open(path, [32]byte{40}, vault.Options{Create: true})
		if err != nil {
			b.Fatal(err)
		}
		return db
	}
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

// BenchmarkBareEvent commits one row to plain SQLite in the same encryption, and
// without: what an event costs beside BenchmarkLarge/event.
func BenchmarkBareEvent(b *testing.B) {
	for _, sealed := range []bool{true, false} {
		b.Run(fmt.Sprintf("sealed=%v", sealed), func(b *testing.B) {
			db := bareDatabase(b, filepath.Join(b.TempDir(), "bare.db"), sealed)
			defer db.Close()
			if err := migrate(context.Background(), db); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				took := make([]time.Duration, 200)
				for i := range took {
					start := time.Now()
					if _, err := db.Exec(`INSERT INTO event (id, participant, cohort, at, recorded, actor, workplace, kind, details)
						VALUES (?,?,?,?,?,?,?,?,?)`, ulid.Make().String(), "p", 2026, 1, 1, "lena", "pc", "note", "{}"); err != nil {
						b.Fatal(err)
					}
					took[i] = time.Since(start)
				}
				percentiles(b, took)
			}
		})
	}
}

// BenchmarkUndoImport takes an import of 20,000 rows back, its backup included.
func BenchmarkUndoImport(b *testing.B) {
	file := rosterFile(manyPeople(20000, 1986))
	c := &clock{testDay.At(9, 0)}
	for b.Loop() {
		b.StopTimer()
		s := openStore(b, initStore(b, c), c)
		res := importFile(b, s, ImportParams{Data: file})
		b.StartTimer()
		if u, err := s.UndoImport(context.Background(), res.Batch); err != nil || u.Undone != 20000 {
			b.Fatal(u.Undone, err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// largeStore opens a store with 100,000 participants.
func largeStore(b *testing.B) (*Store, *clock) {
	b.Helper()
	c := &clock{testDay.At(9, 0)}
	s := openStore(b, initStore(b, c), c)
	for year := 2007; year <= 2026; year++ {
		c.to(day.New(year, 1, 15), 9, 0)
		importFile(b, s, ImportParams{Data: rosterFile(manyPeople(5000, year-40)), Cohort: year, Part: true})
	}
	c.to(testDay, 9, 0)
	return s, c
}

// percentiles gives the percentiles of what was measured.
func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
}

// BenchmarkLarge measures what is done all day with 100,000 participants: search as you
// type (16 ms p99), a page of a list and a participant (100 ms), an event on the disk
// (10 ms p99), Idag, opening the folder (1 s, key derivation apart).
func BenchmarkLarge(b *testing.B) {
	s, c := largeStore(b)
	ctx := context.Background()
	measure := func(name string, n int, f func(i int) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				took := make([]time.Duration, n)
				for i := range took {
					start := time.Now()
					if err := f(i); err != nil {
						b.Fatal(err)
					}
					took[i] = time.Since(start)
				}
				percentiles(b, took)
			}
		})
	}
	typed := []string{"ö", "ös", "öst", "öste", "öster", "ostergren e", "19", "1986", "198603", "a", "an", "anna", "anna-karin z", "23"}
	measure("search", 200, func(i int) error {
		_, err := s.Participants(ctx, Filter{Query: typed[i%len(typed)], Limit: 30})
		return err
	})
	measure("searchByStep", 200, func(i int) error {
		_, err := s.Participants(ctx, Filter{Query: typed[i%len(typed)], Limit: 30, Order: OrderStep})
		return err
	})
	measure("list", 100, func(i int) error {
		_, err := s.Participants(ctx, Filter{Cohort: 2007 + i%20, States: []journey.State{journey.StateNew}, Order: OrderStep, Offset: i * 37, Limit: 40})
		return err
	})
	cohort := func(f Filter) Filter {
		f.Cohort, f.Limit = 2026, 100
		return f
	}
	for name, f := range map[string]Filter{"listWaiting": {Order: OrderWaiting}, "listBirth": {Order: OrderBirth}, "listRandom": {Order: OrderRandom}, "listLast": {Order: OrderStep, Last: true}} {
		measure(name, 100, func(i int) error {
			f.Offset = i * 37 % 4900
			_, err := s.Participants(ctx, cohort(f))
			return err
		})
	}
	measure("searchRandom", 200, func(i int) error {
		_, err := s.Participants(ctx, cohort(Filter{Query: typed[i%len(typed)], Order: OrderRandom}))
		return err
	})
	measure("facets", 100, func(i int) error {
		_, err := s.Facets(ctx, Filter{Cohort: 2007 + i%20, States: []journey.State{journey.StateNew}, Query: typed[i%len(typed)]})
		return err
	})
	measure("facetsOfAll", 20, func(int) error {
		_, err := s.Facets(ctx, Filter{Consent: []string{""}})
		return err
	})
	measure("rule", 1, func(i int) error { // a rule that is changed judges every journey anew
		days := "30"
		if s.Config().Text("letter_days") == days {
			days = "21"
		}
		return s.SetSetting(ctx, "letter_days", days)
	})
	measure("nextToInvite", 100, func(int) error {
		_, _, err := s.NextToInvite(ctx, 2026, 30)
		return err
	})
	for _, format := range []string{"csv", "xlsx", "pdf"} {
		measure("export5000."+format, 2, func(int) error {
			made, err := s.ExportParticipants(ctx, ExportParams{Filter: Filter{Cohort: 2026, Order: OrderRandom}, Columns: Columns, Format: format})
			if err != nil || made.Count != 5000 {
				return fmt.Errorf("%d rows: %w", made.Count, err)
			}
			switch format {
			case "csv":
				return made.Table.CSV(io.Discard, say.Swedish)
			case "xlsx":
				return made.Table.XLSX(io.Discard, say.Swedish)
			}
			_, err = paper.WriteList(io.Discard, paper.List{Clinic: s.Config().Clinic(), Lang: say.Swedish, Date: testDay, Table: made.Table})
			return err
		})
	}
	refs, err := s.Refs(ctx, Filter{Cohort: 2026})
	if err != nil {
		b.Fatal(err)
	}
	measure("participant", 200, func(i int) error {
		_, err := s.Participant(ctx, refs[i*7].Participant, 0, Look{})
		return err
	})
	measure("event", 200, func(i int) error {
		c.t = c.t.Add(time.Minute)
		_, err := s.Log(ctx, LogParams{Participants: []string{refs[i*11].Participant}, Kind: journey.Called, Details: journey.Details{Outcome: journey.CallNoAnswer}})
		return err
	})
	measure("today", 20, func(int) error {
		_, err := s.Today(ctx, 2026)
		return err
	})
	b.Run("backup", func(b *testing.B) {
		for b.Loop() {
			info, err := s.Backup(ctx, ByHand)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size)/1e6, "MB")
		}
	})
	dir := s.Dir()
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s := openStore(b, dir, c)
			if _, err := s.Today(ctx, 2026); err != nil {
				b.Fatal(err)
			}
			if _, err := s.Participants(ctx, Filter{Cohort: 2026, Limit: 40}); err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
}
