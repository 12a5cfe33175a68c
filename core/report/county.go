package report

import (
	"maps"
	"slices"

	"fyrtio/core/say"
)

// Clinic is one clinic's part of a county's report.
type Clinic struct {
	Name    string
	Tallies []*Tally
	Earlier []Figure
}

// County makes the report of several clinics together, with what each did in an
// appendix. Each clinic hides what it hides in its own report; the county's numbers are
// hidden where they would tell, beside all of these, a small number of any (D30).
func County(name string, in Input, clinics []Clinic) *Report {
	in.Clinic = name
	m := &maker{in: in, county: true}
	byYear, names := map[int][]*cohort{}, map[int][]string{}
	own := make([]*maker, len(clinics))
	for i, clinic := range clinics {
		own[i] = &maker{in: in}
		for _, t := range clinic.Tallies {
			c := publish(t, in.Open)
			own[i].years = append(own[i].years, c)
			byYear[t.Cohort], names[t.Cohort] = append(byYear[t.Cohort], c), append(names[t.Cohort], clinic.Name)
		}
	}
	for _, y := range slices.Sorted(maps.Keys(byYear)) {
		sum := NewTally(y)
		for _, c := range byYear[y] {
			sum.Merge(c.tally)
		}
		c := &cohort{year: y, tally: sum, open: in.Open, grids: map[int]*grid{}, clinics: byYear[y], names: names[y]}
		c.spine()
		m.years = append(m.years, c)
	}
	m.in.Earlier = earlierOf(clinics, in.Earlier, in.Open)
	r := m.report()
	chapter := Chapter{ID: "clinics", Title: say.T("report.chapter.clinics"), Intro: m.intro("clinics")}
	chapter.Tables = []Table{clinicsTable(clinics, own), clinicKeys(clinics, own)}
	r.Chapters = append(r.Chapters, chapter)
	return r
}

// Merge adds another clinic's counts of the same cohort.
func (t *Tally) Merge(o *Tally) {
	for k, n := range o.counts {
		t.counts[k] += n
	}
	for _, m := range []struct{ to, from map[string]BySex }{{t.Languages, o.Languages}, {t.Reasons, o.Reasons}, {t.Actions, o.Actions}} {
		for word, b := range m.from {
			m.to[word] = m.to[word].plus(b)
		}
	}
	for _, m := range []struct{ to, from map[string]int }{{t.Forms, o.Forms}, {t.Stars, o.Stars}} {
		for version, n := range m.from {
			m.to[version] += n
		}
	}
}

// addUp says that each number is the sum of the clinics' numbers, with all that is known
// of these by themselves; orders are the cells of each in the order of the county's.
func (s *system) addUp(order []int, parts []*system, orders [][]int) {
	if len(parts) == 0 {
		return
	}
	of := make([][]int, len(order))
	for i, p := range parts {
		p.accept()
		at := s.join(p)
		for k := range order {
			of[k] = append(of[k], at+orders[i][k])
		}
	}
	for k := range order {
		s.sum(order[k], of[k]...)
		if !slices.ContainsFunc(of[k], func(c int) bool { return s.nodes[c].hidden }) { // anybody can add it up
			c := &s.nodes[order[k]]
			c.hidden, c.fixed, c.need = false, true, nothing
		}
	}
}

// unveil shows what anybody can add up from the clinics' own reports.
func (c *cohort) unveil(place int, g *grid) {
	if len(c.clinics) == 0 {
		return
	}
	rows := g.all()
	told := make([][]*figures, len(c.clinics))
	for i, clinic := range c.clinics {
		told[i] = clinic.grid(place).all()
	}
	for r, f := range rows {
		for col := range f {
			if !slices.ContainsFunc(told, func(of []*figures) bool { return of[r][col].hidden }) {
				f[col].hidden = false
			}
		}
	}
}

// all gives every row.
func (g *grid) all() (rows []*figures) {
	g.each(func(f *figures) { rows = append(rows, f) })
	return rows
}

