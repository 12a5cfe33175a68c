package star

import "math"

// The star's measures as parts of the outer radius R (papers.md 3).
const (
	valleyRadius = 0.42  // always, whatever the neighbours are
	digitRadius  = 0.31  // where the level's digit stands, on the axis
	hubRadius    = 0.126 // the white disc in the middle
	diamondHalf  = 0.084 // half height of the heredity marker in it
	scaleRadius  = 0.042 // white disc under a scale digit
)

// Pt is a place; y grows downwards.
type Pt struct{ X, Y float64 }

// LevelRadius gives the radius of a level 0–4 as a part of R: 0.42, 0.565, 0.710,
// 0.855, 1.
func LevelRadius(level int) float64 {
	return valleyRadius + (1-valleyRadius)*float64(level)/4
}

// polar gives the place at an angle in degrees clockwise from 12 o'clock.
func polar(cx, cy, r, degrees float64) Pt {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return Pt{cx + r*sin, cy - r*cos}
}

func tipAngle(k int) float64    { return 15 + 30*float64(k) }
func valleyAngle(k int) float64 { return 30 * float64(k) }

// Tip gives the tip of point k (0–11) at a level 1–4.
func Tip(cx, cy, r float64, k, level int) Pt {
	return polar(cx, cy, r*LevelRadius(level), tipAngle(k))
}

// Valley gives the valley between points k−1 and k.
func Valley(cx, cy, r float64, k int) Pt {
	return polar(cx, cy, r*valleyRadius, valleyAngle(k))
}

// PointAt gives the place of the point whose sector holds (x, y), for clicks; −1 in the
// hub and outside the disc.
func PointAt(cx, cy, r, x, y float64) int {
	dx, dy := x-cx, cy-y
	if d := math.Hypot(dx, dy); d > r || d < r*hubRadius {
		return -1
	}
	degrees := math.Atan2(dx, dy) * 180 / math.Pi
	if degrees < 0 {
		degrees += 360
	}
	return int(degrees/30) % Points
}

// LabelBlock is where the three lines beside a point stand.
type LabelBlock struct {
	X, Y      float64    // top corner at the side of the figure
	Left      bool       // the text ends at X (left half) instead of beginning there
	Baselines [3]float64 // y of name, value, level
	Height    float64
}

// The lines of a label, in millimetres from the block's top.
const (
	nameLine    = 3.8
	valueLine   = 8.1
	levelLine   = 12.3
	labelHeight = 12.6
)

// LabelAt gives the block of point k. The right half is laid out, the left mirrors it.
// unit is how long a millimetre is in the coordinates (0 = 1).
func LabelAt(cx, cy, r, unit float64, k int) LabelBlock {
	u := unitOf(unit)
	right := k
	if k >= Points/2 {
		right = Points - 1 - k
	}
	var dx, dy float64
	switch right {
	case 0:
		dx, dy = 6.5*u, -r-15*u
	case 1, 4:
		dx, dy = 0.84*r+1*u, 0.80*r
	case 2, 3:
		dx, dy = r+4*u, 0.27*r
	case 5:
		dx, dy = 6.5*u, r+3.6*u
	}
	if right == 1 || right == 2 {
		dy = -dy
	}
	if right >= 1 && right <= 4 {
		dy -= labelHeight / 2 * u
	}
	b := LabelBlock{X: cx + dx, Y: cy + dy, Left: right != k, Height: labelHeight * u}
	if b.Left {
		b.X = cx - dx
	}
	b.Baselines = [3]float64{b.Y + nameLine*u, b.Y + valueLine*u, b.Y + levelLine*u}
	return b
}

func unitOf(unit float64) float64 {
	if unit == 0 {
		return 1
	}
	return unit
}
