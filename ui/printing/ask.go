package printing

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/spool"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Ask says what the dialog asks about.
type Ask struct {
	Title  string
	Text   string
	Note   string      // what a file of it holds, where that is no personal data
	Pages  int         // how many there are to choose among; 0 shows no choice
	Copies bool        // there may be more than one
	Sides  spool.Sides // chosen to begin with
	// Option is a tick with Words; Start is how it begins. No words, no tick.
	Option struct {
		Words string
		Start bool
	}
	// Leave is told when the dialog is left without printing; may be nil.
	Leave func()
}

const askWidth = 500

// Ask asks where a paper is to go and how, in a dialog with the printers of the system,
// and hands the choice on. Where there is no printer, it can be shown and saved.
func (d *Desk) Ask(s *shell.Shell, a Ask, then func(Choice)) {
	var list []spool.Printer
	s.Do("printers", func(ctx context.Context) (err error) {
		list, err = d.System.Printers(ctx)
		return err
	}, func(err error) { d.show(s, a, list, err, then) })
}

// form is the dialog.
type form struct {
	s    *shell.Shell
	d    *Desk
	ask  Ask
	list []spool.Printer
	then func(Choice)

	where    *widget.Select
	copies   *widget.Field
	sides    *widget.Segments
	from, to *widget.Field
	option   *widget.Segments
	note     *widget.Drawing
	print    *widget.Button
	overlay  *widget.Overlay
	wrong    string // what is wrong with a number
	taken    bool
}

func (d *Desk) show(s *shell.Shell, a Ask, list []spool.Printer, err error, then func(Choice)) {
	f := &form{s: s, d: d, ask: a, list: list, then: then}
	kept := Kept{}
	if d.Kept != nil {
		kept = d.Kept()
	}
	f.where = widget.NewSelect(s.T("printing.where"), nil, 0, func(int) { f.changed() })
	f.where.Items = f.ways()
	f.where.SetSelected(f.last(kept))
	at := 0
	if a.Sides == spool.TwoSided {
		at = 1
	}
	f.sides = widget.NewSegments([]widget.Segment{{Text: s.T("printing.sides.one")}, {Text: s.T("printing.sides.two")}}, at, nil)
	f.copies = number(s.T("printing.copies"), 1)
	f.from, f.to = number(s.T("printing.from"), 1), number(s.T("printing.to"), max(1, a.Pages))
	yes := 1
	if a.Option.Start {
		yes = 0
	}
	f.option = widget.NewSegments([]widget.Segment{{Text: s.T("printing.yes")}, {Text: s.T("printing.no")}}, yes, nil)
	body := []fyne.CanvasObject{widget.NewWords(a.Title, widget.Heading, askWidth-40)}
	if a.Text != "" {
		body = append(body, widget.NewWords(a.Text, widget.Second, askWidth-40))
	}
	var known *fault.Error
	if err != nil && errors.As(err, &known) {
		body = append(body, widget.NewWords(s.Say(known.Text), widget.Second.In(theme.Warn), askWidth-40))
	}
	body = append(body, f.where, widget.Line(16, widget.Labelled(s.T("printing.sides"), f.sides), f.copies, f.from, f.to))
	if a.Option.Words != "" {
		body = append(body, widget.Labelled(a.Option.Words, f.option))
	}
	f.note = widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(askWidth-40, 2*widget.Small.Line())
	}, func(p *widget.Pen) {
		if f.wrong != "" {
			p.Wrap(0, 0, p.Size().Width, f.wrong, widget.Small.In(theme.Fault))
			return
		}
		p.Wrap(0, 0, p.Size().Width, f.words(), widget.Small)
	})
	cancel := widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("ui.cancel"), Key: "Esc"}, func() { f.overlay.Close() })
	f.print = widget.NewButton(f.look(), f.done)
	foot := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(askWidth-40, theme.ButtonHeight) }, func(p *widget.Pen) {
		x := p.Size().Width - f.print.MinSize().Width
		p.Place(cancel, x-10-cancel.MinSize().Width, 0, cancel.MinSize().Width, theme.ButtonHeight)
		p.Place(f.print, x, 0, f.print.MinSize().Width, theme.ButtonHeight)
	})
	for _, field := range []*widget.Field{f.copies, f.from, f.to} {
		field.Entry.OnEnter = f.done
	}
	f.overlay = s.Overlay(widget.Column(14, append(body, f.note, foot)...), askWidth, false, func() {
		if !f.taken && a.Leave != nil {
			a.Leave()
		}
	})
	f.overlay.Main, f.overlay.Enter, f.overlay.Stays = f.done, f.done, true
	f.changed()
	s.Canvas().Focus(f.print) // Enter does what was done last time
}

