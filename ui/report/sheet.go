package report

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// sheet is a card to read, taller than its place, with figures that one can go to: arrows
// move among them, Enter opens what is behind one. It is one tab stop.
type sheet struct {
	board *widget.Board
	pane  *widget.Pane
	// layout sets what the sheet shows at a width, in a window that has room for so much at once.
	layout func(d *draft, width, room float32)
	// beyond is told that ← or → found no figure beside the one at stop; true: there is
	// one now, and its key is given back.
	beyond func(at stop, step int) (key string, ok bool)
	// leave goes on to what is before (−1) or after the sheet in the order of Tab.
	leave  func(step int)
	nobody func() // told that nobody is behind a figure; may be nil
	moved  func() // told when the keyboard comes or goes; may be nil

	drawn *draft
	width float32
	room  float32
	at    string // key of the stop that has been chosen
}

// stop is a figure that one can go to.
type stop struct {
	key        string // its name, which stays when the sheet is drawn anew
	x, y, w, h float32
	line       int    // stops of the same line are beside each other
	words      string // for a screen reader
	open       func() // nil: nobody is behind it
	radius     float32
	quiet      bool // draws its own mark of being chosen
}

// draft is a sheet as it was laid out: what to draw from where to where, and the stops.
type draft struct {
	height float32
	parts  []part
	stops  []stop
	lines  int
}

type part struct {
	from, to float32
	draw     func(pen *widget.Pen)
}

// draw adds something that stands from one height to another.
func (d *draft) draw(from, to float32, draw func(pen *widget.Pen)) {
	d.parts = append(d.parts, part{from, to, draw})
}

// line begins a new line of stops.
func (d *draft) line() { d.lines++ }

// stop adds a figure that one can go to, on the line that was begun last.
func (d *draft) stop(s stop) {
	s.line = d.lines
	d.stops = append(d.stops, s)
}

// wrap adds a text that wraps, and gives where it ends.
func (d *draft) wrap(x, y, w float32, text string, style widget.Style) float32 {
	lines := widget.Lines(text, style, w)
	end := y + float32(len(lines))*style.Line()
	d.draw(y, end, func(pen *widget.Pen) {
		for i, line := range lines {
			pen.Text(x, y+float32(i)*style.Line(), line, style)
		}
	})
	return end
}

func newSheet(layout func(d *draft, width, room float32)) *sheet {
	h := &sheet{layout: layout}
	h.pane = widget.NewPane(func() float32 { return h.laid().height }, h.paint)
	h.pane.OnTap = h.tap
	h.board = widget.NewBoard(func(pen *widget.Pen) {
		size := pen.Size()
		pen.Place(h.pane, 0, 0, size.Width, size.Height)
	})
	h.board.OnKey = h.key
	h.board.OnFocus = func(bool) {
		h.pane.Refresh()
		if h.moved != nil {
			h.moved()
		}
	}
	h.board.Label = func() string {
		if s, ok := h.chosen(); ok {
			return s.words
		}
		return ""
	}
	return h
}

// laid gives the sheet as it stands at the pane's width.
func (h *sheet) laid() *draft {
	if h.drawn == nil {
		h.drawn = &draft{}
		if h.width > 0 {
			h.layout(h.drawn, h.width, h.room)
		}
	}
	return h.drawn
}

// in tells how large the sheet's place is, before it gets it, and gives how tall it is.
func (h *sheet) in(width, room float32) float32 {
	if w := width - 2; w != h.width || room != h.room {
		h.width, h.room, h.drawn = w, room, nil
	}
	return h.laid().height
}

// renew lays the sheet out again: what it shows has changed.
func (h *sheet) renew() {
	h.drawn = nil
	h.pane.Refresh()
	h.board.Refresh()
}

// top begins another content: at its start, with nothing chosen.
func (h *sheet) top() {
	h.at = ""
	h.renew()
	h.pane.SetOffset(0)
}

// chosen gives the stop that has been chosen: the first where it is no longer there.
func (h *sheet) chosen() (stop, bool) {
	d := h.laid()
	for _, s := range d.stops {
		if s.key == h.at {
			return s, true
		}
	}
	if len(d.stops) > 0 {
		return d.stops[0], true
	}
	return stop{}, false
}

func (h *sheet) paint(pen *widget.Pen) {
	d := h.laid()
	from, to := h.pane.Offset()-40, h.pane.Offset()+h.pane.View()+40
	s, ok := h.chosen()
	ok = ok && (h.at != "" || h.board.Focused())
	if ok && !s.quiet {
		box := widget.Box{Fill: theme.Selected, Stroke: theme.SelectedEdge, Radius: s.radius}
		if h.board.Focused() {
			box.Stroke, box.Width = theme.Accent, 2
		}
		pen.Rect(s.x, s.y, s.w, s.h, box)
	}
	for _, p := range d.parts {
		if p.to >= from && p.from <= to {
			p.draw(pen)
		}
	}
	if ok && s.quiet && h.board.Focused() {
		pen.Rect(s.x-2, s.y-2, s.w+4, s.h+4, widget.Box{Stroke: theme.Accent, Width: 2, Radius: s.radius + 2})
	}
}

