package journey_test

import (
	"strings"
	"testing"

	"fyrtio/core/journey"
)

// The tests here prove the FAQ's rules, as far as journeys go; each bears the rule's id.

func run(t testing.TB, f journey.Facts, r journey.Rules, lines ...string) journey.Status {
	t.Helper()
	return journey.Of(story(t, lines...), f, r, today)
}

func TestQ1EverythingWorksWithoutClinic24(t *testing.T) {
	off := journey.DefaultRules()
	off.Cl24 = false
	s := run(t, ordinary, off, listed, "2026-02-01 consent answer=yes")
	if s.Channels[journey.ByTicket].Allowed || s.Channels[journey.ByChat].Allowed {
		t.Error("Clinic24's channels are open in a clinic without Clinic24")
	}
	if s.Next.Step != journey.StepLetter {
		t.Errorf("next is %s, want a letter", s.Next.Step)
	}
	done := journey.Facts{Address: true, Form: journey.FormComplete}
	s = run(t, done, off, listed, "2026-03-01 booked start=2026-03-09T10:00", "2026-03-09 visited")
	if s.Next.Step != journey.StepDocument || s.State != journey.StateVisited {
		t.Errorf("after the visit: %s %s", s.State, s.Next.Step)
	}
	s = run(t, done, off, listed, "2026-03-09 visited", "2026-03-09 documented where=pmo")
	if s.State != journey.StateDone {
		t.Errorf("documented in PMO: %s", s.State)
	}
}

func TestQ2NoTicketWithoutConsent(t *testing.T) {
	for _, lines := range [][]string{
		{listed},
		{listed, "2026-02-01 consent answer=no"},
		{listed, "2026-02-01 consent answer=yes", "2026-02-05 consent answer=withdrawn"},
		{listed, "2026-02-01 registered cl24=yes"}, // registered before is no consent (D5)
	} {
		s := of(t, ordinary, lines...)
		p := s.Channels[journey.ByTicket]
		if p.Allowed || words(t, p.Reason) == "" {
			t.Errorf("%v: the ticket is open", lines)
		}
		if s.Next.Step != journey.StepLetter {
			t.Errorf("%v: next is %s, want a letter", lines, s.Next.Step)
		}
		if why := refused(t, ordinary, append(lines, "2026-03-01 ticket_sent")...); !strings.Contains(why, words(t, p.Reason)) {
			t.Errorf("%v: refused because %q", lines, why)
		}
	}
	if s := of(t, ordinary, listed, "2026-02-01 consent answer=yes"); !s.Channels[journey.ByTicket].Allowed || s.Next.Step != journey.StepTicket {
		t.Error("with consent the ticket is not proposed")
	}
}

func TestQ3VaccinationIsNoConsent(t *testing.T) {
	// An import leaves nothing but "listed", whatever its columns said of MVG: there is
	// no other event from which consent could come than the answer itself.
	for _, line := range []string{"2026-02-01 registered cl24=yes", "2026-02-01 note text=MVG:ja", "2026-02-01 info_given"} {
		if s := of(t, ordinary, listed, line); s.Consent != "" || s.Channels[journey.ByTicket].Allowed {
			t.Errorf("%s was taken for consent", line)
		}
	}
}

func TestQ4PhoneFirstThenTheForm(t *testing.T) {
	agreed := []string{listed, "2026-03-02 consent answer=yes how=phone", "2026-03-02 booked start=2026-03-30T10:00 via=phone"}
	if s := of(t, ordinary, agreed...); !s.Channels[journey.ByTicket].Allowed {
		t.Error("with an agreed time the form cannot be sent")
	}
	possible(t, ordinary, append(agreed, "2026-03-02 ticket_sent type=form")...)
	refused(t, ordinary, append(agreed, "2026-03-02 ticket_sent type=visit")...)
	refused(t, ordinary, listed, "2026-03-02 consent answer=yes how=phone", "2026-03-02 ticket_sent type=form")
	// The form may go by letter instead: booking blocks no confirmation letter.
	events := possible(t, ordinary, agreed...)
	if !journey.MayLetter(journey.TemplateConfirmation, events, ordinary, journey.DefaultRules(), today).Allowed {
		t.Error("a booked time cannot be confirmed by letter")
	}
}

