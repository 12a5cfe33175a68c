package table

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/say"
)

// XLSX writes the table as a workbook: one sheet with typed cells under a head that
// stays in sight, and one with the title and the notes. Texts are stored as texts; there
// is no formula in it.
func (t Table) XLSX(w io.Writer, lang say.Lang) error {
	// What the library cannot keep in a temporary file it keeps in memory: nothing
	// about a person may lie unsealed on the disk. No folder has this name.
	f := excelize.NewFile(excelize.Options{TmpDir: "\x00"})
	defer f.Close() // holds nothing but memory
	err := t.fill(f, lang)
	if err == nil {
		_, err = f.WriteTo(w)
	}
	if err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

func (t Table) fill(f *excelize.File, lang say.Lang) error {
	name := sheetName(say.In(lang, t.Title))
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	if err := t.about(f, lang, name); err != nil {
		return err
	}
	look, err := t.styles(f, lang)
	if err != nil {
		return err
	}
	// One sheet is streamed: the library writes several in no certain order.
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, col := range t.Columns {
		text := say.In(lang, col.Head)
		head[i] = excelize.Cell{StyleID: look.head, Value: storable(text)}
		if err := out.SetColWidth(i+1, i+1, col.width(text)); err != nil {
			return err
		}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	for n, row := range t.Rows {
		for i := range t.Columns {
			cells[i] = look.cell(t.Columns[i], i, at(row, i), lang)
		}
		if err := out.SetRow(fmt.Sprint("A", n+2), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// about writes the title and the notes, and the workbook's properties.
func (t Table) about(f *excelize.File, lang say.Lang, list string) error {
	if err := t.properties(f, lang); err != nil {
		return err
	}
	name := sheetName(say.In(lang, say.T("table.about")))
	if name == list {
		name += " 2"
	}
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	if err := f.SetColWidth(name, "A", "A", 100); err != nil {
		return err
	}
	for i, note := range append([]say.Text{t.Title}, t.Notes...) {
		if err := f.SetCellStr(name, fmt.Sprint("A", i+1), storable(say.In(lang, note))); err != nil {
			return err
		}
	}
	return nil
}

// properties writes what a workbook says of itself.
func (t Table) properties(f *excelize.File, lang say.Lang) error {
	props := &excelize.DocProperties{Title: storable(say.In(lang, t.Title)), Creator: "Fyrtio", Language: string(lang)}
	if !t.Made.IsZero() {
		props.Created = t.Made.UTC().Format(time.RFC3339)
		props.Modified = props.Created
	}
	if err := f.SetDocProps(props); err != nil {
		return err
	}
	return f.SetAppProps(&excelize.AppProperties{Application: "Fyrtio"})
}

// styles are the workbook's ids of how cells look.
type styles struct {
	head, text, date int
	wrapped          [2]int // a head of several lines, over words and over numbers
	share            [2]int // in percent, by decimals
	rough            [2]int // rounded: a number, a share in percent
	right            int    // words where the column has numbers
	number           []int  // by column
}

func (t Table) styles(f *excelize.File, lang say.Lang) (look styles, err error) {
	format := "yyyy-mm-dd"
	white := &excelize.Font{Family: "Calibri", Size: 11, Bold: true, Color: "FFFFFF"}
	if look.head, err = f.NewStyle(&excelize.Style{NumFmt: 49, Font: white,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0B4C55"}},
		Alignment: &excelize.Alignment{Vertical: "center"}}); err != nil {
		return look, err
	}
	for i, side := range [...]string{"left", "right"} {
		if look.wrapped[i], err = f.NewStyle(&excelize.Style{NumFmt: 49, Font: white,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0B4C55"}},
			Alignment: &excelize.Alignment{Vertical: "center", Horizontal: side, WrapText: true}}); err != nil {
			return look, err
		}
	}
	if look.right, err = f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Horizontal: "right"}}); err != nil {
		return look, err
	}
	rough := strconv.Quote(say.In(lang, say.T("table.rough", "Number", "")))
	for i, formats := range [...][2]string{{"0 %", rough + "0"}, {"0.0 %", rough + "0 %"}} {
		if look.share[i], err = f.NewStyle(&excelize.Style{CustomNumFmt: &formats[0]}); err != nil {
			return look, err
		}
		if look.rough[i], err = f.NewStyle(&excelize.Style{CustomNumFmt: &formats[1]}); err != nil {
			return look, err
		}
	}
	if look.text, err = f.NewStyle(&excelize.Style{NumFmt: 49}); err != nil {
		return look, err
	}
	if look.date, err = f.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
		return look, err
	}
	look.number = make([]int, len(t.Columns))
	for i, col := range t.Columns {
		if col.Kind != Numbers {
			continue
		}
		style := &excelize.Style{} // as many decimals as there are
		if col.Decimals >= 0 {
			format := strings.TrimSuffix("0."+strings.Repeat("0", col.Decimals), ".")
			style.CustomNumFmt = &format
		}
		if look.number[i], err = f.NewStyle(style); err != nil {
			return look, err
		}
	}
	return look, nil
}

// cell makes a cell for the library; nil is an empty one.
func (s styles) cell(col Column, i int, c Cell, lang say.Lang) any {
	switch {
	case c.empty:
		return nil
	case c.kind == Shares && c.rough:
		return excelize.Cell{StyleID: s.rough[1], Value: c.number}
	case c.kind == Shares:
		return excelize.Cell{StyleID: s.share[c.decimals()], Value: c.number}
	case c.kind == Numbers && c.rough:
		return excelize.Cell{StyleID: s.rough[0], Value: c.number}
	case c.kind == Numbers:
		return excelize.Cell{StyleID: s.number[i], Value: c.number}
	case c.kind == Dates:
		return excelize.Cell{StyleID: s.date, Value: time.Date(c.date.Year, c.date.Month, c.date.Day, 0, 0, 0, 0, time.UTC)}
	}
	style := s.text
	if col.Kind == Numbers || col.Kind == Shares {
		style = s.right
	}
	return excelize.Cell{StyleID: style, Value: storable(c.In(lang, col))}
}

// storable gives a text as a workbook can hold it: without the characters that its
// format forbids.
func storable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, breaks.Replace(strings.ToValidUTF8(s, "\uFFFD")))
}

// sheetName makes a title the name of a sheet: at most 31 characters, without those
// that names of sheets must not have.
func sheetName(title string) string {
	title = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(title, " "))
	if runes := []rune(title); len(runes) > 31 {
		title = string(runes[:31])
	}
	if title = strings.TrimSpace(title); title == "" {
		return "Fyrtio"
	}
	return title
}
