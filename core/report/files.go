package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyrtio/core/say"
	"fyrtio/core/table"
)

// HiddenMark stands in files where a number is hidden.
const HiddenMark = "··"

// XLSX writes the report as a workbook: a sheet a table, with numbers that can be counted
// with, after a sheet with contents and definitions.
func (r *Report) XLSX(w io.Writer, lang say.Lang) error {
	b := table.Book{Title: r.Title, Made: r.made(), Notes: r.about()}
	for i, c := range r.Chapters {
		for k, t := range c.Tables {
			name := fmt.Sprintf("%d.%d %s", i+1, k+1, say.In(lang, t.Title))
			b.Sheets = append(b.Sheets, table.Sheet{Name: name, Table: t.list(r)})
		}
	}
	return b.XLSX(w, lang)
}

// CSV writes a file a table, each named by the table, and one that tells what they are.
// No name has anything of a person or a clinic in it.
func (r *Report) CSV(lang say.Lang, write func(name string, data []byte) error) error {
	put := func(name string, t table.Table) error {
		var b bytes.Buffer
		if err := t.CSV(&b, lang); err != nil {
			return err
		}
		return write(name, b.Bytes())
	}
	contents := table.Table{Columns: []table.Column{{Head: say.T("report.file.file")}, {Head: say.T("table.title")}, {Head: say.T("table.notes")}}}
	for _, n := range append([]say.Text{r.Title}, r.about()...) {
		contents.Rows = append(contents.Rows, []table.Cell{table.Text(""), table.Say(n)})
	}
	for i, c := range r.Chapters {
		for k, t := range c.Tables {
			name := strings.ReplaceAll(t.ID, ".", "-") + ".csv"
			var notes []string
			for _, n := range t.Notes {
				notes = append(notes, say.In(lang, n))
			}
			title := say.T("report.file.title", "Number", strconv.Itoa(i+1)+"."+strconv.Itoa(k+1), "Title", t.Title)
			contents.Rows = append(contents.Rows, []table.Cell{table.Text(name), table.Say(title), table.Text(strings.Join(notes, " "))})
			if err := put(name, t.list(r)); err != nil {
				return err
			}
		}
	}
	return put("contents.csv", contents)
}

// made is the time in a workbook's properties: noon of the report's day, for the same
// report to be the same file.
func (r *Report) made() time.Time {
	if r.Date.IsZero() {
		return time.Time{}
	}
	return time.Date(r.Date.Year, r.Date.Month, r.Date.Day, 12, 0, 0, 0, time.UTC)
}

// about tells what holds for all tables of the report, and what it is made of.
func (r *Report) about() []say.Text {
	notes := []say.Text{say.T("report.words", "Words", r.Clinic), say.T("report.intro.date", "On", r.Date)}
	if r.Open {
		notes = append(notes, say.T("report.intro.open"))
	} else {
		notes = append(notes, say.T("report.file.hidden", "Mark", HiddenMark))
	}
	return append(notes, r.Prints...)
}

// rowHead is the head of the first column: it marks each table in which nothing is hidden.
func (r *Report) rowHead() say.Text {
	if r.Open {
		return say.T("report.file.row.open")
	}
	return say.T("report.file.row")
}

// list gives the table as rows of a file. What each row is stands in the second column:
// counted, a sum, the denominator, or missing and never counted.
func (t Table) list(r *Report) table.Table {
	out := table.Table{Title: t.Title, Notes: t.Notes, Made: r.made(),
		Columns: []table.Column{{Head: r.rowHead(), Width: 38}, {Head: say.T("report.file.kind"), Width: 12}}}
	noted := slices.ContainsFunc(t.Rows, func(r Row) bool { return !r.Note.IsZero() })
	if noted {
		out.Columns = append(out.Columns, table.Column{Head: say.T("report.file.note"), Width: 60})
	}
	var parts [][]func(Cell) table.Cell // by column of the report
	base := false
	for i, c := range t.Columns {
		number := func(head say.Text, decimals int) {
			out.Columns = append(out.Columns, table.Column{Head: head, Kind: table.Numbers, Decimals: decimals, Width: 15})
		}
		switch c.Kind {
		case Counts:
			number(say.T("report.file.number", "Head", c.Head), 0)
			parts = append(parts, []func(Cell) table.Cell{count})
			base = base || c.Of.Kind != Blank
			if t.shared(i) {
				out.Columns = append(out.Columns, table.Column{Head: say.T("report.file.share", "Head", c.Head), Kind: table.Shares, Width: 15})
				parts[i] = append(parts[i], share)
			}
		case Shares:
			out.Columns = append(out.Columns, table.Column{Head: say.T("report.file.share", "Head", c.Head), Kind: table.Shares, Width: 15})
			parts = append(parts, []func(Cell) table.Cell{share})
		case Changes:
			out.Columns = append(out.Columns, table.Column{Head: c.Head, Kind: table.Numbers, Width: 20})
			parts = append(parts, []func(Cell) table.Cell{points})
		case Numbers:
			number(c.Head, -1)
			parts = append(parts, []func(Cell) table.Cell{value})
		}
	}
	add := func(label, note say.Text, kind string, cells []Cell) {
		row := []table.Cell{table.Say(label), table.Say(say.T("report.file.kind." + kind))}
		if noted {
			row = append(row, table.Say(note))
		}
		for i, of := range parts {
			for _, part := range of {
				var c Cell
				if i < len(cells) {
					c = cells[i]
				}
				row = append(row, part(c))
			}
		}
		out.Rows = append(out.Rows, row)
	}
	bottom := func() {
		if !base {
			return
		}
		base = false
		var cells []Cell
		for _, c := range t.Columns {
			of := c.Of
			if c.Kind != Counts {
				of = Cell{}
			}
			cells = append(cells, of)
		}
		add(say.T("report.file.base"), say.Text{}, "base", cells)
	}
	for _, r := range t.Rows {
		kind := "counted"
		switch {
		case r.Below:
			bottom()
			kind = "missing"
		case r.Sum:
			kind = "sum"
		}
		add(r.Label, r.Note, kind, r.Cells)
	}
	bottom()
	return out
}

// shared reports whether a column of numbers has shares too.
func (t Table) shared(i int) bool {
	for _, r := range t.Rows {
		if i < len(r.Cells) && r.Cells[i].Kind == Filled {
			return true
		}
	}
	return false
}

// cell gives a figure as a cell, if there is one to be shown.
func cell(c Cell, shown bool, show func() table.Cell) table.Cell {
	switch {
	case c.Kind == Blank || !shown:
		return table.Text("")
	case c.Hidden:
		return table.Text(HiddenMark)
	}
	return show()
}

func count(c Cell) table.Cell { return cell(c, true, func() table.Cell { return table.Int(c.N) }) }
func value(c Cell) table.Cell {
	return cell(c, true, func() table.Cell { return table.Number(c.Value) })
}

func share(c Cell) table.Cell {
	return cell(c, c.Kind == Filled, func() table.Cell {
		return table.Share(c.Share).Rough(c.About)
	})
}

// points tells a change in whole percentage points: either share may be rounded.
func points(c Cell) table.Cell {
	return cell(c, c.Kind == Filled, func() table.Cell { return table.Number(math.Round(100 * c.Share)).Rough(c.About) })
}
