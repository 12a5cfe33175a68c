package score_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// answers reads "m.weight=80,1 m.height=171" as a person would type it; a value of one
// of - * / is a missing code.
func answers(t testing.TB, typed string) form.Answers {
	t.Helper()
	a := form.Answers{}
	for _, pair := range strings.Fields(typed) {
		id, value, _ := strings.Cut(pair, "=")
		v, err := form.Shipped().ParseTyped(id, value)
		if err != nil {
			t.Fatalf("%s: %v", pair, err)
		}
		a[id] = v
	}
	return a
}

func index(t testing.TB, id, typed string) score.Index {
	t.Helper()
	return score.Compute(form.Shipped(), answers(t, typed)).Get(id)
}

func TestBMI(t *testing.T) {
	i := index(t, score.BMI, "m.weight=80,1 m.height=171")
	if !i.Has || i.Number.String() != "27.4" || i.Class != "overweight" ||
		i.Working.SV != "80,1 kg / (1,71 m × 1,71 m) = 27,39" || i.Working.EN != "80.1 kg / (1.71 m × 1.71 m) = 27.39" {
		t.Errorf("got %+v", i)
	}
	if i := index(t, score.BMI, "m.weight=70 m.height=171,5"); i.Working.SV != "70 kg / (1,715 m × 1,715 m) = 23,79" {
		t.Errorf("half a centimetre: %s", i.Working.SV)
	}
	// With a height of 200 cm the index is a quarter of the weight: each limit of the
	// classes from both sides, as it is after rounding (18.45 is 18.5).
	for _, c := range []struct{ kg, bmi, class string }{
		{"73,79", "18.4", "underweight"}, {"73,8", "18.5", "normal"},
		{"99,79", "24.9", "normal"}, {"99,8", "25.0", "overweight"},
		{"119,79", "29.9", "overweight"}, {"119,8", "30.0", "obese1"},
		{"139,79", "34.9", "obese1"}, {"139,8", "35.0", "obese2"},
		{"159,79", "39.9", "obese2"}, {"159,8", "40.0", "obese3"},
	} {
		if i := index(t, score.BMI, "m.height=200 m.weight="+c.kg); i.Number.String() != c.bmi || i.Class != c.class {
			t.Errorf("%s kg: %s %s, want %s %s", c.kg, i.Number, i.Class, c.bmi, c.class)
		}
	}
}

// Every cell of training × everyday, as the form's minutes give it.
func TestActivityMinutes(t *testing.T) {
	want := [6][7]int{
		{0, 15, 45, 75, 120, 225, 300},
		{30, 45, 75, 105, 150, 255, 330},
		{90, 105, 135, 165, 210, 315, 390},
		{150, 165, 195, 225, 270, 375, 450},
		{210, 225, 255, 285, 330, 435, 510},
		{240, 255, 285, 315, 360, 465, 540},
	}
	for r, row := range want {
		for c, minutes := range row {
			i := index(t, score.ActivityMinutes, fmt.Sprintf("activity.training=%d activity.everyday=%d", r+1, c+1))
			class := "low"
			if minutes >= 150 {
				class = "enough"
			}
			if minutes >= 300 {
				class = "high"
			}
			if i.Number.String() != fmt.Sprint(minutes) || i.Class != class {
				t.Errorf("%d %d: %s %s, want %d %s", r+1, c+1, i.Number, i.Class, minutes, class)
			}
		}
	}
	if i := index(t, score.ActivityMinutes, "activity.training=3 activity.everyday=4"); i.Working.SV != "2 × 45 + 75 = 165" || i.Working.EN != "2 × 45 + 75 = 165" {
		t.Errorf("working: %+v", i.Working)
	}
}

func TestDietIndex(t *testing.T) {
	for _, c := range []struct {
		v, f, h, s int
		sum        string
		class      string
		working    string
	}{
		{1, 1, 1, 4, "12", "good", "3 + 3 + 3 + 3 = 12"},
		{4, 4, 4, 1, "0", "poor", "0 + 0 + 0 + 0 = 0"},
		{1, 3, 4, 1, "4", "poor", "3 + 1 + 0 + 0 = 4"},
		{1, 2, 4, 1, "5", "middling", "3 + 2 + 0 + 0 = 5"},
		{1, 2, 3, 3, "8", "middling", "3 + 2 + 1 + 2 = 8"},
		{1, 1, 3, 3, "9", "good", "3 + 3 + 1 + 2 = 9"},
	} {
		i := index(t, score.DietIndex, fmt.Sprintf("diet.vegetables=%d diet.fruit=%d diet.fish=%d diet.sweets=%d", c.v, c.f, c.h, c.s))
		if i.Number.String() != c.sum || i.Class != c.class || i.Working.SV != c.working {
			t.Errorf("got %s %s %s, want %+v", i.Number, i.Class, i.Working.SV, c)
		}
	}
}

