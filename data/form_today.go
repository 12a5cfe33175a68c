package data

import (
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// tellForms says of each form that is half entered how far it is, who began it, when,
// and from which paper: several may lie half entered at once.
func (w *Work) tellForms(r reader) error {
	for i := range w.Rows {
		row := &w.Rows[i]
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
