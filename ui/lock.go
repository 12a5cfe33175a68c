package ui

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/unlock"
	"fyrtio/ui/widget"
)

// Lock hides everything behind the unlock page, and keeps what is half typed: the
// pages stay as they are underneath (S19). What was copied for PMO is not left for the next
// one at the computer.
func (a *App) Lock() {
	if a.shell == nil || a.shell.Locked() {
		return
	}
	a.shell.Uncopy()
	a.shell.Suspend()
	a.shell.SetLocked(true)
	a.clearPapers()
	a.veil()
}

// veil puts the unlock page over the window. It is opaque and takes every key and tap.
func (a *App) veil() {
	a.page = unlock.New(a.unlockParams([]string{a.store.User()}, true))
	a.p.Window.SetTitle("Fyrtio – " + say.In(a.p.Prefs.Lang, say.T("unlock.locked.short")))
	c := a.p.Window.Canvas()
	c.Overlays().Add(a.page)
	a.page.Resize(c.Size())
	a.page.Focus()
}

func (a *App) unveil() {
	if a.page != nil {
		a.p.Window.Canvas().Overlays().Remove(a.page)
		a.page = nil
	}
}

// relock shows the page anew, in another language.
func (a *App) relock() {
	a.unveil()
	a.veil()
}

// reopen takes the unlock page away: the same page, the same field, the same text.
func (a *App) reopen() {
	lang := a.p.Prefs.Lang
	a.unveil()
	a.shell.SetLocked(false)
	a.idle.touch()
	if a.shell.Lang() != lang {
		a.SetLang(lang)
	}
	a.turnDay()
}

// turnDay shows a new day where the window has been open since an earlier one.
func (a *App) turnDay() {
	if a.shell == nil || a.shell.Locked() || a.shell.Today() == a.shown {
		return
	}
	a.shown = a.shell.Today()
	a.showBackup()
	a.shell.NewDay()
}

// backupMinutes is how often a backup is made while something changes.
const backupMinutes = 30

// idle locks the window when nobody has used it for a while.
type idle struct {
	last atomic.Int64 // of the last key or tap, Unix seconds
	done chan struct{}
}

func (i *idle) touch() { i.last.Store(time.Now().Unix()) }

// due reports whether nobody has typed or clicked for so many minutes.
func (i *idle) due(now time.Time, minutes int) bool {
	return now.Unix()-i.last.Load() >= int64(minutes)*60
}

// watch looks once a minute.
func (i *idle) watch(a *App) {
	i.touch()
	widget.Active = i.touch
	i.done = make(chan struct{})
	go func(done chan struct{}) {
		t := time.NewTicker(time.Minute)
		defer t.Stop()
		for minute := 1; ; minute++ {
			select {
			case <-done:
				return
			case now := <-t.C:
				fyne.Do(func() { a.tick(now) })
				if minute%backupMinutes == 0 {
					fyne.Do(func() { a.backupIfChanged(data.ByClock) })
				}
			}
		}
	}(i.done)
}

// tick is told the time once a minute.
func (a *App) tick(now time.Time) {
	if a.store == nil {
		return
	}
	if a.idle.due(now, a.store.Config().Int("lock_minutes")) {
		a.Lock()
	}
	a.turnDay()
}

func (i *idle) stop() {
	if i.done != nil {
		close(i.done)
		i.done = nil
	}
}
