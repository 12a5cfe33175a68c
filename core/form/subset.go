package form

// Subset gives the definition with only some of its items, and those that they hang on.
// Items keep their numbers; sections without any item go.
func (d *Definition) Subset(linkIDs []string) *Definition {
	keep := map[string]bool{}
	var add func(id string)
	add = func(id string) {
		it, ok := d.Item(id)
		if !ok || keep[id] {
			return
		}
		keep[id] = true
		for _, c := range it.When {
			add(c.LinkID)
		}
	}
	for _, id := range linkIDs {
		add(id)
	}
	sub := *d
	sub.Items, sub.Sections, sub.index = nil, nil, map[string]int{}
	for _, s := range d.Sections {
		first := len(sub.Items)
		for _, it := range d.SectionItems(s) {
			if keep[it.LinkID] {
				sub.index[it.LinkID] = len(sub.Items)
				sub.Items = append(sub.Items, it)
			}
		}
		if s.First, s.Last = first, len(sub.Items); s.First < s.Last {
			sub.Sections = append(sub.Sections, s)
		}
	}
	return &sub
}

// Place gives where an item stands among the definition's items, from 0; -1 for another.
// It is Number-1 in a whole definition, not in a Subset.
func (d *Definition) Place(linkID string) int {
	if i, ok := d.index[linkID]; ok {
		return i
	}
	return -1
}
