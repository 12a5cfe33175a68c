// Package letters is Utskick: who gets a letter and who does not and why, what there is
// to mend, the real page beside the list, the printing, and what became of the sheets.
package letters

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/table"
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
	Templates(ctx context.Context) ([]data.TemplateInfo, error)
	PlanLetters(ctx context.Context, p data.LettersParams) (*data.LetterPlan, error)
	PrintLetters(ctx context.Context, p data.LettersParams, out data.PartWriter) (data.Printed, error)
	ConfirmRun(ctx context.Context, run string, spoiled data.SheetList) (data.Confirmed, error)
	ReprintLetters(ctx context.Context, run string, sheets data.SheetList, out data.PartWriter) (data.Reprinted, error)
	UnmarkRun(ctx context.Context, run string) (int, error)
	ReturnedLetter(ctx context.Context, number string) (data.Logged, error)
	FindLetter(ctx context.Context, number string) (data.SentLetter, error)
	LetterCopy(ctx context.Context, number string) (paper.LetterRun, error)
	Runs(ctx context.Context, f data.RunFilter) ([]data.Run, error)
	Run(ctx context.Context, name string) (data.Run, error)
	RunLetters(ctx context.Context, run string) ([]data.PrintedLetter, error)
	Labels(ctx context.Context, p data.LabelsParams) (paper.LabelRun, []data.LeftOut, error)
	PostList(ctx context.Context, p data.PostParams) (table.Table, error)
	EditContact(ctx context.Context, participant string, c data.Contact) (data.Logged, error)
	SetLetterLang(ctx context.Context, participants []string, lang letter.Lang) error
}

// Params are what the pages need. Preview may be nil: then no page is shown.
type Params struct {
	Store   Store
	Desk    *printing.Desk // where the letters leave the program
	Preview preview.Pager
}

// Page is a print run that is being put together.
type Page struct {
	s       *shell.Shell
	p       Params
	printer *printer
	acts    *acts.Acts

	held     []string // the people handed over, nil for all whom the template is for
	removed  []string // taken out by hand, the last one last
	included []string // taken along although the journey advises against it
	reason   string   // why
	more     more
	id       string // of the template

	templates []data.TemplateInfo // that are offered
	plan      *data.LetterPlan
	rows      map[string]data.Row
	lines     []line
	next      string // whom the bar goes to after the next plan, "" stays
	busy      bool
	compact   bool
	zones     bool // the preview shows where what may stand

	header   *widget.Drawing
	texts    *widget.Button
	other    *widget.Button
	runs     *widget.Button
	template *widget.Select
	date     *widget.DateField
	enclose  *widget.Select
	card     *widget.Drawing
	jump     *widget.Segments
	list     *widget.List
	foot     *widget.Drawing
	print    *widget.Button
	sheet    *preview.Sheet
	content  *fyne.Container
	body     *shell.Body
}

// New makes a run for the people of a route, or for all whose next step is a letter.
func New(s *shell.Shell, params Params, route shell.ToLetters) *Page {
	p := &Page{s: s, p: params, id: journey.TemplateInvitationCall, compact: s.Measures().Compact, printer: newPrinter(s, params)}
	p.printer.changed, p.printer.made = p.load, p.all
	p.acts = &acts.Acts{Shell: s, Store: params.Store, Changed: p.load}
	if route.People != 0 {
		p.held = s.Held(route.People)
	}
	p.more = defaults(s.Today(), params.Store.Config())
	quiet := func(id, key string, do func()) *widget.Button {
		return widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T(id), Key: key}, do)
	}
	p.texts = quiet("mail.texts", "T", p.editText)
	p.other = quiet("mail.more", "M", p.askMore)
	p.runs = quiet("mail.runs", "R", func() { s.Go(shell.ToRuns{}) })
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.template = widget.NewSelect(s.T("mail.template"), nil, -1, p.choose)
	p.template.Icon = icon.Letter
	p.date = widget.NewDateField(s.T("mail.date"), s.Today(), s.T("acts.date.bad"))
	p.date.SetDate(s.Today())
	p.date.OnDate = func(day.Date) { p.load() }
	p.enclose = widget.NewSelect(s.T("mail.enclose"), p.encloseWords(), int(p.more.form), func(i int) {
		p.more.form = formWay(i)
		p.load()
	})
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

