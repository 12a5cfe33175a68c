// Package importer is the import of the year's list in three steps: the file, what its
// columns mean and what is wrong with its rows, and what became of it.
package importer

import (
	"context"
	"io"
	"net/url"
	"path/filepath"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/roster"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the import asks of the store.
type Store interface {
	Import(ctx context.Context, p data.ImportParams) (data.ImportResult, error)
	UndoImport(ctx context.Context, batch string) (data.Undoing, error)
	Batches(ctx context.Context) ([]data.Batch, error)
	Users(ctx context.Context) ([]data.User, error)
	Participants(ctx context.Context, f data.Filter) (data.List, error)
	Config() data.Config
}

type step int

const (
	stepFile step = iota
	stepCheck
	stepResult
)

// Page is the import.
type Page struct {
	s        *shell.Shell
	store    Store
	imported func(cohort int)

	step    step
	busy    bool
	params  data.ImportParams // what is to be imported, as it is chosen so far
	bytes   []byte            // of the file, until it has been read in
	result  data.ImportResult
	err     error // why the import cannot be done as it stands; nil when it can
	compact bool

	header *widget.Drawing
	body   *shell.Body
	file   *fileStep
	check  *checkStep
	done   *resultStep
}

// New makes the page; imported is told when a cohort has been read in or taken back.
func New(s *shell.Shell, store Store, imported func(cohort int)) *Page {
	p := &Page{s: s, store: store, imported: imported, compact: s.Measures().Compact}
	p.params.Cohort = s.Cohort()
	if p.params.Cohort == 0 {
		p.params.Cohort = s.Today().Year
	}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.file = newFileStep(p)
	p.check = newCheckStep(p)
	p.done = newResultStep(p)
	p.body = shell.NewBody(s, p.header, p.file.content, nil)
	p.file.load()
	if w := s.Window(); w != nil {
		w.SetOnDropped(p.dropped)
	}
	return p
}

// dropped takes a file that was dragged into the window while the page is shown.
func (p *Page) dropped(_ fyne.Position, files []fyne.URI) {
	if p.s.Page() != shell.Page(p) || p.s.Locked() || len(files) != 1 {
		return
	}
	path := files[0].Path()
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	p.file.path.SetText(filepath.FromSlash(path))
	p.file.read()
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.body.Refresh()
}

// Focus is for shell.Page.
func (p *Page) Focus() {
	switch p.step {
	case stepFile:
		p.file.path.Focus()
	case stepCheck:
		p.check.focus()
	case stepResult:
		widget.Focus(p.done.next)
	}
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	switch p.step {
	case stepFile:
		return []widget.Hint{{Keys: []string{"Enter"}, Text: t("importer.key.read")}, {Keys: []string{"Ctrl+F"}, Text: t("importer.key.browse")},
			{Keys: []string{"Tab"}, Text: t("importer.key.part")}}
	case stepResult:
		return []widget.Hint{{Keys: []string{"Enter"}, Text: t("importer.key.people")}, {Keys: []string{"Ctrl+Z"}, Text: t("importer.key.undo")},
			{Keys: []string{"Esc"}, Text: t("importer.key.again")}}
	}
	return []widget.Hint{
		{Keys: []string{"Tab"}, Text: t("importer.key.part")}, {Keys: []string{"↑", "↓"}, Text: t("importer.key.row")},
		{Keys: []string{"Enter"}, Text: t("importer.key.show")}, {Keys: []string{"Ctrl+Enter"}, Text: t("importer.key.import")},
		{Keys: []string{"Ctrl+S"}, Text: t("importer.key.bad")}, {Keys: []string{"Esc"}, Text: t("importer.key.file")},
	}
}

// Escape goes one step back.
func (p *Page) Escape() bool {
	if p.busy {
		return true
	}
	switch {
	case p.file.dialog != nil:
		p.file.dialog.Hide()
		p.file.dialog = nil
		p.Focus()
	case p.step == stepFile:
		return false
	default:
		p.show(stepFile)
		p.file.load()
	}
	return true
}

// Undo takes the import back while its result is shown.
func (p *Page) Undo() bool {
	if p.step != stepResult {
		return false
	}
	p.done.undo()
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case mod != fyne.KeyModifierControl || p.busy:
		return false
	case key == fyne.KeyF && p.step == stepFile:
		p.file.browse()
	case key == fyne.KeyReturn && p.step == stepFile:
		p.file.read()
	case key == fyne.KeyReturn && p.step == stepCheck:
		p.run()
	case key == fyne.KeyS && p.step == stepCheck:
		p.saveBad()
	default:
		return false
	}
	return true
}

// show goes to a step.
func (p *Page) show(to step) {
	p.step = to
	switch to {
	case stepFile:
		p.body.SetBar(nil)
		p.body.SetBody(p.file.content)
	case stepCheck:
		p.body.SetBody(p.check.content)
		p.body.SetBar(p.check.bar)
		p.check.refresh()
	case stepResult:
		p.body.SetBar(nil)
		p.body.SetBody(p.done.content)
		p.done.refresh()
	}
	p.header.Refresh()
	p.body.Refresh()
	p.s.Refooter()
	p.Focus()
}

