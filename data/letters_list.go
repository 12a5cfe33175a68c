package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/paper"
)

// What is remembered of letters: the runs, their sheets, each letter's text.

// SheetRange is a stretch of a run's sheets, both ends included, counted from 1.
type SheetRange struct{ From, To int }

// SheetList is what someone names of a run: 14-20,31.
type SheetList []SheetRange

// ParseSheets reads 14-20,31. Nothing is no sheet.
func ParseSheets(s string) (SheetList, error) {
	var list SheetList
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		from, to, many := strings.Cut(strings.ReplaceAll(part, "–", "-"), "-")
		if !many {
			to = from
		}
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || a < 1 || b < a || b > 1e6 {
			return nil, fault.New(fault.Usage, "letters.err.sheets", "Typed", part)
		}
		list = append(list, SheetRange{a, b})
	}
	return list, nil
}

// String writes the list as it is typed.
func (l SheetList) String() string {
	parts := make([]string, len(l))
	for i, r := range l {
		parts[i] = strconv.Itoa(r.From)
		if r.To > r.From {
			parts[i] += "-" + strconv.Itoa(r.To)
		}
	}
	return strings.Join(parts, ",")
}

// has reports whether a letter has a sheet in the list.
func (l SheetList) has(p PrintedLetter) bool {
	return slices.ContainsFunc(l, func(r SheetRange) bool { return r.From < p.Sheet+p.Sheets && r.To >= p.Sheet })
}

// within refuses sheets that the run does not have.
func (l SheetList) within(run *Run) error {
	for _, r := range l {
		if r.To > run.Sheets {
			return fault.New(fault.Refused, "letters.err.beyond", "Sheet", r.To, "N", run.Sheets)
		}
	}
	return nil
}

// Run is a print run as it is remembered.
type Run struct {
	ID       string
	Template string
	Cohort   int
	Date     day.Date // on the letters
	At       time.Time
	Actor    string // login name
	Reason   string // of an override
	Letters  int
	Sheets   int
	Parts    int
	First    string // letter numbers
	Last     string
	Pending  int       // printed and neither confirmed nor taken back
	Unmarked time.Time // when the whole run was taken back, zero if it stands

	clinic []byte
}

// runQuery counts what waits from the events: each letter has one that says printed,
// and one that says confirmed once it is.
const runQuery = `SELECT r.id, r.template, r.cohort, r.date, r.at, r.actor, r.reason, r.sheets, r.parts, r.clinic,
	(SELECT count(*) FROM letter l WHERE l.run = r.id),
	coalesce((SELECT number FROM letter l WHERE l.run = r.id ORDER BY sheet LIMIT 1), ''), coalesce((SELECT number FROM letter l WHERE l.run = r.id ORDER BY sheet DESC LIMIT 1), ''),
	(SELECT coalesce(sum(iif(e.kind = 'letter_printed', 1, -1)), 0) FROM event e WHERE e.kind IN ('letter_printed', 'letter_confirmed') AND json_extract(e.details, '$.run') = r.id AND ` + eventHolds + `),
	coalesce((SELECT max(m.at) FROM run_mark m WHERE m.run = r.id AND m.mark = 'unmarked'), 0) FROM run r`

// eventHolds: e was not taken back.
const eventHolds = `NOT EXISTS (SELECT 1 FROM event u WHERE u.participant = e.participant AND u.cohort = e.cohort AND u.kind = 'undone' AND json_extract(u.details, '$.event') = e.id)`

func scanRun(scan func(...any) error) (*Run, error) {
	var r Run
	var date string
	var at, unmarked int64
	err := scan(&r.ID, &r.Template, &r.Cohort, &date, &at, &r.Actor, &r.Reason, &r.Sheets, &r.Parts, &r.clinic, &r.Letters, &r.First, &r.Last, &r.Pending, &unmarked)
	if err != nil {
		return nil, err
	}
	r.Date, r.At, r.Pending = dayOf(date), instant(at), max(0, r.Pending)
	if unmarked > 0 {
		r.Unmarked = instant(unmarked)
	}
	return &r, nil
}

