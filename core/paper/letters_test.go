package paper

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

// printed draws a run with its marks kept.
func printed(t testing.TB, run LetterRun) (*doc, Sheets) {
	t.Helper()
	d := newDoc("test", say.Swedish, run.Date)
	d.record = true
	sheets, err := run.print(d)
	if err != nil {
		t.Fatal(err)
	}
	return d, sheets
}

// faults gives what is wrong with the marks of any paper: text off the sheet or text on text.
func faults(d *doc) []string {
	var out []string
	var texts []mark
	for _, m := range d.marks {
		if m.x < -0.01 || m.y < -0.01 || m.x+m.w > sheetW+0.01 || m.y+m.h > sheetH+0.01 {
			out = append(out, fmt.Sprintf("page %d: off the sheet: %+v", m.page, m))
		}
		if m.text != "" {
			texts = append(texts, m)
		}
	}
	for i, a := range texts {
		for _, b := range texts[i+1:] {
			// Ascenders and descenders of neighbouring lines may come near, not letters.
			dx := math.Min(a.x+a.w, b.x+b.w) - math.Max(a.x, b.x)
			dy := math.Min(a.y+a.h, b.y+b.h) - math.Max(a.y, b.y)
			if a.page == b.page && dx > 0.2 && dy > 0.45*math.Min(a.h, b.h) {
				out = append(out, fmt.Sprintf("page %d: %q (%.1f, %.1f) on %q (%.1f, %.1f)", a.page, a.text, a.x, a.y, b.text, b.x, b.y))
			}
		}
	}
	return out
}

func TestLettersKeepTheirPlaces(t *testing.T) {
	for _, id := range journey.Templates {
		for _, lang := range langs {
			l := testLetter(t, id, lang)
			d, _ := printed(t, LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{l}})
			for _, f := range faults(d) {
				t.Errorf("%s %s: %s", id, lang, f)
			}
			allowed := "Avs: From: Elin Sundkvist c/o Malmgren Tallbacksvägen 12 B lgh 1101 829 99 Norrängen " +
				"Björkens hälsocentral, Ängsgatan 7, 829 99 Norrängen Skatteverket Box 2820 403 20 Göteborg"
			for _, m := range d.marks {
				if m.text != "" && m.y+m.h > 28 && m.y < 84 {
					for _, w := range strings.Fields(m.text) {
						if !strings.Contains(allowed, w) {
							t.Errorf("%s %s: %q shows in the window", id, lang, m.text)
						}
					}
					if m.x < 112 || m.x+m.w > 112+(Window{}).Block().W+0.01 {
						t.Errorf("%s %s: %q is outside the window's text block", id, lang, m.text)
					}
				}
				if m.text != "" && m.x+m.w > letterRight+0.3 {
					t.Errorf("%s %s: %q passes the right margin: %.1f", id, lang, m.text, m.x+m.w)
				}
				if l.PersonalNumber != "" && m.text == l.PersonalNumber && (m.page != 2 || m.y < 132) {
					t.Errorf("%s: the personal number is on page %d at %.1f", id, m.page, m.y)
				}
			}
		}
	}
}

func TestWindowPresetAndCorrection(t *testing.T) {
	run := LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{testLetter(t, journey.TemplateInvitation, Swedish)}}
	run.Clinic.Window = Window{Preset: WindowV2, DX: 1.5, DY: -2}
	d, _ := printed(t, run)
	for _, m := range d.marks {
		if m.text == "Elin Sundkvist" && m.y < 100 {
			if base := m.y + 11*mmPerPoint*0.76; math.Abs(m.x-24.5) > 0.01 || math.Abs(base-49.8) > 0.01 {
				t.Errorf("name at %.2f, %.2f", m.x, base)
			}
			return
		}
	}
	t.Error("no name in the window")
}

