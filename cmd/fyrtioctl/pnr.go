package main

import (
	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/pnr"
)

// numberJSON is what --json says of one number.
type numberJSON struct {
	Input   string   `json:"input"`
	Valid   bool     `json:"valid"`
	Kind    pnr.Kind `json:"kind"`
	Number  string   `json:"number"`
	Display string   `json:"display"`
	Born    day.Date `json:"born"`
	Sex     pnr.Sex  `json:"sex"`
	Reason  string   `json:"reason"`
}

func (a *app) pnr() *cobra.Command {
	return &cobra.Command{
		Use:     "pnr NUMBER…",
		Short:   a.say("ctl.pnr.short"),
		Long:    a.say("ctl.pnr.long"),
		Example: "fyrtioctl pnr 860102-2380 19860102-2380",
		Args:    arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			now, err := a.clock()
			if err != nil {
				return err
			}
			numbers := make([]numberJSON, len(args))
			valid := true
			for i, arg := range args {
				numbers[i] = a.number(arg, day.Of(now()))
				valid = valid && numbers[i].Valid
			}
			if err := a.print(numbers, func() { a.printNumbers(numbers) }); err != nil {
				return err
			}
			if !valid {
				return fault.New(fault.Refused, "ctl.pnr.invalid")
			}
			return nil
		},
	}
}

// number judges one number. A reservnummer is accepted: somebody who asks about a
// number wants to know what it is.
func (a *app) number(input string, today day.Date) numberJSON {
	n, err := pnr.Parse(input, today)
	if pnr.ReasonOf(err) == pnr.Reserve {
		n, err = pnr.ParseReserve(input)
	}
	if err != nil {
		return numberJSON{Input: input, Reason: a.words(err)}
	}
	return numberJSON{Input: input, Valid: true, Kind: n.Kind(), Number: n.String(), Display: n.Display(), Born: n.Born(), Sex: n.Sex()}
}

func (a *app) printNumbers(numbers []numberJSON) {
	rows := make([][]string, len(numbers))
	for i, n := range numbers {
		rows[i] = []string{n.Input, n.Display, string(n.Kind), n.Born.String(), string(n.Sex), n.Reason}
	}
	a.table([]string{"ctl.col.input", "ctl.col.number", "ctl.col.kind", "ctl.col.born", "ctl.col.sex", "ctl.col.reason"}, rows)
}
