package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/core/paper"
	"fyrtio/data"
)

func (a *app) star() *cobra.Command {
	cmd := a.group("star", "fyrtioctl star show 19860102-2380\nfyrtioctl star set 19860102-2380 bmi 3")
	cmd.AddCommand(a.setStar(), a.showStar(), a.printStar(),
		a.paper("blank", "star.blank", "fyrtioctl star blank --out stjarna.pdf", func(ctx context.Context, s *data.Store, w io.Writer) (paper.Drawn, error) {
			p, err := s.BlankStar(ctx, a.lang)
			if err != nil {
				return paper.Drawn{}, err
			}
			return paper.WriteBlankStar(w, p)
		}),
		a.paper("criteria", "star.criteria", "fyrtioctl star criteria --out kriterier.pdf", func(ctx context.Context, s *data.Store, w io.Writer) (paper.Drawn, error) {
			p, err := s.CriteriaSheet(ctx, a.lang)
			if err != nil {
				return paper.Drawn{}, err
			}
			return paper.WriteCriteria(w, p)
		}))
	cmd.AddCommand(append(a.editions(criteriaSeries), a.diffCriteria())...)
	return cmd
}

func (a *app) setStar() *cobra.Command {
	return a.one("set PARTICIPANT POINT LEVEL", "star.set", "fyrtioctl star set 19860102-2380 bmi 3\nfyrtioctl star set 19860102-2380 bmi none", 2,
		func(ctx context.Context, s *data.Store, args []string) error {
			level := 0
			if args[2] != "none" {
				var err error
				if level, err = strconv.Atoi(args[2]); err != nil || level < 1 || level > 4 {
					return fault.New(fault.Usage, "ctl.err.level", "Typed", args[2])
				}
			}
			if err := s.SaveLevels(ctx, args[0], map[string]int{args[1]: level}); err != nil {
				return err
			}
			return a.shownStar(ctx, s, args[0])
		})
}

// pointJSON is what --json says of a point.
type pointJSON struct {
	Proposed *int   `json:"proposed"` // null when not assessed, or proposals are switched off
	Chosen   *int   `json:"chosen"`
	Value    string `json:"value"`
	Reason   string `json:"reason"`
	Comment  string `json:"comment,omitempty"`
}

func (a *app) showStar() *cobra.Command {
	return a.one("show PARTICIPANT", "star.show", "fyrtioctl star show 19860102-2380", 0,
		func(ctx context.Context, s *data.Store, args []string) error { return a.shownStar(ctx, s, args[0]) })
}

func (a *app) shownStar(ctx context.Context, s *data.Store, who string) error {
	st, err := s.ShowStar(ctx, who)
	if err != nil {
		return err
	}
	points, rows := map[string]pointJSON{}, [][]string{}
	for _, c := range st.Criteria.Points {
		proposed := st.Profile.Point(c.ID)
		p := pointJSON{Proposed: levelOrNull(proposed.Level), Chosen: levelOrNull(st.Levels[c.ID]), Value: proposed.Value.In(a.lang),
			Reason: proposed.Reason.In(a.lang), Comment: st.Comments[c.ID]}
		points[c.ID] = p
		rows = append(rows, []string{c.ID, c.Name.In(a.lang), dash(p.Proposed), dash(p.Chosen), p.Reason})
	}
	out := map[string]any{"points": points, "criteria": st.Criteria.Version}
	if st.Proposals {
		out["heredity"] = st.Profile.Render(a.lang)["heredity"]
	}
	return a.print(out, func() {
		a.table([]string{"ctl.col.id", "ctl.col.point", "ctl.col.proposed", "ctl.col.chosen", "ctl.col.reason"}, rows)
	})
}

func levelOrNull(level int) *int {
	if level == 0 {
		return nil
	}
	return &level
}

func dash(level *int) string {
	if level == nil {
		return "–"
	}
	return fmt.Sprint(*level)
}

func (a *app) printStar() *cobra.Command {
	var out string
	cmd := a.one("print PARTICIPANT --out FILE.pdf", "star.print", "fyrtioctl star print 19860102-2380 --out stjarna.pdf", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			page, err := s.StarPage(ctx, args[0], a.lang)
			if err != nil {
				return err
			}
			return a.save(out, func(w io.Writer) (paper.Drawn, error) { return paper.WriteStar(w, page) })
		})
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out"))
	return cmd
}
