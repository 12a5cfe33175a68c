package journey

import (
	"fyrtio/core/day"
)

// The steps by which somebody is reached: ticket, letter, reminder, call, forwarding.

func (v *view) stepDeferred() (Step, bool) {
	if !v.isDeferred() {
		return Step{}, false
	}
	return wait(v.deferred.day, v.until, "", "deferred", "On", v.until)
}

// stepTicket follows a ticket from its sending to what comes after its end (Q8–Q10). A
// letter or calls that came after it take over.
func (v *view) stepTicket() (Step, bool) {
	t := &v.ticket
	if !t.sent.is() || t.used || t.settled || t.kind == TicketForm {
		return Step{}, false
	}
	if t.open() {
		after := t.expires.Add(1)
		if v.reached(after) {
			return step(StepReview, QueueReview, t.expires, after, "Q8", "ticket.silent", "On", t.expires), true
		}
		v.reached(t.expires)
		return wait(t.sent.day, t.expires, "Q8", "ticket.open", "On", t.sent.day, "Until", t.expires, "N", t.expires.Sub(t.sent.day))
	}
	if t.begun() && v.chatPossible() {
		if done, of := progress(t.progress); of > 0 {
			return now(StepChat, QueueChats, t.expired.day, "Q9", "chat", "Done", done, "Max", of, "On", t.ranOut)
		}
		return now(StepChat, QueueChats, t.expired.day, "Q9", "chat.opened", "On", t.ranOut)
	}
	if v.facts.Protected { // the flag came later: what follows a ticket goes by forwarding (Q24)
		return Step{}, false
	}
	if l := v.invitation(); l != nil && l.sent.after(t.spent()) || v.returned.after(t.spent()) || v.missed.after(t.spent()) {
		return Step{}, false
	}
	since, on, id := t.expired.day, t.ranOut, "unopened"
	switch {
	case t.recalled:
		id = "recalled"
	case t.closed.is():
		since, on, id = t.closed.day, t.closed.day, "chat.closed"
	case t.opened: // begun, and no chat can be held
		id = "ticket.begun"
	}
	if v.calling(t.spent()) {
		return v.retry()
	}
	return v.paper(TemplateInvitation, QueueUnopened, since, "Q10", id, "On", on)
}

// calling reports whether somebody has begun to call since a day, and goes on.
func (v *view) calling(since mark) bool {
	return v.tries > 0 && v.called.after(since) && v.canCall()
}

// retry calls again after a call in vain.
func (v *view) retry() (Step, bool) {
	return step(StepCall, QueueCalls, v.called.day, v.retryDay(v.called.day), "", "retry",
		"On", v.called.day, "Next", v.tries+1, "Max", v.rules.CallTries), true
}

// paper proposes a letter, or what takes its place where none can go: a call, or to
// find the address (Q10: "or other contact").
func (v *view) paper(template string, q Queue, since day.Date, rule, id string, args ...any) (Step, bool) {
	switch {
	case v.returned.is(): // it went to this address and came back
		return v.stepReturned()
	case v.facts.Address:
		return with(template, step(StepLetter, q, since, since, rule, id, args...)), true
	case v.canCall():
		return now(StepCall, QueueCalls, since, rule, "noaddress.call")
	}
	return now(StepFixAddress, QueueReturned, since, rule, "noaddress")
}

// stepReturned is a letter that came back.
func (v *view) stepReturned() (Step, bool) {
	if !v.returned.is() || v.facts.Protected {
		return Step{}, false
	}
	if v.canCall() {
		return now(StepFixAddress, QueueReturned, v.returned.day, "", "returned.call", "On", v.returned.day)
	}
	return now(StepFixAddress, QueueReturned, v.returned.day, "", "returned", "On", v.returned.day)
}

// stepMissed follows a missed visit: a letter, then calls; then nothing more is left.
func (v *view) stepMissed() (Step, bool) {
	if !v.missed.is() {
		return Step{}, false
	}
	on := v.missed.day
	l := v.sentTo(TemplateNoShow)
	if again := v.outstanding(); l == nil && again != nil && again.sent.after(v.missed) {
		l = again // invited anew after a ticket: one letter is enough
	}
	switch {
	case v.calling(v.missed):
		return v.retry()
	case l == nil && v.facts.Address && !v.facts.Protected:
		s, ok := now(StepLetter, QueueUnanswered, v.missed.day, "", "missed", "On", on)
		return with(TemplateNoShow, s), ok
	case l != nil && !v.reached(v.unansweredFrom(l)):
		return wait(l.sent.day, v.unansweredFrom(l), "", "missed.wait", "On", l.sent.day, "Until", v.unansweredFrom(l), "N", v.rules.LetterDays)
	case v.canCall() && l != nil:
		return now(StepCall, QueueUnanswered, v.unansweredFrom(l), "", "missed.letter", "On", l.sent.day, "N", v.rules.LetterDays)
	case v.canCall():
		return now(StepCall, QueueUnanswered, v.missed.day, "", "missed", "On", on)
	}
	if s, ok := v.lost(); ok {
		return s, true
	}
	return nothing("", "missed.end", "On", on)
}

