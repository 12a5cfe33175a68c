// Command fyrtioctl does Fyrtio's jobs without a window: for IT, for scripts, for
// tests. It prints sentences and tables for people, JSON with --json, and one line
// on standard error when it refuses: what, where, why, what to do.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/core/say"
	"fyrtio/data"
)

// version is set by the linker.
var version = "dev"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// Exit statuses, as scripts rely on them.
const (
	exitDone    = 0
	exitRefused = 1 // input refused, nothing changed
	exitUsage   = 2
	exitLocked  = 3 // data in use, locked, or wrong passphrase
	exitDamaged = 4
)

// run does one command and gives its exit status.
func run(args []string, in io.Reader, out, errs io.Writer) (status int) {
	a := &app{in: in, out: out, lang: langOf(args)}
	defer func() {
		if p := recover(); p != nil { // the last border: no stack trace meets a person
			fmt.Fprintln(errs, "fyrtioctl:", say.In(a.lang, say.T("ctl.err.crash")))
			status = exitRefused
		}
	}()
	root := a.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	err := errors.Join(root.Execute(), a.close())
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(errs, "fyrtioctl:", oneLine(a.words(err)))
	return statusOf(err)
}

func statusOf(err error) int {
	switch fault.CodeOf(err) {
	case fault.Usage:
		return exitUsage
	case fault.Locked:
		return exitLocked
	case fault.Damaged:
		return exitDamaged
	}
	return exitRefused
}

// words puts an error into a person's words. What is no fault of the vocabulary
// comes from the system (no such file, disk full), whose own words help here.
func (a *app) words(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		if f.Text.ID == "data.err.reason.protected" {
			return a.say("ctl.err.protected")
		}
		if data.Stopped(err) {
			return a.say("booking.ctl.err.override"+map[bool]string{true: ".block"}[f.Text.ID == "booking.err.stop.block"], "Why", f.Text)
		}
		return say.In(a.lang, f.Text)
	}
	return a.say("ctl.err.system", "Why", err.Error())
}

// flagWords gives what the flag parser says, without the names of Go's functions.
func flagWords(err error) string {
	why, _, _ := strings.Cut(err.Error(), ": strconv.")
	return why
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// langOf finds the language before the flags are parsed, because the help that
// parsing may print is in that language too.
func langOf(args []string) say.Lang {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && value == string(say.English) {
			return say.English
		}
	}
	return say.Swedish
}

// root makes the command tree.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "fyrtioctl",
		Short:         a.say("ctl.root.short"),
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return fault.New(fault.Usage, "ctl.err.command", "Command", args[0])
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.data, "data", os.Getenv("FYRTIO_DATA"), a.say("ctl.flag.data"))
	flags.StringVar(&a.user, "user", os.Getenv("FYRTIO_USER"), a.say("ctl.flag.user"))
	flags.StringVar(&a.passphraseFile, "passphrase-file", "", a.say("ctl.flag.passphrase-file"))
	flags.StringVar(&a.today, "today", "", a.say("ctl.flag.today"))
	lang := flags.String("lang", string(a.lang), a.say("ctl.flag.lang"))
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if *lang != string(say.Swedish) && *lang != string(say.English) {
			return fault.New(fault.Usage, "ctl.err.lang", "Typed", *lang)
		}
		return nil
	}
	flags.BoolVar(&a.json, "json", false, a.say("ctl.flag.json"))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fault.Wrap(fault.Usage, err, "ctl.err.flag", "Command", cmd.CommandPath(), "Why", flagWords(err))
	})
	root.CompletionOptions.DisableDefaultCmd = true
	a.speak(root)
	root.AddCommand(a.pnr(), a.score(), a.initialise(), a.importRoster(), a.participants(), a.show(), a.log(), a.undo(), a.todo(),
		a.rules(), a.letters(), a.form(), a.star(), a.plan(), a.bookings(), a.report(), a.export(), a.demo(), a.check(), a.backup(), a.users(), a.settings())
	return root
}

// speak puts cobra's own words into the language.
func (a *app) speak(root *cobra.Command) {
	root.PersistentFlags().BoolP("help", "h", false, a.say("ctl.flag.help"))
	root.Flags().BoolP("version", "v", false, a.say("ctl.flag.version"))
	root.SetHelpCommand(&cobra.Command{
		Use:   "help [COMMAND]",
		Short: a.say("ctl.help.short"),
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, _, err := root.Find(args)
			if cmd == nil || err != nil || cmd == root && len(args) > 0 {
				return fault.New(fault.Usage, "ctl.err.command", "Command", strings.Join(args, " "))
			}
			return cmd.Help()
		},
	})
	root.SetUsageTemplate(strings.NewReplacer(
		"Usage:", a.say("ctl.help.usage"),
		"Aliases:", a.say("ctl.help.aliases"),
		"Examples:", a.say("ctl.help.examples"),
		"Available Commands:", a.say("ctl.help.commands"),
		"Global Flags:", a.say("ctl.help.global"),
		"Flags:", a.say("ctl.help.flags"),
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`, a.say("ctl.help.more"),
	).Replace(root.UsageTemplate()))
}
