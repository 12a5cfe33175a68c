package editions

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/data"
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

// text writes the draft as it is kept in the store, "" where nothing is written.
func (d *wordingDraft) text() string {
	if d == nil || len(d.written) == 0 {
		return ""
	}
	var list []form.Worded
	for _, t := range d.form.Texts() {
		if w, ok := d.written[t.Place]; ok {
			list = append(list, form.Worded{Place: t.Place, Words: w})
		}
	}
	b, err := json.Marshal(list)
	if err != nil {
		return "" // it is texts
	}
	return string(b)
}

// read takes up a draft: what has a place in the form in force and says something else.
func (d *wordingDraft) read(text string) error {
	var list []form.Worded
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		return err
	}
	was := map[form.Place]form.Words{}
	for _, t := range d.form.Texts() {
		was[t.Place] = t.Words
	}
	for _, t := range list {
		if w, ok := was[t.Place]; ok && w != t.Words {
			d.written[t.Place] = t.Words
		}
	}
	return nil
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
	editor
	d *wordingDraft

	groups []group
	fields []*widget.Field
	paper  bool // shown in place of the fields

	scroll *container.Scroll
	foot   *widget.Drawing
}

// NewWording makes the editor.
func NewWording(s *shell.Shell, params Params) *Wording {
	p := &Wording{}
	p.editor = editor{stand: p.stands, turn: func(by int) { p.turnTo(by) }, view: p.turnView, save: p.saveVersion, goOn: p.goOn, load: p.load}
	p.start(s, params, data.FormEditions, "edition.wording.title", "editions.wording", func() string { return p.d.text() })
	p.setList(widget.NewList(theme.RowParticipant, func() int { return len(p.groups) }, p.paintGroup), p.open, func() { p.toField(0) })
	p.scroll = container.NewVScroll(widget.Column(0))
	p.foot = widget.NewDrawing(nil, func(pen *widget.Pen) {
		pen.Wrap(0, 2, pen.Size().Width, s.T("edition.wording.foot"), widget.Second)
	})
	p.content = container.New(wordingLayout{p}, p.list, p.scroll, p.sheet, p.foot, p.button)
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.load()
	return p
}

// Measure is for shell.Measured.
func (p *Wording) Measure(m theme.Measures) {
	p.refresh()
	p.editor.Measure(m)
}

// Hints is for shell.Page.
func (p *Wording) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"↑", "↓"}, Text: t("edition.key.question")}, {Keys: []string{"Enter", "Tab"}, Text: t("edition.key.texts")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("edition.key.turn")},
		{Keys: []string{"F7"}, Text: t("edition.key.paper")}, {Keys: []string{"F10"}, Text: t("edition.key.restore")}, {Keys: []string{"Ctrl+S"}, Text: t("edition.key.version")}, {Keys: []string{"Esc"}, Text: t("templates.key.back")}}
}

// Keys is for shell.Helper.
func (p *Wording) Keys() []widget.Hint {
	return []widget.Hint{{Keys: []string{"F11"}, Text: p.s.T("edition.key.page")}}
}

// Key is for shell.Keyer.
func (p *Wording) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyF10 {
		p.restore()
		return true
	}
	return p.key(ev)
}

func (p *Wording) turnView() {
	p.paper = !p.paper
	p.draw()
	p.content.Refresh()
}

// load reads the form in force, and the draft of it.
func (p *Wording) load() {
	d := &wordingDraft{written: map[form.Place]form.Words{}}
	var draft data.Draft
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
		if d.form, err = p.p.Store.FormEdition(ctx, ""); err != nil {
			return err
		}
		draft, err = p.p.Store.Draft(ctx, data.FormEditions)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.d = d
		p.foundDraft(draft)
		p.groups = p.grouped()
		p.list.Reload()
		p.list.Select(0)
		p.open(0)
		p.refresh()
	})
}

// goOn takes up a draft; one that cannot be read is passed over.
func (p *Wording) goOn(draft string) {
	if err := p.d.read(draft); err != nil {
		p.s.Fail(err)
	}
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
	if p.turnTo(+1) {
		p.toField(0)
	}
}

// turnTo goes to another question, and reports whether there is one.
func (p *Wording) turnTo(by int) bool {
	to := p.list.Selected() + by
	if to < 0 || to >= len(p.groups) {
		return false
	}
	inside := !p.inList()
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
	p.edited()
	if p.paper {
		p.draw()
	}
}

func (p *Wording) edited() {
	p.keep.Now()
	p.refresh()
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
	inside := !p.inList()
	p.open(i)
	p.edited()
	if inside {
		p.toField(0)
	}
}

func (p *Wording) stands() string {
	if p.d == nil {
		return ""
	}
	if n := len(p.d.written); n > 0 {
		return p.s.T("edition.wording.changed", "N", n, "Version", p.d.form.Version)
	}
	return p.s.T("edition.wording.same", "Version", p.d.form.Version)
}

func (p *Wording) refresh() {
	if p.d == nil {
		return
	}
	p.look(len(p.d.written) > 0 && len(p.faulty()) == 0)
	p.header.Refresh()
	p.list.Refresh()
	p.content.Refresh()
}
