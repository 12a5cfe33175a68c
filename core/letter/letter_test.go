package letter

import (
	"strings"
	"testing"
	"time"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/say"
)

const title = "# Hej\n"

func TestFaultsNameTheirPlace(t *testing.T) {
	for _, c := range []struct {
		text, id  string
		line, col int
		near      string
	}{
		{"", "title", 1, 1, ""},
		{"Bara text\n", "title", 1, 1, ""},
		{title + "Hej {förnam}\n", "field.near", 2, 6, "förnamn"},
		{title + "  Hej **{telfon}**\n", "field.near", 2, 10, "telefon"},
		{title + "Hej {phnoe}\n", "field.near", 2, 6, "phone"},
		{title + "Hej {xyzzyqwerty}\n", "field", 2, 6, ""},
		{title + "Hej {given\n", "brace", 2, 5, ""},
		{title + "Hej }\n", "brace", 2, 5, ""},
		{title + "Hej **du\n", "bold", 2, 5, ""},
		{title + "Hej _900_\n", "rule", 2, 5, ""},
		{title + "{cl24}\n", "ask", 2, 1, ""},
		{title + "\n[sidospalt]\nx\n", "unended", 3, 1, ""},
		{title + "x\n[slut]\n", "end", 3, 1, ""},
		{title + "[annars]\n", "end", 2, 1, ""},
		{title + "[ruta]\n[annars]\n[slut]\n", "else", 3, 1, ""},
		{title + "[om tolk]\n[annars]\n[annars]\n[slut]\n", "else", 4, 1, ""},
		{title + "[sidospalt]\n[ruta]\n[slut]\n[slut]\n", "nested", 3, 1, ""},
		{title + "[]x\n", "tick", 2, 1, ""},
		{title + "[talong]\n| a | b\n[slut]\n", "row", 3, 1, ""},
		{title + "[talong]\n[] a | b\n[slut]\n", "cell", 3, 7, ""},
		{title + "[foto]\n", "unknown", 2, 1, ""},
		{title + "[sidspalt]\n", "unknown.near", 2, 1, "[sidospalt]"},
		{title + "[underskrft]\n", "unknown.near", 2, 1, "[underskrift]"},
		{title + "[om tlok]\nx\n[slut]\n", "field.near", 2, 5, "tolk"},
		{title + "[om inte tlok]\nx\n[slut]\n", "field.near", 2, 10, "tolk"},
		{title + "[oj\n", "bracket", 2, 1, ""},
		{title + "[ruta]\n[underskrift]\n[slut]\n", "inside", 3, 1, ""},
		{title + "[underskrift 99]\n", "room", 2, 1, ""},
		{title + "# Igen\n", "titles", 2, 1, ""},
		{title + "[om tolk]\n# Igen\n[slut]\n", "titles", 3, 1, ""},
		{title + "\xff", "utf8", 1, 1, ""},
		{title + strings.Repeat("[om namn]\n", 12), "unended", 2, 1, ""},
		{title + strings.Repeat("\n", 600), "long", 501, 1, ""},
		{title + strings.Repeat("a", 3000), "wide", 2, 2001, ""},
		{"fyrtio-letter 1\nfärg: röd\n\n", "head", 2, 1, ""},
	} {
		tpl, faults := Parse(c.text)
		if tpl != nil || len(faults) == 0 {
			t.Errorf("%q has no fault", c.text)
			continue
		}
		f := faults[0]
		if f.Text.ID != "letter.fault."+c.id || f.Line != c.line || f.Col != c.col || f.Near != c.near {
			t.Errorf("%q: %s at %d:%d near %q, want %s at %d:%d near %q", c.text, f.Text.ID, f.Line, f.Col, f.Near, c.id, c.line, c.col, c.near)
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			for _, f := range faults {
				if s := say.In(lang, f.Text); strings.Contains(s, "letter.fault") || strings.Contains(s, "letter.err") || strings.Contains(s, "<no value>") {
					t.Errorf("%q says %q", c.text, s)
				}
			}
			if s := fault.Words(lang, Err(faults)); strings.Contains(s, "letter.fault") || strings.Contains(s, "letter.err") || strings.Contains(s, "<no value>") {
				t.Errorf("%q says %q", c.text, s)
			}
		}
	}
	_, faults := Parse(title + "{nmae}\nHej {xyz} och {förnam}\n[om tlok]\n")
	if len(faults) != 5 || faults[1].Line != 3 || faults[2].Col != 16 || faults[2].Len != 6 {
		t.Errorf("several faults: %+v", faults)
	}
}

