package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/ui/theme"
)

// Column puts objects under each other, as wide as there is room, with a gap between
// them. Hidden ones take no room.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(column(gap), objects...)
}

type column float32

func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		if s.Height > 0 {
			s.Height += float32(c)
		}
		s.Height += m.Height
	}
	return s
}

func (c column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + float32(c)
	}
}

// Put places an object in a layout; there may be no height left for it.
func Put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, max(0, h)))
}

// Line puts objects beside each other: each as wide as it wants, the first with no
// wish of its own (Field, Select) sharing what is left. Hidden ones take no room.
func Line(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(line(gap), objects...)
}

type line float32

func (l line) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Height = max(s.Height, m.Height-errorRoom(o))
		if s.Width > 0 {
			s.Width += float32(l)
		}
		s.Width += m.Width
	}
	s.Height += underAll(objects)
	return s
}

func (l line) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest, stretch := size.Width-l.MinSize(objects).Width, 0
	under := underAll(objects)
	for _, o := range objects {
		if o.Visible() && stretches(o) {
			stretch++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if stretches(o) && rest > 0 {
			m.Width += rest / float32(stretch)
		}
		o.Move(fyne.NewPos(x, size.Height-under-(m.Height-errorRoom(o))))
		o.Resize(m)
		x += m.Width + float32(l)
	}
}

// underAll gives the room under the fields' boxes, which stand in one line.
func underAll(objects []fyne.CanvasObject) (room float32) {
	for _, o := range objects {
		if o.Visible() {
			room = max(room, errorRoom(o))
		}
	}
	return room
}

// errorRoom gives the height of what a field says under its box.
func errorRoom(o fyne.CanvasObject) float32 {
	f, ok := o.(*Field)
	if d, is := o.(*DateField); is {
		f, ok = d.Field, true
	}
	if ok && (f.Error != "" || f.KeepErrorRoom) {
		return fieldError.Line() + 4
	}
	return 0
}

func stretches(o fyne.CanvasObject) bool {
	switch o := o.(type) {
	case *Field:
		return o.Width == 0
	case *DateField:
		return o.Width == 0
	case *Select:
		return true
	}
	return false
}

// Labelled puts words over a choice, as high as a field beside it.
func Labelled(label string, choice *Segments) fyne.CanvasObject {
	top, m := fieldLabel.Line()+5, choice.MinSize()
	return NewDrawing(func() fyne.Size {
		return fyne.NewSize(max(Measure(label, fieldLabel), m.Width), top+theme.FieldHeight)
	}, func(p *Pen) {
		p.Text(0, 0, label, fieldLabel)
		p.Place(choice, 0, top+(theme.FieldHeight-m.Height)/2, m.Width, m.Height)
	})
}

// NewWords makes a quiet text that wraps at a width.
func NewWords(text string, s Style, width float32) *Drawing {
	return NewDrawing(func() fyne.Size {
		return fyne.NewSize(width, float32(len(Lines(text, s, width)))*s.Line())
	}, func(p *Pen) { p.Wrap(0, 0, p.Size().Width, text, s) })
}
