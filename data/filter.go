package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/journey"
	"fyrtio/core/pnr"
)

// The filter against the index: every field that is set is one test, and who passes all
// tests is listed. Counts for a field's choices leave out that field's own test.

// field is a field of the filter; its tests' failures are added up as bits.
type field uint16

const (
	byState field = 1 << iota
	byStep
	byQueue
	byChannel
	byConsent
	byForm
	bySex
	byInterpreter
	byLanguage
	byProtected
	byGone
	byReturned
	byOther // fields without choices to count
)

type test struct {
	field field
	ok    func(e *entry) bool
}

// tests gives the tests of the fields that are set.
func (f *Filter) tests() (list []test) {
	add := func(is bool, on field, ok func(e *entry) bool) {
		if is {
			list = append(list, test{on, ok})
		}
	}
	flag := func(wanted *bool, on field, bit flags) {
		add(wanted != nil, on, func(e *entry) bool { return *wanted == (e.flags&bit != 0) })
	}
	add(len(f.States) > 0, byState, func(e *entry) bool { return has(f.States, e.state) })
	add(len(f.Steps) > 0, byStep, func(e *entry) bool { return has(f.Steps, e.step) })
	add(len(f.Queues) > 0, byQueue, func(e *entry) bool { return has(f.Queues, e.queue) })
	var channels flags
	for _, c := range f.Channels {
		channels |= channelFlags[c]
	}
	add(len(f.Channels) > 0, byChannel, func(e *entry) bool { return e.flags&channels != 0 })
	add(len(f.Consent) > 0, byConsent, func(e *entry) bool { return has(f.Consent, e.consent()) })
	add(len(f.Form) > 0, byForm, func(e *entry) bool { return has(f.Form, e.form()) })
	add(f.Sex != "", bySex, func(e *entry) bool { return e.sex() == f.Sex })
	flag(f.Interpreter, byInterpreter, flagInterpreter)
	add(len(f.Languages) > 0, byLanguage, func(e *entry) bool { return e.speak != "" && has(f.Languages, e.speak) })
	flag(f.Protected, byProtected, flagProtected)
	flag(f.Gone, byGone, flagGone)
	flag(f.Returned, byReturned, flagReturned)
	due := f.DueBy.String()
	add(!f.DueBy.IsZero(), byOther, func(e *entry) bool { return e.due != "" && e.due <= due })
	if f.Participants != nil {
		chosen := make(map[string]bool, len(f.Participants))
		for _, id := range f.Participants {
			chosen[id] = true
		}
		add(true, byOther, func(e *entry) bool { return chosen[e.ref.Participant] })
	}
	if f.Refs != nil {
		chosen := make(map[Ref]bool, len(f.Refs))
		for _, ref := range f.Refs {
			chosen[ref] = true
		}
		add(true, byOther, func(e *entry) bool { return chosen[e.ref] })
	}
	add(f.ToInvite, byOther, func(e *entry) bool { return e.toInvite(f.day) })
	return list
}

// failing gives the fields whose test the entry does not pass; the first only, where
// that is enough.
func failing(tests []test, e *entry, first bool) (bad field) {
	for _, t := range tests {
		if !t.ok(e) {
			bad |= t.field
			if first {
				return bad
			}
		}
	}
	return bad
}

func has[T ~string](wanted []T, v string) bool { return slices.Contains(wanted, T(v)) }

// toInvite: the first invitation is the next step, and its day has come. What stands in
// a queue of Idag is on its way already.
func (e *entry) toInvite(today string) bool {
	return e.state == string(journey.StateNew) && e.queue == "" && e.due <= today &&
		(e.step == string(journey.StepLetter) || e.step == string(journey.StepTicket))
}

// Facets are how many people each choice of a filter would list, the other fields being
// as they are.
type Facets struct {
	States      map[journey.State]int
	Steps       map[journey.StepKind]int
	Queues      map[journey.Queue]int
	Channels    map[journey.Channel]int // where it is allowed
	Consent     map[string]int
	Form        map[journey.FormStatus]int
	Sex         map[pnr.Sex]int
	Languages   map[string]int
	Interpreter int // how many need one …
	Protected   int // … are protected
	Gone        int
	Returned    int
	ToInvite    int // of all whom the filter lists
}

