package data

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/report"
)

// The independent calculation: each figure of the report computed once more from the raw
// tables, by plain reading and plain loops. It asks core/report for nothing but what the
// report shows.

// raw is somebody as the tables have them.
type raw struct {
	cohort  int
	sex     string
	status  map[string]any // the journey's row
	events  []rawEvent     // that hold, in time
	answers map[string]string
	missing map[string]string
	locked  bool
	star    map[string]string
	plan    map[string]any
	tags    map[string]map[string]bool // by variable: the categories and sums that the person is in
}

type rawEvent struct {
	id, kind     string
	at, recorded int64
	d            map[string]any
}

func (e *rawEvent) s(key string) string { v, _ := e.d[key].(string); return v }

// readRaw reads everybody.
func readRaw(t *testing.T, s *Store) []*raw {
	t.Helper()
	people := map[Ref]*raw{}
	var all []*raw
	of := func(ref Ref) *raw { // of somebody whose listing was undone nothing is counted
		if p := people[ref]; p != nil {
			return p
		}
		return &raw{answers: map[string]string{}, missing: map[string]string{}, star: map[string]string{}}
	}
	err := s.read(t.Context(), func(r reader) error {
		query := func(q string, f func(scan func(...any))) {
			rows, err := r.rows(q)
			must(t, err)
			must(t, each(rows, func() error {
				f(func(to ...any) { must(t, rows.Scan(to...)) })
				return nil
			}))
		}
		query(`SELECT j.participant, j.cohort, p.sex, j.status FROM journey j JOIN participant p ON p.id = j.participant`, func(scan func(...any)) {
			var ref Ref
			var status []byte
			p := &raw{answers: map[string]string{}, missing: map[string]string{}, star: map[string]string{}, tags: map[string]map[string]bool{}}
			scan(&ref.Participant, &ref.Cohort, &p.sex, &status)
			must(t, json.Unmarshal(status, &p.status))
			p.cohort, people[ref] = ref.Cohort, p
			all = append(all, p)
		})
		query(`SELECT participant, cohort, id, kind, at, recorded, details FROM event ORDER BY at, recorded, id`, func(scan func(...any)) {
			var ref Ref
			var e rawEvent
			var details []byte
			scan(&ref.Participant, &ref.Cohort, &e.id, &e.kind, &e.at, &e.recorded, &details)
			must(t, json.Unmarshal(details, &e.d))
			of(ref).events = append(of(ref).events, e)
		})
		query(`SELECT f.participant, f.cohort, a.item, a.kind, a.value, a.mark FROM form f JOIN answer a ON a.form = f.id ORDER BY a.seq`, func(scan func(...any)) {
			var ref Ref
			var item, kind, value, mark string
			scan(&ref.Participant, &ref.Cohort, &item, &kind, &value, &mark)
			p := of(ref)
			p.locked = p.locked || item == "" && mark == "completed"
			delete(p.answers, item)
			delete(p.missing, item)
			switch kind {
			case "code", "number":
				p.answers[item] = value
			case "missing":
				p.missing[item] = value
			}
		})
		query(`SELECT participant, cohort, point, level FROM star ORDER BY seq`, func(scan func(...any)) {
			var ref Ref
			var point, level string
			scan(&ref.Participant, &ref.Cohort, &point, &level)
			of(ref).star[point] = level
		})
		query(`SELECT participant, cohort, body FROM plan ORDER BY seq`, func(scan func(...any)) {
			var ref Ref
			var body []byte
			scan(&ref.Participant, &ref.Cohort, &body)
			p := of(ref)
			p.plan = nil
			must(t, json.Unmarshal(body, &p.plan))
		})
		return nil
	})
	must(t, err)
	for _, p := range all {
		p.held()
		p.tagCourse()
		if p.came() {
			p.tagForm()
			p.tagStar()
			p.tagPlan()
		}
	}
	return all
}

