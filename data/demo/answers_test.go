package demo

import (
	"math/rand/v2"
	"testing"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
)

// What the report says of the demo is what a report on forty-year-olds in Sweden could
// say, and what is typed could be typed.
func TestTheAnswersAreBelievable(t *testing.T) {
	const people = 3000 // of each sex
	def := form.Shipped()
	share := map[string]map[pnr.Sex]float64{}
	count := func(what string, sex pnr.Sex, is bool) {
		if share[what] == nil {
			share[what] = map[pnr.Sex]float64{}
		}
		if is {
			share[what][sex] += 100.0 / people
		}
	}
	f := &filler{rand: rand.New(rand.NewPCG(40, 40))}
	for _, sex := range []pnr.Sex{pnr.Woman, pnr.Man} {
		for range people {
			l := &life{filler: f, sex: sex}
			a := l.answers(def)
			if err := def.Complete(a); err != nil {
				t.Fatal(err)
			}
			for id, v := range a {
				if _, err := def.Check(id, v, a); err != nil {
					t.Fatalf("%s %v: %v", id, v, err)
				}
			}
			ix := score.Compute(def, a)
			code := func(id string) string { c, _ := a[id].Code(); return c }
			class := func(id string) string { return ix.Get(id).Class }
			count("smokes daily", sex, code("tobacco.smoking") == "5")
			count("snus daily", sex, code("tobacco.snus") == "5")
			count("obese", sex, class(score.BMI) == "obese1" || class(score.BMI) == "obese2" || class(score.BMI) == "obese3")
			count("thin", sex, class(score.BMI) == "underweight")
			count("pressure", sex, class(score.BPClass) == "grade1" || class(score.BPClass) == "grade2" || class(score.BPClass) == "grade3")
			count("inactive", sex, class(score.ActivityMinutes) == "low")
			count("poor diet", sex, class(score.DietIndex) == "poor")
			count("alcohol risk", sex, class(score.AlcoholRisk) == "risk")
			count("stressed", sex, code("health.stress") >= "3")
			count("well", sex, code("health.general") == "1" || code("health.general") == "2")
			missing := 0 // two are: the hips and the HbA1c of most
			for _, v := range a {
				if _, is := v.Missing(); is {
					missing++
				}
			}
			count("left something out", sex, missing > 2)
		}
	}
	for _, want := range []struct {
		what       string
		women, men [2]float64
	}{
		{"smokes daily", [2]float64{5, 9}, [2]float64{5, 9}},
		{"snus daily", [2]float64{8, 14}, [2]float64{20, 28}},
		{"obese", [2]float64{12, 19}, [2]float64{15, 22}},
		{"thin", [2]float64{1, 5}, [2]float64{0, 2}},
		{"pressure", [2]float64{5, 12}, [2]float64{15, 25}},
		{"inactive", [2]float64{20, 40}, [2]float64{20, 40}},
		{"poor diet", [2]float64{10, 25}, [2]float64{22, 40}},
		{"alcohol risk", [2]float64{15, 28}, [2]float64{30, 48}},
		{"stressed", [2]float64{32, 45}, [2]float64{20, 32}},
		{"well", [2]float64{62, 75}, [2]float64{66, 80}},
		{"left something out", [2]float64{30, 60}, [2]float64{30, 60}},
	} {
		w, m := share[want.what][pnr.Woman], share[want.what][pnr.Man]
		t.Logf("%s: %.1f %% of the women, %.1f %% of the men", want.what, w, m)
		if w < want.women[0] || w > want.women[1] || m < want.men[0] || m > want.men[1] {
			t.Errorf("%s: %.1f %% of the women, %.1f %% of the men", want.what, w, m)
		}
	}
}
