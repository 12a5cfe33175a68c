package data

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// bookedDay makes a Tuesday with a bit of everything.
func bookedDay(t testing.TB) (*Store, []string) {
	s, c, ids := bookingStore(t, 6)
	logged(t, s, ids[0], journey.NeedsInterpreter, journey.Details{Language: "arabiska"})
	logged(t, s, ids[0], journey.Note, journey.Details{Text: "Vill prata om stress."})
	mustBook(t, s, ids[0], "17 10:00", room2)
	mustBook(t, s, ids[1], "17 09:00", room2)
	mustBook(t, s, ids[2], "17 09:00", room4)
	if _, err := s.Book(t.Context(), BookParams{Participant: ids[3], Start: march(t, "19 09:00"), Also: []journey.Start{march(t, "17 14:00")}, Room: room2, Via: "letter"}); err != nil {
		t.Fatal(err)
	}
	mustBook(t, s, ids[4], "11 13:00", room2)
	if _, err := s.AddBlock(t.Context(), BlockParams{From: day.New(2026, 3, 17), Span: booking.Span{From: booking.At(15, 0), To: booking.At(16, 0)}, Name: "Planering"}); err != nil {
		t.Fatal(err)
	}
	c.to(day.New(2026, 3, 12), 9, 0)
	logged(t, s, ids[4], journey.NoShow, journey.Details{})
	mustBook(t, s, ids[4], "17 13:00", room2)
	c.to(day.New(2026, 3, 16), 15, 42)
	logged(t, s, ids[1], journey.SamplesTaken, journey.Details{})
	logged(t, s, ids[1], journey.FormReceived, journey.Details{Source: journey.SourceHome})
	return s, ids
}

