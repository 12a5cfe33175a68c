package person

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The history of name, number and contact details: every version, when, from where and
// by whom. What was destroyed (D11) says so.

const versionsWidth = 640

// version is a line of the history.
type version struct {
	title, who string
	lines      []string
	chip       widget.Chip
}

func (p *Page) versionList() (list []version) {
	s := p.s
	for _, f := range p.person.Identity.Former {
		list = append(list, version{title: s.T("person.versions.number", "Number", f.Display()),
			who: s.T("person.versions.until", "When", p.stamp(f.Until, f.Actor))})
	}
	for i, v := range p.person.Versions {
		out := version{title: strings.TrimSpace(v.Given + " " + v.Family), who: p.stamp(v.At, v.Actor)}
		out.who += " · " + s.T("person.versions.hand")
		if v.File != "" {
			out.who = p.date(day.Of(v.At)) + " · " + s.T("person.by.file", "File", v.File)
		}
		for _, l := range [][]string{addressLines(v.CareOf, v.Street, v.Postcode, v.Town, v.Country), {v.Mobile, v.Phone, v.Email}, {v.Wish}} {
			if text := joined(l); text != "" {
				out.lines = append(out.lines, text)
			}
		}
		switch {
		case v.Erased:
			out.lines = []string{s.T("person.versions.erased.text")}
			out.chip = widget.Chip{Icon: icon.Shield, Text: s.T("person.versions.erased"), Tone: widget.ToneShield}
		case len(out.lines) == 0:
			out.lines = []string{s.T("person.versions.nothing")}
		}
		if v.Holds {
			out.chip = widget.Chip{Icon: icon.Yes, Text: s.T("person.versions.holds"), Tone: widget.ToneOK}
		}
		if changed := p.changed(i); changed != "" {
			out.lines = append(out.lines, changed)
		}
		list = append(list, out)
	}
	return list
}

// changed says which fields a version changed by hand, "" for one from the roster or
// the first.
func (p *Page) changed(i int) string {
	v := p.person.Versions
	if v[i].File != "" || v[i].Erased || i+1 >= len(v) || v[i+1].Erased {
		return ""
	}
	var names []string
	for _, f := range data.ContactFields {
		if v[i].Field(f) != v[i+1].Field(f) {
			names = append(names, strings.ToLower(p.s.Say(f.Label())))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.s.T("person.versions.changed", "What", strings.Join(names, ", "))
}

func joined(parts []string) string {
	var list []string
	for _, part := range parts {
		if part != "" {
			list = append(list, part)
		}
	}
	return strings.Join(list, ", ")
}

// versions shows the history over the page.
func (p *Page) versions() {
	s, list := p.s, p.versionList()
	const inner = versionsWidth - 40
	lines := func(v version) (all []string) {
		for _, l := range v.lines {
			all = append(all, widget.Lines(l, widget.Second, inner-30)...)
		}
		return all
	}
	l := widget.NewList(60, func() int { return len(list) }, func(pen *widget.Pen, i int, _ widget.RowState) {
		v, size := list[i], pen.Size()
		right := size.Width - 12
		if v.chip.Text != "" {
			right -= v.chip.Width()
			pen.Chip(right, 7, 20, v.chip)
			right -= 10
		}
		pen.Fit(15, 7, 20, right-15, v.title, widget.Strong)
		y := float32(28)
		for _, line := range lines(v) {
			pen.Text(15, y, line, widget.Second.In(theme.Ink))
			y += widget.Second.Line()
		}
		pen.Fit(15, y, widget.Small.Line(), size.Width-30, v.who, widget.Small.In(theme.Ink2))
	})
	l.Height = func(i int) float32 {
		return 28 + float32(len(lines(list[i])))*widget.Second.Line() + widget.Small.Line() + 9
	}
	l.Label = s.T("person.versions.title", "Name", p.person.Spoken())
	l.BarGap = -9
	total := float32(2)
	for i := range list {
		total += l.Height(i)
	}
	box := widget.NewDrawing(func() fyne.Size {
		return fyne.NewSize(inner, min(total, s.Canvas().Size().Height-150))
	}, func(pen *widget.Pen) { pen.Place(l, 0, 0, pen.Size().Width, pen.Size().Height) })
	foot := widget.NewWords(s.T("person.versions.foot"), widget.Small.In(theme.Ink2), inner)
	s.Overlay(widget.Column(10, widget.NewWords(l.Label, widget.Heading, inner), box, foot), versionsWidth, false, nil)
	s.Canvas().Focus(l)
}

// bornWords says what a number tells of its holder.
func (p *Page) bornWords(d day.Date) string {
	if d.IsZero() {
		return p.s.T("person.number.nodate")
	}
	return say.Date(p.s.Lang(), d)
}
