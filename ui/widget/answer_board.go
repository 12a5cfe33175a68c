package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyne_widget "fyne.io/fyne/v2/widget"
)

// Press is a key as a Board meets it.
type Press struct {
	Name  fyne.KeyName
	Shift bool
	// Repeat: the key is still held down from before, or was pressed elsewhere. A
	// press must act once, so what moves on ignores repeats.
	Repeat bool
}

// Board is a drawing with the keyboard: a whole page of answers as one tab stop.
// Tab comes to it as a key; what it has no use for goes on to the window.
//
// A held key repeats without being pressed anew. Board tells the two apart, for
// Fyne sends KeyDown only for a real press: so no press reaches two questions.
type Board struct {
	fyne_widget.BaseWidget

	// OnKey and OnRune take keys and characters; false hands them to the window.
	OnKey  func(k Press) bool
	OnRune func(r rune, repeat bool) bool
	// OnShortcut takes keys with Ctrl that no menu item took.
	OnShortcut func(s fyne.Shortcut) bool
	OnFocus    func(on bool)
	// OnSilent tells that a digit key was pressed and gave no digit: Num Lock is off.
	OnSilent func()
	// Label is what a screen reader says: the question and its state.
	Label func() string

	draw  func(p *Pen)
	pen   Pen
	focus bool

	down   keyID // the key that is being pressed
	fresh  bool  // its first event has not come yet
	typed  bool  // a key event came and its character may follow
	again  bool  // … and was a repeat
	silent bool  // a digit key is down and gave nothing so far
	shift  bool
	held   int // Ctrl, Alt and the like that are down
}

type keyID struct {
	name fyne.KeyName
	code int
}

var (
	_ fyne.Focusable    = (*Board)(nil)
	_ fyne.Tabbable     = (*Board)(nil)
	_ fyne.Tappable     = (*Board)(nil)
	_ fyne.Shortcutable = (*Board)(nil)
	_ fyne.Accessible   = (*Board)(nil)
	_ desktop.Keyable   = (*Board)(nil)
)

// NewBoard makes a board that is drawn by a function.
func NewBoard(draw func(p *Pen)) *Board {
	b := &Board{draw: draw}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *Board) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }

func (b *Board) paint(p *Pen) { b.draw(p) }

func (b *Board) min() fyne.Size { return fyne.Size{} }

// Focused reports whether the board has the keyboard.
func (b *Board) Focused() bool { return b.focus }

// Tapped does what the region under the mouse is for, and takes the keyboard.
func (b *Board) Tapped(ev *fyne.PointEvent) {
	Focus(b)
	call(b.pen.at(ev.Position))
}

// AcceptsTab makes Tab a key like others.
func (b *Board) AcceptsTab() bool { return true }

// FocusGained is for Fyne. A key that is still down from elsewhere counts as a repeat.
func (b *Board) FocusGained() {
	b.focus = true
	b.down, b.fresh, b.typed, b.silent, b.shift, b.held = keyID{}, false, false, false, false, 0
	if b.OnFocus != nil {
		call(func() { b.OnFocus(true) })
	}
	b.Refresh()
}

// FocusLost is for Fyne.
func (b *Board) FocusLost() {
	b.focus, b.silent = false, false
	if b.OnFocus != nil {
		call(func() { b.OnFocus(false) })
	}
	b.Refresh()
}

// KeyDown marks a real press.
func (b *Board) KeyDown(ev *fyne.KeyEvent) {
	switch ev.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		b.shift = true
		return
	case desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight:
		b.held++
		return
	case desktop.KeyCapsLock:
		return
	}
	b.down, b.fresh = keyID{ev.Name, ev.Physical.ScanCode}, true
	b.silent = isDigit(ev.Name) && !b.shift && b.held == 0
}

func isDigit(n fyne.KeyName) bool { return len(n) == 1 && n[0] >= '0' && n[0] <= '9' }

// KeyUp ends a press.
func (b *Board) KeyUp(ev *fyne.KeyEvent) {
	switch ev.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		b.shift = false
		return
	case desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight:
		b.held = max(0, b.held-1)
		return
	}
	if b.silent && b.down.name == ev.Name {
		b.silent = false
		call(b.OnSilent)
	}
}

// TypedKey hands a key to OnKey, or to the window.
func (b *Board) TypedKey(ev *fyne.KeyEvent) {
	Active()
	repeat := !b.fresh || b.down != keyID{ev.Name, ev.Physical.ScanCode}
	b.fresh = false
	b.typed, b.again = true, repeat
	if (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && BeforeEnter() {
		return
	}
	taken := false
	if b.OnKey != nil {
		Border(func() { taken = b.OnKey(Press{Name: ev.Name, Shift: b.shifted(), Repeat: repeat}) })
	}
	if !taken {
		bubble(b, ev)
	}
}

// shifted asks the driver, which also knows of a Shift pressed before the board had the keyboard.
func (b *Board) shifted() bool {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
	}
	return b.shift
}

// TypedRune hands a character to OnRune, or to the window.
func (b *Board) TypedRune(r rune) {
	Active()
	repeat := b.typed && b.again
	b.typed, b.silent = false, false
	if BeforeRune(r) {
		return
	}
	taken := false
	if b.OnRune != nil {
		Border(func() { taken = b.OnRune(r, repeat) })
	}
	if !taken {
		bubbleRune(b, r)
	}
}

// TypedShortcut hands keys with Ctrl to OnShortcut.
func (b *Board) TypedShortcut(s fyne.Shortcut) {
	if b.OnShortcut != nil {
		call(func() { b.OnShortcut(s) })
	}
}

// AccessibilityLabel is what a screen reader says.
func (b *Board) AccessibilityLabel() string {
	if b.Label == nil {
		return ""
	}
	return b.Label()
}

// AccessibilityRole is what a screen reader calls it.
func (b *Board) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
