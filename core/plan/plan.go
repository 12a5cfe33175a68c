// Package plan is what participant and clinic agree on when the star is set: which points
// to work on, how, when it is followed up, and what was done in the talk.
package plan

import (
	"strings"
	"unicode/utf8"

	"fyrtio/core/day"
	"fyrtio/core/fault"
	"fyrtio/core/star"
)

// MaxGoals is how many goals a plan has room for: more than three are seldom kept.
const MaxGoals = 3

// Plan is one version of what was agreed. It is written over by a later version, never
// edited.
type Plan struct {
	Strong string         `json:"strong,omitempty"` // what is strong, in the participant's words; "" = told from the star
	Goals  [MaxGoals]Goal `json:"goals"`
	Follow Follow         `json:"follow"`
	Done   []Action       `json:"done,omitempty"` // as they stood in the table when they were chosen
}

// Goal is one habit to work on.
type Goal struct {
	Point   string `json:"point,omitempty"`   // the star's point; "" = not chosen
	What    string `json:"what,omitempty"`    // Resa mig minst en gång i timmen på jobbet.
	How     string `json:"how,omitempty"`     // Larm i telefonen.
	Sure    string `json:"sure,omitempty"`    // 0–10, "" = not asked
	Support string `json:"support,omitempty"` // Kollegan Anna
}

// IsZero reports whether nothing is agreed.
func (g Goal) IsZero() bool { return g == Goal{} }

// Follow is when and how it is followed up.
type Follow struct {
	Date day.Date `json:"date,omitzero"`
	Time string   `json:"time,omitempty"` // 09.00, "" = none agreed
	How  string   `json:"how,omitempty"`  // Karin Nordin ringer dig. Samtalet tar 15 minuter.
}

// The longest texts, in characters: what the participant's page has room for.
const (
	MaxText    = 140 // a goal, how it is reached, how it is followed up
	MaxSupport = 40
	MaxStrong  = 240
)

// IsZero reports whether nothing is agreed and nothing was done.
func (p Plan) IsZero() bool {
	return p.Strong == "" && p.Goals == [MaxGoals]Goal{} && p.Follow == Follow{} && len(p.Done) == 0
}

// Equal reports whether two plans say the same.
func (p Plan) Equal(q Plan) bool {
	if p.Strong != q.Strong || p.Goals != q.Goals || p.Follow != q.Follow || len(p.Done) != len(q.Done) {
		return false
	}
	for i := range p.Done {
		if p.Done[i] != q.Done[i] {
			return false
		}
	}
	return true
}

// Has reports whether an action is among what was done.
func (p Plan) Has(a Action) bool {
	for _, d := range p.Done {
		if d.Same(a) {
			return true
		}
	}
	return false
}

// Toggle adds an action to what was done, or takes it away.
func (p *Plan) Toggle(a Action) {
	done := make([]Action, 0, len(p.Done)+1)
	for _, d := range p.Done {
		if !d.Same(a) {
			done = append(done, d)
		}
	}
	if len(done) == len(p.Done) {
		done = append(done, a)
	}
	p.Done = done
}

// Clean gives the plan as it is kept, its texts trimmed to single lines, or refuses what
// has no room on the page or no meaning. points are the star's.
func (p Plan) Clean(points []star.Criterion) (Plan, error) {
	known := map[string]bool{"": true}
	for _, c := range points {
		known[c.ID] = true
	}
	var err error
	text := func(s *string, most int) {
		*s = strings.Join(strings.Fields(*s), " ")
		if utf8.RuneCountInString(*s) > most || strings.ContainsRune(*s, 0) {
			err = fault.New(fault.Refused, "plan.err.long", "Text", shorten(*s), "Max", most)
		}
	}
	text(&p.Strong, MaxStrong)
	for i := range p.Goals {
		g := &p.Goals[i]
		text(&g.What, MaxText)
		text(&g.How, MaxText)
		text(&g.Support, MaxSupport)
		if !known[g.Point] {
			return p, fault.New(fault.Refused, "plan.err.point", "Point", g.Point)
		}
		var ok bool
		if g.Sure, ok = sure(g.Sure); !ok {
			return p, fault.New(fault.Refused, "plan.err.sure")
		}
	}
	text(&p.Follow.How, MaxText)
	if err != nil {
		return p, err
	}
	var ok bool
	if p.Follow.Time, ok = Clock(p.Follow.Time); !ok {
		return p, fault.New(fault.Refused, "plan.err.time")
	}
	return p, nil
}

// sure reads how sure one is, 0 to 10.
func sure(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if s == "" || s == "10" || len(s) == 1 && s >= "0" && s <= "9" {
		return s, true
	}
	return s, false
}

// Clock reads a time of the day as one types it (9, 930, 9.30, 09:30) and gives 09.30;
// "" stays "".
func Clock(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", true
	}
	hour, minute, parted := strings.Cut(strings.ReplaceAll(s, ":", "."), ".")
	if !parted && len(hour) >= 3 {
		hour, minute = hour[:len(hour)-2], hour[len(hour)-2:]
	}
	h, ok1 := number(hour, 23)
	m, ok2 := number(minute, 59)
	if minute == "" && !parted {
		m, ok2 = "00", true
	} else if len(minute) != 2 {
		ok2 = false
	}
	if !ok1 || !ok2 {
		return s, false
	}
	return h + "." + m, true
}

// number reads one or two digits up to most, and gives two.
func number(s string, most int) (string, bool) {
	if len(s) == 0 || len(s) > 2 {
		return s, false
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return s, false
		}
		n = 10*n + int(r-'0')
	}
	if len(s) == 1 {
		s = "0" + s
	}
	return s, n <= most
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
