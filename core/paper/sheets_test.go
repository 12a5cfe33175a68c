package paper

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/fault"
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

// drawn gives the marks of a paper.
func drawn(t testing.TB, draw func(d *doc) error) *doc {
	t.Helper()
	d := newDoc("test", say.Swedish, testDate)
	d.record = true
	if err := draw(d); err != nil {
		t.Fatal(err)
	}
	return d
}

func hasText(d *doc, text string) bool {
	for _, m := range d.marks {
		if m.text == text {
			return true
		}
	}
	return false
}

// keepsMargins checks that nothing lies on anything else or passes the margins.
func keepsMargins(t *testing.T, name string, d *doc) {
	t.Helper()
	for _, f := range faults(d) {
		t.Errorf("%s: %s", name, f)
	}
	for _, m := range d.marks {
		if m.text != "" && (m.x < left-0.1 || m.x+m.w > right+0.3) {
			t.Errorf("%s: page %d: %q passes the margin: %.1f to %.1f", name, m.page, m.text, m.x, m.x+m.w)
		}
	}
}

// testForm is the shipped questionnaire for a clinic.
func testForm(lang say.Lang) BlankForm {
	return BlankForm{Clinic: testClinic, Lang: lang, Form: form.Shipped(), Letter: "26-0148"}
}

func TestBlankFormHasEveryItemWhole(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		b := testForm(lang)
		d := drawn(t, func(d *doc) error { return b.draw(d, b.lay()) })
		keepsMargins(t, "form", d)
		for _, it := range b.Form.Items {
			var number *mark
			for i, m := range d.marks {
				if m.text == strconv.Itoa(it.Number) && m.x == left {
					if number != nil {
						t.Errorf("%s: number %d twice", lang, it.Number)
					}
					number = &d.marks[i]
				}
			}
			if it.LinkID == noteItem {
				if number != nil {
					t.Errorf("the coordinator's note is on the paper")
				}
				continue
			}
			if number == nil {
				t.Fatalf("%s: item %d is not on the paper", lang, it.Number)
			}
			// Every option's digit stands on the item's page, left of a box.
			for _, o := range it.Options {
				found := false
				for i, m := range d.marks {
					if m.page != number.page || m.text != o.Code || m.y < number.y-1 || m.size != 9 {
						continue
					}
					for _, box := range d.marks[i:min(i+3, len(d.marks))] {
						if box.text == "" && box.w == boxSide && box.x > m.x && box.x < m.x+m.w+2 {
							found = true
						}
					}
				}
				if !found {
					t.Errorf("%s: item %d has no digit %s beside a box", lang, it.Number, o.Code)
				}
			}
		}
	}
}

