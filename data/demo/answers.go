package demo

import (
	"math"

	"fyrtio/core/form"
	"fyrtio/core/pnr"
)

// shares are how many of a hundred or so give each answer, in the order of the options:
// invented, and near what Swedes of that age answer, so that the report on the demo
// looks like one that a clinic could have.
type shares struct {
	women, men []int // men nil: as women
	leans      lean
}

// lean says how an answer hangs together with how well a person lives: who exercises
// also smokes less.
type lean int

const (
	leansNot  lean = iota
	bestFirst      // the first option is the healthiest
	bestLast
)

var answered = map[string]shares{
	"bg.education":  {women: []int{7, 38, 15, 39, 1}, men: []int{10, 50, 14, 25, 1}},
	"bg.employment": {women: []int{83, 3, 4, 5, 4, 1}, men: []int{88, 2, 4, 3, 2, 1}},
	"bg.birthplace": {women: []int{82, 2, 6, 10}},
	"bg.household":  {women: []int{11, 15, 57, 13, 4}, men: []int{20, 16, 55, 5, 4}},
	"bg.economy":    {women: []int{86, 7, 7}},

	"dx.cvd":          {women: []int{1, 98, 1}, men: []int{2, 97, 1}},
	"dx.hypertension": {women: []int{5, 93, 2}, men: []int{8, 88, 4}},
	"dx.lipids":       {women: []int{3, 91, 6}, men: []int{5, 86, 9}},
	"dx.diabetes":     {women: []int{2, 97, 1}},
	"her.cvd":         {women: []int{17, 72, 11}},
	"her.diabetes":    {women: []int{21, 70, 9}},

	"health.general":   {women: []int{18, 51, 24, 6, 1}, men: []int{20, 54, 22, 3, 1}, leans: bestFirst},
	"health.stress":    {women: []int{12, 50, 28, 10}, men: []int{21, 53, 20, 6}, leans: bestFirst},
	"health.sleep":     {women: []int{11, 40, 27, 17, 5}, men: []int{14, 45, 27, 12, 2}, leans: bestFirst},
	"health.confidant": {women: []int{93, 7}, men: []int{88, 12}, leans: bestFirst},

	"tobacco.smoking": {women: []int{62, 23, 2, 6, 7}, men: []int{64, 20, 2, 7, 7}, leans: bestFirst},
	"tobacco.snus":    {women: []int{75, 8, 2, 4, 11}, men: []int{54, 14, 2, 6, 24}},
	"tobacco.ecig":    {women: []int{93, 2, 1, 3, 1}},

	"activity.training": {women: []int{16, 14, 16, 17, 13, 24}, men: []int{18, 13, 14, 16, 13, 26}, leans: bestLast},
	"activity.everyday": {women: []int{2, 7, 14, 18, 24, 19, 16}, men: []int{4, 9, 15, 18, 23, 17, 14}, leans: bestLast},
	"activity.sitting":  {women: []int{3, 19, 31, 25, 17, 4, 1}, men: []int{3, 15, 29, 27, 19, 5, 2}, leans: bestFirst},
	"diet.vegetables":   {women: []int{21, 40, 31, 8}, men: []int{10, 33, 42, 15}, leans: bestFirst},
	"diet.fruit":        {women: []int{18, 35, 33, 14}, men: []int{10, 27, 39, 24}, leans: bestFirst},
	"diet.fish":         {women: []int{8, 27, 41, 24}, leans: bestFirst},
	"diet.sweets":       {women: []int{4, 20, 46, 30}, men: []int{6, 22, 45, 27}, leans: bestLast},
	"diet.breakfast":    {women: []int{69, 17, 9, 5}, men: []int{64, 18, 10, 8}, leans: bestFirst},
	"alcohol.weekly":    {women: []int{48, 36, 12, 3, 1}, men: []int{33, 37, 19, 8, 3}},
	"alcohol.binge":     {women: []int{33, 48, 15, 4, 0}, men: []int{20, 43, 27, 9, 1}},

	"change.alcohol":  {women: []int{8, 2, 42, 48}},
	"change.activity": {women: []int{48, 18, 27, 7}},
	"change.diet":     {women: []int{42, 16, 36, 6}},
}

