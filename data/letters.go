package data

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// Letters, first half: who gets one, who does not and why, and what stands in it.

// LetterOrder is the order of the letters of a run.
type LetterOrder string

// The orders.
const (
	LettersByPostcode LetterOrder = ""     // then by name: as the post sorts them
	LettersByName     LetterOrder = "name" // by name, as lists do
)

// LettersParams says which letters are to be printed.
type LettersParams struct {
	Template string
	Lang     letter.Lang // "" = each participant's own
	Cohort   int         // 0 = the latest; of each, where Only names them
	Only     []string    // ids or personal numbers; nil = the whole cohort
	Override string      // the reason to send what the journey advises against (D6)
	Date     day.Date    // on the letters; zero = today
	Order    LetterOrder

	CallFrom, CallTo day.Date // "we call you between these days"
	ReplyBy          day.Date
	Enclosures       []string // nil = what usually lies with the template

	Confirm bool // printed means sent: confirmed at once (D9); PlanLetters ignores it
}

// LetterPlan is a run that is not printed yet.
type LetterPlan struct {
	Letters []PlannedLetter // in the order in which they will be printed
	Left    []LeftOut       // by name
	Run     paper.LetterRun // of all letters, with the numbers they would get: for previews

	texts         textSet
	year, running int // the number that the run would get
}

// Number is what one calls the run: 26-014.
func (p *LetterPlan) Number() string { return runNumber(p.year, p.running) }

// Sender gives what the settings lack of the sender, each once: it concerns every
// letter, and the letters have a line to write on there.
func (p *LetterPlan) Sender() []paper.Problem {
	var list []paper.Problem
	told := map[string]bool{}
	for _, l := range p.Letters {
		for _, problem := range l.Problems {
			words := say.In(say.Swedish, problem.Text)
			if problem.Part == paper.PartClinic && !told[words] {
				told[words] = true
				list = append(list, problem)
			}
		}
	}
	return list
}

// PlannedLetter is a letter that would be printed.
type PlannedLetter struct {
	Ref
	Letter     paper.Letter
	Overridden say.Text        // what the override goes against; zero for none
	Problems   []paper.Problem // to look at before sending; none of them stops it

	to *addressee
}

// LeftOut is a participant who gets no letter.
type LeftOut struct {
	Ref
	Reason   say.Text
	Override bool       // a reason would let the letter go
	Part     paper.Part // what to mend, "" when the journey is why
}

// addressee is someone who may get a letter.
type addressee struct {
	ref    Ref
	person *person
	events []journey.Event
	facts  journey.Facts
}

// PlanLetters tells who would get a letter, in order, who would not and why, checking
// each letter as it will be printed. Nothing is changed.
func (s *Store) PlanLetters(ctx context.Context, p LettersParams) (*LetterPlan, error) {
	var plan *LetterPlan
	err := s.read(ctx, func(r reader) (err error) {
		plan, err = s.planLetters(r, p, s.Day())
		return err
	})
	return plan, err
}

func (s *Store) planLetters(r reader, p LettersParams, today day.Date) (*LetterPlan, error) {
	if _, err := templateInfo(r, p.Template); err != nil {
		return nil, err
	}
	if p.Lang != "" && !p.Lang.Known() {
		return nil, fault.New(fault.Usage, "letters.err.lang", "Lang", string(p.Lang))
	}
	if p.Override = strings.TrimSpace(p.Override); len(p.Override) > 500 {
		return nil, fault.New(fault.Refused, "letters.err.reason")
	}
	if p.Date.IsZero() {
		p.Date = today
	}
	people, err := s.addressees(r, p, today)
	if err != nil {
		return nil, err
	}
	texts, err := loadTexts(r, p.Template)
	if err != nil {
		return nil, err
	}
	w := letterWriter{p: p, config: s.Config(), today: today, texts: texts}
	plan := &LetterPlan{texts: texts, Run: paper.LetterRun{Clinic: w.config.Clinic(), Date: p.Date, Template: texts.find}}
	rules := s.rules()
	for _, to := range people {
		rules.Cohort = to.ref.Cohort
		may := journey.MayLetter(p.Template, to.events, to.facts, rules, today)
		l := PlannedLetter{Ref: to.ref, to: to}
		if !may.Allowed {
			if p.Override == "" || !may.Override {
				plan.Left = append(plan.Left, LeftOut{Ref: to.ref, Reason: may.Reason, Override: may.Override})
				continue
			}
			l.Overridden = may.Reason
		}
		l.Letter = w.letter(to, journey.Of(to.events, to.facts, rules, today))
		plan.Letters = append(plan.Letters, l)
	}
	if p.Order == LettersByPostcode { // they come by name
		slices.SortStableFunc(plan.Letters, func(a, b PlannedLetter) int {
			return cmp.Compare(strings.ReplaceAll(a.Letter.Address.Postcode, " ", ""), strings.ReplaceAll(b.Letter.Address.Postcode, " ", ""))
		})
	}
	year, next, err := nextNumber(r, today)
	if err != nil {
		return nil, err
	}
	plan.preflight(year, next)
	plan.year = today.Year
	err = r.row(`SELECT coalesce(max(running), 0) + 1 FROM run WHERE year = ?`, today.Year).Scan(&plan.running)
	return plan, err
}

