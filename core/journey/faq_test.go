package journey_test

import (
	"testing"

	"fyrtio/core/journey"
	"fyrtio/core/say"
)

const (
	none = journey.Queue("")
)

// Q1: the talk is a booked hour in the clinic, and everything works without Clinic24.
func TestQ1WithoutClinic24(t *testing.T) {
	s := begin(t)
	s.rules.Cl24 = false
	s.is(journey.StateNew, journey.StepLetter, "").channels("letter phone")
	s.on("2026-01-20").letter("inbjudan").is(journey.StateInvited, journey.StepWait, "").due("2026-01-20", "2026-02-10", none)
	s.on("2026-01-28").log("call outcome=booked").is(journey.StateInContact, journey.StepHelpBook, "")
	s.log("booked start=2026-03-17T13:00 room=Rum2 via=phone").is(journey.StateBooked, journey.StepWait, "")
	s.on("2026-03-08").log("samples_taken").is(journey.StateBooked, journey.StepWait, "").due("2026-01-28", "2026-03-17", none)
	s.on("2026-03-17").is(journey.StateBooked, journey.StepVisit, "").due("2026-03-17", "2026-03-17", journey.QueueVisits)
	s.log("visited").is(journey.StateVisited, journey.StepEnterForm, "Q23")
	s.facts.Form = journey.FormComplete
	s.is(journey.StateVisited, journey.StepDocument, "Q1").due("2026-03-17", "2026-03-17", journey.QueueDocument)
	s.refused("documented where=cl24 way=assisted")
	s.log("documented where=pmo").is(journey.StateDone, journey.StepNone, "")
}

// Q2: without a yes the ticket is blocked with its reason, and the letter is proposed.
// Being registered from before does not replace the yes (D5).
func TestQ2ConsentBeforeTicket(t *testing.T) {
	for _, before := range [][]string{
		{},
		{"registered cl24=yes"},
		{"registered cl24=no"},
		{"consent answer=no how=phone by=Lena"},
		{"consent answer=yes how=phone", "consent answer=withdrawn"},
		{"info_given"},
	} {
		s := begin(t).log(before...)
		s.is(journey.StateNew, journey.StepLetter, "Q2").channels("letter phone").refused("ticket_sent type=visit")
	}
	s := begin(t).log("consent answer=yes how=phone by=Lena")
	s.is(journey.StateNew, journey.StepTicket, "Q2").channels("ticket letter phone")
	s.log("ticket_sent type=visit").is(journey.StateInvited, journey.StepWait, "").channels("phone").refused("ticket_sent type=visit")
	s.on("2026-01-13").log("consent answer=withdrawn").is(journey.StateInvited, journey.StepReview, "Q2")
}

// Q3: nothing but an answer to the question is consent: no roster column, no
// registration, no earlier use of anything becomes one.
func TestQ3OnlyAnAnswerIsConsent(t *testing.T) {
	for _, kind := range journey.Kinds() {
		if kind == journey.Consented {
			continue
		}
		s := begin(t)
		e := journey.Event{ID: "X", At: s.today.At(12, 0), Kind: kind, Details: journey.Details{
			Answer: journey.Yes, Cl24: journey.Yes, Text: "MVG", How: "vaccination", Opened: journey.Yes, Type: journey.TicketVisit, Outcome: journey.CallLater}}
		st := journey.Of(append(s.events, e), s.facts, s.rules, s.today)
		if st.Consent != "" || st.Channels[journey.ByTicket].Allowed {
			t.Errorf("%s became consent %q", kind, st.Consent)
		}
	}
}

// Q4: one may phone first, agree on a time, and send the form apart from the
// invitation; a form alone needs a time that is agreed.
func TestQ4PhoneFirst(t *testing.T) {
	s := begin(t).log("consent answer=yes how=phone", "call outcome=later until=2026-01-20")
	s.is(journey.StateInContact, journey.StepCall, "").due("2026-01-12", "2026-01-20", journey.QueueCalls)
	s.refused("ticket_sent type=form")
	s.on("2026-01-20").is(journey.StateInContact, journey.StepCall, "")
	s.log("call outcome=booked").is(journey.StateInContact, journey.StepHelpBook, "")
	s.log("booked start=2026-02-10T09:00 via=phone").refused("ticket_sent type=visit").log("ticket_sent type=form")
	s.is(journey.StateBooked, journey.StepWait, "")
	s.on("2026-02-05").log("ticket_expired opened=no").is(journey.StateBooked, journey.StepSamples, "Q5")

	// At the visit itself, without a booking beforehand.
	s = begin(t).log("consent answer=yes how=visit", "visited", "ticket_sent type=form")
	s.refused("ticket_sent type=visit")
}

