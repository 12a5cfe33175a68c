package draft

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// blank is a page for every route.
type blank struct{}

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

// A save that is under way when the draft is dropped must not be what stays.
func TestDropWaitsForTheSaveUnderWay(t *testing.T) {
	var later uitest.Later
	s := shell.New(shell.Params{Window: uitest.Window(t, 1280, 720), Lang: say.Swedish, Now: time.Now, Run: later.Run, Lock: func() {}, Quit: func() {},
		Pages: func(*shell.Shell, shell.Route) (shell.Page, error) { return blank{}, nil }})
	stored, told := "", false
	k := Keeper{Shell: s, Text: func() string { return "half a letter" },
		Save: func(_ context.Context, text string) error { stored = text; return nil }}
	k.Begin("")
	k.Now()
	k.Drop(func() { told = true })
	if stored != "" {
		t.Fatal("nothing is to be written before its turn")
	}
	later.Finish()
	if stored != "" || !told {
		t.Errorf("stored %q, told %t, want the draft gone and told", stored, told)
	}
	k.Begin("")
	k.Now()
	later.Finish()
	if stored != "half a letter" {
		t.Errorf("stored %q, want what is written after Begin", stored)
	}
}
