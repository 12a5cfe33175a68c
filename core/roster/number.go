package roster

import (
	"slices"
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/pnr"
)

// yearsText gives the cohort's birth years as "1986" or "1976, 1986".
func (c *checker) yearsText() string {
	var all []string
	for _, y := range c.years {
		all = append(all, strconv.Itoa(y))
	}
	return strings.Join(all, ", ")
}

// number reads the personal number and judges the year of birth.
func (c *checker) number(e *entry, r *record) {
	at := c.first(Number)
	s := wholeNumber(c.text(e, r, at))
	if errorValue(s) {
		c.fault(e, at, "error_cell")
		return
	}
	n, err := pnr.Parse(s, c.rules.Today)
	why := pnr.ReasonOf(err)
	if why == pnr.Reserve && c.rules.Reserve {
		n, err = pnr.ParseReserve(s)
		why = pnr.ReasonOf(err)
	}
	year := n.Year()
	var claimed day.Date
	if err != nil {
		claimed, _ = pnr.Claimed(s, c.rules.Today)
		year = claimed.Year
	}
	switch why {
	case "":
		e.row.Number = n
	case pnr.Empty:
		c.fault(e, at, "number_missing")
	case pnr.Rounded:
		c.fault(e, at, "rounded", "Form", roundedForm(s))
	case pnr.Date:
		if claimed.Month < 1 || claimed.Month > 12 {
			c.fault(e, at, "month", "Month", int(claimed.Month))
		} else {
			c.fault(e, at, "date", "Date", claimed)
		}
	default:
		c.fault(e, at, string(why))
	}
	c.birthYear(e, r, year)
}

// roundedForm shows what a rounded number looks like in the spreadsheet.
func roundedForm(s string) string {
	if digits(s) {
		return strings.TrimRight(s[:1]+","+s[1:], "0") + "E+" + strconv.Itoa(len(s)-1)
	}
	return strings.Replace(s, ".", ",", 1)
}

// birthYear compares the year with the cohort's, and the number with the date of
// birth where the sheet has one; for a reservnummer the latter is all there is.
func (c *checker) birthYear(e *entry, r *record, year int) {
	column := c.first(Born)
	born := readDate(c.text(e, r, column), c.sheet.date1904)
	switch {
	case e.row.Number.Kind() == pnr.Reservnummer && born.IsZero():
		c.fault(e, c.first(Number), "year_unknown", "Years", c.yearsText())
		return
	case e.row.Number.Kind() == pnr.Reservnummer:
		year = born.Year
	case !e.row.Number.IsZero() && !born.IsZero() && !e.row.Number.Born().IsZero() && e.row.Number.Born() != born:
		c.fault(e, column, "born_differs")
	}
	e.year = year
	if year != 0 && !slices.Contains(c.years, year) {
		c.fault(e, c.first(Number), "birth_year", "Year", year, "Years", c.yearsText())
	}
}
