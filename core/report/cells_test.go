package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/plan"
	"fyrtio/core/pnr"
)

// answered reads "m.chol=4,9 m.sbp=*" for the shipped form.
func answered(t *testing.T, typed string) form.Answers {
	t.Helper()
	a := form.Answers{}
	for _, f := range strings.Fields(typed) {
		id, value, _ := strings.Cut(f, "=")
		v, err := form.Shipped().ParseTyped(id, value)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		a[id] = v
	}
	return a
}

// said gives the category of answers in a variable, as an id.
func said(t *testing.T, variable, typed string, sex pnr.Sex) string {
	t.Helper()
	place := places[variable]
	v := &Variables[place]
	c := v.seen(FormCells(form.Shipped(), answered(t, typed))[1+place-first[OfForm]], sex)
	if c >= Unanswered {
		return "missing." + missingIDs[c-Unanswered]
	}
	return v.Categories[c-1]
}

// Every cut-off from both sides, as D23 compares: at one decimal where the value is
// rounded, as typed elsewhere.
func TestQ23CutOffs(t *testing.T) {
	w, m := pnr.Woman, pnr.Man
	for _, c := range []struct {
		variable, typed string
		sex             pnr.Sex
		want            string
	}{
		{"chol", "m.chol=4,94", w, "low"}, {"chol", "m.chol=4,95", w, "raised"}, {"chol", "m.chol=6,44", w, "raised"}, {"chol", "m.chol=6,45", w, "high"},
		{"ldl", "m.ldl=2,94", w, "low"}, {"ldl", "m.ldl=2,95", w, "high"},
		{"tg", "m.tg=1,64", w, "low"}, {"tg", "m.tg=1,65", w, "high"},
		{"glucose", "m.glucose=6,04", w, "normal"}, {"glucose", "m.glucose=6,05", w, "raised"}, {"glucose", "m.glucose=6,94", w, "raised"}, {"glucose", "m.glucose=6,95", w, "diabetes"},
		{"hba1c", "m.hba1c=41", w, "normal"}, {"hba1c", "m.hba1c=42", w, "raised"}, {"hba1c", "m.hba1c=47", w, "raised"}, {"hba1c", "m.hba1c=48", w, "diabetes"},
		{"waist", "m.waist=79,9", w, "low"}, {"waist", "m.waist=80", w, "raised"}, {"waist", "m.waist=88", w, "raised"}, {"waist", "m.waist=88,1", w, "high"},
		{"waist", "m.waist=93,9", m, "low"}, {"waist", "m.waist=94", m, "raised"}, {"waist", "m.waist=102", m, "raised"}, {"waist", "m.waist=102,1", m, "high"},
		{"waist", "m.waist=90", pnr.Unknown, "missing.unknown"},
		{"bp", "m.sbp=119 m.dbp=79", w, "optimal"}, {"bp", "m.sbp=120 m.dbp=79", w, "normal"}, {"bp", "m.sbp=119 m.dbp=80", w, "normal"},
		{"bp", "m.sbp=129 m.dbp=84", w, "normal"}, {"bp", "m.sbp=130 m.dbp=84", w, "high_normal"}, {"bp", "m.sbp=129 m.dbp=85", w, "high_normal"},
		{"bp", "m.sbp=139 m.dbp=89", w, "high_normal"}, {"bp", "m.sbp=140 m.dbp=70", w, "grade1"}, {"bp", "m.sbp=110 m.dbp=90", w, "grade1"},
		{"bp", "m.sbp=159 m.dbp=99", w, "grade1"}, {"bp", "m.sbp=160 m.dbp=70", w, "grade2"}, {"bp", "m.sbp=110 m.dbp=100", w, "grade2"},
		{"bp", "m.sbp=179 m.dbp=109", w, "grade2"}, {"bp", "m.sbp=180 m.dbp=70", w, "grade3"}, {"bp", "m.sbp=150 m.dbp=110", w, "grade3"},
		{"bmi", "m.height=200 m.weight=73,7", w, "underweight"}, {"bmi", "m.height=200 m.weight=73,8", w, "normal"}, // 18.425, 18.45
		{"bmi", "m.height=200 m.weight=99,7", w, "normal"}, {"bmi", "m.height=200 m.weight=99,8", w, "overweight"},
		{"bmi", "m.height=200 m.weight=119,7", w, "overweight"}, {"bmi", "m.height=200 m.weight=119,8", w, "obese1"},
		{"bmi", "m.height=200 m.weight=139,7", w, "obese1"}, {"bmi", "m.height=200 m.weight=139,8", w, "obese2"},
		{"bmi", "m.height=200 m.weight=159,7", w, "obese2"}, {"bmi", "m.height=200 m.weight=159,8", w, "obese3"},
		{"activity.minutes", "activity.training=3 activity.everyday=3", w, "low"}, {"activity.minutes", "activity.training=4 activity.everyday=1", w, "enough"}, // 135, 150
		{"activity.minutes", "activity.training=6 activity.everyday=3", w, "enough"}, {"activity.minutes", "activity.training=1 activity.everyday=7", w, "high"}, // 285, 300
		{"diet.index", "diet.vegetables=1 diet.fruit=3 diet.fish=4 diet.sweets=1", w, "poor"}, {"diet.index", "diet.vegetables=1 diet.fruit=2 diet.fish=4 diet.sweets=1", w, "middling"}, // 4, 5
		{"diet.index", "diet.vegetables=1 diet.fruit=1 diet.fish=2 diet.sweets=1", w, "middling"}, {"diet.index", "diet.vegetables=1 diet.fruit=1 diet.fish=1 diet.sweets=1", w, "good"}, // 8, 9
		{"alcohol.risk", "alcohol.weekly=3 alcohol.binge=2", w, "no_risk"}, {"alcohol.risk", "alcohol.weekly=4 alcohol.binge=1", w, "risk"}, {"alcohol.risk", "alcohol.weekly=1 alcohol.binge=3", m, "risk"},
		{"tobacco.daily", "tobacco.smoking=4 tobacco.snus=4", w, "no"}, {"tobacco.daily", "tobacco.smoking=5 tobacco.snus=1", w, "yes"}, {"tobacco.daily", "tobacco.smoking=1 tobacco.snus=5", w, "yes"},
	} {
		if got := said(t, c.variable, c.typed, c.sex); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.variable, c.typed, got, c.want)
		}
	}
	sitting := variable("activity.sitting")
	if s := sitting.sum("long"); len(s) != 3 || sitting.Categories[s[0]] != "5" { // 10–12 hours and more
		t.Errorf("long sitting is %v", s)
	}
}

