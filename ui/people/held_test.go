package people

import (
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// The people of a figure are listed over the page it stands on, with filters of their
// own, and Esc goes back.
func TestPeopleOfAFigure(t *testing.T) {
	f := picture(t)
	own := f.params().Kept
	_, s, win := open(t, f, say.Swedish, 1280, 688)
	held := []string{f.rows[0].Participant, f.rows[2].Participant}
	s.Go(shell.ToPeople{People: s.Hold(held), Cohort: 2026, Figure: "Röker ibland · Alla", Protected: 2})
	for _, text := range []string{"Det här är de som siffran räknar: Röker ibland · Alla.", "2 personer till räknas, men har skyddade personuppgifter", "Esc går tillbaka till rapporten"} {
		if !uitest.Shows(win, text) {
			t.Errorf("%q is not shown: %q", text, uitest.Texts(win))
		}
	}
	asked := f.asked[len(f.asked)-1]
	if len(asked.Participants) != 2 || asked.Participants[1] != held[1] || asked.Cohort != 2026 {
		t.Errorf("asked for %+v", asked)
	}
	uitest.Look(t, win, "figure")
	uitest.Press(win, fyne.KeySpace, fyne.KeyEscape, fyne.KeyEscape)
	if s.Route() != (shell.ToPeople{}) {
		t.Errorf("Esc leads to %#v", s.Route())
	}
	if own != nil && own.filter.Participants != nil || len(f.asked[len(f.asked)-1].Participants) != 0 {
		t.Error("the list of everyone has kept the figure's people")
	}
}
