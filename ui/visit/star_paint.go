package visit

import (
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// paintHeader draws who and when, the way to the form, and the papers.
func (s *Star) paintHeader(p *widget.Pen) {
	size := p.Size()
	h := size.Height - 1
	p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Surface})
	p.Line(0, h, size.Width, theme.Line)
	y := (h - theme.RowButtonHeight) / 2
	right := size.Width - s.margin()
	button := func(l widget.Look, do func()) {
		l.Small = true
		right -= l.Width()
		p.Button(right, y, 0, l, do)
		right -= 8
	}
	button(widget.Look{Kind: widget.Filled, Icon: icon.Print, Text: s.t(say.T("visit.star.print")), Key: "Ctrl+P"}, func() { s.print(PaperStar) })
	name := widget.Measure(s.rec.Person.Name, widget.Heading)
	tabs := tabsWidth(s.t)
	for _, b := range []struct {
		id, key string
		paper   Paper
	}{{"empty", "T", PaperEmpty}, {"criteria", "R", PaperCriteria}} { // their keys work without a button too
		l := widget.Look{Kind: widget.Secondary, Small: true, Text: s.t(say.T("visit.star." + b.id)), Key: b.key}
		if s.margin()+name+40+tabs+l.Width()+20 < right {
			button(l, func() { s.print(b.paper) })
		}
	}
	right = paintTabs(p, s.t, right-12, h, atStar, map[at]func(){atForm: s.toForm, atPlan: func() { s.leave(s.p.OnPlan) }, atRecord: func() { s.leave(s.p.OnRecord) }})
	s.paintWho(p, h, right-16)
}

func (s *Star) paintWho(p *widget.Pen, h, right float32) {
	x := s.margin()
	if s.rec.Person.Protected {
		p.Icon(x, (h-18)/2, 18, icon.Shield, theme.Shield)
		x += 26
	}
	x += p.Fit(x, 0, h, right-x, s.rec.Person.Name, widget.Heading) + 12
	if s.rec.Visited.IsZero() {
		return
	}
	words := s.t(say.T("visit.star.visited", "Date", s.rec.Visited))
	if x+widget.Measure(words, widget.Second) < right {
		p.Mid(x, 0, h, words, widget.Second)
	}
}

// paintList draws the points with value and level.
func (s *Star) paintList(p *widget.Pen) {
	size := p.Size()
	n := len(s.profile.Points)
	row := min(theme.RowPoint, float32(int((size.Height-44)/float32(n+1))))
	height := row*float32(n+1) + 2
	p.Card(0, 0, size.Width, height)
	for i, pt := range s.profile.Points {
		y := 1 + row*float32(i)
		s.paintPoint(p, pt, y, row, size.Width, i == s.at)
		if i > 0 {
			p.Line(1, y, size.Width-2, theme.Line)
		}
		p.Hit(0, y, size.Width, row, func() { s.choosePoint(i) })
	}
	y := 1 + row*float32(n)
	p.Line(1, y, size.Width-2, theme.Line)
	s.paintHeredity(p, y, row, size.Width)
	if p.Size().Height-height < 40 {
		return
	}
	kind, words := s.message.kind, s.message.text
	if s.trouble != "" {
		kind, words = widget.BandFault, s.t(say.T("visit.star.unsaved", "Why", s.trouble))
	}
	if kind != widget.BandNone {
		p.Band(0, height+6, size.Width, kind, words)
		return
	}
	if d := s.rec.Printed; d.Outdated {
		p.Icon(12, height+12, 14, icon.Expired, theme.Warn)
		p.Wrap(34, height+10, size.Width-40, s.t(say.T("visit.star.outdated", "Date", day.Of(d.At))), widget.Second.In(theme.Warn))
		return
	}
	if words := s.lacking(); words != "" {
		p.Icon(12, height+12, 14, icon.Info, theme.Ink2)
		p.Wrap(34, height+10, size.Width-40, words, widget.Second)
	}
}

