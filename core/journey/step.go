package journey

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// next gives the next step: the first of these that has something to say. Their order
// is the order of urgency, as a coordinator sees it.
func (v *view) next() Step {
	for _, ask := range []func() (Step, bool){
		v.stepClosed, v.stepAfterVisit, v.stepGone, v.stepUngrounded, v.stepPending, v.stepBooked,
		v.stepDeferred, v.stepFollowUp, v.stepHelp, v.stepCallBack, v.stepTicket, v.stepReturned, v.stepNoShow,
		v.stepUnanswered, v.stepForward, v.stepInvite,
	} {
		if s, ok := ask(); ok {
			return s
		}
	}
	return v.step(StepReview, QueueReview, v.listed, v.listed, "", "journey.next.stuck")
}

// step makes a step with its reason; on screen the reason stands below the name.
func (v *view) step(kind StepKind, q Queue, since, due day.Date, rule, id string, args ...any) Step {
	if kind == StepWait || kind == StepNone {
		q = ""
	}
	return Step{Step: kind, Queue: q, Since: since, Due: due, Rule: rule, Reason: say.T(id, args...)}
}

func (v *view) stepClosed() (Step, bool) {
	switch {
	case !v.ended.IsZero():
		return v.step(StepNone, "", v.ended, day.Date{}, "", "journey.next.ended", "Why", endWords(v.endReason), "On", v.ended), true
	case !v.declined.IsZero() && v.visited.IsZero():
		return v.step(StepNone, "", v.declined, day.Date{}, "Q7", "journey.next.declined", "On", v.declined), true
	}
	return Step{}, false
}

// stepAfterVisit leads from the visit to a documented journey (Q18, Q19, Q23).
func (v *view) stepAfterVisit() (Step, bool) {
	if v.visited.IsZero() {
		return Step{}, false
	}
	since := v.visited
	switch {
	case v.facts.Form == FormBegun:
		return v.step(StepEnterForm, QueueForms, since, since, "Q23", "journey.next.enter.begun", "On", since), true
	case v.facts.Form != FormComplete && v.source == SourceCl24:
		return v.step(StepEnterForm, QueueDocument, since, since, "Q23", "journey.next.enter.cl24", "On", since), true
	case v.facts.Form != FormComplete:
		return v.step(StepEnterForm, QueueDocument, since, since, "Q23", "journey.next.enter.visited", "On", since), true
	case len(v.documented) > 0:
		if s, ok := v.stepFollowUp(); ok {
			return s, true
		}
		if !v.followUp.IsZero() {
			return v.step(StepWait, "", v.followOn, v.followUp, "", "journey.next.followup.wait", "On", v.followUp, "What", v.followWhat), true
		}
		return v.step(StepNone, "", v.docDay, day.Date{}, "", "journey.next.done", "On", v.docDay), true
	case v.rules.Cl24 && v.consent == "":
		return v.step(StepAskConsent, QueueDocument, since, since, "Q18", "journey.next.consent", "On", since), true
	case v.rules.Cl24 && v.consent == Yes && v.infoGiven.IsZero():
		return v.step(StepAskConsent, QueueDocument, since, since, "Q18", "journey.next.info", "On", since), true
	case v.rules.Cl24 && v.consent == Yes && v.facts.Protected:
		return v.step(StepDocument, QueueDocument, since, since, "Q24", "journey.next.document.protected", "On", since), true
	case v.rules.Cl24 && v.consent == Yes:
		return v.step(StepDocument, QueueDocument, since, since, "Q18", "journey.next.document.cl24", "On", since), true
	case v.rules.Cl24:
		return v.step(StepDocument, QueueDocument, since, since, "Q19", "journey.next.document.pmo", "On", since), true
	}
	return v.step(StepDocument, QueueDocument, since, since, "Q1", "journey.next.document.plain", "On", since), true
}

func (v *view) stepGone() (Step, bool) {
	if v.gone.IsZero() {
		return Step{}, false
	}
	return v.step(StepReview, QueueReview, v.gone, v.gone, "", "journey.next.gone", "On", v.gone), true
}

func (v *view) stepUngrounded() (Step, bool) {
	if v.ungrounded.IsZero() {
		return Step{}, false
	}
	return v.step(StepReview, QueueReview, v.ungrounded, v.ungrounded, "", "journey.next.ungrounded", "On", v.ungrounded), true
}

