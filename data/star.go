package data

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
	"fyrtio/core/star"
	"fyrtio/core/visit"
)

// The star. What a person chose is only added to: the last row of a point holds, and
// each row keeps the proposal as it stood beside the choice. A star belongs to the
// version of the criteria that it was begun with.

// level is what holds for a point.
type level struct {
	point    string
	chosen   int // 1–4, 0 = not chosen
	comment  string
	at       int64
	proposed []byte
}

// readLevels gives a star by point id and the version of its criteria, "" for a star
// that was not begun.
func readLevels(r reader, ref Ref) (map[string]level, string, error) {
	rows, err := r.rows(`SELECT point, level, comment, criteria, proposed, at FROM star WHERE participant = ? AND cohort = ? ORDER BY seq`,
		ref.Participant, ref.Cohort)
	if err != nil {
		return nil, "", err
	}
	levels, version := map[string]level{}, ""
	return levels, version, each(rows, func() error {
		var l level
		var chosen string
		if err := rows.Scan(&l.point, &chosen, &l.comment, &version, &l.proposed, &l.at); err != nil {
			return err
		}
		l.chosen, _ = strconv.Atoi(chosen)
		levels[l.point] = l
		return nil
	})
}

// starOf is a star with what it is set from.
type starOf struct {
	ref      Ref
	def      *form.Definition
	answers  form.Answers
	criteria *star.Criteria
	levels   map[string]level
	sex      pnr.Sex
}

func readStar(r reader, ref Ref, sex pnr.Sex, on day.Date) (s starOf, err error) {
	f, err := readForm(r, ref)
	if err != nil {
		return s, err
	}
	s = starOf{ref: ref, answers: f.answers, sex: sex}
	if s.def, err = definition(r, f.version, on); err != nil {
		return s, err
	}
	var version string
	if s.levels, version, err = readLevels(r, ref); err != nil {
		return s, fmt.Errorf("read the star of %s: %w", ref.Participant, err)
	}
	s.criteria, err = criteriaOf(r, version, on)
	return s, err
}

// profile gives what the criteria propose for the answers as they are now.
func (s *starOf) profile() star.Profile {
	return star.Propose(s.criteria, s.def, s.answers, score.Compute(s.def, s.answers), s.sex)
}

// chosen gives the levels by place in the figure.
func (s *starOf) chosen() (l star.Levels, any bool) {
	for _, p := range s.criteria.Points {
		l[p.K] = s.levels[p.ID].chosen
		any = any || l[p.K] != 0
	}
	return l, any
}

// OpenStar gives the star of a participant's latest journey, and logs that it was
// looked at. A protected person needs WithReason.
func (s *Store) OpenStar(ctx context.Context, participant string) (visit.Star, error) {
	o, err := s.open(ctx, participant, "star")
	if err != nil {
		return visit.Star{}, err
	}
	var v visit.Star
	err = s.read(ctx, func(r reader) error {
		st, err := readStar(r, o.ref, o.person.sex, s.Day())
		if err != nil {
			return err
		}
		v = visit.Star{Person: o.person.visitor(), Visited: o.status.Visited, Definition: st.def, Answers: st.answers, Criteria: st.criteria,
			Proposals: s.Config().On("proposals"), Levels: map[string]int{}, Comments: map[string]string{}}
		for id, l := range st.levels {
			if l.chosen != 0 {
				v.Levels[id] = l.chosen
			}
			if l.comment != "" {
				v.Comments[id] = l.comment
			}
		}
		if v.Earlier, err = s.earlierStar(r, o); err != nil {
			return err
		}
		v.Printed, err = printed(r, o.ref, o.person.sex, PaperStar, s.Day())
		return err
	})
	return v, err
}

// earlierStar gives the latest star of an earlier cohort year, nil for none.
func (s *Store) earlierStar(r reader, o opened) (*visit.Earlier, error) {
	cohorts, err := readRefs(r, `SELECT DISTINCT participant, cohort FROM star WHERE participant = ? AND cohort < ? ORDER BY cohort DESC`,
		o.ref.Participant, o.ref.Cohort)
	if err != nil {
		return nil, err
	}
	for _, ref := range cohorts {
		st, err := readStar(r, ref, o.person.sex, s.Day())
		if err != nil {
			return nil, err
		}
		levels, any := st.chosen()
		if !any {
			continue
		}
		then := opened{ref: ref}
		if err := then.read(r, s); err != nil {
			return nil, err
		}
		e := visit.Earlier{Date: then.status.Visited, Levels: levels}
		if e.Date.IsZero() {
			var last int64
			for _, l := range st.levels {
				last = max(last, l.at)
			}
			e.Date = day.Of(instant(last))
		}
		return &e, nil
	}
	return nil, nil
}

// StarRecord is a star with the proposals as they are now.
type StarRecord struct {
	visit.Star
	Profile star.Profile // empty when proposals are switched off
}

