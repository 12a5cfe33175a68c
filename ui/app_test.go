package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data/keys"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

var cheap = []keys.Option{keys.WithCost(keys.Cost{Time: 1, Memory: 8, Threads: 1})}

const passphrase = "fyra små grå katter"

// start opens the program on an empty folder in a window without a screen.
func start(t *testing.T, dir string, prefs Prefs) (*App, fyne.Window, *bool) {
	t.Helper()
	win := uitest.Window(t, 1280, 720)
	quit := false
	a := New(Params{App: fyne.CurrentApp(), Window: win, Dir: dir, Version: "1.0", Prefs: prefs, Run: uitest.Run, Keys: cheap,
		Clock: func() time.Time { return day.New(2026, 3, 10).At(9, 45) }, Workplace: "RUM2", Quit: func() { quit = true }})
	a.Start()
	win.Resize(fyne.NewSize(1280, 720))
	t.Cleanup(a.leave)
	return a, win, &quit
}

// first makes the clinic as a new user does, by keyboard alone.
func first(t *testing.T, a *App, win fyne.Window) {
	t.Helper()
	for _, text := range []string{"Granlunda hälsocentral", "Lena Sundkvist", passphrase, passphrase} {
		uitest.Type(win, text)
		uitest.Press(win, fyne.KeyReturn)
	}
	groups := strings.Split(a.page.Code(), "-")
	if len(groups) < 2 {
		t.Fatalf("no recovery code is shown")
	}
	uitest.Type(win, groups[len(groups)-1])
	uitest.Press(win, fyne.KeyReturn)
	if a.Shell() == nil {
		t.Fatal("the clinic is not open")
	}
}

func TestFirstStartThenUnlock(t *testing.T) {
	dir := t.TempDir()
	a, win, quit := start(t, dir, Prefs{})
	first(t, a, win)
	if a.Shell().Route() != (shell.ToToday{}) {
		t.Fatalf("begins at %#v", a.Shell().Route())
	}
	uitest.Look(t, win, "forsta-start")
	a.RequestQuit()
	if !*quit || a.Store() != nil {
		t.Fatal("has not quit, or the store is still open")
	}

	a, win, _ = start(t, dir, ReadPrefs(dir))
	if !uitest.Shows(win, "Granlunda hälsocentral") {
		t.Error("the unlock page does not say whose data it is")
	}
	uitest.Type(win, "fel lösenfras")
	uitest.Press(win, fyne.KeyReturn)
	if a.Shell() != nil {
		t.Fatal("a wrong passphrase opens")
	}
	uitest.Type(win, passphrase)
	uitest.Press(win, fyne.KeyReturn)
	if a.Shell() == nil || a.Store().User() != "Lena Sundkvist" {
		t.Fatal("the right passphrase does not open")
	}
}

func TestS19LockHidesAllAndKeepsTheHalfTyped(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	a.Shell().Go(shell.ToPeople{})
	uitest.Menu(win, "Sök")
	uitest.Type(win, "halvskr")
	focused := win.Canvas().Focused()

	a.Shell().Copy("Riktat hälsosamtal")
	if !uitest.Menu(win, "Lås") {
		t.Fatal("no menu item locks")
	}
	uitest.Look(t, win, "last")
	top := win.Canvas().Overlays().Top()
	if top == nil || top != fyne.CanvasObject(a.page) || top.Size() != win.Canvas().Size() {
		t.Fatal("the unlock page does not cover the window")
	}
	if win.MainMenu() != nil {
		t.Error("the menu is left")
	}
	if got := fyne.CurrentApp().Clipboard().Content(); got != "" {
		t.Errorf("the clipboard still has %q", got)
	}
	before := a.Shell().Route()
	uitest.Type(win, "fel lösenfras")
	uitest.Press(win, fyne.KeyEscape, fyne.KeyF1, fyne.KeyReturn)
	if !a.Shell().Locked() || a.Shell().Route() != before {
		t.Fatal("a locked window answers keys, or a wrong passphrase opens it")
	}
	uitest.Type(win, passphrase)
	uitest.Press(win, fyne.KeyReturn)
	if a.Shell().Locked() || win.Canvas().Overlays().Top() != nil {
		t.Fatal("the right passphrase does not open")
	}
	if win.Canvas().Focused() != focused {
		t.Fatal("the field has lost the keyboard")
	}
	uitest.Type(win, "ivet")
	if got := focused.(*widget.Entry).Text; got != "halvskrivet" {
		t.Errorf("the field has %q", got)
	}
	if len(win.MainMenu().Items) < 8 {
		t.Error("the menu has not come back")
	}
}

// A window that was locked overnight shows the new day when it is opened: the work list and
// since when the backup is.
func TestNewDayAfterALockedNight(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	now := a.p.Clock()
	a.p.Clock = func() time.Time { return now }
	first(t, a, win)
	if !uitest.Shows(win, "Säkerhetskopierat 09.45") || !uitest.Shows(win, "tisdag 10 mars · vecka 11") {
		t.Fatalf("shown: %q", uitest.Texts(win))
	}
	a.Lock()
	now = now.AddDate(0, 0, 1)
	a.tick(now)
	uitest.Type(win, passphrase)
	uitest.Press(win, fyne.KeyReturn)
	for _, text := range []string{"Säkerhetskopierat 10 mars", "onsdag 11 mars · vecka 11"} {
		if !uitest.Shows(win, text) {
			t.Errorf("%q is not shown: %q", text, uitest.Texts(win))
		}
	}
}

