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
	"fyrtio/ui/preview"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Criteria is the editor of the criteria: points at the left, the table of one in the
// middle, the criteria sheet or the star at the right as they will be.
type Criteria struct {
	s *shell.Shell
	p Params
	d *criteriaDraft

	at     int // row: 0 the criteria as a whole, then the points by their place in the star
	lang   say.Lang
	figure bool // the star in place of the sheet
	table  *table
	faults []star.Fault
	differ map[string]bool // points that were changed

	header    *widget.Drawing
	langs     *widget.Segments
	list      *widget.List
	middle    *fyne.Container
	faultList *widget.List
	sheet     *preview.Sheet
	button    *widget.Button
	inputs    *widget.Button
	content   *fyne.Container
	body      *shell.Body
}

// NewCriteria makes the editor.
func NewCriteria(s *shell.Shell, params Params) *Criteria {
	p := &Criteria{s: s, p: params, lang: s.Lang(), at: 1}
	p.header = widget.NewDrawing(nil, func(pen *widget.Pen) {
		size := pen.Size()
		end := pen.Mid(0, 0, size.Height, s.T("edition.criteria.title"), widget.Title)
		pen.Fit(end+12, 2, size.Height, size.Width-end-12, p.stand(), widget.Second)
	})
	p.langs = widget.NewSegments([]widget.Segment{{Text: s.T("edition.lang.sv")}, {Text: s.T("edition.lang.en")}}, langAt(p.lang), func(i int) { p.turnLang([]say.Lang{say.Swedish, say.English}[i]) })
	p.list = widget.NewList(pointRow, func() int { return p.count() }, p.paintPoint)
	p.list.OnSelect = func(i int) { p.open(i) }
	p.list.OnEnter = func(int) { p.table.focus(0) }
	p.list.BeforeKey = func(ev *fyne.KeyEvent) bool {
		return (ev.Name == fyne.KeyPageDown || ev.Name == fyne.KeyPageUp) && p.Key(ev)
	}
	p.list.Label = s.T("edition.criteria.title")
	p.list.BarGap = -8
	p.faultList = widget.NewList(faultRow, func() int { return len(p.faults) }, p.paintFault)
	p.faultList.Height = func(i int) float32 { return p.faultHeight(i) }
	p.faultList.OnEnter = p.toFault
	p.faultList.Label = s.T("templates.faults")
	p.faultList.BarGap = -8
	p.sheet = preview.NewSheet(s, params.Pager, "editions.criteria")
	p.sheet.Foot = func(page, pages int) string {
		if pages == 0 {
			return ""
		}
		return s.T("templates.page", "Page", page, "Pages", pages)
	}
	p.inputs = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("edition.criteria.inputs"), Key: "F9"}, p.inputMenu)
	p.button = widget.NewButton(widget.Look{Kind: widget.Off, Icon: icon.Yes, Text: s.T("edition.wording.save"), Key: "Ctrl+S"}, p.save)
	p.button.OnReason = func(string) { p.save() }
	p.middle = container.NewStack()
	p.content = container.New(criteriaLayout{p}, p.langs, p.inputs, p.list, p.middle, p.faultList, p.sheet, p.button)
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

// Content is for shell.Page.
func (p *Criteria) Content() fyne.CanvasObject { return p.body }

// Focus is for shell.Page.
func (p *Criteria) Focus() { widget.Focus(p.list) }

// Measure is for shell.Measured.
func (p *Criteria) Measure(theme.Measures) {
	if p.d != nil {
		p.edited()
	}
	p.body.Refresh()
	p.content.Refresh()
}

// Close lets the preview's memory go.
func (p *Criteria) Close() { closePager(p.p.Pager) }

// WindowTitle is for the window's title.
func (p *Criteria) WindowTitle() string { return p.s.T("edition.criteria.title") }

// Hints is for shell.Page.
func (p *Criteria) Hints() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"Enter", "Tab"}, Text: t("edition.key.cells")}, {Keys: []string{"PgUp", "PgDn"}, Text: t("edition.key.point")}, {Keys: []string{"F6"}, Text: t("templates.key.lang")},
		{Keys: []string{"F7"}, Text: t("edition.key.figure")}, {Keys: []string{"F8"}, Text: t("templates.key.fault")}, {Keys: []string{"Ctrl+S"}, Text: t("edition.key.version")}, {Keys: []string{"Esc"}, Text: t("templates.key.back")}}
}

// Keys is for shell.Helper.
func (p *Criteria) Keys() []widget.Hint {
	t := p.s.T
	return []widget.Hint{{Keys: []string{"F3", "F4"}, Text: t("edition.key.move")}, {Keys: []string{"F9"}, Text: t("edition.key.inputs")}, {Keys: []string{"F10"}, Text: t("edition.key.restore_point")}, {Keys: []string{"F11"}, Text: t("edition.key.page")}}
}

// Key is for shell.Keyer.
func (p *Criteria) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyF3:
		p.move(-1)
	case fyne.KeyF4:
		p.move(+1)
	case fyne.KeyF6:
		p.turnLang(map[say.Lang]say.Lang{say.Swedish: say.English, say.English: say.Swedish}[p.lang])
	case fyne.KeyF7:
		p.figure = !p.figure
		p.draw()
	case fyne.KeyF8:
		p.nextFault()
	case fyne.KeyF9:
		p.inputMenu()
	case fyne.KeyF10:
		p.restore()
	case fyne.KeyF11:
		p.turnPage()
	case fyne.KeyPageDown:
		p.turn(+1)
	case fyne.KeyPageUp:
		p.turn(-1)
	default:
		return false
	}
	return true
}

