// Package acts is what can be done for participants from any list in a key or two:
// the next step itself, a call, a deferral, a decline, and what Clinic24 tells. An act
// is one transaction however many people it is for, and one undo takes it back.
package acts

import (
	"context"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// Store is what acts ask of the store.
type Store interface {
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

	drafts map[int]string // of the sheet for Clinic24's notices: what was typed and not recorded
	tab    int            // where that sheet was left
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

// who says whom an act was for: the one's name, or how many.
func (a *Acts) who(rows []data.Row) say.Text {
	if len(rows) == 1 {
		return say.T("acts.who.one", "Name", Short(rows[0]))
	}
	return say.T("acts.who.many", "N", len(rows))
}

// whose names whom a sheet is about: the one as one says the name, or how many.
func (a *Acts) whose(rows []data.Row) say.Text {
	if len(rows) == 1 {
		return rows[0].Spoken()
	}
	return a.who(rows)
}

// noDay is now, where an event could also have a day of its own.
var noDay day.Date

// event makes the same event for rows. on is the day it happened, zero for now.
func event(rows []data.Row, kind journey.Kind, d journey.Details, on day.Date) (list []data.LogParams) {
	for _, r := range rows {
		list = append(list, data.LogParams{Participants: []string{r.Participant}, Cohort: r.Cohort, Kind: kind, Details: d, Day: on})
	}
	return list
}

// log records one event for rows as one act; done is the id of the sentence that tells
// of it and gets Who.
func (a *Acts) log(rows []data.Row, kind journey.Kind, d journey.Details, done string) {
	a.record(rows, event(rows, kind, d, noDay), done, nil)
}

// record writes events down as one act and tells what was done, with its undo; then is
// told when it is.
func (a *Acts) record(rows []data.Row, list []data.LogParams, done string, then func()) {
	if len(rows) == 0 || len(list) == 0 {
		return
	}
	var logged data.Logged
	a.Shell.Do("", func(ctx context.Context) (err error) {
		logged, err = a.Store.LogEach(ctx, list)
		return err
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		a.tell(rows, logged, done)
		if then != nil {
			then()
		}
	})
}

// tell says what was done and for whom, what it leads to, whom it left out and why, and
// what is unwise about it.
func (a *Acts) tell(rows []data.Row, l data.Logged, done string) {
	took := taken(rows, l)
	text := say.T(done, "Who", a.who(took))
	if n := len(l.Events); len(took) == 1 && n > 0 {
		text = andNext(text, l.Events[n-1].Status)
	}
	if n := len(l.Refused); n > 0 {
		text = say.T("acts.done.some", "Done", text, "N", n, "Why", l.Refused[0].Reason)
	}
	warnings := l.Warnings()
	if n := recalls(l); n > 0 {
		warnings = append(warnings, say.T("acts.done.recall", "N", n))
	}
	a.Shell.Done(Warned(text, warnings), a.undo(l.Act), a.changed)
	a.changed()
}

// recalls counts the tickets that can still be used after an act closed the journeys.
func recalls(l data.Logged) (n int) {
	for _, e := range l.Events {
		switch e.Status.Next.Reason.ID {
		case "journey.why.declined.ticket", "journey.why.ended.ticket":
			n++
		}
	}
	return n
}

// taken gives the rows that an act was done for.
func taken(rows []data.Row, l data.Logged) (took []data.Row) {
	refused := map[data.Ref]bool{}
	for _, r := range l.Refused {
		refused[r.Ref] = true
	}
	for _, r := range rows {
		if !refused[r.Ref()] {
			took = append(took, r)
		}
	}
	return took
}

// Leads says what comes after an act: the next step, and its day where that is later.
// Nothing where the journey is over.
func Leads(s journey.Status) say.Text {
	next := s.Next
	switch {
	case s.State == journey.StateDone:
		return say.T("acts.leads.done")
	case next.Step == "" || next.Step == journey.StepNone:
		return say.Text{}
	case next.Step == journey.StepWait:
		return say.T("acts.leads.wait", "On", next.Due)
	case next.Step == journey.StepCall && s.Tries > 0:
		return say.T("acts.leads.again", "On", next.Due, "Next", s.Tries+1, "Max", s.MaxTries)
	case next.Due.After(next.Since) && next.Queue != "":
		return say.T("acts.leads.on", "Step", ActionWords(s), "On", next.Due)
	}
	return say.T("acts.leads", "Step", ActionWords(s))
}

// andNext adds to what was done what comes after it.
func andNext(done say.Text, s journey.Status) say.Text {
	switch next := Leads(s); {
	case next.IsZero() || s.State == journey.StateDone:
		return done
	case s.Next.Step == journey.StepWait:
		return say.T("acts.done.wait", "Done", done, "On", s.Next.Due)
	default:
		return say.T("acts.done.next", "Done", done, "Next", next)
	}
}

// Warned adds warnings to the sentence that says what was done.
func Warned(done say.Text, warnings []say.Text) say.Text {
	for _, w := range warnings {
		done = say.T("acts.done.warned", "Done", done, "Why", w)
	}
	return done
}

// undo takes an act back.
func (a *Acts) undo(act string) func(context.Context) error {
	reason := a.Shell.T("acts.undo.reason")
	return func(ctx context.Context) error {
		_, err := a.Store.Undo(ctx, act, reason)
		return err
	}
}

func (a *Acts) changed() {
	if a.Changed != nil {
		a.Changed()
	}
}

// StepWords gives the words on a step's button.
func StepWords(step journey.StepKind) say.Text { return say.T("acts.step." + string(step)) }

// Person opens a participant's page.
func (a *Acts) Person(r data.Row) {
	a.Shell.Open(r.Label(), func(reason string) shell.Route {
		return shell.ToPerson{ID: r.Participant, Cohort: r.Cohort, Reason: reason}
	})
}

// Form opens a participant's questionnaire.
func (a *Acts) Form(r data.Row) {
	a.Shell.Open(r.Label(), func(reason string) shell.Route { return shell.ToForm{ID: r.Participant, Reason: reason} })
}

// Keying takes up the second keying of a participant's questionnaire.
func (a *Acts) Keying(r data.Row) {
	a.Shell.Open(r.Label(), func(reason string) shell.Route { return shell.ToKeying{ID: r.Participant, Reason: reason} })
}

// FixContact opens a participant's page with the form for name, address and phone.
func (a *Acts) FixContact(r data.Row) {
	a.Person(r)
	if page, ok := a.Shell.Page().(interface{ EditContact() }); ok {
		page.EditContact()
	}
}

// Letters opens a new print run for rows.
func (a *Acts) Letters(rows []data.Row) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Participant
	}
	a.Shell.Go(shell.ToLetters{People: a.Shell.Hold(ids)})
}

// fixed gives an object that has no wish of its own a size.
func fixed(o fyne.CanvasObject, size fyne.Size) fyne.CanvasObject {
	return widget.NewDrawing(func() fyne.Size { return size }, func(p *widget.Pen) {
		p.Place(o, 0, 0, p.Size().Width, p.Size().Height)
	})
}
