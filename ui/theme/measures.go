package theme

// Text sizes; the line is the font's own, 1.36 of the size.
const (
	TextLarge   = 28 // start and lock screens
	TextTitle   = 22 // view title, question
	TextHeading = 16
	TextAnswer  = 15
	Text        = 14
	TextSecond  = 13
	TextSmall   = 12
)

// Corner radii.
const (
	RadiusCap   = 4
	RadiusChip  = 6
	RadiusField = 8 // buttons too
	RadiusCard  = 12
)

// Heights that do not change with the window.
const (
	ButtonHeight    = 36
	RowButtonHeight = 28
	FieldHeight     = 36
	ValueHeight     = 40 // field of a measurement
	ChipHeight      = 22
	CapHeight       = 20
	BandHeight      = 34
	StripHeight     = 40

	RowToday       = 50
	RowGroup       = 30
	RowParticipant = 36
	RowHead        = 32
	RowFault       = 38
	RowAnswer      = 42
	GapAnswer      = 5
	RowPoint       = 39
)

// Breakpoint is the width, in text-scaled points, below which the window is compact.
const Breakpoint = 1000

// Measures are the parts of the window that shrink when it is compact.
type Measures struct {
	Compact     bool
	NavWidth    float32
	NavIcons    float32 // width of the navigation with icons only
	Header      float32
	HeaderVisit float32 // header of form and star
	Footer      float32
	Margin      float32 // page margin
	Answer      float32 // height of an answer row
	AnswerGap   float32
}

// For gives the measures of a window of this width in points (pixels ÷ text scale).
func For(width float32) Measures {
	if width < Breakpoint {
		return Measures{Compact: true, NavWidth: 43, NavIcons: 43, Header: 48, HeaderVisit: 43, Footer: 29, Margin: 16, Answer: 33, AnswerGap: 3}
	}
	return Measures{NavWidth: 208, NavIcons: 56, Header: 64, HeaderVisit: 56, Footer: 32, Margin: 24, Answer: RowAnswer, AnswerGap: GapAnswer}
}
