package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

// app is one call of the command: its flags and what it opened.
type app struct {
	in   io.Reader
	out  io.Writer
	lang say.Lang

	data, user, passphraseFile string
	today                      string
	json                       bool
}

func (a *app) close() error { return nil }

// clock gives now, or noon of the day that --today names.
func (a *app) clock() (func() time.Time, error) {
	if a.today == "" {
		return time.Now, nil
	}
	d, err := day.Parse(a.today)
	if err != nil {
		return nil, fault.Wrap(fault.Usage, err, "ctl.err.today", "Typed", a.today)
	}
	return func() time.Time { return d.At(12, 0) }, nil
}

func (a *app) say(id string, args ...any) string { return say.In(a.lang, say.T(id, args...)) }

// print writes v as JSON with --json, else lets people print it for a person.
func (a *app) print(v any, people func()) error {
	if !a.json {
		people()
		return nil
	}
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// line writes a sentence for a person.
func (a *app) line(id string, args ...any) { fmt.Fprintln(a.out, a.say(id, args...)) }

// table writes rows in aligned columns below their heads.
func (a *app) table(heads []string, rows [][]string) {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for i, h := range heads {
		heads[i] = a.say(h)
	}
	fmt.Fprintln(w, strings.Join(heads, "\t"))
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	w.Flush()
}

// arguments accepts from least to most of them (most < 0: any number).
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return fault.New(fault.Usage, "ctl.err.arguments", "Command", cmd.CommandPath(), "Use", cmd.UseLine())
		}
		return nil
	}
}

// readFile reads a file that the user named, and says which when it cannot.
func readFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(fault.Refused, err, "ctl.err.read", "File", path)
	}
	return b, nil
}
