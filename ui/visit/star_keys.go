package visit

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/widget"
)

// key moves between points and levels (D26).
func (s *Star) key(k widget.Press) bool {
	if s.saver.busy() {
		s.saver.later(func() { s.key(k) })
		return true
	}
	switch k.Name {
	case fyne.KeyUp:
		s.choosePoint(s.at - 1)
	case fyne.KeyDown:
		s.choosePoint(s.at + 1)
	case fyne.KeyHome:
		s.choosePoint(0)
	case fyne.KeyEnd:
		s.choosePoint(len(s.profile.Points) - 1)
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab, fyne.KeyDelete, fyne.KeyBackspace, fyne.KeyEscape:
		if !k.Repeat {
			s.act(k)
		}
	default:
		return false
	}
	return true
}

func (s *Star) act(k widget.Press) {
	switch k.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		s.raise(k.Name == fyne.KeyRight)
	case fyne.KeyReturn, fyne.KeyEnter:
		s.accept()
	case fyne.KeyTab:
		if k.Shift {
			s.choosePoint(s.at - 1)
		} else {
			s.choosePoint(s.at + 1)
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		s.choose(0)
	case fyne.KeyEscape:
		s.toForm()
	}
}

func (s *Star) toForm() { s.leave(s.p.OnForm) }

// leave goes to another page of the visit with everything stored.
func (s *Star) leave(to func()) {
	s.Suspend()
	if to != nil {
		to()
	}
}

// raise goes one level up or down among the levels that the point has.
func (s *Star) raise(up bool) {
	p := s.point()
	chosen := s.level(p.ID)
	next := star.Raise(chosen, s.proposed(p), up)
	for next != chosen && !s.has(p, next) {
		step := star.Raise(next, s.proposed(p), up)
		if step == next {
			return
		}
		next = step
	}
	if next != chosen {
		s.choose(next)
	}
}

// has reports whether a point has a level: some have no level 3.
func (s *Star) has(p star.Point, level int) bool {
	c, ok := s.rec.Criteria.Criterion(p.ID)
	if !ok {
		return false
	}
	_, ok = c.Levels[level]
	return ok
}

// choose sets the level of the selected point; 0 clears it.
func (s *Star) choose(level int) {
	p := s.point()
	switch {
	case level > 0 && !s.has(p, level):
		s.tell(widget.BandInfo, say.T("visit.star.no_level", "Level", level, "Name", p.Name.In(s.p.Lang)))
	case level != s.level(p.ID):
		s.save(map[string]int{p.ID: level}, true, nil)
	}
}

// accept takes the proposal where nothing is chosen, and goes on (D26).
func (s *Star) accept() {
	p := s.point()
	if l := s.proposed(p); l > 0 && s.level(p.ID) == 0 {
		s.save(map[string]int{p.ID: l}, true, s.onward)
		return
	}
	s.onward()
}

func (s *Star) onward() {
	if s.at < len(s.profile.Points)-1 {
		s.choosePoint(s.at + 1)
		return
	}
	if n := len(s.profile.Points) - s.set(); n > 0 {
		s.tell(widget.BandInfo, say.T("visit.star.left", "N", n))
		return
	}
	s.tell(widget.BandOK, say.T("visit.star.all_set"))
}

func (s *Star) rune(r rune, repeat bool) bool {
	if repeat {
		return true
	}
	if s.saver.busy() {
		s.saver.later(func() { s.rune(r, false) })
		return true
	}
	switch r := unicode.ToLower(r); {
	case r >= '0' && r <= '4':
		s.choose(int(r - '0'))
	case r >= '5' && r <= '9':
		s.tell(widget.BandInfo, say.T("visit.star.levels"))
	case r == 'k':
		s.Comment()
	case r == 'v':
		s.Earlier()
	case r == 'p':
		s.leave(s.p.OnPlan)
	case r == 'd':
		s.leave(s.p.OnRecord)
	case r == 't':
		s.print(PaperEmpty)
	case r == 'r':
		s.print(PaperCriteria)
	case r == '+':
		s.choosePoint(s.at - 1)
	default:
		return false
	}
	return true
}

