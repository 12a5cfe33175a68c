// Package letters is Utskick: who gets a letter and who does not and why, the real
// page beside the list, the printing, and what became of the sheets.
package letters

import (
	"context"
	"image"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what print runs ask of the store.
type Store interface {
	acts.Store
	PlanLetters(ctx context.Context, p data.LettersParams) (*data.LetterPlan, error)
	PrintLetters(ctx context.Context, p data.LettersParams, out data.PartWriter) (data.Printed, error)
	ConfirmRun(ctx context.Context, run string, spoiled data.SheetList) (data.Confirmed, error)
	ReprintLetters(ctx context.Context, run string, sheets data.SheetList, out data.PartWriter) (data.Reprinted, error)
	UnmarkRun(ctx context.Context, run string) (int, error)
	ReturnedLetter(ctx context.Context, number string) (data.Logged, error)
	Runs(ctx context.Context, f data.RunFilter) ([]data.Run, error)
	Users(ctx context.Context) ([]data.User, error)
}

// Renderer draws a page of a PDF.
type Renderer interface {
	Page(ctx context.Context, pdf []byte, page, width, height int) (*image.RGBA, int, error)
	Close()
}

// Params are what the pages need. Preview may be nil: then no page is shown.
type Params struct {
	Store   Store
	Desk    *printing.Desk // where the letters leave the program
	Preview Renderer
}

// Page is a print run that is being put together.
type Page struct {
	s       *shell.Shell
	p       Params
	printer *printer

	held     []string // the people handed over, nil for all whom the template is for
	removed  []string // taken out by hand, the last one last
	included []string // taken along although the journey advises against it
	reason   string   // why
	more     more

	plan    *data.LetterPlan
	rows    map[string]data.Row
	lines   []line
	busy    bool
	compact bool
	zones   bool // the preview shows where what may stand

	header   *widget.Drawing
	runs     *widget.Button
	template *widget.Select
	date     *widget.DateField
	lang     *widget.Select
	other    *widget.Button
	card     *widget.Drawing
	jump     *widget.Segments
	list     *widget.List
	foot     *widget.Drawing
	print    *widget.Button
	sheet    *preview.Sheet
	content  *fyne.Container
	body     *shell.Body
}

var langs = []paper.Lang{"", paper.Swedish, paper.Easy, paper.English}

// New makes a run for the people of a route, or for all whose next step is a letter.
func New(s *shell.Shell, params Params, route shell.ToLetters) *Page {
	p := &Page{s: s, p: params, compact: s.Measures().Compact, printer: newPrinter(s, params)}
	p.printer.changed = p.load
	if route.People != 0 {
		p.held = s.Held(route.People)
	}
	p.more = defaults(s.Today())
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.runs = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("mail.runs")}, func() { s.Go(shell.ToRuns{}) })
	names := make([]string, len(journey.Templates))
	for i, t := range journey.Templates {
		names[i] = s.Say(journey.TemplateName(t))
	}
	p.template = widget.NewSelect(s.T("mail.template"), names, slices.Index(journey.Templates, journey.TemplateInvitationCall), func(int) { p.restart() })
	p.template.Icon = icon.Letter
	p.date = widget.NewDateField(s.T("mail.date"), s.Today(), s.T("acts.date.bad"))
	p.date.SetDate(s.Today())
	p.date.OnDate = func(day.Date) { p.load() }
	words := make([]string, len(langs))
	for i, l := range langs {
		words[i] = s.T("mail.lang." + langID(l))
	}
	p.lang = widget.NewSelect(s.T("mail.lang"), words, 0, func(int) { p.load() })
	p.other = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("mail.more"), Key: "M"}, p.askMore)
	p.card = widget.NewDrawing(nil, p.paintCard)
	p.jump = widget.NewSegments([]widget.Segment{{Text: s.T("mail.get", "Count", 0)}, {Text: s.T("mail.mend", "Count", 0)}, {Text: s.T("mail.left", "Count", 0)}}, 0, p.jumpTo)
	p.list = p.newList()
	p.foot = widget.NewDrawing(nil, p.paintFoot)
	p.print = widget.NewButton(widget.Look{}, p.printRun)
	p.sheet = p.newSheet()
	p.content = p.newLayout()
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.guess()
	return p
}