// ShowStar gives a star with its proposals, and logs the look.
func (s *Store) ShowStar(ctx context.Context, participant string) (StarRecord, error) {
	v, err := s.OpenStar(ctx, participant)
	if err != nil || !v.Proposals {
		return StarRecord{Star: v}, err
	}
	return StarRecord{v, star.Propose(v.Criteria, v.Definition, v.Answers, score.Compute(v.Definition, v.Answers), v.Person.Sex)}, nil
}

// proposal is what is kept beside a choice.
type proposal struct {
	Level  int        `json:"level"` // 0 = not assessed
	Value  form.Words `json:"value"`
	Reason form.Words `json:"reason"`
}

// setting is a star that is being set.
type setting struct {
	*tx
	starOf
	points star.Profile
}

// setStar runs f on the star of a participant's latest journey in one transaction.
func (s *Store) setStar(ctx context.Context, name, participant string, f func(*setting) error) error {
	return s.write(ctx, act{Act: name}, func(t *tx) error {
		ref, err := findRef(t, t.today, participant, 0)
		if err != nil {
			return err
		}
		t.act.Participant = ref.Participant
		p, err := readPerson(t, ref.Participant)
		if err != nil {
			return err
		}
		st, err := readStar(t, ref, p.sex, t.today)
		if err != nil {
			return err
		}
		if err := t.keepCriteria(st.criteria); err != nil {
			return err
		}
		if err := f(&setting{t, st, st.profile()}); err != nil {
			return err
		}
		return t.countStar(ref)
	})
}

// countStar keeps what a star adds to the annual report.
func (t *tx) countStar(ref Ref) error {
	levels, version, err := readLevels(t, ref)
	if err != nil {
		return err
	}
	var f fact
	f.takeStar(levels, version)
	return t.keepStar(ref, &f)
}

// put adds a row: level 0 and comment "" take away.
func (w *setting) put(point string, chosen int, comment string) error {
	proposed := []byte("null")
	if w.s.Config().On("proposals") {
		p := w.points.Point(point)
		var err error
		if proposed, err = json.Marshal(proposal{p.Level, p.Value, p.Reason}); err != nil {
			return err
		}
	}
	text := ""
	if chosen != 0 {
		text = strconv.Itoa(chosen)
	}
	_, err := w.exec(`INSERT INTO star (participant, cohort, criteria, point, level, proposed, comment, at, actor) VALUES (?,?,?,?,?,?,?,?,?)`,
		w.ref.Participant, w.ref.Cohort, w.criteria.Edition(), point, text, string(proposed), comment, millis(w.now), w.s.user)
	return err
}

func (w *setting) knows(point string) error {
	if _, ok := w.criteria.Criterion(point); !ok {
		return fault.New(fault.Refused, "visit.data.err.point", "Point", point)
	}
	return nil
}

// SaveLevels stores chosen levels 1–4 by point id, 0 takes one away; all or none. The
// proposal as it stands is kept beside each.
func (s *Store) SaveLevels(ctx context.Context, participant string, levels map[string]int) error {
	return s.setStar(ctx, "star.set", participant, func(w *setting) error {
		for id, l := range levels {
			if err := w.knows(id); err != nil {
				return err
			}
			if l < 0 || l > 4 {
				return fault.New(fault.Refused, "visit.data.err.level", "Point", id)
			}
		}
		for _, p := range w.criteria.Points { // in one order, whatever the map's
			l, ok := levels[p.ID]
			if !ok || l == w.levels[p.ID].chosen {
				continue
			}
			if err := w.put(p.ID, l, w.levels[p.ID].comment); err != nil {
				return err
			}
		}
		return nil
	})
}

// SaveProposed sets every point that is not set as proposed, in one act, and tells
// how many. It refuses when proposals are switched off.
func (s *Store) SaveProposed(ctx context.Context, participant string) (set int, err error) {
	if !s.Config().On("proposals") {
		return 0, fault.New(fault.Refused, "visit.data.err.proposals")
	}
	err = s.setStar(ctx, "star.proposed", participant, func(w *setting) error {
		for _, p := range w.points.Points {
			if p.Level == 0 || w.levels[p.ID].chosen != 0 {
				continue
			}
			set++
			if err := w.put(p.ID, p.Level, w.levels[p.ID].comment); err != nil {
				return err
			}
		}
		return nil
	})
	return set, err
}

// SaveComment stores the comment to a point, "" takes it away.
func (s *Store) SaveComment(ctx context.Context, participant, point, text string) error {
	text = strings.TrimSpace(text)
	if len([]rune(text)) > maxNote || strings.ContainsRune(text, 0) {
		return fault.New(fault.Refused, "visit.data.err.note", "Max", maxNote)
	}
	return s.setStar(ctx, "star.comment", participant, func(w *setting) error {
		if err := w.knows(point); err != nil {
			return err
		}
		if w.levels[point].comment == text {
			w.quiet = true
			return nil
		}
		return w.put(point, w.levels[point].chosen, text)
	})
}
