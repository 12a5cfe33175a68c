// Package shell is the window around the pages: menu bar, navigation, footer,
// router, keys, undo strip, lock. Pages live in packages of their own, know the
// shell, and are made by the function that package ui registers for their route.
//
// Rules: everything here runs on Fyne's thread except what Do hands to a worker;
// nothing is saved on leaving, because everything already is; no name or number of
// a person reaches the log.
package shell

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// Page is what fills the window between navigation and footer. The first page of
// a place is made once and kept, others while they are in the back stack, so that
// lists keep selection, scroll and filters.
type Page interface {
	// Content is the header (64 high, 56 in a visit) and what is below it.
	Content() fyne.CanvasObject
	// Hints are the keys of the view: at most seven.
	Hints() []widget.Hint
	// Focus puts the keyboard where work goes on.
	Focus()
}

// The following are for pages that have a use for them.
type (
	// RightHinter has one more hint, at the footer's right end, in place of "all keys F1".
	RightHinter interface{ HintRight() widget.Hint }
	// Accepter is the first page of a place that can show another route of that place
	// (a list with other filters); false has it made anew.
	Accepter interface{ Accept(r Route) bool }
	// Resumer reads its data again when the page is shown again.
	Resumer interface{ Resume() }
	// Suspender keeps what is half typed: called before the page is left and before locking.
	Suspender interface{ Suspend() }
	// Keyer takes keys that no widget of the page has taken.
	Keyer interface{ Key(ev *fyne.KeyEvent) bool }
	// Runer takes letters that no widget of the page has taken.
	Runer interface{ Rune(r rune) bool }
	// Shortcutter takes the shortcuts of keys.go that belong to the page: Ctrl+F, Ctrl+A, Ctrl+P, Ctrl+Enter, Ctrl+J …
	Shortcutter interface {
		Shortcut(key fyne.KeyName, mod fyne.KeyModifier) bool
	}
	// Escaper goes one step back inside the page (untick, clear the search); false means that there is none.
	Escaper interface{ Escape() bool }
	// Undoer undoes the page's own last act (an answer); false leaves Ctrl+Z to the strip.
	Undoer interface{ Undo() bool }
	// Measured is told the window's measures before it is shown and when they change.
	Measured interface{ Measure(m theme.Measures) }
	// Helper has keys to show on the F1 sheet besides its Hints.
	Helper interface{ Keys() []widget.Hint }
	// Closer lets go of what it holds when the page leaves the back stack for good.
	Closer interface{ Close() }
)
