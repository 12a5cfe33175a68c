package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"fyrtio/core/booking"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	"fyrtio/data"
)

// The JSON of the calendar. A protected person's hour has the label and the id, and
// nothing else of the person (D12).
type (
	dayJSON struct {
		Day    day.Date    `json:"day"`
		Open   string      `json:"open"`   // 08:00-16:00; "" on a closed day
		Closed string      `json:"closed"` // why it is closed
		Hours  []hourJSON  `json:"hours"`
		Blocks []blockJSON `json:"blocks"`
		Free   []freeJSON  `json:"free"` // where a talk could be booked
	}
	hourJSON struct {
		Participant string              `json:"participant"`
		Number      *string             `json:"number"`
		Name        string              `json:"name"`
		Protected   bool                `json:"protected"`
		Start       string              `json:"start"`
		End         string              `json:"end"`
		Room        string              `json:"room"`
		Kind        booking.Kind        `json:"kind"`    // visit, held
		Outcome     journey.HourOutcome `json:"outcome"` // visited, no_show; "" = to come
		Via         string              `json:"via"`
		Interpreter string              `json:"interpreter"`
		Form        journey.FormStatus  `json:"form"`
		Samples     *day.Date           `json:"samples"`
		Clash       bool                `json:"clash"`
	}
	blockJSON struct {
		ID    string   `json:"id"`
		From  day.Date `json:"from"`
		To    day.Date `json:"to"`
		Start string   `json:"start"`
		End   string   `json:"end"`
		Room  string   `json:"room"`
		Name  string   `json:"name"`
	}
	freeJSON struct {
		Start string `json:"start"`
		Room  string `json:"room"`
	}
)

