package paper

import (
	"bytes"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// testAnswers answers every choice with its n-th option, and measurements with a
// value in the middle of what is plausible.
func testAnswers(def *form.Definition) form.Answers {
	a := form.Answers{}
	for i, it := range def.Items {
		switch {
		case it.Type == form.Choice:
			a[it.LinkID] = form.Code(it.Options[i%len(it.Options)].Code)
		case it.Numeric():
			a[it.LinkID] = form.Number((it.Min.Float() + it.Max.Float()) / 2)
		}
	}
	return a
}

func TestBlankFormPrints(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var pdf bytes.Buffer
		pages, err := WriteBlankForm(&pdf, BlankForm{Clinic: testClinic, Lang: lang, Form: form.Shipped(), Letter: "26-0148"})
		if err != nil {
			t.Fatal(err)
		}
		if pages < 3 || pages > 6 {
			t.Errorf("%s: %d pages", lang, pages)
		}
		look(t, "form-"+string(lang), pdf.Bytes())
	}
}

func TestTranscriptPrints(t *testing.T) {
	def := form.Shipped()
	a := testAnswers(def)
	a["m.ldl"], a["m.hba1c"] = form.None(form.Declined), form.None(form.Unmeasured)
	a["bg.economy"] = form.None(form.Unanswered)
	delete(a, "diet.breakfast")
	a["note"] = form.Text("Vill gärna komma tillbaka i juni och prata mer om sömn, helst på en torsdag eftermiddag när barnen är på förskolan.")
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var pdf bytes.Buffer
		_, err := WriteTranscript(&pdf, Transcript{Clinic: testClinic, Lang: lang, Form: def, Answers: a,
			Name: "Karl Lindmark", Number: demoNumber(t), Date: testDate,
			Consent: Consent{Date: day.New(2026, 2, 9), How: "muntligt", By: "Karin Nordin"}, Informed: day.New(2026, 3, 17)})
		if err != nil {
			t.Fatal(err)
		}
		look(t, "transcript-"+string(lang), pdf.Bytes())
	}
}