func TestProtectedLetterHasNoAddressAndNamelessSlip(t *testing.T) {
	l := testLetter(t, journey.TemplateForwarding, Swedish)
	d, sheets := printed(t, LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{l}})
	if sheets.Pages != 2 || sheets.Letters[0].Pages != 2 {
		t.Fatalf("%+v", sheets)
	}
	names := 0
	for _, m := range d.marks {
		if strings.Contains(m.text, "Sundkvist") {
			names++
		}
	}
	if names != 1 { // the label for the inner envelope
		t.Errorf("the family name stands %d times", names)
	}
	l.Address = Address{Street: "Hemliga gatan 1", Postcode: "82999", Town: "Norrängen"}
	run := LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{l}}
	var pdf bytes.Buffer
	if _, err := Letters(&pdf, run); fault.CodeOf(err) != fault.Refused || pdf.Len() > 0 {
		t.Errorf("an address goes with a forwarded letter: %v", err)
	}
}

func TestPreflightTellsWhatToMend(t *testing.T) {
	long := strings.Repeat("Norra Storängskajens ", 4)
	for name, c := range map[string]struct {
		change func(*Letter, *Clinic)
		id     string
		stops  bool
	}{
		"street":   {func(l *Letter, _ *Clinic) { l.Address.Street = " " }, "paper.problem.no_street", true},
		"postcode": {func(l *Letter, _ *Clinic) { l.Address.Postcode = "" }, "paper.problem.no_postcode", true},
		"odd code": {func(l *Letter, _ *Clinic) { l.Address.Postcode = "8299" }, "paper.problem.odd_postcode", false},
		"town":     {func(l *Letter, _ *Clinic) { l.Address.Town = "\u00ad" }, "paper.problem.no_town", true},
		"name":     {func(l *Letter, _ *Clinic) { l.Given, l.Family = "", "" }, "paper.problem.no_name", true},
		"wide":     {func(l *Letter, _ *Clinic) { l.Address.Street = long }, "paper.problem.wide", true},
		"pnr":      {func(l *Letter, _ *Clinic) { l.Address.CareOf = "Elin " + demoNumber(t) }, "paper.problem.pnr_in_window", true},
		"field":    {func(l *Letter, _ *Clinic) { delete(l.Fields, "age") }, "paper.problem.unfilled", true},
		"signer":   {func(_ *Letter, c *Clinic) { c.Signer = "" }, "paper.problem.blank", false},
		"emoji":    {func(l *Letter, _ *Clinic) { l.Given = "Elin 🙂" }, "paper.problem.unprintable", false},
		"town rtl": {func(l *Letter, _ *Clinic) { l.Address.Town = "مدينة" }, "paper.problem.unprintable", false},
		"number":   {func(l *Letter, _ *Clinic) { l.Number = "" }, "paper.problem.number", true},
		"clinic":   {func(_ *Letter, c *Clinic) { c.Town = "" }, "paper.problem.clinic", false},
		"nameless": {func(_ *Letter, c *Clinic) { c.Name = "" }, "paper.problem.clinic", true},
		"template": {func(l *Letter, _ *Clinic) { l.Template = "finns-inte" }, "paper.problem.template", true},
		"long":     {func(_ *Letter, c *Clinic) { c.Fasting = strings.Repeat("Ät ingenting efter klockan 22. ", 200) }, "paper.problem.long", true},
		"two":      {func(_ *Letter, c *Clinic) { c.Fasting = strings.Repeat("Ät ingenting efter klockan 22. ", 12) }, "paper.problem.pages", false},
	} {
		l, clinic := testLetter(t, journey.TemplateInvitation, Swedish), testClinic
		c.change(&l, &clinic)
		found := false
		for _, p := range Preflight(LetterRun{Clinic: clinic, Date: testDate}, l) {
			if p.Text.ID == c.id {
				found = true
				if (p.Severity == Stop) != c.stops {
					t.Errorf("%s: it is %s", name, p.Severity)
				}
			}
			for _, lang := range []say.Lang{say.Swedish, say.English} {
				if s := say.In(lang, p.Text); strings.Contains(s, "paper.") || strings.Contains(s, "<no value>") {
					t.Errorf("%s: %q", name, s)
				}
			}
		}
		if !found {
			t.Errorf("%s: %s is not told", name, c.id)
		}
	}
	if p := Preflight(LetterRun{Clinic: testClinic, Date: testDate}, testLetter(t, journey.TemplateInvitation, Swedish)); len(p) > 0 {
		t.Errorf("a good letter has problems: %v", p)
	}
}

