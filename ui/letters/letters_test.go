package letters

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
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
	"fyrtio/ui/output"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/spool"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// world is a real store, a private folder for papers, a printer and what came out of it.
type world struct {
	*data.Store
	t       *testing.T
	now     time.Time
	papers  *output.Folder
	desk    *printing.Desk
	folder  string
	printed []spool.Job
	sheets  []string // what the printed files began with
	drawn   int

	cancels bool // the run is cancelled while it is made
}

func (w *world) Can() bool { return true }

func (w *world) Printers(context.Context) ([]spool.Printer, error) {
	return []spool.Printer{{Name: "Kontoret", Info: "Laser · Rum 2", Default: true}}, nil
}

func (w *world) Print(_ context.Context, path string, j spool.Job) (spool.Sent, error) {
	b, err := os.ReadFile(path)
	w.printed, w.sheets = append(w.printed, j), append(w.sheets, string(b))
	return spool.Sent{Printer: j.Printer, Job: fmt.Sprint(len(w.printed))}, err
}

// print makes a run and sends it to the printer.
func (w *world) print(win fyne.Window) {
	uitest.Menu(win, mainItem)
	uitest.Press(win, fyne.KeyReturn)
}

func newWorld(t *testing.T, n int) *world {
	t.Helper()
	w := &world{t: t, now: day.New(2026, time.March, 10).At(9, 45), folder: t.TempDir()}
	w.Store = uitest.Store(t, func() time.Time { return w.now })
	uitest.Clinic(t, w.Store)
	w.papers = output.New(w.folder + "/papers")
	w.desk = &printing.Desk{Folder: w.papers, System: w}
	w.fill(n)
	return w
}

// fill imports n people: the last one is protected, the one before lacks a postcode.
func (w *world) fill(n int) {
	w.t.Helper()
	var file bytes.Buffer
	file.WriteString("Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Sekretessmarkering;Tolk\n")
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		w.t.Fatal(err)
	}
	families := []string{"Andersson-Grip", "Ekdal", "Rydell-Haapasalo", "Viklander", "Wijkmark", "Öhrling", "Grann", "Lundmark-Åkerberg", "Tjernström"}
	i := 0
	for _, number := range strings.Fields(string(b)) {
		if !strings.HasPrefix(number, "1986") || i == n {
			continue
		}
		post, flag, tolk := "999 41", "", ""
		switch i {
		case n - 1:
			flag = "J"
		case n - 2:
			post = ""
		case 2:
			tolk = "engelska"
		}
		fmt.Fprintf(&file, "%s;%s;Kim;Kvarnbacken %d;%s;Norrviken;%s;%s\n", number, families[i%len(families)], i+1, post, flag, tolk)
		i++
	}
	if _, err := w.Import(context.Background(), data.ImportParams{Name: "listning.csv", Data: file.Bytes(), Cohort: 2026}); err != nil {
		w.t.Fatal(err)
	}
}

// Page is a preview that draws nothing but white.
func (w *world) Page(_ context.Context, pdf []byte, page, width, height int) (*image.RGBA, int, error) {
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		return nil, 0, errors.New("no PDF")
	}
	w.drawn++
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	m.Set(1, 1, color.Black)
	return m, 1, nil
}

func (w *world) people() []data.Row {
	w.t.Helper()
	l, err := w.Participants(context.Background(), data.Filter{Cohort: 2026})
	if err != nil {
		w.t.Fatal(err)
	}
	return l.Rows
}

func (w *world) ids() (list []string) {
	for _, r := range w.people() {
		list = append(list, r.Participant)
	}
	return list
}

func (w *world) row(id string) data.Row {
	for _, r := range w.people() {
		if r.Participant == id {
			return r
		}
	}
	w.t.Fatal("nobody has", id)
	return data.Row{}
}

type blank struct{ shell.Route }

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func open(t *testing.T, w *world, held []string, lang say.Lang, renderer preview.Pager, width, height float32) (*Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, width, height)
	var page *Page
	params := Params{Store: w, Desk: w.desk, Preview: renderer}
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return w.now }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			switch r := r.(type) {
			case shell.ToLetters:
				page = New(s, params, r)
				return page, nil
			case shell.ToRuns:
				return NewRuns(s, params), nil
			case shell.ToRun:
				return NewRun(s, params, r), nil
			}
			return blank{r}, nil
		}})
	r := shell.ToLetters{}
	if held != nil {
		r.People = s.Hold(held)
	}
	s.Show(r)
	win.Resize(fyne.NewSize(width, height))
	return page, s, win
}

