package vault

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyrtio/core/fault"
)

var testKey = [32]byte{1, 2, 3, 31: 9}

// marker is in everything the tests write; it must never be found in a file.
const marker = "Mandelblom-Sjövik"

// long is set for the long runs: every byte, every cut.
var long = os.Getenv("FYRTIO_LONG") == "1"

// children are the programs that the test binary can be besides: by the environment
// variable that names the database, and none of them returns.
var children = map[string]func(path string){writerVar: writeUntilKilled}

func TestMain(m *testing.M) {
	for name, run := range children {
		if path := os.Getenv(name); path != "" {
			run(path)
		}
	}
	os.Exit(m.Run())
}

func mustOpen(t testing.TB, path string, o Options) *sql.DB {
	t.Helper()
	db, err := Open(path, testKey, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func mustExec(t testing.TB, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func newDB(t testing.TB) (path string, db *sql.DB) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "clinic.db")
	return path, mustOpen(t, path, Options{Create: true})
}

const schema = `CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL, town TEXT, photo BLOB);
	CREATE INDEX person_name ON person(name);
	CREATE TABLE visit(id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person(id), note TEXT);`

// fill adds rows, some of them longer than a page.
func fill(t testing.TB, db *sql.DB, from, to int) {
	t.Helper()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(uint64(from), 40))
	for i := from; i < to; i++ {
		photo := []byte(strings.Repeat(fmt.Sprintf("%s %d ", marker, i), r.IntN(30)))
		if i%16 == 0 {
			photo = []byte(strings.Repeat(fmt.Sprintf("%s %d ", marker, i), 800))
		}
		if _, err := tx.Exec("INSERT INTO person VALUES(?,?,?,?)", i, fmt.Sprintf("%s %04d", marker, r.IntN(10000)), marker, photo); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// dump reads everything, by table and by index.
func dump(db *sql.DB) (string, error) {
	var out strings.Builder
	for _, q := range []string{
		"SELECT id, name||coalesce(town,'')||hex(coalesce(photo,'')) FROM person ORDER BY id",
		"SELECT count(*), name FROM person INDEXED BY person_name GROUP BY name ORDER BY name",
		"SELECT id, note FROM visit ORDER BY id",
	} {
		rows, err := db.Query(q)
		if err != nil {
			return "", err
		}
		for rows.Next() {
			var n int
			var s sql.NullString
			if err := rows.Scan(&n, &s); err != nil {
				rows.Close()
				return "", err
			}
			fmt.Fprintln(&out, n, s.String)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}

// An image is the files of a database as a crash of the program would leave them.
type image map[string][]byte

var suffixes = []string{"", "-wal", "-shm"}

func takeImage(t testing.TB, path string) image {
	t.Helper()
	img := image{}
	for _, s := range suffixes {
		b, err := os.ReadFile(path + s)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if err == nil {
			img[s] = b
		}
	}
	return img
}

// put writes the image to path and removes files that it does not have.
func (img image) put(t testing.TB, path string) {
	t.Helper()
	for _, s := range suffixes {
		if err := os.Remove(path + s); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if b, ok := img[s]; ok {
			if err := os.WriteFile(path+s, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// with is the image with one file changed.
func (img image) with(suffix string, b []byte) image {
	changed := image{}
	for s := range img {
		changed[s] = img[s]
	}
	changed[suffix] = b
	return changed
}

// readImage opens a copy of the image and dumps it.
func readImage(t testing.TB, img image, path string) (string, error) {
	t.Helper()
	img.put(t, path)
	db, err := Open(path, testKey, Options{})
	if err != nil {
		return "", err
	}
	defer db.Close()
	return dump(db)
}

// crashed makes a database of which a part is only in the log, and gives its image
// and what is in it.
func crashed(t testing.TB, inDB, inLog int) (img image, want string) {
	t.Helper()
	path, db := newDB(t)
	mustExec(t, db, schema)
	fill(t, db, 0, inDB)
	mustExec(t, db, "PRAGMA wal_checkpoint(TRUNCATE)")
	for i := inDB; i < inDB+inLog; i++ {
		fill(t, db, i, i+1)
	}
	want, err := dump(db)
	if err != nil {
		t.Fatal(err)
	}
	img = takeImage(t, path)
	if inLog > 0 && len(img["-wal"]) == 0 {
		t.Fatal("nothing in the log")
	}
	if got, err := readImage(t, img, filepath.Join(t.TempDir(), "copy.db")); err != nil || got != want {
		t.Fatalf("the image itself is not sound: %v", err)
	}
	return img, want
}

func wantFault(t testing.TB, err error, code fault.Code, id string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != code || f.Text.ID != id {
		t.Fatalf("error %v, want %s %s", err, code, id)
	}
}
