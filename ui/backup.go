package ui

import (
	"context"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/widget"
)

// backup makes a backup now and says how it went.
func (a *App) backup() {
	a.shell.Do("backup", func(ctx context.Context) error {
		_, err := a.store.Backup(ctx, data.ByHand)
		return err
	}, func(err error) {
		a.showBackup()
		if err != nil {
			a.shell.Fail(err)
			return
		}
		a.shell.Tell(widget.BandOK, say.T("ui.backup.made"))
	})
}

// showBackup says in the navigation when the last backup was made and whether it was
// found whole.
func (a *App) showBackup() {
	list, err := a.store.Backups(context.Background())
	if err != nil {
		a.p.Log.Error("read backups", "err", err)
		return
	}
	var last data.BackupInfo
	for _, b := range list {
		if b.At.After(last.At) {
			last = b
		}
	}
	switch on := day.Of(last.At); {
	case last.At.IsZero():
		a.shell.SetBackup(say.T("ui.backup.none"), false)
	case last.Problem != "":
		a.shell.SetBackup(say.T("ui.backup.bad"), false)
	case on == a.shell.Today():
		a.shell.SetBackup(say.T("ui.backup.today", "Time", say.Clock(a.p.Prefs.Lang, last.At)), true)
	default:
		a.shell.SetBackup(say.T("ui.backup.day", "Day", say.DayShort(a.p.Prefs.Lang, on)), a.shell.Today().Sub(on) < 7)
	}
}

// backupIfChanged makes a backup where something was written since the last one.
func (a *App) backupIfChanged(reason data.BackupReason) {
	if a.shell == nil {
		return
	}
	made := false
	a.shell.Do("backup", func(ctx context.Context) error {
		changed, err := a.store.Unsaved(ctx)
		if err != nil || !changed {
			return err
		}
		made = true
		_, err = a.store.Backup(ctx, reason)
		return err
	}, func(err error) {
		if made || err != nil {
			a.showBackup()
		}
		if err != nil {
			a.shell.Fail(err)
		}
	})
}

func (a *App) backupAtClose() {
	ctx := context.Background()
	changed, err := a.store.Unsaved(ctx)
	if err == nil && changed {
		_, err = a.store.Backup(ctx, data.AtClose)
	}
	if err != nil {
		a.p.Log.Error("backup at close", "err", err)
	}
}
