package letter

import (
	"strconv"
	"strings"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// Merge has the values from which a letter's own fields are made. What is zero is
// left out of the letter.
type Merge struct {
	Sent        day.Date    // the letter's date: other years are written out
	Age         int         // the age that the participant reaches this year
	CallFrom    day.Date    // {call_days}: we call between these days
	CallTo      day.Date    //
	ReplyBy     day.Date    // {reply_by}: answer before this day
	Invited     day.Date    // {invited_on}: day of the invitation, for reminders
	Later       day.Date    // {later_from}: when we get in touch again
	Visit       time.Time   // {visit_day} {visit_date} {visit_time}: the booked or missed hour
	Also        []time.Time // {offered_times}: hours to choose from beside Visit
	SampleDay   day.Date    // {sample_day}: when to leave samples
	Interpreter string      // {interpreter}: language of the interpreter, in the letter's language
	Enclosures  []string    // {enclosures}: what lies in the envelope, a line each
}

// Fields puts m into words in lang, by the fields' ids.
func (m Merge) Fields(lang Lang) map[string]string {
	f := map[string]string{}
	put := func(name, value string) {
		if value != "" {
			f[name] = value
		}
	}
	l := lang.Say()
	if m.Age > 0 {
		put("age", strconv.Itoa(m.Age))
	}
	put("call_days", m.between(l))
	put("reply_by", m.date(l, m.ReplyBy))
	put("invited_on", m.date(l, m.Invited))
	put("later_from", m.date(l, m.Later))
	if !m.Visit.IsZero() {
		d := day.Of(m.Visit)
		put("visit_day", m.weekday(l, d))
		put("visit_date", m.date(l, d))
		put("visit_time", say.Clock(l, m.Visit))
	}
	if len(m.Also) > 0 && !m.Visit.IsZero() {
		var times []string
		for _, t := range append([]time.Time{m.Visit}, m.Also...) {
			times = append(times, say.In(l, say.T("letter.time", "Day", m.weekday(l, day.Of(t)), "Time", say.Clock(l, t))))
		}
		put("offered_times", strings.Join(times, "\n"))
	}
	if !m.SampleDay.IsZero() {
		put("sample_day", m.weekday(l, m.SampleDay))
	}
	put("interpreter", m.Interpreter)
	put("enclosures", strings.Join(m.Enclosures, "\n"))
	return f
}

// between gives "16 och 27 mars".
func (m Merge) between(l say.Lang) string {
	if m.CallFrom.IsZero() || m.CallTo.IsZero() {
		return ""
	}
	from := m.date(l, m.CallFrom)
	if m.CallFrom.Year == m.CallTo.Year && m.CallFrom.Month == m.CallTo.Month {
		from = strconv.Itoa(m.CallFrom.Day)
	}
	return say.In(l, say.T("letter.between", "From", from, "To", m.date(l, m.CallTo)))
}

// weekday gives "tisdag 14 april".
func (m Merge) weekday(l say.Lang, d day.Date) string { return say.Weekday(l, d) + " " + m.date(l, d) }

// date gives "16 mars", with the year when it is not the letter's.
func (m Merge) date(l say.Lang, d day.Date) string {
	if d.IsZero() {
		return ""
	}
	if !m.Sent.IsZero() && d.Year != m.Sent.Year {
		return say.Date(l, d)
	}
	return say.DayMonth(l, d)
}
