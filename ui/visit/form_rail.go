package visit

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func dateOf(t time.Time) day.Date { return day.Of(t) }

// paintHeader draws who, from where, what is saved, and the ways out.
func (f *Form) paintHeader(p *widget.Pen) {
	size := p.Size()
	h := size.Height - 1
	p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Surface})
	p.Line(0, h, size.Width, theme.Line)
	margin := theme.For(1280).Margin
	if f.compact {
		margin = 16
	}
	if f.p.Mode == Calculating {
		f.paintCalcHeader(p, margin, h)
		return
	}
	right := size.Width - margin
	button := float32(theme.RowButtonHeight)
	if f.compact {
		button = 27
	}
	y := (h - button) / 2
	if !f.locked() && !f.intro {
		done := widget.Look{Kind: widget.Off, Text: f.t(f.completeWord()), Small: true}
		if f.lacking() == "" {
			done.Kind = widget.Secondary
		}
		right -= done.Width()
		p.Button(right, y, 0, done, f.completeTapped)
		right -= 12
	}
	pause := widget.Look{Kind: widget.Secondary, Text: f.t(say.T("visit.pause")), Key: "Esc", Small: true}
	if f.locked() {
		pause.Text = f.t(say.T("visit.leave"))
	}
	right -= pause.Width()
	p.Button(right, y, 0, pause, f.Pause)
	right -= 12
	words, mark, role := f.saved()
	style := widget.Second.In(role)
	w := widget.Measure(words, style) + 22
	if f.compact && right-w-32 < margin+min(200, widget.Measure(f.rec.Person.Name, widget.Heading)) {
		words, w = "", 16 // the mark alone
	}
	right -= w
	p.Icon(right, (h-16)/2, 16, mark, role)
	p.Mid(right+22, 0, h, words, style)
	f.paintWho(p, margin, h, right-16)
}

func (f *Form) paintWho(p *widget.Pen, x, h, right float32) {
	who := f.rec.Person
	if who.Protected {
		p.Icon(x, (h-18)/2, 18, icon.Shield, theme.Shield)
		x += 26
	}
	x += p.Fit(x, 0, h, right-x, who.Name, widget.Heading) + 12
	if f.compact {
		return
	}
	facts := f.t(say.T("visit.sex." + sexKey(who)))
	if who.Number != "" {
		facts = who.Number + " · " + facts
	}
	if x+widget.Measure(facts, widget.Second) > right {
		return
	}
	x += p.Mid(x, 0, h, facts, widget.Second) + 12
	for _, c := range f.chips() {
		if x+c.Width() > right {
			return
		}
		x += p.Chip(x, 0, h, c) + 8
	}
}

func (f *Form) chips() []widget.Chip {
	var cs []widget.Chip
	if f.p.Mode == Blind {
		cs = append(cs, widget.Chip{Icon: icon.Begun, Text: f.t(say.T("visit.keying.chip")), Tone: widget.ToneInfo})
	}
	if f.rec.Source != "" {
		cs = append(cs, widget.Chip{Icon: icon.Form, Text: f.t(say.T("visit.source." + f.rec.Source)), Tone: widget.ToneNeutral})
	}
	if f.locked() {
		cs = append(cs, widget.Chip{Icon: icon.Lock, Text: f.t(say.T("visit.locked")), Tone: widget.ToneNeutral})
	}
	if f.rec.Status == form.Amended {
		cs = append(cs, widget.Chip{Icon: icon.Begun, Text: f.t(say.T("visit.amended")), Tone: widget.ToneNeutral})
	}
	return cs
}

// saved says how far the answers are on disk.
func (f *Form) saved() (string, icon.Name, theme.Role) {
	last := 0
	for i := range f.def.Items {
		if !f.rec.Answers[f.def.Items[i].LinkID].IsZero() {
			last = f.def.Items[i].Number
		}
	}
	switch {
	case f.trouble != "":
		return f.t(say.T("visit.not_saved")), icon.Fault, theme.Fault
	case f.saver.busy():
		return f.t(say.T("visit.saving")), icon.Waiting, theme.Ink2
	case f.compact && last > 0:
		return f.t(say.T("visit.saved")), icon.Done, theme.OK
	case f.locked():
		return f.t(say.T("visit.locked.since", "Date", dateOf(f.rec.Locked))), icon.Lock, theme.Ink2
	case last == 0:
		return f.t(say.T("visit.nothing_yet")), icon.Ring, theme.Ink2
	}
	return f.t(say.T("visit.saved_to", "Number", last)), icon.Done, theme.OK
}

// completeWord is what ends the typing.
func (f *Form) completeWord() say.Text {
	if f.p.Mode == Blind {
		return say.T("visit.keying.compare")
	}
	return say.T("visit.complete")
}

// completeTapped is the mouse on Klarmarkera: it locks only from the end page, where one
// sees what is locked, and says before what is missing.
func (f *Form) completeTapped() {
	f.goTo("")
}

