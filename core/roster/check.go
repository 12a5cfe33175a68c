package roster

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyrtio/core/say"
)

// Check goes through all rows and finds all faults of each at once.
func Check(s *Sheet, m Mapping, r Rules) Result {
	c := checker{sheet: s, rules: r, columns: map[Field][]int{}}
	for i, column := range s.Columns {
		if f := m[column.Key]; f != Ignored {
			c.columns[f] = append(c.columns[f], i)
		}
	}
	if len(c.columns[Name]) > 0 {
		c.familyFirst = familyFirst(s.Columns[c.columns[Name][0]].Header)
	}
	c.years = birthYears(r)
	c.findShifted()

	entries := make([]entry, len(s.rows))
	for i := range s.rows {
		entries[i] = c.row(&s.rows[i])
	}
	c.compare(entries)
	return c.result(entries)
}

// birthYears gives the years in which the roster's persons are born, the youngest last.
func birthYears(r Rules) []int {
	ages := r.Ages
	if len(ages) == 0 {
		ages = []int{40}
	}
	var years []int
	for _, age := range ages {
		years = append(years, r.Cohort-age)
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// checker has what is the same for all rows.
type checker struct {
	sheet       *Sheet
	rules       Rules
	columns     map[Field][]int
	years       []int
	familyFirst bool
	shifted     map[int]bool // columns that only rows with a stray separator reach
	restored    int          // telephone numbers that got their zero back
}

// entry is a row under examination.
type entry struct {
	row    Row
	faults []Fault
	hidden bool // the person is, or may be, protected
	moved  bool // the cells stand in the wrong columns
	year   int  // of birth, as the number claims; 0 where it claims none
}

func (e *entry) bad() bool {
	return slices.ContainsFunc(e.faults, func(f Fault) bool { return f.Severity == Error })
}

// kinds says of each fault what problem it is and what becomes of the row. Its
// words are roster.fault.ID and roster.help.ID.
var kinds = map[string]struct {
	problem  Problem
	severity Severity
}{
	"number_missing": {Missing, Error}, "checksum": {BadChecksum, Error},
	"date": {Format, Error}, "month": {Format, Error}, "future": {Format, Error}, "century": {Format, Error}, "length": {Format, Error},
	"zeros": {Format, Error}, "rounded": {Format, Error}, "characters": {Format, Error}, "interim": {Format, Error}, "reserve": {Format, Error},
	"birth_year": {BadBirthYear, Error}, "year_unknown": {BadBirthYear, Warning}, "born_differs": {Format, Warning},
	"duplicate": {Duplicate, Error}, "repeated": {Duplicate, Warning},
	"name_missing": {Missing, Error}, "family_missing": {Missing, Warning}, "given_missing": {Missing, Warning}, "name_long": {Format, Error}, "name_digits": {Format, Warning},
	"street_missing": {Missing, Warning}, "postcode_missing": {Missing, Warning}, "town_missing": {Missing, Warning},
	"postcode": {Format, Warning}, "abroad": {Format, Warning}, "phone": {Format, Warning}, "email": {Format, Warning}, "long": {Format, Warning},
	"control": {Format, Warning}, "unreadable": {Format, Warning}, "error_value": {Format, Warning}, "error_cell": {Format, Error},
	"shifted": {Format, Error}, "quoting": {Format, Warning},
	"protected_unsure": {Format, Warning}, "protected_text": {Format, Warning},
}

// fault notes a fault of the row. column -1 is the row as a whole.
func (c *checker) fault(e *entry, column int, id string, args ...any) {
	k := kinds[id]
	f := Fault{
		Line: e.row.Line, Problem: k.problem, Severity: k.severity,
		Text: say.T("roster.fault."+id, args...), Help: say.T("roster.help."+id, args...),
	}
	if column >= 0 {
		f.Column = c.sheet.Columns[column].Key
	}
	e.faults = append(e.faults, f)
}

// first gives the first column of a field, -1 where there is none.
func (c *checker) first(f Field) int {
	if all := c.columns[f]; len(all) > 0 {
		return all[0]
	}
	return -1
}

// text gives a cell cleaned, and notes what was wrong with its characters.
func (c *checker) text(e *entry, r *record, column int) string {
	if column < 0 {
		return ""
	}
	s, dirt := clean(cellAt(r.cells, column))
	if dirt&control != 0 {
		c.fault(e, column, "control")
	}
	if dirt&unreadable != 0 {
		c.fault(e, column, "unreadable")
	}
	return s
}

// value gives a cell of a field that can be done without: cleaned, and empty
// where it is too long or only says that a formula has failed.
func (c *checker) value(e *entry, r *record, column, most int) string {
	s := c.text(e, r, column)
	switch {
	case errorValue(s):
		c.fault(e, column, "error_value")
		return ""
	case len(s) > most && utf8.RuneCountInString(s) > most:
		c.fault(e, column, "long", "Max", most)
		return ""
	}
	return s
}

func (c *checker) row(r *record) entry {
	e := entry{row: Row{Line: r.line}}
	c.layout(&e, r)
	c.protected(&e, r)
	c.number(&e, r)
	c.names(&e, r)
	if !e.hidden {
		c.contact(&e, r)
	}
	c.interpreter(&e, r)
	e.row.Protected = e.hidden
	return e
}

// layout notes rows whose cells do not stand where they should.
func (c *checker) layout(e *entry, r *record) {
	if r.quoting {
		c.fault(e, -1, "quoting")
	}
	for i := range c.shifted {
		if strings.TrimSpace(cellAt(r.cells, i)) != "" {
			c.fault(e, -1, "shifted")
			e.moved = true
			// The mark of protection has moved too: look at all it may have moved to.
			if from := c.first(Protected); from >= 0 {
				for _, cell := range r.cells[min(from, len(r.cells)):] {
					e.hidden = e.hidden || judge(cell) == yes
				}
			}
			return
		}
	}
}

// findShifted finds columns of a text file that lie beyond the header and that
// only a few rows reach: there a separator stood in an address without quotes.
func (c *checker) findShifted() {
	s := c.sheet
	if s.HeaderRow == NoHeader || s.Separator == "" {
		return
	}
	c.shifted = map[int]bool{}
	for i := len(s.Columns) - 1; i >= 0 && s.Columns[i].Header == ""; i-- {
		reach := 0
		for _, r := range s.rows {
			if strings.TrimSpace(cellAt(r.cells, i)) != "" {
				reach++
			}
		}
		if reach*2 <= len(s.rows) {
			c.shifted[i] = true
		}
	}
}

func (c *checker) protected(e *entry, r *record) {
	for _, i := range c.columns[Protected] {
		switch judge(cellAt(r.cells, i)) {
		case yes:
			e.hidden = true
		case unsure:
			e.hidden = true
			c.fault(e, i, "protected_unsure")
		}
	}
	if e.hidden {
		return
	}
	for _, f := range []Field{Name, Family, Given, CareOf, Street, Postcode, PostAddress, Town, Country, Phone, Mobile} {
		for _, i := range c.columns[f] {
			if shields(cellAt(r.cells, i)) {
				e.hidden = true
				c.fault(e, i, "protected_text")
				return
			}
		}
	}
}

func (c *checker) names(e *entry, r *record) {
	family, given := c.first(Family), c.first(Given)
	at := family
	if family < 0 && c.first(Name) >= 0 {
		at, given = c.first(Name), -1
		e.row.Family, e.row.Given = splitName(c.text(e, r, at), c.familyFirst)
	} else {
		e.row.Family, e.row.Given = c.text(e, r, family), c.text(e, r, given)
	}
	switch {
	case e.row.Family == "" && e.row.Given == "":
		c.fault(e, at, "name_missing")
	case errorValue(e.row.Family) || errorValue(e.row.Given):
		c.fault(e, at, "error_cell")
	case utf8.RuneCountInString(e.row.Family) > maxName || utf8.RuneCountInString(e.row.Given) > maxName:
		c.fault(e, at, "name_long", "Max", maxName)
	case noLetters(e.row.Family) || noLetters(e.row.Given):
		c.fault(e, at, "name_digits")
	case e.row.Family == "":
		c.fault(e, at, "family_missing")
	case e.row.Given == "":
		c.fault(e, max(given, at), "given_missing")
	}
}

// noLetters tells that a name is digits and signs alone: the wrong column was taken for
// it. A digit after a name is a record system's way to tell namesakes apart.
func noLetters(name string) bool {
	return strings.ContainsAny(name, "0123456789") && !strings.ContainsFunc(name, unicode.IsLetter)
}

// interpreter: a language in the interpreter column is a need of that language;
// a language column alone is no need.
func (c *checker) interpreter(e *entry, r *record) {
	for _, i := range c.columns[Interpreter] {
		s := c.value(e, r, i, maxShort)
		first, rest, _ := strings.Cut(s, " ")
		key := letters(first)
		switch {
		case key == "" || noWords[key] || key == "svenska" || key == "swedish":
		case yesWords[key] || key == "behövs":
			e.row.Interpreter, e.row.Language = true, strings.Trim(rest, " ()-")
		default:
			e.row.Interpreter, e.row.Language = true, s
		}
	}
	if language := c.first(Language); e.row.Interpreter && e.row.Language == "" && language >= 0 {
		e.row.Language = c.value(e, r, language, maxShort)
	}
}

// result puts the entries together.
func (c *checker) result(entries []entry) Result {
	r := Result{Total: len(entries), hidden: map[int]hiding{}}
	for i := range entries {
		e := &entries[i]
		if e.year != 0 {
			r.YearKnown++
			if slices.Contains(c.years, e.year) {
				r.RightYear++
			}
		}
		name := fullName(e.row.Family, e.row.Given)
		if e.hidden {
			name = ""
			r.Shielded = append(r.Shielded, e.row.Line)
			r.hidden[e.row.Line] = hiding{moved: e.moved}
		}
		for _, f := range e.faults {
			f.Name, f.Protected = name, e.hidden
			r.Faults = append(r.Faults, f)
		}
		if !e.bad() && !e.row.Number.IsZero() && !e.repeated() {
			r.Rows = append(r.Rows, e.row)
		}
	}
	if c.restored > 0 {
		r.Notes = append(r.Notes, say.T("roster.note.restored", "N", c.restored))
	}
	return r
}