// choose goes to a stop and brings it into view.
func (h *sheet) choose(s stop) {
	h.at = s.key
	from, to := s.y-12, s.y+s.h+12
	if d := h.laid(); len(d.stops) > 0 {
		if s.line == d.stops[0].line {
			from = 0 // what is said above the first figure
		}
		if s.line == d.stops[len(d.stops)-1].line {
			to = max(to, min(d.height, s.y+h.pane.View()-24))
		}
	}
	h.pane.Reveal(from, to)
	h.pane.Refresh()
}

func (h *sheet) key(k widget.Press) bool {
	switch k.Name {
	case fyne.KeyUp:
		h.along(-1)
	case fyne.KeyDown:
		h.along(1)
	case fyne.KeyLeft:
		h.beside(-1)
	case fyne.KeyRight:
		h.beside(1)
	case fyne.KeyPageUp:
		h.page(-1)
	case fyne.KeyPageDown:
		h.page(1)
	case fyne.KeyHome:
		h.end(-1)
	case fyne.KeyEnd:
		h.end(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if s, ok := h.chosen(); ok && !k.Repeat {
			h.open(s)
		}
	case fyne.KeyTab:
		step := 1
		if k.Shift {
			step = -1
		}
		h.leave(step)
	default:
		return false
	}
	return true
}

// open opens what is behind a figure, or says that nothing is.
func (h *sheet) open(s stop) {
	switch {
	case s.open != nil:
		s.open()
	case h.nobody != nil:
		h.nobody()
	}
}

// along goes to the nearest figure on the line before or after; past the last there may
// be more to read.
func (h *sheet) along(step int) {
	here, ok := h.chosen()
	if !ok {
		h.pane.SetOffset(h.pane.Offset() + float32(step)*60)
		return
	}
	if h.at == "" { // the first press shows where one is
		h.choose(here)
		return
	}
	var best *stop
	for _, s := range h.laid().stops {
		if (s.line-here.line)*step <= 0 {
			continue
		}
		if best == nil || (s.line-best.line)*step < 0 || s.line == best.line && off(s, here) < off(*best, here) {
			best = &s
		}
	}
	if best == nil {
		h.pane.SetOffset(h.pane.Offset() + float32(step)*60)
		return
	}
	h.choose(*best)
}

// off gives how far the middles of two stops are apart across.
func off(a, b stop) float32 {
	d := a.x + a.w/2 - b.x - b.w/2
	return max(d, -d)
}

// beside goes to the figure at the left or right; there may be one that has no room.
func (h *sheet) beside(step int) {
	here, ok := h.chosen()
	if !ok {
		return
	}
	if h.at == "" {
		h.choose(here)
		return
	}
	list := h.laid().stops
	for i, s := range list {
		if s.key != here.key {
			continue
		}
		if to := i + step; to >= 0 && to < len(list) && list[to].line == s.line {
			h.choose(list[to])
			return
		}
	}
	if h.beyond != nil {
		if key, ok := h.beyond(here, step); ok {
			h.renew()
			h.at = key
			if s, ok := h.chosen(); ok {
				h.choose(s)
			}
		}
	}
}

// page scrolls by what is in view and goes to the first figure there.
func (h *sheet) page(step int) {
	before := h.pane.Offset()
	h.pane.SetOffset(before + float32(step)*(h.pane.View()-40))
	here, ok := h.chosen()
	if !ok {
		return
	}
	if h.pane.Offset() == before {
		h.end(step)
		return
	}
	var best *stop
	for _, s := range h.laid().stops {
		if s.y < h.pane.Offset() || s.y+s.h > h.pane.Offset()+h.pane.View() {
			continue
		}
		if best == nil || s.line == best.line && off(s, here) < off(*best, here) {
			best = &s
		}
	}
	if best != nil {
		h.at = best.key
		h.pane.Refresh()
	}
}

// end goes to the first or the last figure.
func (h *sheet) end(step int) {
	list := h.laid().stops
	switch {
	case len(list) == 0:
	case step < 0:
		h.choose(list[0])
		return
	default:
		h.choose(list[len(list)-1])
	}
	h.pane.SetOffset(float32(max(0, step)) * h.laid().height)
}

// tap chooses a figure, twice opens it.
func (h *sheet) tap(x, y float32, double bool) {
	widget.Focus(h.board)
	for _, s := range h.laid().stops {
		if x < s.x || x >= s.x+s.w || y < s.y || y >= s.y+s.h {
			continue
		}
		h.at = s.key
		h.pane.Refresh()
		if double {
			h.open(s)
		}
		return
	}
}
