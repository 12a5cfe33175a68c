package today

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// coming is what is said when nothing is left to do: who is on the list at all, who
// may be invited, and what the next days bring.
type coming struct {
	people    int // in the cohort
	uninvited int
	next      []comingRow
}

type comingRow struct {
	icon icon.Name
	text say.Text
	on   day.Date
}

// readComing looks ahead.
func readComing(ctx context.Context, store Store, cohort int, today day.Date) (c coming, err error) {
	fresh, err := store.Participants(ctx, data.Filter{Cohort: cohort, Steps: []journey.StepKind{journey.StepLetter, journey.StepTicket}, States: []journey.State{journey.StateNew}, Limit: 1})
	if err != nil {
		return c, err
	}
	c.people, c.uninvited = fresh.Total, fresh.Count
	const ahead = 400 // rows whose day may be among the next three
	l, err := store.Participants(ctx, data.Filter{Cohort: cohort, Steps: []journey.StepKind{journey.StepWait}, Order: data.OrderStep, Limit: ahead})
	if err != nil {
		return c, err
	}
	type key struct {
		kind string
		on   day.Date
	}
	counts := map[key]int{}
	for _, r := range l.Rows {
		k := key{"", r.Status.Next.Due}
		switch st := r.Status; {
		case st.Booking != nil:
			k = key{"visits", st.Booking.Day}
		case st.Ticket != nil && st.Ticket.Expired.IsZero() && !st.Ticket.Used:
			k = key{"tickets", st.Ticket.Expires}
		case st.Letter != nil && !st.Letter.Due.IsZero():
			k = key{"letters", st.Letter.Due}
		}
		if k.kind != "" && k.on.After(today) {
			counts[k]++
		}
	}
	icons := map[string]icon.Name{"visits": icon.Booking, "tickets": icon.Ticket, "letters": icon.Letter}
	for k, n := range counts {
		c.next = append(c.next, comingRow{icons[k.kind], say.T("today.coming."+k.kind, "N", n), k.on})
	}
	slices.SortFunc(c.next, func(a, b comingRow) int {
		if n := a.on.Compare(b.on); n != 0 {
			return n
		}
		return cmp.Compare(a.text.ID, b.text.ID)
	})
	c.next = c.next[:min(3, len(c.next))]
	return c, nil
}

// fillEmpty says what is true, what comes, and the next useful act (10a).
func (p *Page) fillEmpty() {
	t, e := p.s.T, p.empty
	e.Picture, e.Body, e.Buttons = nil, nil, nil
	switch {
	case p.queue != "":
		e.Set(t("today.empty.queue"), "")
		e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Secondary, Text: t("today.empty.all")}, func() { p.choose(""); p.Focus() })}
		e.Refresh()
		return
	case p.coming.people == 0:
		e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Import, Text: t("today.empty.import"), Key: "Enter"}, func() { p.s.Go(shell.ToImport{}) })}
		e.Set(t("today.empty.first"), t("today.empty.first.text"))
		return
	}
	e.Picture = widget.NewFigure(fyne.NewSize(150, 150), func(w, h, _ float64) []star.Shape {
		const r = 11.0 // mm: points only
		unit := min(w, h) / 2 / r
		return star.Logo(w/2, h/2, r*unit, unit)
	})
	if len(p.coming.next) > 0 {
		e.Body = p.comingCard()
	}
	if n := p.coming.uninvited; n > 0 {
		e.Buttons = append(e.Buttons, widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Letter, Text: t("today.empty.invite", "N", n), Key: "B"},
			p.invite))
	}
	if p.work.Done > 0 {
		e.Buttons = append(e.Buttons, widget.NewButton(widget.Look{Kind: widget.Secondary, Text: t("today.empty.show")}, func() { p.choose(queueDone); p.Focus() }))
	}
	text := t("today.empty.none")
	if p.work.Done > 0 {
		text = t("today.empty.done", "N", p.work.Done)
	}
	e.Set(t("today.empty.title"), text)
}

func (p *Page) comingCard() fyne.CanvasObject {
	const row = 44
	rows := p.coming.next
	return widget.NewDrawing(func() fyne.Size { return fyne.NewSize(400, 37+float32(len(rows))*row) }, func(pen *widget.Pen) {
		size := pen.Size()
		pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Paper, Stroke: theme.Line, Radius: theme.RadiusCard})
		pen.Mid(16, 0, 37, p.s.T("today.coming"), widget.Style{Size: theme.TextSecond, Bold: true})
		for i, r := range rows {
			y := 37 + float32(i)*row
			pen.Line(1, y, size.Width-2, theme.Line)
			pen.Icon(17, y+14, 16, r.icon, theme.Ink2)
			pen.Mid(45, y, row, p.s.Say(r.text), widget.Plain)
			on := say.Weekday(p.s.Lang(), r.on) + " " + say.DayMonth(p.s.Lang(), r.on)
			pen.RightMid(size.Width-16, y, row, on, widget.Second)
		}
	})
}
