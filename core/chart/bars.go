package chart

import (
	"strconv"
	"strings"

	"fyrtio/core/report"
	"fyrtio/core/star"
)

// labels gives the room that words at the left take, at most a part of the width.
func (p *pen) labels(part float64) (room float64) {
	for _, l := range p.c.Labels {
		room = max(room, p.b.Measure(p.say(l), false))
	}
	return min(room, p.b.W*part) + p.em(0.8)
}

// fit shortens words to a width, at a space.
func (p *pen) fit(text string, width float64) string {
	if p.b.Measure(text, false) <= width {
		return text
	}
	words := strings.Fields(text)
	for n := len(words) - 1; n > 0; n-- {
		if short := strings.TrimRight(strings.Join(words[:n], " "), ",;–-") + "…"; p.b.Measure(short, false) <= width || n == 1 {
			return short
		}
	}
	return text
}

// stack is one bar of 100 % a series, its parts the labels.
func (p *pen) stack() {
	top := p.legend(p.labelKeys())
	left := 0.0
	for _, s := range p.c.Series {
		left = max(left, p.b.Measure(p.say(s.Label), false))
	}
	left += p.em(0.8)
	room, pitch := p.b.W-left, p.em(2.2)
	for k, s := range p.c.Series {
		y, x := top+float64(k)*pitch+p.em(0.2), left
		p.text(left-p.em(0.6), y+p.em(0.8), p.say(s.Label), End, star.Ink)
		for i, v := range s.Values {
			if v.Gap {
				continue
			}
			w, tone := room*v.Value, steps[i%len(steps)]
			p.rect(x, y, w, p.em(1.6), tone)
			p.outline(x, y, w, p.em(1.6))
			if words := p.value(v.Value); p.b.Measure(words, false)+p.em(0.4) < w {
				p.text(x+w/2, y+p.em(0.8), words, Middle, on(tone))
			}
			x += w
		}
		if x < left+room-p.em(0.5) { // what is hidden or missing
			p.outline(x, y, left+room-x, p.em(1.6))
			if left+room-x > p.em(1.5) {
				p.text((x+left+room)/2, y+p.em(0.8), report.HiddenMark, Middle, star.Mut)
			}
		}
	}
}

// on gives the colour of text on a tone.
func on(c star.Colour) star.Colour {
	r, g, b := c.RGB()
	if 299*int(r)+587*int(g)+114*int(b) < 128*1000 {
		return star.White
	}
	return star.Ink
}

// funnel is one bar a step, each of those in the one before: how many, and their share of
// the first and of the one before.
func (p *pen) funnel() {
	if len(p.c.Series) == 0 || len(p.c.Labels) == 0 {
		return
	}
	values := p.c.Series[0].Values
	left, pitch := p.labels(0.34), p.em(2.3)
	room := p.b.W - left - p.em(7)
	first := 0.0
	for _, v := range values {
		first = max(first, v.Value)
	}
	for i, l := range p.c.Labels {
		y := float64(i)*pitch + pitch/2
		p.text(left-p.em(0.6), y, p.fit(p.say(l), left-p.em(0.8)), End, star.Ink)
		if i >= len(values) || values[i].Gap {
			p.text(left+p.em(0.4), y, report.HiddenMark, Start, star.Mut)
			continue
		}
		v, w := values[i], 0.0
		if first > 0 {
			w = room * v.Value / first
			p.rect(left, y-p.em(0.75), w, p.em(1.5), star.Brand)
		}
		words := p.value(v.Value)
		if p.c.Share && v.N > 0 {
			words = strconv.Itoa(v.N) + " · " + words
		} else if !p.c.Share && first > 0 && i > 0 {
			words += " · " + Percent(p.b.Lang, v.Value/first)
		}
		p.text(left+w+p.em(0.5), y, words, Start, star.Ink)
	}
}
