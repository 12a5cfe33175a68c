package data

import (
	"context"
	"fmt"
	"math"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/report"
)

// Progress is how a cohort's year goes so far: the report's own numbers, what is on its
// way, and the pace against the clinic's own target.
type Progress struct {
	Cohort int
	Day    day.Date // as it stands on this day
	Until  day.Date // the last day of the cohort's year

	Listed       int
	ToInvite     int // not invited, and nothing says that they are not to be
	Invited      int
	Completed    int
	Undocumented int // came, and nothing is documented since
	Declined     int
	NoShow       int // did not come, and nothing is agreed since
	BookedAhead  int // have a time today or later

	Target float64               // share of those listed who are to come, 0–1
	Goal   int                   // talks that reach the target
	Months [12]int               // talks held in each month of the cohort's year
	Recent float64               // talks a week, of the last four
	Needed float64               // talks a week that reach the target; 0 = it is reached, or the year is over
	Queues map[journey.Queue]int // rows of Idag that are due, by queue
	Refs   map[string][]Ref      // whom ToInvite, BookedAhead, NoShow and Declined count: "to invite", "booked", "no show", "declined"
}

// recentWeeks are the weeks of which Progress tells the pace.
const recentWeeks = 4

// Progress tells how a cohort's year goes, and logs that the statistics were looked at.
func (s *Store) Progress(ctx context.Context, cohort int) (Progress, error) {
	p := Progress{Cohort: cohort, Until: day.New(cohort, time.December, 31), Target: float64(s.Config().Int("report.target")) / 100,
		Queues: map[journey.Queue]int{}, Refs: map[string][]Ref{}}
	if err := s.turnDay(ctx); err != nil {
		return p, err
	}
	p.Day = s.Day()
	if err := s.lookAtReport(ctx, "progress", report.Period{From: cohort, To: cohort}, false); err != nil {
		return p, err
	}
	err := s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT j.participant, j.state, j.queue, j.due, j.flags, coalesce(json_extract(j.status, '$.visited'), ''), coalesce(json_extract(j.status, '$.booking.day'), ''),
			`+countedColumns+` FROM fact f CROSS JOIN journey j ON j.id = f.journey WHERE f.cohort = ?`, cohort)
		if err != nil {
			return err
		}
		f := factReader{}
		return each(rows, func() error {
			at := standsAt{ref: Ref{Cohort: cohort}}
			var due, visited, booked string
			person, err := f.person(rows, &at.ref.Participant, &at.state, &at.queue, &due, &at.flags, &visited, &booked)
			if err != nil {
				return err
			}
			at.due, at.visited, at.booked = dayOf(due), dayOf(visited), dayOf(booked)
			p.add(person, at)
			return nil
		})
	})
	if err != nil {
		return p, fmt.Errorf("read how %d goes: %w", cohort, err)
	}
	p.Recent /= recentWeeks
	p.Goal = int(math.Ceil(p.Target*float64(p.Listed) - 1e-9))
	if left := p.Until.Sub(p.Day) + 1; left > 0 {
		p.Needed = float64(max(0, p.Goal-p.Completed)) / (float64(left) / 7)
	}
	return p, nil
}

// standsAt is where a journey stands, as far as Progress tells.
type standsAt struct {
	ref                  Ref
	state                journey.State
	queue                journey.Queue
	flags                flags
	due, visited, booked day.Date
}

// add counts one journey: what the report tells by the report's own queries.
func (p *Progress) add(person report.Person, at standsAt) {
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	list := func(n *int, key string, yes bool) {
		if count(n, yes); yes {
			p.Refs[key] = append(p.Refs[key], at.ref)
		}
	}
	is := func(variable, category string) bool {
		return report.Query{Variable: variable, Category: category}.Has(person)
	}
	p.Listed++
	list(&p.ToInvite, "to invite", is("funnel", "none") && at.state == journey.StateNew && at.flags&flagGone == 0)
	count(&p.Invited, is("funnel", "invited"))
	count(&p.Completed, is("funnel", "came"))
	count(&p.Undocumented, is("documented", "no"))
	list(&p.Declined, "declined", at.state == journey.StateDeclined)
	list(&p.NoShow, "no show", at.state == journey.StateNoShow)
	list(&p.BookedAhead, "booked", at.state == journey.StateBooked && !at.booked.IsZero() && !at.booked.Before(p.Day))
	if d := at.visited; !d.IsZero() {
		count(&p.Months[d.Month-1], d.Year == p.Cohort)
		if ago := p.Day.Sub(d); ago >= 0 && ago < recentWeeks*7 {
			p.Recent++
		}
	}
	if at.queue != "" && !at.due.After(p.Day) {
		p.Queues[at.queue]++
	}
}
