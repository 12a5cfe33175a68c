package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
	"fyrtio/core/star"
)

func (a *app) score() *cobra.Command {
	var answers, sex string
	cmd := &cobra.Command{
		Use:     "score --answers FILE [--sex kvinna|man]",
		Short:   a.say("ctl.score.short"),
		Long:    a.say("ctl.score.long"),
		Example: "fyrtioctl score --answers svar.json --sex kvinna --json",
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			b, err := readAnswers(answers)
			if err != nil {
				return err
			}
			switch pnr.Sex(sex) {
			case pnr.Woman, pnr.Man, pnr.Unknown:
			default:
				return fault.New(fault.Usage, "ctl.err.sex", "Typed", sex)
			}
			def := form.Shipped()
			given, err := def.ParseAnswers(b)
			if err != nil {
				return err
			}
			if _, _, err := def.Merge(nil, given); err != nil { // an item that is not asked is refused here as in a form (D17)
				return err
			}
			return a.printScore(def, given, pnr.Sex(sex))
		},
	}
	cmd.Flags().StringVar(&answers, "answers", "", a.say("ctl.flag.answers"))
	cmd.Flags().StringVar(&sex, "sex", string(pnr.Unknown), a.say("ctl.flag.sex"))
	return cmd
}

// scoreJSON is what --json says of the indexes and the proposed star.
type scoreJSON struct {
	Indexes map[string]score.Rendered `json:"indexes"`
	Star    map[string]any            `json:"star"`
}

func (a *app) printScore(def *form.Definition, given form.Answers, sex pnr.Sex) error {
	indexes := score.Compute(def, given)
	profile := star.Propose(star.ShippedCriteria(), def, given, indexes, sex)
	return a.print(scoreJSON{indexes.Render(a.lang), profile.Render(a.lang)}, func() {
		a.printIndexes(def, indexes)
		fmt.Fprintln(a.out)
		a.printProfile(profile)
	})
}

func (a *app) printIndexes(def *form.Definition, indexes score.Indexes) {
	var rows [][]string
	for _, ix := range indexes {
		if ix.Has {
			rows = append(rows, []string{ix.Name.In(a.lang), ix.Value.In(a.lang), ix.Words.In(a.lang), ix.Working.In(a.lang)})
			continue
		}
		var lacking []string
		for _, link := range ix.Missing {
			if item, ok := def.Item(link); ok {
				lacking = append(lacking, item.Short.In(a.lang))
			}
		}
		rows = append(rows, []string{ix.Name.In(a.lang), "–", a.say("ctl.score.missing"), strings.Join(lacking, ", ")})
	}
	a.table([]string{"ctl.col.index", "ctl.col.value", "ctl.col.class", "ctl.col.working"}, rows)
}

func (a *app) printProfile(p star.Profile) {
	var rows [][]string
	for _, pt := range p.Points {
		level := "–"
		if pt.Level > 0 {
			level = strconv.Itoa(pt.Level)
		}
		rows = append(rows, []string{pt.Name.In(a.lang), level, pt.Reason.In(a.lang)})
	}
	rows = append(rows, []string{p.Heredity.Name.In(a.lang), "", p.Heredity.Text.In(a.lang)})
	a.table([]string{"ctl.col.point", "ctl.col.level", "ctl.col.reason"}, rows)
}
