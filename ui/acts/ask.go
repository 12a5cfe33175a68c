package acts

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// question is a small sheet of choices, each one digit from done. Before it can be
// chosen, each choice that records something is tried, so that it says what it leads
// to, or why it cannot be.
type question struct {
	rows    []data.Row
	title   string
	text    string
	note    fyne.CanvasObject // between text and choices, nil for none
	choices []choice
	mark    int // the choice that Enter takes at first
	// toggle is a choice beside the others that a letter turns on and off.
	toggle *toggle
}

// choice is one answer: events to record, something else to do, or both in that order.
type choice struct {
	text string
	// log are the events that it records; told is the id of the sentence that tells of it.
	log  []data.LogParams
	told string
	then func()
	hint string // said in place of what it leads to

	leads string
	off   bool // it cannot be chosen: leads says why
}

type toggle struct {
	key  rune
	text string
	on   bool
	// change makes the choices anew.
	change func(on bool) []choice
}

const (
	askWidth = 600
	askInner = askWidth - 40
)

// ask shows a question.
func (a *Acts) ask(q *question) {
	s := &asking{acts: a, q: q}
	head := widget.NewWords(q.title, widget.Heading, askInner)
	objects := []fyne.CanvasObject{head}
	if q.text != "" {
		objects = append(objects, widget.NewWords(q.text, widget.Second, askInner))
	}
	if q.note != nil {
		objects = append(objects, q.note)
	}
	if q.toggle != nil {
		s.tick = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(askInner, 28) }, s.paintToggle)
		objects = append(objects, s.tick)
	}
	above := widget.Column(10, objects...).MinSize().Height + 10
	row, tall := a.rowsFor(len(q.choices), above)
	s.list = widget.NewList(row, func() int { return len(q.choices) }, s.paint)
	s.list.BarGap = -9
	s.list.OnEnter = s.pick
	s.list.OnRune = s.rune
	s.list.Label = q.title
	s.why = widget.NewDrawing(s.whySize, s.paintWhy)
	objects = append(objects, fixed(s.list, fyne.NewSize(askInner, tall)), s.why)
	s.list.OnSelect = func(int) { s.explain() }
	s.overlay = a.Shell.Overlay(widget.Column(10, objects...), askWidth, false, nil)
	a.Shell.Canvas().Focus(s.list)
	s.list.Select(q.mark)
	s.explain()
	s.try()
}

// rowsFor gives the height of each of n rows that stand under something in the window as
// it is, and of their list: where they are lower than one can read, it scrolls.
func (a *Acts) rowsFor(n int, above float32) (row, list float32) {
	const least = 24
	room := a.Shell.Canvas().Size().Height - 32 - 40 - above - 2
	row = max(least, min(theme.RowAnswer, float32(int(room/float32(max(1, n))))))
	return row, max(3*least, min(float32(n)*row, room)) + 2
}

// asking is a question that is shown.
type asking struct {
	acts    *Acts
	q       *question
	overlay *widget.Overlay
	list    *widget.List
	tick    *widget.Drawing
	why     *widget.Drawing // in full, why the marked choice cannot be chosen
}

// explain says under the list why the marked choice cannot be chosen.
func (s *asking) explain() {
	if s.reason() == "" {
		s.why.Hide()
	} else {
		s.why.Show()
	}
	s.why.Refresh()
	s.overlay.Refresh()
}

func (s *asking) reason() string {
	if i := s.list.Selected(); i >= 0 && i < len(s.q.choices) && s.q.choices[i].off {
		return s.q.choices[i].leads
	}
	return ""
}

func (s *asking) whySize() fyne.Size {
	return fyne.NewSize(askInner, float32(len(widget.Lines(s.reason(), widget.Second, askInner-22)))*widget.Second.Line())
}

func (s *asking) paintWhy(p *widget.Pen) {
	p.Icon(0, 2, 14, icon.Blocked, theme.Warn)
	p.Wrap(22, 0, askInner-22, s.reason(), widget.Second.In(theme.Warn))
}

