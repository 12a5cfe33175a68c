package person

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/acts"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// world is a real store with people of 1986, and a clock.
type world struct {
	*data.Store
	t   *testing.T
	now time.Time
	ids []string

	cohort int // that the page is opened in

	shown []string // names of the papers that were opened …
	paper []byte   // … and the last of them
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: day.New(2026, time.January, 12).At(9, 0), cohort: 2026}
	w.Store = uitest.Store(t, func() time.Time { return w.now })
	w.roster(2026, "")
	list, err := w.Participants(t.Context(), data.Filter{Cohort: 2026})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Sjödahl-Kapanen", "Malmquist", "Östergren", ""} {
		for _, r := range list.Rows {
			if r.Family == name {
				w.ids = append(w.ids, r.Participant)
			}
		}
	}
	return w
}

// roster imports the four people into a cohort.
func (w *world) roster(cohort int, force string) {
	w.t.Helper()
	var file bytes.Buffer
	file.WriteString("Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Mobiltelefon;Sekretessmarkering\n")
	b, _ := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	names := []string{"Sjödahl-Kapanen;Elin", "Malmquist;Johanna", "Östergren;Pär", "Hemlig;Person"}
	n := 0
	for _, number := range strings.Fields(string(b)) {
		if strings.HasPrefix(number, "1986") && n < len(names) {
			flag := ""
			if n == 3 {
				flag = "J"
			}
			fmt.Fprintf(&file, "%s;%s;Tallbacksgränd %d;999 41;Granlunda;070-174 06 12;%s\n", number, names[n], n+7, flag)
			n++
		}
	}
	if _, err := w.Import(w.t.Context(), data.ImportParams{Name: fmt.Sprintf("listning-%d.csv", cohort), Data: file.Bytes(), Cohort: cohort, Force: force}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) log(on day.Date, hour int, who int, kind journey.Kind, d journey.Details) {
	w.t.Helper()
	w.now = on.At(hour, 2)
	if _, err := w.Log(context.Background(), data.LogParams{Participants: []string{w.ids[who]}, Kind: kind, Details: d}); err != nil {
		w.t.Fatal(kind, err)
	}
}

// picture is the person of picture 04.
func picture(t *testing.T) *world {
	w := newWorld(t)
	feb := func(d int) day.Date { return day.New(2026, time.February, d) }
	w.log(feb(20), 12, 0, journey.Called, journey.Details{Outcome: journey.CallVoicemail})
	w.log(feb(20), 12, 0, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	w.log(feb(20), 13, 0, journey.TicketSent, journey.Details{Type: journey.TicketVisit, Expires: day.New(2026, time.March, 6)})
	w.log(day.New(2026, time.March, 9), 8, 0, journey.TicketExpired, journey.Details{Opened: journey.Yes, Progress: "12/34"})
	w.log(day.New(2026, time.March, 9), 8, 0, journey.Note, journey.Details{Text: "Arbetar natt, kommer helst på eftermiddagen"})
	w.now = day.New(2026, time.March, 10).At(9, 45)
	return w
}

// list is a page that the participant's page can step through.
type list struct {
	w  *world
	at int
}

func (*list) Content() fyne.CanvasObject { return widget.NewBand() }
func (*list) Hints() []widget.Hint       { return nil }
func (*list) Focus()                     {}
func (l *list) Trail() (string, int, int) {
	return "Deltagare · tillstånd inbjuden", l.at + 1, len(l.w.ids)
}
func (l *list) On() string { return l.w.ids[l.at] }
func (l *list) Step(by int) (r data.Row, _ bool) {
	if l.at+by < 0 || l.at+by >= len(l.w.ids) {
		return r, false
	}
	l.at += by
	rows, _ := l.w.Participants(context.Background(), data.Filter{Participants: []string{l.w.ids[l.at]}})
	return rows.Rows[0], true
}

func open(t *testing.T, w *world, who int, lang say.Lang, width, height float32) (func() *Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, width, height)
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return w.now }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if r, ok := r.(shell.ToPerson); ok {
				return New(s, w, Papers{Show: w.show, Offer: w.offer, Clear: func() { w.shown = nil }}, r), nil
			}
			return &list{w: w, at: who}, nil
		}})
	s.Show(shell.ToPeople{})
	s.Go(shell.ToPerson{ID: w.ids[who], Cohort: w.cohort})
	win.Resize(fyne.NewSize(width, height))
	return func() *Page { p, _ := s.Page().(*Page); return p }, s, win
}

