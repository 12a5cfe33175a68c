package vault

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/mattn/go-sqlite3"

	"fyrtio/core/fault"
	"fyrtio/core/say"
)

func TestOpenSetsWhatEachConnectionNeeds(t *testing.T) {
	path, db := newDB(t)
	readers := mustOpen(t, path, Options{ReadOnly: true})
	for _, c := range []struct {
		db          *sql.DB
		name, value string
	}{
		{db, "journal_mode", "wal"}, {db, "synchronous", "2"}, {db, "foreign_keys", "1"}, {db, "temp_store", "2"},
		{db, "secure_delete", "1"}, {db, "page_size", "4096"}, {db, "busy_timeout", "10000"}, {db, "query_only", "0"},
		{readers, "query_only", "1"}, {readers, "synchronous", "2"}, {readers, "temp_store", "2"}, {readers, "foreign_keys", "1"},
	} {
		var got string
		if err := c.db.QueryRow("PRAGMA " + c.name).Scan(&got); err != nil || got != c.value {
			t.Errorf("%s is %q (%v), want %q", c.name, got, err, c.value)
		}
	}
	mustExec(t, db, "CREATE TABLE t(x)")
	if _, err := readers.Exec("INSERT INTO t VALUES(1)"); err == nil {
		t.Error("a reader wrote")
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 { // there, the folder's access list decides
		t.Errorf("others may read the database: %v", info.Mode())
	}
}

func TestTransactionsOfTheWriterLockAtOnce(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, "CREATE TABLE t(x)")
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	other := mustOpen(t, path, Options{Hook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec("PRAGMA busy_timeout=0", nil)
		return err
	}})
	if _, err := other.Begin(); fault.CodeOf(Fault(err)) != fault.Locked {
		t.Errorf("two writers at once: %v", err)
	}
}

func TestHookRunsOnEachConnection(t *testing.T) {
	path, _ := newDB(t)
	hook := func(c *sqlite3.SQLiteConn) error { return c.RegisterCollation("swedish", strings.Compare) }
	db := mustOpen(t, path, Options{ReadOnly: true, MaxConns: 3, Hook: hook})
	var open []*sql.Conn
	for range 3 {
		c, err := db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, c)
		if _, err := c.ExecContext(context.Background(), "SELECT 'a' < 'b' COLLATE swedish"); err != nil {
			t.Error(err)
		}
	}
	for _, c := range open {
		c.Close()
	}
	if _, err := Open(path, testKey, Options{Hook: func(*sqlite3.SQLiteConn) error { return errors.New("no") }}); err == nil {
		t.Error("a failing hook was not told")
	}
}

func TestMissingDatabaseIsNotMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clinic.db")
	_, err := Open(path, testKey, Options{})
	wantFault(t, err, fault.NotFound, "vault.err.missing")
	if err := os.WriteFile(path+"-wal", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, testKey, Options{Create: true}); fault.CodeOf(err) != fault.Damaged {
		t.Errorf("a database was made beside the log of a lost one: %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a database was made")
	}
}

func TestS17WrongKeyIsTold(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 5)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := takeImage(t, path)
	wrong := testKey
	wrong[31] ^= 1
	_, err := Open(path, wrong, Options{})
	wantFault(t, err, fault.Locked, "vault.err.key")
	if !errors.Is(err, ErrKey) {
		t.Errorf("%v is not ErrKey", err)
	}
	if err := Verify(path, wrong); !errors.Is(err, ErrKey) {
		t.Errorf("Verify: %v", err)
	}
	if after := takeImage(t, path); !bytes.Equal(before[""], after[""]) {
		t.Error("a wrong key changed the file")
	}
}

// A key stays until the last connection is closed and goes then.
func TestKeysGoWithTheirPools(t *testing.T) {
	path, db := newDB(t)
	c, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ExecContext(context.Background(), "CREATE TABLE t(x)"); err != nil && !errors.Is(err, sql.ErrConnDone) {
		t.Error(err)
	}
	c.Close()
	resolved, err := resolve(path)
	if err != nil {
		t.Fatal(err)
	}
	if inUse(resolved) {
		t.Error("the key is still there")
	}
}

