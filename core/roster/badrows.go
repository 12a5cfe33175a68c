package roster

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/say"
	"fyrtio/core/table"
)

// kept are the fields of a protected person that may leave the sheet. Columns that
// are not mapped do not: they may hold an address too.
var kept = map[Field]bool{Number: true, Name: true, Family: true, Given: true, Protected: true, Interpreter: true, Language: true, Born: true}

// Shown gives a row's cells as they may be shown: as they stand, or without
// anything that tells where a protected person lives. nil where there is no such row.
func Shown(s *Sheet, m Mapping, r Result, line int) []string {
	i, ok := slices.BinarySearchFunc(s.rows, line, func(r record, line int) int { return r.line - line })
	if !ok {
		return nil
	}
	return shown(s, m, r, &s.rows[i])
}

func shown(s *Sheet, m Mapping, r Result, rec *record) []string {
	cells := make([]string, len(s.Columns))
	hiding, hidden := r.hidden[rec.line]
	for i, c := range s.Columns {
		cell, field := cellAt(rec.cells, i), m[c.Key]
		switch {
		case hidden && (!kept[field] || hiding.moved && field != Number):
			cell = ""
		case hidden && field == Protected && judge(cell) == unsure:
			cell = "?" // it may say anything, and a question mark is as unsure
		}
		cells[i] = cell
	}
	return cells
}

// BadRows writes the rows that faults name as a CSV file (UTF-8 with BOM, semicolon)
// to be mended in a spreadsheet and imported again: the sheet's own columns, the
// row number, the faults in words, and a marker that makes Read set Part. Faults
// usually are result.Errors(). Nothing tells where a protected person lives.
func BadRows(w io.Writer, lang say.Lang, s *Sheet, m Mapping, r Result, faults []Fault) error {
	words := map[int][]string{}
	for _, f := range faults {
		words[f.Line] = append(words[f.Line], f.Words(lang))
	}
	out, err := table.Comma(w)
	if err != nil {
		return err
	}
	var header []string
	var own []int // columns of the sheet, without those that an earlier file of bad rows has added
	for i, c := range s.Columns {
		if !strings.HasPrefix(strings.ToLower(c.Header), ownPrefix) {
			own = append(own, i)
			header = append(header, table.Safe(c.Key))
		}
	}
	header = append(header, say.In(lang, say.T("roster.bad.row")), say.In(lang, say.T("roster.bad.faults")), protectedHeader, markerHeader)
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range s.rows {
		rec := &s.rows[i]
		why, bad := words[rec.line]
		if !bad {
			continue
		}
		cells := shown(s, m, r, rec)
		var line []string
		for _, at := range own {
			cell := cells[at]
			if m[s.Columns[at].Key] == Number {
				cell = hyphened(cell)
			}
			line = append(line, table.Safe(cell))
		}
		hidden := ""
		if _, is := r.hidden[rec.line]; is {
			hidden = "1"
		}
		line = append(line, strconv.Itoa(rec.line), table.Safe(strings.Join(why, " ")), hidden, "1")
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// hyphened puts a hyphen into a personal number of bare digits, so that the
// spreadsheet in which the row is mended does not make 1,98601E+11 of it.
func hyphened(cell string) string {
	cell = wholeNumber(strings.TrimSpace(cell))
	if digits(cell) && (len(cell) == 10 || len(cell) == 12) {
		return cell[:len(cell)-4] + "-" + cell[len(cell)-4:]
	}
	return cell
}
