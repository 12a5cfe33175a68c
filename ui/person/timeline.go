package person

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// happening is an event as the timeline shows it.
type happening struct {
	data.Happening
	by *data.Happening // what took it back, nil where it holds
}

// Where the columns of the timeline stand.
const (
	dateRight = 76
	circleAt  = 90
	wordsAt   = 128
)

// happenings are the events newest first. An undoing is shown with what it took back.
func (p *Page) happenings() []happening {
	undoing := map[string]*data.Happening{}
	for i := range p.person.Events {
		if e := &p.person.Events[i]; e.Kind == journey.Undone {
			undoing[e.Details.Event] = e
		}
	}
	var list []happening
	for _, e := range p.person.Events {
		if e.Kind != journey.Undone {
			list = append(list, happening{e, undoing[e.ID]})
		}
	}
	return list
}

func (p *Page) newTimeline() *widget.List {
	l := widget.NewList(50, func() int { return len(p.rows) }, p.paintEvent)
	l.Bare = true
	l.Label = p.s.T("person.history")
	l.Height = p.eventHeight
	l.Tone = func(int) theme.Role { return theme.Paper }
	l.OnFocus = func(bool) { l.Refresh() }
	l.BeforeKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyEnter:
			return p.Key(ev) // they belong to the page, also while the list has the keyboard
		}
		return false
	}
	return l
}

func (p *Page) wordsRoom() float32 { return p.list.Size().Width - wordsAt - 100 }

func (p *Page) eventLines(h happening) []widget.Run {
	bold, rest := split(p.s.Say(h.Sentence))
	first, then := widget.Strong, widget.Plain
	if h.Undone {
		first, then = widget.Plain.In(theme.Ink3), widget.Plain.In(theme.Ink3)
	}
	return widget.Flow([]widget.Run{{Text: bold, Style: first}, {Text: rest, Style: then}}, p.wordsRoom())
}

func (p *Page) eventHeight(i int) float32 {
	lines := 1
	for _, r := range p.eventLines(p.rows[i]) {
		lines = max(lines, r.Line+1)
	}
	second := widget.Lines(p.second(p.rows[i]), widget.Small, p.wordsRoom())
	return 14 + float32(lines)*widget.Plain.Line() + float32(max(1, len(second)))*widget.Small.Line()
}

// split parts the first sentence, said in bold, from the rest.
func split(text string) (first, rest string) {
	for _, end := range []string{". ", ": ", " · "} {
		if i := strings.Index(text, end); i >= 0 {
			cut := i + len(strings.TrimRight(end, " "))
			if end == " · " {
				cut = i
			}
			return text[:cut], strings.TrimSpace(text[cut:])
		}
	}
	return text, ""
}

func (p *Page) paintEvent(pen *widget.Pen, i int, state widget.RowState) {
	h, size := p.rows[i], pen.Size()
	if !state.Selected {
		pen.Rect(0, 0, size.Width, size.Height, widget.Box{Fill: theme.Paper})
	}
	if i > 0 {
		pen.Rect(circleAt+11.5, 0, 1, 6, widget.Box{Fill: theme.CapEdge})
	}
	if i < len(p.rows)-1 {
		pen.Rect(circleAt+11.5, 30, 1, size.Height-30, widget.Box{Fill: theme.CapEdge})
	}
	pen.RightMid(dateRight, 8, 20, say.DayShort(p.s.Lang(), day.Of(h.At)), widget.Second)
	name, tone := eventIcon(h.Event)
	box := widget.Box{Fill: theme.Surface, Stroke: theme.CapEdge, Radius: 12}
	if tone != theme.Ink2 {
		box.Fill, box.Stroke = tint(tone), tone
	}
	if h.Undone {
		name, tone = icon.Begun, theme.Ink3
		box = widget.Box{Fill: theme.Neutral, Stroke: theme.CapEdge, Radius: 12}
	}
	pen.Rect(circleAt, 6, 24, 24, box)
	pen.Icon(circleAt+5, 11, 14, name, tone)
	y, line := float32(8), widget.Plain.Line()
	last := 0
	for _, r := range p.eventLines(h) {
		top := y + float32(r.Line)*line
		w := pen.Text(wordsAt+r.X, top, r.Text, r.Style)
		if h.Undone {
			pen.Rect(wordsAt+r.X, top+line/2, w, 1, widget.Box{Fill: theme.Ink3})
		}
		last = max(last, r.Line)
	}
	if h.Undone {
		c := widget.Chip{Icon: icon.Begun, Text: p.s.T("person.corrected"), Tone: widget.ToneNeutral}
		pen.Chip(size.Width-c.Width()-10, 8, 20, c)
	} else if state.Selected && state.Focused && p.undoable(h) {
		cw := capWidth("Delete")
		pen.Cap(size.Width-cw-10, 8, 20, "Delete", widget.CapPlain)
		st := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
		w := pen.RightMid(size.Width-cw-18, 8, 20, p.s.T("person.undo"), st)
		pen.Hit(size.Width-cw-18-w, 4, w+cw+18, 28, p.undoSelected)
	}
	pen.Wrap(wordsAt, y+float32(last+1)*line+1, p.wordsRoom(), p.second(h), widget.Small.In(theme.Ink2))
}

