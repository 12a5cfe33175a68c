package data

import (
	"slices"
	"time"

	"fyrtio/core/journey"
)

// ConsentEntry is a line of a participant's record of consent. The purpose is always
// the same: to be registered in Clinic24 and contacted digitally (Q2).
type ConsentEntry struct {
	Event    string
	Cohort   int
	Answer   string // yes, no, withdrawn; "" where only the information of Q18 was given
	At       time.Time
	Recorded time.Time
	How      string // phone, visit, letter, chat, other; "" not told
	By       string // who asked, as it was named; "" = who recorded it
	Actor    string // who recorded it, login name
	Informed bool   // the information of Q18 was given in the same act, or is what the line tells
	Text     string // a comment
	Struck   *Struck
	act      string
}

// Struck tells who took an event back, and why.
type Struck struct {
	At     time.Time
	Actor  string // login name
	Reason string
}

// Consent gives the answer that holds in a cohort, nil before the first.
func (p *Person) Consent(cohort int) *ConsentEntry {
	for i := range p.Consents {
		if c := &p.Consents[i]; c.Cohort == cohort && c.Answer != "" && c.Struck == nil {
			return c
		}
	}
	return nil
}

// readConsents gives the record of all cohorts, newest first; what was taken back
// stays in it.
func readConsents(r reader, participant string) (list []ConsentEntry, err error) {
	rows, err := r.rows(`SELECT id, at, recorded, actor, workplace, kind, details, cohort, coalesce(`+actOf("event")+`, '') FROM event
		WHERE participant = ?1 AND (kind IN ('consent', 'info_given') OR kind = 'undone' AND json_extract(details, '$.event') IN
			(SELECT id FROM event WHERE participant = ?1 AND kind IN ('consent', 'info_given')))
		ORDER BY at, recorded, id`, participant)
	if err != nil {
		return nil, err
	}
	struck := map[string]*Struck{}
	err = each(rows, func() error {
		var cohort int
		var act string
		e, err := scanEvent(rows.Scan, &cohort, &act)
		if err != nil {
			return err
		}
		if e.Kind == journey.Undone {
			struck[e.Details.Event] = &Struck{At: e.Recorded, Actor: e.Actor, Reason: e.Details.Reason}
			return nil
		}
		d := e.Details
		list = append(list, ConsentEntry{Event: e.ID, Cohort: cohort, Answer: d.Answer, At: e.At, Recorded: e.Recorded, How: d.How, By: d.By,
			Actor: e.Actor, Informed: e.Kind == journey.InfoGiven, Text: d.Text, act: act})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Struck = struck[list[i].Event]
	}
	list = joinInformed(list)
	slices.Reverse(list)
	return list, nil
}

// joinInformed lets an answer and the information that was given with it be one line.
func joinInformed(list []ConsentEntry) []ConsentEntry {
	with := func(info ConsentEntry) int {
		return slices.IndexFunc(list, func(c ConsentEntry) bool {
			return c.Answer != "" && c.Cohort == info.Cohort && c.act == info.act && (c.Struck == nil) == (info.Struck == nil)
		})
	}
	for _, c := range list {
		if i := with(c); c.Answer == "" && i >= 0 {
			list[i].Informed = true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(c ConsentEntry) bool { return c.Answer == "" && with(c) >= 0 })
}
