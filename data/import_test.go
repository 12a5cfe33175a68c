package data

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/roster"
)

func TestImportCounts(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 12)
	first := importRows(t, s, rows)
	if first.New != 12 || first.Changed+first.Unchanged+first.Gone+first.Bad != 0 || first.Batch == "" {
		t.Fatalf("first import: %+v", first.Counts)
	}
	c.to(testDay.Add(30), 9, 0)
	rows[0].family = "Nylund"
	rows[1].street = "Storgatan 3 B"
	second := importRows(t, s, rows[:11])
	if second.New != 0 || second.Changed != 2 || second.Unchanged != 9 || second.Gone != 1 {
		t.Fatalf("second import: %+v", second.Counts)
	}
	if !slices.Equal(second.Changes[0].Fields, []ContactField{"family"}) || !slices.Equal(second.Changes[1].Fields, []ContactField{"street"}) {
		t.Errorf("changes: %+v", second.Changes)
	}
	if gone := byNumber(t, s, rows[11].number); !gone.Status.Gone || len(second.Left) != 1 || second.Left[0].Number != gone.Number {
		t.Errorf("gone: %+v", gone.Status)
	}
	third := importRows(t, s, rows)
	if third.Changed != 1 || third.Unchanged != 11 || byNumber(t, s, rows[11].number).Status.Gone {
		t.Errorf("back on the list: %+v", third.Counts)
	}
	noProblems(t, s)
}

// A dry run finds out everything and writes nothing, not even the mapping.
func TestImportDryRun(t *testing.T) {
	s, _ := testStore(t)
	before := dump(t, s)
	res, err := s.Import(t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(people(t, 5)), Cohort: 2026, DryRun: true})
	if err != nil || res.New != 5 || res.Batch != "" {
		t.Fatalf("%+v, %v", res.Counts, err)
	}
	if dump(t, s) != before {
		t.Error("a dry run wrote something")
	}
	if backups, _ := s.Backups(t.Context()); len(backups) != 0 {
		t.Error("a dry run made a backup")
	}
}

func TestImportMakesVerifiedBackupFirst(t *testing.T) {
	s, _ := testStore(t)
	importRows(t, s, people(t, 3))
	backups, err := s.Backups(t.Context())
	if err != nil || len(backups) != 1 || backups[0].Reason != BeforeImport {
		t.Fatalf("%+v, %v", backups, err)
	}
	importRows(t, s, people(t, 3))
	if backups, _ = s.Backups(t.Context()); len(backups) != 1 {
		t.Error("an import that changes nothing needs no backup")
	}
}

// S8: the same file again changes nothing, whatever is in it.
func TestS8ImportTwiceChangesNothing(t *testing.T) {
	numbers := numbers1986(t)
	rapid.Check(t, func(rt *rapid.T) {
		s, c := testStore(t)
		var rows []rosterRow
		for i, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 30), 1, 12, rapid.ID[int]).Draw(rt, "people") {
			r := person1986(numbers[n], i)
			r.family = rapid.SampledFrom(append(families, "O'Brien", "", "de la Gårdie", "Ünal\u00a0Ç")).Draw(rt, "family")
			r.street = rapid.SampledFrom([]string{"Storgatan 1", "c/o Lund, Skolvägen 9", "", "  Å-vägen 2 "}).Draw(rt, "street")
			r.postcode = rapid.SampledFrom([]string{"99941", "999 41", "", "NO-0150"}).Draw(rt, "postcode")
			r.protected = rapid.IntRange(0, 5).Draw(rt, "protected") == 0
			r.language = rapid.SampledFrom([]string{"", "", "arabiska", "J", "N"}).Draw(rt, "tolk")
			if rapid.IntRange(0, 6).Draw(rt, "bad") == 0 {
				r.number = r.number[:11] + string('0'+(r.number[11]-'0'+1)%10)
			}
			rows = append(rows, r)
			if rapid.IntRange(0, 9).Draw(rt, "twice") == 0 {
				rows = append(rows, r)
			}
		}
		p := ImportParams{Name: "l.csv", Data: rosterFile(rows), Cohort: 2026, Force: "test"}
		if _, err := s.Import(context.Background(), p); err != nil {
			if fault.CodeOf(err) != fault.Refused {
				rt.Fatal(err)
			}
			return
		}
		before := dump(t, s)
		c.to(testDay.Add(1), 10, 0)
		res, err := s.Import(context.Background(), p)
		if err != nil {
			rt.Fatal(err)
		}
		if res.New+res.Changed+res.Gone != 0 || res.Batch != "" {
			rt.Fatalf("the second import has %+v", res.Counts)
		}
		if after := dump(t, s); after != before {
			rt.Fatalf("the second import changed something:\n%s\n%s", before, after)
		}
	})
}

