package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
)

// clinicSettings make a sender that letters can be printed with.
func clinicSettings(t testing.TB, s *Store) {
	t.Helper()
	for key, value := range map[string]string{"clinic.street": "Ängsgatan 7", "clinic.postcode": "999 40", "clinic.town": "Granlunda",
		"clinic.phone": "0980-31 92 40", "clinic.signer": "Karin Nordin"} {
		must(t, s.SetSetting(t.Context(), key, value))
	}
}

// lettersStore gives a store with n participants and a clinic that may write.
func lettersStore(t testing.TB, n int) (*Store, *clock, []rosterRow) {
	t.Helper()
	s, c := testStore(t)
	clinicSettings(t, s)
	rows := people(t, n)
	importRows(t, s, rows)
	return s, c, rows
}

// file keeps the parts of a run in memory.
type file struct{ parts []*bytes.Buffer }

func (f *file) part(n, of int) (io.Writer, error) {
	f.parts = append(f.parts, &bytes.Buffer{})
	if len(f.parts) != n || of < n {
		return nil, fmt.Errorf("part %d of %d came as number %d", n, of, len(f.parts))
	}
	return f.parts[n-1], nil
}

func printLetters(t testing.TB, s *Store, p LettersParams) (Printed, *file) {
	t.Helper()
	var f file
	done, err := s.PrintLetters(t.Context(), p, f.part)
	if err != nil {
		t.Fatalf("print: %v, left out %v", err, done.Left)
	}
	return done, &f
}

func statusOf(t testing.TB, s *Store, ref Ref) journey.Status {
	t.Helper()
	rows := allRows(t, s, Filter{Cohort: ref.Cohort, Participants: []string{ref.Participant}})
	if len(rows) != 1 {
		t.Fatalf("%d rows of %v", len(rows), ref)
	}
	return rows[0].Status
}

func TestLettersArePlannedInOrder(t *testing.T) {
	s, _, rows := lettersStore(t, 6)
	must(t, moveTo(t, s, byNumber(t, s, rows[2].number).Participant, "", "11122"))
	declined := byNumber(t, s, rows[1].number).Participant
	logKind(t, s, declined, journey.Declined, journey.Details{Channel: "phone"})
	deferred := byNumber(t, s, rows[3].number).Participant
	logKind(t, s, deferred, journey.Deferred, journey.Details{Until: day.New(2026, time.September, 1)})

	plan, err := s.PlanLetters(t.Context(), LettersParams{Template: journey.TemplateInvitation, Cohort: 2026})
	must(t, err)
	if len(plan.Letters) != 4 || len(plan.Left) != 2 {
		t.Fatalf("%d letters, %d left out", len(plan.Letters), len(plan.Left))
	}
	if plan.Letters[0].Letter.Address.Postcode != "11122" || plan.Letters[0].Letter.Number != "26-0001" || plan.Letters[3].Letter.Number != "26-0004" {
		t.Errorf("%+v", plan.Letters[0].Letter)
	}
	for _, l := range plan.Left {
		if l.Override != (l.Participant == deferred) {
			t.Errorf("%v: override %v", l.Reason, l.Override)
		}
	}
	if got := plan.Letters[0].Letter.Fields["age"]; got != "40" {
		t.Errorf("age %s", got)
	}
	named, err := s.PlanLetters(t.Context(), LettersParams{Template: journey.TemplateInvitation, Order: LettersByName, Override: "ringde och bad om det"})
	must(t, err)
	if len(named.Letters) != 5 {
		t.Fatalf("with a reason: %d letters", len(named.Letters))
	}
	list := allRows(t, s, Filter{Cohort: 2026})
	list = slices.DeleteFunc(list, func(r Row) bool { return r.Participant == declined })
	for i, l := range named.Letters {
		if l.Participant != list[i].Participant {
			t.Errorf("letter %d goes to %s", i, l.Letter.Family)
		}
		if l.Overridden.IsZero() == (l.Participant == deferred) {
			t.Errorf("%s: %v", l.Letter.Family, l.Overridden)
		}
	}
	if _, err := s.PlanLetters(t.Context(), LettersParams{Template: "julkort"}); fault.CodeOf(err) != fault.Usage {
		t.Error(err)
	}
}

