package bookings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/booking"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
	"fyrtio/ui/widget"
)

func sit(t testing.TB) *desk {
	return march(t).open(say.Swedish, 1280, 688, shell.ToBookings{Day: monday})
}

func (d *desk) undo() { uitest.Menu(d.win, d.shell.T("ui.menu.undo")) }

// shift presses a key with Shift held down.
func (d *desk) shift(keys ...fyne.KeyName) {
	for _, k := range keys {
		d.page.key(widget.Press{Name: k, Shift: true})
	}
}

// tap taps the middle of an hour of the week: day of the month, clock.
func (d *desk) where(dd int, clock string) fyne.Position {
	d.t.Helper()
	c, ok := booking.ParseClock(clock)
	if !ok {
		d.t.Fatal(clock)
	}
	first, _, each := d.page.view(d.page.grid.Size().Width - 2)
	for i, col := range d.page.columns {
		if col.day.Day.Day == dd {
			return fyne.NewPos(columnX(i-first, each)+each/2, d.page.y(c)+20)
		}
	}
	d.t.Fatal("the day is not in the week")
	return fyne.Position{}
}

func TestArrowsMoveOverFreeHours(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyTab)
	d.shows("Malmquist, Johanna", "Johanna, tis 17 mars 10.00", "60 minuter i Rum 2 · Lena", "Prover hinner, 7 dagar")
	d.at("17 10:00 2") // the first that is free and leaves time for samples
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyDown, "17 11:00 2"}, {fyne.KeyDown, "17 13:00 2"}, {fyne.KeyDown, "17 15:00 2"}, {fyne.KeyDown, "17 15:00 2"},
		{fyne.KeyRight, "18 15:00 2"}, {fyne.KeyRight, "19 15:00 2"}, {fyne.KeyRight, "20 11:00 2"}, {fyne.KeyUp, "20 10:00 2"},
		{fyne.KeyRight, "23 10:00 2"}, {fyne.KeyLeft, "20 10:00 2"}, {fyne.KeyUp, "20 09:00 2"}, {fyne.KeyUp, "20 09:00 2"},
		{fyne.KeyLeft, "19 08:00 2"}, {fyne.KeyPageDown, "26 09:00 2"}, {fyne.KeyPageUp, "19 08:00 2"}, {fyne.KeyHome, "10 10:00 2"},
	} {
		d.press(step.key)
		d.at(step.want)
	}
	d.shows("Vecka 11", "9–13 mars 2026", "Proverna hinner inte")
}

func TestRoomsByDigit(t *testing.T) {
	d := sit(t)
	d.typed("2")
	d.at("16 08:00 4")
	d.typed("0")
	if len(d.page.columns) != 10 {
		t.Errorf("%d columns", len(d.page.columns))
	}
	d.press(fyne.KeyTab)
	d.at("17 08:00 4")
	d.press(fyne.KeyReturn)
	if got := d.time("Malmquist"); got != "2026-03-17 08:00 "+room4 {
		t.Errorf("%q", got)
	}
	d.typed("9") // there is none
	d.typed("1")
	d.at("17 08:00 2")
	d.typed("rr")
	if d.page.shown() != -1 {
		t.Errorf("R shows room %d", d.page.shown())
	}
}

func TestGoToADay(t *testing.T) {
	d := sit(t)
	d.typed("d")
	d.typed("19/6")
	d.press(fyne.KeyReturn)
	d.shows("Vecka 25", "Midsommarafton")
	uitest.Look(t, d.win, "holiday")
	d.typed("t")
	d.typed("blå")
	d.press(fyne.KeyReturn)
	d.shows("Skriv en dag")
	d.press(fyne.KeyEscape)
	d.press(fyne.KeyHome)
	d.shows("Vecka 11")
}

// F finds the next free hour, in later weeks too, and says when there is none.
func TestNextFree(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyTab)
	d.typed("f")
	d.at("17 11:00 2")
	for range 15 {
		d.typed("f")
	}
	d.at("20 11:00 2")
	d.typed("f")
	d.at("23 08:00 2")
	d.set("booking.hours", "sön 03.00–03.30")
	d.page.Resume()
	d.typed("f")
	d.shows("Ingen ledig tid de närmaste 26 veckorna")
}

