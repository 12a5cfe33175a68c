package star

import "strconv"

// Kind is a drawing primitive.
type Kind int

// The primitives.
const (
	Polygon Kind = iota // closed, Points; filled and/or outlined
	Line                // open line through Points
	Circle              // Center, Radius
	Arc                 // part of a circle's outline, From–To degrees clockwise from 12 o'clock
	Label               // Text centred on Center, both ways
)

// Shape is one primitive. All lengths are in the unit of the coordinates.
type Shape struct {
	Kind     Kind
	Points   []Pt
	Center   Pt
	Radius   float64
	From, To float64
	Fill     Colour
	Stroke   Colour
	Width    float64    // line width
	Dash     [2]float64 // on and off; zero = whole line
	Text     string
	Size     float64 // font size as a length (×72/25.4 gives points when the unit is mm)
	Bold     bool
}

// Drawing says what to draw and where. Coordinates are millimetres on paper; on screen,
// Unit is how many pixels a millimetre takes.
type Drawing struct {
	CX, CY, R float64
	Unit      float64 // 0 = 1: millimetres
	Levels    Levels
	Earlier   *Levels // an earlier star to lay over, nil = none
	Heredity  string  // HeredityYes …, "" = unanswered (dashed diamond)
	Marker    bool    // draw the hub with the heredity marker; else a plain white hub
	Selected  int     // place of the point to outline plus 1; 0 = none (screen)
}

// Radii in millimetres under which the star loses its digits, and all but its points.
const (
	digitsFrom = 30
	discFrom   = 12
)

// The widths of lines in millimetres.
const (
	hairline   = 0.2
	frame      = 0.3
	seam       = 0.35
	haloWidth  = 0.75
	earlier    = 0.32
	arcWidth   = 0.7
	arcGap     = 2.0
	earlierDot = 0.95
)

var dash = [2]float64{1.6, 1.2}

// Sizes of digits in points for each millimetre of R: 9.3 and 9 at 49 mm.
const (
	digitSize  = 0.19
	scaleSize  = 0.184
	pointsToMM = 25.4 / 72
)

// pen collects shapes; u is a millimetre in the unit of the coordinates.
type pen struct {
	Drawing
	u      float64
	small  bool // no digits, thin lines
	shapes []Shape
}

// Figure gives the star in drawing order (papers.md 3). With R under 30 mm it has no
// digits, scale or arcs and thin lines, under 12 mm points only.
func Figure(in Drawing) []Shape {
	p := &pen{Drawing: in, u: unitOf(in.Unit)}
	p.small = in.R/p.u < digitsFrom
	if in.R/p.u >= discFrom {
		p.disc()
		p.arcs()
		p.shadows()
	}
	for k, level := range in.Levels {
		if level == 0 {
			p.polygon(White, p.center(), p.valley(k), p.tip(k, 4), p.valley(k+1))
		}
	}
	p.facets()
	p.seams()
	p.outlines()
	p.overlay()
	p.selected()
	if in.R/p.u >= discFrom {
		p.hub()
	}
	if !p.small {
		p.digits()
		p.scale()
	}
	return p.shapes
}

func (p *pen) add(s Shape)                     { p.shapes = append(p.shapes, s) }
func (p *pen) center() Pt                      { return Pt{p.CX, p.CY} }
func (p *pen) tip(k, level int) Pt             { return Tip(p.CX, p.CY, p.R, k, level) }
func (p *pen) valley(k int) Pt                 { return Valley(p.CX, p.CY, p.R, k) }
func (p *pen) polygon(fill Colour, pts ...Pt)  { p.add(Shape{Kind: Polygon, Points: pts, Fill: fill}) }
func (p *pen) circle(c Pt, r float64, s Shape) { s.Kind, s.Center, s.Radius = Circle, c, r; p.add(s) }

// width gives a line's width; a small star has thin lines only.
func (p *pen) width(mm float64) float64 {
	if p.small {
		mm = min(mm, hairline)
	}
	return mm * p.u
}

func (p *pen) line(c Colour, mm float64, pts ...Pt) {
	p.add(Shape{Kind: Line, Points: pts, Stroke: c, Width: p.width(mm)})
}

