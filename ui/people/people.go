// Package people is Deltagare: everyone in the cohort with where they stand and what
// comes next, searched as one types, filtered, ordered, ticked and acted on, and taken
// out as a paper or a file.
package people

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/paper"
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
	acts.Inviter
	Refs(ctx context.Context, f data.Filter) ([]data.Ref, error)
	Facets(ctx context.Context, f data.Filter) (data.Facets, error)
	ExportParticipants(ctx context.Context, p data.ExportParams) (data.Exported, error)
}

// Params are what the page needs.
type Params struct {
	Store Store
	// Kept is what the list remembers while somebody is logged in.
	Kept *Kept
	// Columns are those that this computer remembers, nil for none; SetColumns remembers others.
	Columns    []data.Column
	SetColumns func([]data.Column)
	// Paper draws a paper and asks where it is to go: the file's name and in words what it is.
	Paper func(name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error))
	// Clinic is the sender on papers.
	Clinic func() paper.Clinic
}

// Page is the list.
type Page struct {
	s      *shell.Shell
	p      Params
	acts   *acts.Acts
	kept   *Kept
	only   []data.Ref   // the journeys held, which alone are listed; nil for all
	figure string       // which figure they are, in words
	band   *widget.Band // says so

	columns []data.Column
	rows    pages
	letter  int // how many of the ticked may get a letter; −1 not known yet
	waiting int // how many wait for a first invitation
	loaded  bool
	quiet   bool // the search field changes without being typed in
	awaited int  // the row to open as soon as it has been read; -1 for none

	search *widget.Field
	invite *widget.Button
	export *widget.Button
	header *widget.Drawing
	chips  []*chip
	clear  *widget.Button
	order  *widget.Button
	pick   *widget.Button // of the columns
	list   *widget.List
	bar    *bar
	empty  *widget.Empty
	lower  *widget.Drawing // what is under the header
	bare   bool            // nobody is listed: the list's place says why
	body   *shell.Body
}

// New makes the page.
func New(s *shell.Shell, params Params, r shell.ToPeople) *Page {
	p := &Page{s: s, p: params, awaited: -1, kept: params.Kept, columns: known(params.Columns)}
	p.acts = &acts.Acts{Shell: s, Store: params.Store, Changed: p.changed}
	cohort := s.Cohort()
	if r.People != 0 {
		p.hold(r)
		cohort = r.Cohort
	}
	p.kept.begin(cohort)
	p.search = widget.NewField("", s.T("people.search"))
	p.search.Icon, p.search.Key = icon.Search, "Ctrl+F"
	p.search.SetText(p.kept.filter.Query)
	p.search.OnChanged(p.typed)
	p.search.Entry.OnEnter = func() {
		if p.bare && s.Number(p.search.Text()) {
			return // it was a letter's number
		}
		p.Focus()
	}
	p.search.Entry.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyDown {
			p.Focus()
			return true
		}
		return false
	}
	p.invite = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("people.invite"), Icon: icon.Letter, Key: "N"}, p.inviteNext)
	p.export = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("people.export"), Icon: icon.Print}, p.takeOut)
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.clear = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("people.clear")}, p.clearFilter)
	p.order, p.pick = widget.NewButton(widget.Look{}, p.pickOrder), widget.NewButton(widget.Look{}, p.pickColumns)
	p.makeChips()
	p.makeList()
	p.empty = widget.NewEmpty("", "")
	p.lower = widget.NewDrawing(nil, p.arrange)
	p.bar = newBar(p)
	p.body = shell.NewBody(s, p.header, p.lower, nil)
	p.Accept(r)
	if len(p.kept.ticked) > 0 {
		p.showTicks()
	}
	return p
}

func (p *Page) makeList() {
	p.list = widget.NewList(theme.RowParticipant, func() int { return p.rows.count }, p.paintRow)
	p.list.Label = p.s.T("ui.nav.people")
	p.list.Head, p.list.PaintHead = theme.RowHead, p.paintHead
	p.list.Tone = func(i int) theme.Role {
		if r := p.row(i); r != nil && p.kept.ticked[r.Ref()] {
			return theme.Ticked
		}
		return theme.Clear
	}
	p.list.OnEnter = func(i int) {
		r := p.row(i)
		if p.awaited = -1; r == nil {
			p.awaited = i
		}
		p.open(r)
	}
	p.list.OnTick = func(i int) { p.tick(p.row(i)) }
}

