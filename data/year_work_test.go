package data

import (
	"fmt"
	"io"

	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/visit"
)

// The year's coordinator: works through Idag, row by row, each as its step says.

func inMemory(w io.Writer) PartWriter {
	return func(int, int) (io.Writer, error) { return w, nil }
}

// work does what stands on Idag, but for the visits of the day.
func (y *year) work() {
	w, err := y.s.Today(y.t.Context(), 2026)
	must(y.t, err)
	letters := map[string][]string{}
	var tickets []string
	for _, row := range w.Rows {
		if row.Handled != nil {
			continue
		}
		switch row.Step {
		case journey.StepLetter, journey.StepRemind, journey.StepForward:
			t := row.Status.Next.Template
			letters[t] = append(letters[t], row.Participant)
		case journey.StepTicket:
			tickets = append(tickets, row.Participant)
		default:
			y.do(row)
		}
	}
	y.tickets(tickets)
	y.print(letters)
}

// tickets sends tickets to many at once.
func (y *year) tickets(ids []string) {
	if len(ids) == 0 {
		return
	}
	y.record(LogParams{Participants: ids, Cohort: 2026, Kind: journey.TicketSent, Details: journey.Details{Type: journey.TicketVisit}})
	for _, id := range ids {
		y.gotTicket(y.byID[id])
	}
}

// do does one row.
func (y *year) do(row WorkRow) {
	p, st := y.byID[row.Participant], &row.Status
	switch row.Step {
	case journey.StepVisit:
		if st.Booking.Day.Before(y.c.day()) { // nobody told of it yesterday
			y.visit(p, st)
		}
	case journey.StepCall:
		y.call(row.Row)
	case journey.StepHelpBook:
		if !st.Channels[journey.ByPhone].Allowed || p.row.mobile == "" { // nobody can be called: sometimes the person calls again
			if y.one(20) {
				y.book(p, "desk", "")
			}
			return
		}
		if st.HandedTo == "" && y.one(5) {
			y.record(event(p, journey.HandedOver, journey.Details{To: "Petra"}))
			return
		}
		y.call(row.Row)
	case journey.StepChat:
		y.chat(p, st)
	case journey.StepSamples:
		if y.one(2) {
			y.record(event(p, journey.SamplesTaken, journey.Details{}))
		}
	case journey.StepEnterForm:
		y.enter(p, st)
	case journey.StepAskConsent:
		y.askConsent(p, st)
	case journey.StepDocument:
		y.document(p, st)
	case journey.StepFixAddress:
		y.fix(row.Row)
	case journey.StepFollowUp:
		y.record(event(p, journey.Note, journey.Details{Text: "uppföljd"}))
	case journey.StepReview:
		y.review(row)
	default:
		y.t.Errorf("%s: %s stands on Idag: %s", y.c.day(), row.Step, say.In(say.English, row.Reason))
	}
}