const mainItem = "Utför sidans åtgärd"

func TestD9LettersWaitUntilConfirmed(t *testing.T) {
	w := newWorld(t, 9)
	p, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	if len(p.plan.Letters) != 7 {
		t.Fatalf("%d letters, left %+v", len(p.plan.Letters), p.plan.Left)
	}
	uitest.Look(t, win, "utskick")
	first := p.plan.Letters[0].Participant
	uitest.Menu(win, mainItem)
	uitest.Look(t, win, "utskick-skriv-ut")
	if len(w.printed) != 0 || w.row(first).Status.Letter != nil {
		t.Fatal("printed before it was asked where")
	}
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 1 || !strings.HasPrefix(w.sheets[0], "%PDF") {
		t.Fatalf("printed %v", w.printed)
	}
	uitest.Look(t, win, "utskick-fraga")
	if st := w.row(first).Status; st.Letter == nil || st.Letter.Pending.IsZero() || st.State != journey.StateNew {
		t.Fatalf("printed is not pending: %+v", st.Letter)
	}
	uitest.Type(win, "1") // yes, all came out
	if st := w.row(first).Status; st.Letter.Sent.IsZero() || st.State != journey.StateInvited {
		t.Fatalf("not sent: %+v", st.Letter)
	}
	s.Undo() // the answer was a slip
	if st := w.row(first).Status; !st.Letter.Sent.IsZero() || st.Letter.Pending.IsZero() {
		t.Errorf("after undoing the answer: %+v", st.Letter)
	}
}

// S18: the letters lie in the private folder while they are printed, and nowhere after.
func TestS18PrintedFileLiesInThePrivateFolder(t *testing.T) {
	w := newWorld(t, 5)
	_, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	w.print(win)
	left, err := os.ReadDir(w.folder + "/papers")
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if w.printed[0].Title != "Fyrtio brev" {
		t.Errorf("the queue shows %q", w.printed[0].Title)
	}
}

// PrintLetters is the store's, but for a hand that cancels in the middle.
func (w *world) PrintLetters(ctx context.Context, p data.LettersParams, out data.PartWriter) (data.Printed, error) {
	if w.cancels {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		step := p.Progress
		p.Progress = func(done, of int) {
			step(done, of)
			cancel()
		}
		return w.Store.PrintLetters(ctx, p, out)
	}
	return w.Store.PrintLetters(ctx, p, out)
}

// S18: a run that is cancelled leaves no letter, no number and no file behind.
func TestS18CancelledRunLeavesNothing(t *testing.T) {
	w := newWorld(t, 30)
	w.cancels = true
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	first := p.plan.Letters[0]
	w.print(win)
	if !uitest.Shows(win, "Inget brev är gjort") {
		t.Errorf("%v", uitest.Texts(win))
	}
	runs, err := w.Runs(t.Context(), data.RunFilter{})
	if err != nil || len(runs) != 0 || len(w.printed) != 0 || w.row(first.Participant).Status.Letter != nil {
		t.Errorf("%d runs, %v, printed %v", len(runs), err, w.printed)
	}
	if left, err := os.ReadDir(w.folder + "/papers"); len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	w.cancels = false
	w.print(win)
	if len(w.printed) != 1 || p.busy {
		t.Error("not printed after the cancelling")
	}
}

// Whoever leaves the dialog has printed nothing and recorded nothing.
func TestNothingIsRecordedBeforeItIsPrinted(t *testing.T) {
	w := newWorld(t, 5)
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	uitest.Menu(win, mainItem)
	uitest.Press(win, fyne.KeyEscape)
	if runs, err := w.Runs(context.Background(), data.RunFilter{}); err != nil || len(runs) != 0 || len(w.printed) != 0 {
		t.Errorf("%v, %v, printed %v", runs, err, w.printed)
	}
	if st := w.row(p.plan.Letters[0].Participant).Status; st.Letter != nil {
		t.Errorf("%+v", st.Letter)
	}
}

