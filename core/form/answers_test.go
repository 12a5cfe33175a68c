package form_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// The file of D17: codes and numbers as number or string, comma or point.
func TestParseAnswers(t *testing.T) {
	d := form.Shipped()
	a, err := d.ParseAnswers([]byte("\ufeff" + `{"tobacco.smoking": 5, "tobacco.cigarettes": "12", "health.sleep": "3", "m.weight": "80,1", "m.height": 171.50,
		"m.waist": {"missing": "declined"}, "m.hip": {"missing": "unmeasured"}, "bg.economy": {"missing": "unanswered"}, "note": " Två\r\nrader "}`))
	if err != nil {
		t.Fatal(err)
	}
	want := form.Answers{
		"tobacco.smoking": form.Code("5"), "tobacco.cigarettes": form.Num(form.MustNumber("12")), "health.sleep": form.Code("3"),
		"m.weight": form.Num(form.MustNumber("80.1")), "m.height": form.Num(form.MustNumber("171.50")), "m.waist": form.None(form.Declined),
		"m.hip": form.None(form.Unmeasured), "bg.economy": form.None(form.Unanswered), "note": form.Text(" Två\nrader "),
	}
	if !maps.Equal(a, want) {
		t.Errorf("got  %v\nwant %v", a, want)
	}
}

func TestParseAnswersRefuses(t *testing.T) {
	d := form.Shipped()
	for file, id := range map[string]string{
		`{"tobacco.pipe": 1}`:                            "form.err.unknown",
		`{"tobacco.smoking": null}`:                      "form.err.code",
		`{"tobacco.smoking": 6}`:                         "form.err.code",
		`{"tobacco.smoking": 0}`:                         "form.err.code",
		`{"tobacco.smoking": "ja"}`:                      "form.err.code",
		`{"tobacco.smoking": 3.0}`:                       "form.err.code",
		`{"tobacco.smoking": true}`:                      "form.err.code",
		`{"tobacco.smoking": [3]}`:                       "form.err.code",
		`{"tobacco.smoking": "*"}`:                       "form.err.code",
		`{"tobacco.smoking": {"missing": "unmeasured"}}`: "form.err.unmeasured",
		`{"m.weight": {"missing": "0"}}`:                 "form.err.missing_code",
		`{"m.weight": {"missing": "declined", "x": 1}}`:  "form.err.missing_code",
		`{"m.weight": {}}`:                               "form.err.missing_code",
		`{"m.weight": null}`:                             "form.err.number",
		`{"m.weight": "åttio"}`:                          "form.err.number",
		`{"m.weight": 8e1}`:                              "form.err.number",
		`{"m.weight": 0}`:                                "form.err.zero_measured",
		`{"m.weight": -80}`:                              "form.err.zero_measured",
		`{"m.weight": 601}`:                              "form.err.absurd_measured",
		`{"tobacco.cigarettes": 2.5}`:                    "form.err.whole",
		`{"note": 5}`:                                    "form.err.text",
		`{"note": "a\u0007"}`:                            "form.err.text",
		`{"m.weight": 80, "m.weight": 81}`:               "form.err.twice",
		`{"note": "` + strings.Repeat("x", 4001) + `"}`:  "form.err.text_long",
		`[]`:                   "form.err.file",
		``:                     "form.err.file",
		`{"m.weight": 80`:      "form.err.file",
		`{"m.weight": 80} {}`:  "form.err.file",
		"{\"note\": \"\xff\"}": "form.err.file",
	} {
		a, err := d.ParseAnswers([]byte(file))
		if err == nil {
			t.Errorf("%s was read as %v", file, a)
			continue
		}
		refused(t, err, id)
	}
}

