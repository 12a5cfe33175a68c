package printing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/ui/output"
	"fyrtio/ui/shell"
	"fyrtio/ui/spool"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// office is a computer with printers, and what went to them.
type office struct {
	printers []spool.Printer
	err      error
	jobs     []spool.Job
	files    []string // what the printed files held
	opened   []string
	kept     Kept
	desk     *Desk
	folder   string
}

func (o *office) Can() bool { return true }

func (o *office) Printers(context.Context) ([]spool.Printer, error) { return o.printers, o.err }

func (o *office) Print(_ context.Context, path string, j spool.Job) (spool.Sent, error) {
	b, err := os.ReadFile(path)
	j.Progress = nil
	o.jobs, o.files = append(o.jobs, j), append(o.files, string(b))
	return spool.Sent{Printer: j.Printer, Job: fmt.Sprint(6 + len(o.jobs))}, err
}

type blank struct{ shell.Route }

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func newOffice(t *testing.T, lang say.Lang) (*office, *shell.Shell, fyne.Window) {
	t.Helper()
	o := &office{folder: filepath.Join(t.TempDir(), "papers"), printers: []spool.Printer{{Name: "Kontoret", Info: "Laser · Rum 2", Default: true}, {Name: "Kopiatorn", Stopped: true}}}
	folder := output.New(o.folder)
	folder.Opener(func(path string) error { o.opened = append(o.opened, path); return nil })
	o.desk = &Desk{Folder: folder, System: o, Kept: func() Kept { return o.kept }, Keep: func(k Kept) { o.kept = k }}
	win := uitest.Window(t, 1280, 688)
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(_ *shell.Shell, r shell.Route) (shell.Page, error) { return blank{r}, nil }})
	s.Show(shell.ToToday{})
	win.Resize(fyne.NewSize(1280, 688))
	return o, s, win
}

func (o *office) offer(s *shell.Shell, pages int) {
	o.desk.OfferTwoSided(s, "dagsblad", "Dagsblad 10 mars", func(_ context.Context, w io.Writer) (int, error) {
		_, err := io.WriteString(w, "%PDF")
		return pages, err
	})
}

