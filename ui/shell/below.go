package shell

import "slices"

// Below gives the page that Back leads to, nil for none: a page that was opened from a
// list can step through it.
func (s *Shell) Below() Page {
	if len(s.stack) < 2 {
		return nil
	}
	return s.stack[len(s.stack)-2].page
}

// Forget takes a page from the last opened, because its person has become protected.
func (s *Shell) Forget(r Route) {
	s.recents = slices.DeleteFunc(s.recents, func(o Recent) bool { return o.Route == r || who(r) != "" && who(o.Route) == who(r) })
	s.frame.nav.Refresh()
}
