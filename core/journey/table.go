package journey

import (
	"fyrtio/core/day"
	"fyrtio/core/say"
)

// RuleRow is a line of the rules' table: a participant in a situation, and what may be
// done then.
type RuleRow struct {
	Situation string   `json:"situation"` // its id: invited.begun
	Title     say.Text `json:"title"`
	State     State    `json:"state"`
	Step      StepKind `json:"step"`

	Consent    string `json:"consent"` // yes, no, withdrawn; "" not asked
	Protected  bool   `json:"protected"`
	OwnContact bool   `json:"own_contact"` // protected, and gave a contact way of their own
	Gone       bool   `json:"gone"`
	Cl24       bool   `json:"cl24"` // the clinic uses Clinic24

	Channels  map[Channel]Permission `json:"channels"` // the reasons are without the frame
	Templates map[string]Sending     `json:"templates"`
}

// ConsentAnswers are the answers about Clinic24 in the order of the table; "" is not asked.
var ConsentAnswers = []string{"", Yes, No, Withdrawn}

// RuleTable gives what the rules allow (D5, D6): in every situation, with every answer
// about Clinic24, with and without protected identity, gone from the list or not, and
// with and without Clinic24. It asks the rules themselves, on journeys made for it; the
// clinic's settings stand but for the use of Clinic24, which is shown both ways.
func RuleTable(r Rules, today day.Date) (table []RuleRow) {
	for _, cl24 := range []bool{true, false} {
		r.Cl24 = cl24
		for _, s := range situationsOn(r, today) {
			for _, w := range everybody() {
				table = append(table, s.row(w, r, today))
			}
		}
	}
	return table
}

// everybody gives each kind of participant.
func everybody() (list []who) {
	for _, w := range []who{{}, {protected: true}, {protected: true, own: true}} {
		for _, w.gone = range []bool{false, true} {
			for _, w.consent = range ConsentAnswers {
				list = append(list, w)
			}
		}
	}
	return list
}

func (s *situation) row(w who, r Rules, today day.Date) RuleRow {
	events, f := s.story(w, r, today)
	c := courseOf(events, r)
	v := newView(&c, f, r, today)
	step := v.next()
	row := RuleRow{Situation: s.id, Title: say.T("journey.situation." + s.id), State: v.state(), Step: step.Step,
		Consent: w.consent, Protected: w.protected, OwnContact: w.own, Gone: w.gone, Cl24: r.Cl24,
		Channels: map[Channel]Permission{}, Templates: map[string]Sending{}}
	for _, ch := range Channels {
		row.Channels[ch] = v.may(ch)
	}
	for _, template := range Templates {
		row.Templates[template] = v.mayLetter(template)
	}
	return row
}

// Short says the ground of a refusal in a word or two: "utan samtycke". Empty when
// allowed, and of no use for a framed reason (Status.Channels).
func (p Permission) Short() say.Text {
	if p.Allowed {
		return say.Text{}
	}
	return say.T(p.Reason.ID + ".short")
}
