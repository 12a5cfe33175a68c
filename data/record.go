package data

import (
	"cmp"
	"context"
	"errors"
	"strconv"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/pmo"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
	"fyrtio/core/visit"
)

// Writing the visit down elsewhere: typed into Clinic24 line by line, or pasted into PMO
// as a text.

// OpenTranscript gives the lines to type into Clinic24 and how far the typing has come,
// and logs the look. Without a consent that holds there are no lines, only the reason
// (Q19).
func (s *Store) OpenTranscript(ctx context.Context, participant string) (v visit.Transcript, err error) {
	o, err := s.open(ctx, participant, "transcript.screen")
	if err != nil {
		return v, err
	}
	err = s.read(ctx, func(r reader) error {
		f, err := readForm(r, o.ref)
		if err != nil {
			return err
		}
		v = visit.Transcript{Person: o.person.visitor(), Typed: map[string]string{}, Consent: o.status.Consent, Informed: o.status.InfoGiven,
			Visited: o.status.Visited, Complete: f.status().Locked(), Documented: documented(o.events)}
		if v.Definition, err = definition(r, f.version, s.Day()); err != nil {
			return err
		}
		if v.Assisted, err = s.mayDocument(r, o, journey.WayAssisted); err != nil {
			return err
		}
		if v.Standalone, err = s.mayDocument(r, o, journey.WayStandalone); err != nil {
			return err
		}
		switch {
		case !s.Config().On("cl24"):
			v.Blocked = v.Assisted
		case o.status.Consent != journey.Yes:
			v.Blocked = say.T("visit.data.err.consent")
		case f.form == "":
			v.Blocked = say.T("visit.data.err.no_form")
		default:
			v.Answers, v.Lines = f.answers, v.Definition.Transcript(f.answers)
			v.Typed, err = readTyped(r, o.ref)
		}
		return err
	})
	return v, err
}

// mayDocument asks the journey whether a visit may be recorded as documented in
// Clinic24, and gives the reason where it may not.
func (s *Store) mayDocument(r reader, o opened, way string) (say.Text, error) {
	facts, err := readFacts(r, o.ref, o.person)
	if err != nil {
		return say.Text{}, err
	}
	rules := s.rules()
	rules.Cohort = o.ref.Cohort
	e := journey.Event{Kind: journey.Documented, At: s.clock(), Recorded: s.clock(), Details: journey.Details{Where: journey.WhereCl24, Way: way}}
	err = journey.Check(o.events, facts, rules, s.Day(), e)
	if no := (*fault.Error)(nil); errors.As(err, &no) {
		return no.Text, nil
	}
	return say.Text{}, err
}

// documented lists where a visit was written down, oldest first.
func documented(events []journey.Event) (list []visit.Documented) {
	for _, e := range inTime(holding(events)) {
		if e.Kind == journey.Documented {
			list = append(list, visit.Documented{Where: e.Details.Where, Way: e.Details.Way, Date: day.Of(e.At)})
		}
	}
	return list
}

func readTyped(r reader, ref Ref) (map[string]string, error) {
	rows, err := r.rows(`SELECT item, value, ticked FROM typed WHERE participant = ? AND cohort = ? ORDER BY seq`, ref.Participant, ref.Cohort)
	if err != nil {
		return nil, err
	}
	typed := map[string]string{}
	return typed, each(rows, func() error {
		var item, value string
		var ticked bool
		if err := rows.Scan(&item, &value, &ticked); err != nil {
			return err
		}
		if delete(typed, item); ticked {
			typed[item] = value
		}
		return nil
	})
}

// TickLine keeps that a line of the transcript was typed into Clinic24 with its value of
// now, or takes the tick away; of a line without an answer it means that the person was
// asked. It refuses without consent (Q19).
func (s *Store) TickLine(ctx context.Context, participant, linkID string, ticked bool) error {
	return s.typeForm(ctx, "transcript.tick", participant, true, func(w *typing) error {
		st, err := stand(w, w.ref, w.rules, w.today)
		if err != nil {
			return err
		}
		if st.status.Consent != journey.Yes {
			return fault.New(fault.Refused, "visit.data.err.consent")
		}
		for _, l := range w.def.Transcript(w.answers) {
			if l.LinkID != linkID {
				continue
			}
			_, err := w.exec(`INSERT INTO typed (participant, cohort, item, value, ticked, at, actor) VALUES (?,?,?,?,?,?,?)`,
				w.ref.Participant, w.ref.Cohort, linkID, l.Value, ticked, millis(w.now), w.s.user)
			return err
		}
		return fault.New(fault.Refused, "plan.err.line", "Item", linkID)
	})
}

// OpenPMO gives what the text for PMO is made of, in Swedish as the record is, and logs
// the look. It needs no consent (Q19).
func (s *Store) OpenPMO(ctx context.Context, participant string) (v visit.PMO, err error) {
	o, err := s.open(ctx, participant, "pmo")
	if err != nil {
		return v, err
	}
	err = s.read(ctx, func(r reader) error {
		v = visit.PMO{Person: o.person.visitor(), Consent: o.status.Consent, Documented: documented(o.events)}
		if v.Template, v.Version, err = readOwn(r, contentPMO, pmo.Shipped()); err != nil {
			return err
		}
		f, err := s.visitForm(r, o)
		if err != nil {
			return err
		}
		v.Amended = f.Documented && len(f.Amendments) > 0
		st, err := readStar(r, o.ref, o.person.sex, s.Day())
		if err != nil {
			return err
		}
		k, err := readPlan(r, o.ref)
		v.Values = pmoValues(o, f, &st, k)
		return err
	})
	return v, err
}

