package data

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	"fyrtio/core/paper"
	goals "fyrtio/core/plan"
	"fyrtio/core/pmo"
	"fyrtio/core/pnr"
	"fyrtio/core/star"
	"fyrtio/core/visit"

	"pgregory.net/rapid"
)

func openPlan(t testing.TB, s *Store, id string) visit.Plan {
	t.Helper()
	p, err := s.OpenPlan(t.Context(), id)
	must(t, err)
	return p
}

// The day of the follow-up is the next step, in the same act as the plan; another day
// replaces it, none takes it away.
func TestPlanFollowUpBecomesANextStep(t *testing.T) {
	s, c, id := onePerson(t)
	typeAll(t, s, id)
	logKind(t, s, id, journey.Visited, journey.Details{})
	logKind(t, s, id, journey.Documented, journey.Details{Where: journey.WherePMO})
	p := goals.Plan{Goals: [3]goals.Goal{{Point: "sitting", What: " Resa mig varje timme "}}}
	must(t, s.SavePlan(t.Context(), id, p))
	v := openPlan(t, s, id)
	if v.Plan.Goals[0].What != "Resa mig varje timme" || v.By != "Lena Sundkvist" || v.Saved.IsZero() {
		t.Errorf("%+v", v)
	}
	follow := func() day.Date {
		t.Helper()
		row, err := s.Participant(t.Context(), id, 0, Look{})
		must(t, err)
		return row.Status.FollowUp
	}
	if d := follow(); !d.IsZero() {
		t.Errorf("follow-up %v without one", d)
	}
	for _, d := range []day.Date{testDay.Add(60), testDay.Add(90)} {
		p.Follow = goals.Follow{Date: d, Time: "9", How: "Lena ringer"}
		must(t, s.SavePlan(t.Context(), id, p))
		c.t = c.t.Add(time.Minute)
		if got := follow(); got != d {
			t.Errorf("follow-up %v, want %v", got, d)
		}
	}
	before := openPlan(t, s, id).Saved
	must(t, s.SavePlan(t.Context(), id, p)) // nothing new: no version
	if v = openPlan(t, s, id); v.Saved != before || v.Plan.Follow.Time != "09.00" {
		t.Errorf("%+v", v.Plan.Follow)
	}
	p.Follow = goals.Follow{}
	must(t, s.SavePlan(t.Context(), id, p))
	if d := follow(); !d.IsZero() {
		t.Errorf("follow-up %v after it was taken away", d)
	}
	p.Follow.Date = testDay.Add(-1)
	refuses(t, s.SavePlan(t.Context(), id, p), "plan.err.date")
	noProblems(t, s)
}

func TestPlanIsAppendOnlyAndKeepsItsActions(t *testing.T) {
	s, _, id := onePerson(t)
	old, err := s.ActionTable(t.Context())
	must(t, err)
	list, err := goals.ReadActions(old.Text)
	must(t, err)
	must(t, s.SavePlan(t.Context(), id, goals.Plan{Done: list[1:2]}))
	saved, err := s.SaveActionTable(t.Context(), "X1 | Eget råd")
	must(t, err)
	v := openPlan(t, s, id)
	if saved.Version != 1 || len(v.Actions) != 1 || v.Actions[0].Code != "X1" || len(v.Plan.Done) != 1 || v.Plan.Done[0] != list[1] {
		t.Errorf("%+v %+v %+v", saved, v.Actions, v.Plan.Done)
	}
	_, err = s.SaveActionTable(t.Context(), "fel")
	refuses(t, err, "plan.err.actions.cells")
	for _, q := range []string{`UPDATE plan SET body = '{}'`, `DELETE FROM plan`} {
		if err := s.write(t.Context(), act{Act: "test"}, func(x *tx) error { _, err := x.exec(q); return err }); err == nil {
			t.Errorf("%s is allowed", q)
		}
	}
}

