package star

import "math"

// The lines of the empty star, in millimetres.
const (
	ringDot   = 0.95 // ring on the axis for each level
	valleyDot = 0.5
)

// Empty gives the star to be filled in by hand: dashed points, an axis with a ring for
// each level, valley dots, the scale and an empty marker. unit is how long a millimetre
// is in the coordinates (0 = 1), here and below.
func Empty(cx, cy, r, unit float64) []Shape {
	p := &pen{Drawing: Drawing{CX: cx, CY: cy, R: r, Marker: true, Heredity: HeredityNo}, u: unitOf(unit)}
	p.circle(p.center(), r, Shape{Fill: White, Stroke: Rule, Width: p.width(frame)})
	for level := 1; level <= 3; level++ {
		p.circle(p.center(), r*LevelRadius(level), Shape{Stroke: Rule, Width: p.width(frame)})
	}
	for k := range Points {
		p.dashed(Mut, hairline, p.valley(k), p.tip(k, 4), p.valley(k+1))
		p.line(Mut, hairline, polar(cx, cy, r*hubRadius, tipAngle(k)), p.tip(k, 4))
		for level := 1; level <= 4; level++ {
			p.circle(p.tip(k, level), ringDot*p.u, Shape{Fill: White, Stroke: Ink, Width: p.width(frame)})
		}
	}
	for k := range Points {
		p.circle(p.valley(k), valleyDot*p.u, Shape{Fill: Ink})
	}
	p.hub()
	p.scale()
	return p.shapes
}

// Logo gives the program's mark: twelve full points.
func Logo(cx, cy, r, unit float64) []Shape {
	p := &pen{Drawing: Drawing{CX: cx, CY: cy, R: r}, u: unitOf(unit), small: true}
	for k := range p.Levels {
		p.Levels[k] = 4
	}
	p.facets()
	p.seams()
	p.outlines()
	return p.shapes
}

// Mini gives the small star that shows where point k is: all outlines, that point full.
func Mini(cx, cy, r, unit float64, k int) []Shape {
	p := &pen{Drawing: Drawing{CX: cx, CY: cy, R: r}, u: unitOf(unit), small: true}
	for i := range Points {
		p.line(Rule, hairline, p.valley(i), p.tip(i, 4), p.valley(i+1))
	}
	p.Levels[k] = 4
	p.facets()
	p.add(Shape{Kind: Polygon, Points: []Pt{p.center(), p.valley(k), p.tip(k, 4), p.valley(k + 1)}, Stroke: Ink, Width: p.width(hairline)})
	return p.shapes
}

// swatchBase is the radius at which the lying point is cut off, so that level 1 is a
// point too.
const swatchBase = 0.2

// Swatch gives one point lying down, the middle of its base at (x, y), pointing right:
// the key to the levels. length is that of level 4, half is half the base. Level 0 is
// the dashed outline of a point that is not assessed.
func Swatch(x, y, length, half, unit float64, level int) []Shape {
	p := &pen{u: unitOf(unit)}
	base, top, bottom := Pt{x, y}, Pt{x, y - half}, Pt{x, y + half}
	if level == 0 {
		tip := Pt{x + length, y}
		p.polygon(White, top, tip, bottom)
		p.dashed(Mut, seam, top, tip, bottom, top)
		return p.shapes
	}
	tip := Pt{x + length*(LevelRadius(level)-swatchBase)/(1-swatchBase), y}
	p.polygon(Light(level), base, top, tip)
	p.polygon(Dark(level), base, tip, bottom)
	p.add(Shape{Kind: Polygon, Points: []Pt{top, tip, bottom}, Stroke: Ink, Width: p.width(frame)})
	return p.shapes
}

// Diamond gives the heredity marker alone, half high, for text beside it.
func Diamond(cx, cy, half, unit float64, heredity string) []Shape {
	p := &pen{Drawing: Drawing{CX: cx, CY: cy}, u: unitOf(unit)}
	p.diamond(half, heredity)
	return p.shapes
}

// diamondWidth is the marker's width as a part of its height.
const diamondWidth = 0.8

// diamond draws the marker: empty = no, left half = don't know, filled = yes, dashed =
// not answered.
func (p *pen) diamond(half float64, heredity string) {
	c := p.center()
	top, bottom := Pt{c.X, c.Y - half}, Pt{c.X, c.Y + half}
	left, right := Pt{c.X - half*diamondWidth, c.Y}, Pt{c.X + half*diamondWidth, c.Y}
	if heredity == "" {
		short := half / 4 // the whole outline is about ten times half
		p.add(Shape{Kind: Polygon, Points: []Pt{top, right, bottom, left}, Fill: White})
		p.add(Shape{Kind: Line, Points: []Pt{top, right, bottom, left, top}, Stroke: Mut, Width: p.width(frame),
			Dash: [2]float64{short, short * dash[1] / dash[0]}})
		return
	}
	fill := White
	if heredity == HeredityYes {
		fill = Ink
	}
	p.add(Shape{Kind: Polygon, Points: []Pt{top, right, bottom, left}, Fill: fill, Stroke: Ink, Width: p.width(frame)})
	if heredity == HeredityUnknown {
		p.polygon(Ink, top, bottom, left)
	}
}

// The outline of the selected point on screen, in pixels there (look.md): so far out,
// a ground so wide, a line so wide. screenPixels is how many of them a millimetre of the
// paper star takes in the picture that set them.
const (
	outlineGap    = 8 / screenPixels
	outlineGround = 6 / screenPixels
	outlineLine   = 2 / screenPixels
	screenPixels  = 3.6
)

// selected draws an outline round one point, blunt at the tip: a sharp one would run
// far out.
func (p *pen) selected() {
	k := p.Selected - 1
	if k < 0 || k >= Points {
		return
	}
	level := p.Levels[k]
	if level == 0 {
		level = 4
	}
	gap := outlineGap * p.u
	c, a, tip, b := p.center(), p.valley(k), p.tip(k, level), p.valley(k+1)
	out := polar(0, 0, gap, tipAngle(k))
	pts := []Pt{
		aside(c, c, a, gap), corner(c, a, tip, gap), aside(tip, a, tip, gap), {tip.X + out.X, tip.Y + out.Y},
		aside(tip, tip, b, gap), corner(tip, b, c, gap), aside(c, b, c, gap),
	}
	p.add(Shape{Kind: Line, Points: pts, Stroke: Paper, Width: outlineGround * p.u})
	p.add(Shape{Kind: Line, Points: pts, Stroke: Selected, Width: outlineLine * p.u})
}

// aside moves at by gap to the left of the way from a to b, which is outside for a point
// drawn clockwise.
func aside(at, a, b Pt, gap float64) Pt {
	dx, dy := b.X-a.X, b.Y-a.Y
	l := math.Hypot(dx, dy)
	if l == 0 {
		return at
	}
	return Pt{at.X + gap*dy/l, at.Y - gap*dx/l}
}

// corner is where the ways a–b and b–c meet when both are moved aside.
func corner(a, b, c Pt, gap float64) Pt {
	p, q := aside(b, a, b, gap), aside(b, b, c, gap)
	nx, ny := p.X+q.X-2*b.X, p.Y+q.Y-2*b.Y
	l2 := nx*nx + ny*ny
	if l2 == 0 {
		return p
	}
	f := 2 * gap * gap / l2
	return Pt{b.X + nx*f, b.Y + ny*f}
}
