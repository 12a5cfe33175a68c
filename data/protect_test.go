package data

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// marker stands in a protected person's address, phone and e-mail.
const marker = "Hemligavägen"

// everything gives all that lists, pages and logs show, in words too.
func everything(t testing.TB, s *Store) string {
	t.Helper()
	ctx := context.Background()
	var b strings.Builder
	show := func(v any) {
		j, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(j)
		b.WriteByte('\n')
	}
	for _, order := range []Order{OrderName, OrderStep, OrderNumber} {
		show(allRows(t, s, Filter{Order: order}))
	}
	work, err := s.Today(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	show(work)
	for _, r := range allRows(t, s, Filter{}) {
		p, err := s.Participant(ctx, r.Participant, r.Cohort, Look{Reason: "telefonsamtal"})
		if err != nil {
			t.Fatal(err)
		}
		show(p)
		for _, e := range p.Events {
			b.WriteString(say.In(say.Swedish, e.Sentence))
		}
	}
	log, err := s.AccessLog(ctx, "", 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	show(log)
	batches, err := s.Batches(ctx)
	if err != nil {
		t.Fatal(err)
	}
	show(batches)
	b.WriteString(dump(t, s))
	return b.String()
}

// inFolder gives the names of the files of a folder that hold a text.
func inFolder(t testing.TB, dir string, texts ...string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, text := range texts {
			if bytes.Contains(b, []byte(text)) || strings.Contains(path, text) {
				found = append(found, fmt.Sprintf("%s in %s", text, filepath.Base(path)))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// protect flags a participant.
func protect(t testing.TB, s *Store, participant, reason string) Protection {
	t.Helper()
	done, err := s.SetProtected(context.Background(), participant, true, reason)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// S11, D11: a protected person's address is nowhere, whether the flag came with the
// first roster or later, and not after an undone import either.
func TestS11ProtectedAddressIsNowhere(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 8)
	hide := func(i int) {
		rows[i].street, rows[i].town, rows[i].mobile, rows[i].protected = marker+" 4", marker, "070-"+marker, true
	}
	hide(0)
	rows[1].street = marker + " 5"
	rows[2].street = marker + " 6"
	importRows(t, s, rows)
	c.to(testDay.Add(1), 9, 0)
	late := byNumber(t, s, rows[2].number).Participant
	hide(1)
	res := importRows(t, s, rows)
	if res.Changed != 1 || res.Protected != 2 {
		t.Errorf("%+v", res.Counts)
	}
	if _, err := s.SetProtected(t.Context(), late, true, "ringde och berättade"); err != nil {
		t.Fatal(err)
	}
	if all := everything(t, s); strings.Contains(all, marker) {
		t.Error("the address is still there")
	}
	if found := inFolder(t, s.Dir(), marker); found != nil {
		t.Error(found)
	}
	// The roster does not know of the third: its row must not bring the address back.
	importRows(t, s, rows)
	if strings.Contains(everything(t, s), marker) {
		t.Error("a roster without the flag brought the address")
	}
	noProblems(t, s)
}

// D11: undoing an import neither removes the flag nor brings the address back.
func TestS11UndoKeepsProtection(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 6)
	rows[0].street = marker + " 1"
	importRows(t, s, rows)
	rows[0].protected = true
	rows[5].protected, rows[5].number = true, numbers1986(t)[40]
	rows[5].street = marker + " 2"
	res := importFile(t, s, ImportParams{Data: rosterFile(rows), Force: "test"})
	if _, err := s.UndoImport(t.Context(), res.Batch); err != nil {
		t.Fatal(err)
	}
	if n := len(allRows(t, s, Filter{Protected: yes()})); n != 1 {
		t.Errorf("%d protected people in the list", n)
	}
	// The one whom the undone import brought is known to be protected still.
	rows[5].protected = false
	importFile(t, s, ImportParams{Data: rosterFile(rows), Force: "test"})
	if n := len(allRows(t, s, Filter{Protected: yes()})); n != 2 {
		t.Errorf("%d protected people in the list", n)
	}
	if strings.Contains(everything(t, s), marker) {
		t.Error("an address came back")
	}
}

func yes() *bool { v := true; return &v }

// D12: S-01, no number, found by no search, opened with a reason that is logged.
func TestQ24ProtectedInLists(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 5)
	rows[2].protected = true
	importRows(t, s, rows)
	var row Row
	for _, r := range allRows(t, s, Filter{}) {
		if r.Protected {
			row = r
		}
	}
	if row.Label() != "S-01" || row.Sorted() != "S-01" || !row.Number.IsZero() || row.Family != "" || row.Sex != "" {
		t.Errorf("%+v", row)
	}
	if row.Status.Next.Step != journey.StepForward || row.Status.Channels[journey.ByTicket].Allowed || row.Status.Channels[journey.ByLetter].Allowed {
		t.Errorf("%+v", row.Status)
	}
	for _, q := range []string{rows[2].family, rows[2].given, rows[2].number, rows[2].number[8:], "S-01", "skyddad"} {
		for _, r := range allRows(t, s, Filter{Query: q}) {
			if r.Protected {
				t.Errorf("%q finds a protected person", q)
			}
		}
	}
	if _, err := s.Participant(t.Context(), row.Participant, 0, Look{}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("opened without a reason: %v", err)
	}
	p, err := s.Participant(t.Context(), row.Participant, 0, Look{Reason: "hen ringde"})
	if err != nil || p.Identity.Number.String() != rows[2].number || p.Contact != (Contact{Family: rows[2].family, Given: rows[2].given}) {
		t.Errorf("%+v, %v", p.Contact, err)
	}
	log, err := s.AccessLog(t.Context(), row.Participant, 0, 10)
	if err != nil || len(log) != 1 || !strings.Contains(string(log[0].Detail), "hen ringde") {
		t.Errorf("%+v, %v", log, err)
	}
}

// A protected person may give a phone; an address is refused; clearing needs a reason.
func TestProtectedOwnContact(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 5)
	rows[0].protected = true
	importRows(t, s, rows)
	id := allRows(t, s, Filter{Protected: yes()})[0].Participant
	c := Contact{Family: rows[0].family, Given: rows[0].given, Mobile: "070-174 06 05"}
	if _, err := s.EditContact(t.Context(), id, c); err != nil {
		t.Fatal(err)
	}
	if r := allRows(t, s, Filter{Protected: yes()})[0]; !r.Status.Channels[journey.ByPhone].Allowed {
		t.Errorf("phone: %+v", r.Status.Channels[journey.ByPhone])
	}
	c.Street = marker
	if _, err := s.EditContact(t.Context(), id, c); fault.CodeOf(err) != fault.Refused {
		t.Errorf("an address was taken: %v", err)
	}
	importRows(t, s, rows)
	p, err := s.Participant(t.Context(), id, 0, Look{Reason: "x"})
	if err != nil || p.Contact.Mobile != "070-174 06 05" {
		t.Errorf("the person's own phone went with the roster: %+v, %v", p.Contact, err)
	}
	if _, err := s.SetProtected(t.Context(), id, false, " "); fault.CodeOf(err) != fault.Refused {
		t.Errorf("cleared without a reason: %v", err)
	}
	if _, err := s.SetProtected(t.Context(), id, false, "skyddet har upphört"); err != nil {
		t.Fatal(err)
	}
	if n := len(allRows(t, s, Filter{Query: rows[0].number})); n != 1 {
		t.Error("not found by number after the protection ended")
	}
}

// S17: nothing that was entered can be read in any file of the data folder.
func TestS17NothingReadableOnDisk(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 30)
	importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	if _, err := s.Log(t.Context(), LogParams{Participants: []string{id}, Kind: journey.Note, Details: journey.Details{Text: "Arbetar natt"}}); err != nil {
		t.Fatal(err)
	}
	texts := []string{"Arbetar natt", "Tallbacksgr", "Granlunda", "070-174", "19860", "arbetar"}
	for _, r := range rows {
		texts = append(texts, r.number, r.number[2:], r.family)
	}
	texts = append(texts, families...)
	for _, open := range []bool{true, false} {
		if !open {
			if err := s.flush(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if found := inFolder(t, s.Dir(), texts...); found != nil {
			t.Errorf("open %v: %v", open, found)
		}
	}
}
