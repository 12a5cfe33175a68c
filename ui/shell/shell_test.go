package shell_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// page is a page with a list and a field that writes down what happens to it.
type page struct {
	route    shell.Route
	box      *fyne.Container
	list     *widget.List
	field    *widget.Field
	heard    []string
	hints    []widget.Hint // more of them
	accepts  bool
	escapes  int
	undoes   bool
	measures theme.Measures
}

func newPage(r shell.Route) *page {
	p := &page{route: r, field: widget.NewField("", "")}
	p.list = widget.NewList(20, func() int { return 50 }, func(*widget.Pen, int, widget.RowState) {})
	p.box = container.NewVBox(p.field, p.list)
	return p
}

func (p *page) note(s string)              { p.heard = append(p.heard, s) }
func (p *page) Content() fyne.CanvasObject { return p.box }
func (p *page) Hints() []widget.Hint {
	return append([]widget.Hint{{Keys: []string{"O"}, Text: "öppna"}}, p.hints...)
}
func (p *page) Focus()                    { widget.Focus(p.list) }
func (p *page) Resume()                   { p.note("resume") }
func (p *page) Suspend()                  { p.note("suspend") }
func (p *page) Close()                    { p.note("close") }
func (p *page) Measure(m theme.Measures)  { p.measures = m }
func (p *page) Accept(r shell.Route) bool { p.route = r; return p.accepts }
func (p *page) Key(ev *fyne.KeyEvent) bool {
	p.note("key " + string(ev.Name))
	return ev.Name == fyne.KeyDelete
}
func (p *page) Rune(r rune) bool { p.note("rune " + string(r)); return true }
func (p *page) Undo() bool       { return p.undoes }
func (p *page) Escape() bool {
	p.escapes--
	return p.escapes >= 0
}
func (p *page) Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool {
	p.note(fmt.Sprintf("shortcut %s %d", key, mod))
	return key != fyne.KeyS
}

type world struct {
	*shell.Shell
	win   fyne.Window
	pages []*page
	log   strings.Builder
}

func (w *world) top() *page { return w.Page().(*page) }

func open(t *testing.T, change func(*shell.Params)) *world {
	t.Helper()
	w := &world{win: uitest.Window(t, 1280, 688)}
	p := shell.Params{Window: w.win, Lang: say.Swedish, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026, 2025},
		Now: func() time.Time { return time.Date(2026, 3, 10, 9, 45, 0, 0, time.UTC) }, Run: uitest.Run, Lock: func() {}, Quit: func() {}, Log: uitest.Log(&w.log),
		Pages: func(_ *shell.Shell, r shell.Route) (shell.Page, error) {
			pg := newPage(r)
			w.pages = append(w.pages, pg)
			return pg, nil
		}}
	if change != nil {
		change(&p)
	}
	w.Shell = shell.New(p)
	t.Cleanup(func() { widget.Border = func(f func()) { f() } })
	w.Show(shell.ToToday{})
	w.win.Resize(fyne.NewSize(1280, 688))
	return w
}

// A new day is read where the page is the first of its place; a page above it, which may be
// half filled in, is left alone.
func TestNewDayIsRead(t *testing.T) {
	w := open(t, nil)
	today := w.top()
	w.Go(shell.ToForm{ID: "P1"})
	form := w.top()
	w.NewDay()
	if slices.Contains(form.heard, "resume") || slices.Contains(today.heard, "resume") {
		t.Error("a form is read anew")
	}
	w.Back()
	today.heard = nil
	w.NewDay()
	if !slices.Contains(today.heard, "resume") {
		t.Error("the work list is not read anew")
	}
}

func TestRouterKeepsPlacesAndComesBack(t *testing.T) {
	w := open(t, nil)
	today := w.top()
	today.list.Select(30)
	offset := today.list.Offset()
	w.Go(shell.ToPerson{ID: "P1"})
	w.Go(shell.ToForm{ID: "P1"})
	person := w.pages[1]
	form := w.top()
	w.Back()
	if w.top() != person || !slices.Contains(person.heard, "resume") || !slices.Equal(form.heard, []string{"suspend", "close"}) {
		t.Fatalf("back: person heard %v, form %v", person.heard, form.heard)
	}
	w.Go(shell.ToForm{ID: "P1"}) // the closed page is made anew
	w.Go(shell.ToPerson{ID: "P1"})
	if w.top() != person {
		t.Error("a route below is not gone back to")
	}
	w.Go(shell.ToPeople{})
	if w.Route() != (shell.ToPeople{}) {
		t.Fatal("not at the list")
	}
	w.Back() // a place is the first page: there is no way back
	if w.Route() != (shell.ToPeople{}) {
		t.Error("Back left a place")
	}
	w.Go(shell.ToToday{})
	if w.top() != today || today.list.Selected() != 30 || today.list.Offset() != offset {
		t.Error("the place has forgotten its list")
	}
	if !slices.Contains(person.heard, "close") {
		t.Error("a page that was left for another place is not closed")
	}
}

