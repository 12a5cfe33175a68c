package star_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyrtio/assets"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
	"fyrtio/core/star"
)

func shipped(t testing.TB) string {
	b, err := assets.Criteria.ReadFile("criteria/exempel-1.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestShippedCriteria(t *testing.T) {
	c := star.ShippedCriteria()
	d := form.Shipped()
	if !c.Example || c.Name.SV != "Exempelkriterier" || c.Version != "1" || c.Notice.IsZero() || c.Date.IsZero() {
		t.Errorf("not labelled as examples: %+v", c)
	}
	places := []string{"sleep_health", "tobacco", "alcohol", "activity", "sitting", "diet", "glucose", "lipids", "blood_pressure", "waist", "bmi", "stress"}
	for k, id := range places {
		if p := c.At(k); p.ID != id {
			t.Errorf("place %d is %s, want %s", k, p.ID, id)
		}
	}
	for _, p := range c.Points {
		group := star.Habits
		if p.K == 0 || p.K == 11 {
			group = star.Wellbeing
		} else if p.K > 5 {
			group = star.Measures
		}
		if p.Group != group {
			t.Errorf("%s is in group %s, its arc is %s", p.ID, p.Group, group)
		}
		texts := []form.Words{p.Name, p.Unit}
		for level := 1; level <= 4; level++ {
			w, ok := p.Levels[level]
			if without := level == 3 && (p.ID == "waist" || p.ID == "glucose"); ok == without {
				t.Errorf("%s level %d: %v", p.ID, level, ok)
			} else if ok {
				texts = append(texts, w)
			}
		}
		for _, in := range p.Inputs {
			if it, ok := d.Item(in.Answer); in.Index == "" && !ok {
				t.Errorf("%s hangs on %s, which is not in the form", p.ID, in.Answer)
			} else if in.Index == "" && len(in.Codes) != len(it.Options) {
				t.Errorf("%s judges %d of %d answers of %s", p.ID, len(in.Codes), len(it.Options), in.Answer)
			}
			for _, w := range in.Words {
				texts = append(texts, w)
			}
		}
		for _, w := range texts {
			if w.SV == "" || w.EN == "" {
				t.Errorf("%s lacks words: %+v", p.ID, w)
			}
		}
	}
	for _, g := range []star.Group{star.Wellbeing, star.Habits, star.Measures} {
		if w := star.GroupWords(g); strings.Contains(w.SV+w.EN, "star.") {
			t.Errorf("group %s has no words", g)
		}
	}
	if c.At(12) != nil {
		t.Error("there is a thirteenth place")
	}
}

// The fields that a second keying repeats: all that decides the star, and no more.
func TestLinkIDs(t *testing.T) {
	ids := star.ShippedCriteria().LinkIDs(form.Shipped())
	want := strings.Fields(`her.cvd her.diabetes health.general health.stress health.sleep tobacco.smoking tobacco.snus tobacco.ecig
		activity.training activity.everyday activity.sitting diet.vegetables diet.fruit diet.fish diet.sweets alcohol.weekly alcohol.binge
		m.height m.weight m.waist m.sbp m.dbp m.chol m.glucose`)
	if !slices.Equal(ids, want) {
		t.Errorf("got %v", ids)
	}
}

// The kilos of the criteria sheet, and that BMI itself changes level just there (D23).
func TestKilos(t *testing.T) {
	c := star.ShippedCriteria()
	want := map[int][]int{
		4: {42, 45, 48, 51, 54, 57, 60, 64, 67, 71}, 3: {57, 60, 64, 68, 73, 77, 81, 86, 91, 95},
		2: {68, 72, 77, 82, 87, 92, 98, 103, 109, 114}, 1: {79, 84, 90, 96, 102, 108, 114, 120, 127, 133},
	}
	d := form.Shipped()
	for i, height := 0, 150; height <= 195; i, height = i+1, height+5 {
		kilos := c.Kilos(height)
		for level, row := range want {
			if kilos[level] != row[i] {
				t.Errorf("%d cm, level %d: %d kg, want %d", height, level, kilos[level], row[i])
			}
			at := func(kg int) int {
				a := form.Answers{"m.height": form.Number(float64(height)), "m.weight": form.Number(float64(kg))}
				return star.Propose(c, d, a, score.Compute(d, a), pnr.Man).Point("bmi").Level
			}
			if at(kilos[level]) != level || at(kilos[level]-1) == level {
				t.Errorf("%d cm: level %d does not begin at %d kg", height, level, kilos[level])
			}
		}
	}
	if c.LevelOf("bmi", form.MustNumber("18.4")) != 0 || c.LevelOf("tobacco", form.MustNumber("1")) != 0 || c.LevelOf("x", form.MustNumber("1")) != 0 {
		t.Error("a level where nothing is proposed")
	}
}

func TestReadCriteriaRefusesByPath(t *testing.T) {
	whole := shipped(t)
	const smoking = "criteria.points[0].inputs[0]"
	for _, c := range []struct{ old, new, path string }{
		{`"version": "1"`, `"version": ""`, "criteria.version"},
		{`"version": "1"`, `"version": "1", "edition": 2`, "criteria.edition"},
		{`"date": "2026-01-01"`, `"date": "2026"`, "criteria.date"},
		{`"example": true`, `"example": "ja"`, "criteria.example"},
		{`"k": 1,`, `"k": 12,`, "criteria.points[0].k"},
		{`"k": 2,`, `"k": 1,`, "criteria.points[1].k"},
		{`"id": "alcohol"`, `"id": "tobacco"`, "criteria.points[1].id"},
		{`"id": "alcohol"`, `"id": "heredity"`, "criteria.points[1].id"},
		{`"group": "habits"`, `"group": "x"`, "criteria.points[0].group"},
		{`"show": "worst"`, `"show": "best"`, "criteria.points[0].show"},
		{`"name": {"sv": "Tobak"`, `"name": {"sv": ""`, "criteria.points[0].name.sv"},
		{`"answer": "tobacco.smoking"`, `"answer": ""`, smoking + ".answer"},
		{`"answer": "tobacco.smoking"`, `"index": "bmi"`, smoking + ".codes"},
		{`"index": "activity_minutes"`, `"index": "steps"`, "criteria.points[2].inputs[0].index"},
		{`"codes": {"1": 4,`, `"codes": {"1": 5,`, smoking + ".codes.1"},
		{`"codes": {"1": 4,`, `"codes": {"0": 4,`, smoking + ".codes.0"},
		{`{"level": 2, "from": "60", "below": "150"}`, `{"level": 2, "from": "61", "below": "150"}`, "criteria.points[2].inputs[0].ranges[1]"},
		{`{"level": 2, "from": "60", "below": "150"}`, `{"level": 2, "above": "60", "below": "150"}`, "criteria.points[2].inputs[0].ranges[1]"},
		{`{"level": 2, "from": "60", "below": "150"}`, `{"level": 2, "from": "60", "below": "50"}`, "criteria.points[2].inputs[0].ranges[1]"},
		{`{"level": 2, "from": "60", "below": "150"}`, `{"level": 2, "from": "sextio", "below": "150"}`, "criteria.points[2].inputs[0].ranges[1].from"},
		{`{"level": 1, "below": "60"}`, `{"level": 1, "from": "0", "below": "60"}`, "criteria.points[2].inputs[0].ranges[0]"},
		{`{"level": 4, "from": "300"}`, `{"level": 4, "from": "300", "to": "900"}`, "criteria.points[2].inputs[0].ranges[3]"},
		{`{"level": 4, "from": "300"}`, `{"level": 0, "from": "300"}`, "criteria.points[2].inputs[0].ranges[3].why"},
		{`"decimals": 1`, `"decimals": 9`, "criteria.points[8].inputs[0].decimals"},
		{`"kvinna": [`, `"annan": [`, "criteria.points[6].inputs[0].by_sex.annan"},
		{`"heredity": {`, `"arv": {`, "criteria.arv"},
	} {
		changed := strings.Replace(whole, c.old, c.new, 1)
		if changed == whole {
			t.Fatalf("%s is not in the criteria", c.old)
		}
		_, err := star.ReadCriteria([]byte(changed))
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Refused || f.Text.Data["Path"] != c.path {
			t.Errorf("%s: %v, want %s", c.new, err, c.path)
		}
		for _, lang := range []say.Lang{say.Swedish, say.English} {
			if w := fault.Words(lang, err); strings.Contains(w, "star.err") {
				t.Errorf("no words: %s", w)
			}
		}
	}
	for _, b := range []string{"", "null", "[]", "{}", "\xff", strings.Repeat(" ", 2<<20)} {
		if _, err := star.ReadCriteria([]byte(b)); err == nil {
			t.Errorf("%.10q was read", b)
		}
	}
	// Eleven points, or thirteen.
	cut := whole[:strings.Index(whole, ",\n  {\n   \"id\": \"sleep_health\"")] + whole[strings.Index(whole, "\n ],\n \"heredity\""):]
	if _, err := star.ReadCriteria([]byte(cut)); err == nil {
		t.Error("eleven points were read")
	}
}

func FuzzReadCriteria(f *testing.F) {
	f.Add([]byte(shipped(f)))
	f.Add([]byte(`{"points": [{"levels": {"1": {"sv": "x"}}}]}`))
	d := form.Shipped()
	a := answers(f, "m.waist=80 tobacco.smoking=1 m.sbp=120 health.sleep=2")
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := star.ReadCriteria(b)
		if err != nil {
			if fault.CodeOf(err) != fault.Refused {
				t.Fatal(err)
			}
			return
		}
		p := star.Propose(c, d, a, score.Compute(d, a), pnr.Woman) // criteria that were read can be used
		star.Summarize(c, p.Levels(), say.Swedish)
		c.Kilos(170)
		_ = fmt.Sprint(p.Render(say.English))
	})
}
