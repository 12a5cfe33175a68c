package visit

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/plan"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

func (w *world) kept() plan.Plan {
	w.t.Helper()
	v, err := w.OpenPlan(w.ctx, w.id)
	w.must(err)
	return v.Plan
}

// A whole plan by the keyboard alone, each field on disk as soon as it is left.
func TestPlanByKeyboardAlone(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToStar{ID: w.id})
	w.write("p")
	p, ok := w.sh.Page().(*Plan)
	if !ok {
		t.Fatalf("P leads to %T", w.sh.Page())
	}
	w.press(fyne.KeyReturn) // into the first goal: what to work on
	w.press(fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	point := w.kept().Goals[0].Point
	if point == "" {
		t.Fatal("the chosen point is not kept at once")
	}
	w.tab()
	w.write("8")
	w.press(fyne.KeyReturn)
	if w.kept().Goals[0].Sure != "8" {
		t.Error("Enter does not store a field")
	}
	w.write("Kollegan Anna")
	w.tab()
	w.write("Resa mig varje timme")
	w.press(fyne.KeyReturn)
	w.write("Larm i telefonen")
	uitest.Look(t, w.win, "plan-goal")
	w.press(fyne.KeyReturn) // the last field leads to the next part
	if got := w.kept().Goals[0]; got != (plan.Goal{Point: point, What: "Resa mig varje timme", How: "Larm i telefonen", Sure: "8", Support: "Kollegan Anna"}) {
		t.Errorf("kept %+v", got)
	}
	if w.win.Canvas().Focused() != fyne.Focusable(p.list) || p.at() != 1 {
		t.Errorf("after the last field: part %d", p.at())
	}
	w.write("4") // the follow-up
	w.write("16/6")
	w.press(fyne.KeyReturn)
	w.write("9")
	w.press(fyne.KeyReturn)
	w.write("Lena ringer dig")
	uitest.Look(t, w.win, "plan-follow")
	w.press(fyne.KeyEscape)
	if f := w.kept().Follow; f != (plan.Follow{Date: day.New(2026, 6, 16), Time: "09.00", How: "Lena ringer dig"}) {
		t.Errorf("kept %+v", f)
	}
	w.write("5")
	w.press(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	if done := w.kept().Done; len(done) != 2 || done[0].Code != "DV111" {
		t.Errorf("done %+v", done)
	}
	uitest.Look(t, w.win, "plan-done")
	uitest.Menu(w.win, w.sh.T("ui.menu.undo"))
	if len(w.kept().Done) != 1 {
		t.Error("Ctrl+Z leaves the last action")
	}
	uitest.Menu(w.win, w.sh.T("ui.menu.print"))
	w.write("2")
	if len(w.offered) != 1 || !bytes.HasPrefix(w.paper, []byte("%PDF")) {
		t.Errorf("offered %v", w.offered)
	}
	w.press(fyne.KeyEscape, fyne.KeyEscape)
	if _, ok := w.sh.Page().(*Star); !ok {
		t.Errorf("Esc leads to %T", w.sh.Page())
	}
}

// slowPlans is a store whose writes end when the test lets them.
type slowPlans struct {
	Plans
	gate chan struct{}
}

func (s slowPlans) SavePlan(ctx context.Context, participant string, p plan.Plan) error {
	<-s.gate
	return s.Plans.SavePlan(ctx, participant, p)
}

// What is ticked while a write is under way is added to what that write stores.
func TestPlanKeepsWhatIsTickedDuringASlowWrite(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToPlan{ID: w.id})
	p := w.sh.Page().(*Plan)
	gate, done := make(chan struct{}), make(chan func(), 10)
	p.store = slowPlans{p.store, gate}
	p.saver.do = func(do func()) { done <- do }
	p.saver.slow = func() <-chan time.Time {
		now := make(chan time.Time, 1)
		now <- time.Time{}
		return now
	}
	write := func() {
		gate <- struct{}{}
		(<-done)()
	}
	w.write("5")
	w.press(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyEscape)
	write()
	write()
	if done := w.kept().Done; len(done) != 2 {
		t.Errorf("kept %+v, want both actions", done)
	}
	uitest.Menu(w.win, w.sh.T("ui.menu.undo"))
	write()
	p.commit() // as any field does that is left
	if p.saver.busy() || len(w.kept().Done) != 1 {
		t.Errorf("after the undo: %+v", w.kept().Done)
	}
}