// Anyone can be found from a free hour: by name, who waits first.
func TestFindWhoGetsTheHour(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
	d.shows("Vem ska få tiden?", "Malmquist, Johanna")
	uitest.Look(t, d.win, "find")
	d.typed("ek")
	d.shows("Ek, Bo")
	d.press(fyne.KeyReturn)
	d.shows("Bo, ons 18 mars 09.00")
	d.press(fyne.KeyReturn)
	if got := d.time("Ek"); got != "2026-03-18 09:00 "+room2 {
		t.Errorf("%q", got)
	}
	uitest.Menu(d.win, d.shell.T("ui.menu.find"))
	d.typed("wijk")
	d.shows("har tid 17 mars 08.00")
	d.press(fyne.KeyReturn)
	d.shows("Flyttas från tis 17 mars 08.00")
}

// A call's outcome leads here with the person in hand and back after Enter; booking and
// call are one act.
func TestBookedCallIsOneAct(t *testing.T) {
	d := march(t)
	d.open(say.Swedish, 1280, 688, shell.ToBookings{Person: d.ids["Hallgren"], Cohort: 2026, Via: "phone", Called: journey.CallBooked})
	d.shows("Emilia, tis 17 mars 10.00", "helst fredag")
	uitest.Look(t, d.win, "route")
	d.press(fyne.KeyTab) // nobody else's turn
	d.shows("Emilia, tis 17 mars 10.00")
	d.press(fyne.KeyDown, fyne.KeyReturn)
	if d.shell.Route() != (shell.ToToday{}) || back.resumed != 1 {
		t.Fatalf("not back: %#v, resumed %d times", d.shell.Route(), back.resumed)
	}
	st := d.status("Hallgren")
	if st.Booking == nil || st.Booking.Time != "11:00" || st.Called != today {
		t.Errorf("%+v called %s", st.Booking, st.Called)
	}
	d.shows("Hallgren, E. har tid tisdag 17 mars 11.00")
	d.undo()
	if st := d.status("Hallgren"); st.Booking != nil || !st.Called.IsZero() || back.resumed != 2 {
		t.Errorf("undone: %+v %s", st.Booking, st.Called)
	}
	d.shell.Go(shell.ToBookings{Person: d.ids["Hallgren"], Cohort: 2026})
	d.press(fyne.KeyEscape)
	if d.shell.Route() != (shell.ToToday{}) || d.status("Hallgren").Booking != nil {
		t.Error("Esc does not go back empty-handed")
	}
	// Who has a time is moved, and the call goes along.
	d.shell.Go(shell.ToBookings{Person: d.ids["Norling"], Cohort: 2026, Called: journey.CallBooked})
	d.shows("Axel, tis 17 mars 10.00", "Flyttas från tis 17 mars 14.00")
	d.press(fyne.KeyReturn)
	if st := d.status("Norling"); st.Booking.Time != "10:00" || st.Called != today {
		t.Errorf("%+v called %s", st.Booking, st.Called)
	}
}

// Of a protected person the week shows S-01 and nothing else, and opening asks why (D12).
func TestS11ProtectedHoursShowNothing(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown)
	d.at("18 10:00 2")
	d.shows("S-01", "skyddad")
	for _, text := range uitest.Texts(d.win) {
		if strings.Contains(text, "Hemlig") || strings.Contains(text, "Person") {
			t.Errorf("shown: %q", text)
		}
	}
	d.typed("o")
	if d.shell.Route().Place() != shell.Bookings {
		t.Error("opened without a reason")
	}
	d.typed("ringer om tid")
	d.press(fyne.KeyReturn)
	if r, ok := d.shell.Route().(shell.ToPerson); !ok || r.Reason != "ringer om tid" {
		t.Errorf("%#v", d.shell.Route())
	}
	d.shell.Back()
	d.typed("m")
	d.shows("S-01, ons 18 mars 10.00")
	d.press(fyne.KeyDown, fyne.KeyReturn)
	if got := d.time("S-01"); got != "2026-03-18 11:00 "+room2 {
		t.Errorf("%q", got)
	}
}

