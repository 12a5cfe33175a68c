package report

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/say"
)

// attacker is a reader who wants to know what is hidden: everything shown in any number of
// reports is a known number, everything that must add up is an equation. It shares no code
// with what hides.
type attacker struct {
	place  map[string]int
	name   []string
	known  []bool
	n      []int // of the known
	eq     []fact
	single bool        // the report that is read is of one year and clinic
	least  map[int]int // what about shares tell of denominators
	most   map[int]int
}

// fact says that cells times factors add up to 0.
type fact map[int]int64

func newAttacker() *attacker {
	return &attacker{place: map[string]int{}, least: map[int]int{}, most: map[int]int{}}
}

func (a *attacker) cell(name string) int {
	if k, ok := a.place[name]; ok {
		return k
	}
	k := len(a.name)
	a.place[name] = k
	a.name, a.known, a.n = append(a.name, name), append(a.known, false), append(a.n, 0)
	return k
}

// see takes a number as shown.
func (a *attacker) see(t *testing.T, name string, c Cell) int {
	k := a.cell(name)
	if !c.Hidden && c.Kind != Blank {
		if a.known[k] && a.n[k] != c.N {
			t.Fatalf("%s is shown as %d and as %d", name, a.n[k], c.N)
		}
		a.known[k], a.n[k] = true, c.N
	}
	return k
}

func (a *attacker) sum(total int, parts ...int) {
	f := fact{}
	f[total]--
	for _, p := range parts {
		f[p]++
	}
	a.eq = append(a.eq, f)
}

// read takes everything that a report shows of one place (a clinic, the county) and time.
func (a *attacker) read(t *testing.T, where string, r *Report) {
	a.single = r.Period.Single() && !r.County && !r.Open
	var steps Table
	for _, c := range r.Chapters {
		for _, tab := range c.Tables {
			if tab.ID == "steps" {
				steps = tab
			}
		}
	}
	at := func(table, row, col string) int { return a.cell(where + "|" + table + "|" + row + "|" + col) }
	for _, row := range steps.Rows {
		for i, col := range steps.Columns {
			if col.Kind == Counts {
				a.see(t, where+"|steps|"+row.ID+"|"+col.ID, row.Cells[i])
			}
		}
	}
	order := []string{"listed", "invited", "reached", "booked", "came", "documented"}
	for _, col := range []string{"women", "men", "all"} {
		for k := 1; k < len(order); k++ {
			a.sum(at("steps", order[k-1], col), at("steps", order[k], col), at("rest", order[k-1], col))
		}
	}
	for _, k := range order {
		a.sum(at("steps", k, "all"), at("steps", k, "women"), at("steps", k, "men"))
		a.sum(at("rest", k, "all"), at("rest", k, "women"), at("rest", k, "men"))
	}
	for _, c := range r.Chapters {
		for _, tab := range c.Tables {
			switch tab.ID {
			case "steps":
			case "channels":
				a.channels(t, at, where, tab)
			case "reminders", "calls":
				for i, col := range tab.Columns {
					a.see(t, where+"|"+tab.ID+"|of|"+col.ID, col.Of)
					a.see(t, where+"|"+tab.ID+"|came|"+col.ID, tab.Rows[0].Cells[i])
					a.sum(at(tab.ID, "of", col.ID), at(tab.ID, "came", col.ID), at(tab.ID, "not", col.ID))
				}
				a.sum(at("steps", "invited", "all"), at(tab.ID, "of", "none"), at(tab.ID, "of", "any"))
				a.sum(at("steps", "came", "all"), at(tab.ID, "came", "none"), at(tab.ID, "came", "any"))
			case "payment":
				if c := tab.Rows[0].Cells[2]; !c.Hidden {
					a.see(t, where+"|steps|came|all", Cell{Kind: Bare, N: int(c.Value) / int(tab.Rows[0].Cells[1].Value)})
				}
			case "language", "reason":
				a.words(t, at, where, tab)
			case "action":
				for _, row := range tab.Rows {
					name := say.In(say.Swedish, row.Label)
					k := a.see(t, where+"|action|"+name+"|all", row.Cells[0])
					a.sum(at("steps", "came", "all"), k, at("action", "not "+name, "all"))
				}
			case "levels":
				for _, row := range tab.Rows {
					var parts []int
					for i := range levels {
						parts = append(parts, a.see(t, where+"|star."+row.ID+"|"+levels[i]+"|all", row.Cells[i]))
					}
					a.sum(a.see(t, where+"|star."+row.ID+"|n|all", row.Cells[len(levels)]), parts...)
					a.sum(at("star", "yes", "all"), at("star."+row.ID, "n", "all"), at("star."+row.ID, "missing.any", "all"))
				}
			case "trend", "clinics":
			default:
				a.variable(t, at, where, tab)
			}
		}
	}
}

