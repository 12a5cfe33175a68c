package today

import (
	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Several rows at once: ticked by Space or all of a queue by Ctrl+A, then one act.

// tick ticks a row or unticks it.
func (p *Page) tick(i int) {
	w := p.items[i].row
	if w == nil || w.Handled != nil {
		return
	}
	if p.ticked[w.Ref()] {
		delete(p.ticked, w.Ref())
	} else {
		p.ticked[w.Ref()] = true
	}
	p.showTicks()
}

// tickAll ticks all of the queue in which the bar stands, and where all of it is ticked,
// all that is shown.
func (p *Page) tickAll() {
	w := p.selected()
	if w == nil {
		return
	}
	more := false
	for _, all := range []bool{false, true} {
		for _, it := range p.items {
			if it.row != nil && it.row.Handled == nil && (all || it.row.Queue == w.Queue) && !p.ticked[it.row.Ref()] {
				p.ticked[it.row.Ref()], more = true, true
			}
		}
		if more {
			break
		}
	}
	p.showTicks()
}

func (p *Page) untick() {
	clear(p.ticked)
	p.showTicks()
}

// keepTicks lets go of what is no longer open in the queue in which it was ticked: a row
// that has moved on is no longer what was meant.
func (p *Page) keepTicks(before []data.WorkRow) {
	open := openIn(p.work.Rows)
	was := openIn(before)
	for ref := range p.ticked {
		if open[ref] == "" || open[ref] != was[ref] {
			delete(p.ticked, ref)
		}
	}
	p.showTicks()
}

// openIn gives the queue of each open row.
func openIn(rows []data.WorkRow) map[data.Ref]journey.Queue {
	in := map[data.Ref]journey.Queue{}
	for _, w := range rows {
		if w.Handled == nil {
			in[w.Ref()] = w.Queue
		}
	}
	return in
}

// reopened gives a row that was handled before and waits again in the same queue, nil for
// none: what was done has been taken back.
func reopened(before, now []data.WorkRow) *data.WorkRow {
	open := openIn(now)
	for i := range before {
		if w := &before[i]; w.Handled != nil && open[w.Ref()] == w.Queue {
			return w
		}
	}
	return nil
}

func (p *Page) showTicks() {
	if len(p.ticked) > 0 {
		p.body.SetBar(p.bar)
		p.bar.Refresh()
	} else {
		p.body.SetBar(nil)
	}
	p.list.Reload()
	p.s.Refooter()
}

// tickedRows gives the ticked rows in their order, each person once.
func (p *Page) tickedRows() (rows []data.Row) {
	in := map[data.Ref]bool{}
	for _, w := range p.work.Rows {
		if p.ticked[w.Ref()] && w.Handled == nil && !in[w.Ref()] {
			in[w.Ref()] = true
			rows = append(rows, w.Row)
		}
	}
	return rows
}

// targets gives the ticked rows, or the selected one while it is open.
func (p *Page) targets() []data.Row {
	if rows := p.tickedRows(); len(rows) > 0 {
		return rows
	}
	if w := p.selected(); w != nil && w.Handled == nil {
		return []data.Row{w.Row}
	}
	return nil
}

// do does the next step of the ticked rows, or of the selected one. A row that was
// handled today opens.
func (p *Page) do() {
	if rows := p.targets(); len(rows) > 0 {
		p.acts.Do(rows)
	} else if w := p.selected(); w != nil {
		p.acts.Person(w.Row)
	}
}

// act does the next step of one row, which was clicked.
func (p *Page) act(w *data.WorkRow) {
	if len(p.ticked) == 0 {
		p.acts.Do([]data.Row{w.Row})
	}
}

// nextQueue goes to the first open row of the next queue, from the last to the first.
func (p *Page) nextQueue(by int) {
	w := p.selected()
	for n := range p.items {
		i := (p.list.Selected() + 1 + n) % len(p.items)
		if it := p.items[i].row; it != nil && it.Handled == nil && (w == nil || it.Queue != w.Queue) {
			p.list.Select(i)
			p.s.Refooter()
			return
		}
	}
}

// bar is between list and footer while rows are ticked: how many, what their next steps
// are, and what can be done for all of them.
type bar struct {
	fyne_widget.BaseWidget
	page    *Page
	drawing *widget.Drawing
	act     *widget.Button
	others  []*widget.Button
}

func newBar(p *Page) *bar {
	t := p.s.T
	b := &bar{page: p}
	b.act = widget.NewButton(widget.Look{Kind: widget.Filled, Small: true}, p.do)
	b.others = []*widget.Button{
		widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.Waiting, Text: t("today.bar.defer"), Key: "S", Small: true}, func() { p.Rune('s') }),
		widget.NewButton(widget.Look{Kind: widget.Secondary, Icon: icon.No, Text: t("today.bar.decline"), Key: "A", Small: true}, func() { p.Rune('a') }),
		widget.NewButton(widget.Look{Kind: widget.Quiet, Text: t("today.key.untick"), Key: "Esc", Small: true}, p.untick),
	}
	b.drawing = widget.NewDrawing(func() fyne.Size { return fyne.NewSize(300, 48) }, b.paint)
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is for Fyne.
func (b *bar) CreateRenderer() fyne.WidgetRenderer { return fyne_widget.NewSimpleRenderer(b.drawing) }

// Refresh draws the bar again.
func (b *bar) Refresh() { b.drawing.Refresh() }

// steps counts the next steps of the ticked rows, in words, in the order of the rows.
func (b *bar) steps() (words []say.Text, counts []int) {
	at := map[string]int{}
	for _, r := range b.page.tickedRows() {
		w := acts.ActionWords(r.Status)
		i, ok := at[w.ID]
		if !ok {
			i = len(words)
			at[w.ID], words, counts = i, append(words, w), append(counts, 0)
		}
		counts[i]++
	}
	return words, counts
}

func (b *bar) paint(pen *widget.Pen) {
	p, size := b.page, pen.Size()
	words, counts := b.steps()
	text, act := "", p.s.T("today.bar.mixed")
	if len(words) == 1 {
		act = p.s.Say(words[0])
	} else {
		for i, w := range words {
			if i > 0 {
				text += " · "
			}
			text += p.s.T("today.bar.step", "Step", w, "Count", counts[i])
		}
	}
	b.act.Set(widget.Look{Kind: widget.Filled, Text: act, Key: "Enter", Small: true})
	pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Selected, Stroke: theme.SelectedEdge, Radius: theme.RadiusCard})
	x := size.Width - 12
	buttons := append([]*widget.Button{b.act}, b.others...)
	if size.Width < 880 {
		buttons = []*widget.Button{b.act, b.others[2]}
	}
	for i := len(buttons) - 1; i >= 0; i-- {
		w := buttons[i].MinSize().Width
		x -= w
		pen.Place(buttons[i], x, 10, w, theme.RowButtonHeight)
		x -= 8
	}
	end := 17 + pen.Mid(17, 0, size.Height, p.s.T("today.bar.ticked", "N", len(p.tickedRows())), widget.Strong)
	pen.Fit(end+12, 0, size.Height, x-end-20, text, widget.Second)
}
