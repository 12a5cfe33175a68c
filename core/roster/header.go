package roster

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// titleRows is how many rows with something in them may stand above the header.
const titleRows = 40

// The columns that a file of bad rows has beside the sheet's own. Their names are
// the same in every language, since Read must know them.
const (
	ownPrefix       = "fyrtio-"
	markerHeader    = "fyrtio-part"      // makes the file a part of a roster
	protectedHeader = "fyrtio-protected" // keeps the mark of those whose address was left out
)

// lay finds the header and makes columns and rows of records.
func (s *Sheet) lay(rows []record, o Options) error {
	at := -1
	switch {
	case o.HeaderRow > 0:
		at = slices.IndexFunc(rows, func(r record) bool { return r.line == o.HeaderRow })
		if at < 0 {
			return fault.New(fault.Refused, "roster.err.header_row", "Row", o.HeaderRow)
		}
	case o.HeaderRow == 0:
		score := 0
		if at, score = findHeader(rows); score == 0 {
			at = 0 // nothing that we know: the first row has the best claim
			if slices.ContainsFunc(rows[0].cells, isNumber) {
				at = -1
			}
		}
	}
	var header []string
	s.HeaderRow = NoHeader
	if at >= 0 {
		header, s.HeaderRow = rows[at].cells, rows[at].line
	}
	s.rows = rows[at+1:]
	s.name(header)
	s.guess()
	return nil
}

// findHeader gives the row, among the first, in which most columns have known
// names, and how many these are. A row that names no person is no header.
func findHeader(rows []record) (at, score int) {
	at = -1
	for i, r := range rows[:min(len(rows), titleRows)] {
		known := map[Field]bool{}
		for _, c := range r.cells {
			if f, _ := meaning(c); f != Ignored {
				known[f] = true
			}
		}
		person := known[Number] || known[Name] || known[Family]
		if person && len(known) > score {
			at, score = i, len(known)
		}
	}
	return at, score
}

// name makes the columns: as many as the header has, and those beyond it that have something in them.
func (s *Sheet) name(header []string) {
	width := 0
	for _, cells := range append([][]string{header}, s.cells()...) {
		for i := len(cells); i > width; i-- {
			if strings.TrimSpace(cells[i-1]) != "" {
				width = i
			}
		}
	}
	taken := map[string]int{}
	for i := range width {
		c := Column{}
		c.Header, _ = clean(cellAt(header, i))
		c.Key = c.Header
		if c.Key == "" {
			letter, _ := excelize.ColumnNumberToName(i + 1)
			c.Key = "[" + letter + "]"
		}
		taken[c.Key]++
		if n := taken[c.Key]; n > 1 {
			c.Key = fmt.Sprintf("%s (%d)", c.Key, n)
			taken[c.Key]++
		}
		s.Columns = append(s.Columns, c)
		s.Part = s.Part || strings.EqualFold(c.Header, markerHeader)
	}
}

func (s *Sheet) cells() [][]string {
	all := make([][]string, len(s.rows))
	for i, r := range s.rows {
		all[i] = r.cells
	}
	return all
}

func cellAt(cells []string, i int) string {
	if i < len(cells) {
		return cells[i]
	}
	return ""
}

// guess proposes a field for each column: by its header, then by what stands below it.
func (s *Sheet) guess() {
	has := map[Field]bool{}
	for i := range s.Columns {
		c := &s.Columns[i]
		c.Guess, c.Note = meaning(c.Header)
		if has[c.Guess] && single(c.Guess) {
			c.Guess = Ignored
		}
		has[c.Guess] = true
	}
	s.settleNames(has)
	for i := range s.Columns {
		if s.Columns[i].Guess == PostAddress {
			s.Columns[i].Guess = s.settlePostAddress(i, has)
		}
		if !has[Number] && s.Columns[i].Guess == Ignored && s.Columns[i].Note.IsZero() && s.mostly(i, isNumber) {
			s.Columns[i].Guess, has[Number] = Number, true
		}
	}
}

// settleNames leaves one way to the names: two columns before one. A name beside
// a family name is the given one; beside a given name it is the family name,
// unless it is made of several words and so whole.
func (s *Sheet) settleNames(has map[Field]bool) {
	several := func(cell string) bool { return strings.ContainsAny(strings.TrimSpace(cell), ", ") }
	whole := false
	for i := range s.Columns {
		c := &s.Columns[i]
		switch {
		case c.Guess != Name:
		case has[Family] && has[Given]:
			c.Guess = Ignored
		case has[Family]:
			c.Guess = Given
		case has[Given] && !s.mostly(i, several):
			c.Guess = Family
		default:
			whole = true
		}
	}
	for i := range s.Columns {
		if whole && s.Columns[i].Guess == Given {
			s.Columns[i].Guess = Ignored
		}
	}
}

// settlePostAddress: some systems write "803 20 Gävle" under Postadress, others the
// town alone beside a postcode, others the street.
func (s *Sheet) settlePostAddress(i int, has map[Field]bool) Field {
	switch {
	case s.mostly(i, startsWithPostcode):
		return PostAddress
	case has[Postcode] && has[Street] && !has[Town]:
		return Town
	case !has[Street]:
		return Street
	}
	return PostAddress
}

// mostly reports whether more than half of a column's first cells are as f says.
func (s *Sheet) mostly(column int, f func(string) bool) bool {
	yes, all := 0, 0
	for _, r := range s.rows[:min(len(s.rows), 50)] {
		if c := strings.TrimSpace(cellAt(r.cells, column)); c != "" {
			all++
			if f(c) {
				yes++
			}
		}
	}
	return yes*2 > all
}

// isNumber reports whether a cell holds a personal number of anybody born before 2100.
func isNumber(cell string) bool {
	_, err := pnr.Parse(wholeNumber(cell), day.New(2100, 1, 1))
	return err == nil
}

// single fields are taken from one column only.
func single(f Field) bool {
	switch f {
	case Ignored, Street, Phone, Mobile, Protected, Interpreter:
		return false
	}
	return true
}

// meaning tells what a header names, and why it is left unused where that needs saying.
func meaning(header string) (Field, say.Text) {
	if strings.EqualFold(header, protectedHeader) {
		return Protected, say.Text{}
	}
	key := letters(header)
	if f, ok := synonyms[key]; ok {
		return f, say.Text{}
	}
	if len(key) > longestHeader {
		return Ignored, say.Text{}
	}
	for _, part := range parts {
		if strings.Contains(key, part.text) {
			if part.note != "" {
				return Ignored, say.T(part.note)
			}
			return part.field, say.Text{}
		}
	}
	return Ignored, say.Text{}
}

// longestHeader is the most letters of a header that is searched for known parts;
// a longer text is a sentence, such as a fault told in a file of bad rows.
const longestHeader = 50

// letters gives the small letters and digits of a header: "C/o-adress" is coadress.
func letters(header string) string {
	if strings.HasPrefix(strings.ToLower(header), ownPrefix) {
		return ""
	}
	s, _ := clean(header)
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyzåäöéü0123456789", r) {
			return r
		}
		return -1
	}, strings.ToLower(s))
}