// pdfText gives the words of a run's files.
func pdfText(t testing.TB, f *file) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is missing")
	}
	var text strings.Builder
	for _, part := range f.parts {
		cmd := exec.Command("pdftotext", "-raw", "-", "-")
		cmd.Stdin = bytes.NewReader(part.Bytes())
		out, err := cmd.Output()
		must(t, err)
		text.Write(out)
	}
	return text.String()
}

// Q13: letters bear the title that the clinic has chosen, and none of the papers that
// patients get knows Clinic24's name for the role.
func TestQ13LettersShowTheClinicsTitle(t *testing.T) {
	s, _, _ := lettersStore(t, 1)
	must(t, s.SetSetting(t.Context(), "role_title", "livsstilscoach"))
	_, f := printLetters(t, s, LettersParams{Template: "inbjudan", Cohort: 2026})
	text := pdfText(t, f)
	if !strings.Contains(text, "livsstilscoach") || strings.Contains(text, "hälsosamordnare") {
		t.Errorf("the letter shows another title:\n%s", text)
	}
	err := fs.WalkDir(assets.Letters, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := assets.Letters.ReadFile(path)
		if strings.Contains(strings.ToLower(string(b)), "vårdkoordinator") {
			t.Errorf("%s shows Clinic24's name for the role", path)
		}
		return err
	})
	must(t, err)
}

// moveTo changes an address by hand; what is empty stays.
func moveTo(t testing.TB, s *Store, id, street, postcode string) error {
	t.Helper()
	p, err := s.Participant(t.Context(), id, 0, Look{})
	must(t, err)
	c := p.Contact
	if street != "" {
		c.Street = street
	}
	if postcode != "" {
		c.Postcode = postcode
	}
	_, err = s.EditContact(t.Context(), id, c)
	return err
}

func TestS10LettersNobodyGetsTheSameTwice(t *testing.T) {
	s, c, _ := lettersStore(t, 4)
	p := LettersParams{Template: journey.TemplateInvitation}
	first, _ := printLetters(t, s, p)
	if len(first.Letters) != 4 || first.Letters[0].Number != "26-0001" || first.Letters[3].Sheet != 4 {
		t.Fatalf("%+v", first)
	}
	if st := statusOf(t, s, first.Letters[0].Ref); st.State != journey.StateNew || st.Letter.Pending != testDay {
		t.Errorf("printed: %s %+v", st.State, st.Letter)
	}
	var f file
	again, err := s.PrintLetters(t.Context(), p, f.part) // pending
	refuses(t, err, "letters.err.nobody")
	if len(again.Left) != 4 || len(f.parts) != 0 {
		t.Errorf("left out %d, %d files", len(again.Left), len(f.parts))
	}
	_, err = s.ConfirmRun(t.Context(), first.Run, nil)
	must(t, err)
	for _, override := range []string{"", "tappades"} {
		c.t = c.t.Add(time.Hour)
		plan, err := s.PlanLetters(t.Context(), LettersParams{Template: journey.TemplateInvitation, Override: override})
		must(t, err)
		if want := map[bool]int{true: 4}[override != ""]; len(plan.Letters) != want {
			t.Errorf("override %q: %d letters", override, len(plan.Letters))
		}
	}
	c.to(testDay.Add(21), 9, 0)
	reminder, _ := printLetters(t, s, LettersParams{Template: journey.TemplateReminder, Confirm: true})
	if len(reminder.Letters) != 4 || reminder.Letters[0].Number != "26-0005" {
		t.Errorf("%+v", reminder.Letters)
	}
	sent, err := s.Letter(t.Context(), "26-0005")
	must(t, err)
	if !strings.Contains(sent.Text, "10 mars") || sent.Template != journey.TemplateReminder {
		t.Errorf("the reminder does not tell of the invitation:\n%s", sent.Text)
	}
	c.to(testDay.Add(60), 9, 0)
	_, err = s.PrintLetters(t.Context(), LettersParams{Template: journey.TemplateReminder}, f.part)
	refuses(t, err, "letters.err.nobody")
	noProblems(t, s)
}

