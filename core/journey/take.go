package journey

import (
	"fyrtio/core/day"
)

// take adds the next event, in order.
func (c *course) take(e *Event, r Rules) {
	c.seq++
	now := mark{day.Of(e.At), c.seq}
	d := &e.Details
	c.followedUp(e.Kind, now)
	switch e.Kind {
	case Listed:
		c.list(now)
	case Gone:
		c.gone = now
	case InfoGiven:
		c.informed = now
	case Registered:
		c.registered = d.Cl24
	case Consented:
		c.consents(d, now)
	case TicketSent:
		c.sendTicket(d, now, r)
	case TicketExpired:
		c.expire(d, now)
	case ChatStarted:
		c.ground(e.Kind, now, c.ticket.begun())
		c.ticket.chat = now
	case ChatClosed:
		c.ground(e.Kind, now, c.ticket.chatOpen())
		c.ticket.closed = now
	case LetterPrinted:
		c.print(d, now)
	case LetterConfirmed:
		c.ground(e.Kind, now, c.confirm(d, now))
	case LetterReturned:
		c.ground(e.Kind, now, c.comeBack(d, now))
	case Called:
		c.call(d, now)
	case WantsHelp:
		c.wantsHelp(d, now)
	case HandedOver:
		c.help.to = d.To
	case Booked, Rebooked:
		c.book(e.Kind, d, now)
	case Cancelled:
		c.cancel(d, now)
	case SamplesTaken:
		c.samples = now
	case FormReceived:
		c.receive(d, now)
	case Visited:
		c.settle()
		c.visited, c.life = now, now
		c.declined, c.ended, c.missed = mark{}, mark{}, mark{}
	case NoShow:
		c.noShow(now)
	case Declined:
		c.decline(d.Channel, now)
	case Deferred:
		if !c.visited.is() {
			c.newRound(now)
			c.deferred, c.until, c.life = now, d.Until, now
		}
	case Ended:
		if !c.visited.is() { // a visit that was made counts, whatever came after
			c.settle()
			c.ended, c.endedBy, c.declined, c.back = now, d.Reason, mark{}, mark{}
		}
	case Reopened:
		c.reopen(now)
	case Documented:
		c.ground(e.Kind, now, d.Where != WhereCl24 || c.visited.is())
		c.documented, c.where = now, d.Where
	case NeedsInterpreter:
		c.interpreter = d.Language
	case ContactChanged:
		c.returned, c.wrong = mark{}, mark{}
	case FollowUp:
		c.follow = followUp{on: now, date: d.Date, what: d.What}
	}
}

// ground keeps the first event that lacks what it was built on.
func (c *course) ground(k Kind, now mark, holds bool) {
	if !holds && !c.orphan.on.is() {
		c.orphan = orphan{k, now}
	}
}

func (c *course) list(now mark) {
	if !c.listed.is() {
		c.listed = now
	}
	c.gone = mark{}
	if c.ended.is() && (c.endedBy == EndMoved || c.endedBy == EndElsewhere) {
		c.back = now
	}
}

// consents takes an answer about Clinic24. A yes after a letter answers the letter;
// a no or a withdrawal says nothing about coming.
func (c *course) consents(d *Details, now mark) {
	c.consent, c.how, c.asked, c.consented = d.Answer, d.How, d.By, now
	if d.Answer != Yes {
		return
	}
	c.agreed = now
	if l := c.outstanding(); l != nil && !c.answered(l) && !c.ticket.sent.after(l.sent) {
		c.contact = contact{why: whyAnswered, on: now}
		c.life, c.tries = now, 0
	}
}

func (c *course) sendTicket(d *Details, now mark, r Rules) {
	c.touched = true
	c.ticket = ticket{sent: now, kind: d.Type, expires: d.Expires}
	if d.Type != TicketForm {
		c.ticket.kind = TicketVisit
		c.contact, c.deferred, c.until = contact{}, mark{}, day.Date{}
	}
	if d.Expires.IsZero() {
		c.ticket.expires = now.day.Add(r.TicketDays)
	}
}

func (c *course) expire(d *Details, now mark) {
	t := &c.ticket
	c.ground(TicketExpired, now, t.open())
	if !t.open() {
		return
	}
	t.expired, t.opened, t.progress, t.ranOut, t.recalled = now, d.Opened == Yes, d.Progress, now.day, d.Recalled == Yes
	t.settled = c.booking.is() || c.missed.after(t.sent)
	if t.expires.Before(now.day) {
		t.ranOut = t.expires
	}
}

// print adds a letter; the same number again is the same letter printed anew.
func (c *course) print(d *Details, now mark) {
	for i := range c.letters {
		if l := &c.letters[i]; d.Letter != "" && l.number == d.Letter {
			l.run, l.printed, l.sent, l.returned = d.Run, now, mark{}, mark{}
			return
		}
	}
	c.letters = append(c.letters, letter{template: d.Template, kind: TemplateKind(d.Template), run: d.Run, number: d.Letter, printed: now})
}

// confirm makes the run's printed letters sent; an empty run means all.
func (c *course) confirm(d *Details, now mark) (any bool) {
	for i := range c.letters {
		l := &c.letters[i]
		if !l.pending() || d.Run != "" && l.run != d.Run || d.Letter != "" && l.number != d.Letter {
			continue
		}
		any, l.sent, c.touched = true, now, true
		if l.invitation() {
			c.deferred, c.until = mark{}, day.Date{}
			if c.contact.why == whyAnswered {
				c.contact = contact{}
			}
		}
	}
	return any
}

