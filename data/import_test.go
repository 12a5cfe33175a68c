package data

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
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
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/roster"
	"fyrtio/core/visit"
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

// S9: whatever was edited and imported, in whatever order, undoing an import gives
// everyone whom it touched back as they were before it, leaves everyone else as they are,
// and is refused as a whole, with the names, when somebody has worked on one of them since.
// What it may not do is take back a protected identity (D11).
func TestS9UndoImport(t *testing.T) {
	var undone, refused int
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			u := &undoing{t: t, rand: rand.New(rand.NewPCG(seed, 9)), flagged: map[string]bool{}}
			u.store, u.clock = testStore(t)
			u.rows = people(t, 8)
			u.spare = numbers1986(t)[20:]
			u.importNow()
			for range 10 {
				u.clock.t = u.clock.t.Add(26 * time.Hour)
				switch u.rand.IntN(8) {
				case 0, 1, 2:
					u.change()
					u.importNow()
				case 3:
					u.edit()
				case 4:
					u.work()
				default:
					u.undoLast()
				}
			}
			for len(u.batches) > 0 {
				u.undoLast()
			}
			noProblems(t, u.store)
			undone, refused = undone+u.undone, refused+u.refused
		})
	}
	if undone < 12 || refused < 12 {
		t.Errorf("only %d imports were undone and %d refused", undone, refused)
	}
}

// undoing is a sequence of imports, work and undoing, with what is to be expected.
type undoing struct {
	t       *testing.T
	rand    *rand.Rand
	store   *Store
	clock   *clock
	rows    []rosterRow
	spare   []string // numbers that nobody has
	batches []undoable
	flagged map[string]bool // who became protected by an import, undone or not
	undone  int
	refused int
}

// undoable is an import that stands, and how everybody looked before it.
type undoable struct {
	batch   string
	before  map[Ref]string
	touched []Ref
	worked  map[string]bool // on whom somebody has worked since
	since   map[string]int  // how many later imports have touched whom, that stand
}

// looks gives how everybody looks, by journey.
func (u *undoing) looks() map[Ref]string {
	u.t.Helper()
	all := map[Ref]string{}
	for _, r := range allRows(u.t, u.store, Filter{}) {
		p, err := u.store.Participant(u.t.Context(), r.Participant, r.Cohort, Look{Reason: "test"})
		must(u.t, err)
		all[r.Ref()] = fmt.Sprintf("%s %+v %+v %v %v %v %+v", r.Sorted(), p.Contact, p.Hand, p.Identity.Number, r.Status.State, r.Status.Gone, r.Status.Next)
	}
	return all
}

// change makes the roster differ from the last one.
func (u *undoing) change() {
	for range 1 + u.rand.IntN(4) {
		i := u.rand.IntN(len(u.rows))
		switch row := &u.rows[i]; u.rand.IntN(9) {
		case 0:
			row.street = fmt.Sprintf("Nygatan %d", u.rand.IntN(90))
		case 1:
			row.family = families[u.rand.IntN(len(families))]
		case 2:
			row.mobile = fmt.Sprintf("070-174 06 %02d", u.rand.IntN(100))
		case 3:
			row.town, row.postcode = "Norrviken", "999 52"
		case 4:
			row.language = []string{"finska", "arabiska", ""}[u.rand.IntN(3)]
		case 5: // one gone, one new
			row.number, u.spare = u.spare[0], u.spare[1:]
		case 6: // gone
			if len(u.rows) > 5 {
				u.rows = slices.Delete(u.rows, i, i+1)
			}
		case 7: // back, or new
			u.rows = append(u.rows, person1986(u.spare[0], 30+u.rand.IntN(9)))
			u.spare = u.spare[1:]
		case 8:
			row.protected = u.rand.IntN(3) == 0
		}
	}
}

func (u *undoing) importNow() {
	u.t.Helper()
	was := map[string]bool{}
	for _, r := range allRows(u.t, u.store, Filter{}) {
		was[r.Participant] = r.Protected
	}
	b := undoable{before: u.looks(), worked: map[string]bool{}, since: map[string]int{}}
	res, err := u.store.Import(u.t.Context(), ImportParams{Name: "l.csv", Data: rosterFile(u.rows), Cohort: 2026, Force: "test", Part: u.rand.IntN(4) == 0})
	must(u.t, err)
	if b.batch = res.Batch; b.batch == "" {
		return
	}
	b.touched, err = touchedRefs(u.store, b.batch)
	must(u.t, err)
	for _, r := range allRows(u.t, u.store, Filter{}) {
		u.flagged[r.Participant] = u.flagged[r.Participant] || r.Protected && !was[r.Participant]
	}
	for i := range u.batches {
		for _, ref := range b.touched {
			u.batches[i].since[ref.Participant]++
		}
	}
	u.batches = append(u.batches, b)
}

