package editions

import (
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/star"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// table is the fields of a row. Of a point: its name and the line under it, and for each
// level the words and what gives it in each column; or, of its words, how value and reason
// are shown. Of the criteria as a whole: name, notice and whether they are examples. Of
// heredity: its texts.
type table struct {
	p       *Criteria
	content *container.Scroll
	fields  []*widget.Field // in the order of Tab
	cells   map[cell]*widget.Field
	words   map[int]*widget.Field // by level
	parts   map[part]*widget.Field
	choices []*widget.Segments
	name    *widget.Field
	columns []star.Column
	heads   *widget.Drawing
	rows    []*widget.Drawing
	levels  []int
}

type cell struct {
	column star.Column
	level  int
}

// part is a text beside the table.
type part struct {
	part   star.Part
	column star.Column
	code   string
	level  int
}

func (p *Criteria) newTable() *table {
	t := &table{p: p, cells: map[cell]*widget.Field{}, words: map[int]*widget.Field{}, parts: map[part]*widget.Field{}}
	switch pt := p.point(); {
	case p.at == 0:
		t.whole()
	case pt == nil:
		t.heredity()
	case p.worded:
		t.worded(pt)
	default:
		t.point(pt)
	}
	return t
}

// in gives and sets a text in the language that is written.
func in(w form.Words, lang say.Lang) string {
	if lang == say.English {
		return w.EN
	}
	return w.SV
}

func with(w form.Words, lang say.Lang, text string) form.Words {
	text = strings.TrimSpace(text)
	if lang == say.English {
		w.EN = text
	} else {
		w.SV = text
	}
	return w
}

// field makes a field for a text that is kept by set.
func (t *table) field(label string, rows int, text string, set func(string)) *widget.Field {
	f := widget.NewTextArea(label, "", rows)
	f.SetText(text)
	f.OnChanged(func(s string) {
		set(s)
		t.p.edited()
	})
	f.Entry.OnFocus = func(on bool) {
		f.Refresh()
		if on {
			reveal(t.content, f)
		}
	}
	at := len(t.fields)
	if rows == 1 {
		f.Entry.OnEnter = func() { t.focus(at + 1) }
	}
	t.fields = append(t.fields, f)
	return f
}

// text makes a field for a text of the criteria, in the language that is written.
func (t *table) text(at part, label string, rows int, w *form.Words) *widget.Field {
	f := t.field(label, rows, in(*w, t.p.lang), func(text string) { *w = with(*w, t.p.lang, text) })
	t.parts[at] = f
	return f
}

// focus goes to a field; after the last comes the next point.
func (t *table) focus(i int) {
	if i < len(t.fields) {
		t.fields[i].Focus()
		return
	}
	t.p.turn(+1)
}

func (t *table) whole() {
	p, c, s := t.p, t.p.d.c, t.p.s
	t.name = t.text(part{part: star.PartName}, s.T("edition.criteria.name"), 1, &c.Name)
	notice := t.text(part{part: star.PartUnit}, s.T("edition.criteria.notice"), 2, &c.Notice)
	at := 1
	if c.Example {
		at = 0
	}
	example := widget.NewSegments([]widget.Segment{{Text: s.T("edition.criteria.marked.yes")}, {Text: s.T("edition.criteria.marked.no")}}, at, func(i int) {
		c.Example = i == 0
		if shipped := star.ShippedCriteria(); !c.Example && c.Notice == shipped.Notice {
			c.Notice = form.Words{} // it says that they are to be replaced
			notice.SetText("")
		}
		p.edited()
	})
	about := widget.NewWords(s.T("edition.criteria.about"), widget.Second, 340)
	t.content = container.NewVScroll(container.New(padded{}, widget.Column(14, t.name, notice, widget.Labelled(s.T("edition.criteria.marked"), example), about)))
}

func (t *table) point(pt *star.Criterion) {
	p, s := t.p, t.p.s
	t.name = t.text(part{part: star.PartName}, s.T("edition.point.name"), 1, &pt.Name)
	unit := t.text(part{part: star.PartUnit}, s.T("edition.point.unit"), 1, &pt.Unit)
	t.columns = pt.Columns()
	objects := []fyne.CanvasObject{t.name, unit}
	t.heads = widget.NewDrawing(nil, t.paintHeads)
	objects = append(objects, t.heads)
	t.levels = []int{4, 3, 2, 1}
	for _, col := range t.columns {
		if pt.Inputs[col.Input].Codes == nil {
			t.levels = []int{4, 3, 2, 1, star.NoProposal}
		}
	}
	for _, level := range t.levels {
		mark := widget.NewDrawing(nil, func(pen *widget.Pen) {
			size := pen.Size()
			if level == star.NoProposal {
				pen.CenterMid(0, 0, size.Width, size.Height, "–", widget.Strong)
				return
			}
			pen.Badge((size.Width-24)/2, (size.Height-24)/2, level, 1)
		})
		t.rows = append(t.rows, mark)
		words, set := pt.Levels[level], func(w form.Words) { pt.SetLevel(level, w) }
		if level == star.NoProposal {
			words, set = pt.Why(), pt.SetWhy
		}
		f := t.field("", 2, in(words, p.lang), func(text string) {
			now := pt.Levels[level]
			if level == star.NoProposal {
				now = pt.Why()
			}
			set(with(now, p.lang, text))
		})
		f.Entry.SetPlaceHolder(s.T(map[bool]string{true: "edition.point.why", false: "edition.point.words"}[level == star.NoProposal], "Level", level))
		t.words[level] = f
		objects = append(objects, mark, f)
		for _, col := range t.columns {
			if level == star.NoProposal && pt.Inputs[col.Input].Codes != nil {
				continue
			}
			c := t.field("", 1, t.cell(pt, col, level), func(text string) { t.typed(pt, col, level, text) })
			t.cells[cell{col, level}] = c
			objects = append(objects, c)
		}
	}
	t.content = container.NewVScroll(container.New(tableLayout{t}, objects...))
}

// cell gives what stands in a cell: as it was typed, or what the criteria say.
func (t *table) cell(pt *star.Criterion, col star.Column, level int) string {
	if typed, ok := t.p.d.typed[place{pt.ID, col}]; ok {
		return typed[level]
	}
	return pt.Cell(col, level, t.p.s.Lang())
}

// typed reads the column of a cell that was written.
func (t *table) typed(pt *star.Criterion, col star.Column, level int, text string) {
	column := maps.Clone(t.p.d.typed[place{pt.ID, col}])
	if column == nil {
		column = map[int]string{}
		for _, n := range []int{0, 1, 2, 3, 4} {
			column[n] = pt.Cell(col, n, t.p.s.Lang())
		}
	}
	column[level] = text
	t.p.d.column(pt, col, column)
}

// mark shows which fields have a fault; the words stand in the list under the table.
func (t *table) mark() {
	bad := map[*widget.Field]bool{}
	for _, f := range t.p.faults {
		if t.p.rowOf(f) == t.p.at {
			bad[t.of(f)] = true
		}
	}
	for _, f := range t.fields {
		stroke := theme.Clear
		if bad[f] {
			stroke = theme.Fault
		}
		if f.Stroke != stroke {
			f.Stroke = stroke
			f.Refresh()
		}
	}
}

// of gives the field that a fault is about; nil where it is in the other view.
func (t *table) of(f star.Fault) *widget.Field {
	switch {
	case f.In:
		return t.cells[cell{f.Column, f.Level}]
	case f.Part == star.PartRange:
		return t.parts[part{f.Part, f.Column, "", f.Level}]
	case f.Part != "":
		return t.parts[part{f.Part, f.Column, f.Code, 0}]
	case f.Level >= 0:
		return t.words[f.Level]
	}
	return t.name
}

func (t *table) paintHeads(pen *widget.Pen) {
	size, pt := pen.Size(), t.p.point()
	if pt == nil {
		return
	}
	style := widget.Style{Size: theme.TextSmall, Bold: true, Role: theme.Ink2}
	words, each := t.widths(size.Width)
	pen.Fit(levelWidth, size.Height-17, 15, words, t.p.s.T("edition.point.text"), style)
	x := levelWidth + words + cellGap
	for _, col := range t.columns {
		head := pt.Head(col, t.p.d.form).In(t.p.s.Lang())
		if in := pt.Inputs[col.Input]; in.Codes != nil {
			head += " (" + t.p.s.T("edition.point.codes") + ")"
			if in.Optional {
				head += " *"
			}
		}
		lines := widget.Lines(head, style, each-4)
		for i, text := range lines[:min(2, len(lines))] {
			pen.Fit(x, float32(i)*15+size.Height-15*float32(min(2, len(lines)))-2, 15, each, text, style)
		}
		x += each + cellGap
	}
}

const (
	levelWidth = 36
	cellGap    = 8
	headHeight = 36
	rowHeight  = 56 // two lines of words
)

// widths gives how wide the words and each of the columns are.
func (t *table) widths(width float32) (words, each float32) {
	n := float32(max(1, len(t.columns)))
	rest := width - levelWidth - n*cellGap
	each = min(130, rest*0.6/n)
	return rest - n*each, each
}

type tableLayout struct{ t *table }

// MinSize is for Fyne.
func (l tableLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, l.t.name.MinSize().Height+headHeight+17+float32(len(l.t.levels))*(rowHeight+5))
}

