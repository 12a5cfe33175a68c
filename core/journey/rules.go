package journey

import (
	"time"

	"fyrtio/core/day"
)

// Facts are what the rules need to know besides the events: they live in other
// places and change without an event of the journey.
type Facts struct {
	Protected  bool       // protected identity: no ticket, no digital form, no ordinary letter (Q24)
	Address    bool       // an address that a letter can be sent to
	OwnContact bool       // a protected participant's own way of being reached
	Phone      bool       // a phone number is known; without one no call is proposed
	Form       FormStatus // how far the questionnaire is
	Begun      day.Date   // when its typing began; zero where that is not known
	Keying     day.Date   // when a second keying began that has not ended or is not settled; zero for none
}

// FormStatus is how far the questionnaire is.
type FormStatus string

// The statuses; "" = not begun.
const (
	FormBegun    FormStatus = "begun"    // half entered
	FormComplete FormStatus = "complete" // locked, whether amended since or not
	FormCl24     FormStatus = "cl24"     // answered in Clinic24, not typed in here yet (D7)
)

// Rules are the clinic's settings that journeys follow (D10). Days are calendar days.
type Rules struct {
	Cl24        bool       // the clinic uses Clinic24; everything works without it (Q1)
	LetterDays  int        // until a letter counts as unanswered
	Reminders   int        // reminders by letter, 0–2
	CallTries   int        // calls without an answer before the next channel
	RetryDays   int        // between two calls in vain
	QuietDays   int        // without a word from somebody we spoke with, where no day was agreed
	ChatDays    int        // until a chat is looked at again
	TicketDays  int        // how long a ticket is good for
	SampleDays  int        // samples are taken so many days before the visit
	InviteWeeks int        // weeks between an invitation and a booked time
	LeadDays    int        // shortest notice of a booking, 0 for none (Q5)
	DeferMonth  time.Month // a deferral may last until this day …
	DeferDay    int        // … of the year after the cohort's
	Cohort      int        // the year of the journey; 0 = the year in which it was listed
}

// DefaultRules are the rules of a clinic that has changed nothing.
func DefaultRules() Rules {
	return Rules{Cl24: true, LetterDays: 21, Reminders: 1, CallTries: 3, RetryDays: 1, QuietDays: 14, ChatDays: 7, TicketDays: 14, SampleDays: 7, InviteWeeks: 6,
		DeferMonth: time.December, DeferDay: 31}
}

// pendingDays is how long a printed letter may wait to be confirmed: the sheets lie in
// the printer, so somebody asks the next day.
const pendingDays = 1
