// Package people is Deltagare: everyone in the cohort with where they stand and what
// comes next, searched as one types, filtered, ticked and acted on.
package people

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the list asks of the store.
type Store interface {
	acts.Store
	Refs(ctx context.Context, f data.Filter) ([]data.Ref, error)
}

// Page is the list.
type Page struct {
	s     *shell.Shell
	store Store
	acts  *acts.Acts

	filter data.Filter
	rows   pages
	ticked map[data.Ref]bool
	letter int // how many of the ticked may get a letter; −1 not known yet
	loaded bool

	search *widget.Field
	header *widget.Drawing
	chips  []*chip
	clear  *widget.Button
	order  *widget.Button
	list   *widget.List
	bar    *bar
	empty  *widget.Empty
	lower  *widget.Drawing // what is under the header
	bare   bool            // nobody is listed: the list's place says why
	body   *shell.Body
}

// New makes the page.
func New(s *shell.Shell, store Store, r shell.ToPeople) *Page {
	p := &Page{s: s, store: store, ticked: map[data.Ref]bool{}}
	p.acts = &acts.Acts{Shell: s, Store: store, Changed: p.reload}
	p.filter = data.Filter{Cohort: s.Cohort(), Order: data.OrderStep}
	p.search = widget.NewField("", s.T("people.search"))
	p.search.Icon, p.search.Key = icon.Search, "Ctrl+F"
	p.search.OnChanged(p.query)
	p.search.Entry.OnEnter = p.Focus
	p.search.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			p.Focus()
			return true
		}
		return false
	}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.clear = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("people.clear")}, p.clearFilter)
	p.order = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Tail: icon.Down}, p.pickOrder)
	p.makeChips()
	p.list = widget.NewList(theme.RowParticipant, func() int { return p.rows.count }, p.paintRow)
	p.list.Label = s.T("ui.nav.people")
	p.list.Head, p.list.PaintHead = theme.RowHead, p.paintHead
	p.list.Tone = func(i int) theme.Role {
		if r := p.row(i); r != nil && p.ticked[r.Ref()] {
			return theme.Ticked
		}
		return theme.Clear
	}
	p.list.OnEnter = func(i int) { p.open(p.row(i)) }
	p.list.OnTick = func(i int) { p.tick(p.row(i)) }
	p.empty = widget.NewEmpty("", "")
	p.lower = widget.NewDrawing(nil, p.arrange)
	p.bar = newBar(p)
	p.body = shell.NewBody(s, p.header, p.lower, nil)
	p.Accept(r)
	return p
}

// Accept shows the list with the route's filters in place of its own; without any it
// is as it was left.
func (p *Page) Accept(route shell.Route) bool {
	r, ok := route.(shell.ToPeople)
	if !ok {
		return false
	}
	if r.Step != "" || r.State != "" {
		p.filter = data.Filter{Cohort: p.s.Cohort(), Order: p.filter.Order}
		if r.Step != "" {
			p.filter.Steps = []journey.StepKind{journey.StepKind(r.Step)}
		}
		if r.State != "" {
			p.filter.States = []journey.State{journey.State(r.State)}
		}
		p.search.Entry.SetText("")
	}
	if !p.loaded || r != (shell.ToPeople{}) {
		p.fresh()
	}
	return true
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

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
func (p *Page) Resume() { p.reload() }

// Measure is for shell.Measured.
func (p *Page) Measure(theme.Measures) {
	p.showChips()
	p.header.Refresh()
	p.lower.Refresh()
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"↑", "↓"}, Text: t("people.key.row")}, {Keys: []string{"Enter"}, Text: t("people.key.open")},
		{Keys: []string{t("ui.key.space")}, Text: t("people.key.tick")}, {Keys: []string{"Ctrl+A"}, Text: t("people.key.all", "All", p.rows.count)},
		{Keys: []string{"G"}, Text: t("people.key.next")}, {Keys: []string{"F"}, Text: t("people.key.filter")},
		{Keys: []string{"Esc"}, Text: t("people.key.esc")},
	}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"B"}, Text: t("people.key.letter")}, {Keys: []string{"S"}, Text: t("today.key.defer")},
		{Keys: []string{"A"}, Text: t("today.key.decline")}, {Keys: []string{"T"}, Text: t("people.key.call")},
		{Keys: []string{"R"}, Text: t("today.key.cl24")}, {Keys: []string{"Home", "End"}, Text: t("today.key.ends")},
	}
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	row := p.selected()
	switch r {
	case 'g', 'G':
		if row != nil {
			p.acts.Step(*row, row.Status.Next.Step)
		}
	case 'f', 'F':
		widget.Focus(p.chips[0].FilterChip)
	case 'b', 'B':
		p.withTargets(p.acts.Letters)
	case 's', 'S':
		p.withTargets(p.acts.Defer)
	case 'a', 'A':
		p.withTargets(p.acts.Decline)
	case 't', 'T':
		if row != nil {
			p.acts.Call(*row)
		}
	case 'r', 'R':
		p.acts.FromCl24(nil)
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case key == fyne.KeyF:
		p.search.Focus()
	case key == fyne.KeyA:
		p.tickAll()
	case key == fyne.KeyN:
		p.Rune('g')
	case key == fyne.KeyR && mod&fyne.KeyModifierShift != 0:
		p.acts.FromCl24(nil)
	default:
		return false
	}
	return true
}