// addressees reads those whom a run is about, by name.
func (s *Store) addressees(r reader, p LettersParams, today day.Date) ([]*addressee, error) {
	var refs []Ref
	var err error
	if p.Only == nil {
		refs, err = readRefs(r, `SELECT participant, cohort FROM journey
			WHERE cohort = coalesce(nullif(?, 0), (SELECT max(cohort) FROM journey)) ORDER BY sort, participant`, p.Cohort)
	} else {
		refs, err = s.namedRefs(r, p, today)
	}
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(refs)
	if err != nil {
		return nil, err
	}
	people, err := readAddressees(r, refs, string(list))
	if err != nil {
		return nil, fmt.Errorf("read who gets a letter: %w", err)
	}
	return people, nil
}

func (s *Store) namedRefs(r reader, p LettersParams, today day.Date) ([]Ref, error) {
	var keys []string
	seen := map[Ref]bool{}
	for _, who := range p.Only {
		ref, err := findRef(r, today, who, p.Cohort)
		if err != nil {
			return nil, err
		}
		if !seen[ref] {
			seen[ref] = true
			keys = append(keys, ref.Participant)
		}
	}
	ids, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	refs, err := readRefs(r, `SELECT j.participant, j.cohort FROM json_each(?) w JOIN journey j ON j.participant = w.value ORDER BY j.sort, j.participant`, string(ids))
	return slices.DeleteFunc(refs, func(ref Ref) bool { return !seen[ref] }), err
}

// readAddressees reads persons, facts and events of many journeys with one query each.
func readAddressees(r reader, refs []Ref, list string) ([]*addressee, error) {
	const from = ` FROM json_each(?) w CROSS JOIN `
	const participant, cohort = `json_extract(w.value, '$.Participant')`, `json_extract(w.value, '$.Cohort')`
	found := make(map[Ref]*addressee, len(refs))
	rows, err := r.rows(`SELECT `+personColumns+`, `+cohort+`, coalesce((SELECT status FROM form_status f WHERE f.participant = p.id AND f.cohort = `+cohort+`), '')`+
		from+`participant p ON p.id = `+participant+` JOIN contact_version c ON c.participant = p.id AND c.id = p.contact WHERE p.erased IS NULL`, list)
	if err != nil {
		return nil, err
	}
	err = each(rows, func() error {
		a := &addressee{}
		var form journey.FormStatus
		if a.person, err = scanPerson(rows.Scan, &a.ref.Cohort, &form); err != nil {
			return err
		}
		a.ref.Participant, a.facts = a.person.id, a.person.facts()
		a.facts.Form = form
		found[a.ref] = a
		return nil
	})
	if err != nil {
		return nil, err
	}
	rows, err = r.rows(`SELECT e.id, e.at, e.recorded, e.actor, e.workplace, e.kind, e.details, e.participant, e.cohort`+
		from+`event e ON e.participant = `+participant+` AND e.cohort = `+cohort+` ORDER BY e.seq`, list)
	if err != nil {
		return nil, err
	}
	err = each(rows, func() error {
		var ref Ref
		e, err := scanEvent(rows.Scan, &ref.Participant, &ref.Cohort)
		if a := found[ref]; a != nil {
			a.events = append(a.events, e)
		}
		return err
	})
	var people []*addressee
	for _, ref := range refs {
		if a := found[ref]; a != nil {
			people = append(people, a)
		}
	}
	return people, err
}

// nextNumber gives the year and the running number of the next letter.
func nextNumber(r reader, today day.Date) (year, next int, err error) {
	year = today.Year % 100
	err = r.row(`SELECT coalesce(max(running), 0) + 1 FROM letter WHERE year = ?`, today.Year).Scan(&next)
	return year, next, err
}

// runNumber is three digits, so that nobody takes it for a letter's, which has four.
func runNumber(year, running int) string { return fmt.Sprintf("%02d-%03d", year%100, running) }

func letterNumber(year, running int) string { return fmt.Sprintf("%02d-%04d", year, running) }

// preflight lays every letter out, on all cores, and leaves those out that cannot be
// printed; those that stay are numbered.
func (plan *LetterPlan) preflight(year, next int) {
	var wait sync.WaitGroup
	n := max(1, min(runtime.GOMAXPROCS(0), len(plan.Letters)))
	for i := range n {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for k := i; k < len(plan.Letters); k += n {
				l := &plan.Letters[k]
				l.Letter.Number = letterNumber(year, next+k)
				l.Problems = paper.Preflight(plan.Run, l.Letter)
			}
		}()
	}
	wait.Wait()
	kept := plan.Letters[:0]
	for _, l := range plan.Letters {
		if at := slices.IndexFunc(l.Problems, func(q paper.Problem) bool { return q.Severity == paper.Stop }); at >= 0 {
			plan.Left = append(plan.Left, LeftOut{Ref: l.Ref, Reason: l.Problems[at].Text, Part: l.Problems[at].Part})
			continue
		}
		l.Letter.Number = letterNumber(year, next+len(kept))
		kept = append(kept, l)
	}
	plan.Letters = kept
	for _, l := range kept {
		plan.Run.Letters = append(plan.Run.Letters, l.Letter)
	}
}

