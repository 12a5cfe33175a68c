package data

import (
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/table"
)

// Column is a column of the list of participants, on the screen and in files. The name
// is always there and stands first.
type Column string

// The columns.
const (
	ColumnNumber      Column = "number"
	ColumnState       Column = "state"
	ColumnConsent     Column = "consent"
	ColumnCl24        Column = "cl24"
	ColumnLetter      Column = "letter"
	ColumnPhone       Column = "phone"
	ColumnBooked      Column = "booked"
	ColumnInterpreter Column = "interpreter"
	ColumnForm        Column = "form"
	ColumnBorn        Column = "born"
	ColumnSex         Column = "sex"
	ColumnWaiting     Column = "waiting"
	ColumnLast        Column = "last"
	ColumnNext        Column = "next"
)

// Columns are all columns in the order in which they stand; UsualColumns are those of
// a list for which nobody has chosen any.
var (
	Columns = []Column{ColumnNumber, ColumnState, ColumnConsent, ColumnCl24, ColumnLetter, ColumnPhone, ColumnBooked,
		ColumnInterpreter, ColumnForm, ColumnBorn, ColumnSex, ColumnWaiting, ColumnLast, ColumnNext}
	UsualColumns = []Column{ColumnNumber, ColumnConsent, ColumnCl24, ColumnLetter, ColumnPhone, ColumnNext}
)

// Steps are the next steps in the order in which lists show them to choose from.
var Steps = []journey.StepKind{journey.StepLetter, journey.StepTicket, journey.StepChat, journey.StepRemind, journey.StepCall, journey.StepHelpBook,
	journey.StepSamples, journey.StepVisit, journey.StepEnterForm, journey.StepAskConsent, journey.StepDocument, journey.StepForward,
	journey.StepFixAddress, journey.StepFollowUp, journey.StepReview, journey.StepWait, journey.StepNone}

// Head gives the words over the column.
func (c Column) Head() say.Text { return say.T("list.col." + string(c)) }

// Words says what the column shows of a row; no text where there is nothing to show.
// The text's id tells what it is, for an icon beside it.
func (c Column) Words(r *Row, today day.Date) say.Text {
	st := &r.Status
	switch c {
	case ColumnNumber:
		if !r.Number.IsZero() {
			return verbatim(r.Number.Display())
		}
	case ColumnState:
		return StateWords(st.State)
	case ColumnConsent:
		return ConsentWords(st.Consent)
	case ColumnCl24:
		return cl24Words(r, today)
	case ColumnLetter:
		return letterWords(r, today)
	case ColumnPhone:
		switch {
		case st.Tries > 0:
			return say.T("list.phone.tries", "Tries", st.Tries, "Max", st.MaxTries)
		case !st.Called.IsZero():
			return say.T("list.phone.reached")
		}
	case ColumnBooked:
		if b := st.Booking; b != nil {
			return say.T("list.booked", "On", b.Day, "Time", clockWords(b.Time))
		}
	case ColumnInterpreter:
		return SpeakWords(st.Interpreter)
	case ColumnForm:
		return FormWords(st.Form)
	case ColumnBorn:
		if born := r.Number.Born(); !born.IsZero() {
			return verbatim(born.String())
		}
	case ColumnSex:
		return SexWords(r.Sex)
	case ColumnWaiting:
		if days, ok := r.waited(today); ok {
			return DaysWords(days)
		}
	case ColumnLast:
		if !r.Last.Text.IsZero() {
			return say.T("list.last", "On", r.Last.Day, "What", r.Last.Text)
		}
	case ColumnNext:
		return r.nextWords()
	}
	return say.Text{}
}

// DaysWords says for how many days somebody has waited: "4 d", or "i dag".
func DaysWords(days int) say.Text {
	if days <= 0 {
		return say.T("list.days.none")
	}
	return say.T("list.days", "Days", days)
}

// verbatim is a text that is the same in every language.
func verbatim(s string) say.Text { return say.T("list.verbatim", "Text", s) }

// clockWords says 13:00 as the language writes it.
func clockWords(clock string) say.Text {
	hour, minute, _ := strings.Cut(clock, ":")
	return say.T("list.clock", "Hour", hour, "Minute", minute)
}

// StateWords says a state.
func StateWords(s journey.State) say.Text { return say.T("list.state." + string(s)) }

// StepWords says a step as it is told to whoever does it.
func StepWords(s journey.StepKind) say.Text { return say.T("acts.step." + string(s)) }

// ConsentWords says an answer about consent.
func ConsentWords(answer string) say.Text {
	if answer == "" {
		answer = "unasked"
	}
	return say.T("list.consent." + answer)
}

// FormWords says how far the questionnaire is; no text where there is none.
func FormWords(f journey.FormStatus) say.Text {
	if f == "" {
		return say.Text{}
	}
	return say.T("list.form." + string(f))
}

// SexWords says the sex that a number tells; no text where none is to be told.
func SexWords(s pnr.Sex) say.Text {
	switch s {
	case pnr.Woman:
		return say.T("list.sex.woman")
	case pnr.Man:
		return say.T("list.sex.man")
	case pnr.Unknown:
		return say.T("list.sex.unknown")
	}
	return say.Text{}
}

