package editions

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/draft"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// editor is what the editors of wording and of criteria have alike: a list at the left,
// the texts of what its bar is on, a paper as it will be, and the draft of it all.
type editor struct {
	s    *shell.Shell
	p    Params
	kind data.EditionKind

	header  *widget.Drawing
	list    *widget.List
	sheet   *preview.Sheet
	button  *widget.Button
	content *fyne.Container
	body    *shell.Body

	title string
	stand func() string // what is said beside the title
	turn  func(by int)  // shows another row
	view  func()        // turns to the other view
	save  func()
	goOn  func(draft string) // takes up what was kept of a draft
	load  func()             // begins anew with what is in the store

	found data.Draft // of an earlier login, not yet asked about
	keep  draft.Keeper
}

// start makes the parts; the functions must be set. text gives the draft as it is, "" where
// nothing is changed.
func (e *editor) start(s *shell.Shell, params Params, kind data.EditionKind, title, key string, text func() string) {
	e.s, e.p, e.kind, e.title = s, params, kind, s.T(title)
	e.keep = draft.Keeper{Shell: s, Save: func(ctx context.Context, text string) error { return params.Store.SaveDraft(ctx, kind, text) }, Text: text}
	e.header = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		end := pen.Mid(0, 0, size.Height, e.title, widget.Title)
		pen.Fit(end+12, 2, size.Height, size.Width-end-12, e.stand(), widget.Second)
	})
	e.sheet = preview.NewSheet(s, params.Pager, key)
	e.sheet.Foot = func(page, pages int) string {
		if pages == 0 {
			return ""
		}
		return s.T("templates.page", "Page", page, "Pages", pages)
	}
	e.button = widget.NewButton(widget.Look{Kind: widget.Off, Icon: icon.Yes, Text: s.T("edition.wording.save"), Key: "Ctrl+S"}, e.save)
	e.button.OnReason = func(string) { e.save() }
}

// setList sets the list up: Enter goes to the texts of a row.
func (e *editor) setList(list *widget.List, open func(i int), enter func()) {
	e.list = list
	list.OnSelect = open
	list.OnEnter = func(int) { enter() }
	list.BeforeKey = func(ev *fyne.KeyEvent) bool {
		return (ev.Name == fyne.KeyPageDown || ev.Name == fyne.KeyPageUp) && e.key(ev)
	}
	list.BarGap = -8
	list.Label = e.title
}

// Content is for shell.Page.
func (e *editor) Content() fyne.CanvasObject { return e.body }

// Focus is for shell.Page.
func (e *editor) Focus() {
	if e.s.Canvas().Overlays().Top() != nil {
		return // the question about the draft has the keyboard
	}
	widget.Focus(e.list)
	e.askDraft()
}

// Measure is for shell.Measured.
func (e *editor) Measure(theme.Measures) {
	e.body.Refresh()
	e.content.Refresh()
}

// Close lets the preview's memory go.
func (e *editor) Close() { closePager(e.p.Pager) }

// WindowTitle is for the window's title.
func (e *editor) WindowTitle() string { return e.title }

// Suspend is for shell.Suspender.
func (e *editor) Suspend() { e.keep.Now() }

// key takes the keys of both.
func (e *editor) key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF7:
		e.view()
	case fyne.KeyF11:
		if !e.sheet.Turn(+1) {
			page, _ := e.sheet.Page()
			e.sheet.Turn(-page)
		}
	case fyne.KeyPageDown:
		e.turn(+1)
	case fyne.KeyPageUp:
		e.turn(-1)
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (e *editor) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod == fyne.KeyModifierControl && (key == fyne.KeyS || key == fyne.KeyReturn) {
		e.save()
		return true
	}
	return false
}

// Escape goes from the texts to the list.
func (e *editor) Escape() bool {
	if e.inList() {
		return false
	}
	widget.Focus(e.list)
	return true
}

func (e *editor) inList() bool { return e.s.Canvas().Focused() == fyne.Focusable(e.list) }

// look is how the button to save looks.
func (e *editor) look(ready bool) {
	look := widget.Look{Kind: widget.Filled, Icon: icon.Yes, Text: e.s.T("edition.wording.save"), Key: "Ctrl+S"}
	if e.s.Measures().Compact {
		look.Text, look.Icon = e.s.T("edition.save.short"), icon.None
	}
	if !ready {
		look.Kind = widget.Off
	}
	e.button.Set(look)
}

// foundDraft takes note of the draft in the store. One of this login is gone on with at
// once; of an earlier one it is asked, when the page is shown.
func (e *editor) foundDraft(d data.Draft) {
	known := e.p.Drafts.of(e.kind)
	e.keep.Begin(d.Text)
	if d.Text != "" {
		e.goOn(d.Text)
		if !*known {
			e.found = d
			e.askDraft()
		}
	}
	*known = true
}

// askDraft asks whether to go on with a draft, which is shown already: Esc goes on.
func (e *editor) askDraft() {
	d := e.found
	if d.Text == "" || e.s.Page() == nil || e.s.Page().Content() != fyne.CanvasObject(e.body) {
		return
	}
	e.found = data.Draft{}
	s := e.s
	(&acts.Acts{Shell: s}).Choose(s.T("edition.draft.title"), s.T("edition.draft.text", "On", say.Date(s.Lang(), day.Of(d.At)), "Time", say.Clock(s.Lang(), d.At), "Stand", e.stand()),
		[]string{s.T("edition.draft.go_on"), s.T("edition.draft.drop")}, func(i int) {
			if i == 0 {
				widget.Focus(e.list)
				return
			}
			e.keep.Drop(func() {
				s.Done(say.T("edition.draft.dropped"), func(ctx context.Context) error { return e.p.Store.SaveDraft(ctx, e.kind, d.Text) }, e.load)
				e.load()
			})
		})
}

// Drafts remembers which drafts were written or gone on with in this login: they are not
// asked about again.
type Drafts struct{ form, criteria bool }

func (d *Drafts) of(kind data.EditionKind) *bool {
	if kind == data.CriteriaEditions {
		return &d.criteria
	}
	return &d.form
}
