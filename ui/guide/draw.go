package guide

import (
	"strings"

	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// place is where a block stands in the drawn guide.
type place struct{ top, height float32 }

const (
	margin  = 28  // inside the card
	measure = 680 // the widest line: longer ones are hard to read
	indent  = 26  // of items
	rowPad  = 8   // over and under the words of a table's row
)

var (
	text     = widget.Style{Size: theme.TextAnswer}
	headings = map[int]widget.Style{1: widget.Large, 2: {Size: 18, Bold: true}}
)

func headingStyle(level int) widget.Style {
	if s, ok := headings[level]; ok {
		return s
	}
	return widget.Heading
}

// lineHeight leaves more air between the lines than the font does.
func lineHeight(s widget.Style) float32 { return s.Line() + 4 }

// flow draws spans within a width from x, y on and gives the height. Without a pen
// it only measures.
func flow(p *widget.Pen, x, y, width float32, list []span, s widget.Style) float32 {
	step := lineHeight(s)
	left, top := x, y
	space := widget.Measure("i i", s) - 2*widget.Measure("i", s)
	glued := true // nothing has to part the next word from the one before
	for _, sp := range list {
		st := s
		if sp.bold {
			st.Bold = true
		}
		if strings.HasPrefix(sp.text, " ") {
			glued = false
		}
		words := strings.Fields(sp.text)
		if sp.key {
			words = []string{sp.text}
		}
		for i, word := range words {
			if i > 0 {
				glued = false
			}
			w := widget.Measure(word, st)
			if sp.key {
				w = widget.CapWidth(word, widget.CapPlain)
			}
			if !glued && left > x {
				left += space
			}
			sign := glued && len([]rune(word)) == 1 // a full stop stays with what it ends
			if left > x && left+w > x+width && !sign {
				left, top = x, top+step
			}
			if p != nil {
				if sp.key {
					p.Cap(left, top, s.Line(), word, widget.CapPlain)
				} else {
					p.Text(left, top, word, st)
				}
			}
			left += w
			if sp.key {
				left += 2
			}
			glued = true
		}
		if strings.HasSuffix(sp.text, " ") {
			glued = false
		}
	}
	return top + step - y
}

// columns gives where the columns of a table's rows begin and how wide they are.
func columns(x, width float32, n int) (at, wide []float32) {
	const gap = 24
	first := min(260, (width-gap)*0.45)
	at, wide = []float32{x + 16}, []float32{first}
	rest := (width - 32 - first - gap*float32(n-1)) / float32(max(1, n-1))
	for i := 1; i < n; i++ {
		at = append(at, x+16+first+gap+float32(i-1)*(rest+gap))
		wide = append(wide, rest)
	}
	return at, wide
}

// arrange finds where each block stands at a width, and the whole height.
func (p *Page) arrange(width float32) float32 {
	inner := min(measure, width-2*margin)
	y := float32(margin - 4)
	p.places = p.places[:0]
	for i, b := range p.blocks {
		var before kind = -1
		if i > 0 {
			before = p.blocks[i-1].kind
		}
		switch {
		case i == 0:
		case b.kind == heading:
			y += 30
		case b.kind == row && before == row && !b.first:
		case b.kind == row:
			y += 12
		case b.kind == item && before == item:
			y += 5
		case before == heading:
			y += 8
		default:
			y += 12
		}
		h := p.block(nil, i, margin, y, inner)
		p.places = append(p.places, place{y, h})
		y += h
	}
	return y + margin
}

// block draws (or, without a pen, measures) a block and gives its height.
func (p *Page) block(pen *widget.Pen, i int, x, y, width float32) float32 {
	b := p.blocks[i]
	switch b.kind {
	case heading:
		return flow(pen, x, y, width, b.text, headingStyle(b.level))
	case item:
		if pen != nil {
			if b.mark == "" {
				pen.Rect(x+8, y+8, 5, 5, widget.Box{Fill: theme.Accent, Radius: 2.5})
			} else {
				pen.Text(x+2, y, b.mark, text.As(true).In(theme.Accent))
			}
		}
		return flow(pen, x+indent, y, width-indent, b.text, text)
	case row:
		return p.row(pen, i, x, y, width)
	}
	return flow(pen, x, y, width, b.text, text)
}

func (p *Page) row(pen *widget.Pen, i int, x, y, width float32) float32 {
	b := p.blocks[i]
	last := i+1 == len(p.blocks) || p.blocks[i+1].kind != row || p.blocks[i+1].first
	style := widget.Plain
	if b.first {
		style = widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Ink2}
	}
	at, wide := columns(x, width, len(b.cells))
	high := float32(0)
	for c, cell := range b.cells {
		high = max(high, flow(nil, at[c], y, wide[c], cell, style))
	}
	high += 2*rowPad - 4
	if pen == nil {
		return high
	}
	box := widget.Box{Fill: theme.Line}
	inside := widget.Box{Fill: theme.Surface}
	if b.first {
		inside.Fill = theme.Paper
		box.Corners, inside.Corners = [4]float32{8, 8, 0, 0}, [4]float32{7, 7, 0, 0}
	}
	bottom := high
	if last {
		box.Corners, inside.Corners = [4]float32{0, 0, 8, 8}, [4]float32{0, 0, 7, 7}
		bottom = high - 1
	}
	top := float32(0)
	if b.first {
		top = 1
	}
	pen.Rect(x, y, width, high, box)
	pen.Rect(x+1, y+top, width-2, bottom-top, inside)
	if !last {
		pen.Line(x+1, y+high-1, width-2, theme.Line)
	}
	for c, cell := range b.cells {
		flow(pen, at[c], y+rowPad, wide[c], cell, style)
	}
	return high
}
