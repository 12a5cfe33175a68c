package journey

import (
	"slices"
	"strings"

	"fyrtio/core/say"
)

// Sentence says an event in a participant's timeline: first what happened, then what
// belongs to it. "Biljetten gick ut. 12 av 34 frågor var besvarade."
func Sentence(e Event) say.Text {
	s := sentence(e.Kind, &e.Details)
	if e.Details.Text != "" && e.Kind != Note {
		s = say.T("journey.event.comment", "Event", s, "Text", stopped(e.Details.Text))
	}
	return s
}

func event(id string, args ...any) say.Text { return say.T("journey.event."+id, args...) }

// event2 says an event with a free text, or the shorter sentence without one.
func event2(id, text string) say.Text {
	if text == "" {
		return event(id)
	}
	return event(id+".with", "Text", text)
}

func sentence(k Kind, d *Details) say.Text {
	switch k {
	case Registered:
		return event("registered." + pick(d.Cl24, Yes, No))
	case Consented:
		return consentSentence(d)
	case TicketSent, TicketExpired:
		return ticketSentence(k, d)
	case LetterPrinted, LetterReturned:
		return letterSentence(k, d)
	case Called:
		return callSentence(d)
	case WantsHelp:
		return event2("wants_help", stopped(d.What))
	case HandedOver:
		return event("handed_over", "To", d.To)
	case Booked, Rebooked:
		return bookedSentence(k, d)
	case Cancelled:
		by := pick(d.By, ByParticipant, ByClinic)
		if d.Late == Yes {
			by = "late"
		}
		return event2("cancelled."+by, stopped(d.Reason))
	case FormReceived:
		return event("form_received." + pick(d.Source, SourceHome, SourceVisit, SourcePhone, SourceCl24))
	case Declined:
		return declinedSentence(d)
	case Deferred:
		return event("deferred", "On", d.Until)
	case Ended:
		return event("ended", "Why", endWords(d.Reason))
	case Reopened:
		return event2("reopened", stopped(d.Reason))
	case Documented:
		return documentedSentence(d)
	case NeedsInterpreter:
		return event2("interpreter", d.Language)
	case Note:
		return event("note", "Text", d.Text)
	case FollowUp:
		if d.What == "" {
			return event("follow_up", "On", d.Date)
		}
		return event("follow_up.with", "On", d.Date, "Text", stopped(d.What))
	case Undone:
		return event2("undone", stopped(d.Reason))
	}
	if !k.Known() {
		return event("unknown")
	}
	return event(string(k))
}

func consentSentence(d *Details) say.Text {
	answer := "consent." + pick(d.Answer, Yes, No, Withdrawn)
	s := event(answer)
	if d.How != "" {
		s = event(answer+".how", "How", words("journey.how.", d.How, "phone", "visit", "letter", "chat", "other"))
	}
	if d.By != "" {
		s = event("asked", "Event", s, "Who", d.By)
	}
	return s
}

func ticketSentence(k Kind, d *Details) say.Text {
	if k == TicketExpired {
		done, of := progress(d.Progress)
		if d.Recalled == Yes {
			return event("ticket_expired.recalled")
		}
		if d.Opened == Yes && of > 0 {
			return event("ticket_expired.progress", "Done", done, "Max", of)
		}
		return event("ticket_expired." + pick(d.Opened, Yes, No))
	}
	kind := say.T("journey.ticket." + pick(d.Type, TicketVisit, TicketForm))
	if d.Expires.IsZero() {
		return event("ticket_sent", "Type", kind)
	}
	return event("ticket_sent.expires", "Type", kind, "On", d.Expires)
}

func letterSentence(k Kind, d *Details) say.Text {
	if k == LetterReturned {
		return event2("letter_returned", d.Letter)
	}
	s := event("letter_printed", "Letter", TemplateName(d.Template))
	if d.Letter != "" {
		s = event("letter_printed.number", "Letter", TemplateName(d.Template), "Number", d.Letter)
	}
	if d.Override != "" {
		s = event("letter_printed.override", "Event", s, "Text", stopped(d.Override))
	}
	return s
}

func callSentence(d *Details) say.Text {
	outcome := "call." + pick(d.Outcome, CallNoAnswer, CallBooked, CallLater, CallVoicemail, CallWrongNumber, CallDeclined, CallInterpreter)
	switch {
	case d.Outcome == CallInterpreter && d.Language != "":
		return event(outcome+".with", "Text", d.Language)
	case d.Outcome == CallLater && !d.Until.IsZero():
		return event(outcome+".until", "On", d.Until)
	case d.Outcome == CallDeclined:
		return event2(outcome, stopped(d.Reason))
	}
	return event(outcome)
}

func bookedSentence(k Kind, d *Details) say.Text {
	start, err := ParseStart(d.Start)
	if err != nil {
		return event("unknown")
	}
	id := string(k)
	if k == Booked {
		id += "." + pick(d.Via, "desk", "ticket", "phone", "letter")
	}
	s := event(id, "On", start.Day, "Time", clock(start.Clock))
	if d.Room != "" {
		s = event("place", "Event", s, "Place", RoomWords(d.Room))
	}
	var offers say.Text
	for _, offered := range d.Offers() {
		time := say.T("journey.fact.time", "On", offered.Day, "Time", clock(offered.Clock))
		if offers.IsZero() {
			offers = time
			continue
		}
		offers = say.T("journey.fact.and", "A", offers, "B", time)
	}
	if !offers.IsZero() {
		s = event("also", "Event", s, "Times", offers)
	}
	if d.Override != "" {
		s = event("override", "Event", s, "Text", stopped(d.Override))
	}
	return s
}

// stopped ends a free text as a sentence, for more may follow it.
func stopped(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

func declinedSentence(d *Details) say.Text {
	s := event2("declined", stopped(d.Reason))
	if d.Channel == "" {
		return s
	}
	return say.T("journey.event.through", "Event", s, "How", words("journey.through.", d.Channel, "ticket", "letter", "phone", "chat", "forwarding", "visit"))
}

func documentedSentence(d *Details) say.Text {
	switch {
	case d.Where != WhereCl24:
		return event("documented.pmo")
	case d.Way == "":
		return event("documented.cl24")
	}
	return event("documented.cl24." + pick(d.Way, WayAssisted, WayStandalone))
}

// pick gives value if it is one of the known ones, else the first of them: an event
// from a damaged or later source must still be said.
func pick(value string, known ...string) string {
	if slices.Contains(known, value) {
		return value
	}
	return known[0]
}

// words says a known value in the reader's language, and any other as it was written.
func words(prefix, value string, known ...string) any {
	if slices.Contains(known, value) {
		return say.T(prefix + value)
	}
	return value
}

// TemplateName says a letter template's name: "Inbjudan: vi ringer". One of the
// clinic's own is said by its id.
func TemplateName(template string) say.Text {
	if slices.Contains(Templates, template) {
		return say.T("journey.template." + template)
	}
	return say.T("journey.template", "ID", template)
}
