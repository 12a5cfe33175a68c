package journey

import (
	"fyrtio/core/say"
)

// Sentence says an event in a participant's timeline: "Biljetten gick ut. 12 av 34
// frågor var besvarade."
func Sentence(e Event) say.Text {
	d := e.Details
	t := func(id string, args ...any) say.Text { return say.T("journey.event."+id, args...) }
	switch e.Kind {
	case Registered:
		return t("registered." + pick(d.Cl24, Yes, No))
	case Consented:
		if d.How == "" {
			return t("consent." + pick(d.Answer, Yes, No, Withdrawn))
		}
		return t("consent."+pick(d.Answer, Yes, No, Withdrawn)+".how", "How", how(d.How))
	case TicketSent:
		if d.Expires.IsZero() {
			return t("ticket_sent", "Type", ticketWords(d.Type))
		}
		return t("ticket_sent.expires", "Type", ticketWords(d.Type), "On", d.Expires)
	case TicketExpired:
		if d.Opened == Yes && d.Progress != "" {
			done, of := progress(d.Progress)
			return t("ticket_expired.progress", "Done", done, "Of", of)
		}
		return t("ticket_expired." + pick(d.Opened, Yes, No))
	case LetterPrinted:
		return t("letter_printed", "Letter", TemplateName(d.Template), "Number", d.Letter)
	case LetterReturned:
		return withText(t, "letter_returned", d.Letter)
	case Called:
		return callSentence(t, d)
	case WantsHelp:
		return withText(t, "wants_help", d.What)
	case HandedOver:
		return t("handed_over", "To", d.To)
	case Booked, Rebooked:
		return bookedSentence(t, e.Kind, d)
	case Cancelled:
		return withText(t, "cancelled."+pick(d.By, "participant", "clinic"), d.Reason)
	case FormReceived:
		return t("form_received." + pick(d.Source, SourceHome, SourceVisit, SourcePhone, SourceCl24))
	case Declined:
		return withText(t, "declined", d.Reason)
	case Deferred:
		return t("deferred", "On", d.Until)
	case Ended:
		return t("ended", "Why", endWords(d.Reason))
	case Reopened:
		return withText(t, "reopened", d.Reason)
	case Documented:
		if d.Where == WhereCl24 {
			return t("documented.cl24." + pick(d.Way, WayAssisted, WayStandalone))
		}
		return t("documented.pmo")
	case NeedsInterpreter:
		return withText(t, "interpreter", d.Language)
	case Note:
		return t("note", "Text", d.Text)
	case FollowUp:
		return t("follow_up", "On", d.Date, "What", d.What)
	case Undone:
		return withText(t, "undone", d.Reason)
	}
	if !e.Kind.Known() {
		return t("unknown")
	}
	return t(string(e.Kind))
}

// withText says an event with its free text, or the shorter sentence without one.
func withText(t func(string, ...any) say.Text, id, text string) say.Text {
	if text == "" {
		return t(id)
	}
	return t(id+".text", "Text", text)
}

func callSentence(t func(string, ...any) say.Text, d Details) say.Text {
	if !d.Until.IsZero() && (d.Outcome == CallLater || d.Outcome == CallInterpreter) {
		return t("call."+d.Outcome+".until", "On", d.Until)
	}
	outcome := pick(d.Outcome, CallBooked, CallLater, CallNoAnswer, CallVoicemail, CallWrongNumber, CallDeclined, CallInterpreter)
	return t("call." + outcome)
}

func bookedSentence(t func(string, ...any) say.Text, k Kind, d Details) say.Text {
	start, err := ParseStart(d.Start)
	if err != nil {
		return t("unknown")
	}
	if k == Rebooked {
		return t("rebooked", "On", start.Day, "Time", clock(start.Clock))
	}
	return t("booked."+pick(d.Via, "desk", "ticket", "phone", "letter"), "On", start.Day, "Time", clock(start.Clock))
}

// pick gives value if it is one of the known ones, else the first of them: an event
// from a damaged or later source must still be said.
func pick(value string, known ...string) string {
	for _, k := range known {
		if value == k {
			return value
		}
	}
	return known[0]
}

func how(s string) say.Text {
	return say.T("journey.how." + pick(s, "other", "phone", "visit", "letter"))
}

func ticketWords(kind string) say.Text {
	return say.T("journey.ticket." + pick(kind, TicketVisit, TicketForm))
}

// TemplateName says a letter template's name: "Inbjudan: vi ringer".
func TemplateName(template string) say.Text {
	for _, t := range Templates {
		if t == template {
			return say.T("journey.template." + template)
		}
	}
	return say.T("journey.template.unknown")
}
