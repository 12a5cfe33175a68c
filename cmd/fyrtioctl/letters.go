package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/data"
)

// The JSON of a print run.
type (
	lettersJSON struct {
		Run      string        `json:"run"` // "" for a dry run
		Printed  []printedJSON `json:"printed"`
		LeftOut  []leftOutJSON `json:"left_out"`
		Warnings []string      `json:"warnings"` // what the settings lack of the sender
		Number   string        `json:"number"`   // what one calls the run: 26-014
		Notes    []noteJSON    `json:"notes"`    // what to look at in single letters
		Sheets   int           `json:"sheets"`   // of paper, the cover sheet not counted
		Pages    int           `json:"pages"`
		Files    []string      `json:"files"`
	}
	printedJSON struct {
		Participant string `json:"participant"`
		Letter      string `json:"letter"`
		Sheet       int    `json:"sheet"`
	}
	leftOutJSON struct {
		Participant string `json:"participant"`
		Reason      string `json:"reason"`
		Override    bool   `json:"override"`       // a reason would let the letter go
		Mend        string `json:"mend,omitempty"` // what would let it go: contact, settings, booking, override …
	}
	noteJSON struct {
		Participant string `json:"participant"`
		Severity    string `json:"severity"` // look, tell
		Part        string `json:"part"`
		Text        string `json:"text"`
	}
)