// Q5: no limit to how late one may book: too late for samples is told, not stopped.
func TestQ5LateBooking(t *testing.T) {
	for _, c := range []struct {
		start string
		step  journey.StepKind
	}{
		{"2026-03-10T15:20", journey.StepVisit}, // the same day
		{"2026-03-11T09:00", journey.StepSamples},
		{"2026-03-17T09:00", journey.StepSamples}, // seven days: the samples are due today
		{"2026-03-18T09:00", journey.StepWait},
	} {
		s := begin(t).on("2026-03-10").log("booked start="+c.start+" via=desk").is(journey.StateBooked, c.step, "")
		late := len(warnings(s, c.start)) > 0
		if want := c.start < "2026-03-17"; late != want {
			t.Errorf("a booking at %s warns: %v, want %v", c.start, late, want)
		}
	}
	s := begin(t).on("2026-03-10").log("samples_taken", "booked start=2026-03-11T09:00").is(journey.StateBooked, journey.StepWait, "")
	if w := warnings(s, "2026-03-12T09:00"); len(w) > 0 {
		t.Errorf("samples are taken, but it warns: %v", w)
	}
	s.rules.LeadDays = 3
	if w := warnings(s, "2026-03-12T09:00"); len(w) != 1 {
		t.Errorf("two days' notice of three warns %d times", len(w))
	}
	if w := warnings(s, "2026-03-13T09:00"); len(w) != 0 {
		t.Errorf("three days' notice of three warns: %v", w)
	}
}

func warnings(s *told, start string) []say.Text {
	booked := journey.Event{At: s.today.At(12, 0), Kind: journey.Booked, Details: journey.Details{Start: start, Via: "phone"}}
	return journey.BookingWarnings(s.status(), booked, s.rules)
}

// Q7: a no is apart from no answer, and who said no gets nothing more this year.
func TestQ7Declined(t *testing.T) {
	for _, no := range []string{"declined channel=phone reason=har_ingen_tid", "declined", "call outcome=declined"} {
		s := begin(t).log("consent answer=yes", "ticket_sent type=visit").on("2026-01-14").log(no)
		s.is(journey.StateDeclined, journey.StepNone, "Q7").channels("")
		s.refused("ticket_sent type=visit", "call outcome=later", "booked start=2026-03-17T13:00", "wants_help", "deferred until=2026-06-01",
			"letter_printed template=inbjudan override=ville_ändå", "letter_printed template=paminnelse", "visited", "declined")
		s.letter("avbojt").is(journey.StateDeclined, journey.StepNone, "Q7")
		s.refused("letter_printed template=avbojt", "letter_printed template=avbojt override=igen")
		s.on("2027-03-01").is(journey.StateDeclined, journey.StepNone, "Q7")
		s.log("reopened reason=ångrade_sig").is(journey.StateNew, journey.StepTicket, "").channels("ticket letter phone")
	}
}

// Q8: the list that Clinic24 lacks: what was sent, how long it is good, how far the
// person came.
func TestQ8WhatBecameOfTheTicket(t *testing.T) {
	s := begin(t).log("consent answer=yes", "ticket_sent type=visit").is(journey.StateInvited, journey.StepWait, "Q8")
	if tick := s.status().Ticket; tick.Sent != s.today || tick.Expires != date("2026-01-26") || tick.Type != journey.TicketVisit {
		t.Fatalf("ticket %+v", tick)
	}
	s.due("2026-01-12", "2026-01-26", none)
	s.on("2026-01-26").is(journey.StateInvited, journey.StepWait, "") // good to the end of its last day
	// The notice has not been registered: someone must look in Clinic24.
	s.on("2026-01-27").is(journey.StateInvited, journey.StepReview, "Q8").due("2026-01-26", "2026-01-27", journey.QueueReview)
	s.log("ticket_expired opened=yes progress=12/34")
	if tick := s.status().Ticket; !tick.Opened || tick.Progress != "12/34" || tick.Expired.IsZero() {
		t.Fatalf("ticket %+v", tick)
	}
	s.refused("ticket_expired opened=no")

	// A booking through the ticket means that the form was answered there (D7).
	s = begin(t).log("consent answer=yes", "ticket_sent expires=2026-01-30", "booked start=2026-03-17T13:00 via=ticket")
	if st := s.status(); st.Form != journey.FormCl24 || !st.Ticket.Used {
		t.Fatalf("form %q, ticket %+v", st.Form, st.Ticket)
	}
	s.refused("ticket_expired opened=yes")
	begin(t).refused("booked start=2026-03-17T13:00 via=ticket")
}

