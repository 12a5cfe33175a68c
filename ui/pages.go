package ui

import (
	"fmt"

	"fyrtio/ui/guide"
	"fyrtio/ui/later"
	"fyrtio/ui/people"
	"fyrtio/ui/person"
	"fyrtio/ui/shell"
	"fyrtio/ui/today"
)

// makePage makes the page of a route.
func (a *App) makePage(s *shell.Shell, r shell.Route) (shell.Page, error) {
	switch r := r.(type) {
	case shell.ToToday:
		return today.New(s, a.store), nil
	case shell.ToPeople:
		return people.New(s, a.store, r), nil
	case shell.ToPerson:
		return person.New(s, a.store, r), nil
	case shell.ToGuide:
		return guide.New(s, r.At)
	case shell.ToBookings:
		return later.New(s, "bookings"), nil
	case shell.ToReport:
		return later.New(s, "report"), nil
	}
	return nil, fmt.Errorf("no page for %T", r)
}
