package data

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
)

// The current-state rows: what journey.Of says of each journey, kept beside the events
// so that lists need no more than a query. They are written in the transaction that
// adds the events, again when the day turns for those that change without an event,
// and check.go proves that they are what the events say.

// standing is what a journey's row is made of.
type standing struct {
	ref    Ref
	person *person
	events []journey.Event
	listed bool // some event holds: it was not taken back
	status journey.Status
	timed  bool           // a time was booked once, whether it holds or not
	hours  []journey.Hour // what the journey has in the calendar
}

// stand computes where a journey stands on a day.
func stand(r reader, ref Ref, rules journey.Rules, today day.Date) (*standing, error) {
	p, err := readPerson(r, ref.Participant)
	if none(err) { // forgotten with the import that brought it
		return &standing{ref: ref}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read participant %s: %w", ref.Participant, err)
	}
	events, err := readEvents(r, ref)
	if err != nil {
		return nil, fmt.Errorf("read the events of %s: %w", ref.Participant, err)
	}
	facts, err := readFacts(r, ref, p)
	if err != nil {
		return nil, fmt.Errorf("read the facts of %s: %w", ref.Participant, err)
	}
	return judge(ref, p, events, facts, rules, today), nil
}

// judge puts a standing together from what was read.
func judge(ref Ref, p *person, events []journey.Event, facts journey.Facts, rules journey.Rules, today day.Date) *standing {
	rules.Cohort = ref.Cohort
	st := &standing{ref: ref, person: p, events: events, listed: anyHolds(events), timed: isTimed(events)}
	st.status = journey.Of(events, facts, rules, today)
	if st.timed {
		st.hours = journey.Hours(events, rules)
	}
	return st
}

// isTimed reports whether a time was booked once, whether it holds or not.
func isTimed(events []journey.Event) bool {
	return slices.ContainsFunc(events, func(e journey.Event) bool { return e.Kind == journey.Booked || e.Kind == journey.Rebooked })
}

// anyHolds reports whether at least one event was not taken back.
func anyHolds(events []journey.Event) bool {
	undone := map[string]bool{}
	for _, e := range events {
		if e.Kind == journey.Undone {
			undone[e.Details.Event] = true
		}
	}
	for _, e := range events {
		if e.Kind != journey.Undone && !undone[e.ID] {
			return true
		}
	}
	return false
}

// readEvents gives a journey's events in the order of recording.
func readEvents(r reader, ref Ref) (list []journey.Event, err error) {
	rows, err := r.rows(`SELECT id, at, recorded, actor, workplace, kind, details FROM event
		WHERE participant = ? AND cohort = ? ORDER BY seq`, ref.Participant, ref.Cohort)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		e, err := scanEvent(rows.Scan)
		list = append(list, e)
		return err
	})
}

// scanEvent reads an event's columns and, after them, what more the query gives.
func scanEvent(scan func(...any) error, more ...any) (e journey.Event, err error) {
	var at, recorded int64
	var details []byte
	args := append([]any{&e.ID, &at, &recorded, &e.Actor, &e.Workplace, &e.Kind, &details}, more...)
	if err := scan(args...); err != nil {
		return e, err
	}
	e.At, e.Recorded = instant(at), instant(recorded)
	if err := json.Unmarshal(details, &e.Details); err != nil {
		return e, fmt.Errorf("read the details of event %s: %w", e.ID, err)
	}
	return e, nil
}

// readEvent gives one event.
func readEvent(r reader, id string) (journey.Event, error) {
	return scanEvent(r.row(`SELECT id, at, recorded, actor, workplace, kind, details FROM event WHERE id = ?`, id).Scan)
}

// readFacts gathers what a journey's state depends on beside its events.
func readFacts(r reader, ref Ref, p *person) (journey.Facts, error) {
	f := p.facts()
	var begun, keying int64
	err := r.row(`SELECT s.status, f.opened, `+keyingWaits+` FROM form_status s JOIN form f ON f.participant = s.participant AND f.cohort = s.cohort
		WHERE s.participant = ? AND s.cohort = ? ORDER BY f.rowid DESC LIMIT 1`, ref.Participant, ref.Cohort).Scan(&f.Form, &begun, &keying)
	if none(err) {
		return f, nil
	}
	if err != nil {
		return f, err
	}
	f.Begun = day.Of(instant(begun))
	if keying != 0 {
		f.Keying = day.Of(instant(keying))
	}
	return f, nil
}

// facts gives what the participant's own row says.
func (p *person) facts() journey.Facts {
	return journey.Facts{
		Protected:  p.protected,
		Address:    !p.protected && p.contact.hasAddress(),
		Phone:      p.contact.hasPhone(),
		OwnContact: p.protected && (p.contact.hasPhone() || p.contact.Email != ""),
	}
}