func TestQ5LateBookingWarnsButIsPossible(t *testing.T) {
	s := of(t, ordinary, listed, "2026-03-10 booked start=2026-03-10T15:20")
	if s.State != journey.StateBooked || s.Next.Step != journey.StepVisit {
		t.Errorf("booked for the same day: %s %s", s.State, s.Next.Step)
	}
	s = of(t, ordinary, listed, "2026-03-09 booked start=2026-03-12T10:00")
	if s.Next.Step != journey.StepSamples || s.Next.Rule != "Q5" {
		t.Errorf("samples that cannot be ready are not told: %s", s.Next.Step)
	}
}

func TestQ7DeclinedIsNotSilence(t *testing.T) {
	s := of(t, ordinary, listed, "2026-02-01 declined channel=phone reason=tid")
	if s.State != journey.StateDeclined || s.Next.Step != journey.StepNone || s.Next.Queue != "" {
		t.Errorf("%s %s", s.State, s.Next.Step)
	}
	for ch, p := range s.Channels {
		if p.Allowed {
			t.Errorf("%s is still allowed", ch)
		}
	}
	events := story(t, listed, "2026-02-01 declined")
	for _, template := range journey.Templates {
		may := journey.MayLetter(template, events, ordinary, journey.DefaultRules(), today)
		if template == journey.TemplateDecline {
			if !may.Allowed {
				t.Error("a decline cannot be answered")
			}
		} else if may.Allowed || may.Override {
			t.Errorf("%s may go to somebody who declined", template)
		}
	}
	thanked := append(events, story(t, "2026-02-02 letter_printed template=avbojt", "2026-02-02 letter_confirmed")...)
	if journey.MayLetter(journey.TemplateDecline, thanked, ordinary, journey.DefaultRules(), today).Allowed {
		t.Error("a decline is answered twice")
	}
}

func TestQ8ExpiredTicketsTellHowFar(t *testing.T) {
	s := of(t, ordinary, listed, "2026-02-01 consent answer=yes", "2026-02-20 ticket_sent expires=2026-03-06",
		"2026-03-06 ticket_expired opened=yes progress=12/34")
	if s.Ticket == nil || s.Ticket.Progress != "12/34" || !s.Ticket.Opened || s.Ticket.Sent.String() != "2026-02-20" {
		t.Errorf("the list shows %+v", s.Ticket)
	}
	silent := of(t, ordinary, listed, "2026-02-01 consent answer=yes", "2026-02-20 ticket_sent expires=2026-03-06")
	if silent.Next.Step != journey.StepReview || silent.Next.Rule != "Q8" {
		t.Errorf("a ticket past its day without a notice: %s", silent.Next.Step)
	}
}

func TestQ9OpenedButUnfinishedGivesChat(t *testing.T) {
	for _, progress := range []string{" progress=0/34", " progress=12/34", " progress=34/34", ""} { // opened decides, D7
		s := of(t, ordinary, listed, "2026-02-01 consent answer=yes", "2026-02-20 ticket_sent expires=2026-03-06",
			"2026-03-06 ticket_expired opened=yes"+progress)
		if s.Next.Step != journey.StepChat || s.Next.Rule != "Q9" || !s.Channels[journey.ByChat].Allowed {
			t.Errorf("opened%s: %s", progress, s.Next.Step)
		}
		if s.Channels[journey.ByTicket].Allowed {
			t.Error("a new ticket before the chat")
		}
		if progress == " progress=12/34" && !strings.Contains(words(t, s.Next.Reason), "12 av 34") {
			t.Errorf("the progress is not told: %s", words(t, s.Next.Reason))
		}
	}
}

