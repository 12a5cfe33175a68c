package today

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/demo"
	"fyrtio/ui/acts"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

// morning is Idag on a store of its own, with real rules behind it.
type morning struct {
	*Page
	t     *testing.T
	store *data.Store
	shell *shell.Shell
	win   fyne.Window
}

// clinic gives a store with a demo clinic's people as they stand on Tuesday at a time.
func clinic(t *testing.T, people int, clock string) *data.Store {
	t.Helper()
	c := demo.NewClock(tuesday)
	now := func() time.Time {
		at, _ := time.Parse("15:04", clock)
		d := day.Of(c.Now())
		return d.At(at.Hour(), at.Minute())
	}
	s := uitest.Store(t, now)
	if _, err := demo.Fill(t.Context(), s, c, demo.Params{Participants: people, Cohort: 2026, Seed: 40}); err != nil {
		t.Fatal(err)
	}
	return s
}

func sit(t *testing.T, s *data.Store, lang say.Lang, w, h float32) *morning {
	t.Helper()
	m := &morning{t: t, store: s, win: uitest.Window(t, w, h)}
	m.shell = shell.New(shell.Params{Window: m.win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return tuesday.At(9, 45) }, Run: run, Lock: func() {}, Quit: func() {},
		Pages: func(sh *shell.Shell, r shell.Route) (shell.Page, error) {
			if _, ok := r.(shell.ToToday); ok {
				m.Page = New(sh, s)
				return m.Page, nil
			}
			return blank{r}, nil
		}})
	m.shell.Show(shell.ToToday{})
	m.win.Resize(fyne.NewSize(w, h))
	return m
}

// to puts the bar on the first open row of a queue.
func (m *morning) to(q journey.Queue) *data.WorkRow {
	m.t.Helper()
	for i, it := range m.items {
		if it.row != nil && it.row.Queue == q && it.row.Handled == nil {
			m.list.Select(i)
			m.Focus()
			return it.row
		}
	}
	m.t.Fatalf("nobody in the queue %s", q)
	return nil
}

// sheets walks through every sheet that opens from Idag and looks at it.
func (m *morning) sheets(name string) {
	look := func(what string) {
		uitest.Look(m.t, m.win, name+"-"+what)
		m.close()
	}
	for _, q := range journey.Queues {
		if m.has(q) {
			m.to(q)
			switch q {
			case journey.QueueForms, journey.QueueHelp, journey.QueueUnopened, journey.QueueUnanswered, journey.QueueForwarding, journey.QueueReturned, journey.QueueChats, journey.QueueSamples:
				continue // at once, or on a page of its own
			}
			if q == journey.QueueVisits { // not one whose paper lies here: that opens the form
				m.list.Select(slices.IndexFunc(m.items, func(it item) bool { return it.row != nil && acts.ActionWords(it.row.Status).ID == "acts.step.visit" }))
			}
			uitest.Press(m.win, fyne.KeyReturn)
			look(string(q))
		}
	}
	m.to(journey.QueueCalls)
	for key, what := range map[string]string{"2": "later", "6": "declined", "7": "interpreter"} {
		uitest.Type(m.win, "t"+key)
		look("call-" + what)
	}
	uitest.Type(m.win, "h")
	look("handover")
	uitest.Press(m.win, fyne.KeyF1)
	look("f1")
	uitest.Type(m.win, "e")
	look("end")
	uitest.Type(m.win, "e5")
	look("end-other")
	m.to(journey.QueueVisits)
	uitest.Press(m.win, fyne.KeySpace)
	m.to(journey.QueueHelp)
	uitest.Menu(m.win, m.shell.T("ui.menu.all"))
	uitest.Look(m.t, m.win, name+"-ticked")
	uitest.Type(m.win, "s")
	look("defer-many")
	uitest.Type(m.win, "s31/12")
	look("defer-date")
	uitest.Type(m.win, "a")
	look("decline-many")
	uitest.Press(m.win, fyne.KeyReturn)
	look("mixed")
	uitest.Type(m.win, "c")
	look("consent-many")
	m.untick()
	m.acts.Reopen([]data.Row{m.to(journey.QueueCalls).Row})
	look("reopen")
	l, err := m.store.Participants(m.t.Context(), data.Filter{Cohort: 2026, States: []journey.State{journey.StateInvited}})
	if err != nil {
		m.t.Fatal(err)
	}
	for i, tab := range []string{"expired", "sent", "booked", "forms"} {
		uitest.Type(m.win, "r")
		text := ""
		for n, r := range l.Rows {
			if r.Number.IsZero() || n > 12 {
				continue
			}
			text += r.Number.Display() + []string{"  12 av 34", "", "  17/3 13.00"}[n%3] + "\n"
		}
		text += "19121212-1212\nhej hopp 12 av 34\n"
		if s, ok := find[*widget.Segments](m.win); ok {
			for range i {
				s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			}
		}
		e := m.win.Canvas().Focused().(*widget.Entry)
		e.SetText(text)
		uitest.Look(m.t, m.win, name+"-cl24-"+tab)
		e.SetText("")
		if s, ok := find[*widget.Segments](m.win); ok {
			for range i {
				s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
			}
		}
		m.close()
	}
}

