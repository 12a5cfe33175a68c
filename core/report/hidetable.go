package report

import "slices"

// base gives the people whom a variable is about: of a form or a star, those who came.
func (c *cohort) base(v *Variable) figures {
	switch v.Base {
	case Listed:
		return c.steps[0]
	case Invited:
		return c.steps[1]
	case Booked:
		return c.steps[3]
	}
	return c.steps[4]
}

// What the reader loses with a cell.
const (
	priceSex   = 1.0
	priceAll   = 20.0 // what the trends and the changes are made of
	priceKey   = 4.0  // times, for what an indicator needs
	priceSum   = 2.0  // times
	priceCount = 12.0 // times, for a denominator: all its shares go with it
)

// keys are the categories and sums that are an indicator, by variable.
var keys = func() map[string]bool {
	m := map[string]bool{}
	for _, i := range Indicators {
		m[i.Variable+" "+i.Category] = true
		for _, k := range variable(i.Variable).sum(i.Category) {
			m[i.Variable+" "+variable(i.Variable).Categories[k]] = true
		}
	}
	return m
}()

// price is what the reader loses with a cell of a row in a column.
func price(column int, times float64) float64 {
	if column == all {
		return priceAll * times
	}
	return priceSex * times
}

// having gives those who have what a variable is read from.
func (c *cohort) having(v *Variable) figures {
	switch v.Base {
	case Formed:
		return c.grid(placeForm).counts[0]
	case Starred:
		return c.grid(placeStar).counts[0]
	}
	return c.base(v)
}

// hide hides what must be of a variable by itself. What it hangs together with others by,
// its base and those who lack what it is read from, is shown or hidden already.
func (c *cohort) hide(place int, g *grid) {
	v := &Variables[place]
	base := c.base(v)
	has := c.having(v)
	switch v.Base {
	case Formed:
		g.lacking = c.grid(placeForm).sums[0]
	case Starred:
		g.lacking = c.grid(placeStar).counts[1]
	}
	cols := []int{women, men, all}
	switch {
	case base[all].hidden:
		g.conceal(has, women, men, all)
		if !v.mayMiss() {
			g.n = has
		}
		return
	case base[women].hidden || base[men].hidden:
		g.conceal(has, women, men) // who they are is not told: nor is anything of them
		cols = []int{all}
	}
	best := c.solved(place, g, cols, false)
	if len(cols) == 3 && best.lost > 0 {
		// Where few came, hardly any number by sex can be shown, and to show some of them costs
		// numbers of all: all alone may tell more.
		if alone := c.solved(place, g, cols, true); alone.lost < best.lost {
			best = alone
		}
	}
	g.meant = best.meant
	for k, f := range best.back {
		f.hidden = best.nodes[k].hidden
	}
	g.reveal()
}

// solved hides what must be in a variable's table, from the start all that is by sex where
// all are to be alone.
func (c *cohort) solved(place int, g *grid, cols []int, alone bool) *builder {
	b := &builder{cohort: c, v: &Variables[place], g: g, cols: cols, alone: alone, roomless: len(c.clinics) > 0}
	b.build()
	b.joined(place)
	if b.hide(); b.failed { // about shares would tell a small number: do without them
		b = &builder{cohort: c, v: &Variables[place], g: g, cols: cols, alone: alone, roomless: true}
		b.build()
		b.joined(place)
		b.hide()
	}
	for k := range b.back {
		if b.nodes[k].hidden {
			b.lost += b.nodes[k].price
		}
	}
	return b
}

// builder builds the system of one variable's table.
type builder struct {
	system
	cohort   *cohort
	v        *Variable
	g        *grid
	cols     []int
	told     bool    // what is hidden is settled already
	alone    bool    // nothing is told by sex
	lost     float64 // what the reader loses
	meant    [columns]room
	roomless bool // no about shares
	back     map[int]*figure
	order    []int   // the nodes of back, as they were added
	rows     [][]int // the nodes of each row, column by column
}

// add adds a row.
func (b *builder) add(row *figures, times float64) []int {
	ks := make([]int, len(b.cols))
	for i, col := range b.cols {
		if b.told {
			ks[i] = b.given(row[col])
		} else {
			ks[i] = b.cell(row[col].n, price(col, times))
		}
		b.back[ks[i]] = &row[col]
		b.order = append(b.order, ks[i])
	}
	b.rows = append(b.rows, ks)
	return ks
}

