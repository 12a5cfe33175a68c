// Package editions is Formulär och kriterier: the versions of the form and of the criteria,
// which one holds from when, a file taken in as a new one after what it changes and cannot
// score has been told, and two editors: for the form's wording and for the criteria.
package editions

import (
	"context"
	"fmt"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/paper"
	"fyrtio/core/star"
	"fyrtio/data"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the pages ask of the store.
type Store interface {
	Editions(ctx context.Context, kind data.EditionKind) ([]data.Edition, error)
	EditionFile(ctx context.Context, kind data.EditionKind, version string) ([]byte, error)
	FormEdition(ctx context.Context, version string) (*form.Definition, error)
	CriteriaEdition(ctx context.Context, version string) (*star.Criteria, error)
	AddForm(ctx context.Context, file []byte, from day.Date) (*form.Definition, error)
	AddCriteria(ctx context.Context, file []byte, from day.Date) (*star.Criteria, error)
	UseEdition(ctx context.Context, kind data.EditionKind, version string, from day.Date) error
	SaveDraft(ctx context.Context, kind data.EditionKind, text string) error
	Draft(ctx context.Context, kind data.EditionKind) (data.Draft, error)
	Config() data.Config
}

// Params is what the pages need around the shell.
type Params struct {
	Store  Store
	Desk   *printing.Desk
	Pager  preview.Pager
	Drafts *Drafts
}

// kinds are the tabs.
var kinds = []data.EditionKind{data.FormEditions, data.CriteriaEditions}

// What is shown of a version.
const (
	showChanges = iota // how it differs from the one in force
	showPaper
	showScreen // the form as it is asked, or the star
)

// row is a version of the list: one of the store's, or a file that was read and not taken in.
type row struct {
	data.Edition
	file   string // name of the file that was read
	bytes  []byte
	failed error // why the file cannot be read
	form   *form.Definition
	crit   *star.Criteria
}

// Page is the list of versions.
type Page struct {
	s     *shell.Shell
	p     Params
	store Store

	kind     int // of kinds
	what     int // of show…
	rows     []row
	read     [2]*row          // a file that was read, by kind
	form     *form.Definition // in force
	criteria *star.Criteria
	lines    []line // of the differences

	header  *widget.Drawing
	tabs    *widget.Segments
	list    *widget.List
	buttons []*widget.Button
	views   *widget.Segments
	diffs   *widget.List
	sheet   *preview.Sheet
	content *fyne.Container
	body    *shell.Body
}

// New makes the page, at the form or at the criteria.
func New(s *shell.Shell, params Params, r shell.ToEditions) *Page {
	p := &Page{s: s, p: params, store: params.Store}
	if r.Criteria {
		p.kind = 1
	}
	p.header = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		end := pen.Mid(0, 0, size.Height, s.T("edition.title"), widget.Title)
		pen.Fit(end+12, 2, size.Height, size.Width-end-12, s.T("edition.lead"), widget.Second)
	})
	p.tabs = widget.NewSegments([]widget.Segment{{Text: s.T("edition.form")}, {Text: s.T("edition.criteria")}}, p.kind, p.turnTo)
	p.list = widget.NewList(theme.RowToday, func() int { return len(p.rows) }, p.paintRow)
	p.list.OnSelect = func(int) { p.show() }
	p.list.OnEnter = func(int) { p.use() }
	p.list.OnRune = p.rune
	p.list.Label = s.T("edition.title")
	p.list.BarGap = -8
	button := func(id, key string, do func()) {
		p.buttons = append(p.buttons, widget.NewButton(widget.Look{Kind: widget.Secondary, Small: true, Text: s.T("edition.act." + id), Key: key}, do))
	}
	button("read", "L", p.ask)
	button("edit", "R", p.edit)
	button("save", "S", p.save)
	button("print", "U", p.print)
	p.views = widget.NewSegments(p.viewNames(), p.what, p.view)
	p.diffs = widget.NewList(lineHeight, func() int { return len(p.lines) }, p.paintLine)
	p.diffs.Height = func(i int) float32 { return p.heightOf(i) }
	p.diffs.Label = s.T("edition.view.changes")
	p.diffs.OnRune = p.rune
	p.sheet = preview.NewSheet(s, params.Pager, "editions.preview")
	p.sheet.Foot = func(page, pages int) string {
		if pages == 0 {
			return ""
		}
		return s.T("templates.page", "Page", page, "Pages", pages)
	}
	p.content = p.newLayout()
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.load("")
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() { widget.Focus(p.list) }

// Resume reads the versions again: an editor may have made one.
func (p *Page) Resume() { p.load("") }

// Measure is for shell.Measured.
func (p *Page) Measure(theme.Measures) {
	p.body.Refresh()
	p.content.Refresh()
}

// Close lets the preview's memory go.
func (p *Page) Close() { closePager(p.p.Pager) }

func closePager(pager preview.Pager) {
	if c, ok := pager.(interface{ Close() }); ok {
		c.Close()
	}
}

