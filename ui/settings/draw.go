package settings

import (
	"fyne.io/fyne/v2"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const (
	pad     = 20  // at the card's sides
	rowPad  = 14  // over and under a line
	stacked = 560 // narrower than this, a field stands under its words
	most    = 1040

	sheetWidth = 340 // of the letter beside its settings …
	besideFrom = 860 // … where the page is at least so wide
)

// spread puts the tabs over the lines.
type spread struct{ p *Page }

func (l spread) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 100) }

func (l spread) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	p.tabs.Move(fyne.NewPos(0, 0))
	p.tabs.Resize(fyne.NewSize(size.Width, 36))
	p.width = size.Width
	if beside := p.section == letters && p.program.Preview != nil && size.Width >= besideFrom; beside {
		p.width -= sheetWidth + 16
		p.sheet.Show()
		p.sheet.Move(fyne.NewPos(size.Width-sheetWidth, 46))
		p.sheet.Resize(fyne.NewSize(sheetWidth, min(size.Height-46, 560)))
		p.sheet.Laid()
		if p.sheet.Of() == "" {
			p.showLetter()
		}
	} else {
		p.sheet.Hide()
	}
	size.Width = p.width
	p.card.Move(fyne.NewPos(0, 46))
	p.card.Resize(fyne.NewSize(size.Width, size.Height-46))
	p.scroll.Move(fyne.NewPos(0, 47))
	p.scroll.Resize(fyne.NewSize(size.Width, size.Height-48))
	p.arrange()
}

// box says where a line's words and its field stand.
type box struct{ wordsX, wordsW, fieldX, fieldW float32 }

func (p *Page) box() (b box, card float32) {
	card = min(most, p.width-10) // the scroll bar has the rest
	inner := card - 2*pad
	if inner < stacked {
		return box{pad, inner, pad, inner}, card
	}
	words := float32(int(inner * 0.5))
	return box{pad, words - 24, pad + words, inner - words}, card
}

// arrange finds where each line stands.
func (p *Page) arrange() {
	if p.width <= 0 {
		return
	}
	b, _ := p.box()
	y := float32(1)
	for _, l := range p.lines {
		l.top = y
		l.high = l.draw(nil, b, y)
		y += l.high
	}
	p.high = y + 1
	p.card.Refresh()
	p.scroll.Refresh()
	p.paper.Refresh()
}

// reveal scrolls to a line.
func (p *Page) reveal(l *line) {
	view := p.scroll.Size().Height
	y := p.scroll.Offset.Y
	switch {
	case l.top < y:
		y = l.top
	case l.top+l.high > y+view:
		y = l.top + l.high - view
	default:
		return
	}
	p.scroll.Offset.Y = max(0, y)
	p.scroll.Refresh()
}

func (p *Page) paint(pen *widget.Pen) {
	b, card := p.box()
	for i, l := range p.lines {
		if i > 0 {
			pen.Line(1, l.top, card-2, theme.Line)
		}
		l.draw(pen, b, l.top)
	}
}

// draw draws a line, or without a pen only measures it, and gives its height.
func (l *line) draw(pen *widget.Pen, b box, top float32) float32 {
	y := top + rowPad
	words := l.drawWords(pen, b, y)
	fieldTop := y
	if b.fieldX == b.wordsX {
		fieldTop = y + words + 8
	}
	field := l.drawField(pen, b, fieldTop)
	if b.fieldX == b.wordsX {
		return words + 8 + field + 2*rowPad
	}
	return max(words, field) + 2*rowPad
}

func (l *line) drawWords(pen *widget.Pen, b box, y float32) float32 {
	from, x := y, b.wordsX
	if l.icon != icon.None {
		if pen != nil {
			pen.Icon(x, y+1, 16, l.icon, theme.Ink2)
		}
		x += 26
	}
	width := b.wordsW - (x - b.wordsX)
	if pen != nil {
		w := pen.Text(x, y, l.title, widget.Strong)
		if l.changed {
			pen.Chip(x+w+10, y-2, widget.Strong.Line()+4, widget.Chip{Icon: icon.Begun, Text: l.p.s.T("settings.changed"), Tone: widget.ToneInfo})
		}
	}
	y += widget.Strong.Line() + 2
	for _, part := range []struct {
		text  string
		style widget.Style
	}{{l.text, widget.Second}, {l.hint, widget.Small}} {
		lines := widget.Lines(part.text, part.style, width)
		for _, text := range lines {
			if pen != nil {
				pen.Text(x, y, text, part.style)
			}
			y += part.style.Line()
		}
		if len(lines) > 0 {
			y += 2
		}
	}
	return y - from
}

func (l *line) drawField(pen *widget.Pen, b box, y float32) float32 {
	if l.object == nil {
		return 0
	}
	m := l.object.MinSize()
	w := b.fieldW
	if l.wide > 0 {
		w = min(w, l.wide)
	}
	if pen != nil {
		pen.Place(l.object, b.fieldX, y, w, m.Height)
	}
	high, x := m.Height, b.fieldX+w+12
	if l.saved && l.field == nil && pen != nil {
		pen.Icon(x, y+(m.Height-16)/2, 16, icon.Yes, theme.OK)
		x += 22
		x += pen.Mid(x, y, m.Height, l.p.s.T("settings.saved"), widget.Small.In(theme.OK)) + 8
	}
	if l.reset != nil && l.changed {
		rm, rx, ry := l.reset.MinSize(), x, y+(m.Height-theme.RowButtonHeight)/2
		if l.wide == 0 {
			rx, ry = b.fieldX-8, y+m.Height+4
			high += 4 + rm.Height
		}
		if pen != nil {
			pen.Place(l.reset, rx, ry, rm.Width, rm.Height)
		}
	}
	if l.wrong != "" {
		style := widget.Second.In(theme.Fault)
		high += 6
		for i, text := range widget.Lines(l.wrong, style, b.fieldW-22) {
			if pen != nil {
				if i == 0 {
					pen.Icon(b.fieldX, y+high+1, 16, icon.Fault, theme.Fault)
				}
				pen.Text(b.fieldX+22, y+high, text, style)
			}
			high += style.Line()
		}
	}
	return high
}
