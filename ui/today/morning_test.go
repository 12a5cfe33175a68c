package today

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/demo"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
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

func TestLookAtMorning(t *testing.T) {
	s := clinic(t, 120, "09:45")
	m := sit(t, s, say.Swedish, 1280, 688)
	uitest.Look(t, m.win, "m-idag")
	for _, q := range journey.Queues {
		for i, it := range m.items {
			if it.row != nil && it.row.Queue == q && it.row.Handled == nil {
				m.list.Select(i)
				m.Focus()
				uitest.Press(m.win, fyne.KeyReturn)
				if _, ok := m.shell.Route().(shell.ToToday); !ok {
					t.Logf("%s leads to %#v", q, m.shell.Route())
					m.shell.Back()
					m.shell.Go(shell.ToToday{})
				}
				uitest.Look(t, m.win, "m-"+string(q))
				for m.win.Canvas().Overlays().Top() != nil {
					uitest.Press(m.win, fyne.KeyEscape)
				}
				break
			}
		}
	}
}
