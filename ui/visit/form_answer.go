package visit

import (
	"maps"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/ui/widget"
)

// answer takes an answer to the question shown: checks it, stores it and goes on to
// the question that to gives, nil for the next one.
func (f *Form) answer(v form.Value, typed string, to func(form.Answers) string) {
	linkID := f.at
	if to == nil && f.listed {
		to = func(form.Answers) string { return "" } // back to the list of what is missing
	}
	warning, err := f.def.Check(linkID, v, f.rec.Answers)
	if err != nil {
		f.field.all = len(f.field.text) > 0
		f.say(widget.BandFault, f.words(err))
		return
	}
	if !warning.IsZero() && f.asked != typed && v != f.rec.Answers[linkID] {
		f.asked = typed
		f.say(widget.BandWarn, f.t(say.T("visit.ask", "Why", warning)))
		return
	}
	if f.locked() {
		f.amendWith(linkID, v)
		return
	}
	merged := f.rec.Answers.Clone()
	merged[linkID] = v
	merged, _ = f.def.Prune(merged)
	next := f.def.Next(linkID, merged)
	if to != nil {
		next = to(merged)
	}
	if v == f.rec.Answers[linkID] {
		delete(f.unsaved, linkID)
		delete(f.drafts, linkID)
		f.show(next)
		return
	}
	f.store(linkID, v, next, true, func() { f.show(next) })
}

func (f *Form) say(kind widget.BandKind, words string) {
	f.message = message{kind, words}
	f.board.Refresh()
}

// store writes one answer and then goes on. What fails stays in its question.
func (f *Form) store(linkID string, v form.Value, next string, undoable bool, then func()) {
	drafts := maps.Clone(f.drafts)
	delete(drafts, linkID)
	place := record.Place{LinkID: next, Drafts: drafts}
	f.saver.run(func() error {
		return f.p.Store.SaveAnswer(f.ctx, f.p.Participant, linkID, v, place)
	}, func(err error) {
		if err != nil {
			f.unsaved[linkID] = v
			f.trouble = f.words(err)
			f.refresh()
			return
		}
		f.took(linkID, v, undoable)
		then()
		f.retry()
	})
}

// took applies an answer that is on disk.
func (f *Form) took(linkID string, v form.Value, undoable bool) {
	merged := f.rec.Answers.Clone()
	old := merged[linkID]
	merged[linkID] = v
	if v.IsZero() {
		delete(merged, linkID)
	}
	merged, gone := f.def.Prune(merged)
	if undoable {
		c := change{linkID: linkID, old: old, gone: form.Answers{}}
		for _, id := range gone {
			if id != linkID {
				c.gone[id] = f.rec.Answers[id]
			}
		}
		f.undo = append(f.undo, c)
	}
	f.rec.Answers = merged
	if f.rec.Status == "" {
		f.rec.Status = form.Begun
	}
	delete(f.unsaved, linkID)
	delete(f.drafts, linkID)
	if len(f.unsaved) == 0 {
		f.trouble, f.warned = "", false
	}
	f.compute()
}

// retry writes the next answer that could not be written before, once writing works again.
func (f *Form) retry() {
	for id, v := range f.unsaved {
		if f.def.Enabled(id, f.rec.Answers) {
			f.store(id, v, f.at, true, f.refresh)
			return
		}
		delete(f.unsaved, id)
	}
}

// Undo takes back the last stored answer and shows its question. It reports whether
// Ctrl+Z is the page's: always while answers may be typed.
func (f *Form) Undo() bool {
	if f.locked() {
		return false
	}
	if f.saver.busy() {
		f.saver.later(func() { f.Undo() })
		return true
	}
	if len(f.undo) == 0 {
		f.tell(widget.BandInfo, say.T("visit.undo.none"))
		return true
	}
	c := f.undo[len(f.undo)-1]
	f.undo = f.undo[:len(f.undo)-1]
	f.keepDraft()
	f.store(c.linkID, c.old, c.linkID, false, func() { f.restore(c) })
	return true
}

