package templates

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// layout places the text at the left and the letter at the right.
type layout struct{ p *Page }

func (p *Page) newLayout() *fyne.Container {
	objects := []fyne.CanvasObject{p.template, p.langs}
	for _, b := range p.bar {
		objects = append(objects, b)
	}
	return container.New(layout{p}, append(objects, p.text, p.faultList, p.foot, p.save, p.whom, p.sheet)...)
}

// MinSize is for Fyne.
func (layout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// mostFaults is how many faults are in view at once.
const mostFaults = 3

// Layout is for Fyne.
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	right, gap := float32(408), float32(16)
	if p.compact {
		right, gap = 250, 10
	}
	right = min(right, size.Width*0.42)
	left := size.Width - right - gap
	high := p.template.MinSize().Height
	lw := p.langs.MinSize()
	widget.Put(p.langs, left-lw.Width, high-theme.FieldHeight+(theme.FieldHeight-lw.Height)/2, lw.Width, lw.Height)
	widget.Put(p.template, 0, 0, left-lw.Width-12, high)
	widget.Put(p.whom, left+gap, 0, right, high)
	y := high + gap
	widget.Put(p.sheet, left+gap, y, right, size.Height-y)

	x := float32(-8)
	for _, b := range p.bar {
		m := b.MinSize()
		widget.Put(b, x, high+8, m.Width, m.Height)
		x += m.Width + 2
	}
	top := high + 8 + theme.RowButtonHeight + 6
	foot := size.Height - theme.ButtonHeight
	n := float32(min(mostFaults, p.wrongs()))
	bottom := foot - gap
	if n > 0 {
		p.faultList.Show()
		widget.Put(p.faultList, 0, bottom-n*faultRow-2, left, n*faultRow+2)
		bottom -= n*faultRow + 2 + 8
	} else {
		p.faultList.Hide()
	}
	p.text.Rows = max(3, int((bottom-top-18)/19))
	widget.Put(p.text, 0, top, left, bottom-top)
	sw := p.save.MinSize().Width
	widget.Put(p.foot, 0, foot, left-sw-12, theme.ButtonHeight)
	widget.Put(p.save, left-sw, foot, sw, theme.ButtonHeight)
	p.foot.Refresh()
	p.text.Refresh()
	p.sheet.Laid()
}

func (p *Page) paintHeader(pen *widget.Pen) {
	size := pen.Size()
	end := pen.Mid(0, 0, size.Height, p.s.T("templates.title"), widget.Title)
	pen.Fit(end+12, 2, size.Height, size.Width-end-12, p.stand(), widget.Second)
}

// stand says what letters are printed from, and whether something else is being written.
func (p *Page) stand() string {
	k := p.draft
	switch {
	case k == nil:
		return ""
	case k.base == "":
		return p.s.T("templates.stand.none")
	case k.changed():
		return p.s.T("templates.stand.draft", "Version", p.versionWords(k.from))
	}
	return p.s.T("templates.stand.same", "Version", p.versionWords(k.from))
}

// paintFoot says how the text is saved.
func (p *Page) paintFoot(pen *widget.Pen) {
	words := p.s.T("templates.saving")
	lines := widget.Lines(words, widget.Second, pen.Size().Width)
	if len(lines) > 2 {
		words = p.s.T("templates.saving.short")
		lines = widget.Lines(words, widget.Second, pen.Size().Width)
	}
	pen.Wrap(0, max(0, (pen.Size().Height-float32(len(lines))*widget.Second.Line())/2), pen.Size().Width, words, widget.Second)
}
