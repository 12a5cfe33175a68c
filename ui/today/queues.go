package today

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	fyne_widget "fyne.io/fyne/v2/widget"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func count(n int) string { return strconv.Itoa(n) }

// queues is the column of queues with their counts: one tab stop, ↑ ↓ show a queue,
// Enter goes on into its list.
type queues struct {
	fyne_widget.BaseWidget
	page    *Page
	focus   bool
	drawing *widget.Drawing
}

var _ fyne.Focusable = (*queues)(nil)

// queueRow is a queue as the column shows it.
type queueRow struct {
	queue journey.Queue
	icon  icon.Name
	title string
	age   string // of the oldest
	count string
	none  bool
}

func newQueues(p *Page) *queues {
	q := &queues{page: p}
	q.drawing = widget.NewDrawing(nil, q.paint)
	q.ExtendBaseWidget(q)
	return q
}

// CreateRenderer is for Fyne.
func (q *queues) CreateRenderer() fyne.WidgetRenderer {
	return fyne_widget.NewSimpleRenderer(q.drawing)
}

// Refresh draws the column again.
func (q *queues) Refresh() { q.drawing.Refresh() }

func (q *queues) rows() []queueRow {
	p := q.page
	all := queueRow{icon: icon.Today, title: p.s.T("today.queue.all")}
	total := 0
	var list []queueRow
	for _, c := range p.work.Queues {
		total += c.Count
		row := queueRow{queue: c.Queue, icon: queueLooks[c.Queue].icon, title: p.s.T("today.queue." + string(c.Queue)), count: count(c.Count), none: c.Count == 0}
		if n := p.work.Day.Sub(c.Oldest); !c.Oldest.IsZero() && n > 0 && c.Queue != journey.QueueVisits {
			row.age = p.s.T("today.age", "Days", n)
		}
		list = append(list, row)
	}
	all.count = count(total)
	done := queueRow{queue: queueDone, icon: icon.Done, title: p.s.T("today.queue.done"), count: count(p.work.Done), none: p.work.Done == 0}
	return append(append([]queueRow{all}, list...), done)
}

func (q *queues) paint(p *widget.Pen) {
	const most = 33 // from one queue to the next
	w := p.Size().Width
	y := float32(0)
	rows := q.rows()
	// Where the window is low, empty queues give their room, the least urgent first.
	for i := len(rows) - 2; i > 0 && float32(len(rows))*most+18 > p.Size().Height; i-- {
		if rows[i].none && rows[i].queue != q.page.queue {
			rows = append(rows[:i:i], rows[i+1:]...)
		}
	}
	pitch := min(most, float32(int((p.Size().Height-18)/float32(len(rows)))))
	row := pitch - 1
	for i, r := range rows {
		if i == len(rows)-1 {
			y += 8
			p.Line(8, y, w-16, theme.Line)
			y += 10
		}
		chosen := r.queue == q.page.queue
		title := widget.Style{Size: theme.TextSecond}
		number := widget.Style{Size: theme.TextSecond, Bold: true}
		role := theme.Ink2
		switch {
		case chosen:
			p.Rect(0, y, w, row, widget.Box{Fill: theme.Selected, Radius: theme.RadiusField})
			if q.focus {
				p.Rect(-2, y-2, w+4, row+4, widget.Box{Stroke: theme.Accent, Width: 2, Radius: theme.RadiusField + 2})
			}
			title.Bold, title.Role, role = true, theme.AccentDark, theme.AccentDark
		case r.none:
			title.Role, number.Role, number.Bold, role = theme.Ink3, theme.Ink3, false, theme.Ink3
		}
		p.Icon(8, y+(row-16)/2, 16, r.icon, role)
		age := p.RightMid(w-40, y, row, r.age, widget.Small)
		p.Fit(32, y, row, w-32-40-age-6, r.title, title)
		p.RightMid(w-10, y, row, r.count, number)
		p.Hit(0, y, w, row, func() {
			q.page.choose(r.queue)
			q.page.Focus()
		})
		y += pitch
	}
	if note := q.page.s.T("today.queues.note"); y+50 < p.Size().Height && len(q.page.work.Rows) > q.page.work.Done {
		p.Wrap(8, y+8, w-16, note, widget.Small)
	}
}

// FocusGained is for Fyne.
func (q *queues) FocusGained() { q.focus = true; q.Refresh() }

// FocusLost is for Fyne.
func (q *queues) FocusLost() { q.focus = false; q.Refresh() }

// TypedKey moves.
func (q *queues) TypedKey(ev *fyne.KeyEvent) {
	rows := q.rows()
	at := 0
	for i, r := range rows {
		if r.queue == q.page.queue {
			at = i
		}
	}
	switch ev.Name {
	case fyne.KeyDown:
		at = min(at+1, len(rows)-1)
	case fyne.KeyUp:
		at = max(at-1, 0)
	case fyne.KeyHome, fyne.KeyPageUp:
		at = 0
	case fyne.KeyEnd, fyne.KeyPageDown:
		at = len(rows) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyRight:
		q.page.Focus()
		return
	default:
		if do := q.page.s.Canvas().OnTypedKey(); do != nil {
			do(ev)
		}
		return
	}
	q.page.choose(rows[at].queue)
}

// TypedRune hands letters to the page.
func (q *queues) TypedRune(r rune) { q.page.Rune(r) }

// arrange places the column of queues (unless the window is narrow) and the list, or
// what is said in its place.
func (p *Page) arrange(pen *widget.Pen) {
	size := pen.Size()
	left := float32(256)
	if p.compact {
		left = 0
	}
	if p.bare {
		pen.Card(left, 0, size.Width-left, size.Height)
		pen.Place(p.empty, left, 0, size.Width-left, size.Height)
	} else {
		pen.Place(p.list, left, 0, size.Width-left, size.Height)
	}
	if !p.compact { // after the list, so that Tab goes there from it
		pen.Place(p.queues, -8, 0, 256, size.Height)
	}
}

// paintHeader draws title, day, how much is done, and the way in for Clinic24's notices.
func (p *Page) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	mid := size.Height + 2
	end := pen.Mid(0, 0, mid, p.s.T("ui.nav.today"), widget.Title)
	today := p.s.Today()
	w := p.cl24.MinSize().Width
	pen.Place(p.cl24, size.Width-w, (size.Height-theme.ButtonHeight)/2, w, theme.ButtonHeight)
	if p.compact {
		look := widget.Look{Kind: widget.Secondary, Tail: icon.Down}
		for _, q := range p.queues.rows() {
			if q.queue == p.queue {
				look.Text = fmt.Sprintf("%s %s", q.title, q.count)
			}
		}
		p.picker.Set(look)
		pw := p.picker.MinSize().Width
		pen.Place(p.picker, size.Width-w-12-pw, (size.Height-theme.ButtonHeight)/2, pw, theme.ButtonHeight)
		return
	}
	date := p.s.T("today.date", "Weekday", say.Weekday(p.s.Lang(), today), "Day", say.DayMonth(p.s.Lang(), today), "Week", today.Week())
	pen.Mid(end+13, 3, mid, date, widget.Style{Size: theme.Text, Role: theme.Ink2})
	if total := len(p.work.Rows); total > 0 {
		x := size.Width - w - 20 - 140
		pen.Progress(x, 0, 140, size.Height, float64(p.work.Done)/float64(total))
		pen.RightMid(x-12, 0, size.Height, p.s.T("today.progress", "Done", p.work.Done, "N", total), widget.Second)
	}
}
