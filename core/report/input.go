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
	Cohort    int
	Indicator string // of Indicators
	Sex       string // kvinna, man, "" = all
	N, Of     int
	Share     float64 // 0–1
}

// New makes the report.
func New(in Input) *Report {
	return &Report{Clinic: in.Clinic, Period: in.Period, Date: in.Date, Open: in.Open}
}

// Clinic is one clinic's part of a county's report.
type Clinic struct {
	Name    string
	Tallies []*Tally
	Earlier []Figure
}

// County makes the report of several clinics together, with what each did in an
// appendix; hidden is what would tell a small number of any of them (D30).
func County(name string, in Input, clinics []Clinic) *Report {
	return &Report{Clinic: name, Period: in.Period, Date: in.Date, County: true}
}
