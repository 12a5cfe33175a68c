package report

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/demo"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// A demo clinic in November, as the coordinator meets it: nothing made by hand.
func TestLookOfADemoClinic(t *testing.T) {
	now := day.New(2026, time.November, 23)
	c := demo.NewClock(now)
	s := uitest.Store(t, c.Now)
	if _, err := demo.Fill(t.Context(), s, c, demo.Params{Participants: 60, Cohort: 2026, Seed: 40}); err != nil {
		t.Fatal(err)
	}
	win, page := openStore(t, s, c.Now)
	uitest.Look(t, win, "demo-follow")
	uitest.Type(win, "2")
	uitest.Look(t, win, "demo-brief")
	for i := range page.yearly.report.Chapters {
		uitest.Press(win, fyne.KeyDown)
		uitest.Look(t, win, "demo-"+string(rune('a'+i)))
		if i == 2 {
			uitest.Press(win, fyne.KeyPageDown)
			uitest.Look(t, win, "demo-c2")
			uitest.Press(win, fyne.KeyPageDown)
			uitest.Look(t, win, "demo-c3")
		}
	}
	uitest.Type(win, "v")
	uitest.Press(win, fyne.KeyHome, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	uitest.Look(t, win, "demo-open")
}

// openStore opens the page on a real store.
func openStore(t *testing.T, s *data.Store, clock func() time.Time) (fyne.Window, *Page) {
	t.Helper()
	win := uitest.Window(t, 1280, 688)
	var page *Page
	sh := shell.New(shell.Params{Window: win, Lang: say.Swedish, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026}, Ages: []int{40},
		Now: clock, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(sh *shell.Shell, r shell.Route) (shell.Page, error) {
			if r, ok := r.(shell.ToReport); ok {
				page = New(sh, Params{Store: s, Offer: func(*shell.Shell, string, string, string, func(context.Context, io.Writer) (int, error)) {}}, r)
				return page, nil
			}
			return blank{}, nil
		}})
	sh.Show(shell.ToReport{})
	win.Resize(fyne.NewSize(1280, 688))
	return win, page
}

// The list has been read and nothing has happened yet: every chapter opens.
func TestLookBeforeTheFirstTalk(t *testing.T) {
	clock := func() time.Time { return day.New(2026, time.January, 12).At(9, 0) }
	s := uitest.Store(t, clock)
	var b strings.Builder
	b.WriteString("Personnummer;Efternamn;Förnamn\n")
	for i, n := range uitest.Numbers(t, 1986, 12) {
		fmt.Fprintf(&b, "%s;Ek%d;Bo\n", n, i)
	}
	if _, err := s.Import(t.Context(), data.ImportParams{Name: "lista.csv", Data: []byte(b.String()), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	win, page := openStore(t, s, clock)
	for _, text := range []string{"0 av 12", "12 är inte inbjudna än", "Kurvan börjar med det första samtalet.", "Alla besök är dokumenterade"} {
		if !uitest.Shows(win, text) {
			t.Errorf("%q is not shown: %q", text, uitest.Texts(win))
		}
	}
	uitest.Look(t, win, "first-follow")
	uitest.Type(win, "2")
	uitest.Look(t, win, "first-brief")
	for i := range page.yearly.report.Chapters {
		uitest.Press(win, fyne.KeyDown, fyne.KeyTab, fyne.KeyEnd, fyne.KeyEscape)
		if i == 2 || i == 10 {
			uitest.Look(t, win, fmt.Sprintf("first-%d", i))
		}
	}
}
