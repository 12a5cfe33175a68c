package visit

import (
	"slices"
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
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
	below := float32(120) // the button and what is said below it
	if s.compact && f.notice().kind == widget.BandNone {
		below = theme.ButtonHeight + 12
	}
	y = f.paintAlerts(p, 0, y, s.width, size.Height-below)
	y = f.paintCorrections(p, s, y)
	look := widget.Look{Kind: widget.Filled, Key: "Enter"}
	act := f.finish
	switch {
	case f.p.Mode == Calculating:
		look.Text = f.t(say.T("visit.leave"))
	case f.locked():
		look.Text, look.Icon = f.t(say.T("visit.to_star")), icon.Star
	case len(missing) > 0:
		look.Text = f.t(say.T("visit.end.to_missing"))
	default:
		look.Text, look.Icon = f.t(f.completeWord()), icon.Lock
		if f.p.Mode == Blind {
			look.Icon = icon.None
		}
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
	case f.p.Mode == Calculating:
		return f.t(say.T("visit.calc.end")), f.t(say.T("visit.calc.end.text"))
	case f.p.Mode == Blind && len(missing) == 0:
		return f.t(say.T("visit.keying.end")), f.t(say.T("visit.keying.end.text"))
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
	if f.locked() || f.p.Mode == Calculating {
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
		if i == 0 && !text(it) {
			p.Rect(-8, y-1, s.width+8, missingRow+2, widget.Box{Fill: theme.Selected, Radius: theme.RadiusField})
			f.paintHere(p, s.width-8, y, it)
		}
		p.Icon(2, y+8, 16, icon.Expired, theme.Warn)
		words := f.t(say.T("visit.end.item", "Number", it.Number, "Name", it.Short.In(f.p.Lang)))
		if d, ok := f.drafts[it.LinkID]; ok {
			words = f.t(say.T("visit.end.draft", "Number", it.Number, "Name", it.Short.In(f.p.Lang), "Text", d))
		} else if _, ok := f.unsaved[it.LinkID]; ok {
			words = f.t(say.T("visit.end.unsaved", "Number", it.Number, "Name", it.Short.In(f.p.Lang)))
		}
		p.Fit(30, y, missingRow, s.width-30-f.hereWidth(i, it), words, widget.Plain)
		id := it.LinkID
		p.Hit(0, y, s.width, missingRow, func() { f.goTo(id) })
		y += missingRow
	}
	if len(missing) > 0 {
		y += 14
	}
	return y
}

// hereKeys are what answers a question of the list without going to it.
func (f *Form) hereKeys(it *form.Item) []string {
	var keys []string
	if d := digits(it); d != "" {
		keys = append(keys, d)
	}
	for _, k := range missingKeys {
		if it.Takes(k.code) {
			keys = append(keys, k.cap)
		}
	}
	return keys
}

func (f *Form) hereWidth(i int, it *form.Item) (w float32) {
	if i > 0 || text(it) {
		return 0
	}
	for _, k := range f.hereKeys(it) {
		w += widget.CapWidth(k, widget.CapPlain) + 6
	}
	return w + 12
}

// paintHere draws the keys that answer the first question of the list.
func (f *Form) paintHere(p *widget.Pen, right, y float32, it *form.Item) {
	x := right - f.hereWidth(0, it) + 12
	for _, k := range f.hereKeys(it) {
		x += p.Cap(x, y, missingRow, k, widget.CapPlain) + 6
	}
}

// alerts are the values that matter at once.
func (f *Form) alerts() []score.Crossing {
	if f.p.Mode == Blind {
		return nil
	}
	return f.rec.Limits.Crossed(f.def, f.rec.Answers)
}

// paintAlerts draws all of them as bands above low, and gives where they end. What to do
// stands with as many as there is room for, the values of all.
func (f *Form) paintAlerts(p *widget.Pen, x, y, w, low float32) float32 {
	for _, words := range f.alertWords(w, low-y) {
		p.Band(x, y, w, widget.BandWarn, words)
		y += widget.BandHeightFor(words, w) + alertGap
	}
	return y
}

const alertGap = 8

// alertWords gives the bands' words: where not all fit, the last ones say their value
// only, and where that is too much, one band says all values.
func (f *Form) alertWords(w, room float32) []string {
	list := f.alerts()
	var values []string
	for _, c := range list {
		values = append(values, c.Value.In(f.p.Lang))
	}
	for whole := len(list); whole >= 0; whole-- {
		words, h := slices.Clone(values), float32(0)
		for i := range words {
			if i < whole {
				words[i] += " " + list[i].Text.In(f.p.Lang)
			}
			h += widget.BandHeightFor(words[i], w) + alertGap
		}
		if h <= room {
			return words
		}
	}
	return []string{strings.Join(values, " ")}
}

// paintCorrections lists what was corrected since the form was locked: old and new side
// by side, for ever (Q17).
func (f *Form) paintCorrections(p *widget.Pen, s sheet, y float32) float32 {
	if len(f.rec.Amendments) == 0 {
		return y
	}
	y += p.Wrap(0, y, s.width, f.t(say.T("visit.end.corrections", "N", len(f.rec.Amendments))), widget.Strong) + 4
	for i := len(f.rec.Amendments) - 1; i >= 0; i-- {
		a := f.rec.Amendments[i]
		if y+missingRow+theme.ButtonHeight+70 > p.Size().Height && i > 0 {
			y += p.Wrap(30, y, s.width-30, f.t(say.T("visit.end.more", "N", i+1)), widget.Second) + 6
			break
		}
		it, _ := f.def.Item(a.LinkID)
		p.Icon(2, y+8, 16, icon.Begun, theme.Accent)
		p.Fit(30, y, missingRow, s.width*0.36-30, f.t(say.T("visit.end.item", "Number", it.Number, "Name", it.Short.In(f.p.Lang))), widget.Plain)
		p.Fit(s.width*0.36+8, y, missingRow, s.width*0.64-8, f.t(say.T("visit.end.correction", "Old", f.shown(a.LinkID, a.Old), "New", f.shown(a.LinkID, a.New),
			"Reason", a.Reason)), widget.Second)
		id := a.LinkID
		p.Hit(0, y, s.width, missingRow, func() { f.goTo(id) })
		y += missingRow
	}
	return y + 12
}

// Hints are the keys for the window's footer.
func (f *Form) Hints() []widget.Hint {
	h := func(t say.Text, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: f.t(t)} }
	it := f.item()
	switch {
	case f.intro:
		return f.introHints()
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
func (f *Form) HintRight() widget.Hint {
	if f.p.Mode == Calculating {
		return widget.Hint{Text: f.t(say.T("visit.calc.chip"))}
	}
	return widget.Hint{Text: f.t(say.T("visit.hint.numpad"))}
}

// Keys are more keys, for the sheet of F1.
func (f *Form) Keys() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: f.t(say.T(id))} }
	keys := []widget.Hint{h("visit.unanswered", "–"), h("visit.declined", "*"), h("visit.not_measured", "/"), h("visit.hint.section", "PgUp", "PgDn")}
	if it := f.item(); it == nil || !it.Numeric() { // there it stands at the foot of the page
		keys = append(keys, h("visit.hint.back", "+"))
	}
	if f.p.Mode == Typing {
		keys = append(keys, h("visit.note.key", "Ctrl+Enter"), h("visit.hint.keying", f.t(say.T("visit.key.keying"))))
	}
	return keys
}
