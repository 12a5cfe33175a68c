package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/paper"
	"fyrtio/core/report"
	"fyrtio/core/table"
	"fyrtio/data"
	"fyrtio/data/folder"
)

// reportFlags are where a report goes.
type reportFlags struct {
	cohort, out, xlsx, csv string
	aggregate, passphrase  string // the county's file, and the file with its passphrase
}

func (f *reportFlags) add(cmd *cobra.Command, a *app) {
	flags := cmd.Flags()
	flags.StringVar(&f.cohort, "cohort", "", a.say("reportdata.ctl.flag.cohort"))
	flags.StringVar(&f.out, "out", "", a.say("reportdata.ctl.flag.out"))
	flags.StringVar(&f.xlsx, "xlsx", "", a.say("reportdata.ctl.flag.xlsx"))
	flags.StringVar(&f.csv, "csv", "", a.say("reportdata.ctl.flag.csv"))
	flags.StringVar(&f.passphrase, "aggregate-passphrase-file", "", a.say("reportdata.ctl.flag.passphrase"))
}

// period reads 2026 or 2024-2026.
func (f *reportFlags) period() (p report.Period, err error) {
	from, to, ranged := strings.Cut(strings.ReplaceAll(f.cohort, "–", "-"), "-")
	p.From, err = strconv.Atoi(strings.TrimSpace(from))
	if p.To = p.From; ranged && err == nil {
		p.To, err = strconv.Atoi(strings.TrimSpace(to))
	}
	if err != nil || p.From < 1900 || p.To > 2200 || p.From > p.To {
		return p, fault.New(fault.Usage, "reportdata.ctl.err.cohort", "Typed", f.cohort)
	}
	return p, nil
}

// writable refuses files that cannot be written while nothing is logged yet.
func (f *reportFlags) writable() error {
	for _, path := range []string{f.out, f.xlsx, f.aggregate} {
		if path != "" {
			if err := writable(path); err != nil {
				return err
			}
		}
	}
	if f.csv == "" {
		return nil
	}
	if err := os.MkdirAll(f.csv, 0o700); err != nil {
		return fault.Wrap(fault.Refused, err, "ctl.err.write", "File", f.csv)
	}
	return nil
}

// secret reads the passphrase that the clinics and the county have agreed on.
func (f *reportFlags) secret() (string, error) {
	if f.passphrase == "" {
		return "", fault.New(fault.Usage, "reportdata.ctl.err.passphrase")
	}
	b, err := readFile(f.passphrase)
	first, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(first, "\r"), err
}

func (a *app) report() *cobra.Command {
	var f reportFlags
	var open bool
	cmd := &cobra.Command{
		Use:     "report --cohort YEAR[-YEAR]",
		Short:   a.say("reportdata.ctl.short"),
		Long:    a.say("reportdata.ctl.long"),
		Example: "fyrtioctl report --cohort 2026\nfyrtioctl report --cohort 2026 --out arsrapport.pdf --xlsx arsrapport.xlsx --csv tabeller\nfyrtioctl report --cohort 2026 --aggregate granlunda.fyrtio --aggregate-passphrase-file losenfras.txt",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			period, err := f.period()
			if err != nil {
				return err
			}
			secret := ""
			if f.aggregate != "" {
				if secret, err = f.secret(); err != nil {
					return err
				}
			}
			if err := f.writable(); err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			p := data.ReportParams{Period: period, Open: open, Program: version}
			r, err := s.Report(cmd.Context(), p)
			if err != nil {
				return err
			}
			if f.aggregate != "" {
				if err := a.seal(cmd.Context(), s, p, f.aggregate, secret); err != nil {
					return err
				}
			}
			for format, path := range map[string]string{"pdf": f.out, "xlsx": f.xlsx, "csv": f.csv} {
				if path != "" {
					if err := s.ReportSaved(cmd.Context(), p, format); err != nil {
						return err
					}
				}
			}
			return a.publish(r, s.Config().Clinic(), &f, nil)
		},
	}
	f.add(cmd, a)
	cmd.Flags().StringVar(&f.aggregate, "aggregate", "", a.say("reportdata.ctl.flag.aggregate"))
	cmd.Flags().BoolVar(&open, "open", false, a.say("reportdata.ctl.flag.open"))
	cmd.AddCommand(a.reportMerge(), a.reportEarlier())
	return cmd
}

