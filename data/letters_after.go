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
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// Letters after the printing: confirmed, spoiled, printed once more, taken back,
// returned by the post.

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

// Confirmed is what ConfirmRun did.
type Confirmed struct {
	Logged                  // Refused: whose letter must not go after all, with the reason
	Pending []PrintedLetter // still waiting: the spoiled ones
}

// ConfirmRun says that a run's letters were sent: from now they count as sent, but for
// the spoiled sheets, which wait to be printed again. Letters of people who got a
// protected identity after the printing are taken back, and listed: they must be
// picked out of the pile.
func (s *Store) ConfirmRun(ctx context.Context, id string, spoiled SheetList) (c Confirmed, err error) {
	err = s.write(ctx, act{Act: "letters.confirm"}, func(t *tx) error {
		run, err := readRun(t, id)
		if err != nil {
			return err
		}
		if err := spoiled.within(run); err != nil {
			return err
		}
		t.act.Detail = map[string]string{"run": run.ID, "spoiled": spoiled.String()}
		letters, err := readLetters(t, run.ID)
		if err != nil {
			return err
		}
		for _, l := range letters {
			if err := t.confirmLetter(run, l, spoiled.has(l), &c); err != nil {
				return fmt.Errorf("confirm letter %s: %w", l.Number, err)
			}
		}
		if len(c.Events)+len(c.Refused)+len(c.Pending) == 0 {
			return fault.New(fault.Refused, "letters.err.confirmed")
		}
		if err := t.mark(run.ID, "confirmed", spoiled.String()); err != nil {
			return err
		}
		return t.report(&c.Logged)
	})
	return c, err
}

func (t *tx) confirmLetter(run *Run, l PrintedLetter, spoiled bool, c *Confirmed) error {
	printed, err := runEvent(t, l, run.ID, journey.LetterPrinted)
	if err != nil || printed == "" {
		return err // taken back
	}
	if sent, err := runEvent(t, l, run.ID, journey.LetterConfirmed); err != nil || sent != "" {
		return err
	}
	var protected bool
	if err := t.row(`SELECT protected FROM participant WHERE id = ?`, l.Participant).Scan(&protected); err != nil {
		return err
	}
	switch {
	case protected && run.Template != journey.TemplateForwarding:
		why := say.T("letters.protected.since", "Number", l.Number)
		c.Refused = append(c.Refused, Refusal{l.Ref, why})
		_, err := t.event(l.Ref, journey.Event{Kind: journey.Undone, Details: journey.Details{Event: printed, Reason: say.In(say.Swedish, why)}}, source{})
		return err
	case spoiled:
		c.Pending = append(c.Pending, l)
		return nil
	}
	_, err = t.add(l.Ref, journey.Event{Kind: journey.LetterConfirmed, Details: journey.Details{Run: run.ID}}, &c.Logged)
	var refused *fault.Error
	if errors.As(err, &refused) && refused.Code == fault.Refused {
		c.Refused = append(c.Refused, Refusal{l.Ref, refused.Text})
		return nil
	}
	return err
}

// runEvent gives a letter's event of a kind that holds, "" for none.
func runEvent(r reader, l PrintedLetter, run string, kind journey.Kind) (id string, err error) {
	err = r.row(`SELECT e.id FROM event e WHERE e.participant = ? AND e.cohort = ? AND e.kind = ? AND json_extract(e.details, '$.run') = ? AND `+eventHolds,
		l.Participant, l.Cohort, kind, run).Scan(&id)
	if none(err) {
		return "", nil
	}
	return id, err
}

// Reprinted is what ReprintLetters printed, and whose letter it did not.
type Reprinted struct {
	Letters []PrintedLetter // Sheet and Part as in the run
	Left    []LeftOut
	Sheets  int
	Parts   int
}

// ReprintLetters prints the letters on some of a run's sheets once more, exactly as
// they were: same numbers, same text, same address. Those whose letter was erased and
// those who are protected now are left out (D11). No sheets is the whole run.
func (s *Store) ReprintLetters(ctx context.Context, id string, sheets SheetList, out PartWriter) (Reprinted, error) {
	var done Reprinted
	err := s.write(ctx, act{Act: "letters.reprint"}, func(t *tx) error {
		run, err := readRun(t, id)
		if err != nil {
			return err
		}
		if err := sheets.within(run); err != nil {
			return err
		}
		if !run.Unmarked.IsZero() {
			return fault.New(fault.Refused, "letters.err.unmarked")
		}
		again, err := t.frozenRun(run, sheets, &done)
		if err != nil {
			return err
		}
		if len(again.Letters) == 0 {
			return fault.New(fault.Refused, "letters.err.reprint")
		}
		t.act.Detail = map[string]any{"run": run.ID, "sheets": sheets.String(), "letters": len(again.Letters)}
		if _, done.Sheets, done.Parts, err = drawLetters(again, out); err != nil {
			return err
		}
		return t.mark(run.ID, "reprinted", sheets.String())
	})
	return done, err
}

