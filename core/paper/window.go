package paper

import "fmt"

// Window says where the address stands so that it shows in the envelope's window.
type Window struct {
	Preset   string   // WindowH2 (default) or WindowV2
	Envelope Envelope // "" = C5
	DX, DY   float64  // the measured correction, mm to the right and down

	// The opening as the clinic has measured it on the sheet, mm from its top left
	// corner. What is 0 is the preset's.
	X, Y, W, H float64
}

// The window presets (papers.md 2; the places are likely, not verified: print a test).
const (
	WindowH2 = "H2" // window to the right
	WindowV2 = "V2" // window to the left
)

// Envelope is a size of envelopes; it decides where the sheet is folded.
type Envelope string

// The envelopes that take an A4 sheet.
const (
	C5  Envelope = "C5"  // 229 × 162 mm: folded once
	E65 Envelope = "E65" // 220 × 110 mm, and C65, 229 × 114: folded twice
	C4  Envelope = "C4"  // 229 × 324 mm: not folded
)

// Envelopes lists the envelopes in the order in which they are offered.
func Envelopes() []Envelope { return []Envelope{C5, E65, C4} }

// Rect is a rectangle on the sheet in mm.
type Rect struct{ X, Y, W, H float64 }

// Inside reports whether r lies within s.
func (r Rect) Inside(s Rect) bool {
	const near = 0.01
	return r.X >= s.X-near && r.Y >= s.Y-near && r.X+r.W <= s.X+s.W+near && r.Y+r.H <= s.Y+s.H+near
}

// Opening gives the window's opening on the sheet, as it is when the sheet lies where it
// should: the preset's or the clinic's, moved by the correction.
func (w Window) Opening() Rect {
	r := Rect{100, 38, 90, 38}
	if w.Preset == WindowV2 {
		r = Rect{20, 38, 80, 38}
	}
	for _, v := range []struct {
		set float64
		to  *float64
	}{{w.X, &r.X}, {w.Y, &r.Y}, {w.W, &r.W}, {w.H, &r.H}} {
		if v.set > 0 {
			*v.to = v.set
		}
	}
	r.X, r.Y = r.X+w.DX, r.Y+w.DY
	return r
}

// Block gives where return line and address stand: well within the opening, because the
// sheet slides in the envelope.
func (w Window) Block() Rect {
	o := w.Opening()
	left, right := 12*o.W/90, 2*o.W/90
	if w.Preset == WindowV2 {
		left, right = 3*o.W/80, 1*o.W/80
	}
	edge := 5 * o.H / 38
	return Rect{o.X + left, o.Y + edge, o.W - left - right, o.H - 2*edge}
}

// The strip of a letter in which nothing but return line and address is printed.
const (
	quietTop    = 28.0
	quietBottom = 85.0
)

// Quiet gives that strip, over the whole width of the sheet.
func Quiet() Rect { return Rect{0, quietTop, sheetW, quietBottom - quietTop} }

// Clear reports whether only the address can show in the opening: the opening lies
// within the strip that has nothing else, and the address within the opening.
func (w Window) Clear() bool {
	o := w.Opening()
	return o.Y >= quietTop && o.Y+o.H <= quietBottom && o.X >= 0 && o.X+o.W <= sheetW && w.Block().Inside(o)
}

// Folds gives where the sheet is folded, mm from its top.
func (w Window) Folds() []float64 {
	switch w.Envelope {
	case E65:
		return []float64{99, 198}
	case C4:
		return nil
	}
	return []float64{148.5}
}

// foldMarks draws where to fold.
func (d *doc) foldMarks(w Window) {
	folds := w.Folds()
	if len(folds) == 0 {
		return
	}
	d.stamp(fmt.Sprint("folds ", folds), func() {
		for _, y := range folds {
			d.line(4, y, 9, y, hairline, ink)
		}
	})
}
