package form_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

func num(s string) form.Value { return form.Num(form.MustNumber(s)) }

// D18 at every bound, from both sides.
func TestPlausible(t *testing.T) {
	d := form.Shipped()
	for _, it := range d.Items {
		if !it.Numeric() {
			continue
		}
		zero, absurd := "form.err.zero_measured", "form.err.absurd_measured"
		if !it.Measurement {
			zero, absurd = "form.err.absurd", "form.err.absurd"
		}
		_, err := d.Check(it.LinkID, num("0"), nil)
		refused(t, err, zero)
		_, err = d.Check(it.LinkID, num("-1"), nil)
		refused(t, err, zero)
		half, twice := it.Min.Float()/2, it.Max.Float()*2
		for _, c := range []struct {
			n    float64
			want string // "" fine, "warn", "no"
		}{
			{it.Min.Float(), ""}, {it.Max.Float(), ""},
			{half, "warn"}, {twice, "warn"},
			{half - 0.01, "no"}, {twice + 0.01, "no"},
			{it.Max.Float() + 0.1, "warn"},
		} {
			if it.Type == form.Integer && c.n != float64(int(c.n)) {
				continue
			}
			w, err := d.Check(it.LinkID, form.Number(c.n), nil)
			switch c.want {
			case "no":
				refused(t, err, absurd)
			case "warn":
				if err != nil || w.ID != "form.warn.range" {
					t.Errorf("%s %v: %v, %v", it.LinkID, c.n, w, err)
				}
			default:
				if err != nil || !w.IsZero() {
					t.Errorf("%s %v: %v, %v", it.LinkID, c.n, w, err)
				}
			}
		}
	}
	_, err := d.Check("m.weight", num("0"), nil)
	if words := err.Error(); !strings.Contains(words, "*") || !strings.Contains(words, "/") {
		t.Errorf("0 is refused without the keys: %s", words)
	}
}

func TestLowerPressureBelowUpper(t *testing.T) {
	d := form.Shipped()
	a := form.Answers{"m.sbp": num("120")}
	for typed, asks := range map[string]bool{"119": false, "120": true, "121": true} {
		w, err := d.Check("m.dbp", num(typed), a)
		if err != nil || (w.ID == "form.warn.below") != asks {
			t.Errorf("lower %s of 120: %v, %v", typed, w, err)
		}
	}
	w, err := d.Check("m.sbp", num("80"), form.Answers{"m.dbp": num("82")})
	if err != nil || say.In(say.Swedish, w) != "Undre trycket 82 ska vara lägre än övre trycket 80. Stämmer det?" {
		t.Errorf("the other way: %s, %v", say.In(say.Swedish, w), err)
	}
	if w, _ := d.Check("m.dbp", num("90"), form.Answers{"m.sbp": form.None(form.Declined)}); !w.IsZero() {
		t.Errorf("compared with a declined pressure: %v", w)
	}
}

func TestWarningsMarkWhatIsKept(t *testing.T) {
	d := form.Shipped()
	a := form.Answers{"m.weight": num("310"), "m.sbp": num("80"), "m.dbp": num("90"), "m.waist": num("86")}
	var ids []string
	for _, w := range d.Warnings(a) {
		ids = append(ids, w.LinkID)
		if s := say.In(say.English, w.Text); strings.Contains(s, "form.warn") {
			t.Error(s)
		}
	}
	if !slices.Equal(ids, []string{"m.weight", "m.sbp", "m.dbp"}) {
		t.Errorf("marked: %v", ids)
	}
}

// Q17: a completed form is locked; a correction has a reason and both versions stay.
func TestQ17AmendmentKeepsBoth(t *testing.T) {
	d := form.Shipped()
	a := full(t, d)
	before := a.Clone()
	if form.Begun.Locked() || !form.Complete.Locked() || !form.Amended.Locked() {
		t.Error("what is locked?")
	}
	after, list, err := d.Amend(a, form.Answers{"m.weight": num("81,0")}, " Fel våg ")
	if err != nil {
		t.Fatal(err)
	}
	want := []form.Amendment{{LinkID: "m.weight", Old: num("80.1"), New: num("81.0"), Reason: "Fel våg"}}
	if !slices.Equal(list, want) || after["m.weight"] != num("81.0") || !maps.Equal(a, before) {
		t.Errorf("got %v", list)
	}
	for _, c := range []struct {
		changes form.Answers
		reason  string
		err     string
	}{
		{form.Answers{"m.weight": num("81")}, " ", "form.err.reason"},
		{form.Answers{"m.weight": num("81")}, strings.Repeat("x", 501), "form.err.reason"},
		{form.Answers{"m.weight": num("80.1")}, "r", "form.err.unchanged"},
		{nil, "r", "form.err.unchanged"},
		{form.Answers{"m.weight": num("0")}, "r", "form.err.zero_measured"},
		{form.Answers{"m.weight": form.Code("1")}, "r", "form.err.number"},
		{form.Answers{"note": num("1")}, "r", "form.err.text"},
		{form.Answers{"m.weight": {}}, "r", "form.err.incomplete"},
		{form.Answers{"tobacco.cigarettes": num("10")}, "r", "form.err.not_asked"},
		{form.Answers{"x": num("1")}, "r", "form.err.unknown"},
	} {
		_, _, err := d.Amend(a, c.changes, c.reason)
		refused(t, err, c.err)
	}
}

