package data

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
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
	Contact  Contact         // as it holds; of a protected person their own contact ways
	Hand     []ContactField  // fields that were corrected by hand
	Versions []Version       // history, newest first; those of before a protection are empty
	Events   []Happening     // the timeline, newest first
	Note     say.Text        // the latest note that holds, zero for none
	Consents []ConsentEntry  // the record of consent, of all cohorts, newest first
	Papers   []PersonPaper   // of all cohorts, newest first
	Letters  []TemplateMay   // which letters may go, in the order in which they are offered
	Cohorts  []CohortJourney // all journeys, latest first; this one too
	Form     *FormFacts      // nil where none was begun
	File     string          // the roster that brought the person first
}

// CohortJourney is one of a participant's journeys and the star of its visit.
type CohortJourney struct {
	Row
	Star []StarPoint // in the order of lists; none while no level is chosen
}

// StarPoint is a point of a star and the level that was chosen, 0 for none.
type StarPoint struct {
	Name  form.Words
	Level int
}

// FormFacts tell of a questionnaire without opening it.
type FormFacts struct {
	Version     string
	Opened      time.Time
	Actor       string // who began it, login name
	Answers     int    // answered items
	Completed   time.Time
	CompletedBy string
	Amended     int // corrections after that
}

// TemplateMay tells whether a letter of a template may go (D6).
type TemplateMay struct {
	Template string
	journey.Sending
}

// Past reports whether a later journey has begun: this one is read only.
func (p *Person) Past() bool { return len(p.Cohorts) > 0 && p.Cohorts[0].Cohort > p.Cohort }

// Identity is who someone is.
type Identity struct {
	Family string
	Given  string
	Number pnr.Number
	Former []FormerNumber // latest first
	Born   day.Date       // zero for a reservnummer
	Sex    pnr.Sex
}

// Happening is an event on the timeline; or, without ID and Kind, something that was
// done to the person: protection set or cleared, the number changed.
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
	rules := s.rules()
	rules.Cohort = ref.Cohort
	err = s.read(ctx, func(r reader) error { return p.read(r, ref, rules, s.Day()) })
	if err != nil {
		return Person{}, fmt.Errorf("open participant %s: %w", ref.Participant, err)
	}
	return p, nil
}

func (p *Person) read(r reader, ref Ref, rules journey.Rules, today day.Date) error {
	known, err := readPerson(r, ref.Participant)
	if err != nil {
		return err
	}
	p.Contact, p.Hand = known.contact, known.hand
	p.Identity = Identity{Family: known.contact.Family, Given: known.contact.Given, Number: known.displayNumber(), Born: dayOf(known.born), Sex: known.sex}
	if p.Identity.Former, err = readFormer(r, known.id); err != nil {
		return err
	}
	if p.Versions, err = readVersions(r, known.id); err != nil {
		return err
	}
	if err := p.readCohorts(r, ref); err != nil {
		return err
	}
	if err := p.readTimeline(r, ref); err != nil {
		return err
	}
	if p.Form, err = readFormFacts(r, ref); err != nil {
		return err
	}
	if p.Consents, err = readConsents(r, known.id); err != nil {
		return err
	}
	letters, err := readLetterEvents(r, known.id)
	if err != nil {
		return err
	}
	if p.Papers, err = readPapers(r, known.id, letters); err != nil {
		return err
	}
	if err := markOutdated(r, p.Papers, known, today); err != nil {
		return err
	}
	return p.readMay(r, ref, known, rules, today)
}

// readCohorts reads where each of the person's journeys stands.
func (p *Person) readCohorts(r reader, ref Ref) error {
	entries, err := readEntries(r, `SELECT id FROM journey WHERE participant = ? ORDER BY cohort DESC`, ref.Participant)
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
		}
		j := CohortJourney{Row: w}
		if j.Star, err = readPoints(r, Ref{ref.Participant, w.Cohort}); err != nil {
			return err
		}
		p.Cohorts = append(p.Cohorts, j)
	}
	return nil
}

