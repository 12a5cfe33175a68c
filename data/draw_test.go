package data

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
)

// drawnIndex gives an index of people with ids, whatever their names.
func drawnIndex(ids, names []string) *index {
	x := &index{}
	for i, id := range ids {
		x.list = append(x.list, &entry{row: int64(i), ref: Ref{id, 2026}, sort: sortKey(names[i%len(names)], ""), text: names[i%len(names)] + "|"})
	}
	slices.SortFunc(x.list, byName)
	return x
}

func inOrder(x *index, seed int) (ids []string) {
	found, _, _ := x.find(&Filter{Order: OrderRandom, Seed: seed})
	for _, e := range found {
		ids = append(ids, e.ref.Participant)
	}
	return ids
}

// The order by lot has everyone once, does not move anybody when others come onto the
// list, and knows neither names nor numbers.
func TestRandomOrderIsFair(t *testing.T) {
	id := rapid.StringMatching(`[0-9A-Z]{26}`)
	rapid.Check(t, func(rt *rapid.T) {
		ids := rapid.SliceOfNDistinct(id, 1, 60, rapid.ID).Draw(rt, "ids")
		seed := rapid.IntRange(1, MaxSeed).Draw(rt, "seed")
		names := rapid.SliceOfN(rapid.SampledFrom(families), 1, 10).Draw(rt, "names")
		order := inOrder(drawnIndex(ids, names), seed)
		if sorted := slices.Sorted(slices.Values(order)); !slices.Equal(sorted, slices.Sorted(slices.Values(ids))) {
			rt.Fatal("the order is no permutation")
		}
		if !slices.Equal(order, inOrder(drawnIndex(ids, []string{"Annan"}), seed)) {
			rt.Fatal("the order depends on the names")
		}
		slices.Reverse(ids)
		if !slices.Equal(order, inOrder(drawnIndex(ids, names), seed)) {
			rt.Fatal("the order depends on the roster's order")
		}
		early := ids[:rapid.IntRange(0, len(ids)).Draw(rt, "early")]
		before := inOrder(drawnIndex(early, names), seed)
		kept := slices.DeleteFunc(slices.Clone(order), func(id string) bool { return !slices.Contains(early, id) })
		if !slices.Equal(before, kept) {
			rt.Fatal("newcomers moved the others")
		}
	})
}

// Each place is as likely for the first of the roster as for the last.
func TestRandomOrderFavoursNobody(t *testing.T) {
	ids := []string{"01ARZ3NDEKTSV4RRFFQ69G5FA0", "01ARZ3NDEKTSV4RRFFQ69G5FA1", "01ARZ3NDEKTSV4RRFFQ69G5FA2", "01ARZ3NDEKTSV4RRFFQ69G5FA3"}
	first := map[string]int{}
	const seeds = 8000
	x := drawnIndex(ids, []string{"A"})
	for seed := 1; seed <= seeds; seed++ {
		first[inOrder(x, seed)[0]]++
	}
	for _, id := range ids {
		if n := first[id]; n < seeds/4*9/10 || n > seeds/4*11/10 {
			t.Errorf("%s comes first %d times of %d", id, n, seeds)
		}
	}
}

