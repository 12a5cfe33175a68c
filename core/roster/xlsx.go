package roster

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/htmlindex"

	"fyrtio/core/fault"
)

// Caps on a workbook's inside beside MaxUnpacked. Honest workbooks pack 10 to 60
// times smaller; the ratio is looked at only in members that are large unpacked,
// since small repetitive ones (styles) pack far better than that.
const (
	maxMembers  = 1000
	largeMember = 20 << 20 // bytes
	maxRatio    = 200
)

// readXLSX reads a workbook. The library works on its own without looking at the
// context, so it is left behind when the time is up; what it may use is capped
// before it begins, and a panic in it is a damaged file.
func (s *Sheet) readXLSX(ctx context.Context, data []byte, want string) ([]record, error) {
	if err := checkZip(data); err != nil {
		return nil, err
	}
	type answer struct {
		book workbook
		rows []record
		err  error
	}
	done, sound := make(chan answer, 1), make(chan error, 1)
	go func() { sound <- wellFormed(data) }()
	go func() {
		var a answer
		defer func() {
			if p := recover(); p != nil {
				a = answer{err: damaged(fmt.Errorf("panic in the workbook reader: %v", p))}
			}
			done <- a
		}()
		a.book, a.rows, a.err = readWorkbook(ctx, data, want)
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case a := <-done:
		if a.err != nil {
			return nil, a.err
		}
		s.Sheet, s.Sheets, s.date1904 = a.book.sheet, a.book.sheets, a.book.date1904
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-sound:
			return a.rows, err
		}
	}
}

func damaged(cause error) error { return fault.Wrap(fault.Refused, cause, "roster.err.damaged") }

// checkZip looks at the members before anything is unpacked. archive/zip refuses
// a member that turns out larger than it claims, so the claims can be trusted.
func checkZip(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return damaged(err)
	}
	unpacked := uint64(0)
	book := false
	for _, m := range z.File {
		book = book || strings.EqualFold(strings.ReplaceAll(m.Name, `\`, "/"), "xl/workbook.xml")
		unpacked += m.UncompressedSize64
		bomb := m.UncompressedSize64 > largeMember && m.UncompressedSize64/maxRatio > m.CompressedSize64
		if m.UncompressedSize64 > MaxUnpacked || unpacked > MaxUnpacked || bomb {
			return fault.New(fault.Refused, "roster.err.unpacked", "Max", MaxUnpacked>>20)
		}
	}
	switch {
	case len(z.File) > maxMembers:
		return fault.New(fault.Refused, "roster.err.unpacked", "Max", MaxUnpacked>>20)
	case !book:
		return fault.New(fault.Refused, "roster.err.zip")
	}
	return nil
}

// wellFormed reads the sheets as XML once. The library takes a fault in the middle
// of a sheet for its end, and half a roster would make the other half gone.
func wellFormed(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return damaged(err)
	}
	for _, m := range z.File {
		name := strings.ToLower(strings.ReplaceAll(m.Name, `\`, "/"))
		if !strings.HasPrefix(name, "xl/worksheets/") || !strings.HasSuffix(name, ".xml") {
			continue
		}
		f, err := m.Open()
		if err != nil {
			return damaged(err)
		}
		d := xml.NewDecoder(f)
		d.CharsetReader = charset
		err = closed(d)
		f.Close()
		if err != nil {
			return damaged(err)
		}
	}
	return nil
}

// charset reads the rare sheet that is not UTF-8, as the library does.
func charset(label string, r io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(r), nil
}

// closed reads to the end and makes sure that every element has one.
func closed(d *xml.Decoder) error {
	for open := 0; ; {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && open == 0:
			return nil
		case err != nil:
			return fmt.Errorf("sheet as XML: %w", err)
		}
		switch token.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		}
	}
}

type workbook struct {
	sheet    string
	sheets   []string
	date1904 bool
}

func readWorkbook(ctx context.Context, data []byte, want string) (workbook, []record, error) {
	// Equal limits keep the library from unpacking large sheets into files in the
	// temporary folder, where they would lie in plain text.
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: MaxUnpacked, UnzipXMLSizeLimit: MaxUnpacked,
	})
	if err != nil {
		return workbook{}, nil, damaged(err)
	}
	defer f.Close()
	b := workbook{sheets: f.GetSheetList()}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.date1904 = *props.Date1904
	}
	if b.sheet, err = choose(ctx, f, b.sheets, want); err != nil {
		return b, nil, err
	}
	rows, err := sheetRows(ctx, f, b.sheet, MaxRows+titleRows+1)
	return b, rows, err
}

// choose takes the sheet that is wanted, else the first of those whose beginning
// looks most like a roster.
func choose(ctx context.Context, f *excelize.File, sheets []string, want string) (string, error) {
	if want != "" {
		for _, name := range sheets {
			if strings.EqualFold(name, want) {
				return name, nil
			}
		}
		return "", fault.New(fault.Refused, "roster.err.sheet", "Sheet", want, "Sheets", strings.Join(sheets, ", "))
	}
	if len(sheets) == 1 {
		return sheets[0], nil
	}
	best, bestScore := "", -1
	for _, name := range sheets {
		rows, err := sheetRows(ctx, f, name, titleRows)
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if err != nil {
			continue // a sheet with nothing but a chart
		}
		_, score := findHeader(rows)
		if len(rows) > 0 {
			score++
		}
		if score > bestScore {
			best, bestScore = name, score
		}
	}
	if best == "" {
		return "", damaged(errors.New("no sheet can be read"))
	}
	return best, nil
}

// sheetRows reads the first rows with something in them, numbered as in the sheet.
func sheetRows(ctx context.Context, f *excelize.File, sheet string, most int) ([]record, error) {
	it, err := f.Rows(sheet)
	if err != nil {
		return nil, damaged(err)
	}
	defer it.Close()
	var rows []record
	for line := 1; it.Next() && len(rows) < most; line++ {
		if line%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		cells, err := it.Columns()
		if err != nil {
			return nil, damaged(err)
		}
		if empty(cells) {
			continue
		}
		rows = append(rows, record{line: line, cells: cells})
		if err := tooBig(rows); err != nil {
			return nil, err
		}
	}
	if err := it.Error(); err != nil {
		return nil, damaged(err)
	}
	return rows, nil
}
