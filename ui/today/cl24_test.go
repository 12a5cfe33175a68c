package today

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// number gives a family's personal number as it is pasted.
func (m *morning) number(family string) string { return m.one(family).Number.Display() }

// paste writes into the sheet's text.
func (m *morning) paste(lines ...string) *widget.Entry {
	m.t.Helper()
	e, ok := m.win.Canvas().Focused().(*widget.Entry)
	if !ok || !e.MultiLine {
		m.t.Fatalf("the keyboard is at %T", m.win.Canvas().Focused())
	}
	e.SetText(strings.Join(lines, "\n"))
	return e
}

// tab goes to a tab of the sheet by keyboard and back into the text.
func (m *morning) tab(n int) {
	m.t.Helper()
	s, ok := find[*widget.Segments](m.win)
	if !ok {
		m.t.Fatal("no tabs")
	}
	m.win.Canvas().Focus(s)
	for range n {
		m.press(fyne.KeyRight)
	}
	f, ok := find[*widget.Field](m.win, func(f *widget.Field) bool { return f.Rows > 1 })
	if !ok {
		m.t.Fatal("no text")
	}
	f.Focus()
}

// Q8: a pasted list of notices, with and without how far each came, is previewed by
// name with what it leads to, recorded as one act, and undone as one. What cannot be
// read or recorded stays in the sheet with why.
func TestQ8PastedNoticesAreOneActAndNothingIsDropped(t *testing.T) {
	ticket := with(agreed, "16 ticket_sent type=visit expires={-2}")
	m := work(t, ticket, ticket, ticket, invited, with(ticket, "2 ticket_expired opened=no"))
	m.typed("r")
	e := m.paste(
		"Biljett utgått "+m.number("Ask")+" Kom till 12 av 34",
		m.number("Björk")+" öppnad",
		m.number("Ceder"),
		m.number("Druva"),
		m.number("Ek")+" 3 av 34",
		"19860307-238",
		"ringde om sin biljett")
	for _, text := range []string{"Ask, A.", "öppnad, 12 av 34", "Starta chatt", "ej öppnad", "Skicka brev", "Registrera 3",
		"Ingen biljett är skickad", "Att biljetten gått ut registrerades", "Inget personnummer på raden", "3 kan registreras, 4 kan inte"} {
		m.shows(text)
	}
	uitest.Look(t, m.win, "cl24-blandat")
	m.main()
	if got, want := e.Text, strings.Join([]string{m.number("Druva"), m.number("Ek") + " 3 av 34", "19860307-238", "ringde om sin biljett"}, "\n"); got != want {
		t.Errorf("left in the sheet: %q, want %q", got, want)
	}
	m.shows("Biljett utgått: 3 deltagare – det som inte gick är kvar här")
	for f, step := range map[string]journey.StepKind{"Ask": journey.StepChat, "Björk": journey.StepChat, "Ceder": journey.StepLetter} {
		if got := m.one(f).Status.Next.Step; got != step {
			t.Errorf("%s: %s, want %s", f, got, step)
		}
	}
	// Esc loses nothing: what is left is there again.
	m.press(fyne.KeyEscape)
	m.typed("r")
	if e := m.win.Canvas().Focused().(*widget.Entry); !strings.Contains(e.Text, "ringde om sin biljett") {
		t.Errorf("the draft is lost: %q", e.Text)
	}
	m.press(fyne.KeyEscape)
	m.shell.Undo()
	for _, f := range []string{"Ask", "Björk", "Ceder"} {
		if s := m.one(f).Status; !s.Ticket.Expired.IsZero() {
			t.Errorf("%s: the notice stands after Ctrl+Z", f)
		}
	}
}

// D7: with progress a ticket was opened, even at 0 of 34 and at 34 of 34 without a time.
func TestQ8NoticesFollowD7(t *testing.T) {
	ticket := with(agreed, "16 ticket_sent type=visit expires={-2}")
	m := work(t, ticket, ticket, ticket)
	m.typed("r")
	m.paste(m.number("Ask")+" 0 av 34", m.number("Björk")+"\t34/34", m.number("Ceder")+" ej öppnad")
	m.main()
	for f, opened := range map[string]bool{"Ask": true, "Björk": true, "Ceder": false} {
		if s := m.one(f).Status; s.Ticket.Opened != opened || s.Ticket.Expired.IsZero() {
			t.Errorf("%s: %+v", f, s.Ticket)
		}
	}
	if m.win.Canvas().Overlays().Top() != nil {
		t.Error("the sheet is still there with nothing left in it")
	}
}

// Q2, Q8: tickets sent are recorded for each whom it is allowed for; the others are
// listed with why, and the button counts only the former. The last day follows the
// setting and can be changed.
func TestQ2TicketsSentCountWhoIsAllowed(t *testing.T) {
	m := work(t, agreed, agreed, past{}, with(agreed, "9 ticket_sent type=visit expires={5}"), with(agreed, "3 booked start={20}T10:00 via=phone"))
	var rows []data.Row
	for _, f := range families[:5] {
		rows = append(rows, m.one(f))
	}
	m.Page.acts.Ticket(rows)
	m.shows("Registrera 2")
	m.shows("samtycke till Cl24 saknas")
	m.shows("en biljett gäller till 15 mars")
	m.shows("Tiden är redan bestämd")
	m.shows("2026-03-24") // today and 14 days
	// sent yesterday: the last day follows
	on := m.win.Canvas().Focused().(*widget.Entry)
	on.SetText("igår")
	m.shows("2026-03-23")
	m.main()
	for f, sent := range map[string]bool{"Ask": true, "Björk": true, "Ceder": false, "Ek": false} {
		s := m.one(f).Status
		if (s.Ticket != nil) != sent {
			t.Errorf("%s: %+v", f, s.Ticket)
		} else if sent && (s.Ticket.Sent != tuesday.Add(-1) || s.Ticket.Expires != tuesday.Add(13) || s.Ticket.Type != journey.TicketVisit) {
			t.Errorf("%s: %+v", f, s.Ticket)
		}
	}
	m.shows("Det som inte gick är kvar här"[1:])
	// Q4: for who has a time the form alone is sent
	m.press(fyne.KeyEscape)
	m.Page.acts.Ticket([]data.Row{m.one("Ek")})
	m.main()
	if s := m.one("Ek").Status; s.Ticket == nil || s.Ticket.Type != journey.TicketForm {
		t.Errorf("the form alone: %+v", s.Ticket)
	}
	m.shell.Undo()
	if s := m.one("Ek").Status; s.Ticket != nil {
		t.Error("Ctrl+Z has not taken the ticket back")
	}
}

