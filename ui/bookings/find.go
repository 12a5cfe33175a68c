package bookings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// mostFound is how many people the search shows.
const mostFound = 8

// findPerson asks who is to get the hour: those who wait, and by name or number anyone
// of the cohort. Who has been and who has declined can be found and is told so.
func (p *Page) findPerson() {
	s := p.s
	var o *widget.Overlay
	var shown []data.WaitRow
	field := widget.NewField("", s.T("bookings.find.hint"))
	field.Icon = icon.Search
	list := widget.NewList(theme.RowParticipant, func() int { return len(shown) }, nil)
	list.BarGap = -9
	list.Paint = func(pen *widget.Pen, i int, st widget.RowState) {
		w, size := shown[i], pen.Size()
		name, role := icon.User, theme.Ink2
		if w.Protected {
			name, role = icon.Shield, theme.Shield
		}
		pen.Icon(12, 10, 16, name, role)
		end := 40 + pen.Fit(40, 0, size.Height, size.Width*0.55, w.Sorted(), widget.Plain.As(st.Selected))
		if detail := widget.Shorten(p.about(w), widget.Second, size.Width-end-30); widget.Measure(detail, widget.Second) < size.Width-end-26 {
			pen.RightMid(size.Width-14, 0, size.Height, detail, widget.Second)
		}
	}
	filter := func(query string) {
		shown = nil
		for _, w := range p.waiting {
			if query == "" || !w.Protected && strings.Contains(strings.ToLower(w.Given+" "+w.Family), strings.ToLower(query)) {
				shown = append(shown, w)
			}
		}
		list.Reload()
		list.Select(0)
	}
	choose := func(i int) {
		if i >= 0 && i < len(shown) {
			w := shown[i]
			o.Close()
			p.take(w.Row, w.Wish, "", "")
		}
	}
	list.OnEnter = choose
	field.OnChanged(func(q string) {
		q = strings.TrimSpace(q)
		filter(q)
		if q == "" {
			return
		}
		var found data.List
		s.Do("bookings.find", func(ctx context.Context) (err error) {
			found, err = p.store.Participants(ctx, data.Filter{Cohort: s.Cohort(), Query: q, Limit: mostFound})
			return err
		}, func(err error) {
			if err != nil {
				s.Fail(err)
				return
			}
			filter(q)
			for _, r := range found.Rows {
				if !slices.ContainsFunc(shown, func(w data.WaitRow) bool { return w.Ref() == r.Ref() }) {
					shown = append(shown, data.WaitRow{Row: r})
				}
			}
			list.Reload()
			list.Select(0)
		})
	})
	field.Entry.OnEnter = func() { choose(list.Selected()) }
	field.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
			list.TypedKey(ev)
			return true
		}
		return false
	}
	filter("")
	box := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(300, theme.FieldHeight+12+mostFound*theme.RowParticipant+2) }, func(pen *widget.Pen) {
		size := pen.Size()
		pen.Place(field, 0, 0, size.Width, theme.FieldHeight)
		pen.Place(list, 0, theme.FieldHeight+12, size.Width, size.Height-theme.FieldHeight-12)
	})
	o = s.Overlay(box, 560, true, p.Focus)
	field.Focus()
}

// about says of somebody found what matters for giving a time.
func (p *Page) about(w data.WaitRow) string {
	switch b := w.Status.Booking; {
	case b != nil:
		return p.s.T("bookings.find.booked", "On", b.Day, "At", clockOf(journey.Start{Clock: b.Time}).Words())
	case !w.Since.IsZero() && w.Wish != "":
		return w.Wish
	case !w.Since.IsZero():
		return p.s.T("bookings.find.waits")
	}
	return p.s.T("people.state." + string(w.Status.State))
}

// askDay asks for a day to go to.
func (p *Page) askDay() {
	s := p.s
	field := widget.NewDateField(s.T("bookings.goto"), s.Today(), s.T("acts.date.bad"))
	field.Entry.SetPlaceHolder(s.T("acts.date.hint"))
	var o *widget.Overlay
	submit := func() {
		if !field.Check() {
			o.Refresh()
			return
		}
		d, _ := field.Date()
		o.Close()
		if d == (day.Date{}) {
			d = s.Today()
		}
		p.goTo(d)
	}
	field.Entry.OnEnter = submit
	button := widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("bookings.goto.act"), Key: "Enter"}, submit)
	o = s.Overlay(widget.Column(12, field, widget.Line(0, button)), 320, true, p.Focus)
	field.Focus()
}