// What a person types (D19): the missing keys only alone, never in text.
func TestParseTyped(t *testing.T) {
	d := form.Shipped()
	for _, c := range []struct {
		id, typed string
		want      form.Value
	}{
		{"health.sleep", "3", form.Code("3")},
		{"health.sleep", "-", form.None(form.Unanswered)},
		{"health.sleep", "*", form.None(form.Declined)},
		{"m.weight", "/", form.None(form.Unmeasured)},
		{"m.weight", "*", form.None(form.Declined)},
		{"m.weight", "82,5", form.Number(82.5)},
		{"m.weight", " ", form.Value{}},
		{"tobacco.cigarettes", "10,0", form.Number(10)},
		{"note", "-", form.Text("-")},
		{"note", "*/", form.Text("*/")},
		{"note", " \n", form.Value{}},
	} {
		got, err := d.ParseTyped(c.id, c.typed)
		if err != nil || got != c.want {
			t.Errorf("%s %q: %v, %v", c.id, c.typed, got, err)
		}
	}
	for _, c := range []struct{ id, typed, err string }{
		{"health.sleep", "6", "form.err.code"}, {"health.sleep", "/", "form.err.unmeasured"}, {"health.sleep", "--", "form.err.code"},
		{"m.weight", "8o", "form.err.number"}, {"m.weight", "-5-", "form.err.number"}, {"m.weight", "120/", "form.err.number"},
		{"tobacco.cigarettes", "/", "form.err.unmeasured"}, {"x", "1", "form.err.unknown"},
	} {
		_, err := d.ParseTyped(c.id, c.typed)
		refused(t, err, c.err)
	}
}

// Conditional items: asked when their answer stands, and no orphan answer is left.
func TestConditionalItems(t *testing.T) {
	d := form.Shipped()
	daily := form.Answers{"tobacco.smoking": form.Code("5"), "tobacco.cigarettes": form.Number(12)}
	for code, want := range map[string]bool{"1": false, "2": false, "3": false, "4": false, "5": true} {
		a := form.Answers{"tobacco.smoking": form.Code(code), "tobacco.snus": form.Code(code)}
		if d.Enabled("tobacco.cigarettes", a) != want || d.Enabled("tobacco.boxes", a) != want {
			t.Errorf("code %s: asked %v", code, !want)
		}
	}
	for _, m := range []form.Missing{form.Unanswered, form.Declined} {
		if d.Enabled("tobacco.cigarettes", form.Answers{"tobacco.smoking": form.None(m)}) {
			t.Errorf("asked after %s", m)
		}
	}
	if d.Enabled("tobacco.cigarettes", nil) || d.Enabled("unknown", nil) || !d.Enabled("note", nil) {
		t.Error("asked without an answer")
	}
	merged, gone, err := d.Merge(daily, form.Answers{"tobacco.smoking": form.Code("2")})
	if err != nil || !slices.Equal(gone, []string{"tobacco.cigarettes"}) || len(merged) != 1 {
		t.Errorf("got %v, gone %v, %v", merged, gone, err)
	}
	if len(daily) != 2 {
		t.Error("the older answers were changed")
	}
	_, _, err = d.Merge(nil, form.Answers{"tobacco.cigarettes": form.Number(12)})
	refused(t, err, "form.err.not_asked")
	if merged, _, err := d.Merge(nil, daily); err != nil || len(merged) != 2 {
		t.Errorf("both at once: %v, %v", merged, err)
	}
	if merged, _, err := d.Merge(daily, form.Answers{"tobacco.smoking": {}}); err != nil || len(merged) != 0 {
		t.Errorf("taken back: %v, %v", merged, err)
	}
	_, _, err = d.Merge(nil, form.Answers{"x": form.Code("1")})
	refused(t, err, "form.err.unknown")
}

// Q6: mandatory items need an answer or an explicit missing code, others nothing.
func TestQ6CompleteNeedsEveryMandatoryItem(t *testing.T) {
	d := form.Shipped()
	if n := len(d.Missing(nil)); n != 27 {
		t.Errorf("%d items are mandatory, want 27", n)
	}
	a := form.Answers{}
	for i, id := range d.Missing(nil) {
		err := d.Complete(a)
		refused(t, err, "form.err.incomplete")
		m := []form.Missing{form.Unanswered, form.Declined}[i%2]
		if it, _ := d.Item(id); it.Measurement && i%3 == 0 {
			m = form.Unmeasured
		}
		a[id] = form.None(m)
	}
	if err := d.Complete(a); err != nil {
		t.Errorf("every mandatory item has a missing code: %v", err)
	}
	delete(a, "m.glucose")
	err := d.Complete(a)
	if words := fault.Words(say.Swedish, err); !strings.Contains(words, "1 obligatorisk fråga") || !strings.Contains(words, "48") {
		t.Errorf("says %q", words)
	}
}

