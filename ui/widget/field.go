package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
)

// Field is a text field: label above, frame, icon, unit, mark, error below.
type Field struct {
	fyne_widget.BaseWidget

	Label string
	Icon  icon.Name
	Key   string // key that leads here, shown while the field is empty and elsewhere has the focus
	Unit  string
	// Mark is the state's icon at the right end, in MarkRole.
	Mark     icon.Name
	MarkRole theme.Role
	// Fill and Stroke replace the frame's colours where they are set.
	Fill, Stroke theme.Role
	// Error is said below the field in words; its room is kept when KeepErrorRoom.
	Error         string
	KeepErrorRoom bool
	Tall          bool    // 40 high instead of 36: measurements, unlocking
	Rows          int     // lines of a long text; 0 and 1: one line
	Width         float32 // wished width; 0 takes what room there is

	Entry *Entry
	// Action is drawn inside, at the right end. It is no stop for Tab: who types blindly
	// from field to field must not end on a button.
	Action *Drawing

	hint, hinted string // what an empty line says, and what of it there is room for

	pen Pen
	box fyne.CanvasObject
}

// NewField makes a field of one line.
func NewField(label, placeholder string) *Field { return NewTextArea(label, placeholder, 1) }

// NewTextArea makes a field of several lines.
func NewTextArea(label, placeholder string, rows int) *Field {
	f := newField(label, placeholder, rows)
	f.ExtendBaseWidget(f)
	return f
}

// NewPassword makes a field that shows dots.
func NewPassword(label string) *Field {
	f := NewField(label, "")
	f.Entry.Password = true
	f.Icon = icon.Lock
	return f
}

// newField makes a field that is not yet any widget: Fyne takes the first that
// ExtendBaseWidget names, and a DateField is one too.
func newField(label, placeholder string, rows int) *Field {
	f := &Field{Label: label, Rows: rows, Entry: newEntry(rows > 1)}
	f.Entry.SetPlaceHolder(placeholder)
	f.Entry.OnFocus = func(bool) { f.Refresh() }
	f.box = container.NewThemeOverride(f.Entry, fieldTheme{line: rows <= 1})
	return f
}

// fieldTheme gives the entry inside a field less room around its text, and one line no
// scroll bar.
type fieldTheme struct {
	theme.Theme
	line bool
}

func (t fieldTheme) Size(n fyne.ThemeSizeName) float32 {
	switch {
	case n == fynetheme.SizeNameInnerPadding:
		return 8
	case t.line && (n == fynetheme.SizeNameScrollBar || n == fynetheme.SizeNameScrollBarSmall):
		return 0
	}
	return t.Theme.Size(n)
}

// fitHint shortens what an empty line says to the room it has.
func (f *Field) fitHint(room float32) {
	if f.Entry.PlaceHolder != f.hinted {
		f.hint = f.Entry.PlaceHolder
	}
	f.hinted = Shorten(f.hint, Plain, room)
	if f.Entry.PlaceHolder != f.hinted {
		f.Entry.SetPlaceHolder(f.hinted)
	}
}

// Text gives what stands in the field.
func (f *Field) Text() string { return f.Entry.Text }

// SetText writes into the field; OnChanged is told if it differs.
func (f *Field) SetText(s string) {
	if f.Entry.Text != s {
		f.Entry.SetText(s)
	}
}

// OnChanged sets what is told each change.
func (f *Field) OnChanged(do func(string)) {
	f.Entry.OnChanged = func(s string) {
		if f.Key != "" {
			f.Refresh()
		}
		call(func() { do(s) })
	}
}

// SetError says what is wrong with the text; "" takes it away.
func (f *Field) SetError(s string) {
	if f.Error != s {
		f.Error = s
		f.Refresh()
	}
}

// Focus puts the keyboard into the field.
func (f *Field) Focus() { Focus(f.Entry) }

// CreateRenderer is for Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f, &f.pen) }

var (
	fieldLabel = Style{Size: theme.TextSecond, Bold: true}
	fieldError = Style{Size: theme.TextSmall, Role: theme.Fault}
)

func (f *Field) labelHeight() float32 {
	if f.Label == "" {
		return 0
	}
	return fieldLabel.Line() + 5
}

func (f *Field) boxHeight() float32 {
	h := float32(theme.FieldHeight)
	if f.Tall {
		h = theme.ValueHeight
	}
	if f.Rows > 1 {
		h = float32(f.Rows)*19 + 18
	}
	return h
}

func (f *Field) min() fyne.Size {
	h := f.labelHeight() + f.boxHeight()
	if f.Error != "" || f.KeepErrorRoom {
		h += fieldError.Line() + 4
	}
	return fyne.NewSize(max(f.Width, 80), h)
}

func (f *Field) paint(p *Pen) {
	s := p.Size()
	if f.Label != "" {
		p.Text(0, 0, f.Label, fieldLabel)
	}
	y, h := f.labelHeight(), f.boxHeight()
	b := Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: theme.RadiusField}
	if f.Fill != theme.Clear {
		b.Fill = f.Fill
	}
	if f.Stroke != theme.Clear {
		b.Stroke = f.Stroke
	}
	if f.Error != "" {
		b.Stroke, b.Width = theme.Fault, 2
	}
	if f.Entry.focus {
		b.Stroke = theme.Accent
	}
	p.Rect(0, y, s.Width, h, b)
	if f.Entry.focus {
		p.Ring(0, y, s.Width, h, theme.RadiusField)
	}
	left, right := float32(4), s.Width-4
	if f.Icon != icon.None {
		p.Icon(13, y+(h-16)/2, 16, f.Icon, theme.Ink2)
		left = 29
	}
	if f.Action != nil {
		w := f.Action.MinSize().Width
		right -= w + 2
		p.Place(f.Action, right, y+(h-theme.RowButtonHeight)/2, w, theme.RowButtonHeight)
	}
	if f.Mark != icon.None {
		right -= 26
		p.Icon(right+4, y+(h-16)/2, 16, f.Mark, f.MarkRole)
	}
	if f.Unit != "" {
		right -= Measure(f.Unit, Second) + 8
		p.Mid(right+4, y, h, f.Unit, Second)
	}
	if f.Key != "" && !f.Entry.focus && f.Entry.Text == "" {
		right -= CapWidth(f.Key, CapPlain) + 8
		p.Cap(right+4, y, h, f.Key, CapPlain)
	}
	entry := h
	if f.Rows <= 1 {
		entry = 36 // the text's own room, centred
		f.fitHint(right - left - 18)
	}
	p.Place(f.box, left, y+(h-entry)/2, right-left, entry)
	if f.Error != "" {
		p.Text(0, y+h+4, f.Error, fieldError)
	}
}
