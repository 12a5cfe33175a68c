package editions

import (
	"bytes"
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/star"
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

// world is a real store, a printer, and a preview that draws nothing.
type world struct {
	*data.Store
	t       *testing.T
	params  Params
	printed []spool.Job
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, Store: uitest.Store(t, func() time.Time { return tuesday.At(9, 45) })}
	desk := &printing.Desk{Folder: output.New(t.TempDir() + "/papers"), System: w}
	w.params = Params{Store: w, Desk: desk, Pager: w, Drafts: &Drafts{}}
	if os.Getenv("FYRTIO_LOOK") != "" {
		w.params.Pager = preview.New(t.TempDir())
	}
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

func (w *world) Page(_ context.Context, pdf []byte, _, width, height int) (*image.RGBA, int, error) {
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		w.t.Error("no paper was drawn")
	}
	return image.NewRGBA(image.Rect(0, 0, width, height)), 2, nil
}

type blank struct{ shell.Route }

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func open(t *testing.T, w *world, r shell.Route, lang say.Lang, width, height float32) (*shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, width, height)
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return tuesday.At(9, 45) }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			switch r := r.(type) {
			case shell.ToEditions:
				return New(s, w.params, r), nil
			case shell.ToWording:
				return NewWording(s, w.params), nil
			case shell.ToCriteria:
				return NewCriteria(s, w.params), nil
			}
			return blank{r}, nil
		}})
	s.Show(shell.ToToday{})
	s.Go(r)
	win.Resize(fyne.NewSize(width, height))
	return s, win
}

