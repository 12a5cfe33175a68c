package paper

import (
	"io"
	"strconv"
	"strings"

	"fyrtio/core/day"
	"fyrtio/core/plan"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// PlanPage is what a participant takes home of what was agreed: star, goals and follow-up.
type PlanPage struct {
	Clinic   Clinic
	Lang     Lang
	Criteria *star.Criteria
	Name     string   // of the participant, or S-04 for a protected person
	Date     day.Date // of the talk
	Levels   star.Levels
	Heredity string
	Plan     plan.Plan
}

// Measures of the page in mm (look/papers/07).
const (
	planStarX, planStarY, planStarR = 170.9, 54.0, 21.0

	goalTop    = 82.0
	goalHeight = 42.0
	goalPitch  = 46.0
	goalBar    = 11.0
	goalText   = 33.0  // left end of what is written
	goalEnd    = 150.0 // … and its right end
	goalRule   = 154.3
	goalSide   = 157.0
	goalSideW  = 31.0

	followTop    = 220.0
	followHeight = 33.0
	followRule   = 122.0
	followRight  = 127.0
)

// WritePlan draws the page.
func WritePlan(w io.Writer, p PlanPage) (Drawn, error) {
	d := newDoc(p.word().in("title"), p.Lang.Say(), p.Date)
	p.draw(d)
	return d.finish(w)
}

// word gives the page's own words: in easy Swedish they are others.
func (p PlanPage) word() words {
	if p.Lang == Easy {
		return words{say.Swedish, "plan.easy"}
	}
	return words{p.Lang.Say(), "plan"}
}

func (p PlanPage) draw(d *doc) {
	word := p.word()
	d.newPage()
	d.sheetHead(p.Clinic.Name, p.Name, word.in("visit", "Date", p.Date))
	st := planStarX - planStarR - 3 - left // what stands beside the star must not run into it
	d.fitted(left, titleB, st, fromLeft, strong(19).in(brand), 12, word.in("title"))
	d.fitted(left, leadB, st, fromLeft, quiet(10.5), 8.5, word.in("lead"))
	d.shapes(star.Figure(star.Drawing{CX: planStarX, CY: planStarY, R: planStarR, Levels: p.Levels, Heredity: p.Heredity, Marker: true}))
	p.strong(d, word, st)
	for i, g := range p.Plan.Goals {
		p.goal(d, word, i, g)
	}
	p.follow(d, word)
	for _, s := range []struct {
		x1, x2 float64
		text   string
	}{{left, 84, word.in("participant")}, {108, right, upperFirst(strings.TrimSpace(p.Clinic.role(p.Lang.Say()) + " " + p.Clinic.Signer))}} {
		d.line(s.x1, 265.8, s.x2, 265.8, hairline, ink)
		d.fitted(s.x1, 269.6, s.x2-s.x1, fromLeft, quiet(9), 7, s.text)
	}
	foot := []string{word.in("yours")}
	if p.Criteria.Example && p.Levels != (star.Levels{}) { // the levels' words follow criteria that are not the region's
		foot = append(foot, criteriaLine(p.Criteria, p.Lang.Say()))
	}
	d.sheetFoot(foot, p.Clinic.Name)
}

// strong tells what is strong: in the participant's words, or from the star.
func (p PlanPage) strong(d *doc, word words, w float64) {
	d.text(left, 52, strong(11.5).in(brand), word.in("strong"))
	text := p.Plan.Strong
	if text == "" {
		text = p.Strengths()
	}
	text, bad := clean(text)
	d.bad = append(d.bad, bad...)
	st, pitch := plain(11), 5.7
	lines := wrapText(text, st, w)
	for len(lines) > 4 && st.size > 8.5 {
		st.size, pitch = st.size-0.5, pitch-0.35
		lines = wrapText(text, st, w)
	}
	for i, l := range lines {
		if y := 57.8 + pitch*float64(i); y < goalTop-2 {
			d.text(left, y, st, l)
			continue
		}
		d.report(PartText, "paper.problem.cut", "Text", shorten(text))
		break
	}
}

// Strengths is what the star alone tells of what is strong.
func (p PlanPage) Strengths() string {
	lang, word := p.Lang.Say(), p.word()
	by := func(level int) (names []string) {
		for _, c := range p.Criteria.Points {
			if p.Levels[c.K] == level {
				names = append(names, c.Name.In(lang))
			}
		}
		return names
	}
	sentence := func(id string, names []string) string {
		for i, n := range names {
			names[i] = lowerFirst(n)
		}
		list := names[0]
		if last := len(names) - 1; last > 0 {
			and := "and"
			if strings.Contains(names[last], word.in("and", "First", "", "Last", "")) {
				and = "and.long" // stress samt sömn och hälsa
			}
			list = word.in(and, "First", strings.Join(names[:last], ", "), "Last", names[last])
		}
		return word.in(id, "Names", list)
	}
	best, well := by(4), by(3)
	switch {
	case len(best) > 0 && len(well) > 0:
		return sentence("best", best) + " " + sentence("also", well)
	case len(best) > 0:
		return sentence("best", best)
	case len(well) > 0:
		return sentence("well", well)
	}
	return word.in("none")
}

// lowerFirst makes the first letter small, unless the word is all capitals: BMI.
func lowerFirst(s string) string {
	if s == strings.ToUpper(s) {
		return s
	}
	r := []rune(s)
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// goal draws one card: what to work on, the goal, how, how sure and with whose support;
// what is not filled in is a line to write on.
func (p PlanPage) goal(d *doc, word words, i int, g plan.Goal) {
	top := goalTop + goalPitch*float64(i)
	d.rect(left, top, right-left, goalHeight, &white, &ruleColor, frame)
	d.rect(left, top, goalBar, goalHeight, &brand, nil, 0)
	d.center(left+goalBar/2, top+9.2, strong(15).in(white), strconv.Itoa(i+1))

	label := quiet(9)
	d.text(goalText, top+5.7, label, word.in("area"))
	if name := p.area(g); name != "" {
		d.fitted(goalText, top+11.4, 43, fromLeft, strong(12), 9, name)
		if c, ok := p.Criteria.Criterion(g.Point); ok {
			d.level(78, top+11.4, fromLeft, p.Levels[c.K], p.Lang.Say(), true)
		}
	} else {
		d.line(goalText, top+12.4, 110, top+12.4, hairline, ink)
	}
	y := top + 18
	y = p.written(d, y, word.in("what"), g.What)
	p.written(d, y, word.in("how"), g.How)

	d.line(goalRule, top+4, goalRule, top+goalHeight-4, hairline, ruleColor)
	d.fitted(goalSide, top+5.7, goalSideW+2, fromLeft, label, 7, word.in("sure"))
	if g.Sure != "" {
		d.text(goalSide, top+13.6, strong(13), g.Sure)
	} else {
		d.line(goalSide, top+14, goalSide+goalSideW, top+14, hairline, ink)
	}
	d.fitted(goalSide, top+22.2, goalSideW+2, fromLeft, label, 7, word.in("support"))
	if g.Support == "" {
		d.line(goalSide, top+29, goalSide+goalSideW, top+29, hairline, ink)
		return
	}
	text, bad := tidy(g.Support)
	d.bad = append(d.bad, bad...)
	for k, line := range wrapText(text, plain(10.5), goalSideW) {
		if k < 3 {
			d.fitted(goalSide, top+27.5+4.4*float64(k), goalSideW+2, fromLeft, plain(10.5), 7, line)
		}
	}
}

// area names what a goal is about.
func (p PlanPage) area(g plan.Goal) string {
	if c, ok := p.Criteria.Criterion(g.Point); ok {
		return c.Name.In(p.Lang.Say())
	}
	return ""
}

// written draws a label with a text of one or two lines under it, or a line to write on;
// it gives the baseline of the next label.
func (p PlanPage) written(d *doc, y float64, label, text string) float64 {
	const w = goalEnd - goalText
	d.text(goalText, y-0.3, quiet(9), label)
	if text == "" {
		d.line(goalText, y+6.9, goalEnd, y+6.9, hairline, ink)
		return y + 12
	}
	text, bad := tidy(text)
	d.bad = append(d.bad, bad...)
	st := plain(11)
	if lines := wrapText(text, st, w); len(lines) == 1 {
		d.text(goalText, y+4.9, st, text)
		return y + 12
	}
	st = plain(10)
	lines := wrapText(text, st, w)
	for len(lines) > 2 && st.size > 8 {
		st.size -= 0.5
		lines = wrapText(text, st, w)
	}
	if len(lines) > 2 {
		d.report(PartText, "paper.problem.cut", "Text", shorten(text))
		lines = lines[:2]
	}
	for i, l := range lines {
		d.text(goalText, y+4+3.9*float64(i), st, l)
	}
	return y + 12.6
}

// follow draws when it is followed up, whom to ask, and what was done.
func (p PlanPage) follow(d *doc, word words) {
	d.rect(left, followTop, right-left, followHeight, &panel, nil, 0)
	d.rect(left, followTop, 1.6, followHeight, &amber, nil, 0)
	x, w := left+6, followRule-left-9
	d.text(x, followTop+7.2, strong(11.5).in(brand), word.in("follow"))
	f := p.Plan.Follow
	y := followTop + 15.6
	if f.Date.IsZero() {
		d.line(x, y, x+w-4, y, hairline, ink)
	} else {
		weekday := upperFirst(say.Weekday(p.Lang.Say(), f.Date))
		when := word.in("when", "Day", weekday, "Date", f.Date)
		if f.Time != "" {
			when = word.in("when.at", "Day", weekday, "Date", f.Date, "Time", strings.TrimPrefix(f.Time, "0"))
		}
		d.fitted(x, y, w, fromLeft, strong(13), 9, when)
	}
	d.lines(x, y+6, w, 5.2, 2, followTop+followHeight-2, f.How)

	d.line(followRule, followTop+5, followRule, followTop+followHeight-5, hairline, ruleColor)
	w = right - followRight - 4
	d.text(followRight, followTop+7.2, strong(11.5).in(brand), word.in("questions"))
	phone := p.Clinic.Phone
	if p.Clinic.PhoneHours != "" {
		phone += ", " + p.Clinic.PhoneHours
	}
	d.fitted(followRight, followTop+13.6, w, fromLeft, plain(10.5), 7, phone)
	if len(p.Plan.Done) == 0 {
		return
	}
	d.text(followRight, followTop+19.9, strong(10.5), word.in("done"))
	var done []string
	for _, a := range p.Plan.Done {
		done = append(done, strings.TrimRight(a.In(string(p.Lang)), "."))
	}
	sep := ". "
	d.lines(followRight, followTop+24.6, w, 4.2, 2, followTop+followHeight-1.5, strings.Join(done, sep)+".")
}

// lines draws wrapped text in a number of lines, in a size at which it fits.
func (d *doc) lines(x, y, w, pitch float64, most int, end float64, s string) {
	s, bad := tidy(s)
	d.bad = append(d.bad, bad...)
	st := plain(10.5)
	laid := wrapText(s, st, w)
	for len(laid) > most && st.size > 7.5 {
		st.size -= 0.5
		if most = int((end-y)/(pitch*st.size/10.5)) + 1; most < 1 {
			most = 1
		}
		laid = wrapText(s, st, w)
	}
	pitch *= st.size / 10.5
	if len(laid) > most {
		d.report(PartText, "paper.problem.cut", "Text", shorten(s))
		laid = laid[:most]
	}
	for i, l := range laid {
		d.text(x, y+pitch*float64(i), st, l)
	}
}