func langID(l paper.Lang) string {
	if l == "" {
		return "own"
	}
	return string(l)
}

// Content is for shell.Page.
func (p *Page) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Page) Focus() {
	if len(p.lines) == 0 {
		widget.Focus(p.template)
		return
	}
	widget.Focus(p.list)
}

// Resume is for shell.Resumer.
func (p *Page) Resume() { p.load() }

// Measure is for shell.Measured.
func (p *Page) Measure(m theme.Measures) {
	p.compact = m.Compact
	p.body.Refresh()
	p.content.Refresh()
}

// Close lets the preview's memory go.
func (p *Page) Close() {
	if p.p.Preview != nil {
		p.p.Preview.Close()
	}
}

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{
		{Keys: []string{"↑", "↓"}, Text: t("mail.key.row")}, {Keys: []string{"Tab"}, Text: t("mail.key.part")},
		{Keys: []string{"Enter"}, Text: t("mail.key.enter")}, {Keys: []string{"Delete"}, Text: t("mail.key.delete")},
		{Keys: []string{"Ctrl+Enter"}, Text: t("mail.key.print")}, {Keys: []string{"Ctrl+Z"}, Text: t("mail.key.undo")},
	}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"1", "2", "3"}, Text: t("mail.key.jump")}, {Keys: []string{"←", "→"}, Text: t("mail.key.page")},
		{Keys: []string{"O"}, Text: t("mail.key.open")}, {Keys: []string{"R"}, Text: t("mail.key.runs")}, {Keys: []string{"M"}, Text: t("mail.key.more")}, {Keys: []string{"Z"}, Text: t("mail.key.zones")}}
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	switch r {
	case '1', '2', '3':
		p.jump.SetSelected(int(r - '1'))
		p.jumpTo(int(r - '1'))
	case 'o', 'O':
		p.openPerson(false)
	case 'r', 'R':
		p.s.Go(shell.ToRuns{})
	case 'm', 'M':
		p.askMore()
	case 'z', 'Z':
		p.zones = !p.zones
		p.sheet.Refresh()
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	switch {
	case mod != fyne.KeyModifierControl:
		return false
	case key == fyne.KeyReturn, key == fyne.KeyP:
		p.printRun()
	default:
		return false
	}
	return true
}

// Undo puts the one who was taken out last back into the run.
func (p *Page) Undo() bool {
	n := len(p.removed)
	if n == 0 {
		return false
	}
	p.removed = p.removed[:n-1]
	p.load()
	return true
}

// guess takes the template that suits the people who were handed over, and plans.
func (p *Page) guess() {
	if len(p.held) == 0 {
		p.load()
		return
	}
	var list data.List
	p.s.Do("mail", func(ctx context.Context) (err error) {
		list, err = p.p.Store.Participants(ctx, data.Filter{Cohort: p.s.Cohort(), Participants: p.held[:1]})
		return err
	}, func(err error) {
		if err == nil && len(list.Rows) == 1 {
			p.template.SetSelected(slices.Index(journey.Templates, suits(list.Rows[0])))
		}
		p.load()
	})
}

// suits gives the template that someone would get.
func suits(r data.Row) string {
	switch st := r.Status; {
	case r.Protected:
		return journey.TemplateForwarding
	case st.State == journey.StateBooked:
		return journey.TemplateConfirmation
	case st.State == journey.StateNoShow:
		return journey.TemplateNoShow
	case st.State == journey.StateDeclined:
		return journey.TemplateDecline
	case st.Next.Step == journey.StepRemind:
		return journey.TemplateReminder
	}
	return journey.TemplateInvitationCall
}

// audience is whom a template is for, when nobody was handed over.
func (p *Page) audience(template string) data.Filter {
	f := data.Filter{Cohort: p.s.Cohort()}
	switch template {
	case journey.TemplateReminder:
		f.Steps = []journey.StepKind{journey.StepRemind}
	case journey.TemplateForwarding:
		f.Steps = []journey.StepKind{journey.StepForward}
	case journey.TemplateConfirmation, journey.TemplateInvitationTime:
		f.States = []journey.State{journey.StateBooked}
	case journey.TemplateNoShow:
		f.States = []journey.State{journey.StateNoShow}
	case journey.TemplateDecline:
		f.States = []journey.State{journey.StateDeclined}
	case journey.TemplateCl24:
		f.States = []journey.State{journey.StateVisited}
	default:
		f.Steps = []journey.StepKind{journey.StepLetter}
	}
	return f
}

