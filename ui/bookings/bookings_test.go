package bookings

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/data"
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

// Enter books, the row leaves the queue, what was done can be taken back.
func TestQ12EnterBooksWhoIsInHand(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyTab, fyne.KeyTab)
	d.shows("Therese, tis 17 mars 10.00")
	d.press(fyne.KeyReturn)
	if got := d.time("Nordenfelt"); got != "2026-03-17 10:00 "+room2 {
		t.Errorf("booked %q", got)
	}
	if b := d.status("Nordenfelt").Booking; b.Via != "phone" {
		t.Errorf("via %s", b.Via)
	}
	if len(d.page.waiting) != 3 || d.page.hand != nil {
		t.Errorf("%d wait, %v in hand", len(d.page.waiting), d.page.hand)
	}
	d.shows("Nordenfelt, T. har tid tisdag 17 mars 10.00", "Nordenfelt, Therese", "Ångra")
	d.at("17 10:00 2")
	d.press(fyne.KeyReturn) // nobody is in hand: nothing is booked over
	if d.shell.Route().Place() != shell.People {
		t.Errorf("Enter on a card leads to %#v", d.shell.Route())
	}
	d.shell.Back()
	d.undo()
	if got := d.time("Nordenfelt"); got != "" || len(d.page.waiting) != 4 {
		t.Errorf("after undo: %q, %d wait", got, len(d.page.waiting))
	}
	d.shows("Ångrat", "ledig")
}

// A key that is held down books once.
func TestHeldEnterBooksNobodyElse(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyTab)
	board := d.page.board
	board.KeyDown(&fyne.KeyEvent{Name: fyne.KeyReturn})
	for range 5 {
		board.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if len(d.page.waiting) != 3 || d.shell.Route().Place() != shell.Bookings {
		t.Errorf("%d wait on %#v", len(d.page.waiting), d.shell.Route())
	}
}

// What is in the way is red and asks for a reason; with one it is booked (Q16).
func TestQ16OverlapAsksForAReason(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyTab)
	d.shift(fyne.KeyUp)
	d.at("17 09:00 2")
	d.shows("Krockar med Joakim Grahn 09.00–10.00", "Boka ändå …")
	uitest.Look(t, d.win, "overlap")
	d.press(fyne.KeyReturn)
	d.shows("Tiden är inte ledig", "krockar med Joakim Grahn", "Skäl")
	uitest.Look(t, d.win, "overlap-reason")
	d.press(fyne.KeyReturn)
	d.shows("Skriv ett skäl.")
	d.press(fyne.KeyEscape)
	if d.time("Malmquist") != "" {
		t.Fatal("booked without a reason")
	}
	d.press(fyne.KeyReturn)
	d.typed("tvillingar, kommer tillsammans")
	d.press(fyne.KeyReturn)
	if got := d.time("Malmquist"); got != "2026-03-17 09:00 "+room2 {
		t.Errorf("booked %q", got)
	}
	d.shows("krockar")
	uitest.Look(t, d.win, "overlap-booked")
	d.at("17 09:00 2")
	first := d.page.here().hour.Family
	d.press(fyne.KeyDown) // both that begin then can be chosen
	d.press(fyne.KeyUp, fyne.KeyUp)
	d.at("17 08:00 2")
	d.press(fyne.KeyDown)
	seen := []string{first, d.page.here().hour.Family}
	d.press(fyne.KeyDown)
	d.at("17 09:00 2")
	if seen = append(seen, d.page.here().hour.Family); !slices.Contains(seen, "Grahn") || seen[0] != "Malmquist" {
		t.Errorf("chosen %q", seen)
	}
}

// A closed hour and a break ask too.
func TestQ16ClosedHoursAskForAReason(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyTab, fyne.KeyDown)
	d.at("17 11:00 2")
	d.shift(fyne.KeyDown)
	d.at("17 12:00 2")
	d.shows("Utanför öppettiderna: Lunch")
	d.press(fyne.KeyReturn)
	d.shows("Tiden är inte ledig")
	d.typed("enda tiden som går")
	d.press(fyne.KeyReturn)
	if got := d.time("Malmquist"); got != "2026-03-17 12:00 "+room2 {
		t.Errorf("booked %q", got)
	}
}

func TestQ5TooSoonForSamplesWarnsAndBooks(t *testing.T) {
	d := sit(t)
	d.shows("prover hinner ej")
	d.press(fyne.KeyTab, fyne.KeyLeft)
	d.at("16 10:00 2")
	d.shows("Proverna hinner inte: de ska tas 7 dagar före besöket.")
	d.press(fyne.KeyReturn)
	if got := d.time("Malmquist"); got != "2026-03-16 10:00 "+room2 {
		t.Errorf("booked %q", got)
	}
	d.log(0, "Nordenfelt", journey.SamplesTaken)
	d.page.Resume()
	d.press(fyne.KeyTab)
	d.shows("Therese, mån 16 mars 08.00", "Prover tagna") // samples are no hindrance to her
}