const (
	railRow = 35
	railTop = 44
)

// paintRail draws how far each section is.
func (f *Form) paintRail(p *widget.Pen) {
	size := p.Size()
	if f.intro && f.p.Mode == Blind {
		return
	}
	pr := f.def.Progress(f.rec.Answers)
	p.Mid(10, 0, 20, f.t(say.T("visit.progress", "Answered", pr.Answered, "All", pr.Enabled)), widget.Strong)
	p.RightMid(size.Width-10, 0, 20, f.t(say.T("visit.answered")), widget.Second)
	p.Progress(10, 25, size.Width-20, 10, float64(pr.Answered)/float64(max(1, pr.Enabled)))
	here := ""
	if it := f.item(); it != nil {
		here = it.Section
	}
	y := float32(railTop)
	for _, s := range f.def.Sections {
		f.paintSection(p, s, y, size.Width, s.ID == here)
		y += railRow
	}
	lacks := f.skippedItems()
	if len(lacks) == 0 {
		return
	}
	words := f.t(say.T("visit.missing.named", "N", len(lacks), "Name", lower(lacks[0].Short.In(f.p.Lang))))
	lines := widget.Lines(words, widget.Small, size.Width-44)
	h := float32(len(lines))*widget.Small.Line() + 38
	y += 6
	if y+h > size.Height {
		return
	}
	p.Rect(0, y, size.Width, h, widget.Box{Fill: theme.WarnTint, Radius: theme.RadiusField})
	p.Icon(11, y+8, 14, icon.Expired, theme.Warn)
	for i, line := range lines {
		p.Text(35, y+7+float32(i)*widget.Small.Line(), line, widget.Small.In(theme.Warn))
	}
	p.Cap(35, y+h-28, 22, "Ctrl+J", widget.CapPlain)
	p.Hit(0, y, size.Width, h, func() { f.goTo(lacks[0].LinkID) })
}

func (f *Form) paintSection(p *widget.Pen, s form.Section, y, w float32, here bool) {
	pr := f.def.SectionProgress(s, f.rec.Answers)
	mark, role := f.sectionMark(s, pr, here)
	name, count := widget.Second.In(theme.Ink), widget.Second
	if here {
		p.Rect(0, y, w, railRow-1, widget.Box{Fill: theme.Selected, Radius: theme.RadiusField})
		name = widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.AccentDark}
	}
	p.Icon(11, y+10, 14, mark, role)
	right := w - 10
	if pr.Enabled > 1 || pr.Required > 0 {
		right -= p.RightMid(right, y, railRow-1, f.t(say.T("visit.of", "Answered", pr.Answered, "All", pr.Enabled)), count)
	}
	p.Fit(35, y, railRow-1, right-43, s.Short.In(f.p.Lang), name)
	p.Hit(0, y, w, railRow-1, func() { f.goTo(f.into(s)) })
}

func (f *Form) sectionMark(s form.Section, pr form.Progress, here bool) (icon.Name, theme.Role) {
	passed := s.Last <= f.reached()
	switch {
	case here:
		return icon.Dot, theme.Accent
	case pr.Required > 0 && f.p.Mode != Calculating && (passed || f.anyPassed(s)):
		return icon.Expired, theme.Warn
	case pr.Answered > 0 && (pr.Answered == pr.Enabled || passed && pr.Required == 0):
		return icon.Yes, theme.OK
	}
	return icon.Ring, theme.Ink2
}

func (f *Form) anyPassed(s form.Section) bool {
	for _, it := range f.skippedItems() {
		if it.Section == s.ID {
			return true
		}
	}
	return false
}

// into gives the question where one enters a section: the first without an answer.
func (f *Form) into(s form.Section) string {
	first := ""
	for i := s.First; i < s.Last; i++ {
		id := f.def.Items[i].LinkID
		if !f.def.Enabled(id, f.rec.Answers) {
			continue
		}
		if first == "" {
			first = id
		}
		if f.rec.Answers[id].IsZero() {
			return id
		}
	}
	return first
}

// reached gives how many items lie behind: before the question shown or before an answer.
func (f *Form) reached() int {
	if f.at == "" && !f.intro {
		return len(f.def.Items)
	}
	n := 0
	for i := range f.def.Items {
		if id := f.def.Items[i].LinkID; id == f.at || !f.rec.Answers[id].IsZero() {
			n = i
		}
	}
	return n
}

func (f *Form) passed(it *form.Item) bool { return f.def.Place(it.LinkID) < f.reached() }

// skippedItems are the mandatory questions that lie behind without an answer.
func (f *Form) skippedItems() []*form.Item {
	var its []*form.Item
	if f.p.Mode == Calculating {
		return nil
	}
	reached := f.reached()
	for _, id := range f.def.Missing(f.rec.Answers) {
		if it, _ := f.def.Item(id); f.def.Place(id) < reached && id != f.at {
			its = append(its, it)
		}
	}
	return its
}

func (f *Form) skipped() int { return len(f.skippedItems()) }