func (p *raw) tag(variable string, categories ...string) {
	if p.tags[variable] == nil {
		p.tags[variable] = map[string]bool{}
	}
	for _, c := range categories {
		p.tags[variable][c] = true
	}
}

// held leaves out what was undone.
func (p *raw) held() {
	undone := map[string]bool{}
	for _, e := range p.events {
		if e.kind == "undone" {
			undone[e.s("event")] = true
		}
	}
	p.events = slices.DeleteFunc(p.events, func(e rawEvent) bool { return e.kind == "undone" || undone[e.id] })
}

func (p *raw) is(key string) string { v, _ := p.status[key].(string); return v }

func (p *raw) came() bool { return p.is("visited") != "" }

// fate is what became of a printed letter.
func (p *raw) fate(i int) (sent int, back bool) {
	sent = -1
	for k := i + 1; k < len(p.events); k++ {
		e := &p.events[k]
		own := e.s("letter") == "" || e.s("letter") == p.events[i].s("letter")
		switch e.kind {
		case "letter_confirmed":
			if sent < 0 && own && (e.s("run") == "" || e.s("run") == p.events[i].s("run")) {
				sent = k
			}
		case "letter_returned":
			last := i // the letter that came back, where no number is told, is the one printed last
			for n := i + 1; n < k; n++ {
				if p.events[n].kind == "letter_printed" {
					last = n
				}
			}
			back = back || e.s("letter") != "" && own || e.s("letter") == "" && last == i
		}
	}
	return sent, back
}

