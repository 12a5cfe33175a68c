package person

import (
	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// command is a letter key of the page.
type command struct {
	key  rune
	text string // id of what it does
	do   func(p *Page)
	read bool // changes nothing: works for an earlier cohort too
}

// commands are the page's letter keys in the order of the key sheet. The first five
// after the footer's are those that a call needs.
var commands []command

func init() {
	commands = []command{
		{'b', "person.key.letter", func(p *Page) { p.acts.Letters(p.one()) }, false},
		{'t', "person.key.call", func(p *Page) { p.acts.Call(p.person.Row) }, false},
		{'h', "person.key.event", (*Page).chooseEvent, false},
		{'a', "person.key.decline", func(p *Page) { p.acts.Decline(p.one()) }, false},
		{'s', "person.key.defer", func(p *Page) { p.acts.Defer(p.one()) }, false},
		{'f', "person.key.form", (*Page).openForm, false},
		{'g', "person.key.other", (*Page).otherStep, false},
		{'c', "person.key.consent", (*Page).consent, false},
		{'n', "person.key.note", (*Page).note, false},
		{'e', "person.key.contact", (*Page).editContact, false},
		{'v', "person.key.versions", (*Page).versions, true},
		{'i', "person.key.interpreter", func(p *Page) { p.askEvent(journey.NeedsInterpreter) }, false},
		{'l', "person.key.language", (*Page).letterLanguage, false},
		{'m', "person.key.templates", (*Page).toggleTemplates, true},
		{'o', "person.key.paper", (*Page).openSelected, true},
		{'k', "person.key.star", (*Page).openStar, false},
		{'u', "person.key.plan", func(p *Page) { p.s.Go(shell.ToPlan{ID: p.route.ID, Reason: p.reason}) }, false},
		{'d', "person.key.record", func(p *Page) { p.s.Go(shell.ToRecord{ID: p.route.ID, Reason: p.reason}) }, false},
		{'x', "person.key.end", func(p *Page) { p.acts.End(p.one()) }, false},
		{'z', "person.key.reopen", func(p *Page) { p.acts.Reopen(p.one()) }, false},
		{'y', "person.key.number", (*Page).changeNumber, false},
		{'p', "person.key.protect", (*Page).protect, false},
	}
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	hint := func(key, id string) widget.Hint { return widget.Hint{Keys: []string{key}, Text: t(id)} }
	tabs := widget.Hint{Keys: []string{"1–6"}, Text: t("person.key.tabs")}
	if p.loaded && p.person.Past() {
		switch p.tab {
		case tabPapers:
			return []widget.Hint{hint("Enter", "person.key.paper"), tabs}
		case tabCohorts:
			return []widget.Hint{hint("Enter", "person.key.cohort"), tabs}
		}
		return []widget.Hint{hint("V", "person.key.versions"), tabs}
	}
	switch p.tab {
	case tabPapers:
		return []widget.Hint{hint("Enter", "person.key.paper"), hint("R", "person.key.returned"), hint("Ctrl+P", "person.key.print"), hint("B", "person.key.letter"), tabs}
	case tabConsent:
		return []widget.Hint{hint("C", "person.key.answer"), hint("Delete", "person.key.undo"), tabs}
	case tabCohorts:
		return []widget.Hint{hint("Enter", "person.key.cohort"), tabs}
	case tabForm:
		return []widget.Hint{hint("Enter", "person.key.form"), tabs}
	case tabStar:
		return []widget.Hint{hint("Enter", "person.key.star"), tabs}
	}
	return []widget.Hint{hint("Enter", "person.key.next"), hint("B", "person.key.letter"), hint("T", "person.key.call"), hint("H", "person.key.event"),
		hint("C", "person.key.consent"), hint("A", "person.key.decline"), hint("S", "person.key.defer")}
}

// HintRight is for shell.RightHinter.
func (p *Page) HintRight() widget.Hint {
	id := "person.key.back"
	if p.tab != tabJourney {
		id = "person.key.journey"
	}
	return widget.Hint{Keys: []string{"Esc"}, Text: p.s.T(id)}
}

// Keys is for shell.Helper.
func (p *Page) Keys() (list []widget.Hint) {
	shown := map[string]bool{}
	for _, h := range p.Hints() {
		shown[h.Text] = true
	}
	add := func(text string, keys ...string) {
		if !shown[text] {
			list = append(list, widget.Hint{Keys: keys, Text: text})
		}
	}
	for _, c := range commands {
		add(p.s.T(c.text), string(c.key-'a'+'A'))
	}
	add(p.s.T("person.key.tabs"), "1–6")
	add(p.s.T("person.key.columns"), "←", "→")
	add(p.s.T("person.key.print"), "Ctrl+P")
	add(p.s.T("person.key.undo"), "Delete")
	add(p.s.T("person.key.step"), "PgUp", "PgDn")
	add(p.s.T("person.key.undolast"), "Ctrl+Z")
	return list
}

// Key is for shell.Keyer.
func (p *Page) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.tab == tabJourney {
			p.next()
		}
	case fyne.KeyPageUp:
		p.step(-1)
	case fyne.KeyPageDown:
		p.step(+1)
	case fyne.KeyDelete:
		p.undoSelected()
	default:
		return false
	}
	return true
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	if !p.loaded {
		return false
	}
	if i := int(r - '1'); i >= 0 && i < len(tabs) {
		p.open(tab(i))
		p.Focus()
		return true
	}
	for _, c := range commands {
		if c.key == lower(r) {
			if c.read || !p.past() {
				c.do(p)
			}
			return true
		}
	}
	return false
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// Escape is for shell.Escaper: from another tab first back to the journey.
func (p *Page) Escape() bool {
	if p.tab == tabJourney {
		return false
	}
	p.open(tabJourney)
	p.Focus()
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case !p.loaded || mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyP:
		p.printSelected()
	case key == fyne.KeyN:
		p.next()
	case key == fyne.KeyE && !p.past():
		p.chooseEvent()
	default:
		return false
	}
	return true
}
