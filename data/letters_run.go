package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/letter"
	"fyrtio/core/paper"
	"fyrtio/core/say"
)

// Letters, second half: printing a run. The numbers, the events, the states and the
// frozen letters are one transaction, which is committed only when the file was
// written; nobody gets the same letter twice, because the plan is made inside it.

// PartWriter gives the writer of a part file, from 1 (D28). Nothing is closed; after
// an error what was written is not to be used.
type PartWriter func(part, parts int) (io.Writer, error)

// Printed is a run that was printed.
type Printed struct {
	Run    string
	Number string // what one calls it: 26-014
	Act    string // names all of it for Undo
	Left   []LeftOut
	Sender []paper.Problem // what the settings lack of the sender, each once
	Drawn
}

// Drawn is what was written to files.
type Drawn struct {
	Letters []PrintedLetter
	Sheets  int // of paper, the cover sheets not counted
	Pages   int // of the files, cover sheets and blank backs included
	Parts   int
}

// PrintedLetter is one letter of a run.
type PrintedLetter struct {
	Ref
	Number string
	Sheet  int // its first sheet, counted through the run from 1; cover sheets are not counted
	Sheets int // with its enclosures
	Part   int // the file it is in, from 1
}

// PrintLetters prints a run and records it on every participant: as printed and
// waiting to be confirmed, or with Confirm as sent (D9). It refuses when nobody gets a
// letter; Left then tells why. A cancelled context leaves nothing behind.
func (s *Store) PrintLetters(ctx context.Context, p LettersParams, out PartWriter) (Printed, error) {
	var done Printed
	defer holdMemory()()
	err := s.write(ctx, act{Act: "letters.print"}, func(t *tx) error {
		steps := newSteps(p.Progress, 3)
		plan, err := s.planLetters(ctx, t, p, t.today, steps)
		if err != nil {
			return err
		}
		done.Left, done.Sender = plan.Left, plan.Sender()
		if len(plan.Letters) == 0 {
			return fault.New(fault.Refused, "letters.err.nobody", "N", len(plan.Left))
		}
		steps.drop(len(plan.Left))
		done.Run, done.Number, done.Act = t.s.ids.next(), plan.Number(), t.id
		t.act.Detail = map[string]any{"run": done.Run, "template": p.Template, "letters": len(plan.Letters), "override": strings.TrimSpace(p.Override)}
		checksum, err := plan.checksum()
		if err != nil {
			return err
		}
		drawing := plan.Run
		drawing.Context, drawing.Progress = ctx, steps.follow()
		cover := t.cover(plan, p, checksum)
		rendered := make(chan error, 1)
		go func() { // drawing and recording share the time
			var err error
			done.Drawn, err = drawLetters(drawing, cover, out)
			rendered <- err
		}()
		err = t.recordLetters(plan, p, done.Run, steps)
		if err := <-rendered; err != nil {
			return err
		}
		if err != nil {
			return err
		}
		for i := range done.Letters {
			done.Letters[i].Ref = plan.Letters[i].Ref
		}
		return t.freeze(plan, p, &done, checksum)
	})
	return done, err
}

// holdMemory keeps the work that follows to so much memory more than the program has now:
// a run of ten thousand letters makes a lot of litter, and would otherwise let it pile up
// to twice what it needs. It gives what ends that.
func holdMemory() (end func()) {
	const more = 40 << 20
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, limit := debug.SetMemoryLimit(-1), int64(m.Sys-m.HeapReleased)+more
	if limit > before {
		return func() {}
	}
	debug.SetMemoryLimit(limit)
	return func() { debug.SetMemoryLimit(before) }
}

// checksum is of all letters as they are kept: number, text's version, what stands in it.
func (plan *LetterPlan) checksum() (string, error) {
	sum := sha256.New()
	for _, l := range plan.Letters {
		frozen, err := json.Marshal(l.Letter)
		if err != nil {
			return "", err
		}
		sum.Write(append(frozen, '\n'))
	}
	return fmt.Sprintf("%X", sum.Sum(nil)[:8]), nil
}

