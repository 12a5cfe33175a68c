package bookings

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

// The week of picture 09: who waits, Johanna in hand, hours for a letter, both rooms.
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

// crowd is a full week in two rooms, with long names, clashes and outcomes.
func crowd(t testing.TB, rooms ...string) *desk {
	t.Helper()
	names := []string{"Wennerström-Lindqvist;Anna-Karin", "Papadimitriouopoulos;Konstantinos", "Al-Jabouri;Mohammed Abdulrahman", "Ek;Bo", "von Rosenhammar Silfverskiöld;Carl Gustaf Wilhelm",
		"Sjödahl-Kapanen;Elin", "Đorđević;Łucja", "Hemlig;Person;S", "Å;Ö", "Rydell-Haapasalo;Katarzyna"}
	for len(names) < 80 {
		names = append(names, fmt.Sprintf("Andersson%c;Karl-Johan", 'a'+len(names)))
	}
	for i := 10; i < len(names); i++ {
		names[i] = fmt.Sprintf("%s %s;%s", []string{"Berg", "Lind", "Ström", "Gran", "Holm", "Dahl", "Sand"}[i%7], []string{"Ask", "Ek", "Alm", "Lönn", "Rönn", "Sälg", "Hägg", "Pil", "Al", "Bok"}[i/7%10], []string{"Elsa", "Nils", "Märta", "Åke"}[i%4])
	}
	d := newDesk(t, names...)
	list := ""
	for i, r := range rooms {
		if i > 0 {
			list += "; "
		}
		list += r
	}
	d.set("booking.rooms", list)
	families := make([]string, 0, len(names))
	for f := range d.ids {
		families = append(families, f)
	}
	n := 0
	for dd := 16; dd <= 20; dd++ {
		for _, hour := range []string{"08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00"} {
			for _, r := range rooms {
				if n < len(names) {
					d.booked(20, order(families)[n], fmt.Sprintf("%d %s", dd, hour), r)
					n++
				}
			}
		}
	}
	return d
}

// order sorts names so that the long ones come first.
func order(list []string) []string {
	for i := range list {
		for j := i; j > 0 && (len(list[j]) > len(list[j-1]) || len(list[j]) == len(list[j-1]) && list[j] < list[j-1]); j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return list
}

func TestLookOfAFullWeek(t *testing.T) {
	d := crowd(t, room2, room4).open(say.Swedish, 1280, 688, shell.ToBookings{Day: monday})
	d.press(fyne.KeyRight)
	uitest.Look(t, d.win, "full")
	d.typed("0")
	uitest.Look(t, d.win, "full-both")
	d.win.Resize(fyne.NewSize(1920, 1000))
	uitest.Look(t, d.win, "full-both-wide")
	d.win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, d.win, "full-both-150")
}

func TestLookOfManyRooms(t *testing.T) {
	d := crowd(t, "Rum 1", "Rum 2 · Lena", "Rum 3", "Rum 4 · Petra", "Mottagning Väst · Ann-Sofie").open(say.Swedish, 1280, 688, shell.ToBookings{Day: monday})
	uitest.Look(t, d.win, "rooms")
	d.typed("0")
	d.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	uitest.Look(t, d.win, "rooms-all")
	d.win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, d.win, "rooms-all-150")
}

func TestLookOfSmallWindows(t *testing.T) {
	d := march(t).open(say.Swedish, 1180, 608, shell.ToBookings{Day: monday})
	d.press(fyne.KeyTab)
	uitest.Look(t, d.win, "low")
	d.win.Resize(fyne.NewSize(853, 448)) // 1280 × 720 at 150 %
	d.page.refresh()
	uitest.Look(t, d.win, "compact")
	d.press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	uitest.Look(t, d.win, "compact-down")
	d.shift(fyne.KeyUp)
	uitest.Look(t, d.win, "compact-stop")
	d.press(fyne.KeyEscape)
	d.typed("0")
	uitest.Look(t, d.win, "compact-both")
	d.win.Resize(fyne.NewSize(640, 360)) // 1280 × 720 at 200 %
	d.page.refresh()
	uitest.Look(t, d.win, "tiny")
}

// What is unwise about three offered hours, in windows where the card has little room.
func TestLookOfWarningsInLowWindows(t *testing.T) {
	d := march(t)
	d.set("lead_days", "20")
	d.open(say.Swedish, 1180, 608, shell.ToBookings{Day: monday})
	d.press(fyne.KeyTab, fyne.KeyHome)
	for range 3 {
		d.typed("l")
		d.press(fyne.KeyRight)
	}
	uitest.Look(t, d.win, "warned")
	d.win.Resize(fyne.NewSize(853, 448))
	uitest.Look(t, d.win, "warned-150")
	d.win.Resize(fyne.NewSize(787, 405)) // 1180 × 640 at 150 %
	// A line each, all over the button.
	d.shows("Proverna hinner inte…", "Kort varsel…", "Mindre än 6 veckor…", "Erbjud 3 tider")
	uitest.Look(t, d.win, "warned-low-150")
}

// An empty clinic: no room named, nobody waits, a year's turn with its holidays.
func TestLookOfAnEmptyWeek(t *testing.T) {
	d := newDesk(t, "Ek;Bo")
	d.set("booking.rooms", "")
	d.open(say.Swedish, 1280, 688, shell.ToBookings{Day: monday})
	uitest.Look(t, d.win, "empty")
	d.press(fyne.KeyHome)
	uitest.Look(t, d.win, "empty-today")
	d.page.goTo(day.New(2026, time.December, 30))
	d.shows("Vecka 53", "28 december 2026 – 1 januari 2027", "Nyårsafton", "Nyårsdagen")
	uitest.Look(t, d.win, "empty-newyear")
	d.booked(0, "Ek", "21 10:00", "", "override=lördagsöppet")
	d.page.goTo(monday)
	d.shows("lör 21")
	uitest.Look(t, d.win, "saturday")
}

// Days that have been, half an hour a talk, and outcomes.
func TestLookOfWhatHasBeen(t *testing.T) {
	d := march(t)
	d.set("slot_minutes", "30")
	d.booked(8, "Wennerström-Lindqvist", "09 08:00", room2)
	d.booked(8, "Papadimitriouopoulos", "09 09:30", room2)
	d.booked(8, "Ek", "10 13:30", room2)
	d.log(0, "Wennerström-Lindqvist", journey.Visited)
	d.log(0, "Papadimitriouopoulos", journey.NoShow)
	d.open(say.Swedish, 1280, 688, shell.ToBookings{})
	uitest.Look(t, d.win, "past")
}
