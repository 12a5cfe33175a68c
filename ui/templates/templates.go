// Package templates is Brevmallar: the letters' texts as the clinic writes them, with the
// letter as it will be printed beside the text, for anybody.
//
// What is typed is a draft, kept all the time. Letters are printed from a version: Ctrl+S
// makes the draft the next one.
package templates

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the texts ask of the store.
type Store interface {
	Templates(ctx context.Context) ([]data.TemplateInfo, error)
	Template(ctx context.Context, id string, lang letter.Lang, version int) (data.TemplateText, error)
	TemplateHistory(ctx context.Context, id string, lang letter.Lang) ([]data.TemplateText, error)
	TemplateDraft(ctx context.Context, id string, lang letter.Lang) (data.TemplateText, error)
	SaveTemplateDraft(ctx context.Context, id string, lang letter.Lang, text string, from int) error
	SaveTemplate(ctx context.Context, p data.SaveTemplateParams) (version int, err error)
	RevertTemplate(ctx context.Context, id string, lang letter.Lang, version int) error
	AddTemplate(ctx context.Context, p data.AddTemplateParams) (id string, err error)
	RenameTemplate(ctx context.Context, id, name string) error
	HideTemplate(ctx context.Context, id string, hidden bool) error
	PreviewTemplate(ctx context.Context, p data.PreviewParams) (data.Preview, error)
	Participants(ctx context.Context, f data.Filter) (data.List, error)
	Config() data.Config
}

// Page is the editor.
type Page struct {
	s     *shell.Shell
	store Store
	desk  *printing.Desk

	list    []data.TemplateInfo
	at      int         // the template that is shown
	lang    letter.Lang // and its language
	line    int         // to go to once the text is there, 0 for none
	newest  int         // the highest version of the text
	draft   *keeper     // nil before the first text
	faults  []letter.Fault
	compact bool

	who      who // for whom the letter is shown
	problems []paper.Problem
	window   paper.Window

	header    *widget.Drawing
	template  *widget.Select
	langs     *widget.Segments
	bar       []*widget.Button
	text      *widget.Field
	faultList *widget.List // of faults
	foot      *widget.Drawing
	save      *widget.Button
	whom      *widget.Select
	sheet     *preview.Sheet
	content   *fyne.Container
	body      *shell.Body
}

// New makes the page, at a template and perhaps a line of it.
func New(s *shell.Shell, store Store, pager preview.Pager, desk *printing.Desk, r shell.ToTemplates) *Page {
	p := &Page{s: s, store: store, desk: desk, at: -1, lang: letter.Lang(r.Lang), line: r.Line, compact: s.Measures().Compact}
	if !p.lang.Known() {
		p.lang = letter.Swedish
	}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.template = widget.NewSelect(s.T("templates.template"), nil, -1, func(i int) { p.open(i, p.lang) })
	p.template.Icon = icon.Letter
	p.langs = widget.NewSegments(p.languages(), slices.Index(letter.Languages(), p.lang), func(i int) { p.open(p.at, letter.Languages()[i]) })
	button := func(id, key string, do func()) {
		p.bar = append(p.bar, widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("templates." + id), Key: key}, do))
	}
	button("fields", "F2", p.fieldMenu)
	button("blocks", "F4", p.blockMenu)
	button("versions", "F9", p.versions)
	button("more", "F10", p.moreMenu)
	p.text = widget.NewTextArea("", "", 12)
	p.text.OnChanged(p.typed)
	p.faultList = p.newFaults()
	p.foot = widget.NewDrawing(nil, p.paintFoot)
	p.save = widget.NewButton(widget.Look{}, p.saveVersion)
	p.save.OnReason = func(string) { p.saveVersion() }
	p.whom = widget.NewSelect(s.T("templates.whom"), nil, 0, p.choose)
	p.whom.Icon = icon.Eye
	p.sheet = p.newSheet(pager)
	p.content = p.newLayout()
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.showWhom()
	p.load(r.ID)
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() { widget.Focus(p.text.Entry) }

// Suspend keeps what is typed.
func (p *Page) Suspend() {
	if p.draft != nil {
		p.draft.Now()
	}
}

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.body.Refresh()
	p.content.Refresh()
}

// WindowTitle says what is written, for the window's title.
func (p *Page) WindowTitle() string { return p.s.T("templates.title") }

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"Ctrl+S"}, Text: t("templates.key.save")}, {Keys: []string{"F2"}, Text: t("templates.key.field")},
		{Keys: []string{"F4"}, Text: t("templates.key.block")}, {Keys: []string{"F6"}, Text: t("templates.key.lang")},
		{Keys: []string{"F7"}, Text: t("templates.key.whom")}, {Keys: []string{"F8"}, Text: t("templates.key.fault")}, {Keys: []string{"Esc"}, Text: t("templates.key.back")}}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"F5"}, Text: t("templates.key.template")}, {Keys: []string{"F9"}, Text: t("templates.key.versions")},
		{Keys: []string{"F10"}, Text: t("templates.key.more")}, {Keys: []string{"F11"}, Text: t("templates.key.page")},
		{Keys: []string{"F12"}, Text: t("templates.key.near")}, {Keys: []string{"Ctrl+N"}, Text: t("templates.key.new")}, {Keys: []string{"Ctrl+P"}, Text: t("templates.key.print")}}
}

