package report

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/pnr"
	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Earlier is the page of the figures from the years before the program: the years at the
// left, the figures of the chosen one at the right.
type Earlier struct {
	s      *shell.Shell
	p      Params
	years  []int
	figs   map[int][]figures.Figure
	loaded bool

	header              *widget.Drawing
	add, read, template *widget.Button
	list                *widget.List // of the years
	rows                *widget.List // of the figures of a year
	empty               *widget.Empty
	lower               *widget.Drawing
	body                *shell.Body
}

// sexes are the columns of the table, "" for all.
var sexes = []string{"", string(pnr.Woman), string(pnr.Man)}

// NewEarlier makes the page.
func NewEarlier(s *shell.Shell, params Params) *Earlier {
	e := &Earlier{s: s, p: params, figs: map[int][]figures.Figure{}}
	e.add = widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Plus, Text: s.T("reports.earlier.add"), Key: "N"}, e.askYear)
	e.read = widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Import, Text: s.T("reports.earlier.read"), Key: "I"}, e.askFile)
	e.template = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: s.T("reports.earlier.template"), Key: "M"}, e.saveTemplate)
	e.header = widget.NewDrawing(nil, e.paintHeader)
	e.list = widget.NewList(theme.RowParticipant, func() int { return len(e.years) }, e.paintYear)
	e.list.Label = s.T("reports.earlier")
	e.list.OnSelect = func(int) { e.shown() }
	e.list.OnFocus = func(bool) { s.Refooter() }
	e.list.OnEnter = func(int) { widget.Focus(e.rows) }
	e.list.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyRight:
			widget.Focus(e.rows)
		case fyne.KeyDelete, fyne.KeyBackspace:
			e.remove()
		default:
			return false
		}
		return true
	}
	e.rows = widget.NewList(theme.RowParticipant, func() int { return len(figures.Indicators) }, e.paintRow)
	e.rows.Head, e.rows.PaintHead = theme.RowHead, e.paintHead
	e.rows.OnEnter = e.edit
	e.rows.OnFocus = func(bool) { s.Refooter() }
	e.rows.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyLeft:
			widget.Focus(e.list)
		case fyne.KeyDelete, fyne.KeyBackspace:
			e.clear(e.rows.Selected())
		default:
			return false
		}
		return true
	}
	e.rows.OnRune = func(r rune) bool {
		if r < '0' || r > '9' {
			return false
		}
		e.edit(e.rows.Selected()) // typing begins at once
		if f := s.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
		return true
	}
	e.empty = widget.NewEmpty(s.T("reports.earlier.none"), s.T("reports.earlier.none.text"))
	e.lower = widget.NewDrawing(nil, e.arrange)
	e.body = shell.NewBody(s, e.header, e.lower, nil)
	e.reload(0)
	return e
}

// reload reads the figures and shows a year, 0 for the one in view.
func (e *Earlier) reload(year int) {
	var list []figures.Figure
	e.s.Do("earlier", func(ctx context.Context) (err error) {
		list, err = e.p.Store.Earlier(ctx)
		return err
	}, func(err error) {
		if err != nil {
			e.s.Fail(err)
			return
		}
		if year == 0 {
			year = e.year()
		}
		kept := e.years
		e.figs, e.years = map[int][]figures.Figure{}, nil
		for _, f := range list {
			e.figs[f.Cohort] = append(e.figs[f.Cohort], f)
		}
		for y := range e.figs {
			e.years = append(e.years, y)
		}
		for _, y := range append(kept, year) { // a year without figures stays while one is here
			if y != 0 && y == year && e.figs[y] == nil {
				e.years = append(e.years, y)
				break
			}
		}
		slices.Sort(e.years)
		slices.Reverse(e.years)
		first := !e.loaded
		e.loaded = true
		e.list.Reload()
		e.list.Select(max(0, slices.Index(e.years, year)))
		e.shown()
		if first && e.s.Page() == shell.Page(e) {
			e.Focus()
		}
	})
}

