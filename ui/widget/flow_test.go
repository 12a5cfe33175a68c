package widget

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fyne.io/fyne/v2/test"

	"fyrtio/ui/theme"
)

// Flow keeps every word, in order, and no line is wider than it may be.
func TestFlowKeepsWordsAndWidth(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.Theme{})
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zåäö]{1,12}`)
		bold, plain := rapid.SliceOfN(word, 0, 6).Draw(t, "bold"), rapid.SliceOfN(word, 0, 12).Draw(t, "plain")
		width := rapid.Float32Range(120, 400).Draw(t, "width")
		runs := Flow([]Run{{Text: strings.Join(bold, " "), Style: Strong}, {Text: strings.Join(plain, " "), Style: Plain}}, width)
		var got []string
		line := 0
		for _, r := range runs {
			got = append(got, strings.Fields(r.Text)...)
			if r.Line < line {
				t.Fatalf("line %d after %d", r.Line, line)
			}
			line = r.Line
			if r.X+Measure(r.Text, r.Style) > width+0.5 && strings.Contains(r.Text, " ") {
				t.Fatalf("%q at %v is wider than %v", r.Text, r.X, width)
			}
		}
		if want := strings.Join(append(bold, plain...), " "); strings.Join(got, " ") != want {
			t.Fatalf("%v is not %q", got, want)
		}
	})
}
