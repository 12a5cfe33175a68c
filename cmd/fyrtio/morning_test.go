package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/data/demo"
)

// A case is somebody who waits on the morning's list: what has happened, how many days
// ago, and the state and the next step in which the keys leave them.
type waiting struct {
	past  []string // "20 ticket_sent type=visit": twenty days ago
	form  bool     // the questionnaire is entered and locked
	kinds []journey.Kind
	step  journey.StepKind
}

var (
	invited = []string{"30 letter_printed template=inbjudan run=R1", "30 letter_confirmed run=R1"}
	agreed  = []string{"30 consent answer=yes how=phone", "30 info_given", "20 ticket_sent type=visit expires=2026-03-04"}
)

func after(past []string, more ...string) []string { return append(slices.Clone(past), more...) }

func booked(start string) []string {
	return after(invited, "20 samples_taken", "20 booked via=phone room=Rum~2 start="+start)
}

// theMorning is a mixed queue, in the order of the list: visits, help, calls, chats,
// letters, reminders, samples, documentation, returned mail, review.
var theMorning = []waiting{
	{past: booked("2026-03-09T08:00"), kinds: []journey.Kind{journey.NoShow, journey.LetterConfirmed}, step: journey.StepWait},
	{past: after(booked("2026-03-10T08:00"), "5 form_received source=paper_home"), kinds: []journey.Kind{journey.Visited}, step: journey.StepEnterForm},
	{past: booked("2026-03-10T09:00"), kinds: []journey.Kind{journey.NoShow, journey.LetterConfirmed}, step: journey.StepWait},
	{past: booked("2026-03-10T10:00"), kinds: []journey.Kind{journey.Cancelled}, step: journey.StepHelpBook},

	{past: after(invited, "9 wants_help"), kinds: []journey.Kind{journey.Booked}, step: journey.StepWait},
	{past: after(invited, "8 wants_help"), kinds: []journey.Kind{journey.Booked}, step: journey.StepWait},
	{past: after(invited, "7 wants_help"), kinds: []journey.Kind{journey.Declined}, step: journey.StepNone},

	{past: after(invited, "9 call outcome=later until=2026-03-05"), kinds: []journey.Kind{journey.Called}, step: journey.StepCall},
	{past: after(invited, "9 call outcome=later until=2026-03-06"), kinds: []journey.Kind{journey.Called}},
	{past: after(invited, "9 call outcome=later until=2026-03-07"), kinds: []journey.Kind{journey.Called}},
	{past: after(invited, "9 call outcome=later until=2026-03-08"), kinds: []journey.Kind{journey.Called}, step: journey.StepFixAddress},
	{past: after(invited, "9 call outcome=later until=2026-03-09"), kinds: []journey.Kind{journey.Called}, step: journey.StepNone},

	{past: after(agreed, "5 ticket_expired opened=yes progress=12/34"), kinds: []journey.Kind{journey.ChatStarted}, step: journey.StepWait},
	{past: after(agreed, "4 ticket_expired opened=yes progress=31/34"), kinds: []journey.Kind{journey.ChatStarted}, step: journey.StepWait},
	{past: after(agreed, "3 ticket_expired opened=yes"), kinds: []journey.Kind{journey.ChatStarted}, step: journey.StepWait},
	{past: after(agreed, "2 ticket_expired opened=yes"), kinds: []journey.Kind{journey.ChatStarted}, step: journey.StepWait},

	{past: after(agreed, "5 ticket_expired opened=no"), kinds: []journey.Kind{journey.LetterConfirmed}, step: journey.StepWait},
	{past: after(agreed, "4 ticket_expired opened=no"), kinds: []journey.Kind{journey.LetterConfirmed}, step: journey.StepWait},
	{past: after(agreed, "3 ticket_expired opened=no"), kinds: []journey.Kind{journey.LetterConfirmed}, step: journey.StepWait},

	{past: after(invited), kinds: []journey.Kind{journey.LetterConfirmed}, step: journey.StepWait},
	{past: after(invited), kinds: []journey.Kind{journey.LetterConfirmed}, step: journey.StepWait},
	{past: after(invited), kinds: []journey.Kind{journey.LetterConfirmed}, step: journey.StepWait},

	{past: after(invited, "20 booked via=phone room=Rum~2 start=2026-03-11T08:00"), kinds: []journey.Kind{journey.SamplesTaken}, step: journey.StepWait},
	{past: after(invited, "20 booked via=phone room=Rum~2 start=2026-03-11T09:00"), kinds: []journey.Kind{journey.SamplesTaken}, step: journey.StepWait},
	{past: after(invited, "20 booked via=phone room=Rum~2 start=2026-03-11T10:00"), kinds: []journey.Kind{journey.SamplesTaken}, step: journey.StepWait},

	{past: after([]string{"30 consent answer=yes how=phone", "30 info_given"}, "9 visited"), form: true, kinds: []journey.Kind{journey.Documented}, step: journey.StepNone},
	{past: after([]string{"30 consent answer=no how=phone"}, "8 visited"), form: true, kinds: []journey.Kind{journey.Documented}, step: journey.StepNone},

	{past: []string{"15 letter_printed template=inbjudan run=R2 letter=26-0901", "15 letter_confirmed run=R2", "6 letter_returned letter=26-0901"},
		kinds: []journey.Kind{journey.ContactChanged}},
	{past: []string{"6 gone"}, kinds: []journey.Kind{journey.Ended}, step: journey.StepNone},
}

