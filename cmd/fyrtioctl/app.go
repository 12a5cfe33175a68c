package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/keys"
)

// app is one call of the command: its flags and what it opened.
type app struct {
	in   io.Reader
	out  io.Writer
	lang say.Lang

	data, user, passphraseFile string
	today                      string
	json                       bool

	store *data.Store // opened by the first command that needs it
}

// keyOptions make the key cheap in tests; no flag and no environment leads here (D32).
var keyOptions []keys.Option

// open opens the data folder that the flags name.
func (a *app) open(ctx context.Context) (*data.Store, error) {
	if a.data == "" {
		return nil, fault.New(fault.Usage, "ctl.err.data")
	}
	passphrase, err := a.passphrase()
	if err != nil {
		return nil, err
	}
	clock, err := a.clock()
	if err != nil {
		return nil, err
	}
	user, err := a.login()
	if err != nil {
		return nil, err
	}
	a.store, err = data.Open(ctx, a.data, data.Options{User: user, Passphrase: passphrase, Clock: clock, Keys: keyOptions})
	return a.store, err
}

// login gives the user to log in: the named one, or the only one there is.
func (a *app) login() (string, error) {
	if a.user != "" {
		return a.user, nil
	}
	names, err := data.Logins(a.data)
	if err != nil {
		return "", err
	}
	if len(names) != 1 {
		return "", fault.New(fault.Usage, "ctl.err.user")
	}
	return names[0], nil
}

// passphrase reads the passphrase from where an administrator can put it without it
// showing among the running processes: a file or the environment, never a flag.
func (a *app) passphrase() (string, error) {
	if a.passphraseFile != "" {
		b, err := readFile(a.passphraseFile)
		first, _, _ := strings.Cut(string(b), "\n")
		return strings.TrimSuffix(first, "\r"), err
	}
	if p := os.Getenv("FYRTIO_PASSPHRASE"); p != "" {
		return p, nil
	}
	return "", fault.New(fault.Usage, "ctl.err.passphrase")
}

func (a *app) close() error {
	if a.store == nil {
		return nil
	}
	return a.store.Close()
}

// clock gives now, or noon of the day that --today names.
func (a *app) clock() (func() time.Time, error) {
	if a.today == "" {
		return time.Now, nil
	}
	d, err := day.Parse(a.today)
	if err != nil {
		return nil, fault.Wrap(fault.Usage, err, "ctl.err.today", "Typed", a.today)
	}
	return data.Standing(d), nil
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

// readAnswers reads the file that --answers names.
func readAnswers(path string) ([]byte, error) {
	if path == "" {
		return nil, fault.New(fault.Usage, "ctl.err.answers")
	}
	return readFile(path)
}

// writable refuses a file that cannot be written while nothing is recorded yet.
func writable(path string) error {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err == nil {
		err = errors.Join(draft.Close(), os.Remove(draft.Name()))
	}
	if info, statErr := os.Stat(path); err == nil && statErr == nil && info.IsDir() {
		err = os.ErrExist
	}
	if err != nil {
		return fault.Wrap(fault.Refused, err, "ctl.err.write", "File", path)
	}
	return nil
}

// needed refuses an output file that is not named or cannot be written, before anything
// is done for it.
func needed(path string) error {
	if path == "" {
		return fault.New(fault.Usage, "ctl.err.out")
	}
	return writable(path)
}

// readFile reads a file that the user named, and says which when it cannot.
func readFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(fault.Refused, err, "ctl.err.read", "File", path)
	}
	return b, nil
}