// Q9: opened and not finished: chat, however far the person came; then follow it up.
func TestQ9BegunTicketIsChattedAbout(t *testing.T) {
	for _, progress := range []string{"0/34", "12/34", "34/34"} {
		s := begin(t).on("2026-02-20").log("consent answer=yes", "ticket_sent type=visit expires=2026-03-06")
		s.on("2026-03-06").log("ticket_expired opened=yes progress=" + progress).on("2026-03-10")
		s.is(journey.StateInvited, journey.StepChat, "Q9").due("2026-03-06", "2026-03-06", journey.QueueChats).channels("phone chat")
		if progress == "12/34" {
			s.reason("Kom till 12 av 34 i formuläret · biljetten gick ut 6 mars")
			if got := say.In(say.Swedish, s.status().Channels[journey.ByChat].Reason); got != "samtycke 20 februari, biljett påbörjad" {
				t.Errorf("chat: %q", got)
			}
			if got := say.In(say.Swedish, s.status().Channels[journey.ByTicket].Reason); got != "spärrad: påbörjad, chatta först" {
				t.Errorf("ticket: %q", got)
			}
		}
		s.refused("ticket_sent type=visit", "letter_printed template=inbjudan", "letter_printed template=paminnelse")
		s.log("chat_started").is(journey.StateInContact, journey.StepWait, "Q9").due("2026-03-10", "2026-03-17", none).refused("chat_started")
		s.on("2026-03-17").is(journey.StateInContact, journey.StepChat, "Q9").due("2026-03-10", "2026-03-17", journey.QueueChats)
		s.log("chat_closed").is(journey.StateInvited, journey.StepLetter, "").channels("ticket letter phone")
		s.letter("inbjudan").is(journey.StateInvited, journey.StepWait, "").refused("letter_printed template=inbjudan")
	}
	// A time found in the chat ends it.
	s := begin(t).log("consent answer=yes", "ticket_sent").on("2026-01-27").log("ticket_expired opened=yes", "chat_started", "booked start=2026-03-17T13:00")
	s.is(journey.StateBooked, journey.StepWait, "")
}

// Q10: not opened: a letter, or another way where no letter can go.
func TestQ10UnopenedTicketIsFollowedByLetter(t *testing.T) {
	begun := func() *told {
		return begin(t).on("2026-02-20").log("consent answer=yes", "ticket_sent expires=2026-03-06").on("2026-03-09").log("ticket_expired opened=no")
	}
	s := begun().is(journey.StateInvited, journey.StepLetter, "Q10").due("2026-03-09", "2026-03-09", journey.QueueUnopened).reason("Öppnades inte · biljetten gick ut 6 mars").channels("ticket letter phone")
	s.refused("chat_started")
	s.letter("inbjudan").is(journey.StateInvited, journey.StepWait, "").due("2026-03-09", "2026-03-30", none)
	s.refused("letter_printed template=inbjudan-ring")

	s = begun()
	s.facts.Address = false
	s.is(journey.StateInvited, journey.StepCall, "Q10").channels("ticket phone")
	s.facts.Phone = false
	s.is(journey.StateInvited, journey.StepFixAddress, "")

	// An earlier letter does not stand in the way: the ticket was the later invitation.
	s = begin(t).letter("inbjudan").on("2026-01-20").log("consent answer=yes how=phone")
	s.is(journey.StateInContact, journey.StepTicket, "").log("ticket_sent").is(journey.StateInvited, journey.StepWait, "")
	s.on("2026-02-04").log("ticket_expired opened=no").is(journey.StateInvited, journey.StepLetter, "Q10").letter("inbjudan")
}

