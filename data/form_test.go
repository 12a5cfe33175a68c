package data

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/score"
	"fyrtio/core/visit"
)

// onePerson gives a store with one participant, named by id.
func onePerson(t testing.TB) (*Store, *clock, string) {
	t.Helper()
	s, c := testStore(t)
	rows := people(t, 1)
	importRows(t, s, rows)
	return s, c, byNumber(t, s, rows[0].number).Participant
}

// fullForm gives an answer to every item that is asked.
func fullForm(t testing.TB) (ids []string, a form.Answers) {
	t.Helper()
	numbers := map[string]string{
		"m.height": "171", "m.weight": "80,1", "m.waist": "86", "m.hip": "99", "m.sbp": "128", "m.dbp": "82",
		"m.chol": "5,6", "m.ldl": "3,2", "m.hdl": "1,4", "m.tg": "1,1", "m.glucose": "5,4", "m.hba1c": "36",
	}
	d := form.Shipped()
	a = form.Answers{}
	for id := d.First(a); id != ""; id = d.Next(id, a) {
		it, _ := d.Item(id)
		typed := "1"
		if it.Numeric() {
			typed = numbers[id]
		}
		v, err := d.ParseTyped(id, typed)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		a[id], ids = v, append(ids, id)
	}
	return ids, a
}

