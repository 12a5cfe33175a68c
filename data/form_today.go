package data

import (
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
	"fyrtio/core/visit"
)

// tellForms says of each form that is half entered how far it is, who began it, when,
// and from which paper: several may lie half entered at once.
func (w *Work) tellForms(r reader) error {
	for i := range w.Rows {
		row := &w.Rows[i]
		if row.Status.Next.IsKeying() {
			if err := w.tellKeying(r, row); err != nil {
				return err
			}
		}
		if row.Step != journey.StepEnterForm || row.Status.Form != journey.FormBegun {
			continue
		}
		f, err := readForm(r, Ref{Participant: row.Participant, Cohort: row.Cohort})
		if err != nil {
			return err
		}
		if f.form == "" {
			continue
		}
		d, err := definition(r, f.version, w.Day)
		if err != nil {
			return err
		}
		by, err := fullName(r, f.actor)
		if err != nil {
			return err
		}
		at := d.NextUnanswered("", f.answers)
		if f.place.LinkID != "" {
			at = f.place.LinkID
		}
		number := len(d.Items)
		if it, ok := d.Item(at); ok {
			number = it.Number
		}
		row.Reason = say.T("visit.data.begun", "At", number, "Of", len(d.Items), "By", by, "On", day.Of(f.begun))
		if f.source != "" {
			row.Reason = say.T("visit.data.begun.source", "Begun", row.Reason, "Source", say.T("visit.data.source."+f.source))
		}
	}
	return nil
}

// tellKeying says how far a second keying is that waits to be ended or settled.
func (w *Work) tellKeying(r reader, row *WorkRow) error {
	f, err := readForm(r, row.Ref())
	if err != nil {
		return err
	}
	whole, err := definition(r, f.version, w.Day)
	if err != nil {
		return err
	}
	var k visit.Keying
	_, version, err := readLevels(r, row.Ref())
	if err != nil {
		return err
	}
	if k.Criteria, err = criteriaOf(r, version, w.Day); err != nil {
		return err
	}
	if _, err := f.readKeying(r, &k, whole); err != nil {
		return err
	}
	by, err := fullName(r, k.By)
	if err != nil {
		return err
	}
	if n := k.Rate().Open; n > 0 {
		row.Reason = say.T("visit.data.keying.settle", "N", n, "By", by, "On", day.Of(k.Ended))
		return nil
	}
	at := k.Definition.NextUnanswered("", k.Answers)
	if k.Place.LinkID != "" {
		at = k.Place.LinkID
	}
	number := whole.Items[len(whole.Items)-1].Number
	if it, ok := k.Definition.Item(at); ok {
		number = it.Number
	}
	row.Reason = say.T("visit.data.keying", "At", number, "Of", len(whole.Items), "By", by, "On", day.Of(k.Begun))
	return nil
}
