package paper

import (
	"io"

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

// Drawn says what a paper came to.
type Drawn struct {
	Pages    int
	Problems []Problem // text that was shortened or cannot be printed; look before it is used
}

// report notes a problem of the paper in the making.
func (d *doc) report(part Part, id string, args ...any) {
	d.problems = append(d.problems, Problem{Part: part, Text: say.T(id, args...)})
}

// finish writes the document and gathers what was noted.
func (d *doc) finish(w io.Writer) (Drawn, error) {
	if bad := d.takeBad(); len(bad) > 0 {
		d.report(PartText, "paper.problem.signs", "Signs", signs(bad))
	}
	return Drawn{Pages: d.page, Problems: d.problems}, d.write(w)
}

// side says at which end of a text its x is.
type side int

const (
	fromLeft side = iota
	fromRight
	fromMiddle
)

// fitted puts one line within w: shrunk to least, and beyond that shortened with a
// visible … and reported. It gives the width used.
func (d *doc) fitted(x, y, w float64, at side, st style, least float64, s string) float64 {
	s, bad := tidy(s)
	d.bad = append(d.bad, bad...)
	st, ok := fit(st, s, w, least)
	if !ok {
		d.report(PartText, "paper.problem.cut", "Text", shorten(s))
		for r := []rune(s); len(r) > 0 && st.width(s) > w; {
			r = r[:len(r)-1]
			s = string(r) + "…"
		}
	}
	switch at {
	case fromRight:
		return d.right(x, y, st, s)
	case fromMiddle:
		d.center(x, y, st, s)
		return st.width(s)
	}
	return d.text(x, y, st, s)
}

// sheetHead draws the clinic to the left and up to two lines to the right; the
// first of them bold.
func (d *doc) sheetHead(clinic string, bold1, line2 string) {
	d.shapes(star.Logo(left+4.5, 15.9, 4.5, 0))
	d.fitted(left+11.5, 17.3, 84, fromLeft, strong(11), 7, clinic)
	d.fitted(right, 14.9, 74, fromRight, strong(10), 6.5, bold1)
	d.fitted(right, 19.6, 74, fromRight, quiet(10), 6.5, line2)
	d.line(left, headY, right, headY, hairline, ruleColor)
}

// sheetTitle draws title and the line under it.
func (d *doc) sheetTitle(title, lead string) {
	d.fitted(left, titleB, right-left, fromLeft, strong(19).in(brand), 12, title)
	d.fitted(left, leadB, right-left, fromLeft, quiet(10.5), 8.5, lead)
}

// sheetFoot draws the foot: lines to the left, one to the right.
func (d *doc) sheetFoot(lines []string, end string) {
	d.line(left, footY, right, footY, hairline, ruleColor)
	w := right - left
	if end != "" {
		w -= d.right(right, footY+3.8, quiet(8), end) + 5
	}
	for i, s := range lines {
		d.fitted(left, footY+3.8+float64(i)*3.5, w, fromLeft, quiet(8), 6, s)
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
