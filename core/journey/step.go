package journey

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// next gives the next step: the most urgent one, or a follow-up whose day has come
// where that was agreed and the other step is only to wait or to send something.
func (v *view) next() Step {
	s := v.urgent()
	if !v.follow.on.is() || v.declined.is() || v.ended.is() {
		return s
	}
	switch s.Step {
	case StepNone, StepWait, StepLetter, StepRemind, StepTicket, StepForward:
	default:
		return s
	}
	args := []any{"On", v.follow.date, "What", v.follow.what}
	id := "followup"
	if v.follow.what == "" {
		id = "followup.plain"
	}
	switch {
	case v.reached(v.follow.date):
		return step(StepFollowUp, QueueFollowUps, v.follow.date, v.follow.date, "", id, args...)
	case s.Step == StepNone:
		return step(StepWait, "", v.follow.on.day, v.follow.date, "", id, args...)
	}
	return s
}

// urgent gives the first step that somebody has something to say of. The order is the
// order of urgency, as a coordinator sees it.
func (v *view) urgent() Step {
	for _, ask := range []func() (Step, bool){v.stepVisited, v.stepClosed, v.stepToday, v.stepReview, v.stepPending,
		v.stepBooked, v.stepBegunForm, v.stepHelp, v.stepContact, v.stepDeferred, v.stepTicket, v.stepReturned, v.stepMissed, v.stepForward, v.stepLetter} {
		if s, ok := ask(); ok {
			return s
		}
	}
	return v.invite()
}

func step(kind StepKind, q Queue, since, due day.Date, rule, id string, args ...any) Step {
	return Step{Step: kind, Queue: q, Since: since, Due: due, Rule: rule, Reason: say.T("journey.why."+id, args...)}
}

// now makes a step that is due since the day from which somebody waits.
func now(kind StepKind, q Queue, since day.Date, rule, id string, args ...any) (Step, bool) {
	return step(kind, q, since, since, rule, id, args...), true
}

func wait(since, until day.Date, rule, id string, args ...any) (Step, bool) {
	return step(StepWait, "", since, until, rule, id, args...), true
}

func nothing(rule, id string, args ...any) (Step, bool) {
	return step(StepNone, "", day.Date{}, day.Date{}, rule, id, args...), true
}

// with proposes a letter template with the step.
func with(template string, s Step) Step {
	s.Template = template
	return s
}

// stepVisited leads from the visit to a documented journey (Q18, Q19, Q23, Q24). Not
// even leaving the clinic's list ends this.
func (v *view) stepVisited() (Step, bool) {
	if !v.visited.is() {
		return Step{}, false
	}
	on := v.visited.day
	switch form := v.form(); {
	case v.orphan.on.is():
		return v.lonely()
	case form == FormBegun:
		return now(StepEnterForm, QueueForms, on, "Q23", "visited.begun", "On", on)
	case form == FormCl24:
		return now(StepEnterForm, QueueDocument, on, "Q23", "visited.cl24", "On", on)
	case form != FormComplete && v.received.is():
		return now(StepEnterForm, QueueDocument, on, "Q23", "visited.paper", "On", on)
	case form != FormComplete:
		return now(StepEnterForm, QueueDocument, on, "Q23", "visited.none", "On", on)
	case !v.facts.Keying.IsZero():
		return v.stepKeying()
	case v.isDocumented():
		return nothing("", "done", "On", v.documented.day)
	case !v.rules.Cl24:
		return now(StepDocument, QueueDocument, on, "Q1", "document.off", "On", on)
	case v.consent == "":
		return now(StepAskConsent, QueueDocument, on, "Q18", "consent", "On", on)
	case v.consent != Yes:
		return now(StepDocument, QueueDocument, on, "Q19", "document.pmo", "On", on)
	case !v.informed.is():
		return now(StepAskConsent, QueueDocument, on, "Q18", "document.info", "On", on)
	case v.facts.Protected:
		return now(StepDocument, QueueDocument, on, "Q24", "document.protected", "On", on)
	}
	return now(StepDocument, QueueDocument, on, "Q18", "document.cl24", "On", on)
}

