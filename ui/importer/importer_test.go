package importer

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/roster"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// world is a real store and the files to import.
type world struct {
	*data.Store
	now  time.Time
	dir  string
	told []int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{now: day.New(2026, time.January, 12).At(9, 12), dir: t.TempDir()}
	w.Store = uitest.Store(t, func() time.Time { return w.now })
	return w
}

// numbers are the published test numbers of a year.
func numbers(t *testing.T, year string) []string {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, n := range strings.Fields(string(b)) {
		if strings.HasPrefix(n, year) {
			list = append(list, n)
		}
	}
	return list
}

// file writes a list of n people with faults like those of picture 05.
func (w *world) file(t *testing.T, n int, spoil bool) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("Granlunda hälsocentral;;;;;;;;;\nUttag 2026-01-12;;;;;;;;;\n")
	b.WriteString("Pnr;Patientnamn;Utdeladr.;C/o;Postnr;Ort;Tel mobil;Sekr.;MVG;List. läk.\n")
	list := numbers(t, "1986")
	families := []string{"Bertilsson", "Hägglöv", "Norling", "Öhrling", "Palmcrantz", "Vikström", "Ljunggren"}
	for i := range n {
		number, post, shield := list[i], "999 41", ""
		if spoil {
			switch i {
			case 14:
				number = number[:11] + string('0'+(number[11]-'0'+1)%10)
			case 20:
				number = "1,98601E+11"
				post = ""
			case 30:
				number = numbers(t, "1968")[0]
			case 33:
				post = ""
			case 25:
				shield = "J"
			}
		}
		fmt.Fprintf(&b, "%s;%s, Kim;Tallbacksgränd %d;;%s;Granlunda;070-174 06 %02d;%s;ja;Dr Ek\n", number, families[i%len(families)], i+1, post, i%100, shield)
	}
	path := filepath.Join(w.dir, "listning-2026.csv")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

type blank struct{ shell.Route }

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

func open(t *testing.T, w *world, store Store, lang say.Lang, width, height float32) (*Page, *shell.Shell, fyne.Window) {
	t.Helper()
	win := uitest.Window(t, width, height)
	var page *Page
	s := shell.New(shell.Params{Window: win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return w.now }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			if _, ok := r.(shell.ToImport); ok {
				page = New(s, store, func(c int) { w.told = append(w.told, c) })
				return page, nil
			}
			return blank{r}, nil
		}})
	s.Show(shell.ToImport{})
	win.Resize(fyne.NewSize(width, height))
	return page, s, win
}

func menu(t *testing.T, win fyne.Window, label string) {
	t.Helper()
	if !uitest.Menu(win, label) {
		t.Fatalf("no menu item %q", label)
	}
}

const mainItem = "Utför sidans åtgärd"

func TestImportByKeyboard(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 40, true)
	p, s, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Look(t, win, "import-fil")
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	if p.step != stepCheck || p.err != nil {
		t.Fatalf("step %d, %v", p.step, p.err)
	}
	if len(p.result.Checked.Rows) != 37 || p.result.Bad != 3 {
		t.Fatalf("%d rows, %d bad", len(p.result.Checked.Rows), p.result.Bad)
	}
	uitest.Look(t, win, "import")
	p.check.rows.list.Select(1)
	uitest.Press(win, fyne.KeyReturn)
	uitest.Look(t, win, "import-rad")
	uitest.Press(win, fyne.KeyEscape)
	p.check.options()
	uitest.Look(t, win, "import-andra")
	uitest.Press(win, fyne.KeyEscape)

	menu(t, win, mainItem)
	if p.step != stepResult || p.result.Batch == "" || len(w.told) != 1 {
		t.Fatalf("step %d, batch %q, told %v", p.step, p.result.Batch, w.told)
	}
	uitest.Look(t, win, "import-resultat")

	// Ctrl+Z takes the whole import back.
	s.Undo()
	if l, err := w.Participants(context.Background(), data.Filter{Cohort: 2026}); err != nil || l.Total != 0 {
		t.Fatalf("%d left, %v", l.Total, err)
	}
	uitest.Look(t, win, "import-angrad")
}

func TestD15UndoRefusedNamesWho(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 12, false)
	p, s, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	menu(t, win, mainItem)
	l, _ := w.Participants(context.Background(), data.Filter{Cohort: 2026})
	if _, err := w.Log(context.Background(), data.LogParams{Participants: []string{l.Rows[0].Participant}, Kind: journey.Called,
		Details: journey.Details{Outcome: journey.CallNoAnswer}}); err != nil {
		t.Fatal(err)
	}
	s.Undo()
	if len(p.done.refused) != 1 || p.done.refused[0] != l.Rows[0].Sorted() || p.done.undone {
		t.Fatalf("refused %v", p.done.refused)
	}
	uitest.Look(t, win, "import-hindrad")
	if l, _ := w.Participants(context.Background(), data.Filter{Cohort: 2026}); l.Total != 12 {
		t.Fatal("something has changed")
	}
}

func TestQ3ColumnOfVaccinationIsExplained(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 12, false)
	p, _, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	if !strings.Contains(p.check.noteText(), "vaccin") {
		t.Fatalf("the note says %q", p.check.noteText())
	}
	menu(t, win, mainItem)
	l, _ := w.Participants(context.Background(), data.Filter{Cohort: 2026})
	for _, r := range l.Rows {
		if r.Status.Consent != "" {
			t.Fatal("a column became consent")
		}
	}
}