// typeAll types a whole form.
func typeAll(t testing.TB, s *Store, participant string) form.Answers {
	t.Helper()
	ids, a := fullForm(t)
	for _, id := range ids {
		must(t, s.SaveAnswer(t.Context(), participant, id, a[id], visit.Place{LinkID: id}))
	}
	return a
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refuses checks that an error refuses with a message.
func refuses(t testing.TB, err error, id string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Text.ID != id {
		t.Fatalf("got %v, want %s", err, id)
	}
}

func openForm(t testing.TB, s *Store, participant string) visit.Form {
	t.Helper()
	f, err := s.OpenForm(t.Context(), participant)
	must(t, err)
	return f
}

func sameAnswers(t testing.TB, got, want form.Answers) {
	t.Helper()
	for id := range want {
		if got[id] != want[id] {
			t.Errorf("%s: got %v, want %v", id, got[id], want[id])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d answers, want %d", len(got), len(want))
	}
}

func logKind(t testing.TB, s *Store, participant string, kind journey.Kind, d journey.Details) Logged {
	t.Helper()
	l, err := s.Log(t.Context(), LogParams{Participants: []string{participant}, Kind: kind, Details: d})
	must(t, err)
	return l
}

func TestFormIsTypedAndTakenUpAgain(t *testing.T) {
	s, c, id := onePerson(t)
	if f := openForm(t, s, id); f.Status != "" || len(f.Answers) != 0 || f.Place.LinkID != "" {
		t.Fatalf("a form that was not begun: %+v", f)
	}
	must(t, s.SavePlace(t.Context(), id, visit.Place{LinkID: "health"}))
	if f := openForm(t, s, id); f.Status != "" {
		t.Fatal("looking at the form has begun it")
	}
	ids, a := fullForm(t)
	begun := day.Of(c.t).Add(9)
	c.to(begun, 10, 0)
	half := ids[:len(ids)/2]
	for i, item := range half {
		must(t, s.SaveAnswer(t.Context(), id, item, a[item], visit.Place{LinkID: ids[i+1]}))
	}
	must(t, s.SavePlace(t.Context(), id, visit.Place{LinkID: "m.weight", Drafts: map[string]string{"m.weight": "82,"}}))
	must(t, s.SaveNote(t.Context(), id, half[0], "Kryssat mellan två rutor"))
	row := allRows(t, s, Filter{Cohort: 2026})[0]
	if row.Status.Form != journey.FormBegun {
		t.Errorf("the journey says %q", row.Status.Form)
	}
	if next := row.Status.Next; next.Step != journey.StepEnterForm || next.Since != begun {
		t.Errorf("next is %s since %s, the typing began on %s", next.Step, next.Since, begun)
	}

	dir := s.Dir()
	must(t, s.Close())
	s = openStore(t, dir, c)
	defer s.Close()
	f := openForm(t, s, id)
	if f.Place.LinkID != "m.weight" || f.Place.Drafts["m.weight"] != "82," || f.Status != form.Begun || f.Notes[half[0]] != "Kryssat mellan två rutor" {
		t.Errorf("taken up at %+v, %s, %v", f.Place, f.Status, f.Notes)
	}
	want := form.Answers{}
	for _, item := range half {
		want[item] = a[item]
	}
	sameAnswers(t, f.Answers, want)
	refuses(t, s.CompleteForm(t.Context(), id), "form.err.incomplete")
	noProblems(t, s)
}

func TestFormTakesBackAndPrunes(t *testing.T) {
	s, _, id := onePerson(t)
	d := form.Shipped()
	var child *form.Item
	for i := range d.Items {
		if len(d.Items[i].When) > 0 && !d.Items[i].When[0].Not {
			child = &d.Items[i]
			break
		}
	}
	if child == nil {
		t.Fatal("the form has no conditional item")
	}
	parent, _ := d.Item(child.When[0].LinkID)
	must(t, s.SaveAnswer(t.Context(), id, parent.LinkID, form.Code(child.When[0].Code), visit.Place{}))
	v := form.None(form.Declined)
	must(t, s.SaveAnswer(t.Context(), id, child.LinkID, v, visit.Place{}))
	if got := openForm(t, s, id).Answers[child.LinkID]; got != v {
		t.Fatalf("%v", got)
	}
	must(t, s.SaveAnswer(t.Context(), id, parent.LinkID, form.Value{}, visit.Place{}))
	if a := openForm(t, s, id).Answers; len(a) != 0 {
		t.Errorf("left: %v", a)
	}
	refuses(t, s.SaveAnswer(t.Context(), id, child.LinkID, v, visit.Place{}), "form.err.not_asked")
	refuses(t, s.SaveAnswer(t.Context(), id, "no.such", v, visit.Place{}), "form.err.unknown")
	if err := s.SaveAnswer(t.Context(), id, "m.weight", form.Number(0), visit.Place{}); err == nil {
		t.Error("a weight of 0 was stored")
	}
}

func TestFormAnswerFileIsAllOrNothing(t *testing.T) {
	s, _, id := onePerson(t)
	e, err := s.EnterAnswers(t.Context(), id, []byte(`{"m.height": "171,5", "m.weight": 180, "m.waist": {"missing": "unmeasured"}}`))
	must(t, err)
	if len(e.Missing) == 0 || len(e.Warnings) > 1 {
		t.Errorf("%+v", e)
	}
	for _, bad := range []string{`{"m.height": 170, "no.such": 1}`, `{"m.height": 170, "m.weight": null}`, `{"m.height": 170, "m.weight": 0}`, `[`} {
		if _, err := s.EnterAnswers(t.Context(), id, []byte(bad)); fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s: %v", bad, err)
		}
	}
	a := openForm(t, s, id).Answers
	if n, _ := a["m.height"].Number(); n.String() != "171.5" || len(a) != 3 {
		t.Errorf("stored: %v", a)
	}
}

func TestQ17LockedFormIsCorrectedByAmendments(t *testing.T) {
	s, c, id := onePerson(t)
	a := typeAll(t, s, id)
	refuses(t, s.AmendForm(t.Context(), id, form.Answers{"m.weight": form.Number(70)}, "fel"), "visit.data.err.unlocked")
	must(t, s.CompleteForm(t.Context(), id))
	row := allRows(t, s, Filter{Cohort: 2026})[0]
	if row.Status.Form != journey.FormComplete || !row.Status.Visited.IsZero() {
		t.Errorf("after the lock: form %q, visited %v", row.Status.Form, row.Status.Visited)
	}
	refuses(t, s.SaveAnswer(t.Context(), id, "m.weight", form.Number(70), visit.Place{}), "visit.data.err.locked")
	refuses(t, s.CompleteForm(t.Context(), id), "visit.data.err.locked")
	_, err := s.EnterAnswers(t.Context(), id, []byte(`{"m.weight": 70}`))
	refuses(t, err, "visit.data.err.locked")
	refuses(t, s.AmendForm(t.Context(), id, form.Answers{"m.weight": form.Number(70)}, " "), "form.err.reason")

	c.t = c.t.Add(24 * time.Hour)
	must(t, s.AmendForm(t.Context(), id, form.Answers{"m.weight": form.Number(70)}, "Läste fel rad"))
	c.t = c.t.Add(time.Hour)
	must(t, s.AmendTyped(t.Context(), id, map[string]string{"m.weight": "71,5", "m.waist": "/"}, "Vägdes om"))
	must(t, s.SaveNote(t.Context(), id, "m.weight", "Våg 2"))

	f, err := s.ShowForm(t.Context(), id)
	must(t, err)
	if f.Status != form.Amended || len(f.Amendments) != 3 || len(f.Versions) != 3 {
		t.Fatalf("%s, %d amendments, %d versions", f.Status, len(f.Amendments), len(f.Versions))
	}
	sameAnswers(t, f.Versions[0].Answers, a)
	for i, want := range []string{"80.1", "70", "71.5"} {
		if n, _ := f.Versions[i].Answers["m.weight"].Number(); n.String() != want {
			t.Errorf("version %d: %s, want %s", i+1, n, want)
		}
	}
	first := f.Amendments[0]
	if first.Old != a["m.weight"] || first.New != form.Number(70) || first.Reason != "Läste fel rad" || first.By != "Lena Sundkvist" {
		t.Errorf("%+v", first)
	}
	if !slices.Contains(f.Versions[2].Changed, "m.waist") {
		t.Errorf("changed: %v", f.Versions[2].Changed)
	}
	var acts []string
	list, err := s.AccessLog(t.Context(), id, 0, 100)
	must(t, err)
	for _, l := range list {
		acts = append(acts, l.Act)
	}
	for _, want := range []string{"form.begin", "form.complete", "form.amend", "look"} {
		if !slices.Contains(acts, want) {
			t.Errorf("the log has no %s: %v", want, acts)
		}
	}
	if slices.Contains(acts, "form.answer") {
		t.Error("single answers stand in the log")
	}
	noProblems(t, s)
}

func TestQ20StoredMissingCodesAreNeverNumbers(t *testing.T) {
	s, _, id := onePerson(t)
	for i, item := range []string{"m.height", "m.weight", "m.waist", "m.hip", "m.sbp", "m.dbp", "m.chol", "m.ldl", "m.hdl", "m.tg", "m.glucose"} {
		m := []form.Missing{form.Declined, form.Unmeasured, form.Unanswered}[i%3]
		must(t, s.SaveAnswer(t.Context(), id, item, form.None(m), visit.Place{}))
	}
	f, err := s.ShowForm(t.Context(), id)
	must(t, err)
	for item, v := range f.Answers {
		if n, ok := v.Number(); ok {
			t.Errorf("%s is the number %s", item, n)
		}
		if _, ok := v.Missing(); !ok {
			t.Errorf("%s is %v", item, v)
		}
	}
	for _, ix := range f.Indexes {
		if (ix.ID == score.BMI || ix.ID == score.WaistHip || ix.ID == score.BPClass) && ix.Has {
			t.Errorf("%s was computed: %v", ix.ID, ix.Value)
		}
	}
	must(t, s.read(t.Context(), func(r reader) error {
		rows, err := r.rows(`SELECT value FROM answer WHERE kind = 'missing'`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var v string
			if err := rows.Scan(&v); err != nil {
				return err
			}
			var x float64
			if n, _ := fmt.Sscan(v, &x); n == 1 || !math.IsInf(x, 0) && x != 0 {
				t.Errorf("%q reads as a number", v)
			}
			return nil
		})
	}))
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Yes, How: "visit"})
	lines, err := s.Transcript(t.Context(), id)
	must(t, err)
	zeros := 0
	for _, l := range lines {
		if l.Kind == form.LineZero {
			zeros++
		}
		if l.Value == "0" && l.Kind != form.LineZero {
			t.Errorf("%+v", l)
		}
	}
	if zeros < 11 {
		t.Errorf("%d measurements are written 0", zeros)
	}
}

