package editions

import (
	"context"
	"fmt"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/day"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Criteria is the editor of the criteria: points at the left, the table of one in the
// middle, the criteria sheet or the star at the right as they will be.
type Criteria struct {
	editor
	d *criteriaDraft

	at     int // row: 0 the criteria as a whole, then the points by their place in the star, then heredity
	lang   say.Lang
	worded bool // a point's words in place of its levels
	figure bool // the star in place of the sheet
	table  *table
	faults []star.Fault

	langs     *widget.Segments
	views     *widget.Segments
	middle    *fyne.Container
	faultList *widget.List
	inputs    *widget.Button
}

// NewCriteria makes the editor.
func NewCriteria(s *shell.Shell, params Params) *Criteria {
	p := &Criteria{lang: s.Lang(), at: 1}
	p.editor = editor{stand: p.stands, turn: p.turnTo, view: p.turnView, save: p.saveVersion, goOn: p.goOn, load: p.load}
	p.start(s, params, data.CriteriaEditions, "edition.criteria.title", "editions.criteria", func() string { return p.d.text() })
	p.langs = widget.NewSegments([]widget.Segment{{Text: s.T("edition.lang.sv")}, {Text: s.T("edition.lang.en")}}, langAt(p.lang), func(i int) { p.turnLang([]say.Lang{say.Swedish, say.English}[i]) })
	p.views = widget.NewSegments([]widget.Segment{{Text: s.T("edition.point.levels")}, {Text: s.T("edition.point.wording")}}, 0, func(i int) { p.turnWords(i == 1) })
	p.setList(widget.NewList(pointRow, func() int { return p.count() }, p.paintPoint), p.open, func() { p.table.focus(0) })
	p.list.OnRune = p.rune
	p.faultList = widget.NewList(faultRow, func() int { return len(p.faults) }, p.paintFault)
	p.faultList.Height = func(i int) float32 { return p.faultHeight(i) }
	p.faultList.OnEnter = p.toFault
	p.faultList.Label = s.T("templates.faults")
	p.faultList.BarGap = -8
	p.inputs = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("edition.criteria.inputs"), Key: "F9"}, p.inputMenu)
	p.middle = container.NewStack()
	p.content = container.New(criteriaLayout{p}, p.langs, p.inputs, p.list, p.views, p.middle, p.faultList, p.sheet, p.button)
	p.body = shell.NewBody(s, p.header, p.content, nil)
	p.load()
	return p
}

const (
	pointRow = 36
	faultRow = 32
)

func langAt(l say.Lang) int {
	if l == say.English {
		return 1
	}
	return 0
}

// Measure is for shell.Measured.
func (p *Criteria) Measure(m theme.Measures) {
	if p.d != nil {
		p.refresh()
	}
	p.editor.Measure(m)
}

// Hints is for shell.Page.
func (p *Criteria) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"Enter", "Tab"}, Text: t("edition.key.cells")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("edition.key.point")}, {Keys: []string{"F5"}, Text: t("edition.key.words")},
		{Keys: []string{"F7"}, Text: t("edition.key.figure")}, {Keys: []string{"F8"}, Text: t("templates.key.fault")}, {Keys: []string{"Ctrl+S"}, Text: t("edition.key.version")}, {Keys: []string{"Esc"}, Text: t("templates.key.back")}}
}

// Keys is for shell.Helper.
func (p *Criteria) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"F2", "F4"}, Text: t("edition.key.move")}, {Keys: []string{"F6"}, Text: t("templates.key.lang")}, {Keys: []string{"F9"}, Text: t("edition.key.inputs")},
		{Keys: []string{"F10"}, Text: t("edition.key.restore_point")}, {Keys: []string{"F11"}, Text: t("edition.key.page")}, {Keys: []string{"Delete"}, Text: t("edition.key.renew")}}
}

