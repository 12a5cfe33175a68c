package report

import "math"

// program is what is known of some hidden cells, to find the least and the most that a
// cell can be: linear equations over numbers of 0 or more (the simplex method, by Bland's
// rule, so that it ends).
type program struct {
	cells []int       // the cells of the columns
	at    map[int]int // and back
	rows  [][]float64 // factors, and last what they add up to, never below 0
	basis []int       // the column that each row gives
}

// largest is how many equations are solved together.
const largest = 500

// programs parts the equations into those that have no cell in common, each brought to
// a first possible solution. A part that has none (the numbers contradict each other)
// is left out.
func programs(eq []equation, cells int) (list []*program) {
	group := make([]int, cells) // a forest: cells in one equation are in one tree
	for k := range group {
		group[k] = k
	}
	var root func(k int) int
	root = func(k int) int {
		if group[k] != k {
			group[k] = root(group[k])
		}
		return group[k]
	}
	for _, e := range eq {
		for _, c := range e.cells[1:] {
			group[root(c)] = root(e.cells[0])
		}
	}
	parts := map[int][]equation{}
	var order []int
	for _, e := range eq {
		g := root(e.cells[0])
		if parts[g] == nil {
			order = append(order, g)
		}
		parts[g] = append(parts[g], e)
	}
	for _, g := range order {
		if len(parts[g]) > largest {
			continue // a county of many clinics: there is room enough
		}
		if p := newProgram(solve(parts[g], cells)); p != nil {
			list = append(list, p)
		}
	}
	return list
}

// newProgram finds a first solution, with one made-up cell a row that is brought to 0.
func newProgram(eq []equation) *program {
	p := &program{at: map[int]int{}}
	for _, e := range eq {
		for _, c := range e.cells {
			if _, ok := p.at[c]; !ok {
				p.at[c] = len(p.cells)
				p.cells = append(p.cells, c)
			}
		}
	}
	n := len(p.cells)
	goal := make([]float64, n+len(eq)+1)
	for i, e := range eq {
		row := make([]float64, n+len(eq)+1)
		sign := 1.0
		if e.is < 0 {
			sign = -1
		}
		for k, c := range e.cells {
			row[p.at[c]] = sign * e.factors[k]
		}
		row[n+i], row[len(row)-1] = 1, sign*e.is
		p.rows, p.basis = append(p.rows, row), append(p.basis, n+i)
		for k := range row {
			if k < n || k == len(row)-1 {
				goal[k] -= row[k]
			}
		}
	}
	p.improve(goal, n)
	if goal[len(goal)-1] < -1e-6 {
		return nil
	}
	for i := 0; i < len(p.rows); i++ { // made-up cells that stand at 0 give way
		if p.basis[i] < n {
			continue
		}
		for k := range n {
			if math.Abs(p.rows[i][k]) > tiny {
				p.pivot(i, k, nil)
				break
			}
		}
	}
	for i := len(p.rows) - 1; i >= 0; i-- {
		if p.basis[i] >= n {
			p.rows, p.basis = append(p.rows[:i], p.rows[i+1:]...), append(p.basis[:i], p.basis[i+1:]...)
		}
	}
	for i, row := range p.rows {
		p.rows[i] = append(row[:n], row[len(row)-1])
	}
	return p
}

// most gives the most that a cell, times sign, can be; endless where nothing stops it.
func (p *program) most(cell int, sign float64) (value float64, endless bool) {
	n := len(p.cells)
	goal := make([]float64, n+1)
	goal[p.at[cell]] = -sign
	for i, b := range p.basis { // written without the cells that the rows give
		if f := goal[b]; f != 0 {
			for k := range goal {
				goal[k] -= f * p.rows[i][k]
			}
		}
	}
	if endless = !p.improve(goal, n); endless {
		return 0, true
	}
	return goal[n], false
}

// improve goes from solution to solution as long as the goal gets better; false where it
// gets better without end.
func (p *program) improve(goal []float64, columns int) bool {
	for {
		enter := -1
		for k := range columns {
			if goal[k] < -tiny {
				enter = k
				break
			}
		}
		if enter < 0 {
			return true
		}
		leave, least := -1, math.Inf(1)
		for i, row := range p.rows {
			if row[enter] <= tiny {
				continue
			}
			if ratio := row[len(row)-1] / row[enter]; ratio < least-tiny || ratio < least+tiny && p.basis[i] < p.basis[leave] {
				leave, least = i, ratio
			}
		}
		if leave < 0 {
			return false
		}
		p.pivot(leave, enter, goal)
	}
}

// pivot makes a row give a column.
func (p *program) pivot(row, column int, goal []float64) {
	r := p.rows[row]
	by := r[column]
	for k := range r {
		r[k] /= by
	}
	clear := func(other []float64) {
		f := other[column]
		if math.Abs(f) <= 1e-12 {
			return
		}
		for k := range r {
			other[k] -= f * r[k]
		}
		other[column] = 0
	}
	for i := range p.rows {
		if i != row {
			clear(p.rows[i])
		}
	}
	if goal != nil {
		clear(goal)
	}
	p.basis[row] = column
}

// bound narrows the hidden cells that need it to what the equations leave possible, up to
// the first of which too much is known.
func (p *program) bound(nodes []node) (told bool) {
	for _, c := range p.cells {
		n := &nodes[c]
		if n.need == nothing {
			continue
		}
		if v, endless := p.most(c, 1); !endless && v < float64(n.hi) {
			n.hi = max(int(math.Floor(v+1e-6)), n.lo)
		}
		if v, endless := p.most(c, -1); !endless && -v > float64(n.lo) {
			n.lo = min(int(math.Ceil(-v-1e-6)), n.hi)
		}
		if n.told() {
			return true
		}
	}
	return false
}
