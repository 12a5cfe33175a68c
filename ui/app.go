// Package ui puts the windows together: it unlocks the store, opens the shell, makes
// the page of each route, locks, and lets go of everything at the end.
package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/data/keys"
	"fyrtio/ui/editions"
	"fyrtio/ui/output"
	"fyrtio/ui/people"
	"fyrtio/ui/preview"
	"fyrtio/ui/printing"
	"fyrtio/ui/shell"
	"fyrtio/ui/spool"
	"fyrtio/ui/unlock"
)

// Params are what the program gives the windows. App, Window and Dir must be set.
type Params struct {
	App     fyne.App
	Window  fyne.Window
	Dir     string // the data folder; one without data starts the making of a clinic
	Version string
	Prefs   Prefs
	Log     *slog.Logger
	// Clock is the time; nil is the real one.
	Clock     func() time.Time
	Workplace string // "" = the computer's name
	// Quit ends the program, after everything has been let go of.
	Quit func()
	// Run runs work beside Fyne's thread, then then on it; nil is goroutine and fyne.Do.
	Run func(work func() error, then func(error))
	// Keys is for tests: the key derivation at floor cost (D32).
	Keys []keys.Option
}

// App is the program in its window.
type App struct {
	p     Params
	store *data.Store // nil until someone has logged in
	shell *shell.Shell
	page  *unlock.Page // shown while nobody is logged in, or while locked
	opens *data.Store  // opened by the unlock page's worker, not yet shown
	idle  idle
	shown day.Date // the day that the window shows
	// people is what the list of participants remembers of this login.
	people people.Kept
	// papers is where what is shown in the system's viewer lies meanwhile (S18).
	papers *output.Folder
	desk   *printing.Desk  // where papers leave the program
	drafts editions.Drafts // of form and criteria, gone on with in this login
	pages  *preview.Renderer
}

// New makes the program; Start shows it.
func New(p Params) *App {
	if p.Run == nil {
		p.Run = shell.Beside
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	if p.Clock == nil {
		p.Clock = time.Now
	}
	if p.Quit == nil {
		p.Quit = func() {}
	}
	if p.Prefs.Lang == "" {
		p.Prefs.Lang = say.Swedish
	}
	if p.Prefs.Scale == 0 {
		p.Prefs.Scale = 100
	}
	a := &App{p: p, papers: output.New(filepath.Join(p.Dir, "papers"))}
	a.desk = &printing.Desk{Folder: a.papers, System: spool.New(a), Kept: func() printing.Kept { return a.p.Prefs.Printing },
		Keep: func(k printing.Kept) { a.p.Prefs.Printing = k; a.keep() }}
	return a
}

// Start shows the unlock page, or on the first start the making of a clinic.
func (a *App) Start() {
	a.clearPapers() // a crash may have left some
	a.look()
	a.speak()
	w := a.p.Window
	w.SetTitle("Fyrtio")
	w.SetPadded(false)
	w.SetMaster()
	w.SetCloseIntercept(a.RequestQuit)
	// The menu bar is gone while the window is locked, and nobody should need the mouse to end the program.
	w.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyQ, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { a.RequestQuit() })
	a.showUnlock()
}

func (a *App) users() []string {
	names, err := data.Logins(a.p.Dir)
	if err != nil {
		return nil // no data yet: the first start
	}
	return names
}

func (a *App) showUnlock() {
	a.page = unlock.New(a.unlockParams(a.users(), false))
	w := a.p.Window
	w.SetTitle("Fyrtio – " + say.In(a.p.Prefs.Lang, say.T("unlock.title")))
	w.SetMainMenu(nil)
	w.SetContent(a.page)
	a.page.Focus()
}

func (a *App) unlockParams(users []string, locked bool) unlock.Params {
	p := unlock.Params{Lang: a.p.Prefs.Lang, Clinic: a.p.Prefs.Clinic, Users: users, User: a.p.Prefs.User, Locked: locked, Version: a.p.Version, Run: a.p.Run}
	p.SetLang = func(l say.Lang) {
		a.p.Prefs.Lang = l
		a.keep()
		a.speak()
		if locked {
			a.relock()
			return
		}
		a.showUnlock()
	}
	if locked {
		p.Clinic = a.store.Config().Text("clinic.name")
		p.Unlock = a.verify
		p.Done = a.reopen
		p.Switch = a.logOut
		return p
	}
	p.Unlock = func(user, pass string) error {
		return a.open(data.Options{User: user, Passphrase: pass})
	}
	p.Recover = func(user, code, pass string) error {
		if err := a.open(data.Options{User: user, Recovery: code}); err != nil {
			return err
		}
		if err := a.opens.ResetPassphrase(context.Background(), user, pass); err != nil {
			return errors.Join(err, a.dropOpened())
		}
		return nil
	}
	p.Create = func(clinic, user, pass string) (string, error) {
		code, err := data.Init(context.Background(), a.p.Dir, data.InitParams{Clinic: clinic, User: user, Passphrase: pass,
			Clock: a.p.Clock, Workplace: a.p.Workplace, Keys: a.p.Keys})
		if err != nil {
			return "", err
		}
		return code, a.open(data.Options{User: user, Passphrase: pass})
	}
	p.Done = func() {
		store := a.opens
		a.opens = nil
		a.Enter(store)
	}
	return p
}