// letterWriter puts into a letter what is known of the one who gets it.
type letterWriter struct {
	p      LettersParams
	config Config
	today  day.Date
	texts  textSet
}

func (w *letterWriter) letter(to *addressee, status journey.Status) paper.Letter {
	c := to.person.contact
	l := paper.Letter{Template: w.p.Template, Lang: w.p.Lang, Given: c.Given, Family: c.Family}
	if l.Lang == "" {
		l.Lang = ownLang(status.Interpreter)
	}
	if w.p.Template == journey.TemplateForwarding {
		l.PersonalNumber = to.person.displayNumber().Display()
	} else {
		l.Address = paper.Address{CareOf: c.CareOf, Street: c.Street, Postcode: c.Postcode, Town: c.Town, Country: c.Country}
	}
	m := letter.Merge{Sent: w.p.Date, CallFrom: w.p.CallFrom, CallTo: w.p.CallTo, ReplyBy: w.p.ReplyBy, Enclosures: w.enclosures(l.Lang)}
	if born := dayOf(to.person.born); !born.IsZero() {
		m.Age = to.ref.Cohort - born.Year
	} else if ages := w.config.Ages(); len(ages) > 0 {
		m.Age = ages[0]
	}
	// The language's name is kept in Swedish, and a language that nobody told is none.
	if l.Lang != letter.English && status.Interpreter != say.In(say.Swedish, say.T("data.interpreter.unknown")) {
		m.Interpreter = status.Interpreter
	}
	h := historyOf(to.events)
	m.Invited = h.invited
	switch b := status.Booking; {
	case w.p.Template == journey.TemplateNoShow:
		if start, err := journey.ParseStart(h.booked); err == nil {
			m.Visit = at(start.Day, start.Clock)
		}
	case b != nil:
		m.Visit = at(b.Day, b.Time)
		m.SampleDay = w.sampleDay(b.Day, status.Samples)
		for _, offered := range b.Also {
			if b.Holds(offered, w.p.Date) {
				m.Also = append(m.Also, at(offered.Day, offered.Clock))
			}
		}
		if len(m.Also) > 0 && m.ReplyBy.IsZero() {
			m.ReplyBy = b.Until
		}
	}
	l.Fields = m.Fields(l.Lang)
	return l
}

func at(d day.Date, clock string) time.Time {
	hour, minute, _ := strings.Cut(clock, ":")
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	return d.At(h, m)
}

// sampleDay gives the weekday on which samples are to be left, no date when it has
// passed or they are taken.
func (w *letterWriter) sampleDay(visit, taken day.Date) day.Date {
	d := visit.Add(-w.config.Int("sample_days"))
	for d.Weekday() == 0 || d.Weekday() == 6 {
		d = d.Add(-1)
	}
	if !taken.IsZero() || d.Before(w.p.Date) || !d.Before(visit) {
		return day.Date{}
	}
	return d
}

// enclosures are the questionnaire with everything that invites, and the reply
// envelope where the clinic pays for it.
func (w *letterWriter) enclosures(lang letter.Lang) []string {
	if w.p.Enclosures != nil {
		return w.p.Enclosures
	}
	name, _, _ := strings.Cut(w.p.Template, "-")
	if !slices.Contains([]string{journey.TemplateInvitation, journey.TemplateReminder, journey.TemplateForwarding}, name) {
		return nil
	}
	list := []string{say.In(lang.Say(), say.T("letters.enclosure.form"))}
	if w.config.On("clinic.free_post") {
		list = append(list, say.In(lang.Say(), say.T("letters.enclosure.envelope")))
	}
	return list
}

// ownLang is the language in which someone gets letters: English for those who speak
// it with us, else Swedish.
func ownLang(interpreter string) letter.Lang {
	switch fold(strings.TrimSpace(interpreter)) {
	case "engelska", "english":
		return letter.English
	}
	return letter.Swedish
}

// history is what letters tell of the past.
type history struct {
	invited day.Date // the last invitation that was sent
	booked  string   // the last hour that was booked
}

func historyOf(events []journey.Event) (h history) {
	template := ""
	for _, e := range inTime(holding(events)) {
		switch e.Kind {
		case journey.LetterPrinted:
			template = e.Details.Template
		case journey.LetterConfirmed:
			if strings.HasPrefix(template, journey.TemplateInvitation) {
				h.invited = day.Of(e.At)
			}
		case journey.Booked, journey.Rebooked:
			h.booked = e.Details.Start
		}
	}
	return h
}