func (a *attacker) channels(t *testing.T, at func(table, row, col string) int, where string, tab Table) {
	for r, row := range tab.Rows {
		var parts []int
		for i, col := range tab.Columns {
			if col.ID != "all" {
				k := a.see(t, where+"|channels|"+row.ID+"|"+col.ID, row.Cells[i])
				parts = append(parts, k)
				if r > 0 {
					a.sum(at("channels", tab.Rows[r-1].ID, col.ID), k, at("channels", "not "+row.ID, col.ID))
				}
			} else {
				a.see(t, where+"|steps|"+row.ID+"|all", row.Cells[i])
			}
		}
		a.sum(at("steps", row.ID, "all"), parts...)
	}
}

func (a *attacker) words(t *testing.T, at func(table, row, col string) int, where string, tab Table) {
	var parts []int
	for _, row := range tab.Rows {
		parts = append(parts, a.see(t, where+"|"+tab.ID+"|"+row.ID+"|all", row.Cells[0]))
	}
	of := map[string]int{"language": at("interpreter", "yes", "all"), "reason": at("state", "declined", "all")}[tab.ID]
	if len(parts) > 0 {
		a.sum(of, parts...)
	}
}

// variable takes a table of categories.
func (a *attacker) variable(t *testing.T, at func(table, row, col string) int, where string, tab Table) {
	v := variable(tab.ID)
	base := map[Base]string{Listed: "listed", Booked: "booked"}[v.Base]
	if base == "" {
		base = "came"
	}
	for i, col := range tab.Columns {
		if col.Kind != Counts {
			continue
		}
		n := a.see(t, where+"|"+tab.ID+"|n|"+col.ID, col.Of)
		cats, whole := []int{}, []int{n}
		byID := map[string]int{}
		for _, row := range tab.Rows {
			id, table := row.ID, tab.ID
			switch id {
			case "missing.form":
				id, table = "lacking", "form"
			case "missing.star":
				id, table = "no", "star"
			}
			k := a.see(t, where+"|"+table+"|"+id+"|"+col.ID, row.Cells[i])
			byID[row.ID] = k
			switch {
			case row.Below:
				whole = append(whole, k)
			case !row.Sum:
				cats = append(cats, k)
			}
		}
		a.sum(n, cats...)
		a.sum(at("steps", base, col.ID), whole...)
		if whole := at("steps", base, col.ID); a.known[whole] && a.single {
			var missing, all []Cell
			for _, row := range tab.Rows {
				if row.Below {
					missing, all = append(missing, row.Cells[i]), append(all, row.Cells[2])
				}
			}
			for _, row := range tab.Rows {
				a.public(t, where+" "+tab.ID+" "+row.ID+" "+col.ID, n, row.Cells[i], a.n[whole], missing, all)
			}
		}
		if rowsAreSums(v) {
			if v.ID == "form" {
				a.sum(at("form", "lacking", col.ID), byID["cl24"], byID["begun"], byID["none"])
			}
			continue
		}
		for _, s := range v.Sums {
			var parts []int
			for _, c := range s.Categories {
				parts = append(parts, byID[c])
			}
			a.sum(byID[s.ID], parts...)
		}
		switch v.ID {
		case "state":
			a.sum(at("steps", "came", col.ID), byID["visited"], byID["done"])
		case "documented":
			a.sum(at("steps", "documented", col.ID), byID["yes"])
		}
	}
	for _, row := range tab.Rows {
		id, table := row.ID, tab.ID
		switch id {
		case "missing.form":
			id, table = "lacking", "form"
		case "missing.star":
			id, table = "no", "star"
		}
		a.sum(at(table, id, "all"), at(table, id, "women"), at(table, id, "men"))
	}
	a.sum(at(tab.ID, "n", "all"), at(tab.ID, "n", "women"), at(tab.ID, "n", "men"))
}

