// Package today is Idag, the work list: what to do, for whom, why and since when,
// each row one key from done.
package today

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what Idag asks of the store.
type Store interface {
	acts.Store
	acts.Inviter
	Today(ctx context.Context, cohort int) (data.Work, error)
}

// Page is Idag.
type Page struct {
	s     *shell.Shell
	store Store
	acts  *acts.Acts

	work    data.Work
	loaded  bool
	coming  coming
	queue   journey.Queue // "" = all, queueDone = what was handled today
	items   []item
	ticked  map[data.Ref]bool
	compact bool

	header *widget.Drawing
	cl24   *widget.Button
	picker *widget.Button // the queues, where the window is narrow
	queues *queues
	list   *widget.List
	empty  *widget.Empty
	lower  *widget.Drawing // what is under the header
	bare   bool            // nobody is listed: the list's place says why
	body   *shell.Body
	bar    *bar // what can be done for those who are ticked
}

// queueDone stands for the rows that were handled today.
const queueDone journey.Queue = "done"

// New makes the page.
func New(s *shell.Shell, store Store) *Page {
	p := &Page{s: s, store: store, ticked: map[data.Ref]bool{}}
	p.acts = &acts.Acts{Shell: s, Store: store, Changed: p.load}
	p.cl24 = widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Ticket, Text: s.T("today.cl24"), Key: "R"}, p.fromCl24)
	p.picker = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("today.queue.all"), Tail: icon.Down}, p.pickQueue)
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.queues = newQueues(p)
	p.list = widget.NewList(theme.RowToday, func() int { return len(p.items) }, p.paintRow)
	p.list.Label = s.T("ui.nav.today")
	p.list.Height = func(i int) float32 {
		if p.items[i].head {
			return theme.RowGroup
		}
		return theme.RowToday
	}
	p.list.Fixed = func(i int) bool { return p.items[i].head }
	p.list.Tone = func(i int) theme.Role {
		switch it := &p.items[i]; {
		case it.row == nil:
			return theme.Clear
		case it.row.Handled != nil:
			return theme.Sunken
		case p.ticked[it.row.Ref()]:
			return theme.Ticked
		}
		return theme.Clear
	}
	p.list.OnEnter = func(int) { p.do() }
	p.list.OnTick = p.tick
	p.list.OnSelect = func(int) { p.s.Refooter() }
	p.bar = newBar(p)
	p.empty = widget.NewEmpty("", "")
	p.lower = widget.NewDrawing(nil, p.arrange)
	p.body = shell.NewBody(s, p.header, p.lower, nil)
	p.load()
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// WindowTitle is for shell.Titler: how much of the day's work is done.
func (p *Page) WindowTitle() string {
	title := p.s.T("ui.nav.today")
	if n := len(p.work.Rows); n > 0 {
		title += " · " + p.s.T("today.progress", "Done", p.work.Done, "N", n)
	}
	return title
}

// Focus is for shell.Page.
func (p *Page) Focus() {
	if p.bare {
		if len(p.empty.Buttons) > 0 {
			widget.Focus(p.empty.Buttons[0])
		}
		return
	}
	widget.Focus(p.list)
}

// Resume is for shell.Resumer.
func (p *Page) Resume() { p.load() }

// Accept is for shell.Accepter: a queue may be asked for; else the page is as it was left.
func (p *Page) Accept(route shell.Route) bool {
	r, ok := route.(shell.ToToday)
	if ok && r.Queue != "" {
		p.choose(journey.Queue(r.Queue))
	}
	return ok
}

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.header.Refresh()
	p.lower.Refresh()
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case key == fyne.KeyF:
		p.s.Go(shell.ToPeople{})
		if f, ok := p.s.Page().(shell.Shortcutter); ok {
			return f.Shortcut(key, mod)
		}
	case key == fyne.KeyA:
		p.tickAll()
	case key == fyne.KeyN:
		p.do()
	case key == fyne.KeyR && mod&fyne.KeyModifierShift != 0:
		p.fromCl24()
	default:
		return false
	}
	return true
}

// Escape unticks, then shows all queues again.
func (p *Page) Escape() bool {
	switch {
	case len(p.ticked) > 0:
		p.untick()
	case p.queue != "":
		p.choose("")
	default:
		return false
	}
	return true
}

// fromCl24 opens the sheet for what Clinic24 tells, for those who are ticked.
func (p *Page) fromCl24() { p.acts.FromCl24(p.tickedRows()) }