func TestPlaceTakesAnotherRouteOrIsMadeAnew(t *testing.T) {
	w := open(t, nil)
	w.Go(shell.ToPeople{})
	first := w.top()
	first.accepts = true
	w.Go(shell.ToPeople{Step: "chat"})
	if w.top() != first || first.route != (shell.ToPeople{Step: "chat"}) {
		t.Error("the list has not taken the filter")
	}
	first.accepts = false
	w.Go(shell.ToPeople{Step: "call"})
	if w.top() == first || !slices.Contains(first.heard, "close") {
		t.Error("the page was not made anew")
	}
}

func TestEscGoesOneStepAPress(t *testing.T) {
	w := open(t, nil)
	w.Go(shell.ToPerson{ID: "P1"})
	person := w.top()
	person.escapes = 2 // two steps inside the page
	w.Overlay(widget.NewBand(), 300, false, nil)
	for i, want := range []shell.Route{shell.ToPerson{ID: "P1"}, shell.ToPerson{ID: "P1"}, shell.ToPerson{ID: "P1"}, shell.ToToday{}, shell.ToToday{}} {
		uitest.Press(w.win, fyne.KeyEscape)
		if w.Route() != want {
			t.Fatalf("press %d leads to %#v", i+1, w.Route())
		}
		if i == 0 && w.win.Canvas().Overlays().Top() != nil {
			t.Fatal("the first press does not close the overlay")
		}
	}
}

func TestLettersActInListsNeverInFields(t *testing.T) {
	w := open(t, nil)
	p := w.top()
	uitest.Type(w.win, "o")
	if !slices.Contains(p.heard, "rune o") {
		t.Error("the list's letter does not reach the page")
	}
	p.heard = nil
	p.field.Focus()
	uitest.Type(w.win, "os")
	if len(p.heard) > 0 || p.field.Text() != "os" {
		t.Errorf("letters in a field reach the page: %v", p.heard)
	}
	uitest.Press(w.win, fyne.KeyF1)
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("F1 in a field does not show the keys")
	}
	uitest.Press(w.win, fyne.KeyF1)
	// a key without anybody: the page gets the keyboard back and the key is not lost
	w.win.Canvas().Unfocus()
	uitest.Press(w.win, fyne.KeyDown)
	if w.win.Canvas().Focused() != p.list || p.list.Selected() < 0 {
		t.Error("the first key after a click beside is lost")
	}
}

func TestD21MenuActionsGoByFocus(t *testing.T) {
	w := open(t, nil)
	p := w.top()
	undone := 0
	w.Done(say.T("ui.undo"), func(context.Context) error { undone++; return nil }, nil)
	p.field.Focus()
	uitest.Type(w.win, "abc")
	uitest.Menu(w.win, "Ångra")
	if undone != 0 || p.field.Text() == "abc" {
		t.Errorf("Ctrl+Z in a field: undone %d, field %q", undone, p.field.Text())
	}
	p.field.SetText("abc")
	uitest.Menu(w.win, "Markera allt")
	if p.field.Entry.SelectedText() != "abc" || slices.ContainsFunc(p.heard, func(s string) bool { return strings.HasPrefix(s, "shortcut A") }) {
		t.Error("Ctrl+A in a field is not the field's")
	}
	p.Focus()
	uitest.Menu(w.win, "Markera allt")
	if !slices.Contains(p.heard, fmt.Sprintf("shortcut A %d", fyne.KeyModifierControl)) {
		t.Errorf("Ctrl+A in a list does not reach the page: %v", p.heard)
	}
	p.undoes = true
	uitest.Menu(w.win, "Ångra")
	if undone != 0 {
		t.Error("the page's own undo comes first")
	}
	p.undoes = false
	uitest.Menu(w.win, "Ångra")
	uitest.Menu(w.win, "Ångra")
	if undone != 1 {
		t.Errorf("the last act is undone %d times", undone)
	}
}

