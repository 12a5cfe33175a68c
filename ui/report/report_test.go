package report

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/day"
	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// press presses keys as a keyboard does: down, then the key.
func (d *desk) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		if f, ok := d.win.Canvas().Focused().(desktop.Keyable); ok {
			f.KeyDown(&fyne.KeyEvent{Name: k})
		}
		uitest.Press(d.win, k)
	}
}

func (d *desk) typed(text string) { uitest.Type(d.win, text) }

func (d *desk) shows(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !uitest.Shows(d.win, text) {
			d.t.Errorf("%q is not shown: %q", text, uitest.Texts(d.win))
		}
	}
}

func (d *desk) hides(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if uitest.Shows(d.win, text) {
			d.t.Errorf("%q is shown", text)
		}
	}
}

// words gives the figure that one is at, as a screen reader says it.
func (d *desk) words() string { return d.page.yearly.sheet.board.AccessibilityLabel() }

func TestUppfoljningSaysHowItGoes(t *testing.T) {
	d := open(t, newClinic(), say.Swedish, 1280, 688, shell.ToReport{})
	d.shows("142 av 164", "22 är inte inbjudna än. Alla ska få en inbjudan.", "I fas med målet: 60 %, 99 samtal", "samtal i veckan till 31 december",
		"Räcker: 2,5 i veckan de senaste fyra veckorna", "Besök att dokumentera", "Vill ha hjälp att hitta tid", "Har tackat nej")
	for _, c := range []struct {
		change func(p *data.Progress)
		want   []string
	}{
		{func(p *data.Progress) { p.Completed, p.Needed = 30, 2.8 }, []string{"15 samtal efter målet: 60 %, 99 samtal", "3 samtal i veckan", "Räcker inte: 2,5 i veckan"}},
		{func(p *data.Progress) { p.Completed, p.Needed = 44, 2.8 }, []string{"Ett samtal efter målet"}},
		{func(p *data.Progress) { p.Completed, p.Needed = 99, 0 }, []string{"Målet 60 % är nått", "inget mer behövs"}},
		{func(p *data.Progress) { p.Day = day.New(2027, 1, 12) }, []string{"året är slut", "41 samtal saknades till målet"}},
		{func(p *data.Progress) { p.Target, p.Goal = 0, 0 }, []string{"Inget eget mål är satt. Tryck M.", "sätt ett mål först"}},
		{func(p *data.Progress) { p.Invited, p.ToInvite = 164, 0 }, []string{"Alla på listan är inbjudna"}},
		{func(p *data.Progress) { p.Undocumented = 0 }, []string{"Alla besök är dokumenterade"}},
	} {
		fresh := newClinic()
		c.change(&fresh.now)
		d := open(t, fresh, say.Swedish, 1280, 688, shell.ToReport{})
		d.shows(c.want...)
	}
}

func TestCountsOpenTheirLists(t *testing.T) {
	c := newClinic()
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{})
	d.press(fyne.KeyDown, fyne.KeyReturn)
	if r, ok := d.shell.Route().(shell.ToPeople); !ok || r.Figure != "Inte inbjudna än" || r.Cohort != 2026 || !slices.Equal(d.shell.Journeys(r.People), c.now.Refs["to invite"]) {
		t.Errorf("Enter on the invited leads to %#v", d.shell.Route())
	}
	d.shell.Go(shell.ToReport{})
	d.press(fyne.KeyRight, fyne.KeyReturn)
	if r, ok := d.shell.Route().(shell.ToPeople); !ok || r.Figure != "Genomförda samtal" || c.people != (figures.Query{Variable: "funnel", Category: "came", Period: figures.Period{From: 2026, To: 2026}}) {
		t.Errorf("Enter on the talks leads to %#v with %+v", d.shell.Route(), c.people)
	}
	d.press(fyne.KeyEscape)
	d.press(fyne.KeyDown, fyne.KeyReturn)
	if c.people.Variable != "documented" || c.people.Category != "no" {
		t.Errorf("the debt opens %+v", c.people)
	}
	d.press(fyne.KeyEscape)
	d.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if d.shell.Route() != (shell.ToToday{Queue: "help"}) {
		t.Errorf("the queue leads to %#v", d.shell.Route())
	}
}

