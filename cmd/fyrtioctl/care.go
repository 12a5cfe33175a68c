package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"fyrtio/core/fault"
	"fyrtio/data"
)

func (a *app) check() *cobra.Command {
	return &cobra.Command{
		Use:     "check",
		Short:   a.say("ctl.check.short"),
		Long:    a.say("ctl.check.long"),
		Example: "fyrtioctl check",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			found, err := store.Check(cmd.Context())
			if err != nil {
				return err
			}
			type problem struct {
				Kind    string `json:"kind"`
				Problem string `json:"problem"`
			}
			problems := make([]problem, len(found))
			for i, p := range found {
				problems[i] = problem{p.Kind, a.text(p.Text)}
			}
			err = a.print(map[string]any{"ok": len(found) == 0, "problems": problems}, func() {
				for _, p := range problems {
					fmt.Fprintln(a.out, p.Problem)
				}
				if len(problems) == 0 {
					a.line("ctl.check.ok")
				}
			})
			if len(found) > 0 {
				return fault.New(fault.Damaged, "ctl.check.found", "N", len(found))
			}
			return err
		},
	}
}

func (a *app) backup() *cobra.Command {
	return &cobra.Command{
		Use:     "backup",
		Short:   a.say("ctl.backup.short"),
		Long:    a.say("ctl.backup.long"),
		Example: "fyrtioctl backup",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			b, err := store.Backup(cmd.Context(), data.ByHand)
			if err != nil {
				return err
			}
			return a.print(map[string]any{"file": b.File, "size": b.Size}, func() {
				a.line("ctl.backup.done", "File", filepath.Base(b.File), "Size", b.Size)
			})
		},
	}
}

func (a *app) users() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "users",
		Short:   a.say("ctl.users.short"),
		Long:    a.say("ctl.users.long"),
		Example: "fyrtioctl users\nfyrtioctl users add petra --name \"Petra Nyholm\" --new-passphrase-file ny.txt\nfyrtioctl users remove petra",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			users, err := store.Users(cmd.Context())
			if err != nil {
				return err
			}
			type user struct {
				Name     string    `json:"name"`
				FullName string    `json:"full_name"`
				Role     data.Role `json:"role"`
				Removed  bool      `json:"removed"`
			}
			list, rows := []user{}, [][]string{}
			for _, u := range users {
				list = append(list, user{u.Name, u.FullName, u.Role, !u.Removed.IsZero()})
				rows = append(rows, []string{u.Name, u.FullName, a.say("ctl.role." + string(u.Role))})
			}
			return a.print(list, func() { a.table([]string{"ctl.col.user", "ctl.col.name", "ctl.col.role"}, rows) })
		},
	}
	cmd.AddCommand(a.addUser(), a.removeUser())
	return cmd
}

func (a *app) addUser() *cobra.Command {
	var u data.User
	var file, role string
	cmd := &cobra.Command{
		Use:     "add NAME --new-passphrase-file FILE",
		Short:   a.say("ctl.users.add.short"),
		Example: "fyrtioctl users add petra --name \"Petra Nyholm\" --new-passphrase-file ny.txt",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if file == "" {
				return fault.New(fault.Usage, "ctl.err.new-passphrase")
			}
			b, err := readFile(file)
			if err != nil {
				return err
			}
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			u.Name, u.Role = args[0], data.Role(role)
			if u.FullName == "" {
				u.FullName = u.Name
			}
			if err := store.AddUser(cmd.Context(), u, strings.TrimRight(string(b), "\r\n")); err != nil {
				return err
			}
			return a.print(map[string]string{"user": u.Name}, func() { a.line("ctl.users.added", "User", u.Name) })
		},
	}
	cmd.Flags().StringVar(&u.FullName, "name", "", a.say("ctl.flag.name"))
	cmd.Flags().StringVar(&role, "role", string(data.Coordinator), a.say("ctl.flag.role"))
	cmd.Flags().StringVar(&file, "new-passphrase-file", "", a.say("ctl.flag.new-passphrase-file"))
	return cmd
}

func (a *app) removeUser() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   a.say("ctl.users.remove.short"),
		Example: "fyrtioctl users remove petra",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := store.RemoveUser(cmd.Context(), args[0]); err != nil {
				return err
			}
			return a.print(map[string]string{"user": args[0]}, func() { a.line("ctl.users.removed", "User", args[0]) })
		},
	}
}

func (a *app) settings() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "settings",
		Short:   a.say("ctl.settings.short"),
		Long:    a.say("ctl.settings.long"),
		Example: "fyrtioctl settings\nfyrtioctl settings set letter_days 28",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			config, values, rows := store.Config(), map[string]string{}, [][]string{}
			for _, s := range data.Settings {
				values[s.Key] = config.Text(s.Key)
				rows = append(rows, []string{s.Key, config.Text(s.Key), s.Default})
			}
			return a.print(values, func() { a.table([]string{"ctl.col.key", "ctl.col.value", "ctl.col.default"}, rows) })
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "set KEY VALUE",
		Short:   a.say("ctl.settings.set.short"),
		Example: "fyrtioctl settings set letter_days 28",
		Args:    arguments(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := store.SetSetting(cmd.Context(), args[0], args[1]); err != nil {
				return err
			}
			value := store.Config().Text(args[0])
			return a.print(map[string]string{args[0]: value}, func() { a.line("ctl.settings.done", "Key", args[0], "Value", value) })
		},
	})
	return cmd
}
