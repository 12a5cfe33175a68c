package editions

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// editing opens the editor at a point, or at "heredity", with the keyboard in the list.
func editing(t *testing.T, w *world, id string) (*Criteria, *shell.Shell, fyne.Window) {
	t.Helper()
	s, win := open(t, w, shell.ToCriteria{}, say.Swedish, 1280, 688)
	p := s.Page().(*Criteria)
	row := heredityRow
	if pt, ok := p.d.c.Criterion(id); ok {
		row = pt.K + 1
	}
	for range row - 1 {
		uitest.Press(win, fyne.KeyDown)
	}
	if p.at != row || !p.inList() {
		t.Fatalf("at row %d, not %d", p.at, row)
	}
	return p, s, win
}

// write types a text in place of what stands where the keyboard is.
func write(win fyne.Window, text string) {
	e := win.Canvas().Focused().(*widget.Entry)
	e.SetText("")
	uitest.Type(win, text)
}

func saveVersion(t *testing.T, win fyne.Window) {
	t.Helper()
	uitest.Menu(win, "Spara")
	uitest.Press(win, fyne.KeyReturn)
}

func TestWordsOfAPointByKeyboard(t *testing.T) {
	w := newWorld(t)
	p, _, win := editing(t, w, "blood_pressure")
	uitest.Press(win, fyne.KeyF5)
	uitest.Look(t, win, "tabell-ord")
	uitest.Press(win, fyne.KeyReturn) // into the id
	write(win, "Tryck")
	shows(t, win, "Kortnamnet ska börja med en liten bokstav")
	write(win, "bmi")
	shows(t, win, "En annan udd heter redan bmi")
	uitest.Look(t, win, "tabell-ord-fel")
	write(win, "tryck")
	if p.point().ID != "tryck" || len(p.faults) > 0 {
		t.Fatal(p.point().ID, p.faults)
	}
	uitest.Press(win, fyne.KeyReturn)
	write(win, "Trycket är {}")
	win.Canvas().FocusNext() // which value is shown
	uitest.Press(win, fyne.KeyLeft)
	if p.point().Show != star.ShowWorst {
		t.Errorf("shows %s", p.point().Show)
	}
	uitest.Press(win, fyne.KeyRight)
	win.Canvas().FocusNext()
	write(win, "{m.sbp} över {m.puls}")
	shows(t, win, "”{m.puls}” står inte för något här. Skriv {m.sbp} {m.dbp} för värdet.")
	write(win, "{m.sbp} över {m.dbp}")
	if len(p.faults) > 0 {
		t.Fatal(p.faults)
	}
	saveVersion(t, win)
	c, err := w.CriteriaEdition(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	pt, ok := c.Criterion("tryck")
	if !ok || pt.Lead.SV != "Trycket är {}" || pt.Text.SV != "{m.sbp} över {m.dbp}" || pt.Show != star.ShowAll {
		t.Errorf("%+v", pt)
	}
}

func TestWordsForAnswers(t *testing.T) {
	w := newWorld(t)
	p, _, win := editing(t, w, "tobacco")
	uitest.Press(win, fyne.KeyF5)
	uitest.Look(t, win, "tabell-ord-svar")
	field := p.table.parts[part{star.PartCode, star.Column{Input: 1}, "4", 0}]
	field.Focus()
	write(win, " ")
	shows(t, win, "Svar 4 har inga ord på svenska")
	// F8 finds the fault from the levels, too.
	uitest.Press(win, fyne.KeyEscape, fyne.KeyF5, fyne.KeyF8)
	if !p.worded || win.Canvas().Focused() != fyne.Focusable(p.table.parts[part{star.PartCode, star.Column{Input: 1}, "4", 0}].Entry) {
		t.Fatal("F8 does not lead to the words")
	}
	write(win, "Snusar någon gång")
	if len(p.faults) > 0 || p.d.c.At(1).Inputs[1].Words["4"].SV != "Snusar någon gång" {
		t.Errorf("%v", p.faults)
	}
}

// Limits for all become limits by sex and back, by keyboard.
func TestLimitsBySexByKeyboard(t *testing.T) {
	w := newWorld(t)
	p, _, win := editing(t, w, "lipids")
	uitest.Press(win, fyne.KeyF5)
	at := len(p.table.choices) - 1
	widget.Focus(p.table.choices[at])
	uitest.Press(win, fyne.KeyRight)
	if p.point().Inputs[0].Sexes == nil || win.Canvas().Focused() != fyne.Focusable(p.table.choices[at]) {
		t.Fatal("not by sex, or the keyboard is lost")
	}
	uitest.Look(t, win, "tabell-ord-kon")
	uitest.Press(win, fyne.KeyF5)
	if n := len(p.table.columns); n != 2 {
		t.Fatalf("%d columns", n)
	}
	uitest.Look(t, win, "tabell-kon")
	uitest.Press(win, fyne.KeyF9, fyne.KeyDown, fyne.KeyReturn) // the same for all again
	if p.point().Inputs[0].Sexes != nil || len(p.table.columns) != 1 || p.d.changed() {
		t.Error("not for all again")
	}
}

func TestHeredityByKeyboard(t *testing.T) {
	w := newWorld(t)
	p, _, win := editing(t, w, star.HeredityID)
	uitest.Look(t, win, "tabell-arftlighet")
	uitest.Press(win, fyne.KeyReturn, fyne.KeyReturn) // past the name
	write(win, "Någon i familjen har haft {}, {x}.")
	shows(t, win, "”{x}” står inte för något här")
	write(win, "Någon i familjen har haft {}.")
	uitest.Press(win, fyne.KeyF9)
	uitest.Look(t, win, "tabell-arftlighet-meny")
	uitest.Press(win, fyne.KeyReturn) // the first question goes
	if len(p.d.c.Heredity.Inputs) != 1 || len(p.faults) > 0 {
		t.Fatal(p.d.c.Heredity.Inputs, p.faults)
	}
	saveVersion(t, win)
	c, err := w.CriteriaEdition(t.Context(), "")
	if err != nil || len(c.Heredity.Inputs) != 1 || c.Heredity.Yes.SV != "Någon i familjen har haft {}." {
		t.Errorf("%+v %v", c.Heredity, err)
	}
}

// There are twelve points: it is said where one looks for more or fewer, and one can be
// put in another's place.
func TestAPointIsReplaced(t *testing.T) {
	w := newWorld(t)
	p, _, win := editing(t, w, "sitting")
	uitest.Type(win, "n")
	shows(t, win, "Stjärnan har tolv uddar, varken fler eller färre")
	uitest.Press(win, fyne.KeyDelete)
	uitest.Look(t, win, "tabell-byt-ut")
	uitest.Press(win, fyne.KeyReturn)
	if pt := p.point(); pt.ID != "egen-1" || pt.K != 4 || len(p.faults) != 2 {
		t.Fatal(pt, p.faults)
	}
	uitest.Look(t, win, "tabell-ny-udd")
	write(win, "Skärmtid")
	uitest.Press(win, fyne.KeyF9)
	for p.point().Inputs == nil {
		uitest.Press(win, fyne.KeyDown, fyne.KeyReturn)
	}
	for _, f := range p.faults {
		if f.Level < 1 {
			t.Errorf("%+v", f)
		}
	}
	uitest.Press(win, fyne.KeyF10)
	if p.point().ID != "sitting" || p.d.changed() {
		t.Error("F10 does not bring the old point back")
	}
}

// What was written is there after a crash, with what was typed wrongly; nobody is asked
// twice in a login, and what is thrown away can be taken back.
func TestDraftsOutliveTheProgram(t *testing.T) {
	w := newWorld(t)
	p, s, win := editing(t, w, "lipids")
	uitest.Press(win, fyne.KeyReturn)
	write(win, "Kolesterol")
	p.table.cells[cell{p.table.columns[0], 3}].SetText("5–6,2")
	if len(p.faults) == 0 {
		t.Fatal("no gap")
	}
	// Coming back in the same login there is no question.
	uitest.Press(win, fyne.KeyEscape, fyne.KeyEscape)
	s.Go(shell.ToCriteria{})
	if uitest.Shows(win, "Fortsätt utkastet") {
		t.Error("asked in the same login")
	}
	// A crash: the drafts that this login knows are gone, the store's are not.
	again := func() (*Criteria, *shell.Shell, fyne.Window) {
		w.params.Drafts = &Drafts{}
		s, win := open(t, w, shell.ToCriteria{}, say.Swedish, 1280, 688)
		shows(t, win, "Det finns ett utkast kvar", "Ändrat sedan exempel-1", "Fortsätt utkastet", "Kasta utkastet")
		return s.Page().(*Criteria), s, win
	}
	p, _, win = again()
	uitest.Look(t, win, "utkast")
	uitest.Press(win, fyne.KeyReturn)
	pt, _ := p.d.c.Criterion("lipids")
	if pt.Name.SV != "Kolesterol" || len(p.faults) != 1 || p.d.typed[place{"lipids", star.Column{}}][3] != "5–6,2" {
		t.Errorf("%+v %v", pt.Name, p.faults)
	}
	p, _, win = again()
	uitest.Press(win, fyne.KeyEscape) // goes on, too
	if !p.d.changed() {
		t.Error("Esc threw the draft away")
	}
	p, s, win = again()
	uitest.Press(win, fyne.KeyDown, fyne.KeyReturn)
	if p.d.changed() || w.draft(data.CriteriaEditions) != "" {
		t.Error("not thrown away")
	}
	s.Undo()
	if !p.d.changed() || !strings.Contains(w.draft(data.CriteriaEditions), "Kolesterol") {
		t.Error("the draft does not come back")
	}
	// Back to what is in force: no draft is left.
	row := pt.K + 1
	p.list.Select(row)
	p.open(row)
	uitest.Press(win, fyne.KeyF10)
	if w.draft(data.CriteriaEditions) != "" || len(p.faults) > 0 {
		t.Error("a draft of nothing is kept")
	}
}

func TestDraftOfWording(t *testing.T) {
	w := newWorld(t)
	_, win := open(t, w, shell.ToWording{}, say.Swedish, 1280, 688)
	uitest.Press(win, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	write(win, "Vilken utbildning har du?")
	w.params.Drafts = &Drafts{}
	s, win := open(t, w, shell.ToWording{}, say.Swedish, 1280, 688)
	uitest.Look(t, win, "utkast-ord")
	shows(t, win, "1 text ändrad sedan version 1")
	uitest.Press(win, fyne.KeyReturn)
	p := s.Page().(*Wording)
	if len(p.d.written) != 1 || !p.inList() {
		t.Fatal(p.d.written)
	}
	for _, words := range p.d.written {
		if words.SV != "Vilken utbildning har du?" {
			t.Error(words)
		}
	}
	saveVersion(t, win)
	d, err := w.FormEdition(t.Context(), "")
	if err != nil || len(form.Changes(form.Shipped(), d)) != 1 || w.draft(data.FormEditions) != "" {
		t.Error(err, w.draft(data.FormEditions))
	}
}
