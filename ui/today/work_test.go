package today

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/demo"
	"fyrtio/ui/acts"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// past is what has happened to somebody: "6 ticket_sent type=visit" is six days ago.
type past []string

var (
	agreed  = past{"30 consent answer=yes how=phone", "30 info_given"}
	expired = with(agreed, "20 ticket_sent type=visit expires={-6}")
	invited = past{"30 letter_printed template=inbjudan run=R1", "30 letter_confirmed run=R1"}
)

func with(p past, more ...string) past { return append(slices.Clone(p), more...) }

// work gives Idag for people with these pasts. Person i is families[i].
func work(t *testing.T, people ...past) *morning {
	t.Helper()
	now := tuesday.Add(-60).At(9, 45)
	s := uitest.Store(t, func() time.Time { return now })
	numbers, err := demo.Numbers(1986)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Mobil\n")
	for i := range people {
		fmt.Fprintf(&b, "%s;%s;%s;Tallbacksgränd %d;999 41;Granlunda;070-174 06 %02d\n", numbers[i].Display(), families[i%len(families)], "Alva", i+1, i)
	}
	if _, err := s.Import(t.Context(), data.ImportParams{Name: "lista.csv", Data: []byte(b.String()), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	type step struct {
		ago int
		p   data.LogParams
	}
	var steps []step
	for i, lines := range people {
		for _, line := range lines {
			var ago int
			words := strings.Fields(line)
			fmt.Sscan(words[0], &ago)
			kv := map[string]string{}
			for _, w := range words[2:] {
				k, v, _ := strings.Cut(w, "=")
				if from, ok := strings.CutPrefix(v, "{"); ok {
					var in int
					fmt.Sscan(from, &in)
					v = tuesday.Add(in).String() + v[strings.Index(v, "}")+1:]
				}
				kv[k] = strings.ReplaceAll(v, "_", " ")
			}
			kind := journey.Kind(words[1])
			for k := range kv {
				if !slices.Contains([]string{"what", "to", "text", "language"}, k) {
					kv[k] = strings.ReplaceAll(kv[k], " ", "_")
				}
			}
			d, err := journey.NewDetails(kind, kv)
			if err != nil {
				t.Fatal(line, err)
			}
			steps = append(steps, step{ago, data.LogParams{Participants: []string{numbers[i].String()}, Kind: kind, Details: d}})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return b.ago - a.ago })
	for _, st := range steps {
		now = tuesday.Add(-st.ago).At(9, 40)
		if st.ago == 0 {
			now = tuesday.At(8, 0)
		}
		if _, err := s.Log(t.Context(), st.p); err != nil {
			t.Fatalf("%d %s: %v", st.ago, st.p.Kind, err)
		}
	}
	now = tuesday.At(9, 45)
	return sit(t, s, say.Swedish, 1280, 688)
}

var families = []string{"Ask", "Björk", "Ceder", "Druva", "Ek", "Fläder", "Gran", "Hassel", "Idegran", "Jasmin", "Kastanj", "Lind", "Mandel", "Nypon", "Olvon",
	"Pil", "Rönn", "Syren", "Tall", "Ull", "Vide", "Äpple"}

func (m *morning) press(keys ...fyne.KeyName) { uitest.Press(m.win, keys...) }
func (m *morning) typed(text string)          { uitest.Type(m.win, text) }

// enter is Enter.
func (m *morning) enter() { m.press(fyne.KeyReturn) }

// main is Ctrl+Enter.
func (m *morning) main() { uitest.Menu(m.win, m.shell.T("ui.menu.main")) }

// shows demands words on the screen.
func (m *morning) shows(text string) {
	m.t.Helper()
	if !uitest.Shows(m.win, text) {
		m.t.Errorf("%q is not shown: %q", text, uitest.Texts(m.win))
	}
}

// one gives the row of a family, as the store has it.
func (m *morning) one(family string) data.Row {
	m.t.Helper()
	l, err := m.store.Participants(m.t.Context(), data.Filter{Cohort: 2026, Query: family})
	if err != nil || len(l.Rows) != 1 {
		m.t.Fatalf("%s: %d rows, %v", family, len(l.Rows), err)
	}
	return l.Rows[0]
}

// handled demands that a family's row stands in its queue with its mark.
func (m *morning) handled(family string, q journey.Queue) {
	m.t.Helper()
	for _, w := range m.work.Rows {
		if w.Family == family && w.Queue == q && w.Handled != nil {
			return
		}
	}
	m.t.Errorf("%s is not marked as handled in %s", family, q)
}

func (m *morning) count(q journey.Queue) int {
	for _, c := range m.work.Queues {
		if c.Queue == q {
			return c.Count
		}
	}
	return 0
}

// Q9: tickets that ran out begun are followed by a chat, all of the queue in two keys,
// and one Ctrl+Z takes all back.
func TestQ9ChatsStartTogether(t *testing.T) {
	begun := with(expired, "6 ticket_expired opened=yes progress=12/34")
	m := work(t, begun, begun, begun, invited)
	m.to(journey.QueueChats)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.shows("3 markerade")
	m.enter()
	for _, f := range families[:3] {
		m.handled(f, journey.QueueChats)
		if s := m.one(f).Status; s.Ticket.Chat != tuesday {
			t.Errorf("%s: no chat", f)
		}
	}
	if m.count(journey.QueueChats) != 0 || len(m.ticked) != 0 {
		t.Errorf("%d open, %d ticked", m.count(journey.QueueChats), len(m.ticked))
	}
	m.shows("Chatt startad: 3 deltagare")
	m.shell.Undo()
	if m.count(journey.QueueChats) != 3 {
		t.Errorf("after Ctrl+Z %d are open", m.count(journey.QueueChats))
	}
}

// Q10: tickets that ran out unopened lead to a letter, for all of the queue at once.
func TestQ10UnopenedTicketsLeadToALetter(t *testing.T) {
	unopened := with(expired, "6 ticket_expired opened=no")
	m := work(t, unopened, unopened, invited)
	m.to(journey.QueueUnopened)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.enter()
	r, ok := m.shell.Route().(shell.ToLetters)
	if !ok || len(m.shell.Held(r.People)) != 2 {
		t.Fatalf("Enter leads to %#v", m.shell.Route())
	}
}

// Q2, Q18: the answer about Clinic24 is recorded from Idag with one Enter and a digit,
// the information stands above it, and its being given is part of the same act.
func TestQ18ConsentAndInformationAreOneAct(t *testing.T) {
	m := sit(t, clinic(t, 100, "09:45"), say.Swedish, 1280, 688)
	asking := func() *data.WorkRow {
		i := slices.IndexFunc(m.items, func(it item) bool {
			return it.row != nil && it.row.Handled == nil && it.row.Step == journey.StepAskConsent
		})
		m.list.Select(i)
		m.Focus()
		return m.items[i].row
	}
	status := func(id string) journey.Status {
		p, err := m.store.Participant(t.Context(), id, 2026, data.Look{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Status
	}
	w := asking()
	m.enter()
	m.shows("Berätta: Vi lägger in")
	m.enter() // who came is asked there: "Ja, vid besök" is marked
	if s := status(w.Participant); s.Consent != journey.Yes || s.How != "visit" || s.InfoGiven != tuesday || s.Next.Step != journey.StepDocument {
		t.Fatalf("recorded %+v", s)
	}
	m.shows("nästa steg: Dokumentera i Cl24")
	m.shell.Undo()
	if s := status(w.Participant); s.Consent != "" || !s.InfoGiven.IsZero() {
		t.Errorf("after Ctrl+Z: consent %q, informed %s", s.Consent, s.InfoGiven)
	}
	// Without the tick only the answer is recorded, and the information is what is left.
	w = asking()
	m.enter()
	m.typed("i2")
	if s := status(w.Participant); s.Consent != journey.Yes || !s.InfoGiven.IsZero() || acts.ActionWords(s).ID != "acts.step.inform" {
		t.Errorf("without the tick: %q, informed %s, %v", s.Consent, s.InfoGiven, s.Next)
	}
	w = asking()
	m.enter()
	m.enter()
	if s := status(w.Participant); s.InfoGiven != tuesday {
		t.Errorf("the information: %+v", s)
	}
	// Q19: after a no the choices in Clinic24 say why they are shut, and PMO is marked.
	w = asking()
	m.enter()
	m.typed("6")
	if s := status(w.Participant); s.Consent != journey.No || s.How != "visit" {
		t.Errorf("a no: %+v", s)
	}
	for i, it := range m.items {
		if it.row != nil && it.row.Handled == nil && it.row.Participant == w.Participant {
			m.list.Select(i)
		}
	}
	m.enter()
	m.typed("1") // cannot be
	m.shows("Utan ett ja till Cl24 blir det ingen dokumentation där")
	m.typed("3")
	if s := status(w.Participant); s.State != journey.StateDone || s.Where != journey.WherePMO {
		t.Errorf("documented: %+v", s)
	}
}

// Q12: somebody who wants help is handed over to a colleague by name: a user of the
// program, or whoever is typed; the row says who has it, and stays.
func TestQ12HandedOverByName(t *testing.T) {
	help := with(invited, "9 wants_help what=eftermiddag")
	m := work(t, help, with(invited, "5 wants_help"))
	m.to(journey.QueueHelp)
	m.typed("h")
	m.typed("len")
	m.shows("Lena Sundkvist")
	m.enter()
	if s := m.one("Ask").Status; s.HandedTo != "Lena Sundkvist" || s.Next.Step != journey.StepHelpBook {
		t.Fatalf("%+v", s)
	}
	m.shows("Hos Lena Sundkvist")
	m.to(journey.QueueHelp)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.typed("h")
	m.typed("Petra på vårdenheten")
	m.enter()
	for _, f := range families[:2] {
		if to := m.one(f).Status.HandedTo; to != "Petra på vårdenheten" {
			t.Errorf("%s is with %q", f, to)
		}
	}
	m.shell.Undo()
	if to := m.one("Ask").Status.HandedTo; to != "Lena Sundkvist" {
		t.Errorf("after Ctrl+Z with %q", to)
	}
}

// Visits: came, did not come and cancelled late are a key each; what is told afterwards
// is dated on the visit's day.
func TestVisitsByKey(t *testing.T) {
	visit := func(at string) past {
		return with(invited, "20 booked start={0}T"+at+" via=phone room=1", "9 samples_taken")
	}
	m := work(t, visit("08:00"), visit("09:00"), visit("10:00"), with(invited, "20 booked start={-1}T10:00 via=phone", "9 samples_taken"))
	on := func(f string) {
		m.list.Select(slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && it.row.Family == f }))
		m.Focus()
	}
	on("Ask")
	m.typed("k")
	if r, ok := m.shell.Route().(shell.ToForm); !ok || r.ID != m.one("Ask").Participant || m.one("Ask").Status.Visited != tuesday {
		t.Fatalf("K leads to %#v", m.shell.Route())
	}
	m.shell.Back()
	on("Björk")
	m.typed("u")
	if s := m.one("Björk").Status; s.NoShow != tuesday || s.Next.Step != journey.StepLetter {
		t.Errorf("U: %+v", s)
	}
	on("Ceder")
	m.typed("v")
	if s := m.one("Ceder").Status; s.Booking != nil || s.Next.Step != journey.StepHelpBook {
		t.Errorf("V: %+v", s)
	}
	on("Druva") // yesterday's, of which nobody has told
	m.shows("Kom personen?")
	m.enter()
	m.typed("1")
	if s := m.one("Druva").Status; s.Visited != tuesday.Add(-1) {
		t.Errorf("yesterday's visit is dated %s", s.Visited)
	}
}

// Nobody is marked absent before the hour has begun, and nobody as having come on an
// earlier day; earlier on the day is fine. The band says when the time is.
func TestNobodyIsMarkedBeforeTheHour(t *testing.T) {
	at := func(start string) past { return with(invited, "20 booked via=phone start="+start) }
	m := work(t, at("{0}T09:45 room=1"), at("{0}T09:46 room=2"), at("{0}T13:00"), at("{3}T10:00"), at("{3}T11:00"))
	state := func(f, key string) journey.State {
		t.Helper()
		m.list.Select(slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && it.row.Family == f && it.row.Handled == nil }))
		m.Focus()
		m.typed(key)
		return m.one(f).Status.State
	}
	if s := state("Björk", "u"); s != journey.StateBooked {
		t.Errorf("U a minute before the hour: %s", s)
	}
	m.shows("Björk, A. har tid 09.46, och den har inte börjat än. Ett återbud i dag registrerar du med V.")
	if s := state("Ask", "u"); s != journey.StateNoShow {
		t.Errorf("U when the hour begins: %s", s)
	}
	if s := state("Druva", "u"); s != journey.StateBooked {
		t.Errorf("U three days before: %s", s)
	}
	m.shows("Druva, A. har tid 13 mars 10.00. Ett återbud registrerar du i Bokningar.")
	uitest.Look(t, m.win, "idag-for-tidigt")
	if s := state("Druva", "k"); s != journey.StateBooked {
		t.Errorf("K three days before: %s", s)
	}
	m.shows("Druva, A. har tid 13 mars 10.00. Kom personen i dag i stället, flytta tiden hit först.")
	m.press(fyne.KeySpace) // and with somebody whose hour has come, nobody is marked
	m.to(journey.QueueVisits)
	m.press(fyne.KeySpace)
	m.typed("k")
	if s := m.one("Björk").Status.State; s != journey.StateBooked {
		t.Errorf("K for two, one too early: %s", s)
	}
	m.untick()
	// The small sheet says it of its third choice.
	m.to(journey.QueueVisits)
	m.enter()
	m.typed("3")
	m.shows("tiden 09.46 har inte börjat än")
	m.close()
	if s := m.one("Björk").Status.State; s != journey.StateBooked {
		t.Errorf("chosen from the sheet: %s", s)
	}
	if s := state("Ceder", "k"); s != journey.StateVisited {
		t.Errorf("K earlier on the day: %s", s)
	}
}

