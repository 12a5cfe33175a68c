package journey

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// State is where a journey stands (D2).
type State string

// The states.
const (
	StateNew       State = "new"
	StateInvited   State = "invited"
	StateInContact State = "in_contact"
	StateDeferred  State = "deferred"
	StateBooked    State = "booked"
	StateNoShow    State = "no_show"
	StateVisited   State = "visited"
	StateDone      State = "done"
	StateDeclined  State = "declined"
	StateNoReply   State = "no_reply"
	StateEnded     State = "ended"
)

// StepKind is what to do next (D3).
type StepKind string

// The steps.
const (
	StepLetter     StepKind = "letter"
	StepTicket     StepKind = "ticket"
	StepChat       StepKind = "chat"
	StepRemind     StepKind = "remind"
	StepCall       StepKind = "call"
	StepHelpBook   StepKind = "help_book"
	StepSamples    StepKind = "samples"
	StepVisit      StepKind = "visit"
	StepEnterForm  StepKind = "enter_form"
	StepAskConsent StepKind = "ask_consent"
	StepDocument   StepKind = "document"
	StepForward    StepKind = "forward"
	StepFixAddress StepKind = "fix_address"
	StepFollowUp   StepKind = "follow_up"
	StepReview     StepKind = "review"
	StepWait       StepKind = "wait"
	StepNone       StepKind = "none"
)

// Channel is a way to reach a participant (D5).
type Channel string

// The channels.
const (
	ByTicket     Channel = "ticket"
	ByLetter     Channel = "letter"
	ByPhone      Channel = "phone"
	ByChat       Channel = "chat"
	ByForwarding Channel = "forwarding"
)

// Channels are all channels in the order in which they are shown.
var Channels = []Channel{ByTicket, ByLetter, ByPhone, ByChat, ByForwarding}

// Permission tells whether something may be done, and why (not).
type Permission struct {
	Allowed bool     `json:"allowed,omitempty"`
	Reason  say.Text `json:"reason"`
}

// Queue is a queue of Idag: what waits for the clinic. "" waits for nobody, or for an
// invitation round, which is started from the letters and not one by one.
type Queue string

// The queues.
const (
	QueueVisits     Queue = "visits"
	QueueForms      Queue = "forms"
	QueueHelp       Queue = "help"
	QueueCalls      Queue = "calls"
	QueueChats      Queue = "chats"    // ticket expired after it was begun
	QueueUnopened   Queue = "unopened" // ticket expired unopened
	QueueUnanswered Queue = "unanswered"
	QueueSamples    Queue = "samples"
	QueueDocument   Queue = "document"
	QueueForwarding Queue = "forwarding"
	QueueReturned   Queue = "returned"
	QueueFollowUps  Queue = "followups"
	QueueReview     Queue = "review"
)

// Queues are the queues, most urgent first.
var Queues = []Queue{QueueVisits, QueueForms, QueueHelp, QueueCalls, QueueChats, QueueUnopened, QueueUnanswered,
	QueueSamples, QueueDocument, QueueForwarding, QueueReturned, QueueFollowUps, QueueReview}

// The answers about consent.
const (
	Yes       = "yes"
	No        = "no"
	Withdrawn = "withdrawn"
)

// Step is the next step of a journey.
type Step struct {
	Step   StepKind `json:"step"`
	Queue  Queue    `json:"queue,omitempty"` // "" when nothing waits for the clinic
	Since  day.Date `json:"since,omitzero"`
	Due    day.Date `json:"due,omitzero"`
	Reason say.Text `json:"reason"`
	Rule   string   `json:"rule,omitempty"` // Q9 …
}

// Status is where a journey stands, and what lists show of it. It holds dates and
// never numbers of days, so that a stored status is as true tomorrow, until Changes.
type Status struct {
	State      State    `json:"state"`
	Gone       bool     `json:"gone,omitempty"`       // no longer on the roster, and nobody has confirmed that the person stays
	Consent    string   `json:"consent,omitempty"`    // yes, no, withdrawn; "" not asked
	Consented  day.Date `json:"consented,omitzero"`   // the day of that answer
	Registered string   `json:"registered,omitempty"` // in Clinic24: yes, no; "" unknown
	InfoGiven  day.Date `json:"info_given,omitzero"`  // told of digital messages to come (Q18)

	Interpreter string     `json:"interpreter,omitempty"` // language
	Form        FormStatus `json:"form,omitempty"`
	Source      string     `json:"source,omitempty"` // of the form received

	Ticket  *Ticket  `json:"ticket,omitempty"`  // the last one
	Letter  *Letter  `json:"letter,omitempty"`  // what was sent in this round
	Booking *Booking `json:"booking,omitempty"` // the time that holds
	Tries   int      `json:"tries,omitempty"`   // calls without an answer in a row
	Called  day.Date `json:"called,omitzero"`

	Samples    day.Date `json:"samples,omitzero"`
	NoShow     day.Date `json:"no_show,omitzero"`
	Visited    day.Date `json:"visited,omitzero"`
	Documented day.Date `json:"documented,omitzero"`
	Where      string   `json:"where,omitempty"` // documented last: cl24, pmo
	Declined   day.Date `json:"declined,omitzero"`
	Thanked    day.Date `json:"thanked,omitzero"` // a decline was answered by letter
	Deferred   day.Date `json:"deferred,omitzero"`
	Ended      string   `json:"ended,omitempty"` // the reason
	Returned   bool     `json:"returned,omitempty"`
	FollowUp   day.Date `json:"follow_up,omitzero"`

	Channels map[Channel]Permission `json:"channels"`
	Next     Step                   `json:"next"`
	Changes  day.Date               `json:"changes,omitzero"` // first later day on which the status may differ without an event
}

// Ticket is the last booking ticket.
type Ticket struct {
	Type     string   `json:"type"` // visit, form
	Sent     day.Date `json:"sent"`
	Expires  day.Date `json:"expires"`
	Expired  day.Date `json:"expired,omitzero"` // the day of Clinic24's notice
	Opened   bool     `json:"opened,omitempty"` // told by the notice
	Progress string   `json:"progress,omitempty"`
	Used     bool     `json:"used,omitempty"` // a time was booked through it
	Chat     day.Date `json:"chat,omitzero"`
	Closed   day.Date `json:"closed,omitzero"` // the chat
}

// Letter is what was sent on paper in this round.
type Letter struct {
	Pending   day.Date `json:"pending,omitzero"` // printed, not confirmed
	Sent      day.Date `json:"sent,omitzero"`    // the last confirmed letter
	Number    string   `json:"number,omitempty"` // its number
	Due       day.Date `json:"due,omitzero"`     // from when it counts as unanswered
	Answered  bool     `json:"answered,omitempty"`
	Reminders int      `json:"reminders,omitempty"`
	Forwarded bool     `json:"forwarded,omitempty"` // went through the forwarding service
}

// Booking is a booked hour.
type Booking struct {
	Day  day.Date `json:"day"`
	Time string   `json:"time"` // 13:00
	Room string   `json:"room,omitempty"`
	Via  string   `json:"via,omitempty"` // ticket, phone, letter, desk
}
