package vault

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is done, a sealed database answers as a plain SQLite does.
func TestAnswersAsPlainSQLite(t *testing.T) {
	dir := t.TempDir()
	run := 0
	rapid.Check(t, func(rt *rapid.T) {
		run++
		path := filepath.Join(dir, fmt.Sprintf("sealed%d.db", run))
		sealed, err := Open(path, testKey, Options{Create: true})
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { sealed.Close() }()
		plain, err := sql.Open("sqlite3", filepath.Join(dir, fmt.Sprintf("plain%d.db", run))+"?_foreign_keys=1&_journal_mode=WAL&_synchronous=OFF")
		if err != nil {
			rt.Fatal(err)
		}
		defer plain.Close()
		plain.SetMaxOpenConns(1)
		both := func(statement string) {
			_, wantErr := plain.Exec(statement)
			if _, err := sealed.Exec(statement); (err == nil) != (wantErr == nil) {
				rt.Fatalf("%.80s: sealed says %v, plain says %v", statement, err, wantErr)
			}
		}
		both(schema)
		id := rapid.IntRange(0, 60)
		size := rapid.SampledFrom([]int{0, 1, 300, 4000, 4056, 4096, 9000, 30000})
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			switch rapid.IntRange(0, 9).Draw(rt, "step") {
			case 0, 1:
				both(fmt.Sprintf("INSERT INTO person VALUES(%d,'n%d','t',zeroblob(%d)||'x')", id.Draw(rt, "id"), id.Draw(rt, "name"), size.Draw(rt, "size")))
			case 2:
				n := id.Draw(rt, "n")
				both(fmt.Sprintf("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i<%d) INSERT OR REPLACE INTO person SELECT i, 'm'||(i%%7), 't', printf('%%.*c',%d,'z') FROM c", n+1, size.Draw(rt, "size")))
			case 3:
				both(fmt.Sprintf("UPDATE person SET photo = printf('%%.*c',%d,'q') WHERE id %% 5 = %d", size.Draw(rt, "size"), id.Draw(rt, "id")%5))
			case 4:
				both(fmt.Sprintf("DELETE FROM person WHERE id > %d", id.Draw(rt, "id")))
			case 5:
				both(fmt.Sprintf("INSERT INTO visit(person, note) VALUES(%d, '%s')", id.Draw(rt, "id"), strings.Repeat("n", size.Draw(rt, "size"))))
			case 6:
				// Pages are pushed out to the log, overwritten there, then kept or taken back.
				end := rapid.SampledFrom([]string{"COMMIT", "ROLLBACK"}).Draw(rt, "end")
				both("PRAGMA cache_size=5")
				both("BEGIN IMMEDIATE")
				both("UPDATE person SET photo = photo||name||photo")
				both("UPDATE person SET town = town||'u', photo = substr(photo, 3)")
				both("SAVEPOINT s")
				both("DELETE FROM visit")
				both("UPDATE person SET town = 'v'||id")
				both("ROLLBACK TO s")
				both(end)
			case 7:
				both(rapid.SampledFrom([]string{"VACUUM", "REINDEX", "ANALYZE"}).Draw(rt, "what"))
			case 8:
				both(rapid.SampledFrom([]string{"PRAGMA wal_checkpoint(PASSIVE)", "PRAGMA wal_checkpoint(RESTART)", "PRAGMA wal_checkpoint(TRUNCATE)"}).Draw(rt, "what"))
			case 9:
				if err := sealed.Close(); err != nil {
					rt.Fatal(err)
				}
				if sealed, err = Open(path, testKey, Options{}); err != nil {
					rt.Fatal(err)
				}
			}
		}
		want, err := dump(plain)
		if err != nil {
			rt.Fatal(err)
		}
		if got, err := dump(sealed); err != nil || got != want {
			rt.Fatalf("sealed and plain differ: %v", err)
		}
		if err := sealed.Close(); err != nil {
			rt.Fatal(err)
		}
		if err := Verify(path, testKey); err != nil {
			rt.Fatal(err)
		}
	})
}
