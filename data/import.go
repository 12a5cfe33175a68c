package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/roster"
	"fyrtio/core/say"
)

// ImportParams say what to import and how.
type ImportParams struct {
	Name    string // the file's name, for the log and messages
	Data    []byte // its bytes; not needed where Sheet is given
	Sheet   *roster.Sheet
	Options roster.Options
	Mapping roster.Mapping // nil: as these headers were mapped last time, else the guess
	Cohort  int
	Part    bool   // adds and changes, marks nobody gone; a mended file of bad rows implies it
	Force   string // the reason for importing what looks like the wrong file (D14)
	Reserve bool   // take reservnummer too
	DryRun  bool   // find out everything, change nothing
}

// ImportResult is what an import did, or would do. It is given with an error too, so
// that the faults can be shown.
type ImportResult struct {
	Batch     string // names the import for UndoImport; "" when nothing changed
	Encoding  string
	Separator string
	Mapping   roster.Mapping
	Rows      int // rows of the sheet
	Counts
	Faults  []roster.Fault
	Blocked []say.Text // why it looks like the wrong file; empty when it does not (D14)

	Sheet    *roster.Sheet // what was read, for the wizard's preview and the file of bad rows
	Checked  roster.Result
	Remember bool     // the mapping is as last time
	Changes  []Change // what changes about whom, by row
	Left     []Row    // who is on the list no longer
}

// Counts are an import's totals, in rows and persons.
type Counts struct {
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Gone      int `json:"gone"`
	Protected int `json:"protected"` // rows with protected identity
	Bad       int `json:"bad"`       // rows left out
}

// Change says what an import changes about someone who was there before.
type Change struct {
	Line   int
	Ref    Ref
	Name   string // Efternamn, Förnamn as in the roster; "" for a protected person
	Fields []ContactField
	Kept   []ContactField // fields where the roster differs and a correction by hand wins
	Back   bool           // was gone and is on the list again
	Listed bool           // known from an earlier cohort
	Shield bool           // protected from now on
}

// Import reads a roster into a cohort: everything or nothing, after a verified
// backup. The same file again changes nothing. Bad rows are left out and listed; it
// is an error when no row is good, when a column is missing, or when it looks like
// the wrong file and no reason is given.
func (s *Store) Import(ctx context.Context, p ImportParams) (ImportResult, error) {
	if err := s.turnDay(ctx); err != nil {
		return ImportResult{}, err
	}
	m, err := s.newImport(ctx, p)
	if err != nil {
		return m.ImportResult, err
	}
	if p.DryRun {
		err := s.read(ctx, m.plan)
		return m.ImportResult, err
	}
	if len(m.Checked.Rows) == 0 {
		return m.ImportResult, fault.New(fault.Refused, "data.err.import.nothing")
	}
	// What would be refused needs no backup.
	m.planned = s.written.Load()
	if err := s.read(ctx, m.plan); err != nil {
		return m.ImportResult, err
	}
	if err := m.allowed(); err != nil {
		return m.ImportResult, err
	}
	if m.New+m.Changed+m.Gone > 0 {
		if _, err := s.Backup(ctx, BeforeImport); err != nil {
			return m.ImportResult, err
		}
	}
	if err := s.write(ctx, act{Act: "import"}, m.commit); err != nil {
		m.Batch = ""
		return m.ImportResult, err
	}
	if slices.ContainsFunc(m.Changes, func(c Change) bool { return c.Shield }) {
		err = s.flush(ctx) // what was destroyed is to be gone from the disk too
	}
	return m.ImportResult, err
}

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

// newImport reads and checks the sheet.
func (s *Store) newImport(ctx context.Context, p ImportParams) (*importing, error) {
	m := &importing{p: p, today: s.Day()}
	if p.Cohort < 1900 || p.Cohort > 2200 {
		return m, fault.New(fault.Usage, "data.err.import.cohort")
	}
	sheet := p.Sheet
	if sheet == nil {
		limited, cancel := context.WithTimeout(ctx, roster.MaxTime)
		defer cancel()
		var err error
		if sheet, err = roster.Read(limited, p.Name, p.Data, p.Options); err != nil {
			return m, err
		}
	}
	m.p.Part = p.Part || sheet.Part
	m.Sheet, m.Encoding, m.Separator, m.Rows = sheet, sheet.Encoding, sheet.Separator, sheet.Rows()
	if err := s.chooseMapping(ctx, m); err != nil {
		return m, err
	}
	if required, _ := roster.Unmapped(sheet, m.Mapping); len(required) > 0 {
		return m, roster.Required(required)
	}
	m.Checked = roster.Check(sheet, m.Mapping, roster.Rules{Cohort: p.Cohort, Ages: s.Config().Ages(), Today: m.today, Reserve: p.Reserve})
	m.Faults, m.Bad = m.Checked.Faults, m.Checked.Total-len(m.Checked.Rows)
	if share := m.Checked.Share(); share < 0.8 {
		m.Blocked = append(m.Blocked, say.T("data.import.wrong.years", "Right", m.Checked.RightYear, "Known", m.Checked.YearKnown, "Cohort", p.Cohort))
	}
	return m, nil
}

