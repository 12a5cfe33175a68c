package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
)

// Whom a run of letters is about, and in which language they are written to.

// addressee is someone who may get a letter.
type addressee struct {
	ref    Ref
	person *person
	events []journey.Event
	facts  journey.Facts
	lang   letter.Lang // chosen for the participant, "" for none
}

// lettered gives those whom a run is about, by name.
func (s *Store) lettered(r reader, p LettersParams, today day.Date) ([]Ref, error) {
	if p.Only != nil {
		return s.namedRefs(r, p, today)
	}
	return readRefs(r, `SELECT participant, cohort FROM journey
		WHERE cohort = coalesce(nullif(?, 0), (SELECT max(cohort) FROM journey)) ORDER BY sort, participant`, p.Cohort)
}

// addressees reads people with all that has happened to them and gives each to f, in
// order. So many events are not held at once: a run may have ten thousand people.
func addressees(r reader, refs []Ref, f func(*addressee) error) error {
	for batch := range slices.Chunk(refs, 500) {
		list, err := json.Marshal(batch)
		if err != nil {
			return err
		}
		people, err := readAddressees(r, batch, string(list))
		if err != nil {
			return fmt.Errorf("read who gets a letter: %w", err)
		}
		for _, a := range people {
			if err := f(a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) namedRefs(r reader, p LettersParams, today day.Date) ([]Ref, error) {
	var keys []string
	seen := map[Ref]bool{}
	for _, who := range p.Only {
		ref, err := findRef(r, today, who, p.Cohort)
		if err != nil {
			return nil, err
		}
		if !seen[ref] {
			seen[ref] = true
			keys = append(keys, ref.Participant)
		}
	}
	ids, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	refs, err := readRefs(r, `SELECT j.participant, j.cohort FROM json_each(?) w JOIN journey j ON j.participant = w.value ORDER BY j.sort, j.participant`, string(ids))
	return slices.DeleteFunc(refs, func(ref Ref) bool { return !seen[ref] }), err
}

// readAddressees reads persons, facts and events of many journeys with one query each.
func readAddressees(r reader, refs []Ref, list string) ([]*addressee, error) {
	const from = ` FROM json_each(?) w CROSS JOIN `
	const participant, cohort = `json_extract(w.value, '$.Participant')`, `json_extract(w.value, '$.Cohort')`
	found := make(map[Ref]*addressee, len(refs))
	rows, err := r.rows(`SELECT `+personColumns+`, `+cohort+`, coalesce((SELECT status FROM form_status f WHERE f.participant = p.id AND f.cohort = `+cohort+`), ''), `+langColumn+
		from+`participant p ON p.id = `+participant+` JOIN contact_version c ON c.participant = p.id AND c.id = p.contact WHERE p.erased IS NULL`, list)
	if err != nil {
		return nil, err
	}
	err = each(rows, func() error {
		a := &addressee{}
		var form journey.FormStatus
		if a.person, err = scanPerson(rows.Scan, &a.ref.Cohort, &form, &a.lang); err != nil {
			return err
		}
		a.ref.Participant, a.facts = a.person.id, a.person.facts()
		a.facts.Form = form
		found[a.ref] = a
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err = r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, e.participant, e.cohort`+
		from+`event e ON e.participant = `+participant+` AND e.cohort = `+cohort+` ORDER BY e.seq`, list)
	if err != nil {
		return nil, err
	}
	err = each(rows, func() error {
		var ref Ref
		e, err := scanEvent(rows.Scan, &ref.Participant, &ref.Cohort)
		if a := found[ref]; a != nil {
			a.events = append(a.events, e)
		}
		return err
	})
	var people []*addressee
	for _, ref := range refs {
		if a := found[ref]; a != nil {
			people = append(people, a)
		}
	}
	return people, err
}

// langColumn gives the language that was chosen for the letters of participant p.
const langColumn = `coalesce((SELECT g.lang FROM letter_lang g WHERE g.participant = p.id ORDER BY g.seq DESC LIMIT 1), '')`

// SetLetterLang chooses the language of somebody's letters; "" goes back to what follows
// from the interpreter.
func (s *Store) SetLetterLang(ctx context.Context, participants []string, lang letter.Lang) error {
	if lang != "" && !lang.Known() {
		return fault.New(fault.Usage, "letters.err.lang", "Lang", string(lang))
	}
	return s.write(ctx, act{Act: "letter.lang", Detail: map[string]any{"lang": lang, "participants": len(participants)}}, func(t *tx) error {
		for _, who := range participants {
			id, err := resolve(t, t.today, who)
			if err != nil {
				return err
			}
			if len(participants) == 1 {
				t.act.Participant = id
			}
			if _, err := t.exec(`INSERT INTO letter_lang (participant, lang, at, actor) VALUES (?,?,?,?)`, id, lang, millis(t.now), t.s.user); err != nil {
				return err
			}
		}
		return nil
	})
}

// LetterLang gives the language of somebody's letters, and whether it was chosen.
func (s *Store) LetterLang(ctx context.Context, participant string) (lang letter.Lang, chosen bool, err error) {
	err = s.read(ctx, func(r reader) error {
		ref, err := findRef(r, s.Day(), participant, 0)
		if err != nil {
			return err
		}
		return addressees(r, []Ref{ref}, func(a *addressee) error {
			lang, chosen = a.wants(journey.Of(a.events, a.facts, s.rules(), s.Day()).Interpreter), a.lang != ""
			return nil
		})
	})
	return lang, chosen, err
}
