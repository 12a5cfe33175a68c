package data

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data/vault"
)

// Order is the order of a list.
type Order string

// The orders. People with the same key follow by name. Of protected people a list
// knows neither name nor number: they come last, except in the orders of what is to be
// done and in the random one.
const (
	OrderName    Order = ""        // Swedish: å, ä, ö last, v and w apart
	OrderStep    Order = "step"    // what was due first comes first
	OrderWaiting Order = "waiting" // who has waited longest for the next step comes first
	OrderNumber  Order = "number"  // by personal number
	OrderBirth   Order = "birth"   // by birth date, the oldest first
	OrderRandom  Order = "random"  // drawn by lot (draw.go)
)

// Orders are the orders as they are shown.
var Orders = []Order{OrderStep, OrderWaiting, OrderName, OrderNumber, OrderBirth, OrderRandom}

// Name gives the order's id in commands and words.
func (o Order) Name() string {
	if o == OrderName {
		return "name"
	}
	return string(o)
}

// Filter says which participants a list shows. Empty fields let everyone pass;
// several values of one field are alternatives; pointers are yes or no.
type Filter struct {
	Cohort       int
	States       []journey.State
	Steps        []journey.StepKind
	Queues       []journey.Queue
	Channels     []journey.Channel // one of these is allowed
	Consent      []string          // yes, no, withdrawn, "" = not asked
	Form         []journey.FormStatus
	Sex          pnr.Sex
	Interpreter  *bool
	Languages    []string // of the interpreter
	Protected    *bool
	Gone         *bool
	Returned     *bool    // a letter came back
	DueBy        day.Date // the next step is due on that day or before
	Participants []string
	Refs         []Ref  // these journeys alone; nil for all
	ToInvite     bool   // the first invitation is the next step, and due
	Query        string // names or number, as typed; finds no protected person

	Order      Order
	Descending bool
	Seed       int // of OrderRandom; 0 = each cohort's own
	Offset     int
	Limit      int  // 0 = all
	Last       bool // read what happened last too

	day   string      // today, for ToInvite
	seeds map[int]int // by cohort, for OrderRandom
}

// Row is a participant's journey in a list. Of a protected person it has the shield
// and the status alone: no name, no number, no birth date.
type Row struct {
	Participant string
	Cohort      int
	Family      string
	Given       string
	Number      pnr.Number
	Sex         pnr.Sex
	Protected   bool
	Shield      int // 4 is shown as S-04; 0 for most
	Status      journey.Status
	Last        LastEvent // where Filter.Last asks for it; never of a protected person
}

// LastEvent is what happened last in a journey and still holds.
type LastEvent struct {
	Day  day.Date
	Text say.Text
}

// Ref names the row's journey.
func (r Row) Ref() Ref { return Ref{r.Participant, r.Cohort} }

// Label gives S-04 for a protected person, "" for others.
func (r Row) Label() string {
	if !r.Protected {
		return ""
	}
	return fmt.Sprintf("S-%02d", r.Shield)
}

// Sorted gives the name as lists show it: Efternamn, Förnamn; or S-04.
func (r Row) Sorted() string {
	if r.Protected {
		return r.Label()
	}
	return strings.Trim(r.Family+", "+r.Given, ", ")
}

// Spoken gives the name as one says it: Förnamn Efternamn; or the words for S-04.
func (r Row) Spoken() say.Text {
	if r.Protected {
		return say.T("data.protected.name", "Label", r.Label())
	}
	return say.T("data.name", "Name", strings.TrimSpace(r.Given+" "+r.Family))
}

// List is a page of participants.
type List struct {
	Rows  []Row
	Count int // how many pass the filter
	Total int // how many there are in the cohort
	Seed  int // of a random order of one cohort, else 0
}

func (e *entry) consent() string {
	switch {
	case e.flags&flagConsentYes != 0:
		return "yes"
	case e.flags&flagConsentNo != 0:
		return "no"
	case e.flags&flagConsentWithdrawn != 0:
		return "withdrawn"
	}
	return ""
}

func (e *entry) form() string {
	switch {
	case e.flags&flagFormBegun != 0:
		return string(journey.FormBegun)
	case e.flags&flagFormComplete != 0:
		return string(journey.FormComplete)
	case e.flags&flagFormCl24 != 0:
		return string(journey.FormCl24)
	}
	return ""
}

// sex of a protected person is not for lists: it passes no filter.
func (e *entry) sex() pnr.Sex {
	switch {
	case e.flags&flagProtected != 0:
		return ""
	case e.flags&flagWoman != 0:
		return pnr.Woman
	case e.flags&flagMan != 0:
		return pnr.Man
	}
	return pnr.Unknown
}

// Participants gives the page of the list that the filter and its Offset and Limit
// ask for.
func (s *Store) Participants(ctx context.Context, f Filter) (List, error) {
	if err := s.ready(ctx); err != nil {
		return List{}, fmt.Errorf("read the list: %w", err)
	}
	if err := s.prepare(ctx, &f); err != nil {
		return List{}, err
	}
	found, count, total := s.index.find(&f)
	l := List{Count: count, Total: total}
	if f.Order == OrderRandom {
		l.Seed = cmp.Or(f.Seed, f.seeds[f.Cohort])
	}
	found = found[min(f.Offset, len(found)):]
	if f.Limit > 0 {
		found = found[:min(f.Limit, len(found))]
	}
	err := s.read(ctx, func(r reader) (err error) {
		if l.Rows, err = readRows(r, found); err != nil || !f.Last {
			return err
		}
		return readLast(r, l.Rows)
	})
	return l, err
}

// Refs gives the journeys of the whole list, for Ctrl+A and for stepping through it.
func (s *Store) Refs(ctx context.Context, f Filter) ([]Ref, error) {
	if err := s.ready(ctx); err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	if err := s.prepare(ctx, &f); err != nil {
		return nil, err
	}
	f.Offset, f.Limit = 0, 0
	found, _, _ := s.index.find(&f)
	refs := make([]Ref, len(found))
	for i, e := range found {
		refs[i] = e.ref
	}
	return refs, nil
}

// prepare completes a filter with what only the store knows.
func (s *Store) prepare(ctx context.Context, f *Filter) error {
	f.day = s.Day().String()
	if f.Order != OrderRandom || f.Seed != 0 {
		return nil
	}
	cohorts := []int{f.Cohort}
	if f.Cohort == 0 {
		var err error
		if cohorts, err = s.Cohorts(ctx); err != nil {
			return err
		}
	}
	f.seeds = map[int]int{}
	for _, c := range cohorts {
		d, err := s.Draw(ctx, c, 0)
		if err != nil {
			return err
		}
		f.seeds[c] = d.Seed
	}
	return nil
}

// ready has the journeys' rows hold for today, and the index read.
func (s *Store) ready(ctx context.Context) error {
	if err := s.turnDay(ctx); err != nil {
		return err
	}
	return vault.Fault(s.index.wait(ctx))
}

// Cohorts gives the cohorts that have journeys, the latest first.
func (s *Store) Cohorts(ctx context.Context) (list []int, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT DISTINCT cohort FROM journey ORDER BY cohort DESC`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var c int
			if err := rows.Scan(&c); err != nil {
				return err
			}
			list = append(list, c)
			return nil
		})
	})
	return list, err
}
