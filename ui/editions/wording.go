package editions

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// wordingDraft is the form in force with what was written in place of its texts.
type wordingDraft struct {
	file    []byte
	form    *form.Definition
	taken   []string // versions there are
	written map[form.Place]form.Words
}

// group is what is edited at once: the form's own texts, a section's, a question's.
type group struct {
	name  string
	head  bool // a section
	texts []form.Worded
}

// Wording is the editor of the form's wording: questions at the left, the texts of one at
// the right in both languages. Codes, scores and link ids are not there to be changed.
type Wording struct {
	s *shell.Shell
	p Params
	d *wordingDraft

	groups []group
	fields []*widget.Field
	paper  bool // shown in place of the fields

	header  *widget.Drawing
	list    *widget.List
	scroll  *container.Scroll
	sheet   *preview.Sheet
	foot    *widget.Drawing
	button  *widget.Button
	content *fyne.Container
	body    *shell.Body
}

// NewWording makes the editor.
func NewWording(s *shell.Shell, params Params) *Wording {
	p := &Wording{s: s, p: params}
	p.header = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		end := pen.Mid(0, 0, size.Height, s.T("edition.wording.title"), widget.Title)
		pen.Fit(end+12, 2, size.Height, size.Width-end-12, p.stand(), widget.Second)
	})
	p.list = widget.NewList(theme.RowParticipant, func() int { return len(p.groups) }, p.paintGroup)
	p.list.OnSelect = func(i int) { p.open(i) }
	p.list.OnEnter = func(int) { p.toField(0) }
	p.list.BeforeKey = func(ev *fyne.KeyEvent) bool {
		return (ev.Name == fyne.KeyPageDown || ev.Name == fyne.KeyPageUp) && p.Key(ev)
	}
	p.list.BarGap = -8
	p.list.Label = s.T("edition.wording.title")
	p.scroll = container.NewVScroll(widget.Column(0))
	p.sheet = preview.NewSheet(s, params.Pager, "editions.wording")
	p.sheet.Foot = func(page, pages int) string {
		if pages == 0 {
			return ""
		}
		return s.T("templates.page", "Page", page, "Pages", pages)
	}
	p.foot = widget.NewDrawing(nil, func(pen *widget.Pen) {
		pen.Wrap(0, 2, pen.Size().Width, s.T("edition.wording.foot"), widget.Second)
	})
	p.button = widget.NewButton(widget.Look{Kind: widget.Off, Icon: icon.Yes, Text: s.T("edition.wording.save"), Key: "Ctrl+S"}, p.save)
	p.button.OnReason = func(string) { p.save() }
	p.content = container.New(wordingLayout{p}, p.list, p.scroll, p.sheet, p.foot, p.button)
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.load()
	return p
}

// Content is for shell.Page.
func (p *Wording) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Wording) Focus() { widget.Focus(p.list) }

// Measure is for shell.Measured.
func (p *Wording) Measure(theme.Measures) {
	p.body.Refresh()
	p.content.Refresh()
}

// Close lets the preview's memory go.
func (p *Wording) Close() { closePager(p.p.Pager) }

// WindowTitle is for the window's title.
func (p *Wording) WindowTitle() string { return p.s.T("edition.wording.title") }

// Hints is for shell.Page.
func (p *Wording) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"↑", "↓"}, Text: t("edition.key.question")}, {Keys: []string{"Enter", "Tab"}, Text: t("edition.key.texts")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("edition.key.turn")},
		{Keys: []string{"F7"}, Text: t("edition.key.paper")}, {Keys: []string{"F9"}, Text: t("edition.key.restore")}, {Keys: []string{"Ctrl+S"}, Text: t("edition.key.version")}, {Keys: []string{"Esc"}, Text: t("templates.key.back")}}
}

// Keys is for shell.Helper.
func (p *Wording) Keys() []widget.Hint {
	return []widget.Hint{{Keys: []string{"F11"}, Text: p.s.T("edition.key.page")}}
}

// Key is for shell.Keyer.
func (p *Wording) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF7:
		p.paper = !p.paper
		p.draw()
		p.content.Refresh()
	case fyne.KeyF9:
		p.restore()
	case fyne.KeyF11:
		if !p.sheet.Turn(+1) {
			page, _ := p.sheet.Page()
			p.sheet.Turn(-page)
		}
	case fyne.KeyPageDown:
		p.turn(+1)
	case fyne.KeyPageUp:
		p.turn(-1)
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Wording) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod == fyne.KeyModifierControl && (key == fyne.KeyS || key == fyne.KeyReturn) {
		p.save()
		return true
	}
	return false
}

// Escape goes from the texts to the list.
func (p *Wording) Escape() bool {
	if p.s.Canvas().Focused() == fyne.Focusable(p.list) {
		return false
	}
	p.Focus()
	return true
}

// load reads the form in force, or goes on with the draft of it.
func (p *Wording) load() {
	d := &wordingDraft{written: map[form.Place]form.Words{}}
	p.s.Do("editions.wording.load", func(ctx context.Context) (err error) {
		list, err := p.p.Store.Editions(ctx, data.FormEditions)
		if err != nil {
			return err
		}
		for _, e := range list {
			d.taken = append(d.taken, e.Version)
		}
		if d.file, err = p.p.Store.EditionFile(ctx, data.FormEditions, ""); err != nil {
			return err
		}
		d.form, err = p.p.Store.FormEdition(ctx, "")
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		if old := p.p.Drafts.wording; old != nil && old.form.Version == d.form.Version {
			d.written = old.written
		}
		p.d, p.p.Drafts.wording = d, d
		p.groups = p.grouped()
		p.list.Reload()
		p.list.Select(0)
		p.open(0)
		p.refresh()
	})
}