// Layout is for Fyne.
func (l tableLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x+4, y+4))
		o.Resize(fyne.NewSize(w, max(0, h)))
	}
	width := size.Width - 8
	if size.Height > t.content.Size().Height {
		width -= 8 // the scroll bar
	}
	high := t.name.MinSize().Height
	name := min(190, width*0.36)
	put(t.name, 0, 0, name, high)
	put(objects[1], name+12, 0, width-name-12, high)
	y := high + 6
	put(t.heads, 0, y, width, headHeight)
	y += headHeight + 3
	words, each := t.widths(width)
	for i, level := range t.levels {
		f := t.words[level]
		put(t.rows[i], 0, y, levelWidth-8, rowHeight)
		put(f, levelWidth, y, words, rowHeight)
		x := levelWidth + words + cellGap
		for _, col := range t.columns {
			if c := t.cells[cell{col, level}]; c != nil {
				put(c, x, y+(rowHeight-theme.FieldHeight)/2, each, theme.FieldHeight)
			}
			x += each + cellGap
		}
		y += rowHeight + 5
	}
}

// reveal scrolls to a field below the scroll's content.
func reveal(scroll *container.Scroll, f fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver()
	top := c.AbsolutePositionForObject(f).Y - c.AbsolutePositionForObject(scroll.Content).Y - 6
	bottom := top + f.Size().Height + 12
	y := scroll.Offset.Y
	if view := scroll.Size().Height; bottom > y+view {
		y = bottom - view
	}
	if y = max(0, min(y, top)); y != scroll.Offset.Y {
		scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}
