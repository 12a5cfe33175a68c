package letters

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/shell"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

type group int

const (
	gets  group = iota
	mends       // can be mended before printing
	lefts
)

// line is a row of the list: a letter, someone left out, or a heading.
type line struct {
	group  group
	head   bool
	letter *data.PlannedLetter
	left   *data.LeftOut
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

// show shows a plan and keeps the bar on the same person.
func (p *Page) show(plan *data.LetterPlan, rows map[string]data.Row) {
	was, at := "", p.list.Selected()
	if at >= 0 && at < len(p.lines) {
		was = p.lines[at].id()
	}
	p.plan, p.rows, p.lines = plan, rows, p.lines[:0]
	for i := range plan.Letters {
		p.lines = append(p.lines, line{group: gets, letter: &plan.Letters[i], n: i + 1})
	}
	for _, g := range []group{mends, lefts} {
		head := len(p.lines)
		for i := range plan.Left {
			if (plan.Left[i].Part != "") == (g == mends) {
				p.lines = append(p.lines, line{group: g, left: &plan.Left[i]})
			}
		}
		if n := len(p.lines) - head; n > 0 {
			p.lines = append(p.lines[:head], append([]line{{group: g, head: true, n: n}}, p.lines[head:]...)...)
		}
	}
	counts := [3]int{len(plan.Letters)}
	to := min(max(at, 0), len(p.lines)-1)
	for i, l := range p.lines {
		if l.group != gets && !l.head {
			counts[l.group]++
		}
		if was != "" && l.id() == was {
			to = i
		}
	}
	p.jump.SetItems([]widget.Segment{{Text: p.s.T("mail.get", "Count", counts[gets])}, {Text: p.s.T("mail.mend", "Count", counts[mends])},
		{Text: p.s.T("mail.left", "Count", counts[lefts])}})
	first := len(p.lines) > 0 && p.list.Selected() < 0
	p.list.Reload()
	p.list.Select(to)
	look := widget.Look{Kind: widget.Filled, Icon: icon.Print, Text: p.s.T("mail.print", "N", counts[gets]), Key: "Ctrl+Enter"}
	if counts[gets] == 0 {
		look.Kind = widget.Off
	}
	p.print.Set(look)
	p.selected(p.list.Selected())
	p.header.Refresh()
	p.content.Refresh()
	p.s.Refooter()
	if first {
		p.Focus()
	}
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
	l.OnSelect = p.selected
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
	for i, l := range p.lines {
		if int(l.group) == g && !l.head {
			p.list.Select(i)
			p.selected(i)
			break
		}
	}
	widget.Focus(p.list)
}

// enter does what the row is for: mends, asks why someone is to be taken along, or
// opens the participant.
func (p *Page) enter() {
	l := p.at()
	switch {
	case l == nil:
	case l.group == mends:
		p.mend(l.left)
	case l.group == lefts && l.left.Override:
		p.include(l.left)
	default:
		p.openPerson(false)
	}
}

// mend goes to where the fault is put right.
func (p *Page) mend(l *data.LeftOut) {
	switch l.Part {
	case paper.PartClinic:
		p.s.Go(shell.ToSettings{})
	case paper.PartField:
		p.askMore()
	default:
		p.openPerson(true)
	}
}

// openPerson opens the participant of the row, with the contact to be edited.
func (p *Page) openPerson(contact bool) {
	l := p.at()
	if l == nil {
		return
	}
	row, ok := p.rows[l.id()]
	if !ok {
		return
	}
	p.s.Open(row.Label(), func(reason string) shell.Route {
		return shell.ToPerson{ID: row.Participant, Cohort: row.Cohort, Reason: reason}
	})
	if page, ok := p.s.Page().(interface{ EditContact() }); ok && contact {
		page.EditContact()
	}
}

// include takes someone along although the journey advises against it; never someone
// protected or who declined (D6).
func (p *Page) include(l *data.LeftOut) {
	s, id := p.s, l.Participant
	s.AskReason(shell.ReasonParams{Icon: icon.Letter, Tone: theme.Accent, Title: s.T("mail.include.title", "Name", p.name(id)),
		Text: s.T("mail.include.text", "Why", l.Reason), Act: s.T("mail.include.act")}, func(reason string) {
		switch {
		case p.reason == "":
			p.reason = reason
		case !strings.Contains(p.reason, reason):
			p.reason += "; " + reason
		}
		p.included = append(p.included, id)
		p.load()
	})
}

// remove takes the letter under the bar out of the run.
func (p *Page) remove() {
	l := p.at()
	if l == nil || l.letter == nil {
		return
	}
	p.removed = append(p.removed, l.letter.Participant)
	p.s.Tell(widget.BandInfo, say.T("mail.removed", "Name", p.name(l.letter.Participant)))
	p.load()
}

func (p *Page) name(id string) string {
	r, ok := p.rows[id]
	if !ok {
		return ""
	}
	return r.Sorted()
}

func (p *Page) paintRow(pen *widget.Pen, i int, state widget.RowState) {
	l, size, s := p.lines[i], pen.Size(), p.s
	h := size.Height
	if l.head {
		title, rest := s.T("mail.head.mend"), s.T("mail.head.mend.text")
		if l.group == lefts {
			title, rest = s.T("mail.head.left"), s.T("mail.head.left.text")
		}
		end := 14 + pen.Mid(14, 0, h, title, widget.Style{Size: theme.TextSecond, Bold: true})
		end += 8 + pen.Mid(end+8, 0, h, number(l.n), widget.Second)
		pen.Fit(end+12, 0, h, size.Width-end-26, rest, widget.Small)
		return
	}
	name := widget.Plain.As(state.Selected && state.Focused)
	if l.letter != nil {
		pen.RightMid(38, 0, h, number(l.n), widget.Second)
		end := 49 + pen.Fit(49, 0, h, size.Width*0.5-49, p.name(l.id()), name)
		mark, role := icon.Done, theme.OK
		text := address(l.letter.Letter)
		if q := worth(l.letter.Problems); q != nil {
			mark, role, text = icon.Expired, theme.Warn, s.Say(q.Text)
		} else if !l.letter.Overridden.IsZero() {
			mark, role, text = icon.Info, theme.Accent, s.T("mail.overridden", "Why", l.letter.Overridden)
		}
		pen.Icon(size.Width-30, (h-16)/2, 16, mark, role)
		pen.RightMid(size.Width-40, 0, h, widget.Shorten(text, widget.Second, size.Width-40-end-12), widget.Second)
		return
	}
	right := size.Width - 15
	link := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
	action := ""
	switch {
	case l.group == mends:
		pen.Icon(23, (h-16)/2, 16, icon.Expired, theme.Warn)
		action = s.T("mail.row.mend")
	default:
		pen.Icon(23, (h-16)/2, 16, icon.Blocked, theme.Fault)
		name.Role = theme.Ink2
		if l.left.Override {
			action = s.T("mail.row.include")
		}
	}
	if action != "" {
		w := pen.RightMid(right, 0, h, action, link)
		pen.Hit(right-w-6, 0, w+21, h, p.enter)
		right -= w + 10
	}
	end := 49 + pen.Fit(49, 0, h, size.Width*0.4-49, p.name(l.id()), name)
	pen.RightMid(right, 0, h, widget.Shorten(s.Say(l.left.Reason), widget.Second, right-end-12), widget.Second)
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
	counts := map[paper.Lang]int{}
	for _, l := range p.plan.Letters {
		counts[l.Letter.Lang]++
	}
	var parts []string
	for _, l := range langs[1:] {
		if counts[l] > 0 {
			parts = append(parts, p.s.T("mail.lang."+string(l))+" "+number(counts[l]))
		}
	}
	return strings.Join(parts, " · ")
}
