package widget

import (
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// MeasureState is how the value of a measurement stands.
type MeasureState int

// The states of a measurement's field.
const (
	MeasureEmpty      MeasureState = iota
	MeasureDraft                   // typed, not stored
	MeasureSaved                   // stored
	MeasureUnusual                 // stored though out of the plausible
	MeasureUnanswered              // a missing code …
	MeasureDeclined
	MeasureUnmeasured
	MeasureCorrected // stored and corrected after locking
	MeasureLacking   // mandatory, passed over
	MeasureWrong     // cannot be read or refused
)

// MeasureField is the field of one measurement: label above, unit inside, state at the end.
type MeasureField struct {
	Label  string
	Text   string // what is typed or stored, or the missing code's word
	Unit   string
	State  MeasureState
	Noted  bool // has a note
	Locked bool

	Focus bool // being typed in
	Caret int  // runes before the caret
	All   bool // the whole text is selected: typing replaces it
}

// measureLook gives the mark of a state.
var measureLook = map[MeasureState]struct {
	icon icon.Name
	role theme.Role
}{
	MeasureDraft:      {icon.Begun, theme.Ink2},
	MeasureSaved:      {icon.Yes, theme.OK},
	MeasureUnusual:    {icon.Expired, theme.Warn},
	MeasureUnanswered: {icon.Minus, theme.Ink2},
	MeasureDeclined:   {icon.No, theme.Ink2},
	MeasureUnmeasured: {icon.Blocked, theme.Ink2},
	MeasureCorrected:  {icon.Begun, theme.Accent},
	MeasureLacking:    {icon.Expired, theme.Warn},
	MeasureWrong:      {icon.Fault, theme.Fault},
}

// MeasureLabel is the room above a field for its label.
const MeasureLabel = 21

var (
	measureValue = Style{Size: theme.Text, Bold: true}
	measureWord  = Style{Size: theme.Text, Role: theme.Ink2}
)

// MeasureField draws a field with its label above; y is the label's top, h the box's height.
func (p *Pen) MeasureField(x, y, w, h float32, f MeasureField) {
	p.Fit(x, y, 16, w, f.Label, Style{Size: theme.TextSmall, Role: theme.Ink2})
	y += MeasureLabel
	b := Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField}
	switch {
	case f.State == MeasureWrong:
		b.Stroke, b.Width = theme.Fault, 2
	case f.Focus:
		b.Stroke = theme.Accent
	case f.Locked:
		b.Fill, b.Stroke = theme.Sunken, theme.Line
	case f.State == MeasureLacking:
		b.Fill, b.Stroke = theme.WarnTint, theme.Warn
	}
	p.Rect(x, y, w, h, b)
	if f.Focus {
		p.Ring(x, y, w, h, theme.RadiusField)
	}
	right := x + w - 13
	if look := measureLook[f.State]; look.icon != icon.None {
		right -= 16
		p.Icon(right, y+(h-16)/2, 16, look.icon, look.role)
		right -= 8
	} else if f.Locked {
		right -= 16
		p.Icon(right, y+(h-16)/2, 16, icon.Lock, theme.Ink2)
		right -= 8
	}
	if f.Noted {
		right -= 16
		p.Icon(right, y+(h-16)/2, 16, icon.Note, theme.Accent)
		right -= 8
	}
	style := measureValue
	switch f.State {
	case MeasureUnanswered, MeasureDeclined, MeasureUnmeasured:
		style = measureWord
	default:
		right -= p.RightMid(right, y, h, f.Unit, Second)
	}
	p.editable(x+13, y, h, f, style)
}

// editable draws the text with caret or selection.
func (p *Pen) editable(x, y, h float32, f MeasureField, style Style) {
	line := style.Line()
	top := round(y + (h-line)/2)
	if f.Focus && f.All && f.Text != "" {
		p.Rect(x-2, top, Measure(f.Text, style)+4, line, Box{Fill: theme.SelectedEdge, Radius: 2})
	}
	p.Text(x, top, f.Text, style)
	if f.Focus && !(f.All && f.Text != "") {
		before := f.Text
		if r := []rune(f.Text); f.Caret < len(r) {
			before = string(r[:f.Caret])
		}
		p.Rect(round(x+Measure(before, style))+1, top, 1.5, line, Box{Fill: theme.Ink})
	}
}
