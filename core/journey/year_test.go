package journey_test

import (
	"strings"
	"testing"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// What a coordinator meets over a year, beside the FAQ's own cases.

func TestUndoLeavesDependentsToReview(t *testing.T) {
	consented := func() *told { return begin(t).log("consent answer=yes", "ticket_sent expires=2026-01-26") }
	// A ticket is open and its consent undone (D4): ask again, or undo the ticket.
	consented().undo(journey.Consented).is(journey.StateInvited, journey.StepReview, "Q2").
		log("consent answer=yes").is(journey.StateInvited, journey.StepWait, "Q8")
	consented().undo(journey.Consented).undo(journey.TicketSent).is(journey.StateNew, journey.StepLetter, "Q2")

	s := consented().on("2026-01-27").log("ticket_expired opened=yes", "chat_started").undo(journey.TicketExpired)
	s.is(journey.StateInvited, journey.StepReview, "").reason("Chatten 27 januari saknar det som den byggde på · ångra den eller registrera det som fattas")
	s.undo(journey.ChatStarted).is(journey.StateInvited, journey.StepReview, "Q8") // the notice is missing again

	s = begin(t).log("consent answer=yes", "info_given", "visited", "documented where=cl24 way=assisted")
	s.facts.Form = journey.FormComplete
	s.is(journey.StateDone, journey.StepNone, "").undo(journey.Visited).is(journey.StateNew, journey.StepReview, "")
	s.log("visited").undo(journey.Documented).is(journey.StateVisited, journey.StepDocument, "Q18")

	s = begin(t).letter("inbjudan").undo(journey.LetterConfirmed).is(journey.StateNew, journey.StepWait, "")
	s.undo(journey.LetterPrinted).is(journey.StateNew, journey.StepLetter, "")
	begin(t).letter("inbjudan").undo(journey.LetterPrinted).is(journey.StateNew, journey.StepReview, "")

	// Nothing depends on a decline: undone, all is as before.
	begin(t).letter("inbjudan").log("declined").undo(journey.Declined).is(journey.StateInvited, journey.StepWait, "")
}

func TestPrintedIsNotSent(t *testing.T) {
	s := begin(t).log("letter_printed template=inbjudan run=R1 letter=2026-0014").is(journey.StateNew, journey.StepWait, "").due("2026-01-12", "2026-01-13", "")
	s.refused("letter_printed template=inbjudan letter=2026-0015", "letter_confirmed run=R2", "letter_returned letter=2026-0014")
	if l := s.status().Letter; l.Pending != s.today || l.PendingRun != "R1" || l.PendingNumber != "2026-0014" || l.Count != 0 {
		t.Errorf("letter %+v", l)
	}
	s.on("2026-01-13").is(journey.StateNew, journey.StepReview, "").due("2026-01-12", "2026-01-13", journey.QueueReview)
	// The sheet jammed and is printed again, with its number; days run from the confirmation (D9).
	s.log("letter_printed template=inbjudan run=R2 letter=2026-0014").refused("letter_confirmed run=R1")
	s.on("2026-01-14").log("letter_confirmed run=R2").is(journey.StateInvited, journey.StepWait, "").due("2026-01-14", "2026-02-04", "")
	if l := s.status().Letter; l.Count != 1 || l.Sent != s.today || !l.Pending.IsZero() {
		t.Errorf("letter %+v", l)
	}
	// Somebody says no while the letter lies in the pile.
	s = begin(t).log("letter_printed template=inbjudan run=R1 letter=1", "declined").is(journey.StateDeclined, journey.StepReview, "")
	s.undo(journey.LetterPrinted).is(journey.StateDeclined, journey.StepNone, "Q7")
}

// Somebody says no, or moves away, while a ticket can still be used: nothing more is due,
// and it is told that the ticket should be taken back, until it runs out by itself. Who
// said no in the ticket has closed it (Q7).
func TestQ7OpenTicketIsToldOf(t *testing.T) {
	open := func() *told {
		return begin(t).log("consent answer=yes", "ticket_sent type=visit expires=2026-01-26").on("2026-01-20")
	}
	const recall = "Avböjde 20 januari · en biljett gäller till 26 januari, dra tillbaka den i Cl24"
	const over = "Avböjde 20 januari · får inget mer i år"
	s := open().log("declined channel=phone").is(journey.StateDeclined, journey.StepNone, "Q7").reason(recall)
	s.refused("ticket_sent type=visit", "booked start=2026-02-03T10:00", "letter_printed template=inbjudan").channels("")
	s.on("2026-01-26").reason(recall)
	s.on("2026-01-27").is(journey.StateDeclined, journey.StepNone, "Q7").reason(over)
	s.on("2026-01-21").log("ticket_expired opened=no recalled=yes").is(journey.StateDeclined, journey.StepNone, "Q7").reason(over)
	open().log("declined channel=ticket").reason(over)
	open().log("call outcome=declined").reason(recall)
	open().log("ended reason=moved").is(journey.StateEnded, journey.StepNone, "").
		reason("Avslutad 20 januari · flyttat · en biljett gäller till 26 januari, dra tillbaka den i Cl24").
		log("ticket_expired opened=no recalled=yes").reason("Avslutad 20 januari · flyttat")
}

func TestRemindersThenCallsThenNoReply(t *testing.T) {
	for reminders := range 3 {
		s := begin(t).letter("inbjudan")
		s.rules.Reminders = reminders
		sent := s.today
		for range reminders {
			s.on(sent.Add(20).String()).is(journey.StateInvited, journey.StepWait, "").refused("letter_printed template=paminnelse")
			s.on(sent.Add(21).String()).is(journey.StateInvited, journey.StepRemind, "").due(s.today.String(), s.today.String(), journey.QueueUnanswered)
			sent = s.today
			s.letter("paminnelse")
		}
		s.on(sent.Add(21).String()).is(journey.StateInvited, journey.StepCall, "").refused("letter_printed template=paminnelse")
		for try := range 3 {
			s.log("call outcome=no_answer")
			if try < 2 {
				s.is(journey.StateInvited, journey.StepCall, "").due(s.today.String(), s.today.Add(1).String(), journey.QueueCalls)
				s.on(s.today.Add(1).String())
			}
		}
		s.is(journey.StateNoReply, journey.StepNone, "").log("wants_help").is(journey.StateInContact, journey.StepHelpBook, "Q12")
	}
}

func TestCallsFirstThenTheNextChannel(t *testing.T) {
	s := begin(t).log("call outcome=no_answer", "call outcome=voicemail").is(journey.StateNew, journey.StepCall, "").
		reason("Inget svar 12 januari · försök 3 av 3")
	s.on("2026-01-13").log("call outcome=no_answer").is(journey.StateNew, journey.StepLetter, "").
		reason("Nås inte per telefon, 3 av 3 försök · bjud in med brev")
	s.letter("inbjudan").is(journey.StateInvited, journey.StepWait, "")
	// Wrong number: no more calls until the details are corrected.
	s = begin(t).log("call outcome=wrong_number").is(journey.StateNew, journey.StepLetter, "")
	if !s.status().WrongNumber {
		t.Error("the wrong number is not shown")
	}
	// Spoken with, then silent: nobody is forgotten.
	s = begin(t).log("call outcome=later").is(journey.StateInContact, journey.StepCall, "").due("2026-01-12", "2026-01-26", journey.QueueCalls)
	s.on("2026-01-26").log("call outcome=no_answer", "call outcome=no_answer", "call outcome=no_answer").is(journey.StateNew, journey.StepLetter, "")
}

func TestReturnedMail(t *testing.T) {
	s := begin(t).letter("inbjudan").on("2026-01-20").log("letter_returned").is(journey.StateNew, journey.StepFixAddress, "").
		due("2026-01-20", "2026-01-20", journey.QueueReturned).channels("phone")
	if !s.status().Returned {
		t.Error("not shown as returned")
	}
	s.refused("letter_returned").log("contact").is(journey.StateNew, journey.StepLetter, "").letter("inbjudan").is(journey.StateInvited, journey.StepWait, "")
}

func TestGoneUntilSomebodyConfirms(t *testing.T) {
	s := begin(t).letter("inbjudan").on("2026-01-20").log("gone").is(journey.StateInvited, journey.StepReview, "").channels("")
	s.refused("call outcome=later", "letter_printed template=paminnelse override=x", "booked start=2026-02-10T09:00")
	s.log("reopened reason=kvar").is(journey.StateInvited, journey.StepWait, "") // the same round goes on
	if s.status().Round != 1 {
		t.Error("confirming began a new round")
	}
	// A visit that is today is more urgent than the list.
	s = begin(t).log("booked start=2026-01-20T10:00").on("2026-01-19").log("gone").is(journey.StateBooked, journey.StepReview, "")
	s.on("2026-01-20").is(journey.StateBooked, journey.StepVisit, "").log("visited")
	// On the list again after moving away and back.
	s = begin(t).log("ended reason=moved").is(journey.StateEnded, journey.StepNone, "").on("2026-02-01").log("listed").is(journey.StateEnded, journey.StepReview, "")
	s.log("reopened reason=tillbaka").is(journey.StateNew, journey.StepLetter, "")
}

func TestRoundsBeginAnew(t *testing.T) {
	s := begin(t).letter("inbjudan").on("2026-02-10").letter("paminnelse").log("declined").on("2026-05-01").log("reopened reason=ångrade_sig")
	s.is(journey.StateNew, journey.StepLetter, "").due("2026-05-01", "2026-05-01", "")
	if got := s.status().Round; got != 2 {
		t.Errorf("round %d", got)
	}
	s.letter("inbjudan").on("2026-05-22").is(journey.StateInvited, journey.StepRemind, "")

	s = begin(t).letter("inbjudan").log("deferred until=2026-09-01").is(journey.StateDeferred, journey.StepWait, "").due("2026-01-12", "2026-09-01", "")
	s.refused("letter_printed template=inbjudan").on("2026-08-31").is(journey.StateDeferred, journey.StepWait, "")
	s.on("2026-09-01").is(journey.StateNew, journey.StepCall, "").due("2026-09-01", "2026-09-01", journey.QueueCalls).letter("inbjudan").
		is(journey.StateInvited, journey.StepWait, "")
	begin(t).refused("deferred until=2028-01-01", "deferred until=2026-01-12", "reopened reason=x").log("deferred until=2027-12-31")
}

func TestBookedByLetter(t *testing.T) {
	s := begin(t).log("booked start=2026-03-10T09:00 via=letter room=2").is(journey.StateBooked, journey.StepLetter, "")
	if got := s.status().Next.Template; got != journey.TemplateInvitationTime {
		t.Errorf("proposes %q", got)
	}
	s.letter("inbjudan-tid").is(journey.StateBooked, journey.StepWait, "").due("2026-01-12", "2026-03-03", "")
	s.on("2026-03-03").is(journey.StateBooked, journey.StepSamples, "Q5").log("samples_taken").is(journey.StateBooked, journey.StepWait, "")
	s.log("form_received source=paper_home").is(journey.StateBooked, journey.StepEnterForm, "").due("2026-03-03", "2026-03-03", journey.QueueForms)
	s.facts.Form = journey.FormComplete
	s.on("2026-03-10").is(journey.StateBooked, journey.StepVisit, "").reason("Rum 2 · formuläret inskrivet · prover klara")
	s.on("2026-03-11").is(journey.StateBooked, journey.StepVisit, "").reason("Tiden var 10 mars 09.00 · kom personen?")
}

func TestMissedVisit(t *testing.T) {
	missed := func() *told {
		return begin(t).log("booked start=2026-01-20T09:00").refused("no_show").on("2026-01-20").log("no_show")
	}
	s := missed().is(journey.StateNoShow, journey.StepLetter, "").letter("uteblev").is(journey.StateNoShow, journey.StepWait, "").
		refused("letter_printed template=uteblev", "letter_printed template=inbjudan")
	s.on("2026-02-10").is(journey.StateNoShow, journey.StepCall, "").log("call outcome=no_answer", "call outcome=no_answer", "call outcome=no_answer")
	s.is(journey.StateNoShow, journey.StepNone, "")
	missed().log("booked start=2026-02-20T09:00").is(journey.StateBooked, journey.StepWait, "").on("2026-02-20").log("no_show").letter("uteblev")
}

func TestTheTicketOfALongBookedTimeStaysClosed(t *testing.T) {
	// A form sent apart from the invitation changes nothing in the invitation (Q4).
	s := begin(t).log("consent answer=yes", "booked start=2026-03-10T09:00 via=phone", "ticket_sent type=form expires=2026-01-26")
	s.on("2026-02-01").is(journey.StateBooked, journey.StepWait, "").log("ticket_expired opened=no").is(journey.StateBooked, journey.StepWait, "")
}

func TestFollowUp(t *testing.T) {
	s := begin(t).log("visited", "documented where=pmo")
	s.facts.Form = journey.FormComplete
	s.log("follow_up date=2026-06-01 what=blodtryck").is(journey.StateDone, journey.StepWait, "").due("2026-01-12", "2026-06-01", "")
	s.on("2026-06-01").is(journey.StateDone, journey.StepFollowUp, "").due("2026-06-01", "2026-06-01", journey.QueueFollowUps)
	s.log("call outcome=no_answer").is(journey.StateDone, journey.StepNone, "")
}

func TestChecksJudgeTheDayOfTheEvent(t *testing.T) {
	s := begin(t).on("2026-02-20").log("consent answer=yes").on("2026-02-10")
	s.refused("ticket_sent") // ten days before the yes
	s.on("2026-02-20").log("ticket_sent")
	// Registered late: sent while nothing stood in the way, declined since.
	begin(t).on("2026-02-20").log("declined").on("2026-02-10").log("call outcome=no_answer")
}

func TestDetailsNameWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		kind string
		kv   map[string]string
		want string
	}{
		{"teleported", nil, "teleported"},
		{"consent", map[string]string{"colour": "red"}, "colour"},
		{"consent", map[string]string{"answer": "perhaps"}, "yes, no, withdrawn"},
		{"consent", nil, "answer"},
		{"booked", map[string]string{"start": "i morgon"}, "2026-03-17T13:00"},
		{"deferred", map[string]string{"until": "2026-02-30"}, "until"},
		{"ticket_expired", map[string]string{"opened": "yes", "progress": "35/34"}, "progress"},
		{"ticket_expired", map[string]string{"opened": "yes", "progress": "1/0"}, "progress"},
		{"ticket_expired", map[string]string{"opened": "no", "progress": "3/34"}, "3"},
		{"note", map[string]string{"text": strings.Repeat("å", 2001)}, "text"},
	} {
		_, err := journey.NewDetails(journey.Kind(c.kind), c.kv)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %v: %v, want %s named", c.kind, c.kv, err, c.want)
		}
	}
	d, err := journey.NewDetails(journey.TicketExpired, map[string]string{"opened": "yes", "progress": "12 av 34"})
	if err != nil || d.Progress != "12/34" {
		t.Errorf("%q %v", d.Progress, err)
	}
	if d, err = journey.NewDetails(journey.TicketSent, nil); err != nil || d.Type != journey.TicketVisit {
		t.Errorf("%q %v", d.Type, err)
	}
}

