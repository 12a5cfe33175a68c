package shell

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Params are what a shell needs. Log and Run may be nil.
type Params struct {
	Window fyne.Window
	Lang   say.Lang
	Clinic string // shown at the top of the navigation
	User   string // full name, shown at its foot
	Cohort int    // the cohort that lists show
	// Cohorts gives the cohorts to choose from, the latest first.
	Cohorts []int
	Ages    []int // the ages that a cohort invites
	Now     func() time.Time
	Log     *slog.Logger
	// Pages makes the page of a route.
	Pages func(s *Shell, r Route) (Page, error)
	// Run runs work beside Fyne's thread, then then on it. Tests run both at once.
	Run func(work func() error, then func(error))
	// Find looks people up for Ctrl+K; may be nil.
	Find func(ctx context.Context, query string) ([]Found, error)
	// Scanned goes to whom a letter's number belongs, and reports whether the text may be one; may be nil.
	Scanned func(text string) bool
	// Lock, Quit, SetLang, SetContrast, SetScale and SetCohort are what the menu asks the program to do.
	Lock        func()
	Quit        func()
	SetLang     func(say.Lang)
	SetContrast func(bool)
	SetScale    func(percent int)
	SetCohort   func(int)
	Backup      func() // back up now; nil: the menu has no such item
	Export      func() // answers as FHIR; nil: the menu has no such item
	Contrast    bool
	Scale       int // percent
}

// Found is a person that Ctrl+K found.
type Found struct {
	Name   string
	Detail string
	Shield string // S-04 for a protected person
	Route  Route
}

// Recent is someone who was opened lately.
type Recent struct {
	Name   string // Efternamn, F. or S-04
	Icon   icon.Name
	Shield string // S-04 of a protected person: opening asks why again
	Route  Route
}

// Shell is the window's content once someone has logged in.
type Shell struct {
	p      Params
	ctx    context.Context
	cancel context.CancelFunc

	frame    *frame
	stack    []entry // the last is shown; the first is a root
	roots    map[Place]entry
	recents  []Recent
	held     map[Holding][]string
	journeys map[Holding][]data.Ref
	tasks    map[string]*task
	asking   *asker // the page that is being made, or whose answer is being told; nil = the one in view
	last     *done
	dialogs  []*widget.Dialog
	overlays []*widget.Overlay
	sheet    *widget.Overlay // the keys, which F1 takes away again; it takes no other sheet away
	faults   int
	locked   bool
	scan     scan
	copied   string       // what Copy put on the clipboard
	pressed  fyne.KeyName // the key that went down while nothing had the keyboard
	count    int
	busy     int    // pieces of work that run
	title    string // of the window
}

type entry struct {
	route Route
	page  Page
}

// New makes a shell. Show puts it into the window.
func New(p Params) *Shell {
	if p.Run == nil {
		p.Run = Beside
	}
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	s := &Shell{p: p, roots: map[Place]entry{}, held: map[Holding][]string{}, journeys: map[Holding][]data.Ref{}, tasks: map[string]*task{}, count: -1}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.frame = newFrame(s)
	widget.Border = s.guard
	s.watchScanner()
	return s
}

// Show puts the shell into its window and goes to a route.
func (s *Shell) Show(r Route) {
	s.p.Window.SetMainMenu(s.mainMenu())
	s.p.Window.SetContent(s.frame)
	c := s.p.Window.Canvas()
	c.SetOnTypedKey(s.key)
	c.SetOnTypedRune(s.rune)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(func(ev *fyne.KeyEvent) { s.pressed = ev.Name })
		d.SetOnKeyUp(func(*fyne.KeyEvent) { s.pressed = "" })
	}
	s.Go(r)
}

// Close ends all work: the user has logged out or the program ends.
func (s *Shell) Close() {
	s.Uncopy()
	s.Suspend()
	s.closePages()
	s.cancel()
}

func closePage(p Page) {
	if c, ok := p.(Closer); ok {
		c.Close()
	}
}

// T gives the words of an id.
func (s *Shell) T(id string, args ...any) string { return say.In(s.p.Lang, say.T(id, args...)) }