// someone gives a participant at random, false when there is nobody.
func (u *undoing) someone() (r Row, ok bool) {
	rows := allRows(u.t, u.store, Filter{})
	if len(rows) == 0 {
		return r, false
	}
	return rows[u.rand.IntN(len(rows))], true
}

func (u *undoing) workedOn(who string) {
	for i := range u.batches {
		u.batches[i].worked[who] = true
	}
}

// edit corrects a contact by hand.
func (u *undoing) edit() {
	r, ok := u.someone()
	if !ok {
		return
	}
	p, err := u.store.Participant(u.t.Context(), r.Participant, 0, Look{Reason: "test"})
	must(u.t, err)
	c := p.Contact
	c.Mobile = fmt.Sprintf("070-174 05 %02d", u.rand.IntN(100))
	if u.rand.IntN(2) == 0 && !r.Protected {
		c.Street = fmt.Sprintf("Handgatan %d", u.rand.IntN(90))
	}
	if _, err := u.store.EditContact(u.t.Context(), r.Participant, c); err == nil {
		u.workedOn(r.Participant)
	}
}

// work records something, or begins a questionnaire.
func (u *undoing) work() {
	r, ok := u.someone()
	if !ok {
		return
	}
	if u.rand.IntN(3) == 0 {
		ctx := WithReason(u.t.Context(), "test")
		must(u.t, u.store.SaveAnswer(ctx, r.Participant, form.Shipped().Items[0].LinkID, form.Code(form.Shipped().Items[0].Options[0].Code), visit.Place{}))
	} else {
		logged(u.t, u.store, r.Participant, journey.Note, journey.Details{Text: "ringde in"})
	}
	u.workedOn(r.Participant)
}

// undoLast undoes the last import that stands, and looks at what has come of it.
func (u *undoing) undoLast() {
	t := u.t
	t.Helper()
	if len(u.batches) == 0 {
		return
	}
	b := u.batches[len(u.batches)-1]
	u.batches = u.batches[:len(u.batches)-1]
	expected := map[Ref]bool{}
	for _, ref := range b.touched {
		if b.worked[ref.Participant] || b.since[ref.Participant] > 0 {
			expected[ref] = true
		}
	}
	now, stored := u.looks(), dump(t, u.store)
	done, err := u.store.UndoImport(t.Context(), b.batch)
	if len(expected) > 0 {
		got := map[Ref]bool{}
		for _, r := range done.Refused {
			got[r.Ref] = true
		}
		if fault.CodeOf(err) != fault.Refused || done.Undone != 0 || !maps.Equal(got, expected) || dump(t, u.store) != stored {
			t.Fatalf("worked on %v, but refused %v: %v", expected, got, err)
		}
		u.refused++
		return // it stands
	}
	must(t, err)
	u.undone++
	for i := range u.batches { // what it had touched is touched no more
		for _, ref := range b.touched {
			u.batches[i].since[ref.Participant]--
		}
	}
	u.compare(b, now)
	if _, err := u.store.UndoImport(t.Context(), b.batch); fault.CodeOf(err) != fault.Refused {
		t.Fatalf("undone twice: %v", err)
	}
}

// compare demands that those whom an undone import had touched are as before it and the
// others as just now. Who became protected by it stays so, without an address.
func (u *undoing) compare(b undoable, now map[Ref]string) {
	t, after := u.t, u.looks()
	t.Helper()
	touched := map[Ref]bool{}
	for _, ref := range b.touched {
		touched[ref] = true
	}
	want := map[Ref]string{}
	for ref, look := range now {
		if !touched[ref] {
			want[ref] = look
		}
	}
	for ref, look := range b.before {
		if touched[ref] {
			want[ref] = look
		}
	}
	for ref, look := range after {
		if u.flagged[ref.Participant] && !strings.HasPrefix(want[ref], "S-") {
			if !strings.HasPrefix(look, "S-") || strings.Contains(look, "gatan") || strings.Contains(look, "gränd") {
				t.Errorf("a protected identity was undone: %s", look)
			}
			continue
		}
		if look != want[ref] {
			t.Errorf("%v: %q, want %q", ref, look, want[ref])
		}
	}
	for ref := range want {
		if _, there := after[ref]; !there {
			t.Errorf("%v is gone", ref)
		}
	}
}

// touchedRefs gives the journeys of an import.
func touchedRefs(s *Store, batch string) (refs []Ref, err error) {
	err = s.read(context.Background(), func(r reader) error {
		refs, err = batchRefs(r, batch)
		return err
	})
	return refs, err
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
