// Package star is the star profile: the criteria, the levels that they propose for
// the answers of a participant, and the geometry of the figure on screen and paper.
//
// A level is 1 (shortest, most to gain) to 4 (longest, very good); 0 is not assessed.
// The program proposes, a person decides.
package star

import (
	"fyrtio/core/form"
	"fyrtio/core/say"
)

// Points is how many points the star has.
const Points = 12

// Point is the proposal for one point.
type Point struct {
	ID      string
	K       int        // place in the figure, 0–11 clockwise from 12 o'clock
	Level   int        // 1–4; 0 = not assessed, Reason says why
	Name    form.Words // "Blodtryck"
	Value   form.Words // "128/82 mmHg"; "Ej mätt" or the like when there is none
	Reason  form.Words // "Blodtryck 128/82 mmHg → nivå 4: lägre än 130 och lägre än 85"
	Missing []string   // link ids without a usable answer, when that is why
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

// Render puts the proposal into words: by point id a Rendered, and under "heredity" a
// RenderedHeredity.
func (p Profile) Render(lang say.Lang) map[string]any {
	out := make(map[string]any, len(p.Points)+1)
	for _, pt := range p.Points {
		r := Rendered{Value: pt.Value.In(lang), Reason: pt.Reason.In(lang)}
		if pt.Level != 0 {
			r.Level = &pt.Level
		}
		out[pt.ID] = r
	}
	h := RenderedHeredity{Text: p.Heredity.Text.In(lang)}
	if p.Heredity.Value != "" {
		h.Value = &p.Heredity.Value
	}
	out["heredity"] = h
	return out
}

// Raise gives the level that the right arrow (up) or the left one makes of a chosen
// level (0 = none): one step within 1–4; from none the proposal, without a proposal 2 (D26).
func Raise(chosen, proposed int, up bool) int {
	switch {
	case chosen == 0 && proposed != 0:
		return proposed
	case chosen == 0:
		return 2
	case up:
		return min(chosen+1, 4)
	}
	return max(chosen-1, 1)
}