// public checks that a share of a hidden denominator is made of shown numbers alone, those
// who came, less those shown as missing, less what the hidden ones of these are at most,
// and takes what it tells: that the denominator is no further off than that.
func (a *attacker) public(t *testing.T, where string, n int, c Cell, base int, missing, all []Cell) {
	if c.Kind != Filled || !c.About {
		return
	}
	lo, hi := base, base
	for i, m := range missing {
		switch {
		case m.Hidden && !all[i].Hidden:
			lo -= max(small, all[i].N)
		case m.Hidden:
			lo -= small
		default:
			lo, hi = lo-m.N, hi-m.N
		}
	}
	if want := math.Floor(100*2*float64(c.N)/float64(lo+hi)+.5) / 100; math.Abs(c.Share-want) > 1e-9 {
		t.Errorf("%s: about %v, of shown numbers %v", where, c.Share, want)
	}
	a.least[n], a.most[n] = lo, hi
}

// ranges solves what is known, and gives what remains possible of each unknown cell.
func (a *attacker) ranges() (lo, hi []float64) {
	lo, hi = make([]float64, len(a.name)), make([]float64, len(a.name))
	for k := range lo {
		if hi[k] = math.Inf(1); a.known[k] {
			lo[k], hi[k] = float64(a.n[k]), float64(a.n[k])
		} else if n, ok := a.least[k]; ok {
			lo[k], hi[k] = float64(n), float64(a.most[k])
		}
	}
	rows := a.unknownRows()
	a.propagate(rows, lo, hi)
	for _, part := range components(rows) {
		a.propagate(eliminate(part), lo, hi)
	}
	a.propagate(rows, lo, hi)
	return lo, hi
}

// row says that unknown cells times factors add up to a number.
type row struct {
	f  map[int]*big.Rat
	is *big.Rat
}

