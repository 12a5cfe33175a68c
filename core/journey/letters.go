package journey

import (
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// The letter templates' ids.
const (
	TemplateInvitation     = "inbjudan"      // we call you
	TemplateInvitationCall = "inbjudan-ring" // call us
	TemplateInvitationTime = "inbjudan-tid"  // booked time
	TemplateReminder       = "paminnelse"
	TemplateNoShow         = "uteblev"
	TemplateConfirmation   = "bekraftelse"
	TemplateDecline        = "avbojt"
	TemplateForwarding     = "formedling"
	TemplateCl24           = "cl24-information"
)

// Templates are all templates, in the order in which they are offered.
var Templates = []string{TemplateInvitation, TemplateInvitationCall, TemplateInvitationTime, TemplateReminder, TemplateNoShow,
	TemplateConfirmation, TemplateDecline, TemplateForwarding, TemplateCl24}

// Sending tells whether a letter may go to a participant. A refusal may be overridden
// with a reason when Override is set; never for someone protected or who declined (D6).
type Sending struct {
	Permission
	Override bool `json:"override,omitempty"`
}

// MayLetter tells whether a letter of a template may be printed for a participant (D6, S10).
func MayLetter(template string, events []Event, f Facts, r Rules, today day.Date) Sending {
	c := courseOf(events)
	return c.mayLetter(template, f, r, today)
}

func (c *course) mayLetter(template string, f Facts, r Rules, today day.Date) Sending {
	if s, never := c.neverLetter(template, f); never {
		return s
	}
	switch template {
	case TemplateReminder:
		return c.mayRemind(r, today)
	case TemplateNoShow:
		if c.missed.IsZero() {
			return overridable("journey.letter.no_noshow")
		}
		if !c.letter.noShow.IsZero() {
			return overridable("journey.letter.sent", "On", c.letter.noShow)
		}
		return Sending{Permission: allowed("journey.allowed.letter.noshow", "On", c.missed)}
	case TemplateConfirmation:
		if !c.booking.is() {
			return overridable("journey.letter.no_booking")
		}
		return Sending{Permission: allowed("journey.allowed.letter.booked", "On", c.booking.day, "Time", clock(c.booking.time))}
	case TemplateDecline:
		return c.mayThank()
	case TemplateCl24:
		return Sending{Permission: allowed("journey.allowed.letter.cl24")}
	case TemplateForwarding:
		return c.mayForward(r, today)
	}
	if name, _, _ := strings.Cut(template, "-"); name == TemplateInvitation {
		return c.mayInvite(today)
	}
	return Sending{Permission: blocked("journey.letter.template", "Template", template)}
}

// neverLetter gives what no reason overrides.
func (c *course) neverLetter(template string, f Facts) (Sending, bool) {
	never := func(id string, args ...any) (Sending, bool) {
		return Sending{Permission: blocked(id, args...)}, true
	}
	switch {
	case f.Protected && template != TemplateForwarding:
		return never("journey.blocked.protected.letter")
	case !f.Protected && template == TemplateForwarding:
		return never("journey.blocked.unprotected")
	case !c.declined.IsZero() && template != TemplateDecline:
		return never("journey.blocked.declined", "On", c.declined)
	case c.endReason == EndDead && !c.ended.IsZero():
		return never("journey.blocked.ended", "Why", endWords(c.endReason))
	case !c.gone.IsZero():
		return never("journey.blocked.gone")
	case !c.letter.pending.IsZero():
		return never("journey.letter.pending", "On", c.letter.pending)
	case !c.ended.IsZero():
		return overridable("journey.blocked.ended", "Why", endWords(c.endReason)), true
	case !f.Protected && !f.Address:
		return never("journey.blocked.address")
	}
	return Sending{}, false
}

func overridable(id string, args ...any) Sending {
	return Sending{Permission: blocked(id, args...), Override: true}
}

// mayInvite: new, or the last ticket expired unopened, or its chat closed; never while
// a ticket is open, and once a year (D6).
func (c *course) mayInvite(today day.Date) Sending {
	t := c.ticket
	switch {
	case !c.visited.IsZero():
		return overridable("journey.letter.visited", "On", c.visited)
	case c.booking.is():
		return overridable("journey.letter.booked", "On", c.booking.day, "Time", clock(c.booking.time))
	case t.open():
		return overridable("journey.letter.ticket.open", "On", t.expires)
	case t.begun():
		return overridable("journey.letter.ticket.begun")
	case c.deferred.After(today):
		return overridable("journey.letter.deferred", "On", c.deferred)
	case !c.deferred.IsZero():
		return Sending{Permission: allowed("journey.allowed.letter.deferred", "On", c.deferred)}
	case !c.letter.invited.IsZero() && !laterTicket(t, c.letter.invited):
		return overridable("journey.letter.invited", "On", c.letter.invited)
	case !t.expired.IsZero() && !t.opened:
		return Sending{Permission: allowed("journey.allowed.letter.unopened", "On", t.expired)}
	case !t.closed.IsZero():
		return Sending{Permission: allowed("journey.allowed.letter.chat", "On", t.closed)}
	case !c.contact.IsZero() && c.help.After(day.Date{}):
		return overridable("journey.letter.help", "On", c.help)
	}
	return Sending{Permission: allowed("journey.allowed.letter")}
}

// laterTicket tells that a ticket was sent and ran out after the invitation by letter.
func laterTicket(t ticket, invited day.Date) bool {
	return !t.expired.IsZero() && t.sent.After(invited) && (!t.opened || !t.closed.IsZero())
}

// mayRemind: an unanswered invitation older than the set days, and reminders left.
func (c *course) mayRemind(r Rules, today day.Date) Sending {
	l := c.letter
	switch {
	case !c.visited.IsZero():
		return overridable("journey.letter.visited", "On", c.visited)
	case c.booking.is():
		return overridable("journey.letter.booked", "On", c.booking.day, "Time", clock(c.booking.time))
	case l.invited.IsZero():
		return overridable("journey.letter.uninvited")
	case c.answered():
		return overridable("journey.letter.answered", "On", c.contact)
	case c.ticket.open():
		return overridable("journey.letter.ticket.open", "On", c.ticket.expires)
	case l.reminders >= r.Reminders:
		return overridable("journey.letter.reminded", "N", l.reminders)
	case l.sent().Add(r.LetterDays).After(today):
		return overridable("journey.letter.early", "On", l.sent().Add(r.LetterDays))
	}
	return Sending{Permission: allowed("journey.allowed.letter.remind", "On", l.sent())}
}

func (c *course) mayThank() Sending {
	switch {
	case c.declined.IsZero():
		return overridable("journey.letter.no_decline")
	case !c.letter.thanked.IsZero():
		return Sending{Permission: blocked("journey.letter.sent", "On", c.letter.thanked)}
	}
	return Sending{Permission: allowed("journey.allowed.letter.declined", "On", c.declined)}
}

// mayForward follows the state rules of an invitation, then of a reminder (D5).
func (c *course) mayForward(r Rules, today day.Date) Sending {
	l := c.letter
	switch {
	case !c.visited.IsZero():
		return overridable("journey.letter.visited", "On", c.visited)
	case c.booking.is():
		return overridable("journey.letter.booked", "On", c.booking.day, "Time", clock(c.booking.time))
	case c.deferred.After(today):
		return overridable("journey.letter.deferred", "On", c.deferred)
	case l.forwarded.IsZero() || !c.deferred.IsZero():
		return Sending{Permission: allowed("journey.allowed.forwarding")}
	case c.answered():
		return overridable("journey.letter.answered", "On", c.contact)
	case l.forwards > r.Reminders:
		return overridable("journey.letter.reminded", "N", l.forwards-1)
	case l.forwarded.Add(r.LetterDays).After(today):
		return overridable("journey.letter.early", "On", l.forwarded.Add(r.LetterDays))
	}
	return Sending{Permission: allowed("journey.allowed.forwarding")}
}

// clock says a time of day as the language writes it: 13.00 or 13:00.
func clock(hhmm string) say.Text {
	hour, minute, _ := strings.Cut(hhmm, ":")
	return say.T("journey.clock", "Hour", hour, "Minute", minute)
}

func endWords(reason string) say.Text {
	switch reason {
	case "moved", EndDead, "listed_elsewhere", "ill":
		return say.T("journey.ended." + reason)
	}
	return say.T("journey.ended.other")
}
