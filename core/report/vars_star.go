package report

import "fyrtio/core/plan"

// starPoints are the points of the star, in the order of questionnaire.md.
var starPoints = []string{"tobacco", "alcohol", "activity", "sitting", "diet", "bmi", "waist", "blood_pressure", "lipids", "glucose", "stress", "sleep_health"}

var levels = []string{"4", "3", "2", "1"} // longest and healthiest first

// starVariables are the levels that were chosen, and how many points have the lowest: a
// participant with one or more is a risk patient as this report counts them. The region's
// own definition is not public (domain.md section 0).
var starVariables = func() []Variable {
	list := []Variable{{ID: "risk", Part: OfStar, Base: Starred, Categories: []string{"0", "1", "2", "3"},
		Sums: []Sum{{"any", []string{"1", "2", "3"}}}}}
	for _, p := range starPoints {
		list = append(list, Variable{ID: "star." + p, Part: OfStar, Base: Starred, Categories: levels})
	}
	return list
}()

// StarCells tells which levels were chosen: by point id, 0 = not chosen.
func StarCells(levels map[string]int) Cells {
	cells := make(Cells, 2, 2+len(starPoints))
	cells[0] = Layout
	lowest := 0 // a clinic's own points count too
	for _, l := range levels {
		if l == 1 {
			lowest++
		}
	}
	for _, p := range starPoints {
		c := byte(Unanswered)
		if l := levels[p]; l >= 1 && l <= 4 {
			c = byte(5 - l)
		}
		cells = append(cells, c)
	}
	cells[1] = byte(1 + min(lowest, 3))
	return cells
}

// planVariables are what was agreed on; a talk without a plan has none of it.
var planVariables = []Variable{
	{ID: "plan.goals", Part: OfPlan, Base: Talks, Categories: []string{"0", "1", "2", "3"}, Sums: []Sum{{"any", []string{"1", "2", "3"}}}},
	{ID: "plan.follow", Part: OfPlan, Base: Talks, Categories: []string{"yes", "no"}},
	{ID: "plan.actions", Part: OfPlan, Base: Talks, Categories: []string{"yes", "no"}},
}

// PlanCells tells what was agreed on.
func PlanCells(p plan.Plan) Cells {
	goals := 0
	for _, g := range p.Goals {
		if g.Point != "" || g.What != "" {
			goals++
		}
	}
	return Cells{Layout, byte(1 + goals), yesNo(!p.Follow.Date.IsZero()), yesNo(len(p.Done) > 0)}
}

// yesNo gives the first category for yes and the second for no.
func yesNo(yes bool) byte {
	if yes {
		return 1
	}
	return 2
}