func TestEveryRuleIsSaid(t *testing.T) {
	for _, rule := range []string{"Q1", "Q2", "Q5", "Q7", "Q8", "Q9", "Q10", "Q11", "Q12", "Q18", "Q19", "Q23", "Q24"} {
		words(t, journey.Step{Rule: rule}.RuleText())
	}
	if got := say.In(say.Swedish, journey.Step{Rule: "Q9"}.RuleText()); got != "Påbörjad biljett följs upp med chatt" {
		t.Errorf("%q", got)
	}
	if !(journey.Step{}).RuleText().IsZero() {
		t.Error("a step without a rule says one")
	}
}

func TestSpokenWithThenSilent(t *testing.T) {
	// Wants to think, and no day is agreed: the set days of silence, then a call (promises 11).
	s := begin(t).log("call outcome=later").is(journey.StateInContact, journey.StepCall, "").due("2026-01-12", "2026-01-26", journey.QueueCalls).
		reason("Talades vid 12 januari, tänker på saken · ring 26 januari om det är tyst")
	s.on("2026-01-26").due("2026-01-26", "2026-01-26", journey.QueueCalls).reason("Talades vid 12 januari, inte hört av sig på 14 dagar · ring")
	s.rules.QuietDays = 30
	s.due("2026-01-12", "2026-02-11", journey.QueueCalls)
	s.rules.QuietDays = 14
	// A day was agreed: that day.
	begin(t).log("call outcome=later until=2026-02-01").due("2026-01-12", "2026-02-01", journey.QueueCalls)
	// Called in vain as often as set: the next way (here the first letter).
	s.log("call outcome=no_answer").on("2026-01-27").is(journey.StateInContact, journey.StepCall, "").log("call outcome=no_answer", "call outcome=no_answer")
	s.is(journey.StateNew, journey.StepLetter, "").reason("Nås inte per telefon, 3 av 3 försök · bjud in med brev")
}