// seal writes the county's file.
func (a *app) seal(ctx context.Context, s *data.Store, p data.ReportParams, path, secret string) error {
	var b bytes.Buffer
	if err := s.SealAggregate(ctx, &b, p, secret); err != nil {
		return err
	}
	return save(path, b.Bytes())
}

func save(path string, b []byte) error {
	if err := folder.WriteFile(path, b); err != nil {
		return fault.Wrap(fault.Refused, err, "ctl.err.write", "File", path)
	}
	return nil
}

// publish writes the report's files, and the report itself where no file was asked for.
// without are clinics of a county that have nothing in it.
func (a *app) publish(r *report.Report, clinic paper.Clinic, f *reportFlags, without []string) error {
	files, tables := []string{}, 0
	if f.aggregate != "" {
		files = append(files, f.aggregate)
	}
	for _, one := range []struct {
		path  string
		write func(b *bytes.Buffer) error
	}{
		{f.out, func(b *bytes.Buffer) error {
			_, err := paper.WriteReport(b, r, clinic, a.lang)
			return err
		}},
		{f.xlsx, func(b *bytes.Buffer) error { return r.XLSX(b, a.lang) }},
	} {
		if one.path == "" {
			continue
		}
		var b bytes.Buffer
		if err := one.write(&b); err != nil {
			return err
		}
		if err := save(one.path, b.Bytes()); err != nil {
			return err
		}
		files = append(files, one.path)
	}
	if f.csv != "" {
		err := r.CSV(a.lang, func(name string, b []byte) error {
			tables++
			files = append(files, filepath.Join(f.csv, name))
			return save(filepath.Join(f.csv, name), b)
		})
		if err != nil {
			return err
		}
	}
	return a.print(a.reportJSON(r, files, without), func() {
		if len(files) == 0 {
			a.showReport(r)
		}
		for _, file := range files[:len(files)-tables] {
			a.line("reportdata.ctl.done", "File", file)
		}
		if tables > 0 {
			a.line("reportdata.ctl.tables", "N", tables, "Folder", f.csv)
		}
		for _, clinic := range without {
			a.line("reportdata.ctl.merge.without", "Clinic", clinic, "From", r.Period.From, "To", r.Period.To)
		}
		if r.Open {
			a.line("reportdata.ctl.open")
		}
	})
}

func (a *app) reportMerge() *cobra.Command {
	var f reportFlags
	var name string
	var payment int
	cmd := &cobra.Command{
		Use:     "merge FILE… --out FILE.pdf",
		Short:   a.say("reportdata.ctl.merge.short"),
		Long:    a.say("reportdata.ctl.merge.long"),
		Example: "fyrtioctl report merge granlunda.fyrtio norrviken.fyrtio --aggregate-passphrase-file losenfras.txt --out lanet-2026.pdf",
		Args:    arguments(1, -1),
		RunE: func(_ *cobra.Command, args []string) error {
			secret, err := f.secret()
			if err != nil {
				return err
			}
			if err := f.writable(); err != nil {
				return err
			}
			var clinics []report.Clinic
			for _, path := range args {
				c, err := a.readClinic(path, secret)
				if err != nil {
					return err
				}
				if slices.ContainsFunc(clinics, func(o report.Clinic) bool { return o.Name == c.Name }) {
					return fault.New(fault.Refused, "reportdata.ctl.err.twice", "File", path, "Clinic", c.Name)
				}
				clinics = append(clinics, c)
			}
			in := report.Input{Program: version, Payment: payment}
			if in.Period, err = f.common(clinics); err != nil {
				return err
			}
			clock, err := a.clock()
			if err != nil {
				return err
			}
			in.Date = day.Of(clock())
			if name == "" {
				name = a.say("reportdata.ctl.merge.name")
			}
			without, err := lacking(clinics, in.Period)
			if err != nil {
				return err
			}
			return a.publish(report.County(name, in, clinics), paper.Clinic{Name: name}, &f, without)
		},
	}
	f.add(cmd, a)
	cmd.Flags().StringVar(&name, "name", "", a.say("reportdata.ctl.flag.name"))
	cmd.Flags().IntVar(&payment, "payment", 0, a.say("reportdata.ctl.flag.payment"))
	return cmd
}

