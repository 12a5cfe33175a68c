package report

import (
	"image"
	"math"

	"fyrtio/core/chart"
	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// chartText is the size of the text in a chart.
const chartText = theme.TextSmall

var chartWords = widget.Style{Size: chartText}

// box gives the place of a chart on the screen.
func (p *Page) box(w, h float32) chart.Box {
	return chart.Box{W: float64(w), H: float64(h), Size: chartText, Lang: p.s.Lang(), Measure: func(text string, bold bool) float64 {
		return float64(widget.Measure(text, chartWords.As(bold)))
	}}
}

// drawing is a chart that was drawn once: a picture, and texts over it.
type drawing struct {
	page    *Page
	made    chart.Drawing
	w, h    float32
	picture image.Image
	scale   float32
}

func (p *Page) drawing(c figures.Chart, w, h float32) *drawing {
	return &drawing{page: p, made: chart.Draw(c, p.box(w, h)), w: w, h: h}
}

// paint puts the chart at a place.
func (g *drawing) paint(pen *widget.Pen, x, y float32) {
	scale := g.page.s.Canvas().Scale()
	if g.picture == nil || scale != g.scale {
		g.scale = scale
		g.picture = widget.Picture(scaled(g.made.Shapes, float64(scale)), int(math.Ceil(float64(g.w*scale))), int(math.Ceil(float64(g.h*scale))))
	}
	pen.Image(x, y, g.w, g.h, g.picture)
	for _, t := range g.made.Texts {
		style := chartWords.As(t.Bold).In(roles[t.Colour])
		at := x + float32(t.X)
		switch t.Align {
		case chart.Middle:
			at -= widget.Measure(t.Text, style) / 2
		case chart.End:
			at -= widget.Measure(t.Text, style)
		}
		pen.Text(at, y+float32(t.Y)-style.Line()/2, t.Text, style)
	}
}

// roles are the screen's colours of a chart's texts.
var roles = map[star.Colour]theme.Role{star.Ink: theme.Ink, star.Mut: theme.Ink2, star.White: theme.OnAccent}

// scaled gives shapes in the pixels of the screen.
func scaled(list []star.Shape, by float64) []star.Shape {
	out := make([]star.Shape, len(list))
	for i, s := range list {
		pts := make([]star.Pt, len(s.Points))
		for k, p := range s.Points {
			pts[k] = star.Pt{X: p.X * by, Y: p.Y * by}
		}
		s.Points = pts
		s.Center = star.Pt{X: s.Center.X * by, Y: s.Center.Y * by}
		s.Radius, s.Width = s.Radius*by, s.Width*by
		s.Dash = [2]float64{s.Dash[0] * by, s.Dash[1] * by}
		out[i] = s
	}
	return out
}

// charts lays the charts of a chapter out, two beside each other where there is room.
func (y *yearly) charts(d *draft, list []figures.Chart, at, width float32) float32 {
	inner := width - 2*inset
	columns := 1
	if len(list) > 1 && inner >= 2*chartMin+chartGap {
		columns = 2
	}
	w := (inner - chartGap*float32(columns-1)) / float32(columns)
	for i := 0; i < len(list); i += columns {
		low := at
		for k := 0; k < columns && i+k < len(list); k++ {
			low = max(low, y.chart(d, list[i+k], inset+float32(k)*(w+chartGap), at, w))
		}
		at = low + chartGap
	}
	return at - chartGap
}

// chart lays a chart out with its title and note, and gives where it ends.
func (y *yearly) chart(d *draft, c figures.Chart, x, at, w float32) float32 {
	s := y.page.s
	const pad = 14
	top := at
	at = d.wrap(x+pad, at+12, w-2*pad, s.Say(c.Title), widget.Strong) + 8
	high := float32(chart.Height(c, y.page.box(w-2*pad, 0)))
	g := y.page.drawing(c, w-2*pad, high)
	from := at
	d.draw(from, from+high, func(pen *widget.Pen) { g.paint(pen, x+pad, from) })
	at += high + 8
	if !c.Note.IsZero() {
		at = d.wrap(x+pad, at, w-2*pad, s.Say(c.Note), widget.Small.In(theme.Ink2)) + 4
	}
	end := at + 6
	d.parts = append([]part{{from: top, to: end, draw: func(pen *widget.Pen) {
		pen.Rect(x, top, w, end-top, widget.Box{Fill: theme.Surface, Stroke: theme.Line, Radius: theme.RadiusField})
	}}}, d.parts...)
	return end
}

// paceChart is the talks so far, month by month, against the line to keep.
func (f *follow) paceChart(d *draft, x, y, w, h float32) {
	s := f.page.s
	title := f.t("reports.chart.pace")
	c := f.paceLine()
	const pad = 20
	top := y + 34
	g := f.page.drawing(c, w-2*pad, h-34-14)
	d.draw(y, y+h, func(pen *widget.Pen) {
		pen.Mid(x+pad, y+4, 30, title, widget.Strong)
		g.paint(pen, x+pad, top)
		if f.now.Completed == 0 {
			pen.RightMid(x+w-56, y+h-76, 20, s.T("reports.chart.none"), widget.Second)
		}
	})
}

// paceLine makes the chart of the year: where each month ended, and where the target is.
func (f *follow) paceLine() figures.Chart {
	c := figures.Chart{ID: "progress.pace", Kind: figures.Pace}
	so := figures.Series{Label: say.T("reports.chart.sofar")}
	keep := figures.Series{Label: say.T("reports.chart.keep")}
	sum, goal := 0, f.now.Goal
	for m := range 12 {
		c.Labels = append(c.Labels, say.T("reports.month."+string(rune('a'+m))))
		sum += f.now.Months[m]
		p := figures.Point{Value: float64(sum), N: sum}
		p.Gap = f.now.Cohort > f.now.Day.Year || f.now.Cohort == f.now.Day.Year && m+1 > int(f.now.Day.Month)
		so.Values = append(so.Values, p)
		keep.Values = append(keep.Values, figures.Point{Value: float64(goal) * float64(m+1) / 12})
	}
	c.Series = append(c.Series, so)
	if goal > 0 {
		c.Series = append(c.Series, keep)
	}
	return c
}