func TestSeedIsDrawnOnce(t *testing.T) {
	s, c := testStore(t)
	importRows(t, s, people(t, 12))
	before := accessLog(t, s, "draw")
	d, err := s.Draw(t.Context(), 2026, 0)
	if err != nil || d.Seed < 1 || d.Seed > MaxSeed || d.Actor != testUser || !d.At.Equal(c.t) {
		t.Fatalf("%+v, %v", d, err)
	}
	order := allRows(t, s, Filter{Cohort: 2026, Order: OrderRandom})
	for _, seed := range []int{0, d.Seed} {
		if again, err := s.Draw(t.Context(), 2026, seed); err != nil || again != d {
			t.Errorf("%+v, %v", again, err)
		}
	}
	var refused *fault.Error
	if _, err := s.Draw(t.Context(), 2026, d.Seed%MaxSeed+1); !errors.As(err, &refused) || refused.Text.ID != "list.err.drawn" {
		t.Errorf("another seed: %v", err)
	}
	if _, err := s.Draw(t.Context(), 2026, MaxSeed+1); !errors.As(err, &refused) || refused.Text.ID != "list.err.seed" {
		t.Errorf("too large a seed: %v", err)
	}
	if n := accessLog(t, s, "draw") - before; n != 1 {
		t.Errorf("%d rows in the log", n)
	}
	if other, err := s.Draw(t.Context(), 2027, 4711); err != nil || other.Seed != 4711 {
		t.Errorf("a seed of one's own: %+v, %v", other, err)
	}
	// the database has it, and keeps it
	s.draws = nil
	if again, err := s.Draw(t.Context(), 2026, 0); err != nil || again.Seed != d.Seed {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := s.writer.Exec(`UPDATE draw SET seed = 1`); err == nil {
		t.Error("a seed can be changed")
	}
	if _, err := s.writer.Exec(`DELETE FROM draw`); err == nil {
		t.Error("a seed can be removed")
	}
	if again := allRows(t, s, Filter{Cohort: 2026, Order: OrderRandom}); !slices.EqualFunc(order, again, sameRef) {
		t.Error("the order has changed")
	}
	down := allRows(t, s, Filter{Cohort: 2026, Order: OrderRandom, Descending: true})
	if slices.Reverse(down); !slices.EqualFunc(order, down, sameRef) {
		t.Error("backwards is another order")
	}
}

func sameRef(a, b Row) bool { return a.Ref() == b.Ref() }

func accessLog(t testing.TB, s *Store, act string) (n int) {
	t.Helper()
	list, err := s.AccessLog(t.Context(), "", 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		if a.Act == act {
			n++
		}
	}
	return n
}

// The next batch goes on where the last one ended, and newcomers fall in; protected
// people, and those who are in a queue already, are not invited by lot.
func TestNextToInvite(t *testing.T) {
	s, _ := testStore(t)
	clinicSettings(t, s)
	rows := people(t, 20)
	rows[5].protected = true
	importRows(t, s, rows[:15])
	logged(t, s, rows[0].number, journey.Declined, journey.Details{})
	logged(t, s, rows[1].number, journey.Consented, journey.Details{Answer: journey.Yes})
	whole, turn, err := s.NextToInvite(t.Context(), 2026, 100)
	if err != nil || turn.Order != OrderRandom || turn.Seed == 0 || turn.Waiting != 13 || len(whole) != 13 {
		t.Fatalf("%d, %+v, %v", len(whole), turn, err)
	}
	first, _, err := s.NextToInvite(t.Context(), 2026, 5)
	if err != nil || !slices.Equal(first, whole[:5]) {
		t.Fatalf("the first batch: %v", err)
	}
	var only []string
	for _, r := range first {
		only = append(only, r.Participant)
	}
	printLetters(t, s, LettersParams{Template: journey.TemplateInvitation, Only: only, Confirm: true})
	second, turn, err := s.NextToInvite(t.Context(), 2026, 5)
	if err != nil || turn.Waiting != 8 || !slices.Equal(second, whole[5:10]) {
		t.Fatalf("the second batch: %+v, %v", turn, err)
	}
	importRows(t, s, rows)
	later, _, err := s.NextToInvite(t.Context(), 2026, 100)
	if err != nil || len(later) != 13 {
		t.Fatalf("%d, %v", len(later), err)
	}
	kept := slices.DeleteFunc(slices.Clone(later), func(r Ref) bool { return !slices.Contains(whole, r) })
	if !slices.Equal(kept, whole[5:]) {
		t.Error("newcomers moved the others")
	}
	for _, order := range []string{"birth", "name"} {
		if err := s.SetSetting(t.Context(), "invite_order", order); err != nil {
			t.Fatal(err)
		}
		next, turn, err := s.NextToInvite(t.Context(), 2026, 3)
		if err != nil || turn.Order.Name() != order || turn.Seed != 0 || len(next) != 3 {
			t.Fatalf("%s: %+v, %v", order, turn, err)
		}
		want := allRows(t, s, Filter{Cohort: 2026, ToInvite: true, Order: turn.Order, Limit: 3})
		for i, r := range want {
			if next[i] != r.Ref() {
				t.Errorf("%s: %v", order, next)
			}
		}
	}
	if next, _, err := s.NextToInvite(t.Context(), 2026, -1); err != nil || len(next) != 0 {
		t.Errorf("%v, %v", next, err)
	}
	if next, turn, err := s.NextToInvite(t.Context(), 1999, 5); err != nil || len(next) != 0 || turn.Waiting != 0 {
		t.Errorf("an empty cohort: %v %+v %v", next, turn, err)
	}
	if _, drawn := s.draws[1999]; drawn {
		t.Error("an order is drawn for nobody")
	}
}

// A birth date is told by the number's first eight digits; a samordningsnummer has 60
// more in its day.
func TestBirthOrder(t *testing.T) {
	for number, want := range map[string]int{"198603072383": 19860307, "198603672383": 19860307, "198603912383": 19860331, "198603612383": 19860301, "198603602383": 19860360,
		"19860300K123": 19860300, "": unborn, "1986K3072383": unborn} {
		e := entry{text: "anna ek|" + number}
		if got := e.born(); got != want {
			t.Errorf("%q gives %d, not %d", number, got, want)
		}
	}
	s, _ := testStore(t)
	rows := people(t, 30)
	rows[3].protected = true
	importRows(t, s, rows)
	list := allRows(t, s, Filter{Order: OrderBirth})
	if !list[len(list)-1].Protected {
		t.Error("the place of a protected person tells the birth date")
	}
	if !slices.IsSortedFunc(list[:len(list)-1], func(a, b Row) int { return a.Number.Born().Compare(b.Number.Born()) }) {
		t.Error("not by birth date")
	}
}

// Every count of a choice is what the list gives with that choice made.
func TestFacetsAreWhatTheChoicesList(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 40)
	rows[7].protected, rows[8].protected = true, true
	rows[3].language, rows[4].language, rows[5].language, rows[7].language = "arabiska", "arabiska", "somaliska", "dari"
	importRows(t, s, rows)
	for i, r := range rows[10:20] {
		logged(t, s, r.number, journey.Consented, journey.Details{Answer: []string{journey.Yes, journey.No}[i%2]})
	}
	for _, r := range rows[20:25] {
		logged(t, s, r.number, journey.WantsHelp, journey.Details{})
	}
	logged(t, s, rows[25].number, journey.Declined, journey.Details{})
	c.to(testDay.Add(1), 9, 0)
	yes, no := true, false
	rapid.Check(t, func(rt *rapid.T) {
		f := Filter{Cohort: 2026, Query: rapid.SampledFrom([]string{"", "a", "öst"}).Draw(rt, "query")}
		if rapid.Bool().Draw(rt, "states") {
			f.States = []journey.State{journey.StateNew, journey.StateInContact}
		}
		if rapid.Bool().Draw(rt, "consent") {
			f.Consent = []string{"", journey.Yes}
		}
		if rapid.Bool().Draw(rt, "channels") {
			f.Channels = []journey.Channel{journey.ByLetter}
		}
		f.Protected = rapid.SampledFrom([]*bool{nil, nil, &yes, &no}).Draw(rt, "protected")
		f.Interpreter = rapid.SampledFrom([]*bool{nil, nil, &yes}).Draw(rt, "interpreter")
		counts, err := s.Facets(t.Context(), f)
		if err != nil {
			rt.Fatal(err)
		}
		check := func(what string, got int, choose func(f *Filter)) {
			one := f
			choose(&one)
			if l, err := s.Participants(t.Context(), one); err != nil || l.Count != got {
				rt.Fatalf("%s: counted %d, listed %d, %v", what, got, l.Count, err)
			}
		}
		for _, v := range journey.States {
			check(string(v), counts.States[v], func(f *Filter) { f.States = []journey.State{v} })
		}
		for _, v := range []journey.StepKind{journey.StepLetter, journey.StepTicket, journey.StepHelpBook, journey.StepForward} {
			check(string(v), counts.Steps[v], func(f *Filter) { f.Steps = []journey.StepKind{v} })
		}
		for _, v := range journey.Queues {
			check(string(v), counts.Queues[v], func(f *Filter) { f.Queues = []journey.Queue{v} })
		}
		for _, v := range journey.Channels {
			check(string(v), counts.Channels[v], func(f *Filter) { f.Channels = []journey.Channel{v} })
		}
		for _, v := range []string{"", journey.Yes, journey.No, journey.Withdrawn} {
			check("consent "+v, counts.Consent[v], func(f *Filter) { f.Consent = []string{v} })
		}
		for sex, n := range counts.Sex {
			check(string(sex), n, func(f *Filter) { f.Sex = sex })
		}
		for _, v := range []string{"arabiska", "somaliska", "dari"} {
			check(v, counts.Languages[v], func(f *Filter) { f.Languages = []string{v} })
		}
		check("interpreter", counts.Interpreter, func(f *Filter) { f.Interpreter = &yes })
		check("protected", counts.Protected, func(f *Filter) { f.Protected = &yes })
		check("gone", counts.Gone, func(f *Filter) { f.Gone = &yes })
		check("to invite", counts.ToInvite, func(f *Filter) { f.ToInvite = true })
	})
	if n := len(allRows(t, s, Filter{Languages: []string{"arabiska"}})); n != 2 {
		t.Errorf("%d speak Arabic", n)
	}
	if err := s.index.load(); err != nil {
		t.Fatal(err)
	}
	if n := len(allRows(t, s, Filter{Languages: []string{"arabiska", "dari"}})); n != 3 {
		t.Errorf("read anew, %d speak Arabic or Dari", n)
	}
}

