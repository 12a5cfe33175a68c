package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

// Bookings on paper. Of a protected person the hour stands there as taken and nothing
// else leaves the store for a paper (D12). Each print is logged, and carries the end of
// the log, its own row included: somebody who cuts off the log's end later is found out
// by any paper of that day (D29).

// DaySheet gathers the paper of a day: of one room, or of every room in which somebody
// is booked when room is "".
func (s *Store) DaySheet(ctx context.Context, d day.Date, room string, lang say.Lang) (sheet paper.DaySheet, err error) {
	sheet = paper.DaySheet{Clinic: s.Config().Clinic(), Lang: lang, Day: d, Printed: s.clock()}
	calendar := s.Config().Calendar()
	only, err := calendar.RoomOf(room)
	if err != nil {
		return sheet, err
	}
	w, err := s.Week(ctx, d)
	if err != nil {
		return sheet, err
	}
	i := slices.IndexFunc(w.Days, func(a WeekDay) bool { return a.Day == d })
	if i < 0 { // a weekend on which nothing is
		open, closed := calendar.Open(d)
		w.Days, i = append(w.Days, WeekDay{Day: d, Open: open, Closed: closed}), len(w.Days)
	}
	today := &w.Days[i]
	if sheet.Head, err = s.logPrint(ctx, "print_day", d, only, len(today.Hours)); err != nil {
		return sheet, err
	}
	err = s.read(ctx, func(r reader) error {
		who, err := fullName(r, s.user)
		if err != nil {
			return err
		}
		rooms := today.rooms(&w, only)
		for _, room := range rooms {
			page := paper.DayRoom{Room: string(room), Closed: today.Closed}
			if len(rooms) == 1 {
				page.Who = who + ", " + s.Config().Text("role_title")
			}
			if page.Rows, err = today.paper(r, room, &calendar); err != nil {
				return err
			}
			sheet.Rooms = append(sheet.Rooms, page)
		}
		return nil
	})
	if err != nil {
		return paper.DaySheet{}, fmt.Errorf("gather the day sheet: %w", err)
	}
	return sheet, nil
}

// logPrint logs that a paper of the calendar is made, and gives the log's end with it.
func (s *Store) logPrint(ctx context.Context, name string, d day.Date, room booking.Room, hours int) (string, error) {
	detail := map[string]any{"day": d.String(), "room": string(room), "hours": hours}
	if err := s.write(ctx, act{Act: name, Detail: detail}, func(*tx) error { return nil }); err != nil {
		return "", fmt.Errorf("log the print: %w", err)
	}
	head, err := s.Head(ctx)
	return head.String(), err
}

// String gives the head as papers carry it: the number of the last row and its hash.
func (h Head) String() string { return fmt.Sprintf("%d · %x", h.Seq, h.Hash) }

// rooms gives the rooms of a day's papers: the asked one, else those with hours, else
// the first.
func (d *WeekDay) rooms(w *Week, only booking.Room) []booking.Room {
	if only != "" {
		return []booking.Room{only}
	}
	var rooms []booking.Room
	for _, room := range w.Rooms {
		if slices.ContainsFunc(d.Hours, func(h BookedHour) bool { return h.Column == room }) {
			rooms = append(rooms, room)
		}
	}
	if len(rooms) == 0 {
		rooms = w.Rooms[:1]
	}
	return rooms
}

// paper gives the rows of a room's day in order of time.
func (d *WeekDay) paper(r reader, room booking.Room, calendar *booking.Calendar) (rows []paper.DayRow, err error) {
	for i := range d.Hours {
		h := &d.Hours[i]
		if h.Column != room {
			continue
		}
		row, err := h.paper(r)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	for _, b := range d.Blocks {
		if b.Room == "" || b.Room == room {
			rows = append(rows, paper.DayRow{Span: b.Span, Text: say.T("booking.name", "Name", b.Name)})
		}
	}
	for _, slot := range calendar.Slots(d.Day, room, nil) {
		if slot.Kind == booking.Pause {
			rows = append(rows, paper.DayRow{Span: slot.Span, Text: slot.Name})
		}
	}
	slices.SortStableFunc(rows, func(a, b paper.DayRow) int {
		return cmp.Or(cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.Span.To, b.Span.To))
	})
	return rows, nil
}