// Calls: the tries are counted, and before the last one it is said what comes after it.
func TestCallsCountTriesAndTellTheNextChannel(t *testing.T) {
	m := work(t, with(invited, "4 call outcome=no_answer", "2 call outcome=voicemail"), with(invited, "9 call outcome=later until={0}"))
	i := slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && it.row.Family == "Ask" })
	m.list.Select(i)
	m.Focus()
	m.enter()
	m.shows("070-174 06 00")
	m.shows("försök 3 av 3")
	m.shows("Påminn")
	m.typed("3")
	if s := m.one("Ask").Status; s.Tries != 3 || s.Next.Step == journey.StepCall {
		t.Errorf("%+v", s.Next)
	}
	m.shows("Ringt, inget svar: Ask, A. · nästa steg: Påminn")
	// thinks about it, to a day; the day without a year lies ahead
	m.to(journey.QueueCalls)
	m.enter()
	m.typed("2")
	m.typed("24/3")
	m.enter()
	if next := m.one("Björk").Status.Next; next.Due != day.New(2026, 3, 24) {
		t.Errorf("%+v", next)
	}
	m.handled("Björk", journey.QueueCalls)
	m.shell.Undo() // what came next is no longer next
	if m.shows("Ångrat: "); uitest.Shows(m.win, "nästa steg") {
		t.Errorf("after Ctrl+Z: %q", uitest.Texts(m.win))
	}
}