// Facets counts the choices of a filter.
func (s *Store) Facets(ctx context.Context, f Filter) (Facets, error) {
	if err := s.ready(ctx); err != nil {
		return Facets{}, fmt.Errorf("count the list: %w", err)
	}
	f.day = s.Day().String()
	return s.index.facets(&f), nil
}

func (x *index) facets(f *Filter) Facets {
	c := Facets{States: map[journey.State]int{}, Steps: map[journey.StepKind]int{}, Queues: map[journey.Queue]int{}, Channels: map[journey.Channel]int{},
		Consent: map[string]int{}, Form: map[journey.FormStatus]int{}, Sex: map[pnr.Sex]int{}, Languages: map[string]int{}}
	want, tests := terms(f.Query), f.tests()
	queried := strings.TrimSpace(f.Query) != ""
	x.mu.RLock()
	defer x.mu.RUnlock()
	for _, e := range x.list {
		if f.Cohort != 0 && e.ref.Cohort != f.Cohort || queried && !e.matches(want) {
			continue
		}
		if bad := failing(tests, e, false); bad&(bad-1) == 0 { // none fails, or one field alone
			c.count(e, bad, f.day)
		}
	}
	return c
}

// count adds an entry to the choices of every field, or of the one that it fails.
func (c *Facets) count(e *entry, bad field, today string) {
	counts := func(on field) bool { return bad == 0 || bad == on }
	flag := func(n *int, on field, bit flags) {
		if e.flags&bit != 0 && counts(on) {
			*n++
		}
	}
	if counts(byState) {
		c.States[journey.State(e.state)]++
	}
	if counts(byStep) {
		c.Steps[journey.StepKind(e.step)]++
	}
	if counts(byQueue) && e.queue != "" {
		c.Queues[journey.Queue(e.queue)]++
	}
	if counts(byChannel) {
		for ch, bit := range channelFlags {
			if e.flags&bit != 0 {
				c.Channels[ch]++
			}
		}
	}
	if counts(byConsent) {
		c.Consent[e.consent()]++
	}
	if counts(byForm) && e.form() != "" {
		c.Form[journey.FormStatus(e.form())]++
	}
	if sex := e.sex(); counts(bySex) && sex != "" {
		c.Sex[sex]++
	}
	if counts(byLanguage) && e.speak != "" {
		c.Languages[e.speak]++
	}
	flag(&c.Interpreter, byInterpreter, flagInterpreter)
	flag(&c.Protected, byProtected, flagProtected)
	flag(&c.Gone, byGone, flagGone)
	flag(&c.Returned, byReturned, flagReturned)
	if bad == 0 && e.toInvite(today) {
		c.ToInvite++
	}
}

// compare gives the filter's order, nil where it is the index's own.
func (f *Filter) compare() func(a, b *entry) int {
	order := map[Order]func(a, b *entry) int{OrderStep: byDue, OrderWaiting: bySince, OrderNumber: byDigits, OrderBirth: byBirth}[f.Order]
	if order != nil && f.Descending {
		return func(a, b *entry) int { return order(b, a) }
	}
	return order
}

func byDue(a, b *entry) int   { return lateLast(a.due, b.due) }
func bySince(a, b *entry) int { return lateLast(a.since, b.since) }

// lateLast puts the oldest day first; people without one come last.
func lateLast(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

func byDigits(a, b *entry) int { return cmp.Compare(a.number(), b.number()) }
func byBirth(a, b *entry) int  { return cmp.Compare(a.born(), b.born()) }

// beyond sorts after every number and date.
const beyond = "~"

// number gives the present personal number out of the search text.
func (e *entry) number() string {
	_, numbers, ok := strings.Cut(e.text, "|")
	if !ok {
		return beyond
	}
	number, _, _ := strings.Cut(numbers, "|")
	return number
}

// unborn sorts after every birth date.
const unborn = 99999999

// born gives the birth date out of the number, 19860307: a samordningsnummer has 60
// more in its day. A reservnummer need not tell one.
func (e *entry) born() int {
	number := e.number()
	if len(number) != 12 {
		return unborn
	}
	date, err := strconv.Atoi(number[:8])
	if err != nil {
		return unborn
	}
	if date%100 > 60 {
		date -= 60
	}
	return date
}
