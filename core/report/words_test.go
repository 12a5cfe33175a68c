package report

import (
	"strings"
	"testing"

	"fyrtio/core/day"
	"fyrtio/core/say"
)

// spoken are all texts of a report.
func spoken(r *Report) (texts []say.Text) {
	texts = append(texts, r.Title)
	texts = append(texts, r.Prints...)
	for _, k := range r.Head {
		texts = append(texts, k.Label)
	}
	for _, c := range r.Chapters {
		texts = append(append(texts, c.Title), c.Intro...)
		for _, t := range c.Tables {
			texts = append(append(texts, t.Title), t.Notes...)
			for _, col := range t.Columns {
				texts = append(texts, col.Head)
			}
			for _, row := range t.Rows {
				texts = append(texts, row.Label)
			}
		}
		for _, d := range c.Charts {
			texts = append(append(texts, d.Title), d.Labels...)
			for _, s := range d.Series {
				texts = append(texts, s.Label)
			}
		}
	}
	return texts
}

// Every text of a report has words in both languages, with all that it takes.
func TestReportIsInWords(t *testing.T) {
	for _, open := range []bool{true, false} {
		in := sample(300)
		in.Open = open
		for _, period := range []Period{{2026, 2026}, {2024, 2026}} {
			in.Period = period
			for _, text := range spoken(New(in)) {
				for _, lang := range []say.Lang{say.Swedish, say.English} {
					if s := say.In(lang, text); s == "" || s == text.ID || strings.Contains(s, "<no value>") || strings.HasPrefix(s, "report.") {
						t.Errorf("%s in %s: %q", text.ID, lang, s)
					}
				}
			}
		}
	}
	for i := range Variables {
		v := &Variables[i]
		for _, id := range v.rows() {
			if text := v.Label(id); !v.Hidden && say.In(say.English, text) == text.ID {
				t.Errorf("%s %s has no words", v.ID, id)
			}
		}
	}
}

// sample is the input of a report over three years with so many people in each.
func sample(n int) Input {
	in := Input{Clinic: "Backens hälsocentral", Period: Period{2026, 2026}, Date: day.New(2026, 11, 23), Payment: 1100, Target: .5, Program: "1.0",
		Names:   []Named{{"Backens hälsocentral", Period{2025, 2026}}, {"Backens vårdcentral", Period{2002, 2024}}},
		Earlier: []Figure{{Cohort: 2010, Indicator: "smoking", N: 12, Of: 80, Share: .15}, {Cohort: 2011, Indicator: "smoking", Share: .14}, {Cohort: 2011, Indicator: "completed", N: 3, Of: 90, Share: 3. / 90}}}
	for y := 2024; y <= 2026; y++ {
		t := NewTally(y)
		for _, p := range many(n, uint64(y)) {
			p.Words = Words{Language: []string{"", "", "", "arabiska", "somaliska", "?"}[len(in.Tallies)+int(p.Parts[OfCourse][1])%3]}
			t.Add(p)
		}
		in.Tallies = append(in.Tallies, t)
	}
	return in
}
