package letters

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Runs is the list of earlier print runs.
type Runs struct {
	s       *shell.Shell
	p       Params
	printer *printer
	runs    []data.Run
	names   map[string]string
	loaded  bool

	header *widget.Drawing
	back   *widget.Button
	list   *widget.List
	body   *shell.Body
}

// NewRuns makes the page.
func NewRuns(s *shell.Shell, params Params) *Runs {
	p := &Runs{s: s, p: params, printer: newPrinter(s, params), names: map[string]string{}}
	p.printer.changed = p.load
	p.back = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("mail.returned"), Key: "R"}, p.returned)
	p.header = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		pen.Mid(0, 0, size.Height, s.T("mail.runs"), widget.Title)
		w := p.back.MinSize()
		pen.Place(p.back, size.Width-w.Width, (size.Height-w.Height)/2, w.Width, w.Height)
	})
	p.list = widget.NewList(theme.RowToday, func() int { return len(p.runs) }, p.paint)
	p.list.OnEnter = p.enter
	p.list.Label = s.T("mail.runs")
	p.body = shell.NewBody(s, p.header, p.list, nil)
	p.load()
	return p
}

// Content is for shell.Page.
func (p *Runs) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Runs) Focus() { widget.Focus(p.list) }

// Resume is for shell.Resumer.
func (p *Runs) Resume() { p.load() }

// Hints is for shell.Page.
func (p *Runs) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"↑", "↓"}, Text: t("mail.key.run")}, {Keys: []string{"Enter"}, Text: t("mail.key.answer")},
		{Keys: []string{"R"}, Text: t("mail.key.returned")}, {Keys: []string{"Esc"}, Text: t("mail.key.back")}}
}

// Rune is for shell.Runer.
func (p *Runs) Rune(r rune) bool {
	if r != 'r' && r != 'R' {
		return false
	}
	p.returned()
	return true
}

func (p *Runs) load() {
	var list []data.Run
	var users []data.User
	p.s.Do("mail.runs", func(ctx context.Context) (err error) {
		if list, err = p.p.Store.Runs(ctx, data.RunFilter{}); err != nil {
			return err
		}
		users, err = p.p.Store.Users(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		for _, u := range users {
			p.names[u.Name] = u.FullName
		}
		first := !p.loaded
		p.runs, p.loaded = list, true
		p.list.Reload()
		if first && len(list) > 0 {
			p.list.Select(0)
		}
	})
}

func (p *Runs) enter(i int) {
	r := p.runs[i]
	if !r.Unmarked.IsZero() {
		p.s.Tell(widget.BandInfo, say.T("mail.run.gone"))
		return
	}
	p.printer.ask(r.ID, r.Sheets)
}

// returned records a letter that the post brought back, by its number.
func (p *Runs) returned() {
	s := p.s
	f := widget.NewField(s.T("mail.returned.number"), "26-0148")
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("mail.returned"), Text: s.T("mail.returned.text"), Body: f, Focus: f.Entry,
		Left: s.T("ui.cancel"), Right: s.T("mail.returned.act")}
	d.OnRight = func() bool {
		typed := strings.TrimSpace(f.Text())
		var l data.Logged
		s.Do("", func(ctx context.Context) (err error) {
			l, err = p.p.Store.ReturnedLetter(ctx, typed)
			return err
		}, func(err error) {
			if err != nil {
				f.SetError(words(s, err))
				return
			}
			d.Close()
			s.Done(say.T("mail.returned.done", "Number", typed), func(ctx context.Context) error {
				_, err := p.p.Store.Undo(ctx, l.Act, s.T("acts.undo.reason"))
				return err
			}, p.load)
		})
		return false
	}
	f.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

func (p *Runs) paint(pen *widget.Pen, i int, state widget.RowState) {
	r, s, size := p.runs[i], p.s, pen.Size()
	pen.Icon(16, 16, 18, icon.Letter, theme.Ink2)
	chip := widget.Chip{Icon: icon.Done, Text: s.T("mail.run.sent"), Tone: widget.ToneOK}
	switch {
	case !r.Unmarked.IsZero():
		chip = widget.Chip{Icon: icon.Undo, Text: s.T("mail.run.unmarked"), Tone: widget.ToneNeutral}
	case r.Pending > 0:
		chip = widget.Chip{Icon: icon.Expired, Text: s.T("mail.run.pending", "N", r.Pending), Tone: widget.ToneWarn}
	}
	right := size.Width - 14
	if state.Selected && r.Unmarked.IsZero() {
		look := widget.Look{Kind: widget.Secondary, Small: true, Text: s.T("mail.run.answer"), Key: "Enter"}
		if r.Pending > 0 && state.Focused {
			look.Kind = widget.Filled
		}
		right -= look.Width()
		pen.Button(right, 11, 0, look, func() { p.enter(i) })
		right -= 12
	}
	right -= chip.Width()
	pen.Chip(right, 0, size.Height, chip)
	title := s.Say(journey.TemplateName(r.Template)) + " · " + s.T("mail.run.letters", "N", r.Letters)
	pen.Fit(48, 6, 20, right-60, title, widget.Strong)
	who := r.Actor
	if name := p.names[r.Actor]; name != "" {
		who = name
	}
	at := say.Date(s.Lang(), day.Of(r.At)) + " " + say.Clock(s.Lang(), r.At)
	pen.Fit(48, 25, 18, right-60, s.T("mail.run.line", "First", r.First, "Last", r.Last, "When", at, "Who", who), widget.Second)
}
