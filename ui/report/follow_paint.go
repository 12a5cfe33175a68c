package report

import (
	"math"
	"strconv"

	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

const (
	topHeight = 144 // of the three figures
	rowMost   = 34  // from one count to the next, where there is room
	rowLeast  = 26
	paceLow   = 190 // of the chart
	strip     = 52  // of what has happened
	sideWidth = 356 // of the counts
)

// layout is the card: three figures at the top, under them the year as a line and what waits.
func (f *follow) layout(d *draft, width, room float32) {
	third := width / 3
	f.figure(d, 0, third, "invited", f.t("reports.invited"), f.of(f.now.Invited), share(f.now.Invited, f.now.Listed), 1, f.invited(), f.openInvited())
	f.figure(d, third, third, "completed", f.t("reports.completed"), f.of(f.now.Completed), share(f.now.Completed, f.now.Listed), f.now.Target, f.completed(), f.openCompleted())
	f.paceFigure(d, 2*third, width-2*third)
	d.draw(0, topHeight, func(pen *widget.Pen) {
		pen.Rect(third, 0, 1, topHeight, widget.Box{Fill: theme.Line})
		pen.Rect(2*third, 0, 1, topHeight, widget.Box{Fill: theme.Line})
		pen.Line(0, topHeight, width, theme.Line)
	})
	side := min(sideWidth, width*0.42)
	left := width - side
	room -= topHeight + 3
	low := max(f.counts(d, left, topHeight+1, side, room)-topHeight-1, min(room, 400), paceLow+strip)
	f.paceChart(d, 0, topHeight+1, left, max(paceLow, min(low, room)-strip))
	f.strip(d, 0, topHeight+1+max(paceLow, min(low, room)-strip), left)
	d.draw(topHeight, topHeight+low, func(pen *widget.Pen) {
		pen.Rect(left, topHeight+1, 1, low, widget.Box{Fill: theme.Line})
	})
	d.height = topHeight + 1 + low
}

// share is n of all; nothing of nothing is 0.
func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func (f *follow) of(n int) string {
	return f.t("reports.of", "Count", n, "All", f.now.Listed)
}

// figure is one of the three at the top: words, number, bar with its target, how it goes.
func (f *follow) figure(d *draft, x, w float32, key, title, number string, part, target float64, st state, open func()) {
	d.draw(0, topHeight, func(pen *widget.Pen) {
		pen.Text(x+20, 14, title, widget.Strong)
		end := x + 20 + pen.Text(x+20, 34, number, widget.Large)
		pen.Text(end+12, 46, f.t("reports.percent", "Percent", percent(part)), widget.Heading.In(theme.Ink2))
		f.bar(pen, x+20, 80, w-40, part, target)
		f.say(pen, x+20, 98, w-32, st)
	})
	d.stop(stop{key: key, x: x + 6, y: 6, w: w - 12, h: topHeight - 12, radius: theme.RadiusField, words: title + ": " + number + ". " + st.text, open: open, quiet: true})
}

// bar shows a share, with a mark where the target is.
func (f *follow) bar(pen *widget.Pen, x, y, w float32, part, target float64) {
	pen.Progress(x, y, w, 10, part)
	if target > 0 && target < 1 {
		at := x + w*float32(target)
		pen.Rect(at-1, y-3, 2, 16, widget.Box{Fill: theme.Ink})
	}
}

// say says how something goes, with its icon, on one or two lines.
func (f *follow) say(pen *widget.Pen, x, y, w float32, st state) {
	pen.Icon(x, y+2, 14, st.icon, st.tone)
	pen.Wrap(x+21, y, w-21, st.text, widget.Style{Size: theme.TextSecond, Role: st.tone})
}

// paceFigure is how many talks a week the target takes.
func (f *follow) paceFigure(d *draft, x, w float32) {
	st := f.pace()
	title := f.t("reports.pace")
	number, rest := "–", f.t("reports.pace.set")
	switch {
	case f.over():
		rest = f.t("reports.pace.over")
	case f.now.Goal > 0:
		number, rest = strconv.Itoa(f.needed()), f.t("reports.pace.until", "On", f.now.Until)
	}
	d.draw(0, topHeight, func(pen *widget.Pen) {
		pen.Text(x+20, 14, title, widget.Strong)
		end := x + 32 + pen.Text(x+20, 34, number, widget.Large)
		style := widget.Style{Size: theme.Text, Role: theme.Ink2}
		words := rest
		if number != "–" && end+widget.Measure(words, style) > x+w-12 {
			words = f.t("reports.pace.week")
		}
		pen.Fit(end, 40, 28, x+w-12-end, words, style)
		look := widget.Look{Kind: widget.Quiet, Small: true, Text: f.t("reports.target.change"), Key: "M"}
		pen.Button(x+12, 73, 0, look, f.askTarget)
		f.say(pen, x+20, 101, w-32, st)
	})
	d.stop(stop{key: "pace", x: x + 6, y: 6, w: w - 12, h: topHeight - 12, radius: theme.RadiusField, words: title + ": " + number + " " + rest + ". " + st.text, open: f.askTarget, quiet: true})
}

// needed is how many whole talks a week the target takes.
func (f *follow) needed() int { return int(math.Ceil(f.now.Needed - 1e-9)) }

func (f *follow) openInvited() func() {
	if f.now.ToInvite > 0 {
		return f.counted("to invite", f.t("reports.toinvite"))
	}
	return f.behind("funnel", "invited", f.t("reports.invited"), f.now.Invited)
}

func (f *follow) openCompleted() func() {
	return f.behind("funnel", "came", f.t("reports.completed"), f.now.Completed)
}

// counts lists what waits, as close as the room asks for, and gives where it ends.
func (f *follow) counts(d *draft, x, y, w, room float32) float32 {
	waiting := f.waiting()
	high := (room - rowMost - 12) / float32(len(waiting))
	high = max(rowLeast, min(rowMost, float32(int(high))))
	return f.rows(d, x, f.head(d, x, y, w, f.t("reports.waits")), w, high, waiting) + 8
}

// strip tells what has happened this year, under the chart.
func (f *follow) strip(d *draft, x, y, w float32) {
	list := f.happened()
	d.draw(y, y+strip, func(pen *widget.Pen) { pen.Line(x, y, w, theme.Line) })
	d.line()
	each := w / float32(len(list))
	for i, r := range list {
		left := x + float32(i)*each
		d.draw(y, y+strip, func(pen *widget.Pen) {
			pen.Icon(left+20, y+(strip-16)/2, 16, r.icon, r.role)
			end := left + 46 + pen.Mid(left+46, y, strip, strconv.Itoa(r.n), widget.Heading)
			pen.Fit(end+8, y, strip, left+each-8-end, r.words, widget.Second)
		})
		if r.open != nil && r.n > 0 {
			d.stop(stop{key: r.words, x: left + 8, y: y + 7, w: each - 12, h: strip - 14, radius: theme.RadiusChip, words: r.words + ": " + strconv.Itoa(r.n), open: r.open})
		}
	}
}

func (f *follow) head(d *draft, x, y, w float32, text string) float32 {
	d.draw(y, y+rowMost, func(pen *widget.Pen) {
		pen.Mid(x+20, y+4, rowMost, text, widget.Strong)
	})
	return y + rowMost + 4
}

func (f *follow) rows(d *draft, x, y, w, high float32, list []row) float32 {
	for _, r := range list {
		top := y
		d.draw(top, top+high, func(pen *widget.Pen) {
			pen.Icon(x+20, top+(high-16)/2, 16, r.icon, r.role)
			number, words := widget.Strong, widget.Plain
			if r.n == 0 {
				number, words = widget.Plain.In(theme.Ink3), widget.Plain.In(theme.Ink3)
			}
			if r.role == theme.Warn {
				words = words.In(theme.Warn)
			}
			right := x + w - 40
			pen.Fit(x+46, top, high, right-x-46-44, r.words, words)
			pen.RightMid(right, top, high, strconv.Itoa(r.n), number)
			if r.open != nil && r.n > 0 {
				pen.Icon(right+8, top+(high-14)/2, 14, icon.Right, theme.Ink2)
			}
		})
		if r.open != nil && r.n > 0 {
			d.line()
			d.stop(stop{key: r.words, x: x + 8, y: top + 1, w: w - 16, h: high - 2, radius: theme.RadiusChip, words: r.words + ": " + strconv.Itoa(r.n), open: r.open})
		}
		y += high
	}
	return y
}
