package paper

import (
	"math"
	"strconv"
	"strings"
)

// Sheet measures in mm.
const (
	sheetW = 210.0
	sheetH = 297.0
)

// point is a place on the sheet.
type point struct{ x, y float64 }

// color is red, green, blue, each 0–255.
type color [3]uint8

// The colours of papers.md 1.
var (
	ink       = color{0x17, 0x24, 0x2B}
	mut       = color{0x47, 0x56, 0x5E}
	brand     = color{0x0B, 0x4C, 0x55}
	amber     = color{0xDF, 0xA2, 0x3A}
	ruleColor = color{0xAE, 0xBA, 0xBF}
	hair      = color{0xCB, 0xD4, 0xD7}
	panel     = color{0xEE, 0xF3, 0xF2}
	white     = color{0xFF, 0xFF, 0xFF}
)

// Line widths of papers.md 1.
const (
	hairline = 0.2
	frame    = 0.3
)

// style is how a piece of text looks.
type style struct {
	size   float64
	weight weight
	color  color
}

func (s style) bold() style            { s.weight = bold; return s }
func (s style) in(c color) style       { s.color = c; return s }
func (s style) sized(p float64) style  { s.size = p; return s }
func (s style) width(t string) float64 { return width(t, s.weight, s.size) }
func plain(size float64) style         { return style{size: size, color: ink} }
func strong(size float64) style        { return style{size: size, weight: bold, color: ink} }
func quiet(size float64) style         { return style{size: size, color: mut} }

// mark is what was put on a page: the record that tests and the layout's own
// checks read instead of the PDF.
type mark struct {
	page       int
	text       string  // "" for a shape
	x, y, w, h float64 // the box that it covers; for text from ascender to descender
	size       float64
}

// takeBad gives the runes that could not be printed since it was last asked.
func (d *doc) takeBad() []rune {
	bad := d.bad
	d.bad = nil
	return bad
}

// text puts one line with its left end and baseline at x, y and gives its width.
func (d *doc) text(x, y float64, st style, s string) float64 {
	s, bad := clean(s)
	d.bad = append(d.bad, bad...)
	if s == "" {
		return 0
	}
	w := st.width(s)
	if d.record {
		up, down := st.size*mmPerPoint*0.76, st.size*mmPerPoint*0.24
		d.marks = append(d.marks, mark{d.page, s, x, y - up, w, up + down, st.size})
	}
	if !strings.ContainsRune(s, placeholder) {
		d.put(x, y, st, s)
		return w
	}
	for i, part := range strings.Split(s, string(placeholder)) {
		if i > 0 {
			side := st.size * mmPerPoint * 0.45
			d.rect(x+side*0.15, y-side, side, side, nil, &st.color, st.size*0.02)
			x += float64(boxAdvance) * st.size * mmPerPoint / 1000
		}
		d.put(x, y, st, part)
		x += st.width(part)
	}
	return w
}

// right puts text with its right end at x.
func (d *doc) right(x, y float64, st style, s string) float64 {
	s, bad := clean(s)
	d.bad = append(d.bad, bad...)
	return d.text(x-st.width(s), y, st, s)
}

// center puts text with its middle at x.
func (d *doc) center(x, y float64, st style, s string) {
	s, bad := clean(s)
	d.bad = append(d.bad, bad...)
	d.text(x-st.width(s)/2, y, st, s)
}

// fit gives the style at which s fits in w: the wanted size, or smaller by half
// points down to least. ok is false when it fits at none.
func fit(st style, s string, w, least float64) (fitted style, ok bool) {
	s, _ = clean(s)
	for st.width(s) > w && st.size > least {
		st.size = math.Max(st.size-0.5, least)
	}
	return st, st.width(s) <= w+0.001
}

// Shapes. A nil fill or stroke leaves that part out.

// path is one or more polygons drawn at once.
type path struct {
	points []point
	open   bool // not closed: a line
}

func (d *doc) draw(fill, stroke *color, lw float64, dash []float64, paths ...path) {
	b := append(d.ops, "q "...)
	if fill != nil {
		b = append(fill.append(b), " rg "...)
	}
	if stroke != nil {
		b = append(stroke.append(b), " RG "...)
		b = append(num(b, lw/mmPerPoint), "w 1 j "...)
		if len(dash) > 0 {
			b = append(b, '[')
			for _, v := range dash {
				b = num(b, v/mmPerPoint)
			}
			b = append(b, "] 0 d "...)
		}
	}
	for _, p := range paths {
		for i, pt := range p.points {
			b = d.at(b, pt)
			b = append(b, "m l "[2*min(i, 1):2*min(i, 1)+2]...)
		}
		if !p.open {
			b = append(b, "h "...)
		}
		d.note(p.points)
	}
	d.paint(b, fill, stroke)
}

