package report

import (
	"math"
	"slices"
	"strconv"

	figures "fyrtio/core/report"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const (
	inset    = 22 // of what stands in the card
	textWide = 700
	chartGap = 16
	chartMin = 380 // width of one beside another
)

// layout is the chapter in view.
func (y *yearly) layout(d *draft, width, _ float32) {
	if y.report == nil {
		return
	}
	y.feet = nil
	at := float32(18)
	if y.chapter < 0 || y.chapter >= len(y.report.Chapters) {
		at = y.brief(d, at, width)
	} else {
		at = y.chapterParts(d, y.report.Chapters[y.chapter], at, width)
	}
	d.height = at + 16
}

func (y *yearly) chapterParts(d *draft, c figures.Chapter, at, width float32) float32 {
	inner := width - 2*inset
	s := y.page.s
	at = d.wrap(inset, at, inner, s.Say(c.Title), widget.Title) + 4
	for _, text := range c.Intro {
		at = d.wrap(inset, at, min(inner, textWide), s.Say(text), widget.Style{Size: theme.Text, Role: theme.Ink2}) + 6
	}
	if nobodyYet(c) {
		return d.wrap(inset, at+6, inner, y.t("reports.nothing"), widget.Style{Size: theme.Text, Role: theme.Ink2})
	}
	hidden := false
	for _, t := range c.Tables {
		hidden = hidden || hides(t)
	}
	if hidden && !y.report.Open {
		at = y.explain(d, at+2, inner)
	}
	rest := slices.Clone(c.Charts)
	for _, t := range c.Tables {
		at = y.table(d, t, at+14, width)
		if i := slices.IndexFunc(rest, func(ch figures.Chart) bool { return ch.ID == t.ID }); i >= 0 {
			at = y.charts(d, rest[i:i+1], at+10, width)
			rest = slices.Delete(rest, i, i+1)
		}
	}
	if len(rest) > 0 {
		at = y.charts(d, rest, at+18, width)
	}
	return at
}

// nobodyYet reports whether a chapter has tables and nobody is in any of them.
func nobodyYet(c figures.Chapter) bool {
	for _, t := range c.Tables {
		for _, col := range t.Columns {
			if col.Kind != figures.Counts || col.Of.Hidden || col.Of.N > 0 {
				return false
			}
		}
	}
	return len(c.Tables) > 0
}

// hides reports whether a table has a hidden number.
func hides(t figures.Table) bool {
	for _, c := range t.Columns {
		if c.Of.Hidden {
			return true
		}
	}
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			if c.Hidden {
				return true
			}
		}
	}
	return false
}

// explain says what the mark of a hidden number means.
func (y *yearly) explain(d *draft, at, inner float32) float32 {
	lines := widget.Lines(y.t("reports.hidden.note"), widget.Small.In(theme.Ink2), inner-40)
	h := float32(len(lines))*widget.Small.Line() + 12
	d.draw(at, at+h, func(pen *widget.Pen) {
		pen.Rect(inset, at, inner, h, widget.Box{Fill: theme.Sunken, Radius: theme.RadiusChip})
		pen.Mid(inset+12, at, h, figures.HiddenMark, widget.Strong)
		for i, l := range lines {
			pen.Text(inset+36, at+6+float32(i)*widget.Small.Line(), l, widget.Small.In(theme.Ink2))
		}
	})
	return at + h
}

// brief is the few numbers that come first, three in a row, then how the report was made.
func (y *yearly) brief(d *draft, at, width float32) float32 {
	s, r := y.page.s, y.report
	inner := width - 2*inset
	at = d.wrap(inset, at, inner, s.Say(r.Title), widget.Title) + 2
	at = d.wrap(inset, at, inner, y.named(), widget.Style{Size: theme.Text, Role: theme.Ink2}) + 14
	columns := 3
	if width < 620 {
		columns = 2
	}
	const gap, high = 12, 112
	w := (inner - gap*float32(columns-1)) / float32(columns)
	for i, k := range r.Head {
		if i%columns == 0 {
			if i > 0 {
				at += high + gap
			}
			d.line()
		}
		y.keyFigure(d, k, i, inset+float32(i%columns)*(w+gap), at, w, high)
	}
	at += high + 18
	if !y.report.Open && y.headHides() {
		at = y.explain(d, at, inner) + 14
	}
	top := at
	d.draw(top, top+24, func(pen *widget.Pen) { pen.Text(inset, top, y.t("reports.prints"), widget.Strong) })
	at += 24
	for _, p := range r.Prints {
		at = d.wrap(inset, at, inner, s.Say(p), widget.Small.In(theme.Ink2)) + 2
	}
	return at
}