// frozenRun reads a run's letters as they were printed.
func (t *tx) frozenRun(run *Run, sheets SheetList, done *Reprinted) (again paper.LetterRun, err error) {
	again.Date = run.Date
	if err := json.Unmarshal(run.clinic, &again.Clinic); err != nil {
		return again, fmt.Errorf("read the sender of run %s: %w", run.ID, err)
	}
	if again.Template, err = frozenTemplates(t, run.ID); err != nil {
		return again, err
	}
	rows, err := t.rows(`SELECT l.participant, l.cohort, l.number, l.sheet, l.sheets, l.part, l.frozen, p.protected
		FROM letter l JOIN participant p ON p.id = l.participant WHERE l.run = ? ORDER BY l.sheet`, run.ID)
	if err != nil {
		return again, err
	}
	return again, each(rows, func() error {
		var l PrintedLetter
		var frozen string
		var protected bool
		if err := rows.Scan(&l.Participant, &l.Cohort, &l.Number, &l.Sheet, &l.Sheets, &l.Part, &frozen, &protected); err != nil {
			return err
		}
		if len(sheets) > 0 && !sheets.has(l) {
			return nil
		}
		if frozen == "" || protected && run.Template != journey.TemplateForwarding {
			done.Left = append(done.Left, LeftOut{Ref: l.Ref, Reason: say.T("letters.protected.reprint", "Number", l.Number)})
			return nil
		}
		var letter paper.Letter
		if err := json.Unmarshal([]byte(frozen), &letter); err != nil {
			return fmt.Errorf("read letter %s: %w", l.Number, err)
		}
		done.Letters, again.Letters = append(done.Letters, l), append(again.Letters, letter)
		return nil
	})
}

// UnmarkRun takes a whole run back: nobody has got its letters, and they may be
// printed anew under new numbers. It gives how many letters it took back.
func (s *Store) UnmarkRun(ctx context.Context, id string) (taken int, err error) {
	err = s.write(ctx, act{Act: "letters.unmark"}, func(t *tx) error {
		run, err := readRun(t, id)
		if err != nil {
			return err
		}
		t.act.Detail = map[string]string{"run": run.ID}
		rows, err := t.rows(`SELECT e.id, e.kind, e.participant, e.cohort FROM event e WHERE e.kind IN ('letter_printed', 'letter_confirmed')
			AND json_extract(e.details, '$.run') = ? AND `+eventHolds+` ORDER BY e.seq DESC`, run.ID)
		if err != nil {
			return err
		}
		var targets []undoTarget
		if err := each(rows, func() error {
			var u undoTarget
			var kind journey.Kind
			err := rows.Scan(&u.id, &kind, &u.ref.Participant, &u.ref.Cohort)
			if kind == journey.LetterPrinted {
				taken++
			}
			targets = append(targets, u)
			return err
		}); err != nil {
			return err
		}
		if len(targets) == 0 {
			return fault.New(fault.Refused, "letters.err.unmarked")
		}
		reason := say.In(say.Swedish, say.T("letters.unmark.reason"))
		for _, u := range targets {
			if _, err := t.event(u.ref, journey.Event{Kind: journey.Undone, Details: journey.Details{Event: u.id, Reason: reason}}, source{}); err != nil {
				return err
			}
			if err := t.takenBack(u.ref, &person{}, u.id); err != nil {
				return err
			}
		}
		return t.mark(run.ID, "unmarked", "")
	})
	return taken, err
}

// ReturnedLetter records that the post brought a letter back, by its number.
func (s *Store) ReturnedLetter(ctx context.Context, number string) (Logged, error) {
	var l Logged
	err := s.write(ctx, act{Act: "letters.returned"}, func(t *tx) error {
		sent, err := readLetter(t, number)
		if err != nil {
			return err
		}
		t.act.Participant, t.act.Detail = sent.Participant, map[string]string{"letter": sent.Number}
		if _, err := t.add(sent.Ref, journey.Event{Kind: journey.LetterReturned, Details: journey.Details{Letter: sent.Number}}, &l); err != nil {
			return err
		}
		return t.report(&l)
	})
	return l, err
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
