package report

import "fyrtio/core/day"

// Input is what a report is made of.
type Input struct {
	Clinic  string
	Names   []Named
	Period  Period
	Date    day.Date
	Tallies []*Tally // one a cohort: the period's, and all earlier ones that there are
	Earlier []Figure // from before the program
	Payment int      // kronor for a completed talk
	Target  float64  // the clinic's own target: completed of those listed, 0–1
	Open    bool     // hide nothing: for the clinic's own use
	Program string   // version
}

// Figure is one figure of a year before the program: typed, or read from a file. N and Of
// are 0 where only the share is known.
type Figure struct {
	Cohort    int     `json:"cohort"`
	Indicator string  `json:"indicator"`     // of Indicators
	Sex       string  `json:"sex,omitempty"` // kvinna, man, "" = all
	N         int     `json:"n,omitempty"`
	Of        int     `json:"of,omitempty"`
	Share     float64 `json:"share"` // 0–1
}
