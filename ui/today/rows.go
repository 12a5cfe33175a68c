package today

import (
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// item is a line of the list, with its words made once: a group's header or a row.
type item struct {
	head  bool
	title string // of a header
	count string
	row   *data.WorkRow

	time   string // of a visit
	name   string
	short  string
	chips  []widget.Chip
	reason string
	rule   string // that the row follows, or all rows under the header
	wait   string
	action widget.Look
	done   string // when it was handled
}

// queueLook is a queue's icon and colour in rows.
var queueLooks = map[journey.Queue]struct {
	icon icon.Name
	role theme.Role
}{
	journey.QueueVisits:     {icon.Booking, theme.Accent},
	journey.QueueForms:      {icon.Begun, theme.Accent},
	journey.QueueHelp:       {icon.Help, theme.Warn},
	journey.QueueCalls:      {icon.Phone, theme.Warn},
	journey.QueueChats:      {icon.Chat, theme.Warn},
	journey.QueueUnopened:   {icon.Letter, theme.Warn},
	journey.QueueUnanswered: {icon.Waiting, theme.Warn},
	journey.QueueSamples:    {icon.Samples, theme.Warn},
	journey.QueueDocument:   {icon.Form, theme.Accent},
	journey.QueueForwarding: {icon.Shield, theme.Shield},
	journey.QueueReturned:   {icon.Undo, theme.Warn},
	journey.QueueFollowUps:  {icon.Waiting, theme.Accent},
	journey.QueueReview:     {icon.Expired, theme.Warn},
}

func (p *Page) shown(w *data.WorkRow) bool {
	switch p.queue {
	case "":
		return true
	case queueDone:
		return w.Handled != nil
	}
	return w.Queue == p.queue
}

// makeItems groups the rows by queue, in the order in which the store gives them.
func (p *Page) makeItems() []item {
	var items []item
	head, open := -1, 0
	var queue journey.Queue
	for i := range p.work.Rows {
		w := &p.work.Rows[i]
		if !p.shown(w) {
			continue
		}
		if head < 0 || w.Queue != queue {
			queue, open = w.Queue, 0
			head = len(items)
			items = append(items, item{head: true, title: p.s.T("today.queue." + string(queue))})
		}
		if w.Handled == nil || p.queue == queueDone {
			open++
		}
		items[head].count = count(open)
		items = append(items, p.makeItem(w))
	}
	p.headRules(items)
	return items
}

// headRules has a group's header say the rule that all its rows follow, and leaves it out
// of them. Those who want help stand oldest first (Q12).
func (p *Page) headRules(items []item) {
	for i := 0; i < len(items); {
		end := i + 1
		rule, shared := "", true
		for ; end < len(items) && !items[end].head; end++ {
			if it := &items[end]; it.row.Handled == nil {
				if rule == "" {
					rule = it.rule
				}
				shared = shared && it.rule == rule
			}
		}
		if shared && rule != "" {
			items[i].rule = rule
			for j := i + 1; j < end; j++ {
				items[j].rule = ""
			}
		}
		if i+1 < end && items[i+1].row.Queue == journey.QueueHelp {
			items[i].rule = strings.TrimLeft(items[i].rule+" · "+p.s.T("today.oldest"), " ·")
		}
		i = end
	}
}

func (p *Page) makeItem(w *data.WorkRow) item {
	it := item{row: w, name: p.s.Say(w.Spoken()), short: acts.Short(w.Row), reason: widget.UpperFirst(p.s.Say(w.Reason))}
	it.time = strings.Replace(w.Clock, ":", p.s.T("ui.clock"), 1)
	if w.Clock != "" && w.Handled == nil {
		it.wait = p.until(w.Status.Booking)
	} else {
		it.wait = p.days(w.Since)
	}
	if w.Protected {
		it.chips = append(it.chips, widget.Chip{Icon: icon.Shield, Text: p.s.T("today.chip.protected"), Tone: widget.ToneShield})
	}
	if chip, ok := p.acts.InterpreterChip(w.Status); ok {
		it.chips = append(it.chips, chip)
	}
	if to := w.Status.HandedTo; to != "" && w.Handled == nil {
		it.chips = append(it.chips, widget.Chip{Icon: icon.To, Text: p.s.T("acts.chip.handed", "To", to), Tone: widget.ToneNeutral})
	}
	if w.Handled == nil {
		it.rule = p.s.Say(w.Status.Next.RuleText())
	}
	action := acts.ActionWords(w.Status)
	if w.Handled != nil {
		action = acts.StepWords(w.Step)
	}
	it.action = widget.Look{Kind: widget.Quiet, Text: p.s.Say(action), Small: true}
	if w.Handled != nil {
		it.done = p.s.T("today.handled", "Time", say.Clock(p.s.Lang(), w.Handled.At))
	}
	return it
}

// days says how long a row has waited.
func (p *Page) days(since day.Date) string {
	switch n := p.work.Day.Sub(since); {
	case since.IsZero():
		return ""
	case n <= 0:
		return p.s.T("today.wait.today")
	default:
		return p.s.T("today.wait.days", "N", n)
	}
}

// until says how far off today's visit is.
func (p *Page) until(b *journey.Booking) string {
	if b.Day != p.work.Day {
		return p.days(b.Day)
	}
	at, err := time.Parse("15:04", b.Time)
	if err != nil {
		return ""
	}
	minutes := int(b.Day.At(at.Hour(), at.Minute()).Sub(p.s.Now()).Minutes())
	switch {
	case minutes > 90 || minutes < -90:
		return ""
	case minutes > 0:
		return p.s.T("today.wait.minutes", "N", minutes)
	case minutes > -5:
		return p.s.T("today.wait.now")
	}
	return p.s.T("today.wait.late", "N", -minutes)
}

func (p *Page) paintRow(pen *widget.Pen, i int, s widget.RowState) {
	it, size := &p.items[i], pen.Size()
	if it.head {
		end := 14 + pen.Mid(14, 0, size.Height, it.title, widget.Style{Size: theme.TextSecond, Bold: true})
		end += 8 + pen.Mid(end+8, 0, size.Height, it.count, widget.Second)
		if right := size.Width - 14; end+24+widget.Measure(it.rule, widget.Small) < right {
			pen.RightMid(right, 0, size.Height, it.rule, widget.Small)
		}
		return
	}
	handled := it.row.Handled != nil
	name, reason := widget.Strong, widget.Second
	if handled {
		name, reason = widget.Plain.In(theme.Ink3), reason.In(theme.Ink3)
	}
	p.paintIcon(pen, it, handled)

	right := size.Width - 12
	if handled {
		right -= pen.RightMid(right, 0, size.Height, it.done, widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.OK}) + 16
	} else {
		right = p.paintAction(pen, it, s, right)
	}

	x, y := float32(46), float32(7)
	if it.time != "" {
		x += pen.Text(x, y, it.time, name) + 8
	}
	room := right - x
	for _, c := range it.chips {
		room -= c.Width() + 8
	}
	text := it.name
	if widget.Measure(text, name) > room {
		text = it.short
	}
	x += pen.Fit(x, y, name.Line(), room, text, name) + 8
	for _, c := range it.chips {
		if x+c.Width() > right {
			break
		}
		if s.Selected {
			c.Tone.Tint = theme.Surface // a chip's own tint is the selected row's
		}
		x += pen.Chip(x, 5, 22, c) + 6
	}
	end := 46 + pen.Fit(46, 26, reason.Line(), right-46, it.reason, reason)
	if it.rule != "" && end+16+widget.Measure(it.rule, widget.Small) < right {
		pen.Text(end+8, 27, "· "+it.rule, widget.Small)
	}
}

