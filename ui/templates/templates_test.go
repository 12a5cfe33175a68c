package templates

import (
	"bytes"
	"context"
	"image"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

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

var tuesday = day.New(2026, time.March, 10)

// world is a real store, and a printer.
type world struct {
	*data.Store
	t       *testing.T
	desk    *printing.Desk
	printed []spool.Job
	pdf     []byte // what was drawn last
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, Store: uitest.Store(t, func() time.Time { return tuesday.At(9, 45) })}
	uitest.Clinic(t, w.Store)
	w.desk = &printing.Desk{Folder: output.New(t.TempDir() + "/papers"), System: w}
	return w
}

func (w *world) Can() bool { return true }

func (w *world) Printers(context.Context) ([]spool.Printer, error) {
	return []spool.Printer{{Name: "Kontoret", Default: true}}, nil
}

func (w *world) Print(_ context.Context, _ string, j spool.Job) (spool.Sent, error) {
	w.printed = append(w.printed, j)
	return spool.Sent{Printer: j.Printer, Job: "1"}, nil
}

// Page is a preview that draws nothing.
func (w *world) Page(_ context.Context, pdf []byte, _, width, height int) (*image.RGBA, int, error) {
	w.pdf = bytes.Clone(pdf)
	return image.NewRGBA(image.Rect(0, 0, width, height)), 1, nil
}

type blank struct{ shell.Route }

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func open(t *testing.T, w *world, r shell.ToTemplates, lang say.Lang, pager preview.Pager, run func(func() error, func(error)), width, height float32) (*Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, width, height)
	var page *Page
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return tuesday.At(9, 45) }, Run: run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if to, ok := r.(shell.ToTemplates); ok {
				page = New(s, w, pager, w.desk, to)
				return page, nil
			}
			return blank{r}, nil
		}})
	s.Show(shell.ToLetters{})
	s.Go(r)
	win.Resize(fyne.NewSize(width, height))
	return page, s, win
}

func (w *world) force(id string) data.TemplateText {
	w.t.Helper()
	text, err := w.Template(w.t.Context(), id, letter.Swedish, letter.InForce)
	if err != nil {
		w.t.Fatal(err)
	}
	return text
}

func TestTypingIsADraftUntilAVersionIsSaved(t *testing.T) {
	w := newWorld(t)
	p, s, win := open(t, w, shell.ToTemplates{ID: journey.TemplateInvitationCall}, say.Swedish, w, uitest.Run, 1280, 688)
	was := w.force(journey.TemplateInvitationCall)
	if p.text.Text() != was.Text || was.Version != 0 {
		t.Fatalf("version %d is shown as %q", was.Version, p.text.Text())
	}
	if win.Canvas().Focused() != fyne.Focusable(p.text.Entry) {
		t.Error("the text has not the keyboard")
	}
	uitest.Look(t, win, "mallar")
	p.text.Entry.MoveTo(len([]rune(was.Text)))
	uitest.Type(win, "Hälsningar")
	uitest.Look(t, win, "mallar-utkast")
	draft, err := w.TemplateDraft(t.Context(), journey.TemplateInvitationCall, letter.Swedish)
	if err != nil || !strings.HasSuffix(draft.Text, "Hälsningar") {
		t.Fatalf("draft %q, %v", draft.Text, err)
	}
	if w.force(journey.TemplateInvitationCall).Text != was.Text {
		t.Fatal("letters changed by typing")
	}
	// The draft is there when one comes back.
	s.Back()
	s.Go(shell.ToTemplates{ID: journey.TemplateInvitationCall})
	p = s.Page().(*Page)
	if !strings.HasSuffix(p.text.Text(), "Hälsningar") {
		t.Fatal("the draft is lost")
	}
	uitest.Menu(win, "Spara") // Ctrl+S
	now := w.force(journey.TemplateInvitationCall)
	if now.Version != 1 || !strings.Contains(now.Text, "Hälsningar") {
		t.Fatalf("version %d", now.Version)
	}
	if draft, err := w.TemplateDraft(t.Context(), journey.TemplateInvitationCall, letter.Swedish); err != nil || draft.Text != "" {
		t.Errorf("the draft is left: %q, %v", draft.Text, err)
	}
	uitest.Menu(win, "Spara")
	if w.force(journey.TemplateInvitationCall).Version != 1 || !uitest.Shows(win, "Redan sparat") {
		t.Error("nothing new is a new version")
	}
	s.Canvas().Unfocus()
	s.Undo()
	if w.force(journey.TemplateInvitationCall).Version != 0 || p.text.Text() != was.Text {
		t.Error("not undone")
	}
}