// Q7: a no in a call is recorded with its reason, or without, and nothing more is due.
func TestQ7NoInACall(t *testing.T) {
	m := work(t, with(invited, "9 call outcome=later until={0}"))
	m.to(journey.QueueCalls)
	m.enter()
	m.typed("6")
	m.typed("har ingen tid")
	m.enter()
	if s := m.one("Ask").Status; s.State != journey.StateDeclined || s.Next.Step != journey.StepNone {
		t.Errorf("%+v", s)
	}
}

// Q7: who says no while a ticket can still be used: the band says that it is to be taken
// back in Clinic24, and the participant's next step goes on saying it.
func TestQ7OpenTicketIsToldOfAfterANo(t *testing.T) {
	open := with(agreed, "9 ticket_sent type=visit expires={5}", "3 wants_help")
	m := work(t, open, open, open)
	m.to(journey.QueueHelp)
	m.typed("a")
	m.shows("En biljett gäller än, dra tillbaka den i Cl24")
	m.enter()
	m.shows("Avböjt: Ask, A. – obs: en biljett gäller än, dra tillbaka den i Cl24")
	uitest.Look(t, m.win, "idag-avbojt-biljett")
	if why := say.In(say.Swedish, m.one("Ask").Status.Next.Reason); why != "Avböjde 10 mars · en biljett gäller till 15 mars, dra tillbaka den i Cl24" {
		t.Error(why)
	}
	m.to(journey.QueueHelp)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.typed("e1")
	m.shows("Avslutad: 2 deltagare – obs: 2 biljetter gäller än, dra tillbaka dem i Cl24")
}