// stepClosed: nothing more after a no (Q7) or an end, except what would go wrong.
func (v *view) stepClosed() (Step, bool) {
	closed := v.declined
	if v.ended.is() {
		closed = v.ended
	}
	p := v.pending()
	switch {
	case !closed.is():
		return Step{}, false
	case v.back.is():
		return now(StepReview, QueueReview, v.back.day, "", "back", "Why", endWords(v.endedBy), "On", v.back.day)
	case p != nil && p.template != TemplateDecline:
		return now(StepReview, QueueReview, closed.day, "", "stop", "Letter", TemplateName(p.template), "On", p.printed.day)
	case p != nil:
		return v.stepPending()
	case v.recallable() && v.ended.is():
		return nothing("", "ended.ticket", "Why", endWords(v.endedBy), "On", closed.day, "Until", v.ticket.expires)
	case v.recallable():
		return nothing("Q7", "declined.ticket", "On", closed.day, "Until", v.ticket.expires)
	case v.ended.is():
		return nothing("", "ended", "Why", endWords(v.endedBy), "On", closed.day)
	}
	return nothing("Q7", "declined", "On", closed.day)
}

// recallable reports whether a ticket can still be used by somebody whose journey is
// closed: nothing more is due, but it should be taken back in Clinic24. Who said no in
// the ticket itself has closed it.
func (v *view) recallable() bool {
	t := &v.ticket
	said := v.declined.is() && v.declinedBy == string(ByTicket)
	return t.open() && !said && !v.reached(t.expires.Add(1))
}

// stepToday is a visit whose day has come: whatever else there is to see to, somebody
// sits in the waiting room.
func (v *view) stepToday() (Step, bool) {
	b := &v.booking
	switch {
	case !b.is() || !v.reached(b.start.Day):
		return Step{}, false
	case v.reached(b.start.Day.Add(1)):
		return now(StepVisit, QueueVisits, b.start.Day, "", "visit.past", "On", b.start.Day, "Time", clock(b.start.Clock))
	}
	word := "none"
	switch form := v.form(); {
	case form != "":
		word = string(form)
	case v.received.is():
		word = "paper"
	}
	samples := say.T("journey.fact.samples.none")
	if v.samples.is() {
		samples = say.T("journey.fact.samples")
	}
	room := say.Text{}
	if b.room != "" {
		room = RoomWords(b.room)
	}
	s := Step{Step: StepVisit, Queue: QueueVisits, Since: b.start.Day, Due: b.start.Day}
	s.Reason = dotted(room, say.T("journey.fact.form."+word), samples)
	return s, true
}

// stepReview is for what does not add up: somebody has to look before anything goes on.
func (v *view) stepReview() (Step, bool) {
	t := &v.ticket
	switch {
	case v.gone.is():
		return now(StepReview, QueueReview, v.gone.day, "", "gone", "On", v.gone.day)
	case t.open() && v.facts.Protected:
		return now(StepReview, QueueReview, t.sent.day, "Q24", "ticket.protected", "On", t.sent.day)
	case t.open() && v.consent != Yes && v.consented.after(t.sent):
		return now(StepReview, QueueReview, v.consented.day, "Q2", "ticket."+pick(v.consent, Withdrawn, No), "On", v.consented.day, "Until", t.expires)
	case t.open() && v.consent != Yes: // the yes was undone
		return now(StepReview, QueueReview, t.sent.day, "Q2", "ticket.consent", "On", t.sent.day)
	}
	return v.lonely()
}

// lonely is an event whose ground was taken back (D4).
func (v *view) lonely() (Step, bool) {
	if !v.orphan.on.is() {
		return Step{}, false
	}
	return now(StepReview, QueueReview, v.orphan.on.day, "", "orphan", "What", say.T("journey.orphan."+string(v.orphan.kind)), "On", v.orphan.on.day)
}