func TestWantsHelpAndCannotBeReached(t *testing.T) {
	// Invited, asked for help, called in vain: a person decides, nobody is let go in silence.
	s := begin(t).letter("inbjudan").on("2026-01-20").log("wants_help", "call outcome=no_answer", "call outcome=no_answer").is(journey.StateInContact, journey.StepHelpBook, "Q12")
	s.log("call outcome=voicemail").is(journey.StateInvited, journey.StepReview, "Q12").due("2026-01-20", "2026-01-20", journey.QueueReview)
	s.reason("Hörde av sig 20 januari men nås inte, 3 av 3 försök · prova en annan väg, skjut upp eller avsluta")
	s.log("booked start=2026-03-10T09:00").is(journey.StateBooked, journey.StepWait, "")

	// Nobody can call: the help waits for another word as long as a silence may last.
	s = begin(t)
	s.facts.Phone = false
	s.letter("inbjudan").on("2026-01-20").log("wants_help").is(journey.StateInContact, journey.StepHelpBook, "Q12").
		reason("Bad om hjälp den 20 januari · inget nummer, sök ett eller skriv")
	s.on("2026-02-02").is(journey.StateInContact, journey.StepHelpBook, "Q12").on("2026-02-03").is(journey.StateInvited, journey.StepReview, "Q12")
	s = begin(t)
	s.facts = journey.Facts{Protected: true}
	s.letter("formedling").on("2026-01-20").log("wants_help").is(journey.StateInContact, journey.StepHelpBook, "Q12").on("2026-02-03").is(journey.StateInvited, journey.StepReview, "Q12")
	// Not invited yet: forwarding is the way.
	s = begin(t)
	s.facts = journey.Facts{Protected: true}
	s.log("wants_help").on("2026-01-26").is(journey.StateNew, journey.StepForward, "Q24")
}