func TestMappingByKeyboard(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 12, false)
	p, _, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	widget.Focus(p.check.columns)
	p.check.columns.Select(0)
	uitest.Press(win, fyne.KeyReturn) // the number's column …
	uitest.Press(win, fyne.KeyEnd)    // … is not used
	uitest.Press(win, fyne.KeyReturn)
	if p.result.Mapping["Pnr"] != roster.Ignored || p.err == nil || p.check.stopped() == "" {
		t.Fatalf("mapping %v, %v", p.result.Mapping, p.err)
	}
	uitest.Look(t, win, "import-utan-nummer")
	menu(t, win, mainItem)
	if p.step != stepCheck {
		t.Fatal("imported without a number")
	}
	uitest.Press(win, fyne.KeyReturn, fyne.KeyHome, fyne.KeyReturn)
	if p.result.Mapping["Pnr"] != roster.Number || p.err != nil {
		t.Fatalf("mapping %v, %v", p.result.Mapping["Pnr"], p.err)
	}
}

func TestD14WrongFileAsksForAReason(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 12, false)
	p, _, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	p.params.Cohort = 2025
	uitest.Press(win, fyne.KeyReturn)
	if len(p.result.Blocked) == 0 {
		t.Fatal("the wrong year is not seen")
	}
	uitest.Look(t, win, "import-fel-fil")

	p.params.Cohort = 2026
	p.Escape()
	p.file.read()
	menu(t, win, mainItem)
	if p.step != stepResult {
		t.Fatal("the right file is not imported")
	}
	// A list that lacks most of those known is the wrong file as well.
	p.Escape()
	w.file(t, 2, false)
	p.file.read()
	if len(p.result.Blocked) == 0 {
		t.Fatal("a list with most of them gone is not seen")
	}
	menu(t, win, mainItem)
	uitest.Look(t, win, "import-skal")
	if p.step != stepCheck {
		t.Fatal("imported without a reason")
	}
	uitest.Type(win, "kliniken har delats")
	uitest.Press(win, fyne.KeyReturn)
	if p.step != stepResult || p.result.Gone != 10 {
		t.Fatalf("step %d, gone %d", p.step, p.result.Gone)
	}
}

func TestFaultsOfARowStandTogether(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 40, true)
	p, _, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	seen, last := map[int]bool{}, 0
	for _, it := range p.check.rows.items {
		if it.line != last && seen[it.line] {
			t.Errorf("row %d comes twice", it.line)
		}
		if it.first != (it.line != last) {
			t.Errorf("row %d: name shown %v", it.line, it.first)
		}
		seen[it.line], last = true, it.line
	}
	if len(p.check.rows.items) < 5 {
		t.Errorf("%d lines", len(p.check.rows.items))
	}
}

func TestNoFileAndBadFile(t *testing.T) {
	w := newWorld(t)
	p, _, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Press(win, fyne.KeyReturn)
	if p.file.path.Error == "" {
		t.Error("an empty field says nothing")
	}
	uitest.Type(win, filepath.Join(w.dir, "finns-inte.csv"))
	uitest.Press(win, fyne.KeyReturn)
	if p.step != stepFile || !strings.Contains(p.file.path.Error, "finns-inte.csv") {
		t.Errorf("step %d, %q", p.step, p.file.path.Error)
	}
	bad := filepath.Join(w.dir, "bild.csv")
	if err := os.WriteFile(bad, []byte("\x89PNG\r\n\x1a\n\x00\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.file.path.SetText(bad)
	p.file.read()
	if p.step != stepFile || p.file.path.Error == "" {
		t.Errorf("step %d, %q", p.step, p.file.path.Error)
	}
	uitest.Look(t, win, "import-ingen-lista")
}

func TestSavedBadRowsCanBeImportedAgain(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 40, true)
	p, _, win := open(t, w, w, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	t.Setenv("HOME", w.dir)
	p.saveBad()
	uitest.Press(win, fyne.KeyReturn)
	saved := filepath.Join(w.dir, "felrader-2026.csv")
	if _, err := os.Stat(saved); err != nil {
		t.Fatal(err)
	}
	p.Escape()
	p.file.path.SetText(saved)
	p.file.read()
	if p.step != stepCheck || !p.result.Sheet.Part {
		t.Fatalf("step %d: the file of bad rows is not known again", p.step)
	}
}

// many is a store whose dry run gives 20,000 rows, half of them with faults.
type many struct {
	*world
}

func (m many) Import(ctx context.Context, p data.ImportParams) (data.ImportResult, error) {
	res, err := m.world.Import(ctx, p)
	for i := range 20_000 {
		res.Faults = append(res.Faults, roster.Fault{Line: i + 50, Severity: roster.Error, Name: "Bertilsson, Kim", Text: say.T("roster.fault.checksum")})
	}
	return res, err
}

func TestTwentyThousandFaultsAreOneVirtualList(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 12, false)
	p, _, win := open(t, w, many{w}, say.Swedish, 1280, 688)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	if len(p.check.rows.items) != 20_000 {
		t.Fatalf("%d lines", len(p.check.rows.items))
	}
	widget.Focus(p.check.rows.list)
	uitest.Press(win, fyne.KeyEnd)
	uitest.Look(t, win, "import-20000")
	if p.check.rows.list.Selected() != 19_999 {
		t.Error("End does not reach the last")
	}
}

func TestImportLooks(t *testing.T) {
	w := newWorld(t)
	path := w.file(t, 40, true)
	_, _, win := open(t, w, w, say.English, 1180, 608)
	uitest.Type(win, path)
	uitest.Press(win, fyne.KeyReturn)
	uitest.Look(t, win, "import-1180-en")
	win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, win, "import-150")
}