// stepPending waits for somebody to say that the printed sheets came out (D9).
func (v *view) stepPending() (Step, bool) {
	p := v.pending()
	if p == nil {
		return Step{}, false
	}
	due := p.printed.day.Add(pendingDays)
	args := []any{"Letter", TemplateName(p.template), "On", p.printed.day}
	if v.reached(due) {
		return step(StepReview, QueueReview, p.printed.day, due, "", "pending", args...), true
	}
	return wait(p.printed.day, due, "", "pending", args...)
}

// stepBooked is for a time that is still to come.
func (v *view) stepBooked() (Step, bool) {
	b := &v.booking
	if !b.is() {
		return Step{}, false
	}
	if s, ok := v.stepBegunForm(); ok {
		return s, true
	}
	made, on := b.made.day, b.start.Day
	by := b.start.Day.Add(-v.rules.SampleDays)
	switch {
	case v.received.is() && v.source != SourceCl24 && v.facts.Form == "":
		return now(StepEnterForm, QueueForms, v.received.day, "", "paper", "On", v.received.day)
	case v.returned.is() && !v.facts.Protected:
		return v.stepReturned()
	case b.via == string(ByLetter) && v.invitation() == nil && !v.facts.Protected:
		s, ok := now(StepLetter, QueueUnanswered, made, "", "letter.time", "On", on, "Time", clock(b.start.Clock))
		return with(TemplateInvitationTime, s), ok
	case b.offer && !v.toldOfTime() && !v.facts.Protected: // invited before: the letter is the confirmation
		s, ok := now(StepLetter, QueueUnanswered, made, "", "letter.time", "On", on, "Time", clock(b.start.Clock))
		return with(TemplateConfirmation, s), ok
	case v.samples.is() || v.rules.SampleDays == 0:
		return wait(made, b.start.Day, "", "booked", "On", on, "Time", clock(b.start.Clock))
	case !v.reached(by):
		return wait(made, by, "", "booked.samples", "On", on, "By", by, "N", v.rules.SampleDays)
	case made.After(by):
		return now(StepSamples, QueueSamples, made, "Q5", "samples.late", "On", on, "N", b.start.Day.Sub(made), "Days", v.rules.SampleDays)
	}
	return now(StepSamples, QueueSamples, by, "Q5", "samples", "On", on, "By", by, "N", v.rules.SampleDays)
}

// toldOfTime reports whether a letter has gone out since the time was set aside.
func (v *view) toldOfTime() bool {
	invited := v.invitation()
	return invited != nil && invited.sent.after(v.booking.made) || v.sentTo(TemplateConfirmation) != nil
}

// stepKeying is a second keying that was stopped: what it finds is to be settled before
// anybody relies on the answers.
func (v *view) stepKeying() (Step, bool) {
	return now(StepEnterForm, QueueForms, v.facts.Keying, "", "keying")
}

// IsKeying reports whether what is to be entered is a second keying.
func (s *Step) IsKeying() bool { return s.Reason.ID == "journey.why.keying" }

// stepBegunForm is a questionnaire that lies half entered, or half keyed a second time.
func (v *view) stepBegunForm() (Step, bool) {
	if v.facts.Form == FormComplete && !v.facts.Keying.IsZero() {
		return v.stepKeying()
	}
	if v.facts.Form != FormBegun {
		return Step{}, false
	}
	since := v.life.day
	switch {
	case v.received.is():
		since = v.received.day
	case !v.facts.Begun.IsZero():
		since = v.facts.Begun
	}
	if since.IsZero() {
		since = v.listed.day
	}
	return now(StepEnterForm, QueueForms, since, "", "begun")
}

// stepHelp is for those who want help to find a time, oldest first (Q12).
func (v *view) stepHelp() (Step, bool) {
	if !v.helpHolds() {
		return Step{}, false
	}
	facts := []say.Text{say.T("journey.why.help", "On", v.help.on.day)}
	if v.help.text != "" {
		facts = append(facts, say.T("journey.fact.text", "Text", v.help.text))
	}
	s := Step{Step: StepHelpBook, Queue: QueueHelp, Since: v.help.on.day, Due: v.retryDay(v.help.on.day), Rule: "Q12"}
	s.Reason = v.handled(facts...)
	return s, true
}

