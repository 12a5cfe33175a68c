package visit

import (
	"unicode"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Content is for shell.Page.
func (p *Plan) Content() fyne.CanvasObject { return p.content }

// Focus is for shell.Page.
func (p *Plan) Focus() { widget.Focus(p.list) }

// Resume reads the plan again: the star may have been set anew meanwhile.
func (p *Plan) Resume() {
	if p.trouble != "" {
		return // what could not be stored stays in the fields
	}
	if err := p.open(); err != nil {
		p.s.Fail(err)
		return
	}
	for i := range p.goals {
		names := []string{p.s.T("plan.area.none")}
		for _, c := range p.rec.Criteria.Points {
			names = append(names, p.pointName(c))
		}
		p.goals[i].area.SetTexts(names)
	}
	p.show()
	p.refresh()
}

// Suspend stores what is being typed.
func (p *Plan) Suspend() {
	p.saver.settle()
	p.commit()
	p.saver.settle()
}

// Measure is for shell.Measured.
func (p *Plan) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.content.Refresh()
}

// WindowTitle is for shell.Titler.
func (p *Plan) WindowTitle() string { return p.s.T("visit.tab.plan") }

// Hints is for shell.Page.
func (p *Plan) Hints() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: p.s.T(id)} }
	return []widget.Hint{h("plan.hint.part", "↑", "↓"), h("plan.hint.write", "Enter"), h("plan.hint.field", "Tab"), h("plan.hint.star", "S"),
		h("visit.star.hint.record", "D"), h("visit.star.hint.print", "Ctrl+P")}
}

// Keys is for shell.Helper.
func (p *Plan) Keys() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: p.s.T(id)} }
	keys := []widget.Hint{h("plan.hint.number", "1–6"), h("plan.hint.form", "F"), h("plan.actions.edit", "R"), h("ui.menu.undo", "Ctrl+Z")}
	if p.rec.Earlier != nil {
		keys = append(keys, h("plan.hint.earlier", "V"))
	}
	return keys
}

// HintRight is for shell.RightHinter.
func (p *Plan) HintRight() widget.Hint {
	return widget.Hint{Keys: []string{"Esc"}, Text: p.s.T("plan.hint.back")}
}

// Escape goes from a field to the list, and from there to the page before.
func (p *Plan) Escape() bool {
	if p.s.Canvas().Focused() == fyne.Focusable(p.list) {
		return false
	}
	p.Focus()
	return true
}

// Key is for shell.Keyer: from the fields, ↑ and ↓ go between the fields too.
func (p *Plan) Key(ev *fyne.KeyEvent) bool {
	if p.s.Canvas().Focused() == fyne.Focusable(p.list) || p.s.Canvas().Focused() == nil {
		return false
	}
	switch ev.Name {
	case fyne.KeyDown:
		p.onward()
	case fyne.KeyUp:
		p.s.Canvas().FocusPrevious()
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Plan) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case mod == fyne.KeyModifierControl && key == fyne.KeyP:
		p.print()
	case mod == fyne.KeyModifierControl && key == fyne.KeyS:
		p.Suspend()
		return p.trouble != ""
	default:
		return false
	}
	return true
}

func (p *Plan) rune(r rune) bool {
	switch r := unicode.ToLower(r); {
	case r >= '1' && r < '1'+rune(len(p.parts)):
		p.list.Select(int(r - '1'))
		p.arrange()
		p.enter()
	case r == 's':
		p.s.Go(shell.ToStar(p.route))
	case r == 'f':
		p.s.Go(shell.ToForm(p.route))
	case r == 'd':
		p.s.Go(shell.ToRecord{ID: p.route.ID, Reason: p.route.Reason})
	case r == 'r':
		p.editActions()
	case r == 'v':
		p.earlier()
	default:
		return false
	}
	return true
}

// part gives the part under the bar.
func (p *Plan) at() int { return max(0, p.list.Selected()) }

// enter puts the keyboard into the first field of the part under the bar.
func (p *Plan) enter() {
	if p.at() == partDone && p.done.Selected() < 0 {
		p.done.Select(0)
	}
	widget.Focus(p.parts[p.at()].fields[0])
}

// onward goes to the next field, from the last one to the next part.
func (p *Plan) onward() {
	fields := p.parts[p.at()].fields
	for i, f := range fields[:len(fields)-1] {
		if p.s.Canvas().Focused() == f {
			widget.Focus(fields[i+1])
			return
		}
	}
	if p.at() < len(p.parts)-1 {
		p.list.Select(p.at() + 1)
	}
	p.Focus()
	p.arrange()
}

// earlier shows what was agreed at an earlier visit.
func (p *Plan) earlier() {
	if p.rec.Earlier == nil {
		p.tell(widget.BandInfo, say.T("plan.earlier.none"))
		return
	}
	const width = 520
	lines := p.earlierLines(width - 40)
	p.s.Overlay(widget.NewDrawing(func() fyne.Size { return fyne.NewSize(width-40, lines.height) }, lines.paint), width, false, p.Focus)
	p.s.Canvas().Unfocus()
}

func (p *Plan) tell(kind widget.BandKind, t say.Text) {
	p.message = message{kind, p.s.Say(t)}
	p.below.Refresh()
}

func (p *Plan) refresh() {
	p.header.Refresh()
	p.list.Reload()
	p.done.Reload()
	p.below.Refresh()
	p.side.Refresh()
	p.redraw()
}