// flags packs what lists filter by.
func (p *person) flags(st *journey.Status) (f flags) {
	set := func(on bool, bit flags) {
		if on {
			f |= bit
		}
	}
	set(p.protected, flagProtected)
	set(p.sex == pnr.Woman, flagWoman)
	set(p.sex == pnr.Man, flagMan)
	set(st.Gone, flagGone)
	set(st.Interpreter != "", flagInterpreter)
	set(st.Returned, flagReturned)
	set(st.Consent == journey.Yes, flagConsentYes)
	set(st.Consent == journey.No, flagConsentNo)
	set(st.Consent == journey.Withdrawn, flagConsentWithdrawn)
	set(st.Form == journey.FormBegun, flagFormBegun)
	set(st.Form == journey.FormComplete, flagFormComplete)
	set(st.Form == journey.FormCl24, flagFormCl24)
	for c, bit := range channelFlags {
		set(st.Channels[c].Allowed, bit)
	}
	return f
}

// entry makes the index's row of the person's journey.
func (p *person) entry(row int64, ref Ref, st *journey.Status) entry {
	e := entry{row: row, ref: ref, state: string(st.State), step: string(st.Next.Step), queue: string(st.Next.Queue),
		since: st.Next.Since.String(), due: st.Next.Due.String(), flags: p.flags(st), speak: st.Interpreter}
	if p.protected {
		e.sort = shieldKey(p.shield)
	} else {
		e.text, e.sort = searchText(p.contact.Family, p.contact.Given, append([]string{p.number}, p.former...)...), sortKey(p.contact.Family, p.contact.Given)
	}
	return e
}

// settle recomputes every journey that was touched since the last time.
func (t *tx) settle() error {
	touched := t.touched
	t.touched, t.seen = nil, map[Ref]bool{}
	for chunk := range slices.Chunk(touched, gatherChunk) {
		g, err := gather(t, chunk)
		if err != nil {
			return err
		}
		for _, ref := range chunk {
			if err := t.keep(g.stand(ref, t.rules, t.today)); err != nil {
				return fmt.Errorf("keep the state of %s: %w", ref.Participant, err)
			}
		}
	}
	return nil
}

// keep writes a journey's row, or removes it when no event of it holds.
func (t *tx) keep(st *standing) error {
	if err := t.keepHours(st); err != nil {
		return fmt.Errorf("keep the hours: %w", err)
	}
	var row int64
	var old storedRow
	var counted fact
	err := t.row(`SELECT j.id, j.state, j.step, j.queue, j.since, j.due, j.changes, j.flags, j.search, j.sort, j.status, coalesce(f.sex, ''), f.course,
			coalesce(f.language, ''), coalesce(f.reason, '')
		FROM journey j LEFT JOIN fact f ON f.journey = j.id WHERE j.participant = ? AND j.cohort = ?`,
		st.ref.Participant, st.ref.Cohort).Scan(&row, &old.state, &old.step, &old.queue, &old.since, &old.due, &old.changes, &old.flags, &old.text, &old.sort, &old.status,
		&counted.sex, (*[]byte)(&counted.course), &counted.words.Language, &counted.words.Reason)
	if err != nil && !none(err) {
		return err
	}
	if !st.listed {
		return t.drop(row)
	}
	if f := courseFact(st); row != 0 && !f.sameCourse(&counted) {
		if err := t.keepCourse(row, st.ref.Cohort, &f); err != nil {
			return err
		}
		if counted.sex == "" && !t.packing { // they were lost
			if err := t.keepParts(st.ref); err != nil {
				return err
			}
		}
	}
	e := st.person.entry(row, st.ref, &st.status)
	status, err := json.Marshal(st.status)
	if err != nil {
		return err
	}
	t.standing[st.ref] = st.status
	now := storedRow{st.ref, e.state, e.step, e.queue, e.since, e.due, st.status.Changes.String(), e.flags, e.text, e.sort, status}
	if old.ref = st.ref; row != 0 && now.equals(&old) {
		return nil // a rule or a day that changes nothing here
	}
	args := []any{e.state, e.step, e.queue, e.since, e.due, st.status.Changes.String(), int64(e.flags), e.text, e.sort, string(status)}
	if row == 0 {
		if e.row, err = t.insertJourney(st.ref, args, courseFact(st)); err == nil {
			err = t.keepParts(st.ref)
		}
	} else {
		_, err = t.exec(`UPDATE journey SET state=?, step=?, queue=?, since=?, due=?, changes=?, flags=?, search=?, sort=?, status=? WHERE id=?`,
			append(args, row)...)
	}
	if err != nil {
		return err
	}
	t.changed = append(t.changed, e)
	return t.markHandled(st.ref, place{old.queue, old.step, old.since, old.due}, place{e.queue, e.step, e.since, e.due})
}

