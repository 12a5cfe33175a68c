package person

import (
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// tab is a part of the page, opened by its digit.
type tab int

const (
	tabJourney tab = iota
	tabForm
	tabStar
	tabPapers
	tabConsent
	tabCohorts
)

// tabs are the tabs' ids in their order.
var tabs = []string{"journey", "form", "star", "papers", "consent", "cohorts"}

// segments names the tabs, each with what it holds.
func (p *Page) segments() []widget.Segment {
	list := make([]widget.Segment, len(tabs))
	for i, id := range tabs {
		list[i] = widget.Segment{Text: p.s.T("person.tab." + id)}
		if p.loaded {
			list[i].Detail = p.tabDetail(tab(i))
			if tab(i) == tabCohorts && p.person.Past() {
				list[i].Text = p.s.T("person.tab.cohorts.other")
			}
		}
	}
	return list
}

func (p *Page) tabDetail(t tab) string {
	s := p.s
	count := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	switch t {
	case tabForm:
		if f := p.person.Status.Form; f != "" {
			return s.T("person.form." + string(f))
		}
		return s.T("person.form.none")
	case tabStar:
		return count(p.levels())
	case tabPapers:
		return count(len(p.person.Papers))
	case tabConsent:
		if c := p.person.Status.Consent; c != "" {
			return s.T("person.consent.short." + c)
		}
	case tabCohorts:
		return count(len(p.person.Cohorts) - 1)
	}
	return ""
}

// open shows a tab. The keyboard stays where it is, so that arrows walk along the tabs.
func (p *Page) open(t tab) {
	p.tab = t
	p.tabs.SetSelected(int(t))
	p.content.Refresh()
	p.s.Refooter()
}

// panel is what fills a tab: a heading, one thing to do, and rows.
type panel struct {
	p      *Page
	title  string
	text   func() string // quiet, below the title; may give ""
	button *widget.Button
	head   *widget.Drawing
	list   *widget.List
	empty  string // said where there is no row
	size   func() int
}

// panelParams say what a panel shows.
type panelParams struct {
	title, empty string
	text         func() string
	act          widget.Look // no text: nothing to do
	do           func()
	size         func() int
	height       func(i int) float32
	paint        func(pen *widget.Pen, i int, state widget.RowState)
	enter        func(i int)
	rune         func(r rune) bool
}

func (p *Page) newPanel(q panelParams) *panel {
	c := &panel{p: p, title: q.title, text: q.text, empty: q.empty, size: q.size}
	if q.act.Text != "" {
		c.button = widget.NewButton(q.act, q.do)
	}
	c.head = widget.NewDrawing(nil, c.paintHead)
	c.list = widget.NewList(50, func() int {
		if !p.loaded {
			return 0
		}
		return q.size()
	}, q.paint)
	c.list.Label = q.title
	c.list.Height = q.height
	c.list.OnEnter = q.enter
	c.list.OnRune = q.rune
	c.list.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyPageUp, fyne.KeyPageDown:
			return p.Key(ev)
		}
		return false
	}
	return c
}

// gone reports whether there is nothing to list.
func (c *panel) gone() bool { return c.p.loaded && c.size() == 0 }

func (c *panel) lines() []string {
	if c.text == nil || !c.p.loaded {
		return nil
	}
	return widget.Lines(c.text(), widget.Second, c.head.Size().Width-8)
}

// headLine is how high the line of the title and the button is.
const headLine = 44

func (c *panel) headHeight(width float32) float32 {
	h := float32(headLine)
	if c.text != nil && c.p.loaded {
		if n := len(widget.Lines(c.text(), widget.Second, width-8)); n > 0 {
			h += float32(n)*widget.Second.Line() + 8
		}
	}
	return h
}

func (c *panel) paintHead(pen *widget.Pen) {
	size := pen.Size()
	pen.Mid(0, 0, headLine, c.title, widget.Heading)
	y := float32(headLine)
	for _, line := range c.lines() {
		pen.Text(0, y, line, widget.Second)
		y += widget.Second.Line()
	}
	if c.gone() {
		at := c.headHeight(size.Width) + 2
		pen.Card(0, at, size.Width, 64)
		pen.Icon(20, at+24, 16, icon.Info, theme.Ink2)
		pen.Mid(48, at, 64, c.empty, widget.Plain.In(theme.Ink2))
	}
}

func (c *panel) objects() []fyne.CanvasObject {
	if c.button == nil {
		return []fyne.CanvasObject{c.head, c.list}
	}
	return []fyne.CanvasObject{c.head, c.button, c.list}
}

// reload reads the rows again.
func (c *panel) reload() { c.list.Reload() }