// tagCourse tells what happened.
func (p *raw) tagCourse() {
	type invitation struct {
		at      int
		channel string
	}
	var invitations []invitation
	reminders, calls, missed := 0, 0, 0
	reached, agreed := false, false
	way, reason := "", ""
	forwarded := []int{}
	end := slices.IndexFunc(p.events, func(e rawEvent) bool { return e.kind == "visited" }) // what came later led to no visit
	if end < 0 {
		end = len(p.events)
	}
	for i := range p.events {
		e := &p.events[i]
		if i > end && e.kind != "documented" {
			if e.kind == "declined" {
				reason = e.s("reason")
			}
			continue
		}
		outcome := e.s("outcome")
		switch e.kind {
		case "ticket_sent":
			if e.s("type") != "form" {
				invitations = append(invitations, invitation{i, "ticket"})
			}
		case "letter_printed":
			sent, back := p.fate(i)
			if sent < 0 || back || sent > end {
				continue
			}
			switch template := e.s("template"); {
			case strings.HasPrefix(template, "inbjudan"):
				invitations = append(invitations, invitation{sent, "letter"})
			case template == "paminnelse":
				reminders++
			case template == "formedling":
				invitations = append(invitations, invitation{sent, "forwarding"})
				forwarded = append(forwarded, sent)
			}
		case "call":
			calls++
			if slices.Contains([]string{"booked", "later", "declined", "interpreter"}, outcome) {
				invitations = append(invitations, invitation{i, "phone"})
				reached = true
			}
			agreed = agreed || outcome == "booked"
			if outcome == "declined" {
				reason = e.s("reason")
			}
		case "declined":
			reached, reason = true, e.s("reason")
		case "ticket_expired":
			reached = reached || e.s("opened") == "yes"
		case "booked":
			if e.s("via") != "letter" {
				reached, agreed = true, true
			}
		case "rebooked":
			reached, agreed = true, true
		case "cancelled":
			reached = reached || e.s("by") != "clinic"
		case "wants_help", "form_received", "deferred", "consent":
			reached = true
		case "no_show":
			missed++
		case "documented":
			way = ""
			if e.s("where") == "cl24" {
				way = e.s("way")
			}
		}
	}
	slices.SortStableFunc(invitations, func(a, b invitation) int { return a.at - b.at })
	channel := "direct"
	if len(invitations) > 0 {
		channel = invitations[0].channel
		for _, at := range forwarded { // one more after the first invitation reminds
			if at > invitations[0].at {
				reminders++
			}
		}
	}
	documented := p.came() && p.is("documented") >= p.is("visited")
	step := 0
	for i, yes := range []bool{len(invitations) > 0, reached, agreed, p.came(), documented} {
		if yes {
			step = i + 1
		}
	}
	p.tag("funnel", "none")
	p.tag("state", p.is("state"))
	steps := []string{"invited", "reached", "booked", "came", "documented"}
	for _, s := range steps[:step] {
		delete(p.tags["funnel"], "none")
		p.tag("funnel", s, channel+":"+s)
	}
	if step > 0 {
		for variable, n := range map[string]int{"reminders": reminders, "calls": calls} {
			group := "none"
			if n > 0 {
				group = "any"
			}
			p.tag(variable, group)
			if p.came() {
				p.tag(variable, group+".came")
			}
		}
	}
	if step >= 3 {
		p.tag("noshow", strconv.Itoa(min(missed, 2)))
		if missed > 0 {
			p.tag("noshow", "any")
		}
	}
	if language := p.is("interpreter"); language != "" {
		p.tag("interpreter", "yes")
		p.tag("language", language)
	} else {
		p.tag("interpreter", "no")
	}
	if p.is("state") == "declined" {
		p.tag("reason", reason)
	}
	if !p.came() {
		return
	}
	p.tag("weeks", "direct")
	if len(invitations) > 0 {
		day := func(ms int64) time.Time {
			y, m, d := instant(ms).Date()
			return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		}
		visited, err := time.Parse(time.DateOnly, p.is("visited"))
		if invited := day(p.events[invitations[0].at].at); err == nil && !invited.After(visited) {
			weeks := int(visited.Sub(invited).Hours()) / 24 / 7
			class := "w26"
			for _, c := range []struct {
				id string
				to int
			}{{"w13", 26}, {"w8", 13}, {"w4", 8}, {"w0", 4}} {
				if weeks < c.to {
					class = c.id
				}
			}
			p.tags["weeks"] = map[string]bool{class: true}
		}
	}
	p.tag("source", "none")
	if src := p.is("source"); src != "" {
		p.tags["source"] = map[string]bool{src: true}
	}
	switch where := p.is("where"); {
	case !documented:
		p.tag("documented", "no")
	case where == "cl24" && way != "":
		p.tag("documented", "cl24."+way, "yes")
	default:
		p.tag("documented", where, "yes")
	}
	switch {
	case p.locked:
		p.tag("form", "complete")
	case p.is("form") == "cl24" || p.is("form") == "begun":
		p.tag("form", p.is("form"), "lacking")
	default:
		p.tag("form", "none", "lacking")
	}
	p.tag("star", map[bool]string{true: "yes", false: "no"}[p.shines()])
}

// shines reports whether any point is set.
func (p *raw) shines() bool {
	for _, l := range p.star {
		if l != "" {
			return true
		}
	}
	return false
}

// lacks tags the missing code of a figure that needs these answers, where one is missing.
func (p *raw) lacks(variable string, items ...string) bool {
	kinds := map[string]bool{}
	for _, id := range items {
		if p.answers[id] == "" {
			kinds[p.missing[id]] = true
		}
	}
	for _, kind := range []string{"declined", "unmeasured", "unanswered", ""} {
		if kinds[kind] {
			if kind == "" {
				kind = "unanswered" // never asked
			}
			p.tag(variable, "missing."+kind)
			return true
		}
	}
	return false
}

func (p *raw) number(item string) *big.Rat {
	x, ok := new(big.Rat).SetString(p.answers[item])
	if !ok {
		panic(item + " " + p.answers[item])
	}
	return x
}

// tenths rounds half up to one decimal and gives tenths.
func tenths(x *big.Rat) int {
	y := new(big.Rat).Add(new(big.Rat).Mul(x, big.NewRat(10, 1)), big.NewRat(1, 2))
	return int(new(big.Int).Div(y.Num(), y.Denom()).Int64())
}

