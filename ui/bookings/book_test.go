package bookings

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/ui/shell"
	"fyrtio/ui/uitest"
)

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
