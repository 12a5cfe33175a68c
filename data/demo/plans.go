package demo

import (
	"cmp"
	"context"
	"slices"

	"fyrtio/core/plan"
	"fyrtio/core/star"
	"fyrtio/core/visit"
)

// aims are what people agree to work on, by the star's point.
var aims = map[string][]plan.Goal{
	"tobacco": {
		{What: "Sluta röka före semestern.", How: "Ringer Sluta-röka-linjen i veckan.", Sure: "6", Support: "Sambon slutar samtidigt"},
		{What: "Inget snus före lunch.", How: "Dosan ligger kvar i bilen.", Sure: "7"},
	},
	"alcohol": {
		{What: "Alkoholfritt söndag till torsdag.", How: "Köper hem alkoholfria alternativ.", Sure: "7", Support: "Partnern"},
		{What: "Högst tre glas vid ett tillfälle.", How: "Varannan är vatten.", Sure: "6"},
	},
	"activity": {
		{What: "Promenera 30 minuter tre dagar i veckan.", How: "Går av bussen två hållplatser tidigare.", Sure: "8", Support: "Kollegan Anna"},
		{What: "Styrketräna en gång i veckan.", How: "Pass på onsdagar efter jobbet, väskan i bilen.", Sure: "6", Support: "Grannen följer med"},
		{What: "Cykla till jobbet två dagar i veckan.", How: "Börjar när snön är borta.", Sure: "9"},
	},
	"sitting": {
		{What: "Resa mig minst en gång i timmen på jobbet.", How: "Larm i telefonen.", Sure: "9", Support: "Kollegan Anna"},
		{What: "Stå upp vid alla telefonmöten.", How: "Höj- och sänkbart bord är beställt.", Sure: "8"},
	},
	"diet": {
		{What: "Grönsaker till både lunch och middag.", How: "Fryst grönsaksblandning hemma.", Sure: "7", Support: "Familjen"},
		{What: "Fisk två gånger i veckan.", How: "Tisdag och fredag, laxburgare räknas.", Sure: "6"},
		{What: "Godis bara på lördagar.", How: "Frukt i väskan till eftermiddagen.", Sure: "5"},
	},
	"stress": {
		{What: "Ta lunch utan mobil varje dag.", How: "Lägger mobilen i lådan.", Sure: "7"},
		{What: "En kväll i veckan för mig själv.", How: "Bestämmer dag varje söndag.", Sure: "6", Support: "Sambon"},
	},
	"sleep_health": {
		{What: "I säng före elva på vardagar.", How: "Skärmen laddas i köket.", Sure: "6"},
	},
}

// habit is the habit with which a measurement is worked on.
var habit = map[string]string{"bmi": "activity", "waist": "activity", "blood_pressure": "activity", "lipids": "diet", "glucose": "diet"}

// said are the codes of the talks about a habit: short, longer, long.
var said = map[string][]string{
	"tobacco": {"DV111", "DV112", "DV113"}, "alcohol": {"DV121", "DV122", "DV123"},
	"activity": {"DV131", "DV132", "DV133"}, "diet": {"DV141", "DV142", "DV143"},
}

// agree makes the plan of a visit from the star: the shortest points first, one or two
// goals, what was talked about, and for most a day on which it is followed up.
func (f *filler) agree(ctx context.Context, who string) error {
	v, err := f.store.OpenPlan(ctx, who)
	if err != nil {
		return err
	}
	f.plans++
	p := plan.Plan{}
	if talk := slices.IndexFunc(v.Actions, func(a plan.Action) bool { return a.Code == "" }); talk >= 0 {
		p.Done = append(p.Done, v.Actions[talk])
	}
	points := slices.DeleteFunc(slices.Clone(v.Criteria.Points), func(c star.Criterion) bool { return v.Levels[c.ID] == 0 || v.Levels[c.ID] > 2 })
	slices.SortStableFunc(points, func(a, b star.Criterion) int { return cmp.Compare(v.Levels[a.ID], v.Levels[b.ID]) })
	goals, chosen := 0, map[string]bool{}
	for _, c := range points {
		about := cmp.Or(habit[c.ID], c.ID)
		if goals == 1+f.plans%2 || chosen[about] || len(aims[about]) == 0 {
			continue
		}
		g := aims[about][f.rand.IntN(len(aims[about]))]
		if about == "tobacco" {
			g = f.tobacco(who)
		}
		g.Point = about
		p.Goals[goals], chosen[about] = g, true
		goals++
		f.talked(&p, v, about, v.Levels[c.ID])
	}
	if goals == 0 {
		p.Strong = "Håller fast vid det som fungerar."
	}
	if goals > 0 && f.plans%4 != 0 {
		p.Follow = f.followUp()
	}
	return f.store.SavePlan(ctx, who, p)
}

// tobacco gives the aim of those who smoke, or of those who use snus.
func (f *filler) tobacco(who string) plan.Goal {
	if code, _ := f.past[who]["tobacco.smoking"].Code(); code == "4" || code == "5" {
		return aims["tobacco"][0]
	}
	return aims["tobacco"][1]
}

// talked adds what was done about a habit: more where there is more to win.
func (f *filler) talked(p *plan.Plan, v visit.Plan, about string, level int) {
	codes := said[about]
	if codes == nil {
		return
	}
	code := codes[min(2-level+f.plans%2, 2)]
	for _, a := range v.Actions {
		if a.Code == code || about == "activity" && level == 1 && a.Told == "Recept på rörelse" {
			p.Toggle(a)
		}
	}
}

// followUp is on a working day some weeks after the visit: of those who came first it
// is due by now.
func (f *filler) followUp() plan.Follow {
	weeks := []int{1, 4, 2, 12, 8}[f.plans%5]
	d := f.today.Add(f.ago()*-1 + 7*weeks)
	for f.closed(d) {
		d = d.Add(1)
	}
	how := []string{"Lena Sundkvist ringer dig. Samtalet tar 15 minuter.", "Återbesök: vi mäter blodtryck och midja igen.", "Lena Sundkvist ringer dig och hör hur det går."}[f.plans%3]
	return plan.Follow{Date: d, Time: []string{"09.30", "", "13.15"}[f.plans%3], How: how}
}
