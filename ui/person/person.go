// Package person is the page of one participant: what to do next and why, what may
// be done and what not, and everything that has happened, in sentences.
package person

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what the page asks of the store.
type Store interface {
	acts.Store
	Participant(ctx context.Context, who string, cohort int, l data.Look) (data.Person, error)
	Users(ctx context.Context) ([]data.User, error)
	EditContact(ctx context.Context, participant string, c data.Contact) (data.Logged, error)
	SetProtected(ctx context.Context, participant string, protected bool, reason string) (data.Protection, error)
}

// Trail is a list that the page was opened from and steps through.
type Trail interface {
	// Trail gives the list's name, the place of its bar from 1, and how many rows it has.
	Trail() (name string, at, of int)
	// Step moves the list's bar and gives the row there, false at its ends.
	Step(by int) (data.Row, bool)
}

// Page is a participant's page.
type Page struct {
	s      *shell.Shell
	store  Store
	acts   *acts.Acts
	route  shell.ToPerson
	reason string // why a protected person is open

	loaded  bool
	person  data.Person
	names   map[string]string // full names of users
	rows    []happening
	compact bool
	mending bool // the contact form is to open when the person has been read

	header   *widget.Drawing
	tabs     *widget.Segments
	tabRoute []func()
	card     *widget.Drawing
	do       *widget.Button
	other    *widget.Button
	history  *widget.Drawing // the heading of the timeline
	register *widget.Button
	list     *widget.List
	side     *side
	content  *fyne.Container
}

// New makes the page of a participant and reads it.
func New(s *shell.Shell, store Store, route shell.ToPerson) *Page {
	p := &Page{s: s, store: store, route: route, reason: route.Reason, compact: s.Measures().Compact}
	p.acts = &acts.Acts{Shell: s, Store: store, Changed: p.load}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.tabs = widget.NewTabs([]widget.Segment{{Text: s.T("person.tab.journey")}}, 0, p.openTab)
	p.card = widget.NewDrawing(nil, p.paintCard)
	p.do = widget.NewButton(widget.Look{}, p.next)
	p.other = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("person.other"), Tail: icon.Down}, p.otherStep)
	p.history = widget.NewDrawing(nil, func(pen *widget.Pen) {
		pen.Mid(0, 0, pen.Size().Height, s.T("person.history"), widget.Heading)
	})
	p.register = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Icon: icon.Plus, Text: s.T("person.register"), Key: "H"}, p.chooseEvent)
	p.list = p.newTimeline()
	p.side = newSide(p)
	p.content = p.newLayout()
	p.load()
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Focus is for shell.Page.
func (p *Page) Focus() { widget.Focus(p.list) }

// Resume is for shell.Resumer.
func (p *Page) Resume() { p.load() }

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.content.Refresh()
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"Enter"}, Text: t("person.key.next")}, {Keys: []string{"B"}, Text: t("person.key.letter")},
		{Keys: []string{"T"}, Text: t("person.key.call")}, {Keys: []string{"H"}, Text: t("person.key.event")},
		{Keys: []string{"A"}, Text: t("person.key.decline")}, {Keys: []string{"S"}, Text: t("person.key.defer")},
		{Keys: []string{"F"}, Text: t("person.key.form")},
	}
}

// HintRight is for shell.RightHinter.
func (p *Page) HintRight() widget.Hint {
	return widget.Hint{Keys: []string{"Esc"}, Text: p.s.T("person.key.back")}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"G"}, Text: t("person.key.other")}, {Keys: []string{"C"}, Text: t("person.key.consent")},
		{Keys: []string{"N"}, Text: t("person.key.note")}, {Keys: []string{"E"}, Text: t("person.key.contact")},
		{Keys: []string{"I"}, Text: t("person.key.interpreter")}, {Keys: []string{"P"}, Text: t("person.key.protect")},
		{Keys: []string{"K"}, Text: t("person.key.star")}, {Keys: []string{"↑", "↓"}, Text: t("person.key.history")},
		{Keys: []string{"Delete"}, Text: t("person.key.undo")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("person.key.step")},
		{Keys: []string{"Ctrl+Z"}, Text: t("person.key.undolast")},
	}
}

// Key is for shell.Keyer.
func (p *Page) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.next()
	case fyne.KeyPageUp:
		p.step(-1)
	case fyne.KeyPageDown:
		p.step(+1)
	case fyne.KeyDelete:
		p.undoSelected()
	default:
		return false
	}
	return true
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	if !p.loaded {
		return false
	}
	do, ok := map[rune]func(){
		'b': func() { p.acts.Letters(p.one()) }, 't': func() { p.acts.Call(p.person.Row) }, 'h': p.chooseEvent,
		'a': func() { p.acts.Decline(p.one()) }, 's': func() { p.acts.Defer(p.one()) }, 'f': p.openForm, 'k': p.openStar,
		'g': p.otherStep, 'c': p.consent, 'n': p.note, 'e': p.editContact, 'i': func() { p.askEvent(journey.NeedsInterpreter) }, 'p': p.protect,
	}[lower(r)]
	if ok {
		do()
	}
	return ok
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case !p.loaded || mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyN:
		p.next()
	case key == fyne.KeyE:
		p.chooseEvent()
	default:
		return false
	}
	return true
}

