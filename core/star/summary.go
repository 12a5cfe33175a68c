package star

import "fyrtio/core/say"

// Run is a piece of text, bold or not.
type Run struct {
	Text string
	Bold bool
}

// Summary is what stands under the star, each a list of lines.
type Summary struct {
	Good [][]Run // Det här går bra
	Gain [][]Run // Här finns mest att vinna
}

// Summarize puts the levels into words, the points in the criteria's order.
func Summarize(c *Criteria, levels Levels, lang say.Lang) Summary { return Summary{} }