func TestAlcoholRisk(t *testing.T) {
	for weekly := 1; weekly <= 5; weekly++ {
		for binge := 1; binge <= 5; binge++ {
			i := index(t, score.AlcoholRisk, fmt.Sprintf("alcohol.weekly=%d alcohol.binge=%d", weekly, binge))
			if risk := weekly >= 4 || binge >= 3; !i.Has || i.Risk != risk || (i.Class == "risk") != risk {
				t.Errorf("%d %d: %v %s", weekly, binge, i.Risk, i.Class)
			}
		}
	}
	i := index(t, score.AlcoholRisk, "alcohol.weekly=4 alcohol.binge=2")
	if want := "Standardglas i veckan: 10–14. 4 glas eller mer vid ett tillfälle: mer sällan än varje månad. Riskbruk är"; !strings.HasPrefix(i.Working.SV, want) {
		t.Errorf("working: %s", i.Working.SV)
	}
	// D24: both answers, even where one alone is risk.
	for _, typed := range []string{"alcohol.weekly=5", "alcohol.binge=5", "alcohol.weekly=5 alcohol.binge=*"} {
		if i := index(t, score.AlcoholRisk, typed); i.Has || len(i.Missing) != 1 {
			t.Errorf("%s: %+v", typed, i)
		}
	}
}

func TestWaistHip(t *testing.T) {
	for typed, want := range map[string]string{
		"m.waist=80 m.hip=92": "0.87", "m.waist=86,5 m.hip=100": "0.87", "m.waist=86,4 m.hip=100": "0.86", "m.waist=100 m.hip=100": "1.00",
	} {
		i := index(t, score.WaistHip, typed)
		if i.Number.String() != want || i.Class != "" {
			t.Errorf("%s: %s %q", typed, i.Number, i.Class)
		}
	}
	if i := index(t, score.WaistHip, "m.waist=80 m.hip=92"); i.Working.SV != "80 cm / 92 cm = 0,87" {
		t.Errorf("working: %s", i.Working.SV)
	}
}

// Every limit from both sides, as typed, and the worse of the two.
func TestBPClass(t *testing.T) {
	classes := []string{"optimal", "normal", "high_normal", "grade1", "grade2", "grade3"}
	upper := []string{"120", "130", "140", "160", "180"}
	lower := []string{"80", "85", "90", "100", "110"}
	under := map[string]string{"120": "119,9", "130": "129,9", "140": "139,9", "160": "159,9", "180": "179,9", "80": "79,9", "85": "84,9", "90": "89,9", "100": "99,9", "110": "109,9"}
	for k := range upper {
		for _, c := range []struct{ typed, class string }{
			{"m.dbp=60 m.sbp=" + upper[k], classes[k+1]}, {"m.dbp=60 m.sbp=" + under[upper[k]], classes[k]},
			{"m.sbp=110 m.dbp=" + lower[k], classes[k+1]}, {"m.sbp=110 m.dbp=" + under[lower[k]], classes[k]},
		} {
			if i := index(t, score.BPClass, c.typed); i.Class != c.class {
				t.Errorf("%s: %s, want %s", c.typed, i.Class, c.class)
			}
		}
	}
	i := index(t, score.BPClass, "m.sbp=128 m.dbp=92")
	if i.Class != "grade1" || i.Value.SV != "128/92" || i.Working.SV != "Övre 128: normalt. Undre 92: högt, grad 1. Det sämre gäller." {
		t.Errorf("got %+v", i)
	}
}

// inputs are the answers that each index needs, and a full set of them.
var inputs = map[string]string{
	score.BMI:             "m.weight=80 m.height=171",
	score.ActivityMinutes: "activity.training=3 activity.everyday=4",
	score.DietIndex:       "diet.vegetables=1 diet.fruit=1 diet.fish=1 diet.sweets=1",
	score.AlcoholRisk:     "alcohol.weekly=5 alcohol.binge=5",
	score.WaistHip:        "m.waist=80 m.hip=92",
	score.BPClass:         "m.sbp=190 m.dbp=120",
}

