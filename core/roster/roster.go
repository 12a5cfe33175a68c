// Package roster reads a clinic's list of the year's persons: a CSV or XLSX file
// as record systems export it. Read finds encoding, separator, header row and
// columns; Guess proposes what each column is; Check goes through the rows and
// names every fault by the sheet's own row number. Nothing is stored here.
//
// A protected person's address, phone and e-mail are never taken out of the sheet:
// not into a Row, not into a Fault, not into the file of bad rows.
package roster

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// The caps that keep a strange file from filling memory or time.
const (
	MaxFile     = 20 << 20  // bytes of the file
	MaxUnpacked = 200 << 20 // bytes of an XLSX file's contents
	MaxRows     = 50_000    // rows with something in them, below the header row
	MaxColumns  = 200
	MaxTime     = 10 * time.Second // for the caller's context; Read has no clock of its own
)

// Field is what a column holds. The values are ids and go into saved mappings.
type Field string

// The fields. No field takes consent: whatever a roster says about vaccination
// or other use of the region's services is not consent to be registered (Q3).
const (
	Ignored     Field = ""
	Number      Field = "number"
	Name        Field = "name" // whole name, "Efternamn, Förnamn" or "Förnamn Efternamn"
	Family      Field = "family"
	Given       Field = "given"
	CareOf      Field = "care_of"
	Street      Field = "street" // several columns are joined
	Postcode    Field = "postcode"
	PostAddress Field = "post_address" // "123 45 Ort" in one column
	Town        Field = "town"
	Country     Field = "country"
	Phone       Field = "phone"
	Mobile      Field = "mobile"
	Email       Field = "email"
	Protected   Field = "protected"   // any of several columns is enough
	Interpreter Field = "interpreter" // yes, no or a language
	Language    Field = "language"    // used only where an interpreter is needed
	Born        Field = "born"        // compared with the number
)

// Fields lists the fields in the order in which people choose among them.
var Fields = []Field{
	Number, Name, Family, Given, CareOf, Street, Postcode, PostAddress, Town, Country,
	Phone, Mobile, Email, Protected, Interpreter, Language, Born, Ignored,
}

// Label gives the words for a field.
func (f Field) Label() say.Text {
	if f == Ignored {
		return say.T("roster.field.ignored")
	}
	return say.T("roster.field." + string(f))
}

// Options say how a file is to be read; the zero value finds everything out.
type Options struct {
	Sheet     string // sheet of a workbook; "" takes the first that looks like a roster
	HeaderRow int    // the sheet's own row number; 0 finds it, NoHeader says that there is none
}

// NoHeader is the HeaderRow of a file that begins with its first person.
const NoHeader = -1

// Sheet is a file that has been read and not yet judged.
type Sheet struct {
	File      string   // the file's name as the caller gave it
	Encoding  string   // utf-8, utf-16le, utf-16be, windows-1252; "" for a workbook
	Separator string   // ; , tab or |; "" for a workbook
	Sheet     string   // the workbook's sheet that was read
	Sheets    []string // all sheets of the workbook
	HeaderRow int      // the sheet's own row number of the header, NoHeader without one
	Columns   []Column
	Part      bool // a file of bad rows, mended: import it as a part, nobody is gone

	rows     []record // rows below the header that have something in them
	date1904 bool     // the workbook counts days from 1904
}

// Rows gives the number of rows below the header that have something in them.
func (s *Sheet) Rows() int { return len(s.rows) }

// Lines gives the sheet's own row numbers of these rows; Shown gives their cells.
func (s *Sheet) Lines() []int {
	lines := make([]int, len(s.rows))
	for i, r := range s.rows {
		lines[i] = r.line
	}
	return lines
}

// Column is one column of the sheet.
type Column struct {
	Key    string // name in a Mapping: the header, made unique; [C] where there is none
	Header string // as it stands in the sheet
	Guess  Field
	Note   say.Text // why a column is not used, where that needs to be said
}

