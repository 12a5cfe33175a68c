package settings

import (
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/assets"
	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
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

var tuesday = day.New(2026, 3, 10)

func store(t *testing.T) *data.Store {
	t.Helper()
	return uitest.Store(t, func() time.Time { return tuesday.At(9, 45) })
}

// blank is a page for the other routes.
type blank struct{}

func (blank) Content() fyne.CanvasObject { return widget.NewBand() }
func (blank) Hints() []widget.Hint       { return nil }
func (blank) Focus()                     {}

type window struct {
	page  *Page
	shell *shell.Shell
	win   fyne.Window
	scale int

	desk    *printing.Desk
	pager   preview.Pager
	printed []spool.Job
}

func (o *window) Can() bool { return true }

func (o *window) Printers(context.Context) ([]spool.Printer, error) {
	return []spool.Printer{{Name: "Kontoret", Default: true}}, nil
}

func (o *window) Print(_ context.Context, _ string, j spool.Job) (spool.Sent, error) {
	o.printed = append(o.printed, j)
	return spool.Sent{Printer: j.Printer}, nil
}

// drawn counts the pages that are drawn beside the settings.
type drawn struct{ n int }

func (d *drawn) Page(_ context.Context, _ []byte, _, w, h int) (*image.RGBA, int, error) {
	d.n++
	return image.NewRGBA(image.Rect(0, 0, w, h)), 1, nil
}

func open(t *testing.T, st *data.Store, w, h float32) *window {
	t.Helper()
	return openWith(t, st, w, h, nil)
}

func openWith(t *testing.T, st *data.Store, w, h float32, pager preview.Pager) *window {
	t.Helper()
	left.section, left.key = 0, ""
	o := &window{win: uitest.Window(t, w, h), scale: 100, pager: pager}
	o.desk = &printing.Desk{Folder: output.New(t.TempDir() + "/papers"), System: o}
	o.shell = shell.New(shell.Params{Window: o.win, Lang: say.Swedish, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026,
		Now: func() time.Time { return tuesday.At(9, 45) }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			to, ok := r.(shell.ToSettings)
			if !ok {
				return blank{}, nil
			}
			o.page = New(s, st, Program{Scale: o.scale, SetLang: func(l say.Lang) { s.SetLang(l); s.Reload() },
				SetScale: func(n int) { o.scale = n; s.Reload() }, SetContrast: func(bool) {},
				Desk: o.desk, Preview: o.pager, At: to.Key})
			return o.page, nil
		}})
	o.shell.Show(shell.ToToday{})
	o.shell.Go(shell.ToSettings{})
	o.win.Resize(fyne.NewSize(w, h))
	return o
}

func (o *window) press(keys ...fyne.KeyName) { uitest.Press(o.win, keys...) }

// down goes down until a setting has the keyboard.
func (o *window) down(t *testing.T, key string) *line {
	t.Helper()
	for range 40 {
		if o.page.at != nil && o.page.at.key == key && o.win.Canvas().Focused() == o.page.at.focus {
			return o.page.at
		}
		o.press(fyne.KeyDown)
	}
	t.Fatalf("%s cannot be reached by ↓", key)
	return nil
}

func (o *window) write(text string) {
	o.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	uitest.Type(o.win, text)
}

func testNumber(t *testing.T) string {
	t.Helper()
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range strings.Fields(string(b)) {
		if strings.HasPrefix(n, "1986") {
			return n
		}
	}
	t.Fatal("no published number of 1986")
	return ""
}

