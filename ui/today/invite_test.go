package today

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/data"
	"fyrtio/ui/shell"
)

// B asks how many more are to be invited and makes the letters of those who are next in
// the order drawn; where some can get a ticket, it asks what to begin with.
func TestMoreAreInvitedInTheOrderDrawn(t *testing.T) {
	m := work(t, nil, nil, nil, nil, nil)
	m.typed("b")
	m.shows("5 väntar på sin första inbjudan.")
	m.press(fyne.KeyBackspace)
	m.typed("3")
	m.enter()
	to, ok := m.shell.Route().(shell.ToLetters)
	if !ok {
		t.Fatalf("B leads to %#v", m.shell.Route())
	}
	refs, turn, err := m.store.NextToInvite(t.Context(), 2026, 3)
	if err != nil || turn.Order != data.OrderRandom {
		t.Fatal(turn, err)
	}
	held := m.shell.Held(to.People)
	if len(held) != 3 || slices.ContainsFunc(refs, func(r data.Ref) bool { return !slices.Contains(held, r.Participant) }) {
		t.Errorf("letters for %v, next are %v", held, refs)
	}

	m = work(t, nil, agreed, nil)
	m.typed("b")
	m.enter()
	m.shows("Skicka brev")
	m.shows("Logga biljett")
}
