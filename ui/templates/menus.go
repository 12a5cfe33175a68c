package templates

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// under opens a menu under one of the buttons over the text.
func (p *Page) under(button int, items []widget.MenuItem, do func(i int)) {
	m := &widget.Menu{Items: items, OnChoose: do}
	first := 0
	for first < len(items)-1 && items[first].Head {
		first++
	}
	m.Show(p.s.Canvas(), p.bar[button], first)
}

// fieldMenu offers the fields that can be merged into the letter, by group.
func (p *Page) fieldMenu() {
	if p.draft == nil {
		return
	}
	lang := p.lang.Say()
	var items []widget.MenuItem
	var names []string
	for _, g := range letter.Groups() {
		items, names = append(items, widget.MenuItem{Text: p.s.Say(g.Name()), Head: true}), append(names, "")
		for _, f := range letter.Fields() {
			if f.Group != g {
				continue
			}
			name := "{" + f.In(lang) + "}"
			if f.Ask {
				name = "[" + p.word("if") + " " + f.In(lang) + "]"
			}
			items, names = append(items, widget.MenuItem{Text: firstSentence(p.s.Say(f.About())), Detail: name}), append(names, name)
		}
	}
	p.under(0, items, func(i int) {
		if strings.HasPrefix(names[i], "[") {
			p.insertLines(names[i] + "\n\n[" + p.word("end") + "]")
			return
		}
		p.text.Entry.Insert(names[i])
		widget.Focus(p.text.Entry)
	})
}

func upperFirst(s string) string { return letter.UpperFirst(s) }

// firstSentence gives the beginning of an explanation: "Förnamnet: Elin".
func firstSentence(s string) string {
	first, _, _ := strings.Cut(s, ". ")
	return strings.TrimSuffix(first, ".")
}

// word gives a word of the markup in the letter's language.
func (p *Page) word(id string) string { return say.In(p.lang.Say(), say.T("templates.word."+id)) }

// blocks are what the markup has beside text and fields: an id of words, and what is
// written. A word in <> is put in the letter's language.
var blocks = []struct{ id, text string }{
	{"heading", "## "},
	{"bold", "****"},
	{"list", "- "},
	{"step", "1. "},
	{"table", "| <when> | {<visit_day>} |\n| <where> | {<visit_place>} |"},
	{"if", "[<if> <interpreter>]\n\n[<else>]\n\n[<end>]"},
	{"box", "[<box>]\n## \n# \n[<end>]"},
	{"side", "[<side>]\n## \n\n[<end>]"},
	{"slip", "[<slip>]\n## \n[] \n\n<sign> _70_\n[<end>]"},
	{"signature", "[<signature>]"},
	{"page", "[<page>]"},
	{"large", "[<large>]"},
}

// blockMenu offers the markup.
func (p *Page) blockMenu() {
	if p.draft == nil {
		return
	}
	items := make([]widget.MenuItem, len(blocks))
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = p.inWords(b.text)
		sample, _, more := strings.Cut(texts[i], "\n")
		if more {
			sample += " …"
		}
		items[i] = widget.MenuItem{Text: p.s.T("templates.block." + b.id), Detail: sample}
	}
	p.under(1, items, func(i int) {
		if blocks[i].id == "bold" {
			p.text.Entry.Insert(texts[i])
			p.text.Entry.MoveTo(p.text.Entry.Offset() - 2)
			widget.Focus(p.text.Entry)
			return
		}
		p.insertLines(texts[i])
	})
}

// inWords puts the words in <> in the letter's language.
func (p *Page) inWords(text string) string {
	var b strings.Builder
	for text != "" {
		before, rest, open := strings.Cut(text, "<")
		b.WriteString(before)
		if !open {
			break
		}
		id, after, _ := strings.Cut(rest, ">")
		if f, ok := letter.FieldOf(id); ok {
			b.WriteString(f.In(p.lang.Say()))
		} else {
			b.WriteString(p.word(id))
		}
		text = after
	}
	return b.String()
}

// insertLines writes lines of their own where the cursor stands, and puts it at the end
// of the first of them, or in the empty line after it.
func (p *Page) insertLines(text string) {
	e := p.text.Entry
	at := e.Offset()
	before := []rune(e.Text)[:at]
	if at > 0 && before[at-1] != '\n' {
		text = "\n" + text
		at++
	}
	if rest := []rune(e.Text)[e.Offset():]; len(rest) > 0 && rest[0] != '\n' {
		text += "\n"
	}
	e.Insert(text)
	first, rest, _ := strings.Cut(strings.TrimPrefix(text, "\n"), "\n")
	end := at + len([]rune(first))
	if strings.HasPrefix(rest, "\n") {
		end++ // the empty line is for writing
	}
	e.MoveTo(end)
	widget.Focus(e)
}

