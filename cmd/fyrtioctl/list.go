package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
	"fyrtio/data"
)

// listFlags are the filters, the order and the file of the list of participants as
// they are typed.
type listFlags struct {
	f                                                       data.Filter
	states, steps, queues, channels, consent, form, speak   []string
	sex, protected, gone, returned, due, order, out, reason string
	columns                                                 []string
	next                                                    int
}

func (a *app) participants() *cobra.Command {
	l := &listFlags{}
	cmd := &cobra.Command{
		Use:   "participants [--cohort YEAR] [--state STATE] [--query TEXT] [--order ORDER] [--next N] [--out FILE]",
		Short: a.say("ctl.participants.short"),
		Long:  a.say("list.ctl.long"),
		Example: "fyrtioctl participants --cohort 2026 --state new --query lind\n" +
			"fyrtioctl participants --cohort 2026 --step call,help_book --order waiting --out ring.pdf\n" +
			"fyrtioctl participants --cohort 2026 --next 30 --out nasta.xlsx",
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := l.read(cmd); err != nil {
				return err
			}
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := l.settle(cmd, store); err != nil {
				return err
			}
			if l.out != "" {
				return a.exportList(cmd, store, l)
			}
			return a.printList(cmd, store, l)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&l.f.Cohort, "cohort", 0, a.say("ctl.flag.cohort"))
	flags.StringSliceVar(&l.states, "state", nil, a.say("ctl.flag.state"))
	flags.StringSliceVar(&l.steps, "step", nil, a.say("list.ctl.step"))
	flags.StringSliceVar(&l.queues, "queue", nil, a.say("list.ctl.queue"))
	flags.StringSliceVar(&l.channels, "channel", nil, a.say("list.ctl.channel"))
	flags.StringSliceVar(&l.consent, "consent", nil, a.say("list.ctl.consent"))
	flags.StringSliceVar(&l.form, "form", nil, a.say("list.ctl.form"))
	flags.StringSliceVar(&l.speak, "interpreter", nil, a.say("list.ctl.interpreter"))
	flags.StringVar(&l.sex, "sex", "", a.say("list.ctl.sex"))
	flags.StringVar(&l.protected, "protected", "", a.say("list.ctl.protected"))
	flags.StringVar(&l.gone, "gone", "", a.say("list.ctl.gone"))
	flags.StringVar(&l.returned, "returned", "", a.say("list.ctl.returned"))
	flags.StringVar(&l.due, "due", "", a.say("list.ctl.due"))
	flags.StringVar(&l.f.Query, "query", "", a.say("ctl.flag.query"))
	flags.StringVar(&l.order, "order", "name", a.say("list.ctl.order"))
	flags.IntVar(&l.f.Seed, "seed", 0, a.say("list.ctl.seed"))
	flags.IntVar(&l.next, "next", 0, a.say("list.ctl.next"))
	flags.StringSliceVar(&l.columns, "columns", nil, a.say("list.ctl.columns"))
	flags.StringVar(&l.out, "out", "", a.say("list.ctl.out"))
	flags.StringVar(&l.reason, "reason", "", a.say("list.ctl.reason"))
	return cmd
}

// read checks what was typed, before anything is opened.
func (l *listFlags) read(cmd *cobra.Command) error {
	for i, c := range l.consent {
		if c == "unasked" {
			l.consent[i] = ""
		}
	}
	orders, columns := []string{}, slices.Clone(data.Columns)
	for _, o := range data.Orders {
		orders = append(orders, o.Name())
	}
	chosen := []data.Column{}
	var err error
	pick(&err, "state", l.states, journey.States, &l.f.States)
	pick(&err, "step", l.steps, data.Steps, &l.f.Steps)
	pick(&err, "queue", l.queues, journey.Queues, &l.f.Queues)
	pick(&err, "channel", l.channels, journey.Channels, &l.f.Channels)
	pick(&err, "consent", l.consent, []string{journey.Yes, journey.No, journey.Withdrawn, ""}, &l.f.Consent)
	pick(&err, "form", l.form, []journey.FormStatus{journey.FormBegun, journey.FormComplete, journey.FormCl24}, &l.f.Form)
	pick(&err, "columns", l.columns, columns, &chosen)
	pick(&err, "order", []string{l.order}, orders, &[]string{})
	answer(&err, "protected", l.protected, &l.f.Protected)
	answer(&err, "gone", l.gone, &l.f.Gone)
	answer(&err, "returned", l.returned, &l.f.Returned)
	if l.sex != "" {
		var sexes []pnr.Sex
		pick(&err, "sex", []string{l.sex}, []pnr.Sex{pnr.Woman, pnr.Man, pnr.Unknown}, &sexes)
		if err == nil {
			l.f.Sex = sexes[0]
		}
	}
	switch {
	case len(l.speak) == 1 && (l.speak[0] == "yes" || l.speak[0] == "no"):
		answer(&err, "interpreter", l.speak[0], &l.f.Interpreter)
	default:
		l.f.Languages = l.speak
	}
	if err != nil {
		return err
	}
	if l.due != "" {
		if l.f.DueBy, err = day.Parse(l.due); err != nil {
			return fault.Wrap(fault.Usage, err, "list.ctl.err.value", "Flag", "--due", "Typed", l.due, "Allowed", "2026-03-10")
		}
	}
	if l.f.Order = data.Order(l.order); l.order == "name" {
		l.f.Order = data.OrderName
	}
	if l.out != "" && l.format() == "" {
		return fault.New(fault.Usage, "list.ctl.err.out", "File", l.out)
	}
	if l.next < 0 || cmd.Flags().Changed("next") && l.next == 0 {
		return fault.New(fault.Usage, "list.ctl.err.next")
	}
	return nil
}

