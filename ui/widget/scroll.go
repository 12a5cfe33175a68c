package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// cardFrame is the card around what scrolls. Its content is not clipped to round
// corners, so four small pieces in the ground's colour lie over the corners.
type cardFrame struct {
	card, edge *canvas.Rectangle
	corners    [4]*canvas.Image
}

func newCardFrame() *cardFrame {
	f := &cardFrame{card: canvas.NewRectangle(theme.Color(theme.Surface)), edge: canvas.NewRectangle(theme.Color(theme.Clear))}
	for i := range f.corners {
		f.corners[i] = &canvas.Image{FillMode: canvas.ImageFillStretch}
	}
	return f
}

// around gives the objects of the card with content between them.
func (f *cardFrame) around(content fyne.CanvasObject) []fyne.CanvasObject {
	list := []fyne.CanvasObject{f.card, content}
	for _, c := range f.corners {
		list = append(list, c)
	}
	return append(list, f.edge)
}

func (f *cardFrame) place(size fyne.Size) {
	f.card.FillColor, f.card.CornerRadius = theme.Color(theme.Surface), theme.RadiusCard
	f.card.Resize(size)
	f.edge.FillColor = noFill(theme.Color(theme.Line))
	f.edge.StrokeColor, f.edge.StrokeWidth, f.edge.CornerRadius = theme.Color(theme.Line), 1, theme.RadiusCard
	f.edge.Resize(size)
	const side = theme.RadiusCard
	for i, c := range f.corners {
		x, y := float32(0), float32(0)
		if i == 1 || i == 2 {
			x = size.Width - side
		}
		if i >= 2 {
			y = size.Height - side
		}
		c.Move(fyne.NewPos(x, y))
		if res := icon.Corner(i, theme.Paper); c.Resource != res {
			c.Resource = res
			c.Refresh()
		}
		c.Resize(fyne.NewSize(side, side))
	}
}

// scrolled is something taller than its place.
type scrolled interface {
	// extent gives its height, that of its place, and how far it is scrolled.
	extent() (total, view, offset float32)
	SetOffset(y float32)
}

// scrollBar shows where one is in what scrolls, and can be dragged.
type scrollBar struct {
	fyne_widget.BaseWidget
	of  scrolled
	pen Pen
}

var _ fyne.Draggable = (*scrollBar)(nil)
var _ desktop.Cursorable = (*scrollBar)(nil)

func newScrollBar(of scrolled) *scrollBar {
	b := &scrollBar{of: of}
	b.ExtendBaseWidget(b)
	return b
}

func (b *scrollBar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b, &b.pen) }
func (b *scrollBar) min() fyne.Size                      { return fyne.NewSize(6, 20) }

func (b *scrollBar) update() { b.Refresh() }

func (b *scrollBar) handle(total, view float32) float32 {
	return max(24, (b.Size().Height-16)*view/total)
}

func (b *scrollBar) paint(p *Pen) {
	s := p.Size()
	total, view, offset := b.of.extent()
	if total <= view {
		return
	}
	handle := b.handle(total, view)
	y := 8 + (s.Height-16-handle)*offset/(total-view)
	p.Rect(0, y, s.Width, handle, Box{Fill: theme.CapEdge, Radius: 3})
}

// Dragged is for Fyne.
func (b *scrollBar) Dragged(ev *fyne.DragEvent) {
	total, view, offset := b.of.extent()
	if total <= view {
		return
	}
	if room := b.Size().Height - 16 - b.handle(total, view); room > 0 {
		b.of.SetOffset(offset + ev.Dragged.DY*(total-view)/room)
	}
}

// DragEnd is for Fyne.
func (b *scrollBar) DragEnd() {}

// Cursor is for Fyne.
func (b *scrollBar) Cursor() desktop.Cursor { return desktop.DefaultCursor }
