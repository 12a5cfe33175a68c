package paper

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"fyrtio/core/say"
	"fyrtio/core/table"
)

// listOf gives a list of n rows with so many columns besides the name.
func listOf(n, more int) List {
	t := table.Table{Title: say.T("people.title.test"), Notes: []say.Text{say.T("Tillstånd: inbjuden"), say.T("Utskriven 2 mars 2026 klockan 09.45 av Lena Sundkvist")}}
	t.Columns = []table.Column{{Head: say.T("Namn")}, {Head: say.T("Väntat"), Kind: table.Numbers}, {Head: say.T("Dag"), Kind: table.Dates}}
	for i := range more {
		t.Columns = append(t.Columns, table.Column{Head: say.T(fmt.Sprintf("Kolumn %d", i+1))})
	}
	for i := range n {
		row := []table.Cell{table.Text([]string{"Öst, Åke", "Wennerström-Lindqvist, Anna-Karin", "Haddad, Amira"}[i%3]), table.Int(i), table.Day(testDate.Add(i % 60))}
		for k := range more {
			row = append(row, table.Text([]string{"inbjuden", "utgått 12/34", ""}[(i+k)%3]))
		}
		t.Rows = append(t.Rows, row)
	}
	return List{Clinic: testClinic, Lang: say.Swedish, Date: testDate, Table: t}
}

// keepsSheet checks that nothing lies outside the margins of the sheet, turned or not.
func keepsSheet(t *testing.T, name string, d *doc) {
	t.Helper()
	w, h := sheetW, sheetH
	if d.turned {
		w, h = h, w
	}
	for _, m := range d.marks {
		if m.x < left-0.1 || m.x+m.w > w-left+0.3 || m.y < 5 || m.y+m.h > h-5 {
			t.Errorf("%s, page %d: %q at %.1f %.1f, %.1f × %.1f is outside", name, m.page, m.text, m.x, m.y, m.w, m.h)
		}
	}
}

func TestListIsLaidOut(t *testing.T) {
	for _, c := range []struct {
		rows, more, pages int
		turned            bool
	}{{0, 2, 1, false}, {1, 2, 1, false}, {200, 2, 6, false}, {200, 7, 9, true}, {60, 16, 0, true}} {
		name := fmt.Sprintf("%d rows, %d columns", c.rows, c.more+3)
		l := listOf(c.rows, c.more)
		d := drawn(t, func(d *doc) error { l.draw(d); return nil })
		keepsSheet(t, name, d)
		if d.turned != c.turned || c.pages != 0 && d.page != c.pages {
			t.Errorf("%s: %d pages, turned %v", name, d.page, d.turned)
		}
		heads := 0
		for _, m := range d.marks {
			if m.text == "Namn" {
				heads++
			}
		}
		if heads != d.page || !hasText(d, fmt.Sprintf("sida %d av %d", d.page, d.page)) {
			t.Errorf("%s: %d heads on %d pages", name, heads, d.page)
		}
		var b bytes.Buffer
		drawn, err := WriteList(&b, l)
		if err != nil || drawn.Pages != d.page {
			t.Errorf("%s: %+v, %v", name, drawn, err)
		}
		look(t, fmt.Sprintf("list-%d-%d", c.rows, c.more), b.Bytes())
	}
}

// Every text stands whole on the paper: what does not fit a line wraps.
func TestListCutsNothing(t *testing.T) {
	l := listOf(3, 7)
	long := "Von Hohenstaufen-Oxenstierna af Wisborg, Maximiliana Alexandrina Ulrika Eleonora"
	l.Table.Rows[1][0] = table.Text(long)
	l.Table.Rows[2][4] = table.Text(strings.Repeat("x", 80))
	d := drawn(t, func(d *doc) error { l.draw(d); return nil })
	keepsSheet(t, "long texts", d)
	var all strings.Builder
	for _, m := range d.marks {
		all.WriteString(m.text + " ")
	}
	for _, word := range strings.FieldsFunc(long, func(r rune) bool { return r == ' ' }) {
		if !strings.Contains(all.String(), word) {
			t.Errorf("%q is not on the paper", word)
		}
	}
	if n := strings.Count(all.String(), "x"); n < 80 {
		t.Errorf("%d of 80 letters", n)
	}
	if len(d.problems) > 0 {
		t.Error(d.problems)
	}
}

// Names cannot break the file (S16), and the same list gives the same bytes.
func TestS16ListTakesAnyText(t *testing.T) {
	l := listOf(2, 3)
	l.Table.Rows[0][0] = table.Text("(\\) \u202e \x00 😀 <</URI>> endobj\nrow")
	var first, again bytes.Buffer
	drawn, err := WriteList(&first, l)
	if err != nil || len(drawn.Problems) == 0 {
		t.Errorf("%+v, %v", drawn, err)
	}
	if _, err := WriteList(&again, l); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Errorf("the same list gives other bytes: %v", err)
	}
}

// BenchmarkList5000 draws a cohort of 5,000.
func BenchmarkList5000(b *testing.B) {
	l := listOf(5000, 5)
	for b.Loop() {
		if _, err := WriteList(io.Discard, l); err != nil {
			b.Fatal(err)
		}
	}
}
