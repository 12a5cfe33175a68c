package data

import (
	"cmp"
	"slices"

	"fyrtio/core/report"
)

// clinicNames tells what the clinic was called in each year that a report shows, by what
// the log has of the setting; the years before the first change have the name before it.
// nil where it has had one name only.
func clinicNames(r reader, now string, tallies []*report.Tally, earlier []report.Figure) ([]report.Named, error) {
	var years []int
	for _, t := range tallies {
		years = append(years, t.Cohort)
	}
	for _, f := range earlier {
		years = append(years, f.Cohort)
	}
	slices.Sort(years)
	rows, err := r.rows(`SELECT at, coalesce(json_extract(detail, '$.from'), ''), coalesce(json_extract(detail, '$.to'), '') FROM access
		WHERE act = 'setting' AND json_extract(detail, '$.key') = 'clinic.name' ORDER BY seq`)
	if err != nil {
		return nil, err
	}
	type change struct {
		year     int
		from, to string
	}
	var changes []change
	err = each(rows, func() error {
		var c change
		var at int64
		err := rows.Scan(&at, &c.from, &c.to)
		c.year = instant(at).Year()
		changes = append(changes, c)
		return err
	})
	if err != nil || len(changes) == 0 || len(years) == 0 {
		return nil, err
	}
	first := ""
	for _, c := range changes {
		first = cmp.Or(first, c.from, c.to)
	}
	var names []report.Named
	for year := years[0]; year <= years[len(years)-1]; year++ {
		name := first
		for _, c := range changes { // the name at the year's end
			if c.year <= year {
				name = cmp.Or(c.to, name)
			}
		}
		if n := len(names); n > 0 && names[n-1].Name == name {
			names[n-1].To = year
		} else {
			names = append(names, report.Named{Name: name, Period: report.Period{From: year, To: year}})
		}
	}
	if len(names) == 1 && names[0].Name == now {
		return nil, nil
	}
	return names, nil
}