// Hints is for shell.Page.
func (p *Page) Hints() []widget.Hint {
	t := p.s.T
	if len(p.lines) == 0 {
		return []widget.Hint{{Keys: []string{"Enter"}, Text: t("mail.key.choose")}, {Keys: []string{"M"}, Text: t("mail.key.more")},
			{Keys: []string{"T"}, Text: t("mail.key.texts")}, {Keys: []string{"R"}, Text: t("mail.key.runs")}}
	}
	enter := t("mail.key.open")
	if l := p.at(); l != nil {
		enter = t("mail.key." + string(p.does(l)))
	}
	return []widget.Hint{
		{Keys: []string{"↑", "↓"}, Text: t("mail.key.row")}, {Keys: []string{"1", "2", "3"}, Text: t("mail.key.jump")},
		{Keys: []string{"Enter"}, Text: enter}, {Keys: []string{"Delete"}, Text: t("mail.key.delete")},
		{Keys: []string{"Ctrl+Enter"}, Text: t("mail.key.print")}, {Keys: []string{"←", "→"}, Text: t("mail.key.page")},
	}
}

// Keys is for shell.Helper.
func (p *Page) Keys() []widget.Hint {
	t := p.s.T
	list := []widget.Hint{{Keys: []string{"Ctrl+Z"}, Text: t("mail.key.undo")}, {Keys: []string{"Esc"}, Text: t("mail.key.all")}}
	for _, k := range []struct{ key, id string }{{"O", "open"}, {"A", "override"}, {"S", "lang"}, {"M", "more"}, {"T", "texts"}, {"R", "runs"}, {"E", "labels"}, {"Z", "zones"}} {
		list = append(list, widget.Hint{Keys: []string{k.key}, Text: t("mail.key." + k.id)})
	}
	return list
}

// Rune is for shell.Runer.
func (p *Page) Rune(r rune) bool {
	switch r {
	case '1', '2', '3':
		p.jump.SetSelected(int(r - '1'))
		p.jumpTo(int(r - '1'))
	case 'a', 'A':
		if l := p.at(); l != nil && l.left != nil && l.left.Override {
			p.include(l.left)
		}
	case 'e', 'E':
		p.labels()
	case 'm', 'M':
		p.askMore()
	case 'o', 'O':
		p.openPerson()
	case 'r', 'R':
		p.s.Go(shell.ToRuns{})
	case 's', 'S':
		p.askLang()
	case 't', 'T':
		p.editText()
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
	p.next = p.removed[n-1]
	p.removed = p.removed[:n-1]
	p.load()
	return true
}

// Escape lets those who were handed over go: then the run is for all whom it concerns.
func (p *Page) Escape() bool {
	if p.held == nil {
		return false
	}
	p.all()
	return true
}

// all begins anew with all whom the template is for: those of the run that was made have
// their letters.
func (p *Page) all() {
	p.held, p.removed, p.included, p.reason = nil, nil, nil, ""
	if len(p.lines) > 0 {
		p.list.Select(0)
	}
	p.load()
}

// editText opens the text of the letter, in the language of the letter under the bar.
func (p *Page) editText() {
	to := shell.ToTemplates{ID: p.id}
	if l := p.at(); l != nil && l.letter != nil {
		to.Lang = string(l.letter.Letter.Lang)
	}
	p.s.Go(to)
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
			p.id = suits(list.Rows[0])
		}
		p.load()
	})
}