// TestS8KillMidImport kills a process at random moments of an import: afterwards all
// of it is there, or nothing.
func TestS8KillMidImport(t *testing.T) {
	if dir := os.Getenv("FYRTIO_TEST_IMPORT"); dir != "" {
		c := &clock{testDay.At(9, 0)}
		s := openStore(t, dir, c)
		fmt.Println("importing")
		importRows(t, s, manyPeople(3000, 1986))
		fmt.Println("done")
		select {} // to be killed
	}
	kills := 6
	if n, err := strconv.Atoi(os.Getenv("FYRTIO_KILLS")); err == nil {
		kills = n / 5
	}
	for i := range kills {
		c := &clock{testDay.At(9, 0)}
		dir := initStore(t, c)
		cmd := exec.Command(os.Args[0], "-test.run=^TestS8KillMidImport$", "-test.v")
		cmd.Env = append(os.Environ(), "FYRTIO_TEST_IMPORT="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, out, "importing")
		time.Sleep(time.Duration(i*700/kills) * time.Millisecond) // the moment of the kill, nothing waits for it
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		s := openStore(t, dir, c)
		if n := len(allRows(t, s, Filter{})); n != 0 && n != 3000 {
			t.Errorf("kill %d: %d of 3000 people", i, n)
		}
		noProblems(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func waitFor(t *testing.T, out interface{ Read([]byte) (int, error) }, word string) {
	t.Helper()
	var got strings.Builder
	b := make([]byte, 256)
	for !strings.Contains(got.String(), word) {
		n, err := out.Read(b)
		got.Write(b[:n])
		if err != nil {
			t.Fatalf("the child ended: %v\n%s", err, got.String())
		}
	}
}

// D13: what was corrected by hand wins over the roster, other fields follow it.
func TestHandCorrectionWins(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 6)
	importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	p, err := s.Participant(t.Context(), id, 0, Look{})
	if err != nil {
		t.Fatal(err)
	}
	c := p.Contact
	c.Mobile = "070-174 06 99"
	if _, err := s.EditContact(t.Context(), id, c); err != nil {
		t.Fatal(err)
	}
	rows[0].mobile, rows[0].street = "070-174 06 12", "Nygatan 1"
	res := importRows(t, s, rows)
	if res.Changed != 1 || !slices.Equal(res.Changes[0].Kept, []ContactField{"mobile"}) {
		t.Errorf("%+v", res.Changes)
	}
	p, err = s.Participant(t.Context(), id, 0, Look{})
	if err != nil || p.Contact.Mobile != "070-174 06 99" || p.Contact.Street != "Nygatan 1" {
		t.Errorf("%+v, %v", p.Contact, err)
	}
	if len(p.Versions) != 3 || !p.Versions[0].At.After(time.Time{}) {
		t.Errorf("%d versions", len(p.Versions))
	}
}

// D14: too few of the right year, or too many gone.
func TestWrongFile(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 10)
	wrong := slices.Clone(rows)
	for i := range 3 {
		wrong[i] = person1986(manyPeople(3, 1971)[i].number, i)
	}
	before := dump(t, s)
	res, err := s.Import(t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(wrong), Cohort: 2026})
	if fault.CodeOf(err) != fault.Refused || len(res.Blocked) != 1 || dump(t, s) != before {
		t.Fatalf("70 %% of the right year: %v, %v", res.Blocked, err)
	}
	importRows(t, s, rows)
	if _, err := s.Import(t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(rows[:8]), Cohort: 2026}); err != nil {
		t.Errorf("20 %% gone: %v", err)
	}
	res, err = s.Import(t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(rows[:6]), Cohort: 2026})
	if fault.CodeOf(err) != fault.Refused || len(res.Blocked) != 1 {
		t.Errorf("25 %% gone: %v, %v", res.Blocked, err)
	}
	res, err = s.Import(t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(rows[:6]), Cohort: 2026, Part: true})
	if err != nil || res.Gone != 0 {
		t.Errorf("as a part: %+v, %v", res.Counts, err)
	}
	if res = importFile(t, s, ImportParams{Data: rosterFile(rows[:6]), Force: "kommunen delades"}); res.Gone != 2 {
		t.Errorf("forced: %+v", res.Counts)
	}
}