func TestSpoiledSheetsArePrintedAgain(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	last := p.plan.Letters[6].Participant
	w.print(win)
	runs, _ := w.Runs(context.Background(), data.RunFilter{})
	uitest.Type(win, "2")
	uitest.Type(win, fmt.Sprint(runs[0].Sheets))
	uitest.Look(t, win, "utskick-ark")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Look(t, win, "utskick-igen")
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 2 {
		t.Fatalf("%d PDFs printed", len(w.printed))
	}
	if st := w.row(last).Status; !st.Letter.Sent.IsZero() {
		t.Error("the spoiled letter counts as sent")
	}
	uitest.Type(win, "1")
	if st := w.row(last).Status; st.Letter.Sent.IsZero() {
		t.Error("the letter that was printed again is not sent")
	}
}

func TestNotPrintedTakesTheRunBack(t *testing.T) {
	w := newWorld(t, 6)
	p, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	w.print(win)
	uitest.Press(win, fyne.KeyEscape) // no answer yet …
	if len(p.plan.Letters) != 0 {
		t.Fatal("a pending letter does not block another")
	}
	s.Go(shell.ToRuns{})
	uitest.Look(t, win, "utskick-tidigare")
	uitest.Press(win, fyne.KeyReturn) // … in the run
	uitest.Look(t, win, "utskick-korning")
	uitest.Menu(win, mainItem)
	uitest.Press(win, fyne.KeyEnd, fyne.KeyReturn)
	runs, _ := w.Runs(context.Background(), data.RunFilter{})
	if len(runs) != 1 || runs[0].Unmarked.IsZero() {
		t.Fatalf("%+v", runs)
	}
	uitest.Press(win, fyne.KeyEscape, fyne.KeyEscape)
	if len(p.plan.Letters) != 4 {
		t.Errorf("%d letters after it was taken back", len(p.plan.Letters))
	}
}

