package letters

import (
	"context"
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/day"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// RunPage is one earlier run: what it was, its letters, and each as it was printed.
type RunPage struct {
	s       *shell.Shell
	p       Params
	printer *printer
	acts    *acts.Acts
	route   shell.ToRun

	run     data.Run
	letters []data.PrintedLetter
	rows    map[string]data.Row
	loaded  bool
	compact bool
	shown   string            // the letter whose page is shown
	why     map[string]string // reasons given to open those who are protected

	header  *widget.Drawing
	facts   *widget.Drawing
	list    *widget.List
	act     *widget.Button
	more    *widget.Button
	sheet   *preview.Sheet
	content *fyne.Container
	body    *shell.Body
}

// NewRun makes the page of a run.
func NewRun(s *shell.Shell, params Params, route shell.ToRun) *RunPage {
	p := &RunPage{s: s, p: params, route: route, printer: newPrinter(s, params), compact: s.Measures().Compact, why: map[string]string{}}
	p.printer.changed = p.load
	p.acts = &acts.Acts{Shell: s, Store: params.Store, Changed: p.load}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.facts = widget.NewDrawing(nil, p.paintFacts)
	p.list = widget.NewList(theme.RowParticipant, func() int { return len(p.letters) }, p.paintRow)
	p.list.BarGap, p.list.Label = 4, s.T("mail.run.list")
	p.list.OnEnter = p.open
	p.list.OnSelect = func(int) { p.hide() }
	p.list.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyLeft:
			p.sheet.Turn(-1)
		case fyne.KeyRight:
			p.sheet.Turn(+1)
		default:
			return false
		}
		return true
	}
	p.act = widget.NewButton(widget.Look{}, p.main)
	p.more = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("mail.run.more"), Key: "M"}, p.menu)
	p.sheet = preview.NewSheet(s, params.Preview, "mail.copy")
	p.sheet.Foot = func(page, pages int) string {
		if pages == 0 {
			return ""
		}
		return s.T("mail.copy.page", "Number", p.shown, "Page", page, "Pages", pages)
	}
	p.content = container.New(runLayout{p}, p.facts, p.list, p.act, p.more, p.sheet)
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.load()
	return p
}

// Content is for shell.Page.
func (p *RunPage) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *RunPage) Focus() { widget.Focus(p.list) }

// Resume is for shell.Resumer.
func (p *RunPage) Resume() { p.load() }

// Measure is for shell.Measured.
func (p *RunPage) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.body.Refresh()
	p.content.Refresh()
}

// Hints is for shell.Page.
func (p *RunPage) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"↑", "↓"}, Text: t("mail.key.letter")}, {Keys: []string{"Enter"}, Text: t("mail.key.copy")},
		{Keys: []string{"Ctrl+Enter"}, Text: t(p.mainKey())}, {Keys: []string{"Ctrl+P"}, Text: t("mail.key.one")}, {Keys: []string{"R"}, Text: t("mail.key.returned.one")},
		{Keys: []string{"O"}, Text: t("mail.key.open")}, {Keys: []string{"M"}, Text: t("mail.key.run.more")}}
}

// Rune is for shell.Runer.
func (p *RunPage) Rune(r rune) bool {
	switch r {
	case 'o', 'O':
		if row, ok := p.row(); ok {
			p.acts.Person(row)
		}
	case 'r', 'R':
		p.returned()
	case 'm', 'M':
		p.menu()
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *RunPage) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyReturn:
		p.main()
	case key == fyne.KeyP:
		p.printOne()
	default:
		return false
	}
	return true
}

func (p *RunPage) load() {
	var run data.Run
	var letters []data.PrintedLetter
	rows := map[string]data.Row{}
	p.s.Do("mail.run", func(ctx context.Context) (err error) {
		if run, err = p.p.Store.Run(ctx, p.route.ID); err != nil {
			return err
		}
		if letters, err = p.p.Store.RunLetters(ctx, run.ID); err != nil {
			return err
		}
		ids := make([]string, len(letters))
		for i, l := range letters {
			ids[i] = l.Participant
		}
		list, err := p.p.Store.Participants(ctx, data.Filter{Cohort: run.Cohort, Participants: ids})
		for _, r := range list.Rows {
			rows[r.Participant] = r
		}
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		first := !p.loaded
		p.run, p.letters, p.rows, p.loaded = run, letters, rows, true
		p.list.Reload()
		if first {
			p.list.Select(max(0, slices.IndexFunc(letters, func(l data.PrintedLetter) bool { return l.Number == p.route.Letter })))
			p.hide()
			if p.route.Letter != "" {
				p.open(p.list.Selected())
			}
		}
		p.act.Set(p.look())
		p.header.Refresh()
		p.content.Refresh()
		p.s.Refooter()
		if first {
			p.Focus()
		}
	})
}

