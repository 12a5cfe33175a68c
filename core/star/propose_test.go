package star_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
)

// answers reads "m.waist=80 tobacco.snus=-" as a person would type it.
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

func propose(t testing.TB, typed string, sex pnr.Sex) star.Profile {
	t.Helper()
	a := answers(t, typed)
	d := form.Shipped()
	return star.Propose(star.ShippedCriteria(), d, a, score.Compute(d, a), sex)
}

// levels checks one point for many answers.
func levels(t *testing.T, point string, sex pnr.Sex, cases map[string]int) {
	t.Helper()
	for typed, want := range cases {
		if got := propose(t, typed, sex).Point(point); got.Level != want {
			t.Errorf("%s %s: level %d, want %d (%s)", point, typed, got.Level, want, got.Reason.SV)
		}
	}
}

// Q21–22: each cut-off of the criteria, from both sides.

func TestQ22Tobacco(t *testing.T) {
	smoking := map[string]int{"1": 4, "2": 4, "3": 3, "4": 2, "5": 1}
	snus := map[string]int{"1": 4, "2": 4, "3": 3, "4": 3, "5": 2}
	for s, a := range smoking {
		for n, b := range snus {
			levels(t, "tobacco", pnr.Man, map[string]int{"tobacco.smoking=" + s + " tobacco.snus=" + n: min(a, b)})
			for e, c := range snus {
				levels(t, "tobacco", pnr.Man, map[string]int{"tobacco.smoking=" + s + " tobacco.snus=" + n + " tobacco.ecig=" + e: min(a, b, c)})
			}
		}
	}
	// Optional: a missing e-cigarette answer of any kind is passed over (D24).
	for _, e := range []string{"-", "*", ""} {
		levels(t, "tobacco", pnr.Man, map[string]int{"tobacco.smoking=1 tobacco.snus=1 tobacco.ecig=" + e: 4, "tobacco.smoking=1 tobacco.ecig=" + e: 0})
	}
	// Smoking daily decides alone; e-cigarettes alone decide nothing.
	levels(t, "tobacco", pnr.Man, map[string]int{"tobacco.smoking=5": 1, "tobacco.smoking=5 tobacco.snus=*": 1, "tobacco.smoking=4": 0, "tobacco.snus=5": 0, "tobacco.ecig=5": 0})
}

func TestQ22Alcohol(t *testing.T) {
	weekly := map[string]int{"1": 4, "2": 3, "3": 3, "4": 2, "5": 1}
	binge := map[string]int{"1": 4, "2": 4, "3": 2, "4": 1, "5": 1}
	for w, a := range weekly {
		for b, c := range binge {
			levels(t, "alcohol", pnr.Woman, map[string]int{"alcohol.weekly=" + w + " alcohol.binge=" + b: min(a, c)})
		}
	}
	// One alone gives level 1; nothing else alone gives anything.
	levels(t, "alcohol", pnr.Woman, map[string]int{
		"alcohol.binge=4": 1, "alcohol.binge=5 alcohol.weekly=*": 1, "alcohol.weekly=5": 1, "alcohol.weekly=5 alcohol.binge=-": 1,
		"alcohol.binge=3": 0, "alcohol.weekly=4": 0, "alcohol.weekly=4 alcohol.binge=*": 0, "alcohol.binge=1": 0,
	})
}

func TestQ22Coded(t *testing.T) {
	for point, item := range map[string]struct {
		id   string
		want []int
	}{
		"sitting": {"activity.sitting", []int{4, 4, 4, 3, 2, 1, 1}},
		"stress":  {"health.stress", []int{4, 3, 2, 1}},
	} {
		for k, want := range item.want {
			levels(t, point, pnr.Man, map[string]int{fmt.Sprintf("%s=%d", item.id, k+1): want})
		}
	}
	worse := []int{4, 3, 2, 1, 1}
	for s, a := range worse {
		for g, b := range worse {
			levels(t, "sleep_health", pnr.Man, map[string]int{fmt.Sprintf("health.sleep=%d health.general=%d", s+1, g+1): min(a, b)})
		}
	}
	levels(t, "sleep_health", pnr.Man, map[string]int{"health.sleep=4": 1, "health.general=5 health.sleep=*": 1, "health.sleep=3": 0, "health.general=1": 0})
}

