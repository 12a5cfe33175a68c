// Package acts is what can be done for participants from any list in a key or two:
// the next step itself, a call, a deferral, a decline, and what Clinic24 tells.
package acts

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Store is what acts ask of the store.
type Store interface {
	LogMany(ctx context.Context, p data.LogParams) (data.Logged, error)
	LogEach(ctx context.Context, list []data.LogParams) (data.Logged, error)
	TryEach(ctx context.Context, list []data.LogParams) (data.Logged, error)
	Numbers(ctx context.Context, cohort int, numbers []pnr.Number) (map[pnr.Number]data.Row, error)
	Users(ctx context.Context) ([]data.User, error)
	Undo(ctx context.Context, id, reason string) (data.Logged, error)
	Participants(ctx context.Context, f data.Filter) (data.List, error)
	Participant(ctx context.Context, who string, cohort int, l data.Look) (data.Person, error)
	Config() data.Config
}

// Acts does things for participants and tells the page when something has changed.
type Acts struct {
	Shell *shell.Shell
	Store Store
	// Changed is told after each act and each undo, so that the page reads its rows again.
	Changed func()
}

// Short gives a name as narrow places show it: Efternamn, F.; or S-04.
func Short(r data.Row) string {
	if r.Protected {
		return r.Label()
	}
	if r.Given == "" {
		return r.Family
	}
	initial := []rune(r.Given)[:1]
	return r.Family + ", " + string(initial) + "."
}

func ids(rows []data.Row) []string {
	list := make([]string, len(rows))
	for i, r := range rows {
		list[i] = r.Participant
	}
	return list
}

// who says whom an act was for: the one's name, or how many.
func (a *Acts) who(rows []data.Row) say.Text {
	if len(rows) == 1 {
		return say.T("acts.who.one", "Name", Short(rows[0]))
	}
	return say.T("acts.who.many", "N", len(rows))
}

// log records an event for rows as one act, and shows what was done with its undo.
// done is the id of the sentence; it gets Who.
func (a *Acts) log(rows []data.Row, kind journey.Kind, d journey.Details, done string) {
	if len(rows) == 0 {
		return
	}
	var logged data.Logged
	p := data.LogParams{Participants: ids(rows), Cohort: rows[0].Cohort, Kind: kind, Details: d}
	a.Shell.Do("", func(ctx context.Context) (err error) {
		logged, err = a.Store.LogMany(ctx, p)
		return err
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		a.tell(rows, logged, done)
	})
}

func (a *Acts) tell(rows []data.Row, l data.Logged, done string) {
	took := rows
	if len(l.Refused) > 0 {
		took = nil
		refused := map[string]bool{}
		for _, r := range l.Refused {
			refused[r.Ref.Participant] = true
		}
		for _, r := range rows {
			if !refused[r.Participant] {
				took = append(took, r)
			}
		}
	}
	text := say.T(done, "Who", a.who(took))
	if n := len(l.Refused); n > 0 {
		text = say.T("acts.done.some", "Done", text, "N", n, "Why", l.Refused[0].Reason)
	}
	a.Shell.Done(text, a.undo(l.Act), a.changed)
	a.changed()
}

// undo takes acts back, the last first.
func (a *Acts) undo(acts ...string) func(context.Context) error {
	reason := a.Shell.T("acts.undo.reason")
	return func(ctx context.Context) error {
		for i := len(acts) - 1; i >= 0; i-- {
			if _, err := a.Store.Undo(ctx, acts[i], reason); err != nil {
				return err
			}
		}
		return nil
	}
}

func (a *Acts) changed() {
	if a.Changed != nil {
		a.Changed()
	}
}

// Step does the next step of one participant: at once where one key is enough, else
// it opens the page or the small form where the step is done.
func (a *Acts) Step(r data.Row, step journey.StepKind) {
	if a.Steps([]data.Row{r}, step) {
		return
	}
	switch step {
	case journey.StepCall:
		a.Call(r)
	case journey.StepHelpBook:
		a.Book(r, "phone", "")
	case journey.StepDocument:
		a.Document(r)
	case journey.StepVisit, journey.StepEnterForm:
		a.Shell.Open(r.Label(), func(reason string) shell.Route { return shell.ToForm{ID: r.Participant, Reason: reason} })
	default:
		a.Person(r)
	}
}

// Steps does the same next step of several participants where a key is enough for
// it, and reports whether it is.
func (a *Acts) Steps(rows []data.Row, step journey.StepKind) bool {
	switch step {
	case journey.StepChat:
		a.log(rows, journey.ChatStarted, journey.Details{}, "acts.done.chat")
	case journey.StepSamples:
		a.log(rows, journey.SamplesTaken, journey.Details{}, "acts.done.samples")
	case journey.StepLetter, journey.StepRemind, journey.StepForward:
		a.Letters(rows)
	case journey.StepTicket:
		a.Ticket(rows)
	default:
		return false
	}
	return true
}

// Person opens a participant's page.
func (a *Acts) Person(r data.Row) {
	a.Shell.Open(r.Label(), func(reason string) shell.Route {
		return shell.ToPerson{ID: r.Participant, Cohort: r.Cohort, Reason: reason}
	})
}

// Letters opens a new print run for rows.
func (a *Acts) Letters(rows []data.Row) {
	a.Shell.Go(shell.ToLetters{People: a.Shell.Hold(ids(rows))})
}

// StepWords gives the words on a step's button.
func StepWords(step journey.StepKind) say.Text { return say.T("acts.step." + string(step)) }

// Choose shows numbered choices; a digit or Enter takes one.
func (a *Acts) Choose(title, text string, items []string, do func(i int)) {
	const width, row = 460, theme.RowAnswer
	head := widget.NewWords(title, widget.Heading, width-40)
	var o *widget.Overlay
	pick := func(i int) {
		if i >= 0 && i < len(items) {
			o.Close()
			do(i)
		}
	}
	l := widget.NewList(row, func() int { return len(items) }, func(p *widget.Pen, i int, s widget.RowState) {
		p.Cap(12, 0, row, strconv.Itoa(i+1), widget.CapPlain)
		p.Mid(46, 0, row, items[i], widget.Plain.As(s.Selected))
		p.Hit(0, 0, p.Size().Width, row, func() { pick(i) })
	})
	l.OnEnter = pick
	l.OnRune = func(r rune) bool { pick(int(r - '1')); return true }
	objects := []fyne.CanvasObject{head}
	if text != "" {
		objects = append(objects, widget.NewWords(text, widget.Second, width-40))
	}
	objects = append(objects, fixed(l, fyne.NewSize(width-40, float32(len(items))*row+2)))
	o = a.Shell.Overlay(widget.Column(10, objects...), width, false, nil)
	a.Shell.Canvas().Focus(l)
	l.Select(0)
}
