package widget

import "strings"

// Run is a piece of text in one style; after Flow, with its place.
type Run struct {
	Text  string
	Style Style
	Line  int     // from 0
	X     float32 // from the left edge
}

// Flow lays pieces of text after each other on lines no wider than width, broken at
// spaces: text that is bold in parts.
func Flow(pieces []Run, width float32) []Run {
	var out []Run
	x, line := float32(0), 0
	for _, piece := range pieces {
		space := Measure(" ", piece.Style)
		open := false // the last run of out is of this piece and on this line
		for _, word := range strings.Fields(piece.Text) {
			w := Measure(word, piece.Style)
			gap := space
			if x == 0 {
				gap = 0
			}
			if x > 0 && x+gap+w > width {
				x, line, gap, open = 0, line+1, 0, false
			}
			if open {
				last := &out[len(out)-1]
				last.Text += " " + word
				x = last.X + Measure(last.Text, piece.Style)
				continue
			}
			out = append(out, Run{word, piece.Style, line, x + gap})
			x += gap + w
			open = true
		}
	}
	return out
}
