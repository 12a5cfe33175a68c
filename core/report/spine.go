package report

import "slices"

// The spine is what all tables hang on: how many were listed, were invited and came, and
// whatever can be added up to these: states, channels, forms, stars, documentation, and
// what reminders and calls were worth. It is hidden as one system.

// spine counts the course of a cohort and hides what must be.
func (c *cohort) spine() {
	place := places["funnel"]
	v := &Variables[place]
	everybody := make([]int, len(v.Categories))
	for i := range everybody {
		everybody[i] = i
	}
	c.steps[0] = c.cells(c.of(place, everybody...))
	for k, step := range Steps {
		c.steps[k+1] = c.cells(c.of(place, v.sum(step)...))
		for ch, channel := range Channels {
			c.channels[k][ch].n = c.of(place, v.sum(channel+":"+step)...).All()
		}
	}
	for _, id := range append([]string{"reminders", "calls"}, spineVariables...) {
		c.grids[places[id]] = c.raw(places[id])
	}
	if !c.open {
		c.hideSpine()
	}
	for _, id := range spineVariables {
		c.makeRoom(places[id], c.grids[places[id]])
	}
}

// spineVariables are those that add up to the steps in more than one way.
var spineVariables = []string{"state", "form", "star", "documented"}

// What the reader loses with a step of one channel, and how much more a step of all is worth.
const (
	priceChannel = 0.5
	priceStep    = 20.0
)

// spineSystem builds the system of the spine.
type spineSystem struct {
	system
	cohort *cohort
	told   bool
	back   map[int]*figure
	order  []int                 // the nodes of back, as they were added
	same   map[*figures]*figures // rows that are one of the steps
	cols   []int
}

func (c *cohort) hideSpine() {
	s := newSpine(c, false)
	var parts []*system
	var orders [][]int
	for _, clinic := range c.clinics {
		p := newSpine(clinic, true)
		parts, orders = append(parts, &p.system), append(orders, p.order)
	}
	s.addUp(s.order, parts, orders)
	s.hide()
	for k, f := range s.back {
		f.hidden = s.nodes[k].hidden
	}
	for row, step := range s.same {
		*row = *step
	}
	c.keepSexes()
}

// keepSexes hides of women and men who have a form or a star where it is hidden how many
// of them came: what hangs on these is not told by sex either.
func (c *cohort) keepSexes() {
	if !c.steps[4][women].hidden && !c.steps[4][men].hidden {
		return
	}
	for _, place := range []int{placeForm, placeStar} {
		c.grids[place].each(func(f *figures) {
			for _, col := range []int{women, men} {
				f[col].hidden = f[col].hidden || f[col].n > 0
			}
		})
	}
}

// newSpine builds the system; of one that is told, what is hidden is settled already.
func newSpine(c *cohort, told bool) *spineSystem {
	s := &spineSystem{cohort: c, told: told, back: map[int]*figure{}, same: map[*figures]*figures{}, cols: []int{women, men, all}}
	steps := s.steps()
	s.channels(steps)
	for _, id := range spineVariables {
		s.variable(id, steps)
	}
	s.worth("reminders", steps)
	s.worth("calls", steps)
	return s
}

// put adds a cell that is shown somewhere.
func (s *spineSystem) put(f *figure, price float64) int {
	var k int
	if s.told {
		k = s.given(*f)
	} else {
		k = s.cell(f.n, price)
	}
	s.back[k] = f
	s.order = append(s.order, k)
	return k
}

// add adds a row, with women and men adding up to all.
func (s *spineSystem) add(f *figures, times float64) []int {
	ks := make([]int, len(s.cols))
	for i, col := range s.cols {
		ks[i] = s.put(&f[col], price(col, times))
	}
	s.sum(ks[2], ks[0], ks[1])
	return ks
}

