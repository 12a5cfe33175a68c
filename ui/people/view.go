package people

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func (p *Page) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	end := pen.Mid(0, 0, size.Height+2, p.s.T("ui.nav.people"), widget.Title)
	if p.loaded {
		pen.Mid(end+13, 3, size.Height+2, p.s.T("people.count", "Count", p.rows.count, "All", p.rows.total), widget.Style{Size: theme.Text, Role: theme.Ink2})
	}
	w := min(330, size.Width-end-140)
	pen.Place(p.search, size.Width-w, (size.Height-theme.FieldHeight)/2, w, theme.FieldHeight)
}

// arrange places the filters and, under them, the list or what is said in its place.
func (p *Page) arrange(pen *widget.Pen) {
	size := pen.Size()
	const high, gap = 28, 8
	x, y := float32(0), float32(2)
	ow := p.order.MinSize().Width
	line := func(o fyne.CanvasObject, w float32) {
		if x > 0 && x+w > size.Width {
			x, y = 0, y+high+gap
		}
		pen.Place(o, x, y, w, high)
		x += w + gap
	}
	for _, c := range p.chips {
		line(c.FilterChip, c.MinSize().Width)
	}
	if p.filtered() {
		line(p.clear, p.clear.MinSize().Width)
	}
	if x+ow > size.Width {
		x, y = 0, y+high+gap
	}
	pen.Place(p.order, size.Width-ow+8, y, ow, high)
	top := y + high + 10
	if p.bare {
		pen.Card(0, top, size.Width, size.Height-top)
		pen.Place(p.empty, 0, top, size.Width, size.Height-top)
		return
	}
	pen.Place(p.list, 0, top, size.Width, size.Height-top)
}

// fillEmpty says why nobody is listed, and the way on.
func (p *Page) fillEmpty() {
	t, e := p.s.T, p.empty
	if p.rows.total == 0 {
		e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Import, Text: t("today.empty.import"), Key: "Enter"}, func() { p.s.Go(shell.ToImport{}) })}
		e.Set(t("people.empty.none"), t("people.empty.none.text"))
		return
	}
	e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Secondary, Text: t("people.clear")}, p.clearFilter)}
	text := ""
	if p.filter.Query != "" {
		text = t("people.empty.search")
	}
	e.Set(t("people.empty.filter"), text)
}

// bar is what can be done for those who are ticked.
type bar struct {
	fyne_widget.BaseWidget
	page    *Page
	drawing *widget.Drawing
	buttons []*widget.Button
}

func newBar(p *Page) *bar {
	t := p.s.T
	b := &bar{page: p}
	b.buttons = []*widget.Button{
		widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Letter, Text: t("acts.step.letter"), Key: "B", Small: true}, func() { p.withTargets(p.acts.Letters) }),
		widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Ticket, Text: t("acts.step.ticket"), Small: true}, func() { p.withTargets(p.acts.Ticket) }),
		widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Waiting, Text: t("acts.defer.act"), Key: "S", Small: true}, func() { p.withTargets(p.acts.Defer) }),
		widget.NewButton(widget.Look{Kind: widget.Quiet, Text: t("people.untick"), Key: "Esc", Small: true}, p.untick),
	}
	b.drawing = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(300, 48) }, b.paint)
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *bar) CreateRenderer() fyne.WidgetRenderer { return fyne_widget.NewSimpleRenderer(b.drawing) }

// Refresh draws the bar again.
func (b *bar) Refresh() { b.drawing.Refresh() }

func (b *bar) paint(pen *widget.Pen) {
	p, size := b.page, pen.Size()
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Selected, Stroke: theme.SelectedEdge, Radius: theme.RadiusCard})
	x := size.Width - 12
	for i := len(b.buttons) - 1; i >= 0; i-- {
		w := b.buttons[i].MinSize().Width
		x -= w
		pen.Place(b.buttons[i], x, 10, w, theme.RowButtonHeight)
		x -= 8
	}
	end := 17 + pen.Mid(17, 0, size.Height, p.s.T("people.ticked", "N", len(p.ticked)), widget.Strong)
	text := ""
	switch n := len(p.ticked); {
	case p.letter < 0:
	case p.letter == n:
		text = p.s.T("people.ticked.all")
	default:
		text = p.s.T("people.ticked.some", "Letter", p.letter)
	}
	pen.Fit(end+12, 0, size.Height, x-end-20, text, widget.Second)
}