func (y *yearly) headHides() bool {
	for _, k := range y.report.Head {
		if k.Cell.Hidden {
			return true
		}
	}
	return false
}

// named says which clinic it is, and what it was called before.
func (y *yearly) named() string {
	r := y.report
	text := r.Clinic + " · " + y.periodWords(r.Period)
	for _, n := range r.Names {
		if n.Name != r.Clinic {
			text += " · " + y.t("reports.called", "Name", n.Name, "Years", years(n.Period))
		}
	}
	return text
}

func years(p figures.Period) string {
	if p.Single() {
		return strconv.Itoa(p.From)
	}
	return strconv.Itoa(p.From) + "–" + strconv.Itoa(p.To)
}

// keyFigure is one of the few numbers: label, share or number, n of all, change, target.
func (y *yearly) keyFigure(d *draft, k figures.Key, i int, x, at, w, high float32) {
	s := y.page.s
	label := s.Say(k.Label)
	large, rest := figures.HiddenMark, ""
	switch {
	case k.Cell.Hidden:
	case k.Cell.Kind == figures.Blank:
		large = "–"
	case k.Cell.Kind == figures.Bare:
		large = grouped(k.Cell.N)
	default:
		large = y.t("reports.percent", "Percent", y.about(k.Cell, strconv.Itoa(percent(k.Cell.Share))))
		rest = grouped(k.Cell.N)
		if k.Of > 0 {
			rest = y.t("reports.of", "Count", rest, "All", grouped(k.Of))
		}
	}
	change := y.changeWords(k.Change)
	d.draw(at, at+high, func(pen *widget.Pen) {
		pen.Rect(x, at, w, high, widget.Box{Fill: theme.Surface, Stroke: theme.Line, Radius: theme.RadiusField})
		lines := widget.Lines(label, widget.Second, w-28)
		for n, l := range lines[:min(2, len(lines))] {
			pen.Text(x+14, at+9+float32(n)*widget.Second.Line(), l, widget.Second)
		}
		base := at + 42
		end := x + 14 + pen.Text(x+14, base, large, widget.Style{Size: theme.TextTitle, Bold: true})
		pen.Fit(end+10, base+3, 30, x+w-14-end-10, rest, widget.Second)
		if k.Target > 0 && k.Cell.Kind == figures.Filled && !k.Cell.Hidden {
			y.page.follow.bar(pen, x+14, at+74, w-28, k.Cell.Share, k.Target)
		}
		pen.Fit(x+14, at+high-24, 18, w-28, change, widget.Small.In(theme.Ink2))
	})
	d.stop(stop{key: "head/" + strconv.Itoa(i), x: x, y: at, w: w, h: high, radius: theme.RadiusField, quiet: true,
		words: label + ": " + large + " " + rest, open: y.opener(k.Query, label, k.Cell.Hidden)})
}

func (y *yearly) changeWords(c *figures.Change) string {
	if c == nil {
		return ""
	}
	return y.t("reports.change", "Points", signed(c.Points), "Year", c.Year)
}

// signed writes whole percentage points with their sign: either share may be rounded.
func signed(points float64) string {
	switch n := int(math.Round(points)); {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "±0"
}

// about marks a share that is rounded so that it does not tell a hidden number.
func (y *yearly) about(c figures.Cell, share string) string {
	if c.About {
		return y.t("reports.about", "Share", share)
	}
	return share
}

// number writes a number without a share: kronor with spaces, weeks with a decimal.
func number(l say.Lang, v float64) string {
	if v != float64(int(v)) {
		return say.Decimal(l, v, 1)
	}
	return grouped(int(v))
}

// grouped writes a whole number with a thin space between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "\u00a0" + text[i:]
	}
	return text
}

// foot is what folds out under a table: how its figures are made.
func (y *yearly) foot(d *draft, t figures.Table, at, inner float32) float32 {
	if len(t.Notes) == 0 {
		return at
	}
	mark := icon.Right
	if y.made {
		mark = icon.Down
	}
	top := at
	d.draw(top, top+26, func(pen *widget.Pen) {
		pen.Icon(inset, top+6, 14, mark, theme.Accent)
		end := inset + 20 + pen.Mid(inset+20, top, 26, y.t("reports.made"), widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent})
		pen.Cap(end+8, top, 26, "H", widget.CapPlain)
		pen.Hit(inset, top, end-inset+40, 26, func() { y.rune('h') })
	})
	at += 28
	if y.made {
		for _, n := range t.Notes {
			at = d.wrap(inset+20, at, min(inner-20, textWide), y.page.s.Say(n), widget.Second) + 4
		}
		at += 4
	}
	y.feet = append(y.feet, part{from: top, to: at})
	return at
}
