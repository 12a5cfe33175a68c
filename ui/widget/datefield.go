package widget

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/ui/icon"
)

// DateField is a field for a date as staff type it: 260305, 5/3, +7, idag (see
// day.Typed). Leaving the field writes the date out; what cannot be read stays as
// typed, with an error, and is no date.
type DateField struct {
	*Field
	Today day.Date
	// Toward tells where a day and month without a year lies: ahead of Today (1), not
	// after it (−1), or as near to it as can be (0).
	Toward int
	// Bad is said when the text is no date.
	Bad string
	// OnDate is told each time the field is left or Enter is pressed with a date or empty.
	OnDate func(day.Date)

	value day.Date
}

// NewDateField makes a date field; bad is what it says of a text that is no date.
func NewDateField(label string, today day.Date, bad string) *DateField {
	d := &DateField{Field: newField(label, "", 1), Today: today, Bad: bad}
	d.Icon = icon.Booking
	d.Entry.SelectOnFocus = true
	d.Entry.OnFocus = func(on bool) {
		if !on {
			d.read(true)
		}
		d.Refresh()
	}
	d.Entry.OnChanged = func(string) { d.read(false) }
	d.ExtendBaseWidget(d)
	return d
}

// SetDate writes a date into the field; the zero date empties it.
func (d *DateField) SetDate(v day.Date) {
	d.value = v
	d.Entry.SetText(v.String())
	d.SetError("")
}

// Date gives the date, and false when the text is no date. An empty field gives the zero date and true.
func (d *DateField) Date() (day.Date, bool) {
	if d.Entry.Text == "" {
		return day.Date{}, true
	}
	text := strings.TrimSpace(d.Entry.Text)
	v, err := day.Typed(text, d.Today)
	if err == nil && (strings.Contains(text, "/") || len(text) == 4) {
		const half = 184 // days: as near as can be to half a year from now lies the one that is meant
		switch {
		case d.Toward > 0 && !v.After(d.Today):
			v, err = day.Typed(text, d.Today.Add(half))
		case d.Toward < 0 && v.After(d.Today):
			v, err = day.Typed(text, d.Today.Add(-half))
		}
	}
	return v, err == nil
}

// Check reads the text as leaving the field does, and reports whether it can be used.
func (d *DateField) Check() bool { return d.read(true) }

func (d *DateField) read(left bool) bool {
	v, ok := d.Date()
	if !left {
		if ok {
			d.SetError("")
		}
		return ok
	}
	if !ok {
		d.SetError(d.Bad)
		return false
	}
	d.SetError("")
	if s := v.String(); s != d.Entry.Text {
		d.Entry.SetText(s)
	}
	if v != d.value {
		d.value = v
		if d.OnDate != nil {
			call(func() { d.OnDate(v) })
		}
	}
	return true
}

var _ fyne.Widget = (*DateField)(nil)