// letter gives the letter under the bar.
func (p *RunPage) letter() (data.PrintedLetter, bool) {
	if i := p.list.Selected(); i >= 0 && i < len(p.letters) {
		return p.letters[i], true
	}
	return data.PrintedLetter{}, false
}

func (p *RunPage) row() (data.Row, bool) {
	l, ok := p.letter()
	if !ok {
		return data.Row{}, false
	}
	r, ok := p.rows[l.Participant]
	return r, ok
}

// hide shows no letter: looking at one is logged, so it is shown when it is asked for.
func (p *RunPage) hide() {
	if l, ok := p.letter(); !ok || l.Number != p.shown {
		p.shown = ""
		p.sheet.Say(p.s.T("mail.copy.ask"))
	}
}

// open shows a letter as it was printed. Of somebody protected it first asks why.
func (p *RunPage) open(i int) {
	if i < 0 || i >= len(p.letters) {
		return
	}
	l := p.letters[i]
	p.asked(l, func(ctx context.Context) {
		var run paper.LetterRun
		p.s.Do("mail.open", func(context.Context) (err error) {
			run, err = p.p.Store.LetterCopy(ctx, l.Number)
			return err
		}, func(err error) {
			if err != nil {
				p.sheet.Say(words(p.s, err))
				return
			}
			p.shown = l.Number
			p.sheet.Paper(l.Number, func(_ context.Context, w io.Writer) error {
				_, err := paper.Letters(w, run)
				return err
			})
		})
	})
}

// asked goes on with the reason for opening somebody protected, which is asked once.
func (p *RunPage) asked(l data.PrintedLetter, then func(ctx context.Context)) {
	row := p.rows[l.Participant]
	if !row.Protected {
		then(context.Background())
		return
	}
	if why := p.why[l.Participant]; why != "" {
		then(data.WithReason(context.Background(), why))
		return
	}
	p.s.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: p.s.T("ui.protected.title", "Label", row.Label()), Text: p.s.T("ui.protected.text"),
		Act: p.s.T("ui.protected.open")}, func(reason string) {
		p.why[l.Participant] = reason
		then(data.WithReason(context.Background(), reason))
	})
}

// printOne prints the letter under the bar once more, the very same.
func (p *RunPage) printOne() {
	l, ok := p.letter()
	if !ok {
		return
	}
	p.asked(l, func(reason context.Context) {
		p.p.Desk.Offer(p.s, fileName, p.s.T("mail.copy.print", "Number", l.Number), func(_ context.Context, w io.Writer) (int, error) {
			run, err := p.p.Store.LetterCopy(reason, l.Number)
			if err != nil {
				return 0, err
			}
			sheets, err := paper.Letters(w, run)
			return sheets.Pages, err
		})
	})
}

// returned says that the letter under the bar came back with the post.
func (p *RunPage) returned() {
	l, ok := p.letter()
	if !ok {
		return
	}
	var logged data.Logged
	p.s.Do("", func(ctx context.Context) (err error) {
		logged, err = p.p.Store.ReturnedLetter(ctx, l.Number)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T("mail.returned.done", "Number", l.Number), func(ctx context.Context) error {
			_, err := p.p.Store.Undo(ctx, logged.Act, p.s.T("acts.undo.reason"))
			return err
		}, p.load)
		p.load()
	})
}

// main answers for the sheets where letters wait, else prints the run again.
func (p *RunPage) main() {
	switch {
	case !p.loaded:
	case !p.run.Unmarked.IsZero():
		p.s.Tell(widget.BandInfo, say.T("mail.run.gone"))
	case p.run.Pending > 0:
		p.printer.ask(p.run.ID, p.run.Sheets)
	default:
		p.printer.reprint(p.run.ID, nil)
	}
}

func (p *RunPage) mainKey() string {
	if p.run.Pending > 0 {
		return "mail.key.sheets"
	}
	return "mail.key.reprint"
}

func (p *RunPage) look() widget.Look {
	l := widget.Look{Kind: widget.Filled, Icon: icon.Print, Text: p.s.T("mail.run.reprint"), Key: "Ctrl+Enter"}
	switch {
	case !p.run.Unmarked.IsZero():
		l.Kind = widget.Off
	case p.run.Pending > 0:
		l.Icon, l.Text = icon.Done, p.s.T("mail.run.answer")
	}
	return l
}

// menu offers what is done with a whole run.
func (p *RunPage) menu() {
	if !p.loaded {
		return
	}
	s, gone := p.s, ""
	if !p.run.Unmarked.IsZero() {
		gone = s.T("mail.run.unmarked")
	}
	items := []widget.MenuItem{
		{Text: s.T("mail.run.sheets"), Icon: icon.Print, Off: gone},
		{Text: s.T("mail.run.labels"), Icon: icon.Print},
		{Text: s.T("mail.run.post"), Icon: icon.Letter},
		{Text: s.T("mail.run.unmark"), Icon: icon.Undo, Off: gone},
	}
	do := []func(){
		func() { p.printer.sheets(p.run.ID, "again", func(l data.SheetList) { p.printer.reprint(p.run.ID, l) }) },
		func() { AskLabels(s, p.p.Store, p.p.Desk, data.LabelsParams{Run: p.run.ID}) },
		func() { askPost(s, p.p, data.PostParams{Run: p.run.ID}) },
		p.unmark,
	}
	(&widget.Menu{Items: items, OnChoose: func(i int) { do[i]() }}).Show(s.Canvas(), p.more, 0)
}

