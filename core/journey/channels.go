package journey

import (
	"fyrtio/core/say"
)

// Reasons are fragments in small letters, "samtycke 20 februari, biljett påbörjad": a
// list of channels, a refusal and a list of who is left out all put them in their own
// frame. A channel's frame for a blocked one is "spärrad: …".

func allowed(id string, args ...any) Permission {
	return Permission{Allowed: true, Reason: say.T("journey.may."+id, args...)}
}

func blocked(id string, args ...any) Permission {
	return Permission{Reason: say.T("journey.not."+id, args...)}
}

// dotted says facts of a row side by side: "Rum 2 · prover klara". Empty ones are left out.
func dotted(facts ...say.Text) (all say.Text) {
	for _, fact := range facts {
		switch {
		case fact.IsZero():
		case all.IsZero():
			all = fact
		default:
			all = say.T("journey.dot", "A", all, "B", fact)
		}
	}
	return all
}

// channels gives D5: each channel allowed or blocked, with its reason.
func (v *view) channels() map[Channel]Permission {
	m := make(map[Channel]Permission, len(Channels))
	for _, ch := range Channels {
		p := v.may(ch)
		if !p.Allowed {
			p.Reason = say.T("journey.blocked", "Why", p.Reason)
		}
		m[ch] = p
	}
	return m
}

// may gives one channel, its reason without the frame.
func (v *view) may(ch Channel) Permission {
	switch ch {
	case ByTicket:
		return v.mayTicket()
	case ByLetter:
		return v.mayWrite()
	case ByPhone:
		return v.mayPhone()
	case ByChat:
		return v.mayChat()
	case ByForwarding:
		return v.mayForward()
	}
	return blocked("unknown")
}

// shut gives what blocks every channel: gone from the list (until somebody confirms
// that the person stays), a no, an end.
func (v *view) shut() (Permission, bool) {
	switch {
	case v.visited.is() && !v.gone.is():
		return Permission{}, false
	case v.declined.is():
		return blocked("declined", "On", v.declined.day), true
	case v.ended.is():
		return blocked("ended", "Why", endWords(v.endedBy)), true
	case v.gone.is():
		return blocked("gone", "On", v.gone.day), true
	}
	return Permission{}, false
}

// mayTicket asks for consent of everyone, also of those registered before: that is
// deliberately stricter than the FAQ (D5, Q2).
func (v *view) mayTicket() Permission {
	if p, shut := v.shut(); shut {
		return p
	}
	t := &v.ticket
	switch {
	case v.facts.Protected:
		return blocked("protected.ticket")
	case !v.rules.Cl24:
		return blocked("cl24")
	case v.consent != Yes:
		return v.noConsent()
	case t.open() && v.reached(t.expires.Add(1)):
		return blocked("ticket.silent", "On", t.expires)
	case t.open():
		return blocked("ticket.open", "On", t.expires)
	case t.begun():
		return blocked("ticket.begun")
	case v.visited.is():
		return allowed("ticket.visit", "On", v.consented.day)
	case v.booking.is():
		return allowed("ticket.form", "On", v.consented.day)
	}
	return allowed("ticket", "On", v.consented.day)
}

// noConsent says why there is no yes (Q2).
func (v *view) noConsent() Permission {
	switch v.consent {
	case No:
		return blocked("consent.no", "On", v.consented.day)
	case "":
		return blocked("consent")
	}
	return blocked("consent.withdrawn", "On", v.consented.day)
}

func (v *view) mayChat() Permission {
	if p, shut := v.shut(); shut {
		return p
	}
	switch {
	case v.facts.Protected:
		return blocked("protected.chat")
	case !v.rules.Cl24:
		return blocked("cl24")
	case v.consent != Yes:
		return v.noConsent()
	case v.ticket.closed.is():
		return blocked("chat.closed", "On", v.ticket.closed.day)
	case !v.ticket.begun():
		return blocked("chat")
	}
	return allowed("chat", "On", v.consented.day)
}

// mayPhone: a missing or wrong number blocks nothing, it is told: a number can be found.
func (v *view) mayPhone() Permission {
	if p, shut := v.shut(); shut {
		return p
	}
	switch {
	case v.facts.Protected && !v.facts.OwnContact:
		return blocked("protected.phone")
	case v.facts.Protected:
		return allowed("phone.own", "Done", v.tries, "Max", v.rules.CallTries)
	case v.wrong.is():
		return allowed("phone.wrong", "On", v.wrong.day)
	case !v.facts.Phone:
		return allowed("phone.none")
	}
	return allowed("phone", "Done", v.tries, "Max", v.rules.CallTries)
}

// mayWrite: the letter channel is an invitation or a reminder (D5).
func (v *view) mayWrite() Permission {
	s := v.mayLetter(v.invitationTemplate())
	if !s.Allowed {
		// Who is invited waits for a reminder: its reason says more, "svarstid till 26 mars".
		if reminder := v.mayLetter(TemplateReminder); reminder.Allowed || s.Reason.ID == "journey.not.invited" {
			s = reminder
		}
	}
	switch {
	case !s.Allowed:
		return s.Permission
	case !v.facts.Address:
		return blocked("address")
	case s.Reason.ID != "journey.may.letter": // it tells of the letter or ticket before
		return s.Permission
	}
	if l := v.last(func(l *letter) bool { return l.sent.is() }); l != nil {
		return allowed("address.again", "On", l.sent.day)
	}
	return allowed("address")
}

// invitationTemplate is the invitation that fits: with the time where one is booked to
// be offered by letter.
func (v *view) invitationTemplate() string {
	if v.booking.is() && v.booking.via == string(ByLetter) {
		return TemplateInvitationTime
	}
	return TemplateInvitation
}

// mayForward: for protected participants only, by the rules of a letter (D5).
func (v *view) mayForward() Permission {
	if !v.facts.Protected {
		return blocked("unprotected")
	}
	return v.mayLetter(TemplateForwarding).Permission
}