// What stands between braces may be replaced by Near, and the text is then whole.
func TestNearMendsTheText(t *testing.T) {
	for _, wrong := range []string{"Ring {telfon}, {Besoksdag} och {fornamn}.", "{svara snast}{e post}"} {
		text := []rune(title + wrong + "\n")
		for range 5 {
			_, faults := Parse(string(text))
			if len(faults) == 0 {
				break
			}
			f := faults[len(faults)-1] // from the end, so that places stay
			line := strings.Split(string(text), "\n")
			r := []rune(line[f.Line-1])
			line[f.Line-1] = string(r[:f.Col-1]) + f.Near + string(r[f.Col-1+f.Len:])
			text = []rune(strings.Join(line, "\n"))
		}
		if _, faults := Parse(string(text)); len(faults) > 0 {
			t.Errorf("%q became %q: %+v", wrong, string(text), faults)
		}
	}
}

func fill(t *testing.T, text string, values map[string]string) Content {
	t.Helper()
	tpl, err := Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return tpl.Fill(values)
}

func TestFill(t *testing.T) {
	c := fill(t, title+strings.Join([]string{
		"Hej **{förnamn}**!", "", "[om besöksdag]", "{Besöksdag}.", "[annars]", "Ingen dag.", "[slut]",
		"## Steg", "1. **Ett** först", "fortsättning", "7. Två", "## Igen", "1. Ny", "- Punkt", "| När | {visit_day}", "[sidospalt]", "{bilagor}", "[slut]",
		"[talong]", "## T", "[] Jag tar {erbjudna tider}.", "[slut]", "{telefon} \\{x\\} a_b", "[underskrift]",
	}, "\n"), map[string]string{"given": "A**b** {phone}", "visit_day": "tisdag 14 april", "enclosures": "Ett\nTvå", "signer": "Karin", "role": "sköterska",
		"offered_times": "måndag 1\ntisdag 2"})
	text := c.PlainText()
	for _, want := range []string{"Hej A**b** {phone}!", "Tisdag 14 april.", "1. Ett först\nfortsättning\n", "\n2. Två", "\n1. Ny", "- Punkt", "När | tisdag 14 april", "Ett\nTvå",
		"[ ] Jag tar måndag 1.\n\n[ ] Jag tar tisdag 2.", " {x} a_b", "Karin, sköterska"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	if strings.Contains(text, "Ingen dag") || len(c.Blank) != 1 || c.Blank[0] != "phone" || len(c.Missing) != 0 {
		t.Errorf("left a line for %v, missing %v in %q", c.Blank, c.Missing, text)
	}
}

// Lines within a condition belong to the paragraph before it unless a line is empty.
func TestConditionsGoOnWithTheParagraph(t *testing.T) {
	const text = title + "1. Prov.\n[om fasta]\n{fasta}\n[annars]\nRing.\n[slut]\nSist.\n\n[om tolk]\nTolk.\n[slut]\nEfter.\n\nEn.\n\n[om tolk]\nTvå.\n[slut]\nTre.\n"
	for _, c := range []struct {
		values map[string]string
		want   []string
	}{
		{nil, []string{"Prov.|Ring.|Sist.", "Efter.", "En.", "Tre."}},
		{map[string]string{"fasting": "Fasta.", "interpreter": "arabiska"}, []string{"Prov.|Fasta.|Sist.", "Tolk.|Efter.", "En.", "Två.|Tre."}},
	} {
		var got []string
		for _, b := range fill(t, text, c.values).Body {
			var lines []string
			for _, l := range b.Lines {
				lines = append(lines, Words(l))
			}
			got = append(got, strings.Join(lines, "|"))
		}
		if strings.Join(got, "/") != strings.Join(c.want, "/") {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Letters that were printed with the first releases' texts are printed again from them.
func TestTheFirstReleasesTextsAreRead(t *testing.T) {
	c := fill(t, "fyrtio-letter 1\nversion: 2\ntitle: Tid för {given}\nstyle: large\n\nHej.\n[if visit_day]\nKom {visit_day}.\n[end]\n[if not phone_hours]\nRing.\n[end]\n[slip]\n## T\n[] Ja _44_\n[end]\n",
		map[string]string{"given": "Elin", "visit_day": "tisdag"})
	if c.Title != "Tid för Elin" || !c.Large || len(c.Body) != 3 || len(c.Slip) != 2 || c.Slip[1].Lines[0][1].Rule != 44 {
		t.Errorf("%+v", c)
	}
}

func TestEveryFieldHasItsWords(t *testing.T) {
	groups := map[Group]int{}
	for _, f := range Fields() {
		groups[f.Group]++
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			for _, words := range []say.Text{f.Label(), f.About(), f.Group.Name()} {
				if s := say.In(lang, words); s == words.ID || s == "" {
					t.Errorf("%s: no words for %s", lang, words.ID)
				}
			}
			if g, ok := FieldOf(f.In(lang)); !ok || g.Name != f.Name {
				t.Errorf("%s is not found by %q", f.Name, f.In(lang))
			}
		}
	}
	if len(groups) != len(Groups()) || len(byName) < len(fields)+len(fields)/2 {
		t.Errorf("%v", groups)
	}
	for _, written := range []string{"Förnamn", "FÖRNAMN", " given "} {
		if f, ok := FieldOf(written); !ok || f.Name != "given" {
			t.Errorf("%q: %+v", written, f)
		}
	}
	for _, l := range Languages() {
		if s := say.In(say.Swedish, l.Name()); strings.Contains(s, "letter.") {
			t.Error(s)
		}
	}
}

// Every shipped letter exists in every language, says what it must and nothing that it
// must not, and uses only fields that a letter of its kind has.
func TestShippedTextsAreWhole(t *testing.T) {
	files, err := assets.Letters.ReadDir("letters")
	if err != nil || len(files) != len(journey.Templates)*len(Languages()) {
		t.Fatalf("%d texts, %v", len(files), err)
	}
	free := map[Lang]string{Swedish: "gratis", Easy: "gratis", English: "free"}
	interpreter := map[Lang]string{Swedish: "tolk", Easy: "tolk", English: "interpreter"}
	for _, id := range journey.Templates {
		for _, lang := range Languages() {
			raw, err := ShippedText(id, lang)
			if err != nil {
				t.Fatal(err)
			}
			tpl, faults := Parse(string(raw))
			if len(faults) > 0 {
				t.Errorf("%s %s: %+v", id, lang, faults)
				continue
			}
			if tpl.Large != (lang == Easy) {
				t.Errorf("%s %s: large %v", id, lang, tpl.Large)
			}
			text := strings.ToLower(string(raw))
			for _, word := range []string{"vårdkoordinator", "mvg", "personnr", "t.ex.", "bl.a.", "!!", "kl ", "icke", "måste"} {
				if strings.Contains(text, word) {
					t.Errorf("%s %s has %q", id, lang, word)
				}
			}
			for _, word := range []string{free[lang], interpreter[lang], "{telefon}|{phone}", "journal|health record|sparat|kept"} {
				found := false
				for _, w := range strings.Split(word, "|") {
					found = found || strings.Contains(text, w)
				}
				if !found && !(id == journey.TemplateCl24 && lang == Easy && word == free[lang]) {
					t.Errorf("%s %s lacks %q", id, lang, word)
				}
			}
			if len(tpl.Uses()) < 4 {
				t.Errorf("%s %s uses %v", id, lang, tpl.Uses())
			}
		}
	}
	if _, err := Shipped("../fonts/OFL", Swedish); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a template that does not exist: %v", err)
	}
}

func TestMergeFields(t *testing.T) {
	m := Merge{Sent: day.New(2026, 3, 2), Age: 40, CallFrom: day.New(2026, 3, 16), CallTo: day.New(2026, 3, 27), ReplyBy: day.New(2026, 3, 20), Invited: day.New(2026, 2, 2),
		Visit: time.Date(2026, 4, 14, 10, 0, 0, 0, day.Zone), Also: []time.Time{time.Date(2026, 4, 15, 13, 30, 0, 0, day.Zone)}, SampleDay: day.New(2026, 4, 7), Later: day.New(2026, 9, 1)}
	for lang, want := range map[Lang]map[string]string{
		Swedish: {"call_days": "16 och 27 mars", "visit_day": "tisdag 14 april", "visit_time": "10.00", "sample_day": "tisdag 7 april", "age": "40", "later_from": "1 september",
			"offered_times": "tisdag 14 april kl. 10.00\nonsdag 15 april kl. 13.30"},
		Easy:    {"visit_time": "10.00", "invited_on": "2 februari"},
		English: {"call_days": "16 and 27 March", "visit_day": "Tuesday 14 April", "visit_time": "10:00", "reply_by": "20 March", "offered_times": "Tuesday 14 April at 10:00\nWednesday 15 April at 13:30"},
	} {
		got := m.Fields(lang)
		for f, v := range want {
			if got[f] != v {
				t.Errorf("%s %s: %q, want %q", lang, f, got[f], v)
			}
		}
		for f := range got {
			if _, ok := FieldOf(f); !ok {
				t.Errorf("%s is no field", f)
			}
		}
	}
	m = Merge{Sent: day.New(2026, 12, 1), CallFrom: day.New(2026, 12, 28), CallTo: day.New(2027, 1, 8), Visit: time.Date(2027, 1, 12, 7, 30, 0, 0, time.UTC)}
	got := m.Fields(Swedish)
	if got["call_days"] != "28 december och 8 januari 2027" || got["visit_day"] != "tisdag 12 januari 2027" || got["visit_time"] != "08.30" || got["age"] != "" || got["offered_times"] != "" {
		t.Errorf("%v", got)
	}
}

func TestFallback(t *testing.T) {
	for _, l := range Languages() {
		if list := l.Fallback(); list[0] != l {
			t.Errorf("%s begins with %s", l, list[0])
		}
	}
}

// A text comes from a user: whatever it is, it is read, or refused with places that are
// in it; and what is read can be filled with anything.
func FuzzParse(f *testing.F) {
	for _, id := range journey.Templates {
		for _, lang := range Languages() {
			raw, _ := ShippedText(id, lang)
			f.Add(string(raw), "Elin")
		}
	}
	f.Add(title+"[ruta]\n---\n[slut]\n[talong]\n[] _10_ | []\n[slut]", "")
	f.Add(title+"1. \n99. x\n## \n[sidospalt]\n## \n[slut]\n|\n||\n| a | {namn}", "a\nb")
	f.Add("fyrtio-letter 1\ntitle: {given\n\n[if x", "**")
	f.Add(title+"[om tolk]\n[annars]\n[om namn]\n\\", "\\{")
	f.Fuzz(func(t *testing.T, text, value string) {
		if len(text) > 20000 || len(value) > 1000 {
			return
		}
		tpl, faults := Parse(text)
		lines := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") + 1
		for _, f := range faults {
			if f.Line < 1 || f.Line > lines || f.Col < 1 || f.Text.ID == "" {
				t.Fatalf("%+v of %d lines", f, lines)
			}
		}
		if (tpl == nil) == (len(faults) == 0) {
			t.Fatalf("%v and %d faults", tpl, len(faults))
		}
		if tpl == nil {
			return
		}
		values := map[string]string{}
		for _, field := range tpl.Uses() {
			values[field] = value
		}
		for _, v := range []map[string]string{nil, values} {
			c := tpl.Fill(v)
			if c.PlainText() == "" || c.BoxAt > len(c.Body) {
				t.Fatalf("%+v", c)
			}
		}
	})
}
