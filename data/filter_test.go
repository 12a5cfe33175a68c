package data

import "testing"

// Somebody who is on two years' lists is listed in the year that was asked for alone.
func TestFilterOfJourneys(t *testing.T) {
	x := drawnIndex([]string{"A", "B"}, []string{"Ek"})
	x.list = append(x.list, &entry{row: 3, ref: Ref{"A", 2021}, text: "Ek|"})
	for n, refs := range map[int][]Ref{0: {}, 1: {{"A", 2021}}, 2: {{"A", 2021}, {"B", 2026}}, 3: nil} {
		found, count, _ := x.find(&Filter{Refs: refs})
		if len(found) != n || count != n || n == 1 && found[0].ref != refs[0] {
			t.Errorf("%v lists %d", refs, count)
		}
	}
}
