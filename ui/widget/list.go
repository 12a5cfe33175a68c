package widget

import (
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/ui/theme"
)

// RowState is what a row's painter may want to know.
type RowState struct {
	Selected bool
	Focused  bool // the list has the keyboard
}

// List is a virtual list: it draws only the rows in view, one repaint a key, and
// keeps selection and scroll when its data changes. It is one tab stop.
//
// Keys: ↑ ↓ Home End PgUp PgDn move, Enter opens, Space ticks; other keys go to
// OnKey and OnRune and then to the window.
type List struct {
	fyne_widget.BaseWidget

	Len    func() int
	Height func(i int) float32 // nil: every row is RowHeight high
	// RowHeight is the height of rows where Height is nil.
	RowHeight float32
	// Paint draws row i; the pen's size is the row's. Selection and divider are drawn already.
	Paint func(p *Pen, i int, s RowState)
	// Tone gives the ground of a row; nil or Clear is Surface.
	Tone func(i int) theme.Role
	// Fixed reports rows that cannot be selected: group headers.
	Fixed func(i int) bool

	OnSelect func(i int)
	OnEnter  func(i int) // Enter and double click
	OnTick   func(i int) // Space
	OnKey    func(ev *fyne.KeyEvent) bool
	// BeforeKey may take a key before the list sees it.
	BeforeKey func(ev *fyne.KeyEvent) bool
	OnRune    func(r rune) bool
	OnFocus   func(on bool)
	// OnScroll tells that rows have moved.
	OnScroll func()
	// Bare leaves out the card around the rows.
	Bare bool
	// BarGap is how far right of the list the scroll bar stands; the page margin has room for 12.
	BarGap float32
	// Head is the height of a line over the rows that does not scroll; PaintHead draws it.
	Head      float32
	PaintHead func(p *Pen)
	// Label is what a screen reader calls the list.
	Label string

	tops     []float32 // of rows, and the end, where heights differ
	selected int       // -1: none
	offset   float32
	focus    bool
	gen      int // counts changes of data
	tapped   int // row of the last tap, for double taps
	tappedAt time.Time
}

var (
	_ fyne.Focusable  = (*List)(nil)
	_ fyne.Accessible = (*List)(nil)
)

// NewList makes a list of rows of one height; set the other fields before it is shown.
func NewList(rowHeight float32, length func() int, paint func(p *Pen, i int, s RowState)) *List {
	l := &List{RowHeight: rowHeight, Len: length, Paint: paint, selected: -1, tapped: -1, BarGap: 6}
	l.ExtendBaseWidget(l)
	return l
}

// Reload reads the rows again; selection (by position) and scroll stay. A caller
// whose rows have moved calls Select afterwards.
func (l *List) Reload() {
	l.measure()
	l.gen++
	if n := l.Len(); l.selected >= n {
		l.selected = l.nearest(n-1, -1)
	}
	l.SetOffset(l.offset)
	l.Refresh()
}

func (l *List) measure() {
	l.tops = nil
	if l.Height == nil {
		return
	}
	n := l.Len()
	l.tops = make([]float32, n+1)
	for i := range n {
		l.tops[i+1] = l.tops[i] + l.Height(i)
	}
}

func (l *List) top(i int) float32 {
	if l.Height == nil {
		return float32(i) * l.RowHeight
	}
	if len(l.tops) != l.Len()+1 {
		l.measure()
	}
	return l.tops[i]
}

func (l *List) total() float32 { return l.top(l.Len()) }

// rowAt gives the row that covers y from the top of the first row.
func (l *List) rowAt(y float32) int {
	n := l.Len()
	if l.Height == nil {
		return max(0, min(n-1, int(y/l.RowHeight)))
	}
	l.top(0)
	return max(0, min(n-1, sort.Search(n, func(i int) bool { return l.tops[i+1] > y })))
}

// Selected gives the selected row, -1 for none.
func (l *List) Selected() int { return l.selected }

// Select selects row i (or none with -1) and brings it into view, without telling OnSelect.
func (l *List) Select(i int) {
	if i >= l.Len() {
		i = l.Len() - 1
	}
	if i >= 0 && l.fixed(i) {
		i = l.nearest(i, +1)
	}
	l.selected = i
	l.show(i)
	l.Refresh()
}

// Offset gives how far the list is scrolled, in points.
func (l *List) Offset() float32 { return l.offset }

// SetOffset scrolls the list.
func (l *List) SetOffset(y float32) {
	y = max(0, min(y, l.total()-l.view()))
	if y != l.offset {
		l.offset = y
		l.Refresh()
		call(l.OnScroll)
	}
}

func (l *List) view() float32 {
	h := l.Size().Height - l.Head
	if !l.Bare {
		h -= 2
	}
	return h
}

func (l *List) show(i int) {
	if i < 0 || l.view() <= 0 {
		return
	}
	from, to := l.top(i), l.top(i+1)
	if i > 0 && l.fixed(i-1) && l.top(i)-l.top(i-1) < l.view()/2 {
		from = l.top(i - 1) // a group's header comes along with its first row
	}
	switch {
	case from < l.offset:
		l.SetOffset(from)
	case to > l.offset+l.view():
		l.SetOffset(to - l.view())
	}
}

