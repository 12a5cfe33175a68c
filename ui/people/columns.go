package people

import (
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// widths are the columns' widths on the screen; the next step takes what is left.
var widths = map[data.Column]float32{
	data.ColumnNumber: 122, data.ColumnState: 106, data.ColumnConsent: 96, data.ColumnCl24: 116, data.ColumnLetter: 126, data.ColumnPhone: 70,
	data.ColumnBooked: 116, data.ColumnInterpreter: 104, data.ColumnForm: 96, data.ColumnBorn: 92, data.ColumnSex: 72, data.ColumnWaiting: 64,
	data.ColumnLast: 200, data.ColumnNext: 150,
}

// yielding are the columns in the order in which they leave the list where the window is
// narrower than their need. The next step stays.
var yielding = []data.Column{data.ColumnLast, data.ColumnSex, data.ColumnBorn, data.ColumnWaiting, data.ColumnPhone, data.ColumnConsent, data.ColumnForm,
	data.ColumnInterpreter, data.ColumnBooked, data.ColumnState, data.ColumnNumber, data.ColumnLetter, data.ColumnCl24}

const (
	tickWidth = 44 // tick box and its margins: the name begins here
	nameWidth = 250
	nameLeast = 210 // names narrower than this are told by an initial too often
)

// spot is a column that has its place in the list.
type spot struct {
	column data.Column
	x, w   float32
}

// layout gives the columns that have room in a list of this width, and how wide the
// name is.
func (p *Page) layout(width float32) (spots []spot, name float32) {
	shown := slices.Clone(p.columns)
	need := func() (sum float32) {
		for _, c := range shown {
			sum += widths[c]
		}
		return sum
	}
	for _, c := range yielding {
		if tickWidth+nameLeast+need() <= width {
			break
		}
		shown = slices.DeleteFunc(shown, func(v data.Column) bool { return v == c })
	}
	name = min(nameWidth, max(150, width-tickWidth-need()))
	x := tickWidth + name
	spare := max(0, width-x-need()-40) // what happened last is a sentence: it grows before the next step does
	for _, c := range shown {
		w := widths[c]
		switch c {
		case data.ColumnLast:
			w += spare
		case data.ColumnNext:
			w = width - x
		}
		spots = append(spots, spot{c, x, w})
		x += w
	}
	return spots, name
}

// look is the icon beside a cell's words, with its colour.
type look struct {
	icon icon.Name
	role theme.Role
}

// looks are the icons by the ids of the words.
var looks = map[string]look{
	"list.consent.yes": {icon.Yes, theme.OK}, "list.consent.no": {icon.No, theme.Ink2},
	"list.consent.withdrawn": {icon.Blocked, theme.Fault}, "list.consent.unasked": {icon.Ring, theme.Ink2},
	"list.cl24.form": {icon.Yes, theme.OK}, "list.cl24.blocked": {icon.Blocked, theme.Ink2}, "list.cl24.used": {icon.Yes, theme.OK},
	"list.cl24.chat": {icon.Chat, theme.Ink2}, "list.cl24.expired": {icon.Expired, theme.Warn}, "list.cl24.opened": {icon.Expired, theme.Warn},
	"list.cl24.unopened": {icon.Expired, theme.Warn}, "list.cl24.over": {icon.Expired, theme.Warn}, "list.cl24.left": {icon.Waiting, theme.Ink2}, "list.cl24.last": {icon.Waiting, theme.Ink2},
	"list.letter.returned": {icon.Undo, theme.Warn}, "list.letter.forwarding": {icon.Shield, theme.Shield}, "list.letter.pending": {icon.Print, theme.Ink2},
	"list.letter.answered": {icon.Yes, theme.OK}, "list.letter.left": {icon.Waiting, theme.Ink2}, "list.letter.silent": {icon.Expired, theme.Warn},
	"list.form.begun": {icon.Begun, theme.Warn}, "list.form.complete": {icon.Yes, theme.OK}, "list.form.cl24": {icon.Yes, theme.OK},
	"list.booked": {icon.Booking, theme.Ink2},
}

// stepLooks are the steps' icons; the colour says whether the step waits for us.
var stepLooks = map[journey.StepKind]icon.Name{
	journey.StepLetter: icon.Letter, journey.StepTicket: icon.Ticket, journey.StepChat: icon.Chat, journey.StepRemind: icon.Letter,
	journey.StepCall: icon.Phone, journey.StepHelpBook: icon.Help, journey.StepSamples: icon.Samples, journey.StepVisit: icon.Booking,
	journey.StepEnterForm: icon.Begun, journey.StepAskConsent: icon.Help, journey.StepDocument: icon.Form, journey.StepForward: icon.Shield,
	journey.StepFixAddress: icon.Undo, journey.StepFollowUp: icon.Waiting, journey.StepReview: icon.Expired, journey.StepWait: icon.Waiting, journey.StepNone: icon.Done,
}

// next gives the next step as the list shows it: the words, whether it is due, and
// since when, or when it will be.
func (p *Page) next(r *data.Row) (l look, words string, due bool, when string) {
	n, today := r.Status.Next, p.s.Today()
	l, words = look{stepLooks[n.Step], theme.Ink2}, p.s.Say(data.ColumnNext.Words(r, today))
	if b := r.Status.Booking; b != nil && n.Step == journey.StepWait {
		return look{icon.Booking, theme.Ink2}, words, false, p.date(b.Day)
	}
	due = n.Step != journey.StepWait && n.Step != journey.StepNone && !n.Due.After(today)
	switch {
	case r.Protected && n.Step == journey.StepForward:
		l.role = theme.Shield
	case due && n.Queue != "":
		l.role = theme.Warn
	}
	switch days := today.Sub(n.Since); {
	case n.Step == journey.StepNone:
	case due && n.Since.IsZero():
	case due:
		when = p.s.Say(data.DaysWords(days))
	case !n.Due.IsZero():
		when = p.date(n.Due)
	}
	return l, words, due, when
}

func (p *Page) date(d day.Date) string {
	switch d.Sub(p.s.Today()) {
	case 0:
		return p.s.T("people.today")
	case 1:
		return p.s.T("people.tomorrow")
	}
	return say.DayShort(p.s.Lang(), d)
}

func (p *Page) paintHead(pen *widget.Pen) {
	size := pen.Size()
	spots, name := p.layout(size.Width)
	pen.Fit(tickWidth, 0, size.Height, name-8, p.s.T("list.col.name"), widget.Second)
	for _, c := range spots {
		pen.Fit(c.x, 0, size.Height, c.w-8, p.s.Say(c.column.Head()), widget.Second)
	}
}

func (p *Page) paintRow(pen *widget.Pen, i int, s widget.RowState) {
	r := p.row(i)
	if r == nil {
		return
	}
	size := pen.Size()
	spots, name := p.layout(size.Width)
	pen.Check(12, 0, size.Height, p.kept.ticked[r.Ref()])
	pen.Hit(0, 0, 36, size.Height, func() { p.tick(p.selected()) })
	p.paintName(pen, r, name, widget.Plain.As(s.Selected))
	for _, c := range spots {
		if c.column == data.ColumnNext {
			p.paintNext(pen, r, c)
			continue
		}
		p.paintCell(pen, r, c)
	}
}

func (p *Page) paintName(pen *widget.Pen, r *data.Row, width float32, style widget.Style) {
	high := pen.Size().Height
	room := width - 12
	text := r.Sorted()
	if r.Protected {
		text = p.s.T("people.shielded", "Label", r.Label())
		room -= 20
	}
	if widget.Measure(text, style) > room {
		text = acts.Short(*r)
	}
	end := tickWidth + pen.Fit(tickWidth, 0, high, room, text, style)
	switch {
	case r.Protected:
		pen.Icon(end+7, 11, 14, icon.Shield, theme.Shield)
	case r.Status.Interpreter != "" && end+24 < tickWidth+width:
		pen.Icon(end+7, 11, 14, icon.Interpreter, theme.AccentDark)
	}
}

func (p *Page) paintCell(pen *widget.Pen, r *data.Row, c spot) {
	words := c.column.Words(r, p.s.Today())
	text, x, w := "–", c.x, c.w-8
	if !words.IsZero() {
		text = p.s.Say(words)
	}
	if l, ok := looks[words.ID]; ok {
		pen.Icon(x, 11, 14, l.icon, l.role)
		x, w = x+20, w-20
	}
	pen.Fit(x, 0, pen.Size().Height, w, text, widget.Second)
}

func (p *Page) paintNext(pen *widget.Pen, r *data.Row, c spot) {
	high := pen.Size().Height
	l, text, due, when := p.next(r)
	pen.Icon(c.x, 11, 14, l.icon, l.role)
	right := c.x + c.w - 14
	w := pen.RightMid(right, 0, high, when, widget.Second)
	pen.Fit(c.x+21, 0, high, right-w-10-c.x-21, text, widget.Style{Size: theme.TextSecond, Bold: due})
}

// pickColumns lets one choose the columns; the list follows each tick at once, and this
// computer remembers them.
func (p *Page) pickColumns() {
	m := &widget.Menu{Ticks: true}
	fill := func() {
		m.Items = m.Items[:0]
		spots, _ := p.layout(p.list.Size().Width)
		for _, c := range data.Columns {
			it := widget.MenuItem{Text: p.s.Say(c.Head()), Ticked: slices.Contains(p.columns, c)}
			if it.Ticked && !slices.ContainsFunc(spots, func(s spot) bool { return s.column == c }) {
				it.Detail = p.s.T("people.columns.narrow")
			}
			m.Items = append(m.Items, it)
		}
		m.Items = append(m.Items, widget.MenuItem{Text: p.s.T("people.columns.usual")})
	}
	fill()
	m.OnChoose = func(i int) {
		chosen := slices.Clone(data.UsualColumns)
		if i < len(data.Columns) {
			chosen = nil
			for k, c := range data.Columns {
				if slices.Contains(p.columns, c) != (k == i) {
					chosen = append(chosen, c)
				}
			}
		}
		p.setColumns(chosen)
		fill()
		m.Refresh()
	}
	m.Show(p.s.Canvas(), p.pick, 0)
}

func (p *Page) setColumns(chosen []data.Column) {
	p.columns = chosen
	if p.p.SetColumns != nil {
		p.p.SetColumns(chosen)
	}
	p.reload() // what happened last is read only where it is shown
	p.list.Reload()
}

// known gives the columns that a list can show out of those that were remembered; nil
// where nothing was ever chosen.
func known(remembered []data.Column) []data.Column {
	if remembered == nil {
		return slices.Clone(data.UsualColumns)
	}
	var list []data.Column
	for _, c := range data.Columns {
		if slices.Contains(remembered, c) {
			list = append(list, c)
		}
	}
	return list
}