func TestPlanKeepsWhatCannotBeStored(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToPlan{ID: w.id})
	p := w.sh.Page().(*Plan)
	w.press(fyne.KeyReturn)
	w.tab()
	w.write("11")
	w.tab()
	if !w.shows("0 till 10") || p.goals[0].sure.Text() != "11" {
		t.Errorf("says %v", p.trouble)
	}
	p.Resume()
	if p.goals[0].sure.Text() != "11" {
		t.Error("what could not be stored is gone")
	}
	p.goals[0].sure.Focus()
	w.press(fyne.KeyBackspace)
	w.write("0")
	w.press(fyne.KeyEscape)
	w.write("4+6v")
	w.press(fyne.KeyReturn) // no day: Enter stays, and the page does not say that all is saved
	if w.win.Canvas().Focused() != fyne.Focusable(p.date.Entry) || !w.shows("till exempel 5/3") {
		t.Errorf("a day that cannot be read: says %q", p.trouble)
	}
	w.tab()
	w.write("9")
	w.tab()
	if w.kept().Follow.Time != "09.00" || p.trouble == "" {
		t.Errorf("kept %+v, says %q", w.kept().Follow, p.trouble)
	}
	p.date.SetText("")
	p.Suspend() // the window is locked while it is typed (S19)
	if w.kept().Goals[0].Sure == "" || p.trouble != "" {
		t.Errorf("kept %+v, says %q", w.kept().Goals[0], p.trouble)
	}
}

// The table of actions is the clinic's; what it cannot be says where.
func TestActionsAreEdited(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToPlan{ID: w.id})
	p := w.sh.Page().(*Plan)
	w.write("r")
	if !w.shows("Åtgärder och koder") {
		t.Fatal("R does not open the table")
	}
	w.win.Canvas().Focused().(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&fyne.ShortcutSelectAll{})
	w.write("bara en text")
	uitest.Menu(w.win, w.sh.T("ui.menu.main"))
	if !w.shows("Rad 1") {
		t.Error("a fault does not name its line")
	}
	uitest.Look(t, w.win, "plan-actions")
	w.win.Canvas().Focused().(interface{ TypedShortcut(fyne.Shortcut) }).TypedShortcut(&fyne.ShortcutSelectAll{})
	w.write("X1 | Eget råd")
	uitest.Menu(w.win, w.sh.T("ui.menu.main"))
	if len(p.doing) != 1 || p.doing[0].Code != "X1" {
		t.Errorf("%+v", p.doing)
	}
}

// At every size and in both languages there is room for the fields.
func TestPlanHasRoom(t *testing.T) {
	for _, sc := range []struct {
		name string
		lang say.Lang
		w, h float32
	}{{"plan", say.Swedish, 1280, 720}, {"plan-low", say.Swedish, 1180, 640}, {"plan-150", say.Swedish, 853, 480}, {"plan-en", say.English, 1280, 720}} {
		w := beginWorld(t, false)
		w.must(w.SavePlan(w.ctx, w.id, plan.Plan{Goals: [3]plan.Goal{{Point: "sitting", What: strings.Repeat("Resa mig varje timme. ", 6), How: "Larm", Sure: "8", Support: "Kollegan Anna"}, {Point: "alcohol"}}}))
		w.open(sc.lang, sc.w, sc.h, shell.ToPlan{ID: w.id})
		p := w.sh.Page().(*Plan)
		for i, pt := range p.parts {
			p.list.Select(i)
			p.arrange()
			if i != partDone && pt.content.MinSize().Height > pt.content.Size().Height {
				t.Errorf("%s: part %d needs %.0f and has %.0f", sc.name, i, pt.content.MinSize().Height, pt.content.Size().Height)
			}
		}
		p.list.Select(0)
		p.arrange()
		uitest.Look(t, w.win, sc.name)
		p.list.Select(partDone)
		p.arrange()
		uitest.Look(t, w.win, sc.name+"-done")
	}
}

func TestQ24ProtectedPlanShowsNoName(t *testing.T) {
	w := beginWorld(t, true)
	w.open(say.Swedish, 1280, 720, shell.ToPlan{ID: w.id, Reason: w.reason})
	if w.shows("Sjödahl") || !w.shows("S-01") {
		t.Errorf("%v", uitest.Texts(w.win))
	}
}

// S19: the window is locked in the middle of a word; the word is on disk, and in the field
// when one is back.
func TestS19LockKeepsAHalfTypedGoal(t *testing.T) {
	w := beginWorld(t, false)
	w.open(say.Swedish, 1280, 720, shell.ToPlan{ID: w.id})
	p := w.sh.Page().(*Plan)
	p.goals[0].what.Focus()
	w.write("Resa mig var")
	w.sh.Suspend()
	w.sh.SetLocked(true)
	if w.kept().Goals[0].What != "Resa mig var" {
		t.Errorf("kept %q", w.kept().Goals[0].What)
	}
	w.sh.SetLocked(false)
	if p.Resume(); p.goals[0].what.Text() != "Resa mig var" {
		t.Errorf("the field has %q", p.goals[0].what.Text())
	}
}