func (s *Star) paintPoint(p *widget.Pen, pt star.Point, y, h, w float32, selected bool) {
	name := widget.Plain
	if selected {
		box := widget.Box{Fill: theme.Selected}
		if s.at == 0 {
			box.Corners = [4]float32{theme.RadiusCard, theme.RadiusCard, 0, 0}
		}
		p.Rect(1, y, w-2, h, box)
		p.Rect(1, y, 3, h, widget.Box{Fill: theme.Accent})
		name = widget.Strong
	}
	level, proposed := s.level(pt.ID), s.proposed(pt)
	right := w - 13 - widget.BadgeWidth
	p.Badge(right, y+(h-widget.BadgeHeight)/2, level, s.scale())
	right -= 8
	if proposed > 0 && proposed != level {
		right -= p.RightMid(right, y, h, digit(proposed), widget.Style{Size: theme.TextSmall, Role: theme.Ink3}) + 7
	}
	x := 13 + p.Mid(13, y, h, pt.Name.In(s.p.Lang), name)
	if s.rec.Comments[pt.ID] != "" {
		p.Icon(x+6, y+(h-14)/2, 14, icon.Note, theme.Accent)
		x += 20
	}
	style, room := widget.Second, right-x-10
	value := s.value(pt)
	if widget.Measure(value, style) > room {
		style.Size = theme.TextSmall
	}
	short := widget.Shorten(value, style, room)
	if len(short)*2 > len(value) && widget.Measure(short, style) <= room { // a stump says nothing
		p.RightMid(right, y, h, short, style)
	}
}

// value puts the value of a point into few words, or says that it is missing.
func (s *Star) value(pt star.Point) string {
	if len(pt.Missing) > 0 {
		return s.t(say.T("visit.star.missing"))
	}
	return lower(pt.Value.In(s.p.Lang))
}

func digit(n int) string { return string(rune('0' + n)) }

func (s *Star) paintHeredity(p *widget.Pen, y, h, w float32) {
	her := s.profile.Heredity
	role := theme.Ink2
	if her.Value == star.HeredityYes {
		role = theme.Warn
	}
	p.Icon(13, y+(h-16)/2, 16, icon.Heredity, role)
	p.Mid(34, y, h, her.Name.In(s.p.Lang), widget.Plain)
	p.RightMid(w-13, y, h, s.heredity(), widget.Style{Size: theme.TextSecond, Bold: true, Role: role})
}

func (s *Star) heredity() string {
	switch s.profile.Heredity.Value {
	case star.HeredityYes:
		return s.t(say.T("visit.star.yes"))
	case star.HeredityNo:
		return s.t(say.T("visit.star.no"))
	case star.HeredityUnknown:
		return s.t(say.T("visit.star.unknown"))
	}
	return s.t(say.T("visit.no_answer"))
}

// lacking says which answers the selected point lacks, else those of the first that lacks any.
func (s *Star) lacking() string {
	ids := s.point().Missing
	for _, p := range s.profile.Points {
		if len(ids) == 0 {
			ids = p.Missing
		}
	}
	if len(ids) == 0 {
		return ""
	}
	it, ok := s.rec.Definition.Item(ids[0])
	if !ok {
		return ""
	}
	return s.t(say.T("visit.star.lacks", "Name", it.Short.In(s.p.Lang), "Number", it.Number))
}

// paintMiddle draws what stands around the figure: labels, heredity, legend.
func (s *Star) paintMiddle(p *widget.Pen) {
	size := p.Size()
	g := s.geometry()
	x := float32(16)
	if her := s.profile.Heredity; her.Value == star.HeredityYes && g.legend > 0 {
		c := widget.Chip{Icon: icon.Heredity, Text: s.t(say.T("visit.star.heredity")), Tone: widget.ToneWarn}
		x += p.Chip(x, 4, 22, c) + 8
	}
	if s.earlier && s.rec.Earlier != nil {
		words := s.t(say.T("visit.star.earlier", "Date", s.rec.Earlier.Date))
		p.Chip(min(x, max(8, size.Width-180)), 4, 22, widget.Chip{Icon: icon.Ring, Text: words, Tone: widget.ToneNeutral})
	}
	for i, pt := range s.profile.Points {
		s.paintLabel(p, g, pt, i)
	}
	if g.legend > 0 {
		s.paintLegend(p, size.Height-legendHeight, size.Width)
	}
}