func TestWrongNumber(t *testing.T) {
	s := begin(t).log("call outcome=wrong_number").is(journey.StateNew, journey.StepLetter, "").
		reason("Fel nummer 12 januari · bjud in med brev, eller sök ett nytt nummer")
	s.letter("inbjudan").on("2026-02-02").letter("paminnelse").on("2026-02-23")
	s.is(journey.StateInvited, journey.StepFixAddress, "").due("2026-01-12", "2026-01-12", journey.QueueReturned).reason("Fel nummer 12 januari · sök ett nytt, eller ta bort det")
	s.log("contact").is(journey.StateInvited, journey.StepCall, "") // a new number
	s.facts.Phone = false                                           // or none
	s.is(journey.StateNoReply, journey.StepNone, "")
	// Somebody who wants help keeps the place in the queue, and the row says it.
	begin(t).log("wants_help", "call outcome=wrong_number").is(journey.StateInContact, journey.StepHelpBook, "Q12").
		reason("Bad om hjälp den 12 januari · fel nummer 12 januari, sök ett nytt")
}

// Q2: from the withdrawal the channel is blocked, and an open ticket is taken back.
func TestQ2WithdrawalTakesTheTicketBack(t *testing.T) {
	for _, answer := range []string{"withdrawn", "no"} {
		s := begin(t).log("consent answer=yes how=phone by=Lena", "ticket_sent expires=2026-01-26").on("2026-01-15").log("consent answer=" + answer + " how=phone by=Petra")
		s.is(journey.StateInvited, journey.StepReview, "Q2").due("2026-01-15", "2026-01-15", journey.QueueReview).channels("phone").refused("ticket_sent")
		if !strings.Contains(say.In(say.Swedish, s.status().Next.Reason), "en biljett gäller till 26 januari · dra tillbaka den i Cl24, registrera det sedan här") {
			t.Errorf("%q", say.In(say.Swedish, s.status().Next.Reason))
		}
		if got := s.status(); got.Asked != "Petra" || got.How != "phone" {
			t.Errorf("asked by %q, %q", got.Asked, got.How)
		}
		s.log("ticket_expired opened=no recalled=yes").is(journey.StateInvited, journey.StepLetter, "Q10").reason("Biljetten drogs tillbaka 15 januari · bjud in med brev")
		if !s.status().Ticket.Recalled {
			t.Error("not told as taken back")
		}
		s.letter("inbjudan").is(journey.StateInvited, journey.StepWait, "")
	}
	// The flag of a protected identity: the same, then forwarding (Q24).
	s := begin(t).log("consent answer=yes", "ticket_sent expires=2026-01-26")
	s.facts = journey.Facts{Protected: true}
	s.is(journey.StateInvited, journey.StepReview, "Q24").log("ticket_expired opened=no recalled=yes").is(journey.StateInvited, journey.StepForward, "Q24")
}

