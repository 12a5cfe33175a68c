package form_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// shippedItems is the questionnaire as it was agreed: link id, type, how many options,
// mandatory (R).
const shippedItems = `
bg.education choice 5, bg.employment choice 6, bg.birthplace choice 4, bg.household choice 5, bg.economy choice 3,
dx.cvd choice 3 R, dx.hypertension choice 3 R, dx.lipids choice 3 R, dx.diabetes choice 3 R,
med.bp choice 2, med.lipids choice 2, med.diabetes choice 2,
her.cvd choice 3 R, her.diabetes choice 3 R,
health.general choice 5 R, health.stress choice 4 R, health.sleep choice 5 R, health.confidant choice 2,
tobacco.smoking choice 5 R, tobacco.cigarettes integer 0, tobacco.snus choice 5 R, tobacco.boxes decimal 0, tobacco.ecig choice 5,
activity.training choice 6 R, activity.everyday choice 7 R, activity.sitting choice 7 R,
diet.vegetables choice 4 R, diet.fruit choice 4 R, diet.fish choice 4 R, diet.sweets choice 4 R, diet.breakfast choice 4,
alcohol.weekly choice 5 R, alcohol.binge choice 5 R,
change.tobacco choice 4, change.alcohol choice 4, change.activity choice 4, change.diet choice 4,
m.height decimal 0 R, m.weight decimal 0 R, m.waist decimal 0 R, m.hip decimal 0, m.sbp decimal 0 R, m.dbp decimal 0 R,
m.chol decimal 0 R, m.ldl decimal 0, m.hdl decimal 0, m.tg decimal 0, m.glucose decimal 0 R, m.hba1c decimal 0,
note text 0`

func TestShippedItems(t *testing.T) {
	d := form.Shipped()
	var got []string
	for _, it := range d.Items {
		line := fmt.Sprintf("%s %s %d", it.LinkID, it.Type, len(it.Options))
		if it.Required {
			line += " R"
		}
		got = append(got, line)
	}
	want := strings.Split(strings.ReplaceAll(strings.TrimSpace(shippedItems), ",\n", ", "), ", ")
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), strings.Join(want, ", "))
	}
	for i, it := range d.Items {
		if it.Number != i+1 {
			t.Errorf("%s has number %d", it.LinkID, it.Number)
		}
		if it.Measurement != strings.HasPrefix(it.LinkID, "m.") {
			t.Errorf("%s: measurement %v", it.LinkID, it.Measurement)
		}
		for j, o := range it.Options {
			if o.Code != fmt.Sprint(j+1) {
				t.Errorf("%s has code %s at place %d", it.LinkID, o.Code, j+1)
			}
		}
	}
	// The numbers that the papers show (D22).
	for id, number := range map[string]int{"her.cvd": 13, "tobacco.smoking": 19, "tobacco.snus": 21, "alcohol.weekly": 32, "m.height": 38, "m.hba1c": 49} {
		if it, _ := d.Item(id); it.Number != number {
			t.Errorf("%s has number %d, want %d", id, it.Number, number)
		}
	}
}

func TestShippedScores(t *testing.T) {
	d := form.Shipped()
	for id, want := range map[string][]int{
		"activity.training": {0, 15, 45, 75, 105, 120},
		"activity.everyday": {0, 15, 45, 75, 120, 225, 300},
		"diet.vegetables":   {3, 2, 1, 0},
		"diet.fruit":        {3, 2, 1, 0},
		"diet.fish":         {3, 2, 1, 0},
		"diet.sweets":       {0, 1, 2, 3},
	} {
		it, _ := d.Item(id)
		for i, o := range it.Options {
			if !o.HasScore || o.Score != want[i] {
				t.Errorf("%s %s scores %d (%v), want %d", id, o.Code, o.Score, o.HasScore, want[i])
			}
		}
	}
}

func TestShippedRanges(t *testing.T) {
	d := form.Shipped()
	for id, want := range map[string]string{
		"tobacco.cigarettes": "1 100", "tobacco.boxes": "0.5 30", "m.height": "120 220", "m.weight": "30 300", "m.waist": "50 200", "m.hip": "50 200",
		"m.sbp": "70 260", "m.dbp": "30 160", "m.chol": "2 15", "m.ldl": "0.5 12", "m.hdl": "0.3 4", "m.tg": "0.2 20", "m.glucose": "2 35", "m.hba1c": "15 180",
	} {
		it, _ := d.Item(id)
		if got := it.Min.String() + " " + it.Max.String(); got != want {
			t.Errorf("%s is plausible %s, want %s", id, got, want)
		}
		if it.Unit.IsZero() {
			t.Errorf("%s has no unit", id)
		}
	}
}

