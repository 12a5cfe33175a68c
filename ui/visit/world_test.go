package visit

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// world is a real store with one participant, whose questionnaire is answered, in a
// window with the pages of the visit.
type world struct {
	*data.Store
	t      *testing.T
	now    time.Time
	id     string
	ctx    context.Context
	reason string

	win     fyne.Window
	sh      *shell.Shell
	offered []string // what was drawn …
	paper   []byte   // … and the last of it
}

// beginWorld gives the world, protected or not.
func beginWorld(t *testing.T, protected bool) *world {
	t.Helper()
	w := &world{t: t, now: day.New(2026, time.March, 10).At(9, 0), ctx: t.Context()}
	w.Store = uitest.Store(t, func() time.Time { return w.now })
	flag := ""
	if protected {
		flag, w.reason = "J", "besök i dag"
		w.ctx = data.WithReason(w.ctx, w.reason)
	}
	var file bytes.Buffer
	fmt.Fprintf(&file, "Personnummer;Efternamn;Förnamn;Gatuadress;Postnummer;Ort;Sekretessmarkering\n%s;Sjödahl-Kapanen;Elin;Tallbacksgränd 7;999 41;Granlunda;%s\n",
		uitest.Numbers(t, 1986, 1)[0], flag)
	if _, err := w.Import(w.ctx, data.ImportParams{Name: "listning.csv", Data: file.Bytes(), Cohort: 2026}); err != nil {
		t.Fatal(err)
	}
	list, err := w.Participants(w.ctx, data.Filter{Cohort: 2026})
	if err != nil || len(list.Rows) != 1 {
		t.Fatal(len(list.Rows), err)
	}
	w.id = list.Rows[0].Participant
	s := newFake()
	fill(s, "note")
	a := s.form.Answers
	a["m.waist"], a["m.hba1c"], a["m.ldl"] = form.None(form.Declined), form.None(form.Unmeasured), form.None(form.Declined)
	for i := range s.form.Definition.Items {
		if v, ok := a[s.form.Definition.Items[i].LinkID]; ok {
			id := s.form.Definition.Items[i].LinkID
			w.must(w.SaveAnswer(w.ctx, w.id, id, v, record.Place{LinkID: id}))
		}
	}
	w.must(w.CompleteForm(w.ctx, w.id))
	w.log(journey.Visited, journey.Details{})
	if _, err := w.SaveProposed(w.ctx, w.id); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) log(kind journey.Kind, d journey.Details) {
	w.t.Helper()
	w.now = w.now.Add(time.Minute)
	if _, err := w.Log(w.ctx, data.LogParams{Participants: []string{w.id}, Kind: kind, Details: d}); err != nil {
		w.t.Fatal(kind, err)
	}
}

// open shows a page of the visit in a window.
func (w *world) open(lang say.Lang, width, height float32, r shell.Route) {
	w.t.Helper()
	w.win = uitest.Window(w.t, width, height)
	offer := func(s *shell.Shell, name, _ string, draw func(ctx context.Context, w io.Writer) (int, error)) {
		var b bytes.Buffer
		if _, err := draw(w.t.Context(), &b); err != nil {
			s.Fail(err)
			return
		}
		w.offered, w.paper = append(w.offered, name), b.Bytes()
	}
	w.sh = shell.New(shell.Params{Window: w.win, Lang: lang, Clinic: "Granlunda hälsocentral", User: "Lena Sundkvist", Cohort: 2026, Cohorts: []int{2026},
		Now: func() time.Time { return w.now }, Run: uitest.Run, Lock: func() {}, Quit: func() {},
		Pages: func(s *shell.Shell, r shell.Route) (shell.Page, error) {
			ctx := data.WithReason(context.Background(), w.reason)
			switch r := r.(type) {
			case shell.ToPlan:
				p, err := PlanPage(ctx, s, w, offer, r)
				if err == nil { // a write ends before the test goes on, however slow the disk is
					p.saver.slow = func() <-chan time.Time { return nil }
				}
				return p, err
			case shell.ToRecord:
				return RecordPage(ctx, s, w, offer, r)
			case shell.ToStar:
				return StarPage(ctx, s, w, r, func(Paper) {})
			}
			return &blank{}, nil
		}})
	w.sh.Show(shell.ToToday{})
	w.sh.Go(r)
	w.win.Resize(fyne.NewSize(width, height))
}

func (w *world) press(keys ...fyne.KeyName) { uitest.Press(w.win, keys...) }

func (w *world) write(text string) { uitest.Type(w.win, text) }

// tab presses Tab.
func (w *world) tab() { w.win.Canvas().FocusNext() }

func (w *world) shows(text string) bool { return uitest.Shows(w.win, text) }
