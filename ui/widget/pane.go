package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/theme"
)

// Pane is a card with a drawing that may be taller than its place: a head that stays
// and below it what scrolls. It has no keyboard of its own; whoever has it scrolls it
// with Reveal. Places are told to its owner in points of the drawing.
type Pane struct {
	fyne_widget.BaseWidget

	// Height gives how tall the drawing is.
	Height func() float32
	// Paint draws it, as wide as the pane has room and Height tall.
	Paint func(p *Pen)
	// Head is the height of what does not scroll; PaintHead draws it, and its regions may answer the mouse (Pen.Hit).
	Head      float32
	PaintHead func(p *Pen)
	// OnTap is told where a tap fell, and whether it was the second of a double one.
	OnTap func(x, y float32, double bool)
	// OnDrag is told where the mouse is while it drags something that it took hold of at
	// from; end when it lets go. May be nil.
	OnDrag func(from, at fyne.Position, end bool)
	// BarGap is how far right of the pane the scroll bar stands.
	BarGap float32

	offset float32
	body   *paneBody
}

// NewPane makes a pane.
func NewPane(height func() float32, paint func(p *Pen)) *Pane {
	a := &Pane{Height: height, Paint: paint, BarGap: 5}
	a.body = &paneBody{pane: a}
	a.body.ExtendBaseWidget(a.body)
	a.ExtendBaseWidget(a)
	return a
}

// View gives the height of the place in which the drawing is seen.
func (a *Pane) View() float32 { return a.Size().Height - 2 - a.Head }

// Offset gives how far the drawing is scrolled.
func (a *Pane) Offset() float32 { return a.offset }

// SetOffset scrolls the drawing.
func (a *Pane) SetOffset(y float32) {
	y = max(0, min(y, a.Height()-a.View()))
	if y != a.offset {
		a.offset = y
		a.Refresh()
	}
}

// Reveal scrolls as little as needed to show what stands from y to below.
func (a *Pane) Reveal(y, below float32) {
	switch {
	case a.View() <= 0:
	case y < a.offset:
		a.SetOffset(y)
	case below > a.offset+a.View():
		a.SetOffset(min(y, below-a.View())) // where not all of it has room, its top
	}
}

func (a *Pane) extent() (total, view, offset float32) { return a.Height(), a.View(), a.offset }

// CreateRenderer is for Fyne.
func (a *Pane) CreateRenderer() fyne.WidgetRenderer {
	r := &paneRenderer{pane: a, frame: newCardFrame(), bar: newScrollBar(a)}
	r.clip = &paneClip{pane: a}
	r.clip.ExtendBaseWidget(r.clip)
	r.head = NewDrawing(nil, func(p *Pen) {
		size := p.Size()
		p.Rect(0, 0, size.Width, size.Height, Box{Fill: theme.Surface, Corners: [4]float32{theme.RadiusCard, theme.RadiusCard, 0, 0}})
		p.Line(0, size.Height-1, size.Width, theme.Line)
		if a.PaintHead != nil {
			a.PaintHead(p)
		}
	})
	r.objects = append(r.frame.around(r.clip), r.bar)
	if a.Head > 0 {
		r.objects = append([]fyne.CanvasObject{r.objects[0], r.head}, r.objects[1:]...)
	}
	r.Layout(a.Size())
	return r
}

type paneRenderer struct {
	pane    *Pane
	frame   *cardFrame
	head    *Drawing
	clip    *paneClip
	bar     *scrollBar
	objects []fyne.CanvasObject
}

func (r *paneRenderer) MinSize() fyne.Size           { return fyne.NewSize(40, 40) }
func (r *paneRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *paneRenderer) Destroy()                     {}