func TestConditionalItemsSayForWhom(t *testing.T) {
	b := testForm(say.Swedish)
	it, _ := b.Form.Item("tobacco.cigarettes")
	other, _ := b.Form.Item("tobacco.smoking")
	if got, want := b.condition(it), "Bara om du svarade 5 på fråga "+strconv.Itoa(other.Number)+":"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A measurement without a value is the only thing that is ever 0.
func TestQ20OnlyMeasurementsBecomeZero(t *testing.T) {
	def := form.Shipped()
	tr := Transcript{Clinic: testClinic, Lang: say.Swedish, Form: def, Answers: form.Answers{"m.ldl": form.None(form.Declined)},
		Name: "Karl Lindmark", Date: testDate, Consent: Consent{Date: testDate, By: "Karin Nordin"}}
	d := drawn(t, func(d *doc) error { tr.draw(d); return nil })
	keepsMargins(t, "transcript", d)
	zeros, measured, inked := 0, 0, 0
	for _, it := range def.Items {
		if it.Measurement {
			measured++
		}
	}
	for _, m := range d.marks {
		if m.text == "0" {
			zeros++
		}
		if strings.Contains(m.text, ": skriv 0") {
			inked++
		}
	}
	if zeros != measured || inked != measured {
		t.Errorf("%d zeros, %d told, %d measurements", zeros, inked, measured)
	}
}

func TestQ19NoConsentNoTranscript(t *testing.T) {
	var pdf bytes.Buffer
	_, err := WriteTranscript(&pdf, Transcript{Clinic: testClinic, Lang: say.Swedish, Form: form.Shipped(), Date: testDate})
	if fault.CodeOf(err) != fault.Refused || pdf.Len() > 0 {
		t.Errorf("%v, %d bytes", err, pdf.Len())
	}
}

// The tables of the criteria sheet are D23's formula and the scores' sum.
func TestCriteriaTables(t *testing.T) {
	c := CriteriaSheet{Clinic: testClinic, Lang: say.Swedish, Criteria: star.ShippedCriteria(), Form: form.Shipped()}
	point, ok := c.byIndex(score.BMI)
	if !ok {
		t.Fatal("no point by BMI")
	}
	for i, limit := range []int64{1850, 2500, 3000, 3500} {
		for cm := int64(150); cm <= 195; cm += 5 {
			// ceil((limit − 0.05) · m²) in whole numbers of 1e-6.
			n := (limit - 5) * cm * cm
			want := int((n + 1_000_000 - 1) / 1_000_000)
			if got := c.kilos(point, int(cm), 4-i); got != want {
				t.Errorf("level %d at %d cm from %d kg, want %d", 4-i, cm, got, want)
			}
		}
	}
	d := drawn(t, c.draw)
	keepsMargins(t, "criteria", d)
	if d.page != 2 {
		t.Errorf("%d pages", d.page)
	}
	texts := map[string]bool{}
	for _, m := range d.marks {
		texts[m.text] = true
	}
	for _, want := range []string{"540", "225", "< 30", "300 +", "120 +", "–", "Exempelkriterier, version 1"} {
		if !texts[want] {
			t.Errorf("%q is not on the sheet", want)
		}
	}
}

func TestBlankFormPrints(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var pdf bytes.Buffer
		out, err := WriteBlankForm(&pdf, BlankForm{Clinic: testClinic, Lang: lang, Form: form.Shipped(), Letter: "26-0148"})
		if err != nil {
			t.Fatal(err)
		}
		if out.Pages < 3 || out.Pages > 6 || len(out.Problems) > 0 {
			t.Errorf("%s: %+v", lang, out)
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
		out, err := WriteStar(&pdf, p)
		if err != nil || out.Pages != 1 {
			t.Fatalf("%s: %d pages, %v", name, out.Pages, err)
		}
		if name != "long" && len(out.Problems) > 0 {
			t.Errorf("%s: %v", name, out.Problems)
		}
		if name == "en" && !hasText(drawn(t, func(d *doc) error { p.draw(d); return nil }), "Health talk 17 March 2026") {
			t.Error("the date of the talk has no year")
		}
		keepsMargins(t, name, drawn(t, func(d *doc) error { p.draw(d); return nil }))
		look(t, "star-"+name, pdf.Bytes())
	}
}

func TestBlankStarAndCriteriaPrint(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var pdf bytes.Buffer
		out, err := WriteBlankStar(&pdf, BlankStar{Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria(), Date: testDate})
		if err != nil || out.Pages != 1 || len(out.Problems) > 0 {
			t.Fatal(out, err)
		}
		look(t, "blank-"+string(lang), pdf.Bytes())
		b := BlankStar{Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria()}
		keepsMargins(t, "blank", drawn(t, func(d *doc) error { b.draw(d); return nil }))
		pdf.Reset()
		out, err = WriteCriteria(&pdf, CriteriaSheet{Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria(), Form: form.Shipped()})
		if err != nil || out.Pages != 2 || len(out.Problems) > 0 {
			t.Fatal(out, err)
		}
		look(t, "criteria-"+string(lang), pdf.Bytes())
	}
}

// One level of a star differs from another in length, digit, dots and word.
func TestLevelsAreToldWithoutColour(t *testing.T) {
	p := testStar(say.Swedish)
	for level := 1; level <= 4; level++ {
		p.Levels = all(level)
		d := drawn(t, func(d *doc) error { p.draw(d); return nil })
		digits, named := 0, 0
		for _, m := range d.marks {
			if m.text == strconv.Itoa(level) {
				digits++
			}
			if m.text == star.LevelWords(level).SV {
				named++
			}
		}
		if digits < 12 || named < 10 { // a value of two lines takes the word's place
			t.Errorf("level %d: %d digits, %d words", level, digits, named)
		}
	}
}

// The questionnaire has several pages: a reader lists its sections.
func TestBlankFormHasBookmarks(t *testing.T) {
	f := testForm(say.Swedish)
	f.Letter = "" // those of a run of letters list the letters instead
	var pdf bytes.Buffer
	_, err := WriteBlankForm(&pdf, f)
	if n := bytes.Count(pdf.Bytes(), []byte("/Dest [")); err != nil || n < len(f.Form.Sections)-1 { // the note has none on paper
		t.Errorf("%d bookmarks, %v", n, err)
	}
	if !bytes.Contains(pdf.Bytes(), []byte("/Title (\xfe\xff")) {
		t.Error("a section's name is not UTF-16")
	}
}
