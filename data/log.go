package data

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// LogParams is an event to record for one or several participants.
type LogParams struct {
	Participants []string // ids or personal numbers
	Cohort       int      // 0 = each one's latest
	Kind         journey.Kind
	Details      journey.Details
	Day          day.Date  // the day it happened; zero = now. Ignored where At is set
	At           time.Time // the very time, where it is known
}

// at gives the time of the event: a day in the past is its last minute, so that it
// follows what was recorded that day; today is now (D4).
func (p *LogParams) at(now time.Time) time.Time {
	switch {
	case !p.At.IsZero():
		return p.At
	case p.Day.IsZero() || p.Day == day.Of(now):
		return now
	}
	return p.Day.At(23, 59)
}

// Logged is what a use case that adds events did.
type Logged struct {
	Act     string // names all of it for Undo
	Events  []LoggedEvent
	Refused []Refusal // left out, with the reason
}

// LoggedEvent is an event that was added and where its journey stands after it.
type LoggedEvent struct {
	Event    string
	Ref      Ref
	Status   journey.Status
	Warnings []say.Text // what is unwise about a time that was booked (Q5), or in its way (Q16); it stands all the same
}

// Warnings gives the warnings of all events.
func (l Logged) Warnings() (list []say.Text) {
	for _, e := range l.Events {
		list = append(list, e.Warnings...)
	}
	return list
}

// Refusal is a participant for whom an act was not done, and why.
type Refusal struct {
	Ref    Ref
	Reason say.Text
}

// Log records an event of one participant. What the journey does not allow is refused
// with its reason.
func (s *Store) Log(ctx context.Context, p LogParams) (Logged, error) {
	if len(p.Participants) != 1 {
		return Logged{}, fault.New(fault.Usage, "data.err.log.one")
	}
	return s.logOne(ctx, "log", p.Participants[0], p.Cohort, func(t *tx, _ *person, _ Ref) (journey.Event, error) {
		return journey.Event{Kind: p.Kind, Details: p.Details, At: p.at(t.now)}, nil
	})
}

// LogMany records the same event for several participants as one act: for those whom
// their journey allows it; the others are listed with the reason. It is an error
// when nobody is left: the reason itself where there was only one.
func (s *Store) LogMany(ctx context.Context, p LogParams) (Logged, error) {
	return s.LogEach(ctx, []LogParams{p})
}

// LogEach records several events of one or several participants as one act, in the
// order of the list: an event sees those before it. What a journey does not allow is
// listed with its reason, once a participant, whose later events of the list are then
// left out too: a call that agreed on a time is not told without the time. It is an
// error when nothing is left. Undo of the act takes all of it back.
func (s *Store) LogEach(ctx context.Context, list []LogParams) (Logged, error) {
	return s.logEach(ctx, list, nil)
}

// logEach is LogEach; end, where it is not nil, takes all of it back before it is committed.
func (s *Store) logEach(ctx context.Context, list []LogParams, end error) (Logged, error) {
	var l Logged
	if err := s.turnDay(ctx); err != nil {
		return l, err
	}
	err := s.write(ctx, act{Act: "log"}, func(t *tx) error {
		refused := map[Ref]bool{}
		people := map[Ref]bool{}
		for i := range list {
			p := &list[i]
			for _, who := range p.Participants {
				ref, err := findRef(t, t.today, who, p.Cohort)
				if err != nil {
					return err
				}
				people[ref] = true
				if refused[ref] {
					continue
				}
				no := (*fault.Error)(nil)
				_, err = t.add(ref, journey.Event{Kind: p.Kind, Details: p.Details, At: p.at(t.now)}, &l)
				if errors.As(err, &no) && no.Code == fault.Refused {
					refused[ref] = true
					l.Refused = append(l.Refused, Refusal{ref, no.Text})
				} else if err != nil {
					return err
				}
			}
		}
		t.act.Detail = map[string]any{"kind": kinds(list), "people": len(people)}
		switch {
		case len(l.Events) > 0:
			return cmp.Or(t.report(&l), end)
		case len(l.Refused) == 1:
			return &fault.Error{Code: fault.Refused, Text: l.Refused[0].Reason}
		}
		return fault.New(fault.Refused, "data.err.log.nobody")
	})
	return l, err
}

