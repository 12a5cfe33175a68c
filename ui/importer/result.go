package importer

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// resultStep says what the import did, and takes it back.
type resultStep struct {
	p       *Page
	band    *widget.Band
	totals  *widget.Drawing
	next    *widget.Button
	again   *widget.Button
	head    *widget.Drawing
	list    *widget.List // who keeps the import from being taken back
	refused []string     // names, with the reason after a tab
	reasons []string
	undone  bool
	content *fyne.Container
}

func newResultStep(p *Page) *resultStep {
	r := &resultStep{p: p, band: widget.NewBand()}
	s := p.s
	r.totals = widget.NewDrawing(nil, func(pen *widget.Pen) { p.paintTotals(pen, p.result.Counts) })
	r.next = widget.NewButton(widget.Look{Kind: widget.Filled, Text: s.T("importer.people"), Key: "Enter"}, func() { s.Go(shell.ToPeople{}) })
	r.again = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("importer.again"), Key: "Esc"}, func() { p.Escape() })
	r.head = widget.NewDrawing(nil, func(pen *widget.Pen) {
		if len(r.refused) > 0 {
			pen.Mid(0, 0, pen.Size().Height, s.T("importer.refused"), widget.Heading)
		}
	})
	r.list = widget.NewList(theme.RowFault, func() int { return len(r.refused) }, func(pen *widget.Pen, i int, _ widget.RowState) {
		pen.Icon(14, 11, 16, icon.Blocked, theme.Fault)
		end := 42 + pen.Fit(42, 0, theme.RowFault, 260, r.refused[i], widget.Strong)
		pen.Fit(end+16, 0, theme.RowFault, pen.Size().Width-end-30, r.reasons[i], widget.Second)
	})
	r.content = container.New(resultLayout{r}, r.band, r.totals, r.next, r.again, r.head, r.list)
	return r
}

type resultLayout struct{ r *resultStep }

// MinSize is for Fyne.
func (resultLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l resultLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r := l.r
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	w := min(size.Width, 760)
	bh := r.band.HeightFor(w)
	put(r.band, 0, 0, w, bh)
	put(r.totals, 0, bh+16, w, totalsHeight)
	y := bh + 16 + totalsHeight + 20
	nw, aw := r.next.MinSize(), r.again.MinSize()
	put(r.next, 0, y, nw.Width, nw.Height)
	put(r.again, nw.Width+12, y, aw.Width, aw.Height)
	y += nw.Height + 20
	put(r.head, 0, y, w, 30)
	put(r.list, 0, y+34, w, min(size.Height-y-34, float32(len(r.refused))*theme.RowFault+2))
	if len(r.refused) == 0 {
		r.list.Hide()
	} else {
		r.list.Show()
	}
}

// begin forgets what was said of an earlier import.
func (r *resultStep) begin() {
	r.refused, r.reasons, r.undone = nil, nil, false
	res, s := r.p.result, r.p.s
	if res.Batch == "" {
		r.band.Say(widget.BandInfo, s.T("importer.nothing"))
		return
	}
	read := res.New + res.Changed + res.Unchanged
	r.band.SayDo(widget.BandOK, s.T("importer.done", "N", read, "Time", say.Clock(s.Lang(), s.Now())), s.T("importer.undo"), r.undo)
}

func (r *resultStep) refresh() {
	r.list.Reload()
	r.totals.Refresh()
	r.content.Refresh()
}

// undo takes the import back as a whole; who was worked with is listed, and nothing
// has changed then (D15).
func (r *resultStep) undo() {
	p, batch := r.p, r.p.result.Batch
	if batch == "" || r.undone || p.busy {
		return
	}
	p.setBusy(true)
	var u data.Undoing
	var names map[string]string
	p.s.Do("", func(ctx context.Context) (err error) {
		u, err = p.store.UndoImport(ctx, batch)
		if len(u.Refused) > 0 {
			names = r.names(ctx, u.Refused)
		}
		return err
	}, func(err error) {
		p.setBusy(false)
		switch {
		case err != nil && len(u.Refused) == 0:
			p.s.Fail(err)
		case err != nil:
			r.refused, r.reasons = nil, nil
			for _, one := range u.Refused {
				r.refused = append(r.refused, names[one.Ref.Participant])
				r.reasons = append(r.reasons, p.s.Say(one.Reason))
			}
			r.band.Say(widget.BandFault, p.s.T("importer.refused.band", "N", len(u.Refused)))
		default:
			r.undone = true
			r.band.Say(widget.BandOK, p.s.T("importer.undone", "N", u.Undone))
			p.imported(p.params.Cohort)
		}
		r.refresh()
	})
}

func (r *resultStep) names(ctx context.Context, list []data.Refusal) map[string]string {
	ids := make([]string, len(list))
	for i, one := range list {
		ids[i] = one.Ref.Participant
	}
	names := map[string]string{}
	found, err := r.p.store.Participants(ctx, data.Filter{Cohort: r.p.params.Cohort, Participants: ids})
	if err != nil {
		return names // the reasons say enough
	}
	for _, row := range found.Rows {
		names[row.Participant] = row.Sorted()
	}
	return names
}

func dayOf(t time.Time) day.Date { return day.Of(t) }

const totalsHeight = 70

// paintTotals draws the five totals of an import beside each other.
func (p *Page) paintTotals(pen *widget.Pen, c data.Counts) {
	s, size := p.s, pen.Size()
	pen.Card(0, 0, size.Width, size.Height)
	cells := []struct {
		n    int
		id   string
		role theme.Role
	}{{c.New, "new", theme.Ink}, {c.Changed, "changed", theme.Ink}, {c.Unchanged, "unchanged", theme.Ink}, {c.Bad, "bad", theme.Fault}, {c.Gone, "gone", theme.Warn}}
	w := size.Width / float32(len(cells))
	for i, cell := range cells {
		x := float32(i) * w
		if i > 0 {
			pen.Rect(x, 1, 1, size.Height-2, widget.Box{Fill: theme.Line})
		}
		role := cell.role
		if cell.n == 0 {
			role = theme.Ink
		}
		y := (size.Height - 50) / 2
		pen.Text(x+14, y, number(cell.n), widget.Title.In(role))
		pen.Fit(x+14, y+30, 20, w-20, s.T("importer.total."+cell.id), widget.Second)
	}
}
