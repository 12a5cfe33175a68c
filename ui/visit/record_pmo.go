package visit

import (
	"context"
	"strings"

	"fyrtio/core/pmo"
	"fyrtio/core/say"
	"fyrtio/ui/icon"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// fill makes the text for PMO of the fields that are chosen: at first those of the
// template.
func (p *Record) fill() error {
	t, err := pmo.Read(p.pmo.Template)
	if err != nil {
		return err
	}
	if p.chosen == nil {
		p.chosen = map[string]bool{}
		for _, f := range pmo.Fields {
			p.chosen[f.ID] = t.Uses(f.ID)
		}
	}
	p.text = t.Fill(p.pmo.Values, p.chosen)
	return nil
}

// offered are the fields that stand in the template: no other can come into the text.
func (p *Record) offered() (list []pmo.Field) {
	t, err := pmo.Read(p.pmo.Template)
	if err != nil {
		return nil
	}
	for _, f := range pmo.Fields {
		if t.Uses(f.ID) {
			list = append(list, f)
		}
	}
	return list
}

// choose takes a field into the text, or out of it.
func (p *Record) choose(i int) {
	f := p.offered()[i]
	p.chosen[f.ID] = !p.chosen[f.ID]
	if err := p.fill(); err != nil {
		p.s.Fail(err)
	}
	p.preview.SetOffset(0)
	p.refresh()
}

// copy puts the text, exactly as it is shown, on the clipboard.
func (p *Record) copy() {
	if p.text == "" {
		p.s.Tell(widget.BandInfo, say.T("record.pmo.empty"))
		return
	}
	p.s.Copy(p.text)
	p.preview.Refresh()
	p.s.Tell(widget.BandOK, say.T("record.pmo.copied", "N", len(strings.Split(p.text, "\n"))))
}

// editTemplate opens the clinic's template as text.
func (p *Record) editTemplate() {
	var names []string
	for _, f := range pmo.Fields {
		name := f.Swedish
		if p.s.Lang() == say.English {
			name = f.ID
		}
		names = append(names, "{"+name+"}")
	}
	editText(p.s, p.s.T("record.pmo.template"), p.s.T("record.pmo.about", "Fields", strings.Join(names, " ")), p.pmo.Template, func(ctx context.Context, text string) error {
		_, err := p.store.SavePMOTemplate(ctx, text)
		return err
	}, func() {
		p.chosen = nil
		p.Resume()
		p.s.Done(say.T("record.pmo.saved"), nil, nil)
		p.Focus()
	})
}

func (p *Record) paintField(pen *widget.Pen, i int, state widget.RowState) {
	f, size := p.offered()[i], pen.Size()
	pen.Check(12, 0, size.Height, p.chosen[f.ID])
	style := widget.Plain.As(state.Selected)
	right := size.Width - 15
	if len(p.pmo.Values[f.ID]) == 0 {
		style.Role = theme.Ink2
		right -= pen.RightMid(right, 0, size.Height, p.s.T("record.pmo.nothing"), widget.Small) + 8
	}
	pen.Fit(44, 0, size.Height, right-44, p.s.Say(f.Label()), style)
	pen.Hit(0, 0, size.Width, size.Height, func() { p.fields.Select(i); p.choose(i) })
}

var pmoLine = widget.Plain

// previewLines is the text as it is wrapped on the screen.
func (p *Record) previewLines() (lines []string) {
	w := p.preview.Size().Width - 48
	if w < 40 {
		return nil
	}
	for _, l := range strings.Split(p.text, "\n") {
		if l == "" {
			lines = append(lines, "")
			continue
		}
		lines = append(lines, widget.Lines(l, pmoLine, w)...)
	}
	return lines
}

// topHeight is the room over the text: what is shown, and warnings.
func (p *Record) topHeight() float32 {
	h := float32(66)
	if p.pmo.Amended {
		h += 44
	}
	return h
}

func (p *Record) previewHeight() float32 {
	return p.topHeight() + float32(len(p.previewLines()))*pmoLine.Line() + 20
}

// paintPreview draws exactly what is copied, no more and no less.
func (p *Record) paintPreview(pen *widget.Pen) {
	s, w := p.s, pen.Size().Width
	copyLook := widget.Look{Kind: widget.Secondary, Small: true, Text: upperFirst(s.T("record.hint.copy")), Key: "C"}
	x := w - 15 - copyLook.Width()
	pen.Button(x, 12, 0, copyLook, p.copy)
	edit := widget.Look{Kind: widget.Quiet, Small: true, Text: upperFirst(s.T("record.hint.template")), Key: "R"}
	x -= edit.Width() + 8
	pen.Button(x, 12, 0, edit, p.editTemplate)
	title := s.T("record.pmo.exact")
	if p.s.Copied(p.text) {
		title = s.T("record.pmo.is.copied")
		pen.Icon(15, 18, 16, icon.Yes, theme.OK)
		pen.Fit(39, 12, 28, x-47, title, widget.Strong.In(theme.OK))
	} else {
		pen.Fit(15, 12, 28, x-23, title, widget.Strong)
	}
	words, done := p.state()
	role := theme.Ink2
	if done {
		role = theme.OK
	}
	pen.Fit(15, 40, 20, w-30, words, widget.Second.In(role))
	if p.pmo.Amended {
		pen.Icon(15, 66, 16, icon.Expired, theme.Warn)
		pen.Wrap(39, 64, w-54, s.T("record.pmo.amended"), widget.Second.In(theme.Warn))
	}
	y := p.topHeight()
	pen.Line(1, y-2, w-2, theme.Line)
	y += 8
	for _, l := range p.previewLines() {
		pen.Text(24, y, l, pmoLine)
		y += pmoLine.Line()
	}
}