// A missing code is never a category (Q20): not of the item itself, and not of any index
// that needs it. What is not answered at all is missing too.
func TestQ20NoMissingCodeCounts(t *testing.T) {
	all := map[string]string{}
	for _, it := range form.Shipped().Items {
		switch it.Type {
		case form.Choice:
			all[it.LinkID] = it.Options[0].Code
		case form.Integer, form.Real:
			all[it.LinkID] = it.Min.String()
		}
	}
	typed := func(change, to string) string {
		var list []string
		for id, v := range all {
			if id == change {
				v = to
			}
			if v != "" {
				list = append(list, id+"="+v)
			}
		}
		return strings.Join(list, " ")
	}
	answered := func(v *Variable, typed string) bool {
		return !strings.HasPrefix(said(t, v.ID, typed, pnr.Woman), "missing")
	}
	needed := 0
	for _, it := range form.Shipped().Items {
		for i := range formVariables {
			v := &formVariables[i]
			if all[it.LinkID] == "" || !answered(v, typed("", "")) {
				continue
			}
			gone := answered(v, typed(it.LinkID, "")) // the variable does not need it
			codes := map[string]string{"-": "missing.unanswered", "*": "missing.declined"}
			if it.Measurement {
				codes["/"] = "missing.unmeasured"
			}
			for key, want := range codes {
				got := said(t, v.ID, typed(it.LinkID, key), pnr.Woman)
				if gone && strings.HasPrefix(got, "missing") || !gone && got != want {
					t.Errorf("%s with %s=%s: %s", v.ID, it.LinkID, key, got)
				}
			}
			if !gone {
				needed++
			}
		}
	}
	if needed < len(formVariables) {
		t.Errorf("only %d answers were found to be needed", needed)
	}
	if !strings.HasPrefix(said(t, "tobacco.daily", "tobacco.smoking=5", pnr.Woman), "missing") {
		t.Error("daily tobacco was told from one answer of two")
	}
}

// lived gives the cells of a journey of which the events happened on consecutive weeks.
func lived(kinds ...journey.Event) map[string]string {
	at := day.New(2026, 1, 12)
	for i := range kinds {
		e := &kinds[i]
		e.ID = fmt.Sprintf("%02d", i)
		e.At = at.At(10, 0).Add(time.Duration(i) * 7 * 24 * time.Hour)
		e.Recorded = e.At
	}
	st := journey.Of(kinds, journey.Facts{Address: true, Phone: true}, journey.DefaultRules(), day.New(2026, 12, 1))
	cells := CourseCells(kinds, &st)
	told := map[string]string{}
	for i := range courseVariables {
		if c := cells[1+i]; c > 0 {
			told[courseVariables[i].ID] = courseVariables[i].Categories[c-1]
		}
	}
	return told
}