// readClinic opens a clinic's file and says which where it does not open.
func (a *app) readClinic(path, secret string) (c report.Clinic, err error) {
	b, err := readFile(path)
	if err != nil {
		return c, err
	}
	agg, err := data.ReadAggregate(bytes.NewReader(b), secret)
	if code := fault.CodeOf(err); err != nil && code != fault.Internal {
		return c, fault.Wrap(code, err, "reportdata.ctl.err.file", "File", path, "Why", a.words(err))
	}
	if err != nil {
		return c, err
	}
	return report.Clinic{Name: agg.Clinic, Tallies: agg.Tallies, Earlier: agg.Earlier}, nil
}

// lacking names the clinics that have nobody in a period, and refuses one that nobody has.
func lacking(clinics []report.Clinic, p report.Period) (names []string, err error) {
	for _, c := range clinics {
		if !slices.ContainsFunc(c.Tallies, func(t *report.Tally) bool { return t.Cohort >= p.From && t.Cohort <= p.To }) {
			names = append(names, c.Name)
		}
	}
	if len(names) == len(clinics) {
		return nil, fault.New(fault.NotFound, "reportdata.ctl.err.period", "From", p.From, "To", p.To)
	}
	return names, nil
}

// common gives the period that was asked for, or the latest year that a clinic has.
func (f *reportFlags) common(clinics []report.Clinic) (p report.Period, err error) {
	if f.cohort != "" {
		return f.period()
	}
	for _, c := range clinics {
		for _, t := range c.Tallies {
			p.To = max(p.To, t.Cohort)
		}
	}
	p.From = p.To
	return p, nil
}

func (a *app) reportEarlier() *cobra.Command {
	var dry bool
	var template, years string
	cmd := &cobra.Command{
		Use:     "earlier FILE",
		Short:   a.say("reportdata.ctl.earlier.short"),
		Long:    a.say("reportdata.ctl.earlier.long"),
		Example: "fyrtioctl report earlier --template tidigare.xlsx --cohort 2015-2025\nfyrtioctl report earlier tidigare.xlsx --dry-run",
		Args:    arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if template != "" && len(args) == 0 {
				return a.earlierTemplate(template, years)
			}
			if len(args) == 0 || template != "" {
				return fault.New(fault.Usage, "reportdata.ctl.err.earlier")
			}
			b, err := readFile(args[0])
			if err != nil {
				return err
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			read, err := s.ImportEarlier(cmd.Context(), filepath.Base(args[0]), b, dry)
			for _, bad := range read.Faults {
				a.line("reportdata.ctl.earlier.bad", "Line", bad.Line, "Why", bad.Text)
			}
			if err != nil {
				return err
			}
			return a.print(map[string]any{"years": read.Years, "figures": len(read.Figures), "dry_run": dry}, func() {
				id := "reportdata.ctl.earlier.done"
				if dry {
					id = "reportdata.ctl.earlier.dry"
				}
				a.line(id, "N", len(read.Figures), "From", fmt.Sprint(read.Years[0]), "To", fmt.Sprint(read.Years[len(read.Years)-1]))
			})
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, a.say("reportdata.ctl.flag.dry"))
	cmd.Flags().StringVar(&template, "template", "", a.say("reportdata.ctl.flag.template"))
	cmd.Flags().StringVar(&years, "cohort", "", a.say("reportdata.ctl.flag.years"))
	return cmd
}

// earlierTemplate writes a file to fill in.
func (a *app) earlierTemplate(path, cohort string) error {
	clock, err := a.clock()
	if err != nil {
		return err
	}
	if cohort == "" {
		cohort = strconv.Itoa(clock().Year() - 1)
	}
	p, err := (&reportFlags{cohort: cohort}).period()
	if err != nil {
		return err
	}
	var years []int
	for y := p.From; y <= p.To; y++ {
		years = append(years, y)
	}
	var b bytes.Buffer
	t := data.EarlierTemplate(years...)
	write := table.Table.CSV
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		write = table.Table.XLSX
	}
	if err := write(t, &b, a.lang); err != nil {
		return err
	}
	if err := save(path, b.Bytes()); err != nil {
		return err
	}
	return a.print(map[string]any{"file": path, "rows": len(t.Rows)}, func() { a.line("reportdata.ctl.done", "File", path) })
}