func TestDialogTakesEnterAndEsc(t *testing.T) {
	w := open(t, nil)
	got := ""
	w.AskReason(shell.ReasonParams{Icon: icon.Shield, Tone: theme.Shield, Title: "Varför?", Act: "Öppna"}, func(reason string) { got = reason })
	uitest.Press(w.win, fyne.KeyReturn)
	if got != "" || w.win.Canvas().Overlays().Top() == nil {
		t.Fatal("an empty reason is taken")
	}
	if uitest.Menu(w.win, "Idag"); w.win.Canvas().Overlays().Top() == nil {
		t.Fatal("a menu item runs under the dialog")
	}
	uitest.Type(w.win, "  kollegan ringde ")
	uitest.Press(w.win, fyne.KeyReturn)
	if got != "kollegan ringde" || w.win.Canvas().Overlays().Top() != nil {
		t.Errorf("reason %q", got)
	}
	w.AskReason(shell.ReasonParams{Title: "Varför?", Act: "Öppna"}, func(string) { t.Error("Esc acts") })
	uitest.Press(w.win, fyne.KeyTab, fyne.KeyEscape)
	if w.win.Canvas().Overlays().Top() != nil || w.win.Canvas().Focused() != w.top().list {
		t.Error("Esc does not close, or the list has not got the keyboard back")
	}
}

func TestDoKeepsOnlyTheLastAnswer(t *testing.T) {
	var waiting []func()
	w := open(t, func(p *shell.Params) {
		p.Run = func(work func() error, then func(error)) {
			waiting = append(waiting, func() { then(work()) })
		}
	})
	var answers []string
	search := func(q string) {
		w.Do("search", func(ctx context.Context) error { return ctx.Err() }, func(err error) { answers = append(answers, fmt.Sprint(q, err)) })
	}
	search("l")
	search("li")
	search("lin")
	for _, i := range []int{2, 0, 1} { // the workers end in any order
		waiting[i]()
	}
	if !slices.Equal(answers, []string{"lin<nil>"}) {
		t.Errorf("answers %v", answers)
	}
}

// An answer for a page that was left must not move the keyboard to it: Enter would act
// on what nobody sees.
func TestLateAnswerLeavesTheKeyboardWhereItIs(t *testing.T) {
	var waiting []func()
	w := open(t, func(p *shell.Params) {
		p.Run = func(work func() error, then func(error)) { waiting = append(waiting, func() { then(work()) }) }
	})
	left := w.top()
	nothing := func(context.Context) error { return nil }
	w.Do("", nothing, func(error) { w.Do("", nothing, func(error) { left.Focus() }) }) // as when it reads its list again
	w.Go(shell.ToPeople{})
	here := w.Canvas().Focused()
	if here != fyne.Focusable(w.top().list) {
		t.Fatalf("the new page has no keyboard: %T", here)
	}
	for len(waiting) > 0 {
		answer := waiting[0]
		waiting = waiting[1:]
		answer()
	}
	if w.Canvas().Focused() != here {
		t.Errorf("the page that was left took the keyboard")
	}
	waiting = nil
	w.Do("", func(context.Context) error { return nil }, func(error) { widget.Focus(w.top().field.Entry) })
	waiting[0]()
	if w.Canvas().Focused() != fyne.Focusable(w.top().field.Entry) {
		t.Error("the page in view may not move its own keyboard")
	}
}

func TestErrorsAreToldAndStayUntilTheNextPage(t *testing.T) {
	w := open(t, nil)
	w.Fail(nil)
	w.Fail(context.Canceled)
	w.Fail(fault.New(fault.Refused, "ui.reason.missing"))
	w.Fail(errors.New("read participant 01J: disk I/O error"))
	if !strings.Contains(w.log.String(), "disk I/O error") {
		t.Error("an unexpected error is not in the log")
	}
	uitest.Look(t, w.win, "band")
}

