package report

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/plan"
)

// What a cell means may not change under data that is kept: whoever changes this raises
// Layout, and then writes the fingerprint that the test tells.
func TestLayoutIsRaisedWhenCellsMeanSomethingElse(t *testing.T) {
	h := sha256.New()
	for i := range Variables {
		v := &Variables[i]
		fmt.Fprintln(h, v.ID, v.Part, v.Base, v.Categories, v.Measured, v.Sums, v.sexed)
	}
	for _, typed := range []string{
		"m.chol=4,95 m.ldl=3 m.tg=1,7 m.glucose=6,05 m.hba1c=42 m.waist=88,1 m.sbp=140 m.dbp=70 m.height=200 m.weight=99,8",
		"tobacco.smoking=5 tobacco.snus=* activity.training=4 activity.everyday=1 alcohol.weekly=4 alcohol.binge=1 m.waist=/ health.sleep=-",
	} {
		fmt.Fprintln(h, FormCells(form.Shipped(), answered(t, typed)))
	}
	fmt.Fprintln(h, StarCells(map[string]int{"tobacco": 1, "diet": 3, "own": 1}))
	fmt.Fprintln(h, PlanCells(plan.Plan{Goals: [plan.MaxGoals]plan.Goal{{Point: "diet"}}, Follow: plan.Follow{Date: day.New(2026, 9, 1)}}))
	for _, kinds := range [][]journey.Event{
		{event(journey.Listed, journey.Details{})},
		{event(journey.Listed, journey.Details{}), event(journey.LetterPrinted, journey.Details{Template: "inbjudan", Run: "1", Letter: "1"}),
			event(journey.LetterConfirmed, journey.Details{Run: "1"}), event(journey.Called, journey.Details{Outcome: journey.CallNoAnswer}),
			event(journey.Booked, journey.Details{Start: "2026-06-17T13:00", Via: "phone"}), event(journey.Visited, journey.Details{}),
			event(journey.Called, journey.Details{Outcome: journey.CallLater, Until: day.New(2026, 9, 1)}), event(journey.Documented, journey.Details{Where: journey.WherePMO})},
	} {
		fmt.Fprintln(h, lived(kinds...))
	}
	const layout, print = 2, "8f17504192d6262d"
	if got := fmt.Sprintf("%x", h.Sum(nil))[:16]; Layout != layout || got != print {
		t.Errorf("layout %d with fingerprint %s, was %d with %s", Layout, got, layout, print)
	}
}
