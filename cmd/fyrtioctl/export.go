package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/data"
)

func (a *app) export() *cobra.Command {
	cmd := a.group("export", "fyrtioctl export fhir --cohort 2026 --out svar.json")
	cmd.AddCommand(a.exportFHIR())
	return cmd
}

func (a *app) exportFHIR() *cobra.Command {
	var out, reason string
	var cohort int
	cmd := &cobra.Command{
		Use:     "fhir [P…] --out FILE.json",
		Short:   a.say("ctl.export.fhir.short"),
		Long:    a.say("ctl.export.fhir.long"),
		Example: "fyrtioctl export fhir --cohort 2026 --out svar.json\nfyrtioctl export fhir 19860102-2380 --out svar.json",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if out == "" {
				return fault.New(fault.Usage, "ctl.err.out.file")
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			var b bytes.Buffer
			done, err := s.ExportFHIR(data.WithReason(cmd.Context(), reason), &b, cohort, args...)
			if err != nil {
				return err
			}
			if err := save(out, b.Bytes()); err != nil {
				return err
			}
			return a.print(map[string]any{"file": out, "people": done.People, "left_out": done.Left, "no_form": done.NoForm}, func() {
				a.line("ctl.export.fhir.done", "File", out, "N", done.People)
				if done.Left > 0 {
					a.line("ctl.export.fhir.left", "N", done.Left)
				}
				if done.NoForm > 0 {
					a.line("ctl.export.fhir.no_form", "N", done.NoForm)
				}
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", a.say("ctl.flag.out.file"))
	cmd.Flags().IntVar(&cohort, "cohort", 0, a.say("ctl.flag.cohort"))
	cmd.Flags().StringVar(&reason, "reason", "", a.say("ctl.flag.look.reason"))
	return cmd
}
