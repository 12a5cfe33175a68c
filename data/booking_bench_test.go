package data

import (
	"context"
	"testing"
	"time"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/journey"
)

// BenchmarkCalendar measures the week (100 ms), a time that is judged while the arrow
// keys move it (16 ms), a booking on the disk (10 ms p99) and the list of those who
// wait, with 100,000 participants and 4,200 bookings in three rooms.
func BenchmarkCalendar(b *testing.B) {
	s, c := largeStore(b)
	defer s.Close()
	ctx := context.Background()
	if err := s.SetSetting(ctx, "booking.rooms", "Rum 1; Rum 2; Rum 3"); err != nil {
		b.Fatal(err)
	}
	refs, err := s.Refs(ctx, Filter{Cohort: 2026})
	if err != nil {
		b.Fatal(err)
	}
	rooms := []string{"Rum 1", "Rum 2", "Rum 3"}
	var list []LogParams
	calendar := s.Config().Calendar()
	weeks := 0
	for d := testDay.Add(-1); len(list) < 4200; d = d.Add(1) {
		if d.Weekday() == time.Monday {
			weeks++
		}
		for r, room := range rooms {
			for _, slot := range calendar.Slots(d, booking.Room(room), nil) {
				if slot.Kind == booking.Free && (d != testDay || r > 0) {
					list = append(list, LogParams{Participants: []string{refs[len(list)].Participant}, Kind: journey.Booked,
						Details: journey.Details{Start: journey.Start{Day: d, Clock: slot.From.String()}.String(), Room: room, Via: "phone"}})
				}
			}
		}
	}
	c.to(testDay.Add(-1), 7, 0)
	for len(list) > 0 {
		n := min(400, len(list))
		if l, err := s.LogEach(ctx, list[:n]); err != nil || len(l.Refused) > 0 {
			b.Fatal(l.Refused, err)
		}
		list = list[n:]
	}
	for i := range 300 {
		if _, err := s.Log(ctx, LogParams{Participants: []string{refs[4300+i].Participant}, Kind: journey.WantsHelp, Details: journey.Details{What: "eftermiddag"}}); err != nil {
			b.Fatal(err)
		}
	}
	c.to(testDay, 9, 0)
	measure := func(name string, n int, f func(i int) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				took := make([]time.Duration, n)
				for i := range took {
					start := time.Now()
					if err := f(i); err != nil {
						b.Fatal(err)
					}
					took[i] = time.Since(start)
				}
				percentiles(b, took)
			}
		})
	}
	measure("week", 100, func(i int) error {
		w, err := s.Week(ctx, testDay.Add(7*(i%(weeks-1))))
		n := 0
		for _, d := range w.Days {
			n += len(d.Hours)
		}
		if err == nil && n < 40 {
			b.Fatal("an empty week")
		}
		return err
	})
	measure("judge", 200, func(i int) error {
		_, err := s.Judge(ctx, BookParams{Participant: refs[4900].Participant, Start: journey.Start{Day: testDay.Add(i % 30), Clock: "10:00"}, Room: rooms[i%3]})
		return err
	})
	measure("waiting", 20, func(int) error {
		_, err := s.WaitingForTime(ctx, 2026)
		return err
	})
	free := day.New(2028, time.January, 10)
	measure("book", 200, func(i int) error {
		c.t = c.t.Add(time.Minute)
		who := refs[4610+i%200].Participant
		p := BookParams{Participant: who, Start: journey.Start{Day: free, Clock: "10:00"}, Room: rooms[i%3]}
		free = free.Add(1)
		if l, err := s.Participants(ctx, Filter{Participants: []string{who}}); err == nil && l.Rows[0].Status.Booking != nil {
			_, err := s.Rebook(ctx, p)
			return ignoreStop(err)
		}
		_, err := s.Book(ctx, p)
		return ignoreStop(err)
	})
	measure("daysheet", 20, func(i int) error {
		_, err := s.DaySheet(ctx, testDay.Add(7*(i%(weeks-1))), "", "sv")
		return err
	})
}

// ignoreStop lets weekends pass.
func ignoreStop(err error) error {
	if Stopped(err) {
		return nil
	}
	return err
}
