package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// Letters after the printing: confirmed, spoiled, printed once more, taken back,
// returned by the post.

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
		if spoiled, err = spoiled.of(t, run); err != nil {
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
	case protected && !letter.Forwarded(run.Template):
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
	Pages   int
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
		if sheets, err = sheets.of(t, run); err != nil {
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
		again.Context = ctx
		drawn, err := drawLetters(again, nil, out)
		if err != nil {
			return err
		}
		done.Sheets, done.Pages, done.Parts = drawn.Sheets, drawn.Pages, drawn.Parts
		return t.mark(run.ID, "reprinted", sheets.String())
	})
	return done, err
}

// frozenRun reads a run's letters as they were printed.
func (t *tx) frozenRun(run *Run, sheets SheetList, done *Reprinted) (again paper.LetterRun, err error) {
	if again, err = run.frozen(t); err != nil {
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
		if frozen == "" || protected && !letter.Forwarded(run.Template) {
			done.Left = append(done.Left, LeftOut{Ref: l.Ref, Reason: say.T("letters.protected.reprint", "Number", l.Number), Short: say.T("letter.left.protected")})
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

// ReturnedLetter records that the post brought a letter back, by its number. Where the
// address has been corrected since the letter was printed it says that too: nobody is asked
// to look for a new one.
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
		mended, err := t.mended(sent)
		if err != nil {
			return err
		}
		if mended {
			text := say.In(say.Lang(t.s.Config().Text("lang")), say.T("letters.returned.mended"))
			if _, err := t.add(sent.Ref, journey.Event{Kind: journey.ContactChanged, Details: journey.Details{Text: text}}, &l); err != nil {
				return err
			}
		}
		return t.report(&l)
	})
	return l, err
}

// mended reports whether a letter went to another address than the one that holds now.
func (t *tx) mended(l SentLetter) (bool, error) {
	again, err := l.frozen(t)
	if err != nil || len(again.Letters) == 0 {
		return false, err
	}
	p, err := readPerson(t, l.Participant)
	if err != nil {
		return false, err
	}
	went, c := again.Letters[0].Address, p.contact
	return p.facts().Address && went != paper.Address{CareOf: c.CareOf, Street: c.Street, Postcode: c.Postcode, Town: c.Town, Country: c.Country}, nil
}