// handled adds to a reason who has taken it over, and the calls in vain.
func (v *view) handled(facts ...say.Text) say.Text {
	if v.help.to != "" {
		facts = append(facts, say.T("journey.fact.handed", "To", v.help.to))
	}
	switch {
	case v.wrong.is():
		facts = append(facts, say.T("journey.fact.wrong", "On", v.wrong.day))
	case v.facts.Protected && !v.callable():
		facts = append(facts, say.T("journey.fact.noway"))
	case !v.callable():
		facts = append(facts, say.T("journey.fact.nophone"))
	case v.tries > 0:
		facts = append(facts, say.T("journey.fact.tries", "Done", v.tries, "Max", v.rules.CallTries))
	}
	return dotted(facts...)
}

// retryDay is when to call: the day that was agreed, or later where a call was in vain.
func (v *view) retryDay(agreed day.Date) day.Date {
	if v.tries == 0 {
		return agreed
	}
	due := v.called.day.Add(max(v.rules.RetryDays, 1))
	if !v.again.IsZero() {
		due = v.again
	}
	if due.Before(agreed) {
		due = agreed
	}
	return due
}

// stepContact goes on where somebody was last in touch.
func (v *view) stepContact() (Step, bool) {
	t := &v.ticket
	if t.chatting() && v.chatPossible() {
		due := t.chat.day.Add(max(v.rules.ChatDays, 1))
		if v.reached(due) {
			return step(StepChat, QueueChats, t.chat.day, due, "Q9", "chat.look", "On", t.chat.day, "N", v.rules.ChatDays), true
		}
		return wait(t.chat.day, due, "Q9", "chat.wait", "On", t.chat.day, "Until", due)
	}
	if !v.contactHolds() {
		return Step{}, false
	}
	on := v.contact.on.day
	var s Step
	switch why := v.contact.why; why {
	case whyLater, whyInterpreter:
		s = v.callBack()
	case whyAnswered:
		if v.mayTicket().Allowed {
			return now(StepTicket, QueueHelp, on, "Q2", "answered.ticket", "On", on)
		}
		s = step(StepHelpBook, QueueHelp, on, v.retryDay(on), "", why, "On", on)
	case whyCancelled:
		s = step(StepHelpBook, QueueHelp, on, v.retryDay(on), "", "cancelled"+v.cancelled.manner(), "On", on, "Was", v.cancelled.was.Day)
	default:
		s = step(StepHelpBook, QueueHelp, on, v.retryDay(on), "", why, "On", on)
	}
	s.Reason = v.handled(s.Reason)
	return s, true
}

// callBack calls somebody again with whom we spoke: on the day that was agreed; with an
// interpreter as soon as there is one; and where nothing was agreed, when the set days
// have gone by without a word, so that nobody who was spoken with is forgotten.
func (v *view) callBack() Step {
	on, due := v.contact.on.day, v.contact.until
	id, rule, days := v.contact.why, "", 0
	switch {
	case v.contact.why == whyInterpreter:
		rule = "Q11"
		if due.IsZero() {
			due = on
		}
	case due.IsZero():
		id, days = "quiet", v.rules.QuietDays
		due = on.Add(max(days, 1))
	}
	since := on
	if v.reached(due) {
		since = due
	} else if id == "quiet" {
		id = "quiet.wait"
	}
	return step(StepCall, QueueCalls, since, v.retryDay(due), rule, id, "On", on, "Until", due, "N", days)
}

// manner tells cancellations apart: by whom, and whether it was too late.
func (c *cancelled) manner() string {
	switch {
	case c.by == ByClinic:
		return ".clinic"
	case c.late:
		return ".late"
	}
	return ""
}
