package paper

import (
	"io"
	"strconv"

	"fyrtio/core/day"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// StarPage is the star that a participant takes home.
type StarPage struct {
	Clinic   Clinic
	Lang     say.Lang
	Criteria *star.Criteria
	Name     string   // of the participant
	Date     day.Date // of the talk
	Profile  star.Profile
	Levels   star.Levels // as chosen

	Earlier     *star.Levels // an earlier star to lie over this one; nil without
	EarlierDate day.Date
}

// The star on the take-home page, mm.
const (
	starX, starY, starR    = 105.0, 119.0, 49.0
	blankX, blankY, blankR = 105.0, 126.0, 58.0
)

// WriteStar draws the page.
func WriteStar(w io.Writer, p StarPage) (Drawn, error) {
	d := newDoc(words{p.Lang, "star"}.in("title"), p.Lang, p.Date)
	p.draw(d)
	return d.finish(w)
}

func (p StarPage) draw(d *doc) {
	word := words{p.Lang, "star"}
	d.newPage()
	d.sheetHead(p.Clinic.Name, p.Name, word.in("visit", "Date", p.Date))
	d.sheetTitle(word.in("title"), word.in("lead"))
	d.groups(p.Lang)
	d.shapes(star.Figure(star.Drawing{
		CX: starX, CY: starY, R: starR, Levels: p.Levels, Earlier: p.Earlier,
		Heredity: p.Profile.Heredity.Value, Marker: true,
	}))
	for _, pt := range p.Profile.Points {
		p.label(d, pt)
	}
	p.heredity(d)
	p.key(d)
	p.lists(d)
	d.sheetFoot([]string{word.in("no_diagnosis"), criteriaLine(p.Criteria, p.Lang)}, "")
}

// groups writes the names of the three arcs.
func (d *doc) groups(lang say.Lang) {
	st := strong(8.5).in(mut)
	name := func(g star.Group) string { return upper(star.GroupWords(g).In(lang)) }
	d.center(starX, 50.2, st, name(star.Wellbeing))
	d.text(left, 65.5, st, name(star.Measures))
	d.right(right, 65.5, st, name(star.Habits))
}

// label writes name, value and level beside a point.
func (p StarPage) label(d *doc, pt star.Point) {
	at := star.LabelAt(starX, starY, starR, 0, pt.K)
	end, room := fromLeft, right-at.X
	if at.Left {
		end, room = fromRight, at.X-left
	}
	if pt.K == 0 || pt.K == star.Points-1 {
		room = min(room, 50) // beside them stand the names of the groups
	}
	name := pt.Name.In(p.Lang)
	if c := p.Criteria.At(pt.K); name == "" && c != nil {
		name = c.Name.In(p.Lang)
	}
	d.fitted(at.X, at.Baselines[0], room, end, strong(10.5), 8, name)

	level := p.Levels[pt.K]
	value, bad := tidy(upperFirst(pt.Value.In(p.Lang)))
	d.bad = append(d.bad, bad...)
	st, ok := fit(plain(9.5), value, room, 8.5)
	if ok {
		d.fitted(at.X, at.Baselines[1], room, end, st, 8.5, value)
		d.level(at.X, at.Baselines[2], end, level, p.Lang, true)
		return
	}
	// Too long for a line: its rest stands where the level's word would, and the
	// dots alone tell the level.
	lines := wrapText(value, st, room)
	first, rest := lines[0], ""
	for i, l := range lines[1:] {
		if i > 0 {
			rest += " "
		}
		rest += l
	}
	d.fitted(at.X, at.Baselines[1], room, end, st, 8.5, first)
	used := d.level(at.X, at.Baselines[2], end, level, p.Lang, false) + 1.2
	x := at.X + used
	if at.Left {
		x = at.X - used
	}
	d.fitted(x, at.Baselines[2], room-used, end, st, 6.5, rest)
}

// level draws the dots and the word of a level, or "not assessed"; it gives the width.
func (d *doc) level(x, y float64, end side, level int, lang say.Lang, withWord bool) float64 {
	word := star.LevelWords(level).In(lang)
	if level == 0 {
		st := strong(9).in(mut)
		if end == fromRight {
			return d.right(x, y, st, word)
		}
		return d.text(x, y, st, word)
	}
	const dots = 4*2.7 - 0.7
	st := quiet(9)
	if end == fromRight {
		d.dots(x-dots, y, level)
		if withWord {
			return dots + 1.2 + d.right(x-dots-1.2, y, st, word)
		}
		return dots
	}
	d.dots(x, y, level)
	if withWord {
		return dots + 1.2 + d.text(x+dots+1.2, y, st, word)
	}
	return dots
}

// dots draws the four dots of a level on a line with the baseline y.
func (d *doc) dots(x, y float64, level int) {
	for i := range 4 {
		cx := x + 1 + 2.7*float64(i)
		if i < level {
			d.circle(cx, y-1.15, 1, &ink, &ink, hairline)
		} else {
			d.circle(cx, y-1.15, 1, &white, &ink, hairline)
		}
	}
}

// heredity writes the marker's meaning and, with an earlier star, which line is that.
func (p StarPage) heredity(d *doc) {
	h := p.Profile.Heredity
	d.shapes(star.Diamond(left+3.1, 191.8, 2.5, 0, h.Value))
	w := d.text(left+9, 193, strong(11), h.Name.In(p.Lang))
	d.fitted(left+9+w+4, 193, right-left-13-w, fromLeft, plain(9.5), 7, h.Text.In(p.Lang))
	if p.Earlier == nil {
		return
	}
	d.line(left+3, 198.4, left+12.5, 198.4, 0.32, ink)
	d.circle(left+13.5, 198.4, 0.95, &white, &ink, 0.32)
	text := words{p.Lang, "star"}.in("earlier")
	if !p.EarlierDate.IsZero() {
		text = words{p.Lang, "star"}.in("earlier_date", "Date", p.EarlierDate)
	}
	d.text(left+18, 199.5, plain(9.5), text)
}

// key tells how to read the star: one point of each level.
func (p StarPage) key(d *doc) {
	const top, h = 203.0, 25.6
	d.rect(left, top, right-left, h, &panel, nil, 0)
	d.text(left+4, top+5.9, strong(11).in(brand), words{p.Lang, "star"}.in("key"))
	for i, level := range []int{4, 3, 2, 1, 0} {
		x := left + 4 + 34.5*float64(i)
		d.shapes(star.Swatch(x, top+12.3, 18, 2.1, 0, level))
		y := top + 19.5
		word := star.LevelWords(level).In(p.Lang)
		if level == 0 {
			d.fitted(x, y, 30, fromLeft, plain(9.5), 7, word)
			continue
		}
		w := d.text(x, y, strong(10.5), strconv.Itoa(level)) + 1.2
		d.fitted(x+w, y, 32-w, fromLeft, plain(9.5), 7, word)
	}
}

// lists writes what goes well and where there is most to gain.
func (p StarPage) lists(d *doc) {
	word := words{p.Lang, "star"}
	sum := star.Summarize(p.Criteria, p.Levels, p.Lang)
	if p.Earlier != nil {
		sum.Since(p.Levels, *p.Earlier, p.Lang)
	}
	d.list(left, word.in("good"), brand, brand, sum.Good)
	d.list(left+90, word.in("gain"), amber, ink, sum.Gain)
}

// list draws one of the two lists: a bar, a heading and lines, in a size that fits.
func (d *doc) list(x float64, title string, bar, head color, lines [][]star.Run) {
	const top, h, w = 235.0, 38.0, 80.0
	d.rect(x-0.5, top, 1, h, &bar, nil, 0)
	d.text(x+4, top+3.4, strong(12).in(head), title)
	var laid [][]run
	size, pitch := 10.5, 5.4
	for ; size >= 8; size, pitch = size-0.5, pitch-0.25 {
		laid = laid[:0]
		for _, l := range lines {
			var spans []span
			for _, r := range l {
				s, bad := clean(r.Text)
				d.bad = append(d.bad, bad...)
				sp := span{text: s}
				if r.Bold {
					sp.weight = bold
				}
				spans = append(spans, sp)
			}
			laid = append(laid, wrap(spans, plain(size), w-4)...)
		}
		if 9.5+pitch*float64(len(laid)-1) < h {
			break
		}
	}
	for i, l := range laid {
		y := 9.5 + pitch*float64(i)
		if y > h {
			d.report(PartText, "paper.problem.cut", "Text", title)
			break
		}
		d.runs(x+4, top+y, l)
	}
}

// criteriaLine names the criteria and, where they are examples, says so.
func criteriaLine(c *star.Criteria, lang say.Lang) string {
	word := words{lang, "star"}
	name := word.in("criteria", "Name", c.Name.In(lang), "Version", c.Version, "Date", c.Date.String())
	if notice := c.Notice.In(lang); notice != "" {
		return word.in("criteria_notice", "Criteria", name, "Notice", notice)
	}
	return word.in("criteria_end", "Criteria", name)
}

// BlankStar is the star to be filled in by hand.
type BlankStar struct {
	Clinic   Clinic
	Lang     say.Lang
	Criteria *star.Criteria
	Date     day.Date // of the file
}

// WriteBlankStar draws the empty star.
func WriteBlankStar(w io.Writer, b BlankStar) (Drawn, error) {
	d := newDoc(words{b.Lang, "star"}.in("title"), b.Lang, b.Date)
	b.draw(d)
	return d.finish(w)
}

func (b BlankStar) draw(d *doc) {
	word := words{b.Lang, "blank"}
	d.newPage()
	d.sheetHead(b.Clinic.Name, "", "")
	for i, id := range []string{"name", "date"} {
		y := 15.9 + 6*float64(i)
		d.text(108, y, quiet(9.5), word.in(id))
		d.line(120, y+0.6, right, y+0.6, hairline, ink)
	}
	d.sheetTitle(words{b.Lang, "star"}.in("title"), word.in("lead"))
	d.shapes(star.Empty(blankX, blankY, blankR, 0))
	for k := range star.Points {
		c := b.Criteria.At(k)
		if c == nil {
			continue
		}
		at := star.LabelAt(blankX, blankY, blankR, 0, k)
		end, x1, x2 := fromLeft, at.X, min(at.X+38, right)
		if at.Left {
			end, x1, x2 = fromRight, max(at.X-38, left), at.X
		}
		d.fitted(at.X, at.Baselines[0], x2-x1, end, strong(10.5), 8, c.Name.In(b.Lang))
		d.line(x1, at.Y+11.5, x2, at.Y+11.5, hairline, ink)
	}
	b.below(d, word)
	d.sheetFoot([]string{b.Clinic.Name}, words{b.Lang, "star"}.in("no_diagnosis"))
}

// below draws what stands under the empty star: heredity, steps and the levels.
func (b BlankStar) below(d *doc, word words) {
	d.shapes(star.Diamond(left+3.1, 208.6, 2.5, 0, star.HeredityNo))
	d.fitted(left+9, 209.8, 23, fromLeft, strong(11), 8, b.Criteria.Heredity.Name.In(b.Lang))
	for i, id := range []string{"yes", "unknown", "no"} {
		x := 51.7 + 27*float64(i)
		d.box(x, 206.3, 4.6, false)
		d.text(x+6.4, 209.8, plain(10.5), word.in(id))
	}
	d.fitted(136, 209.8, right-136, fromLeft, quiet(9), 7, word.in("marks"))

	const top, h = 219.0, 30.0
	d.rect(left, top, right-left, h, &panel, nil, 0)
	for i, id := range []string{"step1", "step2", "step3"} {
		y := top + 7 + 8*float64(i)
		d.bullet(left+7, y-1.2, 2.9, i+1)
		d.fitted(left+13, y, 120, fromLeft, plain(11), 8, word.in(id))
	}
	d.example(170, top+27)

	d.fitted(left, 259.7, right-left, fromLeft, quiet(9.5), 7, word.in("skip"))
	for i, level := range []int{4, 3, 2, 1} {
		x := left + 43.8*float64(i)
		d.dots(x, 269.6, level)
		w := d.text(x+11.3, 269.6, strong(10.5), strconv.Itoa(level)) + 1.2
		d.fitted(x+11.3+w, 269.6, 29-w, fromLeft, plain(10.5), 8, star.LevelWords(level).In(b.Lang))
	}
}

// example draws one point as it looks when it has been filled in at level 3; x, y is
// the middle of its base.
func (d *doc) example(x, y float64) {
	const half = 5.4
	ring := func(level int) float64 { return y - 5.8*float64(level) }
	light, dark := tone(star.Light(3)), tone(star.Dark(3))
	l, r, tip := point{x - half, y}, point{x + half, y}, point{x, ring(3)}
	d.draw(light, nil, 0, nil, path{points: []point{l, tip, {x, y}}})
	d.draw(dark, nil, 0, nil, path{points: []point{{x, y}, tip, r}})
	d.draw(nil, &mut, hairline, []float64{1.2, 1}, path{[]point{l, {x, ring(4)}, r}, true})
	d.draw(nil, &ink, frame, nil, path{[]point{l, tip, r}, true})
	for _, p := range []point{l, r} {
		d.circle(p.x, p.y, 0.7, &ink, nil, 0)
	}
	for level := 1; level <= 4; level++ {
		fill := &white
		if level == 3 {
			fill = &ink
		}
		d.circle(x, ring(level), 1, fill, &ink, hairline)
	}
}