// stepPending waits for somebody to say that the printed sheets came out (D9).
func (v *view) stepPending() (Step, bool) {
	printed := v.letter.pending
	if printed.IsZero() {
		return Step{}, false
	}
	due := printed.Add(pendingDays)
	if due.After(v.today) {
		return v.step(StepWait, "", printed, due, "", "journey.next.pending", "On", printed), true
	}
	return v.step(StepReview, QueueReview, printed, due, "", "journey.next.pending", "On", printed), true
}

func (v *view) stepBooked() (Step, bool) {
	b := v.booking
	if !b.is() {
		return Step{}, false
	}
	samplesBy := b.day.Add(-v.rules.SampleDays)
	args := []any{"On", b.day, "Time", clock(b.time)}
	switch {
	case b.day.Before(v.today):
		return v.step(StepVisit, QueueVisits, b.day, b.day, "", "journey.next.visit.past", args...), true
	case b.day == v.today:
		return v.step(StepVisit, QueueVisits, b.day, b.day, "", v.visitReason(), append(args, "Room", b.room)...), true
	case v.facts.Form == FormBegun:
		return v.step(StepEnterForm, QueueForms, b.made, b.made, "", "journey.next.enter.booked", args...), true
	case v.samples.IsZero() && !samplesBy.After(v.today):
		return v.step(StepSamples, QueueSamples, latest(samplesBy, b.made), samplesBy, "Q5", "journey.next.samples", append(args, "By", samplesBy)...), true
	case v.samples.IsZero():
		return v.step(StepWait, "", b.made, samplesBy, "", "journey.next.booked.samples", append(args, "By", samplesBy)...), true
	}
	return v.step(StepWait, "", b.made, b.day, "", "journey.next.booked", args...), true
}

// visitReason tells what is ready for today's visit and what is not.
func (v *view) visitReason() string {
	form := "none"
	switch v.form(v.facts) {
	case FormBegun:
		form = "begun"
	case FormComplete:
		form = "complete"
	case FormCl24:
		form = "cl24"
	default:
		if v.source != "" {
			form = "paper"
		}
	}
	if v.samples.IsZero() {
		return "journey.next.visit." + form + ".samples"
	}
	return "journey.next.visit." + form
}

func (v *view) stepDeferred() (Step, bool) {
	switch {
	case v.deferred.IsZero():
		return Step{}, false
	case v.isDeferred():
		return v.step(StepWait, "", v.deferOn, v.deferred, "", "journey.next.deferred", "On", v.deferred), true
	case v.channels[ByPhone].Allowed:
		return v.step(StepCall, QueueCalls, v.deferred, v.deferred, "", "journey.next.deferred.call", "On", v.deferred), true
	case v.facts.Protected:
		return v.step(StepForward, QueueForwarding, v.deferred, v.deferred, "Q24", "journey.next.deferred.forward", "On", v.deferred), true
	}
	return v.step(StepLetter, QueueUnanswered, v.deferred, v.deferred, "", "journey.next.deferred.letter", "On", v.deferred), true
}

func (v *view) stepFollowUp() (Step, bool) {
	if v.followUp.IsZero() || v.followUp.After(v.today) {
		return Step{}, false
	}
	return v.step(StepFollowUp, QueueFollowUps, v.followUp, v.followUp, "", "journey.next.followup", "On", v.followUp, "What", v.followWhat), true
}

func (v *view) stepHelp() (Step, bool) {
	switch {
	case v.help.IsZero():
		return Step{}, false
	case v.handedTo != "":
		return v.step(StepHelpBook, QueueHelp, v.help, v.help, "Q12", "journey.next.help.handed", "On", v.help, "To", v.handedTo), true
	}
	return v.step(StepHelpBook, QueueHelp, v.help, v.help, "Q12", "journey.next.help", "On", v.help), true
}

func (v *view) stepCallBack() (Step, bool) {
	switch {
	case v.callBack.IsZero() || !v.channels[ByPhone].Allowed:
		return Step{}, false
	case v.callBack.After(v.today):
		return v.step(StepWait, "", v.called, v.callBack, "", "journey.next.callback.wait", "On", v.callBack), true
	case v.callReason == CallInterpreter:
		return v.step(StepCall, QueueCalls, v.called, v.callBack, "Q11", "journey.next.callback.interpreter", "On", v.called), true
	}
	return v.step(StepCall, QueueCalls, v.callBack, v.callBack, "", "journey.next.callback", "On", v.callBack), true
}

