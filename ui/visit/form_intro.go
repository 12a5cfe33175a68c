package visit

import (
	"strconv"
	"unicode"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Before the first question one key says what cannot be seen from the answers: from which
// paper they are typed, how much is keyed a second time, whose limits hold.

// introKeys are the choices of a mode, in the order of the digits: what the store is
// told, with the words' ending.
var introKeys = map[Mode][]string{
	Typing:      {journey.SourceHome, journey.SourceVisit, journey.SourcePhone},
	Blind:       {string(record.KeyAll), string(record.KeyStar)},
	Calculating: {"kvinna", "man", "okänt"},
}

// introduced reports whether there is something to choose before the first question.
func (f *Form) introduced() bool {
	switch f.p.Mode {
	case Typing:
		return !f.locked() && f.rec.Source != journey.SourceCl24
	case Blind:
		return f.rec.Status == ""
	}
	return true
}

// toIntro goes back to what is asked before the first question.
func (f *Form) toIntro() {
	f.keepDraft()
	f.place(f.def.First(f.rec.Answers))
	f.intro = true
	f.refresh()
	f.Focus()
	f.changed()
}

func (f *Form) changed() {
	if f.p.OnChange != nil {
		f.p.OnChange()
	}
}

// introRune takes the digit of a choice.
func (f *Form) introRune(r rune) bool {
	keys := introKeys[f.p.Mode]
	i := int(r - '1')
	switch {
	case r == '+' || unicode.IsSpace(r):
	case i < 0 || i >= len(keys):
		f.tell(widget.BandInfo, say.T("visit.intro.wants", "Keys", "1–"+strconv.Itoa(len(keys))))
	default:
		f.choose(keys[i])
	}
	return true
}

// choose stores what was chosen and goes on to the question where one is.
func (f *Form) choose(key string) {
	f.saver.run(func() error { return f.p.Store.SaveSource(f.ctx, f.p.Participant, key) }, func(err error) {
		if err != nil {
			f.say(widget.BandFault, f.words(err))
			return
		}
		at := f.at
		if err := f.open(); err != nil {
			f.say(widget.BandFault, f.words(err))
			return
		}
		if f.p.Mode != Typing || !f.def.Enabled(at, f.rec.Answers) {
			at = f.start()
		}
		f.show(at)
	})
}

func (f *Form) paintIntro(p *widget.Pen) {
	mode := map[Mode]string{Typing: "source", Blind: "keying", Calculating: "calc"}[f.p.Mode]
	title, help := f.t(say.T("visit.intro."+mode)), f.t(say.T("visit.intro."+mode+".text"))
	s := f.sheet(p.Size(), title, help)
	p.Mid(0, s.meta, metaHeight, f.t(say.T("visit.intro."+mode+".meta")), widget.Second)
	p.Wrap(0, s.question, s.width, title, s.title)
	p.Wrap(0, s.help, s.width, help, s.line)
	y := s.answers
	for i, key := range introKeys[f.p.Mode] {
		row := widget.AnswerRow{Digit: strconv.Itoa(i + 1), Text: f.t(say.T("visit.intro." + mode + "." + strconv.Itoa(i+1)))}
		if f.p.Mode == Typing && key == f.rec.Source {
			row.State = widget.AnswerSaved
		}
		p.AnswerRow(0, y, s.width, theme.RowAnswer, row, s.answer)
		p.Hit(0, y, s.width, theme.RowAnswer, func() { f.choose(key) })
		y += theme.RowAnswer + theme.GapAnswer
	}
	if m := f.notice(); m.kind != widget.BandNone {
		p.Band(0, y+6, s.width, m.kind, m.text)
	}
}

// introHints are the keys of what is asked first.
func (f *Form) introHints() []widget.Hint {
	n := strconv.Itoa(len(introKeys[f.p.Mode]))
	hints := []widget.Hint{{Keys: []string{"1–" + n}, Text: f.t(say.T("visit.hint.choose"))}}
	if f.p.Mode == Typing {
		hints = append(hints, widget.Hint{Keys: []string{"Enter"}, Text: f.t(say.T("visit.hint.skip"))})
	}
	return append(hints, widget.Hint{Keys: []string{"Esc"}, Text: f.t(say.T("visit.hint.leave_form"))})
}

// fromList answers the first question of the list at the end: a digit or a missing code
// there is its answer, and the list comes back with the next.
func (f *Form) fromList(r rune) bool {
	lacks := f.blockers()
	if f.locked() || f.p.Mode == Calculating || len(lacks) == 0 {
		return false
	}
	it := lacks[0]
	_, missing := form.MissingKey(r)
	_, option := it.Option(string(r))
	if text(it) || !missing && !option && !(it.Numeric() && unicode.IsDigit(r)) {
		return false
	}
	f.show(it.LinkID)
	f.listed = true
	if it.Type == form.Choice {
		f.choiceRune(it, r)
	} else {
		f.numberRune(it, r)
	}
	return true
}
