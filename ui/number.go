package ui

import (
	"context"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// findLetter finds the participant of a letter, and the letter in its run, by its number.
func (a *App) findLetter(ctx context.Context, number string) ([]shell.Found, error) {
	l, err := a.store.FindLetter(ctx, number)
	if fault.CodeOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := a.store.Participants(ctx, data.Filter{Cohort: l.Cohort, Participants: []string{l.Participant}})
	if err != nil || len(list.Rows) == 0 {
		return nil, err
	}
	r := list.Rows[0]
	lang := a.shell.Lang()
	return []shell.Found{
		{Name: r.Sorted(), Detail: say.In(lang, say.T("main.letter", "Number", l.Number)), Shield: r.Label(), Route: shell.ToPerson{ID: l.Participant, Cohort: l.Cohort}},
		{Name: say.In(lang, say.T("main.letter.run", "Number", l.Number)), Detail: say.Date(lang, l.Date), Route: shell.ToRun{ID: l.Run, Letter: l.Number}},
	}, nil
}

// scannedRun opens the print run whose cover sheet was scanned.
func (a *App) scannedRun(text string) bool {
	number, ok := data.ScannedRun(text)
	if !ok {
		return false
	}
	var run data.Run
	a.shell.Do("scanned", func(ctx context.Context) (err error) {
		run, err = a.store.Run(ctx, number)
		return err
	}, func(err error) {
		if err != nil {
			a.shell.Fail(err)
			return
		}
		a.shell.Go(shell.ToRun{ID: run.ID})
	})
	return true
}

// scanned opens the participant of a letter whose number was scanned or typed.
func (a *App) scanned(text string) bool {
	number, ok := data.Scanned(text)
	if !ok {
		return a.scannedRun(text)
	}
	var found []shell.Found
	a.shell.Do("scanned", func(ctx context.Context) (err error) {
		found, err = a.findLetter(ctx, number)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			a.shell.Fail(err)
		case len(found) == 0:
			a.shell.Tell(widget.BandWarn, say.T("letters.err.number", "Number", number))
		default:
			to := found[0].Route.(shell.ToPerson)
			a.shell.Open(found[0].Shield, func(reason string) shell.Route {
				to.Reason = reason
				return to
			})
		}
	})
	return true
}
