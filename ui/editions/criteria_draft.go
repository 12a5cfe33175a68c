package editions

import (
	"encoding/json"
	"maps"
	"reflect"
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

// criteriaDraft is the criteria in force with what was changed in them. A column or an id
// that was typed with a fault is kept as typed; the criteria keep what it said before.
type criteriaDraft struct {
	base   *star.Criteria
	c      *star.Criteria
	was    string // base as a file
	file   string // c as a file, when it was last looked at
	form   *form.Definition
	taken  []string
	typed  map[place]map[int]string
	faults map[place][]star.Fault
	ids    map[string]idTyped // by the id that the point has
}

type idTyped struct {
	text string
	why  say.Text
}

func newCriteriaDraft() *criteriaDraft {
	return &criteriaDraft{typed: map[place]map[int]string{}, faults: map[place][]star.Fault{}, ids: map[string]idTyped{}}
}

// all lists the faults in the order of the rows.
func (d *criteriaDraft) all() (list []star.Fault) {
	whole := d.c.Faults()
	of := func(point string) {
		for _, f := range whole {
			if f.Point == point {
				list = append(list, f)
			}
		}
	}
	of("")
	if shipped := star.ShippedCriteria(); !d.c.Example && d.c.Name.SV == shipped.Name.SV {
		list = append(list, star.Fault{Level: -1, Text: say.T("edition.criteria.rename", "Name", shipped.Name)})
	}
	for k := range star.Points {
		p := d.c.At(k)
		for _, col := range p.Columns() {
			list = append(list, d.faults[place{p.ID, col}]...)
		}
		if typed, ok := d.ids[p.ID]; ok {
			list = append(list, star.Fault{Point: p.ID, Level: -1, Part: star.PartID, Text: typed.why})
		}
		of(p.ID)
	}
	of(star.HeredityID)
	return list
}

// look takes note of what was written: changed and text go by it.
func (d *criteriaDraft) look() {
	if d.was == "" {
		d.was = string(d.base.JSON())
	}
	d.file = string(d.c.JSON())
}

func (d *criteriaDraft) changed() bool { return d.file != d.was }

// differs reports whether a point, or heredity, was changed.
func (d *criteriaDraft) differs(id string) bool {
	if id == star.HeredityID {
		return !reflect.DeepEqual(d.base.Heredity, d.c.Heredity)
	}
	old, ok := d.base.Criterion(id)
	now, _ := d.c.Criterion(id)
	return !ok || !reflect.DeepEqual(old, now)
}

// forget drops what was typed into a point's columns: they are others now.
func (d *criteriaDraft) forget(point string) {
	of := func(k place) bool { return k.point == point }
	maps.DeleteFunc(d.typed, func(k place, _ map[int]string) bool { return of(k) })
	maps.DeleteFunc(d.faults, func(k place, _ []star.Fault) bool { return of(k) })
	delete(d.ids, point)
}

// column reads a column as it was typed.
func (d *criteriaDraft) column(pt *star.Criterion, col star.Column, typed map[int]string) {
	key := place{pt.ID, col}
	d.typed[key] = typed
	if faults := pt.SetColumn(col, typed, d.form); len(faults) > 0 {
		d.faults[key] = faults
	} else {
		delete(d.faults, key)
	}
}

// rename gives a point the id that was typed, or keeps what was typed with the fault.
func (d *criteriaDraft) rename(pt *star.Criterion, id string) {
	old := pt.ID
	if why := d.c.Rename(old, id); !why.IsZero() {
		d.ids[old] = idTyped{id, why}
		return
	}
	delete(d.ids, old)
	for k, typed := range maps.Clone(d.typed) {
		if k.point == old && id != old {
			delete(d.typed, k)
			delete(d.faults, k)
			d.column(pt, k.column, typed)
		}
	}
}

// restore puts back what a row was in the version in force; false where its point stands
// in another's place.
func (d *criteriaDraft) restore(pt *star.Criterion, row int) bool {
	base := d.base.Clone()
	switch {
	case row == 0:
		d.c.Name, d.c.Notice, d.c.Example = base.Name, base.Notice, base.Example
		return true
	case pt == nil:
		d.c.Heredity = base.Heredity
		return true
	}
	old, ok := base.Criterion(pt.ID)
	if !ok { // it was renewed or renamed here
		old = base.At(pt.K)
		if _, elsewhere := d.c.Criterion(old.ID); elsewhere {
			return false
		}
	}
	d.forget(pt.ID)
	old.K, old.Group = pt.K, pt.Group
	*pt = *old
	return true
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

// The draft as it is kept in the store: the criteria, faults and all, and the columns
// that were typed with a fault.
type (
	criteriaKept struct {
		Criteria json.RawMessage `json:"criteria"`
		Typed    []columnKept    `json:"typed,omitempty"`
	}
	columnKept struct {
		Point  string         `json:"point"`
		Column star.Column    `json:"column"`
		Cells  map[int]string `json:"cells"`
	}
)

// text writes the draft, "" where nothing is changed.
func (d *criteriaDraft) text() string {
	if d == nil || !d.changed() && len(d.faults) == 0 {
		return ""
	}
	kept := criteriaKept{Criteria: json.RawMessage(d.file)}
	for k := range star.Points {
		p := d.c.At(k)
		for _, col := range p.Columns() {
			if key := (place{p.ID, col}); len(d.faults[key]) > 0 {
				kept.Typed = append(kept.Typed, columnKept{p.ID, col, d.typed[key]})
			}
		}
	}
	b, err := json.Marshal(kept)
	if err != nil {
		return "" // it is texts and numbers
	}
	return string(b)
}

// read takes a draft up. Version and day are those of what is in force now.
func (d *criteriaDraft) read(text string) error {
	var kept criteriaKept
	if err := json.Unmarshal([]byte(text), &kept); err != nil {
		return err
	}
	c, err := star.ReadDraft(kept.Criteria)
	if err != nil {
		return err
	}
	c.ID, c.Version, c.Date = d.base.ID, d.base.Version, d.base.Date
	d.c = c
	for _, t := range kept.Typed {
		if pt, ok := c.Criterion(t.Point); ok && slices.Contains(pt.Columns(), t.Column) {
			d.column(pt, t.Column, t.Cells)
		}
	}
	return nil
}
