package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// Kind is a button's weight.
type Kind int

// The kinds of button. There is one Filled button in a view: the next step.
const (
	Filled Kind = iota
	Secondary
	Quiet
	Warning
	Off // cannot act now; a tap says why
)

// Look is how a button looks.
type Look struct {
	Kind  Kind
	Text  string
	Icon  icon.Name
	Key   string // shown as a cap in the button; the view answers the key itself
	Tail  icon.Name
	Small bool // 28 high, for rows
}

func (l Look) text() Style {
	s := Style{Size: theme.Text, Bold: true}
	if l.Small || l.Kind == Quiet {
		s.Size = theme.TextSecond
	}
	switch l.Kind {
	case Filled:
		s.Role = theme.OnAccent
	case Quiet:
		s.Role = theme.Accent
	case Warning:
		s.Role = theme.Fault
	case Off:
		s.Role = theme.Ink2
	}
	return s
}

func (l Look) height() float32 {
	if l.Small {
		return theme.RowButtonHeight
	}
	return theme.ButtonHeight
}

func (l Look) pad() float32 {
	switch {
	case l.Kind == Quiet:
		return 8
	case l.Small:
		return 11
	}
	return 15
}

func (l Look) cap() Cap {
	switch l.Kind {
	case Filled:
		return CapAccent
	case Secondary:
		return CapButton
	}
	return CapPlain
}

// Width gives how wide a button of this look is.
func (l Look) Width() float32 {
	w := 2*l.pad() + Measure(l.Text, l.text())
	if l.Icon != icon.None {
		w += 16
		if l.Text != "" {
			w += 8
		}
	}
	if l.Tail != icon.None {
		w += 14 + 4
	}
	if l.Key != "" {
		w += 8 + CapWidth(l.Key, l.cap())
	}
	return round(w)
}

// Button draws a button in the box and what it does when tapped; w 0 takes Width.
// It gives the width. For a button with focus use the widget Button.
func (p *Pen) Button(x, y, w float32, l Look, do func()) float32 {
	if w == 0 {
		w = l.Width()
	}
	p.button(x, y, w, l.height(), l, false)
	p.Hit(x, y, w, l.height(), do)
	return w
}

func (p *Pen) button(x, y, w, h float32, l Look, pressed bool) {
	b := Box{Radius: theme.RadiusField}
	switch l.Kind {
	case Filled:
		b.Fill = theme.Accent
		if pressed {
			b.Fill = theme.AccentDark
		}
	case Secondary:
		b.Fill, b.Stroke = theme.Surface, theme.Edge
	case Warning:
		b.Fill, b.Stroke = theme.Surface, theme.Fault
	case Off:
		b.Fill = theme.Neutral
	}
	if pressed && l.Kind != Filled {
		b.Fill = theme.Selected
	}
	if l.Small {
		b.Radius = theme.RadiusChip
	}
	p.Rect(x, y, w, h, b)
	left := x + round((w-l.Width())/2) + l.pad()
	style := l.text()
	if l.Icon != icon.None {
		p.Icon(left, y+(h-16)/2, 16, l.Icon, orInk(style.Role))
		left += 16
		if l.Text != "" {
			left += 8
		}
	}
	left += p.Mid(left, y, h, l.Text, style)
	if l.Tail != icon.None {
		p.Icon(left+4, y+(h-14)/2, 14, l.Tail, orInk(style.Role))
		left += 18
	}
	p.Cap(left+8, y, h, l.Key, l.cap())
}

func orInk(r theme.Role) theme.Role {
	if r == theme.Clear {
		return theme.Ink
	}
	return r
}

// Button is a push button. Enter and Space press it.
type Button struct {
	fyne_widget.BaseWidget
	Look
	OnTapped func()
	// Reason is what an Off button says when it is tapped or focused; OnReason gets it.
	Reason   string
	OnReason func(string)
	OnFocus  func(on bool)

	pen     Pen
	focus   bool
	pressed bool
}

var (
	_ fyne.Focusable    = (*Button)(nil)
	_ fyne.Tappable     = (*Button)(nil)
	_ fyne.Accessible   = (*Button)(nil)
	_ desktop.Mouseable = (*Button)(nil)
)

// NewButton makes a button.
func NewButton(l Look, do func()) *Button {
	b := &Button{Look: l, OnTapped: do}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }

func (b *Button) min() fyne.Size { return fyne.NewSize(b.Width(), b.height()) }

func (b *Button) paint(p *Pen) {
	s := p.Size()
	h := min(s.Height, b.height())
	y := round((s.Height - h) / 2)
	p.button(0, y, s.Width, h, b.Look, b.pressed)
	if b.focus {
		p.Ring(0, y, s.Width, h, theme.RadiusField)
	}
}

// Set changes how the button looks.
func (b *Button) Set(l Look) {
	if b.Look != l {
		b.Look = l
		b.Refresh()
	}
}

// Press does what the button is for.
func (b *Button) Press() {
	if b.Kind == Off {
		if b.OnReason != nil {
			call(func() { b.OnReason(b.Reason) })
		}
		return
	}
	call(b.OnTapped)
}

// Tapped is for Fyne.
func (b *Button) Tapped(*fyne.PointEvent) { b.Press() }

// MouseDown shows that the button is being pressed.
func (b *Button) MouseDown(*desktop.MouseEvent) { b.pressed = true; b.Refresh() }

// MouseUp shows that it no longer is.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.pressed = false; b.Refresh() }

// FocusGained is for Fyne.
func (b *Button) FocusGained() { b.focus = true; b.Refresh(); b.tell() }

// FocusLost is for Fyne.
func (b *Button) FocusLost() { b.focus, b.pressed = false, false; b.Refresh(); b.tell() }

func (b *Button) tell() {
	if b.OnFocus != nil {
		call(func() { b.OnFocus(b.focus) })
	}
}

// TypedKey presses the button on Enter and Space; other keys go to the window.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !BeforeEnter() {
			b.Press()
		}
	case fyne.KeySpace:
		b.Press()
	default:
		bubble(b, ev)
	}
}

// TypedRune hands letters to the window.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(b, r)
	}
}

// AccessibilityLabel is what a screen reader says.
func (b *Button) AccessibilityLabel() string {
	if b.Kind == Off && b.Reason != "" {
		return b.Text + ". " + b.Reason
	}
	return b.Text
}

// AccessibilityRole is what a screen reader calls it.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
