package person

import (
	"context"
	"slices"
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
	by    *data.Happening   // what took it back, nil where it holds
	with  bool              // the information of Q18 was given in the same act
	was   *journey.Start    // the time that was moved or cancelled
	paper *data.PersonPaper // the letter that it is about
}

// Where the columns of the timeline stand.
const (
	dateRight = 76
	circleAt  = 90
	wordsAt   = 128
)

// happenings are the events newest first. An undoing is shown with what it took back,
// and the information of Q18 with the yes that it was given with.
func (p *Page) happenings() []happening {
	undoing := map[string]*data.Happening{}
	informed := map[string]int{} // by act: 1 information, 2 a yes, 3 both
	for i := range p.person.Events {
		switch e := &p.person.Events[i]; {
		case e.Kind == journey.Undone:
			undoing[e.Details.Event] = e
		case e.Kind == journey.InfoGiven && e.Act != "":
			informed[e.Act] |= 1
		case e.Kind == journey.Consented && e.Details.Answer == journey.Yes:
			informed[e.Act] |= 2
		}
	}
	var list []happening
	for _, e := range p.person.Events {
		both := informed[e.Act] == 3
		if e.Kind == journey.Undone || e.Kind == journey.InfoGiven && both {
			continue
		}
		h := happening{Happening: e, by: undoing[e.ID], paper: p.paperOf(e), with: both && e.Kind == journey.Consented}
		if h.ID == "" {
			h.by = nil
		}
		list = append(list, h)
	}
	earlier(list)
	return list
}

// earlier finds out which time was moved or cancelled.
func earlier(list []happening) {
	var held *journey.Start
	for i := len(list) - 1; i >= 0; i-- {
		h := &list[i]
		if h.Undone {
			continue
		}
		switch h.Kind {
		case journey.Rebooked, journey.Cancelled, journey.NoShow:
			h.was = held
		}
		switch h.Kind {
		case journey.Booked, journey.Rebooked:
			if start, err := journey.ParseStart(h.Details.Start); err == nil {
				held = &start
			}
		case journey.Cancelled, journey.NoShow, journey.Declined, journey.Ended:
			held = nil
		}
	}
}

// paperOf gives the letter that an event is about.
func (p *Page) paperOf(e data.Happening) *data.PersonPaper {
	switch e.Kind {
	case journey.LetterPrinted, journey.LetterConfirmed, journey.LetterReturned:
	default:
		return nil
	}
	for i := range p.person.Papers {
		l := &p.person.Papers[i]
		if l.Number != "" && (l.Number == e.Details.Letter || e.Details.Letter == "" && e.Details.Run != "" && l.Run == e.Details.Run) {
			return l
		}
	}
	return nil
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
		case fyne.KeyRight:
			widget.Focus(p.side.list)
			return true
		}
		return false
	}
	return l
}

func (p *Page) wordsRoom() float32 { return p.list.Size().Width - wordsAt - 100 }

// told says an event: what the journey says, and what the page knows besides.
func (p *Page) told(h happening) say.Text {
	d, text := h.Details, h.Sentence
	switch {
	case h.with:
		text = p.and(text, say.T("journey.event.info_given"))
	case h.was != nil:
		text = p.and(text, say.T("person.story.was", "On", h.was.Day, "Time", p.clock(h.was.Clock)))
	case h.Kind == journey.ContactChanged:
		if i := slices.IndexFunc(p.person.Versions, func(v data.Version) bool { return v.ID == d.Version }); i >= 0 {
			if changed := p.changed(i); changed != "" {
				text = p.and(text, say.T("person.story.text", "Text", changed+"."))
			}
		}
	case h.paper == nil:
	case h.Kind == journey.LetterPrinted && d.Override == "":
		text = say.T("person.story.letter", "Letter", journey.TemplateName(d.Template), "Number", h.paper.Number,
			"Lang", h.paper.Lang.Name())
		if h.paper.Of > 1 {
			text = say.T("person.story.letter.of", "Event", text, "Place", h.paper.Place, "Of", h.paper.Of)
		}
	case h.Kind == journey.LetterConfirmed:
		text = say.T("person.story.sent", "Number", h.paper.Number)
	}
	return text
}