// Q11: need and language of an interpreter are on the participant, whoever told it.
func TestQ11Interpreter(t *testing.T) {
	s := begin(t).log("interpreter language=arabiska").is(journey.StateNew, journey.StepLetter, "")
	if got := s.status().Interpreter; got != "arabiska" {
		t.Errorf("interpreter %q", got)
	}
	s.log("interpreter")
	if got := s.status().Interpreter; got != "" {
		t.Errorf("taken back, but %q", got)
	}
	s.log("call outcome=interpreter language=somaliska").is(journey.StateInContact, journey.StepCall, "Q11")
	if got := s.status().Interpreter; got != "somaliska" {
		t.Errorf("interpreter %q", got)
	}
	s.log("booked start=2026-03-17T13:00")
	if got := s.status().Interpreter; got != "somaliska" {
		t.Errorf("interpreter %q", got)
	}
	// A call may tell of the need without a language.
	if got := begin(t).log("call outcome=interpreter").status().Interpreter; got != journey.LanguageUnknown {
		t.Errorf("interpreter %q", got)
	}
}

// Q12: who wants help to find a time waits in a queue since the day of asking.
func TestQ12HelpToFindATime(t *testing.T) {
	s := begin(t).letter("inbjudan").on("2026-03-01").log("wants_help what=helst_eftermiddag").on("2026-03-10")
	s.is(journey.StateInContact, journey.StepHelpBook, "Q12").due("2026-03-01", "2026-03-01", journey.QueueHelp)
	s.reason("Bad om hjälp den 1 mars · helst eftermiddag")
	s.log("handed_over to=Petra").is(journey.StateInContact, journey.StepHelpBook, "Q12").due("2026-03-01", "2026-03-01", journey.QueueHelp)
	if got := s.status().HandedTo; got != "Petra" {
		t.Errorf("handed to %q", got)
	}
	// Asking again does not lose the place in the queue.
	s.log("wants_help").due("2026-03-01", "2026-03-01", journey.QueueHelp)
	// Called in vain: tomorrow again, still in the queue.
	s.log("call outcome=no_answer").is(journey.StateInContact, journey.StepHelpBook, "Q12").due("2026-03-01", "2026-03-11", journey.QueueHelp)
	s.log("booked start=2026-04-17T13:00").is(journey.StateBooked, journey.StepWait, "")
	if got := s.status().HandedTo; got != "" {
		t.Errorf("still handed to %q", got)
	}
	// Someone who finds a time in Clinic24 hard, while the ticket is open.
	begin(t).log("consent answer=yes", "ticket_sent").on("2026-01-14").log("wants_help").is(journey.StateInContact, journey.StepHelpBook, "Q12")
}

// Q18: after a paper visit: the form is typed in, consent asked, information given,
// and the way of documenting is recorded.
func TestQ18DocumentedInClinic24(t *testing.T) {
	for _, way := range []string{"assisted", "standalone"} {
		s := begin(t).letter("inbjudan").log("booked start=2026-03-17T13:00 via=phone").on("2026-03-17")
		s.refused("documented where=cl24 way=assisted")
		s.log("form_received source=paper_visit", "visited").is(journey.StateVisited, journey.StepEnterForm, "Q23")
		s.facts.Form = journey.FormBegun
		s.is(journey.StateVisited, journey.StepEnterForm, "Q23").due("2026-03-17", "2026-03-17", journey.QueueForms)
		s.facts.Form = journey.FormComplete
		s.on("2026-03-18").is(journey.StateVisited, journey.StepAskConsent, "Q18").due("2026-03-17", "2026-03-17", journey.QueueDocument)
		s.refused("documented where=cl24 way=" + way)
		s.log("consent answer=yes how=visit").refused("documented where=cl24 way=" + way) // the information first (D8)
		if st := s.status().Next; st.Rule != "Q18" || st.Queue != journey.QueueDocument {
			t.Errorf("before the information: %+v", st)
		}
		s.log("info_given").is(journey.StateVisited, journey.StepDocument, "Q18")
		s.log("documented where=cl24 way="+way).is(journey.StateDone, journey.StepNone, "")
	}
	// What was answered in Clinic24 has to be typed in here (D7).
	s := begin(t).log("consent answer=yes", "info_given", "ticket_sent", "booked start=2026-01-25T13:00 via=ticket").on("2026-01-25").log("visited")
	s.is(journey.StateVisited, journey.StepEnterForm, "Q23").log("documented where=cl24").is(journey.StateVisited, journey.StepEnterForm, "Q23")
	s.facts.Form = journey.FormComplete
	s.is(journey.StateDone, journey.StepNone, "")
}

