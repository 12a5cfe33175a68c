package paper

import (
	"io"
	"math/big"
	"strconv"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
)

// CriteriaSheet is the criteria for the star on paper, with the tables that spare
// one the arithmetic.
type CriteriaSheet struct {
	Clinic   Clinic
	Lang     say.Lang
	Criteria *star.Criteria
	Form     *form.Definition // its options and scores make the tables
}

// Measures of the criteria sheet in mm, papers.md 4.
const (
	critName = 30.8
	critCols = 67.5 // four columns from here, level 4 to the left
	critCol  = 31.0
	critMini = 5.2
	critRow  = 6.4 // of the tables
)

// WriteCriteria draws the sheet: one page of wellbeing and habits, one of measures.
// Criteria that do not fit two pages, even in smaller type, are refused.
func WriteCriteria(w io.Writer, c CriteriaSheet) (Drawn, error) {
	d := newDoc(words{c.Lang, "criteria"}.in("title"), c.Lang, c.Criteria.Date)
	if err := c.draw(d); err != nil {
		return Drawn{}, err
	}
	return d.finish(w)
}

func (c CriteriaSheet) draw(d *doc) error {
	word := words{c.Lang, "criteria"}
	const top1, top2 = 46.5, 40.0
	pages := []struct {
		top, y float64
		rows   []row
	}{{top: top1}, {top: top2}}
	size := 10.0
	for ; ; size -= 0.5 {
		if size < 7.5 {
			return fault.New(fault.Refused, "paper.err.criteria")
		}
		pages[0].rows = append(c.group(size, star.Wellbeing), c.group(size, star.Habits)...)
		pages[0].rows = append(pages[0].rows, c.dietTable()...)
		pages[1].rows = append(c.group(size, star.Measures), c.heredity())
		pages[1].rows = append(append(pages[1].rows, c.activityTable()...), c.kiloTable()...)
		if top1+critHead+height(pages[0].rows) <= lastY && top2+critHead+height(pages[1].rows) <= lastY {
			break
		}
	}
	for i, p := range pages {
		d.newPage()
		d.sheetHead(c.Clinic.Name, word.in("version", "Name", c.Criteria.Name.In(c.Lang), "Version", c.Criteria.Version),
			word.in("from", "Date", c.Criteria.Date.String()))
		lead := ""
		if i == 0 {
			lead = word.in("lead")
		}
		d.sheetTitle(word.in("title"), lead)
		c.heads(d, p.top)
		d.place(p.rows, p.top+critHead)
		d.sheetFoot([]string{criteriaLine(c.Criteria, c.Lang)}, word.in("page", "Page", i+1, "Pages", len(pages)))
	}
	return nil
}

// critHead is the height of the column heads with the space under them.
const critHead = 11.8

// heads draws the column heads in the levels' colours.
func (c CriteriaSheet) heads(d *doc, y float64) {
	for i, level := range []int{4, 3, 2, 1} {
		fill := tone(star.Dark(level))
		if level == 1 {
			fill = tone(star.Light(level))
		}
		x, on := critCols+critCol*float64(i), *tone(star.DigitOn(level))
		d.rect(x+0.4, y, critCol-0.8, 10.6, fill, nil, 0)
		w := d.text(x+2, y+6.9, strong(14).in(on), strconv.Itoa(level))
		d.fitted(x+3.4+w, y+6.6, critCol-4.6-w, fromLeft, strong(9).in(on), 6, star.LevelWords(level).In(c.Lang))
	}
}

// group lays out the band and the rows of one group of points, in the order in
// which they stand in the star.
func (c CriteriaSheet) group(size float64, g star.Group) []row {
	const bandH = 6.2
	out := []row{{gap: 1.2, h: bandH, with: 1, draw: func(d *doc, y float64) {
		d.rect(left, y, right-left, bandH-0.2, &panel, nil, 0)
		d.text(left+2.6, y+4.2, strong(9).in(brand), upper(star.GroupWords(g).In(c.Lang)))
	}}}
	for _, k := range groupOrder(g) {
		if p := c.Criteria.At(k); p != nil && p.Group == g {
			out = append(out, c.point(size, p))
		}
	}
	return out
}

// groupOrder lists the points of a group as the picture has them.
func groupOrder(g star.Group) []int {
	switch g {
	case star.Wellbeing:
		return []int{11, 0}
	case star.Habits:
		return []int{1, 2, 3, 4, 5}
	}
	return []int{10, 9, 8, 7, 6}
}

