package editions

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// nextFault goes to the next fault after where the keyboard is, and after the last to the first.
func (p *Criteria) nextFault() {
	if len(p.faults) == 0 {
		p.s.Tell(widget.BandOK, say.T("templates.faultless"))
		return
	}
	p.toFault((p.faultList.Selected() + 1) % len(p.faults))
}

// rowOf gives the row that a fault is in.
func (p *Criteria) rowOf(f star.Fault) int {
	if pt, ok := p.d.c.Criterion(f.Point); ok {
		return pt.K + 1
	} else if f.Point == star.HeredityID {
		return heredityRow
	}
	return 0
}

// toFault goes to where a fault is.
func (p *Criteria) toFault(i int) {
	if i >= len(p.faults) {
		return
	}
	f := p.faults[i]
	if at := p.rowOf(f); at != p.at {
		p.list.Select(at)
		p.open(at)
	}
	if p.table.of(f) == nil {
		p.turnWords(!p.worded)
	}
	p.faultList.Select(i)
	if field := p.table.of(f); field != nil {
		field.Focus()
	}
}

// faultAt says where a fault is.
func (p *Criteria) faultAt(f star.Fault) string {
	name := p.s.T("edition.criteria.whole")
	if pt, ok := p.d.c.Criterion(f.Point); ok {
		if name = pt.Name.In(p.s.Lang()); name == "" {
			name = pt.ID
		}
	} else if f.Point == star.HeredityID {
		name = p.d.c.Heredity.Name.In(p.s.Lang())
	}
	if f.Level > 0 {
		return p.s.T("edition.criteria.at", "Name", name, "Level", f.Level)
	}
	return name
}

// faultLines lays out a fault's words after where it is.
func (p *Criteria) faultLines(i int, width float32) (x float32, lines []string) {
	x = 38 + widget.Measure(p.faultAt(p.faults[i]), faultPlace) + 10
	return x, widget.Lines(p.s.Say(p.faults[i].Text), widget.Second, width-x-12)
}

var faultPlace = widget.Style{Size: theme.TextSecond, Bold: true}

func (p *Criteria) faultHeight(i int) float32 {
	_, lines := p.faultLines(i, max(p.faultList.Size().Width, 300))
	return max(faultRow, float32(len(lines))*widget.Second.Line()+14)
}

func (p *Criteria) paintFault(pen *widget.Pen, i int, st widget.RowState) {
	size := pen.Size()
	x, lines := p.faultLines(i, size.Width)
	style := widget.Style{Size: theme.TextSecond}.As(st.Selected && st.Focused)
	pen.Icon(12, 8, 16, icon.Fault, theme.Fault)
	pen.Text(38, 7, p.faultAt(p.faults[i]), faultPlace)
	for n, text := range lines {
		pen.Text(x, 7+float32(n)*widget.Second.Line(), text, style)
	}
	pen.Hit(0, 0, size.Width, size.Height, func() { p.toFault(i) })
}

func (p *Criteria) paintPoint(pen *widget.Pen, i int, st widget.RowState) {
	size := pen.Size()
	right := size.Width - 12
	if i == 0 {
		pen.Icon(12, (size.Height-18)/2, 18, icon.Star, theme.Ink2)
		pen.Fit(42, 0, size.Height, right-42, p.s.T("edition.criteria.whole"), widget.Plain.As(st.Selected && st.Focused))
		return
	}
	name, id := p.d.c.Heredity.Name.In(p.s.Lang()), star.HeredityID
	if i == heredityRow {
		pen.Icon(14, (size.Height-16)/2, 16, icon.Heredity, theme.Ink2)
	} else {
		pt := p.d.c.At(i - 1)
		name, id = pt.Name.In(p.s.Lang()), pt.ID
		pen.RightMid(32, 0, size.Height, strconv.Itoa(pt.K+1), widget.Second)
	}
	if name == "" {
		name = id
	}
	if slices.ContainsFunc(p.faults, func(f star.Fault) bool { return f.Point == id }) {
		right -= 20
		pen.Icon(right+2, (size.Height-16)/2, 16, icon.Fault, theme.Fault)
	} else if p.d.differs(id) {
		right -= 20
		pen.Icon(right+2, (size.Height-16)/2, 16, icon.Begun, theme.Accent)
	}
	pen.Fit(42, 0, size.Height, right-42, name, widget.Plain.As(st.Selected && st.Focused))
}

type criteriaLayout struct{ p *Criteria }

// MinSize is for Fyne.
func (criteriaLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

// mostFaults is how many faults are in view at once.
const mostFaults = 2

// Layout is for Fyne.
func (l criteriaLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	p := l.p
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	gap := float32(14)
	left, right := min(186, size.Width*0.19), min(300, size.Width*0.27)
	mid := size.Width - left - right - 2*gap
	foot := size.Height - theme.ButtonHeight
	put(p.list, 0, 0, left, min(size.Height, float32(p.count())*pointRow+2))
	bw, lm := p.button.MinSize().Width, p.langs.MinSize()
	put(p.langs, left+gap, foot+(theme.ButtonHeight-lm.Height)/2, lm.Width, lm.Height)
	put(p.inputs, left+gap+mid-p.inputs.MinSize().Width, 0, p.inputs.MinSize().Width, theme.RowButtonHeight)
	put(p.button, left+gap+mid-bw, foot, bw, theme.ButtonHeight)
	bottom := foot - 10
	p.faultList.Resize(fyne.NewSize(mid, 10)) // rows are as high as their words need
	high := float32(2)
	for i := range min(mostFaults, len(p.faults)) {
		high += p.faultHeight(i)
	}
	if len(p.faults) > 0 {
		p.faultList.Show()
		put(p.faultList, left+gap, bottom-high, mid, high)
		p.faultList.Reload()
		bottom -= high + 10
	} else {
		p.faultList.Hide()
	}
	top := float32(0)
	if p.views.Visible() {
		m := p.views.MinSize()
		put(p.views, left+gap, 0, m.Width, m.Height)
		top = m.Height + 8
	}
	put(p.middle, left+gap-4, top, mid+8, bottom-top)
	put(p.sheet, size.Width-right, 0, right, size.Height)
	p.sheet.Laid()
}