// WindowTitle is for the window's title.
func (p *Page) WindowTitle() string { return p.s.T("edition.title") }

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"Enter"}, Text: t("edition.key.use")}, {Keys: []string{"L"}, Text: t("edition.key.read")}, {Keys: []string{"R"}, Text: t("edition.key.edit")},
		{Keys: []string{"F6"}, Text: t("edition.key.kind")}, {Keys: []string{"F7"}, Text: t("edition.key.view")}, {Keys: []string{"F11"}, Text: t("edition.key.page")}, {Keys: []string{"Esc"}, Text: t("templates.key.back")}}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"S"}, Text: t("edition.key.save")}, {Keys: []string{"U", "Ctrl+P"}, Text: t("edition.key.print")}, {Keys: []string{"Delete"}, Text: t("edition.key.drop")}}
}

// Key is for shell.Keyer.
func (p *Page) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF6:
		p.turnTo((p.kind + 1) % len(kinds))
		p.tabs.SetSelected(p.kind)
	case fyne.KeyF7:
		p.view((p.what + 1) % 3)
		p.views.SetSelected(p.what)
	case fyne.KeyF11:
		if !p.sheet.Turn(+1) {
			page, _ := p.sheet.Page()
			p.sheet.Turn(-page)
		}
	case fyne.KeyDelete:
		return p.drop()
	default:
		return false
	}
	return true
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool { return p.rune(r) }

func (p *Page) rune(r rune) bool {
	switch r {
	case 'l', 'L':
		p.ask()
	case 'r', 'R':
		p.edit()
	case 's', 'S':
		p.save()
	case 'u', 'U':
		p.print()
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyP:
		p.print()
	case key == fyne.KeyReturn:
		p.use()
	case key == fyne.KeyS:
		p.save()
	default:
		return false
	}
	return true
}

func (p *Page) viewNames() []widget.Segment {
	ids := []string{"edition.view.changes", "edition.view.paper", "edition.view.screen"}
	if p.kind == 1 {
		ids = []string{"edition.view.changes", "edition.view.sheet", "edition.view.star"}
	}
	items := make([]widget.Segment, len(ids))
	for i, id := range ids {
		items[i] = widget.Segment{Text: p.s.T(id)}
	}
	return items
}

func (p *Page) turnTo(kind int) {
	p.kind = kind
	p.views.SetItems(p.viewNames())
	p.load("")
	p.Focus()
}

func (p *Page) view(what int) {
	p.what = what
	p.show()
}

// at gives the row under the bar, nil before any.
func (p *Page) at() *row {
	if i := p.list.Selected(); i >= 0 && i < len(p.rows) {
		return &p.rows[i]
	}
	return nil
}

// load reads the versions; at names the one to stand at, "" the first.
func (p *Page) load(at string) {
	kind := kinds[p.kind]
	var rows []row
	var d *form.Definition
	var c *star.Criteria
	p.s.Do("editions", func(ctx context.Context) (err error) {
		list, err := p.store.Editions(ctx, kind)
		if err != nil {
			return err
		}
		if d, err = p.store.FormEdition(ctx, ""); err != nil {
			return err
		}
		if c, err = p.store.CriteriaEdition(ctx, ""); err != nil {
			return err
		}
		for _, e := range list {
			r := row{Edition: e}
			if kind == data.FormEditions {
				r.form, err = p.store.FormEdition(ctx, e.Version)
			} else {
				r.crit, err = p.store.CriteriaEdition(ctx, e.Version)
			}
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
		return nil
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.form, p.criteria = d, c
		if r := p.read[p.kind]; r != nil {
			rows = append([]row{*r}, rows...)
		}
		p.rows = rows
		p.list.Reload()
		p.list.Select(max(0, slices.IndexFunc(rows, func(r row) bool { return r.Version == at && r.file == "" })))
		p.show()
	})
}

// drop takes the file that was read, and not taken in, from the list.
func (p *Page) drop() bool {
	if r := p.at(); r == nil || r.file == "" {
		return false
	}
	p.read[p.kind] = nil
	p.load("")
	return true
}

// show shows what is wished of the version under the bar.
func (p *Page) show() {
	r := p.at()
	p.lines = nil
	if r != nil {
		p.lines = p.linesOf(r)
	}
	p.diffs.Reload()
	switch {
	case r == nil:
		p.sheet.Say("")
	case r.failed != nil:
		p.sheet.Say(p.words(r.failed))
	case p.paperShown():
		draw := p.drawing(r)
		p.sheet.Paper(fmt.Sprint(p.kind, p.what, r.Version, r.file), func(_ context.Context, w io.Writer) error {
			_, err := draw(w)
			return err
		})
	}
	p.buttons[1].Set(p.editLook())
	p.content.Refresh()
}

// paperShown reports whether the pane at the right is a paper: all but the lists.
func (p *Page) paperShown() bool {
	return p.what == showPaper || p.what == showScreen && p.kind == 1
}

func (p *Page) editLook() widget.Look {
	id := "edition.act.edit"
	if p.kind == 1 {
		id = "edition.act.criteria"
	}
	return widget.Look{Kind: widget.Secondary, Small: true, Text: p.s.T(id), Key: "R"}
}

func (p *Page) clinic() paper.Clinic { return p.store.Config().Clinic() }

// edit opens the editor of what is in force.
func (p *Page) edit() {
	if p.kind == 1 {
		p.s.Go(shell.ToCriteria{})
		return
	}
	p.s.Go(shell.ToWording{})
}
