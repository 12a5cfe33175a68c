package form

// Mismatch is an item that two keyings of the same paper read differently. A value
// that was left out by one of them is the zero Value.
type Mismatch struct {
	LinkID string
	First  Value
	Second Value
}

// Keyings compares two keyings of the same paper, item by item of those named, or of
// all where none is named. compared counts the items that at least one of them
// answered, which is what an error rate is a share of. Numbers are compared as
// numbers: 82,5 and 82.50 are the same reading of the same paper.
func (d *Definition) Keyings(first, second Answers, only ...string) (differ []Mismatch, compared int) {
	pick := map[string]bool{}
	for _, id := range only {
		pick[id] = true
	}
	for i := range d.Items {
		id := d.Items[i].LinkID
		a, b := first[id], second[id]
		if len(only) > 0 && !pick[id] || a.IsZero() && b.IsZero() {
			continue
		}
		compared++
		if !sameReading(a, b) {
			differ = append(differ, Mismatch{id, a, b})
		}
	}
	return differ, compared
}

func sameReading(a, b Value) bool {
	m, ok := a.Number()
	n, both := b.Number()
	if ok && both {
		return m.Cmp(n) == 0
	}
	return a == b
}