// pick takes typed values that are among those allowed, or says which are.
func pick[T ~string](err *error, flag string, typed []string, allowed []T, into *[]T) {
	for _, v := range typed {
		if !slices.Contains(allowed, T(v)) && *err == nil {
			words := strings.Trim(fmt.Sprint(allowed), "[]")
			if slices.Contains(allowed, "") {
				words += "unasked"
			}
			*err = fault.New(fault.Usage, "list.ctl.err.value", "Flag", "--"+flag, "Typed", v, "Allowed", words)
		}
		*into = append(*into, T(v))
	}
}

// answer takes yes or no.
func answer(err *error, flag, typed string, into **bool) {
	yes := typed == "yes"
	switch {
	case typed == "":
	case yes || typed == "no":
		*into = &yes
	case *err == nil:
		*err = fault.New(fault.Usage, "list.ctl.err.value", "Flag", "--"+flag, "Typed", typed, "Allowed", "yes no")
	}
}

func (l *listFlags) format() string {
	switch ext := strings.ToLower(filepath.Ext(l.out)); ext {
	case ".pdf", ".xlsx", ".csv":
		return ext[1:]
	}
	return ""
}

// settle takes from the store what was not typed: an order by lot, and who is next, are
// of one cohort, the latest; who is next comes in the order in which the clinic invites.
func (l *listFlags) settle(cmd *cobra.Command, s *data.Store) error {
	if l.next > 0 && !cmd.Flags().Changed("order") {
		l.f.Order = s.InviteOrder()
	}
	if l.next > 0 || l.f.Order == data.OrderRandom {
		if l.f.Cohort == 0 {
			cohorts, err := s.Cohorts(cmd.Context())
			if err != nil {
				return err
			}
			if len(cohorts) > 0 {
				l.f.Cohort = cohorts[0]
			}
		}
		l.f.ToInvite, l.f.Limit = l.next > 0, l.next
	}
	if cmd.Flags().Changed("seed") && l.f.Order != data.OrderRandom {
		return fault.New(fault.Usage, "list.ctl.err.seed")
	}
	if l.f.Order != data.OrderRandom || l.f.Cohort == 0 {
		return nil
	}
	d, err := s.Draw(cmd.Context(), l.f.Cohort, l.f.Seed)
	l.f.Seed = d.Seed
	return err
}

func (a *app) printList(cmd *cobra.Command, store *data.Store, l *listFlags) error {
	list, err := store.Participants(cmd.Context(), l.f)
	if err != nil {
		return err
	}
	people := make([]personJSON, len(list.Rows))
	for i, r := range list.Rows {
		people[i] = a.person(r)
	}
	return a.print(people, func() {
		rows := make([][]string, len(people))
		for i, p := range people {
			rows[i] = []string{p.ID, list.Rows[i].Sorted(), list.Rows[i].Number.Display(), a.say("ctl.state." + string(p.State)), a.say("ctl.step." + string(p.Next.Step)), p.Next.Reason}
		}
		a.table([]string{"ctl.col.id", "ctl.col.name", "ctl.col.number", "ctl.col.state", "ctl.col.next", "ctl.col.reason"}, rows)
		a.line("ctl.participants.count", "Count", list.Count, "Total", list.Total)
		if l.f.Seed != 0 {
			a.line("list.note.seed", "Seed", fmt.Sprint(l.f.Seed))
		}
	})
}

// exportedJSON is what an export answers.
type exportedJSON struct {
	File      string `json:"file"`
	Rows      int    `json:"rows"`
	Protected int    `json:"protected_left_out"`
	Order     string `json:"order"`
	Seed      int    `json:"seed,omitempty"`
}

func (a *app) exportList(cmd *cobra.Command, store *data.Store, l *listFlags) error {
	if err := writable(l.out); err != nil {
		return err
	}
	columns := data.UsualColumns
	if len(l.columns) > 0 {
		columns = nil
		for _, c := range l.columns {
			columns = append(columns, data.Column(c))
		}
	}
	made, err := store.ExportParticipants(cmd.Context(), data.ExportParams{Filter: l.f, Columns: columns, Format: l.format(), Reason: l.reason})
	if err != nil {
		return err
	}
	if err := a.saveTable(store, made.Table, l.out); err != nil {
		return err
	}
	return a.print(exportedJSON{l.out, made.Count, made.Protected, l.f.Order.Name(), made.Seed}, func() {
		a.line("list.ctl.done", "File", l.out, "N", made.Count)
		for _, note := range made.Table.Notes {
			fmt.Fprintln(a.out, a.text(note))
		}
	})
}