func TestFastWritingIsKeptWhole(t *testing.T) {
	w := newWorld(t)
	later := &uitest.Later{}
	p, _, win := open(t, w, shell.ToTemplates{}, say.Swedish, w, later.Run, 1280, 688)
	later.Finish()
	p.text.Entry.MoveTo(0)
	uitest.Type(win, "abc def") // while the first draft is being kept
	later.Finish()
	draft, err := w.TemplateDraft(t.Context(), p.draft.id, letter.Swedish)
	if err != nil || !strings.HasPrefix(draft.Text, "abc def") {
		t.Errorf("%.20q, %v", draft.Text, err)
	}
}

func TestFaultIsNamedAtOnceAndLedTo(t *testing.T) {
	w := newWorld(t)
	p, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateReminder}, say.Swedish, w, uitest.Run, 1280, 688)
	p.text.Entry.SetText("# Hej\n\nRing {telefn} nu.\n\n[om tolk]\nVi ordnar tolk.\n")
	if len(p.faults) != 2 {
		t.Fatalf("faults %+v", p.faults)
	}
	uitest.Look(t, win, "mallar-fel")
	if !uitest.Shows(win, "Rad 3") {
		t.Error("the place is not named")
	}
	p.text.Entry.MoveTo(0)
	uitest.Press(win, fyne.KeyF8)
	line, col := p.faults[0].Line, p.faults[0].Col
	if at := p.text.Entry.Offset(); at != p.offset(line, col) || line != 3 {
		t.Errorf("at %d, line %d col %d", at, line, col)
	}
	uitest.Menu(win, "Spara")
	if w.force(journey.TemplateReminder).Version != 0 {
		t.Fatal("a text with faults became a version")
	}
	uitest.Press(win, fyne.KeyF12)
	if !strings.Contains(p.text.Text(), "Ring {telefon} nu.") {
		t.Fatalf("%q", p.text.Text())
	}
	p.faultList.Select(0)
	widget.Focus(p.faultList)
	uitest.Press(win, fyne.KeyReturn)
	if win.Canvas().Focused() != fyne.Focusable(p.text.Entry) || p.text.Entry.Offset() != p.offset(5, 1) {
		t.Errorf("the fault leads to %d", p.text.Entry.Offset())
	}
	if !uitest.Menu(win, "Spara") || len(p.faults) != 1 {
		t.Errorf("%+v", p.faults)
	}
}

func TestFieldsAndBlocksComeFromMenus(t *testing.T) {
	w := newWorld(t)
	p, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateReminder}, say.Swedish, w, uitest.Run, 1280, 688)
	p.text.Entry.SetText("# Hej\n\nRing  nu.\n")
	p.text.Entry.MoveTo(len("# Hej\n\nRing "))
	uitest.Press(win, fyne.KeyF2)
	uitest.Look(t, win, "mallar-falt")
	uitest.Press(win, fyne.KeyReturn) // the first field
	if !strings.Contains(p.text.Text(), "Ring {förnamn} nu.") {
		t.Fatalf("%q", p.text.Text())
	}
	uitest.Press(win, fyne.KeyF4)
	uitest.Look(t, win, "mallar-block")
	for i, b := range blocks {
		if b.id == "if" {
			for range i {
				uitest.Press(win, fyne.KeyDown)
			}
		}
	}
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "Tolk")
	if want := "# Hej\n\nRing {förnamn}\n[om tolk]\nTolk\n[annars]\n\n[slut]\n nu.\n"; p.text.Text() != want {
		t.Errorf("%q", p.text.Text())
	}
	if len(p.faults) > 0 {
		t.Errorf("faults %+v", p.faults)
	}
	// Every block is right where it may stand, in both languages.
	for _, lang := range []letter.Lang{letter.Swedish, letter.English} {
		p.lang = lang
		for _, b := range blocks {
			if _, faults := letter.Parse("# Hej\n\n" + strings.Replace(p.inWords(b.text), "****", "**x**", 1) + "\n"); len(faults) > 0 && b.id != "heading" && b.id != "list" && b.id != "step" {
				t.Errorf("%s in %s: %q gives %+v", b.id, lang, p.inWords(b.text), faults)
			}
		}
	}
}

func TestLanguageAndTemplateAreChangedByKeyboard(t *testing.T) {
	w := newWorld(t)
	p, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateReminder}, say.Swedish, w, uitest.Run, 1280, 688)
	swedish := p.text.Text()
	uitest.Press(win, fyne.KeyF6, fyne.KeyF6)
	if p.lang != letter.English || p.text.Text() == swedish {
		t.Errorf("%s", p.lang)
	}
	uitest.Press(win, fyne.KeyF6, fyne.KeyF5, fyne.KeyHome, fyne.KeyReturn)
	if p.info().ID != journey.Templates[0] || p.lang != letter.Swedish {
		t.Errorf("%s in %s", p.info().ID, p.lang)
	}
}

