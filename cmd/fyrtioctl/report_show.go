package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"fyrtio/core/report"
	"fyrtio/core/say"
)

// The report on the terminal and as JSON. What is hidden has no number in either.

type (
	reportJSON struct {
		Title    string        `json:"title"`
		Clinic   string        `json:"clinic"`
		From     int           `json:"from"`
		To       int           `json:"to"`
		Date     string        `json:"date"`
		Open     bool          `json:"open"`   // nothing is hidden
		County   bool          `json:"county"` // several clinics together
		Head     []keyJSON     `json:"head"`
		Chapters []chapterJSON `json:"chapters"`
		Prints   []string      `json:"fingerprints"`
		Files    []string      `json:"files"`
		Without  []string      `json:"without,omitempty"` // clinics that have nothing in it
	}
	keyJSON struct {
		Label string `json:"label"`
		cellJSON
		Of     int         `json:"of,omitempty"`     // the denominator; 0 = hidden, or none
		Target float64     `json:"target,omitempty"` // 0–1
		Change *pointsJSON `json:"change,omitempty"`
	}
	pointsJSON struct {
		Year   int     `json:"year"` // since
		Points float64 `json:"points"`
	}
	chapterJSON struct {
		ID     string      `json:"id"`
		Title  string      `json:"title"`
		Tables []tableJSON `json:"tables"`
	}
	tableJSON struct {
		ID      string       `json:"id"`
		Title   string       `json:"title"`
		Columns []columnJSON `json:"columns"`
		Rows    []rowJSON    `json:"rows"`
		Notes   []string     `json:"notes"`
	}
	columnJSON struct {
		ID   string   `json:"id"`
		Head string   `json:"head"`
		Of   cellJSON `json:"of"` // the denominator
	}
	rowJSON struct {
		ID    string     `json:"id"`
		Label string     `json:"label"`
		Note  string     `json:"note,omitempty"`  // what is counted, of whom
		Below bool       `json:"below,omitempty"` // told and not counted
		Sum   bool       `json:"sum,omitempty"`   // adds others up
		Cells []cellJSON `json:"cells"`
	}
	// cellJSON has null for what there is none of, and for what is hidden.
	cellJSON struct {
		N      *int     `json:"n"`
		Share  *float64 `json:"share,omitempty"` // 0–1; of a change in parts of 1
		Value  *float64 `json:"value,omitempty"` // kronor
		About  bool     `json:"about,omitempty"` // the share is rounded
		Hidden bool     `json:"hidden,omitempty"`
	}
)

func (a *app) reportJSON(r *report.Report, files, without []string) reportJSON {
	j := reportJSON{Title: a.text(r.Title), Clinic: r.Clinic, From: r.Period.From, To: r.Period.To, Date: r.Date.String(), Open: r.Open,
		County: r.County, Prints: []string{}, Files: files, Without: without, Head: []keyJSON{}, Chapters: []chapterJSON{}}
	for _, k := range r.Head {
		key := keyJSON{Label: a.text(k.Label), cellJSON: cell(k.Cell, report.Counts), Of: k.Of, Target: k.Target}
		if k.Change != nil {
			key.Change = &pointsJSON{k.Change.Year, math.Round(k.Change.Points*100) / 100}
		}
		j.Head = append(j.Head, key)
	}
	for _, c := range r.Chapters {
		chapter := chapterJSON{ID: c.ID, Title: a.text(c.Title), Tables: []tableJSON{}}
		for i := range c.Tables {
			chapter.Tables = append(chapter.Tables, a.tableJSON(&c.Tables[i]))
		}
		j.Chapters = append(j.Chapters, chapter)
	}
	for _, p := range r.Prints {
		j.Prints = append(j.Prints, a.text(p))
	}
	return j
}