func TestFiveAddressLinesStartHigher(t *testing.T) {
	l := testLetter(t, journey.TemplateInvitation, Swedish)
	l.Address.Country = "Norge"
	d, _ := printed(t, LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{l}})
	for _, m := range d.marks {
		if m.text == "Norge" && m.y+m.h > 70 {
			t.Errorf("the fifth line ends at %.1f", m.y+m.h)
		}
	}
}

func TestSameLettersSameBytes(t *testing.T) {
	run := manyLetters(t, 30)
	run.Letters[3] = testLetter(t, journey.TemplateInvitationTime, Easy)
	run.Letters[7] = testLetter(t, journey.TemplateForwarding, English)
	var a, b bytes.Buffer
	if _, err := Letters(&a, run); err != nil {
		t.Fatal(err)
	}
	if _, err := Letters(&b, run); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same run gives different bytes")
	}
	look(t, "run", a.Bytes())
}

func TestRunsHaveLimits(t *testing.T) {
	var pdf bytes.Buffer
	run := manyLetters(t, 1)
	run.Letters = make([]Letter, MaxLetters+1)
	if _, err := Letters(&pdf, run); fault.CodeOf(err) != fault.Refused {
		t.Errorf("%d letters in one file: %v", MaxLetters+1, err)
	}
	run.Letters = nil
	if _, err := Letters(&pdf, run); fault.CodeOf(err) != fault.Refused {
		t.Errorf("no letters: %v", err)
	}
}

// Whatever people are called and wherever they live: a letter is stopped with a
// reason, or it prints without anything off the sheet or on top of something else.
func TestS16LettersNeverOverflow(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[A-Za-zåäö ()\\]{0,60}`), rapid.Just(strings.Repeat("W", 300)),
		rapid.Just("Åsa-Märta"), rapid.Just("אליס\u202e"), rapid.Just("😀👩\u200d👩\u200d👧"))
	d := newDoc("test", say.Swedish, testDate)
	d.record = true
	rapid.Check(t, func(rt *rapid.T) {
		id := rapid.SampledFrom(journey.Templates).Draw(rt, "template")
		l := testLetter(t, id, rapid.SampledFrom(langs).Draw(rt, "lang"))
		l.Given, l.Family = text.Draw(rt, "given"), text.Draw(rt, "family")
		if id != journey.TemplateForwarding {
			l.Address.CareOf, l.Address.Street = text.Draw(rt, "careof"), text.Draw(rt, "street")
		}
		clinic := testClinic
		clinic.Name, clinic.VisitPlace, clinic.Signer = text.Draw(rt, "clinic"), text.Draw(rt, "place"), text.Draw(rt, "signer")
		run := LetterRun{Clinic: clinic, Date: testDate, Letters: []Letter{l}}
		for _, p := range Preflight(run, l) {
			if p.Severity == Stop {
				return
			}
		}
		d.marks = nil
		if _, err := run.print(d); err != nil {
			rt.Fatal(err)
		}
		for _, f := range faults(d) {
			rt.Errorf("%s", f)
		}
	})
}

// No date may run into the letter's number beside it.
func TestEveryDateFitsBesideTheNumber(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		for month := time.January; month <= time.December; month++ {
			date := say.Date(lang, day.New(2026, month, 28))
			if _, ok := fit(plain(10), date, dateW, dateLeast); !ok {
				t.Errorf("%s does not fit", date)
			}
		}
	}
}