func status(t *testing.T, w *world, who int) journey.Status {
	t.Helper()
	l, err := w.Participants(context.Background(), data.Filter{Participants: []string{w.ids[who]}})
	if err != nil || len(l.Rows) != 1 {
		t.Fatal(err, len(l.Rows))
	}
	return l.Rows[0].Status
}

func TestQ9NextStepByEnterAndUndo(t *testing.T) {
	w := picture(t)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Look(t, win, "person")
	if got := page().person.Status.Next.Step; got != journey.StepChat {
		t.Fatalf("next step %q", got)
	}
	uitest.Press(win, fyne.KeyReturn)
	if status(t, w, 0).Ticket.Chat.IsZero() {
		t.Fatal("Enter has not started the chat")
	}
	uitest.Look(t, win, "person-strip")
	s.Undo()
	if !status(t, w, 0).Ticket.Chat.IsZero() {
		t.Fatal("Ctrl+Z has not taken the chat back")
	}
	uitest.Look(t, win, "person-undone")
}

func TestQ2ConsentByKeys(t *testing.T) {
	w := newWorld(t)
	w.now = day.New(2026, time.March, 10).At(9, 45)
	_, s, win := open(t, w, 1, say.Swedish, 1280, 688)
	uitest.Type(win, "c")
	uitest.Look(t, win, "person-consent")
	uitest.Press(win, fyne.KeyReturn)
	st := status(t, w, 1)
	if st.Consent != journey.Yes || st.InfoGiven.IsZero() || !st.Channels[journey.ByTicket].Allowed {
		t.Fatalf("consent %q, informed %v", st.Consent, st.InfoGiven)
	}
	s.Undo()
	if st := status(t, w, 1); st.Consent != "" || !st.InfoGiven.IsZero() {
		t.Fatal("undo leaves a part")
	}
}

func TestEventFromTheMenuAndItsUndoWithReason(t *testing.T) {
	w := picture(t)
	page, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Type(win, "h")
	uitest.Look(t, win, "person-kinds")
	uitest.Press(win, fyne.KeyEscape)
	page().askEvent(journey.WantsHelp)
	uitest.Type(win, "eftermiddag")
	uitest.Look(t, win, "person-event")
	uitest.Press(win, fyne.KeyReturn)
	if got := page().person.Status.Next.Step; got != journey.StepHelpBook {
		t.Fatalf("next step %q", got)
	}
	// Delete on the newest event asks why and strikes it.
	page().list.Select(0)
	page().Focus()
	uitest.Press(win, fyne.KeyDelete)
	uitest.Type(win, "fel person")
	uitest.Press(win, fyne.KeyReturn)
	if !page().rows[0].Undone || page().rows[0].by == nil || page().rows[0].by.Details.Reason != "fel person" {
		t.Fatalf("not taken back: %+v", page().rows[0])
	}
	uitest.Look(t, win, "person-struck")
}

func TestEnterRegistersTheNote(t *testing.T) {
	w := picture(t)
	page, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Type(win, "n")
	uitest.Type(win, "Arbetar natt")
	uitest.Press(win, fyne.KeyReturn)
	if r := page().rows[0]; r.Kind != journey.Note || r.Details.Text != "Arbetar natt" {
		t.Fatalf("registered %+v", r.Event)
	}
}

func TestEveryKindHasAFormThatCanBeRead(t *testing.T) {
	w := picture(t)
	page, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	for _, k := range kinds {
		keys, must := k.kind.Keys()
		have := map[string]bool{}
		for _, d := range k.details {
			have[d.key] = true
			for _, c := range d.choices {
				if _, err := journey.NewDetails(k.kind, fill(k.kind, d.key, c)); err != nil {
					t.Errorf("%s %s=%s: %v", k.kind, d.key, c, err)
				}
			}
		}
		for _, key := range keys {
			if must[key] && !have[key] {
				t.Errorf("%s lacks %s", k.kind, key)
			}
		}
		page().askEvent(k.kind)
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if got := say.In(lang, say.T("person.kind."+string(k.kind))); strings.HasPrefix(got, "person.") {
				t.Error(got)
			}
		}
		uitest.Press(win, fyne.KeyEscape)
	}
}

