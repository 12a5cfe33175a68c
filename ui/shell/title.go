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
	title := ""
	if p, ok := s.page().(Titler); ok {
		title = p.WindowTitle()
	} else if place := s.Route().Place(); place >= 0 {
		title = s.T(placeLooks[place].label)
	}
	if title == "" {
		title = "Fyrtio"
	} else {
		title = "Fyrtio – " + title
	}
	if s.busy > 0 {
		title += " …"
	}
	if title != s.title {
		s.title = title
		s.p.Window.SetTitle(title)
	}
}