func TestMoveABooking(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyRight, fyne.KeyDown)
	d.at("17 09:00 2")
	d.shows("Grahn, Joakim", "inget formulär", "Flytta", "Avboka")
	d.typed("m")
	d.shows("Joakim, tis 17 mars 09.00", "Flyttas från tis 17 mars 09.00")
	d.press(fyne.KeyReturn) // where it is already: nothing
	d.press(fyne.KeyRight, fyne.KeyDown)
	d.at("18 11:00 2")
	uitest.Look(t, d.win, "moving")
	d.press(fyne.KeyReturn)
	if got := d.time("Grahn"); got != "2026-03-18 11:00 "+room2 {
		t.Errorf("moved to %q", got)
	}
	d.shows("Grahn, J. är flyttad till onsdag 18 mars 11.00")
	d.undo()
	if got := d.time("Grahn"); got != "2026-03-17 09:00 "+room2 {
		t.Errorf("after undo %q", got)
	}
	d.press(fyne.KeyHome)
	d.typed("m")
	d.shows("Ställ dig på den bokning som ska flyttas")
}

func TestEscLetsGo(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyRight, fyne.KeyDown)
	d.typed("m")
	d.press(fyne.KeyRight, fyne.KeyEscape)
	if d.page.hand != nil {
		t.Error("still in hand")
	}
	d.at("17 09:00 2") // the booking that was not moved
	d.press(fyne.KeyTab, fyne.KeyEscape)
	if d.page.hand != nil || d.shell.Route().Place() != shell.Bookings {
		t.Error("Esc does not let go of one who waits")
	}
}

func TestDeleteCancelsWithWhoAndWhy(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyRight, fyne.KeyDown, fyne.KeyDelete)
	d.shows("Avboka Joakim Grahn?", "Tiden tisdag 17 mars 09.00 blir ledig.", "Vem avbokar?")
	uitest.Look(t, d.win, "cancel")
	d.press(fyne.KeyRight) // the clinic
	d.win.Canvas().FocusNext()
	d.win.Canvas().FocusNext()
	d.typed("Lena är sjuk")
	d.press(fyne.KeyReturn)
	if st := d.status("Grahn"); st.Booking != nil || st.Cancelled != today {
		t.Errorf("%+v", st.Booking)
	}
	p, err := d.store.Participant(t.Context(), d.ids["Grahn"], 2026, data.Look{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(p.Events, func(e data.Happening) bool { return e.Kind == journey.Cancelled })
	if i < 0 || p.Events[i].Details.By != journey.ByClinic || p.Events[i].Details.Reason != "Lena är sjuk" {
		t.Errorf("%+v", p.Events)
	}
	d.shows("Tiden för Grahn, J. är avbokad")
	d.undo()
	if d.time("Grahn") == "" {
		t.Error("not undone")
	}
	d.press(fyne.KeyDelete, fyne.KeyEscape)
	if d.time("Grahn") == "" {
		t.Error("Esc cancelled the booking")
	}
}

// L marks hours for a letter: the first is booked, the others held; Esc unmarks.
func TestOfferSeveralHoursInALetter(t *testing.T) {
	d := sit(t)
	d.typed("l")
	d.shows("Välj först vem som ska få brevet")
	d.press(fyne.KeyTab)
	d.typed("l")
	d.press(fyne.KeyEscape)
	if len(d.page.marks) != 0 || d.page.hand == nil {
		t.Error("Esc does not take the mark alone")
	}
	for range 4 {
		d.typed("l")
		d.press(fyne.KeyRight)
	}
	d.shows("högst 3 tider")
	d.press(fyne.KeyReturn)
	b := d.status("Malmquist").Booking
	if b == nil || b.Via != "letter" || b.Day != day.New(2026, time.March, 17) || len(b.Also) != 2 || b.Also[1].Day != day.New(2026, time.March, 19) {
		t.Fatalf("%+v", b)
	}
	d.shows("Malmquist, J. erbjuds 3 tider i brev", "erbjuden i brev")
	uitest.Look(t, d.win, "offered")
	if next := d.status("Malmquist").Next; next.Step != journey.StepLetter {
		t.Errorf("the next step is %s", next.Step)
	}
	// She calls and takes the last one.
	d.page.put(place{Day: b.Also[1].Day, Room: room2, From: clockOf(b.Also[1])})
	d.page.refresh()
	d.shows("Välj tiden", "Hålls till")
	d.typed("m")
	d.press(fyne.KeyReturn)
	if got := d.time("Malmquist"); got != "2026-03-19 "+b.Also[1].Clock+" "+room2 {
		t.Errorf("took %q", got)
	}
	if also := d.status("Malmquist").Booking.Also; len(also) != 0 {
		t.Errorf("%v are still held", also)
	}
}

func TestOwnTime(t *testing.T) {
	d := sit(t)
	d.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
	d.at("18 09:00 2")
	d.typed("x")
	d.shows("Stäng tid onsdag 18 mars", "Vad är tiden till?")
	uitest.Look(t, d.win, "block")
	d.press(fyne.KeyReturn)
	d.shows("Skriv vad tiden är till")
	d.typed("Handledning")
	d.press(fyne.KeyReturn)
	d.shows("Handledning 18 mars 09.00–10.00 är inlagt", "Ta bort")
	d.press(fyne.KeyDelete)
	d.shows("Handledning 18 mars är borttaget")
	d.undo()
	d.at("18 09:00 2")
	if s := d.page.here(); s.block == nil || s.block.Name != "Handledning" {
		t.Errorf("undone to %+v", s)
	}
	d.undo() // nothing more to undo
	// Over somebody's hour it asks why.
	d.press(fyne.KeyUp)
	d.at("18 08:00 2")
	d.typed("x")
	d.typed("Larm")
	d.press(fyne.KeyReturn)
	d.shows("Där är redan bokat", "Sofia Lund")
	d.typed("huset är stängt")
	d.press(fyne.KeyReturn)
	d.shows("Larm 18 mars 08.00–09.00 är inlagt")
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