// suits gives the template that someone would get.
func suits(r data.Row) string {
	switch st := r.Status; {
	case r.Protected:
		return journey.TemplateForwarding
	case st.State == journey.StateBooked && st.Booking != nil && st.Booking.Via == "letter":
		return journey.TemplateInvitationTime
	case st.State == journey.StateBooked:
		return journey.TemplateConfirmation
	case st.State == journey.StateNoShow:
		return journey.TemplateNoShow
	case st.State == journey.StateDeclined:
		return journey.TemplateDecline
	case st.State == journey.StateDeferred:
		return journey.TemplateLater
	case st.Next.Step == journey.StepRemind:
		return journey.TemplateReminder
	}
	return journey.TemplateInvitationCall
}

// audience is whom a template is for, when nobody was handed over.
func (p *Page) audience(template string) data.Filter {
	f := data.Filter{Cohort: p.s.Cohort()}
	switch journey.TemplateKind(template) {
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
	case journey.TemplateLater:
		f.States = []journey.State{journey.StateDeferred}
	case journey.TemplateCl24:
		f.States = []journey.State{journey.StateVisited}
	default:
		f.Steps = []journey.StepKind{journey.StepLetter}
	}
	return f
}

// choose takes another template; what was taken along was for the old one.
func (p *Page) choose(i int) {
	p.id = p.templates[i].ID
	p.included, p.reason = nil, ""
	p.load()
}

// offered keeps the templates that are offered, and shows the one that is chosen with
// the versions of its text.
func (p *Page) offered(list []data.TemplateInfo) {
	p.templates = slices.DeleteFunc(list, func(t data.TemplateInfo) bool { return t.Hidden && t.ID != p.id })
	items := make([]widget.MenuItem, len(p.templates))
	at := -1
	p.template.Detail = ""
	for i, t := range p.templates {
		items[i] = widget.MenuItem{Text: t.Name(p.s.Lang())}
		if t.Own {
			items[i].Detail = p.s.T("templates.own")
		}
		if t.ID == p.id {
			at = i
			if len(t.Langs) > 0 && t.Langs[0].Version > 0 {
				p.template.Detail = p.s.T("templates.version", "Version", t.Langs[0].Version)
			}
		}
	}
	p.template.Items = items
	p.template.SetSelected(at)
}

func (p *Page) name(id string) string {
	r, ok := p.rows[id]
	if !ok {
		return ""
	}
	return r.Sorted()
}

// openPerson opens the participant of the row.
func (p *Page) openPerson() {
	if l := p.at(); l != nil {
		if row, ok := p.rows[l.id()]; ok {
			p.acts.Person(row)
		}
	}
}

// remove takes the letter under the bar out of the run, or puts one back that was taken
// along or taken out.
func (p *Page) remove() {
	l := p.at()
	if l == nil || l.head || l.sender != nil {
		return
	}
	id := l.id()
	p.next = p.after(id)
	if i := slices.Index(p.included, id); i >= 0 {
		p.included = slices.Delete(p.included, i, i+1)
		p.load()
		return
	}
	if slices.Contains(p.removed, id) || l.group == lefts {
		p.next = ""
		return
	}
	p.removed = append(p.removed, id)
	p.s.Tell(widget.BandInfo, say.T("mail.removed", "Name", p.name(id)))
	p.load()
}

// putBack puts one who was taken out by hand into the run again.
func (p *Page) putBack(id string) {
	p.removed = slices.DeleteFunc(p.removed, func(r string) bool { return r == id })
	p.next = id
	p.load()
}

// after gives who stands under someone in the list, or above at its end: where the bar
// goes when the row leaves its place.
func (p *Page) after(id string) string {
	at := slices.IndexFunc(p.lines, func(l line) bool { return l.id() == id })
	for _, by := range []int{1, -1} {
		for i := at + by; i >= 0 && i < len(p.lines); i += by {
			if !p.lines[i].head && p.lines[i].group == p.lines[at].group {
				return p.lines[i].id()
			}
		}
	}
	return ""
}