func TestLeftOutSaysWhyAndMayBeIncludedWithAReason(t *testing.T) {
	w := newWorld(t, 9)
	ids := w.ids()
	booked := ""
	for _, r := range w.people() {
		if r.Family == "Grann" {
			booked = r.Participant
		}
	}
	declined := ids[0]
	ctx := context.Background()
	if _, err := w.Log(ctx, data.LogParams{Participants: []string{booked}, Kind: journey.Booked, Details: journey.Details{Start: "2026-03-17T13:00", Via: "phone"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Log(ctx, data.LogParams{Participants: []string{declined}, Kind: journey.Declined}); err != nil {
		t.Fatal(err)
	}
	p, _, win := open(t, w, ids, say.Swedish, w, 1280, 688)
	p.id = journey.TemplateInvitationCall
	p.load()
	for i := range p.lines {
		l := p.lines[i]
		if l.left == nil {
			continue
		}
		if l.left.Reason.IsZero() {
			t.Error("someone is left out without a reason")
		}
		if l.left.Override && l.id() != booked {
			t.Errorf("%s may be included", p.name(l.id()))
		}
		if l.id() == booked {
			p.list.Select(i)
		}
	}
	uitest.Look(t, win, "utskick-utelamnade")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "vill ha brevet också")
	uitest.Press(win, fyne.KeyReturn)
	found := false
	for _, l := range p.plan.Letters {
		found = found || l.Participant == booked && !l.Overridden.IsZero()
		if l.Participant == declined {
			t.Error("someone who declined gets a letter")
		}
	}
	if !found {
		t.Fatal("not included")
	}
	w.print(win)
	uitest.Type(win, "1")
	if st := w.row(booked).Status; st.Letter == nil || st.Letter.Sent.IsZero() {
		t.Error("the included letter was not printed")
	}
}

func TestDeleteTakesOneOutAndUndoPutsBack(t *testing.T) {
	w := newWorld(t, 9)
	p, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	before, id := len(p.plan.Letters), p.lines[0].id()
	uitest.Press(win, fyne.KeyDelete)
	if len(p.plan.Letters) != before-1 || p.plan.Letters[0].Participant == id {
		t.Fatal("still in the run")
	}
	s.Undo()
	if len(p.plan.Letters) != before {
		t.Fatal("not back in the run")
	}
}

// A fault in an address is mended without leaving the run, and the letter goes with it.
func TestAddressIsMendedInTheRun(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, w.ids(), say.Swedish, w, 1280, 688)
	p.id = journey.TemplateInvitationCall
	p.load()
	uitest.Type(win, "2")
	l := p.at()
	if l == nil || l.group != mends {
		t.Fatalf("2 leads to %+v", l)
	}
	id, letters := l.id(), len(p.plan.Letters)
	uitest.Press(win, fyne.KeyReturn)
	uitest.Look(t, win, "utskick-rattar")
	if !uitest.Shows(win, "ostnummer") {
		t.Fatalf("the form does not say what is wrong: %v", uitest.Texts(win))
	}
	uitest.Type(win, "999 41") // the postcode has the keyboard
	if !uitest.Shows(win, "Ryms i fönstret") {
		t.Error("the form does not say that it is right now")
	}
	uitest.Press(win, fyne.KeyReturn)
	if len(p.plan.Letters) != letters+1 || p.at().id() != id || p.at().group != gets {
		t.Fatalf("%d letters, the bar is on %+v", len(p.plan.Letters), p.at())
	}
}

func TestFaultsOfOtherKindsLeadToWhereTheyAreMended(t *testing.T) {
	w := newWorld(t, 9)
	if err := w.SetSetting(t.Context(), "clinic.phone", ""); err != nil {
		t.Fatal(err)
	}
	p, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	uitest.Type(win, "2")
	if l := p.at(); l.sender == nil || p.does(l) != doSettings || p.sheet.Of() != "" {
		t.Fatalf("%+v", l)
	}
	uitest.Look(t, win, "utskick-avsandare")
	uitest.Press(win, fyne.KeyReturn)
	if to, ok := s.Route().(shell.ToSettings); !ok || to.Key != "clinic.phone" {
		t.Errorf("leads to %#v", s.Route())
	}
	s.Go(shell.ToLetters{})
	uitest.Type(win, "t")
	if to, ok := s.Route().(shell.ToTemplates); !ok || to.ID != p.id {
		t.Errorf("T leads to %#v", s.Route())
	}
}

func TestOneTakenOutIsPutBackFromTheList(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	n, id, next := len(p.plan.Letters), p.at().id(), p.lines[1].id()
	uitest.Press(win, fyne.KeyDelete)
	if p.at().id() != next {
		t.Error("the bar did not go to the next")
	}
	uitest.Type(win, "3")
	if p.at().id() != id || p.does(p.at()) != doBack {
		t.Fatalf("the one taken out is not listed: %+v", p.at())
	}
	uitest.Look(t, win, "utskick-borttagen")
	uitest.Press(win, fyne.KeyReturn)
	if len(p.plan.Letters) != n || p.at().id() != id {
		t.Errorf("%d letters", len(p.plan.Letters))
	}
}

func TestLanguageOfOneIsChosen(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	uitest.Type(win, "s")
	uitest.Look(t, win, "utskick-sprak")
	uitest.Type(win, "3")
	if p.at().letter.Letter.Lang != letter.Easy {
		t.Errorf("%s", p.at().letter.Letter.Lang)
	}
}

// Q24: those who are protected are not lost in an ordinary run: a key leads to theirs.
func TestQ24ProtectedAreForwardedFromTheRun(t *testing.T) {
	w := newWorld(t, 9)
	p, s, win := open(t, w, w.ids(), say.Swedish, w, 1280, 688)
	p.id = journey.TemplateInvitationCall
	p.load()
	uitest.Type(win, "3")
	if p.does(p.at()) != doForward {
		t.Fatalf("%s", p.does(p.at()))
	}
	uitest.Press(win, fyne.KeyReturn)
	now := s.Page().(*Page)
	if now.id != journey.TemplateForwarding || len(now.plan.Letters) != 1 {
		t.Fatalf("%s with %d letters", now.id, len(now.plan.Letters))
	}
	w.print(win)
	uitest.Type(win, "1")
	if len(w.printed) != 1 {
		t.Error("not printed")
	}
}

func TestBothSidesAndCoverAreChosenInTheDialog(t *testing.T) {
	w := newWorld(t, 9)
	for key, value := range map[string]string{"letters.duplex": "on", "letters.form": "on"} {
		if err := w.SetSetting(t.Context(), key, value); err != nil {
			t.Fatal(err)
		}
	}
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	uitest.Press(win, fyne.KeyDelete) // one is left out
	w.print(win)
	if w.printed[0].Sides != spool.TwoSided {
		t.Errorf("%+v", w.printed)
	}
	runs, err := w.Runs(t.Context(), data.RunFilter{})
	if err != nil || !runs[0].Duplex || runs[0].Sheets <= runs[0].Letters {
		t.Errorf("%+v, %v", runs[0], err)
	}
	// The cover sheet counts those whom the list left out.
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is missing")
	}
	cmd := exec.Command(tool, "-l", "1", "-raw", "-", "-")
	cmd.Stdin = strings.NewReader(w.sheets[0])
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), "1 är inte med") {
		t.Errorf("%v: %s", err, out)
	}
	if len(p.plan.Letters) != 1 || p.removed != nil {
		t.Errorf("the one who was left out does not wait for the next run: %+v", p.plan.Letters)
	}
}

