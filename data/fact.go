package data

import (
	"bytes"
	"encoding/json"
	"fmt"

	"fyrtio/core/day"
	"fyrtio/core/form"
	goals "fyrtio/core/plan"
	"fyrtio/core/pnr"
	"fyrtio/core/report"
)

// Facts are what the annual report counts of a journey, packed and kept beside its row,
// so that a report over twenty years is one reading of a small table. Each part is
// written in the transaction that writes what it is read from: the course with the
// journey's row (keep), the questionnaire when it is locked or corrected, star and plan
// when they are set. check.go proves that they are what those say.

// fact is a journey's facts.
type fact struct {
	sex     pnr.Sex
	course  report.Cells
	words   report.Words
	form    report.Cells
	version string // of the form
	star    report.Cells
	edition string // of the criteria
	plan    report.Cells
	actions string // JSON; "" = none
}

const factColumns = `sex, course, language, reason, form, version, star, criteria, plan, actions`

// scan gives where the columns go.
func (f *fact) scan() []any {
	return []any{&f.sex, (*[]byte)(&f.course), &f.words.Language, &f.words.Reason, (*[]byte)(&f.form), &f.version, (*[]byte)(&f.star), &f.edition, (*[]byte)(&f.plan), &f.actions}
}

func (f *fact) equals(o *fact) bool {
	return f.sameCourse(o) && bytes.Equal(f.form, o.form) && f.version == o.version && bytes.Equal(f.star, o.star) &&
		f.edition == o.edition && bytes.Equal(f.plan, o.plan) && f.actions == o.actions
}

func (f *fact) sameCourse(o *fact) bool {
	return f.sex == o.sex && f.words == o.words && bytes.Equal(f.course, o.course)
}

// courseFact gives the part of the facts that a standing says.
func courseFact(st *standing) fact {
	return fact{sex: st.person.sex, course: report.CourseCells(st.events, &st.status), words: report.CourseWords(st.events, &st.status)}
}

// takeForm takes what a questionnaire says, nothing before it is locked.
func (f *fact) takeForm(rec *record, d *form.Definition) {
	if f.form, f.version = nil, ""; rec.status().Locked() {
		f.form, f.version = report.FormCells(d, rec.answers), rec.version
	}
}

// takeStar takes the levels that were chosen, nothing where there are none.
func (f *fact) takeStar(levels map[string]level, version string) {
	chosen := map[string]int{}
	for id, l := range levels {
		if l.chosen != 0 {
			chosen[id] = l.chosen
		}
	}
	if f.star, f.edition = nil, ""; len(chosen) > 0 {
		f.star, f.edition = report.StarCells(chosen), version
	}
}

// takePlan takes what was agreed and done, nothing of an empty plan.
func (f *fact) takePlan(p goals.Plan) error {
	if f.plan, f.actions = nil, ""; p.IsZero() {
		return nil
	}
	f.plan = report.PlanCells(p)
	if len(p.Done) == 0 {
		return nil
	}
	b, err := json.Marshal(p.Done)
	f.actions = string(b)
	return err
}

// readParts takes from the database what is not of the course.
func (f *fact) readParts(r reader, ref Ref) error {
	rec, err := readForm(r, ref)
	if err != nil {
		return err
	}
	var d *form.Definition
	if rec.form != "" {
		if d, err = definition(r, rec.version, day.Date{}); err != nil {
			return err
		}
	}
	f.takeForm(rec, d)
	levels, version, err := readLevels(r, ref)
	if err != nil {
		return err
	}
	f.takeStar(levels, version)
	k, err := readPlan(r, ref)
	if err != nil {
		return err
	}
	return f.takePlan(k.plan)
}

// keepCourse writes the course of a journey's facts; row is the journey's.
func (t *tx) keepCourse(row int64, cohort int, f *fact) error {
	_, err := t.exec(`INSERT INTO fact (journey, cohort, sex, course, language, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT (journey) DO UPDATE SET sex = ?3, course = ?4, language = ?5, reason = ?6`, row, cohort, f.sex, []byte(f.course), f.words.Language, f.words.Reason)
	return err
}

// keepForm writes what a questionnaire says into the journey's facts.
func (t *tx) keepForm(ref Ref, f *fact) error {
	return t.keepPart(`form = ?, version = ?`, ref, []byte(f.form), f.version)
}

// keepStar writes the chosen levels into the journey's facts.
func (t *tx) keepStar(ref Ref, f *fact) error {
	return t.keepPart(`star = ?, criteria = ?`, ref, []byte(f.star), f.edition)
}

// keepPlan writes the plan into the journey's facts.
func (t *tx) keepPlan(ref Ref, f *fact) error {
	return t.keepPart(`plan = ?, actions = ?`, ref, []byte(f.plan), f.actions)
}

func (t *tx) keepPart(set string, ref Ref, values ...any) error {
	_, err := t.exec(`UPDATE fact SET `+set+` WHERE journey = (SELECT id FROM journey WHERE participant = ? AND cohort = ?)`,
		append(values, ref.Participant, ref.Cohort)...)
	if err != nil {
		return fmt.Errorf("keep the facts of %s: %w", ref.Participant, err)
	}
	return nil
}

// keepParts writes everything of a journey's facts that is not of its course.
func (t *tx) keepParts(ref Ref) error {
	var f fact
	if err := f.readParts(t, ref); err != nil {
		return fmt.Errorf("read the facts of %s: %w", ref.Participant, err)
	}
	if err := t.keepForm(ref, &f); err != nil {
		return err
	}
	if err := t.keepStar(ref, &f); err != nil {
		return err
	}
	return t.keepPlan(ref, &f)
}

// visitedRefs are the journeys that have more than a course.
const visitedRefs = `SELECT participant, cohort FROM form UNION SELECT participant, cohort FROM star UNION SELECT participant, cohort FROM plan`

// keepAllParts writes all facts anew that are not of a course. The journeys' rows stand
// already, and with them those of the facts.
func (t *tx) keepAllParts() error {
	if _, err := t.exec(`DELETE FROM fact WHERE journey NOT IN (SELECT id FROM journey)`); err != nil {
		return err
	}
	refs, err := readRefs(t, visitedRefs)
	if err != nil {
		return err
	}
	for _, ref := range refs {
		if err := t.keepParts(ref); err != nil {
			return err
		}
	}
	return nil
}

// refact makes all facts anew where this program packs them otherwise than the one that
// wrote them, or they were never made.
func (t *tx) refact() error {
	var layout int
	if err := t.row(`SELECT layout FROM turned`).Scan(&layout); err != nil || layout == report.Layout {
		return err
	}
	t.packing = true
	if err := t.recompute(); err != nil {
		return err
	}
	if err := t.settle(); err != nil {
		return err
	}
	if err := t.keepAllParts(); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE turned SET layout = ?`, report.Layout)
	return err
}

// agrees reports whether the facts are what a standing and, where there has been a visit,
// its papers say.
func (f *fact) agrees(r reader, st *standing, visited bool) (bool, error) {
	if !st.listed {
		return false, nil
	}
	now := courseFact(st)
	if visited {
		if err := now.readParts(r, st.ref); err != nil {
			return false, err
		}
	}
	return f.equals(&now), nil
}

// readRefSet gives the journeys of a query.
func readRefSet(r reader, query string) (map[Ref]bool, error) {
	refs, err := readRefs(r, query)
	set := make(map[Ref]bool, len(refs))
	for _, ref := range refs {
		set[ref] = true
	}
	return set, err
}
