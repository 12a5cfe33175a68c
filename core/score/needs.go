package score

// Want is what an index wants of an item.
type Want string

// What may be wanted.
const (
	WantNumber Want = "number" // a number in Need.Unit
	WantScores Want = "scores" // a choice whose every option has a score
	WantCodes  Want = "codes"  // a choice with the codes of Need.Codes
)

// Need is an answer that an index is computed from.
type Need struct {
	Index  string
	LinkID string
	Want   Want
	Unit   string   // UCUM
	Codes  []string // the options that the index knows
}

// Needs lists what the indexes want of a form, in the indexes' order.
func Needs() (list []Need) {
	number := func(index, unit string, ids ...string) {
		for _, id := range ids {
			list = append(list, Need{Index: index, LinkID: id, Want: WantNumber, Unit: unit})
		}
	}
	number(BMI, "kg", "m.weight")
	number(BMI, "cm", "m.height")
	for _, id := range []string{"activity.training", "activity.everyday"} {
		list = append(list, Need{Index: ActivityMinutes, LinkID: id, Want: WantScores})
	}
	for _, id := range []string{"diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets"} {
		list = append(list, Need{Index: DietIndex, LinkID: id, Want: WantScores})
	}
	for _, id := range []string{"alcohol.weekly", "alcohol.binge"} {
		list = append(list, Need{Index: AlcoholRisk, LinkID: id, Want: WantCodes, Codes: []string{"1", "2", "3", "4", "5"}})
	}
	number(WaistHip, "cm", "m.waist", "m.hip")
	number(BPClass, "mm[Hg]", "m.sbp", "m.dbp")
	return list
}
