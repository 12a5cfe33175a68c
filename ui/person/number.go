package person

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// changeNumber gives the person another personal number: a samordningsnummer has become
// a personnummer, or the roster had it wrong. What the number says is shown while it is
// typed.
func (p *Page) changeNumber() {
	s := p.s
	number, why := widget.NewField(s.T("person.number.new"), s.T("person.number.hint")), widget.NewField(s.T("ui.reason"), "")
	var typed pnr.Number
	const inner = widget.DialogWidth - 40
	told := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(inner, 2*widget.Second.Line()) }, func(pen *widget.Pen) {
		text, style := p.numberWords(typed)
		pen.Wrap(0, 0, inner, text, style)
	})
	number.OnChanged(func(text string) {
		typed = p.readNumber(text)
		number.SetError("")
		told.Refresh()
	})
	d := &widget.Dialog{Icon: icon.User, Tone: theme.Accent, Title: s.T("person.number.title", "Name", p.person.Spoken()),
		Text: s.T("person.number.text", "Number", p.person.Identity.Number.Display()), Body: widget.Column(12, number, told, why), Focus: number.Entry,
		Left: s.T("ui.cancel"), Right: s.T("person.number.act")}
	number.Entry.OnEnter = why.Focus
	why.Entry.OnEnter = d.Confirm
	d.OnRight = func() bool {
		if typed.IsZero() {
			_, err := pnr.Parse(strings.TrimSpace(number.Text()), s.Today())
			number.SetError(fault.Words(s.Lang(), err))
			number.Focus()
			return false
		}
		if strings.TrimSpace(why.Text()) == "" {
			why.SetError(s.T("ui.reason.missing"))
			why.Focus()
			return false
		}
		p.setNumber(typed, strings.TrimSpace(why.Text()), d, number)
		return false // the store may refuse it; it closes when it is done
	}
	s.Ask(d)
}

// readNumber reads what was typed, no number where it is none.
func (p *Page) readNumber(text string) pnr.Number {
	n, err := pnr.Parse(strings.TrimSpace(text), p.s.Today())
	if err != nil {
		n, err = pnr.ParseReserve(strings.TrimSpace(text))
	}
	if err != nil {
		return pnr.Number{}
	}
	return n
}

// numberWords says what a number tells, and warns where that differs from what is known.
func (p *Page) numberWords(n pnr.Number) (string, widget.Style) {
	s, id := p.s, p.person.Identity
	if n.IsZero() {
		return "", widget.Second
	}
	words := s.T("person.number.says", "Kind", say.T("person.number.kind."+string(n.Kind())), "Born", p.bornWords(n.Born()))
	switch {
	case !n.Born().IsZero() && !id.Born.IsZero() && n.Born() != id.Born:
		return words + " " + s.T("person.number.born", "Born", say.Date(s.Lang(), id.Born)), widget.Second.In(theme.Warn)
	case n.Sex() != id.Sex && n.Sex() != pnr.Unknown && id.Sex != pnr.Unknown && id.Sex != "":
		return words + " " + s.T("person.number.sex"), widget.Second.In(theme.Warn)
	}
	return words, widget.Second
}

func (p *Page) setNumber(n pnr.Number, reason string, d *widget.Dialog, field *widget.Field) {
	s, id := p.s, p.route.ID
	s.Do("", func(ctx context.Context) error { return p.store.SetNumber(ctx, id, n, reason) }, func(err error) {
		if err != nil {
			field.SetError(fault.Words(s.Lang(), err))
			field.Focus()
			return
		}
		d.Close()
		s.Done(say.T("person.number.done", "Who", acts.Short(p.person.Row)), func(ctx context.Context) error {
			return p.store.TakeBackNumber(ctx, id, s.T("acts.undo.reason"))
		}, p.load)
		p.load()
	})
}
