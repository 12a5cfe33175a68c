package ui

import (
	"context"
	"io"

	"fyrtio/core/paper"
	"fyrtio/data"
	"fyrtio/ui/people"
	"fyrtio/ui/shell"
)

// peopleParams are what the list of participants needs.
func (a *App) peopleParams(s *shell.Shell) people.Params {
	return people.Params{Store: a.store, Kept: &a.people, Columns: a.p.Prefs.Columns,
		SetColumns: func(c []data.Column) {
			a.p.Prefs.Columns = c
			a.keep()
		},
		Paper: func(name, title string, draw func(ctx context.Context, w io.Writer) (int, error)) {
			a.desk.Offer(s, name, title, draw)
		},
		Clinic: func() paper.Clinic { return a.store.Config().Clinic() },
	}
}