func TestLettersConfirmSpoiledReprint(t *testing.T) {
	s, _, _ := lettersStore(t, 9)
	done, f := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation})
	sheets, err := ParseSheets("3-4, 8")
	must(t, err)
	c, err := s.ConfirmRun(t.Context(), done.Run, sheets)
	must(t, err)
	if len(c.Events) != 6 || len(c.Pending) != 3 || c.Pending[2].Sheet != 8 {
		t.Errorf("%d confirmed, pending %+v", len(c.Events), c.Pending)
	}
	runs, err := s.Runs(t.Context(), RunFilter{})
	must(t, err)
	if r := runs[0]; len(runs) != 1 || r.Pending != 3 || r.Letters != 9 || r.First != "26-0001" || r.Last != "26-0009" || r.Sheets != 9 {
		t.Errorf("%+v", runs)
	}
	if st := statusOf(t, s, done.Letters[2].Ref); st.State != journey.StateNew {
		t.Errorf("spoiled: %s", st.State)
	}
	if st := statusOf(t, s, done.Letters[0].Ref); st.State != journey.StateInvited {
		t.Errorf("confirmed: %s", st.State)
	}
	// The clinic moves and someone too; what is printed again is what was printed.
	must(t, s.SetSetting(t.Context(), "clinic.street", "Nygatan 1"))
	must(t, moveTo(t, s, done.Letters[2].Participant, "Flyttvägen 3", ""))
	var again file
	r, err := s.ReprintLetters(t.Context(), done.Run, sheets, again.part)
	must(t, err)
	if len(r.Letters) != 3 || r.Letters[0].Number != "26-0003" || r.Sheets != 3 {
		t.Errorf("%+v", r)
	}
	var whole file
	_, err = s.ReprintLetters(t.Context(), done.Run, nil, whole.part)
	must(t, err)
	if !bytes.Equal(whole.parts[0].Bytes(), f.parts[0].Bytes()) {
		t.Error("the run printed again is not the same bytes")
	}
	c, err = s.ConfirmRun(t.Context(), done.Run, nil)
	must(t, err)
	if len(c.Events) != 3 || len(c.Pending) != 0 {
		t.Errorf("%d confirmed", len(c.Events))
	}
	_, err = s.ConfirmRun(t.Context(), done.Run, nil)
	refuses(t, err, "letters.err.confirmed")
	_, err = s.ReprintLetters(t.Context(), done.Run, SheetList{{From: 9, To: 10}}, again.part)
	refuses(t, err, "letters.err.beyond")
	noProblems(t, s)
}

func TestLettersUnmarkAndReturn(t *testing.T) {
	s, c, _ := lettersStore(t, 3)
	before := allRows(t, s, Filter{Cohort: 2026})
	done, _ := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Confirm: true})
	n, err := s.UnmarkRun(t.Context(), done.Run)
	must(t, err)
	if n != 3 {
		t.Errorf("%d were taken back", n)
	}
	for i, row := range allRows(t, s, Filter{Cohort: 2026}) {
		if row.Status.State != before[i].Status.State || row.Status.Letter != nil && !row.Status.Letter.Sent.IsZero() {
			t.Errorf("%+v", row.Status)
		}
	}
	_, err = s.UnmarkRun(t.Context(), done.Run)
	refuses(t, err, "letters.err.unmarked")
	_, err = s.ReprintLetters(t.Context(), done.Run, nil, (&file{}).part)
	refuses(t, err, "letters.err.unmarked")

	c.t = c.t.Add(time.Minute)
	done, _ = printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Confirm: true})
	if done.Letters[0].Number != "26-0004" {
		t.Errorf("a number was used again: %s", done.Letters[0].Number)
	}
	l, err := s.ReturnedLetter(t.Context(), " 26-0005 ")
	must(t, err)
	if len(l.Events) != 1 || l.Events[0].Ref != done.Letters[1].Ref || !l.Events[0].Status.Returned {
		t.Errorf("%+v", l)
	}
	_, err = s.ReturnedLetter(t.Context(), "26-9999")
	if fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
	c.to(day.New(2027, time.January, 4), 9, 0)
	done, _ = printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Override: "nytt år"})
	if done.Letters[0].Number != "27-0001" {
		t.Errorf("the first letter of the year is %s", done.Letters[0].Number)
	}
	noProblems(t, s)
}