func TestProgressCountsWhatIsAsked(t *testing.T) {
	d := form.Shipped()
	if p := d.Progress(nil); p != (form.Progress{Answered: 0, Enabled: 48, Required: 27}) {
		t.Errorf("empty: %+v", p)
	}
	a := form.Answers{"tobacco.smoking": form.Code("5"), "tobacco.snus": form.None(form.Declined)}
	if p := d.Progress(a); p != (form.Progress{Answered: 2, Enabled: 49, Required: 25}) {
		t.Errorf("smoking daily: %+v", p)
	}
	s, _ := d.Section("tobacco")
	if p := d.SectionProgress(*s, a); p != (form.Progress{Answered: 2, Enabled: 4, Required: 0}) {
		t.Errorf("tobacco: %+v", p)
	}
	if _, ok := d.Section("x"); ok {
		t.Error("found a section that is not there")
	}
}

func TestWayThroughTheForm(t *testing.T) {
	d := form.Shipped()
	a := form.Answers{}
	var way []string
	for id := d.First(a); id != ""; id = d.Next(id, a) {
		way = append(way, id)
	}
	if len(way) != 48 || way[0] != "bg.education" || way[47] != "note" || slices.Contains(way, "tobacco.boxes") {
		t.Errorf("%d items: %v", len(way), way)
	}
	var back []string
	for id := "note"; id != ""; id = d.Previous(id, a) {
		back = append(back, id)
	}
	slices.Reverse(back)
	if !slices.Equal(way, back) {
		t.Errorf("the way back differs: %v", back)
	}
	if d.Next("x", a) != "" || d.Previous("x", a) != "" {
		t.Error("an unknown item has neighbours")
	}
	a = full(t, d)
	if id := d.NextUnanswered("bg.education", a); id != "note" && id != "" {
		t.Errorf("next unanswered of a full form is %s", id)
	}
	delete(a, "note")
	delete(a, "health.confidant")
	delete(a, "m.dbp")
	if id := d.NextUnanswered("", a); id != "health.confidant" {
		t.Errorf("from the start: %s", id)
	}
	if id := d.NextUnanswered("health.confidant", a); id != "m.dbp" {
		t.Errorf("after it: %s", id)
	}
	if id := d.NextUnanswered("m.dbp", a); id != "health.confidant" {
		t.Errorf("around the end: %s", id)
	}
	if id := d.NextRequired("", a); id != "m.dbp" {
		t.Errorf("mandatory: %s", id)
	}
	a["m.dbp"] = form.None(form.Unmeasured)
	if id := d.NextRequired("", a); id != "" {
		t.Errorf("nothing mandatory lacks, got %s", id)
	}
}

// Whatever order answers come in, no answer is left to an item that is not asked.
func TestNoOrphans(t *testing.T) {
	d := form.Shipped()
	rapid.Check(t, func(t *rapid.T) {
		a := form.Answers{}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			id := rapid.SampledFrom([]string{"tobacco.smoking", "tobacco.cigarettes", "tobacco.snus", "tobacco.boxes"}).Draw(t, "item")
			v, err := d.ParseTyped(id, rapid.SampledFrom([]string{"1", "5", "-", ""}).Draw(t, "typed"))
			if err != nil {
				t.Fatal(err)
			}
			merged, _, err := d.Merge(a, form.Answers{id: v})
			if err != nil {
				continue
			}
			a = merged
			for id := range a {
				if !d.Enabled(id, a) {
					t.Fatalf("%s has an answer and is not asked", id)
				}
			}
		}
	})
}

func FuzzParseAnswers(f *testing.F) {
	for _, s := range []string{`{"tobacco.smoking": 5, "tobacco.cigarettes": "12"}`, `{"m.weight": {"missing": "declined"}}`, `{"note": "x"}`, `{"m.weight": 80.10}`, `{`} {
		f.Add([]byte(s))
	}
	d := form.Shipped()
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := d.ParseAnswers(b)
		if err != nil {
			return
		}
		merged, _, err := d.Merge(nil, a)
		if err != nil {
			return
		}
		for id, v := range merged {
			if _, err := d.Check(id, v, merged); err != nil {
				t.Fatalf("%s %v was taken: %v", id, v, err)
			}
			if _, err := form.Unpack(v.Pack()); err != nil {
				t.Fatal(err)
			}
			if v.IsZero() {
				t.Fatalf("%s is kept without an answer", id)
			}
		}
	})
}
