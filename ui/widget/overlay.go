package widget

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/theme"
)

// layer lies over the whole window and takes taps beside its box. Fyne keeps the
// keyboard inside the topmost layer, and gives it back to what had it.
type layer struct {
	fyne_widget.BaseWidget
	canvas fyne.Canvas
	box    fyne.CanvasObject
	veil   theme.Role
	place  func(window fyne.Size) (fyne.Position, fyne.Size)
	beside func() // a tap beside the box
	pen    Pen
}

var _ fyne.Tappable = (*layer)(nil)

func newLayer(c fyne.Canvas, box fyne.CanvasObject, veil theme.Role, place func(fyne.Size) (fyne.Position, fyne.Size), beside func()) *layer {
	l := &layer{canvas: c, box: box, veil: veil, place: place, beside: beside}
	l.ExtendBaseWidget(l)
	return l
}

func (l *layer) show() {
	l.canvas.Overlays().Add(l)
	l.Resize(l.canvas.Size())
	l.Refresh()
}

func (l *layer) hide() { l.canvas.Overlays().Remove(l) }

// CreateRenderer is for Fyne.
func (l *layer) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l, &l.pen) }

func (l *layer) min() fyne.Size { return fyne.Size{} }

func (l *layer) paint(p *Pen) {
	s := p.Size()
	p.Rect(0, 0, s.Width, s.Height, Box{Fill: l.veil})
	at, size := l.place(s)
	p.Place(l.box, at.X, at.Y, size.Width, size.Height)
}

// Tapped is for Fyne.
func (l *layer) Tapped(*fyne.PointEvent) { call(l.beside) }

// panel is a white box with round corners around something.
type panel struct {
	fyne_widget.BaseWidget
	content fyne.CanvasObject
	pad     float32
	radius  float32
	pen     Pen
}

var _ fyne.Tappable = (*panel)(nil)

func newPanel(content fyne.CanvasObject, pad, radius float32) *panel {
	p := &panel{content: content, pad: pad, radius: radius}
	p.ExtendBaseWidget(p)
	return p
}

func (b *panel) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }

func (b *panel) min() fyne.Size {
	return b.content.MinSize().AddWidthHeight(2*b.pad, 2*b.pad)
}

func (b *panel) paint(p *Pen) {
	s := p.Size()
	p.Rect(0, 0, s.Width, s.Height, Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: b.radius})
	p.Place(b.content, b.pad, b.pad, s.Width-2*b.pad, s.Height-2*b.pad)
}

// Tapped keeps taps in the box from closing it.
func (b *panel) Tapped(*fyne.PointEvent) {}

// Overlay is something shown over the window that Esc or a tap beside it closes:
// the key sheet, a small form, a picker.
type Overlay struct {
	// Main is what Ctrl+Enter does while the overlay is shown, Enter what that key does
	// where nothing inside takes it; either may be nil.
	Main  func()
	Enter func()
	// Stays keeps it open when somebody taps beside it: something may be typed there.
	Stays  bool
	layer  *layer
	closed func()
}

// ShowOverlay shows content in a white box in the middle of the window, or at the
// top third when top is set. closed is told when it goes away, however that happens.
func ShowOverlay(c fyne.Canvas, content fyne.CanvasObject, width float32, top bool, closed func()) *Overlay {
	o := &Overlay{closed: closed}
	box := newPanel(content, 20, theme.RadiusCard)
	o.layer = newLayer(c, box, theme.Veil, func(window fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(width, window.Width-32), min(box.MinSize().Height, window.Height-32))
		y := (window.Height - size.Height) / 2
		if top {
			y = min(y, 72)
		}
		return fyne.NewPos(round((window.Width-size.Width)/2), round(y)), size
	}, func() {
		if !o.Stays {
			o.Close()
		}
	})
	o.layer.show()
	return o
}

// Close takes the overlay away.
func (o *Overlay) Close() {
	if o.layer == nil {
		return
	}
	l := o.layer
	o.layer = nil
	l.hide()
	call(o.closed)
}

// Open reports whether the overlay is shown.
func (o *Overlay) Open() bool { return o.layer != nil }

// Refresh lays the overlay out anew after its content has changed its size.
func (o *Overlay) Refresh() {
	if o.layer != nil {
		o.layer.Refresh()
	}
}
