package table

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/say"
)

// Book is several tables in one workbook, a sheet each, after a sheet that tells what
// they are.
type Book struct {
	Title  say.Text
	Notes  []say.Text // of all tables
	Made   time.Time  // put into the workbook's properties; zero = left out
	Sheets []Sheet
}

// Sheet is a table of a book.
type Sheet struct {
	Name string // of the sheet; what it may not have is left out
	Table
}

// XLSX writes the book. The first sheet lists the others, with links to them and their
// notes.
func (b Book) XLSX(w io.Writer, lang say.Lang) error {
	f := excelize.NewFile(excelize.Options{TmpDir: "\x00"}) // no temporary files, as for one table
	defer f.Close()
	err := b.fill(f, lang)
	if err == nil {
		_, err = f.WriteTo(w)
	}
	if err != nil {
		return fmt.Errorf("write XLSX: %w", err)
	}
	return nil
}

func (b Book) fill(f *excelize.File, lang say.Lang) error {
	if err := (Table{Title: b.Title, Made: b.Made}).properties(f, lang); err != nil {
		return err
	}
	first := sheetName(say.In(lang, say.T("table.contents")))
	if err := f.SetSheetName("Sheet1", first); err != nil {
		return err
	}
	names := make([]string, len(b.Sheets))
	taken := map[string]bool{strings.ToLower(first): true}
	for i, s := range b.Sheets {
		names[i] = unique(sheetName(s.Name), taken)
		if _, err := f.NewSheet(names[i]); err != nil {
			return err
		}
		if err := s.sheet(f, names[i], lang); err != nil {
			return err
		}
		if err := landscape(f, names[i]); err != nil {
			return err
		}
	}
	if err := landscape(f, first); err != nil {
		return err
	}
	return b.contents(f, first, names, lang)
}

// unique gives a name that no other sheet has, whatever its case.
func unique(name string, taken map[string]bool) string {
	for n, base := 2, []rune(name); taken[strings.ToLower(name)]; n++ {
		end := fmt.Sprint(" ", n)
		name = string(base[:min(len(base), 31-len(end))]) + end
	}
	taken[strings.ToLower(name)] = true
	return name
}

// contents writes the first sheet.
func (b Book) contents(f *excelize.File, sheet string, names []string, lang say.Lang) error {
	look, err := (Table{}).styles(f, lang)
	if err != nil {
		return err
	}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	title, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Family: "Calibri", Bold: true, Size: 16, Color: "0B4C55"}})
	if err != nil {
		return err
	}
	link, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Family: "Calibri", Size: 11, Color: "0B4C55", Underline: "single"}, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: wrap})
	if err != nil {
		return err
	}
	put := func(column string, row, style int, s string) error {
		where := fmt.Sprint(column, row)
		if err := f.SetCellStr(sheet, where, storable(s)); err != nil {
			return err
		}
		return f.SetCellStyle(sheet, where, where, style)
	}
	for column, width := range map[string]float64{"A": 34, "B": 44, "C": 110} {
		if err := f.SetColWidth(sheet, column, column, width); err != nil {
			return err
		}
	}
	if err := put("A", 1, title, say.In(lang, b.Title)); err != nil {
		return err
	}
	row := 2
	for _, n := range b.Notes {
		if err := put("A", row, look.text, say.In(lang, n)); err != nil {
			return err
		}
		row++
	}
	row++
	for i, id := range []string{"table.sheet", "table.title", "table.notes"} {
		if err := put(string(rune('A'+i)), row, look.head, say.In(lang, say.T(id))); err != nil {
			return err
		}
	}
	for i, s := range b.Sheets {
		row++
		if err := put("A", row, link, names[i]); err != nil {
			return err
		}
		if err := f.SetCellHyperLink(sheet, fmt.Sprint("A", row), "'"+names[i]+"'!A1", "Location"); err != nil {
			return err
		}
		if err := put("B", row, text, say.In(lang, s.Title)); err != nil {
			return err
		}
		var notes []string
		for _, n := range s.Notes {
			notes = append(notes, say.In(lang, n))
		}
		between, lines := " ", math.Ceil(float64(utf8.RuneCountInString(strings.Join(notes, " ")))/115)
		if len(notes) > 6 {
			between, lines = "\n", float64(len(notes)+1)
		}
		if err := put("C", row, text, strings.Join(notes, between)); err != nil {
			return err
		}
		if err := f.SetRowHeight(sheet, row, min(15*max(lines, 1), 400)); err != nil {
			return err
		}
	}
	return nil
}

// sheet writes a table on a sheet of its own, its head in sight.
func (t Table) sheet(f *excelize.File, name string, lang say.Lang) error {
	look, err := t.styles(f, lang)
	if err != nil {
		return err
	}
	if err := f.SetPanes(name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	put := func(column, row int, cell any) error {
		c, ok := cell.(excelize.Cell)
		if !ok {
			return nil
		}
		where, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			return err
		}
		if err := f.SetCellValue(name, where, c.Value); err != nil {
			return err
		}
		return f.SetCellStyle(name, where, where, c.StyleID)
	}
	for i, col := range t.Columns {
		text := say.In(lang, col.Head)
		style := look.wrapped[0]
		if col.Kind == Numbers || col.Kind == Shares {
			style = look.wrapped[1]
		}
		if err := put(i+1, 1, excelize.Cell{StyleID: style, Value: storable(text)}); err != nil {
			return err
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := f.SetColWidth(name, column, column, col.width(text)); err != nil {
			return err
		}
	}
	if err := f.SetRowHeight(name, 1, 48); err != nil {
		return err
	}
	for n, row := range t.Rows {
		for i := range t.Columns {
			if err := put(i+1, n+2, look.cell(t.Columns[i], i, at(row, i), lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

// landscape makes a sheet print on its side, all columns on a page.
func landscape(f *excelize.File, sheet string) error {
	side, wide, high, fit, paper := "landscape", 1, 0, true, 9 // A4
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &side, Size: &paper, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	return f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// width gives a column's width in characters.
func (c Column) width(head string) float64 {
	if c.Width > 0 {
		return min(c.Width, 100)
	}
	return min(float64(utf8.RuneCountInString(head))+2, 100)
}
