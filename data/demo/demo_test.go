package demo_test

import (
	"context"
	"testing"

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
		if q.Count == 0 && q.Queue != journey.QueueFollowUps {
			t.Errorf("the queue %s is empty", q.Queue)
		}
	}
	if problems, err := s.Check(ctx); err != nil || len(problems) > 0 {
		t.Errorf("check: %v %v", problems, err)
	}
	if _, err := demo.Fill(ctx, s, clock, demo.Params{Participants: 1, Cohort: 2026}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a clinic with participants is filled: %v", err)
	}
}

func TestNoMoreThanPublished(t *testing.T) {
	clock := demo.NewClock(day.New(2026, 3, 10))
	_, err := demo.Fill(context.Background(), open(t, clock), clock, demo.Params{Participants: 755, Cohort: 2026})
	if fault.CodeOf(err) != fault.Refused {
		t.Errorf("755 of 754: %v", err)
	}
}