func (o *office) left(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir(o.folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return len(list)
}

func TestS18PrintedPaperIsGoneAfterUse(t *testing.T) {
	o, s, win := newOffice(t, say.Swedish)
	o.offer(s, 4)
	uitest.Look(t, win, "skriv-ut")
	if o.left(t) != 1 {
		t.Fatal("no paper lies in the private folder")
	}
	uitest.Press(win, fyne.KeyReturn)
	if want := (spool.Job{Printer: "Kontoret", Title: "Fyrtio dagsblad", Copies: 1, Sides: spool.TwoSided}); len(o.jobs) != 1 || fmt.Sprint(o.jobs[0]) != fmt.Sprint(want) {
		t.Errorf("%+v", o.jobs)
	}
	if o.files[0] != "%PDF" || o.left(t) != 0 {
		t.Errorf("printed %q, %d left", o.files, o.left(t))
	}
	if !uitest.Shows(win, "Skickat till Kontoret, jobb 7") {
		t.Error("the job is not told")
	}
	if o.kept != (Kept{Printer: "Kontoret", Way: ToPrinter}) {
		t.Errorf("kept %+v", o.kept)
	}
	o.offer(s, 1) // and one that is not printed after all
	uitest.Press(win, fyne.KeyEscape)
	if o.left(t) != 0 || len(o.jobs) != 1 {
		t.Errorf("%d left, %d jobs", o.left(t), len(o.jobs))
	}
}

func TestPrinterCopiesAndPagesByKeyboard(t *testing.T) {
	o, s, win := newOffice(t, say.Swedish)
	o.offer(s, 4)
	// The button has the keyboard; Tab goes round to the printers.
	c := win.Canvas()
	c.FocusNext()
	if _, ok := c.Focused().(*widget.Select); !ok {
		t.Fatalf("after the button comes %T", c.Focused())
	}
	uitest.Press(win, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // the second printer
	uitest.Look(t, win, "skriv-ut-star")
	c.FocusNext()
	uitest.Press(win, fyne.KeyLeft) // one side
	c.FocusNext()
	write := func(text string) {
		c.Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
		uitest.Type(win, text)
	}
	write("0")
	uitest.Press(win, fyne.KeyReturn)
	if len(o.jobs) != 0 || !uitest.Shows(win, "Antal: skriv 1 till 99.") {
		t.Fatal("no copies are printed")
	}
	uitest.Look(t, win, "skriv-ut-fel")
	write("3")
	c.FocusNext()
	write("2")
	c.FocusNext()
	write("3")
	uitest.Press(win, fyne.KeyReturn)
	want := spool.Job{Printer: "Kopiatorn", Title: "Fyrtio dagsblad", Copies: 3, Sides: spool.OneSided, From: 2, To: 3}
	if len(o.jobs) != 1 || fmt.Sprint(o.jobs[0]) != fmt.Sprint(want) {
		t.Errorf("%+v", o.jobs)
	}
}

func TestWithoutAPrinterThereIsTheViewer(t *testing.T) {
	o, s, win := newOffice(t, say.English)
	o.printers, o.err = nil, fault.New(fault.Refused, "printing.err.none")
	o.offer(s, 4)
	uitest.Look(t, win, "skriv-ut-ingen-en")
	if !uitest.Shows(win, "This computer has no printer") {
		t.Error("it is not said why")
	}
	uitest.Press(win, fyne.KeyReturn)
	if len(o.opened) != 1 || o.left(t) != 1 {
		t.Errorf("opened %v, %d left", o.opened, o.left(t))
	}
	o.offer(s, 4) // the viewer again, though printers are there
	o.printers, o.err = []spool.Printer{{Name: "Kontoret"}}, nil
	uitest.Press(win, fyne.KeyReturn)
	if len(o.opened) != 2 || o.opened[0] == o.opened[1] || len(o.jobs) != 0 {
		t.Errorf("opened %v, printed %v", o.opened, o.jobs)
	}
}

func TestPaperIsSavedWhereTheUserWants(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	o, s, win := newOffice(t, say.Swedish)
	o.kept = Kept{Way: ToFile}
	o.offer(s, 4)
	uitest.Press(win, fyne.KeyReturn)
	path := filepath.Join(t.TempDir(), "blad.pdf")
	win.Canvas().Focused().(*widget.Entry).SetText(path)
	uitest.Press(win, fyne.KeyReturn)
	if b, err := os.ReadFile(path); err != nil || string(b) != "%PDF" || o.left(t) != 0 {
		t.Errorf("%q, %v, %d left", b, err, o.left(t))
	}
}

func TestPagesAreCountedThroughTheParts(t *testing.T) {
	o, s, _ := newOffice(t, say.Swedish)
	var papers []Paper
	for i := range 3 {
		p, err := o.desk.Write("brev", func(w io.Writer) (int, error) {
			_, err := fmt.Fprint(w, i)
			return 10, err
		})
		if err != nil {
			t.Fatal(err)
		}
		papers = append(papers, p)
	}
	o.desk.Out(s, "brev", papers, Choice{Way: ToPrinter, Printer: "Kontoret", Copies: 1, Sides: spool.OneSided, From: 9, To: 12}, nil)
	if len(o.jobs) != 2 || o.jobs[0].From != 9 || o.jobs[0].To != 10 || o.jobs[1].From != 1 || o.jobs[1].To != 2 || o.files[1] != "1" {
		t.Errorf("%+v %v", o.jobs, o.files)
	}
}

// Long work is shown when it takes a while, and Esc cancels it; short work is not.
func TestLongWorkIsShownAndCancelled(t *testing.T) {
	_, s, win := newOffice(t, say.Swedish)
	b := &bar{s: s, title: "Skickar till skrivaren", began: time.Now(), wait: time.Hour}
	b.step(1, 10)
	if b.overlay != nil {
		t.Fatal("shown at once")
	}
	cancelled := false
	b = &bar{s: s, title: "Skickar till skrivaren", cancel: func() { cancelled = true }}
	b.step(3, 10)
	uitest.Look(t, win, "skickar")
	if !uitest.Shows(win, "3 av 10 · 30 %") {
		t.Errorf("shows %v", uitest.Texts(win))
	}
	uitest.Press(win, fyne.KeyEscape)
	if !cancelled || b.overlay != nil {
		t.Fatal("not cancelled")
	}
	b.moved = time.Time{}
	if b.step(4, 10); b.overlay != nil {
		t.Error("shown again while it stops")
	}
	b.close()

	err := errors.New("never called")
	Long(s, "Skickar", func(ctx context.Context, step func(int, int)) error {
		step(1, 2)
		return ctx.Err()
	}, func(e error) { err = e })
	if err != nil {
		t.Error(err)
	}
}

func TestFailedPaperLeavesNothing(t *testing.T) {
	o, s, win := newOffice(t, say.Swedish)
	o.desk.Offer(s, "stjärna", "Stjärna", func(_ context.Context, w io.Writer) (int, error) {
		_, err := io.WriteString(w, "%PD")
		return 0, errors.Join(err, fault.New(fault.Refused, "printing.err.none"))
	})
	if o.left(t) != 0 || len(win.Canvas().Overlays().List()) != 0 || !strings.Contains(strings.Join(uitest.Texts(win), " "), "ingen skrivare") {
		t.Errorf("%d left, %v", o.left(t), uitest.Texts(win))
	}
}

// A paper without personal data is not said to hold any.
func TestPaperWithoutPeopleIsSaidToHoldNone(t *testing.T) {
	o, s, win := newOffice(t, say.Swedish)
	o.kept.Way = ToFile
	t.Setenv("HOME", t.TempDir())
	o.desk.OfferNoted(s, "arsrapport-2026", "Årsrapport", "Inga personer finns i filen.", func(_ context.Context, w io.Writer) (int, error) {
		_, err := io.WriteString(w, "%PDF")
		return 1, err
	})
	for range 2 { // where it is to go, and where it is saved
		if uitest.Shows(win, "personuppgifter") || !uitest.Shows(win, "Inga personer finns i filen.") {
			t.Errorf("shown: %q", uitest.Texts(win))
		}
		uitest.Press(win, fyne.KeyReturn)
	}
	if !uitest.Shows(win, "Sparat: ") {
		t.Errorf("not saved: %q", uitest.Texts(win))
	}
}

// Enter twice saves once, also where that takes its time.
func TestEnterTwiceSavesOnce(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	var later uitest.Later
	win := uitest.Window(t, 1280, 688)
	s := shell.New(shell.Params{Window: win, Lang: say.Swedish, Cohort: 2026, Run: later.Run, Lock: func() {}, Quit: func() {},
		Pages: func(_ *shell.Shell, r shell.Route) (shell.Page, error) { return blank{r}, nil }})
	s.Show(shell.ToToday{})
	folders := 0
	SaveFolder(s, Place{Title: "Tabeller", Name: "tabeller"}, func(_ context.Context, add func(string, []byte) error) error {
		folders++
		return add("a.csv", []byte("a"))
	}, func(string) {})
	uitest.Press(win, fyne.KeyReturn, fyne.KeyReturn)
	later.Finish()
	if folders != 1 || uitest.Shows(win, "finns redan") {
		t.Errorf("saved %d times: %q", folders, uitest.Texts(win))
	}
}
