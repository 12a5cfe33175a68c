package today

import (
	"context"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// letters are what the letter keys do for the ticked rows, or for the selected one.
var letters = map[rune]func(p *Page, rows []data.Row){
	's': func(p *Page, rows []data.Row) { p.acts.Defer(rows) },
	'a': func(p *Page, rows []data.Row) { p.acts.Decline(rows) },
	'e': func(p *Page, rows []data.Row) { p.acts.End(rows) },
	'h': func(p *Page, rows []data.Row) { p.acts.HandOver(rows) },
	'c': func(p *Page, rows []data.Row) { p.acts.Consent(rows) },
	'k': func(p *Page, rows []data.Row) { p.acts.Came(rows) },
	'u': func(p *Page, rows []data.Row) { p.acts.NoShow(rows) },
	'v': func(p *Page, rows []data.Row) { p.acts.CancelledLate(rows) },
	'p': func(p *Page, rows []data.Row) { p.acts.Samples(rows) },
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	if do, ok := letters[r]; ok {
		if rows := p.targets(); len(rows) > 0 {
			do(p, rows)
		}
		return true
	}
	w := p.selected()
	switch {
	case r == 'r':
		p.fromCl24()
	case r == 'b' && len(p.ticked) > 0:
		p.acts.Letters(p.targets())
	case r == 'b':
		p.invite()
	case r == 'n':
		p.nextQueue(+1)
	case w == nil:
		return false
	case r == 'o':
		p.acts.Person(w.Row)
	case r == 't':
		p.acts.Call(w.Row)
	default:
		return false
	}
	return true
}

// invite asks how many more are to be invited and begins with what is sent to them.
func (p *Page) invite() {
	p.acts.Invite(p.store, p.s.T("today.invite"), func(refs []data.Ref, turn data.Turn) {
		f := data.Filter{Cohort: p.s.Cohort(), Order: turn.Order}
		for _, r := range refs {
			f.Participants = append(f.Participants, r.Participant)
		}
		var l data.List
		p.s.Do("", func(ctx context.Context) (err error) {
			l, err = p.store.Participants(ctx, f)
			return err
		}, func(err error) {
			if err != nil {
				p.s.Fail(err)
				return
			}
			p.acts.Do(l.Rows)
		})
	})
}

// own are the keys that a row's step has beside Enter.
var own = map[journey.StepKind][]string{
	journey.StepVisit:    {"K", "U", "V"},
	journey.StepHelpBook: {"T", "H"},
	journey.StepCall:     {"H"},
	journey.StepTicket:   {"T", "H"},
	journey.StepRemind:   {"T"},
	journey.StepLetter:   {"T"},
}

// Hints is for shell.Page: the keys of the row under the bar come first.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	key := func(k, id string) widget.Hint { return widget.Hint{Keys: []string{k}, Text: t("today.key." + id)} }
	if p.bare {
		return []widget.Hint{key("B", "invite"), key("R", "cl24"), key("Ctrl+Z", "undolast"), key("Ctrl+L", "lock")}
	}
	hints := []widget.Hint{{Keys: []string{"↑", "↓"}, Text: t("today.key.move")}, key("Enter", "do")}
	tick := key(t("ui.key.space"), "tick")
	if len(p.ticked) > 0 {
		return append(hints, tick, key("Ctrl+A", "all"), key("S", "defer"), key("A", "decline"), key("Esc", "untick"))
	}
	if w := p.selected(); w != nil && w.Handled == nil {
		for _, k := range own[w.Step] {
			hints = append(hints, key(k, "own."+k))
		}
	}
	for _, h := range []widget.Hint{tick, key("O", "open"), key("S", "defer"), key("A", "decline"), key("Ctrl+Z", "undo")} {
		if len(hints) < 7 {
			hints = append(hints, h)
		}
	}
	return hints
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	key := func(id string, keys ...string) widget.Hint {
		return widget.Hint{Keys: keys, Text: t("today.key." + id)}
	}
	shown := map[string]bool{}
	for _, h := range p.Hints() {
		for _, k := range h.Keys {
			shown[k] = true
		}
	}
	queues := "Tab"
	if p.compact { // they are a button in the header
		queues = "Shift+Tab"
	}
	var list []widget.Hint
	for _, h := range []widget.Hint{key("own.K", "K"), key("own.U", "U"), key("own.V", "V"), key("own.T", "T"), key("own.H", "H"), key("own.C", "C"), key("own.P", "P"),
		key("tick", t("ui.key.space")), key("all", "Ctrl+A"), key("open", "O"), key("defer", "S"), key("decline", "A"), key("end", "E"), key("cl24", "R"), key("invite", "B"),
		key("next", "N"), key("ends", "Home", "End"), key("page", "PgUp", "PgDn"), key("queues", queues), key("undo", "Ctrl+Z")} {
		if !shown[h.Keys[0]] {
			list = append(list, h)
		}
	}
	return list
}
