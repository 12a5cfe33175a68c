package importer

import (
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/roster"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The second step as it is drawn: the file's line, the columns, what to know of them,
// and what was found in the rows.

type checkLayout struct{ c *checkStep }

// MinSize is for Fyne.
func (checkLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l checkLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c := l.c
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	left, head, totals, gap := min(392, size.Width*0.385), float32(45), float32(totalsHeight), float32(16)
	if c.p.compact {
		left, head, totals, gap = min(300, size.Width*0.385), 38, 54, 10
	}
	put(c.line, 0, 0, size.Width, 28)
	cw := c.change.MinSize()
	put(c.change, c.lineEnd(size.Width), 0, cw.Width, cw.Height)
	top := 28 + gap - 2
	right := left + gap
	put(c.ground, 0, top, left, size.Height-top)
	note := c.noteHeight(left)
	put(c.columns, 1, top+head, left-2, min(float32(len(c.sheetColumns()))*34, size.Height-top-head-note-8))
	put(c.note, 1, top+head+c.columns.Size().Height, left-2, note)
	put(c.totals, right, top, size.Width-right, totals)
	y := top + totals + gap
	put(c.look, right, y, size.Width-right, size.Height-y)
	tw := c.tabs.MinSize()
	put(c.tabs, right+15+c.lookTitle()+16, y+head-tw.Height, min(tw.Width, size.Width-right), tw.Height)
	put(c.rows.list, right+1, y+head, size.Width-right-2, size.Height-y-head-8)
	for _, d := range []*widget.Drawing{c.line, c.ground, c.note, c.totals, c.look} {
		d.Refresh()
	}
}

// fileWords says what was guessed of the file.
func (c *checkStep) fileWords() string {
	s, r := c.p.s, c.p.result
	if r.Sheet == nil {
		return ""
	}
	parts := []string{s.T("importer.rows", "N", r.Sheet.Rows())}
	if r.Encoding != "" {
		parts = append(parts, s.T("importer.encoding."+r.Encoding))
	}
	switch r.Separator {
	case "":
		if len(r.Sheet.Sheets) > 1 {
			parts = append(parts, s.T("importer.sheet.named", "Name", r.Sheet.Sheet))
		}
	case ";":
		parts = append(parts, s.T("importer.separator.semicolon"))
	case ",":
		parts = append(parts, s.T("importer.separator.comma"))
	case "|":
		parts = append(parts, s.T("importer.separator.bar"))
	default:
		parts = append(parts, s.T("importer.separator.tab"))
	}
	if r.Sheet.HeaderRow == roster.NoHeader {
		parts = append(parts, s.T("importer.header.none"))
	} else {
		parts = append(parts, s.T("importer.header", "Row", r.Sheet.HeaderRow))
	}
	if c.p.params.Part || r.Sheet.Part {
		parts = append(parts, s.T("importer.part.short"))
	}
	return strings.Join(parts, " · ")
}

// right gives what the file line says at its right end.
func (c *checkStep) right() (icon.Name, theme.Role, string) {
	s, r := c.p.s, c.p.result
	if len(r.Blocked) > 0 {
		return icon.Expired, theme.Warn, s.T("importer.wrong")
	}
	return icon.Done, theme.OK, s.T("importer.right", "Right", r.Checked.RightYear, "Known", r.Checked.YearKnown, "Cohort", c.p.params.Cohort)
}

func (c *checkStep) rightWidth() float32 {
	_, _, words := c.right()
	return 26 + widget.Measure(words, widget.Second)
}

func (c *checkStep) shownWords(width float32) (name, words string) {
	room := width - c.rightWidth() - 24 - c.change.MinSize().Width - 16
	if c.p.compact {
		room = width - 24 - c.change.MinSize().Width - 16
	}
	name = widget.Shorten(c.p.params.Name, widget.Strong, room)
	return name, widget.Shorten(c.fileWords(), widget.Second, max(40, room-widget.Measure(name, widget.Strong)))
}

// lineEnd gives where the words of the file line end, for the button after them.
func (c *checkStep) lineEnd(width float32) float32 {
	name, words := c.shownWords(width)
	return 24 + widget.Measure(name, widget.Strong) + 8 + widget.Measure(words, widget.Second)
}

func (c *checkStep) paintLine(pen *widget.Pen) {
	size := pen.Size()
	pen.Icon(0, 6, 16, icon.Form, theme.Ink2)
	name, words := c.shownWords(size.Width)
	end := 24 + pen.Mid(24, 0, 28, name, widget.Style{Size: theme.TextSecond, Bold: true})
	pen.Mid(end+8, 0, 28, words, widget.Second)
	if c.p.compact && len(c.p.result.Blocked) == 0 {
		return
	}
	if c.p.result.Checked.Total == 0 {
		return
	}
	state, role, right := c.right()
	w := pen.RightMid(size.Width, 0, 28, right, widget.Second)
	pen.Icon(size.Width-w-24, 6, 16, state, role)
}

func (c *checkStep) paintGround(pen *widget.Pen) {
	s, size := c.p.s, pen.Size()
	head := float32(45)
	if c.p.compact {
		head = 38
	}
	pen.Card(0, 0, size.Width, size.Height)
	pen.Mid(15, 0, head, s.T("importer.columns"), widget.Heading)
	if c.p.result.Remember {
		pen.RightMid(size.Width-15, 0, head, s.T("importer.remembered"), widget.Small.In(theme.Ink2))
	}
	pen.Line(1, head-1, size.Width-2, theme.Line)
}

func (c *checkStep) noteText() string {
	var lines []string
	for _, n := range c.notes() {
		lines = append(lines, c.p.s.Say(n))
	}
	if len(lines) > 2 {
		lines = lines[:2]
	}
	return strings.Join(lines, "\n")
}

func (c *checkStep) noteHeight(width float32) float32 {
	n := len(widget.Lines(c.noteText(), widget.Second, width-56))
	if n == 0 {
		return 0
	}
	return float32(min(n, 6))*widget.Second.Line() + 20
}

func (c *checkStep) paintNote(pen *widget.Pen) {
	size := pen.Size()
	if text := c.noteText(); text != "" {
		pen.Icon(14, 12, 16, icon.Info, theme.AccentDark)
		pen.Wrap(42, 10, size.Width-56, text, widget.Second.In(theme.AccentDark))
	}
}

func (c *checkStep) lookTitle() float32 {
	if c.p.compact {
		return -16 // no room for a heading beside the tabs
	}
	return widget.Measure(c.p.s.T("importer.look"), widget.Heading)
}

func (c *checkStep) paintLook(pen *widget.Pen) {
	s, size := c.p.s, pen.Size()
	head := float32(45)
	if c.p.compact {
		head = 38
	}
	pen.Card(0, 0, size.Width, size.Height)
	if !c.p.compact {
		pen.Mid(15, 0, head, s.T("importer.look"), widget.Heading)
		word := s.T("importer.rownumbers")
		if 15+c.lookTitle()+16+c.tabs.MinSize().Width+12+widget.Measure(word, widget.Small) < size.Width-15 {
			pen.RightMid(size.Width-15, 0, head, word, widget.Small.In(theme.Ink2))
		}
	}
	pen.Line(1, head-1, size.Width-2, theme.Line)
	if len(c.rows.items) == 0 && c.p.result.Sheet != nil {
		words := s.T("importer.nothing.here")
		if why := c.stopped(); why != "" {
			words = why
		}
		pen.Wrap(15, head+14, size.Width-30, words, widget.Second)
	}
}

func (c *checkStep) paintBar(pen *widget.Pen) {
	s, size := c.p.s, pen.Size()
	rw, bw := c.run.MinSize().Width, c.bad.MinSize().Width
	pen.Place(c.run, size.Width-rw, 0, rw, theme.ButtonHeight)
	pen.Place(c.bad, size.Width-rw-12-bw, 0, bw, theme.ButtonHeight)
	room := size.Width - rw - bw - 12 - 20
	style, words := widget.Second, s.T("importer.promise")
	if c.message != "" {
		style, words = widget.Second.In(theme.Fault), c.message
	} else if len(c.p.result.Blocked) > 0 {
		style, words = widget.Second.In(theme.Warn), s.Say(c.p.result.Blocked[0])
	}
	lines := widget.Lines(words, style, room)
	if len(lines) > 2 {
		lines = append(lines[:1], lines[1]+" …")
	}
	y := (size.Height - float32(len(lines))*style.Line()) / 2
	for _, line := range lines {
		pen.Text(0, y, line, style)
		y += style.Line()
	}
}
