package data

import (
	"bytes"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

func openStar(t testing.TB, s *Store, participant string) StarRecord {
	t.Helper()
	st, err := s.ShowStar(t.Context(), participant)
	must(t, err)
	return st
}

func TestStarIsSetAndTakenBack(t *testing.T) {
	s, _, id := onePerson(t)
	typeAll(t, s, id)
	st := openStar(t, s, id)
	if len(st.Levels) != 0 || len(st.Profile.Points) != star.Points || st.Earlier != nil {
		t.Fatalf("a star that was not begun: %+v", st.Levels)
	}
	points := st.Criteria.Points
	a, b := points[0].ID, points[1].ID
	must(t, s.SaveLevels(t.Context(), id, map[string]int{a: 2, b: 4}))
	must(t, s.SaveComment(t.Context(), id, a, "Vill gå mer"))
	must(t, s.SaveLevels(t.Context(), id, map[string]int{b: 0}))
	st = openStar(t, s, id)
	if len(st.Levels) != 1 || st.Levels[a] != 2 || st.Comments[a] != "Vill gå mer" {
		t.Errorf("%v %v", st.Levels, st.Comments)
	}
	refuses(t, s.SaveLevels(t.Context(), id, map[string]int{a: 3, "no.such": 1}), "visit.data.err.point")
	refuses(t, s.SaveLevels(t.Context(), id, map[string]int{a: 5}), "visit.data.err.level")
	if st = openStar(t, s, id); st.Levels[a] != 2 {
		t.Error("a refused act changed a level")
	}
	must(t, s.SaveComment(t.Context(), id, a, ""))
	if st = openStar(t, s, id); len(st.Comments) != 0 || st.Levels[a] != 2 {
		t.Errorf("%v %v", st.Levels, st.Comments)
	}
	noProblems(t, s)
}

func TestStarProposalsFillOnlyUnsetPoints(t *testing.T) {
	s, _, id := onePerson(t)
	typeAll(t, s, id)
	st := openStar(t, s, id)
	mine := st.Profile.Points[0]
	other := mine.Level%4 + 1
	must(t, s.SaveLevels(t.Context(), id, map[string]int{mine.ID: other}))
	n, err := s.SaveProposed(t.Context(), id)
	must(t, err)
	st = openStar(t, s, id)
	proposed := 0
	for _, p := range st.Profile.Points {
		want := p.Level
		if p.ID == mine.ID {
			want = other
		} else if p.Level != 0 {
			proposed++
		}
		if st.Levels[p.ID] != want {
			t.Errorf("%s: level %d, want %d", p.ID, st.Levels[p.ID], want)
		}
	}
	if n != proposed || n == 0 {
		t.Errorf("%d were set, want %d", n, proposed)
	}
	if n, err = s.SaveProposed(t.Context(), id); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
	// The proposal stands beside the choice as it was when it was made.
	must(t, s.read(t.Context(), func(r reader) error {
		levels, version, err := readLevels(r, Ref{id, 2026})
		if got := string(levels[mine.ID].proposed); !bytes.Contains([]byte(got), []byte(`"reason"`)) || version != "exempel-1" {
			t.Errorf("%s by %s", got, version)
		}
		return err
	}))
	must(t, s.SetSetting(t.Context(), "proposals", "off"))
	_, err = s.SaveProposed(t.Context(), id)
	refuses(t, err, "visit.data.err.proposals")
	must(t, s.SaveLevels(t.Context(), id, map[string]int{mine.ID: mine.Level}))
	if st = openStar(t, s, id); st.Proposals || len(st.Profile.Points) != 0 || st.Levels[mine.ID] != mine.Level {
		t.Errorf("with proposals off: %v, %d points", st.Proposals, len(st.Profile.Points))
	}
}

func TestStarOfAnEarlierCohortAndItsPage(t *testing.T) {
	s, c, id := onePerson(t)
	_, err := s.StarPage(t.Context(), id, say.Swedish)
	refuses(t, err, "visit.data.err.no_star")
	typeAll(t, s, id)
	logKind(t, s, id, journey.Visited, journey.Details{})
	_, err = s.SaveProposed(t.Context(), id)
	must(t, err)
	first := openStar(t, s, id)

	must(t, s.SetSetting(t.Context(), "ages", "40,50"))
	c.to(day.New(2036, time.March, 11), 9, 0)
	importFile(t, s, ImportParams{Data: rosterFile(people(t, 1)), Cohort: 2036, Part: true, Force: "uppföljning"})
	st := openStar(t, s, id)
	if st.Earlier == nil || st.Earlier.Date != testDay || len(st.Levels) != 0 || len(st.Answers) != 0 {
		t.Fatalf("%+v", st.Star)
	}
	must(t, s.SaveLevels(t.Context(), id, map[string]int{st.Criteria.Points[0].ID: 3}))
	page, err := s.StarPage(t.Context(), id, say.Swedish)
	must(t, err)
	if page.EarlierDate != testDay || page.Earlier == nil || *page.Earlier != st.Earlier.Levels || page.Date != s.Day() {
		t.Errorf("%v %v", page.EarlierDate, page.Date)
	}
	for id, l := range first.Levels {
		p, _ := first.Criteria.Criterion(id)
		if page.Earlier[p.K] != l {
			t.Errorf("%s: %d, want %d", id, page.Earlier[p.K], l)
		}
	}
	var b bytes.Buffer
	if _, err := paper.WriteStar(&b, page); err != nil || b.Len() == 0 {
		t.Error(err)
	}
}
