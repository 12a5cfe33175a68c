package visit

import (
	"context"

	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
)

// FormPage makes the form's page for the shell. ctx goes with every call of the store:
// it carries the reason for which a protected person is opened.
func FormPage(ctx context.Context, s *shell.Shell, store Forms, r shell.ToForm) (*Form, error) {
	f, err := NewForm(FormParams{
		Store: store, Participant: r.ID, Lang: s.Lang(), Context: ctx,
		OnPause:  s.Back,
		OnStar:   func() { s.Go(shell.ToStar(r)) },
		OnKeying: func() { s.Go(shell.ToKeying{ID: r.ID, Reason: r.Reason}) },
		OnChange: s.Refooter,
		Dialog:   s.Ask,
	})
	if err != nil {
		return nil, err
	}
	recent := shell.Recent{Name: f.rec.Person.Name, Icon: icon.Form, Route: shell.ToForm{ID: r.ID}}
	if f.rec.Person.Protected {
		recent.Shield, recent.Icon = f.rec.Person.Name, icon.Shield
	}
	s.Opened(recent)
	return f, nil
}

// StarPage makes the star's page for the shell. print makes a paper and shows it.
func StarPage(ctx context.Context, s *shell.Shell, store Stars, r shell.ToStar, print func(Paper)) (*Star, error) {
	return NewStar(StarParams{
		Store: store, Participant: r.ID, Lang: s.Lang(), Context: ctx,
		OnForm:   func() { s.Go(shell.ToForm(r)) },
		OnPlan:   func() { s.Go(shell.ToPlan(r)) },
		OnRecord: func() { s.Go(shell.ToRecord{ID: r.ID, Reason: r.Reason}) },
		OnPrint:  print,
		OnChange: s.Refooter,
	})
}
