package report

import (
	"cmp"
	"math"
	"slices"
)

// Hiding small numbers (D30). A system is what a reader can add and subtract: cells, and
// lines that say that one cell is the sum of others. Cells of 1–4 are hidden from the
// start; hide then hides more until nothing hidden can be told:
//
//   - of a cell of 1–4, no more than that: what remains possible covers all of 1–4;
//   - of any other hidden cell, not its number: two numbers or more remain possible.
//
// Tables that are hidden by themselves share some numbers: with all of them together, a cell
// of 1–4 may still be known to be, say, 2–10, but never to fewer than four numbers.
//
// What a reader can tell is found by narrowing each hidden number's bounds line by line,
// knowing that none is below 0, until nothing moves any more; and at last, as that does not
// see all that several lines say together, by the simplex method, which does.

// small is the largest number that is hidden.
const small = 4

// need is what must remain possible of a hidden cell.
type need byte

const (
	nothing need = iota // may be told: a number that is shown nowhere, large enough
	vague               // not one number
	covered             // all of 1–4
)

// node is a cell of a system.
type node struct {
	n      int
	hidden bool
	unseen bool // shown nowhere
	need   need
	fixed  bool    // shown whatever happens: it is hidden, or not, for other reasons
	price  float64 // what the reader loses with it
	lo, hi int     // what a reader can tell of a hidden one
}

// line says that total is the sum of the parts.
type line struct {
	total int
	parts []int
}

// system is cells with what is known of their sums.
type system struct {
	nodes  []node
	lines  []line
	of     [][]int // the lines of each node, made by hide
	failed bool    // more is known of a small number than may be, and nothing helps
}

// none is no bound from above.
const none = math.MaxInt32

// cell adds a cell that is shown unless it is small.
func (s *system) cell(n int, price float64) int {
	s.nodes = append(s.nodes, node{n: n, price: price})
	k := len(s.nodes) - 1
	if n >= 1 && n <= small {
		s.conceal(k)
	}
	return k
}

// unseen adds a cell that is shown nowhere but can be told from others.
func (s *system) unseen(n int) int {
	k := s.cell(n, 0)
	s.nodes[k].hidden, s.nodes[k].unseen = true, true
	return k
}

// known adds a cell that is shown, whatever its number.
func (s *system) known(n int) int {
	s.nodes = append(s.nodes, node{n: n, fixed: true})
	return len(s.nodes) - 1
}

// within says that a cell is in a room, if there is one.
func (s *system) within(k int, r room) {
	if r == (room{}) {
		return
	}
	free := func(n int) int {
		s.nodes = append(s.nodes, node{n: n, hidden: true, unseen: true, fixed: true})
		return len(s.nodes) - 1
	}
	n := s.nodes[k].n
	over, under := free(n-r.lo), free(r.hi-n)
	s.sum(k, s.known(r.lo), over)
	s.sum(s.known(r.hi-r.lo), over, under)
}

// given adds a cell that is hidden, or shown, whatever else is.
func (s *system) given(f figure) int {
	s.nodes = append(s.nodes, node{n: f.n, fixed: true})
	k := len(s.nodes) - 1
	if f.hidden {
		s.conceal(k)
	}
	return k
}

// conceal hides a cell.
func (s *system) conceal(k int) {
	c := &s.nodes[k]
	c.hidden = true
	switch {
	case c.n >= 1 && c.n <= small:
		c.need = covered
	case c.need == nothing:
		c.need = vague
	}
}

// sum adds a line.
func (s *system) sum(total int, parts ...int) {
	s.lines = append(s.lines, line{total, append([]int(nil), parts...)})
}

// hide hides more until nothing hidden can be told, and then shows again what was hidden
// on the way there and proves not to be needed, the dearest first.
func (s *system) hide() {
	s.index()
	s.settleZeros()
	var more []int
	for k := s.look(); k >= 0; k = s.look() {
		if c := s.cheapest(k); c >= 0 {
			s.conceal(c)
			more = append(more, c)
			continue
		}
		// Nothing that could be hidden has to do with it. Whoever reads the rest knows it,
		// so that a mark would only be a lie; but a small number is never written out.
		s.failed = s.failed || s.nodes[k].need == covered
		s.nodes[k].hidden = s.nodes[k].need == covered || s.nodes[k].unseen
		s.nodes[k].need, s.nodes[k].fixed = nothing, true
	}
	if len(s.lines) > largest { // looking is not exact there
		return
	}
	slices.SortStableFunc(more, func(a, b int) int { return cmp.Compare(s.cost(b), s.cost(a)) })
	for _, k := range more {
		if !s.nodes[k].hidden {
			continue
		}
		was := s.nodes[k]
		s.nodes[k].hidden, s.nodes[k].need = false, nothing
		if s.look() >= 0 {
			s.nodes[k] = was
		}
	}
}

// look tells what a reader can: a hidden cell of which too much is known, -1 for none.
func (s *system) look() int {
	eq := s.equations()
	s.open()
	narrow(s.nodes, eq)
	if k := s.told(); k >= 0 {
		return k
	}
	s.deepen(eq)
	return s.told()
}