// Once they have their letters, those who were handed over are let go; Esc does it before.
func TestTheListBeginsAnewAfterPrinting(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, w.ids()[:3], say.Swedish, w, 1280, 688)
	w.print(win)
	uitest.Press(win, fyne.KeyEscape) // the question about the sheets waits among the runs
	if p.held != nil || len(p.plan.Letters) != 4 || p.at() == nil || p.at().letter == nil {
		t.Errorf("%d letters, held %v, at %+v", len(p.plan.Letters), p.held, p.at())
	}
	two := []string{p.plan.Letters[0].Participant, p.plan.Letters[1].Participant}
	again, _, win := open(t, w, two, say.Swedish, w, 1280, 688)
	if len(again.plan.Letters) != 2 {
		t.Fatalf("%d letters", len(again.plan.Letters))
	}
	uitest.Press(win, fyne.KeyEscape)
	if len(again.plan.Letters) != 4 {
		t.Errorf("Esc shows %d letters", len(again.plan.Letters))
	}
}

func TestQ24ProtectedGetOnlyForwarding(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, w.ids(), say.Swedish, w, 1280, 688)
	for i := range journey.Templates {
		p.id = journey.Templates[i]
		p.load()
		for _, l := range p.plan.Letters {
			if r := w.row(l.Participant); r.Protected != (journey.Templates[i] == journey.TemplateForwarding) {
				t.Errorf("%s goes to %s", journey.Templates[i], r.Sorted())
			}
		}
		if journey.Templates[i] == journey.TemplateForwarding {
			uitest.Look(t, win, "utskick-formedling")
			if p.name(p.lines[0].id()) != "S-01" {
				t.Errorf("shown as %s", p.name(p.lines[0].id()))
			}
		}
	}
}

func TestArrowsChangeThePreview(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	was, drawn := p.sheet.Of(), w.drawn
	uitest.Press(win, fyne.KeyDown)
	if p.sheet.Of() == was || w.drawn != drawn+1 {
		t.Errorf("preview of %s, %d drawn", p.sheet.Of(), w.drawn-drawn)
	}
}

func TestReturnedLettersByNumber(t *testing.T) {
	w := newWorld(t, 6)
	p, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	first, second := p.plan.Letters[0], p.plan.Letters[1]
	w.print(win)
	uitest.Type(win, "1")
	s.Go(shell.ToRuns{})
	uitest.Type(win, "r")
	for _, number := range []string{"26-9999", first.Letter.Number, second.Letter.Number} { // a pile, scanned
		uitest.Type(win, number)
		uitest.Press(win, fyne.KeyReturn)
	}
	uitest.Look(t, win, "utskick-retur")
	if !uitest.Shows(win, "26-9999") {
		t.Error("it is not said which number is wrong")
	}
	uitest.Press(win, fyne.KeyReturn) // an empty line ends
	for _, l := range []data.PlannedLetter{first, second} {
		if !w.row(l.Participant).Status.Returned {
			t.Errorf("%s is not returned", l.Letter.Number)
		}
	}
	if !uitest.Shows(win, "2 brev i retur") {
		t.Error("it is not told")
	}
	s.Undo()
	if w.row(first.Participant).Status.Returned || w.row(second.Participant).Status.Returned {
		t.Error("not undone")
	}
}

