package journey

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/day"
)

// course is what has happened in a journey, told by its events and by nothing else:
// no rule and no today has touched it. Of and Check both look at the course.
type course struct {
	listed    day.Date
	gone      day.Date // still gone when set
	infoGiven day.Date
	cl24      string // registered in Clinic24: yes, no, "" unknown

	consent   string // yes, no, withdrawn, "" not asked
	consented day.Date
	how       string

	ticket ticket
	letter letter

	tries      int      // calls without an answer since somebody was last reached
	called     day.Date // the last call
	wrong      bool     // the phone number is wrong and has not been changed since
	callBack   day.Date // call again on this day; no date for none
	callReason string   // later, interpreter, booked

	help     day.Date // wants help to find a time, since
	handedTo string

	contact day.Date // the last sign of life from the participant

	booking booking
	missed  day.Date // did not come, and has no new time
	visited day.Date
	source  string // where the questionnaire came from: paper_home …

	samples    day.Date
	documented []Details
	docDay     day.Date

	declined  day.Date
	declineBy string
	ended     day.Date
	endReason string
	deferred  day.Date // until
	deferOn   day.Date

	interpreter string
	followUp    day.Date
	followWhat  string
	followOn    day.Date // when it was agreed

	ungrounded day.Date // an event lacks its ground after an undo, since
}

type ticket struct {
	sent     day.Date
	kind     string // visit, form
	expires  day.Date
	expired  day.Date // the notice's day; no date while none came
	opened   bool
	progress string
	used     bool // a booking came through it
	chat     day.Date
	closed   day.Date // the chat
}

// open tells that the ticket may still be used as far as we know.
func (t ticket) open() bool { return !t.sent.IsZero() && t.expired.IsZero() && !t.used }

// begun tells that the ticket ran out after it was opened and its chat is not closed.
func (t ticket) begun() bool { return !t.expired.IsZero() && t.opened && t.closed.IsZero() }

type letter struct {
	pending    day.Date // printed, not confirmed
	template   string   // of the pending one
	run        string
	number     string
	invited    day.Date // the invitation of this round was sent
	reminded   day.Date // the last reminder
	reminders  int
	noShow     day.Date // the letter about a missed visit
	thanked    day.Date // the answer to a decline
	forwarded  day.Date // sent through the forwarding service
	forwards   int
	last       day.Date
	lastNumber string
	returned   day.Date // came back, and the address has not been changed since
}

// sent gives the day from which an answer is waited for.
func (l letter) sent() day.Date {
	return latest(l.invited, l.reminded, l.forwarded)
}

type booking struct {
	day  day.Date
	time string // 13:00
	room string
	via  string
	made day.Date
}

func (b booking) is() bool { return !b.day.IsZero() }

func latest(days ...day.Date) (last day.Date) {
	for _, d := range days {
		if last.IsZero() || d.After(last) {
			last = d
		}
	}
	return last
}