// steps adds the steps, and those who took one and not the next.
func (s *spineSystem) steps() (steps [6][]int) {
	for k := range s.cohort.steps {
		steps[k] = s.add(&s.cohort.steps[k], priceStep)
	}
	if !s.told && len(s.cohort.clinics) == 0 { // a county's may tell a clinic's
		s.fix(steps)
	}
	for k := 0; k+1 < len(steps); k++ {
		var rest []int
		for i := range s.cols {
			r := s.unseen(s.nodes[steps[k][i]].n - s.nodes[steps[k+1][i]].n)
			s.sum(steps[k][i], r, steps[k+1][i])
			rest = append(rest, r)
		}
		s.sum(rest[2], rest[0], rest[1])
	}
	return steps
}

// fix keeps those numbers that the whole report stands on, how many were listed, were
// invited and came, as long as neither they nor their differences are small: others are
// hidden before them.
func (s *spineSystem) fix(steps [6][]int) {
	fine := func(col int, rows ...int) bool {
		for i, r := range rows {
			n := s.nodes[steps[r][col]].n
			if n >= 1 && n <= small {
				return false
			}
			if i > 0 {
				if d := s.nodes[steps[rows[i-1]][col]].n - n; d >= 1 && d <= small {
					return false
				}
			}
		}
		return true
	}
	for _, k := range steps[0] {
		s.nodes[k].fixed = s.nodes[k].n == 0
	}
	for _, rows := range [][]int{{0, 1, 4}, {0, 4}} {
		if !fine(2, rows...) {
			continue
		}
		sexes := fine(0, rows...) && fine(1, rows...)
		for _, r := range rows {
			for col, k := range steps[r] {
				s.nodes[k].fixed = s.nodes[k].fixed || col == 2 || sexes
			}
		}
	}
}

// channels adds the steps of each channel.
func (s *spineSystem) channels(steps [6][]int) {
	var before []int
	for k := range s.cohort.channels {
		var now []int
		for ch := range s.cohort.channels[k] {
			f := &s.cohort.channels[k][ch]
			at := s.put(f, priceChannel)
			now = append(now, at)
			if k > 0 {
				s.sum(before[ch], s.unseen(s.nodes[before[ch]].n-f.n), at)
			}
		}
		s.sum(steps[k+1][2], now...)
		before = now
	}
}

// variable adds a variable whose base is a step.
func (s *spineSystem) variable(id string, steps [6][]int) {
	v := variable(id)
	g := s.cohort.grids[places[id]]
	var rows [][]int
	for r := range g.counts {
		rows = append(rows, s.add(&g.counts[r], s.cohort.key(v, v.Categories[r])))
	}
	everything := make([]int, len(rows))
	for r := range rows {
		everything[r] = r
	}
	base := 4
	if id == "state" {
		base = 0
		s.total(steps[4], rows, []int{v.category("visited"), v.category("done")})
	}
	s.total(steps[base], rows, everything)
	s.same[&g.n] = &s.cohort.steps[base]
	for r := range g.sums {
		parts := v.sum(v.Sums[r].ID)
		if id == "documented" {
			s.total(steps[5], rows, parts)
			s.same[&g.sums[r]] = &s.cohort.steps[5]
			continue
		}
		s.total(s.add(&g.sums[r], priceSum), rows, parts)
	}
}

// worth adds how many of all had a reminder, or a call, and how many of these came: what
// the tables of them show.
func (s *spineSystem) worth(id string, steps [6][]int) {
	v, g := variable(id), s.cohort.grids[places[id]]
	at := map[string]int{}
	for r := range g.sums {
		at[v.Sums[r].ID] = s.put(&g.sums[r][all], priceAll)
	}
	for _, group := range []string{"none", "any"} {
		of, came := at[group], at[group+".came"]
		s.sum(of, came, s.unseen(s.nodes[of].n-s.nodes[came].n))
	}
	s.sum(steps[1][2], at["none"], at["any"])
	s.sum(steps[4][2], at["none.came"], at["any.came"])
}

// total says that a row is the sum of some of the rows, column by column.
func (s *spineSystem) total(at []int, rows [][]int, parts []int) {
	for i := range s.cols {
		var of []int
		for r := range rows {
			if slices.Contains(parts, r) {
				of = append(of, rows[r][i])
			}
		}
		s.sum(at[i], of...)
	}
}
