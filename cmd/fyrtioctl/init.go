package main

import (
	"os"
	"os/user"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/data"
)

func (a *app) initialise() *cobra.Command {
	var clinic, name string
	cmd := &cobra.Command{
		Use:     "init --clinic NAME",
		Short:   a.say("ctl.init.short"),
		Long:    a.say("ctl.init.long"),
		Example: "FYRTIO_PASSPHRASE='fyra ord man minns' fyrtioctl --data kliniken --user lena init --clinic \"Granlunda hälsocentral\"",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.data == "" {
				return fault.New(fault.Usage, "ctl.err.data")
			}
			if clinic == "" {
				return fault.New(fault.Usage, "ctl.err.clinic")
			}
			passphrase, err := a.passphrase()
			if err != nil {
				return err
			}
			clock, err := a.clock()
			if err != nil {
				return err
			}
			code, err := data.Init(cmd.Context(), a.data, data.InitParams{Clinic: clinic, User: a.firstUser(), FullName: name,
				Passphrase: passphrase, Clock: clock, Keys: keyOptions})
			if err != nil {
				return err
			}
			return a.print(map[string]string{"recovery_code": code, "user": a.firstUser()}, func() {
				a.line("ctl.init.done", "Clinic", clinic, "User", a.firstUser())
				a.line("ctl.init.code", "Code", code)
			})
		},
	}
	cmd.Flags().StringVar(&clinic, "clinic", "", a.say("ctl.flag.clinic"))
	cmd.Flags().StringVar(&name, "name", "", a.say("ctl.flag.name"))
	return cmd
}

// firstUser gives --user, or who is logged in to the computer.
func (a *app) firstUser() string {
	if a.user != "" {
		return a.user
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return os.Getenv("USER")
}