func TestLettersNothingIsRecordedWhenTheFileFails(t *testing.T) {
	s, _, _ := lettersStore(t, 3)
	before := dump(t, s)
	full := errors.New("disk full")
	_, err := s.PrintLetters(t.Context(), LettersParams{Template: journey.TemplateInvitation}, func(int, int) (io.Writer, error) { return broken{full}, nil })
	if !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
	if dump(t, s) != before {
		t.Error("something was recorded")
	}
	if runs, err := s.Runs(t.Context(), RunFilter{}); len(runs) != 0 || err != nil {
		t.Errorf("%v %v", runs, err)
	}
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestLettersPreflightLeavesOut(t *testing.T) {
	s, _ := testStore(t)
	clinicSettings(t, s)
	rows := people(t, 2)
	rows[0].family = strings.Repeat("W", 55)
	importRows(t, s, rows)
	plan, err := s.PlanLetters(t.Context(), LettersParams{Template: journey.TemplateInvitation})
	must(t, err)
	if len(plan.Letters) != 1 || len(plan.Left) != 1 || plan.Left[0].Part != paper.PartAddress {
		t.Fatalf("%d letters, left out %+v", len(plan.Letters), plan.Left)
	}
	if plan.Letters[0].Letter.Number != "26-0001" || len(plan.Run.Letters) != 1 {
		t.Errorf("%s", plan.Letters[0].Letter.Number)
	}
}

func TestS11LettersOfProtected(t *testing.T) {
	const marker = "Hemligstigen 77"
	s, c, _ := lettersStore(t, 3)
	rows := allRows(t, s, Filter{Cohort: 2026})
	must(t, moveTo(t, s, rows[0].Participant, marker, ""))
	done, f := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation})
	if !strings.Contains(pdfText(t, f), marker) {
		t.Fatal("the marker is not in the letter, so this test finds nothing")
	}
	secret := done.Letters[slices.IndexFunc(done.Letters, func(l PrintedLetter) bool { return l.Participant == rows[0].Participant })]
	protect(t, s, secret.Participant, "nytt på listan")

	var again file
	r, err := s.ReprintLetters(t.Context(), done.Run, nil, again.part)
	must(t, err)
	if len(r.Letters) != 2 || len(r.Left) != 1 || strings.Contains(pdfText(t, &again), marker) {
		t.Errorf("reprinted %d, left %d", len(r.Letters), len(r.Left))
	}
	c.t = c.t.Add(time.Minute)
	conf, err := s.ConfirmRun(t.Context(), done.Run, nil)
	must(t, err)
	if len(conf.Events) != 2 || len(conf.Refused) != 1 {
		t.Errorf("confirmed %d, refused %v", len(conf.Events), conf.Refused)
	}
	_, err = s.Letter(t.Context(), secret.Number)
	refuses(t, err, "data.err.reason.protected")
	l, err := s.Letter(WithReason(context.Background(), "kontroll"), secret.Number)
	must(t, err)
	if l.Text != "" {
		t.Error("the letter's text is kept")
	}
	// An ordinary letter is never possible, whatever the reason; forwarding is.
	for _, template := range journey.Templates {
		plan, err := s.PlanLetters(t.Context(), LettersParams{Template: template, Only: []string{secret.Participant}, Override: "ändå"})
		must(t, err)
		if got, want := len(plan.Letters), map[bool]int{true: 1}[template == journey.TemplateForwarding]; got != want {
			t.Errorf("%s: %d letters", template, got)
		}
	}
	forwarded, f := printLetters(t, s, LettersParams{Template: journey.TemplateForwarding, Confirm: true})
	if len(forwarded.Letters) != 1 || forwarded.Letters[0].Sheets != 2 || strings.Contains(pdfText(t, f), marker) {
		t.Errorf("%+v", forwarded.Letters)
	}
	again = file{}
	_, err = s.ReprintLetters(t.Context(), forwarded.Run, nil, again.part)
	must(t, err)
	if !bytes.Equal(again.parts[0].Bytes(), f.parts[0].Bytes()) {
		t.Error("the forwarding letter printed again differs")
	}
	must(t, s.read(t.Context(), func(r reader) error {
		for _, table := range []string{"letter", "event", "run", "access", "journey", "contact_version", "content"} {
			var b strings.Builder
			if err := dumpQuery(&b, r, `SELECT * FROM `+table); err != nil {
				return err
			}
			if strings.Contains(b.String(), marker) {
				t.Errorf("the address stands in %s", table)
			}
		}
		return nil
	}))
	noProblems(t, s)
}

