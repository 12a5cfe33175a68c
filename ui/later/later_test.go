package later

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// blank is a page for the other routes.
type blank struct{}

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func open(t *testing.T, r shell.Route, lang say.Lang, w, h float32) (*shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, w, h)
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026,
		Now: func() time.Time { return day.New(2026, 3, 10).At(9, 45) }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			switch r.(type) {
			case shell.ToReport:
				return New(s), nil
			}
			return blank{}, nil
		}})
	s.Show(r)
	win.Resize(fyne.NewSize(w, h))
	return s, win
}

func TestPlacesThatComeLeadToWhatWorksNow(t *testing.T) {
	s, win := open(t, shell.ToReport{}, say.Swedish, 1280, 688)
	uitest.Look(t, win, "rapport")
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != (shell.ToPeople{Step: "document"}) {
		t.Errorf("Enter on Årsrapport leads to %#v", s.Route())
	}
}

func TestPlacesThatComeAt150(t *testing.T) {
	_, win := open(t, shell.ToReport{}, say.English, 853, 448)
	uitest.Look(t, win, "report-150")
}