// Key is for shell.Keyer.
func (p *Criteria) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF2:
		p.move(-1)
	case fyne.KeyF4:
		p.move(+1)
	case fyne.KeyF5:
		p.turnWords(!p.worded)
	case fyne.KeyF6:
		p.turnLang(map[say.Lang]say.Lang{say.Swedish: say.English, say.English: say.Swedish}[p.lang])
	case fyne.KeyF8:
		p.nextFault()
	case fyne.KeyF9:
		p.inputMenu()
	case fyne.KeyF10:
		p.restore()
	case fyne.KeyDelete:
		p.renew()
	default:
		return p.key(ev)
	}
	return true
}

// rune answers who looks for a way to add a point: there is none.
func (p *Criteria) rune(r rune) bool {
	if r != 'n' && r != 'N' && r != '+' {
		return false
	}
	p.s.Tell(widget.BandInfo, say.T("edition.criteria.twelve"))
	return true
}

func (p *Criteria) count() int {
	if p.d == nil {
		return 0
	}
	return heredityRow + 1
}

// heredityRow is the marker's row, after the points.
const heredityRow = 1 + star.Points

// point gives the point that is shown, nil for the criteria as a whole and for heredity.
func (p *Criteria) point() *star.Criterion {
	if p.d == nil || p.at < 1 || p.at > star.Points {
		return nil
	}
	return p.d.c.At(p.at - 1)
}

// load reads the criteria in force, and the draft of them.
func (p *Criteria) load() {
	d := newCriteriaDraft()
	var draft data.Draft
	p.s.Do("editions.criteria.load", func(ctx context.Context) (err error) {
		list, err := p.p.Store.Editions(ctx, data.CriteriaEditions)
		if err != nil {
			return err
		}
		for _, e := range list {
			d.taken = append(d.taken, e.Version)
		}
		if d.form, err = p.p.Store.FormEdition(ctx, ""); err != nil {
			return err
		}
		if d.base, err = p.p.Store.CriteriaEdition(ctx, ""); err != nil {
			return err
		}
		draft, err = p.p.Store.Draft(ctx, data.CriteriaEditions)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		d.c = d.base.Clone()
		p.d = d
		d.look()
		p.foundDraft(draft)
		p.list.Reload()
		p.list.Select(p.at)
		p.open(p.at)
	})
}

// goOn takes up a draft; one that cannot be read is passed over.
func (p *Criteria) goOn(draft string) {
	if err := p.d.read(draft); err != nil {
		p.s.Fail(err)
	}
	p.d.look()
}

// open shows the table of a point.
func (p *Criteria) open(at int) {
	if p.d == nil || at < 0 || at >= p.count() {
		return
	}
	p.at = at
	p.table = p.newTable()
	p.middle.Objects = []fyne.CanvasObject{p.table.content}
	p.middle.Refresh()
	p.refresh()
	if pt := p.point(); pt != nil && !p.figure {
		want := 0
		if pt.Group == star.Measures {
			want = 1
		}
		if page, pages := p.sheet.Page(); want < pages {
			p.sheet.Turn(want - page)
		}
	}
}

// again shows the same row anew; the keyboard stays where it was, in the list or in the table.
func (p *Criteria) again() {
	inside := !p.inList()
	p.open(p.at)
	if inside {
		p.table.focus(0)
	}
}

// turnTo shows another point.
func (p *Criteria) turnTo(by int) {
	if to := p.at + by; to >= 0 && to < p.count() {
		inside := !p.inList()
		p.list.Select(to)
		p.open(to)
		if inside {
			p.table.focus(0)
		}
	}
}

func (p *Criteria) turnLang(l say.Lang) {
	p.lang = l
	p.langs.SetSelected(langAt(l))
	p.again()
}

// turnWords shows the words of a point, or its levels.
func (p *Criteria) turnWords(on bool) {
	p.worded = on
	p.views.SetSelected(map[bool]int{true: 1}[on])
	p.again()
}

func (p *Criteria) turnView() {
	p.figure = !p.figure
	p.draw()
}

