// Package demo fills an empty data folder with invented people at every stage of the
// journey, through the same use cases as everyone else: what it shows is what the
// program does.
package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/data"
)

// Params say what to make.
type Params struct {
	Participants int    // at most what Skatteverket has published of the year
	Cohort       int    // the year in which they turn 40
	Seed         uint64 // the same seed gives the same people
}

// Counts tell what was made.
type Counts struct {
	Participants int                   `json:"participants"`
	Events       int                   `json:"events"`
	Letters      int                   `json:"letters"`
	Forms        int                   `json:"forms"`
	Stars        int                   `json:"stars"`
	States       map[journey.State]int `json:"states"`
}

// Clock is a clock that the demo moves, so that each event is recorded on its own day.
// Open the store with its Now.
type Clock struct{ now time.Time }

// NewClock gives a clock that stands at noon of a day.
func NewClock(today day.Date) *Clock { return &Clock{today.At(12, 0)} }

// Now gives the time at which the clock stands.
func (c *Clock) Now() time.Time { return c.now }

// lead is how many days before today the year's list was read in.
const lead = 64

// filler is one filling of a folder.
type filler struct {
	store   *data.Store
	clock   *Clock
	today   day.Date
	rand    *rand.Rand
	booked  map[string]int // talks by day, to spread them over the rooms
	sex     map[string]pnr.Sex
	past    map[string]form.Answers // what they last answered
	keyings int
	plans   int
	Counts
}

// Fill makes a clinic's year in an empty store whose clock is c, and leaves the clock
// where it stood. It refuses a store with participants, and more participants than
// numbers are published.
func Fill(ctx context.Context, s *data.Store, c *Clock, p Params) (Counts, error) {
	today := day.Of(c.now)
	defer func(now time.Time) { c.now = now }(c.now)
	f := &filler{store: s, clock: c, today: today, rand: rand.New(rand.NewPCG(p.Seed, 40)), booked: map[string]int{},
		sex: map[string]pnr.Sex{}, past: map[string]form.Answers{}}
	if list, err := s.Participants(ctx, data.Filter{Limit: 1}); err != nil {
		return f.Counts, err
	} else if list.Count > 0 {
		return f.Counts, fault.New(fault.Refused, "demo.err.full")
	}
	people, err := invent(p.Participants, p.Cohort, f.rand)
	if err != nil {
		return f.Counts, err
	}
	if err := f.clinic(ctx); err != nil {
		return f.Counts, err
	}
	if err := f.earlier(ctx, people, p.Cohort); err != nil {
		return f.Counts, err
	}
	if err := f.figures(ctx, p.Cohort); err != nil {
		return f.Counts, err
	}
	if err := f.roster(ctx, people, p.Cohort); err != nil {
		return f.Counts, err
	}
	if err := f.tell(ctx, people, p.Cohort); err != nil {
		return f.Counts, err
	}
	f.at(0, 7, 42)
	if _, err := s.Backup(ctx, data.AtStart); err != nil {
		return f.Counts, err
	}
	return f.Counts, f.count(ctx, p.Cohort)
}

// at moves the clock to a time, so many days before today.
func (f *filler) at(daysAgo, hour, minute int) {
	f.clock.now = f.today.Add(-daysAgo).At(hour, minute)
}

// ago gives how many days before today the clock stands.
func (f *filler) ago() int { return f.today.Sub(day.Of(f.clock.now)) }

// clinic fills in what the letters need of the sender.
func (f *filler) clinic(ctx context.Context) error {
	f.at(lead, 8, 0)
	for key, value := range map[string]string{
		"clinic.street": "Skolgatan 1", "clinic.postcode": "999 40", "clinic.town": "Granlunda", "clinic.phone": "0980-31 92 40",
		"clinic.phone_hours": "vardagar 8–11", "clinic.signer": "Lena Sundkvist", "clinic.visit_place": "Skolgatan 1, plan 2",
		"booking.rooms": "Rum 2 · Lena; Rum 4 · Petra",
	} {
		if err := f.store.SetSetting(ctx, key, value); err != nil {
			return fmt.Errorf("set %s: %w", key, err)
		}
	}
	return f.ownTime(ctx)
}

// ownTime keeps time of this week and the next for the clinic itself, before anybody
// is booked.
func (f *filler) ownTime(ctx context.Context) error {
	monday := f.today.Add(-(int(f.today.Weekday()) + 6) % 7)
	for _, b := range []data.BlockParams{
		{From: monday, Span: booking.Span{From: booking.At(15, 0), To: booking.At(16, 0)}, Room: "Rum 2", Name: "Planering"},
		{From: monday.Add(4), Span: booking.Span{From: booking.At(13, 0), To: booking.At(16, 0)}, Name: "Stängt från 13, planeringsdag"},
		{From: monday.Add(7), Span: booking.Span{From: booking.At(15, 0), To: booking.At(16, 0)}, Room: "Rum 2", Name: "Planering"},
		{From: monday.Add(9), Span: booking.Span{From: booking.At(8, 0), To: booking.At(12, 0)}, Room: "Rum 4", Name: "Utbildning"},
	} {
		if _, err := f.store.AddBlock(ctx, b); err != nil {
			return fmt.Errorf("keep time for %s: %w", b.Name, err)
		}
	}
	return nil
}

func (f *filler) roster(ctx context.Context, people []someone, cohort int) error {
	b, err := rosterOf(people, f.rand)
	if err != nil {
		return err
	}
	f.at(lead, 8, 30)
	r, err := f.store.Import(ctx, data.ImportParams{Name: fmt.Sprintf("listning-%d.csv", cohort), Data: b, Cohort: cohort})
	if err != nil {
		return fmt.Errorf("import the invented roster: %w", err)
	}
	f.Participants = r.New
	return nil
}

func (f *filler) count(ctx context.Context, cohort int) error {
	f.at(0, 12, 0)
	list, err := f.store.Participants(ctx, data.Filter{Cohort: cohort})
	f.States = map[journey.State]int{}
	for _, r := range list.Rows {
		f.States[r.Status.State]++
	}
	return err
}