// Q19: no consent, no documentation in Clinic24: the visit is in PMO.
func TestQ19WithoutConsentInPMO(t *testing.T) {
	for _, answers := range [][]string{{"consent answer=no how=visit"}, {"consent answer=yes", "info_given", "consent answer=withdrawn"}} {
		s := begin(t).log("visited")
		s.facts.Form = journey.FormComplete
		s.log(answers...).is(journey.StateVisited, journey.StepDocument, "Q19").refused("documented where=cl24 way=assisted")
		s.log("documented where=pmo").is(journey.StateDone, journey.StepNone, "")
	}
}

// Q23: a visit is not done until it is documented and its form is locked.
func TestQ23MustBeDocumented(t *testing.T) {
	s := begin(t).log("visited")
	s.facts.Form = journey.FormComplete
	s.on("2027-01-12").is(journey.StateVisited, journey.StepAskConsent, "").due("2026-01-12", "2026-01-12", journey.QueueDocument)
	// Not even when the person leaves the clinic's list.
	s.log("gone").is(journey.StateVisited, journey.StepAskConsent, "")
	s.refused("ended reason=moved")
}

// Q24: protected identity: no ticket, no chat, no ordinary letter; assisted entry is
// allowed; the letter goes by forwarding, again as a reminder, then what the person gave.
func TestQ24ProtectedIdentity(t *testing.T) {
	s := begin(t)
	s.facts = journey.Facts{Protected: true, Address: true, Phone: true}
	s.log("consent answer=yes").is(journey.StateNew, journey.StepForward, "Q24").due("2026-01-12", "2026-01-12", journey.QueueForwarding).channels("forwarding")
	s.refused("ticket_sent type=visit", "chat_started", "letter_printed template=inbjudan", "letter_printed template=inbjudan override=ändå",
		"letter_printed template=cl24-information override=ändå", "call outcome=no_answer", "form_received source=cl24")
	s.letter("formedling").is(journey.StateInvited, journey.StepWait, "").due("2026-01-12", "2026-02-02", none).refused("letter_printed template=formedling")
	s.on("2026-02-02").is(journey.StateInvited, journey.StepForward, "Q24").letter("formedling").is(journey.StateInvited, journey.StepWait, "")
	s.on("2026-02-23").is(journey.StateNoReply, journey.StepNone, "").refused("letter_printed template=formedling")
	s.facts.OwnContact = true
	s.is(journey.StateInvited, journey.StepCall, "").channels("phone")
	s.log("call outcome=booked", "booked start=2026-03-17T13:00").on("2026-03-17").log("visited").refused("ticket_sent type=form")
	s.facts.Form = journey.FormComplete
	s.is(journey.StateVisited, journey.StepAskConsent, "Q18").log("info_given").is(journey.StateVisited, journey.StepDocument, "Q24")
	s.refused("documented where=cl24 way=standalone").log("documented where=cl24 way=assisted").is(journey.StateDone, journey.StepNone, "")

	// The flag comes while a ticket is open: someone must see to it.
	s = begin(t).log("consent answer=yes", "ticket_sent")
	s.facts.Protected = true
	s.is(journey.StateInvited, journey.StepReview, "Q24")
}

// Q12: times that are offered by letter have to be told of in a letter, also when the
// person was invited long before; once one of them is chosen nothing more is sent.
func TestQ12OfferedTimesAreToldOfByLetter(t *testing.T) {
	s := begin(t).log("letter_printed template=inbjudan run=R letter=1", "letter_confirmed run=R").on("2026-02-10").
		log("wants_help what=eftermiddag").on("2026-02-12").
		log("booked start=2026-03-24T13:00 via=letter also=2026-03-25T10:00")
	if next := s.status().Next; next.Step != journey.StepLetter || next.Template != journey.TemplateConfirmation || next.Queue == "" {
		t.Fatalf("after the offer: %+v", next)
	}
	if may := s.status().Channels[journey.ByLetter]; may.Allowed {
		t.Errorf("a second invitation is allowed: %+v", may)
	}
	s.log("letter_printed template=bekraftelse run=S letter=2", "letter_confirmed run=S")
	if next := s.status().Next; next.Step == journey.StepLetter {
		t.Errorf("told, and to be told again: %+v", next)
	}
	s.on("2026-02-20").log("rebooked start=2026-03-25T10:00")
	if next := s.status().Next; next.Step == journey.StepLetter {
		t.Errorf("chosen, and to be told again: %+v", next)
	}
}
