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

// States lists the states in the order of a journey.
var States = []State{StateNew, StateInvited, StateInContact, StateDeferred, StateBooked, StateNoShow, StateVisited, StateDone,
	StateDeclined, StateNoReply, StateEnded}

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

// Queue is a queue of Idag: steps that wait for the clinic. A step without a queue
// waits for the participant, or belongs to an invitation round, which is started from
// the letters for many at once.
type Queue string

// The queues.
const (
	QueueVisits     Queue = "visits" // today's visits, and earlier ones of which nobody has told
	QueueForms      Queue = "forms"  // half-entered questionnaires, and paper that lies here
	QueueHelp       Queue = "help"   // wants help to find a time, agreed on one, cancelled one, or answered without one
	QueueCalls      Queue = "calls"
	QueueChats      Queue = "chats"      // the ticket ran out after it was begun
	QueueUnopened   Queue = "unopened"   // the ticket ran out unopened
	QueueUnanswered Queue = "unanswered" // letters without an answer, missed visits
	QueueSamples    Queue = "samples"
	QueueDocument   Queue = "document" // consent, form and documentation after a visit
	QueueForwarding Queue = "forwarding"
	QueueReturned   Queue = "returned"
	QueueFollowUps  Queue = "followups"
	QueueReview     Queue = "review" // something does not add up, or Clinic24's notice is missing
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

// Step is the next step of a journey. It is to be done when Due has come; since Since
// somebody waits for it. A wait is over on its Due. StepNone has neither.
type Step struct {
	Step     StepKind `json:"step"`
	Queue    Queue    `json:"queue,omitempty"` // "" when nothing waits for the clinic one by one
	Since    day.Date `json:"since,omitzero"`
	Due      day.Date `json:"due,omitzero"`
	Reason   say.Text `json:"reason"`
	Rule     string   `json:"rule,omitempty"`     // the question of the FAQ that it follows: Q9; "" for none
	Template string   `json:"template,omitempty"` // the letter that the step proposes
}

// RuleText says the rule that a step follows, "Påbörjad biljett följs upp med chatt";
// no text where the step follows none.
func (s Step) RuleText() say.Text {
	if s.Rule == "" {
		return say.Text{}
	}
	return say.T("journey.rule." + s.Rule)
}

// Status is where a journey stands, and what lists show of it. It holds dates and
// never numbers of days, so that a stored status is as true tomorrow, until Changes.
type Status struct {
	State     State `json:"state"`
	Round     int   `json:"round,omitempty"` // of inviting, from 1
	Gone      bool  `json:"gone,omitempty"`  // no longer on the roster, and nobody has confirmed that the person stays
	Protected bool  `json:"protected,omitempty"`

	Consent    string   `json:"consent,omitempty"`    // yes, no, withdrawn; "" not asked
	Consented  day.Date `json:"consented,omitzero"`   // the day of that answer
	How        string   `json:"how,omitempty"`        // it was given: phone, visit, letter …
	Asked      string   `json:"asked,omitempty"`      // who asked
	Registered string   `json:"registered,omitempty"` // in Clinic24: yes, no; "" unknown
	InfoGiven  day.Date `json:"info_given,omitzero"`  // told of digital messages to come (Q18)

	Interpreter string     `json:"interpreter,omitempty"` // language, LanguageUnknown, or "" for no need
	Form        FormStatus `json:"form,omitempty"`
	Source      string     `json:"source,omitempty"` // of the questionnaire received
	Received    day.Date   `json:"received,omitzero"`

	Ticket  *Ticket  `json:"ticket,omitempty"`  // the last one of this round
	Letter  *Letter  `json:"letter,omitempty"`  // nil before the first was printed
	Booking *Booking `json:"booking,omitempty"` // the time that holds

	Tries       int      `json:"tries,omitempty"` // calls in vain since somebody was last reached
	MaxTries    int      `json:"max_tries,omitempty"`
	Called      day.Date `json:"called,omitzero"`
	WrongNumber bool     `json:"wrong_number,omitempty"`
	Help        day.Date `json:"help,omitzero"` // wants help to find a time, since
	HandedTo    string   `json:"handed_to,omitempty"`

	Samples    day.Date `json:"samples,omitzero"`
	NoShow     day.Date `json:"no_show,omitzero"`
	Visited    day.Date `json:"visited,omitzero"`
	Documented day.Date `json:"documented,omitzero"`
	Where      string   `json:"where,omitempty"`    // documented last: cl24, pmo
	Cancelled  day.Date `json:"cancelled,omitzero"` // the last cancellation, where no time was booked since
	Late       bool     `json:"late,omitempty"`     // it came too late
	Declined   day.Date `json:"declined,omitzero"`
	Thanked    day.Date `json:"thanked,omitzero"` // the decline was answered by letter
	Deferred   day.Date `json:"deferred,omitzero"`
	Ended      string   `json:"ended,omitempty"`    // the reason
	Returned   bool     `json:"returned,omitempty"` // a letter came back and the address is not corrected
	FollowUp   day.Date `json:"follow_up,omitzero"`

	Channels map[Channel]Permission `json:"channels"`
	Next     Step                   `json:"next"`
	Changes  day.Date               `json:"changes,omitzero"` // first later day on which the status may differ without an event; zero = never
}

// InterpreterWords says who is needed at the call and the visit, "tolk: arabiska" (Q11);
// no text for nobody. Screens mark it beside the name, so a step's reason leaves it out.
func (s *Status) InterpreterWords() say.Text {
	switch s.Interpreter {
	case "":
		return say.Text{}
	case LanguageUnknown:
		return say.T("journey.fact.interpreter.unknown")
	}
	return say.T("journey.fact.interpreter", "Language", s.Interpreter)
}

// Ticket is the last booking ticket.
type Ticket struct {
	Type     string   `json:"type"` // visit, form
	Sent     day.Date `json:"sent"`
	Expires  day.Date `json:"expires"`          // the last day on which it can be used
	Expired  day.Date `json:"expired,omitzero"` // it ran out, as Clinic24's notice told; zero before the notice
	Opened   bool     `json:"opened,omitempty"` // told by the notice
	Progress string   `json:"progress,omitempty"`
	Recalled bool     `json:"recalled,omitempty"` // we took it back in Clinic24
	Used     bool     `json:"used,omitempty"`     // a time was booked through it
	Chat     day.Date `json:"chat,omitzero"`
	Closed   day.Date `json:"closed,omitzero"` // the chat
}

// Letter is what was sent on paper.
type Letter struct {
	Count    int      `json:"count,omitempty"`    // letters sent in the journey
	Sent     day.Date `json:"sent,omitzero"`      // the last of them
	Template string   `json:"template,omitempty"` // its template
	Number   string   `json:"number,omitempty"`   // its number

	Invited   day.Date `json:"invited,omitzero"` // this round's invitation
	Reminders int      `json:"reminders,omitempty"`
	Waiting   day.Date `json:"waiting,omitzero"` // the invitation or reminder that waits for an answer was sent
	Answered  bool     `json:"answered,omitempty"`
	Due       day.Date `json:"due,omitzero"` // from when it counts as unanswered; zero when answered

	Pending         day.Date `json:"pending,omitzero"` // printed and not confirmed (D9)
	PendingTemplate string   `json:"pending_template,omitempty"`
	PendingRun      string   `json:"pending_run,omitempty"`
	PendingNumber   string   `json:"pending_number,omitempty"`
}

// Booking is a booked hour.
type Booking struct {
	Day  day.Date `json:"day"`
	Time string   `json:"time"` // 13:00
	Room string   `json:"room,omitempty"`
	Via  string   `json:"via,omitempty"` // ticket, phone, letter, desk
	Made day.Date `json:"made,omitzero"`

	Also  []Start  `json:"also,omitempty"` // offered in the same letter and not chosen; the first offer is the time itself
	Until day.Date `json:"until,omitzero"` // the others are held through this day; zero = until the day before each
}
