package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"fyrtio/core/fault"
	"fyrtio/core/journey"
	"fyrtio/core/pnr"
)

// Aggregate is what a clinic gives to the county: its exact counts, without anybody's
// name, number or date. It leaves the clinic only sealed (D30).
type Aggregate struct {
	Clinic  string
	Names   []Named
	Tallies []*Tally
	Earlier []Figure
	Program string // version
}

// format names the file, and the version of what is in it.
const format = "fyrtio-aggregate-1"

// written is the file. A variable's counts are by sex, in the order of Sexes; of each the
// people outside the variable's base first, then its categories, then the missing codes.
type written struct {
	Format  string        `json:"format"`
	Layout  int           `json:"layout"`
	Clinic  string        `json:"clinic"`
	Names   []writtenName `json:"names,omitempty"`
	Program string        `json:"program"`
	Years   []writtenYear `json:"years"`
	Earlier []Figure      `json:"earlier,omitempty"`
}

type writtenName struct {
	Name string `json:"name"`
	From int    `json:"from"`
	To   int    `json:"to"`
}

type writtenYear struct {
	Cohort    int               `json:"cohort"`
	Counts    []writtenVariable `json:"counts"`
	Languages map[string]BySex  `json:"languages"`
	Reasons   map[string]BySex  `json:"reasons"`
	Actions   map[string]BySex  `json:"actions"`
	Forms     map[string]int    `json:"forms"`
	Stars     map[string]int    `json:"criteria"`
}

type writtenVariable struct {
	ID     string   `json:"variable"`
	Counts [3][]int `json:"counts"`
}

// Others stands in an aggregate for all words that fewer than five have in common: words
// of one's own may tell who it is, and do not leave the clinic even sealed.
const Others = "*"

// folded puts rare words together.
func folded(words map[string]BySex) map[string]BySex {
	m := map[string]BySex{}
	for word, b := range words {
		if b.All() <= small && word != "" && word != journey.LanguageUnknown {
			word = Others
		}
		m[word] = m[word].plus(b)
	}
	return m
}

// Encode writes the file; the same aggregate gives the same bytes.
func (a *Aggregate) Encode() ([]byte, error) {
	w := written{Format: format, Layout: Layout, Clinic: a.Clinic, Program: a.Program, Years: []writtenYear{}, Earlier: a.Earlier}
	for _, n := range a.Names {
		w.Names = append(w.Names, writtenName{n.Name, n.From, n.To})
	}
	for _, t := range a.Tallies {
		y := t.written()
		y.Languages, y.Reasons = folded(t.Languages), folded(t.Reasons)
		w.Years = append(w.Years, y)
	}
	return json.Marshal(w)
}

func (t *Tally) written() writtenYear {
	y := writtenYear{Cohort: t.Cohort, Languages: t.Languages, Reasons: t.Reasons, Actions: t.Actions, Forms: t.Forms, Stars: t.Stars}
	for i := range Variables {
		v := writtenVariable{ID: Variables[i].ID}
		for s := range v.Counts {
			from := layout.start[i] + s*layout.width[i]
			v.Counts[s] = t.counts[from : from+layout.width[i]]
		}
		y.Counts = append(y.Counts, v)
	}
	return y
}

// bytes gives what the fingerprint is taken of.
func (t *Tally) bytes() []byte {
	b, err := json.Marshal(t.written())
	if err != nil {
		panic(err) // numbers and words only
	}
	return b
}

// The most that a file may have.
const (
	maxYearsRead = 200
	maxWordsRead = 5000
	maxCount     = 10_000_000
)

// ReadAggregate reads what Encode wrote, and nothing else: unknown elements, another
// layout, counts that do not agree with each other are refused (report.err.aggregate).
func ReadAggregate(b []byte) (*Aggregate, error) {
	a, err := readAggregate(b)
	if err != nil {
		return nil, fault.Wrap(fault.Refused, err, "report.err.aggregate")
	}
	return a, nil
}