// moreMenu offers what is seldom done.
func (p *Page) moreMenu() {
	i := p.info()
	if i == nil || p.draft == nil {
		return
	}
	s := p.s
	own, changed, shipped := "", "", ""
	if !i.Own {
		own = s.T("templates.more.not_own")
	}
	if !p.draft.changed() {
		changed = s.T("templates.more.no_draft")
	}
	if p.draft.from == 0 || i.Own {
		shipped = s.T("templates.more.shipped")
	}
	hide := "templates.more.hide"
	if i.Hidden {
		hide = "templates.more.unhide"
	}
	items := []widget.MenuItem{
		{Text: s.T("templates.more.add"), Icon: icon.Plus, Detail: "Ctrl+N"},
		{Text: s.T("templates.more.print"), Icon: icon.Print, Detail: "Ctrl+P"},
		{Text: s.T("templates.more.discard"), Icon: icon.Undo, Off: changed},
		{Text: s.T("templates.more.revert"), Icon: icon.Undo, Off: shipped},
		{Text: s.T("templates.more.rename"), Icon: icon.Begun, Off: own},
		{Text: s.T(hide), Icon: icon.Eye, Off: own},
	}
	do := []func(){p.add, p.print, p.discard, func() { p.revert(0) }, p.rename, p.hide}
	p.under(3, items, func(i int) { do[i]() })
}

// discard throws the draft away: the text is the version in force again. Ctrl+Z in the
// text gets it back.
func (p *Page) discard() {
	p.text.Entry.Replace(0, 0, "")
	p.text.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	p.text.Entry.Insert(p.draft.base)
	p.text.Entry.MoveTo(0)
	widget.Focus(p.text.Entry)
	p.s.Tell(widget.BandInfo, say.T("templates.discarded"))
}

// revert puts an earlier version in force.
func (p *Page) revert(version int) {
	id, lang, before := p.draft.id, p.draft.lang, p.draft.from
	p.s.Do("", func(ctx context.Context) error { return p.store.RevertTemplate(ctx, id, lang, version) }, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T("templates.reverted", "Version", p.versionWords(version)),
			func(ctx context.Context) error { return p.store.RevertTemplate(ctx, id, lang, before) }, p.reopen)
		p.reopen()
	})
}

// versionWords names a version: version 3, or Fyrtio's text.
func (p *Page) versionWords(version int) string {
	if version == 0 {
		return p.s.T("templates.version.shipped")
	}
	return p.s.T("templates.version", "Version", version)
}

// print prints the letter that is shown, to be looked at.
func (p *Page) print() {
	if p.draft == nil || len(p.faults) > 0 {
		p.s.Tell(widget.BandWarn, say.T("templates.faulty", "N", len(p.faults)))
		return
	}
	params := p.params()
	p.desk.Offer(p.s, "brevmall", p.s.T("templates.more.print"), func(ctx context.Context, w io.Writer) (int, error) {
		shown, err := p.store.PreviewTemplate(ctx, params)
		if err != nil {
			return 0, err
		}
		drawn, err := paper.Letters(w, shown.Run)
		return drawn.Pages, err
	})
}

// add asks for a template of the clinic's own: its name, and whose rules it follows.
func (p *Page) add() {
	s := p.s
	name := widget.NewField(s.T("templates.add.name"), s.T("templates.add.example"))
	kinds := journey.Templates
	words := make([]string, len(kinds))
	at := 0
	for i, k := range kinds {
		words[i] = s.Say(journey.TemplateName(k))
		if t := p.info(); t != nil && t.Kind == k {
			at = i
		}
	}
	kind := widget.NewSelect(s.T("templates.add.kind"), words, at, nil)
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("templates.more.add"), Text: s.T("templates.add.text"),
		Body: widget.Column(12, name, kind), Focus: name.Entry, Left: s.T("ui.cancel"), Right: s.T("templates.add.act")}
	d.OnRight = func() bool {
		var id string
		params := data.AddTemplateParams{Name: name.Text(), Kind: kinds[max(0, kind.Selected())]}
		s.Do("", func(ctx context.Context) (err error) {
			id, err = p.store.AddTemplate(ctx, params)
			return err
		}, func(err error) {
			if err != nil {
				name.SetError(p.words(err))
				return
			}
			d.Close()
			s.Done(say.T("templates.added", "Name", strings.TrimSpace(params.Name)), nil, nil)
			p.load(id)
		})
		return false
	}
	name.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// rename asks for another name of a template of the clinic's own.
func (p *Page) rename() {
	s, id := p.s, p.info().ID
	name := widget.NewField(s.T("templates.add.name"), "")
	name.SetText(p.info().Name(s.Lang()))
	name.Entry.SelectOnFocus = true
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("templates.more.rename"), Body: name, Focus: name.Entry,
		Left: s.T("ui.cancel"), Right: s.T("templates.rename.act")}
	d.OnRight = func() bool {
		s.Do("", func(ctx context.Context) error { return p.store.RenameTemplate(ctx, id, name.Text()) }, func(err error) {
			if err != nil {
				name.SetError(p.words(err))
				return
			}
			d.Close()
			p.load(id)
		})
		return false
	}
	name.Entry.OnEnter = d.Confirm
	s.Ask(d)
}

// hide stops offering a template of the clinic's own, or offers it again.
func (p *Page) hide() {
	t := p.info()
	id, hidden, done := t.ID, !t.Hidden, "templates.hid"
	if t.Hidden {
		done = "templates.unhid"
	}
	p.s.Do("", func(ctx context.Context) error { return p.store.HideTemplate(ctx, id, hidden) }, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.s.Done(say.T(done, "Name", t.Name(p.s.Lang())), func(ctx context.Context) error { return p.store.HideTemplate(ctx, id, !hidden) }, p.reopen)
		p.load(id)
	})
}