// Somebody whose row is merely bad is on the list, and not gone.
func TestBadRowIsNotGone(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 10)
	importRows(t, s, rows)
	twice := append(slices.Clone(rows), rows[0])
	twice[10].street = "En annan gata 4"
	twice[1].family, twice[1].given = "", ""
	res := importRows(t, s, twice)
	if res.Gone != 0 || res.Bad != 3 {
		t.Errorf("%+v", res.Counts)
	}
}

func TestImportWithNoGoodRow(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 2)
	for i := range rows {
		rows[i].number = "hej"
	}
	res, err := s.Import(t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(rows), Cohort: 2026})
	if fault.CodeOf(err) != fault.Refused || len(res.Faults) < 2 {
		t.Errorf("%v, %v", res.Faults, err)
	}
}

// Q3: a column about MVG is explained, and nobody has consented because of it.
func TestQ3VaccinationIsNotConsent(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 4)
	lines := strings.Split(strings.TrimSpace(string(rosterFile(rows))), "\n")
	for i := range lines {
		if i == 0 {
			lines[i] += ";MVG"
		} else {
			lines[i] += ";Ja"
		}
	}
	res := importFile(t, s, ImportParams{Data: []byte(strings.Join(lines, "\n"))})
	i := slices.IndexFunc(res.Sheet.Columns, func(c roster.Column) bool { return c.Header == "MVG" })
	if i < 0 || res.Sheet.Columns[i].Note.IsZero() || res.Mapping[res.Sheet.Columns[i].Key] != roster.Ignored {
		t.Errorf("the MVG column is not explained: %+v", res.Sheet.Columns)
	}
	for _, r := range allRows(t, s, Filter{Cohort: 2026}) {
		if r.Status.Consent != "" || r.Status.Channels[journey.ByTicket].Allowed {
			t.Errorf("%s: consent %q", r.Sorted(), r.Status.Consent)
		}
	}
}

