package acts

import (
	"context"
	"strconv"
	"strings"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Inviter tells who is next to be invited.
type Inviter interface {
	NextToInvite(ctx context.Context, cohort, n int) ([]data.Ref, data.Turn, error)
}

// Invite asks how many more of the cohort are to be invited, and hands on who is next,
// in the clinic's order. act is the word on the button.
func (a *Acts) Invite(from Inviter, act string, then func(refs []data.Ref, turn data.Turn)) {
	s := a.Shell
	var turn data.Turn
	s.Do("invite", func(ctx context.Context) (err error) {
		_, turn, err = from.NextToInvite(ctx, s.Cohort(), 0)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			s.Fail(err)
		case turn.Waiting == 0:
			s.Tell(widget.BandOK, say.T("list.invite.none"))
		default:
			a.askHowMany(from, turn, act, then)
		}
	})
}

func (a *Acts) askHowMany(from Inviter, turn data.Turn, act string, then func([]data.Ref, data.Turn)) {
	s := a.Shell
	many := widget.NewField(s.T("list.invite.many"), "")
	many.SetText(strconv.Itoa(min(30, turn.Waiting)))
	many.Entry.SelectOnFocus = true
	order := s.T("list.invite.order", "Order", data.OrderWords(turn.Order))
	if turn.Seed != 0 {
		order = s.T("list.invite.seed", "Seed", strconv.Itoa(turn.Seed))
	}
	d := &widget.Dialog{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("list.invite.title"),
		Text: s.T("list.invite.text", "N", turn.Waiting) + " " + order, Body: many, Focus: many.Entry, Left: s.T("ui.cancel"), Right: act}
	d.OnRight = func() bool {
		n, err := strconv.Atoi(strings.TrimSpace(many.Text()))
		if err != nil || n < 1 || n > turn.Waiting {
			many.SetError(s.T("list.invite.bad", "Most", turn.Waiting))
			return false
		}
		var refs []data.Ref
		s.Do("invite", func(ctx context.Context) (err error) {
			refs, turn, err = from.NextToInvite(ctx, s.Cohort(), n)
			return err
		}, func(err error) {
			d.Close()
			if err != nil {
				s.Fail(err)
				return
			}
			then(refs, turn)
		})
		return false
	}
	many.Entry.OnEnter = d.Confirm
	s.Ask(d)
}
