package main

import (
	"time"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
)

// consentJSON is a line of the record of consent: to be registered in Clinic24 and
// contacted digitally.
type consentJSON struct {
	Answer   string   `json:"answer"` // yes, no, withdrawn; "" where only the information was given
	Date     day.Date `json:"date"`
	How      string   `json:"how"`
	By       string   `json:"by"`       // who asked
	Informed bool     `json:"informed"` // the information about digital messages was given (Q18)
	Cohort   int      `json:"cohort"`
	Undone   bool     `json:"undone"`
}

func consents(p data.Person) []consentJSON {
	list := make([]consentJSON, len(p.Consents))
	for i, c := range p.Consents {
		list[i] = consentJSON{c.Answer, day.Of(c.At), c.How, c.By, c.Informed, c.Cohort, c.Struck != nil}
		if list[i].By == "" {
			list[i].By = c.Actor
		}
	}
	return list
}

// printConsent says the answer that holds, and whether the person was informed.
func (a *app) printConsent(p data.Person) {
	c := p.Consent(p.Cohort)
	if c == nil {
		a.line("ctl.show.consent.none")
		return
	}
	how := say.T("ctl.show.how.unknown")
	if c.How != "" {
		how = say.T("journey.how." + c.How)
	}
	by := c.By
	if by == "" {
		by = c.Actor
	}
	a.line("ctl.show.consent", "Answer", say.T("ctl.show.consent."+c.Answer), "On", day.Of(c.At), "How", how, "By", by)
	if on := p.Status.InfoGiven; !on.IsZero() {
		a.line("ctl.show.informed", "On", on)
	} else {
		a.line("ctl.show.informed.none")
	}
}

// paperJSON is a letter or another paper of a participant.
type paperJSON struct {
	Kind     data.PaperKind  `json:"kind"`
	Number   string          `json:"number,omitempty"`
	Template string          `json:"template,omitempty"`
	Run      string          `json:"run,omitempty"`
	State    data.PaperState `json:"state,omitempty"`
	At       time.Time       `json:"at"`
}

func papers(p data.Person) []paperJSON {
	list := make([]paperJSON, len(p.Papers))
	for i, l := range p.Papers {
		list[i] = paperJSON{l.Kind, l.Number, l.Template, l.Run, l.State, l.At}
	}
	return list
}