// and says one more thing after a sentence that may lack its full stop.
func (p *Page) and(text, more say.Text) say.Text {
	if words := p.s.Say(text); sentence(words) != words {
		return say.T("person.story.dot", "Event", text, "More", more)
	}
	return say.T("person.story.and", "Event", text, "More", more)
}

func (p *Page) eventLines(h happening) []widget.Run {
	bold, rest := split(p.s.Say(p.told(h)))
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
	stop, dot, colon := strings.Index(text, ". "), strings.Index(text, " · "), strings.Index(text, ": ")
	switch {
	case dot >= 0 && (stop < 0 || dot < stop):
		return text[:dot], strings.TrimSpace(text[dot:])
	case colon >= 0 && (stop < 0 || colon < stop):
		stop = colon
	}
	if stop < 0 {
		return text, ""
	}
	return text[:stop+1], strings.TrimSpace(text[stop+1:])
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
	pen.RightMid(dateRight, 8, 20, p.day(day.Of(h.At)), widget.Second)
	name, tone := eventIcon(h.Happening)
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
	last := p.paintWords(pen, h)
	switch {
	case h.Undone:
		c := widget.Chip{Icon: icon.Begun, Text: p.s.T("person.corrected"), Tone: widget.ToneNeutral}
		pen.Chip(size.Width-c.Width()-10, 8, 20, c)
	case state.Selected && state.Focused && p.undoable(h):
		cw := capWidth("Delete")
		pen.Cap(size.Width-cw-10, 8, 20, "Delete", widget.CapPlain)
		st := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
		w := pen.RightMid(size.Width-cw-18, 8, 20, p.s.T("person.undo"), st)
		pen.Hit(size.Width-cw-18-w, 4, w+cw+18, 28, p.undoSelected)
	}
	pen.Wrap(wordsAt, 8+float32(last+1)*widget.Plain.Line()+1, p.wordsRoom(), p.second(h), widget.Small.In(theme.Ink2))
}

// paintWords writes the event, struck where it was taken back, and gives its last line.
func (p *Page) paintWords(pen *widget.Pen, h happening) (last int) {
	line := widget.Plain.Line()
	for _, r := range p.eventLines(h) {
		top := 8 + float32(r.Line)*line
		w := pen.Text(wordsAt+r.X, top, r.Text, r.Style)
		if h.Undone {
			pen.Rect(wordsAt+r.X, top+line/2, w, 1, widget.Box{Fill: theme.Ink3})
		}
		last = max(last, r.Line)
	}
	return last
}

// second is the line of who and when.
func (p *Page) second(h happening) string {
	s := p.s
	if h.by != nil {
		return s.T("person.by.corrected", "Who", p.who(h.by.Actor), "When", p.when(h.by.Event), "Why", h.by.Details.Reason)
	}
	switch {
	case h.File != "" && h.Line > 0:
		return s.T("person.by.import", "File", h.File, "Line", h.Line)
	case h.File != "":
		return s.T("person.by.file", "File", h.File)
	}
	id := "person.by"
	if day.Of(h.Recorded) != day.Of(h.At) {
		id = "person.by.later"
	}
	text := s.T(id, "Who", p.who(h.Actor), "When", p.when(h.Event))
	if h.paper != nil && h.paper.Kept && h.Kind == journey.LetterPrinted {
		text += " · " + s.T("person.story.kept")
	}
	return text
}

// day writes the day in the narrow column: with its year where it is another one.
func (p *Page) day(d day.Date) string {
	if d.Year != p.s.Today().Year {
		return d.String()
	}
	return say.DayShort(p.s.Lang(), d)
}

// date writes a day in words, with its year where it is another one.
func (p *Page) date(d day.Date) string {
	if d.Year != p.s.Today().Year {
		return say.Date(p.s.Lang(), d)
	}
	return say.DayMonth(p.s.Lang(), d)
}

func (p *Page) when(e journey.Event) string {
	return p.date(day.Of(e.Recorded)) + " " + say.Clock(p.s.Lang(), e.Recorded)
}

// undoable reports whether a single event may be taken back here. What an import
// brought is taken back with the import, and what was done to the person by its own key.
func (p *Page) undoable(h happening) bool {
	return !h.Undone && h.File == "" && h.ID != "" && !p.person.Past()
}

