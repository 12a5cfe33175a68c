package visit

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/plan"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const planRow = 50

// planLayout places the parts of a Plan: the list, the fields of one part, and beside
// them, where there is room, the star and what the point is about.
type planLayout Plan

// MinSize is small: the page takes what room the window has.
func (l *planLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 240) }

// Layout is for Fyne.
func (l *planLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p := (*Plan)(l)
	m := measures(p.content, size)
	p.compact = m.Compact
	objects[0].Resize(size)
	put(p.header, 0, 0, size.Width, m.HeaderVisit)
	list, side, pad := float32(listWidth), float32(detailWidth), float32(edge)
	p.list.RowHeight = planRow
	if p.compact {
		list, side, pad = 230, 0, 8
		p.list.RowHeight = 40
	}
	top := m.HeaderVisit + pad
	height := size.Height - top - pad
	rows := p.list.RowHeight*float32(len(p.parts)) + 2
	put(p.list, m.Margin, top, list, rows)
	put(p.below, m.Margin, top+rows+4, list, height-rows-4)
	x := m.Margin + list + 16
	w := size.Width - m.Margin - x
	if side > 0 {
		w -= side + 16
	}
	put(p.card, x, top, w, height)
	for _, pt := range p.parts {
		put(pt.content, x+18, top+14, w-36, height-28)
	}
	if side == 0 {
		p.side.Hide()
		p.figure.Hide()
		return
	}
	p.side.Show()
	p.figure.Show()
	put(p.side, size.Width-m.Margin-side, top, side, height)
	const figure = 200
	put(p.figure, size.Width-m.Margin-side+(side-figure)/2, top+14, figure, figure)
	p.redraw()
}

// doneLayout places the table of actions over the button that edits it.
type doneLayout Plan

// MinSize is small.
func (l *doneLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

// Layout is for Fyne.
func (l *doneLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := (*Plan)(l)
	h := p.edit.MinSize().Height
	put(p.done, 0, 0, size.Width-8, size.Height-h-8)
	put(p.edit, 0, size.Height-h, p.edit.MinSize().Width, h)
}

// arrange shows the fields of the part under the bar.
func (p *Plan) arrange() {
	for i, pt := range p.parts {
		if i == p.at() {
			pt.content.Show()
		} else {
			pt.content.Hide()
		}
	}
	p.content.Refresh()
	p.side.Refresh()
	p.redraw()
}

func (p *Plan) redraw() {
	var levels star.Levels
	for _, c := range p.rec.Criteria.Points {
		levels[c.K] = p.rec.Levels[c.ID]
	}
	d := star.Drawing{Levels: levels, Heredity: p.rec.Profile.Heredity.Value, Marker: true}
	if c, ok := p.criterion(); ok {
		d.Selected = c.K + 1
	}
	if d != p.drawn {
		p.drawn = d
		p.figure.Redraw()
	}
}

// criterion gives the point that the part under the bar is about.
func (p *Plan) criterion() (star.Criterion, bool) {
	if p.at() >= plan.MaxGoals {
		return star.Criterion{}, false
	}
	at := p.goals[p.at()].area.Selected() - 1
	if at < 0 {
		return star.Criterion{}, false
	}
	return p.rec.Criteria.Points[at], true
}

func (p *Plan) paintHeader(pen *widget.Pen) {
	size, s := pen.Size(), p.s
	h := size.Height - 1
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Surface})
	pen.Line(0, h, size.Width, theme.Line)
	right := size.Width - p.margin()
	print := widget.Look{Kind: widget.Filled, Small: true, Icon: icon.Print, Text: s.T("visit.star.print"), Key: "Ctrl+P"}
	right -= print.Width()
	pen.Button(right, (h-theme.RowButtonHeight)/2, 0, print, p.print)
	to := map[at]func(){atForm: func() { s.Go(shell.ToForm(p.route)) }, atStar: func() { s.Go(shell.ToStar(p.route)) },
		atRecord: func() { s.Go(shell.ToRecord{ID: p.route.ID, Reason: p.route.Reason}) }}
	right = paintTabs(pen, s.Say, right-20, h, atPlan, to)
	x := p.margin()
	if p.rec.Person.Protected {
		pen.Icon(x, (h-18)/2, 18, icon.Shield, theme.Shield)
		x += 26
	}
	x += pen.Fit(x, 0, h, right-16-x, p.rec.Person.Name, widget.Heading) + 12
	if words := s.T("visit.star.visited", "Date", p.rec.Visited); !p.rec.Visited.IsZero() && x+widget.Measure(words, widget.Second) < right-16 {
		pen.Mid(x, 0, h, words, widget.Second)
	}
}

