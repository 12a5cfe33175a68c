package report

import (
	"cmp"
	"slices"

	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// Lists are what people say in words of their own: languages, reasons, and the clinic's
// actions. Words that fewer than five have in common might tell who it is; where small
// numbers are hidden they are put together as others.

// word is one word of a list.
type word struct {
	name  string // "" = not told; other is apart
	other bool
	figure
}

// words gives a cohort's list and the number of its people.
func (c *cohort) words(id string) (m map[string]BySex, n figure) {
	switch id {
	case "language":
		f, _ := c.grid(places["interpreter"]).row(variable("interpreter"), "yes")
		return c.tally.Languages, f[all]
	case "reason":
		f, _ := c.grid(placeState).row(variable("state"), "declined")
		return c.tally.Reasons, f[all]
	}
	return c.tally.Actions, c.steps[4][all]
}

// list gives the words of a cohort, the most common first.
func (c *cohort) list(id string) (items []word, n figure) {
	words, n := c.words(id)
	if n.hidden {
		return nil, n
	}
	others := word{other: true}
	for name, b := range words {
		if all := b.All(); name != Others && (c.open || all > small) {
			items = append(items, word{name: name, figure: figure{n: all}})
		} else {
			others.n += all
		}
	}
	slices.SortFunc(items, func(a, b word) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.name, b.name)) })
	if id == "action" {
		// A talk may have several: each is a share of its own, and so are those without it.
		if !c.open {
			for i := range items {
				without := n.n - items[i].n
				items[i].hidden = without >= 1 && without <= small || c.tells(id, items[i])
			}
		}
		return items, n
	}
	if others.n > 0 {
		items = append(items, others)
	}
	if c.open {
		return items, n
	}
	s := &system{}
	var cells []int
	for i := range items {
		cells = append(cells, s.cell(items[i].n, 1))
		if c.tells(id, items[i]) {
			s.conceal(cells[i])
		}
	}
	s.sum(s.known(n.n), cells...)
	s.hide()
	for i := range items {
		items[i].hidden = s.nodes[cells[i]].hidden
	}
	return items, n
}

// tells reports whether a county's number would tell one of its clinics': what is left of
// it for those that do not show the word, each of which has 0–4, must leave all of these
// possible.
func (c *cohort) tells(id string, w word) bool {
	left, silent := w.n, 0
	for _, clinic := range c.clinics {
		list, _ := clinic.list(id)
		shown := slices.IndexFunc(list, func(i word) bool { return i.name == w.name && i.other == w.other && !i.hidden })
		if shown >= 0 {
			left -= list[shown].n
		} else {
			silent++
		}
	}
	return len(c.clinics) > 0 && left > 0 && (left < small || left > small*(silent-1)+1)
}

// listed gives the words of the period: of several years what each tells by itself.
func (m *maker) listed(id string) (items []word, n figure) {
	years := m.own()
	if len(years) == 1 {
		if years[0].tally == nil {
			return nil, figure{}
		}
		return years[0].list(id)
	}
	const others = "\x00"
	at := map[string]int{}
	lists := make([]map[string]bool, len(years)) // what each year tells of
	blind := false                               // a year that tells of nothing
	for k, y := range years {
		list, of := y.list(id)
		n.add(of)
		blind = blind || of.hidden
		lists[k] = map[string]bool{}
		for _, i := range list {
			key := i.name
			if i.other {
				key = others
			}
			lists[k][key] = true
			if to, ok := at[key]; ok {
				items[to].add(i.figure)
				continue
			}
			at[key] = len(items)
			items = append(items, i)
		}
	}
	for key, to := range at { // a year's others may have more of the same
		for _, told := range lists {
			if items[to].hidden = items[to].hidden || blind || !told[key] && (told[others] || id == "action" && !m.in.Open); items[to].hidden {
				items[to].n = 0
			}
		}
	}
	slices.SortStableFunc(items, func(a, b word) int {
		switch {
		case a.other:
			return 1
		case b.other:
			return -1
		}
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.name, b.name))
	})
	return items, n
}

// lists makes the table of a list: nothing where nobody is in it.
func (m *maker) lists(id string) []Table {
	items, n := m.listed(variableOfList[id])
	if len(items) == 0 && !n.hidden {
		return nil
	}
	id = variableOfList[id]
	t := Table{ID: id, Title: say.T("report.table." + id), Notes: []say.Text{say.T("report.note." + id)}}
	base := map[string]Query{"language": {Variable: "interpreter", Category: "yes"}, "reason": {Variable: "state", Category: "declined"}, "action": {Variable: "star"}}[id]
	q := m.asked(Cell{}, base, "").Query
	t.Columns = []Column{{ID: "all", Head: say.T("report.column.all"), Of: m.asked(bare(n), base, ""), Query: q}}
	for k, i := range items {
		c := filled(i.figure, exact(n))
		if !i.other {
			c = m.asked(c, Query{Variable: id, Category: i.name}, "")
		}
		t.Rows = append(t.Rows, Row{ID: id + "." + yearText(k+1), Label: i.label(id), Cells: []Cell{c}})
	}
	return []Table{marked(t)}
}

// variableOfList gives the query variable of a list by the table's place in the outline.
var variableOfList = map[string]string{"language": "language", "reason": "reason", "actions": "action"}

// label says a word of a list.
func (i word) label(id string) say.Text {
	switch {
	case i.other:
		return say.T("report.others." + id)
	case i.name == "" || i.name == journey.LanguageUnknown:
		return say.T("report.untold." + id)
	}
	return say.T("report.words", "Words", i.name)
}