// close closes what lies over the page.
func (m *morning) close() {
	for range 5 {
		if m.win.Canvas().Overlays().Top() == nil {
			return
		}
		uitest.Press(m.win, fyne.KeyEscape)
	}
	m.t.Fatal("Esc does not close the sheet")
}

func (m *morning) has(q journey.Queue) bool {
	return slices.ContainsFunc(m.items, func(it item) bool { return it.row != nil && it.row.Queue == q && it.row.Handled == nil })
}

// find gives the first widget of a kind in the topmost overlay, one that fits.
func find[T fyne.CanvasObject](w fyne.Window, fits ...func(T) bool) (found T, ok bool) {
	for _, o := range findAll[T](w) {
		if len(fits) == 0 || fits[0](o) {
			return o, true
		}
	}
	return found, false
}

// findAll gives all widgets of a kind in the topmost overlay.
func findAll[T fyne.CanvasObject](w fyne.Window) (list []T) {
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil {
			return
		}
		if t, is := o.(T); is {
			list = append(list, t)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(w.Canvas().Overlays().Top())
	return list
}

func TestEverySheetLooks(t *testing.T) {
	s := clinic(t, 110, "09:45")
	for _, size := range []struct {
		name string
		lang say.Lang
		w, h float32
	}{{"1280", say.Swedish, 1280, 688}, {"150", say.English, 853, 448}} {
		sit(t, s, size.lang, size.w, size.h).sheets(size.name)
	}
}

// A morning's mixed queue is cleared with the keyboard alone: the bar goes on by itself,
// what is handled stays with its mark, and the counts fall until only the questionnaires
// are left that have to be typed.
func TestMorningIsClearedByKeyboard(t *testing.T) {
	m := sit(t, clinic(t, 110, "09:45"), say.Swedish, 1280, 688)
	total := len(m.work.Rows)
	if total < 30 {
		t.Fatalf("only %d rows", total)
	}
	keys := map[journey.Queue]string{
		journey.QueueHelp: "s+7\n", journey.QueueCalls: "\n3", journey.QueueChats: "*\n", journey.QueueSamples: "*\n",
		journey.QueueUnopened: "*s+7\n", journey.QueueUnanswered: "*s+7\n", journey.QueueForwarding: "*s+7\n",
		journey.QueueReturned: "*s+7\n", journey.QueueReview: "\n1", journey.QueueFollowUps: "\n1",
	}
	typing := func(w *data.WorkRow) bool { return w.Step == journey.StepEnterForm || w.Handled != nil }
	for n := 0; slices.ContainsFunc(m.work.Rows, func(w data.WorkRow) bool { return !typing(&w) }); n++ {
		w := m.selected()
		for i := 0; typing(w) && i < len(m.items); i++ {
			if m.press(fyne.KeyDown); m.selected() == w {
				m.press(fyne.KeyHome)
			}
			w = m.selected()
		}
		if n > 2*total {
			t.Fatalf("%s of %s does not go away", w.Step, w.Queue)
		}
		before := len(m.work.Rows) - m.work.Done
		strokes := keys[w.Queue]
		switch {
		case w.Queue == journey.QueueVisits:
			strokes = "k"
		case w.Status.Booking != nil && w.Step == journey.StepLetter: // offered times: the letter is another page's
			strokes = "a\n"
		case w.Step == journey.StepAskConsent:
			strokes = "\n2"
		case w.Step == journey.StepDocument:
			strokes = "\n\n"
		}
		for _, r := range strokes {
			switch r {
			case '\n':
				m.press(fyne.KeyReturn)
			case '*':
				uitest.Menu(m.win, m.shell.T("ui.menu.all"))
			default:
				m.typed(string(r))
			}
		}
		if _, ok := m.shell.Route().(shell.ToToday); !ok {
			m.press(fyne.KeyEscape)
		}
		if m.win.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s of %s leaves a sheet open: %q", w.Step, w.Queue, uitest.Texts(m.win))
		}
		if after := len(m.work.Rows) - m.work.Done; after > before {
			t.Errorf("%s of %s: %d rows were open, now %d", w.Step, w.Queue, before, after)
		}
	}
	for _, q := range journey.Queues {
		if n := m.count(q); n > 0 && q != journey.QueueForms && q != journey.QueueDocument {
			t.Errorf("%d are left in %s", n, q)
		}
	}
	if m.work.Done < total/2 {
		t.Errorf("%d rows are marked as handled of %d", m.work.Done, total)
	}
	uitest.Look(t, m.win, "m-klar")
}
