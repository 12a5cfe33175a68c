package data

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// What is remembered of letters: the runs, and each letter's text.

// Run is a print run as it is remembered.
type Run struct {
	ID       string
	Number   string // what one calls it: 26-014
	Template string
	Name     string // the template's, where it is the clinic's own; "" else
	Texts    []RunText
	Cohort   int
	Date     day.Date // on the letters
	At       time.Time
	Actor    string // login name
	By       string // full name
	Reason   string // of an override
	Letters  int
	Sheets   int
	Parts    int
	Duplex   bool
	First    string // letter numbers
	Last     string
	Checksum string
	Pending  int       // printed and neither confirmed nor taken back
	Returned int       // came back with the post
	Unmarked time.Time // when the whole run was taken back, zero if it stands
	Marks    []RunMark // what was done with it, oldest first

	clinic  []byte
	enclose string
}

// RunText is how many letters of a run were in a language, and the text's version.
type RunText struct {
	Lang    letter.Lang
	Version int // 0 = Fyrtio's
	Letters int

	kept string // the version as it is kept
}

// RunMark is something that was done with a run.
type RunMark struct {
	Mark   string // confirmed (but for these sheets), reprinted (these), unmarked
	Sheets string // 14-20
	At     time.Time
	By     string // full name
}

// eventHolds: e was not taken back.
const eventHolds = `NOT EXISTS (SELECT 1 FROM event u WHERE u.participant = e.participant AND u.cohort = e.cohort AND u.kind = 'undone' AND json_extract(u.details, '$.event') = e.id)`

// runQuery counts what waits from the events: each letter has one that says printed,
// and one that says confirmed once it is.
const runQuery = `SELECT r.id, r.year, r.running, r.template, coalesce(o.name, ''), r.cohort, r.date, r.at, r.actor, coalesce(u.full_name, r.actor), r.reason,
	r.sheets, r.parts, r.duplex, r.enclose, r.checksum, r.clinic,
	(SELECT count(*) FROM letter l WHERE l.run = r.id),
	coalesce((SELECT number FROM letter l WHERE l.run = r.id ORDER BY sheet LIMIT 1), ''), coalesce((SELECT number FROM letter l WHERE l.run = r.id ORDER BY sheet DESC LIMIT 1), ''),
	(SELECT coalesce(sum(iif(e.kind = 'letter_printed', 1, -1)), 0) FROM event e WHERE e.kind IN ('letter_printed', 'letter_confirmed') AND json_extract(e.details, '$.run') = r.id AND ` + eventHolds + `),
	(SELECT count(*) FROM letter l JOIN event e ON e.participant = l.participant AND e.cohort = l.cohort AND e.kind = 'letter_returned' AND json_extract(e.details, '$.letter') = l.number WHERE l.run = r.id AND ` + eventHolds + `),
	coalesce((SELECT max(m.at) FROM run_mark m WHERE m.run = r.id AND m.mark = 'unmarked'), 0)
	FROM run r LEFT JOIN template o ON o.id = r.template LEFT JOIN user u ON u.name = r.actor`

func scanRun(scan func(...any) error) (*Run, error) {
	var r Run
	var date string
	var year, running int
	var at, unmarked int64
	err := scan(&r.ID, &year, &running, &r.Template, &r.Name, &r.Cohort, &date, &at, &r.Actor, &r.By, &r.Reason, &r.Sheets, &r.Parts, &r.Duplex, &r.enclose, &r.Checksum,
		&r.clinic, &r.Letters, &r.First, &r.Last, &r.Pending, &r.Returned, &unmarked)
	if err != nil {
		return nil, err
	}
	r.Number, r.Date, r.At, r.Pending = runNumber(year, running), dayOf(date), instant(at), max(0, r.Pending)
	if unmarked > 0 {
		r.Unmarked = instant(unmarked)
	}
	return &r, nil
}

