package visit

import (
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// paintEnd draws what comes after the last question: what is missing, the lock, or the way to the star.
func (f *Form) paintEnd(p *widget.Pen) {
	size := p.Size()
	s := f.sheet(size, "", "")
	if s.compact {
		p.Mid(0, s.meta, metaHeight, f.t(say.T("visit.end.of_form")), widget.Second)
	} else {
		f.paintPrevious(p, s)
		p.Mid(0, s.meta, metaHeight, f.t(say.T("visit.end.of_form")), widget.Second)
	}
	missing := f.blockers()
	title, text := f.endWords(missing)
	y := s.question + p.Wrap(0, s.question, s.width, title, s.title) + 6
	y += p.Wrap(0, y, s.width, text, s.line) + 18
	y = f.paintMissing(p, s, y, missing)
	look := widget.Look{Kind: widget.Filled, Key: "Enter"}
	act := f.finish
	switch {
	case f.locked():
		look.Text, look.Icon = f.t(say.T("visit.to_star")), icon.Star
	case len(missing) > 0:
		look.Text = f.t(say.T("visit.end.to_missing"))
	default:
		look.Text, look.Icon = f.t(say.T("visit.complete")), icon.Lock
	}
	x := p.Button(0, y, 0, look, act)
	if f.locked() {
		p.Button(x+12, y, 0, widget.Look{Kind: widget.Secondary, Text: f.t(say.T("visit.amend.button")), Key: "R"}, f.Amend)
	}
	y += theme.ButtonHeight + 16
	m := f.notice()
	p.Band(0, y, s.width, m.kind, m.text)
}

func (f *Form) endWords(missing []*form.Item) (title, text string) {
	switch {
	case f.locked():
		return f.t(say.T("visit.end.locked")), f.t(say.T("visit.end.locked.text"))
	case len(missing) > 0:
		return f.t(say.T("visit.end.missing", "N", len(missing))), f.t(say.T("visit.end.missing.text"))
	}
	pr := f.def.Progress(f.rec.Answers)
	if n := pr.Enabled - pr.Answered; n > 0 {
		return f.t(say.T("visit.end.title")), f.t(say.T("visit.end.optional", "N", n))
	}
	return f.t(say.T("visit.end.title")), f.t(say.T("visit.end.text"))
}

// blockers lists what keeps the form from being locked.
func (f *Form) blockers() []*form.Item {
	if f.locked() {
		return nil
	}
	var its []*form.Item
	for i := range f.def.Items {
		it := &f.def.Items[i]
		_, draft := f.drafts[it.LinkID]
		_, lost := f.unsaved[it.LinkID]
		lacks := it.Required && f.rec.Answers[it.LinkID].IsZero() && f.def.Enabled(it.LinkID, f.rec.Answers)
		if draft || lost || lacks {
			its = append(its, it)
		}
	}
	return its
}

const missingRow = 32

func (f *Form) paintMissing(p *widget.Pen, s sheet, y float32, missing []*form.Item) float32 {
	room := int((s.bottom - y - theme.ButtonHeight - 60) / missingRow)
	for i, it := range missing {
		if i >= max(3, room) {
			y += p.Wrap(38, y, s.width-38, f.t(say.T("visit.end.more", "N", len(missing)-i)), widget.Second) + 8
			break
		}
		p.Icon(2, y+8, 16, icon.Expired, theme.Warn)
		words := f.t(say.T("visit.end.item", "Number", it.Number, "Name", it.Short.In(f.p.Lang)))
		if d, ok := f.drafts[it.LinkID]; ok {
			words = f.t(say.T("visit.end.draft", "Number", it.Number, "Name", it.Short.In(f.p.Lang), "Text", d))
		} else if _, ok := f.unsaved[it.LinkID]; ok {
			words = f.t(say.T("visit.end.unsaved", "Number", it.Number, "Name", it.Short.In(f.p.Lang)))
		}
		p.Fit(30, y, missingRow, s.width-30, words, widget.Plain)
		id := it.LinkID
		p.Hit(0, y, s.width, missingRow, func() { f.goTo(id) })
		y += missingRow
	}
	if len(missing) > 0 {
		y += 14
	}
	return y
}

// Hints are the keys for the window's footer.
func (f *Form) Hints() []widget.Hint {
	h := func(t say.Text, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: f.t(t)} }
	it := f.item()
	switch {
	case it == nil:
		return []widget.Hint{h(say.T("visit.hint.go"), "Enter"), h(say.T("visit.hint.back"), "↑")}
	case !f.editable():
		return []widget.Hint{h(say.T("visit.hint.question"), "↑", "↓"), h(say.T("visit.amend.key"), "R"), h(say.T("visit.hint.lock"), "Ctrl+L")}
	case it.Type == form.Choice && f.compact:
		return []widget.Hint{h(say.T("visit.hint.answer_short"), digits(it)), h(say.T("visit.hint.next"), "Enter"), h(say.T("visit.hint.back"), "↑"),
			h(say.T("visit.unanswered"), "–"), h(say.T("visit.declined"), "*")}
	case it.Type == form.Choice:
		return []widget.Hint{h(say.T("visit.hint.answer"), digits(it)), h(say.T("visit.hint.question"), "↑", "↓"), h(say.T("visit.hint.mark"), "←", "→"),
			h(say.T("visit.hint.unanswered"), "Ctrl+J"), h(say.T("visit.hint.undo"), "Ctrl+Z"), h(say.T("visit.hint.lock"), "Ctrl+L")}
	case it.Numeric():
		return []widget.Hint{h(say.T("visit.hint.store"), "Enter"), h(say.T("visit.hint.question"), "↑", "↓"), h(say.T("visit.hint.back"), "+"),
			h(say.T("visit.hint.unanswered"), "Ctrl+J"), h(say.T("visit.hint.undo"), "Ctrl+Z"), h(say.T("visit.hint.lock"), "Ctrl+L")}
	}
	return []widget.Hint{h(say.T("visit.hint.leave"), "Tab"), h(say.T("visit.hint.unanswered"), "Ctrl+J"), h(say.T("visit.hint.lock"), "Ctrl+L")}
}

// HintRight stands at the right end of the footer.
func (f *Form) HintRight() widget.Hint { return widget.Hint{Text: f.t(say.T("visit.hint.numpad"))} }