// kinds names the kinds of a list for the log chain, each once.
func kinds(list []LogParams) string {
	var names []string
	for i := range list {
		if k := string(list[i].Kind); !slices.Contains(names, k) {
			names = append(names, k)
		}
	}
	return strings.Join(names, " ")
}

// logOne writes one event, made by f, on a participant's journey.
func (s *Store) logOne(ctx context.Context, name, participant string, cohort int, f func(*tx, *person, Ref) (journey.Event, error)) (Logged, error) {
	var l Logged
	if err := s.turnDay(ctx); err != nil {
		return l, err
	}
	err := s.write(ctx, act{Act: name}, func(t *tx) error {
		ref, err := findRef(t, t.today, participant, cohort)
		if err != nil {
			return err
		}
		p, err := readPerson(t, ref.Participant)
		if err != nil {
			return fmt.Errorf("read participant %s: %w", ref.Participant, err)
		}
		t.act.Participant = p.id
		e, err := f(t, p, ref)
		if err != nil {
			return err
		}
		t.act.Detail = map[string]any{"kind": e.Kind}
		if _, err := t.add(ref, e, &l); err != nil {
			return err
		}
		return t.report(&l)
	})
	return l, err
}

// add checks an event against its journey and appends it.
func (t *tx) add(ref Ref, e journey.Event, l *Logged) (string, error) {
	e.Actor, e.Workplace, e.Recorded = t.s.user, t.s.workplace, t.now
	if e.At.IsZero() {
		e.At = t.now
	}
	if e.Kind == journey.TicketSent && e.Details.Expires.IsZero() { // a later change of the setting does not change tickets that are out
		e.Details.Expires = day.Of(e.At).Add(t.rules.TicketDays)
	}
	p, err := readPerson(t, ref.Participant)
	if err != nil {
		return "", fmt.Errorf("read participant %s: %w", ref.Participant, err)
	}
	events, err := readEvents(t, ref)
	if err != nil {
		return "", err
	}
	facts, err := readFacts(t, ref, p)
	if err != nil {
		return "", err
	}
	rules := t.rules
	rules.Cohort = ref.Cohort
	if err := journey.Check(events, facts, rules, t.today, e); err != nil {
		return "", err
	}
	var warnings []say.Text
	booking := e.Kind == journey.Booked || e.Kind == journey.Rebooked
	timed := booking || e.Kind == journey.Undone && isTimed(events)
	before := journey.Status{}
	if timed {
		before = journey.Of(events, facts, rules, t.today)
	}
	if booking {
		if warnings, err = t.seat(ref, &e, &before); err != nil {
			return "", err
		}
		warnings = append(warnings, journey.BookingWarnings(before, e, rules)...)
	}
	id, err := t.event(ref, e, source{})
	if err != nil {
		return "", err
	}
	if e.Kind == journey.Undone {
		if err := t.takenBack(ref, p, e.Details.Event); err != nil {
			return "", err
		}
		if timed {
			if warnings, err = t.cameBack(ref, &before); err != nil {
				return "", err
			}
		}
	}
	l.Act = t.id
	l.Events = append(l.Events, LoggedEvent{Event: id, Ref: ref, Warnings: warnings})
	return id, nil
}

// report settles the journeys and tells where they stand.
func (t *tx) report(l *Logged) error {
	if err := t.settle(); err != nil {
		return err
	}
	for i := range l.Events {
		l.Events[i].Status = t.standing[l.Events[i].Ref]
	}
	return nil
}

// takenBack does what an undone event needs beside the event: the row of Idag is
// open again, an earlier contact holds again.
func (t *tx) takenBack(ref Ref, p *person, event string) error {
	if _, err := t.exec(`DELETE FROM handled WHERE participant = ? AND cohort = ? AND event = ?`, ref.Participant, ref.Cohort, event); err != nil {
		return err
	}
	var version string
	err := t.row(`SELECT coalesce(json_extract(details, '$.version'), '') FROM event WHERE id = ? AND kind = ?`, event, journey.ContactChanged).Scan(&version)
	if none(err) || err == nil && version != p.version {
		return nil // no contact event, or a later correction holds
	}
	if err != nil {
		return err
	}
	// The last one before it that was not taken back itself: by hand, or with its import.
	res, err := t.exec(`UPDATE participant SET contact = coalesce((SELECT max(v.id) FROM contact_version v LEFT JOIN batch b ON b.id = v.batch
		WHERE v.participant = ?1 AND v.id < ?2 AND b.undone IS NULL AND NOT EXISTS (
			SELECT 1 FROM event e JOIN event u ON u.participant = e.participant AND u.cohort = e.cohort AND u.kind = ?4 AND json_extract(u.details, '$.event') = e.id
			WHERE e.participant = v.participant AND e.kind = ?3 AND json_extract(e.details, '$.version') = v.id)), contact)
		WHERE id = ?1`, p.id, version, journey.ContactChanged, journey.Undone)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("go back from contact version %s: %d rows, %w", version, n, err)
	}
	return t.touchAll(p.id)
}

