package data

import (
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// What the year must not have: a second reading of the decisions D5 and D6, as simple
// as it can be written, over the stored events alone. It asks core/journey nothing.

// past is what had happened before an event and was not taken back by then.
type past []journey.Event

// set is what the clinic has set.
type set struct {
	letterDays, reminders int
	cl24                  bool
}

// last gives the place of the last event that fits, -1 for none.
func (h past) last(fits func(e *journey.Event) bool) int {
	for i := len(h) - 1; i >= 0; i-- {
		if fits(&h[i]) {
			return i
		}
	}
	return -1
}

func is(list ...journey.Kind) func(*journey.Event) bool {
	return func(e *journey.Event) bool { return slices.Contains(list, e.Kind) }
}

func said(outcomes ...string) func(*journey.Event) bool {
	return func(e *journey.Event) bool {
		return e.Kind == journey.Called && slices.Contains(outcomes, e.Details.Outcome)
	}
}

func either(list ...func(*journey.Event) bool) func(*journey.Event) bool {
	return func(e *journey.Event) bool {
		return slices.ContainsFunc(list, func(f func(*journey.Event) bool) bool { return f(e) })
	}
}

// no reports whether somebody has said no, or is ended, and was not brought back since.
func (h past) no() bool {
	return h.last(either(is(journey.Declined, journey.Ended), said(journey.CallDeclined))) > h.last(is(journey.Reopened, journey.Booked))
}

func (h past) gone() bool {
	return h.last(is(journey.Gone)) > h.last(is(journey.Listed, journey.Reopened))
}

func (h past) visited() bool { return h.last(is(journey.Visited)) >= 0 }

func (h past) booked() bool {
	return h.last(is(journey.Booked)) > h.last(either(is(journey.Cancelled, journey.NoShow, journey.Declined, journey.Ended, journey.Reopened, journey.Deferred), said(journey.CallDeclined)))
}

func (h past) consent() string {
	if i := h.last(is(journey.Consented)); i >= 0 {
		return h[i].Details.Answer
	}
	return ""
}

// openTicket reports whether a ticket can still be used.
func (h past) openTicket() bool {
	return h.last(is(journey.TicketSent)) > h.last(func(e *journey.Event) bool {
		return e.Kind == journey.TicketExpired || e.Kind == journey.Booked && e.Details.Via == "ticket"
	})
}

// unfinished reports whether the last ticket ran out begun and its chat is not closed.
func (h past) unfinished() bool {
	i := h.last(is(journey.TicketExpired))
	return i >= 0 && h[i].Details.Opened == journey.Yes && i > h.last(is(journey.ChatClosed, journey.Booked, journey.Reopened, journey.Deferred))
}

// round is where the inviting began anew: reopened after a no or an end, or deferred.
func (h past) round() int {
	return h.last(func(e *journey.Event) bool {
		return e.Kind == journey.Reopened && e.Details.Reason != "bor kvar" || e.Kind == journey.Deferred
	})
}

// sentLetter is a letter of the round that invites or reminds, was sent and did not come back.
type sentLetter struct {
	invites bool
	sent    int // the place of its confirmation (D9)
}

func (h past) sent() (list []sentLetter) {
	for i := h.round() + 1; i < len(h); i++ {
		d := &h[i].Details
		invites := strings.HasPrefix(d.Template, "inbjudan") || d.Template == "formedling"
		if h[i].Kind != journey.LetterPrinted || !invites && d.Template != "paminnelse" {
			continue
		}
		sent := h.last(func(c *journey.Event) bool { return c.Kind == journey.LetterConfirmed && c.Details.Run == d.Run })
		back := h.last(func(c *journey.Event) bool { return c.Kind == journey.LetterReturned && c.Details.Letter == d.Letter })
		if sent > i && back < 0 {
			list = append(list, sentLetter{invites, sent})
		}
	}
	return list
}

// invited gives the place of the round's last invitation, -1 for none.
func (h past) invited() int {
	list := h.sent()
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].invites {
			return list[i].sent
		}
	}
	return -1
}

// unconfirmed reports whether a printed letter waits.
func (h past) unconfirmed() bool {
	i := h.last(is(journey.LetterPrinted))
	return i >= 0 && i > h.last(is(journey.LetterConfirmed))
}

// answered reports whether somebody has been heard of since a place.
func (h past) answered(since int) bool {
	return h.last(either(said(journey.CallBooked, journey.CallLater, journey.CallInterpreter), is(journey.WantsHelp, journey.Booked, journey.FormReceived))) > since
}

