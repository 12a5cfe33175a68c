package main

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Every command and subcommand is explained with an example, and an example's personal
// number is one that the command itself takes.
func TestHelpHasExamples(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		a := &app{out: io.Discard, lang: lang}
		var walk func(cmd *cobra.Command)
		walk = func(cmd *cobra.Command) {
			for _, c := range cmd.Commands() {
				if c.Name() == "help" {
					continue
				}
				path := strings.TrimPrefix(c.CommandPath(), "fyrtioctl ")
				if !strings.Contains(c.Example, "fyrtioctl "+path) && !strings.Contains(c.Example, " "+path+" ") {
					t.Errorf("help %s: example is %q", path, c.Example)
				}
				for _, word := range strings.Fields(c.Example) {
					if len(word) < 11 || strings.Trim(word, "0123456789-") != "" || strings.Count(word, "-") != 1 {
						continue
					}
					if _, err := pnr.Parse(word, day.New(2026, 1, 12)); err != nil {
						t.Errorf("help %s: %s: %v", path, word, err)
					}
				}
				walk(c)
			}
		}
		walk(a.root())
	}
}