// Shortcut does what a key with Ctrl means on this page, and reports whether it means anything.
func (s *Star) Shortcut(name fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod != fyne.KeyModifierControl {
		return false
	}
	act := map[fyne.KeyName]func(){
		fyne.KeyG: s.AsProposed,
		fyne.KeyP: func() { s.print(PaperStar) },
		fyne.KeyZ: func() { s.Undo() },
		fyne.KeyS: func() { s.tell(widget.BandOK, say.T("visit.already_saved")) },
	}[name]
	if act == nil {
		return false
	}
	if s.saver.busy() {
		s.saver.later(act)
	} else {
		act()
	}
	return true
}

func (s *Star) shortcut(sc fyne.Shortcut) bool {
	switch sc := sc.(type) {
	case *desktop.CustomShortcut:
		return s.Shortcut(sc.KeyName, sc.Modifier)
	case *fyne.ShortcutUndo:
		return s.Shortcut(fyne.KeyZ, fyne.KeyModifierControl)
	}
	return false
}

// Comment goes to the comment of the selected point.
func (s *Star) Comment() {
	s.commenting = true
	s.side.Refresh()
	widget.Focus(s.comment)
}

func (s *Star) commentKey(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape {
		return false
	}
	s.closeComment()
	return true
}

func (s *Star) commentFocus(on bool) {
	s.commenting = on
	if !on {
		s.storeComment()
	}
	s.side.Refresh()
}

func (s *Star) closeComment() {
	s.Focus() // the text is stored when it loses the keyboard
	s.refresh()
}

func (s *Star) loadComment() { s.comment.SetText(s.rec.Comments[s.point().ID]) }

// storeComment writes the comment of the selected point, if it has changed.
func (s *Star) storeComment() {
	id, text := s.point().ID, s.comment.Text
	if text == s.rec.Comments[id] || s.saver.busy() {
		return
	}
	s.saver.run(func() error { return s.p.Store.SaveComment(s.p.Context, s.p.Participant, id, text) }, func(err error) {
		if err != nil {
			s.trouble = s.words(err)
			s.refresh()
			return
		}
		s.rec.Comments[id] = text
		s.side.Refresh()
	})
}

// Hints are the keys for the window's footer.
func (s *Star) Hints() []widget.Hint {
	h := func(t say.Text, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: s.t(t)} }
	hints := []widget.Hint{h(say.T("visit.star.hint.point"), "↑", "↓"), h(say.T("visit.star.hint.level"), "←", "→"), h(say.T("visit.star.hint.choose"), "1–4")}
	if s.rec.Proposals {
		hints = append(hints, h(say.T("visit.star.hint.accept"), "Enter"))
	}
	hints = append(hints, h(say.T("visit.star.hint.comment"), "K"))
	if s.rec.Earlier != nil {
		hints = append(hints, h(say.T("visit.star.hint.earlier"), "V"))
	}
	return append(hints, h(say.T("visit.star.hint.plan"), "P"))
}

// Keys are the keys that the footer has no room for.
func (s *Star) Keys() []widget.Hint {
	h := func(t say.Text, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: s.t(t)} }
	keys := []widget.Hint{h(say.T("visit.star.hint.record"), "D"), h(say.T("visit.star.hint.print"), "Ctrl+P"), h(say.T("visit.star.empty"), "T"),
		h(say.T("visit.star.criteria"), "R"), h(say.T("visit.star.hint.clear"), "0"), h(say.T("ui.menu.undo"), "Ctrl+Z")}
	if s.rec.Proposals {
		keys = append(keys, h(say.T("visit.star.all"), "Ctrl+G"))
	}
	return keys
}

// HintRight stands at the right end of the footer.
func (s *Star) HintRight() widget.Hint {
	return widget.Hint{Keys: []string{"Esc"}, Text: s.t(say.T("visit.star.hint.form"))}
}
