package data

import (
	"bytes"
	"strings"
	"testing"

	"fyrtio/core/fault"
	"fyrtio/core/form"
)

func TestExportFHIR(t *testing.T) {
	s, _, who := onePerson(t)
	var b bytes.Buffer
	none, err := s.ExportFHIR(t.Context(), &b, 0)
	refuses(t, err, "data.err.export.none")
	if none != (FormExport{NoForm: 1}) {
		t.Errorf("%+v", none)
	}
	if none, _ = s.ExportFHIR(t.Context(), &b, 0, who); none != (FormExport{NoForm: 1}) {
		t.Errorf("named: %+v", none)
	}

	typeAll(t, s, who)
	must(t, s.CompleteForm(t.Context(), who))
	b.Reset()
	done, err := s.ExportFHIR(t.Context(), &b, 0)
	must(t, err)
	if done != (FormExport{People: 1}) || !strings.Contains(b.String(), `"status":"completed"`) || !strings.Contains(b.String(), `"Questionnaire"`) {
		t.Errorf("%+v\n%.400s", done, b.String())
	}
	log, err := s.AccessLog(t.Context(), "", 0, 1)
	must(t, err)
	if log[0].Act != "export" {
		t.Errorf("logged: %+v", log[0])
	}
	p, err := s.Participant(t.Context(), who, 0, Look{View: "person"})
	must(t, err)
	for _, name := range []string{p.Family, p.Contact.Street, p.Contact.Mobile} {
		if name != "" && strings.Contains(b.String(), name) {
			t.Errorf("the export tells %q", name)
		}
	}
}

// Q24, D12: a protected participant is in no export unless named with a reason, and
// then without the number.
func TestQ24ExportLeavesProtectedOut(t *testing.T) {
	s, _, who := onePerson(t)
	typeAll(t, s, who)
	p, err := s.Participant(t.Context(), who, 0, Look{View: "person"})
	must(t, err)
	number := p.Number.String()
	protect(t, s, who, "begärt")
	var b bytes.Buffer
	if done, err := s.ExportFHIR(t.Context(), &b, 0); fault.CodeOf(err) != fault.Refused || done.Left != 1 {
		t.Errorf("%+v, %v", done, err)
	}
	if _, err := s.ExportFHIR(t.Context(), &b, 0, who); fault.CodeOf(err) != fault.Refused {
		t.Errorf("without a reason: %v", err)
	}
	b.Reset()
	done, err := s.ExportFHIR(WithReason(t.Context(), "registerutdrag"), &b, 0, who)
	must(t, err)
	if done.People != 1 || strings.Contains(b.String(), number) || !strings.Contains(b.String(), form.Shipped().URL) {
		t.Errorf("%+v", done)
	}
}
