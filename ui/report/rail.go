package report

import (
	"strconv"

	"fyne.io/fyne/v2"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// The rail: the chapters at the left.

const (
	railMost     = 30 // from one chapter to the next, where there is room
	railLeast    = 24
	railWide     = 252
	railNarrow   = 168
	railHeadSkip = 8
)

func (y *yearly) railKey(k widget.Press) bool {
	if !y.ready() {
		return false
	}
	switch k.Name {
	case fyne.KeyUp:
		y.goTo(y.chapter - 1)
	case fyne.KeyDown:
		y.goTo(y.chapter + 1)
	case fyne.KeyHome:
		y.goTo(-1)
	case fyne.KeyEnd:
		y.goTo(len(y.report.Chapters) - 1)
	case fyne.KeyPageUp, fyne.KeyPageDown:
		step := float32(1)
		if k.Name == fyne.KeyPageUp {
			step = -1
		}
		pane := y.sheet.pane
		pane.SetOffset(pane.Offset() + step*(pane.View()-40))
	case fyne.KeyTab:
		if k.Shift {
			y.page.after(-1)
			return true
		}
		y.enter()
	case fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter:
		if !k.Repeat {
			y.enter()
		}
	default:
		return false
	}
	return true
}

// name gives a chapter's name; −1 is the few numbers that come first.
func (y *yearly) name(chapter int) string {
	if chapter < 0 || y.report == nil || chapter >= len(y.report.Chapters) {
		return y.t("reports.brief")
	}
	return y.page.s.Say(y.report.Chapters[chapter].Title)
}

// railRow gives the height of a chapter in the rail: lower where all then have room.
func (y *yearly) railRow() float32 {
	n := len(y.report.Chapters)
	if len(y.report.Head) > 0 {
		n++
	}
	room := y.rail.Size().Height - 2*railHeadSkip - 2
	return max(railLeast, min(railMost, float32(int(room/float32(max(n, 1))))))
}

func (y *yearly) railAt(chapter int) float32 {
	if len(y.report.Head) > 0 {
		chapter++
	}
	return railHeadSkip + float32(chapter)*y.railRow()
}

func (y *yearly) railTall() float32 {
	if y.report == nil {
		return 0
	}
	return y.railAt(len(y.report.Chapters)) + railHeadSkip
}

func (y *yearly) paintRail(pen *widget.Pen) {
	if y.report == nil {
		return
	}
	w := pen.Size().Width
	low := 0
	if len(y.report.Head) > 0 {
		low = -1
	}
	for i := low; i < len(y.report.Chapters); i++ {
		top := y.railAt(i)
		style := widget.Second.In(theme.Ink)
		if i == y.chapter {
			box := widget.Box{Fill: theme.Selected, Radius: theme.RadiusChip}
			if y.rail.Focused() {
				box.Stroke, box.Width = theme.Accent, 2
			}
			pen.Rect(6, top, w-12, y.railRow()-1, box)
			style = widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.AccentDark}
		}
		x := float32(16)
		if !y.page.compact {
			if i >= 0 {
				pen.RightMid(34, top, y.railRow()-1, strconv.Itoa(i+1), widget.Small.In(style.Role))
			} else {
				pen.Icon(22, top+(y.railRow()-15)/2, 14, icon.Report, style.Role)
			}
			x = 44
		}
		pen.Fit(x, top, y.railRow()-1, w-x-12, y.name(i), style)
	}
}

func (y *yearly) tapRail(_, at float32, _ bool) {
	widget.Focus(y.rail)
	i := int((at - railHeadSkip) / y.railRow())
	if len(y.report.Head) > 0 {
		i--
	}
	y.goTo(i)
}