// paintLabel writes name and value beside a point, where the paper has them (papers.md 3).
func (s *Star) paintLabel(p *widget.Pen, g geometry, pt star.Point, i int) {
	b := star.LabelAt(float64(g.cx), float64(g.cy), float64(g.r), float64(g.r)/paperR, pt.K)
	x, y := float32(b.X), float32(b.Y)
	name := labelName
	value := widget.Style{Size: theme.TextSmall, Role: theme.Ink2}
	room := p.Size().Width - x - 4
	if b.Left {
		room = x - 4
	}
	first, words := pt.Name.In(s.p.Lang), s.value(pt)
	if s.level(pt.ID) == 0 && len(pt.Missing) > 0 {
		words = lower(star.LevelWords(0).In(s.p.Lang))
	}
	lines := widget.Lines(words, value, room)
	if s.compact { // the name alone, in as many lines as it needs: the value stands in the list
		name.Size, value, lines = theme.TextSmall, widget.Style{Size: theme.TextSmall, Bold: true}, nil
		names := widget.Lines(pt.Name.In(s.p.Lang), name, max(room, 40))
		first, lines = names[0], names[1:]
		if i == s.at {
			value.Role = theme.Accent
		}
	}
	h := name.Line() + float32(len(lines))*value.Line()
	switch { // beside the tip: in its middle; below the star from the top, above it to the bottom
	case pt.K == 0 || pt.K == 11:
		y = float32(b.Y+b.Height) - h
	case pt.K != 5 && pt.K != 6:
		y += (float32(b.Height) - h) / 2
	}
	if i == s.at {
		name.Role = theme.Accent
	}
	write := func(y float32, text string, st widget.Style) {
		if b.Left {
			p.Text(x-widget.Measure(text, st), y, text, st)
		} else {
			p.Text(x, y, text, st)
		}
	}
	write(y, first, name)
	for j, line := range lines {
		write(y+name.Line()+float32(j)*value.Line(), line, value)
	}
	left := x
	if b.Left {
		left = x - room
	}
	p.Hit(left, y, room, h, func() { s.choosePoint(i); s.Focus() })
}

func (s *Star) paintLegend(p *widget.Pen, y, w float32) {
	style := widget.Second
	var total float32
	words := [5]string{}
	for l := 4; l >= 1; l-- {
		words[l] = lower(star.LevelWords(l).In(s.p.Lang))
		total += widget.BadgeWidth + 6 + widget.Measure(words[l], style) + 16
	}
	if total > w {
		style.Size = theme.TextSmall
		total = 0
		for l := 4; l >= 1; l-- {
			total += widget.BadgeWidth + 6 + widget.Measure(words[l], style) + 10
		}
	}
	between := float32(16)
	if style.Size == theme.TextSmall {
		between = 10
	}
	x := max(0, (w-total+between)/2)
	for l := 4; l >= 1; l-- {
		p.Badge(x, y+(legendHeight-widget.BadgeHeight)/2, l, s.scale())
		x += widget.BadgeWidth + 6
		x += p.Mid(x, y, legendHeight, words[l], style) + between
	}
}

// spoken is what a screen reader says: the selected point, its level and the proposal.
func (s *Star) spoken() string {
	pt := s.point()
	words := []string{pt.Name.In(s.p.Lang), pt.Value.In(s.p.Lang), star.LevelWords(s.level(pt.ID)).In(s.p.Lang)}
	if s.proposed(pt) > 0 {
		words = append(words, pt.Reason.In(s.p.Lang))
	}
	if s.message.text != "" {
		words = append(words, s.message.text)
	}
	return strings.Join(words, ". ")
}
