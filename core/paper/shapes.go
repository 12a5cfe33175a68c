package paper

import "fyrtio/core/star"

// tone gives the colour that core/star names; nil for none.
func tone(c star.Colour) *color {
	if c == star.None {
		return nil
	}
	r, g, b := c.RGB()
	return &color{r, g, b}
}

// shapes draws a figure of core/star, whose unit is the millimetre here.
func (d *doc) shapes(shapes []star.Shape) {
	for _, s := range shapes {
		fill, stroke := tone(s.Fill), tone(s.Stroke)
		switch s.Kind {
		case star.Polygon, star.Line:
			if fill == nil && stroke == nil {
				continue
			}
			points := make([]point, len(s.Points))
			for i, p := range s.Points {
				points[i] = point{p.X, p.Y}
			}
			var dash []float64
			if s.Dash != [2]float64{} {
				dash = s.Dash[:]
			}
			d.draw(fill, stroke, s.Width, dash, path{points, s.Kind == star.Line})
		case star.Circle:
			d.circle(s.Center.X, s.Center.Y, s.Radius, fill, stroke, s.Width)
		case star.Arc:
			d.arc(s.Center.X, s.Center.Y, s.Radius, s.From, s.To, nil, stroke, s.Width)
		case star.Label:
			st := style{size: s.Size / mmPerPoint, color: ink}
			if fill != nil {
				st.color = *fill
			}
			if s.Bold {
				st.weight = bold
			}
			// Noto's figures and capitals are 0.714 of the size high.
			d.center(s.Center.X, s.Center.Y+s.Size*0.357, st, s.Text)
		}
	}
}