// cover makes the cover sheet, nil for none. It tells of a run in numbers, never of people.
func (t *tx) cover(plan *LetterPlan, p LettersParams, checksum string) *paper.Cover {
	if !p.Cover {
		return nil
	}
	name, err := fullName(t, t.s.user)
	if err != nil {
		name = t.s.user
	}
	lang := say.Lang(t.s.Config().Text("lang"))
	c := &paper.Cover{Lang: lang, Number: plan.Number(), Printed: t.now, By: name, Checksum: checksum,
		Cohort: plan.Letters[0].Cohort, ByName: p.Order == LettersByName, Override: p.Override != ""}
	if info, err := templateInfo(t, p.Template); err == nil {
		c.Template = info.Name(lang)
	}
	langs := map[letter.Lang]*paper.CoverText{}
	for _, l := range plan.Letters {
		if langs[l.Letter.Lang] == nil {
			langs[l.Letter.Lang] = &paper.CoverText{Lang: l.Letter.Lang, Version: l.Letter.Version}
		}
		langs[l.Letter.Lang].Letters++
	}
	for _, lang := range letter.Languages() {
		if l := langs[lang]; l != nil {
			c.Texts = append(c.Texts, *l)
		}
	}
	for _, e := range plan.Enclose {
		inside := paper.CoverEnclosure{Name: say.In(lang, e.Name()), Printed: e.Print && e.Printable()}
		if inside.Name == "" {
			if info, err := templateInfo(t, e.What); err == nil {
				inside.Name = info.Name(lang)
			}
		}
		c.Enclosed = append(c.Enclosed, inside)
	}
	for _, l := range slices.Concat(p.LeftBefore, plan.Left) {
		words := say.In(lang, l.Short)
		at := slices.IndexFunc(c.Left, func(n paper.CoverCount) bool { return n.Why == words })
		if at < 0 {
			c.Left, at = append(c.Left, paper.CoverCount{Why: words}), len(c.Left)
		}
		c.Left[at].N++
	}
	slices.SortStableFunc(c.Left, func(a, b paper.CoverCount) int { return cmp.Compare(b.N, a.N) })
	c.LettersOf = make([]int, 0, len(plan.Letters))
	for _, l := range plan.Letters {
		c.LettersOf = append(c.LettersOf, l.Sheets)
	}
	return c
}

// drawLetters writes the run's files.
func drawLetters(run paper.LetterRun, cover *paper.Cover, out PartWriter) (done Drawn, err error) {
	all := run.Letters
	tell := run.Progress
	done.Parts = (len(all) + paper.MaxLetters - 1) / paper.MaxLetters
	for part := 1; part <= done.Parts; part++ {
		from, to := (part-1)*paper.MaxLetters, min(part*paper.MaxLetters, len(all))
		run.Letters = all[from:to]
		if tell != nil {
			run.Progress = func(done, _ int) { tell(from+done, len(all)) }
		}
		if cover != nil {
			run.Cover = cover.Part(part, done.Parts, from, to)
		}
		w, err := out(part, done.Parts)
		if err != nil {
			return done, err
		}
		drawn, err := paper.Letters(w, run)
		if err != nil {
			return done, err
		}
		for _, l := range drawn.Letters {
			done.Letters = append(done.Letters, PrintedLetter{Number: l.Number, Sheet: done.Sheets + l.Sheet, Sheets: l.Sheets, Part: part})
		}
		done.Sheets, done.Pages = done.Sheets+drawn.Sheets, done.Pages+drawn.Pages
	}
	return done, nil
}

// recordLetters adds the events of a run and keeps the states.
func (t *tx) recordLetters(plan *LetterPlan, p LettersParams, run string, steps *steps) error {
	refs := make([]Ref, len(plan.Letters))
	for i, l := range plan.Letters {
		refs[i] = l.Ref
	}
	i := 0
	return addressees(t, refs, func(to *addressee) error {
		l := &plan.Letters[i]
		i++
		if l.Ref != to.ref {
			return fmt.Errorf("letter %s has lost its receiver", l.Letter.Number)
		}
		d := journey.Details{Template: p.Template, Run: run, Letter: l.Letter.Number}
		if !l.Overridden.IsZero() {
			d.Override = strings.TrimSpace(p.Override)
		}
		events := []journey.Event{{Kind: journey.LetterPrinted, Details: d}}
		if p.Confirm {
			events = append(events, journey.Event{Kind: journey.LetterConfirmed, Details: journey.Details{Run: run}})
		}
		st := &standing{ref: l.Ref, person: to.person, events: to.events, listed: true}
		for _, e := range events {
			e, err := t.insertEvent(l.Ref, e, source{})
			if err != nil {
				return err
			}
			st.events, t.handled[l.Ref] = append(st.events, e), e.ID
		}
		rules := t.rules
		rules.Cohort = l.Cohort
		st.status = journey.Of(st.events, to.facts, rules, t.today)
		if err := t.keep(st); err != nil {
			return fmt.Errorf("keep the state of %s: %w", l.Participant, err)
		}
		delete(t.standing, l.Ref) // a large run would hold all of it until the end
		steps.did(1)
		return nil
	})
}