// stepForward is the way to a protected participant: the forwarding service, again as
// a reminder, then what the person gave as a way of their own (Q24).
func (v *view) stepForward() (Step, bool) {
	if !v.facts.Protected {
		return Step{}, false
	}
	if v.invitation() != nil {
		return v.unanswered(StepForward, QueueForwarding, TemplateForwarding, "Q24", "forward.again")
	}
	s, ok := now(StepForward, QueueForwarding, v.begin(), "Q24", "forward")
	return with(TemplateForwarding, s), ok
}

// stepLetter waits for the answer to a letter, then reminds, then calls.
func (v *view) stepLetter() (Step, bool) {
	if v.invitation() == nil {
		return Step{}, false
	}
	return v.unanswered(StepRemind, QueueUnanswered, TemplateReminder, "", "remind")
}

func (v *view) unanswered(again StepKind, q Queue, template, rule, id string) (Step, bool) {
	l := v.outstanding()
	from, answered := v.unansweredFrom(l), v.answered(l)
	switch {
	case v.calling(l.sent):
		return v.retry()
	case !answered && !v.reached(from):
		return wait(l.sent.day, from, "", "letter.wait", "On", l.sent.day, "Until", from, "N", v.rules.LetterDays)
	case !answered && v.reminders() < v.rules.Reminders && (v.facts.Address || v.facts.Protected):
		s, ok := now(again, q, from, rule, id, "On", l.sent.day, "N", v.rules.LetterDays, "Next", v.reminders()+1, "Max", v.rules.Reminders)
		return with(template, s), ok
	case v.canCall() && answered:
		quiet := v.life.day.Add(max(v.rules.QuietDays, 1))
		if !v.reached(quiet) {
			return step(StepCall, QueueCalls, v.life.day, quiet, rule, "silent.wait", "On", v.life.day, "Until", quiet), true
		}
		return now(StepCall, QueueCalls, quiet, rule, "silent", "On", v.life.day, "N", v.rules.QuietDays)
	case v.canCall() && v.rules.Reminders == 0:
		return now(StepCall, QueueUnanswered, from, rule, "letter.call.none", "On", l.sent.day, "N", v.rules.LetterDays)
	case v.canCall():
		return now(StepCall, QueueUnanswered, from, rule, "letter.call", "On", l.sent.day, "N", v.rules.LetterDays, "Done", v.reminders(), "Max", v.rules.Reminders)
	case v.mayTicket().Allowed && !v.ticket.sent.is():
		return now(StepTicket, QueueUnanswered, from, "Q2", "ticket", "On", v.agreed.day)
	}
	if s, ok := v.lost(); ok {
		return s, true
	}
	v.gaveUp = true
	return nothing("", "noreply", "On", l.sent.day, "N", v.rules.LetterDays, "Tries", v.tries, "Max", v.rules.CallTries)
}

// lost is somebody whom nothing is left to try with, and who is not to be let go without
// a person's looking: the number is wrong and can be found, or help was asked for.
func (v *view) lost() (Step, bool) {
	switch {
	case v.wrong.is() && v.facts.Phone && v.mayPhone().Allowed && !v.triedEnough():
		return now(StepFixAddress, QueueReturned, v.wrong.day, "", "wrong", "On", v.wrong.day)
	}
	since, rule := v.help.on.day, "Q12"
	if !v.help.on.is() {
		switch v.contact.why {
		case whyForm, whyAgreed, whyAnswered:
			since, rule = v.contact.on.day, ""
		default:
			return Step{}, false
		}
	}
	if v.triedEnough() {
		return now(StepReview, QueueReview, since, rule, "lost", "On", since, "Tries", v.tries, "Max", v.rules.CallTries)
	}
	return now(StepReview, QueueReview, since, rule, "lost.phone", "On", since, "N", v.rules.QuietDays)
}

// begin is since when a round waits to begin: on the list, reopened, or the day to
// which somebody wanted to wait.
func (v *view) begin() day.Date {
	since := v.listed.day
	if v.start.is() {
		since = v.start.day
	}
	if v.deferred.is() {
		since = v.until
	}
	return since
}

// invite begins: calls that were begun go on; a ticket where there is consent, else a
// letter (D3, Q2).
func (v *view) invite() Step {
	since := v.begin()
	if v.calling(v.start) {
		s, _ := v.retry()
		return s
	}
	if v.deferred.is() && v.canCall() { // whoever asked to wait was spoken with
		s, _ := now(StepCall, QueueCalls, since, "", "letter.deferred", "On", since)
		return s
	}
	if v.mayTicket().Allowed && !v.ticket.sent.is() {
		s, _ := now(StepTicket, "", v.agreed.day, "Q2", "ticket", "On", v.agreed.day)
		return s
	}
	id, rule, args := "letter."+pick(v.consent, "unasked", Yes, No, Withdrawn), "Q2", []any(nil)
	switch {
	case v.deferred.is():
		id, rule, args = "letter.deferred", "", []any{"On", since}
	case !v.rules.Cl24:
		id, rule = "letter.off", "Q1"
	case v.triedEnough():
		id, args = "letter.tried", []any{"Tries", v.tries, "Max", v.rules.CallTries}
	case v.wrong.after(v.start):
		id, rule, args = "letter.wrong", "", []any{"On", v.wrong.day}
	}
	s, _ := v.paper(TemplateInvitation, "", since, rule, id, args...)
	return s
}
