package journey

import (
	"fmt"

	"fyrtio/core/day"
)

// The rules as a table (RuleTable) need journeys to look at: one for every place that
// the rules tell apart, in the order of a journey. Each is a few events that lead there,
// as a clinic would log them, told in days before today.

// happening is an event of a situation.
type happening struct {
	ago  int // days
	kind Kind
	d    Details
}

// situation is a place in a journey.
type situation struct {
	id       string
	happened []happening
	form     FormStatus
	keying   day.Date // a second keying waits since
}

// ago makes a happening.
func ago(days int, kind Kind, d Details) happening { return happening{days, kind, d} }

// posted is a letter that was printed and confirmed on a day.
func posted(days int, template, number string) []happening {
	return []happening{ago(days, LetterPrinted, Details{Template: template, Letter: number, Run: "R" + number}), ago(days, LetterConfirmed, Details{Run: "R" + number})}
}

func join(lists ...[]happening) (all []happening) {
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// situationsOn gives every situation as it is on a day under the clinic's rules.
func situationsOn(r Rules, today day.Date) []situation {
	one := func(h ...happening) []happening { return h }
	in := func(days int, clock string) string { return Start{today.Add(days), clock}.String() }
	answered, tries := max(r.LetterDays, 1), max(r.CallTries, 1)

	invitation := posted(answered+30, TemplateInvitation, "1")
	fresh := posted(0, TemplateInvitation, "1")
	reminded := invitation
	for i := range r.Reminders {
		reminded = join(reminded, posted(answered+20-i, TemplateReminder, fmt.Sprint(2+i)))
	}
	var calls []happening
	for range tries {
		calls = append(calls, ago(1, Called, Details{Outcome: CallNoAnswer}))
	}
	ticket := one(ago(20, TicketSent, Details{Type: TicketVisit, Expires: today.Add(-6)}))
	unopened := join(ticket, one(ago(6, TicketExpired, Details{Opened: No})))
	begun := join(ticket, one(ago(6, TicketExpired, Details{Opened: Yes, Progress: "12/34"})))
	chat := join(begun, one(ago(3, ChatStarted, Details{})))
	booked := one(ago(9, Booked, Details{Start: in(10, "10:00"), Via: string(ByPhone)}))
	past := one(ago(9, Booked, Details{Start: in(-1, "10:00"), Via: string(ByPhone)}))
	offered := one(ago(1, Booked, Details{Start: in(50, "10:00"), Via: string(ByLetter)}))
	missed := join(past, one(ago(1, NoShow, Details{})))
	visited := join(past, one(ago(1, Visited, Details{})))
	declined := one(ago(5, Declined, Details{Channel: string(ByPhone)}))

	return []situation{
		{id: "new"},
		{id: "new.called", happened: one(ago(1, Called, Details{Outcome: CallNoAnswer}))},
		{id: "new.wrong", happened: one(ago(1, Called, Details{Outcome: CallWrongNumber}))},
		{id: "new.reopened", happened: join(invitation, declined, one(ago(2, Reopened, Details{Reason: "x"})))},
		{id: "new.deferred", happened: join(invitation, one(ago(10, Deferred, Details{Until: today})))},
		{id: "new.pending", happened: fresh[:1]},
		{id: "new.returned", happened: join(invitation, one(ago(2, LetterReturned, Details{})))},
		{id: "new.mended", happened: join(invitation, one(ago(2, LetterReturned, Details{}), ago(1, ContactChanged, Details{})))},
		{id: "invited.letter", happened: fresh},
		{id: "invited.unanswered", happened: invitation},
		{id: "invited.reminded", happened: reminded},
		{id: "invited.ticket", happened: one(ago(3, TicketSent, Details{Type: TicketVisit, Expires: today.Add(9)}))},
		{id: "invited.silent", happened: ticket},
		{id: "invited.recalled", happened: join(ticket, one(ago(6, TicketExpired, Details{Opened: No, Recalled: Yes})))},
		{id: "invited.unopened", happened: unopened},
		{id: "invited.unopened.letter", happened: join(unopened, fresh)},
		{id: "invited.begun", happened: begun},
		{id: "invited.closed", happened: join(chat, one(ago(1, ChatClosed, Details{})))},
		{id: "contact.chat", happened: chat},
		{id: "contact.later", happened: one(ago(5, Called, Details{Outcome: CallLater, Until: today.Add(9)}))},
		{id: "contact.interpreter", happened: one(ago(5, Called, Details{Outcome: CallInterpreter, Language: "x"}))},
		{id: "contact.agreed", happened: one(ago(1, Called, Details{Outcome: CallBooked}))},
		{id: "contact.help", happened: join(fresh, one(ago(0, WantsHelp, Details{})))},
		{id: "contact.form", happened: join(invitation, one(ago(0, FormReceived, Details{Source: SourceHome})))},
		{id: "contact.cancelled", happened: join(booked, one(ago(0, Cancelled, Details{By: ByParticipant})))},
		{id: "deferred", happened: one(ago(9, Deferred, Details{Until: today.Add(30)}))},
		{id: "booked", happened: booked},
		{id: "booked.confirmed", happened: join(booked, posted(8, TemplateConfirmation, "1"))},
		{id: "booked.moved", happened: join(booked, posted(8, TemplateConfirmation, "1"), one(ago(7, Rebooked, Details{Start: in(12, "10:00")})))},
		{id: "booked.offer", happened: offered},
		{id: "booked.offered", happened: join(offered, posted(1, TemplateInvitationTime, "1"))},
		{id: "booked.form", happened: join(booked, one(ago(3, FormReceived, Details{Source: SourceHome}))), form: FormBegun},
		{id: "no_show", happened: missed},
		{id: "no_show.letter", happened: join(missed, posted(1, TemplateNoShow, "1"))},
		{id: "visited", happened: visited},
		{id: "visited.form", happened: visited, form: FormComplete},
		{id: "visited.keying", happened: visited, form: FormComplete, keying: today},
		{id: "done", happened: join(visited, one(ago(1, Documented, Details{Where: WherePMO}))), form: FormComplete},
		{id: "declined", happened: declined},
		{id: "declined.thanked", happened: join(declined, posted(4, TemplateDecline, "1"))},
		{id: "no_reply", happened: join(reminded, calls)},
		{id: "ended.moved", happened: one(ago(9, Ended, Details{Reason: EndMoved}))},
		{id: "ended.dead", happened: one(ago(9, Ended, Details{Reason: EndDead}))},
	}
}

// who is a participant in a situation.
type who struct {
	consent   string // the last answer
	protected bool
	own       bool // and gave a contact way of their own
	gone      bool
}

// story tells a situation of a participant: the answer about Clinic24 comes before it,
// a withdrawal after it; a protected participant's letters go by forwarding.
func (s *situation) story(w who, r Rules, today day.Date) (events []Event, f Facts) {
	before := max(r.LetterDays, 1) + 100 // the first event of the situation
	add := func(h happening) {
		at := today.Add(-h.ago).At(9, 0)
		n := len(events)
		if w.protected && h.kind == LetterPrinted && (isInvitation(h.d.Template) || h.d.Template == TemplateReminder) {
			h.d.Template = TemplateForwarding
		}
		events = append(events, Event{ID: fmt.Sprintf("%03d", n), At: at, Recorded: at, Kind: h.kind, Details: h.d})
	}
	add(ago(before+100, Listed, Details{}))
	switch w.consent {
	case No:
		add(ago(before, Consented, Details{Answer: No}))
	case Yes, Withdrawn:
		add(ago(before, Consented, Details{Answer: Yes}))
	}
	for _, h := range s.happened {
		add(h)
	}
	if w.consent == Withdrawn {
		add(ago(0, Consented, Details{Answer: Withdrawn}))
	}
	if w.gone {
		add(ago(0, Gone, Details{}))
	}
	return events, Facts{Protected: w.protected, OwnContact: w.own, Address: !w.protected, Phone: !w.protected || w.own, Form: s.form, Keying: s.keying}
}
