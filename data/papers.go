package data

import (
	"context"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// What the papers of a visit are drawn from. The caller draws them.

// StarPage gathers the star that a participant takes home: the latest journey's, with
// an earlier cohort's beneath it. It refuses while no level is chosen. A protected
// person is named S-04 and needs WithReason.
func (s *Store) StarPage(ctx context.Context, participant string, lang say.Lang) (p paper.StarPage, err error) {
	o, err := s.open(ctx, participant, "star.print")
	if err != nil {
		return p, err
	}
	err = s.read(ctx, func(r reader) error {
		st, err := readStar(r, o.ref, o.person.sex, s.Day())
		if err != nil {
			return err
		}
		levels, any := st.chosen()
		if !any {
			return fault.New(fault.Refused, "visit.data.err.no_star")
		}
		p = paper.StarPage{Clinic: s.Config().Clinic(), Lang: lang, Criteria: st.criteria, Name: o.person.visitor().Name,
			Date: o.status.Visited, Profile: st.profile(), Levels: levels}
		if p.Date.IsZero() {
			p.Date = s.Day()
		}
		earlier, err := s.earlierStar(r, o)
		if earlier != nil {
			p.Earlier, p.EarlierDate = &earlier.Levels, earlier.Date
		}
		return err
	})
	if err != nil {
		return p, err
	}
	return p, s.drew(ctx, o, PaperStar)
}

// PlanPage gathers the page that a participant takes home: the star, the goals and the
// follow-up, in a language of letters. It refuses while nothing is agreed. A protected
// person is named S-04 and needs WithReason.
func (s *Store) PlanPage(ctx context.Context, participant string, lang paper.Lang) (p paper.PlanPage, err error) {
	if !lang.Known() {
		return p, fault.New(fault.Usage, "plan.err.lang", "Lang", string(lang))
	}
	o, err := s.open(ctx, participant, "plan.print")
	if err != nil {
		return p, err
	}
	err = s.read(ctx, func(r reader) error {
		k, err := readPlan(r, o.ref)
		if err != nil {
			return err
		}
		if k.plan.IsZero() {
			return fault.New(fault.Refused, "plan.err.none")
		}
		st, err := readStar(r, o.ref, o.person.sex, s.Day())
		if err != nil {
			return err
		}
		levels, _ := st.chosen()
		p = paper.PlanPage{Clinic: s.Config().Clinic(), Lang: lang, Criteria: st.criteria, Name: o.person.visitor().Name, Date: o.status.Visited,
			Levels: levels, Heredity: st.profile().Heredity.Value, Plan: k.plan}
		if p.Date.IsZero() {
			p.Date = s.Day()
		}
		return nil
	})
	if err != nil {
		return p, err
	}
	return p, s.drew(ctx, o, PaperPlan)
}

// BlankStar gathers the star to be filled in by hand.
func (s *Store) BlankStar(ctx context.Context, lang say.Lang) (p paper.BlankStar, err error) {
	p = paper.BlankStar{Clinic: s.Config().Clinic(), Lang: lang, Date: s.Day()}
	p.Criteria, err = s.CriteriaEdition(ctx, "")
	return p, err
}

// CriteriaSheet gathers the criteria in force.
func (s *Store) CriteriaSheet(ctx context.Context, lang say.Lang) (p paper.CriteriaSheet, err error) {
	p = paper.CriteriaSheet{Clinic: s.Config().Clinic(), Lang: lang}
	if p.Criteria, err = s.CriteriaEdition(ctx, ""); err != nil {
		return p, err
	}
	p.Form, err = s.FormEdition(ctx, "")
	return p, err
}

// BlankForm gathers the paper questionnaire in force.
func (s *Store) BlankForm(ctx context.Context, lang say.Lang) (p paper.BlankForm, err error) {
	p = paper.BlankForm{Clinic: s.Config().Clinic(), Lang: lang}
	p.Form, err = s.FormEdition(ctx, "")
	return p, err
}

// TranscriptPage gathers the sheet from which a form is typed into Clinic24. It
// refuses without a consent that holds (Q19) and without a form.
func (s *Store) TranscriptPage(ctx context.Context, participant string, lang say.Lang) (p paper.Transcript, err error) {
	o, err := s.open(ctx, participant, "transcript")
	if err != nil {
		return p, err
	}
	if o.status.Consent != journey.Yes {
		return p, fault.New(fault.Refused, "visit.data.err.consent")
	}
	err = s.read(ctx, func(r reader) error {
		f, err := readForm(r, o.ref)
		if err != nil {
			return err
		}
		if f.form == "" {
			return noForm()
		}
		who := o.person.visitor()
		p = paper.Transcript{Clinic: s.Config().Clinic(), Lang: lang, Answers: f.answers, Name: who.Name, Number: who.Number,
			Date: s.Day(), Informed: o.status.InfoGiven}
		if p.Form, err = definition(r, f.version, s.Day()); err != nil {
			return err
		}
		p.Consent, err = consentOf(r, o.events, lang)
		return err
	})
	if err != nil {
		return p, err
	}
	return p, s.drew(ctx, o, PaperTranscript)
}

// consentOf gives the answer that holds, in words.
func consentOf(r reader, events []journey.Event, lang say.Lang) (c paper.Consent, err error) {
	for _, e := range inTime(holding(events)) {
		if e.Kind != journey.Consented {
			continue
		}
		c = paper.Consent{Date: day.Of(e.At), By: e.Details.By}
		switch e.Details.How {
		case "phone", "visit", "letter", "other":
			c.How = say.In(lang, say.T("visit.data.consent."+e.Details.How))
		}
		if c.By == "" {
			if c.By, err = fullName(r, e.Actor); err != nil {
				return c, err
			}
		}
	}
	return c, nil
}