func (a *attacker) unknownRows() (rows []row) {
	for _, e := range a.eq {
		r := row{map[int]*big.Rat{}, new(big.Rat)}
		for k, f := range e {
			if a.known[k] {
				r.is.Sub(r.is, big.NewRat(f*int64(a.n[k]), 1))
			} else if f != 0 {
				r.f[k] = big.NewRat(f, 1)
			}
		}
		if len(r.f) > 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// components parts equations that have no unknown in common.
func components(rows []row) [][]row {
	of := map[int]int{} // cell → component
	parts := map[int][]row{}
	for i, r := range rows {
		list := []row{r}
		for k := range r.f {
			if c, ok := of[k]; ok && parts[c] != nil {
				list = append(list, parts[c]...)
				delete(parts, c)
			}
		}
		parts[i] = list
		for _, r := range list {
			for k := range r.f {
				of[k] = i
			}
		}
	}
	var all [][]row
	for _, p := range parts {
		all = append(all, p)
	}
	return all
}

// eliminate brings rows into reduced form, with exact fractions.
func eliminate(rows []row) (done []row) {
	for len(rows) > 0 {
		r := rows[0]
		rows = rows[1:]
		if len(r.f) == 0 {
			continue
		}
		keys := make([]int, 0, len(r.f))
		for k := range r.f {
			keys = append(keys, k)
		}
		sort.Ints(keys)
		pivot := keys[0]
		by := new(big.Rat).Inv(r.f[pivot])
		for _, f := range r.f {
			f.Mul(f, by)
		}
		r.is.Mul(r.is, by)
		for _, list := range [][]row{rows, done} {
			for i := range list {
				o := &list[i]
				f, ok := o.f[pivot]
				if !ok {
					continue
				}
				f = new(big.Rat).Set(f)
				for k, g := range r.f {
					d := new(big.Rat).Mul(f, g)
					if o.f[k] == nil {
						o.f[k] = new(big.Rat)
					}
					if o.f[k].Sub(o.f[k], d); o.f[k].Sign() == 0 {
						delete(o.f, k)
					}
				}
				o.is.Sub(o.is, new(big.Rat).Mul(f, r.is))
			}
		}
		done = append(done, r)
	}
	return done
}

// propagate narrows whole numbers of 0 or more until nothing moves.
func (a *attacker) propagate(rows []row, lo, hi []float64) {
	type flat struct {
		cells   []int
		factors []float64
		is      float64
	}
	var list []flat
	for _, r := range rows {
		var f flat
		for k, g := range r.f {
			x, _ := g.Float64()
			f.cells, f.factors = append(f.cells, k), append(f.factors, x)
		}
		f.is, _ = r.is.Float64()
		list = append(list, f)
	}
	for moved := true; moved; {
		moved = false
		up := func(k int, v float64) {
			if v = math.Ceil(v - 1e-6); v > lo[k] {
				lo[k], moved = v, true
			}
		}
		down := func(k int, v float64) {
			if v = math.Floor(v + 1e-6); v < hi[k] {
				hi[k], moved = v, true
			}
		}
		for _, r := range list {
			for i, k := range r.cells {
				rest, most := 0.0, 0.0 // of the others
				for j, c := range r.cells {
					if j != i {
						x, y := r.factors[j]*lo[c], times(r.factors[j], hi[c])
						rest, most = rest+min(x, y), most+max(x, y)
					}
				}
				from, to := (r.is-most)/r.factors[i], (r.is-rest)/r.factors[i]
				if r.factors[i] < 0 {
					from, to = to, from
				}
				up(k, from)
				down(k, to)
			}
		}
	}
}

func times(x, y float64) float64 {
	if x == 0 {
		return 0
	}
	return x * y
}

// truth reads the exact numbers from the reports in which nothing is hidden.
func truth(t *testing.T, where string, r *Report, into map[string]int) {
	a := newAttacker()
	a.read(t, where, r)
	for k, name := range a.name {
		if !a.known[k] {
			continue
		}
		into[name] = a.n[k]
		for _, kind := range missingIDs { // told as one where small numbers are hidden
			if strings.Contains(name, "|missing."+kind+"|") {
				into[strings.Replace(name, kind, "any", 1)] += a.n[k]
			}
		}
	}
}

// attack reports which hidden cells can be told: pinned to one number, or, of one that is
// 1–4, known closer than the mark itself says: fewer than four numbers remain possible.
func (a *attacker) attack(t interface{ Errorf(string, ...any) }, truth map[string]int, fail bool) (told int) {
	lo, hi := a.ranges()
	var faults []string
	for k, name := range a.name {
		n, ok := truth[name]
		if a.known[k] || !ok {
			continue
		}
		if float64(n) < lo[k] || float64(n) > hi[k] {
			faults = append(faults, fmt.Sprintf("%s is %d, and the attacker is sure of %v–%v: the attack is wrong", name, n, lo[k], hi[k]))
		} else if lo[k] == hi[k] || n >= 1 && n <= 4 && hi[k]-lo[k] < 3 {
			faults = append(faults, fmt.Sprintf("%s is %d: told as %v–%v", name, n, lo[k], hi[k]))
		}
	}
	slices.Sort(faults)
	if fail {
		for _, f := range faults[:min(len(faults), 10)] {
			t.Errorf("%s", f)
		}
	}
	return len(faults)
}

// sexesKnown gives people all of whose sexes are known, so that an open report has the same columns.
func sexesKnown(n int, seed uint64) []Person {
	people := many(n, seed)
	for i := range people {
		people[i].Sex = Sexes[sexOf(people[i].Sex)%2]
	}
	return people
}

// Whatever is read of one year's report, nothing hidden in it can be told.
func TestQ23NothingHiddenCanBeTold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(rt, "people")
		tally := NewTally(2026)
		for _, p := range sexesKnown(n, rapid.Uint64().Draw(rt, "seed")) {
			tally.Add(p)
		}
		in := Input{Clinic: "A", Period: Period{2026, 2026}, Tallies: []*Tally{tally}, Payment: 1100}
		a := newAttacker()
		a.read(t, "A|2026", New(in))
		in.Open = true
		exact := map[string]int{}
		truth(t, "A|2026", New(in), exact)
		a.attack(rt, exact, true)
	})
}

