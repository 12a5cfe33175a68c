package ui

import (
	"context"
	"fmt"

	"fyrtio/data"
	"fyrtio/ui/bookings"
	"fyrtio/ui/editions"
	"fyrtio/ui/guide"
	"fyrtio/ui/importer"
	"fyrtio/ui/letters"
	"fyrtio/ui/people"
	"fyrtio/ui/person"
	"fyrtio/ui/report"
	"fyrtio/ui/settings"
	"fyrtio/ui/shell"
	"fyrtio/ui/templates"
	"fyrtio/ui/today"
	"fyrtio/ui/visit"
)

// makePage makes the page of a route.
func (a *App) makePage(s *shell.Shell, r shell.Route) (shell.Page, error) {
	switch r := r.(type) {
	case shell.ToToday:
		page := today.New(s, a.store)
		page.Accept(r)
		return page, nil
	case shell.ToPeople:
		return people.New(s, a.peopleParams(s), r), nil
	case shell.ToPerson:
		return person.New(s, a.store, person.Papers{Show: a.view, Offer: a.desk.Offer, Clear: a.clearPapers}, r), nil
	case shell.ToForm:
		return a.formPage(s, r)
	case shell.ToKeying:
		return visit.KeyingPage(data.WithReason(context.Background(), r.Reason), s, a.store, r)
	case shell.ToCalculator:
		return a.calculator(s)
	case shell.ToStar:
		return a.starPage(s, r)
	case shell.ToPlan:
		return a.planPage(s, r)
	case shell.ToRecord:
		return a.recordPage(s, r)
	case shell.ToImport:
		return importer.New(s, a.store, a.imported), nil
	case shell.ToLetters:
		return letters.New(s, a.lettersParams(), r), nil
	case shell.ToTemplates:
		return templates.New(s, a.store, a.previewer(), a.desk, r), nil
	case shell.ToRun:
		return letters.NewRun(s, a.lettersParams(), r), nil
	case shell.ToRuns:
		return letters.NewRuns(s, a.lettersParams()), nil
	case shell.ToGuide:
		return guide.New(s, r.At)
	case shell.ToSettings:
		return settings.New(s, a.store, settings.Program{Scale: a.p.Prefs.Scale, Contrast: a.p.Prefs.Contrast,
			SetLang: a.SetLang, SetScale: a.SetScale, SetContrast: a.SetContrast, Renamed: a.renamed,
			Desk: a.desk, Preview: a.previewer(), At: r.Key}), nil
	case shell.ToEditions:
		return editions.New(s, a.editionsParams(), r), nil
	case shell.ToWording:
		return editions.NewWording(s, a.editionsParams()), nil
	case shell.ToCriteria:
		return editions.NewCriteria(s, a.editionsParams()), nil
	case shell.ToBookings:
		return bookings.New(s, a.store, a.desk.Offer, r), nil
	case shell.ToReport:
		return report.New(s, a.reportParams(), r), nil
	case shell.ToEarlier:
		return report.NewEarlier(s, a.reportParams()), nil
	}
	return nil, fmt.Errorf("no page for %T", r)
}

// renamed shows the clinic's new name in the navigation.
func (a *App) renamed() {
	cohorts, err := a.store.Cohorts(context.Background())
	if err != nil {
		a.shell.Fail(err)
		return
	}
	a.shell.SetClinic(a.store.Config().Text("clinic.name"), a.shell.Cohort(), cohorts)
}
