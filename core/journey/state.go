package journey

import (
	"fyrtio/core/day"
)

// Of gives the status of a journey on a day. It is pure and total: any events, in any
// order, with any facts, give one.
func Of(events []Event, f Facts, r Rules, today day.Date) Status {
	c := courseOf(events)
	s := c.status(f, r)
	s.Channels = c.channels(f, r, today)
	v := view{course: &c, facts: f, rules: r, today: today, channels: s.Channels}
	s.Next = v.next()
	s.State = v.state()
	s.Changes = v.changes(s.Next)
	return s
}

// status copies what lists show.
func (c *course) status(f Facts, r Rules) Status {
	s := Status{
		Gone: !c.gone.IsZero(), Consent: c.consent, Consented: c.consented, Registered: c.cl24, InfoGiven: c.infoGiven,
		Interpreter: c.interpreter, Form: c.form(f), Source: c.source, Tries: c.tries, Called: c.called,
		Samples: c.samples, NoShow: c.missed, Visited: c.visited, Declined: c.declined, Thanked: c.letter.thanked,
		Deferred: c.deferred, Ended: c.endReason, Returned: !c.letter.returned.IsZero(), FollowUp: c.followUp,
	}
	if n := len(c.documented); n > 0 {
		s.Documented, s.Where = c.docDay, c.documented[n-1].Where
	}
	if t := c.ticket; !t.sent.IsZero() {
		s.Ticket = &Ticket{Type: t.kind, Sent: t.sent, Expires: t.expires, Expired: t.expired, Opened: t.opened,
			Progress: t.progress, Used: t.used, Chat: t.chat, Closed: t.closed}
	}
	if l := c.letter; !l.pending.IsZero() || !l.last.IsZero() {
		s.Letter = &Letter{Pending: l.pending, Sent: l.last, Number: l.lastNumber, Answered: c.answered(),
			Reminders: l.reminders, Forwarded: !l.forwarded.IsZero()}
		if sent := l.sent(); !sent.IsZero() && !s.Letter.Answered {
			s.Letter.Due = sent.Add(r.LetterDays)
		}
	}
	if b := c.booking; b.is() {
		s.Booking = &Booking{Day: b.day, Time: b.time, Room: b.room, Via: b.via}
	}
	return s
}

// form is how far the questionnaire is; the events know of answers given in Clinic24
// before anything is typed in here (D7).
func (c *course) form(f Facts) FormStatus {
	if f.Form == "" && c.source == SourceCl24 {
		return FormCl24
	}
	return f.Form
}

// answered tells that the participant has been heard of since the last letter.
func (c *course) answered() bool {
	sent := c.letter.sent()
	return !sent.IsZero() && !c.contact.IsZero() && !c.contact.Before(sent)
}

// view is a course looked at on a day, with the clinic's rules.
type view struct {
	*course
	facts    Facts
	rules    Rules
	today    day.Date
	channels map[Channel]Permission
}

// state gives D2's state.
func (v *view) state() State {
	switch {
	case !v.ended.IsZero():
		return StateEnded
	case !v.visited.IsZero():
		if v.facts.Form == FormComplete && len(v.documented) > 0 {
			return StateDone
		}
		return StateVisited
	case !v.declined.IsZero():
		return StateDeclined
	case v.booking.is():
		return StateBooked
	case v.isDeferred():
		return StateDeferred
	case v.exhausted():
		return StateNoReply
	case !v.missed.IsZero():
		return StateNoShow
	case v.inContact():
		return StateInContact
	case !v.ticket.sent.IsZero() || !v.letter.sent().IsZero():
		return StateInvited
	}
	return StateNew
}

func (v *view) isDeferred() bool { return v.deferred.After(v.today) }

// inContact tells that the participant has been heard of in this round, and that
// nothing sent since then waits for an answer.
func (v *view) inContact() bool {
	if !v.help.IsZero() || !v.callBack.IsZero() || !v.ticket.chat.IsZero() && v.ticket.closed.IsZero() {
		return true
	}
	return v.answered() && !v.ticket.open() || !v.deferred.IsZero()
}

// exhausted tells that everything the rules allow was tried and nobody answered.
func (v *view) exhausted() bool {
	sent := latest(v.letter.sent(), v.letter.noShow)
	if sent.IsZero() || v.letterDue().After(v.today) || !v.letter.pending.IsZero() || !v.letter.returned.IsZero() {
		return false
	}
	if v.answered() || v.ticket.open() || v.ticket.begun() || !v.help.IsZero() || !v.callBack.IsZero() || !v.deferred.IsZero() {
		return false
	}
	if v.missed.IsZero() && v.remindersLeft() {
		return false
	}
	return !v.canCall()
}

func (v *view) remindersLeft() bool {
	if v.facts.Protected {
		return v.letter.forwards <= v.rules.Reminders
	}
	return v.letter.reminders < v.rules.Reminders
}

// canCall tells that a call is allowed and tries are left.
func (v *view) canCall() bool { return v.channels[ByPhone].Allowed && v.tries < v.rules.CallTries }

// letterDue is the day from which the last letter counts as unanswered.
func (v *view) letterDue() day.Date {
	return latest(v.letter.sent(), v.letter.noShow).Add(v.rules.LetterDays)
}