// Say puts a text into words.
func (s *Shell) Say(t say.Text) string { return say.In(s.p.Lang, t) }

// Lang gives the language in use.
func (s *Shell) Lang() say.Lang { return s.p.Lang }

// Now gives the time.
func (s *Shell) Now() time.Time { return s.p.Now() }

// Today gives the day in Sweden.
func (s *Shell) Today() day.Date { return day.Of(s.p.Now()) }

// Cohort gives the cohort that lists show.
func (s *Shell) Cohort() int { return s.p.Cohort }

// User gives the full name of who is logged in.
func (s *Shell) User() string { return s.p.User }

// Canvas gives the window's canvas.
func (s *Shell) Canvas() fyne.Canvas { return s.p.Window.Canvas() }

// Window gives the window.
func (s *Shell) Window() fyne.Window { return s.p.Window }

// Log gives the log. No name, number, address or answer may reach it.
func (s *Shell) Log() *slog.Logger { return s.p.Log }

// Measures gives the measures of the window as it is.
func (s *Shell) Measures() theme.Measures { return s.frame.measures }

// Hold keeps a handful of people for a page that is opened next.
func (s *Shell) Hold(ids []string) Holding {
	h := Holding(len(s.held) + 1)
	s.held[h] = append([]string(nil), ids...)
	return h
}

// Held gives the people that were held.
func (s *Shell) Held(h Holding) []string { return s.held[h] }

// HoldJourneys keeps a handful of journeys, as Hold keeps people.
func (s *Shell) HoldJourneys(refs []data.Ref) Holding {
	h := Holding(len(s.journeys) + 1)
	s.journeys[h] = slices.Clone(refs)
	return h
}

// Journeys gives the journeys that were held.
func (s *Shell) Journeys(h Holding) []data.Ref { return s.journeys[h] }

func (s *Shell) run(work func() error, then func(error)) {
	s.busy++
	s.p.Run(work, func(err error) {
		then(err)
		s.busy--
		s.retitle()
	})
}

// Page gives the page that is shown, nil before the first.
func (s *Shell) Page() Page { return s.page() }

func (s *Shell) page() Page {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1].page
}

// Route gives the route that is shown.
func (s *Shell) Route() Route {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1].route
}

// Opened notes someone at the top of the last opened.
func (s *Shell) Opened(r Recent) {
	list := []Recent{r}
	for _, old := range s.recents {
		if same := old.Route == r.Route || who(r.Route) != "" && who(old.Route) == who(r.Route); !same && len(list) < 3 {
			list = append(list, old)
		}
	}
	s.recents = list
	s.frame.nav.Refresh()
}

// SetCount shows how many rows wait on Idag; −1 shows nothing.
func (s *Shell) SetCount(n int) {
	if s.count != n {
		s.count = n
		s.frame.nav.Refresh()
	}
}

// SetBackup shows how the last backup stands; good false is a warning.
func (s *Shell) SetBackup(text say.Text, good bool) {
	s.frame.nav.backup, s.frame.nav.backupGood = text, good
	s.frame.nav.Refresh()
}

// SetClinic changes what the navigation shows at its top.
func (s *Shell) SetClinic(clinic string, cohort int, cohorts []int) {
	s.p.Clinic, s.p.Cohort, s.p.Cohorts = clinic, cohort, cohorts
	s.frame.nav.Refresh()
}

// SetLang changes the language; Reload shows it.
func (s *Shell) SetLang(l say.Lang) { s.p.Lang = l }

// SetLook changes contrast and scale as the menu ticks them; Reload shows them.
func (s *Shell) SetLook(contrast bool, scale int) { s.p.Contrast, s.p.Scale = contrast, scale }

// SetLocked tells that the window is hidden: keys do nothing until it is open again.
func (s *Shell) SetLocked(on bool) {
	s.locked = on
	if on {
		s.p.Window.SetMainMenu(nil)
		s.title = ""
		return
	}
	s.p.Window.SetMainMenu(s.mainMenu())
	s.retitle()
}

// Locked reports whether the window is hidden.
func (s *Shell) Locked() bool { return s.locked }
