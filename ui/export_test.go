package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/core/visit"
	"fyrtio/data"
	"fyrtio/data/planted"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// D12, Q24: the FHIR export of the window, by keyboard alone. A protected participant is
// in it only by name and with a reason, and then without a number.
func TestQ24ExportFHIR(t *testing.T) {
	dir, out := t.TempDir(), t.TempDir()
	clock := planted.NewClock()
	p := plant(t, dir, clock)
	win := uitest.Window(t, 1280, 720)
	clock.Set(planted.Today, 12, 0)
	a := New(Params{App: fyne.CurrentApp(), Window: win, Dir: dir, Version: "1.0", Run: uitest.Run, Keys: cheap, Clock: clock.Now, Workplace: "RUM2", Quit: func() {}})
	a.Start()
	win.Resize(fyne.NewSize(1280, 720))
	t.Cleanup(a.leave)
	uitest.Type(win, passphrase)
	uitest.Press(win, fyne.KeyReturn)
	known, err := a.Store().Participant(t.Context(), p.Listed, 0, data.Look{View: "person"})
	if err != nil {
		t.Fatal(err)
	}
	number := known.Number.String()
	if _, err := a.Store().OpenForm(t.Context(), p.Open); err != nil {
		t.Fatal(err)
	}
	if err := a.Store().SaveAnswer(t.Context(), p.Open, "health.general", form.Code("2"), visit.Place{}); err != nil {
		t.Fatal(err)
	}
	if err := p.ProtectIn(a.Store()); err != nil {
		t.Fatal(err)
	}
	s := a.Shell()
	// export takes the nth choice, answers the dialogs between, and saves; it gives what was written.
	export := func(name string, choice int, between func()) string {
		t.Helper()
		if !uitest.Menu(win, "Exportera FHIR…") {
			t.Fatal("no menu item exports")
		}
		uitest.Look(t, win, "export-"+name)
		for range choice {
			uitest.Press(win, fyne.KeyDown)
		}
		uitest.Press(win, fyne.KeyReturn)
		between()
		field, ok := win.Canvas().Focused().(interface{ SetText(string) })
		if !ok {
			t.Fatalf("%s: no field for the path", name)
		}
		uitest.Look(t, win, "export-"+name+"-var")
		path := filepath.Join(out, name+".json")
		field.SetText(path)
		uitest.Press(win, fyne.KeyReturn)
		uitest.Look(t, win, "export-"+name+"-klar")
		b, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if found := planted.Traces(string(b)); found != nil {
			t.Errorf("%s tells %v", name, found)
		}
		return string(b)
	}
	nothing := func() {}
	responses := func(b string) int { return strings.Count(b, `"resourceType":"QuestionnaireResponse"`) }

	s.Go(shell.ToPeople{})
	all := export("arskull", 0, nothing)
	if n := responses(all); n != 1 || strings.Contains(all, p.Listed) || !strings.Contains(all, p.Open) {
		t.Errorf("%d answered forms, or a protected one among them", n)
	}
	if !uitest.Shows(win, "med skyddade uppgifter är inte med") || !uitest.Shows(win, "har inget formulär") {
		t.Error("what was left out is not told")
	}
	// Ticked: without a reason without the protected, with one without their number.
	s.Go(shell.ToPeople{})
	s.Page().(shell.Shortcutter).Shortcut(fyne.KeyA, fyne.KeyModifierControl)
	before := export("forbockade", 0, func() { uitest.Press(win, fyne.KeyReturn) })
	if strings.Contains(before, p.Listed) || responses(before) != responses(all) {
		t.Error("ticked, no reason given: another set than the cohort's")
	}
	with := export("skal", 0, func() {
		uitest.Type(win, "registerutdrag")
		uitest.Press(win, fyne.KeyReturn)
	})
	if !strings.Contains(with, p.Listed) || strings.Contains(with, number) {
		t.Error("named with a reason: not in it, or with the number")
	}
	s.Go(shell.ToPerson{ID: p.Listed, Cohort: 2026, Reason: "registerutdrag"})
	one := export("en", 0, nothing)
	if responses(one) != 1 || !strings.Contains(one, p.Listed) || strings.Contains(one, number) {
		t.Errorf("%d forms for the one in view", responses(one))
	}
	// A file that is there is never written over.
	uitest.Menu(win, "Exportera FHIR…")
	uitest.Press(win, fyne.KeyReturn)
	win.Canvas().Focused().(interface{ SetText(string) }).SetText(filepath.Join(out, "en.json"))
	uitest.Press(win, fyne.KeyReturn)
	if !uitest.Shows(win, "Det finns redan en fil med det namnet") {
		t.Error("it is not told that the file is there")
	}
	uitest.Press(win, fyne.KeyEscape)
	if left, err := filepath.Glob(filepath.Join(out, "*.new")); err != nil || len(left) > 0 {
		t.Errorf("left beside: %v %v", left, err)
	}
}
