package star

import (
	"math/big"

	"fyrtio/core/day"
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// Group is the part of the star that a point belongs to.
type Group string

// The groups: the arcs outside the star and the headings of the criteria sheet.
const (
	Wellbeing Group = "wellbeing" // mående, top
	Habits    Group = "habits"    // levnadsvanor, right
	Measures  Group = "measures"  // mätvärden, left
)

// GroupWords gives a group's heading: "Mående", "Levnadsvanor", "Mätvärden".
func GroupWords(g Group) form.Words { return words("star.group." + string(g)) }

// Criteria is one version of the criteria, never changed after ReadCriteria.
type Criteria struct {
	ID       string      // "exempel"
	Version  string      // "1"
	Date     day.Date    // valid from
	Name     form.Words  // "Exempelkriterier"
	Notice   form.Words  // "ersätt med regionens …", empty for the region's own
	Example  bool        // to be labelled as examples wherever they are shown
	Points   []Criterion // twelve, in the order of lists
	Heredity HeredityCriterion
}

// Criterion is the row of one point.
type Criterion struct {
	ID     string
	K      int // place in the figure, 0–11
	Group  Group
	Name   form.Words         // "Blodtryck"
	Unit   form.Words         // the line under the name: "mmHg. Det sämre av övre och undre räknas."
	Levels map[int]form.Words // criterion in words by level; a level that is not there does not exist
	Inputs []Input            // what decides; the worst wins
	Show   Show               // whose value stands beside the point
	Text   form.Words         // ShowAll: how values are put together, "{m.sbp}/{m.dbp} mmHg"; empty = with commas
	Lead   form.Words         // how the reason begins, "BMI {}"; empty = with the value
}

// Show says whose value stands beside a point with several inputs.
type Show string

// The ways to show.
const (
	ShowFirst Show = "first" // the one that decides; of equals the first
	ShowWorst Show = "worst" // the one that decides; of equals the highest code
	ShowAll   Show = "all"   // all of them
)

// Input is one answer, measurement or index that a point depends on. It has either
// Codes or Ranges or Sexes.
type Input struct {
	Answer   string                // link id …
	Index    string                // … or index id
	Optional bool                  // counts when answered, is not missed
	Decimals int                   // round half up to so many before comparing (D23); -1 = as typed
	Text     form.Words            // "{} mmol/l", around a number
	Words    map[string]form.Words // what to show by code
	Codes    map[string]int        // level by code
	Ranges   []Range               // levels by number
	Sexes    map[pnr.Sex][]Range   // levels by number, where the limits differ by sex
}

// Range is a stretch of numbers with its level, 0 where nothing is proposed.
type Range struct {
	Level int
	From  *form.Decimal // begins at this number …
	Above *form.Decimal // … or just above it; neither: no lower end
	To    *form.Decimal // ends at this number …
	Below *form.Decimal // … or just below it; neither: no upper end
	Text  form.Words    // the range in words, where the criterion's text has more than it
	Why   form.Words    // level 0: why nothing is proposed
}

// holds reports whether n is in the range.
func (r Range) holds(n form.Decimal) bool {
	return (r.From == nil || n.Cmp(*r.From) >= 0) && (r.Above == nil || n.Cmp(*r.Above) > 0) &&
		(r.To == nil || n.Cmp(*r.To) <= 0) && (r.Below == nil || n.Cmp(*r.Below) < 0)
}

// HeredityCriterion says which answers make the marker: code 1 is yes, 2 no, 3 don't know.
type HeredityCriterion struct {
	Name    form.Words
	Inputs  []HeredityInput
	Yes     form.Words // "… har eller har haft {}."
	No      form.Words
	Unknown form.Words
	None    form.Words // not answered
}

// HeredityInput is one question about the family.
type HeredityInput struct {
	Answer string
	Words  form.Words // what stands in Yes: "diabetes"
}

// Edition names the version with the criteria's id: "exempel-1".
func (c *Criteria) Edition() string { return c.ID + "-" + c.Version }

// Criterion gives the row of a point.
func (c *Criteria) Criterion(id string) (*Criterion, bool) {
	for i := range c.Points {
		if c.Points[i].ID == id {
			return &c.Points[i], true
		}
	}
	return nil, false
}

// At gives the row of the point at place k in the figure, 0–11.
func (c *Criteria) At(k int) *Criterion {
	for i := range c.Points {
		if c.Points[i].K == k {
			return &c.Points[i]
		}
	}
	return nil
}

// indexInputs are the answers behind the indexes that a star may use.
var indexInputs = map[string][]string{
	score.BMI:             {"m.height", "m.weight"},
	score.ActivityMinutes: {"activity.training", "activity.everyday"},
	score.DietIndex:       {"diet.vegetables", "diet.fruit", "diet.fish", "diet.sweets"},
	score.WaistHip:        {"m.waist", "m.hip"},
}

// LinkIDs lists the items that decide the star, heredity and the indexes' inputs
// included, in the form's order: the fields of a second keying.
func (c *Criteria) LinkIDs(d *form.Definition) []string {
	used := map[string]bool{}
	for _, p := range c.Points {
		for _, in := range p.Inputs {
			used[in.Answer] = true
			for _, id := range indexInputs[in.Index] {
				used[id] = true
			}
		}
	}
	for _, h := range c.Heredity.Inputs {
		used[h.Answer] = true
	}
	var ids []string
	for _, it := range d.Items {
		if used[it.LinkID] {
			ids = append(ids, it.LinkID)
		}
	}
	return ids
}

// LevelOf gives the level of a number for a point that depends on one index, 0 where
// nothing is proposed: for the tables of the criteria sheet.
func (c *Criteria) LevelOf(id string, n form.Decimal) int {
	if p, ok := c.Criterion(id); ok && len(p.Inputs) == 1 {
		for _, r := range p.Inputs[0].Ranges {
			if r.holds(n) {
				return r.Level
			}
		}
	}
	return 0
}

// Kilos gives, for a height in cm, the whole kilos at which each level of BMI begins
// (D23: ceil((limit − 0.05)·m²), as BMI is rounded to one decimal); a level that has
// no lower limit is not there.
func (c *Criteria) Kilos(heightCM int) map[int]int {
	kilos := map[int]int{}
	for _, p := range c.Points {
		if len(p.Inputs) != 1 || p.Inputs[0].Index != score.BMI {
			continue
		}
		for _, r := range p.Inputs[0].Ranges {
			if r.From == nil || r.Level == 0 {
				continue
			}
			m2 := big.NewRat(int64(heightCM)*int64(heightCM), 100*100)
			kg := m2.Mul(m2, new(big.Rat).Sub(r.From.Rat(), big.NewRat(1, 20)))
			whole := new(big.Int).Div(kg.Num(), kg.Denom())
			if !kg.IsInt() {
				whole.Add(whole, big.NewInt(1))
			}
			kilos[r.Level] = int(whole.Int64())
		}
	}
	return kilos
}

func words(id string, args ...any) form.Words {
	return form.Both(func(lang say.Lang) string { return say.In(lang, say.T(id, args...)) })
}

// LevelWords gives the word of a level: 4 "Mycket bra" … 1 "Mest att vinna", 0 "Ej bedömd".
func LevelWords(level int) form.Words {
	ids := [...]string{"star.level.0", "star.level.1", "star.level.2", "star.level.3", "star.level.4"}
	return words(ids[level])
}
