// Package person is the page of one participant: what to do next and why, what may
// be done and what not, everything that has happened, in sentences, and the papers,
// the consent and the earlier cohorts that belong to it.
package person

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/pnr"
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
	EditContact(ctx context.Context, participant string, c data.Contact) (data.Logged, error)
	SetNumber(ctx context.Context, participant string, n pnr.Number, reason string) error
	TakeBackNumber(ctx context.Context, participant, reason string) error
	SetProtected(ctx context.Context, participant string, protected bool, reason string) (data.Protection, error)
	LetterCopy(ctx context.Context, number string) (paper.LetterRun, error)
	ReturnedLetter(ctx context.Context, number string) (data.Logged, error)
	LetterLang(ctx context.Context, participant string) (lang letter.Lang, chosen bool, err error)
	SetLetterLang(ctx context.Context, participants []string, lang letter.Lang) error
}

// Papers is where papers go. Names of files have nothing personal in them.
type Papers struct {
	Show  func(name string, write func(io.Writer) error) error // in the system's viewer
	Offer func(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error))
	Clear func() // takes away what was shown: it may hold an address that is protected now
}

// Trail is a list that the page was opened from and steps through.
type Trail interface {
	// On gives the participant under the list's bar, "" for none.
	On() string
	// Trail gives the list's name, the place of its bar from 1, and how many rows it has.
	Trail() (name string, at, of int)
	// Step moves the list's bar and gives the row there, false at its ends.
	Step(by int) (data.Row, bool)
}

// Page is a participant's page.
type Page struct {
	s      *shell.Shell
	store  Store
	papers Papers
	acts   *acts.Acts
	route  shell.ToPerson
	reason string // why a protected person is open

	loaded  bool
	person  data.Person
	names   map[string]string // full names of users
	letters letter.Lang       // the language of the person's letters …
	chosen  bool              // … and whether somebody has chosen it
	rows    []happening
	compact bool
	mending bool // the contact form is to open when the person has been read

	header   *widget.Drawing
	tabs     *widget.Segments
	tab      tab
	panels   map[tab]*panel
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
func New(s *shell.Shell, store Store, papers Papers, route shell.ToPerson) *Page {
	p := &Page{s: s, store: store, papers: papers, route: route, reason: route.Reason, compact: s.Measures().Compact}
	p.acts = &acts.Acts{Shell: s, Store: store, Changed: p.load}
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.tabs = widget.NewTabs(p.segments(), 0, func(i int) { p.open(tab(i)) })
	p.card = widget.NewDrawing(nil, p.paintCard)
	p.do = widget.NewButton(widget.Look{}, p.next)
	p.other = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("person.other"), Tail: icon.Down, Key: "G"}, p.otherStep)
	p.history = widget.NewDrawing(nil, func(pen *widget.Pen) {
		pen.Mid(0, 0, pen.Size().Height, s.T("person.history"), widget.Heading)
	})
	p.register = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Icon: icon.Plus, Text: s.T("person.register"), Key: "H"}, p.chooseEvent)
	p.list = p.newTimeline()
	p.side = newSide(p)
	p.panels = p.newPanels()
	p.content = p.newLayout()
	p.load()
	return p
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// Focus is for shell.Page.
func (p *Page) Focus() {
	if panel := p.panels[p.tab]; panel != nil {
		widget.Focus(panel.list)
		return
	}
	widget.Focus(p.list)
}

// Resume is for shell.Resumer.
func (p *Page) Resume() { p.load() }

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.content.Refresh()
}

// load reads the person again; the bar stays on its event, or goes to a new one.
func (p *Page) load() {
	var person data.Person
	names := map[string]string{}
	p.s.Do("person", func(ctx context.Context) (err error) {
		if person, err = p.store.Participant(ctx, p.route.ID, p.route.Cohort, data.Look{View: "person", Reason: p.reason}); err != nil {
			return err
		}
		users, err := p.store.Users(ctx)
		if err != nil {
			return err
		}
		for _, u := range users {
			names[u.Name] = u.FullName
		}
		p.letters, p.chosen, err = p.store.LetterLang(ctx, p.route.ID)
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
	before := len(p.rows)
	p.person, p.names, p.loaded = person, names, true
	p.rows = p.happenings()
	p.list.Reload()
	for i, h := range p.rows {
		if h.ID == was && was != "" {
			p.list.Select(i)
		}
	}
	if !first && len(p.rows) > before { // what was just recorded is to be seen
		p.list.Select(0)
	}
	p.tabs.SetItems(p.segments())
	p.do.Set(p.stepLook())
	p.side.reload()
	for _, panel := range p.panels {
		panel.reload()
	}
	p.content.Refresh()
	if !p.person.Past() {
		p.remember(first)
	}
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

// trail gives the list below, nil where the page was not opened from the row under its
// bar: from the palette, say.
func (p *Page) trail() Trail {
	if trail, ok := p.s.Below().(Trail); ok && trail.On() == p.route.ID {
		return trail
	}
	return nil
}

// step goes to the next or the previous participant of the list below.
func (p *Page) step(by int) {
	trail := p.trail()
	if trail == nil {
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

func (p *Page) one() []data.Row { return []data.Row{p.person.Row} }

// who gives a user's full name.
func (p *Page) who(actor string) string {
	if name := p.names[actor]; name != "" {
		return name
	}
	return actor
}

// record writes down an event of the participant and shows what was done.
func (p *Page) record(kind journey.Kind, d journey.Details, at data.LogParams) {
	at.Participants, at.Cohort, at.Kind, at.Details = []string{p.route.ID}, p.person.Cohort, kind, d
	var done data.Logged
	p.s.Do("", func(ctx context.Context) (err error) {
		done, err = p.store.LogEach(ctx, []data.LogParams{at})
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		what := strings.TrimSuffix(p.s.Say(journey.Sentence(journey.Event{Kind: kind, Details: d})), ".") // more may follow it
		text := say.T("person.done", "What", what, "Who", acts.Short(p.person.Row))
		p.s.Done(acts.Warned(text, done.Warnings()), p.taker(done.Act), p.load)
		p.load()
	})
}

// taker takes an act back.
func (p *Page) taker(act string) func(context.Context) error {
	reason := p.s.T("acts.undo.reason")
	return func(ctx context.Context) error {
		_, err := p.store.Undo(ctx, act, reason)
		return err
	}
}

// past tells that an earlier cohort is read only, and reports whether this is one.
func (p *Page) past() bool {
	if p.person.Past() {
		p.s.Tell(widget.BandInfo, say.T("person.past", "Year", p.person.Cohort, "Now", p.person.Cohorts[0].Cohort))
	}
	return p.person.Past()
}