func TestQ17AmendmentShowsWhatWentWithIt(t *testing.T) {
	d := form.Shipped()
	a := full(t, d)
	a, _, err := d.Merge(a, form.Answers{"tobacco.smoking": form.Code("5"), "tobacco.cigarettes": num("12")})
	if err != nil {
		t.Fatal(err)
	}
	after, list, err := d.Amend(a, form.Answers{"tobacco.smoking": form.Code("2")}, "läste fel")
	if err != nil {
		t.Fatal(err)
	}
	want := []form.Amendment{
		{LinkID: "tobacco.smoking", Old: form.Code("5"), New: form.Code("2"), Reason: "läste fel"},
		{LinkID: "tobacco.cigarettes", Old: num("12"), Reason: "läste fel"},
	}
	if !slices.Equal(list, want) || !after["tobacco.cigarettes"].IsZero() {
		t.Errorf("got %v", list)
	}
}

// Q20, D27: a measurement without a value is 0 in the transcript, whatever the code;
// another item without a value is asked for, never 0.
func TestQ20TranscriptZero(t *testing.T) {
	d := form.Shipped()
	for _, v := range []form.Value{{}, form.None(form.Unanswered), form.None(form.Declined), form.None(form.Unmeasured)} {
		a := form.Answers{}
		for _, it := range d.Items {
			if m, ok := v.Missing(); !ok || it.Takes(m) {
				a[it.LinkID] = v
			}
		}
		a, _ = d.Prune(a)
		lines := d.Transcript(a)
		if len(lines) != 48 {
			t.Errorf("%d lines", len(lines))
		}
		for _, l := range lines {
			it, _ := d.Item(l.LinkID)
			want := form.Line{LinkID: l.LinkID, Value: "", Kind: form.LineAsk}
			if it.Measurement {
				want = form.Line{LinkID: l.LinkID, Value: "0", Kind: form.LineZero}
			}
			if l != want {
				t.Errorf("got %v, want %v", l, want)
			}
		}
	}
}

func TestTranscriptOfAnswers(t *testing.T) {
	d := form.Shipped()
	a := full(t, d)
	lines := map[string]form.Line{}
	for _, l := range d.Transcript(a) {
		lines[l.LinkID] = l
	}
	weight, smoking := lines["m.weight"], lines["tobacco.smoking"]
	if weight.Value != "80.1" || weight.Kind != form.LineAnswer || weight.In(d, say.Swedish) != "80,1" || weight.In(d, say.English) != "80.1" {
		t.Errorf("weight: %v", weight)
	}
	if smoking.Value != "1" || smoking.Kind != form.LineAnswer || smoking.In(d, say.Swedish) != "1" {
		t.Errorf("smoking: %v", smoking)
	}
	if _, ok := lines["tobacco.boxes"]; ok {
		t.Error("lists an item that is not asked")
	}
}

func TestTranscriptInClinic24Order(t *testing.T) {
	const order = `"extension":[{"url":"https://fyrtio.example/fhir/StructureDefinition/cl24-order","valueInteger":%]`
	s := strings.Replace(small, `"type":"choice"`, `"type":"choice",`+strings.Replace(order, "%", "2}", 1), 1)
	s = strings.Replace(s, `"valueInteger":9}`, `"valueInteger":9},{"url":"https://fyrtio.example/fhir/StructureDefinition/cl24-order","valueInteger":1}`, 1)
	s = strings.TrimSuffix(s, `]}]}`) + `,{"linkId":"c","type":"string","text":"C"}]}]}`
	d, err := form.Read([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, l := range d.Transcript(form.Answers{"a": form.Code("1")}) {
		ids = append(ids, l.LinkID)
	}
	if !slices.Equal(ids, []string{"b", "a", "c"}) {
		t.Errorf("order %v", ids)
	}
}

func TestShow(t *testing.T) {
	d := form.Shipped()
	for _, c := range []struct {
		id     string
		v      form.Value
		sv, en string
	}{
		{"tobacco.smoking", form.Code("2"), "Slutat, mer än 6 månader", "Stopped, over 6 months"},
		{"health.stress", form.Code("3"), "Ganska mycket", "Quite a lot"},
		{"m.weight", num("80,1"), "80,1 kg", "80.1 kg"},
		{"tobacco.cigarettes", num("12"), "12 om dagen", "12 a day"},
		{"m.waist", form.None(form.Declined), "avstår", "declined"},
		{"m.waist", form.None(form.Unmeasured), "ej mätt", "not measured"},
		{"m.waist", form.None(form.Unanswered), "ej besvarad", "unanswered"},
		{"note", form.Text("hej"), "hej", "hej"},
		{"note", form.Value{}, "", ""},
		{"x", form.Code("1"), "", ""},
	} {
		if sv, en := d.Show(c.id, c.v, say.Swedish), d.Show(c.id, c.v, say.English); sv != c.sv || en != c.en {
			t.Errorf("%s: %q, %q", c.id, sv, en)
		}
	}
}