func (a *App) open(o data.Options) error {
	o.Clock, o.Workplace, o.Keys = a.p.Clock, a.p.Workplace, a.p.Keys
	store, err := data.Open(context.Background(), a.p.Dir, o)
	if err != nil {
		return err
	}
	a.opens = store
	return nil
}

func (a *App) dropOpened() error {
	store := a.opens
	a.opens = nil
	return store.Close()
}

// Enter shows the program on a store that is open; it is closed when the program ends.
func (a *App) Enter(store *data.Store) {
	a.store, a.page, a.people = store, nil, people.Kept{}
	cfg := store.Config()
	a.p.Prefs.User, a.p.Prefs.Clinic = store.User(), cfg.Text("clinic.name")
	a.keep()
	ctx := context.Background()
	cohorts, err := store.Cohorts(ctx)
	if err != nil {
		a.p.Log.Error("read cohorts", "err", err)
	}
	cohort := day.Of(a.p.Clock()).Year
	if len(cohorts) > 0 {
		cohort = cohorts[0]
	}
	a.shell = shell.New(shell.Params{
		Window: a.p.Window, Lang: a.p.Prefs.Lang, Clinic: cfg.Text("clinic.name"), User: a.fullName(ctx), Cohort: cohort, Cohorts: cohorts, Ages: cfg.Ages(),
		Now: a.p.Clock, Log: a.p.Log, Pages: a.makePage, Run: a.p.Run, Find: a.find, Scanned: a.scanned,
		Lock: a.Lock, Quit: a.RequestQuit, SetLang: a.SetLang, SetContrast: a.SetContrast, SetScale: a.SetScale, SetCohort: a.setCohort, Backup: a.backup, Export: a.exportFHIR,
		Contrast: a.p.Prefs.Contrast, Scale: a.p.Prefs.Scale,
	})
	a.showBackup()
	a.shown = a.shell.Today()
	a.shell.Show(shell.ToToday{})
	a.idle.watch(a)
	a.backupIfChanged(data.AtStart)
}

// Shell gives the shell, nil before anyone has logged in.
func (a *App) Shell() *shell.Shell { return a.shell }

// Store gives the open store, nil before anyone has logged in.
func (a *App) Store() *data.Store { return a.store }

func (a *App) fullName(ctx context.Context) string {
	users, err := a.store.Users(ctx)
	if err != nil {
		a.p.Log.Error("read users", "err", err)
	}
	for _, u := range users {
		if u.Name == a.store.User() {
			return u.FullName
		}
	}
	return a.store.User()
}

func (a *App) find(ctx context.Context, query string) ([]shell.Found, error) {
	var found []shell.Found
	if number, ok := data.Scanned(query); ok { // six digits may be the beginning of a personal number too
		var err error
		if found, err = a.findLetter(ctx, number); err != nil {
			return nil, err
		}
	}
	l, err := a.store.Participants(ctx, data.Filter{Cohort: a.shell.Cohort(), Query: query, Limit: 8})
	if err != nil {
		return nil, err
	}
	for _, r := range l.Rows {
		found = append(found, shell.Found{Name: r.Sorted(), Detail: r.Number.Display(), Shield: r.Label(), Route: shell.ToPerson{ID: r.Participant, Cohort: r.Cohort}})
	}
	return found, nil
}

func (a *App) setCohort(cohort int) {
	cohorts, err := a.store.Cohorts(context.Background())
	if err != nil {
		a.shell.Fail(err)
		return
	}
	a.shell.SetClinic(a.store.Config().Text("clinic.name"), cohort, cohorts)
	a.shell.Reload()
}

// Imported follows an import: there may be a new cohort, and it is shown.
func (a *App) imported(cohort int) {
	cohorts, err := a.store.Cohorts(context.Background())
	if err != nil {
		a.shell.Fail(err)
		return
	}
	if !slices.Contains(cohorts, cohort) && len(cohorts) > 0 {
		cohort = cohorts[0]
	}
	a.shell.SetClinic(a.store.Config().Text("clinic.name"), cohort, cohorts)
	a.showBackup()
}

// RequestQuit is the one way out, for the window's cross, the menu and the lock. It
// asks nothing: everything is saved already; what is half typed is kept.
func (a *App) RequestQuit() {
	if a.shell != nil {
		a.shell.Suspend()
		a.p.Window.Hide() // the backup may take a second
		a.backupAtClose()
	}
	a.leave()
	a.p.Quit()
}

// leave lets go of shell and store.
func (a *App) leave() {
	a.idle.stop()
	a.clearPapers()
	a.drafts = editions.Drafts{}
	if a.shell != nil {
		a.shell.Close()
		a.shell = nil
	}
	if a.pages != nil {
		a.pages.Close()
	}
	if a.store != nil {
		if err := a.store.Close(); err != nil {
			a.p.Log.Error("close the store", "err", err)
		}
		a.store = nil
	}
}

// logOut lets someone else log in.
func (a *App) logOut() {
	a.unveil()
	a.leave()
	a.showUnlock()
}

// keysPath is where the key slots are.
func (a *App) keysPath() string { return filepath.Join(a.p.Dir, keys.FileName) }

// verify checks the passphrase of the user who locked the window; the store stays open.
func (a *App) verify(user, pass string) error {
	ring, err := keys.Open(a.keysPath(), a.p.Keys...)
	if err != nil {
		return fmt.Errorf("open the keys: %w", err)
	}
	_, err = ring.Unlock(user, pass)
	return err
}