func TestTargetIsSetAndTakenBack(t *testing.T) {
	c := newClinic()
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{})
	d.typed("m")
	d.shows("Mottagningens mål")
	d.typed("400")
	d.press(fyne.KeyReturn)
	d.shows("Skriv ett helt tal från 0 till 100.")
	uitest.Menu(d.win, "Markera allt")
	d.press(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	d.typed("55 %")
	d.press(fyne.KeyReturn)
	if c.settings["report.target"] != "55" {
		t.Fatalf("kept %q", c.settings)
	}
	d.shows("Målet är 55 %")
	d.shell.Undo()
	if c.settings["report.target"] != "60" {
		t.Errorf("undone to %q", c.settings)
	}
}

func TestFigureOpensItsPeopleAndComesBack(t *testing.T) {
	c := newClinic()
	c.shielded = 2
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	for range 11 {
		d.press(fyne.KeyDown)
	}
	d.shows("Tobak", "Rökvanor", "Dold: talet är 1–4")
	d.press(fyne.KeyTab)
	if d.words() != "Kvinnor, av 31" {
		t.Errorf("Tab leads to %q", d.words())
	}
	d.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight)
	if want := "Röker ibland, Alla: 11, 19 %"; d.words() != want {
		t.Errorf("at %q, want %q", d.words(), want)
	}
	d.press(fyne.KeyReturn)
	r, ok := d.shell.Route().(shell.ToPeople)
	if !ok || r.Figure != "Röker ibland · Alla" || r.Protected != 2 || r.Cohort != 2026 || !slices.Equal(d.shell.Journeys(r.People), c.refs) {
		t.Fatalf("Enter leads to %#v", d.shell.Route())
	}
	d.press(fyne.KeyEscape)
	d.shows("vilka det är")
	if want := "Röker ibland, Alla: 11, 19 %"; d.words() != want || !d.page.yearly.sheet.board.Focused() {
		t.Errorf("back at %q, want %q", d.words(), want)
	}
	d.press(fyne.KeyUp, fyne.KeyLeft)
	if want := "Röker dagligen, Män: dold"; d.words() != want {
		t.Errorf("at %q, want %q", d.words(), want)
	}
	d.press(fyne.KeyReturn)
	if r := d.shell.Route().(shell.ToPeople); !strings.HasSuffix(r.Figure, "talet är dolt i rapporten") {
		t.Errorf("a hidden figure is opened as %q", r.Figure)
	}
	d.press(fyne.KeyEscape, fyne.KeyEscape)
	if !d.page.yearly.rail.Focused() {
		t.Error("Esc does not lead back to the chapters")
	}
}

func TestNobodyIsShownWhereAllAreProtected(t *testing.T) {
	c := newClinic()
	c.refs, c.shielded = nil, 3
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	d.press(fyne.KeyTab, fyne.KeyReturn)
	d.shows("skyddade personuppgifter")
	if _, ok := d.shell.Route().(shell.ToReport); !ok {
		t.Errorf("an empty list is opened: %#v", d.shell.Route())
	}
}

func TestEveryColumnCanBeReached(t *testing.T) {
	for _, z := range sizes {
		d := open(t, newClinic(), say.Swedish, z.w, z.h, shell.ToReport{Yearly: true})
		for range 11 {
			d.press(fyne.KeyDown)
		}
		d.press(fyne.KeyTab, fyne.KeyDown)
		seen := map[string]bool{}
		for range 20 {
			seen[d.words()] = true
			d.press(fyne.KeyRight)
		}
		if len(seen) != 16 { // women, men, all, twelve years and the change
			t.Errorf("%s: → reaches %d figures: %v", z.name, len(seen), seen)
		}
		d.shows("2014", "Ändring")
		d.press(fyne.KeyReturn)
		d.shows("Ingen lista")
		for range 20 {
			d.press(fyne.KeyLeft)
		}
		if want := "Röker dagligen, Kvinnor: dold"; d.words() != want {
			t.Errorf("%s: ← leads back to %q", z.name, d.words())
		}
		d.shows("Kvinnor")
	}
}

func TestSmallNumbersAreForTheClinicItself(t *testing.T) {
	c := newClinic()
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	if c.asked[len(c.asked)-1].Open {
		t.Fatal("small numbers are shown without being asked for")
	}
	d.hides("bara för mottagningens eget bruk")
	d.typed("v")
	if !c.asked[len(c.asked)-1].Open {
		t.Fatal("V does not show them")
	}
	d.shows("Små tal visas: bara för mottagningens eget bruk")
	d.page.yearly.toPDF(d.page.yearly.report)
	if d.paper != "arsrapport-2026-eget-bruk" {
		t.Errorf("the paper is called %q", d.paper)
	}
	d.typed("v")
	d.hides("bara för mottagningens eget bruk")
}

