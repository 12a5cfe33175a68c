package data

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
)

// Letters, second half: printing a run. The numbers, the events, the states and the
// frozen letters are one transaction, which is committed only when the file was
// written; nobody gets the same letter twice, because the plan is made inside it.

// PartWriter gives the writer of a part file, from 1 (D28). Nothing is closed; after
// an error what was written is not to be used.
type PartWriter func(part, parts int) (io.Writer, error)

// Printed is a run that was printed.
type Printed struct {
	Run     string
	Act     string // names all of it for Undo
	Letters []PrintedLetter
	Left    []LeftOut
	Sender  []paper.Problem // what the settings lack of the sender, each once
	Sheets  int
	Parts   int
}

// PrintedLetter is one letter of a run.
type PrintedLetter struct {
	Ref
	Number string
	Sheet  int // its first sheet, counted through the run from 1
	Sheets int
	Part   int // the file it is in, from 1
}

// PrintLetters prints a run and records it on every participant: as printed and
// waiting to be confirmed, or with Confirm as sent (D9). It refuses when nobody gets a
// letter; Left then tells why.
func (s *Store) PrintLetters(ctx context.Context, p LettersParams, out PartWriter) (Printed, error) {
	var done Printed
	err := s.write(ctx, act{Act: "letters.print"}, func(t *tx) error {
		plan, err := s.planLetters(t, p, t.today)
		if err != nil {
			return err
		}
		done.Left, done.Sender = plan.Left, plan.Sender()
		if len(plan.Letters) == 0 {
			return fault.New(fault.Refused, "letters.err.nobody", "N", len(plan.Left))
		}
		done.Run, done.Act = t.s.ids.next(), t.id
		t.act.Detail = map[string]any{"run": done.Run, "template": p.Template, "letters": len(plan.Letters), "override": strings.TrimSpace(p.Override)}
		rendered := make(chan error, 1)
		go func() { // drawing and recording share the time
			var err error
			done.Letters, done.Sheets, done.Parts, err = drawLetters(plan.Run, out)
			rendered <- err
		}()
		err = t.recordLetters(plan, p, done.Run)
		if err := <-rendered; err != nil {
			return err
		}
		if err != nil {
			return err
		}
		for i := range done.Letters {
			done.Letters[i].Ref = plan.Letters[i].Ref
		}
		return t.freeze(plan, p, &done)
	})
	return done, err
}

// drawLetters writes the run's files.
func drawLetters(run paper.LetterRun, out PartWriter) (letters []PrintedLetter, sheets, parts int, err error) {
	all := run.Letters
	parts = (len(all) + paper.MaxLetters - 1) / paper.MaxLetters
	for part := 1; part <= parts; part++ {
		run.Letters = all[(part-1)*paper.MaxLetters : min(part*paper.MaxLetters, len(all))]
		w, err := out(part, parts)
		if err != nil {
			return nil, 0, 0, err
		}
		drawn, err := paper.Letters(w, run)
		if err != nil {
			return nil, 0, 0, err
		}
		for _, l := range drawn.Letters {
			letters = append(letters, PrintedLetter{Number: l.Number, Sheet: sheets + l.Page, Sheets: l.Pages, Part: part})
		}
		sheets += drawn.Pages
	}
	return letters, sheets, parts, nil
}

// recordLetters adds the events of a run and keeps the states.
func (t *tx) recordLetters(plan *LetterPlan, p LettersParams, run string) error {
	for i := range plan.Letters {
		l := &plan.Letters[i]
		d := journey.Details{Template: p.Template, Run: run, Letter: l.Letter.Number}
		if !l.Overridden.IsZero() {
			d.Override = strings.TrimSpace(p.Override)
		}
		events := []journey.Event{{Kind: journey.LetterPrinted, Details: d}}
		if p.Confirm {
			events = append(events, journey.Event{Kind: journey.LetterConfirmed, Details: journey.Details{Run: run}})
		}
		st := &standing{ref: l.Ref, person: l.to.person, events: l.to.events, listed: true}
		for _, e := range events {
			e, err := t.insertEvent(l.Ref, e, source{})
			if err != nil {
				return err
			}
			st.events, t.handled[l.Ref] = append(st.events, e), e.ID
		}
		rules := t.rules
		rules.Cohort = l.Cohort
		st.status = journey.Of(st.events, l.to.facts, rules, t.today)
		if err := t.keep(st); err != nil {
			return fmt.Errorf("keep the state of %s: %w", l.Participant, err)
		}
		delete(t.standing, l.Ref) // a large run would hold all of it until the end
		l.to = nil
	}
	return nil
}

// freeze keeps the run as printed: sender, texts and letters.
func (t *tx) freeze(plan *LetterPlan, p LettersParams, done *Printed) error {
	clinic, err := json.Marshal(plan.Run.Clinic)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO run (id, template, cohort, date, clinic, sheets, parts, reason, at, actor, year, running) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, done.Run, p.Template,
		plan.Letters[0].Cohort, plan.Run.Date.String(), string(clinic), done.Sheets, done.Parts, strings.TrimSpace(p.Override), millis(t.now), t.s.user, plan.year, plan.running)
	if err != nil {
		return err
	}
	versions := map[letter.Lang]string{}
	_, first, err := nextNumber(t, t.today)
	if err != nil {
		return err
	}
	for i, l := range plan.Letters {
		version, ok := versions[l.Letter.Lang]
		if !ok {
			if version, err = t.keepText(plan.texts, p.Template, l.Letter.Lang); err != nil {
				return err
			}
			versions[l.Letter.Lang] = version
		}
		frozen, err := json.Marshal(l.Letter)
		if err != nil {
			return err
		}
		at := done.Letters[i]
		if _, err := t.exec(`INSERT INTO letter (year, running, number, run, participant, cohort, version, lang, sheet, sheets, part, frozen) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
			t.today.Year, first+i, at.Number, done.Run, l.Participant, l.Cohort, version, l.Letter.Lang, at.Sheet, at.Sheets, at.Part, string(frozen)); err != nil {
			return err
		}
	}
	if p.Confirm {
		return t.mark(done.Run, "confirmed", "")
	}
	return nil
}

func (t *tx) mark(run, mark, sheets string) error {
	_, err := t.exec(`INSERT INTO run_mark (run, mark, sheets, at, actor) VALUES (?,?,?,?,?)`, run, mark, sheets, millis(t.now), t.s.user)
	return err
}

// frozenTemplates finds the templates that a run was printed with.
func frozenTemplates(r reader, run string) (func(string, letter.Lang) (*letter.Template, error), error) {
	rows, err := r.rows(`SELECT DISTINCT r.template, l.lang, l.version FROM run r JOIN letter l ON l.run = r.id WHERE r.id = ?`, run)
	if err != nil {
		return nil, err
	}
	type used struct {
		id      string
		lang    letter.Lang
		version string
	}
	var list []used
	if err := each(rows, func() error {
		var u used
		err := rows.Scan(&u.id, &u.lang, &u.version)
		list = append(list, u)
		return err
	}); err != nil {
		return nil, err
	}
	known := map[letter.Lang]*letter.Template{}
	for _, u := range list {
		body, err := readContent(r, contentTemplate, u.id+"/"+string(u.lang), u.version)
		if err != nil {
			return nil, err
		}
		if known[u.lang], err = letter.Read(string(body)); err != nil {
			return nil, err
		}
	}
	return func(id string, lang letter.Lang) (*letter.Template, error) {
		if t := known[lang]; t != nil {
			return t, nil
		}
		return nil, fault.New(fault.NotFound, "letter.err.none", "Template", id, "Language", string(lang))
	}, nil
}
