package person

import (
	"strconv"

	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The tab of earlier cohorts: where each journey ended, when the visit was, and the star.

const cohortRow = 58

// others are the journeys of other cohorts, latest first.
func (p *Page) others() (list []data.CohortJourney) {
	for _, c := range p.person.Cohorts {
		if c.Cohort != p.person.Cohort {
			list = append(list, c)
		}
	}
	return list
}

func (p *Page) cohortsPanel() *panel {
	s := p.s
	return p.newPanel(panelParams{title: s.T("person.tab.cohorts"), empty: s.T("person.cohorts.empty"),
		size: func() int { return len(p.others()) }, height: func(i int) float32 { return p.cohortHeight(i) }, paint: p.paintCohort,
		enter: func(i int) {
			s.Go(shell.ToPerson{ID: p.route.ID, Cohort: p.others()[i].Cohort, Reason: p.reason})
		}})
}

func (p *Page) paintCohort(pen *widget.Pen, i int, state widget.RowState) {
	c, s, size := p.others()[i], p.s, pen.Size()
	pen.Mid(15, 0, 44, strconv.Itoa(c.Cohort), widget.Heading)
	text := s.T("person.state." + string(c.Status.State))
	if on := c.Status.Visited; !on.IsZero() {
		text = s.T("person.cohorts.visited", "On", on)
	}
	pen.Fit(90, 8, 20, 240, text, widget.Strong)
	pen.Fit(90, 29, 18, 240, s.Say(c.Status.Next.Reason), widget.Small.In(theme.Ink2))
	if len(c.Star) == 0 {
		pen.Fit(340, 8, 20, size.Width-380, s.T("person.cohorts.nostar"), widget.Second)
	}
	for n, at := range p.starPlaces(c, size.Width) {
		pen.Badge(at.x, at.y, c.Star[n].Level, s.Canvas().Scale())
		pen.Mid(at.x+widget.BadgeWidth+5, at.y, widget.BadgeHeight, c.Star[n].Name.In(s.Lang()), widget.Small.In(theme.Ink2))
	}
	pen.Icon(size.Width-29, 15, 14, icon.Right, theme.Ink2)
}

type place struct{ x, y float32 }

// starPlaces lays the points of a star out in lines.
func (p *Page) starPlaces(c data.CohortJourney, width float32) (list []place) {
	const left, line = 340, widget.BadgeHeight + 8
	at := place{left, 10}
	for _, point := range c.Star {
		w := widget.BadgeWidth + 5 + widget.Measure(point.Name.In(p.s.Lang()), widget.Small) + 16
		if at.x > left && at.x+w > width-45 {
			at = place{left, at.y + line}
		}
		list = append(list, at)
		at.x += w
	}
	return list
}

func (p *Page) cohortHeight(i int) float32 {
	h := float32(cohortRow)
	if places := p.starPlaces(p.others()[i], p.panels[tabCohorts].list.Size().Width); len(places) > 0 {
		h = max(h, places[len(places)-1].y+widget.BadgeHeight+10)
	}
	return h
}
