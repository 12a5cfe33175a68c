package journey_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/journey"
)

// situation is a place in a journey: how one gets there, and which letters D6 allows.
type situation struct {
	name    string
	state   journey.State
	lines   []string
	letters string // allowed for somebody without protection, in the order of Templates
	never   bool   // and no reason overrides a refusal
	shut    bool   // every channel is blocked
	ticket  string // open, begun: the last ticket
}

const invitations = "inbjudan inbjudan-ring inbjudan-tid "

// situations cover every state, and the ones within a state that the rules tell apart.
// They are looked at on 10 March 2026.
func situations() []situation {
	letter := []string{"2026-03-01 letter_printed template=inbjudan letter=1", "2026-03-01 letter_confirmed"}
	old := []string{"2026-01-20 letter_printed template=inbjudan letter=1", "2026-01-20 letter_confirmed"}
	reminded := append(slices.Clip(old), "2026-02-11 letter_printed template=paminnelse letter=2", "2026-02-11 letter_confirmed")
	ticket := "2026-02-20 ticket_sent expires=2026-03-06"
	unopened := []string{ticket, "2026-03-06 ticket_expired opened=no"}
	begun := []string{ticket, "2026-03-06 ticket_expired opened=yes progress=12/34"}
	chat := append(slices.Clip(begun), "2026-03-07 chat_started")
	booked := "2026-03-01 booked start=2026-03-20T10:00 via=phone"
	visited := []string{"2026-03-01 booked start=2026-03-09T10:00", "2026-03-09 visited"}
	declined := "2026-03-01 declined channel=phone"
	plus := func(list []string, more ...string) []string { return append(slices.Clip(list), more...) }
	return []situation{
		{name: "new", state: journey.StateNew, letters: invitations + "cl24-information"},
		{name: "called in vain", state: journey.StateNew, lines: []string{"2026-03-09 call outcome=no_answer"}, letters: invitations + "cl24-information"},
		{name: "reopened", state: journey.StateNew, lines: plus(old, declined, "2026-03-02 reopened reason=x"), letters: invitations + "cl24-information"},
		{name: "deferral over", state: journey.StateNew, lines: plus(old, "2026-02-01 deferred until=2026-03-10"), letters: invitations + "cl24-information"},
		{name: "letter pending", state: journey.StateNew, lines: letter[:1], never: true},
		{name: "letter came back", state: journey.StateNew, lines: plus(letter, "2026-03-08 letter_returned")},
		{name: "address mended", state: journey.StateNew, lines: plus(letter, "2026-03-08 letter_returned", "2026-03-09 contact"), letters: invitations + "cl24-information"},
		{name: "letter waits", state: journey.StateInvited, lines: letter, letters: "cl24-information"},
		{name: "letter unanswered", state: journey.StateInvited, lines: old, letters: "paminnelse cl24-information"},
		{name: "reminded", state: journey.StateInvited, lines: reminded, letters: "cl24-information"},
		{name: "ticket open", state: journey.StateInvited, lines: []string{"2026-03-01 ticket_sent expires=2026-03-15"}, letters: "cl24-information", ticket: "open"},
		{name: "ticket ran out, notice missing", state: journey.StateInvited, lines: []string{ticket}, letters: "cl24-information", ticket: "open"},
		{name: "ticket unopened", state: journey.StateInvited, lines: unopened, letters: invitations + "cl24-information"},
		{name: "ticket unopened, letter sent", state: journey.StateInvited, lines: plus(unopened, "2026-03-07 letter_printed template=inbjudan letter=1", "2026-03-07 letter_confirmed"), letters: "cl24-information"},
		{name: "ticket begun", state: journey.StateInvited, lines: begun, letters: "cl24-information", ticket: "begun"},
		{name: "chat", state: journey.StateInContact, lines: chat, letters: "cl24-information", ticket: "begun"},
		{name: "chat closed", state: journey.StateInvited, lines: plus(chat, "2026-03-09 chat_closed"), letters: invitations + "cl24-information"},
		{name: "wants help", state: journey.StateInContact, lines: plus(letter, "2026-03-05 wants_help"), letters: "cl24-information"},
		{name: "call later", state: journey.StateInContact, lines: []string{"2026-03-05 call outcome=later until=2026-03-20"}, letters: "cl24-information"},
		{name: "agreed by phone", state: journey.StateInContact, lines: []string{"2026-03-05 call outcome=booked"}, letters: "cl24-information"},
		{name: "cancelled", state: journey.StateInContact, lines: []string{booked, "2026-03-05 cancelled by=participant"}, letters: "cl24-information"},
		{name: "deferred", state: journey.StateDeferred, lines: []string{"2026-03-01 deferred until=2026-03-11"}, letters: "senare cl24-information"},
		{name: "booked", state: journey.StateBooked, lines: []string{booked}, letters: "bekraftelse cl24-information"},
		{name: "booked and confirmed", state: journey.StateBooked, lines: []string{booked, "2026-03-01 letter_printed template=bekraftelse letter=1", "2026-03-01 letter_confirmed"}, letters: "cl24-information"},
		{name: "rebooked", state: journey.StateBooked, lines: []string{booked, "2026-03-01 letter_printed template=bekraftelse letter=1", "2026-03-01 letter_confirmed", "2026-03-02 rebooked start=2026-03-24T10:00"}, letters: "bekraftelse cl24-information"},
		{name: "time to be offered by letter", state: journey.StateBooked, lines: []string{"2026-03-01 booked start=2026-04-20T10:00 via=letter"}, letters: "inbjudan-tid bekraftelse cl24-information"},
		{name: "time offered by letter", state: journey.StateBooked, lines: []string{"2026-03-01 booked start=2026-04-20T10:00 via=letter", "2026-03-01 letter_printed template=inbjudan-tid letter=1", "2026-03-01 letter_confirmed"}, letters: "bekraftelse cl24-information"},
		{name: "no-show", state: journey.StateNoShow, lines: []string{"2026-03-01 booked start=2026-03-09T10:00", "2026-03-09 no_show"}, letters: "uteblev cl24-information"},
		{name: "no-show, letter sent", state: journey.StateNoShow, lines: []string{"2026-03-01 booked start=2026-03-09T10:00", "2026-03-09 no_show", "2026-03-09 letter_printed template=uteblev letter=1", "2026-03-09 letter_confirmed"}, letters: "cl24-information"},
		{name: "visited", state: journey.StateVisited, lines: visited, letters: "cl24-information"},
		{name: "done", state: journey.StateDone, lines: plus(visited, "2026-03-09 documented where=pmo"), letters: "cl24-information"},
		{name: "declined", state: journey.StateDeclined, lines: []string{declined}, letters: "avbojt", never: true, shut: true},
		{name: "declined and thanked", state: journey.StateDeclined, lines: []string{declined, "2026-03-02 letter_printed template=avbojt letter=1", "2026-03-02 letter_confirmed"}, never: true, shut: true},
		{name: "no reply", state: journey.StateNoReply, lines: plus(old, "2026-02-11 letter_printed template=paminnelse letter=2", "2026-02-11 letter_confirmed", "2026-03-07 call outcome=no_answer", "2026-03-08 call outcome=voicemail", "2026-03-09 call outcome=no_answer"), letters: "cl24-information"},
		{name: "moved", state: journey.StateEnded, lines: []string{"2026-03-01 ended reason=moved"}, shut: true},
		{name: "dead", state: journey.StateEnded, lines: []string{"2026-03-01 ended reason=dead"}, never: true, shut: true},
		{name: "gone", state: journey.StateInvited, lines: plus(letter, "2026-03-05 gone"), never: true, shut: true},
	}
}

