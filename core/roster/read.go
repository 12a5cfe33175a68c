package roster

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"fyrtio/core/fault"
)

// Read reads a file's bytes; name is for showing and tells nothing about the
// format. A file that cannot be a roster, or is too big, is refused with a
// *fault.Error, roster.err.*. The context's deadline (MaxTime) is kept.
func Read(ctx context.Context, name string, data []byte, o Options) (*Sheet, error) {
	if len(data) > MaxFile {
		return nil, fault.New(fault.Refused, "roster.err.big", "Max", MaxFile>>20)
	}
	s := &Sheet{File: name}
	rows, err := s.load(ctx, data, o)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return nil, fault.Wrap(fault.Refused, err, "roster.err.slow")
	}
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.Refused, "roster.err.empty")
	}
	if err := s.lay(rows, o); err != nil {
		return nil, err
	}
	switch {
	case len(s.rows) == 0:
		return nil, fault.New(fault.Refused, "roster.err.no_rows", "Row", s.HeaderRow)
	case len(s.rows) > MaxRows:
		return nil, tooManyRows()
	}
	return s, nil
}

// load tells the format by the first bytes, never by the file's name.
func (s *Sheet) load(ctx context.Context, data []byte, o Options) ([]record, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return s.readXLSX(ctx, data, o.Sheet)
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		// Old .xls files and workbooks with a password share this container.
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return nil, fault.New(fault.Refused, "roster.err.password")
		}
		return nil, fault.New(fault.Refused, "roster.err.xls")
	case bytes.HasPrefix(data, []byte("%PDF")):
		return nil, fault.New(fault.Refused, "roster.err.pdf")
	}
	text, encoding, err := decode(data)
	if err != nil || binary(text) {
		return nil, fault.Wrap(fault.Refused, err, "roster.err.format")
	}
	if page(text) {
		return nil, fault.New(fault.Refused, "roster.err.page")
	}
	rows, separator, err := readCSV(ctx, text)
	s.Encoding, s.Separator = encoding, separator
	return rows, err
}

// binary tells bytes that are no text, by the control characters near the beginning.
func binary(text []byte) bool {
	sample := text[:min(len(text), 4096)]
	strange := 0
	for _, b := range sample {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			strange++
		}
	}
	return strange*20 > len(sample)
}

// page tells a web page or other markup that calls itself a spreadsheet, as some systems export.
func page(text []byte) bool {
	start := strings.ToLower(string(bytes.TrimSpace(text[:min(len(text), 512)])))
	return strings.HasPrefix(start, "<html") || strings.HasPrefix(start, "<!doctype") || strings.HasPrefix(start, "<?xml") || strings.HasPrefix(start, "<table")
}

// tooBig refuses, while reading, rows and columns over the caps. Rows above the
// header are few, and Read counts again when it knows where the header is.
func tooBig(rows []record) error {
	if len(rows) > MaxRows+titleRows {
		return tooManyRows()
	}
	if cells := rows[len(rows)-1].cells; len(cells) > MaxColumns {
		for _, c := range cells[MaxColumns:] {
			if strings.TrimSpace(c) != "" {
				return fault.New(fault.Refused, "roster.err.columns", "Max", MaxColumns, "Row", rows[len(rows)-1].line)
			}
		}
	}
	return nil
}

func tooManyRows() error { return fault.New(fault.Refused, "roster.err.rows", "Max", MaxRows) }
