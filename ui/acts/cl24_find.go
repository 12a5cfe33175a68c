package acts

import (
	"context"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data"
)

// The sheet for Clinic24: who the lines are about, and what it leads to for each.

// read finds out who the numbers are, and what it leads to for each.
func (f *cl24) read() {
	if f.sheet == nil {
		return
	}
	a := f.acts
	notices := Notices(f.paste.Text(), f.tab, a.Shell.Today())
	details, on, ok := f.facts()
	var list []entry
	a.Shell.Do("cl24", func(ctx context.Context) (err error) {
		list, err = f.find(ctx, notices)
		if err != nil || !ok {
			return err
		}
		return f.try(ctx, list, details, on)
	}, func(err error) {
		if err != nil {
			a.Shell.Fail(err)
			return
		}
		f.entries = nil
		for _, good := range []bool{false, true} {
			for _, e := range list {
				if e.good() == good {
					f.entries = append(f.entries, e)
				}
			}
		}
		f.look(ok)
	})
}

// facts gives what the fields hold: the event's details besides what each line tells,
// and its day. ok is false while one of them must be mended first.
func (f *cl24) facts() (d journey.Details, on day.Date, ok bool) {
	s := f.acts.Shell
	if f.tab == tabBooked {
		return journey.Details{Via: string(journey.ByTicket)}, noDay, true
	}
	on, ok = f.on.Date()
	switch {
	case !ok || on.IsZero():
		return d, on, false
	case on.After(s.Today()):
		f.on.SetError(s.T("acts.date.future"))
		return d, on, false
	}
	switch f.tab {
	case tabSent:
		d.Type = ticketTypes[f.kind.Selected()]
		if d.Expires, ok = f.expires.Date(); ok && d.Expires.Before(on) {
			f.expires.SetError(s.T("acts.ticket.expires.bad"))
			ok = false
		}
	case tabForms:
		d.Source = journey.SourceCl24
	}
	return d, on, ok
}

// find makes the entries of the lines and of those who were given.
func (f *cl24) find(ctx context.Context, notices []Notice) (list []entry, err error) {
	var numbers []pnr.Number
	for _, n := range notices {
		if !n.Number.IsZero() {
			numbers = append(numbers, n.Number)
		}
	}
	found, err := f.acts.Store.Numbers(ctx, f.acts.Shell.Cohort(), numbers)
	if err != nil {
		return nil, err
	}
	in := map[string]bool{}
	for _, n := range notices {
		e := entry{Notice: n, reason: n.Bad}
		if r, ok := found[n.Number]; ok {
			e.row, in[r.Participant] = &r, true
		}
		switch {
		case !n.Bad.IsZero():
		case e.row == nil:
			e.reason = say.T("acts.cl24.nobody")
		case n.Twice:
			e.reason = say.T("acts.cl24.twice")
		}
		list = append(list, e)
	}
	for _, r := range f.given {
		if !in[r.Participant] {
			e := entry{row: &r, given: true}
			if f.tab == tabBooked {
				e.reason = say.T("acts.cl24.notime")
			}
			list = append(list, e)
		}
	}
	return list, nil
}

// try finds out what each entry leads to, all of them in one go as they will be recorded.
func (f *cl24) try(ctx context.Context, list []entry, d journey.Details, on day.Date) error {
	var all []data.LogParams
	at := map[data.Ref]*entry{}
	for i := range list {
		e := &list[i]
		if !e.good() {
			continue
		}
		e.log = f.events(e, d, on)
		all = append(all, e.log...)
		at[e.row.Ref()] = e
	}
	if len(all) == 0 {
		return nil
	}
	l, err := f.acts.Store.TryEach(ctx, all)
	if err != nil {
		return err
	}
	for _, r := range l.Refused {
		if e := at[r.Ref]; e != nil {
			e.reason = r.Reason
		}
	}
	for _, ev := range l.Events {
		if e := at[ev.Ref]; e != nil {
			e.leads = Leads(ev.Status)
			for _, w := range ev.Warnings {
				e.leads = Warned(e.leads, []say.Text{w})
			}
		}
	}
	return nil
}

// events makes what is recorded for an entry.
func (f *cl24) events(e *entry, d journey.Details, on day.Date) []data.LogParams {
	rows := []data.Row{*e.row}
	switch f.tab {
	case tabExpired:
		return event(rows, journey.TicketExpired, e.Expired(), on)
	case tabSent:
		return event(rows, journey.TicketSent, d, on)
	case tabForms:
		return event(rows, journey.FormReceived, d, on)
	}
	d.Start = e.Start
	return booked(*e.row, d, on)
}

func (f *cl24) count() (good int) {
	for i := range f.entries {
		if f.entries[i].good() {
			good++
		}
	}
	return good
}
