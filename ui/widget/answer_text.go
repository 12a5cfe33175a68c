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
	// OnShortcut may take keys with Ctrl before the text does.
	OnShortcut func(s fyne.Shortcut) bool
	// Box is the entry with the room around its text that a field has; place this.
	Box fyne.CanvasObject
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

// TypedKey edits; Tab goes to OnTab.
func (t *LongText) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyTab {
		if t.OnTab != nil {
			call(func() { t.OnTab(t.shift) })
		}
		return
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
