package paper

import (
	"bytes"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
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
		drawn, err := WriteBlankForm(&pdf, BlankForm{Clinic: testClinic, Lang: lang, Form: form.Shipped(), Letter: "26-0148"})
		if err != nil {
			t.Fatal(err)
		}
		if drawn.Pages < 3 || drawn.Pages > 6 || len(drawn.Problems) > 0 {
			t.Errorf("%s: %+v", lang, drawn)
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

// testStar is the star of a participant with all answers.
func testStar(lang say.Lang) StarPage {
	def, c := form.Shipped(), star.ShippedCriteria()
	a := testAnswers(def)
	a["m.height"], a["m.weight"], a["m.waist"] = form.Number(182), form.Number(90.8), form.Number(98)
	a["m.sbp"], a["m.dbp"], a["m.chol"], a["m.glucose"] = form.Number(128), form.Number(82), form.Number(5.6), form.Number(5.4)
	p := star.Propose(c, def, a, score.Compute(def, a), pnr.Man)
	return StarPage{Clinic: testClinic, Lang: lang, Criteria: c, Name: "Karl Lindmark", Date: day.New(2026, 3, 17), Profile: p, Levels: p.Levels()}
}

func all(level int) star.Levels {
	var l star.Levels
	for k := range l {
		l[k] = level
	}
	return l
}

func TestStarPrints(t *testing.T) {
	def, c := form.Shipped(), star.ShippedCriteria()
	empty := star.Propose(c, def, nil, score.Compute(def, nil), pnr.Unknown)
	with := func(change func(*StarPage)) StarPage {
		p := testStar(say.Swedish)
		change(&p)
		return p
	}
	pages := map[string]StarPage{
		"sv": testStar(say.Swedish), "en": testStar(say.English),
		"none": with(func(p *StarPage) { p.Profile, p.Levels = empty, empty.Levels() }),
		"1":    with(func(p *StarPage) { p.Levels = all(1) }),
		"4":    with(func(p *StarPage) { p.Levels = all(4) }),
		"earlier": with(func(p *StarPage) {
			earlier := p.Levels
			earlier[1], earlier[6], earlier[8] = 1, 4, 2
			p.Levels[6], p.Levels[11] = 0, 0
			p.Earlier, p.EarlierDate = &earlier, day.New(2025, 3, 17)
		}),
		"long": with(func(p *StarPage) {
			p.Name = "Maximiliana Alexandra Wilhelmina Lindqvist-Oxenstråle af Norrängen"
			for i := range p.Profile.Points {
				p.Profile.Points[i].Value.SV = "Slutat med cigaretter för mindre än 6 månader sedan, snusar"
			}
		}),
	}
	for name, p := range pages {
		var pdf bytes.Buffer
		drawn, err := WriteStar(&pdf, p)
		if err != nil || drawn.Pages != 1 {
			t.Fatalf("%s: %d pages, %v", name, drawn.Pages, err)
		}
		if name != "long" && len(drawn.Problems) > 0 {
			t.Errorf("%s: %v", name, drawn.Problems)
		}
		look(t, "star-"+name, pdf.Bytes())
	}
}

func TestBlankStarAndCriteriaPrint(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var pdf bytes.Buffer
		drawn, err := WriteBlankStar(&pdf, BlankStar{Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria(), Date: testDate})
		if err != nil || drawn.Pages != 1 || len(drawn.Problems) > 0 {
			t.Fatal(drawn, err)
		}
		look(t, "blank-"+string(lang), pdf.Bytes())
		pdf.Reset()
		drawn, err = WriteCriteria(&pdf, CriteriaSheet{Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria(), Form: form.Shipped()})
		if err != nil || drawn.Pages != 2 || len(drawn.Problems) > 0 {
			t.Fatal(drawn, err)
		}
		look(t, "criteria-"+string(lang), pdf.Bytes())
	}
}
