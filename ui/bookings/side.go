package bookings

import (
	"strconv"

	"fyrtio/core/booking"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The right column: who waits, and what is under the slot.

const (
	queueHead  = 43
	queueRow   = 56
	sidePad    = 13
	sideGap    = 16
	queueLeast = queueHead + queueRow + 2
)

// arrange places grid, queue and card.
func (p *Page) arrange(pen *widget.Pen) {
	size := pen.Size()
	width := p.sideWidth()
	left := size.Width - width - sideGap
	pen.Place(p.board, 0, 0, left, size.Height) // at once: it takes the keyboard before the week is read
	if !p.loaded {
		return
	}
	card := p.sideTall(width)
	room := size.Height - card - 12
	high := min(p.queueTall()+queueHead+2, max(room, queueLeast))
	switch {
	case p.route.Person != "", room < queueHead, len(p.waiting) == 0 && room < high: // what is under the slot matters more than who waits
		high = -12
	case room < queueLeast:
		high = room
	}
	if high > 0 {
		pen.Place(p.queue, left+sideGap, 0, width, high)
		if p.hand != nil {
			if i := p.waits(p.hand.row.Ref()); i >= 0 {
				p.queue.Reveal(float32(i)*queueRow, float32(i+1)*queueRow)
			}
		}
	}
	pen.Place(p.side, left+sideGap, high+12, width, min(card, size.Height-high-12))
}

// sideWidth gives the width of the right column.
func (p *Page) sideWidth() float32 {
	if p.lower.Size().Width < 860 {
		return 206
	}
	return 222
}

// queueTall gives the height of those who wait.
func (p *Page) queueTall() float32 {
	if len(p.waiting) == 0 {
		return 22 + float32(len(widget.Lines(p.s.T("bookings.queue.empty"), small, p.sideWidth()-2*sidePad-2)))*small.Line()
	}
	return float32(len(p.waiting)) * queueRow
}

func (p *Page) paintQueueHead(pen *widget.Pen) {
	size := pen.Size()
	pen.Mid(sidePad, 0, size.Height-1, p.s.T("bookings.queue"), widget.Heading)
	pen.RightMid(size.Width-sidePad, 0, size.Height-1, strconv.Itoa(len(p.waiting)), widget.Second)
}

// paintQueue draws those who wait, oldest first (Q12).
func (p *Page) paintQueue(pen *widget.Pen) {
	size := pen.Size()
	if len(p.waiting) == 0 {
		pen.Wrap(sidePad, 10, size.Width-2*sidePad, p.s.T("bookings.queue.empty"), small)
		return
	}
	for i, w := range p.waiting {
		y := float32(i) * queueRow
		held := p.hand != nil && p.hand.row.Ref() == w.Ref()
		if held {
			pen.Rect(0, y, size.Width, queueRow, widget.Box{Fill: theme.Selected})
			pen.Rect(0, y, 3, queueRow, widget.Box{Fill: theme.Accent})
		}
		pen.Line(0, y+queueRow-1, size.Width, theme.Line)
		right := size.Width - sidePad
		right -= pen.RightMid(right, y+9, 20, p.s.Say(data.DaysWords(p.s.Today().Sub(w.Since))), widget.Second) + 8
		x := float32(sidePad)
		style := widget.Plain.As(held)
		if w.Protected {
			pen.Icon(x, y+12, 14, icon.Shield, theme.Shield)
			x += 20
			style = style.In(theme.Shield)
		}
		pen.Mid(x, y+9, 20, p.fitName(w.Row, style, right-x), style)
		if wish := p.wish(w); wish != "" {
			pen.Fit(sidePad, y+29, 18, size.Width-2*sidePad, wish, widget.Second)
		}
	}
}

// wish gives what suits somebody, with the language of the interpreter first (Q11).
func (p *Page) wish(w data.WaitRow) string {
	if w.Protected {
		return p.s.T("bookings.fact.protected")
	}
	if l := w.Status.Interpreter; l != "" {
		text := p.s.T("bookings.fact.interpreter", "Language", l)
		if l == journey.LanguageUnknown {
			text = p.s.T("bookings.fact.interpreter.unknown")
		}
		if w.Wish == "" {
			return text
		}
		return text + " · " + w.Wish
	}
	return w.Wish
}

func (p *Page) tapQueue(_, y float32, _ bool) {
	p.Focus()
	if i := int(y / queueRow); i >= 0 && i < len(p.waiting) && p.route.Person == "" {
		p.pick(i)
	}
}

// line is one thing in the card of the slot.
type line struct {
	text  string
	style widget.Style
	icon  icon.Name
	role  theme.Role
	band  widget.Tone // a band around it, where it has a tint
	gap   float32     // above it
}

// button is one thing to do in the card of the slot.
type button struct {
	look widget.Look
	do   func()
}

// sideWords says what is under the slot, and what can be done.
func (p *Page) sideWords() (lines []line, buttons []button) {
	if p.hand != nil {
		return p.handWords()
	}
	s := p.here()
	when := p.s.T("bookings.at", "Day", p.shortDay(s.Day), "At", s.From.Words())
	switch {
	case s.hour != nil:
		return p.hourWords(s)
	case s.block != nil:
		lines = append(lines, line{text: s.block.Name, style: widget.Strong}, line{text: p.shortDay(s.Day) + " " + p.s.Say(s.block.Span.Words()), style: widget.Second})
		if s.block.To != s.block.From {
			lines = append(lines, line{text: p.s.T("bookings.block.days", "From", s.block.From, "To", s.block.To), style: widget.Second})
		}
		return lines, []button{{widget.Look{Kind: widget.Secondary, Text: p.s.T("bookings.block.remove"), Key: "Delete"}, p.remove}}
	case s.fill == free:
		lines = append(lines, line{text: when, style: widget.Strong}, line{text: p.lengthIn(s.place), style: widget.Second})
		if p.late(s) {
			lines = append(lines, line{text: p.s.T("bookings.side.late", "On", p.week.Samples), icon: icon.Samples, band: widget.ToneWarn, gap: 8})
		}
		return lines, []button{{widget.Look{Kind: widget.Filled, Text: p.s.T("bookings.who"), Key: "Enter"}, p.findPerson}, {widget.Look{Kind: widget.Secondary, Text: p.s.T("bookings.block.act"), Key: "X"}, p.keep}}
	}
	why := p.s.T("bookings.side.taken")
	switch {
	case s.slot != nil && !s.slot.Name.IsZero():
		why = p.s.Say(s.slot.Name)
	case s.slot != nil && s.slot.Kind == booking.Free:
		why = p.s.T("bookings.side.past")
	case s.slot == nil:
		why = p.s.T("bookings.side.closed")
	}
	return append(lines, line{text: when, style: widget.Strong}, line{text: why, style: widget.Second}),
		[]button{{widget.Look{Kind: widget.Secondary, Text: p.s.T("bookings.block.act"), Key: "X"}, p.keep}}
}

// lengthIn gives "60 minuter i Rum 2 · Lena".
func (p *Page) lengthIn(a place) string {
	if a.Room == "" {
		return p.s.T("bookings.length", "Minutes", p.week.Calendar.Slot)
	}
	return p.s.T("bookings.length.room", "Minutes", p.week.Calendar.Slot, "Room", journey.RoomWords(string(a.Room)))
}

// calledBy gives how the card names somebody: by the given name, as on the phone.
func calledBy(r data.Row) string {
	if r.Protected || r.Given == "" {
		return r.Sorted()
	}
	return r.Given
}

// handWords says who is being placed and what booking would meet.
func (p *Page) handWords() (lines []line, buttons []button) {
	h := p.hand
	name := calledBy(h.row)
	style := widget.Strong
	if h.row.Protected {
		style = style.In(theme.Shield)
	}
	lines = append(lines, line{text: p.s.T("bookings.hand", "Name", name, "At", p.s.T("bookings.at", "Day", p.shortDay(p.at.Day), "At", p.at.From.Words())), style: style})
	if h.from != nil {
		lines = append(lines, line{text: p.s.T("bookings.hand.from", "Day", p.shortDay(h.from.Day), "At", h.from.From.Words()), style: widget.Second})
	}
	lines = append(lines, line{text: p.lengthIn(p.at), style: widget.Second})
	if wish := p.wish(data.WaitRow{Row: h.row, Wish: h.wish}); wish != "" && (p.route.Person != "" || p.waits(h.row.Ref()) < 0) { // the queue does not say it
		l := line{text: wish, style: widget.Second, icon: icon.Note, role: theme.Ink2, gap: 4}
		switch {
		case h.row.Protected:
			l.icon, l.role = icon.Shield, theme.Shield
		case h.row.Status.Interpreter != "":
			l.icon, l.role = icon.Interpreter, theme.Accent
		}
		lines = append(lines, l)
	}
	for i, m := range p.marks {
		l := line{text: p.s.T("bookings.hand.mark", "Number", i+1, "At", p.s.T("bookings.at", "Day", p.shortDay(m.Day), "At", m.From.Words())), style: widget.Second, icon: icon.Letter, role: theme.Accent}
		if i == 0 {
			l.gap = 6
		}
		lines = append(lines, l)
	}
	lines = append(lines, p.judgedLines()...)
	look := widget.Look{Kind: widget.Filled, Text: p.s.T("bookings.book"), Key: "Enter"}
	switch {
	case len(p.marks) > 0:
		look.Text = p.s.T("bookings.offer", "N", len(p.marks))
	case p.stopped():
		look.Kind, look.Text = widget.Warning, p.s.T("bookings.anyway")
	case h.from != nil && *h.from == p.at:
		look.Kind, look.Text = widget.Off, p.s.T("bookings.move.to")
	case h.from != nil:
		look.Text = p.s.T("bookings.move.act")
	}
	return lines, []button{{look, p.enterKey}}
}

// stopped reports whether something is in the way of the slot.
func (p *Page) stopped() bool {
	return p.judged.done && p.judged.at == p.at && !p.judged.Stop.IsZero()
}

// judgedLines says in bands what booking would meet.
func (p *Page) judgedLines() (lines []line) {
	j := p.judged
	if !j.known || j.at != p.at {
		return []line{{band: widget.Tone{Tint: theme.Surface}, gap: 8}} // its room, so that nothing moves when it comes
	}
	if !j.Stop.IsZero() {
		return []line{{text: p.s.Say(short(j.Stop)), icon: icon.Fault, band: widget.ToneFault, gap: 8}}
	}
	for _, w := range j.Warnings {
		lines = append(lines, line{text: p.s.Say(w), icon: icon.Expired, band: widget.ToneWarn, gap: 8})
	}
	if j.Samples {
		text := say.T("bookings.side.samples", "N", j.Days)
		if !p.hand.row.Status.Samples.IsZero() {
			text = say.T("bookings.side.samples.taken")
		}
		lines = append(lines, line{text: p.s.Say(text), icon: icon.Samples, band: widget.ToneOK, gap: 8})
	}
	return lines
}

// short says what is in the way without how to go on: the button says that.
func short(stop say.Text) say.Text {
	switch stop.ID {
	case "booking.err.stop.clash", "booking.err.stop.clash.room":
		return say.T("bookings.stop.clash", "Who", stop.Data["Who"])
	case "booking.err.stop.closed":
		return say.T("bookings.stop.closed", "Why", stop.Data["Why"])
	}
	return stop
}

// hourWords says what there is to know of somebody's hour.
func (p *Page) hourWords(s spot) (lines []line, buttons []button) {
	h := s.hour
	style := widget.Strong
	if h.Protected {
		style = style.In(theme.Shield)
	}
	lines = append(lines, line{text: h.Sorted(), style: style},
		line{text: p.shortDay(s.Day) + " " + p.s.Say(s.span().Words()), style: widget.Second})
	if h.Room != "" {
		lines = append(lines, line{text: p.s.Say(journey.RoomWords(string(h.Room))), style: widget.Second})
	} else if len(p.week.Rooms) > 1 {
		lines = append(lines, line{text: p.s.T("bookings.room.unknown"), style: widget.Second})
	}
	for i, f := range p.facts(h) {
		l := line{text: f.text, style: widget.Second, icon: f.icon, role: f.role}
		if i == 0 {
			l.gap = 6
		}
		lines = append(lines, l)
	}
	if h.Kind == booking.Held {
		held := say.T("bookings.held.before")
		if !h.Until.IsZero() {
			held = say.T("bookings.held.until", "On", h.Until)
		}
		lines = append(lines, line{text: p.s.Say(held), style: widget.Second})
	}
	if h.Note != "" {
		lines = append(lines, line{text: h.Note, style: widget.Second, icon: icon.Note, role: theme.Ink2})
	}
	buttons = append(buttons, button{widget.Look{Kind: widget.Secondary, Text: p.s.T("bookings.open"), Key: "Enter"}, p.openPerson})
	if h.Outcome != "" || h.Status.Booking == nil {
		return lines, buttons
	}
	move := widget.Look{Kind: widget.Secondary, Text: p.s.T("bookings.move"), Key: "M"}
	if h.Kind == booking.Held {
		move.Text = p.s.T("bookings.choose")
	}
	return lines, append(buttons, button{move, p.move}, button{widget.Look{Kind: widget.Warning, Text: p.s.T("bookings.cancel.act"), Key: "Delete"}, p.remove})
}

// wrapped gives the lines that a line takes within a width, and its height.
func (l line) wrapped(width float32) ([]string, float32) {
	style := l.style
	if l.band.Tint != theme.Clear {
		style = widget.Second
		list := widget.Lines(l.text, style, width-20-24)
		return list, float32(max(1, len(list)))*style.Line() + 14
	}
	if l.icon != icon.None {
		width -= 22
	}
	list := widget.Lines(l.text, style, width)
	return list, float32(len(list)) * (style.Line() + 2)
}

// sideTall gives the height of the card of the slot.
func (p *Page) sideTall(width float32) float32 {
	lines, buttons := p.sideWords()
	h := float32(12)
	for _, l := range lines {
		_, tall := l.wrapped(width - 2*sidePad)
		h += l.gap + tall
	}
	return h + float32(len(buttons))*(theme.ButtonHeight+8) + 16
}

// paintSide draws the card of the slot.
func (p *Page) paintSide(pen *widget.Pen) {
	if !p.loaded {
		return
	}
	size := pen.Size()
	pen.Card(0, 0, size.Width, size.Height)
	lines, buttons := p.sideWords()
	y, w := float32(12), size.Width-2*sidePad
	below := size.Height - float32(len(buttons))*(theme.ButtonHeight+8) - 12
	bands := float32(0) // how many are left, in a low window
	if p.sideTall(size.Width) > size.Height {
		for _, l := range lines {
			if l.band.Tint != theme.Clear {
				bands++
			}
		}
	}
	for _, l := range lines {
		y += l.gap
		list, tall := l.wrapped(w)
		x := float32(sidePad)
		style := l.style
		top := y
		if l.band.Tint != theme.Clear {
			const one = 18 + 14 // a band of a line; what it says is told in full when it is done
			bands--
			if bands >= 0 && len(list) > 1 && y+tall+bands*(8+one) > below {
				list, tall = []string{widget.Shorten(l.text, widget.Second, w-20-24)}, one
			}
			if y+tall > below { // what does not fit whole is left out
				break
			}
			pen.Rect(x, y, w, tall, widget.Box{Fill: l.band.Tint, Radius: theme.RadiusField})
			style = widget.Second.In(l.band.Text)
			pen.Icon(x+9, y+8, 16, l.icon, l.band.Text)
			x, top = x+33, y+7
		} else if l.icon != icon.None {
			pen.Icon(x, y+2, 14, l.icon, l.role)
			x += 22
		}
		for _, text := range list {
			if top+style.Line() > below+12 {
				break
			}
			pen.Text(x, top, text, style)
			top += style.Line()
			if l.band.Tint == theme.Clear {
				top += 2
			}
		}
		y += tall
	}
	y += 12
	for _, b := range buttons {
		pen.Button(sidePad, min(y, size.Height-12-theme.ButtonHeight), min(b.look.Width(), w), b.look, func() { p.Focus(); b.do() })
		y += theme.ButtonHeight + 8
	}
}