// extent is what the scroll bar shows.
func (l *List) extent() (total, view, offset float32) {
	if l.Len() == 0 {
		return 0, 0, 0
	}
	return l.total(), l.view(), l.offset
}

func (l *List) fixed(i int) bool { return l.Fixed != nil && l.Fixed(i) }

// nearest gives the nearest row that can be selected, from i in a direction, then in the other; -1 for none.
func (l *List) nearest(i, step int) int {
	n := l.Len()
	for _, s := range []int{step, -step} {
		for j := i; j >= 0 && j < n; j += s {
			if !l.fixed(j) {
				return j
			}
		}
	}
	return -1
}

func (l *List) move(to, step int) {
	n := l.Len()
	if n == 0 {
		return
	}
	to = l.nearest(max(0, min(n-1, to)), step)
	if to < 0 || to == l.selected {
		if to >= 0 {
			l.show(to)
		}
		return
	}
	l.choose(to)
}

func (l *List) choose(i int) {
	l.selected = i
	l.show(i)
	l.Refresh()
	if l.OnSelect != nil {
		call(func() { l.OnSelect(i) })
	}
}

// TypedKey moves and acts.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	Active()
	at := l.selected
	if l.BeforeKey != nil {
		taken := false
		Border(func() { taken = l.BeforeKey(ev) })
		if taken {
			return
		}
	}
	switch ev.Name {
	case fyne.KeyDown:
		l.move(at+1, +1)
	case fyne.KeyUp:
		if at < 0 {
			at = l.Len()
		}
		l.up(at)
	case fyne.KeyHome:
		l.move(0, +1)
	case fyne.KeyEnd:
		l.move(l.Len()-1, -1)
	case fyne.KeyPageDown:
		l.page(+1)
	case fyne.KeyPageUp:
		l.page(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if !BeforeEnter() {
			l.act(l.OnEnter, ev)
		}
	case fyne.KeySpace:
		l.act(l.OnTick, ev)
	default:
		taken := false
		if l.OnKey != nil {
			Border(func() { taken = l.OnKey(ev) })
		}
		if !taken {
			bubble(l, ev)
		}
	}
}

func (l *List) up(at int) {
	for i := at - 1; i >= 0; i-- {
		if !l.fixed(i) {
			l.choose(i)
			return
		}
	}
	l.SetOffset(0) // shows the header above the first row
}

func (l *List) page(dir int) {
	if l.Len() == 0 {
		return
	}
	at := max(0, l.selected)
	l.move(l.rowAt(l.top(at)+float32(dir)*(l.view()-l.rowHeight(at))), dir)
}

func (l *List) rowHeight(i int) float32 { return l.top(i+1) - l.top(i) }

func (l *List) act(do func(int), ev *fyne.KeyEvent) {
	if do == nil {
		bubble(l, ev)
		return
	}
	if i := l.selected; i >= 0 && i < l.Len() {
		call(func() { do(i) })
	}
}

// TypedRune hands letters to OnRune, then to the window.
func (l *List) TypedRune(r rune) {
	if r == ' ' {
		return // came as a key already
	}
	if BeforeRune(r) {
		return
	}
	taken := false
	if l.OnRune != nil {
		Border(func() { taken = l.OnRune(r) })
	}
	if !taken {
		bubbleRune(l, r)
	}
}

// FocusGained is for Fyne.
func (l *List) FocusGained() {
	l.focus = true
	if l.selected < 0 && l.Len() > 0 {
		l.move(0, +1)
	}
	l.Refresh()
	if l.OnFocus != nil {
		call(func() { l.OnFocus(true) })
	}
}

// FocusLost is for Fyne.
func (l *List) FocusLost() {
	l.focus = false
	l.Refresh()
	if l.OnFocus != nil {
		call(func() { l.OnFocus(false) })
	}
}

// AccessibilityLabel is what a screen reader says.
func (l *List) AccessibilityLabel() string { return l.Label }

// AccessibilityRole is what a screen reader calls it.
func (l *List) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer is for Fyne.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	r := &listRenderer{list: l, rows: container.NewWithoutLayout(), bar: newScrollBar(l)}
	r.clip = &viewport{list: l, rows: r.rows}
	r.clip.ExtendBaseWidget(r.clip)
	r.objects = []fyne.CanvasObject{r.clip}
	if !l.Bare {
		r.frame = newCardFrame()
		r.objects = r.frame.around(r.clip)
	}
	if l.PaintHead != nil {
		r.head = NewDrawing(nil, func(p *Pen) {
			size := p.Size()
			p.Rect(0, 0, size.Width, size.Height, Box{Fill: theme.Paper, Corners: [4]float32{theme.RadiusCard, theme.RadiusCard, 0, 0}})
			p.Line(0, size.Height-1, size.Width, theme.Line)
			l.PaintHead(p)
		})
		at := 1 // over the card, under its corners
		if l.Bare {
			at = 0
		}
		r.objects = append(r.objects[:at:at], append([]fyne.CanvasObject{r.head}, r.objects[at:]...)...)
	}
	r.objects = append(r.objects, r.bar)
	// A list that was out of sight for a minute is drawn anew, at the size it had.
	r.arrange(l.Size())
	r.place()
	return r
}
