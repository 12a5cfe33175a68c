package visit

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/star"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// labelName is how the names beside the star are written.
var labelName = widget.Style{Size: theme.TextSecond, Bold: true}

const (
	listWidth    = 300
	detailWidth  = 312
	legendHeight = 44
	paperR       = 49 // the star's radius on paper in millimetres: one proportion everywhere
)

// starLayout places the parts of a Star.
type starLayout Star

// MinSize is small: the page takes what room the window has.
func (l *starLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 240) }

// Layout is for Fyne.
func (l *starLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s := (*Star)(l)
	m := measures(s.content, size)
	s.compact = m.Compact
	objects[0].Resize(size)
	put(s.header, 0, 0, size.Width, m.HeaderVisit)
	list, detail, pad := float32(listWidth), float32(detailWidth), float32(edge)
	if s.compact {
		list, detail, pad = 212, 256, 8
	}
	top := m.HeaderVisit + pad
	height := size.Height - top - pad
	put(s.board, m.Margin, top, list, height)
	put(s.side, size.Width-m.Margin-detail, top, detail, height)
	left, right := m.Margin+list, size.Width-m.Margin-detail
	put(s.middle, left, top, right-left, height)
	g := s.geometry()
	put(s.figure, left+g.cx-g.half, top+g.cy-g.half, 2*g.half, 2*g.half)
	s.redraw()
}

// geometry is where the figure stands in the middle, in points.
type geometry struct {
	cx, cy, r float32
	half      float32 // half the side of the square that holds the figure, its outlines included
	legend    float32 // height of the legend, 0 where there is no room for it
}

func (s *Star) geometry() geometry {
	size := s.middle.Size()
	g := geometry{cx: size.Width / 2, legend: legendHeight}
	beside := func(least float32, measure func(name string) float32) float32 { // the names beside the star must have room
		for _, pt := range s.profile.Points {
			if k := pt.K; k == 2 || k == 3 || k == 8 || k == 9 {
				least = max(least, measure(pt.Name.In(s.p.Lang)))
			}
		}
		return least
	}
	if s.compact { // names without values, a word a line
		g.legend = 0
		room := beside(48, func(name string) (w float32) {
			for _, word := range strings.Fields(name) {
				w = max(w, widget.Measure(word, widget.Style{Size: theme.TextSmall, Bold: true})+8)
			}
			return w
		})
		g.r = min((size.Width/2-room)/1.082, size.Height/2.66)
		g.cy = size.Height / 2
	} else {
		room := beside(min(max(size.Width*0.2, 94), 124), func(name string) float32 { return widget.Measure(name, labelName) + 10 })
		g.r = min((size.Width/2-room)/1.082, (size.Height-g.legend-30)/2.66)
		g.cy = (size.Height-g.legend)/2 + 8
	}
	g.r = float32(math.Floor(float64(max(g.r, 40))))
	g.half = g.r + 16
	return g
}

// shapes draws the figure into a box of pixels.
func (s *Star) shapes(w, h, unit float64) []star.Shape {
	d := s.drawn
	g := s.geometry()
	d.CX, d.CY, d.R = w/2, h/2, float64(g.r)*unit
	d.Unit = d.R / paperR
	return star.Figure(d)
}

func (s *Star) tapFigure(x, y float32) {
	g := s.geometry()
	k := star.PointAt(float64(g.half), float64(g.half), float64(g.r), float64(x), float64(y))
	for i, p := range s.profile.Points {
		if p.K == k {
			s.choosePoint(i)
		}
	}
	s.Focus()
}

func (s *Star) scale() float32 {
	if c := canvasOf(s.content); c != nil {
		return c.Scale()
	}
	return 1
}

func (s *Star) margin() float32 {
	if s.compact {
		return 16
	}
	return theme.For(1280).Margin
}
