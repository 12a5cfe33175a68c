package widget

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// FilterChip opens a menu of values to show by. Enter, Space and ↓ open it, Delete and
// Backspace clear it, ← and → go to the chips beside it.
type FilterChip struct {
	fyne_widget.BaseWidget
	Name  string // "Tillstånd"
	Value string // "inbjuden"; "" is off
	// Open shows the menu; Clear takes the filter away.
	Open  func()
	Clear func()
	// Beside moves the keyboard to the chip before (−1) or after (+1).
	Beside func(step int)

	focus bool
	pen   Pen
}

var (
	_ fyne.Focusable  = (*FilterChip)(nil)
	_ fyne.Tappable   = (*FilterChip)(nil)
	_ fyne.Accessible = (*FilterChip)(nil)
)

// NewFilterChip makes a chip that is off.
func NewFilterChip(name string) *FilterChip {
	c := &FilterChip{Name: name}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows a value; "" is off.
func (c *FilterChip) Set(value string) {
	if c.Value != value {
		c.Value = value
		c.Refresh()
	}
}

const filterHeight = 28

func (c *FilterChip) text() (string, Style) {
	if c.Value == "" {
		return c.Name, Style{Size: theme.TextSecond}
	}
	return c.Name + ": " + c.Value, Style{Size: theme.TextSecond, Bold: true, Role: theme.AccentDark}
}

// CreateRenderer is for Fyne.
func (c *FilterChip) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c, &c.pen) }

func (c *FilterChip) min() fyne.Size {
	text, style := c.text()
	return fyne.NewSize(round(10+Measure(text, style)+6+14+10), filterHeight)
}

func (c *FilterChip) paint(p *Pen) {
	w := c.min().Width
	text, style := c.text()
	b := Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusChip}
	if c.Value != "" {
		b.Fill, b.Stroke = theme.Selected, theme.SelectedEdge
	}
	p.Rect(0, 0, w, filterHeight, b)
	end := 10 + p.Mid(10, 0, filterHeight, text, style)
	if c.Value == "" {
		p.Icon(end+6, 7, 14, icon.Down, theme.Ink2)
	} else {
		p.Icon(end+6, 7, 14, icon.No, theme.AccentDark)
		p.Hit(end, 0, w-end, filterHeight, c.Clear)
	}
	if c.focus {
		p.Ring(0, 0, w, filterHeight, theme.RadiusChip)
	}
}

// Tapped opens the menu, or clears the filter where the cross is.
func (c *FilterChip) Tapped(ev *fyne.PointEvent) {
	Focus(c)
	if do := c.pen.at(ev.Position); do != nil {
		call(do)
		return
	}
	call(c.Open)
}

// FocusGained is for Fyne.
func (c *FilterChip) FocusGained() { c.focus = true; c.Refresh() }

// FocusLost is for Fyne.
func (c *FilterChip) FocusLost() { c.focus = false; c.Refresh() }

// TypedKey opens, clears and moves on.
func (c *FilterChip) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !BeforeEnter() {
			call(c.Open)
		}
	case fyne.KeySpace, fyne.KeyDown:
		call(c.Open)
	case fyne.KeyDelete, fyne.KeyBackspace:
		call(c.Clear)
	case fyne.KeyLeft, fyne.KeyRight:
		step := 1
		if ev.Name == fyne.KeyLeft {
			step = -1
		}
		if c.Beside != nil {
			call(func() { c.Beside(step) })
		}
	default:
		bubble(c, ev)
	}
}

// TypedRune hands letters to the window.
func (c *FilterChip) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(c, r)
	}
}

// AccessibilityLabel is what a screen reader says.
func (c *FilterChip) AccessibilityLabel() string {
	text, _ := c.text()
	return text
}

// AccessibilityRole is what a screen reader calls it.
func (c *FilterChip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
