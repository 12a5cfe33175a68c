package star

// Colour is a colour by its role; RGB gives the tone. None draws nothing.
type Colour int

// The colours of star and papers (papers.md 1), the same on screen and paper.
const (
	None        Colour = iota
	Ink                // text, outlines
	Mut                // secondary text, dashes
	Brand              // titles, bars, group arcs
	Amber              // edge of "most to gain"
	Rule               // lines
	Hair               // row lines, rings
	Panel              // panels
	White              // ground
	Disc               // the star's disc
	Shadow             // outline of what is left to a full point
	Level4Light        // light facets of the levels …
	Level3Light
	Level2Light
	Level1Light
	Level4Dark // … and dark ones
	Level3Dark
	Level2Dark
	Level1Dark
	Selected // outline of the chosen point on screen: the screen's accent
	Paper    // the ground under that outline on screen
)

// RGB gives the tone.
func (c Colour) RGB() (r, g, b uint8) { return 0, 0, 0 }

// Light gives the light facet's colour of a level 1–4, White for 0.
func Light(level int) Colour { return White }

// Dark gives the dark facet's colour of a level 1–4, White for 0.
func Dark(level int) Colour { return White }

// DigitOn gives the colour of a digit on a level's facets: White on 4 and 3, Ink on 2 and 1, Mut on 0.
func DigitOn(level int) Colour { return Ink }
