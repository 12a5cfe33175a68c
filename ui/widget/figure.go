package widget

import (
	"image"
	"image/color"
	"math"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"fyrtio/assets"
	"fyrtio/core/star"
)

// Figure shows shapes (the star) as a picture that is drawn once for each size,
// so that a repaint of the window costs nothing.
type Figure struct {
	fyne_widget.BaseWidget
	// Shapes gives what to draw in a box of w × h pixels; unit is the pixels of a point.
	Shapes func(w, h, unit float64) []star.Shape
	// OnTap is told where in the figure, in points, a tap fell; may be nil.
	OnTap func(x, y float32)

	wished fyne.Size
	shown  image.Image
	pixels image.Point
	pen    Pen
}

var _ fyne.Tappable = (*Figure)(nil)

// NewFigure makes a figure that wants a size.
func NewFigure(size fyne.Size, shapes func(w, h, unit float64) []star.Shape) *Figure {
	f := &Figure{Shapes: shapes, wished: size}
	f.ExtendBaseWidget(f)
	return f
}

// Redraw draws the figure anew: its shapes have changed.
func (f *Figure) Redraw() {
	f.shown = nil
	f.Refresh()
}

// CreateRenderer is for Fyne.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f, &f.pen) }

func (f *Figure) min() fyne.Size { return f.wished }

func (f *Figure) paint(p *Pen) {
	s, scale := p.Size(), float32(1)
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		scale = c.Scale()
	}
	px := image.Pt(int(math.Ceil(float64(s.Width*scale))), int(math.Ceil(float64(s.Height*scale))))
	if f.shown == nil || px != f.pixels {
		f.pixels = px
		f.shown = Picture(f.Shapes(float64(px.X), float64(px.Y), float64(scale)), px.X, px.Y)
	}
	p.Image(0, 0, s.Width, s.Height, f.shown)
}

// Tapped is for Fyne.
func (f *Figure) Tapped(ev *fyne.PointEvent) {
	if f.OnTap != nil {
		call(func() { f.OnTap(ev.Position.X, ev.Position.Y) })
	}
}

// Picture draws shapes into a picture of w × h pixels; their unit is a pixel.
func Picture(shapes []star.Shape, w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for _, s := range shapes {
		switch s.Kind {
		case star.Polygon:
			fill(img, s.Fill, s.Points)
			stroke(img, s, append(append([]star.Pt(nil), s.Points...), s.Points[0]))
		case star.Line:
			stroke(img, s, s.Points)
		case star.Circle:
			fill(img, s.Fill, arc(s.Center, s.Radius, 0, 360))
			ring(img, s, 0, 360)
		case star.Arc:
			ring(img, s, s.From, s.To)
		case star.Label:
			label(img, s)
		}
	}
	return img
}

func tone(c star.Colour) *image.Uniform {
	r, g, b := c.RGB()
	return image.NewUniform(color.NRGBA{r, g, b, 0xff})
}

// arc gives points along part of a circle, in degrees clockwise from 12 o'clock.
func arc(c star.Pt, r, from, to float64) []star.Pt {
	n := max(2, int(math.Abs(to-from)/360*max(24, r*1.5)))
	pts := make([]star.Pt, n+1)
	for i := range pts {
		a := (from + (to-from)*float64(i)/float64(n)) * math.Pi / 180
		pts[i] = star.Pt{X: c.X + r*math.Sin(a), Y: c.Y - r*math.Cos(a)}
	}
	return pts
}

func fill(img *image.RGBA, c star.Colour, pts []star.Pt) {
	if c != star.None && len(pts) > 2 {
		paint(img, c, pts)
	}
}

// paint fills what contours enclose. It works on the part of the picture that they
// cover alone: a star has a hundred small shapes.
func paint(img *image.RGBA, c star.Colour, contours ...[]star.Pt) {
	low, high := contours[0][0], contours[0][0]
	for _, pts := range contours {
		for _, p := range pts {
			low.X, low.Y = min(low.X, p.X), min(low.Y, p.Y)
			high.X, high.Y = max(high.X, p.X), max(high.Y, p.Y)
		}
	}
	box := image.Rect(int(math.Floor(low.X)), int(math.Floor(low.Y)), int(math.Ceil(high.X))+1, int(math.Ceil(high.Y))+1).Intersect(img.Bounds())
	if box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for _, pts := range contours {
		trace(r, pts, float64(box.Min.X), float64(box.Min.Y))
	}
	r.Draw(img, box, tone(c), image.Point{})
}

func trace(r *vector.Rasterizer, pts []star.Pt, x, y float64) {
	r.MoveTo(float32(pts[0].X-x), float32(pts[0].Y-y))
	for _, p := range pts[1:] {
		r.LineTo(float32(p.X-x), float32(p.Y-y))
	}
	r.ClosePath()
}