// morning makes the data folder of a clinic with these people, and gives their ids.
func morning(t *testing.T, dir string, people []waiting) (ids []string) {
	t.Helper()
	now := testDay.Add(-60).At(9, 0)
	clock := func() time.Time { return now }
	if _, err := data.Init(t.Context(), dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: testUser, FullName: "Lena Sundkvist",
		Passphrase: testPassphrase, Clock: clock}); err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(t.Context(), dir, data.Options{User: testUser, Passphrase: testPassphrase, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	for key, value := range map[string]string{"clinic.phone": "0980-31 92 40", "clinic.street": "Skolgatan 1", "clinic.postcode": "999 40", "clinic.town": "Granlunda"} {
		if err := s.SetSetting(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	numbers, err := demo.Numbers(testDay.Year - 40)
	if err != nil {
		t.Fatal(err)
	}
	var list bytes.Buffer
	list.WriteString("Personnummer;Efternamn;Förnamn;Adress;Postnr;Ort;Mobil\n")
	for i := range people {
		fmt.Fprintf(&list, "%s;Prov%02d;Alva;Björkstigen %d;999 63;Östanå;070-174 06 %02d\n", numbers[i].Display(), i, i+1, i)
	}
	if _, err := s.Import(t.Context(), data.ImportParams{Name: "lista.csv", Data: list.Bytes(), Cohort: testDay.Year}); err != nil {
		t.Fatal(err)
	}
	for ago := 40; ago > 0; ago-- {
		now = testDay.Add(-ago).At(9, 0)
		for i, p := range people {
			for _, line := range p.past {
				words := strings.Fields(line)
				if words[0] != fmt.Sprint(ago) {
					continue
				}
				kv := map[string]string{}
				for _, w := range words[2:] {
					k, v, _ := strings.Cut(w, "=")
					kv[k] = strings.ReplaceAll(v, "~", " ")
				}
				d, err := journey.NewDetails(journey.Kind(words[1]), kv)
				if err != nil {
					t.Fatal(line, err)
				}
				if _, err := s.Log(t.Context(), data.LogParams{Participants: []string{numbers[i].String()}, Kind: journey.Kind(words[1]), Details: d}); err != nil {
					t.Fatal(line, err)
				}
			}
		}
	}
	answers := map[string]any{}
	def := form.Shipped()
	for id, typed := range typedAnswers {
		v, err := def.ParseTyped(id, typed)
		if err != nil {
			t.Fatal(err)
		}
		answers[id] = v
	}
	file, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range people {
		if p.form {
			if _, err := s.EnterAnswers(t.Context(), numbers[i].String(), file); err != nil {
				t.Fatal(err)
			}
			if err := s.CompleteForm(t.Context(), numbers[i].String()); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i := range people {
		p, err := s.Participant(t.Context(), numbers[i].String(), 0, data.Look{})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, p.Participant)
	}
	return ids
}

// handled waits until Idag tells that so many rows have been handled, and has been read.
func (s *screen) handled(n int) {
	s.t.Helper()
	want := fmt.Sprintf("Fyrtio – Idag · %d av ", n)
	done := func() bool {
		title := s.title()
		return strings.HasPrefix(title, want) && !strings.HasSuffix(title, "…")
	}
	if err := s.until(done); err != nil {
		s.fail("waiting for %q, the title is %q: %v", want, s.title(), err)
	}
}

// veiled reports whether a sheet lies over the window: what is under it is dark.
func (s *screen) veiled() (veiled, ok bool) {
	cmd := exec.Command("import", "-window", "root", "-crop", "1x1+70+600", "-depth", "8", "gray:-")
	cmd.Env = s.env()
	grey, err := cmd.Output()
	return err == nil && len(grey) == 1 && grey[0] < 200, err == nil && len(grey) == 1
}

// asks waits until a sheet lies over the window.
func (s *screen) asks() {
	s.t.Helper()
	if err := s.until(func() bool { veiled, ok := s.veiled(); return ok && veiled }); err != nil {
		s.fail("nothing is asked: %v", err)
	}
}

// answered waits until the sheet is gone.
func (s *screen) answered() {
	s.t.Helper()
	if err := s.until(func() bool { veiled, ok := s.veiled(); return ok && !veiled }); err != nil {
		s.fail("the sheet stays: %v", err)
	}
}

// letters prints what Idag has sent to Utskick, answers that all sheets came out, and
// goes back to Idag.
func (s *screen) letters() {
	s.t.Helper()
	s.shows("Utskick")
	s.press("ctrl+Return")
	s.asks()
	s.press("Return")
	if err := s.until(func() bool { _, err := os.Stat(filepath.Join(s.dir, "shown.pdf")); return err == nil }); err != nil {
		s.fail("no letter is shown: %v", err)
	}
	s.asks()
	s.shows("Utskick")
	s.press("1")
	s.shows("Utskick")
	_ = os.Remove(filepath.Join(s.dir, "shown.pdf"))
	s.press("ctrl+1")
}

// A morning's queue of mixed cases, cleared by the keyboard alone in a real window.
func TestMorningByKeyboard(t *testing.T) {
	need(t, "import")
	t.Setenv("FYNE_CACHE", "2s") // pages out of sight are soon forgotten, as after a long visit
	s := newScreen(t)
	dir := filepath.Join(s.dir, "clinic")
	ids := morning(t, dir, theMorning)
	viewer := "#!/bin/sh\ncp \"$1\" '" + s.dir + "/part' && mv '" + s.dir + "/part' '" + s.dir + "/shown.pdf'\n"
	if err := os.WriteFile(filepath.Join(s.dir, "xdg-open"), []byte(viewer), 0o700); err != nil {
		t.Fatal(err)
	}
	s.open("Lås upp", "--data", dir, "--user", testUser, "--today", testDay.String())
	s.typed(testPassphrase)
	s.press("Return")
	n := 0
	done := func(more int) { t.Helper(); n += more; s.handled(n) }
	done(0)

	s.press("Return") // yesterday's visit: did she come?
	s.asks()
	s.press("u") // a sheet takes no letters of the list
	s.press("Escape")
	s.press("u")
	done(1)
	s.press("k") // came: the form opens
	s.shows("Formulär 1/50")
	s.press("Escape")
	done(1)
	s.press("u")
	done(1)
	s.press("v")
	done(1)

	for range 2 { // wants help: the first free time
		s.press("Return")
		s.shows("Bokningar · Vecka 12")
		s.press("Return")
		done(1)
	}
	s.press("a")
	s.asks()
	s.press("Return")
	done(1)

	s.press("Down") // past the one who has just cancelled
	call := func(outcome string, more ...string) {
		t.Helper()
		s.press("t")
		s.asks()
		s.press(outcome)
		for _, key := range more {
			s.asks()
			s.press(key)
		}
		done(1)
	}
	call("2", "Return")
	call("3")
	call("4")
	call("5")
	call("6", "Return")

	s.press("ctrl+a", "Return") // all chats at once, taken back at once, and again
	done(4)
	s.press("ctrl+z")
	done(-4)
	s.press("ctrl+a", "Return")
	done(4)

	s.press("ctrl+a", "Return") // unopened tickets
	s.letters()
	done(3)
	s.press("ctrl+a", "Return") // unanswered letters; those who did not come get one of their own
	s.asks()
	s.press("1")
	s.letters()
	done(3)
	s.press("Return")
	s.letters()
	done(2)

	s.press("ctrl+a", "p") // samples, also of the two who were just booked a week ahead
	done(5)
	s.press("Return") // documented in Clinic24
	s.asks()
	s.press("1")
	done(1)
	s.press("Return") // no consent: in PMO, which is marked
	s.asks()
	s.press("Return")
	done(1)
	s.press("n") // the next queue: past the form of her who came
	s.press("Return")
	s.asks()
	s.typed("Nygatan 5")
	s.press("Return")
	s.answered()
	s.press("Escape")
	done(1)
	s.press("n")      // past the wrong number, which stays until the right one is known
	s.press("Return") // gone from the list: she has moved
	s.asks()
	s.press("2")
	done(1)
	s.quit()
	s.healthy(filepath.Join(logFolder(dir), "fyrtio.log"))
	recorded(t, dir, ids)
}

// recorded compares what is in the store with what was done.
func recorded(t *testing.T, dir string, ids []string) {
	t.Helper()
	store := openStore(t, dir)
	defer closeStore(t, store)
	work, err := store.Today(t.Context(), testDay.Year)
	if err != nil {
		t.Fatal(err)
	}
	handled := map[string]bool{}
	for _, w := range work.Rows {
		if w.Handled != nil {
			handled[w.Participant] = true
		} else if c := theMorning[slices.Index(ids, w.Participant)]; c.step != w.Step {
			t.Errorf("%s still waits: %s", w.Spoken(), w.Step)
		}
	}
	for i, c := range theMorning {
		p, err := store.Participant(t.Context(), ids[i], testDay.Year, data.Look{})
		if err != nil {
			t.Fatal(err)
		}
		if !handled[ids[i]] {
			t.Errorf("case %d was not handled", i)
		}
		if c.step != "" && p.Status.Next.Step != c.step {
			t.Errorf("case %d: the next step is %s, not %s", i, p.Status.Next.Step, c.step)
		}
		for _, kind := range c.kinds {
			if !slices.ContainsFunc(p.Events, func(e data.Happening) bool { return e.Kind == kind && testDay == day.Of(e.Recorded) }) {
				t.Errorf("case %d: no %s is recorded", i, kind)
			}
		}
	}
}