// scores of questionnaire.md, by option.
var naiveScores = map[string][]int{
	"activity.training": {0, 15, 45, 75, 105, 120}, "activity.everyday": {0, 15, 45, 75, 120, 225, 300},
	"diet.vegetables": {3, 2, 1, 0}, "diet.fruit": {3, 2, 1, 0}, "diet.fish": {3, 2, 1, 0}, "diet.sweets": {0, 1, 2, 3},
}

func (p *raw) score(item string) int {
	k, _ := strconv.Atoi(p.answers[item])
	return naiveScores[item][k-1]
}

// class gives the name of the class that a number is in; each begins at its limit.
func class(n int, names []string, limits ...int) string {
	i := 0
	for i < len(limits) && n >= limits[i] {
		i++
	}
	return names[i]
}

// tagForm tells what a completed questionnaire says.
func (p *raw) tagForm() {
	if !p.locked {
		return
	}
	for _, item := range strings.Fields(`bg.education bg.employment bg.birthplace bg.household bg.economy dx.cvd dx.hypertension dx.lipids dx.diabetes
		med.bp med.lipids med.diabetes her.cvd her.diabetes health.general health.stress health.sleep health.confidant tobacco.smoking tobacco.snus tobacco.ecig
		activity.training activity.everyday activity.sitting diet.vegetables diet.fruit diet.fish diet.sweets diet.breakfast alcohol.weekly alcohol.binge
		change.tobacco change.alcohol change.activity change.diet`) {
		if !p.lacks(item, item) {
			p.tag(item, p.answers[item])
		}
	}
	sum := func(item, id, codes string) {
		if a := p.answers[item]; a != "" && strings.Contains(codes, a) {
			p.tag(item, id)
		}
	}
	sum("health.general", "good", "12")
	sum("health.stress", "much", "34")
	sum("health.sleep", "bad", "45")
	sum("activity.sitting", "long", "567")
	yes := func(b bool, a, z string) string { return map[bool]string{true: a, false: z}[b] }
	if !p.lacks("tobacco.daily", "tobacco.smoking", "tobacco.snus") {
		p.tag("tobacco.daily", yes(p.answers["tobacco.smoking"] == "5" || p.answers["tobacco.snus"] == "5", "yes", "no"))
	}
	if !p.lacks("activity.minutes", "activity.training", "activity.everyday") {
		p.tag("activity.minutes", class(2*p.score("activity.training")+p.score("activity.everyday"), []string{"low", "enough", "high"}, 150, 300))
	}
	if !p.lacks("diet.index", "diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets") {
		p.tag("diet.index", class(p.score("diet.vegetables")+p.score("diet.fruit")+p.score("diet.fish")+p.score("diet.sweets"), []string{"poor", "middling", "good"}, 5, 9))
	}
	if !p.lacks("alcohol.risk", "alcohol.weekly", "alcohol.binge") {
		p.tag("alcohol.risk", yes(p.answers["alcohol.weekly"] >= "4" || p.answers["alcohol.binge"] >= "3", "risk", "no_risk"))
	}
	if !p.lacks("bmi", "m.height", "m.weight") {
		h := p.number("m.height")
		x := new(big.Rat).Quo(new(big.Rat).Mul(p.number("m.weight"), big.NewRat(10000, 1)), new(big.Rat).Mul(h, h))
		c := class(tenths(x), []string{"underweight", "normal", "overweight", "obese1", "obese2", "obese3"}, 185, 250, 300, 350, 400)
		if p.tag("bmi", c); strings.HasPrefix(c, "obese") {
			p.tag("bmi", "obese")
		}
	}
	if !p.lacks("waist", "m.waist") {
		w, low, high := p.number("m.waist"), big.NewRat(94, 1), big.NewRat(102, 1)
		if p.sex == "kvinna" {
			low, high = big.NewRat(80, 1), big.NewRat(88, 1)
		}
		switch {
		case w.Cmp(low) < 0:
			p.tag("waist", "low")
		case w.Cmp(high) <= 0:
			p.tag("waist", "raised")
		default:
			p.tag("waist", "high")
		}
	}
	if !p.lacks("bp", "m.sbp", "m.dbp") {
		grade := func(item string, limits ...int64) (g int) {
			for _, l := range limits {
				if p.number(item).Cmp(big.NewRat(l, 1)) >= 0 {
					g++
				}
			}
			return g
		}
		g := max(grade("m.sbp", 120, 130, 140, 160, 180), grade("m.dbp", 80, 85, 90, 100, 110))
		if p.tag("bp", []string{"optimal", "normal", "high_normal", "grade1", "grade2", "grade3"}[g]); g >= 3 {
			p.tag("bp", "high")
		}
	}
	for _, m := range []struct {
		id     string
		names  []string
		limits []int
	}{{"chol", []string{"low", "raised", "high"}, []int{50, 65}}, {"ldl", []string{"low", "high"}, []int{30}}, {"tg", []string{"low", "high"}, []int{17}},
		{"glucose", []string{"normal", "raised", "diabetes"}, []int{61, 70}}, {"hba1c", []string{"normal", "raised", "diabetes"}, []int{420, 480}}} {
		if !p.lacks(m.id, "m."+m.id) {
			p.tag(m.id, class(tenths(p.number("m."+m.id)), m.names, m.limits...))
		}
	}
}

