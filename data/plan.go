package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	goals "fyrtio/core/plan"
	"fyrtio/core/say"
	"fyrtio/core/visit"
)

// Goals and plan. Each save adds a row; the last one holds. The day of the follow-up is
// an event of the journey too, recorded in the same act, so that it becomes a next step.

// keptPlan is the plan that holds of a journey.
type keptPlan struct {
	plan   goals.Plan
	follow string // the event of its follow-up day
	at     time.Time
	actor  string
}

func readPlan(r reader, ref Ref) (k keptPlan, err error) {
	var body []byte
	var at int64
	err = r.row(`SELECT body, follow_up, at, actor FROM plan WHERE participant = ? AND cohort = ? ORDER BY seq DESC LIMIT 1`, ref.Participant, ref.Cohort).
		Scan(&body, &k.follow, &at, &k.actor)
	if none(err) {
		return k, nil
	}
	if err != nil {
		return k, fmt.Errorf("read the plan of %s: %w", ref.Participant, err)
	}
	k.at = instant(at)
	if err := json.Unmarshal(body, &k.plan); err != nil {
		return k, fmt.Errorf("read the plan of %s: %w", ref.Participant, err)
	}
	return k, nil
}

// OpenPlan gives the plan of a participant's latest journey with the star that it is
// agreed from, and logs the look. A protected person needs WithReason.
func (s *Store) OpenPlan(ctx context.Context, participant string) (v visit.Plan, err error) {
	o, err := s.open(ctx, participant, "plan")
	if err != nil {
		return v, err
	}
	err = s.read(ctx, func(r reader) error {
		v, err = s.visitPlan(r, o)
		return err
	})
	return v, err
}

func (s *Store) visitPlan(r reader, o opened) (v visit.Plan, err error) {
	st, err := readStar(r, o.ref, o.person.sex, s.Day())
	if err != nil {
		return v, err
	}
	k, err := readPlan(r, o.ref)
	if err != nil {
		return v, err
	}
	v = visit.Plan{Person: o.person.visitor(), Visited: o.status.Visited, Criteria: st.criteria, Profile: st.profile(), Levels: map[string]int{},
		Plan: k.plan, Saved: k.at}
	for id, l := range st.levels {
		if l.chosen != 0 {
			v.Levels[id] = l.chosen
		}
	}
	if k.actor != "" {
		if v.By, err = fullName(r, k.actor); err != nil {
			return v, err
		}
	}
	if v.Earlier, err = s.earlierPlan(r, o); err != nil {
		return v, err
	}
	text, _, err := readOwn(r, contentActions, goals.ShippedActions())
	if err != nil {
		return v, err
	}
	if v.Actions, err = goals.ReadActions(text); err != nil {
		return v, err
	}
	v.Printed, err = printed(r, o.ref, o.person.sex, PaperPlan, s.Day())
	return v, err
}

// earlierPlan gives the plan of the latest earlier cohort year that has one, nil for none.
func (s *Store) earlierPlan(r reader, o opened) (*visit.EarlierPlan, error) {
	refs, err := readRefs(r, `SELECT DISTINCT participant, cohort FROM plan WHERE participant = ? AND cohort < ? ORDER BY cohort DESC`,
		o.ref.Participant, o.ref.Cohort)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		k, err := readPlan(r, ref)
		if err != nil {
			return nil, err
		}
		if k.plan.IsZero() {
			continue
		}
		then := opened{ref: ref}
		if err := then.read(r, s); err != nil {
			return nil, err
		}
		e := visit.EarlierPlan{Date: then.status.Visited, Plan: k.plan}
		if e.Date.IsZero() {
			e.Date = day.Of(k.at)
		}
		return &e, nil
	}
	return nil, nil
}

// SavePlan keeps a plan as the one that holds. A new day of the follow-up is recorded in
// the same act, and one that was taken away is taken back.
func (s *Store) SavePlan(ctx context.Context, participant string, p goals.Plan) error {
	if err := s.turnDay(ctx); err != nil {
		return err
	}
	return s.write(ctx, act{Act: "plan.save"}, func(t *tx) error {
		ref, err := findRef(t, t.today, participant, 0)
		if err != nil {
			return err
		}
		t.act.Participant = ref.Participant
		_, version, err := readLevels(t, ref)
		if err != nil {
			return err
		}
		criteria, err := criteriaOf(t, version, t.today)
		if err != nil {
			return err
		}
		if p, err = p.Clean(criteria.Points); err != nil {
			return err
		}
		was, err := readPlan(t, ref)
		if err != nil {
			return err
		}
		if was.plan.Equal(p) {
			t.quiet = true
			return nil
		}
		follow, err := t.followUp(ref, was, p)
		if err != nil {
			return err
		}
		body, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("write the plan of %s: %w", ref.Participant, err)
		}
		_, err = t.exec(`INSERT INTO plan (participant, cohort, body, follow_up, at, actor) VALUES (?,?,?,?,?,?)`,
			ref.Participant, ref.Cohort, string(body), follow, millis(t.now), t.s.user)
		if err != nil {
			return err
		}
		var f fact
		if err := f.takePlan(p); err != nil {
			return err
		}
		return t.keepPlan(ref, &f)
	})
}