func (p *Page) chosen() string { return journey.Templates[max(0, p.template.Selected())] }

// restart plans anew for another template: what was taken along was for the old one.
func (p *Page) restart() {
	p.included, p.reason = nil, ""
	p.load()
}

func (p *Page) params() data.LettersParams {
	on, _ := p.date.Date()
	if on.IsZero() {
		on = p.s.Today()
	}
	l := data.LettersParams{Template: p.chosen(), Lang: langs[max(0, p.lang.Selected())], Cohort: p.s.Cohort(), Date: on,
		CallFrom: p.more.from, CallTo: p.more.to, ReplyBy: p.more.reply}
	if p.more.byName {
		l.Order = data.LettersByName
	}
	if p.more.bare {
		l.Enclose = []letter.Enclosure{}
	}
	return l
}

// load plans the run again.
func (p *Page) load() {
	base, removed, included := p.held, slices.Clone(p.removed), slices.Clone(p.included)
	params, filter, reason := p.params(), p.audience(p.chosen()), p.reason
	var plan *data.LetterPlan
	rows := map[string]data.Row{}
	p.busy = true
	p.s.Do("mail", func(ctx context.Context) error {
		if base == nil {
			list, err := p.p.Store.Participants(ctx, filter)
			if err != nil {
				return err
			}
			for _, r := range list.Rows {
				base = append(base, r.Participant)
			}
		}
		var err error
		if plan, err = planRun(ctx, p.p.Store, params, base, removed, included, reason); err != nil {
			return err
		}
		ids := make([]string, 0, len(base))
		for _, l := range plan.Letters {
			ids = append(ids, l.Participant)
		}
		for _, l := range plan.Left {
			ids = append(ids, l.Participant)
		}
		if len(ids) == 0 {
			return nil
		}
		list, err := p.p.Store.Participants(ctx, data.Filter{Cohort: params.Cohort, Participants: ids})
		for _, r := range list.Rows {
			rows[r.Participant] = r
		}
		return err
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.s.Fail(err)
			return
		}
		p.show(plan, rows)
	})
}

// planRun plans for people without those who were taken out; those who were taken
// along are planned with the reason, which then goes for nobody else.
func planRun(ctx context.Context, store Store, params data.LettersParams, base, removed, included []string, reason string) (*data.LetterPlan, error) {
	params.Only = slices.DeleteFunc(slices.Clone(base), func(id string) bool { return slices.Contains(removed, id) })
	if len(params.Only) == 0 {
		return &data.LetterPlan{}, nil
	}
	plan, err := store.PlanLetters(ctx, params)
	if err != nil || len(included) == 0 {
		return plan, err
	}
	params.Only, params.Override = nil, reason
	for _, l := range plan.Letters {
		params.Only = append(params.Only, l.Participant)
	}
	left := plan.Left[:0:0]
	for _, l := range plan.Left {
		if l.Override && slices.Contains(included, l.Participant) {
			params.Only = append(params.Only, l.Participant)
		} else {
			left = append(left, l)
		}
	}
	if len(params.Only) == 0 {
		return plan, nil
	}
	again, err := store.PlanLetters(ctx, params)
	if err == nil {
		again.Left = append(again.Left, left...)
	}
	return again, err
}

// printRun prints what the list shows.
func (p *Page) printRun() {
	if p.busy || p.plan == nil {
		return
	}
	if len(p.plan.Letters) == 0 {
		p.s.Tell(widget.BandInfo, say.T("mail.nobody"))
		return
	}
	if !p.date.Check() {
		p.date.Focus()
		return
	}
	params := p.params()
	for _, l := range p.plan.Letters {
		params.Only = append(params.Only, l.Participant)
		if !l.Overridden.IsZero() {
			params.Override = p.reason
		}
	}
	p.printer.print(params, len(p.plan.Letters))
}
