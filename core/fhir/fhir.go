// Package fhir writes what was answered and measured as HL7 FHIR R4, so that another
// system can read it: one Bundle with the questionnaires, and for each participant a
// Patient, a QuestionnaireResponse and an Observation a measurement (LOINC, UCUM).
//
// A missing code is never a value: it is written as data-absent-reason, and such a
// measurement has no number (Q20 holds for Clinic24 alone).
package fhir

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// Record is one participant's form.
type Record struct {
	ID       string     // of the participant, a ULID
	Number   pnr.Number // none for a protected participant
	Form     *form.Definition
	Answers  form.Answers
	Status   form.Status
	Authored time.Time // the last answer
	Measured day.Date  // the visit; none = the day of Authored
}

// The code systems and extensions of HL7 and of Swedish health care.
const (
	systemUCUM     = "http://unitsofmeasure.org"
	systemLOINC    = "http://loinc.org"
	systemCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
	systemAbsent   = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
	urlAbsent      = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

	// Swedish identifier spaces (Inera, OID register): personnummer, samordningsnummer.
	oidPerson       = "urn:oid:1.2.752.129.2.1.3.1"
	oidCoordination = "urn:oid:1.2.752.129.2.1.3.3"

	// LOINC's panel of systolic and diastolic pressure: FHIR's vital signs profile
	// wants the two as components of it.
	panelPressure = "85354-9"
	systolic      = "8480-6"
	diastolic     = "8462-4"
)

// absent gives FHIR's word for a missing code.
var absent = map[form.Missing]coding{
	form.Declined:   {System: systemAbsent, Code: "asked-declined", Display: "Asked But Declined"},
	form.Unanswered: {System: systemAbsent, Code: "unknown", Display: "Unknown"},
	form.Unmeasured: {System: systemAbsent, Code: "not-performed", Display: "Not Performed"},
}

// Writer writes a Bundle entry by entry, so that any number of participants fits.
type Writer struct {
	w       io.Writer
	err     error
	entries int
	forms   map[string]bool // versions that are in the bundle
}

// NewWriter begins a Bundle of the type collection, made at a time.
func NewWriter(w io.Writer, made time.Time) *Writer {
	b := &Writer{w: w, forms: map[string]bool{}}
	_, b.err = fmt.Fprintf(w, `{"resourceType":"Bundle","type":"collection","timestamp":%q,"entry":[`, instant(made))
	return b
}

// Questionnaire adds a version of the form as the file that it was read from; one that
// is in the bundle already is passed over.
func (b *Writer) Questionnaire(d *form.Definition, file []byte) {
	if b.forms[d.Version] {
		return
	}
	b.forms[d.Version] = true
	b.entry(d.URL+"/"+d.Version, json.RawMessage(file))
}

// Add adds a participant.
func (b *Writer) Add(r Record) {
	who := patient{Type: "Patient", ID: r.ID}
	if s := r.Number.String(); s != "" {
		who.Identifier = []identifier{{System: space(r.Number), Value: s}}
	}
	subject := reference{urn(r.ID, "")}
	b.entry(subject.Reference, who)
	b.entry(urn(r.ID, "response"), r.response(subject))
	for _, o := range r.observations(subject) {
		b.entry(urn(r.ID, o.ID), o)
	}
}

// Close ends the Bundle and gives the first fault of writing.
func (b *Writer) Close() error {
	if b.err == nil {
		_, b.err = io.WriteString(b.w, "\n]}\n")
	}
	return b.err
}

func (b *Writer) entry(url string, resource any) {
	if b.err != nil {
		return
	}
	body, err := json.Marshal(map[string]any{"fullUrl": url, "resource": resource})
	if err != nil {
		b.err = err
		return
	}
	comma := ",\n"
	if b.entries == 0 {
		comma = "\n"
	}
	b.entries++
	if _, b.err = io.WriteString(b.w, comma); b.err == nil {
		_, b.err = b.w.Write(body)
	}
}

// space is the identifier space of a number. A reserve number is the region's own and
// belongs to none of the national ones.
func space(n pnr.Number) string {
	switch n.Kind() {
	case pnr.Personnummer:
		return oidPerson
	case pnr.Samordningsnummer:
		return oidCoordination
	}
	return ""
}

func instant(t time.Time) string { return t.In(day.Zone).Format(time.RFC3339) }

// response is the answers in the form's groups and order.
func (r *Record) response(subject reference) response {
	q := response{Type: "QuestionnaireResponse", ID: r.ID, Questionnaire: r.Form.URL + "|" + r.Form.Version,
		Status: "in-progress", Subject: subject, Authored: instant(r.Authored)}
	switch r.Status {
	case form.Complete:
		q.Status = "completed"
	case form.Amended:
		q.Status = "amended"
	}
	for _, s := range r.Form.Sections {
		group := item{LinkID: s.ID, Text: s.Title.In(say.Swedish)}
		for _, it := range r.Form.SectionItems(s) {
			if v, ok := r.Answers[it.LinkID]; ok && !v.IsZero() {
				group.Items = append(group.Items, answered(&it, v))
			}
		}
		if len(group.Items) > 0 {
			q.Items = append(q.Items, group)
		}
	}
	return q
}

func answered(it *form.Item, v form.Value) item {
	a := item{LinkID: it.LinkID, Text: it.Text.In(say.Swedish)}
	if m, ok := v.Missing(); ok {
		a.Extension = []extension{{URL: urlAbsent, Code: absent[m].Code}}
		return a
	}
	if n, ok := v.Number(); ok {
		number := json.Number(n.String())
		if it.Type == form.Integer {
			a.Answers = []answer{{Integer: number}}
		} else {
			a.Answers = []answer{{Decimal: number}}
		}
	} else if code, ok := v.Code(); ok {
		c := coding{Code: code}
		if o, ok := it.Option(code); ok {
			c.Display = o.Text.In(say.Swedish)
		}
		a.Answers = []answer{{Coding: &c}}
	} else if text, ok := v.Text(); ok {
		a.Answers = []answer{{String: text}}
	}
	return a
}
