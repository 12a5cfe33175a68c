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
	speak string // the interpreter's language, '' for no need
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

// load reads the whole index. Rows and texts are laid out in the order of names, so
// that a search reads memory from one end to the other.
func (x *index) load() error {
	read, err := x.read()
	if err != nil {
		return err
	}
	slices.SortFunc(read, byName)
	var texts strings.Builder
	for _, e := range read {
		texts.WriteString(e.text)
	}
	all, at := texts.String(), 0
	block := make([]entry, len(read))
	list := make([]*entry, len(read))
	rows := make(map[int64]*entry, len(read))
	for i, e := range read {
		n := len(e.text)
		block[i] = *e
		block[i].text = all[at : at+n]
		list[i], rows[e.row], at = &block[i], &block[i], at+n
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

// find gives the entries that pass the filter, in its order, as many as its window
// needs from the start of the list; and how many pass, and how many there are in its
// cohort. The entries are shared: not to be changed.
func (x *index) find(f *Filter) (found []*entry, count, total int) {
	want, tests := terms(f.Query), f.tests()
	queried := strings.TrimSpace(f.Query) != ""
	x.mu.RLock()
	defer x.mu.RUnlock()
	pick := picker{order: f.compare(), n: f.Offset + f.Limit}
	if f.Limit <= 0 {
		pick.n = len(x.list)
	}
	lots := drawing{f: f}
	for i := range x.list {
		e := x.list[i]
		if f.Descending {
			e = x.list[len(x.list)-1-i]
		}
		if f.Cohort != 0 && e.ref.Cohort != f.Cohort {
			continue
		}
		total++
		if queried && !e.matches(want) || failing(tests, e, true) != 0 {
			continue
		}
		count++
		if f.Order == OrderRandom {
			lots.add(e)
		} else {
			pick.add(e)
		}
	}
	if f.Order == OrderRandom {
		return lots.list(), count, total
	}
	return pick.list(), count, total
}

// picker keeps the first n of the entries that it is given, in order; entries that
// are equal in it stay as they come.
type picker struct {
	order func(a, b *entry) int // nil: as they come
	n     int
	kept  []*entry
	last  *entry // what does not come before this one is not among the first n
}

func (p *picker) add(e *entry) {
	if p.order == nil && len(p.kept) >= p.n || p.last != nil && p.order(e, p.last) >= 0 {
		return
	}
	p.kept = append(p.kept, e)
	if p.order != nil && len(p.kept) >= 2*p.n+256 { // seldom enough to cost little
		p.cut()
	}
}

func (p *picker) cut() {
	slices.SortStableFunc(p.kept, p.order)
	if len(p.kept) > p.n {
		p.kept = p.kept[:p.n]
		p.last = p.kept[p.n-1]
	}
}

func (p *picker) list() []*entry {
	if p.order != nil {
		p.cut()
	}
	return p.kept
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
