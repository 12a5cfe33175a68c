package acts

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// form is a small sheet that asks for a fact or two before it records something for one
// or many. What the fields hold is tried all the time: the button counts those whom it
// will be recorded for, and the others are named with the reason.
type form struct {
	acts  *Acts
	rows  []data.Row
	icon  icon.Name
	title string
	text  string
	body  fyne.CanvasObject
	focus fyne.Focusable
	// events gives what is to be recorded; not while a field must be filled in or mended
	// first. submit is set when the act itself asks: then the fields say what is missing.
	events func(submit bool) (list []data.LogParams, ok bool)
	act    string // id of the button's words; gets N and Who
	done   string // id of the sentence that tells of it
	then   func()

	overlay *widget.Overlay
	what    *widget.Drawing // what it leads to, and who is left out
	foot    *widget.Drawing
	button  *widget.Button
	cancel  *widget.Button
	tried   data.Logged
	ready   bool
	probe   bool // what was tried is not what the fields hold: it tells of refusals only
}

const (
	formWidth = 540
	formInner = formWidth - 40
	leftOut   = 3 // so many people left out are named
)

// show shows the form.
func (f *form) show() {
	s := f.acts.Shell
	head := widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(formInner, float32(len(widget.Lines(f.title, widget.Heading, formInner-30)))*widget.Heading.Line())
	}, func(p *widget.Pen) {
		p.Icon(0, 1, 20, f.icon, theme.Accent)
		p.Wrap(30, 0, formInner-30, f.title, widget.Heading)
	})
	objects := []fyne.CanvasObject{head}
	if f.text != "" {
		objects = append(objects, widget.NewWords(f.text, widget.Second, formInner))
	}
	f.button = widget.NewButton(widget.Look{}, f.submit)
	f.cancel = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { f.overlay.Close() })
	f.what = widget.NewDrawing(f.whatSize, f.paintWhat)
	f.foot = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(formInner, theme.ButtonHeight) }, func(p *widget.Pen) {
		x := p.Size().Width - f.button.MinSize().Width
		p.Place(f.button, x, 0, f.button.MinSize().Width, theme.ButtonHeight)
		w := f.cancel.MinSize().Width
		p.Place(f.cancel, x-10-w, 0, w, theme.ButtonHeight)
	})
	f.look()
	f.overlay = s.Overlay(widget.Column(12, append(objects, f.body, f.what, f.foot)...), formWidth, false, nil)
	f.overlay.Stays, f.overlay.Main, f.overlay.Enter = true, f.submit, f.submit
	s.Canvas().Focus(f.focus)
	f.try()
}

// field makes a text field of the form; Enter in it does the act.
func (f *form) field(label, placeholder string) *widget.Field {
	w := widget.NewField(label, placeholder)
	w.OnChanged(func(string) { w.SetError(""); f.try() })
	w.Entry.OnEnter = f.submit
	return w
}

// dateField makes a date field with a label's id.
func (a *Acts) dateField(label string) *widget.DateField {
	w := widget.NewDateField(a.Shell.T(label), a.Shell.Today(), a.Shell.T("acts.date.bad"))
	w.Entry.SetPlaceHolder(a.Shell.T("acts.date.hint"))
	return w
}

// date makes a field of the form for a day to come; Enter in it does the act.
func (f *form) date(label string) *widget.DateField {
	w := f.acts.dateField(label)
	w.Toward = +1
	changed := w.Entry.OnChanged
	w.Entry.OnChanged = func(text string) { changed(text); f.try() }
	w.Entry.OnEnter = func() { w.Check(); f.submit() }
	return w
}

// try finds out for whom it can be recorded.
func (f *form) try() {
	if f.overlay == nil {
		return
	}
	list, ok := f.events(false)
	if !ok {
		f.tried, f.ready = data.Logged{}, false
		f.look()
		return
	}
	var l data.Logged
	f.acts.Shell.Do("try", func(ctx context.Context) (err error) {
		l, err = f.acts.Store.TryEach(ctx, list)
		return err
	}, func(err error) {
		if err != nil {
			f.acts.Shell.Fail(err)
			return
		}
		f.tried, f.ready = l, true
		f.look()
	})
}

