// Package widget has the building blocks of Fyrtio's windows. They know nothing
// of the program: words, actions and data come from the caller.
//
// Rules of the package: everything is reached by keyboard and shows its focus;
// keys that a widget has no use for go on to the window (see bubble); callbacks
// run through Border, so that a fault in one never takes the program down;
// nothing is truncated in the middle of a word.
package widget

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// Style is how a piece of text looks.
type Style struct {
	Size float32    // one of theme's text sizes; 0 is theme.Text
	Bold bool       // SemiBold
	Role theme.Role // colour; 0 is theme.Ink
}

// Often used styles.
var (
	Plain   = Style{Size: theme.Text}
	Strong  = Style{Size: theme.Text, Bold: true}
	Second  = Style{Size: theme.TextSecond, Role: theme.Ink2}
	Small   = Style{Size: theme.TextSmall, Role: theme.Ink3}
	Heading = Style{Size: theme.TextHeading, Bold: true}
	Title   = Style{Size: theme.TextTitle, Bold: true}
	Large   = Style{Size: theme.TextLarge, Bold: true}
)

// In gives the style in another colour.
func (s Style) In(r theme.Role) Style { s.Role = r; return s }

// As gives the style bold or not.
func (s Style) As(bold bool) Style { s.Bold = bold; return s }

func (s Style) size() float32 {
	if s.Size == 0 {
		return theme.Text
	}
	return s.Size
}

func (s Style) color() color.Color {
	if s.Role == theme.Clear {
		return theme.Color(theme.Ink)
	}
	return theme.Color(s.Role)
}

// Line gives the height of a line in this style.
func (s Style) Line() float32 { return round(s.size() * 1.362) }

// Measure gives the width of text in a style.
func Measure(text string, s Style) float32 {
	if text == "" {
		return 0
	}
	return fyne.MeasureText(text, s.size(), fyne.TextStyle{Bold: s.Bold}).Width
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// Box is how a rectangle looks.
type Box struct {
	Fill, Stroke theme.Role
	Width        float32    // of the stroke; 0 is 1 where Stroke is set
	Radius       float32    // of all corners
	Corners      [4]float32 // top left, top right, bottom right, bottom left; used where Radius is 0
}

// Pen draws rectangles, texts and icons, and uses the same canvas objects again
// the next time, so that a repaint makes nothing new. Coordinates are in points
// from the top left corner of what is being drawn.
type Pen struct {
	size    fyne.Size
	objects []fyne.CanvasObject
	rects   []*canvas.Rectangle
	texts   []*canvas.Text
	icons   []*canvas.Image
	nr      int
	nt      int
	ni      int
	hits    []hit
}

type hit struct {
	x, y, w, h float32
	do         func()
}

// Size gives the size of what is being drawn.
func (p *Pen) Size() fyne.Size { return p.size }

func (p *Pen) begin(size fyne.Size) {
	p.size = size
	p.objects = p.objects[:0]
	p.hits = p.hits[:0]
	p.nr, p.nt, p.ni = 0, 0, 0
}

// Rect draws a rectangle.
func (p *Pen) Rect(x, y, w, h float32, b Box) {
	if p.nr == len(p.rects) {
		p.rects = append(p.rects, canvas.NewRectangle(color.Transparent))
	}
	r := p.rects[p.nr]
	p.nr++
	fill, stroke, width := theme.Color(b.Fill), theme.Color(b.Stroke), b.Width
	if b.Fill == theme.Clear {
		fill = noFill(stroke)
	}
	if b.Stroke == theme.Clear {
		width = 0
	} else if width == 0 {
		width = 1
	}
	next := *r
	next.FillColor, next.StrokeColor, next.StrokeWidth, next.CornerRadius = fill, stroke, width, b.Radius
	next.TopLeftCornerRadius, next.TopRightCornerRadius = b.Corners[0], b.Corners[1]
	next.BottomRightCornerRadius, next.BottomLeftCornerRadius = b.Corners[2], b.Corners[3]
	changed := next != *r
	if changed {
		*r = next
	}
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(w, h))
	if changed {
		r.Refresh()
	}
	p.objects = append(p.objects, r)
}

// noFill gives the nearest to no colour that blends with c: a clear black would darken
// a line where the graphics card blends it with what it surrounds.
func noFill(c color.NRGBA) color.NRGBA {
	if c.A > 0 {
		c.A = 1
	}
	return c
}

// Line draws a horizontal divider, 1 high, in a role's colour.
func (p *Pen) Line(x, y, w float32, role theme.Role) { p.Rect(x, y, w, 1, Box{Fill: role}) }

