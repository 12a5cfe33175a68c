package importer

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"fyrtio/core/roster"
	"fyrtio/data"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// item is a line of the rows to look at.
type item struct {
	line  int  // of the sheet; 0 for people who are gone
	first bool // the first of its row: number and name are shown
	icon  icon.Name
	role  theme.Role
	name  string
	text  string
	help  string
}

// rowList is the virtual list of the rows to look at, in one of three views.
type rowList struct {
	c     *checkStep
	list  *widget.List
	items []item
}

func newRowList(c *checkStep) *rowList {
	r := &rowList{c: c}
	r.list = widget.NewList(theme.RowFault, func() int { return len(r.items) }, r.paint)
	r.list.Bare, r.list.BarGap = true, -9
	r.list.Label = c.p.s.T("importer.look")
	r.list.OnEnter = r.show
	r.list.OnKey = func(ev *fyne.KeyEvent) bool {
		by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[ev.Name]
		to := c.tabs.Selected() + by
		if by == 0 || to < 0 || to > 2 {
			return false
		}
		c.tabs.SetSelected(to)
		r.load()
		return true
	}
	return r
}

// faultItem is a fault or a protected row, before it is put into words.
type faultItem struct {
	line, rank int // rank: rows that are left out first, then protected, then warnings
	fault      *roster.Fault
}

// faultItems orders what there is to look at, all of a row together.
func faultItems(r data.ImportResult) []faultItem {
	rank := map[int]int{}
	for _, f := range r.Faults {
		if f.Severity == roster.Error {
			rank[f.Line] = 1
		} else if rank[f.Line] == 0 {
			rank[f.Line] = 3
		}
	}
	var list []faultItem
	for _, line := range r.Checked.Shielded {
		if rank[line] != 1 {
			rank[line] = 2
		}
		list = append(list, faultItem{line: line})
	}
	for i := range r.Faults {
		list = append(list, faultItem{line: r.Faults[i].Line, fault: &r.Faults[i]})
	}
	for i := range list {
		list[i].rank = rank[list[i].line]
	}
	slices.SortStableFunc(list, func(a, b faultItem) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return a.line - b.line
	})
	return list
}

// load makes the lines of the view that is chosen.
func (r *rowList) load() {
	p := r.c.p
	s, res := p.s, p.result
	r.items = r.items[:0]
	switch r.c.tabs.Selected() {
	case 0:
		for _, f := range faultItems(res) {
			r.items = append(r.items, r.faultLine(f))
		}
	case 1:
		for _, ch := range res.Changes {
			it := item{line: ch.Line, icon: icon.Begun, role: theme.Ink2, name: ch.Name, text: r.changeWords(ch)}
			if ch.Name == "" {
				it.name = s.T("importer.protected")
			}
			if ch.Shield {
				it.icon, it.role = icon.Shield, theme.Shield
			}
			r.items = append(r.items, it)
		}
	case 2:
		for _, row := range res.Left {
			r.items = append(r.items, item{icon: icon.Expired, role: theme.Warn, name: row.Sorted(), text: s.T("importer.gone.text")})
		}
	}
	for i := range r.items {
		r.items[i].first = i == 0 || r.items[i].line == 0 || r.items[i].line != r.items[i-1].line
	}
	r.list.Select(min(r.list.Selected(), len(r.items)-1))
	r.list.SetOffset(0)
	r.list.Reload()
	r.c.look.Refresh()
}

func (r *rowList) faultLine(f faultItem) item {
	s := r.c.p.s
	if f.fault == nil {
		return item{line: f.line, icon: icon.Shield, role: theme.Shield, name: s.T("importer.protected"), text: s.Say(roster.ShieldedText())}
	}
	it := item{line: f.line, icon: icon.Expired, role: theme.Warn, name: f.fault.Name, text: s.Say(f.fault.Text), help: s.Say(f.fault.Help)}
	if f.fault.Severity == roster.Error {
		it.icon, it.role = icon.Fault, theme.Fault
	}
	if f.fault.Protected {
		it.name = s.T("importer.protected")
	}
	return it
}

