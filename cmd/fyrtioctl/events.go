package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/data"
)

// loggedJSON is what --json says after an event.
type loggedJSON struct {
	Event    string        `json:"event"`
	State    journey.State `json:"state"`
	Next     nextJSON      `json:"next"`
	Warnings []string      `json:"warnings,omitempty"` // of a booking
}

func (a *app) log() *cobra.Command {
	var at string
	var cohort int
	cmd := &cobra.Command{
		Use:     "log PARTICIPANT KIND [--at DATE] [KEY=VALUE…]",
		Short:   a.say("ctl.log.short"),
		Long:    a.say("ctl.log.long") + "\n\n" + kinds(),
		Example: "fyrtioctl log 19860102-2380 consent answer=yes how=phone\nfyrtioctl log 19860102-2380 ticket_sent --at 2026-02-20 type=visit expires=2026-03-06",
		Args:    arguments(2, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p := data.LogParams{Participants: args[:1], Cohort: cohort, Kind: journey.Kind(args[1])}
			details, err := keyValues(args[2:])
			if err != nil {
				return err
			}
			if p.Details, err = journey.NewDetails(p.Kind, details); err != nil {
				return err
			}
			if at != "" {
				if p.Day, err = day.Parse(at); err != nil {
					return fault.Wrap(fault.Usage, err, "ctl.err.at", "Typed", at)
				}
			}
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			logged, err := store.Log(cmd.Context(), p)
			if err != nil {
				return err
			}
			return a.printLogged(logged)
		},
	}
	cmd.Flags().StringVar(&at, "at", "", a.say("ctl.flag.at"))
	cmd.Flags().IntVar(&cohort, "cohort", 0, a.say("ctl.flag.cohort.latest"))
	return cmd
}

// kinds lists the kinds of events and their keys, those that are needed marked.
func kinds() string {
	var b strings.Builder
	for _, k := range journey.Kinds() {
		keys, required := k.Keys()
		fmt.Fprintf(&b, "  %s", k)
		for _, key := range keys {
			if required[key] {
				fmt.Fprintf(&b, " %s=…", key)
			} else {
				fmt.Fprintf(&b, " [%s=…]", key)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func keyValues(args []string) (map[string]string, error) {
	kv := make(map[string]string, len(args))
	for _, arg := range args {
		key, value, ok := strings.Cut(arg, "=")
		if !ok || key == "" {
			return nil, fault.New(fault.Usage, "ctl.err.keyvalue", "Typed", arg)
		}
		if _, twice := kv[key]; twice {
			return nil, fault.New(fault.Usage, "ctl.err.twice", "Key", key)
		}
		kv[key] = value
	}
	return kv, nil
}

func (a *app) printLogged(l data.Logged) error {
	last := l.Events[len(l.Events)-1]
	out := loggedJSON{Event: last.Event, State: last.Status.State, Next: a.next(last.Status.Next)}
	for _, w := range l.Warnings() {
		out.Warnings = append(out.Warnings, a.text(w))
	}
	return a.print(out, func() {
		a.line("ctl.log.done", "Event", out.Event, "State", a.say("ctl.state."+string(out.State)),
			"Step", a.say("ctl.step."+string(out.Next.Step)), "Reason", out.Next.Reason)
		for _, w := range out.Warnings {
			fmt.Fprintln(a.out, w)
		}
	})
}

func (a *app) undo() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:     "undo EVENT --reason TEXT",
		Short:   a.say("ctl.undo.short"),
		Long:    a.say("ctl.undo.long"),
		Example: "fyrtioctl undo 01JH8Z6T5Q… --reason \"fel person\"",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.TrimSpace(reason) == "" {
				return fault.New(fault.Usage, "ctl.err.reason")
			}
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			logged, err := store.Undo(cmd.Context(), args[0], reason)
			if err != nil {
				return err
			}
			return a.printLogged(logged)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", a.say("ctl.flag.reason"))
	return cmd
}
