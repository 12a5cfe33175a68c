package paper

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyrtio/core/day"
	"fyrtio/core/report"
	"fyrtio/core/say"
)

// told7777 stands in hidden cells of the sample: it must be on no paper.
const told7777 = 7777

func shown(n, of int) report.Cell {
	return report.Cell{Kind: report.Filled, N: n, Share: float64(n) / float64(of)}
}

// sampleTable has a column of every kind, hidden, rounded and missing ones, n categories.
func sampleTable(id string, n int) report.Table {
	t := report.Table{ID: id, Title: say.T("Rökning, snus och annat"), Notes: []say.Text{say.T("Antal och andel av dem som svarat. Saknade svar räknas aldrig."), say.T("Formulärets version 1.")}}
	for i, head := range []string{"Kvinnor", "Män och okänt kön", "Alla"} {
		t.Columns = append(t.Columns, report.Column{ID: fmt.Sprint(i), Head: say.T(head), Of: report.Cell{Kind: report.Bare, N: 1200 * (i + 1)}})
	}
	for y := 2023; y <= 2025; y++ {
		t.Columns = append(t.Columns, report.Column{ID: strconv.Itoa(y), Head: say.T(strconv.Itoa(y)), Kind: report.Shares})
	}
	t.Columns = append(t.Columns, report.Column{ID: "change", Head: say.T("Ändring", "From", "2025", "To", "2026"), Kind: report.Changes})
	hidden := report.Cell{Kind: report.Filled, N: told7777, Share: 0.7777, Hidden: true}
	for i := range n {
		r := report.Row{ID: strconv.Itoa(i), Label: say.T("Slutat för mer än " + strconv.Itoa(i) + " månader sedan")}
		r.Cells = []report.Cell{shown(9+i, 1200), hidden, shown(300+i, 3600), {Kind: report.Filled, Share: 0.5}, hidden, {Kind: report.Filled, Share: 0.35, About: true}, {Kind: report.Filled, Share: -0.04}}
		if i == 1 {
			r.Cells = []report.Cell{{Kind: report.Bare, N: 12}, {}, hidden}
		}
		r.Sum = i == n-1
		t.Rows = append(t.Rows, r)
	}
	for _, id := range []string{"unanswered", "declined"} {
		t.Rows = append(t.Rows, report.Row{ID: "missing." + id, Label: say.T("Ville inte svara"), Below: true, Cells: []report.Cell{{Kind: report.Bare, N: 5}, {Kind: report.Bare, Hidden: true}, {Kind: report.Bare}}})
	}
	return t
}