// call rings somebody.
func (y *year) call(row Row) {
	p, st := y.byID[row.Participant], &row.Status
	outcome := func(d journey.Details) { y.record(event(p, journey.Called, d)) }
	if st.WrongNumber {
		y.fix(row)
		return
	}
	switch x := y.rng.IntN(100); {
	case x < 38:
		outcome(journey.Details{Outcome: journey.CallNoAnswer})
	case x < 46:
		outcome(journey.Details{Outcome: journey.CallVoicemail})
	case x < 50:
		outcome(journey.Details{Outcome: journey.CallWrongNumber})
	case x < 58:
		outcome(journey.Details{Outcome: journey.CallLater, Until: y.c.day().Add(1 + y.rng.IntN(20))})
	case x < 64:
		outcome(journey.Details{Outcome: journey.CallLater})
	case x < 67 && st.Interpreter == "":
		outcome(journey.Details{Outcome: journey.CallInterpreter, Language: "somaliska"})
	case x < 74 && st.Visited.IsZero():
		outcome(journey.Details{Outcome: journey.CallDeclined, Reason: "vill inte"})
	case x < 90 && y.s.Config().On("cl24") && st.Consent != journey.Yes && p.protected.IsZero() && st.Booking == nil && st.Visited.IsZero() && (st.Ticket == nil || st.Ticket.Used || !st.Ticket.Expired.IsZero() && !st.Ticket.Opened):
		// Says yes to Cl24 on the phone and gets a ticket at once: one act.
		if _, ok := y.record(event(p, journey.Called, journey.Details{Outcome: journey.CallLater}),
			event(p, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone", By: "Lena"}),
			event(p, journey.InfoGiven, journey.Details{}),
			event(p, journey.TicketSent, journey.Details{Type: journey.TicketVisit})); ok {
			y.gotTicket(p)
		}
	case st.Booking == nil && st.Visited.IsZero():
		y.book(p, "phone", journey.CallBooked)
	}
}

func (y *year) chat(p *someone, st *journey.Status) {
	switch {
	case st.Ticket.Chat.IsZero():
		y.record(event(p, journey.ChatStarted, journey.Details{}))
	case y.one(2):
		y.book(p, "desk", "")
	case y.one(4):
		y.record(event(p, journey.Declined, journey.Details{Channel: "chat"}))
	default:
		y.record(event(p, journey.ChatClosed, journey.Details{}))
	}
}

// visits are the hours of the day.
func (y *year) visits() {
	w, err := y.s.Today(y.t.Context(), 2026)
	must(y.t, err)
	for _, row := range w.Rows {
		if row.Handled == nil && row.Step == journey.StepVisit && !y.one(12) { // sometimes forgotten until tomorrow
			y.visit(y.byID[row.Participant], &row.Status)
		}
	}
}

func (y *year) visit(p *someone, st *journey.Status) {
	if y.one(9) || p.left {
		y.record(event(p, journey.NoShow, journey.Details{}))
		return
	}
	var list []LogParams
	if st.Samples.IsZero() && y.one(2) {
		list = append(list, event(p, journey.SamplesTaken, journey.Details{}))
	}
	if st.Form == "" {
		list = append(list, event(p, journey.FormReceived, journey.Details{Source: journey.SourceVisit}))
	}
	y.record(append(list, event(p, journey.Visited, journey.Details{}))...)
	if y.one(10) {
		y.record(event(p, journey.FollowUp, journey.Details{Date: y.c.day().Add(30 + y.rng.IntN(60)), What: "blodtryck"}))
	}
}

// enter types the questionnaire, in one go or with a pause overnight.
func (y *year) enter(p *someone, st *journey.Status) {
	if st.Form != journey.FormBegun && y.one(6) {
		d := form.Shipped()
		first := d.First(form.Answers{})
		v, err := d.ParseTyped(first, "1")
		must(y.t, err)
		must(y.t, y.s.SaveAnswer(y.t.Context(), p.id, first, v, visit.Place{LinkID: first}))
		y.counts["forms begun and left"]++
		return
	}
	if _, err := y.s.EnterAnswers(y.t.Context(), p.id, y.answers); err != nil {
		y.t.Errorf("%s: %v", y.c.day(), err)
		return
	}
	must(y.t, y.s.CompleteForm(y.t.Context(), p.id))
	y.counts["forms completed"]++
}

func (y *year) askConsent(p *someone, st *journey.Status) {
	answer := journey.No
	if y.one(2) || st.Consent == journey.Yes {
		answer = journey.Yes
	}
	list := []LogParams{event(p, journey.InfoGiven, journey.Details{})}
	if st.Consent != journey.Yes {
		list = append(list, event(p, journey.Consented, journey.Details{Answer: answer, How: "visit", By: "Lena"}))
	}
	y.record(list...)
}

func (y *year) document(p *someone, st *journey.Status) {
	d := journey.Details{Where: journey.WherePMO}
	if st.Consent == journey.Yes && y.s.Config().On("cl24") {
		d = journey.Details{Where: journey.WhereCl24, Way: journey.WayAssisted}
		if p.protected.IsZero() && y.one(3) {
			d.Way = journey.WayStandalone
		}
	}
	y.record(event(p, journey.Documented, d))
}

// fix finds an address or a number, or gives up.
func (y *year) fix(row Row) {
	p := y.byID[row.Participant]
	person, err := y.s.Participant(y.t.Context(), p.id, 2026, Look{View: "person", Reason: "rätta kontaktuppgifter"})
	must(y.t, err)
	c := person.Contact
	switch {
	case row.Status.WrongNumber && y.one(3):
		c.Mobile, c.Phone = "", ""
	case row.Status.WrongNumber:
		c.Mobile = fmt.Sprintf("070-174 06 %02d", y.rng.IntN(100))
	case y.one(3):
		y.record(event(p, journey.Ended, journey.Details{Reason: journey.EndMoved}))
		return
	default:
		c.Street, c.Postcode, c.Town = fmt.Sprintf("Rättade gatan %d", y.rng.IntN(1000)), "999 41", "Granlunda"
	}
	if c == person.Contact {
		return
	}
	if _, err := y.s.EditContact(y.t.Context(), p.id, c); err != nil {
		y.t.Errorf("%s: %v", y.c.day(), err)
	}
	y.counts["contact details corrected"]++
}

// review decides what does not add up.
func (y *year) review(row WorkRow) {
	p := y.byID[row.Participant]
	switch row.Reason.ID {
	case "journey.why.gone":
		if p.left {
			y.record(event(p, journey.Ended, journey.Details{Reason: journey.EndMoved}))
		} else {
			y.record(event(p, journey.Reopened, journey.Details{Reason: "bor kvar"}))
		}
	case "journey.why.ticket.silent":
		y.notice(p, &row.Status)
	case "journey.why.ticket.withdrawn", "journey.why.ticket.no", "journey.why.ticket.protected", "journey.why.ticket.consent":
		y.record(event(p, journey.TicketExpired, journey.Details{Opened: journey.No, Recalled: journey.Yes}))
	case "journey.why.lost", "journey.why.lost.phone":
		if y.one(2) {
			y.record(event(p, journey.Ended, journey.Details{Reason: journey.EndOther}))
		} else {
			y.record(event(p, journey.Deferred, journey.Details{Until: y.c.day().Add(60)}))
		}
	case "journey.why.stop", "journey.why.orphan":
		y.undoLast(p)
	default:
		y.t.Errorf("%s: nobody knows what to do: %s: %s", y.c.day(), row.Reason.ID, say.In(say.English, row.Reason))
	}
	y.counts["reviewed "+row.Reason.ID]++
}

// undoLast takes back the printed letter that must not go.
func (y *year) undoLast(p *someone) {
	events := y.events(p)
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Kind == journey.LetterPrinted {
			_, err := y.s.Undo(y.t.Context(), events[i].ID, "får inget mer i år")
			must(y.t, err)
			return
		}
	}
	y.t.Errorf("nothing to undo of %s", p.id)
}

// events gives a journey's events as they are stored.
func (y *year) events(p *someone) (list []journey.Event) {
	err := y.s.read(y.t.Context(), func(r reader) (err error) {
		list, err = readEvents(r, Ref{p.id, 2026})
		return err
	})
	must(y.t, err)
	return list
}