// chooseMapping takes the mapping that was given, else the one used for such headers
// before, else the guess.
func (s *Store) chooseMapping(ctx context.Context, m *importing) error {
	if m.p.Mapping != nil {
		m.Mapping, _ = roster.Apply(m.Sheet, m.p.Mapping)
		return nil
	}
	saved, err := s.SavedMapping(ctx, m.Sheet)
	if err != nil {
		return err
	}
	if m.Remember = saved != nil; m.Remember {
		m.Mapping, _ = roster.Apply(m.Sheet, saved)
	} else {
		m.Mapping = roster.Guess(m.Sheet)
	}
	return nil
}

// headers is what a mapping is remembered by.
func headers(sheet *roster.Sheet) string {
	names := make([]string, len(sheet.Columns))
	for i, c := range sheet.Columns {
		names[i] = fold(strings.TrimSpace(c.Key))
	}
	return strings.Join(names, "\x1f")
}

// SavedMapping gives the mapping that was used last for a file with these headers,
// nil when there was none.
func (s *Store) SavedMapping(ctx context.Context, sheet *roster.Sheet) (m roster.Mapping, err error) {
	err = s.read(ctx, func(r reader) error {
		var b []byte
		err := r.row(`SELECT mapping FROM mapping WHERE headers = ?`, headers(sheet)).Scan(&b)
		if none(err) {
			return nil
		}
		if err != nil {
			return err
		}
		return json.Unmarshal(b, &m)
	})
	return m, err
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

// commit writes the import.
func (m *importing) commit(t *tx) error {
	if t.s.written.Load() != m.planned { // somebody has written since
		if err := m.plan(t); err != nil {
			return err
		}
	}
	if err := m.allowed(); err != nil {
		return err
	}
	t.act.Detail = map[string]any{"cohort": m.p.Cohort, "file": filepath.Base(m.p.Name), "counts": m.Counts, "force": m.p.Force, "part": m.p.Part}
	if err := m.remember(t); err != nil {
		return err
	}
	if m.New+m.Changed+m.Gone == 0 {
		return nil
	}
	m.Batch = t.s.ids.next()
	w := importWriter{tx: t, batch: m.Batch, cohort: m.p.Cohort, known: map[journey.Facts]*fresh{}}
	for i := range m.rows {
		if err := w.put(&m.rows[i]); err != nil {
			return fmt.Errorf("write row %d: %w", m.rows[i].row.Line, err)
		}
	}
	for _, ref := range m.left {
		if _, err := t.event(ref, journey.Event{Kind: journey.Gone}, source{batch: m.Batch}); err != nil {
			return err
		}
	}
	t.reload = t.reload || m.New > 2000
	return m.insertBatch(t)
}

func (m *importing) remember(t *tx) error {
	b, err := json.Marshal(m.Mapping)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO mapping (headers, mapping, at) VALUES (?1, ?2, ?3)
		ON CONFLICT (headers) DO UPDATE SET mapping = ?2, at = ?3 WHERE mapping <> ?2`, headers(m.Sheet), string(b), millis(t.now))
	return err
}

func (m *importing) insertBatch(t *tx) error {
	mapping, err := json.Marshal(m.Mapping)
	if err != nil {
		return err
	}
	result, err := json.Marshal(m.Counts)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO batch (id, cohort, file, encoding, separator, mapping, result, part, force, at, actor, first_event, last_event)
		VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)`, m.Batch, m.p.Cohort, filepath.Base(m.p.Name), m.Encoding, m.Separator, string(mapping), string(result),
		m.p.Part, m.p.Force, millis(t.now), t.s.user, t.first, t.last)
	return err
}