// edited follows something that was written.
func (p *Criteria) edited() {
	p.d.look()
	p.keep.Now()
	p.refresh()
}

// refresh looks for faults and draws the preview.
func (p *Criteria) refresh() {
	p.faults = p.d.all()
	p.faultList.Reload()
	p.look(len(p.faults) == 0 && p.d.changed())
	shown := func(o fyne.CanvasObject, yes bool) {
		if yes {
			o.Show()
		} else {
			o.Hide()
		}
	}
	shown(p.inputs, p.at > 0)
	shown(p.views, p.point() != nil)
	p.table.mark()
	p.header.Refresh()
	p.list.Refresh()
	p.content.Refresh()
	p.draw()
}

// draw shows the sheet or the star with what is written; heredity stands on the star.
func (p *Criteria) draw() {
	if p.d == nil {
		return
	}
	c, d, lang, clinic, today := p.d.c.Clone(), p.d.form, p.lang, p.p.Store.Config().Clinic(), p.s.Today()
	figure := p.figure || p.at == heredityRow
	p.sheet.Paper(fmt.Sprint("criteria", figure), func(_ context.Context, w io.Writer) (err error) {
		if figure {
			_, err = paper.WriteStar(w, samplePage(clinic, lang, c, d, today))
		} else {
			_, err = paper.WriteCriteria(w, paper.CriteriaSheet{Clinic: clinic, Lang: lang, Criteria: c, Form: d})
		}
		return err
	})
}

func (p *Criteria) stands() string {
	switch {
	case p.d == nil:
		return ""
	case p.d.changed():
		return p.s.T("edition.criteria.changed", "Version", p.d.base.Edition())
	case p.d.base.Example:
		return p.s.T("edition.criteria.example")
	}
	return p.s.T("edition.criteria.same", "Version", p.d.base.Edition())
}

// move moves the point to the next place of the star.
func (p *Criteria) move(by int) {
	if pt := p.point(); pt != nil {
		p.d.c.Move(pt.ID, by)
		p.at = pt.K + 1
		p.list.Select(p.at)
		p.edited()
		p.s.Tell(widget.BandOK, say.T("edition.criteria.moved", "Name", pt.Name, "Place", pt.K+1))
	}
}

// renew asks to put a new point in the place of this one: there are always twelve.
func (p *Criteria) renew() {
	pt := p.point()
	if pt == nil {
		p.s.Tell(widget.BandInfo, say.T("edition.criteria.twelve"))
		return
	}
	s := p.s
	d := &widget.Dialog{Icon: icon.Star, Tone: theme.Warn, Title: s.T("edition.criteria.renew", "Name", pt.Name), Text: s.T("edition.criteria.renew.text"),
		Left: s.T("ui.cancel"), Right: s.T("edition.criteria.renew.act")}
	d.OnRight = func() bool {
		d.Close()
		p.d.forget(pt.ID)
		p.d.c.Renew(pt.ID)
		p.worded = false
		p.views.SetSelected(0)
		p.open(p.at)
		p.edited()
		p.table.focus(0)
		return true
	}
	s.Ask(d)
}

// restore puts back what the row was in the version in force.
func (p *Criteria) restore() {
	if p.d == nil {
		return
	}
	if !p.d.restore(p.point(), p.at) {
		p.s.Tell(widget.BandWarn, say.T("edition.criteria.unrestored"))
		return
	}
	p.again()
	p.edited()
}