// Q11: that an interpreter is needed is recorded with the language, and shows at once.
func TestQ11InterpreterByACall(t *testing.T) {
	m := work(t, with(invited, "9 call outcome=later until={0}"))
	m.to(journey.QueueCalls)
	m.enter()
	m.typed("7")
	m.typed("somaliska")
	m.enter()
	m.shows("Tolk somaliska")
	if s := m.one("Ask").Status; s.Interpreter != "somaliska" || s.Next.Rule != "Q11" {
		t.Errorf("%+v", s)
	}
}

// Several rows are put off as one act: the longest day is said and kept to, who has a
// time is left out with why, and the button counts the others.
func TestDeferManyKeepsToTheLongest(t *testing.T) {
	help := with(invited, "9 wants_help")
	m := work(t, help, help, with(invited, "20 booked start={0}T10:00 via=phone", "9 samples_taken"))
	m.to(journey.QueueHelp)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.to(journey.QueueVisits)
	m.press(fyne.KeySpace)
	m.shows("3 markerade")
	m.typed("s")
	m.shows("Längst till 31 december 2027")
	m.shows("Skjut upp 2")
	m.shows("Ceder, A.: Tiden 10 mars är bokad")
	m.typed("2028-01-01")
	m.enter()
	m.shows("Längst till 31 december 2027.")
	e := m.win.Canvas().Focused().(*widget.Entry)
	e.SetText("")
	m.typed("31/12")
	m.enter()
	for _, f := range families[:2] {
		if s := m.one(f).Status; s.Deferred != day.New(2026, 12, 31) {
			t.Errorf("%s: %s", f, s.Deferred)
		}
	}
	m.shows("1 lämnades utanför")
	m.shell.Undo()
	if m.count(journey.QueueHelp) != 2 {
		t.Error("Ctrl+Z has not brought both back")
	}
}