// Neither does a report of several years tell anything beside the reports of each, nor do
// the shares of earlier years in the report of a later one.
func TestQ23YearsAndPeriodsTellNoMore(t *testing.T) {
	for seed, sizes := range [][3]int{{5, 90, 30}, {164, 40, 12}} {
		in := Input{Clinic: "A", Payment: 1100}
		for i, n := range sizes {
			tally := NewTally(2024 + i)
			for _, p := range sexesKnown(n, uint64(10*seed+i)) {
				tally.Add(p)
			}
			in.Tallies = append(in.Tallies, tally)
		}
		own := ownShares(in)
		a := newAttacker()
		exact := map[string]int{}
		for _, p := range []Period{{2024, 2024}, {2025, 2025}, {2026, 2026}, {2024, 2025}, {2025, 2026}, {2024, 2026}} {
			in.Period, in.Open = p, false
			r := New(in)
			where := fmt.Sprintf("%d-%d|", p.From, p.To)
			a.read(t, where[:9], r)
			sharesAreOwn(t, r, own)
			in.Open = true
			truth(t, where[:9], New(in), exact)
		}
		for name := range exact {
			var from, to int
			fmt.Sscanf(name, "%d-%d|", &from, &to)
			at := name[len("2024-2026|"):]
			if from == to || strings.HasPrefix(at, "reason|") { // numbered in each table
				continue
			}
			var parts []int
			for y := from; y <= to; y++ {
				parts = append(parts, a.cell(fmt.Sprintf("%d-%d|%s", y, y, at)))
			}
			a.sum(a.cell(name), parts...)
		}
		a.attack(t, exact, true)
	}
}

// Nor does a county's report beside the reports of all its clinics.
func TestQ23CountyTellsNoMoreThanItsClinics(t *testing.T) {
	for seed, sizes := range [][]int{{60, 45, 80}, {164, 12, 90, 30}, {25, 0, 300}} {
		var clinics []Clinic
		var names []string
		a := newAttacker()
		exact := map[string]int{}
		in := Input{Period: Period{2026, 2026}, Payment: 1100}
		read := func(name string, report func(Input) *Report) {
			in.Open = false
			a.read(t, name, report(in))
			in.Open = true
			truth(t, name, report(in), exact)
			names = append(names, name)
		}
		for i, n := range sizes {
			tally := NewTally(2026)
			for _, p := range sexesKnown(n, uint64(100*seed+i)) {
				tally.Add(p)
			}
			clinics = append(clinics, Clinic{Name: fmt.Sprint("clinic", i), Tallies: []*Tally{tally}})
			read(fmt.Sprint("clinic", i), func(in Input) *Report {
				in.Tallies = clinics[i].Tallies
				return New(in)
			})
		}
		read("county0", func(in Input) *Report { return County("X", in, clinics) })
		for name := range exact {
			at, ok := strings.CutPrefix(name, "county0|")
			if !ok || strings.HasPrefix(at, "reason|") || strings.HasPrefix(at, "language|") {
				continue
			}
			var parts []int
			for i := range sizes {
				parts = append(parts, a.cell(fmt.Sprint("clinic", i, "|", at)))
			}
			a.sum(a.cell(name), parts...)
		}
		a.attack(t, exact, true)
	}
}

// ownShares gives what each year's own report says, by year, column, table and row.
func ownShares(in Input) map[string]Cell {
	own := map[string]Cell{}
	for _, tally := range in.Tallies {
		in.Period, in.Open = Period{tally.Cohort, tally.Cohort}, false
		for _, c := range New(in).Chapters {
			for _, tab := range c.Tables {
				for i, col := range tab.Columns {
					for _, row := range tab.Rows {
						if col.Kind == Counts {
							own[fmt.Sprint(tally.Cohort, col.ID, tab.ID, row.ID)] = row.Cells[i]
						}
					}
				}
			}
		}
	}
	return own
}

// sharesAreOwn checks that what stands of another year is what that year's own report says.
func sharesAreOwn(t *testing.T, r *Report, own map[string]Cell) {
	for _, c := range r.Chapters {
		for _, tab := range c.Tables {
			for i, col := range tab.Columns {
				if col.Kind != Shares {
					continue
				}
				for _, row := range tab.Rows {
					c := row.Cells[i]
					if c.Kind != Filled || c.Hidden || row.Below {
						continue
					}
					of, table, category := "all", tab.ID, row.ID
					if trend, ok := strings.CutPrefix(tab.ID, "trend"); ok {
						k, _ := indicator(row.ID)
						table, category = k.Variable, k.Category
						if table == "funnel" {
							table = "steps"
						}
						of = cmp.Or(strings.TrimPrefix(trend, "."), "all")
					}
					if o := own[col.ID+of+table+category]; o.Hidden || o.Share != c.Share {
						t.Errorf("%s %s of %s: %v in another report, %v in its own", tab.ID, row.ID, col.ID, c.Share, o)
					}
				}
			}
		}
	}
}
