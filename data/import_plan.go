package data

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/roster"
	"fyrtio/core/say"
)

// importing is an import under way.
type importing struct {
	ImportResult
	p       ImportParams
	today   day.Date
	rows    []planned
	left    []Ref
	planned int64 // Store.written when the plan was made
}

// planned is a good row and whom it is about; of someone new the person is nil.
type planned struct {
	row *roster.Row
	known
	change Change
	merged Contact // name and contact as they will be
	talk   bool    // the need of an interpreter is new
}

func (w *planned) isNew() bool { return !w.listed }

func (w *planned) changes() bool {
	return len(w.change.Fields) > 0 || w.change.Back || w.change.Shield || w.talk
}

// plan finds whom each row is about and what would change; it fills the result.
func (m *importing) plan(r reader) error {
	m.rows, m.Changes, m.Left, m.left = m.rows[:0], nil, nil, nil
	bad := m.Bad
	m.Counts = Counts{Bad: bad}
	all, err := m.findKnown(r)
	if err != nil {
		return fmt.Errorf("look up the roster's people: %w", err)
	}
	present := make(map[string]bool, len(m.Checked.Rows))
	for i := range m.Checked.Rows {
		w := planned{row: &m.Checked.Rows[i]}
		w.known = all[w.row.Number.String()]
		if w.person != nil && present[w.person.id] {
			m.Unchanged++ // the same person by an earlier number, further up
			continue
		}
		w.compare(m.p.Cohort)
		if err := w.compareInterpreter(r, m.p.Cohort); err != nil {
			return err
		}
		m.count(&w)
		if w.person != nil {
			present[w.person.id] = true
		}
		m.rows = append(m.rows, w)
	}
	if m.p.Part {
		return nil
	}
	return m.findLeft(r, present)
}

func (m *importing) count(w *planned) {
	if w.row.Protected {
		m.Protected++
	}
	switch {
	case w.isNew():
		m.New++
	case w.changes():
		m.Changed++
	default:
		m.Unchanged++
	}
	if w.person != nil && (w.changes() || w.isNew() || len(w.change.Kept) > 0) {
		m.Changes = append(m.Changes, w.change)
	}
}

// known is someone whom the database has, and the journey in the import's cohort.
type known struct {
	person *person
	flags  flags
	listed bool
}

// findKnown looks up everyone on the roster at once, by present or former number.
func (m *importing) findKnown(r reader) (map[string]known, error) {
	numbers := make([]string, len(m.Checked.Rows))
	for i, row := range m.Checked.Rows {
		numbers[i] = row.Number.String()
	}
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	all := map[string]known{}
	read := func(query string) error {
		rows, err := r.rows(query, m.p.Cohort, string(list))
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var number string
			var f sql.NullInt64
			p, err := scanPerson(rows.Scan, &number, &f)
			if _, twice := all[number]; err == nil && !twice {
				all[number] = known{p, flags(f.Int64), f.Valid}
			}
			return err
		})
	}
	// The roster's numbers are the outer loop, each found by the index.
	if err := read(`SELECT ` + personColumns + `, p.number, j.flags FROM json_each(?2) n CROSS JOIN ` + personTables + `
		LEFT JOIN journey j ON j.participant = p.id AND j.cohort = ?1 WHERE p.number = n.value`); err != nil {
		return nil, err
	}
	err = read(`SELECT ` + personColumns + `, o.number, j.flags FROM former_number o CROSS JOIN ` + personTables + `
		LEFT JOIN journey j ON j.participant = p.id AND j.cohort = ?1
		WHERE p.id = o.participant AND p.erased IS NULL AND o.number IN (SELECT value FROM json_each(?2))`)
	return all, err
}