// comeBack marks a sent letter as returned: the one of the number, or the last.
func (c *course) comeBack(d *Details, now mark) bool {
	for i := len(c.letters) - 1; i >= 0; i-- {
		if l := &c.letters[i]; l.sent.is() && (d.Letter == "" || l.number == d.Letter) {
			l.returned, c.returned = now, now
			return true
		}
	}
	return false
}

func (c *course) call(d *Details, now mark) {
	c.called, c.touched, c.again = now, true, d.Until
	reached := func(why string) {
		c.settleContact()
		c.life, c.deferred, c.until = now, mark{}, day.Date{}
		if why != "" {
			c.contact = contact{why: why, on: now, until: d.Until}
		}
	}
	switch d.Outcome {
	case CallNoAnswer, CallVoicemail:
		c.tries++
	case CallWrongNumber:
		c.wrong = now
	case CallLater:
		reached(whyLater)
	case CallInterpreter:
		reached(whyInterpreter)
		if d.Language != "" {
			c.interpreter = d.Language
		} else if c.interpreter == "" {
			c.interpreter = LanguageUnknown
		}
	case CallBooked:
		if c.booking.is() {
			return // the time was written down before the call was
		}
		reached(whyAgreed)
	case CallDeclined:
		c.decline(string(ByPhone), now)
	}
}

// wantsHelp keeps the first day of asking: the queue is oldest first (Q12).
func (c *course) wantsHelp(d *Details, now mark) {
	c.life, c.deferred, c.until = now, mark{}, day.Date{}
	c.tries = 0
	if !c.help.on.is() {
		c.help.on = now
	}
	if d.What != "" {
		c.help.text = d.What
	}
}

func (c *course) book(k Kind, d *Details, now mark) {
	start, err := ParseStart(d.Start)
	if err != nil || c.visited.is() {
		return
	}
	b := booking{made: now, start: start, room: d.Room, via: d.Via, also: d.Offers(), until: d.Until}
	b.offer = k == Booked && b.via == string(ByLetter)
	if k == Rebooked {
		b.via = c.booking.via
		if b.room == "" {
			b.room = c.booking.room
		}
	}
	c.settle()
	c.booking, c.life, c.cancelled = b, now, cancelled{}
	c.missed, c.declined, c.ended, c.deferred, c.until = mark{}, mark{}, mark{}, mark{}, day.Date{}
	c.ticket.settled = c.ticket.expired.is()
	c.grow(TemplateConfirmation)
	if d.Via == string(ByTicket) && k == Booked {
		c.ground(k, now, c.ticket.sent.is())
		c.ticket.used = c.ticket.sent.is()
		if c.source == "" { // answered there before the time could be chosen (D7, Q6)
			c.source, c.received = SourceCl24, now
		}
	}
}

// cancel gives the time back. On its very day, or later, a participant's cancellation
// is late whether that was said or not.
func (c *course) cancel(d *Details, now mark) {
	b := c.booking
	if !b.is() {
		return
	}
	late := d.Late == Yes || d.Late == "" && d.By != ByClinic && !now.day.Before(b.start.Day)
	c.settle()
	c.contact = contact{why: whyCancelled, on: now}
	c.cancelled = cancelled{on: now, was: b.start, by: d.By, late: late}
	if d.By != ByClinic {
		c.life = now
	}
}

// grow makes earlier letters of a template stale, so that a new one may be sent.
func (c *course) grow(template string) {
	for i := range c.letters {
		if c.letters[i].counts(template) {
			c.letters[i].stale = true
		}
	}
}

func (c *course) receive(d *Details, now mark) {
	c.source, c.received, c.life, c.tries = d.Source, now, now, 0
	if !c.booking.is() && !c.visited.is() && c.contact.why == "" {
		c.contact = contact{why: whyForm, on: now}
		c.deferred, c.until = mark{}, day.Date{}
	}
}

func (c *course) noShow(now mark) {
	c.ground(NoShow, now, c.booking.is())
	if c.visited.is() {
		return
	}
	c.settle()
	c.missed = now
	c.grow(TemplateNoShow)
}

func (c *course) decline(channel string, now mark) {
	if c.visited.is() {
		return
	}
	c.settle()
	c.declined, c.declinedBy, c.ended, c.life = now, channel, mark{}, now
	c.grow(TemplateDecline)
}

// settleContact ends what was left to do with somebody.
func (c *course) settleContact() {
	c.contact, c.help, c.again, c.tries = contact{}, help{}, day.Date{}, 0
}

// settle ends that and the booking.
func (c *course) settle() {
	c.settleContact()
	c.booking = booking{}
}

// newRound begins to invite anew: what was sent before does not count any more (D6).
// What is known about the person stays, and so does a ticket that can still be used.
func (c *course) newRound(now mark) {
	if c.touched {
		c.round++
	}
	c.settle()
	c.start, c.touched = now, false
	c.declined, c.ended, c.missed, c.deferred, c.until = mark{}, mark{}, mark{}, mark{}, day.Date{}
	c.orphan, c.cancelled = orphan{}, cancelled{}
	if !c.ticket.open() || c.ticket.expires.Before(now.day) {
		c.ticket = ticket{}
	}
}

// reopen confirms that somebody who was gone stays; anything else that was closed
// begins a new round.
func (c *course) reopen(now mark) {
	onlyGone := c.gone.is() && !c.declined.is() && !c.ended.is()
	c.gone, c.back = mark{}, mark{}
	if !onlyGone && !c.visited.is() {
		c.newRound(now)
	}
}

// followedUp takes a follow-up off when somebody has been in touch on its day or later.
func (c *course) followedUp(k Kind, now mark) {
	if !c.follow.on.is() || now.day.Before(c.follow.date) {
		return
	}
	switch k {
	case Called, Note, ChatClosed, Visited, LetterConfirmed:
		c.follow = followUp{}
	}
}