func TestRunsAreSearchedAndALetterIsShownAsItWas(t *testing.T) {
	w := newWorld(t, 6)
	p, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	first := p.plan.Letters[0]
	w.print(win)
	uitest.Type(win, "1")
	s.Go(shell.ToRuns{})
	uitest.Menu(win, "Sök")
	uitest.Type(win, "påminnelse")
	runs := s.Page().(*Runs)
	if len(runs.runs) != 0 || !uitest.Shows(win, "Inget utskick passar") {
		t.Errorf("%d runs", len(runs.runs))
	}
	uitest.Look(t, win, "utskick-inget")
	uitest.Press(win, fyne.KeyEscape)
	uitest.Menu(win, "Sök")
	uitest.Type(win, first.Letter.Number)
	drawn := w.drawn
	uitest.Press(win, fyne.KeyReturn)
	run, ok := s.Page().(*RunPage)
	if !ok || run.shown != first.Letter.Number || w.drawn == drawn {
		t.Fatalf("%#v", s.Route())
	}
	uitest.Look(t, win, "utskick-brev")
	uitest.Menu(win, "Skriv ut…") // Ctrl+P: this letter
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 2 {
		t.Error("the letter is not printed again")
	}
	uitest.Type(win, "m")
	uitest.Look(t, win, "utskick-korning-mer")
	uitest.Press(win, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyReturn) // take the run back
	if st := w.row(first.Participant).Status; st.Letter != nil && !st.Letter.Sent.IsZero() {
		t.Error("the run is not taken back")
	}
}

func TestLabelsAndPostList(t *testing.T) {
	w := newWorld(t, 9)
	_, s, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	uitest.Type(win, "e")
	uitest.Look(t, win, "etiketter")
	uitest.Type(win, "99")
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 0 {
		t.Fatal("there is no 99th label on a sheet")
	}
	win.Canvas().Focused().(*widget.Entry).SetText("4")
	uitest.Press(win, fyne.KeyReturn, fyne.KeyReturn)
	if len(w.printed) != 1 || w.printed[0].Title != "Fyrtio etiketter" {
		t.Fatalf("%+v", w.printed)
	}
	w.print(win)
	uitest.Type(win, "1")
	s.Go(shell.ToRuns{})
	uitest.Type(win, "p")
	uitest.Look(t, win, "postlista")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "1")
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 3 || w.printed[2].Title != "Fyrtio postlista" {
		t.Errorf("%+v", w.printed)
	}
}

func TestEmptyRunSaysWhatToDo(t *testing.T) {
	w := newWorld(t, 2) // one is protected, one lacks a postcode
	p, _, win := open(t, w, nil, say.Swedish, w, 1180, 608)
	uitest.Look(t, win, "utskick-tom")
	if len(p.lines) != 0 || !uitest.Shows(win, "Ingen att skicka till") {
		t.Errorf("%d lines", len(p.lines))
	}
	if f, ok := win.Canvas().Focused().(*widget.Select); !ok || f != p.template {
		t.Error("the keyboard is not where another letter is chosen")
	}
	uitest.Menu(win, mainItem)
	if len(w.printed) != 0 || !uitest.Shows(win, "Ingen får det här brevet") {
		t.Error("an empty run is printed")
	}
}

// The keyboard goes through the page in the order in which it is read.
func TestFocusOrderOfARun(t *testing.T) {
	w := newWorld(t, 9)
	p, _, win := open(t, w, nil, say.Swedish, w, 1280, 688)
	c := win.Canvas()
	c.Focus(p.template)
	for _, want := range []fyne.Focusable{p.date.Entry, p.enclose, p.jump, p.list, p.print} {
		c.FocusNext()
		if c.Focused() != want {
			t.Fatalf("%T comes where %T should", c.Focused(), want)
		}
	}
}

// TestLettersLook shows the real pages; it draws only when someone looks.
func TestLettersLook(t *testing.T) {
	if os.Getenv("FYRTIO_LOOK") == "" {
		t.Skip("FYRTIO_LOOK names no folder")
	}
	w := newWorld(t, 30)
	r := preview.New(os.Getenv("FYRTIO_PDFIUM_CACHE"))
	defer r.Close()
	p, _, win := open(t, w, w.ids(), say.Swedish, r, 1280, 688)
	p.list.Select(2)
	p.selected(2)
	uitest.Look(t, win, "utskick-verklig")
	p.askMore()
	uitest.Look(t, win, "utskick-mer")
	uitest.Press(win, fyne.KeyEscape)
	win.Resize(fyne.NewSize(853, 448))
	p.selected(2)
	uitest.Look(t, win, "utskick-150")
	_, _, win = open(t, w, nil, say.English, r, 1180, 608)
	uitest.Look(t, win, "utskick-1180-en")
}
