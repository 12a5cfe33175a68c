package visit

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/plan"
	"fyrtio/core/say"
	"fyrtio/core/star"
	record "fyrtio/core/visit"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Plans is what the page of goals and plan asks of the store.
type Plans interface {
	OpenPlan(ctx context.Context, participant string) (record.Plan, error)
	SavePlan(ctx context.Context, participant string, p plan.Plan) error
	PlanPage(ctx context.Context, participant string, lang paper.Lang) (paper.PlanPage, error)
	ActionTable(ctx context.Context) (data.OwnText, error)
	SaveActionTable(ctx context.Context, text string) (data.OwnText, error)
	LetterLang(ctx context.Context, participant string) (lang letter.Lang, chosen bool, err error)
}

// Offer draws a paper and asks where it is to go: printing.Desk.Offer.
type Offer func(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (pages int, err error))

// Plan is the page where it is written down what is agreed: up to three goals, the
// follow-up, what was done. Everything is on disk when a field is left.
type Plan struct {
	s     *shell.Shell
	store Plans
	offer Offer
	route shell.ToPlan
	ctx   context.Context

	rec     record.Plan
	plan    plan.Plan // as saved
	undo    []plan.Plan
	message message
	trouble string
	saver   *saver

	content *fyne.Container
	header  *widget.Drawing
	list    *widget.List // of the parts
	below   *widget.Drawing
	card    *widget.Drawing // behind the fields
	parts   []*part
	side    *widget.Drawing
	figure  *widget.Figure
	compact bool
	drawn   star.Drawing

	goals  [plan.MaxGoals]goalFields
	strong *widget.Field
	date   *widget.DateField
	clock  *widget.Field
	how    *widget.Field
	done   *widget.List
	edit   *widget.Button
	doing  []plan.Action // the rows of done
}

// goalFields are the fields of one goal.
type goalFields struct {
	area                     *widget.Select
	sure, support, what, how *widget.Field
}

// part is one row of the list and the fields that it shows.
type part struct {
	title   say.Text
	content *fyne.Container
	fields  []fyne.Focusable
}

// The parts, by their place in the list.
const (
	partFollow = plan.MaxGoals + iota
	partDone
	partStrong
)

// PlanPage makes the plan's page for the shell. ctx carries the reason for which a
// protected person is opened.
func PlanPage(ctx context.Context, s *shell.Shell, store Plans, offer Offer, r shell.ToPlan) (*Plan, error) {
	p := &Plan{s: s, store: store, offer: offer, route: r, ctx: ctx}
	if err := p.open(); err != nil {
		return nil, err
	}
	p.saver = newSaver(fyne.Do, func() { p.tell(widget.BandInfo, say.T("visit.saving")) })
	p.build()
	p.show()
	p.list.Select(0)
	p.arrange()
	return p, nil
}

func (p *Plan) open() error {
	rec, err := p.store.OpenPlan(p.ctx, p.route.ID)
	if err != nil {
		return err
	}
	p.rec, p.plan = rec, rec.Plan
	p.doing = slices.Clone(rec.Actions)
	for _, a := range rec.Plan.Done {
		if !slices.ContainsFunc(p.doing, a.Same) {
			p.doing = append(p.doing, a) // no longer in the table
		}
	}
	return nil
}

func (p *Plan) build() {
	s := p.s
	p.header = widget.NewDrawing(nil, p.paintHeader)
	p.list = widget.NewList(planRow, func() int { return len(p.parts) }, p.paintPart)
	p.list.Label = s.T("plan.parts")
	p.list.OnSelect = func(int) { p.arrange() }
	p.list.OnEnter = func(int) { p.enter() }
	p.list.OnRune = p.rune
	p.list.BeforeKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyRight {
			p.enter()
		}
		return ev.Name == fyne.KeyRight
	}
	p.below = widget.NewDrawing(nil, p.paintBelow)
	p.card = widget.NewDrawing(nil, func(pen *widget.Pen) { pen.Card(0, 0, pen.Size().Width, pen.Size().Height) })
	p.side = widget.NewDrawing(nil, p.paintSide)
	p.figure = widget.NewFigure(fyne.Size{}, func(w, h, unit float64) []star.Shape {
		d := p.drawn
		d.CX, d.CY, d.R = w/2, h/2, w/2-8*unit
		d.Unit = d.R / paperR
		return star.Figure(d)
	})
	for i := range p.goals {
		p.buildGoal(i)
	}
	p.date = widget.NewDateField(s.T("plan.follow.date"), s.Today(), s.T("acts.date.bad"))
	p.date.Toward, p.date.Width = 1, 190
	p.date.Entry.OnEnter = func() {
		if p.date.Check() {
			p.onward()
		}
	}
	leave := p.date.Entry.OnFocus
	p.date.Entry.OnFocus = func(on bool) {
		leave(on)
		if !on {
			p.commit()
		}
	}
	p.clock = p.field("plan.follow.time", 1)
	p.clock.Width = 110
	p.how = p.field("plan.follow.how", 2)
	p.part(say.T("plan.follow"), []fyne.Focusable{p.date.Entry, p.clock.Entry, p.how.Entry},
		widget.Line(12, p.date, p.clock), p.how, p.about("plan.follow.about"))
	p.buildDone()
	p.strong = p.field("plan.strong", 3)
	p.part(say.T("plan.strong"), []fyne.Focusable{p.strong.Entry}, p.strong, p.about("plan.strong.about"))
	objects := []fyne.CanvasObject{canvas.NewRectangle(theme.Color(theme.Paper)), p.header, p.list, p.below, p.card, p.side, p.figure}
	for _, pt := range p.parts {
		objects = append(objects, pt.content)
	}
	p.content = container.New((*planLayout)(p), objects...)
}

