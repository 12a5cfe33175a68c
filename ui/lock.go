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
// pages stay as they are underneath (S19).
func (a *App) Lock() {
	if a.shell == nil || a.shell.Locked() {
		return
	}
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
}

// idleMinutes is how long nobody may type or click before the window locks itself.
const idleMinutes = 10

// backupMinutes is how often a backup is made while something changes.
const backupMinutes = 30

// idle locks the window when nobody has used it for a while.
type idle struct {
	last atomic.Int64 // of the last key or tap, Unix seconds
	done chan struct{}
}

func (i *idle) touch() { i.last.Store(time.Now().Unix()) }

func (i *idle) due(now time.Time) bool { return now.Unix()-i.last.Load() >= idleMinutes*60 }

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
				if i.due(now) {
					fyne.Do(a.Lock)
				}
				if minute%backupMinutes == 0 {
					fyne.Do(func() { a.backupIfChanged(data.ByClock) })
				}
			}
		}
	}(i.done)
}

func (i *idle) stop() {
	if i.done != nil {
		close(i.done)
		i.done = nil
	}
}
