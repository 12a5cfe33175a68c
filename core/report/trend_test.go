package report

import (
	"strconv"
	"testing"

	"fyrtio/core/day"
)

// What was typed of women and of men stands in tables of their own, but not where one of
// them, or what is left of all without the other, tells of fewer than five.
func TestTypedFiguresBySex(t *testing.T) {
	typed := func(sex string, n, of int) Figure {
		return Figure{Cohort: 2015, Indicator: "smoking", Sex: sex, N: n, Of: of, Share: float64(n) / float64(of)}
	}
	for _, c := range []struct {
		name  string
		typed []Figure
		open  bool
		women string
	}{
		{"both", []Figure{typed("", 16, 80), typed("kvinna", 6, 40), typed("man", 10, 40)}, false, "0.15"},
		{"women alone", []Figure{typed("kvinna", 6, 40)}, false, "0.15"},
		{"few men", []Figure{typed("", 10, 80), typed("kvinna", 6, 40), typed("man", 4, 40)}, false, "hidden"},
		{"few men left", []Figure{typed("", 10, 80), typed("kvinna", 6, 40)}, false, "hidden"},
		{"enough men left", []Figure{typed("", 11, 80), typed("kvinna", 6, 40)}, false, "0.15"},
		{"few men, own use", []Figure{typed("", 10, 80), typed("kvinna", 6, 40)}, true, "0.15"},
	} {
		r := New(Input{Period: Period{2026, 2026}, Date: day.New(2026, 11, 20), Tallies: []*Tally{NewTally(2026)}, Earlier: c.typed, Open: c.open})
		got := "hidden" // a table without a number is left out
		for _, chapter := range r.Chapters {
			for _, tab := range chapter.Tables {
				for _, row := range tab.Rows {
					if tab.ID == "trend.women" && row.ID == "smoking" && tab.Columns[0].ID == "2015" && row.Cells[0].Kind == Filled && !row.Cells[0].Hidden {
						got = strconv.FormatFloat(row.Cells[0].Share, 'g', -1, 64)
					}
				}
			}
		}
		if got != c.women {
			t.Errorf("%s: women %s, want %s", c.name, got, c.women)
		}
	}
}