func TestCancelledAndLate(t *testing.T) {
	booked := func() *told { return begin(t).log("booked start=2026-02-10T09:00 room=2 via=phone").on("2026-02-05") }
	s := booked().log("cancelled by=participant reason=förhinder").is(journey.StateInContact, journey.StepHelpBook, "").due("2026-02-05", "2026-02-05", journey.QueueHelp).
		reason("Tiden 10 februari avbokades 5 februari · hitta en ny")
	if st := s.status(); st.Cancelled != s.today || st.Late {
		t.Errorf("%+v", st)
	}
	s = booked().log("cancelled by=participant late=yes").reason("Tiden 10 februari avbokades sent, 5 februari · hitta en ny")
	if !s.status().Late {
		t.Error("not late")
	}
	s = booked().on("2026-02-10").log("cancelled") // on the very day that is late in itself
	if !s.status().Late {
		t.Error("not late on the day")
	}
	if booked().on("2026-02-10").log("cancelled late=no").status().Late || booked().on("2026-02-10").log("cancelled by=clinic").status().Late {
		t.Error("late though it was said not to be, or was ours")
	}
	booked().log("cancelled by=clinic").is(journey.StateInContact, journey.StepHelpBook, "").reason("Vi avbokade tiden 10 februari den 5 februari · erbjud en ny")
	// A new time, and the cancellation has no more to say.
	if st := s.log("booked start=2026-03-10T09:00").status(); st.Late || !st.Cancelled.IsZero() {
		t.Errorf("%+v", st)
	}
}

