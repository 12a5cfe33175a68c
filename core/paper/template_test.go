package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"fyrtio/core/journey"
	"fyrtio/core/letter"
)

// longData gives a letter and a clinic with everything as long as it gets.
func longData(t testing.TB, template string, lang Lang) (Letter, Clinic) {
	l := testLetter(t, template, lang)
	l.Given, l.Family = "Maximiliana", "Lindqvist-Oxenstråle"
	if !letter.Forwarded(template) {
		l.Address = LongestAddress
		l.Address.Country = "Storbritannien"
	}
	m := testMerge()
	m.Interpreter = "nordkurdiska (kurmanji)"
	m.Also = []time.Time{m.Visit.AddDate(0, 0, 1), m.Visit.AddDate(0, 0, 9), m.Visit.AddDate(0, 0, 16)}
	m.Later = m.Sent.Add(200)
	m.Enclosures = []string{"Frågeformulär", "Svarskuvert", "Information om Clinic24"}
	l.Fields = m.Fields(lang)
	c := testClinic
	c.Name = "Söderhamns hälsocentral Norra stationsgatan"
	c.PhoneHours = "måndag–torsdag 8.00–11.30, fredag 8–10"
	c.Signer, c.RoleTitle = "Anna-Karin Zetterström-Hallonqvist", "hälsosamordnare och distriktssköterska"
	c.VisitPlace = "Norra stationsgatan 118 B, uppgång 4, plan 2, reception 3"
	c.SamplePlace = "Laboratoriet, Norra stationsgatan 118 A, plan 1"
	c.SampleHours = "7.30–9.30"
	c.Fasting = "Ät och drick inget annat än vatten från klockan 22 kvällen före. Dina vanliga mediciner får du ta."
	return l, c
}

func TestShippedLettersPrintWithLongData(t *testing.T) {
	for _, id := range journey.Templates {
		for _, lang := range letter.Languages() {
			l, c := longData(t, id, lang)
			run := LetterRun{Clinic: c, Date: testDate, Letters: []Letter{l}}
			d, sheets := printed(t, run)
			for _, f := range faults(d) {
				t.Errorf("%s %s: %s", id, lang, f)
			}
			pages := sheets.Pages
			if letter.Forwarded(id) {
				pages--
			}
			if pages > 2 {
				t.Errorf("%s %s takes %d pages", id, lang, pages)
			}
			var pdf bytes.Buffer
			if _, err := Letters(&pdf, run); err != nil {
				t.Errorf("%s %s: %v", id, lang, err)
			}
			look(t, "long-"+id+"-"+string(lang), pdf.Bytes())
		}
	}
}

// withText gives a run of one letter with a text of its own.
func withText(t testing.TB, text string) LetterRun {
	t.Helper()
	tpl, err := letter.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{testLetter(t, journey.TemplateInvitation, Swedish)},
		Template: func(string, Lang) (*letter.Template, error) { return tpl, nil }}
}

// everything uses all of the markup.
const everything = `# Allt på en gång

Hej {förnamn}! Detta är **fet text** och vanlig.

- En punkt som är så lång att den behöver två rader för att rymmas i spalten, och lite till
- En kort punkt
| När | {besöksdag} kl. {besökstid}
| Var | {besöksplats}, och en lång förklaring av hur man hittar dit från stationen, till fots eller med buss
| Hur | **gratis** | tre celler

1. Ett steg
som går vidare
2. Ett till

[ruta]
## Din tid
# {Besöksdag}
| Rum | 4
- punkt i rutan
---
## Mer
Text
[slut]

[sidospalt]
## Sida
- punkt
| a | b
[slut]

Vänliga hälsningar
[underskrift 12]

[ny sida]
## På nästa sida
Mer text.

[talong]
## Talong
[] Ja | [] Nej
[slut]
`

