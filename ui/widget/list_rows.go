package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/theme"
)

// listRow is one row in view. Rows are kept by index modulo their number, so that
// scrolling by one row draws one row anew.
type listRow struct {
	fyne_widget.BaseWidget
	list  *List
	pen   Pen
	index int
	drawn rowKey
}

const doubleTap = 400 * time.Millisecond

// rowKey says what a row shows; a row is drawn again only when it differs.
type rowKey struct {
	index, gen int
	state      RowState
	width      float32
}

func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r, &r.pen) }

func (r *listRow) min() fyne.Size { return fyne.Size{} }

func (r *listRow) paint(p *Pen) {
	l, s := r.list, p.Size()
	if r.index >= l.Len() {
		return
	}
	state := r.drawn.state
	ground := theme.Surface
	if l.Tone != nil {
		if t := l.Tone(r.index); t != theme.Clear {
			ground = t
		}
	}
	if l.fixed(r.index) {
		ground = theme.Paper
	}
	if state.Selected {
		ground = theme.Selected
	}
	p.Rect(0, 0, s.Width, s.Height, Box{Fill: ground})
	if state.Selected {
		bar := theme.SelectedEdge
		if state.Focused {
			bar = theme.Accent
		}
		p.Rect(0, 0, 3, s.Height, Box{Fill: bar})
	}
	p.Line(0, s.Height-1, s.Width, theme.Line)
	l.Paint(p, r.index, state)
}

// Tapped selects the row, then does what the region under the mouse is for.
func (r *listRow) Tapped(ev *fyne.PointEvent) {
	l := r.list
	if r.index >= l.Len() || l.fixed(r.index) {
		call(r.pen.at(ev.Position))
		return
	}
	do := r.pen.at(ev.Position)
	Focus(l)
	if l.selected != r.index {
		l.choose(r.index)
	}
	if do != nil {
		call(do)
		return
	}
	// Fyne's own double taps would delay every single one by 0.3 s.
	now := time.Now()
	if l.OnEnter != nil && l.tapped == r.index && now.Sub(l.tappedAt) < doubleTap {
		i := r.index
		call(func() { l.OnEnter(i) })
		l.tapped = -1
		return
	}
	l.tapped, l.tappedAt = r.index, now
}

// viewport is the part of a list where rows are seen. It takes the wheel, and
// because it does, Fyne clips what is in it.
type viewport struct {
	fyne_widget.BaseWidget
	list *List
	rows *fyne.Container
}

var _ fyne.Scrollable = (*viewport)(nil)

func (v *viewport) CreateRenderer() fyne.WidgetRenderer { return fyne_widget.NewSimpleRenderer(v.rows) }

// Scrolled is for Fyne.
func (v *viewport) Scrolled(ev *fyne.ScrollEvent) { v.list.SetOffset(v.list.offset - ev.Scrolled.DY) }

type listRenderer struct {
	list    *List
	rows    *fyne.Container
	clip    *viewport
	frame   *cardFrame // nil for none
	bar     *scrollBar
	head    *Drawing // nil for none
	objects []fyne.CanvasObject
	pool    []*listRow
}

func (r *listRenderer) MinSize() fyne.Size           { return fyne.NewSize(40, 40) }
func (r *listRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *listRenderer) Destroy()                     {}

func (r *listRenderer) Layout(size fyne.Size) {
	l := r.list
	seen := l.selected >= 0 && l.selected < l.Len() && l.top(l.selected) >= l.offset && l.top(l.selected+1) <= l.offset+r.clip.Size().Height
	r.arrange(size)
	l.SetOffset(l.offset)
	if seen { // the selected row stays in view where the list has become lower
		l.show(l.selected)
	}
	r.place()
}

// arrange gives the list's parts their places.
func (r *listRenderer) arrange(size fyne.Size) {
	edge, head := float32(1), r.list.Head
	if r.list.Bare {
		edge = 0
	} else {
		r.frame.place(size)
	}
	if r.head != nil {
		r.head.Move(fyne.NewPos(edge, edge))
		r.head.Resize(fyne.NewSize(size.Width-2*edge, head))
	}
	r.clip.Move(fyne.NewPos(edge, edge+head))
	r.clip.Resize(fyne.NewSize(size.Width-2*edge, size.Height-2*edge-head))
	r.bar.Move(fyne.NewPos(size.Width+r.list.BarGap, head))
	r.bar.Resize(fyne.NewSize(6, size.Height-head))
}

func (r *listRenderer) Refresh() {
	if !r.list.Bare {
		r.frame.place(r.list.Size())
	}
	if r.head != nil {
		r.head.Refresh()
	}
	r.place()
	canvas.Refresh(r.list)
}

// place puts the rows in view where they belong and draws those that have changed.
func (r *listRenderer) place() {
	l, size := r.list, r.clip.Size()
	n := l.Len()
	if n == 0 || size.Height <= 0 || size.Width <= 0 {
		r.rows.Objects = nil
		r.bar.update()
		return
	}
	first, last := l.rowAt(l.offset), l.rowAt(l.offset+size.Height)
	for len(r.pool) < last-first+2 {
		row := &listRow{list: l, index: -1}
		row.drawn.index = -1
		row.ExtendBaseWidget(row)
		r.pool = append(r.pool, row)
	}
	r.rows.Objects = r.rows.Objects[:0]
	for i := first; i <= last; i++ {
		row := r.pool[i%len(r.pool)]
		key := rowKey{i, l.gen, RowState{Selected: i == l.selected, Focused: l.focus}, size.Width}
		row.index = i
		row.Move(fyne.NewPos(0, l.top(i)-l.offset))
		changed := row.drawn != key
		row.drawn = key
		before := row.Size()
		row.Resize(fyne.NewSize(size.Width, l.rowHeight(i)))
		if changed && row.Size() == before {
			row.Refresh()
		}
		r.rows.Objects = append(r.rows.Objects, row)
	}
	r.bar.update()
}