// Text draws text with its top left corner at x, y and gives its width.
func (p *Pen) Text(x, y float32, text string, s Style) float32 {
	if text == "" {
		return 0
	}
	if p.nt == len(p.texts) {
		p.texts = append(p.texts, canvas.NewText("", color.Transparent))
	}
	t := p.texts[p.nt]
	p.nt++
	style, col := fyne.TextStyle{Bold: s.Bold}, s.color()
	if t.Text != text || t.TextSize != s.size() || t.TextStyle != style || t.Color != col {
		t.Text, t.TextSize, t.TextStyle, t.Color = text, s.size(), style, col
		t.Refresh()
	}
	w := Measure(text, s)
	t.Move(fyne.NewPos(round(x), round(y)))
	t.Resize(fyne.NewSize(w, s.Line()))
	p.objects = append(p.objects, t)
	return w
}

// Mid draws text in the vertical middle of the band from y, h high, and gives its width.
func (p *Pen) Mid(x, y, h float32, text string, s Style) float32 {
	return p.Text(x, y+(h-s.Line())/2, text, s)
}

// RightMid draws text that ends at x, in the vertical middle of a band, and gives its width.
func (p *Pen) RightMid(x, y, h float32, text string, s Style) float32 {
	w := Measure(text, s)
	p.Mid(x-w, y, h, text, s)
	return w
}

// CenterMid draws text in the middle of a box.
func (p *Pen) CenterMid(x, y, w, h float32, text string, s Style) {
	p.Mid(x+(w-Measure(text, s))/2, y, h, text, s)
}

// Fit draws text that gets at most max wide: words that have no room are left out
// and an ellipsis stands for them. It gives the width drawn.
func (p *Pen) Fit(x, y, h, max float32, text string, s Style) float32 {
	return p.Mid(x, y, h, Shorten(text, s, max), s)
}

// Wrap draws text on as many lines as it needs within width w, and gives the height.
func (p *Pen) Wrap(x, y, w float32, text string, s Style) float32 {
	lines := Lines(text, s, w)
	for i, line := range lines {
		p.Text(x, y+float32(i)*s.Line(), line, s)
	}
	return float32(len(lines)) * s.Line()
}

// Icon draws an icon with its top left corner at x, y.
func (p *Pen) Icon(x, y, size float32, name icon.Name, role theme.Role) {
	if name == icon.None {
		return
	}
	if role == theme.Clear {
		role = theme.Ink
	}
	p.resource(round(x), round(y), size, size, icon.Resource(name, role))
}

// Dashed draws a dashed outline, 2 wide, with round corners.
func (p *Pen) Dashed(x, y, w, h, radius float32, role theme.Role) {
	w, h = round(w), round(h)
	p.resource(round(x), round(y), w, h, icon.Dashed(w, h, radius, role))
}

func (p *Pen) resource(x, y, w, h float32, res fyne.Resource) {
	if p.ni == len(p.icons) {
		p.icons = append(p.icons, &canvas.Image{FillMode: canvas.ImageFillContain})
	}
	img := p.icons[p.ni]
	p.ni++
	img.Move(fyne.NewPos(x, y))
	if img.Resource != res {
		img.Resource = res
		img.Refresh() // before Resize, which would keep the old drawing under the new name
	}
	img.Resize(fyne.NewSize(w, h))
	p.objects = append(p.objects, img)
}

// Image draws a picture, made by the caller at the needed pixel size, into a box.
// It is for figures such as the star, drawn once and kept.
func (p *Pen) Image(x, y, w, h float32, picture image.Image) {
	if p.ni == len(p.icons) {
		p.icons = append(p.icons, &canvas.Image{FillMode: canvas.ImageFillContain})
	}
	img := p.icons[p.ni]
	p.ni++
	img.Move(fyne.NewPos(round(x), round(y)))
	if img.Image != picture || img.Resource != nil {
		img.Resource, img.Image = nil, picture
		img.Refresh() // before Resize, which would draw an icon that was here
	}
	img.Resize(fyne.NewSize(w, h))
	p.objects = append(p.objects, img)
}

// Place puts a widget into the drawing.
func (p *Pen) Place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
	p.objects = append(p.objects, o)
}

// Hit makes a region answer the mouse. Whatever it does must also have a key.
func (p *Pen) Hit(x, y, w, h float32, do func()) {
	if do != nil {
		p.hits = append(p.hits, hit{x, y, w, h, do})
	}
}

// Ring draws the focus ring around a box: 2 px of accent outside a gap of 2 px.
func (p *Pen) Ring(x, y, w, h, radius float32) {
	p.Rect(x-4, y-4, w+8, h+8, Box{Stroke: theme.Accent, Width: 2, Radius: radius + 4})
}

// at gives what a tap at pos does, or nil.
func (p *Pen) at(pos fyne.Position) func() {
	for i := len(p.hits) - 1; i >= 0; i-- {
		h := p.hits[i]
		if pos.X >= h.x && pos.X < h.x+h.w && pos.Y >= h.y && pos.Y < h.y+h.h {
			return h.do
		}
	}
	return nil
}