// year gives the year in view, 0 for none.
func (e *Earlier) year() int {
	if i := e.list.Selected(); i >= 0 && i < len(e.years) {
		return e.years[i]
	}
	return 0
}

func (e *Earlier) shown() {
	e.rows.Reload()
	e.rows.Label = strconv.Itoa(e.year())
	e.header.Refresh()
	e.lower.Refresh()
	e.s.Refooter()
}

// figure gives a figure of the year in view.
func (e *Earlier) figure(indicator, sex string) (figures.Figure, bool) {
	for _, f := range e.figs[e.year()] {
		if f.Indicator == indicator && f.Sex == sex {
			return f, true
		}
	}
	return figures.Figure{}, false
}

func (e *Earlier) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	end := pen.Mid(0, 0, size.Height+2, e.s.T("reports.earlier"), widget.Title)
	right := size.Width
	for _, b := range []*widget.Button{e.add, e.read, e.template} {
		w := b.MinSize().Width
		pen.Place(b, right-w, (size.Height-theme.ButtonHeight)/2, w, theme.ButtonHeight)
		right -= w + 10
	}
	text := widget.Shorten(e.s.T("reports.earlier.text"), widget.Second, right-end-20)
	if end+16+widget.Measure(text, widget.Second) < right {
		pen.Mid(end+16, 3, size.Height, text, widget.Second)
	}
}

func (e *Earlier) arrange(pen *widget.Pen) {
	size := pen.Size()
	if !e.loaded {
		return
	}
	if len(e.years) == 0 {
		pen.Card(0, 0, size.Width, size.Height)
		pen.Place(e.empty, 0, 0, size.Width, size.Height)
		return
	}
	wide := float32(190)
	if size.Width < 800 {
		wide = 128
	}
	pen.Place(e.list, 0, 0, wide, min(size.Height, float32(len(e.years))*theme.RowParticipant+2))
	pen.Place(e.rows, wide+16, 0, size.Width-wide-16, size.Height)
}

func (e *Earlier) paintYear(pen *widget.Pen, i int, st widget.RowState) {
	size, y := pen.Size(), e.years[i]
	end := 16 + pen.Mid(16, 0, size.Height, strconv.Itoa(y), widget.Plain.As(st.Selected))
	count := strconv.Itoa(len(e.figs[y]))
	if size.Width > 150 {
		count = e.s.T("reports.earlier.count", "N", len(e.figs[y]))
	}
	pen.RightMid(max(size.Width-12, end), 0, size.Height, count, widget.Second)
}

// columns gives where the figures' columns end.
func (e *Earlier) columns(width float32) []float32 {
	w := min(170, (width-210)/3)
	return []float32{width - 16 - 2*w, width - 16 - w, width - 16}
}

func (e *Earlier) paintHead(pen *widget.Pen) {
	size := pen.Size()
	style := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Ink2}
	pen.Mid(16, 0, size.Height, e.s.T("reports.earlier.indicator"), style)
	for i, right := range e.columns(size.Width) {
		pen.RightMid(right, 0, size.Height, e.s.T([]string{"reports.earlier.all", "reports.earlier.women", "reports.earlier.men"}[i]), style)
	}
}

func (e *Earlier) paintRow(pen *widget.Pen, i int, st widget.RowState) {
	size, ind := pen.Size(), figures.Indicators[i]
	ends := e.columns(size.Width)
	for k, right := range ends {
		f, ok := e.figure(ind.ID, sexes[k])
		switch {
		case !ok:
			pen.RightMid(right, 0, size.Height, "–", widget.Plain.In(theme.Ink3))
		default:
			w := pen.RightMid(right, 0, size.Height, e.s.T("reports.percent", "Percent", percent(f.Share)), widget.Plain)
			if f.Of > 0 && size.Width > 640 {
				pen.RightMid(right-w-8, 0, size.Height, e.s.T("reports.of", "Count", f.N, "All", f.Of), widget.Second)
			}
		}
	}
	room := ends[0] - 110 - 16
	if size.Width > 640 {
		room = ends[0] - 150 - 16
	}
	pen.Fit(16, 0, size.Height, room, e.s.Say(ind.Label()), widget.Plain.As(st.Selected && st.Focused))
}

