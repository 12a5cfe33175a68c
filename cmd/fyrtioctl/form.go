package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/paper"
	"fyrtio/core/score"
	"fyrtio/data"
)

func (a *app) form() *cobra.Command {
	cmd := a.group("form", "fyrtioctl form enter 19860102-2380 --answers svar.json\nfyrtioctl form complete 19860102-2380")
	cmd.AddCommand(a.blankForm(), a.enterForm(), a.completeForm(), a.amendForm(), a.showForm(), a.transcript(), a.keying(), a.diffForm())
	cmd.AddCommand(a.editions(formSeries)...)
	return cmd
}

// group makes a command that only holds others.
func (a *app) group(name, example string) *cobra.Command {
	return &cobra.Command{
		Use:     name,
		Short:   a.say("ctl." + name + ".short"),
		Long:    a.say("ctl." + name + ".long"),
		Example: example,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return fault.New(fault.Usage, "ctl.err.command", "Command", name+" "+args[0])
		},
	}
}

// one makes a command on one participant, who may be protected and then needs a reason.
func (a *app) one(use, id, example string, more int, run func(ctx context.Context, s *data.Store, args []string) error) *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:     use,
		Short:   a.say("ctl." + id + ".short"),
		Long:    a.say("ctl." + id + ".long"),
		Example: example,
		Args:    arguments(1+more, 1+more),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			return run(data.WithReason(cmd.Context(), reason), s, args)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", a.say("ctl.flag.look.reason"))
	return cmd
}

// save draws a paper and writes it beside, then over, the file that --out names.
func (a *app) save(out string, draw func(io.Writer) (paper.Drawn, error)) error {
	if out == "" {
		return fault.New(fault.Usage, "ctl.err.out")
	}
	var b bytes.Buffer
	drawn, err := draw(&b)
	if err != nil {
		return err
	}
	if err := save(out, b.Bytes()); err != nil {
		return err
	}
	return a.print(map[string]any{"file": out, "pages": drawn.Pages}, func() { a.line("ctl.saved", "File", out, "N", drawn.Pages) })
}

func (a *app) blankForm() *cobra.Command {
	return a.paper("blank", "form.blank", "fyrtioctl form blank --out formular.pdf", func(ctx context.Context, s *data.Store, w io.Writer) (paper.Drawn, error) {
		p, err := s.BlankForm(ctx, a.lang)
		if err != nil {
			return paper.Drawn{}, err
		}
		return paper.WriteBlankForm(w, p)
	})
}

// paper makes a command that draws a paper about nobody.
func (a *app) paper(use, id, example string, draw func(context.Context, *data.Store, io.Writer) (paper.Drawn, error)) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:     use + " --out FILE.pdf",
		Short:   a.say("ctl." + id + ".short"),
		Example: example,
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			return a.save(out, func(w io.Writer) (paper.Drawn, error) { return draw(cmd.Context(), s, w) })
		},
	}
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out"))
	return cmd
}

type warningJSON struct {
	LinkID  string `json:"linkId"`
	Message string `json:"message"`
}

func (a *app) warnings(list []form.Warning) []warningJSON {
	out := make([]warningJSON, len(list))
	for i, w := range list {
		out[i] = warningJSON{w.LinkID, a.text(w.Text)}
	}
	return out
}

// listed gives an empty list, not null, for nothing.
func listed(ids []string) []string { return append([]string{}, ids...) }

func (a *app) enterForm() *cobra.Command {
	var answers string
	cmd := a.one("enter PARTICIPANT --answers FILE", "form.enter", "fyrtioctl form enter 19860102-2380 --answers svar.json", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			b, err := readAnswers(answers)
			if err != nil {
				return err
			}
			e, err := s.EnterAnswers(ctx, args[0], b)
			if err != nil {
				return err
			}
			warnings := a.warnings(e.Warnings)
			return a.print(map[string]any{"missing": listed(e.Missing), "warnings": warnings}, func() {
				a.line("ctl.form.entered")
				a.printMissing(e.Missing)
				for _, w := range warnings {
					fmt.Fprintln(a.out, w.LinkID+":", w.Message)
				}
			})
		})
	cmd.Flags().StringVar(&answers, "answers", "", a.say("ctl.flag.answers"))
	return cmd
}

func (a *app) printMissing(missing []string) {
	if len(missing) > 0 {
		a.line("ctl.form.missing", "Items", strings.Join(missing, ", "))
	}
}

func (a *app) completeForm() *cobra.Command {
	return a.one("complete PARTICIPANT", "form.complete", "fyrtioctl form complete 19860102-2380", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			if err := s.CompleteForm(ctx, args[0]); err != nil {
				return err
			}
			return a.formNow(ctx, s, args[0], func(data.FormRecord) { a.line("ctl.form.completed") })
		})
}

func (a *app) amendForm() *cobra.Command {
	var set []string
	var reason string
	cmd := &cobra.Command{
		Use:     "amend PARTICIPANT --set linkId=VALUE --reason TEXT",
		Short:   a.say("ctl.form.amend.short"),
		Long:    a.say("ctl.form.amend.long"),
		Example: "fyrtioctl form amend 19860102-2380 --set m.weight=82,5 --reason \"läste fel på papperet\"",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			typed, err := keyValues(set)
			if err != nil {
				return err
			}
			if len(typed) == 0 {
				return fault.New(fault.Usage, "ctl.err.set")
			}
			if strings.TrimSpace(reason) == "" {
				return fault.New(fault.Usage, "ctl.err.reason")
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			// The reason to amend is the reason to open someone protected, too.
			ctx := data.WithReason(cmd.Context(), reason)
			if err := s.AmendTyped(ctx, args[0], typed, reason); err != nil {
				return err
			}
			return a.formNow(ctx, s, args[0], func(data.FormRecord) { a.line("ctl.form.amended") })
		},
	}
	cmd.Flags().StringArrayVar(&set, "set", nil, a.say("ctl.flag.set"))
	cmd.Flags().StringVar(&reason, "reason", "", a.say("ctl.flag.reason"))
	return cmd
}

