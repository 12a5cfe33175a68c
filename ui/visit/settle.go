package visit

import (
	"context"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// SettleParams is what settling needs. Store and Participant must be set.
type SettleParams struct {
	Store       Keyings
	Participant string
	Lang        say.Lang
	Context     context.Context // nil: Background
	Do          func(func())    // runs a function on the window's thread; nil: fyne.Do
	OnLeave     func()
	OnAnew      func()
	OnChange    func()
}

// Settle is the page where the differences of two keyings stand side by side and are
// settled one by one with the paper in hand.
type Settle struct {
	p       SettleParams
	k       record.Keying
	at      int   // the difference shown
	third   bool  // a third reading is typed
	field   field // of it
	asked   string
	message message
	saver   *saver
	content *fyne.Container
	header  *widget.Drawing
	board   *widget.Board
	scroll  int // the first row shown
}

// NewSettle opens the differences of the latest second keying.
func NewSettle(p SettleParams) (*Settle, error) {
	if p.Context == nil {
		p.Context = context.Background()
	}
	if p.Do == nil {
		p.Do = fyne.Do
	}
	s := &Settle{p: p}
	s.saver = newSaver(p.Do, func() {})
	if err := s.open(); err != nil {
		return nil, err
	}
	s.at = max(0, s.k.Open())
	s.header = widget.NewDrawing(nil, s.paintHeader)
	s.board = widget.NewBoard(s.paint)
	s.board.OnKey, s.board.OnRune = s.key, s.rune
	s.board.Label = s.spoken
	s.content = container.New((*settleLayout)(s), canvas.NewRectangle(theme.Color(theme.Paper)), s.header, s.board)
	return s, nil
}

func (s *Settle) open() (err error) {
	s.k, err = s.p.Store.OpenKeying(s.p.Context, s.p.Participant)
	return err
}

type settleLayout Settle

// MinSize is for Fyne.
func (l *settleLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 240) }

// Layout is for Fyne.
func (l *settleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	m := measures((*Settle)(l).content, size)
	objects[0].Resize(size)
	put(l.header, 0, 0, size.Width, m.HeaderVisit)
	put(l.board, m.Margin, m.HeaderVisit+12, min(980, size.Width-2*m.Margin), size.Height-m.HeaderVisit-18)
}

// Content is for shell.Page.
func (s *Settle) Content() fyne.CanvasObject { return s.content }

// Focus is for shell.Page.
func (s *Settle) Focus() { widget.Focus(s.board) }

// Title is the page's name in the window's places: the person.
func (s *Settle) Title() string { return s.k.Person.Name }

// WindowTitle says for the window's title how many differences are left.
func (s *Settle) WindowTitle() string { return s.t(say.T("main.title.settle", "N", s.left())) }

// Suspend waits for what is being written.
func (s *Settle) Suspend() { s.saver.settle() }

func (s *Settle) t(t say.Text) string { return say.In(s.p.Lang, t) }

func (s *Settle) left() int { return s.k.Rate().Open }

func (s *Settle) current() *record.Difference {
	if s.at < len(s.k.Differ) {
		return &s.k.Differ[s.at]
	}
	return nil
}

// Hints are the keys for the window's footer.
func (s *Settle) Hints() []widget.Hint {
	h := func(id string, keys ...string) widget.Hint { return widget.Hint{Keys: keys, Text: s.t(say.T(id))} }
	switch {
	case s.third:
		return []widget.Hint{h("visit.hint.store", "Enter"), h("visit.cancel", "Esc")}
	case s.left() == 0:
		return []widget.Hint{h("visit.hint.leave_form", "Enter"), h("visit.keying.anew", "N")}
	}
	return []widget.Hint{h("visit.keying.first", "1"), h("visit.keying.second", "2"), h("visit.keying.third", "3"), h("visit.hint.question", "↑", "↓"),
		h("visit.hint.leave_form", "Esc")}
}

// HintRight stands at the right end of the footer.
func (s *Settle) HintRight() widget.Hint { return widget.Hint{} }

