package people

import (
	"maps"
	"slices"

	"fyrtio/data"
)

// Kept is what the list remembers while somebody is logged in, also when its page is
// made anew: another language, other colours, another cohort.
type Kept struct {
	filter   data.Filter
	ticked   map[data.Ref]bool
	only     bool // only those who are ticked are listed
	selected int
	offset   float32
}

// begin makes what is remembered fit a cohort: of another one the filter stays, for it
// names nobody, and the ticks go.
func (k *Kept) begin(cohort int) {
	if k.ticked == nil {
		k.filter.Order = data.OrderStep
	}
	if k.ticked == nil || k.filter.Cohort != cohort {
		k.ticked, k.only, k.selected, k.offset = map[data.Ref]bool{}, false, 0, 0
	}
	k.filter.Cohort = cohort
}

// Ticked lists those who are ticked.
func (k *Kept) Ticked() []data.Ref { return slices.Collect(maps.Keys(k.ticked)) }

// query is the filter as the store is asked.
func (p *Page) query() data.Filter {
	f := p.kept.filter
	f.Refs = p.only
	if p.kept.only {
		f.Refs = p.kept.Ticked()
	}
	for _, c := range p.columns {
		f.Last = f.Last || c == data.ColumnLast
	}
	return f
}