// Q17: what was printed before an answer was amended is marked as outdated.
func TestQ17PapersAreOutdatedAfterAnAmendment(t *testing.T) {
	s, c, id := onePerson(t)
	typeAll(t, s, id)
	must(t, s.CompleteForm(t.Context(), id))
	_, err := s.SaveProposed(t.Context(), id)
	must(t, err)
	must(t, s.SavePlan(t.Context(), id, goals.Plan{Goals: [3]goals.Goal{{Point: "sitting"}}}))
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Yes})
	draw := func() {
		t.Helper()
		_, err := s.StarPage(t.Context(), id, "sv")
		must(t, err)
		_, err = s.PlanPage(t.Context(), id, paper.Easy)
		must(t, err)
		_, err = s.TranscriptPage(t.Context(), id, "en")
		must(t, err)
	}
	outdated := func() map[PaperKind][]bool {
		t.Helper()
		p, err := s.Participant(t.Context(), id, 0, Look{})
		must(t, err)
		m := map[PaperKind][]bool{}
		for _, l := range p.Papers {
			m[l.Kind] = append(m[l.Kind], l.Outdated)
		}
		return m
	}
	if st := openStar(t, s, id); !st.Printed.At.IsZero() {
		t.Error("printed before it was")
	}
	draw()
	if m := outdated(); m[PaperStar][0] || m[PaperPlan][0] || m[PaperTranscript][0] || openStar(t, s, id).Printed.Outdated {
		t.Errorf("outdated at once: %v", m)
	}
	c.t = c.t.Add(time.Hour)
	must(t, s.AmendForm(t.Context(), id, form.Answers{"m.waist": form.Number(131)}, "läste fel"))
	if m := outdated(); !m[PaperStar][0] || m[PaperPlan][0] || !m[PaperTranscript][0] || !openStar(t, s, id).Printed.Outdated {
		t.Errorf("after an amendment: %v", m)
	}
	draw()
	if m := outdated(); len(m[PaperStar]) != 2 || m[PaperStar][0] || !m[PaperStar][1] || m[PaperTranscript][0] || openStar(t, s, id).Printed.Outdated {
		t.Errorf("after printing again: %v", m)
	}
	must(t, s.SaveLevels(t.Context(), id, map[string]int{"sitting": 1 + openStar(t, s, id).Levels["sitting"]%4}))
	if !openPlan(t, s, id).Printed.Outdated {
		t.Error("another level leaves the plan's page as it was")
	}
}

// Q18, Q20: the lines keep their ticks, and lose them when their value changes.
func TestQ18TypingKeepsItsTicks(t *testing.T) {
	s, _, id := onePerson(t)
	typeAll(t, s, id)
	must(t, s.SaveAnswer(t.Context(), id, "m.waist", form.None(form.Declined), visit.Place{}))
	must(t, s.CompleteForm(t.Context(), id))
	refuses(t, s.TickLine(t.Context(), id, "m.height", true), "visit.data.err.consent")
	v, err := s.OpenTranscript(t.Context(), id)
	must(t, err)
	if v.Blocked.ID != "visit.data.err.consent" || len(v.Lines) != 0 || len(v.Answers) != 0 || v.Assisted.IsZero() {
		t.Errorf("Q19: without consent %+v", v.Blocked)
	}
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Yes})
	must(t, s.TickLine(t.Context(), id, "m.height", true))
	must(t, s.TickLine(t.Context(), id, "m.waist", true))
	must(t, s.TickLine(t.Context(), id, "m.weight", true))
	must(t, s.TickLine(t.Context(), id, "m.weight", false))
	refuses(t, s.TickLine(t.Context(), id, "nothing", true), "plan.err.line")
	line := func(item string) (l form.Line) {
		v, err = s.OpenTranscript(t.Context(), id)
		must(t, err)
		for _, l := range v.Lines {
			if l.LinkID == item {
				return l
			}
		}
		return l
	}
	if l := line("m.waist"); l.Value != "0" || l.Kind != form.LineZero || !v.Ticked(l) || !v.Ticked(line("m.height")) || v.Ticked(line("m.weight")) {
		t.Errorf("%+v %v", l, v.Typed)
	}
	must(t, s.AmendForm(t.Context(), id, form.Answers{"m.height": form.Number(172)}, "läste fel"))
	if l := line("m.height"); v.Ticked(l) || !v.Changed(l) {
		t.Error("an amended line keeps its tick")
	}
}

// Q24: assisted entry alone for a protected participant.
func TestQ24ProtectedIsDocumentedByAssistedEntryOnly(t *testing.T) {
	s, _, id := onePerson(t)
	protect(t, s, id, "ringde")
	ctx := WithReason(t.Context(), "besök")
	typeAll(t, s, id)
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.Yes})
	logKind(t, s, id, journey.InfoGiven, journey.Details{})
	logKind(t, s, id, journey.Visited, journey.Details{})
	_, err := s.OpenTranscript(t.Context(), id)
	refuses(t, err, "data.err.reason.protected")
	v, err := s.OpenTranscript(ctx, id)
	must(t, err)
	if !v.Assisted.IsZero() || v.Standalone.IsZero() || v.Person.Number != "" {
		t.Errorf("assisted %v, standalone %v", v.Assisted, v.Standalone)
	}
}

