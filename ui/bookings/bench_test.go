package bookings

import (
	"testing"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/widget"
)

// A full week in two rooms: opening the page, the arrow that moves the slot, the next
// week. Budget: 100 ms each.
func BenchmarkWeek(b *testing.B) {
	d := crowd(b, room2, room4).open(say.Swedish, 1280, 688, shell.ToToday{})
	d.shell.Go(shell.ToBookings{Day: monday})
	d.page.show(-1)
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			d.shell.Go(shell.ToToday{})
			d.shell.Go(shell.ToBookings{Day: monday})
		}
	})
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			New(d.shell, d.store, d.offer, shell.ToBookings{Day: monday})
		}
	})
	b.Run("arrow", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			name := fyne.KeyDown
			if i%2 > 0 {
				name = fyne.KeyUp
			}
			d.page.key(widget.Press{Name: name})
		}
	})
	b.Run("week", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d.page.turn(1-2*(i%2), nil)
		}
	})
}
