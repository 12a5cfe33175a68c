// Package uitest helps the tests of the windows: a window without a screen, work
// that is done at once, keys, and pictures to look at.
package uitest

import (
	"image/png"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyrtio/ui/theme"
)

// Window gives a window of w × h points with Fyrtio's theme. One window a test, and
// no t.Parallel: Fyne's test driver has one current app.
func Window(t *testing.T, w, h float32) fyne.Window {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.Theme{})
	win := a.NewWindow("")
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(win.Close)
	return win
}

// Run does work and then then, at once.
func Run(work func() error, then func(error)) { then(work()) }

// Press types keys where the keyboard is; a key that nothing takes goes to the window.
func Press(w fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		ev := &fyne.KeyEvent{Name: k}
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(ev)
		} else if do := w.Canvas().OnTypedKey(); do != nil {
			do(ev)
		}
	}
}

// Type types text where the keyboard is.
func Type(w fyne.Window, text string) {
	for _, r := range text {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		} else if do := w.Canvas().OnTypedRune(); do != nil {
			do(r)
		}
	}
}

// Menu chooses the item of the main menu with a label, and reports whether there is one.
func Menu(w fyne.Window, label string) bool {
	if w.MainMenu() == nil {
		return false
	}
	for _, m := range w.MainMenu().Items {
		for _, it := range m.Items {
			if it.Label == label && it.Action != nil {
				it.Action()
				return true
			}
		}
	}
	return false
}

// Log gives a log that writes into w.
func Log(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

// Look writes a picture of the window as name.png into the folder FYRTIO_LOOK, if that
// is set: for looking at a screen while it is being built.
func Look(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv("FYRTIO_LOOK")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