func (r *paneRenderer) Layout(size fyne.Size) {
	a := r.pane
	r.frame.place(size)
	r.head.Move(fyne.NewPos(1, 1))
	r.head.Resize(fyne.NewSize(size.Width-2, a.Head))
	r.clip.Move(fyne.NewPos(1, 1+a.Head))
	r.clip.Resize(fyne.NewSize(size.Width-2, size.Height-2-a.Head))
	r.bar.Move(fyne.NewPos(size.Width+a.BarGap, a.Head))
	r.bar.Resize(fyne.NewSize(6, size.Height-a.Head))
	a.offset = max(0, min(a.offset, a.Height()-a.View()))
	r.place()
	r.bar.update()
}

func (r *paneRenderer) place() {
	b := r.pane.body
	b.Move(fyne.NewPos(0, -r.pane.offset))
	b.Resize(fyne.NewSize(r.pane.Size().Width-2, max(r.pane.Height(), r.pane.View())))
}

func (r *paneRenderer) Refresh() {
	r.frame.place(r.pane.Size())
	r.head.Refresh()
	r.place()
	r.pane.body.Refresh()
	r.bar.update()
	canvas.Refresh(r.pane)
}

// paneClip takes the wheel, and because it does, Fyne clips what is in it.
type paneClip struct {
	fyne_widget.BaseWidget
	pane *Pane
}

var _ fyne.Scrollable = (*paneClip)(nil)

func (c *paneClip) CreateRenderer() fyne.WidgetRenderer { return &clipRenderer{c.pane.body} }

// Scrolled is for Fyne.
func (c *paneClip) Scrolled(ev *fyne.ScrollEvent) {
	c.pane.SetOffset(c.pane.offset - ev.Scrolled.DY)
}

// clipRenderer leaves its content where the pane put it.
type clipRenderer struct{ content fyne.CanvasObject }

func (r *clipRenderer) Layout(fyne.Size)             {}
func (r *clipRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *clipRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.content} }
func (r *clipRenderer) Refresh()                     { canvas.Refresh(r.content) }
func (r *clipRenderer) Destroy()                     {}

// paneBody is the drawing itself.
type paneBody struct {
	fyne_widget.BaseWidget
	pane     *Pane
	pen      Pen
	tapped   fyne.Position
	tappedAt time.Time
	from     fyne.Position
	at       fyne.Position
	dragged  bool
}

var (
	_ fyne.Tappable  = (*paneBody)(nil)
	_ fyne.Draggable = (*paneBody)(nil)
)

func (b *paneBody) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }
func (b *paneBody) min() fyne.Size                      { return fyne.Size{} }
func (b *paneBody) paint(p *Pen)                        { b.pane.Paint(p) }

// Tapped does what the region under the mouse is for, or tells where it is.
func (b *paneBody) Tapped(ev *fyne.PointEvent) {
	if do := b.pen.at(ev.Position); do != nil {
		call(do)
		return
	}
	if b.pane.OnTap == nil {
		return
	}
	now := time.Now()
	double := now.Sub(b.tappedAt) < doubleTap && near(ev.Position, b.tapped)
	b.tapped, b.tappedAt = ev.Position, now
	if double {
		b.tappedAt = time.Time{}
	}
	call(func() { b.pane.OnTap(ev.Position.X, ev.Position.Y, double) })
}

func near(a, b fyne.Position) bool {
	return max(a.X-b.X, b.X-a.X, a.Y-b.Y, b.Y-a.Y) < 12
}

// Dragged is for Fyne.
func (b *paneBody) Dragged(ev *fyne.DragEvent) {
	if b.pane.OnDrag == nil {
		return
	}
	if !b.dragged {
		b.dragged, b.from = true, ev.Position.Subtract(ev.Dragged)
	}
	b.at = ev.Position
	call(func() { b.pane.OnDrag(b.from, b.at, false) })
}

// DragEnd is for Fyne.
func (b *paneBody) DragEnd() {
	if b.dragged {
		b.dragged = false
		call(func() { b.pane.OnDrag(b.from, b.at, true) })
	}
}