func TestNavigationByKeyboard(t *testing.T) {
	w := open(t, nil)
	w.SetCount(26)
	w.Opened(shell.Recent{Name: "Malmquist, J.", Icon: icon.Chat, Route: shell.ToPerson{ID: "P1"}})
	w.Opened(shell.Recent{Name: "S-04", Icon: icon.Shield, Shield: "S-04", Route: shell.ToPerson{ID: "P2"}})
	w.win.Canvas().Unfocus()
	w.win.Canvas().FocusNext()
	uitest.Press(w.win, fyne.KeyDown, fyne.KeyReturn)
	if w.Route() != (shell.ToPeople{}) {
		t.Fatalf("went to %#v", w.Route())
	}
	for i, want := range []shell.Route{shell.ToToday{}, shell.ToPeople{}, shell.ToBookings{}, shell.ToLetters{}, shell.ToImport{}, shell.ToReport{}} {
		label := []string{"Idag", "Deltagare", "Bokningar", "Utskick", "Importera", "Årsrapport"}[i]
		uitest.Menu(w.win, label)
		if w.Route() != want {
			t.Errorf("%s leads to %#v", label, w.Route())
		}
	}
}

func TestPaletteGoesToPeopleAndPages(t *testing.T) {
	w := open(t, func(p *shell.Params) {
		p.Find = func(_ context.Context, q string) ([]shell.Found, error) {
			return []shell.Found{{Name: "Malmquist, Johanna", Route: shell.ToPerson{ID: "P1"}}, {Name: "S-04", Shield: "S-04", Route: shell.ToPerson{ID: "P2"}}}, nil
		}
	})
	uitest.Menu(w.win, "Gå till vad som helst…")
	uitest.Type(w.win, "årsr")
	uitest.Press(w.win, fyne.KeyReturn)
	if w.Route() != (shell.ToReport{}) {
		t.Fatalf("went to %#v", w.Route())
	}
	uitest.Menu(w.win, "Gå till vad som helst…")
	uitest.Type(w.win, "malmq")
	uitest.Press(w.win, fyne.KeyReturn)
	if w.Route() != (shell.ToPerson{ID: "P1"}) {
		t.Fatalf("went to %#v", w.Route())
	}
	uitest.Menu(w.win, "Gå till vad som helst…")
	uitest.Type(w.win, "malmq")
	uitest.Press(w.win, fyne.KeyDown, fyne.KeyReturn)
	if w.Route() != (shell.ToPerson{ID: "P1"}) || w.win.Canvas().Overlays().Top() == nil {
		t.Error("a protected person is opened without a reason (D12)")
	}
}

// Who types a name and Enter faster than people are found gets the one who was meant.
func TestPaletteWaitsForThePeople(t *testing.T) {
	l := &uitest.Later{}
	w := open(t, func(p *shell.Params) {
		p.Run = l.Run
		p.Find = func(_ context.Context, q string) ([]shell.Found, error) {
			return []shell.Found{{Name: "Malmquist, Johanna", Route: shell.ToPerson{ID: "P1"}}}, nil
		}
	})
	uitest.Menu(w.win, "Gå till vad som helst…")
	uitest.Type(w.win, "malmq")
	uitest.Press(w.win, fyne.KeyReturn)
	if l.Finish(); w.Route() != (shell.ToPerson{ID: "P1"}) {
		t.Errorf("went to %#v", w.Route())
	}
	uitest.Menu(w.win, "Gå till vad som helst…")
	uitest.Type(w.win, "malmq")
	uitest.Press(w.win, fyne.KeyReturn, fyne.KeyEscape)
	w.Go(shell.ToToday{})
	if l.Finish(); w.Route() != (shell.ToToday{}) {
		t.Errorf("closed, and yet went to %#v", w.Route())
	}
}

// The key sheet says each thing once, with the keys as the user's keyboard names them.
func TestKeySheetSaysEachThingOnce(t *testing.T) {
	w := open(t, nil)
	w.top().hints = []widget.Hint{{Keys: []string{"–"}, Text: "ej besvarad"}, {Keys: []string{"-"}, Text: "ej besvarad"}, {Keys: []string{"Shift+Tab"}, Text: "tillbaka"}, {Keys: []string{"↑"}, Text: "tillbaka"}}
	uitest.Press(w.win, fyne.KeyF1)
	texts := uitest.Texts(w.win)
	count := func(text string) (n int) {
		for _, s := range texts {
			if s == text {
				n++
			}
		}
		return n
	}
	if count("–")+count("-") != 1 || count("↑") != 1 || count("Skift+Tab") != 1 || count("Shift+Tab") != 0 {
		t.Errorf("%q", texts)
	}
}

func TestNarrowWindow(t *testing.T) {
	w := open(t, nil)
	if w.top().measures.Compact {
		t.Error("1280 is compact")
	}
	w.win.Resize(fyne.NewSize(990, 600))
	if !w.Measures().Compact || !w.top().measures.Compact {
		t.Error("990 is not compact, or the page is not told")
	}
}