// index finds the lines of each node.
func (s *system) index() {
	s.of = make([][]int, len(s.nodes))
	for i, l := range s.lines {
		s.of[l.total] = append(s.of[l.total], i)
		for _, p := range l.parts {
			s.of[p] = append(s.of[p], i)
		}
	}
}

// deepen narrows the bounds by what the equations say together, up to the first cell of
// which too much is known.
func (s *system) deepen(eq []equation) {
	for _, p := range programs(eq, len(s.nodes)) {
		if p.bound(s.nodes) {
			return
		}
	}
}

// accept lets be what can be told of a system that is settled.
func (s *system) accept() {
	s.open()
	eq := s.equations()
	narrow(s.nodes, eq)
	for {
		k := s.told()
		if k < 0 {
			s.deepen(eq)
			if k = s.told(); k < 0 {
				return
			}
		}
		s.nodes[k].need = nothing
	}
}

// join takes in another system, and gives the place of its first node.
func (s *system) join(o *system) int {
	at := len(s.nodes)
	s.nodes = append(s.nodes, o.nodes...)
	for _, l := range o.lines {
		j := line{total: at + l.total}
		for _, p := range l.parts {
			j.parts = append(j.parts, at+p)
		}
		s.lines = append(s.lines, j)
	}
	return at
}

// settleZeros keeps the parts of nothing: where nobody is, as everybody can read, it would
// be of no use to hide that nobody has an answer.
func (s *system) settleZeros() {
	for more := true; more; {
		more = false
		for _, l := range s.lines {
			if t := s.nodes[l.total]; !t.fixed || t.hidden || t.n != 0 {
				continue
			}
			for _, p := range l.parts {
				if c := &s.nodes[p]; !c.fixed {
					c.fixed, c.hidden, more = true, false, true
				}
			}
		}
	}
}

// told gives a hidden cell of which too much is known, -1 for none.
func (s *system) told() int {
	for k := range s.nodes {
		if s.nodes[k].told() {
			return k
		}
	}
	return -1
}

// told reports whether more is known of a hidden cell than may be.
func (n *node) told() bool {
	return n.hidden && (n.need == vague && n.lo >= n.hi || n.need == covered && (n.lo > 1 || n.hi < small))
}

// cheapest gives the cell to hide so that less is known of cell k: of the line that binds
// it most, the one that the reader loses least with. Where all cells of its lines are
// hidden, those of the lines next to them are taken.
func (s *system) cheapest(k int) int {
	seen := make([]bool, len(s.nodes))
	seen[k] = true
	for front := []int{k}; len(front) > 0; {
		best, loose, price := -1, math.Inf(1), math.Inf(1)
		var next []int
		for _, at := range front {
			for _, i := range s.of[at] {
				l := &s.lines[i]
				slack, candidate := 0.0, -1
				each(l, func(c int) {
					n := &s.nodes[c]
					switch {
					case c == at:
					case n.hidden:
						slack += float64(n.hi - n.lo)
						if !seen[c] {
							seen[c] = true
							next = append(next, c)
						}
					case !n.fixed && (candidate < 0 || s.cost(c) < s.cost(candidate)):
						candidate = c
					}
				})
				if candidate >= 0 && (slack < loose || slack == loose && s.cost(candidate) < price) {
					best, loose, price = candidate, slack, s.cost(candidate)
				}
			}
		}
		if best >= 0 {
			return best
		}
		front = next
	}
	return -1
}

// cost is what the reader loses with a cell; one that leaves little room costs more, for
// more would have to follow.
func (s *system) cost(k int) float64 {
	c := &s.nodes[k]
	cost := c.price * (1 + math.Log2(float64(1+c.n))/8)
	if c.n < small {
		cost *= 3
	}
	return cost
}

// each calls f with the cells of a line.
func each(l *line, f func(cell int)) {
	f(l.total)
	for _, p := range l.parts {
		f(p)
	}
}

// open forgets what is known of the hidden cells.
func (s *system) open() {
	for k := range s.nodes {
		c := &s.nodes[k]
		c.lo, c.hi = c.n, c.n
		if c.hidden {
			c.lo, c.hi = 0, none
		}
	}
}

// equation says that the hidden cells, each times its factor, add up to a number.
type equation struct {
	cells   []int
	factors []float64
	is      float64
}

// equations gives what the lines say of the hidden cells.
func (s *system) equations() (list []equation) {
	for i := range s.lines {
		l := &s.lines[i]
		var e equation
		add := func(k int, factor float64) {
			if c := &s.nodes[k]; c.hidden {
				e.cells, e.factors = append(e.cells, k), append(e.factors, factor)
			} else {
				e.is -= factor * float64(c.n)
			}
		}
		add(l.total, -1)
		for _, p := range l.parts {
			add(p, 1)
		}
		if len(e.cells) > 0 {
			list = append(list, e)
		}
	}
	return list
}