// Q20: every missing code, in every input: no index, no working, and the input named.
func TestQ20MissingIsNoNumberInIndexes(t *testing.T) {
	for id, typed := range inputs {
		pairs := strings.Fields(typed)
		for k, pair := range pairs {
			link, _, _ := strings.Cut(pair, "=")
			for _, code := range []string{"", "-", "*", "/"} {
				if code == "/" && !strings.HasPrefix(link, "m.") {
					continue
				}
				changed := slices.Clone(pairs)
				changed[k] = link + "=" + code
				i := index(t, id, strings.Join(changed, " "))
				if i.Has || !i.Number.IsZero() || i.Risk || i.Class != "" || !i.Working.IsZero() || !i.Value.IsZero() || !slices.Equal(i.Missing, []string{link}) {
					t.Errorf("%s with %s: %+v", id, changed[k], i)
				}
			}
		}
		if i := index(t, id, ""); i.Has || len(i.Missing) != len(pairs) {
			t.Errorf("%s of nothing: %+v", id, i)
		}
		if i := index(t, id, typed); !i.Has || len(i.Missing) != 0 {
			t.Errorf("%s of all: %+v", id, i)
		}
	}
}

// A number that is none, should one ever be stored, divides nothing.
func TestQ20ZeroIsNoMeasurement(t *testing.T) {
	zero := form.Number(0)
	a := form.Answers{"m.weight": zero, "m.height": zero, "m.waist": zero, "m.hip": zero}
	ix := score.Compute(form.Shipped(), a)
	if ix.Get(score.BMI).Has || ix.Get(score.WaistHip).Has {
		t.Errorf("computed from 0: %+v", ix)
	}
}

// Q21–22: value, class, working and source of each, as fyrtioctl writes them.
func TestQ21RenderedIndexes(t *testing.T) {
	var all []string
	for _, typed := range inputs {
		all = append(all, typed)
	}
	d := form.Shipped()
	ix := score.Compute(d, answers(t, strings.Join(all, " ")))
	b, err := json.Marshal(ix.Render(say.Swedish))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]struct {
		Value   any
		Class   *string
		Working string
		Missing []string
		Source  string
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]any{
		score.BMI: 27.4, score.ActivityMinutes: 165.0, score.DietIndex: 9.0, score.AlcoholRisk: true, score.WaistHip: 0.87, score.BPClass: "190/120",
	} {
		g := got[id]
		if g.Value != want || g.Working == "" || g.Source == "" || g.Missing != nil || (g.Class == nil) != (id == score.WaistHip) {
			t.Errorf("%s: %+v", id, g)
		}
	}
	b, err = json.Marshal(score.Compute(d, answers(t, "m.weight=80 m.height=*")).Render(say.English)[score.BMI])
	if err != nil || string(b) != `{"value":null,"class":null,"missing":["m.height"],"source":"WHO's classes for adults"}` {
		t.Errorf("got %s, %v", b, err)
	}
	for _, i := range ix {
		for _, w := range []form.Words{i.Name, i.Value, i.Words, i.Working, i.Source} {
			if strings.Contains(w.SV+w.EN, "score.") || strings.Contains(w.SV+w.EN, "<no value>") {
				t.Errorf("%s lacks words: %+v", i.ID, w)
			}
		}
	}
	if (ix.Get("x").ID) != "" {
		t.Error("found an index that is not there")
	}
}

// A region's form without an item, or with an option without a score, computes nothing.
func TestQ21FormWithoutTheItems(t *testing.T) {
	d, err := form.Read([]byte(`{"resourceType":"Questionnaire","version":"1","title":"T","item":[{"linkId":"g","type":"group","text":"G","item":[
		{"linkId":"activity.training","type":"choice","text":"A","answerOption":[{"valueCoding":{"code":"1","display":"x"}}]}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range score.Compute(d, form.Answers{"activity.training": form.Code("1"), "activity.everyday": form.Code("1"), "alcohol.weekly": form.Code("1")}) {
		if i.Has {
			t.Errorf("%s was computed", i.ID)
		}
	}
}