// place lays the panel out in a box.
func (c *panel) place(x, y, w, h float32) {
	c.head.Move(fyne.NewPos(x, y))
	c.head.Resize(fyne.NewSize(w, h))
	if c.button != nil {
		m := c.button.MinSize()
		c.button.Move(fyne.NewPos(x+w-m.Width, y+(headLine-m.Height)/2))
		c.button.Resize(m)
	}
	top := c.headHeight(w) + 2
	if c.gone() {
		c.list.Hide()
	} else {
		c.list.Show()
	}
	was := c.list.Size().Width
	c.list.Move(fyne.NewPos(x, y+top))
	c.list.Resize(fyne.NewSize(w, max(0, h-top)))
	if was != w {
		c.list.Reload()
	}
	c.head.Refresh()
}

// show shows or hides all of the panel; in an earlier cohort there is nothing to do.
func (c *panel) show(on bool) {
	for _, o := range c.objects() {
		if on && (o != c.button || !c.p.person.Past()) {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

func (p *Page) newPanels() map[tab]*panel {
	return map[tab]*panel{tabForm: p.formPanel(), tabStar: p.starPanel(), tabPapers: p.papersPanel(), tabConsent: p.consentPanel(), tabCohorts: p.cohortsPanel()}
}

// fact is a line with a label.
type fact struct{ label, text string }

// paintFact draws a line with a label in a row.
func paintFact(pen *widget.Pen, f fact, at float32) {
	size := pen.Size()
	pen.Mid(15, 0, size.Height, f.label, widget.Second)
	pen.Fit(at, 0, size.Height, size.Width-at-15, f.text, widget.Plain)
}

// opener does what Enter does where a tab leads to another page.
func (p *Page) opener(do func()) func(int) {
	return func(int) {
		if !p.past() {
			do()
		}
	}
}

func (p *Page) formPanel() *panel {
	s := p.s
	return p.newPanel(panelParams{title: s.T("person.tab.form"), empty: s.T("person.form.empty"),
		act:  widget.Look{Kind: widget.Filled, Text: s.T("person.form.open"), Key: "F"},
		do:   func() { p.opener(p.openForm)(0) },
		size: func() int { return len(p.formFacts()) }, height: func(int) float32 { return theme.RowParticipant },
		paint: func(pen *widget.Pen, i int, _ widget.RowState) { paintFact(pen, p.formFacts()[i], 200) },
		enter: p.opener(p.openForm)})
}

// formFacts tell how far the questionnaire is.
func (p *Page) formFacts() []fact {
	s, st := p.s, p.person.Status
	state := s.T("person.form.none")
	if st.Form != "" {
		state = s.T("person.form." + string(st.Form))
	}
	list := []fact{{s.T("person.form.state"), state}}
	if st.Source != "" {
		list = append(list, fact{s.T("person.detail.source"), s.T("person.choice.source." + st.Source)})
	}
	if !st.Received.IsZero() {
		list = append(list, fact{s.T("person.form.received"), p.date(st.Received)})
	}
	if f := p.person.Form; f != nil {
		list = append(list, fact{s.T("person.form.version"), f.Version}, fact{s.T("person.form.begun.by"), p.stamp(f.Opened, f.Actor)},
			fact{s.T("person.form.answers"), strconv.Itoa(f.Answers)})
		if !f.Completed.IsZero() {
			list = append(list, fact{s.T("person.form.completed"), p.stamp(f.Completed, f.CompletedBy)})
		}
		if f.Amended > 0 {
			list = append(list, fact{s.T("person.form.amended"), strconv.Itoa(f.Amended)})
		}
	}
	if st.Documented.IsZero() {
		return append(list, fact{s.T("person.form.documented"), s.T("person.form.documented.no")})
	}
	return append(list, fact{s.T("person.form.documented"), s.T("person.choice.where."+st.Where) + " " + p.date(st.Documented)})
}

func (p *Page) starPanel() *panel {
	s := p.s
	return p.newPanel(panelParams{title: s.T("person.tab.star"), empty: s.T("person.star.empty"),
		act:  widget.Look{Kind: widget.Filled, Text: s.T("person.star.open"), Key: "K"},
		do:   func() { p.opener(p.openStar)(0) },
		size: func() int { return len(p.points()) }, height: func(int) float32 { return theme.RowParticipant },
		paint: func(pen *widget.Pen, i int, _ widget.RowState) {
			pt, size := p.points()[i], pen.Size()
			pen.Badge(15, (size.Height-widget.BadgeHeight)/2, pt.Level, p.s.Canvas().Scale())
			pen.Fit(56, 0, size.Height, 260, pt.Name.In(p.s.Lang()), widget.Plain)
		}, enter: p.opener(p.openStar)})
}

// points are those of this cohort's star.
func (p *Page) points() []data.StarPoint {
	for _, c := range p.person.Cohorts {
		if c.Cohort == p.person.Cohort {
			return c.Star
		}
	}
	return nil
}

// levels counts the points that have a level.
func (p *Page) levels() (n int) {
	for _, pt := range p.points() {
		if pt.Level > 0 {
			n++
		}
	}
	return n
}
