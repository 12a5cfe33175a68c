package ui

import (
	"context"
	"io"
	"maps"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// numbered gives the program with letters sent to two people and one that is forwarded,
// and whose letter a number is.
func numbered(t *testing.T) (a *App, win fyne.Window, letter func(number string) string) {
	t.Helper()
	now := day.New(2026, time.March, 10).At(9, 45)
	clock := func() time.Time { return now }
	store := uitest.Store(t, clock)
	ctx := context.Background()
	uitest.Clinic(t, store)
	file := "Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Sekretessmarkering\n"
	for i, number := range uitest.Numbers(t, 1986, 3) {
		file += number + ";" + []string{"Ekdal", "Rydell", "Hemlig"}[i] + ";Kim;Kvarnbacken 3;999 41;Norrviken;" + []string{"", "", "J"}[i] + "\n"
	}
	if _, err := store.Import(ctx, data.ImportParams{Name: "listning.csv", Data: []byte(file), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	for _, template := range []string{journey.TemplateInvitation, journey.TemplateForwarding} {
		if _, err := store.PrintLetters(ctx, data.LettersParams{Template: template, Confirm: true}, func(int, int) (io.Writer, error) { return io.Discard, nil }); err != nil {
			t.Fatal(err)
		}
	}
	win = uitest.Window(t, 1280, 720)
	a = New(Params{App: fyne.CurrentApp(), Window: win, Dir: store.Dir(), Clock: clock, Run: uitest.Run, Keys: cheap})
	a.store = store
	a.Enter(store)
	t.Cleanup(func() { a.store = nil }) // the test's own closing closes it
	return a, win, func(number string) string {
		l, err := store.FindLetter(ctx, number)
		if err != nil {
			t.Fatal(err)
		}
		return l.Participant
	}
}

// A letter's number, scanned or typed, leads to its participant from anywhere.
func TestLetterNumberLeadsToTheParticipant(t *testing.T) {
	a, win, letter := numbered(t)
	s := a.Shell()
	home := func() {
		s.Go(shell.ToToday{})
		s.Go(shell.ToLetters{})
	}
	opened := func(how, who string) {
		t.Helper()
		if to, ok := s.Route().(shell.ToPerson); !ok || to.ID != who {
			t.Errorf("%s leads to %#v", how, s.Route())
		}
	}

	home()
	uitest.Type(win, "%26+0001") // a scanner with another country's keyboard
	uitest.Press(win, fyne.KeyReturn)
	opened("scanning in Utskick", letter("26-0001"))

	s.Go(shell.ToToday{})
	uitest.Type(win, "%26-0002")
	uitest.Press(win, fyne.KeyReturn)
	opened("scanning in Idag", letter("26-0002"))

	home()
	uitest.Menu(win, "Gå till vad som helst…")
	uitest.Type(win, "26-0001")
	uitest.Press(win, fyne.KeyReturn)
	opened("typing in the palette", letter("26-0001"))
	uitest.Menu(win, "Gå till vad som helst…")
	uitest.Type(win, "26-0001")
	uitest.Press(win, fyne.KeyDown, fyne.KeyReturn)
	if to, ok := s.Route().(shell.ToRun); !ok || to.Letter != "26-0001" {
		t.Errorf("the letter itself is at %#v", s.Route())
	}

	s.Go(shell.ToPeople{})
	uitest.Menu(win, "Sök")
	uitest.Type(win, "26-0002")
	uitest.Press(win, fyne.KeyReturn)
	opened("typing in Deltagare", letter("26-0002"))

	home()
	before := s.Route()
	uitest.Type(win, "%26-9999")
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != before || !uitest.Shows(win, "26-9999") {
		t.Errorf("a number that is nobody's leads to %#v", s.Route())
	}

	// D12: somebody protected is not opened without a reason.
	uitest.Type(win, "%26-0003")
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != before || !uitest.Shows(win, "S-01") {
		t.Fatalf("leads to %#v", s.Route())
	}
	uitest.Type(win, "svarsbrev")
	uitest.Press(win, fyne.KeyReturn)
	opened("scanning with a reason", letter("26-0003"))
}

// A scan is not meant for the view that is open: it answers no question, chooses nothing,
// and what it has typed into a text goes away again.
func TestScanAnswersNoQuestion(t *testing.T) {
	a, win, letter := numbered(t)
	s, first, second := a.Shell(), letter("26-0001"), letter("26-0002")
	ctx := context.Background()
	answers := func() form.Answers {
		t.Helper()
		r, err := a.store.ShowForm(ctx, first)
		if fault.CodeOf(err) == fault.NotFound {
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		return r.Answers
	}
	scan := func(where string) {
		t.Helper()
		before := answers()
		uitest.Type(win, "%26-0002")
		uitest.Press(win, fyne.KeyReturn)
		if to, ok := s.Route().(shell.ToPerson); !ok || to.ID != second {
			t.Errorf("%s: a scan leads to %#v", where, s.Route())
		}
		if got := answers(); !maps.Equal(got, before) {
			t.Errorf("%s: a scan has answered: %v", where, got)
		}
		s.Go(shell.ToForm{ID: first})
	}
	s.Go(shell.ToForm{ID: first})
	scan("the question about the source")
	uitest.Type(win, "1")
	scan("the first question")
	uitest.Type(win, "3")
	if len(answers()) == 0 {
		t.Fatal("a digit typed by hand does not answer")
	}
	scan("a question of the form")
	uitest.Type(win, "%rhs40/1.0/2/26-0002") // a page of the questionnaire
	uitest.Press(win, fyne.KeyReturn)
	if to, ok := s.Route().(shell.ToPerson); !ok || to.ID != second {
		t.Errorf("a page of the questionnaire leads to %#v", s.Route())
	}
	s.Go(shell.ToStar{ID: first})
	scan("the star")

	run, err := a.store.FindLetter(ctx, "26-0001")
	if err != nil {
		t.Fatal(err)
	}
	s.Go(shell.ToToday{})
	uitest.Type(win, "%26-001")
	uitest.Press(win, fyne.KeyReturn)
	if to, ok := s.Route().(shell.ToRun); !ok || to.ID != run.Run {
		t.Errorf("the cover sheet leads to %#v", s.Route())
	}
	s.Go(shell.ToToday{})
	uitest.Type(win, "%http://x/1")
	uitest.Press(win, fyne.KeyReturn)
	if _, ok := s.Route().(shell.ToToday); !ok {
		t.Errorf("somebody else's code leads to %#v", s.Route())
	}
}
