package bookings

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"fyrtio/ui/widget"
)

// key is the keyboard of the week.
func (p *Page) key(k widget.Press) bool {
	if !p.loaded {
		return false
	}
	switch k.Name {
	case fyne.KeyUp:
		p.up(-1, k.Shift)
	case fyne.KeyDown:
		p.up(1, k.Shift)
	case fyne.KeyLeft:
		p.aside(-1, k.Shift)
	case fyne.KeyRight:
		p.aside(1, k.Shift)
	case fyne.KeyPageUp:
		p.turn(-1, nil)
		return true
	case fyne.KeyPageDown:
		p.turn(1, nil)
		return true
	case fyne.KeyHome:
		p.today()
		return true
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab, fyne.KeyDelete:
		if !k.Repeat {
			p.press(k)
		}
		return true
	default:
		return false
	}
	p.refresh()
	return true
}

func (p *Page) press(k widget.Press) {
	switch k.Name {
	case fyne.KeyTab:
		if k.Shift {
			p.next(-1)
		} else {
			p.next(1)
		}
	case fyne.KeyDelete:
		p.remove()
	default:
		p.enterKey()
	}
}

// enterKey does what the button in the card of the slot says.
func (p *Page) enterKey() {
	s := p.here()
	switch {
	case p.hand != nil && p.hand.from != nil && *p.hand.from == p.at && s.hour != nil && len(p.marks) == 0:
	case p.hand != nil:
		p.book()
	case s.hour != nil:
		p.openPerson()
	case s.fill == free:
		p.findPerson()
	}
}

// rune is the letters of the week.
func (p *Page) rune(r rune, repeat bool) bool {
	if !p.loaded {
		return false
	}
	if repeat {
		return true
	}
	switch r := unicode.ToLower(r); {
	case r >= '1' && r <= '9':
		p.show(int(r - '1'))
	case r == '0':
		p.show(-1)
	case r == 'r':
		p.show((p.shown()+2)%(len(p.week.Rooms)+1) - 1)
	case r == 'f':
		p.nextFree()
	case r == 'd' || r == 't':
		p.askDay()
	case r == 'm':
		p.move()
	case r == 'l':
		p.mark()
	case r == 'o':
		p.openPerson()
	case r == 'x':
		p.keep()
	case r == 'p':
		p.printDay()
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case !p.loaded || mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyF && p.route.Person == "":
		p.findPerson()
	case key == fyne.KeyP:
		p.printWeek()
	default:
		return false
	}
	return true
}

func (p *Page) hint(id string, keys ...string) widget.Hint {
	return widget.Hint{Keys: keys, Text: p.s.T(id)}
}

// Hints is for shell.Page: what the keys do with what is under the slot.
func (p *Page) Hints() []widget.Hint {
	h := p.hint
	arrows := h("bookings.key.slot", "↑", "↓", "←", "→")
	week := h("bookings.key.week", "PgUp", "PgDn")
	if !p.loaded {
		return []widget.Hint{week}
	}
	wait := h("bookings.key.next", "Tab")
	switch s := p.here(); {
	case p.hand != nil && p.route.Person != "":
		return []widget.Hint{arrows, h(p.enterWords(), "Enter"), h("bookings.key.free", "F"), h("bookings.key.letter", "L"), week, h("bookings.key.day", "D"), h("bookings.key.back", "Esc")}
	case p.hand != nil && p.hand.from != nil:
		return []widget.Hint{arrows, h(p.enterWords(), "Enter"), h("bookings.key.free", "F"), week, h("bookings.key.day", "D"), h("bookings.key.letgo", "Esc")}
	case p.hand != nil:
		return []widget.Hint{arrows, h(p.enterWords(), "Enter"), wait, h("bookings.key.free", "F"), h("bookings.key.letter", "L"), week, h("bookings.key.letgo", "Esc")}
	case s.hour != nil && s.hour.Outcome == "":
		return []widget.Hint{arrows, h("bookings.key.open", "Enter"), h("bookings.key.move", "M"), h("bookings.key.cancel", "Delete"), wait, week}
	case s.hour != nil:
		return []widget.Hint{arrows, h("bookings.key.open", "Enter"), wait, h("bookings.key.free", "F"), week, h("bookings.key.day", "D")}
	case s.block != nil:
		return []widget.Hint{arrows, h("bookings.key.unblock", "Delete"), wait, h("bookings.key.free", "F"), week, h("bookings.key.day", "D")}
	}
	return []widget.Hint{arrows, h("bookings.key.who", "Enter"), wait, h("bookings.key.free", "F"), h("bookings.key.block", "X"), week, h("bookings.key.day", "D")}
}

func (p *Page) enterWords() string {
	switch {
	case len(p.marks) > 0:
		return "bookings.key.offer"
	case p.hand.from != nil:
		return "bookings.key.moveto"
	}
	return "bookings.key.book"
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	h := p.hint
	list := []widget.Hint{
		h("bookings.key.anywhere", "Shift+↑↓←→"), h("bookings.key.previous", "Shift+Tab"), h("bookings.key.today", "Home"), h("bookings.key.day", "D", "T"),
		h("bookings.key.find", "Ctrl+F"), h("bookings.key.open", "O"), h("bookings.key.move", "M"), h("bookings.key.cancel", "Delete"), h("bookings.key.letter", "L"),
		h("bookings.key.block", "X"), h("bookings.key.room", "1–9", "R"), h("bookings.key.all", "0"), h("bookings.key.daysheet", "P"), h("bookings.key.weeklist", "Ctrl+P"),
	}
	shown := map[string]bool{}
	for _, s := range p.Hints() {
		shown[s.Text] = true
	}
	kept := list[:0]
	for _, k := range list {
		if !shown[k.Text] {
			kept = append(kept, k)
		}
	}
	return kept
}

// spoken is what a screen reader says: what is under the slot.
func (p *Page) spoken() string {
	if !p.loaded {
		return ""
	}
	var words []string
	lines, _ := p.sideWords()
	for _, l := range lines {
		if l.text != "" {
			words = append(words, l.text)
		}
	}
	return strings.Join(words, ". ")
}