func TestMouse(t *testing.T) {
	d := sit(t)
	body := d.page.grid
	tap := func(dd int, clock string) { at := d.where(dd, clock); body.OnTap(at.X, at.Y, false) }
	tap(17, "08:00")
	d.at("17 08:00 2")
	d.shows("Wijkmark, Göran")
	tap(19, "12:00")
	d.shows("Lunch")
	d.page.pick(0)
	tap(19, "14:00")
	d.shows("Johanna, tor 19 mars 14.00")
	at := d.where(19, "14:00")
	body.OnTap(at.X, at.Y, true)
	if got := d.time("Malmquist"); got != "2026-03-19 14:00 "+room2 {
		t.Errorf("a double tap booked %q", got)
	}
	drag := func(from, to fyne.Position) {
		body.OnDrag(from, from.AddXY(4, 4), false)
		body.OnDrag(from, to, false)
		body.OnDrag(from, to, true)
	}
	drag(d.where(19, "14:00"), d.where(18, "13:00"))
	if got := d.time("Malmquist"); got != "2026-03-18 13:00 "+room2 {
		t.Errorf("dragged to %q", got)
	}
	drag(d.where(18, "13:00"), d.where(17, "08:00")) // onto somebody: asks
	d.shows("Tiden är inte ledig")
	d.press(fyne.KeyEscape)
	if got := d.time("Malmquist"); got != "2026-03-18 13:00 "+room2 {
		t.Errorf("%q", got)
	}
	d.press(fyne.KeyEscape)
	drag(d.where(18, "13:00"), d.where(18, "13:00")) // and back: nothing
	drag(d.where(17, "13:00"), d.where(17, "15:00")) // nothing there
	if d.page.hand != nil || d.page.drag != nil {
		t.Error("a drag is left")
	}
	test.TapCanvas(d.win.Canvas(), fyne.NewPos(2, 2))
	d.press(fyne.KeyTab) // the keyboard comes back by itself
	if d.win.Canvas().Focused() != d.page.board {
		t.Error("the keyboard is lost")
	}
}

func TestPapers(t *testing.T) {
	d := sit(t)
	uitest.Menu(d.win, d.shell.T("ui.menu.print"))
	if d.paper != "Veckolista, vecka 12" || d.pages != 1 {
		t.Errorf("%q, %d pages", d.paper, d.pages)
	}
	d.press(fyne.KeyRight)
	d.typed("p")
	if d.paper != "Dagslista tisdag 17 mars" || d.pages != 1 {
		t.Errorf("%q, %d pages", d.paper, d.pages)
	}
}

// The page keeps week and room when one goes away and comes back; a change is seen.
func TestComingBack(t *testing.T) {
	d := sit(t)
	d.typed("2")
	d.press(fyne.KeyPageDown)
	d.shell.Go(shell.ToToday{})
	d.booked(0, "Ek", "24 10:00", room4)
	d.shell.Go(shell.ToBookings{})
	d.shows("Vecka 13", "Ek, Bo")
	if d.page.shown() != 1 {
		t.Error("the room is not kept")
	}
	if d.win.Canvas().Focused() != d.page.board {
		t.Error("the week has not the keyboard")
	}
	d.shell.Go(shell.ToBookings{Day: monday})
	d.shows("Vecka 12")
}

// The week is read beside the window; the keyboard is there before it is.
func TestTheKeyboardWaitsForTheWeek(t *testing.T) {
	d := march(t)
	later := &uitest.Later{}
	d.run = later.Run
	d.open(say.Swedish, 1280, 688, shell.ToBookings{Day: monday})
	if d.win.Canvas().Focused() != d.page.board {
		t.Fatal("the week has not the keyboard")
	}
	d.press(fyne.KeyDown, fyne.KeyReturn)
	d.typed("m")
	later.Finish()
	d.press(fyne.KeyTab)
	later.Finish()
	d.shows("Johanna, tis 17 mars 10.00", "Prover hinner")
	d.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp) // each counts
	later.Finish()
	d.shows("Vecka 13")
	d.press(fyne.KeyReturn, fyne.KeyReturn) // one booking
	later.Finish()
	d.shows("Malmquist, J. har tid tisdag 24 mars 10.00")
	if len(d.page.waiting) != 3 {
		t.Errorf("%d wait", len(d.page.waiting))
	}
}

func TestKeysAreTrue(t *testing.T) {
	d := sit(t)
	see := func() {
		t.Helper()
		hints := d.page.Hints()
		if len(hints) > 7 {
			t.Errorf("%d hints", len(hints))
		}
		seen := map[string]bool{}
		for _, h := range append(hints, d.page.Keys()...) {
			if h.Text == "" || strings.HasPrefix(h.Text, "bookings.") {
				t.Errorf("%v has no words", h.Keys)
			}
			if seen[h.Text] {
				t.Errorf("%q is said twice", h.Text)
			}
			seen[h.Text] = true
		}
	}
	see()
	d.press(fyne.KeyDown)
	see()
	d.press(fyne.KeyTab)
	see()
	d.typed("l")
	see()
	d.press(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyF1)
	d.shows("stäng tid", "dagslista")
	uitest.Look(t, d.win, "keys")
}
