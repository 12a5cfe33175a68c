package today

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

var tuesday = day.New(2026, 3, 10)

// fake is a store in memory: rows that acts turn into handled ones.
type fake struct {
	rows    []data.WorkRow
	people  data.List
	logged  []data.LogParams
	refuse  map[string]say.Text
	numbers map[string]data.Row // who has a personal number
	warn    []say.Text
	err     error
}

func (f *fake) Today(context.Context, int) (data.Work, error) {
	if f.err != nil {
		return data.Work{}, f.err
	}
	w := data.Work{Day: tuesday, Rows: slices.Clone(f.rows)}
	for _, q := range journey.Queues {
		c := data.QueueCount{Queue: q}
		for _, r := range f.rows {
			if r.Queue != q {
				continue
			}
			if r.Handled != nil {
				w.Done++
				continue
			}
			c.Count++
			if c.Oldest.IsZero() || r.Since.Before(c.Oldest) {
				c.Oldest = r.Since
			}
		}
		w.Queues = append(w.Queues, c)
	}
	return w, nil
}

// LogEach is one act, of which logged keeps a line an event.
func (f *fake) LogEach(_ context.Context, list []data.LogParams) (data.Logged, error) {
	f.logged = append(f.logged, list...)
	l := data.Logged{Act: fmt.Sprint("act", len(f.logged))}
	for _, p := range list {
		for i := range f.rows {
			id := f.rows[i].Participant
			if !slices.Contains(p.Participants, id) {
				continue
			}
			if why, ok := f.refuse[id]; ok {
				l.Refused = append(l.Refused, data.Refusal{Ref: f.rows[i].Ref(), Reason: why})
				continue
			}
			f.rows[i].Handled = &data.Handled{At: tuesday.At(9, 31), Event: l.Act}
			l.Events = append(l.Events, data.LoggedEvent{Event: l.Act, Ref: f.rows[i].Ref(), Warnings: f.warn})
		}
	}
	if len(l.Events) == 0 && len(l.Refused) == 1 {
		return l, &fault.Error{Code: fault.Refused, Text: l.Refused[0].Reason}
	}
	return l, nil
}

func (f *fake) TryEach(_ context.Context, list []data.LogParams) (l data.Logged, _ error) {
	for _, p := range list {
		for _, r := range f.rows {
			if why, ok := f.refuse[r.Participant]; ok && slices.Contains(p.Participants, r.Participant) {
				l.Refused = append(l.Refused, data.Refusal{Ref: r.Ref(), Reason: why})
			}
		}
	}
	return l, nil
}

func (f *fake) Numbers(_ context.Context, _ int, list []pnr.Number) (map[pnr.Number]data.Row, error) {
	found := map[pnr.Number]data.Row{}
	for _, n := range list {
		if r, ok := f.numbers[n.String()]; ok {
			found[n] = r
		}
	}
	return found, nil
}

func (f *fake) NextToInvite(_ context.Context, cohort, n int) (refs []data.Ref, _ data.Turn, _ error) {
	for i := range n {
		refs = append(refs, data.Ref{Participant: fmt.Sprint("new", i), Cohort: cohort})
	}
	return refs, data.Turn{Order: data.OrderRandom, Seed: 481516, Waiting: 31}, nil
}

func (f *fake) Users(context.Context) ([]data.User, error) { return nil, nil }

func (f *fake) Undo(_ context.Context, id, _ string) (data.Logged, error) {
	for i := range f.rows {
		if h := f.rows[i].Handled; h != nil && h.Event == id {
			f.rows[i].Handled = nil
		}
	}
	return data.Logged{}, nil
}

func (f *fake) Participants(_ context.Context, q data.Filter) (data.List, error) {
	if r, ok := f.numbers[q.Query]; ok {
		return data.List{Count: 1, Rows: []data.Row{r}}, nil
	}
	l := f.people
	if len(q.Steps) > 0 && q.Steps[0] == journey.StepLetter {
		l.Rows, l.Count = nil, 58
	}
	return l, nil
}

func (f *fake) Participant(context.Context, string, int, data.Look) (data.Person, error) {
	return data.Person{Contact: data.Contact{Mobile: "070-174 06 12", Wish: "efter 16"}}, nil
}

func (f *fake) Config() data.Config { return nil }

