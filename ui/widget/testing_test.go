package widget

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyrtio/ui/theme"
)

// window shows o in a window of its own with our theme; bubbled keys end in the returned lists.
func window(t *testing.T, o fyne.CanvasObject, w, h float32) (fyne.Window, *heard) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(theme.Theme{})
	win := a.NewWindow("")
	win.SetPadded(false)
	win.SetContent(o)
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(win.Close)
	got := &heard{}
	win.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got.keys = append(got.keys, ev.Name) })
	win.Canvas().SetOnTypedRune(func(r rune) { got.runes = append(got.runes, r) })
	return win, got
}

// heard is what reached the window.
type heard struct {
	keys  []fyne.KeyName
	runes []rune
}

func press(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// golden compares a picture with testdata/name.png. Where they differ the new one is
// left beside the old as name.new.png, to be looked at and renamed.
func golden(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	want := readPNG(path)
	if want != nil && same(want, got) {
		return
	}
	fresh := filepath.Join("testdata", name+".new.png")
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(fresh)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, got); err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s differs from %s; look at %s", name, path, fresh)
}

func readPNG(path string) image.Image {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil
	}
	return img
}

// same allows for the last bit of a blend, which differs between processors.
func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	near := func(x, y uint32) bool { return x>>8 <= y>>8+2 && y>>8 <= x>>8+2 }
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			if !near(r1, r2) || !near(g1, g2) || !near(b1, b2) {
				return false
			}
		}
	}
	return true
}