func TestQ19FormTranscriptNeedsConsent(t *testing.T) {
	s, c, id := onePerson(t)
	must(t, s.SaveAnswer(t.Context(), id, "m.height", form.Number(171), visit.Place{}))
	_, err := s.Transcript(t.Context(), id)
	refuses(t, err, "visit.data.err.consent")
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	p, err := s.TranscriptPage(t.Context(), id, "sv")
	must(t, err)
	if p.Consent.Date != testDay || p.Consent.How != "per telefon" || p.Consent.By != "Lena Sundkvist" || p.Number == "" {
		t.Errorf("%+v", p.Consent)
	}
	c.t = c.t.Add(time.Minute)
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Withdrawn})
	_, err = s.Transcript(t.Context(), id)
	refuses(t, err, "visit.data.err.consent")
}

func TestFormOfProtectedNeedsReason(t *testing.T) {
	s, _, id := onePerson(t)
	protect(t, s, id, "ringde")
	_, err := s.OpenForm(t.Context(), id)
	refuses(t, err, "data.err.reason.protected")
	_, err = s.OpenStar(t.Context(), id)
	refuses(t, err, "data.err.reason.protected")
	ctx := WithReason(context.Background(), "besök i dag")
	f, err := s.OpenForm(ctx, id)
	must(t, err)
	if f.Person.Name != "S-01" || f.Person.Number != "" {
		t.Errorf("%+v", f.Person)
	}
	list, err := s.AccessLog(t.Context(), id, 0, 1)
	must(t, err)
	if string(list[0].Detail) != `{"view":"form","reason":"besök i dag"}` {
		t.Errorf("%s", list[0].Detail)
	}
}

// BenchmarkSaveAnswer measures one answer to the disk. Budget: 10 ms p99.
func BenchmarkSaveAnswer(b *testing.B) {
	c := &clock{testDay.At(9, 0)}
	s := openStore(b, initStore(b, c), c)
	defer s.Close()
	rows := manyPeople(2000, 1986)
	importRows(b, s, rows)
	refs, err := s.Refs(b.Context(), Filter{Cohort: 2026})
	must(b, err)
	ids, a := fullForm(b)
	for b.Loop() {
		var took []time.Duration
		for _, ref := range refs[:10] {
			for _, id := range ids {
				v := a[id]
				start := time.Now()
				must(b, s.SaveAnswer(b.Context(), ref.Participant, id, v, visit.Place{LinkID: id}))
				took = append(took, time.Since(start))
			}
		}
		percentiles(b, took)
	}
}
