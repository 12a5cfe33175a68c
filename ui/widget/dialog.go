package widget

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// DialogWidth is the width of every dialog.
const DialogWidth = 460

// Dialog asks for a reason, a passphrase or a decision that cannot be undone.
// Enter is the right button, Esc the left one; the keyboard stays inside.
type Dialog struct {
	Icon  icon.Name
	Tone  theme.Role // of the icon
	Title string
	Text  string
	// Body is shown between text and buttons; may be nil.
	Body fyne.CanvasObject
	// Focus gets the keyboard first; nil: the right button.
	Focus fyne.Focusable
	// Left is the word of the way back. Right is the word of the act; Danger makes it a warning.
	Left, Right string
	Danger      bool
	// OnRight does the act; false keeps the dialog open (the body says why).
	OnRight func() bool
	OnLeft  func()

	layer *layer
	left  *Button
	right *Button
}

// Show shows the dialog over the window.
func (d *Dialog) Show(c fyne.Canvas) {
	kind := Filled
	if d.Danger {
		kind = Warning
	}
	d.right = NewButton(Look{Kind: kind, Text: d.Right, Key: "Enter"}, d.Confirm)
	if d.Left != "" {
		d.left = NewButton(Look{Kind: Secondary, Text: d.Left, Key: "Esc"}, d.Cancel)
	}
	box := &dialogBox{dialog: d}
	box.ExtendBaseWidget(box)
	frame := newPanel(box, 20, theme.RadiusCard)
	d.layer = newLayer(c, frame, theme.Veil, func(window fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(DialogWidth, window.Width-32), frame.MinSize().Height)
		return fyne.NewPos(round((window.Width-size.Width)/2), round((window.Height-size.Height)/2)), size
	}, nil)
	d.layer.show()
	if d.Focus != nil {
		c.Focus(d.Focus)
	} else {
		c.Focus(d.right)
	}
}

// Open reports whether the dialog is shown.
func (d *Dialog) Open() bool { return d.layer != nil }

// Close takes the dialog away without doing anything.
func (d *Dialog) Close() {
	if d.layer != nil {
		d.layer.hide()
		d.layer = nil
	}
}

// Confirm is the right button.
func (d *Dialog) Confirm() {
	if d.layer == nil {
		return
	}
	done := true
	if d.OnRight != nil {
		done = false
		Border(func() { done = d.OnRight() })
	}
	if done {
		d.Close()
	} else if d.layer != nil {
		d.layer.Refresh()
	}
}

// Cancel is the left button.
func (d *Dialog) Cancel() {
	if d.layer == nil {
		return
	}
	d.Close()
	call(d.OnLeft)
}

// Key does what a key does that nothing inside the dialog has taken, and reports whether it did.
func (d *Dialog) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		if d.Left == "" {
			d.Confirm()
		} else {
			d.Cancel()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		d.Confirm()
	default:
		return false
	}
	return true
}

// dialogBox is the inside of a dialog.
type dialogBox struct {
	fyne_widget.BaseWidget
	dialog *Dialog
	pen    Pen
}

func (b *dialogBox) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }

const dialogInner = DialogWidth - 40

func (b *dialogBox) titleAt() float32 {
	if b.dialog.Icon != icon.None {
		return 30
	}
	return 0
}

func (b *dialogBox) min() fyne.Size {
	d := b.dialog
	h := float32(len(Lines(d.Title, Heading, dialogInner-b.titleAt()))) * Heading.Line()
	if d.Text != "" {
		h += 6 + float32(len(Lines(d.Text, Second, dialogInner)))*Second.Line()
	}
	if d.Body != nil {
		h += 14 + d.Body.MinSize().Height
	}
	return fyne.NewSize(dialogInner, h+16+theme.ButtonHeight)
}

func (b *dialogBox) paint(p *Pen) {
	d, s := b.dialog, p.Size()
	p.Icon(0, 1, 20, d.Icon, d.Tone)
	y := p.Wrap(b.titleAt(), 0, s.Width-b.titleAt(), d.Title, Heading)
	if d.Text != "" {
		y += 6
		y += p.Wrap(0, y, s.Width, d.Text, Second)
	}
	if d.Body != nil {
		h := d.Body.MinSize().Height
		p.Place(d.Body, 0, y+14, s.Width, h)
	}
	y = s.Height - theme.ButtonHeight
	w := d.right.MinSize().Width
	x := s.Width - w
	if d.left != nil {
		lw := d.left.MinSize().Width
		p.Place(d.left, x-10-lw, y, lw, theme.ButtonHeight)
	}
	p.Place(d.right, x, y, w, theme.ButtonHeight)
}
