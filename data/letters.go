package data

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

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

	CallFrom, CallTo day.Date           // "we call you between these days"
	ReplyBy          day.Date           // a letter that offers times names the day until which they are held instead
	Enclose          []letter.Enclosure // in the order in the envelope; nil = what usually lies with the template
	Duplex           bool               // both sides of the sheet: each letter begins on a front side
	Cover            bool               // a cover sheet before the letters of each file
	LeftBefore       []LeftOut          // who was left out while the run was put together: the cover sheet counts them too

	Confirm bool // printed means sent: confirmed at once (D9); PlanLetters ignores it

	// Progress is told now and then how far the work is; it may be nil, and is called
	// from one goroutine at a time. Cancelling the context ends the work: then nothing
	// is recorded, and what was written is not to be used.
	Progress func(done, of int)
}

// LetterPlan is a run that is not printed yet.
type LetterPlan struct {
	Letters []PlannedLetter // in the order in which they will be printed
	Left    []LeftOut       // by name
	Sheets  int             // of paper, the cover sheet not counted
	Run     paper.LetterRun // of all letters, with the numbers they would get: for previews
	Enclose []letter.Enclosure

	texts         textSet
	year, running int // the number that the run would get
	next          int // the running number of the first letter
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
	Sheets     int             // of paper, with its enclosures
	Overridden say.Text        // what the override goes against; zero for none
	Problems   []paper.Problem // to look at before sending; none of them stops it
}

// LeftOut is a participant who gets no letter.
type LeftOut struct {
	Ref
	Reason   say.Text
	Short    say.Text   // the reason in a word or two, for sums
	Override bool       // a reason would let the letter go
	Part     paper.Part // what is wrong with the letter, "" when the journey is why
	Mend     paper.Mend // what would let it go
	Line     int        // of the template, 0 for none
}

// PlanLetters tells who would get a letter, in order, who would not and why, checking
// each letter as it will be printed. Nothing is changed.
func (s *Store) PlanLetters(ctx context.Context, p LettersParams) (*LetterPlan, error) {
	var plan *LetterPlan
	err := s.read(ctx, func(r reader) (err error) {
		plan, err = s.planLetters(ctx, r, p, s.Day(), newSteps(p.Progress, 1))
		return err
	})
	return plan, err
}