// grouped puts the texts of a question together.
func (p *Wording) grouped() (list []group) {
	at := -1
	key := "\x00"
	for _, t := range p.d.form.Texts() {
		section := t.Part == form.Heading || t.Part == form.ShortHead
		if k := fmt.Sprint(t.LinkID, section); k != key {
			key, at = k, at+1
			g := group{head: section, name: p.s.T("edition.wording.whole")}
			if sec, ok := p.d.form.Section(t.LinkID); ok && section {
				g.name = sec.Title.In(p.s.Lang())
			} else if it, ok := p.d.form.Item(t.LinkID); ok {
				g.name = fmt.Sprintf("%d  %s", it.Number, it.Short.In(p.s.Lang()))
			} else {
				g.head = true
			}
			list = append(list, g)
		}
		if t.Part == form.OptionShort && t.Words.IsZero() {
			continue // few answers have a short name
		}
		list[at].texts = append(list[at].texts, t)
	}
	return list
}

// open shows the texts of a question.
func (p *Wording) open(i int) {
	if p.d == nil || i < 0 || i >= len(p.groups) {
		return
	}
	p.fields = nil
	column := []fyne.CanvasObject{}
	for _, t := range p.groups[i].texts {
		words := t.Words
		if w, ok := p.d.written[t.Place]; ok {
			words = w
		}
		rows := 1
		if t.Part == form.Question || t.Part == form.HelpText || t.Part == form.IntroText {
			rows = 2
		}
		label := p.label(t.Place)
		sv := widget.NewTextArea(label+p.s.T("edition.wording.sv"), "", rows)
		en := widget.NewTextArea(p.s.T("edition.wording.en"), "", rows)
		sv.SetText(words.SV)
		en.SetText(words.EN)
		place, was := t.Place, t.Words
		changed := func(string) { p.typed(place, was, form.Words{SV: sv.Text(), EN: en.Text()}, sv) }
		sv.OnChanged(changed)
		en.OnChanged(changed)
		for _, f := range []*widget.Field{sv, en} {
			at := len(p.fields)
			f.Entry.OnFocus = func(on bool) {
				f.Refresh()
				if on {
					reveal(p.scroll, f)
				}
			}
			if rows == 1 {
				f.Entry.OnEnter = func() { p.toField(at + 1) }
			}
			p.fields = append(p.fields, f)
		}
		column = append(column, container.New(halves{}, sv, en))
	}
	p.scroll.Content = container.New(padded{}, widget.Column(12, column...))
	p.scroll.Offset = fyne.Position{}
	p.scroll.Refresh()
	p.content.Refresh()
	p.draw()
}

// label names a text: "Fråga", "Svar 3".
func (p *Wording) label(place form.Place) string {
	id := strings.ReplaceAll(string(place.Part), ".", "_")
	return p.s.T("edition.part."+id, "Option", place.Option)
}

// toField goes to a field of the question, after the last to the next question.
func (p *Wording) toField(i int) {
	if i < len(p.fields) {
		p.fields[i].Focus()
		return
	}
	if p.turn(+1) {
		p.toField(0)
	}
}

// turn goes to another question, and reports whether there is one.
func (p *Wording) turn(by int) bool {
	to := p.list.Selected() + by
	if to < 0 || to >= len(p.groups) {
		return false
	}
	inside := p.s.Canvas().Focused() != fyne.Focusable(p.list)
	p.list.Select(to)
	p.open(to)
	if inside {
		p.toField(0)
	}
	return true
}

// typed keeps what is written, or forgets it where it is what the form says.
func (p *Wording) typed(place form.Place, was, now form.Words, sv *widget.Field) {
	trimmed := form.Words{SV: strings.TrimSpace(now.SV), EN: strings.TrimSpace(now.EN)}
	if trimmed == was {
		delete(p.d.written, place)
	} else {
		p.d.written[place] = now
	}
	sv.SetError("")
	if p.lacks(place, trimmed) {
		sv.SetError(p.s.T("edition.wording.empty"))
	}
	p.refresh()
	if p.paper {
		p.draw()
	}
}

// lacks reports whether a text is empty that must not be.
func (p *Wording) lacks(place form.Place, w form.Words) bool {
	return w.SV == "" && (w.EN != "" || !place.Optional())
}

func (p *Wording) faulty() (list []form.Place) {
	for place, w := range p.d.written {
		if p.lacks(place, form.Words{SV: strings.TrimSpace(w.SV), EN: strings.TrimSpace(w.EN)}) {
			list = append(list, place)
		}
	}
	return list
}

// restore puts the form's own words back into the question.
func (p *Wording) restore() {
	i := p.list.Selected()
	if p.d == nil || i < 0 {
		return
	}
	for _, t := range p.groups[i].texts {
		delete(p.d.written, t.Place)
	}
	inside := p.s.Canvas().Focused() != fyne.Focusable(p.list)
	p.open(i)
	p.refresh()
	if inside {
		p.toField(0)
	}
}

func (p *Wording) stand() string {
	if p.d == nil {
		return ""
	}
	if n := len(p.d.written); n > 0 {
		return p.s.T("edition.wording.changed", "N", n, "Version", p.d.form.Version)
	}
	return p.s.T("edition.wording.same", "Version", p.d.form.Version)
}

func (p *Wording) refresh() {
	look := widget.Look{Kind: widget.Filled, Icon: icon.Yes, Text: p.s.T("edition.wording.save"), Key: "Ctrl+S"}
	if len(p.d.written) == 0 || len(p.faulty()) > 0 {
		look.Kind = widget.Off
	}
	p.button.Set(look)
	p.header.Refresh()
	p.list.Refresh()
	p.content.Refresh()
}
