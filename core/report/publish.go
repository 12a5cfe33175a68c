package report

// The columns of what is counted by sex. Where small numbers are hidden, people of unknown
// sex, who are few, share the column of men: else hardly any row could be shown.
const (
	women = iota
	men
	unknown
	all
	columns
)

// figure is one number, or that it is hidden.
type figure struct {
	n      int
	hidden bool
}

// figures are the numbers of one row.
type figures [columns]figure

// grid is what a cohort tells of one variable.
type grid struct {
	rows    []string // its categories, or the classes that they are shown in
	counts  []figures
	sums    []figures // of Variable.Sums
	n       figures   // how many have a category: the denominator
	missing [missings]figures
	lacking figures       // in the base, without what the variable is read from: no form, no star
	room    [columns]room // of the denominators
	meant   [columns]room // what it would be of one that is hidden
}

// room is between what a reader of a column may think that its denominator is.
type room struct{ lo, hi int }

// row gives the figures of a category or a sum.
func (g *grid) row(v *Variable, id string) (figures, bool) {
	for i, r := range g.rows {
		if r == id {
			return g.counts[i], true
		}
	}
	for i := range g.sums {
		if v.Sums[i].ID == id {
			return g.sums[i], true
		}
	}
	return figures{}, false
}

// cohort is what one year tells. Which of its numbers are hidden hangs on that year alone,
// so that they are the same ones in every report (D30).
type cohort struct {
	year     int
	tally    *Tally
	parts    []*cohort // a period: its years, and no tally
	clinics  []*cohort // a county: what each clinic told of that year
	names    []string  // and what these are called
	open     bool
	steps    [6]figures    // listed, and Steps
	channels [5][5]figure  // by step and channel
	grids    map[int]*grid // by the variable's place
}

// publish counts what a cohort tells, and hides what it must not.
func publish(t *Tally, open bool) *cohort {
	c := &cohort{year: t.Cohort, tally: t, open: open, grids: map[int]*grid{}}
	c.spine()
	return c
}

// cells gives the columns of a number by sex.
func (c *cohort) cells(b BySex) (f figures) {
	f[women].n, f[men].n, f[unknown].n, f[all].n = b[0], b[1], b[2], b.All()
	if !c.open {
		f[men].n, f[unknown].n = b[1]+b[2], 0
	}
	return f
}

// of counts categories of a variable, given by their places.
func (c *cohort) of(place int, categories ...int) (b BySex) {
	for _, k := range categories {
		b = b.plus(c.tally.count(place, 1+k))
	}
	return b
}

// raw counts a variable; nothing is hidden yet.
func (c *cohort) raw(place int) *grid {
	v := &Variables[place]
	g := &grid{rows: v.rows()}
	var n BySex
	for _, id := range g.rows {
		b := c.of(place, v.sum(id)...)
		n = n.plus(b)
		g.counts = append(g.counts, c.cells(b))
	}
	g.n = c.cells(n)
	for _, s := range v.Sums {
		g.sums = append(g.sums, c.cells(c.of(place, v.sum(s.ID)...)))
	}
	for k := range g.missing {
		b := c.tally.count(place, 1+len(v.Categories)+k)
		if c.open {
			g.missing[k] = c.cells(b)
		} else { // told as one: each alone is nearly always too small
			all := c.cells(b)
			g.missing[0].add(&all)
		}
	}
	switch v.Base {
	case Formed:
		g.lacking = c.cells(c.of(placeForm, 1, 2, 3))
	case Starred:
		g.lacking = c.cells(c.of(placeStar, 1))
	}
	return g
}

// rows are the categories that a table shows: of weeks, their classes.
func (v *Variable) rows() []string {
	if v.ID != "weeks" {
		return v.Categories
	}
	var ids []string
	for _, c := range weekClasses {
		ids = append(ids, c.id)
	}
	return append(ids, "direct")
}

// grid gives what the cohort tells of a variable.
func (c *cohort) grid(place int) *grid {
	if g, ok := c.grids[place]; ok {
		return g
	}
	if c.tally == nil {
		g := added(place, c.parts)
		c.grids[place] = g
		return g
	}
	g := c.raw(place)
	if !c.open {
		c.hide(place, g)
		c.unveil(place, g)
	}
	c.makeRoom(place, g)
	c.grids[place] = g
	return g
}

// makeRoom tells between what each denominator is. A hidden one is told as nearly as this:
// as many as came, without those who are shown as missing, and without none to four for
// each hidden number of these; and only where that is true.
func (c *cohort) makeRoom(place int, g *grid) {
	base := c.base(&Variables[place])
	for col := range g.room {
		switch n := g.n[col]; {
		case !n.hidden:
			g.room[col] = room{n.n, n.n}
		case base[col].hidden || c.roomOf(place, g, col, g.lacks()) != g.meant[col]:
			g.room[col] = room{}
		default:
			g.room[col] = g.meant[col]
		}
	}
}

// roomOf gives the room of a hidden denominator, none where it may be further off.
func (c *cohort) roomOf(place int, g *grid, col int, lacks [2]figures) room {
	base := c.base(&Variables[place])[col].n
	r := room{base, base}
	for k, m := range lacks {
		if !m[col].hidden {
			r.lo, r.hi = r.lo-m[col].n, r.hi-m[col].n
			continue
		}
		most := c.most(place, k, col, m)
		if m[col].n > most {
			return room{}
		}
		r.lo -= most
	}
	if r.lo <= small || r.lo == r.hi { // so few might be a hidden number themselves
		return room{}
	}
	return r
}

// mean gives the room that a denominator is to have before anything is hidden: what hides
// has to know it, for a share that is shown tells it.
func (c *cohort) mean(place int, g *grid, col int) room {
	lacks := g.lacks()
	for k := range lacks[1] {
		n := lacks[1][k].n
		lacks[1][k].hidden = n >= 1 && n <= small
	}
	return c.roomOf(place, g, col, lacks)
}

// most is how many a hidden number of those without a category is at most, where it is
// told so nearly: four, or as many as all are; of a county, four of each clinic that
// hides it.
func (c *cohort) most(place, k, col int, m figures) int {
	most := 0
	for _, clinic := range c.clinics {
		if own := clinic.grid(place).lacks()[k][col]; own.hidden {
			most += small
		} else {
			most += own.n
		}
	}
	if !m[all].hidden { // what is missing in the one sex is so in the other
		most = max(most, m[all].n)
	}
	return max(most, small)
}

// lacks gives those who have no category: without a form, or a star, and without an answer.
func (g *grid) lacks() [2]figures { return [2]figures{g.lacking, g.missing[0]} }

// share gives a number's share of a denominator. Where that one is hidden, it is of the
// middle of its room, in whole percents, and about is true: it tells of the denominator
// that it is in the room, and nothing more.
func (r room) share(n int) (share float64, about, ok bool) {
	switch {
	case r.lo <= 0 || n > r.lo:
		return 0, false, false
	case r.lo == r.hi || n == 0:
		return float64(n) / float64(r.hi), false, true
	}
	return float64(rounded(2*100*n, r.lo+r.hi)) / 100, true, true
}

// rounded divides, half up.
func rounded(n, by int) int { return (2*n + by) / (2 * by) }
