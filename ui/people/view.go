package people

import (
	"strconv"

	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func (p *Page) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	end := pen.Mid(0, 0, size.Height+2, p.s.T("ui.nav.people"), widget.Title)
	if p.loaded {
		end += 13 + pen.Mid(end+13, 3, size.Height+2, p.s.T("people.count", "Count", p.rows.count, "All", p.rows.total), widget.Style{Size: theme.Text, Role: theme.Ink2})
	}
	right := size.Width
	put := func(o fyne.CanvasObject, w float32) {
		pen.Place(o, right-w, (size.Height-theme.FieldHeight)/2, w, theme.FieldHeight)
		right -= w + 12
	}
	export, invite := p.export.MinSize().Width, p.invite.MinSize().Width
	put(p.export, export)
	room := right - end - 16
	if p.waiting > 0 {
		room -= invite + 12
	}
	put(p.search, min(330, max(140, room)))
	if p.waiting > 0 {
		put(p.invite, invite)
	}
}

// arrange places the filters and, under them, the list or what is said in its place.
func (p *Page) arrange(pen *widget.Pen) {
	size := pen.Size()
	const high, gap = 28, 8
	x, y := float32(0), float32(2)
	if p.band != nil {
		h := p.band.HeightFor(size.Width)
		pen.Place(p.band, 0, y, size.Width, h)
		y += h + gap + 2
	}
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
	if !p.lookOrder(size.Width - x) {
		y += high + gap
		p.lookOrder(size.Width)
	}
	order, pick := p.order.MinSize().Width, p.pick.MinSize().Width
	pen.Place(p.pick, size.Width-pick+8, y, pick, high)
	pen.Place(p.order, size.Width-pick-order+8, y, order, high)
	top := y + high + 10
	if p.bare {
		pen.Card(0, top, size.Width, size.Height-top)
		pen.Place(p.empty, 0, top, size.Width, size.Height-top)
		return
	}
	pen.Place(p.list, 0, top, size.Width, size.Height-top)
}

// lookOrder writes order and columns in the room that there is, in full or short, and
// reports whether it is enough.
func (p *Page) lookOrder(room float32) bool {
	t := p.s.T
	words := p.s.Say(data.OrderWords(p.kept.filter.Order))
	if p.rows.seed != 0 {
		words = t("people.order.seed", "Seed", strconv.Itoa(p.rows.seed))
	}
	order := widget.Look{Kind: widget.Quiet, Small: true, Tail: icon.Down, Text: t("people.order", "Order", words)}
	pick := widget.Look{Kind: widget.Quiet, Small: true, Tail: icon.Down, Text: t("people.columns")}
	if order.Width()+pick.Width() > room {
		order.Text = words
	}
	p.order.Set(order)
	p.pick.Set(pick)
	return order.Width()+pick.Width() <= room
}

// fillEmpty says why nobody is listed, and the way on.
func (p *Page) fillEmpty() {
	t, e := p.s.T, p.empty
	if p.rows.total == 0 {
		e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Import, Text: t("today.empty.import"), Key: "Enter"}, func() { p.s.Go(shell.ToImport{}) })}
		e.Set(t("people.empty.none"), t("people.empty.none.text"))
		return
	}
	e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Filled, Text: t("people.clear"), Key: "Enter"}, p.clearFilter)}
	title, text := t("people.empty.filter"), t("people.empty.filter.text", "All", p.rows.total)
	switch {
	case p.kept.filter.Query != "" && p.filtered():
		text = t("people.empty.both", "Query", p.kept.filter.Query)
	case p.kept.filter.Query != "":
		title, text = t("people.empty.search.title", "Query", p.kept.filter.Query), t("people.empty.search")
		e.Buttons = []*widget.Button{widget.NewButton(widget.Look{Kind: widget.Filled, Text: t("people.empty.search.clear"), Key: "Enter"}, p.clearFilter)}
	}
	e.Set(title, text)
}

