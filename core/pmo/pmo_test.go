package pmo

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestQ19ShippedTemplateReads(t *testing.T) {
	tpl, err := Read(Shipped())
	if err != nil {
		t.Fatal(err)
	}
	got := tpl.Fill(Values{Age: {"40"}, Date: {"2026-03-17"}, Measures: {"Längd: 182 cm", "Vikt: avstår"}}, map[string]bool{Age: true, Date: true, Measures: true})
	want := "Riktat hälsosamtal 40 år, 2026-03-17\n\nMätvärden\n- Längd: 182 cm\n- Vikt: avstår"
	if got != want {
		t.Errorf("gives\n%s\nwant\n%s", got, want)
	}
}

func TestReadNamesLineAndField(t *testing.T) {
	for _, text := range []string{"a\n{stjarnan}", "only words", strings.Repeat("x", maxText+1)} {
		if _, err := Read(text); err == nil {
			t.Errorf("%.20q is taken", text)
		}
	}
}

func TestNoCommaHangsWhereNothingFollows(t *testing.T) {
	tpl, err := Read("Hälsosamtal {ålder} år, {datum}\n{ålder}; {samtycke}.")
	if err != nil {
		t.Fatal(err)
	}
	if got := tpl.Fill(Values{Age: {"40"}}, map[string]bool{Age: true, Date: true}); got != "Hälsosamtal 40 år\n40; ." {
		t.Errorf("%q", got)
	}
}

// What is not chosen never reaches the text, whatever the template looks like (Q19).
func TestQ19TextHasNoMoreThanChosen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "lines") {
			for range rapid.IntRange(0, 3).Draw(t, "pieces") {
				if rapid.Bool().Draw(t, "field") {
					f := rapid.SampledFrom(Fields).Draw(t, "which")
					fmt.Fprintf(&b, "{%s}", rapid.SampledFrom([]string{f.ID, f.Swedish, " " + f.Swedish}).Draw(t, "name"))
				} else {
					b.WriteString(rapid.SampledFrom([]string{"Ord ", "- ", ": ", "}", "{"}).Draw(t, "word"))
				}
			}
			b.WriteByte('\n')
		}
		tpl, err := Read(b.String())
		if err != nil {
			return
		}
		values, chosen := Values{}, map[string]bool{}
		for _, f := range Fields {
			for i := range rapid.IntRange(0, 3).Draw(t, "values") {
				values[f.ID] = append(values[f.ID], fmt.Sprintf("<%s %d>", f.ID, i))
			}
			chosen[f.ID] = rapid.Bool().Draw(t, "chosen")
		}
		text := tpl.Fill(values, chosen)
		for _, f := range Fields {
			if !chosen[f.ID] && strings.Contains(text, "<"+f.ID+" ") {
				t.Fatalf("%s is not chosen and stands in\n%s", f.ID, text)
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(Shipped())
	f.Add("{")
	f.Fuzz(func(t *testing.T, text string) {
		if tpl, err := Read(text); err == nil {
			tpl.Fill(Values{Age: {"1"}, Star: {"a", "b"}}, map[string]bool{Age: true, Star: true})
		}
	})
}
