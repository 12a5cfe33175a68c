package star_test

import (
	"strings"
	"testing"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
	"fyrtio/core/star"
)

// What is computed at each key in the form: indexes and all proposals.
func BenchmarkPropose(b *testing.B) {
	var all []string
	for _, typed := range inputs {
		all = append(all, typed)
	}
	a, d, c := answers(b, strings.Join(all, " ")), form.Shipped(), star.ShippedCriteria()
	for b.Loop() {
		star.Propose(c, d, a, score.Compute(d, a), pnr.Woman)
	}
}
