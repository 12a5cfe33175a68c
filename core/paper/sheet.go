package paper

import (
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// Measures of every paper but the letters (papers.md 1).
const (
	left   = 18.0
	right  = 192.0
	headY  = 24.0  // the rule under the head
	footY  = 281.5 // the rule over the foot
	lastY  = 277.0 // nothing of a page's content below this
	titleB = 34.0  // baseline of a title
	leadB  = 40.3  // baseline of the line under it
)

// sheetHead draws the clinic to the left and up to two lines to the right; the
// first of them bold.
func (d *doc) sheetHead(clinic string, bold1, line2 string) {
	d.shapes(star.Logo(left+4.5, 15.9, 4.5, 0))
	const nameW, sideW = 84.0, 74.0
	st, _ := fit(strong(11), clinic, nameW, 7)
	d.text(left+11.5, 17.3, st, clinic)
	st, _ = fit(strong(10), bold1, sideW, 6)
	d.right(right, 14.9, st, bold1)
	st, _ = fit(quiet(10), line2, sideW, 6)
	d.right(right, 19.6, st, line2)
	d.line(left, headY, right, headY, hairline, ruleColor)
}

// sheetTitle draws title and the line under it.
func (d *doc) sheetTitle(title, lead string) {
	st, _ := fit(strong(19).in(brand), title, right-left, 12)
	d.text(left, titleB, st, title)
	st, _ = fit(quiet(10.5), lead, right-left, 8.5)
	d.text(left, leadB, st, lead)
}

// sheetFoot draws the foot: lines to the left, one to the right.
func (d *doc) sheetFoot(lines []string, end string) {
	d.line(left, footY, right, footY, hairline, ruleColor)
	w := right - left
	if end != "" {
		w -= d.right(right, footY+3.8, quiet(8), end) + 5
	}
	for i, s := range lines {
		st, _ := fit(quiet(8), s, w, 6)
		d.text(left, footY+3.8+float64(i)*3.5, st, s)
	}
}

// paragraph draws wrapped text and gives the baseline that would follow.
func (d *doc) paragraph(x, y, w, pitch float64, st style, s string) float64 {
	s, bad := clean(s)
	d.bad = append(d.bad, bad...)
	for _, line := range wrapText(s, st, w) {
		d.text(x, y, st, line)
		y += pitch
	}
	return y
}

// words are the fixed words of a paper in its language.
type words struct {
	lang say.Lang
	area string
}

// in gives the word of an id below the paper's own.
func (w words) in(id string, args ...any) string {
	return say.In(w.lang, say.T("paper."+w.area+"."+id, args...))
}
