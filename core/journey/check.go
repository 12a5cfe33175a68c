package journey

import (
	"slices"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
)

// Check refuses an event that cannot happen after the others, with the reason and what
// to do (D4). What it refuses is impossible, not unwise: a note, a call or a look back
// is always possible.
func Check(events []Event, f Facts, r Rules, today day.Date, e Event) error {
	if !e.Kind.Known() {
		return fault.New(fault.Usage, "journey.err.kind", "Kind", string(e.Kind))
	}
	if day.Of(e.At).After(today) {
		return refuse("future", "On", day.Of(e.At))
	}
	if e.Kind == Undone {
		return checkUndo(events, e)
	}
	c := courseOf(until(events, e.At))
	v := view{course: &c, facts: f, rules: r, today: today, channels: c.channels(f, r, today)}
	return v.check(e)
}

func refuse(id string, args ...any) error {
	return fault.New(fault.Refused, "journey.refused."+id, args...)
}

// until gives the events before and at an instant, and those that undo one of them.
func until(events []Event, at time.Time) []Event {
	return slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.Kind != Undone && e.At.After(at) })
}

// checkUndo: every event can be undone once, except an undoing (D4).
func checkUndo(events []Event, e Event) error {
	target := slices.IndexFunc(events, func(o Event) bool { return o.ID == e.Details.Event })
	if target < 0 {
		return fault.New(fault.NotFound, "journey.refused.undo.unknown")
	}
	if events[target].Kind == Undone {
		return refuse("undo.undo")
	}
	if slices.ContainsFunc(events, func(o Event) bool { return o.Kind == Undone && o.Details.Event == e.Details.Event }) {
		return refuse("undo.twice")
	}
	return nil
}

func (v *view) check(e Event) error {
	d, on := e.Details, day.Of(e.At)
	if err := v.checkEnd(e.Kind); err != nil {
		return err
	}
	switch e.Kind {
	case TicketSent:
		return v.checkTicket(d, on)
	case TicketExpired:
		switch {
		case v.ticket.sent.IsZero():
			return refuse("expired.none")
		case !v.ticket.expired.IsZero():
			return refuse("expired.twice", "On", v.ticket.expired)
		case v.ticket.used:
			return refuse("expired.used")
		}
	case ChatStarted:
		if p := v.channels[ByChat]; !p.Allowed {
			return refuse("channel", "Why", p.Reason)
		}
		if !v.ticket.chat.IsZero() {
			return refuse("chat.twice", "On", v.ticket.chat)
		}
	case ChatClosed:
		if v.ticket.chat.IsZero() || !v.ticket.closed.IsZero() {
			return refuse("chat.none")
		}
	case LetterPrinted:
		if s := v.mayLetter(d.Template, v.facts, v.rules, v.today); !s.Allowed && (d.Override == "" || !s.Override) {
			return refuse("channel", "Why", s.Reason)
		}
	case LetterConfirmed:
		if v.letter.pending.IsZero() {
			return refuse("confirm.none")
		}
		if d.Run != "" && d.Run != v.letter.run {
			return refuse("confirm.other")
		}
	case LetterReturned:
		if v.letter.last.IsZero() {
			return refuse("returned.none")
		}
	case Called:
		return v.checkCall(d, on)
	case HandedOver:
		if v.help.IsZero() {
			return refuse("handover.none")
		}
	case Booked, Rebooked:
		return v.checkBooking(e.Kind, d)
	case Cancelled:
		if !v.booking.is() {
			return refuse("cancel.none")
		}
	case Visited:
		if !v.visited.IsZero() {
			return refuse("visited.twice", "On", v.visited)
		}
	case NoShow:
		switch {
		case !v.booking.is():
			return refuse("noshow.none")
		case v.booking.day.After(on):
			return refuse("noshow.early", "On", v.booking.day)
		}
	case Deferred:
		if !d.Until.After(on) {
			return refuse("defer.past")
		}
		if limit := v.rules.deferLimit(); !limit.IsZero() && d.Until.After(limit) {
			return refuse("defer.long", "On", limit)
		}
	case Reopened:
		if v.declined.IsZero() && v.ended.IsZero() && v.gone.IsZero() && v.deferred.IsZero() && v.missed.IsZero() &&
			v.ungrounded.IsZero() && v.state() != StateNoReply {
			return refuse("reopen.open")
		}
	case Documented:
		return v.checkDocumented(d)
	}
	return nil
}

// checkEnd: after an end or a decline only the way back, and what is written after the
// fact, is possible.
func (v *view) checkEnd(k Kind) error {
	switch k {
	case Listed, Gone, Reopened, Note, ContactChanged, NeedsInterpreter, Registered, Consented, InfoGiven, LetterReturned,
		LetterPrinted, LetterConfirmed, TicketExpired, Documented, FollowUp, FormReceived, Undone:
		return nil
	}
	switch {
	case !v.ended.IsZero() && k == Ended:
		return refuse("ended.twice")
	case !v.ended.IsZero():
		return refuse("ended", "Why", endWords(v.endReason))
	case !v.declined.IsZero() && k != Ended:
		return refuse("declined", "On", v.declined)
	}
	return nil
}

// checkTicket: the ticket's channel must be open, and its type fits what is agreed
// (Q4): a form alone needs a booked time or the visit, a visit needs a free one.
func (v *view) checkTicket(d Details, on day.Date) error {
	p := v.channels[ByTicket]
	agreed := v.booking.is() || !v.visited.IsZero()
	switch {
	case !p.Allowed:
		return refuse("channel", "Why", p.Reason)
	case d.Type == TicketVisit && agreed:
		return refuse("ticket.visit")
	case d.Type == TicketForm && !agreed:
		return refuse("ticket.form")
	case !d.Expires.IsZero() && d.Expires.Before(on):
		return refuse("ticket.expires")
	}
	return nil
}

func (v *view) checkCall(d Details, on day.Date) error {
	switch {
	case d.Outcome == CallLater && d.Until.IsZero():
		return refuse("call.until")
	case d.Outcome == CallLater && d.Until.Before(on):
		return refuse("call.past")
	case v.facts.Protected && !v.facts.OwnContact:
		return refuse("channel", "Why", v.channels[ByPhone].Reason)
	}
	return nil
}

func (v *view) checkBooking(k Kind, d Details) error {
	if _, err := ParseStart(d.Start); err != nil {
		return err
	}
	switch {
	case !v.visited.IsZero():
		return refuse("visited.twice", "On", v.visited)
	case !v.gone.IsZero():
		return refuse("channel", "Why", v.channels[ByPhone].Reason)
	case k == Booked && v.booking.is():
		return refuse("booked.twice", "On", v.booking.day, "Time", clock(v.booking.time))
	case k == Rebooked && !v.booking.is():
		return refuse("rebook.none")
	case d.Via == string(ByTicket) && v.ticket.sent.IsZero():
		return refuse("booked.ticket")
	}
	return nil
}

// checkDocumented: Clinic24 needs the visit, consent and the information given (Q18,
// Q19), and a protected participant cannot answer there (Q24); PMO always takes a note (D8).
func (v *view) checkDocumented(d Details) error {
	switch {
	case d.Where == WherePMO:
		return nil
	case !v.rules.Cl24:
		return refuse("documented.off")
	case v.visited.IsZero():
		return refuse("documented.visit")
	case v.consent != Yes:
		return refuse("documented.consent")
	case v.infoGiven.IsZero():
		return refuse("documented.info")
	case v.facts.Protected && d.Way == WayStandalone:
		return refuse("documented.protected")
	}
	return nil
}
