package report

import "math"

// tiny is what a factor may be off after a few additions and divisions of small numbers.
const tiny = 1e-7

// solve brings equations into the form in which each has a cell that no other has
// (Gauss–Jordan), so that whatever follows from several of them stands in one.
func solve(eq []equation, cells int) []equation {
	column := make([]int, cells) // of a hidden cell, from 1
	var at []int
	for _, e := range eq {
		for _, c := range e.cells {
			if column[c] == 0 {
				at = append(at, c)
				column[c] = len(at)
			}
		}
	}
	width := len(at) + 1
	rows := make([][]float64, len(eq))
	for i, e := range eq {
		rows[i] = make([]float64, width)
		for k, c := range e.cells {
			rows[i][column[c]-1] += e.factors[k]
		}
		rows[i][width-1] = e.is
	}
	done := 0
	for col := 0; col < width-1 && done < len(rows); col++ {
		pivot := -1
		for r := done; r < len(rows); r++ {
			if math.Abs(rows[r][col]) > tiny && (pivot < 0 || math.Abs(rows[r][col]) > math.Abs(rows[pivot][col])) {
				pivot = r
			}
		}
		if pivot < 0 {
			continue
		}
		rows[done], rows[pivot] = rows[pivot], rows[done]
		p := rows[done]
		by := p[col]
		for k := col; k < width; k++ {
			p[k] /= by
		}
		for r := range rows {
			f := rows[r][col]
			if r == done || math.Abs(f) <= tiny {
				continue
			}
			for k := col; k < width; k++ {
				rows[r][k] -= f * p[k]
			}
			rows[r][col] = 0
		}
		done++
	}
	solved := make([]equation, 0, done)
	for _, r := range rows[:done] {
		var e equation
		for k, f := range r[:width-1] {
			if math.Abs(f) > tiny {
				e.cells, e.factors = append(e.cells, at[k]), append(e.factors, f)
			}
		}
		e.is = r[width-1]
		solved = append(solved, e)
	}
	return solved
}

// passes is how often all equations are gone through at most: bounds that creep towards
// each other step by step are found by the simplex method.
const passes = 40

// narrow brings the bounds of the hidden cells together by what each equation leaves to
// one when the others are at their ends, until nothing moves any more.
func narrow(nodes []node, eq []equation) {
	moved := true
	for pass := 0; moved && pass < passes; pass++ {
		moved = false
		for i := range eq {
			if eq[i].narrow(nodes) {
				moved = true
			}
		}
	}
}

// narrow reports whether a bound moved.
func (e *equation) narrow(nodes []node) (moved bool) {
	// least and most are what the terms add up to at their ends, the endless ones apart.
	var least, most float64
	endlessLow, endlessHigh := 0, 0
	for k, c := range e.cells {
		low, high, endless := e.ends(k, &nodes[c])
		least, most = least+low, most+high
		switch {
		case endless && e.factors[k] > 0:
			endlessHigh++
		case endless:
			endlessLow++
		}
	}
	for k, c := range e.cells {
		f, n := e.factors[k], &nodes[c]
		low, high, endless := e.ends(k, n)
		// f·x lies between is − what the others can at most be, and is − what they are at least.
		othersLow, othersHigh := endlessLow, endlessHigh
		if endless && f > 0 {
			othersHigh--
		} else if endless {
			othersLow--
		}
		from, to := math.Inf(-1), math.Inf(1)
		if othersHigh == 0 {
			from = e.is - (most - high)
		}
		if othersLow == 0 {
			to = e.is - (least - low)
		}
		if f < 0 {
			from, to = to, from
		}
		if lo := math.Ceil(from/f - tiny); lo > float64(n.lo) {
			n.lo, moved = int(min(lo, float64(n.hi))), moved || n.lo < n.hi
		}
		if hi := math.Floor(to/f + tiny); hi < float64(n.hi) {
			n.hi, moved = int(max(hi, float64(n.lo))), moved || n.lo < n.hi
		}
		if moved {
			return true // the sums above are old now
		}
	}
	return false
}

// ends gives the least and the most of a term; where there is no most, 0 for that end.
func (e *equation) ends(k int, n *node) (low, high float64, endless bool) {
	a, b := e.factors[k]*float64(n.lo), e.factors[k]*float64(n.hi)
	if endless = n.hi >= none; endless {
		b = 0
	}
	if e.factors[k] > 0 {
		return a, b, endless
	}
	return b, a, endless
}
