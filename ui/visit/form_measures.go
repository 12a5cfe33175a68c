package visit

import (
	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/ui/theme"
	"fyrtio/ui/widget"
)

// paintMeasures draws all measurements of the section, the one being typed among them.
func (f *Form) paintMeasures(p *widget.Pen, s sheet, at *form.Item) float32 {
	sec, _ := f.def.Section(at.Section)
	var items []*form.Item
	for i := sec.First; i < sec.Last; i++ {
		if it := &f.def.Items[i]; it.Numeric() && f.def.Enabled(it.LinkID, f.rec.Answers) {
			items = append(items, it)
		}
	}
	columns, between := 2, float32(24)
	if s.compact {
		columns, between = 3, 16
	}
	rows := (len(items) + columns - 1) / columns
	pitch, box := float32(72), float32(theme.ValueHeight)
	if room := s.bottom - s.answers; pitch*float32(rows) > room+14 {
		if columns == 2 && (room+6)/float32(rows) < 56 { // flat fields are hard to read: three columns instead
			columns, between = 3, 16
			rows = (len(items) + 2) / 3
		}
		pitch = min(pitch, max(44, float32(int((room+6)/float32(rows)))))
		box = min(box, pitch-widget.MeasureLabel-5)
	}
	width := (s.width - between*float32(columns-1)) / float32(columns)
	for i, it := range items {
		x := float32(i/rows) * (width + between)
		y := s.answers + float32(i%rows)*pitch
		m := f.measure(it)
		p.MeasureField(x, y, width, box, m)
		if before := f.before(it.LinkID); before != "" {
			small := widget.Style{Size: theme.TextSmall, Role: theme.Ink2}
			if n, ok := f.rec.Earlier.Answers[it.LinkID].Number(); ok {
				before = n.In(f.p.Lang) // the unit stands in the field
			}
			words := f.t(say.T("visit.before", "Year", f.rec.Earlier.Date.String()[:4], "Answer", before))
			p.RightMid(x+width, y, 16, widget.Shorten(words, small, width-widget.Measure(m.Label, small)-10), small)
		}
		id := it.LinkID
		p.Hit(x, y, width, widget.MeasureLabel+box, func() { f.goTo(id) })
	}
	return s.answers + float32(rows-1)*pitch + widget.MeasureLabel + box
}

// measure gives the field of a number as it stands.
func (f *Form) measure(it *form.Item) widget.MeasureField {
	id := it.LinkID
	m := widget.MeasureField{Label: it.Short.In(f.p.Lang), Unit: it.Unit.In(f.p.Lang), Noted: f.rec.Notes[id] != "", Locked: f.locked()}
	v := f.rec.Answers[id]
	if m.Text, m.State = f.value(it, v); m.Locked && m.State == widget.MeasureSaved {
		m.State = widget.MeasureEmpty // the lock says it
	}
	draft, typed := f.drafts[id]
	if typed {
		m.Text, m.State = draft, widget.MeasureDraft
	}
	if lost, ok := f.unsaved[id]; ok {
		m.Text, _ = f.value(it, lost)
		m.State = widget.MeasureWrong
	}
	if id != f.at {
		return m
	}
	m.Focus = f.editable() && f.board.Focused() || f.amend
	if m.Focus {
		m.Caret, m.All = f.field.caret, f.field.all
		if len(f.field.text) > 0 || v.Kind() != form.KindMissing {
			m.Text = f.field.String()
			if m.Text != f.stored(id) && m.State != widget.MeasureWrong {
				m.State = widget.MeasureEmpty
			}
		}
		if m.State == widget.MeasureLacking {
			m.State = widget.MeasureEmpty
		}
		if f.message.kind == widget.BandFault {
			m.State = widget.MeasureWrong
		}
	}
	return m
}

// value gives an answer's text in its field and how it stands.
func (f *Form) value(it *form.Item, v form.Value) (string, widget.MeasureState) {
	if n, ok := v.Number(); ok {
		state := widget.MeasureSaved
		if warning, _ := f.def.Check(it.LinkID, v, f.rec.Answers); !warning.IsZero() {
			state = widget.MeasureUnusual
		}
		for _, a := range f.rec.Amendments {
			if a.LinkID == it.LinkID {
				state = widget.MeasureCorrected
			}
		}
		return n.In(f.p.Lang), state
	}
	if m, ok := v.Missing(); ok {
		state := map[form.Missing]widget.MeasureState{form.Unanswered: widget.MeasureUnanswered, form.Declined: widget.MeasureDeclined,
			form.Unmeasured: widget.MeasureUnmeasured}[m]
		return f.shown(it.LinkID, v), state
	}
	if it.Required && f.passed(it) && f.p.Mode != Calculating {
		return "", widget.MeasureLacking
	}
	return "", widget.MeasureEmpty
}