func fill(kind journey.Kind, key, value string) map[string]string {
	kv := map[string]string{key: value}
	_, must := kind.Keys()
	for k, m := range must {
		if m && k != key {
			kv[k] = map[string]string{"start": "2026-03-17T13:00", "until": "2026-03-17", "date": "2026-03-17", "outcome": "later", "type": "visit", "answer": "yes", "where": "cl24"}[k]
			if kv[k] == "" {
				kv[k] = "x"
			}
		}
	}
	return kv
}

func TestContactByHandWins(t *testing.T) {
	w := picture(t)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Type(win, "e")
	uitest.Look(t, win, "person-contact")
	uitest.Press(win, fyne.KeyTab)
	win.Canvas().Focused().(*widget.Entry).SetText("Sjödahl")
	uitest.Press(win, fyne.KeyReturn)
	if p := page().person; len(p.Hand) == 0 {
		t.Fatalf("nothing corrected: %+v", p.Contact)
	}
	s.Undo()
}

// In a low window the contact form has its buttons in view.
func TestContactFitsALowWindow(t *testing.T) {
	w := picture(t)
	_, _, win := open(t, w, 0, say.Swedish, 787, 405) // 1180 × 640 at 150 %
	uitest.Type(win, "e")
	uitest.Look(t, win, "person-contact-150")
	c := win.Canvas()
	c.FocusPrevious() // the last stop is the button that saves
	b, ok := c.Focused().(*widget.Button)
	if !ok {
		t.Fatalf("the last stop is %T", c.Focused())
	}
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b); at.Y+b.Size().Height > c.Size().Height-16-20+1 {
		t.Errorf("the button ends at %v of %v", at.Y+b.Size().Height, c.Size().Height)
	}
}

// The contact form begins where something is to be mended: at the number after a call to a
// wrong one, at the street after a letter that came back.
func TestContactBeginsAtWhatIsWrong(t *testing.T) {
	w := picture(t)
	w.log(day.New(2026, time.March, 9), 9, 1, journey.Called, journey.Details{Outcome: journey.CallWrongNumber})
	w.log(day.New(2026, time.March, 9), 9, 2, journey.LetterPrinted, journey.Details{Template: "inbjudan", Run: "R1", Letter: "26-0001"})
	w.log(day.New(2026, time.March, 9), 9, 2, journey.LetterConfirmed, journey.Details{Run: "R1"})
	w.log(day.New(2026, time.March, 9), 9, 2, journey.LetterReturned, journey.Details{})
	for who, want := range []string{"Elin", "070-174 06 12", "Tallbacksgränd 9"} {
		_, _, win := open(t, w, who, say.Swedish, 1280, 688)
		uitest.Type(win, "e")
		if e, ok := win.Canvas().Focused().(*widget.Entry); !ok || e.Text != want {
			t.Errorf("the form begins at %v, want %q", e, want)
		}
	}
}

func TestQ24ProtectedPersonShowsNoAddress(t *testing.T) {
	w := newWorld(t)
	w.now = day.New(2026, time.March, 10).At(9, 45)
	page, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Type(win, "p")
	uitest.Type(win, "polisanmälan")
	uitest.Press(win, fyne.KeyReturn)
	p := page().person
	if !p.Protected || p.Contact.Street != "" || p.Label() == "" {
		t.Fatalf("%+v", p.Contact)
	}
	uitest.Look(t, win, "person-protected")
	for _, f := range page().side.facts() {
		if strings.Contains(f.text, "Tallback") {
			t.Error(f.text)
		}
	}
	uitest.Type(win, "e")
	uitest.Look(t, win, "person-protected-contact")
	uitest.Press(win, fyne.KeyEscape)
}

