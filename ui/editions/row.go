package editions

import (
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func (p *Page) paintRow(pen *widget.Pen, i int, st widget.RowState) {
	r, s, size := p.rows[i], p.s, pen.Size()
	right := size.Width - 12
	var chip widget.Chip
	switch {
	case r.failed != nil:
		chip = widget.Chip{Text: s.T("edition.chip.failed"), Tone: widget.ToneFault}
	case r.file != "":
		chip = widget.Chip{Text: s.T("edition.chip.read"), Tone: widget.ToneWarn}
	case r.InForce:
		chip = widget.Chip{Text: s.T("edition.inforce"), Tone: widget.ToneOK}
	case r.From.After(s.Today()):
		chip = widget.Chip{Text: s.T("edition.chip.later"), Tone: widget.ToneInfo}
	}
	if chip.Text != "" {
		right -= chip.Width()
		pen.Chip(right, 0, size.Height, chip)
	}
	name, mark := p.name(r), icon.Form
	if p.kind == 1 {
		mark = icon.Star
	}
	pen.Icon(14, (size.Height-18)/2, 18, mark, theme.Ink2)
	pen.Fit(44, 6, 20, right-54, name, widget.Strong)
	pen.Fit(44, 26, 18, right-54, p.about(r), widget.Second.As(st.Selected && st.Focused))
}

// name names a version in the list.
func (p *Page) name(r row) string {
	switch {
	case r.failed != nil:
		return r.file
	case r.crit != nil && r.crit.Example:
		return p.s.T("edition.name.example", "Name", r.crit.Name, "Version", r.crit.Version)
	case r.crit != nil:
		return p.s.T("edition.name", "Name", r.crit.Name, "Version", r.crit.Version)
	}
	return p.s.T("edition.version", "Version", r.Version)
}

// about says from when a version holds and whose it is.
func (p *Page) about(r row) string {
	s := p.s
	switch {
	case r.failed != nil:
		return s.T("edition.about.failed")
	case p.taken(&r):
		return s.T("edition.about.taken", "File", r.file)
	case r.file != "":
		return s.T("edition.about.file", "File", r.file)
	case r.Shipped && r.From.IsZero():
		return s.T("edition.about.shipped")
	case r.Shipped:
		return s.T("edition.about.shipped_from", "From", r.From)
	}
	return s.T("edition.about.from", "From", r.From, "By", r.By)
}
