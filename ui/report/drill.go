package report

import (
	"context"

	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// opener gives what opens the people of a figure, nil where nobody is named by it.
func (y *yearly) opener(q figures.Query, words string, hidden bool) func() {
	if q == (figures.Query{}) {
		return nil
	}
	return func() {
		of := words
		if hidden {
			of += " · " + y.t("reports.people.hidden")
		}
		y.page.open(q, of)
	}
}

// open shows who a figure counts, in Deltagare, with a line that says which figure it is.
func (p *Page) open(q figures.Query, words string) {
	var list []data.Ref
	protected := 0
	p.s.Do("people", func(ctx context.Context) (err error) {
		list, protected, err = p.p.Store.ReportPeople(ctx, q)
		return err
	}, func(err error) {
		if err != nil {
			p.s.Fail(err)
			return
		}
		if len(list) == 0 {
			none := say.T("reports.people.none")
			if protected > 0 {
				none = say.T("reports.people.private")
			}
			p.s.Tell(widget.BandInfo, none)
			return
		}
		cohort := q.Period.To
		if !q.Period.Single() {
			cohort = 0
		}
		p.list(list, cohort, words, protected)
	})
}

// list shows journeys in Deltagare, with a line that says which figure counts them.
func (p *Page) list(refs []data.Ref, cohort int, words string, protected int) {
	p.s.Go(shell.ToPeople{People: p.s.HoldJourneys(refs), Cohort: cohort, Figure: words, Protected: protected})
}
