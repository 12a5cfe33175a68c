package main

import (
	"context"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/data"
	"fyrtio/data/demo"
)

func (a *app) demo() *cobra.Command {
	p := demo.Params{Participants: 164, Seed: 40}
	cmd := &cobra.Command{
		Use:     "demo --participants N --cohort YEAR [--seed S]",
		Short:   a.say("ctl.demo.short"),
		Long:    a.say("ctl.demo.long"),
		Example: "FYRTIO_PASSPHRASE='fyra ord man minns' fyrtioctl --data demo --user lena demo --participants 164 --cohort 2026",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if p.Cohort == 0 {
				return fault.New(fault.Usage, "ctl.err.cohort")
			}
			if p.Participants < 1 {
				return fault.New(fault.Usage, "ctl.err.participants")
			}
			now, err := a.clock()
			if err != nil {
				return err
			}
			clock := demo.NewClock(day.Of(now()))
			if err := a.openDemo(cmd.Context(), clock); err != nil {
				return err
			}
			counts, err := demo.Fill(cmd.Context(), a.store, clock, p)
			if err != nil {
				return err
			}
			return a.print(counts, func() {
				a.line("ctl.demo.done", "Participants", counts.Participants, "Events", counts.Events, "Letters", counts.Letters,
					"Forms", counts.Forms, "Stars", counts.Stars)
			})
		},
	}
	cmd.Flags().IntVar(&p.Participants, "participants", p.Participants, a.say("ctl.flag.participants"))
	cmd.Flags().IntVar(&p.Cohort, "cohort", 0, a.say("ctl.flag.cohort"))
	cmd.Flags().Uint64Var(&p.Seed, "seed", p.Seed, a.say("ctl.flag.seed"))
	return cmd
}

// openDemo opens the folder with the demo's clock, and makes the clinic where there is
// none. The recovery code of a demo is of no use and not shown.
func (a *app) openDemo(ctx context.Context, clock *demo.Clock) error {
	if a.data == "" {
		return fault.New(fault.Usage, "ctl.err.data")
	}
	passphrase, err := a.passphrase()
	if err != nil {
		return err
	}
	o := data.Options{User: a.firstUser(), Passphrase: passphrase, Clock: clock.Now, Keys: keyOptions}
	a.store, err = data.Open(ctx, a.data, o)
	if fault.CodeOf(err) != fault.NotFound {
		return err
	}
	_, err = data.Init(ctx, a.data, data.InitParams{Clinic: "Granlunda hälsocentral", User: o.User, FullName: "Lena Sundkvist",
		Passphrase: passphrase, Clock: clock.Now, Keys: keyOptions})
	if err != nil {
		return err
	}
	a.store, err = data.Open(ctx, a.data, o)
	return err
}
