package visit

import (
	"fmt"
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// paintBoard draws the question, its answers and what stands around them.
func (f *Form) paintBoard(p *widget.Pen) {
	if f.intro {
		f.paintIntro(p)
		return
	}
	it := f.item()
	if it == nil {
		f.paintEnd(p)
		return
	}
	question, help := it.Text.In(f.p.Lang), it.Help.In(f.p.Lang)
	s := f.sheet(p.Size(), question, help)
	f.paintMeta(p, s, it)
	if !s.compact {
		f.paintPrevious(p, s)
	}
	p.Wrap(0, s.question, s.width, question, s.title)
	p.Wrap(0, s.help, s.width, help, s.line)
	// What was corrected stands right below the answers, which leave it room.
	lines := f.corrections()
	lines = lines[:min(len(lines), maxCorrections)]
	for _, line := range lines {
		s.bottom -= correctionGap + float32(len(widget.Lines(line, widget.Second, s.width)))*widget.Second.Line()
	}
	var last float32
	switch {
	case it.Type == form.Choice:
		last = f.paintChoices(p, s, it)
	case it.Measurement:
		last = f.paintMeasures(p, s, it)
	case it.Numeric():
		last = s.answers + widget.MeasureLabel + theme.ValueHeight
		p.MeasureField(0, s.answers, 200, theme.ValueHeight, f.measure(it))
	default:
		last = f.paintLong(p, s)
	}
	for _, line := range lines {
		last += correctionGap + p.Wrap(0, last+correctionGap, s.width, line, widget.Second)
	}
	if !s.compact { // what follows stands below, not at the page's end
		s.keys = min(s.keys, last+6)
		s.next = min(s.next, s.keys+keysHeight+5)
	}
	if f.noting {
		f.paintNote(p, s)
		return
	}
	if m := f.notice(); m.kind != widget.BandNone && !s.compact {
		s.next = s.keys + widget.BandHeightFor(m.text, s.width) + 5
	}
	f.paintKeys(p, s, it)
	if !s.compact && s.next+nextHeight <= p.Size().Height+1 {
		f.paintNext(p, s)
	}
}

const (
	maxCorrections = 3 // of a question that are shown
	correctionGap  = 6
)

// paintMeta draws number and section, and at the right whether the question is mandatory.
func (f *Form) paintMeta(p *widget.Pen, s sheet, it *form.Item) {
	sec, _ := f.def.Section(it.Section)
	small := widget.Style{Size: theme.TextSecond, Role: theme.Ink2}
	if s.compact {
		f.paintFolded(p, s, it, sec)
		return
	}
	p.Mid(0, s.meta, metaHeight, f.t(say.T("visit.question_of", "Number", it.Number, "Section", sec.Short.In(f.p.Lang))), small)
	right := s.width
	if it.Required && f.p.Mode != Calculating {
		right -= p.RightMid(right, s.meta, metaHeight, f.t(say.T("visit.mandatory")), small.In(theme.Ink2)) + 12
	}
	if f.rec.Notes[f.at] != "" && !f.noting {
		p.Icon(right-16, s.meta+4, 16, icon.Note, theme.Accent)
		p.Hit(right-20, s.meta, 24, metaHeight, f.Note)
		right -= 28
	}
	f.paintBefore(p, 0, right, s.meta, it)
}

// paintBefore draws at the right what was answered an earlier year.
func (f *Form) paintBefore(p *widget.Pen, left, right, y float32, it *form.Item) {
	before := f.before(it.LinkID)
	if before == "" {
		return
	}
	words := f.t(say.T("visit.before", "Year", f.rec.Earlier.Date.String()[:4], "Answer", before))
	style := widget.Second
	sec, _ := f.def.Section(it.Section)
	if !f.compact { // in the folded line, left is where its words end
		left += widget.Measure(f.t(say.T("visit.question_of", "Number", it.Number, "Section", sec.Short.In(f.p.Lang))), style)
	}
	left += 20
	p.RightMid(right, y, metaHeight, widget.Shorten(words, style, right-left), style)
}

// before puts the answer of an earlier year into words, "" where there was none.
func (f *Form) before(linkID string) string {
	return f.rec.Earlier.Before(linkID, func(d *form.Definition, v form.Value) string { return d.Show(linkID, v, f.p.Lang) })
}

// paintFolded is the line that stands for rail and results on a narrow page.
func (f *Form) paintFolded(p *widget.Pen, s sheet, it *form.Item, sec *form.Section) {
	link := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
	p.Icon(0, s.meta+5, 14, icon.Left, theme.Accent)
	p.Hit(0, s.meta, 18, metaHeight, func() { f.section(-1) })
	x := 16 + p.Mid(16, s.meta, metaHeight, sec.Short.In(f.p.Lang), link)
	p.Icon(x+3, s.meta+5, 14, icon.Right, theme.Accent)
	p.Hit(x, s.meta, 20, metaHeight, func() { f.section(+1) })
	x += 24
	x += p.Mid(x, s.meta, metaHeight, f.t(say.T("visit.number_of", "Number", it.Number, "All", f.def.Items[len(f.def.Items)-1].Number)), widget.Second)
	right := s.width
	if f.p.Mode != Blind {
		right -= widget.CapWidth("Ctrl+R", widget.CapPlain)
		p.Cap(right, s.meta, metaHeight, "Ctrl+R", widget.CapPlain)
		mark, role := icon.Star, theme.Accent
		if len(f.alerts()) > 0 {
			mark, role = icon.Expired, theme.Warn
		}
		right -= 5 + p.RightMid(right-5, s.meta, metaHeight, f.t(say.T("visit.results")), link.In(role))
		p.Icon(right-18, s.meta+4, 15, mark, role)
		p.Hit(right-18, s.meta, s.width-right+18, metaHeight, f.Results)
		right -= 34
	}
	n := f.skipped()
	words := f.t(say.T("visit.missing", "N", n))
	w := widget.CapWidth("Ctrl+J", widget.CapPlain) + 5 + widget.Measure(words, widget.Second) + 18
	if n == 0 || right-w < x+8 {
		if n == 0 && !it.Measurement {
			f.paintBefore(p, x, right, s.meta, it)
		}
		return
	}
	right -= w
	p.Icon(right, s.meta+5, 14, icon.Expired, theme.Warn)
	x = right + 18
	x += p.Mid(x, s.meta, metaHeight, words, widget.Second.In(theme.Warn))
	p.Cap(x+5, s.meta, metaHeight, "Ctrl+J", widget.CapPlain)
	p.Hit(right, s.meta, w, metaHeight, f.NextUnanswered)
}

// section goes to the first question of the section before or after.
func (f *Form) section(step int) {
	it := f.item()
	if it == nil {
		if at, ok := f.previous(); ok && step < 0 && !f.intro {
			last, _ := f.def.Item(at)
			sec, _ := f.def.Section(last.Section)
			f.goTo(f.into(*sec))
		}
		return
	}
	for i := range f.def.Sections {
		j := i + step
		if f.def.Sections[i].ID == it.Section && j == len(f.def.Sections) {
			f.goTo("")
			return
		}
		if f.def.Sections[i].ID == it.Section && j >= 0 && j < len(f.def.Sections) {
			f.goTo(f.into(f.def.Sections[j]))
			return
		}
	}
}

func (f *Form) paintPrevious(p *widget.Pen, s sheet) {
	if f.trouble != "" {
		p.Band(0, 0, s.width, widget.BandFault, f.troubleWords()) // stays while an answer is not on disk
		return
	}
	p.Rect(0, 0, s.width, prevHeight, widget.Box{Fill: theme.Sunken, Radius: theme.RadiusField})
	id, ok := f.previous()
	if !ok {
		p.Mid(14, 0, prevHeight, f.t(f.firstWords()), widget.Second.In(theme.Ink3))
		return
	}
	it, _ := f.def.Item(id)
	v := f.rec.Answers[id]
	p.Hit(0, 0, s.width, prevHeight, f.back)
	mark, role, words := icon.Yes, theme.OK, f.shown(id, v)
	if v.IsZero() {
		mark, role = icon.Ring, theme.Ink3
		if it.Required && f.p.Mode != Calculating {
			mark, role = icon.Expired, theme.Warn
		}
	} else if v.Kind() == form.KindMissing {
		mark, role = icon.Minus, theme.Ink2
	}
	p.Icon(14, 10, 16, mark, role)
	right := s.width - 14
	strong := widget.Style{Size: theme.TextSecond, Bold: true}
	if v.IsZero() {
		strong = widget.Second
	}
	words = widget.Shorten(words, strong, s.width*0.5)
	right -= p.RightMid(right, 0, prevHeight, words, strong)
	if code, ok := v.Code(); ok {
		right -= 10 + widget.CapWidth(code, widget.CapPlain)
		p.Cap(right, 0, prevHeight, code, widget.CapPlain)
	}
	p.Fit(39, 0, prevHeight, right-50, it.Short.In(f.p.Lang), widget.Second)
}

// firstWords say before the first question where its answer is read.
func (f *Form) firstWords() say.Text {
	switch f.rec.Source {
	case journey.SourcePhone:
		return say.T("visit.first.phone")
	case journey.SourceCl24:
		return say.T("visit.first.cl24")
	}
	return say.T("visit.first")
}

// notice is what is said below the answers: the message; on a narrow page, where the
// previous answer's line is not, also what is not on disk.
func (f *Form) notice() message {
	if f.message.kind == widget.BandNone && f.trouble != "" && f.compact {
		return message{widget.BandFault, f.troubleWords()}
	}
	return f.message
}

func (f *Form) troubleWords() string {
	for i := range f.def.Items {
		if _, ok := f.unsaved[f.def.Items[i].LinkID]; ok {
			return f.t(say.T("visit.unsaved", "Number", f.def.Items[i].Number, "Why", f.trouble))
		}
	}
	return f.trouble
}

func (f *Form) paintChoices(p *widget.Pen, s sheet, it *form.Item) float32 {
	n := float32(len(it.Options))
	pitch, between := float32(theme.RowAnswer+theme.GapAnswer), float32(theme.GapAnswer)
	if s.compact {
		pitch, between = 36, 3
	}
	if room := s.bottom - s.answers; pitch*n > room {
		pitch = max(24, float32(int(room/n)))
		between = 3
	}
	chosen, _ := f.rec.Answers[f.at].Code()
	lost, _ := f.unsaved[f.at].Code()
	y := s.answers
	for i, o := range it.Options {
		row := widget.AnswerRow{Digit: o.Code, Text: o.Text.In(f.p.Lang)}
		switch {
		case f.mark == i || f.mark < 0 && lost != "" && lost == o.Code:
			row.State, row.Both = widget.AnswerMarked, o.Code == chosen
		case o.Code == chosen:
			row.State = widget.AnswerSaved
		case !f.editable():
			row.State = widget.AnswerLocked
		}
		p.AnswerRow(0, y, s.width, pitch-between, row, s.answer)
		if f.editable() {
			p.Hit(0, y, s.width, pitch-between, func() { f.click(o.Code) })
		}
		y += pitch
	}
	return y - between
}

// click answers by mouse.
func (f *Form) click(code string) {
	if f.saver.busy() {
		f.saver.later(func() { f.click(code) })
		return
	}
	f.mark = -1
	f.answer(form.Code(code), "", nil)
}

func (f *Form) paintLong(p *widget.Pen, s sheet) float32 {
	h := min(132, s.bottom-s.answers)
	p.Field(0, s.answers, s.width, h, f.long.Box, f.editable() && !f.board.Focused())
	if !f.editable() {
		f.long.Disable()
	} else {
		f.long.Enable()
	}
	return s.answers + h
}

// paintNote draws the note to the question over the lines at the foot.
func (f *Form) paintNote(p *widget.Pen, s sheet) {
	h := float32(96)
	y := min(s.keys, p.Size().Height-h)
	p.Rect(-4, y-4, s.width+8, h+8, widget.Box{Fill: theme.Paper})
	p.Mid(0, y, 20, f.t(say.T("visit.note.label")), widget.Style{Size: theme.TextSecond, Bold: true})
	x := s.width - p.RightMid(s.width, y, 20, f.t(say.T("visit.note.close")), widget.Small)
	w := widget.CapWidth("Ctrl+Enter", widget.CapPlain)
	p.Cap(x-w-6, y, 20, "Ctrl+Enter", widget.CapPlain)
	p.Field(4, y+26, s.width-8, h-32, f.note.Box, true)
}

// paintKeys draws what may be typed instead of an answer, or the message.
func (f *Form) paintKeys(p *widget.Pen, s sheet, it *form.Item) {
	if m := f.notice(); m.kind != widget.BandNone {
		p.Band(0, s.keys, s.width, m.kind, m.text)
		return
	}
	if s.compact {
		return
	}
	style := widget.Second
	x := float32(0)
	if !f.editable() {
		x += p.Cap(x, s.keys, keysHeight, "R", widget.CapPlain) + 8
		x += p.Mid(x, s.keys, keysHeight, f.t(say.T("visit.amend.key")), style) + 24
		p.Hit(0, s.keys, x, keysHeight, f.Amend)
	} else if !text(it) {
		for _, k := range missingKeys {
			if it.Takes(k.code) {
				from := x
				x += p.Cap(x, s.keys, keysHeight, k.cap, widget.CapPlain) + 8
				x += p.Mid(x, s.keys, keysHeight, f.t(k.words), style) + 24
				code := k.code
				p.Hit(from, s.keys, x-from-12, keysHeight, func() { f.missingRune(it, missingKey(code)) })
			}
		}
	} else {
		x += p.Cap(x, s.keys, keysHeight, "Tab", widget.CapPlain) + 8
		p.Mid(x, s.keys, keysHeight, f.t(say.T("visit.hint.leave")), style)
		return
	}
	if f.p.Mode != Typing {
		return
	}
	words := f.t(say.T("visit.note.key"))
	if f.rec.Notes[f.at] != "" {
		words = f.t(say.T("visit.note.is"))
	}
	right := s.width - p.RightMid(s.width, s.keys, keysHeight, words, style) - 8
	right -= widget.CapWidth("Ctrl+Enter", widget.CapPlain)
	p.Cap(right, s.keys, keysHeight, "Ctrl+Enter", widget.CapPlain)
	p.Hit(right, s.keys, s.width-right, keysHeight, f.Note)
}

var missingKeys = []struct {
	code  form.Missing
	cap   string
	words say.Text
}{
	{form.Unanswered, "–", say.T("visit.unanswered")},
	{form.Declined, "*", say.T("visit.declined")},
	{form.Unmeasured, "/", say.T("visit.not_measured")},
}

func missingKey(m form.Missing) rune {
	for _, r := range "-*/" {
		if code, _ := form.MissingKey(r); code == m {
			return r
		}
	}
	return 0
}

func (f *Form) paintNext(p *widget.Pen, s sheet) {
	p.Rect(0, s.next, s.width, nextHeight, widget.Box{Fill: theme.Sunken, Radius: theme.RadiusField})
	p.Icon(14, s.next+9, 14, icon.Down, theme.Ink2)
	words := f.t(say.T("visit.last"))
	if it, ok := f.def.Item(f.next()); ok {
		words = f.t(say.T("visit.then", "Question", it.Text.In(f.p.Lang)))
	}
	p.Fit(38, s.next, nextHeight, s.width-50, words, widget.Second)
	p.Hit(0, s.next, s.width, nextHeight, f.forward)
}

// spoken is what a screen reader says: the question, its answer and what may be chosen.
func (f *Form) spoken() string {
	it := f.item()
	if it == nil {
		return f.t(say.T("visit.end.title"))
	}
	words := []string{fmt.Sprintf("%d. %s", it.Number, it.Text.In(f.p.Lang))}
	if v := f.rec.Answers[f.at]; !v.IsZero() {
		words = append(words, f.shown(f.at, v))
	}
	for _, o := range it.Options {
		words = append(words, o.Code+" "+o.Text.In(f.p.Lang))
	}
	if f.message.text != "" {
		words = append(words, f.message.text)
	}
	return strings.Join(words, ". ")
}