// freeze keeps the run as printed: sender, texts and letters.
func (t *tx) freeze(plan *LetterPlan, p LettersParams, done *Printed, checksum string) error {
	clinic, err := json.Marshal(plan.Run.Clinic)
	if err != nil {
		return err
	}
	versions := map[letter.Lang]string{}
	enclosed, err := t.freezeEnclosures(plan)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO run (id, template, cohort, date, clinic, sheets, parts, reason, at, actor, year, running, duplex, enclose, checksum) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		done.Run, p.Template, plan.Letters[0].Cohort, plan.Run.Date.String(), string(clinic), done.Sheets, done.Parts, strings.TrimSpace(p.Override), millis(t.now), t.s.user,
		plan.year, plan.running, p.Duplex, enclosed, checksum)
	if err != nil {
		return err
	}
	for i, l := range plan.Letters {
		version, ok := versions[l.Letter.Lang]
		if !ok {
			if version, err = t.keepText(plan.texts, p.Template, l.Letter.Lang); err != nil {
				return err
			}
			versions[l.Letter.Lang] = version
		}
		frozen, err := json.Marshal(l.Letter)
		if err != nil {
			return err
		}
		at := done.Letters[i]
		if _, err := t.exec(`INSERT INTO letter (year, running, number, run, participant, cohort, version, lang, sheet, sheets, part, frozen) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`,
			plan.year, plan.next+i, at.Number, done.Run, l.Participant, l.Cohort, version, l.Letter.Lang, at.Sheet, at.Sheets, at.Part, string(frozen)); err != nil {
			return err
		}
	}
	if p.Confirm {
		return t.mark(done.Run, "confirmed", "")
	}
	return nil
}

// enclosed is what was printed with each letter, with the versions of its texts.
type enclosed struct {
	What     string                 `json:"what"`
	Version  string                 `json:"version,omitempty"`  // of the questionnaire
	Versions map[letter.Lang]string `json:"versions,omitempty"` // of a sheet's texts
}

// freezeEnclosures keeps what was printed with each letter, "" for nothing.
func (t *tx) freezeEnclosures(plan *LetterPlan) (string, error) {
	var list []enclosed
	for _, e := range plan.Run.Enclose {
		if e.Form != nil {
			if err := t.keepDefinition(e.Form); err != nil {
				return "", err
			}
			list = append(list, enclosed{What: letter.EncloseForm, Version: e.Form.Version})
			continue
		}
		kept := enclosed{What: e.Sheet, Versions: map[letter.Lang]string{}}
		for lang := range plan.texts[e.Sheet] {
			version, err := t.keepText(plan.texts, e.Sheet, lang)
			if err != nil {
				return "", err
			}
			kept.Versions[lang] = version
		}
		list = append(list, kept)
	}
	if len(list) == 0 {
		return "", nil
	}
	b, err := json.Marshal(list)
	return string(b), err
}

func (t *tx) mark(run, mark, sheets string) error {
	_, err := t.exec(`INSERT INTO run_mark (run, mark, sheets, at, actor) VALUES (?,?,?,?,?)`, run, mark, sheets, millis(t.now), t.s.user)
	return err
}

// frozen reads how a run was printed, its letters left out.
func (run *Run) frozen(r reader) (again paper.LetterRun, err error) {
	again.Date, again.Duplex = run.Date, run.Duplex
	if err := json.Unmarshal(run.clinic, &again.Clinic); err != nil {
		return again, fmt.Errorf("read the sender of run %s: %w", run.ID, err)
	}
	if l := again.Clinic.Logo; l != nil {
		if again.Clinic.Logo, err = readLogo(r, l.ID); err != nil {
			return again, err
		}
	}
	set := textSet{run.Template: {}}
	for _, t := range run.Texts {
		if err := set.readFrozen(r, run.Template, t.Lang, t.kept); err != nil {
			return again, err
		}
	}
	var list []enclosed
	if run.enclose != "" {
		if err := json.Unmarshal([]byte(run.enclose), &list); err != nil {
			return again, fmt.Errorf("read the enclosures of run %s: %w", run.ID, err)
		}
	}
	for _, e := range list {
		if e.What == letter.EncloseForm {
			def, err := definition(r, e.Version, run.Date)
			if err != nil {
				return again, err
			}
			again.Enclose = append(again.Enclose, paper.Enclosure{Form: def})
			continue
		}
		if set[e.What] == nil {
			set[e.What] = map[letter.Lang]readyText{}
		}
		for lang, version := range e.Versions {
			if err := set.readFrozen(r, e.What, lang, version); err != nil {
				return again, err
			}
		}
		again.Enclose = append(again.Enclose, paper.Enclosure{Sheet: e.What})
	}
	again.Template = set.find
	return again, nil
}

// readFrozen reads a text in the version in which letters were printed.
func (set textSet) readFrozen(r reader, id string, lang letter.Lang, version string) error {
	body, err := readContent(r, contentTemplate, contentName(id, lang), version)
	if err != nil {
		return err
	}
	t, err := letter.Read(string(body))
	if err != nil {
		return fmt.Errorf("read the text %s, version %s: %w", contentName(id, lang), version, err)
	}
	set[id][lang] = readyText{versionNumber(version), string(body), t}
	return nil
}
