package data

import (
	"fmt"
	"time"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
)

// The year's participants: what they do by themselves, on a day of their own choosing.

// plan has someone do something in so many days.
func (y *year) plan(p *someone, days int, what string) {
	d := y.c.day().Add(days)
	y.plans[d] = append(y.plans[d], plan{p, what})
}

// gotLetter decides what a letter leads to.
func (y *year) gotLetter(p *someone) {
	in := 2 + y.rng.IntN(16)
	switch x := y.rng.IntN(100); {
	case x < 26:
		y.plan(p, in, "book")
	case x < 34:
		y.plan(p, in, "help")
	case x < 38:
		y.plan(p, in, "form")
	case x < 43:
		y.plan(p, in, "decline")
	case x < 53:
		y.plan(p, in, "consent")
	case x < 56:
		y.plan(p, in, "defer")
	case x < 62 && p.protected.IsZero():
		y.plan(p, in, "return")
	}
}

// gotTicket decides what a ticket leads to.
func (y *year) gotTicket(p *someone) {
	in := 1 + y.rng.IntN(12)
	switch x := y.rng.IntN(100); {
	case x < 40:
		y.plan(p, in, "ticket")
	case x < 46:
		y.plan(p, in, "help")
	case x < 54:
		y.plan(p, in, "withdraw")
	case x < 58: // nobody sees the notice
		return
	}
	y.plan(p, 15+y.rng.IntN(3), "notice")
}

// gotTime decides whether someone comes.
func (y *year) gotTime(p *someone, start journey.Start) {
	in := start.Day.Sub(y.c.day())
	switch x := y.rng.IntN(100); {
	case x < 8 && in > 3:
		y.plan(p, 1+y.rng.IntN(in-2), "cancel")
	case x < 12:
		y.plan(p, in, "cancel")
	case x < 18 && in > 3:
		y.plan(p, 1+y.rng.IntN(in-2), "move")
	case x < 21 && in > 3:
		y.plan(p, 1+y.rng.IntN(in-2), "closed")
	}
}

// life plans what has nothing to do with the clinic.
func (y *year) life(p *someone) {
	on := 5 + y.rng.IntN(300)
	switch x := y.rng.IntN(100); {
	case x < 5:
		y.plan(p, on, "left")
	case x < 7:
		y.plan(p, on, "dead")
	case x < 11:
		y.plan(p, on, "protect")
	case x < 15:
		y.plan(p, on, "withdraw")
	case x < 20:
		y.plan(p, on, "regret")
	case x < 23:
		y.plan(p, on, "decline")
	}
}

// happen does what was planned, where it still makes sense.
func (y *year) happen(pl plan) {
	p := pl.who
	row := y.row(p)
	st := &row.Status
	out := st.State == journey.StateDeclined || st.State == journey.StateEnded || st.Gone
	came := !st.Visited.IsZero()
	switch pl.what {
	case "book", "help", "form", "consent", "defer", "decline":
		if came || st.Booking != nil || p.left || st.Ended == journey.EndDead {
			return
		}
		if out {
			y.record(event(p, journey.Reopened, journey.Details{Reason: "hörde av sig"}))
		}
	}
	switch pl.what {
	case "book":
		y.book(p, "phone", "")
	case "help":
		y.record(event(p, journey.WantsHelp, journey.Details{What: "helst eftermiddag"}))
	case "form":
		y.record(event(p, journey.FormReceived, journey.Details{Source: journey.SourceHome}))
	case "consent":
		y.record(event(p, journey.Consented, journey.Details{Answer: journey.Yes, How: "letter", By: "Lena"}))
	case "decline":
		y.record(event(p, journey.Declined, journey.Details{Channel: "letter", Reason: "hinner inte"}))
	case "defer":
		y.record(event(p, journey.Deferred, journey.Details{Until: y.c.day().Add(20 + y.rng.IntN(250))}))
	case "return":
		if st.Letter != nil && st.Letter.Number != "" && !p.left {
			if _, err := y.s.ReturnedLetter(y.t.Context(), st.Letter.Number); err != nil && fault.CodeOf(err) != fault.Refused {
				y.t.Error(err)
			}
			y.counts["letters returned"]++
		}
	case "ticket":
		if t := st.Ticket; t != nil && t.Expired.IsZero() && !t.Used && !out && !came && st.Booking == nil && !y.c.day().After(t.Expires) {
			start := y.hour(10)
			y.record(event(p, journey.Booked, journey.Details{Start: start.String(), Via: "ticket"}))
			y.gotTime(p, start)
		}
	case "notice":
		y.notice(p, st)
	case "withdraw":
		if st.Consent == journey.Yes {
			y.record(event(p, journey.Consented, journey.Details{Answer: journey.Withdrawn, How: "phone"}))
		}
	case "cancel", "closed", "move":
		y.changeTime(p, st, pl.what)
	case "left":
		p.left = true
	case "dead":
		if st.State != journey.StateEnded && !came {
			y.record(event(p, journey.Ended, journey.Details{Reason: journey.EndDead}))
		}
	case "protect":
		if p.protected.IsZero() {
			_, err := y.s.SetProtected(y.t.Context(), p.id, true, "besked från Skatteverket")
			must(y.t, err)
			p.protected = y.c.day()
			y.counts["protected during the year"]++
		}
	case "regret":
		if st.State == journey.StateDeclined {
			y.record(event(p, journey.Reopened, journey.Details{Reason: "ändrade sig"}))
		}
	}
}