func (p *Plan) margin() float32 {
	if p.compact {
		return 16
	}
	return theme.For(1280).Margin
}

// paintPart draws a row of the list: the part and what is written in it.
func (p *Plan) paintPart(pen *widget.Pen, i int, state widget.RowState) {
	size := pen.Size()
	pen.Cap(12, 0, size.Height, digit(i+1), widget.CapPlain)
	title, text := p.s.Say(p.parts[i].title), p.summary(i)
	if i < plan.MaxGoals {
		if c, ok := p.rec.Criteria.Criterion(p.plan.Goals[i].Point); ok {
			title = c.Name.In(p.s.Lang())
			pen.Badge(size.Width-13-widget.BadgeWidth, (size.Height-widget.BadgeHeight)/2, p.rec.Levels[c.ID], p.scale())
		}
	}
	room := size.Width - 44 - 13 - widget.BadgeWidth - 8
	if text == "" {
		text = p.s.T("plan.empty")
	}
	y := (size.Height - 40) / 2
	pen.Fit(44, y, 20, room, title, widget.Plain.As(state.Selected))
	pen.Fit(44, y+20, 18, room, text, widget.Small.In(theme.Ink2))
}

func (p *Plan) scale() float32 {
	if c := canvasOf(p.content); c != nil {
		return c.Scale()
	}
	return 1
}

// summary is what is written in a part, in a line.
func (p *Plan) summary(i int) string {
	switch i {
	case partFollow:
		return p.when(p.plan.Follow)
	case partDone:
		var names []string
		for _, a := range p.plan.Done {
			names = append(names, a.Name)
		}
		return strings.Join(names, ", ")
	case partStrong:
		if p.plan.Strong == "" {
			return p.s.T("plan.strong.star")
		}
		return p.plan.Strong
	}
	return p.plan.Goals[i].What
}

// when says when a follow-up is.
func (p *Plan) when(f plan.Follow) string {
	switch {
	case f.Date.IsZero():
		return f.How
	case f.Time == "":
		return p.s.T("plan.when", "Date", f.Date)
	}
	return p.s.T("plan.when.at", "Date", f.Date, "Time", strings.TrimPrefix(f.Time, "0"))
}

// paintAction draws a row of the table of actions.
func (p *Plan) paintAction(pen *widget.Pen, i int, _ widget.RowState) {
	a, size := p.doing[i], pen.Size()
	on := p.plan.Has(a)
	pen.Check(12, 0, size.Height, on)
	pen.Fit(44, 0, size.Height, 60, a.Code, widget.Second)
	pen.Fit(108, 0, size.Height, size.Width-120, a.Name, widget.Plain.As(on))
	pen.Hit(0, 0, 40, size.Height, func() { p.toggle(i) })
}

// paintBelow says under the list how things stand: a fault, a message, what is saved.
func (p *Plan) paintBelow(pen *widget.Pen) {
	w, s := pen.Size().Width, p.s
	kind, words := p.message.kind, p.message.text
	if p.trouble != "" {
		kind, words = widget.BandFault, s.T("plan.unsaved", "Why", p.trouble)
	}
	if kind != widget.BandNone {
		pen.Band(0, 2, w, kind, words)
		return
	}
	y := float32(4)
	line := func(name icon.Name, role theme.Role, text string) {
		pen.Icon(12, y+2, 14, name, role)
		y += pen.Wrap(34, y, w-40, text, widget.Second.In(role)) + 4
	}
	if d := p.rec.Printed; d.Outdated {
		line(icon.Expired, theme.Warn, s.T("visit.star.outdated", "Date", day.Of(d.At)))
	}
	if p.rec.Saved.IsZero() {
		line(icon.Info, theme.Ink2, s.T("plan.nothing"))
	} else {
		line(icon.Yes, theme.OK, s.T("plan.saved", "Date", day.Of(p.rec.Saved), "Time", say.Clock(s.Lang(), p.rec.Saved.In(day.Zone)), "By", p.rec.By))
	}
}

