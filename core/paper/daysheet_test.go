package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/say"
)

func hourAt(hour int) booking.Span {
	return booking.Span{From: booking.At(hour, 0), To: booking.At(hour+1, 0)}
}

func testDay(lang say.Lang) DaySheet {
	note := func(s string) say.Text { return say.T("booking.think.text", "Text", s) }
	return DaySheet{Clinic: testClinic, Lang: lang, Day: day.New(2026, time.March, 17), Printed: day.New(2026, time.March, 16).At(15, 42),
		Head: "1284 · " + strings.Repeat("9f3ac21d", 8),
		Rooms: []DayRoom{
			{Room: "Rum 2 · Lena", Who: "Karin Nordin, hälsosamordnare", Rows: []DayRow{
				{Span: hourAt(8), Name: "Astrid Ekvall", Number: "19860312-2386", Phone: "070-174 06 10", Form: true, Samples: true},
				{Span: hourAt(9), Name: "Karl Lindmark", Number: "19860317-2399", Phone: "070-174 06 22", Notes: []say.Text{note("Vill prata om stress.")}, Form: true, Samples: true},
				{Span: hourAt(10), Name: "Omar Zand", Number: "19860322-2392", Phone: "070-174 06 31", Interpreter: "arabiska", Notes: []say.Text{note("Tolken är bokad och på plats 9.55."), note("Kommer med sin bror som kör bil och väntar i väntrummet.")}, Samples: true},
				{Span: hourAt(11), Taken: true, Name: "Hemlig Person", Number: "hemlig", Phone: "hemlig", Interpreter: "hemlig", Notes: []say.Text{note("hemlig")}},
				{Span: hourAt(12), Text: note("Lunch")},
				{Span: hourAt(13), Name: "Anna-Karin Wennerström-Lindqvist af Rydell-Haapasalo", Number: "19860914-2388", Phone: "070-174 06 58", Notes: []say.Text{say.T("booking.think.missed", "On", day.New(2026, 2, 3)), note("Lätt svenska, hjälp med formuläret och gärna ett glas vatten, kommer direkt från nattpasset och kan behöva flytta.")}},
				{Span: hourAt(14), Text: note("Planering")},
			}},
			{Room: "Rum 4 · Petra", Closed: say.T("booking.closed")},
		}}
}

func TestDaySheetKeepsMargins(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		s := testDay(lang)
		d := drawn(t, func(d *doc) error { s.draw(d); return nil })
		keepsMargins(t, "day sheet "+string(lang), d)
		if d.page != 2 {
			t.Errorf("%d pages", d.page)
		}
		var pdf bytes.Buffer
		if _, err := WriteDaySheet(&pdf, s); err != nil {
			t.Fatal(err)
		}
		look(t, "daysheet-"+string(lang), pdf.Bytes())
	}
}

// S11: a protected person's hour prints as taken and nothing else, whatever the caller
// left in the other fields (D12).
func TestS11DaySheetShowsNothingOfAProtectedPerson(t *testing.T) {
	s := testDay(say.Swedish)
	d := drawn(t, func(d *doc) error { s.draw(d); return nil })
	for _, m := range d.marks {
		if strings.Contains(strings.ToLower(m.text), "hemlig") {
			t.Errorf("the sheet shows %q", m.text)
		}
	}
	if !hasText(d, "11.00") || !hasText(d, "upptagen") {
		t.Error("the hour is not there")
	}
	if !hasText(d, "Rum 2 · Lena · Karin Nordin, hälsosamordnare · 5 samtal · 1 tolk") {
		t.Error("the lead tells of the person's interpreter, or miscounts")
	}
}

// Eight visits fit on a page (papers.md 4); the ninth begins another, with its own head.
func TestDaySheetBreaksPages(t *testing.T) {
	for n, pages := range map[int]int{1: 1, 8: 1, 9: 2, 16: 2, 17: 3, 0: 1} {
		s := testDay(say.Swedish)
		s.Rooms = []DayRoom{{Rows: make([]DayRow, n)}}
		for i := range n {
			s.Rooms[0].Rows[i] = DayRow{Span: hourAt(i), Name: "Astrid Ekvall"}
		}
		d := drawn(t, func(d *doc) error { s.draw(d); return nil })
		keepsMargins(t, "day sheet", d)
		if d.page != pages {
			t.Errorf("%d visits take %d pages, want %d", n, d.page, pages)
		}
	}
}