func (p *Plan) buildGoal(i int) {
	s, g := p.s, &p.goals[i]
	names := []string{s.T("plan.area.none")}
	for _, c := range p.rec.Criteria.Points {
		names = append(names, p.pointName(c))
	}
	g.area = widget.NewSelect(s.T("plan.area"), names, 0, func(int) { p.commit() })
	g.sure, g.support = p.field("plan.sure", 1), p.field("plan.support", 1)
	g.sure.Width = 124
	g.sure.Entry.SelectOnFocus = true
	g.what, g.how = p.field("plan.what", 2), p.field("plan.how", 2)
	p.part(say.T("plan.goal", "Number", i+1), []fyne.Focusable{g.area, g.sure.Entry, g.support.Entry, g.what.Entry, g.how.Entry},
		widget.Line(12, g.area, g.sure, g.support), g.what, g.how)
}

// pointName names a point with its level, so that the short ones are seen in the menu.
func (p *Plan) pointName(c star.Criterion) string {
	if l := p.rec.Levels[c.ID]; l > 0 {
		return p.s.T("plan.area.level", "Name", c.Name.In(p.s.Lang()), "Level", l)
	}
	return c.Name.In(p.s.Lang())
}

func (p *Plan) buildDone() {
	p.done = widget.NewList(32, func() int { return len(p.doing) }, p.paintAction)
	p.done.Label = p.s.T("plan.done")
	p.done.OnEnter, p.done.OnTick = p.toggle, p.toggle
	p.done.OnRune = p.rune
	p.edit = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: p.s.T("plan.actions.edit"), Key: "R"}, p.editActions)
	p.parts = append(p.parts, &part{title: say.T("plan.done"), fields: []fyne.Focusable{p.done},
		content: container.New((*doneLayout)(p), p.done, p.edit)})
}

// field makes a field that is stored when it is left; Enter goes on.
func (p *Plan) field(id string, rows int) *widget.Field {
	f := widget.NewTextArea(p.s.T(id), "", rows)
	old := f.Entry.OnFocus
	f.Entry.OnFocus = func(on bool) {
		old(on)
		if !on {
			p.commit()
		}
	}
	f.Entry.OnEnter = p.onward
	return f
}

func (p *Plan) about(id string) fyne.CanvasObject {
	lines := func(w float32) []string { return widget.Lines(p.s.T(id), widget.Second, w) }
	return widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, 3*widget.Second.Line()) }, func(pen *widget.Pen) {
		for i, l := range lines(pen.Size().Width) {
			pen.Text(0, float32(i)*widget.Second.Line(), l, widget.Second)
		}
	})
}

func (p *Plan) part(title say.Text, fields []fyne.Focusable, rows ...fyne.CanvasObject) {
	p.parts = append(p.parts, &part{title: title, fields: fields, content: widget.Column(10, rows...)})
}

// show writes the plan into the fields.
func (p *Plan) show() {
	for i := range p.goals {
		g, f := p.plan.Goals[i], &p.goals[i]
		f.area.SetSelected(1 + slices.IndexFunc(p.rec.Criteria.Points, func(c star.Criterion) bool { return c.ID == g.Point }))
		f.sure.SetText(g.Sure)
		f.support.SetText(g.Support)
		f.what.SetText(g.What)
		f.how.SetText(g.How)
	}
	p.date.SetDate(p.plan.Follow.Date)
	p.clock.SetText(p.plan.Follow.Time)
	p.how.SetText(p.plan.Follow.How)
	p.strong.SetText(p.plan.Strong)
}

// typed gives the plan as it stands in the fields.
func (p *Plan) typed() plan.Plan {
	t := plan.Plan{Strong: p.strong.Text(), Done: p.plan.Done}
	for i := range p.goals {
		f := &p.goals[i]
		t.Goals[i] = plan.Goal{Sure: f.sure.Text(), Support: f.support.Text(), What: f.what.Text(), How: f.how.Text()}
		if at := f.area.Selected() - 1; at >= 0 {
			t.Goals[i].Point = p.rec.Criteria.Points[at].ID
		}
	}
	t.Follow = plan.Follow{Time: p.clock.Text(), How: p.how.Text(), Date: p.plan.Follow.Date}
	if d, ok := p.date.Date(); ok {
		t.Follow.Date = d
	}
	return t
}

