package widget

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// AnswerState is how an answer stands.
type AnswerState int

// The states of an answer row.
const (
	AnswerFree   AnswerState = iota // to choose
	AnswerMarked                    // the arrow stands here; not stored
	AnswerSaved                     // stored: filled digit and check
	AnswerLocked                    // not chosen, in a locked form
)

// AnswerRow is one answer to a question: its digit, its words, its state.
type AnswerRow struct {
	Digit string
	Text  string
	State AnswerState
	Both  bool // marked and saved at once
}

// AnswerStyle is the text of an answer at its full size.
var AnswerStyle = Style{Size: theme.TextAnswer}

// AnswerRow draws an answer into a box. Text that is too long for the row gets smaller.
func (p *Pen) AnswerRow(x, y, w, h float32, a AnswerRow, style Style) {
	b := Box{Fill: theme.Surface, Stroke: theme.Line, Radius: theme.RadiusField}
	if a.State == AnswerMarked {
		b = Box{Fill: theme.Selected, Stroke: theme.Accent, Width: 2, Radius: theme.RadiusField}
	}
	p.Rect(x, y, w, h, b)
	box := min(28, h-8)
	digit := Box{Fill: theme.Sunken, Stroke: theme.CapEdge, Radius: theme.RadiusChip}
	ds := style.As(true)
	if a.State == AnswerMarked || a.State == AnswerSaved {
		digit = Box{Fill: theme.Accent, Radius: theme.RadiusChip}
		ds.Role = theme.OnAccent
	}
	top := round(y + (h-box)/2)
	p.Rect(x+9, top, box, box, digit)
	p.CenterMid(x+9, top, box, box, a.Digit, ds)
	left, right := x+9+box+12, x+w-12
	if a.State == AnswerSaved || a.Both {
		right -= 18 + 8
		p.Icon(right+8, y+(h-18)/2, 18, icon.Yes, theme.Accent)
	}
	if a.State == AnswerLocked {
		style.Role = theme.Ink3
	}
	p.Squeeze(left, y, h, right-left, a.Text, style)
}

// Squeeze draws text on one line in the vertical middle of a band, in steps smaller
// down to 12 where it is wider than max; what is still too wide goes on two lines.
func (p *Pen) Squeeze(x, y, h, max float32, text string, s Style) {
	for s.size() > theme.TextSmall && Measure(text, s) > max {
		s.Size = s.size() - 0.5
	}
	lines := Lines(text, s, max)
	top := y + (h-float32(len(lines))*s.Line())/2
	for i, line := range lines {
		p.Text(x, top+float32(i)*s.Line(), line, s)
	}
}

// BandHeightFor gives the height of a band of a width.
func BandHeightFor(words string, w float32) float32 {
	return max(theme.BandHeight, float32(len(Lines(words, bandText, w-50)))*bandText.Line()+12)
}

// Band draws a band of state with its words, on as many lines as they need, and gives
// its height. It is the widget Band without a button, for drawings.
func (p *Pen) Band(x, y, w float32, kind BandKind, words string) float32 {
	if kind == BandNone {
		return 0
	}
	look := bandLooks[kind]
	lines := Lines(words, bandText, w-50)
	h := BandHeightFor(words, w)
	p.Rect(x, y, w, h, Box{Fill: look.tone.Tint, Radius: theme.RadiusField})
	top := round(y + (h-float32(len(lines))*bandText.Line())/2)
	p.Icon(x+13, top+1, 16, look.icon, look.tone.Text)
	for i, line := range lines {
		p.Text(x+38, top+float32(i)*bandText.Line(), line, bandText.In(look.tone.Text))
	}
	return h
}

// Field draws the frame of a text field and puts the text into it.
func (p *Pen) Field(x, y, w, h float32, text fyne.CanvasObject, focus bool) {
	b := Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField}
	if focus {
		b.Stroke = theme.Accent
	}
	p.Rect(x, y, w, h, b)
	if focus {
		p.Ring(x, y, w, h, theme.RadiusField)
	}
	p.Place(text, x+4, y+1, w-8, h-2)
}
