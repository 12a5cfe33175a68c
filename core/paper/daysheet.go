package paper

import (
	"fmt"
	"io"
	"strings"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// DaySheet is the paper of a day's talks, each room on pages of its own.
type DaySheet struct {
	Clinic  Clinic
	Lang    say.Lang
	Day     day.Date
	Printed time.Time
	Head    string // the end of the log chain, which the paper keeps (D29)
	Rooms   []DayRoom
}

// DayRoom is a room's day.
type DayRoom struct {
	Room   string   // "" where the clinic has named none
	Who    string   // whose day it is: "Lena Sundkvist, hälsosamordnare"; may be empty
	Closed say.Text // why the clinic is closed that day; zero on an open day
	Rows   []DayRow // in order of time
}

// DayRow is an hour, or a stretch of the day that is no talk.
type DayRow struct {
	Span booking.Span
	Text say.Text // of a break, the clinic's own time, a held time: a band with these words

	// Taken is the hour of a protected person: it prints as taken, and of the other
	// fields nothing, whatever they hold (D12).
	Taken bool

	Name        string
	Number      string
	Phone       string
	Interpreter string     // the language, or words for one that nobody told
	Notes       []say.Text // what to think of, the most important first
	Form        bool       // the questionnaire is in
	Samples     bool       // samples are taken
}

func (r *DayRow) isVisit() bool { return r.Text.IsZero() && !r.Taken }

// Measures of the day sheet in mm, papers.md 4 and its picture.
const (
	dayName   = 36.0  // the participant
	dayThink  = 101.0 // what to think of
	dayTicks  = 148.0 // what has come in
	dayCame   = 184.0 // the box for the arrival
	dayVisit  = 27.0  // height of a visit …
	dayBand   = 9.0   // … and of anything else
	dayHead   = 6.8   // the bar with the heads
	dayTasks  = 37.0  // what is to be done that day, below the last visit
	dayPitch  = 7.0   // between the boxes of a visit
	dayThinkW = dayTicks - dayThink - 4
)

// WriteDaySheet draws the sheet.
func WriteDaySheet(w io.Writer, s DaySheet) (Drawn, error) {
	d := newDoc(s.word("title")+" "+s.Day.String(), s.Lang, s.Day)
	s.draw(d)
	return d.finish(w)
}

func (s DaySheet) word(id string, args ...any) string {
	return say.In(s.Lang, say.T("booking.sheet."+id, args...))
}

func (s DaySheet) draw(d *doc) {
	for _, room := range s.Rooms {
		s.room(d, room)
	}
}

func (s DaySheet) room(d *doc, room DayRoom) {
	rows := make([]row, len(room.Rows))
	for i := range room.Rows {
		rows[i] = s.row(&room.Rows[i])
	}
	var parts [][]row
	for top := 46.0; len(rows) > 0; top = 30 {
		n := max(cut(rows, lastY-top-dayHead), 1)
		parts = append(parts, rows[:n])
		rows = rows[n:]
	}
	if len(parts) == 0 {
		parts = [][]row{nil}
	}
	for i, part := range parts {
		d.newPage()
		d.sheetHead(s.Clinic.Name, s.word("title"), s.word("printed", "On", day.Of(s.Printed), "Time", say.Clock(s.Lang, s.Printed)))
		y := 30.0
		if i == 0 {
			d.sheetTitle(upperFirst(say.Weekday(s.Lang, s.Day))+" "+say.Date(s.Lang, s.Day), s.lead(room))
			y = 46
		}
		y = d.place(part, s.heads(d, y))
		if len(part) == 0 {
			d.text(left+1.5, y+6, quiet(10.5), s.word("empty"))
			y += 10
		}
		if i == len(parts)-1 && y+dayTasks <= lastY {
			s.tasks(d, y+5)
		}
		d.sheetFoot([]string{s.word("secret"), s.word("head", "Head", s.Head)}, s.word("page", "Page", i+1, "Pages", len(parts)))
	}
}

// lead says whose day it is and how full: "Lena Sundkvist, hälsosamordnare · 5 samtal · 1 tolk".
func (s DaySheet) lead(room DayRoom) string {
	visits, interpreters := 0, 0
	for i := range room.Rows {
		r := &room.Rows[i]
		if r.isVisit() || r.Taken {
			visits++
		}
		if r.isVisit() && r.Interpreter != "" {
			interpreters++
		}
	}
	var parts []string
	for _, p := range []string{mustClean(room.Room), mustClean(room.Who), say.In(s.Lang, room.Closed), s.word("visits", "N", visits)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if interpreters > 0 {
		parts = append(parts, s.word("interpreters", "N", interpreters))
	}
	return strings.Join(parts, " · ")
}

// heads draws the bar with the columns' heads and gives where the rows begin.
func (s DaySheet) heads(d *doc, y float64) float64 {
	d.rect(left, y, right-left, dayHead, &brand, nil, 0)
	st := strong(9.5).in(white)
	for _, h := range []struct {
		x  float64
		id string
	}{{left + 1.5, "time"}, {dayName, "who"}, {dayThink, "think"}, {dayTicks, "ticks"}} {
		d.text(h.x, y+4.6, st, s.word("col."+h.id))
	}
	d.right(right-0.8, y+4.6, st, s.word("col.came"))
	return y + dayHead
}

func (s DaySheet) row(r *DayRow) row {
	switch {
	case r.Taken:
		return row{h: dayBand + 3, draw: func(d *doc, y float64) {
			d.text(left+1.5, y+7.6, strong(12.5), s.clock(r.Span.From))
			d.text(dayName, y+7.6, plain(12.5), s.word("taken"))
			d.line(left, y+dayBand+3, right, y+dayBand+3, hairline, ruleColor)
		}}
	case !r.Text.IsZero():
		return row{h: dayBand, draw: func(d *doc, y float64) {
			d.rect(left, y, right-left, dayBand, &panel, nil, 0)
			d.text(left+1.5, y+5.9, strong(10).in(mut), s.clock(r.Span.From))
			d.fitted(dayName, y+5.9, right-dayName-2, fromLeft, quiet(10.5), 8, fmt.Sprintf("%s, %s", say.In(s.Lang, r.Text), s.word("until", "Time", s.clock(r.Span.To))))
			d.line(left, y+dayBand, right, y+dayBand, hairline, ruleColor)
		}}
	}
	return row{h: dayVisit, draw: func(d *doc, y float64) { s.visit(d, r, y) }}
}

func (s DaySheet) clock(c booking.Clock) string { return say.In(s.Lang, c.Words()) }

// visit draws a talk: who comes, room for a note, what to think of, boxes to tick.
func (s DaySheet) visit(d *doc, r *DayRow, y float64) {
	d.text(left+1.5, y+6.8, strong(12.5), s.clock(r.Span.From))
	base := y + s.name(d, r.Name, y)
	x := dayName
	if r.Number != "" {
		x += d.text(x, base, plain(10), r.Number) + 7
	}
	d.fitted(x, base, dayThink-x-3, fromLeft, plain(10), 7.5, r.Phone)
	x = dayName + d.text(dayName, y+19.6, quiet(8.5), s.word("note")) + 2
	d.line(x, y+20.6, dayTicks-4, y+20.6, hairline, ruleColor)
	d.line(dayName, y+24.9, dayTicks-4, y+24.9, hairline, ruleColor)
	s.think(d, r, y)
	for i, tick := range []struct {
		id string
		on bool
	}{{"form", r.Form}, {"samples", r.Samples}, {"star", false}} {
		at := y + 3.6 + float64(i)*dayPitch
		d.box(dayTicks, at, boxSide, tick.on)
		d.fitted(dayTicks+6.2, at+3.5, dayCame-dayTicks-8, fromLeft, plain(9.5), 7.5, s.word("tick."+tick.id))
	}
	d.rect(dayCame, y+3.6, 7.4, 7.4, &white, &ink, frame)
	d.line(left, y+dayVisit, right, y+dayVisit, hairline, ruleColor)
}

// name draws a name, a very long one in two lines, and gives where the next line stands.
func (s DaySheet) name(d *doc, name string, y float64) float64 {
	const w = dayThink - dayName - 4
	name, bad := tidy(name)
	d.bad = append(d.bad, bad...)
	if _, ok := fit(strong(12.5), name, w, 10); !ok {
		for size := 10.5; size >= 9; size -= 0.5 {
			if lines := wrapText(name, strong(size), w); len(lines) == 2 {
				d.text(dayName, y+5.8, strong(size), lines[0])
				d.text(dayName, y+10.2, strong(size), lines[1])
				return 14.9
			}
		}
	}
	d.fitted(dayName, y+6.8, w, fromLeft, strong(12.5), 8.5, name)
	return 12.4
}

// think draws what to think of: the interpreter in an inverted box, then as many lines
// as there is room for; the last tells with … that there is more on the screen.
func (s DaySheet) think(d *doc, r *DayRow, y float64) {
	at := y + 6.6
	if r.Interpreter != "" {
		d.rect(dayThink-1, y+2.6, dayThinkW, 6, &ink, nil, 0)
		d.fitted(dayThink+1, y+6.8, dayThinkW-3, fromLeft, strong(10).in(white), 7, s.word("interpreter", "Language", r.Interpreter))
		at += 6.2
	}
	var lines []string
	first := 0 // lines of the first note, which are bold where no interpreter stands over them
	for i, n := range r.Notes {
		st := plain(9.5)
		if i == 0 && r.Interpreter == "" {
			st = st.bold()
		}
		lines = append(lines, wrapText(mustClean(say.In(s.Lang, n)), st, dayThinkW)...)
		if i == 0 && r.Interpreter == "" {
			first = len(lines)
		}
	}
	most := int((y+18.4-at)/4.3) + 1
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = strings.TrimRight(lines[most-1], " .,") + " …"
	}
	for i, line := range lines {
		st := plain(9.5)
		if i < first {
			st = st.bold()
		}
		d.fitted(dayThink, at, dayThinkW, fromLeft, st, 8, line)
		at += 4.3
	}
}

// tasks draws what is left to do when the talks are over.
func (s DaySheet) tasks(d *doc, y float64) {
	d.text(left, y+3.6, strong(11).in(brand), s.word("tasks"))
	for i, id := range []string{"enter", "document", "call"} {
		at := y + 8.4 + float64(i)*8
		d.box(left, at, boxSide, false)
		d.text(left+7, at+3.6, plain(10), s.word("task."+id))
	}
	d.rect(108, y+0.5, right-108, 29, nil, &ruleColor, frame)
	d.text(111, y+5, quiet(8.5), s.word("notes"))
}