func (s *Settle) key(k widget.Press) bool {
	if s.saver.busy() {
		s.saver.later(func() { s.key(k) })
		return true
	}
	switch k.Name {
	case fyne.KeyEscape:
		if s.third {
			s.stop()
		} else {
			s.p.OnLeave()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case k.Repeat:
		case s.third:
			s.settleThird(s.field.String())
		case s.left() == 0:
			s.p.OnLeave()
		}
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyTab:
		by := 1
		if k.Name == fyne.KeyUp || k.Shift {
			by = -1
		}
		s.move(by)
	default:
		if !s.third || !s.field.key(k.Name) {
			return false
		}
		s.board.Refresh()
	}
	return true
}

func (s *Settle) move(by int) {
	if n := len(s.k.Differ); n > 0 {
		s.at = max(0, min(n-1, s.at+by))
	}
	s.stop()
}

// stop ends the typing of a third reading.
func (s *Settle) stop() {
	s.third, s.asked, s.message = false, "", message{}
	s.field.clear()
	s.refresh()
}

func (s *Settle) rune(r rune, repeat bool) bool {
	if s.saver.busy() {
		s.saver.later(func() { s.rune(r, repeat) })
		return true
	}
	d := s.current()
	switch {
	case repeat:
	case s.left() == 0 && unicode.ToLower(r) == 'n':
		s.p.OnAnew()
	case d == nil || d.Choice != "" && !s.third:
	case s.third:
		s.thirdRune(d, r)
	case r == '1':
		s.settle(record.ChoseFirst, form.Value{})
	case r == '2':
		s.settle(record.ChoseSecond, form.Value{})
	case r == '3':
		s.third = true
		s.tell(widget.BandInfo, say.T("visit.keying.third.type"))
	default:
		s.tell(widget.BandInfo, say.T("visit.keying.wants"))
	}
	return true
}

// thirdRune takes a character of the third reading; a code and a missing code are whole.
func (s *Settle) thirdRune(d *record.Difference, r rune) {
	it, _ := s.k.Definition.Item(d.LinkID)
	_, missing := form.MissingKey(r)
	if it.Type == form.Choice || missing && it.Numeric() && s.field.first() {
		s.settleThird(string(r))
		return
	}
	s.field.insert(r)
	s.asked = ""
	s.refresh()
}

func (s *Settle) settleThird(typed string) {
	d := s.current()
	v, err := s.k.Definition.ParseTyped(d.LinkID, typed)
	var warning say.Text
	if err == nil {
		warning, err = s.k.Definition.Check(d.LinkID, v, s.k.Answers)
	}
	switch {
	case err != nil:
		s.field.all = len(s.field.text) > 0
		s.message = message{widget.BandFault, wordsOf(s.p.Lang, err)}
		s.refresh()
	case v.IsZero():
		s.tell(widget.BandInfo, say.T("visit.keying.third.type"))
	case !warning.IsZero() && s.asked != typed:
		s.asked = typed
		s.tell(widget.BandWarn, say.T("visit.ask", "Why", warning))
	default:
		s.settle(record.ChoseThird, v)
	}
}

// settle stores how the difference shown is settled and goes on to the next.
func (s *Settle) settle(c record.Choice, third form.Value) {
	id := s.current().LinkID
	s.saver.run(func() error { return s.p.Store.SettleKeying(s.p.Context, s.p.Participant, id, c, third) }, func(err error) {
		if err == nil {
			err = s.open()
		}
		if err != nil {
			s.message = message{widget.BandFault, wordsOf(s.p.Lang, err)}
			s.refresh()
			return
		}
		if next := s.k.Open(); next >= 0 {
			s.at = next
		}
		s.stop()
	})
}

func (s *Settle) tell(kind widget.BandKind, t say.Text) {
	s.message = message{kind, s.t(t)}
	s.refresh()
}

func (s *Settle) refresh() {
	s.header.Refresh()
	s.board.Refresh()
	if s.p.OnChange != nil {
		s.p.OnChange()
	}
}

func (s *Settle) shown(linkID string, v form.Value) string {
	if w := s.k.Definition.Show(linkID, v, s.p.Lang); w != "" {
		return w
	}
	return s.t(say.T("visit.no_answer"))
}

