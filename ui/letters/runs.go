package letters

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
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
	loaded  bool

	header *widget.Drawing
	search *widget.Field
	post   *widget.Button
	back   *widget.Button
	list   *widget.List
	empty  *widget.Empty
	body   *shell.Body
}

// NewRuns makes the page.
func NewRuns(s *shell.Shell, params Params) *Runs {
	p := &Runs{s: s, p: params, printer: newPrinter(s, params)}
	p.printer.changed = p.load
	p.search = widget.NewField("", s.T("mail.runs.search"))
	p.search.Icon, p.search.Key = icon.Search, "Ctrl+F"
	p.search.OnChanged(func(string) { p.load() })
	p.search.Entry.OnEnter = p.found
	p.search.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyDown {
			return false
		}
		widget.Focus(p.list)
		return true
	}
	p.back = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("mail.returned"), Key: "R"}, p.returned)
	p.post = widget.NewButton(widget.Look{Kind: widget.Quiet, Text: s.T("mail.post"), Key: "P"}, func() { p.postList(data.PostParams{}) })
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.list = widget.NewList(theme.RowToday, func() int { return len(p.runs) }, p.paint)
	p.list.OnEnter = p.enter
	p.list.OnRune = func(r rune) bool {
		if r != 'e' && r != 'E' {
			return false
		}
		if i := p.list.Selected(); i >= 0 {
			AskLabels(p.s, p.p.Store, p.p.Desk, data.LabelsParams{Run: p.runs[i].ID})
		}
		return true
	}
	p.list.Label = s.T("mail.runs")
	p.empty = widget.NewEmpty("", "")
	p.body = shell.NewBody(s, p.header, p.list, nil)
	p.load()
	return p
}

// Content is for shell.Page.
func (p *Runs) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Runs) Focus() {
	if len(p.runs) == 0 {
		widget.Focus(p.search.Entry)
		return
	}
	widget.Focus(p.list)
}

// Resume is for shell.Resumer.
func (p *Runs) Resume() { p.load() }

// Measure is for shell.Measured.
func (p *Runs) Measure(theme.Measures) { p.header.Refresh() }

// Hints is for shell.Page.
func (p *Runs) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"↑", "↓"}, Text: t("mail.key.run")}, {Keys: []string{"Enter"}, Text: t("mail.key.answer")},
		{Keys: []string{"Ctrl+F"}, Text: t("mail.key.search")}, {Keys: []string{"R"}, Text: t("mail.key.returned")}, {Keys: []string{"P"}, Text: t("mail.key.post")},
		{Keys: []string{"E"}, Text: t("mail.key.labels")}, {Keys: []string{"Esc"}, Text: t("mail.key.esc")}}
}

// Rune is for shell.Runer.
func (p *Runs) Rune(r rune) bool {
	switch r {
	case 'r', 'R':
		p.returned()
	case 'p', 'P':
		p.postList(data.PostParams{})
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Runs) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod != fyne.KeyModifierControl || key != fyne.KeyF {
		return false
	}
	p.search.Focus()
	return true
}

// Escape is for shell.Escaper: it clears the search.
func (p *Runs) Escape() bool {
	if p.search.Text() == "" {
		return false
	}
	p.search.SetText("")
	p.Focus()
	return true
}

func (p *Runs) load() {
	var list []data.Run
	f := data.RunFilter{Query: p.search.Text()}
	p.s.Do("mail.runs", func(ctx context.Context) (err error) {
		list, err = p.p.Store.Runs(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		first := !p.loaded
		p.runs, p.loaded = list, true
		p.list.Reload()
		if p.list.Selected() < 0 && len(list) > 0 {
			p.list.Select(0)
		}
		id := "mail.runs.none"
		if f.Query != "" {
			id = "mail.runs.nohit"
		}
		p.empty.Set(p.s.T(id), p.s.T(id+".text"))
		if len(list) == 0 {
			p.body.SetBody(p.empty)
		} else {
			p.body.SetBody(p.list)
		}
		if first {
			p.Focus()
		}
	})
}

// found goes on from the search: the number of a letter leads to the letter.
func (p *Runs) found() {
	number := p.search.Text()
	p.s.Do("mail.find", func(ctx context.Context) error {
		l, err := p.p.Store.FindLetter(ctx, number)
		if err == nil {
			number = l.Number
		}
		return err
	}, func(err error) {
		switch {
		case len(p.runs) == 0:
		case err == nil:
			p.s.Go(shell.ToRun{ID: p.runs[0].ID, Letter: number})
		case len(p.runs) == 1:
			p.enter(0)
		default:
			widget.Focus(p.list)
		}
	})
}

func (p *Runs) enter(i int) {
	if i >= 0 && i < len(p.runs) {
		p.s.Go(shell.ToRun{ID: p.runs[i].ID})
	}
}

func (p *Runs) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	end := pen.Mid(0, 0, size.Height, p.s.T("mail.runs"), widget.Title)
	right := size.Width
	for _, b := range []*widget.Button{p.back, p.post} {
		w := b.MinSize()
		right -= w.Width
		pen.Place(b, right, (size.Height-w.Height)/2, w.Width, w.Height)
		right -= 8
	}
	wide := min(300, right-end-32)
	pen.Place(p.search, right-wide-8, (size.Height-theme.FieldHeight)/2, wide, theme.FieldHeight)
}

// chip says how a run stands.
func runChip(s *shell.Shell, r data.Run) widget.Chip {
	switch {
	case !r.Unmarked.IsZero():
		return widget.Chip{Icon: icon.Undo, Text: s.T("mail.run.unmarked"), Tone: widget.ToneNeutral}
	case r.Pending > 0:
		return widget.Chip{Icon: icon.Expired, Text: s.T("mail.run.pending", "N", r.Pending), Tone: widget.ToneWarn}
	}
	return widget.Chip{Icon: icon.Done, Text: s.T("mail.run.sent"), Tone: widget.ToneOK}
}

// runTitle says what a run was: Inbjudan: ring oss · 38 brev.
func runTitle(s *shell.Shell, r data.Run) string {
	return r.TemplateName(s.Lang()) + " · " + s.T("mail.run.letters", "N", r.Letters)
}

func (p *Runs) paint(pen *widget.Pen, i int, state widget.RowState) {
	r, s, size := p.runs[i], p.s, pen.Size()
	pen.Icon(16, 16, 18, icon.Letter, theme.Ink2)
	right := size.Width - 14
	if state.Selected {
		look := widget.Look{Kind: widget.Secondary, Small: true, Text: s.T("mail.run.open"), Key: "Enter"}
		if r.Pending > 0 {
			look.Text = s.T("mail.run.answer")
			if state.Focused {
				look.Kind = widget.Filled
			}
		}
		right -= look.Width()
		pen.Button(right, 11, 0, look, func() { p.enter(i) })
		right -= 12
	}
	chip := runChip(s, r)
	right -= chip.Width()
	pen.Chip(right, 0, size.Height, chip)
	if r.Returned > 0 {
		back := widget.Chip{Icon: icon.Undo, Text: s.T("mail.run.returned", "N", r.Returned), Tone: widget.ToneWarn}
		right -= back.Width() + 8
		pen.Chip(right, 0, size.Height, back)
	}
	pen.Fit(48, 6, 20, right-60, runTitle(s, r), widget.Strong)
	at := say.Date(s.Lang(), day.Of(r.At)) + " " + say.Clock(s.Lang(), r.At)
	pen.Fit(48, 25, 18, right-60, s.T("mail.run.line", "Run", r.Number, "First", r.First, "Last", r.Last, "When", at, "Who", r.By), widget.Second)
}