// The JSON of a form; "versions" are the answers as completed and after each correction.
type (
	formJSON struct {
		Status   form.Status               `json:"status"`
		Source   string                    `json:"source"`
		Form     string                    `json:"form"`
		Answers  form.Answers              `json:"answers"`
		Missing  []string                  `json:"missing"`
		Warnings []warningJSON             `json:"warnings"`
		Indexes  map[string]score.Rendered `json:"indexes"`
		Versions []versionJSON             `json:"versions"`
	}
	versionJSON struct {
		Version int          `json:"version"`
		At      time.Time    `json:"at"`
		By      string       `json:"by"`
		Reason  string       `json:"reason"`
		Changed []string     `json:"changed"`
		Answers form.Answers `json:"answers"`
	}
)

func (a *app) showForm() *cobra.Command {
	return a.one("show PARTICIPANT", "form.show", "fyrtioctl form show 19860102-2380", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			return a.formNow(ctx, s, args[0], a.printForm)
		})
}

// formNow prints the form as it stands: all of it as JSON, what people says for a person.
func (a *app) formNow(ctx context.Context, s *data.Store, who string, people func(data.FormRecord)) error {
	f, err := s.ShowForm(ctx, who)
	if err != nil {
		return err
	}
	out := formJSON{Status: f.Status, Source: f.Source, Form: f.Definition.Version, Answers: f.Answers, Missing: listed(f.Missing),
		Warnings: a.warnings(f.Warnings), Indexes: f.Indexes.Render(a.lang), Versions: []versionJSON{}}
	for _, v := range f.Versions {
		out.Versions = append(out.Versions, versionJSON{v.Number, v.At, v.By, v.Reason, listed(v.Changed), v.Answers})
	}
	return a.print(out, func() { people(f) })
}

func (a *app) printForm(f data.FormRecord) {
	var rows [][]string
	for _, item := range f.Definition.Items {
		if v, ok := f.Answers[item.LinkID]; ok {
			rows = append(rows, []string{fmt.Sprint(item.Number), item.LinkID, item.Short.In(a.lang), f.Definition.Show(item.LinkID, v, a.lang)})
		}
	}
	a.line("ctl.form.status." + statusWord(f.Status))
	a.table([]string{"ctl.col.no", "ctl.col.id", "ctl.col.question", "ctl.col.answer"}, rows)
	fmt.Fprintln(a.out)
	a.printIndexes(f.Definition, f.Indexes)
	a.printMissing(f.Missing)
}

func statusWord(s form.Status) string {
	if s == "" {
		return "none"
	}
	return string(s)
}

func (a *app) transcript() *cobra.Command {
	var out string
	cmd := a.one("transcript PARTICIPANT [--out FILE.pdf]", "form.transcript", "fyrtioctl form transcript 19860102-2380 --out underlag.pdf", 0,
		func(ctx context.Context, s *data.Store, args []string) error {
			if out != "" {
				page, err := s.TranscriptPage(ctx, args[0], a.lang)
				if err != nil {
					return err
				}
				return a.save(out, func(w io.Writer) (paper.Drawn, error) { return paper.WriteTranscript(w, page) })
			}
			lines, err := s.Transcript(ctx, args[0])
			if err != nil {
				return err
			}
			return a.print(lines, func() {
				rows := make([][]string, len(lines))
				for i, l := range lines {
					rows[i] = []string{l.LinkID, l.Value, a.say("ctl.line." + string(l.Kind))}
				}
				a.table([]string{"ctl.col.id", "ctl.col.type", "ctl.col.what"}, rows)
			})
		})
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out"))
	return cmd
}

// keying tells what second keyings have found.
func (a *app) keying() *cobra.Command {
	var cohort int
	cmd := &cobra.Command{
		Use:     "keying [--cohort YEAR]",
		Short:   a.say("ctl.form.keying.short"),
		Long:    a.say("ctl.form.keying.long"),
		Example: "fyrtioctl form keying --cohort 2026",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			r, err := s.Keyings(cmd.Context(), cohort)
			if err != nil {
				return err
			}
			out := map[string]any{"keyings": r.Keyings, "fields": r.Fields, "differ": r.Differ, "first_errors": r.First, "second_errors": r.Second,
				"open": r.Open, "errors_per_1000": nil}
			rate, known := r.PerThousand()
			if known {
				out["errors_per_1000"] = math.Round(rate*10) / 10
			}
			return a.print(out, func() {
				if !known {
					a.line("ctl.form.keying.none")
					return
				}
				a.line("ctl.form.keying.rate", "N", r.Keyings, "Fields", r.Fields, "Differ", r.Differ, "First", r.First, "Second", r.Second, "Open", r.Open,
					"Rate", math.Round(rate*10)/10)
			})
		},
	}
	cmd.Flags().IntVar(&cohort, "cohort", 0, a.say("ctl.flag.cohort.all"))
	return cmd
}