func (s *Settle) paintHeader(p *widget.Pen) {
	size := p.Size()
	h := size.Height - 1
	p.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Surface})
	p.Line(0, h, size.Width, theme.Line)
	margin := theme.For(1280).Margin
	leave := widget.Look{Kind: widget.Secondary, Text: s.t(say.T("visit.leave")), Key: "Esc", Small: true}
	right := size.Width - margin - leave.Width()
	p.Button(right, (h-float32(theme.RowButtonHeight))/2, 0, leave, s.p.OnLeave)
	x := margin
	if s.k.Person.Protected {
		p.Icon(x, (h-18)/2, 18, icon.Shield, theme.Shield)
		x += 26
	}
	x += p.Fit(x, 0, h, right-x-12, s.k.Person.Name, widget.Heading) + 12
	for _, c := range []widget.Chip{{Icon: icon.Begun, Text: s.t(say.T("visit.keying.chip")), Tone: widget.ToneInfo},
		{Icon: icon.Form, Text: s.t(say.T("visit.keying.scope." + string(s.k.Scope))), Tone: widget.ToneNeutral}} {
		if x+c.Width() < right-12 {
			x += p.Chip(x, 0, h, c) + 8
		}
	}
}

const (
	settleRow  = 44
	settleHead = 28
)

// paint draws the differences: question, first and second reading, and what was chosen.
func (s *Settle) paint(p *widget.Pen) {
	size := p.Size()
	title := s.t(say.T("visit.keying.differ", "N", len(s.k.Differ), "Fields", s.k.Compared))
	switch {
	case len(s.k.Differ) == 0:
		title = s.t(say.T("visit.keying.same", "N", s.k.Compared))
	case s.left() == 0:
		title = s.t(say.T("visit.keying.settled"))
	}
	y := p.Wrap(0, 0, size.Width, title, widget.Title) + 4
	words := rateWords(s.p.Lang, s.k.Rate())
	if s.left() > 0 {
		words = s.t(say.T("visit.keying.how"))
	}
	line := widget.Style{Size: theme.Text, Role: theme.Ink2}
	y += p.Wrap(0, y, size.Width, words, line)
	if total := s.k.Total; s.left() == 0 && total.Keyings > 1 {
		rate, _ := total.PerThousand()
		y += p.Wrap(0, y, size.Width, s.t(say.T("visit.keying.total", "N", total.Keyings, "First", total.First, "Fields", total.Fields,
			"Rate", say.Decimal(s.p.Lang, rate, 1))), line)
	}
	y += 12
	if len(s.k.Differ) == 0 {
		s.paintFoot(p, y)
		return
	}
	q, a, b := float32(0), size.Width*0.36, size.Width*0.66
	head := widget.Style{Size: theme.TextSmall, Bold: true, Role: theme.Ink2}
	p.Mid(q+12, y, settleHead, s.t(say.T("visit.keying.col.question")), head)
	for _, c := range []struct {
		x   float32
		cap string
		id  string
	}{{a, "1", "visit.keying.col.first"}, {b, "2", "visit.keying.col.second"}} {
		w := p.Cap(c.x, y, settleHead, c.cap, widget.CapPlain)
		p.Mid(c.x+w+8, y, settleHead, s.t(say.T(c.id)), head)
	}
	y += settleHead
	rows := max(1, int((size.Height-y-110)/settleRow))
	if s.at < s.scroll {
		s.scroll = s.at
	}
	s.scroll = max(0, max(s.scroll, s.at-rows+1))
	n := min(rows, len(s.k.Differ)-s.scroll)
	p.Card(0, y, size.Width, float32(n)*settleRow)
	for i := s.scroll; i < s.scroll+n; i++ {
		s.paintDifference(p, y, i, a, b)
		y += settleRow
	}
	if n < len(s.k.Differ) {
		p.Mid(12, y+2, 20, s.t(say.T("visit.keying.shown", "From", s.scroll+1, "To", s.scroll+n, "All", len(s.k.Differ))), widget.Small)
		y += 22
	}
	s.paintFoot(p, y+12)
}