// build adds the cells and the lines.
func (b *builder) build() {
	c, v, g := b.cohort, b.v, b.g
	base, has := c.base(v), c.having(v)
	b.back = map[int]*figure{}
	column := make([][]int, len(b.cols)) // the categories' nodes
	for r := range g.counts {
		for i, k := range b.add(&g.counts[r], c.key(v, g.rows[r])) {
			column[i] = append(column[i], k)
		}
	}
	for r := range g.sums {
		if v.ID == "weeks" { // are its rows
			continue
		}
		parts := v.sum(v.Sums[r].ID)
		for i, k := range b.add(&g.sums[r], priceSum*c.key(v, v.Sums[r].ID)) {
			var of []int
			for _, p := range parts {
				of = append(of, column[i][p])
			}
			b.sum(k, of...)
		}
	}
	if b.alone {
		for _, r := range b.rows {
			b.conceal(r[women])
			b.conceal(r[men])
		}
	}
	var n []int
	if v.mayMiss() {
		n = b.add(&g.n, priceCount)
	} else { // everybody who has it has a category
		g.n = has
		for _, col := range b.cols {
			n = append(n, b.known(has[col].n))
			b.nodes[n[len(n)-1]].hidden = has[col].hidden
		}
		b.order = append(b.order, n...)
	}
	whole, lack := make([][]int, len(b.cols)), make([]int, len(b.cols))
	for i, col := range b.cols {
		b.sum(n[i], column[i]...)
		if v.Base >= Formed && !b.told {
			b.concealWhole(n[i], column[i])
		}
		lack[i] = b.without(g.lacking[col])
		whole[i] = []int{n[i], lack[i]}
		if !v.mayMiss() {
			continue
		}
		if !b.told {
			if !b.roomless {
				b.meant[col] = c.mean(places[v.ID], g, col)
				b.within(n[i], b.meant[col])
			}
		} else if g.n[col].hidden {
			b.within(n[i], g.room[col])
		}
	}
	if v.Base >= Formed && !b.told {
		b.absorb(n)
	}
	if v.mayMiss() {
		for i, k := range b.add(&g.missing[0], 1) { // all missing answers are told as one
			whole[i] = append(whole[i], k)
		}
	}
	for i, col := range b.cols {
		k := b.known(base[col].n)
		b.nodes[k].hidden = b.told && base[col].hidden
		b.order = append(b.order, k)
		b.sum(k, whole[i]...)
	}
	if len(b.cols) == 3 {
		for _, r := range append(b.rows, lack) {
			b.sum(r[2], r[0], r[1])
		}
	}
}

// without adds those who lack a form or a star. Of one clinic they may be thought known,
// as absorb keeps them apart from what else is hidden; of several they tie these together.
func (b *builder) without(f figure) int {
	if !b.told && len(b.cohort.clinics) == 0 {
		return b.known(f.n)
	}
	k := b.given(f)
	b.order = append(b.order, k)
	return k
}

// absorb keeps those who lack a form or a star hidden, where they are: they are the same
// people in all tables, so no table may tell of them. The denominator is hidden, and with
// it one category that is large enough to be some fewer whatever their number is; where
// there is none, the whole table. What else is hidden then hangs on that category, and so
// it is safe even from somebody who knows who lacks a form.
func (b *builder) absorb(n []int) {
	g, v, rows := b.g, b.v, b.rows
	var at []int // the places of the columns
	for i, col := range b.cols {
		if g.lacking[col].hidden {

			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return
	}
	best, most := -1, small
	for _, key := range []bool{false, true} { // what is no indicator goes first
		for r := range g.counts {
			least := none
			for _, i := range at {
				if !b.alone || b.cols[i] == all { // what is hidden wholly has room enough
					least = min(least, b.nodes[rows[r][i]].n)
				}
			}
			if least > most && keys[v.ID+" "+g.rows[r]] == key {
				best, most = r, least
			}
		}
		if best >= 0 {
			break
		}
	}
	loosen := func(k int) { // hidden, and not to be kept from being told by this system
		b.nodes[k].hidden = true
		if b.nodes[k].need == vague {
			b.nodes[k].need = nothing
		}
	}
	for _, i := range at {
		loosen(n[i])
		for r := range rows {
			if best < 0 || r == best || r >= len(g.counts) && r < len(g.counts)+len(g.sums) && slices.Contains(v.sum(v.Sums[r-len(g.counts)].ID), best) {
				loosen(rows[r][i])
			}
		}
	}
}

// reveal shows the zeros of women and men where nobody at all is counted.
func (g *grid) reveal() {
	show := func(f *figures) {
		if !f[all].hidden && f[all].n == 0 {
			f[women].hidden, f[men].hidden = false, false
		}
	}
	g.each(show)
}

// each calls f with every row.
func (g *grid) each(f func(*figures)) {
	for i := range g.counts {
		f(&g.counts[i])
	}
	for i := range g.sums {
		f(&g.sums[i])
	}
	for i := range g.missing {
		f(&g.missing[i])
	}
	f(&g.n)
}

// key gives what a row of a variable is worth more than another.
func (c *cohort) key(v *Variable, id string) float64 {
	if keys[v.ID+" "+id] {
		return priceKey
	}
	return 1
}

// concealWhole hides the category that everybody who answered is in: its zeros would tell
// something of each of them (D30).
func (s *system) concealWhole(n int, categories []int) {
	for _, k := range categories {
		if c := &s.nodes[k]; c.n > 0 && c.n == s.nodes[n].n {
			s.conceal(k)
		}
	}
}

// conceal hides whole columns, but those of nobody, as everybody can read.
func (g *grid) conceal(has figures, cols ...int) {
	g.each(func(f *figures) {
		for _, col := range cols {
			f[col].hidden = has[col].hidden || has[col].n > 0
		}
	})
}
