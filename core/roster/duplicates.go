package roster

import (
	"strconv"
	"strings"

	"fyrtio/core/pnr"
	"fyrtio/core/say"
)

// most is how many other rows are named when a person stands in many.
const most = 5

// compare finds persons who stand in several rows (D13). Equal rows: the first is
// kept. Rows that differ: none is, since we cannot know which is right. If one of
// them is protected, all are.
func (c *checker) compare(entries []entry) {
	rows := make(map[pnr.Number][]int, len(entries))
	for i := range entries {
		if n := entries[i].row.Number; !n.IsZero() {
			rows[n] = append(rows[n], i)
		}
	}
	for i := range entries {
		same := rows[entries[i].row.Number]
		if len(same) < 2 || same[0] != i {
			continue
		}
		c.judge(entries, same)
	}
}

func (c *checker) judge(entries []entry, same []int) {
	differs := ""
	for _, i := range same[1:] {
		if differs == "" {
			differs = difference(&entries[same[0]], &entries[i])
		}
	}
	hidden := false
	for _, i := range same {
		hidden = hidden || entries[i].hidden
	}
	for k, i := range same {
		e := &entries[i]
		if hidden {
			e.hidden, e.row.Protected, e.row.Contact = true, true, Contact{}
		}
		switch {
		case differs != "":
			c.fault(e, c.first(Number), "duplicate", "Rows", others(entries, same, i), "What", say.T("roster.differs."+differs))
		case k > 0:
			c.fault(e, c.first(Number), "repeated", "Row", entries[same[0]].row.Line)
		}
	}
}

// repeated reports whether the row is only a copy of an earlier one.
func (e *entry) repeated() bool {
	for _, f := range e.faults {
		if f.Problem == Duplicate {
			return true
		}
	}
	return false
}

// difference tells in what two rows about one person differ, "" for nothing that is read in.
func difference(a, b *entry) string {
	x, y := a.row, b.row
	switch {
	case a.hidden != b.hidden:
		return "protected"
	case x.Family != y.Family || x.Given != y.Given:
		return "name"
	case place(x.Contact) != place(y.Contact):
		return "address"
	case x.Contact != y.Contact:
		return "phone"
	case x.Interpreter != y.Interpreter || x.Language != y.Language:
		return "interpreter"
	case a.bad() != b.bad():
		return "fault"
	}
	return ""
}

// place is a contact's address alone.
func place(c Contact) Contact {
	c.Phone, c.Mobile, c.Email = "", "", ""
	return c
}

// others lists the row numbers of the other rows.
func others(entries []entry, same []int, but int) string {
	var lines []string
	for _, i := range same {
		if i == but {
			continue
		}
		if len(lines) == most {
			lines = append(lines, "…")
			break
		}
		lines = append(lines, strconv.Itoa(entries[i].row.Line))
	}
	return strings.Join(lines, ", ")
}