// commit stores what stands in the fields, if it says something new.
func (p *Plan) commit() { p.change(p.typed) }

// change stores what make gives. While a write is under way it waits, and only then asks
// make: else what the write stores would be missing from the plan that follows it.
func (p *Plan) change(make func() plan.Plan) {
	if p.saver.busy() {
		p.saver.later(func() { p.change(make) })
		return
	}
	p.save(make(), true)
}

func (p *Plan) save(to plan.Plan, undoable bool) {
	clean, err := to.Clean(p.rec.Criteria.Points)
	if err != nil {
		p.trouble = p.words(err)
		p.refresh()
		return
	}
	if clean.Equal(p.plan) {
		if lost := p.lost(); p.trouble != lost {
			p.trouble = lost
			p.refresh()
		}
		return
	}
	was := p.plan
	p.saver.run(func() error { return p.store.SavePlan(p.ctx, p.route.ID, clean) }, func(err error) {
		if err != nil {
			p.trouble = p.words(err)
			p.refresh()
			return
		}
		p.plan, p.trouble, p.message = clean, p.lost(), message{}
		p.rec.Saved, p.rec.By = p.s.Now(), p.s.User()
		p.rec.Printed.Outdated = !p.rec.Printed.At.IsZero()
		if undoable {
			p.undo = append(p.undo, was)
		} else {
			p.show()
			p.tell(widget.BandOK, say.T("plan.undone"))
		}
		p.refresh()
	})
}

// lost tells of a day that cannot be read: it is in no plan.
func (p *Plan) lost() string {
	if _, ok := p.date.Date(); ok {
		return ""
	}
	return p.date.Bad
}

func (p *Plan) words(err error) string { return wordsOf(p.s.Lang(), err) }

// Undo takes back what was stored last.
func (p *Plan) Undo() bool {
	if p.saver.busy() {
		p.saver.later(func() { p.Undo() })
		return true
	}
	if len(p.undo) == 0 {
		p.tell(widget.BandInfo, say.T("plan.undo.none"))
		return true
	}
	last := p.undo[len(p.undo)-1]
	p.undo = p.undo[:len(p.undo)-1]
	p.date.SetDate(last.Follow.Date)
	p.save(last, false)
	return true
}

// toggle ticks an action of what was done.
func (p *Plan) toggle(i int) {
	action := p.doing[i]
	p.change(func() plan.Plan {
		to := p.typed()
		to.Done = slices.Clone(to.Done)
		to.Toggle(action)
		return to
	})
}

// editActions opens the table of actions as text.
func (p *Plan) editActions() {
	var table data.OwnText
	p.s.Do("", func(ctx context.Context) (err error) {
		table, err = p.store.ActionTable(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		editText(p.s, p.s.T("plan.actions.title"), p.s.T("plan.actions.about"), table.Text, func(ctx context.Context, text string) error {
			_, err := p.store.SaveActionTable(ctx, text)
			return err
		}, func() {
			p.s.Done(say.T("plan.actions.saved"), nil, nil)
			p.Resume()
			p.done.Reload()
			widget.Focus(p.done)
		})
	})
}

// print draws the page for the participant, in the language that is chosen.
func (p *Plan) print() {
	p.Suspend()
	langs := letter.Languages()
	if l, _, err := p.store.LetterLang(p.ctx, p.route.ID); err == nil && l.Known() { // the person's own language first
		langs = append([]letter.Lang{l}, slices.DeleteFunc(langs, func(o letter.Lang) bool { return o == l })...)
	}
	names := make([]string, len(langs))
	for i, l := range langs {
		names[i] = upperFirst(p.s.Say(l.Name()))
	}
	a := acts.Acts{Shell: p.s}
	a.Choose(p.s.T("plan.print.title"), p.s.T("plan.print.text"), names, func(i int) {
		lang := langs[i]
		p.offer(p.s, string(PaperPlan), p.s.T("printing.paper.plan"), func(ctx context.Context, w io.Writer) (int, error) {
			page, err := p.store.PlanPage(data.WithReason(ctx, p.route.Reason), p.route.ID, lang)
			if err != nil {
				return 0, err
			}
			drawn, err := paper.WritePlan(w, page)
			fyne.Do(func() { Redrawn(p.s) })
			return drawn.Pages, err
		})
	})
}

// Redrawn has the page that is shown read again when its paper was drawn last: an outdated
// one may be replaced.
func Redrawn(s *shell.Shell) {
	switch page := s.Page().(type) {
	case *Star:
		page.Resume()
	case *Plan:
		page.Resume()
	}
}