func TestEveryMarkIsDrawn(t *testing.T) {
	run := withText(t, everything)
	d, sheets := printed(t, run)
	if sheets.Pages != 2 {
		t.Errorf("%d pages", sheets.Pages)
	}
	for _, f := range faults(d) {
		t.Error(f)
	}
	page := map[string]int{}
	for _, m := range d.marks {
		page[m.text] = m.page
	}
	for text, want := range map[string]int{"Allt på en gång": 1, "En kort punkt": 1, "När": 1, "tisdag 14 april kl. 10.00": 1, "Tisdag 14 april": 1, "På nästa sida": 2, "Talong": 2, "Karin Nordin": 1} {
		if page[text] != want {
			t.Errorf("%q is on page %d, want %d", text, page[text], want)
		}
	}
	var pdf bytes.Buffer
	if _, err := Letters(&pdf, run); err != nil {
		t.Fatal(err)
	}
	look(t, "everything", pdf.Bytes())
}

func TestLongTextsTakePagesAndThenStop(t *testing.T) {
	for n, want := range map[int]int{10: 1, 40: 2, 75: 3, 240: 0} {
		run := withText(t, "# Lång\n"+strings.Repeat("En rad som är ganska lång och upprepas.\n\n", n))
		checked := NewChecker(run).Check(run.Letters[0])
		_, stopped := checked.Stop()
		if stopped != (want == 0) || want > 0 && checked.Pages != want {
			t.Errorf("%d paragraphs: %d pages, stopped %v", n, checked.Pages, stopped)
		}
	}
}

func TestFrozenTextIsTheLetter(t *testing.T) {
	text, err := FrozenText(LetterRun{Clinic: testClinic, Date: testDate}, testLetter(t, journey.TemplateInvitationTime, Swedish))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Tid för hälsosamtal\n", "Hej Elin!", "Tisdag 14 april, kl. 10.00", "Karin Nordin, hälsosamordnare", "[ ] Jag kommer den 14 april kl. 10.00."} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}

// A text that is read prints, or is stopped with a reason, and nothing leaves the sheet.
func FuzzLetter(f *testing.F) {
	for _, id := range journey.Templates {
		raw, _ := letter.ShippedText(id, Swedish)
		f.Add(string(raw))
	}
	f.Add(everything)
	f.Add("# x\n[ruta]\n---\n[slut]\n[talong]\n[] _10_ | []\n[slut]")
	f.Add("# x\n1. \n99. x\n## \n[sidospalt]\n## \n| a | b | c | d | e\n[slut]\n[ny sida]\n[ny sida]\n[underskrift 40]")
	f.Fuzz(func(t *testing.T, text string) {
		tpl, err := letter.Read(text)
		if err != nil || len(text) > 20000 {
			return
		}
		run := LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{testLetter(t, journey.TemplateInvitation, Swedish)},
			Template: func(string, Lang) (*letter.Template, error) { return tpl, nil }}
		checked := NewChecker(run).Check(run.Letters[0])
		if _, stopped := checked.Stop(); stopped {
			return
		}
		d := newDoc("fuzz", "sv", testDate)
		d.record = true
		sheets, err := run.print(d)
		if err != nil || sheets.Pages != checked.Pages {
			t.Fatalf("%d pages, checked %d: %v", sheets.Pages, checked.Pages, err)
		}
		for _, m := range d.marks {
			if m.y+m.h > sheetH+0.01 || m.x+m.w > sheetW+0.01 {
				t.Errorf("off the sheet: %+v", m)
			}
		}
	})
}

// A letter in English is signed with the English title, any other with the Swedish one.
func TestTheSignersTitleIsInTheLettersLanguage(t *testing.T) {
	for lang, want := range map[Lang]string{Swedish: "hälsosamordnare", English: "health coordinator"} {
		for _, c := range []Clinic{testClinic, {RoleTitle: want}} {
			text, err := FrozenText(LetterRun{Clinic: c, Date: testDate}, testLetter(t, journey.TemplateInvitation, lang))
			if err != nil || !strings.Contains(text, want) {
				t.Errorf("%s: %v\n%s", lang, err, text)
			}
		}
	}
}