// paper gives an hour as the day sheet prints it. A protected person's is taken: no
// other field is filled, so that nothing can be printed by mistake.
func (h *BookedHour) paper(r reader) (paper.DayRow, error) {
	row := paper.DayRow{Span: h.Span}
	if h.Protected {
		row.Taken = true
		return row, nil
	}
	if h.Kind == booking.Held {
		row.Text = say.T("booking.sheet.held", "Name", h.Row.name())
		return row, nil
	}
	p, err := readPerson(r, h.Participant)
	if err != nil {
		return row, fmt.Errorf("read participant %s: %w", h.Participant, err)
	}
	row.Name, row.Number, row.Phone = h.Row.name(), h.Number.Display(), cmp.Or(p.contact.Mobile, p.contact.Phone)
	row.Interpreter = h.Status.Interpreter
	row.Form, row.Samples = h.Status.Form != "" || !h.Status.Received.IsZero(), !h.Status.Samples.IsZero()
	row.Notes, err = h.think(r)
	return row, err
}

// name gives the name as one says it.
func (r Row) name() string { return strings.TrimSpace(r.Given + " " + r.Family) }

// think gives what to think of: what may go wrong first, then what the person has said.
func (h *BookedHour) think(r reader) (notes []say.Text, err error) {
	if h.Clash {
		notes = append(notes, say.T("booking.think.clash"))
	}
	if h.Hour.Room == "" && h.Column != "" {
		notes = append(notes, say.T("booking.think.room"))
	}
	var missed string
	err = r.row(`SELECT coalesce(max(day), '') FROM booked WHERE participant = ? AND outcome = ? AND day < ?`, h.Participant, journey.HourMissed, h.Day.String()).Scan(&missed)
	if err != nil {
		return nil, err
	}
	if missed != "" {
		notes = append(notes, say.T("booking.think.missed", "On", dayOf(missed)))
	}
	for _, text := range []string{h.Note, h.Wish} {
		if text != "" {
			notes = append(notes, say.T("booking.think.text", "Text", text))
		}
	}
	return notes, nil
}

// WeekList gathers the list of a week: of one room, or of all when room is "".
func (s *Store) WeekList(ctx context.Context, of day.Date, room string, lang say.Lang) (list paper.List, err error) {
	calendar := s.Config().Calendar()
	only, err := calendar.RoomOf(room)
	if err != nil {
		return list, err
	}
	w, err := s.Week(ctx, of)
	if err != nil {
		return list, err
	}
	hours := 0
	for _, d := range w.Days {
		hours += len(d.Hours)
	}
	head, err := s.logPrint(ctx, "print_week", w.Monday, only, hours)
	if err != nil {
		return list, err
	}
	list = paper.List{Clinic: s.Config().Clinic(), Lang: lang, Date: s.Day()}
	err = s.read(ctx, func(r reader) error {
		by, err := fullName(r, s.user)
		if err != nil {
			return err
		}
		list.Table, err = w.table(r, only)
		list.Table.Notes = append(list.Table.Notes, madeWords(s.clock(), by), say.T("booking.sheet.head", "Head", head))
		return err
	})
	if err != nil {
		return paper.List{}, fmt.Errorf("gather the week list: %w", err)
	}
	return list, nil
}

func madeWords(now time.Time, by string) say.Text {
	now = now.In(day.Zone)
	return say.T("booking.list.made", "On", day.Of(now), "Time", booking.At(now.Hour(), now.Minute()).Words(), "By", by)
}