// drop removes the row of a journey of which no event holds; 0 = there is none.
func (t *tx) drop(row int64) error {
	if row == 0 {
		return nil
	}
	t.changed = append(t.changed, entry{row: row, gone: true})
	if _, err := t.exec(`DELETE FROM fact WHERE journey = ?`, row); err != nil {
		return err
	}
	_, err := t.exec(`DELETE FROM journey WHERE id = ?`, row)
	return err
}

// insertJourney adds a journey's row and the facts of its course.
func (t *tx) insertJourney(ref Ref, args []any, f fact) (int64, error) {
	res, err := t.exec(`INSERT INTO journey (participant, cohort, state, step, queue, since, due, changes, flags, search, sort, status)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, append([]any{ref.Participant, ref.Cohort}, args...)...)
	if err != nil {
		return 0, err
	}
	row, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	return row, t.keepCourse(row, ref.Cohort, &f)
}

// recompute touches all journeys: a rule changed.
func (t *tx) recompute() error {
	return t.touchWhere(`SELECT participant, cohort FROM journey`)
}

func (t *tx) touchWhere(query string, args ...any) error {
	refs, err := readRefs(t, query, args...)
	for _, ref := range refs {
		t.touch(ref)
	}
	return err
}

func readRefs(r reader, query string, args ...any) (refs []Ref, err error) {
	rows, err := r.rows(query, args...)
	if err != nil {
		return nil, err
	}
	return refs, each(rows, func() error {
		var ref Ref
		err := rows.Scan(&ref.Participant, &ref.Cohort)
		refs = append(refs, ref)
		return err
	})
}

// readIndex reads the index's rows.
func readIndex(db *sql.DB) ([]*entry, error) {
	rows, err := db.Query(`SELECT id, participant, cohort, state, step, queue, since, due, flags, search, sort,
		iif(flags & ?, json_extract(status, '$.interpreter'), '') FROM journey`, int64(flagInterpreter))
	if err != nil {
		return nil, err
	}
	var list []*entry
	same := map[string]string{} // states, steps, days: few different, one copy each
	one := func(s *string) {
		if c, ok := same[*s]; ok {
			*s = c
		} else {
			same[*s] = *s
		}
	}
	return list, each(rows, func() error {
		var e entry
		if err := rows.Scan(&e.row, &e.ref.Participant, &e.ref.Cohort, &e.state, &e.step, &e.queue, &e.since, &e.due, &e.flags, &e.text, &e.sort, &e.speak); err != nil {
			return err
		}
		for _, s := range []*string{&e.state, &e.step, &e.queue, &e.since, &e.due, &e.speak} {
			one(s)
		}
		list = append(list, &e)
		return nil
	})
}

// readRows reads the rows of a page, in the order of entries.
func readRows(r reader, entries []*entry) ([]Row, error) {
	found, err := readRowMap(r, entries)
	if err != nil {
		return nil, err
	}
	page := make([]Row, 0, len(entries))
	for _, e := range entries {
		if w, ok := found[e.row]; ok { // one that was removed meanwhile is left out
			page = append(page, w)
		}
	}
	return page, nil
}

func readRowMap(r reader, entries []*entry) (map[int64]Row, error) {
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.row
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := r.rows(`SELECT j.id, j.participant, j.cohort, coalesce(p.number, ''), p.sex, p.protected, coalesce(p.shield, 0), c.family, c.given, j.status
		FROM json_each(?) w JOIN journey j ON j.id = w.value JOIN participant p ON p.id = j.participant
		JOIN contact_version c ON c.participant = p.id AND c.id = p.contact`, string(list))
	if err != nil {
		return nil, err
	}
	found := make(map[int64]Row, len(entries))
	return found, each(rows, func() error {
		var id int64
		var w Row
		var number string
		var status []byte
		if err := rows.Scan(&id, &w.Participant, &w.Cohort, &number, &w.Sex, &w.Protected, &w.Shield, &w.Family, &w.Given, &status); err != nil {
			return err
		}
		if err := json.Unmarshal(status, &w.Status); err != nil {
			return fmt.Errorf("read the status of %s: %w", w.Participant, err)
		}
		if w.Protected {
			w.Family, w.Given, w.Sex, number = "", "", "", ""
		}
		if w.Number, err = pnr.Stored(number); err != nil {
			return fmt.Errorf("read the number of %s: %w", w.Participant, err)
		}
		found[id] = w
		return nil
	})
}