// stepTicket follows a booking ticket from its sending to its end (Q8, Q9, Q10). A
// sign of life or a letter that came after it takes over.
func (v *view) stepTicket() (Step, bool) {
	t := v.ticket
	switch {
	case t.sent.IsZero() || t.used || t.kind == TicketForm && !t.open():
		return Step{}, false
	case t.open() && t.expires.Before(v.today):
		return v.step(StepReview, QueueReview, t.expires, t.expires.Add(1), "Q8", "journey.next.ticket.silent", "On", t.expires), true
	case t.open():
		return v.step(StepWait, "", t.sent, t.expires.Add(1), "Q8", "journey.next.ticket.open", "On", t.expires), true
	case !v.letter.sent().Before(t.expired) && !v.letter.sent().IsZero() || v.called.After(t.expired):
		return Step{}, false
	case !t.closed.IsZero():
		return Step{}, false
	case !t.chat.IsZero():
		due := t.chat.Add(chatDays)
		if due.After(v.today) {
			return v.step(StepWait, "", t.chat, due, "Q9", "journey.next.chat.wait", "On", t.chat), true
		}
		if v.channels[ByPhone].Allowed {
			return v.step(StepCall, QueueCalls, t.chat, due, "Q9", "journey.next.chat.silent", "On", t.chat), true
		}
		return v.step(StepReview, QueueReview, t.chat, due, "Q9", "journey.next.chat.silent", "On", t.chat), true
	case t.opened && v.channels[ByChat].Allowed:
		if t.progress == "" {
			return v.step(StepChat, QueueChats, t.expired, t.expired, "Q9", "journey.next.chat.opened", "On", t.expired), true
		}
		done, of := progress(t.progress)
		return v.step(StepChat, QueueChats, t.expired, t.expired, "Q9", "journey.next.chat", "Done", done, "Of", of, "On", t.expired), true
	}
	return v.paper(QueueUnopened, t.expired, "Q10", "journey.next.unopened", "On", t.expired)
}

func (v *view) stepReturned() (Step, bool) {
	if v.letter.returned.IsZero() || v.facts.Protected {
		return Step{}, false
	}
	return v.step(StepFixAddress, QueueReturned, v.letter.returned, v.letter.returned, "", "journey.next.returned", "On", v.letter.returned), true
}

func (v *view) stepNoShow() (Step, bool) {
	if v.missed.IsZero() {
		return Step{}, false
	}
	if sent := v.letter.noShow; !sent.IsZero() {
		return v.awaited(sent, false)
	}
	if v.tries > 0 && v.canCall() {
		return v.retry(), true
	}
	return v.paper(QueueUnanswered, v.missed, "", "journey.next.noshow", "On", v.missed)
}

// stepUnanswered waits for the answer to a letter, then reminds, then calls.
func (v *view) stepUnanswered() (Step, bool) {
	sent := v.letter.sent()
	if sent.IsZero() {
		return Step{}, false
	}
	if v.answered() {
		if v.ticketNext() {
			return v.step(StepTicket, "", v.consented, v.consented, "Q2", "journey.next.ticket", "On", v.consented), true
		}
		// Heard of, but nothing decided: the next contact is ours.
		if v.canCall() {
			return v.step(StepCall, QueueCalls, v.contact, v.contact, "", "journey.next.contact", "On", v.contact), true
		}
		return v.step(StepReview, QueueReview, v.contact, v.contact, "", "journey.next.contact", "On", v.contact), true
	}
	return v.awaited(sent, v.remindersLeft())
}