// What happened last is told in words, without what was taken back, and of protected
// people nothing.
func TestLastEventOfARow(t *testing.T) {
	s, c := testStore(t)
	rows := people(t, 4)
	rows[3].protected = true
	importRows(t, s, rows)
	c.to(testDay.Add(1), 10, 0)
	logged(t, s, rows[0].number, journey.Note, journey.Details{Text: "vill bli ringd"})
	call := logged(t, s, rows[1].number, journey.Called, journey.Details{Outcome: journey.CallNoAnswer})
	if _, err := s.Undo(t.Context(), call.Event, "fel rad"); err != nil {
		t.Fatal(err)
	}
	for i, r := range allRows(t, s, Filter{Order: OrderName, Last: true}) {
		switch at := fmt.Sprint(r.Last.Text.ID); {
		case r.Protected && !r.Last.Text.IsZero():
			t.Errorf("row %d tells of a protected person", i)
		case r.Number.String() == rows[0].number && (!strings.Contains(at, "note") || r.Last.Day != testDay.Add(1)):
			t.Errorf("%+v", r.Last)
		case r.Number.String() == rows[1].number && (r.Last.Day != testDay || r.Last.Text.IsZero()):
			t.Errorf("what was taken back is told: %+v", r.Last)
		}
	}
	for _, r := range allRows(t, s, Filter{}) {
		if !r.Last.Text.IsZero() {
			t.Error("read without being asked for")
		}
	}
}