func TestStepThroughTheList(t *testing.T) {
	w := picture(t)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Press(win, fyne.KeyPageDown)
	if got := acts.Short(page().person.Row); got != "Malmquist, J." {
		t.Fatalf("stepped to %s", got)
	}
	uitest.Press(win, fyne.KeyPageDown, fyne.KeyPageDown) // the last one is protected: asks why
	if s.Route().(shell.ToPerson).ID != w.ids[2] {
		t.Fatal("a protected person was opened without a reason")
	}
	uitest.Type(win, "boka tid")
	uitest.Press(win, fyne.KeyReturn)
	if page().route.Reason != "boka tid" || !page().person.Protected {
		t.Fatalf("%+v", page().route)
	}
	uitest.Press(win, fyne.KeyEscape)
	if _, ok := s.Route().(shell.ToPeople); !ok {
		t.Error("Esc does not lead to the list")
	}
}

func TestPersonLooks(t *testing.T) {
	w := picture(t)
	_, _, win := open(t, w, 0, say.English, 1180, 608)
	uitest.Look(t, win, "person-1180-en")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "person-150")
	uitest.Type(win, "g")
	uitest.Look(t, win, "person-other")
}

// show keeps the papers that the page hands to a viewer.
func (w *world) show(name string, write func(io.Writer) error) error {
	var b bytes.Buffer
	err := write(&b)
	w.shown = append(w.shown, name)
	w.paper = b.Bytes()
	return err
}

// offer keeps a paper as show does.
func (w *world) offer(s *shell.Shell, name, title string, draw func(ctx context.Context, w io.Writer) (int, error)) {
	var b bytes.Buffer
	if pages, err := draw(context.Background(), &b); err != nil || pages != 1 {
		w.t.Errorf("%s: %d pages, %v", title, pages, err)
	}
	w.shown, w.paper = append(w.shown, name), b.Bytes()
}

// letterOf prints a letter to one person and gives its number.
func (w *world) letterOf(who int, template string, confirm bool) string {
	w.t.Helper()
	for key, value := range map[string]string{"clinic.street": "Ängsgatan 7", "clinic.postcode": "999 40", "clinic.town": "Granlunda",
		"clinic.phone": "0980-31 92 40", "clinic.signer": "Karin Nordin"} {
		if err := w.SetSetting(w.t.Context(), key, value); err != nil {
			w.t.Fatal(err)
		}
	}
	done, err := w.PrintLetters(w.t.Context(), data.LettersParams{Template: template, Only: []string{w.ids[who]}, Confirm: confirm},
		func(int, int) (io.Writer, error) { return io.Discard, nil })
	if err != nil {
		w.t.Fatal(err, done.Left)
	}
	return done.Letters[0].Number
}

// The papers are a tab of their own: the very same letter opens with Enter, R records
// that it came back, and undo takes that back.
func TestPapersTab(t *testing.T) {
	w := newWorld(t)
	w.now = day.New(2026, time.January, 27).At(9, 0)
	number := w.letterOf(0, journey.TemplateInvitation, true)
	w.log(day.New(2026, time.February, 20), 12, 0, journey.Called, journey.Details{Outcome: journey.CallNoAnswer})
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Look(t, win, "person-letter")
	uitest.Type(win, "4")
	uitest.Look(t, win, "person-papers")
	if page().tab != tabPapers || !uitest.Shows(win, number) {
		t.Fatal("no papers")
	}
	uitest.Press(win, fyne.KeyReturn)
	if len(w.shown) != 1 || !bytes.HasPrefix(w.paper, []byte("%PDF")) || strings.Contains(w.shown[0], "Elin") {
		t.Fatalf("shown %q", w.shown)
	}
	first := w.paper
	s.Page().(shell.Shortcutter).Shortcut(fyne.KeyP, fyne.KeyModifierControl)
	if len(w.shown) != 2 || !bytes.Equal(first, w.paper) {
		t.Errorf("Ctrl+P gives another letter than Enter: %q", w.shown)
	}
	uitest.Type(win, "r")
	if got := page().person.Papers[0].State; got != data.PaperReturned || !status(t, w, 0).Returned {
		t.Fatalf("returned: %s", got)
	}
	uitest.Look(t, win, "person-papers-returned")
	s.Undo()
	if got := page().person.Papers[0].State; got != data.PaperSent {
		t.Fatalf("undone: %s", got)
	}
	uitest.Press(win, fyne.KeyEscape) // back to the journey, not away
	if page() == nil || page().tab != tabJourney {
		t.Fatal("Esc leaves the page from a tab")
	}
	uitest.Press(win, fyne.KeyDown)
	for i, h := range page().rows {
		if h.Kind == journey.LetterPrinted {
			page().list.Select(i)
		}
	}
	uitest.Type(win, "o")
	if len(w.shown) != 3 {
		t.Error("O does not open the letter of the timeline")
	}
}