// Content is for shell.Page.
func (e *Earlier) Content() fyne.CanvasObject { return e.body }

// Focus is for shell.Page.
func (e *Earlier) Focus() {
	switch {
	case len(e.years) == 0:
		widget.Focus(e.add)
	case e.rows.Selected() > 0:
		widget.Focus(e.rows)
	default:
		widget.Focus(e.list)
	}
}

// Resume is for shell.Resumer.
func (e *Earlier) Resume() { e.reload(0) }

// Measure is for shell.Measured.
func (e *Earlier) Measure(theme.Measures) {
	e.header.Refresh()
	e.lower.Refresh()
}

// WindowTitle is for shell.Titler.
func (e *Earlier) WindowTitle() string { return e.s.T("reports.earlier") }

// Hints is for shell.Page.
func (e *Earlier) Hints() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint {
		return widget.Hint{Keys: keys, Text: e.s.T("reports.earlier.key." + id)}
	}
	add, back := h("add", "N"), h("back", "Esc")
	switch focused := e.s.Canvas().Focused(); {
	case len(e.years) == 0:
		return []widget.Hint{add, h("read", "I"), h("template", "M"), back}
	case focused == e.rows:
		return []widget.Hint{h("row", "↑", "↓"), h("edit", "Enter"), h("delete", "Delete"), h("years", "←"), add, back}
	}
	return []widget.Hint{h("year", "↑", "↓"), h("rows", "→"), h("delete", "Delete"), add, h("read", "I"), h("template", "M"), back}
}

// Rune is for shell.Runer.
func (e *Earlier) Rune(r rune) bool {
	switch r {
	case 'n', 'N':
		e.askYear()
	case 'i', 'I':
		e.askFile()
	case 'm', 'M':
		e.saveTemplate()
	default:
		return false
	}
	return true
}

// set keeps the figures of a year in place of those there were, and can take it back.
func (e *Earlier) set(year int, list []figures.Figure, done say.Text, failed func(error), then func()) {
	before := slices.Clone(e.figs[year])
	e.s.Do("", func(ctx context.Context) error { return e.p.Store.SetEarlier(ctx, year, list) }, func(err error) {
		if err != nil {
			failed(err)
			return
		}
		e.reload(year)
		e.s.Done(done, func(ctx context.Context) error { return e.p.Store.SetEarlier(ctx, year, before) }, func() { e.reload(year) })
		if then != nil {
			then()
		}
	})
}

// remove takes the year in view away.
func (e *Earlier) remove() {
	year := e.year()
	if year == 0 {
		return
	}
	if len(e.figs[year]) == 0 {
		e.years = slices.DeleteFunc(e.years, func(y int) bool { return y == year })
		e.list.Reload()
		e.shown()
		return
	}
	before := slices.Clone(e.figs[year])
	e.s.Do("", func(ctx context.Context) error { return e.p.Store.SetEarlier(ctx, year, nil) }, func(err error) {
		if err != nil {
			e.s.Fail(err)
			return
		}
		e.list.Select(-1)
		e.reload(0)
		e.s.Done(say.T("reports.earlier.done.delete", "Year", year), func(ctx context.Context) error {
			return e.p.Store.SetEarlier(ctx, year, before)
		}, func() { e.reload(year) })
		e.Focus()
	})
}

// clear takes a figure of the year in view away.
func (e *Earlier) clear(i int) {
	if i < 0 || i >= len(figures.Indicators) {
		return
	}
	ind := figures.Indicators[i]
	list := slices.DeleteFunc(slices.Clone(e.figs[e.year()]), func(f figures.Figure) bool { return f.Indicator == ind.ID })
	if len(list) == len(e.figs[e.year()]) {
		return
	}
	e.set(e.year(), list, say.T("reports.earlier.done.set", "Year", e.year(), "Name", ind.Label()), e.s.Fail, nil)
}