// readPoints gives the levels of a cohort's star, none where none was chosen.
func readPoints(r reader, ref Ref) (list []StarPoint, err error) {
	levels, version, err := readLevels(r, ref)
	if err != nil || len(levels) == 0 {
		return nil, err
	}
	criteria, err := criteriaOf(r, version, day.Date{})
	if err != nil {
		return nil, err
	}
	any := false
	for _, point := range criteria.Points {
		level := levels[point.ID].chosen
		any = any || level > 0
		list = append(list, StarPoint{point.Name, level})
	}
	if !any {
		return nil, nil
	}
	return list, nil
}

// readFormFacts tells of the latest questionnaire of a journey, nil for none.
func readFormFacts(r reader, ref Ref) (*FormFacts, error) {
	var f FormFacts
	var opened, completed int64
	err := r.row(`SELECT f.version, f.opened, f.actor, coalesce(c.at, 0), coalesce(c.actor, ''),
			(SELECT count(*) FROM (SELECT item, kind, max(seq) FROM answer WHERE form = f.id AND item <> '' GROUP BY item) WHERE kind <> ''),
			(SELECT count(DISTINCT at) FROM answer WHERE form = f.id AND amends)
		FROM form f LEFT JOIN answer c ON c.form = f.id AND c.item = '' AND c.mark = 'completed'
		WHERE f.participant = ? AND f.cohort = ? ORDER BY f.rowid DESC LIMIT 1`, ref.Participant, ref.Cohort).
		Scan(&f.Version, &opened, &f.Actor, &completed, &f.CompletedBy, &f.Answers, &f.Amended)
	if none(err) {
		return nil, nil
	}
	f.Opened = instant(opened)
	if completed > 0 {
		f.Completed = instant(completed)
	}
	return &f, err
}

// readMay finds out which letters may go.
func (p *Person) readMay(r reader, ref Ref, known *person, rules journey.Rules, today day.Date) error {
	facts, err := readFacts(r, ref, known)
	if err != nil {
		return err
	}
	var events []journey.Event
	for _, h := range p.Events {
		if h.Kind != "" {
			events = append(events, h.Event)
		}
	}
	for _, id := range journey.Templates {
		if (id == journey.TemplateForwarding) == known.protected {
			p.Letters = append(p.Letters, TemplateMay{id, journey.MayLetter(id, events, facts, rules, today)})
		}
	}
	return nil
}

// actOf is the query for the act that an event belongs to.
func actOf(event string) string {
	return `(SELECT a.id FROM access a WHERE a.first_event <= ` + event + `.seq AND a.first_event > 0 ORDER BY a.first_event DESC LIMIT 1)`
}

func (p *Person) readTimeline(r reader, ref Ref) error {
	rows, err := r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, coalesce(b.file, ''), coalesce(e.line, 0),
			coalesce(`+actOf("e")+`, '')
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
	if err := p.readDeeds(r, ref); err != nil {
		return err
	}
	slices.Reverse(p.Events)
	return nil
}

// readDeeds adds what was done to the person and is no event of a journey: protection
// set and cleared, the number changed. It stands in the latest journey, where one works.
func (p *Person) readDeeds(r reader, ref Ref) error {
	if p.Past() {
		return nil
	}
	rows, err := r.rows(`SELECT at, actor, act, coalesce(json_extract(detail, '$.reason'), ''), '' FROM access
			WHERE participant = ?1 AND act IN ('unprotect', 'number', 'number.undo')
		UNION ALL SELECT e.at, e.actor, 'protect', iif(b.id IS NULL, e.reason, ''), coalesce(b.file, '') FROM erasure e
			LEFT JOIN batch b ON b.id = e.reason WHERE e.participant = ?1 ORDER BY 1`, ref.Participant)
	if err != nil {
		return err
	}
	err = each(rows, func() error {
		var at int64
		var deed, reason string
		var h Happening
		if err := rows.Scan(&at, &h.Actor, &deed, &reason, &h.File); err != nil {
			return err
		}
		h.At, h.Recorded = instant(at), instant(at)
		h.Sentence = say.T("data.deed." + deed)
		if reason != "" {
			h.Sentence = say.T("data.deed.why", "Deed", h.Sentence, "Why", reason)
		}
		p.Events = append(p.Events, h)
		return nil
	})
	slices.SortStableFunc(p.Events, func(a, b Happening) int { return a.At.Compare(b.At) })
	return err
}