func (p *raw) tagStar() {
	if !p.shines() {
		return
	}
	lowest := 0
	for _, point := range strings.Fields("tobacco alcohol activity sitting diet bmi waist blood_pressure lipids glucose stress sleep_health") {
		switch l := p.star[point]; l {
		case "":
			p.tag("star."+point, "missing.unanswered")
		case "1":
			lowest++
			fallthrough
		default:
			p.tag("star."+point, l)
		}
	}
	p.tag("risk", strconv.Itoa(min(lowest, 3)))
	if lowest > 0 {
		p.tag("risk", "any")
	}
}

func (p *raw) tagPlan() {
	goals := 0
	list, _ := p.plan["goals"].([]any)
	for _, g := range list {
		m, _ := g.(map[string]any)
		if m["point"] != nil || m["what"] != nil {
			goals++
		}
	}
	p.tag("plan.goals", strconv.Itoa(goals))
	if goals > 0 {
		p.tag("plan.goals", "any")
	}
	follow, _ := p.plan["follow"].(map[string]any)
	done, _ := p.plan["done"].([]any)
	yes := map[bool]string{true: "yes", false: "no"}
	p.tag("plan.follow", yes[follow["date"] != nil])
	p.tag("plan.actions", yes[len(done) > 0])
	for _, d := range done {
		m, _ := d.(map[string]any)
		name, _ := m["name"].(string)
		if code, ok := m["code"].(string); ok {
			name += " (" + code + ")"
		}
		p.tag("action", name)
	}
}

// census has how many people are in each category, by year and sex; "*" is any category.
type census map[[4]string]int

func newCensus(people []*raw) census {
	c := census{}
	for _, p := range people {
		for variable, tags := range p.tags {
			answered := false
			for tag := range tags {
				c[[4]string{strconv.Itoa(p.cohort), p.sex, variable, tag}]++
				answered = answered || !strings.HasPrefix(tag, "missing.")
			}
			if answered {
				c[[4]string{strconv.Itoa(p.cohort), p.sex, variable, "*"}]++
			} else {
				c[[4]string{strconv.Itoa(p.cohort), p.sex, variable, "missing.any"}]++
			}
		}
	}
	return c
}

