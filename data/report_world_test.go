package data

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/journey"
	goals "fyrtio/core/plan"
	"fyrtio/core/star"
)

// A population for the annual report: cohorts of people to whom anything may have
// happened that the journeys allow, with forms, stars and plans filled in at random. It
// is written by the store's own helpers, many people in a transaction. Numbers are
// computed when the test runs (D31).

type population struct {
	s   *Store
	c   *clock
	rng *rand.Rand
}

// populate adds a cohort of n people and lives its year.
func populate(t testing.TB, s *Store, c *clock, cohort, n int, seed uint64) {
	t.Helper()
	c.to(day.New(cohort, time.January, 8), 9, 0)
	rows := manyPeople(n, cohort-40)
	for i := range rows {
		rows[i].protected = i%60 == 59
		if i%25 == 24 {
			rows[i].language = []string{"arabiska", "somaliska", "finska", ""}[i/25%4]
		}
	}
	importFile(t, s, ImportParams{Data: rosterFile(rows), Cohort: cohort, Part: true})
	var refs []Ref
	must(t, s.read(context.Background(), func(r reader) (err error) {
		refs, err = readRefs(r, `SELECT participant, cohort FROM journey WHERE cohort = ? ORDER BY id`, cohort)
		return err
	}))
	p := &population{s, c, rand.New(rand.NewPCG(seed, uint64(cohort)))}
	c.to(day.New(cohort, time.December, 30), 16, 0)
	must(t, s.turnDay(context.Background()))
	for chunk := range slices.Chunk(refs, 1000) {
		must(t, s.write(context.Background(), act{Act: "test"}, func(t *tx) error {
			for i, ref := range chunk {
				if err := p.live(t, ref, i); err != nil {
					return fmt.Errorf("live %v: %w", ref, err)
				}
			}
			return nil
		}))
	}
}

// live lets a year happen to somebody.
func (p *population) live(t *tx, ref Ref, i int) error {
	person, err := readPerson(t, ref.Participant)
	if err != nil {
		return err
	}
	events, err := readEvents(t, ref)
	if err != nil {
		return err
	}
	facts, rules := person.facts(), t.rules
	rules.Cohort = ref.Cohort
	d := day.New(ref.Cohort, time.January, 10).Add(p.rng.IntN(120))
	lucky := p.rng.IntN(100) < 70 // goes the way of most, else anything may happen
	came := false
	digital := p.rng.IntN(7) == 0 // begins in Clinic24
	for n, steps := 0, p.rng.IntN(16); n < steps && d.Year == ref.Cohort; n++ {
		e := p.event(ref, i*20+n, n, d, lucky, events)
		if digital && n < 3 {
			e = []journey.Event{{Kind: journey.Consented, Details: journey.Details{Answer: journey.Yes, How: "phone"}},
				{Kind: journey.Registered, Details: journey.Details{Cl24: "yes"}},
				{Kind: journey.TicketSent, Details: journey.Details{Type: pick(p.rng, "visit", "visit", "form"), Expires: d.Add(14)}}}[n]
		}
		if last := events[len(events)-1]; last.Kind == journey.Booked && p.rng.IntN(3) == 0 { // its day comes
			if start, err := journey.ParseStart(last.Details.Start); err == nil && !start.Day.Before(d) {
				d = start.Day
				e = journey.Event{Kind: pick(p.rng, journey.NoShow, journey.Visited)}
			}
		}
		e.At = d.At(8+n%9, 0)
		if journey.Check(events, facts, rules, d, e) != nil {
			continue
		}
		added, err := t.insertEvent(ref, e, source{})
		if err != nil {
			return err
		}
		t.touch(ref)
		events = append(events, added)
		came = came || e.Kind == journey.Visited
		d = d.Add(p.rng.IntN(25))
	}
	if err := t.settle(); err != nil { // the row stands before what hangs on it
		return err
	}
	if x := p.rng.IntN(100); came && x < 85 || x < 4 {
		if err := p.fill(t, ref, x%10 != 0); err != nil {
			return err
		}
	}
	if x := p.rng.IntN(100); came && x < 80 || x < 2 {
		if err := p.shine(t, ref); err != nil {
			return err
		}
	}
	if x := p.rng.IntN(100); came && x < 70 || x < 2 {
		return p.agree(t, ref)
	}
	return nil
}

// pick gives one of a list.
func pick[T any](rng *rand.Rand, list ...T) T { return list[rng.IntN(len(list))] }

