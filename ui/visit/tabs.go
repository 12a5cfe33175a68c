package visit

import (
	"fyrtio/core/say"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// at is a page of the visit.
type at string

// The pages of the visit, in the order of the talk.
const (
	atForm   at = "form"
	atStar   at = "star"
	atPlan   at = "plan"
	atRecord at = "record"
)

var pages = []at{atForm, atStar, atPlan, atRecord}

const betweenTabs = 18

var tabHere = widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}

// tabsWidth is how wide the visit's tabs are.
func tabsWidth(t func(say.Text) string) (w float32) {
	for _, a := range pages {
		w += widget.Measure(t(say.T("visit.tab."+string(a))), tabHere) + betweenTabs
	}
	return w
}

// paintTabs draws the visit's pages with the right end at right, and gives the left one.
func paintTabs(p *widget.Pen, t func(say.Text) string, right, h float32, here at, to map[at]func()) float32 {
	for i := len(pages) - 1; i >= 0; i-- {
		text, style := t(say.T("visit.tab."+string(pages[i]))), widget.Second
		if pages[i] == here {
			style = tabHere
		}
		w := widget.Measure(text, style)
		right -= w
		p.Mid(right, 0, h, text, style)
		if pages[i] == here {
			p.Rect(right, h/2+11, w, 2, widget.Box{Fill: theme.Accent})
		} else {
			p.Hit(right-6, 8, w+12, h-16, to[pages[i]])
		}
		right -= betweenTabs
	}
	return right + betweenTabs
}
