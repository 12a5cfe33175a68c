package visit

import (
	"context"
	"errors"

	"fyrtio/core/form"
	"fyrtio/core/say"
	record "fyrtio/core/visit"
	"fyrtio/ui/shell"
)

// Keyings is what a second keying asks of the store; each call is one transaction.
type Keyings interface {
	// OpenKeying gives the latest second keying; without a Scope none was begun.
	OpenKeying(ctx context.Context, participant string) (record.Keying, error)
	// BeginKeying begins one; the form must lack nothing.
	BeginKeying(ctx context.Context, participant string, scope record.Scope) error
	// SaveKeyed stores one answer of it, as SaveAnswer does of the form.
	SaveKeyed(ctx context.Context, participant, linkID string, v form.Value, next record.Place) error
	// SaveKeyingPlace stores where one is and what is half typed.
	SaveKeyingPlace(ctx context.Context, participant string, p record.Place) error
	// EndKeying compares the two.
	EndKeying(ctx context.Context, participant string) error
	// SettleKeying settles a difference; third is read only for ChoseThird.
	SettleKeying(ctx context.Context, participant, linkID string, choice record.Choice, third form.Value) error
}

// blind lets the form's page type a second keying: it has the second answers only.
type blind struct {
	Keyings
	anew bool // another one is begun after one that is settled
}

var errBlind = errors.New("not in a second keying")

func (b *blind) OpenForm(ctx context.Context, participant string) (record.Form, error) {
	k, err := b.OpenKeying(ctx, participant)
	if err != nil {
		return record.Form{}, err
	}
	f := record.Form{Person: k.Person, Definition: k.Definition, Answers: k.Answers, Place: k.Place}
	if k.Scope != "" && !b.anew {
		f.Status = form.Begun
	}
	if b.anew {
		f.Answers, f.Place = form.Answers{}, record.Place{}
	}
	return f, nil
}

// SaveSource begins the keying: its scope is chosen where a form's source is.
func (b *blind) SaveSource(ctx context.Context, participant, scope string) error {
	err := b.BeginKeying(ctx, participant, record.Scope(scope))
	if err == nil {
		b.anew = false
	}
	return err
}

func (b *blind) SaveAnswer(ctx context.Context, participant, linkID string, v form.Value, next record.Place) error {
	return b.SaveKeyed(ctx, participant, linkID, v, next)
}

func (b *blind) SavePlace(ctx context.Context, participant string, p record.Place) error {
	return b.SaveKeyingPlace(ctx, participant, p)
}

func (b *blind) CompleteForm(ctx context.Context, participant string) error {
	return b.EndKeying(ctx, participant)
}

func (b *blind) SaveNote(context.Context, string, string, string) error { return errBlind }

func (b *blind) AmendForm(context.Context, string, form.Answers, string) error { return errBlind }

// KeyingPage makes the page of a second keying for the shell: the form to type, or what
// the two differ in once it is typed.
func KeyingPage(ctx context.Context, s *shell.Shell, store Keyings, r shell.ToKeying) (shell.Page, error) {
	k, err := store.OpenKeying(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	if !k.Ended.IsZero() && !r.Anew {
		return NewSettle(SettleParams{Store: store, Participant: r.ID, Lang: s.Lang(), Context: ctx, OnLeave: s.Back, OnChange: s.Refooter,
			OnAnew: func() { s.Replace(shell.ToKeying{ID: r.ID, Reason: r.Reason, Anew: true}) }})
	}
	return NewForm(FormParams{
		Store: &blind{store, r.Anew && !k.Ended.IsZero()}, Participant: r.ID, Lang: s.Lang(), Context: ctx, Mode: Blind,
		OnPause:     s.Back,
		OnChange:    s.Refooter,
		OnCompleted: func() { s.Replace(shell.ToKeying{ID: r.ID, Reason: r.Reason}) },
		Dialog:      s.Ask,
	})
}

// CalculatorPage makes the page on which values are typed of nobody; f has the form, the
// criteria and the limits that hold.
func CalculatorPage(s *shell.Shell, f record.Form) (shell.Page, error) {
	return NewForm(FormParams{Store: newCalculator(f), Lang: s.Lang(), Mode: Calculating, OnPause: s.Back, OnChange: s.Refooter, Dialog: s.Ask})
}

// rateWords puts the errors of a keying into words.
func rateWords(lang say.Lang, r record.Rate) string {
	rate, known := r.PerThousand()
	if !known {
		return ""
	}
	return say.In(lang, say.T("visit.keying.rate", "N", r.First, "Fields", r.Fields, "Second", r.Second, "Rate", say.Decimal(lang, rate, 1)))
}