// inOrder sorts a copy of the events by (At, Recorded, ID), D4.
func inOrder(events []Event) []Event {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b Event) int {
		return cmp.Or(a.At.Compare(b.At), a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}

// holding gives the events in order without those that were undone, and without the
// undoing itself. An undo of an undo is refused by Check and counts for nothing here.
func holding(events []Event) []Event {
	sorted := inOrder(events)
	var undone map[string]bool
	for _, e := range sorted {
		if e.Kind == Undone {
			if undone == nil {
				undone = map[string]bool{}
			}
			undone[e.Details.Event] = true
		}
	}
	if undone == nil {
		return sorted
	}
	return slices.DeleteFunc(sorted, func(e Event) bool { return e.Kind == Undone || undone[e.ID] })
}

// courseOf tells the course of the events. It is total: what cannot have happened is
// taken as it stands, and marked ungrounded where the program must ask.
func courseOf(events []Event) course {
	var c course
	for _, e := range holding(events) {
		c.take(e)
	}
	return c
}

// take adds one event, in order.
func (c *course) take(e Event) {
	d, on := e.Details, day.Of(e.At)
	switch e.Kind {
	case Listed:
		if c.listed.IsZero() {
			c.listed = on
		}
		c.gone = day.Date{}
	case Gone:
		c.gone = on
	case InfoGiven:
		c.infoGiven = on
	case Registered:
		c.cl24 = d.Cl24
	case Consented:
		c.consent, c.consented, c.how = d.Answer, on, d.How
		c.alive(on)
	case TicketSent:
		c.ground(on, c.consent == Yes)
		c.ticket = ticket{sent: on, kind: d.Type, expires: d.Expires}
	case TicketExpired:
		c.ground(on, !c.ticket.sent.IsZero())
		c.ticket.expired, c.ticket.opened, c.ticket.progress = on, d.Opened == Yes, d.Progress
	case ChatStarted:
		c.ground(on, c.ticket.begun())
		c.ticket.chat = on
	case ChatClosed:
		c.ticket.closed = on
	case LetterPrinted:
		c.letter.pending, c.letter.template, c.letter.run, c.letter.number = on, d.Template, d.Run, d.Letter
	case LetterConfirmed:
		c.confirm(on)
	case LetterReturned:
		c.letter.returned = on
	case Called:
		c.call(on, d)
	case WantsHelp:
		c.alive(on)
		c.help, c.handedTo = on, ""
	case HandedOver:
		c.handedTo = d.To
	case Booked, Rebooked:
		c.book(on, d)
	case Cancelled:
		c.booking = booking{}
		if d.By != "clinic" {
			c.alive(on)
		}
		c.help = on // somebody has to find a new time
	case SamplesTaken:
		c.samples = on
	case FormReceived:
		c.source = d.Source
		c.alive(on)
	case Visited:
		c.visited, c.missed, c.booking = on, day.Date{}, booking{}
		c.reached(on)
	case NoShow:
		c.missed, c.booking, c.tries = on, booking{}, 0
		c.letter.noShow = day.Date{}
	case Declined:
		c.declined, c.declineBy, c.booking = on, d.Channel, booking{}
		c.reached(on)
	case Deferred:
		c.deferred, c.deferOn, c.booking = d.Until, on, booking{}
		c.reached(on)
	case Ended:
		c.ended, c.endReason, c.booking = on, d.Reason, booking{}
	case Reopened:
		c.reopen(on)
	case Documented:
		c.ground(on, !c.visited.IsZero())
		c.documented, c.docDay = append(c.documented, d), on
	case NeedsInterpreter:
		c.interpreter = d.Language
	case ContactChanged:
		c.letter.returned, c.wrong = day.Date{}, false
	case FollowUp:
		c.followUp, c.followWhat, c.followOn = d.Date, d.What, on
	}
	c.followedUp(e.Kind, on)
}

// ground remembers that an event stands without what it was built on: what carried it
// was undone (D4).
func (c *course) ground(on day.Date, holds bool) {
	if !holds && c.ungrounded.IsZero() {
		c.ungrounded = on
	}
}

// alive notes a sign of life: the participant has answered, whatever the answer.
func (c *course) alive(on day.Date) {
	c.contact = on
	c.tries = 0
}

// reached ends whatever waited for an answer.
func (c *course) reached(on day.Date) {
	c.alive(on)
	c.help, c.handedTo, c.callBack, c.callReason = day.Date{}, "", day.Date{}, ""
}

func (c *course) confirm(on day.Date) {
	l := &c.letter
	if l.pending.IsZero() {
		return
	}
	switch name, _, _ := strings.Cut(l.template, "-"); {
	case l.template == TemplateNoShow:
		l.noShow = on
	case l.template == TemplateDecline:
		l.thanked = on
	case l.template == TemplateForwarding:
		l.forwarded = on
		l.forwards++
	case l.template == TemplateReminder:
		l.reminded = on
		l.reminders++
	case name == TemplateInvitation:
		l.invited, l.reminded, l.reminders = on, day.Date{}, 0
		c.deferred, c.tries = day.Date{}, 0
	}
	l.last, l.lastNumber = on, l.number
	l.pending, l.template, l.run, l.number = day.Date{}, "", "", ""
}

func (c *course) call(on day.Date, d Details) {
	c.called = on
	switch d.Outcome {
	case CallNoAnswer, CallVoicemail:
		c.tries++
		c.callBack = day.Date{}
	case CallWrongNumber:
		c.wrong = true
		c.callBack = day.Date{}
	case CallLater:
		c.reached(on)
		c.callBack, c.callReason = d.Until, CallLater
	case CallInterpreter:
		c.reached(on)
		if d.Language != "" {
			c.interpreter = d.Language
		}
		c.callBack, c.callReason = on, CallInterpreter
		if !d.Until.IsZero() {
			c.callBack = d.Until
		}
	case CallBooked:
		c.reached(on)
		if !c.booking.is() {
			c.help = on // agreed on a time that is not written down yet
		}
	case CallDeclined:
		c.declined, c.declineBy, c.booking = on, string(ByPhone), booking{}
		c.reached(on)
	}
}

func (c *course) book(on day.Date, d Details) {
	start, err := ParseStart(d.Start)
	if err != nil {
		return
	}
	c.booking = booking{day: start.Day, time: start.Clock, room: d.Room, via: d.Via, made: on}
	c.missed = day.Date{}
	c.deferred = day.Date{}
	c.reached(on)
	if d.Via == string(ByTicket) && !c.ticket.sent.IsZero() {
		c.ticket.used = true // the answers are in Clinic24 then (D7)
		if c.source == "" {
			c.source = SourceCl24
		}
	}
}

// reopen begins a new round: what was sent before does not count as an invitation
// of this year any more (D6), what is known about the person stays.
func (c *course) reopen(on day.Date) {
	c.gone, c.declined, c.ended, c.deferred, c.missed = day.Date{}, day.Date{}, day.Date{}, day.Date{}, day.Date{}
	c.declineBy, c.endReason, c.tries, c.ungrounded = "", "", 0, day.Date{}
	if c.visited.IsZero() {
		c.letter.invited, c.letter.reminded, c.letter.forwarded = day.Date{}, day.Date{}, day.Date{}
		c.letter.reminders, c.letter.forwards, c.letter.noShow, c.letter.thanked = 0, 0, day.Date{}, day.Date{}
		if !c.ticket.open() {
			c.ticket = ticket{}
		}
		c.contact = on
	}
}

// followedUp takes a follow-up off when something was done with the person on its day or later.
func (c *course) followedUp(k Kind, on day.Date) {
	if c.followUp.IsZero() || on.Before(c.followUp) {
		return
	}
	switch k {
	case Called, Note, ChatStarted, Visited, LetterConfirmed, Documented:
		c.followUp, c.followWhat = day.Date{}, ""
	}
}

// Start is when a booked hour begins, in Swedish time.
type Start struct {
	Day   day.Date
	Clock string // 13:00
}

// ParseStart reads 2026-03-17T13:00, also with a space or with 13.00.
func ParseStart(s string) (Start, error) {
	if len(s) != len("2026-03-17T13:00") || s[10] != 'T' && s[10] != ' ' || s[13] != ':' && s[13] != '.' {
		return Start{}, errStart
	}
	d, err := day.Parse(s[:10])
	hour, err2 := strconv.ParseUint(s[11:13], 10, 8)
	minute, err3 := strconv.ParseUint(s[14:], 10, 8)
	if err != nil || err2 != nil || err3 != nil || hour > 23 || minute > 59 {
		return Start{}, errStart
	}
	return Start{d, s[11:13] + ":" + s[14:]}, nil
}

// String gives the form that events keep.
func (s Start) String() string { return s.Day.String() + "T" + s.Clock }
