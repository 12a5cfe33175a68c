package data

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/data/vault"
)

// Order is the order of a list.
type Order string

// The orders. People with the same key follow by name; protected people come after
// all names and after all numbers.
const (
	OrderName   Order = ""       // Swedish: å, ä, ö last
	OrderStep   Order = "step"   // the oldest next step first
	OrderNumber Order = "number" // by personal number, that is by birth date
)

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
	Protected    *bool
	Gone         *bool
	Returned     *bool    // a letter came back
	DueBy        day.Date // the next step is due on that day or before
	Participants []string
	Query        string // names or number, as typed; finds no protected person

	Order      Order
	Descending bool
	Offset     int
	Limit      int // 0 = all

	chosen map[string]bool // Participants, while the index is searched
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
}

func (f *Filter) passes(e *entry) bool {
	return has(f.States, e.state) && has(f.Steps, e.step) && has(f.Queues, e.queue) &&
		f.channel(e) && has(f.Consent, e.consent()) && has(f.Form, e.form()) &&
		(f.Sex == "" || f.Sex == e.sex()) &&
		agrees(f.Interpreter, e.flags&flagInterpreter) && agrees(f.Protected, e.flags&flagProtected) &&
		agrees(f.Gone, e.flags&flagGone) && agrees(f.Returned, e.flags&flagReturned) &&
		(f.DueBy.IsZero() || e.due != "" && e.due <= f.DueBy.String()) &&
		(f.Participants == nil || f.chosen[e.ref.Participant])
}

func has[T ~string](wanted []T, v string) bool {
	return len(wanted) == 0 || slices.Contains(wanted, T(v))
}

func agrees(wanted *bool, f flags) bool { return wanted == nil || *wanted == (f != 0) }

func (f *Filter) channel(e *entry) bool {
	if len(f.Channels) == 0 {
		return true
	}
	for _, c := range f.Channels {
		if e.flags&channelFlags[c] != 0 {
			return true
		}
	}
	return false
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
	found, count, total := s.index.find(&f)
	l := List{Count: count, Total: total}
	found = found[min(f.Offset, len(found)):]
	if f.Limit > 0 {
		found = found[:min(f.Limit, len(found))]
	}
	err := s.read(ctx, func(r reader) (err error) {
		l.Rows, err = readRows(r, found)
		return err
	})
	return l, err
}

// Refs gives the journeys of the whole list, for Ctrl+A and for stepping through it.
func (s *Store) Refs(ctx context.Context, f Filter) ([]Ref, error) {
	if err := s.ready(ctx); err != nil {
		return nil, fmt.Errorf("read the list: %w", err)
	}
	f.Offset, f.Limit = 0, 0
	found, _, _ := s.index.find(&f)
	refs := make([]Ref, len(found))
	for i, e := range found {
		refs[i] = e.ref
	}
	return refs, nil
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