// Every text is there in both languages, and short where it stands in narrow places.
func TestShippedWords(t *testing.T) {
	d := form.Shipped()
	both := func(where string, w form.Words, longest int) {
		t.Helper()
		if w.SV == "" || w.EN == "" {
			t.Errorf("%s lacks words: %+v", where, w)
		}
		if n := len([]rune(w.SV)); n > longest {
			t.Errorf("%s has %d characters, more than %d: %s", where, n, longest, w.SV)
		}
	}
	both("title", d.Title, 60)
	both("intro", d.Intro, 300)
	for _, s := range d.Sections {
		both(s.ID, s.Title, 40)
		both(s.ID+" short", s.Short, 20)
	}
	for _, it := range d.Items {
		both(it.LinkID, it.Text, 110)
		both(it.LinkID+" short", it.Short, 30)
		for _, o := range it.Options {
			both(it.LinkID+" "+o.Code, o.Text, 60)
			both(it.LinkID+" "+o.Code+" label", o.Label(), 40)
		}
	}
}

// A small form that every case below changes in one place.
const small = `{"resourceType":"Questionnaire","version":"1","title":"T","item":[{"linkId":"g","type":"group","text":"G","item":[
{"linkId":"a","type":"choice","text":"A","answerOption":[{"valueCoding":{"code":"1","display":"x"}},{"valueCoding":{"code":"2","display":"y"}}]},
{"linkId":"b","type":"integer","text":"B","enableWhen":[{"question":"a","operator":"=","answerCoding":{"code":"1"}}],"extension":[
{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":1},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":9}]}]}]}`

func TestReadRefusesByPath(t *testing.T) {
	if _, err := form.Read([]byte(small)); err != nil {
		t.Fatalf("the small form itself: %v", err)
	}
	const item = "Questionnaire.item[0].item[0]"
	for _, c := range []struct{ old, new, path string }{
		{`{"resourceType"`, `[{"resourceType"`, "Questionnaire"},
		{`"Questionnaire"`, `"Patient"`, "Questionnaire.resourceType"},
		{`"version":"1"`, `"version":""`, "Questionnaire.version"},
		{`"version":"1"`, `"version":1`, "Questionnaire.version"},
		{`"version":"1"`, `"version":"1","contained":[]`, "Questionnaire.contained"},
		{`"version":"1"`, `"version":"1","date":"snart"`, "Questionnaire.date"},
		{`"type":"group"`, `"type":"choice"`, "Questionnaire.item[0].type"},
		{`"type":"choice"`, `"type":"group"`, item + ".type"},
		{`"type":"choice"`, `"type":"open-choice"`, item + ".type"},
		{`"type":"choice"`, `"type":"choice","repeats":true`, item + ".repeats"},
		{`"type":"choice"`, `"type":"choice","required":1`, item + ".required"},
		{`"type":"choice"`, `"type":"choice","prefix":"1a"`, item + ".prefix"},
		{`"type":"choice"`, `"type":"choice","extension":[{"url":"http://x"}]`, item + ".extension[0].url"},
		{`"linkId":"a"`, `"linkId":"A b"`, item + ".linkId"},
		{`"linkId":"b"`, `"linkId":"a"`, "Questionnaire.item[0].item[1].linkId"},
		{`"code":"2"`, `"code":"10"`, item + ".answerOption[1].valueCoding.code"},
		{`"code":"2"`, `"code":"1"`, item + ".answerOption[1].valueCoding.code"},
		{`"code":"2"`, `"code":"0"`, item + ".answerOption[1].valueCoding.code"},
		{`{"valueCoding":{"code":"2","display":"y"}}`, `{"valueInteger":2}`, item + ".answerOption[1].valueInteger"},
		{`"question":"a"`, `"question":"z"`, "Questionnaire.item[0].item[1].enableWhen[0].question"},
		{`"question":"a"`, `"question":"b"`, "Questionnaire.item[0].item[1].enableWhen[0].question"},
		{`"operator":"="`, `"operator":">"`, "Questionnaire.item[0].item[1].enableWhen[0].operator"},
		{`"answerCoding":{"code":"1"}`, `"answerCoding":{"code":"7"}`, "Questionnaire.item[0].item[1].enableWhen[0].answerCoding.code"},
		{`"valueInteger":9`, `"valueInteger":0`, "Questionnaire.item[0].item[1].extension"},
		{`"text":"B"`, `"text":" "`, "Questionnaire.item[0].item[1].text"},
		{`"text":"B"`, `"text":"B","answerOption":[{"valueCoding":{"code":"1","display":"x"}}]`, "Questionnaire.item[0].item[1].answerOption"},
	} {
		changed := strings.Replace(small, c.old, c.new, 1)
		if changed == small {
			t.Fatalf("%s is not in the form", c.old)
		}
		_, err := form.Read([]byte(changed))
		refused(t, err, "form.err.read")
		var f *fault.Error
		errors.As(err, &f)
		if got := f.Text.Data["Path"]; got != c.path {
			t.Errorf("%s: refused at %v, want %s (%s)", c.new, got, c.path, fault.Words(say.Swedish, err))
		}
	}
}