// count gives how many a query names.
func (c census) count(q report.Query) (n int) {
	tag := q.Category
	if tag == "" && q.Variable != "reason" { // "" is a reason that was not told
		tag = "*"
	}
	for year := q.Period.From; year <= q.Period.To; year++ {
		for _, sex := range []string{"kvinna", "man"} {
			if q.Sex == "" || q.Sex == sex {
				n += c[[4]string{strconv.Itoa(year), sex, q.Variable, tag}]
			}
		}
	}
	return n
}

// audit compares every figure of a report with the census.
type audit struct {
	t       *testing.T
	c       census
	r       *report.Report
	figures int
	seen    map[string]bool // variables that were compared
	folded  bool            // words that few of a clinic have stayed there (D30)
}

func (a *audit) wrong(where string, got, want any) {
	a.t.Helper()
	a.t.Errorf("%s: the report says %v, the tables %v", where, got, want)
}

func (a *audit) number(where string, c report.Cell) {
	a.t.Helper()
	if c.Hidden || c.Query.Variable == "" {
		return
	}
	a.figures++
	a.seen[c.Query.Variable] = true
	if want := a.c.count(c.Query); c.N != want && !(a.words(c.Query) && c.N < want) {
		a.wrong(where, c.N, want)
	}
}

// words reports whether a figure counts words of which some stayed with their clinic.
func (a *audit) words(q report.Query) bool {
	return a.folded && (q.Variable == "language" || q.Variable == "reason" || q.Variable == "action")
}

func (a *audit) share(where string, c report.Cell, n, of int) {
	a.t.Helper()
	if c.Kind != report.Filled || c.Hidden {
		return
	}
	a.figures++
	near := 1e-9
	switch {
	case c.About:
		near = 0.05 + 1e-9 // of a denominator that is known about
	case !a.r.Open:
		near = 0.005 + 1e-9 // of a hidden denominator: whole percents
	}
	if want := float64(n) / float64(of); of == 0 || math.Abs(c.Share-want) > near {
		a.wrong(where, c.Share, fmt.Sprintf("%d of %d", n, of))
	}
}

// denominator is of what an indicator or a step is a share.
func denominator(q report.Query) report.Query {
	if q.Category = ""; q.Variable == "funnel" {
		q.Variable = "state"
	}
	return q
}

func (a *audit) report() {
	a.t.Helper()
	for _, k := range a.r.Head {
		a.number("head", k.Cell)
	}
	for i := range a.r.Chapters {
		if a.r.Chapters[i].ID == "clinics" {
			continue // what each did; each has its own report
		}
		for k := range a.r.Chapters[i].Tables {
			a.table(&a.r.Chapters[i].Tables[k])
		}
	}
}

func (a *audit) table(t *report.Table) {
	for i, col := range t.Columns {
		where := t.ID + " " + col.ID
		a.number(where+" of", col.Of)
		for _, row := range t.Rows {
			c, at := row.Cells[i], where+" "+row.ID
			if c.Kind == report.Blank {
				continue
			}
			q := c.Query
			switch col.Kind {
			case report.Counts:
				a.number(at, c)
				of := col.Query
				if of.Variable == "" {
					of = denominator(q)
				}
				if q.Variable != "" && !a.words(q) {
					a.share(at+" share", c, a.c.count(q), a.c.count(of))
				}
			case report.Shares:
				if q.Variable == "" { // another year of what the row's first cell names
					year, err := strconv.Atoi(col.ID)
					must(a.t, err)
					q = row.Cells[0].Query
					q.Sex, q.Period = "", report.Period{From: year, To: year}
				}
				a.share(at, c, a.c.count(q), a.c.count(denominator(q)))
			case report.Changes:
				a.change(at, c, row.Cells[0].Query, t)
			case report.Numbers:
				if q.Variable != "" && int(c.Value) != a.c.count(q) {
					a.wrong(at, c.Value, a.c.count(q))
				}
			}
		}
	}
}

