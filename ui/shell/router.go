package shell

import (
	"runtime/debug"
)

// Go shows a route. The six places begin a new stack, with their page as it was left;
// anything else comes on top of what is shown, or is gone back to if it is below.
func (s *Shell) Go(r Route) {
	if s.Route() == r {
		s.resume()
		return
	}
	s.Suspend()
	if root(r) {
		s.goRoot(r)
		return
	}
	for i, e := range s.stack {
		if e.route == r {
			s.drop(i + 1)
			s.show()
			s.resume()
			return
		}
	}
	p, err := s.makePage(r)
	if err != nil {
		s.Fail(err)
		return
	}
	s.stack = append(s.stack, entry{r, p})
	s.show()
}

func (s *Shell) goRoot(r Route) {
	kept, ok := s.roots[r.Place()]
	if ok && kept.route != r {
		a, takes := kept.page.(Accepter)
		if ok = takes && a.Accept(r); !ok {
			closePage(kept.page)
		}
	}
	if !ok {
		p, err := s.makePage(r)
		if err != nil {
			s.Fail(err)
			return
		}
		kept.page = p
	}
	kept.route = r
	s.roots[r.Place()] = kept
	s.drop(1)
	s.stack = []entry{kept}
	s.show()
	if ok {
		s.resume()
	}
}

// drop closes the pages of the stack from position i on.
func (s *Shell) drop(i int) {
	if i < len(s.stack) {
		for _, e := range s.stack[i:] {
			closePage(e.page)
		}
		s.stack = s.stack[:i]
	}
}

// makePage makes the page of a route; a fault in it is an error like any other.
func (s *Shell) makePage(r Route) (p Page, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = s.panicked(fault, debug.Stack())
		}
	}()
	outer := s.asking
	s.asking = &asker{}
	defer func() { s.asking.page, s.asking = p, outer }()
	return s.p.Pages(s, r)
}

// Replace shows a route in place of the present one: the next participant in a list.
func (s *Shell) Replace(r Route) {
	s.Suspend()
	p, err := s.makePage(r)
	if err != nil {
		s.Fail(err)
		return
	}
	closePage(s.page())
	s.stack[len(s.stack)-1] = entry{r, p}
	s.show()
}

// NewDay has the page in view read its data again where it is the first of its place: the
// day has turned. Pages above it are in somebody's hands.
func (s *Shell) NewDay() {
	if r, ok := s.page().(Resumer); ok && len(s.stack) == 1 {
		s.guard(r.Resume) // the keyboard stays where it was
	}
}

// Back goes to the page before, which is as it was left. At the first page nothing happens.
func (s *Shell) Back() {
	if len(s.stack) < 2 {
		return
	}
	s.Suspend()
	s.drop(len(s.stack) - 1)
	s.show()
	s.resume()
}

// CanBack reports whether there is a page to go back to, and what it is.
func (s *Shell) CanBack() (Route, bool) {
	if len(s.stack) < 2 {
		return nil, false
	}
	return s.stack[len(s.stack)-2].route, true
}

func (s *Shell) resume() {
	if r, ok := s.page().(Resumer); ok {
		s.guard(r.Resume)
	}
	s.focusPage()
}

// Suspend keeps what is half typed on the page: before leaving it, locking, quitting.
func (s *Shell) Suspend() {
	if p, ok := s.page().(Suspender); ok {
		s.guard(p.Suspend)
	}
}

func (s *Shell) show() {
	s.frame.clearBand()
	s.frame.show(s.page(), s.Route())
	if len(s.dialogs) == 0 && s.Canvas().Overlays().Top() == nil { // what asks something already has it
		s.Canvas().Unfocus() // the page that is left keeps no keyboard, even where the new one cannot take it yet
	}
	s.focusPage()
	s.retitle()
}

func (s *Shell) focusPage() {
	if p := s.page(); p != nil && len(s.dialogs) == 0 && !s.locked {
		s.guard(p.Focus)
	}
}

// Refooter shows the page's hints again: they have changed.
func (s *Shell) Refooter() {
	s.frame.refooter()
	s.retitle()
}

// Reload makes every page anew: the language, the colours or the cohort has changed.
// The same page stays in view.
func (s *Shell) Reload() {
	s.Suspend()
	routes := make([]Route, len(s.stack))
	for i, e := range s.stack {
		routes[i] = e.route
	}
	s.closePages()
	s.p.Window.SetMainMenu(s.mainMenu())
	s.frame.restyle()
	for _, r := range routes {
		p, err := s.makePage(r)
		if err != nil {
			s.Fail(err)
			return
		}
		s.stack = append(s.stack, entry{r, p})
		if root(r) {
			s.roots[r.Place()] = entry{r, p}
		}
	}
	s.show()
}

func (s *Shell) closePages() {
	for _, e := range s.stack {
		if !root(e.route) {
			closePage(e.page)
		}
	}
	for _, e := range s.roots {
		closePage(e.page)
	}
	s.stack = nil
	clear(s.roots)
}