func (p *Page) setBusy(on bool) {
	p.busy = on
	p.header.Refresh()
	p.check.retitle()
}

// find out what the import would do, on a worker; nothing is changed.
func (p *Page) dryRun() {
	params := p.params
	params.DryRun = true
	p.setBusy(true)
	var res data.ImportResult
	p.s.Do("importer", func(ctx context.Context) (err error) {
		res, err = p.store.Import(ctx, params)
		return err
	}, func(err error) {
		p.setBusy(false)
		if res.Sheet == nil { // it is no list at all
			p.file.fail(err)
			p.show(stepFile)
			return
		}
		p.params.Sheet, p.params.Data = res.Sheet, nil
		p.params.Mapping = res.Mapping
		remembered := p.result.Remember && p.step == stepCheck
		p.result, p.err = res, err
		p.result.Remember = res.Remember || remembered
		if p.step != stepCheck {
			p.show(stepCheck)
			return
		}
		p.check.refresh()
		p.header.Refresh()
	})
}

// run imports; what looks like the wrong file needs a reason (D14).
func (p *Page) run() {
	if p.busy || p.step != stepCheck {
		return
	}
	if why := p.check.stopped(); why != "" {
		p.check.say(why)
		return
	}
	if len(p.result.Blocked) == 0 {
		p.commit("")
		return
	}
	s := p.s
	s.AskReason(shell.ReasonParams{Icon: icon.Expired, Tone: theme.Warn, Title: s.T("importer.wrong.title"), Text: s.Say(p.result.Blocked[0]),
		Act: s.T("importer.wrong.act"), Danger: true}, p.commit)
}

func (p *Page) commit(force string) {
	params := p.params
	params.Force = force
	p.setBusy(true)
	var res data.ImportResult
	p.s.Do("importer", func(ctx context.Context) (err error) {
		res, err = p.store.Import(ctx, params)
		return err
	}, func(err error) {
		p.setBusy(false)
		if err != nil {
			p.check.say(fault.Words(p.s.Lang(), err))
			return
		}
		p.result, p.bytes = res, nil
		p.done.begin()
		p.show(stepResult)
		p.imported(params.Cohort)
	})
}

// saveBad saves the rows that are left out, to be mended and imported again.
func (p *Page) saveBad() {
	r := p.result
	if len(r.Checked.Errors()) == 0 {
		p.check.say(p.s.T("importer.bad.none"))
		return
	}
	name := p.s.T("importer.bad.file", "Year", p.params.Cohort)
	printing.SaveAs(p.s, p.s.T("importer.bad"), name, func(_ context.Context, w io.Writer) error {
		return roster.BadRows(w, p.s.Lang(), r.Sheet, r.Mapping, r.Checked, r.Checked.Errors())
	})
}

func (p *Page) paintHeader(pen *widget.Pen) {
	s, size := p.s, pen.Size()
	title := pen.Mid(0, 0, size.Height, s.T("importer.title"), widget.Title)
	words := []string{s.T("importer.step.file"), s.T("importer.step.check"), s.T("importer.step.result")}
	x := size.Width
	for i := len(words) - 1; i >= 0; i-- {
		st := widget.Style{Size: theme.Text, Role: theme.Ink2, Bold: step(i) == p.step}
		if st.Bold {
			st.Role = theme.Ink
		}
		if i < len(words)-1 {
			x -= 12
			pen.Rect(x-24, size.Height/2, 24, 1, widget.Box{Fill: theme.Edge})
			x -= 36
		}
		w := widget.Measure(words[i], st)
		if p.compact && !st.Bold {
			w = -8 // only the number: there is no room for every word
		} else {
			pen.RightMid(x, 0, size.Height, words[i], st)
		}
		x -= w + 8 + 24
		if x < title+16 {
			return
		}
		y := (size.Height - 24) / 2
		box := widget.Box{Fill: theme.Surface, Stroke: theme.Edge, Radius: 12}
		digit := widget.Style{Size: theme.TextSmall, Bold: true, Role: theme.Ink2}
		switch {
		case step(i) == p.step:
			box, digit.Role = widget.Box{Fill: theme.Accent, Radius: 12}, theme.OnAccent
		case step(i) < p.step:
			box = widget.Box{Fill: theme.OKTint, Stroke: theme.OK, Radius: 12}
		}
		pen.Rect(x, y, 24, 24, box)
		if step(i) < p.step {
			pen.Icon(x+5, y+5, 14, icon.Yes, theme.OK)
		} else {
			pen.CenterMid(x, y, 24, 24, string(rune('1'+i)), digit)
		}
	}
	if p.busy {
		pen.Mid(title+16, 0, size.Height, s.T("importer.busy"), widget.Second)
	}
}