// Q19, Q20: the text for PMO needs no consent, and no missing code becomes a number in it.
func TestQ19TextForPMONeedsNoConsent(t *testing.T) {
	s, _, id := onePerson(t)
	typeAll(t, s, id)
	must(t, s.SaveAnswer(t.Context(), id, "m.waist", form.None(form.Declined), visit.Place{}))
	must(t, s.SaveAnswer(t.Context(), id, "m.hba1c", form.None(form.Unmeasured), visit.Place{}))
	logKind(t, s, id, journey.Consented, journey.Details{Answer: journey.No})
	_, err := s.SaveProposed(t.Context(), id)
	must(t, err)
	must(t, s.SavePlan(t.Context(), id, goals.Plan{Goals: [3]goals.Goal{{Point: "sitting", What: "Resa mig.", How: "Larm.", Sure: "8", Support: "Anna"}},
		Follow: goals.Follow{Date: testDay.Add(30), Time: "9", How: "Lena ringer."}, Done: []goals.Action{{Code: "DV131", Name: "Enkla råd"}}}))
	v, err := s.OpenPMO(t.Context(), id)
	must(t, err)
	tpl, err := pmo.Read(v.Template)
	must(t, err)
	all := map[string]bool{}
	for _, f := range pmo.Fields {
		all[f.ID] = true
	}
	text := tpl.Fill(v.Values, all)
	for _, want := range []string{"hälsosamtal 40 år", "Samtycke till Clinic24: nej", "Midjemått: avstår", "HbA1c: ej mätt", "Midjemått: ej bedömd",
		"Stillasittande: Resa mig. Så här: Larm. Säkerhet 8 av 10. Stöd: Anna.", "kl. 09.00. Lena ringer.", "Enkla råd (DV131)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasSuffix(line, ": 0") {
			t.Errorf("a zero for what is missing: %s", line)
		}
	}
	if p := v.Person; strings.Contains(text, p.Name) || strings.Contains(text, p.Number) {
		t.Error("the text names the participant")
	}
	_, err = s.SavePMOTemplate(t.Context(), "{fel}")
	refuses(t, err, "pmo.err.field")
	o, err := s.SavePMOTemplate(t.Context(), "Mål: {mål}")
	must(t, err)
	if v, err = s.OpenPMO(t.Context(), id); err != nil || o.Version != 1 || v.Version != 1 || v.Template != "Mål: {mål}" {
		t.Errorf("%+v %v", o, err)
	}
}

func TestPlanPageIsRefusedWhileNothingIsAgreed(t *testing.T) {
	s, _, id := onePerson(t)
	_, err := s.PlanPage(t.Context(), id, paper.Swedish)
	refuses(t, err, "plan.err.none")
	if fault.CodeOf(err) != fault.Refused {
		t.Error(err)
	}
	must(t, s.SavePlan(t.Context(), id, goals.Plan{Strong: "Jag har slutat röka."}))
	p, err := s.PlanPage(t.Context(), id, paper.English)
	must(t, err)
	var b bytes.Buffer
	_, err = paper.WritePlan(&b, p)
	must(t, err)
}

// Q20: whatever is missing, and by whatever code, no number stands for it in the text for
// PMO, and what is not missing is said as before.
func TestQ20NoMissingCodeIsANumberInTheTextForPMO(t *testing.T) {
	def, criteria := form.Shipped(), star.ShippedCriteria()
	_, full := fullForm(t)
	lines := func(a form.Answers) pmo.Values {
		st := &starOf{def: def, answers: a, criteria: criteria, levels: map[string]level{}, sex: pnr.Woman}
		o := opened{person: &person{sex: pnr.Woman}, ref: Ref{"x", 2026}}
		return pmoValues(o, visit.Form{Definition: def, Answers: a}, st, keptPlan{})
	}
	all := lines(full)[pmo.Measures]
	rapid.Check(t, func(t *rapid.T) {
		a, missing := full.Clone(), map[string]bool{}
		for i := range def.Items {
			it := &def.Items[i]
			if it.Measurement && rapid.Bool().Draw(t, it.LinkID) {
				a[it.LinkID] = form.None(rapid.SampledFrom([]form.Missing{form.Unanswered, form.Declined, form.Unmeasured}).Draw(t, "code"))
				missing[it.Short.SV] = true
			}
		}
		v := lines(a)
		for i, line := range v[pmo.Measures] {
			name, value, _ := strings.Cut(line, ": ")
			if missing[name] && strings.ContainsAny(value, "0123456789") {
				t.Fatalf("a number for what is missing: %s", line)
			}
			if !missing[name] && line != all[i] {
				t.Fatalf("%q became %q", all[i], line)
			}
		}
		for _, line := range v[pmo.Indexes] {
			if missing["Längd"] && strings.HasPrefix(line, "BMI") {
				t.Fatalf("an index of what is missing: %s", line)
			}
		}
	})
}