// The mapping is remembered by the file's headers.
func TestMappingIsRemembered(t *testing.T) {
	s, _ := testStore(t)
	data := []byte("A1;B1;C1\n" + numbers1986(t)[0] + ";Östergren, Pär;Storgatan 1\n")
	p := ImportParams{Name: "l.csv", Data: data, Cohort: 2026, Options: roster.Options{HeaderRow: 1}}
	if _, err := s.Import(t.Context(), p); fault.CodeOf(err) != fault.Refused {
		t.Fatalf("columns that nobody knows: %v", err)
	}
	p.Mapping = roster.Mapping{"A1": roster.Number, "B1": roster.Name, "C1": roster.Street}
	if _, err := s.Import(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	p.Mapping = nil
	res, err := s.Import(t.Context(), p)
	if err != nil || !res.Remember || res.Unchanged != 1 {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestS9UndoImport(t *testing.T) {
	numbers := numbers1986(t)
	rapid.Check(t, func(rt *rapid.T) {
		s, c := testStore(t)
		rows := make([]rosterRow, 8)
		for i := range rows {
			rows[i] = person1986(numbers[i], i)
		}
		importRows(t, s, rows)
		c.to(testDay.Add(1), 9, 0)
		before := visible(t, s)
		for i := range rows {
			switch rapid.IntRange(0, 4).Draw(rt, "edit") {
			case 0:
				rows[i].street = "Nygatan 7"
			case 1:
				rows[i].family = "Nylund"
			case 2:
				rows[i].number = numbers[20+i] // one gone, one new
			}
		}
		res, err := s.Import(context.Background(), ImportParams{Name: "l.csv", Data: rosterFile(rows), Cohort: 2026, Force: "test"})
		if err != nil {
			rt.Fatal(err)
		}
		if res.Batch == "" {
			return
		}
		c.to(testDay.Add(2), 9, 0)
		if rapid.Bool().Draw(rt, "worked") {
			touched, err := touchedRefs(s, res.Batch)
			if err != nil {
				rt.Fatal(err)
			}
			ref := rapid.SampledFrom(touched).Draw(rt, "whom")
			if _, err := s.Log(context.Background(), LogParams{Participants: []string{ref.Participant}, Kind: journey.Note,
				Details: journey.Details{Text: "ringde in"}}); err != nil {
				rt.Fatal(err)
			}
			now := dump(t, s)
			u, err := s.UndoImport(context.Background(), res.Batch)
			if fault.CodeOf(err) != fault.Refused || u.Undone != 0 || len(u.Refused) != 1 || u.Refused[0].Ref != ref || dump(t, s) != now {
				rt.Fatalf("undo after work: %+v, %v", u, err)
			}
			return
		}
		if _, err := s.UndoImport(context.Background(), res.Batch); err != nil {
			rt.Fatal(err)
		}
		if after := visible(t, s); after != before {
			rt.Fatalf("not as before:\n%s\nbut\n%s", before, after)
		}
		if _, err := s.UndoImport(context.Background(), res.Batch); fault.CodeOf(err) != fault.Refused {
			rt.Fatalf("undone twice: %v", err)
		}
		noProblems(t, s)
	})
}

// touchedRefs gives the journeys of an import.
func touchedRefs(s *Store, batch string) (refs []Ref, err error) {
	err = s.read(context.Background(), func(r reader) error {
		refs, err = batchRefs(r, batch)
		return err
	})
	return refs, err
}

// visible is all that lists and pages show of everyone.
func visible(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, r := range allRows(t, s, Filter{}) {
		p, err := s.Participant(context.Background(), r.Participant, r.Cohort, Look{Reason: "test"})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v %+v %+v\n", r.Sorted(), p.Contact, p.Identity)
		fmt.Fprintf(&b, "%v %v %+v\n", r.Status.State, r.Status.Gone, r.Status.Next)
	}
	return b.String()
}

// An undone import leaves nothing of whom it brought, and they can come again.
func TestS9UndoneImportForgets(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 5)
	res := importRows(t, s, rows)
	u, err := s.UndoImport(t.Context(), res.Batch)
	if err != nil || u.Undone != 5 {
		t.Fatalf("%+v, %v", u, err)
	}
	if n := len(allRows(t, s, Filter{})); n != 0 {
		t.Errorf("%d people remain", n)
	}
	if all := dump(t, s); strings.Contains(all, "Tallbacksgränd") || strings.Contains(all, rows[0].number) {
		t.Error("an address or a number remains")
	}
	if again := importRows(t, s, rows); again.New != 5 {
		t.Errorf("again: %+v", again.Counts)
	}
	noProblems(t, s)
}

// An import leaves its backup and nothing half made.
func TestImportLeavesNoDraft(t *testing.T) {
	s, _ := testStore(t)
	importRows(t, s, people(t, 3))
	files, err := os.ReadDir(filepath.Join(s.Dir(), backupFolder))
	if err != nil || len(files) != 1 || !strings.HasSuffix(files[0].Name(), ".db") {
		t.Errorf("%v, %v", files, err)
	}
}