func TestQ22Activity(t *testing.T) {
	// 45 and 60 (15 + 45), 135 and 150, 285 and 300 minutes.
	levels(t, "activity", pnr.Man, map[string]int{
		"activity.training=1 activity.everyday=1": 1, "activity.training=1 activity.everyday=3": 1, "activity.training=2 activity.everyday=3": 2,
		"activity.training=3 activity.everyday=3": 2, "activity.training=2 activity.everyday=5": 3, "activity.training=4 activity.everyday=1": 3,
		"activity.training=5 activity.everyday=4": 3, "activity.training=1 activity.everyday=7": 4, "activity.training=6 activity.everyday=7": 4,
	})
}

func TestQ22Diet(t *testing.T) {
	c := star.ShippedCriteria()
	for sum := 0; sum <= 12; sum++ {
		want := 1
		switch {
		case sum >= 9:
			want = 4
		case sum >= 7:
			want = 3
		case sum >= 5:
			want = 2
		}
		if got := c.LevelOf("diet", form.MustNumber(fmt.Sprint(sum))); got != want {
			t.Errorf("diet index %d: level %d, want %d", sum, got, want)
		}
	}
	levels(t, "diet", pnr.Man, map[string]int{"diet.vegetables=1 diet.fruit=1 diet.fish=3 diet.sweets=4": 4, "diet.vegetables=4 diet.fruit=4 diet.fish=4 diet.sweets=1": 1})
}

// With a height of 200 cm the BMI is a quarter of the weight, rounded before compared.
func TestQ22BMI(t *testing.T) {
	levels(t, "bmi", pnr.Unknown, map[string]int{
		"m.height=200 m.weight=73,79": 0, "m.height=200 m.weight=73,8": 4, "m.height=200 m.weight=99,79": 4, "m.height=200 m.weight=99,8": 3,
		"m.height=200 m.weight=119,79": 3, "m.height=200 m.weight=119,8": 2, "m.height=200 m.weight=139,79": 2, "m.height=200 m.weight=139,8": 1,
	})
	p := propose(t, "m.height=200 m.weight=73,7", pnr.Man).Point("bmi")
	if p.Reason.SV != "BMI 18,4 → ej bedömd: under 18,5 ges inget förslag. Undervikt bedöms för sig." || p.Value.SV != "18,4" || p.Missing != nil {
		t.Errorf("got %+v", p)
	}
}

func TestQ22Waist(t *testing.T) {
	levels(t, "waist", pnr.Woman, map[string]int{"m.waist=79,9": 4, "m.waist=80": 2, "m.waist=88": 2, "m.waist=88,1": 1, "m.waist=94": 1})
	levels(t, "waist", pnr.Man, map[string]int{"m.waist=93,9": 4, "m.waist=94": 2, "m.waist=102": 2, "m.waist=102,1": 1, "m.waist=80": 4})
	levels(t, "waist", pnr.Unknown, map[string]int{"m.waist=79": 0, "m.waist=95": 0, "m.waist=120": 0})
	p := propose(t, "m.waist=95", pnr.Unknown).Point("waist")
	if p.Value.SV != "95 cm" || !strings.Contains(p.Reason.SV, "kön framgår inte") || p.Missing != nil {
		t.Errorf("unknown sex: %+v", p)
	}
}

func TestQ22BloodPressure(t *testing.T) {
	levels(t, "blood_pressure", pnr.Man, map[string]int{
		"m.sbp=129 m.dbp=84": 4, "m.sbp=129,9 m.dbp=84,9": 4, "m.sbp=130 m.dbp=70": 3, "m.sbp=110 m.dbp=85": 3,
		"m.sbp=139,9 m.dbp=70": 3, "m.sbp=110 m.dbp=89,9": 3, "m.sbp=140 m.dbp=70": 2, "m.sbp=110 m.dbp=90": 2,
		"m.sbp=159,9 m.dbp=70": 2, "m.sbp=110 m.dbp=99,9": 2, "m.sbp=160 m.dbp=70": 1, "m.sbp=110 m.dbp=100": 1,
		"m.sbp=160": 1, "m.dbp=100 m.sbp=*": 1, "m.sbp=150": 0, "m.dbp=80": 0,
	})
}