func TestQ10UnopenedGivesLetter(t *testing.T) {
	lines := []string{listed, "2026-02-01 consent answer=yes", "2026-02-20 ticket_sent expires=2026-03-06", "2026-03-06 ticket_expired opened=no"}
	s := of(t, ordinary, lines...)
	if s.Next.Step != journey.StepLetter || s.Next.Rule != "Q10" || s.Channels[journey.ByChat].Allowed {
		t.Errorf("%s", s.Next.Step)
	}
	if !journey.MayLetter(journey.TemplateInvitation, story(t, lines...), ordinary, journey.DefaultRules(), today).Allowed {
		t.Error("an expired ticket counts as an invitation")
	}
	if s := of(t, journey.Facts{Phone: true}, lines...); s.Next.Step != journey.StepCall {
		t.Errorf("without an address: %s", s.Next.Step)
	}
}

func TestQ11InterpreterIsKept(t *testing.T) {
	s := of(t, ordinary, listed, "2026-02-01 interpreter language=arabiska", "2026-03-01 booked start=2026-03-30T10:00")
	if s.Interpreter != "arabiska" {
		t.Errorf("interpreter %q", s.Interpreter)
	}
	s = of(t, ordinary, listed, "2026-03-09 call outcome=interpreter language=somaliska")
	if s.Interpreter != "somaliska" || s.Next.Step != journey.StepCall || s.Next.Rule != "Q11" {
		t.Errorf("after a call that needed one: %q %s", s.Interpreter, s.Next.Step)
	}
	if s := of(t, ordinary, listed, "2026-02-01 interpreter language=arabiska", "2026-02-02 interpreter"); s.Interpreter != "" {
		t.Error("no longer needed, still told")
	}
}

func TestQ12HelpIsAQueue(t *testing.T) {
	lines := []string{listed, "2026-03-01 wants_help what=eftermiddag"}
	s := of(t, ordinary, lines...)
	if s.Next.Step != journey.StepHelpBook || s.Next.Queue != journey.QueueHelp || s.Next.Since.String() != "2026-03-01" {
		t.Errorf("%+v", s.Next)
	}
	s = of(t, ordinary, append(lines, "2026-03-05 handed_over to=Petra")...)
	if s.Next.Since.String() != "2026-03-01" || !strings.Contains(words(t, s.Next.Reason), "Petra") {
		t.Errorf("handed over: %s since %s", words(t, s.Next.Reason), s.Next.Since)
	}
	s = of(t, ordinary, append(lines, "2026-03-06 booked start=2026-04-20T10:00")...)
	if s.Next.Queue != "" {
		t.Error("booked, and still in the queue")
	}
}

func TestQ18PaperFormIsDocumentedWithConsentAndInformation(t *testing.T) {
	complete := journey.Facts{Address: true, Form: journey.FormComplete}
	visit := []string{listed, "2026-03-09 visited"}
	step := func(lines ...string) journey.StepKind {
		return of(t, complete, append(visit, lines...)...).Next.Step
	}
	if got := step(); got != journey.StepAskConsent {
		t.Errorf("not asked: %s", got)
	}
	if got := step("2026-03-09 consent answer=yes how=visit"); got != journey.StepAskConsent {
		t.Errorf("not informed: %s", got)
	}
	informed := []string{"2026-03-09 consent answer=yes how=visit", "2026-03-09 info_given"}
	if got := step(informed...); got != journey.StepDocument {
		t.Errorf("informed: %s", got)
	}
	refused(t, complete, append(visit, "2026-03-09 documented where=cl24 way=assisted")...)
	refused(t, complete, append(visit, informed[0], "2026-03-09 documented where=cl24 way=assisted")...)
	for _, way := range []string{"assisted", "standalone"} {
		s := of(t, complete, append(append(visit, informed...), "2026-03-09 documented where=cl24 way="+way)...)
		if s.State != journey.StateDone {
			t.Errorf("documented (%s): %s", way, s.State)
		}
	}
	half := journey.Facts{Address: true, Form: journey.FormBegun}
	if s := of(t, half, append(append(visit, informed...), "2026-03-09 documented where=cl24")...); s.State == journey.StateDone || s.Next.Step != journey.StepEnterForm {
		t.Error("done with a half-entered form")
	}
}