func TestParseLetterSheets(t *testing.T) {
	for typed, want := range map[string]string{"": "", "14-20": "14-20", "3, 14–20": "3,14-20", "7": "7", " 1;2 ": "1,2", "%26-0004": "26-0004", "%26+0004, 3": "26-0004,3"} {
		l, err := ParseSheets(typed)
		if err != nil || l.String() != want {
			t.Errorf("%q: %s, %v", typed, l, err)
		}
	}
	for _, bad := range []string{"0", "5-3", "a", "1-", "-2", "1-2-3", "99999999999"} {
		if l, err := ParseSheets(bad); err == nil {
			t.Errorf("%q: %s", bad, l)
		}
	}
}

func TestLettersAboveOneFileArePartsOfOneRun(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of letters")
	}
	const n = paper.MaxLetters + 2
	s, _ := testStore(t)
	clinicSettings(t, s)
	importRows(t, s, manyPeople(n, 1986))
	done, f := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation})
	last := done.Letters[n-1]
	if done.Parts != 2 || len(f.parts) != 2 || done.Sheets != n || last.Part != 2 || last.Sheet != n || last.Number != fmt.Sprintf("26-%d", n) {
		t.Fatalf("%d parts, %d sheets, last %+v", done.Parts, done.Sheets, last)
	}
	var again file
	r, err := s.ReprintLetters(t.Context(), done.Run, SheetList{{From: n - 2, To: n}}, again.part)
	must(t, err)
	if len(r.Letters) != 3 || r.Letters[2] != last || len(again.parts) != 1 {
		t.Errorf("%+v", r.Letters)
	}
	next, err := s.PlanLetters(t.Context(), LettersParams{Template: journey.TemplateCl24, Only: []string{last.Participant}})
	must(t, err)
	if len(next.Letters) != 0 { // one that waits to be confirmed blocks another
		t.Errorf("%+v", next.Letters)
	}
}

// A letter that comes back from an address that has been corrected since asks for no other.
func TestReturnedFromAnAddressThatWasCorrected(t *testing.T) {
	s, c, _ := lettersStore(t, 2)
	done, _ := printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Confirm: true})
	who := done.Letters[0]
	c.t = c.t.Add(time.Hour)
	must(t, moveTo(t, s, who.Participant, "Nygatan 3", ""))
	for _, again := range []bool{false, true} {
		c.t = c.t.Add(time.Hour)
		l, err := s.ReturnedLetter(t.Context(), who.Number)
		must(t, err)
		if st := statusOf(t, s, who.Ref); len(l.Events) != 2 || st.Returned || st.Next.Step != journey.StepLetter {
			t.Errorf("%d events, next %s, returned %v", len(l.Events), st.Next.Step, st.Returned)
		}
		if again {
			break
		}
		_, err = s.Undo(t.Context(), l.Act, "fel brev")
		must(t, err)
		p, err := s.Participant(t.Context(), who.Participant, 0, Look{})
		must(t, err)
		if p.Contact.Street != "Nygatan 3" {
			t.Errorf("undone, the address is %s", p.Contact.Street)
		}
	}
	noProblems(t, s)
}
