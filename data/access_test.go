package data

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
)

// worked gives a store with a few acts in its log.
func worked(t testing.TB) (*Store, *clock) {
	s, c := testStore(t)
	rows := people(t, 4)
	importRows(t, s, rows)
	for i, r := range rows {
		c.to(testDay, 10, i)
		id := byNumber(t, s, r.number).Participant
		if _, err := s.Log(t.Context(), LogParams{Participants: []string{id}, Kind: journey.Note, Details: journey.Details{Text: "hej"}}); err != nil {
			t.Fatal(err)
		}
	}
	return s, c
}

func breakOf(t testing.TB, s *Store, anchors ...Head) (b *Break) {
	t.Helper()
	err := s.read(context.Background(), func(r reader) (err error) {
		b, err = readChain(r, anchors)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// S12: whatever is changed, removed or moved in the log or in the events that it
// covers is found, with the first bad row.
func TestS12ChangedLogIsFound(t *testing.T) {
	tampering := []struct {
		name, sql string
		bad       int64
	}{
		{"actor", `UPDATE access SET actor = 'erik' WHERE seq = 4`, 4},
		{"time", `UPDATE access SET at = at + 1 WHERE seq = 4`, 4},
		{"detail", `UPDATE access SET detail = '{}' WHERE seq = 4`, 4},
		{"removed", `DELETE FROM access WHERE seq = 4`, 4},
		{"two exchanged", `UPDATE access SET seq = CASE seq WHEN 4 THEN -5 WHEN 5 THEN -4 END WHERE seq IN (4, 5); UPDATE access SET seq = -seq WHERE seq < 0`, 4},
		{"first removed", `DELETE FROM access WHERE seq = 1`, 1},
		{"last removed", `DELETE FROM access WHERE seq = (SELECT max(seq) FROM access)`, 0},
		{"event changed", `UPDATE event SET details = '{"text":"nej"}' WHERE seq = 5`, 4},
		{"event's author", `UPDATE event SET actor = 'erik' WHERE seq = 5`, 4},
		{"event removed", `DELETE FROM event WHERE seq = 5`, 4},
		{"event added", `INSERT INTO event SELECT 99, 'X', participant, cohort, at, recorded, actor, workplace, kind, details, batch, line FROM event WHERE seq = 5`, 0},
	}
	for _, tamper := range tampering {
		t.Run(tamper.name, func(t *testing.T) {
			s, _ := worked(t)
			if b := breakOf(t, s); b != nil {
				t.Fatalf("broken before: %+v", b)
			}
			for _, q := range append(dropGuards(t, s), strings.Split(tamper.sql, ";")...) {
				if _, err := s.writer.Exec(q); err != nil {
					t.Fatal(err)
				}
			}
			if b := breakOf(t, s); b == nil || b.Seq != tamper.bad {
				t.Errorf("found %+v, want row %d", b, tamper.bad)
			}
			problems, err := s.Check(t.Context())
			if err != nil || len(problems) == 0 {
				t.Errorf("check: %v, %v", problems, err)
			}
		})
	}
}

// Cutting off the end, with its events and all, is found by a head kept elsewhere.
func TestS12CutEndIsFoundByHead(t *testing.T) {
	s, _ := worked(t)
	head, err := s.Head(t.Context())
	if err != nil || head.Seq != 7 {
		t.Fatalf("%+v, %v", head, err)
	}
	for _, q := range append(dropGuards(t, s), `DELETE FROM event WHERE seq = 8`, `DELETE FROM access WHERE seq = 7`) {
		if _, err := s.writer.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if b := breakOf(t, s); b != nil {
		t.Errorf("found without the head: %+v", b)
	}
	if b := breakOf(t, s, head); b == nil || b.Seq != 0 {
		t.Errorf("not found with the head: %+v", b)
	}
}

func dropGuards(t testing.TB, s *Store) (list []string) {
	t.Helper()
	rows, err := s.readers.Query(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
	if err != nil {
		t.Fatal(err)
	}
	if err := each(rows, func() error {
		var name string
		err := rows.Scan(&name)
		list = append(list, `DROP TRIGGER `+name)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// What has happened can be neither changed nor removed, not even by this program.
func TestS12GuardsHold(t *testing.T) {
	s, _ := worked(t)
	for _, q := range []string{
		`UPDATE event SET details = '{}'`, `DELETE FROM event`, `UPDATE access SET actor = 'x'`, `DELETE FROM access`,
		`UPDATE contact_version SET street = 'x'`, `DELETE FROM contact_version`, `DELETE FROM participant`,
		`UPDATE contact_version SET erased = 1`, `UPDATE contact_version SET erased = 1, street = '', family = 'x'`,
	} {
		if _, err := s.writer.Exec(q); err == nil {
			t.Errorf("allowed: %s", q)
		}
	}
}

// S13: looking is logged, once in ten minutes for the same view.
func TestS13LookingIsLogged(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 1)
	importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	looks := func() int {
		log, err := s.AccessLog(t.Context(), id, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, a := range log {
			if a.Act == "look" && a.Actor == testUser {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		after time.Duration
		view  string
		want  int
	}{{0, "person", 1}, {9 * time.Minute, "person", 1}, {0, "star", 2}, {time.Minute, "person", 3}, {time.Minute, "star", 3}} {
		c.t = c.t.Add(step.after)
		if _, err := s.Participant(t.Context(), id, 0, Look{View: step.view}); err != nil {
			t.Fatal(err)
		}
		if n := looks(); n != step.want {
			t.Errorf("after %v %s: %d looks, want %d", step.after, step.view, n, step.want)
		}
	}
	// A protected person's page is read again after each act: one reason is one look.
	protect(t, s, id, "ringde")
	before := looks()
	for _, reason := range []string{"ringde", "ringde", "boka tid", "ringde"} {
		if _, err := s.Participant(t.Context(), id, 0, Look{View: "person", Reason: reason}); err != nil {
			t.Fatal(err)
		}
	}
	if n := looks(); n != before+2 {
		t.Errorf("%d looks for two reasons", n-before)
	}
}

// S21: the second one to open the folder is told who has it.
func TestS21SecondOpeningIsTold(t *testing.T) {
	s, c := testStore(t)
	_, err := Open(t.Context(), s.Dir(), Options{User: testUser, Passphrase: testPassphrase, Clock: c.now, Keys: cheap})
	if fault.CodeOf(err) != fault.Locked || !strings.Contains(fault.Words("sv", err), "används redan av") {
		t.Fatalf("%v", err)
	}
	if len(allRows(t, s, Filter{})) != 0 { // the first goes on
		t.Error("people in an empty store")
	}
}

func TestWrongPassphrase(t *testing.T) {
	c := &clock{testDay.At(9, 0)}
	dir := initStore(t, c)
	for _, o := range []Options{{User: testUser, Passphrase: "fel fel fel fel"}, {User: "nobody", Passphrase: testPassphrase}} {
		o.Keys, o.Clock = cheap, c.now
		if _, err := Open(t.Context(), dir, o); err == nil {
			t.Errorf("%s got in", o.User)
		}
	}
	if err := openStore(t, dir, c).Close(); err != nil {
		t.Error(err)
	}
	if _, err := Init(t.Context(), dir, InitParams{Clinic: "X", User: "y", Passphrase: testPassphrase, Keys: cheap}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("made anew over data: %v", err)
	}
	if _, err := Open(t.Context(), t.TempDir(), Options{User: "x"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("an empty folder: %v", err)
	}
}

// A database of a newer program is refused.
func TestNewerSchemaIsRefused(t *testing.T) {
	c := &clock{testDay.At(9, 0)}
	dir := initStore(t, c)
	s := openStore(t, dir, c)
	if _, err := s.writer.Exec(`PRAGMA user_version = 999`); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{User: testUser, Passphrase: testPassphrase, Keys: cheap}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("%v", err)
	}
}

// A step of the migration that fails leaves nothing of itself.
func TestMigrationIsAllOrNothing(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := migrateStep(t.Context(), db, 1, `CREATE TABLE a (x); CREATE TABLE a (y);`); err == nil {
		t.Fatal("a bad step went through")
	}
	var n, version int
	if err := db.QueryRow(`SELECT count(*) FROM sqlite_schema`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(n, version) != "0 0" {
		t.Errorf("%d tables, version %d", n, version)
	}
}