func TestSeveralDatabasesWithTheirOwnKeys(t *testing.T) {
	dir := t.TempDir()
	name := "%d å %%20#&;='+.db"
	if runtime.GOOS != "windows" {
		name = "%d å?%%20#&:\\\".db"
	}
	var dbs []*sql.DB
	for i := range 5 {
		db, err := Open(filepath.Join(dir, fmt.Sprintf(name, i)), [32]byte{byte(i)}, Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		dbs = append(dbs, db)
		mustExec(t, db, schema)
	}
	for i := range 20 {
		for _, db := range dbs {
			fill(t, db, i, i+1)
		}
	}
	for i, db := range dbs {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM person").Scan(&n); err != nil || n != 20 {
			t.Errorf("database %d: %d rows %v", i, n, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := Verify(filepath.Join(dir, fmt.Sprintf(name, i)), [32]byte{byte(i + 1)}); !errors.Is(err, ErrKey) {
			t.Errorf("database %d opened with another's key: %v", i, err)
		}
	}
}

// Nothing of what was written is to be found in any file, while the database is
// open, after a large transaction was taken back, after VACUUM, in a backup.
func TestS17NoFileShowsWhatWasWritten(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	mustExec(t, db, "PRAGMA cache_size=10")
	fill(t, db, 0, 300)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("INSERT INTO person SELECT id+5000, name||?, town, photo FROM person", marker); err != nil {
		t.Fatal(err)
	}
	scan(t, path)
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	// Sorts and temporary tables larger than any cache.
	mustExec(t, db, "CREATE TEMP TABLE sorted AS SELECT a.name||b.name AS s, hex(a.photo) AS p FROM person a, person b ORDER BY s DESC LIMIT 20000")
	mustExec(t, db, "CREATE INDEX temp.sorted_s ON sorted(s, p)")
	scan(t, path)
	mustExec(t, db, "DELETE FROM person WHERE id % 2 = 0")
	mustExec(t, db, "VACUUM")
	scan(t, path)
	if err := Backup(context.Background(), db, path+".backup", testKey); err != nil {
		t.Fatal(err)
	}
	scan(t, path)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	scan(t, path)
}

// scan looks through every file of the database's folder.
func scan(t *testing.T, path string) {
	t.Helper()
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(filepath.Dir(path), f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, clear := range []string{marker, marker[:5], "person", "CREATE", "SQLite format"} {
			if bytes.Contains(b, []byte(clear)) {
				t.Errorf("%s shows %q", f.Name(), clear)
			}
		}
	}
}

// What would write in clear, or past the vault, is refused.
func TestS17NothingIsWrittenInClear(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 20)
	other := filepath.Join(t.TempDir(), "other.db")
	for _, statement := range []string{
		"ATTACH '" + other + "' AS other; CREATE TABLE other.t AS SELECT * FROM person",
		"VACUUM INTO '" + other + "'",
		"PRAGMA journal_mode=DELETE; UPDATE person SET town='x'",
		"PRAGMA journal_mode=WAL; PRAGMA temp_store=FILE; PRAGMA cache_size=2; CREATE TEMP TABLE x AS SELECT a.name||b.photo||a.photo FROM person a, person b, person c",
	} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
	for _, name := range []string{other, path + "-journal"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s was made", name)
		}
	}
	scan(t, path)
}

// A rollback journal that someone put there is not played back.
func TestS17PlantedJournalIsRefused(t *testing.T) {
	img, want := crashed(t, 30, 0)
	path := filepath.Join(t.TempDir(), "clinic.db")
	img.put(t, path)
	journal := append([]byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0, 0, 0, 1}, make([]byte, 8000)...)
	if err := os.WriteFile(path+"-journal", journal, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Open(path, testKey, Options{})
	if err == nil {
		defer db.Close()
		got, err := dump(db)
		if err == nil && got != want {
			t.Error("the journal was played back")
		}
	}
}