// pmoValues puts a visit into Swedish lines.
func pmoValues(o opened, f visit.Form, st *starOf, k keptPlan) pmo.Values {
	const sv = say.Swedish
	t := func(id string, args ...any) string { return say.In(sv, say.T(id, args...)) }
	v := pmo.Values{}
	add := func(id, text string) {
		if text != "" {
			v[id] = append(v[id], text)
		}
	}
	if born := dayOf(o.person.born); !born.IsZero() {
		add(pmo.Age, strconv.Itoa(o.ref.Cohort-born.Year))
	}
	if d := o.status.Visited; !d.IsZero() {
		add(pmo.Date, d.String())
	}
	if f.Source != "" {
		add(pmo.Source, t("visit.source."+f.Source))
	}
	if c := o.status.Consent; c != "" {
		add(pmo.Consent, t("pmo.value.consent."+c, "Date", o.status.Consented.String()))
	}
	profile := st.profile()
	if profile.Heredity.Value != "" {
		add(pmo.Heredity, profile.Heredity.Text.In(sv))
	}
	if levels, any := st.chosen(); any {
		add(pmo.Criteria, st.criteria.Name.In(sv)+" "+st.criteria.Version)
		for _, p := range profile.Points {
			if l := levels[p.K]; l != 0 {
				add(pmo.Star, t("pmo.value.star", "Name", p.Name.In(sv), "Level", l, "Word", star.LevelWords(l).In(sv), "Value", p.Value.In(sv)))
			} else {
				add(pmo.Star, t("pmo.value.star.none", "Name", p.Name.In(sv)))
			}
		}
	}
	for _, p := range profile.Points {
		if c := st.levels[p.ID].comment; c != "" {
			add(pmo.Comments, t("pmo.value.line", "Name", p.Name.In(sv), "Value", c))
		}
	}
	for i := range f.Definition.Items {
		it := &f.Definition.Items[i]
		a, ok := f.Answers[it.LinkID]
		if !ok || !f.Definition.Enabled(it.LinkID, f.Answers) {
			continue
		}
		id := pmo.Answers
		if it.Measurement {
			id = pmo.Measures
		}
		add(id, t("pmo.value.line", "Name", cmp.Or(it.Short.In(sv), it.Text.In(sv)), "Value", f.Definition.Show(it.LinkID, a, sv)))
	}
	for _, ix := range score.Compute(f.Definition, f.Answers) {
		switch {
		case !ix.Has:
		case ix.Words.In(sv) == "" || ix.Words.In(sv) == ix.Value.In(sv):
			add(pmo.Indexes, t("pmo.value.line", "Name", ix.Name.In(sv), "Value", ix.Value.In(sv)))
		default:
			add(pmo.Indexes, t("pmo.value.class", "Name", ix.Name.In(sv), "Value", ix.Value.In(sv), "Class", ix.Words.In(sv)))
		}
	}
	for _, g := range k.plan.Goals {
		if g.IsZero() {
			continue
		}
		line := t("pmo.value.goal", "Name", profile.Point(g.Point).Name.In(sv), "What", g.What)
		if g.Point == "" {
			line = g.What
		}
		for _, more := range []struct{ id, name, value string }{{"how", "How", g.How}, {"sure", "Sure", g.Sure}, {"support", "Support", g.Support}} {
			if more.value != "" {
				line = t("pmo.value.goal."+more.id, "Goal", line, more.name, more.value)
			}
		}
		add(pmo.Goals, line)
	}
	if follow := k.plan.Follow; !follow.Date.IsZero() {
		when := follow.Date.String()
		if follow.Time != "" {
			when = t("pmo.value.follow.at", "Date", when, "Time", follow.Time)
		}
		if follow.How != "" {
			when = t("pmo.value.follow.how", "When", when, "How", follow.How)
		}
		add(pmo.FollowUp, when)
	}
	for _, a := range k.plan.Done {
		add(pmo.Actions, a.Coded())
	}
	for _, a := range f.Amendments {
		it, ok := f.Definition.Item(a.LinkID)
		if !ok {
			continue
		}
		add(pmo.Amendments, t("pmo.value.amended", "Date", day.Of(a.At).String(), "Name", cmp.Or(it.Short.In(sv), it.Text.In(sv)),
			"New", shown(f.Definition, a.LinkID, a.New), "Old", shown(f.Definition, a.LinkID, a.Old), "Reason", a.Reason))
	}
	return v
}

// shown puts an answer into Swedish words; none is said as such.
func shown(d *form.Definition, linkID string, v form.Value) string {
	return cmp.Or(d.Show(linkID, v, say.Swedish), form.MissingWords(form.Unanswered).In(say.Swedish))
}

// SavePMOTemplate makes a text the clinic's template of the text for PMO.
func (s *Store) SavePMOTemplate(ctx context.Context, text string) (OwnText, error) {
	if _, err := pmo.Read(text); err != nil {
		return OwnText{}, err
	}
	return s.saveOwn(ctx, contentPMO, pmo.Shipped(), text)
}