// unmark takes the run back, after a question: nobody has got its letters.
func (p *RunPage) unmark() {
	d := &widget.Dialog{Icon: icon.Undo, Tone: theme.Warn, Title: p.s.T("mail.unmark.title", "Run", p.run.Number), Text: p.s.T("mail.unmark.text", "N", p.run.Letters),
		Left: p.s.T("ui.cancel"), Right: p.s.T("mail.unmark.act"), Danger: true}
	d.OnRight = func() bool {
		p.printer.unmark(p.run.ID)
		return true
	}
	p.s.Ask(d)
}

func (p *RunPage) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	if !p.loaded {
		return
	}
	end := pen.Mid(0, 0, size.Height, p.s.T("mail.run.title", "Run", p.run.Number), widget.Title)
	chip := runChip(p.s, p.run)
	pen.Chip(end+14, 1, size.Height, chip)
	end += 14 + chip.Width() + 12
	pen.Fit(end, 2, size.Height, size.Width-end, runTitle(p.s, p.run), widget.Second)
}

// paintFacts says what the run was and what was done with it.
func (p *RunPage) paintFacts(pen *widget.Pen) {
	if !p.loaded {
		return
	}
	y := float32(0)
	for _, text := range p.factLines() {
		y += pen.Wrap(0, y, pen.Size().Width, text, widget.Second)
	}
}

func (p *RunPage) factLines() []string {
	s, r := p.s, p.run
	when := func(t time.Time) string { return say.Date(s.Lang(), day.Of(t)) + " " + say.Clock(s.Lang(), t) }
	lines := []string{s.T("mail.run.facts", "When", when(r.At), "Who", r.By, "First", r.First, "Last", r.Last, "Sheets", s.T("mail.sheets.n", "N", r.Sheets))}
	texts := ""
	for _, t := range r.Texts {
		if texts != "" {
			texts += " · "
		}
		version := s.T("templates.version.shipped")
		if t.Version > 0 {
			version = s.T("templates.version", "Version", t.Version)
		}
		texts += s.Say(t.Lang.Name()) + " " + number(t.Letters) + ", " + version
	}
	if r.Reason != "" {
		texts += " · " + s.T("mail.run.reason", "Why", r.Reason)
	}
	lines = append(lines, texts)
	if n := len(r.Marks); n > 0 {
		m := r.Marks[n-1]
		id := "mail.mark." + m.Mark
		if m.Sheets != "" {
			id += ".sheets"
		}
		lines = append(lines, s.T(id, "When", when(m.At), "Who", m.By, "Sheets", m.Sheets))
	}
	return lines
}

func (p *RunPage) paintRow(pen *widget.Pen, i int, state widget.RowState) {
	l, size := p.letters[i], pen.Size()
	h := size.Height
	row := p.rows[l.Participant]
	end := 14 + pen.Mid(14, 0, h, l.Number, widget.Second)
	x := max(end+14, 92)
	if row.Protected {
		pen.Icon(x, (h-14)/2, 14, icon.Shield, theme.Shield)
		x += 20
	}
	right := size.Width - 14
	if !p.compact {
		right -= pen.RightMid(right, 0, h, p.s.T("mail.run.sheet", "Sheet", l.Sheet), widget.Second) + 12
	}
	pen.Fit(x, 0, h, right-x, row.Sorted(), widget.Plain.As(state.Selected && state.Focused))
}

// runLayout puts facts and letters at the left and the page at the right.
type runLayout struct{ p *RunPage }

// MinSize is for Fyne.
func (runLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l runLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	sheet, gap := float32(408), float32(16)
	if p.compact {
		sheet, gap = 236, 10
	}
	sheet = min(sheet, size.Width*0.4)
	left := size.Width - sheet - gap
	widget.Put(p.sheet, left+gap, 0, sheet, size.Height)
	facts := float32(0)
	if p.loaded {
		for _, text := range p.factLines() {
			facts += float32(len(widget.Lines(text, widget.Second, left))) * widget.Second.Line()
		}
	}
	widget.Put(p.facts, 0, 0, left, facts)
	foot := size.Height - theme.ButtonHeight
	widget.Put(p.list, 0, facts+gap, left, foot-gap-facts-gap)
	w := p.act.MinSize().Width
	widget.Put(p.act, left-w, foot, w, theme.ButtonHeight)
	m := p.more.MinSize().Width
	widget.Put(p.more, left-w-10-m, foot, m, theme.ButtonHeight)
	p.facts.Refresh()
	p.sheet.Laid()
}
