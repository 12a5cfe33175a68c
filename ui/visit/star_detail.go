package visit

import (
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// detail is how the parts of the right panel share its height.
type detail struct {
	pad     float32
	value   widget.Style
	small   widget.Style // working and criteria
	comment float32      // height of the comment's box; 0 = no room
	reason  bool         // room for the proposal's words
	working bool         // room for the working
	lines   int          // most lines of a criterion
}

// paintSide draws the selected point: value with its working, levels, proposal, comment.
func (s *Star) paintSide(p *widget.Pen) {
	size := p.Size()
	p.Card(0, 0, size.Width, size.Height)
	foot := float32(52)
	if s.compact {
		foot = 40
	}
	d := s.fit(size.Width, size.Height-foot)
	y := s.paintValue(p, d, size.Width)
	y = s.paintLevels(p, d, y, size.Width)
	p.Line(1, y, size.Width-2, theme.Line)
	y = s.paintProposal(p, d, y+8, size.Width)
	if d.comment > 0 || s.commenting {
		s.paintComment(p, d, y, size.Width, size.Height-foot)
	}
	s.paintFoot(p, size.Height-foot, foot, size.Width)
}

// fit tries the roomy arrangement first and gives up, in this order: the size of the
// comment, the size of the texts, the comment, the proposal's words.
func (s *Star) fit(w, h float32) detail {
	tries := []detail{
		{pad: 14, value: widget.Large, small: widget.Second, comment: 56, reason: true, working: true, lines: 4},
		{pad: 12, value: widget.Title, small: widget.Small.In(theme.Ink2), comment: 42, reason: true, working: true, lines: 4},
		{pad: 8, value: widget.Title, small: widget.Small.In(theme.Ink2), reason: true, working: true, lines: 4},
		{pad: 6, value: widget.Heading, small: widget.Small.In(theme.Ink2), working: true, lines: 4},
		{pad: 4, value: widget.Heading, small: widget.Small.In(theme.Ink2), lines: 2},
		{pad: 3, value: widget.Heading, small: widget.Small.In(theme.Ink2), lines: 1},
	}
	if s.commenting { // what is written in is worth more than the words around it
		tries = slices.Insert(tries, 2, detail{pad: 4, value: widget.Heading, small: widget.Small.In(theme.Ink2), comment: 42, working: true, lines: 2},
			detail{pad: 4, value: widget.Heading, small: widget.Small.In(theme.Ink2), comment: 42, lines: 1})
	}
	for _, d := range tries {
		var scratch widget.Pen
		y := s.paintValue(&scratch, d, w)
		y = s.paintLevels(&scratch, d, y, w)
		y = s.paintProposal(&scratch, d, y+8, w)
		if d.comment > 0 {
			y += d.comment + 38
		}
		if y <= h {
			return d
		}
	}
	return tries[len(tries)-1]
}

func (s *Star) paintValue(p *widget.Pen, d detail, w float32) float32 {
	pt := s.point()
	y := d.pad
	right := w - 15
	if s.rec.Criteria.Example {
		c := widget.Chip{Icon: icon.Expired, Text: s.rec.Criteria.Name.In(s.p.Lang), Tone: widget.ToneWarn}
		right -= c.Width()
		p.Chip(right, y-1, 24, c)
	}
	p.Fit(15, y, 22, right-23, pt.Name.In(s.p.Lang), widget.Heading)
	y += 26
	value := d.value
	words := pt.Value.In(s.p.Lang)
	if len(pt.Missing) > 0 {
		words, value = s.t(say.T("visit.star.no_value")), widget.Heading.In(theme.Ink2)
	}
	for value.Size > theme.TextHeading && widget.Measure(words, value) > w-30 {
		value.Size--
	}
	y += p.Wrap(15, y, w-30, words, value) + 2
	if d.working {
		y += p.Wrap(15, y, w-30, s.working(pt), d.small)
	}
	return y + d.pad - 2
}

// working gives how the value was computed, or what the criterion is about.
func (s *Star) working(pt star.Point) string {
	c, ok := s.rec.Criteria.Criterion(pt.ID)
	if !ok {
		return ""
	}
	for _, in := range c.Inputs {
		if ix := s.indexes.Get(in.Index); in.Index != "" && ix.Has && !ix.Working.IsZero() {
			return ix.Working.In(s.p.Lang)
		}
	}
	return c.Unit.In(s.p.Lang)
}

func (s *Star) paintLevels(p *widget.Pen, d detail, y, w float32) float32 {
	pt := s.point()
	c, ok := s.rec.Criteria.Criterion(pt.ID)
	if !ok {
		return y
	}
	chosen := s.level(pt.ID)
	for l := 4; l >= 1; l-- {
		words, ok := c.Levels[l]
		if !ok {
			continue
		}
		criterion := strings.ReplaceAll(words.In(s.p.Lang), "\n", " · ")
		lines := widget.Lines(criterion, d.small, w-85-34)
		if len(lines) > d.lines {
			rest := strings.Join(lines[d.lines-1:], " ")
			lines = append(lines[:d.lines-1], widget.Shorten(rest, d.small, w-85-34))
		}
		h := widget.Plain.Line() + float32(len(lines))*d.small.Line() + d.pad - 3
		p.Line(1, y, w-2, theme.Line)
		name := widget.Plain
		if l == chosen {
			p.Rect(1, y+1, w-2, h-1, widget.Box{Fill: theme.Selected})
			p.Icon(w-33, y+(h-18)/2, 18, icon.Yes, theme.Accent)
			name = widget.Strong
		}
		p.Cap(15, y, h, digit(l), widget.CapPlain)
		p.Badge(47, y+(h-widget.BadgeHeight)/2, l, s.scale())
		top := y + (h-widget.Plain.Line()-float32(len(lines))*d.small.Line())/2
		p.Text(85, top, star.LevelWords(l).In(s.p.Lang), name)
		for i, line := range lines {
			p.Text(85, top+widget.Plain.Line()+float32(i)*d.small.Line(), line, d.small)
		}
		p.Hit(0, y, w, h, func() { s.choose(l); s.Focus() })
		y += h
	}
	return y
}

func (s *Star) paintProposal(p *widget.Pen, d detail, y, w float32) float32 {
	if !s.rec.Proposals {
		return y
	}
	pt := s.point()
	title, mark, role := s.t(say.T("visit.star.proposal.none")), icon.Info, theme.Ink2
	if pt.Level > 0 {
		title, mark, role = s.t(say.T("visit.star.proposal", "Level", pt.Level)), icon.Done, theme.OK
		if l := s.level(pt.ID); l > 0 && l != pt.Level {
			mark, role = icon.To, theme.Ink2
		}
	}
	p.Icon(15, y+2, 16, mark, role)
	p.Text(39, y, title, widget.Strong)
	y += widget.Strong.Line() + 2
	if d.reason {
		y += p.Wrap(15, y, w-30, s.reason(pt), d.small)
	}
	return y + d.pad - 4
}

// reason puts the proposal's reason into a sentence of its own; the arrow of the
// papers is not in the screen's font.
func (s *Star) reason(pt star.Point) string {
	words := pt.Reason.In(s.p.Lang)
	before, after, ok := strings.Cut(words, " → ")
	if !ok {
		return words
	}
	if pt.Level == 0 {
		if _, why, ok := strings.Cut(after, ": "); ok {
			return strings.ToUpper(why[:1]) + why[1:]
		}
	}
	return s.t(say.T("visit.star.gives", "Value", before, "Level", after))
}

// paintComment draws the comment's box; without room of its own it lies over the panel's foot.
func (s *Star) paintComment(p *widget.Pen, d detail, y, w, bottom float32) {
	h := d.comment
	if h == 0 {
		h = 64
		y = bottom - h - 36
		p.Rect(1, y, w-2, bottom-y, widget.Box{Fill: theme.Surface})
	}
	p.Line(1, y, w-2, theme.Line)
	p.Mid(15, y+6, 22, s.t(say.T("visit.comment")), widget.Style{Size: theme.TextSecond, Bold: true})
	p.RightMid(w-15, y+6, 22, "K", widget.Small)
	h = max(h, min(90, bottom-y-44))
	p.Field(15, y+32, w-30, h, s.comment.Box, s.commenting)
}

func (s *Star) paintFoot(p *widget.Pen, y, h, w float32) {
	p.Line(1, y, w-2, theme.Line)
	n := len(s.profile.Points)
	words := s.t(say.T("visit.star.set", "Set", s.set(), "All", n))
	l := widget.Look{Kind: widget.Secondary, Text: s.t(say.T("visit.star.all")), Key: "Ctrl+G", Small: true}
	if room := w - 30 - l.Width() - 4; s.rec.Proposals && widget.Measure(words, widget.Second) > room {
		if words = s.t(say.T("visit.of", "Answered", s.set(), "All", n)); widget.Measure(words, widget.Second) > room {
			words = strconv.Itoa(s.set()) + "/" + strconv.Itoa(n)
		}
		if widget.Measure(words, widget.Second) > room {
			words = "" // the list beside shows them too
		}
	}
	p.Mid(15, y, h, words, widget.Second)
	if !s.rec.Proposals {
		return
	}
	p.Button(w-15-l.Width(), y+(h-theme.RowButtonHeight)/2, 0, l, func() { s.AsProposed(); s.Focus() })
}
