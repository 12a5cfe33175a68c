package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/plan"
	"fyrtio/core/pmo"
	"fyrtio/data"
)

func (a *app) plan() *cobra.Command {
	cmd := a.group("plan", "fyrtioctl plan set 19860102-2380 goal1.point=sitting goal1.what=\"Resa mig varje timme\"\nfyrtioctl plan show 19860102-2380")
	cmd.AddCommand(a.showPlan(), a.setPlan(), a.printPlan(), a.planActions(), a.planText())
	return cmd
}

func (a *app) showPlan() *cobra.Command {
	return a.one("show PARTICIPANT", "plan.show", "fyrtioctl plan show 19860102-2380", 0,
		func(ctx context.Context, s *data.Store, args []string) error { return a.shownPlan(ctx, s, args[0]) })
}

func (a *app) shownPlan(ctx context.Context, s *data.Store, who string) error {
	v, err := s.OpenPlan(ctx, who)
	if err != nil {
		return err
	}
	return a.print(v.Plan, func() {
		var rows [][]string
		for key, value := range planValues(&v.Plan) {
			if *value != "" {
				rows = append(rows, []string{key, *value})
			}
		}
		slices.SortFunc(rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
		if d := v.Plan.Follow.Date; !d.IsZero() {
			rows = append(rows, []string{"follow.date", d.String()})
		}
		for _, d := range v.Plan.Done {
			rows = append(rows, []string{"done", d.Coded()})
		}
		a.table([]string{"ctl.col.id", "ctl.col.value"}, rows)
	})
}

// planValues gives where each text of a plan is kept, by its name in plan set.
func planValues(p *plan.Plan) map[string]*string {
	m := map[string]*string{"strong": &p.Strong, "follow.time": &p.Follow.Time, "follow.how": &p.Follow.How}
	for i := range p.Goals {
		g, name := &p.Goals[i], fmt.Sprintf("goal%d.", i+1)
		m[name+"point"], m[name+"what"], m[name+"how"], m[name+"sure"], m[name+"support"] = &g.Point, &g.What, &g.How, &g.Sure, &g.Support
	}
	return m
}

func (a *app) setPlan() *cobra.Command {
	cmd := a.one("set PARTICIPANT KEY=VALUE…", "plan.set", "fyrtioctl plan set 19860102-2380 goal1.point=sitting follow.date=2026-06-16 done=DV131", 1,
		func(ctx context.Context, s *data.Store, args []string) error {
			v, err := s.OpenPlan(ctx, args[0])
			if err != nil {
				return err
			}
			p, values := v.Plan, planValues(&v.Plan)
			for _, arg := range args[1:] {
				key, value, ok := strings.Cut(arg, "=")
				at := values[key]
				switch {
				case !ok:
					return fault.New(fault.Usage, "ctl.err.plan.key", "Typed", arg)
				case at != nil:
					*at = value
				case key == "follow.date" && value == "":
					v.Plan.Follow.Date = day.Date{}
				case key == "follow.date":
					if v.Plan.Follow.Date, err = day.Parse(value); err != nil {
						return fault.Wrap(fault.Usage, err, "ctl.err.today", "Typed", value)
					}
				case key == "done":
					if v.Plan.Done, err = actionsOf(v.Actions, value); err != nil {
						return err
					}
				default:
					return fault.New(fault.Usage, "ctl.err.plan.key", "Typed", arg)
				}
			}
			if !v.Plan.Equal(p) {
				if err := s.SavePlan(ctx, args[0], v.Plan); err != nil {
					return err
				}
			}
			return a.shownPlan(ctx, s, args[0])
		})
	cmd.Args = arguments(2, -1)
	return cmd
}

// actionsOf finds actions of the table by code or name, parted by commas.
func actionsOf(table []plan.Action, names string) (list []plan.Action, err error) {
	for _, name := range strings.Split(names, ",") {
		name = strings.TrimSpace(name)
		found := false
		for _, a := range table {
			if name != "" && (a.Code == name || a.Name == name) {
				list, found = append(list, a), true
				break
			}
		}
		if !found && name != "" {
			return nil, fault.New(fault.Refused, "ctl.err.plan.action", "Typed", name)
		}
	}
	return list, nil
}

func (a *app) printPlan() *cobra.Command {
	var out, lang string
	cmd := a.one("print PARTICIPANT --out FILE.pdf", "plan.print", "fyrtioctl plan print 19860102-2380 --letter-lang sv-latt --out plan.pdf", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			page, err := s.PlanPage(ctx, args[0], letter.Lang(lang))
			if err != nil {
				return err
			}
			return a.save(out, func(w io.Writer) (paper.Drawn, error) { return paper.WritePlan(w, page) })
		})
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out"))
	cmd.Flags().StringVar(&lang, "letter-lang", string(letter.Swedish), a.say("ctl.flag.plan.lang"))
	return cmd
}

// planActions shows the table of actions, or takes it from a file.
func (a *app) planActions() *cobra.Command {
	return a.own("actions", "plan.actions", (*data.Store).ActionTable, (*data.Store).SaveActionTable)
}

// own makes a command for a text of the clinic's.
func (a *app) own(use, id string, get func(*data.Store, context.Context) (data.OwnText, error), set func(*data.Store, context.Context, string) (data.OwnText, error)) *cobra.Command {
	var file string
	cmd := &cobra.Command{Use: use, Short: a.say("ctl." + id + ".short"), Long: a.say("ctl." + id + ".long"), Example: "fyrtioctl plan " + use + " --set tabell.txt",
		Args: arguments(0, 0), RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			t, err := get(s, cmd.Context())
			if err == nil && file != "" {
				var b []byte
				if b, err = readFile(file); err == nil {
					t, err = set(s, cmd.Context(), string(b))
				}
			}
			if err != nil {
				return err
			}
			return a.print(map[string]any{"version": t.Version, "text": t.Text}, func() { fmt.Fprintln(a.out, strings.TrimRight(t.Text, "\n")) })
		}}
	cmd.Flags().StringVar(&file, "set", "", a.say("ctl.flag.plan.set"))
	return cmd
}

// planText writes the text for PMO.
func (a *app) planText() *cobra.Command {
	var without string
	cmd := a.one("text PARTICIPANT", "plan.text", "fyrtioctl plan text 19860102-2380 --without comments,answers", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			v, err := s.OpenPMO(ctx, args[0])
			if err != nil {
				return err
			}
			t, err := pmo.Read(v.Template)
			if err != nil {
				return err
			}
			chosen := map[string]bool{}
			for _, f := range pmo.Fields {
				chosen[f.ID] = true
			}
			for _, id := range strings.Split(without, ",") {
				if id = strings.TrimSpace(id); id != "" {
					if !chosen[id] {
						return fault.New(fault.Usage, "ctl.err.plan.field", "Typed", id)
					}
					chosen[id] = false
				}
			}
			text := t.Fill(v.Values, chosen)
			return a.print(map[string]any{"text": text}, func() { fmt.Fprintln(a.out, text) })
		})
	cmd.Flags().StringVar(&without, "without", "", a.say("ctl.flag.plan.without"))
	return cmd
}