// The last day can be written; a day after today is no day of sending.
func TestTicketDaysAreTyped(t *testing.T) {
	m := work(t, agreed)
	m.Page.acts.Ticket([]data.Row{m.one("Ask")})
	on := m.win.Canvas().Focused().(*widget.Entry)
	on.SetText("0903")
	m.shows("2026-03-23")
	m.shows("Registrera 1")
	on.SetText("+1")
	m.main()
	m.shows("Dagen kan inte ligga efter i dag")
	if m.one("Ask").Status.Ticket != nil {
		t.Fatal("a ticket of tomorrow is recorded")
	}
	on.SetText("idag")
	fields := findAll[*widget.DateField](m.win)
	fields[1].Focus()
	fields[1].Entry.SetText("20/3")
	on.SetText("igår") // what was written stands
	m.press(fyne.KeyReturn)
	if s := m.one("Ask").Status; s.Ticket == nil || s.Ticket.Expires != tuesday.Add(10) {
		t.Errorf("%+v", s.Ticket)
	}
}

// Times that people booked in Clinic24 are recorded many at a time, and count as
// answered there (D7).
func TestBookedThroughClinic24(t *testing.T) {
	ticket := with(agreed, "9 ticket_sent type=visit expires={5}")
	m := work(t, ticket, ticket, ticket, agreed)
	m.typed("r")
	m.tab(2)
	m.paste(m.number("Ask")+" 24/3 13.00", "2026-03-25 09:00\t"+m.number("Björk"), m.number("Ceder"), m.number("Druva")+" 26 mars kl 10")
	m.shows("24 mars 13.00")
	m.shows("Dag och tid saknas på raden")
	m.shows("Ingen biljett är öppen")
	m.shows("Registrera 2")
	m.main()
	if s := m.one("Ask").Status; s.Booking == nil || s.Booking.Time != "13:00" || s.Booking.Via != "ticket" || s.Form != journey.FormCl24 {
		t.Errorf("%+v", s.Booking)
	}
	if s := m.one("Björk").Status; s.Booking == nil || s.Booking.Day != tuesday.Add(15) {
		t.Errorf("%+v", s.Booking)
	}
	m.press(fyne.KeyEscape)
	m.shell.Undo()
	if m.one("Ask").Status.Booking != nil || m.one("Björk").Status.Booking != nil {
		t.Error("Ctrl+Z has not taken both back")
	}
}

// Questionnaires sent in through Clinic24.
func TestFormsSentInThroughClinic24(t *testing.T) {
	booked := with(agreed, "3 booked start={20}T10:00 via=phone")
	m := work(t, booked, with(agreed, "3 booked start={21}T10:00 via=phone"))
	m.typed("r")
	m.tab(3)
	m.paste(m.number("Ask"), m.number("Björk"))
	m.main()
	for _, f := range families[:2] {
		if s := m.one(f).Status; s.Form != journey.FormCl24 || s.Received != tuesday {
			t.Errorf("%s: %q %s", f, s.Form, s.Received)
		}
	}
}

// Delete takes a line out of the sheet.
func TestDeleteTakesALineOut(t *testing.T) {
	ticket := with(agreed, "16 ticket_sent type=visit expires={-2}")
	m := work(t, ticket, ticket)
	m.typed("r")
	e := m.paste(m.number("Ask"), "skräp", m.number("Björk"))
	list, _ := find[*widget.List](m.win)
	m.win.Canvas().Focus(list)
	list.Select(0) // what cannot be read stands first
	m.press(fyne.KeyDelete)
	if strings.Contains(e.Text, "skräp") || !strings.Contains(e.Text, m.number("Björk")) {
		t.Errorf("%q", e.Text)
	}
	m.shows("Alla 2 kan registreras")
}

// S11, D12: the number of a protected person finds nobody; ticked on Idag they are there
// as S-01.
func TestS11ProtectedInTheSheet(t *testing.T) {
	ticket := with(agreed, "16 ticket_sent type=visit expires={-2}")
	m := work(t, ticket, ticket)
	number, r := m.number("Ask"), m.one("Ask")
	if _, err := m.store.SetProtected(t.Context(), r.Participant, true, "uppgift"); err != nil {
		t.Fatal(err)
	}
	m.load()
	m.typed("r")
	m.paste(number)
	m.shows("Den som har skyddade uppgifter registreras från sin egen rad")
	if uitest.Shows(m.win, "Ask, A.") {
		t.Error("a number shows who is protected")
	}
	m.press(fyne.KeyEscape)
	m.to(journey.QueueReview)
	m.press(fyne.KeySpace)
	m.typed("r")
	m.shows("S-01")
}