// D23: half up to one decimal before comparing.
func TestQ22LipidsAndGlucose(t *testing.T) {
	levels(t, "lipids", pnr.Man, map[string]int{
		"m.chol=4,94": 4, "m.chol=4,95": 3, "m.chol=5,0": 3, "m.chol=6,44": 3, "m.chol=6,45": 2, "m.chol=6,5": 2,
		"m.chol=7,54": 2, "m.chol=7,5": 2, "m.chol=7,55": 1, "m.chol=7,6": 1,
	})
	levels(t, "glucose", pnr.Man, map[string]int{
		"m.glucose=6,0": 4, "m.glucose=6,04": 4, "m.glucose=6,05": 2, "m.glucose=6,1": 2, "m.glucose=6,94": 2, "m.glucose=6,95": 1, "m.glucose=7,0": 1,
	})
}

// Heredity is a marker, not a point (D24).
func TestQ22Heredity(t *testing.T) {
	for typed, want := range map[string]string{
		"her.cvd=1 her.diabetes=2": star.HeredityYes, "her.cvd=2 her.diabetes=1": star.HeredityYes, "her.cvd=1": star.HeredityYes, "her.cvd=1 her.diabetes=*": star.HeredityYes,
		"her.cvd=1 her.diabetes=3": star.HeredityYes, "her.cvd=2 her.diabetes=2": star.HeredityNo, "her.cvd=3 her.diabetes=2": star.HeredityUnknown,
		"her.cvd=3 her.diabetes=3": star.HeredityUnknown, "her.cvd=3": "", "her.cvd=2": "", "her.cvd=2 her.diabetes=-": "", "": "",
	} {
		h := propose(t, typed, pnr.Man).Heredity
		if h.Value != want || h.Text.SV == "" || h.Text.EN == "" || strings.Contains(h.Text.SV, "{}") {
			t.Errorf("%q: %+v, want %q", typed, h, want)
		}
	}
	if h := propose(t, "her.cvd=1 her.diabetes=1", pnr.Man).Heredity; h.Text.SV != "Förälder eller syskon har eller har haft hjärtsjukdom eller stroke före 60 och diabetes." {
		t.Errorf("both: %s", h.Text.SV)
	}
}

// The inputs of each point, with answers that are neither level 1 nor alone.
var inputs = map[string]string{
	"tobacco": "tobacco.smoking=1 tobacco.snus=1", "alcohol": "alcohol.weekly=1 alcohol.binge=1", "activity": "activity.training=6 activity.everyday=7",
	"sitting": "activity.sitting=1", "diet": "diet.vegetables=1 diet.fruit=1 diet.fish=1 diet.sweets=4", "bmi": "m.height=180 m.weight=75",
	"waist": "m.waist=75", "blood_pressure": "m.sbp=120 m.dbp=70", "lipids": "m.chol=4,5", "glucose": "m.glucose=5,0",
	"stress": "health.stress=1", "sleep_health": "health.sleep=1 health.general=1",
}

// Q20: a missing code in any input of any point is no number and no level: the point is
// not assessed and says which answer it lacks.
func TestQ20MissingIsNoLevel(t *testing.T) {
	d := form.Shipped()
	for point, typed := range inputs {
		levels(t, point, pnr.Woman, map[string]int{typed: 4, "": 0})
		pairs := strings.Fields(typed)
		for k, pair := range pairs {
			id, _, _ := strings.Cut(pair, "=")
			for code, state := range map[string]string{"": "inget svar ännu", "-": "ej besvarad", "*": "avstår", "/": "ej mätt"} {
				if code == "/" && !strings.HasPrefix(id, "m.") {
					continue
				}
				changed := slices.Clone(pairs)
				changed[k] = id + "=" + code
				p := propose(t, strings.Join(changed, " "), pnr.Woman).Point(point)
				it, _ := d.Item(id)
				if p.Level != 0 || !slices.Equal(p.Missing, []string{id}) || !strings.Contains(p.Reason.SV, it.Short.SV+" ("+state+")") || strings.Contains(p.Value.SV, "0") && point != "blood_pressure" {
					t.Errorf("%s with %s: %+v", point, changed[k], p)
				}
			}
		}
	}
}