// Shortcut is for shell.Shortcutter.
func (p *Criteria) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	if mod == fyne.KeyModifierControl && (key == fyne.KeyS || key == fyne.KeyReturn) {
		p.save()
		return true
	}
	return false
}

// Escape goes from the table to the list.
func (p *Criteria) Escape() bool {
	if p.inList() {
		return false
	}
	p.Focus()
	return true
}

func (p *Criteria) inList() bool { return p.s.Canvas().Focused() == fyne.Focusable(p.list) }

func (p *Criteria) turnPage() {
	if !p.sheet.Turn(+1) {
		page, _ := p.sheet.Page()
		p.sheet.Turn(-page)
	}
}

func (p *Criteria) count() int {
	if p.d == nil {
		return 0
	}
	return 1 + star.Points
}

// point gives the point that is shown, nil for the criteria as a whole.
func (p *Criteria) point() *star.Criterion {
	if p.d == nil || p.at < 1 || p.at > star.Points {
		return nil
	}
	return p.d.c.At(p.at - 1)
}

// load reads the criteria in force, or goes on with the draft of them.
func (p *Criteria) load() {
	d := &criteriaDraft{typed: map[place]map[int]string{}, faults: map[place][]star.Fault{}}
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
		d.base, err = p.p.Store.CriteriaEdition(ctx, "")
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		d.c = d.base.Clone()
		if old := p.p.Drafts.criteria; old != nil && old.base.Edition() == d.base.Edition() {
			d.c, d.typed, d.faults = old.c, old.typed, old.faults
		}
		p.d, p.p.Drafts.criteria = d, d
		p.list.Reload()
		p.list.Select(p.at)
		p.open(p.at)
	})
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
	p.edited()
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

// turn shows another point.
func (p *Criteria) turn(by int) {
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
	inside := !p.inList()
	p.open(p.at)
	if inside {
		p.table.focus(0)
	}
}

// edited looks for faults and draws the preview: something was written.
func (p *Criteria) edited() {
	p.faults, p.differ = p.d.all(), map[string]bool{}
	for _, c := range star.Changes(p.d.base, p.d.c, p.d.form) {
		p.differ[c.Point] = true
	}
	p.faultList.Reload()
	look := widget.Look{Kind: widget.Filled, Icon: icon.Yes, Text: p.s.T("edition.wording.save"), Key: "Ctrl+S"}
	if p.s.Measures().Compact {
		look.Text, look.Icon = p.s.T("edition.save.short"), icon.None
	}
	if len(p.faults) > 0 || !p.d.changed() {
		look.Kind = widget.Off
	}
	p.button.Set(look)
	p.inputs.Hide()
	if p.point() != nil {
		p.inputs.Show()
	}
	p.table.mark()
	p.header.Refresh()
	p.list.Refresh()
	p.content.Refresh()
	p.draw()
}

// draw shows the sheet or the star with what is written. Criteria with faults are shown as
// they last were whole, point by point.
func (p *Criteria) draw() {
	if p.d == nil {
		return
	}
	c, d, lang, clinic, today := p.d.c.Clone(), p.d.form, p.lang, p.p.Store.Config().Clinic(), p.s.Today()
	figure := p.figure
	p.sheet.Paper(fmt.Sprint("criteria", figure), func(_ context.Context, w io.Writer) (err error) {
		if figure {
			_, err = paper.WriteStar(w, samplePage(clinic, lang, c, d, today))
		} else {
			_, err = paper.WriteCriteria(w, paper.CriteriaSheet{Clinic: clinic, Lang: lang, Criteria: c, Form: d})
		}
		return err
	})
}

func (p *Criteria) stand() string {
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

// restore puts back what the point was in the version in force.
func (p *Criteria) restore() {
	pt := p.point()
	if pt == nil {
		return
	}
	if old, ok := p.d.base.Clone().Criterion(pt.ID); ok {
		old.K, old.Group = pt.K, pt.Group
		*pt = *old
		p.d.forget(pt.ID)
		p.open(p.at)
	}
}

// save asks from which day the criteria are to hold, and makes them the next version.
func (p *Criteria) save() {
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
		then: func() {
			p.p.Drafts.criteria = nil
			s.Back()
		}})
}

// inputMenu offers what the point can hang on, and to let go of what it hangs on.
func (p *Criteria) inputMenu() {
	pt := p.point()
	if pt == nil {
		return
	}
	s, lang := p.s, p.s.Lang()
	var items []widget.MenuItem
	var do []func()
	add := func(item widget.MenuItem, f func()) { items, do = append(items, item), append(do, f) }
	for i, in := range pt.Inputs {
		name := pt.Head(star.Column{Input: i}, p.d.form).In(lang)
		optional := "edition.input.optional"
		if in.Optional {
			optional = "edition.input.needed"
		}
		add(widget.MenuItem{Text: s.T(optional, "Name", name), Icon: icon.Ring}, func() { pt.Inputs[i].Optional = !pt.Inputs[i].Optional })
		add(widget.MenuItem{Text: s.T("edition.input.remove", "Name", name), Icon: icon.No}, func() { pt.RemoveInput(i) })
	}
	add(widget.MenuItem{Text: s.T("edition.input.add"), Head: true}, nil)
	for _, source := range star.Sources(p.d.form) {
		if !slices.ContainsFunc(pt.Inputs, func(in star.Input) bool { return in.Answer == source.Answer && in.Index == source.Index }) {
			add(widget.MenuItem{Text: source.Name.In(lang), Icon: icon.Plus}, func() { pt.AddInput(source, p.d.form) })
		}
	}
	m := &widget.Menu{Items: items, OnChoose: func(i int) {
		do[i]()
		p.d.forget(pt.ID)
		p.open(p.at)
		p.table.focus(0)
	}}
	m.Show(s.Canvas(), p.inputs, 0)
}
