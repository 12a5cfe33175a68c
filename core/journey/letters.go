package journey

import (
	"cmp"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// The letter templates' ids. A clinic may have more (TemplateKind).
const (
	TemplateInvitation     = "inbjudan"      // we call you
	TemplateInvitationCall = "inbjudan-ring" // call us
	TemplateInvitationTime = "inbjudan-tid"  // booked time
	TemplateReminder       = "paminnelse"
	TemplateNoShow         = "uteblev"
	TemplateConfirmation   = "bekraftelse"
	TemplateDecline        = "avbojt"
	TemplateLater          = "senare" // answers somebody who wants to wait
	TemplateForwarding     = "formedling"
	TemplateCl24           = "cl24-information"
)

// Templates are the shipped templates, in the order in which they are offered.
var Templates = []string{TemplateInvitation, TemplateInvitationCall, TemplateInvitationTime, TemplateReminder, TemplateNoShow,
	TemplateConfirmation, TemplateDecline, TemplateLater, TemplateForwarding, TemplateCl24}

// TemplateKind gives the shipped template whose rules a template follows (D6). One of
// the clinic's own says it in its id: inbjudan-tid-kvall follows inbjudan-tid; an id
// that begins with none follows cl24-information, which may go to nearly everybody.
func TemplateKind(template string) string {
	kind := ""
	for _, t := range Templates {
		if (template == t || strings.HasPrefix(template, t+"-")) && len(t) > len(kind) {
			kind = t
		}
	}
	return cmp.Or(kind, TemplateCl24)
}

// Sending tells whether a letter may go to a participant. The reason is a fragment,
// "har bokat 17 mars 13.00"; Short has the word for a sum of those left out. A refusal
// may be overridden with a reason where Override is set; never for somebody protected
// or who declined (D6), who died, who is gone from the list, or for whom a printed
// letter waits to be confirmed (D9).
type Sending struct {
	Permission
	Override bool `json:"override,omitempty"`
}

// MayLetter tells whether a letter of a template may be printed for a participant (D6,
// S10). It asks nothing of the address: a run's preflight does.
func MayLetter(template string, events []Event, f Facts, r Rules, today day.Date) Sending {
	c := courseOf(events, r)
	v := newView(&c, f, r, today)
	return v.mayLetter(template)
}

func never(id string, args ...any) Sending { return Sending{Permission: blocked(id, args...)} }

func unless(id string, args ...any) Sending {
	return Sending{Permission: blocked(id, args...), Override: true}
}

func send(id string, args ...any) Sending { return Sending{Permission: allowed(id, args...)} }

// mayLetter is MayLetter; a reason to override is of no use for a protected participant.
func (v *view) mayLetter(template string) Sending {
	s := v.mayPrint(template)
	s.Override = s.Override && !v.facts.Protected
	return s
}

func (v *view) mayPrint(template string) Sending {
	kind := TemplateKind(template)
	switch {
	case kind == TemplateDecline && v.declined.is():
		return v.mayThank()
	case v.declined.is():
		return never("declined", "On", v.declined.day)
	case v.facts.Protected && kind != TemplateForwarding:
		return never("protected.letter")
	case !v.facts.Protected && kind == TemplateForwarding:
		return never("unprotected")
	case v.ended.is() && v.endedBy == EndDead:
		return never("ended", "Why", endWords(v.endedBy))
	case v.gone.is():
		return never("gone", "On", v.gone.day)
	case v.pending() != nil:
		return never("pending", "On", v.pending().printed.day)
	case v.ended.is():
		return unless("ended", "Why", endWords(v.endedBy))
	case v.returned.is() && kind != TemplateForwarding:
		return unless("returned", "On", v.returned.day)
	}
	switch {
	case isInvitation(kind):
		return v.mayInvite(template)
	case kind == TemplateReminder:
		return v.mayRemind()
	case kind == TemplateNoShow && !v.missed.is():
		return unless("noshow")
	case kind == TemplateNoShow && v.inContact():
		return unless("contact", "On", v.life.day)
	case kind == TemplateConfirmation && !v.booking.is():
		return unless("booking")
	case kind == TemplateDecline:
		return unless("decline")
	case kind == TemplateLater && !v.isDeferred():
		return unless("later")
	}
	if l := v.sentTo(template); l != nil {
		return unless("sent", "On", l.sent.day)
	}
	return send("letter")
}

// mayThank: a decline is answered once, and a protected participant not by letter.
func (v *view) mayThank() Sending {
	switch l := v.sentTo(TemplateDecline); {
	case v.facts.Protected:
		return never("protected.letter")
	case v.gone.is():
		return never("gone", "On", v.gone.day)
	case v.pending() != nil:
		return never("pending", "On", v.pending().printed.day)
	case l != nil:
		return never("thanked", "On", l.sent.day)
	}
	return send("letter.declined", "On", v.declined.day)
}

// mayInvite: new, or the last ticket ran out unopened, or its chat is closed; never
// while a ticket is open; once a year, where an expired ticket does not count (D6).
func (v *view) mayInvite(template string) Sending {
	if refusal, no := v.settled(); no {
		offered := TemplateKind(template) == TemplateInvitationTime && v.booking.is() && v.booking.via == string(ByLetter)
		if !offered || v.invitation() != nil {
			return refusal
		}
		return send("letter.time", "On", v.booking.start.Day) // the letter that tells of the time
	}
	t, invited := &v.ticket, v.invitation()
	switch {
	case t.open() && t.kind == TicketVisit:
		return v.waitsForTicket()
	case t.begun() && v.chatPossible():
		return unless("invite.begun")
	case v.inContact():
		return unless("contact", "On", v.life.day)
	case v.isDeferred():
		return unless("deferred", "On", v.until)
	case invited != nil && (!t.ranDry() || invited.sent.after(t.spent())):
		if TemplateKind(template) == TemplateForwarding {
			return v.mayRemind()
		}
		return unless("invited", "On", invited.sent.day)
	case v.missed.is() && !(t.ranDry() && t.spent().after(v.missed)):
		return unless("missed", "On", v.missed.day)
	case t.ranDry():
		return send("letter.expired", "On", t.ranOut)
	}
	return send("letter")
}

// waitsForTicket: never a letter while a ticket is open (D6), and that it is not open
// any more is known by Clinic24's notice alone.
func (v *view) waitsForTicket() Sending {
	if v.reached(v.ticket.expires.Add(1)) {
		return unless("ticket.silent", "On", v.ticket.expires)
	}
	return unless("invite.ticket", "On", v.ticket.expires)
}

// settled gives what makes an invitation or a reminder out of place.
func (v *view) settled() (Sending, bool) {
	switch {
	case v.visited.is():
		return unless("visited", "On", v.visited.day), true
	case v.booking.is():
		return unless("booked", "On", v.booking.start.Day, "Time", clock(v.booking.start.Clock)), true
	}
	return Sending{}, false
}

// mayRemind: an unanswered invitation older than the set days, and reminders left (D6).
func (v *view) mayRemind() Sending {
	if refusal, no := v.settled(); no {
		return refusal
	}
	waiting := v.outstanding()
	switch {
	case v.invitation() == nil:
		return unless("uninvited")
	case v.ticket.open() && v.ticket.kind == TicketVisit:
		return v.waitsForTicket()
	case v.missed.is():
		return unless("missed", "On", v.missed.day)
	case v.inContact():
		return unless("contact", "On", v.life.day)
	case v.isDeferred():
		return unless("deferred", "On", v.until)
	case v.answered(waiting):
		return unless("answered", "On", v.life.day)
	case v.ticket.begun() && v.chatPossible():
		return unless("invite.begun")
	case v.reminders() >= v.rules.Reminders:
		return unless("reminded", "N", v.reminders())
	case !v.reached(v.unansweredFrom(waiting)):
		return unless("early", "On", waiting.sent.day, "Until", v.unansweredFrom(waiting))
	}
	return send("letter.remind", "On", waiting.sent.day)
}

// clock says a time of day as the language writes it: 13.00 or 13:00.
func clock(hhmm string) say.Text {
	if len(hhmm) != len("13:00") {
		return say.Text{}
	}
	return say.T("journey.clock", "Hour", hhmm[:2], "Minute", hhmm[3:])
}

func endWords(reason string) say.Text {
	return say.T("journey.ended." + pick(reason, EndOther, EndMoved, EndDead, EndElsewhere, EndIll))
}
