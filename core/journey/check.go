package journey

import (
	"slices"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// Check refuses an event that cannot happen after the others, with the reason and what
// to do (D4). What it refuses is impossible, not unwise. It looks at the journey as it
// was when the event happened, so that what is recorded late is judged fairly.
func Check(events []Event, f Facts, r Rules, today day.Date, e Event) error {
	if err := e.Details.check(e.Kind); err != nil {
		return err
	}
	on := day.Of(e.At)
	if on.After(today) {
		return refuse("future", "On", on)
	}
	if e.Kind == Undone {
		return checkUndo(events, e)
	}
	c := courseOf(before(events, e.At), r)
	v := newView(&c, f, r, on)
	v.next() // finds out whether all was tried in vain
	return v.check(e.Kind, &e.Details, on)
}

func refuse(id string, args ...any) error {
	return fault.New(fault.Refused, "journey.refused."+id, args...)
}

// because refuses with a channel's or a letter's own reason.
func because(why say.Text) error { return refuse("because", "Why", why) }

// before gives the events up to and at an instant, and every undoing.
func before(events []Event, at time.Time) []Event {
	return slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.Kind != Undone && e.At.After(at) })
}

// checkUndo: every event can be taken back once, except an undoing (D4).
func checkUndo(events []Event, e Event) error {
	target := slices.IndexFunc(events, func(o Event) bool { return o.ID == e.Details.Event })
	switch {
	case target < 0:
		return refuse("undo.unknown")
	case events[target].Kind == Undone:
		return refuse("undo.undo")
	case slices.ContainsFunc(events, func(o Event) bool { return o.Kind == Undone && o.Details.Event == e.Details.Event }):
		return refuse("undo.twice")
	}
	return nil
}

// always are the kinds that can be noted whatever has happened.
var always = []Kind{Listed, Gone, InfoGiven, Registered, NeedsInterpreter, ContactChanged, Note}

// late are the kinds that can still come after a decline or an end: what was on its
// way, and the way back.
var late = []Kind{Consented, TicketExpired, ChatClosed, LetterPrinted, LetterConfirmed, LetterReturned, Reopened}

func (v *view) check(k Kind, d *Details, on day.Date) error {
	if slices.Contains(always, k) {
		return nil
	}
	if err := v.checkOpen(k); err != nil {
		return err
	}
	switch k {
	case Consented:
		if d.Answer == Withdrawn && v.consent != Yes {
			return refuse("consent.none")
		}
	case TicketSent, TicketExpired:
		return v.checkTicket(k, d, on)
	case ChatStarted, ChatClosed:
		return v.checkChat(k)
	case LetterPrinted, LetterConfirmed, LetterReturned:
		return v.checkLetter(k, d)
	case Called:
		return v.checkCall(d, on)
	case WantsHelp, HandedOver:
		return v.checkHelp(k)
	case Booked, Rebooked, Cancelled, NoShow:
		return v.checkBooking(k, d, on)
	case FormReceived:
		if d.Source == SourceCl24 && v.facts.Protected {
			return refuse("form.protected")
		}
	case Visited:
		if v.visited.is() {
			return refuse("visited", "On", v.visited.day)
		}
	case Declined, Ended:
		if v.visited.is() {
			return refuse("over", "On", v.visited.day)
		}
	case Deferred:
		return v.checkDeferral(d, on)
	case Reopened:
		return v.checkReopening()
	case Documented:
		return v.checkDocumented(d)
	}
	return nil
}

// checkOpen: after a decline or an end only what was on its way can come.
func (v *view) checkOpen(k Kind) error {
	switch {
	case slices.Contains(late, k) || k == Ended && !v.ended.is():
		return nil
	case v.ended.is():
		return refuse("ended", "Why", endWords(v.endedBy))
	case v.declined.is():
		return refuse("declined", "On", v.declined.day)
	}
	return nil
}

// checkTicket: the channel must be open, and the type fits what is agreed (Q4): a form
// alone needs a booked time or the visit itself, a visit needs a time to be found.
func (v *view) checkTicket(k Kind, d *Details, on day.Date) error {
	agreed := v.booking.is() || v.visited.is()
	switch p := v.mayTicket(); {
	case k == TicketExpired && !v.ticket.sent.is():
		return refuse("expired.none")
	case k == TicketExpired && v.ticket.used:
		return refuse("expired.used")
	case k == TicketExpired && v.ticket.expired.is():
		return refuse("expired.twice", "On", v.ticket.expired.day)
	case k == TicketExpired:
		return nil
	case !p.Allowed:
		return because(p.Reason)
	case d.Type != TicketForm && agreed:
		return refuse("ticket.visit")
	case d.Type == TicketForm && !agreed:
		return refuse("ticket.form")
	case !d.Expires.IsZero() && d.Expires.Before(on):
		return refuse("ticket.expires", "On", d.Expires)
	}
	return nil
}

func (v *view) checkChat(k Kind) error {
	switch p := v.mayChat(); {
	case k == ChatClosed && !v.ticket.chatOpen():
		return refuse("chat.none")
	case k == ChatClosed:
		return nil
	case !p.Allowed:
		return because(p.Reason)
	case v.ticket.chat.is():
		return refuse("chat.twice", "On", v.ticket.chat.day)
	}
	return nil
}

