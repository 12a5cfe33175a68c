package journey

import (
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// errStart is the refusal of a time that is none.
var errStart = fault.New(fault.Refused, "journey.err.start")

// Start is when a booked hour begins, in Swedish time.
type Start struct {
	Day   day.Date
	Clock string // 13:00
}

// ParseStart reads 2026-03-17T13:00, also with a space or with 13.00.
func ParseStart(s string) (Start, error) {
	if len(s) != len("2026-03-17T13:00") || s[10] != 'T' && s[10] != ' ' || s[13] != ':' && s[13] != '.' {
		return Start{}, errStart
	}
	d, err := day.Parse(s[:10])
	hour, err2 := strconv.ParseUint(s[11:13], 10, 8)
	minute, err3 := strconv.ParseUint(s[14:], 10, 8)
	if err != nil || err2 != nil || err3 != nil || hour > 23 || minute > 59 {
		return Start{}, errStart
	}
	return Start{d, s[11:13] + ":" + s[14:]}, nil
}

// String gives the form that events keep.
func (s Start) String() string { return s.Day.String() + "T" + s.Clock }

// MarshalText writes the form that events keep.
func (s Start) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads it.
func (s *Start) UnmarshalText(b []byte) (err error) {
	*s, err = ParseStart(string(b))
	return err
}

// MaxOffers is how many times a letter may offer beside the booked one.
const MaxOffers = 5

// ParseStarts reads starts parted by commas, at most MaxOffers.
func ParseStarts(s string) (list []Start, err error) {
	parts := strings.Split(s, ",")
	for _, part := range parts {
		start, err := ParseStart(strings.TrimSpace(part))
		if err != nil || len(parts) > MaxOffers {
			return nil, fault.New(fault.Refused, "journey.err.starts", "Max", MaxOffers)
		}
		list = append(list, start)
	}
	return list, nil
}

// JoinStarts writes starts as events keep them, and ParseStarts reads them.
func JoinStarts(list []Start) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = s.String()
	}
	return strings.Join(parts, ",")
}

// Offers gives the times that a letter offers beside the booked one.
func (d *Details) Offers() []Start {
	if d.Also == "" {
		return nil
	}
	list, _ := ParseStarts(d.Also) // checked when it was recorded
	return list
}

// RoomWords says a room: "Rum 2" of a bare number, else its own name.
func RoomWords(room string) say.Text {
	if room != "" && room[0] >= '0' && room[0] <= '9' {
		return say.T("journey.fact.room", "Room", room)
	}
	return say.T("journey.fact.text", "Text", room)
}

// BookingWarnings says what is unwise about the time that booked agrees with a
// participant whose status was s: samples that cannot be ready (Q5), shorter notice
// than the clinic wants, an offered time that leaves less than the set weeks to answer.
// Nothing of it stops the booking. A time that cannot be read has no warnings.
func BookingWarnings(s Status, booked Event, r Rules) (warnings []say.Text) {
	start, err := ParseStart(booked.Details.Start)
	if err != nil {
		return nil
	}
	left := start.Day.Sub(day.Of(booked.At))
	if s.Samples.IsZero() && left < r.SampleDays {
		warnings = append(warnings, say.T("journey.warn.samples", "N", r.SampleDays))
	}
	if left < r.LeadDays {
		warnings = append(warnings, say.T("journey.warn.lead", "N", r.LeadDays))
	}
	if booked.Details.Via == string(ByLetter) && left < 7*r.InviteWeeks {
		warnings = append(warnings, say.T("journey.warn.invite", "N", r.InviteWeeks))
	}
	return warnings
}
