package data

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	goals "fyrtio/core/plan"
	"fyrtio/core/report"
	"fyrtio/core/visit"
)

// factOf gives the facts of a journey.
func factOf(t testing.TB, s *Store, id string) (f fact, there bool) {
	t.Helper()
	err := s.read(t.Context(), func(r reader) error {
		return r.row(`SELECT `+factColumns+` FROM fact WHERE journey = (SELECT id FROM journey WHERE participant = ?)`, id).Scan(f.scan()...)
	})
	if none(err) {
		return f, false
	}
	must(t, err)
	return f, true
}

// spoil changes the database behind the store's back.
func spoil(t testing.TB, s *Store, query string, args ...any) {
	t.Helper()
	_, err := s.writer.Exec(query, args...)
	must(t, err)
}

// The facts change in the act that changes what they are read from, and only then.
func TestFactsFollowWhatTheyAreReadFrom(t *testing.T) {
	s, c, id := onePerson(t)
	last, there := factOf(t, s, id)
	if !there || last.course == nil || last.form != nil || last.star != nil || last.plan != nil {
		t.Fatalf("who was just listed: %+v", last)
	}
	step := func(name string, changes bool, act func()) {
		t.Helper()
		c.t = c.t.Add(time.Minute)
		act()
		now, _ := factOf(t, s, id)
		if now.equals(&last) == changes {
			t.Errorf("%s: facts changed %v, want %v", name, !changes, changes)
		}
		last = now
		noProblems(t, s)
	}
	full := form.Answers{}
	step("a note", false, func() { logKind(t, s, id, journey.Note, journey.Details{Text: "ringde"}) })
	step("a booking", true, func() { mustBook(t, s, id, "17 13:00", "") })
	step("typing", false, func() { full = typeAll(t, s, id) })
	c.to(testDay.Add(10), 9, 0)
	step("a visit", true, func() { logKind(t, s, id, journey.Visited, journey.Details{}) })
	step("completing", true, func() { must(t, s.CompleteForm(t.Context(), id)) })
	if last.version != form.Shipped().Version {
		t.Errorf("version %q", last.version)
	}
	step("correcting", true, func() {
		must(t, s.AmendForm(t.Context(), id, form.Answers{"tobacco.smoking": form.Code("5")}, "läste fel"))
	})
	step("a level", true, func() { must(t, s.SaveLevels(t.Context(), id, map[string]int{"bmi": 1})) })
	step("a comment", false, func() { must(t, s.SaveComment(t.Context(), id, "bmi", "på väg ner")) })
	step("a level taken away", true, func() { must(t, s.SaveLevels(t.Context(), id, map[string]int{"bmi": 0})) })
	step("a plan", true, func() {
		must(t, s.SavePlan(t.Context(), id, goals.Plan{Done: []goals.Action{{Code: "DV111", Name: "Enkla råd om tobak"}}}))
	})
	if last.actions == "" {
		t.Error("the action is not among the facts")
	}
	step("an empty plan", true, func() { must(t, s.SavePlan(t.Context(), id, goals.Plan{})) })
	step("a second keying", false, func() {
		keyed := full.Clone()
		keyed["tobacco.smoking"] = form.Code("4")
		keyAll(t, s, id, visit.KeyAll, keyed)
	})
	step("settling it", true, func() { must(t, s.SettleKeying(t.Context(), id, "tobacco.smoking", visit.ChoseSecond, form.Value{})) })
}

// A fact that is not what its source says is found by the check and mended by Rebuild,
// one of a journey that is gone too.
func TestCheckFindsWrongFacts(t *testing.T) {
	s, _, id := onePerson(t)
	typeAll(t, s, id)
	logKind(t, s, id, journey.Visited, journey.Details{})
	must(t, s.CompleteForm(t.Context(), id))
	must(t, s.SaveLevels(t.Context(), id, map[string]int{"bmi": 2}))
	must(t, s.SavePlan(t.Context(), id, goals.Plan{Strong: "Sover gott"}))
	for _, wrong := range []string{
		`UPDATE fact SET course = x'0102'`, `UPDATE fact SET sex = 'okänt'`, `UPDATE fact SET form = null`, `UPDATE fact SET version = '7'`,
		`UPDATE fact SET star = x'01'`, `UPDATE fact SET criteria = ''`, `UPDATE fact SET plan = x'01'`, `UPDATE fact SET actions = '[]'`,
		`UPDATE fact SET language = 'arabiska'`, `UPDATE fact SET reason = 'flytt'`,
		`DELETE FROM fact`, `INSERT INTO fact (journey, cohort, sex) VALUES (77, 2026, 'man')`,
	} {
		spoil(t, s, wrong)
		problems, err := s.Check(t.Context())
		must(t, err)
		if len(problems) != 1 || problems[0].Kind != "states" {
			t.Errorf("%s: found %+v", wrong, problems)
		}
		must(t, s.Rebuild(t.Context()))
		noProblems(t, s)
	}
}

// Facts that were lost come back whole with the next event.
func TestLostFactsComeBackWhole(t *testing.T) {
	s, c, id := onePerson(t)
	typeAll(t, s, id)
	logKind(t, s, id, journey.Visited, journey.Details{})
	must(t, s.CompleteForm(t.Context(), id))
	spoil(t, s, `DELETE FROM fact`)
	c.t = c.t.Add(time.Minute)
	logKind(t, s, id, journey.Note, journey.Details{Text: "ringde"})
	if f, there := factOf(t, s, id); !there || f.form == nil {
		t.Errorf("%v %+v", there, f)
	}
	noProblems(t, s)
}

// Facts that another program has packed are made anew at the first reading.
func TestFactsAreMadeAnewForAnotherLayout(t *testing.T) {
	s, c, id := onePerson(t)
	typeAll(t, s, id)
	logKind(t, s, id, journey.Visited, journey.Details{})
	must(t, s.CompleteForm(t.Context(), id))
	want, _ := factOf(t, s, id)
	spoil(t, s, `UPDATE fact SET course = x'00', form = x'00', star = x'00'`)
	spoil(t, s, `UPDATE turned SET layout = ?`, report.Layout+1)
	dir := s.Dir()
	must(t, s.Close())
	s = openStore(t, dir, c)
	_, err := s.Today(t.Context(), 0)
	must(t, err)
	if got, _ := factOf(t, s, id); !got.equals(&want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	noProblems(t, s)
}

// What leaves the list leaves the figures; what comes back brings all its facts.
func TestFactsGoWithTheJourney(t *testing.T) {
	s, _ := testStore(t)
	rows := people(t, 3)
	res := importRows(t, s, rows)
	id := byNumber(t, s, rows[0].number).Participant
	want, _ := factOf(t, s, id)
	if _, err := s.UndoImport(t.Context(), res.Batch); err != nil {
		t.Fatal(err)
	}
	if _, there := factOf(t, s, id); there {
		t.Error("facts of nobody")
	}
	importRows(t, s, rows)
	again, there := factOf(t, s, byNumber(t, s, rows[0].number).Participant)
	if !there || !bytes.Equal(again.course, want.course) {
		t.Errorf("listed again: %+v, want %+v", again, want)
	}
	noProblems(t, s)
	var n int
	must(t, s.read(t.Context(), func(r reader) error { return r.row(`SELECT count(*) FROM fact`).Scan(&n) }))
	if n != 3 {
		t.Error(fmt.Sprint(n, " facts of 3 journeys"))
	}
}
