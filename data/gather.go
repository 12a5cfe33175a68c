package data

import (
	"encoding/json"
	"fmt"

	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// When a rule changes, every journey is judged anew. Reading each by itself takes four
// questions to the database; gathered, some hundreds share them.

// gatherChunk is how many journeys are read at once: enough that the questions cost
// nothing beside the answers, few enough that a part of the clinic is in memory.
const gatherChunk = 500

// gathered is what some journeys are made of.
type gathered struct {
	people map[string]*person
	events map[Ref][]journey.Event
	forms  map[Ref]formFact
}

// formFact is how far a questionnaire is, and since when.
type formFact struct {
	status journey.FormStatus
	opened int64
	keying int64 // see keyingWaits
}

// gather reads the parts of journeys.
func gather(r reader, refs []Ref) (*gathered, error) {
	g := &gathered{people: map[string]*person{}, events: make(map[Ref][]journey.Event, len(refs)), forms: map[Ref]formFact{}}
	var ids []string
	for _, ref := range refs {
		if _, known := g.people[ref.Participant]; !known {
			g.people[ref.Participant] = nil // stays nil of one who is forgotten
			ids = append(ids, ref.Participant)
		}
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	for _, read := range []func(reader, string) error{g.readPeople, g.readEvents, g.readForms} {
		if err := read(r, string(list)); err != nil {
			return nil, fmt.Errorf("gather %d journeys: %w", len(refs), err)
		}
	}
	return g, nil
}

func (g *gathered) readPeople(r reader, ids string) error {
	rows, err := r.rows(`SELECT `+personColumns+` FROM json_each(?) w JOIN `+personTables+` WHERE p.id = w.value AND p.erased IS NULL`, ids)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		p, err := scanPerson(rows.Scan)
		if err == nil {
			g.people[p.id] = p
		}
		return err
	})
}

func (g *gathered) readEvents(r reader, ids string) error {
	rows, err := r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, e.participant, e.cohort
		FROM json_each(?) w JOIN event e ON e.participant = w.value ORDER BY e.seq`, ids)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		var ref Ref
		e, err := scanEvent(rows.Scan, &ref.Participant, &ref.Cohort)
		g.events[ref] = append(g.events[ref], e)
		return err
	})
}

func (g *gathered) readForms(r reader, ids string) error {
	rows, err := r.rows(`SELECT s.participant, s.cohort, s.status, f.opened, `+keyingWaits+` FROM json_each(?) w JOIN form_status s ON s.participant = w.value
		JOIN form f ON f.participant = s.participant AND f.cohort = s.cohort ORDER BY f.rowid`, ids)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		var ref Ref
		var f formFact
		err := rows.Scan(&ref.Participant, &ref.Cohort, &f.status, &f.opened, &f.keying)
		g.forms[ref] = f // the last one opened holds
		return err
	})
}

// stand computes where one of the journeys stands on a day.
func (g *gathered) stand(ref Ref, rules journey.Rules, today day.Date) *standing {
	p := g.people[ref.Participant]
	if p == nil { // forgotten with the import that brought it
		return &standing{ref: ref}
	}
	facts := p.facts()
	if f, ok := g.forms[ref]; ok {
		facts.Form, facts.Begun = f.status, day.Of(instant(f.opened))
		if f.keying != 0 {
			facts.Keying = day.Of(instant(f.keying))
		}
	}
	return judge(ref, p, g.events[ref], facts, rules, today)
}