// point lays out one row: mini star, name and unit, four criteria.
func (c CriteriaSheet) point(size float64, p *star.Criterion) row {
	pitch := size * 0.46
	unit := wrapText(mustClean(p.Unit.In(c.Lang)), quiet(9), critCols-critName-2)
	var cells [4][]string
	most := 1
	for i := range cells {
		for _, line := range strings.Split(p.Levels[4-i].In(c.Lang), "\n") {
			cells[i] = append(cells[i], wrapText(mustClean(line), plain(size), critCol-2.2)...)
		}
		if len(cells[i]) == 0 {
			cells[i] = []string{"–"} // no such level
		}
		most = max(most, len(cells[i]))
	}
	h := max(15, 13.4+3.7*float64(len(unit)-1), 8+pitch*float64(most-1))
	return row{h: h, draw: func(d *doc, y float64) {
		d.shapes(star.Mini(left+5.6, y+7.4, critMini, 0, p.K))
		d.fitted(critName, y+6, critCols-critName-1, fromLeft, strong(11), 8, p.Name.In(c.Lang))
		for i, line := range unit {
			d.text(critName, y+10.5+3.7*float64(i), quiet(9), line)
		}
		for i, cell := range cells {
			for j, line := range cell {
				d.text(critCols+1.5+critCol*float64(i), y+5+pitch*float64(j), plain(size), line)
			}
		}
		d.line(left, y+h, right, y+h, hairline, hair)
	}}
}

// heredity draws what the marker in the middle means.
func (c CriteriaSheet) heredity() row {
	const h = 13.5
	word := words{c.Lang, "criteria"}
	return row{gap: 2.4, h: h, draw: func(d *doc, y float64) {
		d.rect(left, y, right-left, h, nil, &ruleColor, frame)
		d.shapes(star.Diamond(left+5.6, y+h/2, 3.4, 0, star.HeredityUnknown))
		d.fitted(critName, y+5.8, critCols-critName-1, fromLeft, strong(11), 8, c.Criteria.Heredity.Name.In(c.Lang))
		d.text(critName, y+10.2, quiet(9), word.in("marker"))
		for i, v := range []string{star.HeredityNo, star.HeredityUnknown, star.HeredityYes} {
			x := critCols + 41*float64(i)
			d.shapes(star.Diamond(x+2.4, y+h/2, 2.5, 0, v))
			d.fitted(x+7, y+h/2+1.3, 33, fromLeft, plain(10), 7, word.in("heredity_"+v))
		}
	}}
}

// tableTitle is a heading over a table.
func tableTitle(text string) row {
	return row{gap: 1.6, h: 7.4, with: 1, draw: func(d *doc, y float64) {
		d.fitted(left, y+5.2, right-left, fromLeft, strong(12).in(brand), 8, text)
	}}
}

// dietItems are the four answers of the diet index.
var dietItems = []string{"diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets"}

// dietTable says how many points each answer gives. Nil when the form has not these items.
func (c CriteriaSheet) dietTable() []row {
	word := words{c.Lang, "criteria"}
	out := []row{tableTitle(word.in("diet"))}
	out = append(out, row{h: critRow - 0.6, with: 1, draw: func(d *doc, y float64) {
		for i := range 4 {
			d.text(critCols+1.5+critCol*float64(i), y+4.1, strong(9).in(mut), word.in("points", "Points", 3-i))
		}
		d.line(left, y+critRow-0.6, right, y+critRow-0.6, hairline, hair)
	}})
	for _, id := range dietItems {
		it, ok := c.Form.Item(id)
		if !ok {
			return nil
		}
		var cells [4][]string
		most := 1
		for _, o := range it.Options {
			if o.HasScore && o.Score >= 0 && o.Score <= 3 {
				lines := wrapText(mustClean(o.Label().In(c.Lang)), plain(9.5), critCol-2.2)
				cells[3-o.Score], most = lines, max(most, len(lines))
			}
		}
		h := critRow + 4*float64(most-1)
		out = append(out, row{h: h, with: 1, draw: func(d *doc, y float64) {
			d.fitted(left, y+4.4, critCols-left-1, fromLeft, strong(10), 7, it.Short.In(c.Lang))
			for i, cell := range cells {
				for j, line := range cell {
					d.text(critCols+1.5+critCol*float64(i), y+4.4+4*float64(j), plain(9.5), line)
				}
			}
			d.line(left, y+h, right, y+h, hairline, hair)
		}})
	}
	return append(out, footnote(word.in("diet_note")))
}

// footnote is a quiet line under a table.
func footnote(text string) row {
	return row{h: 5.4, draw: func(d *doc, y float64) {
		d.fitted(left, y+4.4, right-left, fromLeft, quiet(9), 7, text)
	}}
}

// byIndex gives the point that depends on one index alone.
func (c CriteriaSheet) byIndex(index string) (id string, ok bool) {
	for _, p := range c.Criteria.Points {
		if len(p.Inputs) == 1 && p.Inputs[0].Index == index {
			return p.ID, true
		}
	}
	return "", false
}