func (p *LettersParams) check(r reader, today day.Date) error {
	if _, err := templateInfo(r, p.Template); err != nil {
		return err
	}
	if p.Lang != "" && !p.Lang.Known() {
		return fault.New(fault.Usage, "letters.err.lang", "Lang", string(p.Lang))
	}
	if p.Override = strings.TrimSpace(p.Override); len(p.Override) > 500 {
		return fault.New(fault.Refused, "letters.err.reason")
	}
	if p.Date.IsZero() {
		p.Date = today
	}
	for _, e := range p.Enclose {
		if e.Name().IsZero() {
			if _, err := templateInfo(r, e.What); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) planLetters(ctx context.Context, r reader, p LettersParams, today day.Date, steps *steps) (*LetterPlan, error) {
	if err := p.check(r, today); err != nil {
		return nil, err
	}
	refs, err := s.lettered(r, p, today)
	if err != nil {
		return nil, err
	}
	steps.of(len(refs))
	w, err := s.letterWriter(r, p, today)
	if err != nil {
		return nil, err
	}
	def, err := definition(r, "", today)
	if err != nil {
		return nil, err
	}
	plan := &LetterPlan{texts: w.texts, Enclose: w.enclose, year: today.Year}
	plan.Run = paper.LetterRun{Clinic: w.clinic, Date: p.Date, Template: w.texts.find, Duplex: p.Duplex, Enclose: printedWith(w.enclose, def)}
	rules := s.rules()
	if err := addressees(r, refs, func(to *addressee) error {
		rules.Cohort = to.ref.Cohort
		may := journey.MayLetter(p.Template, to.events, to.facts, rules, today)
		l := PlannedLetter{Ref: to.ref}
		if !may.Allowed {
			if p.Override == "" || !may.Override {
				plan.Left = append(plan.Left, notAllowed(to.ref, may))
				steps.did(1)
				return nil
			}
			l.Overridden = may.Reason
		}
		l.Letter, l.Problems = w.letter(to, journey.Of(to.events, to.facts, rules, today))
		plan.Letters = append(plan.Letters, l)
		return ctx.Err()
	}); err != nil {
		return nil, err
	}
	if p.Order == LettersByPostcode { // they come by name
		slices.SortStableFunc(plan.Letters, func(a, b PlannedLetter) int {
			return cmp.Compare(strings.ReplaceAll(a.Letter.Address.Postcode, " ", ""), strings.ReplaceAll(b.Letter.Address.Postcode, " ", ""))
		})
	}
	if err := r.row(`SELECT coalesce(max(running), 0) + 1 FROM letter WHERE year = ?`, today.Year).Scan(&plan.next); err != nil {
		return nil, err
	}
	if err := r.row(`SELECT coalesce(max(running), 0) + 1 FROM run WHERE year = ?`, today.Year).Scan(&plan.running); err != nil {
		return nil, err
	}
	if err := plan.preflight(ctx, steps); err != nil {
		return nil, err
	}
	plan.households()
	return plan, nil
}

func notAllowed(ref Ref, may journey.Sending) LeftOut {
	l := LeftOut{Ref: ref, Reason: may.Reason, Short: may.Short(), Override: may.Override}
	if may.Override {
		l.Mend = paper.MendOverride
	}
	return l
}

// runNumber is three digits, so that nobody takes it for a letter's, which has four.
func runNumber(year, running int) string { return fmt.Sprintf("%02d-%03d", year%100, running) }

func letterNumber(year, running int) string { return fmt.Sprintf("%02d-%04d", year%100, running) }

// preflight lays every letter out, on all cores, and leaves those out that cannot be
// printed; those that stay are numbered.
func (plan *LetterPlan) preflight(ctx context.Context, steps *steps) error {
	checker := paper.NewChecker(plan.Run)
	var wait sync.WaitGroup
	n := max(1, min(runtime.GOMAXPROCS(0), len(plan.Letters)))
	for i := range n {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for k := i; k < len(plan.Letters) && ctx.Err() == nil; k += n {
				l := &plan.Letters[k]
				l.Letter.Number = letterNumber(plan.year, plan.next+k)
				checked := checker.Check(l.Letter)
				l.Sheets, l.Problems = checked.Sheets, append(l.Problems, checked.Problems...)
				steps.did(1)
			}
		}()
	}
	wait.Wait()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	kept := plan.Letters[:0]
	for _, l := range plan.Letters {
		if at := slices.IndexFunc(l.Problems, func(q paper.Problem) bool { return q.Severity == paper.Stop }); at >= 0 {
			q := l.Problems[at]
			plan.Left = append(plan.Left, LeftOut{Ref: l.Ref, Reason: q.Text, Short: say.T("letter.left." + string(q.Part)), Part: q.Part, Mend: q.Mend, Line: q.Line})
			continue
		}
		l.Letter.Number = letterNumber(plan.year, plan.next+len(kept))
		for i := range l.Problems {
			l.Problems[i].Letter = l.Letter.Number
		}
		kept = append(kept, l)
		plan.Sheets += l.Sheets
	}
	clear(plan.Letters[len(kept):])
	plan.Letters = kept
	plan.Run.Letters = make([]paper.Letter, len(kept))
	for i, l := range kept {
		plan.Run.Letters[i] = l.Letter
	}
	return nil
}

// households tells where several letters go to the same door.
func (plan *LetterPlan) households() {
	doors := map[string][]int{}
	keys := make([]string, len(plan.Letters))
	for i, l := range plan.Letters {
		if a := l.Letter.Address; a.Street != "" {
			keys[i] = fold(strings.Join(strings.Fields(a.CareOf+" "+a.Street+" "+strings.ReplaceAll(a.Postcode, " ", "")+" "+a.Country), " "))
			doors[keys[i]] = append(doors[keys[i]], i)
		}
	}
	for i := range plan.Letters {
		same := doors[keys[i]]
		if keys[i] == "" || len(same) < 2 {
			continue
		}
		other := same[0]
		if other == i {
			other = same[1]
		}
		l := &plan.Letters[i]
		l.Problems = append(l.Problems, paper.Problem{Letter: l.Letter.Number, Severity: paper.Tell, Part: paper.PartHousehold,
			Text: say.T("letter.note.household", "N", len(same), "Number", plan.Letters[other].Letter.Number)})
	}
}

// steps tells how far a long work is, at most a hundred times.
type steps struct {
	mu    sync.Mutex
	tell  func(done, of int)
	parts int // the work goes so many times through all letters
	all   int
	done  int
	told  int
}

func newSteps(tell func(done, of int), parts int) *steps { return &steps{tell: tell, parts: parts} }

func (s *steps) of(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = n * s.parts
}

// drop says that so many letters fell away, with what was left to do on them.
func (s *steps) drop(n int) { s.did(n * (s.parts - 1)) }

// follow gives what a part of the work may call with how far it is itself.
func (s *steps) follow() func(done, of int) {
	before := 0
	return func(done, _ int) {
		s.did(done - before)
		before = done
	}
}

func (s *steps) did(n int) {
	if s.tell == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done += n
	if now := s.done * 100 / max(1, s.all); now > s.told {
		s.told = now
		s.tell(min(s.done, s.all), s.all)
	}
}