// change compares a change with the difference of two shares.
func (a *audit) change(where string, c report.Cell, q report.Query, t *report.Table) {
	if c.Hidden {
		return
	}
	a.figures++
	share := func(year int) float64 {
		q.Sex, q.Period = "", report.Period{From: year, To: year}
		return float64(a.c.count(q)) / float64(a.c.count(denominator(q)))
	}
	from, to := 0, a.r.Period.To
	for _, col := range t.Columns {
		if year, err := strconv.Atoi(col.ID); err == nil && (from == 0 || a.r.Period.Single()) {
			from = year
		}
	}
	near := 1e-9
	if !a.r.Open {
		near = 0.05 + 1e-9
	}
	if want := share(to) - share(from); math.Abs(c.Share-want) > near {
		a.wrong(where, c.Share, want)
	}
}

// TestReportIsWhatTheTablesSay compares every figure of the report of 5,000 participants in
// three years with the independent calculation, by sex and year: of a year, of the period,
// with everything shown and with small numbers hidden.
func TestReportIsWhatTheTablesSay(t *testing.T) {
	s, c := testStore(t)
	for i, n := range []int{1500, 1000, 2500} {
		populate(t, s, c, 2023+i, n, 40)
	}
	all := readRaw(t, s)
	if len(all) < 4900 {
		t.Fatalf("%d people", len(all))
	}
	counted := newCensus(all)
	seen := map[string]bool{}
	for _, p := range []ReportParams{
		{Period: report.Period{From: 2025, To: 2025}, Open: true}, {Period: report.Period{From: 2024, To: 2024}, Open: true},
		{Period: report.Period{From: 2023, To: 2025}, Open: true}, {Period: report.Period{From: 2025, To: 2025}}, {Period: report.Period{From: 2023, To: 2025}},
	} {
		t.Run(fmt.Sprintf("%d-%d open %v", p.From, p.To, p.Open), func(t *testing.T) {
			r, err := s.Report(t.Context(), p)
			must(t, err)
			a := &audit{t: t, c: counted, r: r, seen: seen}
			a.report()
			if least := map[bool]int{true: 2500, false: 1000}[p.Open]; a.figures < least {
				t.Errorf("only %d figures were compared", a.figures)
			}
			t.Logf("%d figures", a.figures)
		})
	}
	for _, v := range report.Variables {
		if !seen[v.ID] {
			t.Errorf("no figure of %s was compared", v.ID)
		}
	}
}

// TestCountyIsWhatTheClinicsSay compares the report of two clinics' sealed files with the
// independent calculation over the people of both.
func TestCountyIsWhatTheClinicsSay(t *testing.T) {
	var both []*raw
	var clinics []report.Clinic
	for i, name := range []string{"Granlunda hälsocentral", "Norrvikens hälsocentral"} {
		s, c := testStore(t)
		must(t, s.SetSetting(t.Context(), "clinic.name", name))
		populate(t, s, c, 2024, 300, uint64(i))
		populate(t, s, c, 2025, 400, uint64(i))
		var b bytes.Buffer
		must(t, s.SealAggregate(t.Context(), &b, ReportParams{Period: report.Period{From: 2024, To: 2025}}, agreed))
		a, err := ReadAggregate(&b, agreed)
		must(t, err)
		both, clinics = append(both, readRaw(t, s)...), append(clinics, report.Clinic{Name: a.Clinic, Tallies: a.Tallies})
	}
	for _, open := range []bool{true, false} {
		in := report.Input{Period: report.Period{From: 2025, To: 2025}, Date: day.New(2025, time.December, 31), Open: open}
		r := report.County("Region Gävleborg", in, clinics)
		a := &audit{t: t, c: newCensus(both), r: r, seen: map[string]bool{}, folded: true}
		a.report()
		if a.figures < 400 {
			t.Errorf("open %v: only %d figures were compared", open, a.figures)
		}
		t.Logf("open %v: %d figures", open, a.figures)
	}
}
