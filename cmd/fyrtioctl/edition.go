package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/star"
	"fyrtio/data"
)

// The versions of the form and of the criteria: what there is, another one taken in, how
// a file differs, the file of a version.

type (
	editionJSON struct {
		Version string    `json:"version"`
		InForce bool      `json:"in_force"`
		Shipped bool      `json:"shipped"`
		From    *day.Date `json:"from"` // null for one that came with the program and was never decided on
		By      string    `json:"by,omitempty"`
	}
	lossJSON struct {
		Index   string `json:"index,omitempty"`
		Point   string `json:"point,omitempty"`
		LinkID  string `json:"linkId,omitempty"`
		Message string `json:"message"`
	}
	changeJSON struct {
		Kind   form.ChangeKind `json:"kind"`
		LinkID string          `json:"linkId"`
		Old    string          `json:"old"`
		New    string          `json:"new"`
		Breaks bool            `json:"breaks"` // answers before and after mean different things
	}
	criteriaChangeJSON struct {
		Point  string `json:"point"` // id, "heredity", "" for the criteria as a whole
		What   string `json:"what"`
		Old    string `json:"old"`
		New    string `json:"new"`
		Levels bool   `json:"levels"` // other answers give a level than before
	}
)

// series is the form or the criteria, by the name of its commands.
type series struct {
	kind data.EditionKind
	name string // form, star
}

var (
	formSeries     = series{data.FormEditions, "form"}
	criteriaSeries = series{data.CriteriaEditions, "star"}
)

// editions are the commands that form and criteria have alike.
func (a *app) editions(of series) []*cobra.Command {
	return []*cobra.Command{a.listEditions(of), a.addEdition(of), a.useEdition(of), a.editionFile(of)}
}

func (a *app) listEditions(of series) *cobra.Command {
	return &cobra.Command{
		Use:     "versions",
		Short:   a.say("edition.ctl." + of.name + ".versions"),
		Example: "fyrtioctl " + of.name + " versions",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			list, err := s.Editions(cmd.Context(), of.kind)
			if err != nil {
				return err
			}
			out, rows := []editionJSON{}, [][]string{}
			for _, e := range list {
				j := editionJSON{e.Version, e.InForce, e.Shipped, nil, e.By}
				row := []string{e.Version, "", "", e.By}
				if !e.From.IsZero() {
					j.From, row[1] = &e.From, e.From.String()
				}
				if e.InForce {
					row[2] = a.say("edition.inforce")
				}
				if e.Shipped {
					row[3] = "Fyrtio"
				}
				out, rows = append(out, j), append(rows, row)
			}
			return a.print(map[string]any{"versions": out}, func() {
				a.table([]string{"edition.col.version", "edition.col.from", "ctl.col.state", "edition.col.by"}, rows)
			})
		},
	}
}

// from adds --from, which is today where it is left out.
func (a *app) from(cmd *cobra.Command) func(s *data.Store) (day.Date, error) {
	var typed string
	cmd.Flags().StringVar(&typed, "from", "", a.say("edition.ctl.flag.from"))
	return func(s *data.Store) (day.Date, error) { return a.dayOr(typed, s.Day()) }
}

func (a *app) addEdition(of series) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "add FILE [--from DATE]",
		Short:   a.say("edition.ctl." + of.name + ".add"),
		Example: "fyrtioctl " + of.name + " add ny.json --from 2026-09-01",
		Args:    arguments(1, 1),
	}
	from := a.from(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		file, err := readFile(args[0])
		if err != nil {
			return err
		}
		s, err := a.open(ctx)
		if err != nil {
			return err
		}
		on, err := from(s)
		if err != nil {
			return err
		}
		var d *form.Definition
		var c *star.Criteria
		version := ""
		if of == formSeries {
			if d, err = s.AddForm(ctx, file, on); err != nil {
				a.faults(err)
				return err
			}
			version = d.Version
			c, err = s.CriteriaEdition(ctx, "")
		} else {
			if c, err = s.AddCriteria(ctx, file, on); err != nil {
				return err
			}
			version = c.Edition()
			d, err = s.FormEdition(ctx, "")
		}
		if err != nil {
			return err
		}
		losses := star.Audit(d, c)
		return a.print(map[string]any{"version": version, "from": on, "losses": a.losses(losses)}, func() {
			a.line("edition.added", "Version", version, "From", on)
			a.printLosses(losses, c)
		})
	}
	return cmd
}

func (a *app) losses(list []star.Loss) []lossJSON {
	out := []lossJSON{}
	for _, l := range list {
		out = append(out, lossJSON{l.Index, l.Point, l.LinkID, a.text(l.Text)})
	}
	return out
}

func (a *app) printLosses(list []star.Loss, c *star.Criteria) {
	for _, l := range list {
		fmt.Fprintf(a.out, "%s: %s\n", l.About(c).In(a.lang), a.text(l.Text))
	}
}

func (a *app) useEdition(of series) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "use VERSION [--from DATE]",
		Short:   a.say("edition.ctl." + of.name + ".use"),
		Example: "fyrtioctl " + of.name + " use 1",
		Args:    arguments(1, 1),
	}
	from := a.from(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s, err := a.open(cmd.Context())
		if err != nil {
			return err
		}
		on, err := from(s)
		if err != nil {
			return err
		}
		if err := s.UseEdition(cmd.Context(), of.kind, args[0], on); err != nil {
			return err
		}
		return a.print(map[string]any{"version": args[0], "from": on}, func() { a.line("edition.used", "Version", args[0], "From", on) })
	}
	return cmd
}

