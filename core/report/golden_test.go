package report

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"fyrtio/core/say"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The whole text of a small report, as it is read in Swedish: what changes in it is seen in
// review.
func TestReportAsText(t *testing.T) {
	got := asText(New(sample(90)), say.Swedish)
	const name = "testdata/report.sv.txt"
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		line := 0
		for line < min(len(strings.Split(got, "\n")), len(strings.Split(string(want), "\n"))) && strings.Split(got, "\n")[line] == strings.Split(string(want), "\n")[line] {
			line++
		}
		t.Errorf("line %d differs: %q (go test ./core/report -run AsText -update writes it anew)", line+1, strings.Split(got, "\n")[min(line, len(strings.Split(got, "\n"))-1)])
	}
	if asText(New(sample(90)), say.Swedish) != got {
		t.Error("the same data give another report")
	}
}

// asText writes a report as plain lines.
func asText(r *Report, lang say.Lang) string {
	var b strings.Builder
	in := func(t say.Text) string { return say.In(lang, t) }
	line := func(parts ...string) { fmt.Fprintln(&b, strings.TrimRight(strings.Join(parts, " | "), " ")) }
	line(in(r.Title), r.Clinic)
	for _, n := range r.Names {
		line(n.Name, fmt.Sprint(n.From, "–", n.To))
	}
	for _, k := range r.Head {
		text := []string{in(k.Label), cellText(k.Cell), fmt.Sprint("av ", k.Of)}
		if k.Change != nil {
			text = append(text, fmt.Sprintf("%+.0f sedan %d", k.Change.Points, k.Change.Year))
		}
		line(text...)
	}
	for _, c := range r.Chapters {
		line()
		line("# " + in(c.Title))
		for _, t := range c.Intro {
			line(in(t))
		}
		for _, t := range c.Tables {
			line()
			line("## " + in(t.Title))
			heads := []string{""}
			for _, c := range t.Columns {
				head := in(c.Head)
				if c.Of.Kind != Blank {
					head += " (n " + cellText(c.Of) + ")"
				}
				heads = append(heads, head)
			}
			line(heads...)
			for _, row := range t.Rows {
				cells := []string{in(row.Label)}
				for _, c := range row.Cells {
					cells = append(cells, cellText(c))
				}
				line(cells...)
			}
			for _, n := range t.Notes {
				line("  " + in(n))
			}
		}
		for _, d := range c.Charts {
			line("[" + in(d.Title) + "]")
		}
	}
	line()
	for _, p := range r.Prints {
		line(in(p))
	}
	return b.String()
}

func cellText(c Cell) string {
	about := ""
	if c.About {
		about = "ca "
	}
	switch {
	case c.Hidden:
		return "··"
	case c.Kind == Blank:
		return ""
	case c.Kind == Bare:
		return fmt.Sprint(c.N)
	case c.Value != 0:
		return fmt.Sprint(c.Value)
	case c.N == 0 && c.Share != 0:
		return fmt.Sprintf("%s%.0f %%", about, 100*c.Share)
	}
	return fmt.Sprintf("%d, %s%.0f %%", c.N, about, 100*c.Share)
}