// selected gives the row under the bar, nil for none.
func (p *Page) selected() *data.WorkRow {
	if i := p.list.Selected(); i >= 0 && i < len(p.items) {
		return p.items[i].row
	}
	return nil
}

// Trail tells the participant's page which list it was opened from, and where in it the
// bar stands, from 1.
func (p *Page) Trail() (name string, at, of int) {
	for i, it := range p.items {
		if it.row == nil {
			continue
		}
		of++
		if i == p.list.Selected() {
			at = of
		}
	}
	name = p.s.T("ui.nav.today")
	if p.queue != "" {
		name += " · " + p.s.T("today.queue."+string(p.queue))
	}
	return name, at, of
}

// On gives the participant under the bar, "" for none.
func (p *Page) On() string {
	if i := p.list.Selected(); i >= 0 && i < len(p.items) && p.items[i].row != nil {
		return p.items[i].row.Participant
	}
	return ""
}

// Step moves the bar over the headers and gives the row under it, false at the ends.
func (p *Page) Step(by int) (data.Row, bool) {
	for i := p.list.Selected() + by; i >= 0 && i < len(p.items); i += by {
		if w := p.items[i].row; w != nil {
			p.list.Select(i)
			return w.Row, true
		}
	}
	return data.Row{}, false
}

// load reads the list again, keeps the bar where it was, and moves it on when the row
// under it has been handled.
func (p *Page) load() {
	var work data.Work
	var next coming
	p.s.Do("today", func(ctx context.Context) (err error) {
		if work, err = p.store.Today(ctx, p.s.Cohort()); err != nil {
			return err
		}
		if !slices.ContainsFunc(work.Rows, func(w data.WorkRow) bool { return w.Handled == nil }) {
			next, err = readComing(ctx, p.store, p.s.Cohort(), work.Day)
		}
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		before := p.work.Rows
		p.work, p.coming, p.loaded = work, next, true
		p.keepTicks(before)
		p.s.SetCount(len(work.Rows) - work.Done)
		was := reopened(before, work.Rows) // the bar goes back to whom an undo is about
		if was == nil {
			was = p.selected()
		}
		p.show(was)
	})
}

// show makes the rows of the chosen queue from what was read, with the bar at was.
func (p *Page) show(was *data.WorkRow) {
	p.items = p.makeItems()
	p.list.Reload()
	if at := p.find(was); at >= 0 && at != p.list.Selected() {
		p.list.Select(at)
	}
	focused := p.s.Canvas().Focused()
	here := focused == p.list || p.empty.Has(focused)
	p.bare = p.loaded && p.nothing()
	if p.bare {
		p.fillEmpty()
	}
	p.header.Refresh()
	p.queues.Refresh()
	p.lower.Refresh()
	p.s.Refooter()
	if here {
		p.Focus() // list and empty state take each other's place
	}
}

// nothing reports whether there is nothing to list.
func (p *Page) nothing() bool {
	if p.queue == "" {
		return len(p.work.Rows) == p.work.Done
	}
	return len(p.items) == 0
}

// find gives the row to select after was: the same one while it is open, else the
// next open one, else the one before.
func (p *Page) find(was *data.WorkRow) int {
	open := func(i int) bool { return p.items[i].row != nil && p.items[i].row.Handled == nil }
	at := -1
	if was != nil {
		for i, it := range p.items {
			if it.row != nil && it.row.Ref() == was.Ref() && (at < 0 || it.row.Queue == was.Queue) {
				at = i
			}
		}
		if at >= 0 && (open(at) || was.Handled != nil) {
			return at
		}
	}
	from := max(at, p.list.Selected(), 0)
	for i := from; i < len(p.items); i++ {
		if open(i) {
			return i
		}
	}
	for i := min(from, len(p.items)) - 1; i >= 0; i-- {
		if open(i) {
			return i
		}
	}
	return at
}

// choose shows one queue, "" for all.
func (p *Page) choose(q journey.Queue) {
	if p.queue == q {
		return
	}
	p.queue = q
	p.list.Select(-1)
	p.list.SetOffset(0)
	p.show(nil)
	p.s.Refooter()
}

func (p *Page) pickQueue() {
	var items []widget.MenuItem
	at := 0
	rows := p.queues.rows()
	for i, q := range rows {
		items = append(items, widget.MenuItem{Text: q.title, Icon: q.icon, Detail: q.count, Ticked: q.queue == p.queue})
		if q.queue == p.queue {
			at = i
		}
	}
	m := &widget.Menu{Items: items, OnChoose: func(i int) { p.choose(rows[i].queue); p.Focus() }}
	m.Show(p.s.Canvas(), p.picker, at)
}