// joined takes in what the clinics tell of the same variable, of women, men and all.
func (b *builder) joined(place int) {
	var parts []*system
	var orders [][]int
	for _, clinic := range b.cohort.clinics {
		p := &builder{cohort: clinic, v: b.v, g: clinic.grid(place), cols: []int{women, men, all}, told: true}
		p.build()
		order := p.order
		if len(b.cols) == 1 { // the county tells of all only
			order = nil
			for k := 2; k < len(p.order); k += 3 {
				order = append(order, p.order[k])
			}
		}
		parts, orders = append(parts, &p.system), append(orders, order)
	}
	b.addUp(b.order, parts, orders)
}

// earlierOf adds up the clinics' figures of all in the years before the program, of those
// years in which all of them know the numbers and none of these is hidden, for the sum
// would tell it; the county's own come first.
func earlierOf(clinics []Clinic, own []Figure, open bool) []Figure {
	type key struct {
		cohort         int
		indicator, sex string
	}
	sums, known := map[key]Figure{}, map[key]int{}
	for _, c := range clinics {
		for _, f := range c.Earlier {
			k := key{f.Cohort, f.Indicator, f.Sex}
			sum := sums[k]
			if f.Of > 0 && f.Sex == "" && (open || !f.tells()) {
				known[k]++
			}
			sums[k] = Figure{Cohort: f.Cohort, Indicator: f.Indicator, Sex: f.Sex, N: sum.N + f.N, Of: sum.Of + f.Of}
		}
	}
	all := slices.Clone(own)
	for k, f := range sums {
		if known[k] == len(clinics) && !slices.ContainsFunc(own, func(f Figure) bool { return key{f.Cohort, f.Indicator, f.Sex} == k }) {
			f.Share = float64(f.N) / float64(f.Of)
			all = append(all, f)
		}
	}
	return all
}

// ofPeriod gives what a clinic tells of the report's period.
func (m *maker) ofPeriod() *cohort {
	var own []*cohort
	for _, c := range m.years {
		if c.year >= m.in.Period.From && c.year <= m.in.Period.To {
			own = append(own, c)
		}
	}
	return together(own, m.in)
}

// clinicsTable tells how far each clinic came.
func clinicsTable(clinics []Clinic, own []*maker) Table {
	t := Table{ID: "clinics", Title: say.T("report.table.clinics"), Notes: []say.Text{say.T("report.note.steps")}}
	for k := range 6 {
		id := "listed"
		if k > 0 {
			id = Steps[k-1]
		}
		t.Columns = append(t.Columns, Column{ID: id, Head: stepLabel(k)})
	}
	for i := range clinics {
		c := own[i].ofPeriod()
		r := Row{ID: "clinic." + yearText(i+1), Label: say.T("report.words", "Words", clinics[i].Name)}
		for k := range c.steps {
			if k == 0 {
				r.Cells = append(r.Cells, bare(c.steps[0][all]))
				continue
			}
			r.Cells = append(r.Cells, filled(c.steps[k][all], exact(c.steps[0][all])))
		}
		t.Rows = append(t.Rows, r)
	}
	return marked(t)
}

// clinicKeys are the clinics' key figures beside each other.
func clinicKeys(clinics []Clinic, own []*maker) Table {
	t := Table{ID: "clinics.keys", Title: say.T("report.table.clinics.keys"), Notes: []say.Text{say.T("report.note.trend")}}
	for _, id := range []string{"completed", "risk", "smoking", "inactive", "diet", "alcohol", "obesity", "pressure"} {
		i, _ := indicator(id)
		t.Columns = append(t.Columns, Column{ID: id, Head: i.Label(), Kind: Shares})
	}
	for k := range clinics {
		c := own[k].ofPeriod()
		r := Row{ID: "clinic." + yearText(k+1), Label: say.T("report.words", "Words", clinics[k].Name)}
		for _, col := range t.Columns {
			i, _ := indicator(col.ID)
			f, _, of := c.keyFigures(i)
			r.Cells = append(r.Cells, part(f[all], of[all]))
		}
		t.Rows = append(t.Rows, r)
	}
	return marked(t)
}