func (p *Page) one() []data.Row { return []data.Row{p.person.Row} }

// load reads the person again and keeps the bar on the event where it was.
func (p *Page) load() {
	var person data.Person
	names := map[string]string{}
	p.s.Do("person", func(ctx context.Context) (err error) {
		if person, err = p.store.Participant(ctx, p.route.ID, p.route.Cohort, data.Look{View: "person", Reason: p.reason}); err != nil {
			return err
		}
		users, err := p.store.Users(ctx)
		for _, u := range users {
			names[u.Name] = u.FullName
		}
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.show(person, names)
	})
}

func (p *Page) show(person data.Person, names map[string]string) {
	first, was := !p.loaded, ""
	if i := p.list.Selected(); i >= 0 && i < len(p.rows) {
		was = p.rows[i].ID
	}
	p.person, p.names, p.loaded = person, names, true
	p.rows = p.happenings()
	p.list.Reload()
	for i, h := range p.rows {
		if h.ID == was {
			p.list.Select(i)
		}
	}
	p.setTabs()
	p.do.Set(p.stepLook())
	p.content.Refresh()
	p.side.list.Reload()
	p.remember(first)
	if p.mending {
		p.mending = false
		p.editContact()
	}
}

// remember notes the person among the last opened: a protected one never by name.
func (p *Page) remember(first bool) {
	r := shell.Recent{Name: acts.Short(p.person.Row), Icon: icon.User, Shield: p.person.Label(), Route: shell.ToPerson{ID: p.route.ID, Cohort: p.route.Cohort}}
	if p.person.Protected {
		r.Icon = icon.Shield
		p.s.Forget(r.Route) // who became protected just now stands there by name
	}
	if first || p.person.Protected {
		p.s.Opened(r)
	}
}

// step goes to the next or the previous participant of the list below.
func (p *Page) step(by int) {
	trail, ok := p.s.Below().(Trail)
	if !ok {
		return
	}
	row, ok := trail.Step(by)
	if !ok {
		return
	}
	to := func(reason string) {
		p.s.Replace(shell.ToPerson{ID: row.Participant, Cohort: row.Cohort, Reason: reason})
	}
	if !row.Protected {
		to("")
		return
	}
	p.s.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: p.s.T("ui.protected.title", "Label", row.Label()),
		Text: p.s.T("ui.protected.text"), Act: p.s.T("ui.protected.open")}, to)
}

func (p *Page) openForm() { p.s.Go(shell.ToForm{ID: p.route.ID, Reason: p.reason}) }
func (p *Page) openStar() { p.s.Go(shell.ToStar{ID: p.route.ID, Reason: p.reason}) }

// setTabs shows the parts of a participant that have pages.
func (p *Page) setTabs() {
	s := p.s
	detail := s.T("person.form.none")
	if f := p.person.Status.Form; f != "" {
		detail = s.T("person.form." + string(f))
	}
	items := []widget.Segment{{Text: s.T("person.tab.journey")}, {Text: s.T("person.tab.form"), Detail: detail}, {Text: s.T("person.tab.star")}}
	p.tabRoute = []func(){nil, p.openForm, p.openStar}
	for _, r := range p.person.Cohorts {
		if r.Cohort == p.person.Cohort {
			continue
		}
		items = append(items, widget.Segment{Text: s.T("person.tab.cohort", "Year", r.Cohort)})
		p.tabRoute = append(p.tabRoute, func() { s.Go(shell.ToPerson{ID: r.Participant, Cohort: r.Cohort, Reason: p.reason}) })
	}
	p.tabs.SetItems(items)
}

func (p *Page) openTab(i int) {
	p.tabs.SetSelected(0)
	if i < len(p.tabRoute) && p.tabRoute[i] != nil {
		p.tabRoute[i]()
	}
}

// record writes down an event of the participant and shows what was done.
func (p *Page) record(kind journey.Kind, d journey.Details, at data.LogParams) {
	at.Participants, at.Cohort, at.Kind, at.Details = []string{p.route.ID}, p.person.Cohort, kind, d
	p.recordAll([]data.LogParams{at})
}

// recordAll writes down events that belong together; undo takes all of them back.
func (p *Page) recordAll(list []data.LogParams) {
	var done []string
	var warnings []say.Text
	p.s.Do("", func(ctx context.Context) error {
		for _, e := range list {
			l, err := p.store.LogMany(ctx, e)
			if err != nil {
				return err
			}
			done, warnings = append(done, l.Act), append(warnings, l.Warnings()...)
		}
		return nil
	}, func(err error) {
		if len(done) > 0 {
			first := journey.Event{Kind: list[0].Kind, Details: list[0].Details}
			text := say.T("person.done", "What", journey.Sentence(first), "Who", acts.Short(p.person.Row))
			p.s.Done(acts.Warned(text, warnings), p.taker(done), p.load)
		}
		if err != nil {
			p.s.Fail(err)
		}
		p.load()
	})
}

// taker takes acts back, the last first.
func (p *Page) taker(done []string) func(context.Context) error {
	reason := p.s.T("acts.undo.reason")
	return func(ctx context.Context) error {
		for i := len(done) - 1; i >= 0; i-- {
			if _, err := p.store.Undo(ctx, done[i], reason); err != nil {
				return err
			}
		}
		return nil
	}
}
