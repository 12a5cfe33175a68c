package editions

import (
	"context"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// saving is a version that an editor makes.
type saving struct {
	title, text string
	version     string
	add         func(ctx context.Context, from day.Date) error
	undo        func(ctx context.Context, from day.Date) error
	then        func()
	undone      func() // may be nil
}

// askFrom asks from which day a version is to hold, and makes it.
func askFrom(s *shell.Shell, v saving) {
	on := widget.NewDateField(s.T("edition.use.from"), s.Today(), s.T("acts.date.bad"))
	on.Toward = +1
	on.SetDate(s.Today())
	d := &widget.Dialog{Icon: icon.Booking, Tone: theme.Accent, Title: v.title, Text: v.text, Body: on, Focus: on.Entry,
		Left: s.T("ui.cancel"), Right: s.T("edition.use.act")}
	d.OnRight = func() bool {
		from, ok := on.Date()
		if !ok || from.IsZero() {
			on.SetError(s.T("acts.date.bad"))
			return false
		}
		if from.Before(s.Today()) {
			on.SetError(s.T("edition.use.past"))
			return false
		}
		s.Do("", func(ctx context.Context) error { return v.add(ctx, from) }, func(err error) {
			if err != nil {
				on.SetError(fault.Words(s.Lang(), err))
				return
			}
			d.Close()
			s.Done(say.T("edition.used", "Version", v.version, "From", from), func(ctx context.Context) error { return v.undo(ctx, from) }, v.undone)
			v.then()
		})
		return false
	}
	on.Entry.OnEnter = d.Confirm
	s.Ask(d)
}