// Q20 as a whole: declining every measurement leaves the other points as they were.
func TestQ20DecliningAllMeasurements(t *testing.T) {
	var habits, declined []string
	for _, typed := range inputs {
		for _, pair := range strings.Fields(typed) {
			id, _, _ := strings.Cut(pair, "=")
			if strings.HasPrefix(id, "m.") {
				declined = append(declined, id+"=*")
			} else {
				habits = append(habits, pair)
			}
		}
	}
	p := propose(t, strings.Join(append(habits, declined...), " "), pnr.Woman)
	for _, pt := range p.Points {
		want := 4
		if c, _ := star.ShippedCriteria().Criterion(pt.ID); c.Group == star.Measures {
			want = 0
		}
		if pt.Level != want {
			t.Errorf("%s: level %d, want %d", pt.ID, pt.Level, want)
		}
	}
}

// Q21: value and reason in words, in both languages.
func TestQ21ValueAndReason(t *testing.T) {
	for _, c := range []struct{ point, typed, value, reason, english string }{
		{"bmi", "m.weight=80,1 m.height=171", "27,4", "BMI 27,4 → nivå 3: 25,0–29,9", "BMI 27.4 → level 3: 25.0–29.9"},
		{"tobacco", "tobacco.smoking=2 tobacco.snus=1", "Slutat, mer än 6 månader", "Slutat, mer än 6 månader → nivå 4: aldrig, eller slutat för mer än 6 månader sedan", ""},
		{"tobacco", "tobacco.smoking=1 tobacco.snus=2", "Slutat, mer än 6 månader", "", ""},
		{"tobacco", "tobacco.smoking=1 tobacco.snus=1", "Aldrig rökt eller snusat", "", "Never smoked or used snus → level 4: never, or stopped more than 6 months ago"},
		{"tobacco", "tobacco.smoking=2 tobacco.snus=5", "Snusar varje dag", "", ""},
		{"tobacco", "tobacco.smoking=5", "Röker varje dag", "Röker varje dag → nivå 1: röker varje dag", ""},
		{"alcohol", "alcohol.weekly=4 alcohol.binge=3", "10–14 glas i veckan", "10–14 glas i veckan → nivå 2: 10–14 glas. Eller: 4 glas varje månad", ""},
		{"alcohol", "alcohol.weekly=1 alcohol.binge=4", "4 glas eller mer varje vecka", "", ""},
		{"activity", "activity.training=3 activity.everyday=4", "165 minuter i veckan", "165 minuter i veckan → nivå 3: 150–299", "165 minutes a week → level 3: 150–299"},
		{"sitting", "activity.sitting=6", "13–15 timmar om dagen", "13–15 timmar om dagen → nivå 1: 13 timmar eller mer", ""},
		{"diet", "diet.vegetables=1 diet.fruit=2 diet.fish=3 diet.sweets=3", "Kostindex 8 av 12", "Kostindex 8 av 12 → nivå 3: 7–8", ""},
		{"waist", "m.waist=98", "98 cm", "Midjemått 98 cm → nivå 2: man 94–102", "Waist 98 cm → level 2: man 94–102"},
		{"blood_pressure", "m.sbp=128 m.dbp=82", "128/82 mmHg", "Blodtryck 128/82 mmHg → nivå 4: lägre än 130 och lägre än 85", ""},
		{"blood_pressure", "m.sbp=170 m.dbp=*", "170/– mmHg", "Blodtryck 170/– mmHg → nivå 1: 160 eller mer, eller 100 eller mer", ""},
		{"blood_pressure", "m.sbp=128 m.dbp=*", "128/– mmHg", "Ej bedömd, underlag saknas: Blodtryck, undre (avstår).", "Not assessed, input missing: Blood pressure, lower (declined)."},
		{"lipids", "m.chol=6,44", "6,4 mmol/l", "Totalkolesterol 6,4 mmol/l → nivå 3: 5,0–6,4", ""},
		{"glucose", "m.glucose=/", "Ej mätt", "Ej bedömd, underlag saknas: Blodsocker, fastande (ej mätt).", ""},
		{"glucose", "", "Ingen uppgift", "Ej bedömd, underlag saknas: Blodsocker, fastande (inget svar ännu).", ""},
		{"stress", "health.stress=3", "Ganska mycket", "Ganska mycket → nivå 2: ganska mycket", ""},
		{"sleep_health", "health.sleep=2 health.general=2", "Sover bra, mår bra", "Sover bra, mår bra → nivå 3: det sämre är bra", "Sleeps well, feels well → level 3: the worse is good"},
		{"sleep_health", "health.general=4", "Mår dåligt", "", ""},
		{"tobacco", "tobacco.smoking=1", "Ingen uppgift", "Ej bedömd, underlag saknas: Snus (inget svar ännu).", ""},
	} {
		p := propose(t, c.typed, pnr.Man).Point(c.point)
		if p.Value.SV != c.value || c.reason != "" && p.Reason.SV != c.reason || c.english != "" && p.Reason.EN != c.english {
			t.Errorf("%s %s:\n%s\n%s\n%s", c.point, c.typed, p.Value.SV, p.Reason.SV, p.Reason.EN)
		}
	}
}