// consents are the lines before and after a situation's own for each answer; nil where
// the answer cannot go with it.
func (s *situation) consents(answer string) []string {
	sent := strings.Contains(strings.Join(s.lines, "\n"), "ticket_sent")
	yes := "2026-01-12 consent answer=yes how=phone"
	all := []string{listed}
	switch {
	case answer == "" && !sent:
		return append(all, s.lines...)
	case answer == "":
		return nil // a ticket was sent: somebody said yes before it
	case answer == journey.No && !sent:
		return append(append(all, "2026-01-12 consent answer=no how=phone"), s.lines...)
	case answer == journey.Yes:
		return append(append(all, yes), s.lines...)
	}
	return append(append(append(all, yes), s.lines...), "2026-03-10 consent answer="+answer)
}

// S10 (Q7, Q24, D5, D6): no letter goes where it must not, in every situation, for every
// template, answer, protection and setting; and every channel is open or blocked as D5
// says. The table of situations has been written by hand from D6.
func TestS10EverySituationChannelAndTemplate(t *testing.T) {
	states := map[journey.State]bool{}
	checked := 0
	for _, s := range situations() {
		for _, answer := range []string{"", journey.Yes, journey.No, journey.Withdrawn} {
			lines := s.consents(answer)
			if lines == nil {
				continue
			}
			for _, f := range []journey.Facts{{}, {Protected: true}, {Protected: true, OwnContact: true}} {
				f.Address, f.Phone = true, true
				if s.state == journey.StateDone {
					f.Form = journey.FormComplete
				}
				for _, cl24 := range []bool{true, false} {
					r := journey.DefaultRules()
					r.Cl24 = cl24
					states[s.state] = true
					checked++
					name := fmt.Sprintf("%s, consent %q, protected %v %v, Clinic24 %v", s.name, answer, f.Protected, f.OwnContact, cl24)
					s.check(t, name, answer, forProtected(lines, f), f, r)
				}
			}
		}
	}
	if len(states) != 11 || checked < 600 {
		t.Errorf("only %d states and %d cases", len(states), checked)
	}
}

