package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
)

// ruleJSON is a line of the rules' table.
type ruleJSON struct {
	Situation  string                          `json:"situation"`
	Title      string                          `json:"title"`
	State      journey.State                   `json:"state"`
	Step       journey.StepKind                `json:"step"`
	Consent    string                          `json:"consent"`
	Protected  bool                            `json:"protected"`
	OwnContact bool                            `json:"own_contact"`
	Gone       bool                            `json:"gone"`
	Cl24       bool                            `json:"cl24"`
	Channels   map[journey.Channel]channelJSON `json:"channels"`
	Templates  map[string]templateJSON         `json:"templates"`
}

type templateJSON struct {
	Allowed    bool   `json:"allowed"`
	WithReason bool   `json:"with_reason"` // blocked, and a reason opens it
	Reason     string `json:"reason"`
}

func (a *app) rules() *cobra.Command {
	var states []string
	var full bool
	cmd := &cobra.Command{
		Use:     "rules [--state STATE] [--reasons]",
		Short:   a.say("rules.short"),
		Long:    a.say("rules.long"),
		Example: "fyrtioctl rules\nfyrtioctl rules --state invited --reasons\nfyrtioctl --json rules --state new,invited",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			rules := journey.DefaultRules()
			clock, err := a.clock()
			if err != nil {
				return err
			}
			if a.data != "" {
				store, err := a.open(cmd.Context())
				if err != nil {
					return err
				}
				rules = store.Config().Rules()
			}
			table := journey.RuleTable(rules, day.Of(clock()))
			if table, err = ofStates(table, states); err != nil {
				return err
			}
			list := make([]ruleJSON, len(table))
			for i, row := range table {
				list[i] = a.rule(row)
			}
			return a.print(list, func() {
				if full {
					a.printReasons(table)
				} else {
					a.printRules(table)
				}
			})
		},
	}
	cmd.Flags().StringSliceVar(&states, "state", nil, a.say("rules.flag.state"))
	cmd.Flags().BoolVar(&full, "reasons", false, a.say("rules.flag.reasons"))
	return cmd
}

// ofStates keeps the rows of the situations that belong to the states named.
func ofStates(table []journey.RuleRow, states []string) ([]journey.RuleRow, error) {
	wanted := map[string]bool{}
	for _, s := range states {
		if !slices.Contains(journey.States, journey.State(s)) {
			return nil, fault.New(fault.Usage, "ctl.err.state", "Typed", s, "States", strings.Trim(fmt.Sprint(journey.States), "[]"))
		}
		for _, row := range table {
			if row.State == journey.State(s) {
				wanted[row.Situation] = true
			}
		}
	}
	return slices.DeleteFunc(table, func(row journey.RuleRow) bool { return len(states) > 0 && !wanted[row.Situation] }), nil
}

func (a *app) rule(row journey.RuleRow) ruleJSON {
	out := ruleJSON{Situation: row.Situation, Title: a.text(row.Title), State: row.State, Step: row.Step, Consent: row.Consent,
		Protected: row.Protected, OwnContact: row.OwnContact, Gone: row.Gone, Cl24: row.Cl24,
		Channels: map[journey.Channel]channelJSON{}, Templates: map[string]templateJSON{}}
	for ch, may := range row.Channels {
		out.Channels[ch] = channelJSON{may.Allowed, a.text(may.Reason)}
	}
	for template, may := range row.Templates {
		out.Templates[template] = templateJSON{may.Allowed, may.Override, a.text(may.Reason)}
	}
	return out
}

// part is a table of its own: the rows that belong in it.
type part struct {
	head string
	in   func(journey.RuleRow) bool
}

var ruleParts = []part{
	{"rules.part.cl24", func(r journey.RuleRow) bool { return !r.Gone && !r.Protected && r.Cl24 }},
	{"rules.part.off", func(r journey.RuleRow) bool { return !r.Gone && !r.Protected && !r.Cl24 }},
	{"rules.part.protected", func(r journey.RuleRow) bool { return !r.Gone && r.Protected && !r.OwnContact }},
	{"rules.part.own", func(r journey.RuleRow) bool { return !r.Gone && r.Protected && r.OwnContact }},
	{"rules.part.gone", func(r journey.RuleRow) bool { return r.Gone }},
}