func row(id, family, given string, q journey.Queue, step journey.StepKind, since int, reason string) data.WorkRow {
	next := journey.Step{Step: step, Queue: q, Since: tuesday.Add(-since), Due: tuesday, Reason: say.T(reason)}
	return data.WorkRow{Row: data.Row{Participant: id, Cohort: 2026, Family: family, Given: given, Status: journey.Status{Next: next}}, Queue: q, Step: step,
		Since: next.Since, Due: next.Due, Reason: next.Reason}
}

// picture is the work list of picture 02.
func picture() *fake {
	visit := func(id, family, given, clock string, reason string) data.WorkRow {
		r := row(id, family, given, journey.QueueVisits, journey.StepVisit, 0, reason)
		r.Status.Booking, r.Clock = &journey.Booking{Day: tuesday, Time: clock, Room: "2"}, clock
		return r
	}
	f := &fake{people: data.List{Total: 164}}
	f.rows = []data.WorkRow{
		visit("P1", "Östergren", "Pär", "08:30", "Genomfört 09.24 · stjärnan utskriven · dokumenterat i Cl24"),
		visit("P2", "Haddad-Lundqvist", "Amira", "10:00", "Rum 2 · pappersformulär lämnat, inte inskrivet · prover klara"),
		visit("P3", "Thorsell", "Mikael", "13:00", "Rum 2 · formulär inskickat i Cl24 · prover klara"),
		row("P4", "Wennerström-Lindqvist", "Anna-Karin", journey.QueueForms, journey.StepEnterForm, 1, "Fråga 23 av 48 · skrivs in av dig sedan i går 15.40 · papper hemifrån"),
		row("P5", "Malmquist", "Johanna", journey.QueueHelp, journey.StepHelpBook, 9, "Bad om hjälp i Cl24 den 1 mars · helst eftermiddag, inte onsdagar"),
		row("P6", "Bergvall", "Stefan", journey.QueueHelp, journey.StepHelpBook, 7, "Ringd 08.52, inget svar · nytt försök i morgon, 2 av 3"),
		row("P7", "Nordenfelt", "Therese", journey.QueueHelp, journey.StepHelpBook, 5, "Bad om hjälp per telefon den 5 mars · vill ha tidig morgon"),
		row("P8", "Sjödahl-Kapanen", "Elin", journey.QueueChats, journey.StepChat, 4, "Kom till 12 av 34 i formuläret · biljetten gick ut 6 mars"),
		row("P9", "Fagerholm", "Robert", journey.QueueChats, journey.StepChat, 2, "Kom till 31 av 34 i formuläret · biljetten gick ut 8 mars"),
		row("P10", "", "", journey.QueueForwarding, journey.StepForward, 2, "Skyddade uppgifter: brevet går genom Skatteverket"),
	}
	f.rows[0].Handled = &data.Handled{At: tuesday.At(9, 31), Event: "e1"}
	f.rows[5].Handled = &data.Handled{At: tuesday.At(8, 53), Event: "e2"}
	f.rows[1].Status.Interpreter, f.rows[1].Status.Source = "arabiska", journey.SourceVisit
	f.rows[3].Status.Form = journey.FormBegun
	f.rows[9].Protected, f.rows[9].Shield = true, 4
	return f
}

// blank is a page for the other routes.
type blank struct{ route shell.Route }

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

// run is how the shell does work.
var run = uitest.Run

func open(t *testing.T, f *fake, lang say.Lang, w, h float32) (*Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, w, h)
	var page *Page
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026, 2025},
		Now: func() time.Time { return tuesday.At(9, 45) }, Run: run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if _, ok := r.(shell.ToToday); ok {
				page = New(s, f)
				return page, nil
			}
			return blank{r}, nil
		}})
	s.Show(shell.ToToday{})
	win.Resize(fyne.NewSize(w, h))
	return page, s, win
}

