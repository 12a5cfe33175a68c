package data

import (
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/visit"
)

func openKeying(t testing.TB, s *Store, id string) visit.Keying {
	t.Helper()
	k, err := s.OpenKeying(t.Context(), id)
	must(t, err)
	return k
}

// keyAll keys the form a second time: as a says, in the keying's own order.
func keyAll(t testing.TB, s *Store, id string, scope visit.Scope, a form.Answers) {
	t.Helper()
	must(t, s.BeginKeying(t.Context(), id, scope))
	d := openKeying(t, s, id).Definition
	for _, it := range d.Items {
		if v := a[it.LinkID]; !v.IsZero() {
			must(t, s.SaveKeyed(t.Context(), id, it.LinkID, v, visit.Place{LinkID: it.LinkID}))
		}
	}
	must(t, s.EndKeying(t.Context(), id))
}

// A second keying that was stopped, or that found what nobody has settled, waits on Idag
// like a half-entered form, before the visit is written down elsewhere.
func TestAStoppedKeyingWaitsOnToday(t *testing.T) {
	s, c, id := onePerson(t)
	first := typeAll(t, s, id)
	must(t, s.CompleteForm(t.Context(), id))
	logKind(t, s, id, journey.Visited, journey.Details{})
	row := func() WorkRow {
		t.Helper()
		w, err := s.Today(t.Context(), 2026)
		must(t, err)
		for _, r := range w.Rows {
			if r.Participant == id && r.Handled == nil {
				return r
			}
		}
		t.Fatal("the person is not on Idag")
		return WorkRow{}
	}
	before := row().Step
	must(t, s.BeginKeying(t.Context(), id, visit.KeyAll))
	if r := row(); r.Step != before {
		t.Errorf("a keying in which nothing was typed waits: %s", r.Step)
	}
	d := openKeying(t, s, id).Definition
	must(t, s.SaveKeyed(t.Context(), id, "bg.education", first["bg.education"], visit.Place{LinkID: "bg.employment"}))
	c.to(testDay.Add(3), 9, 0)
	r := row()
	if r.Step != journey.StepEnterForm || r.Queue != journey.QueueForms || r.Since != testDay || !r.Status.Next.IsKeying() {
		t.Fatalf("stopped: %s in %s since %s", r.Step, r.Queue, r.Since)
	}
	if got := say.In(say.Swedish, r.Reason); !strings.HasPrefix(got, "Andra inmatningen: fråga 2 av 50 · Lena Sundkvist") {
		t.Errorf("Idag says %q", got)
	}
	for _, it := range d.Items {
		v := first[it.LinkID]
		if it.LinkID == "m.height" {
			v = form.Number(170)
		}
		if !v.IsZero() {
			must(t, s.SaveKeyed(t.Context(), id, it.LinkID, v, visit.Place{}))
		}
	}
	must(t, s.EndKeying(t.Context(), id))
	if got := say.In(say.Swedish, row().Reason); !strings.HasPrefix(got, "Andra inmatningen skiljer sig på en fråga") {
		t.Errorf("with a difference left Idag says %q", got)
	}
	must(t, s.SettleKeying(t.Context(), id, "m.height", visit.ChoseFirst, form.Value{}))
	if r := row(); r.Step != before {
		t.Errorf("settled, and still %s", r.Step)
	}
}