func readAggregate(b []byte) (*Aggregate, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	var w written
	if err := dec.Decode(&w); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("more after the end")
	}
	switch {
	case w.Format != format || w.Layout != Layout:
		return nil, fmt.Errorf("format %q, layout %d", w.Format, w.Layout)
	case w.Clinic == "":
		return nil, errors.New("no clinic")
	case len(w.Years) > maxYearsRead || len(w.Names) > maxYearsRead || len(w.Earlier) > maxYearsRead*len(Indicators)*len(Sexes):
		return nil, errors.New("too much")
	}
	a := &Aggregate{Clinic: w.Clinic, Program: w.Program, Earlier: w.Earlier}
	for _, n := range w.Names {
		a.Names = append(a.Names, Named{n.Name, Period{n.From, n.To}})
	}
	seen := map[int]bool{}
	for _, y := range w.Years {
		t, err := y.read()
		if err != nil {
			return nil, fmt.Errorf("year %d: %w", y.Cohort, err)
		}
		if seen[t.Cohort] {
			return nil, fmt.Errorf("year %d twice", y.Cohort)
		}
		seen[t.Cohort] = true
		a.Tallies = append(a.Tallies, t)
	}
	for _, f := range w.Earlier {
		if err := f.Check(); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (y writtenYear) read() (*Tally, error) {
	t := NewTally(y.Cohort)
	if y.Cohort < 1900 || y.Cohort > 2200 || len(y.Counts) != len(Variables) {
		return nil, errors.New("not the variables that are known")
	}
	for i, v := range y.Counts {
		if v.ID != Variables[i].ID {
			return nil, fmt.Errorf("variable %q out of place", v.ID)
		}
		for s, counts := range v.Counts {
			if len(counts) != layout.width[i] {
				return nil, fmt.Errorf("variable %s has %d counts", v.ID, len(counts))
			}
			for _, n := range counts {
				if n < 0 || n > maxCount {
					return nil, fmt.Errorf("variable %s has a count of %d", v.ID, n)
				}
			}
			copy(t.counts[layout.start[i]+s*layout.width[i]:], counts)
		}
	}
	for _, m := range []struct{ from, to map[string]BySex }{{y.Languages, t.Languages}, {y.Reasons, t.Reasons}, {y.Actions, t.Actions}} {
		if len(m.from) > maxWordsRead {
			return nil, errors.New("too many words")
		}
		for name, b := range m.from {
			if min(b[0], b[1], b[2]) < 0 || max(b[0], b[1], b[2]) > maxCount {
				return nil, errors.New("a count below 0")
			}
			m.to[name] = b
		}
	}
	for _, m := range []struct{ from, to map[string]int }{{y.Forms, t.Forms}, {y.Stars, t.Stars}} {
		for name, n := range m.from {
			if n < 0 || n > maxCount {
				return nil, errors.New("a count below 0")
			}
			m.to[name] = n
		}
	}
	return t, t.agrees()
}

// agrees refuses a tally whose variables do not have the same people: an altered file, or
// a fault, and nothing could be hidden rightly in it.
func (t *Tally) agrees() error {
	c := &cohort{tally: t, open: true}
	sum := func(id string) (b BySex) {
		v := variable(id)
		for k := range len(v.Categories) + missings {
			b = b.plus(t.count(places[id], 1+k))
		}
		return b
	}
	funnel := variable("funnel")
	base := [Bases]BySex{Listed: sum("funnel"), Formed: c.of(placeForm, 0), Starred: c.of(placeStar, 0),
		Invited: c.of(places["funnel"], funnel.sum("invited")...), Booked: c.of(places["funnel"], funnel.sum("booked")...),
		Talks: c.of(places["funnel"], funnel.sum("came")...)}
	for i := range Variables {
		if v := &Variables[i]; sum(v.ID) != base[v.Base] {
			return fmt.Errorf("variable %s has other people than its base", v.ID)
		}
	}
	state := variable("state")
	if c.of(placeState, state.category("visited"), state.category("done")) != base[Talks] {
		return errors.New("state visited has other people than those who came")
	}
	return nil
}

// Check refuses a figure that cannot be.
func (f Figure) Check() error {
	i, ok := indicator(f.Indicator)
	switch {
	case !ok:
		return fmt.Errorf("no indicator %q", f.Indicator)
	case f.Sex != "" && f.Sex != string(pnr.Woman) && f.Sex != string(pnr.Man):
		return fmt.Errorf("indicator %s: no sex %q", i.ID, f.Sex)
	case f.Cohort < 1900 || f.Cohort > 2200 || f.N < 0 || f.Of < 0 || f.N > f.Of || f.Of > maxCount || !(f.Share >= 0 && f.Share <= 1):
		return fmt.Errorf("indicator %s of %d: out of bounds", i.ID, f.Cohort)
	}
	return nil
}
