package visit

import (
	"image"

	"fyrtio/core/star"
	"fyrtio/ui/widget"
)

// picture is a star drawn into an image, kept until what it shows changes.
type picture struct {
	of    star.Drawing
	size  int
	image image.Image
}

// miniR is the radius in millimetres that a small star is drawn as: no digits, thin lines.
const miniR = 21

// picture gives a square picture of a small star; fill is the part of the square that its disc takes.
func (c *picture) picture(d star.Drawing, points, scale float32, fill float64) image.Image {
	px := int(points*scale + 0.5)
	half := float64(px) / 2
	d.CX, d.CY, d.R = half, half, half*fill
	d.Unit = d.R / miniR
	if c.image == nil || c.size != px || c.of != d {
		c.of, c.size = d, px
		c.image = widget.Picture(star.Figure(d), px, px)
	}
	return c.image
}