// ring draws part of a circle's outline as one shape: pieces laid side by side would
// be darker where they meet.
func ring(img *image.RGBA, s star.Shape, from, to float64) {
	if s.Stroke == star.None || s.Width <= 0 {
		return
	}
	half := max(s.Width, 0.5) / 2
	inner := arc(s.Center, max(0, s.Radius-half), from, to)
	slices.Reverse(inner)
	fill(img, s.Stroke, append(arc(s.Center, s.Radius+half, from, to), inner...))
}

// stroke draws a line with its corners as one shape, for the same reason.
func stroke(img *image.RGBA, s star.Shape, pts []star.Pt) {
	if s.Stroke == star.None || s.Width <= 0 || len(pts) < 2 {
		return
	}
	half := max(s.Width, 0.5) / 2
	for _, piece := range dashes(pts, s.Dash) {
		closed := len(piece) > 3 && piece[0] == piece[len(piece)-1]
		left := offset(piece, half, closed)
		right := offset(piece, -half, closed)
		slices.Reverse(right)
		switch {
		case len(left) == 0: // a dash without length
		case closed:
			paint(img, s.Stroke, left, right)
		default:
			paint(img, s.Stroke, append(left, right...))
		}
	}
}

// offset gives the line at a distance to the right of pts (left, when negative). A
// corner is mitred; where that would make a long spike it is cut off.
func offset(pts []star.Pt, d float64, closed bool) []star.Pt {
	type normal struct{ x, y float64 }
	var line []star.Pt
	var normals []normal
	for i := 1; i < len(pts); i++ {
		dx, dy := pts[i].X-pts[i-1].X, pts[i].Y-pts[i-1].Y
		if l := math.Hypot(dx, dy); l > 0 {
			line = append(line, pts[i-1])
			normals = append(normals, normal{-dy / l * d, dx / l * d})
		}
	}
	n := len(line)
	if n == 0 {
		return nil
	}
	at := func(p star.Pt, v normal) star.Pt { return star.Pt{X: p.X + v.x, Y: p.Y + v.y} }
	var out []star.Pt
	corner := func(p star.Pt, a, b normal) {
		k := 1 + (a.x*b.x+a.y*b.y)/(d*d) // 2 on a straight line, 0 when it turns back
		if k < 0.15 {
			out = append(out, at(p, a), at(p, b))
			return
		}
		out = append(out, at(p, normal{(a.x + b.x) / k, (a.y + b.y) / k}))
	}
	for i := range n {
		switch {
		case i > 0:
			corner(line[i], normals[i-1], normals[i])
		case closed:
			corner(line[0], normals[n-1], normals[0])
		default:
			out = append(out, at(line[0], normals[0]))
		}
	}
	if !closed {
		out = append(out, at(pts[len(pts)-1], normals[n-1]))
	}
	return out
}

// dashes cuts a line into its dashes; without a dash the line is one piece.
func dashes(pts []star.Pt, dash [2]float64) [][]star.Pt {
	if dash[0] <= 0 || dash[1] <= 0 {
		return [][]star.Pt{pts}
	}
	var out [][]star.Pt
	on, left := true, dash[0]
	piece := []star.Pt{pts[0]}
	for i := 1; i < len(pts); i++ {
		p, q := pts[i-1], pts[i]
		for d := math.Hypot(q.X-p.X, q.Y-p.Y); d > 0; {
			step := min(left, d)
			p = star.Pt{X: p.X + (q.X-p.X)*step/d, Y: p.Y + (q.Y-p.Y)*step/d}
			piece = append(piece, p)
			d, left = d-step, left-step
			if left > 0 {
				continue
			}
			if on {
				out = append(out, piece)
			}
			on = !on
			left, piece = dash[1], []star.Pt{p}
			if on {
				left = dash[0]
			}
		}
	}
	if on && len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}

var faces = struct {
	sync.Mutex
	parsed map[string]*opentype.Font
}{parsed: map[string]*opentype.Font{}}

func face(bold bool, size float64) (font.Face, error) {
	name := "fonts/NotoSans-Regular.ttf"
	if bold {
		name = "fonts/NotoSans-SemiBold.ttf"
	}
	faces.Lock()
	defer faces.Unlock()
	f := faces.parsed[name]
	if f == nil {
		b, err := assets.Fonts.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if f, err = opentype.Parse(b); err != nil {
			return nil, err
		}
		faces.parsed[name] = f
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

// label writes text centred on a place; digits and capitals are 0.714 of the size high.
func label(img *image.RGBA, s star.Shape) {
	f, err := face(s.Bold, s.Size)
	if err != nil {
		return // the fonts are part of the program; a test draws with both
	}
	defer f.Close()
	d := font.Drawer{Dst: img, Src: tone(s.Fill), Face: f}
	w := float64(d.MeasureString(s.Text)) / 64
	d.Dot = fixed.Point26_6{
		X: fixed.Int26_6((s.Center.X - w/2) * 64),
		Y: fixed.Int26_6((s.Center.Y + s.Size*0.357) * 64),
	}
	d.DrawString(s.Text)
}