// wideTable has a column a clinic.
func wideTable(clinics, rows int) report.Table {
	t := report.Table{ID: "clinics", Title: say.T("Varje hälsocentral för sig")}
	for i := range clinics {
		t.Columns = append(t.Columns, report.Column{ID: fmt.Sprint(i), Head: say.T(fmt.Sprintf("Hälsocentralen Nordanvinden %d", i)), Of: report.Cell{Kind: report.Bare, N: 164}})
	}
	for i := range rows {
		r := report.Row{Label: say.T(fmt.Sprintf("Rad %d", i))}
		for k := range clinics {
			r.Cells = append(r.Cells, shown(k+i, 164))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func sampleCharts() (list []report.Chart) {
	values := func(n int) (v []report.Point) {
		for i := range n {
			v = append(v, report.Point{Value: 1 / float64(n), N: 20 + i, Gap: n > 6 && i%5 == 3, Typed: i < 3})
		}
		return v
	}
	for kind := report.Stack; kind <= report.Pace; kind++ {
		n := 4
		if kind >= report.Lines {
			n = 20
		}
		c := report.Chart{ID: fmt.Sprint("chart", kind), Kind: kind, Title: say.T("Ett diagram"), Note: say.T("Ihåliga märken är inskrivna år."), Share: true, Target: 0.5}
		for i := range n {
			c.Labels = append(c.Labels, say.T(strconv.Itoa(2007+i)))
		}
		for _, s := range []string{"Kvinnor", "Män", "Alla"} {
			c.Series = append(c.Series, report.Series{Label: say.T(s), Values: values(n)})
		}
		list = append(list, c)
	}
	return list
}

// sampleReport has all that a report can have.
func sampleReport() *report.Report {
	r := &report.Report{Title: say.T("Årsrapport 2026"), Clinic: testClinic.Name, Period: report.Period{From: 2026, To: 2026}, Date: testDate,
		Names:  []report.Named{{Name: "Norrängens vårdcentral", Period: report.Period{From: 2002, To: 2024}}, {Name: testClinic.Name, Period: report.Period{From: 2025, To: 2026}}},
		Prints: []say.Text{say.T("Uppgifterna: 9191 66e0 b49c 6702 e359 0876 1aa9 f3d3"), say.T("Fyrtio 1.0")}}
	for i, c := range []report.Cell{shown(82, 164), {Kind: report.Bare, N: 164}, {Kind: report.Filled, N: told7777, Share: 0.7777, Hidden: true}, {}} {
		k := report.Key{Label: say.T("Genomförda samtal av alla listade i årskullen"), Cell: c, Of: 164}
		if i == 0 {
			k.Target, k.Change = 0.5, &report.Change{Year: 2025, Points: 4}
		}
		r.Head = append(r.Head, k)
	}
	intro := []say.Text{say.T(strings.Repeat("Vad kapitlet handlar om och varför. ", 8))}
	for i := range 20 {
		ch := report.Chapter{ID: fmt.Sprint(i), Title: say.T(fmt.Sprintf("Kapitel om %d", i)), Intro: intro}
		for k := range 1 + i%4 {
			ch.Tables = append(ch.Tables, sampleTable(fmt.Sprintf("%d.%d", i, k), 2+(i*7+k*3)%9))
		}
		if i%3 == 0 {
			ch.Charts = sampleCharts()[i%4 : i%4+1]
		}
		r.Chapters = append(r.Chapters, ch)
	}
	r.Chapters[4].Charts = sampleCharts()
	hidden := sampleTable("hidden", 3)
	for i := range hidden.Rows {
		for k := range hidden.Rows[i].Cells {
			hidden.Rows[i].Cells[k].Hidden = true
		}
	}
	long := sampleTable("long", 90)
	for i := range 30 {
		long.Notes = append(long.Notes, say.T(fmt.Sprintf("Nyckeltal %d: så många som svarat ja av dem som svarat.", i)))
	}
	r.Chapters = append(r.Chapters, report.Chapter{ID: "last", Title: say.T("Bilaga"), Tables: []report.Table{hidden, long, wideTable(31, 12), {ID: "none", Title: say.T("Utan rader")}}}, report.Chapter{ID: "empty", Title: say.T("Ett tomt kapitel")})
	return r
}

func drawnReport(t testing.TB, r *report.Report, lang say.Lang) *doc {
	t.Helper()
	return drawn(t, func(d *doc) error { drawReport(d, r, testClinic, lang); return nil })
}

func TestReportIsLaidOut(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		d := drawnReport(t, sampleReport(), lang)
		keepsMargins(t, string(lang), d)
		if len(d.problems) > 0 || len(d.bad) > 0 {
			t.Errorf("%s: %v %q", lang, d.problems, d.bad)
		}
		for _, m := range d.marks {
			if m.text != "" && m.size < 7 || m.y > headY+1 && m.y < footY-1 && m.y+m.h > reportLast+2 {
				t.Errorf("%s, page %d: %q %.1f pt at %.1f", lang, m.page, m.text, m.size, m.y)
			}
		}
	}
}

// The page that the contents tell is the page where the chapter or table begins.
func TestReportContentsAreTrue(t *testing.T) {
	d := drawnReport(t, sampleReport(), say.Swedish)
	entries := 0
	for i, m := range d.marks {
		end := m.x + m.w
		page, err := strconv.Atoi(m.text)
		if err != nil || m.page != 2 || math.Abs(end-left-contentWidth) > 0.1 && math.Abs(end-right) > 0.1 {
			continue
		}
		entries++
		number, title := d.marks[i+1].text, d.marks[i+2].text
		if number == "Vad rapporten är gjord av" {
			number, title = "", number
		}
		if !slices.ContainsFunc(d.marks[i+3:], func(at mark) bool { return at.page == page && at.text == title }) ||
			number != "" && !slices.ContainsFunc(d.marks[i+3:], func(at mark) bool {
				return at.page == page && (at.text == number || at.text == "Tabell "+number)
			}) {
			t.Errorf("%s %s is not on page %d", number, title, page)
		}
	}
	if entries < 76 {
		t.Errorf("only %d entries", entries)
	}
}

// A heading stands with what it heads: on its page there is a row under it.
func TestReportHeadingsAreNotAlone(t *testing.T) {
	d := drawnReport(t, sampleReport(), say.Swedish)
	for i, m := range d.marks {
		if !strings.HasPrefix(m.text, "Tabell ") || strings.HasPrefix(d.marks[i+1].text, "Utan rader") {
			continue
		}
		rows := 0
		for _, n := range d.marks {
			if n.page == m.page && n.x == left+1 && n.y > m.y && n.y < m.y+80 {
				rows++
			}
		}
		if rows == 0 && !hasUnder(d, m, "för få personer") {
			t.Errorf("page %d: %s stands alone", m.page, m.text)
		}
	}
}

func hasUnder(d *doc, above mark, text string) bool {
	for _, m := range d.marks {
		if m.page == above.page && math.Abs(m.y-above.y) < 10 && strings.HasPrefix(m.text, text) {
			return true
		}
	}
	return false
}

func TestD30HiddenNumbersAreOnNoPaper(t *testing.T) {
	d := drawnReport(t, sampleReport(), say.Swedish)
	pages := map[int]bool{}
	for _, m := range d.marks {
		if strings.Contains(m.text, "7777") || strings.Contains(m.text, "7\u00a0777") || m.text == "78\u00a0%" {
			t.Errorf("page %d tells %q", m.page, m.text)
		}
		if strings.HasPrefix(m.text, report.HiddenMark+" står för") {
			pages[m.page] = true
		}
	}
	if len(pages) != d.page {
		t.Errorf("the mark is explained on %d of %d pages", len(pages), d.page)
	}
}

// Columns of which nothing is shown give way, the sexes together.
func TestColumnsOfHiddenNumbersGiveWay(t *testing.T) {
	for _, c := range []struct {
		women, men, year bool
		left             int
	}{{false, false, false, 4}, {true, false, false, 4}, {true, true, false, 2}, {true, true, true, 1}, {false, false, true, 3}} {
		cell := func(hidden bool) report.Cell {
			return report.Cell{Kind: report.Filled, N: 9, Share: 0.5, Hidden: hidden}
		}
		tab := report.Table{Title: say.T("Rökning"), Columns: []report.Column{{ID: "women", Head: say.T("Kvinnor")}, {ID: "men", Head: say.T("Män")}, {ID: "all", Head: say.T("Alla")}, {ID: "2025", Head: say.T("2025"), Kind: report.Shares}},
			Rows: []report.Row{{Label: say.T("Ja"), Cells: []report.Cell{cell(c.women), cell(c.men), cell(false), cell(c.year)}}, {Label: say.T("Nej"), Cells: []report.Cell{cell(c.women), cell(true), cell(true)}}}}
		p := &reportPaper{words: words{say.Swedish, "report"}, d: newDoc("test", say.Swedish, testDate)}
		lean := p.lean(tab)
		if len(lean.Columns) != c.left || len(lean.Rows[0].Cells) != c.left || (c.left < 4) != (len(lean.Notes) == 1) {
			t.Errorf("%+v: %d columns, notes %v", c, len(lean.Columns), lean.Notes)
		}
	}
}

// A report with nothing hidden says so on every page, and in the file across it.
func TestOpenReportIsMarked(t *testing.T) {
	r := sampleReport()
	r.Open = true
	d := drawnReport(t, r, say.Swedish)
	pages := map[int]bool{}
	for _, m := range d.marks {
		if strings.HasPrefix(m.text, "För mottagningens eget bruk: inga tal") {
			pages[m.page] = true
		}
	}
	if len(pages) != d.page {
		t.Errorf("%d of %d pages are marked", len(pages), d.page)
	}
	needTools(t, "pdftotext")
	var pdf bytes.Buffer
	drawn, err := WriteReport(&pdf, r, testClinic, say.Swedish)
	if err != nil {
		t.Fatal(err)
	}
	look(t, "report-sample-open", pdf.Bytes())
	cmd := exec.Command("pdftotext", "-raw", "-", "-")
	cmd.Stdin = &pdf
	text, err := cmd.Output()
	if n := strings.Count(strings.Join(strings.Fields(string(text)), ""), "FÖRMOTTAGNINGENSEGETBRUK"); err != nil || n != drawn.Pages {
		t.Errorf("%d of %d pages have it across, %v", n, drawn.Pages, err)
	}
}

func TestSameReportSameBytes(t *testing.T) {
	for _, lang := range []say.Lang{say.Swedish, say.English} {
		var first, again bytes.Buffer
		for _, w := range []*bytes.Buffer{&first, &again} {
			if _, err := WriteReport(w, sampleReport(), testClinic, lang); err != nil {
				t.Fatal(err)
			}
		}
		look(t, "report-sample-"+string(lang), first.Bytes())
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Error("the report differs from time to time")
		}
	}
}

// Other programs read the file, its language, its bookmarks and its text in order.
func TestReportIsReadByOthers(t *testing.T) {
	needTools(t, "qpdf", "pdftotext")
	var pdf bytes.Buffer
	if _, err := WriteReport(&pdf, sampleReport(), testClinic, say.Swedish); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, pdf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
	out, err := exec.Command("qpdf", "--json", "--json-key=outlines", file).Output()
	if err != nil || strings.Count(string(out), `"title"`) < 60 || !strings.Contains(string(out), "Rökning, snus och annat") {
		t.Errorf("bookmarks: %v %.300s", err, out)
	}
	if !bytes.Contains(pdf.Bytes(), []byte("/Lang (sv-SE)")) {
		t.Error("the language is not told")
	}
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	from := 0
	for _, s := range []string{"Årsrapport 2026", "Innehåll", "Kapitel om 0", "Tabell 1.1", "Alla som räknas", "Kapitel om 19", "Bilaga", "fortsättning", "Vad rapporten är gjord av", "9191 66e0"} {
		at := strings.LastIndex(string(text), s)
		if at < from && s != "Innehåll" && s != "Årsrapport 2026" && s != "Alla som räknas" {
			t.Errorf("%q is at %d, before %d", s, at, from)
		}
		if s != "Årsrapport 2026" && s != "Alla som räknas" {
			from = at
		}
	}
}

// Whatever a report has, everything has its place.
func TestAnyReportKeepsItsPlaces(t *testing.T) {
	word := rapid.StringMatching(`[A-ZÅÄÖa-zåäö]{1,24}( [a-zåäö0-9]{1,12}){0,6}`)
	rapid.Check(t, func(rt *rapid.T) {
		r := &report.Report{Title: say.T(word.Draw(rt, "title")), Clinic: word.Draw(rt, "clinic"), Period: report.Period{From: 2007, To: 2026}, Date: day.New(2026, 11, 23), Open: rapid.Bool().Draw(rt, "open")}
		for range rapid.IntRange(0, 2).Draw(rt, "chapters") {
			ch := report.Chapter{Title: say.T(word.Draw(rt, "chapter"))}
			for range rapid.IntRange(0, 2).Draw(rt, "tables") {
				tab := report.Table{Title: say.T(word.Draw(rt, "table"))}
				for range rapid.IntRange(1, 14).Draw(rt, "columns") {
					tab.Columns = append(tab.Columns, report.Column{Head: say.T(word.Draw(rt, "head")), Kind: report.ColumnKind(rapid.IntRange(0, 3).Draw(rt, "kind")), Of: report.Cell{Kind: report.Bare, N: rapid.IntRange(0, 200000).Draw(rt, "of")}})
				}
				for range rapid.IntRange(0, 40).Draw(rt, "rows") {
					row := report.Row{Label: say.T(word.Draw(rt, "label")), Below: rapid.Bool().Draw(rt, "below")}
					n := rapid.IntRange(0, 200000).Draw(rt, "n")
					for i := range tab.Columns {
						row.Cells = append(row.Cells, report.Cell{Kind: report.CellKind((n + i) % 3), N: n, Share: float64(n%1000) / 1000, Value: float64(n) * 1.5, Hidden: (n+i)%5 == 0, About: (n+i)%7 == 0})
					}
					tab.Rows = append(tab.Rows, row)
				}
				ch.Tables = append(ch.Tables, tab)
			}
			r.Chapters = append(r.Chapters, ch)
		}
		d := newDoc("test", say.Swedish, testDate)
		d.record = true
		drawReport(d, r, testClinic, say.Swedish)
		for _, f := range faults(d) {
			rt.Error(f)
		}
		for _, m := range d.marks {
			if m.text != "" && (m.x < left-0.1 || m.x+m.w > right+0.3) {
				rt.Errorf("page %d: %q passes the margin: %.1f to %.1f", m.page, m.text, m.x, m.x+m.w)
			}
		}
	})
}

// BenchmarkReport draws the report of twenty years with all chapters.
func BenchmarkReport(b *testing.B) {
	r := sampleReport()
	for b.Loop() {
		if _, err := WriteReport(&bytes.Buffer{}, r, testClinic, say.Swedish); err != nil {
			b.Fatal(err)
		}
	}
}