// Q2, Q18: withdrawing with an open ticket warns, and records that the ticket was
// recalled, in one act.
func TestQ2WithdrawalWithAnOpenTicket(t *testing.T) {
	w := newWorld(t)
	feb := func(d int) day.Date { return day.New(2026, time.February, d) }
	w.log(feb(20), 12, 0, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone", By: "Petra Nyholm"})
	w.log(feb(21), 12, 0, journey.InfoGiven, journey.Details{})
	w.log(feb(22), 13, 0, journey.TicketSent, journey.Details{Type: journey.TicketVisit, Expires: feb(28)})
	w.now = feb(24).At(9, 45)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Type(win, "5")
	uitest.Look(t, win, "person-consents")
	if page().tab != tabConsent || !uitest.Shows(win, "Petra Nyholm") || !uitest.Shows(win, "gäller nu") {
		t.Fatal("the record does not show who asked")
	}
	uitest.Type(win, "c")
	uitest.Type(win, "3")
	uitest.Look(t, win, "person-consent-withdrawn")
	if !uitest.Shows(win, "Den öppna biljetten") || uitest.Shows(win, "gavs nu") {
		t.Error("the open ticket is not asked about")
	}
	uitest.Press(win, fyne.KeyReturn)
	st := status(t, w, 0)
	if st.Consent != journey.Withdrawn || st.Ticket.Expired.IsZero() || !st.Ticket.Recalled || st.Channels[journey.ByTicket].Allowed {
		t.Fatalf("%+v %+v", st.Consent, st.Ticket)
	}
	uitest.Look(t, win, "person-consents-withdrawn")
	s.Undo()
	if st := status(t, w, 0); st.Consent != journey.Yes || !st.Ticket.Expired.IsZero() {
		t.Fatal("undo leaves a part")
	}
}

// A wrong consent is taken back from its tab with a reason, which stays beside it.
func TestConsentIsCorrected(t *testing.T) {
	w := newWorld(t)
	w.now = day.New(2026, time.March, 10).At(9, 45)
	page, _, win := open(t, w, 1, say.Swedish, 1280, 688)
	uitest.Type(win, "c")
	uitest.Press(win, fyne.KeyReturn)
	if len(page().rows) != 2 || !page().rows[0].with {
		t.Fatalf("%d rows: the information is a row of its own", len(page().rows))
	}
	uitest.Type(win, "5")
	page().panels[tabConsent].list.Select(0)
	uitest.Press(win, fyne.KeyDelete)
	uitest.Type(win, "fel person")
	uitest.Press(win, fyne.KeyReturn)
	c := page().person.Consents
	if len(c) != 1 || c[0].Struck == nil || c[0].Struck.Reason != "fel person" || status(t, w, 1).Consent != "" || !status(t, w, 1).InfoGiven.IsZero() {
		t.Fatalf("%+v", c)
	}
	uitest.Look(t, win, "person-consents-struck")
}

// The number is changed by key, with what it tells and a reason; undo forgets the wrong one.
func TestNumberIsChangedByKey(t *testing.T) {
	w := newWorld(t)
	w.now = day.New(2026, time.March, 10).At(9, 45)
	page, s, win := open(t, w, 1, say.Swedish, 1280, 688)
	before := page().person.Identity.Number
	b, _ := assets.Demo.ReadFile("demo/testsamordningsnummer.txt")
	uitest.Type(win, "y")
	uitest.Type(win, "198601")
	uitest.Press(win, fyne.KeyReturn, fyne.KeyReturn)
	if page().person.Identity.Number != before {
		t.Fatal("what is no number was taken")
	}
	uitest.Press(win, fyne.KeyEscape)
	uitest.Type(win, "y")
	uitest.Type(win, strings.Fields(string(b))[0])
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "samordningsnummer i stället")
	uitest.Look(t, win, "person-number")
	uitest.Press(win, fyne.KeyReturn)
	if page().person.Identity.Number == before || len(page().person.Identity.Former) != 1 {
		t.Fatalf("%+v", page().person.Identity)
	}
	uitest.Type(win, "v")
	uitest.Look(t, win, "person-versions")
	if !uitest.Shows(win, before.Display()) {
		t.Error("the former number is not in the history")
	}
	uitest.Press(win, fyne.KeyEscape)
	s.Undo()
	if page().person.Identity.Number != before || len(page().person.Identity.Former) != 0 {
		t.Fatalf("undone: %+v", page().person.Identity)
	}
}

