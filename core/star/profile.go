// Package star is the star profile: the criteria, the levels that they propose for
// the answers of a participant, and the geometry of the figure on screen and paper.
//
// A level is 1 (shortest, most to gain) to 4 (longest, very good); 0 is not assessed.
// The program proposes, a person decides.
package star

import (
	"fyrtio/core/form"
	"fyrtio/core/pnr"
	"fyrtio/core/say"
	"fyrtio/core/score"
)

// Points is how many points the star has.
const Points = 12

// Point is the proposal for one point.
type Point struct {
	ID      string
	K       int        // place in the figure, 0–11 clockwise from 12 o'clock
	Level   int        // 1–4; 0 = not assessed, Reason says why
	Name    form.Words // "Blodtryck"
	Value   form.Words // "128/82 mmHg"; what is missing in few words when not assessed
	Reason  form.Words // "Blodtryck 128/82 mmHg → nivå 4: lägre än 130 och lägre än 85"
	Missing []string   // link ids without a usable answer
}

// The values of heredity (D24); "" = not answered.
const (
	HeredityYes     = "yes"
	HeredityNo      = "no"
	HeredityUnknown = "unknown"
)

// Heredity is the marker in the star's middle; it is no point.
type Heredity struct {
	Value string     // HeredityYes, HeredityNo, HeredityUnknown or ""
	Name  form.Words // "Ärftlighet"
	Text  form.Words // "Ingen förälder eller syskon med …"
}

// Profile is the proposal for a participant: the points in the criteria's order.
type Profile struct {
	Points   []Point
	Heredity Heredity
}

// Propose finds each point's level. Sex decides the limits of points that differ by
// sex; with pnr.Unknown these are not assessed.
func Propose(c *Criteria, d *form.Definition, a form.Answers, ix score.Indexes, sex pnr.Sex) Profile {
	return Profile{}
}

// Point gives the point of an id; the zero Point for another.
func (p Profile) Point(id string) Point {
	for _, pt := range p.Points {
		if pt.ID == id {
			return pt
		}
	}
	return Point{}
}

// Levels gives the proposed levels by place in the figure.
func (p Profile) Levels() Levels {
	var l Levels
	for _, pt := range p.Points {
		l[pt.K] = pt.Level
	}
	return l
}

// Levels are twelve levels by place in the figure (k = 0…11); 0 = not assessed.
type Levels [Points]int

// Rendered is a point as fyrtioctl writes it in JSON.
type Rendered struct {
	Level  *int   `json:"level"` // null when not assessed
	Value  string `json:"value"`
	Reason string `json:"reason"`
}

// RenderedHeredity is the marker as fyrtioctl writes it in JSON.
type RenderedHeredity struct {
	Value *string `json:"value"` // null when not answered
	Text  string  `json:"text"`
}

// Render puts the proposal into words: by point id a Rendered, and under "heredity" a RenderedHeredity.
func (p Profile) Render(lang say.Lang) map[string]any { return nil }

// LevelWords gives the word of a level: 4 "Mycket bra" … 1 "Mest att vinna", 0 "Ej bedömd".
func LevelWords(level int) form.Words { return form.Words{} }

// Raise gives the level that the right arrow (up) or the left one makes of a chosen
// level (0 = none): one step within 1–4; from none the proposal, without a proposal 2 (D26).
func Raise(chosen, proposed int, up bool) int { return 0 }
