package score

import (
	"math/big"
	"strconv"
	"strings"

	"fyrtio/core/form"
	"fyrtio/core/say"
)

// limit says that a class begins at from.
type limit struct {
	from  string
	class string
}

// classOf gives the class that n has reached; the limits rise, the first is the floor.
func classOf(n form.Decimal, limits []limit) int {
	at := 0
	for i, l := range limits {
		if n.Cmp(form.MustNumber(l.from)) >= 0 {
			at = i
		}
	}
	return at
}

// bmiClasses are WHO's classes for adults (domain.md 2, via diabetes.nu).
var bmiClasses = []limit{{"0", "underweight"}, {"18.5", "normal"}, {"25", "overweight"}, {"30", "obese1"}, {"35", "obese2"}, {"40", "obese3"}}

// bmi is weight in kg by height in m squared, half up to one decimal before it is
// compared (D23).
func (in input) bmi() Index {
	i := Index{ID: BMI}
	n, missing := in.numbers("m.weight", "m.height")
	metres := new(big.Rat)
	if len(missing) == 0 {
		metres.Quo(n[1].Rat(), big.NewRat(100, 1))
	}
	if len(missing) > 0 || metres.Sign() <= 0 || n[0].Rat().Sign() <= 0 {
		i.Missing = orAll(missing, "m.weight", "m.height")
		return i
	}
	exact := new(big.Rat).Quo(n[0].Rat(), new(big.Rat).Mul(metres, metres))
	i.Number = form.RoundRat(exact, 1)
	i.Value = number(i.Number)
	i.Class = bmiClasses[classOf(i.Number, bmiClasses)].class
	m := form.CutRat(metres, 2+decimals(n[1]))
	i.Working = form.Both(func(lang say.Lang) string {
		return say.In(lang, say.T("score.working.bmi", "Weight", n[0].In(lang), "Height", m.In(lang),
			"BMI", form.CutRat(exact, 2).In(lang)))
	})
	return i
}

// orAll gives missing, or all when nothing is missing but the values are no measurements.
func orAll(missing []string, all ...string) []string {
	if len(missing) > 0 {
		return missing
	}
	return all
}

func decimals(n form.Decimal) int {
	_, after, _ := strings.Cut(n.String(), ".")
	return len(after)
}

// activityClasses: 150 minutes is the recommendation's floor, 300 its upper mark
// (FoHM, WHO, SOS-2018; domain.md 1.3).
var activityClasses = []limit{{"0", "low"}, {"150", "enough"}, {"300", "high"}}

// activity is 2 × training + everyday, from the minutes that each option stands for
// (FoHM's formula; the options' minutes are the form's scores).
func (in input) activity() Index {
	i := Index{ID: ActivityMinutes}
	n, missing := in.scores("activity.training", "activity.everyday")
	if i.Missing = missing; len(missing) > 0 {
		return i
	}
	i.Number = whole(max(0, 2*n[0]+n[1]))
	i.Value = number(i.Number)
	i.Class = activityClasses[classOf(i.Number, activityClasses)].class
	i.Working = words("score.working.activity_minutes", "Training", n[0], "Everyday", n[1], "Minutes", i.Number.String())
	return i
}

// dietClasses: 0–4 significantly unhealthy, 9–12 largely as advised (SOS-2018, RG-MAT;
// domain.md 1.5).
var dietClasses = []limit{{"0", "poor"}, {"5", "middling"}, {"9", "good"}}

// diet is the sum of four answers' scores, 0–12; none may lack.
func (in input) diet() Index {
	i := Index{ID: DietIndex}
	n, missing := in.scores("diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets")
	if i.Missing = missing; len(missing) > 0 {
		return i
	}
	sum, terms := 0, make([]string, len(n))
	for k, score := range n {
		sum += score
		terms[k] = strconv.Itoa(score)
	}
	i.Number = whole(max(0, sum))
	i.Value = number(i.Number)
	i.Class = dietClasses[classOf(i.Number, dietClasses)].class
	i.Working = words("score.working.diet_index", "Terms", strings.Join(terms, " + "), "Sum", i.Number.String())
	return i
}

// The national limit since September 2023, for all: 10 glasses a week, or 4 on one
// occasion at least monthly (ALK-2023; domain.md 1.2).
const (
	riskWeekly = "4" // alcohol.weekly: 10–14 glasses
	riskBinge  = "3" // alcohol.binge: every month
)

// alcohol needs both answers, even where one alone is risk (D24).
func (in input) alcohol() Index {
	i := Index{ID: AlcoholRisk}
	o, missing := in.options("alcohol.weekly", "alcohol.binge")
	if i.Missing = missing; len(missing) > 0 {
		return i
	}
	i.Risk = o[0].Code >= riskWeekly || o[1].Code >= riskBinge // codes are single digits
	i.Class = "no_risk"
	if i.Risk {
		i.Class = "risk"
	}
	i.Value = words("score.class." + AlcoholRisk + "." + i.Class)
	i.Working = form.Both(func(lang say.Lang) string {
		return say.In(lang, say.T("score.working.alcohol_risk",
			"Weekly", lower(o[0].Label().In(lang)), "Binge", lower(o[1].Label().In(lang))))
	})
	return i
}

// waistHip is waist by hip with two decimals, half up. It has no classes: the limits
// in use differ (domain.md 2).
func (in input) waistHip() Index {
	i := Index{ID: WaistHip}
	n, missing := in.numbers("m.waist", "m.hip")
	if len(missing) > 0 || n[0].Rat().Sign() <= 0 || n[1].Rat().Sign() <= 0 {
		i.Missing = orAll(missing, "m.waist", "m.hip")
		return i
	}
	i.Number = form.RoundRat(new(big.Rat).Quo(n[0].Rat(), n[1].Rat()), 2)
	i.Value = number(i.Number)
	i.Working = form.Both(func(lang say.Lang) string {
		return say.In(lang, say.T("score.working.waist_hip", "Waist", n[0].In(lang), "Hip", n[1].In(lang), "Ratio", i.Number.In(lang)))
	})
	return i
}

// The European guideline's classes of office pressure (Skåne AKO; domain.md 2), as
// typed, not rounded (D23).
var (
	systolic  = []limit{{"0", "optimal"}, {"120", "normal"}, {"130", "high_normal"}, {"140", "grade1"}, {"160", "grade2"}, {"180", "grade3"}}
	diastolic = []limit{{"0", "optimal"}, {"80", "normal"}, {"85", "high_normal"}, {"90", "grade1"}, {"100", "grade2"}, {"110", "grade3"}}
)

// pressure is the class of the worse of the two pressures.
func (in input) pressure() Index {
	i := Index{ID: BPClass}
	n, missing := in.numbers("m.sbp", "m.dbp")
	if i.Missing = missing; len(missing) > 0 {
		return i
	}
	s, d := classOf(n[0], systolic), classOf(n[1], diastolic)
	i.Class = systolic[max(s, d)].class
	i.Value = form.Both(func(lang say.Lang) string { return n[0].In(lang) + "/" + n[1].In(lang) })
	i.Working = form.Both(func(lang say.Lang) string {
		class := func(k int) say.Text { return say.T("score.class." + BPClass + "." + systolic[k].class) }
		return say.In(lang, say.T("score.working.bp_class", "Upper", n[0].In(lang), "UpperClass", class(s),
			"Lower", n[1].In(lang), "LowerClass", class(d)))
	})
	return i
}

// lower writes a label within a sentence; labels begin with a capital or a digit.
func lower(s string) string {
	for k, r := range s {
		return strings.ToLower(string(r)) + s[k+len(string(r)):]
	}
	return s
}