// try finds out what each choice would lead to.
func (s *asking) try() {
	a, q := s.acts, s.q
	choices := append([]choice(nil), q.choices...)
	a.Shell.Do("try", func(ctx context.Context) error {
		for i := range choices {
			c := &choices[i]
			if len(c.log) == 0 {
				continue
			}
			l, err := a.Store.TryEach(ctx, c.log)
			if err != nil {
				return err
			}
			c.foresee(a, q.rows, l)
		}
		return nil
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		q.choices = choices
		s.list.Reload()
		s.explain()
	})
}

// foresee says what a choice that was tried leads to.
func (c *choice) foresee(a *Acts, rows []data.Row, l data.Logged) {
	took := len(taken(rows, l))
	switch n := len(l.Events); {
	case took == 0 && len(l.Refused) > 0:
		c.off, c.leads = true, a.Shell.Say(l.Refused[0].Reason)
	case len(rows) > 1:
		c.leads = a.Shell.T("acts.leads.some", "N", took, "All", len(rows))
	case n > 0:
		c.leads = a.Shell.Say(Leads(l.Events[n-1].Status))
	}
}

func (s *asking) paint(p *widget.Pen, i int, st widget.RowState) {
	c, size := s.q.choices[i], p.Size()
	style := widget.Plain.As(st.Selected)
	if c.off {
		style = widget.Plain.In(theme.Ink3)
	}
	if i < 9 {
		p.Cap(12, 0, size.Height, strconv.Itoa(i+1), widget.CapPlain)
	}
	end := 46 + p.Mid(46, 0, size.Height, c.text, style)
	detail := c.leads
	if c.hint != "" && !c.off {
		detail = c.hint
	}
	if room := size.Width - 16 - end - 44; detail != "" && room > 60 {
		text := widget.Shorten(detail, widget.Second, room)
		x := size.Width - 16 - widget.Measure(text, widget.Second)
		if c.off {
			p.Mid(x, 0, size.Height, text, widget.Second.In(theme.Ink3))
			p.Icon(x-20, (size.Height-14)/2, 14, icon.Blocked, theme.Ink3)
		} else {
			p.Mid(x, 0, size.Height, text, widget.Second)
			p.Icon(x-20, (size.Height-14)/2, 14, icon.To, theme.Ink2)
		}
	}
	p.Hit(0, 0, size.Width, size.Height, func() { s.pick(i) })
}

func (s *asking) paintToggle(p *widget.Pen) {
	t, h := s.q.toggle, p.Size().Height
	x := p.Cap(0, 0, h, string(t.key-'a'+'A'), widget.CapPlain) + 10
	p.Check(x, 0, h, t.on)
	x += 26
	p.Mid(x, 0, h, t.text, widget.Plain)
	p.Hit(0, 0, p.Size().Width, h, s.flip)
}

func (s *asking) flip() {
	t := s.q.toggle
	t.on = !t.on
	s.q.choices = t.change(t.on)
	s.tick.Refresh()
	s.list.Reload()
	s.try()
}

func (s *asking) rune(r rune) bool {
	if t := s.q.toggle; t != nil && (r == t.key || r == t.key-'a'+'A') {
		s.flip()
		return true
	}
	s.pick(int(r - '1'))
	return true
}

func (s *asking) pick(i int) {
	if i < 0 || i >= len(s.q.choices) {
		return
	}
	c := s.q.choices[i]
	if c.off {
		s.list.Select(i)
		s.explain()
		return
	}
	s.overlay.Close()
	if len(c.log) == 0 {
		c.then()
		return
	}
	s.acts.record(s.q.rows, c.log, c.told, c.then)
}

// Choose shows numbered choices; a digit or Enter takes one.
func (a *Acts) Choose(title, text string, items []string, do func(i int)) {
	q := &question{title: title, text: text}
	for i, item := range items {
		q.choices = append(q.choices, choice{text: item, then: func() { do(i) }})
	}
	a.ask(q)
}

// to adds a choice that records one event for the question's rows.
func (q *question) to(text string, kind journey.Kind, d journey.Details, told string) {
	q.choices = append(q.choices, choice{text: text, log: event(q.rows, kind, d, noDay), told: told})
}

// open adds a choice that opens something; hint says what.
func (q *question) open(text, hint string, then func()) {
	q.choices = append(q.choices, choice{text: text, hint: hint, then: then})
}