// forProtected lets a protected participant's letters go by forwarding.
func forProtected(lines []string, f journey.Facts) []string {
	if !f.Protected {
		return lines
	}
	var list []string
	for _, line := range lines {
		for _, template := range []string{"inbjudan-tid", "inbjudan", "paminnelse"} {
			line = strings.Replace(line, "template="+template, "template=formedling", 1)
		}
		list = append(list, line)
	}
	return list
}

func (s *situation) check(t *testing.T, name, answer string, lines []string, f journey.Facts, r journey.Rules) {
	events := story(t, lines...)
	st := journey.Of(events, f, r, today)
	chats := r.Cl24 && answer == journey.Yes && !f.Protected
	if want := s.stateFor(f, chats, answer == journey.Yes && r.Cl24); st.State != want {
		t.Errorf("%s: state %s, want %s", name, st.State, want)
	}
	allowed := strings.Fields(s.letters)
	if s.ticket == "begun" && !chats { // no chat can be held: the letter need not wait for it (Q2)
		allowed = append(allowed, strings.Fields(invitations)...)
	}
	invitation := slices.Contains(allowed, journey.TemplateInvitation) || slices.Contains(allowed, journey.TemplateInvitationTime)
	reminder := slices.Contains(allowed, journey.TemplateReminder)
	if f.Protected {
		switch s.name {
		case "letter came back": // an address is of no use to forwarding
			invitation = true
		case "call later": // nobody can call: it begins anew
			invitation = !f.OwnContact
		case "time to be offered by letter":
			invitation = false
		}
		allowed = nil
		if invitation || reminder {
			allowed = []string{journey.TemplateForwarding}
		}
	}
	for _, template := range journey.Templates {
		may := journey.MayLetter(template, events, f, r, today)
		if want := slices.Contains(allowed, template); may.Allowed != want {
			t.Errorf("%s: %s allowed %v (%s), want %v", name, template, may.Allowed, words(t, may.Reason), want)
		}
		if !may.Allowed {
			words(t, may.Short())
		}
		override := !may.Allowed && !s.never && !f.Protected && template != journey.TemplateForwarding
		if may.Override != override {
			t.Errorf("%s: %s may be overridden: %v, want %v (%s)", name, template, may.Override, override, words(t, may.Reason))
		}
		for reason, possible := range map[string]bool{"": may.Allowed, "bad om det": may.Allowed || override} {
			e := story(t, "2026-03-10 letter_printed template="+template+" letter=99")[0]
			e.At, e.Details.Override = today.At(23, 0), reason
			if err := journey.Check(events, f, r, today, e); (err == nil) != possible {
				t.Errorf("%s: printing %s with reason %q: %v", name, template, reason, err)
			}
		}
	}
	for channel, want := range map[journey.Channel]bool{
		journey.ByTicket:     chats && !s.shut && s.ticket == "",
		journey.ByChat:       chats && !s.shut && s.ticket == "begun",
		journey.ByPhone:      !s.shut && (!f.Protected || f.OwnContact),
		journey.ByLetter:     !f.Protected && (invitation || reminder),
		journey.ByForwarding: f.Protected && (invitation || reminder),
	} {
		p := st.Channels[channel]
		if p.Allowed != want {
			t.Errorf("%s: channel %s allowed %v (%s), want %v", name, channel, p.Allowed, words(t, p.Reason), want)
		}
	}
	words(t, st.Next.Reason)
}

// stateFor gives the state where protection, a chat that cannot be held or a ticket
// that can be sent make it another.
func (s *situation) stateFor(f journey.Facts, chats, tickets bool) journey.State {
	switch {
	case s.name == "chat" && !chats:
		return journey.StateInvited
	case s.name == "call later" && f.Protected && !f.OwnContact:
		return journey.StateNew
	case s.name == "reminded" && f.Protected && !f.OwnContact: // no call is left to try
		return journey.StateNoReply
	case s.name == "no reply" && tickets && !f.Protected: // a ticket is left to try
		return journey.StateInvited
	}
	return s.state
}
