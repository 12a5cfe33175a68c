package widget

import (
	"image"
	"math"
	"strconv"
	"sync"

	"fyrtio/core/star"
	"fyrtio/ui/theme"
)

// BadgeWidth and BadgeHeight are a level badge's size in points.
const (
	BadgeWidth  = 26
	BadgeHeight = theme.ChipHeight
)

type badgeKey struct {
	level int
	scale float32
}

var badges sync.Map // of badgeKey to image.Image

// Badge draws a level's badge in the colours of the star: digit on tint, dashed and
// white for a level that is not set (0). scale is the canvas's pixels for a point.
func (p *Pen) Badge(x, y float32, level int, scale float32) {
	p.Image(x, y, BadgeWidth, BadgeHeight, badge(level, scale))
}

func badge(level int, scale float32) image.Image {
	key := badgeKey{level, scale}
	if img, ok := badges.Load(key); ok {
		return img.(image.Image)
	}
	w, h := int(math.Round(BadgeWidth*float64(scale))), int(math.Round(BadgeHeight*float64(scale)))
	s := float64(scale)
	outline := roundBox(0.5*s, 0.5*s, float64(w)-s, float64(h)-s, 5*s)
	shape := star.Shape{Kind: star.Polygon, Points: outline, Fill: star.Light(level), Stroke: star.Dark(level), Width: s}
	text := strconv.Itoa(level)
	switch level {
	case 0:
		shape = star.Shape{Kind: star.Polygon, Points: outline, Fill: star.White, Stroke: star.Mut, Width: s, Dash: [2]float64{3 * s, 2 * s}}
		text = "–"
	case 1:
		shape.Stroke = star.Amber
	}
	shapes := []star.Shape{shape, {Kind: star.Label, Center: star.Pt{X: float64(w) / 2, Y: float64(h) / 2}, Text: text,
		Size: 13 * s, Bold: true, Fill: star.DigitOn(level)}}
	img := Picture(shapes, w, h)
	badges.Store(key, img)
	return img
}

// roundBox gives the outline of a box with round corners.
func roundBox(x, y, w, h, r float64) []star.Pt {
	var pts []star.Pt
	for _, c := range []struct{ x, y, from float64 }{{x + w - r, y + r, 0}, {x + w - r, y + h - r, 90}, {x + r, y + h - r, 180}, {x + r, y + r, 270}} {
		for i := range 7 {
			a := (c.from + 15*float64(i)) * math.Pi / 180
			pts = append(pts, star.Pt{X: c.x + r*math.Sin(a), Y: c.y - r*math.Cos(a)})
		}
	}
	return pts
}
