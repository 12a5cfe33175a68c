package demo

import (
	"context"
	"fmt"
	"math"

	"fyrtio/core/report"
)

// history is how many years before the program somebody typed in from old reports.
const history = 10

// old are the shares that stand in the old reports, in percent, the first year and the
// last: of all listed, or of those who came. They are invented, of the size of what
// regions have published: about half come, a tenth smoke, fewer each year.
var old = []struct {
	indicator   string
	first, last float64
	ofListed    bool
}{
	{"invited", 91, 100, true},
	{"completed", 44, 55, true},
	{"health", 78, 75, false},
	{"stress", 17, 22, false},
	{"smoking", 12, 7, false},
	{"snus", 14, 18, false},
	{"inactive", 36, 31, false},
	{"sitting", 16, 23, false},
	{"diet", 24, 19, false},
	{"alcohol", 25, 21, false},
	{"overweight", 38, 40, false},
	{"obesity", 13, 18, false},
	{"pressure", 19, 15, false},
	{"star", 88, 96, false},
}

// figures types in what the clinic's reports said before the program, but for the year
// that the program has counted.
func (f *filler) figures(ctx context.Context, cohort int) error {
	f.at(lead, 9, 0)
	for back := history; back >= 1; back-- {
		if back == since || cohort-back >= f.today.Year {
			continue
		}
		along := float64(history-back) / (history - 1)
		listed := 150 + (back*37)%23
		came := listed
		var list []report.Figure
		for i, o := range old {
			wave := float64((i*5+back*7)%5-2) / 2 // no year is like the next
			share := (o.first + along*(o.last-o.first) + wave) / 100
			of := came
			if o.ofListed {
				of = listed
			}
			n := min(int(math.Round(share*float64(of))), of)
			if o.indicator == "completed" {
				came = n
			}
			list = append(list, report.Figure{Indicator: o.indicator, N: n, Of: of})
		}
		if err := f.store.SetEarlier(ctx, cohort-back, list); err != nil {
			return fmt.Errorf("type the figures of %d: %w", cohort-back, err)
		}
	}
	return nil
}