// body is what is measured of a person: the middle and how far most lie from it, by sex.
// Weight, waist and pressure follow from the BMI as well.
type body struct{ height, bmi, waist, sbp, dbp, chol, hdl, tg, glucose spread }

type spread struct{ mid, wide float64 }

var bodies = map[pnr.Sex]body{
	pnr.Woman: {height: spread{167, 6.3}, bmi: spread{25.2, 0.17}, waist: spread{84, 4.5}, sbp: spread{119, 11.5}, dbp: spread{77, 7.5},
		chol: spread{4.9, 0.85}, hdl: spread{1.55, 0.32}, tg: spread{0.95, 0.42}, glucose: spread{5.2, 0.38}},
	pnr.Man: {height: spread{181, 6.8}, bmi: spread{26.5, 0.14}, waist: spread{95, 4}, sbp: spread{127, 11.5}, dbp: spread{81, 7.5},
		chol: spread{5.2, 0.95}, hdl: spread{1.25, 0.27}, tg: spread{1.3, 0.48}, glucose: spread{5.4, 0.42}},
}

// life is somebody whose answers are invented.
type life struct {
	*filler
	sex    pnr.Sex
	well   float64      // how well they live, of a normal distribution
	before form.Answers // of an earlier year, nil = none
}

// answers invents answers to every question that is asked.
func (l *life) answers(def *form.Definition) form.Answers {
	l.well = l.rand.NormFloat64()
	a := form.Answers{}
	measured := l.measure()
	for _, item := range def.Items {
		if !def.Enabled(item.LinkID, a) {
			continue
		}
		v := l.answer(item, a, measured)
		_, habit := answered[item.LinkID]
		if was, ok := l.before[item.LinkID].Code(); ok && habit && v.Kind() == form.KindCode && l.rand.IntN(3) > 0 {
			v = form.Code(was)
		}
		if !v.IsZero() {
			a[item.LinkID] = v
		}
	}
	asked, _ := def.Prune(a)
	return asked
}

// answer invents one answer; now and then somebody leaves a question out or declines.
func (l *life) answer(item form.Item, a form.Answers, measured map[string]float64) form.Value {
	said := func(id, code string) bool { v, _ := a[id].Code(); return v == code }
	switch id := item.LinkID; {
	case id == "m.dbp" && a["m.sbp"].Kind() == form.KindMissing:
		return a["m.sbp"] // of one cuff
	case item.Measurement:
		return l.measurement(item, measured)
	case !item.Required && l.one(25), item.Required && l.one(150):
		return form.None(form.Unanswered)
	case l.one(180), item.Section == "alcohol" && l.one(60):
		return form.None(form.Declined)
	case id == "tobacco.cigarettes":
		return form.Number(float64(4 + l.rand.IntN(14)))
	case id == "tobacco.boxes":
		return form.Number(float64(2+l.rand.IntN(11)) / 2)
	case id == "med.bp":
		return l.medicine(said("dx.hypertension", "1"), 75)
	case id == "med.lipids":
		return l.medicine(said("dx.lipids", "1"), 50)
	case id == "med.diabetes":
		return l.medicine(said("dx.diabetes", "1"), 85)
	case id == "change.tobacco":
		if !said("tobacco.smoking", "5") && !said("tobacco.smoking", "4") && !said("tobacco.snus", "5") {
			return form.Code("4")
		}
		return form.Code(item.Options[l.pick([]int{40, 22, 38}, 0)].Code)
	case len(item.Options) > 0:
		s := answered[id]
		weights := s.women
		if l.sex == pnr.Man && s.men != nil {
			weights = s.men
		}
		return form.Code(item.Options[l.pick(weights, s.leans)].Code)
	}
	return form.Value{}
}

