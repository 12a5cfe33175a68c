package report

import (
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/score"
)

// answers is a completed questionnaire with its indexes.
type answers struct {
	form.Answers
	index score.Indexes
	form  *form.Definition
}

// codes are the categories of an item with so many options.
func codes(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = string(rune('1' + i))
	}
	return ids
}

// item is a variable whose categories are the options of an item.
func item(id string, options int, sums ...Sum) Variable {
	return Variable{ID: id, Part: OfForm, Base: Formed, Categories: codes(options), Item: id, Sums: sums,
		of: func(in answers) byte { return in.option(id, options) }}
}

// index is a variable whose categories are the classes of an index of core/score, in
// which the source of each class stands.
func index(id, of string, items []string, measured bool, classes []string, sums ...Sum) Variable {
	return Variable{ID: id, Part: OfForm, Base: Formed, Categories: classes, Measured: measured, Sums: sums,
		of: func(in answers) byte {
			i := in.index.Get(of)
			if !i.Has {
				return in.why(items...)
			}
			for k, c := range classes {
				if c == i.Class {
					return byte(k + 1)
				}
			}
			return Unknown
		}}
}

// measure is a variable of a measurement rounded half up to one decimal before it is
// compared (D23); a class begins at each limit.
func measure(id, linkID string, classes []string, limits ...string) Variable {
	return Variable{ID: id, Part: OfForm, Base: Formed, Categories: classes, Measured: true,
		of: func(in answers) byte {
			n, ok := in.Answers[linkID].Number()
			if !ok {
				return in.why(linkID)
			}
			n = n.Round(1)
			class := byte(1)
			for _, l := range limits {
				if n.Cmp(form.MustNumber(l)) >= 0 {
					class++
				}
			}
			return class
		}}
}

// formVariables are what the questionnaires and measurements tell. The shipped form's
// link ids and codes are in questionnaire.md. The cut-offs of domain.md section 2:
//
//   - BMI: WHO's classes for adults (diabetes.nu); obesity from 30, overweight from 25.
//   - Waist: women under 80, 80–88, over 88 cm; men under 94, 94–102, over 102 cm (Region
//     Stockholm). As typed, not rounded (D23).
//   - Blood pressure: the European guideline's classes (Skåne AKO); high from 140/90, high
//     normal 130–139 or 85–89, the worse of the two.
//   - Total cholesterol: 5.0 and 6.5 mmol/l (Hälsokurvan, SÖ-kolesterol); LDL 3.0
//     (Läkemedelsverket, via betavivo.se); triglycerides 1.7 (Fimlab).
//   - Fasting glucose: 6.1–6.9 raised, from 7.0 the limit of diabetes; HbA1c 42 and 48
//     mmol/mol (SÖ-blodsocker, vardriktlinjer.se).
//   - Activity minutes: 150 and 300 a week (FoHM, WHO, SOS-2018). Sitting: 10 hours a day
//     is what FoHM reports as much.
//   - Diet index: 0–4, 5–8, 9–12 (SOS-2018, RG-MAT).
//   - Alcohol: the national limit since September 2023, the same for all (ALK-2023).
//   - Health as good or very good, stress as rather or very much, are how HLV reports them.
var formVariables = []Variable{
	item("bg.education", 5), item("bg.employment", 6), item("bg.birthplace", 4), item("bg.household", 5), item("bg.economy", 3),
	item("dx.cvd", 3), item("dx.hypertension", 3), item("dx.lipids", 3), item("dx.diabetes", 3),
	item("med.bp", 2), item("med.lipids", 2), item("med.diabetes", 2),
	item("her.cvd", 3), item("her.diabetes", 3),
	item("health.general", 5, Sum{"good", []string{"1", "2"}}),
	item("health.stress", 4, Sum{"much", []string{"3", "4"}}),
	item("health.sleep", 5, Sum{"bad", []string{"4", "5"}}),
	item("health.confidant", 2),
	item("tobacco.smoking", 5), item("tobacco.snus", 5), item("tobacco.ecig", 5), dailyTobacco,
	index("activity.minutes", score.ActivityMinutes, []string{"activity.training", "activity.everyday"}, false, []string{"low", "enough", "high"}),
	item("activity.training", 6), item("activity.everyday", 7),
	item("activity.sitting", 7, Sum{"long", []string{"5", "6", "7"}}),
	index("diet.index", score.DietIndex, []string{"diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets"}, false, []string{"poor", "middling", "good"}),
	item("diet.vegetables", 4), item("diet.fruit", 4), item("diet.fish", 4), item("diet.sweets", 4), item("diet.breakfast", 4),
	index("alcohol.risk", score.AlcoholRisk, []string{"alcohol.weekly", "alcohol.binge"}, false, []string{"risk", "no_risk"}),
	item("alcohol.weekly", 5), item("alcohol.binge", 5),
	item("change.tobacco", 4), item("change.alcohol", 4), item("change.activity", 4), item("change.diet", 4),
	index("bmi", score.BMI, []string{"m.height", "m.weight"}, true, []string{"underweight", "normal", "overweight", "obese1", "obese2", "obese3"},
		Sum{"obese", []string{"obese1", "obese2", "obese3"}}),
	waist,
	index("bp", score.BPClass, []string{"m.sbp", "m.dbp"}, true, []string{"optimal", "normal", "high_normal", "grade1", "grade2", "grade3"},
		Sum{"high", []string{"grade1", "grade2", "grade3"}}),
	measure("chol", "m.chol", []string{"low", "raised", "high"}, "5", "6.5"),
	measure("ldl", "m.ldl", []string{"low", "high"}, "3"),
	measure("tg", "m.tg", []string{"low", "high"}, "1.7"),
	measure("glucose", "m.glucose", []string{"normal", "raised", "diabetes"}, "6.1", "7"),
	measure("hba1c", "m.hba1c", []string{"normal", "raised", "diabetes"}, "42", "48"),
}

