package ui

import (
	"context"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// A letter's number, scanned or typed, leads to its participant from anywhere.
func TestLetterNumberLeadsToTheParticipant(t *testing.T) {
	now := day.New(2026, time.March, 10).At(9, 45)
	clock := func() time.Time { return now }
	store := uitest.Store(t, clock)
	ctx := context.Background()
	for key, value := range map[string]string{"clinic.street": "Skolgatan 1", "clinic.postcode": "999 40", "clinic.town": "Granlunda", "clinic.phone": "08-465 004 12"} {
		if err := store.SetSetting(ctx, key, value); err != nil {
			t.Fatal(err)
		}
	}
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
	win := uitest.Window(t, 1280, 720)
	a := New(Params{App: fyne.CurrentApp(), Window: win, Dir: store.Dir(), Clock: clock, Run: uitest.Run, Keys: cheap})
	a.store = store
	a.Enter(store)
	t.Cleanup(func() { a.store = nil }) // the test's own closing closes it
	s := a.Shell()
	home := func() {
		s.Go(shell.ToToday{})
		s.Go(shell.ToLetters{})
	}
	letter := func(number string) string {
		l, err := store.FindLetter(ctx, number)
		if err != nil {
			t.Fatal(err)
		}
		return l.Participant
	}
	opened := func(how, who string) {
		t.Helper()
		if to, ok := s.Route().(shell.ToPerson); !ok || to.ID != who {
			t.Errorf("%s leads to %#v", how, s.Route())
		}
	}

	home()
	uitest.Type(win, "26+0001") // a scanner with another country's keyboard
	uitest.Press(win, fyne.KeyReturn)
	opened("scanning in Utskick", letter("26-0001"))

	s.Go(shell.ToToday{})
	uitest.Type(win, "26-0002")
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
	uitest.Type(win, "26-9999")
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != before || !uitest.Shows(win, "26-9999") {
		t.Errorf("a number that is nobody's leads to %#v", s.Route())
	}

	// D12: somebody protected is not opened without a reason.
	uitest.Type(win, "26-0003")
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != before || !uitest.Shows(win, "S-01") {
		t.Fatalf("leads to %#v", s.Route())
	}
	uitest.Type(win, "svarsbrev")
	uitest.Press(win, fyne.KeyReturn)
	opened("scanning with a reason", letter("26-0003"))
}