func (p *Page) paintIcon(pen *widget.Pen, it *item, handled bool) {
	switch {
	case handled:
		pen.Icon(15, 16, 18, icon.Done, theme.OK)
	case p.ticked[it.row.Ref()]:
		pen.Check(16, 0, pen.Size().Height, true)
	default:
		look := queueLooks[it.row.Queue]
		pen.Icon(15, 16, 18, look.icon, look.role)
	}
	pen.Hit(0, 0, 44, pen.Size().Height, func() {
		if i := p.list.Selected(); i >= 0 {
			p.tick(i)
		}
	})
}

// paintAction draws action and waiting time and gives where the name's room ends. The
// columns are 148 and 84 wide with 12 between.
func (p *Page) paintAction(pen *widget.Pen, it *item, s widget.RowState, right float32) float32 {
	look := it.action
	w := float32(0)
	if s.Selected && len(p.ticked) == 0 {
		look.Kind, look.Key = widget.Filled, "Enter"
		w = look.Width()
		pen.Button(right-w, 11, 0, look, func() { p.act(it.row) })
	} else {
		w = widget.Measure(look.Text, widget.Style{Size: theme.TextSecond, Bold: true})
		pen.RightMid(right, 0, pen.Size().Height, look.Text, widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent})
		pen.Hit(right-w-8, 8, w+16, pen.Size().Height-16, func() { p.act(it.row) })
	}
	edge := right - max(148, w) - 12
	pen.RightMid(edge, 0, pen.Size().Height, it.wait, widget.Second)
	return edge - 84 - 8
}
