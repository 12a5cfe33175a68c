package vault

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// kinds are the sealed database and a plain one with the same settings.
var kinds = []struct {
	name string
	open func(path string) (*sql.DB, error)
}{
	{"sealed", func(path string) (*sql.DB, error) { return Open(path, testKey, Options{Create: true}) }},
	{"plain", func(path string) (*sql.DB, error) {
		db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_secure_delete=1&_foreign_keys=1&_txlock=immediate&_cache_size=-16384")
		if err == nil {
			db.SetMaxOpenConns(1)
		}
		return db, err
	}},
}

func benchBoth(b *testing.B, rows int, run func(b *testing.B, db *sql.DB)) {
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			db, err := kind.open(filepath.Join(b.TempDir(), "bench.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			mustExec(b, db, "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, town TEXT, text TEXT); CREATE INDEX person_name ON person(name)")
			insert(b, db, 0, rows)
			mustExec(b, db, "PRAGMA wal_checkpoint(TRUNCATE)")
			b.ResetTimer()
			run(b, db)
		})
	}
}

func insert(b *testing.B, db *sql.DB, from, n int) {
	b.Helper()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	statement, err := tx.Prepare("INSERT INTO person VALUES(?,?,?,?)")
	if err != nil {
		b.Fatal(err)
	}
	for i := from; i < from+n; i++ {
		if _, err := statement.Exec(i, fmt.Sprintf("name %07d", i*7919%1000003), "Mjölby", "some words that stand for what is kept of a person"); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBulkInsert commits 100,000 rows in one transaction.
func BenchmarkBulkInsert(b *testing.B) {
	benchBoth(b, 0, func(b *testing.B, db *sql.DB) {
		for i := range b.N {
			insert(b, db, i*100_000, 100_000)
		}
	})
}

// BenchmarkOneRowCommit is what one answered field costs: p50 and p99 in microseconds.
func BenchmarkOneRowCommit(b *testing.B) {
	benchBoth(b, 10_000, func(b *testing.B, db *sql.DB) {
		took := make([]time.Duration, b.N)
		for i := range b.N {
			begun := time.Now()
			if _, err := db.Exec("INSERT INTO person(name, text) VALUES(?, 'x')", fmt.Sprintf("new %07d", i*7919%1000003)); err != nil {
				b.Fatal(err)
			}
			took[i] = time.Since(begun)
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	})
}

// BenchmarkIndexedLookup finds 50 of 100,000 rows by the beginning of a name.
func BenchmarkIndexedLookup(b *testing.B) {
	benchBoth(b, 100_000, func(b *testing.B, db *sql.DB) {
		for i := range b.N {
			from := fmt.Sprintf("name %04d", i%10000)
			query(b, db, "SELECT id, name FROM person WHERE name >= ? AND name < ? ORDER BY name LIMIT 50", from, from+"~")
		}
	})
}

// BenchmarkFullScan reads 100,000 rows without an index.
func BenchmarkFullScan(b *testing.B) {
	benchBoth(b, 100_000, func(b *testing.B, db *sql.DB) {
		for range b.N {
			query(b, db, "SELECT count(*), name FROM person WHERE text LIKE '%nothing like it%'")
		}
	})
}

func query(b *testing.B, db *sql.DB, q string, args ...any) {
	b.Helper()
	rows, err := db.Query(q, args...)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		var name sql.NullString
		if err := rows.Scan(&id, &name); err != nil {
			b.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOpen is the start: a database with 100,000 rows, keys at hand.
func BenchmarkOpen(b *testing.B) {
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "bench.db")
			db, err := kind.open(path)
			if err != nil {
				b.Fatal(err)
			}
			mustExec(b, db, "CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, town TEXT, text TEXT)")
			insert(b, db, 0, 100_000)
			db.Close()
			b.ResetTimer()
			for range b.N {
				db, err := kind.open(path)
				if err != nil {
					b.Fatal(err)
				}
				query(b, db, "SELECT id, name FROM person WHERE id = 77777")
				db.Close()
			}
		})
	}
}