// paintSide draws beside the fields what the chosen point is about, and what was agreed
// an earlier year.
func (p *Plan) paintSide(pen *widget.Pen) {
	size, s := pen.Size(), p.s
	pen.Card(0, 0, size.Width, size.Height)
	y, w := float32(224), size.Width-30
	if c, ok := p.criterion(); ok {
		pt, level := p.rec.Profile.Point(c.ID), p.rec.Levels[c.ID]
		pen.Fit(15, y, 22, w-widget.BadgeWidth-8, c.Name.In(s.Lang()), widget.Heading)
		pen.Badge(size.Width-15-widget.BadgeWidth, y, level, p.scale())
		y += 24
		y += pen.Wrap(15, y, w, pt.Value.In(s.Lang()), widget.Plain) + 8
		if next, ok := p.nextLevel(c, level); ok {
			y += pen.Wrap(15, y, w, s.T("plan.next", "Level", star.LevelWords(next).In(s.Lang())), widget.Style{Size: theme.TextSecond, Bold: true})
			y += pen.Wrap(15, y, w, strings.ReplaceAll(c.Levels[next].In(s.Lang()), "\n", " · "), widget.Second) + 8
		}
		if p.rec.Criteria.Example {
			y += pen.Wrap(15, y, w, s.T("plan.example", "Criteria", p.rec.Criteria.Name.In(s.Lang())), widget.Small.In(theme.Warn)) + 8
		}
	} else if p.at() < plan.MaxGoals {
		y += pen.Wrap(15, y, w, s.T("plan.choose"), widget.Second) + 8
	}
	if p.rec.Earlier == nil {
		return
	}
	pen.Line(1, y, size.Width-2, theme.Line)
	if lines := p.earlierLines(w); y+10+lines.height <= size.Height {
		lines.paintAt(pen, 15, y+10)
	} else {
		pen.Text(15, y+10, s.T("plan.earlier", "Date", p.rec.Earlier.Date), widget.Style{Size: theme.TextSecond, Bold: true})
		pen.RightMid(size.Width-15, y+8, 22, "V", widget.Small)
	}
}

// nextLevel gives the level above one, if the point has any.
func (p *Plan) nextLevel(c star.Criterion, level int) (int, bool) {
	for l := level + 1; l <= 4 && level > 0; l++ {
		if _, ok := c.Levels[l]; ok {
			return l, true
		}
	}
	return 0, false
}

// earlierText is the earlier plan as wrapped lines.
type earlierText struct {
	lines  []earlierLine
	height float32
}

type earlierLine struct {
	text  string
	style widget.Style
}

func (p *Plan) earlierLines(w float32) (t earlierText) {
	s, e := p.s, p.rec.Earlier
	add := func(text string, st widget.Style) {
		for _, l := range widget.Lines(text, st, w) {
			t.lines = append(t.lines, earlierLine{l, st})
			t.height += st.Line()
		}
	}
	add(s.T("plan.earlier", "Date", e.Date), widget.Style{Size: theme.TextSecond, Bold: true})
	for _, g := range e.Plan.Goals {
		if g.IsZero() {
			continue
		}
		text := g.What
		if c, ok := p.rec.Criteria.Criterion(g.Point); ok {
			text = c.Name.In(s.Lang()) + ": " + g.What
		}
		add(text, widget.Second)
	}
	if when := p.when(e.Plan.Follow); when != "" {
		add(s.T("plan.follow")+": "+when, widget.Second)
	}
	return t
}

func (t earlierText) paint(pen *widget.Pen) { t.paintAt(pen, 0, 0) }

func (t earlierText) paintAt(pen *widget.Pen, x, y float32) {
	for _, l := range t.lines {
		pen.Text(x, y, l.text, l.style)
		y += l.style.Line()
	}
}
