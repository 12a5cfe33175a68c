package data

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"fyrtio/core/journey"
)

// The search index: a small row in memory for every journey, in the order of names,
// so that search as you type, filters and counts never touch the disk; the page that
// is shown is then read by its row ids. It is read from the database when the store
// opens and follows every commit. Nothing in it cannot be rebuilt from the database.

// flags are what lists filter by, packed into one number in the journey's row.
type flags uint32

const (
	flagProtected flags = 1 << iota
	flagGone
	flagInterpreter
	flagReturned
	flagWoman
	flagMan
	flagConsentYes
	flagConsentNo
	flagConsentWithdrawn
	flagFormBegun
	flagFormComplete
	flagFormCl24
	flagTicket // the channel is allowed, as those below
	flagLetter
	flagPhone
	flagChat
	flagForwarding
)

var channelFlags = map[journey.Channel]flags{
	journey.ByTicket: flagTicket, journey.ByLetter: flagLetter, journey.ByPhone: flagPhone,
	journey.ByChat: flagChat, journey.ByForwarding: flagForwarding,
}

// entry is one journey in the index.
type entry struct {
	row   int64 // journey.id
	ref   Ref
	state string
	step  string
	queue string
	since string
	due   string
	flags flags
	text  string // folded; '' matches no query
	sort  []byte
	gone  bool // the journey's row was removed: take it out
}

type index struct {
	mu   sync.RWMutex
	list []*entry         // by name
	rows map[int64]*entry // by journey.id
	done chan struct{}    // closed when the first reading has ended
	err  error            // of the first reading
	read func() ([]*entry, error)
}

func byName(a, b *entry) int {
	return cmp.Or(bytes.Compare(a.sort, b.sort), cmp.Compare(a.ref.Participant, b.ref.Participant), cmp.Compare(a.ref.Cohort, b.ref.Cohort))
}

// byDue puts the oldest next step first; people for whom nothing is due come last.
func byDue(a, b *entry) int {
	if (a.due == "") != (b.due == "") {
		return cmp.Compare(b.due, a.due)
	}
	return cmp.Or(cmp.Compare(a.due, b.due), byName(a, b))
}

// load reads the whole index.
func (x *index) load() error {
	list, err := x.read()
	if err != nil {
		return err
	}
	slices.SortFunc(list, byName)
	rows := make(map[int64]*entry, len(list))
	for _, e := range list {
		rows[e.row] = e
	}
	x.mu.Lock()
	x.list, x.rows = list, rows
	x.mu.Unlock()
	return nil
}

// start reads the index in the background, so that the first screen need not wait.
func (x *index) start() {
	x.done = make(chan struct{})
	go func() {
		defer close(x.done)
		x.err = x.load()
	}()
}

func (x *index) wait(ctx context.Context) error {
	select {
	case <-x.done:
		return x.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// apply brings the index up to date after a commit: few rows are exchanged, many
// mean that the whole is read again.
func (x *index) apply(changed []entry, reload bool) {
	<-x.done
	if reload || len(changed) > 2000 {
		if err := x.load(); err != nil {
			x.mu.Lock()
			x.err = err
			x.mu.Unlock()
		}
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for i := range changed {
		e := &changed[i]
		if old := x.rows[e.row]; old != nil {
			at, _ := slices.BinarySearchFunc(x.list, old, byName)
			if !e.gone && byName(old, e) == 0 {
				x.list[at], x.rows[e.row] = e, e
				continue
			}
			x.list = slices.Delete(x.list, at, at+1)
			delete(x.rows, e.row)
		}
		if !e.gone {
			at, _ := slices.BinarySearchFunc(x.list, e, byName)
			x.list = slices.Insert(x.list, at, e)
			x.rows[e.row] = e
		}
	}
}

// find gives the entries that pass the filter, in its order, and how many there are
// in its cohort. The entries are shared: not to be changed.
func (x *index) find(f *Filter) (found []*entry, total int) {
	want := terms(f.Query)
	queried := strings.TrimSpace(f.Query) != ""
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, e := range x.list {
		if f.Cohort != 0 && e.ref.Cohort != f.Cohort {
			continue
		}
		total++
		if queried && !e.matches(want) || !f.passes(e) {
			continue
		}
		found = append(found, e)
	}
	switch f.Order {
	case OrderStep:
		slices.SortStableFunc(found, byDue)
	case OrderNumber:
		// The folded text ends with the number; protected people have none and come last.
		slices.SortStableFunc(found, func(a, b *entry) int { return cmp.Compare(a.number(), b.number()) })
	}
	if f.Descending {
		slices.Reverse(found)
	}
	return found, total
}

func (e *entry) matches(terms []string) bool {
	if e.text == "" {
		return false
	}
	for _, t := range terms {
		if !strings.Contains(e.text, t) {
			return false
		}
	}
	return true
}

// number gives the present personal number out of the search text.
func (e *entry) number() string {
	_, numbers, ok := strings.Cut(e.text, "|")
	if !ok {
		return "~"
	}
	number, _, _ := strings.Cut(numbers, "|")
	return number
}