// A time that was booked some other way ends what a ticket still had to say: after a
// missed visit nobody chats about a form that was begun in spring.
func TestABookedTimeEndsTheTicket(t *testing.T) {
	s := begin(t).log("consent answer=yes", "ticket_sent").on("2026-01-27").log("ticket_expired opened=yes progress=20/34", "call outcome=booked", "booked start=2026-02-03T09:00")
	s.on("2026-02-03").log("no_show").is(journey.StateNoShow, journey.StepLetter, "").channels("ticket phone")
	if got := s.status().Next.Template; got != journey.TemplateNoShow {
		t.Errorf("proposes %s", got)
	}
	// Booked by phone while the ticket was open, and it runs out begun: the same.
	s = begin(t).log("consent answer=yes", "ticket_sent", "booked start=2026-02-03T09:00 via=phone").on("2026-01-27").log("ticket_expired opened=yes")
	s.is(journey.StateBooked, journey.StepSamples, "Q5").on("2026-02-03").log("no_show").is(journey.StateNoShow, journey.StepLetter, "")
	// The chat that found the time may still be closed.
	s = begin(t).log("consent answer=yes", "ticket_sent").on("2026-01-27").log("ticket_expired opened=yes", "chat_started", "booked start=2026-03-03T09:00", "chat_closed")
	s.is(journey.StateBooked, journey.StepWait, "")
	// A ticket after a missed visit that runs out unopened: a letter may go (D6).
	s = begin(t).log("booked start=2026-01-20T09:00").on("2026-01-20").log("no_show", "consent answer=yes", "ticket_sent").on("2026-02-05").log("ticket_expired opened=no")
	s.is(journey.StateNoShow, journey.StepLetter, "Q10").letter("inbjudan").is(journey.StateNoShow, journey.StepWait, "")
}

func TestReturnedLetterBeforeTheTicketRanOut(t *testing.T) {
	s := begin(t).letter("inbjudan").on("2026-01-15").log("call outcome=later", "consent answer=yes", "ticket_sent").on("2026-01-17").log("letter_returned")
	s.on("2026-01-30").log("ticket_expired opened=no").is(journey.StateInvited, journey.StepFixAddress, "").log("contact").is(journey.StateInvited, journey.StepLetter, "Q10").letter("inbjudan")
}