// Rows whose next steps differ: Enter asks with which to begin, and the others stay ticked.
func TestMixedTicksAskWhichStep(t *testing.T) {
	begun := with(expired, "6 ticket_expired opened=yes progress=12/34")
	m := work(t, begun, begun, with(invited, "2 call outcome=later until={0}"))
	m.to(journey.QueueChats)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.to(journey.QueueCalls)
	m.press(fyne.KeySpace)
	m.shows("Starta chatt 2")
	m.enter()
	m.shows("De har olika nästa steg")
	m.typed("2")
	if m.count(journey.QueueChats) != 0 || len(m.ticked) != 1 {
		t.Errorf("%d chats open, %d ticked", m.count(journey.QueueChats), len(m.ticked))
	}
	m.press(fyne.KeyEscape)
	if len(m.ticked) != 0 {
		t.Error("Esc does not untick")
	}
}

// Ended with a reason by a digit, for many; and opened again with a reason.
func TestEndAndOpenAgain(t *testing.T) {
	help := with(invited, "9 wants_help")
	m := work(t, help, help)
	m.to(journey.QueueHelp)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	m.typed("e1")
	for _, f := range families[:2] {
		if s := m.one(f).Status; s.State != journey.StateEnded || s.Ended != journey.EndMoved {
			t.Errorf("%s: %s %s", f, s.State, s.Ended)
		}
	}
	m.Page.acts.Reopen([]data.Row{m.one("Ask"), m.one("Björk")})
	m.enter()
	m.shows("Skriv ett skäl")
	m.typed("flyttade tillbaka")
	m.enter()
	if s := m.one("Ask").Status; s.State != journey.StateNew || s.Round != 2 {
		t.Errorf("%s, round %d", s.State, s.Round)
	}
	// "other" asks for the words
	m.Page.acts.End([]data.Row{m.one("Ask")})
	m.typed("5utomlands ett år")
	m.enter()
	if s := m.one("Ask").Status; s.Ended != journey.EndOther {
		t.Errorf("%+v", s)
	}
}

// N goes from queue to queue; Space ticks, and handled rows cannot be ticked.
func TestNextQueue(t *testing.T) {
	begun := with(expired, "6 ticket_expired opened=yes progress=12/34")
	m := work(t, begun, begun, with(invited, "9 wants_help"), with(invited, "2 call outcome=later until={0}"))
	m.list.Select(0)
	var seen []journey.Queue
	for range 4 {
		seen = append(seen, m.selected().Queue)
		m.typed("n")
	}
	if want := []journey.Queue{journey.QueueHelp, journey.QueueCalls, journey.QueueChats, journey.QueueHelp}; !slices.Equal(seen, want) {
		t.Errorf("N goes %v", seen)
	}
	m.to(journey.QueueChats)
	m.enter()
	m.list.Select(slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && it.row.Handled != nil }))
	m.press(fyne.KeySpace)
	m.typed("s")
	if len(m.ticked) != 0 || m.win.Canvas().Overlays().Top() != nil {
		t.Error("a handled row is ticked or put off")
	}
}