// printRules writes the table for a person: a line for every answer that makes a
// difference, a word or two in every cell.
func (a *app) printRules(table []journey.RuleRow) {
	for i, p := range ruleParts {
		rows := slices.DeleteFunc(slices.Clone(table), func(r journey.RuleRow) bool { return !p.in(r) })
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		a.line(p.head)
		fmt.Fprintln(a.out)
		if !slices.ContainsFunc(rows, anything) {
			a.line("rules.nothing")
			continue
		}
		a.printPart([]string{"ctl.channel.ticket", "ctl.channel.letter", "ctl.channel.phone", "ctl.channel.chat", "ctl.channel.forwarding"}, rows, a.channelCells)
		fmt.Fprintln(a.out)
		a.printPart(journey.Templates, rows, a.templateCells)
	}
	fmt.Fprintln(a.out)
	a.line("rules.legend")
}

// anything reports whether something may be done in a row.
func anything(row journey.RuleRow) bool {
	for _, may := range row.Channels {
		if may.Allowed {
			return true
		}
	}
	for _, may := range row.Templates {
		if may.Allowed || may.Override {
			return true
		}
	}
	return false
}

// printPart writes one table: a line for each situation, or several where the answers
// about Clinic24 make a difference.
func (a *app) printPart(heads []string, rows []journey.RuleRow, cells func(journey.RuleRow) []string) {
	type line struct {
		cells    []string
		consents []string
	}
	of := map[string][]*line{}
	var order []journey.RuleRow // one of each situation
	for _, row := range rows {
		group := of[row.Situation]
		if group == nil {
			order = append(order, row)
		}
		all := append([]string{a.say("ctl.state." + string(row.State)), a.text(row.Title)}, cells(row)...)
		i := slices.IndexFunc(group, func(l *line) bool { return slices.Equal(l.cells, all) })
		if i < 0 {
			i, of[row.Situation] = len(group), append(group, &line{cells: all})
		}
		l := of[row.Situation][i]
		if !slices.Contains(l.consents, row.Consent) {
			l.consents = append(l.consents, row.Consent)
		}
	}
	var lines [][]string
	for _, row := range order {
		for _, l := range of[row.Situation] {
			lines = append(lines, slices.Insert(l.cells, 2, a.consents(l.consents)))
		}
	}
	a.table(append([]string{"ctl.col.state", "rules.col.situation", "rules.col.consent"}, heads...), lines)
}

// consents says answers about Clinic24.
func (a *app) consents(answers []string) string {
	if len(answers) == len(journey.ConsentAnswers) {
		return a.say("rules.consent.all")
	}
	words := make([]string, len(answers))
	for i, answer := range answers {
		words[i] = a.consent(answer)
	}
	return strings.Join(words, ", ")
}

func (a *app) consent(answer string) string { return a.say("rules.consent." + cmp.Or(answer, "none")) }

func (a *app) channelCells(row journey.RuleRow) (cells []string) {
	for _, ch := range journey.Channels {
		cell := a.say("rules.yes")
		if may := row.Channels[ch]; !may.Allowed {
			cell = a.text(may.Short())
		}
		cells = append(cells, cell)
	}
	return cells
}

func (a *app) templateCells(row journey.RuleRow) (cells []string) {
	for _, template := range journey.Templates {
		may := row.Templates[template]
		switch {
		case may.Allowed:
			cells = append(cells, a.say("rules.yes"))
		case may.Override:
			cells = append(cells, a.say("rules.with-reason"))
		default:
			cells = append(cells, a.say("rules.no"))
		}
	}
	return cells
}

// printReasons writes every row with every reason in full, a line for each channel and
// template; answers about Clinic24 that make no difference share their lines.
func (a *app) printReasons(table []journey.RuleRow) {
	for _, p := range ruleParts {
		a.line(p.head)
		var last string
		for _, row := range table {
			if !p.in(row) {
				continue
			}
			var b strings.Builder
			for _, ch := range journey.Channels {
				a.reason(&b, a.say("ctl.channel."+string(ch)), row.Channels[ch].Allowed, false, a.text(row.Channels[ch].Reason))
			}
			for _, template := range journey.Templates {
				may := row.Templates[template]
				a.reason(&b, template, may.Allowed, may.Override, a.text(may.Reason))
			}
			if head := fmt.Sprintf("%s · %s", a.say("ctl.state."+string(row.State)), a.text(row.Title)); head+b.String() != last {
				fmt.Fprintf(a.out, "\n%s\n%s: %s\n%s", head, a.say("rules.col.consent"), a.consent(row.Consent), b.String())
				last = head + b.String()
			}
		}
		fmt.Fprintln(a.out)
	}
}

func (a *app) reason(b *strings.Builder, what string, allowed, override bool, why string) {
	word := "rules.no"
	if allowed {
		word = "rules.yes"
	} else if override {
		word = "rules.with-reason"
	}
	fmt.Fprintf(b, "  %-18s %-8s %s\n", what, a.say(word), why)
}
