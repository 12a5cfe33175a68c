package report

import "fyrtio/core/say"

// Indicator is a key figure: the share of those who answered that is in a category or a sum
// of a variable. Indicators have trends, changes, and figures of years before the program.
type Indicator struct {
	ID       string
	Variable string
	Category string // a category or a sum
	Chapter  string
	Better   int // 1 when more is better, -1 when less is, 0 for neither
}

// Indicators are the key figures, in the order of the chapters.
var Indicators = []Indicator{
	{"invited", "funnel", "invited", "participation", 1},
	{"completed", "funnel", "came", "participation", 1},
	{"declined", "state", "declined", "participation", 0},
	{"noshow", "noshow", "any", "participation", -1},
	{"interpreter", "interpreter", "yes", "participation", 0},
	{"risk", "risk", "any", "risk", -1},
	{"cvd", "dx.cvd", "1", "disease", -1},
	{"diabetes", "dx.diabetes", "1", "disease", -1},
	{"heredity.cvd", "her.cvd", "1", "disease", 0},
	{"heredity.diabetes", "her.diabetes", "1", "disease", 0},
	{"health", "health.general", "good", "health", 1},
	{"stress", "health.stress", "much", "stress", -1},
	{"sleep", "health.sleep", "bad", "sleep", -1},
	{"smoking", "tobacco.smoking", "5", "tobacco", -1},
	{"snus", "tobacco.snus", "5", "tobacco", -1},
	{"tobacco", "tobacco.daily", "yes", "tobacco", -1},
	{"inactive", "activity.minutes", "low", "activity", -1},
	{"sitting", "activity.sitting", "long", "activity", -1},
	{"diet", "diet.index", "poor", "diet", -1},
	{"diet.good", "diet.index", "good", "diet", 1},
	{"alcohol", "alcohol.risk", "risk", "alcohol", -1},
	{"overweight", "bmi", "overweight", "weight", -1},
	{"obesity", "bmi", "obese", "weight", -1},
	{"waist", "waist", "high", "weight", -1},
	{"pressure", "bp", "high", "pressure", -1},
	{"cholesterol", "chol", "high", "lipids", -1},
	{"glucose", "glucose", "diabetes", "glucose", -1},
	{"star", "star", "yes", "process", 1},
	{"followup", "plan.follow", "yes", "process", 0},
}

// Label says the indicator in few words: "Röker dagligen".
func (i Indicator) Label() say.Text { return say.T("report.key." + i.ID) }

// Meaning says what is counted, of whom.
func (i Indicator) Meaning() say.Text { return say.T("report.key." + i.ID + ".what") }

// indicator gives the indicator of an id.
func indicator(id string) (Indicator, bool) {
	for _, i := range Indicators {
		if i.ID == id {
			return i, true
		}
	}
	return Indicator{}, false
}
