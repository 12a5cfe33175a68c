package visit

import (
	"context"
	"errors"
	"maps"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/ui/theme"
)

// fake is a store in memory that behaves as the interfaces Forms and Stars say.
type fake struct {
	mu     sync.Mutex
	form   record.Form
	star   record.Star
	saves  []saved       // in order
	fail   error         // what each write answers
	gate   chan struct{} // when set, writes wait for it
	places []record.Place
}

type saved struct {
	linkID string
	value  form.Value
}

func newFake() *fake {
	d := form.Shipped()
	who := record.Person{ID: "P1", Name: "Anna-Karin Wennerström-Lindqvist", Number: "19860402-2387", Sex: pnr.Woman}
	return &fake{
		form: record.Form{Person: who, Source: "paper_home", Definition: d, Criteria: star.ShippedCriteria(), Proposals: true, Answers: form.Answers{}, Notes: map[string]string{}},
		star: record.Star{Person: who, Visited: day.New(2026, 3, 10), Definition: d, Criteria: star.ShippedCriteria(), Proposals: true, Answers: form.Answers{}, Levels: map[string]int{}, Comments: map[string]string{}},
	}
}

func (s *fake) write(do func() error) error {
	if s.gate != nil {
		<-s.gate
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	return do()
}

func (s *fake) OpenForm(context.Context, string) (record.Form, error) {
	f := s.form
	f.Answers, f.Notes = s.form.Answers.Clone(), maps.Clone(s.form.Notes)
	return f, nil
}

func (s *fake) SaveAnswer(_ context.Context, _, linkID string, v form.Value, next record.Place) error {
	return s.write(func() error {
		if s.form.Status.Locked() {
			return errors.New("locked")
		}
		s.form.Answers[linkID] = v
		s.form.Answers, _ = s.form.Definition.Prune(s.form.Answers)
		s.form.Status = form.Begun
		s.form.Place = next
		s.saves = append(s.saves, saved{linkID, v})
		return nil
	})
}

func (s *fake) SaveNote(_ context.Context, _, linkID, note string) error {
	return s.write(func() error { s.form.Notes[linkID] = note; return nil })
}

func (s *fake) SaveSource(_ context.Context, _, source string) error {
	return s.write(func() error { s.form.Source, s.form.Status = source, form.Begun; return nil })
}

func (s *fake) SavePlace(_ context.Context, _ string, p record.Place) error {
	return s.write(func() error {
		s.form.Place = record.Place{LinkID: p.LinkID, Drafts: maps.Clone(p.Drafts)}
		s.places = append(s.places, p)
		return nil
	})
}

func (s *fake) CompleteForm(context.Context, string) error {
	return s.write(func() error {
		if err := s.form.Definition.Complete(s.form.Answers); err != nil {
			return err
		}
		s.form.Status, s.form.Locked = form.Complete, time.Date(2026, 3, 10, 9, 31, 0, 0, time.UTC)
		return nil
	})
}

func (s *fake) AmendForm(_ context.Context, _ string, changes form.Answers, reason string) error {
	return s.write(func() error {
		a, list, err := s.form.Definition.Amend(s.form.Answers, changes, reason)
		if err != nil {
			return err
		}
		s.form.Answers, s.form.Status = a, form.Amended
		for _, am := range list {
			s.form.Amendments = append(s.form.Amendments, record.Amendment{Amendment: am, At: time.Date(2026, 3, 11, 9, 0, 0, 0, time.UTC), By: "Karin Lund"})
		}
		return nil
	})
}

func (s *fake) OpenStar(context.Context, string) (record.Star, error) {
	st := s.star
	st.Levels, st.Comments = maps.Clone(s.star.Levels), maps.Clone(s.star.Comments)
	return st, nil
}

func (s *fake) SaveLevels(_ context.Context, _ string, levels map[string]int) error {
	return s.write(func() error {
		for id, l := range levels {
			s.star.Levels[id] = l
			if l == 0 {
				delete(s.star.Levels, id)
			}
		}
		return nil
	})
}

func (s *fake) SaveComment(_ context.Context, _, point, text string) error {
	return s.write(func() error { s.star.Comments[point] = text; return nil })
}

// window shows a page as wide and high as it is beside the navigation of a window, and gives its canvas.
func window(tb testing.TB, content fyne.CanvasObject, w, h float32) fyne.Window {
	tb.Helper()
	a := test.NewApp()
	a.Settings().SetTheme(theme.Theme{})
	win := a.NewWindow("")
	win.SetPadded(false)
	win.SetContent(content)
	win.Resize(fyne.NewSize(w, h))
	tb.Cleanup(win.Close)
	return win
}

// openForm shows a form in a window of the size that a 1280×720 screen leaves it.
func openForm(tb testing.TB, s *fake, change ...func(*FormParams)) (*Form, fyne.Window) {
	tb.Helper()
	p := FormParams{Store: s, Participant: "P1", Lang: say.Swedish, Do: func(do func()) { do() }}
	for _, c := range change {
		c(&p)
	}
	test.NewApp().Settings().SetTheme(theme.Theme{})
	f, err := NewForm(p)
	if err != nil {
		tb.Fatal(err)
	}
	win := window(tb, f.Content(), 1224, 656)
	f.Focus()
	return f, win
}

// openStar shows a star in a window of the size that a 1280×720 screen leaves it.
func openStar(tb testing.TB, s *fake, change ...func(*StarParams)) (*Star, fyne.Window) {
	tb.Helper()
	p := StarParams{Store: s, Participant: "P1", Lang: say.Swedish, Do: func(do func()) { do() }}
	for _, c := range change {
		c(&p)
	}
	test.NewApp().Settings().SetTheme(theme.Theme{})
	st, err := NewStar(p)
	if err != nil {
		tb.Fatal(err)
	}
	win := window(tb, st.Content(), 1224, 656)
	st.Focus()
	return st, win
}

// keyboard presses real keys: down, event, character, up, as a window does.
type keyboard struct {
	win fyne.Window
}

var keyNames = map[rune]fyne.KeyName{'+': fyne.KeyPlus, '-': fyne.KeyMinus, '*': fyne.KeyAsterisk, '/': fyne.KeySlash, ',': fyne.KeyComma, '.': fyne.KeyPeriod}

func (k *keyboard) focused() fyne.Focusable { return k.win.Canvas().Focused() }

// runes types characters one after another.
func (k *keyboard) runes(s string) {
	for _, r := range s {
		name, ok := keyNames[r]
		if !ok {
			name = fyne.KeyName(string(r))
		}
		k.stroke(name, r, 1)
	}
}

// press presses keys that give no character.
func (k *keyboard) press(names ...fyne.KeyName) {
	for _, n := range names {
		k.stroke(n, 0, 1)
	}
}

// hold holds a key down: one press and so many events.
func (k *keyboard) hold(name fyne.KeyName, r rune, events int) { k.stroke(name, r, events) }

func (k *keyboard) stroke(name fyne.KeyName, r rune, events int) {
	ev := &fyne.KeyEvent{Name: name}
	if d, ok := k.focused().(desktop.Keyable); ok {
		d.KeyDown(ev)
	}
	for range events {
		if f := k.focused(); f != nil {
			f.TypedKey(ev)
		}
		if f := k.focused(); f != nil && r != 0 {
			f.TypedRune(r)
		}
	}
	if d, ok := k.focused().(desktop.Keyable); ok {
		d.KeyUp(ev)
	}
}

// shiftTab presses Shift+Tab.
func (k *keyboard) shiftTab() {
	d := k.focused().(desktop.Keyable)
	d.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	k.press(fyne.KeyTab)
	if d, ok := k.focused().(desktop.Keyable); ok {
		d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
}

// ctrl presses a key with Ctrl.
func (k *keyboard) ctrl(name fyne.KeyName) {
	if s, ok := k.focused().(fyne.Shortcutable); ok {
		s.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl})
	}
}