// second is the line of who and when.
func (p *Page) second(h happening) string {
	if h.by != nil {
		return p.s.T("person.by.corrected", "Who", p.who(h.by.Event), "When", p.when(h.by.Event), "Why", h.by.Details.Reason)
	}
	switch {
	case h.File != "" && h.Line > 0:
		return p.s.T("person.by.import", "File", h.File, "Line", h.Line)
	case h.File != "":
		return p.s.T("person.by.file", "File", h.File)
	case day.Of(h.Recorded) != day.Of(h.At):
		return p.s.T("person.by.later", "Who", p.who(h.Event), "When", p.when(h.Event))
	}
	return p.s.T("person.by", "Who", p.who(h.Event), "When", p.when(h.Event))
}

func (p *Page) who(e journey.Event) string {
	if name := p.names[e.Actor]; name != "" {
		return name
	}
	return e.Actor
}

func (p *Page) when(e journey.Event) string {
	on := day.Of(e.Recorded)
	if on.Year != p.s.Today().Year {
		return say.Date(p.s.Lang(), on)
	}
	return say.DayMonth(p.s.Lang(), on) + " " + say.Clock(p.s.Lang(), e.Recorded)
}

// undoable reports whether a single event may be taken back here. What an import
// brought is taken back with the import.
func (p *Page) undoable(h happening) bool { return !h.Undone && h.File == "" }

// undoSelected takes the event under the bar back, with a reason that stays beside it.
func (p *Page) undoSelected() {
	i := p.list.Selected()
	if i < 0 || i >= len(p.rows) || !p.undoable(p.rows[i]) {
		return
	}
	h, s := p.rows[i], p.s
	s.AskReason(shell.ReasonParams{Icon: icon.Undo, Tone: theme.Accent, Title: s.T("person.undo.title"),
		Text: s.Say(h.Sentence) + " " + s.T("person.undo.text"), Act: s.T("person.undo.act")}, func(reason string) {
		s.Do("", func(ctx context.Context) error {
			_, err := p.store.Undo(ctx, h.ID, reason)
			return err
		}, func(err error) {
			if err != nil {
				s.Fail(err)
			} else {
				s.Done(say.T("person.undone", "What", h.Sentence, "Who", acts.Short(p.person.Row)), nil, nil)
			}
			p.load()
		})
	})
}

func tint(tone theme.Role) theme.Role {
	switch tone {
	case theme.OK:
		return theme.OKTint
	case theme.Warn:
		return theme.WarnTint
	case theme.Fault:
		return theme.FaultTint
	}
	return theme.Surface
}

// eventIcon gives the icon of an event and the colour of its state.
func eventIcon(e journey.Event) (icon.Name, theme.Role) {
	d := e.Details
	switch e.Kind {
	case journey.Listed:
		return icon.Import, theme.Ink2
	case journey.Gone, journey.LetterReturned, journey.NoShow:
		return icon.Expired, theme.Warn
	case journey.TicketExpired:
		return icon.Expired, theme.Warn
	case journey.TicketSent:
		return icon.Ticket, theme.Ink2
	case journey.Consented:
		if d.Answer == journey.Yes {
			return icon.Yes, theme.OK
		}
		return icon.No, theme.Ink2
	case journey.InfoGiven, journey.Registered:
		return icon.Info, theme.Ink2
	case journey.ChatStarted, journey.ChatClosed:
		return icon.Chat, theme.Ink2
	case journey.LetterPrinted, journey.LetterConfirmed:
		return icon.Letter, theme.Ink2
	case journey.Called:
		return icon.Phone, theme.Ink2
	case journey.WantsHelp, journey.HandedOver:
		return icon.Help, theme.Ink2
	case journey.Booked, journey.Rebooked, journey.Cancelled:
		return icon.Booking, theme.Ink2
	case journey.SamplesTaken:
		return icon.Samples, theme.Ink2
	case journey.FormReceived:
		return icon.Form, theme.Ink2
	case journey.Visited, journey.Documented:
		return icon.Yes, theme.OK
	case journey.Declined, journey.Ended:
		return icon.No, theme.Ink2
	case journey.Deferred, journey.FollowUp:
		return icon.Waiting, theme.Ink2
	case journey.Reopened:
		return icon.Undo, theme.Ink2
	case journey.NeedsInterpreter:
		return icon.Interpreter, theme.Ink2
	case journey.ContactChanged:
		return icon.User, theme.Ink2
	}
	return icon.Note, theme.Ink2
}
