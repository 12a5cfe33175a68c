package visit

import (
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// In the window: the menu's keys reach the page, Esc goes back, the star follows the form.
func TestPagesInTheShell(t *testing.T) {
	s := newFake()
	fill(s, "her.diabetes")
	win := uitest.Window(t, 1280, 720)
	var f *Form
	var st *Star
	var printed []Paper
	sh := shell.New(shell.Params{Window: win, Lang: say.Swedish, Cohort: 2026, Ages: []int{40}, Run: uitest.Run,
		Pages: func(sh *shell.Shell, r shell.Route) (shell.Page, error) {
			var err error
			switch r := r.(type) {
			case shell.ToForm:
				f, err = FormPage(t.Context(), sh, s, r)
				return f, err
			case shell.ToStar:
				st, err = StarPage(t.Context(), sh, s, r, func(p Paper) { printed = append(printed, p) })
				return st, err
			}
			return &blank{}, nil
		}})
	sh.Show(shell.ToToday{})
	sh.Go(shell.ToForm{ID: "P1"})
	k := &keyboard{win: win}
	k.runes("2")
	wantStored(t, s, "health.general", form.Code("2"))
	uitest.Look(t, win, "shell-form")
	if !uitest.Menu(win, sh.T("ui.menu.undo")) {
		t.Fatal("no menu item for undo")
	}
	wantStored(t, s, "health.general", form.Value{})
	uitest.Menu(win, sh.T("ui.menu.unanswered"))
	wantAt(t, f, "health.stress")
	k.press(fyne.KeyEscape)
	if _, ok := sh.Page().(*blank); !ok {
		t.Fatalf("Esc leads to %T", sh.Page())
	}
	sh.Go(shell.ToForm{ID: "P1"})
	wantAt(t, f, "health.stress")
	f.p.OnStar()
	if sh.Page() != shell.Page(st) {
		t.Fatalf("the star is not shown: %T", sh.Page())
	}
	uitest.Menu(win, sh.T("ui.menu.print"))
	if len(printed) != 1 {
		t.Error("Ctrl+P prints nothing")
	}
	uitest.Look(t, win, "shell-star")
	k.press(fyne.KeyEscape)
	if sh.Page() != shell.Page(f) {
		t.Errorf("Esc leads from the star to %T", sh.Page())
	}
}

// blank is a page without anything.
type blank struct{}

func (*blank) Content() fyne.CanvasObject { return &fyne.Container{} }
func (*blank) Hints() []widget.Hint       { return nil }
func (*blank) Focus()                     {}