// TemplateName says what the run's letter is called.
func (r *Run) TemplateName(lang say.Lang) string {
	if r.Name != "" {
		return r.Name
	}
	return say.In(lang, journey.TemplateName(r.Template))
}

// readRun finds a run by its id or its number, typed or scanned from the cover sheet.
func readRun(r reader, name string) (*Run, error) {
	key := strings.ToUpper(strings.TrimSpace(name))
	query, args := ` WHERE r.id = ?`, []any{key}
	if year, running, digits := numbered(key); digits > 0 {
		query, args = ` WHERE r.year % 100 = ? AND r.running = ? ORDER BY r.year DESC LIMIT 1`, []any{year, running}
	}
	run, err := scanRun(r.row(runQuery+query, args...).Scan)
	if none(err) {
		return nil, fault.New(fault.NotFound, "letters.err.run", "Run", name)
	}
	if err != nil {
		return nil, err
	}
	return run, run.complete(r)
}

// complete reads what a run has several of.
func (run *Run) complete(r reader) error {
	rows, err := r.rows(`SELECT lang, version, count(*) FROM letter WHERE run = ? GROUP BY lang, version ORDER BY count(*) DESC, lang`, run.ID)
	if err != nil {
		return err
	}
	if err := each(rows, func() error {
		var t RunText
		err := rows.Scan(&t.Lang, &t.kept, &t.Letters)
		t.Version = versionNumber(t.kept)
		run.Texts = append(run.Texts, t)
		return err
	}); err != nil {
		return err
	}
	rows, err = r.rows(`SELECT m.mark, m.sheets, m.at, coalesce(u.full_name, m.actor) FROM run_mark m LEFT JOIN user u ON u.name = m.actor WHERE m.run = ? ORDER BY m.seq`, run.ID)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		var m RunMark
		var at int64
		err := rows.Scan(&m.Mark, &m.Sheets, &at, &m.By)
		m.At = instant(at)
		run.Marks = append(run.Marks, m)
		return err
	})
}

// RunFilter says which runs are listed.
type RunFilter struct {
	Query   string // words of the letter's name, a person who printed, a reason, a day, a run's or a letter's number
	Cohort  int    // 0 = all
	Pending bool   // only those with letters that wait to be confirmed
	Limit   int    // 0 = all
}

// Runs lists the print runs, newest first.
func (s *Store) Runs(ctx context.Context, f RunFilter) (list []Run, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(runQuery+` WHERE ?1 IN (0, r.cohort) ORDER BY r.id DESC`, f.Cohort)
		if err != nil {
			return err
		}
		var all []*Run
		if err := each(rows, func() error {
			run, err := scanRun(rows.Scan)
			all = append(all, run)
			return err
		}); err != nil {
			return err
		}
		words := strings.Fields(fold(f.Query))
		for _, run := range all {
			if f.Pending && run.Pending == 0 || !run.matches(words) {
				continue
			}
			if f.Limit > 0 && len(list) == f.Limit {
				break
			}
			if err := run.complete(r); err != nil {
				return err
			}
			list = append(list, *run)
		}
		return nil
	})
	return list, err
}

// matches reports whether every word is somewhere in what one knows of a run, or is the
// number of one of its letters.
func (run *Run) matches(words []string) bool {
	text := fold(strings.Join([]string{run.Number, run.Template, run.TemplateName(say.Swedish), run.TemplateName(say.English), run.By, run.Actor, run.Reason,
		run.Date.String(), say.Date(say.Swedish, run.Date), say.Date(say.English, run.Date), run.ID}, " "))
	for _, w := range words {
		w, _ = ScannedRun(w)
		if strings.Contains(text, w) {
			continue
		}
		number, ok := Scanned(w)
		if !ok || len(number) < len(run.First) || number < run.First || number > run.Last {
			return false
		}
	}
	return true
}

// Run gives one run, by its id or number.
func (s *Store) Run(ctx context.Context, name string) (run Run, err error) {
	err = s.read(ctx, func(r reader) error {
		found, err := readRun(r, name)
		if err == nil {
			run = *found
		}
		return err
	})
	return run, err
}