func event(k journey.Kind, d journey.Details) journey.Event {
	return journey.Event{Kind: k, Details: d}
}

func TestCourseCells(t *testing.T) {
	listed := event(journey.Listed, journey.Details{})
	letter := func(template, number string) []journey.Event {
		return []journey.Event{event(journey.LetterPrinted, journey.Details{Template: template, Run: number, Letter: number}),
			event(journey.LetterConfirmed, journey.Details{Run: number})}
	}
	visit := []journey.Event{event(journey.Booked, journey.Details{Start: "2026-06-17T13:00", Via: "phone"}), event(journey.Visited, journey.Details{})}
	with := func(lists ...[]journey.Event) (all []journey.Event) {
		for _, l := range lists {
			all = append(all, l...)
		}
		return all
	}
	for name, c := range map[string]struct {
		events []journey.Event
		want   map[string]string
	}{
		"only listed": {[]journey.Event{listed}, map[string]string{"funnel": "none", "state": "new", "reminders": "", "interpreter": "no"}},
		"a letter":    {with([]journey.Event{listed}, letter("inbjudan", "1")), map[string]string{"funnel": "letter.invited", "reminders": "0.no", "calls": "0.no", "noshow": ""}},
		"a letter that came back": {with([]journey.Event{listed}, letter("inbjudan", "1"), []journey.Event{event(journey.LetterReturned, journey.Details{Letter: "1"})}),
			map[string]string{"funnel": "none"}},
		"a letter that was never sent": {with([]journey.Event{listed}, letter("inbjudan", "1")[:1]), map[string]string{"funnel": "none"}},
		"reminded, called, came": {with([]journey.Event{listed}, letter("inbjudan", "1"), letter("paminnelse", "2"), []journey.Event{event(journey.Called, journey.Details{Outcome: journey.CallNoAnswer})}, visit),
			map[string]string{"funnel": "letter.came", "reminders": "1.came", "calls": "1.came", "noshow": "0", "weeks": "5", "documented": "no", "form": "none", "star": "no", "source": "none"}},
		"called first": {with([]journey.Event{listed, event(journey.Called, journey.Details{Outcome: journey.CallLater, Until: day.New(2026, 2, 1)})}),
			map[string]string{"funnel": "phone.reached"}},
		"called in vain":     {with([]journey.Event{listed, event(journey.Called, journey.Details{Outcome: journey.CallVoicemail})}), map[string]string{"funnel": "none"}},
		"came by themselves": {with([]journey.Event{listed}, visit), map[string]string{"funnel": "direct.came", "weeks": "direct"}},
		"a ticket, then documented": {with([]journey.Event{listed, event(journey.TicketSent, journey.Details{Type: journey.TicketVisit})}, visit,
			[]journey.Event{event(journey.InfoGiven, journey.Details{}), event(journey.Documented, journey.Details{Where: journey.WherePMO})}),
			map[string]string{"funnel": "ticket.documented", "documented": "pmo"}},
		"undone": {with([]journey.Event{listed, event(journey.NeedsInterpreter, journey.Details{Language: "arabiska"}), event(journey.Undone, journey.Details{Event: "01", Reason: "fel"})}),
			map[string]string{"interpreter": "no"}},
		"missed": {with([]journey.Event{listed, visit[0], event(journey.NoShow, journey.Details{})}), map[string]string{"funnel": "direct.booked", "noshow": "1", "state": "no_show"}},
	} {
		got := lived(c.events...)
		for id, want := range c.want {
			if got[id] != want {
				t.Errorf("%s: %s is %q, want %q", name, id, got[id], want)
			}
		}
	}
}

func TestStarAndPlanCells(t *testing.T) {
	c := StarCells(map[string]int{"tobacco": 1, "bmi": 4, "glucose": 1})
	if got := starVariables[0].Categories[c[1]-1]; got != "2" {
		t.Errorf("%s points at the lowest level", got)
	}
	if v := variable("star.bmi"); v.Categories[c[1+places["star.bmi"]-first[OfStar]]-1] != "4" {
		t.Error("the level of BMI is lost")
	}
	if c[1+places["star.waist"]-first[OfStar]] != Unanswered {
		t.Error("a point that was not chosen has a level")
	}
	p := plan.Plan{Goals: [plan.MaxGoals]plan.Goal{{Point: "diet"}}, Follow: plan.Follow{Date: day.New(2026, 9, 1)}}
	if c := PlanCells(p); c[1] != 2 || c[2] != 1 || c[3] != 2 {
		t.Errorf("plan cells %v", c)
	}
}