// dailyTobacco is daily smoking or daily snus; both answers are needed.
var dailyTobacco = Variable{ID: "tobacco.daily", Part: OfForm, Base: Formed, Categories: []string{"yes", "no"},
	of: func(in answers) byte {
		smoking, snus := in.option("tobacco.smoking", 5), in.option("tobacco.snus", 5)
		switch {
		case smoking >= Unanswered || snus >= Unanswered:
			return in.why("tobacco.smoking", "tobacco.snus")
		case smoking == 5 || snus == 5:
			return 1
		}
		return 2
	}}

// waist is kept in five classes, which the zones of both sexes are made of: the sex of a
// personal number may change, and the measure stays.
var waist = Variable{ID: "waist", Part: OfForm, Base: Formed, Categories: []string{"low", "raised", "high"}, Measured: true,
	sexed: map[pnr.Sex][]byte{pnr.Woman: {1, 2, 3, 3, 3}, pnr.Man: {1, 1, 1, 2, 3}},
	of: func(in answers) byte {
		n, ok := in.Answers["m.waist"].Number()
		if !ok {
			return in.why("m.waist")
		}
		at := func(limit string) int { return n.Cmp(form.MustNumber(limit)) }
		switch {
		case at("80") < 0:
			return 1
		case at("88") <= 0:
			return 2
		case at("94") < 0:
			return 3
		case at("102") <= 0:
			return 4
		}
		return 5
	}}

// option gives the place of a chosen option, or why there is none.
func (in answers) option(linkID string, options int) byte {
	code, ok := in.Answers[linkID].Code()
	switch {
	case !ok:
		return in.why(linkID)
	case len(code) == 1 && code[0] >= '1' && int(code[0]-'0') <= options:
		return code[0] - '0'
	}
	return Unknown
}

// why tells why a variable that needs these answers has no category: a question that the
// form does not have before declined before unmeasured before unanswered.
func (in answers) why(linkIDs ...string) byte {
	worst := byte(Unanswered)
	for _, id := range linkIDs {
		if _, asked := in.form.Item(id); !asked {
			return Unasked
		}
		m, missing := in.Answers[id].Missing()
		switch {
		case missing && m == form.Declined:
			return Declined
		case missing && m == form.Unmeasured:
			worst = Unmeasured
		case !missing && !in.Answers[id].IsZero() && worst == Unanswered && len(linkIDs) == 1:
			worst = Unknown
		}
	}
	return worst
}

// FormCells tells what a completed questionnaire says. A missing code is a missing code
// in every variable that needs the answer (Q20), never a category.
func FormCells(d *form.Definition, a form.Answers) Cells {
	in := answers{a, score.Compute(d, a), d}
	cells := make(Cells, 1, 1+len(formVariables))
	cells[0] = Layout
	for i := range formVariables {
		cells = append(cells, formVariables[i].of(in))
	}
	return cells
}
