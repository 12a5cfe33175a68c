package data

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/visit"
)

// The questionnaire. Each answer is one row and one transaction; the last row of an
// item holds, rows before it stay readable. A form begins with its first answer, is
// locked by CompleteForm and after that corrected by AmendForm only (Q17).

// record is a form as it is stored, with its history.
type record struct {
	form    string // its id, "" = not begun
	version string // "" = not begun: the one in force
	source  string
	actor   string // who began it
	begun   time.Time
	locked  time.Time
	answers form.Answers
	notes   map[string]string
	place   visit.Place
	lines   []line
	done    int // lines[:done] were typed before it was locked
}

// line is a stored answer.
type line struct {
	item   string
	value  form.Value
	mark   string
	note   string
	amends bool
	reason string
	at     time.Time
	actor  string
}

// The marks of a line.
const (
	markUnusual   = "unusual"   // out of the plausible range, asked and kept (D18)
	markCompleted = "completed" // on the whole form
)

// readForm gives the latest form of a journey; one that was not begun has no id.
func readForm(r reader, ref Ref) (*record, error) {
	f := &record{answers: form.Answers{}, notes: map[string]string{}}
	var begun int64
	var place string
	err := r.row(`SELECT f.id, f.version, coalesce((SELECT source FROM form_source WHERE form = f.id ORDER BY seq DESC LIMIT 1), f.source),
		f.actor, f.opened, coalesce((SELECT place FROM form_place WHERE form = f.id), '') FROM form f
		WHERE f.participant = ? AND f.cohort = ? ORDER BY f.rowid DESC LIMIT 1`, ref.Participant, ref.Cohort).
		Scan(&f.form, &f.version, &f.source, &f.actor, &begun, &place)
	if none(err) {
		return f, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the form of %s: %w", ref.Participant, err)
	}
	f.begun = instant(begun)
	if place != "" {
		if err := json.Unmarshal([]byte(place), &f.place); err != nil {
			return nil, fmt.Errorf("read the place in form %s: %w", f.form, err)
		}
	}
	return f, f.readLines(r)
}

func (f *record) readLines(r reader) error {
	rows, err := r.rows(`SELECT item, kind, value, mark, note, amends, reason, at, actor FROM answer WHERE form = ? ORDER BY seq`, f.form)
	if err != nil {
		return err
	}
	return each(rows, func() error {
		var l line
		var kind form.Kind
		var content string
		var at int64
		if err := rows.Scan(&l.item, &kind, &content, &l.mark, &l.note, &l.amends, &l.reason, &at, &l.actor); err != nil {
			return err
		}
		l.at = instant(at)
		if l.item == "" {
			if l.mark == markCompleted {
				f.locked, f.done = l.at, len(f.lines)
			}
			return nil
		}
		if l.value, err = form.Unpack(kind, content); err != nil {
			return fmt.Errorf("read answer %s of form %s: %w", l.item, f.form, err)
		}
		f.take(l)
		return nil
	})
}

// take adds a line: it holds from now on.
func (f *record) take(l line) {
	f.lines = append(f.lines, l)
	if delete(f.notes, l.item); l.note != "" {
		f.notes[l.item] = l.note
	}
	if delete(f.answers, l.item); !l.value.IsZero() {
		f.answers[l.item] = l.value
	}
}

func (f *record) status() form.Status {
	switch {
	case f.form == "":
		return ""
	case f.locked.IsZero():
		return form.Begun
	case slices.ContainsFunc(f.lines[f.done:], func(l line) bool { return l.amends }):
		return form.Amended
	}
	return form.Complete
}

// amendments lists the corrections, oldest first, with the answer each one replaced.
func (f *record) amendments() (list []visit.Amendment) {
	now := map[string]form.Value{}
	for _, l := range f.lines {
		if l.amends {
			list = append(list, visit.Amendment{At: l.at, By: l.actor,
				Amendment: form.Amendment{LinkID: l.item, Old: now[l.item], New: l.value, Reason: l.reason}})
		}
		now[l.item] = l.value
	}
	return list
}

// OpenForm gives the form of a participant's latest journey as it stands, and logs
// that it was looked at. A protected person needs WithReason.
func (s *Store) OpenForm(ctx context.Context, participant string) (visit.Form, error) {
	return s.openForm(ctx, participant, "form")
}

func (s *Store) openForm(ctx context.Context, participant, view string) (v visit.Form, err error) {
	o, err := s.open(ctx, participant, view)
	if err != nil {
		return v, err
	}
	err = s.read(ctx, func(r reader) error {
		v, err = s.visitForm(r, o)
		return err
	})
	return v, err
}

func (s *Store) visitForm(r reader, o opened) (v visit.Form, err error) {
	f, err := readForm(r, o.ref)
	if err != nil {
		return v, err
	}
	v = visit.Form{Person: o.person.visitor(), Source: f.source, Proposals: s.Config().On("proposals"), Status: f.status(), Locked: f.locked,
		Answers: f.answers, Notes: f.notes, Amendments: f.amendments(), Documented: documentedInCl24(o.events), Place: f.place,
		Begun: f.begun, Limits: s.Config().Limits()}
	if v.By, err = fullName(r, f.actor); err != nil {
		return v, err
	}
	if v.Earlier, err = s.earlierForm(r, o); err != nil {
		return v, err
	}
	if v.Source == "" {
		v.Source = o.status.Source
	}
	for i := range v.Amendments {
		if v.Amendments[i].By, err = fullName(r, v.Amendments[i].By); err != nil {
			return v, err
		}
	}
	if v.Definition, err = definition(r, f.version, s.Day()); err != nil {
		return v, err
	}
	_, version, err := readLevels(r, o.ref)
	if err != nil {
		return v, err
	}
	v.Criteria, err = criteriaOf(r, version, s.Day())
	return v, err
}

