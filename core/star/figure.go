package star

// Pt is a place; y grows downwards.
type Pt struct{ X, Y float64 }

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
	Marker    bool    // draw the heredity marker at all
	Selected  int     // place of the point to outline plus 1; 0 = none (screen)
}

// Figure gives the star in drawing order. With R under 30 mm it has no digits and no
// scale, under 12 mm points only.
func Figure(in Drawing) []Shape { return nil }

// Empty gives the star to be filled in by hand.
func Empty(cx, cy, r, unit float64) []Shape { return nil }

// Logo gives the program's mark: twelve full points.
func Logo(cx, cy, r, unit float64) []Shape { return nil }

// Mini gives the small star that shows where point k is.
func Mini(cx, cy, r, unit float64, k int) []Shape { return nil }

// Swatch gives one point lying down, its base's middle at (x, y), pointing right: the
// key to the levels. length is that of level 4, half is half the base.
func Swatch(x, y, length, half, unit float64, level int) []Shape { return nil }

// Diamond gives the heredity marker alone, for text beside it.
func Diamond(cx, cy, half, unit float64, heredity string) []Shape { return nil }

// Tip gives the tip of point k at a level 1–4.
func Tip(cx, cy, r float64, k, level int) Pt { return Pt{} }

// Valley gives the valley between points k−1 and k.
func Valley(cx, cy, r float64, k int) Pt { return Pt{} }

// LabelBlock is where the three lines beside a point stand.
type LabelBlock struct {
	X, Y      float64    // top corner at the side of the figure
	Left      bool       // the text ends at X (left half) instead of beginning there
	Baselines [3]float64 // y of name, value, level
	Height    float64
}

// LabelAt gives the block of point k, all in the unit of the coordinates.
func LabelAt(cx, cy, r, unit float64, k int) LabelBlock { return LabelBlock{} }

// PointAt gives the place of the point under (x, y), for clicks; −1 for none.
func PointAt(cx, cy, r, x, y float64) int { return -1 }