// RunLetters lists the letters of a run in the order printed.
func (s *Store) RunLetters(ctx context.Context, run string) (list []PrintedLetter, err error) {
	err = s.read(ctx, func(r reader) error {
		found, err := readRun(r, run)
		if err != nil {
			return err
		}
		list, err = readLetters(r, found.ID)
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
	Lang     letter.Lang
	Version  int // of the text; 0 = Fyrtio's
	Date     day.Date
	Text     string // as printed, plain; "" once erased
}

func readLetter(r reader, number string) (l SentLetter, err error) {
	var date, version string
	known, _ := Scanned(number)
	err = r.row(`SELECT l.participant, l.cohort, l.number, l.sheet, l.sheets, l.part, l.run, l.lang, l.version, r.template, r.date FROM letter l JOIN run r ON r.id = l.run
		WHERE l.number = ?`, known).
		Scan(&l.Participant, &l.Cohort, &l.Number, &l.Sheet, &l.Sheets, &l.Part, &l.Run, &l.Lang, &version, &l.Template, &date)
	if none(err) {
		return l, fault.New(fault.NotFound, "letters.err.number", "Number", number)
	}
	l.Date, l.Version = dayOf(date), versionNumber(version)
	return l, err
}

// FindLetter finds a letter by its number, typed or scanned, without opening it: whose it
// is and where it went out. Nothing of what stands in it is given.
func (s *Store) FindLetter(ctx context.Context, number string) (l SentLetter, err error) {
	err = s.read(ctx, func(r reader) error {
		l, err = readLetter(r, number)
		return err
	})
	return l, err
}

// Letter gives a printed letter with its text, and logs the look; the text is "" once it
// was erased (D11). A protected person needs WithReason.
func (s *Store) Letter(ctx context.Context, number string) (l SentLetter, err error) {
	if l, err = s.FindLetter(ctx, number); err != nil {
		return l, err
	}
	if _, err := s.open(ctx, l.Participant, "letter"); err != nil {
		return SentLetter{}, err
	}
	err = s.read(ctx, func(r reader) error {
		again, err := l.frozen(r)
		if err != nil || len(again.Letters) == 0 {
			return err
		}
		l.Text, err = paper.FrozenText(again, again.Letters[0])
		return err
	})
	return l, err
}

// LetterCopy gives a printed letter as it was, to be drawn and read; that is logged
// as a look. A letter whose text was destroyed (D11) is refused, and a protected
// participant needs WithReason.
func (s *Store) LetterCopy(ctx context.Context, number string) (again paper.LetterRun, err error) {
	l, err := s.FindLetter(ctx, number)
	if err != nil {
		return again, err
	}
	if _, err := s.open(ctx, l.Participant, "letter"); err != nil {
		return again, err
	}
	err = s.read(ctx, func(r reader) error {
		again, err = l.frozen(r)
		if err == nil && len(again.Letters) == 0 {
			err = fault.New(fault.Refused, "data.err.letter.erased", "Number", l.Number)
		}
		return err
	})
	return again, err
}

// frozen gives the letter as it was printed; no letter once it was erased.
func (l *SentLetter) frozen(r reader) (again paper.LetterRun, err error) {
	run, err := readRun(r, l.Run)
	if err != nil {
		return again, err
	}
	var frozen string
	if err := r.row(`SELECT frozen FROM letter WHERE number = ?`, l.Number).Scan(&frozen); err != nil || frozen == "" {
		return again, err
	}
	if again, err = run.frozen(r); err != nil {
		return again, err
	}
	var sent paper.Letter
	if err := json.Unmarshal([]byte(frozen), &sent); err != nil {
		return again, fmt.Errorf("read letter %s: %w", l.Number, err)
	}
	again.Letters = []paper.Letter{sent}
	return again, nil
}