func TestBackupIsTheStateAtItsBeginning(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 400)
	readers := mustOpen(t, path, Options{ReadOnly: true})
	want, err := dump(db)
	if err != nil {
		t.Fatal(err)
	}
	other := [32]byte{7}
	for i, key := range [][32]byte{testKey, other} {
		copyPath := filepath.Join(t.TempDir(), "copy.db")
		if err := Backup(context.Background(), readers, copyPath, key); err != nil {
			t.Fatal(err)
		}
		if err := Verify(copyPath, key); err != nil {
			t.Fatal(err)
		}
		files, err := os.ReadDir(filepath.Dir(copyPath))
		if err != nil || len(files) != 1 {
			t.Errorf("beside the backup: %v %v", files, err)
		}
		backup, err := Open(copyPath, key, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := dump(backup); err != nil || got != want {
			t.Errorf("backup %d differs: %v", i, err)
		}
		mustExec(t, backup, "INSERT INTO person(name) VALUES('goes on')")
		if err := backup.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestS2FailedBackupKeepsTheOneBefore(t *testing.T) {
	_, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, 50)
	copyPath := filepath.Join(t.TempDir(), "copy.db")
	if err := Backup(context.Background(), db, copyPath, testKey); err != nil {
		t.Fatal(err)
	}
	before := takeImage(t, copyPath)
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Backup(stopped, db, copyPath, testKey); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if !bytes.Equal(before[""], takeImage(t, copyPath)[""]) {
		t.Error("the backup before was changed")
	}
	if err := Backup(context.Background(), db, filepath.Join(copyPath, "no folder", "x"), testKey); err == nil {
		t.Error("a backup into nothing succeeded")
	}
	if files, err := os.ReadDir(filepath.Dir(copyPath)); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v %v", files, err)
	}
	fill(t, db, 100, 101) // the source goes on
}

// Readers see whole transactions while a writer writes, checkpoints and a backup run.
func TestReadersAndWriterTogether(t *testing.T) {
	path, db := newDB(t)
	mustExec(t, db, "CREATE TABLE account(id INTEGER PRIMARY KEY, sum INTEGER, pad TEXT)")
	for i := range 50 {
		mustExec(t, db, "INSERT INTO account VALUES(?, 100, ?)", i, strings.Repeat("x", 700))
	}
	readers := mustOpen(t, path, Options{ReadOnly: true, MaxConns: 4})
	done := make(chan struct{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				var sum, n int
				if err := readers.QueryRow("SELECT sum(sum), count(*) FROM account").Scan(&sum, &n); err != nil || sum != 5000 || n != 50 {
					t.Errorf("sum %d of %d: %v", sum, n, err)
					return
				}
			}
		})
	}
	for i := range 300 {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for id, change := range map[int]int{i % 50: 1, (i + 7) % 50: -1} {
			if _, err := tx.Exec("UPDATE account SET sum = sum + ? WHERE id = ?", change, id); err != nil {
				t.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		switch i % 100 {
		case 50:
			mustExec(t, db, "PRAGMA wal_checkpoint(PASSIVE)")
		case 90:
			copyPath := fmt.Sprintf("%s.%d", path, i)
			if err := Backup(context.Background(), readers, copyPath, testKey); err != nil {
				t.Fatal(err)
			}
			if err := Verify(copyPath, testKey); err != nil {
				t.Fatal(err)
			}
		}
	}
	close(done)
	group.Wait()
	if err := Verify(path, testKey); err != nil {
		t.Errorf("Verify of an open database: %v", err)
	}
}

func TestFaultsHaveWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		code fault.Code
	}{
		{sqlite3.Error{Code: sqlite3.ErrFull}, fault.Refused},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, fault.Refused},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrWrite}, fault.Refused},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: authentication}, fault.Damaged},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, fault.Damaged},
		{sqlite3.Error{Code: sqlite3.ErrNotADB}, fault.Damaged},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, fault.Locked},
		{sqlite3.Error{Code: sqlite3.ErrConstraint}, fault.Internal},
		{errors.New("other"), fault.Internal},
		{nil, ""},
		{fault.New(fault.NotFound, "vault.err.missing", "File", "x"), fault.NotFound},
	} {
		wrapped := c.err
		if c.err != nil {
			wrapped = fmt.Errorf("save: %w", c.err)
		}
		err := Fault(wrapped)
		if fault.CodeOf(err) != c.code {
			t.Errorf("%v: code %s, want %s", c.err, fault.CodeOf(err), c.code)
		}
		if c.err != nil && !errors.Is(err, c.err) {
			t.Errorf("%v: the cause is lost", c.err)
		}
		if words := fault.Words(say.Swedish, err); c.err != nil && (words == "" || strings.HasPrefix(words, "vault.")) {
			t.Errorf("%v: no words", c.err)
		}
	}
}
