package paper

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/plan"
	"fyrtio/core/star"
)

func testPlan(lang Lang) PlanPage {
	actions, err := plan.ReadActions(plan.ShippedActions())
	if err != nil {
		panic(err)
	}
	return PlanPage{Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria(), Name: "Karl Lindmark", Date: day.New(2026, 3, 17),
		Levels: star.Levels{3, 4, 2, 3, 1, 3, 4, 2, 4, 3, 0, 3}, Heredity: star.HeredityYes,
		Plan: plan.Plan{Goals: [3]plan.Goal{
			{Point: "sitting", What: "Resa mig minst en gång i timmen på jobbet.", How: "Larm i telefonen. Möten som promenad på tisdagar.", Sure: "8", Support: "Kollegan Anna"},
			{Point: "alcohol", What: "Högst fyra glas i veckan, inga glas måndag–torsdag.", How: "Köper alkoholfritt till helgen. Skriver upp i almanackan.", Sure: "6", Support: "Min partner"},
		}, Follow: plan.Follow{Date: day.New(2026, 6, 16), Time: "09.00", How: "Karin Nordin ringer dig. Samtalet tar 15 minuter. Nytt prov: blodfetter, veckan före."},
			Done: []plan.Action{actions[4], actions[0]}}}
}

// fullPlan has the longest texts that a plan takes.
func fullPlan(lang Lang) PlanPage {
	p := testPlan(lang)
	long := strings.Repeat("Jag går till jobbet två gånger i veckan. ", 9)
	cut := func(n int) string { return strings.TrimSpace(string([]rune(long)[:n])) }
	p.Name = "Anna-Karin Wennerström-Lindqvist Malmgren af Ugglas"
	p.Plan.Strong = cut(plan.MaxStrong)
	for i := range p.Plan.Goals {
		p.Plan.Goals[i] = plan.Goal{Point: []string{"sleep_health", "activity", "sitting"}[i], What: cut(plan.MaxText), How: cut(plan.MaxText), Sure: "10", Support: cut(plan.MaxSupport)}
	}
	p.Plan.Follow.How = cut(plan.MaxText)
	actions, _ := plan.ReadActions(plan.ShippedActions())
	p.Plan.Done = []plan.Action{actions[3], actions[6], actions[9], actions[12]}
	p.Levels = star.Levels{4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3}
	return p
}

func TestPlanPageHasEverythingAgreed(t *testing.T) {
	for _, lang := range langs {
		for name, p := range map[string]PlanPage{"plan": testPlan(lang), "plan-full": fullPlan(lang), "plan-empty": {Clinic: testClinic, Lang: lang, Criteria: star.ShippedCriteria(), Name: "S-04", Date: testDate}} {
			d := drawn(t, func(d *doc) error { p.draw(d); return nil })
			keepsMargins(t, fmt.Sprintf("%s %s", name, lang), d)
			if d.page != 1 {
				t.Errorf("%s %s: %d pages", name, lang, d.page)
			}
			for _, pr := range d.problems {
				t.Errorf("%s %s: %v", name, lang, pr.Text)
			}
			var b bytes.Buffer
			if _, err := WritePlan(&b, p); err != nil {
				t.Fatal(err)
			}
			look(t, name+"-"+string(lang), b.Bytes())
		}
	}
	d := drawn(t, func(d *doc) error { testPlan(Swedish).draw(d); return nil })
	for _, text := range []string{"Min plan", "Stillasittande", "Resa mig minst en gång i timmen på jobbet.", "8", "Kollegan Anna", "Tisdag 16 juni 2026, kl. 9.00", "Hälsosamordnare Karin Nordin"} {
		if !hasText(d, text) {
			t.Errorf("no %q on the page", text)
		}
	}
}

// No level and no dot is told for a point that is not assessed, and codes are not for
// the participant.
func TestQ22PlanPageTellsNoLevelThatIsNotSet(t *testing.T) {
	p := testPlan(Swedish)
	p.Plan.Goals[0].Point = "bmi"
	p.Levels = star.Levels{}
	d := drawn(t, func(d *doc) error { p.draw(d); return nil })
	if !hasText(d, "Ej bedömd") || hasText(d, "Mest att vinna") {
		t.Error("a level is told that nobody has set")
	}
	for _, m := range d.marks {
		if strings.Contains(m.text, "DV1") {
			t.Errorf("a code stands on the page: %s", m.text)
		}
	}
}
