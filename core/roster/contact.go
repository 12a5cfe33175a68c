package roster

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"fyrtio/core/day"
)

// contact reads address, telephone and e-mail; it is never called for a protected person.
func (c *checker) contact(e *entry, r *record) {
	to := &e.row.Contact
	code := c.address(e, r)
	to.Country = c.value(e, r, c.first(Country), maxShort)
	if sweden[letters(to.Country)] || strings.Trim(to.Country, "- ") == "" {
		to.Country = ""
	}
	c.postcode(e, code)
	if to.Country != "" {
		c.fault(e, c.first(Country), "abroad", "Country", to.Country)
	}
	if to.Street == "" {
		c.missing(e, c.first(Street), "street_missing")
	}
	c.reach(e, r)
}

// address gathers street, town and c/o from as many columns as there are, and gives the postcode as it stands.
func (c *checker) address(e *entry, r *record) (code string) {
	to := &e.row.Contact
	if care := c.value(e, r, c.first(CareOf), maxName); care != "" {
		if to.CareOf, _ = splitCareOf(care); to.CareOf == "" {
			to.CareOf = care
		}
	}
	var lines []string
	for _, i := range c.columns[Street] {
		care, line := splitCareOf(c.value(e, r, i, maxLine))
		if to.CareOf == "" {
			to.CareOf = care
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	to.Street = strings.Join(lines, ", ")
	code = c.value(e, r, c.first(Postcode), maxShort)
	to.Town = c.value(e, r, c.first(Town), maxShort)
	if post := c.value(e, r, c.first(PostAddress), maxLine); post != "" {
		found, town := splitPost(post)
		code, to.Town = either(code, found), either(to.Town, town)
	}
	if code == "" {
		code, to.Town = splitPost(to.Town)
	}
	if code == "" && to.Town == "" {
		to.Street, code, to.Town = splitAddress(to.Street)
	}
	return code
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// postcode judges the postcode; a foreign address may have any.
func (c *checker) postcode(e *entry, code string) {
	to := &e.row.Contact
	column := max(c.first(Postcode), c.first(PostAddress))
	if column < 0 {
		column = max(c.first(Town), c.first(Street))
	}
	if code == "" {
		if to.Country == "" {
			c.missing(e, column, "postcode_missing")
		}
	} else {
		read, country, ok := postcode(code)
		to.Postcode, to.Country = read, either(to.Country, country)
		if !ok && to.Country == "" {
			c.fault(e, column, "postcode")
		}
	}
	if to.Town == "" && to.Country == "" {
		c.missing(e, max(c.first(Town), c.first(PostAddress)), "town_missing")
	}
}

// missing notes an empty cell. Where the sheet has no such column, that is said
// once about the sheet (Unmapped) and not of every row.
func (c *checker) missing(e *entry, column int, id string) {
	if column >= 0 {
		c.fault(e, column, id)
	}
}

// reach reads telephone numbers and e-mail. A mobile number is known by its
// digits, in whatever column it stands.
func (c *checker) reach(e *entry, r *record) {
	to := &e.row.Contact
	for _, f := range []Field{Mobile, Phone} {
		for _, i := range c.columns[f] {
			s := c.value(e, r, i, maxShort)
			if s == "" || strings.Trim(s, "0-– ") == "" {
				continue
			}
			number, restored, ok := phone(s)
			if !ok {
				c.fault(e, i, "phone")
			}
			if restored {
				c.restored++
			}
			if (f == Mobile || ok && mobile(number)) && to.Mobile == "" {
				to.Mobile = number
			} else if to.Phone == "" && number != to.Mobile {
				to.Phone = number
			}
		}
	}
	at := c.first(Email)
	to.Email = c.value(e, r, at, maxEmail)
	if to.Email != "" && !email(to.Email) {
		c.fault(e, at, "email")
		to.Email = ""
	}
}

// readDate reads a date in the forms that exports use, also the number of days in
// which a workbook keeps it; anything else is no date.
func readDate(s string, date1904 bool) day.Date {
	if s == "" {
		return day.Date{}
	}
	s, _, _ = strings.Cut(s, " ") // a time of day after it
	s, _, _ = strings.Cut(s, "T")
	for _, layout := range []string{"2006-01-02", "20060102", "2006/01/02", "2006.01.02", "2/1/2006", "2.1.2006", "2-1-2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return day.New(t.Date())
		}
	}
	serial, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || serial < 1 || serial > 80000 { // up to the year 2119
		return day.Date{}
	}
	t, err := excelize.ExcelDateToTime(serial, date1904)
	if err != nil {
		return day.Date{}
	}
	return day.New(t.Date())
}