func TestSecondKeyingIsComparedAndSettled(t *testing.T) {
	s, _, id := onePerson(t)
	_, err := s.OpenKeying(t.Context(), id)
	refuses(t, err, "visit.data.err.no_form")
	first := typeAll(t, s, id)
	must(t, s.CompleteForm(t.Context(), id))
	if k := openKeying(t, s, id); k.Scope != "" || k.FirstBy != "Lena Sundkvist" {
		t.Fatalf("before it was begun: %+v", k)
	}
	refuses(t, s.SaveKeyed(t.Context(), id, "m.weight", form.Number(80), visit.Place{}), "visit.data.err.keying.none")
	refuses(t, s.BeginKeying(t.Context(), id, "some"), "visit.data.err.keying.scope")
	must(t, s.BeginKeying(t.Context(), id, visit.KeyAll))
	refuses(t, s.BeginKeying(t.Context(), id, visit.KeyAll), "visit.data.err.keying.running")
	refuses(t, s.EndKeying(t.Context(), id), "form.err.incomplete")

	second := first.Clone()
	second["m.weight"] = form.Num(form.MustNumber("80.10")) // the same reading
	second["m.height"] = form.Num(form.MustNumber("177"))
	second["m.waist"] = form.None(form.Unmeasured)
	second["health.stress"] = form.Code("3")
	delete(second, "m.hba1c")
	for _, it := range form.Shipped().Items {
		if v := second[it.LinkID]; !v.IsZero() {
			must(t, s.SaveKeyed(t.Context(), id, it.LinkID, v, visit.Place{LinkID: it.LinkID, Drafts: map[string]string{"note": "h"}}))
		}
	}
	if k := openKeying(t, s, id); k.Place.LinkID == "" || k.Place.Drafts["note"] != "h" || k.Differ != nil || !k.Ended.IsZero() {
		t.Fatalf("while it is keyed: %+v", k)
	}
	must(t, s.EndKeying(t.Context(), id))
	sameAnswers(t, openForm(t, s, id).Answers, first) // only settling changes the form
	refuses(t, s.SaveKeyed(t.Context(), id, "m.weight", form.Number(80), visit.Place{}), "visit.data.err.keying.none")

	k := openKeying(t, s, id)
	if k.Compared != len(first) || len(k.Differ) != 4 || k.Rate().Open != 4 {
		t.Fatalf("%d compared, differ %+v", k.Compared, k.Differ)
	}
	refuses(t, s.BeginKeying(t.Context(), id, visit.KeyAll), "visit.data.err.keying.open")
	refuses(t, s.SettleKeying(t.Context(), id, "m.weight", visit.ChoseFirst, form.Value{}), "visit.data.err.keying.same")
	refuses(t, s.SettleKeying(t.Context(), id, "m.height", visit.ChoseThird, second["m.height"]), "visit.data.err.keying.third")
	must(t, s.SettleKeying(t.Context(), id, "health.stress", visit.ChoseFirst, form.Value{}))
	must(t, s.SettleKeying(t.Context(), id, "m.height", visit.ChoseSecond, form.Value{}))
	must(t, s.SettleKeying(t.Context(), id, "m.waist", visit.ChoseThird, form.Num(form.MustNumber("85"))))
	must(t, s.SettleKeying(t.Context(), id, "m.hba1c", visit.ChoseFirst, form.Value{}))
	refuses(t, s.SettleKeying(t.Context(), id, "m.waist", visit.ChoseFirst, form.Value{}), "visit.data.err.keying.settled")

	want := first.Clone()
	want["m.height"], want["m.waist"] = second["m.height"], form.Num(form.MustNumber("85"))
	f := openForm(t, s, id)
	sameAnswers(t, f.Answers, want)
	if f.Status != form.Amended || len(f.Amendments) != 2 || f.Amendments[0].Reason != "andra inmatningen" || f.Amendments[0].Old != first["m.height"] {
		t.Errorf("the locked form was not amended: %s %+v", f.Status, f.Amendments)
	}
	rate, err := s.Keyings(t.Context(), 2026)
	must(t, err)
	if want := (visit.Rate{Keyings: 1, Fields: len(first), Differ: 4, First: 2, Second: 3}); rate != want {
		t.Errorf("the rate is %+v, want %+v", rate, want)
	}
	if n, ok := rate.PerThousand(); !ok || n != 2000/float64(len(first)) {
		t.Errorf("%v per thousand", n)
	}
	if k := openKeying(t, s, id); k.Total != rate {
		t.Errorf("beside the keying stands %+v", k.Total)
	}
	if rate, _ := s.Keyings(t.Context(), 2025); rate.Keyings != 0 {
		t.Errorf("another year has %+v", rate)
	}
	must(t, s.BeginKeying(t.Context(), id, visit.KeyStar)) // all is settled: it may be keyed once more
}

// Only the fields that drive the star, with those they hang on; a field that hangs on
// one that was read differently is no error of its own, and comes along when settled.
func TestSecondKeyingOfTheStarsFields(t *testing.T) {
	s, _, id := onePerson(t)
	first := typeAll(t, s, id) // "1" everywhere: never smoked
	second := first.Clone()
	second["tobacco.smoking"], second["tobacco.cigarettes"] = form.Code("5"), form.Number(8)
	keyAll(t, s, id, visit.KeyStar, second)
	k := openKeying(t, s, id)
	if len(k.Definition.Items) >= len(form.Shipped().Items) || k.Definition.Place("bg.education") >= 0 || k.Definition.Place("m.weight") < 0 {
		t.Fatalf("%d items are keyed", len(k.Definition.Items))
	}
	if len(k.Differ) != 1 || k.Differ[0].LinkID != "tobacco.smoking" {
		t.Fatalf("differ %+v", k.Differ)
	}
	must(t, s.SettleKeying(t.Context(), id, "tobacco.smoking", visit.ChoseSecond, form.Value{}))
	f := openForm(t, s, id)
	if f.Status != form.Begun || len(f.Amendments) != 0 || f.Answers["tobacco.smoking"] != form.Code("5") {
		t.Errorf("an open form is changed without amendments: %s %v", f.Status, f.Answers["tobacco.smoking"])
	}
	if k.Definition.Place("tobacco.cigarettes") >= 0 && f.Answers["tobacco.cigarettes"] != form.Number(8) {
		t.Errorf("the number of cigarettes did not come along")
	}
}

