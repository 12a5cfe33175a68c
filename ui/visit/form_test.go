package visit

import (
	"fyrtio/core/fault"
	"fyrtio/core/form"
)

var errDisk = fault.New(fault.Internal, "fault.unexpected")

// typed is what the tests answer: the first option, and a number in the middle of the range.
var numbers = map[string]string{"m.height": "171", "m.weight": "80,1", "m.waist": "86", "m.hip": "102", "m.sbp": "128", "m.dbp": "82",
	"m.chol": "5,6", "m.ldl": "3,2", "m.hdl": "1,4", "m.tg": "1,1", "m.glucose": "5,4", "m.hba1c": "35", "tobacco.cigarettes": "10", "tobacco.boxes": "2,5"}

// fill answers every question up to and with a link id.
func fill(s *fake, last string) {
	d := s.form.Definition
	for i := range d.Items {
		it := &d.Items[i]
		if !d.Enabled(it.LinkID, s.form.Answers) {
			continue
		}
		v := form.Value{}
		switch {
		case it.Type == form.Choice:
			v = form.Code(it.Options[min(1, len(it.Options)-1)].Code)
		case it.Numeric():
			v = form.Num(form.MustNumber(numbers[it.LinkID]))
		default:
			v = form.Text("Vill gärna komma igång med promenader.")
		}
		s.form.Answers[it.LinkID] = v
		if it.LinkID == last {
			break
		}
	}
	s.form.Status = form.Begun
}

func answers(s *fake, linkID, code string) form.Answers {
	return form.Answers{linkID: form.Code(code)}
}