// forbidden says why a letter or a ticket must not have gone; "" = it might.
func (h past) forbidden(e *journey.Event, protected bool, c set) string {
	switch {
	case !is(journey.TicketSent, journey.LetterPrinted, journey.ChatStarted, journey.Called)(e):
		return ""
	case h.gone():
		return "gone from the list"
	case !c.cl24 && is(journey.TicketSent, journey.ChatStarted)(e):
		return "the clinic does not use Clinic24"
	case e.Kind == journey.TicketSent:
		return h.ticketForbidden(e, protected)
	case e.Kind == journey.LetterPrinted:
		return h.letterForbidden(e, protected, c)
	case h.no():
		return "declined or ended"
	case e.Kind == journey.ChatStarted && (protected || h.consent() != journey.Yes || !h.unfinished()):
		return "no chat is possible"
	}
	return ""
}

func (h past) ticketForbidden(e *journey.Event, protected bool) string {
	agreed := h.booked() || h.visited()
	switch {
	case protected:
		return "protected"
	case h.no():
		return "declined or ended"
	case h.consent() != journey.Yes:
		return "no consent"
	case h.openTicket():
		return "a ticket is open"
	case h.unfinished():
		return "begun, and not chatted about"
	case agreed != (e.Details.Type == journey.TicketForm):
		return "the wrong type"
	}
	return ""
}

func (h past) letterForbidden(e *journey.Event, protected bool, c set) string {
	template := e.Details.Template
	invited := h.invited()
	switch {
	case h.no() && template != "avbojt":
		return "declined or ended"
	case protected != (template == "formedling"):
		return "protected, or forwarding without it"
	case h.unconfirmed():
		return "a letter waits to be confirmed"
	case template == "uteblev":
		if h.last(is(journey.NoShow)) <= h.last(is(journey.Booked, journey.Visited, journey.Reopened, journey.Deferred)) {
			return "did not stay away"
		}
	case template == "paminnelse", template == "formedling" && invited >= 0:
		return h.reminderForbidden(e, c)
	case template == "inbjudan-tid" && h.booked():
		if i := h.last(is(journey.Booked)); h[i].Details.Via != "letter" || invited > i {
			return "the time is not to be offered by letter"
		}
	case strings.HasPrefix(template, "inbjudan"), template == "formedling":
		fresh := h.last(is(journey.TicketExpired, journey.ChatClosed))
		switch {
		case h.visited(), h.booked():
			return "booked or visited"
		case h.openTicket():
			return "a ticket is open"
		case invited > fresh:
			return "already invited this year"
		}
	}
	return ""
}

func (h past) reminderForbidden(e *journey.Event, c set) string {
	if h.invited() < 0 {
		return "nothing to remind of"
	}
	list := h.sent()
	last, reminders := list[len(list)-1].sent, len(list)-1
	for _, l := range list[1:] {
		if l.invites && e.Details.Template == "paminnelse" { // invited twice, as after a ticket
			reminders--
		}
	}
	switch {
	case h.visited(), h.booked():
		return "booked or visited"
	case day.Of(e.At).Sub(day.Of(h[last].At)) < c.letterDays:
		return "reminded too early"
	case reminders >= c.reminders:
		return "reminded too often"
	case h.answered(last):
		return "has answered"
	case h.openTicket():
		return "a ticket is open"
	}
	return ""
}

// nothingForbidden reads every journey anew.
func (y *year) nothingForbidden() {
	config := y.s.Config()
	c := set{config.Int("letter_days"), config.Int("reminders"), config.On("cl24")}
	sent := 0
	for _, p := range y.people {
		var h past
		for _, e := range y.events(p) {
			if e.Kind == journey.Undone {
				h = slices.DeleteFunc(slices.Clone(h), func(o journey.Event) bool { return o.ID == e.Details.Event })
				continue
			}
			protected := !p.protected.IsZero() && !day.Of(e.At).Before(p.protected)
			if why := h.forbidden(&e, protected, c); why != "" {
				y.t.Errorf("%s: %s %s%s: %s\n%s", day.Of(e.At), e.Kind, e.Details.Template, e.Details.Type, why, y.story(p))
			}
			if e.Kind == journey.LetterPrinted || e.Kind == journey.TicketSent {
				sent++
			}
			h = append(h, e)
		}
	}
	if sent < len(y.people)*3/4 {
		y.t.Errorf("only %d letters and tickets in a year", sent)
	}
}
