// Package journey knows where a participant stands in one cohort: a journey is a
// list of events, and Of turns the list into a state, the channels that are allowed
// and the next step, each with its reason.
package journey

import (
	"time"

	"fyrtio/core/day"
)

// Kind is what happened (D1). The values are ids.
type Kind string

// The kinds of events.
const (
	Listed           Kind = "listed"
	Gone             Kind = "gone"
	InfoGiven        Kind = "info_given"
	Registered       Kind = "registered"
	Consented        Kind = "consent"
	TicketSent       Kind = "ticket_sent"
	TicketExpired    Kind = "ticket_expired"
	ChatStarted      Kind = "chat_started"
	ChatClosed       Kind = "chat_closed"
	LetterPrinted    Kind = "letter_printed"
	LetterConfirmed  Kind = "letter_confirmed"
	LetterReturned   Kind = "letter_returned"
	Called           Kind = "call"
	WantsHelp        Kind = "wants_help"
	HandedOver       Kind = "handed_over"
	Booked           Kind = "booked"
	Rebooked         Kind = "rebooked"
	Cancelled        Kind = "cancelled"
	SamplesTaken     Kind = "samples_taken"
	FormReceived     Kind = "form_received"
	Visited          Kind = "visited"
	NoShow           Kind = "no_show"
	Declined         Kind = "declined"
	Deferred         Kind = "deferred"
	Ended            Kind = "ended"
	Reopened         Kind = "reopened"
	Documented       Kind = "documented"
	NeedsInterpreter Kind = "interpreter"
	ContactChanged   Kind = "contact"
	Note             Kind = "note"
	FollowUp         Kind = "follow_up"
	Undone           Kind = "undone"
)

// Event is something that happened, or was found out, in a journey.
type Event struct {
	ID        string    `json:"id"`
	At        time.Time `json:"at"`       // when it happened
	Recorded  time.Time `json:"recorded"` // when it was written down
	Actor     string    `json:"actor"`
	Workplace string    `json:"workplace,omitempty"`
	Kind      Kind      `json:"kind"`
	Details   Details   `json:"details"`
}

// Details are the facts of an event; which of them a kind has is in D1.
type Details struct {
	Answer   string   `json:"answer,omitempty"`   // consent: yes, no, withdrawn
	How      string   `json:"how,omitempty"`      // consent: phone, visit, letter, chat, other
	By       string   `json:"by,omitempty"`       // consent: who asked; cancelled: participant, clinic
	Purpose  string   `json:"purpose,omitempty"`  // consent: cl24, to be registered there and contacted digitally; "" = the same
	Cl24     string   `json:"cl24,omitempty"`     // registered: yes, no
	Type     string   `json:"type,omitempty"`     // ticket_sent: visit, form
	Expires  day.Date `json:"expires,omitzero"`   // ticket_sent
	Opened   string   `json:"opened,omitempty"`   // ticket_expired: yes, no
	Progress string   `json:"progress,omitempty"` // ticket_expired: 12/34
	Recalled string   `json:"recalled,omitempty"` // ticket_expired: yes = we took the ticket back in Clinic24 before its time
	Template string   `json:"template,omitempty"` // letter_printed
	Run      string   `json:"run,omitempty"`      // letter_printed, letter_confirmed
	Letter   string   `json:"letter,omitempty"`   // letter_printed, letter_confirmed, letter_returned: the letter's number
	Outcome  string   `json:"outcome,omitempty"`  // call
	Until    day.Date `json:"until,omitzero"`     // call later, deferred; booked via letter: the other times are held through this day
	To       string   `json:"to,omitempty"`       // handed_over
	Start    string   `json:"start,omitempty"`    // booked, rebooked: 2026-03-17T13:00, Swedish time
	Room     string   `json:"room,omitempty"`     // booked, rebooked
	Via      string   `json:"via,omitempty"`      // booked: ticket, phone, letter, desk; rebooked: ticket, phone, desk, "" not told
	Also     string   `json:"also,omitempty"`     // booked via letter: the other starts that it offers, parted by commas
	Late     string   `json:"late,omitempty"`     // cancelled: yes = too late for somebody else to get the time
	Reason   string   `json:"reason,omitempty"`   // declined, call declined, ended, reopened, cancelled, undone
	Source   string   `json:"source,omitempty"`   // form_received: paper_home, paper_visit, phone, cl24
	Channel  string   `json:"channel,omitempty"`  // declined
	Where    string   `json:"where,omitempty"`    // documented: cl24, pmo
	Way      string   `json:"way,omitempty"`      // documented: assisted, standalone
	Language string   `json:"language,omitempty"` // interpreter, call interpreter: in words; "" = needs none (any more)
	Date     day.Date `json:"date,omitzero"`      // follow_up
	What     string   `json:"what,omitempty"`     // follow_up; wants_help: what suits
	Text     string   `json:"text,omitempty"`     // note; of any kind: a comment
	Version  string   `json:"version,omitempty"`  // contact: the contact version that holds
	Override string   `json:"override,omitempty"` // letter_printed, booked, rebooked: why all the same
	Event    string   `json:"event,omitempty"`    // undone: which event
}

// The values that details take.
const (
	CallBooked      = "booked"
	CallLater       = "later"
	CallNoAnswer    = "no_answer"
	CallVoicemail   = "voicemail"
	CallWrongNumber = "wrong_number"
	CallDeclined    = "declined"
	CallInterpreter = "interpreter"

	ByParticipant = "participant" // who cancelled
	ByClinic      = "clinic"

	PurposeCl24 = "cl24" // of consent

	TicketVisit = "visit" // Clinic24's Fysiskt besök
	TicketForm  = "form"  // Clinic24's Fristående formulär

	SourceHome  = "paper_home"
	SourceVisit = "paper_visit"
	SourcePhone = "phone"
	SourceCl24  = "cl24"

	WhereCl24     = "cl24"
	WherePMO      = "pmo"
	WayAssisted   = "assisted"
	WayStandalone = "standalone"

	EndMoved     = "moved"
	EndDead      = "dead"
	EndElsewhere = "listed_elsewhere"
	EndIll       = "ill"
	EndOther     = "other"
)

// LanguageUnknown stands for the language in a status when a call told that an
// interpreter is needed, and not for which language.
const LanguageUnknown = "?"
