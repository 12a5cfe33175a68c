package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// LongText is an entry of several lines where Enter and arrows edit and Tab leaves.
type LongText struct {
	Entry
	// OnTab leaves the text, back with Shift.
	OnTab func(back bool)
	// OnSkip leaves the text while it is empty: there Enter has nothing to edit.
	OnSkip func()
	// OnShortcut may take keys with Ctrl before the text does.
	OnShortcut func(s fyne.Shortcut) bool
	// Box is the entry with the room around its text that a field has; place this.
	Box fyne.CanvasObject

	awake bool // a key was pressed here; before, what comes is held down from elsewhere
	scan  int  // so many characters before the cursor may be a scanner's
}

// NewLongText makes an empty text.
func NewLongText() *LongText {
	t := &LongText{}
	t.MultiLine = true
	t.Wrapping = fyne.TextWrapWord
	t.ExtendBaseWidget(t)
	t.Box = container.NewThemeOverride(t, fieldTheme{})
	return t
}

// AcceptsTab: Tab comes as a key, so that the owner says where it leads.
func (t *LongText) AcceptsTab() bool { return true }

// FocusGained is for Fyne.
func (t *LongText) FocusGained() {
	t.awake = false
	t.Entry.FocusGained()
}

// KeyDown marks a real press.
func (t *LongText) KeyDown(ev *fyne.KeyEvent) {
	t.awake = true
	t.Entry.KeyDown(ev)
}

// TypedRune writes; what a scanner types goes away again when it turns out to be that.
func (t *LongText) TypedRune(r rune) {
	t.scan++
	if !BeforeRune(r) {
		t.scan = 0
	}
	t.Entry.TypedRune(r)
}

// TypedKey edits; Tab goes to OnTab. Enter and Tab that are still held down from the
// field before do nothing here.
func (t *LongText) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyTab:
		if t.awake && t.OnTab != nil {
			call(func() { t.OnTab(t.shift) })
		}
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.scan > 0 && BeforeEnter() {
			for ; t.scan > 0; t.scan-- {
				t.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
			}
			return
		}
		if !t.awake {
			return
		}
		if t.Text == "" && t.OnSkip != nil {
			call(t.OnSkip)
			return
		}
	}
	t.Entry.TypedKey(ev)
}

// TypedShortcut hands keys with Ctrl to OnShortcut, then to the text.
func (t *LongText) TypedShortcut(s fyne.Shortcut) {
	taken := false
	if t.OnShortcut != nil {
		Border(func() { taken = t.OnShortcut(s) })
	}
	if !taken {
		t.Entry.TypedShortcut(s)
	}
}