func TestTodayByKeyboard(t *testing.T) {
	f := picture()
	p, s, win := open(t, f, say.Swedish, 1280, 688)
	p.list.Select(p.at("P5"))
	uitest.Look(t, win, "idag")
	if got := len(p.work.Rows) - p.work.Done; got != 8 {
		t.Fatalf("%d rows wait", got)
	}

	// Enter starts the chat; the row stays, grey; the bar goes on to the next open row.
	p.list.Select(p.at("P8"))
	at := p.list.Selected()
	uitest.Press(win, fyne.KeyReturn)
	if len(f.logged) != 1 || f.logged[0].Kind != journey.ChatStarted || f.logged[0].Participants[0] != "P8" {
		t.Fatalf("logged %+v", f.logged)
	}
	if p.items[at].row.Participant != "P8" || p.items[at].row.Handled == nil {
		t.Error("the handled row has not stayed in place")
	}
	if w := p.selected(); w == nil || w.Participant != "P9" {
		t.Error("the bar is not on the next open row")
	}
	uitest.Look(t, win, "idag-strip")

	// Ctrl+Z takes it back.
	s.Undo()
	if p.items[at].row.Handled != nil {
		t.Error("undo has not opened the row again")
	}

	// Space ticks, S puts off all that are ticked, and undo takes all back.
	p.list.Select(p.at("P8"))
	uitest.Press(win, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	uitest.Type(win, "s")
	uitest.Type(win, "+7")
	uitest.Press(win, fyne.KeyReturn)
	last := f.logged[len(f.logged)-1]
	if n := len(f.logged); last.Kind != journey.Deferred || f.logged[n-2].Participants[0] != "P8" || last.Participants[0] != "P9" || last.Details.Until != tuesday.Add(7) {
		t.Fatalf("deferred %+v", f.logged)
	}

	// A: declined, with an optional reason.
	p.list.Select(p.at("P7"))
	clear(p.ticked)
	uitest.Type(win, "a")
	uitest.Press(win, fyne.KeyReturn)
	if last := f.logged[len(f.logged)-1]; last.Kind != journey.Declined || last.Participants[0] != "P7" || last.Details.Channel != "phone" {
		t.Fatalf("declined %+v", last)
	}

	// O opens, Esc comes back with the bar where it was.
	p.list.Select(p.at("P5"))
	uitest.Type(win, "o")
	if _, ok := s.Route().(shell.ToPerson); !ok {
		t.Fatalf("O went to %#v", s.Route())
	}
	if name, at, of := p.Trail(); name != "Idag" || at != 5 || of != 10 {
		t.Errorf("trail %s %d of %d", name, at, of)
	}
	if r, ok := p.Step(-1); !ok || r.Participant != "P4" {
		t.Error("no step over the header")
	}
	p.Step(1)
	uitest.Press(win, fyne.KeyEscape)
	if s.Route() != (shell.ToToday{}) || p.selected().Participant != "P5" {
		t.Error("Esc has not come back to the row")
	}
}

func (p *Page) at(id string) int {
	return slices.IndexFunc(p.items, func(it item) bool { return it.row != nil && it.row.Participant == id })
}

// Q12: who wants help stands oldest first, and one key goes to the week with the person
// to be placed; T goes there with the call that agreed on it.
func TestQ12HelpLeadsToTheWeek(t *testing.T) {
	p, s, win := open(t, picture(), say.Swedish, 1280, 688)
	if p.at("P5") > p.at("P7") || p.items[p.at("P5")-1].rule != "äldst först" {
		t.Errorf("the queue is not oldest first: %q", p.items[p.at("P5")-1].rule)
	}
	p.list.Select(p.at("P5"))
	uitest.Press(win, fyne.KeyReturn)
	if want := (shell.ToBookings{Person: "P5", Cohort: 2026, Via: "phone"}); s.Route() != want {
		t.Fatalf("Enter leads to %#v", s.Route())
	}
	s.Back()
	p.list.Select(p.at("P7"))
	uitest.Type(win, "t1")
	if want := (shell.ToBookings{Person: "P7", Cohort: 2026, Via: "phone", Called: journey.CallBooked}); s.Route() != want {
		t.Fatalf("T 1 leads to %#v", s.Route())
	}
}

func TestRefusedActSaysWhy(t *testing.T) {
	f := picture()
	f.refuse = map[string]say.Text{"P8": say.T("acts.undo.reason")} // any words
	p, s, win := open(t, f, say.Swedish, 1280, 688)
	p.list.Select(p.at("P8"))
	f.err = nil
	uitest.Press(win, fyne.KeyReturn)
	if p.selected().Participant != "P8" || p.selected().Handled != nil {
		t.Error("a refused act moved on")
	}
	if !uitest.Shows(win, s.T("acts.undo.reason")) {
		t.Error("the reason is not shown")
	}
}

// Q14, Q15: the time type is shown as Clinic24 names it when a ticket is written down,
// and cannot be changed there: it is a setting.
func TestQ14TimeTypeIsShownWithTheTicket(t *testing.T) {
	p, _, win := open(t, picture(), say.Swedish, 1280, 688)
	if uitest.Shows(win, "Koordinator hälsosamtal") {
		t.Fatal("the name shows before there is a ticket")
	}
	p.acts.Ticket([]data.Row{p.work.Rows[0].Row})
	if !uitest.Shows(win, "Tidstypen heter Koordinator hälsosamtal i Cl24.") {
		t.Errorf("the form of a ticket shows %q", uitest.Texts(win))
	}
}

func TestQ15TimeTypeIsNoField(t *testing.T) {
	f := picture()
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	p.acts.Ticket([]data.Row{p.work.Rows[0].Row})
	for range 20 { // whatever is typed wherever Tab goes, the name stays
		uitest.Type(win, "x")
		uitest.Press(win, fyne.KeyTab)
		win.Canvas().FocusNext()
	}
	if !uitest.Shows(win, "Koordinator hälsosamtal i Cl24.") {
		t.Errorf("the form of a ticket shows %q", uitest.Texts(win))
	}
}

func TestS22PanicInAnActKeepsThePage(t *testing.T) {
	f := picture()
	p, s, win := open(t, f, say.Swedish, 1280, 688)
	p.list.OnEnter = func(int) { panic("Anna-Karin Wennerström-Lindqvist") }
	uitest.Press(win, fyne.KeyReturn)
	if s.Page() != shell.Page(p) || p.selected() == nil {
		t.Error("the page is gone")
	}
}

func TestQueuesByKeyboard(t *testing.T) {
	p, s, win := open(t, picture(), say.Swedish, 1280, 688)
	widget.Focus(p.queues)
	uitest.Press(win, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	if p.queue != journey.QueueHelp || len(p.items) != 4 {
		t.Fatalf("queue %q with %d lines", p.queue, len(p.items))
	}
	uitest.Press(win, fyne.KeyReturn)
	if win.Canvas().Focused() != p.list {
		t.Error("Enter does not go into the list")
	}
	uitest.Look(t, win, "idag-ko")
	uitest.Press(win, fyne.KeyEscape)
	if p.queue != "" || s.Route() != (shell.ToToday{}) {
		t.Error("Esc does not show all again")
	}
}

// Tab goes from the list to the queues, as F1 says; where the window is narrow they are a
// button before it.
func TestTabGoesToTheQueues(t *testing.T) {
	p, _, win := open(t, picture(), say.Swedish, 1280, 688)
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != p.queues {
		t.Fatalf("Tab goes to %T", win.Canvas().Focused())
	}
	win.Canvas().FocusPrevious()
	if win.Canvas().Focused() != p.list {
		t.Fatalf("Shift+Tab goes to %T", win.Canvas().Focused())
	}
	told := func(key string) bool {
		return slices.ContainsFunc(p.Keys(), func(h widget.Hint) bool { return slices.Contains(h.Keys, key) })
	}
	if !told("Tab") {
		t.Error("F1 does not say Tab")
	}
	win.Resize(fyne.NewSize(853, 448))
	win.Canvas().FocusPrevious()
	if win.Canvas().Focused() != p.picker || !told("Shift+Tab") {
		t.Errorf("narrow: Shift+Tab goes to %T", win.Canvas().Focused())
	}
	uitest.Press(win, fyne.KeyReturn)
	uitest.Press(win, fyne.KeyDown, fyne.KeyReturn)
	if p.queue == "" || win.Canvas().Focused() != p.list {
		t.Errorf("Enter on the button: queue %q, %T", p.queue, win.Canvas().Focused())
	}
}

// Where a window is too low for all choices of a question they scroll in it.
func TestChoicesScrollInALowWindow(t *testing.T) {
	p, _, win := open(t, picture(), say.Swedish, 787, 405) // 1180 × 640 at 150 %
	p.list.Select(p.at("P5"))
	uitest.Type(win, "c")
	l, ok := win.Canvas().Focused().(*widget.List)
	if !ok || l.Len() < 8 {
		t.Fatalf("%T has the keyboard", win.Canvas().Focused())
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	if below := at.Y + l.Size().Height; below > 405-16-20 {
		t.Errorf("the choices end at %v of 405", below)
	}
	uitest.Press(win, fyne.KeyEnd)
	uitest.Look(t, win, "idag-samtycke-150")
	if l.Offset() == 0 || l.Selected() != l.Len()-1 {
		t.Errorf("the last choice is out of sight: %d, %v", l.Selected(), l.Offset())
	}
}

func TestEmptyToday(t *testing.T) {
	f := picture()
	for i := range f.rows {
		f.rows[i].Handled = &data.Handled{At: tuesday.At(9, 31), Event: "e"}
	}
	booked := data.Row{Participant: "B", Status: journey.Status{Booking: &journey.Booking{Day: tuesday.Add(6), Time: "09:00"}, Next: journey.Step{Step: journey.StepWait, Due: tuesday.Add(6)}}}
	ticket := data.Row{Participant: "T", Status: journey.Status{Ticket: &journey.Ticket{Expires: tuesday.Add(3)}, Next: journey.Step{Step: journey.StepWait, Due: tuesday.Add(3)}}}
	f.people = data.List{Total: 164, Rows: []data.Row{booked, ticket, ticket}}
	p, _, win := open(t, f, say.Swedish, 1280, 688)
	if !p.bare || len(p.coming.next) != 2 {
		t.Fatalf("empty %v, %d lines to come", p.bare, len(p.coming.next))
	}
	uitest.Look(t, win, "idag-tom")

	f.rows, f.people = nil, data.List{}
	_, s, win := open(t, f, say.Swedish, 1280, 688)
	uitest.Look(t, win, "idag-forsta")
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != (shell.ToImport{}) {
		t.Errorf("the first start leads to %#v", s.Route())
	}
}

func TestTodayLooks(t *testing.T) {
	f := picture()
	f.rows[6].Family, f.rows[6].Given = "Von Hohenstaufen-Oxenstierna af Wisborg", "Maximiliana Alexandrina Ulrika"
	p, _, win := open(t, f, say.English, 1180, 608)
	p.list.Select(p.at("P7"))
	uitest.Look(t, win, "idag-1180-en")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "idag-150")
	win.Resize(fyne.NewSize(1920, 1048))
	uitest.Look(t, win, "idag-1920")
	p.Rune('r')
	uitest.Type(win, "19860307-2383 12 av 34")
	uitest.Look(t, win, "idag-cl24")
}

func TestTodayFormsLook(t *testing.T) {
	p, _, win := open(t, picture(), say.Swedish, 1280, 688)
	p.acts.Call(p.work.Rows[4].Row)
	if !uitest.Shows(win, "070-174 06 12") {
		t.Error("who calls is not told the number")
	}
	uitest.Look(t, win, "idag-ring")
	uitest.Type(win, "3")
	p.acts.Defer(p.targets())
	uitest.Look(t, win, "idag-skjut")
	uitest.Press(win, fyne.KeyEscape)
	uitest.Press(win, fyne.KeyF1)
	uitest.Look(t, win, "f1")
	uitest.Press(win, fyne.KeyEscape)
	uitest.Menu(win, "Gå till vad som helst…")
	uitest.Look(t, win, "ctrlk")
}

// In the window the work is read after the page is shown.
func TestEnterImportsWhereThereIsNothing(t *testing.T) {
	l := &uitest.Later{}
	run = l.Run
	defer func() { run = uitest.Run }()
	f := picture()
	f.rows, f.people = nil, data.List{}
	_, s, win := open(t, f, say.Swedish, 1280, 688)
	l.Finish()
	uitest.Press(win, fyne.KeyReturn)
	if s.Route() != (shell.ToImport{}) {
		t.Errorf("Enter leads to %#v", s.Route())
	}
}

func TestQ8RefusedNoticesStayInTheSheet(t *testing.T) {
	f := picture()
	f.refuse = map[string]say.Text{"P9": say.T("Biljetten är redan använd")}
	p8, p9 := f.rows[7].Row, f.rows[8].Row
	f.numbers = map[string]data.Row{"198602082391": p8, "198602072384": p9}
	_, s, win := open(t, f, say.Swedish, 1280, 688)
	uitest.Type(win, "r")
	field := win.Canvas().Focused().(*widget.Entry)
	field.SetText("198602082391\n198602072384 12 av 34\nskräp")
	uitest.Menu(win, s.T("ui.menu.main"))
	if len(f.logged) != 1 || f.logged[0].Participants[0] != "P8" {
		t.Fatalf("logged %+v", f.logged)
	}
	if field.Text != "198602072384 12 av 34\nskräp" {
		t.Errorf("left in the sheet: %q", field.Text)
	}
	if !uitest.Shows(win, "Biljetten är redan använd") {
		t.Error("the reason is not said")
	}
	uitest.Look(t, win, "cl24-refused")
}
