package data

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"fyrtio/core/fault"
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
		var unknown []string
		m.Mapping, unknown = roster.Apply(m.Sheet, m.p.Mapping)
		return roster.Unknown(unknown)
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
