package roster

import (
	"context"
	"errors"

	"fyrtio/core/fault"
)

// Line is a row of a file that is no roster.
type Line struct {
	Number int // the sheet's own row number, from 1
	Cells  []string
}

// Lines reads any file of cells as Read does, whatever its encoding, separator or kind,
// without looking for people in it. Empty rows are left out.
func Lines(ctx context.Context, data []byte) ([]Line, error) {
	if len(data) > MaxFile {
		return nil, fault.New(fault.Refused, "roster.err.big", "Max", MaxFile>>20)
	}
	var s Sheet
	rows, err := s.load(ctx, data, Options{})
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return nil, fault.Wrap(fault.Refused, err, "roster.err.slow")
	}
	if err != nil {
		return nil, err
	}
	lines := make([]Line, len(rows))
	for i, r := range rows {
		lines[i] = Line{Number: r.line, Cells: make([]string, len(r.cells))}
		for k, cell := range r.cells {
			lines[i].Cells[k], _ = clean(cell)
		}
	}
	return lines, nil
}
