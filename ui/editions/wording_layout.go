package editions

import (
	"slices"

	"fyne.io/fyne/v2"

	"fyrtio/core/form"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

func (p *Wording) paintGroup(pen *widget.Pen, i int, st widget.RowState) {
	g, size := p.groups[i], pen.Size()
	style, x := widget.Plain.As(st.Selected && st.Focused), float32(26)
	if g.head {
		style, x = widget.Strong, 12
	}
	right := size.Width - 12
	changed := slices.ContainsFunc(g.texts, func(t form.Worded) bool { _, ok := p.d.written[t.Place]; return ok })
	if changed {
		right -= 22
		pen.Icon(right+4, (size.Height-16)/2, 16, icon.Begun, theme.Accent)
	}
	pen.Fit(x, 0, size.Height, right-x-4, g.name, style)
}

// halves puts one or two texts side by side, each on its half: the Swedish and the English.
type halves struct{}

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	high := float32(0)
	for _, c := range o {
		high = max(high, c.MinSize().Height)
	}
	return fyne.NewSize(300, high)
}

func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - 14) / 2
	for i, c := range o {
		c.Move(fyne.NewPos(float32(i)*(w+14), 0))
		c.Resize(fyne.NewSize(w, size.Height))
	}
}

// padded leaves room for the ring around a field that has the keyboard.
type padded struct{}

func (padded) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize().AddWidthHeight(12, 8) }

func (padded) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(4, 4))
	o[0].Resize(size.SubtractWidthHeight(12, 8))
}

type wordingLayout struct{ p *Wording }

// MinSize is for Fyne.
func (wordingLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// Layout is for Fyne.
func (l wordingLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	left, gap := min(300, size.Width*0.3), float32(16)
	put(p.list, 0, 0, left, size.Height)
	right := size.Width - left - gap
	foot := size.Height - theme.ButtonHeight
	bw := p.button.MinSize().Width
	put(p.foot, left+gap, foot, right-bw-12, theme.ButtonHeight)
	put(p.button, size.Width-bw, foot, bw, theme.ButtonHeight)
	put(p.scroll, left+gap-4, 0, right+8, foot-12)
	put(p.sheet, left+gap, 0, right, foot-12)
	if p.paper {
		p.scroll.Hide()
		p.sheet.Show()
		p.sheet.Laid()
	} else {
		p.sheet.Hide()
		p.scroll.Show()
	}
}