// SpeakWords says an interpreter's language; no text where none is needed.
func SpeakWords(language string) say.Text {
	switch language {
	case "":
		return say.Text{}
	case journey.LanguageUnknown:
		return say.T("list.speak.unknown")
	}
	return verbatim(language)
}

func cl24Words(r *Row, today day.Date) say.Text {
	st := &r.Status
	switch k := st.Ticket; {
	case st.Form == journey.FormCl24:
		return say.T("list.cl24.form")
	case k == nil && !st.Channels[journey.ByTicket].Allowed:
		return say.T("list.cl24.blocked")
	case k == nil:
		return say.Text{}
	case k.Used:
		return say.T("list.cl24.used")
	case !k.Chat.IsZero() && k.Closed.IsZero():
		return say.T("list.cl24.chat")
	case !k.Expired.IsZero() && k.Opened && k.Progress != "":
		return say.T("list.cl24.expired", "Progress", k.Progress)
	case !k.Expired.IsZero() && k.Opened:
		return say.T("list.cl24.opened")
	case !k.Expired.IsZero():
		return say.T("list.cl24.unopened")
	case k.Expires.Before(today):
		return say.T("list.cl24.over")
	}
	if st.Ticket.Expires == today {
		return say.T("list.cl24.last")
	}
	return say.T("list.cl24.left", "Days", st.Ticket.Expires.Sub(today))
}

func letterWords(r *Row, today day.Date) say.Text {
	l := r.Status.Letter
	switch {
	case r.Status.Returned:
		return say.T("list.letter.returned")
	case r.Protected && (l == nil || l.Sent.IsZero()):
		return say.T("list.letter.forwarding")
	case l == nil:
		return say.Text{}
	case !l.Pending.IsZero():
		return say.T("list.letter.pending")
	case l.Sent.IsZero():
		return say.Text{}
	case l.Answered:
		return say.T("list.letter.answered")
	case l.Due.After(today):
		return say.T("list.letter.left", "Days", l.Due.Sub(today))
	}
	return say.T("list.letter.silent", "Days", today.Sub(l.Sent))
}

// waited gives for how many days somebody has waited for the next step.
func (r *Row) waited(today day.Date) (days int, ok bool) {
	n := r.Status.Next
	if n.Step == journey.StepNone || n.Since.IsZero() || n.Since.After(today) {
		return 0, false
	}
	return today.Sub(n.Since), true
}

// nextWords says the next step; of somebody with a time, when it is.
func (r *Row) nextWords() say.Text {
	if b := r.Status.Booking; b != nil && r.Status.Next.Step == journey.StepWait {
		return say.T("list.next.visit", "Time", clockWords(b.Time))
	}
	return StepWords(r.Status.Next.Step)
}

// fields are the columns of a file that a column of the list becomes.
func (c Column) fields() []table.Column {
	head := c.Head()
	switch c {
	case ColumnBooked:
		return []table.Column{{Head: head, Kind: table.Dates, Width: 12}, {Head: say.T("list.col.clock"), Width: 8}}
	case ColumnBorn:
		return []table.Column{{Head: head, Kind: table.Dates, Width: 12}}
	case ColumnWaiting:
		return []table.Column{{Head: say.T("list.col.days"), Kind: table.Numbers, Width: 8}}
	case ColumnLast:
		return []table.Column{{Head: head, Width: 50}, {Head: say.T("list.col.on"), Kind: table.Dates, Width: 12}}
	case ColumnNext:
		return []table.Column{{Head: head, Width: 20}, {Head: say.T("list.col.due"), Kind: table.Dates, Width: 12}}
	}
	return []table.Column{{Head: head, Width: 16}}
}

// cells give the fields' values. Of a protected person there are none (D12).
func (c Column) cells(r *Row, today day.Date) []table.Cell {
	switch {
	case r.Protected:
		return make([]table.Cell, len(c.fields()))
	case c == ColumnBooked:
		b := r.Status.Booking
		if b == nil {
			return []table.Cell{table.Text(""), table.Text("")}
		}
		return []table.Cell{table.Day(b.Day), table.Say(clockWords(b.Time))}
	case c == ColumnBorn:
		return []table.Cell{table.Day(r.Number.Born())}
	case c == ColumnWaiting:
		if days, ok := r.waited(today); ok {
			return []table.Cell{table.Int(days)}
		}
		return []table.Cell{table.Text("")}
	case c == ColumnLast:
		return []table.Cell{table.Say(r.Last.Text), table.Day(r.Last.Day)}
	case c == ColumnNext:
		due := r.Status.Next.Due
		if b := r.Status.Booking; b != nil && r.Status.Next.Step == journey.StepWait {
			due = b.Day
		}
		return []table.Cell{table.Say(r.nextWords()), table.Day(due)}
	}
	return []table.Cell{table.Say(c.Words(r, today))}
}

// cohortWords gives a year as it is said: not as a number with thousands.
func cohortWords(cohort int) string { return strconv.Itoa(cohort) }
