package visit

import "fyrtio/core/say"

// WindowTitle says for the window's title where in the form one is.
func (f *Form) WindowTitle() string {
	it := f.item()
	switch {
	case f.p.Mode == Calculating:
		return f.t(say.T("visit.calc.title"))
	case f.p.Mode == Blind && (f.intro || it == nil):
		return f.t(say.T("visit.keying.chip"))
	case f.intro:
		return f.t(say.T("main.title.form.intro"))
	case f.p.Mode == Blind && it != nil:
		return f.t(say.T("main.title.keying", "At", it.Number, "Of", f.def.Items[len(f.def.Items)-1].Number))
	case it != nil:
		return f.t(say.T("main.title.form", "At", it.Number, "Of", len(f.def.Items)))
	case f.locked():
		return f.t(say.T("main.title.form.locked"))
	}
	return f.t(say.T("main.title.form.end"))
}

// WindowTitle says for the window's title which point of the star is chosen.
func (s *Star) WindowTitle() string {
	return s.t(say.T("main.title.star", "At", s.at+1, "Of", len(s.profile.Points)))
}