// activityTable has the minutes of every pair of answers, in the tint of their level.
// Nil when the form or the criteria do not use activity minutes.
func (c CriteriaSheet) activityTable() []row {
	word := words{c.Lang, "criteria"}
	point, ok := c.byIndex(score.ActivityMinutes)
	training, ok1 := c.Form.Item("activity.training")
	everyday, ok2 := c.Form.Item("activity.everyday")
	if !ok || !ok1 || !ok2 {
		return nil
	}
	const first = 67.2
	colW := min((right-first)/float64(max(len(everyday.Options), 1)), 16.9)
	out := []row{tableTitle(word.in("activity"))}
	out = append(out, row{h: critRow - 0.4, with: 1, draw: func(d *doc, y float64) {
		d.fitted(left, y+4.2, first-left-2, fromLeft, strong(9).in(mut), 7, word.in("activity_axes"))
		for i, o := range everyday.Options {
			d.fitted(first+colW*(float64(i)+0.5), y+4.2, colW-0.6, fromMiddle, strong(10), 6.5, minutes(o))
		}
	}})
	for _, t := range training.Options {
		out = append(out, row{h: 6.6, with: 1, draw: func(d *doc, y float64) {
			d.fitted((left+first)/2+7, y+4.6, 30, fromMiddle, strong(10), 7, minutes(t))
			for i, e := range everyday.Options {
				n := 2*t.Score + e.Score
				level := c.Criteria.LevelOf(point, form.MustNumber(strconv.Itoa(n)))
				fill, on := tint(level)
				x := first + colW*float64(i)
				d.rect(x, y, colW-0.3, 6.3, fill, nil, 0)
				d.center(x+colW/2, y+4.5, strong(10).in(on), strconv.Itoa(n))
			}
		}})
	}
	out[len(out)-1].with = 0
	return out
}

// tint gives a level's colour as a ground, and the colour of digits on it.
func tint(level int) (*color, color) {
	switch level {
	case 4:
		return tone(star.Light(4)), white
	case 3:
		return tone(star.Dark(3)), white
	case 2, 1:
		return tone(star.Light(level)), ink
	}
	return &white, ink
}

// minutes gives the minutes in an option's short words: "30–59 min" without its unit,
// or the whole text when it holds no number.
func minutes(o form.Option) string {
	text := o.Label().SV
	start, end := -1, -1
	for i, r := range text {
		if r >= '0' && r <= '9' {
			if start < 0 {
				start = i
			}
			end = i + 1
		}
	}
	switch {
	case start < 0:
		return "0"
	case o.Score < atoi(text[start:end]):
		return "< " + text[start:end]
	case start >= 0 && atoi(text[start:end]) == o.Score:
		return text[start:end] + " +"
	}
	return text[start:end]
}

// atoi gives a whole number, 0 for anything else.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// kiloTable tells from how many whole kilos each BMI level begins, by height. It is
// found with the criteria themselves, so that it can never differ from them; with
// the shipped ones it is ceil((limit − 0.05)·m²) (D23).
func (c CriteriaSheet) kiloTable() []row {
	word := words{c.Lang, "criteria"}
	point, ok := c.byIndex(score.BMI)
	if !ok {
		return nil
	}
	const first, colW = 59.0, 13.6
	column := func(i int) float64 { return first + colW*(float64(i)+0.2) }
	out := []row{tableTitle(word.in("kilos"))}
	out = append(out, row{h: critRow - 0.2, with: 1, draw: func(d *doc, y float64) {
		d.text(left, y+4.3, strong(10), word.in("height"))
		for i := range 10 {
			d.center(column(i), y+4.3, strong(10), strconv.Itoa(150+5*i))
		}
		d.line(left, y+critRow-0.2, right, y+critRow-0.2, hairline, hair)
	}})
	for _, level := range []int{4, 3, 2, 1} {
		out = append(out, row{h: critRow, with: 1, draw: func(d *doc, y float64) {
			d.text(left, y+4.4, plain(10), word.in("level_from", "Level", level))
			d.dots(left+22.8, y+4.4, level)
			for i := range 10 {
				if kg := c.kilos(point, 150+5*i, level); kg > 0 {
					d.center(column(i), y+4.4, plain(10), strconv.Itoa(kg))
				} else {
					d.center(column(i), y+4.4, plain(10), "–")
				}
			}
			d.line(left, y+critRow, right, y+critRow, hairline, hair)
		}})
	}
	return append(out, footnote(word.in("kilos_note")))
}

// kilos gives the lowest whole weight at which a height has a level; 0 when none has.
func (c CriteriaSheet) kilos(point string, cm, level int) int {
	for kg := 20; kg <= 300; kg++ {
		bmi := big.NewRat(int64(kg)*10000, int64(cm)*int64(cm))
		if c.Criteria.LevelOf(point, form.RoundRat(bmi, 1)) == level {
			return kg
		}
	}
	return 0
}