// record is a row with something in it.
type record struct {
	line    int // the sheet's own row number, from 1
	cells   []string
	quoting bool // quotes did not match and were read as they stand
}

// Mapping says what each column holds, by Column.Key. As JSON it is one object:
// {"Pnr": "number", "Patientnamn": "name"}.
type Mapping map[string]Field

// Rules say which persons belong to the roster.
type Rules struct {
	Cohort  int   // the calendar year in which the persons turn one of Ages
	Ages    []int // 40 where empty
	Today   day.Date
	Reserve bool // take reservnummer too, without knowing when the person was born
}

// Row is a person of the roster, fit to be read in.
type Row struct {
	Line        int // the sheet's own row number
	Number      pnr.Number
	Family      string
	Given       string
	Contact     Contact // empty for a protected person
	Protected   bool
	Interpreter bool
	Language    string // of the interpreter, as the roster names it; may be empty
}

// Contact is how to reach a person.
type Contact struct {
	CareOf   string // without "c/o"
	Street   string
	Postcode string // "123 45"; a foreign one as it stands
	Town     string
	Country  string // "" for Sweden
	Phone    string
	Mobile   string
	Email    string
}

// Problem is what kind of fault a row has. The values are ids (fyrtioctl.md).
type Problem string

// The problems.
const (
	BadChecksum  Problem = "checksum"
	BadBirthYear Problem = "birth_year"
	Duplicate    Problem = "duplicate"
	Missing      Problem = "missing"
	Format       Problem = "format"
)

// Severity says what becomes of the row.
type Severity string

// An Error leaves the row out; a Warning reads it in.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Fault is one thing that is wrong with one row. It holds no value of the row but
// the name, so it can be shown and kept.
type Fault struct {
	Line      int    // the sheet's own row number
	Column    string // Column.Key, "" where no single column is at fault
	Problem   Problem
	Severity  Severity
	Text      say.Text // what is wrong, short
	Help      say.Text // why that is, and what to do
	Name      string   // "Efternamn, Förnamn" to find the row by; "" for a protected person
	Protected bool
}

// Words gives what is wrong, why and what to do as one text.
func (f Fault) Words(lang say.Lang) string {
	words := say.In(lang, f.Text) + "."
	if !f.Help.IsZero() {
		words += " " + say.In(lang, f.Help)
	}
	return words
}

// Result is what Check found.
type Result struct {
	Rows      []Row      // in the sheet's order
	Faults    []Fault    // in the sheet's order, all faults of a row together
	Shielded  []int      // row numbers of protected persons, of whom ShieldedText is to be said
	Total     int        // rows looked at
	YearKnown int        // rows whose number shows a year of birth, right or wrong
	RightYear int        // of these, rows of the cohort's years
	Notes     []say.Text // remarks on the roster as a whole

	hidden map[int]hiding // rows whose address may never leave the sheet, by row number
}

// hiding is how little of a protected person's row may leave the sheet: nothing
// but the number where the address may stand in any column.
type hiding struct{ moved bool }

// Share gives how much of the roster is of the right birth year, 0 to 1, out of
// the rows that show a year. A roster that shows none gives 1: it has other faults.
func (r Result) Share() float64 {
	if r.YearKnown == 0 {
		return 1
	}
	return float64(r.RightYear) / float64(r.YearKnown)
}

// ShieldedText says of a protected person's row that the address is not read.
func ShieldedText() say.Text { return say.T("roster.note.shielded") }

// Errors gives the faults that leave rows out.
func (r Result) Errors() []Fault {
	var errors []Fault
	for _, f := range r.Faults {
		if f.Severity == Error {
			errors = append(errors, f)
		}
	}
	return errors
}

// Left gives the number of rows that are not read in: those with an error and
// those that repeat an earlier row.
func (r Result) Left() int { return r.Total - len(r.Rows) }