func (p *pen) dashed(c Colour, mm float64, pts ...Pt) {
	p.add(Shape{Kind: Line, Points: pts, Stroke: c, Width: p.width(mm), Dash: [2]float64{dash[0] * p.u, dash[1] * p.u}})
}

func (p *pen) disc() {
	p.circle(p.center(), p.R, Shape{Fill: Disc, Stroke: Rule, Width: p.width(frame)})
	for level := 1; level <= 3; level++ {
		p.circle(p.center(), p.R*LevelRadius(level), Shape{Stroke: Hair, Width: p.width(hairline)})
	}
}

// arcs hold the groups together: wellbeing on top, habits right, measures left. A
// small star has no labels for them to gather.
func (p *pen) arcs() {
	if p.small {
		return
	}
	for _, a := range [][2]float64{{-27, 27}, {33, 177}, {183, 327}} {
		p.add(Shape{Kind: Arc, Center: p.center(), Radius: p.R + arcGap*p.u, From: a[0], To: a[1], Stroke: Brand, Width: p.width(arcWidth)})
	}
}

// shadows show what is left to a full point.
func (p *pen) shadows() {
	for k := range p.Levels {
		p.add(Shape{Kind: Polygon, Points: []Pt{p.valley(k), p.tip(k, 4), p.valley(k + 1)}, Fill: White, Stroke: Shadow, Width: p.width(hairline)})
	}
}

func (p *pen) facets() {
	for k, level := range p.Levels {
		if level == 0 {
			continue
		}
		p.polygon(Light(level), p.center(), p.valley(k), p.tip(k, level))
		p.polygon(Dark(level), p.center(), p.tip(k, level), p.valley(k+1))
	}
}

// seams part the assessed points from each other in white, and from points that are not
// assessed in ink, for white on white would be no edge. Each line is drawn once.
func (p *pen) seams() {
	for k, level := range p.Levels {
		before := p.Levels[(k+Points-1)%Points]
		switch {
		case level == 0 && before == 0:
		case level == 0 || before == 0:
			p.line(Ink, frame, p.center(), p.valley(k))
		default:
			p.line(White, seam, p.center(), p.valley(k))
		}
	}
}

func (p *pen) outlines() {
	for k, level := range p.Levels {
		if level != 0 {
			p.line(Ink, frame, p.valley(k), p.tip(k, level), p.valley(k+1))
		}
	}
	for k, level := range p.Levels {
		if level == 0 {
			p.dashed(Mut, seam, p.valley(k), p.tip(k, 4), p.valley(k+1))
		}
	}
}

// overlay lays the earlier star over today's, its lines only where today's point is
// assessed, so that an old shape is never read as today's.
func (p *pen) overlay() {
	if p.Earlier == nil {
		return
	}
	for k, level := range p.Earlier {
		if level != 0 && p.Levels[k] != 0 {
			pts := []Pt{p.valley(k), p.tip(k, level), p.valley(k + 1)}
			p.line(White, haloWidth, pts...)
			p.line(Ink, earlier, pts...)
		}
	}
	for k, level := range p.Earlier {
		if level != 0 {
			p.circle(p.tip(k, level), earlierDot*p.u, Shape{Fill: White, Stroke: Ink, Width: p.width(frame)})
		}
	}
}

func (p *pen) hub() {
	s := Shape{Fill: White}
	if p.Marker {
		s.Stroke, s.Width = Ink, p.width(frame)
	}
	p.circle(p.center(), p.R*hubRadius, s)
	if p.Marker {
		p.diamond(p.R*diamondHalf, p.Heredity)
	}
}

func (p *pen) digits() {
	for k, level := range p.Levels {
		text := "–"
		if level != 0 {
			text = strconv.Itoa(level)
		}
		p.add(Shape{Kind: Label, Center: polar(p.CX, p.CY, p.R*digitRadius, tipAngle(k)), Text: text,
			Size: p.R * digitSize * pointsToMM, Bold: true, Fill: DigitOn(level)})
	}
}

func (p *pen) scale() {
	for level := 1; level <= 4; level++ {
		c := polar(p.CX, p.CY, p.R*LevelRadius(level), 0)
		p.circle(c, p.R*scaleRadius, Shape{Fill: White})
		p.add(Shape{Kind: Label, Center: c, Text: strconv.Itoa(level), Size: p.R * scaleSize * pointsToMM, Bold: true, Fill: Mut})
	}
}
