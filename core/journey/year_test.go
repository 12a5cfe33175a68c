package journey_test

import (
	"strings"
	"testing"

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
