package visit

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// To look at the pages: FYRTIO_LOOK=folder go test -run TestLook ./ui/visit
// writes them as pictures, in a window's frame, at several sizes.

type page interface {
	Content() fyne.CanvasObject
	Hints() []widget.Hint
	HintRight() widget.Hint
}

type screen struct {
	name  string
	w, h  float32 // pixels
	scale float32
	lang  say.Lang
}

var screens = []screen{
	{"", 1280, 720, 1, say.Swedish},
	{"-low", 1180, 640, 1, say.Swedish},
	{"-150", 1280, 720, 1.5, say.Swedish},
	{"-en", 1280, 720, 1, say.English},
}

func look(t *testing.T, name string, make func(sc screen) page) {
	dir := os.Getenv("FYRTIO_LOOK")
	if dir == "" {
		t.Skip("FYRTIO_LOOK names no folder")
	}
	for _, sc := range screens {
		test.NewApp().Settings().SetTheme(theme.Theme{})
		p := make(sc)
		w, h := sc.w/sc.scale, sc.h/sc.scale
		m := theme.For(w)
		c := software.NewCanvas()
		c.SetPadded(false)
		c.SetScale(sc.scale)
		foot := widget.NewFooter()
		margin := m.Margin
		foot.Set(p.Hints(), p.HintRight(), margin)
		frame := container.NewWithoutLayout(canvas.NewRectangle(theme.Color(theme.Nav)), p.Content(), foot)
		frame.Objects[0].Resize(fyne.NewSize(w, h))
		menu := float32(32)
		if m.Compact {
			menu = 29
		}
		put(p.Content(), m.NavIcons, menu, w-m.NavIcons, h-menu-m.Footer)
		put(foot, m.NavIcons, h-m.Footer, w-m.NavIcons, m.Footer)
		c.SetContent(frame)
		c.Resize(fyne.NewSize(w, h))
		put(p.Content(), m.NavIcons, menu, w-m.NavIcons, h-menu-m.Footer)
		put(foot, m.NavIcons, h-m.Footer, w-m.NavIcons, m.Footer)
		out, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s%s.png", name, sc.name)))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(out, c.Capture()); err != nil {
			t.Fatal(err)
		}
		out.Close()
	}
}

func lookForm(t *testing.T, name string, prepare func(s *fake), after func(f *Form, k *keyboard)) {
	look(t, name, func(sc screen) page {
		s := newFake()
		prepare(s)
		f, win := openForm(t, s, func(p *FormParams) { p.Lang = sc.lang })
		if sc.scale > 1 {
			win.Resize(fyne.NewSize(sc.w/sc.scale-43, 400))
		}
		if after != nil {
			after(f, &keyboard{win: win})
		}
		return f
	})
}