func (s *Settle) paintDifference(p *widget.Pen, y float32, i int, a, b float32) {
	w := p.Size().Width
	d := &s.k.Differ[i]
	it, _ := s.k.Definition.Item(d.LinkID)
	here := i == s.at
	if here {
		p.Rect(1, y+1, w-2, settleRow-2, widget.Box{Fill: theme.Selected})
		p.Rect(1, y+1, 3, settleRow-2, widget.Box{Fill: theme.Accent})
	}
	if i > s.scroll {
		p.Line(1, y, w-2, theme.Line)
	}
	p.Fit(12, y, settleRow, a-24, s.t(say.T("visit.end.item", "Number", it.Number, "Name", it.Short.In(s.p.Lang))), widget.Plain.As(here))
	for _, c := range []struct {
		x, max float32
		v      form.Value
		chosen bool
	}{{a, b - a - 12, d.First, d.Choice == record.ChoseFirst}, {b, w - b - 46, d.Second, d.Choice == record.ChoseSecond}} {
		style, x := widget.Plain, c.x
		switch {
		case c.chosen:
			p.Icon(x, y+14, 16, icon.Yes, theme.OK)
			style, x = widget.Strong, x+22
		case d.Choice != "":
			style = widget.Second
		}
		p.Fit(x, y, settleRow, c.max-(x-c.x), s.shown(d.LinkID, c.v), style)
	}
	if d.Choice == record.ChoseThird {
		words := s.t(say.T("visit.keying.became", "Value", s.shown(d.LinkID, d.Value)))
		p.Rect(b-8, y+2, w-b+4, settleRow-4, widget.Box{Fill: theme.Surface})
		p.Icon(b, y+14, 16, icon.Yes, theme.OK)
		p.Fit(b+22, y, settleRow, w-b-40, words, widget.Strong)
	}
	if d.Choice == "" {
		p.Icon(w-30, y+14, 16, icon.Waiting, theme.Ink3)
	}
	at := i
	p.Hit(0, y, w, settleRow, func() { s.at = at; s.stop(); s.Focus() })
	if here && d.Choice == "" {
		p.Hit(a, y, b-a, settleRow, func() { s.settle(record.ChoseFirst, form.Value{}) })
		p.Hit(b, y, w-b, settleRow, func() { s.settle(record.ChoseSecond, form.Value{}) })
	}
}

// paintFoot draws the third reading while it is typed, the message, and the way out.
func (s *Settle) paintFoot(p *widget.Pen, y float32) {
	w := p.Size().Width
	if s.third {
		it, _ := s.k.Definition.Item(s.current().LinkID)
		if it.Type == form.Choice {
			options := make([]string, len(it.Options))
			for i, o := range it.Options {
				options[i] = o.Code + " " + o.Label().In(s.p.Lang)
			}
			y += p.Wrap(0, y, w, strings.Join(options, " · "), widget.Second) + 8
		} else {
			p.MeasureField(0, y, 220, theme.ValueHeight, widget.MeasureField{Label: it.Short.In(s.p.Lang), Text: s.field.String(), Unit: it.Unit.In(s.p.Lang),
				Focus: true, Caret: s.field.caret, All: s.field.all})
			y += widget.MeasureLabel + theme.ValueHeight + 10
		}
	}
	if s.message.kind != widget.BandNone {
		p.Band(0, y, w, s.message.kind, s.message.text)
		return
	}
	if s.left() == 0 {
		x := p.Button(0, y, 0, widget.Look{Kind: widget.Filled, Text: s.t(say.T("visit.leave")), Key: "Enter"}, s.p.OnLeave)
		p.Button(x+12, y, 0, widget.Look{Kind: widget.Secondary, Text: s.t(say.T("visit.keying.anew")), Key: "N"}, s.p.OnAnew)
	}
}

func (s *Settle) spoken() string {
	d := s.current()
	if d == nil || s.left() == 0 {
		return rateWords(s.p.Lang, s.k.Rate())
	}
	it, _ := s.k.Definition.Item(d.LinkID)
	return it.Short.In(s.p.Lang) + ". 1: " + s.shown(d.LinkID, d.First) + ". 2: " + s.shown(d.LinkID, d.Second) + ". " + s.message.text
}
