package data

import (
	"context"
	"fmt"
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Person is everything about one participant in one cohort, for the participant's page.
// Row is as in lists; of a protected person Identity is what opening with a reason
// gives: never an address (D11, D12).
type Person struct {
	Row
	Identity Identity
	Contact  Contact        // as it holds; of a protected person their own contact ways
	Hand     []ContactField // fields that were corrected by hand
	Versions []Version      // history, newest first; none of a protected person
	Events   []Happening    // the timeline, newest first
	Note     say.Text       // the latest note that holds, zero for none
	Earlier  []Row          // the other cohorts, latest first
	File     string         // the roster that brought the person first
}

// Identity is who someone is.
type Identity struct {
	Family string
	Given  string
	Number pnr.Number
	Former []pnr.Number
	Born   day.Date // zero for a reservnummer
	Sex    pnr.Sex
}

// Happening is an event on the timeline.
type Happening struct {
	journey.Event
	Sentence say.Text
	Act      string // undoes it together with what was done at once; "" for imports
	Undone   bool   // taken back: shown struck
	File     string // the roster that brought it …
	Line     int    // … and its row
}

// Participant opens one participant, named by id or personal number, in a cohort (0 =
// the latest). Looking is logged; a protected person needs a reason.
func (s *Store) Participant(ctx context.Context, who string, cohort int, l Look) (p Person, err error) {
	if err := s.turnDay(ctx); err != nil {
		return p, err
	}
	var ref Ref
	var known *person
	err = s.read(ctx, func(r reader) error {
		if ref, err = findRef(r, s.Day(), who, cohort); err != nil {
			return err
		}
		known, err = readPerson(r, ref.Participant)
		return err
	})
	if err != nil {
		return p, err
	}
	if l.View == "" {
		l.View = "person"
	}
	if err := s.look(ctx, known.id, known.protected, l); err != nil {
		return p, err
	}
	err = s.read(ctx, func(r reader) error { return p.read(r, ref) })
	if err != nil {
		return Person{}, fmt.Errorf("open participant %s: %w", ref.Participant, err)
	}
	return p, nil
}

func (p *Person) read(r reader, ref Ref) error {
	known, err := readPerson(r, ref.Participant)
	if err != nil {
		return err
	}
	p.Contact, p.Hand = known.contact, known.hand
	p.Identity = Identity{Family: known.contact.Family, Given: known.contact.Given, Number: known.displayNumber(), Born: dayOf(known.born), Sex: known.sex}
	for _, f := range known.former {
		if n, err := pnr.Stored(f); err == nil {
			p.Identity.Former = append(p.Identity.Former, n)
		}
	}
	if !known.protected {
		if p.Versions, err = readVersions(r, known.id); err != nil {
			return err
		}
	}
	entries, err := readEntries(r, `SELECT id FROM journey WHERE participant = ? ORDER BY cohort DESC`, known.id)
	if err != nil {
		return err
	}
	rows, err := readRows(r, entries)
	if err != nil {
		return err
	}
	for _, w := range rows {
		if w.Cohort == ref.Cohort {
			p.Row = w
		} else {
			p.Earlier = append(p.Earlier, w)
		}
	}
	return p.readTimeline(r, ref)
}

func (p *Person) readTimeline(r reader, ref Ref) error {
	rows, err := r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, coalesce(b.file, ''), coalesce(e.line, 0),
			coalesce((SELECT a.id FROM access a WHERE a.first_event <= e.seq AND a.first_event > 0 ORDER BY a.first_event DESC LIMIT 1), '')
		FROM event e LEFT JOIN batch b ON b.id = e.batch WHERE e.participant = ? AND e.cohort = ? ORDER BY e.at, e.recorded, e.id`,
		ref.Participant, ref.Cohort)
	if err != nil {
		return err
	}
	undone := map[string]bool{}
	err = each(rows, func() error {
		var h Happening
		if h.Event, err = scanEvent(rows.Scan, &h.File, &h.Line, &h.Act); err != nil {
			return err
		}
		if h.File != "" {
			h.Act = ""
		}
		if h.Kind == journey.Undone {
			undone[h.Details.Event] = true
		}
		h.Sentence = journey.Sentence(h.Event)
		p.Events = append(p.Events, h)
		return nil
	})
	if err != nil {
		return err
	}
	for i := range p.Events {
		h := &p.Events[i]
		h.Undone = undone[h.ID]
		if h.File != "" && p.File == "" {
			p.File = h.File
		}
		if h.Kind == journey.Note && !h.Undone {
			p.Note = h.Sentence
		}
	}
	slices.Reverse(p.Events)
	return nil
}
