package editions

import (
	"maps"
	"slices"
	"strconv"

	"fyrtio/core/form"
	"fyrtio/core/say"
	"fyrtio/core/star"
)

// place is a column of a point's table.
type place struct {
	point  string
	column star.Column
}

// criteriaDraft is the criteria in force with what was changed in them. A column that was
// typed with a fault is kept as typed; the criteria keep what it said before.
type criteriaDraft struct {
	base   *star.Criteria
	c      *star.Criteria
	form   *form.Definition
	taken  []string
	typed  map[place]map[int]string
	faults map[place][]star.Fault
}

// all lists the faults in the order of the points.
func (d *criteriaDraft) all() (list []star.Fault) {
	whole := d.c.Faults()
	for k := range star.Points {
		p := d.c.At(k)
		for _, col := range p.Columns() {
			list = append(list, d.faults[place{p.ID, col}]...)
		}
		for _, f := range whole {
			if f.Point == p.ID {
				list = append(list, f)
			}
		}
	}
	if d.c.Name.SV == "" {
		list = append(list, star.Fault{Level: -1, Text: say.T("edition.criteria.nameless")})
	}
	if shipped := star.ShippedCriteria(); !d.c.Example && d.c.Name.SV == shipped.Name.SV {
		list = append(list, star.Fault{Level: -1, Text: say.T("edition.criteria.rename", "Name", shipped.Name)})
	}
	return list
}

func (d *criteriaDraft) changed() bool { return string(d.base.JSON()) != string(d.c.JSON()) }

// forget drops what was typed into a point's columns: they are others now.
func (d *criteriaDraft) forget(point string) {
	of := func(k place) bool { return k.point == point }
	maps.DeleteFunc(d.typed, func(k place, _ map[int]string) bool { return of(k) })
	maps.DeleteFunc(d.faults, func(k place, _ []star.Fault) bool { return of(k) })
}

// next names the criteria's next version: the clinic's own begin with 1.
func (d *criteriaDraft) next() (id, version string) {
	id = d.base.ID
	if id == star.ShippedCriteria().ID {
		id = "egna"
	}
	for n := 1; ; n++ {
		if version = strconv.Itoa(n); !slices.Contains(d.taken, id+"-"+version) {
			return id, version
		}
	}
}