func (a *app) letters() *cobra.Command {
	var p data.LettersParams
	var lang, out, order, callFrom, callTo, replyBy string
	var enclose, print []string
	var dry, pending bool
	cmd := &cobra.Command{
		Use:     "letters --template T --out FILE.pdf",
		Short:   a.say("ctl.letters.short"),
		Long:    a.say("ctl.letters.long"),
		Example: "fyrtioctl letters --template inbjudan --cohort 2026 --dry-run\nfyrtioctl letters --template paminnelse --cohort 2026 --out paminnelser.pdf",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if p.Template == "" {
				return fault.New(fault.Usage, "ctl.err.template")
			}
			if !dry {
				if err := needed(out); err != nil {
					return err
				}
			}
			p.Lang, p.Confirm = letter.Lang(lang), !pending
			if cmd.Flags().Changed("enclose") || len(print) > 0 {
				p.Enclose = append([]letter.Enclosure{}, enclosures(enclose, print)...)
			}
			var err error
			if p.Order, err = a.order(order); err != nil {
				return err
			}
			for _, d := range []struct {
				typed string
				to    *day.Date
			}{{callFrom, &p.CallFrom}, {callTo, &p.CallTo}, {replyBy, &p.ReplyBy}} {
				if *d.to, err = a.dayOr(d.typed, day.Date{}); err != nil {
					return err
				}
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if dry {
				return a.planLetters(cmd.Context(), s, p)
			}
			return a.printLetters(cmd.Context(), s, p, out)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.Template, "template", "", a.say("ctl.flag.template"))
	flags.StringVar(&lang, "template-lang", "", a.say("ctl.flag.template-lang"))
	flags.IntVar(&p.Cohort, "cohort", 0, a.say("ctl.flag.cohort.latest"))
	flags.StringSliceVar(&p.Only, "only", nil, a.say("ctl.flag.only"))
	flags.StringVar(&p.Override, "override", "", a.say("ctl.flag.override"))
	flags.BoolVar(&dry, "dry-run", false, a.say("ctl.flag.dry-run"))
	flags.BoolVar(&pending, "pending", false, a.say("ctl.flag.pending"))
	flags.StringVar(&out, "out", "", a.say("ctl.flag.out"))
	flags.StringVar(&order, "order", "", a.say("letter.ctl.flag.order"))
	flags.StringVar(&callFrom, "call-from", "", a.say("letter.ctl.flag.call_from"))
	flags.StringVar(&callTo, "call-to", "", a.say("letter.ctl.flag.call_to"))
	flags.StringVar(&replyBy, "reply-by", "", a.say("letter.ctl.flag.reply_by"))
	flags.StringSliceVar(&enclose, "enclose", nil, a.say("letter.ctl.flag.enclose"))
	flags.StringSliceVar(&print, "print", nil, a.say("letter.ctl.flag.print"))
	flags.BoolVar(&p.Duplex, "duplex", false, a.say("letter.ctl.flag.duplex"))
	flags.BoolVar(&p.Cover, "cover", false, a.say("letter.ctl.flag.cover"))
	cmd.AddCommand(a.confirmRun(), a.reprint(), a.unmark(), a.returned(), a.templates(), a.template(), a.runs(), a.labels(), a.testPage(), a.post(), a.logo(), a.letterLang())
	return cmd
}

func (a *app) leftOut(list []data.LeftOut) []leftOutJSON {
	out := make([]leftOutJSON, len(list))
	for i, l := range list {
		out[i] = leftOutJSON{l.Participant, a.text(l.Reason), l.Override, string(l.Mend)}
	}
	return out
}

// sender says what the settings lack of the sender; the letters were printed all the same.
func (a *app) sender(problems []paper.Problem) []string {
	out := make([]string, len(problems))
	for i, p := range problems {
		out[i] = a.text(p.Text)
	}
	return out
}

func (a *app) planLetters(ctx context.Context, s *data.Store, p data.LettersParams) error {
	plan, err := s.PlanLetters(ctx, p)
	if err != nil {
		return err
	}
	out := lettersJSON{Printed: []printedJSON{}, LeftOut: a.leftOut(plan.Left), Warnings: a.sender(plan.Sender()), Notes: []noteJSON{}, Sheets: plan.Sheets, Files: []string{}}
	for _, l := range plan.Letters {
		out.Printed = append(out.Printed, printedJSON{Participant: l.Participant})
		for _, q := range l.Problems {
			if q.Part != paper.PartClinic {
				out.Notes = append(out.Notes, noteJSON{l.Participant, string(q.Severity), string(q.Part), a.text(q.Text)})
			}
		}
	}
	return a.print(out, func() {
		a.line("ctl.letters.would", "N", len(out.Printed), "Left", len(out.LeftOut))
		for _, w := range out.Warnings {
			fmt.Fprintln(a.out, w)
		}
		for _, n := range out.Notes {
			fmt.Fprintln(a.out, n.Participant, n.Text)
		}
		a.printLeftOut(out.LeftOut)
	})
}

func (a *app) printLeftOut(list []leftOutJSON) {
	rows := make([][]string, len(list))
	for i, l := range list {
		rows[i] = []string{l.Participant, l.Reason}
	}
	if len(rows) > 0 {
		a.table([]string{"ctl.col.id", "ctl.col.left_out"}, rows)
	}
}

func (a *app) printLetters(ctx context.Context, s *data.Store, p data.LettersParams, out string) error {
	parts := parts{out: out}
	run, err := s.PrintLetters(ctx, p, parts.writer)
	if err == nil {
		err = parts.save()
	}
	if err != nil {
		if len(run.Left) > 0 && len(run.Letters) == 0 { // nobody gets it: each one's reason is the answer
			left := a.leftOut(run.Left)
			return errors.Join(err, a.print(lettersJSON{Printed: []printedJSON{}, LeftOut: left, Notes: []noteJSON{}, Files: []string{}}, func() { a.printLeftOut(left) }))
		}
		return err
	}
	result := lettersJSON{Run: run.Run, Printed: []printedJSON{}, LeftOut: a.leftOut(run.Left), Warnings: a.sender(run.Sender), Notes: []noteJSON{},
		Number: run.Number, Sheets: run.Sheets, Pages: run.Pages, Files: parts.names}
	for _, l := range run.Letters {
		result.Printed = append(result.Printed, printedJSON{l.Participant, l.Number, l.Sheet})
	}
	return a.print(result, func() {
		a.line("ctl.letters.done", "N", len(run.Letters), "First", run.Letters[0].Number, "Last", run.Letters[len(run.Letters)-1].Number,
			"Files", strings.Join(parts.names, ", "))
		for _, w := range result.Warnings {
			fmt.Fprintln(a.out, w)
		}
		if !p.Confirm {
			a.line("ctl.letters.pending", "Run", run.Run)
		}
		a.printLeftOut(result.LeftOut)
	})
}

// parts keeps a run's part files until the run is recorded (D28): FILE.pdf, or
// FILE-1.pdf, FILE-2.pdf … where there are several.
type parts struct {
	out   string
	names []string
	files []*bytes.Buffer
}

func (p *parts) writer(part, of int) (io.Writer, error) {
	name := p.out
	if of > 1 {
		ext := filepath.Ext(p.out)
		name = strings.TrimSuffix(p.out, ext) + "-" + strconv.Itoa(part) + ext
	}
	b := &bytes.Buffer{}
	p.names, p.files = append(p.names, name), append(p.files, b)
	return b, nil
}

func (p *parts) save() error {
	for i, name := range p.names {
		if err := save(name, p.files[i].Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// onRun makes a command on a print run, or on a letter.
func (a *app) onRun(use, id, example string, run func(ctx context.Context, s *data.Store, arg string) error) *cobra.Command {
	return &cobra.Command{
		Use:     use,
		Short:   a.say("ctl." + id + ".short"),
		Example: example,
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			return run(cmd.Context(), s, args[0])
		},
	}
}

func (a *app) confirmRun() *cobra.Command {
	var spoiled string
	cmd := a.onRun("confirm RUN [--spoiled 14-20]", "letters.confirm", "fyrtioctl letters confirm 01JH… --spoiled 14-20",
		func(ctx context.Context, s *data.Store, run string) error {
			sheets, err := data.ParseSheets(spoiled)
			if err != nil {
				return err
			}
			c, err := s.ConfirmRun(ctx, run, sheets)
			if err != nil {
				return err
			}
			refused := a.refusals(c.Refused)
			return a.print(map[string]any{"confirmed": len(c.Events), "spoiled": len(c.Pending), "refused": refused}, func() {
				a.line("ctl.letters.confirmed", "N", len(c.Events), "Spoiled", len(c.Pending))
				for _, r := range refused {
					fmt.Fprintln(a.out, r.Participant, r.Reason)
				}
			})
		})
	cmd.Flags().StringVar(&spoiled, "spoiled", "", a.say("ctl.flag.spoiled"))
	return cmd
}

func (a *app) reprint() *cobra.Command {
	var sheets, out string
	cmd := a.onRun("reprint RUN --sheets 14-20 --out FILE.pdf", "letters.reprint", "fyrtioctl letters reprint 01JH… --sheets 14-20 --out igen.pdf",
		func(ctx context.Context, s *data.Store, run string) error {
			if err := needed(out); err != nil {
				return err
			}
			list, err := data.ParseSheets(sheets)
			if err != nil {
				return err
			}
			parts := parts{out: out}
			r, err := s.ReprintLetters(ctx, run, list, parts.writer)
			if err == nil {
				err = parts.save()
			}
			if err != nil {
				return err
			}
			return a.print(map[string]any{"run": run, "printed": len(r.Letters), "left_out": a.leftOut(r.Left), "files": parts.names}, func() {
				a.line("ctl.letters.reprinted", "N", len(r.Letters), "Files", strings.Join(parts.names, ", "))
				a.printLeftOut(a.leftOut(r.Left))
			})
		})
	cmd.Flags().StringVar(&sheets, "sheets", "", a.say("ctl.flag.sheets"))
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out"))
	return cmd
}

func (a *app) unmark() *cobra.Command {
	return a.onRun("unmark RUN", "letters.unmark", "fyrtioctl letters unmark 01JH…", func(ctx context.Context, s *data.Store, run string) error {
		n, err := s.UnmarkRun(ctx, run)
		if err != nil {
			return err
		}
		return a.print(map[string]any{"run": run, "unmarked": n}, func() { a.line("ctl.letters.unmarked", "N", n) })
	})
}

func (a *app) returned() *cobra.Command {
	return a.onRun("returned LETTER", "letters.returned", "fyrtioctl letters returned 26-0148", func(ctx context.Context, s *data.Store, number string) error {
		logged, err := s.ReturnedLetter(ctx, number)
		if err != nil {
			return err
		}
		return a.printLogged(logged)
	})
}