// The right column is reached and worked by keyboard: ← and → go between the columns.
func TestRightColumnByKeyboard(t *testing.T) {
	w := picture(t)
	page, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Press(win, fyne.KeyRight)
	if win.Canvas().Focused() != page().side.list {
		t.Fatal("→ does not lead to the right column")
	}
	uitest.Look(t, win, "person-side")
	uitest.Press(win, fyne.KeyEnd)
	if off := page().side.list.Offset(); off <= 0 {
		t.Errorf("the note is not scrolled into view: %v", off)
	}
	uitest.Look(t, win, "person-side-end")
	uitest.Press(win, fyne.KeyLeft)
	if win.Canvas().Focused() != page().list {
		t.Error("← does not lead back")
	}
	uitest.Type(win, "m")
	uitest.Look(t, win, "person-templates")
	if !uitest.Shows(win, "Tack för beskedet") && len(page().side.rows) < 15 {
		t.Errorf("%d rows", len(page().side.rows))
	}
	uitest.Type(win, "m")
}

// Q23: an earlier cohort is a tab with its state, visit and star; it opens read only.
func TestEarlierCohortIsReadOnly(t *testing.T) {
	w := newWorld(t)
	w.log(day.New(2026, time.March, 2), 9, 0, journey.Booked, journey.Details{Start: "2026-03-10T09:00", Room: "2"})
	w.log(day.New(2026, time.March, 10), 10, 0, journey.Visited, journey.Details{})
	star, err := w.OpenStar(t.Context(), w.ids[0])
	if err != nil {
		t.Fatal(err)
	}
	levels := map[string]int{}
	for i, p := range star.Criteria.Points {
		levels[p.ID] = 4 - i%4
		for p.Levels[levels[p.ID]].IsZero() {
			levels[p.ID]--
		}
	}
	if err := w.SaveLevels(t.Context(), w.ids[0], levels); err != nil {
		t.Fatal(err)
	}
	w.letterOf(0, journey.TemplateCl24, true)
	if err := w.SetSetting(t.Context(), "ages", "40,50"); err != nil {
		t.Fatal(err)
	}
	w.now, w.cohort = day.New(2036, time.January, 14).At(9, 0), 2036
	w.roster(2036, "uppföljning")
	w.now = day.New(2036, time.March, 10).At(9, 0)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	if page().person.Cohort != 2036 || page().person.Past() {
		t.Fatalf("opened %d", page().person.Cohort)
	}
	uitest.Type(win, "6")
	uitest.Look(t, win, "person-cohorts")
	if !uitest.Shows(win, "10 mars 2026") {
		t.Error("the earlier visit is not told")
	}
	uitest.Type(win, "4")
	uitest.Look(t, win, "person-papers-cohorts")
	uitest.Type(win, "6")
	uitest.Press(win, fyne.KeyReturn)
	if page().person.Cohort != 2026 || !page().person.Past() {
		t.Fatalf("Enter opened %d", page().person.Cohort)
	}
	uitest.Look(t, win, "person-past")
	before := len(page().person.Events)
	for _, key := range "btascnehixzyp" {
		uitest.Type(win, string(key))
	}
	uitest.Press(win, fyne.KeyReturn, fyne.KeyDelete)
	if n := len(win.Canvas().Overlays().List()); n != 0 || len(page().person.Events) != before {
		t.Errorf("an earlier cohort can be written in: %d overlays", n)
	}
	if r := s.Route().(shell.ToPerson); r.Cohort != 2026 {
		t.Errorf("a key led to %+v", r)
	}
	uitest.Type(win, "3")
	uitest.Look(t, win, "person-past-star")
	uitest.Press(win, fyne.KeyEscape, fyne.KeyEscape)
	if r, ok := s.Route().(shell.ToPerson); !ok || r.Cohort != 2036 {
		t.Errorf("back at %+v", s.Route())
	}
}