// Taking part the year after the cohort's keeps the cohort; a deferral may last until the
// set day of that year, and not a day longer.
func TestTheYearAfterKeepsTheCohort(t *testing.T) {
	s := begin(t)
	s.rules.Cohort = 2026
	s.refused("deferred until=2028-01-01").log("deferred until=2027-12-31")
	e, _ := s.event("deferred until=2028-01-01")
	err := journey.Check(s.events, s.facts, s.rules, s.today, e)
	if words := fault.Words(say.Swedish, err); !strings.Contains(words, "längst till 31 december 2027") {
		t.Errorf("%q", words)
	}
	s.rules.DeferMonth, s.rules.DeferDay = time.June, 30
	s.refused("deferred until=2027-07-01").log("deferred until=2027-06-30")
	s.on("2027-03-01").log("booked start=2027-03-08T09:00").on("2027-03-08").log("visited", "documented where=pmo")
	s.facts.Form = journey.FormComplete
	s.is(journey.StateDone, journey.StepNone, "")
	if s.status().Round != 1 {
		t.Errorf("round %d", s.status().Round)
	}
}

// Changing a setting changes the list at once, and the row's words have the new number.
func TestEveryRuleIsQuoted(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(*journey.Rules)
		tell func(*told)
		want []string
	}{
		{"letter_days", func(r *journey.Rules) { r.LetterDays = 30 }, func(s *told) { s.letter("inbjudan").on("2026-02-11") }, []string{"obesvarat efter 30 dagar", "påminnelse 1 av 1"}},
		{"letter_days, waiting", func(r *journey.Rules) { r.LetterDays = 30 }, func(s *told) { s.letter("inbjudan") }, []string{"svarstid 30 dagar, till 11 februari"}},
		{"reminders", func(r *journey.Rules) { r.Reminders = 2 }, func(s *told) { s.letter("inbjudan").on("2026-02-02").letter("paminnelse").on("2026-02-23") }, []string{"påminnelse 2 av 2"}},
		{"reminders, all sent", func(r *journey.Rules) {}, func(s *told) { s.letter("inbjudan").on("2026-02-02").letter("paminnelse").on("2026-02-23") }, []string{"1 av 1 påminnelser skickade, ring"}},
		{"no reminders", func(r *journey.Rules) { r.Reminders = 0 }, func(s *told) { s.letter("inbjudan").on("2026-02-02") }, []string{"obesvarat efter 21 dagar · ring"}},
		{"call_tries", func(r *journey.Rules) { r.CallTries = 5 }, func(s *told) { s.log("call outcome=no_answer") }, []string{"försök 2 av 5"}},
		{"retry_days", func(r *journey.Rules) { r.RetryDays = 4 }, func(s *told) { s.log("call outcome=no_answer").due("2026-01-12", "2026-01-16", journey.QueueCalls) }, nil},
		{"ticket_days", func(r *journey.Rules) { r.TicketDays = 10 }, func(s *told) { s.log("consent answer=yes", "ticket_sent") }, []string{"gäller 10 dagar, till 22 januari"}},
		{"sample_days", func(r *journey.Rules) { r.SampleDays = 10 }, func(s *told) { s.log("booked start=2026-02-10T09:00").on("2026-02-01") }, []string{"prover skulle tas senast 31 januari, 10 dagar före"}},
		{"sample_days, late", func(r *journey.Rules) { r.SampleDays = 10 }, func(s *told) { s.log("booked start=2026-01-20T09:00") }, []string{"bokades 8 dagar före, proverna behöver 10"}},
		{"quiet_days", func(r *journey.Rules) { r.QuietDays = 10 }, func(s *told) { s.log("call outcome=later").on("2026-01-22") }, []string{"inte hört av sig på 10 dagar"}},
		{"chat_days", func(r *journey.Rules) { r.ChatDays = 3 }, func(s *told) {
			s.log("consent answer=yes", "ticket_sent").on("2026-01-27").log("ticket_expired opened=yes", "chat_started").on("2026-01-30")
		}, []string{"läs svaret efter 3 dagar"}},
	} {
		s := begin(t)
		c.set(&s.rules)
		c.tell(s)
		for _, want := range c.want {
			if got := say.In(say.Swedish, s.status().Next.Reason); !strings.Contains(got, want) {
				t.Errorf("%s: %q, want %q in it", c.name, got, want)
			}
		}
	}
}