// saveVersion asks from which day the criteria are to hold, and makes them the next version.
func (p *Criteria) saveVersion() {
	s := p.s
	switch {
	case p.d == nil:
		return
	case len(p.faults) > 0:
		s.Tell(widget.BandWarn, say.T("edition.criteria.faulty", "N", len(p.faults)))
		p.toFault(0)
		return
	case !p.d.changed():
		s.Tell(widget.BandOK, say.T("edition.wording.unchanged"))
		return
	}
	c, before := p.d.c.Clone(), p.d.base.Edition()
	c.ID, c.Version = p.d.next()
	text := s.T("edition.criteria.ask.text")
	if c.Example {
		text += " " + s.T("edition.criteria.ask.example")
	}
	askFrom(s, saving{title: s.T("edition.criteria.ask", "Version", c.Edition()), text: text, version: c.Edition(),
		add: func(ctx context.Context, from day.Date) error {
			c.Date = from
			_, err := p.p.Store.AddCriteria(ctx, c.JSON(), from)
			return err
		},
		undo: func(ctx context.Context, from day.Date) error {
			return p.p.Store.UseEdition(ctx, data.CriteriaEditions, before, from)
		},
		then: func() { p.keep.Drop(s.Back) }})
}

// inputMenu offers what the point, or the marker, can hang on, and to let go of what it
// hangs on.
func (p *Criteria) inputMenu() {
	if p.d == nil || p.at == 0 {
		return
	}
	var menu widget.Menu
	var do []func()
	add := func(item widget.MenuItem, f func()) { menu.Items, do = append(menu.Items, item), append(do, f) }
	if pt := p.point(); pt != nil {
		p.pointInputs(pt, add)
	} else {
		p.heredityInputs(add)
	}
	menu.OnChoose = func(i int) {
		do[i]()
		if pt := p.point(); pt != nil {
			p.d.forget(pt.ID)
		}
		p.open(p.at)
		p.edited()
		p.table.focus(0)
	}
	menu.Show(p.s.Canvas(), p.inputs, 0)
}

func (p *Criteria) pointInputs(pt *star.Criterion, add func(widget.MenuItem, func())) {
	s, lang := p.s, p.s.Lang()
	for i := range pt.Inputs {
		in := &pt.Inputs[i]
		name := in.NameOf(p.d.form).In(lang)
		optional := "edition.input.optional"
		if in.Optional {
			optional = "edition.input.needed"
		}
		add(widget.MenuItem{Text: s.T(optional, "Name", name), Icon: icon.Ring}, func() { in.Optional = !in.Optional })
		switch {
		case in.Sexes != nil:
			add(widget.MenuItem{Text: s.T("edition.input.join", "Name", name), Icon: icon.Participants}, in.JoinSexes)
		case in.Codes == nil:
			add(widget.MenuItem{Text: s.T("edition.input.split", "Name", name), Icon: icon.Participants}, in.SplitSexes)
		}
		add(widget.MenuItem{Text: s.T("edition.input.remove", "Name", name), Icon: icon.No}, func() { pt.RemoveInput(i) })
	}
	add(widget.MenuItem{Text: s.T("edition.input.add"), Head: true}, nil)
	for _, source := range star.Sources(p.d.form) {
		if !slices.ContainsFunc(pt.Inputs, func(in star.Input) bool { return in.Answer == source.Answer && in.Index == source.Index }) {
			add(widget.MenuItem{Text: source.Name.In(lang), Icon: icon.Plus}, func() { pt.AddInput(source, p.d.form) })
		}
	}
}

func (p *Criteria) heredityInputs(add func(widget.MenuItem, func())) {
	s, lang, h := p.s, p.s.Lang(), &p.d.c.Heredity
	for i, in := range h.Inputs {
		add(widget.MenuItem{Text: s.T("edition.input.remove", "Name", in.NameOf(p.d.form).In(lang)), Icon: icon.No}, func() { h.RemoveInput(i) })
	}
	add(widget.MenuItem{Text: s.T("edition.input.add"), Head: true}, nil)
	for _, source := range star.HereditySources(p.d.form) {
		if !slices.ContainsFunc(h.Inputs, func(in star.HeredityInput) bool { return in.Answer == source.Answer }) {
			add(widget.MenuItem{Text: source.Name.In(lang), Icon: icon.Plus}, func() { h.AddInput(source) })
		}
	}
}
