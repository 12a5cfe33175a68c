package letters

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

type group int

const (
	gets  group = iota
	mends       // can be mended before printing
	lefts
)

// line is a row of the list: a letter, someone left out, something that the sender
// lacks for all letters, or a heading.
type line struct {
	group  group
	head   bool
	letter *data.PlannedLetter
	left   *data.LeftOut
	sender *paper.Problem
	n      int // of the letter, from 1; of a heading, how many follow
}

func (l line) id() string {
	switch {
	case l.letter != nil:
		return l.letter.Participant
	case l.left != nil:
		return l.left.Participant
	}
	return ""
}

func (p *Page) newList() *widget.List {
	l := widget.NewList(theme.RowParticipant, func() int { return len(p.lines) }, p.paintRow)
	l.Bare, l.BarGap = true, -9
	l.Height = func(i int) float32 {
		if p.lines[i].head {
			return 34
		}
		return theme.RowParticipant
	}
	l.Fixed = func(i int) bool { return p.lines[i].head }
	l.OnSelect = func(i int) { p.selected(i); p.s.Refooter() }
	l.OnEnter = func(int) { p.enter() }
	l.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyDelete:
			p.remove()
		case fyne.KeyLeft:
			p.sheet.Turn(-1)
		case fyne.KeyRight:
			p.sheet.Turn(+1)
		default:
			return false
		}
		return true
	}
	l.Label = p.s.T("ui.nav.letters")
	return l
}

// selected shows the page of the row under the bar, and the part of the list it is in.
func (p *Page) selected(i int) {
	if i >= 0 && i < len(p.lines) {
		p.jump.SetSelected(int(p.lines[i].group))
	}
	p.showSheet()
}

// at gives the line under the bar, nil for none.
func (p *Page) at() *line {
	if i := p.list.Selected(); i >= 0 && i < len(p.lines) {
		return &p.lines[i]
	}
	return nil
}

// jumpTo goes to the first row of a part of the list.
func (p *Page) jumpTo(g int) {
	if i := slices.IndexFunc(p.lines, func(l line) bool { return int(l.group) == g && !l.head }); i >= 0 {
		p.list.Select(i)
		p.selected(i)
		p.s.Refooter()
	}
	widget.Focus(p.list)
}

func (p *Page) paintRow(pen *widget.Pen, i int, state widget.RowState) {
	l, size, s := p.lines[i], pen.Size(), p.s
	h := size.Height
	if l.head {
		title, rest := s.T("mail.head.mend"), s.T("mail.head.mend.text")
		if l.group == lefts {
			title, rest = s.T("mail.head.left"), p.sums()
		}
		end := 14 + pen.Mid(14, 0, h, title, widget.Style{Size: theme.TextSecond, Bold: true})
		end += 8 + pen.Mid(end+8, 0, h, number(l.n), widget.Second)
		pen.Fit(end+12, 0, h, size.Width-end-26, rest, widget.Small)
		return
	}
	name := widget.Plain.As(state.Selected && state.Focused)
	if l.letter != nil {
		p.paintLetter(pen, &l, name)
		return
	}
	mark, role := icon.Expired, theme.Warn
	if l.sender != nil {
		pen.Icon(23, (h-16)/2, 16, mark, role)
		right := p.paintDeed(pen, &l, size.Width-15)
		end := 49 + pen.Mid(49, 0, h, s.T("mail.sender"), name)
		pen.RightMid(right, 0, h, widget.Shorten(s.Say(l.sender.Text), widget.Second, right-end-12), widget.Second)
		return
	}
	if l.group == lefts {
		name.Role, mark, role = theme.Ink2, icon.Blocked, theme.Fault
		if p.rows[l.id()].Protected {
			mark, role = icon.Shield, theme.Shield
		}
	}
	pen.Icon(23, (h-16)/2, 16, mark, role)
	right := p.paintDeed(pen, &l, size.Width-15)
	end := 49 + pen.Fit(49, 0, h, size.Width*0.4-49, p.name(l.id()), name)
	pen.RightMid(right, 0, h, widget.Shorten(letter.UpperFirst(s.Say(l.left.Reason)), widget.Second, right-end-12), widget.Second)
}

func (p *Page) paintLetter(pen *widget.Pen, l *line, name widget.Style) {
	s, size := p.s, pen.Size()
	h := size.Height
	pen.RightMid(38, 0, h, number(l.n), widget.Second)
	end := 49 + pen.Fit(49, 0, h, size.Width*0.5-49, p.name(l.id()), name)
	mark, role, text, right := icon.Done, theme.OK, address(l.letter.Letter), size.Width-40
	if q := worth(l.letter.Problems); q != nil {
		mark, role, text = icon.Expired, theme.Warn, s.Say(q.Text)
		if deeds[q.Mend] != "" {
			right = p.paintDeed(pen, l, right)
		}
	} else if !l.letter.Overridden.IsZero() {
		mark, role, text = icon.Info, theme.Accent, s.T("mail.overridden", "Why", l.letter.Overridden)
	} else if at := slices.IndexFunc(l.letter.Problems, func(q paper.Problem) bool { return q.Part == paper.PartHousehold }); at >= 0 {
		mark, role, text = icon.Info, theme.Accent, s.Say(l.letter.Problems[at].Text)
	}
	pen.Icon(size.Width-30, (h-16)/2, 16, mark, role)
	pen.RightMid(right, 0, h, widget.Shorten(text, widget.Second, right-end-12), widget.Second)
}

// paintDeed writes what Enter does, ending at right, and gives what room is left of it.
func (p *Page) paintDeed(pen *widget.Pen, l *line, right float32) float32 {
	do := p.does(l)
	if do == doOpen {
		return right
	}
	h := pen.Size().Height
	w := pen.RightMid(right, 0, h, p.s.T("mail.row."+string(do)), widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent})
	id, sender := l.id(), l.sender
	pen.Hit(right-w-6, 0, w+21, h, func() {
		if i := slices.IndexFunc(p.lines, func(l line) bool { return !l.head && l.id() == id && l.sender == sender }); i >= 0 {
			p.list.Select(i)
			p.selected(i)
			p.enter()
		}
	})
	return right - w - 10
}

// sums counts those who are left out by reason: bokad 3 · avböjt 2.
func (p *Page) sums() string {
	var words []string
	counts := map[string]int{}
	for _, l := range p.lines {
		if l.group != lefts || l.left == nil {
			continue
		}
		short := p.s.Say(l.left.Short)
		if short == "" {
			short = p.s.Say(l.left.Reason)
		}
		if counts[short] == 0 {
			words = append(words, short)
		}
		counts[short]++
	}
	slices.SortStableFunc(words, func(a, b string) int { return counts[b] - counts[a] })
	for i, w := range words {
		words[i] = w + " " + number(counts[w])
	}
	return strings.Join(words, " · ")
}

// address is a letter's address on one line.
func address(l paper.Letter) string {
	a := l.Address
	var parts []string
	if a.CareOf != "" {
		parts = append(parts, "c/o "+a.CareOf)
	}
	for _, part := range []string{a.Street, a.Town, a.Country} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// languages counts the letters by language: svenska 33 · engelska 2.
func (p *Page) languages() string {
	counts := map[letter.Lang]int{}
	for _, l := range p.plan.Letters {
		counts[l.Letter.Lang]++
	}
	var parts []string
	for _, l := range letter.Languages() {
		if counts[l] > 0 {
			parts = append(parts, p.s.Say(l.Name())+" "+number(counts[l]))
		}
	}
	return strings.Join(parts, " · ")
}
