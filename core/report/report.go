// Package report is the annual report (Q23): what one clinic, or several, did for a
// cohort and what the talks showed. People come in as categories (Person), are counted
// (Tally), and leave as tables and charts (Report) in which small numbers are hidden.
// No name, number or date of anybody is in any of the three.
package report

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Report is what is shown on screen, printed and written to files. The same input gives
// the same report.
type Report struct {
	Title    say.Text
	Clinic   string
	Names    []Named // what the clinic was called in the years shown, where that changed
	Period   Period
	Date     day.Date // the data as they were on this day
	County   bool     // several clinics together
	Open     bool     // nothing is hidden: for the clinic's own use, marked on every page
	Head     []Key    // the few numbers that come first
	Chapters []Chapter
	Prints   []say.Text // fingerprints: data, form, criteria, program
}

// Period is the cohorts that a report is about, both ends included.
type Period struct{ From, To int }

// Single reports whether the period is one cohort.
func (p Period) Single() bool { return p.From == p.To }

// Named is a name of the clinic and the cohorts it held for.
type Named struct {
	Name string
	Period
}

// Key is one of the numbers that come first: 82 of 164, 50 %, + 4 points.
type Key struct {
	Label  say.Text
	Cell   Cell
	Of     int
	Change *Change
	Target float64 // the clinic's own target as a share; 0 = none
	Query  Query
}

// Chapter is one chapter, in the region's order (domain.md section 4).
type Chapter struct {
	ID     string // participation, tobacco, …; stable
	Title  say.Text
	Intro  []say.Text
	Tables []Table
	Charts []Chart
}

// Table is one table: categories down, sexes or channels across.
type Table struct {
	ID      string // tobacco.smoking: stands in files' names; stable
	Title   say.Text
	Columns []Column
	Rows    []Row
	Notes   []say.Text // how each figure is made: numerator, denominator, form version, rules
}

// Column is one group of people: women, men, all, an earlier year. Its number and share
// are shown beside each other.
type Column struct {
	ID    string // women, men, unknown, all, 2025, change; a channel; a clinic
	Head  say.Text
	Of    Cell // the denominator: how many answered, or how many there are
	Kind  ColumnKind
	Query Query // the people of the denominator
}

// ColumnKind is what a column's cells are.
type ColumnKind int

// The kinds of columns.
const (
	Counts  ColumnKind = iota // a number and its share of Of
	Shares                    // the share alone: an earlier year
	Changes                   // percentage points since the year before
	Numbers                   // a number without a share: kronor, weeks
)

// Row is one category.
type Row struct {
	ID    string // the category; "missing.declined" and so on below the line
	Label say.Text
	Note  say.Text // what is counted, of whom, where that is the row's own; else in Table.Notes
	Below bool     // told, not counted: missing answers
	Sum   bool     // a row that adds others up
	Cells []Cell
}

// Cell is one figure. A hidden one has no number at all.
type Cell struct {
	N      int
	Share  float64 // 0–1; of Column.Of, or for Shares and Changes the figure itself
	Value  float64 // for Numbers
	Kind   CellKind
	Query  Query
	Hidden bool // 1–4, or would tell such a number (D30)
	About  bool // the share is of about as many as answered: how many exactly is hidden
}

// CellKind is what a cell has.
type CellKind int

// The kinds of cells.
const (
	Blank  CellKind = iota // does not apply: no such year, nobody to ask
	Filled                 // as the column's kind says
	Bare                   // a number without a share: missing answers
)

// Query names the people behind a figure, for drilling down. The zero Query is nobody.
type Query struct {
	Variable string
	Category string // "" = all in the variable's base who have a category
	Sex      string // kvinna, man, okänt; "" = all
	Period   Period
}

// Change is a difference in percentage points against an earlier year.
type Change struct {
	Year   int
	Points float64
}

// Chart is one drawing, from the same numbers as the tables. Hidden numbers are gaps.
type Chart struct {
	ID     string
	Kind   ChartKind
	Title  say.Text
	Note   say.Text
	Labels []say.Text // categories of Stack and Funnel, years of Lines as text, months of Pace
	Series []Series
	Top    float64 // the axis' end: 1 for shares; 0 = by the numbers
	Share  bool    // the values are shares
	Target float64 // a line across; 0 = none
}

// ChartKind is how a chart is drawn.
type ChartKind int

// The kinds of charts.
const (
	Stack  ChartKind = iota // one bar a series, filled to 100 % by the labels' shares
	Funnel                  // one bar a label, each shorter than the one before
	Lines                   // one line a series over years
	Pace                    // a line through the year so far, against the one to keep
)

// Series is one colour of a chart.
type Series struct {
	Label  say.Text
	Values []Point
}

// Point is one value; Gap where there is none or it is hidden.
type Point struct {
	Value float64
	N     int // shown beside it; 0 = not told
	Gap   bool
	Typed bool // from before the program: a hollow mark
}
