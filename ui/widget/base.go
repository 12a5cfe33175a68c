package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fyne_widget "fyne.io/fyne/v2/widget"
)

// Border runs every callback of every widget. The program sets it once to a
// function that catches panics (promise S22); by default it just runs f.
var Border = func(f func()) { f() }

// Active is told of each key and each act, so that the program knows that somebody is
// there.
var Active = func() {}

// BeforeRune may take a character before anything acts on it: what a scanner types is not
// meant for the view. A text keeps it, until BeforeEnter says that it was a scan.
var BeforeRune = func(rune) bool { return false }

// BeforeEnter may take Enter before a list or a button acts on it: a scanner that types
// a number ends with Enter.
var BeforeEnter = func() bool { return false }

func call(f func()) {
	Active()
	if f != nil {
		Border(f)
	}
}

// Focus gives o the keyboard, if it is in a window.
func Focus(o fyne.Focusable) {
	obj, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(obj); c != nil {
		c.Focus(o)
		return
	}
	for _, w := range d.AllWindows() { // what has not been drawn yet, Fyne does not know by its object
		w.Canvas().Focus(o)
	}
}

// bubble hands a key that o has no use for to the window.
func bubble(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	Active()
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

func bubbleRune(o fyne.CanvasObject, r rune) {
	Active()
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// drawn is what a widget drawn by Pen offers its renderer.
type drawn interface {
	fyne.Widget
	paint(p *Pen)
	min() fyne.Size
}

type renderer struct {
	of  drawn
	pen *Pen
}

func newRenderer(w drawn, p *Pen) *renderer { return &renderer{of: w, pen: p} }

func (r *renderer) repaint(size fyne.Size) {
	r.pen.begin(size)
	if size.Width > 0 && size.Height > 0 {
		r.of.paint(r.pen)
	}
}

func (r *renderer) Layout(size fyne.Size)        { r.repaint(size) }
func (r *renderer) MinSize() fyne.Size           { return r.of.min() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.pen.objects }
func (r *renderer) Destroy()                     {}
func (r *renderer) Refresh() {
	r.repaint(r.of.Size())
	canvas.Refresh(r.of)
}

// Drawing is a quiet part of a view: drawn by a function, without focus of its
// own. Regions of it may answer the mouse (Pen.Hit).
type Drawing struct {
	fyne_widget.BaseWidget
	pen  Pen
	draw func(p *Pen)
	size func() fyne.Size
}

var _ fyne.Tappable = (*Drawing)(nil)

// NewDrawing makes a Drawing. min may be nil for one that takes what room it gets.
func NewDrawing(min func() fyne.Size, draw func(p *Pen)) *Drawing {
	d := &Drawing{draw: draw, size: min}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer is for Fyne.
func (d *Drawing) CreateRenderer() fyne.WidgetRenderer { return newRenderer(d, &d.pen) }

func (d *Drawing) paint(p *Pen) { d.draw(p) }

func (d *Drawing) min() fyne.Size {
	if d.size == nil {
		return fyne.Size{}
	}
	return d.size()
}

// Tapped does what the region under the mouse is for.
func (d *Drawing) Tapped(ev *fyne.PointEvent) { call(d.pen.at(ev.Position)) }