// awaited gives the step after a letter sent on a day: wait, remind, call, give up.
func (v *view) awaited(sent day.Date, remind bool) (Step, bool) {
	due := sent.Add(v.rules.LetterDays)
	switch {
	case v.tries > 0 && v.canCall():
		return v.retry(), true
	case due.After(v.today):
		return v.step(StepWait, "", sent, due, "", "journey.next.letter.wait", "On", sent, "Due", due), true
	case remind && v.facts.Protected:
		return v.step(StepForward, QueueForwarding, sent, due, "Q24", "journey.next.forward.again", "On", sent), true
	case remind:
		return v.step(StepRemind, QueueUnanswered, sent, due, "", "journey.next.remind", "On", sent, "N", v.rules.LetterDays), true
	case v.canCall():
		return v.step(StepCall, QueueUnanswered, sent, due, "", "journey.next.letter.call", "On", sent, "N", v.rules.LetterDays), true
	case v.tries >= v.rules.CallTries && v.tries > 0:
		return v.step(StepNone, "", v.called, day.Date{}, "", "journey.next.noreply.calls", "N", v.tries), true
	}
	return v.step(StepNone, "", sent, day.Date{}, "", "journey.next.noreply", "On", sent), true
}

// retry calls again, the day after a call that nobody answered.
func (v *view) retry() Step {
	due := v.called.Add(retryDays)
	args := []any{"On", v.called, "Done", v.tries, "Of", v.rules.CallTries}
	if due.After(v.today) {
		return v.step(StepWait, "", v.called, due, "", "journey.next.retry", args...)
	}
	return v.step(StepCall, QueueCalls, v.called, due, "", "journey.next.retry", args...)
}

func (v *view) stepForward() (Step, bool) {
	if !v.facts.Protected {
		return Step{}, false
	}
	return v.step(StepForward, QueueForwarding, v.listed, v.listed, "Q24", "journey.next.forward"), true
}

// stepInvite begins: by ticket where there is consent, else by letter (Q2).
func (v *view) stepInvite() (Step, bool) {
	since := latest(v.listed, v.contact, v.ticket.closed)
	switch {
	case v.tries > 0 && v.canCall():
		return v.retry(), true
	case v.ticketNext():
		return v.step(StepTicket, "", v.consented, v.consented, "Q2", "journey.next.ticket", "On", v.consented), true
	case !v.ticket.closed.IsZero():
		return v.paper(QueueUnopened, v.ticket.closed, "", "journey.next.chat.closed", "On", v.ticket.closed)
	}
	s, ok := v.paper("", since, "Q2", "journey.next.letter."+v.consentWord())
	return s, ok
}

// ticketNext tells that a new ticket is the natural next step.
func (v *view) ticketNext() bool {
	return v.rules.Cl24 && v.consent == Yes && v.channels[ByTicket].Allowed && v.ticket.sent.IsZero()
}

// consentWord names why the letter goes before the ticket.
func (v *view) consentWord() string {
	switch {
	case !v.rules.Cl24:
		return "plain"
	case v.consent == "":
		return "unasked"
	case v.consent == Yes:
		return "again"
	}
	return v.consent
}

// paper proposes a letter, or what takes its place where no letter can be sent.
func (v *view) paper(q Queue, since day.Date, rule, id string, args ...any) (Step, bool) {
	switch {
	case v.facts.Protected:
		return v.step(StepForward, QueueForwarding, since, since, "Q24", "journey.next.forward"), true
	case v.facts.Address:
		return v.step(StepLetter, q, since, since, rule, id, args...), true
	case v.canCall():
		return v.step(StepCall, QueueCalls, since, since, "", "journey.next.noaddress.call"), true
	}
	return v.step(StepFixAddress, QueueReturned, since, since, "", "journey.next.noaddress"), true
}

// changes gives the first day after today on which the status may differ: one of the
// days that the rules count with. Too early only costs a look.
func (v *view) changes(next Step) day.Date {
	var first day.Date
	for _, d := range []day.Date{
		next.Due, v.booking.day, v.deferred, v.callBack, v.followUp, v.ticket.expires, v.letterDueIfSent(),
		after(v.booking.day, 1), after(v.booking.day, -v.rules.SampleDays), after(v.ticket.expires, 1), after(v.ticket.chat, chatDays),
		after(v.letter.pending, pendingDays), after(v.called, retryDays),
	} {
		if d.After(v.today) && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first
}

func (v *view) letterDueIfSent() day.Date {
	if latest(v.letter.sent(), v.letter.noShow).IsZero() {
		return day.Date{}
	}
	return v.letterDue()
}

// after gives the day n days after d, no date for no date.
func after(d day.Date, n int) day.Date {
	if d.IsZero() {
		return d
	}
	return d.Add(n)
}