func TestLookForm(t *testing.T) {
	lookForm(t, "form", func(s *fake) {
		fill(s, "activity.training")
		delete(s.form.Answers, "health.sleep")
		s.form.Place.LinkID = "activity.everyday"
	}, func(f *Form, k *keyboard) {
		k.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	})
	lookForm(t, "measures", func(s *fake) { fill(s, "change.diet"); s.form.Place.LinkID = "m.height" }, func(f *Form, k *keyboard) {
		k.runes("171")
		k.press(fyne.KeyEnter)
		k.runes("320")
		k.press(fyne.KeyEnter, fyne.KeyEnter)
		k.runes("*/")
		k.runes("12")
		f.goTo("m.chol")
		k.runes("5,6")
		k.press(fyne.KeyEnter)
		f.goTo("m.glucose")
		k.runes("82,")
	})
	for i, high := range []map[string]float64{{"m.sbp": 184, "m.dbp": 112, "m.glucose": 7.4},
		{"m.sbp": 184, "m.dbp": 112, "m.glucose": 7.4, "m.hba1c": 51, "m.chol": 9}} {
		prepare := func(s *fake) {
			fill(s, "note")
			s.form.Limits = score.ShippedLimits()
			s.form.Limits[3].Parts[0].From = form.MustNumber("8")
			for id, v := range high {
				s.form.Answers[id] = form.Number(v)
			}
			s.form.Place.LinkID = "m.glucose"
		}
		lookForm(t, fmt.Sprint("alerts", i), prepare, nil)
		lookForm(t, fmt.Sprint("alerts-over", i), prepare, func(f *Form, k *keyboard) { f.Results() })
		lookForm(t, fmt.Sprint("alerts-end", i), prepare, func(f *Form, k *keyboard) { f.goTo("") })
	}
	lookForm(t, "long", func(s *fake) { fill(s, "dx.diabetes"); s.form.Place.LinkID = "her.cvd" }, func(f *Form, k *keyboard) { k.runes("8") })
	lookForm(t, "note", func(s *fake) { fill(s, "m.hba1c"); s.form.Place.LinkID = "note" }, nil)
	lookForm(t, "fieldnote", func(s *fake) { fill(s, "activity.training") }, func(f *Form, k *keyboard) { f.Note() })
	lookForm(t, "end-missing", func(s *fake) { fill(s, "m.hba1c"); delete(s.form.Answers, "health.sleep") }, func(f *Form, k *keyboard) { f.goTo("") })
	lookForm(t, "end", func(s *fake) { fill(s, "note") }, func(f *Form, k *keyboard) { f.goTo("") })
	lookForm(t, "locked", func(s *fake) {
		fill(s, "note")
		_ = s.CompleteForm(t.Context(), "")
		_ = s.AmendForm(t.Context(), "", answers("activity.sitting", "5"), "Läste fel rad på papperet")
	}, func(f *Form, k *keyboard) { f.show("activity.sitting") })
	lookForm(t, "amended-measure", func(s *fake) {
		fill(s, "note")
		_ = s.CompleteForm(t.Context(), "")
		_ = s.AmendForm(t.Context(), "", form.Answers{"m.glucose": form.Number(5.9)}, "Provsvaret kom per brev, och det som stod på papperet var ett annat prov som togs i våras")
		_ = s.AmendForm(t.Context(), "", form.Answers{"m.glucose": form.Number(6.1)}, "Läste fel")
	}, func(f *Form, k *keyboard) { f.show("m.glucose") })
	lookForm(t, "failed", func(s *fake) { fill(s, "activity.training") }, func(f *Form, k *keyboard) {
		k.win.Canvas()
		f.p.Store.(*fake).fail = errDisk
		k.runes("4")
	})
	lookForm(t, "results", func(s *fake) { fill(s, "m.weight") }, func(f *Form, k *keyboard) { f.Results() })
}

func lookStar(t *testing.T, name string, prepare func(s *fake), after func(st *Star, k *keyboard)) {
	look(t, name, func(sc screen) page {
		s := newFake()
		fill(s, "note")
		s.star.Answers = s.form.Answers
		prepare(s)
		st, win := openStar(t, s, func(p *StarParams) { p.Lang = sc.lang })
		if sc.scale > 1 {
			win.Resize(fyne.NewSize(sc.w/sc.scale-43, 379))
		}
		if after != nil {
			after(st, &keyboard{win: win})
		}
		return st
	})
}

func TestLookStar(t *testing.T) {
	lookStar(t, "star", func(s *fake) {
		delete(s.star.Answers, "health.sleep")
		s.star.Answers["her.diabetes"] = form.Code("1")
	}, func(st *Star, k *keyboard) {
		st.AsProposed()
		st.choosePoint(5)
	})
	lookStar(t, "star-new", func(s *fake) {}, nil)
	lookStar(t, "star-differs", func(s *fake) {
		s.star.Earlier = &record.Earlier{Date: day.New(2021, 3, 4), Levels: star.Levels{1, 2, 3, 4, 1, 2, 3, 4, 0, 2, 3, 4}}
	}, func(st *Star, k *keyboard) {
		st.AsProposed()
		k.press(fyne.KeyLeft)
		k.runes("v")
	})
	lookStar(t, "star-alcohol", func(s *fake) { s.star.Person.Protected, s.star.Person.Name = true, "S-04" }, func(st *Star, k *keyboard) {
		st.choosePoint(1)
		k.runes("2k")
	})
}