// file writes the shipped form or criteria with some text replaced.
func (w *world) file(kind data.EditionKind, name string, pairs ...string) string {
	w.t.Helper()
	b, err := w.EditionFile(w.t.Context(), kind, "")
	if err != nil {
		w.t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			w.t.Fatalf("no %q in the file", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	path := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w *world) force(kind data.EditionKind) string {
	w.t.Helper()
	v, err := inForce(w.t.Context(), w.Store, kind)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func (w *world) draft(kind data.EditionKind) string {
	w.t.Helper()
	d, err := w.Draft(w.t.Context(), kind)
	if err != nil {
		w.t.Fatal(err)
	}
	return d.Text
}

func shows(t *testing.T, win fyne.Window, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !uitest.Shows(win, text) {
			t.Errorf("not shown: %s", text)
		}
	}
}

// readIn types the path of a file into the dialog.
func readIn(win fyne.Window, path string) {
	uitest.Type(win, "l")
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
}

func TestAFileIsLookedAtBeforeItHolds(t *testing.T) {
	w := newWorld(t)
	s, win := open(t, w, shell.ToEditions{}, say.Swedish, 1280, 688)
	p := s.Page().(*Page)
	shows(t, win, "Version 1", "Gäller nu", "Följde med Fyrtio")
	path := w.file(data.FormEditions, "regionens.json", ` "version": "1",`, ` "version": "2027",`, "Vilken är din högsta utbildning?", "Vilken utbildning har du?",
		`"linkId": "m.waist"`, `"linkId": "m.midja"`)
	readIn(win, path)
	if w.force(data.FormEditions) != "1" {
		t.Fatal("reading a file put it in force")
	}
	shows(t, win, "Version 2027", "Inläst, gäller inte", "Vilken utbildning har du?", "Vilken är din högsta utbildning?")
	if p.losses() != 2 {
		t.Errorf("%d losses are told, not those of waist and waist by hip", p.losses())
	}
	uitest.Look(t, win, "formular-skillnader")
	uitest.Press(win, fyne.KeyF7)
	uitest.Look(t, win, "formular-papper")
	uitest.Press(win, fyne.KeyF7)
	uitest.Look(t, win, "formular-skarm")
	uitest.Press(win, fyne.KeyF7, fyne.KeyReturn)
	uitest.Look(t, win, "formular-galla")
	shows(t, win, "Låt Version 2027 gälla")
	uitest.Press(win, fyne.KeyReturn)
	if w.force(data.FormEditions) != "2027" {
		t.Fatal("not in force")
	}
	// The way back: by undo, and by Enter on an older one from a later day.
	s.Canvas().Unfocus()
	s.Undo()
	if w.force(data.FormEditions) != "1" {
		t.Error("not undone")
	}
	uitest.Press(win, fyne.KeyReturn)
	shows(t, win, "Den gäller redan")
	uitest.Press(win, fyne.KeyDown, fyne.KeyReturn)
	uitest.Type(win, "+30")
	uitest.Press(win, fyne.KeyReturn)
	if w.force(data.FormEditions) != "1" {
		t.Error("a version holds before its day")
	}
	shows(t, win, "Gäller senare")
}

func TestAFileThatCannotBeUsedSaysWhere(t *testing.T) {
	w := newWorld(t)
	_, win := open(t, w, shell.ToEditions{}, say.Swedish, 1280, 688)
	readIn(win, w.file(data.FormEditions, "Fel formulär.json", `"type": "choice"`, `"type": "quantity"`))
	shows(t, win, "Kan inte läsas", "Fel formulär.json", "Questionnaire.item[1].item[0].type")
	uitest.Look(t, win, "formular-fel")
	uitest.Press(win, fyne.KeyReturn)
	shows(t, win, "Filen kan inte läsas")
	uitest.Press(win, fyne.KeyDelete)
	if uitest.Shows(win, "Fel formulär.json") {
		t.Error("the file is still there")
	}
	readIn(win, "/finns/inte.json")
	shows(t, win, "/finns/inte.json")
}

// A file with a number that is taken says so before one lets it hold; one of the other kind
// is shown where it belongs; all that keeps a file out is told at once.
func TestFilesThatACoordinatorStumblesOver(t *testing.T) {
	w := newWorld(t)
	s, win := open(t, w, shell.ToEditions{}, say.Swedish, 1280, 688)
	readIn(win, w.file(data.FormEditions, "Samma nummer.json", "Vilken är din högsta utbildning?", "Vilken utbildning har du?"))
	shows(t, win, "Version 1 finns redan, och en version ändras aldrig")
	uitest.Look(t, win, "formular-samma")
	uitest.Press(win, fyne.KeyReturn)
	if len(win.Canvas().Overlays().List()) > 0 {
		t.Error("a version that is there can be let to hold anew")
	}
	readIn(win, w.file(data.CriteriaEditions, "region.json", `"id": "exempel"`, `"id": "region"`))
	if p := s.Page().(*Page); p.kind != 1 || p.read[1] == nil {
		t.Error("criteria are not shown under criteria")
	}
	shows(t, win, "Filen är kriterier", "Kriterieblad")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "-3")
	uitest.Press(win, fyne.KeyReturn)
	if w.force(data.CriteriaEditions) != "exempel-1" {
		t.Error("holds from a day that was")
	}
	uitest.Press(win, fyne.KeyEscape, fyne.KeyF6)
	readIn(win, w.file(data.FormEditions, "Dåligt formulär.json", `"type": "choice"`, `"type": "quantity"`, `"linkId": "bg.birthplace"`, `"linkId": ""`))
	shows(t, win, "De här 2 felen hindrar filen", "Vilken är din högsta utbildning?”: type är inget slags fråga", "linkId saknas")
	uitest.Look(t, win, "formular-tva-fel")
}

func TestCriteriaFromAFile(t *testing.T) {
	w := newWorld(t)
	s, win := open(t, w, shell.ToEditions{Criteria: true}, say.Swedish, 1280, 688)
	shows(t, win, "Exempelkriterier 1 (exempel)")
	readIn(win, w.file(data.CriteriaEditions, "region.json", `"id": "exempel"`, `"id": "region"`, `"example": true,`, ``, `"sv": "Exempelkriterier"`, `"sv": "Regionens"`,
		`{"level": 4, "below": "5"}, {"level": 3, "from": "5"`, `{"level": 4, "below": "4.5"}, {"level": 3, "from": "4.5"`))
	shows(t, win, "Regionens 1", "Blodfetter: Totalkolesterol, nivå 4 – andra svar ger nivån", "< 5", "< 4,5")
	uitest.Look(t, win, "kriterier-skillnader")
	for _, name := range []string{"kriterier-blad", "kriterier-stjarna"} {
		uitest.Press(win, fyne.KeyF7)
		uitest.Look(t, win, name)
	}
	uitest.Press(win, fyne.KeyReturn, fyne.KeyReturn)
	if w.force(data.CriteriaEditions) != "region-1" {
		t.Error("not in force")
	}
	uitest.Type(win, "u")
	uitest.Press(win, fyne.KeyReturn)
	if len(w.printed) != 1 {
		t.Error("not printed")
	}
	_ = s
}

func TestWordingIsANewVersion(t *testing.T) {
	w := newWorld(t)
	s, win := open(t, w, shell.ToEditions{}, say.Swedish, 1280, 688)
	uitest.Type(win, "r")
	p, ok := s.Page().(*Wording)
	if !ok {
		t.Fatal("no editor")
	}
	uitest.Look(t, win, "ord")
	// To the first question, its Swedish text.
	uitest.Press(win, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if win.Canvas().Focused() != fyne.Focusable(p.fields[0].Entry) {
		t.Fatal("the text has not the keyboard")
	}
	p.fields[0].SetText("")
	shows(t, win, "Måste finnas på svenska")
	uitest.Menu(win, "Spara")
	if w.force(data.FormEditions) != "1" || !uitest.Shows(win, "En text är tom") {
		t.Error("a question without words was saved")
	}
	p.fields[0].SetText("Vilken utbildning har du?")
	uitest.Look(t, win, "ord-andrat")
	uitest.Press(win, fyne.KeyF7)
	uitest.Look(t, win, "ord-papper")
	uitest.Press(win, fyne.KeyF7)
	// What is written is there when one comes back.
	uitest.Press(win, fyne.KeyEscape, fyne.KeyEscape)
	s.Go(shell.ToWording{})
	p = s.Page().(*Wording)
	if len(p.d.written) != 1 {
		t.Fatal("the draft is lost")
	}
	uitest.Menu(win, "Spara")
	shows(t, win, "Spara som version 1.1")
	uitest.Press(win, fyne.KeyReturn)
	d, err := w.FormEdition(t.Context(), "")
	if err != nil || d.Version != "1.1" {
		t.Fatal(d.Version, err)
	}
	list := form.Changes(form.Shipped(), d)
	if len(list) != 1 || list[0].Kind != form.Reworded || list[0].New.SV != "Vilken utbildning har du?" {
		t.Errorf("%+v", list)
	}
	if _, ok := s.Page().(*Page); !ok || w.draft(data.FormEditions) != "" {
		t.Error("the editor is not left, or the draft is")
	}
	shows(t, win, "Version 1.1")
	s.Canvas().Unfocus()
	s.Undo()
	if w.force(data.FormEditions) != "1" {
		t.Error("not undone")
	}
}

func TestCriteriaAreEditedAsATable(t *testing.T) {
	w := newWorld(t)
	s, win := open(t, w, shell.ToCriteria{}, say.Swedish, 1280, 688)
	p := s.Page().(*Criteria)
	uitest.Look(t, win, "tabell")
	lipids, _ := p.d.c.Criterion("lipids")
	at := lipids.K + 1
	p.list.Select(at)
	p.open(at)
	col := p.table.columns[0]
	three, two := p.table.cells[cell{col, 3}], p.table.cells[cell{col, 2}]
	if three.Text() != "5–< 6,5" || two.Text() != "6,5–7,5" {
		t.Fatalf("%q %q", three.Text(), two.Text())
	}
	three.SetText("5–6,2")
	shows(t, win, "Glapp: mellan 6,2 och 6,5", "Blodfetter, nivå 2")
	uitest.Look(t, win, "tabell-glapp")
	uitest.Menu(win, "Spara")
	if w.force(data.CriteriaEditions) != "exempel-1" || !strings.Contains(p.stand(), "Exempel") {
		t.Error("criteria with a gap were saved")
	}
	three.SetText("5–< 6")
	two.SetText("6–7,5")
	p.table.words[3].SetText("5,0–5,9")
	if len(p.faults) > 0 {
		t.Fatal(p.faults)
	}
	uitest.Press(win, fyne.KeyF7)
	uitest.Look(t, win, "tabell-stjarna")
	for i := range p.d.c.Points {
		p.list.Select(i + 1)
		p.open(i + 1)
		if id := p.point().ID; id == "tobacco" || id == "waist" || id == "bmi" {
			uitest.Look(t, win, "tabell-"+id)
		}
	}
	last := p.point().ID
	uitest.Press(win, fyne.KeyF4) // a place on: around the star
	p.list.Select(0)
	p.open(0)
	uitest.Look(t, win, "tabell-om")
	p.Focus()
	uitest.Press(win, fyne.KeyReturn)
	win.Canvas().FocusNext()
	win.Canvas().FocusNext()
	uitest.Press(win, fyne.KeyRight) // they are ours
	if p.d.c.Example || !p.d.c.Notice.IsZero() {
		t.Error("still marked as examples")
	}
	shows(t, win, "Kriterierna heter fortfarande Exempelkriterier")
	uitest.Press(win, fyne.KeyLeft)
	if !p.d.c.Example || len(p.faults) > 0 {
		t.Error("not marked as examples again")
	}
	uitest.Menu(win, "Spara")
	shows(t, win, "Spara som egna-1", "De märks fortfarande som exempel.")
	uitest.Press(win, fyne.KeyReturn)
	c, err := w.CriteriaEdition(t.Context(), "")
	if err != nil || c.Edition() != "egna-1" || c.Date != tuesday {
		t.Fatal(c.Edition(), err)
	}
	if c.LevelOf("lipids", form.MustNumber("6.0")) != 2 || c.LevelOf("lipids", form.MustNumber("5.9")) != 3 || !c.Example {
		t.Error("the limits are not those that were written")
	}
	if moved, _ := c.Criterion(last); moved.K != 0 || c.At(star.Points-1).ID != "sleep_health" {
		t.Error("the point did not move")
	}
	if w.draft(data.CriteriaEditions) != "" {
		t.Error("the draft is left")
	}
}

// What a point hangs on is changed by a menu; Esc and F10 lead back.
func TestInputsOfAPoint(t *testing.T) {
	w := newWorld(t)
	s, win := open(t, w, shell.ToCriteria{}, say.Swedish, 1280, 688)
	p := s.Page().(*Criteria)
	inputs := func() int { return len(p.point().Inputs) }
	uitest.Press(win, fyne.KeyPageDown)
	if p.point().ID != "tobacco" || inputs() != 3 {
		t.Fatal(p.point().ID)
	}
	uitest.Press(win, fyne.KeyF9)
	uitest.Look(t, win, "tabell-meny")
	uitest.Press(win, fyne.KeyDown, fyne.KeyReturn) // take the first away
	if inputs() != 2 {
		t.Error(inputs())
	}
	uitest.Press(win, fyne.KeyF10)
	if inputs() != 3 || p.d.changed() {
		t.Error("not restored")
	}
	uitest.Press(win, fyne.KeyEscape)
	if !p.inList() {
		t.Error("Esc does not lead to the list")
	}
}

func TestSizesAndEnglish(t *testing.T) {
	for name, size := range map[string]fyne.Size{"1180": fyne.NewSize(1180, 640), "150": fyne.NewSize(853, 459)} {
		for page, r := range map[string]shell.Route{"versioner": shell.ToEditions{Criteria: true}, "ord": shell.ToWording{}, "tabell": shell.ToCriteria{}} {
			w := newWorld(t)
			_, win := open(t, w, r, say.English, size.Width, size.Height)
			uitest.Look(t, win, page+"-"+name)
			if page == "tabell" {
				uitest.Press(win, fyne.KeyPageDown, fyne.KeyF5)
				uitest.Look(t, win, page+"-ord-"+name)
				uitest.Press(win, fyne.KeyEnd)
				uitest.Look(t, win, page+"-arftlighet-"+name)
				uitest.Press(win, fyne.KeyHome)
				uitest.Look(t, win, page+"-om-"+name)
			}
			for _, text := range uitest.Texts(win) {
				if strings.Contains(text, "edition.") || strings.Contains(text, "<no value>") {
					t.Errorf("%s: no words for %s", page, text)
				}
			}
		}
	}
}