// Every question that cannot be shown is told of, by its words; what hangs on one of them
// is not told of again.
func TestReadTellsOfEveryQuestion(t *testing.T) {
	changed := strings.NewReplacer(`"type":"choice","text":"A"`, `"type":"quantity","text":"Hur länge?"`, `"valueInteger":9`, `"valueInteger":0`).Replace(small)
	_, err := form.Read([]byte(changed))
	var all *form.Unreadable
	if !errors.As(err, &all) {
		t.Fatal(err)
	}
	got := []string{}
	for _, f := range all.Faults {
		got = append(got, say.In(say.Swedish, f))
	}
	want := []string{"Frågan ”Hur länge?”: type är inget slags fråga som Fyrtio kan visa. Det går med choice, integer, decimal, string och text. (Questionnaire.item[0].item[0].type)",
		"Frågan ”B”: extension har gränser som inte passar frågan. (Questionnaire.item[0].item[1].extension)"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if words := fault.Words(say.Swedish, err); !strings.Contains(words, "Hur länge?") || !strings.Contains(words, "1 fel till.") {
		t.Error(words)
	}
	many := `{"resourceType":"Questionnaire","version":"1","title":"T","item":[{"linkId":"g","type":"group","text":"G","item":[` +
		strings.TrimSuffix(strings.Repeat(`{"linkId":"x","type":"date","text":"X"},`, 500), ",") + `]}]}`
	if _, err := form.Read([]byte(many)); !errors.As(err, &all) || len(all.Faults) != 40 {
		t.Errorf("%v", err)
	}
}

// What is no questionnaire at all is told of as what it is.
func TestReadOtherFiles(t *testing.T) {
	for file, want := range map[string]string{
		small[:len(small)/2]: "är ingen hel JSON-fil", "<Questionnaire/>": "är ingen hel JSON-fil", "": "är ingen hel JSON-fil", "[]": "har fel form",
		`{"resourceType":"Bundle","entry":[]}`: "är en annan FHIR-resurs", `{}`: "är en annan FHIR-resurs", strings.Repeat(" ", 5<<20): "är större än",
	} {
		_, err := form.Read([]byte(file))
		if words := fault.Words(say.Swedish, err); !strings.Contains(words, want) || strings.Contains(words, "no value") {
			t.Errorf("%.30s: %s", file, words)
		}
	}
	if _, err := form.Read([]byte("\xef\xbb\xbf" + small)); err != nil {
		t.Errorf("with a byte order mark: %v", err)
	}
}

func TestReadCaps(t *testing.T) {
	_, err := form.Read(make([]byte, 3<<20))
	refused(t, err, "form.err.read")
	_, err = form.Read([]byte("\xff"))
	refused(t, err, "form.err.read")
	_, err = form.Read([]byte(strings.Replace(small, `"G"`, `"`+strings.Repeat("g", 3000)+`"`, 1)))
	refused(t, err, "form.err.read")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{}`))
	f.Add([]byte(`null`))
	if b, err := assets.Forms.ReadFile("forms/halsosamtal-1.json"); err == nil {
		f.Add(b[:20000])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := form.Read(b)
		if err != nil {
			refused(t, err, "form.err.read")
			return
		}
		a := form.Answers{}
		for id := d.First(a); id != ""; id = d.Next(id, a) { // a form that was read can be asked
			a[id] = form.None(form.Unanswered)
		}
		if err := d.Complete(a); err != nil {
			t.Fatal(err)
		}
		d.Transcript(a)
	})
}