func (r *rowList) changeWords(ch data.Change) string {
	s := r.c.p.s
	var parts []string
	names := func(fields []data.ContactField) string {
		words := make([]string, len(fields))
		for i, f := range fields {
			words[i] = strings.ToLower(s.Say(f.Label()))
		}
		return strings.Join(words, ", ")
	}
	if ch.Shield {
		parts = append(parts, s.T("importer.change.shield"))
	}
	if ch.Back {
		parts = append(parts, s.T("importer.change.back"))
	}
	if ch.Listed {
		parts = append(parts, s.T("importer.change.listed"))
	}
	if len(ch.Fields) > 0 {
		parts = append(parts, s.T("importer.change.fields", "Fields", names(ch.Fields)))
	}
	if len(ch.Kept) > 0 {
		parts = append(parts, s.T("importer.change.kept", "Fields", names(ch.Kept)))
	}
	return strings.Join(parts, " · ")
}

func (r *rowList) paint(pen *widget.Pen, i int, state widget.RowState) {
	it, size, s := r.items[i], pen.Size(), r.c.p.s
	h := size.Height
	pen.Icon(14, (h-16)/2, 16, it.icon, it.role)
	x, name := float32(40), float32(164)
	if r.c.p.compact {
		name = 116
	}
	if it.line > 0 {
		if it.first {
			pen.Mid(x, 0, h, s.T("importer.row", "Line", it.line), widget.Second)
		}
		x += 64
	}
	if it.first {
		pen.Fit(x, 0, h, name-8, it.name, widget.Style{Size: theme.TextSecond, Bold: true})
	}
	right := size.Width - 15
	if state.Selected && it.line > 0 {
		st := widget.Style{Size: theme.TextSecond, Bold: true, Role: theme.Accent}
		w := pen.RightMid(right, 0, h, s.T("importer.show"), st)
		pen.Hit(right-w-8, 0, w+20, h, func() { r.show(i) })
		right -= w + 12
	}
	pen.Fit(x+name+6, 0, h, right-x-name-6, it.text, widget.Second.In(theme.Ink))
}

// show opens the row as it stands in the file, with what is wrong with it and why.
func (r *rowList) show(i int) {
	p := r.c.p
	it, s := r.items[i], p.s
	if it.line == 0 {
		return
	}
	cells := roster.Shown(p.result.Sheet, p.result.Mapping, p.result.Checked, it.line)
	cols := p.result.Sheet.Columns
	type pair struct{ name, text string }
	var pairs []pair
	for k, col := range cols {
		if k < len(cells) {
			name := col.Header
			if name == "" {
				name = col.Key
			}
			pairs = append(pairs, pair{name, cells[k]})
		}
	}
	const width = 560
	l := widget.NewList(30, func() int { return len(pairs) }, func(pen *widget.Pen, k int, _ widget.RowState) {
		pen.Fit(12, 0, 30, 170, pairs[k].name, widget.Second)
		pen.Fit(192, 0, 30, pen.Size().Width-204, pairs[k].text, widget.Second.In(theme.Ink))
	})
	l.Label = s.T("importer.show")
	l.BarGap = -9
	objects := []fyne.CanvasObject{widget.NewWords(s.T("importer.row.title", "Line", it.line), widget.Heading, width-40)}
	for _, other := range r.items {
		if other.line == it.line {
			text := strings.TrimSpace(other.text + ". " + other.help)
			objects = append(objects, widget.NewWords(text, widget.Second.In(other.role), width-40))
		}
	}
	high := min(float32(len(pairs))*30+2, s.Canvas().Size().Height-200)
	box := widget.NewDrawing(func() fyne.Size { return fyne.NewSize(width-40, high) }, func(pen *widget.Pen) {
		pen.Place(l, 0, 0, pen.Size().Width, pen.Size().Height)
	})
	o := s.Overlay(widget.Column(10, append(objects, box)...), width, false, nil)
	l.OnEnter = func(int) { o.Close() }
	s.Canvas().Focus(l)
}

// headerText writes a header row as its field shows it.
func headerText(row int) string {
	if row == roster.NoHeader {
		return "0"
	}
	return strconv.Itoa(row)
}
