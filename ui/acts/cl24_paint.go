package acts

import (
	"strings"

	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// arrange places the sheet's parts: tabs, the fields that the tab has, what is typed
// beside what it leads to, and the act.
func (f *cl24) arrange(p *widget.Pen) {
	s, size := f.acts.Shell, p.Size()
	tabs := f.tabs.MinSize()
	p.Mid(0, 0, tabs.Height, s.T("acts.cl24.title"), widget.Heading)
	p.Place(f.tabs, size.Width-tabs.Width, 0, tabs.Width, tabs.Height)
	y := tabs.Height + 12

	hint := s.T("acts.cl24.hint."+tabIDs[f.tab], "Type", f.acts.Store.Config().Text("time_type"))
	x := float32(0)
	put := func(w float32, place func(x, w float32)) {
		place(x, w)
		x += w + 12
	}
	const fields = 59 // a label and a field
	label := widget.Style{Size: theme.TextSecond, Bold: true}
	switch f.tab {
	case tabSent:
		put(f.kind.MinSize().Width, func(x, w float32) {
			p.Text(x, y, s.T("acts.ticket.type"), label)
			p.Place(f.kind, x, y+25, w, 32)
		})
		put(150, func(x, w float32) { p.Place(f.on, x, y, w, f.on.MinSize().Height) })
		put(150, func(x, w float32) { p.Place(f.expires, x, y, w, f.expires.MinSize().Height) })
	case tabExpired, tabForms:
		put(176, func(x, w float32) { p.Place(f.on, x, y, w, f.on.MinSize().Height) })
	}
	if x > 0 { // the hint stands beside the fields
		lines := widget.Lines(hint, widget.Second, size.Width-x)
		top := y + max(0, (fields-float32(len(lines))*widget.Second.Line())/2) + 6
		p.Wrap(x+6, top, size.Width-x-6, hint, widget.Second)
		y += fields + 12
		if f.on.Error != "" || f.expires.Error != "" {
			y += 14
		}
	} else {
		y += p.Wrap(0, y, size.Width, hint, widget.Second) + 12
	}

	bottom := size.Height - theme.ButtonHeight - 12
	const labelled = 23 // the label over the text
	left := min(340, size.Width*0.4)
	f.paste.Rows = max(2, int((bottom-y-labelled-18)/19))
	high := f.paste.MinSize().Height
	p.Place(f.paste, 0, y, left, high)
	end := left + 16 + p.Fit(left+16, y, label.Line(), size.Width-left-16, s.T("acts.cl24.list"), label)
	if key := s.T("acts.cl24.delete"); len(f.entries) > 0 && end+24+widget.Measure(key, widget.Small) < size.Width {
		p.RightMid(size.Width-2, y, label.Line(), key, widget.Small)
	}
	p.Place(f.list, left+16, y+labelled, size.Width-left-16, high-labelled)
	if len(f.entries) == 0 {
		p.Wrap(left+32, y+labelled+14, size.Width-left-48, s.T("acts.cl24.empty"), widget.Second)
	}

	top := size.Height - theme.ButtonHeight
	x = size.Width - f.act.MinSize().Width
	p.Place(f.act, x, top, f.act.MinSize().Width, theme.ButtonHeight)
	x -= f.cancel.MinSize().Width + 10
	p.Place(f.cancel, x, top, f.cancel.MinSize().Width, theme.ButtonHeight)
	text, style := f.summary()
	p.Fit(0, top, theme.ButtonHeight, x-16, text, style)
}

// summary says under the list how many can be recorded and how many cannot.
func (f *cl24) summary() (string, widget.Style) {
	s, good := f.acts.Shell, f.count()
	bad := len(f.entries) - good
	switch {
	case f.done != "":
		return f.done, widget.Second.In(theme.OK)
	case len(f.entries) == 0:
		return "", widget.Second
	case bad == 0:
		return s.T("acts.cl24.all", "N", good), widget.Second
	}
	return s.T("acts.cl24.some", "Good", good, "N", bad), widget.Second.In(theme.Warn)
}

// paint draws an entry: what it leads to, or over two lines why it cannot be recorded.
func (f *cl24) paint(p *widget.Pen, i int, _ widget.RowState) {
	e, size, s := &f.entries[i], p.Size(), f.acts.Shell
	bold := widget.Style{Size: theme.TextSecond, Bold: true}
	name := e.Text
	if e.row != nil {
		name = Short(*e.row)
	}
	if !e.good() {
		p.Icon(12, 7, 14, icon.Fault, theme.Fault)
		end := 36 + p.Fit(36, 4, bold.Line(), size.Width*0.6, name, bold)
		if e.row != nil && !e.given {
			p.Fit(end+10, 4, bold.Line(), size.Width-end-24, e.Text, widget.Second)
		}
		for n, l := range f.why(e) {
			p.Text(36, 23+float32(n)*widget.Second.Line(), l, widget.Second.In(theme.Fault))
		}
		return
	}
	p.Icon(12, 9, 14, icon.Done, theme.OK)
	end := 36 + p.Fit(36, 0, size.Height, size.Width*0.4, name, bold)
	p.Mid(end+10, 0, size.Height, f.told(e), widget.Second)
	end += 10 + widget.Measure(f.told(e), widget.Second)
	if e.row.Cohort != s.Cohort() {
		end += 8 + p.Mid(end+8, 0, size.Height, s.T("acts.cl24.cohort", "Year", e.row.Cohort), widget.Small)
	}
	if lead := s.Say(e.leads); lead != "" && size.Width-end > 90 {
		text := widget.Shorten(lead, widget.Second, size.Width-end-50)
		x := size.Width - 14 - widget.Measure(text, widget.Second)
		p.Icon(x-20, 9, 14, icon.To, theme.Ink2)
		p.Mid(x, 0, size.Height, text, widget.Second)
	}
}

// why gives in lines why an entry cannot be recorded.
func (f *cl24) why(e *entry) []string {
	width := f.list.Size().Width
	if width < 200 {
		width = 460 // not laid out yet
	}
	return widget.Lines(f.acts.Shell.Say(e.reason), widget.Second, width-52)
}

// told says what an entry's line told besides the number.
func (f *cl24) told(e *entry) string {
	s := f.acts.Shell
	switch f.tab {
	case tabExpired:
		d := e.Expired()
		switch {
		case d.Opened != journey.Yes:
			return s.T("acts.cl24.unopened")
		case d.Progress != "":
			return s.T("acts.cl24.progress", "Progress", strings.Replace(d.Progress, "/", " "+s.T("acts.of")+" ", 1))
		}
		return s.T("acts.cl24.opened")
	case tabBooked:
		start, err := journey.ParseStart(e.Start)
		if err != nil {
			return ""
		}
		return say.DayMonth(s.Lang(), start.Day) + " " + strings.Replace(start.Clock, ":", s.T("ui.clock"), 1)
	}
	return ""
}