func readRun(r reader, id string) (*Run, error) {
	run, err := scanRun(r.row(runQuery+` WHERE r.id = ?`, strings.ToUpper(strings.TrimSpace(id))).Scan)
	if none(err) {
		return nil, fault.New(fault.NotFound, "letters.err.run", "Run", id)
	}
	return run, err
}

// Runs lists the print runs, newest first; limit 0 is all.
func (s *Store) Runs(ctx context.Context, limit int) (list []Run, err error) {
	if limit <= 0 {
		limit = -1
	}
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(runQuery+` ORDER BY r.id DESC LIMIT ?`, limit)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			run, err := scanRun(rows.Scan)
			if err == nil {
				list = append(list, *run)
			}
			return err
		})
	})
	return list, err
}

// RunLetters lists the letters of a run in the order printed.
func (s *Store) RunLetters(ctx context.Context, run string) (list []PrintedLetter, err error) {
	err = s.read(ctx, func(r reader) error {
		if _, err := readRun(r, run); err != nil {
			return err
		}
		list, err = readLetters(r, run)
		return err
	})
	return list, err
}

func readLetters(r reader, run string) (list []PrintedLetter, err error) {
	rows, err := r.rows(`SELECT participant, cohort, number, sheet, sheets, part FROM letter WHERE run = ? ORDER BY sheet`, run)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var l PrintedLetter
		err := rows.Scan(&l.Participant, &l.Cohort, &l.Number, &l.Sheet, &l.Sheets, &l.Part)
		list = append(list, l)
		return err
	})
}

// SentLetter is a letter that was printed, found by its number.
type SentLetter struct {
	PrintedLetter
	Run      string
	Template string
	Date     day.Date
	Text     string // as printed, plain; "" once erased
}

func readLetter(r reader, number string) (l SentLetter, err error) {
	var date string
	err = r.row(`SELECT l.participant, l.cohort, l.number, l.sheet, l.sheets, l.part, l.run, r.template, r.date FROM letter l JOIN run r ON r.id = l.run
		WHERE l.number = ?`, strings.ReplaceAll(strings.TrimSpace(number), "–", "-")).
		Scan(&l.Participant, &l.Cohort, &l.Number, &l.Sheet, &l.Sheets, &l.Part, &l.Run, &l.Template, &date)
	if none(err) {
		return l, fault.New(fault.NotFound, "letters.err.number", "Number", number)
	}
	l.Date = dayOf(date)
	return l, err
}

// Letter gives a printed letter with its text, and logs the look. A protected person
// needs WithReason.
func (s *Store) Letter(ctx context.Context, number string) (l SentLetter, err error) {
	err = s.read(ctx, func(r reader) error {
		l, err = readLetter(r, number)
		return err
	})
	if err != nil {
		return l, err
	}
	if _, err := s.open(ctx, l.Participant, "letter"); err != nil {
		return SentLetter{}, err
	}
	err = s.read(ctx, func(r reader) error {
		run, err := readRun(r, l.Run)
		if err != nil {
			return err
		}
		var frozen string
		if err := r.row(`SELECT frozen FROM letter WHERE number = ?`, l.Number).Scan(&frozen); err != nil || frozen == "" {
			return err
		}
		again := paper.LetterRun{Date: run.Date}
		var letter paper.Letter
		if err := errors.Join(json.Unmarshal(run.clinic, &again.Clinic), json.Unmarshal([]byte(frozen), &letter)); err != nil {
			return fmt.Errorf("read letter %s: %w", l.Number, err)
		}
		if again.Template, err = frozenTemplates(r, l.Run); err != nil {
			return err
		}
		l.Text, err = paper.FrozenText(again, letter)
		return err
	})
	return l, err
}