// notice is Clinic24's notice that a ticket ran out.
func (y *year) notice(p *someone, st *journey.Status) {
	t := st.Ticket
	if t == nil || !t.Expired.IsZero() || t.Used || st.Booking != nil && t.Type == journey.TicketVisit && st.Booking.Via == "ticket" || !y.c.day().After(t.Expires) {
		return
	}
	d := journey.Details{Opened: journey.No}
	if y.one(2) {
		d = journey.Details{Opened: journey.Yes, Progress: fmt.Sprintf("%d/34", y.rng.IntN(35))}
	}
	y.record(event(p, journey.TicketExpired, d))
}

func (y *year) changeTime(p *someone, st *journey.Status, what string) {
	if st.Booking == nil || st.Booking.Day.Before(y.c.day()) {
		return
	}
	switch what {
	case "cancel":
		late := st.Booking.Day.Sub(y.c.day()) < 2
		_, err := y.s.CancelBooking(y.t.Context(), CancelParams{Participant: p.id, Cohort: 2026, By: journey.ByParticipant, Reason: "fick förhinder", Late: late})
		must(y.t, err)
		y.counts[fmt.Sprintf("cancelled, late %v", late)]++
	case "closed":
		_, err := y.s.CancelBooking(y.t.Context(), CancelParams{Participant: p.id, Cohort: 2026, By: journey.ByClinic, Reason: "sjukdom"})
		must(y.t, err)
		y.counts["cancelled by the clinic"]++
	case "move":
		for range 100 {
			start := y.hour(7)
			_, err := y.s.Rebook(y.t.Context(), BookParams{Participant: p.id, Cohort: 2026, Start: start, Room: room2})
			if err == nil {
				y.counts["moved"]++
				return
			}
			if !Stopped(err) {
				y.t.Error(err)
				return
			}
		}
	}
}

// hour gives an hour that has not been tried, at least so many days ahead.
func (y *year) hour(days int) journey.Start {
	for d := y.c.day().Add(days + y.rng.IntN(20)); ; d = d.Add(1) {
		if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday || d.Month == time.July && d.Day < 27 && d.Day > 5 {
			continue
		}
		for _, clock := range []string{"09:00", "10:00", "13:00", "14:00"} {
			start := journey.Start{Day: d, Clock: clock}
			if !y.taken[start.String()] {
				y.taken[start.String()] = true
				return start
			}
		}
	}
}

// book finds an hour for someone; called is the outcome of the call that agreed on it.
func (y *year) book(p *someone, via, called string) bool {
	for range 100 {
		days := 2
		if via == "letter" {
			days = 50
		}
		start := y.hour(days)
		_, err := y.s.Book(y.t.Context(), BookParams{Participant: p.id, Cohort: 2026, Start: start, Room: room2, Via: via, Called: called})
		switch {
		case err == nil:
			y.counts["booked via "+via]++
			y.gotTime(p, start)
			return true
		case !Stopped(err): // a holiday, a closed hour
			y.t.Errorf("%s: %s cannot be booked: %v", y.c.day(), p.id, err)
			return false
		}
	}
	y.t.Error("no hour is free")
	return false
}