// Undo takes back an event, or all events of an act (a bulk act is undone as it was
// done). The reason is kept. Imports have UndoImport.
func (s *Store) Undo(ctx context.Context, id, reason string) (Logged, error) {
	reason = strings.TrimSpace(reason)
	var l Logged
	if err := s.turnDay(ctx); err != nil {
		return l, err
	}
	err := s.write(ctx, act{Act: "undo", Detail: map[string]string{"of": id, "reason": reason}}, func(t *tx) error {
		targets, err := undoTargets(t, id)
		if err != nil {
			return err
		}
		if len(targets) == 0 {
			return fault.New(fault.NotFound, "data.err.undo.unknown", "ID", id)
		}
		for _, target := range targets {
			e := journey.Event{Kind: journey.Undone, Details: journey.Details{Event: target.id, Reason: reason}}
			if _, err := t.add(target.ref, e, &l); err != nil {
				return err
			}
		}
		if len(targets) == 1 {
			t.act.Participant = targets[0].ref.Participant
		}
		return t.report(&l)
	})
	return l, err
}

type undoTarget struct {
	id  string
	ref Ref
}

// undoTargets gives the event of an id, or an act's events that still hold, last first.
func undoTargets(r reader, id string) (list []undoTarget, err error) {
	rows, err := r.rows(`SELECT e.id, e.participant, e.cohort, coalesce(e.batch, '') FROM event e WHERE e.id = ?1
		UNION ALL
		SELECT e.id, e.participant, e.cohort, coalesce(e.batch, '') FROM access a JOIN event e ON e.seq BETWEEN a.first_event AND a.last_event
		WHERE a.id = ?1 AND NOT EXISTS (SELECT 1 FROM event u WHERE u.participant = e.participant AND u.cohort = e.cohort
			AND u.kind = ?2 AND json_extract(u.details, '$.event') = e.id)
		ORDER BY 1 DESC`, id, journey.Undone)
	if err != nil {
		return nil, err
	}
	return list, each(rows, func() error {
		var u undoTarget
		var batch string
		if err := rows.Scan(&u.id, &u.ref.Participant, &u.ref.Cohort, &batch); err != nil {
			return err
		}
		if batch != "" && u.id != id {
			return fault.New(fault.Refused, "data.err.undo.import", "Batch", batch)
		}
		list = append(list, u)
		return nil
	})
}

// resolve gives the id of a participant who is named by id or by personal number, the
// present one or an earlier.
func resolve(r reader, today day.Date, who string) (string, error) {
	who = strings.TrimSpace(who)
	var id string
	err := r.row(`SELECT id FROM participant WHERE id = ? AND erased IS NULL`, strings.ToUpper(who)).Scan(&id)
	if err == nil || !none(err) {
		return id, err
	}
	n, err := pnr.Parse(who, today)
	if err != nil {
		if n, err = pnr.ParseReserve(who); err != nil {
			return "", fault.New(fault.NotFound, "data.err.participant", "Who", who)
		}
	}
	if id, err = findNumber(r, n.String()); none(err) {
		return "", fault.New(fault.NotFound, "data.err.participant", "Who", who)
	}
	return id, err
}

// findRef gives the journey of a participant in a cohort, 0 for the latest.
func findRef(r reader, today day.Date, who string, cohort int) (Ref, error) {
	id, err := resolve(r, today, who)
	if err != nil {
		return Ref{}, err
	}
	ref := Ref{Participant: id}
	err = r.row(`SELECT cohort FROM journey WHERE participant = ?1 AND (?2 = 0 OR cohort = ?2) ORDER BY cohort DESC LIMIT 1`, id, cohort).Scan(&ref.Cohort)
	if none(err) {
		return Ref{}, fault.New(fault.NotFound, "data.err.journey", "Who", who)
	}
	return ref, err
}
