package templates

import (
	"strings"

	"fyrtio/core/paper"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// faultRow is the height of a fault in the list under the text.
const faultRow = 32

// newFaults makes the list of what is wrong with the text and, where nothing is, of what
// is wrong with the letter for the one who is shown.
func (p *Page) newFaults() *widget.List {
	l := widget.NewList(faultRow, p.wrongs, p.paintFault)
	l.OnEnter = p.toFault
	l.OnTick = func(i int) { p.takeNear(i) }
	l.Label = p.s.T("templates.faults")
	l.BarGap = -8
	return l
}

// wrongs counts the rows: faults of the text, else problems of the letter.
func (p *Page) wrongs() int {
	if len(p.faults) > 0 {
		return len(p.faults)
	}
	return len(p.problems)
}

// fault gives the fault under the bar.
func (p *Page) fault() int { return max(0, p.faultList.Selected()) }

// nextFault goes to the fault after the cursor, and after the last to the first.
func (p *Page) nextFault() {
	if len(p.faults) == 0 {
		p.s.Tell(widget.BandOK, say.T("templates.faultless"))
		return
	}
	at := p.text.Entry.Offset()
	for i, f := range p.faults {
		if p.offset(f.Line, f.Col) > at {
			p.toFault(i)
			return
		}
	}
	p.toFault(0)
}

// toFault puts the cursor where a fault is.
func (p *Page) toFault(i int) {
	switch {
	case i < len(p.faults):
		p.faultList.Select(i)
		p.toLine(p.faults[i].Line, p.faults[i].Col)
	case len(p.faults) == 0 && i < len(p.problems):
		p.toProblem(p.problems[i])
	}
}

// takeNear writes the word that is known in place of the one that is not.
func (p *Page) takeNear(i int) {
	if i >= len(p.faults) || p.faults[i].Near == "" {
		return
	}
	f := p.faults[i]
	from := p.offset(f.Line, f.Col)
	p.text.Entry.Replace(from, from+f.Len, f.Near)
	widget.Focus(p.text.Entry)
}

// toLine puts the cursor at a line and a sign of it, both from 1.
func (p *Page) toLine(line, col int) {
	p.text.Entry.MoveTo(p.offset(line, col))
	widget.Focus(p.text.Entry)
}

// offset counts the signs before a place of the text.
func (p *Page) offset(line, col int) int {
	n := 0
	for i, text := range strings.Split(p.text.Text(), "\n") {
		signs := len([]rune(text))
		if i+1 == line {
			return n + min(max(col, 1)-1, signs)
		}
		n += signs + 1
	}
	return n
}

// place says where a fault is.
func (p *Page) place(line int) string { return p.s.T("templates.line", "Line", line) }

func (p *Page) paintFault(pen *widget.Pen, i int, state widget.RowState) {
	size := pen.Size()
	mark, role, at, words, near := icon.Fault, theme.Fault, 0, "", ""
	if i < len(p.faults) {
		f := p.faults[i]
		at, words = f.Line, p.s.Say(f.Text)
		if f.Near != "" {
			near = p.s.T("templates.near", "Near", f.Near)
		}
	} else if i < len(p.problems) {
		q := p.problems[i]
		at, words = q.Line, p.s.Say(q.Text)
		switch q.Severity {
		case paper.Look:
			mark, role = icon.Expired, theme.Warn
		case paper.Tell:
			mark, role = icon.Info, theme.Ink2
		}
	}
	pen.Icon(12, (size.Height-16)/2, 16, mark, role)
	x := float32(38)
	if at > 0 {
		x += pen.Mid(x, 0, size.Height, p.place(at), widget.Style{Size: theme.TextSecond, Bold: true}) + 10
	}
	right := size.Width - 14
	if near != "" {
		w := pen.RightMid(right, 0, size.Height, near, widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent})
		pen.Hit(right-w-6, 0, w+20, size.Height, func() { p.takeNear(i) })
		right -= w + 12
	}
	pen.Fit(x, 0, size.Height, right-x, words, widget.Style{Size: theme.TextSecond}.As(state.Selected && state.Focused))
	pen.Hit(0, 0, right, size.Height, func() { p.toFault(i) })
}