// Accept shows the list with the route's filters in place of its own; without any it
// is as it was left.
func (p *Page) Accept(route shell.Route) bool {
	r, ok := route.(shell.ToPeople)
	if !ok {
		return false
	}
	if r.Step != "" || r.State != "" {
		p.reset()
		if r.Step != "" {
			p.kept.filter.Steps = []journey.StepKind{journey.StepKind(r.Step)}
		}
		if r.State != "" {
			p.kept.filter.States = []journey.State{journey.State(r.State)}
		}
		p.fresh()
	} else if !p.loaded {
		p.resume()
	}
	p.countWaiting()
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
func (p *Page) Resume() { p.changed() }

// Suspend is for shell.Suspender: where the list was left.
func (p *Page) Suspend() { p.kept.selected, p.kept.offset = max(0, p.list.Selected()), p.list.Offset() }

// changed reads again: somebody may have moved on.
func (p *Page) changed() {
	p.reload()
	p.countWaiting()
}

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	look := widget.Look{Kind: widget.Secondary, Text: p.s.T("people.export"), Icon: icon.Print}
	p.search.Key = "Ctrl+F"
	if m.Compact {
		look.Text, p.search.Key = p.s.T("people.export.short"), ""
	}
	p.export.Set(look)
	p.showChips()
	p.header.Refresh()
	p.lower.Refresh()
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	if p.bare {
		hints := []widget.Hint{{Keys: []string{"Enter"}, Text: p.empty.Buttons[0].Text}}
		if p.rows.total > 0 {
			hints = append(hints, widget.Hint{Keys: []string{"F"}, Text: t("people.key.filter")}, widget.Hint{Keys: []string{"Ctrl+F"}, Text: t("people.key.search")},
				widget.Hint{Keys: []string{"Esc"}, Text: t("people.key.esc")})
		}
		return hints
	}
	return []widget.Hint{
		{Keys: []string{"↑", "↓"}, Text: t("people.key.row")}, {Keys: []string{"Enter"}, Text: t("people.key.open")},
		{Keys: []string{t("ui.key.space")}, Text: t("people.key.tick")}, {Keys: []string{"Ctrl+A"}, Text: t("people.key.all", "All", p.rows.count)},
		{Keys: []string{"G"}, Text: t("people.key.next")}, {Keys: []string{"F"}, Text: t("people.key.filter")},
		{Keys: []string{"Esc"}, Text: t("people.key.esc")},
	}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	var list []widget.Hint
	for _, k := range []struct{ key, id string }{{"B", "letter"}, {"L", "ticket"}, {"S", "defer"}, {"A", "decline"}, {"E", "end"}, {"T", "call"}, {"C", "consent"},
		{"R", "cl24"}, {"M", "more"}, {"N", "invite"}, {"O", "order"}, {"K", "columns"}, {"Ctrl+F", "search"}, {"Ctrl+P", "export"}} {
		list = append(list, widget.Hint{Keys: []string{k.key}, Text: p.s.T("people.key." + k.id)})
	}
	return append(list, widget.Hint{Keys: []string{"Home", "End"}, Text: p.s.T("people.key.ends")})
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	row := p.selected()
	switch r {
	case 'g', 'G':
		p.withTargets(p.acts.Do)
	case 'f', 'F':
		widget.Focus(p.chips[0].FilterChip)
	case 'b', 'B':
		p.withTargets(p.acts.Letters)
	case 'l', 'L':
		p.withTargets(p.acts.Ticket)
	case 's', 'S':
		p.withTargets(p.acts.Defer)
	case 'a', 'A':
		p.withTargets(p.acts.Decline)
	case 'e', 'E':
		p.withTargets(p.acts.End)
	case 'c', 'C':
		p.withTargets(p.acts.Consent)
	case 't', 'T':
		if row != nil {
			p.acts.Call(*row)
		}
	case 'r', 'R':
		p.fromCl24()
	case 'm', 'M':
		if len(p.kept.ticked) > 0 {
			p.bar.openMore()
		}
	case 'n', 'N':
		p.inviteNext()
	case 'o', 'O':
		p.pickOrder()
	case 'k', 'K':
		p.pickColumns()
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
	case key == fyne.KeyP:
		p.takeOut()
	case key == fyne.KeyN:
		p.Rune('g')
	case key == fyne.KeyR && mod&fyne.KeyModifierShift != 0:
		p.fromCl24()
	default:
		return false
	}
	return true
}

// Escape unticks, then empties the search, then goes from a chip to the list.
func (p *Page) Escape() bool {
	focused := p.s.Canvas().Focused()
	switch {
	case len(p.kept.ticked) > 0:
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

// On gives the participant under the bar, "" for none.
func (p *Page) On() string {
	if r := p.row(p.list.Selected()); r != nil {
		return r.Participant
	}
	return ""
}

// title names the list as the back line of a participant's page shows it.
func (p *Page) title() string {
	title := p.s.T("ui.nav.people")
	if p.band != nil {
		return title + " · " + p.figure
	}
	if i := slices.IndexFunc(p.chips, func(c *chip) bool { return c.Value != "" }); i >= 0 {
		title += " · " + p.chips[i].Name + ": " + p.chips[i].Value
	}
	return title
}
