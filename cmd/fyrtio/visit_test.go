package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/plan"
	"fyrtio/core/pmo"
	"fyrtio/core/visit"
	"fyrtio/data"
)

// seen makes a clinic whose participant has been seen today: the form is locked, the
// consent given.
func seen(t *testing.T, dir string) (participant string) {
	t.Helper()
	participant = clinic(t, dir)
	s := openStore(t, dir)
	defer closeStore(t, s)
	for _, it := range form.Shipped().Items {
		v, err := form.Shipped().ParseTyped(it.LinkID, typedAnswers[it.LinkID])
		if err != nil {
			t.Fatal(err)
		}
		if err := s.SaveAnswer(t.Context(), participant, it.LinkID, v, visit.Place{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.CompleteForm(t.Context(), participant); err != nil {
		t.Fatal(err)
	}
	for _, e := range []data.LogParams{
		{Kind: journey.Visited}, {Kind: journey.Consented, Details: journey.Details{Answer: journey.Yes, How: "visit"}}, {Kind: journey.InfoGiven},
	} {
		e.Participants = []string{participant}
		if _, err := s.Log(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	return participant
}

// What comes after the form, by keyboard alone in a real window: the star as proposed,
// what is agreed, its paper, the text for PMO, every line for Clinic24, and that the
// visit is documented.
func TestPlanAndRecordByKeyboard(t *testing.T) {
	need(t, "pdftotext", "import")
	s := newScreen(t)
	dir := filepath.Join(s.dir, "clinic")
	who := seen(t, dir)
	printed := filepath.Join(s.dir, "printed.pdf")
	viewer := "#!/bin/sh\ncp \"$1\" '" + printed + ".part' && mv '" + printed + ".part' '" + printed + "'\n"
	if err := os.WriteFile(filepath.Join(s.dir, "xdg-open"), []byte(viewer), 0o700); err != nil {
		t.Fatal(err)
	}
	s.open("Lås upp", "--data", dir, "--user", testUser, "--today", testDay.String())
	s.typed(testPassphrase)
	s.press("Return")
	s.shows("Idag")
	s.press("o")
	s.shows("En deltagare")
	s.press("f")
	s.shows("Formulär, klarmarkerat")
	s.press("Return")
	s.shows("Stjärna 1/12")
	s.press("ctrl+g", "p")

	s.shows("Mål och plan")
	s.press("Return", "Return", "Down", "Down", "Down", "Return") // the first goal: physical activity
	s.press("Tab")
	s.typed("8")
	s.press("Return")
	s.typed("Grannen")
	s.press("Return")
	s.typed("Promenera 30 minuter")
	s.press("Return")
	s.typed("Efter middagen")
	s.press("Return", "4") // the follow-up
	s.typed("21/4")
	s.press("Return")
	s.typed("930")
	s.press("Return")
	s.typed("Lena ringer dig.")
	s.press("Return", "5") // what was done
	s.press("space", "Down", "space", "Escape", "ctrl+p")
	s.asks()
	s.press("1")
	s.printed(printed)
	s.answered()

	s.press("d")
	s.shows("Dokumentera")
	s.press("2", "c", "s") // the text for PMO is copied; pasted, it shows what it was
	s.shows("Stjärna 1/12")
	s.press("k", "ctrl+v", "Escape", "d")
	s.shows("Dokumentera")
	lines := form.Shipped().Transcript(visitAnswers(t))
	s.press("Return", "Up", "BackSpace")
	for range lines {
		s.press("Return")
	}
	s.asks() // all lines are typed: how was it documented?
	s.press("1")
	s.answered()
	s.quit()
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))

	text, err := exec.Command("pdftotext", "-layout", printed, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	for _, words := range []string{testName, "Promenera 30 minuter", "Efter middagen", "21 april", "Lena ringer dig."} {
		if !strings.Contains(string(text), words) {
			t.Errorf("the plan's page lacks %q:\n%s", words, text)
		}
	}
	arranged(t, dir, who, len(lines))
}

func visitAnswers(t *testing.T) form.Answers {
	t.Helper()
	a := form.Answers{}
	for id, typed := range typedAnswers {
		v, err := form.Shipped().ParseTyped(id, typed)
		if err != nil {
			t.Fatal(err)
		}
		a[id] = v
	}
	return a
}

// arranged compares what is in the store with what was typed.
func arranged(t *testing.T, dir, who string, lines int) {
	t.Helper()
	store := openStore(t, dir)
	defer closeStore(t, store)
	v, err := store.OpenPlan(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	want := plan.Plan{Follow: plan.Follow{Date: day.New(2026, 4, 21), Time: "09.30", How: "Lena ringer dig."}, Done: v.Actions[:2]}
	want.Goals[0] = plan.Goal{Point: "activity", Sure: "8", Support: "Grannen", What: "Promenera 30 minuter", How: "Efter middagen"}
	if !v.Plan.Equal(want) {
		t.Errorf("the plan is %+v, typed was %+v", v.Plan, want)
	}
	if v.Printed.At.IsZero() || v.Printed.Outdated {
		t.Errorf("printed %+v", v.Printed)
	}
	p, err := store.Participant(t.Context(), who, 2026, data.Look{})
	if err != nil {
		t.Fatal(err)
	}
	documented := func(e data.Happening) bool {
		return e.Kind == journey.Documented && e.Details.Where == journey.WhereCl24 && e.Details.Way == journey.WayAssisted
	}
	if !slices.ContainsFunc(p.Events, documented) || p.Status.State != journey.StateDone || p.Status.Next.Due != want.Follow.Date {
		t.Errorf("%s, next %+v", p.Status.State, p.Status.Next)
	}
	tr, err := store.OpenTranscript(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	typed := 0
	for _, l := range tr.Lines {
		if tr.Ticked(l) {
			typed++
		}
	}
	if typed != lines || len(tr.Lines) != lines {
		t.Errorf("%d of %d lines are ticked, there were %d", typed, len(tr.Lines), lines)
	}
	text, err := store.OpenPMO(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	tpl, err := pmo.Read(text.Template)
	if err != nil {
		t.Fatal(err)
	}
	chosen := map[string]bool{}
	for _, f := range pmo.Fields {
		chosen[f.ID] = tpl.Uses(f.ID)
	}
	st, err := store.OpenStar(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := st.Comments[st.Criteria.Points[0].ID], tpl.Fill(text.Values, chosen); got != want {
		t.Errorf("copied was\n%s\nnot\n%s", got, want)
	}
}
