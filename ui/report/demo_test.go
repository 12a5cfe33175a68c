package report

import (
	"context"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
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
	win := uitest.Window(t, 1280, 688)
	var page *Page
	sh := shell.New(shell.Params{Window: win, Lang: say.Swedish, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026}, Ages: []int{40},
		Now: c.Now, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(sh *shell.Shell, r shell.Route) (shell.Page, error) {
			if r, ok := r.(shell.ToReport); ok {
				page = New(sh, Params{Store: s, Offer: func(*shell.Shell, string, string, func(context.Context, io.Writer) (int, error)) {}}, r)
				return page, nil
			}
			return blank{}, nil
		}})
	sh.Show(shell.ToReport{})
	win.Resize(fyne.NewSize(1280, 688))
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