// Escape unticks, then empties the search, then goes from a chip to the list.
func (p *Page) Escape() bool {
	focused := p.s.Canvas().Focused()
	switch {
	case len(p.ticked) > 0:
		p.untick()
	case p.search.Text() != "":
		p.search.SetText("")
	case !p.bare && focused != p.list:
		p.Focus()
	default:
		return false
	}
	return true
}

func (p *Page) row(i int) *data.Row { return p.rows.at(i) }

func (p *Page) selected() *data.Row { return p.row(p.list.Selected()) }

// open goes to a participant's page.
func (p *Page) open(r *data.Row) {
	if r != nil {
		p.acts.Person(*r)
	}
}

// Trail tells the participant's page which list it was opened from, and where in it the
// bar stands, from 1.
func (p *Page) Trail() (name string, at, of int) {
	return p.title(), p.list.Selected() + 1, p.rows.count
}

// Step moves the bar and gives the row under it: false at the ends, and where the row
// has not been read yet (asking has it read).
func (p *Page) Step(by int) (data.Row, bool) {
	at := p.list.Selected() + by
	if at < 0 || at >= p.rows.count {
		return data.Row{}, false
	}
	r := p.row(at)
	if r == nil {
		return data.Row{}, false
	}
	p.list.Select(at)
	return *r, true
}

// title names the list as the back line of a participant's page shows it.
func (p *Page) title() string {
	title := p.s.T("ui.nav.people")
	for _, c := range p.chips {
		if c.Value != "" {
			title += " · " + c.Name + ": " + c.Value
			break
		}
	}
	return title
}

func (p *Page) tick(r *data.Row) {
	if r == nil {
		return
	}
	if p.ticked[r.Ref()] {
		delete(p.ticked, r.Ref())
	} else {
		p.ticked[r.Ref()] = true
	}
	p.showTicks()
}

func (p *Page) untick() {
	clear(p.ticked)
	p.showTicks()
}

// tickAll ticks everyone whom the filters let through.
func (p *Page) tickAll() {
	var refs []data.Ref
	f := p.filter
	p.s.Do("tick", func(ctx context.Context) (err error) {
		refs, err = p.store.Refs(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		for _, ref := range refs {
			p.ticked[ref] = true
		}
		p.showTicks()
	})
}

// showTicks opens the bar under the list, which shrinks for it, and says for how many
// a letter is possible.
func (p *Page) showTicks() {
	if len(p.ticked) == 0 {
		p.body.SetBar(nil)
		p.list.Reload()
		return
	}
	p.letter = -1
	p.bar.Refresh()
	p.body.SetBar(p.bar)
	p.list.Reload()
	ids, n := p.tickedIDs(), 0
	p.s.Do("letters", func(ctx context.Context) error {
		l, err := p.store.Participants(ctx, data.Filter{Cohort: p.filter.Cohort, Participants: ids, Channels: []journey.Channel{journey.ByLetter}, Limit: 1})
		n = l.Count
		return err
	}, func(err error) {
		if err == nil {
			p.letter = n
			p.bar.Refresh()
		}
	})
}

func (p *Page) tickedIDs() []string {
	ids := make([]string, 0, len(p.ticked))
	for ref := range p.ticked {
		ids = append(ids, ref.Participant)
	}
	return ids
}

// withTargets does something for the ticked rows, or for the selected one.
func (p *Page) withTargets(do func([]data.Row)) {
	if len(p.ticked) == 0 {
		if r := p.selected(); r != nil {
			do([]data.Row{*r})
		}
		return
	}
	ids := p.tickedIDs()
	var l data.List
	p.s.Do("targets", func(ctx context.Context) (err error) {
		l, err = p.store.Participants(ctx, data.Filter{Cohort: p.filter.Cohort, Participants: ids, Order: p.filter.Order})
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		do(l.Rows)
	})
}