// bar is what can be done for those who are ticked.
type bar struct {
	fyne_widget.BaseWidget
	page    *Page
	drawing *widget.Drawing
	buttons []*widget.Button
	more    *widget.Button
	narrow  bool // putting off is in the menu
}

func newBar(p *Page) *bar {
	t := p.s.T
	b := &bar{page: p}
	act := func(r rune) func() { return func() { p.Rune(r) } }
	b.more = widget.NewButton(widget.Look{Kind: widget.Secondary, Text: t("people.bar.more"), Key: "M", Small: true}, b.openMore)
	b.buttons = []*widget.Button{
		widget.NewButton(widget.Look{Kind: widget.Filled, Icon: icon.Letter, Text: t("acts.step.letter"), Key: "B", Small: true}, act('b')),
		widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Ticket, Text: t("acts.step.ticket"), Key: "L", Small: true}, act('l')),
		widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Waiting, Text: t("people.bar.defer"), Key: "S", Small: true}, act('s')),
		b.more,
		widget.NewButton(widget.Look{Kind: widget.Quiet, Text: t("people.untick"), Key: "Esc", Small: true}, p.untick),
	}
	b.drawing = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(300, 48) }, b.paint)
	b.ExtendBaseWidget(b)
	return b
}

// openMore shows what else can be done for those who are ticked.
func (b *bar) openMore() {
	p, t := b.page, b.page.s.T
	only := t("people.only")
	if p.kept.only {
		only = t("people.only.off")
	}
	type item struct {
		words, key string
		icon       icon.Name
		do         func()
	}
	items := []item{
		{t("people.bar.next"), "G", icon.Right, func() { p.Rune('g') }},
		{t("people.bar.decline"), "A", icon.No, func() { p.Rune('a') }},
		{t("people.bar.end"), "E", icon.Blocked, func() { p.Rune('e') }},
		{t("people.bar.consent"), "C", icon.Help, func() { p.Rune('c') }},
		{t("people.bar.export"), "", icon.Print, p.takeTicked},
		{only, "", icon.Filter, func() {
			p.kept.only = !p.kept.only
			p.fresh()
		}},
	}
	if b.narrow {
		items = append([]item{{t("people.bar.defer"), "S", icon.Waiting, func() { p.Rune('s') }}}, items...)
	}
	m := &widget.Menu{OnChoose: func(i int) { items[i].do() }}
	for _, it := range items {
		m.Items = append(m.Items, widget.MenuItem{Text: it.words, Detail: it.key, Icon: it.icon})
	}
	m.Show(p.s.Canvas(), b.more, 0)
}

// CreateRenderer is for Fyne.
func (b *bar) CreateRenderer() fyne.WidgetRenderer { return fyne_widget.NewSimpleRenderer(b.drawing) }

// Refresh draws the bar again.
func (b *bar) Refresh() { b.drawing.Refresh() }

func (b *bar) paint(pen *widget.Pen) {
	p, size := b.page, pen.Size()
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Selected, Stroke: theme.SelectedEdge, Radius: theme.RadiusCard})
	x := size.Width - 12
	b.narrow = p.s.Measures().Compact
	for i := len(b.buttons) - 1; i >= 0; i-- {
		if b.narrow && i == 2 {
			continue
		}
		w := b.buttons[i].MinSize().Width
		x -= w
		pen.Place(b.buttons[i], x, 10, w, theme.RowButtonHeight)
		x -= 8
	}
	end := 17 + pen.Mid(17, 0, size.Height, p.s.T("people.ticked", "N", len(p.kept.ticked)), widget.Strong)
	text := ""
	switch n := len(p.kept.ticked); {
	case p.letter < 0:
	case p.letter == n:
		text = p.s.T("people.ticked.all")
	default:
		text = p.s.T("people.ticked.some", "Letter", p.letter)
	}
	pen.Fit(end+12, 0, size.Height, x-end-20, text, widget.Second)
}