func (a *app) editionFile(of series) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:     "file [VERSION] --out FILE.json",
		Short:   a.say("edition.ctl." + of.name + ".file"),
		Example: "fyrtioctl " + of.name + " file --out " + of.name + ".json",
		Args:    arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needed(out); err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			version := ""
			if len(args) > 0 {
				version = args[0]
			}
			file, err := s.EditionFile(cmd.Context(), of.kind, version)
			if err != nil {
				return err
			}
			if err := save(out, file); err != nil {
				return err
			}
			return a.print(map[string]any{"file": out}, func() { a.line("edition.saved", "File", out) })
		},
	}
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out.file"))
	return cmd
}

// compared is what diff compares: a file or a version with another version, the one in
// force where none is named.
type compared[T any] struct{ old, new T }

// readBoth reads what diff's arguments name: FILE.json, or else a version.
func readBoth[T any](args []string, parse func([]byte) (T, error), version func(string) (T, error)) (c compared[T], err error) {
	one := func(name string) (T, error) {
		if !strings.EqualFold(filepath.Ext(name), ".json") {
			return version(name)
		}
		file, err := readFile(name)
		if err != nil {
			return c.new, err
		}
		return parse(file)
	}
	if len(args) == 1 {
		if c.new, err = one(args[0]); err == nil {
			c.old, err = version("")
		}
		return c, err
	}
	if c.old, err = one(args[0]); err == nil {
		c.new, err = one(args[1])
	}
	return c, err
}

// diffForm says how a form differs from the one in use, or from another, and what it
// cannot score.
func (a *app) diffForm() *cobra.Command {
	return &cobra.Command{
		Use:     "diff FILE.json|VERSION [FILE.json|VERSION]",
		Short:   a.say("edition.ctl.form.diff"),
		Example: "fyrtioctl form diff ny.json\nfyrtioctl form diff 1 1.1",
		Args:    arguments(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := a.open(ctx)
			if err != nil {
				return err
			}
			d, err := readBoth(args, form.Read, func(version string) (*form.Definition, error) { return s.FormEdition(ctx, version) })
			if err != nil {
				a.faults(err)
				return err
			}
			c, err := s.CriteriaEdition(ctx, "")
			if err != nil {
				return err
			}
			out, rows := []changeJSON{}, [][]string{}
			for _, ch := range form.Changes(d.old, d.new) {
				out = append(out, changeJSON{ch.Kind, ch.LinkID, ch.Old.In(a.lang), ch.New.In(a.lang), ch.Breaks()})
				mark := ""
				if ch.Breaks() {
					mark = a.say("edition.breaks")
				}
				rows = append(rows, []string{ch.LinkID, a.say("edition.change." + string(ch.Kind)), ch.Old.In(a.lang), ch.New.In(a.lang), mark})
			}
			losses := star.Audit(d.new, c)
			return a.print(map[string]any{"version": d.new.Version, "against": d.old.Version, "changes": out, "losses": a.losses(losses)}, func() {
				a.differences(d.old.Version, d.new.Version, rows)
				a.printLosses(losses, c)
			})
		},
	}
}

// faults writes all that a form's file is refused for; the first is told of as any error.
func (a *app) faults(err error) {
	var all *form.Unreadable
	if !a.json && errors.As(err, &all) && len(all.Faults) > 1 {
		for _, f := range all.Faults {
			fmt.Fprintln(a.out, a.text(f))
		}
	}
}

// differences writes what differs between two versions, side by side.
func (a *app) differences(old, now string, rows [][]string) {
	if len(rows) == 0 {
		a.line("edition.same", "Version", old)
		return
	}
	a.line("edition.compared", "Old", old, "New", now)
	a.table([]string{"ctl.col.id", "edition.col.change", "edition.col.old", "edition.col.new", "edition.col.note"}, rows)
}

// diffCriteria says how criteria differ from those in use, or from others, and what the
// form in use cannot score with them.
func (a *app) diffCriteria() *cobra.Command {
	return &cobra.Command{
		Use:     "diff FILE.json|VERSION [FILE.json|VERSION]",
		Short:   a.say("edition.ctl.star.diff"),
		Example: "fyrtioctl star diff region.json\nfyrtioctl star diff exempel-1 egna-1",
		Args:    arguments(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := a.open(ctx)
			if err != nil {
				return err
			}
			c, err := readBoth(args, star.ReadCriteria, func(version string) (*star.Criteria, error) { return s.CriteriaEdition(ctx, version) })
			if err != nil {
				return err
			}
			d, err := s.FormEdition(ctx, "")
			if err != nil {
				return err
			}
			out, rows := []criteriaChangeJSON{}, [][]string{}
			for _, ch := range star.Changes(c.old, c.new, d) {
				out = append(out, criteriaChangeJSON{ch.Point, a.text(ch.What), ch.Old.In(a.lang), ch.New.In(a.lang), ch.Levels})
				mark := ""
				if ch.Levels {
					mark = a.say("edition.levels")
				}
				rows = append(rows, []string{ch.Point, a.text(ch.What), oneLine(ch.Old.In(a.lang)), oneLine(ch.New.In(a.lang)), mark})
			}
			losses := star.Audit(d, c.new)
			return a.print(map[string]any{"version": c.new.Edition(), "against": c.old.Edition(), "changes": out, "losses": a.losses(losses)}, func() {
				a.differences(c.old.Edition(), c.new.Edition(), rows)
				a.printLosses(losses, c.new)
			})
		},
	}
}
