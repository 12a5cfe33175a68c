package bookings

import (
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// The week of picture 09: who waits, Johanna in hand, and both rooms.
func TestLookOfTheWeek(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		d := march(t).open(lang, 1280, 688, shell.ToBookings{Day: monday})
		d.press(fyne.KeyTab, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
		uitest.Look(t, d.win, "week-"+string(lang))
		d.typed("l")
		d.press(fyne.KeyRight)
		d.typed("l")
		d.press(fyne.KeyUp)
		uitest.Look(t, d.win, "week-offer-"+string(lang))
		d.press(fyne.KeyEscape, fyne.KeyEscape)
		d.typed("0")
		uitest.Look(t, d.win, "week-both-"+string(lang))
	}
}
