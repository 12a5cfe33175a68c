package people

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// The people of a figure are listed over the page it stands on, with filters of their
// own, and Esc goes back.
func TestPeopleOfAFigure(t *testing.T) {
	f := picture(t)
	own := f.params().Kept
	_, s, win := open(t, f, say.Swedish, 1280, 688)
	held := []data.Ref{f.rows[0].Ref(), f.rows[2].Ref()}
	s.Go(shell.ToPeople{People: s.HoldJourneys(held), Cohort: 2026, Figure: "Röker ibland · Alla", Protected: 2})
	for _, text := range []string{"Det här är de som siffran räknar: Röker ibland · Alla.", "2 personer till räknas, men har skyddade personuppgifter", "Esc går tillbaka till rapporten"} {
		if !uitest.Shows(win, text) {
			t.Errorf("%q is not shown: %q", text, uitest.Texts(win))
		}
	}
	asked := f.asked[len(f.asked)-1]
	if !slices.Equal(asked.Refs, held) || asked.Cohort != 2026 {
		t.Errorf("asked for %+v", asked)
	}
	uitest.Look(t, win, "figure")
	uitest.Press(win, fyne.KeySpace, fyne.KeyEscape, fyne.KeyEscape)
	if s.Route() != (shell.ToPeople{}) {
		t.Errorf("Esc leads to %#v", s.Route())
	}
	if own != nil && own.filter.Refs != nil || len(f.asked[len(f.asked)-1].Refs) != 0 {
		t.Error("the list of everyone has kept the figure's people")
	}
}