// look shows what was found out.
func (f *form) look() {
	took := f.rows
	if f.ready {
		took = taken(f.rows, f.tried)
	}
	look := widget.Look{Kind: widget.Filled, Text: f.acts.Shell.T(f.act, "N", len(took)), Key: "Enter"}
	if f.ready && len(took) == 0 {
		look.Kind = widget.Off
	}
	f.button.Set(look)
	if f.overlay == nil {
		return
	}
	if len(f.lines()) == 0 {
		f.what.Hide()
	} else {
		f.what.Show()
	}
	f.what.Refresh()
	f.foot.Refresh()
	f.overlay.Refresh()
}

// line is something said under the fields.
type line struct {
	text string
	bad  bool
}

// lines say what it leads to for the one person, or who is left out and why.
func (f *form) lines() (list []line) {
	if !f.ready {
		return nil
	}
	s := f.acts.Shell
	took := taken(f.rows, f.tried)
	if len(took) == 1 && len(f.tried.Events) > 0 && !f.probe {
		if next := Leads(f.tried.Events[len(f.tried.Events)-1].Status); !next.IsZero() {
			list = append(list, line{text: s.Say(next)})
		}
	}
	for _, w := range f.tried.Warnings() {
		list = append(list, line{s.Say(w), true})
	}
	if n := recalls(f.tried); n > 0 {
		list = append(list, line{widget.UpperFirst(s.T("acts.done.recall", "N", n)), true})
	}
	return append(list, f.acts.left(f.rows, f.tried.Refused)...)
}

// left names who is left out and why, so many of them as have room.
func (a *Acts) left(rows []data.Row, refused []data.Refusal) (list []line) {
	for i, r := range refused {
		if i == leftOut && len(refused) > leftOut+1 {
			return append(list, line{a.Shell.T("acts.left.more", "N", len(refused)-i), true})
		}
		for _, row := range rows {
			if row.Ref() == r.Ref {
				list = append(list, line{a.Shell.T("acts.left", "Name", Short(row), "Why", r.Reason), true})
			}
		}
	}
	return list
}

func (f *form) whatSize() fyne.Size {
	h := float32(0)
	for _, l := range f.lines() {
		h += float32(len(widget.Lines(l.text, widget.Second, formInner-22)))*widget.Second.Line() + 4
	}
	return fyne.NewSize(formInner, h)
}

func (f *form) paintWhat(p *widget.Pen) {
	y := float32(0)
	for _, l := range f.lines() {
		name, role := icon.To, theme.Ink2
		if l.bad {
			name, role = icon.Expired, theme.Warn
		}
		p.Icon(0, y+2, 14, name, role)
		y += p.Wrap(22, y, p.Size().Width-22, l.text, widget.Second.In(role)) + 4
	}
}

// submit records it.
func (f *form) submit() {
	list, ok := f.events(true)
	if !ok {
		f.overlay.Refresh() // a field says what is missing
		return
	}
	if f.ready && len(taken(f.rows, f.tried)) == 0 {
		return
	}
	f.overlay.Close()
	f.acts.record(f.rows, list, f.done, f.then)
}

// labelled puts a label over something that has none of its own.
func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	const gap = 5
	style := widget.Style{Size: theme.TextSecond, Bold: true}
	return widget.NewDrawing(func() fyne.Size {
		size := o.MinSize()
		return fyne.NewSize(size.Width, size.Height+style.Line()+gap)
	}, func(p *widget.Pen) {
		p.Text(0, 0, label, style)
		p.Place(o, 0, style.Line()+gap, p.Size().Width, o.MinSize().Height)
	})
}

// segments makes the choices of a form side by side.
func (f *form) segments(ids []string, prefix string, chosen int) *widget.Segments {
	items := make([]widget.Segment, len(ids))
	for i, id := range ids {
		items[i] = widget.Segment{Text: f.acts.Shell.T(prefix + id)}
	}
	return widget.NewSegments(items, chosen, func(int) { f.try() })
}