// Whatever is answered: every point has words, a level has its criterion, and a point
// without a level has a reason that is not a number.
func TestEveryProfileHasWords(t *testing.T) {
	d := form.Shipped()
	rapid.Check(t, func(rt *rapid.T) {
		a := form.Answers{}
		for _, it := range d.Items {
			typed := rapid.SampledFrom([]string{"", "-", "1", "2", "3", "4"}).Draw(rt, it.LinkID)
			if it.Numeric() && typed > "0" {
				typed = rapid.SampledFrom([]string{"4,4", "6,5", "75", "99,9", "130", "180"}).Draw(rt, it.LinkID)
			}
			if it.Type == form.Integer {
				typed = ""
			}
			if v, err := d.ParseTyped(it.LinkID, typed); err == nil && !v.IsZero() {
				a[it.LinkID] = v
			}
		}
		sex := rapid.SampledFrom([]pnr.Sex{pnr.Woman, pnr.Man, pnr.Unknown}).Draw(rt, "sex")
		p := star.Propose(star.ShippedCriteria(), d, a, score.Compute(d, a), sex)
		for _, pt := range p.Points {
			for _, s := range []string{pt.Name.SV, pt.Name.EN, pt.Value.SV, pt.Value.EN, pt.Reason.SV, pt.Reason.EN} {
				if s == "" || strings.Contains(s, "star.") || strings.Contains(s, "{") || strings.Contains(s, "<no value>") {
					rt.Fatalf("%s: %+v", pt.ID, pt)
				}
			}
			if pt.Level < 0 || pt.Level > 4 || pt.Level > 0 && pt.Missing != nil {
				rt.Fatalf("%s: %+v", pt.ID, pt)
			}
		}
	})
}

func TestQ22Rendered(t *testing.T) {
	p := propose(t, "m.weight=80,1 m.height=171 her.cvd=2 her.diabetes=2", pnr.Man)
	b, err := json.Marshal(p.Render(say.Swedish))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]struct {
		Level  *int
		Value  *string
		Reason string
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 13 || *got["bmi"].Level != 3 || got["bmi"].Reason == "" || got["waist"].Level != nil || *got["heredity"].Value != "no" {
		t.Errorf("got %s", b)
	}
	if propose(t, "", pnr.Man).Render(say.Swedish)["heredity"].(star.RenderedHeredity).Value != nil {
		t.Error("unanswered heredity has a value")
	}
	if l := p.Levels(); l[10] != 3 || l[9] != 0 {
		t.Errorf("levels by place: %v", l)
	}
	if p.Point("x").ID != "" {
		t.Error("found a point that is not there")
	}
}

// D26: the arrows.
func TestRaise(t *testing.T) {
	for _, c := range []struct {
		chosen, proposed int
		up               bool
		want             int
	}{
		{0, 3, true, 3}, {0, 3, false, 3}, {0, 0, true, 2}, {0, 0, false, 2}, {2, 3, true, 3}, {4, 1, true, 4}, {2, 3, false, 1}, {1, 3, false, 1},
	} {
		if got := star.Raise(c.chosen, c.proposed, c.up); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