// Key is for shell.Keyer: the letters belong to the text, so the keys of this page are
// the function keys.
func (p *Page) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF2:
		p.fieldMenu()
	case fyne.KeyF4:
		p.blockMenu()
	case fyne.KeyF5:
		p.template.Open()
	case fyne.KeyF6:
		at := (p.langs.Selected() + 1) % len(letter.Languages())
		p.langs.SetSelected(at)
		p.open(p.at, letter.Languages()[at])
	case fyne.KeyF7:
		p.whom.Open()
	case fyne.KeyF8:
		p.nextFault()
	case fyne.KeyF9:
		p.versions()
	case fyne.KeyF10:
		p.moreMenu()
	case fyne.KeyF11:
		p.turn()
	case fyne.KeyF12:
		p.takeNear(p.fault())
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod != fyne.KeyModifierControl {
		return false
	}
	switch key {
	case fyne.KeyS, fyne.KeyReturn:
		p.saveVersion()
	case fyne.KeyN:
		p.add()
	case fyne.KeyP:
		p.print()
	default:
		return false
	}
	return true
}

func (p *Page) languages() (items []widget.Segment) {
	for _, l := range letter.Languages() {
		items = append(items, widget.Segment{Text: p.s.Say(l.Name())})
	}
	return items
}

// info gives the template that is shown, nil before any.
func (p *Page) info() *data.TemplateInfo {
	if p.at < 0 || p.at >= len(p.list) {
		return nil
	}
	return &p.list[p.at]
}

// load reads the templates and opens one; "" stays at the one that is shown.
func (p *Page) load(id string) {
	var list []data.TemplateInfo
	p.s.Do("templates", func(ctx context.Context) (err error) {
		list, err = p.store.Templates(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		if i := p.info(); id == "" && i != nil {
			id = i.ID
		}
		p.list = list
		items := make([]widget.MenuItem, len(list))
		for i, t := range list {
			items[i] = widget.MenuItem{Text: t.Name(p.s.Lang())}
			switch {
			case t.Hidden:
				items[i].Detail = p.s.T("templates.hidden")
			case t.Own:
				items[i].Detail = p.s.T("templates.own")
			}
		}
		p.template.Items = items
		p.open(max(0, slices.IndexFunc(list, func(t data.TemplateInfo) bool { return t.ID == id })), p.lang)
	})
}

// open shows the text of a template in a language: the draft, where there is one.
func (p *Page) open(at int, lang letter.Lang) {
	p.Suspend()
	p.at, p.lang = at, lang
	p.template.SetSelected(at)
	p.langs.SetSelected(slices.Index(letter.Languages(), lang))
	id := p.list[at].ID
	var force, draft data.TemplateText
	var history []data.TemplateText
	p.s.Do("templates.open", func(ctx context.Context) (err error) {
		if draft, err = p.store.TemplateDraft(ctx, id, lang); err != nil {
			return err
		}
		history, err = p.store.TemplateHistory(ctx, id, lang)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.newest = 0
		for _, t := range history {
			p.newest = max(p.newest, t.Version)
			if t.InForce {
				force = t
			}
		}
		p.draft = newKeeper(p, id, lang, force, draft)
		p.text.Entry.SetText(p.draft.text)
		p.text.Entry.MoveTo(0)
		p.read()
		if p.line > 0 {
			p.toLine(p.line, 1)
			p.line = 0
		}
		p.Focus()
	})
}

// typed is told each change of the text.
func (p *Page) typed(text string) {
	if p.draft == nil || text == p.draft.text {
		return
	}
	p.draft.set(text)
	p.read()
}

// read reads the text: its faults at once, its letter on a worker.
func (p *Page) read() {
	_, p.faults = letter.Parse(p.text.Text())
	p.faultList.Reload()
	p.show()
	p.refresh()
}

func (p *Page) refresh() {
	look := widget.Look{Kind: widget.Filled, Icon: icon.Yes, Text: p.s.T("templates.save", "Version", p.newest+1), Key: "Ctrl+S"}
	if len(p.faults) > 0 || !p.draft.changed() {
		look.Kind = widget.Off
	}
	p.save.Set(look)
	p.header.Refresh()
	p.content.Refresh()
}

// saveVersion makes the draft the version that letters are printed from.
func (p *Page) saveVersion() {
	s, k := p.s, p.draft
	switch {
	case k == nil:
		return
	case len(p.faults) > 0:
		s.Tell(widget.BandWarn, say.T("templates.faulty", "N", len(p.faults)))
		p.toFault(0)
		return
	case !k.changed():
		s.Tell(widget.BandOK, say.T("templates.unchanged"))
		return
	}
	before, first := k.from, k.base == ""
	params := data.SaveTemplateParams{ID: k.id, Lang: k.lang, Text: k.text, From: k.from}
	if first {
		params.From = letter.InForce
	}
	k.Stop(true)
	var version int
	s.Do("", func(ctx context.Context) (err error) {
		version, err = p.store.SaveTemplate(ctx, params)
		return err
	}, func(err error) {
		if err != nil {
			k.Stop(false)
			s.Fail(err)
			return
		}
		k.saved(params.Text, version)
		var undo func(context.Context) error
		if !first {
			undo = func(ctx context.Context) error { return p.store.RevertTemplate(ctx, params.ID, params.Lang, before) }
		}
		s.Done(say.T("templates.saved", "Version", version), undo, p.reopen)
		p.newest = max(p.newest, version)
		p.relist()
		p.refresh()
	})
}

// reopen reads everything again: what holds has changed.
func (p *Page) reopen() { p.load("") }

// relist reads the templates again without touching the text.
func (p *Page) relist() {
	p.s.Do("templates", func(ctx context.Context) error {
		list, err := p.store.Templates(ctx)
		if err == nil && len(list) == len(p.list) {
			p.list = list
		}
		return err
	}, nil)
}
