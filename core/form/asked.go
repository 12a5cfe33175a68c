package form

import "fyrtio/core/fault"

// Enabled reports whether an item is asked, given the answers so far. An item that
// hangs on another that is not asked is not asked either.
func (d *Definition) Enabled(linkID string, a Answers) bool {
	it, ok := d.Item(linkID)
	return ok && d.enabled(it, a)
}

// enabled ends because conditions only name earlier items (Read).
func (d *Definition) enabled(it *Item, a Answers) bool {
	if len(it.When) == 0 {
		return true
	}
	for _, c := range it.When {
		code, answered := a[c.LinkID].Code()
		holds := answered && (code == c.Code) != c.Not && d.Enabled(c.LinkID, a)
		if holds == it.WhenAny {
			return holds
		}
	}
	return !it.WhenAny
}

// Prune gives the answers without those of items that are not asked, and the link ids that went.
func (d *Definition) Prune(a Answers) (Answers, []string) {
	kept := make(Answers, len(a))
	var gone []string
	for i := range d.Items {
		it := &d.Items[i]
		v := a[it.LinkID]
		switch {
		case v.IsZero():
		case d.enabled(it, kept): // kept has all earlier answers that stay
			kept[it.LinkID] = v
		default:
			gone = append(gone, it.LinkID)
		}
	}
	return kept, gone
}

// Missing lists the mandatory items that are asked and have no answer, in the form's
// order. Any missing code is an answer (Q6, D17).
func (d *Definition) Missing(a Answers) []string {
	var ids []string
	for i := range d.Items {
		if d.lacks(&d.Items[i], a) {
			ids = append(ids, d.Items[i].LinkID)
		}
	}
	return ids
}

func (d *Definition) lacks(it *Item, a Answers) bool {
	return it.Required && a[it.LinkID].IsZero() && d.enabled(it, a)
}

// Complete checks that a form may be locked: each mandatory item that is asked has an
// answer (Q6). The error says how many are missing and names the first; Missing lists them.
func (d *Definition) Complete(a Answers) error {
	missing := d.Missing(a)
	if len(missing) == 0 {
		return nil
	}
	it, _ := d.Item(missing[0])
	return fault.New(fault.Refused, "form.err.incomplete", "N", len(missing), "Number", it.Number)
}

// Progress counts the items that are asked and those of them that have an answer.
type Progress struct {
	Answered int
	Enabled  int
	Required int // mandatory without an answer
}

// Progress counts the whole form (D22: items that are asked).
func (d *Definition) Progress(a Answers) Progress { return d.progress(d.Items, a) }

// SectionProgress counts one section.
func (d *Definition) SectionProgress(s Section, a Answers) Progress {
	return d.progress(d.SectionItems(s), a)
}

func (d *Definition) progress(items []Item, a Answers) Progress {
	var p Progress
	for i := range items {
		it := &items[i]
		if !d.enabled(it, a) {
			continue
		}
		p.Enabled++
		if !a[it.LinkID].IsZero() {
			p.Answered++
		} else if it.Required {
			p.Required++
		}
	}
	return p
}

// First gives the first item that is asked, "" in an empty form.
func (d *Definition) First(a Answers) string { return d.scan(0, len(d.Items), 1, a) }

// Next gives the next item that is asked, "" after the last. An unknown link id gives "".
func (d *Definition) Next(linkID string, a Answers) string {
	i, ok := d.index[linkID]
	if !ok {
		return ""
	}
	return d.scan(i+1, len(d.Items), 1, a)
}

// Previous gives the item asked before, "" before the first.
func (d *Definition) Previous(linkID string, a Answers) string {
	i, ok := d.index[linkID]
	if !ok {
		return ""
	}
	return d.scan(i-1, -1, -1, a)
}

func (d *Definition) scan(from, to, step int, a Answers) string {
	for i := from; i != to; i += step {
		if d.enabled(&d.Items[i], a) {
			return d.Items[i].LinkID
		}
	}
	return ""
}

// NextUnanswered gives the next item that is asked and has no answer, looking from
// the one after linkID to the end and then from the start; "" when there is none.
// linkID "" looks from the start. Optional texts are never waited for.
func (d *Definition) NextUnanswered(linkID string, a Answers) string {
	return d.around(linkID, func(it *Item) bool {
		optional := !it.Required && (it.Type == String || it.Type == Long)
		return !optional && a[it.LinkID].IsZero() && d.enabled(it, a)
	})
}

// NextRequired is NextUnanswered among mandatory items.
func (d *Definition) NextRequired(linkID string, a Answers) string {
	return d.around(linkID, func(it *Item) bool { return d.lacks(it, a) })
}

func (d *Definition) around(linkID string, wanted func(*Item) bool) string {
	start := 0
	if i, ok := d.index[linkID]; ok {
		start = i + 1
	}
	for n := range d.Items {
		it := &d.Items[(start+n)%len(d.Items)]
		if wanted(it) {
			return it.LinkID
		}
	}
	return ""
}
