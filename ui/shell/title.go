package shell

// Titler says what a page shows for the window's title ("Formulär 23/48"), for the
// task bar and for screen readers. It never names a person: titles are seen by others.
type Titler interface{ WindowTitle() string }

// Settled reports whether nothing is being read or written: the page shows what there is.
func (s *Shell) Settled() bool { return s.busy == 0 }

// retitle writes the window's title; an ellipsis at its end means that the page is
// still being read.
func (s *Shell) retitle() {
	if s.locked || len(s.stack) == 0 {
		return
	}
	title := "Fyrtio – " + s.heading()
	if s.busy > 0 {
		title += " …"
	}
	if title != s.title {
		s.title = title
		s.p.Window.SetTitle(title)
	}
}

// heading is what the window's title says of the page shown.
func (s *Shell) heading() string {
	if p, ok := s.page().(Titler); ok {
		return p.WindowTitle()
	}
	switch r := s.Route().(type) {
	case ToPerson:
		return s.T("main.title.person")
	case ToSettings:
		return s.T("main.title.settings")
	case ToGuide:
		return s.T("main.title.guide")
	default:
		return s.T(placeLooks[r.Place()].label)
	}
}
