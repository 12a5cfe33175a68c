// Package table is a list as a file that other programs read: comma-separated values
// and a workbook. Columns are typed, nothing in a cell is ever calculated (promise
// S14), and the same table gives the same bytes each time.
package table

import (
	"math"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Kind is what a column holds.
type Kind int

// The kinds. A cell of another kind than its column's is written as what it is.
const (
	Words Kind = iota
	Numbers
	Dates
	Shares // parts of 1, written in percent
)

// Column is a column of a table.
type Column struct {
	Head     say.Text
	Kind     Kind
	Width    float64 // in characters of ordinary text; 0 = by the head
	Decimals int     // of Numbers; -1 = as many as a number has
}

// Table is a list with what is said about it.
type Table struct {
	Title   say.Text
	Notes   []say.Text // what the list is of, its order, who made it and when
	Made    time.Time  // put into a workbook's properties; zero = left out
	Columns []Column
	Rows    [][]Cell // a short row ends with empty cells
}

// Cell is one value: words, a number, a date, or nothing.
type Cell struct {
	kind   Kind
	empty  bool
	text   string
	say    say.Text
	number float64
	date   day.Date
	rough  bool
}

// Text is a cell of free text, as it was typed.
func Text(s string) Cell { return Cell{kind: Words, text: s, empty: s == ""} }

// Say is a cell of the program's own words.
func Say(t say.Text) Cell { return Cell{kind: Words, say: t, empty: t.IsZero()} }

// Number is a cell with a number.
func Number(v float64) Cell { return Cell{kind: Numbers, number: v} }

// Int is a cell with a whole number.
func Int(n int) Cell { return Number(float64(n)) }

// Share is a cell with a part of 1.
func Share(v float64) Cell { return Cell{kind: Shares, number: v} }

// Rough marks the cell's number as rounded, if it is: it is written with a word before it.
func (c Cell) Rough(rough bool) Cell {
	c.rough = rough
	return c
}

// Day is a cell with a date; no date is an empty cell.
func Day(d day.Date) Cell { return Cell{kind: Dates, date: d, empty: d.IsZero()} }

// In gives the cell as it is read, in the language and with the column's decimals.
func (c Cell) In(lang say.Lang, col Column) string {
	switch {
	case c.empty:
		return ""
	case c.kind == Numbers:
		return say.Decimal(lang, c.number, col.Decimals)
	case c.rough:
		exact := c
		exact.rough = false
		return say.In(lang, say.T("table.rough", "Number", exact.In(lang, col)))
	case c.kind == Shares:
		return say.Decimal(lang, 100*c.number, c.decimals())
	case c.kind == Dates:
		return c.date.String()
	case !c.say.IsZero():
		return say.In(lang, c.say)
	}
	return c.text
}

// decimals says how many a share in percent is written with: a whole percent may have been
// rounded, and has none.
func (c Cell) decimals() int {
	if v := 100 * c.number; math.Abs(v-math.Round(v)) < 1e-9 {
		return 0
	}
	return 1
}

// at gives cell i of a row, which may be short.
func at(row []Cell, i int) Cell {
	if i < len(row) {
		return row[i]
	}
	return Cell{empty: true}
}
