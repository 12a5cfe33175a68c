package table

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"fyrtio/core/say"
)

// CSV writes the table for spreadsheets as they are set up in Sweden: UTF-8 with a
// byte order mark, semicolons, and the language's decimal sign. The first line has the
// heads of the columns; title and notes are left out, for other programs to read the
// file. A line break within a cell becomes the file's own.
func (t Table) CSV(w io.Writer, lang say.Lang) error {
	out, err := Comma(w)
	if err != nil {
		return err
	}
	line := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		line[i] = Safe(say.In(lang, col.Head))
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	for _, row := range t.Rows {
		for i, col := range t.Columns {
			c := at(row, i)
			line[i] = breaks.Replace(c.In(lang, col))
			if c.kind == Words {
				line[i] = Safe(line[i])
			}
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("write CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// Comma begins a file of values in the form that CSV describes; cells that people
// have typed go through Safe.
func Comma(w io.Writer) (*csv.Writer, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	return out, nil
}

// breaks makes every line break the same: a lone carriage return would be lost.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")