// compare lays the row over what is known: what was corrected by hand stays (D13), of
// a protected person only the name is taken (D11).
func (w *planned) compare(cohort int) {
	c := w.row.Contact
	theirs := Contact{w.row.Family, w.row.Given, c.CareOf, c.Street, c.Postcode, c.Town, c.Country, c.Phone, c.Mobile, c.Email, ""}
	w.change = Change{Line: w.row.Line, Name: strings.Trim(w.row.Family+", "+w.row.Given, ", ")}
	if w.person == nil {
		w.change.Shield = w.row.Protected
		w.merged = theirs
		if w.row.Protected {
			w.merged = theirs.onlyName()
		}
		return
	}
	mine := w.person.contact
	w.change.Shield = w.row.Protected && !w.person.protected
	protected := w.person.protected || w.row.Protected
	if w.change.Shield {
		mine = mine.onlyName() // the rest is destroyed when the flag is set
	}
	if protected {
		theirs = mine.overlay(theirs, []ContactField{"family", "given"})
	}
	w.merged = theirs.overlay(mine, append(slices.Clone(w.person.hand), "wish"))
	w.change.Ref = Ref{w.person.id, cohort}
	w.change.Fields = mine.differs(w.merged)
	w.change.Kept = w.merged.differs(theirs)
	w.change.Back = w.listed && w.flags&flagGone != 0
	w.change.Listed = !w.listed
	if protected {
		w.change.Name, w.change.Kept = "", nil
	}
}

// compareInterpreter sees whether the roster tells of a need that nobody knew. What
// staff have recorded about it wins.
func (w *planned) compareInterpreter(r reader, cohort int) error {
	if !w.row.Interpreter {
		return nil
	}
	if !w.listed {
		w.talk = true
		return nil
	}
	if w.flags&flagInterpreter != 0 {
		return nil
	}
	var recorded bool
	err := r.row(`SELECT EXISTS (SELECT 1 FROM event WHERE participant = ? AND cohort = ? AND kind = ? AND batch IS NULL)`,
		w.person.id, cohort, journey.NeedsInterpreter).Scan(&recorded)
	w.talk = !recorded
	return err
}

// findLeft lists who is in the cohort and no longer on the roster. Someone whose row
// is merely bad is on it.
func (m *importing) findLeft(r reader, present map[string]bool) error {
	for _, n := range m.leftOut() {
		id, err := findNumber(r, n.String())
		if err == nil {
			present[id] = true
		} else if !none(err) {
			return err
		}
	}
	rows, err := r.rows(`SELECT id, participant, flags FROM journey WHERE cohort = ?`, m.p.Cohort)
	if err != nil {
		return err
	}
	var entries []*entry
	active := 0
	err = each(rows, func() error {
		var e entry
		if err := rows.Scan(&e.row, &e.ref.Participant, &e.flags); err != nil {
			return err
		}
		if e.flags&flagGone != 0 {
			return nil
		}
		active++
		if !present[e.ref.Participant] {
			e.ref.Cohort = m.p.Cohort
			entries, m.left = append(entries, &e), append(m.left, e.ref)
		}
		return nil
	})
	if err != nil {
		return err
	}
	m.Gone = len(entries)
	if m.Gone*5 > active { // more than 20 % (D14)
		gone := say.T("data.import.wrong.gone", "Gone", m.Gone, "Active", active)
		m.Blocked = append(slices.DeleteFunc(m.Blocked, func(t say.Text) bool { return t.ID == gone.ID }), gone)
	}
	m.Left, err = readRows(r, entries)
	return err
}

// leftOut gives the numbers, where they can be read, of rows that are left out.
func (m *importing) leftOut() (list []pnr.Number) {
	read := make(map[int]bool, len(m.Checked.Rows))
	for _, row := range m.Checked.Rows {
		read[row.Line] = true
	}
	column := slices.IndexFunc(m.Sheet.Columns, func(c roster.Column) bool { return m.Mapping[c.Key] == roster.Number })
	for _, line := range m.Sheet.Lines() {
		if read[line] {
			continue
		}
		cells := roster.Shown(m.Sheet, m.Mapping, m.Checked, line)
		if column < 0 || column >= len(cells) {
			continue
		}
		if n, err := pnr.Parse(cells[column], m.today); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// allowed refuses what looks like the wrong file (D14).
func (m *importing) allowed() error {
	if len(m.Blocked) == 0 || strings.TrimSpace(m.p.Force) != "" {
		return nil
	}
	return fault.New(fault.Refused, "data.err.import.wrong", "Why", m.Blocked[0])
}
