package paper

import (
	"io"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// DaySheet is the paper of a day's talks. A protected person's hour is Taken and
// carries nothing of the person (D12).
type DaySheet struct {
	Clinic  Clinic
	Lang    say.Lang
	Day     day.Date
	Printed string // when, in words
	Room    string // one room's sheet; "" = all
	Who     string // whose day it is, in words; may be empty
	Head    string // the head of the log chain (D29)
}

// WeekList is the paper of a week's talks, a line each.
type WeekList struct {
	Clinic Clinic
	Lang   say.Lang
	Monday day.Date
	Room   string
	Head   string
}

// WriteDaySheet draws the sheet.
func WriteDaySheet(w io.Writer, s DaySheet) (Drawn, error) { return Drawn{}, nil }

// WriteWeekList draws the list.
func WriteWeekList(w io.Writer, l WeekList) (Drawn, error) { return Drawn{}, nil }