// table makes the week's list: a line for each hour, the clinic's own time, and each
// closed day; breaks are known to everybody.
func (w *Week) table(r reader, only booking.Room) (t table.Table, err error) {
	last := w.Days[len(w.Days)-1].Day
	t.Title = say.T("booking.list.title", "Week", w.Monday.Week(), "From", w.Monday, "To", last)
	if w.Monday.Month == last.Month {
		t.Title = say.T("booking.list.title.month", "Week", w.Monday.Week(), "From", w.Monday.Day, "To", last)
	}
	heads := []say.Text{say.T("booking.list.col.day"), say.T("booking.list.col.time"), say.T("booking.list.col.name"), say.T("booking.list.col.phone"),
		say.T("booking.list.col.interpreter"), say.T("booking.list.col.form"), say.T("booking.list.col.samples")}
	rooms := only == "" && len(w.Rooms) > 1
	if rooms {
		heads = append(heads, say.T("booking.list.col.room"))
	}
	for _, h := range heads {
		t.Columns = append(t.Columns, table.Column{Head: h})
	}
	visits := 0
	for i := range w.Days {
		d := &w.Days[i]
		rows, n, err := d.lines(r, only, rooms)
		if err != nil {
			return t, err
		}
		visits += n
		for k, row := range rows {
			first := table.Cell{}
			if k == 0 {
				first = table.Say(say.T("booking.list.day", "On", d.Day))
			}
			t.Rows = append(t.Rows, append([]table.Cell{first}, row...))
		}
	}
	name := say.T("booking.list.all")
	if only != "" {
		name = journey.RoomWords(string(only))
	}
	t.Notes = []say.Text{say.T("booking.list.note", "Room", name, "Visits", say.T("booking.sheet.visits", "N", visits))}
	return t, nil
}

// weekLine is a row of the week list in the making.
type weekLine struct {
	span  booking.Span
	cells []table.Cell
}

func (d *WeekDay) lines(r reader, only booking.Room, rooms bool) (rows [][]table.Cell, visits int, err error) {
	var lines []weekLine
	words := func(span booking.Span, name say.Text) { // a line that is nobody's visit
		lines = append(lines, weekLine{span, []table.Cell{table.Say(span.From.Words()), table.Say(name)}})
	}
	for i := range d.Hours {
		h := &d.Hours[i]
		if only != "" && h.Column != only {
			continue
		}
		if h.Kind == booking.Visit {
			visits++
		}
		cells, err := h.cells(r)
		if err != nil {
			return nil, 0, err
		}
		if rooms {
			cells = append(cells, table.Text(string(h.Hour.Room)))
		}
		lines = append(lines, weekLine{h.Span, cells})
	}
	for _, b := range d.Blocks {
		if only == "" || b.Room == "" || b.Room == only {
			words(b.Span, say.T("booking.name", "Name", b.Name))
			if rooms {
				last := &lines[len(lines)-1]
				last.cells = append(last.cells, table.Cell{}, table.Cell{}, table.Cell{}, table.Cell{}, table.Text(string(b.Room)))
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b weekLine) int { return cmp.Compare(a.span.From, b.span.From) })
	if !d.Closed.IsZero() {
		rows = append(rows, []table.Cell{{}, table.Say(d.Closed)})
	}
	for _, l := range lines {
		rows = append(rows, l.cells)
	}
	return rows, visits, nil
}

// cells give an hour on the week list: time, name, phone, interpreter, form, samples.
func (h *BookedHour) cells(r reader) ([]table.Cell, error) {
	row, err := h.paper(r)
	if err != nil {
		return nil, err
	}
	at := table.Say(row.Span.From.Words())
	switch {
	case row.Taken:
		return []table.Cell{at, table.Say(say.T("booking.sheet.taken")), {}, {}, {}, {}}, nil
	case !row.Text.IsZero():
		return []table.Cell{at, table.Say(row.Text), {}, {}, {}, {}}, nil
	}
	name := table.Text(row.Name)
	switch h.Outcome {
	case journey.HourVisited:
		name = table.Say(say.T("booking.list.visited", "Name", row.Name))
	case journey.HourMissed:
		name = table.Say(say.T("booking.list.no_show", "Name", row.Name))
	}
	cells := []table.Cell{at, name, table.Text(row.Phone), table.Text(row.Interpreter), table.Say(h.formWords())}
	if row.Samples {
		return append(cells, table.Say(say.T("booking.list.samples"))), nil
	}
	return append(cells, table.Cell{}), nil
}

// formWords says how far the questionnaire is, zero for not begun.
func (h *BookedHour) formWords() say.Text {
	switch h.Status.Form {
	case journey.FormComplete:
		return say.T("booking.form.complete")
	case journey.FormBegun:
		return say.T("booking.form.begun")
	case journey.FormCl24:
		return say.T("booking.form.cl24")
	}
	if !h.Status.Received.IsZero() {
		return say.T("booking.form.paper")
	}
	return say.Text{}
}
