package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/widget"
)

// done is the last act: what the strip says and how to take it back.
type done struct {
	text say.Text
	undo func(ctx context.Context) error
	then func()
}

// bare gives what was done without what the sentence adds to it: a sentence that goes on
// with the next step or a warning carries what was done as its argument Done.
func bare(text say.Text) say.Text {
	for {
		inner, ok := text.Data["Done"].(say.Text)
		if !ok {
			return text
		}
		text = inner
	}
}

// Done tells what was just done. undo takes it back (all of it, for a bulk act) on a
// worker, then runs after it; undo nil means that it cannot be taken back.
func (s *Shell) Done(text say.Text, undo func(ctx context.Context) error, then func()) {
	s.last = &done{text: text, undo: undo, then: then}
	s.frame.done(s.Say(text), undo != nil)
}

// Undo takes back the last act. A text field with the keyboard has its own undo (D21),
// and so may the page.
func (s *Shell) Undo() {
	if s.editing(&fyne.ShortcutUndo{}) {
		return
	}
	if u, ok := s.page().(Undoer); ok && u.Undo() {
		return
	}
	last := s.last
	if last == nil || last.undo == nil {
		return
	}
	s.last = nil
	s.Do("undo", last.undo, func(err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		s.frame.done(s.T("ui.undone", "What", bare(last.text)), false)
		if last.then != nil {
			last.then()
		}
	})
}

// editing hands an editing shortcut to the text field, or whatever edits, that has the
// keyboard, and reports whether there is one.
func (s *Shell) editing(sc fyne.Shortcut) bool {
	focused := s.p.Window.Canvas().Focused()
	e, ok := focused.(fyne.Shortcutable)
	if b, is := focused.(*widget.Board); is && b.OnShortcut == nil {
		return false
	}
	if ok {
		e.TypedShortcut(sc)
	}
	return ok
}