func TestRuleByKeyboardChangesNextSteps(t *testing.T) {
	st := store(t)
	list := "Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort\n" + testNumber(t) + ";Åkerlund;Pär;Storgatan 1;123 45;Granlunda\n"
	if _, err := st.Import(t.Context(), data.ImportParams{Name: "lista.csv", Data: []byte(list), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	step := func() journey.StepKind {
		l, err := st.Participants(t.Context(), data.Filter{Cohort: 2026})
		if err != nil || len(l.Rows) != 1 {
			t.Fatalf("%d rows, %v", len(l.Rows), err)
		}
		return l.Rows[0].Status.Next.Step
	}
	l, err := st.Participants(t.Context(), data.Filter{Cohort: 2026})
	if err != nil {
		t.Fatal(err)
	}
	sent := journey.Details{Template: "inbjudan-ring", Run: "R", Letter: "26-0001"}
	for _, e := range []data.LogParams{{Kind: journey.LetterPrinted, Details: sent}, {Kind: journey.LetterConfirmed, Details: journey.Details{Run: "R"}}} {
		e.Participants, e.Cohort, e.Day = []string{l.Rows[0].Participant}, 2026, tuesday.Add(-10)
		if _, err := st.Log(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	before := step()

	o := open(t, st, 1280, 688)
	o.press(fyne.KeyPageDown, fyne.KeyPageDown)
	o.down(t, "letter_days")
	o.write("7")
	o.press(fyne.KeyReturn)
	if got := st.Config().Int("letter_days"); got != 7 {
		t.Fatalf("letter_days is %d", got)
	}
	if after := step(); after == before {
		t.Errorf("the next step is still %s", after)
	}
	uitest.Look(t, o.win, "regler")

	// What was changed can be put back with one key.
	for i := 0; i < 3 && o.win.Canvas().Focused() != fyne.Focusable(o.page.lines[2].reset); i++ {
		o.press(fyne.KeyUp)
	}
	o.press(fyne.KeyReturn)
	if got := st.Config().Int("letter_days"); got != 21 || step() != before {
		t.Errorf("put back: letter_days %d, next step %s", got, step())
	}
}

func TestWrongValueKeepsTheOldOneAndSaysWhy(t *testing.T) {
	st := store(t)
	o := open(t, st, 1280, 688)
	o.press(fyne.KeyPageDown, fyne.KeyPageDown)
	l := o.down(t, "ticket_days")
	o.write("999")
	o.press(fyne.KeyDown)
	if got := st.Config().Int("ticket_days"); got != 14 {
		t.Fatalf("ticket_days is %d", got)
	}
	if !strings.Contains(l.wrong, "180") || !strings.Contains(l.wrong, "14 gäller") || strings.Contains(l.wrong, "ticket_days") {
		t.Errorf("it says %q", l.wrong)
	}
	uitest.Look(t, o.win, "fel")
	o.down(t, "sample_days")
	for range 20 {
		if o.win.Canvas().Focused() == l.focus {
			break
		}
		o.press(fyne.KeyUp)
	}
	o.press(fyne.KeyEscape) // gives the refused value up
	if l.field.Text() != "14" || l.wrong != "" || o.shell.Route() != (shell.ToSettings{}) {
		t.Errorf("after Esc: %q, %q, %#v", l.field.Text(), l.wrong, o.shell.Route())
	}
	o.write("10")
	o.press(fyne.KeyEscape) // keeps what is typed and leaves
	if got := st.Config().Int("ticket_days"); got != 10 || o.shell.Route() != (shell.ToToday{}) {
		t.Errorf("ticket_days %d, route %#v", got, o.shell.Route())
	}
}

// Q13: the title is the clinic's to choose, but patients never see Clinic24's name for it.
func TestQ13TheRoleIsNeverCl24sName(t *testing.T) {
	st := store(t)
	o := open(t, st, 1280, 688)
	l := o.down(t, "role_title")
	o.write("Vårdkoordinator")
	o.press(fyne.KeyReturn)
	if st.Config().Text("role_title") != "hälsosamordnare" || l.wrong == "" {
		t.Errorf("kept %q, said %q", st.Config().Text("role_title"), l.wrong)
	}
}

func TestClinicIsSavedWhenTheFieldIsLeft(t *testing.T) {
	st := store(t)
	o := open(t, st, 1280, 688)
	l := o.down(t, "clinic.street")
	o.write("Storgatan 12")
	o.press(fyne.KeyDown)
	if st.Config().Text("clinic.street") != "Storgatan 12" || !l.saved {
		t.Error("not saved when left")
	}
	uitest.Look(t, o.win, "mottagning")
	o.down(t, "clinic.phone")
	o.write("010-123 45 67")
	o.shell.Suspend() // locking
	if st.Config().Text("clinic.phone") != "010-123 45 67" {
		t.Error("not saved when the window is locked")
	}
	o.press(fyne.KeyPageDown)
	o.down(t, "clinic.forwarding")
	uitest.Type(o.win, "Skatteverket")
	o.press(fyne.KeyReturn)
	uitest.Type(o.win, "Box 1")
	uitest.Look(t, o.win, "brev")
	o.press(fyne.KeyPageUp)
	o.shell.Back()
	if got := st.Config().Text("clinic.forwarding"); got != "Skatteverket|Box 1" {
		t.Errorf("forwarding is %q", got)
	}
}

// Rooms, hours and breaks are written as on the door; what cannot be read is told at
// its field in the words that were typed, and the old calendar holds.
func TestCalendarByKeyboard(t *testing.T) {
	st := store(t)
	o := open(t, st, 1280, 688)
	o.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	o.down(t, "booking.rooms")
	o.write("Rum 2 · Lena; Rum 4 · Petra")
	o.press(fyne.KeyReturn)
	l := o.down(t, "booking.hours")
	o.write("mån–tor 8–16; fre 13–8")
	o.press(fyne.KeyReturn)
	if !strings.Contains(l.wrong, "fre 13–8") || !strings.Contains(l.wrong, "08.00–16.00 gäller") {
		t.Errorf("it says %q", l.wrong)
	}
	uitest.Look(t, o.win, "bokningar")
	o.press(fyne.KeyUp)
	o.write("mån–tor 8–16; fre 8–13")
	o.press(fyne.KeyReturn)
	o.down(t, "booking.breaks")
	o.write("mån–fre 12–12.30 Lunch")
	o.press(fyne.KeyReturn)
	c := st.Config().Calendar()
	if len(c.Rooms) != 2 || c.Hours[time.Friday].To != booking.At(13, 0) || c.Breaks[0].To != booking.At(12, 30) {
		t.Errorf("%+v", c)
	}
}

func TestLanguageByKeyboard(t *testing.T) {
	o := open(t, store(t), 1280, 688)
	o.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	o.down(t, "lang")
	uitest.Look(t, o.win, "sprak")
	o.press(fyne.KeyRight)
	if o.shell.Lang() != say.English || o.page.s.T("settings.title") != "Settings" {
		t.Fatal("still Swedish")
	}
	if o.page.section != screen || o.page.at == nil || o.page.at.key != "lang" {
		t.Error("the page is not where it was left")
	}
	o.down(t, "scale")
	o.press(fyne.KeyRight, fyne.KeyRight)
	if o.scale != 150 {
		t.Errorf("scale is %d", o.scale)
	}
	uitest.Look(t, o.win, "language")
}

func TestUsersByKeyboard(t *testing.T) {
	st := store(t)
	o := open(t, st, 1280, 688)
	o.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
	o.down(t, "add")
	o.press(fyne.KeyReturn)
	for _, text := range []string{"Amira Haddad", "amira", "kort", "kort"} {
		uitest.Type(o.win, text)
		o.press(fyne.KeyReturn)
	}
	uitest.Look(t, o.win, "ny-anvandare")
	if users, _ := st.Users(t.Context()); len(users) != 1 {
		t.Fatal("a short passphrase was taken")
	}
	uitest.Type(o.win, " men lång")
	o.press(fyne.KeyReturn) // the two differ
	o.press(fyne.KeyEscape, fyne.KeyReturn)
	for _, text := range []string{"Amira Haddad", "amira", "fyra lugna renar sover", "fyra lugna renar sover"} {
		uitest.Type(o.win, text)
		o.press(fyne.KeyReturn)
	}
	users, err := st.Users(t.Context())
	if err != nil || len(users) != 2 || users[0].Name != "amira" || users[0].FullName != "Amira Haddad" {
		t.Fatalf("users %+v, %v", users, err)
	}
	uitest.Look(t, o.win, "anvandare")
	o.down(t, "recovery")
	o.press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Look(t, o.win, "kod")
	o.press(fyne.KeyReturn)
	for range 10 {
		if o.page.at != nil && o.page.at.key == "user.amira" {
			break
		}
		o.press(fyne.KeyUp)
	}
	uitest.Look(t, o.win, "fore-bort")
	o.press(fyne.KeyReturn)
	uitest.Look(t, o.win, "ta-bort")
	o.press(fyne.KeyReturn)
	if users, _ := st.Users(t.Context()); users[1].Name != "amira" || users[1].Removed.IsZero() {
		t.Errorf("amira is not removed: %+v", users)
	}
}

func TestSettingsLooks(t *testing.T) {
	o := open(t, store(t), 853, 448)
	o.press(fyne.KeyPageDown, fyne.KeyPageDown)
	o.down(t, "reminders")
	o.write("2")
	o.press(fyne.KeyReturn)
	uitest.Look(t, o.win, "regler-150")
	o.win.Resize(fyne.NewSize(640, 344))
	uitest.Look(t, o.win, "regler-200")
}

func TestEverySettingIsShownInBothLanguages(t *testing.T) {
	st := store(t)
	o := open(t, st, 1280, 688)
	shown := map[string]bool{}
	for section := range sectionWords {
		o.page.turn(section)
		for _, l := range o.page.lines {
			shown[l.key] = true
		}
	}
	for _, d := range data.Settings {
		if !shown[d.Key] {
			t.Errorf("%s is nowhere", d.Key)
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			for _, id := range []string{"settings." + d.Key, "settings." + d.Key + ".text"} {
				if say.In(lang, say.T(id)) == id {
					t.Errorf("%s has no words for %s", lang, id)
				}
			}
		}
	}
}

func TestWindowIsAdjustedAgainstTheTestPage(t *testing.T) {
	st, pager := store(t), &drawn{}
	for key, value := range map[string]string{"clinic.street": "Skolgatan 1", "clinic.postcode": "999 40", "clinic.town": "Granlunda", "clinic.phone": "08-465 004 12"} {
		if err := st.SetSetting(t.Context(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
	o := openWith(t, st, 1280, 688, pager)
	o.shell.Go(shell.ToSettings{Key: "window"})
	if o.page.section != letters || o.page.at == nil || o.page.at.key != "window" {
		t.Fatalf("section %d at %v", o.page.section, o.page.at)
	}
	if pager.n == 0 {
		t.Fatal("the letter is not shown")
	}
	uitest.Look(t, o.win, "kuvert")
	n := pager.n
	o.press(fyne.KeyRight) // V2
	if st.Config().Text("window") != "V2" || pager.n == n {
		t.Errorf("window %s, %d pages drawn", st.Config().Text("window"), pager.n-n)
	}
	o.down(t, "testpage")
	o.press(fyne.KeyReturn) // the dialog …
	o.press(fyne.KeyReturn) // … prints
	if len(o.printed) != 1 || o.printed[0].Title != "Fyrtio testsida" {
		t.Errorf("printed %+v", o.printed)
	}
	if l := o.down(t, "window.x"); !strings.Contains(l.hint, "20") {
		t.Errorf("the preset is told as %q", l.hint)
	}
}

func TestLogoIsChosenAndRemoved(t *testing.T) {
	st := store(t)
	o := openWith(t, st, 1280, 688, nil)
	o.shell.Go(shell.ToSettings{Key: "logo"})
	path := t.TempDir() + "/logga.png"
	o.press(fyne.KeyReturn)
	o.write(path)
	o.press(fyne.KeyReturn)
	if st.Config()["clinic.logo"] != "" || !uitest.Shows(o.win, "går inte att läsa") {
		t.Fatal("a file that is not there is no logo")
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, image.NewRGBA(image.Rect(0, 0, 120, 80))), f.Close()); err != nil {
		t.Fatal(err)
	}
	uitest.Look(t, o.win, "logga-fel")
	o.press(fyne.KeyReturn)
	if st.Config()["clinic.logo"] == "" {
		t.Fatalf("no logo: %v", uitest.Texts(o.win))
	}
	uitest.Look(t, o.win, "logga")
	o.press(fyne.KeyTab)
	o.win.Canvas().FocusNext()
	o.press(fyne.KeyReturn)
	if st.Config()["clinic.logo"] != "" {
		t.Error("not removed")
	}
}

// TestSettingsLook shows the real letter; it draws only when someone looks.
func TestSettingsLook(t *testing.T) {
	if os.Getenv("FYRTIO_LOOK") == "" {
		t.Skip("FYRTIO_LOOK names no folder")
	}
	st := store(t)
	for key, value := range map[string]string{"clinic.street": "Skolgatan 1", "clinic.postcode": "999 40", "clinic.town": "Granlunda", "clinic.phone": "08-465 004 12"} {
		if err := st.SetSetting(t.Context(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
	r := preview.New(os.Getenv("FYRTIO_PDFIUM_CACHE"))
	defer r.Close()
	o := openWith(t, st, 1280, 688, r)
	o.shell.Go(shell.ToSettings{Key: "window"})
	uitest.Look(t, o.win, "kuvert-verklig")
	o.win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, o.win, "kuvert-150")
}