func TestPeriodIsChosenByKeys(t *testing.T) {
	c := newClinic()
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	d.typed("k")
	d.press(fyne.KeyEnd, fyne.KeyReturn)
	if got := c.asked[len(c.asked)-1].Period; got != (figures.Period{From: 2023, To: 2026}) {
		t.Errorf("asked for %v", got)
	}
	d.shows("Årskullarna 2023–2026")
	if name := fileName(d.page.yearly.report); name != "arsrapport-2023-2026" {
		t.Errorf("the file is called %q", name)
	}
}

// A share that is rounded says so, among the few numbers and in changes.
func TestRoundedSharesSayIt(t *testing.T) {
	d := open(t, newClinic(), say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	d.shows("ca 55 %", "+3 procentenheter sedan 2025", "58 av 164", "63\u00a0800")
	for range 11 {
		d.press(fyne.KeyDown)
	}
	d.press(fyne.KeyTab, fyne.KeyDown)
	for range 20 {
		d.press(fyne.KeyRight)
	}
	if want := "Röker dagligen, Ändring: −1"; d.words() != want {
		t.Errorf("at %q, want %q", d.words(), want)
	}
	d.press(fyne.KeyDown, fyne.KeyDown)
	if !strings.HasSuffix(d.words(), "Ändring: ca −1") {
		t.Errorf("at %q", d.words())
	}
}

// What leaves the program is the report in view, named and marked as what it is, also
// while another is made, and where another could not be made.
func TestReportIsSavedAsWhatItIs(t *testing.T) {
	c := newClinic()
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	d.typed("v")
	save := func(name, note string) {
		t.Helper()
		d.paper = ""
		d.page.Shortcut(fyne.KeyReturn, fyne.KeyModifierControl)
		d.shows(note)
		d.typed("1")
		if d.paper != name || !strings.HasPrefix(d.note, note) {
			t.Errorf("the report is saved as %q: %q", d.paper, d.note)
		}
	}
	const small, none = "Små tal är med", "Inga personer finns i filerna, och små tal är dolda."
	save("arsrapport-2026-eget-bruk", small)

	d.slow = true
	d.typed("vk")
	d.press(fyne.KeyEnd, fyne.KeyReturn)
	save("arsrapport-2026-eget-bruk", small)
	d.shows("Små tal visas: bara för mottagningens eget bruk", "Årskull 2026")
	d.page.Shortcut(fyne.KeyReturn, fyne.KeyModifierControl)
	d.letGo()
	d.typed("1")
	if d.paper != "arsrapport-2026-eget-bruk" {
		t.Errorf("the report that was asked about is saved as %q", d.paper)
	}
	save("arsrapport-2023-2026", none)

	c.fault = errors.New("disk")
	d.typed("v")
	d.hides("Små tal visas")
	save("arsrapport-2023-2026", none)
	d.typed("k")
	d.press(fyne.KeyHome, fyne.KeyReturn)
	d.shows("Årskullarna 2023–2026")
	c.fault = nil
	d.typed("v")
	if got := c.asked[len(c.asked)-1]; got.Period != (figures.Period{From: 2023, To: 2026}) || !got.Open {
		t.Errorf("after a fault %+v is asked for", got)
	}
}

// While nothing has been read, nothing is said to be missing, and Enter does nothing.
func TestNothingIsMissingWhileItIsRead(t *testing.T) {
	d := open(t, newClinic(), say.Swedish, 1280, 688, shell.ToImport{})
	for _, view := range []struct {
		yearly bool
		shown  string
	}{{false, "142 av 164"}, {true, "Röker dagligen"}} {
		d.slow = true
		d.shell.Go(shell.ToReport{Yearly: view.yearly})
		d.page.Focus()
		d.hides("Ingen lista för 2026 än", "importera listan")
		d.press(fyne.KeyReturn)
		if _, ok := d.shell.Route().(shell.ToReport); !ok {
			t.Errorf("Enter leads to %#v", d.shell.Route())
		}
		d.letGo()
		d.shows(view.shown)
		d.shell.Go(shell.ToImport{})
	}
}

func TestDefinitionsFoldOut(t *testing.T) {
	d := open(t, newClinic(), say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	d.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	d.shows("Hur siffran räknas")
	d.hides("Nämnare:")
	d.typed("h")
	d.shows("Nämnare:")
}

func TestWaysOut(t *testing.T) {
	c := newClinic()
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	out := func(digit string) {
		d.page.Shortcut(fyne.KeyReturn, fyne.KeyModifierControl)
		d.shows("Årskull 2026: spara eller skriv ut", "Inga personer finns i filerna")
		d.typed(digit)
	}
	out("1")
	if d.paper != "arsrapport-2026" {
		t.Errorf("the paper is called %q", d.paper)
	}
	out("2")
	d.press(fyne.KeyReturn)
	if b, err := os.ReadFile(filepath.Join(dir, "arsrapport-2026.xlsx")); err != nil || !strings.HasPrefix(string(b), "PK") {
		t.Errorf("no workbook: %v", err)
	}
	out("3")
	d.press(fyne.KeyReturn)
	files, err := filepath.Glob(filepath.Join(dir, "arsrapport-2026-csv", "*.csv"))
	if err != nil || len(files) < 10 {
		t.Errorf("%d tables saved: %v", len(files), err)
	}
	out("3")
	d.press(fyne.KeyReturn)
	d.shows("Mappen finns redan")
	d.press(fyne.KeyEscape)
	out("4")
	d.typed("granen vid sjön")
	d.press(fyne.KeyReturn)
	d.typed("granen vid sjon")
	d.press(fyne.KeyReturn)
	d.shows("De två lösenfraserna är olika.")
	d.press(fyne.KeyBackspace, fyne.KeyBackspace)
	d.typed("ön")
	d.press(fyne.KeyReturn, fyne.KeyReturn)
	if got := strings.Join(c.saved, ", "); got != "pdf 2026 open=false, xlsx 2026 open=false, csv 2026 open=false" {
		t.Errorf("logged %s", got)
	}
	if c.sealed != "granen vid sjön" {
		t.Errorf("sealed with %q", c.sealed)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "summor-*")); len(files) != 1 {
		t.Errorf("the sums lie in %v", files)
	}
}

func TestFocusOrder(t *testing.T) {
	d := open(t, newClinic(), say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	if !d.page.yearly.rail.Focused() {
		t.Fatal("the chapters do not have the keyboard")
	}
	d.press(fyne.KeyTab)
	if !d.page.yearly.sheet.board.Focused() {
		t.Error("Tab does not go to the figures")
	}
	d.press(fyne.KeyTab)
	if d.win.Canvas().Focused() != d.page.save {
		t.Errorf("Tab goes on to %T", d.win.Canvas().Focused())
	}
}

func TestEmptyClinic(t *testing.T) {
	c := newClinic()
	c.cohorts, c.now = nil, data.Progress{}
	d := open(t, c, say.Swedish, 1280, 688, shell.ToReport{})
	d.shows("Ingen lista för 2026 än")
	d.press(fyne.KeyReturn)
	if d.shell.Route() != (shell.ToImport{}) {
		t.Errorf("Enter leads to %#v", d.shell.Route())
	}
	d.shell.Go(shell.ToReport{})
	d.typed("2")
	d.shows("Ingen lista för 2026 än")
	d.press(fyne.KeyReturn)
	if d.shell.Route() != (shell.ToImport{}) {
		t.Errorf("Enter leads to %#v", d.shell.Route())
	}
}

// Every key that footer and key sheet name does something, and is told once.
func TestKeysAreTold(t *testing.T) {
	d := open(t, newClinic(), say.Swedish, 1280, 688, shell.ToReport{})
	for _, view := range []string{"1", "2"} {
		d.typed(view)
		if n := len(d.page.Hints()); n == 0 || n > 7 {
			t.Errorf("view %s has %d hints", view, n)
		}
		seen := map[string]bool{}
		for _, h := range append(d.page.Hints(), d.page.Keys()...) {
			if seen[h.Text+strings.Join(h.Keys, " ")] {
				t.Errorf("view %s tells %v twice", view, h)
			}
			seen[h.Text+strings.Join(h.Keys, " ")] = true
		}
	}
}

// BenchmarkChapter goes through the chapters, a chapter at a key, and draws each. Budget: 100 ms.
func BenchmarkChapter(b *testing.B) {
	d := open(b, newClinic(), say.Swedish, 1280, 688, shell.ToReport{Yearly: true})
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		if d.page.yearly.chapter == 19 {
			d.press(fyne.KeyHome)
		} else {
			d.press(fyne.KeyDown)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkOpen opens the place and then the report. Budget: 100 ms.
func BenchmarkOpen(b *testing.B) {
	d := open(b, newClinic(), say.Swedish, 1280, 688, shell.ToImport{})
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		d.shell.Go(shell.ToReport{})
		d.typed("2")
		took = append(took, time.Since(start))
		d.typed("1")
		d.shell.Go(shell.ToImport{})
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