func TestDaySheetHasTheDay(t *testing.T) {
	s, ids := bookedDay(t)
	sheet, err := s.DaySheet(t.Context(), day.New(2026, 3, 17), "", say.Swedish)
	if err != nil || len(sheet.Rooms) != 2 {
		t.Fatalf("%+v, %v", sheet, err)
	}
	var got []string
	for _, r := range sheet.Rooms[0].Rows {
		text := r.Span.From.String() + " " + r.Name
		if !r.Text.IsZero() {
			text += say.In(say.Swedish, r.Text)
		}
		if r.Interpreter != "" {
			text += " tolk " + r.Interpreter
		}
		if r.Form {
			text += " form"
		}
		if r.Samples {
			text += " prov"
		}
		for _, n := range r.Notes {
			text += " | " + say.In(say.Swedish, n)
		}
		got = append(got, text)
	}
	name := func(i int) string { return byID(t, s, ids[i]).name() }
	want := []string{"09:00 " + name(1) + " form prov", "10:00 " + name(0) + " tolk arabiska | Vill prata om stress.", "12:00 Lunch",
		"13:00 " + name(4) + " | Uteblev 11 mars.", "14:00 Hålls för " + name(3) + ", erbjuden i brev", "15:00 Planering"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if one, err := s.DaySheet(t.Context(), day.New(2026, 3, 17), "rum 4", say.Swedish); err != nil || len(one.Rooms) != 1 || one.Rooms[0].Room != room4 || one.Rooms[0].Who != "Lena Sundkvist, hälsosamordnare" {
		t.Errorf("%+v, %v", one.Rooms, err)
	}
	if none, err := s.DaySheet(t.Context(), day.New(2026, 3, 21), "", say.Swedish); err != nil || len(none.Rooms) != 1 || none.Rooms[0].Closed.IsZero() {
		t.Errorf("%+v, %v", none.Rooms, err)
	}
	if _, err := s.DaySheet(t.Context(), day.New(2026, 3, 17), "Rum 9", say.Swedish); err == nil {
		t.Error("the sheet of a room that there is not")
	}
}

// D29: the paper carries the end of the log, with the row that tells of the print; a
// log that was cut off afterwards does not reach it.
func TestDaySheetCarriesTheLogsEnd(t *testing.T) {
	s, _ := bookedDay(t)
	sheet, err := s.DaySheet(t.Context(), day.New(2026, 3, 17), "", say.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	head, err := s.Head(t.Context())
	if err != nil || sheet.Head != head.String() {
		t.Errorf("%s, want %s (%v)", sheet.Head, head, err)
	}
	list, err := s.AccessLog(t.Context(), "", 0, 1)
	if err != nil || list[0].Act != "print_day" {
		t.Errorf("%+v, %v", list, err)
	}
	noProblems(t, s)
	if problems, err := s.Check(t.Context(), Head{Seq: head.Seq + 1, Hash: head.Hash}); err != nil || len(problems) == 0 {
		t.Errorf("an end beyond the log is not missed: %v %v", problems, err)
	}
}

// S11: nothing of a protected person leaves the store for a paper or a list but the
// hour; not by the calendar, not by a refusal, not by the one who waits.
func TestS11CalendarShowsNothingOfAProtectedPerson(t *testing.T) {
	s, ids := bookedDay(t)
	secret := byID(t, s, ids[0])
	if _, err := s.EditContact(t.Context(), ids[0], Contact{Family: "Hemligsson", Given: "Marker", Street: "Markörgatan 1", Mobile: "070-1740699", Wish: "ring markören"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetProtected(t.Context(), ids[0], true, "anmält"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SetProtected(t.Context(), ids[3], true, "anmält"); err != nil { // the held time too
		t.Fatal(err)
	}
	tuesday := day.New(2026, 3, 17)
	secrets := []string{"Hemligsson", "Marker", "Markör", "markör", "070-1740699", "0701740699", secret.Number.String(), secret.Number.Display(), "arabiska", "stress",
		byID(t, s, ids[3]).Participant + "x"}
	clean := func(what, text string) {
		t.Helper()
		for _, no := range secrets {
			if strings.Contains(text, no) {
				t.Errorf("%s shows %q", what, no)
			}
		}
	}
	sheet, err := s.DaySheet(t.Context(), tuesday, "", say.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, r := range sheet.Rooms[0].Rows {
		if r.Taken {
			taken++
			if r.Name+r.Number+r.Phone+r.Interpreter != "" || len(r.Notes) > 0 || r.Form || r.Samples {
				t.Errorf("%+v", r)
			}
		}
	}
	if taken != 2 {
		t.Errorf("%d hours are taken", taken)
	}
	dump, err := json.Marshal(sheet.Rooms)
	if err != nil {
		t.Fatal(err)
	}
	clean("the day sheet", string(dump))
	list, err := s.WeekList(t.Context(), tuesday, "", say.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	var csv bytes.Buffer
	if err := list.Table.CSV(&csv, say.Swedish); err != nil {
		t.Fatal(err)
	}
	clean("the week list", csv.String())
	if !strings.Contains(csv.String(), "upptagen") {
		t.Error("the hour is not on the week list")
	}
	var pdf bytes.Buffer
	if _, err := paper.WriteDaySheet(&pdf, sheet); err != nil {
		t.Fatal(err)
	}
	clean("the PDF", pdf.String())
	_, err = book(t, s, ids[5], "17 10:00", room2)
	refusedWith(t, err, "en upptagen tid 10.00–11.00")
	clean("the refusal", err.Error())
	for _, d := range mustWeek(t, s, "2026-03-17").Days {
		for _, h := range d.Hours {
			if h.Protected && (h.Family+h.Given+h.Wish+h.Note != "" || h.Number.String() != "") {
				t.Errorf("%+v", h)
			}
		}
	}
	access, err := s.AccessLog(t.Context(), "", 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range access {
		clean("the log", string(a.Detail))
	}
}

// The week list by eye: PAPER_OUT names a folder.
func TestWeekList(t *testing.T) {
	s, ids := bookedDay(t)
	if _, err := s.AddBlock(t.Context(), BlockParams{From: day.New(2026, 3, 20), Span: booking.Span{From: booking.At(13, 0), To: booking.At(24, 0)}, Name: "Stängt från 13, planeringsdag"}); err != nil {
		t.Fatal(err)
	}
	list, err := s.WeekList(t.Context(), day.New(2026, 3, 19), "", say.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	var csv bytes.Buffer
	if err := list.Table.CSV(&csv, say.Swedish); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"tisdag 17 mars", "09.00", byID(t, s, ids[1]).name(), "på papper", "taget", room4, "Hålls för", "Planering", "planeringsdag"} {
		if !strings.Contains(csv.String(), want) {
			t.Errorf("%q is not on the list:\n%s", want, csv.String())
		}
	}
	if want := "Alla rum · 5 samtal"; say.In(say.Swedish, list.Table.Notes[0]) != want {
		t.Errorf("%q", say.In(say.Swedish, list.Table.Notes[0]))
	}
	one, err := s.WeekList(t.Context(), day.New(2026, 3, 19), "rum 4", say.English)
	if err != nil || say.In(say.English, one.Table.Notes[0]) != "Rum 4 · Petra · 1 talk" {
		t.Errorf("%v %v", one.Table.Notes, err)
	}
	empty, err := s.WeekList(t.Context(), day.New(2026, 6, 16), "", say.Swedish)
	if err != nil || len(empty.Table.Rows) != 1 { // Midsummer Eve
		t.Errorf("%v %v", empty.Table.Rows, err)
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		var pdf bytes.Buffer
		if _, err := paper.WriteList(&pdf, list); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "weeklist.pdf"), pdf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