func (l *life) one(of int) bool { return l.rand.IntN(of) == 0 }

func (l *life) medicine(ill bool, percent int) form.Value {
	if ill && l.rand.IntN(100) < percent {
		return form.Code("1")
	}
	return form.Code("2")
}

// pick draws an option by its share; leaning ones partly by how well the person lives.
// The shares stay what they are.
func (l *life) pick(weights []int, leans lean) int {
	draw := l.rand.NormFloat64()
	if leans != leansNot {
		draw = 0.5*l.well + math.Sqrt(0.75)*draw
	}
	at := 0.5 * math.Erfc(draw/math.Sqrt2) // 0 for those who live best
	if leans == bestLast {
		at = 1 - at
	}
	sum := 0
	for _, w := range weights {
		sum += w
	}
	left := at * float64(sum)
	for i, w := range weights {
		if left -= float64(w); left < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// measure invents what the scales, the tape and the laboratory said.
func (l *life) measure() map[string]float64 {
	b, ok := bodies[l.sex]
	if !ok {
		b = bodies[pnr.Woman]
	}
	near := func(s spread) float64 { return s.mid + s.wide*l.rand.NormFloat64() }
	log := func(s spread) float64 { return s.mid * math.Exp(s.wide*l.rand.NormFloat64()) }
	height := near(b.height)
	bmi := b.bmi.mid * math.Exp(b.bmi.wide*(math.Sqrt(0.84)*l.rand.NormFloat64()-0.4*l.well))
	over := bmi - b.bmi.mid
	tense := l.rand.NormFloat64()
	sbp := b.sbp.mid + 0.8*over + b.sbp.wide*tense
	chol, hdl, tg := max(near(b.chol), 2.8), max(near(b.hdl)-0.02*over, 0.7), log(b.tg)
	glucose := max(near(b.glucose)+0.02*over, 3.9)
	if l.one(60) {
		glucose += 1.2 + l.rand.Float64()
	}
	m := map[string]float64{
		"m.height": math.Round(height), "m.weight": bmi * height * height / 1e4, "m.waist": math.Round(b.waist.mid + 2.2*over + near(spread{0, b.waist.wide})),
		"m.hip": math.Round(102 + 1.8*over + near(spread{0, 3.5})),
		"m.sbp": math.Round(sbp), "m.dbp": math.Round(min(b.dbp.mid+0.5*over+b.dbp.wide*(0.75*tense+0.66*l.rand.NormFloat64()), sbp-20)),
		"m.chol": chol, "m.hdl": hdl, "m.tg": tg, "m.ldl": max(chol-hdl-min(tg, 4)/2.2, 1), "m.glucose": glucose,
		"m.hba1c": math.Round(34 + 3*l.rand.NormFloat64() + 6*max(glucose-5.8, 0)),
	}
	for id, v := range m { // each apart: the order does not matter
		if was, ok := l.before[id].Number(); ok {
			old, _ := was.Rat().Float64()
			m[id] = 0.7*old + 0.3*v
			if id == "m.height" {
				m[id] = old
			}
		}
	}
	return m
}

// whole are the measurements without decimals.
var whole = map[string]bool{"m.height": true, "m.waist": true, "m.hip": true, "m.sbp": true, "m.dbp": true, "m.hba1c": true}

// seldom are measurements that the clinic takes of some only: of how many in a hundred.
var seldom = map[string]int{"m.hip": 25, "m.hba1c": 35}

func (l *life) measurement(item form.Item, measured map[string]float64) form.Value {
	id := item.LinkID
	body := id == "m.weight" || id == "m.waist" || id == "m.hip"
	percent, some := seldom[id]
	switch {
	case some && l.rand.IntN(100) >= percent, !body && id != "m.dbp" && l.one(60):
		return form.None(form.Unmeasured)
	case body && l.one(45):
		return form.None(form.Declined)
	case whole[id]:
		return form.Number(math.Round(measured[id]))
	}
	return form.Number(math.Round(measured[id]*10) / 10)
}
