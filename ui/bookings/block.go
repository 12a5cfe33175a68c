package bookings

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"fyrtio/core/booking"
	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// labelled puts a label over something that has none of its own.
func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return widget.Column(5, widget.NewWords(label, widget.Style{Size: theme.TextSecond, Bold: true}, 200), o)
}

// stopOf gives the words of a refusal.
func stopOf(err error) say.Text {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Text
	}
	return say.Text{}
}

// keep asks for what the clinic keeps time for itself, from the slot on.
func (p *Page) keep() {
	s, at := p.s, p.at
	name := widget.NewField(s.T("bookings.block.name"), s.T("bookings.block.example"))
	span := widget.NewField(s.T("bookings.block.span"), "")
	span.Width, span.Entry.SelectOnFocus = 132, true
	span.Entry.SetText(s.Say(p.spanOf(at).Words()))
	until := widget.NewDateField(s.T("bookings.block.until"), at.Day, s.T("acts.date.bad"))
	until.SetDate(at.Day)
	fields := []fyne.CanvasObject{name, widget.Line(12, span, until)}
	var rooms *widget.Segments
	if len(p.week.Rooms) > 1 {
		rooms = widget.NewSegments([]widget.Segment{{Text: p.roomName(at.Room)}, {Text: s.T("bookings.block.everywhere")}}, 0, nil)
		fields = append(fields, rooms)
	}
	d := &widget.Dialog{Icon: icon.Lock, Tone: theme.Accent, Title: s.T("bookings.block.title", "On", at.Day), Text: s.T("bookings.block.text"),
		Body: widget.Column(12, fields...), Focus: name.Entry, Left: s.T("ui.cancel"), Right: s.T("bookings.block.act")}
	params := func() (b data.BlockParams, ok bool) {
		b = data.BlockParams{From: at.Day, Room: string(at.Room), Name: name.Text()}
		var err error
		if b.Span, err = booking.ParseSpan(span.Text()); err != nil {
			span.SetError(s.T("bookings.block.badspan"))
			span.Focus()
			return b, false
		}
		if !until.Check() {
			until.Focus()
			return b, false
		}
		b.To, _ = until.Date()
		if rooms != nil && rooms.Selected() == 1 {
			b.Room = ""
		}
		if b.Name == "" {
			name.SetError(s.T("bookings.block.noname"))
			name.Focus()
			return b, false
		}
		return b, true
	}
	d.OnRight = func() bool {
		b, ok := params()
		if ok {
			d.Close()
			p.addBlock(b)
		}
		return ok
	}
	for _, e := range []*widget.Entry{name.Entry, span.Entry, until.Entry} {
		e.OnEnter = d.Confirm
	}
	name.OnChanged(func(string) { name.SetError("") })
	span.OnChanged(func(string) { span.SetError("") })
	s.Ask(d)
}

func (p *Page) addBlock(b data.BlockParams) {
	var block data.Block
	p.s.Do("", func(ctx context.Context) (err error) {
		block, err = p.store.AddBlock(ctx, b)
		return err
	}, func(err error) {
		switch {
		case err != nil && b.Override == "" && data.Stopped(err):
			p.s.AskReason(shell.ReasonParams{Icon: icon.Fault, Tone: theme.Fault, Title: p.s.T("bookings.block.stop"), Text: p.s.Say(stopOf(err)), Act: p.s.T("bookings.block.anyway"), Danger: true},
				func(reason string) {
					b.Override = reason
					p.addBlock(b)
				})
			return
		case err != nil:
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T("bookings.done.block", "Name", block.Name, "On", block.From, "Span", block.Span.Words()),
			func(ctx context.Context) error { return p.store.RemoveBlock(ctx, block.ID) }, p.again)
		p.reload()
	})
}

// unblock gives the clinic's own time back.
func (p *Page) unblock(b data.Block) {
	p.s.Do("", func(ctx context.Context) error { return p.store.RemoveBlock(ctx, b.ID) }, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		again := data.BlockParams{From: b.From, To: b.To, Span: b.Span, Room: string(b.Room), Name: b.Name, Override: p.s.T("acts.undo.reason")}
		p.s.Done(say.T("bookings.done.unblock", "Name", b.Name, "On", b.From), func(ctx context.Context) error {
			_, err := p.store.AddBlock(ctx, again)
			return err
		}, p.again)
		p.reload()
	})
}