func TestOwnTemplateAndVersions(t *testing.T) {
	w := newWorld(t)
	p, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateInvitation}, say.Swedish, w, uitest.Run, 1280, 688)
	uitest.Menu(win, "Gör nästa steg") // Ctrl+N
	uitest.Type(win, "Inbjudan kväll")
	uitest.Look(t, win, "mallar-ny")
	uitest.Press(win, fyne.KeyReturn)
	if !p.info().Own || p.info().Kind != journey.TemplateInvitation || p.text.Text() == "" {
		t.Fatalf("%+v", p.info())
	}
	first := p.text.Text()
	p.text.Entry.MoveTo(len([]rune(first)))
	uitest.Type(win, "Vi har öppet kvällstid.")
	uitest.Menu(win, "Spara")
	uitest.Press(win, fyne.KeyF9)
	uitest.Look(t, win, "mallar-versioner")
	uitest.Press(win, fyne.KeyDown, fyne.KeyReturn)
	if p.text.Text() != first || w.force(p.info().ID).Version != 1 {
		t.Errorf("version %d after going back", w.force(p.info().ID).Version)
	}
	uitest.Press(win, fyne.KeyF10)
	uitest.Look(t, win, "mallar-mer")
	uitest.Press(win, fyne.KeyEnd, fyne.KeyReturn)
	if !p.info().Hidden {
		t.Error("not hidden")
	}
}

func TestLetterIsShownForAnybody(t *testing.T) {
	w := newWorld(t)
	importPeople(t, w)
	p, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateInvitation}, say.Swedish, w, uitest.Run, 1280, 688)
	invented := w.pdf
	if !bytes.HasPrefix(invented, []byte("%PDF")) {
		t.Fatal("no letter is shown")
	}
	uitest.Press(win, fyne.KeyF7, fyne.KeyDown, fyne.KeyReturn)
	if longest := w.pdf; !p.who.longest || bytes.Equal(longest, invented) {
		t.Error("the longest name is not shown")
	}
	uitest.Press(win, fyne.KeyF7, fyne.KeyDown, fyne.KeyReturn)
	uitest.Type(win, "Rydell")
	uitest.Look(t, win, "mallar-sok")
	uitest.Press(win, fyne.KeyReturn)
	if p.who.id == "" || !strings.HasPrefix(p.who.name, "Rydell") {
		t.Errorf("%+v", p.who)
	}
	uitest.Menu(win, "Skriv ut…")
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 1 {
		t.Error("the test is not printed")
	}
}

// S11: nobody protected is offered for a preview.
func TestS11NobodyProtectedIsShownBesideAText(t *testing.T) {
	w := newWorld(t)
	importPeople(t, w)
	p, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateInvitation}, say.Swedish, w, uitest.Run, 1280, 688)
	p.search()
	if uitest.Shows(win, "S-01") || uitest.Shows(win, "Hemlig") {
		t.Error("somebody protected is offered")
	}
}

func importPeople(t *testing.T, w *world) {
	t.Helper()
	file := "Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Sekretessmarkering\n"
	for i, number := range uitest.Numbers(t, 1986, 3) {
		family := []string{"Rydell-Haapasalo", "Ekdal", "Hemlig"}[i]
		flag := []string{"", "", "J"}[i]
		file += number + ";" + family + ";Kim;Kvarnbacken 3;999 41;Norrviken;" + flag + "\n"
	}
	if _, err := w.Import(context.Background(), data.ImportParams{Name: "listning.csv", Data: []byte(file), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
}

// TestTemplatesLook shows the real pages; it draws only when someone looks.
func TestTemplatesLook(t *testing.T) {
	if os.Getenv("FYRTIO_LOOK") == "" {
		t.Skip("FYRTIO_LOOK names no folder")
	}
	w := newWorld(t)
	importPeople(t, w)
	r := preview.New(os.Getenv("FYRTIO_PDFIUM_CACHE"))
	defer r.Close()
	_, _, win := open(t, w, shell.ToTemplates{ID: journey.TemplateInvitationCall}, say.Swedish, r, uitest.Run, 1280, 688)
	uitest.Look(t, win, "mallar-verklig")
	uitest.Press(win, fyne.KeyF7, fyne.KeyDown, fyne.KeyReturn)
	uitest.Look(t, win, "mallar-langsta")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "mallar-150")
	_, _, win = open(t, w, shell.ToTemplates{ID: journey.TemplateInvitationTime, Lang: "en"}, say.English, r, uitest.Run, 1180, 608)
	uitest.Look(t, win, "mallar-1180-en")
}
