package letters

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/table"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// returned registers the pile of letters that the post brought back.
func (p *Runs) returned() { AskReturned(p.s, p.p.Store, p.load) }

// Returner records letters that came back.
type Returner interface {
	ReturnedLetter(ctx context.Context, number string) (data.Logged, error)
	FindLetter(ctx context.Context, number string) (data.SentLetter, error)
	Undo(ctx context.Context, id, reason string) (data.Logged, error)
	Participants(ctx context.Context, f data.Filter) (data.List, error)
}

// back is one letter that was registered.
type back struct {
	number string
	name   string
	act    string
	fault  string // why it was not
}

const returnedWidth = 520

// AskReturned registers letters that the post brought back, by their number, typed or
// scanned: one after the other, until it is left. changed is told at the end.
func AskReturned(s *shell.Shell, store Returner, changed func()) {
	var list []back
	field := widget.NewField(s.T("mail.returned.number"), "26-0148")
	field.Icon, field.Entry.SelectOnFocus = icon.Letter, true
	var o *widget.Overlay
	rows := widget.NewList(theme.RowHead, func() int { return len(list) }, func(pen *widget.Pen, i int, _ widget.RowState) {
		b, size := list[i], pen.Size()
		mark, role, words := icon.Done, theme.OK, b.name
		if b.fault != "" {
			mark, role, words = icon.Fault, theme.Fault, b.fault
		}
		pen.Icon(12, (size.Height-14)/2, 14, mark, role)
		end := 36 + pen.Mid(36, 0, size.Height, b.number, widget.Style{Size: theme.TextSecond, Bold: true})
		pen.Fit(end+12, 0, size.Height, size.Width-end-24, words, widget.Second)
	})
	rows.BarGap, rows.Label = -8, s.T("mail.returned")
	take := func() {
		typed := strings.TrimSpace(field.Text())
		if typed == "" {
			o.Close()
			return
		}
		field.SetText("")
		b := back{number: typed}
		s.Do("", func(ctx context.Context) error {
			l, err := store.ReturnedLetter(ctx, typed)
			if err != nil {
				return err
			}
			b.act = l.Act
			if found, err := store.FindLetter(ctx, typed); err == nil {
				b.number = found.Number
			}
			who, err := store.Participants(ctx, data.Filter{Cohort: l.Events[0].Ref.Cohort, Participants: []string{l.Events[0].Ref.Participant}})
			if err == nil && len(who.Rows) == 1 {
				id := "mail.returned.mend"
				if !l.Events[len(l.Events)-1].Status.Returned {
					id = "mail.returned.mended"
				}
				b.name = s.T(id, "Name", who.Rows[0].Sorted())
			}
			return nil
		}, func(err error) {
			if err != nil {
				b.fault = words(s, err)
			}
			list = append([]back{b}, list...)
			rows.Reload()
			rows.SetOffset(0)
			field.Focus()
		})
	}
	field.Entry.OnEnter = take
	done := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("mail.returned.end"), Key: "Esc"}, func() { o.Close() })
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(returnedWidth-40, theme.ButtonHeight) }, func(pen *widget.Pen) {
		w := done.MinSize().Width
		pen.Place(done, pen.Size().Width-w, 0, w, theme.ButtonHeight)
	})
	box := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(returnedWidth-40, 6*theme.RowHead+2) }, func(pen *widget.Pen) {
		pen.Place(rows, 0, 0, pen.Size().Width, pen.Size().Height)
	})
	o = s.Overlay(widget.Column(10, widget.NewWords(s.T("mail.returned"), widget.Heading, returnedWidth-40),
		widget.NewWords(s.T("mail.returned.text"), widget.Second, returnedWidth-40), field, box, foot), returnedWidth, false, func() { end(s, store, list, changed) })
	o.Stays = true
	field.Focus()
}

// end tells how many letters were registered, and takes them back together.
func end(s *shell.Shell, store Returner, list []back, changed func()) {
	var acts []string
	last := ""
	for _, b := range list {
		if b.fault == "" {
			acts, last = append(acts, b.act), b.number
		}
	}
	if len(acts) == 0 {
		return
	}
	text := say.T("mail.returned.many", "N", len(acts))
	if len(acts) == 1 {
		text = say.T("mail.returned.done", "Number", last)
	}
	reason := s.T("acts.undo.reason")
	s.Done(text, func(ctx context.Context) error {
		for _, act := range acts { // the last comes first
			if _, err := store.Undo(ctx, act, reason); err != nil {
				return err
			}
		}
		return nil
	}, changed)
	if changed != nil {
		changed()
	}
}

// postList asks how the list of outgoing letters is wanted: of a run, or of some days.
func (p *Runs) postList(params data.PostParams) {
	s := p.s
	if params.Run != "" {
		askPost(s, p.p, params)
		return
	}
	from := widget.NewDateField(s.T("mail.post.from"), s.Today(), s.T("acts.date.bad"))
	to := widget.NewDateField(s.T("mail.post.to"), s.Today(), s.T("acts.date.bad"))
	from.SetDate(s.Today())
	to.SetDate(s.Today())
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("mail.post"), Text: s.T("mail.post.text"), Body: widget.Line(12, from, to),
		Focus: from.Entry, Left: s.T("ui.cancel"), Right: s.T("mail.post.act")}
	d.OnRight = func() bool {
		for _, f := range []*widget.DateField{from, to} {
			if !f.Check() {
				f.Focus()
				return false
			}
		}
		d.Close() // before the next dialog comes
		params.From, _ = from.Date()
		params.To, _ = to.Date()
		askPost(s, p.p, params)
		return true
	}
	from.Entry.OnEnter, to.Entry.OnEnter = d.Confirm, d.Confirm
	s.Ask(d)
}

// askPost prints the list of outgoing letters, or saves it as a workbook.
func askPost(s *shell.Shell, p Params, params data.PostParams) {
	var list table.Table
	s.Do("mail.post", func(ctx context.Context) (err error) {
		list, err = p.Store.PostList(ctx, params)
		return err
	}, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		if len(list.Rows) == 0 {
			s.Tell(widget.BandInfo, say.T("mail.post.none"))
			return
		}
		printer := newPrinter(s, p)
		printer.acts.Choose(s.T("mail.post"), s.T("mail.post.count", "N", len(list.Rows)), []string{s.T("mail.post.print"), s.T("mail.post.xlsx")}, func(i int) {
			if i == 0 {
				p.Desk.Offer(s, "postlista", s.T("mail.post"), func(_ context.Context, w io.Writer) (int, error) {
					drawn, err := paper.WriteList(w, paper.List{Clinic: p.Store.Config().Clinic(), Lang: s.Lang(), Date: s.Today(), Table: list})
					return drawn.Pages, err
				})
				return
			}
			printing.SaveAs(s, s.T("mail.post"), "postlista.xlsx", func(_ context.Context, w io.Writer) error { return list.XLSX(w, s.Lang()) })
		})
	})
}