func (a *app) tableJSON(t *report.Table) tableJSON {
	j := tableJSON{ID: t.ID, Title: a.text(t.Title), Columns: []columnJSON{}, Rows: []rowJSON{}, Notes: []string{}}
	for _, c := range t.Columns {
		j.Columns = append(j.Columns, columnJSON{c.ID, a.text(c.Head), cell(c.Of, report.Counts)})
	}
	for _, r := range t.Rows {
		row := rowJSON{ID: r.ID, Label: a.text(r.Label), Below: r.Below, Sum: r.Sum, Cells: []cellJSON{}}
		if !r.Note.IsZero() {
			row.Note = a.text(r.Note)
		}
		for i, c := range r.Cells {
			row.Cells = append(row.Cells, cell(c, t.Columns[i].Kind))
		}
		j.Rows = append(j.Rows, row)
	}
	for _, n := range t.Notes {
		j.Notes = append(j.Notes, a.text(n))
	}
	return j
}

func cell(c report.Cell, kind report.ColumnKind) cellJSON {
	j := cellJSON{Hidden: c.Hidden, About: c.About}
	if c.Hidden || c.Kind == report.Blank {
		return j
	}
	switch kind {
	case report.Numbers:
		j.Value = &c.Value
		return j
	case report.Counts:
		j.N = &c.N
	}
	if c.Kind == report.Filled {
		share := math.Round(c.Share*1e6) / 1e6
		j.Share = &share
	}
	return j
}

// showReport writes the report as a person reads it in a terminal.
func (a *app) showReport(r *report.Report) {
	fmt.Fprintf(a.out, "%s\n%s · %s\n", a.text(r.Title), r.Clinic, r.Date)
	for _, k := range r.Head {
		fmt.Fprintf(a.out, "  %s: %s\n", a.text(k.Label), a.cellText(k.Cell, report.Counts))
	}
	for i, c := range r.Chapters {
		fmt.Fprintf(a.out, "\n%d. %s\n", i+1, a.text(c.Title))
		for k := range c.Tables {
			a.showTable(&c.Tables[k])
		}
	}
	fmt.Fprintln(a.out)
	for _, p := range r.Prints {
		fmt.Fprintln(a.out, a.text(p))
	}
}

func (a *app) showTable(t *report.Table) {
	fmt.Fprintf(a.out, "\n%s\n", a.text(t.Title))
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	line := func(label string, cells []string) { fmt.Fprintf(w, "  %s\t%s\n", label, strings.Join(cells, "\t")) }
	var heads []string
	for _, c := range t.Columns {
		head := a.text(c.Head)
		switch {
		case c.Of.Hidden:
			head += " (" + report.HiddenMark + ")"
		case c.Of.Kind != report.Blank:
			head += " (" + strconv.Itoa(c.Of.N) + ")"
		}
		heads = append(heads, head)
	}
	line("", heads)
	for _, r := range t.Rows {
		var cells []string
		for i, c := range r.Cells {
			cells = append(cells, a.cellText(c, t.Columns[i].Kind))
		}
		line(a.text(r.Label), cells)
	}
	_ = w.Flush()
	for _, n := range t.Notes {
		fmt.Fprintln(a.out, "  "+a.text(n))
	}
}

// cellText writes a figure as the papers do: 82 (50 %), 50 %, +4, 90 200.
func (a *app) cellText(c report.Cell, kind report.ColumnKind) string {
	share := strconv.Itoa(int(math.Round(100 * c.Share)))
	if kind == report.Changes && math.Round(100*c.Share) > 0 {
		share = "+" + share
	}
	if c.About {
		share = a.say("reportdata.ctl.about", "Share", share)
	}
	switch {
	case c.Hidden:
		return report.HiddenMark
	case c.Kind == report.Blank:
		return ""
	case kind == report.Numbers:
		return say.Decimal(a.lang, c.Value, 0)
	case kind == report.Changes:
		return share
	case kind == report.Shares:
		return share + " %"
	case c.Kind == report.Bare:
		return strconv.Itoa(c.N)
	}
	return strconv.Itoa(c.N) + " (" + share + " %)"
}
