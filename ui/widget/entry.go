package widget

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyne_widget "fyne.io/fyne/v2/widget"
)

// Entry is Fyne's text entry with the keys that Fyne's lacks: Enter, Escape and
// what else has no use in a text go to the field's owner, Tab always moves on.
// It has no frame of its own: see Field.
type Entry struct {
	fyne_widget.Entry

	// OnEnter is Enter. In a text of several lines that has one, Shift+Enter makes a new line.
	OnEnter func()
	// BeforeKey and BeforeRune may take a key before the text sees it.
	BeforeKey  func(ev *fyne.KeyEvent) bool
	BeforeRune func(r rune) bool
	OnFocus    func(on bool)
	// OnCaps tells whether Caps Lock seems to be on, judged by the letters that come.
	OnCaps func(on bool)
	// SelectOnFocus selects the text when the field gets the keyboard: for numbers and names, not for long text.
	SelectOnFocus bool

	shift bool
	focus bool
}

func newEntry(multi bool) *Entry {
	e := &Entry{}
	e.MultiLine = multi
	if multi {
		e.Wrapping = fyne.TextWrapWord
	}
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab is never: Tab moves on from long texts too.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained is for Fyne.
func (e *Entry) FocusGained() {
	e.focus = true
	e.Entry.FocusGained()
	if e.SelectOnFocus && e.Text != "" {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	if e.OnFocus != nil {
		call(func() { e.OnFocus(true) })
	}
}

// FocusLost is for Fyne.
func (e *Entry) FocusLost() {
	e.focus, e.shift = false, false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		call(func() { e.OnFocus(false) })
	}
}

// KeyDown follows the Shift key.
func (e *Entry) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = true
	}
	e.Entry.KeyDown(ev)
}

// KeyUp follows the Shift key.
func (e *Entry) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		e.shift = false
	}
	e.Entry.KeyUp(ev)
}

// TypedRune writes, unless BeforeRune takes the rune.
func (e *Entry) TypedRune(r rune) {
	Active()
	if e.OnCaps != nil && unicode.IsLetter(r) {
		on := unicode.IsUpper(r) != e.shift
		call(func() { e.OnCaps(on) })
	}
	if e.BeforeRune != nil {
		taken := false
		Border(func() { taken = e.BeforeRune(r) })
		if taken {
			return
		}
	}
	e.Entry.TypedRune(r)
}

// TypedShortcut edits too; what the text has no use for goes to the window's shortcuts.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok {
		if e.MultiLine && c.Modifier == fyne.KeyModifierControl {
			switch c.KeyName { // which Fyne's lacks
			case fyne.KeyHome:
				e.MoveTo(0)
				return
			case fyne.KeyEnd:
				e.MoveTo(len([]rune(e.Text)))
				return
			}
		}
		c := fyne.CurrentApp().Driver().CanvasForObject(e)
		if c, ok := c.(interface{ TypedShortcut(fyne.Shortcut) }); ok {
			c.TypedShortcut(s)
		}
	}
	e.Entry.TypedShortcut(s)
}

// TypedKey edits; Enter goes to OnEnter, and keys without a use in this text to the window.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	Active()
	if e.BeforeKey != nil {
		taken := false
		Border(func() { taken = e.BeforeKey(ev) })
		if taken {
			return
		}
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.MultiLine && (e.OnEnter == nil || e.shift) {
			break // a new line
		}
		if e.OnEnter != nil {
			call(e.OnEnter)
		} else {
			bubble(e, ev)
		}
		return
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		if !e.MultiLine {
			bubble(e, ev)
			return
		}
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		bubble(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}
