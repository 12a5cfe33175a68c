package vault

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// writerVar makes the test binary a program that writes to the database it names
// until it is killed, and says each row's number after the row was committed.
const writerVar = "FYRTIO_TEST_WRITER"

func writeUntilKilled(path string) {
	db, err := Open(path, testKey, Options{})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	r := rand.New(rand.NewPCG(rand.Uint64(), 1))
	for {
		id, err := writeSomething(db, r)
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(id)
	}
}

// writeSomething commits one row, and now and then what else a program does:
// large transactions that are taken back, checkpoints, deletes, VACUUM.
func writeSomething(db *sql.DB, r *rand.Rand) (id int64, err error) {
	switch r.IntN(40) {
	case 0:
		_, err = db.Exec("PRAGMA wal_checkpoint(PASSIVE)")
	case 1:
		_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	case 2:
		_, err = db.Exec("VACUUM")
	case 3:
		_, err = db.Exec("DELETE FROM rest WHERE id % 3 = 0")
	case 4, 5:
		err = takeBack(db)
	}
	if err != nil {
		return 0, err
	}
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	result, err := tx.Exec("INSERT INTO kept(text) VALUES(?)", strings.Repeat("x", r.IntN(200)))
	if err == nil {
		_, err = tx.Exec("INSERT INTO rest(text) VALUES(?)", strings.Repeat("y", r.IntN(9000)))
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// takeBack fills the page cache so that pages reach the log, then rolls back.
func takeBack(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("PRAGMA cache_size=10"); err != nil {
		return err
	}
	if _, err := tx.Exec("INSERT INTO kept(text) SELECT 'never' FROM kept LIMIT 2000"); err != nil {
		return err
	}
	return tx.Rollback()
}

// Killed at any moment, the database is sound and has every row whose commit was
// answered. FYRTIO_KILLS says how often (20).
func TestS1KilledWriterLosesNothing(t *testing.T) {
	kills := 20
	if s := os.Getenv("FYRTIO_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	path := filepath.Join(t.TempDir(), "clinic.db")
	db := mustOpen(t, path, Options{Create: true})
	mustExec(t, db, "CREATE TABLE kept(id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT); CREATE TABLE rest(id INTEGER PRIMARY KEY, text TEXT)")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	var acknowledged []int64
	inLog := 0
	for range kills {
		acknowledged = append(acknowledged, runAndKill(t, path, 1+r.IntN(60), time.Duration(r.IntN(3000))*time.Microsecond)...)
		if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
			inLog++
		}
		db, err := Open(path, testKey, Options{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, db, acknowledged)
		if r.IntN(2) == 0 {
			mustExec(t, db, "INSERT INTO kept(text) VALUES('between')")
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := Verify(path, testKey); err != nil {
		t.Fatal(err)
	}
	if len(acknowledged) < kills || inLog < kills/2 {
		t.Fatalf("%d rows and %d crashes with a log in %d kills: the test tests nothing", len(acknowledged), inLog, kills)
	}
}

// runAndKill kills a writer a while after it has told of n rows, and gives all it told.
func runAndKill(t *testing.T, path string, n int, after time.Duration) (told []int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerVar+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // a row whose number was cut off was not told
		}
		if err != nil {
			t.Fatal(err)
		}
		id, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64)
		if err != nil {
			t.Fatalf("the writer says %q", line)
		}
		if told = append(told, id); len(told) == n {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have failed by itself
		}
	}
	if err := cmd.Wait(); err == nil || len(told) < n {
		t.Fatalf("the writer ended by itself after %d rows: %v", len(told), err)
	}
	return told
}

func check(t *testing.T, db *sql.DB, acknowledged []int64) {
	t.Helper()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity_check: %s %v", verdict, err)
	}
	rows, err := db.Query("SELECT id, text FROM kept")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := map[int64]bool{}
	for rows.Next() {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			t.Fatal(err)
		}
		if text == "never" {
			t.Fatal("a row that was taken back is there")
		}
		found[id] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, id := range acknowledged {
		if !found[id] {
			t.Fatalf("row %d was acknowledged and is gone", id)
		}
	}
}