// followUp brings the journey's follow-up to what the plan says, and gives its event.
func (t *tx) followUp(ref Ref, was keptPlan, p goals.Plan) (event string, err error) {
	if was.plan.Follow.Date == p.Follow.Date && was.plan.Follow.How == p.Follow.How && was.plan.Follow.Time == p.Follow.Time {
		return was.follow, nil
	}
	if d := p.Follow.Date; d != was.plan.Follow.Date && !d.IsZero() && d.Before(t.today) {
		return "", fault.New(fault.Refused, "plan.err.date")
	}
	var l Logged
	if was.follow != "" {
		events, err := readEvents(t, ref)
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(holding(events), func(e journey.Event) bool { return e.ID == was.follow }) {
			reason := say.In(say.Lang(t.s.Config().Text("lang")), say.T("plan.follow.changed"))
			if _, err := t.add(ref, journey.Event{Kind: journey.Undone, Details: journey.Details{Event: was.follow, Reason: reason}}, &l); err != nil {
				return "", err
			}
		}
	}
	if p.Follow.Date.IsZero() {
		return "", nil
	}
	what := p.Follow.How
	if p.Follow.Time != "" {
		what = trimJoin("kl. "+p.Follow.Time, what)
	}
	return t.add(ref, journey.Event{Kind: journey.FollowUp, Details: journey.Details{Date: p.Follow.Date, What: what}}, &l)
}

func trimJoin(a, b string) string {
	if b == "" {
		return a
	}
	return a + ", " + b
}

// The kinds of the clinic's own texts that are neither forms, criteria nor letters.
const (
	contentActions = "actions"
	contentPMO     = "pmo"
)

// OwnText is a text of the clinic's, with its version; 0 is the one that ships.
type OwnText struct {
	Text    string
	Version int
}

// readOwn gives the clinic's latest version of a text, or the one that ships.
func readOwn(r reader, kind, shipped string) (text string, version int, err error) {
	err = r.row(`SELECT body, CAST(version AS INTEGER) FROM content WHERE kind = ? AND name = '' ORDER BY CAST(version AS INTEGER) DESC LIMIT 1`, kind).
		Scan(&text, &version)
	if none(err) {
		return shipped, 0, nil
	}
	return text, version, err
}

// saveOwn keeps a text as the next version, unless it is what holds already.
func (s *Store) saveOwn(ctx context.Context, kind, shipped, text string) (o OwnText, err error) {
	err = s.write(ctx, act{Act: kind + ".save"}, func(t *tx) error {
		if o.Text, o.Version, err = readOwn(t, kind, shipped); err != nil {
			return err
		}
		if o.Text == text {
			t.quiet = true
			return nil
		}
		o = OwnText{text, o.Version + 1}
		t.act.Detail = map[string]any{"version": o.Version}
		_, err := t.exec(`INSERT INTO content (kind, name, version, body, shipped, valid, at, actor) VALUES (?,'',?,?,0,?,?,?)`,
			kind, strconv.Itoa(o.Version), text, t.today.String(), millis(t.now), t.s.user)
		return err
	})
	return o, err
}

// ActionTable gives the table of actions as text, for editing.
func (s *Store) ActionTable(ctx context.Context) (o OwnText, err error) {
	err = s.read(ctx, func(r reader) error {
		o.Text, o.Version, err = readOwn(r, contentActions, goals.ShippedActions())
		return err
	})
	return o, err
}

// SaveActionTable makes a text the clinic's table of actions. Plans keep the actions as
// they stood when they were chosen.
func (s *Store) SaveActionTable(ctx context.Context, text string) (OwnText, error) {
	if _, err := goals.ReadActions(text); err != nil {
		return OwnText{}, err
	}
	return s.saveOwn(ctx, contentActions, goals.ShippedActions(), text)
}