// Tab goes through the page in the order in which it is read.
func TestFocusOrder(t *testing.T) {
	w := picture(t)
	page, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	p := page()
	want := []fyne.Focusable{p.tabs, p.do, p.other, p.register, p.list, p.side.list}
	win.Canvas().Unfocus()
	for i, f := range want {
		win.Canvas().(interface{ FocusNext() }).FocusNext()
		for {
			if at := win.Canvas().Focused(); at == f {
				break
			} else if i > 0 && at == want[i-1] || at == nil {
				t.Fatalf("stop %d is %T, want %T", i, at, f)
			}
			if i > 0 {
				t.Fatalf("stop %d is %T, want %T", i, win.Canvas().Focused(), f)
			}
			win.Canvas().(interface{ FocusNext() }).FocusNext() // the navigation comes first
		}
	}
}

// ← and → walk along the tabs without leaving the page.
func TestTabsByArrows(t *testing.T) {
	w := picture(t)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	win.Canvas().Focus(page().tabs)
	for i := 1; i < len(tabs); i++ {
		uitest.Press(win, fyne.KeyRight)
		if page() == nil || page().tab != tab(i) || win.Canvas().Focused() != page().tabs {
			t.Fatalf("→ leads to %v", s.Route())
		}
		uitest.Look(t, win, "person-tab-"+tabs[i])
	}
}

// What is long, protected, gone or empty is looked at in small windows and in English too.
func TestPersonLooksAtItsLimits(t *testing.T) {
	w := newWorld(t)
	w.log(day.New(2026, time.February, 20), 12, 0, journey.Consented, journey.Details{Answer: journey.Yes, How: "phone"})
	w.log(day.New(2026, time.February, 20), 12, 0, journey.NeedsInterpreter, journey.Details{Language: "arabiska (levantinsk), kvinnlig tolk"})
	w.log(day.New(2026, time.February, 23), 12, 0, journey.Booked, journey.Details{Start: "2026-03-17T13:00", Room: "2 · Lena Sundkvist-Abrahamsson"})
	w.log(day.New(2026, time.February, 24), 12, 0, journey.Rebooked, journey.Details{Start: "2026-03-18T09:00"})
	w.log(day.New(2026, time.February, 25), 12, 0, journey.Cancelled, journey.Details{By: "participant", Reason: "fick förhinder i sista stund och hör av sig när arbetsschemat för april är klart"})
	c := data.Contact{Family: "von Sydow-Wennerström af Klinckowström", Given: "Anna-Karin Margareta Elisabet", CareOf: "Föreningen Kärnfullt Boende, uppgång C",
		Street: "Övre Kyrkogårdsgränd 117 B, lägenhet 1402", Postcode: "999 41", Town: "Granlunda-Västerstrand", Mobile: "070-174 06 12",
		Email: "anna-karin.von.sydow-wennerstrom@exempel.example", Wish: "sms efter 16, helst tisdagar och torsdagar; ring aldrig till arbetet"}
	if _, err := w.EditContact(t.Context(), w.ids[0], c); err != nil {
		t.Fatal(err)
	}
	w.now = day.New(2026, time.March, 10).At(9, 45)
	_, _, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Look(t, win, "person-long")
	uitest.Type(win, "v")
	uitest.Look(t, win, "person-long-versions")
	uitest.Press(win, fyne.KeyEscape)
	win.Resize(fyne.NewSize(1180, 608))
	uitest.Look(t, win, "person-long-1180")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "person-long-150")
	uitest.Type(win, "c")
	uitest.Look(t, win, "person-long-150-consent")
	uitest.Press(win, fyne.KeyEscape)
	uitest.Type(win, "5")
	uitest.Look(t, win, "person-150-consents")

	_, _, win = open(t, w, 1, say.English, 1180, 608)
	for i, key := range "123456" {
		uitest.Type(win, string(key))
		uitest.Look(t, win, "person-en-"+tabs[i])
	}
	uitest.Type(win, "c")
	uitest.Look(t, win, "person-en-asked")
}

