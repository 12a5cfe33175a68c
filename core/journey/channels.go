package journey

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

func allowed(id string, args ...any) Permission {
	return Permission{Allowed: true, Reason: say.T(id, args...)}
}
func blocked(id string, args ...any) Permission { return Permission{Reason: say.T(id, args...)} }

// channels gives D5: each channel allowed or blocked, with its reason.
func (c *course) channels(f Facts, r Rules, today day.Date) map[Channel]Permission {
	m := make(map[Channel]Permission, len(Channels))
	for _, ch := range Channels {
		p, closed := c.closed(ch)
		if !closed {
			p = c.open(ch, f, r, today)
		}
		m[ch] = p
	}
	return m
}

// closed gives what blocks every channel. A participant who declined may still be
// thanked by letter, once; MayLetter knows that.
func (c *course) closed(ch Channel) (Permission, bool) {
	switch {
	case !c.gone.IsZero():
		return blocked("journey.blocked.gone"), true
	case !c.ended.IsZero():
		return blocked("journey.blocked.ended", "Why", endWords(c.endReason)), true
	case !c.declined.IsZero():
		return blocked("journey.blocked.declined", "On", c.declined), true
	}
	return Permission{}, false
}

func (c *course) open(ch Channel, f Facts, r Rules, today day.Date) Permission {
	switch ch {
	case ByTicket:
		return c.mayTicket(f, r)
	case ByChat:
		return c.mayChat(f, r)
	case ByPhone:
		return c.mayPhone(f, r)
	case ByForwarding:
		if !f.Protected {
			return blocked("journey.blocked.unprotected")
		}
		return c.mayLetter(TemplateForwarding, f, r, today).Permission
	}
	return c.mayWrite(f, r, today)
}

// mayTicket: consent is asked of everyone, also of those registered before; that is
// deliberately stricter than the FAQ (D5, Q2).
func (c *course) mayTicket(f Facts, r Rules) Permission {
	t := c.ticket
	switch {
	case !r.Cl24:
		return blocked("journey.blocked.cl24_off")
	case f.Protected:
		return blocked("journey.blocked.protected.ticket")
	case c.consent == "":
		return blocked("journey.blocked.consent.unasked")
	case c.consent == No:
		return blocked("journey.blocked.consent.no", "On", c.consented)
	case c.consent != Yes:
		return blocked("journey.blocked.consent.withdrawn", "On", c.consented)
	case t.open():
		return blocked("journey.blocked.ticket.open", "On", t.expires)
	case t.begun():
		return blocked("journey.blocked.ticket.begun")
	case c.booking.is() || !c.visited.IsZero():
		return allowed("journey.allowed.ticket.form")
	}
	return allowed("journey.allowed.ticket", "On", c.consented)
}

func (c *course) mayChat(f Facts, r Rules) Permission {
	switch {
	case !r.Cl24:
		return blocked("journey.blocked.cl24_off")
	case f.Protected:
		return blocked("journey.blocked.protected.chat")
	case c.consent != Yes:
		return blocked("journey.blocked.chat.consent")
	case c.ticket.expired.IsZero() || !c.ticket.opened:
		return blocked("journey.blocked.chat.ticket")
	case !c.ticket.closed.IsZero():
		return blocked("journey.blocked.chat.closed", "On", c.ticket.closed)
	}
	return allowed("journey.allowed.chat", "On", c.consented)
}

func (c *course) mayPhone(f Facts, r Rules) Permission {
	switch {
	case f.Protected && !f.OwnContact:
		return blocked("journey.blocked.protected.phone")
	case !f.Protected && !f.Phone:
		return blocked("journey.blocked.phone.none")
	case c.wrong:
		return blocked("journey.blocked.phone.wrong", "On", c.called)
	}
	return allowed("journey.allowed.phone", "Done", c.tries, "Of", r.CallTries)
}

// mayWrite: the letter channel is an invitation or a reminder (D5).
func (c *course) mayWrite(f Facts, r Rules, today day.Date) Permission {
	if f.Protected {
		return blocked("journey.blocked.protected.letter")
	}
	if !f.Address {
		return blocked("journey.blocked.address")
	}
	invitation := c.mayLetter(TemplateInvitation, f, r, today)
	if invitation.Allowed {
		return invitation.Permission
	}
	if reminder := c.mayLetter(TemplateReminder, f, r, today); reminder.Allowed {
		return reminder.Permission
	}
	return invitation.Permission
}