func (a *app) bookings() *cobra.Command {
	var on, week, room, out string
	cmd := &cobra.Command{
		Use:   "bookings [--day DATE | --week DATE] [--room ROOM] [--out FILE.pdf]",
		Short: a.say("booking.ctl.short"),
		Long:  a.say("booking.ctl.long"),
		Example: "fyrtioctl bookings --day 2026-03-17 --out dagblad.pdf\nfyrtioctl bookings --week 2026-03-16 --room \"Rum 2\"\n" +
			"fyrtioctl log 19860102-2380 booked start=2026-03-17T13:00 \"room=Rum 2\" via=phone\n" +
			"fyrtioctl log 19860102-2380 booked start=2026-03-17T13:00 via=letter also=2026-03-18T09:00,2026-03-19T10:00 until=2026-03-10",
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if on != "" && week != "" {
				return fault.New(fault.Usage, "booking.ctl.err.both")
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			of, err := a.dayOr(on+week, s.Day())
			if err != nil {
				return err
			}
			if out == "" {
				return a.printBookings(cmd.Context(), s, of, week == "", room)
			}
			return a.save(out, func(w io.Writer) (paper.Drawn, error) {
				if week == "" {
					sheet, err := s.DaySheet(cmd.Context(), of, room, a.lang)
					if err != nil {
						return paper.Drawn{}, err
					}
					return paper.WriteDaySheet(w, sheet)
				}
				list, err := s.WeekList(cmd.Context(), of, room, a.lang)
				if err != nil {
					return paper.Drawn{}, err
				}
				return paper.WriteList(w, list)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&on, "day", "", a.say("booking.ctl.flag.day"))
	flags.StringVar(&week, "week", "", a.say("booking.ctl.flag.week"))
	flags.StringVar(&room, "room", "", a.say("booking.ctl.flag.room"))
	flags.StringVar(&out, "out", "", a.say("booking.ctl.flag.out"))
	cmd.AddCommand(a.block(), a.unblock())
	return cmd
}

// dayOr reads a date as it is typed, today for none.
func (a *app) dayOr(typed string, today day.Date) (day.Date, error) {
	if typed == "" {
		return today, nil
	}
	d, err := day.Parse(typed)
	if err != nil {
		return d, fault.Wrap(fault.Usage, err, "booking.ctl.err.day", "Typed", typed)
	}
	return d, nil
}

// printBookings shows the week of a day, or the day alone, and of one room where one is named.
func (a *app) printBookings(ctx context.Context, s *data.Store, of day.Date, alone bool, room string) error {
	w, err := s.Week(ctx, of)
	if err != nil {
		return err
	}
	only, err := w.Calendar.RoomOf(room)
	if err != nil {
		return err
	}
	days, rows := []dayJSON{}, [][]string{}
	for _, d := range w.Days {
		if alone && d.Day != of {
			continue
		}
		j := a.dayOf(&w, d, only)
		days = append(days, j)
		rows = append(rows, a.dayRows(&j)...)
	}
	return a.print(days, func() {
		if len(rows) == 0 {
			a.line("booking.ctl.none")
			return
		}
		a.table([]string{"booking.list.col.day", "booking.list.col.time", "booking.list.col.name", "booking.list.col.room",
			"booking.list.col.interpreter", "booking.list.col.form", "booking.list.col.samples", "ctl.col.id"}, rows)
	})
}

func (a *app) dayOf(w *data.Week, d data.WeekDay, only booking.Room) dayJSON {
	j := dayJSON{Day: d.Day, Closed: a.text(d.Closed), Hours: []hourJSON{}, Blocks: []blockJSON{}, Free: []freeJSON{}}
	if !d.Open.IsZero() {
		j.Open = d.Open.From.String() + "-" + d.Open.To.String()
	}
	for _, h := range d.Hours {
		if only == "" || h.Column == only {
			j.Hours = append(j.Hours, a.hour(h))
		}
	}
	for _, b := range d.Blocks {
		if only == "" || b.Room == "" || b.Room == only {
			j.Blocks = append(j.Blocks, blockJSON{b.ID, b.From, b.To, b.Span.From.String(), b.Span.To.String(), string(b.Room), b.Name})
		}
	}
	for i, room := range w.Rooms {
		if only != "" && room != only {
			continue
		}
		for _, slot := range d.Slots[i] {
			if slot.Kind == booking.Free {
				j.Free = append(j.Free, freeJSON{slot.From.String(), string(room)})
			}
		}
	}
	return j
}

func (a *app) hour(h data.BookedHour) hourJSON {
	j := hourJSON{Participant: h.Participant, Name: a.name(h.Row), Protected: h.Protected, Start: h.From.String(), End: h.To.String(),
		Room: string(h.Hour.Room), Kind: h.Kind, Outcome: h.Outcome, Clash: h.Clash}
	if h.Protected {
		return j
	}
	number := h.Number.String()
	j.Number, j.Via, j.Interpreter, j.Form, j.Samples = &number, h.Via, h.Status.Interpreter, h.Status.Form, date(h.Status.Samples)
	return j
}

// dayRows gives the lines of a day: a closed day's reason, then hours and blocks by time.
func (a *app) dayRows(d *dayJSON) (rows [][]string) {
	if d.Closed != "" {
		rows = append(rows, []string{d.Day.String(), "", d.Closed})
	}
	closed := len(rows)
	for _, h := range d.Hours {
		form, samples := "", ""
		if h.Form != "" {
			form = a.say("booking.form." + string(h.Form))
		}
		if h.Samples != nil {
			samples = a.say("booking.list.samples")
		}
		name := h.Name
		if h.Kind == booking.Held {
			name = a.say("booking.ctl.held", "Name", name)
		}
		if h.Clash {
			name = a.say("booking.ctl.clash", "Name", name)
		}
		rows = append(rows, []string{d.Day.String(), h.Start, name, h.Room, h.Interpreter, form, samples, h.Participant})
	}
	for _, b := range d.Blocks {
		rows = append(rows, []string{d.Day.String(), b.Start, b.Name, b.Room, "", "", "", b.ID})
	}
	slices.SortStableFunc(rows[closed:], func(a, b []string) int { return slices.Compare(a[1:2], b[1:2]) })
	return rows
}

func (a *app) block() *cobra.Command {
	var p data.BlockParams
	var from, to, span string
	cmd := &cobra.Command{
		Use:     "block NAME --from DATE [--to DATE] --time 13.00-15.00 [--room ROOM] [--override REASON]",
		Short:   a.say("booking.ctl.block.short"),
		Long:    a.say("booking.ctl.block.long"),
		Example: "fyrtioctl bookings block Planering --from 2026-03-16 --time 15-16 --room \"Rum 2\"\nfyrtioctl bookings block Semester --from 2026-07-06 --to 2026-07-31 --time 0-24",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			p.Name = args[0]
			if p.From, err = a.dayOr(from, day.Date{}); err != nil {
				return err
			}
			if p.To, err = a.dayOr(to, day.Date{}); err != nil {
				return err
			}
			if p.Span, err = booking.ParseSpan(span); err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			b, err := s.AddBlock(cmd.Context(), p)
			if err != nil {
				return err
			}
			return a.print(map[string]string{"block": b.ID}, func() {
				a.line("booking.ctl.blocked", "Name", b.Name, "From", b.From, "Span", b.Span.Words(), "ID", b.ID)
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&from, "from", "", a.say("booking.ctl.flag.from"))
	flags.StringVar(&to, "to", "", a.say("booking.ctl.flag.to"))
	flags.StringVar(&span, "time", "", a.say("booking.ctl.flag.time"))
	flags.StringVar(&p.Room, "room", "", a.say("booking.ctl.flag.room"))
	flags.StringVar(&p.Override, "override", "", a.say("booking.ctl.flag.override"))
	return cmd
}

func (a *app) unblock() *cobra.Command {
	return &cobra.Command{
		Use:     "unblock BLOCK",
		Short:   a.say("booking.ctl.unblock.short"),
		Example: "fyrtioctl bookings unblock 01JH8Z6T5Q…",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := s.RemoveBlock(cmd.Context(), args[0]); err != nil {
				return err
			}
			return a.print(map[string]string{"block": args[0]}, func() { fmt.Fprintln(a.out, a.say("booking.ctl.unblocked")) })
		},
	}
}