// event makes up something that may have happened.
func (p *population) event(ref Ref, id, n int, d day.Date, lucky bool, events []journey.Event) journey.Event {
	one := p.rng
	letter := func(template string) journey.Event {
		return journey.Event{Kind: journey.LetterPrinted, Details: journey.Details{Template: template, Run: fmt.Sprintf("L%d-%d", ref.Cohort, id), Letter: fmt.Sprintf("%d-%d", ref.Cohort, id)}}
	}
	confirm := func() journey.Event {
		details := journey.Details{Run: "L-none"}
		for _, e := range events {
			if e.Kind == journey.LetterPrinted {
				details = journey.Details{Run: e.Details.Run}
				if one.IntN(2) == 0 {
					details.Letter = e.Details.Letter
				}
			}
		}
		return journey.Event{Kind: journey.LetterConfirmed, Details: details}
	}
	start := fmt.Sprintf("%sT%02d:00", d.Add(one.IntN(30)), 8+one.IntN(8))
	if last := len(events) - 1; events[last].Kind == journey.LetterPrinted && one.IntN(5) > 0 {
		return confirm()
	}
	if lucky {
		switch {
		case n == 0:
			return pick(one, letter("inbjudan"), letter("inbjudan-ring"), letter("formedling"),
				journey.Event{Kind: journey.Consented, Details: journey.Details{Answer: journey.Yes, How: "phone"}},
				journey.Event{Kind: journey.Called, Details: journey.Details{Outcome: journey.CallBooked}})
		case one.IntN(3) == 0:
			return journey.Event{Kind: journey.Booked, Details: journey.Details{Start: start, Via: pick(one, "phone", "desk", "ticket", "letter")}}
		case one.IntN(2) == 0:
			return journey.Event{Kind: journey.Visited}
		case one.IntN(3) == 0:
			where := pick(one, journey.Details{Where: "pmo"}, journey.Details{Where: "cl24", Way: "assisted"}, journey.Details{Where: "cl24", Way: "standalone"})
			return journey.Event{Kind: journey.Documented, Details: where}
		}
	}
	kinds := []journey.Event{
		letter("inbjudan"), letter("paminnelse"), letter("paminnelse"), letter("inbjudan-tid"), letter("formedling"), letter("uteblev"), letter("cl24-information"), confirm(),
		{Kind: journey.LetterReturned}, {Kind: journey.InfoGiven}, {Kind: journey.Registered, Details: journey.Details{Cl24: "yes"}},
		{Kind: journey.Consented, Details: journey.Details{Answer: pick(one, "yes", "no", "withdrawn"), How: "letter"}},
		{Kind: journey.TicketSent, Details: journey.Details{Type: pick(one, "visit", "visit", "form"), Expires: d.Add(14)}},
		{Kind: journey.TicketExpired, Details: journey.Details{Opened: pick(one, "yes", "no")}},
		{Kind: journey.Called, Details: journey.Details{Outcome: journey.CallNoAnswer}},
		{Kind: journey.Called, Details: journey.Details{Outcome: pick(one, journey.CallVoicemail, journey.CallWrongNumber, journey.CallBooked, journey.CallDeclined)}},
		{Kind: journey.Called, Details: journey.Details{Outcome: journey.CallLater, Until: d.Add(9)}},
		{Kind: journey.Called, Details: journey.Details{Outcome: journey.CallInterpreter, Language: "tigrinja"}},
		{Kind: journey.WantsHelp}, {Kind: journey.FormReceived, Details: journey.Details{Source: pick(one, "paper_home", "paper_visit", "phone", "cl24")}},
		{Kind: journey.Booked, Details: journey.Details{Start: start, Via: pick(one, "ticket", "phone", "letter", "desk")}},
		{Kind: journey.Rebooked, Details: journey.Details{Start: start, Via: "phone"}},
		{Kind: journey.Cancelled, Details: journey.Details{By: pick(one, "participant", "clinic")}},
		{Kind: journey.SamplesTaken}, {Kind: journey.Visited}, {Kind: journey.NoShow}, {Kind: journey.NoShow},
		{Kind: journey.Declined, Details: journey.Details{Channel: "phone", Reason: pick(one, "", "hinner inte", "går hos en annan läkare", "vill inte")}},
		{Kind: journey.Deferred, Details: journey.Details{Until: d.Add(40)}},
		{Kind: journey.Ended, Details: journey.Details{Reason: pick(one, "moved", "ill", "listed_elsewhere")}},
		{Kind: journey.Reopened, Details: journey.Details{Reason: "hörde av sig"}}, {Kind: journey.Gone},
		{Kind: journey.Documented, Details: journey.Details{Where: "pmo"}},
		{Kind: journey.NeedsInterpreter, Details: journey.Details{Language: pick(one, "arabiska", "", "dari")}},
		{Kind: journey.Note, Details: journey.Details{Text: "ringde"}},
		{Kind: journey.Undone, Details: journey.Details{Event: events[one.IntN(len(events))].ID, Reason: "fel person"}},
	}
	return pick(one, kinds...)
}

