package paper

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/say"
)

const letterHead = "fyrtio-letter 1\nversion: 2\ntitle: Hej\n\n"

func TestTemplateErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct {
		text, id string
		line     int
	}{
		{"", "first", 1},
		{"fyrtio-letter 9\n", "first", 1},
		{"fyrtio-letter 1\nversion: x\n", "version", 2},
		{"fyrtio-letter 1\nversion: 1\n\n", "title", 3},
		{"fyrtio-letter 1\nversion: 1\nfärg: röd\n", "key", 3},
		{"fyrtio-letter 1\nversion: 1\ntitle: x\nstyle: stor\n", "style", 4},
		{letterHead + "Hej {nmae}\n", "field", 5},
		{letterHead + "Hej {name\n", "brace", 5},
		{letterHead + "Hej }\n", "brace", 5},
		{letterHead + "**Hej\n", "bold", 5},
		{letterHead + "_x_\n", "rule", 5},
		{letterHead + "_900_\n", "rule", 5},
		{letterHead + "\n[side]\nx\n", "unended", 6},
		{letterHead + "x\n[end]\n", "end", 6},
		{letterHead + "[side]\n[box]\n", "nested", 6},
		{letterHead + "[]x\n", "tick", 5},
		{letterHead + "[slip]\n[] a | b\n", "cell", 6},
		{letterHead + "[foto]\n", "unknown", 5},
		{letterHead + "[if nmae]\nx\n[end]\n", "field", 5},
		{letterHead + "\xff", "utf8", 1},
		{letterHead + strings.Repeat("[if name]\n", 12), "deep", 14},
		{letterHead + strings.Repeat("\n", 600), "long", 1},
	} {
		_, err := ParseTemplate("x", Swedish, c.text)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Refused {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if got := f.Text.Data["Problem"].(say.Text).ID; got != "paper.template."+c.id || f.Text.Data["Line"] != c.line {
			t.Errorf("%q: %s on line %v, want %s on line %d", c.text, got, f.Text.Data["Line"], c.id, c.line)
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if s := fault.Words(lang, err); strings.Contains(s, "paper.template") || strings.Contains(s, "<no value>") {
				t.Errorf("%q says %q", c.text, s)
			}
		}
	}
}

func TestTemplateFill(t *testing.T) {
	tpl, err := ParseTemplate("x", Swedish, letterHead+strings.Join([]string{
		"Hej **{given}**!", "", "[if visit_day]", "{Visit_day}.", "[end]", "[if not visit_day]", "Ingen dag.", "[end]",
		"## Steg", "1. **Ett** först", "fortsättning", "7. Två", "## Igen", "1. Ny", "[side]", "{enclosures}", "[end]", "{phone}",
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := tpl.fill(map[string]string{"given": "A**b** {phone}", "visit_day": "tisdag 14 april", "enclosures": "Ett\nTvå"})
	text := c.plainText()
	for _, want := range []string{"Hej A**b** {phone}!", "Tisdag 14 april.", "1. Ett först\nfortsättning\n", "\n2. Två", "\n1. Ny", "Ett\nTvå"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	if strings.Contains(text, "Ingen dag") || len(c.blank) != 1 || c.blank[0] != "phone" {
		t.Errorf("left a line for %v in %q", c.blank, text)
	}
}

func TestShippedTemplatesAreWholeAndPlain(t *testing.T) {
	files, err := assets.Letters.ReadDir("letters")
	if err != nil || len(files) != len(Templates())*len(langs) {
		t.Fatalf("%d template files, %v", len(files), err)
	}
	for _, id := range Templates() {
		for _, lang := range langs {
			tpl, err := Shipped(id, lang)
			if err != nil {
				t.Fatal(err)
			}
			if tpl.Large != (lang == Easy) || tpl.Version < 1 {
				t.Errorf("%s %s: large %v, version %d", id, lang, tpl.Large, tpl.Version)
			}
			raw, _ := assets.Letters.ReadFile("letters/" + id + "." + string(lang) + ".txt")
			for _, word := range []string{"Vårdkoordinator", "MVG", "personnr", "t.ex.", "bl.a.", "!!"} {
				if strings.Contains(string(raw), word) {
					t.Errorf("%s %s has %q", id, lang, word)
				}
			}
		}
	}
	if _, err := Shipped("../fonts/OFL", Swedish); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a template that does not exist: %v", err)
	}
}

func TestMergeFields(t *testing.T) {
	m := testMerge()
	for lang, want := range map[Lang]map[string]string{
		Swedish: {"call_days": "16 och 27 mars", "visit_day": "tisdag 14 april", "visit_time": "10.00", "sample_day": "tisdag 7 april", "age": "40"},
		Easy:    {"visit_time": "10.00", "invited_on": "2 februari"},
		English: {"call_days": "16 and 27 March", "visit_day": "Tuesday 14 April", "visit_time": "10:00", "reply_by": "20 March"},
	} {
		got := m.Fields(lang)
		for f, v := range want {
			if got[f] != v {
				t.Errorf("%s %s: %q, want %q", lang, f, got[f], v)
			}
		}
		for f := range got {
			if !knownFields[f] {
				t.Errorf("%s is no field of templates", f)
			}
		}
	}
	m = Merge{Sent: day.New(2026, 12, 1), CallFrom: day.New(2026, 12, 28), CallTo: day.New(2027, 1, 8), Visit: time.Date(2027, 1, 12, 7, 30, 0, 0, time.UTC)}
	got := m.Fields(Swedish)
	if got["call_days"] != "28 december och 8 januari 2027" || got["visit_day"] != "tisdag 12 januari 2027" || got["visit_time"] != "08.30" || got["age"] != "" {
		t.Errorf("%v", got)
	}
}

func TestFrozenTextIsTheLetter(t *testing.T) {
	text, err := FrozenText(LetterRun{Clinic: testClinic, Date: testDate}, testLetter(t, InviteTime, Swedish))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Din tid för hälsosamtal\n", "Hej Elin!", "Tisdag 14 april, kl. 10.00", "Karin Nordin, hälsosamordnare", "[ ] Jag kommer den 14 april kl. 10.00."} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}

// A template is text from a user: whatever it is, it is read or refused, and what is
// read prints or is stopped.
func FuzzTemplate(f *testing.F) {
	for _, id := range Templates() {
		raw, _ := assets.Letters.ReadFile("letters/" + id + ".sv.txt")
		f.Add(string(raw))
	}
	f.Add(letterHead + "[box]\n---\n[end]\n[slip]\n[] _10_ | []\n[end]")
	f.Add(letterHead + "1. \n99. x\n## \n[side]\n## \n[end]")
	d := newDoc("fuzz", testDate)
	d.record = true
	f.Fuzz(func(t *testing.T, text string) {
		tpl, err := ParseTemplate(Invite, Swedish, text)
		if err != nil {
			if fault.CodeOf(err) != fault.Refused {
				t.Fatal(err)
			}
			return
		}
		run := LetterRun{Clinic: testClinic, Date: testDate, Letters: []Letter{testLetter(t, Invite, Swedish)},
			Template: func(string, Lang) (*Template, error) { return tpl, nil }}
		for _, p := range Preflight(run, run.Letters[0]) {
			if p.Stops {
				return
			}
		}
		d.marks, d.pdf = nil, newDoc("fuzz", testDate).pdf
		if _, err := run.print(d); err != nil {
			t.Fatal(err)
		}
		for _, m := range d.marks {
			if m.y+m.h > sheetH || m.x+m.w > sheetW+0.01 {
				t.Errorf("off the sheet: %+v", m)
			}
		}
	})
}