// earlierForm gives the form of the latest earlier cohort year in which the person
// answered anything, nil for none.
func (s *Store) earlierForm(r reader, o opened) (*visit.EarlierForm, error) {
	refs, err := readRefs(r, `SELECT DISTINCT participant, cohort FROM form WHERE participant = ? AND cohort < ? ORDER BY cohort DESC`,
		o.ref.Participant, o.ref.Cohort)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		f, err := readForm(r, ref)
		if err != nil {
			return nil, err
		}
		if len(f.answers) == 0 {
			continue
		}
		then := opened{ref: ref}
		if err := then.read(r, s); err != nil {
			return nil, err
		}
		e := &visit.EarlierForm{Cohort: ref.Cohort, Date: then.status.Visited, Answers: f.answers}
		if e.Date.IsZero() {
			e.Date = day.Of(f.begun)
		}
		e.Definition, err = definition(r, f.version, s.Day())
		return e, err
	}
	return nil, nil
}

// documentedInCl24 reports whether the answers were typed into Clinic24, and that
// holds: it keeps the old answer when one is corrected here (D8).
func documentedInCl24(events []journey.Event) bool {
	return slices.ContainsFunc(holding(events), func(e journey.Event) bool {
		return e.Kind == journey.Documented && e.Details.Where == journey.WhereCl24
	})
}

// holding gives the events, in the order of recording, that were not taken back.
func holding(events []journey.Event) []journey.Event {
	undone := map[string]bool{}
	for _, e := range events {
		if e.Kind == journey.Undone {
			undone[e.Details.Event] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(events), func(e journey.Event) bool { return e.Kind == journey.Undone || undone[e.ID] })
}

// inTime sorts events as journeys do: (At, Recorded, ID), D4.
func inTime(events []journey.Event) []journey.Event {
	slices.SortStableFunc(events, func(a, b journey.Event) int {
		return cmp.Or(a.At.Compare(b.At), a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
	return events
}

// FormRecord is a form with what follows from its answers.
type FormRecord struct {
	visit.Form
	Indexes  score.Indexes
	Missing  []string       // mandatory items without an answer
	Warnings []form.Warning // answers out of the plausible range
	Versions []FormVersion  // of a locked form: as completed, then after each correction
}

// FormVersion is a locked form as it was from a time on (Q17).
type FormVersion struct {
	Number  int // from 1
	At      time.Time
	By      string // full name
	Reason  string // of the correction; "" for the first
	Changed []string
	Answers form.Answers
}

// ShowForm gives a form with its indexes and versions, and logs the look.
func (s *Store) ShowForm(ctx context.Context, participant string) (FormRecord, error) {
	v, err := s.OpenForm(ctx, participant)
	if err != nil {
		return FormRecord{}, err
	}
	f := FormRecord{Form: v, Indexes: score.Compute(v.Definition, v.Answers), Missing: v.Definition.Missing(v.Answers),
		Warnings: v.Definition.Warnings(v.Answers)}
	if !v.Status.Locked() {
		return f, nil
	}
	err = s.read(ctx, func(r reader) error {
		ref, err := findRef(r, s.Day(), participant, 0)
		if err != nil {
			return err
		}
		stored, err := readForm(r, ref)
		if err != nil {
			return err
		}
		f.Versions, err = stored.versions(r)
		return err
	})
	return f, err
}

// versions puts the lines together to what each lock and correction made of them.
func (f *record) versions(r reader) (list []FormVersion, err error) {
	now := form.Answers{}
	set := func(l line) {
		if delete(now, l.item); !l.value.IsZero() {
			now[l.item] = l.value
		}
	}
	for _, l := range f.lines[:f.done] {
		set(l)
	}
	by := ""
	if err := r.row(`SELECT actor FROM answer WHERE form = ? AND item = '' AND mark = ? ORDER BY seq DESC`, f.form, markCompleted).Scan(&by); err != nil {
		return nil, err
	}
	list = []FormVersion{{Number: 1, At: f.locked, By: by, Answers: now.Clone()}}
	for _, l := range f.lines[f.done:] {
		if !l.amends {
			continue // a note
		}
		last := &list[len(list)-1]
		if last.Number == 1 || !last.At.Equal(l.at) || last.Reason != l.reason || slices.Contains(last.Changed, l.item) {
			list = append(list, FormVersion{Number: len(list) + 1, At: l.at, By: l.actor, Reason: l.reason})
			last = &list[len(list)-1]
		}
		set(l)
		last.Changed, last.Answers = append(last.Changed, l.item), now.Clone()
	}
	for i := range list {
		if list[i].By, err = fullName(r, list[i].By); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Transcript lists what is typed into Clinic24 (D27). Without consent there is none
// (Q19).
func (s *Store) Transcript(ctx context.Context, participant string) ([]form.Line, error) {
	p, err := s.TranscriptPage(ctx, participant, say.Swedish)
	if err != nil {
		return nil, err
	}
	return p.Form.Transcript(p.Answers), nil
}

// noForm is the refusal where a form must have been begun.
func noForm() error { return fault.New(fault.Refused, "visit.data.err.no_form") }