// The language of letters is chosen by key, shown with the contact, and undone.
func TestLanguageOfLetters(t *testing.T) {
	w := picture(t)
	page, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	uitest.Type(win, "l")
	uitest.Look(t, win, "person-language")
	uitest.Type(win, "3")
	if page().letters != letter.Easy || !page().chosen {
		t.Fatalf("letters in %q", page().letters)
	}
	if !slices.ContainsFunc(page().side.facts(), func(f fact) bool { return f.text == "lätt svenska" }) {
		t.Errorf("%+v", page().side.facts())
	}
	s.Undo()
	if page().chosen {
		t.Error("the choice was not undone")
	}
}

// Opened from elsewhere than the row under the bar, the page claims no place in the list.
func TestNoPlaceInAListThatDoesNotPointHere(t *testing.T) {
	w := picture(t)
	_, s, win := open(t, w, 0, say.Swedish, 1280, 688)
	if !uitest.Shows(win, "1 av 4") {
		t.Error("the place is not shown")
	}
	s.Back()
	s.Go(shell.ToPerson{ID: w.ids[1], Cohort: 2026})
	if uitest.Shows(win, "1 av 4") {
		t.Error("the place of somebody else is shown")
	}
	uitest.Press(win, fyne.KeyPageDown)
	if r := s.Route().(shell.ToPerson); r.ID != w.ids[1] {
		t.Error("PgDn leads on from somebody else")
	}
}

// What ends, puts off or opens a journey again is done on the page, with its reason in the
// timeline, and the year after too.
func TestQ7EndingsAndReopeningOnThePage(t *testing.T) {
	w := newWorld(t)
	w.now = day.New(2026, time.March, 10).At(9, 45)
	page, _, win := open(t, w, 1, say.Swedish, 1280, 688)
	state := func(want journey.State, told string) {
		t.Helper()
		if got := page().person.Status.State; got != want {
			t.Fatalf("state %s, want %s", got, want)
		}
		if text := say.In(say.Swedish, page().told(page().rows[0])); !strings.Contains(text, told) {
			t.Errorf("the timeline tells %q, not %q", text, told)
		}
		w.now = w.now.Add(time.Hour)
	}
	uitest.Type(win, "a")
	uitest.Type(win, "har inte tid")
	uitest.Press(win, fyne.KeyReturn)
	state(journey.StateDeclined, "har inte tid")
	uitest.Type(win, "z")
	uitest.Type(win, "ångrade sig")
	uitest.Press(win, fyne.KeyReturn)
	state(journey.StateNew, "ångrade sig")
	uitest.Type(win, "s")
	uitest.Type(win, "2026-09-01")
	uitest.Press(win, fyne.KeyReturn)
	state(journey.StateDeferred, "1 september")
	uitest.Type(win, "x")
	uitest.Type(win, "1")
	state(journey.StateEnded, "flyttat")
	w.now = day.New(2027, time.February, 2).At(9, 0)
	uitest.Type(win, "z")
	uitest.Type(win, "har flyttat tillbaka")
	uitest.Press(win, fyne.KeyReturn)
	if p := page().person; p.Cohort != 2026 || p.Status.State != journey.StateNew {
		t.Errorf("opened again in cohort %d, state %s", p.Cohort, p.Status.State)
	}
	uitest.Look(t, win, "person-reopened")
}
