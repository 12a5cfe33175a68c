package editions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fyrtio/core/form"
	"fyrtio/core/star"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// worded is how a point's value and reason are shown: its id, which value, the words
// around a number and for each answer, and limits by sex.
func (t *table) worded(pt *star.Criterion) {
	s, d := t.p.s, t.p.d
	id := pt.ID
	if typed, ok := d.ids[pt.ID]; ok {
		id = typed.text
	}
	t.name = t.field(s.T("edition.point.id"), 1, id, func(text string) { d.rename(pt, text) })
	t.name.Width = 150
	t.parts[part{part: star.PartID}] = t.name
	lead := t.text(part{part: star.PartLead}, s.T("edition.point.lead"), 1, &pt.Lead)
	lead.Entry.SetPlaceHolder("{}")
	column := []fyne.CanvasObject{widget.Line(12, t.name, lead)}
	if len(pt.Inputs) > 1 {
		shows := []star.Show{star.ShowFirst, star.ShowWorst, star.ShowAll}
		column = append(column, t.choice(s.T("edition.point.show"), []string{s.T("edition.show.first"), s.T("edition.show.worst"), s.T("edition.show.all")},
			slices.Index(shows, pt.Show), func(i int) { pt.Show = shows[i] }))
	}
	if pt.Show == star.ShowAll || !pt.Text.IsZero() {
		text := t.text(part{part: star.PartText}, s.T("edition.point.all"), 1, &pt.Text)
		text.Entry.SetPlaceHolder(s.T("edition.point.commas"))
		column = append(column, text)
	}
	for i := range pt.Inputs {
		column = append(column, t.input(pt, i)...)
	}
	t.content = container.NewVScroll(container.New(padded{}, widget.Column(14, column...)))
}

// input is how one of a point's inputs is shown.
func (t *table) input(pt *star.Criterion, at int) []fyne.CanvasObject {
	s, d, in := t.p.s, t.p.d, &pt.Inputs[at]
	column := []fyne.CanvasObject{widget.NewWords(in.NameOf(d.form).In(s.Lang()), widget.Strong, 300)}
	if in.Codes != nil {
		it, _ := d.form.Item(in.Answer)
		var pair []fyne.CanvasObject
		for _, code := range in.CodesInOrder() {
			pair = append(pair, t.code(in, part{star.PartCode, star.Column{Input: at}, code, 0}, it))
			if len(pair) == 2 {
				column, pair = append(column, container.New(halves{}, pair...)), nil
			}
		}
		if pair != nil {
			column = append(column, container.New(halves{}, pair...))
		}
		return column
	}
	value := t.text(part{part: star.PartValue, column: star.Column{Input: at}}, s.T("edition.point.value"), 1, &in.Text)
	value.Entry.SetPlaceHolder("{}")
	line := []fyne.CanvasObject{value}
	if in.Index == "" {
		names := []string{s.T("edition.decimals.typed"), "0", "1", "2", "3"}
		line = append(line, t.choice(s.T("edition.point.decimals"), names, in.Decimals+1, func(i int) { in.Decimals = i - 1 }))
	}
	column = append(column, widget.Line(14, line...))
	by := 0
	if in.Sexes != nil {
		by = 1
	}
	column = append(column, t.choice(s.T("edition.point.sexes"), []string{s.T("edition.sexes.same"), s.T("edition.sexes.own")}, by, func(i int) {
		d.forget(pt.ID)
		if i == 1 {
			in.SplitSexes()
		} else {
			in.JoinSexes()
		}
	}))
	var pair []fyne.CanvasObject
	for _, col := range pt.Columns() {
		if col.Input != at {
			continue
		}
		for i, r := range pt.RangesOf(col) {
			if r.Level != star.NoProposal && (in.Sexes != nil || !r.Text.IsZero()) {
				pair = append(pair, t.own(pt, col, i, r))
			}
		}
	}
	for i := 0; i < len(pair); i += 2 {
		column = append(column, container.New(halves{}, pair[i:min(i+2, len(pair))]...))
	}
	return column
}

// code is the words for an answer, under its own.
func (t *table) code(in *star.Input, at part, it *form.Item) *widget.Field {
	label := t.p.s.T("edition.point.code", "Code", at.code)
	if it != nil {
		if o, ok := it.Option(at.code); ok {
			label = at.code + " " + o.Label().In(t.p.s.Lang())
		}
	}
	words := in.Words[at.code]
	f := t.field(widget.Shorten(label, labelStyle, 190), 1, fromWords(words, t), func(text string) {
		in.SetWords(at.code, with(in.Words[at.code], t.p.lang, text))
	})
	t.parts[at] = f
	return f
}

var labelStyle = widget.Style{Size: theme.TextSecond, Bold: true}

// own is the words that a range has of its own, in place of its level's.
func (t *table) own(pt *star.Criterion, col star.Column, at int, r star.Range) *widget.Field {
	s := t.p.s
	label := s.T("edition.point.own", "Level", r.Level, "Range", r)
	if col.Sex != "" {
		label = s.T("edition.point.own.sex", "Sex", s.T("edition.sex."+string(col.Sex)), "Level", r.Level, "Range", r)
	}
	f := t.field(label, 1, fromWords(r.Text, t), func(text string) {
		pt.SetRangeText(col, at, with(pt.RangesOf(col)[at].Text, t.p.lang, text))
	})
	f.Entry.SetPlaceHolder(s.T("edition.point.own.none"))
	t.parts[part{star.PartRange, col, "", r.Level}] = f
	return f
}

func fromWords(w form.Words, t *table) string { return in(w, t.p.lang) }

// choice is one of a few, under its name. What it changes may change what is shown.
func (t *table) choice(label string, names []string, at int, set func(i int)) fyne.CanvasObject {
	items := make([]widget.Segment, len(names))
	for i, n := range names {
		items[i].Text = n
	}
	n := len(t.choices)
	c := widget.NewSegments(items, at, func(i int) {
		set(i)
		t.p.open(t.p.at)
		t.p.edited()
		widget.Focus(t.p.table.choices[n])
	})
	c.OnFocus = func(on bool) {
		if on {
			reveal(t.content, c)
		}
	}
	t.choices = append(t.choices, c)
	return widget.Labelled(label, c)
}

// heredity is the marker's texts, and the words of what it asks.
func (t *table) heredity() {
	s, h := t.p.s, &t.p.d.c.Heredity
	column := []fyne.CanvasObject{}
	for _, text := range h.Texts() {
		rows := 2
		if text.Part == star.PartName {
			rows = 1
		}
		f := t.text(part{part: text.Part}, s.T("edition.heredity."+string(text.Part)), rows, text.Words)
		if text.Part == star.PartName {
			t.name = f
		}
		column = append(column, f)
	}
	for i := range h.Inputs {
		in := &h.Inputs[i]
		column = append(column, t.text(part{part: star.PartAsked, column: star.Column{Input: i}}, s.T("edition.heredity.asked", "Item", in.NameOf(t.p.d.form), "ID", in.Answer), 1, &in.Words))
	}
	column = append(column, widget.NewWords(s.T("edition.heredity.rule"), widget.Second, 340))
	t.content = container.NewVScroll(container.New(padded{}, widget.Column(12, column...)))
}