// The clinic chooses after how long the window locks itself.
func TestLockMinutesAreASetting(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	for value, ok := range map[string]bool{"4": false, "5": true, "60": true, "61": false, "30": true} {
		if err := a.Store().SetSetting(t.Context(), "lock_minutes", value); (err == nil) != ok {
			t.Errorf("%s minutes: %v", value, err)
		}
	}
	if err := a.Store().SetSetting(t.Context(), "lock_minutes", "30"); err != nil {
		t.Fatal(err)
	}
	a.tick(time.Now().Add(29 * time.Minute))
	if a.Shell().Locked() {
		t.Fatal("locks too early")
	}
	a.tick(time.Now().Add(31 * time.Minute))
	if !a.Shell().Locked() {
		t.Error("does not lock")
	}
}

func TestS19LockHidesDialogsToo(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	f := widget.NewField("Skäl", "")
	a.Shell().Ask(&widget.Dialog{Title: "Varför?", Body: f, Focus: f.Entry, Left: "Avbryt", Right: "Spara"})
	uitest.Type(win, "för att")
	uitest.Menu(win, "Lås")
	if win.Canvas().Overlays().Top() != fyne.CanvasObject(a.page) {
		t.Fatal("the dialog is over the lock")
	}
	uitest.Type(win, passphrase)
	uitest.Press(win, fyne.KeyReturn)
	if win.Canvas().Focused() != f.Entry || f.Text() != "för att" {
		t.Error("the dialog is not as it was")
	}
}

func TestIdleLocks(t *testing.T) {
	var i idle
	i.touch()
	now := time.Now()
	for _, minutes := range []int{5, 10, 60} {
		if i.due(now.Add(time.Duration(minutes-1)*time.Minute), minutes) {
			t.Errorf("%d minutes: locks too early", minutes)
		}
		if !i.due(now.Add(time.Duration(minutes)*time.Minute+time.Second), minutes) {
			t.Errorf("%d minutes: does not lock", minutes)
		}
	}
}

func TestS22PanicIsLoggedWithoutItsText(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	var log strings.Builder
	pages := func(s *shell.Shell, r shell.Route) (shell.Page, error) {
		if r == (shell.ToReport{}) {
			panic("Anna-Karin Wennerström-Lindqvist 19860402")
		}
		return a.makePage(s, r)
	}
	s := shell.New(shell.Params{Window: win, Lang: say.Swedish, Log: uitest.Log(&log), Run: uitest.Run, Now: time.Now, Pages: pages, Lock: func() {}, Quit: func() {}})
	s.Show(shell.ToBookings{})
	s.Go(shell.ToReport{})
	s.Do("", func(context.Context) error { panic("Anna-Karin") }, func(err error) { s.Fail(err) })
	widget.Border(func() { panic("Anna-Karin") })
	if s.Route() != (shell.ToBookings{}) {
		t.Errorf("the page is lost: %#v", s.Route())
	}
	if strings.Contains(log.String(), "Anna") || strings.Count(log.String(), "code=F") != 3 {
		t.Errorf("log: %s", log.String())
	}
	uitest.Look(t, win, "fel")
}

func TestEveryPlaceHasAPage(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	for _, r := range []shell.Route{shell.ToToday{}, shell.ToPeople{}, shell.ToBookings{}, shell.ToImport{}, shell.ToReport{}, shell.ToSettings{}, shell.ToGuide{}} {
		a.Shell().Go(r)
		if a.Shell().Route() != r {
			t.Errorf("%#v has no page", r)
		}
		if len(a.Shell().Page().Hints()) > 7 {
			t.Errorf("%#v shows more than seven keys", r)
		}
		if win.Canvas().Focused() == nil {
			t.Errorf("%#v gives nothing the keyboard", r)
		}
	}
	uitest.Look(t, win, "rapport")
}

func TestLanguageContrastAndScaleAtOnce(t *testing.T) {
	t.Setenv("FYNE_SCALE", "")
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	uitest.Menu(win, "English")
	if a.Shell().Lang() != say.English || win.MainMenu().Items[0].Label != "File" {
		t.Error("the language has not changed")
	}
	uitest.Menu(win, "High contrast")
	uitest.Menu(win, "Text 150 %")
	if p := ReadPrefs(a.p.Dir); p.Lang != say.English || !p.Contrast || p.Scale != 150 || p.User != "Lena Sundkvist" {
		t.Errorf("kept %+v", p)
	}
	uitest.Look(t, win, "kontrast")
	a.SetContrast(false)
}

func TestShortcutsAreUnique(t *testing.T) {
	a, win, _ := start(t, t.TempDir(), Prefs{})
	first(t, a, win)
	seen := map[string]string{}
	for _, m := range win.MainMenu().Items {
		for _, it := range m.Items {
			if it.Shortcut == nil {
				continue
			}
			name := it.Shortcut.ShortcutName()
			if other, twice := seen[name]; twice && name != "CustomDesktop:Control+5" {
				t.Errorf("%s is on %s and %s", name, other, it.Label)
			}
			seen[name] = it.Label
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d shortcuts", len(seen))
	}
}