func (v *view) checkLetter(k Kind, d *Details) error {
	switch k {
	case LetterConfirmed:
		for i := range v.letters {
			if l := &v.letters[i]; l.pending() && (d.Run == "" || l.run == d.Run) && (d.Letter == "" || l.number == d.Letter) {
				return nil
			}
		}
		return refuse("confirm")
	case LetterReturned:
		for i := range v.letters {
			if l := &v.letters[i]; l.sent.is() && !l.returned.is() && (d.Letter == "" || l.number == d.Letter) {
				return nil
			}
		}
		return refuse("returned")
	}
	// The same number is the same letter printed anew: a reprint, no second letter.
	if d.Letter != "" && slices.ContainsFunc(v.letters, func(l letter) bool { return l.number == d.Letter && l.template == d.Template }) {
		if v.facts.Protected && TemplateKind(d.Template) != TemplateForwarding || v.declined.is() && TemplateKind(d.Template) != TemplateDecline {
			return because(v.mayLetter(d.Template).Reason)
		}
		return nil
	}
	if s := v.mayLetter(d.Template); !s.Allowed && (d.Override == "" || !s.Override) {
		return because(s.Reason)
	}
	return nil
}

func (v *view) checkCall(d *Details, on day.Date) error {
	switch p := v.mayPhone(); {
	case !p.Allowed:
		return because(p.Reason)
	case d.Outcome == CallDeclined && v.visited.is():
		return refuse("over", "On", v.visited.day)
	case !d.Until.IsZero() && d.Until.Before(on):
		return refuse("until", "On", d.Until)
	}
	return nil
}

func (v *view) checkHelp(k Kind) error {
	switch {
	case v.visited.is():
		return refuse("over", "On", v.visited.day)
	case k == HandedOver && !v.help.on.is() && v.contact.why == "":
		return refuse("handover")
	case k == HandedOver:
		return nil
	case v.booking.is():
		return refuse("help.booked", "On", v.booking.start.Day, "Time", clock(v.booking.start.Clock))
	}
	return nil
}

func (v *view) checkBooking(k Kind, d *Details, on day.Date) error {
	b := &v.booking
	switch start, _ := ParseStart(d.Start); {
	case v.visited.is():
		return refuse("over", "On", v.visited.day)
	case k != Booked && !b.is():
		return refuse("booking.none")
	case k == Cancelled:
		return nil
	case k == NoShow && b.start.Day.After(on):
		return refuse("noshow.early", "On", b.start.Day)
	case k == NoShow:
		return nil
	case v.gone.is():
		return because(blocked("gone", "On", v.gone.day).Reason)
	case k == Booked && b.is():
		return refuse("booked", "On", b.start.Day, "Time", clock(b.start.Clock))
	case start.Day.Before(on):
		return refuse("booked.past", "On", start.Day)
	case k == Booked && d.Via == string(ByTicket) && !v.ticket.open():
		return refuse("booked.ticket")
	}
	for i, offered := range d.Offers() {
		switch {
		case offered.String() == d.Start || slices.Contains(d.Offers()[:i], offered):
			return refuse("booked.twice", "On", offered.Day, "Time", clock(offered.Clock))
		case offered.Day.Before(on):
			return refuse("booked.past", "On", offered.Day)
		}
	}
	return nil
}

// checkDeferral: to a later day, not beyond the longest deferral, and not past a time
// that is booked.
func (v *view) checkDeferral(d *Details, on day.Date) error {
	cohort := v.rules.Cohort
	if cohort == 0 {
		cohort = v.listed.day.Year
	}
	limit := day.New(cohort+1, v.rules.DeferMonth, v.rules.DeferDay)
	switch {
	case v.visited.is():
		return refuse("over", "On", v.visited.day)
	case v.booking.is():
		return refuse("defer.booked", "On", v.booking.start.Day)
	case !d.Until.After(on):
		return refuse("until", "On", d.Until)
	case cohort != 0 && d.Until.After(limit):
		return refuse("defer.limit", "On", limit)
	}
	return nil
}

func (v *view) checkReopening() error {
	switch {
	case v.gone.is():
		return nil
	case v.visited.is():
		return refuse("over", "On", v.visited.day)
	case v.booking.is():
		return refuse("reopen.booked", "On", v.booking.start.Day)
	case v.state() == StateNew && !v.touched:
		return refuse("reopen.new")
	}
	return nil
}

// checkDocumented: Clinic24 needs the visit, consent and the information given (Q18,
// Q19), and a protected participant cannot answer there alone (Q24). PMO is open
// always (D8).
func (v *view) checkDocumented(d *Details) error {
	switch {
	case d.Where == WherePMO:
		return nil
	case !v.visited.is():
		return refuse("documented.visit")
	case !v.rules.Cl24:
		return because(blocked("cl24").Reason)
	case v.consent != Yes:
		return refuse("documented.consent")
	case !v.informed.is():
		return refuse("documented.info")
	case v.facts.Protected && d.Way == WayStandalone:
		return refuse("documented.protected")
	}
	return nil
}