// restore writes back, one by one, the answers that went with an answer now taken back.
func (f *Form) restore(c change) {
	for id, v := range c.gone {
		delete(c.gone, id)
		f.store(id, v, c.linkID, false, func() { f.restore(c) })
		return
	}
	f.show(c.linkID)
	it, _ := f.def.Item(c.linkID)
	f.tell(widget.BandOK, say.T("visit.undone", "Number", it.Number))
}

// words puts an error into words for a person.
func (f *Form) words(err error) string { return wordsOf(f.p.Lang, err) }

// wordsOf puts an error into words. What the store does not explain is a write that
// failed: nothing else that these pages ask of it can go wrong by surprise.
func wordsOf(lang say.Lang, err error) string {
	if fault.CodeOf(err) == fault.Internal {
		return say.In(lang, say.T("visit.write_failed"))
	}
	return fault.Words(lang, err)
}

// enter is the Enter key: it stores what is marked or typed, and goes on.
func (f *Form) enter() {
	it := f.item()
	switch {
	case f.intro:
		f.forward()
	case it == nil:
		f.finish()
	case !f.editable():
		f.forward()
	case it.Type == form.Choice:
		f.enterChoice(it)
	case it.Numeric():
		f.number(nil)
	}
}

func (f *Form) enterChoice(it *form.Item) {
	if v, ok := f.unsaved[f.at]; ok && f.mark < 0 {
		f.answer(v, "", nil)
		return
	}
	if f.mark < 0 {
		f.forward()
		return
	}
	f.answer(form.Code(it.Options[f.mark].Code), "", nil)
}

// number reads what is typed and stores it; nothing typed goes on and stores nothing.
func (f *Form) number(to func(form.Answers) string) {
	if v, ok := f.unsaved[f.at]; ok && v.Kind() == form.KindMissing && len(f.field.text) == 0 {
		f.answer(v, "", to)
		return
	}
	typed := f.field.String()
	if typed == "" {
		delete(f.drafts, f.at)
		if !f.locked() {
			f.forward()
		}
		return
	}
	if typed == f.stored(f.at) && !f.locked() {
		next := f.next()
		if to != nil {
			next = to(f.rec.Answers)
		}
		f.goTo(next)
		return
	}
	v, err := f.def.ParseTyped(f.at, typed)
	if err != nil {
		f.field.all = true
		f.say(widget.BandFault, f.words(err))
		return
	}
	f.answer(v, typed, to)
}

// finish is Enter at the end of the form: to what is missing, or lock, or on to the star.
func (f *Form) finish() {
	switch id := f.lacking(); {
	case f.p.Mode == Calculating:
		f.Pause()
	case f.locked():
		if f.p.OnStar != nil {
			f.p.OnStar()
		}
	case id != "":
		f.goTo(id)
	default:
		f.Complete()
	}
}

// lacking gives the first question that keeps the form from being locked, "" for none.
func (f *Form) lacking() string {
	for i := range f.def.Items {
		id := f.def.Items[i].LinkID
		_, draft := f.drafts[id]
		_, lost := f.unsaved[id]
		if draft || lost {
			return id
		}
	}
	if ids := f.def.Missing(f.rec.Answers); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// Complete locks the form; where something is missing it says what.
func (f *Form) Complete() {
	if f.locked() || f.saver.busy() {
		return
	}
	f.keepDraft()
	if err := f.def.Complete(f.rec.Answers); err != nil || f.lacking() != "" {
		f.goTo("")
		return
	}
	f.saver.run(func() error { return f.p.Store.CompleteForm(f.ctx, f.p.Participant) }, func(err error) {
		if err != nil {
			f.goTo("")
			f.say(widget.BandFault, f.words(err))
			return
		}
		f.undo = nil
		if f.p.Mode == Blind {
			f.p.OnCompleted()
			return
		}
		f.rec.Status = form.Complete
		if err := f.open(); err != nil {
			f.trouble = f.words(err)
		}
		f.show("")
		if f.p.OnCompleted != nil {
			f.p.OnCompleted()
		}
	})
}

// NextUnanswered goes to the next question without an answer, or to the end.
func (f *Form) NextUnanswered() {
	id := f.def.NextUnanswered(f.at, f.rec.Answers)
	if id == f.at && id != "" {
		f.tell(widget.BandInfo, say.T("visit.only_this"))
		return
	}
	f.goTo(id)
}