// number is a narrow field for a whole number.
func number(label string, n int) *widget.Field {
	f := widget.NewField(label, "")
	f.Width = 80
	f.Entry.SelectOnFocus = true
	f.SetText(strconv.Itoa(n))
	return f
}

// ways are the printers, then what is possible without one.
func (f *form) ways() (items []widget.MenuItem) {
	for _, p := range f.list {
		it := widget.MenuItem{Text: p.Name, Detail: p.Info, Icon: icon.Print}
		if p.Stopped {
			it.Detail, it.Icon = f.s.T("printing.stopped"), icon.Expired
		}
		items = append(items, it)
	}
	return append(items, widget.MenuItem{Text: f.s.T("printing.viewer"), Icon: icon.Eye}, widget.MenuItem{Text: f.s.T("printing.file"), Icon: icon.Backup})
}

// last gives the way that was taken last, the usual printer where there was none.
func (f *form) last(k Kept) int {
	at := slices.IndexFunc(f.list, func(p spool.Printer) bool { return p.Name == k.Printer })
	switch {
	case k.Way == ToViewer:
		return len(f.list)
	case k.Way == ToFile:
		return len(f.list) + 1
	}
	return max(at, 0)
}

// way gives what is chosen.
func (f *form) way() (Way, spool.Printer) {
	switch at := f.where.Selected(); {
	case at < len(f.list):
		return ToPrinter, f.list[at]
	case at == len(f.list):
		return ToViewer, spool.Printer{}
	}
	return ToFile, spool.Printer{}
}

// changed shows what the chosen way has a use for.
func (f *form) changed() {
	f.wrong = ""
	way, _ := f.way()
	chosen := f.where.Items[f.where.Selected()]
	f.where.Icon, f.where.Detail = chosen.Icon, chosen.Detail
	f.where.Refresh()
	onPaper := way == ToPrinter
	shown := func(o fyne.CanvasObject, yes bool) {
		if yes {
			o.Show()
		} else {
			o.Hide()
		}
	}
	shown(f.copies, onPaper && f.ask.Copies)
	shown(f.from, onPaper && f.ask.Pages > 1)
	shown(f.to, onPaper && f.ask.Pages > 1)
	f.print.Set(f.look())
	f.note.Refresh()
	if f.overlay != nil {
		f.overlay.Refresh()
	}
}

func (f *form) look() widget.Look {
	l := widget.Look{Kind: widget.Filled, Key: "Enter"}
	switch way, _ := f.way(); way {
	case ToPrinter:
		l.Icon, l.Text = icon.Print, f.s.T("printing.act.print")
	case ToViewer:
		l.Icon, l.Text = icon.Eye, f.s.T("printing.act.view")
	default:
		l.Icon, l.Text = icon.Backup, f.s.T("printing.act.save")
	}
	return l
}

// words says what the chosen way means.
func (f *form) words() string {
	way, p := f.way()
	switch {
	case way == ToPrinter && p.Stopped:
		return f.s.T("printing.note.stopped", "Printer", p.Name)
	case way == ToPrinter:
		return f.s.T("printing.note.printer")
	case way == ToViewer:
		return f.s.T("printing.note.viewer")
	}
	return cmp.Or(f.ask.Note, f.s.T("printing.note.file"))
}

// done hands the choice on, or says what is wrong with a number.
func (f *form) done() {
	if f.taken {
		return
	}
	way, p := f.way()
	c := Choice{Way: way, Printer: p.Name, Sides: spool.OneSided, Copies: 1, Option: f.option.Selected() == 0, note: f.ask.Note}
	if f.sides.Selected() == 1 {
		c.Sides = spool.TwoSided
	}
	if f.copies.Visible() && !f.read(f.copies, &c.Copies, 1, spool.MaxCopies) {
		return
	}
	if f.from.Visible() {
		if !f.read(f.from, &c.From, 1, f.ask.Pages) || !f.read(f.to, &c.To, c.From, f.ask.Pages) {
			return
		}
		if c.From == 1 && c.To == f.ask.Pages {
			c.From, c.To = 0, 0
		}
	}
	if f.d.Keep != nil {
		f.d.Keep(Kept{Printer: c.Printer, Way: way})
	}
	f.taken = true
	f.overlay.Close()
	f.then(c)
}

// read reads a number from a field, which says what it takes where that fails.
func (f *form) read(field *widget.Field, into *int, least, most int) bool {
	n, err := strconv.Atoi(strings.TrimSpace(field.Text()))
	if err != nil || n < least || n > most {
		f.wrong = f.s.T("printing.between", "What", field.Label, "Least", least, "Most", most)
		f.note.Refresh()
		field.Focus()
		return false
	}
	*into = n
	return true
}
