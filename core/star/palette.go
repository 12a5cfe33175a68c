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

var tones = [...]uint32{
	Ink:         0x17242B,
	Mut:         0x47565E,
	Brand:       0x0B4C55,
	Amber:       0xDFA23A,
	Rule:        0xAEBABF,
	Hair:        0xCBD4D7,
	Panel:       0xEEF3F2,
	White:       0xFFFFFF,
	Disc:        0xF7F9F9,
	Shadow:      0xB5C0C4,
	Level4Light: 0x14616B,
	Level3Light: 0x478F90,
	Level2Light: 0xEBB95C,
	Level1Light: 0xFBEBCB,
	Level4Dark:  0x0B4650,
	Level3Dark:  0x327577,
	Level2Dark:  0xDCA140,
	Level1Dark:  0xF3DBAE,
	Selected:    0x145F6D,
	Paper:       0xFBFAF7,
}

// RGB gives the tone.
func (c Colour) RGB() (r, g, b uint8) {
	t := tones[c]
	return uint8(t >> 16), uint8(t >> 8), uint8(t)
}

// Light gives the light facet's colour of a level 1–4, White for 0.
func Light(level int) Colour {
	return [...]Colour{White, Level1Light, Level2Light, Level3Light, Level4Light}[level]
}

// Dark gives the dark facet's colour of a level 1–4, White for 0.
func Dark(level int) Colour {
	return [...]Colour{White, Level1Dark, Level2Dark, Level3Dark, Level4Dark}[level]
}

// DigitOn gives the colour of a digit on a level's facets: White on 4 and 3, Ink on 2
// and 1, Mut on 0.
func DigitOn(level int) Colour {
	return [...]Colour{Mut, Ink, Ink, White, White}[level]
}
