package report

// plan of the report: the region's chapters in the region's order (domain.md 4.1), with the
// tables of domain.md 4.3 in them.
var outline = []struct {
	id        string
	variables []string // a table each
	special   []string // tables of their own making, before the others
	charts    []string // variables drawn by sex
}{
	{id: "intro"},
	{id: "collection", variables: []string{"source", "form"}},
	{id: "participation", special: []string{"steps", "channels", "reminders", "calls", "reason", "weeks", "payment"}, variables: []string{"noshow"}},
	{id: "risk", variables: []string{"risk"}, charts: []string{"risk"}},
	{id: "participants", variables: []string{"state", "interpreter"}, special: []string{"language"}},
	{id: "background", variables: []string{"bg.education", "bg.employment", "bg.birthplace", "bg.household", "bg.economy"}, charts: []string{"bg.education"}},
	{id: "disease", variables: []string{"dx.cvd", "dx.hypertension", "dx.lipids", "dx.diabetes", "med.bp", "med.lipids", "med.diabetes", "her.cvd", "her.diabetes"}},
	{id: "health", variables: []string{"health.general", "health.confidant"}, charts: []string{"health.general"}},
	{id: "stress", variables: []string{"health.stress"}, charts: []string{"health.stress"}},
	{id: "sleep", variables: []string{"health.sleep"}, charts: []string{"health.sleep"}},
	{id: "tobacco", variables: []string{"tobacco.smoking", "tobacco.snus", "tobacco.ecig", "tobacco.daily", "change.tobacco"}, charts: []string{"tobacco.smoking"}},
	{id: "activity", variables: []string{"activity.minutes", "activity.training", "activity.everyday", "activity.sitting", "change.activity"}, charts: []string{"activity.minutes"}},
	{id: "diet", variables: []string{"diet.index", "diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets", "diet.breakfast", "change.diet"}, charts: []string{"diet.index"}},
	{id: "alcohol", variables: []string{"alcohol.risk", "alcohol.weekly", "alcohol.binge", "change.alcohol"}, charts: []string{"alcohol.weekly"}},
	{id: "weight", variables: []string{"bmi", "waist"}, charts: []string{"bmi"}},
	{id: "pressure", variables: []string{"bp"}, charts: []string{"bp"}},
	{id: "lipids", variables: []string{"chol", "ldl", "tg"}, charts: []string{"chol"}},
	{id: "glucose", variables: []string{"glucose", "hba1c"}, charts: []string{"glucose"}},
	{id: "process", variables: []string{"star", "plan.goals", "plan.follow", "plan.actions", "documented"}, special: []string{"levels", "actions"}},
	{id: "trend", special: []string{"trend"}},
}
