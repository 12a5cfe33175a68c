package visit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

// Texts: the answer to a question that takes text, and the note to a question.

// longKey takes Esc from the text; Enter and arrows edit. While the text is being
// written to disk keys wait: they are meant for what comes after it.
func (f *Form) longKey(ev *fyne.KeyEvent) bool {
	if f.saver.busy() {
		f.saver.later(func() { f.lateKey(widget.Press{Name: ev.Name}) })
		return true
	}
	if ev.Name != fyne.KeyEscape {
		return false
	}
	f.escape()
	return true
}

func (f *Form) longRune(r rune) bool {
	if !f.saver.busy() {
		return false
	}
	f.saver.later(func() { f.lateRune(r, false) })
	return true
}

func (f *Form) longTab(back bool) {
	if f.saver.busy() {
		f.saver.later(func() { f.lateKey(widget.Press{Name: fyne.KeyTab, Shift: back}) })
		return
	}
	if !back {
		f.leaveText(f.next())
	} else if id, ok := f.previous(); ok {
		f.leaveText(id)
	}
}

// longShortcut takes the page's own keys; Ctrl+Z and the like belong to the text.
func (f *Form) longShortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	return ok && f.Shortcut(c.KeyName, c.Modifier)
}

// leaveText stores the text of the question shown, if it has changed, and goes to another.
func (f *Form) leaveText(to string) {
	v, err := f.def.ParseTyped(f.at, f.long.Text)
	if err != nil {
		f.say(widget.BandFault, f.words(err))
		return
	}
	delete(f.drafts, f.at)
	if v == f.rec.Answers[f.at] {
		f.show(to)
		return
	}
	f.store(f.at, v, to, true, func() { f.show(to) })
}

// Note opens the note to the question shown, or closes and stores it.
func (f *Form) Note() {
	it := f.item()
	switch {
	case f.noting:
		f.closeNote()
	case it == nil || f.p.Mode != Typing:
	case text(it):
		f.tell(widget.BandInfo, say.T("visit.note.here"))
	default:
		f.noting = true
		f.note.SetText(f.rec.Notes[f.at])
		f.board.Refresh()
		f.Focus()
	}
}

func (f *Form) noteKey(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape {
		return false
	}
	f.closeNote()
	return true
}

func (f *Form) closeNote() {
	f.noting = false
	f.storeNote()
	f.Focus()
	f.refresh()
}

// storeNote writes the note of the question shown, if it has changed.
func (f *Form) storeNote() {
	linkID, note := f.at, f.note.Text
	if note == f.rec.Notes[linkID] {
		return
	}
	f.saver.run(func() error { return f.p.Store.SaveNote(f.ctx, f.p.Participant, linkID, note) }, func(err error) {
		if err != nil {
			f.noting = true // the text stays where it is
			f.say(widget.BandFault, f.words(err))
			return
		}
		f.rec.Notes[linkID] = note
	})
}
