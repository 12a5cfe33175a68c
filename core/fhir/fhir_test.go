package fhir

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fyrtio/assets"
	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
)

var made = time.Date(2026, 3, 17, 14, 30, 0, 0, time.UTC)

func person(t testing.TB) pnr.Number {
	b, err := assets.Demo.ReadFile("demo/testpersonnummer.txt")
	if err != nil {
		t.Fatal(err)
	}
	n, err := pnr.Parse(strings.Fields(string(b))[0], day.Of(made))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// answers has every kind of value, and every missing code.
func answers() form.Answers {
	return form.Answers{
		"health.general":     form.Code("2"),
		"health.stress":      form.None(form.Unanswered),
		"tobacco.smoking":    form.Code("5"),
		"tobacco.cigarettes": form.Number(7),
		"m.height":           form.Num(form.MustNumber("171.0")),
		"m.weight":           form.Num(form.MustNumber("82.50")),
		"m.waist":            form.None(form.Declined),
		"m.hip":              form.Number(101),
		"m.sbp":              form.Number(128),
		"m.dbp":              form.None(form.Unmeasured),
		"m.glucose":          form.Num(form.MustNumber("5.60")),
		"note":               form.Text("Går på \"vattengympa\".\nTisdagar."),
	}
}

func bundle(t testing.TB, records ...Record) []byte {
	var b bytes.Buffer
	w := NewWriter(&b, made)
	file, err := assets.Forms.ReadFile("forms/halsosamtal-1.json")
	if err != nil {
		t.Fatal(err)
	}
	w.Questionnaire(form.Shipped(), file)
	for _, r := range records {
		w.Questionnaire(r.Form, file)
		w.Add(r)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func record(t testing.TB) Record {
	return Record{ID: "01M82ZANEKXSCDJJKPHR25CGH3", Number: person(t), Form: form.Shipped(), Answers: answers(), Status: form.Complete, Authored: made}
}

// decoded is the bundle as another program reads it.
type decoded struct {
	Type  string `json:"type"`
	Entry []struct {
		FullURL  string         `json:"fullUrl"`
		Resource map[string]any `json:"resource"`
	} `json:"entry"`
}

func decode(t testing.TB, b []byte) (d decoded) {
	t.Helper()
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestBundleHoldsFormAnswersAndMeasurements(t *testing.T) {
	b := bundle(t, record(t))
	d := decode(t, b)
	count := map[string]int{}
	urls := map[string]bool{}
	for _, e := range d.Entry {
		count[e.Resource["resourceType"].(string)]++
		if urls[e.FullURL] {
			t.Errorf("%s twice", e.FullURL)
		}
		urls[e.FullURL] = true
	}
	// Height, weight, waist, pressure as one panel, glucose; hip has no LOINC code.
	if want := (map[string]int{"Questionnaire": 1, "Patient": 1, "QuestionnaireResponse": 1, "Observation": 5}); !equal(count, want) {
		t.Errorf("%v, want %v", count, want)
	}
	for _, want := range []string{`"valueDecimal":82.50`, `"value":5.60`, `"code":"asked-declined"`, `"code":"not-performed"`, `"valueCode":"unknown"`,
		`"status":"completed"`, `"valueCoding":{"code":"5"`, `"code":"mm[Hg]"`, `"code":"85354-9"`, `vattengympa`} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("%s is missing", want)
		}
	}
	if !bytes.Equal(b, bundle(t, record(t))) {
		t.Error("the same data gave another file")
	}
}

func equal(a, b map[string]int) bool {
	for k, n := range b {
		if a[k] != n {
			return false
		}
	}
	return len(a) == len(b)
}

func TestProtectedHasNoNumber(t *testing.T) {
	r := record(t)
	r.Number = pnr.Number{}
	if b := bundle(t, r); bytes.Contains(b, []byte("identifier")) {
		t.Error("a participant without a number got an identifier")
	}
}

// Q20: whatever is missing, in whatever way, no number is written for it.
func TestQ20MissingNeverBecomesAValue(t *testing.T) {
	def := form.Shipped()
	rapid.Check(t, func(t *rapid.T) {
		a := form.Answers{}
		missing := map[string]bool{}
		for _, it := range def.Items {
			m := rapid.SampledFrom([]form.Missing{form.Declined, form.Unanswered, form.Unmeasured}).Draw(t, it.LinkID)
			if it.Takes(m) {
				a[it.LinkID], missing[it.LinkID] = form.None(m), true
			}
		}
		var b bytes.Buffer
		w := NewWriter(&b, made)
		w.Add(Record{ID: "X", Form: def, Answers: a, Status: form.Complete, Authored: made})
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"valueQuantity", "valueDecimal", "valueInteger", "valueCoding", "valueString"} {
			if strings.Contains(b.String(), word) {
				t.Fatalf("%s for what is missing: %s", word, b.String())
			}
		}
		if got := strings.Count(b.String(), urlAbsent); got != len(missing) {
			t.Fatalf("%d of %d are told as missing", got, len(missing))
		}
	})
}

// TestIndependentValidator lets the npm package "fhir" judge the bundle.
func TestIndependentValidator(t *testing.T) {
	if testing.Short() {
		t.Skip("fetches the validator")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node is not installed: the FHIR export is not judged by the npm package fhir")
	}
	dir := t.TempDir()
	install := exec.Command("npm", "install", "--no-fund", "--no-audit", "--silent", "--prefix", dir, "fhir@4.12.0")
	if out, err := install.CombinedOutput(); err != nil {
		t.Skipf("npm cannot fetch the validator here: %v %s", err, out)
	}
	file := filepath.Join(dir, "bundle.json")
	second := record(t)
	second.ID, second.Number, second.Status = "01M82ZANEKXSCDJJKPHR25CGH4", pnr.Number{}, form.Amended
	if err := os.WriteFile(file, bundle(t, record(t), second), 0o600); err != nil {
		t.Fatal(err)
	}
	const script = `const {Fhir}=require(process.argv[1]+'/node_modules/fhir');
const bundle=JSON.parse(require('fs').readFileSync(process.argv[2],'utf8'));const f=new Fhir();let n=0;
for(const r of [bundle,...bundle.entry.map(e=>e.resource)]){const v=f.validate(r,{errorOnUnexpected:true});
for(const m of v.messages)if(m.severity==='error'||m.severity==='fatal'||m.severity==='warning'){console.log(r.resourceType,m.severity,m.location,m.message)}
if(!v.valid)process.exitCode=1;n++}
if(f.validate({resourceType:'Observation',status:'perhaps'}).valid){console.log('the validator finds nothing');process.exitCode=1}
console.log(n+' resources')`
	out, err := exec.Command(node, "-e", script, dir, file).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
