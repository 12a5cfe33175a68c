package roster

import (
	"context"
	"io"

	"fyrtio/core/say"
)

// Read reads a file's bytes; name is for messages and tells nothing about the
// format. A file that cannot be a roster, or is too big, is refused with a
// *fault.Error, roster.err.*. The context's deadline (MaxTime) is kept.
func Read(ctx context.Context, name string, data []byte, o Options) (*Sheet, error) {
	return &Sheet{File: name}, nil
}

// Guess proposes what each column holds.
func Guess(s *Sheet) Mapping { return Mapping{} }

// Apply lays a saved mapping over the guess for this sheet. Columns that the saved
// one does not name keep their guess; names that the sheet does not have come back
// in unknown.
func Apply(s *Sheet, saved Mapping) (m Mapping, unknown []string) { return m, nil }

// ReadMapping reads a mapping file (JSON). Fields may be ids or any name that
// Guess understands.
func ReadMapping(b []byte) (Mapping, error) { return nil, nil }

// Unmapped lists what the mapping lacks: fields without which no row can be read
// (errors), and columns that look important and are not used (warnings).
func Unmapped(s *Sheet, m Mapping) (required []Field, warnings []say.Text) { return nil, nil }

// Check goes through all rows.
func Check(s *Sheet, m Mapping, r Rules) Result { return Result{} }

// BadRows writes the rows that faults name as a CSV file (UTF-8 with BOM, semicolon)
// to be mended in a spreadsheet and imported again: the sheet's own columns, the
// row number, the faults in words, and a marker that makes Read set Part. Faults
// usually are result.Errors(). Addresses of protected persons are left blank.
func BadRows(w io.Writer, lang say.Lang, s *Sheet, m Mapping, r Result, faults []Fault) error {
	return nil
}

// Errors gives the faults that leave rows out.
func (r Result) Errors() []Fault { return nil }
