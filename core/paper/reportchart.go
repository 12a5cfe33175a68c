package paper

import (
	"slices"

	"fyrtio/core/chart"
	"fyrtio/core/report"
)

const chartSize = 8.5 // of a chart's texts, in points

// chart lays a chart out: title, drawing, note.
func (p *reportPaper) chart(c report.Chart) {
	if c = told(c); !drawable(c) {
		return
	}
	title, more := p.say(c.Title), ""
	if len(c.Series) == 1 && c.Kind == report.Lines { // it has no legend
		title, more = p.say(c.Series[0].Label), title
	}
	box := chart.Box{W: right - left, Size: chartSize * mmPerPoint, Lang: p.lang, Measure: func(text string, heavy bool) float64 {
		text, _ = clean(text)
		st := plain(chartSize)
		if heavy {
			st = st.bold()
		}
		return st.width(text)
	}}
	box.H = min(chart.Height(c, box), 110)
	var note []string
	if !c.Note.IsZero() {
		note = wrapText(p.say(c.Note), quiet(reportNote), right-left)
	}
	p.gap(reportGap - 1)
	p.need(reportTitle + box.H + notePitch*float64(len(note)) + 1)
	p.put(reportTitle, func(y float64) {
		w := p.d.fitted(left, y+4.6, right-left, fromLeft, strong(11), 8, title)
		if more != "" {
			p.d.fitted(left+w+2.4, y+4.6, right-left-w-2.4, fromLeft, quiet(10), 8, more)
		}
	})
	p.put(box.H, func(y float64) { p.drawing(chart.Draw(c, box), left, y) })
	for _, n := range note {
		p.put(notePitch, func(y float64) { p.d.text(left, y+3, quiet(reportNote), n) })
	}
}

// told gives a chart without what would be drawn empty: of bars of 100 % those with hidden
// parts.
func told(c report.Chart) report.Chart {
	if c.Kind == report.Stack {
		c.Series = slices.DeleteFunc(slices.Clone(c.Series), func(s report.Series) bool {
			return slices.ContainsFunc(s.Values, func(v report.Point) bool { return v.Gap })
		})
	}
	return c
}

// drawable reports whether a chart has anything to show: of lines, one from a year to the
// next.
func drawable(c report.Chart) bool {
	lines := c.Kind == report.Lines || c.Kind == report.Pace
	for _, s := range c.Series {
		for i, v := range s.Values {
			if !v.Gap && (!lines || i > 0 && !s.Values[i-1].Gap) {
				return true
			}
		}
	}
	return false
}

// drawing draws a chart with its top left corner at x, y.
func (p *reportPaper) drawing(g chart.Drawing, x, y float64) {
	for _, s := range g.Shapes {
		s.Center.X, s.Center.Y = s.Center.X+x, s.Center.Y+y
		points := append(s.Points[:0:0], s.Points...)
		for i := range points {
			points[i].X, points[i].Y = points[i].X+x, points[i].Y+y
		}
		s.Points = points
		p.d.shapes(append(p.one[:0], s))
	}
	for _, t := range g.Texts {
		st := plain(chartSize)
		if t.Bold {
			st = st.bold()
		}
		if c := tone(t.Colour); c != nil {
			st.color = *c
		}
		at, base := x+t.X, y+t.Y+chartSize*mmPerPoint*0.357
		switch t.Align {
		case chart.Start:
			p.d.text(at, base, st, t.Text)
		case chart.Middle:
			p.d.center(at, base, st, t.Text)
		default:
			p.d.right(at, base, st, t.Text)
		}
	}
}
