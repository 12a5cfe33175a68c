package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/core/roster"
	"fyrtio/data"
)

// importJSON is what --json says of an import.
type importJSON struct {
	Batch     string         `json:"batch"`
	Encoding  string         `json:"encoding"`
	Separator string         `json:"separator"`
	Mapping   roster.Mapping `json:"mapping"`
	Rows      int            `json:"rows"`
	New       int            `json:"new"`
	Changed   int            `json:"changed"`
	Unchanged int            `json:"unchanged"`
	Gone      int            `json:"gone"`
	Protected int            `json:"protected"`
	Bad       []badJSON      `json:"bad"`
	Blocked   []string       `json:"blocked,omitempty"` // why it looks like the wrong file
	DryRun    bool           `json:"dry_run,omitempty"`
}

type badJSON struct {
	Row      int             `json:"row"`
	Column   string          `json:"column"`
	Problem  roster.Problem  `json:"problem"`
	Severity roster.Severity `json:"severity"`
	Message  string          `json:"message"`
}

func (a *app) importRoster() *cobra.Command {
	var p data.ImportParams
	var mapping, badRows string
	cmd := &cobra.Command{
		Use:     "import FILE --cohort YEAR",
		Short:   a.say("ctl.import.short"),
		Long:    a.say("ctl.import.long"),
		Example: "fyrtioctl import listning-2026.csv --cohort 2026 --dry-run\nfyrtioctl import undo 01JH…",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if p.Cohort == 0 {
				return fault.New(fault.Usage, "ctl.err.cohort")
			}
			p.Name = filepath.Base(args[0])
			if p.Data, err = readRoster(args[0]); err != nil {
				return err
			}
			if mapping != "" {
				b, err := readFile(mapping)
				if err != nil {
					return err
				}
				if p.Mapping, err = roster.ReadMapping(b); err != nil {
					return err
				}
			}
			return a.runImport(cmd.Context(), p, badRows)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&p.Cohort, "cohort", 0, a.say("ctl.flag.cohort"))
	flags.BoolVar(&p.DryRun, "dry-run", false, a.say("ctl.flag.dry-run"))
	flags.BoolVar(&p.Part, "part", false, a.say("ctl.flag.part"))
	flags.StringVar(&p.Force, "force", "", a.say("ctl.flag.force"))
	flags.BoolVar(&p.Reserve, "reserve", false, a.say("ctl.flag.reserve"))
	flags.StringVar(&mapping, "mapping", "", a.say("ctl.flag.mapping"))
	flags.StringVar(&p.Options.Sheet, "sheet", "", a.say("ctl.flag.sheet"))
	flags.StringVar(&badRows, "bad-rows", "", a.say("ctl.flag.bad-rows"))
	cmd.AddCommand(a.undoImport())
	return cmd
}

// readRoster reads the file, but not one far too large to be a roster.
func readRoster(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > roster.MaxFile {
		// roster.Read refuses by size and says so; its first bytes beyond the limit are enough.
		f, err := os.Open(path)
		if err != nil {
			return nil, fault.Wrap(fault.Refused, err, "ctl.err.read", "File", path)
		}
		defer f.Close()
		b := make([]byte, roster.MaxFile+1)
		n, err := f.Read(b)
		return b[:n], err
	}
	return readFile(path)
}

func (a *app) runImport(ctx context.Context, p data.ImportParams, badRows string) error {
	if badRows != "" {
		if err := writable(badRows); err != nil {
			return err
		}
	}
	store, err := a.open(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, roster.MaxTime)
	defer cancel()
	r, err := store.Import(ctx, p)
	if err == nil && p.DryRun && len(r.Blocked) > 0 && p.Force == "" {
		err = fault.New(fault.Refused, "ctl.import.wrong") // what the import itself would answer (D14)
	}
	if r.Sheet == nil {
		return err // nothing could be read: there is nothing to list
	}
	if err == nil && badRows != "" {
		err = a.saveBadRows(badRows, r)
	}
	if printErr := a.printImport(p, r); err == nil {
		err = printErr
	}
	return err
}

func (a *app) saveBadRows(path string, r data.ImportResult) error {
	var b bytes.Buffer
	if err := roster.BadRows(&b, a.lang, r.Sheet, r.Mapping, r.Checked, r.Faults); err != nil {
		return err
	}
	return save(path, b.Bytes())
}

func (a *app) printImport(p data.ImportParams, r data.ImportResult) error {
	out := importJSON{Batch: r.Batch, Encoding: r.Encoding, Separator: r.Separator, Mapping: r.Mapping, Rows: r.Rows, New: r.New,
		Changed: r.Changed, Unchanged: r.Unchanged, Gone: r.Gone, Protected: r.Protected, Bad: make([]badJSON, len(r.Faults)), DryRun: p.DryRun}
	if out.Encoding == "" {
		out.Encoding = "xlsx" // a workbook has neither encoding nor separator
	}
	for i, f := range r.Faults {
		out.Bad[i] = badJSON{f.Line, f.Column, f.Problem, f.Severity, f.Words(a.lang)}
	}
	for _, why := range r.Blocked {
		out.Blocked = append(out.Blocked, a.text(why))
	}
	return a.print(out, func() {
		a.line("ctl.import.read", "File", p.Name, "Rows", r.Rows, "Encoding", out.Encoding)
		a.line("ctl.import.counts", "New", r.New, "Changed", r.Changed, "Unchanged", r.Unchanged, "Gone", r.Gone, "Protected", r.Protected, "Bad", r.Bad)
		for _, why := range out.Blocked {
			fmt.Fprintln(a.out, why)
		}
		rows := make([][]string, len(out.Bad))
		for i, b := range out.Bad {
			rows[i] = []string{strconv.Itoa(b.Row), a.say("ctl.severity." + string(b.Severity)), b.Column, b.Message}
		}
		if len(rows) > 0 {
			a.table([]string{"ctl.col.row", "ctl.col.severity", "ctl.col.column", "ctl.col.what"}, rows)
		}
		switch {
		case p.DryRun:
			a.line("ctl.import.dry")
		case r.Batch != "":
			a.line("ctl.import.done", "Batch", r.Batch)
		case len(out.Blocked) == 0:
			a.line("ctl.import.same")
		}
	})
}

func (a *app) undoImport() *cobra.Command {
	return &cobra.Command{
		Use:     "undo BATCH",
		Short:   a.say("ctl.import.undo.short"),
		Long:    a.say("ctl.import.undo.long"),
		Example: "fyrtioctl import undo 01JH8Z6T5Q…",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			u, err := store.UndoImport(cmd.Context(), args[0])
			if err != nil && len(u.Refused) == 0 {
				return err
			}
			refused := a.refusals(u.Refused)
			printErr := a.print(map[string]any{"undone": u.Undone, "refused": refused}, func() {
				a.line("ctl.import.undone", "N", u.Undone)
				for _, r := range refused {
					fmt.Fprintln(a.out, r.Participant, r.Reason)
				}
			})
			if err != nil {
				return err
			}
			return printErr
		},
	}
}