func TestQ19NoConsentNoDocumentationInClinic24(t *testing.T) {
	complete := journey.Facts{Address: true, Form: journey.FormComplete}
	for _, answer := range []string{"no", "withdrawn"} {
		lines := []string{listed, "2026-03-09 visited", "2026-03-09 consent answer=" + answer, "2026-03-09 info_given"}
		s := of(t, complete, lines...)
		if s.Next.Step != journey.StepDocument || s.Next.Rule != "Q19" {
			t.Errorf("%s: %s by %s", answer, s.Next.Step, s.Next.Rule)
		}
		refused(t, complete, append(lines, "2026-03-09 documented where=cl24 way=assisted")...)
		if s := of(t, complete, append(lines, "2026-03-09 documented where=pmo")...); s.State != journey.StateDone {
			t.Errorf("documented in PMO: %s", s.State)
		}
	}
}

func TestQ23UndocumentedVisitsAreAQueue(t *testing.T) {
	for form, want := range map[journey.FormStatus]journey.StepKind{
		"": journey.StepEnterForm, journey.FormBegun: journey.StepEnterForm, journey.FormCl24: journey.StepEnterForm, journey.FormComplete: journey.StepAskConsent,
	} {
		s := of(t, journey.Facts{Form: form}, listed, "2026-03-09 visited")
		if s.Next.Step != want || s.Next.Queue == "" {
			t.Errorf("form %q: %s in %q", form, s.Next.Step, s.Next.Queue)
		}
	}
}

func TestQ24ProtectedIdentity(t *testing.T) {
	for _, f := range []journey.Facts{{Protected: true}, {Protected: true, OwnContact: true, Address: true, Phone: true}} {
		s := run(t, f, journey.DefaultRules(), listed, "2026-02-01 consent answer=yes")
		for _, ch := range []journey.Channel{journey.ByTicket, journey.ByLetter, journey.ByChat} {
			if s.Channels[ch].Allowed {
				t.Errorf("%s is allowed", ch)
			}
		}
		if s.Channels[journey.ByPhone].Allowed != f.OwnContact || !s.Channels[journey.ByForwarding].Allowed || s.Next.Step != journey.StepForward {
			t.Errorf("phone %v, forwarding %v, next %s", s.Channels[journey.ByPhone].Allowed, s.Channels[journey.ByForwarding].Allowed, s.Next.Step)
		}
		for _, template := range journey.Templates {
			may := journey.MayLetter(template, story(t, listed), f, journey.DefaultRules(), today)
			if may.Allowed != (template == journey.TemplateForwarding) || may.Override {
				t.Errorf("%s: %+v", template, may)
			}
		}
	}
	// Assisted entry is allowed, sending the form is not.
	f := journey.Facts{Protected: true, Form: journey.FormComplete}
	visit := []string{listed, "2026-03-09 visited", "2026-03-09 consent answer=yes", "2026-03-09 info_given"}
	refused(t, f, append(visit, "2026-03-09 documented where=cl24 way=standalone")...)
	if s := of(t, f, append(visit, "2026-03-09 documented where=cl24 way=assisted")...); s.State != journey.StateDone {
		t.Errorf("assisted entry: %s", s.State)
	}
	if journey.MayLetter(journey.TemplateForwarding, story(t, listed), ordinary, journey.DefaultRules(), today).Allowed {
		t.Error("an ordinary participant's letter goes through forwarding")
	}
}
