package chart

import (
	"cmp"
	"math"
	"slices"

	"fyrtio/core/report"
	"fyrtio/core/star"
)

// lines are years or months across and a line a series. Numbers from before the program
// have hollow marks; a gap breaks the line.
func (p *pen) lines() {
	if len(p.c.Labels) == 0 {
		return
	}
	keys := p.seriesKeys()
	for i := range keys {
		keys[i].mark, keys[i].dash = i, p.kept(i)
	}
	top := p.legend(keys) + p.em(0.8)
	most, parts := p.scale()
	left := p.em(0.6)
	for i := 0; i <= parts; i++ {
		left = max(left, p.b.Measure(p.value(most*float64(i)/float64(parts)), false)+p.em(0.7))
	}
	right, bottom := p.b.W-p.em(3), p.b.H-p.em(1.9)
	right = min(right, p.b.W-p.em(0.6)-p.b.Measure(p.value(most), false))
	y := func(v float64) float64 { return bottom - (bottom-top)*min(1, v/most) }
	n := len(p.c.Labels)
	x := func(i int) float64 {
		if n == 1 {
			return (left + right) / 2
		}
		return left + p.em(0.6) + (right-left-p.em(0.6))*float64(i)/float64(n-1)
	}
	for i := 0; i <= parts; i++ {
		v := most * float64(i) / float64(parts)
		c, w := star.Hair, 0.06
		if i == 0 {
			c, w = star.Rule, 0.1
		}
		p.line(c, w, false, star.Pt{X: left, Y: y(v)}, star.Pt{X: right, Y: y(v)})
		p.text(left-p.em(0.5), y(v), p.value(v), End, star.Mut)
	}
	p.across(x, bottom+p.em(1))
	var ends []end
	if t := p.c.Target; t > 0 && t <= most {
		p.line(star.Ink, 0.12, true, star.Pt{X: left, Y: y(t)}, star.Pt{X: right, Y: y(t)})
		ends = append(ends, end{right + p.em(0.3), y(t), p.value(t)})
	}
	for k := len(p.c.Series) - 1; k >= 0; k-- { // the first over the others
		s := p.c.Series[k]
		p.through(s.Values, x, y, tones[k%len(tones)], k)
		last := -1
		for i, v := range s.Values {
			if !v.Gap && i < n {
				last = i
			}
		}
		switch {
		case last < 0:
		case last < n-1:
			p.text(x(last)+p.em(0.5), y(s.Values[last].Value)-p.em(0.9), p.value(s.Values[last].Value), Start, star.Ink)
		default:
			ends = append(ends, end{x(last) + p.em(0.5), y(s.Values[last].Value), p.value(s.Values[last].Value)})
		}
	}
	p.ends(ends, top, bottom)
}

// end is what stands at the end of a line.
type end struct {
	x, y float64
	text string
}

// ends writes the values at the lines' ends, pushed apart where they are close.
func (p *pen) ends(list []end, top, bottom float64) {
	slices.SortStableFunc(list, func(a, b end) int { return cmp.Compare(a.y, b.y) })
	gap := p.em(1.15)
	for i := range list {
		if i > 0 {
			list[i].y = max(list[i].y, list[i-1].y+gap)
		}
	}
	for i := len(list) - 1; i >= 0; i-- { // back up from the axis
		lowest := bottom - float64(len(list)-1-i)*gap
		list[i].y = max(min(list[i].y, lowest), top)
	}
	for _, e := range list {
		p.text(e.x, e.y, e.text, Start, star.Ink)
	}
}

// kept reports whether a series is the line to keep, which is dashed and has no marks.
func (p *pen) kept(i int) bool { return p.c.Kind == report.Pace && i > 0 }

// scale gives the axis' end and its parts.
func (p *pen) scale() (float64, int) {
	end := p.top()
	if p.c.Share && end == 1 {
		return 1, 4
	}
	if percent := int(math.Round(end * 100)); p.c.Share && math.Abs(end*100-float64(percent)) < 1e-9 {
		for _, step := range []int{20, 10, 5, 2, 1} {
			if n := percent / step; n >= 3 && n*step == percent {
				return end, n
			}
		}
	}
	_, parts := round(end)
	if !p.c.Share && end < float64(parts) {
		return math.Ceil(end), int(math.Ceil(end))
	}
	return end, parts
}

// through draws a series: its lines, then its marks.
func (p *pen) through(values []report.Point, x func(int) float64, y func(float64) float64, tone star.Colour, series int) {
	var run []star.Pt
	flush := func() {
		if len(run) > 1 {
			p.line(tone, 0.18, p.kept(series), run...)
		}
		run = nil
	}
	for i, v := range values {
		if i >= len(p.c.Labels) {
			break
		}
		if v.Gap {
			flush()
			continue
		}
		run = append(run, star.Pt{X: x(i), Y: y(v.Value)})
	}
	flush()
	if p.kept(series) {
		return
	}
	for i, v := range values {
		if i < len(p.c.Labels) && !v.Gap {
			p.mark(series, x(i), y(v.Value), tone, v.Typed)
		}
	}
}

// across writes the labels under the axis, every one or as many as have room; the last
// one always.
func (p *pen) across(x func(int) float64, y float64) {
	n := len(p.c.Labels)
	widest := 0.0
	for _, l := range p.c.Labels {
		widest = max(widest, p.b.Measure(p.say(l), false))
	}
	step := 1
	for n > 1 && step < n && (x(step)-x(0)) < widest+p.em(0.8) {
		step++
	}
	for i := n - 1; i >= 0; i -= step {
		p.text(x(i), y, p.say(p.c.Labels[i]), Middle, star.Mut)
	}
}
