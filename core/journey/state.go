package journey

import (
	"fyrtio/core/day"
)

// Of gives the status of a journey on a day. It is pure and total: any events, in any
// order, with any facts, give one.
func Of(events []Event, f Facts, r Rules, today day.Date) Status {
	c := courseOf(events, r)
	v := newView(&c, f, r, today)
	step := v.next()
	s := v.status()
	s.Next = step
	s.State = v.state()
	s.Channels = v.channels()
	s.Changes = v.changes
	return s
}

// view is a course looked at on a day, with the clinic's rules and the facts.
type view struct {
	*course
	facts Facts
	rules Rules
	today day.Date

	changes day.Date // the first later day with which today was compared
	gaveUp  bool     // everything that the rules allow was tried in vain
}

func newView(c *course, f Facts, r Rules, today day.Date) *view {
	return &view{course: c, facts: f, rules: r, today: today}
}

// reached reports whether a day has come. All questions about today pass here, so that
// the first day with another answer is known (Status.Changes).
func (v *view) reached(d day.Date) bool {
	if !d.After(v.today) {
		return true
	}
	if v.changes.IsZero() || d.Before(v.changes) {
		v.changes = d
	}
	return false
}

// state gives D2's state; next has been asked before it.
func (v *view) state() State {
	switch {
	case v.visited.is() && v.isDocumented() && v.facts.Form == FormComplete:
		return StateDone
	case v.visited.is():
		return StateVisited
	case v.ended.is():
		return StateEnded
	case v.declined.is():
		return StateDeclined
	case v.booking.is():
		return StateBooked
	case v.inContact():
		return StateInContact
	case v.isDeferred():
		return StateDeferred
	case v.missed.is():
		return StateNoShow
	case v.gaveUp:
		return StateNoReply
	case v.invited():
		return StateInvited
	}
	return StateNew
}

// isDocumented reports whether the visit is in Clinic24 or PMO; what was documented on
// an earlier day was something else.
func (v *view) isDocumented() bool {
	return v.documented.is() && !v.documented.day.Before(v.visited.day)
}

// invited reports whether an invitation of this round went out and did not come back.
func (v *view) invited() bool {
	return v.ticket.sent.is() && v.ticket.kind == TicketVisit || v.invitation() != nil
}

// isDeferred reports whether the day to which somebody wants to wait is still to come.
func (v *view) isDeferred() bool { return v.deferred.is() && !v.reached(v.until) }

// inContact reports whether something is left to do with somebody who was in touch,
// and who has not been called in vain too often since.
func (v *view) inContact() bool {
	if v.ticket.chatting() && v.chatPossible() {
		return true
	}
	return v.helpHolds() || v.contactHolds()
}

// helpHolds reports whether somebody who wants help is still looked for.
func (v *view) helpHolds() bool { return v.help.on.is() && !v.pursued(v.help.on) }

func (v *view) contactHolds() bool {
	switch v.contact.why {
	case "":
		return false
	case whyLater, whyInterpreter:
		return !v.triedEnough() && v.mayPhone().Allowed && !v.wrong.is()
	}
	if v.contact.why == whyAgreed { // the time is known: it is only to be entered
		return !v.triedEnough()
	}
	return !v.pursued(v.contact.on)
}

// pursued reports whether we have done what can be done to reach somebody who has waited
// for us since a day: called often enough, or, where nobody can be called, waited the
// set days for another word.
func (v *view) pursued(since mark) bool {
	return v.triedEnough() || !v.callable() && v.reached(since.day.Add(max(v.rules.QuietDays, 1)))
}

func (v *view) triedEnough() bool { return v.tries >= max(v.rules.CallTries, 1) }

// callable reports whether a call can be made: allowed, and a number that works.
func (v *view) callable() bool {
	return v.mayPhone().Allowed && (v.facts.Phone || v.facts.Protected) && !v.wrong.is()
}

// canCall reports whether a call can be proposed: it can be made, and tries are left.
func (v *view) canCall() bool { return v.callable() && !v.triedEnough() }

// chatPossible reports whether a chat can be held at all (D5).
func (v *view) chatPossible() bool {
	return v.rules.Cl24 && v.consent == Yes && !v.facts.Protected && !v.gone.is()
}

// form is how far the questionnaire is; the events know of answers given in Clinic24
// before anything is typed in here (D7).
func (v *view) form() FormStatus {
	if v.facts.Form == "" && v.source == SourceCl24 {
		return FormCl24
	}
	return v.facts.Form
}

// unansweredFrom is the day from which the outstanding letter counts as unanswered.
func (v *view) unansweredFrom(l *letter) day.Date { return l.sent.day.Add(v.rules.LetterDays) }

// status copies what lists and pages show.
func (v *view) status() Status {
	s := Status{
		Round: v.round, Gone: v.gone.is(), Protected: v.facts.Protected,
		Consent: v.consent, Consented: v.consented.day, How: v.how, Asked: v.asked, Registered: v.registered, InfoGiven: v.informed.day,
		Interpreter: v.interpreter, Form: v.form(), Source: v.source, Received: v.received.day,
		Tries: v.tries, MaxTries: v.rules.CallTries, Called: v.called.day, WrongNumber: v.wrong.is(),
		Help: v.help.on.day, HandedTo: v.help.to,
		Samples: v.samples.day, NoShow: v.missed.day, Visited: v.visited.day, Documented: v.documented.day, Where: v.where,
		Cancelled: v.cancelled.on.day, Late: v.cancelled.late,
		Declined: v.declined.day, Ended: v.endedBy, Returned: v.returned.is(), FollowUp: v.follow.date,
	}
	if !v.ended.is() {
		s.Ended = ""
	}
	if v.deferred.is() {
		s.Deferred = v.until
	}
	if l := v.sentTo(TemplateDecline); l != nil {
		s.Thanked = l.sent.day
	}
	if t := &v.ticket; t.sent.is() {
		s.Ticket = &Ticket{Type: t.kind, Sent: t.sent.day, Expires: t.expires, Expired: t.ranOut, Opened: t.opened,
			Progress: t.progress, Recalled: t.recalled, Used: t.used, Chat: t.chat.day, Closed: t.closed.day}
	}
	if b := &v.booking; b.is() {
		s.Booking = &Booking{Day: b.start.Day, Time: b.start.Clock, Room: b.room, Via: b.via, Made: b.made.day, Also: b.also, Until: b.until}
	}
	s.Letter = v.letterStatus()
	return s
}

func (v *view) letterStatus() *Letter {
	if len(v.letters) == 0 {
		return nil
	}
	s := &Letter{Reminders: v.reminders()}
	if p := v.pending(); p != nil {
		s.Pending, s.PendingTemplate, s.PendingRun, s.PendingNumber = p.printed.day, p.template, p.run, p.number
	}
	for i := range v.letters {
		if l := &v.letters[i]; l.sent.is() {
			s.Count++
			s.Sent, s.Template, s.Number = l.sent.day, l.template, l.number
		}
	}
	if l := v.invitation(); l != nil {
		s.Invited = l.sent.day
	}
	if l := v.outstanding(); l != nil {
		s.Waiting = l.sent.day
		if s.Answered = v.answered(l); !s.Answered {
			s.Due = v.unansweredFrom(l)
		}
	}
	return s
}
