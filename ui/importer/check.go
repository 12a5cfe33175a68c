package importer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/fault"
	"fyrtio/core/roster"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// checkStep shows what was guessed and what was found: columns at the left, totals and
// rows to look at at the right.
type checkStep struct {
	p       *Page
	line    *widget.Drawing
	change  *widget.Button
	ground  *widget.Drawing // the card of the columns, with its heading
	columns *widget.List
	note    *widget.Drawing
	totals  *widget.Drawing
	look    *widget.Drawing // the card of the rows, with its heading
	tabs    *widget.Segments
	rows    *rowList
	bad     *widget.Button
	run     *widget.Button
	bar     *widget.Drawing
	message string // why the button did nothing
	content *fyne.Container
}

func newCheckStep(p *Page) *checkStep {
	s := p.s
	c := &checkStep{p: p}
	c.line = widget.NewDrawing(nil, c.paintLine)
	c.change = widget.NewButton(widget.Look{Kind: widget.Quiet, Small: true, Text: s.T("importer.change")}, c.options)
	c.ground = widget.NewDrawing(nil, c.paintGround)
	c.columns = widget.NewList(34, func() int { return len(c.sheetColumns()) }, c.paintColumn)
	c.columns.Bare, c.columns.BarGap = true, -9
	c.columns.Label = s.T("importer.columns")
	c.columns.OnEnter = c.choose
	c.columns.OnTick = c.choose
	c.columns.OnSelect = func(int) { c.content.Refresh() }
	c.note = widget.NewDrawing(nil, c.paintNote)
	c.totals = widget.NewDrawing(nil, func(pen *widget.Pen) { p.paintTotals(pen, p.result.Counts) })
	c.look = widget.NewDrawing(nil, c.paintLook)
	c.tabs = widget.NewTabs([]widget.Segment{{Text: ""}}, 0, func(int) { c.rows.load() })
	c.rows = newRowList(c)
	c.bad = widget.NewButton(widget.Look{}, p.saveBad)
	c.run = widget.NewButton(widget.Look{}, p.run)
	c.bar = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(100, theme.ButtonHeight) }, c.paintBar)
	c.content = container.New(checkLayout{c}, c.line, c.change, c.ground, c.columns, c.note, c.totals, c.look, c.tabs, c.rows.list)
	return c
}

func (c *checkStep) sheetColumns() []roster.Column {
	if sheet := c.p.result.Sheet; sheet != nil {
		return sheet.Columns
	}
	return nil
}

func (c *checkStep) focus() {
	if c.p.err == nil && len(c.rows.items) > 0 {
		widget.Focus(c.rows.list)
		return
	}
	widget.Focus(c.columns)
}

// stopped gives in words why nothing can be imported, "" when it can.
func (c *checkStep) stopped() string {
	switch {
	case c.p.err != nil:
		return fault.Words(c.p.s.Lang(), c.p.err)
	case len(c.p.result.Checked.Rows) == 0:
		return c.p.s.T("data.err.import.nothing")
	}
	return ""
}

func (c *checkStep) say(text string) {
	c.message = text
	c.bar.Refresh()
}

// retitle shows the buttons as things stand.
func (c *checkStep) retitle() {
	s, r := c.p.s, c.p.result
	run := widget.Look{Kind: widget.Filled, Text: s.T("importer.run", "N", len(r.Checked.Rows)), Key: "Ctrl+Enter"}
	switch {
	case c.p.busy || c.stopped() != "":
		run.Kind = widget.Off
	case len(r.Blocked) > 0:
		run.Kind = widget.Warning
	}
	c.run.Set(run)
	bad := widget.Look{Kind: widget.Secondary, Text: s.T("importer.bad")}
	if len(r.Checked.Errors()) == 0 {
		bad.Kind = widget.Off
	}
	c.bad.Set(bad)
	c.bar.Refresh()
}

// refresh shows a new result.
func (c *checkStep) refresh() {
	c.message = c.stopped()
	s, r := c.p.s, c.p.result
	c.tabs.SetItems([]widget.Segment{
		{Text: s.T("importer.tab.faults", "Count", len(r.Faults)+len(r.Checked.Shielded))},
		{Text: s.T("importer.tab.changed", "Count", len(r.Changes))},
		{Text: s.T("importer.tab.gone", "Count", len(r.Left))},
	})
	c.rows.load()
	c.columns.Reload()
	if c.columns.Selected() < 0 {
		c.columns.Select(c.noted())
	}
	c.retitle()
	c.content.Refresh()
}

// noted gives the first column that has something to say, else the first.
func (c *checkStep) noted() int {
	for i, col := range c.sheetColumns() {
		if !col.Note.IsZero() {
			return i
		}
	}
	return 0
}

func (c *checkStep) paintColumn(pen *widget.Pen, i int, state widget.RowState) {
	col, size, s := c.sheetColumns()[i], pen.Size(), c.p.s
	field := c.p.result.Mapping[col.Key]
	mid := size.Width * 0.39
	name := col.Header
	if name == "" {
		name = col.Key
	}
	pen.Fit(14, 0, size.Height, mid-22, name, widget.Second.In(theme.Ink))
	pen.Icon(mid, (size.Height-14)/2, 14, icon.To, theme.Ink2)
	st := widget.Second.In(theme.Ink)
	mark, role := icon.Done, theme.OK
	switch {
	case !col.Note.IsZero():
		mark, role = icon.Info, theme.Accent
	case field == roster.Protected:
		mark, role = icon.Shield, theme.Shield
	case field == roster.Ignored:
		mark, role = icon.Minus, theme.Ink2
		st.Role = theme.Ink3
	}
	pen.Fit(mid+26, 0, size.Height, size.Width-mid-26-62, s.Say(field.Label()), st)
	pen.Icon(size.Width-52, (size.Height-16)/2, 16, mark, role)
	pen.Icon(size.Width-27, (size.Height-14)/2, 14, icon.Down, theme.Ink2)
	if state.Selected {
		pen.Hit(mid, 0, size.Width-mid, size.Height, func() { c.choose(i) })
	}
}

// choose opens the list of what a column may hold.
func (c *checkStep) choose(i int) {
	cols := c.sheetColumns()
	if c.p.busy || i < 0 || i >= len(cols) {
		return
	}
	now, at := c.p.result.Mapping[cols[i].Key], 0
	m := &widget.Menu{}
	for k, f := range roster.Fields {
		m.Items = append(m.Items, widget.MenuItem{Text: c.p.s.Say(f.Label()), Ticked: f == now})
		if f == now {
			at = k
		}
	}
	m.OnChoose = func(k int) {
		next := roster.Mapping{}
		for key, f := range c.p.result.Mapping {
			next[key] = f
		}
		next[cols[i].Key] = roster.Fields[k]
		c.p.params.Mapping = next
		c.p.dryRun()
	}
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.columns)
	width := c.columns.Size().Width
	m.ShowAt(c.p.s.Canvas(), fyne.NewPos(pos.X+width*0.39, pos.Y+float32(i)*34-c.columns.Offset()), fyne.NewSize(width*0.61, 34), at)
}

// notes are what is to be said about the columns: of the selected one first.
func (c *checkStep) notes() []say.Text {
	var list []say.Text
	cols := c.sheetColumns()
	i := c.columns.Selected()
	if i >= 0 && i < len(cols) && !cols[i].Note.IsZero() {
		list = append(list, cols[i].Note)
	}
	if c.p.result.Sheet != nil {
		_, remarks := roster.Unmapped(c.p.result.Sheet, c.p.result.Mapping)
		list = append(list, remarks...)
	}
	return append(list, c.p.result.Checked.Notes...)
}