// fill fills in a form, near the limits of what is measured, and locks most of them.
func (p *population) fill(t *tx, ref Ref, lock bool) error {
	def := form.Shipped()
	w := &typing{t, &record{answers: form.Answers{}, notes: map[string]string{}}, ref, def}
	a := form.Answers{}
	for id := def.First(a); id != ""; id = def.Next(id, a) {
		it, _ := def.Item(id)
		a[id] = p.answer(it)
	}
	if err := w.put(a, false, ""); err != nil {
		return err
	}
	w.version = def.Version
	if !lock {
		return nil
	}
	if err := w.add(line{mark: markCompleted}); err != nil {
		return err
	}
	w.locked, w.done = t.now, len(w.lines)
	if v := form.Code("3"); p.rng.IntN(8) == 0 && w.answers["health.general"] != v { // corrected
		if _, err := w.amend(form.Answers{"health.general": v}, "läste fel"); err != nil {
			return err
		}
	}
	return w.count()
}

// limits are the numbers around which the population's measurements lie.
var limits = map[string][]float64{
	"m.height": {160, 170, 180}, "m.weight": {47.4, 64, 72.2, 81, 87, 102, 117}, "m.waist": {80, 88, 94, 102}, "m.hip": {99}, "m.sbp": {120, 130, 140, 160, 180},
	"m.dbp": {80, 85, 90, 100, 110}, "m.chol": {5, 6.5}, "m.ldl": {3}, "m.hdl": {1.3}, "m.tg": {1.7}, "m.glucose": {6.1, 7}, "m.hba1c": {42, 48},
}

func (p *population) answer(it *form.Item) form.Value {
	switch x := p.rng.IntN(100); {
	case x < 5:
		return form.None(form.Declined)
	case x < 9:
		return form.None(form.Unanswered)
	case x < 15 && it.Measurement:
		return form.None(form.Unmeasured)
	}
	if len(it.Options) > 0 {
		return form.Code(it.Options[p.rng.IntN(len(it.Options))].Code)
	}
	if !it.Numeric() {
		return form.Text("ja")
	}
	x := 3.0 // how many of something
	if near, ok := limits[it.LinkID]; ok {
		x = pick(p.rng, near...)
	}
	switch {
	case it.Type == form.Integer:
		x += float64(p.rng.IntN(3) - 1)
	case it.LinkID == "m.glucose" || it.LinkID == "m.chol":
		x += float64(p.rng.IntN(21)-10) / 100 // a hundredth on either side of the limit
	default:
		x += float64(p.rng.IntN(5)-2) / 10
	}
	v, err := form.ParseNumber(strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64))
	if err != nil {
		panic(err)
	}
	return form.Num(v)
}

// shine sets a star, not always all of it.
func (p *population) shine(t *tx, ref Ref) error {
	c := star.ShippedCriteria()
	for _, point := range c.Points {
		l := pick(p.rng, "4", "4", "3", "2", "1", "")
		if _, err := t.exec(`INSERT INTO star (participant, cohort, criteria, point, level, proposed, comment, at, actor) VALUES (?,?,?,?,?,'null','',?,?)`,
			ref.Participant, ref.Cohort, c.Edition(), point.ID, l, millis(t.now), t.s.user); err != nil {
			return err
		}
	}
	return t.countStar(ref)
}

// agree saves a plan, and now and then one more.
func (p *population) agree(t *tx, ref Ref) error {
	var f fact
	for range 1 + p.rng.IntN(2) {
		var plan goals.Plan
		for i := range p.rng.IntN(4) {
			plan.Goals[i] = pick(p.rng, goals.Goal{What: "Gå till jobbet"}, goals.Goal{Point: "sitting"}, goals.Goal{How: "med någon"})
		}
		if p.rng.IntN(2) == 0 {
			plan.Follow.Date = t.today.Add(60)
		}
		for range p.rng.IntN(3) {
			plan.Toggle(pick(p.rng, goals.Action{Code: "DV111", Name: "Enkla råd om tobak"}, goals.Action{Code: "DV132", Name: "Rådgivande samtal om fysisk aktivitet"}, goals.Action{Name: "Remiss"}))
		}
		if _, err := t.exec(`INSERT INTO plan (participant, cohort, body, follow_up, at, actor) VALUES (?,?,?,'',?,?)`, ref.Participant, ref.Cohort,
			jsonText(plan), millis(t.now), t.s.user); err != nil {
			return err
		}
		if err := f.takePlan(plan); err != nil {
			return err
		}
	}
	return t.keepPlan(ref, &f)
}

func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
