// Package uitest helps the tests of the windows: a window without a screen, work
// that is done at once, keys, and pictures to look at.
package uitest

import (
	"image/png"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"fyrtio/ui/theme"
)

// Window gives a window of w × h points with Fyrtio's theme. One window a test, and
// no t.Parallel: Fyne's test driver has one current app.
func Window(t testing.TB, w, h float32) fyne.Window {
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

// Later is work that a test lets end when it wants, as in the window, where it ends
// after the page is shown.
type Later struct{ work []func() }

// Run keeps work for Finish.
func (l *Later) Run(work func() error, then func(error)) {
	l.work = append(l.work, func() { then(work()) })
}

// Finish does all the work that waits.
func (l *Later) Finish() {
	for len(l.work) > 0 {
		do := l.work[0]
		l.work = l.work[1:]
		do()
	}
}

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

// Texts gives the texts that a window shows, in the order of drawing; those of its
// overlays come last.
func Texts(w fyne.Window) []string {
	list := texts(w.Canvas().Content(), nil)
	for _, o := range w.Canvas().Overlays().List() {
		list = texts(o, list)
	}
	return list
}

func texts(o fyne.CanvasObject, list []string) []string {
	if o == nil || !o.Visible() {
		return list
	}
	switch o := o.(type) {
	case *canvas.Text:
		if o.Text != "" {
			list = append(list, o.Text)
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			list = texts(child, list)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			list = texts(child, list)
		}
	}
	return list
}

// Shows reports whether a window shows a text, on however many lines it stands.
func Shows(w fyne.Window, text string) bool {
	return strings.Contains(strings.Join(Texts(w), " "), text)
}

var bareID = regexp.MustCompile(`^[a-z]+[0-9]*(\.[a-z_]+)+$`)

// Look demands that the window shows words and no message's id in place of them. It
// also writes a picture of it as name.png into the folder FYRTIO_LOOK, if that is set:
// for looking at a screen while it is being built.
func Look(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	list := Texts(w)
	if len(list) == 0 {
		t.Errorf("%s shows no word", name)
	}
	for _, text := range list {
		if bareID.MatchString(text) {
			t.Errorf("%s shows the id %s", name, text)
		}
	}
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
