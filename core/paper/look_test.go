package paper

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
)

// look writes a paper into the folder that PAPER_OUT names, to be rendered and
// looked at; without it nothing is written.
func look(t *testing.T, name string, pdf []byte) {
	t.Helper()
	dir := os.Getenv("PAPER_OUT")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o600); err != nil {
		t.Fatal(err)
	}
}

var testClinic = Clinic{
	Name: "Björkens hälsocentral", CareGiver: "Region Exempel", Street: "Ängsgatan 7", Postcode: "82999", Town: "Norrängen",
	Phone: "0980-31 92 40", PhoneHours: "vardagar 8–11", Email: "halsosamtal@bjorken.example",
	Signer: "Karin Nordin", RoleTitle: "hälsosamordnare", RoleTitleEn: "health coordinator",
	VisitPlace: "Ängsgatan 7, plan 2", SamplePlace: "Ängsgatan 7, plan 1", SampleHours: "7.30–9.30",
	FreePost: true, Cl24: true,
}

// demoNumber gives one of the published test numbers.
func demoNumber(t testing.TB) string {
	list, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range strings.Fields(string(list)) {
		if len(n) == 12 && strings.HasPrefix(n, "1986") {
			return n[:8] + "-" + n[8:]
		}
	}
	t.Fatal("no test number of 1986")
	return ""
}

var testDate = day.New(2026, 3, 2)

func testMerge() letter.Merge {
	return letter.Merge{
		Sent: testDate, Age: 40, CallFrom: day.New(2026, 3, 16), CallTo: day.New(2026, 3, 27),
		ReplyBy: day.New(2026, 3, 20), Invited: day.New(2026, 2, 2),
		Visit: time.Date(2026, 4, 14, 10, 0, 0, 0, day.Zone), SampleDay: day.New(2026, 4, 7),
		Enclosures: []string{"Formulär", "Svarskuvert"},
	}
}

func testLetter(t testing.TB, template string, lang Lang) Letter {
	l := Letter{
		Number: "26-0148", Template: template, Lang: lang, Given: "Elin", Family: "Sundkvist",
		Address: Address{CareOf: "Malmgren", Street: "Tallbacksvägen 12 B lgh 1101", Postcode: "82999", Town: "Norrängen"},
		Fields:  testMerge().Fields(lang),
	}
	if template == journey.TemplateForwarding {
		l.Address, l.PersonalNumber = Address{}, demoNumber(t)
	}
	return l
}

var langs = []Lang{Swedish, Easy, English}

func TestShippedTemplatesAllPrint(t *testing.T) {
	for _, id := range journey.Templates {
		for _, lang := range langs {
			run := LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{testLetter(t, id, lang)}}
			var pdf bytes.Buffer
			sheets, err := Letters(&pdf, run)
			if err != nil {
				t.Errorf("%s %s: %v", id, lang, err)
				continue
			}
			for _, p := range sheets.Letters[0].Problems {
				t.Errorf("%s %s: %v", id, lang, p.Text)
			}
			look(t, "letter-"+id+"-"+string(lang), pdf.Bytes())
		}
	}
}
