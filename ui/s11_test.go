package ui

import (
	"bytes"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/data/planted"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// The sweep of S11 over the windows: every route is shown, for everybody whose address
// was known before their identity was protected, the keys of each page are pressed, and
// what the window shows, its title, the log and every file are searched. A new route must
// have a line in places.

// places are the routes to show, by the name of their type.
func places(a *App, p *planted.Clinic) map[string][]shell.Route {
	list := map[string][]shell.Route{
		"ToToday": {shell.ToToday{}}, "ToPeople": {shell.ToPeople{}, shell.ToPeople{State: "new"}}, "ToImport": {shell.ToImport{}},
		"ToBookings": {shell.ToBookings{}, shell.ToBookings{Day: planted.Today}}, "ToLetters": {shell.ToLetters{}}, "ToRuns": {shell.ToRuns{}},
		"ToReport": {shell.ToReport{}, shell.ToReport{Yearly: true}}, "ToEarlier": {shell.ToEarlier{}}, "ToGuide": {shell.ToGuide{}}, "ToSettings": {shell.ToSettings{}}, "ToTemplates": {shell.ToTemplates{}},
		"ToEditions": {shell.ToEditions{}, shell.ToEditions{Criteria: true}}, "ToWording": {shell.ToWording{}}, "ToCriteria": {shell.ToCriteria{}},
	}
	list["ToCalculator"] = append(list["ToCalculator"], shell.ToCalculator{})
	for _, who := range p.Protected() {
		list["ToPerson"] = append(list["ToPerson"], shell.ToPerson{ID: who, Cohort: 2026, Reason: "sweep"})
		list["ToForm"] = append(list["ToForm"], shell.ToForm{ID: who, Reason: "sweep"})
		list["ToKeying"] = append(list["ToKeying"], shell.ToKeying{ID: who, Reason: "sweep"})
		list["ToStar"] = append(list["ToStar"], shell.ToStar{ID: who, Reason: "sweep"})
		list["ToPlan"] = append(list["ToPlan"], shell.ToPlan{ID: who, Reason: "sweep"})
		list["ToRecord"] = append(list["ToRecord"], shell.ToRecord{ID: who, Reason: "sweep"}, shell.ToRecord{ID: who, Reason: "sweep", Where: journey.WherePMO})
		list["ToBookings"] = append(list["ToBookings"], shell.ToBookings{Person: who, Cohort: 2026, Reason: "sweep"})
		list["ToLetters"] = append(list["ToLetters"], shell.ToLetters{People: a.Shell().Hold([]string{who})})
		list["ToPeople"] = append(list["ToPeople"], shell.ToPeople{People: a.Shell().HoldJourneys([]data.Ref{{Participant: who, Cohort: 2026}}), Cohort: 2026, Figure: "sweep", Protected: 1})
	}
	runs, err := a.store.Runs(context.Background(), data.RunFilter{})
	if err != nil {
		panic(err)
	}
	for _, r := range runs {
		list["ToRun"] = append(list["ToRun"], shell.ToRun{ID: r.ID}, shell.ToRun{ID: r.ID, Letter: r.First})
	}
	return list
}

func TestS11SweepOfTheWindows(t *testing.T) {
	temp, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	var log bytes.Buffer
	clock := planted.NewClock()
	p := plant(t, dir, clock)
	win := uitest.Window(t, 1280, 720)
	clock.Set(planted.Today, 12, 0)
	a := New(Params{App: fyne.CurrentApp(), Window: win, Dir: dir, Version: "1.0", Run: uitest.Run, Keys: cheap, Clock: clock.Now, Workplace: "RUM2",
		Log: uitest.Log(&log), Quit: func() {}})
	a.Start()
	win.Resize(fyne.NewSize(1280, 720))
	t.Cleanup(a.leave)
	uitest.Type(win, passphrase)
	uitest.Press(win, fyne.KeyReturn)
	if a.Shell() == nil {
		t.Fatal("not open")
	}
	a.papers.Opener(func(string) error { return nil })
	s := a.Shell()
	shown, seen := 0, 0
	look := func(where string) {
		t.Helper()
		text := win.Title() + "\n" + strings.Join(uitest.Texts(win), "\n")
		if found := planted.Traces(text); found != nil {
			t.Errorf("%s shows %v", where, found)
		}
		shown += len(text)
	}
	// What is looked for can be found: a page shows the address before the protection, a
	// letter lies in the private folder, and the page of the protected one takes it away.
	last := p.Told
	s.Go(shell.ToPerson{ID: last, Cohort: 2026})
	if planted.Traces(strings.Join(uitest.Texts(win), "\n")) == nil {
		t.Fatal("the address cannot be found before the protection: this test would find nothing")
	}
	uitest.Type(win, "4")
	uitest.Press(win, fyne.KeyReturn)
	if planted.Traces(papersIn(t, filepath.Join(dir, "papers"))) == nil {
		t.Fatal("the letter that was opened is not in the private folder")
	}
	uitest.Type(win, "p")
	uitest.Type(win, "ringde och berättade")
	uitest.Press(win, fyne.KeyReturn)
	look("the page after setting the flag")
	if err := p.ProtectIn(a.Store()); err != nil {
		t.Fatal(err)
	}
	todo := places(a, p)
	for _, name := range routes(t) {
		if len(todo[name]) == 0 {
			t.Errorf("%s is in no sweep: add it to places", name)
		}
		for i, r := range todo[name] {
			s.Go(r)
			look(fmt.Sprintf("%s %d", name, i))
			seen++
			for _, key := range "123456hgetcvmnipkfbasxyzrowldu" {
				if i > 2 {
					break // the same page for somebody else
				}
				if s.Route() != r {
					s.Go(shell.ToToday{})
					s.Go(r)
				}
				uitest.Type(win, string(key))
				look(fmt.Sprintf("%s %d after %c", name, i, key))
				for n := 0; n < 4 && len(win.Canvas().Overlays().List()) > 0; n++ {
					uitest.Press(win, fyne.KeyEscape)
				}
			}
			uitest.Press(win, fyne.KeyEnd, fyne.KeyHome)
			look(fmt.Sprintf("%s %d at its end", name, i))
			s.Go(shell.ToToday{})
		}
	}
	for _, query := range []string{"Hemliga", "5550177", "S-0"} {
		if !uitest.Menu(win, "Gå till vad som helst…") {
			t.Fatal("there is no palette")
		}
		uitest.Type(win, query)
		found := slices.DeleteFunc(uitest.Texts(win), func(text string) bool { return text == query }) // but for what was typed
		if traces := planted.Traces(strings.Join(found, "\n")); traces != nil {
			t.Errorf("the palette for %s shows %v", query, traces)
		}
		uitest.Press(win, fyne.KeyEscape)
	}
	if found := planted.Traces(log.String()); found != nil {
		t.Errorf("the log holds %v", found)
	}
	for _, folder := range []string{dir, temp} {
		if found := planted.Traces(papersIn(t, folder)); found != nil {
			t.Errorf("a file below %s holds %v", filepath.Base(folder), found)
		}
	}
	t.Logf("%d characters on %d pages looked through", shown, seen)
	if shown < 50000 {
		t.Error("the sweep has not seen much")
	}
}

// plant makes the folder as it was before anybody but one was protected.
func plant(t *testing.T, dir string, clock *planted.Clock) *planted.Clinic {
	t.Helper()
	ctx := context.Background()
	if _, err := data.Init(ctx, dir, data.InitParams{Clinic: "Granlunda hälsocentral", User: "lena", FullName: "Lena Sundkvist", Passphrase: passphrase,
		Clock: clock.Now, Workplace: "test", Keys: cheap}); err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(ctx, dir, data.Options{User: "lena", Passphrase: passphrase, Clock: clock.Now, Workplace: "test", Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	p, err := planted.Before(ctx, s, clock)
	if err == nil {
		err = s.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// routes gives the names of the shell's routes, read from its source.
func routes(t *testing.T) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("shell", "routes.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "Place" || f.Recv == nil {
			continue
		}
		if id, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
			names = append(names, id.Name)
		}
	}
	if len(names) < 10 {
		t.Fatalf("read only the routes %v", names)
	}
	return names
}

// papersIn gives the text of every file below a folder, its name too.
func papersIn(t *testing.T, dir string) string {
	t.Helper()
	var text strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text.WriteString(filepath.Base(path) + "\n")
		text.Write(b)
		if bytes.HasPrefix(b, []byte("%PDF")) {
			cmd := exec.Command("pdftotext", "-raw", "-", "-")
			cmd.Stdin = bytes.NewReader(b)
			out, err := cmd.Output()
			if err != nil {
				t.Skip("pdftotext is missing: papers cannot be read back")
			}
			text.Write(out)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}
