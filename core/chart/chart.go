// Package chart draws the report's charts as plain shapes and texts, the same for screen
// and paper. Tones differ in lightness and marks in form, so that a chart can be read in
// grey; a hidden number is a gap.
package chart

import (
	"math"
	"strconv"

	"fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// Box is the place of a chart, in any unit: points on the screen, millimetres on paper.
type Box struct {
	W, H float64
	Size float64 // of the text
	Lang say.Lang
	// Measure gives the width of a text in that size.
	Measure func(text string, bold bool) float64
}

// Align is on which side of its place a text stands.
type Align int

// The sides.
const (
	Start  Align = iota // begins at its place
	Middle              // has it in the middle
	End                 // ends there
)

// Text is a text of a chart. Y is the middle of its height.
type Text struct {
	X, Y   float64
	Text   string
	Bold   bool
	Align  Align
	Colour star.Colour
}

// Drawing is a chart: shapes first, then texts.
type Drawing struct {
	Shapes []star.Shape
	Texts  []Text
}

// tones are the colours of series, apart in lightness: dark, light, between.
var tones = []star.Colour{star.Brand, star.Amber, star.Level3Light, star.Ink, star.Shadow}

// steps are the colours of the parts of a bar of 100 %, from dark to light.
var steps = []star.Colour{star.Brand, star.Level3Light, star.Level2Dark, star.Hair, star.Level1Light, star.White, star.Shadow}

// Draw draws a chart; the caller writes title and note.
func Draw(c report.Chart, b Box) Drawing {
	p := &pen{c: c, b: b}
	switch c.Kind {
	case report.Stack:
		p.stack()
	case report.Funnel:
		p.funnel()
	default:
		p.lines()
	}
	return p.d
}

// Height gives how tall a chart wants to be at a width.
func Height(c report.Chart, b Box) float64 {
	p := &pen{c: c, b: b}
	n, m := float64(len(c.Labels)), float64(len(c.Series))
	switch c.Kind {
	case report.Stack:
		return p.legendHeight(p.labelKeys()) + m*p.em(2.2)
	case report.Funnel:
		return n * p.em(2.3)
	}
	return p.em(16)
}

// pen draws one chart.
type pen struct {
	c report.Chart
	b Box
	d Drawing
}

// em gives a length in text sizes.
func (p *pen) em(n float64) float64 { return n * p.b.Size }

func (p *pen) say(t say.Text) string { return say.In(p.b.Lang, t) }

func (p *pen) text(x, y float64, text string, a Align, c star.Colour) {
	p.d.Texts = append(p.d.Texts, Text{X: x, Y: y, Text: text, Align: a, Colour: c})
}

func (p *pen) rect(x, y, w, h float64, c star.Colour) {
	p.d.Shapes = append(p.d.Shapes, star.Shape{Kind: star.Polygon, Fill: c, Points: []star.Pt{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}})
}

func (p *pen) line(c star.Colour, em float64, dash bool, pts ...star.Pt) {
	s := star.Shape{Kind: star.Line, Stroke: c, Width: p.em(em), Points: pts}
	if dash {
		s.Dash = [2]float64{p.em(0.45), p.em(0.3)}
	}
	p.d.Shapes = append(p.d.Shapes, s)
}

// value writes a value as the axis counts it.
func (p *pen) value(v float64) string {
	if p.c.Share {
		return Percent(p.b.Lang, v)
	}
	return strconv.Itoa(int(math.Round(v)))
}

// Percent writes a share in whole percent.
func Percent(l say.Lang, share float64) string {
	n := strconv.Itoa(int(math.Round(share * 100)))
	if l == say.English {
		return n + "%"
	}
	return n + "\u00a0%"
}

// top gives where the axis ends: as the chart says, else a round number over the largest.
func (p *pen) top() float64 {
	if p.c.Top > 0 {
		return p.c.Top
	}
	most := p.c.Target
	for _, s := range p.c.Series {
		for _, v := range s.Values {
			if !v.Gap {
				most = max(most, v.Value)
			}
		}
	}
	top, _ := round(most)
	if p.c.Share {
		top = min(top, 1)
	}
	return top
}

// round gives a round number not under v, and into how many parts it falls.
func round(v float64) (top float64, parts int) {
	if v <= 0 {
		return 1, 2
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, s := range []struct {
		n     float64
		parts int
	}{{1, 2}, {2, 4}, {3, 3}, {4, 4}, {5, 5}, {6, 3}, {8, 4}, {10, 5}} {
		if s.n*unit >= v-1e-9 {
			return s.n * unit, s.parts
		}
	}
	return 10 * unit, 5
}

// key is one entry of the legend.
type key struct {
	words  string
	colour star.Colour
	mark   int // −1: a square
	dash   bool
}

func (p *pen) seriesKeys() (keys []key) {
	if len(p.c.Series) < 2 {
		return nil
	}
	for i, s := range p.c.Series {
		keys = append(keys, key{words: p.say(s.Label), colour: tones[i%len(tones)], mark: -1})
	}
	return keys
}

func (p *pen) labelKeys() (keys []key) {
	for i, l := range p.c.Labels {
		keys = append(keys, key{words: p.say(l), colour: steps[i%len(steps)], mark: -1})
	}
	return keys
}

// place puts the legend's entries on lines.
func (p *pen) place(keys []key, each func(k key, x, y float64)) (height float64) {
	if len(keys) == 0 {
		return 0
	}
	x, y := 0.0, p.em(0.7)
	for _, k := range keys {
		w := p.em(1.5) + p.b.Measure(k.words, false) + p.em(1.4)
		if x > 0 && x+w > p.b.W {
			x, y = 0, y+p.em(1.6)
		}
		if each != nil {
			each(k, x, y)
		}
		x += w
	}
	return y + p.em(1.4)
}

func (p *pen) legendHeight(keys []key) float64 { return p.place(keys, nil) }

// legend draws the legend and gives where it ends.
func (p *pen) legend(keys []key) float64 {
	return p.place(keys, func(k key, x, y float64) {
		if k.mark >= 0 {
			p.line(k.colour, 0.16, k.dash, star.Pt{X: x, Y: y}, star.Pt{X: x + p.em(1.1), Y: y})
			if !k.dash {
				p.mark(k.mark, x+p.em(0.55), y, k.colour, false)
			}
		} else {
			p.rect(x, y-p.em(0.4), p.em(0.8), p.em(0.8), k.colour)
			p.outline(x, y-p.em(0.4), p.em(0.8), p.em(0.8))
		}
		p.text(x+p.em(1.4), y, k.words, Start, star.Ink)
	})
}

// outline draws a thin edge, so that light tones end somewhere.
func (p *pen) outline(x, y, w, h float64) {
	p.line(star.Mut, 0.05, false, star.Pt{X: x, Y: y}, star.Pt{X: x + w, Y: y}, star.Pt{X: x + w, Y: y + h}, star.Pt{X: x, Y: y + h}, star.Pt{X: x, Y: y})
}

// mark draws the mark of a series: circle, square, triangle, rhomb; hollow for typed ones.
func (p *pen) mark(i int, x, y float64, c star.Colour, hollow bool) {
	fill, r := c, p.em(0.3)
	if hollow {
		fill = star.White
	}
	if i%4 == 0 {
		p.d.Shapes = append(p.d.Shapes, star.Shape{Kind: star.Circle, Center: star.Pt{X: x, Y: y}, Radius: r, Fill: fill, Stroke: c, Width: p.em(0.12)})
		return
	}
	pts := [][]star.Pt{1: {{X: x - r, Y: y - r}, {X: x + r, Y: y - r}, {X: x + r, Y: y + r}, {X: x - r, Y: y + r}},
		2: {{X: x, Y: y - 1.2*r}, {X: x + 1.2*r, Y: y + r}, {X: x - 1.2*r, Y: y + r}},
		3: {{X: x, Y: y - 1.3*r}, {X: x + 1.3*r, Y: y}, {X: x, Y: y + 1.3*r}, {X: x - 1.3*r, Y: y}}}[i%4]
	p.d.Shapes = append(p.d.Shapes, star.Shape{Kind: star.Polygon, Points: pts, Fill: fill, Stroke: c, Width: p.em(0.12)})
}