// undoSelected takes the event under the bar back, with a reason that stays beside it.
func (p *Page) undoSelected() {
	if p.tab == tabConsent {
		p.undoConsent()
		return
	}
	i := p.list.Selected()
	if p.tab != tabJourney || i < 0 || i >= len(p.rows) {
		return
	}
	if h := p.rows[i]; p.undoable(h) {
		id := h.ID
		if h.with {
			id = h.Act // the information goes with the yes
		}
		p.takeBack(id, p.told(h))
	} else if h.File != "" && !h.Undone {
		p.s.Tell(widget.BandInfo, say.T("person.undo.import"))
	}
}

// takeBack asks why, and takes an event or an act back.
func (p *Page) takeBack(id string, what say.Text) {
	s := p.s
	s.AskReason(shell.ReasonParams{Icon: icon.Undo, Tone: theme.Accent, Title: s.T("person.undo.title"),
		Text: s.Say(what) + " " + s.T("person.undo.text"), Act: s.T("person.undo.act")}, func(reason string) {
		s.Do("", func(ctx context.Context) error {
			_, err := p.store.Undo(ctx, id, reason)
			return err
		}, func(err error) {
			if err != nil {
				s.Fail(err)
			} else {
				s.Done(say.T("person.undone", "What", what, "Who", acts.Short(p.person.Row)), nil, nil)
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
	case theme.Shield:
		return theme.ShieldTint
	}
	return theme.Surface
}

// eventIcons are the icons of events; those of a state of their own have its colour.
var eventIcons = map[journey.Kind]struct {
	name icon.Name
	tone theme.Role
}{
	journey.Listed: {icon.Import, theme.Ink2}, journey.Gone: {icon.Expired, theme.Warn}, journey.InfoGiven: {icon.Info, theme.Ink2},
	journey.Registered: {icon.Info, theme.Ink2}, journey.Consented: {icon.No, theme.Ink2}, journey.TicketSent: {icon.Ticket, theme.Ink2},
	journey.TicketExpired: {icon.Expired, theme.Warn}, journey.ChatStarted: {icon.Chat, theme.Ink2}, journey.ChatClosed: {icon.Chat, theme.Ink2},
	journey.LetterPrinted: {icon.Letter, theme.Ink2}, journey.LetterConfirmed: {icon.Letter, theme.Ink2}, journey.LetterReturned: {icon.Expired, theme.Warn},
	journey.Called: {icon.Phone, theme.Ink2}, journey.WantsHelp: {icon.Help, theme.Ink2}, journey.HandedOver: {icon.Help, theme.Ink2},
	journey.Booked: {icon.Booking, theme.Ink2}, journey.Rebooked: {icon.Booking, theme.Ink2}, journey.Cancelled: {icon.Booking, theme.Ink2},
	journey.SamplesTaken: {icon.Samples, theme.Ink2}, journey.FormReceived: {icon.Form, theme.Ink2}, journey.Visited: {icon.Yes, theme.OK},
	journey.Documented: {icon.Yes, theme.OK}, journey.NoShow: {icon.Expired, theme.Warn}, journey.Declined: {icon.No, theme.Ink2},
	journey.Ended: {icon.No, theme.Ink2}, journey.Deferred: {icon.Waiting, theme.Ink2}, journey.FollowUp: {icon.Waiting, theme.Ink2},
	journey.Reopened: {icon.Undo, theme.Ink2}, journey.NeedsInterpreter: {icon.Interpreter, theme.Ink2}, journey.ContactChanged: {icon.User, theme.Ink2},
	journey.Note: {icon.Note, theme.Ink2},
}

// eventIcon gives the icon of an event and the colour of its state. What was done to
// the person is no event: protection has its shield.
func eventIcon(h data.Happening) (icon.Name, theme.Role) {
	if h.Kind == journey.Consented && h.Details.Answer == journey.Yes {
		return icon.Yes, theme.OK
	}
	if look, ok := eventIcons[h.Kind]; ok {
		return look.name, look.tone
	}
	if h.Kind == "" && strings.HasSuffix(deed(h.Sentence), "protect") {
		return icon.Shield, theme.Shield
	}
	return icon.User, theme.Ink2
}

// deed gives the id of what was done to a person, without its reason.
func deed(t say.Text) string {
	if inner, ok := t.Data["Deed"].(say.Text); ok {
		return inner.ID
	}
	return t.ID
}
