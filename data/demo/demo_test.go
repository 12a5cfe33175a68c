package demo_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/data"
	"fyrtio/data/demo"
	"fyrtio/data/keys"
)

var cheap = []keys.Option{keys.WithCost(keys.Cost{Time: 1, Memory: 8, Threads: 1})}

func open(t *testing.T, clock *demo.Clock) *data.Store {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	if _, err := data.Init(ctx, dir, data.InitParams{Clinic: "Granlunda", User: "lena", Passphrase: "fyra ord man minns", Clock: clock.Now, Keys: cheap}); err != nil {
		t.Fatal(err)
	}
	s, err := data.Open(ctx, dir, data.Options{User: "lena", Passphrase: "fyra ord man minns", Clock: clock.Now, Keys: cheap})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// The demo's calendar is one that a clinic could have: several talks a week in both
// rooms, held times, time of its own, somebody protected, nothing over anything, also
// when it is made on a Friday, over Easter or at the weekend.
func TestTheCalendarIsBelievable(t *testing.T) {
	ctx := context.Background()
	for _, today := range []day.Date{day.New(2026, 3, 10), day.New(2026, 4, 3), day.New(2026, 6, 21)} {
		clock := demo.NewClock(today)
		s := open(t, clock)
		if _, err := demo.Fill(ctx, s, clock, demo.Params{Participants: 90, Cohort: 2026, Seed: 40}); err != nil {
			t.Fatal(today, err)
		}
		talks, held, protected, blocks, rooms := 0, 0, 0, 0, map[booking.Room]int{}
		for _, of := range []day.Date{today.Add(-7), today, today.Add(7), today.Add(14)} {
			w, err := s.Week(ctx, of)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range w.Days {
				blocks += len(d.Blocks)
				for _, h := range d.Hours {
					rooms[h.Column]++
					if h.Kind == booking.Held {
						held++
					} else {
						talks++
					}
					if h.Protected {
						protected++
					}
					if h.Clash || !d.Closed.IsZero() {
						t.Errorf("%s: %s %v in %s: clash %v, %v", today, d.Day, h.Span, h.Column, h.Clash, d.Closed)
					}
				}
			}
		}
		if talks < 15 || held != 2 || protected != 1 || blocks < 3 || len(rooms) != 2 {
			t.Errorf("%s: %d talks, %d held, %d protected, %d blocks, rooms %v", today, talks, held, protected, blocks, rooms)
		}
	}
}

// The demo shows every stage: a stage that it lacks is one that nobody looks at.
func TestEveryStageIsThere(t *testing.T) {
	ctx := context.Background()
	clock := demo.NewClock(day.New(2026, 3, 10))
	s := open(t, clock)
	counts, err := demo.Fill(ctx, s, clock, demo.Params{Participants: 80, Cohort: 2026, Seed: 40})
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []journey.State{journey.StateNew, journey.StateInvited, journey.StateInContact, journey.StateDeferred, journey.StateBooked,
		journey.StateNoShow, journey.StateVisited, journey.StateDone, journey.StateDeclined, journey.StateNoReply, journey.StateEnded} {
		if counts.States[state] == 0 {
			t.Errorf("nobody is %s", state)
		}
	}
	if counts.Participants != 80 || counts.Letters == 0 || counts.Forms == 0 || counts.Stars == 0 {
		t.Errorf("made %+v", counts)
	}
	work, err := s.Today(ctx, 2026)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range work.Queues {
		if q.Count == 0 {
			t.Errorf("the queue %s is empty", q.Queue)
		}
	}
	before := ""
	for _, r := range work.Rows {
		if r.Queue == journey.QueueVisits && r.Since == day.New(2026, 3, 10) {
			if r.Status.Booking.Time < before {
				t.Errorf("the visit at %s stands after the one at %s", r.Status.Booking.Time, before)
			}
			before = r.Status.Booking.Time
		}
	}
	if before == "" {
		t.Error("nobody comes today")
	}
	if problems, err := s.Check(ctx); err != nil || len(problems) > 0 {
		t.Errorf("check: %v %v", problems, err)
	}
	if _, err := demo.Fill(ctx, s, clock, demo.Params{Participants: 1, Cohort: 2026}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a clinic with participants is filled: %v", err)
	}
}

// What a visit leaves behind is there too: plans with follow-ups to come and due, what
// was typed a second time, corrected, noted or out of the usual, values that matter at
// once, forms that lie in Clinic24, and what was said and set five years ago.
func TestVisitsLeaveSomethingBehind(t *testing.T) {
	ctx := context.Background()
	today := day.New(2026, 3, 10)
	clock := demo.NewClock(today)
	s := open(t, clock)
	counts, err := demo.Fill(ctx, s, clock, demo.Params{Participants: 90, Cohort: 2026, Seed: 40})
	if err != nil {
		t.Fatal(err)
	}
	if ages := s.Config().Ages(); !slices.Equal(ages, []int{40}) {
		t.Errorf("the clinic invites at %v", ages)
	}
	list, err := s.Participants(ctx, data.Filter{Cohort: 2026})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	saw := func(what string, is bool) {
		if is {
			seen[what]++
		}
	}
	for _, r := range list.Rows {
		if r.Protected || r.Status.Form == "" {
			continue
		}
		f, err := s.OpenForm(ctx, r.Participant)
		if err != nil {
			t.Fatal(err)
		}
		saw("cl24", r.Status.Form == journey.FormCl24)
		saw("earlier form", f.Earlier != nil && len(f.Answers) > 0)
		saw("note", len(f.Notes) > 0)
		saw("amended", len(f.Amendments) > 0)
		saw("unusual", len(f.Definition.Warnings(f.Answers)) > 0)
		saw("at once", len(f.Limits.Crossed(f.Definition, f.Answers)) > 0)
		saw("half typed", len(f.Place.Drafts) > 0)
		for _, v := range f.Answers {
			if why, is := v.Missing(); is {
				saw(string(why), true)
			}
		}
		st, err := s.OpenStar(ctx, r.Participant)
		if err != nil {
			t.Fatal(err)
		}
		saw("star", len(st.Levels) > 0)
		saw("comment", len(st.Comments) > 0)
		saw("earlier star", st.Earlier != nil && len(st.Levels) > 0)
		p, err := s.OpenPlan(ctx, r.Participant)
		if err != nil {
			t.Fatal(err)
		}
		saw("plan", !p.Plan.IsZero())
		saw("follow-up to come", p.Plan.Follow.Date.After(today))
		saw("follow-up due", !p.Plan.Follow.Date.IsZero() && !p.Plan.Follow.Date.After(today))
		for _, a := range p.Plan.Done {
			saw("coded", a.Code != "")
		}
	}
	for _, what := range []string{"cl24", "earlier form", "note", "amended", "unusual", "at once", "half typed", "declined", "unmeasured", "unanswered",
		"star", "comment", "earlier star", "plan", "follow-up to come", "follow-up due", "coded"} {
		if seen[what] == 0 {
			t.Errorf("no %s", what)
		}
	}
	if seen["plan"]*3 < counts.Stars*2 {
		t.Errorf("%d plans on %d stars", seen["plan"], counts.Stars)
	}
	rate, err := s.Keyings(ctx, 2026)
	if err != nil || rate.Keyings == 0 || rate.First == 0 || rate.Second == 0 {
		t.Errorf("second keyings: %+v %v", rate, err)
	}
	t.Logf("%+v, %v, %+v", counts, seen, rate)
}

func TestNoMoreThanPublished(t *testing.T) {
	clock := demo.NewClock(day.New(2026, 3, 10))
	_, err := demo.Fill(context.Background(), open(t, clock), clock, demo.Params{Participants: 755, Cohort: 2026})
	if fault.CodeOf(err) != fault.Refused {
		t.Errorf("755 of 754: %v", err)
	}
}

// What `strings` would find in the data folder: nothing of anybody, neither names nor
// numbers nor addresses nor answers, in the database, its journal, the backups or any
// file beside them (S17).
func TestS17NothingOfAnybodyIsReadableOnDisk(t *testing.T) {
	ctx := context.Background()
	clock := demo.NewClock(day.New(2026, 3, 10))
	s := open(t, clock)
	if _, err := demo.Fill(ctx, s, clock, demo.Params{Participants: 60, Cohort: 2026, Seed: 40}); err != nil {
		t.Fatal(err)
	}
	list, err := s.Participants(ctx, data.Filter{Cohort: 2026})
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]bool{"tobacco.smoking": true, "m.weight": true, "Skymningslampan": true}
	for _, r := range list.Rows {
		if r.Protected {
			continue
		}
		p, err := s.Participant(ctx, r.Participant, 2026, data.Look{View: "show"})
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{r.Family, r.Given + " ", p.Contact.Street, p.Contact.Mobile, r.Number.String(), r.Number.Display(), r.Number.String()[2:]} {
			if len(secret) >= 6 { // shorter ones stand in random bytes by chance
				secrets[secret] = true
			}
		}
	}
	who := list.Rows[0].Participant
	if _, err := s.EnterAnswers(ctx, who, []byte(`{"m.weight": 87.65, "note": "Skymningslampan lyser"}`)); err != nil {
		t.Fatal(err)
	}
	seen := 0
	scan := func() {
		err := filepath.WalkDir(s.Dir(), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen++
			for secret := range secrets {
				if bytes.Contains(b, []byte(secret)) || strings.Contains(d.Name(), secret) {
					t.Errorf("%s shows %q", d.Name(), secret)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	scan() // with the journal
	if _, err := s.Backup(ctx, data.ByHand); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	scan()
	if seen < 6 || len(secrets) < 100 {
		t.Errorf("looked for %d secrets in %d files: too few to prove anything", len(secrets), seen)
	}
}