// Q17: where settling would open questions without an answer on a locked form, it is refused.
func TestQ17SettlingLeavesNoGapInALockedForm(t *testing.T) {
	s, _, id := onePerson(t)
	first := typeAll(t, s, id)
	must(t, s.CompleteForm(t.Context(), id))
	second := first.Clone()
	second["tobacco.smoking"] = form.Code("2")
	keyAll(t, s, id, visit.KeyAll, second)
	err := s.SettleKeying(t.Context(), id, "tobacco.smoking", visit.ChoseThird, form.Code("5"))
	if it, _ := form.Shipped().Item("tobacco.cigarettes"); it.Required {
		refuses(t, err, "visit.data.err.keying.opens")
	}
	if k := openKeying(t, s, id); it(t, "tobacco.cigarettes").Required && k.Open() != 0 {
		t.Error("a refused choice was kept")
	}
}

func it(t testing.TB, id string) *form.Item {
	t.Helper()
	i, ok := form.Shipped().Item(id)
	if !ok {
		t.Fatal(id)
	}
	return i
}

func TestSourceOfAForm(t *testing.T) {
	s, _, id := onePerson(t)
	if err := s.SaveSource(t.Context(), id, "cl24"); err == nil {
		t.Error("a form cannot be typed from Clinic24")
	}
	must(t, s.SaveSource(t.Context(), id, "phone"))
	if f := openForm(t, s, id); f.Source != "phone" || f.Status != form.Begun || f.By != "Lena Sundkvist" || f.Begun.IsZero() {
		t.Errorf("got %s %s %s %v", f.Source, f.Status, f.By, f.Begun)
	}
	typeAll(t, s, id)
	must(t, s.SaveSource(t.Context(), id, "paper_visit"))
	must(t, s.CompleteForm(t.Context(), id))
	refuses(t, s.SaveSource(t.Context(), id, "phone"), "visit.data.err.locked")
	if f := openForm(t, s, id); f.Source != "paper_visit" {
		t.Errorf("got %s", f.Source)
	}
}

func TestLimitsAreTheClinics(t *testing.T) {
	s, _, id := onePerson(t)
	must(t, s.SetSetting(t.Context(), "alert.sbp", "200"))
	must(t, s.SetSetting(t.Context(), "alert.dbp", "0"))
	must(t, s.SetSetting(t.Context(), "alert.pressure", "Ring doktor Ek."))
	a := form.Answers{"m.sbp": form.Number(199), "m.dbp": form.Number(130)}
	f := openForm(t, s, id)
	if c := f.Limits.Crossed(f.Definition, a); len(c) != 0 {
		t.Errorf("199 reached 200: %+v", c)
	}
	a["m.sbp"] = form.Number(200)
	if c := f.Limits.Crossed(f.Definition, a); len(c) != 1 || c[0].Text.SV != "Ring doktor Ek." {
		t.Errorf("got %+v", c)
	}
}

func TestEarlierAnswersStandBesideTheForm(t *testing.T) {
	s, c, id := onePerson(t)
	first := typeAll(t, s, id)
	if f := openForm(t, s, id); f.Earlier != nil {
		t.Fatalf("the form is its own past: %+v", f.Earlier)
	}
	must(t, s.SetSetting(t.Context(), "ages", "40,50"))
	c.to(day.New(2036, time.March, 11), 9, 0)
	importFile(t, s, ImportParams{Data: rosterFile(people(t, 1)), Cohort: 2036, Part: true, Force: "uppföljning"})
	f := openForm(t, s, id)
	if f.Earlier == nil || f.Earlier.Cohort != 2026 || f.Earlier.Date != testDay || len(f.Answers) != 0 {
		t.Fatalf("got %+v", f.Earlier)
	}
	sameAnswers(t, f.Earlier.Answers, first)
}

func TestIdagTellsOfHalfEnteredForms(t *testing.T) {
	s, _, id := onePerson(t)
	must(t, s.SaveSource(t.Context(), id, "phone"))
	ids, a := fullForm(t)
	must(t, s.SaveAnswer(t.Context(), id, ids[0], a[ids[0]], visit.Place{LinkID: ids[4]}))
	w, err := s.Today(t.Context(), 0)
	must(t, err)
	if len(w.Rows) != 1 {
		t.Fatalf("%d rows", len(w.Rows))
	}
	if got := say.In(say.Swedish, w.Rows[0].Reason); got != "Fråga 5 av 50 · Lena Sundkvist 10 mars · per telefon" {
		t.Errorf("got %q", got)
	}
}