// paint ends a path: filled, stroked or both.
func (d *doc) paint(b []byte, fill, stroke *color) {
	switch {
	case fill != nil && stroke != nil:
		b = append(b, "B Q\n"...)
	case fill != nil:
		b = append(b, "f Q\n"...)
	default:
		b = append(b, "S Q\n"...)
	}
	d.ops = b
}

// note records the box of a shape.
func (d *doc) note(points []point) {
	if !d.record || len(points) == 0 {
		return
	}
	lo, hi := points[0], points[0]
	for _, p := range points {
		lo.x, lo.y = math.Min(lo.x, p.x), math.Min(lo.y, p.y)
		hi.x, hi.y = math.Max(hi.x, p.x), math.Max(hi.y, p.y)
	}
	d.marks = append(d.marks, mark{page: d.page, x: lo.x, y: lo.y, w: hi.x - lo.x, h: hi.y - lo.y})
}

// line draws a straight line.
func (d *doc) line(x1, y1, x2, y2, lw float64, c color) {
	d.draw(nil, &c, lw, nil, path{[]point{{x1, y1}, {x2, y2}}, true})
}

// dashed draws a straight line of dashes and gaps.
func (d *doc) dashed(x1, y1, x2, y2, lw float64, c color, dash ...float64) {
	d.draw(nil, &c, lw, dash, path{[]point{{x1, y1}, {x2, y2}}, true})
}

// rect draws a rectangle.
func (d *doc) rect(x, y, w, h float64, fill, stroke *color, lw float64) {
	d.draw(fill, stroke, lw, nil, path{points: []point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}})
}

// circle draws a circle.
func (d *doc) circle(x, y, r float64, fill, stroke *color, lw float64) {
	d.arc(x, y, r, 0, 360, fill, stroke, lw)
}

// arc draws the arc from one angle to another, in degrees clockwise from 12 o'clock.
func (d *doc) arc(x, y, r, from, to float64, fill, stroke *color, lw float64) {
	b := append(d.ops, "q "...)
	if fill != nil {
		b = append(fill.append(b), " rg "...)
	}
	if stroke != nil {
		b = append(stroke.append(b), " RG "...)
		b = append(num(b, lw/mmPerPoint), "w "...)
	}
	on := func(a, r float64) point {
		a *= math.Pi / 180
		return point{x + r*math.Sin(a), y - r*math.Cos(a)}
	}
	n := int(math.Ceil((to - from) / 90))
	step := (to - from) / float64(n)
	// A quarter circle or less as one cubic curve; the ends' tangents have length k.
	k := r * 4 / 3 * math.Tan(step*math.Pi/720)
	b = append(d.at(b, on(from, r)), "m "...)
	for i := range n {
		a0, a1 := from+float64(i)*step, from+float64(i+1)*step
		p0, p1 := on(a0, r), on(a1, r)
		s0, c0 := math.Sincos(a0 * math.Pi / 180)
		s1, c1 := math.Sincos(a1 * math.Pi / 180)
		b = d.at(b, point{p0.x + k*c0, p0.y + k*s0})
		b = d.at(b, point{p1.x - k*c1, p1.y - k*s1})
		b = append(d.at(b, p1), "c "...)
	}
	if to-from >= 360 {
		b = append(b, "h "...)
	}
	d.note([]point{{x - r, y - r}, {x + r, y + r}})
	d.paint(b, fill, stroke)
}

// box draws an empty box to tick; ticked draws the mark in it.
func (d *doc) box(x, y, side float64, ticked bool) {
	d.rect(x, y, side, side, &white, &ink, frame)
	if ticked {
		d.draw(nil, &ink, 0.6, nil, path{[]point{{x + 0.2*side, y + 0.5*side}, {x + 0.42*side, y + 0.75*side}, {x + 0.84*side, y + 0.2*side}}, true})
	}
}

// bullet draws a filled circle with a number in it, for steps.
func (d *doc) bullet(x, y, r float64, n int) {
	d.circle(x, y, r, &brand, nil, 0)
	st := strong(r * 2.8).in(white)
	d.center(x, y+st.size*mmPerPoint*0.36, st, strconv.Itoa(n))
}

// append writes the colour as PDF wants it.
func (c color) append(b []byte) []byte {
	for i, v := range c {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendFloat(b, math.Round(float64(v)/255*1000)/1000, 'f', -1, 64)
	}
	return b
}

// at writes a point in PDF's own space: points from the bottom left corner.
func (d *doc) at(b []byte, p point) []byte {
	h := sheetH
	if d.turned {
		h = sheetW
	}
	return num(num(b, p.x/mmPerPoint), (h-p.y)/mmPerPoint)
}

// num writes a number with two decimals and a space after it.
func num(b []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		v = 0
	}
	return append(strconv.AppendFloat(b, math.Round(v*100)/100, 'f', -1, 64), ' ')
}
